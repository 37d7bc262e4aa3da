#include "report/grid.h"

#include "base/list.h"
#include "report/words.h"

#include <stdlib.h>
#include <string.h>

struct column {
    const char *name, *heading;
    enum shg_cell_kind kind;
};

struct shg_grid {
    struct column *columns;
    size_t column_count, column_cap;
    size_t *cells; /* where a cell's text begins in texts, row by row */
    size_t n, cap;
    struct shg_buf texts; /* NUL-terminated texts */
    char period[32];
    const shg_register *reg; /* has the names of themes, or NULL */
    int theme_column;        /* of themes.csv */
    bool failed;
};

shg_grid *shg_grid_new(void) {
    return calloc(1, sizeof(shg_grid));
}

void shg_grid_free(shg_grid *grid) {
    if (!grid)
        return;
    free(grid->columns);
    free(grid->cells);
    shg_buf_free(&grid->texts);
    free(grid);
}

bool shg_grid_failed(const shg_grid *grid) {
    return grid->failed || shg_buf_failed(&grid->texts);
}

void shg_grid_column(shg_grid *grid, const char *name, enum shg_cell_kind kind) {
    struct column *columns = shg_grow(grid->columns, &grid->column_cap, grid->column_count + 1, sizeof *columns);
    if (!columns) {
        grid->failed = true;
        return;
    }
    grid->columns = columns;
    columns[grid->column_count++] = (struct column){name, name, kind};
}

void shg_grid_heading(shg_grid *grid, const char *heading) {
    if (grid->column_count > 0)
        grid->columns[grid->column_count - 1].heading = heading;
}

void shg_grid_text(shg_grid *grid, const char *text) {
    size_t *cells = shg_grow(grid->cells, &grid->cap, grid->n + 1, sizeof *cells);
    if (!cells) {
        grid->failed = true;
        return;
    }
    grid->cells = cells;
    cells[grid->n++] = grid->texts.n;
    shg_buf_add(&grid->texts, text, strlen(text) + 1);
}

void shg_grid_int(shg_grid *grid, long long value) {
    struct shg_buf digits = SHG_BUF_EMPTY;
    shg_buf_int(&digits, value);
    grid->failed |= shg_buf_failed(&digits);
    shg_grid_text(grid, shg_buf_get(&digits));
    shg_buf_free(&digits);
}

void shg_grid_date(shg_grid *grid, shg_date date) {
    char text[11];
    shg_grid_text(grid, shg_date_format(date, text));
}

void shg_grid_empty(shg_grid *grid) {
    shg_grid_text(grid, "");
}

void shg_grid_hidden(shg_grid *grid) {
    shg_grid_text(grid, ":");
}

void shg_grid_speaks_of(shg_grid *grid, const char *period) {
    size_t n = strnlen(period, sizeof grid->period - 1);
    memcpy(grid->period, period, n);
    grid->period[n] = '\0';
}

const char *shg_grid_period(const shg_grid *grid) {
    return grid->period;
}

size_t shg_grid_rows(const shg_grid *grid) {
    return grid->column_count ? grid->n / grid->column_count : 0;
}

size_t shg_grid_columns(const shg_grid *grid) {
    return grid->column_count;
}

const char *shg_grid_name(const shg_grid *grid, size_t column) {
    return grid->columns[column].name;
}

const char *shg_grid_name_told(const shg_grid *grid, const shg_faults *tr, size_t column) {
    return shg_tr(tr, grid->columns[column].heading);
}

enum shg_cell_kind shg_grid_kind(const shg_grid *grid, size_t column) {
    return grid->columns[column].kind;
}

const char *shg_grid_get(const shg_grid *grid, size_t row, size_t column) {
    return shg_buf_get(&grid->texts) + grid->cells[row * grid->column_count + column];
}

/* Numbers by size (the longer is the larger), texts by bytes. */
static int compare_cells(const char *a, const char *b, enum shg_cell_kind kind) {
    size_t n = strlen(a);
    size_t m = strlen(b);
    if (kind == SHG_CELL_NUMBER && n != m)
        return n < m ? -1 : 1;
    return strcmp(a, b);
}

static int compare_rows(const shg_grid *grid, const size_t *a, const size_t *b) {
    int order = 0;
    for (size_t c = 0; order == 0 && c < grid->column_count; c++)
        order = compare_cells(grid->texts.p + a[c], grid->texts.p + b[c], grid->columns[c].kind);
    return order;
}

/* Merges the sorted halves [from, middle) and [middle, to) of the rows by way of spare. */
static void merge(const shg_grid *grid, size_t *spare, size_t from, size_t middle, size_t to) {
    size_t width = grid->column_count;
    size_t *rows = grid->cells;
    size_t i = from;
    size_t k = middle;
    for (size_t at = from; at < to; at++) {
        bool left = k == to || (i < middle && compare_rows(grid, rows + i * width, rows + k * width) <= 0);
        memcpy(spare + at * width, rows + (left ? i++ : k++) * width, width * sizeof *rows);
    }
    memcpy(rows + from * width, spare + from * width, (to - from) * width * sizeof *rows);
}

bool shg_grid_is_common(const shg_grid *grid, size_t column) {
    const char *name = grid->columns[column].name;
    size_t rows = shg_grid_rows(grid);
    bool same = rows > 0 && (strcmp(name, "period") == 0 || strcmp(name, "event") == 0) && grid->column_count > 2;
    for (size_t row = 1; row < rows && same; row++)
        same = strcmp(shg_grid_get(grid, row, column), shg_grid_get(grid, 0, column)) == 0;
    return same && (rows > 1 || strcmp(name, "event") == 0);
}

