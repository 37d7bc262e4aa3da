#include "match/search_private.h"

#include "match/cross.h"

#include <stdlib.h>
#include <string.h>

enum {
    GREEDY_NOISE = 160, /* points */
    HOPE = 4,           /* polishing may add more than it ever did to a plan, by one part of so many */
    HOT_LEAST = 60,     /* points */
    HOT_MOST = 800,
    HEAT = 32,    /* points for each root of moves a group */
    COOLING = 10, /* times colder at the end */
    PROBES = 100  /* moves that tell how much work a move is */
};

/* ---- life ---- */

void shg_search_price(struct shg_search *s, const struct shg_prices *prices, const int64_t *loss) {
    s->loss = loss;
    memcpy(s->price.person, prices->person, s->m->inst->n_persons * sizeof *prices->person);
    memcpy(s->price.starter, prices->starter, s->m->inst->n_starters * sizeof *prices->starter);
    s->price.fresh = prices->fresh;
    memcpy(s->cost.starter, prices->starter, s->m->inst->n_starters * sizeof *prices->starter);
    shg_costs_reset(s);
}

struct shg_search *shg_search_new(const struct shg_model *m, const struct shg_prices *prices, uint64_t seed) {
    struct shg_search *s = calloc(1, sizeof *s);
    if (!s)
        return NULL;
    s->m = m;
    s->random = shg_chance_begin(seed);
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
    s->offers = calloc(SHG_OFFERS_MOST, sizeof *s->offers);
    s->stamp = calloc(m->inst->n_candidates + 1, sizeof *s->stamp);
    s->pool = calloc(m->inst->n_candidates + 1, sizeof *s->pool);
    s->touched = calloc(s->state.n_places + 1, sizeof *s->touched);
    s->people = calloc(m->inst->n_persons + 1, sizeof *s->people);
    s->dirty = calloc(m->inst->n_persons + 1, sizeof *s->dirty);
    s->is_dirty = calloc(m->inst->n_persons + 1, sizeof *s->is_dirty);
    s->buffers = calloc((size_t)m->most * 4 + 4, sizeof *s->buffers);
    bool fine = s->changed && s->is_changed && shg_prices_new(&s->price, m) && shg_prices_new(&s->cost, m) &&
                shg_prices_new(&s->nothing, m) && s->desk && s->offers && s->stamp && s->touched && s->people &&
                s->dirty && s->is_dirty && s->pool && s->buffers;
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
    shg_prices_free(&s->price);
    shg_prices_free(&s->cost);
    shg_prices_free(&s->nothing);
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
    free(s->pool);
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
    shg_costs_reset(s);
    keep_best(s);
    return shg_search_status(s);
}

uint64_t shg_search_steps(const struct shg_search *s) {
    return shg_desk_steps(s->desk) + shg_chain_steps(s->chain) + s->extra;
}

/* ---- phases ---- */

static void polish(struct shg_search *s) {
    note_changes(s); /* polishing begins a change of its own */
    shg_move_polish(s);
    keep_best(s);
}

void shg_search_greedy(struct shg_search *s) {
    shg_move_begin(s);
    s->how.noise = GREEDY_NOISE;
    for (uint32_t from = 0; from < s->m->inst->n_candidates;) {
        shg_offers_begin(s);
        for (; from < s->m->inst->n_candidates && s->n_offers < SHG_OFFERS_MOST; from++)
            shg_offers_add(s, from);
        shg_offers_open(s);
    }
    polish(s);
}

/* Closes all places; everybody costs their price again. */
static void close_all(struct shg_search *s) {
    for (uint32_t i = 0; i < s->state.n_places; i++)
        if (s->state.places[i].candidate != SHG_NONE)
            shg_state_close(&s->state, i);
    shg_costs_reset(s);
}

/* Gives the draft the starters of a group as it is, where they are free and nobody keeps them apart: the relaxation
 * does not ask. */
static bool lead_as_is(struct shg_search *s, const struct shg_best *g) {
    struct shg_draft *d = &s->draft;
    const uint32_t persons = (uint32_t)s->m->inst->n_persons;
    for (uint32_t i = 0; i < g->n_starters; i++)
        for (uint32_t k = 0; k < i; k++)
            if (shg_is_apart(s->m->inst, persons + g->starters[i], persons + g->starters[k]))
                return false;
    for (uint32_t i = 0; i < g->n_starters; i++)
        if (!shg_state_can_lead(&s->state, g->candidate, g->starters[i], d->list, d->n, SHG_NONE))
            return false;
    d->team = (struct shg_team_choice){0, g->n_starters, {0}};
    memcpy(d->team.starters, g->starters, sizeof d->team.starters);
    return true;
}

