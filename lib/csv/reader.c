/* Reading: the one file that knows libcsv.
 *
 * libcsv tells of fields and rows but of no line; so it is fed one line at a time, ended by its LF, and what it tells
 * meanwhile belongs to that line. In strict mode with its two settings for the end it finds stray and unclosed quotes;
 * widths, NUL, text and a CR that ends no line are looked at here, by memchr and by counting fields.
 */
#include "base/list.h"
#include "csv/csv_private.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

/* The next place of a byte, found when it is asked for. */
struct ahead {
    const char *at;
    char byte;
};

struct reader {
    struct csv_parser parser;
    shg_csv *csv;
    shg_faults *faults;
    size_t chunk;
    void (*on_field)(void *, size_t, void *);
    uint32_t *cell; /* the next one of the row */
    char *text;     /* where the text of the next cell goes */
    bool guarded;
    size_t fields; /* of the row so far */
    size_t width;  /* of the header; 0 before it */
    size_t from;   /* where the bytes of the row begin, with blank lines before it */
    unsigned long line, row_line;
    bool open;   /* a row has begun */
    bool ended;  /* libcsv told that it ended */
    bool memory; /* ran out */
    bool spaced; /* libcsv keeps blanks */
    struct ahead space, tab, cr;
};

static int never(unsigned char c) {
    (void)c; /* no byte is a blank */
    return 0;
}

static bool within(struct ahead *a, const char *p, const char *end, const char *all) {
    if (a->at && a->at < p)
        a->at = NULL;
    if (!a->at) {
        a->at = memchr(p, a->byte, (size_t)(all - p));
        if (!a->at)
            a->at = all;
    }
    return a->at < end;
}

static struct shg_where here(const struct reader *r, unsigned long line, size_t col) {
    return (struct shg_where){r->csv->name, r->csv->order, line, (unsigned)col};
}

/* ---- what libcsv tells ---- */

static const char *unguarded(const struct reader *r, const char *text, size_t *n) {
    if (!r->guarded || *n < 2 || *text != '\'' || !csv_guard_needed(text, *n))
        return text;
    --*n;
    return text + 1;
}

static void on_name(void *text, size_t n, void *data) {
    struct reader *r = data;
    shg_csv *csv = r->csv;
    r->fields++;
    char **names = shg_grow(csv->names, &csv->names_cap, csv->columns + 1, sizeof *names);
    if (names)
        csv->names = names;
    const char *plain = unguarded(r, text, &n);
    char *name = names ? shg_copy_n(plain, n) : NULL;
    if (!name) {
        r->memory = true;
        return;
    }
    csv->names[csv->columns++] = name;
}

static void on_cell(void *text, size_t n, void *data) {
    struct reader *r = data;
    if (r->fields++ >= r->width)
        return;
    if (n == 0) {
        *r->cell++ = 0;
        return;
    }
    const char *plain = unguarded(r, text, &n);
    memcpy(r->text, plain, n);
    r->text[n] = '\0';
    *r->cell++ = (uint32_t)(r->text - r->csv->text);
    r->text += n + 1;
}

static void on_row(int c, void *data) {
    struct reader *r = data;
    (void)c; /* which byte ended it is known from the line */
    r->ended = true;
}

/* ---- rows ---- */

static bool begin_row(struct reader *r) {
    shg_csv *csv = r->csv;
    r->open = true;
    r->ended = false;
    r->fields = 0;
    r->row_line = r->line;
    if (r->width == 0)
        return true;
    size_t used = csv->rows_n * r->width;
    uint32_t *cells = shg_grow(csv->cells, &csv->cells_cap, used + r->width, sizeof *cells);
    if (!cells) {
        r->memory = true;
        return false;
    }
    csv->cells = cells;
    r->cell = cells + used;
    return true;
}

static void check_names(const struct reader *r) {
    const shg_csv *csv = r->csv;
    struct shg_where where = here(r, r->row_line, 0);
    shg_index *index = shg_index_new(csv->columns);
    for (size_t i = 0; index && i < csv->columns; i++) {
        uint32_t first = shg_index_put(index, csv->names[i], (uint32_t)i);
        where.col = (unsigned)i + 1;
        if (first == SHG_NONE)
            (void)shg_fault_memory(r->faults);
        else if (first != i)
            (void)shg_fault_add(r->faults, SHG_ERROR, &where, NULL, "column name stands twice, first in column %u",
                                (unsigned)first + 1);
    }
    if (!index)
        (void)shg_fault_memory(r->faults);
    shg_index_free(index);
}

