/* The best group among items by branching (see assign.h). */
#include "match/assign_private.h"

#include <stdlib.h>
#include <string.h>

enum {
    TIGHT_NODES = 4000, /* branches of one search */
    EASY_NODES = 40     /* ... before it is looked ahead */
};

static bool age_bound(const struct shg_branch *b) {
    return b->d->m->inst->age_spread != 0;
}

bool shg_branch_year_fits(const struct shg_branch *b, int year) {
    return !age_bound(b) || shg_is_of_years(year, b->window_low, b->window_high);
}

/* Whether an item goes with those chosen (apart, age). */
static bool item_fits(const struct shg_branch *b, const struct shg_item *item) {
    const struct shg_model *m = b->d->m;
    const struct shg_instance *inst = m->inst;
    if (b->lot.n + item->n > b->c->most)
        return false;
    for (uint32_t k = 0; k < item->n; k++) {
        uint32_t p = shg_item_person(m, item, k);
        if (!shg_branch_year_fits(b, inst->persons[p].birth_year))
            return false;
        if (inst->apart_at[p] == inst->apart_at[p + 1])
            continue;
        for (uint32_t i = 0; i < b->lot.n; i++)
            if (shg_is_apart(inst, p, b->d->chosen[i]))
                return false;
        for (uint32_t j = 0; j < k; j++)
            if (shg_is_apart(inst, p, m->mates[m->mates_at[item->first] + j]))
                return false;
    }
    return true;
}

static void add_person(struct shg_lot *lot, const struct shg_person *person) {
    lot->n++;
    lot->f.n += person->gender == GENDER_F;
    lot->m.n += person->gender == GENDER_M;
    lot->f.shy += person->not_alone && person->gender == GENDER_F;
    lot->m.shy += person->not_alone && person->gender == GENDER_M;
}

static void item_choose(struct shg_branch *b, const struct shg_item *item) {
    const struct shg_model *m = b->d->m;
    for (uint32_t k = 0; k < item->n; k++) {
        uint32_t p = shg_item_person(m, item, k);
        b->d->chosen[b->lot.n] = p;
        add_person(&b->lot, &m->inst->persons[p]);
    }
    b->lot.value += item->value;
}

/* The loose value of what can still become of the branch: the next persons in falling order. */
static int64_t branch_bound(const struct shg_branch *b, uint32_t item) {
    const struct shg_desk *d = b->d;
    uint32_t from = d->unit_from[item], units = d->unit_from[b->items];
    int64_t best = SHG_NEVER;
    for (uint32_t n = b->lot.n > b->c->least ? b->lot.n : b->c->least; n <= b->c->most; n++) {
        uint32_t more = n - b->lot.n;
        if (from + more > units)
            break;
        int64_t value = b->lot.value + d->units[from + more] - d->units[from] - shg_crowd_penalty(d->m, b->c, n);
        best = value > best ? value : best;
    }
    return best;
}

/* What is chosen as a whole group: keeps it where it is lawful and the best. */
static void branch_close(struct shg_branch *b) {
    const struct shg_lot *x = &b->lot;
    if (x->n < b->c->least || (x->f.shy && x->f.n < 2) || (x->m.shy && x->m.n < 2))
        return;
    int64_t value = x->value - shg_crowd_penalty(b->d->m, b->c, x->n);
    if (value <= b->best->value)
        return;
    b->best->value = value;
    b->best->n = x->n;
    memcpy(b->best->list, b->d->chosen, x->n * sizeof *b->best->list);
}

static void branch_on(struct shg_branch *b, uint32_t item) {
    branch_close(b);
    for (; item < b->items && b->nodes < b->limit; item++) {
        if (branch_bound(b, item) <= b->best->value)
            return;
        b->nodes++;
        if (!item_fits(b, &b->d->items[item]))
            continue;
        struct shg_branch next = *b;
        item_choose(&next, &b->d->items[item]);
        branch_on(&next, item + 1);
        b->nodes = next.nodes;
    }
}

/* The loose value of what can still become of the branch, but for those kept apart. */
static int64_t outlook(const struct shg_branch *b, uint32_t item) {
    return b->lot.value + shg_outlook_of(b->d->outlook, item, &b->lot);
}

/* With and without an item in turn, what promises more first: where nobody is kept apart, the first group that comes
 * about is the best. */
static void branch_ahead(struct shg_branch *b, uint32_t item) {
    for (; outlook(b, item) > b->best->value && b->nodes < b->limit; item++) {
        b->nodes++;
        if (item == b->items) {
            branch_close(b);
            return;
        }
        if (!item_fits(b, &b->d->items[item]))
            continue;
        struct shg_branch with = *b;
        item_choose(&with, &b->d->items[item]);
        const bool last = outlook(b, item + 1) > outlook(&with, item + 1);
        if (last) {
            branch_ahead(b, item + 1);
            with = *b;
            item_choose(&with, &b->d->items[item]); /* those chosen meanwhile stand where it stood */
        }
        branch_ahead(&with, item + 1);
        b->nodes = with.nodes;
        if (last)
            return;
    }
}

