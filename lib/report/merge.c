#include "report/merge.h"

#include "report/axis_private.h"
#include "report/merge_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what an office hands over ---- */

static void put_line(struct shg_writer *out, const char *office, const char *period, const char *event,
                     const char *dimension, const char *value, long count) {
    const char *const fields[] = {office, period, event, dimension, value};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        shg_put(out, fields[i]);
    shg_put_int(out, count);
    shg_end_row(out);
}

static enum shg_status export_axis(const shg_register *reg, const char *name, const uint32_t *people, size_t n,
                                   struct shg_writer *out) {
    struct axis axis;
    char today[11];
    enum shg_status status = shg_axis_read(&axis, shg_axis_named(name, strlen(name)), reg, people, n);
    if (status == SHG_OK)
        status = shg_axis_fold(&axis, n, 0, NULL, false);
    long *counts = calloc(axis.n + 1, sizeof *counts);
    status = counts ? status : SHG_SYSTEM;
    for (size_t i = 0; status == SHG_OK && i < axis.ids_n; i++)
        counts[axis.class_of[axis.ids[i]]]++;
    for (size_t c = 0; status == SHG_OK && c < axis.classes; c++)
        put_line(out, shg_profile_of(reg)->office, shg_date_format(shg_register_today(reg), today), "waiting", name,
                 axis.labels[c], counts[c]);
    free(counts);
    shg_axis_free(&axis);
    return status;
}

static enum shg_status export_waiting(const shg_register *reg, struct shg_writer *out) {
    static const char *const names[] = {"municipality", "source", "theme", "mode", "gender", "age", "language"};
    char today[11];
    size_t n = 0;
    uint32_t *people = calloc(shg_rows(reg, SHG_PEOPLE) + 1, sizeof *people);
    enum shg_status status = people ? SHG_OK : SHG_SYSTEM;
    for (size_t row = 0; people && row < shg_rows(reg, SHG_PEOPLE); row++)
        if (shg_value(reg, SHG_PEOPLE, row, PERSON_STATUS, -1) == PERSON_IS_WAITING)
            people[n++] = (uint32_t)row;
    put_line(out, shg_profile_of(reg)->office, shg_date_format(shg_register_today(reg), today), "waiting", "all", "all",
             (long)n);
    for (size_t i = 0; i < sizeof names / sizeof *names && status == SHG_OK; i++)
        status = export_axis(reg, names[i], people, n, out);
    free(people);
    return status;
}

static enum shg_status export_events(const shg_register *reg, enum shg_dimension dimension, int from, int to,
                                     struct shg_writer *out, shg_faults *faults) {
    shg_tally *tally;
    enum shg_status status = shg_tally_new(&tally, reg, dimension, faults);
    if (status != SHG_OK)
        return status;
    for (size_t i = 0; i < shg_tally_size(tally); i++) {
        const struct shg_count *c = shg_tally_at(tally, i);
        char period[32];
        (void)snprintf(period, sizeof period, c->month ? "%04d-%02d" : "%04d", c->year, c->month); /* has room */
        if (c->year >= from && c->year <= to)
            put_line(out, shg_profile_of(reg)->office, period, shg_event_name(c->event), shg_dimension_name(dimension),
                     c->value, c->count);
    }
    shg_tally_free(tally);
    return SHG_OK;
}

enum shg_status shg_merge_export(const shg_register *reg, int from, int to, struct shg_writer *out,
                                 shg_faults *faults) {
    static const char *const names[] = {"office", "period", "event", "dimension", "value", "count"};
    shg_put_row(out, names, sizeof names / sizeof *names);
    if (export_waiting(reg, out) != SHG_OK)
        return shg_fault_memory(faults);
    enum shg_status status = SHG_OK;
    for (int d = 0; d < SHG_DIMENSIONS && status == SHG_OK; d++)
        status = export_events(reg, (enum shg_dimension)d, from, to, out, faults);
    return status;
}

/* ---- adding up ---- */

/* A line of an office: texts belong to its document. list is the year of a month, else the period. */
struct line {
    char list[16];
    const char *period, *event, *dimension, *value;
    long count;
    size_t office;
};

