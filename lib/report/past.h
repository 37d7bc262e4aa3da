/* What was published before (published.csv), so that a new list does not tell by difference what neither of them shows.
 *
 * Whoever holds two lists of the same thing can take one from the other wherever their parts fit together: where some
 * values make up whole parts of both. There the difference must be nothing or at least suppress; where it is not, the
 * new list is folded further, and in the end its sum is not told.
 */
#ifndef SHG_REPORT_PAST_H
#define SHG_REPORT_PAST_H

#include "register/register.h"
#include "report/disclose.h"
#include "report/period.h"

/* A document that was published: labels with their counts. */
struct shg_past_list {
    const char *period, *report;
    struct shg_past_cell {
        char *label;
        long count;
    } * cells;
    size_t n, cap;
};

struct shg_past {
    struct shg_past_list *lists;
    size_t n, cap;
    shg_date today;
};

/* Whether a row of published.csv is a figure of the list that is asked for: then its label goes into the empty buffer.
 */
typedef bool shg_past_match(const void *how, const char *period, const char *report, const char *cell,
                            struct shg_buf *label);

/* Whether a cell is `BEFORE/LABEL/COLUMN` (before NULL: `LABEL/COLUMN`): then its label is added. */
bool shg_past_label(const char *cell, const char *before, const char *column, struct shg_buf *label);
/* Whether a period begins with the year. */
bool shg_past_of_year(const char *period, int year);

/* Gathers; SHG_OK or SHG_SYSTEM, shg_past_free in either case. */
enum shg_status shg_past_read(struct shg_past *past, const shg_register *reg, shg_past_match *match, const void *how);
void shg_past_free(struct shg_past *past);
/* Adds what everybody knows besides; period and report must outlive past. False when out of memory. */
bool shg_past_add(struct shg_past *past, const char *period, const char *report, const char *label, long count);
/* Of lists in which what is folded is not printed: makes of their sum, the cell `all`, what is left of it for the
 * values that they do not tell (its label is empty then). */
void shg_past_close(struct shg_past_list *list);

/* Whether a count is nothing or at least suppress away from every figure that was published of what match recognises;
 * or was published today as it is. */
bool shg_past_allows(const shg_register *reg, shg_past_match *match, const void *how, long count, long suppress);
/* The same of one figure, a column of a row that is named alike each time, in one report. */
struct shg_past_figure {
    const char *report, *label, *column;
};
bool shg_past_allows_figure(const shg_register *reg, const struct shg_past_figure *figure, long count, long suppress);
/* The label of a cell in a list, by its text; -1 where it was not told. */
long shg_past_labelled(const struct shg_past_list *list, const char *label);
/* Which cell of a list a value counted in, alone or among others; -1 for none: it was not there, or was not told. */
long shg_past_cell_of(const struct shg_past_list *list, const char *value, bool places);

/* How a list is to be shown. */
enum shg_shown {
    SHG_SHOWN,      /* with its sum; what is folded stands in rests */
    SHG_SHOWN_OPEN, /* without its sum and the rest `other`; what is not folded is shown */
    SHG_SHOWN_NOT   /* no figure of it */
};

/* A list of values and what is decided of it. */
struct shg_fold {
    const char *const *values;
    const long *counts;
    size_t n;
    bool places;    /* values are municipalities */
    bool many;      /* people have several values: nothing adds up, and so the small ones alone are folded */
    bool open;      /* the sum must not be told */
    bool grows;     /* counts from the first of a year until a day, and so do those of past */
    bool whole;     /* lists of past tell all there was: a value that they do not name was nothing */
    shg_date until; /* that day */
    long suppress;
    const struct shg_past *past; /* or NULL */
    enum shg_rest *rest;         /* set, one for each value */
    enum shg_shown shown;        /* set */
};
/* As shg_fold_list, and nothing is told by difference. SHG_OK or SHG_SYSTEM. */
enum shg_status shg_past_fold(struct shg_fold *fold);

/* Whether the rest of values that do not add up may be told: it is of several, not small, and has not changed by few.
 */
bool shg_rest_told(const struct shg_past *past, size_t of, long count, long suppress);

/* The label under which a list shows a value (`3301`, `33 other`, `other`, by county `33`), added to out. */
void shg_rest_label(const char *value, enum shg_rest rest, bool county, struct shg_buf *out);

/* Joins numbers into parts. */
uint32_t shg_part_of(uint32_t *parts, uint32_t i);
void shg_part_join(uint32_t *parts, uint32_t a, uint32_t b);

#endif