/* Opens a group as it is in the relaxed optimum, without those who sit elsewhere already. */
static void open_as_is(struct shg_search *s, const struct shg_best *g) {
    struct shg_draft *d = &s->draft;
    const struct shg_candidate *c = &s->m->inst->candidates[g->candidate];
    d->candidate = g->candidate;
    d->team = (struct shg_team_choice){0, 0, {0}};
    d->n = 0;
    for (uint32_t i = 0; i < g->crowd.n; i++)
        if (s->state.place_of[g->crowd.list[i]] == SHG_NONE &&
            !shg_state_leads_then(&s->state, g->candidate, g->crowd.list[i], SHG_NONE))
            d->list[d->n++] = g->crowd.list[i];
    if ((d->n < c->least && !(c->idle && !d->n)) || !shg_is_whole(s->m, d->list, d->n) ||
        !shg_is_company(s->m, g->candidate, d->list, d->n) || !shg_search_may_open(s, g->candidate))
        return;
    /* where it cannot be, it is left out */
    (void)(lead_as_is(s, g) ? shg_draft_open_as_is(s) : shg_draft_open(s));
}

/* Builds a plan from groups, the persons and starters as they are or the best that can be had. */
static void build(struct shg_search *s, const struct shg_best *groups, size_t n, bool exact) {
    shg_move_begin(s);
    close_all(s);
    shg_offers_begin(s);
    for (size_t i = 0; i < n; i++) {
        if (groups[i].candidate == SHG_NONE)
            continue;
        if (exact)
            open_as_is(s, &groups[i]);
        else
            shg_offers_add(s, groups[i].candidate);
    }
    shg_offers_open(s);
}

static void polish_built(struct shg_search *s, bool exact) {
    const int64_t before = s->state.worth;
    polish(s);
    if (s->state.worth - before > s->polished[exact])
        s->polished[exact] = s->state.worth - before;
}

void shg_search_try(struct shg_search *s, const struct shg_best *groups, size_t n, bool exact) {
    build(s, groups, n, exact);
    polish_built(s, exact);
}

void shg_search_try_hopeful(struct shg_search *s, const struct shg_best *groups, size_t n, bool exact) {
    build(s, groups, n, exact);
    const int64_t most = s->polished[exact];
    if (!most || s->state.worth + most + most / HOPE > s->best_worth)
        polish_built(s, exact);
    else
        note_changes(s);
}

void shg_search_cross(struct shg_search *s, const struct shg_plan *other) {
    shg_state_begin(&s->state);
    if (shg_cross(&s->state, other))
        shg_costs_reset(s);
    keep_best(s);
}

void shg_search_free_choice(struct shg_search *s) {
    s->is_pooled = false;
    memset(s->pool, 0, s->m->inst->n_candidates * sizeof *s->pool);
}

void shg_search_pool(struct shg_search *s, const struct shg_plan *plan) {
    s->is_pooled = true;
    for (size_t i = 0; i < plan->n; i++)
        s->pool[plan->groups[i].candidate] = true;
}

void shg_search_back(struct shg_search *s) {
    shg_state_set(&s->state, shg_search_best(s));
    change_all(s); /* copies of one room may have changed places */
    shg_costs_reset(s);
}

static uint32_t groups_of(const struct shg_search *s) {
    uint32_t n = 0;
    for (size_t i = 0; i < s->state.n_places; i++)
        n += s->state.places[i].candidate != SHG_NONE;
    return n ? n : 1;
}

/* How hot to begin: the more moves there are for each group, the more can be lost on the way and won back. */
static int heat_of(const struct shg_search *s, uint64_t work, uint64_t work_a_move) {
    uint64_t moves = work / (work_a_move * groups_of(s)), root = 1;
    while ((root + 1) * (root + 1) <= moves)
        root++;
    int hot = (int)(root < HOT_MOST / HEAT ? root * HEAT : HOT_MOST);
    return hot > HOT_LEAST ? hot : HOT_LEAST;
}

/* Moves until `work` is done; hot 0: as hot as the work allows, when the first moves have told what one costs. */
static void run(struct shg_search *s, uint64_t work, int hot, int cold, int64_t enough, const atomic_bool *cancel) {
    const uint64_t from = shg_search_steps(s);
    const bool finds = !hot;
    int moves = 0;
    if (!s->m->inst->n_persons || !s->state.n_places)
        return;
    if (finds)
        hot = cold = HOT_LEAST;
    while (shg_search_steps(s) - from < work && s->best_worth < enough && !atomic_load(cancel) && !s->state.failed) {
        uint64_t done = shg_search_steps(s) - from;
        if (finds && moves++ == PROBES) {
            hot = heat_of(s, work, done / PROBES + 1);
            cold = hot / COOLING;
        }
        if (shg_move(s, hot - (int)((uint64_t)(hot - cold) * done / work)))
            keep_best(s);
    }
    polish(s);
}

void shg_search_run(struct shg_search *s, uint64_t work, int hot, int cold, int64_t enough, const atomic_bool *cancel) {
    run(s, work, hot, cold, enough, cancel);
}

void shg_search_cool(struct shg_search *s, uint64_t work, int64_t enough, const atomic_bool *cancel) {
    run(s, work, 0, 0, enough, cancel);
}
