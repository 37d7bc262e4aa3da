/* Dives: plans found on the way down one branch of the proof's tree, at prices that follow (Sadykov, Vanderbeck,
 * Pessoa, Tahiri and Uchoa, 2019). Private to lib/match.
 *
 * The prices of the bound fit a mixture of many plans. A dive asks for the group that the relaxed optimum holds most
 * surely, lets the prices settle under that, and so on, until all is whole; at each step the relaxed optimum is tried
 * as a plan. The next dive is drawn to other choices by noise, and once refuses the surest one (limited discrepancy:
 * Harvey and Ginsberg, 1995). Once there is a proof, dives begin at its open branches: what the proof has split on is
 * decided there, and a better plan is in one of them. */
#ifndef SHG_MATCH_DIVE_H
#define SHG_MATCH_DIVE_H

#include "match/proof.h"

/* So many dive side by side at most, of seeds that follow each other: they share the open branches of a proof. */
enum { SHG_DIVERS = 4 };

/* Steps that a dive from the root takes for each seat, about. Where there are less, it is made in haste: it decides on
 * more at once, at prices that are less settled. */
enum { SHG_DIVE_WORK = 1200, SHG_DIVE_WORK_IN_HASTE = 300 };

struct shg_dive;

/* seed: each gives other dives; the first of seed 1 is drawn nowhere, and those of even seeds look at the groups that
 * were seen before (seen.h): they come to other plans. NULL when out of memory. */
struct shg_dive *shg_dive_new(const struct shg_bound *root, uint64_t seed);
void shg_dive_free(struct shg_dive *d);
/* Dives from the best prices of root, or from the open branches of a proof (NULL: there is none) until `work` steps are
 * done, or *cancel, or the best plan of the search is worth `enough`. The search keeps the best of the plans and stands
 * at it; its prices are to be told again. Root and the proof are only read, so that several may dive from them. SHG_OK
 * or SHG_SYSTEM. */
enum shg_status shg_dive_run(struct shg_dive *d, const struct shg_bound *root, const struct shg_proof *proof,
                             struct shg_search *search, uint64_t work, int64_t enough, const atomic_bool *cancel);

#endif
