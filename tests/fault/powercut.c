/* The log of every change is cut off at every call, as by a power cut: whatever of what was not synced is lost, the
 * register is the old one or the new one; once the record is synced it is the new one. */
#include "support/disk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* With more pending changes of names than this, not every set of them is tried: those that lost one, and that lost all
 * from one on. */
#define ALL_SETS 9

struct cuts {
    const struct stage *stage;
    const struct op_log *log;
    size_t at;             /* how many calls were made */
    size_t commit, synced; /* which call put the record in place, which made it last; SIZE_MAX: none */
    bool failed;           /* the tool ended with exit 3 */
    uint64_t *seen;        /* states that were looked at, by hash, with what was promised of them */
    size_t seen_n, seen_cap;
    unsigned long tried, bad;
};

static uint64_t hash(uint64_t h, const void *bytes, size_t n) {
    const unsigned char *at = bytes;
    for (size_t i = 0; i < n; i++)
        h = (h ^ at[i]) * 1099511628211U; /* FNV-1a */
    return h;
}

/* Whether this state, promised the same, is new. */
static bool is_new_state(struct cuts *cuts, const struct snapshot *found, const struct promise *promise) {
    uint64_t h = hash(14695981039346656037U, &promise->may_be_old, sizeof promise->may_be_old);
    h = hash(h, &promise->may_be_new, sizeof promise->may_be_new);
    for (size_t i = 0; i < found->n; i++) {
        h = hash(h, found->list[i].path, strlen(found->list[i].path) + 1);
        h = hash(h, &found->list[i].bytes.n, sizeof found->list[i].bytes.n);
        h = hash(h, shg_buf_get(&found->list[i].bytes), found->list[i].bytes.n);
    }
    for (size_t i = 0; i < cuts->seen_n; i++)
        if (cuts->seen[i] == h)
            return false;
    if (cuts->seen_n == cuts->seen_cap) {
        cuts->seen_cap = cuts->seen_cap ? 2 * cuts->seen_cap : 256;
        uint64_t *seen = realloc(cuts->seen, cuts->seen_cap * sizeof *seen);
        if (!seen)
            die("out of memory");
        cuts->seen = seen;
    }
    cuts->seen[cuts->seen_n++] = h;
    return true;
}

static void try_one(struct cuts *cuts, const struct disk *disk, uint64_t lasted, enum content content) {
    struct snapshot found;
    disk_found(disk, lasted, content, ".shg/lock", &found);
    struct promise promise = stage_promise(cuts->stage);
    bool end = cuts->at == cuts->log->n;
    promise.may_be_new = cuts->at >= cuts->commit && !(cuts->failed && end);
    promise.may_be_old = cuts->at < cuts->synced || cuts->failed;
    if (cuts->bad < 5 && is_new_state(cuts, &found, &promise)) {
        bool is_new = false;
        cuts->tried++;
        snapshot_put(&found, cuts->stage->root);
        if (!promise_kept(&promise, cuts->stage->root, &is_new)) {
            cuts->bad++;
            tap_say("cut behind call %zu of %zu; of %zu changes of names these lasted: %llx; content %d", cuts->at,
                    cuts->log->n, disk_pending(disk), (unsigned long long)lasted, (int)content);
            for (size_t i = 0; i < found.n; i++)
                tap_say("    %s: %zu bytes", found.list[i].path, found.list[i].bytes.n);
        }
    }
    snapshot_free(&found);
}

static void try_sets(struct cuts *cuts, const struct disk *disk, enum content content) {
    size_t n = disk_pending(disk);
    if (n <= ALL_SETS) {
        for (uint64_t lasted = 0; lasted < (uint64_t)1 << n; lasted++)
            try_one(cuts, disk, lasted, content);
        return;
    }
    if (n > 63)
        die("%zu changes of names were not synced", n);
    uint64_t all = ((uint64_t)1 << n) - 1;
    for (size_t i = 0; i < n; i++) {
        uint64_t one = (uint64_t)1 << i;
        try_one(cuts, disk, all & ~one, content);
        try_one(cuts, disk, one - 1, content);
    }
    try_one(cuts, disk, all, content);
}

