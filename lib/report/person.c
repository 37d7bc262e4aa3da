/* Everything that is held on one person (the right to see it): purpose, source, fields, and the date of erasure. No
 * other person's id stands in it: a row about two names how many others there are, and withholds them. */
#include "events/erase.h"
#include "report/report_private.h"

#include <stdlib.h>
#include <string.h>

/* Whether bytes of a word: an id within a cell is one only between other characters. */
static bool is_word(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

/* Finds the id as a word of its own. */
static bool names(const char *cell, const char *id) {
    size_t n = strlen(id);
    for (const char *at = strstr(cell, id); at; at = strstr(at + 1, id))
        if ((at == cell || !is_word(at[-1])) && !is_word(at[n]))
            return true;
    return false;
}

/* Whether a word is the id of a person or starter: a letter and at least five digits. */
static bool is_persons_id(const char *word, size_t n) {
    bool digits = n >= 6 && (*word == 'P' || *word == 'S');
    for (size_t i = 1; i < n && digits; i++)
        digits = word[i] >= '0' && word[i] <= '9';
    return digits;
}

/* The cell with every other person's id taken out of it. */
static void put_without_others(shg_grid *out, const char *cell, const char *id) {
    struct shg_buf text = SHG_BUF_EMPTY;
    while (*cell) {
        size_t n = 0;
        while (is_word(cell[n]))
            n++;
        if (is_persons_id(cell, n) && !(strlen(id) == n && memcmp(cell, id, n) == 0))
            shg_buf_str(&text, "(withheld)");
        else
            shg_buf_add(&text, cell, n > 0 ? n : 1);
        cell += n > 0 ? n : 1;
    }
    shg_grid_text(out, shg_buf_get(&text));
    shg_buf_free(&text);
}

static void put_fact(shg_grid *out, const char *table, long long row, const char *field, const char *value,
                     const char *id) {
    shg_grid_text(out, table);
    if (row > 0)
        shg_grid_int(out, row);
    else
        shg_grid_empty(out);
    shg_grid_text(out, field);
    put_without_others(out, value, id);
}

static bool row_names(const shg_csv *csv, size_t row, const char *id) {
    for (size_t c = 0; c < shg_csv_columns(csv); c++)
        if (names(shg_csv_get(csv, row, (int)c), id))
            return true;
    return false;
}

/* Rows of a table that name the person: pairs with others are counted alone, all else is shown, the office's own
 * columns too. */
static void put_table(const shg_register *reg, enum shg_table table, const char *id, shg_grid *out) {
    const shg_csv *csv = shg_document(reg, table);
    bool pairs = table == SHG_APART || table == SHG_TOGETHER;
    long found = 0;
    for (size_t row = 0; csv && row < shg_csv_rows(csv); row++) {
        if (!row_names(csv, row, id))
            continue;
        found++;
        for (size_t c = 0; c < shg_csv_columns(csv) && !pairs; c++)
            if (*shg_csv_get(csv, row, (int)c))
                put_fact(out, shg_schema(table)->name, found, shg_csv_column_name(csv, c),
                         shg_csv_get(csv, row, (int)c), id);
    }
    if (pairs && found > 0) {
        struct shg_buf text = SHG_BUF_EMPTY;
        shg_buf_printf(&text, found == 1 ? "%ld row, other party withheld" : "%ld rows, other parties withheld", found);
        put_fact(out, shg_schema(table)->name, 0, "rows", shg_buf_get(&text), id);
        shg_buf_free(&text);
    }
}

static enum shg_status put_erasure(const shg_register *reg, uint32_t person, const char *id, shg_grid *out,
                                   shg_faults *faults) {
    char iso[11];
    shg_date *dates = calloc(shg_rows(reg, SHG_PEOPLE) + 1, sizeof *dates);
    enum shg_status status = dates ? shg_erasure_dates(reg, dates, faults) : shg_fault_memory(faults);
    if (dates && status == SHG_OK)
        put_fact(out, "about", 0, "erased_from", shg_date_format(dates[person], iso), id);
    free(dates);
    return status;
}

enum shg_status shg_report_person(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                  shg_faults *faults) {
    const char *id = ask->person;
    uint32_t person = shg_find(reg, SHG_PEOPLE, id);
    shg_grid_column(out, N_("table"), SHG_CELL_TEXT);
    shg_grid_column(out, N_("row"), SHG_CELL_NUMBER);
    shg_grid_column(out, N_("field"), SHG_CELL_TEXT);
    shg_grid_column(out, N_("value"), SHG_CELL_TEXT);
    if (person == SHG_NONE && shg_find(reg, SHG_STARTERS, id) == SHG_NONE)
        return shg_fault_plain(faults, SHG_NO, "no such person or starter in the register");
    put_fact(out, "about", 0, "purpose", shg_tr(faults, N_("to find a self-help group, and to count without names")),
             id);
    put_fact(out, "about", 0, "source", person == SHG_NONE ? "" : shg_text(reg, SHG_PEOPLE, person, PERSON_SOURCE), id);
    put_fact(out, "about", 0, "contacts",
             shg_tr(faults,
                    N_("name, phone and email, where they are held, stand in contacts.csv, which this report does not "
                       "open: shg-letters prints them")),
             id);
    if (person != SHG_NONE) {
        enum shg_status status = put_erasure(reg, person, id, out, faults);
        if (status != SHG_OK)
            return status;
    }
    for (int table = 0; table < SHG_TABLES; table++)
        if (table != SHG_CONTACTS)
            put_table(reg, (enum shg_table)table, id, out);
    return SHG_OK;
}
