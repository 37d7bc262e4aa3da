/* Moves of the large-neighbourhood search: groups are closed, others opened in their places, and whoever is left over
 * is seated by chains. */
#include "match/search_private.h"

#include <string.h>

enum {
    TRIES = 40,        /* random draws before giving up finding something */
    CLOSE_MANY = 10,   /* places closed in one go, where they are filled from those who are free then */
    CLOSE_FEW = 2,     /* ... and where from other groups, too */
    FAR = 50,          /* points that a candidate may lose */
    FAR_ANOTHER = 200, /* ... that takes the place of one that is not to come back */
    NOISE = 160,       /* points */
    WILDNESS = 16
};

/* ---- filling ---- */

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
    return shg_is_company(m, p->candidate, list, n);
}

static void join(struct shg_search *s, uint32_t place, uint32_t person) {
    const struct shg_model *m = s->m;
    const uint32_t size = shg_bundle_size(m, person);
    for (uint32_t k = 0; k < size; k++) {
        uint32_t x = size > 1 ? m->mates[m->mates_at[m->inst->persons[person].bundle] + k] : person;
        shg_state_join(&s->state, place, x);
        shg_costs_set(s, x, SHG_BARRED);
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
            s->extra++;
            if (!shg_state_is_open(&s->state, x->candidate))
                continue;
            for (uint32_t q = s->state.first_of[x->candidate]; q != SHG_NONE; q = s->state.places[q].next)
                if (s->state.places[q].n && x->worth > worth && can_join(s, q, p)) {
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
        shg_costs_set(s, x, s->price.person[x] * s->how.share / 4 + shg_draw_noise(s));
    }
    shg_search_touch(s, place);
    shg_state_close(&s->state, place);
}

/* An open place of a source, SHG_NONE where none is. */
static uint32_t open_place_of(struct shg_search *s, uint32_t source) {
    uint32_t from = s->state.place_at[source], n = s->state.place_at[source + 1] - from;
    uint32_t shift = shg_draw_below(s, n);
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
        uint32_t p = s->people[shg_draw_below(s, s->n_people)];
        size_t n = m->chance_at[p + 1] - m->chance_at[p];
        if (!n)
            continue;
        uint32_t c = m->chances[m->chance_at[p] + shg_draw_below(s, n)].candidate;
        uint32_t place = SHG_NONE;
        const struct shg_candidate *k = &m->inst->candidates[c];
        if (shg_draw_below(s, 4) == 0 && k->leads) {
            uint32_t x = m->inst->leads[k->leads_at + shg_draw_below(s, k->leads)].starter;
            if (s->state.given[x])
                place = s->state.led[s->state.led_at[x] + shg_draw_below(s, s->state.given[x])];
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
        uint32_t place = shg_draw_below(s, s->state.n_places);
        if (s->state.places[place].candidate != SHG_NONE)
            return place;
    }
    return SHG_NONE;
}

static uint32_t random_waiting(struct shg_search *s) {
    for (int tries = 0; tries < TRIES; tries++) {
        uint32_t p = shg_draw_below(s, s->m->inst->n_persons);
        if (s->state.place_of[p] == SHG_NONE && s->m->chance_at[p] < s->m->chance_at[p + 1])
            return p;
    }
    return SHG_NONE;
}

/* A candidate that could be opened in a vacant place, SHG_NONE where none was found. */
static uint32_t random_vacancy(struct shg_search *s) {
    const struct shg_model *m = s->m;
    for (int tries = 0; tries < TRIES; tries++) {
        const struct shg_place *p = &s->state.places[shg_draw_below(s, s->state.n_places)];
        if (p->candidate != SHG_NONE)
            continue;
        uint32_t c = m->sources[p->source].first + shg_draw_below(s, m->sources[p->source].n);
        if ((!s->is_pooled || s->pool[c]) && m->inst->candidates[c].seats && shg_search_may_open(s, c))
            return c;
    }
    return SHG_NONE;
}

/* Closes places of persons who could sit in a vacant place; false where there is none. */
static bool close_for_vacancy(struct shg_search *s, uint32_t n) {
    uint32_t c = random_vacancy(s);
    if (c == SHG_NONE)
        return false;
    const struct shg_candidate *k = &s->m->inst->candidates[c];
    for (uint32_t i = 0; i < n; i++) {
        uint32_t p = s->m->inst->seats[k->seats_at + shg_draw_below(s, k->seats)].person;
        if (s->state.place_of[p] != SHG_NONE)
            close_place(s, s->state.place_of[p]);
    }
    return true;
}

/* Closes places that share persons or starters; gives the candidate of the first, or SHG_NONE. */
static uint32_t close_some(struct shg_search *s) {
    uint32_t n = 1 + shg_draw_below(s, s->how.surplus ? CLOSE_FEW : CLOSE_MANY), how = shg_draw_below(s, 3);
    if (how == 0 && close_for_vacancy(s, n))
        return SHG_NONE;
    uint32_t waiting = how == 1 ? random_waiting(s) : SHG_NONE;
    if (waiting != SHG_NONE)
        s->people[s->n_people++] = waiting;
    uint32_t place = waiting != SHG_NONE ? related_place(s) : random_place(s);
    uint32_t first = place != SHG_NONE ? s->state.places[place].candidate : SHG_NONE;
    for (uint32_t i = 0; i < n && place != SHG_NONE; i++) {
        close_place(s, place);
        place = related_place(s);
    }
    return first;
}

/* ---- moves ---- */

/* Closes groups and composes others where those set free could sit. Every now and then with members of other groups
 * too, and then mostly without the group that was closed first: else it would come back nearly always. */
static void rebuild(struct shg_search *s) {
    const struct shg_model *m = s->m;
    s->how.surplus = shg_draw_below(s, 4) != 0;
    uint32_t first = close_some(s);
    if (s->how.surplus && first != SHG_NONE && shg_draw_below(s, 10)) {
        s->how.taboo = first;
        s->how.wildness = WILDNESS;
        s->how.far = (int64_t)(FAR_ANOTHER << shg_draw_below(s, 5)) * SHG_POINT;
    }
    shg_offers_begin(s);
    for (uint32_t i = 0, freed = s->n_people; i < freed; i++)
        for (size_t k = m->chance_at[s->people[i]]; k < m->chance_at[s->people[i] + 1]; k++)
            shg_offers_add(s, m->chances[k].candidate);
    shg_offers_open(s);
}

/* Opens the best group for a vacant place with those who wait and with members whom other groups can spare. */
static void open_one(struct shg_search *s, uint32_t candidate) {
    const struct shg_source *source = &s->m->sources[s->m->source_of[candidate]];
    s->how.surplus = true;
    shg_offers_begin(s);
    for (uint32_t c = source->first; c < source->first + source->n; c++)
        shg_offers_add(s, c);
    shg_offers_open(s);
}

/* ---- ends ---- */

/* What a chain changed: places to look at again, and costs. */
static void after_chain(struct shg_search *s) {
    uint32_t n;
    const uint32_t *places = shg_chain_places(s->chain, &n);
    for (uint32_t i = 0; i < n; i++)
        shg_search_touch(s, places[i]);
    if (shg_chain_came(s->chain) != SHG_NONE)
        shg_costs_set(s, shg_chain_came(s->chain), SHG_BARRED);
    if (shg_chain_went(s->chain) != SHG_NONE)
        shg_costs_set(s, shg_chain_went(s->chain), s->price.person[shg_chain_went(s->chain)]);
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

void shg_move_begin(struct shg_search *s) {
    shg_state_begin(&s->state);
    s->n_touched = 0;
    s->n_people = 0;
    s->epoch = 0;
    s->how = (struct shg_manner){.far = INT64_MAX, .wildness = 1, .share = 4, .taboo = SHG_NONE};
}

/* A loss that annealing allows: -log2 of an even chance, in 1/64. */
static int64_t draw_loss(struct shg_search *s) {
    uint32_t x = shg_chance_next(&s->random) | 1U;
    int64_t zeros = 0;
    while (!(x >> 31)) {
        x <<= 1;
        zeros++;
    }
    return zeros * 64 + (63 - (int64_t)(x >> 25 & 63));
}

bool shg_move(struct shg_search *s, int temperature) {
    int64_t before = s->state.worth;
    shg_move_begin(s);
    s->how.noise = NOISE >> shg_draw_below(s, 4);
    s->how.share = 4 - (int64_t)shg_draw_below(s, 3);
    if (shg_draw_below(s, 8))
        s->how.far = (int64_t)(FAR << shg_draw_below(s, 4)) * SHG_POINT;
    uint32_t vacancy = shg_draw_below(s, 4) == 0 ? random_vacancy(s) : SHG_NONE;
    if (vacancy != SHG_NONE)
        open_one(s, vacancy);
    else
        rebuild(s);
    finish_move(s);
    int64_t allowed = (int64_t)temperature * draw_loss(s) * 44 / 4096; /* ln 2 is 44/64 */
    bool kept = s->state.worth >= before - allowed;
    if (!kept)
        shg_state_undo(&s->state);
    shg_costs_clean(s);
    s->extra += 256; /* what a move costs beside */
    return kept;
}

void shg_move_polish(struct shg_search *s) {
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
    shg_costs_clean(s);
}
