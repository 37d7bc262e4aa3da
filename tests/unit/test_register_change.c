/* Changing a register: edits, new ids, the difference, and the commit that adds no fault. */
#include "register_help.h"

#define PEOPLE "id,status,registered,municipality"
#define TODAY "2026-11-23"

static void put_least(const char *people) {
    help_write("people", people);
    help_write("starters", "id,status,municipality\n");
    help_write("venues", "id,name,kind,municipality,slots\n");
}

static char *table(const char *name) {
    char path[128];
    struct shg_buf bytes = SHG_BUF_EMPTY;
    (void)snprintf(path, sizeof path, "%s/%s.csv", help_dir, name);
    assert_int_equal(shg_read_file(path, &bytes, help_faults), SHG_OK);
    return shg_buf_take(&bytes);
}

static void assert_table(const char *name, const char *wanted) {
    char *text = table(name);
    assert_non_null(text);
    assert_string_equal(text, wanted);
    free(text);
}

static void assert_errors(const char *wanted) {
    char *errors = help_errors();
    assert_non_null(errors);
    assert_string_equal(errors, wanted);
    free(errors);
}

/* Numbers that a test chooses. */
struct dice {
    const uint32_t *numbers;
    size_t n, at;
};

static bool roll(void *ctx, void *bytes, size_t n) {
    struct dice *dice = ctx;
    assert_int_equal(n, sizeof *dice->numbers);
    if (dice->at == dice->n)
        return false;
    memcpy(bytes, &dice->numbers[dice->at++], n);
    return true;
}

static void a_change_is_written_and_the_rest_keeps_its_bytes(void **state) {
    (void)state;
    put_least("municipality;mine;registered;id;status\r\n0602; x ;01.02.2026;\"P10000001\";new\r\n"
              "3301;\"y\";01.02.2026;P10000002;new");
    shg_register *reg = help_begin(TODAY);
    assert_int_equal(shg_set(reg, SHG_PEOPLE, 1, PERSON_STATUS, "withdrawn"), SHG_OK);
    assert_int_equal(shg_set_date(reg, SHG_PEOPLE, 1, PERSON_CLOSED, shg_date_parse(TODAY)), SHG_OK);
    assert_int_equal(shg_register_commit(reg, help_faults), SHG_OK);
    shg_register_free(reg);
    char *text = table("people");
    assert_non_null(strstr(text, "closed"));
    assert_non_null(strstr(text, "0602; x ;01.02.2026;\"P10000001\";new"));
    assert_non_null(strstr(text, "P10000002;withdrawn;2026-11-23"));
    free(text);
}

static void what_is_set_to_what_it_was_is_no_change(void **state) {
    (void)state;
    put_least(PEOPLE "\n\"P10000001\",new,2026-01-02,3301\n");
    shg_register *reg = help_begin(TODAY);
    struct shg_buf diff = SHG_BUF_EMPTY;
    assert_int_equal(shg_set(reg, SHG_PEOPLE, 0, PERSON_STATUS, "new"), SHG_OK);
    assert_int_equal(shg_set(reg, SHG_PEOPLE, 0, PERSON_SOURCE, ""), SHG_OK); /* no column for nothing */
    assert_int_equal(shg_register_diff(reg, &diff, help_faults), SHG_OK);
    assert_string_equal(shg_buf_get(&diff), "");
    assert_int_equal(shg_register_commit(reg, help_faults), SHG_OK);
    assert_table("people", PEOPLE "\n\"P10000001\",new,2026-01-02,3301\n");
    shg_buf_free(&diff);
    shg_register_free(reg);
}

static void a_table_that_is_not_there_is_made(void **state) {
    (void)state;
    put_least(PEOPLE "\n");
    shg_register *reg = help_begin(TODAY);
    size_t row = 9;
    assert_int_equal(shg_add_row(reg, SHG_ERASURES, &row), SHG_OK);
    assert_int_equal(row, 0);
    assert_int_equal(shg_set(reg, SHG_ERASURES, row, ERASURE_DATE, TODAY), SHG_OK);
    assert_int_equal(shg_set_number(reg, SHG_ERASURES, row, ERASURE_COUNT, 3), SHG_OK);
    assert_int_equal(shg_set(reg, SHG_ERASURES, row, ERASURE_GROUND, "due"), SHG_OK);
    struct shg_buf diff = SHG_BUF_EMPTY;
    assert_int_equal(shg_register_diff(reg, &diff, help_faults), SHG_OK);
    assert_string_equal(
        shg_buf_get(&diff),
        "--- a/erasures.csv\n+++ b/erasures.csv\n@@ -0,0 +1,2 @@\n+date,count,ground\n+2026-11-23,3,due\n");
    assert_int_equal(shg_register_commit(reg, help_faults), SHG_OK);
    assert_table("erasures", "date,count,ground\n2026-11-23,3,due\n");
    shg_buf_free(&diff);
    shg_register_free(reg);
}

