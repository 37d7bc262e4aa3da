/* Groups that were seen: what they are worth at other prices, against their sums; which are left; and a glance at them
 * against a look at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/bound.h"
#include "match_make.h"

enum { SETS = 1 << MAKE_PERSONS, KEPT = 40 };

struct fixture {
    struct made made;
    struct shg_model model;
    struct shg_prices prices;
    int64_t person[MAKE_PERSONS], starter[MAKE_STARTERS], moment[64];
    struct shg_seen *seen;
    int64_t value[MAKE_CANDIDATES];
    uint32_t pick[MAKE_CANDIDATES];
};

static void begin(struct fixture *f, uint32_t seed) {
    make_instance(&f->made, seed);
    assert_int_equal(shg_model_make(&f->model, &f->made.inst), SHG_OK);
    for (int p = 0; p < MAKE_PERSONS; p++)
        f->person[p] = (int64_t)make_draw(2000 * SHG_POINT);
    f->prices = (struct shg_prices){f->person, f->starter, f->moment, 0};
    f->seen = shg_seen_new(&f->model);
    assert_non_null(f->seen);
}

static void end(struct fixture *f) {
    shg_seen_free(f->seen);
    shg_model_free(&f->model);
}

/* The persons of a set (bits) as a crowd; false where one has no seat there or they are too many. */
static bool crowd_of(const struct fixture *f, uint32_t c, uint32_t set, struct shg_crowd *out) {
    for (uint32_t p = out->n = 0; p < MAKE_PERSONS; p++) {
        if (!(set >> p & 1))
            continue;
        if (!shg_seat_of(&f->made.inst, c, p))
            return false;
        out->list[out->n++] = p;
    }
    return out->n > 0 && out->n <= f->made.candidates[c].most;
}

static int64_t worth_of(const struct fixture *f, uint32_t c, const struct shg_crowd *crowd) {
    const struct shg_candidate *k = &f->made.candidates[c];
    const uint32_t there = k->have + crowd->n;
    int64_t worth = there < k->aim ? -(int64_t)f->made.inst.shortfall * SHG_POINT * (int64_t)(k->aim - there) : 0;
    for (uint32_t i = 0; i < crowd->n; i++)
        worth += (int64_t)shg_seat_of(&f->made.inst, c, crowd->list[i])->worth * SHG_POINT - f->person[crowd->list[i]];
    return worth;
}

static void look(struct fixture *f, uint32_t c) {
    f->value[c] = SHG_NEVER;
    f->pick[c] = SHG_NONE;
    (void)shg_seen_values(f->seen, f->model.source_of[c], &f->prices, f->value, f->pick);
}

static bool is_closed[MAKE_CANDIDATES];

/* Puts all crowds of a candidate, in the order of their sets; the last of them are kept. Gives how many. */
static uint32_t put_sets(struct fixture *f, uint32_t c, int64_t worths[SETS]) {
    uint32_t list[MAKE_PERSONS], n = 0;
    struct shg_crowd crowd = {0, 0, list};
    for (uint32_t set = 1; set < SETS; set++) {
        if (!crowd_of(f, c, set, &crowd))
            continue;
        shg_seen_put(f->seen, f->model.source_of[c], c, &crowd);
        worths[n++] = worth_of(f, c, &crowd);
    }
    return n;
}

static void the_last_are_kept(void **state) {
    uint32_t more = 0;
    (void)state;
    for (uint32_t seed = 0; seed < 200; seed++)
        for (uint32_t c = 0; c < MAKE_CANDIDATES; c++) {
            struct fixture f;
            int64_t worths[SETS], best = SHG_NEVER;
            begin(&f, seed);
            const uint32_t n = put_sets(&f, c, worths);
            for (uint32_t i = n > KEPT ? n - KEPT : 0; i < n; i++)
                best = worths[i] > best ? worths[i] : best;
            more += n > KEPT;
            look(&f, c);
            assert_true(f.value[c] == best);
            assert_int_equal(f.pick[c] == SHG_NONE, n == 0);
            end(&f);
        }
    assert_true(more > 0);
}

/* Whether a crowd holds neither a seat that is gone nor anybody of another age. */
static bool is_left(const struct fixture *f, uint32_t c, const struct shg_crowd *crowd, const uint8_t *gone,
                    const struct shg_years *years) {
    for (uint32_t i = 0; i < crowd->n; i++) {
        const size_t seat = (size_t)(shg_seat_of(&f->made.inst, c, crowd->list[i]) - f->made.inst.seats);
        const int year = f->made.persons[crowd->list[i]].birth_year;
        if ((gone[seat / 8] >> seat % 8 & 1) || (year && (year < years[c].low || year > years[c].high)))
            return false;
    }
    return true;
}

