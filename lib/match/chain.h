/* Chains: one person comes to a group, one of whom it had goes on to another, and so on (ejection chains: Glover, 1996;
 * augmenting paths of the assignment of persons to the groups that are open). Private to lib/match.
 *
 * A chain from a hole fills a free seat; it ends with somebody who waits, or
 * with a group that can spare one. A chain from a person seats somebody who
 * waits; it ends at a free seat, or with one who waits instead. Both take the path of greatest gain among those with
 * few steps that pass no place twice. Whoever is in a bundle does not move. */
#ifndef SHG_MATCH_CHAIN_H
#define SHG_MATCH_CHAIN_H

#include "match/state.h"

struct shg_chain;

struct shg_chain *shg_chain_new(const struct shg_state *s);
void shg_chain_free(struct shg_chain *c);
uint64_t shg_chain_steps(const struct shg_chain *c);

/* Applies the best chain and gives its gain in points; 0 where none gains. *changed places are in shg_chain_places. */
int64_t shg_chain_fill(struct shg_chain *c, struct shg_state *s, uint32_t place);
int64_t shg_chain_seat(struct shg_chain *c, struct shg_state *s, uint32_t person);
/* The person who came from waiting, and the one who waits now (or SHG_NONE), and the places of the last chain. */
uint32_t shg_chain_came(const struct shg_chain *c);
uint32_t shg_chain_went(const struct shg_chain *c);
const uint32_t *shg_chain_places(const struct shg_chain *c, uint32_t *n);

#endif
