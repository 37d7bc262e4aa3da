#include "match/assign.h"

#include "match/outlook.h"
#include "match/windows.h"

#include <stdlib.h>
#include <string.h>

/* More than any worth. */
#define IMPOSSIBLE (INT64_MAX / 2)

enum {
    TIGHT_NODES = 4000, /* branches of one tight search */
    EASY_NODES = 40     /* ... before it is looked ahead */
};

/* A person, or a bundle, that may be chosen. */
struct item {
    int64_t value; /* of all its persons */
    uint32_t n;
    uint32_t first; /* its person with the smallest number */
};

/* A window of birth years, and what a group in it is worth at most. */
struct span {
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
    struct item *items;
    int64_t *units;       /* prefix sums of reduced worth a person, by item in falling order */
    uint32_t *unit_from;  /* first unit of each item */
    uint32_t *chosen;     /* persons of the branch at hand */
    struct shg_lot *lots; /* of the items, to look ahead */
    int64_t *end;         /* what a group of so many is worth beside its persons */
    struct shg_outlook *outlook;
    int64_t rest; /* where somebody of unknown age takes a seat: see shg_crowd_rest */
    /* where ages count, else NULL */
    struct shg_windows *windows;
    struct span *spans;
    struct item *everybody; /* the items of all windows */
    int64_t *toll;          /* of the candidate at hand, by number of persons: what is taken off for few */
    int64_t *rest_of;       /* of each birth year from year_low: see shg_crowd_rest */
};

