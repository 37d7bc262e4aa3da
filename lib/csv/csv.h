/* CSV documents: read once, edited in memory, written back so that what was not touched keeps its bytes; and a writer.
 *
 * The rules are those of formats.md, "The CSV that tools print, keep and read". This is the one room where libcsv is
 * known.
 */
#ifndef SHG_CSV_CSV_H
#define SHG_CSV_CSV_H

#include "base/fault.h"
#include "base/text.h"

enum shg_encoding { SHG_UTF8, SHG_UTF16, SHG_WINDOWS_1252 };

/* How a file is written. */
struct shg_dialect {
    char delimiter;             /* ',' ';' or TAB */
    bool bom;                   /* starts with a byte order mark */
    bool crlf;                  /* its first line ends in CR LF */
    bool sep_line;              /* starts with `sep=;` */
    bool last_newline;          /* the last row has its line end */
    bool guarded;               /* BOM and semicolons: one ' is taken off (and put back on) guarded cells */
    enum shg_encoding encoding; /* as found; what is written is UTF-8 */
};

/* What tools print: comma, LF, UTF-8; and what a Norwegian spreadsheet opens (--excel). */
extern const struct shg_dialect shg_dialect_plain;
extern const struct shg_dialect shg_dialect_excel;

/* A document: a header and rows of as many fields, every one a NUL-terminated UTF-8 text ("" when empty). */
typedef struct shg_csv shg_csv;

/* Reads a document from n bytes; name and order (of its place) are for messages and copied. Every fault of form is told
 * (zero bytes, header twice, width, NUL, stray or unclosed quote, undefined byte, bytes that are no text), then
 * SHG_DATA; notes are added for what was guessed (Windows-1252). The bytes are taken over from buf, which is left
 * empty. chunk: how many bytes libcsv is fed at a time; 0 lets the reader choose (the result never depends on it; tests
 * do that). *out is NULL unless SHG_OK; free with shg_csv_free. */
enum shg_status shg_csv_read(shg_csv **out, struct shg_buf *buf, const char *name, unsigned order, size_t chunk,
                             shg_faults *faults);
/* An empty document with these column names, to be written in the given dialect. NULL when out of memory. */
shg_csv *shg_csv_new(const char *const *names, size_t n, const struct shg_dialect *dialect, const char *name,
                     unsigned order);
void shg_csv_free(shg_csv *csv);

const char *shg_csv_name(const shg_csv *csv);
const struct shg_dialect *shg_csv_dialect(const shg_csv *csv);
size_t shg_csv_rows(const shg_csv *csv);
size_t shg_csv_columns(const shg_csv *csv);
const char *shg_csv_column_name(const shg_csv *csv, size_t column);
/* The number of the column of that name, or -1. */
int shg_csv_column(const shg_csv *csv, const char *name);
/* The text of a field; column -1 (no such column) gives "". Valid until that field is set, or the document freed. */
const char *shg_csv_get(const shg_csv *csv, size_t row, int column);
/* The same of n columns of a row at once, into texts. */
void shg_csv_get_row(const shg_csv *csv, size_t row, const int *columns, size_t n, const char **texts);
/* The line (from 1) on which the row begins in the file; 0 for a row that was added. */
unsigned long shg_csv_line(const shg_csv *csv, size_t row);
/* The place of a field, for a fault. */
struct shg_where shg_csv_where(const shg_csv *csv, size_t row, int column);

/* Edits. They give SHG_OK or, changing nothing: SHG_SYSTEM when out of memory; SHG_USAGE for column -1; SHG_DATA for a
 * value or name that is not UTF-8, which would change how the whole file is read the next time. A value that stands
 * there already is no change. */
enum shg_status shg_csv_set(shg_csv *csv, size_t row, int column, const char *value);
/* A new last row of empty fields; its number in *row. */
enum shg_status shg_csv_add(shg_csv *csv, size_t *row);
/* Takes a row out; later rows move up by one. */
void shg_csv_remove(shg_csv *csv, size_t row);
/* A new last column, empty in every row; its number in *column. */
enum shg_status shg_csv_add_column(shg_csv *csv, const char *name, int *column);
/* Whether anything was edited. */
bool shg_csv_changed(const shg_csv *csv);

/* Adds the document as its dialect has it (UTF-8, with a BOM where it came in another encoding): rows that were not
 * edited byte for byte as they were read. */
void shg_csv_write(const shg_csv *csv, struct shg_buf *out);

/* The writer, for what tools print: add fields, end rows. out fails as a buffer does. */
struct shg_writer {
    struct shg_buf *out;
    const struct shg_dialect *dialect;
    size_t fields; /* of the row so far */
    size_t start;  /* where the row begins in out */
    bool header;   /* the row is the first one: its delimiters decide how the file is read */
};

struct shg_writer shg_writer_to(struct shg_buf *out, const struct shg_dialect *dialect);
void shg_put(struct shg_writer *w, const char *text);
void shg_put_int(struct shg_writer *w, long long value);
/* A number with so many decimals (0 to 6), with a comma in the Excel dialect. */
void shg_put_decimal(struct shg_writer *w, double value, int decimals);
void shg_put_row(struct shg_writer *w, const char *const *fields, size_t n);
void shg_end_row(struct shg_writer *w);

#endif
