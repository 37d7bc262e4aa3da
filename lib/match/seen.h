/* Who was in the best groups of each source at some prices. Private to lib/match.
 *
 * Among the groups seen before L is at most what it is among all: it is the dual of the restricted master of Dantzig
 * and Wolfe (1960), and Kelley's cutting planes (1960). So where L among those seen is not below the best bound, prices
 * are no better than the best, and nothing is missed where only these groups are looked at: a step that costs a few
 * sums a source. Its groups are a subgradient of that lesser L. */
#ifndef SHG_MATCH_SEEN_H
#define SHG_MATCH_SEEN_H

#include "match/assign.h"

struct shg_seen;

/* NULL when out of memory. */
struct shg_seen *shg_seen_new(const struct shg_model *m);
void shg_seen_free(struct shg_seen *s);
/* Takes all that another (of the same model) has seen, in place of its own. */
void shg_seen_copy(struct shg_seen *to, const struct shg_seen *from);

/* Takes up the persons of a group of the source. Where there are too many of it, the one goes that was best the longest
 * ago. */
void shg_seen_put(struct shg_seen *s, size_t source, uint32_t candidate, const struct shg_crowd *crowd);
/* Leaves out from here on the groups of a source of closed candidates, and those that hold a seat that is gone (a bit
 * each of the instance's seats; NULL: none) or somebody who was not born in the years left to the candidate (of each
 * candidate); the others are back. */
void shg_seen_admit(struct shg_seen *s, size_t source, const bool *closed, const uint8_t *gone,
                    const struct shg_years *years);

/* Of each candidate of the source that has a group: into value[candidate] what the best of them is worth at these
 * prices, and which it is into pick[candidate]; others stay as they are, and so do those whose value is above that.
 * Gives the steps of work. */
uint64_t shg_seen_values(const struct shg_seen *s, size_t source, const struct shg_prices *prices, int64_t *value,
                         uint32_t *pick);
/* A pick's persons, and what they are worth at these prices. */
void shg_seen_take(const struct shg_seen *s, uint32_t pick, const struct shg_prices *prices, struct shg_crowd *out);

#endif
