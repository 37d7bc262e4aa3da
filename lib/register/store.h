/* The layer below the tables: a folder, and files in it that change together, whole or not at all.
 *
 * It knows names and bytes, no schema. What it promises is in formats.md, "Changing a register", and for those who use
 * it in shg-register.5; how it is kept:
 *
 *     DIR/people.csv            a table, 0600
 *     DIR/.shg-42.people.csv    what change 42 makes of it, until it is renamed into place
 *     DIR/.shg/commit           the record of the last change: its number and its tables
 *     DIR/.shg/lock             flock; who holds it
 *     DIR/.shg/previous/        what the last change replaced
 *
 * Readers:  shg_store_open, shg_store_read, shg_store_free.
 * Writers:  shg_store_open, shg_store_lock, shg_store_read, shg_store_commit (any number of times), shg_store_free.
 */
#ifndef SHG_REGISTER_STORE_H
#define SHG_REGISTER_STORE_H

#include "base/fault.h"
#include "base/text.h"

#include <stdint.h>

typedef struct shg_store shg_store;

/* Which file it was that was read: seen again just before it is replaced. All zero: there was none. */
struct shg_identity {
    bool exists;
    uint64_t inode, size;
    int64_t seconds, nanoseconds; /* when it was last written to */
};

bool shg_identity_same(const struct shg_identity *a, const struct shg_identity *b);

/* A file that is read. */
struct shg_stored {
    const char *name;             /* in: one of the store's names */
    struct shg_buf bytes;         /* out: all of it; empty where there is none. The caller frees it (shg_buf_free). */
    struct shg_identity identity; /* out */
};

/* A file that a commit makes or replaces. */
struct shg_change {
    const char *name; /* one of the store's names */
    const char *bytes;
    size_t n;
    struct shg_identity was; /* in: as it was read; out: as it is now, where the commit gave SHG_OK */
};

/* Opens the folder. names are the files that it may hold ("people.csv"), ended by NULL; they are not copied and must
 * outlive the store. SHG_SYSTEM where the folder is not there, is another user's, or is open to group or others.
 * *out is NULL unless SHG_OK. */
enum shg_status shg_store_open(shg_store **out, const char *dir, const char *const *names, shg_faults *faults);
/* Gives the lock back, and all else. */
void shg_store_free(shg_store *store);

/* Makes the folder of a new register, 0700 whatever the umask; one that is there already must be the user's own and
 * empty, but for what a call of the same that was stopped has left. SHG_SYSTEM where it cannot. */
enum shg_status shg_store_make(const char *dir, shg_faults *faults);

/* Reads n files as they stood together after one commit. No lock is needed and none is taken. A file that is not there
 * is no error here (identity.exists). SHG_SYSTEM where one cannot be read, or is no regular file (a symbolic link). On
 * failure all bytes are empty. */
enum shg_status shg_store_read(shg_store *store, struct shg_stored *files, size_t n, shg_faults *faults);

/* Takes the writer's lock, waiting for at most so many seconds, then SHG_SYSTEM with a message that says who holds it.
 * Under the lock it finishes what a crash left, removes what was never committed, and sets the modes of the store's
 * files back to 0600, telling it as a warning. holder is who the lock is held for (the tool's name), for the message
 * that another would get; may be NULL. A signal that is handled ends the wait. */
enum shg_status shg_store_lock(shg_store *store, long wait, const char *holder, shg_faults *faults);

/* Replaces n files, all or none; needs the lock. What they replaced is kept in `.shg/previous` until the next commit;
 * with forget (an erasure) nothing is kept, and what lay there is removed, also where n is 0. Nothing is done where n
 * is 0 without it.
 * SHG_SYSTEM, and nothing is changed: the disk said no; a file is no longer the one that was read (was); a spreadsheet
 * has it open (`.~lock.NAME#` or `~$NAME` lies beside it). SHG_OK: it is committed and synced; where moving the files
 * into place then failed (readers see the change none the less) a warning says that the next writer finishes it. */
enum shg_status shg_store_commit(shg_store *store, struct shg_change *files, size_t n, bool forget, shg_faults *faults);

#endif
