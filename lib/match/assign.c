#include "match/assign.h"

#include <stdlib.h>
#include <string.h>

enum { TIGHT_NODES = 4000 }; /* branches of one tight search */

/* A person, or a bundle, that may be chosen. */
struct item {
    int64_t value; /* of all its persons */
    uint32_t n;
    uint32_t first; /* its person with the smallest number */
};

struct shg_desk {
    const struct shg_model *m;
    const struct shg_seat *open; /* NULL: those of the instance */
    const uint32_t *n_open;
    uint64_t steps;
    int64_t *top_value; /* the short list of the loose pass, falling */
    uint32_t *top;
    struct item *items;
    int64_t *units;      /* prefix sums of reduced worth a person, by item in falling order */
    uint32_t *unit_from; /* first unit of each item */
    uint32_t *chosen;    /* persons of the branch at hand */
};

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
    if (d->top_value && d->top && d->items && d->units && d->unit_from && d->chosen)
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

int64_t shg_crowd_rest(struct shg_desk *d, const struct shg_prices *prices, uint32_t candidate) {
    const struct shg_candidate *c = &d->m->inst->candidates[candidate];
    const uint32_t n = short_list(d, prices, candidate);
    int64_t best = SHG_NEVER, sum = 0;
    for (uint32_t i = 0; i <= n && i < c->most; i++) { /* i others */
        int64_t value = sum - penalty(d->m, c, i + 1);
        best = i + 1 >= c->least && value > best ? value : best;
        sum += i < n ? d->top_value[i] : 0;
    }
    return best;
}

void shg_crowd_loose(struct shg_desk *d, const struct shg_prices *prices, uint32_t candidate, struct shg_crowd *out) {
    const struct shg_candidate *c = &d->m->inst->candidates[candidate];
    const uint32_t n = short_list(d, prices, candidate);
    out->value = best_size(d->m, c, d->top_value, n, &out->n);
    memcpy(out->list, d->top, out->n * sizeof *out->list);
}

/* ---- tight ---- */

/* The branch at hand. */
struct branch {
    struct shg_desk *d;
    const struct shg_candidate *c;
    uint32_t items, n, f, m, nodes;
    uint32_t shy_f, shy_m; /* chosen who wish not to be alone */
    int low, high;         /* birth years, with those held */
    int window_low, window_high;
    int64_t value;
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
    if (b->n + item->n > b->c->most)
        return false;
    for (uint32_t k = 0; k < item->n; k++) {
        uint32_t p = item_person(m, item, k);
        if (!year_fits(b, inst->persons[p].birth_year))
            return false;
        if (inst->apart_at[p] == inst->apart_at[p + 1])
            continue;
        for (uint32_t i = 0; i < b->n; i++)
            if (shg_is_apart(inst, p, b->d->chosen[i]))
                return false;
        for (uint32_t j = 0; j < k; j++)
            if (shg_is_apart(inst, p, m->mates[m->mates_at[item->first] + j]))
                return false;
    }
    return true;
}

static void item_choose(struct branch *b, const struct item *item) {
    const struct shg_model *m = b->d->m;
    for (uint32_t k = 0; k < item->n; k++) {
        uint32_t p = item_person(m, item, k);
        const struct shg_person *person = &m->inst->persons[p];
        b->d->chosen[b->n++] = p;
        b->f += person->gender == GENDER_F;
        b->m += person->gender == GENDER_M;
        b->shy_f += person->not_alone && person->gender == GENDER_F;
        b->shy_m += person->not_alone && person->gender == GENDER_M;
    }
    b->value += item->value;
}

/* The loose value of what can still become of the branch: the next persons in falling order. */
static int64_t branch_bound(const struct branch *b, uint32_t item) {
    const struct shg_desk *d = b->d;
    uint32_t from = d->unit_from[item], units = d->unit_from[b->items];
    int64_t best = SHG_NEVER;
    for (uint32_t n = b->n > b->c->least ? b->n : b->c->least; n <= b->c->most; n++) {
        uint32_t more = n - b->n;
        if (from + more > units)
            break;
        int64_t value = b->value + d->units[from + more] - d->units[from] - penalty(d->m, b->c, n);
        best = value > best ? value : best;
    }
    return best;
}

/* What is chosen as a whole group: keeps it where it is lawful and the best. */
static void branch_close(struct branch *b) {
    if (b->n < b->c->least || (b->shy_f && b->f < 2) || (b->shy_m && b->m < 2))
        return;
    int64_t value = b->value - penalty(b->d->m, b->c, b->n);
    if (value <= b->best->value)
        return;
    b->best->value = value;
    b->best->n = b->n;
    memcpy(b->best->list, b->d->chosen, b->n * sizeof *b->best->list);
}

