/* Why somebody has no place, and the smallest change of their own wishes that would give them one. */
#ifndef SHG_MATCH_WHY_H
#define SHG_MATCH_WHY_H

#include "match/change.h"
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

/* What would have to come where no change of theirs helps; as kinds of shg_needs. */
enum shg_come {
    SHG_COME_STARTER, /* one more starter, at a venue and slot that suit them */
    SHG_COME_ROOM,    /* one more room there */
    SHG_COME_PEOPLE,  /* others who fit one group that suits them */
    SHG_COME_SEVERAL, /* none of these alone */
    SHG_COMES
};

/* A change that helps. */
struct shg_why_helped {
    struct shg_change change;
    uint32_t places;      /* how many more than the plan a lawful plan of the changed register places in all */
    struct shg_plan plan; /* that plan, of shg_why_case.inst */
};

/* What is known of one person. */
struct shg_why_case {
    const char *id;
    uint32_t row; /* in people.csv */
    enum shg_obstacle obstacle;
    const char *absent; /* why they take no part: a status, `available_from` or `contacted`; else NULL */
    bool apart;       /* the obstacle is that somebody is to be kept apart from them; it is SHG_OBSTACLE_PEOPLE then */
    uint32_t nearest; /* REACH: minutes to what is nearest, UINT32_MAX: there is nothing */
    uint32_t n, of;   /* PEOPLE: n fit of as many as are needed; OUTVOTED: n of those placed waited longer; of 0: - */
    struct shg_why_helped *helped; /* what helps */
    size_t n_helped;
    bool proven; /* no other change helps (of one kind; of two, where none of one helps) */
    /* where nothing helps: */
    enum shg_come come;
    bool come_proven; /* it would do, or (SEVERAL) none would do */
    uint32_t missing; /* PEOPLE: how many */
    uint32_t places;  /* how many more would be placed */
    const struct shg_instance *inst;
};

/* Called for each person, in order; what it is given lives until it returns. Anything but SHG_OK ends it. */
typedef enum shg_status shg_why_each(void *ctx, const struct shg_why_case *found);

struct shg_why_options {
    const struct shg_opening *opening; /* where the register lies; it is read again */
    const shg_register *reg;           /* the same, loaded with SHG_WHY_TABLES */
    const struct shg_instance *inst;   /* of it, as shg-match has it */
    const struct shg_plan *plan;       /* a lawful one */
    const char *const *persons;        /* whom to speak of; n 0: everybody who takes part and is not placed */
    size_t n;
    long threads; /* at least 1; never changes the result */
    const atomic_bool *cancel;
    void (*progress)(void *ctx, size_t done, size_t all); /* may be NULL */
    shg_why_each *each;
    void *ctx;
};

#define SHG_WHY_TABLES SHG_MATCH_TABLES

/* Speaks of each person asked for: a person who takes part and is placed is passed over (nobody is told of where before
 * they are asked). SHG_OK; SHG_USAGE where a person is not in the register; SHG_NO where it was cancelled; SHG_SYSTEM;
 * what `each` gave. */
enum shg_status shg_why(const struct shg_why_options *options, shg_faults *faults);

/* How the answers are shown. */
struct shg_why_face {
    bool discreet; /* numbers below SUPPRESS are not shown */
    bool internal; /* that somebody is kept apart is */
};

/* Writes the header, and the rows of one person: person,obstacle,detail,change,places,verified. The order of changes is
 * that of issue and manual. SHG_OK or SHG_SYSTEM. */
void shg_why_header(struct shg_writer *w);
enum shg_status shg_why_write(const struct shg_why_case *found, const shg_register *reg,
                              const struct shg_why_face *face, struct shg_writer *w, shg_faults *faults);

/* Whether a count of n among `of` says too much about few: n or the rest of them is below SUPPRESS. */
bool shg_why_small(const shg_register *reg, uint32_t n, uint32_t of);

/* The plan behind a change that helps, as shg-match would print it for the register so changed. The change is made in a
 * fresh copy, every rule is checked once more there: SHG_OK, SHG_SYSTEM (told). */
enum shg_status shg_why_plan(const struct shg_opening *opening, const struct shg_why_case *found, size_t helped,
                             struct shg_writer *w, shg_faults *faults);

/* Reads a plan as shg-match prints it (group to person), checks it, and gives it in numbers of inst (made with
 * keep_all). SHG_OK, SHG_DATA (told, by line), SHG_SYSTEM. */
enum shg_status shg_plan_read(const struct shg_instance *inst, const shg_csv *csv, struct shg_plan *out,
                              shg_faults *faults);

#endif
