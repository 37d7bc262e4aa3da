#include "match/search.h"

#include "match/chain.h"

#include <stdlib.h>
#include <string.h>

enum {
    CLOSE_MOST = 10,    /* places closed in one go */
    TRIES = 40,         /* random draws before giving up finding something */
    OFFERS_MOST = 4096, /* candidates looked at in one rebuild */
    FAR = 50,           /* points */
    NOISE = 160         /* points */
};

/* A candidate that could be opened, and what it was worth when it was looked at. */
struct offer {
    uint32_t candidate;
    uint32_t epoch; /* groups opened before it was looked at */
    int64_t value;
};

/* A group composed for a candidate. */
struct draft {
    uint32_t candidate, n, *list;
    struct shg_team_choice team;
    int64_t value;
};

struct shg_search {
    const struct shg_model *m;
    struct shg_state state;
    struct shg_desk *desk;
    struct shg_chain *chain;
    struct shg_prices price, cost; /* of the bound; of this rebuild: barred where somebody cannot be had */
    struct shg_prices nothing;     /* all 0 */
    const int64_t *loss;           /* of each candidate at the prices, or NULL */
    int64_t far;                   /* candidates that lose more are not looked at in this rebuild */
    uint32_t noise;                /* of this rebuild, points */
    int64_t share;                 /* of the prices that count in this rebuild, quarters */
    uint64_t random, extra;        /* extra: steps that the desk does not count */
    struct shg_state kept;         /* the best plan so far, as a state of its own */
    uint32_t *changed, n_changed;  /* places that differ from it, each once */
    bool *is_changed;
    struct shg_plan best; /* the same as a plan, made when it is asked for */
    int64_t best_worth;
    struct offer *offers;
    uint32_t n_offers, epoch;
    uint32_t *stamp, stamps;      /* of each candidate: the rebuild in which it was offered */
    uint32_t *touched, n_touched; /* places changed in this rebuild */
    uint32_t *people, n_people;   /* persons set free in this rebuild */
    uint32_t *dirty, n_dirty;     /* persons whose cost is not that of their place now, each once */
    bool *is_dirty;
    uint32_t *buffers; /* three lists of model->most */
    struct draft draft;
    bool failed;
};

/* ---- chance: xorshift64* (Vigna, 2016) ---- */

static uint32_t draw(struct shg_search *s) {
    uint64_t x = s->random;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    s->random = x;
    return (uint32_t)((x * 2685821657736338717ULL) >> 32);
}

static uint32_t draw_below(struct shg_search *s, size_t n) {
    return (uint32_t)(((uint64_t)draw(s) * (uint64_t)n) >> 32);
}

/* A whole number of 1/64, spread as -log2 of an even chance: what annealing may lose, in temperatures. */
static int64_t draw_loss(struct shg_search *s) {
    uint32_t x = draw(s) | 1U;
    int64_t zeros = 0;
    while (!(x >> 31)) {
        x <<= 1;
        zeros++;
    }
    return zeros * 64 + (63 - (int64_t)(x >> 25 & 63));
}

/* ---- life ---- */

static bool copy_prices(struct shg_prices *to, const struct shg_model *m) {
    to->person = calloc(m->inst->n_persons + 1, sizeof *to->person);
    to->starter = calloc(m->inst->n_starters + 1, sizeof *to->starter);
    to->moment = calloc((size_t)m->n_many * m->n_moments + 1, sizeof *to->moment);
    return to->person && to->starter && to->moment;
}

static void free_prices(struct shg_prices *p) {
    free(p->person);
    free(p->starter);
    free(p->moment);
}

/* What a person costs outside a rebuild: their price where they are free. */
static void reset_cost(struct shg_search *s, uint32_t person) {
    s->cost.person[person] = s->state.place_of[person] == SHG_NONE ? s->price.person[person] : SHG_BARRED;
}

static void set_cost(struct shg_search *s, uint32_t person, int64_t cost) {
    s->cost.person[person] = cost;
    if (s->is_dirty[person])
        return;
    s->is_dirty[person] = true;
    s->dirty[s->n_dirty++] = person;
}

static void clean(struct shg_search *s) {
    for (uint32_t i = 0; i < s->n_dirty; i++) {
        reset_cost(s, s->dirty[i]);
        s->is_dirty[s->dirty[i]] = false;
    }
    s->n_dirty = 0;
}

static void reset_costs(struct shg_search *s) {
    for (uint32_t p = 0; p < s->m->inst->n_persons; p++)
        reset_cost(s, p);
}

