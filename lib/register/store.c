#include "register/store.h"

#include "base/file.h"
#include "base/list.h"
#include "register/store_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* How often a reader starts over because changes were committed meanwhile. One commit takes several syncs, an attempt
 * some opens: this is never reached unless the record is being torn at by something else. */
#define ATTEMPTS 1000

/* As the register names its tables: `people.csv` in `.`, else `DIR/people.csv`. */
const char *shg_store_path(char out[SHG_PATH_SIZE], const shg_store *store, const char *name) {
    int n = (int)strnlen(store->dir, SHG_PATH_SIZE);
    while (n > 1 && store->dir[n - 1] == '/')
        n--;
    bool here = n == 1 && store->dir[0] == '.' && *name;
    const char *slash = here || !*name || (n > 0 && store->dir[n - 1] == '/') ? "" : "/";
    if (snprintf(out, SHG_PATH_SIZE, "%.*s%s%s", here ? 0 : n, store->dir, slash, name) < 0)
        out[0] = '\0';
    return out;
}

enum shg_status shg_tell_system(const shg_store *store, const char *name, int errnum, shg_faults *faults) {
    char path[SHG_PATH_SIZE];
    return shg_fault_system(faults, shg_store_path(path, store, name), errnum);
}

enum shg_status shg_tell_link(const shg_store *store, const char *name, shg_faults *faults) {
    char path[SHG_PATH_SIZE];
    return shg_fault_plain(faults, SHG_SYSTEM, "'%s' is a symbolic link: a table must lie in the register itself",
                           shg_store_path(path, store, name));
}

bool shg_new_name(char out[SHG_NAME_SIZE], uint64_t number, const char *name) {
    int n = snprintf(out, SHG_NAME_SIZE, ".shg-%llu.%s", (unsigned long long)number, name);
    return n > 0 && n < SHG_NAME_SIZE;
}

bool shg_is_new_name(const char *name) {
    if (strncmp(name, ".shg-", 5) != 0)
        return false;
    size_t digits = strspn(name + 5, "0123456789");
    return digits > 0 && name[5 + digits] == '.';
}

/* ---- the folder ---- */

/* The folder's 0700 is the guard of everything in it. */
static enum shg_status guarded(const char *dir, int fd, shg_faults *faults) {
    struct stat st;
    if (shg_sys_fstat(fd, &st) != 0)
        return shg_fault_system(faults, dir, errno);
    if (st.st_uid != geteuid())
        return shg_fault_plain(faults, SHG_SYSTEM, "'%s' belongs to another user", dir);
    if (st.st_mode & 077)
        return shg_fault_plain(faults, SHG_SYSTEM, "'%s' is open to other users (mode %03o): make it 700 first", dir,
                               (unsigned)st.st_mode & 0777);
    return SHG_OK;
}

/* Follows a symbolic link: the folder may be named by one. */
static int open_folder(const char *dir) {
    int fd = -1;
    do {
        fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    } while (fd < 0 && errno == EINTR);
    return fd;
}

enum shg_status shg_store_open(shg_store **out, const char *dir, const char *const *names, shg_faults *faults) {
    *out = NULL;
    shg_store *store = malloc(sizeof *store);
    if (!store)
        return shg_fault_memory(faults);
    *store = (shg_store){.names = names, .dir_fd = -1, .shg_fd = -1, .lock_fd = -1, .previous_fd = -1};
    store->dir = shg_copy(dir);
    enum shg_status status = store->dir ? SHG_OK : shg_fault_memory(faults);
    if (status == SHG_OK && (store->dir_fd = open_folder(dir)) < 0)
        status = shg_fault_system(faults, dir, errno);
    if (status == SHG_OK)
        status = guarded(dir, store->dir_fd, faults);
    if (status != SHG_OK) {
        shg_store_free(store);
        return status;
    }
    *out = store;
    return SHG_OK;
}

static void close_if_open(int fd) {
    if (fd >= 0)
        (void)shg_sys_close(fd); /* folders, and files that were only read */
}

void shg_store_free(shg_store *store) {
    if (!store)
        return;
    shg_store_unlock(store);
    close_if_open(store->previous_fd);
    close_if_open(store->shg_fd);
    close_if_open(store->dir_fd);
    shg_record_free(&store->record);
    free(store->dir);
    free(store);
}

/* What an attempt to make a register left that was stopped before its commit is nothing; 1 for all else. */
static int there_is_one(void *ctx, const char *name) {
    const int *fd = ctx;
    struct stat st;
    if (strcmp(name, ".shg") == 0)
        return shg_sys_stat(*fd, ".shg/" SHG_RECORD_NAME, &st) == 0;
    return !shg_is_new_name(name);
}

/* Whether a folder may become a register. */
static enum shg_status own_and_empty(const char *dir, int fd, bool made, shg_faults *faults) {
    struct stat st;
    int found = made ? 0 : shg_each_name(fd, there_is_one, &fd);
    if (found > 0)
        return shg_fault_plain(faults, SHG_SYSTEM, "'%s' is there already, and is not empty", dir);
    if (found < 0 || shg_sys_fstat(fd, &st) != 0)
        return shg_fault_system(faults, dir, errno);
    if (st.st_uid != geteuid())
        return shg_fault_plain(faults, SHG_SYSTEM, "'%s' belongs to another user", dir);
    return SHG_OK;
}

