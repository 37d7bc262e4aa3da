/* Why somebody has no place, and the smallest change of their own wishes that would give them one. */
#ifndef SHG_MATCH_WHY_H
#define SHG_MATCH_WHY_H

#include "match/plan.h"

#include <stdatomic.h>

/* The first thing that stands in the way. */
enum shg_obstacle {
    SHG_OBSTACLE_ABSENT,   /* takes no part */
    SHG_OBSTACLE_REACH,    /* nothing in reach */
    SHG_OBSTACLE_SLOT,     /* reach, but no slot in common */
    SHG_OBSTACLE_STARTER,  /* a slot, but no starter */
    SHG_OBSTACLE_PEOPLE,   /* a slot and a starter, but too few who fit */
    SHG_OBSTACLE_ROOM,     /* enough of them, but no room */
    SHG_OBSTACLE_OUTVOTED, /* others came first */
    SHG_OBSTACLES
};

struct shg_why_options {
    const struct shg_opening *opening; /* where the register lies; it is read once more */
    const shg_register *reg;           /* the same, loaded with SHG_WHY_TABLES */
    const struct shg_instance *inst;   /* of it, as shg-match has it */
    const struct shg_plan *plan;       /* a lawful one */
    const char *const *persons;        /* whom to speak of; n 0: everybody who takes part and is not placed */
    size_t n;
    bool discreet; /* numbers below SUPPRESS are not shown */
    const atomic_bool *cancel;
};

#define SHG_WHY_TABLES SHG_MATCH_TABLES

/* Writes rows person,obstacle,detail,change,places,verified, by person, the order of changes being that of issue and
 * manual: a longer way, a mixed group, another way to meet, a window, a language, genders, a place avoided; pairs where
 * no single one helps. A person who takes part is not told of where the plan places them. SHG_OK; SHG_USAGE where a
 * person is not in the register; SHG_NO where it was cancelled; SHG_SYSTEM. */
enum shg_status shg_why(const struct shg_why_options *options, struct shg_writer *w, shg_faults *faults);

/* Reads a plan as shg-match prints it (group to person), checks it, and gives it in numbers of inst (made with
 * keep_all). SHG_OK, SHG_DATA (told, by line), SHG_SYSTEM. */
enum shg_status shg_plan_read(const struct shg_instance *inst, const shg_csv *csv, struct shg_plan *out,
                              shg_faults *faults);

#endif
