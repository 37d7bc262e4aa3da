#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "register/store.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char *const names[] = {"people.csv", "groups.csv", "venues.csv", NULL};
static char folder[64]; /* scratch; the register is `reg` in it, which is where each test starts */
static shg_faults *faults;

/* ---- what tests do ---- */

static void put(const char *path, const char *text) {
    FILE *f = fopen(path, "we");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

static char *get(const char *path, char out[256]) {
    FILE *f = fopen(path, "re");
    if (!f) {
        (void)snprintf(out, 256, "(none)"); /* fits */
        return out;
    }
    size_t n = fread(out, 1, 255, f);
    out[n] = '\0';
    assert_int_equal(fclose(f), 0);
    return out;
}

static void is(const char *path, const char *wanted) {
    char text[256];
    assert_string_equal(get(path, text), wanted);
}

static unsigned mode(const char *path) {
    struct stat st;
    assert_int_equal(lstat(path, &st), 0);
    return (unsigned)st.st_mode & 0777;
}

static shg_store *opened(void) {
    shg_store *store = NULL;
    assert_int_equal(shg_store_open(&store, "reg", names, faults), SHG_OK);
    assert_non_null(store);
    return store;
}

static shg_store *locked(void) {
    shg_store *store = opened();
    assert_int_equal(shg_store_lock(store, 0, "shg-test", faults), SHG_OK);
    return store;
}

static struct shg_identity identity(shg_store *store, const char *name) {
    struct shg_stored file = {.name = name};
    assert_int_equal(shg_store_read(store, &file, 1, faults), SHG_OK);
    shg_buf_free(&file.bytes);
    return file.identity;
}

static struct shg_change to(shg_store *store, const char *name, const char *text) {
    return (struct shg_change){name, text, strlen(text), identity(store, name)};
}

static void change(const char *name, const char *text) {
    shg_store *store = locked();
    struct shg_change file = to(store, name, text);
    assert_int_equal(shg_store_commit(store, &file, 1, false, faults), SHG_OK);
    shg_store_free(store);
}

/* There is one fault, and this is its text; it is taken off the list. */
static void told(const char *text) {
    assert_int_equal(shg_faults_count(faults, SHG_NOTE), 1);
    assert_string_equal(shg_faults_at(faults, 0)->text, text);
    shg_faults_free(faults);
    faults = shg_faults_new(NULL, NULL);
    assert_non_null(faults);
}

static int setup(void **state) {
    (void)state;
    (void)snprintf(folder, sizeof folder, "/tmp/shg-store.XXXXXX"); /* fits */
    faults = shg_faults_new(NULL, NULL);
    return faults && mkdtemp(folder) && chdir(folder) == 0 && mkdir("reg", 0700) == 0 ? 0 : -1;
}

static int teardown(void **state) {
    (void)state;
    char command[256];
    shg_faults_free(faults);
    (void)snprintf(command, sizeof command, "chmod -R u+rwx %s; rm -rf %s", folder, folder); /* fits */
    return chdir("/") == 0 && system(command) == 0 ? 0 : -1;
}

/* ---- the folder ---- */

static void test_folder_not_there(void **state) {
    (void)state;
    shg_store *store = NULL;
    assert_int_equal(shg_store_open(&store, "none", names, faults), SHG_SYSTEM);
    assert_null(store);
    told("none: No such file or directory");
}

static void test_folder_open_to_others(void **state) {
    (void)state;
    static const mode_t modes[] = {0750, 0701, 0777, 0720};
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        shg_store *store = NULL;
        char text[128];
        assert_int_equal(chmod("reg", modes[i]), 0);
        assert_int_equal(shg_store_open(&store, "reg", names, faults), SHG_SYSTEM);
        (void)snprintf(text, sizeof text, "'reg' is open to other users (mode %03o): make it 700 first",
                       (unsigned)modes[i]); /* fits */
        told(text);
    }
}

