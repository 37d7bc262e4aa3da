/* Dives on small random instances, against the greatest worth found by trying all plans: lawful, never better, alike
 * when they are done again, and mostly as good as the best although nothing else searches. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/dive.h"
#include "match_make.h"

enum { INSTANCES = 20, WORK = 200000 };

static const atomic_bool never = false;

/* An instance and the bound of its root. */
struct rooted {
    struct made made;
    struct shg_model model;
    struct shg_bound root;
};

static void begin(struct rooted *r, uint32_t seed, int steps) {
    make_single(&r->made, seed);
    assert_int_equal(shg_model_make(&r->model, &r->made.inst), SHG_OK);
    assert_int_equal(shg_bound_new(&r->root, &r->model), SHG_OK);
    shg_bound_descend(&r->root, steps, 0);
}

static void end(struct rooted *r) {
    shg_bound_free(&r->root);
    shg_model_free(&r->model);
}

/* Dives with the seed's noise; the plan is to be freed. */
static int64_t dive_from(const struct rooted *r, const struct shg_proof *proof, uint64_t seed, uint64_t work,
                         struct shg_plan *out) {
    const struct shg_instance *inst = &r->made.inst;
    struct shg_search *search = shg_search_new(&r->model, &r->root.best, 1);
    struct shg_dive *dive = shg_dive_new(&r->root, seed);
    struct shg_breach breach;
    assert_non_null(search);
    assert_non_null(dive);
    assert_int_equal(shg_dive_run(dive, &r->root, proof, search, work, INT64_MAX, &never), SHG_OK);
    assert_true(shg_plan_copy(shg_search_best(search), out));
    assert_int_equal(shg_plan_check(inst, out, false, &breach), SHG_OK);
    int64_t worth = shg_search_worth(search);
    assert_int_equal((long)make_worth(inst, out), (long)(worth < 0 ? 0 : worth));
    shg_dive_free(dive);
    shg_search_free(search);
    return worth < 0 ? 0 : worth;
}

static bool same_plan(const struct shg_plan *a, const struct shg_plan *b) {
    bool same = a->n == b->n;
    for (size_t i = 0; same && i < a->n; i++)
        same = a->groups[i].candidate == b->groups[i].candidate && a->groups[i].n == b->groups[i].n &&
               !memcmp(a->groups[i].persons, b->groups[i].persons, a->groups[i].n * sizeof *a->groups[i].persons);
    return same;
}

static void dives_end_at_plans(void **state) {
    int met = 0;
    (void)state;
    for (uint32_t seed = 0; seed < INSTANCES; seed++) {
        struct rooted r;
        struct shg_plan once, again, other;
        begin(&r, seed, 300);
        const int64_t best = best_by_trying(&r.made.inst);
        const int64_t worth = dive_from(&r, NULL, 1, WORK, &once);
        assert_true(worth <= best);
        assert_int_equal((long)dive_from(&r, NULL, 1, WORK, &again), (long)worth);
        assert_true(same_plan(&once, &again));
        assert_true(dive_from(&r, NULL, 2, WORK, &other) <= best);
        met += worth == best;
        shg_plan_free(&once);
        shg_plan_free(&again);
        shg_plan_free(&other);
        end(&r);
    }
    assert_true(met >= INSTANCES * 3 / 4);
}

/* What the proof has found, or else a dive from one of the branches that it left open. */
static void dives_begin_at_open_branches(void **state) {
    int opened = 0, met = 0;
    (void)state;
    for (uint32_t seed = 0; seed < INSTANCES; seed++) {
        struct rooted r;
        struct shg_open open;
        struct shg_plan once, again;
        begin(&r, seed, 30);
        const int64_t best = best_by_trying(&r.made.inst);
        struct shg_search *search = shg_search_new(&r.model, &r.root.best, 1);
        struct shg_proof *proof = shg_proof_new(&r.root);
        assert_non_null(search);
        assert_non_null(proof);
        assert_int_equal(shg_proof_run(proof, search, 1, 1, &never), SHG_OK);
        if (shg_proof_open(proof, 0, &open)) {
            const int64_t found = shg_search_worth(search);
            const int64_t worth = dive_from(&r, proof, 1, WORK, &once);
            opened++;
            assert_true(worth <= best);
            assert_int_equal((long)dive_from(&r, proof, 1, WORK, &again), (long)worth);
            assert_true(same_plan(&once, &again));
            met += (worth > found ? worth : found) == best;
            shg_plan_free(&once);
            shg_plan_free(&again);
        }
        shg_proof_free(proof);
        shg_search_free(search);
        end(&r);
    }
    assert_true(opened >= INSTANCES / 4);
    assert_true(met >= opened * 3 / 4);
}

static void no_work_is_no_dive(void **state) {
    struct rooted r;
    struct shg_plan plan;
    (void)state;
    begin(&r, 1, 100);
    assert_int_equal((long)dive_from(&r, NULL, 1, 0, &plan), 0);
    assert_int_equal(plan.n, 0);
    shg_plan_free(&plan);
    end(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dives_end_at_plans),
        cmocka_unit_test(dives_begin_at_open_branches),
        cmocka_unit_test(no_work_is_no_dive),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
