/* Looking at a loaded register: texts, and what they mean. */
#include "register/register_private.h"

#include "place/place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

shg_date shg_register_today(const shg_register *reg) {
    return reg->today;
}

const char *shg_register_dir(const shg_register *reg) {
    return reg->dir;
}

const shg_csv *shg_document(const shg_register *reg, enum shg_table table) {
    return reg->tables[table].csv;
}

size_t shg_rows(const shg_register *reg, enum shg_table table) {
    const shg_csv *csv = reg->tables[table].csv;
    return csv ? shg_csv_rows(csv) : 0;
}

const char *shg_text(const shg_register *reg, enum shg_table table, size_t row, int column) {
    const struct shg_table_state *state = &reg->tables[table];
    return state->csv && column >= 0 ? shg_csv_get(state->csv, row, state->map[column]) : "";
}

shg_date shg_day(const shg_register *reg, enum shg_table table, size_t row, int column) {
    const char *text = shg_text(reg, table, row, column);
    return *text ? shg_date_parse(text) : SHG_NO_DATE;
}

int shg_minutes(const shg_register *reg, enum shg_table table, size_t row, int column, int otherwise) {
    const char *text = shg_text(reg, table, row, column);
    int minutes = *text ? shg_time_parse(text) : -1;
    return minutes >= 0 ? minutes : otherwise;
}

long shg_number(const shg_register *reg, enum shg_table table, size_t row, int column, long otherwise) {
    const struct shg_column *schema = &shg_schema(table)->columns[column];
    const char *text = shg_text(reg, table, row, column);
    long long value;
    return *text && shg_parse_int(text, schema->low, schema->high, &value) ? (long)value : otherwise;
}

double shg_decimal(const shg_register *reg, enum shg_table table, size_t row, int column, double otherwise) {
    const struct shg_column *schema = &shg_schema(table)->columns[column];
    double value;
    if (!shg_parse_decimal(shg_text(reg, table, row, column), &value))
        return otherwise;
    return value >= (double)schema->low && value <= (double)schema->high ? value : otherwise;
}

int shg_value(const shg_register *reg, enum shg_table table, size_t row, int column, int otherwise) {
    const char *text = shg_text(reg, table, row, column);
    int value = *text ? shg_value_named(&shg_schema(table)->columns[column], text) : -1;
    return value >= 0 ? value : otherwise;
}

/* Four digits, or three that lost their zero, as a number; -1 for anything else. */
static int municipality_number(const char *s, size_t n) {
    if (n != 3 && n != 4)
        return -1;
    int number = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return -1;
        number = number * 10 + (s[i] - '0');
    }
    return number;
}

/* Asks the place room; the answer is kept by shg_municipality_read. */
static int look_up(int number) {
    char code[8];
    (void)snprintf(code, sizeof code, "%04d", number % 10000); /* four digits always fit */
    int found = shg_municipality_find(code);
    if (found >= 0)
        return found;
    int successors[2];
    return shg_municipality_successors(code, successors, 2) == 1 ? successors[0] : -1;
}

int shg_municipality_read(const shg_register *reg, const char *s, size_t n) {
    int number = municipality_number(s, n);
    if (number < 0)
        return -1;
    int known = atomic_load_explicit(&reg->places[number], memory_order_relaxed);
    if (known == 0) {
        known = look_up(number) + 2;
        atomic_store_explicit(&reg->places[number], (int16_t)known, memory_order_relaxed);
    }
    return known - 2;
}

int shg_municipality_of(const shg_register *reg, enum shg_table table, size_t row, int column) {
    const char *text = shg_text(reg, table, row, column);
    return *text ? shg_municipality_read(reg, text, strlen(text)) : -1;
}

size_t shg_windows_of(const shg_register *reg, enum shg_table table, size_t row, int column, struct shg_window *out,
                      size_t max) {
    const char *at = shg_text(reg, table, row, column);
    const char *item;
    size_t n;
    size_t count = 0;
    struct shg_window window;
    while (*at && shg_next_item(&at, &item, &n)) {
        if (!shg_window_parse(item, n, &window))
            continue;
        if (count < max)
            out[count] = window;
        count++;
    }
    return count;
}

int shg_id_column(enum shg_table table) {
    const struct shg_table_schema *schema = shg_schema(table);
    return schema->key && schema->key[1] < 0 ? schema->key[0] : -1;
}

/* Makes the index of a table. What memory is lacking for is not found; the next check tells. */
static void index_table(const shg_register *reg, enum shg_table table, struct shg_table_index *ids) {
    int column = shg_id_column(table);
    size_t rows = shg_rows(reg, table);
    shg_index_free(ids->index);
    ids->stale = false;
    ids->index = shg_index_new(rows);
    for (size_t row = 0; ids->index && row < rows; row++) {
        const char *id = shg_text(reg, table, row, column);
        if (*id && shg_index_put(ids->index, id, (uint32_t)row) == SHG_NONE) /* the first of several rows stands */
            ids->failed = true;
    }
    ids->failed = ids->failed || ids->index == NULL;
}

uint32_t shg_find(const shg_register *reg, enum shg_table table, const char *id) {
    struct shg_table_index *ids = reg->tables[table].ids;
    if (reg->tables[table].csv == NULL || shg_id_column(table) < 0)
        return SHG_NONE;
    if (ids->stale || ids->index == NULL)
        index_table(reg, table, ids);
    return shg_index_get(ids->index, id);
}

static int by_row(const void *a, const void *b) {
    const struct shg_added *x = a;
    const struct shg_added *y = b;
    return (x->row > y->row) - (x->row < y->row);
}

/* The place of an added row: in the document that it came from, else where it would stand if it were written. */
static struct shg_where place_of_added(const struct shg_table_state *state, enum shg_table table, size_t row,
                                       int column) {
    struct shg_added key = {row, 0};
    const struct shg_added *from =
        state->added_count > 0 ? bsearch(&key, state->added, state->added_count, sizeof key, by_row) : NULL;
    if (from) {
        int source_column = column >= 0 ? state->source_map[column] : -1;
        struct shg_where where = shg_csv_where(state->source, from->source_row, source_column);
        where.order = (unsigned)table + 1;
        return where;
    }
    struct shg_where where = shg_csv_where(state->csv, row, column >= 0 ? state->map[column] : -1);
    size_t last = row;
    while (last > 0 && shg_csv_line(state->csv, last) == 0)
        last--;
    unsigned long line = shg_csv_line(state->csv, last);
    where.line = line > 0 ? line + (row - last) : row + 2;
    return where;
}

struct shg_where shg_where_of(const shg_register *reg, enum shg_table table, size_t row, int column) {
    const struct shg_table_state *state = &reg->tables[table];
    if (state->csv && shg_csv_line(state->csv, row) == 0)
        return place_of_added(state, table, row, column);
    if (state->csv)
        return shg_csv_where(state->csv, row, column >= 0 ? state->map[column] : -1);
    return (struct shg_where){state->path, (unsigned)table + 1, 0, 0};
}

bool shg_status_held(int placement_status) {
    return placement_status == PLACEMENT_IS_PROPOSED || placement_status == PLACEMENT_IS_OFFERED ||
           placement_status == PLACEMENT_IS_ACCEPTED || placement_status == PLACEMENT_IS_ACTIVE;
}
