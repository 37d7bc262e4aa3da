/* Groups full of rules (apart, bundles, not alone), in which the search for the best has to look ahead: against all
 * subsets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "match/outlook.h"
#include "match/state.h"

enum { MOST_ITEMS = 9, PERSONS = 12, SETS = 1 << PERSONS };

static uint64_t random_state;

static uint32_t draw(uint32_t n) {
    random_state = random_state * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)((random_state >> 33) % n);
}

/* ---- the outlook alone ---- */

static struct shg_lot draw_item(void) {
    struct shg_lot x = {.value = (int64_t)draw(2000) - 600, .n = 1 + draw(3)};
    x.f.n = draw(x.n + 1);
    x.f.shy = x.f.n ? draw(x.f.n + 1) : 0;
    x.m.n = draw(x.n - x.f.n + 1);
    x.m.shy = x.m.n && draw(2) ? draw(x.m.n + 1) : 0;
    return x;
}

static void add(struct shg_lot *to, const struct shg_lot *x) {
    to->value += x->value;
    to->n += x->n;
    to->f.n += x->f.n;
    to->f.shy += x->f.shy;
    to->m.n += x->m.n;
    to->m.shy += x->m.shy;
}

/* The best that the items from i on add to what is chosen, by trying. */
static int64_t best_of(const struct shg_lot *items, uint32_t n, uint32_t i, const int64_t *end, uint32_t most,
                       const struct shg_lot *chosen) {
    struct shg_lot with = *chosen;
    if (chosen->n > most)
        return SHG_NEVER;
    if (i == n) {
        const bool alone = (chosen->f.shy && chosen->f.n < 2) || (chosen->m.shy && chosen->m.n < 2);
        return alone ? SHG_NEVER : end[chosen->n];
    }
    add(&with, &items[i]);
    const int64_t a = best_of(items, n, i + 1, end, most, &with), b = best_of(items, n, i + 1, end, most, chosen);
    return a > SHG_NEVER && a + items[i].value > b ? a + items[i].value : b;
}

static void outlook_is_exact(void **state) {
    struct shg_outlook *o = shg_outlook_new();
    uint64_t steps = 0;
    (void)state;
    assert_non_null(o);
    for (uint32_t seed = 0; seed < 400; seed++) {
        struct shg_lot items[MOST_ITEMS], chosen = {.f = {draw(3) == 0, 0}, .m = {draw(3) == 0, 0}};
        const uint32_t n = draw(MOST_ITEMS + 1), most = 1 + draw(8), least = 1 + draw(most);
        int64_t end[9];
        for (uint32_t i = 0; i < n; i++)
            items[i] = draw_item();
        for (uint32_t k = 0; k <= most; k++)
            end[k] = k < least ? SHG_NEVER : -(int64_t)draw(1000);
        assert_true(shg_outlook_make(o, items, n, end, most, &chosen, &steps));
        for (uint32_t i = 0; i <= n && chosen.n <= most; i++) {
            assert_true(shg_outlook_of(o, i, &chosen) == best_of(items, n, i, end, most, &chosen));
            if (i < n && draw(2))
                add(&chosen, &items[i]);
        }
    }
    shg_outlook_free(o);
}

static void too_much_is_refused(void **state) {
    struct shg_outlook *o = shg_outlook_new();
    struct shg_lot *items = calloc(100000, sizeof *items);
    const int64_t end[3] = {SHG_NEVER, 0, 0};
    const struct shg_lot nobody = {0};
    uint64_t steps = 0;
    (void)state;
    assert_non_null(o);
    assert_non_null(items);
    assert_false(shg_outlook_make(o, items, 100000, end, 2, &nobody, &steps));
    assert_int_equal(steps, 0);
    free(items);
    shg_outlook_free(o);
}

/* ---- the best of a candidate ---- */

struct group {
    struct shg_instance inst;
    struct shg_person persons[PERSONS];
    struct shg_candidate candidate;
    struct shg_seat seats[PERSONS];
    uint32_t apart_at[PERSONS + 1], apart[PERSONS * PERSONS];
    int64_t price[PERSONS];
};

