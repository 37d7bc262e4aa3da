/* What starters lead already: groups that are forming or starting and hold them (matching.md: a starter leads at most
 * `capacity` groups at once, no two of which overlap in time). Private to lib/match. */
#ifndef SHG_MATCH_LEADING_H
#define SHG_MATCH_LEADING_H

#include "match/wants.h"

/* The times of what each starter leads: those of starter i are windows[at[i] .. at[i + 1] - 1]. */
struct shg_leading {
    struct shg_window *windows;
    size_t *at;
};

/* Fills inst->starters with those who have capacity left; wants->starters keeps the same ones, so that numbers agree.
 * SHG_OK or SHG_SYSTEM (free *out in any case). */
enum shg_status shg_leading_read(struct shg_leading *out, struct shg_instance *inst, struct shg_wants *wants,
                                 const shg_register *reg);
void shg_leading_free(struct shg_leading *leading);

/* Whether a starter leads already at a time that overlaps with the slot. */
bool shg_leads_at(const struct shg_leading *leading, uint32_t starter, struct shg_window slot);

#endif
