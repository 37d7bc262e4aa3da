/* The greatest values of every window of years, against sorting each window anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "match/windows.h"

enum { MOST = 120, LOW = 1940, HIGH = 2005 };

struct value {
    int year;
    int64_t value;
    uint32_t who;
};

static uint64_t random_state;

static int draw(int n) {
    random_state = random_state * 6364136223846793005U + 1442695040888963407U;
    return (int)((random_state >> 33) % (uint64_t)n);
}

static int by_value(const void *a, const void *b) {
    const struct value *x = a, *y = b;
    if (x->value != y->value)
        return x->value > y->value ? -1 : 1;
    return x->who < y->who ? -1 : x->who > y->who;
}

/* The k greatest from year `first` to `last`; gives how many. */
static uint32_t sort_window(const struct value *all, uint32_t n, int first, int last, uint32_t k, struct value *out) {
    uint32_t m = 0;
    for (uint32_t i = 0; i < n; i++)
        if (!all[i].year || (all[i].year >= first && all[i].year <= last))
            out[m++] = all[i];
    qsort(out, m, sizeof *out, by_value);
    return m < k ? m : k;
}

static bool is_the_same(const struct shg_top *top, const struct value *sorted, uint32_t n) {
    bool same = top->n == n;
    for (uint32_t i = 0; same && i < n; i++)
        same = top->value[i] == sorted[i].value && top->who[i] == sorted[i].who;
    return same;
}

/* Every window that was not shown lies within one that was: all its people are there. */
static bool is_within(const struct value *all, uint32_t n, int first, int shown, int span) {
    for (uint32_t i = 0; i < n; i++)
        if (all[i].year >= first && all[i].year <= first + span && (all[i].year < shown || all[i].year > shown + span))
            return false;
    return true;
}

struct trial {
    struct value all[MOST];
    uint32_t n, k;
    int span, from, to; /* from, to: years that must be held */
    int64_t toll[9];
};

static void make_trial(struct trial *t) {
    t->n = (uint32_t)draw(draw(2) ? MOST : 20);
    t->k = (uint32_t)draw(8) + 1;
    t->span = draw(4) ? draw(30) + 1 : draw(100) + 1;
    t->from = t->to = 0;
    t->toll[t->k] = 0;
    for (uint32_t i = t->k; i-- > 0;)
        t->toll[i] = t->toll[i + 1] + (draw(2) ? draw(10) : 0);
    if (draw(3) == 0) {
        t->from = LOW + draw(HIGH - LOW);
        t->to = t->from + draw(t->span + 1);
        t->to = t->to > HIGH ? HIGH : t->to;
    }
    for (uint32_t i = 0; i < t->n; i++)
        t->all[i] =
            (struct value){draw(6) ? LOW + draw(HIGH - LOW + 1) : 0, draw(20) - 5, (uint32_t)draw(1000) * MOST + i};
}

/* Whether a group could have its lowest year here. */
static bool may_begin(const struct trial *t, int first) {
    bool occurs = first == t->from;
    for (uint32_t i = 0; i < t->n; i++)
        occurs |= t->all[i].year == first;
    return occurs && (!t->from || (first <= t->from && first + t->span >= t->to));
}

static void fill(const struct trial *t, struct shg_windows *w) {
    struct shg_dated *values = shg_windows_values(w);
    for (uint32_t i = 0; i < t->n; i++)
        values[i] = (struct shg_dated){t->all[i].value, t->all[i].who, t->all[i].year};
    shg_windows_begin(w, t->n, t->from, t->to, t->toll);
}

static int64_t most_in(const struct trial *t, int first) {
    int64_t sum = 0;
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        if (t->all[i].year && (t->all[i].year < first || t->all[i].year > first + t->span))
            continue;
        sum += t->all[i].value > 0 ? t->all[i].value : 0;
        n++;
    }
    return sum - t->toll[n < t->k ? n : t->k];
}

/* The windows above a floor, each judged; gives how many. */
static int look_at_all(const struct trial *t, struct shg_windows *w, int64_t floor, int *shown) {
    struct value sorted[MOST];
    const struct shg_top *top;
    int n = 0;
    for (int first; shg_windows_next(w, floor, &first, &top); shown[n++] = first) {
        uint32_t most = sort_window(t->all, t->n, first, first + t->span, t->k, sorted);
        assert_true(is_the_same(top, sorted, most));
        assert_true(first == 0 || may_begin(t, first));
        assert_true(most_in(t, first) > floor);
    }
    return n;
}

static void windows_hold_the_greatest(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 3000; seed++) {
        struct trial t;
        int shown[HIGH - LOW + 2], n_shown = 0;
        random_state = seed;
        make_trial(&t);
        const int64_t floor = draw(2) ? INT64_MIN : draw(60);
        struct shg_windows *w = shg_windows_new(t.k, (uint32_t)t.span, MOST);
        assert_non_null(w);
        fill(&t, w);
        (void)look_at_all(&t, w, floor, shown);
        fill(&t, w); /* what was told before is forgotten */
        n_shown = look_at_all(&t, w, floor, shown);
        shg_windows_again(w);
        assert_int_equal(n_shown, look_at_all(&t, w, floor, shown));
        for (int year = LOW; year <= HIGH; year++) {
            bool found = !may_begin(&t, year) || most_in(&t, year) <= shg_windows_rest(w);
            for (int i = 0; i < n_shown && !found; i++)
                found = is_within(t.all, t.n, year, shown[i], t.span);
            assert_true(found);
        }
        assert_true(shg_windows_rest(w) <= floor);
        shg_windows_free(w);
    }
}

static void without_years_there_is_one(void **state) {
    (void)state;
    struct shg_windows *w = shg_windows_new(2, 10, 4);
    const int64_t toll[3] = {0};
    const struct shg_top *top;
    int first = 1;
    assert_non_null(w);
    for (uint32_t i = 0; i < 4; i++)
        shg_windows_values(w)[i] = (struct shg_dated){(int64_t)i, i, 0};
    shg_windows_begin(w, 4, 0, 0, toll);
    assert_true(shg_windows_next(w, 5, &first, &top));
    assert_int_equal(first, 0);
    assert_int_equal(top->n, 2);
    assert_int_equal(top->who[0], 3);
    assert_false(shg_windows_next(w, 5, &first, &top));
    shg_windows_again(w);
    assert_false(shg_windows_next(w, 6, &first, &top));
    assert_true(shg_windows_rest(w) == 6);
    shg_windows_free(w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(windows_hold_the_greatest),
        cmocka_unit_test(without_years_there_is_one),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