static void end_header(struct reader *r, size_t end) {
    check_names(r);
    r->width = r->csv->columns;
    r->csv->raw_columns = r->csv->columns;
    r->csv->body = (uint32_t)end;
    r->on_field = on_cell;
}

static void check_width(const struct reader *r) {
    if (r->fields == r->width)
        return;
    struct shg_where where = here(r, r->row_line, (r->fields < r->width ? r->fields : r->width) + 1);
    (void)shg_fault_add(r->faults, SHG_ERROR, &where, NULL, "%zu fields where the header has %zu", r->fields, r->width);
}

static void keep_row(struct reader *r, size_t end) {
    shg_csv *csv = r->csv;
    struct csv_row *rows = shg_grow(csv->rows, &csv->rows_cap, csv->rows_n + 1, sizeof *rows);
    if (!rows) {
        r->memory = true;
        return;
    }
    csv->rows = rows;
    rows[csv->rows_n] = (struct csv_row){
        .from = (uint32_t)r->from,
        .len = (uint32_t)(end - r->from),
        .line = (uint32_t)r->row_line,
        .slot = (unsigned)csv->rows_n & 0x7fffffffU, /* a row takes two bytes of 32 bits at least */
    };
    csv->rows_n++;
}

static void end_row(struct reader *r, size_t end) {
    if (r->width == 0) {
        end_header(r, end);
    } else {
        check_width(r);
        if (r->fields == r->width)
            keep_row(r, end);
    }
    r->from = end;
    r->open = false;
}

/* ---- feeding ---- */

static bool told_stop(struct reader *r) {
    int error = csv_error(&r->parser);
    struct shg_where where = here(r, r->line, r->fields + 1);
    if (error != CSV_EPARSE)
        r->memory = true;
    else
        (void)shg_fault_add(r->faults, SHG_ERROR, &where, NULL,
                            "stray quote: a field with a quote in it is quoted whole, and the quote doubled");
    return false;
}

/* Bytes of one line, chunk at a time; false where reading cannot go on. */
static bool feed(struct reader *r, const char *p, size_t n) {
    while (n > 0) {
        size_t piece = r->chunk > 0 && r->chunk < n ? r->chunk : n;
        if (csv_parse(&r->parser, p, piece, r->on_field, on_row, r) != piece)
            return told_stop(r);
        p += piece;
        n -= piece;
    }
    return !r->memory;
}

/* The length of what ends in the first CR that has no LF behind it, or 0. */
static size_t up_to_lone_cr(const char *p, size_t n) {
    for (const char *cr = memchr(p, '\r', n); cr; cr = memchr(cr + 1, '\r', n - (size_t)(cr + 1 - p)))
        if (cr + 1 == p + n || cr[1] != '\n')
            return (size_t)(cr + 1 - p);
    return 0;
}

/* A line in which a CR stands. Within quotes it is data; elsewhere libcsv would end the row by it: that is told, and
 * the rest of the line left out. */
static bool feed_with_cr(struct reader *r, const char *p, size_t n, bool begins) {
    for (size_t lone = up_to_lone_cr(p, n); lone > 0; lone = up_to_lone_cr(p, n)) {
        bool first = begins && lone == 1;
        if (!first && !feed(r, p, lone))
            return false;
        if (first || r->ended) {
            struct shg_where where = here(r, r->line, r->fields > 0 ? r->fields : 1);
            (void)shg_fault_add(r->faults, SHG_ERROR, &where, NULL, "carriage return without a line feed");
            r->open = false;
            r->ended = false;
            return r->width > 0; /* without a header nothing can be said of what follows */
        }
        p += lone;
        n -= lone;
        begins = false;
    }
    return feed(r, p, n);
}

static bool feed_line(struct reader *r, const char *p, const char *end, const char *all) {
    bool begins = !r->open;
    size_t n = (size_t)(end - p);
    if (begins && !begin_row(r))
        return false;
    bool spaced = within(&r->space, p, end, all) || within(&r->tab, p, end, all);
    if (spaced != r->spaced) /* libcsv takes blanks off by itself, and is faster when it may */
        csv_set_space_func(&r->parser, spaced ? never : NULL);
    r->spaced = spaced;
    if (within(&r->cr, p, end, all))
        return feed_with_cr(r, p, n, begins);
    return feed(r, p, n);
}

static bool is_blank_line(const char *p, size_t n) {
    return p[0] == '\n' || (n == 2 && p[0] == '\r' && p[1] == '\n');
}