static void test_folder_of_another(void **state) {
    (void)state;
    if (geteuid() != 0)
        skip();
    shg_store *store = NULL;
    assert_int_equal(chown("reg", 65534, 65534), 0);
    assert_int_equal(shg_store_open(&store, "reg", names, faults), SHG_SYSTEM);
    told("'reg' belongs to another user");
}

static void test_make(void **state) {
    (void)state;
    assert_int_equal(shg_store_make("new", faults), SHG_OK);
    assert_int_equal(mode("new"), 0700);
    mode_t mask = umask(0777);
    enum shg_status status = shg_store_make("masked", faults);
    (void)umask(mask); /* it cannot fail */
    assert_int_equal(status, SHG_OK);
    assert_int_equal(mode("masked"), 0700);
    assert_int_equal(chmod("reg", 0755), 0);
    assert_int_equal(shg_store_make("reg", faults), SHG_OK);
    assert_int_equal(mode("reg"), 0700);
    /* an attempt that was stopped before its commit, and one that was stopped behind it */
    assert_int_equal(mkdir("reg/.shg", 0700), 0);
    put("reg/.shg/lock", "");
    put("reg/.shg-1.people.csv", "id");
    assert_int_equal(shg_store_make("reg", faults), SHG_OK);
    put("reg/.shg/commit", "shg-commit 1\nnumber 1\nprevious kept\nmakes people.csv\nend\n");
    assert_int_equal(shg_store_make("reg", faults), SHG_SYSTEM);
    told("'reg' is there already, and is not empty");
    assert_int_equal(unlink("reg/.shg/commit"), 0);
    put("reg/people.csv", "id\n");
    assert_int_equal(shg_store_make("reg", faults), SHG_SYSTEM);
    told("'reg' is there already, and is not empty");
    assert_int_equal(shg_store_make("none/new", faults), SHG_SYSTEM);
    told("none/new: No such file or directory");
}

/* ---- reading ---- */

static void test_read(void **state) {
    (void)state;
    put("reg/people.csv", "id\nP1\n");
    shg_store *store = opened();
    struct shg_stored files[] = {{.name = "people.csv"}, {.name = "groups.csv"}};
    assert_int_equal(shg_store_read(store, files, 2, faults), SHG_OK);
    assert_string_equal(shg_buf_get(&files[0].bytes), "id\nP1\n");
    assert_true(files[0].identity.exists);
    assert_int_equal(files[0].identity.size, 6);
    assert_false(files[1].identity.exists);
    assert_int_equal(files[1].bytes.n, 0);
    assert_int_equal(access("reg/.shg", F_OK), -1); /* readers leave nothing */
    shg_buf_free(&files[0].bytes);
    shg_store_free(store);
}

static void test_read_no_file(void **state) {
    (void)state;
    shg_store *store = opened();
    struct shg_stored file = {.name = "people.csv"};
    put("people", "id\n");
    assert_int_equal(symlink("../people", "reg/people.csv"), 0);
    assert_int_equal(shg_store_read(store, &file, 1, faults), SHG_SYSTEM);
    told("'reg/people.csv' is a symbolic link: a table must lie in the register itself");
    assert_int_equal(shg_store_lock(store, 0, NULL, faults), SHG_SYSTEM);
    told("'reg/people.csv' is a symbolic link: a table must lie in the register itself");
    assert_int_equal(unlink("reg/people.csv"), 0);
    assert_int_equal(mkfifo("reg/people.csv", 0600), 0);
    assert_int_equal(shg_store_read(store, &file, 1, faults), SHG_SYSTEM);
    told("'reg/people.csv' is not a regular file");
    shg_store_free(store);
}

