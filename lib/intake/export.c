/* Reading somebody's export by a map. */
#include "intake/map_private.h"

#include "base/date.h"
#include "base/list.h"
#include "intake/words.h"
#include "place/place.h"

#include <stdlib.h>
#include <string.h>

enum { PLACES_MOST = 8 };

struct cell {
    char *text; /* NULL: empty */
    size_t row;
    int column;
};

struct person {
    size_t row; /* the first of the export's */
    bool bad;
};

struct shg_intake {
    const shg_map *map;
    const shg_csv *export;
    struct shg_intake_field *fields; /* the map's, then columns that are kept */
    size_t field_count;
    struct person *people;
    size_t n;
    size_t *person_of;  /* of each row of the export */
    struct cell *cells; /* people by fields */
    const int *columns; /* of the export, by rule; while it is read */
    shg_faults *faults; /* while it is read */
    bool memory;        /* ran out */
};

/* ---- what is known of a place while one answer is read ---- */

struct answer {
    shg_intake *intake;
    const struct shg_rule_of_map *rule;
    size_t person, row;
    const char *text;
};

static struct shg_where where_of(const struct answer *a) {
    return shg_csv_where(a->intake->export, a->row, a->intake->columns[a->rule - a->intake->map->rules]);
}

/* Whether a value of the export may be shown: never one that goes into contacts. */
static const char *shown(const struct answer *a) {
    return a->intake->map->fields[a->rule->field].table == SHG_CONTACTS ? NULL : a->text;
}

static void misread(const struct answer *a, const char *what) {
    struct shg_where where = where_of(a);
    (void)shg_fault_add(a->intake->faults, SHG_ERROR, &where, shown(a), "%s", shg_tr(a->intake->faults, what));
    a->intake->people[a->person].bad = true;
}

static struct cell *cell_of(const struct answer *a) {
    return &a->intake->cells[a->person * a->intake->field_count + a->rule->field];
}

/* ---- putting values into fields ---- */

/* Joins text to what stands there (between: what is put in the middle), or puts it. */
static void join(const struct answer *a, const char *text, size_t n, const char *between) {
    struct cell *cell = cell_of(a);
    struct shg_buf buf = SHG_BUF_EMPTY;
    if (cell->text)
        shg_buf_printf(&buf, "%s%s", cell->text, between);
    else
        *cell = (struct cell){NULL, a->row, a->intake->columns[a->rule - a->intake->map->rules]};
    shg_buf_add(&buf, text, n);
    free(cell->text);
    cell->text = shg_buf_take(&buf);
    a->intake->memory |= cell->text == NULL;
}

static void add_item(const struct answer *a, const char *item, size_t n) {
    const char *there = cell_of(a)->text;
    char *copy = shg_copy_n(item, n);
    if (!copy)
        a->intake->memory = true;
    else if (!there || !shg_list_has(there, copy))
        join(a, item, n, ";");
    free(copy);
}

/* Puts the only value of a field; another row of the same answer may say the same, but nothing else. */
static void put(const struct answer *a, const char *text, size_t n) {
    const char *there = cell_of(a)->text;
    if (n == 0)
        return;
    if (!there)
        join(a, text, n, "");
    else if (strlen(there) != n || memcmp(there, text, n) != 0)
        misread(a, N_("two rows of one answer differ"));
}

/* ---- the kinds ---- */

static const char *trim(const char *s, size_t *n) {
    s += strspn(s, " \t\r\n");
    *n = strlen(s);
    while (*n > 0 && strchr(" \t\r\n", s[*n - 1]))
        (*n)--;
    return s;
}

/* Whether two texts are the same but for capitals. */
static bool same_letters(const char *a, size_t n, const char *b, size_t m) {
    struct shg_buf x = SHG_BUF_EMPTY;
    struct shg_buf y = SHG_BUF_EMPTY;
    shg_words_small(&x, a, n);
    shg_words_small(&y, b, m);
    bool same = strcmp(shg_buf_get(&x), shg_buf_get(&y)) == 0 && !shg_buf_failed(&x) && !shg_buf_failed(&y);
    shg_buf_free(&x);
    shg_buf_free(&y);
    return same;
}

