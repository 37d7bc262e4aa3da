/* Changing a loaded register: fields, rows, new ids. What is written, and when, is in commit.c. */
#include "register/register_private.h"

#include <stdlib.h>
#include <string.h>

/* An index may be kept while rows are only added; anything else makes it stale. */
static void id_changed(shg_register *reg, enum shg_table table, size_t row, const char *before) {
    struct shg_table_index *ids = reg->tables[table].ids;
    const char *id = shg_text(reg, table, row, shg_id_column(table));
    if (ids->index == NULL || ids->stale)
        return;
    if (*before != '\0' || *id == '\0' || shg_index_put(ids->index, id, (uint32_t)row) == SHG_NONE)
        ids->stale = true;
}

/* The document's column for one of the schema's; made where it is not there. */
static enum shg_status column_for(struct shg_table_state *state, enum shg_table table, int column) {
    if (state->map[column] >= 0)
        return SHG_OK;
    return shg_csv_add_column(state->csv, shg_schema(table)->columns[column].name, &state->map[column]);
}

enum shg_status shg_set(shg_register *reg, enum shg_table table, size_t row, int column, const char *value) {
    struct shg_table_state *state = &reg->tables[table];
    if (state->csv == NULL || row >= shg_csv_rows(state->csv))
        return SHG_USAGE;
    const char *before = shg_text(reg, table, row, column);
    if (strcmp(before, value) == 0)
        return SHG_OK; /* the row keeps its bytes */
    bool was_empty = *before == '\0';
    enum shg_status status = column_for(state, table, column);
    if (status == SHG_OK)
        status = shg_csv_set(state->csv, row, state->map[column], value);
    if (status == SHG_OK && column == shg_id_column(table))
        id_changed(reg, table, row, was_empty ? "" : "x");
    if (table == SHG_PROFILE)
        shg_profile_read(reg);
    return status;
}

enum shg_status shg_set_date(shg_register *reg, enum shg_table table, size_t row, int column, shg_date date) {
    char text[11];
    return shg_set(reg, table, row, column, shg_date_format(date, text));
}

enum shg_status shg_set_number(shg_register *reg, enum shg_table table, size_t row, int column, long value) {
    struct shg_buf text = SHG_BUF_EMPTY;
    shg_buf_int(&text, value);
    enum shg_status status = shg_buf_failed(&text) ? SHG_SYSTEM : shg_set(reg, table, row, column, shg_buf_get(&text));
    shg_buf_free(&text);
    return status;
}

enum shg_status shg_set_own(shg_register *reg, enum shg_table table, size_t row, const char *name, const char *value) {
    struct shg_table_state *state = &reg->tables[table];
    if (state->csv == NULL || row >= shg_csv_rows(state->csv))
        return SHG_USAGE;
    int column = shg_csv_column(state->csv, name);
    enum shg_status status = column < 0 ? shg_csv_add_column(state->csv, name, &column) : SHG_OK;
    return status == SHG_OK ? shg_csv_set(state->csv, row, column, value) : status;
}

/* The document of a file that is not there yet: all columns of the schema, as tools print CSV. */
static shg_csv *new_document(const struct shg_table_state *state, enum shg_table table) {
    const struct shg_table_schema *schema = shg_schema(table);
    const char *names[SHG_MOST_COLUMNS];
    for (size_t c = 0; c < schema->count; c++)
        names[c] = schema->columns[c].name;
    return shg_csv_new(names, schema->count, &shg_dialect_plain, state->path, (unsigned)table + 1);
}

static enum shg_status document_for(struct shg_table_state *state, enum shg_table table) {
    if (!state->loaded || state->broken)
        return SHG_USAGE;
    if (state->csv)
        return SHG_OK;
    state->csv = new_document(state, table);
    if (state->csv == NULL)
        return SHG_SYSTEM;
    for (size_t c = 0; c < shg_schema(table)->count; c++)
        state->map[c] = (int)c;
    return SHG_OK;
}

enum shg_status shg_add_row(shg_register *reg, enum shg_table table, size_t *row) {
    struct shg_table_state *state = &reg->tables[table];
    enum shg_status status = document_for(state, table);
    return status == SHG_OK ? shg_csv_add(state->csv, row) : status;
}

enum shg_status shg_add_row_from(shg_register *reg, enum shg_table table, const shg_csv *source, const int *columns,
                                 size_t source_row, size_t *row) {
    struct shg_table_state *state = &reg->tables[table];
    struct shg_added *added = shg_grow(state->added, &state->added_cap, state->added_count + 1, sizeof *added);
    if (added == NULL)
        return SHG_SYSTEM;
    state->added = added;
    enum shg_status status = shg_add_row(reg, table, row);
    if (status == SHG_OK) {
        state->source = source;
        memcpy(state->source_map, columns, shg_schema(table)->count * sizeof *columns);
        added[state->added_count++] = (struct shg_added){*row, source_row};
    }
    return status;
}