static void a_table_that_was_not_asked_for_cannot_be_changed(void **state) {
    (void)state;
    put_least(PEOPLE "\n");
    shg_register *reg = NULL;
    size_t row = 0;
    struct shg_opening opening = {.dir = help_dir, .tables = SHG_SET(SHG_PEOPLE), .today = 0};
    assert_int_equal(shg_register_begin(&reg, &opening, help_faults), SHG_OK);
    assert_int_equal(shg_add_row(reg, SHG_VENUES, &row), SHG_USAGE);
    assert_int_equal(shg_set(reg, SHG_PEOPLE, 0, PERSON_STATUS, "new"), SHG_USAGE);
    assert_int_equal(shg_remove_row(reg, SHG_PEOPLE, 0), SHG_USAGE);
    shg_register_free(reg);
}

static void ids_are_found_while_rows_come_and_go(void **state) {
    (void)state;
    put_least(PEOPLE "\nP10000001,new,2026-01-02,3301\nP10000002,new,2026-01-02,3301\nP10000003,new,2026-01-02,3301\n");
    shg_register *reg = help_begin(TODAY);
    size_t row;
    assert_int_equal(shg_find(reg, SHG_PEOPLE, "P10000003"), 2);
    assert_int_equal(shg_remove_row(reg, SHG_PEOPLE, 0), SHG_OK);
    assert_int_equal(shg_find(reg, SHG_PEOPLE, "P10000001"), SHG_NONE);
    assert_int_equal(shg_find(reg, SHG_PEOPLE, "P10000003"), 1);
    assert_int_equal(shg_add_row(reg, SHG_PEOPLE, &row), SHG_OK);
    assert_int_equal(shg_set(reg, SHG_PEOPLE, row, PERSON_ID, "P10000009"), SHG_OK);
    assert_int_equal(shg_find(reg, SHG_PEOPLE, "P10000009"), 2);
    assert_int_equal(shg_set(reg, SHG_PEOPLE, 0, PERSON_ID, "P10000008"), SHG_OK);
    assert_int_equal(shg_find(reg, SHG_PEOPLE, "P10000002"), SHG_NONE);
    assert_int_equal(shg_find(reg, SHG_PEOPLE, "P10000008"), 0);
    shg_register_free(reg);
}

static void people_get_ids_at_random(void **state) {
    (void)state;
    put_least(PEOPLE "\nP00000007,new,2026-01-02,3301\n");
    shg_register *reg = help_begin(TODAY);
    char id[24];
    /* above the last multiple, taken already, 42 * 10^8 - 1 */
    static const uint32_t numbers[] = {4200000000U, UINT32_MAX, 100000007U, 4199999999U};
    struct dice dice = {numbers, 4, 0};
    assert_int_equal(shg_new_id(reg, SHG_PEOPLE, roll, &dice, id, help_faults), SHG_OK);
    assert_string_equal(id, "P99999999");
    assert_int_equal(shg_new_id(reg, SHG_PEOPLE, roll, &dice, id, help_faults), SHG_SYSTEM);
    assert_int_equal(shg_new_id(reg, SHG_PEOPLE, NULL, NULL, id, help_faults), SHG_SYSTEM);
    assert_int_equal(shg_new_id(reg, SHG_APART, roll, &dice, id, help_faults), SHG_USAGE);
    shg_register_free(reg);
}

