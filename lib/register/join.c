#include "register/join.h"

#include "register/register_private.h"

#include <stdlib.h>
#include <string.h>

struct join {
    shg_register *reg;
    const shg_register *other;
    const char *tag;
    struct shg_buf text;
    enum shg_status status;
};

/* ---- Values, with ids tagged ---- */

/* Ids begin with a letter. */
static bool is_municipality(const char *item) {
    return *item >= '0' && *item <= '9';
}

/* Adds an item of a list of ids, themes or places as it is called in the joint register. */
static void add_item(struct join *j, enum shg_type type, const char *item, size_t n) {
    static const char course[] = "course:";
    const bool is_course = n > sizeof course - 1 && !memcmp(item, course, sizeof course - 1);
    const bool theme = type == SHG_TYPE_THEME || type == SHG_TYPE_THEMES;
    if (theme && is_course) {
        shg_buf_str(&j->text, course);
        item += sizeof course - 1;
        n -= sizeof course - 1;
    }
    if (theme ? is_course : !(type == SHG_TYPE_PLACES && is_municipality(item)))
        shg_buf_str(&j->text, j->tag);
    shg_buf_add(&j->text, item, n);
}

static bool has_ids(enum shg_type type) {
    return type == SHG_TYPE_ID || type == SHG_TYPE_REF || type == SHG_TYPE_REFS || type == SHG_TYPE_PLACES ||
           type == SHG_TYPE_THEME || type == SHG_TYPE_THEMES;
}

static const char *value_of(struct join *j, enum shg_type type, const char *text) {
    const char *item;
    size_t n;
    if (!has_ids(type))
        return text;
    shg_buf_cut(&j->text, 0);
    while (shg_next_item(&text, &item, &n)) {
        if (j->text.n > 0)
            shg_buf_char(&j->text, ';');
        add_item(j, type, item, n);
    }
    if (shg_buf_failed(&j->text))
        j->status = SHG_SYSTEM;
    return shg_buf_get(&j->text);
}

/* ---- Rows ---- */

static void put(struct join *j, enum shg_table table, size_t row, int column, const char *value) {
    if (j->status == SHG_OK && *value)
        j->status = shg_set(j->reg, table, row, column, value);
}

static size_t add_row(struct join *j, enum shg_table table) {
    size_t row = 0;
    if (j->status == SHG_OK)
        j->status = shg_add_row(j->reg, table, &row);
    return row;
}

static void add_table(struct join *j, enum shg_table table) {
    const struct shg_table_schema *schema = shg_schema(table);
    for (size_t r = 0; r < shg_rows(j->other, table) && j->status == SHG_OK; r++) {
        const size_t row = add_row(j, table);
        for (size_t c = 0; c < schema->count; c++)
            put(j, table, row, (int)c, value_of(j, schema->columns[c].type, shg_text(j->other, table, r, (int)c)));
    }
}

/* ---- Closures: each stays with the venues of its register ---- */

static bool closes(const shg_register *reg, size_t closure, size_t venue) {
    const char *what = shg_text(reg, SHG_CLOSURES, closure, CLOSURE_VENUE);
    const bool digital = shg_value(reg, SHG_VENUES, venue, VENUE_KIND, VENUE_IS_IN_PERSON) == VENUE_IS_DIGITAL;
    if (!*what)
        return true;
    if (!strcmp(what, "in-person") || !strcmp(what, "digital"))
        return digital == (what[0] == 'd');
    if (is_municipality(what))
        return !digital && shg_municipality_of(reg, SHG_VENUES, venue, VENUE_MUNICIPALITY) ==
                               shg_municipality_read(reg, what, strlen(what));
    return !strcmp(what, shg_text(reg, SHG_VENUES, venue, VENUE_ID));
}

