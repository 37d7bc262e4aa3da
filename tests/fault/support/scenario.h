/* Changes that are stopped: how the register comes to be, and what is done to it. */
#ifndef SHG_TESTS_SCENARIO_H
#define SHG_TESTS_SCENARIO_H

#include "fault.h"

enum stop { STOP_NOT, STOP_BEFORE_COMMIT, STOP_AFTER_COMMIT };

#define STEPS 6

/* Commands are words ended by NULL; the first is the name of a tool, or `store` for a writer that uses the store alone
 * (child_serve). They run in the scratch folder; the register is `register` there. */
struct command {
    const char *words[16];
    const char *input;
};

struct scenario {
    const char *name;
    const char *const *names;     /* the tables */
    bool office;                  /* starts with tests/fault/register, a small office */
    struct command before[STEPS]; /* make the register; ended by one without words */
    enum stop stop;               /* where the last of them is killed */
    struct command change;        /* the one that is tested */
    bool forgets;                 /* as in struct promise */
    const char *erased;
};

/* All of them; sets *n. */
const struct scenario *scenarios(size_t *n);
/* Serves `store` where that is what argv asks for, and ends; else gives the path of this program. */
const char *scenarios_start(int argc, char **argv);

/* A scenario that is ready: the folder as the change finds it, and what readers see before and after. */
struct stage {
    const struct scenario *scenario;
    struct snapshot base, old, new;
    char root[4096];
    const char *argv[20];
};

struct op_log;

/* self is the program that serves `store`. Runs the change once; its log is for the caller to free. */
void stage_set(struct stage *stage, const struct scenario *scenario, const char *self, struct op_log *log);
void stage_free(struct stage *stage);
/* Puts the folder back and runs the change with this fault; the exit code. log may be NULL. */
int stage_run(const struct stage *stage, const char *fault, const char *log);
struct promise stage_promise(const struct stage *stage);

/* ---- the log of a run (tests/fault/preload/disk.c) ---- */

enum op_kind { OP_LOOK, OP_OPEN, OP_WRITE, OP_TRUNCATE, OP_SYNC, OP_CLOSE, OP_RENAME, OP_LINK, OP_UNLINK, OP_MKDIR };

struct op {
    enum op_kind kind;
    int fd;
    char *from, *to; /* paths; of all others than rename and link: from; of a look: its name */
    bool made;
    size_t at, n;
    char *bytes;
};

struct op_log {
    struct op *list;
    size_t n, cap;
};

void op_log_read(struct op_log *out, const char *file);
void op_log_free(struct op_log *log);
/* The number (from 1) of the call that put the record in place; 0 where there is none. */
long op_log_commit(const struct op_log *log);

#endif
