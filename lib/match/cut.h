/* The part of a wide instance that a question may use, cut out of it as an instance of its own. Private to lib/match
 * (narrow.c, around.c).
 *
 * Every seat is weighed anew: a weight for a person who may be placed, 1 + (how many of those there are) for each who
 * must be, so that the greatest worth places all who must be wherever that is possible at all. */
#ifndef SHG_MATCH_CUT_H
#define SHG_MATCH_CUT_H

#include "match/narrow.h"

#define SHG_CUT_WEIGHT 50 /* of a person who may be placed */

struct shg_cut {
    const struct shg_question *q;
    const struct shg_instance *wide;
    struct shg_instance inst; /* what was cut out */
    uint32_t *origin;         /* of each candidate that was kept: its number in the wide instance */
    bool *must, *kept;        /* of each person: must be placed; may be */
    uint32_t *leads;          /* of each starter: groups outside the part that they are given */
    uint32_t *used;           /* of each room: groups that stay in it */
    uint32_t *bundled;        /* of each person who leads a bundle: how many are in it */
    uint32_t *here;           /* ... how many of them have a seat in the candidate at hand */
    struct shg_room *rooms;   /* as the question has them, for the check */
    bool *open;           /* of each source of the wide instance (see shg_cut_source): in the part that may change */
    int32_t *weight;      /* of each person */
    int32_t weight_led;   /* of a standing group that must be given starters */
    int64_t needed;       /* the weight of all who must be placed and all groups that must be led */
    bool *stays;          /* of each group of the plan: it stays as it is, outside the part */
    uint32_t new_outside; /* new groups that stay */
    int32_t *opening;     /* what else a group costs that lies in this source; NULL: nothing */
    bool *useless;        /* of each candidate: it is left out; NULL: none is */
    bool bare;            /* others than those who must be placed fill groups without being asked: no seats of theirs */
};

/* What a candidate's groups come from: itself where it is standing, else its room. */
static inline size_t shg_cut_source(const struct shg_instance *inst, uint32_t c) {
    return inst->candidates[c].room == SHG_NONE ? c : inst->n_candidates + inst->candidates[c].room;
}

/* Whether the seat may be used: its person may be placed, and it is of today or the question opens it. */
bool shg_cut_seat(const struct shg_cut *cut, uint32_t candidate, size_t seat);

/* Begins: those whom the plan places and the person asked for must be placed, everything is open. False when out of
 * memory; shg_cut_free either way. */
bool shg_cut_begin(struct shg_cut *cut, const struct shg_question *question);
void shg_cut_free(struct shg_cut *cut);
/* Of the plan's groups, those that place somebody and lie in a source that is not open stay. */
void shg_cut_stay(struct shg_cut *cut);
/* What the groups that stay hold (persons, starters, rooms) is not to be had. */
void shg_cut_fix_rest(struct shg_cut *cut);
/* Only the persons as the question has them, which is all that the check of a plan needs. False when out of memory. */
bool shg_cut_persons(struct shg_cut *cut);
/* Cuts. False when out of memory. */
bool shg_cut_make(struct shg_cut *cut);

/* Persons that a plan places. */
uint32_t shg_cut_count(const struct shg_plan *plan);
/* The question's plan as far as it lies in the cut and fits into it; false when out of memory. */
bool shg_cut_first(const struct shg_cut *cut, struct shg_plan *out);
/* Whether the person asked for has any seat in the cut; true where nobody is. */
bool shg_cut_has_seat(const struct shg_cut *cut);
/* A plan of the cut together with the plan's groups outside the part, in numbers of the wide instance, where it is
 * lawful as a whole (see below); else *out is empty. SHG_OK, SHG_NO, SHG_SYSTEM. */
enum shg_status shg_cut_accept(struct shg_cut *cut, const struct shg_plan *found, struct shg_plan *out);
/* Whether a plan in numbers of the wide instance obeys every rule with the rooms, seats and starters of the question: a
 * plan of a part may clash with what stayed outside. SHG_OK, SHG_NO, SHG_SYSTEM. */
enum shg_status shg_cut_lawful(struct shg_cut *cut, const struct shg_plan *plan);

#endif
