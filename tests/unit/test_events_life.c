/* Random lives: whatever steps are taken, in whatever order, a register without faults stays one, and what is held,
 * who is a member and how many seats are open agree after each. Fixed seeds. */
#include "register_help.h"

#include "events/steps.h"

enum { PEOPLE = 14, GROUPS = 4, LIVES = 20, STEPS = 80 };

static uint32_t random_state;

/* Marsaglia's xorshift. */
static uint32_t random_below(uint32_t n) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 17;
    random_state ^= random_state << 5;
    return n > 0 ? random_state % n : 0;
}

static void write_base(void) {
    struct shg_buf people = SHG_BUF_EMPTY;
    struct shg_buf placements = SHG_BUF_EMPTY;
    shg_buf_str(&people, "id,status,registered,queued,consent,consent_text,clarified,closed,reason,paused_days,paused,"
                         "municipality,availability,birth_year\n");
    shg_buf_str(&placements,
                "person,group,role,status,proposed,offered,answer_by,answered,started,declared,ended,reason\n");
    for (int i = 0; i < PEOPLE; i++) {
        shg_buf_printf(&people,
                       "P%08d,waiting,2026-0%d-01,,2026-0%d-02,v1,2026-0%d-03,,,,,3301,mon17-21;tue17-21,19%d\n", i,
                       i % 9 + 1, i % 9 + 1, i % 9 + 1, 60 + i);
        if (i < 2 * GROUPS)
            shg_buf_printf(&placements, "P%08d,G%05d,member,proposed,2026-10-01,,,,,,,\n", i, i % GROUPS + 1);
    }
    shg_buf_str(&placements, "S00001,G00001,starter,proposed,2026-10-01,,,,,,,\n");
    help_write("people", shg_buf_get(&people));
    help_write("placements", shg_buf_get(&placements));
    shg_buf_free(&people);
    shg_buf_free(&placements);
    help_write("starters", "id,status,trained,municipality,availability,capacity\n"
                           "S00001,active,2025-01-01,3301,mon17-21;tue17-21,4\nS00002,interested,,3301,,\n");
    help_write("venues", "id,name,kind,municipality,slots,rooms\nV00001,Huset,in-person,3301,mon18:00-20:00,9\n");
    help_write("groups",
               "id,status,venue,slot,theme,open,decided,others,formed,first,started,handover,ended,reason\n"
               "G00001,forming,V00001,mon18:00-20:00,mixed,,,,2026-10-01,,,,,\n"
               "G00002,forming,V00001,mon18:00-20:00,mixed,,,,2026-10-01,,,,,\n"
               "G00003,forming,V00001,mon18:00-20:00,mixed,,,2,2026-10-01,,,,,\n"
               "G00004,starting,V00001,mon18:00-20:00,mixed,0,2026-09-25,1,2026-09-01,,2026-10-05,2026-10-26,,\n");
    help_write("meetings", "group,number,date,start,end,venue,starters,kind,status,attended,revision\n"
                           "G00001,1,2027-06-07,18:00,20:00,V00001,S00001,start,planned,,\n"
                           "G00002,1,2027-06-14,18:00,20:00,V00001,,start,planned,,\n"
                           "G00003,1,2027-06-21,18:00,20:00,V00001,,own,planned,,\n");
}

static shg_register *begin_on(shg_date today) {
    char text[11];
    return help_begin(shg_date_format(today, text));
}

static void check_no_fault(const shg_register *reg) {
    help_fresh_faults();
    enum shg_status status = shg_register_check(reg, false, help_faults);
    char *errors = help_errors();
    if (status != SHG_OK)
        print_message("%s", errors);
    assert_int_equal(status, SHG_OK);
    free(errors);
}

static uint32_t person_of(const shg_register *reg, size_t row) {
    return shg_find(reg, SHG_PEOPLE, shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_PERSON));
}