/* The value that a map gives to an answer; NULL where it lists none. */
static const char *value_for(const char *values, const char *answer, size_t n, size_t *length) {
    const char *item;
    const char *otherwise = NULL;
    size_t size;
    size_t other = 0;
    while (shg_next_item(&values, &item, &size)) {
        const char *equals = memchr(item, '=', size);
        if (!equals)
            continue;
        size_t key = (size_t)(equals - item);
        *length = size - key - 1;
        if (same_letters(item, key, answer, n))
            return equals + 1;
        if (key == 1 && *item == '*') {
            otherwise = equals + 1;
            other = *length;
        }
    }
    *length = other;
    return otherwise;
}

static void take_values(const struct answer *a) {
    size_t n;
    size_t length;
    const char *text = trim(a->text, &n);
    if (n == 0)
        return;
    const char *value = value_for(a->rule->values, text, n, &length);
    if (value)
        put(a, value, length);
    else
        misread(a, N_("an answer that the map does not list"));
}

static void take_list(const struct answer *a) {
    const char *at = a->text;
    while (*at) {
        const char *end = strchr(at, a->rule->separator);
        size_t n = end ? (size_t)(end - at) : strlen(at);
        char *item = shg_copy_n(at, n);
        if (!item) {
            a->intake->memory = true;
            return;
        }
        size_t size;
        size_t length = 0;
        const char *text = trim(item, &size);
        bool plain = *a->rule->values == '\0'; /* no list of answers: items as they stand */
        const char *value = plain ? text : value_for(a->rule->values, text, size, &length);
        if (size > 0 && value)
            add_item(a, value, plain ? size : length);
        else if (size > 0)
            misread(a, N_("an answer that the map does not list"));
        free(item);
        at += n + (end != NULL);
    }
}

static void take_option(const struct answer *a) {
    size_t n;
    const char *text = trim(a->text, &n);
    /* ticked is anything that does not say no: forms write 1, x, or the option's own text */
    if (n > 0 && shg_words_yes(text) != 0)
        add_item(a, a->rule->values, strlen(a->rule->values));
}

static void take_windows(const struct answer *a) {
    const char *at = a->text;
    const char *extra = a->rule->kind == MAP_WINDOW ? a->rule->values : NULL;
    const char *item;
    size_t n;
    while (shg_next_item(&at, &item, &n)) {
        struct shg_buf windows = SHG_BUF_EMPTY;
        if (shg_words_windows(item, n, a->rule->day, extra, &windows)) {
            const char *list = shg_buf_get(&windows);
            const char *window;
            size_t size;
            while (shg_next_item(&list, &window, &size))
                add_item(a, window, size);
        } else {
            misread(a, N_("a time that is not understood"));
        }
        shg_buf_free(&windows);
    }
}

static void name_candidates(const struct answer *a, enum shg_place_kind kind, const int *found, size_t n) {
    struct shg_buf names = SHG_BUF_EMPTY;
    struct shg_where where = where_of(a);
    for (size_t i = 0; i < n && i < PLACES_MOST; i++) {
        const struct shg_municipality *m = shg_municipality_at((size_t)found[i]);
        shg_buf_printf(&names, "%s%s %s", i > 0 ? ", " : "", m->code, m->name);
    }
    const char *list = shg_buf_get(&names);
    if (kind == SHG_PLACE_GUESSED)
        (void)shg_fault_add(a->intake->faults, SHG_NOTE, &where, shown(a), "read as %s", list);
    else if (kind == SHG_PLACE_SEVERAL)
        (void)shg_fault_add(a->intake->faults, SHG_ERROR, &where, shown(a), "may be several places: %s", list);
    else if (n > 0)
        (void)shg_fault_add(a->intake->faults, SHG_ERROR, &where, shown(a), "no such place; the nearest names: %s",
                            list);
    else
        (void)shg_fault_add(a->intake->faults, SHG_ERROR, &where, shown(a), "no such place");
    a->intake->memory |= shg_buf_failed(&names);
    shg_buf_free(&names);
}