static void other_ids_are_the_highest_and_one(void **state) {
    (void)state;
    put_least(PEOPLE "\n");
    help_write("groups",
               "id,status,venue,slot,theme\nG00009,idea,,,\nG0000012,idea,,,\nG00010,idea,,,\nX99999,idea,,,\n");
    help_write("courses", "id,municipality\nC99999,3301\n");
    help_write("activities", "id,date,kind,municipality\nA9999999999999999999999,2026-01-01,other,\n");
    shg_register *reg = help_begin(TODAY);
    char id[24];
    assert_int_equal(shg_new_id(reg, SHG_VENUES, NULL, NULL, id, help_faults), SHG_OK);
    assert_string_equal(id, "V00001");
    assert_int_equal(shg_new_id(reg, SHG_GROUPS, NULL, NULL, id, help_faults), SHG_OK);
    assert_string_equal(id, "G0000013");
    assert_int_equal(shg_new_id(reg, SHG_COURSES, NULL, NULL, id, help_faults), SHG_OK);
    assert_string_equal(id, "C100000");
    assert_int_equal(shg_new_id(reg, SHG_ACTIVITIES, NULL, NULL, id, help_faults), SHG_SYSTEM);
    shg_register_free(reg);
}

static void a_fault_that_a_change_adds_is_refused(void **state) {
    (void)state;
    static const char people[] = PEOPLE "\nP10000001,new,2026-01-02,3301\n";
    put_least(people);
    shg_register *reg = help_begin(TODAY);
    struct shg_buf diff = SHG_BUF_EMPTY;
    assert_int_equal(shg_set(reg, SHG_PEOPLE, 0, PERSON_MUNICIPALITY, "9999"), SHG_OK);
    assert_int_equal(shg_register_diff(reg, &diff, help_faults), SHG_DATA);
    assert_int_equal(shg_register_commit(reg, help_faults), SHG_DATA);
    assert_errors("no municipality has this number; nearest 3909 Larvik\n"
                  "no municipality has this number; nearest 3909 Larvik\n");
    assert_table("people", people);
    shg_buf_free(&diff);
    shg_register_free(reg);
}

/* formats.md: a fault that is there already does not block a change that adds none. */
static void faults_that_are_there_do_not_block(void **state) {
    (void)state;
    put_least(PEOPLE "\nP10000001,new,2026-01-02,3301\nP10000002,nobody,2026-01-02,3301\nP10000002,new,x,9999\n");
    shg_register *reg = help_begin(TODAY);
    assert_int_equal(shg_remove_row(reg, SHG_PEOPLE, 0), SHG_OK); /* the others move up */
    assert_int_equal(shg_register_commit(reg, help_faults), SHG_OK);
    assert_errors("");
    shg_register_free(reg);
    assert_table("people", PEOPLE "\nP10000002,nobody,2026-01-02,3301\nP10000002,new,x,9999\n");
    reg = help_begin(TODAY);
    assert_int_equal(shg_set(reg, SHG_PEOPLE, 1, PERSON_STATUS, "somebody"), SHG_OK);
    assert_int_equal(shg_register_commit(reg, help_faults), SHG_DATA);
    assert_errors("not one of new, waiting, paused, member, left, referred, withdrawn\n");
    shg_register_free(reg);
}

static void a_fault_of_form_blocks_every_change(void **state) {
    (void)state;
    put_least(PEOPLE "\nP10000001,new,2026-01-02\n");
    shg_register *reg = NULL;
    struct shg_opening opening = {.dir = help_dir, .tables = SHG_ALL_TABLES, .today = 0};
    assert_int_equal(shg_register_begin(&reg, &opening, help_faults), SHG_DATA);
    assert_null(reg);
}

static void a_table_in_another_encoding_becomes_utf8_and_that_is_said(void **state) {
    (void)state;
    put_least(PEOPLE ",mine\nP10000001,new,2026-01-02,3301,\xc5s\n");
    shg_register *reg = help_begin(TODAY);
    help_fresh_faults();
    assert_int_equal(shg_set(reg, SHG_PEOPLE, 0, PERSON_MUNICIPALITY, "3303"), SHG_OK);
    assert_int_equal(shg_register_commit(reg, help_faults), SHG_OK);
    assert_int_equal(shg_faults_count(help_faults, SHG_NOTE), 1);
    assert_string_equal(shg_faults_at(help_faults, 0)->text, "this table is in UTF-8 from now on");
    assert_table("people", "\xef\xbb\xbf" PEOPLE ",mine\nP10000001,new,2026-01-02,3303,\xc3\x85s\n");
    shg_register_free(reg);
}

