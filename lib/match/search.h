/* The search for a plan: greedy at the bound's prices, then large-neighbourhood search (Shaw, 1998; Ropke and Pisinger,
 * 2006): close a few places that share persons or starters, rebuild by price with noise, and keep the result as
 * simulated annealing does. Private to lib/match. The work is counted in seats looked at, so that a search ends at the
 * same plan on any machine. */
#ifndef SHG_MATCH_SEARCH_H
#define SHG_MATCH_SEARCH_H

#include "match/bound.h"
#include "match/state.h"

#include <stdatomic.h>

struct shg_search;

/* At these prices (copied), with this seed. NULL when out of memory. */
struct shg_search *shg_search_new(const struct shg_model *m, const struct shg_prices *prices, uint64_t seed);
void shg_search_free(struct shg_search *s);
/* Other prices from here on; loss (may be NULL, else it must live as long): what each candidate loses at these prices
 * (bound.h). Most moves look only at candidates that lose little. */
void shg_search_price(struct shg_search *s, const struct shg_prices *prices, const int64_t *loss);
/* Builds a first plan from nothing. */
void shg_search_greedy(struct shg_search *s);
/* Searches for `work` steps, with the temperature falling from hot to cold (points), or until *cancel. Stops early
 * where the best is worth `enough`. */
void shg_search_run(struct shg_search *s, uint64_t work, int hot, int cold, int64_t enough, const atomic_bool *cancel);
/* The same, beginning as hot as the work allows for. */
void shg_search_cool(struct shg_search *s, uint64_t work, int64_t enough, const atomic_bool *cancel);
/* From here on opens only candidates that the plan uses, beside those of earlier calls; back to all. Between a few good
 * plans the search finds the best of their crossings sooner than among all (Blum, 2016). */
void shg_search_pool(struct shg_search *s, const struct shg_plan *plan);
void shg_search_free_choice(struct shg_search *s);
/* Takes what is better in another plan where it can be told apart (cross.h). The search stands at its best. */
void shg_search_cross(struct shg_search *s, const struct shg_plan *other);
/* Builds a plan from the best groups of n sources (bound.h), as far as they go together, and keeps it where it is the
 * best; exact: with the persons and starters they have, else with the best that can be had. What the search stood at is
 * lost: shg_search_back goes back to the best. */
void shg_search_try(struct shg_search *s, const struct shg_best *groups, size_t n, bool exact);
/* The same, but a plan that is too far below the best to become it by the last touch is left at that. */
void shg_search_try_hopeful(struct shg_search *s, const struct shg_best *groups, size_t n, bool exact);
void shg_search_back(struct shg_search *s);
/* The best plan so far and its worth. It belongs to the search and lives until it is asked for again. */
const struct shg_plan *shg_search_best(struct shg_search *s);
int64_t shg_search_worth(const struct shg_search *s);
/* Goes on from a plan (which is lawful). */
enum shg_status shg_search_from(struct shg_search *s, const struct shg_plan *plan);
/* Steps of work done. */
uint64_t shg_search_steps(const struct shg_search *s);
/* SHG_SYSTEM when memory ran out on the way. */
enum shg_status shg_search_status(const struct shg_search *s);

#endif
