/* Random lawful plans of small random instances, as states. Included by the tests of what changes a state. */
#ifndef SHG_TESTS_MATCH_LAWFUL_H
#define SHG_TESTS_MATCH_LAWFUL_H

#include "match/state.h"
#include "match_make.h"

struct lawful {
    struct made made;
    struct shg_model model;
    struct shg_state state;
    struct shg_prices nothing;
    int64_t person[MAKE_PERSONS], starter[MAKE_STARTERS], moment[64];
};

/* Puts a lawful group of a random size of `c` into a vacant place, where one can be; now and then one that is only
 * given starters. */
static void lawful_open(struct lawful *f, uint32_t c) {
    struct shg_state *s = &f->state;
    const struct shg_candidate *k = &f->made.candidates[c];
    uint32_t place = shg_state_vacant(s, f->model.source_of[c]), list[MAKE_PERSONS] = {0}, n = 0;
    const bool idle = k->idle && make_draw(3) == 0;
    const uint32_t size = idle ? 0 : k->least + make_draw(k->most - k->least + 1U);
    struct shg_team_choice team = {0, 0, {0}};
    for (uint32_t i = 0; i < k->seats && n < size; i++) {
        list[n] = f->made.seats[k->seats_at + i].person;
        n += s->place_of[list[n]] == SHG_NONE && make_draw(2) && shg_bundle_size(&f->model, list[n]) == 1 &&
             !shg_state_leads_then(s, c, list[n], SHG_NONE);
    }
    if (place == SHG_NONE || n < (idle ? 0 : k->least) || !shg_is_company(&f->model, c, list, n) ||
        (f->made.inst.new_max && s->fresh >= f->made.inst.new_max && !k->group))
        return;
    if (k->needs) {
        shg_state_team(s, &f->nothing, c, list, n, SHG_NONE, &team);
        if (team.value <= SHG_NEVER)
            return;
    }
    shg_state_open(s, place, c, list, n, team.starters, team.n);
}

/* Fills a state in which nobody is placed. */
static void lawful_fill(struct lawful *f) {
    for (uint32_t c = 0; c < MAKE_CANDIDATES; c++)
        lawful_open(f, c);
    shg_state_begin(&f->state);
}

/* Whether the state is a lawful plan that is worth what it says. */
static bool lawful_is(const struct lawful *f) {
    struct shg_plan plan;
    struct shg_breach breach;
    if (shg_state_plan(&f->state, &plan) != SHG_OK)
        return false;
    bool fine = shg_plan_check(&f->made.inst, &plan, false, &breach) == SHG_OK &&
                make_worth(&f->made.inst, &plan) == f->state.worth;
    shg_plan_free(&plan);
    return fine;
}

#endif