static void an_added_row_is_told_where_it_would_stand_or_where_it_came_from(void **state) {
    (void)state;
    put_least(PEOPLE "\nP10000001,new,2026-01-02,3301\n");
    struct shg_buf bytes = SHG_BUF_EMPTY;
    shg_csv *source = NULL;
    int columns[PERSON_COLUMNS];
    size_t row;
    for (size_t c = 0; c < PERSON_COLUMNS; c++)
        columns[c] = -1;
    columns[PERSON_STATUS] = 1;
    shg_buf_str(&bytes, "x,status\n1,2\n1,old\n");
    assert_int_equal(shg_csv_read(&source, &bytes, "-", 0, 0, help_faults), SHG_OK);
    shg_register *reg = help_begin(TODAY);
    assert_int_equal(shg_add_row(reg, SHG_PEOPLE, &row), SHG_OK);
    assert_int_equal(shg_where_of(reg, SHG_PEOPLE, row, PERSON_STATUS).line, 3);
    assert_int_equal(shg_add_row_from(reg, SHG_PEOPLE, source, columns, 1, &row), SHG_OK);
    struct shg_where where = shg_where_of(reg, SHG_PEOPLE, row, PERSON_STATUS);
    assert_string_equal(where.file, "-");
    assert_int_equal(where.line, 3);
    assert_int_equal(where.col, 2);
    assert_int_equal(shg_where_of(reg, SHG_PEOPLE, row, PERSON_ID).col, 0);
    shg_register_free(reg);
    shg_csv_free(source);
}

static void an_erasure_keeps_nothing(void **state) {
    (void)state;
    char path[128];
    struct stat there;
    put_least(PEOPLE "\nP10000001,new,2026-01-02,3301\n");
    shg_register *reg = help_begin(TODAY);
    assert_int_equal(shg_set(reg, SHG_PEOPLE, 0, PERSON_MUNICIPALITY, "3303"), SHG_OK);
    assert_int_equal(shg_register_commit(reg, help_faults), SHG_OK);
    shg_register_free(reg);
    (void)snprintf(path, sizeof path, "%s/.shg/previous/people.csv", help_dir);
    assert_int_equal(stat(path, &there), 0);
    reg = help_begin(TODAY);
    shg_register_forget(reg);
    assert_int_equal(shg_register_commit(reg, help_faults), SHG_OK);
    assert_int_equal(stat(path, &there), -1);
    shg_register_free(reg);
}

static void a_new_register_is_sound(void **state) {
    (void)state;
    char dir[128];
    (void)snprintf(dir, sizeof dir, "%s/new", help_dir);
    assert_int_equal(shg_register_init(dir, "not a domain", help_faults), SHG_USAGE);
    help_fresh_faults();
    assert_int_equal(shg_register_init(dir, "selvhjelp.example", help_faults), SHG_OK);
    struct shg_opening opening = {.dir = dir, .tables = SHG_ALL_TABLES, .today = 0};
    assert_int_equal(shg_register_examine(&opening, help_faults), SHG_OK);
    assert_int_equal(shg_faults_count(help_faults, SHG_NOTE), 0);
    shg_register *reg = NULL;
    assert_int_equal(shg_register_load(&reg, &opening, help_faults), SHG_OK);
    assert_string_equal(shg_profile_of(reg)->office, "selvhjelp.example");
    assert_true(shg_rows(reg, SHG_THEMES) > 5);
    for (int t = 0; t < (int)SHG_TABLES; t++)
        assert_int_equal(shg_csv_columns(shg_document(reg, (enum shg_table)t)), shg_schema((enum shg_table)t)->count);
    shg_register_free(reg);
    assert_int_equal(shg_register_init(dir, "", help_faults), SHG_SYSTEM); /* there already */
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, help_setup, help_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_change_is_written_and_the_rest_keeps_its_bytes),
        TEST(what_is_set_to_what_it_was_is_no_change),
        TEST(a_table_that_is_not_there_is_made),
        TEST(a_table_that_was_not_asked_for_cannot_be_changed),
        TEST(ids_are_found_while_rows_come_and_go),
        TEST(people_get_ids_at_random),
        TEST(other_ids_are_the_highest_and_one),
        TEST(a_fault_that_a_change_adds_is_refused),
        TEST(faults_that_are_there_do_not_block),
        TEST(a_fault_of_form_blocks_every_change),
        TEST(a_table_in_another_encoding_becomes_utf8_and_that_is_said),
        TEST(an_added_row_is_told_where_it_would_stand_or_where_it_came_from),
        TEST(an_erasure_keeps_nothing),
        TEST(a_new_register_is_sound),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
