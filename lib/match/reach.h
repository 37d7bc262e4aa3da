/* Who can come to a venue (matching.md: Mode, Avoid, Access, the travel limit). Private to lib/match.
 *
 * Everybody is filed once: by municipality where they meet in person, and in one list where they meet on a screen. A
 * venue is then looked at together with the people of those municipalities only that lie within somebody's limit, so
 * that a country takes as long as its counties. */
#ifndef SHG_MATCH_REACH_H
#define SHG_MATCH_REACH_H

#include "match/wants.h"

/* Somebody who can come to a venue. */
struct shg_reached {
    uint32_t number; /* in the list of wants */
    int32_t points;  /* for coming there */
};

/* What coming is worth: in person at no distance, on a screen to one who wants that, or whom either suits. */
struct shg_nearness {
    long near, digital, either;
};

/* A list of wants (people or starters) by where they can meet; numbers ascend within a town and on the screen. */
struct shg_towns {
    const struct shg_wants *wants;
    const struct shg_want *list;
    struct shg_nearness worth;
    uint32_t *at;    /* of each municipality: its first in `order`; at[count] is the end */
    long *limit;     /* of each municipality: the greatest travel limit there */
    uint32_t *order; /* who meet in person, by municipality */
    uint32_t *screen;
    size_t n_screen;
    struct shg_reached *reached; /* at the venue asked for last, by number */
    size_t n;
};

/* Files n wants, which must stay where they are. SHG_OK or SHG_SYSTEM (free it in any case). */
enum shg_status shg_towns_new(struct shg_towns *out, const struct shg_wants *wants, const struct shg_want *list,
                              size_t n, struct shg_nearness worth);
void shg_towns_free(struct shg_towns *towns);

/* Fills towns->reached. minutes: from each municipality to the venue, made by shg_minutes_to. */
void shg_towns_reach(struct shg_towns *towns, const struct shg_where_met *venue, const int *minutes);

/* Minutes to an in-person venue from every municipality where any of the n lists has somebody. out has room for
 * shg_municipality_count() of them. */
void shg_minutes_to(const shg_register *reg, const struct shg_where_met *venue, const struct shg_towns *lists, size_t n,
                    int *out);

#endif
