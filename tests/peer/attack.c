/* Attacks what disclosure control printed: linear programs (GLPK) that know every printed figure and sum, and that no
 * figure is below 0, look for the least and the largest value of each hidden one. None may be nearer than SUPPRESS.
 *
 * usage: attack [SEEDS]; fixed seeds from 1. attack --solve: answers problems on standard input, for attack.py: first
 * `problem UNKNOWNS ROWS QUESTIONS`, then a row a line, `low high terms` with `count 0` and pairs of an unknown and its
 * coefficient, then questions as such terms; each is answered by its least and largest value. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glpk.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../random.h"
#include "report/disclose.h"
#include "report/ranges.h"

enum { SEEDS = 200, SUPPRESS = 5, MOST = 400, MONTHS = 12 };

/* Mostly small counts, some zeros, some large. */
static long draw(uint64_t *r) {
    size_t kind = random_below(r, 10);
    return kind < 2   ? 0
           : kind < 7 ? (long)random_below(r, 9)
           : kind < 9 ? (long)random_below(r, 40)
                      : (long)random_below(r, 400);
}

/* ---- the attack ---- */

/* Sums that are printed: each row of `of` lists the figures that it is made of (figures[i] is in sum s where in[s][i]).
 */
struct secret {
    size_t n, sums;
    long value[MOST], most[MOST];
    bool hidden[MOST];
    signed char in[64][MOST];
};

static double extreme(const struct secret *s, size_t i, int direction) {
    glp_prob *lp = glp_create_prob();
    int index[MOST + 1];
    double coefficient[MOST + 1];
    glp_set_obj_dir(lp, direction);
    glp_add_cols(lp, (int)s->n);
    glp_add_rows(lp, (int)s->sums);
    for (size_t k = 0; k < s->n; k++) {
        if (s->hidden[k])
            glp_set_col_bnds(lp, (int)k + 1, GLP_DB, 0, (double)(s->most[k] > 0 ? s->most[k] : 1000000));
        else
            glp_set_col_bnds(lp, (int)k + 1, GLP_FX, (double)s->value[k], (double)s->value[k]);
    }
    for (size_t row = 0; row < s->sums; row++) {
        int n = 0;
        double sum = 0;
        for (size_t k = 0; k < s->n; k++) {
            if (s->in[row][k] == 0)
                continue;
            index[++n] = (int)k + 1;
            coefficient[n] = s->in[row][k];
            sum += s->in[row][k] * (double)s->value[k];
        }
        glp_set_row_bnds(lp, (int)row + 1, GLP_FX, sum, sum);
        glp_set_mat_row(lp, (int)row + 1, n, index, coefficient);
    }
    glp_set_obj_coef(lp, (int)i + 1, 1);
    glp_smcp how;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.presolve = GLP_OFF;
    assert_int_equal(glp_simplex(lp, &how), 0);
    double value = glp_get_obj_val(lp);
    glp_delete_prob(lp);
    return value;
}

static bool is_safe(const struct secret *s) {
    for (size_t i = 0; i < s->n; i++)
        if (s->hidden[i] && extreme(s, i, GLP_MAX) - extreme(s, i, GLP_MIN) < SUPPRESS - 1e-6)
            return false;
    return true;
}

static size_t hidden_of(const struct secret *s) {
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++)
        n += s->hidden[i];
    return n;
}

static void no_small_shown(const struct secret *s) {
    for (size_t i = 0; i < s->n; i++)
        assert_true(s->hidden[i] || !shg_is_small(s->value[i], SUPPRESS));
}

/* ---- tables by two dimensions, their margins printed ---- */

static bool make_table(uint64_t *r, size_t rows, size_t columns, struct secret *s) {
    memset(s, 0, sizeof *s);
    s->n = rows * columns;
    s->sums = rows + columns;
    for (size_t i = 0; i < s->n; i++) {
        s->value[i] = draw(r);
        s->in[i / columns][i] = 1;
        s->in[rows + i % columns][i] = 1;
    }
    for (size_t sum = 0; sum < s->sums; sum++) { /* margins are folded before, so that none is small */
        long total = 0;
        for (size_t i = 0; i < s->n; i++)
            total += s->in[sum][i] * s->value[i];
        if (shg_is_small(total, SUPPRESS))
            return false;
    }
    return true;
}