static void take_place(const struct answer *a) {
    int found[PLACES_MOST];
    size_t n;
    size_t length;
    const char *trimmed = trim(a->text, &length);
    char *text = shg_copy_n(trimmed, length);
    if (!text) {
        a->intake->memory = true;
    } else if (length > 0) {
        enum shg_place_kind kind = shg_place_resolve(text, found, PLACES_MOST, &n);
        if (kind != SHG_PLACE_CODE)
            name_candidates(a, kind, found, n);
        if (kind == SHG_PLACE_CODE || kind == SHG_PLACE_GUESSED)
            put(a, shg_municipality_at((size_t)found[0])->code, 4);
        else
            a->intake->people[a->person].bad = true;
    }
    free(text);
}

static void take_yesno(const struct answer *a) {
    int answer = shg_words_yes(a->text);
    if (answer < 0)
        misread(a, N_("neither yes nor no"));
    else if (strlen(a->text) > 0)
        put(a, answer ? "yes" : "no", answer ? 3 : 2);
}

/* A date, also with a time behind it, as forms print them. */
static void take_date(const struct answer *a) {
    char iso[11];
    size_t n;
    const char *text = trim(a->text, &n);
    char *day = shg_copy_n(text, strcspn(text, " T"));
    if (!day) {
        a->intake->memory = true;
        return;
    }
    shg_date date = shg_date_parse(day);
    free(day);
    if (n == 0)
        return;
    if (date == SHG_NO_DATE)
        misread(a, N_("no date"));
    else
        put(a, shg_date_format(date, iso), 10);
}

/* A year of birth, also as the end or the beginning of a date. */
static void take_year(const struct answer *a) {
    size_t n;
    const char *text = trim(a->text, &n);
    char iso[11];
    char *copy = shg_copy_n(text, n);
    if (!copy) {
        a->intake->memory = true;
        return;
    }
    long long year;
    shg_date date = shg_date_parse(copy);
    if (date != SHG_NO_DATE)
        put(a, shg_date_format(date, iso), 4);
    else if (shg_parse_int(copy, 1900, 2299, &year))
        put(a, copy, n);
    else if (n > 0)
        misread(a, N_("no year of birth"));
    free(copy);
}

/* A phone number without the blanks between its digits; eight digits are Norwegian ones. */
static void take_phone(const struct answer *a) {
    struct shg_buf number = SHG_BUF_EMPTY;
    for (const char *s = a->text; *s; s++) {
        if (!strchr(" \t-()./", *s))
            shg_buf_char(&number, *s);
    }
    const char *digits = shg_buf_get(&number);
    struct shg_buf whole = SHG_BUF_EMPTY;
    if (number.n == 8 && *digits != '+' && *digits != '0')
        shg_buf_printf(&whole, "+47%s", digits);
    else if (strncmp(digits, "00", 2) == 0)
        shg_buf_printf(&whole, "+%s", digits + 2);
    else
        shg_buf_str(&whole, digits);
    if (digits[strspn(digits, "+0123456789")] != '\0')
        misread(a, N_("no phone number"));
    else
        put(a, shg_buf_get(&whole), whole.n);
    a->intake->memory |= shg_buf_failed(&number) || shg_buf_failed(&whole);
    shg_buf_free(&whole);
    shg_buf_free(&number);
}

/* As it stands, but where the field holds a whole number it must be one. */
static void take_text(const struct answer *a, const char *text, size_t n) {
    const struct shg_intake_field *field = &a->intake->map->fields[a->rule->field];
    const struct shg_column *column = &shg_schema(field->table)->columns[field->column];
    char *copy = column->type == SHG_TYPE_INT ? shg_copy_n(text, n) : NULL;
    long long number;
    if (copy && n > 0 && !shg_parse_int(copy, column->low, column->high, &number))
        misread(a, N_("no whole number that this field can hold"));
    else
        put(a, text, n);
    free(copy);
}

