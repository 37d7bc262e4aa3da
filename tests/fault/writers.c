/* Eight writers make 250 changes each, of two tables at once, while four readers loop: nothing is lost, and no reader
 * ever sees a fault, half a change, or the past. */
#include "support/fault.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WRITERS = 8, CHANGES = 250, READERS = 4 };

static const char *const names[] = {"people.csv", "groups.csv", NULL};

static volatile sig_atomic_t over;

static void end(int number) {
    (void)number;
    over = 1;
}

/* Tells why a child fails, and gives its exit code. */
static int fail(const char *who, shg_faults *faults) {
    (void)fprintf(stderr, "# %s: %s\n", who,
                  shg_faults_count(faults, SHG_NOTE) > 0 ? shg_faults_at(faults, 0)->text : "sees what cannot be");
    return 1;
}

/* One change: a line with the writer and its number at the end of both tables. */
static enum shg_status add_line(int writer, int number, shg_faults *faults) {
    shg_store *store = NULL;
    struct shg_stored files[] = {{.name = names[0]}, {.name = names[1]}};
    struct shg_change changes[2];
    enum shg_status status = shg_store_open(&store, "register", names, faults);
    if (status == SHG_OK)
        status = shg_store_lock(store, 300, "writer", faults);
    if (status == SHG_OK)
        status = shg_store_read(store, files, 2, faults);
    for (size_t i = 0; i < 2 && status == SHG_OK; i++) {
        shg_buf_printf(&files[i].bytes, "%d %d\n", writer, number);
        changes[i] = (struct shg_change){names[i], files[i].bytes.p, files[i].bytes.n, files[i].identity};
    }
    if (status == SHG_OK)
        status = shg_store_commit(store, changes, 2, false, faults);
    for (size_t i = 0; i < 2; i++)
        shg_buf_free(&files[i].bytes);
    shg_store_free(store);
    return status;
}

static int write_all(int writer) {
    shg_faults *faults = shg_faults_new(NULL, NULL);
    for (int i = 0; faults && i < CHANGES; i++)
        if (add_line(writer, i, faults) != SHG_OK || shg_faults_count(faults, SHG_NOTE) > 0)
            return fail("writer", faults);
    shg_faults_free(faults);
    return faults ? 0 : 1;
}

/* Reads until told to end; what it saw last must be the start of what it sees now. */
static int read_all(void) {
    struct shg_buf last = SHG_BUF_EMPTY;
    shg_faults *faults = shg_faults_new(NULL, NULL);
    unsigned long seen = 0;
    for (bool final = false; faults && !final;) {
        final = over;
        shg_store *store = NULL;
        struct shg_stored files[] = {{.name = names[0]}, {.name = names[1]}};
        if (shg_store_open(&store, "register", names, faults) != SHG_OK ||
            shg_store_read(store, files, 2, faults) != SHG_OK)
            return fail("reader", faults);
        bool good = files[0].bytes.n == files[1].bytes.n && files[0].bytes.n >= last.n &&
                    memcmp(files[0].bytes.p, files[1].bytes.p, files[0].bytes.n) == 0 &&
                    memcmp(files[0].bytes.p, shg_buf_get(&last), last.n) == 0;
        if (!good)
            return fail("reader", faults);
        seen += files[0].bytes.n > last.n;
        shg_buf_free(&last);
        last = files[0].bytes;
        shg_buf_free(&files[1].bytes);
        shg_store_free(store);
    }
    shg_buf_free(&last);
    shg_faults_free(faults);
    return faults && seen > 1 ? 0 : 1; /* one that saw but one state proves nothing */
}

static pid_t start(int (*run)(int writer), int writer) {
    pid_t pid = fork();
    if (pid < 0)
        die("fork: %s", strerror(errno));
    if (pid == 0)
        _exit(run ? run(writer) : read_all());
    return pid;
}

static int wait_for(const pid_t *pids, int n) {
    int bad = 0;
    for (int i = 0; i < n; i++) {
        int status = 0;
        while (waitpid(pids[i], &status, 0) < 0)
            if (errno != EINTR)
                die("waitpid: %s", strerror(errno));
        bad += status != 0;
    }
    return bad;
}

/* Every line of every writer, once, in each writer's order. */
static bool all_there(void) {
    struct snapshot view;
    int next[WRITERS] = {0};
    if (!view_read(&view, "register", names))
        return false;
    bool good = view.n == 2;
    char *at = good ? view.list[0].bytes.p : NULL;
    while (good && *at) {
        long writer = strtol(at, &at, 10);
        long number = strtol(at, &at, 10);
        good = writer >= 0 && writer < WRITERS && number == next[writer]++ && *at++ == '\n';
    }
    for (int i = 0; i < WRITERS; i++)
        good = good && next[i] == CHANGES;
    snapshot_free(&view);
    return good;
}

int main(void) {
    pid_t readers[READERS];
    pid_t writers[WRITERS];
    struct sigaction action = {.sa_handler = end};
    if (chdir(scratch_start()) != 0 || sigaction(SIGUSR1, &action, NULL) != 0)
        die("cannot start");
    struct snapshot base = {0};
    snapshot_add(&base, ".", true, NULL, 0, (struct timespec){0, 0});
    snapshot_add(&base, "groups.csv", false, "", 0, (struct timespec){0, 0});
    snapshot_add(&base, "people.csv", false, "", 0, (struct timespec){0, 0});
    snapshot_put(&base, "register");
    for (int i = 0; i < READERS; i++)
        readers[i] = start(NULL, 0);
    for (int i = 0; i < WRITERS; i++)
        writers[i] = start(write_all, i);
    tap(wait_for(writers, WRITERS) == 0, "%d writers of %d changes each", WRITERS, CHANGES);
    for (int i = 0; i < READERS; i++)
        if (kill(readers[i], SIGUSR1) != 0)
            die("kill: %s", strerror(errno));
    tap(wait_for(readers, READERS) == 0, "%d readers see no fault, no half, nothing of the past", READERS);
    tap(all_there(), "all %d changes are there, in order", WRITERS * CHANGES);
    snapshot_free(&base);
    scratch_end();
    return tap_end();
}
