/* What a field may hold, by the type of its column. */
#include "register/check_private.h"

#include "base/idgate.h"

#include <string.h>

static void error(struct shg_check *check, enum shg_table table, size_t row, int column, const char *msgid) {
    shg_tell(check, SHG_ERROR, table, row, column, msgid);
}

/* An identity number is eleven digits at least: shorter texts need no look. */
static void gate(struct shg_check *check, enum shg_table table, size_t row, int column, const char *text) {
    size_t n = 0;
    while (n < 11 && text[n] != '\0')
        n++;
    bool phone = table == SHG_CONTACTS && column == CONTACT_PHONE;
    if (n == 11 && shg_holds_identity_number(text, phone))
        error(check, table, row, column, N_("holds what looks like a national identity number"));
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* The common case without a call: 2026-11-21, with a day that every month has. */
static bool is_plain_date(const char *s) {
    return (s[0] == '1' || s[0] == '2') && is_digit(s[1]) && is_digit(s[2]) && is_digit(s[3]) && s[4] == '-' &&
           ((s[5] == '0' && s[6] >= '1' && s[6] <= '9') || (s[5] == '1' && s[6] >= '0' && s[6] <= '2')) &&
           s[7] == '-' &&
           ((s[8] == '0' && s[9] >= '1' && s[9] <= '9') || (s[8] == '1' && is_digit(s[9])) ||
            (s[8] == '2' && s[9] >= '0' && s[9] <= '8')) &&
           s[10] == '\0';
}

/* A number that grows with the date: enough to compare dates, and the year can be read off. */
static long ordinal(int year, int month, int day) {
    return (year * 100L + month) * 100 + day;
}

static long date_value(const char *s) {
    if (is_plain_date(s))
        return ordinal((s[0] - '0') * 1000 + (s[1] - '0') * 100 + (s[2] - '0') * 10 + (s[3] - '0'),
                       (s[5] - '0') * 10 + (s[6] - '0'), (s[8] - '0') * 10 + (s[9] - '0'));
    shg_date date = shg_date_parse(s);
    if (date == SHG_NO_DATE)
        return SHG_NOTHING;
    int year;
    int month;
    int day;
    shg_date_split(date, &year, &month, &day);
    return ordinal(year, month, day);
}

static void check_id(struct shg_check *check, enum shg_table table, size_t row, int column, const char *text) {
    char letter = shg_schema(table)->letter;
    size_t digits = 0;
    while (text[0] && is_digit(text[1 + digits]))
        digits++;
    /* formats.md names no letter for offices */
    bool right = table == SHG_OFFICES ? text[0] >= 'A' && text[0] <= 'Z' : text[0] == letter;
    if (right && digits >= 5 && text[1 + digits] == '\0') {
        if (digits >= 11)
            gate(check, table, row, column, text);
        return;
    }
    struct shg_where where = shg_check_where(check, table, row, column);
    (void)shg_fault_add(check->faults, SHG_ERROR, &where, shg_may_show(check, table, column, text),
                        N_("an id here is %c and at least five digits"), letter);
}

bool shg_is_code(const char *text) {
    while ((*text >= 'a' && *text <= 'z') || is_digit(*text) || *text == '-')
        text++;
    return *text == '\0';
}

static void check_code(struct shg_check *check, enum shg_table table, size_t row, int column, const char *text) {
    if (strcmp(text, "mixed") == 0)
        error(check, table, row, column, N_("a theme cannot be called mixed"));
    else if (!shg_is_code(text))
        error(check, table, row, column, N_("a code is of small letters, digits and hyphens"));
}

static long check_int(struct shg_check *check, enum shg_table table, size_t row, int column, const char *text) {
    const struct shg_column *schema = &shg_schema(table)->columns[column];
    long long value;
    if (shg_parse_int(text, schema->low, schema->high, &value))
        return (long)value;
    struct shg_where where = shg_check_where(check, table, row, column);
    (void)shg_fault_add(check->faults, SHG_ERROR, &where, shg_may_show(check, table, column, text),
                        N_("not a whole number from %ld to %ld"), schema->low, schema->high);
    return SHG_NOTHING;
}

static void check_decimal(struct shg_check *check, enum shg_table table, size_t row, int column, const char *text) {
    const struct shg_column *schema = &shg_schema(table)->columns[column];
    double value;
    if (shg_parse_decimal(text, &value) && value >= (double)schema->low && value <= (double)schema->high)
        return;
    struct shg_where where = shg_check_where(check, table, row, column);
    (void)shg_fault_add(check->faults, SHG_ERROR, &where, shg_may_show(check, table, column, text),
                        N_("not a number from %ld to %ld"), schema->low, schema->high);
}

static long check_value(struct shg_check *check, enum shg_table table, size_t row, int column, const char *text) {
    const struct shg_column *schema = &shg_schema(table)->columns[column];
    int value = shg_value_named(schema, text);
    if (value >= 0)
        return value;
    if (schema->type == SHG_TYPE_YESNO) {
        error(check, table, row, column, N_("neither yes nor no"));
        return SHG_NOTHING;
    }
    shg_buf_cut(&check->text, 0);
    for (size_t i = 0; schema->values[i]; i++) {
        if (i > 0)
            shg_buf_str(&check->text, ", ");
        shg_buf_str(&check->text, schema->values[i]);
    }
    struct shg_where where = shg_check_where(check, table, row, column);
    (void)shg_fault_add(check->faults, SHG_ERROR, &where, shg_may_show(check, table, column, text), N_("not one of %s"),
                        shg_buf_get(&check->text));
    return SHG_NOTHING;
}

static long check_time(struct shg_check *check, enum shg_table table, size_t row, int column, const char *text) {
    int minutes = shg_time_parse(text);
    if (minutes >= 0)
        return minutes;
    error(check, table, row, column, N_("not a time of day"));
    return SHG_NOTHING;
}

/* The types whose fields hold one thing that can be compared. */
static long check_single(struct shg_check *check, enum shg_table table, size_t row, int column, const char *text) {
    long value = SHG_NOTHING;
    switch (shg_schema(table)->columns[column].type) {
    case SHG_TYPE_DATE:
        value = date_value(text);
        if (value == SHG_NOTHING)
            error(check, table, row, column, N_("not a date"));
        return value;
    case SHG_TYPE_ENUM:
    case SHG_TYPE_YESNO:
        return check_value(check, table, row, column, text);
    case SHG_TYPE_INT:
        return check_int(check, table, row, column, text);
    case SHG_TYPE_TIME:
        return check_time(check, table, row, column, text);
    case SHG_TYPE_DECIMAL:
        check_decimal(check, table, row, column, text);
        return value;
    case SHG_TYPE_ID:
        check_id(check, table, row, column, text);
        return value;
    case SHG_TYPE_REF:
        shg_check_ref(check, table, row, column, text);
        return value;
    case SHG_TYPE_CODE:
        check_code(check, table, row, column, text);
        gate(check, table, row, column, text);
        return value;
    case SHG_TYPE_MUNICIPALITY:
        shg_check_municipality(check, table, row, column, text);
        return value;
    case SHG_TYPE_TEXT:
        gate(check, table, row, column, text);
        return value;
    default:
        shg_check_list(check, table, row, column, text);
        return value;
    }
}

/* Types that have been through the gate already. The others are lawful only where they hold no identity number, but for
 * codes of themes. */
static bool is_gated(enum shg_type type) {
    return type == SHG_TYPE_TEXT || type == SHG_TYPE_CODE;
}

static bool is_theme(enum shg_type type) {
    return type == SHG_TYPE_THEME || type == SHG_TYPE_THEMES;
}

void shg_check_fields(struct shg_check *check, enum shg_table table, size_t row, struct shg_row_values *values) {
    const struct shg_table_schema *schema = shg_schema(table);
    const struct shg_table_state *state = &check->reg->tables[table];
    const char *texts[SHG_MOST_COLUMNS];
    shg_csv_get_row(state->csv, row, state->map, schema->count, texts);
    values->filled = 0;
    for (size_t c = 0; c < schema->count; c++) {
        const struct shg_column *column = &schema->columns[c];
        values->of[c] = SHG_NOTHING;
        const char *text = texts[c];
        if (*text == '\0') {
            if (column->filled && state->map[c] >= 0)
                error(check, table, row, (int)c, N_("this field must be filled"));
            continue;
        }
        size_t before = check->told;
        values->filled |= 1U << c;
        values->of[c] = check_single(check, table, row, (int)c, text);
        if (check->told > before ? !is_gated(column->type) : is_theme(column->type))
            gate(check, table, row, (int)c, text);
    }
}

static bool in_schema(const struct shg_table_state *state, enum shg_table table, int column) {
    for (size_t c = 0; c < shg_schema(table)->count; c++)
        if (state->map[c] == column)
            return true;
    return false;
}

void shg_check_own_columns(struct shg_check *check, enum shg_table table) {
    const struct shg_table_state *state = &check->reg->tables[table];
    for (int column = 0; column < (int)shg_csv_columns(state->csv); column++) {
        if (in_schema(state, table, column))
            continue;
        for (size_t row = 0; row < shg_csv_rows(state->csv); row++) {
            if (!shg_holds_identity_number(shg_csv_get(state->csv, row, column), false))
                continue;
            struct shg_where where = shg_csv_where(state->csv, row, column);
            (void)shg_fault_add(check->faults, SHG_ERROR, &where, NULL,
                                N_("holds what looks like a national identity number"));
        }
    }
}
