/* Whole files: reading them, and writing them so that what is written is there. */
#ifndef SHG_BASE_FILE_H
#define SHG_BASE_FILE_H

#include "base/fault.h"
#include "base/text.h"

/* Reads all that is left of fd into buf (EINTR is tried again). name is for the message. Gives SHG_OK or SHG_SYSTEM. */
enum shg_status shg_read_fd(int fd, const char *name, struct shg_buf *buf, shg_faults *faults);
/* The same for a path. */
enum shg_status shg_read_file(const char *path, struct shg_buf *buf, shg_faults *faults);
/* Writes n bytes, however short the writes; SHG_OK or SHG_SYSTEM. */
enum shg_status shg_write_fd(int fd, const char *name, const void *bytes, size_t n, shg_faults *faults);

#endif
