#include "match/plan.h"

#include <stdlib.h>
#include <string.h>

static int by_value(const void *a, const void *b) {
    const uint32_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

void shg_plan_order(struct shg_plan_group *group) {
    if (group->n)
        qsort(group->persons, group->n, sizeof *group->persons, by_value);
}

bool shg_plan_add(struct shg_plan *plan, uint32_t candidate, const uint32_t *persons, uint32_t n,
                  const uint32_t *starters, uint32_t n_starters) {
    struct shg_plan_group *moved = shg_grow(plan->groups, &plan->cap, plan->n + 1, sizeof *plan->groups);
    if (!moved)
        return false;
    plan->groups = moved;
    struct shg_plan_group *g = &plan->groups[plan->n];
    *g = (struct shg_plan_group){.candidate = candidate, .n = n, .n_starters = n_starters};
    g->persons = calloc((size_t)n + 1, sizeof *g->persons);
    if (!g->persons || n_starters > SHG_TEAM_MOST) {
        free(g->persons);
        return false;
    }
    if (n)
        memcpy(g->persons, persons, n * sizeof *persons);
    shg_plan_order(g);
    if (n_starters) {
        memcpy(g->starters, starters, n_starters * sizeof *starters);
        qsort(g->starters, n_starters, sizeof *g->starters, by_value);
    }
    plan->n++;
    return true;
}

bool shg_plan_copy(const struct shg_plan *from, struct shg_plan *to) {
    *to = SHG_PLAN_EMPTY;
    for (size_t i = 0; i < from->n; i++) {
        const struct shg_plan_group *g = &from->groups[i];
        if (!shg_plan_add(to, g->candidate, g->persons, g->n, g->starters, g->n_starters)) {
            shg_plan_free(to);
            return false;
        }
    }
    return true;
}

uint32_t shg_plan_led_by(const struct shg_plan *plan, uint32_t starter) {
    for (size_t g = 0; g < plan->n; g++)
        for (uint32_t i = 0; i < plan->groups[g].n_starters; i++)
            if (plan->groups[g].starters[i] == starter)
                return plan->groups[g].candidate;
    return SHG_NONE;
}

void shg_plan_free(struct shg_plan *plan) {
    for (size_t i = 0; i < plan->n; i++)
        free(plan->groups[i].persons);
    free(plan->groups);
    *plan = SHG_PLAN_EMPTY;
}

/* ---- worth ---- */

int64_t shg_group_worth(const struct shg_instance *inst, const struct shg_plan_group *g) {
    const struct shg_candidate *c = &inst->candidates[g->candidate];
    int64_t worth = -(int64_t)c->opening;
    for (uint32_t i = 0; i < g->n; i++) {
        const struct shg_seat *seat = shg_seat_of(inst, g->candidate, g->persons[i]);
        worth += seat ? seat->worth : 0;
    }
    for (uint32_t i = 0; i < g->n_starters; i++) {
        const struct shg_lead *lead = shg_lead_of(inst, g->candidate, g->starters[i]);
        worth += lead ? lead->points : 0;
    }
    if (g->n && c->have + g->n < c->aim)
        worth -= (int64_t)inst->shortfall * (int64_t)(c->aim - c->have - g->n);
    if (g->n_starters)
        worth += c->bonus;
    if (g->n_starters >= 2)
        worth += inst->second;
    return worth;
}

static uint32_t same_candidate(const struct shg_instance *inst, const struct shg_candidate *c) {
    static const char *const kinds[] = {"any", "men", "women"};
    if (c->group)
        return shg_instance_standing(inst, c->group);
    return shg_instance_new(inst, c->venue, c->slot, c->theme, c->language, kinds[c->kind]);
}

enum shg_status shg_plan_renumber(const struct shg_instance *to, const struct shg_instance *from,
                                  const struct shg_plan *plan, struct shg_plan *out) {
    *out = SHG_PLAN_EMPTY;
    for (size_t i = 0; i < plan->n; i++) {
        const struct shg_plan_group *g = &plan->groups[i];
        uint32_t c = same_candidate(to, &from->candidates[g->candidate]);
        if (c == SHG_NONE || !shg_plan_add(out, c, g->persons, g->n, g->starters, g->n_starters)) {
            shg_plan_free(out);
            return SHG_SYSTEM;
        }
    }
    return SHG_OK;
}