/* Falling value a person, then rising number. */
static int by_value(const void *a, const void *b) {
    const struct shg_item *x = a, *y = b;
    int64_t p = x->value * (int64_t)y->n, q = y->value * (int64_t)x->n;
    if (p != q)
        return p > q ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

struct shg_item shg_item_of_bundle(const struct shg_model *m, const struct shg_prices *prices, uint32_t candidate,
                                   uint32_t first) {
    struct shg_item item = {0, m->mates_at[first + 1] - m->mates_at[first], first};
    for (uint32_t k = 0; k < item.n; k++) {
        const uint32_t p = m->mates[m->mates_at[first] + k];
        if (prices->person[p] >= SHG_BARRED)
            return (struct shg_item){0};
        item.value += (int64_t)shg_seat_of(m->inst, candidate, p)->worth * SHG_POINT - prices->person[p];
    }
    return item;
}

uint32_t shg_items_above(struct shg_desk *d, const struct shg_prices *prices, uint32_t candidate, int64_t least) {
    const struct shg_view view = shg_desk_view(d, candidate);
    uint32_t n = 0;
    for (uint32_t i = 0; i < view.n; i++) {
        d->items[n] = shg_item_at(d->m, prices, candidate, shg_view_seat(&view, i));
        d->steps += d->items[n].n > 0 ? 3 : 0;
        n += d->items[n].n > 0 && shg_item_share(&d->items[n]) > least;
    }
    return n;
}

static void insert(struct shg_item *items, uint32_t n, struct shg_item item) {
    for (; n > 0 && by_value(&item, &items[n - 1]) < 0; n--)
        items[n] = items[n - 1];
    items[n] = item;
}

/* Puts the best `first` of n items in front, falling; the others stand behind them in any order. */
static void bring_forward(struct shg_item *items, uint32_t n, uint32_t first) {
    if (first)
        qsort(items, first, sizeof *items, by_value);
    for (uint32_t i = first; i < n; i++) {
        const struct shg_item item = items[i];
        if (by_value(&item, &items[first - 1]) > 0)
            continue;
        items[i] = items[first - 1];
        insert(items, first - 1, item);
    }
}

/* Prefix sums a person over the items that may be chosen. */
static void sum_units(struct shg_desk *d, uint32_t items) {
    uint32_t u = 0;
    d->units[0] = 0;
    for (uint32_t i = 0; i < items; i++) {
        const struct shg_item *item = &d->items[i];
        const int64_t share = shg_item_share(item);
        d->unit_from[i] = u;
        for (uint32_t k = 0; k < item->n; k++, u++)
            d->units[u + 1] = d->units[u] + share;
    }
    d->unit_from[items] = u;
}

/* Keeps the items that may be in a better group, in their order: such a one with the best others, loosely; those are
 * among the `first`. */
static void drop_items(struct shg_branch *b, uint32_t first) {
    struct shg_desk *d = b->d;
    const uint32_t n = b->items, units = d->unit_from[first];
    b->items = 0;
    for (uint32_t i = 0; i < n; i++) {
        const struct shg_item *item = &d->items[i];
        int64_t best = SHG_NEVER;
        for (uint32_t k = item->n > b->c->least ? item->n : b->c->least; k <= b->c->most; k++) {
            const uint32_t others = k - item->n < units ? k - item->n : units;
            const int64_t value = item->value + d->units[others] - shg_crowd_penalty(d->m, b->c, k);
            best = value > best ? value : best;
        }
        if (best > b->best->value)
            d->items[b->items++] = *item;
    }
    bring_forward(d->items, b->items, b->items);
    sum_units(d, b->items);
}

/* False where there is too much to look at. */
static bool look_ahead(struct shg_branch *b) {
    struct shg_desk *d = b->d;
    for (uint32_t i = 0; i < b->items; i++) {
        d->lots[i] = (struct shg_lot){.value = d->items[i].value};
        for (uint32_t k = 0; k < d->items[i].n; k++)
            add_person(&d->lots[i], &d->m->inst->persons[shg_item_person(d->m, &d->items[i], k)]);
    }
    for (uint32_t n = 0; n <= b->c->most; n++)
        d->end[n] = n < b->c->least ? SHG_NEVER : -shg_crowd_penalty(d->m, b->c, n);
    return shg_outlook_make(d->outlook, d->lots, b->items, d->end, b->c->most, &b->lot, &d->steps);
}

/* Whether a search that is easy came to its end: it gets no further than to as many items as it has branches. The best
 * `*first`, and as many more as a group takes, are put in order for it. */
static bool is_easy(struct shg_branch *b, uint32_t *first) {
    const uint32_t all = b->items, most = EASY_NODES + b->c->most + 1;
    *first = most < all ? most : all;
    bring_forward(b->d->items, all, *first);
    sum_units(b->d, *first);
    b->items = *first;
    b->nodes = 0;
    b->limit = EASY_NODES;
    branch_on(b, 0);
    b->items = all;
    b->d->steps += b->nodes * 8;
    return b->nodes < b->limit;
}

/* The best of the items. Where there are too many branches, what may have been missed at most (`loose` bounds
 * everything), else SHG_NEVER. Most searches are easy; of the others a closer look is worth its work. */
int64_t shg_branch_all(struct shg_branch *b, int64_t loose) {
    struct shg_desk *d = b->d;
    uint32_t first;
    if (is_easy(b, &first))
        return SHG_NEVER;
    drop_items(b, first);
    b->nodes = 0;
    b->limit = TIGHT_NODES;
    if (look_ahead(b)) {
        loose = outlook(b, 0);
        branch_ahead(b, 0);
    } else {
        branch_on(b, 0);
    }
    d->steps += b->nodes * 8;
    return b->nodes < b->limit ? SHG_NEVER : loose;
}
