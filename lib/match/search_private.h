/* What the files of the search share: its struct, chance, and the composing of groups. Included by search.c, compose.c
 * and moves.c only. */
#ifndef SHG_MATCH_SEARCH_PRIVATE_H
#define SHG_MATCH_SEARCH_PRIVATE_H

#include "match/chain.h"
#include "match/chance.h"
#include "match/search.h"

/* A candidate that could be opened, and what it was worth when it was looked at. */
struct shg_offer {
    uint32_t candidate;
    uint32_t epoch; /* groups opened before it was looked at */
    int64_t value;
};

/* A group composed for a candidate. */
struct shg_draft {
    uint32_t candidate, n, *list;
    struct shg_team_choice team;
    int64_t value;
};

/* How the move at hand goes about it. */
struct shg_manner {
    int64_t far;       /* candidates that lose more are not looked at */
    uint32_t noise;    /* on what a person costs, points */
    uint32_t wildness; /* times that much on what a group is worth */
    int64_t share;     /* of the prices that counts, quarters */
    bool surplus;      /* members whom other groups can spare are to be had, at their price */
    uint32_t taboo;    /* a candidate that is not to come back, or SHG_NONE */
};

struct shg_search {
    const struct shg_model *m;
    struct shg_state state;
    struct shg_desk *desk;
    struct shg_chain *chain;
    struct shg_prices price, cost; /* of the bound; of this rebuild: barred where somebody cannot be had */
    struct shg_prices nothing;     /* all 0 */
    const int64_t *loss;           /* of each candidate at the prices, or NULL */
    struct shg_manner how;
    uint64_t random, extra;       /* extra: steps that the desk does not count */
    struct shg_state kept;        /* the best plan so far, as a state of its own */
    uint32_t *changed, n_changed; /* places that differ from it, each once */
    bool *is_changed;
    struct shg_plan best; /* the same as a plan, made when it is asked for */
    int64_t best_worth;
    int64_t polished[2]; /* the most that the last touch ever added to a plan tried: anew, as it was */
    struct shg_offer *offers;
    uint32_t n_offers, epoch;
    uint32_t *stamp, stamps;      /* of each candidate: the rebuild in which it was offered */
    uint32_t *touched, n_touched; /* places changed in this rebuild */
    uint32_t *people, n_people;   /* persons set free in this rebuild */
    uint32_t *dirty, n_dirty;     /* persons whose cost is not that of their place now, each once */
    bool *is_dirty;
    bool *pool, is_pooled; /* candidates that may be opened, where not all may */
    uint32_t *buffers;     /* four lists of model->most */
    struct shg_draft draft;
    bool failed;
};

#define SHG_OFFERS_MOST 4096 /* candidates looked at in one rebuild */

/* ---- chance ---- */

static inline uint32_t shg_draw_below(struct shg_search *s, size_t n) {
    return shg_chance_below(&s->random, n);
}

/* Noise of this move on what a person costs, 1/64 points. */
static inline int64_t shg_draw_noise(struct shg_search *s) {
    return (int64_t)shg_draw_below(s, (size_t)s->how.noise * SHG_POINT + 1);
}

/* ---- compose.c ---- */

/* What persons cost from here on: all of them; one, until shg_costs_clean. */
void shg_costs_reset(struct shg_search *s);
void shg_costs_set(struct shg_search *s, uint32_t person, int64_t cost);
void shg_costs_clean(struct shg_search *s);

/* Notes that a place is to be looked at again when the move ends. */
void shg_search_touch(struct shg_search *s, uint32_t place);
/* Whether a place is vacant for the candidate, and one group more may begin. */
bool shg_search_may_open(const struct shg_search *s, uint32_t candidate);
/* Opens the draft where it is worth more than nothing, with the best team that can be had, or with the team it has; its
 * persons are nowhere. */
bool shg_draft_open(struct shg_search *s);
bool shg_draft_open_as_is(struct shg_search *s);
/* Begins a new list of offers; adds a candidate where one of its groups can be composed; opens them from the best down,
 * as far as they go. */
void shg_offers_begin(struct shg_search *s);
void shg_offers_add(struct shg_search *s, uint32_t candidate);
void shg_offers_open(struct shg_search *s);

/* ---- moves.c ---- */

/* Begins a change of the state, and forgets what the last move touched. */
void shg_move_begin(struct shg_search *s);
/* One move at a temperature, undone where it loses more than annealing allows. Gives whether it was kept. */
bool shg_move(struct shg_search *s, int temperature);
/* Fills every place, seats everybody and leads every group as well as single chains can. */
void shg_move_polish(struct shg_search *s);

#endif
