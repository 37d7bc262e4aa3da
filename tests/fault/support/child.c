#include "fault.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char place[4096];

/* The preload lies beside the build folder's test programs. */
static const char *preload(void) {
    const char *build = getenv("B");
    (void)snprintf(place, sizeof place, "%s/tests/fault/disk.so", build ? build : "build"); /* cut, it is not there */
    return place;
}

static void set(const char *name, const char *value) {
    if (value ? setenv(name, value, 1) != 0 : unsetenv(name) != 0)
        _exit(126);
}

static void put_on(int fd, const char *name, int flags) {
    int opened = open(name, flags, 0600);
    if (opened < 0 || dup2(opened, fd) != fd)
        _exit(126);
    if (opened != fd)
        (void)close(opened); /* its double stays */
}

/* Between fork and exec: no assertion, no stdio. */
static void become(const struct child *child) {
    const char *so = preload();
    put_on(0, child->input ? "in" : "/dev/null", O_RDONLY);
    put_on(1, "out", O_WRONLY | O_CREAT | O_TRUNC);
    put_on(2, "err", O_WRONLY | O_CREAT | O_TRUNC);
    set("SHG_FAULT_ROOT", child->root);
    set("SHG_FAULT", child->fault);
    set("SHG_FAULT_LOG", child->log);
    set("SHG_FAULT_RANDOM", "random");
    if (child->root)
        set("LD_PRELOAD", so);
    (void)execv(child->argv[0], (char *const *)child->argv);
    _exit(127);
}

static void put(const char *name, const char *text) {
    FILE *f = fopen(name, "we");
    if (!f || fputs(text, f) == EOF || fclose(f) != 0)
        die("%s: %s", name, strerror(errno));
}

int child_run(const struct child *child) {
    if (child->input)
        put("in", child->input);
    put("random", "always the same, and more than a new id can ask for");
    pid_t pid = fork();
    if (pid < 0)
        die("fork: %s", strerror(errno));
    if (pid == 0)
        become(child);
    int status = 0;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            die("waitpid: %s", strerror(errno));
    int rc = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    if (rc == 126 || rc == 127)
        die("%s does not start", child->argv[0]);
    return rc;
}

/* ---- a writer that uses the store alone ---- */

static enum shg_status change(shg_store *store, char **words, shg_faults *faults) {
    enum { MOST = 16 };
    struct shg_change files[MOST];
    size_t n = 0;
    bool forget = false;
    for (; *words && n < MOST; words++) {
        if (strcmp(*words, "forget") == 0)
            forget = true;
        if (strcmp(*words, "put") != 0 || !words[1] || !words[2])
            continue;
        struct shg_stored file = {.name = words[1]};
        enum shg_status status = shg_store_read(store, &file, 1, faults);
        if (status != SHG_OK)
            return status;
        shg_buf_free(&file.bytes);
        files[n++] = (struct shg_change){words[1], words[2], strlen(words[2]), file.identity};
        words += 2;
    }
    return shg_store_commit(store, files, n, forget, faults);
}

int child_serve(int argc, char **argv, const char *const *names) {
    if (argc < 3 || strcmp(argv[1], "--store") != 0)
        return -1;
    shg_store *store = NULL;
    shg_faults *faults = shg_faults_new(NULL, NULL);
    if (!faults)
        return SHG_SYSTEM;
    enum shg_status status = shg_store_open(&store, argv[2], names, faults);
    if (status == SHG_OK)
        status = shg_store_lock(store, 0, "child", faults);
    if (status == SHG_OK)
        status = change(store, argv + 3, faults);
    for (size_t i = 0; i < shg_faults_count(faults, SHG_NOTE); i++)
        (void)fprintf(stderr, "%s\n", shg_faults_at(faults, i)->text); /* the exit code says it too */
    shg_store_free(store);
    shg_faults_free(faults);
    return (int)status;
}
