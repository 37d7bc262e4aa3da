/* Disclosure control: which figures are hidden so that none can be worked out again (issue: reports).
 *
 * A figure from 1 to suppress - 1 is small. It is hidden, and others with it, until for each hidden figure the values
 * that fit everything printed (all sums, and that no figure is below 0) span at least suppress. What is printed of a
 * table must always be a part of what was decided here for the whole: then any two printouts fit together.
 */
#ifndef SHG_REPORT_DISCLOSE_H
#define SHG_REPORT_DISCLOSE_H

#include "base/fault.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool shg_is_small(long count, long suppress);

/* Folds values of one list, whose total is printed, into one rest: the small ones, and the next smallest as long as the
 * rest could be worked out. counts holds `views` rows of n: the first is what is printed, each other what somebody
 * knows of it who can take away a part (an office its own). folded[n]: those that are true already stay so. False where
 * no folding protects: the total itself must not be printed. */
bool shg_fold(const long *counts, size_t n, size_t views, long suppress, bool *folded);

/* Where a value of a list goes. */
enum shg_rest { SHG_REST_NONE, SHG_REST_COUNTY, SHG_REST_ALL };

/* How far a value must be folded in any case. */
enum shg_must { SHG_MUST_NOT, SHG_MUST_FOLD, SHG_MUST_LEAVE /* its county, too */ };

/* The same for a list as reports have it: municipalities (places: by their codes) first into `other` of their county,
 * a county that is too small whole into `other`; a value called `other` is of the rest wherever there is one. Each
 * value counts once. must[n] (or NULL) says what is folded in any case. open: the sum is not printed, nor `other`: so
 * nothing is folded there to protect others. rest[n] is set; *protects as shg_fold. SHG_OK or SHG_SYSTEM. */
enum shg_status shg_fold_list(const char *const *values, const long *counts, size_t n, size_t views, bool places,
                              bool open, long suppress, const enum shg_must *must, enum shg_rest *rest, bool *protects);

/* A figure of a table, seen as a flow between two sums that are printed: a cell goes from its row to its column, a
 * month to its quarter. Whatever is not hidden is fixed. */
struct shg_link {
    uint32_t from, to; /* nodes; the same: no sum that holds it is printed */
    long value, most;  /* most: the largest value that everybody knows it to be below or at */
    bool known;        /* public already: never hidden to protect others */
    bool must;         /* hidden in any case */
    bool slack;        /* never printed, and needs no protection: what a sum may be short of its links or above them */
    bool hidden;
};

/* Hides small links and as many others as are needed (few, and small ones). Where that is not possible, everything is
 * hidden that is not known. *protected tells whether every hidden link spans suppress then. SHG_OK or SHG_SYSTEM (out
 * of memory). */
enum shg_status shg_hide(struct shg_link *links, size_t n, size_t nodes, long suppress, bool *protected_all);

/* How many values beside its own a hidden link can have, counted up to enough: the largest that fits less the least.
 * -1 when out of memory. */
long shg_hidden_span(const struct shg_link *links, size_t n, size_t nodes, size_t link, long enough);

#endif
