/* Closures and absences: what binds whom, on which days, at which hours. */
#include "register_help.h"

#include "register/closure.h"

static const char *const venues = "id,name,kind,municipality,slots\n"
                                  "V00001,A,in-person,3301,mon18-20\n"
                                  "V00002,B,in-person,3312,mon18-20\n"
                                  "V00003,C,digital,,mon18-20\n";

static shg_closures *closures_of(const char *rows, const char *absences, shg_register **reg) {
    help_write("people", "id,status,registered,municipality\n");
    help_write("starters", "id,status,municipality\nS00001,active,3301\nS00002,active,3301\n");
    help_write("venues", venues);
    help_write("closures", rows);
    help_write("absences", absences);
    help_fresh_faults();
    *reg = help_begin("2026-11-23");
    shg_closures *c = shg_closures_new(*reg);
    assert_non_null(c);
    return c;
}

static shg_date day(const char *text) {
    return shg_date_parse(text);
}

static bool closed(const shg_closures *c, size_t venue, const char *date) {
    return shg_closed_by(c, venue, day(date), 18 * 60, 20 * 60) != SHG_NONE;
}

static void each_scope_binds_its_own(void **state) {
    (void)state;
    shg_register *reg;
    shg_closures *c = closures_of("venue,from,to,start,end,reason\n"
                                  "V00001,2026-12-01,2026-12-01,,,\n"
                                  "0602,2026-12-02,2026-12-02,,,\n" /* Drammen's old number: 3301 */
                                  "in-person,2026-12-03,2026-12-03,,,\n"
                                  "digital,2026-12-04,2026-12-04,,,\n"
                                  ",2026-12-05,2026-12-05,,,\n",
                                  "starter,from,to,start,end\n", &reg);
    static const char *const days[] = {"2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04", "2026-12-05"};
    static const bool wanted[3][5] = {{1, 1, 1, 0, 1}, {0, 0, 1, 0, 1}, {0, 0, 0, 1, 1}};
    for (size_t v = 0; v < 3; v++)
        for (size_t d = 0; d < 5; d++)
            assert_int_equal(closed(c, v, days[d]), wanted[v][d]);
    assert_false(closed(c, 99, "2026-12-05"));
    shg_closures_free(c);
    shg_register_free(reg);
}

static void days_and_hours_have_their_ends(void **state) {
    (void)state;
    shg_register *reg;
    shg_closures *c = closures_of("venue,from,to,start,end,reason\n"
                                  "V00001,2026-12-01,2026-12-03,16:00,18:00,\n"
                                  "V00002,2026-12-01,2026-12-03,19:59,24:00,\n"
                                  "V00002,2026-12-02,,,,later row\n",
                                  "starter,from,to,start,end\n"
                                  "S00001,2026-12-01,2026-12-03,,\n"
                                  "S00002,2026-12-01,,20:00,\n",
                                  &reg);
    assert_false(closed(c, 0, "2026-12-02")); /* windows that touch do not overlap */
    assert_false(closed(c, 1, "2026-11-30"));
    assert_true(closed(c, 1, "2026-12-01"));
    assert_int_equal(shg_closed_by(c, 1, day("2026-12-02"), 18 * 60, 20 * 60), 1); /* the first row that binds */
    assert_true(closed(c, 1, "2029-01-01"));                                       /* until further notice */
    assert_true(shg_starter_away(c, 0, day("2026-12-03"), 18 * 60, 20 * 60));
    assert_false(shg_starter_away(c, 0, day("2026-12-04"), 18 * 60, 20 * 60));
    assert_false(shg_starter_away(c, 1, day("2026-12-04"), 18 * 60, 20 * 60));
    assert_true(shg_starter_away(c, 1, day("2027-12-04"), 18 * 60, 20 * 60 + 1));
    shg_closures_free(c);
    shg_register_free(reg);
}

static void the_next_six_dates_are_counted(void **state) {
    (void)state;
    shg_register *reg;
    shg_closures *c = closures_of("venue,from,to,start,end,reason\nV00001,2026-12-07,2026-12-20,,,\n",
                                  "starter,from,to,start,end\nS00001,2026-11-30,2026-11-30,,\n", &reg);
    struct shg_window slot;
    assert_true(shg_window_parse("mon18-20", 8, &slot));
    /* today is a Monday: the next date is a week ahead */
    assert_int_equal(shg_slot_date(slot, day("2026-11-23")), day("2026-11-30"));
    assert_int_equal(shg_slot_date(slot, day("2026-11-29")), day("2026-11-30"));
    assert_int_equal(shg_open_dates(c, 0, slot, day("2026-11-23"), 6), 4);
    assert_int_equal(shg_open_dates(c, 1, slot, day("2026-11-23"), 6), 6);
    assert_int_equal(shg_free_dates(c, 0, slot, day("2026-11-23"), 6), 5);
    shg_closures_free(c);
    shg_register_free(reg);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_scope_binds_its_own, help_setup, help_teardown),
        cmocka_unit_test_setup_teardown(days_and_hours_have_their_ends, help_setup, help_teardown),
        cmocka_unit_test_setup_teardown(the_next_six_dates_are_counted, help_setup, help_teardown),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
