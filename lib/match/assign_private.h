/* What the files of the assignment share: its desk, the items that are branched on, and the branch. Included by
 * assign.c, branch.c and crowd_ages.c only. */
#ifndef SHG_MATCH_ASSIGN_PRIVATE_H
#define SHG_MATCH_ASSIGN_PRIVATE_H

#include "match/assign.h"
#include "match/outlook.h"
#include "match/windows.h"

/* A person, or a bundle, that may be chosen. */
struct shg_item {
    int64_t value; /* of all its persons */
    uint32_t n;
    uint32_t first; /* its person with the smallest number */
};

/* A window of birth years, and what a group in it is worth at most. */
struct shg_span {
    int first;
    int64_t bound;
};

struct shg_desk {
    const struct shg_model *m;
    const struct shg_seat *open; /* NULL: those of the instance */
    const uint32_t *n_open;
    uint64_t steps;
    int64_t *top_value; /* the short list of the loose pass, falling */
    uint32_t *top;
    struct shg_item *items;
    int64_t *units;       /* prefix sums of reduced worth a person, by item in falling order */
    uint32_t *unit_from;  /* first unit of each item */
    uint32_t *chosen;     /* persons of the branch at hand */
    struct shg_lot *lots; /* of the items, to look ahead */
    int64_t *end;         /* what a group of so many is worth beside its persons */
    struct shg_outlook *outlook;
    int64_t rest; /* where somebody of unknown age takes a seat: see shg_crowd_rest */
    /* where ages count, else NULL */
    struct shg_windows *windows;
    struct shg_span *spans;
    struct shg_item *everybody; /* the items of all windows */
    int64_t *toll;              /* of the candidate at hand, by number of persons: what is taken off for few */
    int64_t *rest_of;           /* of each birth year from year_low: see shg_crowd_rest */
};

/* The branch at hand. */
struct shg_branch {
    struct shg_desk *d;
    uint32_t candidate;
    const struct shg_candidate *c;
    uint32_t items, nodes, limit;
    struct shg_lot lot; /* those chosen; of each gender with those held */
    int window_low, window_high;
    struct shg_crowd *best;
};

/* ---- assign.c ---- */

/* The seats of a candidate that are looked at. */
struct shg_view {
    const struct shg_seat *seats;
    const uint32_t *order; /* where ages count: by year of birth; NULL: as they are */
    uint32_t n;
};
struct shg_view shg_desk_view(const struct shg_desk *d, uint32_t candidate);

static inline const struct shg_seat *shg_view_seat(const struct shg_view *v, uint32_t i) {
    return &v->seats[v->order ? v->order[i] : i];
}

/* The best size of a falling list of `have`: its value, or SHG_NEVER; *n is the size. */
int64_t shg_desk_best_size(const struct shg_model *m, const struct shg_candidate *c, const int64_t *falling,
                           uint32_t have, uint32_t *n);
/* What the others are worth at most beside one person, of a falling list of n: up to one less than the group holds;
 * SHG_NEVER where there are too few. */
int64_t shg_desk_best_beside(const struct shg_model *m, const struct shg_candidate *c, const int64_t *falling,
                             uint32_t n);
/* Into d->top: the persons of greatest value, as many as the candidate takes. Gives how many there are. */
uint32_t shg_desk_short_list(struct shg_desk *d, const struct shg_prices *prices, uint32_t candidate);
/* Whether a choice obeys every rule inside the group. */
bool shg_crowd_is_lawful(const struct shg_desk *d, uint32_t candidate, const struct shg_crowd *crowd);

/* ---- branch.c ---- */

/* The k-th person of an item. */
static inline uint32_t shg_item_person(const struct shg_model *m, const struct shg_item *item, uint32_t k) {
    return item->n > 1 ? m->mates[m->mates_at[item->first] + k] : item->first;
}
/* What each counts for: a share of a bundle is rounded up, so that bounds stay true. */
static inline int64_t shg_item_share(const struct shg_item *item) {
    return item->n > 1 ? item->value / (int64_t)item->n + 1 : item->value;
}
/* The bundle of several whose first this is; nobody where one of them is barred. */
struct shg_item shg_item_of_bundle(const struct shg_model *m, const struct shg_prices *prices, uint32_t candidate,
                                   uint32_t first);
/* A seat of a candidate as an item: nobody where one of it is barred; a bundle stands at the seat of its first. */
static inline struct shg_item shg_item_at(const struct shg_model *m, const struct shg_prices *prices,
                                          uint32_t candidate, const struct shg_seat *seat) {
    const uint32_t p = seat->person;
    if (m->mates_at[p] != m->mates_at[p + 1])
        return shg_item_of_bundle(m, prices, candidate, p);
    const bool fits = m->inst->persons[p].bundle == p && prices->person[p] < SHG_BARRED;
    return (struct shg_item){(int64_t)seat->worth * SHG_POINT - prices->person[p], fits, p};
}
/* Lists into d->items who may be chosen, where they are worth more than `least` each. Gives how many. */
uint32_t shg_items_above(struct shg_desk *d, const struct shg_prices *prices, uint32_t candidate, int64_t least);
/* Whether a birth year (0: not known) lies in the window of the branch. */
bool shg_branch_year_fits(const struct shg_branch *b, int year);
/* The best of the items; their order is lost. Where there are too many branches, what may have been missed at most
 * (`loose` bounds everything), else SHG_NEVER. */
int64_t shg_branch_all(struct shg_branch *b, int64_t loose);

/* ---- crowd_ages.c ---- */

/* The best group of the branch's candidate in any window that may hold one above the floor. What the others may hold at
 * most. */
int64_t shg_crowd_by_age(struct shg_branch *b, const struct shg_prices *prices, int64_t floor);

#endif
