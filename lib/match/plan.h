/* A plan: groups with the persons they take and the starters they are given; its check against every rule, its worth,
 * and its face as CSV (tools.md, "A plan has one row for each person or starter newly placed"). */
#ifndef SHG_MATCH_PLAN_H
#define SHG_MATCH_PLAN_H

#include "csv/csv.h"
#include "match/instance.h"

#define SHG_TEAM_MOST 4 /* STARTERS_MAX is at most this */

struct shg_plan_group {
    uint32_t candidate;
    uint32_t n, n_starters;
    uint32_t *persons; /* ascending numbers, in the plan's block */
    uint32_t starters[SHG_TEAM_MOST];
};

struct shg_plan {
    struct shg_plan_group *groups; /* in no order */
    size_t n, cap;
};

#define SHG_PLAN_EMPTY ((struct shg_plan){NULL, 0, 0})

/* Adds a group with copies of its persons (n of them) and starters; sorts both. False when out of memory. */
bool shg_plan_add(struct shg_plan *plan, uint32_t candidate, const uint32_t *persons, uint32_t n,
                  const uint32_t *starters, uint32_t n_starters);
/* Sorts the persons of a group anew, of whom some were changed for others. */
void shg_plan_order(struct shg_plan_group *group);
/* False when out of memory; the copy is empty then. */
bool shg_plan_copy(const struct shg_plan *from, struct shg_plan *to);
/* The candidate of the first group that a starter is given to, SHG_NONE where there is none. */
uint32_t shg_plan_led_by(const struct shg_plan *plan, uint32_t starter);
void shg_plan_free(struct shg_plan *plan);

/* A plan of one instance in numbers of another, of a register with the same people and starters. SHG_OK; SHG_SYSTEM
 * where memory runs out or a group is not a candidate there. */
enum shg_status shg_plan_renumber(const struct shg_instance *to, const struct shg_instance *from,
                                  const struct shg_plan *plan, struct shg_plan *out);

/* The rules of matching.md that a plan can break. */
enum shg_breach_of {
    SHG_BREACH_SEAT,      /* the person does not fit the group, or does not take part */
    SHG_BREACH_TWICE,     /* the person is placed twice */
    SHG_BREACH_LEAST,     /* too few for the group */
    SHG_BREACH_MOST,      /* more than the group takes */
    SHG_BREACH_ROOM,      /* more groups than rooms, or a standing group twice */
    SHG_BREACH_NEW_MAX,   /* more new groups than NEW_MAX */
    SHG_BREACH_LEAD,      /* the starter does not fit the group */
    SHG_BREACH_STARTERS,  /* too few or too many starters, or starters for a group that is given none */
    SHG_BREACH_ACTIVE,    /* no active starter */
    SHG_BREACH_CAPACITY,  /* the starter leads too many groups */
    SHG_BREACH_OVERLAP,   /* the starter leads two groups at one time */
    SHG_BREACH_APART,     /* two who are kept apart */
    SHG_BREACH_TOGETHER,  /* two who go together are not */
    SHG_BREACH_NOT_ALONE, /* the only one of their gender, who does not wish it */
    SHG_BREACH_AGE,       /* birth years too far from each other */
    SHG_BREACH_HUMAN,     /* placed in a group at the time of one that they are given to lead */
    SHG_BREACHES
};

struct shg_breach {
    enum shg_breach_of rule;
    size_t group;  /* of plan->groups */
    uint32_t node; /* the person, or n_persons + the starter, of whom it speaks; SHG_NONE: the group itself */
};

/* What a rule says when it is broken, a msgid ("the person does not fit the group"). */
const char *shg_breach_text(enum shg_breach_of rule);

/* Whether the plan obeys every rule; else *out is the first breach (by rule, group, node). below_min: a forming or new
 * group may stay below its least number (shg-record --short). Never fails for want of memory but by giving
 * SHG_SYSTEM. SHG_OK, SHG_NO (a breach) or SHG_SYSTEM. */
enum shg_status shg_plan_check(const struct shg_instance *inst, const struct shg_plan *plan, bool below_min,
                               struct shg_breach *out);

/* The same, with all breaches: *out (free() it) holds *n of them, by rule, group, node, each once. */
enum shg_status shg_plan_breaches(const struct shg_instance *inst, const struct shg_plan *plan, bool below_min,
                                  struct shg_breach **out, size_t *n);

/* The worth of one group; that of a plan is their sum (matching.md, "What a plan is worth"). */
int64_t shg_group_worth(const struct shg_instance *inst, const struct shg_plan_group *group);

/* Adds the plan as CSV, header and rows sorted, ids of new groups given. SHG_OK or SHG_SYSTEM. */
enum shg_status shg_plan_write(const struct shg_instance *inst, const struct shg_plan *plan, const shg_register *reg,
                               struct shg_writer *w, shg_faults *faults);
/* The same for a plan of one instance in a register where something else is otherwise than how many people and starters
 * come before them: every rule is checked once more there. SHG_OK, SHG_SYSTEM (told). */
enum shg_status shg_plan_carry(const shg_register *reg, const struct shg_instance *from, const struct shg_plan *plan,
                               struct shg_writer *w, shg_faults *faults);

#endif