enum shg_status shg_remove_row(shg_register *reg, enum shg_table table, size_t row) {
    struct shg_table_state *state = &reg->tables[table];
    if (state->csv == NULL || row >= shg_csv_rows(state->csv))
        return SHG_USAGE;
    shg_csv_remove(state->csv, row);
    state->ids->stale = true;
    state->added_count = 0; /* their numbers have moved */
    if (table == SHG_PROFILE)
        shg_profile_read(reg);
    return SHG_OK;
}

void shg_register_forget(shg_register *reg) {
    reg->forget = true;
}

/* ---- New ids ---- */

enum { DIGITS_OF_A_PERSON = 8, LEAST_DIGITS = 5, MOST_DIGITS = 22 };

/* Eight digits, each number as likely as any other: 42 * 10^8 is the last multiple below 2^32. */
static bool random_digits(shg_random *random, void *ctx, char out[DIGITS_OF_A_PERSON]) {
    uint32_t number;
    do {
        if (!random(ctx, &number, sizeof number))
            return false;
    } while (number >= 4200000000U);
    for (int i = DIGITS_OF_A_PERSON; i-- > 0; number /= 10)
        out[i] = (char)('0' + number % 10);
    return true;
}

static enum shg_status random_id(const shg_register *reg, shg_random *random, void *ctx, char out[24],
                                 shg_faults *faults) {
    out[0] = shg_schema(SHG_PEOPLE)->letter;
    out[1 + DIGITS_OF_A_PERSON] = '\0';
    for (int tries = 0; tries < 10000; tries++) {
        if (random == NULL || !random_digits(random, ctx, out + 1))
            return shg_fault_plain(faults, SHG_SYSTEM, N_("the system gives no random numbers"));
        if (shg_find(reg, SHG_PEOPLE, out) == SHG_NONE)
            return SHG_OK;
    }
    return shg_fault_plain(faults, SHG_SYSTEM, N_("no id is free"));
}

/* The digits of an id of this letter, or NULL where it is none. */
static const char *digits_of(const char *id, char letter) {
    return id[0] == letter && strspn(id + 1, "0123456789") == strlen(id + 1) ? id + 1 : NULL;
}

/* Without the zeros in front. */
static const char *bare(const char *digits) {
    return digits + strspn(digits, "0");
}

static bool greater(const char *a, const char *b) {
    size_t n = strlen(a);
    size_t m = strlen(b);
    return n != m ? n > m : strcmp(a, b) > 0;
}

/* Writes the number after digits into width places (digits fit and are no wider); false where it does not fit. */
static bool write_next(const char *digits, size_t width, char *out) {
    size_t n = strlen(digits);
    memset(out, '0', width);
    memcpy(out + width - n, digits, n);
    out[width] = '\0';
    size_t i = width;
    while (i > 0 && out[i - 1] == '9')
        out[--i] = '0';
    if (i == 0)
        return false;
    out[i - 1]++;
    return true;
}

static enum shg_status next_id(const shg_register *reg, enum shg_table table, char out[24], shg_faults *faults) {
    char letter = shg_schema(table)->letter;
    int column = shg_id_column(table);
    const char *highest = "";
    size_t width = LEAST_DIGITS;
    for (size_t row = 0; row < shg_rows(reg, table); row++) {
        const char *digits = digits_of(shg_text(reg, table, row, column), letter);
        if (digits == NULL)
            continue;
        if (strlen(digits) > width)
            width = strlen(digits);
        if (greater(bare(digits), highest))
            highest = bare(digits);
    }
    out[0] = letter;
    if (width <= MOST_DIGITS && write_next(highest, width, out + 1))
        return SHG_OK;
    if (width < MOST_DIGITS && write_next(highest, width + 1, out + 1))
        return SHG_OK;
    return shg_fault_plain(faults, SHG_SYSTEM, N_("no id is free"));
}

enum shg_status shg_new_id(const shg_register *reg, enum shg_table table, shg_random *random, void *ctx, char out[24],
                           shg_faults *faults) {
    if (shg_schema(table)->letter == 0)
        return SHG_USAGE;
    if (table == SHG_PEOPLE)
        return random_id(reg, random, ctx, out, faults);
    return next_id(reg, table, out, faults);
}
