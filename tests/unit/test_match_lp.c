/* The LP of instances made by hand, line by line; that other solvers agree on thousands of registers is
 * tests/peer/lp.t. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "match/lp.h"

static struct shg_person persons[] = {
    {.id = "P10000001", .points = 1010, .birth_year = 1960, .gender = GENDER_F, .not_alone = true, .bundle = 0},
    {.id = "P10000002", .points = 1020, .birth_year = 1990, .gender = GENDER_F, .bundle = 1},
    {.id = "P10000003", .points = 1030, .gender = SHG_NO_GENDER, .bundle = 1},
};
static struct shg_starter starters[] = {{.id = "S00001", .active = true, .left = 1},
                                        {.id = "S00002", .active = false, .left = 2}};
static struct shg_room rooms[] = {{.venue = "V00001", .slot = "mon18:00-20:00", .left = 2}};
static struct shg_seat seats[] = {{0, 1040}, {1, 1050}, {2, 1060}, {0, 1000}, {2, 1001}};
static struct shg_lead leads[] = {{0, 7}, {1, 8}};
static struct shg_link links[] = {{0, 1}};
static uint32_t apart_at[] = {0, 1, 1, 2, 2, 2}, apart[] = {2, 0};
static struct shg_candidate candidates[] = {
    {.group = "G00004",
     .room = SHG_NONE,
     .venue = "V00001",
     .theme = "grief",
     .language = "nb",
     .needs = true,
     .idle = true,
     .window = {1080, 1200},
     .least = 1,
     .most = 4,
     .have = 5,
     .bonus = 1000,
     .seats_at = 0,
     .seats = 3,
     .leads_at = 0,
     .leads = 2},
    {.room = 0,
     .venue = "V00001",
     .theme = "mixed",
     .language = "nb",
     .kind = SHG_KIND_WOMEN,
     .needs = true,
     .window = {1140, 1260},
     .least = 1,
     .most = 3,
     .aim = 3,
     .opening = 500,
     .seats_at = 3,
     .seats = 2,
     .leads_at = 0,
     .leads = 1},
};

static struct shg_instance made(void) {
    return (struct shg_instance){
        .persons = persons,
        .starters = starters,
        .rooms = rooms,
        .candidates = candidates,
        .seats = seats,
        .leads = leads,
        .links = links,
        .n_persons = 3,
        .n_starters = 2,
        .n_rooms = 1,
        .n_candidates = 2,
        .n_standing = 1,
        .n_seats = 5,
        .n_leads = 2,
        .n_links = 1,
        .apart_at = apart_at,
        .apart = apart,
        .starters_min = 1,
        .starters_max = 2,
        .shortfall = 300,
        .second = 50,
    };
}

static void assert_has(const char *text, const char *part) {
    if (!strstr(text, part))
        fail_msg("'%s' is not in:\n%s", part, text);
}

static void assert_has_not(const char *text, const char *part) {
    if (strstr(text, part))
        fail_msg("'%s' is in:\n%s", part, text);
}

static char *lp_of(const struct shg_instance *inst) {
    struct shg_buf out = SHG_BUF_EMPTY;
    shg_faults *faults = shg_faults_new(NULL, NULL);
    assert_non_null(faults);
    assert_int_equal(shg_lp_write(inst, &out, faults), SHG_OK);
    shg_faults_free(faults);
    char *text = shg_buf_take(&out);
    assert_non_null(text);
    return text;
}

static void test_objective(void **state) {
    (void)state;
    struct shg_instance inst = made();
    char *lp = lp_of(&inst);
    assert_has(lp, "\\ c0: G00004 V00001 mon18:00-20:00 grief nb any\n");
    assert_has(lp, "\\ c1: new V00001 mon19:00-21:00 mixed nb women\n");
    assert_has(lp, "+ 1040 x_P10000001_c0 + 1050 x_P10000002_c0 + 1060 x_P10000003_c0 + 0 open_c0");
    assert_has(lp, " + 7 s_S00001_c0\n  + 8 s_S00002_c0 + 1000 led_c0 + 50 two_c0");
    assert_has(lp, "- 500 open_c1r2 - 300 short_c1r2 + 7 s_S00001_c1r2");
    assert_has_not(lp, "short_c0");
    free(lp);
}

static void test_one_copy(void **state) {
    (void)state;
    struct shg_instance inst = made();
    char *lp = lp_of(&inst);
    assert_has(lp, " + 1 x_P10000001_c0 + 1 x_P10000002_c0 + 1 x_P10000003_c0 - 4 open_c0 <= 0\n");
    assert_has(lp, " + 1 x_P10000001_c0 + 1 x_P10000002_c0 + 1 x_P10000003_c0 - 1 open_c0 >= 0\n");
    assert_has(lp, " + 1 x_P10000001_c1 + 1 x_P10000003_c1 + 1 short_c1 - 3 open_c1 >= 0\n");
    assert_has(lp, " + 1 s_S00001_c0 + 1 s_S00002_c0 - 2 led_c0 <= 0\n");
    assert_has(lp, " + 1 s_S00001_c0 - 1 led_c0 >= 0\n");
    assert_has(lp, " + 1 open_c0 - 1 led_c0 <= 0\n");
    assert_has(lp, " + 1 x_P10000001_c0 + 1 x_P10000003_c0 <= 1\n");
    assert_has(lp, " + 1 x_P10000001_c0 - 1 x_P10000002_c0 <= 0\n");
    /* alone of her gender in the women's group, and of a torn bundle */
    assert_has(lp, " + 1 x_P10000001_c1 <= 0\n");
    assert_has(lp, " + 1 x_P10000003_c0 - 1 x_P10000002_c0 = 0\n");
    assert_has(lp, " + 1 x_P10000003_c1 = 0\n");
    assert_has_not(lp, "from_");
    free(lp);
}

