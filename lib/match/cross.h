/* Two plans made into one that is at least as good as both (a partition crossover: Whitley, Hains and Howe, 2009).
 * Private to lib/match.
 *
 * The groups in which two plans differ fall into parts that share no person, starter, room or NEW_MAX. As worth is a
 * sum over groups and every rule that speaks of several groups speaks of what they share, each part can be taken from
 * either plan, whatever is taken elsewhere: the better of the two. */
#ifndef SHG_MATCH_CROSS_H
#define SHG_MATCH_CROSS_H

#include "match/state.h"

/* Takes those parts of `other` (which is lawful) that are worth more; gives the gain in points. The change belongs to
 * the one that was begun (shg_state_begin). Without memory nothing is changed and the state is marked as failed. */
int64_t shg_cross(struct shg_state *s, const struct shg_plan *other);

#endif
