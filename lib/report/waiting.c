/* The waiting list today: how many wait, and for how long, by one or two dimensions.
 *
 * What is hidden is decided for the whole list, for municipalities and counties together, whatever part of it is
 * printed: so that two reports of a day fit together. Quartiles are nearest ranks.
 */
#include "place/place.h"
#include "report/waiting_private.h"

#include <stdlib.h>
#include <string.h>

enum { FEW = 2048 };

static int by_days(const void *a, const void *b) {
    int32_t x = *(const int32_t *)a;
    int32_t y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* Sorts days; many of them by counting, for they are few different ones. */
static void sort_days(int32_t *days, size_t n) {
    int32_t most = 0;
    for (size_t i = 0; i < n; i++)
        most = days[i] > most ? days[i] : most;
    size_t *seen = n > FEW ? calloc((size_t)most + 1, sizeof *seen) : NULL;
    if (!seen) {
        if (n > 1)
            qsort(days, n, sizeof *days, by_days);
        return;
    }
    for (size_t i = 0; i < n; i++)
        seen[days[i]]++;
    size_t at = 0;
    for (int32_t day = 0; day <= most; day++)
        while (seen[day]-- > 0)
            days[at++] = day;
    free(seen);
}

/* ---- who waits ---- */

static bool list_people(struct waiting *w, const struct shg_ask *ask) {
    const char *municipality = ask->exact ? ask->municipality : NULL;
    size_t people = shg_rows(w->reg, SHG_PEOPLE);
    int only = municipality ? shg_municipality_find(municipality) : -1;
    w->people = malloc((people + 1) * sizeof *w->people);
    w->days = malloc((people + 1) * sizeof *w->days);
    if (!w->people || !w->days)
        return false;
    for (size_t row = 0; row < people; row++) {
        if (shg_value(w->reg, SHG_PEOPLE, row, PERSON_STATUS, -1) != PERSON_IS_WAITING ||
            (municipality && shg_municipality_of(w->reg, SHG_PEOPLE, row, PERSON_MUNICIPALITY) != only))
            continue;
        long paused = ask->with_pauses ? shg_number(w->reg, SHG_PEOPLE, row, PERSON_PAUSED_DAYS, 0) : 0;
        w->days[w->n] = (int32_t)(shg_days_waited(w->reg, row) + paused);
        w->people[w->n++] = (uint32_t)row;
    }
    return true;
}

/* ---- tables ---- */

static bool table_make(const struct waiting *w, struct waiting_table *t, unsigned which) {
    *t = (struct waiting_table){NULL, which & WAITING_ROWS ? w->axes[0].classes : 1,
                                which & WAITING_COLUMNS ? w->axes[1].classes : 1, NULL, false};
    t->cells = calloc(t->rows * t->columns + 1, sizeof *t->cells);
    return t->cells != NULL;
}

static bool has_table(const struct waiting *w, unsigned which) {
    return w->dims > 1 || !(which & WAITING_COLUMNS);
}

/* A person in each of their cells of each table: counted, or (fill) their days laid there. */
static void enter_cell(struct waiting_table *t, size_t cell, int32_t days, bool fill) {
    struct waiting_cell *c = &t->cells[cell];
    if (fill && !c->hidden)
        t->days[c->from + c->n] = days;
    c->n++;
}

static void enter(struct waiting *w, size_t person, bool fill) {
    const uint32_t *row = w->classes[0];
    const uint32_t *column = w->classes[1];
    size_t r = shg_axis_classes(&w->axes[0], person, w->classes[0]);
    size_t c = w->dims > 1 ? shg_axis_classes(&w->axes[1], person, w->classes[1]) : 0;
    int32_t days = w->days[person];
    enter_cell(&w->tables[WAITING_ALL], 0, days, fill);
    for (size_t i = 0; i < r; i++)
        enter_cell(&w->tables[WAITING_ROWS], row[i], days, fill);
    for (size_t k = 0; k < c; k++) {
        enter_cell(&w->tables[WAITING_COLUMNS], column[k], days, fill);
        for (size_t i = 0; i < r; i++)
            enter_cell(&w->tables[WAITING_BOTH], row[i] * w->axes[1].classes + column[k], days, fill);
    }
}

bool shg_waiting_count(struct waiting *w) {
    for (unsigned which = 0; which < WAITING_TABLES; which++)
        if (has_table(w, which) && !table_make(w, &w->tables[which], which))
            return false;
    for (size_t i = 0; i < w->n; i++)
        enter(w, i, false);
    return true;
}

static bool table_lay(struct waiting_table *t) {
    size_t total = 0;
    for (size_t i = 0; i < t->rows * t->columns; i++) {
        t->cells[i].from = total;
        total += t->cells[i].hidden ? 0 : t->cells[i].n;
        t->cells[i].n = 0; /* counted again while it is filled */
    }
    t->days = malloc((total + 1) * sizeof *t->days);
    return t->days != NULL;
}

bool shg_waiting_lay(struct waiting *w) {
    for (unsigned which = 0; which < WAITING_TABLES; which++)
        if (has_table(w, which) && !table_lay(&w->tables[which]))
            return false;
    for (size_t i = 0; i < w->n; i++)
        enter(w, i, true);
    return true;
}

/* ---- printing ---- */

static void put_cell(const struct waiting_table *t, const struct waiting_cell *cell, shg_grid *out) {
    if (cell->hidden) {
        for (int i = 0; i < 4; i++)
            shg_grid_hidden(out);
        return;
    }
    sort_days(t->days + cell->from, cell->n);
    shg_grid_int(out, (long long)cell->n);
    for (size_t quarter = 1; quarter <= 3; quarter++) {
        if (cell->n > 0)
            shg_grid_int(out, t->days[cell->from + (quarter * cell->n + 3) / 4 - 1]);
        else
            shg_grid_empty(out);
    }
}

static void put_table(const struct waiting *w, unsigned which, shg_grid *out) {
    const struct waiting_table *t = &w->tables[which];
    for (size_t i = 0; i < t->rows * t->columns && !t->untold; i++) {
        const char *row = which & WAITING_ROWS ? w->axes[0].labels[i / t->columns] : "all";
        if ((t->cells[i].n == 0 && !t->cells[i].hidden && which != WAITING_ALL) ||
            (w->only && strcmp(row, w->only) != 0))
            continue;
        if (!w->only || w->dims == 1)
            shg_grid_text(out, row);
        if (w->dims > 1)
            shg_grid_text(out, which & WAITING_COLUMNS ? w->axes[1].labels[i % t->columns] : "all");
        put_cell(t, &t->cells[i], out);
    }
}

/* Where the municipality that was asked for is too small to be shown, or has nobody at all: one hidden row. */
static void put_nothing(const struct waiting *w, size_t rows_before, shg_grid *out) {
    if (!w->only || shg_grid_rows(out) > rows_before)
        return;
    shg_grid_text(out, w->dims == 1 ? w->only : "all");
    for (int i = 0; i < 4; i++)
        shg_grid_hidden(out);
}

static void print_all(const struct waiting *w, shg_grid *out) {
    size_t before = shg_grid_rows(out);
    put_table(w, w->dims > 1 ? WAITING_BOTH : WAITING_ROWS, out);
    if (w->dims > 1)
        put_table(w, WAITING_ROWS, out);
    if (w->dims > 1 && !w->only)
        put_table(w, WAITING_COLUMNS, out);
    if (!w->only)
        put_table(w, WAITING_ALL, out);
    put_nothing(w, before, out);
}

/* ---- what is asked ---- */

static enum shg_status read_dimensions(const char *by, const struct axis_kind **out, size_t *n, shg_faults *faults) {
    *n = 0;
    while (by && *by) {
        size_t length = strcspn(by, ",");
        const struct axis_kind *kind = shg_axis_named(by, length);
        if (!kind)
            return shg_fault_plain(faults, SHG_USAGE, "no such dimension: '%.*s'", (int)length, by);
        if (*n == SHG_WAITING_DIMENSIONS)
            return shg_fault_plain(faults, SHG_USAGE, "at most two dimensions: '%s'", by);
        out[(*n)++] = kind;
        by += length + (by[length] == ',');
    }
    if (*n == 0)
        out[(*n)++] = shg_axis_named("municipality", 12);
    if (*n == 2 && out[0]->column == out[1]->column)
        return shg_fault_plain(faults, SHG_USAGE, "two dimensions that say the same: '%s'", out[1]->name);
    if (*n == 2 && out[1]->places) { /* places stand first */
        const struct axis_kind *first = out[0];
        out[0] = out[1];
        out[1] = first;
    }
    return SHG_OK;
}

/* A part of the list is a row of the table by municipality: what is hidden there is hidden here. */
static enum shg_status ask_part(struct waiting *w, const struct shg_ask *ask, const struct axis_kind **kinds, size_t *n,
                                shg_faults *faults) {
    if (!ask->municipality || ask->exact)
        return SHG_OK;
    bool by_place = kinds[0] && kinds[0]->places;
    if (*n > 1 || (by_place && kinds[0]->county))
        return shg_fault_plain(faults, SHG_USAGE, "two dimensions of one municipality are shown with --exact alone");
    w->only = shg_municipality_at((size_t)shg_municipality_find(ask->municipality))->code;
    if (!by_place) {
        kinds[1] = kinds[0];
        kinds[0] = shg_axis_named("municipality", 12);
        *n = 2;
    }
    return SHG_OK;
}

bool shg_waiting_axis(struct waiting *w, size_t k, const struct axis_kind *kind) {
    struct axis *axis = &w->axes[k];
    struct shg_past past = {NULL, 0, 0, SHG_NO_DATE};
    bool good = kind && (w->suppress == 0 || shg_waiting_past(w->reg, kind, &past) == SHG_OK);
    /* the caller frees what w holds, also where this fails: NOLINTBEGIN(clang-analyzer-unix.Malloc) */
    good = good && shg_axis_read(axis, kind, w->reg, w->people, w->n) == SHG_OK &&
           shg_axis_fold(axis, w->n, w->suppress, &past, w->open) == SHG_OK;
    /* NOLINTEND(clang-analyzer-unix.Malloc) */
    shg_past_free(&past);
    w->classes[k] = good ? calloc(axis->n + 1, sizeof **w->classes) : NULL;
    return w->classes[k] != NULL;
}

static enum shg_status set_up(struct waiting *w, const struct shg_ask *ask, const struct axis_kind **kinds,
                              shg_faults *faults) {
    bool good = list_people(w, ask);
    w->open = good && w->suppress > 0 && !shg_waiting_sum_allowed(w->reg, w->n, w->suppress);
    good = good && shg_waiting_axis(w, 0, kinds[0]) && (w->dims == 1 || shg_waiting_axis(w, 1, kinds[1])) &&
           shg_waiting_count(w) && (w->suppress == 0 || shg_waiting_hide(w) == SHG_OK) && shg_waiting_lay(w);
    return good ? SHG_OK : shg_fault_memory(faults);
}

static void name_columns(const struct waiting *w, shg_grid *out) {
    static const char *const numbers[] = {N_("waiting"), N_("quartile1"), N_("median"), N_("quartile3"), NULL};
    for (size_t k = w->only && w->dims > 1 ? 1 : 0; k < w->dims && w->axes[k].kind; k++)
        shg_grid_column(out, w->axes[k].kind->name, SHG_CELL_TEXT);
    shg_grid_columns_add(out, numbers, SHG_CELL_NUMBER);
}

enum shg_status shg_report_waiting(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                   shg_faults *faults) {
    const struct axis_kind *kinds[SHG_WAITING_DIMENSIONS] = {NULL, NULL};
    struct waiting w = {.reg = reg, .suppress = ask->exact ? 0 : shg_profile_of(reg)->suppress};
    enum shg_status status = read_dimensions(ask->by, kinds, &w.dims, faults);
    if (status == SHG_OK)
        status = ask_part(&w, ask, kinds, &w.dims, faults);
    if (status != SHG_OK)
        return status;
    status = set_up(&w, ask, kinds, faults);
    if (status == SHG_OK) {
        name_columns(&w, out);
        print_all(&w, out);
    }
    for (size_t k = 0; k < SHG_WAITING_DIMENSIONS; k++) {
        shg_axis_free(&w.axes[k]);
        free(w.classes[k]);
    }
    for (unsigned which = 0; which < WAITING_TABLES; which++) {
        free(w.tables[which].cells);
        free(w.tables[which].days);
    }
    free(w.people);
    free(w.days);
    return status;
}
