/* Loading a register and reading its fields by type. */
#include "register_help.h"

#include "place/place.h"

#define PEOPLE "id,status,registered,municipality"
#define NO_STARTERS "id,status,municipality\n"
#define NO_VENUES "id,name,kind,municipality,slots\n"

static void put_least(void) {
    help_write("people", PEOPLE "\n");
    help_write("starters", NO_STARTERS);
    help_write("venues", NO_VENUES);
}

static shg_register *load(unsigned tables) {
    shg_register *reg = NULL;
    struct shg_opening opening = {.dir = help_dir, .tables = tables, .today = shg_date_of(2026, 11, 23)};
    enum shg_status status = shg_register_load(&reg, &opening, help_faults);
    for (size_t i = 0; status != SHG_OK && i < shg_faults_count(help_faults, SHG_NOTE); i++)
        print_message("%s\n", shg_faults_at(help_faults, i)->text);
    assert_int_equal(status, SHG_OK);
    return reg;
}

static enum shg_status load_badly(unsigned tables) {
    shg_register *reg = NULL;
    struct shg_opening opening = {.dir = help_dir, .tables = tables, .today = shg_date_of(2026, 11, 23)};
    enum shg_status status = shg_register_load(&reg, &opening, help_faults);
    assert_null(reg);
    return status;
}

static void fields_are_read_by_type(void **state) {
    (void)state;
    put_least();
    help_write("people", PEOPLE ",travel_limit,adult,mode,availability,queued\n"
                                "P10000001,new,2026-01-02,3301,30,yes,either,mon17-21;ons18:00-20:00,03.02.2026\n"
                                "P10000002,new,2026-01-02,0602,,,,,\n");
    help_write("venues", "id,name,kind,municipality,slots,lat,lon\nV00001,A,in-person,301,mon18-20,\"59,91\",10.75\n");
    help_write("meetings", "group,number,date,start,end,venue,kind,status\n");
    shg_register *reg = load(SHG_ALL_TABLES);
    assert_int_equal(shg_register_today(reg), shg_date_of(2026, 11, 23));
    assert_string_equal(shg_register_dir(reg), help_dir);
    assert_int_equal(shg_rows(reg, SHG_PEOPLE), 2);
    assert_int_equal(shg_rows(reg, SHG_COURSES), 0);
    assert_null(shg_document(reg, SHG_COURSES));
    assert_string_equal(shg_text(reg, SHG_PEOPLE, 0, PERSON_ID), "P10000001");
    assert_string_equal(shg_text(reg, SHG_PEOPLE, 0, PERSON_SOURCE), "");
    assert_int_equal(shg_day(reg, SHG_PEOPLE, 0, PERSON_QUEUED), shg_date_of(2026, 2, 3));
    assert_int_equal(shg_day(reg, SHG_PEOPLE, 1, PERSON_QUEUED), SHG_NO_DATE);
    assert_int_equal(shg_number(reg, SHG_PEOPLE, 0, PERSON_TRAVEL_LIMIT, 45), 30);
    assert_int_equal(shg_number(reg, SHG_PEOPLE, 1, PERSON_TRAVEL_LIMIT, 45), 45);
    assert_int_equal(shg_value(reg, SHG_PEOPLE, 0, PERSON_ADULT, -1), 1);
    assert_int_equal(shg_value(reg, SHG_PEOPLE, 0, PERSON_MODE, -1), MODE_EITHER);
    assert_int_equal(shg_value(reg, SHG_PEOPLE, 1, PERSON_MODE, MODE_IN_PERSON), MODE_IN_PERSON);
    assert_true(shg_decimal(reg, SHG_VENUES, 0, VENUE_LAT, 0) > 59.90);
    assert_true(shg_decimal(reg, SHG_VENUES, 0, VENUE_LON, 0) > 10.74);
    shg_register_free(reg);
}

