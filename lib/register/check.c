/* Checking: every fault and warning of formats.md, in the order of tables, lines and columns. */
#include "register/check_private.h"

#include "base/idgate.h"

#include <stdlib.h>
#include <string.h>

bool shg_all_there(const shg_register *reg, unsigned tables) {
    for (int t = 0; t < (int)SHG_TABLES; t++)
        if ((tables & SHG_SET(t)) && (!reg->tables[t].loaded || reg->tables[t].broken))
            return false;
    return true;
}

/* Whether a text holds what looks like the id of a person or a starter, in whichever column it has got. */
static bool holds_human(const char *text) {
    for (const char *s = text; *s; s++)
        if ((*s == 'P' || *s == 'S') && strspn(s + 1, "0123456789") >= 5)
            return true;
    return false;
}

/* Whether a column holds ids of persons. */
static bool names_human(enum shg_table table, int column) {
    const struct shg_column *schema = &shg_schema(table)->columns[column];
    if (schema->type == SHG_TYPE_ID)
        return table == SHG_PEOPLE || table == SHG_STARTERS;
    return (schema->refs & (SHG_SET(SHG_PEOPLE) | SHG_SET(SHG_STARTERS))) != 0;
}

const char *shg_may_show(const struct shg_check *check, enum shg_table table, int column, const char *value) {
    if (*value == '\0' || shg_holds_identity_number(value, false))
        return NULL;
    if (check->reg->show_values)
        return value;
    if (table == SHG_CONTACTS || names_human(table, column) || holds_human(value))
        return NULL;
    return value;
}

struct shg_where shg_check_where(struct shg_check *check, enum shg_table table, size_t row, int column) {
    check->told++;
    return shg_where_of(check->reg, table, row, column);
}

void shg_tell_part(struct shg_check *check, enum shg_severity severity, enum shg_table table, size_t row, int column,
                   const char *part, const char *msgid) {
    struct shg_where where = shg_check_where(check, table, row, column);
    (void)shg_fault_add(check->faults, severity, &where, shg_may_show(check, table, column, part), "%s",
                        shg_tr(check->faults, msgid));
}

void shg_tell(struct shg_check *check, enum shg_severity severity, enum shg_table table, size_t row, int column,
              const char *msgid) {
    shg_tell_part(check, severity, table, row, column, shg_text(check->reg, table, row, column), msgid);
}

void shg_tell_named(struct shg_check *check, enum shg_table table, size_t row, int column, const char *part,
                    const char *msgid, const char *names) {
    struct shg_where where = shg_check_where(check, table, row, column);
    const char *text = shg_tr(check->faults, msgid);
    const char *hole = strstr(text, "%s");
    int before = hole ? (int)(hole - text) : (int)strlen(text);
    (void)shg_fault_add(check->faults, SHG_ERROR, &where, shg_may_show(check, table, column, part), "%.*s%s%s", before,
                        text, hole ? names : "", hole ? hole + 2 : "");
}

static void check_table(struct shg_check *check, enum shg_table table) {
    struct shg_row_values values;
    for (size_t row = 0; row < shg_rows(check->reg, table); row++) {
        shg_check_fields(check, table, row, &values);
        shg_check_row(check, table, row, &values);
    }
    shg_check_own_columns(check, table);
    shg_check_keys(check, table);
}

/* What tables say together. */
static void check_together(struct shg_check *check) {
    struct shg_seats *seats = NULL;
    if (shg_all_there(check->reg, SHG_SET(SHG_PEOPLE) | SHG_SET(SHG_GROUPS) | SHG_SET(SHG_PLACEMENTS))) {
        seats = shg_seats_count(check->reg);
        if (seats)
            shg_check_seats(check, seats);
        else
            check->failed = true;
    }
    if (check->warnings) {
        shg_check_warnings(check, seats);
        shg_check_offices(check);
    }
    shg_seats_free(seats);
}

enum shg_status shg_register_check(const shg_register *reg, bool warnings, shg_faults *faults) {
    struct shg_check check = {.reg = reg, .faults = faults, .warnings = warnings};
    size_t errors = shg_faults_count(faults, SHG_ERROR);
    for (int t = 0; t < (int)SHG_TABLES; t++)
        if (reg->tables[t].csv)
            check_table(&check, (enum shg_table)t);
    shg_profile_check(reg, faults);
    check_together(&check);
    free(check.items);
    free(check.members);
    bool failed = check.failed || shg_buf_failed(&check.text);
    for (int t = 0; t < (int)SHG_TABLES; t++)
        failed = failed || reg->tables[t].ids->failed;
    shg_buf_free(&check.text);
    shg_faults_sort(faults);
    if (failed)
        return shg_fault_memory(faults);
    return shg_faults_count(faults, SHG_ERROR) > errors ? SHG_DATA : SHG_OK;
}
