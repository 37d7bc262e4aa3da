/* Stands between a tool and the C library (LD_PRELOAD): counts the calls that touch a folder on the disk, stops the
 * one that is asked for, and writes down what was done.
 *
 *     SHG_FAULT_ROOT    the folder (an absolute path); calls on what lies outside are let through unseen
 *     SHG_FAULT         `K:WHAT`, the K-th call (from 1) and what becomes of it:
 *                           kill    the process is killed before it
 *                           torn    a write writes half, then the process is killed (other calls: as kill)
 *                           EIO, ENOSPC, EINTR    it fails, once
 *                           short   a read or write does half (other calls: nothing happens to them)
 *                           full    this call and every later one that needs room fails with ENOSPC
 *                           dead    this call and every later one fails with EIO
 *     SHG_FAULT_LOG     file for the log; its lines are documented at note()
 *     SHG_FAULT_RANDOM  file that is read in the place of /dev/urandom
 *
 * RTLD_NEXT is a GNU extension; nothing but this file uses one.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define FDS 256

enum what { NOTHING, KILL, TORN, FAIL, SHORT, FULL, DEAD };

static const char *root;
static size_t root_n;
static long stop_at, calls;
static enum what what;
static int fail_with;
static int log_fd = -1;
static char *paths[FDS]; /* of descriptors in the folder */

/* The next definition of a function, as the type of the one that calls. */
#define NEXT(name, type) ((type)find(name))

/* As POSIX has dlsym give functions: by way of an object. */
static void (*find(const char *name))(void) {
    void *found = dlsym(RTLD_NEXT, name);
    void (*function)(void) = NULL;
    memcpy(&function, &found, sizeof function);
    return function;
}

typedef int open_type(const char *, int, ...);
typedef int openat_type(int, const char *, int, ...);
typedef ssize_t read_type(int, void *, size_t);
typedef ssize_t write_type(int, const void *, size_t);
typedef ssize_t pread_type(int, void *, size_t, off_t);
typedef ssize_t pwrite_type(int, const void *, size_t, off_t);
typedef int fd_type(int);
typedef int fd_int_type(int, int);

static void start(void) __attribute__((constructor));

