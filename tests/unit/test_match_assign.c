/* The assignment of one group at prices, against all subsets of persons and all teams. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/assign.h"
#include "match/state.h"
#include "match_make.h"

struct fixture {
    struct made made;
    struct shg_model model;
    struct shg_prices prices;
    int64_t person[MAKE_PERSONS], starter[MAKE_STARTERS], moment[64];
    struct shg_desk *desk;
};

static void begin(struct fixture *f, uint32_t seed) {
    make_instance(&f->made, seed);
    assert_int_equal(shg_model_make(&f->model, &f->made.inst), SHG_OK);
    memset(f->moment, 0, sizeof f->moment);
    for (int p = 0; p < MAKE_PERSONS; p++)
        f->person[p] = (int64_t)make_draw(2000 * SHG_POINT);
    for (int s = 0; s < MAKE_STARTERS; s++)
        f->starter[s] = (int64_t)make_draw(100 * SHG_POINT);
    f->prices = (struct shg_prices){f->person, f->starter, f->moment, 0};
    f->desk = shg_desk_new(&f->model);
    assert_non_null(f->desk);
}

static void end(struct fixture *f) {
    shg_desk_free(f->desk);
    shg_model_free(&f->model);
}

/* The value of a set of persons (bits) in a candidate, SHG_NEVER where it breaks a rule; loose: where only its size
 * does. */
static int64_t value_of(const struct fixture *f, uint32_t c, uint32_t set, bool loose) {
    const struct shg_instance *inst = &f->made.inst;
    const struct shg_candidate *k = &inst->candidates[c];
    uint32_t list[MAKE_PERSONS], n = 0;
    int64_t value = 0;
    for (uint32_t p = 0; p < MAKE_PERSONS; p++) {
        if (!(set >> p & 1))
            continue;
        const struct shg_seat *seat = shg_seat_of(inst, c, p);
        bool whole = true;
        for (uint32_t q = 0; q < MAKE_PERSONS; q++)
            whole &= inst->persons[q].bundle != inst->persons[p].bundle || (set >> q & 1);
        if (!seat || (!whole && !loose))
            return SHG_NEVER;
        value += (int64_t)seat->worth * SHG_POINT - f->person[p];
        list[n++] = p;
    }
    if (n < k->least || n > k->most || (!loose && !shg_is_company(&f->model, c, list, n)))
        return SHG_NEVER;
    uint32_t there = k->have + n;
    return there < k->aim ? value - (int64_t)inst->shortfall * SHG_POINT * (int64_t)(k->aim - there) : value;
}

static void crowds_are_the_best(void **state) {
    (void)state;
    for (uint32_t seed = 0; seed < 300; seed++) {
        struct fixture f;
        begin(&f, seed);
        for (uint32_t c = 0; c < MAKE_CANDIDATES; c++) {
            uint32_t one[16], two[16];
            struct shg_crowd loose = {0, 0, one}, tight = {0, 0, two};
            int64_t best_loose = SHG_NEVER, best_tight = SHG_NEVER;
            for (uint32_t set = 1; set < 1U << MAKE_PERSONS; set++) {
                int64_t a = value_of(&f, c, set, true), b = value_of(&f, c, set, false);
                best_loose = a > best_loose ? a : best_loose;
                best_tight = b > best_tight ? b : best_tight;
            }
            shg_crowd_loose(f.desk, &f.prices, c, &loose);
            assert_true(loose.value == best_loose);
            shg_crowd_tight(f.desk, &f.prices, c, SHG_NEVER, &tight);
            assert_true(tight.value == best_tight);
        }
        end(&f);
    }
}

static void teams_are_the_best(void **state) {
    (void)state;
    for (uint32_t seed = 0; seed < 300; seed++) {
        struct fixture f;
        begin(&f, seed);
        for (uint32_t c = 0; c < MAKE_CANDIDATES; c++) {
            struct shg_team_choice team;
            int64_t best = SHG_NEVER;
            if (f.model.team_of[c] == SHG_NONE)
                continue;
            for (uint32_t set = 1; set < 1U << MAKE_STARTERS; set++) {
                int64_t value = 0;
                uint32_t n = 0;
                bool active = false, fits = true;
                for (uint32_t s = 0; s < MAKE_STARTERS; s++) {
                    const struct shg_lead *lead = shg_lead_of(&f.made.inst, c, s);
                    if (!(set >> s & 1))
                        continue;
                    n++;
                    fits &= lead != NULL;
                    active |= f.made.starters[s].active;
                    value += lead ? (int64_t)lead->points * SHG_POINT - f.starter[s] : 0;
                }
                value += n >= 2 ? (int64_t)f.made.inst.second * SHG_POINT : 0;
                if (fits && active && n <= f.made.inst.starters_max && value > best)
                    best = value;
            }
            shg_team_best(&f.model, &f.prices, f.model.team_of[c], &team);
            assert_true(team.value == best);
        }
        end(&f);
    }
}

int main(void) {
    (void)best_by_trying; /* for the other tests of this room */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(crowds_are_the_best),
        cmocka_unit_test(teams_are_the_best),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
