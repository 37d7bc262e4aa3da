/* The schema against formats.md: every table with its columns in order, and what is said of each. */
#include "register_help.h"

/* As formats.md has them: tables in order, columns in order; `*` must be there. */
static const char *const tables[SHG_TABLES][2] = {
    {"people",
     "id* status* registered* queued consent consent_text clarified contacted next available_from closed reason "
     "paused_days paused source course municipality* avoid mode travel_limit availability themes mixed_ok languages "
     "gender gender_wish birth_year adult step_free submission"},
    {"contacts", "id* name phone email channel"},
    {"starters",
     "id* status* kind person trained declared municipality* mode travel_limit avoid availability languages "
     "gender step_free capacity"},
    {"venues", "id* name* kind* municipality* lat lon slots* rooms seats step_free neutral owner key_holder"},
    {"themes", "code* en nb nn valid_to"},
    {"groups", "id* name status* venue* slot* theme* language composition min max open decided others contact formed "
               "first started handover ended reason"},
    {"placements", "person* group* role* status* proposed offered answer_by answered started declared ended reason"},
    {"meetings", "group* number* date* start* end* venue* starters kind* status* attended revision"},
    {"apart", "a* b*"},
    {"together", "a* b*"},
    {"courses", "id* name kind municipality* start end told interested"},
    {"absences", "starter* from* to start end"},
    {"closures", "venue from* to* start end reason"},
    {"travel", "from* to* minutes*"},
    {"offices", "id* name* kind covers valid_from valid_to"},
    {"activities", "id* date* kind* status municipality* office partners audience attended count"},
    {"inquiries", "date* channel* municipality topic count*"},
    {"evaluations", "group activity date* item* score* count*"},
    {"history", "date* group* event* from to"},
    {"targets", "year* name* value*"},
    {"counts", "period* event* dimension* value* count*"},
    {"erasures", "date* count* ground*"},
    {"published", "period* report* cell* value*"},
    {"profile", "name* value*"},
};

static void every_table_has_its_columns(void **state) {
    (void)state;
    for (int t = 0; t < (int)SHG_TABLES; t++) {
        const struct shg_table_schema *schema = shg_schema((enum shg_table)t);
        struct shg_buf columns = SHG_BUF_EMPTY;
        struct shg_buf file = SHG_BUF_EMPTY;
        for (size_t c = 0; c < schema->count; c++)
            shg_buf_printf(&columns, "%s%s%s", c > 0 ? " " : "", schema->columns[c].name,
                           schema->columns[c].must_be ? "*" : "");
        shg_buf_printf(&file, "%s.csv", tables[t][0]);
        assert_string_equal(schema->name, tables[t][0]);
        assert_string_equal(schema->file, shg_buf_get(&file));
        assert_string_equal(shg_buf_get(&columns), tables[t][1]);
        shg_buf_free(&columns);
        shg_buf_free(&file);
    }
}

static void names_lead_to_tables_columns_and_values(void **state) {
    (void)state;
    for (int t = 0; t < (int)SHG_TABLES; t++) {
        const struct shg_table_schema *schema = shg_schema((enum shg_table)t);
        assert_int_equal(shg_table_named(schema->name), t);
        for (size_t c = 0; c < schema->count; c++) {
            const struct shg_column *column = &schema->columns[c];
            assert_int_equal(shg_column_named((enum shg_table)t, column->name), c);
            for (int v = 0; column->values && column->values[v]; v++)
                assert_int_equal(shg_value_named(column, column->values[v]), v);
        }
    }
    assert_int_equal(shg_table_named("people.csv"), SHG_TABLES);
    assert_int_equal(shg_column_named(SHG_PEOPLE, "name"), -1);
    assert_int_equal(shg_value_named(&shg_schema(SHG_PEOPLE)->columns[PERSON_STATUS], "Waiting"), -1);
    assert_int_equal(shg_value_named(&shg_schema(SHG_PEOPLE)->columns[PERSON_ADULT], "yes"), 1);
    assert_int_equal(shg_value_named(&shg_schema(SHG_PEOPLE)->columns[PERSON_ADULT], "no"), 0);
    assert_int_equal(shg_value_named(&shg_schema(SHG_PEOPLE)->columns[PERSON_ADULT], "y"), -1);
}

/* What code calls a value is what the table calls it. */
static void values_have_the_numbers_of_their_enumerations(void **state) {
    (void)state;
    static const struct {
        enum shg_table table;
        int column, value;
        const char *name;
    } values[] = {
        {SHG_PEOPLE, PERSON_STATUS, PERSON_IS_NEW, "new"},
        {SHG_PEOPLE, PERSON_STATUS, PERSON_IS_WITHDRAWN, "withdrawn"},
        {SHG_PEOPLE, PERSON_MODE, MODE_IN_PERSON, "in-person"},
        {SHG_STARTERS, STARTER_MODE, MODE_EITHER, "either"},
        {SHG_PEOPLE, PERSON_GENDER, GENDER_X, "x"},
        {SHG_PEOPLE, PERSON_GENDER_WISH, WISH_NOT_ALONE, "not-alone"},
        {SHG_STARTERS, STARTER_STATUS, STARTER_IS_ENDED, "ended"},
        {SHG_VENUES, VENUE_KIND, VENUE_IS_DIGITAL, "digital"},
        {SHG_GROUPS, GROUP_STATUS, GROUP_IS_FORMING, "forming"},
        {SHG_GROUPS, GROUP_STATUS, GROUP_IS_ENDED, "ended"},
        {SHG_GROUPS, GROUP_COMPOSITION, COMPOSITION_MEN, "men"},
        {SHG_PLACEMENTS, PLACEMENT_ROLE, ROLE_STARTER, "starter"},
        {SHG_PLACEMENTS, PLACEMENT_STATUS, PLACEMENT_IS_ACTIVE, "active"},
        {SHG_PLACEMENTS, PLACEMENT_STATUS, PLACEMENT_IS_COMPLETED, "completed"},
        {SHG_MEETINGS, MEETING_KIND, MEETING_KIND_FOLLOW_UP, "follow-up"},
        {SHG_MEETINGS, MEETING_STATUS, MEETING_IS_CANCELLED, "cancelled"},
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        const struct shg_column *column = &shg_schema(values[i].table)->columns[values[i].column];
        assert_int_equal(shg_value_named(column, values[i].name), values[i].value);
    }
}

static void only_three_tables_must_be_there(void **state) {
    (void)state;
    for (int t = 0; t < (int)SHG_TABLES; t++)
        assert_int_equal(shg_schema((enum shg_table)t)->must_be,
                         t == (int)SHG_PEOPLE || t == (int)SHG_STARTERS || t == (int)SHG_VENUES);
}

static void every_rule_has_a_lawful_default(void **state) {
    (void)state;
    struct shg_rule rule;
    size_t n = 0;
    for (; shg_rule_at(n, &rule); n++) {
        long long value;
        if (rule.high > 1 && strcmp(rule.name, "FOLLOW_UP") != 0)
            assert_true(shg_parse_int(rule.otherwise, rule.low, rule.high, &value));
        assert_true(rule.low <= rule.high);
    }
    assert_int_equal(n, 36);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_table_has_its_columns),
        cmocka_unit_test(names_lead_to_tables_columns_and_values),
        cmocka_unit_test(values_have_the_numbers_of_their_enumerations),
        cmocka_unit_test(only_three_tables_must_be_there),
        cmocka_unit_test(every_rule_has_a_lawful_default),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
