/* Every change is stopped at every call that touches the register, one child a call, in every way: whatever happens,
 * readers see the old register or the new one, and so does the next writer, who leaves no trace of the accident. */
#include "support/scenario.h"

#include <stdio.h>
#include <string.h>

/* Which calls a way of stopping makes a difference to: for the others it is the same as another way, or another call.
 */
enum calls { EVERY, WRITES, READS_AND_WRITES, CHANGES };

/* What a way of stopping may lead to: exit codes, and which register each leaves. */
struct way {
    const char *name;
    enum calls calls;
    bool dies;     /* the child is killed; both may be there */
    bool goes_on;  /* the tool must take no notice */
    bool doubtful; /* after exit 3 both may be there: the disk does not answer any more */
};

static const struct way ways[] = {
    {.name = "kill", .dies = true},
    {.name = "torn", .calls = WRITES, .dies = true},
    {.name = "EIO"},
    {.name = "ENOSPC"},
    {.name = "EINTR", .goes_on = true},
    {.name = "short", .calls = READS_AND_WRITES, .goes_on = true},
    {.name = "EPERM", .calls = CHANGES}, /* as where a file system has no links */
    {.name = "full", .calls = CHANGES},  /* from that call on */
    {.name = "dead", .doubtful = true},  /* the same */
};

static bool concerns(const struct way *way, const struct op *op) {
    bool writes = op->kind == OP_WRITE;
    switch (way->calls) {
    case WRITES:
        return writes;
    case READS_AND_WRITES:
        return writes || (op->kind == OP_LOOK && strcmp(op->from, "read") == 0);
    case CHANGES:
        return op->kind != OP_LOOK && op->kind != OP_CLOSE;
    case EVERY:
        break;
    }
    return true;
}

static bool one(const struct stage *stage, const struct way *way, long at) {
    char fault[32];
    (void)snprintf(fault, sizeof fault, "%ld:%s", at, way->name); /* fits */
    int rc = stage_run(stage, fault, NULL);
    struct promise promise = stage_promise(stage);
    bool done = rc == 0;
    bool good = way->dies ? rc == 128 + 9 : done || (rc == 3 && !way->goes_on);
    if (!way->dies) {
        promise.may_be_old = rc == 3;
        promise.may_be_new = done || way->doubtful;
    }
    bool is_new = false;
    bool kept = promise_kept(&promise, stage->root, &is_new);
    if (!good || !kept)
        tap_say("%s at call %ld: exit %d, %s", way->name, at, rc, is_new ? "new" : "old");
    return good && kept;
}

static void all_ways(const struct scenario *scenario, const char *self, const char *only) {
    struct stage stage;
    struct op_log log;
    char beyond[32];
    stage_set(&stage, scenario, self, &log);
    (void)snprintf(beyond, sizeof beyond, "%zu:kill", log.n + 1); /* fits */
    tap(stage_run(&stage, beyond, NULL) == 0, "%s: %zu calls, and no more", scenario->name, log.n);
    for (size_t w = 0; w < sizeof ways / sizeof *ways; w++) {
        unsigned long tried = 0;
        unsigned long bad = 0;
        if (only && strcmp(only, ways[w].name) != 0)
            continue;
        for (size_t at = 1; at <= log.n && bad < 5; at++) {
            if (!concerns(&ways[w], &log.list[at - 1]))
                continue;
            tried++;
            bad += !one(&stage, &ways[w], (long)at);
        }
        tap(bad == 0, "%s: %s at each of %lu calls", scenario->name, ways[w].name, tried);
    }
    op_log_free(&log);
    stage_free(&stage);
}

struct asked {
    const char *self;
    const char *part, *way; /* NULL: all */
};

static void work(void *ctx, size_t i) {
    const struct asked *asked = ctx;
    size_t n = 0;
    const struct scenario *scenario = &scenarios(&n)[i];
    if (!asked->part || strstr(scenario->name, asked->part))
        all_ways(scenario, asked->self, asked->way);
}

/* usage: stops [PART OF A NAME [WAY]] */
int main(int argc, char **argv) {
    size_t n = 0;
    struct asked asked = {scenarios_start(argc, argv), argc > 1 ? argv[1] : NULL, argc > 2 ? argv[2] : NULL};
    (void)scenarios(&n);
    tap_side_by_side(n, work, &asked);
    return tap_end();
}