/* Members are those with an active row; nobody is held by an ended group, or holds a seat with their case closed. */
static void check_agreement(const shg_register *reg) {
    int active[PEOPLE] = {0};
    for (size_t row = 0; row < shg_rows(reg, SHG_PLACEMENTS); row++) {
        int status = shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS, -1);
        uint32_t person = person_of(reg, row);
        uint32_t group = shg_find(reg, SHG_GROUPS, shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_GROUP));
        if (!shg_status_held(status))
            continue;
        assert_int_not_equal(shg_value(reg, SHG_GROUPS, group, GROUP_STATUS, -1), GROUP_IS_ENDED);
        if (person == SHG_NONE)
            continue;
        active[person] += status == PLACEMENT_IS_ACTIVE;
        assert_false(*shg_text(reg, SHG_PEOPLE, person, PERSON_CLOSED));
    }
    for (size_t row = 0; row < PEOPLE; row++) {
        int status = shg_value(reg, SHG_PEOPLE, row, PERSON_STATUS, -1);
        bool closed = status == PERSON_IS_LEFT || status == PERSON_IS_REFERRED || status == PERSON_IS_WITHDRAWN;
        assert_int_equal(active[row], status == PERSON_IS_MEMBER);
        assert_int_equal(*shg_text(reg, SHG_PEOPLE, row, PERSON_CLOSED) != '\0', closed);
        assert_int_equal(*shg_text(reg, SHG_PEOPLE, row, PERSON_PAUSED) != '\0', status == PERSON_IS_PAUSED);
    }
}

/* G00004 had two seats open, and has proposed both: what was declined or lapsed is open again. */
static void check_open(const shg_register *reg) {
    long back = 0;
    for (size_t row = 0; row < shg_rows(reg, SHG_PLACEMENTS); row++) {
        int status = shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS, -1);
        back += strcmp(shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_GROUP), "G00004") == 0 &&
                (status == PLACEMENT_IS_DECLINED || status == PLACEMENT_IS_LAPSED);
    }
    assert_int_equal(shg_number(reg, SHG_GROUPS, 3, GROUP_OPEN, -1), back);
}

static void step_somewhere(shg_register *reg, size_t *taken) {
    static const enum shg_table tables[] = {SHG_PEOPLE, SHG_PLACEMENTS, SHG_PLACEMENTS, SHG_GROUPS, SHG_STARTERS};
    enum shg_table table = tables[random_below(5)];
    size_t row = random_below((uint32_t)shg_rows(reg, table));
    const char *const *values = shg_schema(table)->columns[shg_step_column(table)].values;
    uint32_t n = 0;
    while (values[n])
        n++;
    const struct shg_step_given given = {0, random_below(2) == 0, SHG_NO_DATE};
    int to = (int)random_below(n);
    if (table == SHG_GROUPS && to == GROUP_IS_ENDED && random_below(3) > 0)
        return; /* else all of them end soon */
    help_fresh_faults();
    int was = shg_value(reg, table, row, shg_step_column(table), -1);
    enum shg_status status = shg_step_take(reg, table, row, to, &given, help_faults);
    assert_int_not_equal(status, SHG_SYSTEM);
    *taken += status == SHG_OK && was != to;
}

static void test_lives(void **state) {
    (void)state;
    size_t taken = 0;
    for (uint32_t life = 1; life <= LIVES; life++) {
        random_state = life * 2654435761U;
        shg_date today = shg_date_parse("2026-11-23");
        write_base();
        for (int day = 0; day < 2; day++, today += (shg_date)random_below(9)) {
            shg_register *reg = begin_on(today);
            for (int step = 0; step < STEPS; step++) {
                step_somewhere(reg, &taken);
                check_no_fault(reg);
                check_agreement(reg);
                check_open(reg);
            }
            help_fresh_faults();
            assert_int_equal(shg_register_commit(reg, help_faults), SHG_OK);
            shg_register_free(reg);
        }
    }
    print_message("# %zu steps\n", taken);
    assert_true(taken > 500);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(test_lives, help_setup, help_teardown)};
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
