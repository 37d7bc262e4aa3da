/* What the bars of a branch forbid and ask for in one source, as prices that hold while it is looked at. Private to
 * lib/match (bound.c).
 *
 * Who may not be there is not to be had at any price. Who must be there, in a source of one group, brings it a gain
 * that is taken off its value again whoever it holds: a price of its own, true however great. Who could lead at that
 * time pays for that too (ties.h). */
#ifndef SHG_MATCH_BARS_H
#define SHG_MATCH_BARS_H

#include "match/bound.h"

/* Sets the prices of a source, until shg_bars_leave. */
void shg_bars_enter(struct shg_bound *b, size_t source);
void shg_bars_leave(struct shg_bound *b);
/* What is to be taken off the value of the source's groups. */
int64_t shg_bars_forced(const struct shg_bound *b);

#endif
