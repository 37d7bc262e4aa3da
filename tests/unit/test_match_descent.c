/* Steps of the bound: where they begin, that they find back, and that they go further where there is far to go. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/bound.h"
#include "match_make.h"

enum { INSTANCES = 40, PEOPLE = 60, KINDS = 6, ROOMS = 3, TAKES = 5 };

/* Many people, few seats: each room yields one group of either of two kinds, and no group needs a starter. */
struct crowded {
    struct shg_instance inst;
    struct shg_person persons[PEOPLE];
    struct shg_room rooms[ROOMS];
    struct shg_candidate candidates[KINDS];
    struct shg_seat seats[KINDS * PEOPLE];
    uint32_t apart_at[PEOPLE + 1];
    struct shg_model model;
    struct shg_bound bound;
};

/* share: of ten, how many a person could come to. */
static void begin(struct crowded *x, uint32_t seed, uint32_t share) {
    make_seed = seed * 2654435761U + 99;
    *x = (struct crowded){.inst = {.persons = x->persons,
                                   .rooms = x->rooms,
                                   .candidates = x->candidates,
                                   .seats = x->seats,
                                   .apart_at = x->apart_at,
                                   .n_persons = PEOPLE,
                                   .n_rooms = ROOMS,
                                   .n_candidates = KINDS}};
    for (uint32_t p = 0; p < PEOPLE; p++)
        x->persons[p] = (struct shg_person){.id = "P10001", .points = 1000, .bundle = p, .gender = SHG_NO_GENDER};
    for (uint32_t r = 0; r < ROOMS; r++)
        x->rooms[r] = (struct shg_room){"V00001", "mon17:00-19:00", 0, 1};
    for (uint32_t c = 0; c < KINDS; c++) {
        x->candidates[c] = (struct shg_candidate){.row = SHG_NONE,
                                                  .room = c / 2,
                                                  .window = {1000, 1090},
                                                  .least = 2,
                                                  .most = TAKES,
                                                  .seats_at = x->inst.n_seats};
        for (uint32_t p = 0; p < PEOPLE; p++)
            if (make_draw(10) < share)
                x->seats[x->inst.n_seats++] = (struct shg_seat){p, (int32_t)(1000 + make_draw(400))};
        x->candidates[c].seats = (uint32_t)(x->inst.n_seats - x->candidates[c].seats_at);
    }
    assert_int_equal(shg_model_make(&x->model, &x->inst), SHG_OK);
    assert_int_equal(shg_bound_new(&x->bound, &x->model), SHG_OK);
}

static void end(struct crowded *x) {
    shg_bound_free(&x->bound);
    shg_model_free(&x->model);
}

/* No plan is worth more than L at any step from where it begins. */
static void a_beginning_is_true(void **state) {
    (void)state;
    for (uint32_t seed = 0; seed < INSTANCES; seed++) {
        struct made made;
        struct shg_model model;
        struct shg_bound bound;
        make_single(&made, seed);
        const int64_t best = best_by_trying(&made.inst);
        assert_int_equal(shg_model_make(&model, &made.inst), SHG_OK);
        assert_int_equal(shg_bound_new(&bound, &model), SHG_OK);
        shg_bound_begin(&bound);
        assert_true(bound.best_value >= best * SHG_POINT);
        for (int i = 0; i < 60; i++) {
            shg_bound_descend(&bound, 1, 0);
            assert_true(bound.value >= best * SHG_POINT);
        }
        shg_bound_free(&bound);
        shg_model_free(&model);
    }
}

/* Where everybody could come to every room, that rent is the price of a seat, but for what it is rounded to. */
static void where_seats_are_alike_it_is_their_rent(void **state) {
    (void)state;
    for (uint32_t seed = 0; seed < INSTANCES; seed++) {
        struct crowded x;
        int64_t best = 0, rent = 0;
        begin(&x, seed, 10);
        for (size_t i = 0; i < x.inst.n_seats; i++) /* the same everywhere */
            x.seats[i].worth = x.seats[x.seats[i].person].worth;
        shg_bound_free(&x.bound);
        shg_model_free(&x.model);
        assert_int_equal(shg_model_make(&x.model, &x.inst), SHG_OK);
        assert_int_equal(shg_bound_new(&x.bound, &x.model), SHG_OK);
        bool placed[PEOPLE] = {false};
        for (uint32_t k = 0; k < ROOMS * TAKES; k++) {
            uint32_t next = SHG_NONE;
            for (uint32_t p = 0; p < PEOPLE; p++)
                if (!placed[p] && (next == SHG_NONE || x.seats[p].worth > x.seats[next].worth))
                    next = p;
            placed[next] = true;
            rent = x.seats[next].worth;
            best += rent;
        }
        shg_bound_begin(&x.bound);
        assert_true(x.bound.best_value >= best * SHG_POINT);
        assert_true(x.bound.best_value <= (best + ROOMS * TAKES * rent / 50) * SHG_POINT);
        end(&x);
    }
}

/* Steps that go too far come to less if they do not go back. */
static void the_first_steps_find_back(void **state) {
    int64_t with = 0, without = 0;
    (void)state;
    for (uint32_t seed = 0; seed < INSTANCES; seed++)
        for (int back = 0; back < 2; back++) {
            struct crowded x;
            begin(&x, seed, 6);
            shg_bound_begin(&x.bound);
            x.bound.back = back ? x.bound.back : 0;
            x.bound.reach = 2 * SHG_REACH_FIRST;
            shg_bound_descend(&x.bound, 300, 0);
            *(back ? &with : &without) += x.bound.best_value;
            end(&x);
        }
    assert_true(with < without);
}

/* From far off and in short steps, those that grow come down sooner. */
static void courage_goes_further(void **state) {
    int64_t with = 0, without = 0;
    (void)state;
    for (uint32_t seed = 0; seed < INSTANCES; seed++)
        for (int courage = 0; courage < 2; courage++) {
            struct crowded x;
            begin(&x, seed, 6);
            shg_bound_evaluate(&x.bound);
            shg_bound_restart(&x.bound, 500);
            x.bound.courage = courage ? SHG_COURAGE : 0;
            shg_bound_descend(&x.bound, 100, 0);
            *(courage ? &with : &without) += x.bound.best_value;
            end(&x);
        }
    assert_true(with < without - without / 50);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_beginning_is_true),
        cmocka_unit_test(where_seats_are_alike_it_is_their_rent),
        cmocka_unit_test(the_first_steps_find_back),
        cmocka_unit_test(courage_goes_further),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
