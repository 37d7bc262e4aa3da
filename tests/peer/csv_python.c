/* What is written here Python's csv module reads, and the other way round, over random documents of fixed seed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../random.h"
#include "base/file.h"
#include "csv/csv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DOCUMENTS = 300, COLUMNS = 5 };

static char folder[4096];
static shg_faults *faults;
static uint64_t seed = 1;

static size_t below(size_t n) {
    return random_below(&seed, n);
}

static void run_script(const char *what) {
    char command[9000];
    const char *top = getenv("top"); /* from tests/run */
    (void)snprintf(command, sizeof command, "/usr/bin/python3 '%s/tests/peer/csv_python.py' %s '%s'", top ? top : ".",
                   what, folder);
    assert_int_equal(system(command), 0); /* NOLINT(cert-env33-c): a test */
}

static void path_of(char out[5000], size_t number, const char *end) {
    (void)snprintf(out, 5000, "%s/%zu.%s", folder, number, end);
}

static void save(size_t number, const char *end, const char *bytes, size_t n) {
    char path[5000];
    path_of(path, number, end);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

static struct shg_buf saved(size_t number, const char *end) {
    char path[5000];
    struct shg_buf buf = SHG_BUF_EMPTY;
    path_of(path, number, end);
    assert_int_equal(shg_read_file(path, &buf, faults), SHG_OK);
    return buf;
}

/* Cells parted by 0x1f, rows ended by 0x1e. */
static void add_cells(struct shg_buf *out, const shg_csv *csv) {
    for (size_t i = 0; i < shg_csv_columns(csv); i++)
        shg_buf_printf(out, "%s%s", i > 0 ? "\x1f" : "", shg_csv_column_name(csv, i));
    shg_buf_str(out, "\x1e");
    for (size_t row = 0; row < shg_csv_rows(csv); row++) {
        for (size_t i = 0; i < shg_csv_columns(csv); i++)
            shg_buf_printf(out, "%s%s", i > 0 ? "\x1f" : "", shg_csv_get(csv, row, (int)i));
        shg_buf_str(out, "\x1e");
    }
}

static char *some_text(const char *end) {
    static const char *const pieces[] = {",", ";", "\t", "\"", "\r", "\n", "\r\n", " ",
                                         "'", "=", "-",  "a",  "æ",  "",   "x y"};
    struct shg_buf buf = SHG_BUF_EMPTY;
    for (size_t n = below(5); n > 0; n--)
        shg_buf_str(&buf, pieces[below(sizeof pieces / sizeof *pieces)]);
    shg_buf_str(&buf, end);
    return shg_buf_take(&buf);
}

static shg_csv *some_document(const struct shg_dialect *dialect) {
    static const char *const ends[COLUMNS] = {"1", "2", "3", "4", "5"};
    char *names[COLUMNS];
    size_t columns = 2 + below(COLUMNS - 1);
    for (size_t i = 0; i < columns; i++)
        names[i] = some_text(ends[i]);
    shg_csv *csv = shg_csv_new((const char *const *)names, columns, dialect, "t.csv", 0);
    assert_non_null(csv);
    for (size_t n = below(9); n > 0; n--) {
        size_t row;
        assert_int_equal(shg_csv_add(csv, &row), SHG_OK);
        for (size_t i = 0; i < columns; i++) {
            char *text = some_text("");
            assert_int_equal(shg_csv_set(csv, row, (int)i, text), SHG_OK);
            free(text);
        }
    }
    for (size_t i = 0; i < columns; i++)
        free(names[i]);
    return csv;
}

static void python_reads_what_is_written(void **state) {
    (void)state;
    struct shg_buf cells[DOCUMENTS];
    for (size_t d = 0; d < DOCUMENTS; d++) {
        const struct shg_dialect dialect = {
            .delimiter = ",;\t"[below(3)], .bom = below(2), .crlf = below(2), .last_newline = below(2)};
        struct shg_buf out = SHG_BUF_EMPTY;
        char how[] = {dialect.delimiter, '|', dialect.bom && dialect.delimiter == ';' ? '1' : '0'};
        shg_csv *csv = some_document(&dialect);
        cells[d] = SHG_BUF_EMPTY;
        add_cells(&cells[d], csv);
        shg_csv_write(csv, &out);
        save(d, "csv", shg_buf_get(&out), out.n);
        save(d, "how", how, sizeof how);
        shg_buf_free(&out);
        shg_csv_free(csv);
    }
    run_script("read");
    for (size_t d = 0; d < DOCUMENTS; d++) {
        struct shg_buf read = saved(d, "cells");
        assert_string_equal(shg_buf_get(&read), shg_buf_get(&cells[d]));
        shg_buf_free(&read);
        shg_buf_free(&cells[d]);
    }
}

static void what_python_writes_is_read(void **state) {
    (void)state;
    run_script("write");
    for (size_t d = 0; d < DOCUMENTS; d++) {
        struct shg_buf bytes = saved(d, "csv");
        struct shg_buf expected = saved(d, "cells");
        struct shg_buf cells = SHG_BUF_EMPTY;
        shg_csv *csv = NULL;
        assert_int_equal(shg_csv_read(&csv, &bytes, "t.csv", 0, 0, faults), SHG_OK);
        add_cells(&cells, csv);
        assert_string_equal(shg_buf_get(&cells), shg_buf_get(&expected));
        shg_csv_free(csv);
        shg_buf_free(&cells);
        shg_buf_free(&expected);
    }
}

static int set_up(void **state) {
    (void)state;
    const char *build = getenv("B"); /* from tests/run */
    (void)snprintf(folder, sizeof folder, "%s/csv_python.XXXXXX", build ? build : "/tmp");
    faults = shg_faults_new(NULL, NULL);
    return faults && mkdtemp(folder) ? 0 : 1;
}

static int tear_down(void **state) {
    (void)state;
    char command[4200];
    (void)snprintf(command, sizeof command, "rm -rf '%s'", folder);
    shg_faults_free(faults);
    return system(command); /* NOLINT(cert-env33-c): a test */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(python_reads_what_is_written),
        cmocka_unit_test(what_python_writes_is_read),
    };
    return !!cmocka_run_group_tests_name("csv: python", tests, set_up, tear_down);
}