/* Adds a closure of from (one of the two registers) for each of the first n venues there that it closes. */
static void spread_closure(struct join *j, const shg_register *from, size_t closure, size_t n, const char *tag) {
    for (size_t v = 0; v < n && j->status == SHG_OK; v++) {
        if (!closes(from, closure, v))
            continue;
        const size_t row = add_row(j, SHG_CLOSURES);
        for (int c = CLOSURE_VENUE + 1; c < CLOSURE_COLUMNS; c++)
            put(j, SHG_CLOSURES, row, c, shg_text(from, SHG_CLOSURES, closure, c));
        shg_buf_cut(&j->text, 0);
        shg_buf_str(&j->text, tag);
        shg_buf_str(&j->text, shg_text(from, SHG_VENUES, v, VENUE_ID));
        if (shg_buf_failed(&j->text))
            j->status = SHG_SYSTEM;
        put(j, SHG_CLOSURES, row, CLOSURE_VENUE, shg_buf_get(&j->text));
    }
}

static void join_closures(struct join *j, size_t venues) {
    const size_t rows = shg_rows(j->reg, SHG_CLOSURES);
    for (size_t r = 0; r < rows; r++)
        spread_closure(j, j->reg, r, venues, "");
    for (size_t r = rows; r-- > 0 && j->status == SHG_OK;)
        j->status = shg_remove_row(j->reg, SHG_CLOSURES, r);
    for (size_t r = 0; r < shg_rows(j->other, SHG_CLOSURES); r++)
        spread_closure(j, j->other, r, shg_rows(j->other, SHG_VENUES), j->tag);
}

/* ---- Ways ---- */

/* Whether the first office says how far it is, or meets at one end: what it counts with for its own venues stays. */
static bool knows_way(const shg_register *reg, size_t rows, size_t venues, int from, int to) {
    for (size_t r = 0; r < rows; r++) {
        const int a = shg_municipality_of(reg, SHG_TRAVEL, r, TRAVEL_FROM),
                  b = shg_municipality_of(reg, SHG_TRAVEL, r, TRAVEL_TO);
        if ((a == from && b == to) || (a == to && b == from))
            return true;
    }
    for (size_t v = 0; v < venues; v++) {
        const int town = shg_municipality_of(reg, SHG_VENUES, v, VENUE_MUNICIPALITY);
        if (town == from || town == to)
            return true;
    }
    return false;
}

static void join_ways(struct join *j, size_t venues) {
    const size_t rows = shg_rows(j->reg, SHG_TRAVEL);
    for (size_t r = 0; r < shg_rows(j->other, SHG_TRAVEL) && j->status == SHG_OK; r++) {
        if (knows_way(j->reg, rows, venues, shg_municipality_of(j->other, SHG_TRAVEL, r, TRAVEL_FROM),
                      shg_municipality_of(j->other, SHG_TRAVEL, r, TRAVEL_TO)))
            continue;
        const size_t row = add_row(j, SHG_TRAVEL);
        for (int c = 0; c < TRAVEL_COLUMNS; c++)
            put(j, SHG_TRAVEL, row, c, shg_text(j->other, SHG_TRAVEL, r, c));
    }
    if (j->status == SHG_OK)
        j->status = shg_journeys_read(j->reg);
}

enum shg_status shg_register_join(shg_register *reg, const shg_register *other, const char *tag) {
    static const enum shg_table tables[] = {SHG_PEOPLE,   SHG_STARTERS, SHG_VENUES,   SHG_GROUPS,  SHG_PLACEMENTS,
                                            SHG_MEETINGS, SHG_APART,    SHG_TOGETHER, SHG_COURSES, SHG_ABSENCES};
    struct join j = {.reg = reg, .other = other, .tag = tag, .text = SHG_BUF_EMPTY, .status = SHG_OK};
    const size_t venues = shg_rows(reg, SHG_VENUES);
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
        add_table(&j, tables[t]);
    if (j.status == SHG_OK)
        join_closures(&j, venues);
    join_ways(&j, venues);
    shg_buf_free(&j.text);
    return j.status;
}