void shg_search_price(struct shg_search *s, const struct shg_prices *prices, const int64_t *loss) {
    s->loss = loss;
    memcpy(s->price.person, prices->person, s->m->inst->n_persons * sizeof *prices->person);
    memcpy(s->price.starter, prices->starter, s->m->inst->n_starters * sizeof *prices->starter);
    s->price.fresh = prices->fresh;
    memcpy(s->cost.starter, prices->starter, s->m->inst->n_starters * sizeof *prices->starter);
    reset_costs(s);
}

struct shg_search *shg_search_new(const struct shg_model *m, const struct shg_prices *prices, uint64_t seed) {
    struct shg_search *s = calloc(1, sizeof *s);
    if (!s)
        return NULL;
    s->m = m;
    s->random = seed * 0x9E3779B97F4A7C15ULL + 0x2545F4914F6CDD1DULL;
    s->best_worth = -1;
    if (shg_state_new(&s->state, m) != SHG_OK) {
        free(s);
        return NULL;
    }
    if (shg_state_new(&s->kept, m) != SHG_OK) {
        shg_state_free(&s->state);
        free(s);
        return NULL;
    }
    s->changed = calloc(s->state.n_places + 1, sizeof *s->changed);
    s->is_changed = calloc(s->state.n_places + 1, sizeof *s->is_changed);
    s->desk = shg_desk_new(m);
    s->chain = shg_chain_new(&s->state);
    s->offers = calloc(OFFERS_MOST, sizeof *s->offers);
    s->stamp = calloc(m->inst->n_candidates + 1, sizeof *s->stamp);
    s->touched = calloc(s->state.n_places + 1, sizeof *s->touched);
    s->people = calloc(m->inst->n_persons + 1, sizeof *s->people);
    s->dirty = calloc(m->inst->n_persons + 1, sizeof *s->dirty);
    s->is_dirty = calloc(m->inst->n_persons + 1, sizeof *s->is_dirty);
    s->buffers = calloc((size_t)m->most * 4 + 4, sizeof *s->buffers);
    bool fine = s->changed && s->is_changed && copy_prices(&s->price, m) && copy_prices(&s->cost, m) &&
                copy_prices(&s->nothing, m) && s->desk && s->offers && s->stamp && s->touched && s->people &&
                s->dirty && s->is_dirty && s->buffers;
    if (!fine) {
        shg_search_free(s);
        return NULL;
    }
    s->draft.list = s->buffers + (size_t)m->most * 2 + 2;
    shg_search_price(s, prices, NULL);
    return s;
}

void shg_search_free(struct shg_search *s) {
    if (!s)
        return;
    shg_state_free(&s->state);
    shg_desk_free(s->desk);
    shg_chain_free(s->chain);
    free_prices(&s->price);
    free_prices(&s->cost);
    free_prices(&s->nothing);
    shg_state_free(&s->kept);
    free(s->changed);
    free(s->is_changed);
    shg_plan_free(&s->best);
    free(s->offers);
    free(s->stamp);
    free(s->touched);
    free(s->people);
    free(s->dirty);
    free(s->is_dirty);
    free(s->buffers);
    free(s);
}

const struct shg_plan *shg_search_best(struct shg_search *s) {
    shg_plan_free(&s->best);
    if (shg_state_plan(&s->kept, &s->best) != SHG_OK)
        s->failed = true;
    return &s->best;
}

int64_t shg_search_worth(const struct shg_search *s) {
    return s->best_worth;
}

enum shg_status shg_search_status(const struct shg_search *s) {
    return s->failed || s->state.failed || s->kept.failed ? SHG_SYSTEM : SHG_OK;
}

/* Notes the places that the change at hand has touched. */
static void note_changes(struct shg_search *s) {
    for (size_t i = 0; i < shg_state_touched(&s->state); i++) {
        uint32_t place = shg_state_touched_at(&s->state, i);
        if (s->is_changed[place])
            continue;
        s->is_changed[place] = true;
        s->changed[s->n_changed++] = place;
    }
}

/* Where the plan is the best so far, brings the copy up to it: only the places that differ. */
static void keep_best(struct shg_search *s) {
    note_changes(s);
    if (s->state.worth <= s->best_worth)
        return;
    shg_state_begin(&s->kept);
    for (uint32_t i = 0; i < s->n_changed; i++)
        shg_state_close(&s->kept, s->changed[i]);
    for (uint32_t i = 0; i < s->n_changed; i++) {
        const struct shg_place *p = &s->state.places[s->changed[i]];
        if (p->candidate != SHG_NONE)
            shg_state_open(&s->kept, s->changed[i], p->candidate, p->list, p->n, p->starters, p->n_starters);
        s->is_changed[s->changed[i]] = false;
    }
    s->n_changed = 0;
    s->best_worth = s->state.worth;
}

