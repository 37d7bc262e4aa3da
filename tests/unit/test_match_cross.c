/* The crossing of two plans: it is lawful, gains what it says, and is at least as good as either. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/cross.h"
#include "match_lawful.h"

enum { INSTANCES = 3000 };

static void begin(struct lawful *f, uint32_t seed) {
    memset(f, 0, sizeof *f);
    make_instance(&f->made, seed);
    assert_int_equal(shg_model_make(&f->model, &f->made.inst), SHG_OK);
    assert_int_equal(shg_state_new(&f->state, &f->model), SHG_OK);
    f->nothing = (struct shg_prices){f->person, f->starter, f->moment, 0};
}

static void crossing_is_at_least_as_good(void **state) {
    int gained = 0, better = 0;
    (void)state;
    for (uint32_t seed = 0; seed < INSTANCES; seed++) {
        struct lawful f;
        struct shg_plan other;
        const struct shg_plan none = SHG_PLAN_EMPTY;
        begin(&f, seed);
        lawful_fill(&f);
        int64_t theirs = f.state.worth;
        assert_int_equal(shg_state_plan(&f.state, &other), SHG_OK);
        shg_state_set(&f.state, &none);
        lawful_fill(&f);
        assert_true(lawful_is(&f));
        int64_t ours = f.state.worth, gain = shg_cross(&f.state, &other);
        assert_true(lawful_is(&f));
        assert_int_equal((long)(f.state.worth - ours), (long)gain);
        assert_true(gain >= 0 && f.state.worth >= theirs);
        assert_int_equal((long)shg_cross(&f.state, &other), 0); /* all that is better is taken */
        gained += gain > 0;
        better += f.state.worth > theirs && gain > 0;
        shg_state_undo(&f.state);
        assert_int_equal((long)f.state.worth, (long)ours);
        assert_true(lawful_is(&f));
        shg_plan_free(&other);
        shg_state_free(&f.state);
        shg_model_free(&f.model);
    }
    assert_true(gained > 100);
    assert_true(better > 10); /* parts of both */
}

int main(void) {
    (void)best_by_trying; /* for the other tests of this room */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(crossing_is_at_least_as_good),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
