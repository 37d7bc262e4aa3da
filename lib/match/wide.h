/* A register with its limits taken away: what could be if a person wished less, if a room more were there, a starter
 * more. Private to lib/match; shg_why and shg_needs solve parts of it.
 *
 * The wide instance has the persons and rooms of the register as it stands, every candidate that anybody could come to,
 * and beside the seats of today those that a person would have with other wishes. Each seat says which wishes stand
 * against it; with 0 it is a seat of today. Rules that are nobody's wish (apart, not again, age, access) hold. */
#ifndef SHG_MATCH_WIDE_H
#define SHG_MATCH_WIDE_H

#include "match/change.h"
#include "match/plan.h"

struct shg_wide {
    struct shg_instance inst;
    uint8_t *lacks;    /* of each seat: the changes that it takes */
    uint16_t *minutes; /* of each seat: the way */
    uint32_t *left;    /* of each room: new groups that fit in as things stand */
    size_t today;      /* seats of today, of all candidates */
    uint32_t *people;  /* of each candidate: seats of today */
    bool *led;         /* of each candidate: needs no starter, or enough of today's fit it */
    size_t *chance_at; /* of each person: the candidates in which they have a seat, of today or not, are */
    uint32_t *chances; /* chances[chance_at[person] .. chance_at[person + 1] - 1], ascending */
    uint32_t persons;  /* of today: ghosts come behind them */
    uint32_t ghosts;   /* the first starter that is not there: from here on they fit everywhere */
    uint32_t n_ghosts; /* ... how many of them */
};

/* What is otherwise. What is added comes behind all others, so that the numbers of those of today stay. */
struct shg_ghosts {
    uint32_t starters;   /* so many who could lead any one group */
    bool people;         /* two persons who fit everywhere; every seat of theirs lacks something */
    bool screen;         /* a digital venue with every slot of the others, and no room as things stand */
    const char *unbound; /* the id of a person whom nobody is kept apart from; NULL: nobody */
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
