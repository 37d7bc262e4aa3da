#include "match/assign_private.h"

#include "match/company.h"

#include <stdlib.h>
#include <string.h>

/* What is needed where ages count: room for `seats` values. */
static bool add_windows(struct shg_desk *d, size_t seats) {
    const struct shg_model *m = d->m;
    d->windows = shg_windows_new(m->most, m->inst->age_spread, seats);
    d->spans = calloc(shg_years_count(&m->years), sizeof *d->spans);
    d->everybody = calloc(seats, sizeof *d->everybody);
    d->toll = calloc(m->most + 2U, sizeof *d->toll);
    d->rest_of = calloc(shg_years_count(&m->years), sizeof *d->rest_of);
    return d->windows && d->spans && d->everybody && d->toll && d->rest_of;
}

struct shg_desk *shg_desk_new(const struct shg_model *m) {
    struct shg_desk *d = calloc(1, sizeof *d);
    size_t most = m->most + 2, seats = 2;
    if (!d)
        return NULL;
    for (size_t c = 0; c < m->inst->n_candidates; c++)
        if (m->inst->candidates[c].seats + 2 > seats)
            seats = m->inst->candidates[c].seats + 2;
    d->m = m;
    d->top_value = calloc(most, sizeof *d->top_value);
    d->top = calloc(most, sizeof *d->top);
    d->items = calloc(seats, sizeof *d->items);
    d->units = calloc(seats + most, sizeof *d->units);
    d->unit_from = calloc(seats, sizeof *d->unit_from);
    d->chosen = calloc(most, sizeof *d->chosen);
    d->lots = calloc(seats, sizeof *d->lots);
    d->end = calloc(most, sizeof *d->end);
    d->outlook = shg_outlook_new();
    if (d->lots && d->end && d->outlook && d->top_value && d->top && d->items && d->units && d->unit_from &&
        d->chosen && (!m->inst->age_spread || add_windows(d, seats)))
        return d;
    shg_desk_free(d);
    return NULL;
}

void shg_desk_free(struct shg_desk *d) {
    if (!d)
        return;
    free(d->top_value);
    free(d->top);
    free(d->items);
    free(d->units);
    free(d->unit_from);
    free(d->chosen);
    free(d->lots);
    free(d->end);
    shg_outlook_free(d->outlook);
    shg_windows_free(d->windows);
    free(d->spans);
    free(d->everybody);
    free(d->toll);
    free(d->rest_of);
    free(d);
}

uint64_t shg_desk_steps(const struct shg_desk *d) {
    return d->steps;
}

void shg_desk_count(struct shg_desk *d, uint64_t steps) {
    d->steps += steps;
}

void shg_desk_narrow(struct shg_desk *d, const struct shg_seat *open, const uint32_t *n) {
    d->open = open;
    d->n_open = n;
}

struct shg_view shg_desk_view(const struct shg_desk *d, uint32_t candidate) {
    const struct shg_model *m = d->m;
    const struct shg_candidate *c = &m->inst->candidates[candidate];
    if (d->open)
        return (struct shg_view){d->open + c->seats_at, NULL, d->n_open[candidate]};
    return (struct shg_view){m->inst->seats + c->seats_at, m->by_year ? m->by_year + c->seats_at : NULL, c->seats};
}

/* ---- loose ---- */

int64_t shg_crowd_penalty(const struct shg_model *m, const struct shg_candidate *c, uint32_t n) {
    uint32_t there = c->have + n;
    return there < c->aim ? (int64_t)m->inst->shortfall * SHG_POINT * (int64_t)(c->aim - there) : 0;
}

/* The best size of a falling list: its value, or SHG_NEVER; *n is the size. */
int64_t shg_desk_best_size(const struct shg_model *m, const struct shg_candidate *c, const int64_t *falling,
                           uint32_t have, uint32_t *n) {
    int64_t best = SHG_NEVER, sum = 0;
    *n = 0;
    for (uint32_t i = 0; i < have; i++) {
        sum += falling[i];
        if (i + 1 < c->least)
            continue;
        int64_t value = sum - shg_crowd_penalty(m, c, i + 1);
        if (value > best) {
            best = value;
            *n = i + 1;
        }
    }
    return best;
}

