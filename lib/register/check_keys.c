/* Ids and keys that stand twice. */
#include "register/check_private.h"

#include <stdlib.h>
#include <string.h>

static void tell_twice(struct shg_check *check, enum shg_table table, size_t row, size_t first) {
    int column = shg_schema(table)->key[0];
    struct shg_where earlier = shg_where_of(check->reg, table, first, column);
    struct shg_where where = shg_check_where(check, table, row, column);
    const char *shown = shg_may_show(check, table, column, shg_text(check->reg, table, row, column));
    if (strcmp(earlier.file, where.file) == 0)
        (void)shg_fault_add(check->faults, SHG_ERROR, &where, shown, N_("stands on line %lu already"), earlier.line);
    else /* one row is in the register, the other is on its way into it */
        (void)shg_fault_add(check->faults, SHG_ERROR, &where, shown, N_("stands on line %lu of %s already"),
                            earlier.line, earlier.file);
}

/* Tables whose rows one field names: the index that shg_find uses is made on the way. */
static void check_ids(struct shg_check *check, enum shg_table table, int column) {
    struct shg_table_index *ids = check->reg->tables[table].ids;
    size_t rows = shg_rows(check->reg, table);
    if (ids->stale) {
        shg_index_free(ids->index);
        ids->index = NULL;
        ids->stale = false;
    }
    if (ids->index == NULL)
        ids->index = shg_index_new(rows);
    for (size_t row = 0; ids->index && row < rows; row++) {
        const char *id = shg_text(check->reg, table, row, column);
        if (*id == '\0')
            continue;
        uint32_t first = shg_index_put(ids->index, id, (uint32_t)row);
        if (first == SHG_NONE) {
            ids->stale = true;
            check->failed = true;
            return;
        }
        if (first != row)
            tell_twice(check, table, row, first);
    }
    check->failed = check->failed || ids->index == NULL;
}

/* Adds a row's key as one text: two rows have the same where they are the same row said twice. */
static void put_key(const shg_register *reg, enum shg_table table, size_t row, struct shg_buf *out) {
    const int *key = shg_schema(table)->key;
    const char *a = shg_text(reg, table, row, key[0]);
    const char *b = shg_text(reg, table, row, key[1]);
    if (table == SHG_TRAVEL) {
        shg_buf_printf(out, "%d/%d", shg_municipality_of(reg, table, row, key[0]),
                       shg_municipality_of(reg, table, row, key[1]));
        return;
    }
    bool turned = (table == SHG_APART || table == SHG_TOGETHER) && strcmp(a, b) > 0;
    shg_buf_str(out, turned ? b : a);
    shg_buf_char(out, '/');
    shg_buf_str(out, turned ? a : b);
}

/* Whether a row's key can be compared: all of it stands there, and is no fault of its own. */
static bool has_key(const shg_register *reg, enum shg_table table, size_t row) {
    const int *key = shg_schema(table)->key;
    for (int i = 0; i < 2; i++)
        if (table == SHG_TRAVEL ? shg_municipality_of(reg, table, row, key[i]) < 0
                                : *shg_text(reg, table, row, key[i]) == '\0')
            return false;
    return true;
}

/* Tables whose rows two fields name. */
static void check_pairs(struct shg_check *check, enum shg_table table) {
    size_t rows = shg_rows(check->reg, table);
    struct shg_buf keys = SHG_BUF_EMPTY;
    size_t *at = rows > 0 ? malloc(rows * sizeof *at) : NULL;
    shg_index *index = shg_index_new(rows);
    for (size_t row = 0; at && row < rows; row++) {
        at[row] = keys.n;
        if (has_key(check->reg, table, row))
            put_key(check->reg, table, row, &keys);
        shg_buf_char(&keys, '\0');
    }
    bool whole = (at || rows == 0) && index && !shg_buf_failed(&keys);
    for (size_t row = 0; whole && row < rows; row++) {
        const char *key = keys.p + at[row];
        uint32_t first = *key ? shg_index_put(index, key, (uint32_t)row) : (uint32_t)row;
        whole = first != SHG_NONE;
        if (whole && first != row)
            tell_twice(check, table, row, first);
    }
    check->failed = check->failed || !whole;
    shg_index_free(index);
    free(at);
    shg_buf_free(&keys);
}

void shg_check_keys(struct shg_check *check, enum shg_table table) {
    int column = shg_id_column(table);
    if (column >= 0) {
        check_ids(check, table, column);
        return;
    }
    switch (table) {
    case SHG_PLACEMENTS:
    case SHG_MEETINGS:
    case SHG_APART:
    case SHG_TOGETHER:
    case SHG_TRAVEL:
    case SHG_TARGETS:
        check_pairs(check, table);
        break;
    default: /* nothing names their rows, or what is counted there adds up */
        break;
    }
}
