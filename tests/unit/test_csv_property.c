/* Properties of random documents, of fixed seed: what is written is read back, however the bytes are cut, and rows that
 * nobody touched keep their bytes. */
#include "../random.h"
#include "csv_help.h"

enum { ROWS = 12, COLUMNS = 5 };

static uint64_t seed;

static size_t below(size_t n) {
    return random_below(&seed, n);
}

static const char *const pieces[] = {",",  ";", "\t", "\"", "\r", "\n", "\r\n", " ", "'",    "=",     "+",
                                     "-",  "@", "a",  "b",  "1",  "æ",  "\x01", "",  "sep=", "sep=;", "\xef\xbb\xbf",
                                     "''", "€", "x",  "y"};

static void add_pieces(struct shg_buf *buf, size_t most) {
    for (size_t n = below(most + 1); n > 0; n--)
        shg_buf_str(buf, pieces[below(sizeof pieces / sizeof *pieces)]);
}

static char *some_text(void) {
    struct shg_buf buf = SHG_BUF_EMPTY;
    shg_buf_str(&buf, "");
    if (below(3) > 0)
        add_pieces(&buf, 4);
    return shg_buf_take(&buf);
}

static struct shg_dialect some_dialect(void) {
    return (struct shg_dialect){
        .delimiter = ",;\t"[below(3)],
        .bom = below(2),
        .crlf = below(2),
        .sep_line = below(4) == 0,
        .last_newline = below(4) > 0,
    };
}

struct model {
    size_t columns, rows;
    char *names[COLUMNS];
    char *cells[ROWS][COLUMNS];
};

static void fill(struct model *m) {
    m->columns = 1 + below(COLUMNS);
    m->rows = below(ROWS);
    for (size_t i = 0; i < m->columns; i++) {
        struct shg_buf buf = SHG_BUF_EMPTY;
        add_pieces(&buf, 3);
        shg_buf_printf(&buf, "%zu", i); /* no name twice */
        m->names[i] = shg_buf_take(&buf);
        for (size_t row = 0; row < m->rows; row++)
            m->cells[row][i] = some_text();
    }
}

static void empty(struct model *m) {
    for (size_t i = 0; i < m->columns; i++) {
        free(m->names[i]);
        for (size_t row = 0; row < m->rows; row++)
            free(m->cells[row][i]);
    }
}

static void assert_model(const shg_csv *csv, const struct model *m) {
    assert_int_equal(shg_csv_columns(csv), m->columns);
    assert_int_equal(shg_csv_rows(csv), m->rows);
    for (size_t i = 0; i < m->columns; i++) {
        assert_string_equal(shg_csv_column_name(csv, i), m->names[i]);
        for (size_t row = 0; row < m->rows; row++)
            assert_string_equal(shg_csv_get(csv, row, (int)i), m->cells[row][i]);
    }
}

static shg_csv *document_of(const struct model *m, const struct shg_dialect *dialect) {
    const char *names[COLUMNS];
    for (size_t i = 0; i < m->columns; i++)
        names[i] = m->names[i];
    shg_csv *csv = shg_csv_new(names, m->columns, dialect, "t.csv", 7);
    assert_non_null(csv);
    for (size_t row = 0; row < m->rows; row++) {
        size_t added;
        assert_int_equal(shg_csv_add(csv, &added), SHG_OK);
        assert_int_equal(added, row);
        for (size_t i = 0; i < m->columns; i++)
            assert_int_equal(shg_csv_set(csv, row, (int)i, m->cells[row][i]), SHG_OK);
    }
    return csv;
}

static void what_is_written_is_read_back(void **state) {
    (void)state;
    seed = 1;
    for (int round = 0; round < 3000; round++) {
        struct model m;
        fill(&m);
        struct shg_dialect dialect = some_dialect();
        shg_csv *csv = document_of(&m, &dialect);
        assert_model(csv, &m);
        struct shg_buf out = SHG_BUF_EMPTY;
        shg_csv_write(csv, &out);
        shg_csv *again = document(out.p, out.n);
        assert_model(again, &m);
        assert_written(again, out.p, out.n);
        char *whole = outcome(out.p, out.n, 0);
        assert_outcome(out.p, out.n, whole);
        free(whole);
        shg_csv_free(again);
        shg_csv_free(csv);
        shg_buf_free(&out);
        empty(&m);
    }
}

static void what_is_printed_is_read_back(void **state) {
    (void)state;
    seed = 2;
    for (int round = 0; round < 3000; round++) {
        struct model m;
        fill(&m);
        struct shg_buf out = SHG_BUF_EMPTY;
        struct shg_writer w = shg_writer_to(&out, below(2) ? &shg_dialect_excel : &shg_dialect_plain);
        for (size_t i = 0; i < m.columns; i++)
            shg_put(&w, m.names[i]);
        shg_end_row(&w);
        for (size_t row = 0; row < m.rows; row++) {
            for (size_t i = 0; i < m.columns; i++)
                shg_put(&w, m.cells[row][i]);
            shg_end_row(&w);
        }
        shg_csv *csv = document(out.p, out.n);
        assert_model(csv, &m);
        shg_csv_free(csv);
        shg_buf_free(&out);
        empty(&m);
    }
}

