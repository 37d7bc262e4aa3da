/* Documents in memory: looking things up, editing, writing back. */
#include "base/list.h"
#include "csv/csv_private.h"

#include <stdlib.h>
#include <string.h>

shg_csv *csv_blank(const char *name, unsigned order) {
    shg_csv *csv = calloc(1, sizeof *csv);
    if (!csv)
        return NULL;
    csv->name = shg_copy(name);
    csv->order = order;
    if (csv->name)
        return csv;
    free(csv);
    return NULL;
}

shg_csv *shg_csv_new(const char *const *names, size_t n, const struct shg_dialect *dialect, const char *name,
                     unsigned order) {
    shg_csv *csv = csv_blank(name, order);
    if (!csv)
        return NULL;
    csv->dialect = *dialect;
    csv->head_edited = true;
    csv->text = calloc(1, 1);
    csv->text_n = 1;
    csv->names = shg_grow(NULL, &csv->names_cap, n, sizeof *csv->names);
    while (csv->text && csv->names && csv->columns < n) {
        char *copy = shg_copy(names[csv->columns]);
        if (!copy)
            break;
        csv->names[csv->columns++] = copy;
    }
    if (csv->text && csv->names && csv->columns == n)
        return csv;
    shg_csv_free(csv);
    return NULL;
}

void shg_csv_free(shg_csv *csv) {
    if (!csv)
        return;
    for (size_t i = 0; csv->names && i < csv->columns; i++)
        free(csv->names[i]);
    for (size_t i = 0; i < csv->own_n; i++)
        free(csv->own[i]);
    free(csv->names);
    free(csv->own);
    free(csv->text);
    free(csv->cells);
    free(csv->rows);
    free(csv->name);
    shg_buf_free(&csv->raw);
    free(csv);
}

/* ---- looking ---- */

const char *shg_csv_name(const shg_csv *csv) {
    return csv->name;
}

const struct shg_dialect *shg_csv_dialect(const shg_csv *csv) {
    return &csv->dialect;
}

size_t shg_csv_rows(const shg_csv *csv) {
    return csv->rows_n;
}

size_t shg_csv_columns(const shg_csv *csv) {
    return csv->columns;
}

const char *shg_csv_column_name(const shg_csv *csv, size_t column) {
    return csv->names[column];
}

int shg_csv_column(const shg_csv *csv, const char *name) {
    for (size_t i = 0; i < csv->columns; i++)
        if (strcmp(csv->names[i], name) == 0)
            return (int)i;
    return -1;
}

static uint32_t *cell_at(const shg_csv *csv, size_t row, size_t column) {
    return &csv->cells[csv->rows[row].slot * csv->columns + column];
}

const char *shg_csv_get(const shg_csv *csv, size_t row, int column) {
    if (column < 0)
        return "";
    uint32_t cell = *cell_at(csv, row, (size_t)column);
    return cell < csv->text_n ? csv->text + cell : csv->own[cell - csv->text_n];
}

void shg_csv_get_row(const shg_csv *csv, size_t row, const int *columns, size_t n, const char **texts) {
    const uint32_t *cells = cell_at(csv, row, 0);
    for (size_t i = 0; i < n; i++) {
        texts[i] = "";
        if (columns[i] < 0)
            continue;
        uint32_t cell = cells[columns[i]];
        texts[i] = cell < csv->text_n ? csv->text + cell : csv->own[cell - csv->text_n];
    }
}

unsigned long shg_csv_line(const shg_csv *csv, size_t row) {
    return csv->rows[row].line;
}

struct shg_where shg_csv_where(const shg_csv *csv, size_t row, int column) {
    return (struct shg_where){csv->name, csv->order, csv->rows[row].line, (unsigned)(column + 1)};
}

bool shg_csv_changed(const shg_csv *csv) {
    return csv->changed;
}

/* ---- editing ---- */

