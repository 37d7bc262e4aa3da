/* What a branch of the proof is split on. Private to lib/match.
 *
 * A split is two bars, one of which every plan obeys. Once all counts of groups are whole, persons and starters follow
 * by a flow, so counts come first: of rooms, and of kinds in a room. Among them the one is taken that is likely to
 * lower the bound most on both sides: by what it gained before (pseudocosts: Benichou and others, 1971), or where that
 * is not known, by trying (strong branching; the two together: Achterberg, Koch and Martin, 2005). */
#ifndef SHG_MATCH_SPLIT_H
#define SHG_MATCH_SPLIT_H

#include "match/bound.h"

/* What splits gained so far. */
struct shg_gains;

struct shg_gains *shg_gains_new(const struct shg_model *m);
void shg_gains_free(struct shg_gains *g);
/* A bar lowered the bound of a branch by so much (1/64 points). Bars of persons and starters are not kept. */
void shg_gains_note(struct shg_gains *g, const struct shg_bar *bar, int64_t gain);

/* Finds splits for one thread. */
struct shg_splitter;

/* NULL when out of memory. */
struct shg_splitter *shg_splitter_new(const struct shg_bound *root);
void shg_splitter_free(struct shg_splitter *s);
/* A split for the branch that b has bounded, from its sample; tries are made at its best prices. goal: what the bound
 * is to fall below (1/64 points). False where all is settled but the prices. Gains are only read; what was tried is
 * kept until shg_splitter_tell. */
bool shg_split_find(struct shg_splitter *s, const struct shg_bound *b, const struct shg_gains *known, int64_t goal,
                    struct shg_bar out[2]);
/* Of a child of the split found last that was tried: a bound of it, and the prices of that, which live until the next
 * one is sought; NULL where it was not. */
const struct shg_prices *shg_splitter_begun(const struct shg_splitter *s, int child, int64_t *bound);
/* Notes what was tried since the last time. */
void shg_splitter_tell(struct shg_splitter *s, struct shg_gains *gains);
bool shg_splitter_failed(const struct shg_splitter *s);
/* Steps of work done in tries. */
uint64_t shg_splitter_steps(const struct shg_splitter *s);

#endif
