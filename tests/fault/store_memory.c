/* Memory that runs out at every single allocation of a change, alone or for good: the change is whole where the store
 * says so, absent where it says that memory is out, and nothing is leaked. */
#include "register/diff.h"
#include "support/fault.h"
#include "support/pool.h"

#include <unistd.h>

static const char *const names[] = {"people.csv", "groups.csv", "courses.csv", NULL};

/* What a tool does that changes two tables and makes a third. */
static enum shg_status change(void) {
    shg_store *store = NULL;
    struct shg_stored files[] = {{.name = names[0]}, {.name = names[1]}, {.name = names[2]}};
    struct shg_change changes[3];
    struct shg_buf diff = SHG_BUF_EMPTY;
    shg_faults *faults = shg_faults_new(NULL, NULL);
    if (!faults)
        return SHG_SYSTEM;
    enum shg_status status = shg_store_open(&store, "register", names, faults);
    if (status == SHG_OK)
        status = shg_store_lock(store, 0, "test", faults);
    if (status == SHG_OK)
        status = shg_store_read(store, files, 3, faults);
    for (size_t i = 0; i < 3 && status == SHG_OK; i++) {
        status = shg_diff(names[i], shg_buf_get(&files[i].bytes), files[i].bytes.n, "id\nnew\nx\n", 9, &diff, faults);
        changes[i] = (struct shg_change){names[i], "id\nnew\nx\n", 9, files[i].identity};
    }
    if (status == SHG_OK)
        status = shg_store_commit(store, changes, 3, false, faults);
    for (size_t i = 0; i < 3; i++)
        shg_buf_free(&files[i].bytes);
    shg_buf_free(&diff);
    shg_store_free(store);
    shg_faults_free(faults);
    return status;
}

struct bench {
    struct snapshot base, old, new;
};

/* One change during which the allocation with this number (from 0) fails; *reached says whether there was one. */
static bool one(const struct bench *bench, const char *dir, long number, bool *reached) {
    snapshot_put(&bench->base, dir);
    size_t blocks = pool_blocks;
    pool_until = number;
    enum shg_status status = change();
    *reached = pool_until <= 0;
    pool_until = -1;
    bool leaked = pool_blocks != blocks;
    struct promise promise = {.names = names, .old = &bench->old, .new = &bench->new};
    promise.may_be_old = status == SHG_SYSTEM;
    promise.may_be_new = status == SHG_OK;
    bool is_new = false;
    bool kept = promise_kept(&promise, dir, &is_new);
    if (leaked || !kept)
        tap_say("allocation %ld: status %d%s", number, (int)status, leaked ? ", leaks" : "");
    return kept && !leaked;
}

static void fail_each(const struct bench *bench, const char *dir, bool once) {
    long number = 0;
    unsigned long bad = 0;
    size_t mark = pool_n;
    pool_once = once;
    for (bool reached = true; reached && bad < 5; number++) {
        bad += !one(bench, dir, number, &reached);
        pool_n = mark;
    }
    tap(bad == 0 && number > 50, "%s at each of %ld allocations", once ? "one fails" : "all fail from one on",
        number - 1);
}

int main(void) {
    const char *dir = "register";
    struct bench bench = {0};
    const struct timespec then = {1, 0};
    if (chdir(scratch_start()) != 0)
        die("cannot start");
    snapshot_add(&bench.base, ".", true, NULL, 0, then);
    snapshot_add(&bench.base, "groups.csv", false, "id\nG1\n", 6, then);
    snapshot_add(&bench.base, "people.csv", false, "id\nP1\nP2\n", 9, then);
    snapshot_put(&bench.base, dir);
    if (change() != SHG_OK) /* so that there is a record, and something in previous */
        die("the change fails by itself");
    snapshot_free(&bench.base);
    snapshot_take(&bench.base, dir);
    for (size_t i = 0; i < bench.base.n; i++)
        if (bench.base.list[i].path[0] != '.') { /* a table */
            shg_buf_cut(&bench.base.list[i].bytes, 0);
            shg_buf_str(&bench.base.list[i].bytes, "id\nold\n");
        }
    snapshot_put(&bench.base, dir);
    if (!view_read(&bench.old, dir, names) || change() != SHG_OK || !view_read(&bench.new, dir, names))
        die("the change fails by itself");
    tap(true, "memory is given from a pool");
    fail_each(&bench, dir, false);
    fail_each(&bench, dir, true);
    snapshot_free(&bench.base);
    snapshot_free(&bench.old);
    snapshot_free(&bench.new);
    return tap_end();
}
