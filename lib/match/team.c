/* The best team for a time, at prices. */
#include "match/assign.h"

/* Leads, the best first; of equals the first. */
struct leads {
    uint32_t n, most;
    uint32_t starters[SHG_TEAM_MOST];
    int64_t values[SHG_TEAM_MOST];
};

static bool is_better(const struct leads *l, int64_t value) {
    return l->n < l->most || value > l->values[l->n - 1];
}

static void put(struct leads *l, uint32_t starter, int64_t value) {
    uint32_t at = l->n < l->most ? l->n++ : l->n - 1;
    for (; at && value > l->values[at - 1]; at--) {
        l->values[at] = l->values[at - 1];
        l->starters[at] = l->starters[at - 1];
    }
    l->values[at] = value;
    l->starters[at] = starter;
}

/* What the moments of the team take from a starter. */
static int64_t moments_of(const struct shg_model *m, const struct shg_prices *prices, const struct shg_team *team,
                          uint32_t starter) {
    const uint32_t many = m->many_of[starter];
    int64_t sum = 0;
    for (uint32_t i = 0; many != SHG_NONE && i < team->clashes; i++)
        sum += prices->moment[(size_t)many * m->n_moments + team->clash + i];
    return sum;
}

/* The best of all, and the best active one. Prices of moments are not below 0: who is no better without them is not. */
static void find_leads(const struct shg_model *m, const struct shg_prices *prices, const struct shg_team *team,
                       struct leads *all, struct leads *active) {
    const struct shg_lead *list = m->inst->leads + team->leads_at;
    for (uint32_t i = 0; i < team->leads; i++) {
        const uint32_t s = list[i].starter;
        int64_t value = (int64_t)list[i].points * SHG_POINT - prices->starter[s];
        if (prices->starter[s] >= SHG_BARRED || (!is_better(all, value) && !is_better(active, value)))
            continue;
        value -= moments_of(m, prices, team, s);
        if (is_better(all, value))
            put(all, s, value);
        if (m->inst->starters[s].active && is_better(active, value))
            put(active, s, value);
    }
}

static void join(struct shg_team_choice *now, const struct shg_instance *inst, uint32_t starter, int64_t value) {
    now->starters[now->n++] = starter;
    now->value += value + (now->n == 2 ? (int64_t)inst->second * SHG_POINT : 0);
}

void shg_team_best(const struct shg_model *m, const struct shg_prices *prices, uint32_t team,
                   struct shg_team_choice *out) {
    const struct shg_instance *inst = m->inst;
    const uint32_t max = inst->starters_max < SHG_TEAM_MOST ? inst->starters_max : SHG_TEAM_MOST;
    struct shg_team_choice now = {0, 0, {0}};
    struct leads all = {.most = max}, active = {.most = 1};
    *out = (struct shg_team_choice){SHG_NEVER, 0, {0}};
    if (max)
        find_leads(m, prices, &m->teams[team], &all, &active);
    for (uint32_t i = 0; active.n && i <= all.n && now.n < max; i++) {
        if (i && all.starters[i - 1] == active.starters[0])
            continue;
        join(&now, inst, i ? all.starters[i - 1] : active.starters[0], i ? all.values[i - 1] : active.values[0]);
        if (now.n >= inst->starters_min && now.value > out->value)
            *out = now;
    }
}
