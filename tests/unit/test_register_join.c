/* Two registers as one: the other's ids are tagged wherever they stand, and each keeps its own closures and ways. */
#include "register_help.h"

#include "place/place.h"
#include "register/join.h"

#define TAG "with:"

/* The least that a register has: in the folder itself, and in one of it. */
static void put_least(const char *venues, const char *other_venues) {
    char path[128];
    (void)snprintf(path, sizeof path, "%s/other", help_dir);
    assert_int_equal(mkdir(path, 0700), 0);
    help_write("people", "id,status,registered,municipality\n");
    help_write("other/people", "id,status,registered,municipality\n");
    help_write("starters", "id,status,municipality\n");
    help_write("other/starters", "id,status,municipality\n");
    help_write("venues", venues);
    help_write("other/venues", other_venues);
}

static shg_register *load(const char *dir) {
    char path[128];
    shg_register *reg = NULL;
    (void)snprintf(path, sizeof path, "%s%s", help_dir, dir);
    const struct shg_opening opening = {
        .dir = path, .tables = SHG_ALL_TABLES & ~SHG_SET(SHG_CONTACTS), .today = shg_date_of(2026, 11, 23)};
    enum shg_status status = shg_register_load(&reg, &opening, help_faults);
    for (size_t i = 0; status != SHG_OK && i < shg_faults_count(help_faults, SHG_NOTE); i++)
        print_message("%s\n", shg_faults_at(help_faults, i)->text);
    assert_int_equal(status, SHG_OK);
    return reg;
}

static shg_register *join(void) {
    shg_register *reg = load(""), *other = load("/other");
    assert_int_equal(shg_register_join(reg, other, TAG), SHG_OK);
    shg_register_free(other);
    return reg;
}

/* A table of one register: its rows, each "value|value|" of some columns. */
static void expect_rows(const shg_register *reg, enum shg_table table, const int *columns, size_t n,
                        const char *wanted) {
    struct shg_buf out = SHG_BUF_EMPTY;
    shg_buf_str(&out, "");
    for (size_t row = 0; row < shg_rows(reg, table); row++) {
        for (size_t c = 0; c < n; c++)
            shg_buf_printf(&out, "%s|", shg_text(reg, table, row, columns[c]));
        shg_buf_char(&out, '\n');
    }
    assert_false(shg_buf_failed(&out));
    assert_string_equal(shg_buf_get(&out), wanted);
    shg_buf_free(&out);
}

#define EXPECT(reg, table, wanted, ...)                                                                                \
    do {                                                                                                               \
        const int columns[] = {__VA_ARGS__};                                                                           \
        expect_rows(reg, table, columns, sizeof columns / sizeof *columns, wanted);                                    \
    } while (0)

#define VENUES "id,name,kind,municipality,slots\nV00001,Huset,in-person,3301,mon18-20\n"
#define PEOPLE "id,status,registered,municipality,themes,course,avoid\n"