static void change_all(struct shg_search *s) {
    for (uint32_t i = 0; i < s->state.n_places; i++) {
        s->is_changed[i] = true;
        s->changed[i] = i;
    }
    s->n_changed = (uint32_t)s->state.n_places;
}

enum shg_status shg_search_from(struct shg_search *s, const struct shg_plan *plan) {
    shg_state_set(&s->state, plan);
    change_all(s);
    reset_costs(s);
    keep_best(s);
    return shg_search_status(s);
}

static uint64_t work_done(const struct shg_search *s) {
    return shg_desk_steps(s->desk) + shg_chain_steps(s->chain) + s->extra;
}

/* ---- one group ---- */

static bool may_open(const struct shg_search *s, uint32_t candidate) {
    const struct shg_instance *inst = s->m->inst;
    if (!inst->candidates[candidate].group && inst->new_max && s->state.fresh >= inst->new_max)
        return false;
    return shg_state_vacant(&s->state, s->m->source_of[candidate]) != SHG_NONE;
}

/* The persons who make the candidate worth most at the costs of now; false where there are not enough. Persons who lead
 * another group at that time are barred and the choice made again. */
static bool draft_crowd(struct shg_search *s, uint32_t candidate, struct shg_crowd *out) {
    const struct shg_candidate *c = &s->m->inst->candidates[candidate];
    struct shg_crowd loose = {0, 0, s->buffers};
    for (int tries = 0; tries < 4; tries++) {
        shg_crowd_loose(s->desk, &s->cost, candidate, &loose);
        shg_crowd_tight(s->desk, &s->cost, candidate, &loose, out);
        bool busy = false;
        for (uint32_t i = 0; s->m->inst->n_links && i < out->n; i++) {
            if (!shg_state_leads_then(&s->state, candidate, out->list[i], SHG_NONE))
                continue;
            set_cost(s, out->list[i], SHG_BARRED);
            busy = true;
        }
        if (!busy)
            break;
        out->n = 0;
    }
    if (c->idle && (!out->n || out->value < 0)) {
        out->n = 0;
        out->value = 0;
        return true;
    }
    return out->n > 0;
}

/* Where nobody can lead these persons but somebody could lead others: chooses again without those who are apart from
 * that team. False where there are not enough of them. */
static bool yield_to_team(struct shg_search *s, uint32_t candidate, struct shg_crowd *crowd) {
    const struct shg_instance *inst = s->m->inst;
    struct shg_team_choice *team = &s->draft.team;
    bool barred = false;
    shg_state_team(&s->state, &s->cost, candidate, NULL, 0, SHG_NONE, team);
    if (team->value <= SHG_NEVER)
        return true;
    uint32_t kept_n = 0, *kept = s->buffers + s->m->most + 1;
    for (uint32_t i = 0; i < crowd->n; i++)
        for (uint32_t k = 0; k < team->n; k++)
            if (shg_is_apart(inst, crowd->list[i], (uint32_t)inst->n_persons + team->starters[k]))
                kept[kept_n++ % (s->m->most + 1)] = crowd->list[i];
    for (uint32_t i = 0; i < kept_n && i <= s->m->most; i++) {
        set_cost(s, kept[i], SHG_BARRED);
        barred = true;
    }
    bool enough = barred && draft_crowd(s, candidate, crowd);
    for (uint32_t i = 0; i < kept_n && i <= s->m->most; i++)
        set_cost(s, kept[i], s->price.person[kept[i]]);
    if (enough)
        shg_state_team(&s->state, &s->cost, candidate, crowd->list, crowd->n, SHG_NONE, team);
    return enough && team->value > SHG_NEVER;
}

