#include "report/axis_private.h"

#include "place/place.h"

#include <stdlib.h>
#include <string.h>

static const struct axis_kind kinds[] = {
    {"municipality", PERSON_MUNICIPALITY, false, true, false},
    {"county", PERSON_MUNICIPALITY, false, true, true},
    {"source", PERSON_SOURCE, false, false, false},
    {"theme", PERSON_THEMES, true, false, false},
    {"mode", PERSON_MODE, false, false, false},
    {"gender", PERSON_GENDER, false, false, false},
    {"age", PERSON_BIRTH_YEAR, false, false, false},
    {"language", PERSON_LANGUAGES, true, false, false},
};

const struct axis_kind *shg_axis_named(const char *name, size_t n) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strlen(kinds[i].name) == n && memcmp(kinds[i].name, name, n) == 0)
            return &kinds[i];
    return NULL;
}

/* Bands of formats.md, Erasure. */
static const char *age_band(long year, long born) {
    long age = year - born;
    return born == 0 || age < 18 ? "" : age < 30 ? "18-29" : age < 45 ? "30-44" : age < 60 ? "45-59" : "60-";
}

static const char *single_value(const shg_register *reg, const struct axis_kind *kind, uint32_t person) {
    if (kind->places) {
        int place = shg_municipality_of(reg, SHG_PEOPLE, person, kind->column);
        if (place >= 0)
            return shg_municipality_at((size_t)place)->code;
    }
    if (kind->column == PERSON_BIRTH_YEAR)
        return age_band(shg_date_year(shg_register_today(reg)),
                        shg_number(reg, SHG_PEOPLE, person, PERSON_BIRTH_YEAR, 0));
    const char *text = shg_text(reg, SHG_PEOPLE, person, kind->column);
    return kind->column == PERSON_MODE && !*text ? "in-person" : text;
}

/* The number of a value, a new one where it is new; SHG_NONE when out of memory. */
static uint32_t number_of(struct axis *axis, const char *text) {
    uint32_t known = shg_index_get(axis->index, text);
    if (known != SHG_NONE)
        return known;
    char **values = shg_grow(axis->values, &axis->cap, axis->n + 1, sizeof *values);
    if (!values)
        return SHG_NONE;
    axis->values = values;
    values[axis->n] = shg_copy(text);
    if (!values[axis->n])
        return SHG_NONE;
    return shg_index_put(axis->index, values[axis->n], (uint32_t)axis->n) == SHG_NONE ? SHG_NONE : (uint32_t)axis->n++;
}

static bool put_value(struct axis *axis, const char *text) {
    uint32_t *ids = shg_grow(axis->ids, &axis->ids_cap, axis->ids_n + 1, sizeof *ids);
    if (!ids)
        return false;
    axis->ids = ids;
    uint32_t number = number_of(axis, *text ? text : "unknown");
    ids[axis->ids_n++] = number;
    return number != SHG_NONE;
}

static bool put_list(struct axis *axis, const char *cell) {
    enum { ITEM = 128 }; /* longer items are cut: no code is */
    char text[ITEM];
    const char *item;
    size_t length;
    bool good = true;
    size_t before = axis->ids_n;
    while (good && shg_next_item(&cell, &item, &length)) {
        length = length < ITEM ? length : ITEM - 1;
        memcpy(text, item, length);
        text[length] = '\0';
        good = put_value(axis, text);
    }
    return good && (axis->ids_n > before || put_value(axis, ""));
}

static bool put_person(struct axis *axis, const shg_register *reg, uint32_t person) {
    if (!axis->kind->list)
        return put_value(axis, single_value(reg, axis->kind, person));
    const char *cell = shg_text(reg, SHG_PEOPLE, person, axis->kind->column);
    return put_list(axis, !*cell && axis->kind->column == PERSON_LANGUAGES ? "nb" : cell);
}

enum shg_status shg_axis_read(struct axis *axis, const struct axis_kind *kind, const shg_register *reg,
                              const uint32_t *people, size_t n) {
    *axis = (struct axis){.kind = kind, .shown = SHG_SHOWN};
    axis->index = shg_index_new(512);
    axis->first = kind->list ? calloc(n + 2, sizeof *axis->first) : NULL;
    bool good = axis->index && (axis->first || !kind->list);
    for (size_t i = 0; good && i < n; i++) {
        good = put_person(axis, reg, people[i]);
        if (axis->first)
            axis->first[i + 1] = (uint32_t)axis->ids_n;
    }
    return good ? SHG_OK : SHG_SYSTEM;
}

void shg_axis_free(struct axis *axis) {
    shg_index_free(axis->index);
    for (size_t i = 0; i < axis->n; i++)
        free(axis->values[i]);
    for (size_t i = 0; axis->labels && i < axis->classes; i++)
        free(axis->labels[i]);
    free(axis->values);
    free(axis->first);
    free(axis->ids);
    free(axis->class_of);
    free(axis->labels);
    free(axis->county_of);
}

