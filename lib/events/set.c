#include "events/set.h"

#include "events/keys.h"

#include <stdlib.h>
#include <string.h>

/* The rows to set, in the order in which they were named. */
struct chosen {
    uint32_t *rows;
    size_t n;
    bool *taken; /* by row of the table */
};

static void choose(struct chosen *chosen, uint32_t row) {
    if (chosen->taken[row])
        return;
    chosen->taken[row] = true;
    chosen->rows[chosen->n++] = row;
}

/* An id of a person is not shown; their operand is counted instead. */
static enum shg_status no_such_row(const struct shg_setting *setting, size_t i, shg_faults *faults) {
    const struct shg_table_schema *schema = shg_schema(setting->table);
    if (schema->people)
        return shg_fault_add(faults, SHG_ERROR, NULL, NULL, N_("no row of '%s' has the id given as number %zu"),
                             schema->name, i + 1);
    return shg_fault_add(faults, SHG_ERROR, NULL, setting->ids[i], N_("no row of '%s' has this id"), schema->name);
}

static void choose_ids(struct chosen *chosen, const struct shg_setting *setting, const shg_keys *keys,
                       shg_faults *faults) {
    for (size_t i = 0; i < setting->n_ids; i++) {
        uint32_t row = shg_keys_find(keys, setting->ids[i]);
        if (row == SHG_NONE)
            (void)no_such_row(setting, i, faults); /* counted by the caller */
        else
            choose(chosen, row);
    }
}

/* A row that has changed since the document was printed is not what its reader decided on. */
static bool is_fresh(const shg_register *reg, const struct shg_setting *setting, const struct shg_matching *matching,
                     size_t line, uint32_t row, shg_faults *faults) {
    const struct shg_table_schema *schema = shg_schema(setting->table);
    bool fresh = true;
    for (size_t c = 0; c < schema->count; c++) {
        int at = matching->where[c];
        if (at < 0 || shg_same_value(&schema->columns[c], shg_csv_get(setting->document, line, at),
                                     shg_text(reg, setting->table, row, (int)c)))
            continue;
        struct shg_where where = shg_csv_where(setting->document, line, at);
        (void)shg_fault_add(faults, SHG_ERROR, &where, NULL, N_("the row is stale: '%s' has changed since"),
                            schema->columns[c].name); /* counted */
        fresh = false;
    }
    return fresh;
}

static enum shg_status choose_lines(struct chosen *chosen, const shg_register *reg, const struct shg_setting *setting,
                                    const shg_keys *keys, shg_faults *faults) {
    struct shg_matching matching;
    struct shg_buf key = SHG_BUF_EMPTY;
    enum shg_status status = shg_match_columns(&matching, setting->table, setting->document, faults);
    for (size_t line = 0; status == SHG_OK && line < shg_csv_rows(setting->document); line++) {
        shg_match_key(&matching, setting->document, line, &key);
        if (shg_buf_failed(&key)) {
            status = shg_fault_memory(faults);
            break;
        }
        uint32_t row = shg_keys_find(keys, shg_buf_get(&key));
        struct shg_where where =
            shg_csv_where(setting->document, line, matching.where[shg_schema(setting->table)->key[0]]);
        if (row == SHG_NONE)
            (void)shg_fault_add(faults, SHG_ERROR, &where, NULL, N_("there is no such row in '%s'"),
                                shg_schema(setting->table)->name); /* counted by the caller */
        else if (is_fresh(reg, setting, &matching, line, row, faults))
            choose(chosen, row);
    }
    shg_buf_free(&key);
    return status;
}

/* ---- setting ---- */

static const char *value_for(const struct shg_setting *setting, const struct shg_assignment *field,
                             struct shg_buf *text) {
    return shg_canonical(&shg_schema(setting->table)->columns[field->column], field->value, text);
}

static enum shg_status set_field(shg_register *reg, const struct shg_setting *setting, uint32_t row,
                                 const struct shg_assignment *field, shg_faults *faults) {
    struct shg_buf text = SHG_BUF_EMPTY;
    bool moves = setting->table == SHG_GROUPS && field->column == GROUP_VENUE;
    char *was = shg_copy(moves ? shg_text(reg, SHG_GROUPS, row, GROUP_VENUE) : "");
    const char *value = value_for(setting, field, &text);
    enum shg_status status = SHG_SYSTEM;
    if (was && !shg_buf_failed(&text))
        status = shg_set(reg, setting->table, row, field->column, value);
    if (status != SHG_OK)
        status = shg_fault_memory(faults);
    else if (moves)
        status = shg_step_moved(reg, row, was, faults);
    shg_buf_free(&text);
    free(was);
    return status;
}