static void branch_on(struct branch *b, uint32_t item) {
    branch_close(b);
    for (; item < b->items && b->nodes < TIGHT_NODES; item++) {
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
        const struct shg_seat *seat = &seats[i];
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
    if (n)
        qsort(d->items, n, sizeof *d->items, by_value);
    d->steps += (uint64_t)all * 4;
    return n;
}

/* Prefix sums a person over the items that may be chosen. A share of a bundle is rounded up: the bound stays true. */
static void sum_units(struct shg_desk *d, uint32_t items) {
    uint32_t u = 0;
    d->units[0] = 0;
    for (uint32_t i = 0; i < items; i++) {
        const struct item *item = &d->items[i];
        int64_t share = item->value / (int64_t)item->n + (item->n > 1);
        d->unit_from[i] = u;
        for (uint32_t k = 0; k < item->n; k++, u++)
            d->units[u + 1] = d->units[u] + share;
    }
    d->unit_from[items] = u;
}

/* Puts the items whose birth years lie in the window (or are not known) first, in their order; gives how many. */
static uint32_t keep_window(struct branch *b, const struct item *all, uint32_t n) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++)
        if (year_fits(b, b->d->m->inst->persons[all[i].first].birth_year))
            b->d->items[kept++] = all[i];
    return kept;
}

static int by_year(const void *a, const void *b) {
    const int *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* The first years of the windows to look at: the years of the items, each once, within what those held allow. */
static uint32_t window_starts(const struct branch *b, const struct item *items, uint32_t n, int *out) {
    const struct shg_instance *inst = b->d->m->inst;
    uint32_t years = 0, kept = 0;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < items[i].n; k++) {
            int year = inst->persons[item_person(b->d->m, &items[i], k)].birth_year;
            if (year)
                out[years++] = year;
        }
    if (b->c->year_low)
        out[years++] = b->c->year_low;
    if (!years)
        out[years++] = 1;
    qsort(out, years, sizeof *out, by_year);
    for (uint32_t i = 0; i < years; i++) {
        bool held = !b->c->year_low ||
                    (out[i] <= b->c->year_low && b->c->year_high <= out[i] + (int)inst->age_spread) ||
                    b->c->year_high - b->c->year_low > (int)inst->age_spread;
        if (held && (!kept || out[kept - 1] != out[i]))
            out[kept++] = out[i];
    }
    return kept;
}

/* One search for each window of birth years: the best of all, and the greatest bound where one was cut short. */
static int64_t tight_by_age(struct branch *b, uint32_t n, int64_t loose) {
    struct item *all = calloc((size_t)n + 1, sizeof *all);
    int *starts = calloc((size_t)b->c->seats + 2, sizeof *starts);
    int64_t cut = SHG_NEVER;
    if (!all || !starts) {
        cut = loose;
    } else {
        memcpy(all, b->d->items, n * sizeof *all);
        uint32_t windows = window_starts(b, all, n, starts);
        for (uint32_t w = 0; w < windows; w++) {
            b->window_low = starts[w];
            b->window_high = starts[w] + (int)b->d->m->inst->age_spread;
            b->items = keep_window(b, all, n);
            sum_units(b->d, b->items);
            b->d->steps += n;
            b->nodes = 0;
            int64_t bound = branch_bound(b, 0);
            if (bound <= b->best->value)
                continue;
            branch_on(b, 0);
            if (b->nodes >= TIGHT_NODES)
                cut = bound > cut ? bound : cut;
        }
    }
    free(all);
    free(starts);
    return cut;
}

/* Whether the loose choice obeys every rule inside the group. */
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
        bool lonely = inst->apart_at[p] == inst->apart_at[p + 1];
        for (uint32_t j = 0; j < crowd->n; j++) {
            here += inst->persons[crowd->list[j]].bundle == x->bundle;
            if (!lonely && j < i && shg_is_apart(inst, p, crowd->list[j]))
                return false;
        }
        if (here != size)
            return false;
    }
    bool spread = inst->age_spread && known && high - low > (int)inst->age_spread;
    return !spread && !(shy_f && f < 2) && !(shy_m && m < 2);
}

void shg_crowd_tight(struct shg_desk *d, const struct shg_prices *prices, uint32_t candidate,
                     const struct shg_crowd *loose, struct shg_crowd *out) {
    const struct shg_candidate *c = &d->m->inst->candidates[candidate];
    if (loose->value <= SHG_NEVER || is_lawful(d, c, loose)) {
        out->value = loose->value;
        out->n = loose->n;
        memcpy(out->list, loose->list, loose->n * sizeof *out->list);
        return;
    }
    struct branch b = {.d = d, .c = c, .f = c->held_f, .m = c->held_m, .best = out};
    out->value = SHG_NEVER;
    out->n = 0;
    b.items = list_items(d, prices, candidate);
    int64_t cut = SHG_NEVER;
    if (age_bound(&b)) {
        cut = tight_by_age(&b, b.items, loose->value);
    } else {
        sum_units(d, b.items);
        branch_on(&b, 0);
        cut = b.nodes >= TIGHT_NODES ? loose->value : SHG_NEVER;
        d->steps += b.nodes * 8;
    }
    if (cut > out->value)
        out->value = cut;
}
