#include "register/add.h"

#include "register/canonical.h"
#include "register/register_private.h"

#include <string.h>

unsigned shg_add_needs(enum shg_table table, bool members) {
    if (table == SHG_PEOPLE && !members)
        return SHG_SET(SHG_PEOPLE) | SHG_SET(SHG_COURSES) | SHG_SET(SHG_VENUES) | SHG_SET(SHG_THEMES);
    return table == SHG_CONTACTS ? SHG_ALL_TABLES : SHG_ALL_TABLES & ~SHG_SET(SHG_CONTACTS);
}

static enum shg_status set_if_empty(shg_register *reg, enum shg_table table, size_t row, int column,
                                    const char *value) {
    return *shg_text(reg, table, row, column) ? SHG_OK : shg_set(reg, table, row, column, value);
}

/* Sets a field as tools store it; a zero that is put back is said, with the place that the row came from. */
static enum shg_status set_field(shg_register *reg, enum shg_table table, size_t row, int column, const char *value,
                                 shg_faults *faults) {
    const struct shg_column *schema = &shg_schema(table)->columns[column];
    struct shg_buf text = SHG_BUF_EMPTY;
    (void)shg_canonical(schema, value, &text);
    enum shg_status status = shg_buf_failed(&text) ? SHG_SYSTEM : shg_set(reg, table, row, column, shg_buf_get(&text));
    shg_buf_free(&text);
    if (status == SHG_OK && schema->type == SHG_TYPE_MUNICIPALITY && strlen(value) == 3 &&
        strcmp(value, shg_text(reg, table, row, column)) != 0) {
        struct shg_where where = shg_where_of(reg, table, row, column);
        (void)shg_fault_add(faults, SHG_NOTE, &where, value, N_("this municipality gets its leading zero back"));
    }
    return status;
}

/* What a row begins with. */
static enum shg_status set_defaults(shg_register *reg, enum shg_table table, size_t row) {
    char today[11];
    enum shg_status status = SHG_OK;
    switch (table) {
    case SHG_PEOPLE:
        status = set_if_empty(reg, table, row, PERSON_STATUS, "new");
        if (status == SHG_OK)
            status = set_if_empty(reg, table, row, PERSON_REGISTERED, shg_date_format(reg->today, today));
        return status;
    case SHG_STARTERS:
        return set_if_empty(reg, table, row, STARTER_STATUS, "interested");
    case SHG_GROUPS:
        return set_if_empty(reg, table, row, GROUP_STATUS, "idea");
    default:
        return status;
    }
}

/* An id of its own for a row that has none. */
static enum shg_status set_id(shg_register *reg, enum shg_table table, size_t row, const struct shg_ids *ids,
                              shg_faults *faults) {
    char id[24];
    if (shg_schema(table)->letter == 0 || *shg_text(reg, table, row, shg_id_column(table)))
        return SHG_OK;
    enum shg_status status = shg_new_id(reg, table, ids->random, ids->ctx, id, faults);
    if (status != SHG_OK)
        return status;
    status = shg_set(reg, table, row, shg_id_column(table), id);
    return status == SHG_OK ? status : shg_fault_memory(faults);
}

/* How shg-set would name the row; nothing where nothing names it. */
static void put_name(const shg_register *reg, enum shg_table table, size_t row, struct shg_buf *names) {
    const int *key = shg_schema(table)->key;
    for (int i = 0; key && key[i] >= 0; i++) {
        if (i > 0)
            shg_buf_char(names, '/');
        shg_buf_str(names, shg_text(reg, table, row, key[i]));
    }
    if (key)
        shg_buf_char(names, '\n');
}

enum shg_status shg_add_finish(shg_register *reg, enum shg_table table, size_t row, const struct shg_ids *ids,
                               struct shg_buf *names, shg_faults *faults) {
    if (set_defaults(reg, table, row) != SHG_OK)
        return shg_fault_memory(faults);
    enum shg_status status = set_id(reg, table, row, ids, faults);
    if (status != SHG_OK)
        return status;
    put_name(reg, table, row, names);
    return shg_buf_failed(names) ? shg_fault_memory(faults) : SHG_OK;
}

