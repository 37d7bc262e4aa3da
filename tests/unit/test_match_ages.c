/* How the group of a source, or of a candidate, is parted by age: samples made by hand, and bars that any plan obeys.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/ages.h"
#include "match_make.h"

enum { SAMPLES = 10, SPREAD = 20, CANDIDATE = 2 };

struct fixture {
    struct made made;
    struct shg_model model;
    struct shg_bound bound;
    struct shg_ages *ages;
    struct shg_part part;
};

/* A room for so many groups; persons were born in these two years in turn. */
static void begin(struct fixture *f, uint32_t groups, int16_t old, int16_t young) {
    make_instance(&f->made, 3);
    f->made.inst.age_spread = SPREAD;
    for (uint32_t r = 0; r < MAKE_ROOMS; r++)
        f->made.rooms[r].left = groups;
    for (uint32_t p = 0; p < MAKE_PERSONS; p++)
        f->made.persons[p].birth_year = p % 2 ? young : old;
    f->made.candidates[CANDIDATE].least = 1;
    assert_int_equal(shg_model_make(&f->model, &f->made.inst), SHG_OK);
    assert_int_equal(shg_bound_new(&f->bound, &f->model), SHG_OK);
    f->ages = shg_ages_new(&f->model);
    assert_non_null(f->ages);
}

static void end(struct fixture *f) {
    shg_ages_free(f->ages);
    shg_bound_free(&f->bound);
    shg_model_free(&f->model);
}

/* Looks at the bars' branch; half of its samples hold all of the candidate who are old, half all who are young. */
static bool look(struct fixture *f, const struct shg_bar *bars, size_t n) {
    struct shg_bound *b = &f->bound;
    shg_bound_branch(b, bars, n);
    shg_bound_sample(b);
    b->sample.n = b->sample.candidate[CANDIDATE] = b->sample.source[f->model.source_of[CANDIDATE]] = SAMPLES;
    for (uint32_t p = 0; p < MAKE_PERSONS; p++)
        if (shg_seat_of(&f->made.inst, CANDIDATE, p))
            b->sample.chance[shg_chance_of(&f->model, p, CANDIDATE)] = SAMPLES / 2;
    return shg_ages_part(f->ages, b, CANDIDATE, &f->part);
}

/* Two bars on the years of `who`, each of which bars one half. */
static void is_parted(const struct fixture *f, uint32_t who) {
    const struct shg_bar *bars = f->part.bars;
    assert_int_equal(bars[0].kind, SHG_BAR_YEARS_FROM);
    assert_int_equal(bars[1].kind, SHG_BAR_YEARS_TO);
    for (int k = 0; k < 2; k++) {
        assert_int_equal(bars[k].who, who);
        assert_int_equal(bars[k].source, f->model.source_of[CANDIDATE]);
        assert_in_range(f->part.barred[k], 1, SHG_WHOLE - 1);
    }
    assert_int_equal(bars[1].n, bars[0].n - 1 + SPREAD);
    assert_true(bars[0].n > 1950 && bars[1].n < 1980);
    assert_in_range(f->part.barred[0] + f->part.barred[1], SHG_WHOLE - 1, SHG_WHOLE);
}

static void the_one_group_of_a_source(void **state) {
    struct fixture f;
    (void)state;
    begin(&f, 1, 1950, 1980);
    assert_true(look(&f, NULL, 0));
    is_parted(&f, SHG_NONE);
    end(&f);
}

static void the_one_group_of_a_candidate(void **state) {
    struct fixture f;
    (void)state;
    begin(&f, 2, 1950, 1980);
    const uint32_t source = f.model.source_of[CANDIDATE];
    assert_int_equal(f.model.sources[source].copies, 2);
    const struct shg_bar one = {SHG_BAR_MOST, CANDIDATE, source, 1};
    assert_true(look(&f, &one, 1));
    is_parted(&f, CANDIDATE);
    end(&f);
}

static void several_groups_are_counted_first(void **state) {
    struct fixture f;
    (void)state;
    begin(&f, 2, 1950, 1980);
    const uint32_t source = f.model.source_of[CANDIDATE];
    const struct shg_bar two = {SHG_BAR_LEAST, CANDIDATE, source, 2};
    assert_true(look(&f, NULL, 0));
    assert_int_equal(f.part.bars[0].kind, SHG_BAR_MOST);
    assert_int_equal(f.part.bars[0].n, 1);
    assert_int_equal(f.part.bars[1].kind, SHG_BAR_LEAST);
    assert_int_equal(f.part.bars[1].n, 2);
    assert_false(look(&f, &two, 1)); /* whoever is in them */
    end(&f);
}

static void those_of_one_age_are_not_parted(void **state) {
    struct fixture f;
    (void)state;
    begin(&f, 1, 1950, 1950 + SPREAD);
    assert_false(look(&f, NULL, 0));
    end(&f);
    begin(&f, 1, 1950, 0); /* not known */
    assert_false(look(&f, NULL, 0));
    end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_one_group_of_a_source),
        cmocka_unit_test(the_one_group_of_a_candidate),
        cmocka_unit_test(several_groups_are_counted_first),
        cmocka_unit_test(those_of_one_age_are_not_parted),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