static void hide_table(struct secret *s, size_t rows, size_t columns) {
    struct shg_link links[MOST];
    bool good;
    for (size_t i = 0; i < s->n; i++)
        links[i] = (struct shg_link){
            (uint32_t)(i / columns), (uint32_t)(rows + i % columns), s->value[i], 1000000, false, false, false, false};
    assert_int_equal(shg_hide(links, s->n, rows + columns, SUPPRESS, &good), SHG_OK);
    assert_true(good);
    for (size_t i = 0; i < s->n; i++)
        s->hidden[i] = links[i].hidden;
}

static void tables_reveal_nothing(void **state) {
    static struct secret s;
    size_t done = 0;
    size_t seeds = *(const size_t *)*state;
    for (uint64_t seed = 1; done < seeds; seed++) {
        uint64_t r = seed * 7919;
        size_t rows = 2 + random_below(&r, 6);
        size_t columns = 2 + random_below(&r, 5);
        if (!make_table(&r, rows, columns, &s))
            continue;
        hide_table(&s, rows, columns);
        no_small_shown(&s);
        assert_true(is_safe(&s));
        done++;
    }
}

/* The fewest figures that can be hidden, by trying all sets. */
static size_t least_hidden(struct secret *s) {
    size_t best = s->n + 1;
    for (unsigned set = 0; set < 1U << s->n; set++) {
        bool small_too = true;
        for (size_t i = 0; i < s->n; i++) {
            s->hidden[i] = (set >> i & 1U) != 0;
            small_too = small_too && (s->hidden[i] || !shg_is_small(s->value[i], SUPPRESS));
        }
        if (small_too && hidden_of(s) < best && is_safe(s))
            best = hidden_of(s);
    }
    return best;
}

static void few_more_than_needed(void **state) {
    static struct secret s;
    size_t ours = 0;
    size_t least = 0;
    (void)state;
    for (uint64_t seed = 1, done = 0; done < 40; seed++) {
        uint64_t r = seed * 7919;
        if (!make_table(&r, 3, 3, &s))
            continue;
        hide_table(&s, 3, 3);
        ours += hidden_of(&s);
        least += least_hidden(&s);
        done++;
    }
    print_message("# hidden in 40 tables of 3 by 3: %zu, the least possible is %zu\n", ours, least);
    assert_true(ours * 100 <= least * 115);
}

/* ---- a year: months, quarters and their sum, some of them published before ---- */

static void make_year(uint64_t *r, struct secret *s) {
    memset(s, 0, sizeof *s);
    s->n = MONTHS + 4;
    s->sums = 5;
    for (size_t m = 0; m < MONTHS; m++) {
        s->value[m] = draw(r);
        s->value[MONTHS + m / 3] += s->value[m];
        s->in[m / 3][m] = 1;
        s->in[m / 3][MONTHS + m / 3] = -1;
    }
    for (size_t q = 0; q < 4; q++)
        s->in[4][MONTHS + q] = 1;
}

static bool hide_year(struct secret *s, const bool *known) {
    struct shg_link links[MONTHS + 4];
    bool good;
    for (size_t i = 0; i < s->n; i++) {
        bool month = i < MONTHS;
        links[i] = (struct shg_link){month ? 0 : (uint32_t)(2 + i - MONTHS),
                                     month ? (uint32_t)(2 + i / 3) : 1,
                                     s->value[i],
                                     1000000,
                                     known && known[i],
                                     false,
                                     false,
                                     false};
    }
    assert_int_equal(shg_hide(links, s->n, 6, SUPPRESS, &good), SHG_OK);
    for (size_t i = 0; i < s->n; i++)
        s->hidden[i] = links[i].hidden;
    return good;
}