/* Composes a group into s->draft; false where none can be had. */
static bool compose(struct shg_search *s, uint32_t candidate) {
    const struct shg_candidate *c = &s->m->inst->candidates[candidate];
    struct shg_crowd crowd = {0, 0, s->draft.list};
    s->draft.team = (struct shg_team_choice){0, 0, {0}};
    s->draft.candidate = candidate;
    if (!may_open(s, candidate) || !draft_crowd(s, candidate, &crowd))
        return false;
    if (c->needs) {
        shg_state_team(&s->state, &s->cost, candidate, crowd.list, crowd.n, SHG_NONE, &s->draft.team);
        s->extra += c->leads * 2U;
        if (s->draft.team.value <= SHG_NEVER && crowd.n && !yield_to_team(s, candidate, &crowd))
            return false;
        if (s->draft.team.value <= SHG_NEVER) /* perhaps one can be released: valued as at the prices */
            shg_team_best(s->m, &s->cost, s->m->team_of[candidate], &s->draft.team);
    } else if (!crowd.n) {
        return false;
    }
    s->draft.n = crowd.n;
    s->draft.value = crowd.value + s->draft.team.value + (int64_t)((c->needs ? c->bonus : 0) - c->opening) * SHG_POINT -
                     (c->group ? 0 : s->price.fresh);
    return true;
}

static void touch(struct shg_search *s, uint32_t place) {
    for (uint32_t i = 0; i < s->n_touched; i++)
        if (s->touched[i] == place)
            return;
    s->touched[s->n_touched++] = place;
}

/* Gives the draft a team that can be had, released from elsewhere if need be. */
static bool team_up(struct shg_search *s) {
    struct draft *d = &s->draft;
    if (!s->m->inst->candidates[d->candidate].needs)
        return true;
    shg_state_team(&s->state, &s->cost, d->candidate, d->list, d->n, SHG_NONE, &d->team);
    if (d->team.value > SHG_NEVER)
        return true;
    s->extra += 50;
    if (!shg_state_release(&s->state, d->candidate, d->list, d->n))
        return false;
    for (uint32_t i = 0; i < d->n; i++) /* the path may have given one of these a group at that time */
        if (shg_state_leads_then(&s->state, d->candidate, d->list[i], SHG_NONE))
            return false;
    shg_state_team(&s->state, &s->cost, d->candidate, d->list, d->n, SHG_NONE, &d->team);
    return d->team.value > SHG_NEVER;
}

/* Opens the draft where it is worth more than nothing. */
static bool open_with_team(struct shg_search *s) {
    const struct draft *d = &s->draft;
    uint32_t place = shg_state_vacant(&s->state, s->m->source_of[d->candidate]);
    if (place == SHG_NONE || shg_state_worth_of(s->m, d->candidate, d->list, d->n, d->team.starters, d->team.n) <= 0)
        return false;
    shg_state_open(&s->state, place, d->candidate, d->list, d->n, d->team.starters, d->team.n);
    for (uint32_t i = 0; i < d->n; i++)
        set_cost(s, d->list[i], SHG_BARRED);
    touch(s, place);
    s->epoch++;
    return true;
}

/* The same with the best team that can be had. */
static bool open_draft(struct shg_search *s) {
    return team_up(s) && open_with_team(s);
}

/* ---- rebuilding ---- */

static void offer(struct shg_search *s, uint32_t candidate) {
    if (s->stamp[candidate] == s->stamps || s->n_offers >= OFFERS_MOST || (s->loss && s->loss[candidate] > s->far))
        return;
    s->stamp[candidate] = s->stamps;
    if (!compose(s, candidate))
        return;
    int64_t noise = (int64_t)draw_below(s, s->noise * SHG_POINT + 1);
    s->offers[s->n_offers++] = (struct offer){candidate, s->epoch, s->draft.value + noise};
}

/* Opens offers from the best down; one that was looked at before the last opening is looked at again first. */
static void open_offers(struct shg_search *s) {
    while (s->n_offers) {
        uint32_t best = 0;
        for (uint32_t i = 1; i < s->n_offers; i++)
            if (s->offers[i].value > s->offers[best].value)
                best = i;
        s->extra += s->n_offers / 4;
        struct offer *o = &s->offers[best];
        if (!compose(s, o->candidate)) {
            *o = s->offers[--s->n_offers];
            continue;
        }
        if (o->epoch != s->epoch && s->draft.value < o->value) {
            o->value = s->draft.value;
            o->epoch = s->epoch;
            continue;
        }
        if (!open_draft(s) || !may_open(s, o->candidate))
            *o = s->offers[--s->n_offers];
    }
}

/* Whether a bundle, or a person alone, can join an open place. */
static bool can_join(struct shg_search *s, uint32_t place, uint32_t person) {
    const struct shg_model *m = s->m;
    const struct shg_place *p = &s->state.places[place];
    const uint32_t size = shg_bundle_size(m, person);
    uint32_t *list = s->buffers, n = p->n;
    if (p->n + size > m->inst->candidates[p->candidate].most)
        return false;
    memcpy(list, p->list, n * sizeof *list);
    for (uint32_t k = 0; k < size; k++) {
        uint32_t x = size > 1 ? m->mates[m->mates_at[m->inst->persons[person].bundle] + k] : person;
        if (s->state.place_of[x] != SHG_NONE || shg_state_leads_then(&s->state, p->candidate, x, SHG_NONE))
            return false;
        for (uint32_t i = 0; i < p->n_starters; i++)
            if (shg_is_apart(m->inst, x, (uint32_t)m->inst->n_persons + p->starters[i]))
                return false;
        list[n++] = x;
    }
    return shg_state_company(m, p->candidate, list, n);
}