static void ids_are_tagged_wherever_they_stand(void **state) {
    (void)state;
    put_least(VENUES, VENUES);
    help_write("people", PEOPLE "P10000001,new,2026-01-02,3301,grief,C00001,V00001;3312\n");
    help_write("other/people", PEOPLE "P10000001,new,2026-01-03,3312,grief;course-work,C00001,V00001;3312\n"
                                      "P10000002,new,2026-01-03,3312,,,\n");
    help_write(
        "other/starters",
        "id,status,municipality,person,avoid\nS00001,active,3312,P10000002,0301;V00001\nS00002,trainee,3312,,\n");
    help_write("courses", "id,kind,municipality,start,end\nC00001,kid,3301,2026-01-01,2026-02-01\n");
    help_write("other/courses", "id,kind,municipality,start,end\nC00001,kid,3312,2026-01-01,2026-02-01\n");
    help_write("other/groups",
               "id,status,venue,slot,theme,contact\nG00001,forming,V00001,mon18-20,course:C00001,P10000002\n"
               "G00002,forming,V00001,mon18-20,grief,\n");
    help_write("other/placements", "person,group,role,status\nP10000001,G00001,member,proposed\n");
    help_write("other/meetings", "group,number,date,start,end,venue,kind,status,starters\n"
                                 "G00001,1,2026-12-07,18:00,20:00,V00001,starter,planned,S00001;S00002\n");
    help_write("other/apart", "a,b\nP10000001,S00001\n");
    help_write("other/together", "a,b\nP10000001,P10000002\n");
    help_write("other/absences", "starter,from,to\nS00001,2026-12-01,2026-12-02\n");
    shg_register *reg = join();
    EXPECT(reg, SHG_PEOPLE,
           "P10000001|3301|grief|C00001|V00001;3312|\n"
           "with:P10000001|3312|grief;course-work|with:C00001|with:V00001;3312|\n"
           "with:P10000002|3312||||\n",
           PERSON_ID, PERSON_MUNICIPALITY, PERSON_THEMES, PERSON_COURSE, PERSON_AVOID);
    EXPECT(reg, SHG_STARTERS, "with:S00001|with:P10000002|0301;with:V00001|\nwith:S00002|||\n", STARTER_ID,
           STARTER_PERSON, STARTER_AVOID);
    EXPECT(reg, SHG_VENUES, "V00001|\nwith:V00001|\n", VENUE_ID);
    EXPECT(reg, SHG_GROUPS,
           "with:G00001|with:V00001|course:with:C00001|with:P10000002|\nwith:G00002|with:V00001|grief||\n", GROUP_ID,
           GROUP_VENUE, GROUP_THEME, GROUP_CONTACT);
    EXPECT(reg, SHG_PLACEMENTS, "with:P10000001|with:G00001|member|\n", PLACEMENT_PERSON, PLACEMENT_GROUP,
           PLACEMENT_ROLE);
    EXPECT(reg, SHG_MEETINGS, "with:G00001|with:V00001|with:S00001;with:S00002|\n", MEETING_GROUP, MEETING_VENUE,
           MEETING_STARTERS);
    EXPECT(reg, SHG_APART, "with:P10000001|with:S00001|\n", APART_A, APART_B);
    EXPECT(reg, SHG_TOGETHER, "with:P10000001|with:P10000002|\n", TOGETHER_A, TOGETHER_B);
    EXPECT(reg, SHG_COURSES, "C00001|3301|\nwith:C00001|3312|\n", COURSE_ID, COURSE_MUNICIPALITY);
    EXPECT(reg, SHG_ABSENCES, "with:S00001|2026-12-01|\n", ABSENCE_STARTER, ABSENCE_FROM);
    /* what was joined is found by its id */
    assert_int_equal(shg_find(reg, SHG_PEOPLE, "with:P10000002"), 2);
    assert_int_equal(shg_find(reg, SHG_VENUES, "V00001"), 0);
    shg_register_free(reg);
}

static void closures_stay_with_the_venues_of_their_register(void **state) {
    (void)state;
    put_least("id,name,kind,municipality,slots\nV00001,A,in-person,3301,mon18-20\nV00002,B,digital,,mon18-20\n"
              "V00003,C,in-person,3312,mon18-20\n",
              "id,name,kind,municipality,slots\nV00001,D,in-person,3301,mon18-20\nV00002,E,digital,,mon18-20\n");
    help_write("closures",
               "venue,from,to\n,2026-12-01,2026-12-01\nin-person,2026-12-02,2026-12-02\ndigital,2026-12-03,2026-12-03\n"
               "3301,2026-12-04,2026-12-04\n0602,2026-12-05,2026-12-05\nV00003,2026-12-06,2026-12-06\n");
    help_write("other/closures",
               "venue,from,to\n,2026-12-11,2026-12-11\n3301,2026-12-12,2026-12-12\n5501,2026-12-13,2026-12-13\n"
               "V00002,2026-12-14,2026-12-15\n");
    shg_register *reg = join();
    EXPECT(reg, SHG_CLOSURES,
           "V00001|2026-12-01|2026-12-01|\nV00002|2026-12-01|2026-12-01|\nV00003|2026-12-01|2026-12-01|\n"
           "V00001|2026-12-02|2026-12-02|\nV00003|2026-12-02|2026-12-02|\n"
           "V00002|2026-12-03|2026-12-03|\n"
           "V00001|2026-12-04|2026-12-04|\n"
           "V00001|2026-12-05|2026-12-05|\n" /* an old number of the same municipality */
           "V00003|2026-12-06|2026-12-06|\n"
           "with:V00001|2026-12-11|2026-12-11|\nwith:V00002|2026-12-11|2026-12-11|\n"
           "with:V00001|2026-12-12|2026-12-12|\n"
           "with:V00002|2026-12-14|2026-12-15|\n",
           CLOSURE_VENUE, CLOSURE_FROM, CLOSURE_TO);
    shg_register_free(reg);
}

