/* Where the groups of a relaxed optimum are of several ages. Private to lib/match.
 *
 * Where AGE_SPREAD is set and a source, or a candidate, yields one group, that group either holds nobody born before a
 * year y, or, if it holds somebody, nobody born more than the spread after y - 1. The year that bars most on either
 * side is told by how often the samples of a bound (bound.h) hold people of each year.
 */
#ifndef SHG_MATCH_AGES_H
#define SHG_MATCH_AGES_H

#include "match/bound.h"

struct shg_ages;

enum { SHG_WHOLE = 1000 }; /* shares are thousandths */

/* Two bars, one of which each plan obeys; what share of the samples each of them bars, of SHG_WHOLE. */
struct shg_part {
    struct shg_bar bars[2];
    uint32_t barred[2];
};

/* For instances with an age_spread. NULL when out of memory. */
struct shg_ages *shg_ages_new(const struct shg_model *m);
void shg_ages_free(struct shg_ages *a);

/* How the group of a source, or the one of a candidate in a source of several, is best parted in a bound's samples;
 * false where they are of one age. A candidate that may yield several groups is parted by their number first, one at
 * most or two at least, shares are those of the ages then, too; false where several are asked for. */
bool shg_ages_part(struct shg_ages *a, const struct shg_bound *b, uint32_t candidate, struct shg_part *out);

#endif