static void test_damaged_record(void **state) {
    (void)state;
    static const char *const records[] = {
        "",
        "shg-commit 1\n",
        "shg-commit 2\nnumber 1\nprevious kept\nend\n",
        "shg-commit 1\nnumber 0\nprevious kept\nend\n",
        "shg-commit 1\nnumber 1\nprevious lost\nend\n",
        "shg-commit 1\nnumber 1\nprevious kept\n",
        "shg-commit 1\nnumber 1\nprevious kept\nend",
        "shg-commit 1\nnumber 1\nprevious kept\nend\nmakes a\n",
        "shg-commit 1\nnumber 1\nprevious kept\nmakes ../people.csv\nend\n",
        "shg-commit 1\nnumber 1\nprevious kept\nmakes .shg\nend\n",
        "shg-commit 1\nnumber 1\nprevious kept\nmakes a b\nend\n",
        "shg-commit 1\nnumber 1\nprevious kept\nreplaces people.csv 1 2\nend\n",
        "shg-commit 1\nnumber 1\nprevious kept\nreplaces people.csv x 2 3\nend\n",
        "shg-commit 1\nnumber 1\nprevious kept\nreplaces people.csv 1 2 3 4\nend\n",
        "shg-commit 1\nnumber 1\nprevious kept\n\nend\n",
    };
    assert_int_equal(mkdir("reg/.shg", 0700), 0);
    for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
        put("reg/.shg/commit", records[i]);
        shg_store *store = opened();
        struct shg_stored file = {.name = "people.csv"};
        assert_int_equal(shg_store_read(store, &file, 1, faults), SHG_SYSTEM);
        told("'reg/.shg/commit' is damaged: it does not say what the last change was");
        assert_int_equal(shg_store_lock(store, 0, NULL, faults), SHG_SYSTEM);
        told("'reg/.shg/commit' is damaged: it does not say what the last change was");
        shg_store_free(store);
    }
}

/* ---- changing ---- */

static void test_commit(void **state) {
    (void)state;
    put("reg/people.csv", "old");
    assert_int_equal(chmod("reg/people.csv", 0600), 0);
    mode_t mask = umask(0);
    shg_store *store = locked();
    struct shg_change files[] = {to(store, "people.csv", "new"), to(store, "groups.csv", "made")};
    assert_int_equal(shg_store_commit(store, files, 2, false, faults), SHG_OK);
    is("reg/people.csv", "new");
    is("reg/groups.csv", "made");
    is("reg/.shg/previous/people.csv", "old");
    is("reg/.shg/previous/groups.csv", "(none)");
    /* a second one under the same lock needs no reading, and drops what the first one kept */
    files[1].bytes = "again";
    files[1].n = 5;
    assert_int_equal(shg_store_commit(store, &files[1], 1, false, faults), SHG_OK);
    (void)umask(mask); /* it cannot fail */
    is("reg/groups.csv", "again");
    is("reg/.shg/previous/people.csv", "(none)");
    is("reg/.shg/previous/groups.csv", "made");
    assert_int_equal(mode("reg/groups.csv"), 0600);
    assert_int_equal(mode("reg/.shg"), 0700);
    assert_int_equal(mode("reg/.shg/previous"), 0700);
    assert_int_equal(mode("reg/.shg/lock"), 0600);
    assert_int_equal(mode("reg/.shg/commit"), 0600);
    assert_int_equal(shg_faults_count(faults, SHG_NOTE), 0);
    shg_store_free(store);
}

static void test_umask_that_takes_all(void **state) {
    (void)state;
    mode_t mask = umask(0777);
    shg_store *store = NULL;
    enum shg_status status = shg_store_open(&store, "reg", names, faults);
    struct shg_change file = {"people.csv", "new", 3, {0}};
    for (int i = 0; i < 2 && status == SHG_OK; i++) {
        status = shg_store_lock(store, 0, NULL, faults);
        if (status == SHG_OK)
            status = shg_store_commit(store, &file, 1, false, faults);
        shg_store_free(store);
        store = NULL;
        if (status == SHG_OK)
            status = shg_store_open(&store, "reg", names, faults);
    }
    (void)umask(mask); /* it cannot fail */
    shg_store_free(store);
    assert_int_equal(status, SHG_OK);
    assert_int_equal(mode("reg/people.csv"), 0600);
    assert_int_equal(mode("reg/.shg/previous/people.csv"), 0600);
}

