/* Chains: a chain's gain is what it says, the plan stays lawful, and no chain of its kind gains more on instances small
 * enough to try them all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/chain.h"
#include "match_lawful.h"

enum { INSTANCES = 1500 };

struct fixture {
    struct lawful l;
    struct shg_chain *chain;
};

/* plain: without the rules inside a group, so that every chain of places is lawful. */
static void begin(struct fixture *f, uint32_t seed, bool plain) {
    memset(f, 0, sizeof *f);
    make_instance(&f->l.made, seed);
    for (uint32_t p = 0; plain && p < MAKE_PERSONS; p++) {
        f->l.made.persons[p].not_alone = false;
        f->l.made.persons[p].birth_year = 0;
    }
    if (plain) {
        f->l.made.inst.n_links = 0;
        memset(f->l.made.apart_at, 0, sizeof f->l.made.apart_at);
        f->l.made.inst.new_max = 0;
    }
    assert_int_equal(shg_model_make(&f->l.model, &f->l.made.inst), SHG_OK);
    assert_int_equal(shg_state_new(&f->l.state, &f->l.model), SHG_OK);
    f->chain = shg_chain_new(&f->l.state);
    assert_non_null(f->chain);
    f->l.nothing = (struct shg_prices){f->l.person, f->l.starter, f->l.moment, 0};
    lawful_fill(&f->l);
}

static void end(struct fixture *f) {
    shg_chain_free(f->chain);
    shg_state_free(&f->l.state);
    shg_model_free(&f->l.model);
}

static void gains_are_true(void **state) {
    int filled = 0, seated = 0, long_ones = 0;
    (void)state;
    for (uint32_t seed = 0; seed < INSTANCES; seed++) {
        struct fixture f;
        uint32_t n;
        begin(&f, seed, false);
        assert_true(lawful_is(&f.l));
        for (uint32_t i = 0; i < f.l.state.n_places; i++) {
            int64_t before = f.l.state.worth, gain = shg_chain_fill(f.chain, &f.l.state, i);
            assert_int_equal((long)(f.l.state.worth - before), (long)gain);
            assert_true(gain >= 0);
            filled += gain > 0;
            (void)shg_chain_places(f.chain, &n);
            long_ones += gain > 0 && n > 1;
            assert_true(lawful_is(&f.l));
        }
        for (uint32_t p = 0; p < MAKE_PERSONS; p++) {
            int64_t before = f.l.state.worth, gain = shg_chain_seat(f.chain, &f.l.state, p);
            assert_int_equal((long)(f.l.state.worth - before), (long)gain);
            if (gain > 0)
                assert_int_equal(shg_chain_came(f.chain), p);
            seated += gain > 0;
            (void)shg_chain_places(f.chain, &n);
            long_ones += gain > 0 && n > 1;
            assert_true(lawful_is(&f.l));
        }
        end(&f);
    }
    assert_true(filled > 100 && seated > 100 && long_ones > 20);
}

/* ---- all chains, by trying ---- */

static bool moves(const struct fixture *f, uint32_t person) {
    return shg_bundle_size(&f->l.model, person) == 1;
}

static int32_t worth_in(const struct fixture *f, uint32_t place, uint32_t person) {
    const struct shg_place *p = &f->l.state.places[place];
    const struct shg_seat *seat = p->candidate == SHG_NONE ? NULL : shg_seat_of(&f->l.made.inst, p->candidate, person);
    return seat ? seat->worth : -1;
}

/* What a group loses where it takes n persons. */
static int64_t lacking(const struct fixture *f, uint32_t place, uint32_t n) {
    const struct shg_candidate *c = &f->l.made.candidates[f->l.state.places[place].candidate];
    return n > 0 && c->have + n < c->aim ? f->l.made.inst.shortfall * (c->aim - c->have - (int64_t)n) : 0;
}

