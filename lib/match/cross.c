#include "match/cross.h"

#include <stdlib.h>

/* What groups share: persons, then starters, then sources, then NEW_MAX; united where one group has both. */
struct parts {
    const struct shg_model *m;
    uint32_t *parent;
    int64_t *gain;   /* of each root */
    bool *is_common; /* of each place: a group that both plans have */
    bool *is_ours;   /* of each group of the other plan: the same */
};

static uint32_t starter_node(const struct parts *x, uint32_t starter) {
    return (uint32_t)x->m->inst->n_persons + starter;
}

static uint32_t source_node(const struct parts *x, uint32_t candidate) {
    return (uint32_t)(x->m->inst->n_persons + x->m->inst->n_starters) + x->m->source_of[candidate];
}

static uint32_t find_root(struct parts *x, uint32_t node) {
    while (x->parent[node] != node)
        node = x->parent[node] = x->parent[x->parent[node]];
    return node;
}

static void unite(struct parts *x, uint32_t a, uint32_t b) {
    a = find_root(x, a);
    b = find_root(x, b);
    x->parent[a > b ? a : b] = a > b ? b : a;
}

static bool make_parts(struct parts *x, const struct shg_state *s, const struct shg_plan *other) {
    const struct shg_instance *inst = s->m->inst;
    size_t nodes = inst->n_persons + inst->n_starters + s->m->n_sources + 1;
    *x = (struct parts){.m = s->m,
                        .parent = calloc(nodes, sizeof *x->parent),
                        .gain = calloc(nodes, sizeof *x->gain),
                        .is_common = calloc(s->n_places + 1, sizeof *x->is_common),
                        .is_ours = calloc(other->n + 1, sizeof *x->is_ours)};
    if (!x->parent || !x->gain || !x->is_common || !x->is_ours)
        return false;
    for (size_t i = 0; i < nodes; i++)
        x->parent[i] = (uint32_t)i;
    for (size_t i = 0; i < inst->n_links; i++)
        unite(x, inst->links[i].person, starter_node(x, inst->links[i].starter));
    return true;
}

static void free_parts(struct parts *x) {
    free(x->parent);
    free(x->gain);
    free(x->is_common);
    free(x->is_ours);
}

/* Whether the group of a place is this one. */
static bool is_same(const struct shg_state *s, uint32_t place, const struct shg_plan_group *g) {
    const struct shg_place *p = &s->places[place];
    if (p->candidate != g->candidate || p->n != g->n || p->n_starters != g->n_starters)
        return false;
    for (uint32_t i = 0; i < g->n; i++)
        if (s->place_of[g->persons[i]] != place)
            return false;
    for (uint32_t i = 0; i < g->n_starters; i++) {
        bool found = false;
        for (uint32_t k = 0; k < p->n_starters; k++)
            found |= p->starters[k] == g->starters[i];
        if (!found)
            return false;
    }
    return true;
}

/* Finds the groups that both plans have. */
static void find_common(struct parts *x, const struct shg_state *s, const struct shg_plan *other) {
    for (size_t i = 0; i < other->n; i++) {
        const struct shg_plan_group *g = &other->groups[i];
        /* only standing groups, which have one place, are given nobody */
        uint32_t place = g->n ? s->place_of[g->persons[0]] : s->place_at[s->m->source_of[g->candidate]];
        x->is_ours[i] = place != SHG_NONE && is_same(s, place, g);
        if (x->is_ours[i])
            x->is_common[place] = true;
    }
}

static void unite_group(struct parts *x, uint32_t candidate, const uint32_t *persons, uint32_t n,
                        const uint32_t *starters, uint32_t n_starters) {
    const struct shg_instance *inst = x->m->inst;
    uint32_t node = source_node(x, candidate);
    for (uint32_t i = 0; i < n; i++)
        unite(x, node, persons[i]);
    for (uint32_t i = 0; i < n_starters; i++)
        unite(x, node, starter_node(x, starters[i]));
    if (inst->new_max && !inst->candidates[candidate].group)
        unite(x, node, (uint32_t)(inst->n_persons + inst->n_starters + x->m->n_sources));
}

static void unite_all(struct parts *x, const struct shg_state *s, const struct shg_plan *other) {
    for (uint32_t i = 0; i < s->n_places; i++) {
        const struct shg_place *p = &s->places[i];
        if (p->candidate != SHG_NONE && !x->is_common[i])
            unite_group(x, p->candidate, p->list, p->n, p->starters, p->n_starters);
    }
    for (size_t i = 0; i < other->n; i++) {
        const struct shg_plan_group *g = &other->groups[i];
        if (!x->is_ours[i])
            unite_group(x, g->candidate, g->persons, g->n, g->starters, g->n_starters);
    }
}

static int64_t *gain_of(struct parts *x, uint32_t candidate) {
    return &x->gain[find_root(x, source_node(x, candidate))];
}

static void weigh(struct parts *x, const struct shg_state *s, const struct shg_plan *other) {
    for (uint32_t i = 0; i < s->n_places; i++)
        if (s->places[i].candidate != SHG_NONE && !x->is_common[i])
            *gain_of(x, s->places[i].candidate) -= s->places[i].worth;
    for (size_t i = 0; i < other->n; i++)
        if (!x->is_ours[i])
            *gain_of(x, other->groups[i].candidate) += shg_group_worth(s->m->inst, &other->groups[i]);
}

static void take_better(struct parts *x, struct shg_state *s, const struct shg_plan *other) {
    for (uint32_t i = 0; i < s->n_places; i++)
        if (s->places[i].candidate != SHG_NONE && !x->is_common[i] && *gain_of(x, s->places[i].candidate) > 0)
            shg_state_close(s, i);
    for (size_t i = 0; i < other->n; i++) {
        const struct shg_plan_group *g = &other->groups[i];
        if (!x->is_ours[i] && *gain_of(x, g->candidate) > 0)
            shg_state_open(s, shg_state_vacant(s, s->m->source_of[g->candidate]), g->candidate, g->persons, g->n,
                           g->starters, g->n_starters);
    }
}

int64_t shg_cross(struct shg_state *s, const struct shg_plan *other) {
    struct parts x;
    int64_t before = s->worth;
    if (make_parts(&x, s, other)) {
        find_common(&x, s, other);
        unite_all(&x, s, other);
        weigh(&x, s, other);
        take_better(&x, s, other);
    } else {
        s->failed = true;
    }
    free_parts(&x);
    return s->worth - before;
}
