/* What a solution of the loose problem (around.h) takes from groups of the plan that stay outside it: their members, a
 * starter at their time, their room. Private to lib/match; around.c takes those groups up next. */
#ifndef SHG_MATCH_ROBBED_H
#define SHG_MATCH_ROBBED_H

#include "match/bound.h"
#include "match/cut.h"

/* Both mark groups of the question's plan that stay (cut->stays) in robbed, which has room for all of them, and give
 * how many in *n. SHG_OK or SHG_SYSTEM. */

/* Those that a plan of the cut robs: together with the others it would be lawful but for what binds over several
 * groups. */
enum shg_status shg_robbed_by_plan(const struct shg_cut *cut, const struct shg_plan *found, bool *robbed, size_t *n);
/* Those that the fractional optimum, as the sample of a bound of the cut shows it, robs most; none where it hardly robs
 * any. */
enum shg_status shg_robbed_by_sample(const struct shg_cut *cut, const struct shg_bound *bound, bool *robbed, size_t *n);

#endif