static void test_across(void **state) {
    (void)state;
    struct shg_instance inst = made();
    char *lp = lp_of(&inst);
    assert_has(lp, " + 1 x_P10000001_c0 + 1 x_P10000001_c1 + 1 x_P10000001_c1r2 <= 1\n");
    assert_has(lp, " + 1 s_S00001_c0 + 1 s_S00001_c1 + 1 s_S00001_c1r2 <= 1\n");
    assert_has(lp, " + 1 s_S00002_c0 <= 2\n");
    /* at 18:00 only the standing group meets, at 19:00 both do; the starter is the person */
    assert_has(lp, " + 1 x_P10000001_c0 + 1 s_S00002_c0 <= 1\n");
    assert_has(lp, " + 1 x_P10000001_c0 + 1 s_S00002_c0 + 1 x_P10000001_c1 + 1 x_P10000001_c1r2 <= 1\n");
    assert_has(lp, " + 1 open_c1 + 1 open_c1r2 <= 2\n");
    assert_has(lp, " + 1 open_c1 - 1 open_c1r2 >= 0\n");
    assert_has(lp, " short_c1r2 <= 3\n");
    assert_has(lp, "\nBinary\n none\n open_c0\n x_P10000001_c0\n");
    inst.new_max = 1;
    char *capped = lp_of(&inst);
    assert_has(capped, " + 1 open_c1 <= 1\n");
    assert_has_not(capped, "c1r2");
    free(capped);
    free(lp);
}

static void test_ages(void **state) {
    (void)state;
    struct shg_instance inst = made();
    inst.age_spread = 20;
    char *lp = lp_of(&inst);
    assert_has(lp, " + 1 from_1960_c0 + 1 from_1990_c0 <= 1\n");
    assert_has(lp, " + 1 x_P10000001_c0 - 1 from_1960_c0 <= 0\n");
    assert_has(lp, " + 1 x_P10000002_c0 - 1 from_1990_c0 <= 0\n");
    free(lp);
    candidates[0].year_low = 1965;
    candidates[0].year_high = 1975;
    lp = lp_of(&inst);
    candidates[0].year_low = candidates[0].year_high = 0;
    assert_has(lp, " + 1 x_P10000001_c0 - 1 from_1960_c0 <= 0\n");
    assert_has(lp, " + 1 x_P10000002_c0 = 0\n");
    free(lp);
}

static void test_nothing(void **state) {
    (void)state;
    uint32_t none[1] = {0};
    struct shg_instance inst = {.apart_at = none};
    char *lp = lp_of(&inst);
    assert_has(lp, "Maximize\n worth: 0 none\n");
    assert_has(lp, "End\n");
    free(lp);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_objective), cmocka_unit_test(test_one_copy),
                                       cmocka_unit_test(test_across), cmocka_unit_test(test_ages),
                                       cmocka_unit_test(test_nothing)};
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
