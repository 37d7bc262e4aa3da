/* Inside the store: the record of a commit, and calls of the system that do not stop at EINTR. */
#ifndef SHG_REGISTER_STORE_PRIVATE_H
#define SHG_REGISTER_STORE_PRIVATE_H

#include "register/store.h"

#include <sys/stat.h>
#include <sys/types.h>

/* A table of a commit. What it replaced is known by size and time alone: a copy of the whole folder that was taken
 * between a crash and its repair keeps those, but no inodes. */
struct shg_record_entry {
    char *name;
    bool exists; /* whether there was one before */
    uint64_t size;
    int64_t seconds, nanoseconds;
};

/* The record of the last commit; number 0: there has been none. */
struct shg_record {
    uint64_t number;
    struct shg_identity file; /* of the record itself: a change that was taken back may give its number to another */
    bool forget;
    struct shg_record_entry *entries;
    size_t n;
};

struct shg_store {
    char *dir;
    const char *const *names;
    int dir_fd, shg_fd, lock_fd, previous_fd; /* -1: not open */
    bool locked;
    struct shg_record record; /* under the lock: the last */
};

#define SHG_RECORD_NAME "commit"
#define SHG_RECORD_NEW "commit.new"
#define SHG_RECORD_OLD "commit.old" /* the last one, while it may have to be taken back */

/* The name of what a change makes of a table until it is in place, in out; false where it does not fit. */
#define SHG_NAME_SIZE 256
bool shg_new_name(char out[SHG_NAME_SIZE], uint64_t number, const char *name);
/* Whether a name in the folder is one of those. */
bool shg_is_new_name(const char *name);

/* DIR/NAME, for a message, in out (cut where it does not fit); gives out. */
#define SHG_PATH_SIZE 4352
const char *shg_store_path(char out[SHG_PATH_SIZE], const shg_store *store, const char *name);
/* Adds an error of the system about a file of the folder; gives SHG_SYSTEM. */
enum shg_status shg_tell_system(const shg_store *store, const char *name, int errnum, shg_faults *faults);

/* Says that a table is a symbolic link; gives SHG_SYSTEM. */
enum shg_status shg_tell_link(const shg_store *store, const char *name, shg_faults *faults);
/* Gives the lock back, where it is held. */
void shg_store_unlock(shg_store *store);

/* ---- the record ---- */

/* Reads it (number 0 where there is none) into *out, to be freed. SHG_SYSTEM where it cannot, or it makes no sense. */
enum shg_status shg_record_read(shg_store *store, struct shg_record *out, shg_faults *faults);
/* Puts a record in place so that it lasts: written beside, synced, renamed, folder synced. *renamed says whether it
 * can have taken effect, also where SHG_SYSTEM is given. still_so, which may be NULL, is asked just before the rename,
 * and stops it. */
enum shg_status shg_record_put(shg_store *store, const struct shg_record *record, bool *renamed,
                               enum shg_status (*still_so)(void *ctx), void *ctx, shg_faults *faults);
/* Puts back the record that the last shg_record_put replaced, without need for room on the disk; false where it may not
 * last (then either of the two may be there after a power cut). */
bool shg_record_take_back(shg_store *store);
void shg_record_free(struct shg_record *record);

/* ---- finishing: under the lock ---- */

/* Moves what the record names into place, keeping (or, where it forgets, removing) what is replaced. Doing it again
 * does no harm. SHG_SYSTEM where it cannot go on: the rest is left as it was, and readers see no difference. */
enum shg_status shg_record_apply(shg_store *store, const struct shg_record *record, shg_faults *faults);
/* Removes new files that no commit names (all of them, where the record has been applied). */
enum shg_status shg_remove_stale(shg_store *store, shg_faults *faults);

/* ---- the system ---- */

int shg_sys_open(int dir_fd, const char *name, int flags, mode_t mode);
int shg_sys_mkdir(int dir_fd, const char *name);
int shg_sys_sync(int fd);
/* A folder; where the file system has no way to sync one (EINVAL, as on some network shares) it is as good as done. */
int shg_sys_sync_folder(int fd);
int shg_sys_rename(int from_fd, const char *from, int to_fd, const char *to);
int shg_sys_link(int from_fd, const char *from, int to_fd, const char *to);
/* Whether a link failed because the file system has none. */
bool shg_no_links(int errnum);
/* 0 also where it was not there. */
int shg_sys_unlink(int dir_fd, const char *name);
int shg_sys_fstat(int fd, struct stat *st);
int shg_sys_stat(int dir_fd, const char *name, struct stat *st);
int shg_sys_chmod(int fd, mode_t mode);
int shg_sys_chmod_at(int dir_fd, const char *name, mode_t mode);
/* After EINTR the descriptor is closed, on Linux; that is no failure. */
int shg_sys_close(int fd);
struct shg_identity shg_identity_of(const struct stat *st);

/* Calls what for every name in a folder but . and ..; stops where it gives other than 0, and gives that. -1 with errno
 * where the folder cannot be read. */
int shg_each_name(int dir_fd, int (*what)(void *ctx, const char *name), void *ctx);

#endif