static void join(struct shg_search *s, uint32_t place, uint32_t person) {
    const struct shg_model *m = s->m;
    const uint32_t size = shg_bundle_size(m, person);
    for (uint32_t k = 0; k < size; k++) {
        uint32_t x = size > 1 ? m->mates[m->mates_at[m->inst->persons[person].bundle] + k] : person;
        shg_state_join(&s->state, place, x);
        set_cost(s, x, SHG_BARRED);
    }
}

/* Fills an open place with whom it can take, the greatest worth first. */
static void top_up(struct shg_search *s, uint32_t place) {
    const struct shg_instance *inst = s->m->inst;
    for (;;) {
        const struct shg_place *p = &s->state.places[place];
        if (p->candidate == SHG_NONE || p->n >= inst->candidates[p->candidate].most)
            return;
        const struct shg_candidate *c = &inst->candidates[p->candidate];
        if (!p->n && c->least > 1)
            return;
        const struct shg_seat *best = NULL;
        s->extra += c->seats;
        for (uint32_t i = 0; i < c->seats; i++) {
            const struct shg_seat *seat = &inst->seats[c->seats_at + i];
            if (s->state.place_of[seat->person] == SHG_NONE && (!best || seat->worth > best->worth) &&
                can_join(s, place, seat->person))
                best = seat;
        }
        if (!best)
            return;
        join(s, place, best->person);
    }
}

/* Persons set free who are still nowhere try every open place that they fit. */
static void seat_people(struct shg_search *s) {
    const struct shg_model *m = s->m;
    for (uint32_t i = 0; i < s->n_people; i++) {
        uint32_t p = s->people[i], best = SHG_NONE;
        int32_t worth = 0;
        if (s->state.place_of[p] != SHG_NONE)
            continue;
        for (size_t k = m->chance_at[p]; k < m->chance_at[p + 1]; k++) {
            const struct shg_chance *x = &m->chances[k];
            uint32_t source = m->source_of[x->candidate];
            s->extra++;
            if (!s->state.open_of[x->candidate])
                continue;
            for (uint32_t q = s->state.place_at[source]; q < s->state.place_at[source + 1]; q++)
                if (s->state.places[q].candidate == x->candidate && s->state.places[q].n && x->worth > worth &&
                    can_join(s, q, p)) {
                    best = q;
                    worth = x->worth;
                }
        }
        if (best != SHG_NONE)
            join(s, best, p);
    }
}

/* Gives a place the best team that it can have, whatever the prices. */
static void improve_team(struct shg_search *s, uint32_t place) {
    const struct shg_place *p = &s->state.places[place];
    struct shg_team_choice team;
    if (p->candidate == SHG_NONE || !p->n_starters)
        return;
    shg_state_team(&s->state, &s->nothing, p->candidate, p->list, p->n, place, &team);
    s->extra += s->m->inst->candidates[p->candidate].leads * 2U;
    if (team.value <= SHG_NEVER)
        return;
    int64_t before = p->worth;
    uint32_t old[SHG_TEAM_MOST], n_old = p->n_starters;
    memcpy(old, p->starters, sizeof old);
    shg_state_lead(&s->state, place, team.starters, team.n);
    if (s->state.places[place].worth < before)
        shg_state_lead(&s->state, place, old, n_old);
    while (shg_state_borrow(&s->state, place) || shg_state_trade(&s->state, place))
        s->extra += 20;
}

/* ---- closing ---- */

static void close_place(struct shg_search *s, uint32_t place) {
    struct shg_place *p = &s->state.places[place];
    for (uint32_t i = 0; i < p->n; i++) {
        uint32_t x = p->list[i];
        s->people[s->n_people++] = x;
        set_cost(s, x, s->price.person[x] * s->share / 4 + (int64_t)draw_below(s, s->noise * SHG_POINT + 1));
    }
    touch(s, place);
    shg_state_close(&s->state, place);
}

