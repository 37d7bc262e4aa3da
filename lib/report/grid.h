/* A table of figures or of a working list, before it has a face: columns with a kind, cells filled row by row.
 *
 * A grid fails once, as a buffer does: fill it, look at shg_grid_failed at the end.
 */
#ifndef SHG_REPORT_GRID_H
#define SHG_REPORT_GRID_H

#include "base/date.h"
#include "base/fault.h"
#include "base/text.h"
#include "csv/csv.h"
#include "register/register.h"

typedef struct shg_grid shg_grid;

enum shg_cell_kind {
    SHG_CELL_TEXT,   /* text and codes: to the left */
    SHG_CELL_NUMBER, /* whole numbers: to the right */
    SHG_CELL_DATE
};

/* An empty grid; NULL when out of memory. */
shg_grid *shg_grid_new(void);
void shg_grid_free(shg_grid *grid);
bool shg_grid_failed(const shg_grid *grid);

/* Columns first, in order. name is a msgid: CSV prints it as it is, the other faces translate it. It must outlive the
 * grid. */
void shg_grid_column(shg_grid *grid, const char *name, enum shg_cell_kind kind);
/* What a reader is told instead of the name of the last column, where that means something else elsewhere: a msgid. */
void shg_grid_heading(shg_grid *grid, const char *heading);
/* Then cells, row by row. */
void shg_grid_text(shg_grid *grid, const char *text);
void shg_grid_int(shg_grid *grid, long long value);
void shg_grid_date(shg_grid *grid, shg_date date);
void shg_grid_empty(shg_grid *grid);
/* A number that is hidden: shows `:`. */
void shg_grid_hidden(shg_grid *grid);

/* The period that all rows speak of, where none stands in a column of its own: at most 31 bytes, copied. "" until it is
 * said. */
void shg_grid_speaks_of(shg_grid *grid, const char *period);
const char *shg_grid_period(const shg_grid *grid);

size_t shg_grid_rows(const shg_grid *grid);
size_t shg_grid_columns(const shg_grid *grid);
const char *shg_grid_name(const shg_grid *grid, size_t column);
/* A column's name as a reader is told it. */
const char *shg_grid_name_told(const shg_grid *grid, const shg_faults *tr, size_t column);
enum shg_cell_kind shg_grid_kind(const shg_grid *grid, size_t column);
/* The text of a cell, "" where it is empty; valid until the grid is filled further. */
const char *shg_grid_get(const shg_grid *grid, size_t row, size_t column);
/* Themes are told by the names that the register has for them in a language; both outlive the grid. */
void shg_grid_themes(shg_grid *grid, const shg_register *reg, const char *language);
/* Empties out and fills it with a cell as a reader is told it: words translated, dates and decimals by language. */
void shg_grid_told(const shg_grid *grid, const shg_faults *tr, size_t row, size_t column, struct shg_buf *out);
/* Whether a column tells the period or the event of all rows at once: a reader is told it once, above them. */
bool shg_grid_is_common(const shg_grid *grid, size_t column);
/* Puts the rows into the byte order of their cells, column by column; numbers by size. */
void shg_grid_sort(shg_grid *grid);
/* Keeps the first n rows. */
void shg_grid_cut(shg_grid *grid, size_t n);

/* Faces. */
void shg_grid_as_csv(const shg_grid *grid, struct shg_writer *writer);
/* Aligned columns two blanks apart, headings translated by the list's function, a line of `-` below them. */
void shg_grid_as_text(const shg_grid *grid, const shg_faults *tr, struct shg_buf *out);

#endif
