#include "events/record.h"

#include "events/keys.h"

#include <stdlib.h>
#include <string.h>

/* What a row of the document does to the table. */
enum effect { EFFECT_NONE, EFFECT_ADD, EFFECT_CHANGE, EFFECT_STALE };

/* A document on its way into a table. */
struct recording {
    shg_register *reg;
    const shg_csv *csv;
    struct shg_matching matching;
    shg_keys *keys;
    shg_faults *faults;
};

static struct shg_where place(const struct recording *recording, size_t line, int column) {
    return shg_csv_where(recording->csv, line, recording->matching.where[column]);
}

static const char *cell(const struct recording *recording, size_t line, int column) {
    return shg_csv_get(recording->csv, line, recording->matching.where[column]);
}

static enum shg_status begin(struct recording *recording, shg_register *reg, enum shg_table table, const shg_csv *csv,
                             shg_faults *faults) {
    *recording = (struct recording){.reg = reg, .csv = csv, .faults = faults};
    enum shg_status status = shg_match_columns(&recording->matching, table, csv, faults);
    if (status != SHG_OK)
        return status;
    recording->keys = shg_keys_new(reg, table);
    return recording->keys ? SHG_OK : shg_fault_memory(faults);
}

/* The row that a line of the document names by its key, SHG_NONE where it is new. */
static enum shg_status find_row(struct recording *recording, size_t line, struct shg_buf *key, uint32_t *row) {
    shg_match_key(&recording->matching, recording->csv, line, key);
    *row = shg_keys_find(recording->keys, shg_buf_get(key));
    return shg_buf_failed(key) ? shg_fault_memory(recording->faults) : SHG_OK;
}

/* Whether the columns that the document has say the same as the row. */
static bool is_same(const struct recording *recording, size_t line, uint32_t row) {
    const struct shg_table_schema *schema = shg_schema(recording->matching.table);
    for (size_t c = 0; c < schema->count; c++)
        if (recording->matching.where[c] >= 0 &&
            !shg_same_value(&schema->columns[c], cell(recording, line, (int)c),
                            shg_text(recording->reg, recording->matching.table, row, (int)c)))
            return false;
    return true;
}

/* Every column that the document has, into the row; into a new one, known by its key from here on, where row is
 * SHG_NONE. */
static enum shg_status take_line(struct recording *recording, size_t line, const char *key, uint32_t row) {
    enum shg_table table = recording->matching.table;
    const struct shg_table_schema *schema = shg_schema(table);
    struct shg_buf text = SHG_BUF_EMPTY;
    size_t at = row;
    enum shg_status status = row == SHG_NONE ? shg_add_row(recording->reg, table, &at) : SHG_OK;
    if (status == SHG_OK && row == SHG_NONE && !shg_keys_add(recording->keys, key, (uint32_t)at))
        status = SHG_SYSTEM;
    for (size_t c = 0; c < schema->count && status == SHG_OK; c++)
        if (recording->matching.where[c] >= 0)
            status = shg_set(recording->reg, table, at, (int)c,
                             shg_canonical(&schema->columns[c], cell(recording, line, (int)c), &text));
    if (shg_buf_failed(&text))
        status = SHG_SYSTEM;
    shg_buf_free(&text);
    return status == SHG_OK ? status : shg_fault_memory(recording->faults);
}

/* ---- meetings ---- */

static long revision_of(const struct recording *recording, size_t line) {
    long long revision = 0;
    (void)shg_parse_int(cell(recording, line, MEETING_REVISION), 0, INT32_MAX, &revision); /* the check tells it */
    return (long)revision;
}

static enum effect effect_of(const struct recording *recording, size_t line, uint32_t row) {
    if (row == SHG_NONE)
        return EFFECT_ADD;
    if (is_same(recording, line, row))
        return EFFECT_NONE;
    bool later = revision_of(recording, line) > shg_number(recording->reg, SHG_MEETINGS, row, MEETING_REVISION, 0);
    bool held = shg_value(recording->reg, SHG_MEETINGS, row, MEETING_STATUS, -1) == MEETING_IS_HELD;
    return later && !held ? EFFECT_CHANGE : EFFECT_STALE;
}

