/* Groups composed at what persons cost now, and opened from the best down. */
#include "match/search_private.h"

#include <string.h>

/* ---- costs ---- */

/* What a person costs outside a rebuild: their price where they are free. */
static void reset_cost(struct shg_search *s, uint32_t person) {
    s->cost.person[person] = s->state.place_of[person] == SHG_NONE ? s->price.person[person] : SHG_BARRED;
}

void shg_costs_set(struct shg_search *s, uint32_t person, int64_t cost) {
    s->cost.person[person] = cost;
    if (s->is_dirty[person])
        return;
    s->is_dirty[person] = true;
    s->dirty[s->n_dirty++] = person;
}

void shg_costs_clean(struct shg_search *s) {
    for (uint32_t i = 0; i < s->n_dirty; i++) {
        reset_cost(s, s->dirty[i]);
        s->is_dirty[s->dirty[i]] = false;
    }
    s->n_dirty = 0;
}

void shg_costs_reset(struct shg_search *s) {
    for (uint32_t p = 0; p < s->m->inst->n_persons; p++)
        reset_cost(s, p);
}

/* ---- one group ---- */

bool shg_search_may_open(const struct shg_search *s, uint32_t candidate) {
    const struct shg_instance *inst = s->m->inst;
    if (!inst->candidates[candidate].group && inst->new_max && s->state.fresh >= inst->new_max)
        return false;
    return shg_state_vacant(&s->state, s->m->source_of[candidate]) != SHG_NONE;
}

/* The persons who make the candidate worth most at the costs of now; false where there are not enough. Persons who lead
 * another group at that time are barred and the choice made again. */