/* Whether a field says when or where a meeting is. */
static bool dates_meeting(const struct shg_setting *setting, const struct shg_assignment *field) {
    return setting->table == SHG_MEETINGS && (field->column == MEETING_DATE || field->column == MEETING_START ||
                                              field->column == MEETING_END || field->column == MEETING_VENUE);
}

/* All fields but the status; *moved where a meeting is elsewhere or at another time from now on. */
static enum shg_status set_fields(shg_register *reg, const struct shg_setting *setting, uint32_t row,
                                  struct shg_step_given *given, bool *moved, shg_faults *faults) {
    int stepping = shg_step_column(setting->table);
    enum shg_status status = SHG_OK;
    for (size_t i = 0; i < setting->n_fields && status == SHG_OK; i++) {
        const struct shg_assignment *field = &setting->fields[i];
        const struct shg_column *column = &shg_schema(setting->table)->columns[field->column];
        if (field->column == stepping)
            continue;
        *moved = *moved || (dates_meeting(setting, field) &&
                            !shg_same_value(column, field->value, shg_text(reg, setting->table, row, field->column)));
        given->fields |= UINT64_C(1) << field->column;
        status = set_field(reg, setting, row, field, faults);
    }
    return status;
}

/* The status that is asked for, as its number; -1 where none is. */
static int status_asked(const struct shg_setting *setting) {
    int stepping = shg_step_column(setting->table);
    int to = -1;
    for (size_t i = 0; stepping >= 0 && i < setting->n_fields; i++)
        if (setting->fields[i].column == stepping)
            to = shg_value_named(&shg_schema(setting->table)->columns[stepping], setting->fields[i].value);
    return to;
}

/* The fields first, as the step may need what they say; it leaves alone what they have set. */
static enum shg_status set_row(shg_register *reg, const struct shg_setting *setting, uint32_t row, shg_faults *faults) {
    struct shg_step_given given = {0, setting->wait_again, setting->until};
    bool moved = false;
    int to = status_asked(setting);
    enum shg_status status = set_fields(reg, setting, row, &given, &moved, faults);
    if (status == SHG_OK && moved && to < 0 && !(given.fields >> MEETING_REVISION & 1U))
        status = shg_step_meeting_moved(reg, row, faults);
    if (status != SHG_OK || to < 0)
        return status;
    return shg_step_take(reg, setting->table, row, to, &given, faults);
}

static enum shg_status set_all(shg_register *reg, const struct shg_setting *setting, const struct chosen *chosen,
                               shg_faults *faults) {
    enum shg_status worst = SHG_OK;
    for (size_t i = 0; i < chosen->n && worst != SHG_SYSTEM; i++) {
        enum shg_status status = set_row(reg, setting, chosen->rows[i], faults);
        if (status != SHG_OK)
            worst = status;
    }
    return worst;
}

enum shg_status shg_set_rows(shg_register *reg, const struct shg_setting *setting, shg_faults *faults) {
    size_t rows = shg_rows(reg, setting->table);
    size_t before = shg_faults_count(faults, SHG_ERROR);
    struct chosen chosen = {calloc(rows + 1, sizeof *chosen.rows), 0, calloc(rows + 1, sizeof *chosen.taken)};
    shg_keys *keys = shg_keys_new(reg, setting->table);
    enum shg_status status = SHG_OK;
    if (!chosen.rows || !chosen.taken || !keys)
        status = shg_fault_memory(faults);
    else if (setting->document)
        status = choose_lines(&chosen, reg, setting, keys, faults);
    else
        choose_ids(&chosen, setting, keys, faults);
    if (status == SHG_OK && shg_faults_count(faults, SHG_ERROR) > before)
        status = SHG_DATA;
    if (status == SHG_OK)
        status = set_all(reg, setting, &chosen, faults);
    shg_keys_free(keys);
    free(chosen.rows);
    free(chosen.taken);
    return status;
}
