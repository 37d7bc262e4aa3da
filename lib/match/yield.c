#include "match/yield.h"

#include <string.h>

enum { PARTS = 24 }; /* of a group, where two of its persons and starters are kept apart */

/* Nothing is known of the teams of a source: others are barred in it, or prices have moved. */
void shg_yield_forget(struct shg_bound *b, size_t source) {
    const uint32_t first = b->m->team_at[source];
    memset(b->led + first, 0, (b->m->team_at[source + 1] - first) * sizeof *b->led);
}

static int64_t team_value(struct shg_bound *b, uint32_t team) {
    if (!b->led[team])
        shg_team_best(b->m, &b->at, team, &b->teams[team]);
    b->led[team] = true;
    return b->teams[team].value;
}

/* What a candidate is worth beside its persons and starters. */
static int64_t beside(const struct shg_bound *b, uint32_t candidate) {
    const struct shg_candidate *c = &b->m->inst->candidates[candidate];
    const int32_t bonus = b->m->team_of[candidate] == SHG_NONE ? 0 : c->bonus;
    return ((int64_t)bonus - c->opening) * SHG_POINT - (c->group ? 0 : b->at.fresh);
}

/* What it is worth beside its persons; SHG_NEVER where it has no team. */
int64_t shg_yield_frame(struct shg_bound *b, uint32_t candidate) {
    const uint32_t team = b->m->team_of[candidate];
    const int64_t led = team == SHG_NONE ? 0 : team_value(b, team);
    return led <= SHG_NEVER ? SHG_NEVER : beside(b, candidate) + led;
}

static void take_group(struct shg_best *best, uint32_t candidate, int64_t value, const struct shg_crowd *crowd,
                       const struct shg_team_choice *team) {
    best->value = value;
    best->candidate = candidate;
    best->crowd.n = crowd->n;
    memcpy(best->crowd.list, crowd->list, crowd->n * sizeof *crowd->list);
    best->n_starters = team->n;
    memcpy(best->starters, team->starters, sizeof best->starters);
}

/* What a candidate's persons are to be worth more than, where a team of this value leads them. */
static int64_t floor_beside(const struct shg_bound *b, const struct shg_best *best, uint32_t candidate, int64_t team) {
    return best->value > SHG_NEVER ? best->value - beside(b, candidate) - team : SHG_NEVER;
}

/* The first two of a group's persons and starters, but for two persons, who are kept apart: nodes, `other` a starter.
 * False where nobody is. */
static bool find_apart(const struct shg_instance *inst, const struct shg_crowd *crowd,
                       const struct shg_team_choice *team, uint32_t *one, uint32_t *other) {
    for (uint32_t k = 0; k < team->n; k++) {
        *other = (uint32_t)inst->n_persons + team->starters[k];
        for (uint32_t i = 0; i < crowd->n + k; i++) {
            *one = i < crowd->n ? crowd->list[i] : (uint32_t)inst->n_persons + team->starters[i - crowd->n];
            if (shg_is_apart(inst, *one, *other))
                return true;
        }
    }
    return false;
}

/* A candidate that is tried. */
struct trial {
    uint32_t candidate, parts;
    struct shg_best *best; /* kept where a better one is found */
};

static int64_t try_parts(struct shg_bound *b, struct trial *t, struct shg_crowd crowd,
                         const struct shg_team_choice *team);

/* Without a node, whose place in the persons or in the team is filled anew; again: the persons' list was used for
 * others meanwhile. */
static int64_t try_without(struct shg_bound *b, struct trial *t, uint32_t node, bool again, struct shg_crowd crowd,
                           struct shg_team_choice team) {
    const uint32_t persons = (uint32_t)b->m->inst->n_persons;
    int64_t *price = node < persons ? &b->at.person[node] : &b->at.starter[node - persons], value = SHG_NEVER;
    const int64_t was = *price;
    *price = SHG_BARRED;
    if (node >= persons)
        shg_team_best(b->m, &b->at, b->m->team_of[t->candidate], &team);
    if (team.value > SHG_NEVER && again)
        shg_crowd_tight(b->desk, &b->at, t->candidate, floor_beside(b, t->best, t->candidate, team.value), &crowd);
    if (team.value > SHG_NEVER)
        value = try_parts(b, t, crowd, &team);
    *price = was;
    return value;
}

/* The value of a candidate with the best persons and the best team, each chosen for themselves; where two of them are
 * kept apart, the better of what it is without the one and without the other, unless there are too many such parts.
 * Keeps the group where it is better. */
static int64_t try_parts(struct shg_bound *b, struct trial *t, struct shg_crowd crowd,
                         const struct shg_team_choice *team) {
    uint32_t one, other;
    if (b->m->inst->candidates[t->candidate].idle && crowd.value < 0)
        crowd.value = crowd.n = 0;
    if (team->value <= SHG_NEVER || crowd.value <= SHG_NEVER)
        return SHG_NEVER;
    const int64_t value = beside(b, t->candidate) + team->value + crowd.value;
    if (value <= t->best->value)
        return value;
    if (t->parts == PARTS || !find_apart(b->m->inst, &crowd, team, &one, &other)) {
        take_group(t->best, t->candidate, value, &crowd, team);
        return value;
    }
    t->parts++;
    const int64_t first = try_without(b, t, other, false, crowd, *team);
    const int64_t second = try_without(b, t, one, true, crowd, *team);
    return first > second ? first : second;
}

void shg_yield_copy(struct shg_best *to, const struct shg_best *from) {
    uint32_t *list = to->crowd.list;
    *to = *from;
    to->crowd.list = list;
    memcpy(list, from->crowd.list, from->crowd.n * sizeof *list);
}

/* The best persons that were seen; nobody where the candidate is better off without. */
static void pick_crowd(const struct shg_bound *b, uint32_t candidate, struct shg_crowd *out) {
    out->value = 0;
    out->n = 0;
    if (b->pick[candidate] != SHG_NONE)
        shg_seen_take(b->seen, b->pick[candidate], &b->at, out);
}

/* The value of one candidate, tight; keeps it in best where it is better. */
int64_t shg_yield_try(struct shg_bound *b, struct shg_best *best, uint32_t candidate) {
    const uint32_t team = b->m->team_of[candidate];
    const struct shg_team_choice nobody = {0, 0, {0}};
    struct shg_crowd crowd = {0, 0, b->lists2};
    struct trial trial = {candidate, 0, best};
    const int64_t led = team == SHG_NONE ? 0 : team_value(b, team);
    if (b->glancing) {
        pick_crowd(b, candidate, &crowd);
    } else {
        shg_crowd_tight(b->desk, &b->at, candidate, led > SHG_NEVER ? floor_beside(b, best, candidate, led) : SHG_NEVER,
                        &crowd);
        shg_ceiling_put(&b->ceiling, candidate, crowd.value);
    }
    return try_parts(b, &trial, crowd, team == SHG_NONE ? &nobody : &b->teams[team]);
}