static void years_reveal_nothing(void **state) {
    static struct secret s;
    size_t seeds = *(const size_t *)*state;
    for (uint64_t seed = 1, done = 0; done < seeds; seed++) {
        uint64_t r = seed * 7919;
        make_year(&r, &s);
        long sum = 0;
        for (size_t m = 0; m < MONTHS; m++)
            sum += s.value[m];
        if (shg_is_small(sum, SUPPRESS))
            continue;
        bool good = hide_year(&s, NULL);
        no_small_shown(&s);
        assert_true(!good || is_safe(&s));
        done++;
    }
}

/* Reports one after the other: what a month's own report showed is known when the year comes. */
static void sequences_reveal_nothing(void **state) {
    static struct secret s;
    size_t protects = 0;
    size_t seeds = *(const size_t *)*state;
    for (uint64_t seed = 1; seed <= seeds; seed++) {
        uint64_t r = seed * 7919;
        bool known[MONTHS + 4] = {false};
        make_year(&r, &s);
        for (size_t m = 0; m < MONTHS; m++)
            known[m] = !shg_is_small(s.value[m], SUPPRESS) && random_below(&r, 2) == 0;
        bool good = hide_year(&s, known);
        for (size_t i = 0; i < s.n; i++)
            assert_false(known[i] && s.hidden[i]);
        /* where it says that it cannot, nothing of the year is printed: the sum is hidden too */
        assert_true(!good || is_safe(&s));
        protects += good;
    }
    assert_true(protects * 10 >= seeds * 8);
}

/* ---- lists ---- */

static void lists_reveal_nothing(void **state) {
    size_t seeds = *(const size_t *)*state;
    for (uint64_t seed = 1; seed <= seeds; seed++) {
        uint64_t r = seed * 7919;
        long counts[24];
        bool folded[24] = {false};
        size_t n = 1 + random_below(&r, 24);
        size_t views = 1 + random_below(&r, 2);
        n /= views;
        n = n > 0 ? n : 1;
        for (size_t i = 0; i < n; i++)
            counts[i] = draw(&r);
        for (size_t i = 0; views == 2 && i < n; i++) /* what is left when an office takes away its own */
            counts[n + i] = counts[i] > 0 ? (long)random_below(&r, (size_t)counts[i] + 1) : 0;
        if (!shg_fold(counts, n, views, SUPPRESS, folded))
            continue;
        for (size_t v = 0; v < views; v++) {
            long rest = 0;
            size_t of = 0;
            for (size_t i = 0; i < n; i++) {
                assert_true(folded[i] || !shg_is_small(counts[v * n + i], SUPPRESS));
                rest += folded[i] ? counts[v * n + i] : 0;
                of += folded[i];
            }
            assert_true(rest == 0 || (rest >= SUPPRESS && of >= 2));
        }
    }
}

/* ---- a list by municipality and the same by county, printed one after the other ---- */

/* A sum that is printed of those whose rest is so, in one county (-1: in all). */
static void add_sum(struct secret *s, const enum shg_rest *rest, size_t per_county, long county, bool whole) {
    memset(s->in[s->sums], 0, sizeof s->in[s->sums]);
    for (size_t i = 0; i < s->n; i++) {
        bool here = county < 0 || (long)(i / per_county) == county;
        enum shg_rest wanted = county < 0 ? SHG_REST_ALL : SHG_REST_COUNTY;
        s->in[s->sums][i] = here && (whole ? rest[i] != SHG_REST_ALL : rest[i] == wanted);
    }
    s->sums++;
}