static void municipalities_follow_old_numbers_and_lost_zeros(void **state) {
    (void)state;
    put_least();
    help_write("people", PEOPLE "\nP10000001,new,2026-01-02,3301\nP10000002,new,2026-01-02,0602\n"
                                "P10000003,new,2026-01-02,301\n");
    shg_register *reg = load(SHG_SET(SHG_PEOPLE));
    int drammen = shg_municipality_find("3301");
    assert_int_equal(shg_municipality_of(reg, SHG_PEOPLE, 0, PERSON_MUNICIPALITY), drammen);
    assert_int_equal(shg_municipality_of(reg, SHG_PEOPLE, 1, PERSON_MUNICIPALITY), drammen);
    assert_int_equal(shg_municipality_of(reg, SHG_PEOPLE, 2, PERSON_MUNICIPALITY), shg_municipality_find("0301"));
    assert_int_equal(shg_municipality_of(reg, SHG_PEOPLE, 0, PERSON_AVOID), -1);
    assert_string_equal(shg_text(reg, SHG_PEOPLE, 1, PERSON_MUNICIPALITY), "0602"); /* what was typed stands */
    shg_register_free(reg);
}

static void windows_are_counted_beyond_the_room_for_them(void **state) {
    (void)state;
    put_least();
    help_write("people", PEOPLE ",availability\nP10000001,new,2026-01-02,3301,mon17-21; tir8-10 ;søn00:00-24:00\n");
    shg_register *reg = load(SHG_SET(SHG_PEOPLE));
    struct shg_window windows[3];
    char text[15];
    assert_int_equal(shg_windows_of(reg, SHG_PEOPLE, 0, PERSON_AVAILABILITY, windows, 1), 3);
    assert_int_equal(shg_windows_of(reg, SHG_PEOPLE, 0, PERSON_AVAILABILITY, windows, 3), 3);
    assert_string_equal(shg_window_format(windows[1], text), "tue08:00-10:00");
    assert_string_equal(shg_window_format(windows[2], text), "sun00:00-24:00");
    shg_register_free(reg);
}

static void rows_are_found_by_id(void **state) {
    (void)state;
    put_least();
    help_write("people", PEOPLE "\nP10000001,new,2026-01-02,3301\nP10000002,new,2026-01-02,0602\n");
    help_write("themes", "code\ngrief\n");
    shg_register *reg = load(SHG_SET(SHG_PEOPLE) | SHG_SET(SHG_THEMES));
    assert_int_equal(shg_find(reg, SHG_PEOPLE, "P10000002"), 1);
    assert_int_equal(shg_find(reg, SHG_PEOPLE, "P10000003"), SHG_NONE);
    assert_int_equal(shg_find(reg, SHG_THEMES, "grief"), 0);
    assert_int_equal(shg_find(reg, SHG_VENUES, "V00001"), SHG_NONE); /* not asked for */
    assert_int_equal(shg_find(reg, SHG_ABSENCES, "S00001"), SHG_NONE);
    struct shg_where where = shg_where_of(reg, SHG_PEOPLE, 1, PERSON_MUNICIPALITY);
    assert_int_equal(where.line, 3);
    assert_int_equal(where.col, 4);
    shg_register_free(reg);
}

/* matching.md, Travel: the row one way, else the other way, else by distance; a digital venue is at 0. */
static void travel_is_as_matching_md_says(void **state) {
    (void)state;
    put_least();
    help_write("venues", "id,name,kind,municipality,slots,lat,lon\n"
                         "V00001,A,in-person,3301,,,\n"
                         "V00002,B,digital,,,,\n"
                         "V00003,C,in-person,3314,,,\n"
                         "V00004,D,in-person,3301,,60.0,10.0\n"
                         "V00005,E,in-person,3305,,,\n");
    help_write("travel", "from,to,minutes\n0602,3314,25\n3314,3301,35\n3330,3301,0\n");
    shg_register *reg = load(SHG_SET(SHG_VENUES) | SHG_SET(SHG_TRAVEL));
    int drammen = shg_municipality_find("3301");
    int eiker = shg_municipality_find("3314");
    int hol = shg_municipality_find("3330");
    assert_int_equal(shg_travel_minutes(reg, drammen, 2), 25);
    assert_int_equal(shg_travel_minutes(reg, eiker, 0), 35);
    assert_int_equal(shg_travel_minutes(reg, hol, 0), 0);
    assert_int_equal(shg_travel_minutes(reg, drammen, 1), 0);
    assert_int_equal(shg_travel_minutes(reg, -1, 1), 0);
    assert_int_equal(shg_travel_minutes(reg, -1, 0), SHG_UNREACHABLE);
    assert_int_equal(shg_travel_minutes(reg, drammen, 0), 10); /* the same point: 0 km */
    const struct shg_municipality *m = shg_municipality_at((size_t)drammen);
    int km = (int)(shg_distance_km(m->lat, m->lon, 60.0, 10.0) + 0.5);
    assert_int_equal(shg_travel_minutes(reg, drammen, 3), 10 + (13 * km + 5) / 10);
    /* a row between the municipalities counts also where the venue has a point of its own */
    assert_int_equal(shg_travel_minutes(reg, eiker, 3), 35);
    shg_register_free(reg);
}