/* What a group gains beside a person's worth when it grows from n by one. */
static int64_t step_up(const struct fixture *f, uint32_t place, uint32_t n) {
    return lacking(f, place, n) - lacking(f, place, n + 1);
}

/* `person` comes to one of the places not passed yet, and what follows from it. */
static int64_t best_seat(const struct fixture *f, uint32_t person, uint32_t passed, int64_t gain) {
    int64_t best = 0;
    for (uint32_t i = 0; i < f->l.state.n_places; i++) {
        const struct shg_place *p = &f->l.state.places[i];
        int32_t worth = worth_in(f, i, person);
        if (worth < 0 || p->n + 1 < f->l.made.candidates[p->candidate].least || passed >> i & 1)
            continue;
        int64_t here = gain + worth;
        if (p->n < f->l.made.candidates[p->candidate].most && here + step_up(f, i, p->n) > best)
            best = here + step_up(f, i, p->n);
        for (uint32_t k = 0; k < p->n; k++) {
            if (!moves(f, p->list[k]))
                continue;
            int64_t out = here - worth_in(f, i, p->list[k]);
            int64_t on = best_seat(f, p->list[k], passed | 1U << i, out);
            int64_t more = p->n == f->l.made.candidates[p->candidate].most && out > on ? out : on;
            best = more > best ? more : best;
        }
    }
    return best;
}

/* A seat is free at a place; somebody comes to it, from waiting or from another place, or (not at first) nobody. */
static int64_t best_fill(const struct fixture *f, uint32_t place, uint32_t passed, int64_t gain) {
    const struct shg_place *p = &f->l.state.places[place];
    const struct shg_candidate *c = &f->l.made.candidates[p->candidate];
    int64_t best = 0;
    if (passed && (p->n > c->least || (c->idle && p->n == 1))) /* the group can spare who left it */
        best = gain - step_up(f, place, p->n - 1);
    for (uint32_t x = 0; x < MAKE_PERSONS; x++) {
        uint32_t where = f->l.state.place_of[x];
        int32_t worth = worth_in(f, place, x);
        if (worth < 0 || where == place || !moves(f, x))
            continue;
        int64_t more = gain + worth;
        if (where != SHG_NONE && (passed >> where & 1))
            continue;
        if (where != SHG_NONE)
            more = best_fill(f, where, passed | 1U << place, more - worth_in(f, where, x));
        best = more > best ? more : best;
    }
    return best;
}

/* A label is settled once, so that a few of the longest chains are passed over; shorter ones never. */
static void few_chains_are_better(void **state) {
    int found = 0, missed = 0;
    (void)state;
    for (uint32_t seed = 0; seed < INSTANCES; seed++) {
        struct fixture f;
        begin(&f, seed, true);
        for (uint32_t i = 0; i < f.l.state.n_places; i++) {
            const struct shg_place *p = &f.l.state.places[i];
            if (p->candidate == SHG_NONE || p->n >= f.l.made.candidates[p->candidate].most ||
                p->n + 1U < f.l.made.candidates[p->candidate].least)
                continue;
            int64_t best = best_fill(&f, i, 0, step_up(&f, i, p->n)), gain = shg_chain_fill(f.chain, &f.l.state, i);
            assert_true(gain <= best);
            found += gain > 0 && gain == best;
            missed += gain < best;
        }
        for (uint32_t p = 0; p < MAKE_PERSONS; p++) {
            if (f.l.state.place_of[p] != SHG_NONE || !moves(&f, p))
                continue;
            int64_t best = best_seat(&f, p, 0, 0), gain = shg_chain_seat(f.chain, &f.l.state, p);
            assert_true(gain <= best);
            found += gain > 0 && gain == best;
            missed += gain < best;
        }
        end(&f);
    }
    assert_true(found > 200);
    assert_true(missed * 25 < found);
}

int main(void) {
    (void)best_by_trying; /* for the other tests of this room */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gains_are_true),
        cmocka_unit_test(few_chains_are_better),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
