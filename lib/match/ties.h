/* Ties: a person who is also a starter (matching.md, One human), in each source where they can sit. Private to
 * lib/match.
 *
 * At any moment such a human leads one group or sits in one, never both. So where the groups that a starter leads at a
 * moment are priced (bound.h), each group that the person sits in at that moment counts as one of them: a seat costs
 * its person also the prices of all moments that the source's time covers. */
#ifndef SHG_MATCH_TIES_H
#define SHG_MATCH_TIES_H

#include "match/prices.h"

/* Gives the moments of tied starters a price: of those who lead somewhere and are a person who can sit somewhere.
 * n_many and many_of are those of the starters who can lead several groups; chances must be there. False when out of
 * memory. */
bool shg_ties_count(struct shg_model *m);
/* Lists the ties of each source. False when out of memory. */
bool shg_ties_list(struct shg_model *m);

/* What a seat in the source costs the tie's person beside their own price. */
int64_t shg_tie_price(const struct shg_model *m, const struct shg_prices *prices, size_t source,
                      const struct shg_tie *tie);

#endif
