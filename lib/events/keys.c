#include "events/keys.h"

#include <stdlib.h>
#include <string.h>

struct shg_keys {
    shg_index *index;
    char **texts;
    size_t n, cap;
};

/* ---- keys ---- */

static void join(struct shg_buf *key, const struct shg_column *column, const char *text, bool first) {
    struct shg_buf value = SHG_BUF_EMPTY;
    shg_buf_printf(key, "%s%s", first ? "" : "/", shg_canonical(column, text, &value));
    shg_buf_free(&value);
}

bool shg_keys_add(shg_keys *keys, const char *key, uint32_t row) {
    char **texts = shg_grow(keys->texts, &keys->cap, keys->n + 1, sizeof *texts);
    char *copy = texts ? shg_copy(key) : NULL;
    if (texts)
        keys->texts = texts;
    if (!copy)
        return false;
    texts[keys->n++] = copy;
    return shg_index_put(keys->index, copy, row) != SHG_NONE;
}

shg_keys *shg_keys_new(const shg_register *reg, enum shg_table table) {
    const struct shg_table_schema *schema = shg_schema(table);
    struct shg_buf key = SHG_BUF_EMPTY;
    shg_keys *keys = calloc(1, sizeof *keys);
    bool good = keys != NULL;
    if (keys)
        keys->index = shg_index_new(shg_rows(reg, table));
    good = good && keys->index;
    for (size_t row = 0; good && row < shg_rows(reg, table); row++) {
        shg_buf_cut(&key, 0);
        for (const int *c = schema->key; *c >= 0; c++)
            join(&key, &schema->columns[*c], shg_text(reg, table, row, *c), c == schema->key);
        good = !shg_buf_failed(&key) && shg_keys_add(keys, shg_buf_get(&key), (uint32_t)row);
    }
    shg_buf_free(&key);
    if (!good) {
        shg_keys_free(keys);
        return NULL;
    }
    return keys;
}

void shg_keys_free(shg_keys *keys) {
    if (!keys)
        return;
    shg_index_free(keys->index);
    for (size_t i = 0; i < keys->n; i++)
        free(keys->texts[i]);
    free(keys->texts);
    free(keys);
}

uint32_t shg_keys_find(const shg_keys *keys, const char *key) {
    return shg_index_get(keys->index, key);
}

/* ---- documents ---- */

/* What other tables and reports call the id of a row of this one; NULL where nothing speaks of it. */
static const char *other_name(enum shg_table table) {
    static const struct {
        enum shg_table table;
        const char *name;
    } names[] = {{SHG_PEOPLE, "person"}, {SHG_CONTACTS, "person"}, {SHG_STARTERS, "starter"},
                 {SHG_GROUPS, "group"},  {SHG_VENUES, "venue"},    {SHG_COURSES, "course"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].table == table)
            return names[i].name;
    return NULL;
}

/* The document's column for a column of the table's key. */
static int key_column(const struct shg_table_schema *schema, enum shg_table table, int column, const shg_csv *csv) {
    const char *name = schema->columns[column].name;
    int found = shg_csv_column(csv, name);
    if (found < 0 && strcmp(name, "id") == 0 && other_name(table))
        found = shg_csv_column(csv, other_name(table));
    return found;
}

enum shg_status shg_match_columns(struct shg_matching *out, enum shg_table table, const shg_csv *csv,
                                  shg_faults *faults) {
    const struct shg_table_schema *schema = shg_schema(table);
    struct shg_where where = {shg_csv_name(csv), 0, 1, 0};
    enum shg_status status = SHG_OK;
    out->table = table;
    for (size_t c = 0; c < SHG_KEYS_COLUMNS; c++)
        out->where[c] = c < schema->count ? shg_csv_column(csv, schema->columns[c].name) : -1;
    for (const int *c = schema->key; *c >= 0; c++) {
        out->where[*c] = key_column(schema, table, *c, csv);
        if (out->where[*c] < 0)
            status =
                shg_fault_add(faults, SHG_ERROR, &where, NULL, N_("column '%s' is missing"), schema->columns[*c].name);
    }
    return status;
}

void shg_match_key(const struct shg_matching *matching, const shg_csv *csv, size_t row, struct shg_buf *out) {
    const struct shg_table_schema *schema = shg_schema(matching->table);
    shg_buf_cut(out, 0);
    for (const int *c = schema->key; *c >= 0; c++)
        join(out, &schema->columns[*c], shg_csv_get(csv, row, matching->where[*c]), c == schema->key);
}
