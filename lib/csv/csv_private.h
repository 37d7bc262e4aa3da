/* What the files of this room share. A document keeps the bytes it was read from, so that what nobody touched can be
 * written back as it was, beside the texts of its cells, which lie one after the other in one block: cells are offsets
 * of 32 bits, and no cell has a block of its own unless it is set.
 */
#ifndef SHG_CSV_PRIVATE_H
#define SHG_CSV_PRIVATE_H

#include "csv/csv.h"

/* Files are smaller than this, so that 32 bits can say every place in them. */
#define SHG_CSV_LIMIT ((size_t)UINT32_MAX - 16)

struct csv_row {
    uint32_t from, len;  /* its bytes in raw, with blank lines before it and its line end; len 0: was added */
    uint32_t line;       /* on which it begins; 0: was added */
    unsigned slot : 31;  /* its cells begin at slot * columns */
    unsigned edited : 1; /* its bytes no longer say what its cells say */
};

struct shg_csv {
    char *name;
    unsigned order;
    struct shg_dialect dialect; /* as found */
    char **names;
    size_t columns, names_cap;
    struct shg_buf raw;        /* the file as UTF-8 */
    size_t raw_columns;        /* columns that raw has */
    uint32_t head, body, tail; /* where the header (with a `sep=` line), the rows, and what is behind them begin */
    char *text;                /* texts of cells as read; "" at 0 */
    size_t text_n;
    char **own; /* texts of cells as set: cell text_n + i is own[i] */
    size_t own_n, own_cap;
    uint32_t *cells;
    size_t cells_cap;
    struct csv_row *rows;
    size_t rows_n, rows_cap;
    size_t slots;     /* rows that cells has room for in use */
    bool head_edited; /* the bytes of the header no longer say what the names say */
    bool changed;
};

/* ---- document.c ---- */

/* A document of nothing; NULL when out of memory. */
shg_csv *csv_blank(const char *name, unsigned order);

/* ---- decode.c: from the bytes of a file to UTF-8 ---- */

struct csv_decoded {
    enum shg_encoding encoding;
    bool bom;
    size_t *bad; /* where in the UTF-8 stand bytes that were no text; owned */
    size_t bad_n, bad_cap;
    size_t guess; /* Windows-1252: where the first byte stands that is not UTF-8 */
};

/* Turns the bytes in buf into UTF-8. Gives false when out of memory. What is no text becomes U+FFFD (in UTF-8 with a
 * BOM it is left) and is listed in bad. */
bool csv_decode(struct shg_buf *buf, struct csv_decoded *out);

/* ---- sniff.c: what the first lines say of the dialect; places ---- */

/* Where a byte stands. */
struct csv_spot {
    size_t at;
    unsigned long line;
    unsigned long field_line; /* on which its field begins */
    unsigned col;
    bool quoted;
};

#define CSV_SPOT_START ((struct csv_spot){0, 1, 1, 1, false})

/* Moves a spot on to byte `to` of p. */
void csv_spot_move(struct csv_spot *spot, const char *p, size_t to, char delimiter);
/* Sets delimiter, crlf, sep_line, last_newline and guarded of a dialect whose encoding and bom are known, from the
 * n bytes from `from`. Gives where the header row can begin: behind the line `sep=`. */
size_t csv_sniff(const char *p, size_t n, size_t from, struct shg_dialect *dialect);

/* ---- writer.c ---- */

/* Whether a spreadsheet would take text for a formula, after any number of `'`. */
bool csv_guard_needed(const char *text, size_t n);
/* A writer that goes on in a file that has begun: no BOM, and the row is not the header. */
struct shg_writer csv_writer_within(struct shg_buf *out, const struct shg_dialect *dialect);
/* An empty line is no record: a row of one empty field gets quotes. */
void csv_fill_sole_field(struct shg_writer *w);
void csv_add_line_end(struct shg_buf *out, const struct shg_dialect *dialect);

#endif
