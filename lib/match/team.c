/* The best team for a time, at prices. */
#include "match/assign.h"

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
