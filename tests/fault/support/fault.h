/* What the tests of crashes share: pictures of a folder, children that are stopped, the state after a repair. A test
 * that cannot go on (no memory, no scratch folder) ends with exit 3 and says why. */
#ifndef SHG_TESTS_FAULT_H
#define SHG_TESTS_FAULT_H

#include "register/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <time.h>

/* ---- TAP ---- */

void tap(bool good, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A line of explanation. */
void tap_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Prints the plan; the exit code. */
int tap_end(void);
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Runs work for each number below n in two processes at once, each with a scratch folder of its own as its working
 * folder, and prints what they told as one. */
void tap_side_by_side(size_t n, void (*work)(void *ctx, size_t i), void *ctx);

/* ---- scratch ---- */

/* A folder for this program: in SHG_FAULT_SCRATCH, or in memory where the system has that (/dev/shm), else in TMPDIR;
 * removed by scratch_end, and at exit. */
const char *scratch_start(void);
void scratch_end(void);

/* ---- pictures of a folder ---- */

struct shot {
    char *path; /* relative; "." is the folder itself */
    bool folder;
    struct shg_buf bytes;
    struct timespec written;
};

struct snapshot {
    struct shot *list; /* sorted by path */
    size_t n, cap;
};

void snapshot_take(struct snapshot *out, const char *dir);
/* Makes the folder be as it was, times too. */
void snapshot_put(const struct snapshot *from, const char *dir);
void snapshot_add(struct snapshot *to, const char *path, bool folder, const void *bytes, size_t n,
                  struct timespec written);
const struct shot *snapshot_find(const struct snapshot *in, const char *path);
void snapshot_sort(struct snapshot *snapshot);
void snapshot_free(struct snapshot *snapshot);

/* ---- what a register is ---- */

/* The tables as a reader sees them (in a snapshot whose paths are names), false where reading fails. */
bool view_read(struct snapshot *out, const char *dir, const char *const *names);
/* The tables as they lie in the folder of a snapshot. */
void view_plain(struct snapshot *out, const struct snapshot *dir, const char *const *names);
bool view_same(const struct snapshot *a, const struct snapshot *b);

/* Takes the lock, so that what a crash left is finished, and gives it back. */
bool repair(const char *dir, const char *const *names);

/* What is to hold of a folder, whatever happened to it. */
struct promise {
    const char *const *names;
    const struct snapshot *old, *new; /* views */
    bool may_be_old, may_be_new;
    bool forgets;       /* the change keeps nothing of what it replaced */
    const char *erased; /* text that is nowhere once the change is there; NULL: none */
};

/* Reads, repairs, and reads again; false, and says why, where a promise is broken. *is_new: which of the two it is. */
bool promise_kept(const struct promise *promise, const char *dir, bool *is_new);

/* ---- children ---- */

struct child {
    const char *const *argv; /* ended by NULL */
    const char *input;       /* on standard input; NULL: nothing */
    const char *root;        /* the folder that is watched; NULL: no preload */
    const char *fault;       /* as SHG_FAULT; NULL: none */
    const char *log;         /* as SHG_FAULT_LOG; NULL: none */
};

/* Starts it and waits: its exit code, or 128 + the signal. Its standard output and error go to `out` and `err` in the
 * scratch folder. */
int child_run(const struct child *child);

/* Serves `--store DIR [put NAME TEXT]... [forget]`: a writer that uses the store alone. The exit code of the writer,
 * or -1 where argv is something else. */
int child_serve(int argc, char **argv, const char *const *names);

#endif
