#include "base/file.h"
#include "register/store_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct commit {
    shg_store *store;
    struct shg_change *files;
    struct shg_identity *made; /* of the new files, as files has them */
    size_t n;
    struct shg_record record;
    shg_faults *faults;
};

/* ---- what may not be overwritten ---- */

/* Spreadsheets that have a table open will write all of it back. */
static enum shg_status not_in_spreadsheet(const struct commit *commit, const char *name) {
    static const char *const before[] = {".~lock.", "~$"};
    static const char *const after[] = {"#", ""};
    for (size_t i = 0; i < 2; i++) {
        char lock[SHG_NAME_SIZE];
        struct stat st;
        int n = snprintf(lock, sizeof lock, "%s%s%s", before[i], name, after[i]);
        if (n < 0 || n >= (int)sizeof lock)
            continue; /* such a file cannot be there */
        if (shg_sys_stat(commit->store->dir_fd, lock, &st) == 0) {
            char path[SHG_PATH_SIZE];
            return shg_fault_plain(commit->faults, SHG_SYSTEM,
                                   "'%s' is open in a spreadsheet ('%s' lies beside it): nothing was written",
                                   shg_store_path(path, commit->store, name), lock);
        }
        if (errno != ENOENT)
            return shg_tell_system(commit->store, lock, errno, commit->faults);
    }
    return SHG_OK;
}

/* Whether every table is still the one that was read, and in nobody's hands. */
static enum shg_status still_so(void *ctx) {
    const struct commit *commit = ctx;
    for (size_t i = 0; i < commit->n; i++) {
        const struct shg_change *file = &commit->files[i];
        enum shg_status status = not_in_spreadsheet(commit, file->name);
        if (status != SHG_OK)
            return status;
        struct stat st;
        struct shg_identity now = {0};
        if (shg_sys_stat(commit->store->dir_fd, file->name, &st) == 0)
            now = shg_identity_of(&st);
        else if (errno != ENOENT)
            return shg_tell_system(commit->store, file->name, errno, commit->faults);
        char path[SHG_PATH_SIZE];
        if (!shg_identity_same(&now, &file->was))
            return shg_fault_plain(commit->faults, SHG_SYSTEM,
                                   "'%s' was changed by another program since it was read: nothing was written",
                                   shg_store_path(path, commit->store, file->name));
    }
    return SHG_OK;
}

/* ---- new files ---- */

static enum shg_status write_one(struct commit *commit, size_t i) {
    const shg_store *store = commit->store;
    const struct shg_change *file = &commit->files[i];
    char name[SHG_NAME_SIZE];
    if (!shg_new_name(name, commit->record.number, file->name))
        return shg_tell_system(store, file->name, ENAMETOOLONG, commit->faults);
    int fd = shg_sys_open(store->dir_fd, name, O_WRONLY | O_CREAT | O_EXCL, 0600);
    if (fd < 0)
        return shg_tell_system(store, name, errno, commit->faults);
    char path[SHG_PATH_SIZE];
    struct stat st;
    enum shg_status status =
        shg_write_fd(fd, shg_store_path(path, store, file->name), file->bytes, file->n, commit->faults);
    if (status == SHG_OK && (shg_sys_chmod(fd, 0600) != 0 || shg_sys_sync(fd) != 0 || shg_sys_fstat(fd, &st) != 0))
        status = shg_tell_system(store, file->name, errno, commit->faults);
    if (status == SHG_OK)
        commit->made[i] = shg_identity_of(&st);
    if (shg_sys_close(fd) != 0 && status == SHG_OK)
        status = shg_tell_system(store, file->name, errno, commit->faults);
    return status;
}

static enum shg_status write_all(struct commit *commit) {
    enum shg_status status = SHG_OK;
    for (size_t i = 0; i < commit->n && status == SHG_OK; i++)
        status = write_one(commit, i);
    /* also where nothing new was written: what the last commit moved into place must last before its record goes */
    if (status == SHG_OK && shg_sys_sync_folder(commit->store->dir_fd) != 0)
        status = shg_tell_system(commit->store, "", errno, commit->faults);
    return status;
}