static void take(const struct answer *a) {
    size_t n;
    const char *text = trim(a->text, &n);
    switch (a->rule->kind) {
    case MAP_VALUES:
        take_values(a);
        break;
    case MAP_LIST:
        take_list(a);
        break;
    case MAP_OPTION:
        take_option(a);
        break;
    case MAP_WINDOW:
    case MAP_DAY:
        take_windows(a);
        break;
    case MAP_YESNO:
        take_yesno(a);
        break;
    case MAP_PLACE:
        take_place(a);
        break;
    case MAP_NAME:
        if (n > 0)
            join(a, text, n, " ");
        break;
    case MAP_DATE:
        take_date(a);
        break;
    case MAP_YEAR:
        take_year(a);
        break;
    case MAP_PHONE:
        take_phone(a);
        break;
    default:
        take_text(a, text, n);
    }
}

/* ---- the whole export ---- */

static enum shg_status find_columns(const shg_map *map, const shg_csv *export, int *columns, shg_faults *faults) {
    enum shg_status status = SHG_OK;
    for (size_t i = 0; i < map->n; i++) {
        columns[i] = map->rules[i].kind == MAP_CONSTANT ? -1 : shg_csv_column(export, map->rules[i].from);
        struct shg_where where = shg_csv_where(map->csv, map->rules[i].row, shg_csv_column(map->csv, "from"));
        if (columns[i] < 0 && map->rules[i].kind != MAP_CONSTANT)
            status = shg_fault_add(faults, SHG_ERROR, &where, map->rules[i].from, "the export has no such column");
    }
    return status;
}

static bool is_mapped(const int *columns, size_t n, size_t column) {
    for (size_t i = 0; i < n; i++)
        if (columns[i] == (int)column)
            return true;
    return false;
}

/* Fields for columns that the map does not name, where they are kept; else a note for each. */
static void spare_columns(shg_intake *intake, bool keep) {
    for (size_t column = 0; column < shg_csv_columns(intake->export); column++) {
        const char *name = shg_csv_column_name(intake->export, column);
        struct shg_where where = {shg_csv_name(intake->export), 0, 1, (unsigned)column + 1};
        if (is_mapped(intake->columns, intake->map->n, column))
            continue;
        if (keep)
            intake->fields[intake->field_count++] = (struct shg_intake_field){SHG_PEOPLE, -1, name};
        else
            (void)shg_fault_add(intake->faults, SHG_NOTE, &where, name,
                                "a column that the map does not name is dropped");
    }
}

/* Numbers the people: a row each, or one for all rows with the same key. */
static void number_people(shg_intake *intake, int key, shg_index *index) {
    for (size_t row = 0; row < shg_csv_rows(intake->export); row++) {
        const char *number = shg_csv_get(intake->export, row, key);
        uint32_t person = (uint32_t)intake->n;
        if (*number)
            person = shg_index_put(index, number, person);
        if (person == SHG_NONE) {
            intake->memory = true;
            return;
        }
        if (person == intake->n)
            intake->people[intake->n++] = (struct person){row, false};
        intake->person_of[row] = person;
    }
}

static int key_column(const shg_intake *intake) {
    for (size_t i = 0; i < intake->map->n; i++)
        if (intake->map->rules[i].kind == MAP_KEY)
            return intake->columns[i];
    return -1;
}

static void read_row(shg_intake *intake, size_t row) {
    size_t person = intake->person_of[row];
    for (size_t i = 0; i < intake->map->n; i++) {
        const struct shg_rule_of_map *rule = &intake->map->rules[i];
        const char *text =
            rule->kind == MAP_CONSTANT ? rule->values : shg_csv_get(intake->export, row, intake->columns[i]);
        take(&(struct answer){intake, rule, person, row, text});
    }
    for (size_t field = intake->map->field_count; field < intake->field_count; field++) {
        int column = shg_csv_column(intake->export, intake->fields[field].name);
        struct cell *cell = &intake->cells[person * intake->field_count + field];
        if (!cell->text)
            *cell = (struct cell){shg_copy(shg_csv_get(intake->export, row, column)), row, column};
        intake->memory |= !cell->text;
    }
}