/* That the folder itself lasts is up to the one above it, which need not be ours to open. */
static int sync_above(int fd) {
    int above = openat(fd, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (above < 0)
        return 0;
    int rc = shg_sys_sync_folder(above);
    int saved = errno;
    close_if_open(above);
    errno = saved;
    return rc;
}

enum shg_status shg_store_make(const char *dir, shg_faults *faults) {
    bool made = shg_sys_mkdir(AT_FDCWD, dir) == 0;
    if (!made && errno != EEXIST)
        return shg_fault_system(faults, dir, errno);
    /* a umask may have taken the owner's own rights; an empty folder is as good as a new one */
    int fd = made && shg_sys_chmod_at(AT_FDCWD, dir, 0700) != 0 ? -1 : open_folder(dir);
    if (fd < 0)
        return shg_fault_system(faults, dir, errno);
    enum shg_status status = own_and_empty(dir, fd, made, faults);
    if (status == SHG_OK && (shg_sys_chmod(fd, 0700) != 0 || sync_above(fd) != 0))
        status = shg_fault_system(faults, dir, errno);
    close_if_open(fd);
    return status;
}

/* ---- reading ---- */

bool shg_identity_same(const struct shg_identity *a, const struct shg_identity *b) {
    return a->exists == b->exists && a->inode == b->inode && a->size == b->size && a->seconds == b->seconds &&
           a->nanoseconds == b->nanoseconds;
}

static bool in_record(const struct shg_record *record, const char *name) {
    for (size_t i = 0; i < record->n; i++)
        if (strcmp(record->entries[i].name, name) == 0)
            return true;
    return false;
}

/* Opens a table as of the record: what the change made of it or, where that is in place already, the table. -1 with
 * errno. */
static int open_as_of(const shg_store *store, const struct shg_record *record, const char *name) {
    const int flags = O_RDONLY | O_NONBLOCK; /* a FIFO that somebody put there must not hold us */
    char new_name[SHG_NAME_SIZE];
    if (in_record(record, name) && shg_new_name(new_name, record->number, name)) {
        int fd = shg_sys_open(store->dir_fd, new_name, flags, 0);
        if (fd >= 0 || errno != ENOENT)
            return fd;
    }
    return shg_sys_open(store->dir_fd, name, flags, 0);
}

static enum shg_status open_all(const shg_store *store, const struct shg_record *record, struct shg_stored *files,
                                int *fds, size_t n, shg_faults *faults) {
    for (size_t i = 0; i < n; i++) {
        files[i].identity = (struct shg_identity){0};
        char path[SHG_PATH_SIZE];
        fds[i] = open_as_of(store, record, files[i].name);
        struct stat st;
        if (fds[i] < 0 && errno == ENOENT)
            continue;
        if (fds[i] < 0 && errno == ELOOP)
            return shg_tell_link(store, files[i].name, faults);
        if (fds[i] < 0 || shg_sys_fstat(fds[i], &st) != 0)
            return shg_tell_system(store, files[i].name, errno, faults);
        if (!S_ISREG(st.st_mode))
            return shg_fault_plain(faults, SHG_SYSTEM, "'%s' is not a regular file",
                                   shg_store_path(path, store, files[i].name));
        files[i].identity = shg_identity_of(&st);
    }
    return SHG_OK;
}

static void close_all(int *fds, size_t n) {
    for (size_t i = 0; i < n; i++) {
        close_if_open(fds[i]);
        fds[i] = -1;
    }
}

static bool same_record(const struct shg_record *a, const struct shg_record *b) {
    return a->number == b->number && shg_identity_same(&a->file, &b->file);
}

/* Opens the files as they stood together: the record must be the same before and after. Files are replaced, never
 * written to, so what is open stays as it was. */
static enum shg_status open_together(shg_store *store, struct shg_stored *files, int *fds, size_t n,
                                     shg_faults *faults) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        struct shg_record before;
        struct shg_record after = {0};
        enum shg_status status = shg_record_read(store, &before, faults);
        if (status == SHG_OK)
            status = open_all(store, &before, files, fds, n, faults);
        if (status == SHG_OK)
            status = shg_record_read(store, &after, faults);
        bool same = same_record(&before, &after);
        shg_record_free(&before);
        shg_record_free(&after);
        if (status != SHG_OK || same)
            return status;
        close_all(fds, n);
    }
    return shg_fault_plain(faults, SHG_SYSTEM, "'%s' changes all the time: it could not be read", store->dir);
}

enum shg_status shg_store_read(shg_store *store, struct shg_stored *files, size_t n, shg_faults *faults) {
    int *fds = malloc((n ? n : 1) * sizeof *fds);
    if (!fds)
        return shg_fault_memory(faults);
    for (size_t i = 0; i < n; i++) {
        files[i].bytes = SHG_BUF_EMPTY;
        fds[i] = -1;
    }
    enum shg_status status = open_together(store, files, fds, n, faults);
    for (size_t i = 0; i < n && status == SHG_OK; i++) {
        char path[SHG_PATH_SIZE];
        if (fds[i] >= 0)
            status = shg_read_fd(fds[i], shg_store_path(path, store, files[i].name), &files[i].bytes, faults);
    }
    close_all(fds, n);
    free(fds);
    for (size_t i = 0; i < n && status != SHG_OK; i++)
        shg_buf_free(&files[i].bytes);
    return status;
}