static void test_forget(void **state) {
    (void)state;
    change("people.csv", "secret");
    change("people.csv", "secret 2");
    is("reg/.shg/previous/people.csv", "secret");
    shg_store *store = locked();
    struct shg_change file = to(store, "people.csv", "none");
    assert_int_equal(shg_store_commit(store, &file, 1, true, faults), SHG_OK);
    is("reg/.shg/previous/people.csv", "(none)");
    file = to(store, "groups.csv", "secret");
    assert_int_equal(shg_store_commit(store, &file, 1, false, faults), SHG_OK);
    file = to(store, "groups.csv", "x");
    assert_int_equal(shg_store_commit(store, &file, 1, false, faults), SHG_OK);
    is("reg/.shg/previous/groups.csv", "secret");
    assert_int_equal(shg_store_commit(store, NULL, 0, false, faults), SHG_OK);
    is("reg/.shg/previous/groups.csv", "secret");
    assert_int_equal(shg_store_commit(store, NULL, 0, true, faults), SHG_OK);
    is("reg/.shg/previous/groups.csv", "(none)");
    shg_store_free(store);
}

static void test_needs_lock(void **state) {
    (void)state;
    shg_store *store = opened();
    struct shg_change file = {"people.csv", "new", 3, {0}};
    assert_int_equal(shg_store_commit(store, &file, 1, false, faults), SHG_USAGE);
    told("'reg' is not locked for a change");
    is("reg/people.csv", "(none)");
    shg_store_free(store);
}

static void refused(struct shg_change *file, const char *text, const char *stays) {
    shg_store *store = locked();
    assert_int_equal(shg_store_commit(store, file, 1, false, faults), SHG_SYSTEM);
    told(text);
    is("reg/people.csv", stays);
    shg_store_free(store);
    assert_int_equal(access("reg/.shg/commit", F_OK), -1);
    assert_int_equal(system("test -z \"$(ls -A reg | grep shg-)\""), 0);
}

#define CHANGED "'reg/people.csv' was changed by another program since it was read: nothing was written"

static void test_changed_by_hand(void **state) {
    (void)state;
    put("reg/people.csv", "one");
    assert_int_equal(chmod("reg/people.csv", 0600), 0);
    shg_store *store = opened();
    struct shg_change file = to(store, "people.csv", "new");
    shg_store_free(store);
    put("reg/people.csv", "longer");
    refused(&file, CHANGED, "longer");
    struct shg_change other = file; /* as long, and of the same time: another file */
    const struct timespec then[2] = {{1000, 5}, {1000, 5}};
    put("reg/people.csv", "one");
    assert_int_equal(utimensat(AT_FDCWD, "reg/people.csv", then, 0), 0);
    store = opened();
    other.was = identity(store, "people.csv");
    shg_store_free(store);
    put("reg/x", "two");
    assert_int_equal(chmod("reg/x", 0600), 0);
    assert_int_equal(utimensat(AT_FDCWD, "reg/x", then, 0), 0);
    assert_int_equal(rename("reg/x", "reg/people.csv"), 0);
    refused(&other, CHANGED, "two");
    assert_int_equal(unlink("reg/people.csv"), 0);
    refused(&file, CHANGED, "(none)");
    put("reg/people.csv", "appeared");
    assert_int_equal(chmod("reg/people.csv", 0600), 0);
    file.was = (struct shg_identity){0};
    refused(&file, CHANGED, "appeared");
}

static void test_spreadsheets(void **state) {
    (void)state;
    put("reg/people.csv", "one");
    assert_int_equal(chmod("reg/people.csv", 0600), 0);
    shg_store *store = opened();
    struct shg_change file = to(store, "people.csv", "new");
    shg_store_free(store);
    put("reg/.~lock.people.csv#", ",me,here,22.11.2026 01:00,file:///;");
    refused(&file,
            "'reg/people.csv' is open in a spreadsheet ('.~lock.people.csv#' lies beside it): nothing was written",
            "one");
    /* another table may be changed meanwhile */
    change("groups.csv", "made");
    assert_int_equal(unlink("reg/.~lock.people.csv#"), 0);
    assert_int_equal(unlink("reg/.shg/commit"), 0);
    put("reg/~$people.csv", "me");
    refused(&file, "'reg/people.csv' is open in a spreadsheet ('~$people.csv' lies beside it): nothing was written",
            "one");
}

