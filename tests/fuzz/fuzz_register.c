/* Any bytes as any table of a register whose other tables are sound. The first byte chooses the table (A people, B
 * contacts, ...). It is loaded, checked twice, asked for everything by every type, edited and written. */
#include "place/place.h"
#include "register/fit.h"
#include "register/register_private.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void must(int truth) {
    if (!truth)
        abort();
}

static const char *const sound[SHG_TABLES] = {
    [SHG_PEOPLE] =
        ("id,status,registered,consent,consent_text,clarified,municipality,availability,themes,adult,course\n"
         "P10000001,waiting,2026-08-01,2026-08-01,1,2026-08-05,3301,mon17-21,grief,yes,C00001\n"
         "P10000002,member,2026-08-01,2026-08-01,1,2026-08-05,0602,mon17-21;tue8-9,grief;anxiety,yes,\n"),
    [SHG_STARTERS] = "id,status,municipality,person\nS00001,active,3301,P10000001\n",
    [SHG_VENUES] = "id,name,kind,municipality,slots,seats\nV00001,A,in-person,3301,mon18-20,9\nV00002,B,digital,,,\n",
    [SHG_THEMES] = "code,nb\ngrief,Sorg\nanxiety,Angst\n",
    [SHG_GROUPS] = "id,status,venue,slot,theme\nG00001,starting,V00001,mon18-20,mixed\n",
    [SHG_PLACEMENTS] = "person,group,role,status\nP10000002,G00001,member,active\nS00001,G00001,starter,active\n",
    [SHG_COURSES] = "id,municipality\nC00001,3301\n",
    [SHG_APART] = "a,b\nP10000001,S00001\n",
    [SHG_TRAVEL] = "from,to,minutes\n3301,3314,20\n",
};

static void take(struct shg_stored *file, const void *bytes, size_t n) {
    shg_buf_add(&file->bytes, bytes, n);
    must(!shg_buf_failed(&file->bytes));
    file->identity.exists = true;
}

static shg_register *load(enum shg_table fuzzed, const uint8_t *data, size_t n, shg_faults *faults) {
    struct shg_opening opening = {.dir = ".", .tables = SHG_ALL_TABLES, .today = shg_date_of(2026, 11, 23)};
    struct shg_stored files[SHG_TABLES];
    enum shg_table tables[SHG_TABLES];
    shg_register *reg = NULL;
    memset(files, 0, sizeof files);
    for (int t = 0; t < (int)SHG_TABLES; t++) {
        tables[t] = (enum shg_table)t;
        files[t].name = shg_schema(tables[t])->file;
        if (tables[t] == fuzzed)
            take(&files[t], data, n);
        else if (sound[t])
            take(&files[t], sound[t], strlen(sound[t]));
    }
    must(shg_register_of(&reg, &opening, tables, files, SHG_TABLES, faults) == SHG_OK);
    return reg;
}

/* Every field of a table by every type. */
static void look(const shg_register *reg, enum shg_table table, size_t row, int column) {
    struct shg_window windows[2];
    (void)shg_day(reg, table, row, column);
    (void)shg_minutes(reg, table, row, column, 0);
    (void)shg_number(reg, table, row, column, 0);
    (void)shg_decimal(reg, table, row, column, 0);
    (void)shg_value(reg, table, row, column, 0);
    (void)shg_windows_of(reg, table, row, column, windows, 2);
    int place = shg_municipality_of(reg, table, row, column);
    must(place >= -1 && place < (int)shg_municipality_count());
    struct shg_where where = shg_where_of(reg, table, row, column);
    must(where.file && where.order == (unsigned)table + 1);
    (void)shg_find(reg, table, shg_text(reg, table, row, column));
}

static void look_at_all(const shg_register *reg, enum shg_table table) {
    for (size_t row = 0; row < shg_rows(reg, table); row++)
        for (size_t c = 0; c < shg_schema(table)->count; c++)
            look(reg, table, row, (int)c);
    for (size_t row = 0; row < shg_rows(reg, SHG_GROUPS); row++) {
        struct shg_gathering at;
        for (size_t i = 0; i < shg_rows(reg, SHG_PEOPLE) && shg_gathering_of(reg, row, &at); i++)
            (void)shg_misfits(reg, i, &at);
    }
    for (size_t row = 0; row < shg_rows(reg, SHG_VENUES); row++)
        must(shg_travel_minutes(reg, 0, row) >= 0);
}

static void edit(shg_register *reg, enum shg_table table) {
    char id[24];
    size_t row = 0;
    shg_faults *faults = shg_faults_new(NULL, NULL);
    struct shg_buf out = SHG_BUF_EMPTY;
    must(faults != NULL);
    if (table != SHG_PEOPLE && shg_schema(table)->letter != 0 && shg_rows(reg, table) > 0)
        (void)shg_new_id(reg, table, NULL, NULL, id, faults);
    if (shg_add_row(reg, table, &row) == SHG_OK) {
        must(shg_set(reg, table, row, 0, "P10000001") == SHG_OK);
        must(shg_set(reg, table, row, (int)shg_schema(table)->count - 1, "x") == SHG_OK);
        must(shg_set(reg, table, 0, 0, "y") == SHG_OK);
        must(shg_remove_row(reg, table, 0) == SHG_OK);
        (void)shg_register_check(reg, true, faults);
        shg_csv_write(shg_document(reg, table), &out);
    }
    shg_buf_free(&out);
    shg_faults_free(faults);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    enum shg_table table = n > 0 ? (enum shg_table)((data[0] + 256U - 'A') % SHG_TABLES) : SHG_PEOPLE;
    shg_faults *faults = shg_faults_new(NULL, NULL);
    shg_faults *again = shg_faults_new(NULL, NULL);
    must(faults && again);
    shg_register *reg = load(table, data + (n > 0), n > 0 ? n - 1 : 0, faults);
    size_t form = shg_faults_count(faults, SHG_NOTE);
    enum shg_status status = shg_register_check(reg, true, faults);
    must(status == SHG_OK || status == SHG_DATA);
    must(shg_register_check(reg, true, again) == status);
    must(shg_faults_count(faults, SHG_NOTE) - form == shg_faults_count(again, SHG_NOTE));
    look_at_all(reg, table);
    edit(reg, table);
    shg_register_free(reg);
    shg_faults_free(faults);
    shg_faults_free(again);
    return 0;
}
