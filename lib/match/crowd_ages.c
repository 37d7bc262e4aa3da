/* Groups where ages count: window by window (windows.h), each first by its loose value. */
#include "match/assign_private.h"

#include <string.h>

/* More than any worth. */
#define IMPOSSIBLE (INT64_MAX / 2)

/* Puts the items whose birth years lie in the window (or are not known) first, in their order; gives how many. */
static uint32_t keep_window(struct shg_branch *b, const struct shg_item *all, uint32_t n) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++)
        if (shg_branch_year_fits(b, b->d->m->inst->persons[all[i].first].birth_year))
            b->d->items[kept++] = all[i];
    return kept;
}

/* Lets windows begin anew with n values: at those held, where they allow any year. */
static void begin_windows(struct shg_desk *d, const struct shg_candidate *c, uint32_t n) {
    const struct shg_model *m = d->m;
    const bool held = c->year_low && c->year_high - c->year_low <= (int)m->inst->age_spread;
    for (uint32_t k = 0; k <= m->most; k++)
        d->toll[k] = k < c->least ? IMPOSSIBLE : shg_crowd_penalty(m, c, k < c->most ? k : c->most);
    shg_windows_begin(d->windows, n, held ? c->year_low : 0, held ? c->year_high : 0, d->toll);
}

/* Tells the windows of everybody who may be chosen, each of a bundle at their share of it. */
static void fill_windows(struct shg_branch *b, const struct shg_prices *prices) {
    const struct shg_model *m = b->d->m;
    const struct shg_view view = shg_desk_view(b->d, b->candidate);
    struct shg_dated *values = shg_windows_values(b->d->windows);
    uint32_t n = 0;
    b->items = 0;
    for (uint32_t i = 0; i < view.n; i++) {
        const struct shg_item item = shg_item_at(m, prices, b->candidate, shg_view_seat(&view, i));
        const int64_t share = shg_item_share(&item);
        for (uint32_t k = 0; k < item.n; k++) {
            const uint32_t p = shg_item_person(m, &item, k);
            values[n++] = (struct shg_dated){share, p, m->inst->persons[p].birth_year};
        }
        b->items += item.n > 0;
    }
    begin_windows(b->d, b->c, n);
}

/* The loose value of a window, and how many are in it. To pick them took a look at about half of the items. */
static int64_t value_of(const struct shg_branch *b, const struct shg_top *falling, uint32_t *size) {
    const uint32_t have = falling->n < b->c->most ? falling->n : b->c->most;
    b->d->steps += falling->n + b->items / 2;
    return shg_desk_best_size(b->d->m, b->c, falling->value, have, size);
}

/* The loose best of all windows, above the floor, into *top. */
static void best_window(const struct shg_branch *b, int64_t floor, struct shg_crowd *top) {
    struct shg_desk *d = b->d;
    const struct shg_top *falling;
    uint32_t size = 0;
    for (int first; shg_windows_next(d->windows, floor, &first, &falling);) {
        const int64_t value = value_of(b, falling, &size);
        if (value <= top->value)
            continue;
        top->value = value;
        top->n = size;
        memcpy(top->list, falling->who, size * sizeof *top->list);
        floor = value > floor ? value : floor;
    }
}

/* Lists the windows that may hold a group above the floor, that of the best loose value first; of equals the earlier.
 * Gives how many. */
static uint32_t list_windows(const struct shg_branch *b, int64_t floor) {
    struct shg_desk *d = b->d;
    const struct shg_top *falling;
    uint32_t n = 0, size = 0;
    shg_windows_again(d->windows);
    for (int first; shg_windows_next(d->windows, floor, &first, &falling);) {
        const int64_t bound = value_of(b, falling, &size);
        uint32_t k = n++;
        for (; k > 0 && d->spans[k - 1].bound < bound; k--)
            d->spans[k] = d->spans[k - 1];
        d->spans[k] = (struct shg_span){first, bound};
    }
    return n;
}

/* One search in each window of the list, while it may hold a better group. The greatest bound where one was cut
 * short, else SHG_NEVER. */
