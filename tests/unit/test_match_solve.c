/* Bound, search and proof, against the greatest worth found by trying all plans of small random instances. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/bound.h"
#include "match/match.h"
#include "match/proof.h"
#include "match_make.h"

enum { INSTANCES = 15 };

/* Every kind at most once, as best_by_trying has it. */
static void make_single(struct made *m, uint32_t seed) {
    make_instance(m, seed);
    for (int r = 0; r < MAKE_ROOMS; r++)
        m->rooms[r].left = 1;
}

static void bound_is_true(void **state) {
    (void)state;
    for (uint32_t seed = 0; seed < INSTANCES; seed++) {
        struct made made;
        struct shg_model model;
        struct shg_bound bound;
        make_single(&made, seed);
        int64_t best = best_by_trying(&made.inst);
        assert_int_equal(shg_model_make(&model, &made.inst), SHG_OK);
        assert_int_equal(shg_bound_new(&bound, &model), SHG_OK);
        for (int i = 0; i < 60; i++) {
            shg_bound_descend(&bound, 1, 0);
            assert_true(bound.value >= best * SHG_POINT);
        }
        shg_bound_restart(&bound, 1000);
        (void)shg_bound_fix(&bound, best - 1);
        shg_bound_descend(&bound, 60, 0);
        assert_true(bound.best_value >= best * SHG_POINT); /* what was closed is in no plan as good as the best */
        shg_bound_free(&bound);
        shg_model_free(&model);
    }
}

static void solve(const struct shg_instance *inst, long threads, struct shg_match_result *out) {
    const struct shg_match_options options = {.effort = 1, .threads = threads};
    shg_faults *faults = shg_faults_new(NULL, NULL);
    assert_non_null(faults);
    assert_int_equal(shg_match_solve(inst, &options, out, faults), SHG_OK);
    shg_faults_free(faults);
}

static void optimum_is_found_and_proven(void **state) {
    int proven = 0;
    (void)state;
    for (uint32_t seed = 0; seed < INSTANCES; seed++) {
        struct made made;
        struct shg_match_result result;
        struct shg_breach breach;
        make_single(&made, seed);
        int64_t best = best_by_trying(&made.inst);
        solve(&made.inst, 2, &result);
        assert_int_equal(shg_plan_check(&made.inst, &result.plan, false, &breach), SHG_OK);
        assert_int_equal((long)make_worth(&made.inst, &result.plan), (long)result.worth);
        if (result.worth != best)
            print_message("seed %u: %ld, not %ld (bound %ld)\n", seed, (long)result.worth, (long)best,
                          (long)result.bound);
        assert_int_equal((long)result.worth, (long)best);
        assert_true(result.bound >= best);
        proven += result.bound == best;
        shg_plan_free(&result.plan);
    }
    assert_true(proven > INSTANCES / 2);
}

static void plans_of_many_rooms_are_lawful(void **state) {
    int found = 0;
    (void)state;
    for (uint32_t seed = 0; seed < INSTANCES; seed++) {
        struct made made;
        struct shg_match_result one, two;
        struct shg_breach breach;
        make_instance(&made, seed);
        int64_t best = best_by_trying(&made.inst);
        solve(&made.inst, 1, &one);
        solve(&made.inst, 2, &two);
        assert_int_equal(shg_plan_check(&made.inst, &one.plan, false, &breach), SHG_OK);
        assert_true(one.bound >= one.worth && one.bound >= best);
        found += one.worth >= best;
        assert_int_equal((long)one.worth, (long)two.worth); /* threads never matter */
        assert_int_equal((long)one.bound, (long)two.bound);
        assert_int_equal((long)one.plan.n, (long)two.plan.n);
        shg_plan_free(&one.plan);
        shg_plan_free(&two.plan);
    }
    assert_true(found > INSTANCES * 8 / 10);
}

static void nothing_to_do_is_a_plan(void **state) {
    struct shg_instance none = {0};
    uint32_t apart_at[1] = {0};
    struct shg_match_result result;
    (void)state;
    none.apart_at = apart_at;
    solve(&none, 2, &result);
    assert_int_equal((long)result.worth, 0);
    assert_int_equal((long)result.bound, 0);
    shg_plan_free(&result.plan);
}

static void cancel_gives_no_plan(void **state) {
    struct made made;
    struct shg_match_result result;
    atomic_bool cancel;
    shg_faults *faults = shg_faults_new(NULL, NULL);
    (void)state;
    atomic_init(&cancel, true);
    make_single(&made, 1);
    const struct shg_match_options options = {.effort = 1, .threads = 2, .cancel = &cancel};
    assert_int_equal(shg_match_solve(&made.inst, &options, &result, faults), SHG_NO);
    shg_faults_free(faults);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bound_is_true),
        cmocka_unit_test(optimum_is_found_and_proven),
        cmocka_unit_test(plans_of_many_rooms_are_lawful),
        cmocka_unit_test(nothing_to_do_is_a_plan),
        cmocka_unit_test(cancel_gives_no_plan),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