void shg_grid_sort(shg_grid *grid) {
    size_t rows = shg_grid_rows(grid);
    if (rows < 2)
        return;
    size_t *spare = malloc(grid->n * sizeof *spare);
    if (!spare) {
        grid->failed = true;
        return;
    }
    for (size_t run = 1; run < rows; run *= 2)
        for (size_t from = 0; from + run < rows; from += 2 * run)
            merge(grid, spare, from, from + run, from + 2 * run < rows ? from + 2 * run : rows);
    free(spare);
}

void shg_grid_cut(shg_grid *grid, size_t n) {
    if (n < shg_grid_rows(grid))
        grid->n = n * grid->column_count;
}

void shg_grid_as_csv(const shg_grid *grid, struct shg_writer *writer) {
    for (size_t c = 0; c < grid->column_count; c++)
        shg_put(writer, grid->columns[c].name);
    shg_end_row(writer);
    for (size_t row = 0; row < shg_grid_rows(grid); row++) {
        for (size_t c = 0; c < grid->column_count; c++)
            shg_put(writer, shg_grid_get(grid, row, c));
        shg_end_row(writer);
    }
}

static void pad(struct shg_buf *out, size_t n, char c) {
    while (n-- > 0)
        shg_buf_char(out, c);
}

static void text_cell(const shg_grid *grid, size_t c, const char *text, size_t width, struct shg_buf *out) {
    bool right = grid->columns[c].kind == SHG_CELL_NUMBER;
    bool last = c + 1 == grid->column_count;
    size_t blanks = width - shg_utf8_width(text);
    if (right)
        pad(out, blanks, ' ');
    shg_visible(out, text);
    if (!right && !last)
        pad(out, blanks, ' ');
    shg_buf_str(out, last ? "\n" : "  ");
}

void shg_grid_themes(shg_grid *grid, const shg_register *reg, const char *language) {
    grid->reg = reg;
    grid->theme_column = strcmp(language, "nb") == 0 ? THEME_NB : strcmp(language, "nn") == 0 ? THEME_NN : THEME_EN;
}

/* A theme by its name; false where it has none. */
static bool tell_theme(const shg_grid *grid, size_t column, const char *text, struct shg_buf *out) {
    uint32_t row = grid->reg && strcmp(grid->columns[column].name, "theme") == 0 ? shg_find(grid->reg, SHG_THEMES, text)
                                                                                 : SHG_NONE;
    if (row != SHG_NONE)
        shg_buf_str(out, shg_text(grid->reg, SHG_THEMES, row, grid->theme_column));
    return out->n > 0;
}

void shg_grid_told(const shg_grid *grid, const shg_faults *tr, size_t row, size_t column, struct shg_buf *out) {
    const char *text = shg_grid_get(grid, row, column);
    shg_buf_cut(out, 0);
    switch (grid->columns[column].kind) {
    case SHG_CELL_TEXT: /* a place whose name stands beside it is not named twice */
        if (column + 1 < grid->column_count && strcmp(grid->columns[column + 1].name, "name") == 0 && text[0] >= '0' &&
            text[0] <= '9')
            shg_buf_str(out, text);
        else if (!tell_theme(grid, column, text, out))
            shg_word_told(tr, grid->columns[column].name, text, out);
        break;
    case SHG_CELL_NUMBER:
        shg_number_told(tr, text, out);
        break;
    case SHG_CELL_DATE:
        shg_date_told(tr, shg_date_parse(text), out);
        break;
    }
}

static const char *told(const shg_grid *grid, const shg_faults *tr, size_t row, size_t c, struct shg_buf *buf) {
    shg_grid_told(grid, tr, row, c, buf);
    return shg_buf_get(buf);
}

static size_t column_width(const shg_grid *grid, const shg_faults *tr, size_t c, struct shg_buf *buf) {
    size_t width = shg_utf8_width(shg_grid_name_told(grid, tr, c));
    for (size_t row = 0; row < shg_grid_rows(grid); row++) {
        size_t w = shg_utf8_width(told(grid, tr, row, c, buf));
        width = w > width ? w : width;
    }
    return width;
}

void shg_grid_as_text(const shg_grid *grid, const shg_faults *tr, struct shg_buf *out) {
    struct shg_buf buf = SHG_BUF_EMPTY;
    size_t *widths = calloc(2 * grid->column_count + 1, sizeof *widths); /* and which columns are told */
    if (!widths) {
        out->failed = true;
        return;
    }
    size_t *columns = widths + grid->column_count;
    size_t n = 0;
    for (size_t c = 0; c < grid->column_count; c++) {
        widths[c] = column_width(grid, tr, c, &buf);
        if (!shg_grid_is_common(grid, c))
            columns[n++] = c;
    }
    for (size_t i = 0; i < n; i++)
        text_cell(grid, columns[i], shg_grid_name_told(grid, tr, columns[i]), widths[columns[i]], out);
    for (size_t i = 0; i < n; i++) {
        pad(out, widths[columns[i]], '-');
        shg_buf_str(out, i + 1 == n ? "\n" : "  ");
    }
    for (size_t row = 0; row < shg_grid_rows(grid); row++)
        for (size_t i = 0; i < n; i++)
            text_cell(grid, columns[i], told(grid, tr, row, columns[i], &buf), widths[columns[i]], out);
    out->failed |= shg_buf_failed(&buf);
    shg_buf_free(&buf);
    free(widths);
}
