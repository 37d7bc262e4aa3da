#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 262144 };

/* What a file holds and one byte more, in which its end is found; of a pipe that is not known. */
static size_t first_block(int fd) {
    struct stat is;
    if (fstat(fd, &is) != 0 || !S_ISREG(is.st_mode) || is.st_size < 0 || (uintmax_t)is.st_size >= SIZE_MAX / 2)
        return BLOCK;
    return (size_t)is.st_size + 1;
}

enum shg_status shg_read_fd(int fd, const char *name, struct shg_buf *buf, shg_faults *faults) {
    for (size_t left = first_block(fd);;) {
        char *room = shg_buf_room(buf, left);
        if (!room)
            return shg_fault_memory(faults);
        ssize_t n = read(fd, room, left);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return shg_fault_system(faults, name, errno);
        shg_buf_filled(buf, (size_t)n);
        if (n == 0)
            return SHG_OK;
        left = left > (size_t)n ? left - (size_t)n : BLOCK;
    }
}

enum shg_status shg_read_file(const char *path, struct shg_buf *buf, shg_faults *faults) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return shg_fault_system(faults, path, errno);
    enum shg_status status = shg_read_fd(fd, path, buf, faults);
    (void)close(fd); /* opened for reading: nothing can be lost */
    return status;
}

enum shg_status shg_write_fd(int fd, const char *name, const void *bytes, size_t n, shg_faults *faults) {
    const char *at = bytes;
    while (n > 0) {
        ssize_t written = write(fd, at, n);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return shg_fault_system(faults, name, errno);
        at += written;
        n -= (size_t)written;
    }
    return SHG_OK;
}
