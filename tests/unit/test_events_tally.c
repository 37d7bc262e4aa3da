/* What happened to people, counted: each dimension, closed years, those erased; who is due to be erased; ids in bytes.
 */
#include "register_help.h"

#include "events/erase.h"

static void write_people(void) {
    help_write(
        "people",
        "id,status,registered,consent,consent_text,clarified,closed,municipality,source,course,mode,"
        "availability,themes,gender,birth_year,adult\n"
        "P10000001,member,2025-12-31,2026-01-01,v1,2026-01-01,,0602,gp,C00001,,mon17-21,grief; anxiety ,f,1996,\n"
        "P10000002,withdrawn,2025-06-01,2025-06-01,v1,,2026-02-28,3314,,,either,mon17-21,,,,yes\n"
        "P10000003,waiting,2026-01-31,2026-01-31,v1,2026-02-01,,3314,self,C00002,digital,mon17-21,grief,x,1966,\n");
    help_write("starters", "id,status,municipality\nS00001,active,3301\n");
    help_write("venues", "id,name,kind,municipality,slots\nV00001,Huset,in-person,3301,mon18:00-20:00\n");
    help_write("courses", "id,kind,municipality\nC00001,kid,3301\nC00002,,3301\n");
    help_write("groups", "id,status,venue,slot,theme,formed,started,handover\n"
                         "G00001,running,V00001,mon18:00-20:00,grief,2026-01-10,2026-01-30,2026-03-02\n");
    help_write("placements", "person,group,role,status,proposed,offered,answered,started\n"
                             "P10000001,G00001,member,active,2026-01-10,2026-01-11,2026-01-12,\n"
                             "P10000003,G00001,member,declined,2026-02-10,2026-02-11,2026-02-12,\n"
                             "S00001,G00001,starter,active,2026-01-10,2026-01-11,2026-01-12,2026-01-30\n");
}

/* A tally as text: `2026-01 offered all=1`, a line each. */
static char *told(const shg_register *reg, enum shg_dimension dimension) {
    shg_tally *tally;
    struct shg_buf out = SHG_BUF_EMPTY;
    shg_buf_str(&out, "");
    assert_int_equal(shg_tally_new(&tally, reg, dimension, help_faults), SHG_OK);
    for (size_t i = 0; i < shg_tally_size(tally); i++) {
        const struct shg_count *count = shg_tally_at(tally, i);
        assert_int_equal(count->dimension, dimension);
        shg_buf_printf(&out, count->month ? "%d-%02d" : "%d", count->year, count->month);
        shg_buf_printf(&out, " %s %s=%ld\n", shg_event_name(count->event), count->value, count->count);
    }
    shg_tally_free(tally);
    return shg_buf_take(&out);
}

static void check_told(const shg_register *reg, enum shg_dimension dimension, const char *wanted) {
    char *got = told(reg, dimension);
    assert_non_null(got);
    assert_string_equal(got, wanted);
    free(got);
}

static void test_dimensions(void **state) {
    (void)state;
    write_people();
    shg_register *reg = help_begin("2026-11-23");
    check_told(reg, SHG_BY_ALL,
               "2025-06 registered all=1\n2025-12 registered all=1\n2026-01 registered all=1\n2026-01 clarified all=1\n"
               "2026-01 offered all=1\n2026-01 accepted all=1\n2026-01 started all=1\n2026-02 clarified all=1\n"
               "2026-02 offered all=1\n2026-02 declined all=1\n2026-02 withdrawn all=1\n");
    check_told(reg, SHG_BY_WAITED, "2026 started 0-30=1\n"); /* the group's start, as the row has none: 30 days */
    check_told(
        reg, SHG_BY_THEME,
        "2025 registered anxiety=1\n2025 registered grief=1\n2025 registered unknown=1\n2026 registered grief=1\n"
        "2026 clarified anxiety=1\n2026 clarified grief=2\n2026 offered anxiety=1\n2026 offered grief=2\n"
        "2026 accepted anxiety=1\n2026 accepted grief=1\n2026 declined grief=1\n2026 started anxiety=1\n"
        "2026 started grief=1\n2026 withdrawn unknown=1\n");
    check_told(reg, SHG_BY_AGE,
               "2025 registered 18-29=1\n2025 registered unknown=1\n2026 registered 60-=1\n2026 clarified 30-44=1\n"
               "2026 clarified 60-=1\n2026 offered 30-44=1\n2026 offered 60-=1\n2026 accepted 30-44=1\n"
               "2026 declined 60-=1\n2026 started 30-44=1\n2026 withdrawn unknown=1\n");
    check_told(reg, SHG_BY_COURSE_KIND,
               "2025 registered kid=1\n2025 registered none=1\n2026 registered unknown=1\n2026 clarified kid=1\n"
               "2026 clarified unknown=1\n2026 offered kid=1\n2026 offered unknown=1\n2026 accepted kid=1\n"
               "2026 declined unknown=1\n2026 started kid=1\n2026 withdrawn none=1\n");
    check_told(reg, SHG_BY_MUNICIPALITY, /* 0602 is 3301 today */
               "2025 registered 3301=1\n2025 registered 3314=1\n2026 registered 3314=1\n2026 clarified 3301=1\n"
               "2026 clarified 3314=1\n2026 offered 3301=1\n2026 offered 3314=1\n2026 accepted 3301=1\n"
               "2026 declined 3314=1\n2026 started 3301=1\n2026 withdrawn 3314=1\n");
    shg_register_free(reg);
}

