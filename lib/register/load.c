/* Loading: files to tables, tables to a register. */
#include "register/register_private.h"

#include <stdlib.h>
#include <string.h>

enum { NUMBERS = 10000 }; /* four digits */

/* `people.csv` in `.`, else `DIR/people.csv`: the path as the caller would write it. */
static char *message_path(const char *dir, const char *file) {
    struct shg_buf path = SHG_BUF_EMPTY;
    size_t n = strlen(dir);
    while (n > 1 && dir[n - 1] == '/')
        n--;
    if (!(n == 1 && dir[0] == '.')) {
        shg_buf_add(&path, dir, n);
        if (dir[n - 1] != '/')
            shg_buf_char(&path, '/');
    }
    shg_buf_str(&path, file);
    return shg_buf_take(&path);
}

static bool prepare_table(struct shg_table_state *state, const char *dir, enum shg_table table) {
    for (size_t c = 0; c < SHG_MOST_COLUMNS; c++)
        state->map[c] = -1;
    state->path = message_path(dir, shg_schema(table)->file);
    state->ids = calloc(1, sizeof *state->ids);
    return state->path && state->ids;
}

static shg_register *prepare(const struct shg_opening *opening) {
    shg_register *reg = calloc(1, sizeof *reg);
    if (reg == NULL)
        return NULL;
    reg->today = opening->today;
    reg->show_values = opening->show_values;
    reg->dir = shg_copy(opening->dir);
    reg->places = calloc(NUMBERS, sizeof *reg->places);
    bool whole = reg->dir && reg->places;
    for (int t = 0; t < (int)SHG_TABLES; t++)
        whole = prepare_table(&reg->tables[t], opening->dir, (enum shg_table)t) && whole;
    if (whole)
        return reg;
    shg_register_free(reg);
    return NULL;
}

void shg_register_free(shg_register *reg) {
    if (reg == NULL)
        return;
    for (int t = 0; t < (int)SHG_TABLES; t++) {
        struct shg_table_state *state = &reg->tables[t];
        if (state->ids)
            shg_index_free(state->ids->index);
        free(state->ids);
        free(state->path);
        free(state->added);
        shg_csv_free(state->csv);
    }
    shg_store_free(reg->store);
    free(reg->journeys);
    free(reg->places);
    free(reg->dir);
    free(reg);
}

const char *const *shg_register_files(void) {
    /* in the order of enum shg_table; the unit test compares it with the schema */
    static const char *const files[] = {
        "people.csv",     "contacts.csv",   "starters.csv",    "venues.csv",  "themes.csv",
        "groups.csv",     "placements.csv", "meetings.csv",    "apart.csv",   "together.csv",
        "courses.csv",    "absences.csv",   "closures.csv",    "travel.csv",  "offices.csv",
        "activities.csv", "inquiries.csv",  "evaluations.csv", "history.csv", "targets.csv",
        "counts.csv",     "erasures.csv",   "published.csv",   "profile.csv", NULL};
    return files;
}

/* Which column of the schema stands where; tells the ones that must be there and are not. */
static void map_columns(shg_register *reg, enum shg_table table, shg_faults *faults) {
    const struct shg_table_schema *schema = shg_schema(table);
    struct shg_table_state *state = &reg->tables[table];
    struct shg_where where = {state->path, (unsigned)table + 1, 1, 0};
    for (size_t c = 0; c < schema->count; c++) {
        state->map[c] = shg_csv_column(state->csv, schema->columns[c].name);
        if (state->map[c] < 0 && schema->columns[c].must_be)
            (void)shg_fault_add(faults, SHG_ERROR, &where, schema->columns[c].name, N_("the header lacks a column"));
    }
    if (table == SHG_EVALUATIONS && state->map[EVALUATION_GROUP] < 0 && state->map[EVALUATION_ACTIVITY] < 0)
        (void)shg_fault_add(faults, SHG_ERROR, &where, "group", N_("the header lacks a column"));
}

/* One file's bytes to a table. Faults of form leave it broken; SHG_SYSTEM alone stops the loading. */
static enum shg_status take_table(shg_register *reg, enum shg_table table, struct shg_stored *file,
                                  shg_faults *faults) {
    struct shg_table_state *state = &reg->tables[table];
    state->loaded = true;
    state->was = file->identity;
    if (!file->identity.exists) {
        struct shg_where where = {state->path, (unsigned)table + 1, 0, 0};
        state->broken = shg_schema(table)->must_be;
        if (state->broken)
            (void)shg_fault_add(faults, SHG_ERROR, &where, NULL, N_("this table must be there"));
        return SHG_OK;
    }
    enum shg_status status = shg_csv_read(&state->csv, &file->bytes, state->path, (unsigned)table + 1, 0, faults);
    state->broken = status == SHG_DATA;
    if (status == SHG_OK)
        map_columns(reg, table, faults);
    return status == SHG_DATA ? SHG_OK : status;
}