static void start(void) {
    root = getenv("SHG_FAULT_ROOT");
    if (!root)
        return;
    root_n = strlen(root);
    const char *fault = getenv("SHG_FAULT");
    const char *colon = fault ? strchr(fault, ':') : NULL;
    if (colon) {
        static const struct {
            const char *name;
            enum what what;
            int errnum;
        } all[] = {{"kill", KILL, 0},        {"torn", TORN, 0},      {"EIO", FAIL, EIO},
                   {"ENOSPC", FAIL, ENOSPC}, {"EINTR", FAIL, EINTR}, {"short", SHORT, 0},
                   {"full", FULL, ENOSPC},   {"dead", DEAD, EIO},    {"EPERM", FAIL, EPERM}};
        stop_at = strtol(fault, NULL, 10);
        for (size_t i = 0; i < sizeof all / sizeof *all; i++)
            if (strcmp(colon + 1, all[i].name) == 0) {
                what = all[i].what;
                fail_with = all[i].errnum;
            }
    }
    const char *log = getenv("SHG_FAULT_LOG");
    if (log) {
        int fd = NEXT("open", open_type *)(log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        log_fd = fcntl(fd, F_DUPFD_CLOEXEC, FDS);
        (void)NEXT("close", fd_type *)(fd);
    }
}

/* ---- where a call goes ---- */

/* The absolute path of name, as seen from dir_fd; NULL where it is outside the folder. In a buffer of the caller. */
static const char *inside(int dir_fd, const char *name, char out[PATH_MAX]) {
    int n = -1;
    if (!root)
        return NULL;
    if (name[0] == '/')
        n = snprintf(out, PATH_MAX, "%s", name);
    else if (dir_fd == AT_FDCWD) {
        char cwd[PATH_MAX];
        if (getcwd(cwd, sizeof cwd))
            n = snprintf(out, PATH_MAX, "%s/%s", cwd, name);
    } else if (dir_fd >= 0 && dir_fd < FDS && paths[dir_fd])
        n = strcmp(name, ".") == 0 ? snprintf(out, PATH_MAX, "%s", paths[dir_fd])
                                   : snprintf(out, PATH_MAX, "%s/%s", paths[dir_fd], name);
    if (n <= 0 || n >= PATH_MAX)
        return NULL;
    while (n > 1 && out[n - 1] == '/')
        out[--n] = '\0';
    bool in = strncmp(out, root, root_n) == 0 && (out[root_n] == '\0' || out[root_n] == '/');
    return in && !strstr(out, "/..") ? out : NULL;
}

static const char *path_of(int fd) {
    return fd >= 0 && fd < FDS ? paths[fd] : NULL;
}

static void remember(int fd, const char *path) {
    if (fd < 0 || fd >= FDS || !path)
        return;
    free(paths[fd]);
    paths[fd] = strdup(path);
}

static void forget(int fd) {
    if (fd < 0 || fd >= FDS)
        return;
    free(paths[fd]);
    paths[fd] = NULL;
}

/* ---- the log ---- */

/* One line a call that was done, named by what it did; paths are relative to the folder, `.` is the folder itself:
 *     look NAME                     nothing was changed
 *     open FD PATH made|there
 *     write FD AT N                 followed by N bytes and a newline
 *     truncate FD N    sync FD    close FD
 *     rename FROM TO    link FROM TO    unlink PATH    mkdir PATH
 */
static void note(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void put(const void *bytes, size_t n) {
    const char *at = bytes;
    while (n > 0) {
        ssize_t done = NEXT("write", write_type *)(log_fd, at, n);
        if (done <= 0)
            abort();
        at += done;
        n -= (size_t)done;
    }
}

static void note(const char *format, ...) {
    if (log_fd < 0)
        return;
    char line[2 * PATH_MAX + 64];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(line, sizeof line - 1, format, args);
    va_end(args);
    if (n < 0 || n >= (int)sizeof line - 1)
        abort();
    line[n] = '\n';
    put(line, (size_t)n + 1);
}

static const char *relative(const char *path) {
    return path[root_n] == '/' ? path + root_n + 1 : ".";
}

/* ---- stopping ---- */

/* Counts a call; true where it is to fail (errno is set). room: it may need room on the disk. *part: it is to do only
 * half. */
static bool stopped(bool room, bool *part) {
    calls++;
    bool here = stop_at == calls;
    bool since = stop_at > 0 && calls >= stop_at;
    if (part)
        *part = here && (what == SHORT || what == TORN);
    if (here && (what == KILL || (what == TORN && !part)))
        (void)raise(SIGKILL);
    if ((here && what == FAIL) || (since && (what == DEAD || (what == FULL && room)))) {
        errno = fail_with;
        return true;
    }
    return false;
}

static void torn(void) {
    if (stop_at == calls && what == TORN)
        (void)raise(SIGKILL);
}

/* ---- the calls ---- */

static int open_in(int dir_fd, const char *name, int flags, mode_t mode) {
    openat_type *next = NEXT("openat", openat_type *);
    char buffer[PATH_MAX];
    const char *other = getenv("SHG_FAULT_RANDOM");
    if (root && other && strcmp(name, "/dev/urandom") == 0)
        return next(AT_FDCWD, other, flags, mode);
    const char *path = inside(dir_fd, name, buffer);
    if (!path)
        return next(dir_fd, name, flags, mode);
    if (stopped((flags & O_CREAT) != 0, NULL))
        return -1;
    bool was = faccessat(dir_fd, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
    int fd = next(dir_fd, name, flags, mode);
    if (fd >= FDS)
        abort();
    if (fd < 0) {
        int saved = errno;
        note("look open");
        errno = saved;
        return fd;
    }
    remember(fd, path);
    note("open %d %s %s", fd, relative(path), was ? "there" : "made");
    return fd;
}

static mode_t mode_of(int flags, va_list args) {
    return flags & O_CREAT ? (mode_t)va_arg(args, int) : 0;
}

int open(const char *name, int flags, ...) {
    va_list args;
    va_start(args, flags);
    mode_t mode = mode_of(flags, args);
    va_end(args);
    return open_in(AT_FDCWD, name, flags, mode);
}

int openat(int dir_fd, const char *name, int flags, ...) {
    va_list args;
    va_start(args, flags);
    mode_t mode = mode_of(flags, args);
    va_end(args);
    return open_in(dir_fd, name, flags, mode);
}

/* What fortified programs call in the place of open, openat, read and pread. */
int __open_2(const char *name, int flags);
int __open_2(const char *name, int flags) {
    return open_in(AT_FDCWD, name, flags, 0);
}

int __openat_2(int dir_fd, const char *name, int flags);
int __openat_2(int dir_fd, const char *name, int flags) {
    return open_in(dir_fd, name, flags, 0);
}

ssize_t read(int fd, void *to, size_t n) {
    bool part = false;
    if (path_of(fd)) {
        if (stopped(false, &part))
            return -1;
        note("look read");
    }
    ssize_t done = NEXT("read", read_type *)(fd, to, part && n > 1 ? n / 2 : n);
    torn();
    return done;
}

ssize_t __read_chk(int fd, void *to, size_t n, size_t size);
ssize_t __read_chk(int fd, void *to, size_t n, size_t size) {
    if (n > size)
        abort();
    return read(fd, to, n);
}

ssize_t pread(int fd, void *to, size_t n, off_t at) {
    if (path_of(fd)) {
        if (stopped(false, NULL))
            return -1;
        note("look pread");
    }
    return NEXT("pread", pread_type *)(fd, to, n, at);
}

ssize_t __pread_chk(int fd, void *to, size_t n, off_t at, size_t size);
ssize_t __pread_chk(int fd, void *to, size_t n, off_t at, size_t size) {
    if (n > size)
        abort();
    return pread(fd, to, n, at);
}

static void note_write(int fd, off_t at, const void *from, ssize_t done) {
    if (log_fd < 0 || done < 0)
        return;
    note("write %d %lld %lld", fd, (long long)at, (long long)done);
    put(from, (size_t)done);
    put("\n", 1);
}

ssize_t write(int fd, const void *from, size_t n) {
    write_type *next = NEXT("write", write_type *);
    if (!path_of(fd))
        return next(fd, from, n);
    bool part = false;
    if (stopped(true, &part))
        return -1;
    off_t at = lseek(fd, 0, SEEK_CUR);
    ssize_t done = next(fd, from, part && n > 1 ? n / 2 : n);
    torn();
    note_write(fd, at, from, done);
    return done;
}

ssize_t pwrite(int fd, const void *from, size_t n, off_t at) {
    pwrite_type *next = NEXT("pwrite", pwrite_type *);
    if (!path_of(fd))
        return next(fd, from, n, at);
    bool part = false;
    if (stopped(true, &part))
        return -1;
    ssize_t done = next(fd, from, part && n > 1 ? n / 2 : n, at);
    torn();
    note_write(fd, at, from, done);
    return done;
}

int fsync(int fd) {
    if (path_of(fd) && stopped(true, NULL))
        return -1;
    if (path_of(fd))
        note("sync %d", fd);
    return NEXT("fsync", fd_type *)(fd);
}

int fdatasync(int fd) {
    if (path_of(fd) && stopped(true, NULL))
        return -1;
    if (path_of(fd))
        note("sync %d", fd);
    return NEXT("fdatasync", fd_type *)(fd);
}

/* As Linux has it, the descriptor is gone even where closing it fails. */
int close(int fd) {
    const char *path = path_of(fd);
    bool failed = path && stopped(false, NULL);
    int saved = errno;
    if (path)
        note("close %d", fd);
    forget(fd);
    int rc = NEXT("close", fd_type *)(fd);
    if (failed)
        errno = saved;
    return failed ? -1 : rc;
}

int ftruncate(int fd, off_t n) {
    if (path_of(fd) && stopped(true, NULL))
        return -1;
    if (path_of(fd))
        note("truncate %d %lld", fd, (long long)n);
    return NEXT("ftruncate", int (*)(int, off_t))(fd, n);
}

int flock(int fd, int how) {
    if (path_of(fd)) {
        if (stopped(false, NULL))
            return -1;
        note("look flock");
    }
    return NEXT("flock", fd_int_type *)(fd, how);
}

int fchmod(int fd, mode_t mode) {
    if (path_of(fd)) {
        if (stopped(false, NULL))
            return -1;
        note("look fchmod");
    }
    return NEXT("fchmod", int (*)(int, mode_t))(fd, mode);
}

int fchmodat(int dir_fd, const char *name, mode_t mode, int flags) {
    char buffer[PATH_MAX];
    if (inside(dir_fd, name, buffer)) {
        if (stopped(false, NULL))
            return -1;
        note("look fchmodat");
    }
    return NEXT("fchmodat", int (*)(int, const char *, mode_t, int))(dir_fd, name, mode, flags);
}

int chmod(const char *name, mode_t mode) {
    return fchmodat(AT_FDCWD, name, mode, 0);
}

int fstat(int fd, struct stat *st) {
    if (path_of(fd)) {
        if (stopped(false, NULL))
            return -1;
        note("look fstat");
    }
    return NEXT("fstat", int (*)(int, struct stat *))(fd, st);
}

int fstatat(int dir_fd, const char *name, struct stat *st, int flags) {
    char buffer[PATH_MAX];
    if (inside(dir_fd, name, buffer)) {
        if (stopped(false, NULL))
            return -1;
        note("look fstatat");
    }
    return NEXT("fstatat", int (*)(int, const char *, struct stat *, int))(dir_fd, name, st, flags);
}

int stat(const char *name, struct stat *st) {
    return fstatat(AT_FDCWD, name, st, 0);
}

int lstat(const char *name, struct stat *st) {
    return fstatat(AT_FDCWD, name, st, AT_SYMLINK_NOFOLLOW);
}

/* A call with two names, rename or link. */
static int two(const char *call, const char *log, int from_fd, const char *from, int to_fd, const char *to) {
    char from_buffer[PATH_MAX];
    char to_buffer[PATH_MAX];
    const char *from_path = inside(from_fd, from, from_buffer);
    const char *to_path = inside(to_fd, to, to_buffer);
    /* a name that takes the place of another needs no room */
    bool room = strcmp(call, "linkat") == 0 || faccessat(to_fd, to, F_OK, AT_SYMLINK_NOFOLLOW) != 0;
    if (from_path && to_path && stopped(room, NULL))
        return -1;
    int rc = strcmp(call, "linkat") == 0
                 ? NEXT("linkat", int (*)(int, const char *, int, const char *, int))(from_fd, from, to_fd, to, 0)
                 : NEXT("renameat", int (*)(int, const char *, int, const char *))(from_fd, from, to_fd, to);
    int saved = errno;
    if (from_path && to_path) {
        if (rc == 0)
            note("%s %s %s", log, relative(from_path), relative(to_path));
        else
            note("look %s", log);
    }
    errno = saved;
    return rc;
}

int renameat(int from_fd, const char *from, int to_fd, const char *to) {
    return two("renameat", "rename", from_fd, from, to_fd, to);
}

int rename(const char *from, const char *to) {
    return two("renameat", "rename", AT_FDCWD, from, AT_FDCWD, to);
}

int linkat(int from_fd, const char *from, int to_fd, const char *to, int flags) {
    (void)flags; /* the store gives none */
    return two("linkat", "link", from_fd, from, to_fd, to);
}

int link(const char *from, const char *to) {
    return two("linkat", "link", AT_FDCWD, from, AT_FDCWD, to);
}

int unlinkat(int dir_fd, const char *name, int flags) {
    char buffer[PATH_MAX];
    const char *path = inside(dir_fd, name, buffer);
    if (path && stopped(false, NULL))
        return -1;
    int rc = NEXT("unlinkat", int (*)(int, const char *, int))(dir_fd, name, flags);
    int saved = errno;
    if (path) {
        if (rc == 0)
            note("unlink %s", relative(path));
        else
            note("look unlink");
    }
    errno = saved;
    return rc;
}

int unlink(const char *name) {
    return unlinkat(AT_FDCWD, name, 0);
}

int mkdirat(int dir_fd, const char *name, mode_t mode) {
    char buffer[PATH_MAX];
    const char *path = inside(dir_fd, name, buffer);
    if (path && stopped(true, NULL))
        return -1;
    int rc = NEXT("mkdirat", int (*)(int, const char *, mode_t))(dir_fd, name, mode);
    int saved = errno;
    if (path) {
        if (rc == 0)
            note("mkdir %s", relative(path));
        else
            note("look mkdir");
    }
    errno = saved;
    return rc;
}

int mkdir(const char *name, mode_t mode) {
    return mkdirat(AT_FDCWD, name, mode);
}

/* ---- reading folders ---- */

DIR *opendir(const char *name) {
    char buffer[PATH_MAX];
    const char *path = inside(AT_FDCWD, name, buffer);
    if (path && stopped(false, NULL))
        return NULL;
    DIR *dir = NEXT("opendir", DIR * (*)(const char *))(name);
    int saved = errno;
    if (path)
        note("look opendir");
    if (path && dir)
        remember(dirfd(dir), path);
    errno = saved;
    return dir;
}

DIR *fdopendir(int fd) {
    if (path_of(fd)) {
        if (stopped(false, NULL))
            return NULL;
        note("look fdopendir");
    }
    return NEXT("fdopendir", DIR * (*)(int))(fd);
}

struct dirent *readdir(DIR *dir) {
    if (path_of(dirfd(dir))) {
        if (stopped(false, NULL))
            return NULL;
        note("look readdir");
    }
    return NEXT("readdir", struct dirent * (*)(DIR *))(dir);
}

int closedir(DIR *dir) {
    int fd = dirfd(dir);
    bool failed = path_of(fd) && stopped(false, NULL);
    int saved = errno;
    if (path_of(fd))
        note("close %d", fd);
    forget(fd);
    int rc = NEXT("closedir", int (*)(DIR *))(dir);
    if (failed)
        errno = saved;
    return failed ? -1 : rc;
}
