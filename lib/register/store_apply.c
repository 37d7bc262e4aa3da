/* What comes after a commit: moving its tables into place. It may be done again after a crash at any point of it. */
#include "register/store_private.h"

#include <errno.h>
#include <string.h>

static const struct shg_record_entry *entry_of(const struct shg_record *record, const char *name) {
    for (size_t i = 0; i < record->n; i++)
        if (strcmp(record->entries[i].name, name) == 0)
            return &record->entries[i];
    return NULL;
}

/* 1: there, 0: not there, -1: errno. */
static int there(const shg_store *store, const char *name, struct stat *st) {
    if (shg_sys_stat(store->dir_fd, name, st) == 0)
        return 1;
    return errno == ENOENT ? 0 : -1;
}

/* Whether the record's change of a table is still to be moved into place; -1: errno. */
static int pending(const shg_store *store, const struct shg_record *record, const struct shg_record_entry *entry) {
    char new_name[SHG_NAME_SIZE];
    struct stat st;
    return shg_new_name(new_name, record->number, entry->name) ? there(store, new_name, &st) : 0;
}

struct purge {
    const shg_store *store;
    const struct shg_record *record;
    bool any;
};

/* Removes a file from `.shg/previous` unless it is what this very change replaced: then its table is in place already,
 * or (where links cannot be made) it has been moved away to here. */
static int purge_one(void *ctx, const char *name) {
    struct purge *purge = ctx;
    const struct shg_record_entry *entry = purge->record->forget ? NULL : entry_of(purge->record, name);
    if (entry) {
        struct stat st;
        int waits = pending(purge->store, purge->record, entry);
        int in_place = waits > 0 ? there(purge->store, name, &st) : 0;
        if (waits < 0 || in_place < 0)
            return -1;
        if (in_place == 0)
            return 0;
    }
    purge->any = true;
    return shg_sys_unlink(purge->store->previous_fd, name);
}

/* The table that is to be replaced must be the one that the change was made from: what somebody wrote there after a
 * crash, seeing old data, is not to be lost. */
static enum shg_status unchanged(const shg_store *store, const struct shg_record_entry *entry, bool *exists,
                                 shg_faults *faults) {
    struct stat st;
    int found = there(store, entry->name, &st);
    if (found < 0)
        return shg_tell_system(store, entry->name, errno, faults);
    *exists = found > 0;
    struct shg_identity now = shg_identity_of(&st);
    if (!*exists || (entry->exists && S_ISREG(st.st_mode) && now.size == entry->size && now.seconds == entry->seconds &&
                     now.nanoseconds == entry->nanoseconds))
        return SHG_OK;
    char path[SHG_PATH_SIZE];
    return shg_fault_plain(
        faults, SHG_SYSTEM,
        "'%s' was changed by another program before a change that was stopped had come into place: move it away, then "
        "the change is finished",
        shg_store_path(path, store, entry->name));
}

/* Keeps what is to be replaced. Where the file system has no links it is moved, which no reader sees: they take the new
 * one. */
static int keep(const shg_store *store, const char *name) {
    if (shg_sys_link(store->dir_fd, name, store->previous_fd, name) == 0)
        return 0;
    if (shg_no_links(errno))
        return shg_sys_rename(store->dir_fd, name, store->previous_fd, name);
    return -1;
}

/* Looks at all that waits, and keeps what it replaces; *waiting says how many there are. */
static enum shg_status keep_all(const shg_store *store, const struct shg_record *record, size_t *waiting,
                                bool *previous_changed, shg_faults *faults) {
    for (size_t i = 0; i < record->n; i++) {
        const struct shg_record_entry *entry = &record->entries[i];
        int waits = pending(store, record, entry);
        if (waits < 0)
            return shg_tell_system(store, entry->name, errno, faults);
        if (waits == 0)
            continue;
        ++*waiting;
        bool exists = false;
        enum shg_status status = unchanged(store, entry, &exists, faults);
        if (status != SHG_OK)
            return status;
        if (record->forget || !exists)
            continue;
        *previous_changed = true;
        if (keep(store, entry->name) != 0)
            return shg_tell_system(store, ".shg/previous", errno, faults);
    }
    return SHG_OK;
}

static enum shg_status move_all(const shg_store *store, const struct shg_record *record, shg_faults *faults) {
    for (size_t i = 0; i < record->n; i++) {
        char new_name[SHG_NAME_SIZE];
        const char *name = record->entries[i].name;
        if (shg_new_name(new_name, record->number, name) &&
            shg_sys_rename(store->dir_fd, new_name, store->dir_fd, name) != 0 && errno != ENOENT)
            return shg_tell_system(store, name, errno, faults);
    }
    return shg_sys_sync_folder(store->dir_fd) == 0 ? SHG_OK : shg_tell_system(store, "", errno, faults);
}

enum shg_status shg_record_apply(shg_store *store, const struct shg_record *record, shg_faults *faults) {
    struct purge purge = {store, record, false};
    if (shg_each_name(store->previous_fd, purge_one, &purge) != 0)
        return shg_tell_system(store, ".shg/previous", errno, faults);
    size_t waiting = 0;
    bool previous_changed = purge.any;
    enum shg_status status = keep_all(store, record, &waiting, &previous_changed, faults);
    if (status != SHG_OK)
        return status;
    /* what is kept must last before the table that it was kept from goes */
    if (previous_changed && shg_sys_sync_folder(store->previous_fd) != 0)
        return shg_tell_system(store, ".shg/previous", errno, faults);
    return waiting > 0 ? move_all(store, record, faults) : SHG_OK;
}

/* ---- what was never committed ---- */

struct stale {
    shg_store *store;
    bool synced;
};

static int remove_one(void *ctx, const char *name) {
    struct stale *stale = ctx;
    if (!shg_is_new_name(name))
        return 0;
    /* the record that does not name it must be the one that a power cut would leave */
    if (!stale->synced && shg_sys_sync_folder(stale->store->shg_fd) != 0)
        return -1;
    stale->synced = true;
    return shg_sys_unlink(stale->store->dir_fd, name);
}

enum shg_status shg_remove_stale(shg_store *store, shg_faults *faults) {
    struct stale stale = {store, false};
    if (shg_each_name(store->dir_fd, remove_one, &stale) != 0)
        return shg_tell_system(store, "", errno, faults);
    return SHG_OK;
}