static int64_t branch_windows(struct shg_branch *b, const struct shg_prices *prices, uint32_t windows) {
    struct shg_desk *d = b->d;
    const uint32_t n = shg_items_above(d, prices, b->candidate, INT64_MIN);
    int64_t cut = SHG_NEVER;
    memcpy(d->everybody, d->items, n * sizeof *d->items);
    for (uint32_t w = 0; w < windows && d->spans[w].bound > b->best->value; w++) {
        b->window_low = d->spans[w].first;
        b->window_high = b->window_low + (int)d->m->inst->age_spread;
        b->items = keep_window(b, d->everybody, n);
        d->steps += n;
        const int64_t missed = shg_branch_all(b, d->spans[w].bound);
        cut = missed > cut ? missed : cut;
    }
    return cut;
}

/* The loose best of all windows, where it obeys every rule, or the best of a search in each. What the others hold at
 * most. */
int64_t shg_crowd_by_age(struct shg_branch *b, const struct shg_prices *prices, int64_t floor) {
    struct shg_desk *d = b->d;
    fill_windows(b, prices);
    best_window(b, floor, b->best);
    bool shared = false;
    for (uint32_t i = 0; i < b->best->n; i++)
        shared |= shg_bundle_size(d->m, b->best->list[i]) > 1; /* their shares are rounded */
    if (shared || !shg_crowd_is_lawful(d, b->candidate, b->best)) {
        b->best->value = SHG_NEVER;
        b->best->n = 0;
        const int64_t cut = branch_windows(b, prices, list_windows(b, floor)), rest = shg_windows_rest(d->windows);
        return cut > rest ? cut : rest;
    }
    return shg_windows_rest(d->windows);
}

/* ---- rests ---- */

/* Tells the windows of everybody, each at what they are worth alone. */
static void fill_alone(struct shg_desk *d, const struct shg_prices *prices, uint32_t candidate) {
    const struct shg_view view = shg_desk_view(d, candidate);
    struct shg_dated *values = shg_windows_values(d->windows);
    uint32_t n = 0;
    for (uint32_t i = 0; i < view.n; i++) {
        const struct shg_seat *seat = shg_view_seat(&view, i);
        const int64_t price = prices->person[seat->person];
        if (price < SHG_BARRED)
            values[n++] = (struct shg_dated){(int64_t)seat->worth * SHG_POINT - price, seat->person,
                                             d->m->inst->persons[seat->person].birth_year};
    }
    begin_windows(d, &d->m->inst->candidates[candidate], n);
    d->steps += 4 * (uint64_t)view.n;
}

void shg_crowd_rests(struct shg_desk *d, const struct shg_prices *prices, uint32_t candidate) {
    const struct shg_model *m = d->m;
    const struct shg_candidate *c = &m->inst->candidates[candidate];
    const int years = (int)shg_years_count(&m->years);
    const struct shg_top *falling;
    if (!m->inst->age_spread) {
        const uint32_t n = shg_desk_short_list(d, prices, candidate);
        d->rest = shg_desk_best_beside(m, c, d->top_value, n);
        return;
    }
    d->rest = SHG_NEVER;
    for (int y = 0; y < years; y++)
        d->rest_of[y] = SHG_NEVER;
    fill_alone(d, prices, candidate);
    for (int first; shg_windows_next(d->windows, INT64_MIN, &first, &falling);) {
        const int64_t rest = shg_desk_best_beside(m, c, falling->value, falling->n);
        const int from = first - m->years.low, to = from + (int)m->inst->age_spread;
        for (int y = from > 0 ? from : 0; y <= to && y < years; y++)
            d->rest_of[y] = rest > d->rest_of[y] ? rest : d->rest_of[y];
        d->rest = rest > d->rest ? rest : d->rest;
    }
}

int64_t shg_crowd_rest(const struct shg_desk *d, uint32_t person) {
    const int year = d->m->inst->persons[person].birth_year;
    return d->rest_of && year ? d->rest_of[year - d->m->years.low] : d->rest;
}