struct lines {
    struct line *at;
    size_t n, cap;
    bool failed;
};

static int compare_list(const struct line *a, const struct line *b) {
    int order = strcmp(a->list, b->list);
    order = order ? order : strcmp(a->event, b->event);
    return order ? order : strcmp(a->dimension, b->dimension);
}

static int compare_value(const struct line *a, const struct line *b) {
    int order = strcmp(a->value, b->value);
    return order ? order : strcmp(a->period, b->period);
}

static int compare_lines(const void *left, const void *right) {
    const struct line *a = left;
    const struct line *b = right;
    int order = compare_list(a, b);
    order = order ? order : compare_value(a, b);
    return order ? order : (a->office > b->office) - (a->office < b->office);
}

static void add_line(struct lines *lines, const struct line *line) {
    struct line *at = shg_grow(lines->at, &lines->cap, lines->n + 1, sizeof *at);
    lines->failed = lines->failed || !at;
    if (!at)
        return;
    lines->at = at;
    at[lines->n++] = *line;
}

static enum shg_status read_line(struct lines *lines, const shg_csv *csv, size_t row, const int *where, size_t office,
                                 shg_faults *faults) {
    long long count;
    struct line line = {"",
                        shg_csv_get(csv, row, where[1]),
                        shg_csv_get(csv, row, where[2]),
                        shg_csv_get(csv, row, where[3]),
                        shg_csv_get(csv, row, where[4]),
                        0,
                        office};
    struct shg_where at = shg_csv_where(csv, row, where[5]);
    if (!shg_parse_int(shg_csv_get(csv, row, where[5]), 0, 1000000000, &count))
        return shg_fault_add(faults, SHG_ERROR, &at, shg_csv_get(csv, row, where[5]), N_("no count"));
    size_t n = strlen(line.period);
    n = n == 7 ? 4 : n < sizeof line.list ? n : sizeof line.list - 1; /* a month is listed with its year */
    memcpy(line.list, line.period, n);
    line.list[n] = '\0';
    line.count = (long)count;
    add_line(lines, &line);
    return SHG_OK;
}

static enum shg_status read_document(struct lines *lines, const shg_csv *csv, size_t office, shg_faults *faults) {
    static const char *const names[] = {"office", "period", "event", "dimension", "value", "count"};
    int where[6];
    struct shg_where at = {shg_csv_name(csv), 0, 1, 0};
    enum shg_status status = SHG_OK;
    for (int c = 0; c < 6; c++) {
        where[c] = shg_csv_column(csv, names[c]);
        if (where[c] < 0)
            status = shg_fault_add(faults, SHG_ERROR, &at, NULL, N_("figures to merge have a column '%s'"), names[c]);
    }
    for (size_t row = 0; status == SHG_OK && row < shg_csv_rows(csv); row++)
        status = read_line(lines, csv, row, where, office, faults);
    return status;
}

/* An office that comes twice would be counted twice, and hide nothing from itself. */
static enum shg_status check_offices(const shg_csv *const *documents, size_t n, shg_faults *faults) {
    enum shg_status status = SHG_OK;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++) {
            int a = shg_csv_column(documents[i], "office");
            int b = shg_csv_column(documents[k], "office");
            struct shg_where at = {shg_csv_name(documents[i]), 0, 2, 1};
            if (shg_csv_rows(documents[i]) > 0 && shg_csv_rows(documents[k]) > 0 &&
                strcmp(shg_csv_get(documents[i], 0, a), shg_csv_get(documents[k], 0, b)) == 0)
                status =
                    shg_fault_add(faults, SHG_ERROR, &at, shg_csv_get(documents[i], 0, a), N_("an office comes twice"));
        }
    return status;
}

/* A list: the lines [from, to) of one period, event and dimension, summed by value. */
struct list {
    const struct line *first;
    const char **values;
    const char **periods;
    long *counts; /* views by values */
    size_t n, views;
};

static void list_free(struct list *list) {
    free(list->values);
    free(list->periods);
    free(list->counts);
}