static void ways_to_our_venues_are_ours(void **state) {
    (void)state;
    put_least(VENUES, "id,name,kind,municipality,slots\nV00001,D,in-person,3312,mon18-20\n");
    help_write("travel", "from,to,minutes\n3314,3312,71\n");
    help_write("other/travel", "from,to,minutes\n3312,3314,72\n3303,3312,73\n3301,3303,74\n3301,3312,75\n");
    shg_register *apart = load("");
    const int to_ours = shg_travel_minutes(apart, shg_municipality_find("3303"), 0);
    shg_register_free(apart);
    shg_register *reg = join();
    EXPECT(reg, SHG_TRAVEL, "3314|3312|71|\n3303|3312|73|\n", TRAVEL_FROM, TRAVEL_TO, TRAVEL_MINUTES);
    assert_int_equal(shg_travel_minutes(reg, shg_municipality_find("3314"), 1), 71); /* ours, where both say */
    assert_int_equal(shg_travel_minutes(reg, shg_municipality_find("3303"), 1), 73); /* theirs, where we say nothing */
    assert_int_equal(shg_travel_minutes(reg, shg_municipality_find("3303"), 0), to_ours);
    assert_int_not_equal(to_ours, 74);
    shg_register_free(reg);
}

static void our_rules_count(void **state) {
    (void)state;
    put_least(VENUES, VENUES);
    help_write("profile", "name,value\nMIN,5\nMAX,9\n");
    help_write("other/profile", "name,value\nMIN,3\nNEW_MAX,2\n");
    shg_register *reg = join();
    assert_int_equal(shg_profile_of(reg)->min, 5);
    assert_int_equal(shg_profile_of(reg)->max, 9);
    assert_int_equal(shg_profile_of(reg)->new_max, 0);
    assert_int_equal(shg_rows(reg, SHG_VENUES), 2);
    shg_register_free(reg);
}

static void nothing_is_lost_where_the_other_is_empty(void **state) {
    (void)state;
    put_least(VENUES, "id,name,kind,municipality,slots\n");
    help_write("people", PEOPLE "P10000001,new,2026-01-02,3301,grief,,\n");
    help_write("closures", "venue,from,to\nV00001,2026-12-01,2026-12-01\n");
    shg_register *reg = join();
    EXPECT(reg, SHG_PEOPLE, "P10000001|grief|\n", PERSON_ID, PERSON_THEMES);
    EXPECT(reg, SHG_CLOSURES, "V00001|2026-12-01|\n", CLOSURE_VENUE, CLOSURE_FROM);
    shg_register_free(reg);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(ids_are_tagged_wherever_they_stand, help_setup, help_teardown),
        cmocka_unit_test_setup_teardown(closures_stay_with_the_venues_of_their_register, help_setup, help_teardown),
        cmocka_unit_test_setup_teardown(ways_to_our_venues_are_ours, help_setup, help_teardown),
        cmocka_unit_test_setup_teardown(our_rules_count, help_setup, help_teardown),
        cmocka_unit_test_setup_teardown(nothing_is_lost_where_the_other_is_empty, help_setup, help_teardown),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
