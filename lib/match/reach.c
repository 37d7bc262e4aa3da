#include "match/reach.h"

#include "place/place.h"

#include <stdlib.h>

static void file_screen(struct shg_towns *t, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (t->list[i].mode != MODE_IN_PERSON)
            t->screen[t->n_screen++] = (uint32_t)i;
}

static bool is_filed(const struct shg_want *x) {
    return x->mode != MODE_DIGITAL && x->municipality >= 0;
}

/* A counting sort by municipality that keeps the order of numbers. */
static void file_towns(struct shg_towns *t, size_t n) {
    const size_t count = shg_municipality_count();
    for (size_t i = 0; i < n; i++) {
        const struct shg_want *x = &t->list[i];
        if (!is_filed(x))
            continue;
        t->at[x->municipality + 1]++;
        if (x->limit > t->limit[x->municipality])
            t->limit[x->municipality] = x->limit;
    }
    for (size_t town = 0; town < count; town++)
        t->at[town + 1] += t->at[town];
    for (size_t i = 0; i < n; i++)
        if (is_filed(&t->list[i]))
            t->order[t->at[t->list[i].municipality]++] = (uint32_t)i;
    for (size_t town = count; town > 0; town--)
        t->at[town] = t->at[town - 1];
    t->at[0] = 0;
}

enum shg_status shg_towns_new(struct shg_towns *out, const struct shg_wants *wants, const struct shg_want *list,
                              size_t n, struct shg_nearness worth) {
    const size_t count = shg_municipality_count();
    *out = (struct shg_towns){.wants = wants, .list = list, .worth = worth};
    out->at = calloc(count + 2, sizeof *out->at);
    out->limit = calloc(count + 1, sizeof *out->limit);
    out->order = calloc(n + 1, sizeof *out->order);
    out->screen = calloc(n + 1, sizeof *out->screen);
    out->reached = calloc(n + 1, sizeof *out->reached);
    if (!out->at || !out->limit || !out->order || !out->screen || !out->reached)
        return SHG_SYSTEM;
    file_screen(out, n);
    file_towns(out, n);
    return SHG_OK;
}

void shg_towns_free(struct shg_towns *t) {
    free(t->at);
    free(t->limit);
    free(t->order);
    free(t->screen);
    free(t->reached);
    *t = (struct shg_towns){0};
}

void shg_minutes_to(const shg_register *reg, const struct shg_where_met *venue, const struct shg_towns *lists, size_t n,
                    int *out) {
    for (size_t town = 0; town < shg_municipality_count(); town++) {
        bool lived_in = false;
        for (size_t k = 0; k < n; k++)
            lived_in |= lists[k].at[town] < lists[k].at[town + 1];
        out[town] = lived_in ? shg_travel_minutes(reg, (int)town, venue->row) : SHG_UNREACHABLE;
    }
}

/* NEAR falls with the way, to nothing at the limit (matching.md, "What a plan is worth"). */
static int32_t nearness(long weight, const struct shg_want *x, int minutes) {
    return (int32_t)(x->limit > 0 ? weight * (x->limit - minutes) / x->limit : 0);
}

static void add_reached(struct shg_towns *t, const struct shg_where_met *venue, uint32_t number, int minutes) {
    const struct shg_want *x = &t->list[number];
    if (!shg_want_venue(t->wants, x, venue, minutes))
        return;
    long on_screen = x->mode == MODE_DIGITAL ? t->worth.digital : t->worth.either;
    t->reached[t->n++] =
        (struct shg_reached){number, venue->digital ? (int32_t)on_screen : nearness(t->worth.near, x, minutes)};
}

static int by_number(const void *a, const void *b) {
    const struct shg_reached *x = a, *y = b;
    return x->number < y->number ? -1 : x->number > y->number;
}

void shg_towns_reach(struct shg_towns *t, const struct shg_where_met *venue, const int *minutes) {
    t->n = 0;
    if (venue->digital) {
        for (size_t i = 0; i < t->n_screen; i++)
            add_reached(t, venue, t->screen[i], 0);
        return;
    }
    for (size_t town = 0; town < shg_municipality_count(); town++)
        for (uint32_t i = t->at[town]; minutes[town] <= t->limit[town] && i < t->at[town + 1]; i++)
            add_reached(t, venue, t->order[i], minutes[town]);
    if (t->n)
        qsort(t->reached, t->n, sizeof *t->reached, by_number);
}
