/* The proof: branch and bound over the Lagrangian (Land and Doig, 1960; Geoffrion, 1974). Private to lib/match.
 *
 * A branch is a list of bars. Every plan obeys the bars of one of a branch's two children, so that the greatest bound
 * of the open branches, or the worth of the best plan where it is greater, bounds all plans. The branch with the
 * greatest bound is opened first; what it is split on is the matter of split.h. A child that was tried begins at the
 * prices that its try came to. Candidates and seats that by their reduced worth are in no better plan of a branch are
 * closed in it. */
#ifndef SHG_MATCH_PROOF_H
#define SHG_MATCH_PROOF_H

#include "match/bound.h"
#include "match/search.h"

#include <stdatomic.h>

struct shg_proof;

/* An open branch; it belongs to the proof, and lives until that goes on. */
struct shg_open {
    int64_t bound; /* 1/64 points */
    const struct shg_bar *bars;
    size_t n;
    const bool *closed; /* as struct shg_bound has them */
    const uint8_t *gone;
    const int32_t *prices; /* packed: shg_open_enter */
};

/* From the root bound (its best prices are copied). NULL when out of memory. */
struct shg_proof *shg_proof_new(const struct shg_bound *root);
void shg_proof_free(struct shg_proof *p);
/* Worths of plans differ by multiples of so many points (1 at first): nothing less than that is looked for. */
void shg_proof_grain(struct shg_proof *p, int64_t points);
/* Opens branches until `work` steps are done, no plan can be worth more than the best of `search`, or *cancel. The
 * relaxed optimum of each branch is tried as a plan by the search, at the branch's prices. threads: how many may run at
 * once; the result does not depend on it. */
enum shg_status shg_proof_run(struct shg_proof *p, struct shg_search *search, uint64_t work, long threads,
                              const atomic_bool *cancel);
/* The i-th open branch, in no telling order but that the first ones have the greater bounds, mostly; begins anew after
 * the last. False where none is open. */
bool shg_proof_open(const struct shg_proof *p, size_t i, struct shg_open *out);
/* Brings what is closed and gone in an open branch, and its best prices, into a bound made by shg_bound_below. Its bars
 * are for shg_bound_branch. */
void shg_open_enter(const struct shg_open *open, struct shg_bound *b);
/* Steps of work done so far: more than was asked for, as branches are not left half-way. */
uint64_t shg_proof_steps(const struct shg_proof *p);
/* No plan is worth more than this or `worth` (with a grain: less than that above it), whichever is greater, in points.
 */
int64_t shg_proof_bound(const struct shg_proof *p, int64_t worth);

#endif