static void counties_reveal_nothing(void **state) {
    static struct secret s;
    enum { COUNTIES = 4, EACH = 5, N = COUNTIES * EACH };
    size_t seeds = *(const size_t *)*state;
    size_t hidden = 0;
    for (uint64_t seed = 1; seed <= seeds; seed++) {
        uint64_t r = seed * 104729;
        char codes[N][5];
        const char *values[N];
        enum shg_rest rest[N];
        bool good;
        memset(&s, 0, sizeof s);
        s.n = N;
        for (size_t i = 0; i < N; i++) {
            (void)snprintf(codes[i], sizeof codes[i], "%02u%02u", (unsigned)(i / EACH + 10) % 100U,
                           (unsigned)(i % EACH + 1) % 100U); /* five bytes hold it */
            values[i] = codes[i];
            s.value[i] = draw(&r);
        }
        assert_int_equal(shg_fold_list(values, s.value, N, 1, true, false, SUPPRESS, NULL, rest, &good), SHG_OK);
        if (!good)
            continue;
        for (size_t i = 0; i < N; i++)
            s.hidden[i] = rest[i] != SHG_REST_NONE && s.value[i] > 0; /* nobody tells nought apart, but let them */
        for (long c = 0; c < COUNTIES; c++) {
            add_sum(&s, rest, EACH, c, false); /* `10 other` */
            add_sum(&s, rest, EACH, c, true);  /* the county, where it is not among the others */
        }
        add_sum(&s, rest, EACH, -1, false); /* `other` */
        no_small_shown(&s);
        assert_true(is_safe(&s));
        hidden += hidden_of(&s);
    }
    assert_true(hidden > seeds);
}

/* ---- ranges beside GLPK ---- */

/* Whether the numbers that ranges speak of are none below 0 and have all the sums. */
static bool fit(const shg_ranges *ranges, const struct secret *s) {
    double now[MOST];
    bool good = true;
    shg_ranges_now(ranges, now);
    for (size_t sum = 0; sum < s->sums; sum++) {
        double off = 0;
        for (size_t i = 0; i < s->n; i++)
            off += s->in[sum][i] ? now[i] - (double)s->value[i] : 0;
        good = good && fabs(off) < 1e-6;
    }
    for (size_t i = 0; i < s->n; i++)
        good = good && now[i] > -1e-6;
    return good;
}

/* Random sums of random numbers, some of them twice or told by others; each number, and contradictions. */
static void ranges_are_glpks(void **state) {
    size_t seeds = *(size_t *)*state;
    for (uint64_t seed = 1; seed <= seeds; seed++) {
        uint64_t r = seed;
        static struct secret s;
        bool in[MOST];
        double least;
        double most;
        memset(&s, 0, sizeof s);
        s.n = 2 + random_below(&r, 30);
        s.sums = 1 + random_below(&r, 25);
        shg_ranges *ranges = shg_ranges_new(s.sums + 1, s.n);
        assert_non_null(ranges);
        for (size_t i = 0; i < s.n; i++) {
            s.value[i] = draw(&r);
            s.hidden[i] = true;
        }
        for (size_t sum = 0; sum < s.sums; sum++) {
            long value = 0;
            uint64_t sparse = 2 + random_below(&r, 4);
            for (size_t i = 0; i < s.n; i++) {
                in[i] = sum > 0 && sum + 1 == s.sums ? s.in[0][i] : random_below(&r, sparse) == 0;
                s.in[sum][i] = (signed char)in[i];
                value += in[i] ? s.value[i] : 0;
            }
            shg_ranges_tell(ranges, in, value);
        }
        assert_true(shg_ranges_settle(ranges));
        for (size_t i = 0; i < s.n; i++) {
            memset(in, 0, sizeof in);
            in[i] = true;
            shg_ranges_of(ranges, in, 2.0 * SHG_RANGES_FAR, &least, &most);
            assert_true(fit(ranges, &s));
            assert_true(fabs(least - extreme(&s, i, GLP_MIN)) < 1e-6);
            assert_true(fabs((most > 900000 ? 1000000 : most) - extreme(&s, i, GLP_MAX)) < 1e-6);
        }
        shg_ranges_free(ranges);
    }
}

static void contradictions_are_seen(void **state) {
    const bool both[] = {true, true};
    const bool first[] = {true, false};
    shg_ranges *r = shg_ranges_new(2, 2);
    (void)state;
    assert_non_null(r);
    shg_ranges_tell(r, both, 3);
    shg_ranges_tell(r, first, 4);
    assert_false(shg_ranges_settle(r));
    shg_ranges_free(r);
}