static bool draft_crowd(struct shg_search *s, uint32_t candidate, struct shg_crowd *out) {
    const struct shg_candidate *c = &s->m->inst->candidates[candidate];
    for (int tries = 0; tries < 4; tries++) {
        shg_crowd_tight(s->desk, &s->cost, candidate, SHG_NEVER, out);
        bool busy = false;
        for (uint32_t i = 0; s->m->inst->n_links && i < out->n; i++) {
            if (!shg_state_leads_then(&s->state, candidate, out->list[i], SHG_NONE))
                continue;
            shg_costs_set(s, out->list[i], SHG_BARRED);
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
        shg_costs_set(s, kept[i], SHG_BARRED);
        barred = true;
    }
    bool enough = barred && draft_crowd(s, candidate, crowd);
    for (uint32_t i = 0; i < kept_n && i <= s->m->most; i++)
        shg_costs_set(s, kept[i], s->price.person[kept[i]]);
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
    if (!shg_search_may_open(s, candidate) || !draft_crowd(s, candidate, &crowd))
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

void shg_search_touch(struct shg_search *s, uint32_t place) {
    for (uint32_t i = 0; i < s->n_touched; i++)
        if (s->touched[i] == place)
            return;
    s->touched[s->n_touched++] = place;
}

/* Gives the draft a team that can be had, released from elsewhere if need be. */
static bool team_up(struct shg_search *s) {
    struct shg_draft *d = &s->draft;
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

bool shg_draft_open_as_is(struct shg_search *s) {
    const struct shg_draft *d = &s->draft;
    uint32_t place = shg_state_vacant(&s->state, s->m->source_of[d->candidate]);
    if (place == SHG_NONE || shg_state_worth_of(s->m, d->candidate, d->list, d->n, d->team.starters, d->team.n) <= 0)
        return false;
    shg_state_open(&s->state, place, d->candidate, d->list, d->n, d->team.starters, d->team.n);
    for (uint32_t i = 0; i < d->n; i++)
        shg_costs_set(s, d->list[i], SHG_BARRED);
    shg_search_touch(s, place);
    s->epoch++;
    return true;
}

bool shg_draft_open(struct shg_search *s) {
    return team_up(s) && shg_draft_open_as_is(s);
}

/* ---- rebuilding ---- */

/* Whether a person's group can spare them. */
static bool is_spare(const struct shg_search *s, uint32_t person) {
    return shg_state_can_spare(&s->state, s->state.place_of[person]) && shg_bundle_size(s->m, person) == 1;
}

/* Prices those who could come to a candidate from other groups, and those who wait, with noise. */
static void price_surplus(struct shg_search *s, uint32_t candidate) {
    const struct shg_candidate *k = &s->m->inst->candidates[candidate];
    for (uint32_t i = 0; i < k->seats; i++) {
        uint32_t x = s->m->inst->seats[k->seats_at + i].person;
        if (s->is_dirty[x])
            continue;
        bool stays = s->state.place_of[x] != SHG_NONE && !is_spare(s, x);
        int64_t noise = shg_draw_noise(s);
        shg_costs_set(s, x, stays ? SHG_BARRED : s->price.person[x] * s->how.share / 4 + noise);
    }
    s->extra += k->seats;
}

/* Takes the draft's persons out of where they are. False where a group would not stand it: who cannot leave it is
 * barred, who has left already waits. */
static bool gather(struct shg_search *s) {
    for (uint32_t i = 0; i < s->draft.n; i++) {
        uint32_t p = s->draft.list[i], place = s->state.place_of[p];
        if (place == SHG_NONE)
            continue;
        if (!is_spare(s, p)) {
            shg_costs_set(s, p, SHG_BARRED);
            return false;
        }
        shg_state_leave(&s->state, place, p);
        const struct shg_place *left = &s->state.places[place];
        if (!shg_is_company(s->m, left->candidate, left->list, left->n)) {
            shg_state_join(&s->state, place, p);
            shg_costs_set(s, p, SHG_BARRED);
            return false;
        }
        shg_search_touch(s, place);
        if (s->n_people < s->m->inst->n_persons)
            s->people[s->n_people++] = p;
    }
    return true;
}

void shg_offers_begin(struct shg_search *s) {
    s->stamps++;
    s->n_offers = 0;
}

/* Whether a candidate is looked at in this rebuild, which it is once. */
static bool is_offered(const struct shg_search *s, uint32_t candidate) {
    return candidate != s->how.taboo && s->stamp[candidate] != s->stamps && s->n_offers < SHG_OFFERS_MOST &&
           (!s->is_pooled || s->pool[candidate]) && (!s->loss || s->loss[candidate] <= s->how.far);
}

void shg_offers_add(struct shg_search *s, uint32_t candidate) {
    if (!is_offered(s, candidate))
        return;
    s->stamp[candidate] = s->stamps;
    if (s->how.surplus && shg_search_may_open(s, candidate))
        price_surplus(s, candidate);
    if (!compose(s, candidate))
        return;
    int64_t noise = (int64_t)shg_draw_below(s, (size_t)s->how.noise * s->how.wildness * SHG_POINT + 1);
    s->offers[s->n_offers++] = (struct shg_offer){candidate, s->epoch, s->draft.value + noise};
}

/* Opens offers from the best down; one that was looked at before the last opening is looked at again first. */
void shg_offers_open(struct shg_search *s) {
    while (s->n_offers) {
        uint32_t best = 0;
        for (uint32_t i = 1; i < s->n_offers; i++)
            if (s->offers[i].value > s->offers[best].value)
                best = i;
        s->extra += s->n_offers / 4;
        struct shg_offer *o = &s->offers[best];
        if (!compose(s, o->candidate)) {
            *o = s->offers[--s->n_offers];
            continue;
        }
        if (o->epoch != s->epoch && s->draft.value < o->value) {
            o->value = s->draft.value;
            o->epoch = s->epoch;
            continue;
        }
        if (s->how.surplus && !gather(s)) /* composed again without who could not leave */
            continue;
        if (!shg_draft_open(s) || !shg_search_may_open(s, o->candidate))
            *o = s->offers[--s->n_offers];
    }
}