/* The first sync of the folder of the record behind the commit; SIZE_MAX: none. */
static size_t sync_behind(const struct op_log *log, size_t commit) {
    int fd = -1;
    for (size_t i = 0; i < log->n; i++) {
        const struct op *op = &log->list[i];
        if (op->kind == OP_OPEN && strcmp(op->from, ".shg") == 0)
            fd = op->fd;
        if (i >= commit && op->kind == OP_SYNC && op->fd == fd)
            return i + 1;
    }
    return SIZE_MAX;
}

/* Cuts a log off behind every call. */
static void cut_all(struct cuts *cuts) {
    const struct op_log *log = cuts->log;
    cuts->commit = (size_t)op_log_commit(log);
    cuts->commit = cuts->commit == 0 ? SIZE_MAX : cuts->commit;
    cuts->synced = cuts->commit == SIZE_MAX ? SIZE_MAX : sync_behind(log, cuts->commit);
    struct disk *disk = disk_new(&cuts->stage->base);
    for (cuts->at = 0;; cuts->at++) {
        /* what only looks leaves the disk as it was, but for what is promised at the end */
        while (cuts->at + 1 < log->n && log->list[cuts->at].kind == OP_LOOK)
            cuts->at++;
        for (int content = 0; content < CONTENTS; content++)
            try_sets(cuts, disk, (enum content)content);
        if (cuts->at == log->n)
            break;
        disk_do(disk, &log->list[cuts->at]);
    }
    disk_free(disk);
    free(cuts->seen);
}

static void all_cuts(const struct scenario *scenario, const char *self) {
    struct stage stage;
    struct op_log log;
    stage_set(&stage, scenario, self, &log);
    struct cuts cuts = {.stage = &stage, .log = &log};
    cut_all(&cuts);
    tap(cuts.bad == 0 && cuts.synced != SIZE_MAX, "%s: cut off behind each of %zu calls, %lu different disks",
        scenario->name, log.n, cuts.tried);
    op_log_free(&log);
    stage_free(&stage);
}

/* First a call fails, then the power does. */
static void errors_and_cuts(const struct scenario *scenario, const char *self) {
    struct stage stage;
    struct op_log log;
    unsigned long tried = 0;
    unsigned long bad = 0;
    unsigned long errors = 0;
    stage_set(&stage, scenario, self, &log);
    for (size_t at = 1; at <= log.n && bad == 0; at++) {
        enum op_kind kind = log.list[at - 1].kind;
        if (kind == OP_LOOK || kind == OP_CLOSE)
            continue;
        char fault[32];
        struct op_log failed;
        (void)snprintf(fault, sizeof fault, "%zu:EIO", at); /* fits */
        int rc = stage_run(&stage, fault, "log");
        op_log_read(&failed, "log");
        struct cuts cuts = {.stage = &stage, .log = &failed, .failed = rc != 0};
        cut_all(&cuts);
        if (cuts.bad > 0)
            tap_say("that was behind an error at call %zu, exit %d", at, rc);
        errors++;
        bad += cuts.bad;
        tried += cuts.tried;
        op_log_free(&failed);
    }
    tap(bad == 0, "%s: the same behind an error at each of %lu calls, %lu different disks", scenario->name, errors,
        tried);
    op_log_free(&log);
    stage_free(&stage);
}

/* usage: powercut [PART OF A NAME] */
int main(int argc, char **argv) {
    const char *self = scenarios_start(argc, argv);
    size_t n = 0;
    const struct scenario *list = scenarios(&n);
    if (chdir(scratch_start()) != 0)
        die("cannot start");
    for (size_t i = 0; i < n; i++)
        if (argc < 2 || strstr(list[i].name, argv[1]))
            all_cuts(&list[i], self);
    for (size_t i = 0; i < n; i++)
        if (strncmp(list[i].name, "store: ", 7) == 0 && (argc < 2 || strstr(list[i].name, argv[1])))
            errors_and_cuts(&list[i], self);
    return tap_end();
}
