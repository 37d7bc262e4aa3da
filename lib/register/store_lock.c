#include "base/text.h"
#include "register/store_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#define LOCK ".shg/lock"
#define PREVIOUS ".shg/previous"
/* Pauses between two looks at the lock, in milliseconds: short ones first, for most writers are done at once. */
#define LONGEST_PAUSE 20

/* ---- our own folders and files ---- */

/* Opens a folder of ours, making it where it is not there; 0700 whatever the umask. -1 with errno. */
static int own_folder(int dir_fd, const char *name) {
    if (shg_sys_mkdir(dir_fd, name) != 0 && errno != EEXIST)
        return -1;
    int fd = shg_sys_open(dir_fd, name, O_RDONLY | O_DIRECTORY, 0);
    if (fd < 0 && errno == EACCES && shg_sys_chmod_at(dir_fd, name, 0700) == 0) /* umask took the owner's own rights */
        fd = shg_sys_open(dir_fd, name, O_RDONLY | O_DIRECTORY, 0);
    struct stat st;
    if (fd >= 0 && (shg_sys_fstat(fd, &st) != 0 || ((st.st_mode & 0777) != 0700 && shg_sys_chmod(fd, 0700) != 0))) {
        int saved = errno;
        (void)shg_sys_close(fd); /* a folder */
        errno = saved;
        return -1;
    }
    return fd;
}

static int open_lock(int shg_fd) {
    const int flags = O_RDWR | O_CREAT | O_NONBLOCK;
    int fd = shg_sys_open(shg_fd, "lock", flags, 0600);
    if (fd < 0 && errno == EACCES && shg_sys_chmod_at(shg_fd, "lock", 0600) == 0)
        fd = shg_sys_open(shg_fd, "lock", flags, 0600);
    struct stat st;
    if (fd >= 0 && (shg_sys_fstat(fd, &st) != 0 || ((st.st_mode & 0777) != 0600 && shg_sys_chmod(fd, 0600) != 0))) {
        int saved = errno;
        (void)shg_sys_close(fd); /* nothing was written */
        errno = saved;
        return -1;
    }
    return fd;
}

/* ---- the lock ---- */

/* Says who holds the lock, as far as the holder could write it down: `PID NAME`. */
static enum shg_status tell_held(const shg_store *store, shg_faults *faults) {
    char text[128] = "";
    ssize_t n = pread(store->lock_fd, text, sizeof text - 1, 0);
    text[n > 0 ? n : 0] = '\0';
    char *name = text + strspn(text, "0123456789");
    long long pid = 0;
    char *end = strchr(text, '\n');
    if (end)
        *end = '\0';
    if (*name == ' ')
        *name++ = '\0';
    if (!end || !shg_parse_int(text, 1, INT32_MAX, &pid))
        return shg_fault_plain(faults, SHG_SYSTEM, "'%s' is being changed by another program", store->dir);
    if (!*name)
        return shg_fault_plain(faults, SHG_SYSTEM, "'%s' is being changed by process %lld", store->dir, pid);
    struct shg_buf visible = SHG_BUF_EMPTY;
    shg_visible(&visible, name);
    enum shg_status status = shg_fault_plain(faults, SHG_SYSTEM, "'%s' is being changed by %s (process %lld)",
                                             store->dir, shg_buf_get(&visible), pid);
    shg_buf_free(&visible);
    return status;
}

/* Writes down who holds the lock. Only a message hangs on it: on a full disk the lock holds without. */
static void note_holder(int fd, const char *holder) {
    struct shg_buf text = SHG_BUF_EMPTY;
    shg_buf_printf(&text, "%lld%s%s\n", (long long)getpid(), holder ? " " : "", holder ? holder : "");
    if (!shg_buf_failed(&text) && ftruncate(fd, 0) == 0)
        (void)!pwrite(fd, text.p, text.n, 0);
    shg_buf_free(&text);
}

