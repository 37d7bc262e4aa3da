/* What one candidate yields at the prices of a bound: its best persons with its best team. Private to lib/match
 * (bound.c).
 *
 * Persons and starters are chosen each for themselves (assign.h). Where two of them are kept apart, the group is worth
 * the better of what it is without the one and without the other. */
#ifndef SHG_MATCH_YIELD_H
#define SHG_MATCH_YIELD_H

#include "match/bound.h"

/* Nothing is known of the teams of a source: others are barred in it, or prices have moved. */
void shg_yield_forget(struct shg_bound *b, size_t source);
/* What a candidate is worth beside its persons; SHG_NEVER where it has no team. */
int64_t shg_yield_frame(struct shg_bound *b, uint32_t candidate);
/* The value of a candidate, tight: exact or at most best->value, but where looking for it becomes too long, and then
 * an upper bound. Keeps the group in best where it is better. */
int64_t shg_yield_try(struct shg_bound *b, struct shg_best *best, uint32_t candidate);
void shg_yield_copy(struct shg_best *to, const struct shg_best *from);

#endif