static void remove_all(const struct commit *commit) {
    for (size_t i = 0; i < commit->n; i++) {
        char name[SHG_NAME_SIZE];
        if (shg_new_name(name, commit->record.number, commit->files[i].name))
            (void)shg_sys_unlink(commit->store->dir_fd, name); /* else the next writer removes it */
    }
}

/* ---- the commit ---- */

static bool fill_record(struct commit *commit, bool forget) {
    struct shg_record *record = &commit->record;
    record->number = commit->store->record.number + 1;
    record->forget = forget;
    record->entries = calloc(commit->n ? commit->n : 1, sizeof *record->entries);
    commit->made = calloc(commit->n ? commit->n : 1, sizeof *commit->made);
    if (!record->entries || !commit->made)
        return false;
    for (; record->n < commit->n; record->n++) {
        const struct shg_change *file = &commit->files[record->n];
        char *name = shg_copy(file->name);
        if (!name)
            return false;
        record->entries[record->n] =
            (struct shg_record_entry){name, file->was.exists, file->was.size, file->was.seconds, file->was.nanoseconds};
    }
    return true;
}

/* The record was renamed, but may not last, or the disk cannot say: the last one is put back. Where not even that is
 * sure both may be there after a power cut: the new files stay, so that either record leads to whole tables. */
static enum shg_status take_back(struct commit *commit) {
    shg_store *store = commit->store;
    if (shg_record_take_back(store)) {
        remove_all(commit);
        return SHG_SYSTEM;
    }
    shg_store_unlock(store); /* no further change on ground that is not known */
    return shg_fault_plain(commit->faults, SHG_SYSTEM,
                           "'%s': the disk does not say whether the change was written: look before it is made again",
                           store->dir);
}

static const char *translated(void *ctx, const char *msgid) {
    return shg_tr(ctx, msgid);
}

/* Moves the tables into place. The change is committed by now: what goes wrong here is told as a warning. */
static enum shg_status put_in_place(struct commit *commit) {
    shg_store *store = commit->store;
    shg_faults *trouble = shg_faults_new(translated, commit->faults);
    if (!trouble)
        return SHG_OK; /* as if it had been stopped here: the next writer does it */
    if (shg_record_apply(store, &store->record, trouble) != SHG_OK) {
        for (size_t i = 0; i < shg_faults_count(trouble, SHG_NOTE); i++)
            (void)shg_fault_add(commit->faults, SHG_WARNING, NULL, NULL, "%s", shg_faults_at(trouble, i)->text);
        (void)shg_fault_add(commit->faults, SHG_WARNING, NULL, NULL,
                            "the change of '%s' stands; the next writer finishes it", store->dir);
    }
    shg_faults_free(trouble);
    return SHG_OK;
}

static enum shg_status run(struct commit *commit, bool forget) {
    shg_store *store = commit->store;
    if (!fill_record(commit, forget))
        return shg_fault_memory(commit->faults);
    enum shg_status status = still_so(commit); /* early, before anything is written */
    if (status != SHG_OK)
        return status;
    bool renamed = false;
    status = write_all(commit);
    if (status == SHG_OK)
        status = shg_record_put(store, &commit->record, &renamed, still_so, commit, commit->faults);
    if (status != SHG_OK && renamed)
        return take_back(commit);
    if (status != SHG_OK) {
        remove_all(commit);
        return status;
    }
    for (size_t i = 0; i < commit->n; i++)
        commit->files[i].was = commit->made[i];
    shg_record_free(&store->record);
    store->record = commit->record;
    commit->record = (struct shg_record){0};
    return put_in_place(commit);
}

enum shg_status shg_store_commit(shg_store *store, struct shg_change *files, size_t n, bool forget,
                                 shg_faults *faults) {
    if (!store->locked)
        return shg_fault_plain(faults, SHG_USAGE, "'%s' is not locked for a change", store->dir);
    if (n == 0 && !forget)
        return SHG_OK;
    struct commit commit = {.store = store, .files = files, .n = n, .faults = faults};
    enum shg_status status = run(&commit, forget);
    shg_record_free(&commit.record);
    free(commit.made);
    return status;
}