/* The group of a line; SHG_NONE, and told, where there is none that can meet. */
static uint32_t group_of(struct recording *recording, size_t line) {
    const char *id = cell(recording, line, MEETING_GROUP);
    uint32_t group = shg_find(recording->reg, SHG_GROUPS, id);
    struct shg_where where = place(recording, line, MEETING_GROUP);
    int status = group == SHG_NONE ? -1 : shg_value(recording->reg, SHG_GROUPS, group, GROUP_STATUS, -1);
    const char *text = NULL;
    if (group == SHG_NONE)
        text = N_("there is no such group");
    else if (status == GROUP_IS_ENDED)
        text = N_("the group has ended");
    else if (status == GROUP_IS_IDEA)
        text = N_("the group is an idea: nobody can meet in it");
    if (!text)
        return group;
    (void)shg_fault_add(recording->faults, SHG_ERROR, &where, id, "%s", shg_tr(recording->faults, text)); /* counted */
    return SHG_NONE;
}

static enum shg_status record_row(struct recording *recording, size_t line, const char *key, uint32_t row,
                                  bool *touched) {
    const enum effect effect = effect_of(recording, line, row);
    if (effect == EFFECT_NONE)
        return SHG_OK;
    const uint32_t group = group_of(recording, line);
    if (group == SHG_NONE)
        return SHG_DATA;
    if (effect == EFFECT_STALE) {
        struct shg_where where = place(recording, line, MEETING_NUMBER);
        return shg_fault_add(recording->faults, SHG_ERROR, &where, cell(recording, line, MEETING_NUMBER),
                             N_("the meeting has changed since it was planned"));
    }
    touched[group] = true;
    return take_line(recording, line, key, row);
}

static enum shg_status record_line(struct recording *recording, size_t line, bool *touched) {
    struct shg_buf key = SHG_BUF_EMPTY;
    uint32_t row;
    enum shg_status status = find_row(recording, line, &key, &row);
    if (status == SHG_OK)
        status = record_row(recording, line, shg_buf_get(&key), row, touched);
    shg_buf_free(&key);
    return status;
}

static void warn_if_few(shg_register *reg, size_t group, shg_faults *faults) {
    long least = shg_number(reg, SHG_GROUPS, group, GROUP_MIN, shg_profile_of(reg)->min);
    struct shg_where where = shg_where_of(reg, SHG_GROUPS, group, GROUP_STATUS);
    if (shg_members_held(reg, group) < least)
        (void)shg_fault_add(faults, SHG_WARNING, &where, shg_text(reg, SHG_GROUPS, group, GROUP_ID),
                            N_("the group starts with fewer than %ld members"), least); /* a warning */
}

/* A group whose meetings are recorded starts, or follows its new dates. */
static enum shg_status follow(shg_register *reg, size_t group, shg_faults *faults) {
    const struct shg_step_given given = SHG_STEP_PLAIN;
    int status = shg_value(reg, SHG_GROUPS, group, GROUP_STATUS, -1);
    if (status == GROUP_IS_FORMING) {
        enum shg_status done = shg_step_take(reg, SHG_GROUPS, group, GROUP_IS_STARTING, &given, faults);
        if (done == SHG_OK)
            warn_if_few(reg, group, faults);
        return done;
    }
    return status == GROUP_IS_STARTING || status == GROUP_IS_PAUSED ? shg_step_redate(reg, group, faults) : SHG_OK;
}

static enum shg_status worse(enum shg_status a, enum shg_status b) {
    return a == SHG_SYSTEM || b == SHG_OK ? a : b;
}

enum shg_status shg_record_meetings(shg_register *reg, const shg_csv *meetings, shg_faults *faults) {
    struct recording recording;
    size_t groups = shg_rows(reg, SHG_GROUPS);
    enum shg_status status = begin(&recording, reg, SHG_MEETINGS, meetings, faults);
    bool *touched = calloc(groups + 1, sizeof *touched);
    if (status == SHG_OK && !touched)
        status = shg_fault_memory(faults);
    for (size_t line = 0; recording.keys && touched && line < shg_csv_rows(meetings) && status != SHG_SYSTEM; line++)
        status = worse(status, record_line(&recording, line, touched));
    for (size_t group = 0; recording.keys && touched && status != SHG_SYSTEM && group < groups; group++)
        if (touched[group])
            status = worse(status, follow(reg, group, faults));
    shg_keys_free(recording.keys);
    free(touched);
    return status;
}