static void draw_apart(struct group *g, uint32_t one_in) {
    bool edge[PERSONS][PERSONS] = {{false}};
    uint32_t n = 0;
    for (uint32_t a = 0; a < PERSONS; a++)
        for (uint32_t b = a + 1; b < PERSONS; b++)
            edge[a][b] = edge[b][a] = draw(one_in) == 0;
    for (uint32_t a = 0; a < PERSONS; a++) {
        for (uint32_t b = 0; b < PERSONS; b++)
            if (edge[a][b])
                g->apart[n++] = b;
        g->apart_at[a + 1] = n;
    }
}

static void draw_group(struct group *g) {
    const uint32_t bundled = draw(3), shy = 2 + draw(4);
    memset(g, 0, sizeof *g);
    for (uint32_t p = 0; p < PERSONS; p++) {
        struct shg_person *x = &g->persons[p];
        x->gender = draw(4) ? GENDER_F : GENDER_M;
        x->not_alone = draw(shy) == 0;
        x->bundle = p && bundled && draw(3) < bundled ? g->persons[draw(p)].bundle : p;
        g->seats[p] = (struct shg_seat){p, (int32_t)(900 + draw(400))};
        g->price[p] = (int64_t)draw(1400 * SHG_POINT);
    }
    draw_apart(g, 3 + draw(20));
    const uint16_t least = (uint16_t)(2 + draw(4));
    g->candidate = (struct shg_candidate){.group = "G00001",
                                          .room = SHG_NONE,
                                          .window = {1000, 1090},
                                          .least = least,
                                          .most = (uint16_t)(least + draw(4)),
                                          .aim = 6,
                                          .held_f = draw(3) == 0,
                                          .seats = PERSONS};
    g->inst = (struct shg_instance){.persons = g->persons,
                                    .candidates = &g->candidate,
                                    .seats = g->seats,
                                    .n_persons = PERSONS,
                                    .n_candidates = 1,
                                    .n_standing = 1,
                                    .n_seats = PERSONS,
                                    .apart_at = g->apart_at,
                                    .apart = g->apart,
                                    .shortfall = 300};
}

static int64_t value_of(const struct group *g, const struct shg_model *m, uint32_t set) {
    const struct shg_candidate *c = &g->candidate;
    uint32_t list[PERSONS], n = 0;
    int64_t value = 0;
    for (uint32_t p = 0; p < PERSONS; p++) {
        if ((set >> p & 1) != (set >> g->persons[p].bundle & 1))
            return SHG_NEVER;
        if (!(set >> p & 1))
            continue;
        value += (int64_t)g->seats[p].worth * SHG_POINT - g->price[p];
        list[n++] = p;
    }
    if (n < c->least || n > c->most || !shg_is_company(m, 0, list, n))
        return SHG_NEVER;
    return value - (n < c->aim ? (int64_t)g->inst.shortfall * SHG_POINT * (int64_t)(c->aim - n) : 0);
}

static void the_best_keeps_every_rule(void **state) {
    int found = 0;
    (void)state;
    for (uint32_t seed = 0; seed < 500; seed++) {
        struct group g;
        struct shg_model model;
        int64_t best = SHG_NEVER, moment[1] = {0}, starter[1] = {0};
        uint32_t list[PERSONS];
        struct shg_crowd crowd = {0, 0, list};
        draw_group(&g);
        assert_int_equal(shg_model_make(&model, &g.inst), SHG_OK);
        const struct shg_prices prices = {g.price, starter, moment, 0};
        struct shg_desk *desk = shg_desk_new(&model);
        assert_non_null(desk);
        for (uint32_t set = 1; set < SETS; set++) {
            const int64_t value = value_of(&g, &model, set);
            best = value > best ? value : best;
        }
        shg_crowd_tight(desk, &prices, 0, SHG_NEVER, &crowd);
        assert_true(crowd.value == best);
        uint32_t set = 0;
        for (uint32_t i = 0; i < crowd.n; i++)
            set |= 1U << list[i];
        assert_true(best <= SHG_NEVER || value_of(&g, &model, set) == best);
        found += best > SHG_NEVER;
        shg_desk_free(desk);
        shg_model_free(&model);
    }
    assert_true(found > 250);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(outlook_is_exact),
        cmocka_unit_test(too_much_is_refused),
        cmocka_unit_test(the_best_keeps_every_rule),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