static void test_modes_set_back(void **state) {
    (void)state;
    put("reg/people.csv", "one");
    put("reg/notes.csv", "the user's own");
    assert_int_equal(chmod("reg/people.csv", 0644), 0);
    assert_int_equal(chmod("reg/notes.csv", 0644), 0);
    shg_store *store = locked();
    told("the mode of 'reg/people.csv' was 644: it is 600 again");
    shg_store_free(store);
    assert_int_equal(mode("reg/people.csv"), 0600);
    assert_int_equal(mode("reg/notes.csv"), 0644);
    store = locked();
    assert_int_equal(shg_faults_count(faults, SHG_NOTE), 0);
    shg_store_free(store);
}

/* ---- after a crash ---- */

static void crash_behind_commit(void) {
    struct stat st;
    char record[256];
    put("reg/people.csv", "old");
    assert_int_equal(chmod("reg/people.csv", 0600), 0);
    assert_int_equal(stat("reg/people.csv", &st), 0);
    assert_int_equal(mkdir("reg/.shg", 0700), 0);
    put("reg/.shg-7.people.csv", "new");
    put("reg/.shg-7.groups.csv", "made");
    put("reg/.shg-8.people.csv", "never committed");
    assert_int_equal(chmod("reg/.shg-7.people.csv", 0600), 0);
    assert_int_equal(chmod("reg/.shg-7.groups.csv", 0600), 0);
    (void)snprintf(record, sizeof record,
                   "shg-commit 1\nnumber 7\nprevious kept\nreplaces people.csv 3 %lld %ld\nmakes groups.csv\nend\n",
                   (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec); /* fits */
    put("reg/.shg/commit", record);
}

static void test_finish(void **state) {
    (void)state;
    crash_behind_commit();
    shg_store *store = opened();
    struct shg_stored files[] = {{.name = "people.csv"}, {.name = "groups.csv"}};
    assert_int_equal(shg_store_read(store, files, 2, faults), SHG_OK);
    assert_string_equal(shg_buf_get(&files[0].bytes), "new");
    assert_string_equal(shg_buf_get(&files[1].bytes), "made");
    is("reg/people.csv", "old"); /* a reader finishes nothing */
    assert_int_equal(shg_store_lock(store, 0, NULL, faults), SHG_OK);
    is("reg/people.csv", "new");
    is("reg/groups.csv", "made");
    is("reg/.shg/previous/people.csv", "old");
    is("reg/.shg-8.people.csv", "(none)");
    shg_buf_free(&files[0].bytes);
    shg_buf_free(&files[1].bytes);
    shg_store_free(store);
}

static void test_edited_after_crash(void **state) {
    (void)state;
    crash_behind_commit();
    put("reg/people.csv", "by hand");
    shg_store *store = opened();
    assert_int_equal(shg_store_lock(store, 0, NULL, faults), SHG_SYSTEM);
    told(
        "'reg/people.csv' was changed by another program before a change that was stopped had come into place: move it "
        "away, then the change is finished");
    is("reg/people.csv", "by hand");
    assert_int_equal(rename("reg/people.csv", "people.csv"), 0);
    assert_int_equal(shg_store_lock(store, 0, NULL, faults), SHG_OK);
    is("reg/people.csv", "new");
    is("reg/groups.csv", "made");
    shg_store_free(store);
}

/* ---- the lock ---- */

static void test_lock_is_held(void **state) {
    (void)state;
    char text[128];
    shg_store *first = locked();
    shg_store *second = opened();
    assert_int_equal(shg_store_lock(second, 0, "other", faults), SHG_SYSTEM);
    (void)snprintf(text, sizeof text, "'reg' is being changed by shg-test (process %ld)", (long)getpid()); /* fits */
    told(text);
    put("reg/.shg/lock", "77\n");
    assert_int_equal(shg_store_lock(second, 0, "other", faults), SHG_SYSTEM);
    told("'reg' is being changed by process 77");
    put("reg/.shg/lock", "77 a\033b\n");
    assert_int_equal(shg_store_lock(second, 0, "other", faults), SHG_SYSTEM);
    told("'reg' is being changed by a\\x1Bb (process 77)");
    put("reg/.shg/lock", "half of a na");
    assert_int_equal(shg_store_lock(second, 0, "other", faults), SHG_SYSTEM);
    told("'reg' is being changed by another program");
    struct shg_stored file = {.name = "people.csv"}; /* readers do not wait */
    assert_int_equal(shg_store_read(second, &file, 1, faults), SHG_OK);
    shg_store_free(first);
    assert_int_equal(shg_store_lock(second, 0, "other", faults), SHG_OK);
    shg_store_free(second);
    is("reg/.shg/lock", "");
}

/* A child that takes the lock, says so, and keeps it for so long. */
static pid_t holder(long milliseconds) {
    int fds[2];
    char byte = 0;
    assert_int_equal(pipe(fds), 0);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        shg_store *store = NULL;
        struct timespec span = {milliseconds / 1000, milliseconds % 1000 * 1000000};
        if (shg_store_open(&store, "reg", names, faults) != SHG_OK ||
            shg_store_lock(store, 0, "holder", faults) != SHG_OK || write(fds[1], "x", 1) != 1)
            _exit(1);
        (void)nanosleep(&span, NULL); /* killed meanwhile, or not */
        shg_store_free(store);
        _exit(0);
    }
    assert_int_equal(read(fds[0], &byte, 1), 1);
    assert_int_equal(close(fds[0]), 0);
    assert_int_equal(close(fds[1]), 0);
    return pid;
}