static void tell_unclosed(const struct reader *r) {
    const shg_csv *csv = r->csv;
    struct csv_spot spot = {r->from, 1, 1, 1, false};
    const char *p = csv->raw.p;
    while (is_blank_line(p + spot.at, csv->raw.n - spot.at)) /* before the row */
        spot.at += p[spot.at] == '\n' ? 1 : 2;
    csv_spot_move(&spot, p, csv->raw.n, csv->dialect.delimiter);
    struct shg_where where = here(r, r->row_line + spot.field_line - 1, r->fields + 1);
    (void)shg_fault_add(r->faults, SHG_ERROR, &where, NULL, "quote is never closed");
}

/* The last row may have no line end. */
static void finish(struct reader *r) {
    if (csv_fini(&r->parser, r->on_field, on_row, r) != 0)
        tell_unclosed(r);
    else if (r->open && r->ended)
        end_row(r, r->csv->raw.n);
}

static void read_rows(struct reader *r, size_t from) {
    const char *p = r->csv->raw.p + from;
    const char *all = r->csv->raw.p + r->csv->raw.n;
    while (p < all) {
        const char *lf = memchr(p, '\n', (size_t)(all - p));
        const char *end = lf ? lf + 1 : all;
        r->line++;
        if (r->open || !is_blank_line(p, (size_t)(end - p))) {
            if (!feed_line(r, p, end, all))
                return; /* libcsv is not to be asked for the rest after a fault */
            if (r->open && r->ended)
                end_row(r, (size_t)(end - r->csv->raw.p));
        }
        p = end;
    }
    finish(r);
}

/* ---- the file as a whole ---- */

/* Moves a spot to a byte and where to its field; false where that is the field it was in. */
static bool moved(const struct reader *r, struct csv_spot *spot, struct shg_where *where, size_t at) {
    csv_spot_move(spot, r->csv->raw.p, at, r->csv->dialect.delimiter);
    if (spot->line == where->line && spot->col == where->col)
        return false;
    where->line = spot->line;
    where->col = spot->col;
    return true;
}

static void tell_nul(const struct reader *r) {
    const char *p = r->csv->raw.p;
    const char *all = p + r->csv->raw.n;
    struct csv_spot spot = CSV_SPOT_START;
    struct shg_where where = here(r, 0, 0);
    for (const char *nul = memchr(p, '\0', (size_t)(all - p)); nul;
         nul = memchr(nul + 1, '\0', (size_t)(all - nul - 1)))
        if (moved(r, &spot, &where, (size_t)(nul - p)))
            (void)shg_fault_add(r->faults, SHG_ERROR, &where, NULL, "NUL byte");
}

static void tell_no_text(const struct reader *r, const struct shg_where *where) {
    switch (r->csv->dialect.encoding) {
    case SHG_UTF8:
        (void)shg_fault_add(r->faults, SHG_ERROR, where, NULL, "not UTF-8, as the byte order mark says");
        break;
    case SHG_UTF16:
        (void)shg_fault_add(r->faults, SHG_ERROR, where, NULL, "not UTF-16, as the byte order mark says");
        break;
    case SHG_WINDOWS_1252:
        (void)shg_fault_add(r->faults, SHG_ERROR, where, NULL, "neither UTF-8 nor Windows-1252");
        break;
    }
}

static void tell_text(const struct reader *r, const struct csv_decoded *decoded) {
    struct csv_spot spot = CSV_SPOT_START;
    struct shg_where where = here(r, 0, 0);
    if (decoded->encoding == SHG_WINDOWS_1252 && moved(r, &spot, &where, decoded->guess))
        (void)shg_fault_add(r->faults, SHG_NOTE, &where, NULL, "not UTF-8 from here: the file is read as Windows-1252");
    spot = CSV_SPOT_START;
    where = here(r, 0, 0);
    for (size_t i = 0; i < decoded->bad_n; i++)
        if (moved(r, &spot, &where, decoded->bad[i]))
            tell_no_text(r, &where);
}

/* Files that are no CSV, of which nothing but that can be said. */
static bool is_foreign(const struct reader *r, const struct shg_buf *buf) {
    struct shg_where where = here(r, 1, 1);
    if (buf->n >= 4 && (memcmp(buf->p, "PK\3\4", 4) == 0 || memcmp(buf->p, "\xd0\xcf\x11\xe0", 4) == 0)) {
        (void)shg_fault_add(r->faults, SHG_ERROR, &where, NULL, "a workbook, not CSV: save it as CSV first");
        return true;
    }
    if (buf->n >= 2 && (buf->p[0] == '\0') != (buf->p[1] == '\0')) {
        (void)shg_fault_add(r->faults, SHG_ERROR, &where, NULL, "UTF-16 without a byte order mark, or no text");
        return true;
    }
    return false;
}