/* View 0 is the sum, view 1 + o what office o does not know of it. */
static bool list_make(struct list *list, const struct lines *lines, size_t from, size_t to, size_t offices) {
    *list = (struct list){
        &lines->at[from], calloc(to - from, sizeof *list->values), calloc(to - from, sizeof *list->periods), NULL, 0,
        1 + offices};
    if (!list->values || !list->periods)
        return false;
    for (size_t i = from; i < to; i++)
        list->n += i == from || compare_value(&lines->at[i - 1], &lines->at[i]) != 0;
    list->counts = calloc(list->n * list->views + 1, sizeof *list->counts);
    if (!list->counts)
        return false;
    size_t at = 0;
    for (size_t i = from; i < to; i++) {
        at += i > from && compare_value(&lines->at[i - 1], &lines->at[i]) != 0;
        list->values[at] = lines->at[i].value;
        list->periods[at] = lines->at[i].period;
        for (size_t v = 0; v < list->views; v++)
            list->counts[v * list->n + at] += v == lines->at[i].office + 1 ? 0 : lines->at[i].count;
    }
    return true;
}

static bool sum_is_small(const struct list *list, long suppress) {
    bool small = false;
    for (size_t v = 0; v < list->views; v++) {
        long sum = 0;
        for (size_t i = 0; i < list->n; i++)
            sum += list->counts[v * list->n + i];
        small = small || shg_is_small(sum, suppress);
    }
    return small;
}

void shg_merge_put(struct shg_writer *out, const struct shg_merged *m, const char *dimension, const char *value,
                   long count, bool hidden) {
    const char *const fields[] = {m->period, m->event, dimension, value};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        shg_put(out, fields[i]);
    if (hidden)
        shg_put(out, ":");
    else
        shg_put_int(out, count);
    shg_end_row(out);
}

static void put_figure(struct shg_writer *out, const struct list *list, const char *period, const char *value,
                       long count, bool hidden) {
    const struct shg_merged m = {.period = period, .event = list->first->event};
    shg_merge_put(out, &m, list->first->dimension, value, count, hidden);
}

/* Months keep their rows, hidden ones show so; their sum is the year's. */
static enum shg_status print_months(const struct list *list, long suppress, bool small, struct shg_writer *out) {
    bool *folded = calloc(list->n + 1, sizeof *folded);
    long sum = 0;
    if (!folded)
        return SHG_SYSTEM;
    small = !shg_fold(list->counts, list->n, list->views, suppress, folded) || small;
    for (size_t i = 0; i < list->n; i++) {
        sum += list->counts[i];
        if (strcmp(list->periods[i], list->first->list) != 0)
            put_figure(out, list, list->periods[i], list->values[i], list->counts[i], small || folded[i]);
    }
    put_figure(out, list, list->first->list, "all", sum, small);
    free(folded);
    return SHG_OK;
}

/* The rest of a county where its first value stands; else 0. */
static long county_rest(const struct list *list, const enum shg_rest *rest, size_t i) {
    long sum = 0;
    for (size_t k = 0; k < list->n; k++) {
        if (rest[k] != SHG_REST_COUNTY || strncmp(list->values[k], list->values[i], 2) != 0)
            continue;
        if (k < i)
            return 0;
        sum += list->counts[k];
    }
    return sum;
}

/* Municipalities by county and by who serves them. */
static enum shg_status print_regions(const struct list *list, const enum shg_rest *rest, const shg_csv *offices,
                                     long suppress, struct shg_writer *out) {
    const struct shg_merged m = {list->first->list, list->first->event, list->values, list->counts,
                                 list->n,           list->views,        rest,         suppress};
    shg_merge_counties(&m, out);
    return offices ? shg_merge_offices(&m, offices, out) : SHG_OK;
}

