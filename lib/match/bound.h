/* The upper bound: Lagrangian relaxation of what ties groups to each other. Private to lib/match.
 *
 * Priced are: one seat a person (u_p), capacity of a starter (v_s), one group at a moment for a starter (t_sm), and
 * NEW_MAX (w). For any prices >= 0 L = sum u_p + sum left_s * v_s + sum t_sm + new_max * w + sum over sources of copies
 * * max(0, best group) is at least the worth of every plan: a plan pays each price at most as often as L counts it, and
 * each of its groups is at most the best of its source. Prices move along a deflected subgradient (Camerini, Fratta and
 * Maffioli, 1975), the step is Polyak's (1969), shortened after steps without gain, with a restart at the best prices.
 * Prices are whole numbers of 1/64 point; L is exact in them.
 */
#ifndef SHG_MATCH_BOUND_H
#define SHG_MATCH_BOUND_H

#include "match/assign.h"

/* The best group of a source at the prices of the last step. */
struct shg_best {
    int64_t value; /* > 0, or 0: none */
    uint32_t candidate;
    struct shg_crowd crowd;
    uint32_t n_starters, starters[SHG_TEAM_MOST];
};

struct shg_bound {
    const struct shg_model *m;
    struct shg_desk *desk;
    struct shg_prices at, best; /* of the last step; of the least bound */
    int64_t value, best_value;  /* in 1/64 points */
    bool *closed;               /* candidates that no plan better than the one known uses */
    struct shg_best *groups;    /* of each source */
    int64_t constant;           /* added to L */
    /* private */
    struct shg_team_choice *teams;
    struct shg_prices slope, move;
    uint32_t *lists, *lists2;
    int64_t *loose; /* of each candidate */
    int theta, idle;
    uint64_t steps;
};

/* SHG_OK or SHG_SYSTEM. All prices begin at 0. */
enum shg_status shg_bound_new(struct shg_bound *out, const struct shg_model *m);
void shg_bound_free(struct shg_bound *b);

/* Computes L at b->at, with the best group of each source; keeps it where it is the least. */
void shg_bound_evaluate(struct shg_bound *b);
/* n steps of the subgradient, towards `goal` (1/64 points: the worth of a plan). Stops early once best_value < goal +
 * one point. */
void shg_bound_descend(struct shg_bound *b, int n, int64_t goal);
/* Back to the best prices, with a step length of theta/1024. */
void shg_bound_restart(struct shg_bound *b, int theta);

/* The bound as whole points, rounded down (worths are whole). */
int64_t shg_bound_points(const struct shg_bound *b);

#endif
