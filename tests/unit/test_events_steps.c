/* Every step from every status to every other: lawful where formats.md has it (written down here once more, apart from
 * lib/events), refused with exactly the lawful ones named where it has not. */
#include "register_help.h"

#include "events/steps.h"

struct life {
    enum shg_table table;
    const char *statuses; /* all */
    const char *lawful;   /* "from>to from>to ..." */
};

static const struct life lives[] = {
    {SHG_PEOPLE, "new waiting paused member left referred withdrawn",
     "new>waiting waiting>paused paused>waiting new>referred waiting>referred paused>referred new>withdrawn "
     "waiting>withdrawn paused>withdrawn referred>waiting withdrawn>waiting left>waiting"},
    {SHG_STARTERS, "interested trainee active resting ended",
     "interested>trainee trainee>active active>resting resting>active resting>ended"},
    {SHG_GROUPS, "idea forming starting running paused ended",
     "forming>starting starting>running starting>paused running>paused paused>starting paused>running "
     "idea>ended forming>ended starting>ended running>ended paused>ended"},
    {SHG_PLACEMENTS, "proposed offered accepted declined lapsed active left completed",
     "proposed>offered proposed>accepted offered>accepted proposed>declined offered>declined proposed>lapsed "
     "offered>lapsed active>left"},
    {SHG_MEETINGS, "planned held cancelled", "planned>held planned>cancelled cancelled>planned"},
};

static bool is_lawful(const struct life *life, const char *from, const char *to) {
    char step[64];
    char all[512];
    (void)snprintf(step, sizeof step, " %s>%s ", from, to);
    (void)snprintf(all, sizeof all, " %s ", life->lawful);
    return strstr(all, step) != NULL;
}

/* A register in which the one row of the table has this status, and whatever the step needs is there. */
static void write_register(const struct life *life, const char *status) {
    char text[1024];
    bool in = life->table == SHG_PLACEMENTS && strcmp(status, "active") == 0;
    const char *person = life->table == SHG_PEOPLE ? status : in ? "member" : "waiting";
    (void)snprintf(text, sizeof text,
                   "id,status,registered,consent,consent_text,clarified,municipality,availability,closed,paused\n"
                   "P10000001,%s,2026-01-01,2026-01-01,v1,2026-01-02,3301,mon17-21,%s,%s\n",
                   person, strstr("left referred withdrawn", person) ? "2026-03-01" : "",
                   strcmp(person, "paused") == 0 ? "2026-03-01" : "");
    help_write("people", text);
    (void)snprintf(text, sizeof text, "id,status,municipality\nS00001,%s,3301\n",
                   life->table == SHG_STARTERS ? status : "active");
    help_write("starters", text);
    help_write("venues", "id,name,kind,municipality,slots\nV00001,Huset,in-person,3301,mon18:00-20:00\n");
    (void)snprintf(text, sizeof text,
                   "id,status,venue,slot,theme,others,formed\nG00001,%s,V00001,mon18:00-20:00,mixed,3,2026-01-01\n",
                   life->table == SHG_GROUPS ? status
                   : in                      ? "running"
                                             : "forming");
    help_write("groups", text);
    (void)snprintf(text, sizeof text, "person,group,role,status,proposed\nP10000001,G00001,member,%s,2026-02-01\n",
                   life->table == SHG_PLACEMENTS ? status : "declined");
    help_write("placements", text);
    (void)snprintf(text, sizeof text,
                   "group,number,date,start,end,venue,kind,status\nG00001,1,2026-11-30,18:00,20:00,V00001,start,%s\n",
                   life->table == SHG_MEETINGS ? status : "planned");
    help_write("meetings", text);
}

/* What the refusal must say. */
static char *refusal(const struct life *life, const char *from, const char *to) {
    struct shg_buf out = SHG_BUF_EMPTY;
    const struct shg_column *column = &shg_schema(life->table)->columns[shg_step_column(life->table)];
    size_t named = 0;
    for (const char *const *status = column->values; *status; status++)
        named += is_lawful(life, from, *status);
    shg_buf_printf(&out, "no step from '%s' to '%s': %s", from, to,
                   named > 0 ? "lawful is " : "no step leads from there by itself\n");
    return shg_buf_take(&out);
}