static void what_is_gone_is_left_out(void **state) {
    uint32_t out = 0;
    (void)state;
    for (uint32_t seed = 0; seed < 300; seed++) {
        struct fixture f;
        uint32_t list[MAKE_PERSONS], picked[MAKE_PERSONS];
        struct shg_crowd crowd = {0, 0, list}, got = {0, 0, picked};
        uint8_t gone[MAKE_CANDIDATES * MAKE_PERSONS / 8 + 1];
        begin(&f, seed);
        const uint32_t c = make_draw((uint32_t)f.made.inst.n_candidates), source = f.model.source_of[c];
        struct shg_years years[MAKE_CANDIDATES];
        for (size_t i = 0; i < MAKE_CANDIDATES; i++) {
            years[i].low = 1940 + (int)make_draw(30);
            years[i].high = years[i].low + (int)make_draw(50);
        }
        for (size_t i = 0; i < sizeof gone; i++)
            gone[i] = (uint8_t)(make_draw(256) >> make_draw(8));
        int64_t best = SHG_NEVER;
        for (int i = 0; i < 12; i++) {
            if (!crowd_of(&f, c, make_draw(SETS), &crowd))
                continue;
            shg_seen_put(f.seen, source, c, &crowd);
            const bool left = is_left(&f, c, &crowd, gone, years);
            out += !left;
            best = left && worth_of(&f, c, &crowd) > best ? worth_of(&f, c, &crowd) : best;
        }
        shg_seen_admit(f.seen, source, is_closed, gone, years);
        look(&f, c);
        assert_true(f.value[c] == best);
        if (f.pick[c] != SHG_NONE) {
            shg_seen_take(f.seen, f.pick[c], &f.prices, &got);
            assert_true(got.value == best && worth_of(&f, c, &got) == best);
            assert_true(is_left(&f, c, &got, gone, years));
        }
        is_closed[c] = true;
        shg_seen_admit(f.seen, source, is_closed, NULL, years);
        is_closed[c] = false;
        look(&f, c);
        assert_true(f.value[c] == SHG_NEVER);
        end(&f);
    }
    assert_true(out > 0);
}

static void draw_prices(struct shg_bound *b) {
    for (size_t p = 0; p < b->m->inst->n_persons; p++)
        b->at.person[p] = (int64_t)make_draw(1500 * SHG_POINT);
    for (size_t s = 0; s < b->m->inst->n_starters; s++)
        b->at.starter[s] = (int64_t)make_draw(100 * SHG_POINT);
}

/* A bound that remembers. */
struct looked {
    struct made made;
    struct shg_model model;
    struct shg_bound bound;
};

static void begin_bound(struct looked *l, uint32_t seed) {
    make_instance(&l->made, seed);
    assert_int_equal(shg_model_make(&l->model, &l->made.inst), SHG_OK);
    assert_int_equal(shg_bound_new(&l->bound, &l->model), SHG_OK);
    assert_int_equal(shg_bound_remember(&l->bound, NULL), SHG_OK);
}

static void end_bound(struct looked *l) {
    shg_bound_free(&l->bound);
    shg_model_free(&l->model);
}

/* L at the prices that were looked at, never more at others; another that takes over what was seen says the same. */
static void a_glance_is_no_more_than_a_look(void **state) {
    uint32_t less = 0;
    (void)state;
    for (uint32_t seed = 0; seed < 200; seed++) {
        struct looked l;
        struct shg_bound *bound = &l.bound, below;
        begin_bound(&l, seed);
        for (int i = 0; i < 8; i++) {
            draw_prices(bound);
            shg_bound_glance(bound);
            const int64_t glance = bound->value;
            shg_bound_evaluate(bound);
            const int64_t look = bound->value;
            assert_true(glance <= look);
            less += glance < look;
            shg_bound_glance(bound);
            assert_true(bound->value == look);
        }
        assert_int_equal(shg_bound_below(&below, bound), SHG_OK);
        assert_int_equal(shg_bound_remember(&below, bound), SHG_OK);
        shg_bound_branch(&below, NULL, 0);
        shg_prices_copy(&below.at, &bound->at, &l.model);
        shg_bound_glance(&below);
        assert_true(below.value == bound->value);
        shg_bound_free(&below);
        end_bound(&l);
    }
    assert_true(less > 0);
}

/* Beside what was seen nothing is missed: L and the sum of the groups' values are those of a look at all. */
static void a_glance_is_confirmed(void **state) {
    uint32_t more = 0;
    (void)state;
    for (uint32_t seed = 0; seed < 200; seed++) {
        struct looked l;
        struct shg_bound *bound = &l.bound, whole;
        begin_bound(&l, seed);
        assert_int_equal(shg_bound_new(&whole, &l.model), SHG_OK);
        for (int i = 0; i < 12; i++) {
            draw_prices(bound);
            shg_prices_copy(&whole.at, &bound->at, &l.model);
            shg_bound_evaluate(&whole);
            shg_bound_glance(bound);
            more += bound->value < whole.value;
            shg_bound_confirm(bound);
            assert_true(bound->value == whole.value);
            assert_true(bound->best_value == whole.best_value);
            int64_t sum = 0;
            for (size_t k = 0; k < l.model.n_slots; k++)
                sum += bound->groups[k].value - whole.groups[k].value;
            assert_true(sum == 0);
        }
        shg_bound_free(&whole);
        end_bound(&l);
    }
    assert_true(more > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_are_kept),
        cmocka_unit_test(what_is_gone_is_left_out),
        cmocka_unit_test(a_glance_is_no_more_than_a_look),
        cmocka_unit_test(a_glance_is_confirmed),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