static void the_other_way_counts_where_there_is_no_row(void **state) {
    (void)state;
    put_least();
    help_write("venues", "id,name,kind,municipality,slots\nV00001,A,in-person,3301,\n");
    help_write("travel", "from,to,minutes\n3301,3314,25\n");
    shg_register *reg = load(SHG_SET(SHG_VENUES) | SHG_SET(SHG_TRAVEL));
    assert_int_equal(shg_travel_minutes(reg, shg_municipality_find("3314"), 0), 25);
    shg_register_free(reg);
}

static void the_profile_has_its_defaults(void **state) {
    (void)state;
    put_least();
    shg_register *reg = load(SHG_SET(SHG_PEOPLE));
    const struct shg_profile *p = shg_profile_of(reg);
    assert_string_equal(p->office, "");
    assert_string_equal(p->report_language, "nb");
    const long got[] = {p->min,
                        p->max,
                        p->aim,
                        p->travel,
                        p->age_spread,
                        p->new_max,
                        p->fill_until,
                        p->start_days,
                        p->stale_days,
                        p->no_repeat,
                        p->forming_days,
                        p->starters_min,
                        p->starters_max,
                        p->starter_meetings,
                        p->meetings,
                        p->every,
                        p->answer_days,
                        p->clarify,
                        p->recontact_days,
                        p->retain_days,
                        p->member_days,
                        p->stale_erase,
                        p->keep_weeks,
                        p->suppress,
                        p->place,
                        p->wait_cap,
                        p->theme,
                        p->near,
                        p->either,
                        p->open,
                        p->is_short,
                        p->second,
                        p->starter_near,
                        p->follow_up[0],
                        p->follow_up[1],
                        (long)p->follow_ups};
    static const long wanted[] = {4,  8,   6,   45,  0, 0, 2,    14,  0,  90, 42, 1,   2,   5,  10, 1,  7,   1,
                                  60, 365, 180, 365, 4, 5, 1000, 500, 60, 40, 20, 500, 500, 50, 20, 42, 180, 2};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        assert_int_equal(got[i], wanted[i]);
    shg_register_free(reg);
}

static void the_profile_is_read_with_every_load(void **state) {
    (void)state;
    put_least();
    help_write("profile", "name,value\nOFFICE,a-1.example\nMIN,9\nSTARTERS_MIN,3\nCLARIFY,no\nFOLLOW_UP,\"7; 14;21\"\n"
                          "REPORT_LANGUAGE,nn\nPLACE,0\nTRAVEL,\n");
    shg_register *reg = load(SHG_SET(SHG_PEOPLE));
    const struct shg_profile *p = shg_profile_of(reg);
    assert_string_equal(p->office, "a-1.example");
    assert_string_equal(p->report_language, "nn");
    assert_int_equal(p->min, 9);
    assert_int_equal(p->max, 9); /* the default rises to the bound that is given */
    assert_int_equal(p->starters_max, 3);
    assert_int_equal(p->clarify, 0);
    assert_int_equal(p->follow_ups, 3);
    assert_int_equal(p->follow_up[1], 14);
    assert_int_equal(p->place, 0);
    assert_int_equal(p->travel, 45);
    shg_register_free(reg);
}

static void a_table_that_must_be_there_is_missed(void **state) {
    (void)state;
    put_least();
    char path[128];
    (void)snprintf(path, sizeof path, "%s/venues.csv", help_dir);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(load_badly(SHG_ALL_TABLES), SHG_DATA);
    char *errors = help_errors();
    assert_string_equal(errors, "this table must be there\n");
    free(errors);
    help_fresh_faults();
    shg_register_free(load(SHG_SET(SHG_PEOPLE))); /* a tool stops at errors in the tables that it uses */
}