/* Whether what is locked is still the file of that name: else others would lock another. */
static bool same_lock(const shg_store *store) {
    struct stat held;
    struct stat named;
    return shg_sys_fstat(store->lock_fd, &held) == 0 && shg_sys_stat(store->shg_fd, "lock", &named) == 0 &&
           held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

/* 1: taken, 0: another has it, -1: errno. */
static int try_lock(shg_store *store) {
    if (store->lock_fd < 0)
        store->lock_fd = open_lock(store->shg_fd);
    if (store->lock_fd < 0)
        return -1;
    int rc = 0;
    do {
        rc = flock(store->lock_fd, LOCK_EX | LOCK_NB);
    } while (rc != 0 && errno == EINTR);
    if (rc != 0)
        return errno == EWOULDBLOCK ? 0 : -1;
    if (same_lock(store))
        return 1;
    (void)shg_sys_close(store->lock_fd); /* nothing was written; the next try opens the one that is there now */
    store->lock_fd = -1;
    return 0;
}

void shg_store_unlock(shg_store *store) {
    if (!store->locked)
        return;
    (void)!ftruncate(store->lock_fd, 0); /* a name that stays is told to nobody: the lock is free */
    (void)shg_sys_close(store->lock_fd); /* gives the lock back, whatever it says */
    store->lock_fd = -1;
    store->locked = false;
}

/* The time waited is counted in pauses: the library has no clock. */
static enum shg_status take_lock(shg_store *store, long wait, shg_faults *faults) {
    long long left = (long long)wait * 1000;
    for (long pause = 1;; pause = pause < LONGEST_PAUSE / 2 ? pause * 2 : LONGEST_PAUSE) {
        int taken = try_lock(store);
        if (taken > 0) {
            store->locked = true;
            return SHG_OK;
        }
        struct timespec span = {0, pause * 1000000};
        bool over = left <= 0;
        left -= pause;
        if (taken == 0 && !over && nanosleep(&span, NULL) == 0)
            continue;
        enum shg_status status = taken < 0 ? shg_tell_system(store, LOCK, errno, faults) : tell_held(store, faults);
        if (store->lock_fd >= 0)
            (void)shg_sys_close(store->lock_fd); /* another's: nothing was written */
        store->lock_fd = -1;
        return status;
    }
}

/* ---- the modes of the tables ---- */

static enum shg_status set_modes(const shg_store *store, shg_faults *faults) {
    for (const char *const *name = store->names; *name; name++) {
        char path[SHG_PATH_SIZE];
        struct stat st;
        if (shg_sys_stat(store->dir_fd, *name, &st) != 0) {
            if (errno == ENOENT)
                continue;
            return shg_tell_system(store, *name, errno, faults);
        }
        if (S_ISLNK(st.st_mode))
            return shg_tell_link(store, *name, faults);
        if (!S_ISREG(st.st_mode) || (st.st_mode & 0777) == 0600)
            continue;
        if (shg_sys_chmod_at(store->dir_fd, *name, 0600) != 0)
            return shg_tell_system(store, *name, errno, faults);
        (void)shg_fault_add(faults, SHG_WARNING, NULL, NULL, "the mode of '%s' was %03o: it is 600 again",
                            shg_store_path(path, store, *name), (unsigned)st.st_mode & 0777);
    }
    return SHG_OK;
}

/* What a new holder of the lock does before anything else. */
static enum shg_status take_over(shg_store *store, shg_faults *faults) {
    if (store->previous_fd < 0 && (store->previous_fd = own_folder(store->shg_fd, "previous")) < 0)
        return shg_tell_system(store, PREVIOUS, errno, faults);
    shg_record_free(&store->record);
    enum shg_status status = shg_record_read(store, &store->record, faults);
    if (status == SHG_OK)
        status = shg_record_apply(store, &store->record, faults);
    if (status == SHG_OK)
        status = shg_remove_stale(store, faults);
    return status == SHG_OK ? set_modes(store, faults) : status;
}

enum shg_status shg_store_lock(shg_store *store, long wait, const char *holder, shg_faults *faults) {
    if (store->shg_fd < 0 && (store->shg_fd = own_folder(store->dir_fd, ".shg")) < 0)
        return shg_tell_system(store, ".shg", errno, faults);
    enum shg_status status = take_lock(store, wait, faults);
    if (status != SHG_OK)
        return status;
    note_holder(store->lock_fd, holder);
    status = take_over(store, faults);
    if (status != SHG_OK)
        shg_store_unlock(store);
    return status;
}
