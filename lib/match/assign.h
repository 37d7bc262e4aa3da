/* The assignment of one group at given prices: which persons and which starters make it worth most. Private to
 * lib/match.
 *
 * A candidate at person prices u and starter prices v is worth
 *     max over sets S, least <= |S| <= most:  sum over S of (worth_p - u_p) - shortfall * max(0, aim - have - |S|)
 *   + max over teams T:                       sum over T of (points_s - v_s) + second where |T| >= 2
 *   + bonus - opening,
 * and the two maxima are independent. Without rules inside the group the best S of each size are the |S| persons with
 * the greatest worth_p - u_p ("loose": one pass with a short list, an upper bound). With them (apart, bundles, not
 * alone, age) the best S is found by branching on the persons in falling order of reduced worth; the loose value of
 * what is left bounds each branch ("tight"). Where ages count this is done in each window of birth years, the one of
 * the best loose value first (windows.h), mostly that value stands at once. The best team is its best active starter
 * with the best of the others.
 */
#ifndef SHG_MATCH_ASSIGN_H
#define SHG_MATCH_ASSIGN_H

#include "match/plan.h"
#include "match/prices.h"

/* At this price or more a person is not to be had at all. */
#define SHG_BARRED ((int64_t)1 << 40)
/* No worth: less than any that can come about. */
#define SHG_NEVER (INT64_MIN / 4)

struct shg_team_choice {
    int64_t value; /* SHG_NEVER: there is no team */
    uint32_t n, starters[SHG_TEAM_MOST];
};

void shg_team_best(const struct shg_model *m, const struct shg_prices *prices, uint32_t team,
                   struct shg_team_choice *out);

/* Persons chosen. list has room for model->most. */
struct shg_crowd {
    int64_t value;
    uint32_t n, *list;
};

/* What is taken off for a group of n that stays below its aim, 1/64 points. */
int64_t shg_crowd_penalty(const struct shg_model *m, const struct shg_candidate *c, uint32_t n);

/* Room for the work of one thread. */
struct shg_desk;
struct shg_desk *shg_desk_new(const struct shg_model *m);
void shg_desk_free(struct shg_desk *desk);
/* Steps of work done at this desk: seats looked at. */
uint64_t shg_desk_steps(const struct shg_desk *desk);
/* Counts work that was done beside it. */
void shg_desk_count(struct shg_desk *desk, uint64_t steps);

/* Looks from here on only at these seats: of each candidate the first n[candidate] from its seats_at in open, in order
 * of model->by_year where there is one. They must live as long; NULL: at those of the instance. */
void shg_desk_narrow(struct shg_desk *desk, const struct shg_seat *open, const uint32_t *n);

/* The loose best: value (SHG_NEVER where there are not enough) and the persons. */
void shg_crowd_loose(struct shg_desk *desk, const struct shg_prices *prices, uint32_t candidate, struct shg_crowd *out);
/* Looks at what the others in a candidate are worth at most where one seat is given to somebody. */
void shg_crowd_rests(struct shg_desk *desk, const struct shg_prices *prices, uint32_t candidate);
/* ... to this person, who has a seat there: loosely, but among those of a fitting age; SHG_NEVER: there are too few. */
int64_t shg_crowd_rest(const struct shg_desk *desk, uint32_t person);
/* The tight best. Where it is not above `floor`, or the search becomes too long, any upper bound of it that is not
 * above the floor, or the loose value; the persons are the best found (perhaps none: n 0). */
void shg_crowd_tight(struct shg_desk *desk, const struct shg_prices *prices, uint32_t candidate, int64_t floor,
                     struct shg_crowd *out);

#endif
