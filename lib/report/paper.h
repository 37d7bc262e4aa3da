/* A report before it has a face: a title and parts, each a heading, a note, a grid, and how it is pictured.
 *
 * It fails once, as a grid does. Headings and notes are msgids that outlive the paper; faces translate them.
 */
#ifndef SHG_REPORT_PAPER_H
#define SHG_REPORT_PAPER_H

#include "report/grid.h"

typedef struct shg_paper shg_paper;

enum shg_picture_kind {
    SHG_PICTURE_NONE,
    SHG_PICTURE_BARS,  /* a bar a row, as long as its value */
    SHG_PICTURE_LINES, /* the values of the rows in order, joined */
    SHG_PICTURE_MAP    /* a dot a municipality, as large as its value; the label column holds codes */
};

/* Which columns are pictured. Rows whose label is `all`, and values that are hidden or empty, are left out. */
struct shg_picture {
    enum shg_picture_kind kind;
    size_t label, value;
};

/* An empty paper; NULL when out of memory. */
shg_paper *shg_paper_new(const char *title);
/* Whose it is ("": nobody is named), and of which year (0: it is of a day). office outlives the paper. */
void shg_paper_of(shg_paper *paper, const char *office, int year);
void shg_paper_free(shg_paper *paper);
bool shg_paper_failed(const shg_paper *paper);

/* A new part with an empty grid, which belongs to the paper; NULL when out of memory (the paper has failed then).
 * note may be NULL. */
shg_grid *shg_paper_part(shg_paper *paper, const char *heading, const char *note, struct shg_picture picture);

/* The last part's figures are published as those of another report (`flow`). The name outlives the paper. */
void shg_paper_published_as(shg_paper *paper, const char *report);

struct shg_part {
    const char *heading, *note;
    shg_grid *grid;
    struct shg_picture picture;
    const char *published_as; /* NULL: as the paper's kind */
};
const char *shg_paper_office(const shg_paper *paper);
size_t shg_paper_parts(const shg_paper *paper);
const struct shg_part *shg_paper_at(const shg_paper *paper, size_t i);

/* How a face is made. */
struct shg_face {
    const shg_faults *tr; /* whose function translates */
    const char *language; /* en, nb, nn: dates and decimals, and the language of the page */
    bool unicode;         /* text: bars and rules may be drawn with Unicode */
    shg_date date;        /* of the report */
    long suppress;        /* figures below this are not told; 0: all are */
};
/* The title, with the year, translated; whole: with the office as well. */
void shg_paper_title_told(const shg_paper *paper, const struct shg_face *face, bool whole, struct shg_buf *out);
/* What all rows of a part tell of, their period and event; nothing where there is no such thing. */
void shg_part_common_told(const struct shg_part *part, const struct shg_face *face, struct shg_buf *out);
/* Whether any figure is hidden; and what a reader is told of that. */
bool shg_paper_hides(const shg_paper *paper);
void shg_hidden_told(const struct shg_face *face, struct shg_buf *out);

/* One tidy table: the grid of the only part; of several parts the columns part, row, column, value. */
void shg_paper_as_csv(const shg_paper *paper, struct shg_writer *writer);
/* JSON (RFC 8259): a list of rows, each an object of its columns, with `part` before them where there are several.
 * Numbers that are whole are numbers, all else is text. */
void shg_paper_as_json(const shg_paper *paper, struct shg_buf *out);
/* Headings, notes and aligned tables, with a bar behind the rows that are pictured so. */
void shg_paper_as_text(const shg_paper *paper, const struct shg_face *face, struct shg_buf *out);
/* One page (HTML 5) that needs nothing else: inline SVG pictures with a table beside each, light and dark, for print on
 * A4, readable at 360 pixels, no script. */
void shg_paper_as_html(const shg_paper *paper, const struct shg_face *face, struct shg_buf *out);

#endif
