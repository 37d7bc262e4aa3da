/* What the tests of lib/csv share: the outcome of a reading as one text, and documents from bytes. */
#ifndef TESTS_CSV_HELP_H
#define TESTS_CSV_HELP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "csv/csv.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A string literal's bytes and their number, NUL bytes within it counted. */
#define BYTES(literal) literal, sizeof(literal) - 1

static inline shg_csv *read_bytes(const char *bytes, size_t n, size_t chunk, shg_faults *faults,
                                  enum shg_status *status) {
    struct shg_buf buf = SHG_BUF_EMPTY;
    shg_csv *csv = NULL;
    shg_buf_add(&buf, bytes, n);
    *status = shg_csv_read(&csv, &buf, "t.csv", 7, chunk, faults);
    assert_true(buf.p == NULL && buf.n == 0);
    assert_true((*status == SHG_OK) == (csv != NULL));
    return csv;
}

static inline void add_faults(struct shg_buf *out, const shg_faults *faults) {
    static const char letters[] = "NWE";
    for (size_t i = 0; i < shg_faults_count(faults, SHG_NOTE); i++) {
        const struct shg_fault *fault = shg_faults_at(faults, i);
        assert_non_null(fault->where.file);
        assert_string_equal(fault->where.file, "t.csv");
        assert_int_equal(fault->where.order, 7);
        assert_null(fault->value); /* a value could be a person's */
        shg_buf_printf(out, "%c %lu:%u %s\n", letters[fault->severity], fault->where.line, fault->where.col,
                       fault->text);
    }
}

static inline void add_cells(struct shg_buf *out, const shg_csv *csv) {
    for (size_t i = 0; i < shg_csv_columns(csv); i++) {
        shg_buf_str(out, "|");
        shg_visible(out, shg_csv_column_name(csv, i));
    }
    shg_buf_str(out, "|\n");
    for (size_t row = 0; row < shg_csv_rows(csv); row++) {
        shg_buf_printf(out, "%lu", shg_csv_line(csv, row));
        for (size_t i = 0; i < shg_csv_columns(csv); i++) {
            shg_buf_str(out, "|");
            shg_visible(out, shg_csv_get(csv, row, (int)i));
        }
        shg_buf_str(out, "|\n");
    }
}

/* What reading gives: each fault `E line:col text`, then, where there is a document, its cells, each row with its line;
 * else the status. free() it. */
static inline char *outcome(const char *bytes, size_t n, size_t chunk) {
    struct shg_buf out = SHG_BUF_EMPTY;
    shg_faults *faults = shg_faults_new(NULL, NULL);
    assert_non_null(faults);
    enum shg_status status;
    shg_csv *csv = read_bytes(bytes, n, chunk, faults, &status);
    shg_faults_sort(faults);
    add_faults(&out, faults);
    if (csv)
        add_cells(&out, csv);
    else
        shg_buf_printf(&out, "status %d\n", (int)status);
    shg_csv_free(csv);
    shg_faults_free(faults);
    return shg_buf_take(&out);
}

/* The outcome is the same however the bytes are cut. */
static inline void assert_outcome(const char *bytes, size_t n, const char *expected) {
    static const size_t chunks[] = {0, 1, 7};
    for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
        char *got = outcome(bytes, n, chunks[i]);
        assert_non_null(got);
        assert_string_equal(got, expected);
        free(got);
    }
}

/* A document without fault or note. */
static inline shg_csv *document(const char *bytes, size_t n) {
    shg_faults *faults = shg_faults_new(NULL, NULL);
    enum shg_status status;
    shg_csv *csv = read_bytes(bytes, n, 0, faults, &status);
    if (status != SHG_OK) {
        char *told = outcome(bytes, n, 0);
        struct shg_buf shown = SHG_BUF_EMPTY;
        shg_visible(&shown, bytes);
        fail_msg("%s%s", told, shg_buf_get(&shown));
    }
    shg_faults_free(faults);
    return csv;
}

/* The document is written as these bytes. */
static inline void assert_written(const shg_csv *csv, const char *bytes, size_t n) {
    struct shg_buf out = SHG_BUF_EMPTY;
    shg_csv_write(csv, &out);
    assert_false(shg_buf_failed(&out));
    assert_string_equal(shg_buf_get(&out), bytes);
    assert_int_equal(out.n, n);
    shg_buf_free(&out);
}

#endif