/* All files, and what is made of them: the office's rules, the table of journeys. */
static enum shg_status take_files(shg_register *reg, const enum shg_table *wanted, struct shg_stored *files, size_t n,
                                  shg_faults *faults) {
    enum shg_status status = SHG_OK;
    for (size_t i = 0; i < n; i++) {
        if (status == SHG_OK)
            status = take_table(reg, wanted[i], &files[i], faults);
        shg_buf_free(&files[i].bytes);
    }
    if (status != SHG_OK)
        return status;
    shg_profile_read(reg);
    return shg_journeys_read(reg) == SHG_OK ? SHG_OK : shg_fault_memory(faults);
}

static enum shg_status read_tables(shg_register *reg, unsigned tables, shg_faults *faults) {
    struct shg_stored files[SHG_TABLES];
    enum shg_table wanted[SHG_TABLES];
    size_t n = 0;
    for (int t = 0; t < (int)SHG_TABLES; t++) {
        if ((tables & SHG_SET(t)) == 0)
            continue;
        memset(&files[n], 0, sizeof files[n]);
        files[n].name = shg_schema((enum shg_table)t)->file;
        wanted[n++] = (enum shg_table)t;
    }
    enum shg_status status = shg_store_read(reg->store, files, n, faults);
    return status == SHG_OK ? take_files(reg, wanted, files, n, faults) : status;
}

/* The register, or nothing where the work failed. */
static enum shg_status give(shg_register *reg, enum shg_status status, shg_register **out) {
    if (status != SHG_OK) {
        shg_register_free(reg);
        return status;
    }
    *out = reg;
    return SHG_OK;
}

enum shg_status shg_register_read(shg_register **out, const struct shg_opening *opening, bool lock,
                                  shg_faults *faults) {
    *out = NULL;
    shg_register *reg = prepare(opening);
    if (reg == NULL)
        return shg_fault_memory(faults);
    enum shg_status status = shg_store_open(&reg->store, opening->dir, shg_register_files(), faults);
    if (status == SHG_OK && lock)
        status = shg_store_lock(reg->store, opening->wait, opening->holder, faults);
    if (status == SHG_OK)
        status = read_tables(reg, opening->tables | SHG_SET(SHG_PROFILE), faults);
    return give(reg, status, out);
}

enum shg_status shg_register_of(shg_register **out, const struct shg_opening *opening, const enum shg_table *wanted,
                                struct shg_stored *files, size_t n, shg_faults *faults) {
    *out = NULL;
    shg_register *reg = prepare(opening);
    for (size_t i = 0; reg == NULL && i < n; i++)
        shg_buf_free(&files[i].bytes);
    if (reg == NULL)
        return shg_fault_memory(faults);
    return give(reg, take_files(reg, wanted, files, n, faults), out);
}

/* SHG_DATA where there are more errors than before. */
static enum shg_status since(const shg_faults *faults, size_t errors) {
    return shg_faults_count(faults, SHG_ERROR) > errors ? SHG_DATA : SHG_OK;
}

enum shg_status shg_register_load(shg_register **out, const struct shg_opening *opening, shg_faults *faults) {
    size_t errors = shg_faults_count(faults, SHG_ERROR);
    shg_register *reg;
    *out = NULL;
    enum shg_status status = shg_register_read(&reg, opening, false, faults);
    if (status != SHG_OK)
        return status;
    status = since(faults, errors);
    if (!opening->unchecked) {
        enum shg_status checked = shg_register_check(reg, false, faults);
        status = checked != SHG_OK ? checked : status;
    }
    return give(reg, status, out);
}

enum shg_status shg_register_begin(shg_register **out, const struct shg_opening *opening, shg_faults *faults) {
    size_t errors = shg_faults_count(faults, SHG_ERROR);
    shg_register *reg;
    *out = NULL;
    enum shg_status status = shg_register_read(&reg, opening, !opening->dry, faults);
    if (status != SHG_OK)
        return status;
    return give(reg, since(faults, errors), out);
}

enum shg_status shg_register_examine(const struct shg_opening *opening, shg_faults *faults) {
    size_t errors = shg_faults_count(faults, SHG_ERROR);
    shg_register *reg;
    enum shg_status status = shg_register_read(&reg, opening, false, faults);
    if (status != SHG_OK)
        return status;
    status = since(faults, errors);
    enum shg_status checked = shg_register_check(reg, true, faults);
    shg_register_free(reg);
    return checked != SHG_OK ? checked : status;
}