/* In a closed year counts.csv alone counts; in the running one both do, for there it holds those alone who were erased.
 */
static void test_closed(void **state) {
    (void)state;
    write_people();
    help_write("counts", "period,event,dimension,value,count\n2025,registered,mode,in-person,7\n"
                         "2025-06,registered,all,all,7\n2026,registered,mode,erased,2\n2026-01,registered,all,all,2\n");
    shg_register *reg = help_begin("2026-11-23");
    check_told(reg, SHG_BY_MODE,
               "2025 registered in-person=7\n2026 registered digital=1\n2026 registered erased=2\n"
               "2026 clarified digital=1\n2026 clarified in-person=1\n2026 offered digital=1\n"
               "2026 offered in-person=1\n2026 accepted in-person=1\n2026 declined digital=1\n"
               "2026 started in-person=1\n2026 withdrawn either=1\n");
    char *months = told(reg, SHG_BY_ALL);
    assert_non_null(strstr(months, "2025-06 registered all=7\n2026-01 registered all=3\n"));
    free(months);
    shg_register_free(reg);
}

static void check_due(const shg_register *reg, const char *const *wanted, size_t n) {
    shg_date dates[16] = {0};
    char text[11];
    assert_int_equal(shg_erasure_dates(reg, dates, help_faults), SHG_OK);
    assert_int_equal(shg_rows(reg, SHG_PEOPLE), n);
    for (size_t row = 0; row < n; row++)
        assert_string_equal(shg_date_format(dates[row], text), wanted[row]);
}

static void test_due(void **state) {
    (void)state;
    write_people();
    help_write("profile", "name,value\nRETAIN_DAYS,30\nMEMBER_DAYS,10\nSTALE_ERASE,100\n");
    shg_register *reg = help_begin("2026-03-30");
    static const char *const wanted[] = {
        "2026-03-12", /* a member: the handover and 10 */
        "2026-03-30", /* closed and 30 */
        "2026-05-23", /* declined on 12 February, and 100 */
    };
    struct shg_gone due = SHG_GONE_EMPTY;
    check_due(reg, wanted, sizeof wanted / sizeof *wanted);
    assert_int_equal(shg_erasure_due(reg, &due, help_faults), SHG_OK);
    assert_int_equal(due.n, 2);
    assert_string_equal(due.at[0], "P10000001");
    assert_string_equal(due.at[1], "P10000002");
    shg_gone_free(&due);
    shg_register_free(reg);
}

static bool within(const struct shg_gone *gone, const char *bytes, size_t n) {
    return shg_gone_within(gone, bytes, n) != SHG_NONE;
}

#define HOLDS(gone, literal) within(gone, literal, sizeof(literal) - 1)

static void test_ids_in_bytes(void **state) {
    (void)state;
    struct shg_gone gone = SHG_GONE_EMPTY;
    assert_true(shg_gone_add(&gone, "S00001", 6) && shg_gone_add(&gone, "P10000001", 9) &&
                shg_gone_add(&gone, "P10000001xx", 9));
    shg_gone_sort(&gone);
    assert_int_equal(gone.n, 2);
    assert_true(HOLDS(&gone, "P10000001"));
    assert_true(HOLDS(&gone, "a,P10000001;b"));
    assert_true(HOLDS(&gone, "_S00001/G00001"));
    assert_true(HOLDS(&gone, "P\0001\0000\0000\0000\0000\0000\0000\0001\0,"));
    assert_true(HOLDS(&gone, "P1000000 P10000001"));
    assert_false(HOLDS(&gone, ""));
    assert_false(HOLDS(&gone, "P1000000"));
    assert_false(HOLDS(&gone, "P100000011"));
    assert_false(HOLDS(&gone, "XP10000001"));
    assert_false(HOLDS(&gone, "S1 p10000001 P S"));
    assert_int_equal(shg_gone_find(&gone, "P10000001", 9), 0);
    assert_true(shg_gone_find(&gone, "P1000000", 8) == SHG_NONE);
    shg_gone_free(&gone);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_dimensions, help_setup, help_teardown),
        cmocka_unit_test_setup_teardown(test_closed, help_setup, help_teardown),
        cmocka_unit_test_setup_teardown(test_due, help_setup, help_teardown),
        cmocka_unit_test(test_ids_in_bytes),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