/* ---- problems of others ---- */

enum { UNKNOWN_MOST = 20000, TERMS_MOST = 20000 };

/* Reads terms into index and coefficient from 1 on; gives how many, -1 where there are none. */
static int read_terms(int *index, double *coefficient) {
    int n = -1;
    int zero;
    if (scanf("%d %d", &n, &zero) != 2 || n < 0 || n >= TERMS_MOST) /* NOLINT(cert-err34-c): attack.py wrote it */
        return -1;
    for (int i = 1; i <= n; i++) {
        if (scanf("%d %lf", &index[i], &coefficient[i]) != 2) /* NOLINT(cert-err34-c) */
            return -1;
        index[i]++;
    }
    return n;
}

static double best(glp_prob *lp, int direction) {
    glp_smcp how;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    glp_set_obj_dir(lp, direction);
    if (glp_simplex(lp, &how) != 0 || glp_get_status(lp) != GLP_OPT)
        return direction == GLP_MIN ? 1 : 0; /* contradicts itself: the least is more than the largest */
    return glp_get_obj_val(lp);
}

static bool answer(int unknowns, int rows, int questions) {
    static int index[TERMS_MOST];
    static double coefficient[TERMS_MOST];
    glp_prob *lp = glp_create_prob();
    bool good = unknowns >= 0 && unknowns < UNKNOWN_MOST;
    if (unknowns > 0 && good)
        glp_add_cols(lp, unknowns);
    for (int i = 1; i <= unknowns && good; i++)
        glp_set_col_bnds(lp, i, GLP_DB, 0, 100000);
    if (rows > 0 && good)
        glp_add_rows(lp, rows);
    for (int i = 1; i <= rows && good; i++) {
        double low;
        double high;
        good = scanf("%lf %lf", &low, &high) == 2; /* NOLINT(cert-err34-c) */
        int n = good ? read_terms(index, coefficient) : -1;
        good = n >= 0;
        if (good) {
            glp_set_row_bnds(lp, i, low < high ? GLP_DB : GLP_FX, low, high);
            glp_set_mat_row(lp, i, n, index, coefficient);
        }
    }
    for (int q = 0; q < questions && good; q++) {
        int n = read_terms(index, coefficient);
        good = n >= 0;
        for (int i = 1; i <= unknowns && good; i++)
            glp_set_obj_coef(lp, i, 0);
        for (int i = 1; i <= n; i++)
            glp_set_obj_coef(lp, index[i], coefficient[i]);
        if (good) {
            double least = best(lp, GLP_MIN);
            printf("%g %g\n", least, best(lp, GLP_MAX));
        }
    }
    (void)fflush(stdout); /* attack.py sees that an answer is lacking */
    glp_delete_prob(lp);
    return good;
}

static int solve(void) {
    int unknowns;
    int rows;
    int questions;
    while (scanf(" problem %d %d %d", &unknowns, &rows, &questions) == 3) /* NOLINT(cert-err34-c) */
        if (!answer(unknowns, rows, questions))
            return 1;
    return 0;
}

int main(int argc, char **argv) {
    static size_t seeds = SEEDS;
    if (argc == 2 && strcmp(argv[1], "--solve") == 0)
        return solve();
    if (argc == 2)
        seeds = (size_t)strtoul(argv[1], NULL, 10);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(tables_reveal_nothing, &seeds),
        cmocka_unit_test(few_more_than_needed),
        cmocka_unit_test_prestate(years_reveal_nothing, &seeds),
        cmocka_unit_test_prestate(sequences_reveal_nothing, &seeds),
        cmocka_unit_test_prestate(lists_reveal_nothing, &seeds),
        cmocka_unit_test_prestate(counties_reveal_nothing, &seeds),
        cmocka_unit_test_prestate(ranges_are_glpks, &seeds),
        cmocka_unit_test(contradictions_are_seen),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
