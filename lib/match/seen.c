#include "match/seen.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 40 }; /* groups of a source */

struct group {
    int64_t worth; /* of its persons, less what is taken off for few; 1/64 points */
    uint32_t candidate, n;
    uint64_t last; /* when it was last put */
    uint64_t mix;  /* of its persons, in any order */
};

struct shg_seen {
    const struct shg_model *m;
    struct group *groups; /* MOST of each source */
    uint32_t *n;          /* of each source */
    uint32_t *admitted;   /* groups, MOST of each source */
    uint32_t *n_admitted; /* of each source */
    uint32_t *persons;    /* of each group, most */
    uint32_t *seats;      /* ... and theirs */
    size_t most;
    uint64_t puts;
};

struct shg_seen *shg_seen_new(const struct shg_model *m) {
    struct shg_seen *s = calloc(1, sizeof *s);
    if (!s)
        return NULL;
    s->m = m;
    s->most = m->most ? m->most : 1;
    s->groups = calloc(m->n_sources * MOST + 1, sizeof *s->groups);
    s->n = calloc(m->n_sources + 1, sizeof *s->n);
    s->admitted = calloc(m->n_sources * MOST + 1, sizeof *s->admitted);
    s->n_admitted = calloc(m->n_sources + 1, sizeof *s->n_admitted);
    s->persons = calloc(m->n_sources * MOST * s->most + 1, sizeof *s->persons);
    s->seats = calloc(m->n_sources * MOST * s->most + 1, sizeof *s->seats);
    if (s->groups && s->n && s->admitted && s->n_admitted && s->persons && s->seats)
        return s;
    shg_seen_free(s);
    return NULL;
}

void shg_seen_free(struct shg_seen *s) {
    if (!s)
        return;
    free(s->groups);
    free(s->n);
    free(s->admitted);
    free(s->n_admitted);
    free(s->persons);
    free(s->seats);
    free(s);
}

void shg_seen_copy(struct shg_seen *to, const struct shg_seen *from) {
    const size_t groups = from->m->n_sources * MOST;
    memcpy(to->groups, from->groups, groups * sizeof *to->groups);
    memcpy(to->n, from->n, from->m->n_sources * sizeof *to->n);
    memcpy(to->admitted, from->admitted, groups * sizeof *to->admitted);
    memcpy(to->n_admitted, from->n_admitted, from->m->n_sources * sizeof *to->n_admitted);
    memcpy(to->persons, from->persons, groups * from->most * sizeof *to->persons);
    memcpy(to->seats, from->seats, groups * from->most * sizeof *to->seats);
    to->puts = from->puts;
}

/* ---- groups ---- */

/* The same whatever the order, and hardly ever for others. */
static uint64_t mix_of(uint32_t candidate, const struct shg_crowd *crowd) {
    uint64_t mix = candidate;
    for (uint32_t k = 0; k < crowd->n; k++) {
        const uint64_t x = (crowd->list[k] + 1) * UINT64_C(0x9E3779B97F4A7C15); /* 2^64 by the golden ratio */
        mix += x ^ x >> 29;
    }
    return mix;
}

static bool is_same(const struct shg_seen *s, size_t at, uint32_t candidate, const struct shg_crowd *crowd) {
    const struct group *g = &s->groups[at];
    uint32_t same = 0;
    if (g->candidate != candidate || g->n != crowd->n)
        return false;
    while (same < g->n && shg_list_holds(&s->persons[at * s->most], g->n, crowd->list[same]))
        same++;
    return same == g->n;
}

static void fill(struct shg_seen *s, size_t at, uint32_t candidate, const struct shg_crowd *crowd) {
    const struct shg_instance *inst = s->m->inst;
    struct group *g = &s->groups[at];
    *g = (struct group){.candidate = candidate, .n = crowd->n, .mix = mix_of(candidate, crowd)};
    for (uint32_t k = 0; k < crowd->n; k++) {
        const struct shg_seat *seat = shg_seat_of(inst, candidate, crowd->list[k]);
        s->persons[at * s->most + k] = crowd->list[k];
        s->seats[at * s->most + k] = (uint32_t)(seat - inst->seats);
        g->worth += (int64_t)seat->worth * SHG_POINT;
    }
    if (crowd->n)
        g->worth -= shg_crowd_penalty(s->m, &inst->candidates[candidate], crowd->n);
}

static void admit(struct shg_seen *s, size_t source, size_t at) {
    s->admitted[source * MOST + s->n_admitted[source]++] = (uint32_t)at;
}

void shg_seen_put(struct shg_seen *s, size_t source, uint32_t candidate, const struct shg_crowd *crowd) {
    const size_t first = source * MOST, end = first + s->n[source];
    const uint64_t mix = mix_of(candidate, crowd);
    size_t at = first, oldest = first;
    while (at < end && (s->groups[at].mix != mix || !is_same(s, at, candidate, crowd))) {
        if (s->groups[at].last < s->groups[oldest].last)
            oldest = at;
        at++;
    }
    const bool known = at < end;
    if (!known && s->n[source] < MOST)
        s->n[source]++;
    else if (!known)
        at = oldest;
    if (!known)
        fill(s, at, candidate, crowd);
    s->groups[at].last = ++s->puts;
    if (!shg_list_holds(&s->admitted[first], s->n_admitted[source], (uint32_t)at))
        admit(s, source, at);
}

static bool is_left(const struct shg_seen *s, size_t at, const uint8_t *gone, const struct shg_years *years) {
    for (size_t k = at * s->most; k < at * s->most + s->groups[at].n; k++) {
        const int year = s->m->inst->persons[s->persons[k]].birth_year;
        if ((gone && shg_is_gone(gone, s->seats[k])) || !shg_is_of_years(year, years->low, years->high))
            return false;
    }
    return true;
}

void shg_seen_admit(struct shg_seen *s, size_t source, const bool *closed, const uint8_t *gone,
                    const struct shg_years *years) {
    s->n_admitted[source] = 0;
    for (size_t at = source * MOST; at < source * MOST + s->n[source]; at++)
        if (!closed[s->groups[at].candidate] && is_left(s, at, gone, &years[s->groups[at].candidate]))
            admit(s, source, at);
}

/* ---- values ---- */

static int64_t worth_of(const struct shg_seen *s, size_t at, const struct shg_prices *prices) {
    const struct group *g = &s->groups[at];
    const uint32_t *persons = &s->persons[at * s->most];
    int64_t worth = g->worth;
    for (uint32_t k = 0; k < g->n; k++)
        worth -= prices->person[persons[k]];
    return worth;
}

uint64_t shg_seen_values(const struct shg_seen *s, size_t source, const struct shg_prices *prices, int64_t *value,
                         uint32_t *pick) {
    const uint32_t *list = &s->admitted[source * MOST], n = s->n_admitted[source];
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t candidate = s->groups[list[i]].candidate;
        const int64_t worth = worth_of(s, list[i], prices);
        if (worth <= -SHG_BARRED / 2 || worth <= value[candidate])
            continue;
        value[candidate] = worth;
        pick[candidate] = list[i];
    }
    return 2 * (uint64_t)n;
}

void shg_seen_take(const struct shg_seen *s, uint32_t pick, const struct shg_prices *prices, struct shg_crowd *out) {
    out->value = worth_of(s, pick, prices);
    out->n = s->groups[pick].n;
    memcpy(out->list, &s->persons[pick * s->most], out->n * sizeof *out->list);
}
