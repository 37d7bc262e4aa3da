#include "fault.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static unsigned long count, failures;

static void vsay(const char *mark, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

static void vsay(const char *mark, const char *format, va_list args) {
    (void)fputs(mark, stdout); /* what cannot be printed is missed by the reader of the plan */
    (void)vprintf(format, args);
    (void)putchar('\n');
    (void)fflush(stdout);
}

void tap(bool good, const char *format, ...) {
    char mark[40];
    count++;
    failures += !good;
    (void)snprintf(mark, sizeof mark, "%s %lu - ", good ? "ok" : "not ok", count);
    va_list args;
    va_start(args, format);
    vsay(mark, format, args);
    va_end(args);
}

void tap_say(const char *format, ...) {
    va_list args;
    va_start(args, format);
    vsay("# ", format, args);
    va_end(args);
}

int tap_end(void) {
    printf("1..%lu\n", count);
    return failures > 0;
}

void die(const char *format, ...) {
    va_list args;
    va_start(args, format);
    vsay("Bail out! ", format, args);
    va_end(args);
    exit(3);
}

/* ---- side by side ---- */

enum { WORKERS = 2 };

static FILE *files[WORKERS];

/* Every second piece of work, told to a file. */
static void serve(size_t which, size_t n, void (*work)(void *ctx, size_t i), void *ctx) {
    if (dup2(fileno(files[which]), STDOUT_FILENO) < 0 || chdir(scratch_start()) != 0)
        die("a worker cannot start");
    for (size_t i = which; i < n; i += WORKERS)
        work(ctx, i);
    exit(0);
}

/* Tells again what a worker told, with numbers of our own. */
static void retell(FILE *file) {
    char line[8192];
    rewind(file);
    while (fgets(line, sizeof line, file)) {
        const char *text = strstr(line, " - ");
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '#')
            tap_say("%s", line + 1);
        else
            tap(strncmp(line, "ok ", 3) == 0, "%s", text ? text + 3 : line);
    }
}

void tap_side_by_side(size_t n, void (*work)(void *ctx, size_t i), void *ctx) {
    pid_t pids[WORKERS];
    (void)fflush(stdout);
    for (size_t i = 0; i < WORKERS; i++) {
        files[i] = tmpfile();
        pids[i] = files[i] ? fork() : -1;
        if (pids[i] < 0)
            die("a worker cannot be started: %s", strerror(errno));
        if (pids[i] == 0)
            serve(i, n, work, ctx);
    }
    for (size_t i = 0; i < WORKERS; i++) {
        int status = 0;
        while (waitpid(pids[i], &status, 0) < 0)
            if (errno != EINTR)
                die("waitpid: %s", strerror(errno));
        retell(files[i]);
        (void)fclose(files[i]); /* it has been read */
        if (status != 0)
            tap(false, "worker %zu ended with status %d", i, status);
    }
}
