/* What it takes to solve one cut (cut.h) again: model, bound, and a search that begins with the plan as it stands.
 * Private to lib/match. */
#ifndef SHG_MATCH_ATTEMPT_H
#define SHG_MATCH_ATTEMPT_H

#include "match/bound.h"
#include "match/cut.h"
#include "match/search.h"

struct shg_attempt {
    struct shg_model model;
    struct shg_bound bound;
    struct shg_search *search;
};

/* Model and bound of a cut that is made; all of it is to begin at 0. SHG_OK or SHG_SYSTEM; end it in any case. */
enum shg_status shg_attempt_bound(struct shg_attempt *a, const struct shg_cut *cut);
/* After that the search, at these prices. SHG_OK or SHG_SYSTEM. */
enum shg_status shg_attempt_search(struct shg_attempt *a, const struct shg_cut *cut, const struct shg_prices *prices);
void shg_attempt_end(struct shg_attempt *a);
/* What to look at for whether to stop: cancel, or where that is NULL something that never says so. */
const atomic_bool *shg_attempt_cancel(const atomic_bool *cancel);

#endif
