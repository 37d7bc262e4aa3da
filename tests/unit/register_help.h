/* A register of a test's own: a folder in the scratch space, tables from text, and what stands in them afterwards. */
#ifndef TESTS_REGISTER_HELP_H
#define TESTS_REGISTER_HELP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "register/register.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder of its own with empty people, starters and venues. Static: one at a time. */
static char help_dir[64];
static shg_faults *help_faults;

static inline void help_write(const char *table, const char *text) {
    char path[128];
    (void)snprintf(path, sizeof path, "%s/%s.csv", help_dir, table);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(chmod(path, 0600), 0);
}

static inline int help_setup(void **state) {
    (void)state;
    (void)snprintf(help_dir, sizeof help_dir, "/tmp/shg-unit.XXXXXX");
    help_faults = shg_faults_new(NULL, NULL);
    return mkdtemp(help_dir) && help_faults ? 0 : -1;
}

static inline int help_teardown(void **state) {
    (void)state;
    char command[128];
    (void)snprintf(command, sizeof command, "rm -rf %s", help_dir);
    shg_faults_free(help_faults);
    return system(command) == 0 ? 0 : -1; /* the folder's name is the test's own */
}

static inline void help_fresh_faults(void) {
    shg_faults_free(help_faults);
    help_faults = shg_faults_new(NULL, NULL);
    assert_non_null(help_faults);
}

/* Locked and loaded, as of a date. */
static inline shg_register *help_begin(const char *today) {
    shg_register *reg = NULL;
    struct shg_opening opening = {.dir = help_dir, .tables = SHG_ALL_TABLES, .today = shg_date_parse(today)};
    enum shg_status status = shg_register_begin(&reg, &opening, help_faults);
    for (size_t i = 0; status != SHG_OK && i < shg_faults_count(help_faults, SHG_NOTE); i++)
        print_message("%s\n", shg_faults_at(help_faults, i)->text);
    assert_int_equal(status, SHG_OK);
    return reg;
}

/* All errors told so far, a line each; free() it. */
static inline char *help_errors(void) {
    struct shg_buf out = SHG_BUF_EMPTY;
    shg_buf_str(&out, "");
    for (size_t i = 0; i < shg_faults_count(help_faults, SHG_NOTE); i++) {
        const struct shg_fault *fault = shg_faults_at(help_faults, i);
        if (fault->severity == SHG_ERROR)
            shg_buf_printf(&out, "%s\n", fault->text);
    }
    return shg_buf_take(&out);
}

#endif
