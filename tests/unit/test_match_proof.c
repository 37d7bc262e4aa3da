/* The proof alone on small random instances, against the greatest worth found by trying all plans: at every stop its
 * bound is true, and what is open begins where it says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/proof.h"
#include "match_make.h"

enum { INSTANCES = 30, STOPS = 40, WORK = 20000 };

static const atomic_bool never = false;

/* An instance, its root bound, and a search that has no plan yet. */
struct trying {
    struct made made;
    struct shg_model model;
    struct shg_bound root;
    struct shg_search *search;
    struct shg_proof *proof;
};

static void begin(struct trying *t, uint32_t seed) {
    make_single(&t->made, seed);
    assert_int_equal(shg_model_make(&t->model, &t->made.inst), SHG_OK);
    assert_int_equal(shg_bound_new(&t->root, &t->model), SHG_OK);
    shg_bound_descend(&t->root, 30, 0);
    t->search = shg_search_new(&t->model, &t->root.best, 1);
    t->proof = shg_proof_new(&t->root);
    assert_non_null(t->search);
    assert_non_null(t->proof);
}

static void end(struct trying *t) {
    shg_proof_free(t->proof);
    shg_search_free(t->search);
    shg_bound_free(&t->root);
    shg_model_free(&t->model);
}

static int64_t worth_of(const struct trying *t) {
    const int64_t worth = shg_search_worth(t->search);
    return worth > 0 ? worth : 0;
}

static void bounds_are_true_at_every_stop(void **state) {
    int proven = 0;
    (void)state;
    for (uint32_t seed = 0; seed < INSTANCES; seed++) {
        struct trying t;
        begin(&t, seed);
        const int64_t best = best_by_trying(&t.made.inst);
        int64_t before = INT64_MAX;
        for (int i = 0; i < STOPS; i++) {
            assert_int_equal(shg_proof_run(t.proof, t.search, i ? WORK : 1, 1, &never), SHG_OK);
            const int64_t bound = shg_proof_bound(t.proof, worth_of(&t));
            assert_true(bound >= best);
            assert_true(bound <= before);
            assert_true(worth_of(&t) <= best);
            before = bound;
        }
        proven += before == best && worth_of(&t) == best;
        end(&t);
    }
    assert_int_equal(proven, INSTANCES);
}

static void the_first_open_branch_is_the_root(void **state) {
    struct trying t;
    struct shg_open open;
    struct shg_bound below;
    (void)state;
    begin(&t, 1);
    assert_true(shg_proof_open(t.proof, 0, &open));
    assert_int_equal((long)open.bound, (long)t.root.best_value);
    assert_int_equal(open.n, 0);
    assert_int_equal(shg_bound_below(&below, &t.root), SHG_OK);
    shg_open_enter(&open, &below);
    assert_memory_equal(below.at.person, t.root.best.person, t.made.inst.n_persons * sizeof *below.at.person);
    assert_memory_equal(below.at.starter, t.root.best.starter, t.made.inst.n_starters * sizeof *below.at.starter);
    assert_memory_equal(below.closed, t.root.closed, t.made.inst.n_candidates * sizeof *below.closed);
    shg_bound_free(&below);
    end(&t);
}

/* Of the open branches none is above the bound of all; in numbers above that of the last they begin anew. */
static void see_open(const struct trying *t, size_t *most) {
    struct shg_open open, first;
    size_t n = 1;
    if (!shg_proof_open(t->proof, 0, &first))
        return;
    for (; shg_proof_open(t->proof, n, &open) && open.bars != first.bars; n++) {
        assert_true(open.bound <= first.bound);
        assert_true(open.bound / SHG_POINT <= shg_proof_bound(t->proof, 0));
    }
    *most = n > *most ? n : *most;
}

static void open_branches_lie_below_the_bound(void **state) {
    size_t most = 0;
    (void)state;
    for (uint32_t seed = 0; seed < INSTANCES; seed++) {
        struct trying t;
        begin(&t, seed);
        for (int i = 0; i < STOPS; i++) {
            see_open(&t, &most);
            assert_int_equal(shg_proof_run(t.proof, t.search, 1, 1, &never), SHG_OK);
        }
        end(&t);
    }
    assert_true(most > 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bounds_are_true_at_every_stop),
        cmocka_unit_test(the_first_open_branch_is_the_root),
        cmocka_unit_test(open_branches_lie_below_the_bound),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
