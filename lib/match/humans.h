/* Who is the same human as whom, who is kept apart from whom or goes together with whom (matching.md: Apart, Together,
 * One human), reduced to the nodes of an instance and to groups in which somebody is held already. Private to
 * lib/match. */
#ifndef SHG_MATCH_HUMANS_H
#define SHG_MATCH_HUMANS_H

#include "match/instance.h"
#include "match/wants.h"

/* Node `node` (person, or n_persons + starter) may not come into the standing group of that row. */
struct shg_ban {
    uint32_t node, group;
};

struct shg_bans {
    struct shg_ban *list; /* by node, group */
    size_t n, cap;
};

/* Fills in inst->apart_at, apart, links and the persons' bundles; bans are given to the caller (free bans->list).
 * persons and starters of inst must be there, and their rows. SHG_OK or SHG_SYSTEM. */
enum shg_status shg_humans_read(struct shg_instance *inst, struct shg_bans *bans, const shg_register *reg);

bool shg_banned(const struct shg_bans *bans, uint32_t node, uint32_t group);

#endif