/* Gives the cell a text of its own, which is handed over. */
static bool own_text(shg_csv *csv, uint32_t *cell, char *text) {
    if (*cell >= csv->text_n) {
        free(csv->own[*cell - csv->text_n]);
        csv->own[*cell - csv->text_n] = text;
        return true;
    }
    char **own =
        csv->own_n < UINT32_MAX - csv->text_n ? shg_grow(csv->own, &csv->own_cap, csv->own_n + 1, sizeof *own) : NULL;
    if (!own)
        return false;
    csv->own = own;
    own[csv->own_n] = text;
    *cell = (uint32_t)(csv->text_n + csv->own_n++);
    return true;
}

/* One byte that is not UTF-8, and the whole file would be read as Windows-1252 the next time. */
static bool is_no_text(const char *value) {
    size_t n = strlen(value);
    return shg_utf8_bad(value, n) < n;
}

enum shg_status shg_csv_set(shg_csv *csv, size_t row, int column, const char *value) {
    if (column < 0)
        return SHG_USAGE;
    if (is_no_text(value))
        return SHG_DATA;
    if (strcmp(shg_csv_get(csv, row, column), value) == 0)
        return SHG_OK;
    char *text = shg_copy(value);
    if (!text)
        return SHG_SYSTEM;
    if (!own_text(csv, cell_at(csv, row, (size_t)column), text)) {
        free(text);
        return SHG_SYSTEM;
    }
    /* the bytes of the row do not have columns that were added */
    if ((size_t)column < csv->raw_columns)
        csv->rows[row].edited = true;
    csv->changed = true;
    return SHG_OK;
}

enum shg_status shg_csv_add(shg_csv *csv, size_t *row) {
    struct csv_row *rows = shg_grow(csv->rows, &csv->rows_cap, csv->rows_n + 1, sizeof *rows);
    if (!rows)
        return SHG_SYSTEM;
    csv->rows = rows;
    uint32_t *cells = csv->slots < 0x7fffffff
                          ? shg_grow(csv->cells, &csv->cells_cap, (csv->slots + 1) * csv->columns, sizeof *cells)
                          : NULL;
    if (!cells)
        return SHG_SYSTEM;
    csv->cells = cells;
    memset(cells + csv->slots * csv->columns, 0, csv->columns * sizeof *cells);
    rows[csv->rows_n] = (struct csv_row){.slot = (unsigned)csv->slots & 0x7fffffffU, .edited = true};
    csv->slots++;
    *row = csv->rows_n++;
    csv->changed = true;
    return SHG_OK;
}

void shg_csv_remove(shg_csv *csv, size_t row) {
    csv->rows_n--;
    memmove(csv->rows + row, csv->rows + row + 1, (csv->rows_n - row) * sizeof *csv->rows);
    csv->changed = true;
}

/* The cells with one more column, empty in every row; NULL when out of memory. */
static uint32_t *widened(const shg_csv *csv, size_t *cap) {
    size_t width = csv->columns + 1;
    uint32_t *cells = shg_grow(NULL, cap, csv->slots * width, sizeof *cells);
    for (size_t i = 0; cells && i < csv->slots; i++) {
        memcpy(cells + i * width, csv->cells + i * csv->columns, csv->columns * sizeof *cells);
        cells[i * width + csv->columns] = 0;
    }
    return cells;
}

enum shg_status shg_csv_add_column(shg_csv *csv, const char *name, int *column) {
    if (is_no_text(name))
        return SHG_DATA;
    char **names = shg_grow(csv->names, &csv->names_cap, csv->columns + 1, sizeof *names);
    if (!names)
        return SHG_SYSTEM;
    csv->names = names;
    size_t cap = 0;
    uint32_t *cells = widened(csv, &cap);
    char *copy = cells ? shg_copy(name) : NULL;
    if (!copy) {
        free(cells);
        return SHG_SYSTEM;
    }
    free(csv->cells);
    csv->cells = cells;
    csv->cells_cap = cap;
    *column = (int)csv->columns;
    csv->names[csv->columns++] = copy;
    csv->changed = true;
    return SHG_OK;
}

