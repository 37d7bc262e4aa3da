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

enum { BARS_MOST = MAKE_CANDIDATES + 4, TREES = 40, MANY = 300 };

/* Two bars, one of which any plan obeys. */
static void draw_split(const struct shg_bound *b, struct shg_bar out[2]) {
    const struct shg_model *m = b->m;
    static const enum shg_bar_kind kinds[][2] = {{SHG_BAR_PERSON_OUT, SHG_BAR_PERSON_HERE},
                                                 {SHG_BAR_STARTER_OUT, SHG_BAR_STARTER_HERE},
                                                 {SHG_BAR_MOST, SHG_BAR_LEAST},
                                                 {SHG_BAR_SOURCE_MOST, SHG_BAR_SOURCE_LEAST}};
    const uint32_t kind = make_draw(4), c = make_draw((uint32_t)m->inst->n_candidates), n = make_draw(2);
    const uint32_t who[] = {make_draw(MAKE_PERSONS), make_draw(MAKE_STARTERS), c, 0};
    for (uint32_t i = 0; i < 2; i++)
        out[i] = (struct shg_bar){kinds[kind][i], who[kind], m->source_of[c], kind < 2 ? 0 : n + i};
    const uint32_t year = 1950 + make_draw(40);
    const bool all = b->of_source[m->source_of[c]].most == 1 && make_draw(2);
    if (!m->inst->age_spread || make_draw(2))
        return;
    out[0] = (struct shg_bar){SHG_BAR_YEARS_FROM, all ? SHG_NONE : c, m->source_of[c], year};
    out[1] = (struct shg_bar){SHG_BAR_YEARS_TO, all ? SHG_NONE : c, m->source_of[c], year - 1 + m->inst->age_spread};
}

/* Whether nobody sits in a group who is not of the years that the bars leave to it, nor with somebody who is not. */
static bool is_of_years(const struct shg_bound *b) {
    const struct shg_model *m = b->m;
    bool fine = true;
    for (size_t i = 0; i < b->n_bars; i++) {
        const struct shg_bar *x = &b->bars[i];
        const struct shg_source *s = &m->sources[x->source];
        const int n = (int)x->n, from = x->kind == SHG_BAR_YEARS_FROM ? n : 0, to = x->kind == SHG_BAR_YEARS_TO ? n : 0;
        for (uint32_t k = s->slot; (from || to) && k < s->slot + s->copies; k++)
            for (uint32_t j = 0; (x->who == SHG_NONE || x->who == b->groups[k].candidate) && j < b->groups[k].crowd.n;
                 j++)
                fine = fine && shg_is_of_years(m->inst->persons[b->groups[k].crowd.list[j]].birth_year,
                                               from ? from : m->years.low, to ? to : m->years.high);
    }
    return fine;
}

/* The greatest bound of the branches of a tree of random splits; each closes what is in no plan worth `best`. */
static int64_t tree_bound(struct shg_bound *b, struct shg_bar *bars, size_t n, int64_t best) {
    struct shg_bar split[2];
    bool closed[MAKE_CANDIDATES];
    uint8_t gone[MAKE_CANDIDATES * MAKE_PERSONS];
    shg_bound_branch(b, bars, n);
    shg_bound_descend(b, 30, 0);
    shg_bound_restart(b, 1000);
    if (b->best_value <= SHG_NEVER)
        return SHG_NEVER;
    (void)shg_bound_fix(b, best - 1);
    shg_bound_branch(b, bars, n);
    shg_bound_descend(b, 30, 0);
    assert_true(is_of_years(b));
    if (n == BARS_MOST || b->best_value <= SHG_NEVER)
        return b->best_value;
    memcpy(closed, b->closed, sizeof closed);
    memcpy(gone, b->gone, shg_bound_gone(b->m));
    draw_split(b, split);
    bars[n] = split[0];
    int64_t left = tree_bound(b, bars, n + 1, best);
    memcpy(b->closed, closed, sizeof closed);
    memcpy(b->gone, gone, shg_bound_gone(b->m));
    bars[n] = split[1];
    int64_t right = tree_bound(b, bars, n + 1, best);
    return left > right ? left : right;
}

/* Bounds of one instance and of its branches, in which each candidate yields one group at most. */
struct branching {
    struct made made;
    struct shg_model model;
    struct shg_bound root, bound;
    struct shg_bar bars[BARS_MOST];
};

/* A room for two groups, of people of two ages. */
static void make_two_ages(struct made *m) {
    m->rooms[1].left = 2;
    m->inst.age_spread = 20;
    for (uint32_t p = 0; p < MAKE_PERSONS; p++)
        m->persons[p].birth_year = p % 2 ? 1950 : 1985;
    for (uint32_t c = 2; c < MAKE_CANDIDATES; c++)
        m->candidates[c].least = 1;
}

static void begin(struct branching *t, uint32_t seed, bool two_ages) {
    make_instance(&t->made, seed);
    if (two_ages)
        make_two_ages(&t->made);
    assert_int_equal(shg_model_make(&t->model, &t->made.inst), SHG_OK);
    assert_int_equal(shg_bound_new(&t->root, &t->model), SHG_OK);
    assert_int_equal(shg_bound_below(&t->bound, &t->root), SHG_OK);
    assert_int_equal(shg_bound_remember(&t->bound, NULL), SHG_OK);
    for (uint32_t c = 0; c < MAKE_CANDIDATES; c++)
        t->bars[c] = (struct shg_bar){SHG_BAR_MOST, c, t->model.source_of[c], 1};
}

static void end(struct branching *t) {
    shg_bound_free(&t->bound);
    shg_bound_free(&t->root);
    shg_model_free(&t->model);
}

static int64_t draw_tree(struct branching *t, int64_t best) {
    memset(t->bound.closed, 0, t->made.inst.n_candidates * sizeof *t->bound.closed);
    memset(t->bound.gone, 0, shg_bound_gone(&t->model));
    return tree_bound(&t->bound, t->bars, MAKE_CANDIDATES, best);
}

static void some_branch_keeps_the_best(void **state) {
    (void)state;
    for (uint32_t seed = 0; seed < 2 * INSTANCES; seed++) {
        struct branching t;
        begin(&t, seed, seed >= INSTANCES);
        const int64_t best = best_by_trying(&t.made.inst);
        for (int tree = 0; tree < TREES; tree++)
            assert_true(draw_tree(&t, best) >= best * SHG_POINT);
        end(&t);
    }
}

static void branches_hold_nobody_of_other_years(void **state) {
    (void)state;
    for (uint32_t seed = 0; seed < MANY; seed++) {
        struct branching t;
        begin(&t, seed, seed % 2);
        (void)draw_tree(&t, 0); /* tree_bound looks at the groups of each branch */
        end(&t);
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
    assert_int_equal(proven, INSTANCES);
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
        cmocka_unit_test(some_branch_keeps_the_best),
        cmocka_unit_test(branches_hold_nobody_of_other_years),
        cmocka_unit_test(optimum_is_found_and_proven),
        cmocka_unit_test(plans_of_many_rooms_are_lawful),
        cmocka_unit_test(nothing_to_do_is_a_plan),
        cmocka_unit_test(cancel_gives_no_plan),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