enum shg_status shg_add_fields(shg_register *reg, enum shg_table table, const struct shg_new_field *fields, size_t n,
                               const struct shg_ids *ids, struct shg_buf *names, shg_faults *faults) {
    size_t row;
    enum shg_status status = shg_add_row(reg, table, &row);
    for (size_t i = 0; i < n && status == SHG_OK; i++)
        status = set_field(reg, table, row, fields[i].column, fields[i].value, faults);
    return status == SHG_OK ? shg_add_finish(reg, table, row, ids, names, faults) : shg_fault_memory(faults);
}

/* ---- Documents ---- */

struct source {
    const shg_csv *csv;
    int columns[SHG_MOST_COLUMNS]; /* of csv, for each of the schema's */
    shg_index *known;              /* submissions */
};

/* Which column is which; a column that the table does not have is a fault. */
static enum shg_status map_source(struct source *source, enum shg_table table, shg_faults *faults) {
    enum shg_status status = SHG_OK;
    for (size_t c = 0; c < SHG_MOST_COLUMNS; c++)
        source->columns[c] = -1;
    for (size_t c = 0; c < shg_csv_columns(source->csv); c++) {
        const char *name = shg_csv_column_name(source->csv, c);
        int column = shg_column_named(table, name);
        struct shg_where where = {shg_csv_name(source->csv), 0, 1, (unsigned)c + 1};
        if (column < 0)
            status = shg_fault_add(faults, SHG_ERROR, &where, name, N_("this table has no such column"));
        else
            source->columns[column] = (int)c;
    }
    return status;
}

shg_index *shg_submissions(const shg_register *reg, size_t more) {
    shg_index *known = shg_index_new(shg_rows(reg, SHG_PEOPLE) + more);
    for (size_t row = 0; known && row < shg_rows(reg, SHG_PEOPLE); row++) {
        const char *submission = shg_text(reg, SHG_PEOPLE, row, PERSON_SUBMISSION);
        if (*submission && shg_index_put(known, submission, (uint32_t)row) == SHG_NONE) {
            shg_index_free(known);
            return NULL;
        }
    }
    return known;
}

/* Whether a row's submission is there already (said). A new one is there from now on. */
static enum shg_status look_up(struct source *source, size_t row, bool *known, shg_faults *faults) {
    int column = source->columns[PERSON_SUBMISSION];
    const char *submission = column >= 0 ? shg_csv_get(source->csv, row, column) : "";
    *known = source->known && *submission && shg_index_get(source->known, submission) != SHG_NONE;
    if (*known) {
        struct shg_where where = shg_csv_where(source->csv, row, column);
        return shg_fault_add(faults, SHG_NOTE, &where, submission, N_("passed over: this submission is there already"));
    }
    if (source->known && *submission && shg_index_put(source->known, submission, 0) == SHG_NONE)
        return shg_fault_memory(faults);
    return SHG_OK;
}

static enum shg_status add_source_row(shg_register *reg, enum shg_table table, const struct source *source,
                                      size_t source_row, size_t *row, shg_faults *faults) {
    enum shg_status status = shg_add_row_from(reg, table, source->csv, source->columns, source_row, row);
    for (size_t c = 0; c < shg_schema(table)->count && status == SHG_OK; c++)
        if (source->columns[c] >= 0)
            status =
                set_field(reg, table, *row, (int)c, shg_csv_get(source->csv, source_row, source->columns[c]), faults);
    return status;
}

enum shg_status shg_add_document(shg_register *reg, enum shg_table table, const shg_csv *csv, const struct shg_ids *ids,
                                 struct shg_buf *names, shg_faults *faults) {
    struct source source = {.csv = csv};
    enum shg_status status = map_source(&source, table, faults);
    if (table == SHG_PEOPLE && status == SHG_OK)
        source.known = shg_submissions(reg, shg_csv_rows(csv));
    if (table == SHG_PEOPLE && status == SHG_OK && !source.known)
        status = shg_fault_memory(faults);
    for (size_t i = 0; i < shg_csv_rows(csv) && status == SHG_OK; i++) {
        size_t row;
        bool known;
        status = look_up(&source, i, &known, faults);
        if (known || status != SHG_OK)
            continue;
        if (add_source_row(reg, table, &source, i, &row, faults) == SHG_OK)
            status = shg_add_finish(reg, table, row, ids, names, faults);
        else
            status = shg_fault_memory(faults);
    }
    shg_index_free(source.known);
    return status;
}
