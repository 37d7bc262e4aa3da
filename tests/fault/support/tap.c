#include "fault.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

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
