#include "intake/map_private.h"

#include "intake/words.h"

#include <stdlib.h>
#include <string.h>

static const char *const kinds[MAP_KINDS] = {"text",  "values", "list", "option", "window", "day",      "yesno",
                                             "place", "name",   "date", "year",   "phone",  "constant", "key"};

struct columns {
    int from, to, kind, values;
};

static enum shg_map_kind kind_named(const char *name) {
    int kind = 0;
    if (*name == '\0')
        return MAP_TEXT;
    while (kind < MAP_KINDS && strcmp(kinds[kind], name) != 0)
        kind++;
    return (enum shg_map_kind)kind;
}

/* Reads `column` or `contacts.column`; false where there is no such field to fill. */
static bool field_named(const char *to, struct shg_intake_field *out) {
    static const char contacts[] = "contacts.";
    static const char people[] = "people.";
    out->table = SHG_PEOPLE;
    out->name = to;
    if (strncmp(to, contacts, sizeof contacts - 1) == 0) {
        out->table = SHG_CONTACTS;
        out->name += sizeof contacts - 1;
    } else if (strncmp(to, people, sizeof people - 1) == 0) {
        out->name += sizeof people - 1;
    }
    out->column = shg_column_named(out->table, out->name);
    return out->column > 0; /* ids are given by the register */
}

/* The number of a field in the map, put in where it is new. */
static size_t field_of(struct shg_map *map, struct shg_intake_field field) {
    size_t i = 0;
    while (i < map->field_count && (map->fields[i].table != field.table || map->fields[i].column != field.column))
        i++;
    if (i == map->field_count)
        map->fields[map->field_count++] = field;
    return i;
}

static bool is_list(struct shg_intake_field field) {
    enum shg_type type = shg_schema(field.table)->columns[field.column].type;
    return type == SHG_TYPE_THEMES || type == SHG_TYPE_LANGUAGES || type == SHG_TYPE_WINDOWS ||
           type == SHG_TYPE_PLACES || type == SHG_TYPE_MUNICIPALITIES || type == SHG_TYPE_REFS;
}

/* Takes `sep=X;` off the front of values; a semicolon itself needs no saying. */
static const char *separator_of(const char *values, char *separator) {
    *separator = ';';
    if (strncmp(values, "sep=", 4) != 0 || values[4] == '\0')
        return values;
    *separator = values[4];
    return values + 5 + (values[5] == ';');
}

static enum shg_status read_rule(struct shg_map *map, size_t row, const struct columns *c, shg_faults *faults) {
    const char *to = shg_csv_get(map->csv, row, c->to);
    struct shg_rule_of_map rule = {.from = shg_csv_get(map->csv, row, c->from), .row = row, .day = -1};
    struct shg_intake_field field;
    struct shg_where at_kind = shg_csv_where(map->csv, row, c->kind);
    struct shg_where at_to = shg_csv_where(map->csv, row, c->to);
    struct shg_where at_from = shg_csv_where(map->csv, row, c->from);
    struct shg_where at_values = shg_csv_where(map->csv, row, c->values);
    rule.kind = kind_named(shg_csv_get(map->csv, row, c->kind));
    rule.values = separator_of(shg_csv_get(map->csv, row, c->values), &rule.separator);
    if (rule.kind == MAP_KINDS)
        return shg_fault_add(faults, SHG_ERROR, &at_kind, shg_csv_get(map->csv, row, c->kind), "no such kind");
    if (!field_named(rule.kind == MAP_KEY && !*to ? "submission" : to, &field))
        return shg_fault_add(faults, SHG_ERROR, &at_to, to, "no field that a map can fill");
    if ((rule.kind == MAP_CONSTANT) != (*rule.from == '\0'))
        return shg_fault_add(faults, SHG_ERROR, &at_from, rule.from,
                             "a constant has no column of the export, every other kind has one");
    bool gathers = rule.kind == MAP_LIST || rule.kind == MAP_OPTION || rule.kind == MAP_WINDOW || rule.kind == MAP_DAY;
    if (gathers && !is_list(field))
        return shg_fault_add(faults, SHG_ERROR, &at_to, to, "a field that holds no list");
    if (rule.kind == MAP_DAY && (rule.day = shg_words_day(rule.values, strlen(rule.values))) < 0)
        return shg_fault_add(faults, SHG_ERROR, &at_values, rule.values, "no day of the week");
    rule.field = field_of(map, field);
    map->rules[map->n++] = rule;
    return SHG_OK;
}

static enum shg_status read_rules(struct shg_map *map, shg_faults *faults) {
    struct columns c = {shg_csv_column(map->csv, "from"), shg_csv_column(map->csv, "to"),
                        shg_csv_column(map->csv, "kind"), shg_csv_column(map->csv, "values")};
    struct shg_where header = {shg_csv_name(map->csv), 0, 1, 0};
    if (c.from < 0 || c.to < 0)
        return shg_fault_add(faults, SHG_ERROR, &header, NULL, "a map has the columns 'from' and 'to'");
    enum shg_status status = SHG_OK;
    for (size_t row = 0; row < shg_csv_rows(map->csv); row++)
        if (read_rule(map, row, &c, faults) != SHG_OK)
            status = SHG_DATA;
    return status;
}

enum shg_status shg_map_read(shg_map **out, const shg_csv *csv, shg_faults *faults) {
    size_t rows = shg_csv_rows(csv) + 1;
    shg_map *map = calloc(1, sizeof *map);
    *out = NULL;
    if (!map)
        return shg_fault_memory(faults);
    map->csv = csv;
    map->rules = calloc(rows, sizeof *map->rules);
    map->fields = calloc(rows, sizeof *map->fields);
    enum shg_status status = map->rules && map->fields ? read_rules(map, faults) : shg_fault_memory(faults);
    if (status != SHG_OK)
        shg_map_free(map);
    else
        *out = map;
    return status;
}

void shg_map_free(shg_map *map) {
    if (!map)
        return;
    free(map->rules);
    free(map->fields);
    free(map);
}