static void test_lock_is_waited_for(void **state) {
    (void)state;
    int status = 0;
    shg_store *store = opened();
    pid_t pid = holder(150);
    assert_int_equal(shg_store_lock(store, 30, "waiter", faults), SHG_OK);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
    shg_store_free(store);
}

static void test_dead_holder(void **state) {
    (void)state;
    char text[128];
    int status = 0;
    shg_store *store = opened();
    pid_t pid = holder(60000);
    assert_int_equal(shg_store_lock(store, 0, "waiter", faults), SHG_SYSTEM);
    (void)snprintf(text, sizeof text, "'reg' is being changed by holder (process %ld)", (long)pid); /* fits */
    told(text);
    assert_int_equal(kill(pid, SIGKILL), 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(shg_store_lock(store, 0, "waiter", faults), SHG_OK);
    shg_store_free(store);
}

/* Somebody removed the lock's file while it was held: the next two do not hold different locks at once. */
static void test_lock_file_replaced(void **state) {
    (void)state;
    shg_store *first = locked();
    shg_store *second = opened();
    assert_int_equal(shg_store_lock(second, 0, NULL, faults), SHG_SYSTEM);
    shg_faults_free(faults);
    faults = shg_faults_new(NULL, NULL);
    assert_int_equal(rename("reg/.shg/lock", "reg/.shg/gone"), 0);
    shg_store_free(first);
    assert_int_equal(shg_store_lock(second, 0, NULL, faults), SHG_OK);
    shg_store *third = opened();
    assert_int_equal(shg_store_lock(third, 0, NULL, faults), SHG_SYSTEM);
    shg_store_free(second);
    shg_store_free(third);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(test_folder_not_there),
        CASE(test_folder_open_to_others),
        CASE(test_folder_of_another),
        CASE(test_make),
        CASE(test_read),
        CASE(test_read_no_file),
        CASE(test_damaged_record),
        CASE(test_commit),
        CASE(test_umask_that_takes_all),
        CASE(test_forget),
        CASE(test_needs_lock),
        CASE(test_changed_by_hand),
        CASE(test_spreadsheets),
        CASE(test_modes_set_back),
        CASE(test_finish),
        CASE(test_edited_after_crash),
        CASE(test_lock_is_held),
        CASE(test_lock_is_waited_for),
        CASE(test_dead_holder),
        CASE(test_lock_file_replaced),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