static enum shg_status print_values(const struct list *list, const shg_csv *offices, long suppress, bool small,
                                    struct shg_writer *out) {
    enum shg_rest *rest = calloc(list->n + 1, sizeof *rest);
    bool good = false;
    long other = 0;
    bool places = strcmp(list->first->dimension, "municipality") == 0;
    enum shg_status status = rest ? shg_fold_list(list->values, list->counts, list->n, list->views, places, false,
                                                  suppress, NULL, rest, &good)
                                  : SHG_SYSTEM;
    for (size_t i = 0; status == SHG_OK && good && !small && i < list->n; i++) {
        char county[16];
        long sum = rest[i] == SHG_REST_COUNTY ? county_rest(list, rest, i) : 0;
        (void)snprintf(county, sizeof county, "%.2s other", list->values[i]); /* has room */
        if (rest[i] == SHG_REST_NONE)
            put_figure(out, list, list->periods[i], list->values[i], list->counts[i], false);
        else if (sum > 0)
            put_figure(out, list, list->periods[i], county, sum, false);
        other += rest[i] == SHG_REST_ALL ? list->counts[i] : 0;
    }
    if (status == SHG_OK && (other > 0 || !good || small))
        put_figure(out, list, list->first->list, "other", other, !good || small);
    if (status == SHG_OK && places && good && !small)
        status = print_regions(list, rest, offices, suppress, out);
    free(rest);
    return status;
}

/* Lists of one period and event follow each other, `all` behind age: whether their sum is small is asked first. */
static bool event_is_small(const struct lines *lines, const struct line *of, size_t offices, long suppress) {
    struct list list;
    size_t from = 0;
    while (from < lines->n &&
           !(strcmp(lines->at[from].list, of->list) == 0 && strcmp(lines->at[from].event, of->event) == 0 &&
             strcmp(lines->at[from].dimension, "all") == 0))
        from++;
    size_t to = from;
    while (to < lines->n && compare_list(&lines->at[from], &lines->at[to]) == 0)
        to++;
    bool small = to == from || !list_make(&list, lines, from, to, offices) || sum_is_small(&list, suppress);
    if (to > from)
        list_free(&list);
    return small;
}

static enum shg_status print_lists(const struct lines *lines, size_t n, const shg_csv *offices, long suppress,
                                   struct shg_writer *out) {
    enum shg_status status = SHG_OK;
    for (size_t from = 0, to; from < lines->n && status == SHG_OK; from = to) {
        struct list list;
        for (to = from; to < lines->n && compare_list(&lines->at[from], &lines->at[to]) == 0;)
            to++;
        bool small = event_is_small(lines, &lines->at[from], n, suppress);
        status = list_make(&list, lines, from, to, n) ? SHG_OK : SHG_SYSTEM;
        if (status == SHG_OK && strcmp(list.first->dimension, "all") == 0)
            status = print_months(&list, suppress, small, out);
        else if (status == SHG_OK)
            status = print_values(&list, offices, suppress, small, out);
        list_free(&list);
    }
    return status;
}

enum shg_status shg_merge_add_up(const shg_csv *const *documents, size_t n, const shg_csv *offices, long suppress,
                                 struct shg_writer *out, shg_faults *faults) {
    static const char *const names[] = {"period", "event", "dimension", "value", "count"};
    struct lines lines = {NULL, 0, 0, false};
    enum shg_status status = SHG_OK;
    for (size_t i = 0; i < n; i++) {
        enum shg_status read = read_document(&lines, documents[i], i, faults);
        status = status == SHG_OK ? read : status;
    }
    if (status == SHG_OK)
        status = check_offices(documents, n, faults);
    if (status == SHG_OK && offices)
        status = shg_merge_check_offices(offices, faults);
    if (status == SHG_OK && lines.n > 1)
        qsort(lines.at, lines.n, sizeof *lines.at, compare_lines);
    shg_put_row(out, names, sizeof names / sizeof *names);
    if (status == SHG_OK)
        status = !lines.failed && print_lists(&lines, n, offices, suppress, out) == SHG_OK ? SHG_OK
                                                                                           : shg_fault_memory(faults);
    if (status == SHG_OK)
        (void)shg_fault_add(faults, SHG_NOTE, NULL, NULL, N_("a person on the lists of two offices counts twice"));
    free(lines.at);
    return status;
}