/* What is needed where ages count: room for `seats` values. */
static bool add_windows(struct shg_desk *d, size_t seats) {
    const struct shg_model *m = d->m;
    d->windows = shg_windows_new(m->most, m->inst->age_spread, seats);
    d->spans = calloc((size_t)(m->year_high - m->year_low) + 1, sizeof *d->spans);
    d->everybody = calloc(seats, sizeof *d->everybody);
    d->toll = calloc(m->most + 1U, sizeof *d->toll);
    d->rest_of = calloc((size_t)(m->year_high - m->year_low) + 1, sizeof *d->rest_of);
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

void shg_desk_narrow(struct shg_desk *d, const struct shg_seat *open, const uint32_t *n) {
    d->open = open;
    d->n_open = n;
}

/* The seats that are looked at; *n: how many. */
static const struct shg_seat *seats_of(const struct shg_desk *d, uint32_t candidate, uint32_t *n) {
    const struct shg_candidate *c = &d->m->inst->candidates[candidate];
    *n = d->open ? d->n_open[candidate] : c->seats;
    return (d->open ? d->open : d->m->inst->seats) + c->seats_at;
}

/* Which of them is the i-th, by year of birth where ages count. */
static uint32_t in_order(const struct shg_desk *d, uint32_t candidate, uint32_t i) {
    return d->m->by_year && !d->open ? d->m->by_year[d->m->inst->candidates[candidate].seats_at + i] : i;
}

/* ---- teams ---- */

static int64_t lead_value(const struct shg_model *m, const struct shg_prices *prices, const struct shg_team *team,
                          const struct shg_lead *lead) {
    int64_t value = (int64_t)lead->points * SHG_POINT - prices->starter[lead->starter];
    uint32_t many = m->many_of[lead->starter];
    for (uint32_t i = 0; many != SHG_NONE && i < team->clashes; i++)
        value -= prices->moment[(size_t)many * m->n_moments + team->clash + i];
    return value;
}

/* The best lead that is not among the n chosen; with active, an active one. Gives its place, or SHG_NONE. */
static uint32_t best_lead(const struct shg_model *m, const struct shg_prices *prices, const struct shg_team *team,
                          const struct shg_team_choice *chosen, bool active, int64_t *value) {
    uint32_t best = SHG_NONE;
    for (uint32_t i = 0; i < team->leads; i++) {
        const struct shg_lead *lead = &m->inst->leads[team->leads_at + i];
        bool taken =
            (active && !m->inst->starters[lead->starter].active) || prices->starter[lead->starter] >= SHG_BARRED;
        for (uint32_t j = 0; j < chosen->n; j++)
            taken |= chosen->starters[j] == lead->starter;
        if (taken)
            continue;
        int64_t v = lead_value(m, prices, team, lead);
        if (best == SHG_NONE || v > *value) {
            best = lead->starter;
            *value = v;
        }
    }
    return best;
}

void shg_team_best(const struct shg_model *m, const struct shg_prices *prices, uint32_t team,
                   struct shg_team_choice *out) {
    struct shg_team_choice now = {0, 0, {0}};
    const uint32_t min = m->inst->starters_min, max = m->inst->starters_max;
    *out = (struct shg_team_choice){SHG_NEVER, 0, {0}};
    while (now.n < max && now.n < SHG_TEAM_MOST) {
        int64_t value = 0;
        uint32_t s = best_lead(m, prices, &m->teams[team], &now, now.n == 0, &value);
        if (s == SHG_NONE)
            break;
        now.starters[now.n++] = s;
        now.value += value + (now.n == 2 ? (int64_t)m->inst->second * SHG_POINT : 0);
        if (now.n >= min && now.value > out->value)
            *out = now;
    }
}

/* ---- loose ---- */

static int64_t penalty(const struct shg_model *m, const struct shg_candidate *c, uint32_t n) {
    uint32_t there = c->have + n;
    return there < c->aim ? (int64_t)m->inst->shortfall * SHG_POINT * (int64_t)(c->aim - there) : 0;
}

/* The best size of a falling list: its value, or SHG_NEVER; *n is the size. */
static int64_t best_size(const struct shg_model *m, const struct shg_candidate *c, const int64_t *falling,
                         uint32_t have, uint32_t *n) {
    int64_t best = SHG_NEVER, sum = 0;
    *n = 0;
    for (uint32_t i = 0; i < have; i++) {
        sum += falling[i];
        if (i + 1 < c->least)
            continue;
        int64_t value = sum - penalty(m, c, i + 1);
        if (value > best) {
            best = value;
            *n = i + 1;
        }
    }
    return best;
}

/* The short list: the persons of greatest value, as many as the candidate takes. Gives how many there are. */
static uint32_t short_list(struct shg_desk *d, const struct shg_prices *prices, uint32_t candidate) {
    uint32_t n = 0, all = 0;
    const uint32_t most = d->m->inst->candidates[candidate].most;
    const struct shg_seat *seats = seats_of(d, candidate, &all);
    d->steps += all + 4;
    for (uint32_t i = 0; i < all && most; i++) {
        int64_t price = prices->person[seats[i].person], value = (int64_t)seats[i].worth * SHG_POINT - price;
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
        d->top[k] = seats[i].person;
    }
    return n;
}

void shg_crowd_loose(struct shg_desk *d, const struct shg_prices *prices, uint32_t candidate, struct shg_crowd *out) {
    const struct shg_candidate *c = &d->m->inst->candidates[candidate];
    const uint32_t n = short_list(d, prices, candidate);
    out->value = best_size(d->m, c, d->top_value, n, &out->n);
    memcpy(out->list, d->top, out->n * sizeof *out->list);
}

/* ---- tight ---- */

/* Whether a choice obeys every rule inside the group. */
static bool is_lawful(const struct shg_desk *d, const struct shg_candidate *c, const struct shg_crowd *crowd) {
    const struct shg_instance *inst = d->m->inst;
    uint32_t f = c->held_f, m = c->held_m;
    int low = c->year_low, high = c->year_high, known = 0;
    bool shy_f = false, shy_m = false;
    for (uint32_t i = 0; i < crowd->n; i++) {
        uint32_t p = crowd->list[i], size = shg_bundle_size(d->m, p), here = 0;
        const struct shg_person *x = &inst->persons[p];
        f += x->gender == GENDER_F;
        m += x->gender == GENDER_M;
        shy_f |= x->not_alone && x->gender == GENDER_F;
        shy_m |= x->not_alone && x->gender == GENDER_M;
        if (x->birth_year) {
            known++;
            low = !low || x->birth_year < low ? x->birth_year : low;
            high = x->birth_year > high ? x->birth_year : high;
        }
        const bool lonely = inst->apart_at[p] == inst->apart_at[p + 1];
        for (uint32_t j = 0; j < crowd->n && !(lonely && size == 1); j++) {
            here += inst->persons[crowd->list[j]].bundle == x->bundle;
            if (!lonely && j < i && shg_is_apart(inst, p, crowd->list[j]))
                return false;
        }
        if (size > 1 && here != size)
            return false;
    }
    bool spread = inst->age_spread && known && high - low > (int)inst->age_spread;
    return !spread && !(shy_f && f < 2) && !(shy_m && m < 2);
}

/* The branch at hand. */
struct branch {
    struct shg_desk *d;
    const struct shg_candidate *c;
    uint32_t items, nodes, limit;
    struct shg_lot lot; /* those chosen; of each gender with those held */
    int window_low, window_high;
    struct shg_crowd *best;
};

static bool age_bound(const struct branch *b) {
    return b->d->m->inst->age_spread != 0;
}

static bool year_fits(const struct branch *b, int year) {
    return !age_bound(b) || !year || (year >= b->window_low && year <= b->window_high);
}

/* The k-th person of an item. */
static uint32_t item_person(const struct shg_model *m, const struct item *item, uint32_t k) {
    return item->n > 1 ? m->mates[m->mates_at[item->first] + k] : item->first;
}

/* Whether an item goes with those chosen (apart, age). */
static bool item_fits(const struct branch *b, const struct item *item) {
    const struct shg_model *m = b->d->m;
    const struct shg_instance *inst = m->inst;
    if (b->lot.n + item->n > b->c->most)
        return false;
    for (uint32_t k = 0; k < item->n; k++) {
        uint32_t p = item_person(m, item, k);
        if (!year_fits(b, inst->persons[p].birth_year))
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

static void item_choose(struct branch *b, const struct item *item) {
    const struct shg_model *m = b->d->m;
    for (uint32_t k = 0; k < item->n; k++) {
        uint32_t p = item_person(m, item, k);
        b->d->chosen[b->lot.n] = p;
        add_person(&b->lot, &m->inst->persons[p]);
    }
    b->lot.value += item->value;
}

/* The loose value of what can still become of the branch: the next persons in falling order. */
static int64_t branch_bound(const struct branch *b, uint32_t item) {
    const struct shg_desk *d = b->d;
    uint32_t from = d->unit_from[item], units = d->unit_from[b->items];
    int64_t best = SHG_NEVER;
    for (uint32_t n = b->lot.n > b->c->least ? b->lot.n : b->c->least; n <= b->c->most; n++) {
        uint32_t more = n - b->lot.n;
        if (from + more > units)
            break;
        int64_t value = b->lot.value + d->units[from + more] - d->units[from] - penalty(d->m, b->c, n);
        best = value > best ? value : best;
    }
    return best;
}

/* What is chosen as a whole group: keeps it where it is lawful and the best. */
static void branch_close(struct branch *b) {
    const struct shg_lot *x = &b->lot;
    if (x->n < b->c->least || (x->f.shy && x->f.n < 2) || (x->m.shy && x->m.n < 2))
        return;
    int64_t value = x->value - penalty(b->d->m, b->c, x->n);
    if (value <= b->best->value)
        return;
    b->best->value = value;
    b->best->n = x->n;
    memcpy(b->best->list, b->d->chosen, x->n * sizeof *b->best->list);
}

static void branch_on(struct branch *b, uint32_t item) {
    branch_close(b);
    for (; item < b->items && b->nodes < b->limit; item++) {
        if (branch_bound(b, item) <= b->best->value)
            return;
        b->nodes++;
        if (!item_fits(b, &b->d->items[item]))
            continue;
        struct branch next = *b;
        item_choose(&next, &b->d->items[item]);
        branch_on(&next, item + 1);
        b->nodes = next.nodes;
    }
}

/* The loose value of what can still become of the branch, but for those kept apart. */
static int64_t outlook(const struct branch *b, uint32_t item) {
    return b->lot.value + shg_outlook_of(b->d->outlook, item, &b->lot);
}

/* With and without an item in turn, what promises more first: where nobody is kept apart, the first group that comes
 * about is the best. */
static void branch_ahead(struct branch *b, uint32_t item) {
    for (; outlook(b, item) > b->best->value && b->nodes < b->limit; item++) {
        b->nodes++;
        if (item == b->items) {
            branch_close(b);
            return;
        }
        if (!item_fits(b, &b->d->items[item]))
            continue;
        struct branch with = *b;
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
    const struct item *x = a, *y = b;
    int64_t p = x->value * (int64_t)y->n, q = y->value * (int64_t)x->n;
    if (p != q)
        return p > q ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

static uint32_t list_items(struct shg_desk *d, const struct shg_prices *prices, uint32_t candidate) {
    const struct shg_model *m = d->m;
    uint32_t n = 0, all = 0;
    const struct shg_seat *seats = seats_of(d, candidate, &all);
    for (uint32_t i = 0; i < all; i++) {
        const struct shg_seat *seat = &seats[in_order(d, candidate, i)];
        struct item item = {0, shg_bundle_size(m, seat->person), seat->person};
        bool barred = false;
        if (m->inst->persons[seat->person].bundle != seat->person)
            continue;
        for (uint32_t k = 0; k < item.n; k++) {
            uint32_t p = item.n > 1 ? m->mates[m->mates_at[seat->person] + k] : seat->person;
            const struct shg_seat *s = item.n > 1 ? shg_seat_of(m->inst, candidate, p) : seat;
            item.value += (int64_t)s->worth * SHG_POINT - prices->person[p];
            barred |= prices->person[p] >= SHG_BARRED;
        }
        if (!barred)
            d->items[n++] = item;
    }
    d->steps += all;
    return n;
}

static void sort_items(struct shg_desk *d, uint32_t n) {
    if (n)
        qsort(d->items, n, sizeof *d->items, by_value);
    d->steps += (uint64_t)n * 3;
}

/* A share of a bundle is rounded up: bounds stay true. */
static int64_t share_of(const struct item *item) {
    return item->n > 1 ? item->value / (int64_t)item->n + 1 : item->value;
}

/* Prefix sums a person over the items that may be chosen. */
static void sum_units(struct shg_desk *d, uint32_t items) {
    uint32_t u = 0;
    d->units[0] = 0;
    for (uint32_t i = 0; i < items; i++) {
        const struct item *item = &d->items[i];
        const int64_t share = share_of(item);
        d->unit_from[i] = u;
        for (uint32_t k = 0; k < item->n; k++, u++)
            d->units[u + 1] = d->units[u] + share;
    }
    d->unit_from[items] = u;
}

/* Keeps the items that may be in a better group: such a one with the best others, loosely. */
static void drop_items(struct branch *b) {
    struct shg_desk *d = b->d;
    const uint32_t n = b->items, units = d->unit_from[n];
    b->items = 0;
    for (uint32_t i = 0; i < n; i++) {
        const struct item *item = &d->items[i];
        int64_t best = SHG_NEVER;
        for (uint32_t k = item->n > b->c->least ? item->n : b->c->least; k <= b->c->most; k++) {
            const uint32_t others = k - item->n < units ? k - item->n : units;
            const int64_t value = item->value + d->units[others] - penalty(d->m, b->c, k);
            best = value > best ? value : best;
        }
        if (best > b->best->value)
            d->items[b->items++] = *item;
    }
    sum_units(d, b->items);
}

/* False where there is too much to look at. */
static bool look_ahead(struct branch *b) {
    struct shg_desk *d = b->d;
    for (uint32_t i = 0; i < b->items; i++) {
        d->lots[i] = (struct shg_lot){.value = d->items[i].value};
        for (uint32_t k = 0; k < d->items[i].n; k++)
            add_person(&d->lots[i], &d->m->inst->persons[item_person(d->m, &d->items[i], k)]);
    }
    for (uint32_t n = 0; n <= b->c->most; n++)
        d->end[n] = n < b->c->least ? SHG_NEVER : -penalty(d->m, b->c, n);
    return shg_outlook_make(d->outlook, d->lots, b->items, d->end, b->c->most, &b->lot, &d->steps);
}

/* The best of the items, in their order. Where there are too many branches, what may have been missed at most (`loose`
 * bounds everything), else SHG_NEVER. Most searches are easy; of the others a closer look is worth its work. */
static int64_t branch_all(struct branch *b, int64_t loose) {
    struct shg_desk *d = b->d;
    b->nodes = 0;
    b->limit = EASY_NODES;
    sum_units(d, b->items);
    branch_on(b, 0);
    d->steps += b->nodes * 8;
    if (b->nodes < b->limit)
        return SHG_NEVER;
    drop_items(b);
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

/* ---- ages ---- */

/* Puts the items whose birth years lie in the window (or are not known) first, in their order; gives how many. */
static uint32_t keep_window(struct branch *b, const struct item *all, uint32_t n) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++)
        if (year_fits(b, b->d->m->inst->persons[all[i].first].birth_year))
            b->d->items[kept++] = all[i];
    return kept;
}

/* Where windows begin anew: at those held, where they allow any year. */
static void begin_windows(struct shg_desk *d, const struct shg_candidate *c) {
    const struct shg_model *m = d->m;
    const bool held = c->year_low && c->year_high - c->year_low <= (int)m->inst->age_spread;
    for (uint32_t n = 0; n <= m->most; n++)
        d->toll[n] = n < c->least ? IMPOSSIBLE : penalty(m, c, n < c->most ? n : c->most);
    shg_windows_begin(d->windows, held ? c->year_low : 0, held ? c->year_high : 0, d->toll);
}

/* Tells the windows of everybody who may be chosen; of a bundle each at their share of it. */
static void fill_windows(const struct branch *b) {
    struct shg_desk *d = b->d;
    begin_windows(d, b->c);
    for (uint32_t i = 0; i < b->items; i++) {
        const struct item *item = &d->items[i];
        for (uint32_t k = 0; k < item->n; k++) {
            const uint32_t p = item_person(d->m, item, k);
            shg_windows_add(d->windows, d->m->inst->persons[p].birth_year, share_of(item), p);
        }
    }
}

/* The loose best of all windows, above the floor, into *top. */
static void best_window(const struct branch *b, int64_t floor, struct shg_crowd *top) {
    struct shg_desk *d = b->d;
    const struct shg_top *falling;
    uint32_t size = 0;
    for (int first; shg_windows_next(d->windows, floor, &first, &falling);) {
        const uint32_t have = falling->n < b->c->most ? falling->n : b->c->most;
        const int64_t value = best_size(d->m, b->c, falling->value, have, &size);
        d->steps += falling->n;
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
static uint32_t list_windows(const struct branch *b, int64_t floor) {
    struct shg_desk *d = b->d;
    const struct shg_top *falling;
    uint32_t n = 0, size = 0;
    shg_windows_again(d->windows);
    for (int first; shg_windows_next(d->windows, floor, &first, &falling);) {
        const uint32_t have = falling->n < b->c->most ? falling->n : b->c->most;
        const int64_t bound = best_size(d->m, b->c, falling->value, have, &size);
        uint32_t k = n++;
        for (; k > 0 && d->spans[k - 1].bound < bound; k--)
            d->spans[k] = d->spans[k - 1];
        d->spans[k] = (struct span){first, bound};
    }
    return n;
}

/* One search in each window of the list, while it may hold a better group. The greatest bound where one was cut
 * short, else SHG_NEVER. */
static int64_t branch_windows(struct branch *b, uint32_t windows) {
    struct shg_desk *d = b->d;
    const uint32_t n = b->items;
    int64_t cut = SHG_NEVER;
    sort_items(d, n);
    memcpy(d->everybody, d->items, n * sizeof *d->items);
    for (uint32_t w = 0; w < windows && d->spans[w].bound > b->best->value; w++) {
        b->window_low = d->spans[w].first;
        b->window_high = b->window_low + (int)d->m->inst->age_spread;
        b->items = keep_window(b, d->everybody, n);
        d->steps += n;
        const int64_t missed = branch_all(b, d->spans[w].bound);
        cut = missed > cut ? missed : cut;
    }
    return cut;
}

/* The loose best of all windows, where it obeys every rule, or the best of a search in each. What the others hold at
 * most. */
static int64_t tight_by_age(struct branch *b, int64_t floor) {
    struct shg_desk *d = b->d;
    fill_windows(b);
    best_window(b, floor, b->best);
    bool shared = false;
    for (uint32_t i = 0; i < b->best->n; i++)
        shared |= shg_bundle_size(d->m, b->best->list[i]) > 1; /* their shares are rounded */
    if (shared || !is_lawful(d, b->c, b->best)) {
        b->best->value = SHG_NEVER;
        b->best->n = 0;
        const int64_t cut = branch_windows(b, list_windows(b, floor)), rest = shg_windows_rest(d->windows);
        return cut > rest ? cut : rest;
    }
    return shg_windows_rest(d->windows);
}

/* ---- rests ---- */

/* The best that up to most - 1 others are worth beside one. */
static int64_t rest_beside(const struct shg_model *m, const struct shg_candidate *c, const int64_t *falling,
                           uint32_t n) {
    int64_t best = SHG_NEVER, sum = 0;
    for (uint32_t i = 0; i <= n && i < c->most; i++) { /* i others */
        const int64_t value = sum - penalty(m, c, i + 1);
        best = i + 1 >= c->least && value > best ? value : best;
        sum += i < n ? falling[i] : 0;
    }
    return best;
}

/* Tells the windows of everybody, each at what they are worth alone. */
static void fill_alone(struct shg_desk *d, const struct shg_prices *prices, uint32_t candidate) {
    uint32_t n = 0;
    const struct shg_seat *seats = seats_of(d, candidate, &n);
    begin_windows(d, &d->m->inst->candidates[candidate]);
    for (uint32_t i = 0; i < n; i++) {
        const struct shg_seat *seat = &seats[in_order(d, candidate, i)];
        const int64_t price = prices->person[seat->person];
        if (price < SHG_BARRED)
            shg_windows_add(d->windows, d->m->inst->persons[seat->person].birth_year,
                            (int64_t)seat->worth * SHG_POINT - price, seat->person);
    }
    d->steps += 4 * (uint64_t)n;
}

void shg_crowd_rests(struct shg_desk *d, const struct shg_prices *prices, uint32_t candidate) {
    const struct shg_model *m = d->m;
    const struct shg_candidate *c = &m->inst->candidates[candidate];
    const int years = m->year_high - m->year_low + 1;
    const struct shg_top *falling;
    if (!m->inst->age_spread) {
        const uint32_t n = short_list(d, prices, candidate);
        d->rest = rest_beside(m, c, d->top_value, n);
        return;
    }
    d->rest = SHG_NEVER;
    for (int y = 0; y < years; y++)
        d->rest_of[y] = SHG_NEVER;
    fill_alone(d, prices, candidate);
    for (int first; shg_windows_next(d->windows, INT64_MIN, &first, &falling);) {
        const int64_t rest = rest_beside(m, c, falling->value, falling->n);
        const int from = first - m->year_low, to = from + (int)m->inst->age_spread;
        for (int y = from > 0 ? from : 0; y <= to && y < years; y++)
            d->rest_of[y] = rest > d->rest_of[y] ? rest : d->rest_of[y];
        d->rest = rest > d->rest ? rest : d->rest;
    }
}

int64_t shg_crowd_rest(const struct shg_desk *d, uint32_t person) {
    const int year = d->m->inst->persons[person].birth_year;
    return d->rest_of && year ? d->rest_of[year - d->m->year_low] : d->rest;
}

/* ---- all ---- */

/* Among all persons at once, from what is to be exceeded on: it stands where nothing is above it. Where the search was
 * cut short, what may have been missed at most, else SHG_NEVER. */
static int64_t tight_of_all(struct branch *b, int64_t floor, int64_t loose) {
    b->best->value = floor;
    sort_items(b->d, b->items);
    return branch_all(b, loose);
}

void shg_crowd_tight(struct shg_desk *d, const struct shg_prices *prices, uint32_t candidate, int64_t floor,
                     struct shg_crowd *out) {
    const struct shg_candidate *c = &d->m->inst->candidates[candidate];
    const bool ages = d->m->inst->age_spread != 0; /* the loose choice would hardly ever do */
    if (!ages) {
        shg_crowd_loose(d, prices, candidate, out);
        if (out->value <= SHG_NEVER || is_lawful(d, c, out))
            return;
    }
    struct branch b = {.d = d, .c = c, .lot = {.f = {c->held_f, 0}, .m = {c->held_m, 0}}, .best = out};
    const int64_t loose = out->value;
    out->value = SHG_NEVER;
    out->n = 0;
    b.items = list_items(d, prices, candidate);
    const int64_t rest = ages ? tight_by_age(&b, floor) : tight_of_all(&b, floor, loose);
    if (rest > out->value)
        out->value = rest;
}