/* An open place of a source, SHG_NONE where none is. */
static uint32_t open_place_of(struct shg_search *s, uint32_t source) {
    uint32_t from = s->state.place_at[source], n = s->state.place_at[source + 1] - from;
    uint32_t shift = draw_below(s, n);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t place = from + (shift + i) % n;
        if (s->state.places[place].candidate != SHG_NONE)
            return place;
    }
    return SHG_NONE;
}

/* An open place where a person set free could sit, or that a starter who could lead here leads. */
static uint32_t related_place(struct shg_search *s) {
    const struct shg_model *m = s->m;
    for (int tries = 0; tries < TRIES && s->n_people; tries++) {
        uint32_t p = s->people[draw_below(s, s->n_people)];
        size_t n = m->chance_at[p + 1] - m->chance_at[p];
        if (!n)
            continue;
        uint32_t c = m->chances[m->chance_at[p] + draw_below(s, n)].candidate;
        uint32_t place = SHG_NONE;
        if (draw_below(s, 4) == 0 && m->inst->candidates[c].leads) {
            uint32_t x =
                m->inst->leads[m->inst->candidates[c].leads_at + draw_below(s, m->inst->candidates[c].leads)].starter;
            if (s->state.given[x])
                place = s->state.led[s->state.led_at[x] + draw_below(s, s->state.given[x])];
        } else {
            place = open_place_of(s, m->source_of[c]);
        }
        if (place != SHG_NONE)
            return place;
    }
    return SHG_NONE;
}

static uint32_t random_place(struct shg_search *s) {
    for (int tries = 0; tries < TRIES; tries++) {
        uint32_t place = draw_below(s, s->state.n_places);
        if (s->state.places[place].candidate != SHG_NONE)
            return place;
    }
    return SHG_NONE;
}

static uint32_t random_waiting(struct shg_search *s) {
    for (int tries = 0; tries < TRIES; tries++) {
        uint32_t p = draw_below(s, s->m->inst->n_persons);
        if (s->state.place_of[p] == SHG_NONE && s->m->chance_at[p] < s->m->chance_at[p + 1])
            return p;
    }
    return SHG_NONE;
}

/* ---- moves ---- */

/* A candidate that could be opened in a vacant place, SHG_NONE where none was found. */
static uint32_t random_vacancy(struct shg_search *s) {
    const struct shg_model *m = s->m;
    for (int tries = 0; tries < TRIES; tries++) {
        const struct shg_place *p = &s->state.places[draw_below(s, s->state.n_places)];
        if (p->candidate != SHG_NONE)
            continue;
        uint32_t c = m->sources[p->source].first + draw_below(s, m->sources[p->source].n);
        if (m->inst->candidates[c].seats && may_open(s, c))
            return c;
    }
    return SHG_NONE;
}

/* Closes places of persons who could sit in a vacant place. */
static void close_for_vacancy(struct shg_search *s, uint32_t n) {
    uint32_t c = random_vacancy(s);
    if (c == SHG_NONE)
        return;
    const struct shg_candidate *k = &s->m->inst->candidates[c];
    for (uint32_t i = 0; i < n; i++) {
        uint32_t p = s->m->inst->seats[k->seats_at + draw_below(s, k->seats)].person;
        if (s->state.place_of[p] != SHG_NONE)
            close_place(s, s->state.place_of[p]);
    }
}

static void close_some(struct shg_search *s) {
    uint32_t n = 1 + draw_below(s, CLOSE_MOST), how = draw_below(s, 3);
    if (how == 0) {
        close_for_vacancy(s, n);
        return;
    }
    uint32_t waiting = how == 1 ? random_waiting(s) : SHG_NONE;
    if (waiting != SHG_NONE)
        s->people[s->n_people++] = waiting;
    uint32_t place = waiting != SHG_NONE ? related_place(s) : random_place(s);
    for (uint32_t i = 0; i < n && place != SHG_NONE; i++) {
        close_place(s, place);
        place = related_place(s);
    }
}

static void rebuild(struct shg_search *s) {
    const struct shg_model *m = s->m;
    s->stamps++;
    s->n_offers = 0;
    uint32_t freed = s->n_people;
    for (uint32_t i = 0; i < freed; i++)
        for (size_t k = m->chance_at[s->people[i]]; k < m->chance_at[s->people[i] + 1]; k++)
            offer(s, m->chances[k].candidate);
    open_offers(s);
}