/* ---- what is shown ---- */

/* A value on its way to its class: its label, and the rests behind everything else. */
struct place {
    enum shg_rest rest;
    char *label;
    uint32_t value;
};

static int by_place(const void *left, const void *right) {
    const struct place *a = left;
    const struct place *b = right;
    int order = (a->rest == SHG_REST_ALL) - (b->rest == SHG_REST_ALL);
    return order ? order : strcmp(a->label, b->label);
}

static char *label_of(const struct axis *axis, const char *value, enum shg_rest rest) {
    struct shg_buf label = SHG_BUF_EMPTY;
    shg_rest_label(value, rest, axis->kind->county, &label);
    return shg_buf_take(&label);
}

/* The first class of the same county: municipalities are sorted, so those of a county follow each other. */
static void find_counties(struct axis *axis) {
    for (size_t c = 0; c < axis->classes; c++) {
        bool same =
            c > 0 && axis->kind->places && axis->labels[c] && strncmp(axis->labels[c], axis->labels[c - 1], 2) == 0;
        axis->county_of[c] = same ? axis->county_of[c - 1] : (uint32_t)c;
    }
}

static void name_classes(struct axis *axis, struct place *places) {
    if (axis->n > 1)
        qsort(places, axis->n, sizeof *places, by_place);
    for (size_t i = 0; i < axis->n; i++) {
        bool new_one = i == 0 || strcmp(places[i].label, axis->labels[axis->classes - 1]) != 0;
        if (new_one)
            axis->labels[axis->classes++] = places[i].label;
        else
            free(places[i].label);
        places[i].label = NULL;
        axis->class_of[places[i].value] = (uint32_t)axis->classes - 1;
        axis->rest_alone = places[i].rest == SHG_REST_ALL && !axis->rest_last;
        axis->rest_last = places[i].rest == SHG_REST_ALL;
    }
    find_counties(axis);
}

static bool make_classes(struct axis *axis, const enum shg_rest *rest) {
    struct place *places = calloc(axis->n + 1, sizeof *places);
    bool good = places != NULL;
    for (size_t i = 0; good && i < axis->n; i++) {
        places[i] = (struct place){rest[i], label_of(axis, axis->values[i], rest[i]), (uint32_t)i};
        good = places[i].label != NULL;
    }
    if (good)
        name_classes(axis, places);
    for (size_t i = 0; places && i < axis->n; i++)
        free(places[i].label);
    free(places);
    return good;
}

static enum shg_status decide(struct axis *axis, const long *counts, long suppress, const struct shg_past *past,
                              bool open, enum shg_rest *rest /* NOLINT(readability-non-const-parameter): is set */) {
    struct shg_fold fold = {.values = (const char *const *)axis->values,
                            .counts = counts,
                            .n = axis->n,
                            .places = axis->kind->places,
                            .many = axis->kind->list,
                            .open = open,
                            .suppress = suppress,
                            .past = past,
                            .rest = rest};
    enum shg_status status = shg_past_fold(&fold);
    axis->shown = fold.shown;
    return status;
}

enum shg_status shg_axis_fold(struct axis *axis, size_t people, long suppress, const struct shg_past *past, bool open) {
    long *counts = calloc(axis->n + 1, sizeof *counts);
    enum shg_rest *rest = calloc(axis->n + 1, sizeof *rest);
    axis->class_of = calloc(axis->n + 1, sizeof *axis->class_of);
    axis->labels = calloc(axis->n + 1, sizeof *axis->labels);
    axis->county_of = calloc(axis->n + 1, sizeof *axis->county_of);
    enum shg_status status = SHG_SYSTEM;
    if (counts && rest && axis->class_of && axis->labels && axis->county_of) {
        for (size_t i = 0; i < (axis->first ? axis->first[people] : people); i++)
            counts[axis->ids[i]]++;
        status = decide(axis, counts, suppress, past, open, rest);
    }
    if (status == SHG_OK && !make_classes(axis, rest))
        status = SHG_SYSTEM;
    free(counts);
    free(rest);
    return status;
}

size_t shg_axis_classes(const struct axis *axis, size_t person, uint32_t *out) {
    size_t n = 0;
    if (!axis->first) {
        out[0] = axis->class_of[axis->ids[person]];
        return 1;
    }
    for (uint32_t i = axis->first[person]; i < axis->first[person + 1]; i++) {
        uint32_t class = axis->class_of[axis->ids[i]];
        size_t k = 0;
        while (k < n && out[k] != class)
            k++;
        out[n] = class;
        n += k == n;
    }
    return n;
}
