#include "register/store_private.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int shg_sys_open(int dir_fd, const char *name, int flags, mode_t mode) {
    int fd = -1;
    do {
        fd = openat(dir_fd, name, flags | O_CLOEXEC | O_NOFOLLOW, mode);
    } while (fd < 0 && errno == EINTR);
    return fd;
}

int shg_sys_mkdir(int dir_fd, const char *name) {
    int rc = 0;
    do {
        rc = mkdirat(dir_fd, name, 0700);
    } while (rc != 0 && errno == EINTR);
    return rc;
}

int shg_sys_sync(int fd) {
    int rc = 0;
    do {
        rc = fsync(fd);
    } while (rc != 0 && errno == EINTR);
    return rc;
}

int shg_sys_sync_folder(int fd) {
    return shg_sys_sync(fd) == 0 || errno == EINVAL ? 0 : -1;
}

int shg_sys_rename(int from_fd, const char *from, int to_fd, const char *to) {
    int rc = 0;
    do {
        rc = renameat(from_fd, from, to_fd, to);
    } while (rc != 0 && errno == EINTR);
    return rc;
}

int shg_sys_link(int from_fd, const char *from, int to_fd, const char *to) {
    int rc = 0;
    do {
        rc = linkat(from_fd, from, to_fd, to, 0);
    } while (rc != 0 && errno == EINTR);
    return rc;
}

bool shg_no_links(int errnum) {
    return errnum == EPERM || errnum == EOPNOTSUPP || errnum == ENOSYS || errnum == EMLINK || errnum == EXDEV;
}

int shg_sys_unlink(int dir_fd, const char *name) {
    int rc = 0;
    do {
        rc = unlinkat(dir_fd, name, 0);
    } while (rc != 0 && errno == EINTR);
    return rc == 0 || errno == ENOENT ? 0 : -1;
}

int shg_sys_fstat(int fd, struct stat *st) {
    int rc = 0;
    do {
        rc = fstat(fd, st);
    } while (rc != 0 && errno == EINTR);
    return rc;
}

int shg_sys_stat(int dir_fd, const char *name, struct stat *st) {
    int rc = 0;
    do {
        rc = fstatat(dir_fd, name, st, AT_SYMLINK_NOFOLLOW);
    } while (rc != 0 && errno == EINTR);
    return rc;
}

int shg_sys_chmod(int fd, mode_t mode) {
    int rc = 0;
    do {
        rc = fchmod(fd, mode);
    } while (rc != 0 && errno == EINTR);
    return rc;
}

int shg_sys_chmod_at(int dir_fd, const char *name, mode_t mode) {
    int rc = 0;
    do {
        rc = fchmodat(dir_fd, name, mode, 0);
    } while (rc != 0 && errno == EINTR);
    return rc;
}

int shg_sys_close(int fd) {
    return close(fd) == 0 || errno == EINTR ? 0 : -1;
}

struct shg_identity shg_identity_of(const struct stat *st) {
    return (struct shg_identity){true, (uint64_t)st->st_ino, (uint64_t)st->st_size, (int64_t)st->st_mtim.tv_sec,
                                 (int64_t)st->st_mtim.tv_nsec};
}

/* The next name, or NULL with errno, 0 at the end. */
static const struct dirent *next_name(DIR *dir) {
    const struct dirent *entry = NULL;
    do {
        errno = 0;
        entry = readdir(dir);
    } while (!entry && errno == EINTR);
    return entry;
}

static DIR *open_names(int dir_fd) {
    /* opened anew, for a duplicate would share its position with dir_fd */
    int fd = shg_sys_open(dir_fd, ".", O_RDONLY | O_DIRECTORY, 0);
    DIR *dir = NULL;
    do {
        dir = fd < 0 ? NULL : fdopendir(fd);
    } while (fd >= 0 && !dir && errno == EINTR);
    if (fd >= 0 && !dir) {
        int saved = errno;
        (void)shg_sys_close(fd); /* nothing was written through it */
        errno = saved;
    }
    return dir;
}

int shg_each_name(int dir_fd, int (*what)(void *ctx, const char *name), void *ctx) {
    DIR *dir = open_names(dir_fd);
    if (!dir)
        return -1;
    int rc = 0;
    const struct dirent *entry = NULL;
    while (rc == 0 && (entry = next_name(dir))) {
        const char *name = entry->d_name;
        if (name[0] != '.' || (name[1] != '\0' && (name[1] != '.' || name[2] != '\0')))
            rc = what(ctx, name);
    }
    int saved = errno;
    if (rc == 0 && saved != 0)
        rc = -1;
    (void)closedir(dir); /* it was only read */
    errno = saved;
    return rc;
}