/* Bytes of any kind: refused or read, the same however they are cut; and what is read is written as it was. */
static void any_bytes_are_the_same_however_cut(void **state) {
    (void)state;
    static const char *const bad[] = {"\0", "\xe6", "\x81", "\xff\xfe", "\xc3"};
    size_t read = 0;
    seed = 3;
    for (int round = 0; round < 6000; round++) {
        struct shg_buf in = SHG_BUF_EMPTY;
        shg_buf_str(&in, below(3) ? "a,b\n" : "");
        for (size_t n = below(6); n > 0; n--) {
            add_pieces(&in, 6);
            if (below(20) == 0)
                shg_buf_add(&in, bad[below(5)], 1);
            shg_buf_str(&in, below(2) ? "\n" : below(2) ? "," : "\",\"");
        }
        char *whole = outcome(shg_buf_get(&in), in.n, 0);
        assert_outcome(shg_buf_get(&in), in.n, whole);
        if (!strstr(whole, "status") && !strstr(whole, "Windows")) {
            shg_csv *csv = document(in.p, in.n);
            assert_written(csv, in.p, in.n);
            shg_csv_free(csv);
            read++;
        }
        free(whole);
        shg_buf_free(&in);
    }
    assert_in_range(read, 500, 5500); /* both kinds were tried */
}

/* A row as somebody might type it: quoted where it need not be. */
static void type_row(struct shg_buf *out, const struct shg_dialect *dialect, char *const *cells, size_t n) {
    for (size_t i = 0; i < n; i++) {
        struct shg_writer w = {.out = out, .dialect = dialect, .fields = 1};
        size_t at = out->n;
        shg_put(&w, cells[i]);
        if (i == 0) { /* shg_put wrote a delimiter before it */
            memmove(out->p + at, out->p + at + 1, out->n - at);
            shg_buf_cut(out, out->n - 1);
        }
        bool bare = out->p[at + (i > 0)] != '"';
        if (bare && (below(3) == 0 || n == 1 || strcmp(cells[0], "sep=") == 0 || i == 0)) {
            char *field = shg_copy(out->p + at + (i > 0));
            shg_buf_cut(out, at + (i > 0));
            shg_buf_printf(out, "\"%s\"", field);
            free(field);
        }
    }
}

struct line {
    struct shg_buf bytes; /* as typed, with its line end */
    bool touched;
};

static void expect(struct shg_buf *out, const struct shg_dialect *dialect, const struct line *line, char *const *cells,
                   size_t n) {
    if (!line->touched) {
        shg_buf_add(out, line->bytes.p, line->bytes.n);
        return;
    }
    bool crlf = line->bytes.n > 1 && line->bytes.p[line->bytes.n - 2] == '\r';
    struct shg_dialect own = *dialect;
    own.crlf = crlf;
    struct shg_writer w = {.out = out, .dialect = &own, .start = out->n};
    for (size_t i = 0; i < n; i++)
        shg_put(&w, cells[i]);
    shg_end_row(&w);
}

static void edited_once(void) {
    struct model m;
    struct line lines[ROWS];
    struct shg_buf in = SHG_BUF_EMPTY;
    struct shg_buf expected = SHG_BUF_EMPTY;
    fill(&m);
    struct shg_dialect dialect = some_dialect();
    dialect.sep_line = true; /* the header's delimiters are of no account then */
    dialect.guarded = dialect.bom && dialect.delimiter == ';';
    struct shg_writer w = shg_writer_to(&in, &dialect);
    for (size_t i = 0; i < m.columns; i++)
        shg_put(&w, m.names[i]);
    shg_end_row(&w);
    shg_buf_add(&expected, in.p, in.n);
    for (size_t row = 0; row < m.rows; row++) {
        lines[row] = (struct line){SHG_BUF_EMPTY, false};
        type_row(&lines[row].bytes, &dialect, m.cells[row], m.columns);
        shg_buf_str(&lines[row].bytes, below(2) ? "\r\n" : "\n");
        shg_buf_add(&in, lines[row].bytes.p, lines[row].bytes.n);
    }
    shg_csv *csv = document(in.p, in.n);
    assert_model(csv, &m);
    for (size_t row = 0; row < m.rows; row++) {
        if (below(3) > 0)
            continue;
        size_t column = below(m.columns);
        char *value = some_text();
        lines[row].touched = strcmp(value, m.cells[row][column]) != 0;
        assert_int_equal(shg_csv_set(csv, row, (int)column, value), SHG_OK);
        free(m.cells[row][column]);
        m.cells[row][column] = value;
    }
    assert_model(csv, &m);
    for (size_t row = 0; row < m.rows; row++) {
        expect(&expected, &dialect, &lines[row], m.cells[row], m.columns);
        shg_buf_free(&lines[row].bytes);
    }
    assert_written(csv, expected.p, expected.n);
    shg_csv *again = document(expected.p, expected.n);
    assert_model(again, &m);
    shg_csv_free(again);
    shg_csv_free(csv);
    shg_buf_free(&in);
    shg_buf_free(&expected);
    empty(&m);
}

static void untouched_rows_keep_their_bytes(void **state) {
    (void)state;
    seed = 4;
    for (int round = 0; round < 3000; round++)
        edited_once();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(what_is_printed_is_read_back),
        cmocka_unit_test(any_bytes_are_the_same_however_cut),
        cmocka_unit_test(untouched_rows_keep_their_bytes),
    };
    return !!cmocka_run_group_tests_name("csv: properties", tests, NULL, NULL);
}
