/* A register with its limits taken away: what could be if a person wished less, if a room more were there, a starter
 * more. Private to lib/match; shg_why and shg_needs solve parts of it.
 *
 * The wide instance has the persons and rooms of the register as it stands, every candidate that anybody could come to,
 * and beside the seats of today those that a person would have with other wishes. Each seat says which wishes stand
 * against it; with 0 it is a seat of today. Rules that are nobody's wish (apart, not again, age, access) hold. */
#ifndef SHG_MATCH_WIDE_H
#define SHG_MATCH_WIDE_H

#include "match/plan.h"

/* Changes of a person's wishes, in the order in which they are told. */
enum {
    SHG_CHANGE_TRAVEL = 1,    /* a longer way */
    SHG_CHANGE_MIXED = 2,     /* a mixed group */
    SHG_CHANGE_MODE = 4,      /* to meet digitally, or in person */
    SHG_CHANGE_WINDOW = 8,    /* one more window */
    SHG_CHANGE_LANGUAGE = 16, /* another language */
    SHG_CHANGE_GENDER = 32,   /* whatever the genders of the others */
    SHG_CHANGE_VENUE = 64,    /* a venue that they avoid */
    SHG_CHANGE_TOWN = 128     /* a municipality that they avoid */
};

struct shg_wide {
    struct shg_instance inst;
    uint8_t *lacks;    /* of each seat: the changes that it takes */
    uint16_t *minutes; /* of each seat: the way */
    uint32_t *left;    /* of each room: new groups that fit in as things stand */
    size_t today;      /* seats of today, of all candidates */
    uint32_t *people;  /* of each candidate: seats of today */
    bool *led;         /* of each candidate: needs no starter, or enough of today's fit it */
    uint32_t persons;  /* of today: a ghost comes behind them */
    uint32_t ghosts;   /* the first starter that is not there: from here on they fit everywhere */
    uint32_t n_ghosts; /* ... how many of them */
};

/* What is added that is not there; behind all others, so that the numbers of those of today stay. */
struct shg_ghosts {
    uint32_t starters; /* so many who could lead any one group */
    bool person;       /* a person who fits everywhere; every seat of theirs lacks something */
    bool screen;       /* a digital venue with every slot of the others, and no room as things stand */
};

/* Makes it. base is the instance of opening's register as it stands. relaxed: of each person of base, whether their
 * wishes may change; NULL: nobody's, and candidates that cannot come about with the ghosts are left out. The register
 * is read again from the folder. SHG_OK, or as shg_register_load fails. */
enum shg_status shg_wide_make(struct shg_wide *out, const struct shg_opening *opening, const struct shg_instance *base,
                              const bool *relaxed, const struct shg_ghosts *ghosts, shg_faults *faults);
void shg_wide_free(struct shg_wide *wide);

/* A plan of base as a plan of the wide instance. SHG_OK or SHG_SYSTEM. */
enum shg_status shg_wide_plan(const struct shg_wide *wide, const struct shg_instance *base, const struct shg_plan *plan,
                              struct shg_plan *out);

#endif