/* What a group loses when a person leaves, SHG_BARRED where they cannot. */
static int64_t cost_of_leaving(const struct shg_search *s, uint32_t person) {
    const struct shg_place *p = &s->state.places[s->state.place_of[person]];
    const struct shg_candidate *c = &s->m->inst->candidates[p->candidate];
    if (p->n <= c->least || shg_bundle_size(s->m, person) > 1)
        return SHG_BARRED;
    int64_t loss = shg_seat_of(s->m->inst, p->candidate, person)->worth;
    if (c->have + p->n <= c->aim)
        loss += s->m->inst->shortfall;
    return loss * SHG_POINT;
}

/* Takes the draft's persons out of where they are; false where a group would not stand it. */
static bool gather(struct shg_search *s) {
    for (uint32_t i = 0; i < s->draft.n; i++) {
        uint32_t p = s->draft.list[i], place = s->state.place_of[p];
        if (place == SHG_NONE)
            continue;
        if (cost_of_leaving(s, p) >= SHG_BARRED)
            return false;
        shg_state_leave(&s->state, place, p);
        touch(s, place);
        const struct shg_place *left = &s->state.places[place];
        if (!shg_state_company(s->m, left->candidate, left->list, left->n))
            return false;
    }
    return true;
}

/* Opens a new group with those who wait and with members whom other groups can spare (at their price: the places that
 * they leave are filled up afterwards). False: nothing came of it. */
static bool open_with_surplus(struct shg_search *s) {
    uint32_t c = random_vacancy(s);
    if (c == SHG_NONE)
        return false;
    const struct shg_candidate *k = &s->m->inst->candidates[c];
    for (uint32_t i = 0; i < k->seats; i++) {
        uint32_t x = s->m->inst->seats[k->seats_at + i].person;
        bool stays = s->state.place_of[x] != SHG_NONE && cost_of_leaving(s, x) >= SHG_BARRED;
        int64_t noise = (int64_t)draw_below(s, s->noise * SHG_POINT + 1);
        set_cost(s, x, stays ? SHG_BARRED : s->price.person[x] * s->share / 4 + noise);
    }
    s->extra += k->seats * 2U;
    return compose(s, c) && gather(s) && open_draft(s);
}

/* What a chain changed: places to look at again, and costs. */
static void after_chain(struct shg_search *s) {
    uint32_t n;
    const uint32_t *places = shg_chain_places(s->chain, &n);
    for (uint32_t i = 0; i < n; i++)
        touch(s, places[i]);
    if (shg_chain_came(s->chain) != SHG_NONE)
        set_cost(s, shg_chain_came(s->chain), SHG_BARRED);
    if (shg_chain_went(s->chain) != SHG_NONE)
        set_cost(s, shg_chain_went(s->chain), s->price.person[shg_chain_went(s->chain)]);
}

/* Fills what was touched, then seats those who were set free and wait, by chains. */
static void finish_move(struct shg_search *s) {
    for (uint32_t i = 0; i < s->n_touched; i++)
        top_up(s, s->touched[i]);
    seat_people(s);
    for (uint32_t i = 0, first = s->n_touched; i < first; i++)
        while (shg_chain_fill(s->chain, &s->state, s->touched[i]) > 0)
            after_chain(s);
    for (uint32_t i = 0; i < s->n_people; i++)
        if (shg_chain_seat(s->chain, &s->state, s->people[i]) > 0)
            after_chain(s);
    for (uint32_t i = 0; i < s->n_touched; i++)
        improve_team(s, s->touched[i]);
}

/* One move, kept or undone. */
static void move(struct shg_search *s, int temperature) {
    int64_t before = s->state.worth;
    bool done = true;
    s->n_touched = 0;
    s->n_people = 0;
    s->epoch = 0;
    shg_state_begin(&s->state);
    s->noise = NOISE >> draw_below(s, 4);
    s->share = 4 - (int64_t)draw_below(s, 3);
    s->far = draw_below(s, 8) ? (int64_t)(FAR << draw_below(s, 4)) * SHG_POINT : INT64_MAX;
    if (draw_below(s, 4) == 0) {
        done = open_with_surplus(s);
    } else {
        close_some(s);
        rebuild(s);
    }
    if (done)
        finish_move(s);
    int64_t allowed = (int64_t)temperature * draw_loss(s) * 44 / 4096; /* ln 2 is 44/64 */
    if (!done || s->state.worth < before - allowed)
        shg_state_undo(&s->state);
    else
        keep_best(s);
    clean(s);
    s->extra += 256; /* what a move costs beside */
}

/* ---- phases ---- */