/* The best that up to most - 1 others are worth beside one. */
int64_t shg_desk_best_beside(const struct shg_model *m, const struct shg_candidate *c, const int64_t *falling,
                             uint32_t n) {
    int64_t best = SHG_NEVER, sum = 0;
    for (uint32_t i = 0; i <= n && i < c->most; i++) { /* i others */
        const int64_t value = sum - shg_crowd_penalty(m, c, i + 1);
        best = i + 1 >= c->least && value > best ? value : best;
        sum += i < n ? falling[i] : 0;
    }
    return best;
}

/* The short list: the persons of greatest value, as many as the candidate takes. Gives how many there are. */
uint32_t shg_desk_short_list(struct shg_desk *d, const struct shg_prices *prices, uint32_t candidate) {
    uint32_t n = 0;
    const struct shg_candidate *c = &d->m->inst->candidates[candidate];
    const struct shg_view view = shg_desk_view(d, candidate);
    const uint32_t most = c->most;
    d->steps += view.n + 4;
    for (uint32_t i = 0; i < view.n && most; i++) {
        const struct shg_seat *seat = &view.seats[i]; /* in any order */
        const int64_t price = prices->person[seat->person], value = (int64_t)seat->worth * SHG_POINT - price;
        if (price >= SHG_BARRED)
            continue;
        if (n == most && value <= d->top_value[n - 1])
            continue;
        uint32_t k = n < most ? n++ : n - 1;
        for (; k > 0 && d->top_value[k - 1] < value; k--) {
            d->top_value[k] = d->top_value[k - 1];
            d->top[k] = d->top[k - 1];
        }
        d->top_value[k] = value;
        d->top[k] = seat->person;
    }
    return n;
}

/* Gives how many are on the short list. */
static uint32_t take_loose(struct shg_desk *d, const struct shg_prices *prices, uint32_t candidate,
                           struct shg_crowd *out) {
    const struct shg_candidate *c = &d->m->inst->candidates[candidate];
    const uint32_t n = shg_desk_short_list(d, prices, candidate);
    out->value = shg_desk_best_size(d->m, c, d->top_value, n, &out->n);
    memcpy(out->list, d->top, out->n * sizeof *out->list);
    return n;
}

void shg_crowd_loose(struct shg_desk *d, const struct shg_prices *prices, uint32_t candidate, struct shg_crowd *out) {
    (void)take_loose(d, prices, candidate, out);
}

/* ---- tight ---- */

bool shg_crowd_is_lawful(const struct shg_desk *d, uint32_t candidate, const struct shg_crowd *crowd) {
    return shg_is_whole(d->m, crowd->list, crowd->n) && shg_is_company(d->m, candidate, crowd->list, crowd->n);
}

/* Among all persons at once, from what is to be exceeded on: it stands where nothing is above it. Whoever is not in a
 * group above it, with the best of the n on the short list, is not looked at; shares are rounded up, by less than one
 * for each person. Where the search was cut short, what may have been missed at most, else SHG_NEVER. */
static int64_t tight_of_all(struct shg_branch *b, const struct shg_prices *prices, int64_t floor, int64_t loose,
                            uint32_t n) {
    const int64_t least = floor - shg_desk_best_beside(b->d->m, b->c, b->d->top_value, n) - b->c->most;
    b->best->value = floor;
    b->items = shg_items_above(b->d, prices, b->candidate, least);
    return shg_branch_all(b, loose);
}

void shg_crowd_tight(struct shg_desk *d, const struct shg_prices *prices, uint32_t candidate, int64_t floor,
                     struct shg_crowd *out) {
    const struct shg_candidate *c = &d->m->inst->candidates[candidate];
    const bool ages = d->m->inst->age_spread != 0; /* the loose choice would hardly ever do */
    uint32_t n = 0;
    if (!ages) {
        n = take_loose(d, prices, candidate, out);
        if (out->value <= SHG_NEVER || shg_crowd_is_lawful(d, candidate, out))
            return;
    }
    struct shg_branch b = {
        .d = d, .candidate = candidate, .c = c, .lot = {.f = {c->held_f, 0}, .m = {c->held_m, 0}}, .best = out};
    const int64_t loose = out->value;
    out->value = SHG_NEVER;
    out->n = 0;
    d->steps += shg_desk_view(d, candidate).n;
    const int64_t rest = ages ? shg_crowd_by_age(&b, prices, floor) : tight_of_all(&b, prices, floor, loose, n);
    if (rest > out->value)
        out->value = rest;
}
