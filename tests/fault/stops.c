/* Every change is stopped at every call that touches the register, one child a call, in every way: whatever happens,
 * readers see the old register or the new one, and so does the next writer, who leaves no trace of the accident. */
#include "support/scenario.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What a way of stopping may lead to: exit codes, and which register each leaves. */
struct way {
    const char *name;
    bool dies;     /* the child is killed; both may be there */
    bool goes_on;  /* the tool must take no notice */
    bool doubtful; /* after exit 3 both may be there: the disk does not answer any more */
};

static const struct way ways[] = {
    {.name = "kill", .dies = true},     {.name = "torn", .dies = true},     {.name = "EIO"},   {.name = "ENOSPC"},
    {.name = "EINTR", .goes_on = true}, {.name = "short", .goes_on = true}, {.name = "EPERM"}, {.name = "full"},
    {.name = "dead", .doubtful = true},
};

static bool one(const struct stage *stage, const struct way *way, long at) {
    char fault[32];
    (void)snprintf(fault, sizeof fault, "%ld:%s", at, way->name); /* fits */
    int rc = stage_run(stage, fault);
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

static void all_ways(const struct scenario *scenario, const char *self) {
    struct stage stage;
    long calls = 0;
    stage_set(&stage, scenario, self, &calls);
    char beyond[32];
    (void)snprintf(beyond, sizeof beyond, "%ld:kill", calls + 1); /* fits */
    tap(stage_run(&stage, beyond) == 0, "%s: %ld calls, and no more", scenario->name, calls);
    for (size_t w = 0; w < sizeof ways / sizeof *ways; w++) {
        long bad = 0;
        for (long at = 1; at <= calls && bad < 5; at++)
            bad += !one(&stage, &ways[w], at);
        tap(bad == 0, "%s: stopped at each of %ld calls: %s", scenario->name, calls, ways[w].name);
    }
    stage_free(&stage);
}

int main(int argc, char **argv) {
    size_t n = 0;
    const struct scenario *list = scenarios(&n);
    int rc = child_serve(argc, argv, list[0].names);
    if (rc >= 0)
        return rc;
    char self[4096];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length < 0 || chdir(scratch_start()) != 0)
        die("cannot start");
    self[length] = '\0';
    for (size_t i = 0; i < n; i++)
        if (argc < 2 || strstr(list[i].name, argv[1]))
            all_ways(&list[i], self);
    scratch_end();
    return tap_end();
}
