/* CSV of any bytes: read, the same however it is cut, edited, and what is written is read back. */
#include "csv/csv.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void must(int truth) {
    if (!truth)
        abort();
}

static shg_csv *read_bytes(const void *data, size_t n, size_t chunk, shg_faults *faults) {
    struct shg_buf buf = SHG_BUF_EMPTY;
    shg_csv *csv = NULL;
    shg_buf_add(&buf, data, n);
    enum shg_status status = shg_csv_read(&csv, &buf, "-", 0, chunk, faults);
    must((status == SHG_OK) == (csv != NULL));
    must((status == SHG_OK) == (shg_faults_count(faults, SHG_ERROR) == 0));
    return csv;
}

static void must_tell_the_same(const shg_faults *a, const shg_faults *b) {
    must(shg_faults_count(a, SHG_NOTE) == shg_faults_count(b, SHG_NOTE));
    for (size_t i = 0; i < shg_faults_count(a, SHG_NOTE); i++) {
        const struct shg_fault *x = shg_faults_at(a, i);
        const struct shg_fault *y = shg_faults_at(b, i);
        must(x->where.line == y->where.line && x->where.col == y->where.col && x->severity == y->severity);
        must(strcmp(x->text, y->text) == 0);
    }
}

/* lines: rows are on the same lines, too. */
static void must_hold_the_same(const shg_csv *a, const shg_csv *b, int lines) {
    must((a != NULL) == (b != NULL));
    if (!a)
        return;
    must(shg_csv_rows(a) == shg_csv_rows(b) && shg_csv_columns(a) == shg_csv_columns(b));
    for (size_t i = 0; i < shg_csv_columns(a); i++) {
        must(strcmp(shg_csv_column_name(a, i), shg_csv_column_name(b, i)) == 0);
        for (size_t row = 0; row < shg_csv_rows(a); row++)
            must(strcmp(shg_csv_get(a, row, (int)i), shg_csv_get(b, row, (int)i)) == 0);
    }
    for (size_t row = 0; lines && row < shg_csv_rows(a); row++)
        must(shg_csv_line(a, row) == shg_csv_line(b, row));
}

static void must_be_read_back(const shg_csv *csv) {
    struct shg_buf out = SHG_BUF_EMPTY;
    shg_faults *faults = shg_faults_new(NULL, NULL);
    shg_csv_write(csv, &out);
    must(!shg_buf_failed(&out));
    shg_csv *again = read_bytes(out.p, out.n, 0, faults);
    must(again != NULL);
    must_hold_the_same(csv, again, 0);
    shg_csv_free(again);
    shg_faults_free(faults);
    shg_buf_free(&out);
}

static void edit(shg_csv *csv, const uint8_t *data, size_t n) {
    static const char *const values[] = {"", "x", "=1", "'-", "a,b;c\td", "\"", "\r\n", " "};
    for (size_t i = 0; i < n && i < 16; i++) {
        size_t rows = shg_csv_rows(csv);
        const char *value = values[data[i] >> 5];
        int column = (int)(data[n - 1 - i] % shg_csv_columns(csv));
        size_t row = rows > 0 ? data[i] % rows : 0;
        if (data[i] % 7 == 0 || rows == 0)
            must(shg_csv_add(csv, &row) == SHG_OK);
        else if (data[i] % 7 == 1)
            shg_csv_remove(csv, row);
        else if (data[i] % 31 == 2 && shg_csv_column(csv, "new;") < 0)
            must(shg_csv_add_column(csv, "new;", &column) == SHG_OK);
        else
            must(shg_csv_set(csv, row, column, value) == SHG_OK && strcmp(shg_csv_get(csv, row, column), value) == 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    shg_faults *whole = shg_faults_new(NULL, NULL);
    shg_faults *cut = shg_faults_new(NULL, NULL);
    shg_csv *csv = read_bytes(data, n, 0, whole);
    shg_csv *same = read_bytes(data, n, n > 0 ? 1 + data[n - 1] % 7 : 1, cut);
    must_tell_the_same(whole, cut);
    must_hold_the_same(csv, same, 1);
    if (csv) {
        must_be_read_back(csv);
        edit(csv, data, n);
        must_be_read_back(csv);
    }
    shg_csv_free(csv);
    shg_csv_free(same);
    shg_faults_free(whole);
    shg_faults_free(cut);
    return 0;
}