static void a_folder_that_is_not_there_is_the_systems_fault(void **state) {
    (void)state;
    shg_register *reg = NULL;
    struct shg_opening opening = {.dir = "/nonexistent/shg", .tables = SHG_ALL_TABLES};
    assert_int_equal(shg_register_load(&reg, &opening, help_faults), SHG_SYSTEM);
    assert_null(reg);
}

/* Faults of form in one table do not hide those of another; references into it are not judged. */
static void all_faults_are_told_in_one_run(void **state) {
    (void)state;
    put_least();
    help_write("people", PEOPLE "\nP1,new,2026-01-02,3301\n");
    help_write("venues", "id,name,kind,municipality,slots\nV00001,\"A\n");
    help_write("groups", "id,status,venue,slot\nG00001,forming,V00009,mon18-20\n");
    struct shg_opening opening = {.dir = help_dir, .tables = SHG_ALL_TABLES, .today = 0};
    assert_int_equal(shg_register_examine(&opening, help_faults), SHG_DATA);
    shg_faults_sort(help_faults);
    static const char *const files[] = {"people.csv", "venues.csv", "groups.csv"};
    assert_int_equal(shg_faults_count(help_faults, SHG_ERROR), 3);
    for (size_t i = 0; i < 3; i++)
        assert_non_null(strstr(shg_faults_at(help_faults, i)->where.file, files[i]));
    assert_string_equal(shg_faults_at(help_faults, 2)->text, "the header lacks a column");
    assert_string_equal(shg_faults_at(help_faults, 2)->value, "theme");
}

static void unchecked_loads_what_is_faulty(void **state) {
    (void)state;
    put_least();
    help_write("people", PEOPLE "\nP1,nobody,yesterday,9999\n");
    shg_register *reg = NULL;
    struct shg_opening opening = {.dir = help_dir, .tables = SHG_ALL_TABLES, .today = 0, .unchecked = true};
    assert_int_equal(shg_register_load(&reg, &opening, help_faults), SHG_OK);
    assert_int_equal(shg_value(reg, SHG_PEOPLE, 0, PERSON_STATUS, 7), 7);
    assert_int_equal(shg_day(reg, SHG_PEOPLE, 0, PERSON_REGISTERED), SHG_NO_DATE);
    assert_int_equal(shg_municipality_of(reg, SHG_PEOPLE, 0, PERSON_MUNICIPALITY), -1);
    assert_int_equal(shg_register_check(reg, true, help_faults), SHG_DATA);
    assert_int_equal(shg_faults_count(help_faults, SHG_ERROR), 4);
    shg_register_free(reg);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(fields_are_read_by_type, help_setup, help_teardown),
        cmocka_unit_test_setup_teardown(municipalities_follow_old_numbers_and_lost_zeros, help_setup, help_teardown),
        cmocka_unit_test_setup_teardown(windows_are_counted_beyond_the_room_for_them, help_setup, help_teardown),
        cmocka_unit_test_setup_teardown(rows_are_found_by_id, help_setup, help_teardown),
        cmocka_unit_test_setup_teardown(travel_is_as_matching_md_says, help_setup, help_teardown),
        cmocka_unit_test_setup_teardown(the_other_way_counts_where_there_is_no_row, help_setup, help_teardown),
        cmocka_unit_test_setup_teardown(the_profile_has_its_defaults, help_setup, help_teardown),
        cmocka_unit_test_setup_teardown(the_profile_is_read_with_every_load, help_setup, help_teardown),
        cmocka_unit_test_setup_teardown(a_table_that_must_be_there_is_missed, help_setup, help_teardown),
        cmocka_unit_test_setup_teardown(a_folder_that_is_not_there_is_the_systems_fault, help_setup, help_teardown),
        cmocka_unit_test_setup_teardown(all_faults_are_told_in_one_run, help_setup, help_teardown),
        cmocka_unit_test_setup_teardown(unchecked_loads_what_is_faulty, help_setup, help_teardown),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