/* Each lawful status and no other is named behind the colon. */
static void check_named(const struct life *life, const char *from, const char *said) {
    const struct shg_column *column = &shg_schema(life->table)->columns[shg_step_column(life->table)];
    const char *list = strchr(said, ':');
    assert_non_null(list);
    for (const char *const *status = column->values; *status; status++) {
        char quoted[32];
        (void)snprintf(quoted, sizeof quoted, "'%s'", *status);
        assert_int_equal(strstr(list, quoted) != NULL, is_lawful(life, from, *status));
    }
}

static void try_step(const struct life *life, const char *from, const char *to) {
    const struct shg_step_given given = SHG_STEP_PLAIN;
    const struct shg_column *column = &shg_schema(life->table)->columns[shg_step_column(life->table)];
    bool lawful = is_lawful(life, from, to);
    help_fresh_faults();
    write_register(life, from);
    shg_register *reg = help_begin("2026-11-23");
    enum shg_status status = shg_step_take(reg, life->table, 0, shg_value_named(column, to), &given, help_faults);
    char *said = help_errors();
    if (status != (lawful ? SHG_OK : SHG_DATA))
        print_message("%s: %s > %s: %d %s\n", shg_schema(life->table)->name, from, to, (int)status, said);
    assert_int_equal(status, lawful ? SHG_OK : SHG_DATA);
    if (lawful) {
        assert_string_equal(said, "");
        assert_string_equal(shg_text(reg, life->table, 0, shg_step_column(life->table)), to);
    } else {
        char *wanted = refusal(life, from, to);
        assert_int_equal(strncmp(said, wanted, strlen(wanted)), 0);
        check_named(life, from, said);
        free(wanted);
    }
    free(said);
    shg_register_free(reg);
}

static void test_every_step(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof lives / sizeof *lives; i++) {
        const struct shg_column *column = &shg_schema(lives[i].table)->columns[shg_step_column(lives[i].table)];
        size_t n = 0;
        for (const char *const *from = column->values; *from; from++, n++)
            for (const char *const *to = column->values; *to; to++)
                if (from != to)
                    try_step(&lives[i], *from, *to);
        assert_true(n >= 3);
    }
}

/* To where it is: nothing happens. */
static void test_same_status(void **state) {
    (void)state;
    const struct shg_step_given given = SHG_STEP_PLAIN;
    write_register(&lives[0], "waiting");
    shg_register *reg = help_begin("2026-11-23");
    assert_int_equal(shg_step_take(reg, SHG_PEOPLE, 0, PERSON_IS_WAITING, &given, help_faults), SHG_OK);
    assert_false(shg_csv_changed(shg_document(reg, SHG_PEOPLE)));
    shg_register_free(reg);
}

static shg_date by(const shg_register *reg, const char *offered) {
    return shg_answer_by(reg, shg_date_parse(offered));
}

/* Seven days on; past week-ends, holidays and days on which all is closed. */
static void test_answer_by(void **state) {
    (void)state;
    write_register(&lives[0], "waiting");
    help_write("closures", "venue,from,to,start,end\n"
                           ",2026-11-30,2026-12-01,,\n"       /* all, all day */
                           "V00001,2026-12-02,2026-12-04,,\n" /* one venue */
                           ",2026-12-02,2026-12-02,18:00,20:00\n" /* an evening */);
    shg_register *reg = help_begin("2026-11-23");
    assert_int_equal(by(reg, "2026-11-20"), shg_date_parse("2026-11-27")); /* a Friday */
    assert_int_equal(by(reg, "2026-11-21"), shg_date_parse("2026-12-02")); /* Saturday 28, then closed until 1 */
    assert_int_equal(by(reg, "2026-11-23"), shg_date_parse("2026-12-02"));
    assert_int_equal(by(reg, "2026-12-18"), shg_date_parse("2026-12-28")); /* 25 to 27: two holidays, a Sunday */
    assert_int_equal(by(reg, "2027-03-18"), shg_date_parse("2027-03-30")); /* Easter of 2027 */
    shg_register_free(reg);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_every_step, help_setup, help_teardown),
        cmocka_unit_test_setup_teardown(test_same_status, help_setup, help_teardown),
        cmocka_unit_test_setup_teardown(test_answer_by, help_setup, help_teardown),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