static bool prepare(struct reader *r) {
    shg_csv *csv = r->csv;
    /* every text that is not empty has a delimiter or a line end behind it, but the last */
    csv->text = malloc(csv->raw.n + 2);
    if (!csv->text || csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        return false;
    csv->text[0] = '\0';
    r->text = csv->text + 1;
    r->guarded = csv->dialect.guarded;
    csv_set_delim(&r->parser, (unsigned char)csv->dialect.delimiter);
    csv_set_blk_size(&r->parser, 65536);
    return true;
}

static bool wears_guard(const char *text) {
    return *text == '\'' && csv_guard_needed(text, strlen(text));
}

/* Windows-1252 with semicolons gets a BOM when it is written, and with it the rule of the guard: what looks guarded
 * needs one more. */
static void mark_guarded(shg_csv *csv) {
    for (size_t i = 0; i < csv->columns; i++)
        csv->head_edited = csv->head_edited || wears_guard(csv->names[i]);
    for (size_t i = 0; i < csv->rows_n * csv->columns; i++)
        if (wears_guard(csv->text + csv->cells[i]))
            csv->rows[i / csv->columns].edited = true;
}

static void settle(shg_csv *csv) {
    char *text = csv->text_n > 0 ? realloc(csv->text, csv->text_n) : NULL; /* of 0 bytes it would free the block */
    if (text)                                                              /* else the larger block stays */
        csv->text = text;
    csv->slots = csv->rows_n;
    if (csv->dialect.encoding == SHG_WINDOWS_1252 && csv->dialect.delimiter == ';')
        mark_guarded(csv);
}

static void read_text(struct reader *r) {
    shg_csv *csv = r->csv;
    struct shg_where top = here(r, 1, 0);
    if (csv->raw.n > SHG_CSV_LIMIT) {
        (void)shg_fault_add(r->faults, SHG_ERROR, &top, NULL, "more than four gigabytes");
        return;
    }
    size_t from = csv->raw.n > 0 ? csv_sniff(csv->raw.p, csv->raw.n, csv->head, &csv->dialect) : 0;
    r->line = csv->dialect.sep_line ? 1 : 0;
    r->from = from;
    size_t before = shg_faults_count(r->faults, SHG_ERROR);
    r->memory = !prepare(r);
    if (!r->memory && csv->raw.n > 0)
        read_rows(r, from);
    csv_free(&r->parser);
    csv->text_n = r->text ? (size_t)(r->text - csv->text) : 0;
    csv->tail = (uint32_t)r->from;
    if (!r->memory && r->width == 0 && shg_faults_count(r->faults, SHG_ERROR) == before)
        (void)shg_fault_add(r->faults, SHG_ERROR, &top, NULL, "no header: did the command before fail?");
}

static void read_all(struct reader *r) {
    shg_csv *csv = r->csv;
    struct csv_decoded decoded = {.bad = NULL};
    if (is_foreign(r, &csv->raw))
        return;
    r->memory = !csv_decode(&csv->raw, &decoded);
    csv->dialect.encoding = decoded.encoding;
    csv->dialect.bom = decoded.bom;
    csv->head = decoded.bom && decoded.encoding == SHG_UTF8 ? 3 : 0;
    if (!r->memory)
        read_text(r);
    if (!r->memory && csv->raw.n > 0) {
        tell_text(r, &decoded);
        tell_nul(r);
    }
    free(decoded.bad);
}

enum shg_status shg_csv_read(shg_csv **out, struct shg_buf *buf, const char *name, unsigned order, size_t chunk,
                             shg_faults *faults) {
    size_t before = shg_faults_count(faults, SHG_ERROR);
    struct reader r = {
        .faults = faults,
        .chunk = chunk,
        .on_field = on_name,
        .space = {NULL, ' '},
        .tab = {NULL, '\t'},
        .cr = {NULL, '\r'},
    };
    *out = NULL;
    shg_csv *csv = csv_blank(name, order);
    if (!csv) {
        shg_buf_free(buf);
        return shg_fault_memory(faults);
    }
    csv->raw = *buf;
    *buf = SHG_BUF_EMPTY;
    r.csv = csv;
    if (shg_buf_failed(&csv->raw))
        r.memory = true;
    else
        read_all(&r);
    if (!r.memory && shg_faults_count(faults, SHG_ERROR) == before) {
        settle(csv);
        *out = csv;
        return SHG_OK;
    }
    shg_csv_free(csv);
    return r.memory ? shg_fault_memory(faults) : SHG_DATA;
}