static enum shg_status read_export(shg_intake *intake, const struct shg_intake_options *options) {
    size_t rows = shg_csv_rows(intake->export) + 1;
    spare_columns(intake, options->keep);
    shg_index *index = shg_index_new(rows);
    intake->people = calloc(rows, sizeof *intake->people);
    intake->person_of = calloc(rows, sizeof *intake->person_of);
    intake->cells = calloc(rows * (intake->field_count + 1), sizeof *intake->cells);
    intake->memory |= !index || !intake->people || !intake->person_of || !intake->cells;
    if (!intake->memory)
        number_people(intake, key_column(intake), index);
    for (size_t row = 0; !intake->memory && row + 1 < rows; row++)
        read_row(intake, row);
    shg_index_free(index);
    return intake->memory ? shg_fault_memory(intake->faults) : SHG_OK;
}

enum shg_status shg_intake_read(shg_intake **out, const shg_map *map, const shg_csv *export,
                                const struct shg_intake_options *options, shg_faults *faults) {
    shg_intake *intake = calloc(1, sizeof *intake);
    int *columns = calloc(map->n + 1, sizeof *columns);
    *out = NULL;
    if (intake)
        intake->fields = calloc(map->field_count + shg_csv_columns(export) + 1, sizeof *intake->fields);
    if (!intake || !columns || !intake->fields) {
        free(columns);
        shg_intake_free(intake);
        return shg_fault_memory(faults);
    }
    enum shg_status status = find_columns(map, export, columns, faults);
    if (status == SHG_OK) {
        memcpy(intake->fields, map->fields, map->field_count * sizeof *map->fields);
        intake->field_count = map->field_count;
        intake->map = map;
        intake->export = export;
        intake->columns = columns;
        intake->faults = faults;
        status = read_export(intake, options);
        intake->columns = NULL;
        intake->faults = NULL;
    }
    free(columns);
    if (status == SHG_OK)
        *out = intake;
    else
        shg_intake_free(intake);
    return status;
}

void shg_intake_free(shg_intake *intake) {
    if (!intake)
        return;
    for (size_t i = 0; intake->cells && i < intake->n * intake->field_count; i++)
        free(intake->cells[i].text);
    free(intake->cells);
    free(intake->people);
    free(intake->person_of);
    free(intake->fields);
    free(intake);
}

/* ---- looking ---- */

size_t shg_intake_people(const shg_intake *intake) {
    return intake->n;
}

size_t shg_intake_fields(const shg_intake *intake) {
    return intake->field_count;
}

struct shg_intake_field shg_intake_field(const shg_intake *intake, size_t field) {
    return intake->fields[field];
}

const char *shg_intake_get(const shg_intake *intake, size_t person, size_t field) {
    const char *text = intake->cells[person * intake->field_count + field].text;
    return text ? text : "";
}

struct shg_where shg_intake_where(const shg_intake *intake, size_t person, size_t field) {
    if (field == SHG_INTAKE_ROW)
        return shg_csv_where(intake->export, intake->people[person].row, -1);
    const struct cell *cell = &intake->cells[person * intake->field_count + field];
    return cell->text ? shg_csv_where(intake->export, cell->row, cell->column)
                      : shg_csv_where(intake->export, intake->people[person].row, -1);
}

bool shg_intake_bad(const shg_intake *intake, size_t person) {
    return intake->people[person].bad;
}

size_t shg_intake_first_row(const shg_intake *intake, size_t person) {
    return intake->people[person].row;
}

size_t shg_intake_person_of(const shg_intake *intake, size_t row) {
    return intake->person_of[row];
}