/* ---- writing back ---- */

struct bytes {
    const char *p;
    size_t n;   /* with the line end */
    size_t end; /* of it, the line end */
};

static struct bytes bytes_of(const shg_csv *csv, size_t from, size_t n) {
    struct bytes b = {shg_buf_get(&csv->raw) + from, n, 0};
    if (n > 0 && b.p[n - 1] == '\n')
        b.end = n > 1 && b.p[n - 2] == '\r' ? 2 : 1;
    return b;
}

/* Blank lines that stand before a row. */
static size_t blank_lines(const struct bytes *b) {
    size_t n = 0;
    while (n < b->n && (b->p[n] == '\r' || b->p[n] == '\n'))
        n++;
    return n;
}

/* Ends a row as it was ended, or as the dialect does; not at all where it is the last and the file keeps that so. */
static void end_line(const shg_csv *csv, const struct bytes *b, bool last, struct shg_buf *out) {
    if (last && !csv->dialect.last_newline)
        return;
    if (b->end > 0)
        shg_buf_add(out, b->p + b->n - b->end, b->end);
    else
        csv_add_line_end(out, &csv->dialect);
}

static void write_header(const shg_csv *csv, const struct shg_dialect *dialect, bool last, struct shg_buf *out) {
    struct bytes b = bytes_of(csv, csv->head, csv->body - csv->head);
    size_t column = csv->head_edited ? 0 : csv->raw_columns;
    struct shg_writer w;
    if (column == 0) {
        w = shg_writer_to(out, dialect);
    } else {
        if (dialect->bom)
            shg_buf_str(out, "\xef\xbb\xbf");
        shg_buf_add(out, b.p, b.n - b.end);
        w = csv_writer_within(out, dialect);
        w.header = true;
        w.fields = column;
    }
    bool whole = column == 0;
    for (; column < csv->columns; column++)
        shg_put(&w, csv->names[column]);
    if (whole)
        csv_fill_sole_field(&w);
    end_line(csv, &b, last, out);
}

static void write_row(const shg_csv *csv, const struct shg_dialect *dialect, size_t row, struct shg_buf *out) {
    const struct csv_row *r = &csv->rows[row];
    struct bytes b = bytes_of(csv, r->from, r->len);
    size_t column = r->edited ? 0 : csv->raw_columns;
    shg_buf_add(out, b.p, r->edited ? blank_lines(&b) : b.n - b.end);
    struct shg_writer w = csv_writer_within(out, dialect);
    w.fields = column;
    for (; column < csv->columns; column++)
        shg_put(&w, shg_csv_get(csv, row, (int)column));
    if (r->edited)
        csv_fill_sole_field(&w);
    end_line(csv, &b, row + 1 == csv->rows_n, out);
}

/* The dialect as what is written will be read: see csv_sniff for one column. */
static struct shg_dialect written_dialect(const shg_csv *csv) {
    struct shg_dialect dialect = csv->dialect;
    dialect.bom = dialect.bom || dialect.encoding != SHG_UTF8;
    if (csv->columns == 1 && !dialect.sep_line)
        dialect.delimiter = dialect.bom ? ';' : ',';
    dialect.guarded = dialect.bom && dialect.delimiter == ';';
    return dialect;
}

void shg_csv_write(const shg_csv *csv, struct shg_buf *out) {
    struct shg_dialect dialect = written_dialect(csv);
    write_header(csv, &dialect, csv->rows_n == 0, out);
    for (size_t i = 0; i < csv->rows_n; i++)
        write_row(csv, &dialect, i, out);
    shg_buf_add(out, shg_buf_get(&csv->raw) + csv->tail, csv->raw.n - csv->tail);
}
