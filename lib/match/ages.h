/* Where the groups of a relaxed optimum are of several ages. Private to lib/match.
 *
 * Where AGE_SPREAD is set and a source yields one group, that group either holds nobody born before a year y, or, if it
 * holds somebody, nobody born more than the spread after y - 1. The year that bars most on either side is told by how
 * often the samples of a bound (bound.h) hold people of each year.
 */
#ifndef SHG_MATCH_AGES_H
#define SHG_MATCH_AGES_H

#include "match/bound.h"

struct shg_ages;

enum { SHG_WHOLE = 1000 }; /* shares are thousandths */

/* A source's two bars, one of which each plan obeys; what share of its samples each of them bars, of SHG_WHOLE. */
struct shg_part {
    struct shg_bar bars[2];
    uint32_t barred[2];
};

/* For instances with an age_spread. NULL when out of memory. */
struct shg_ages *shg_ages_new(const struct shg_model *m);
void shg_ages_free(struct shg_ages *a);

/* Counts the samples of a bound. */
void shg_ages_count(struct shg_ages *a, const struct shg_bound *b);
/* How a source is best parted, in the bound that was counted; false where it may yield several groups, or its samples
 * are of one age. */
bool shg_ages_part(const struct shg_ages *a, const struct shg_bound *b, uint32_t source, struct shg_part *out);

#endif