static void polish(struct shg_search *s) {
    note_changes(s);
    shg_state_begin(&s->state);
    s->n_touched = 0;
    for (uint32_t i = 0; i < s->state.n_places; i++) {
        top_up(s, i);
        while (shg_chain_fill(s->chain, &s->state, i) > 0)
            after_chain(s);
        improve_team(s, i);
    }
    for (uint32_t p = 0; p < s->m->inst->n_persons; p++)
        if (shg_chain_seat(s->chain, &s->state, p) > 0)
            after_chain(s);
    keep_best(s);
    clean(s);
}

void shg_search_greedy(struct shg_search *s) {
    shg_state_begin(&s->state);
    s->n_touched = 0;
    s->n_people = 0;
    s->noise = NOISE;
    s->share = 4;
    s->far = INT64_MAX;
    for (uint32_t from = 0; from < s->m->inst->n_candidates;) {
        s->stamps++;
        s->n_offers = 0;
        for (; from < s->m->inst->n_candidates && s->n_offers < OFFERS_MOST; from++)
            offer(s, from);
        open_offers(s);
    }
    polish(s);
}

/* Closes all places; everybody costs their price again. */
static void close_all(struct shg_search *s) {
    for (uint32_t i = 0; i < s->state.n_places; i++)
        if (s->state.places[i].candidate != SHG_NONE)
            shg_state_close(&s->state, i);
    reset_costs(s);
}

/* Gives the draft the starters of a group as it is, where they are free. */
static bool lead_as_is(struct shg_search *s, const struct shg_best *g) {
    struct draft *d = &s->draft;
    for (uint32_t i = 0; i < g->n_starters; i++)
        if (!shg_state_can_lead(&s->state, g->candidate, g->starters[i], d->list, d->n, SHG_NONE))
            return false;
    d->team = (struct shg_team_choice){0, g->n_starters, {0}};
    memcpy(d->team.starters, g->starters, sizeof d->team.starters);
    return true;
}

/* Opens a group as it is in the relaxed optimum, without those who sit elsewhere already. */
static void open_as_is(struct shg_search *s, const struct shg_best *g) {
    struct draft *d = &s->draft;
    const struct shg_candidate *c = &s->m->inst->candidates[g->candidate];
    d->candidate = g->candidate;
    d->team = (struct shg_team_choice){0, 0, {0}};
    d->n = 0;
    for (uint32_t i = 0; i < g->crowd.n; i++)
        if (s->state.place_of[g->crowd.list[i]] == SHG_NONE &&
            !shg_state_leads_then(&s->state, g->candidate, g->crowd.list[i], SHG_NONE))
            d->list[d->n++] = g->crowd.list[i];
    for (uint32_t i = 0; i < d->n; i++) { /* bundles come whole */
        uint32_t bundle = s->m->inst->persons[d->list[i]].bundle, here = 0;
        for (uint32_t k = 0; k < d->n; k++)
            here += s->m->inst->persons[d->list[k]].bundle == bundle;
        if (here != shg_bundle_size(s->m, d->list[i]))
            return;
    }
    if ((d->n < c->least && !(c->idle && !d->n)) || !shg_state_company(s->m, g->candidate, d->list, d->n) ||
        !may_open(s, g->candidate))
        return;
    /* where it cannot be, it is left out */
    (void)(lead_as_is(s, g) ? open_with_team(s) : open_draft(s));
}

void shg_search_try(struct shg_search *s, const struct shg_best *groups, size_t n, bool exact) {
    shg_state_begin(&s->state);
    close_all(s);
    s->n_touched = 0;
    s->n_people = 0;
    s->noise = 0;
    s->share = 4;
    s->far = INT64_MAX;
    s->stamps++;
    s->n_offers = 0;
    s->epoch = 0;
    for (size_t i = 0; i < n; i++) {
        if (groups[i].candidate == SHG_NONE)
            continue;
        if (exact)
            open_as_is(s, &groups[i]);
        else
            offer(s, groups[i].candidate);
    }
    open_offers(s);
    polish(s);
}

void shg_search_back(struct shg_search *s) {
    shg_state_set(&s->state, shg_search_best(s));
    change_all(s); /* copies of one room may have changed places */
    reset_costs(s);
}

void shg_search_run(struct shg_search *s, uint64_t work, int hot, int cold, int64_t enough, const atomic_bool *cancel) {
    uint64_t from = work_done(s);
    if (!s->m->inst->n_persons || !s->state.n_places)
        return;
    while (work_done(s) - from < work && s->best_worth < enough && !atomic_load(cancel) && !s->state.failed) {
        uint64_t done = work_done(s) - from;
        int temperature = hot - (int)((uint64_t)(hot - cold) * done / work);
        move(s, temperature);
    }
    polish(s);
}
