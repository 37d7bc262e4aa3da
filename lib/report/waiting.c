/* The waiting list today: how many wait, and for how long, by one or two dimensions.
 *
 * What is hidden is decided for the whole list, for municipalities and counties together, whatever part of it is
 * printed: so that two reports of a day fit together. Quartiles are nearest ranks.
 */
#include "place/place.h"
#include "report/axis_private.h"
#include "report/report_private.h"

#include <stdlib.h>
#include <string.h>

enum { DIMENSIONS_MOST = 2, FEW = 2048 };

/* A cell of the table: the days of those in it are days[from] to days[to]. */
struct cell {
    size_t from, to;
    bool hidden;
};

/* The table over some of its axes: the others are `all`. */
struct table {
    struct cell *cells; /* rows * columns */
    size_t rows, columns;
    int32_t *days;
};

struct waiting {
    const shg_register *reg;
    uint32_t *people; /* rows of those who wait */
    int32_t *days;
    size_t n;
    struct axis axes[DIMENSIONS_MOST];
    size_t dims;
    long suppress;
    const char *only; /* the label of the first axis that alone is printed, or NULL */
    uint32_t *classes[DIMENSIONS_MOST];
};

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

/* Counts a person in each of their cells, or (fill) puts their days there. */
static void enter(const struct waiting *w, struct table *t, size_t person, bool rows, bool columns, bool fill) {
    uint32_t none = 0;
    const uint32_t *row = rows ? w->classes[0] : &none;
    const uint32_t *column = columns ? w->classes[1] : &none;
    size_t r = rows ? shg_axis_classes(&w->axes[0], person, w->classes[0]) : 1;
    size_t c = columns ? shg_axis_classes(&w->axes[1], person, w->classes[1]) : 1;
    for (size_t i = 0; row && i < r; i++) {
        for (size_t k = 0; column && k < c; k++) {
            struct cell *cell = &t->cells[row[i] * t->columns + column[k]];
            if (fill && t->days)
                t->days[cell->to] = w->days[person];
            cell->to++;
        }
    }
}

static void table_free(struct table *t) {
    free(t->cells);
    free(t->days);
}

/* Counts, then lays the days of each cell side by side. */
static bool tabulate(const struct waiting *w, struct table *t, bool rows, bool columns) {
    size_t total = 0;
    *t = (struct table){NULL, rows ? w->axes[0].classes : 1, columns ? w->axes[1].classes : 1, NULL};
    t->cells = calloc(t->rows * t->columns + 1, sizeof *t->cells);
    if (!t->cells)
        return false;
    for (size_t i = 0; i < w->n; i++)
        enter(w, t, i, rows, columns, false);
    for (size_t i = 0; i < t->rows * t->columns; i++) {
        size_t count = t->cells[i].to;
        t->cells[i].from = t->cells[i].to = total;
        total += count;
    }
    t->days = malloc((total + 1) * sizeof *t->days);
    for (size_t i = 0; t->days && i < w->n; i++)
        enter(w, t, i, rows, columns, true);
    return t->days != NULL;
}

static long count_of(const struct cell *cell) {
    return (long)(cell->to - cell->from);
}

/* ---- what is hidden ---- */

static void hide_all(struct table *t) {
    for (size_t i = 0; i < t->rows * t->columns; i++)
        t->cells[i].hidden = true;
}

/* The cells as links: from the row's sum to the column's within the row's county, and from there to the column's. */
static size_t make_links(const struct table *t, const uint32_t *county_of, struct shg_link *links) {
    size_t cells = t->rows * t->columns;
    uint32_t county = (uint32_t)t->rows;        /* nodes behind the rows: county and column */
    uint32_t column = county + (uint32_t)cells; /* and behind them: columns */
    for (size_t i = 0; i < cells; i++) {
        uint32_t row = (uint32_t)(i / t->columns);
        uint32_t col = (uint32_t)(i % t->columns);
        uint32_t sum = county + county_of[row] * (uint32_t)t->columns + col;
        long value = count_of(&t->cells[i]);
        links[i] = (struct shg_link){row, sum, value, 1000000000L, false, false};
        links[cells + i] = (struct shg_link){sum, column + col, 0, 1000000000L, false, false};
    }
    for (size_t i = 0; i < cells; i++)
        links[cells + county_of[i / t->columns] * t->columns + i % t->columns].value += links[i].value;
    return column + t->columns;
}

/* A county of one class is its class: the link behind it would be the same figure twice. So it is taken together. */
static void join_single(const struct table *t, const uint32_t *county_of, struct shg_link *links) {
    size_t cells = t->rows * t->columns;
    for (size_t row = 0; row < t->rows; row++) {
        size_t of = 0;
        for (size_t k = 0; k < t->rows; k++)
            of += county_of[k] == county_of[row];
        for (size_t col = 0; col < t->columns && of == 1; col++) {
            struct shg_link *cell = &links[row * t->columns + col];
            struct shg_link *sum = &links[cells + row * t->columns + col];
            cell->to = sum->to;
            sum->from = sum->to;
            sum->value = 0;
            sum->known = true;
        }
    }
}

/* Nobody is in a cell who is not in its row and its column. */
static bool bound_cells(const struct waiting *w, const struct table *t, struct shg_link *links) {
    struct table by_row;
    struct table by_column;
    bool good = tabulate(w, &by_row, true, false);
    good = tabulate(w, &by_column, false, true) && good;
    for (size_t i = 0; good && i < t->rows * t->columns; i++) {
        long row = count_of(&by_row.cells[i / t->columns]);
        long column = count_of(&by_column.cells[i % t->columns]);
        links[i].most = row < column ? row : column;
    }
    table_free(&by_row);
    table_free(&by_column);
    return good;
}

/* Hides cells of a table by municipality, or by what is no place; sums (or NULL) tells of each cell of a county whether
 * that sum is hidden, at its first class. */
static enum shg_status hide_cells(const struct waiting *w, struct table *t, bool *sums) {
    size_t cells = t->rows * t->columns;
    const uint32_t *county_of = w->axes[0].county_of;
    bool good;
    struct shg_link *links = calloc(2 * cells + 1, sizeof *links);
    if (!links)
        return SHG_SYSTEM;
    size_t nodes = make_links(t, county_of, links);
    bool bounded = bound_cells(w, t, links);
    join_single(t, county_of, links);
    for (size_t i = 0; i < 2 * cells; i++)
        links[i].known =
            links[i].known || (i >= cells && county_of[(i - cells) / t->columns] != (i - cells) / t->columns);
    enum shg_status status = bounded ? shg_hide(links, 2 * cells, nodes, w->suppress, &good) : SHG_SYSTEM;
    for (size_t i = 0; i < cells; i++) {
        t->cells[i].hidden = links[i].hidden;
        if (sums)
            sums[i] = links[cells + i].known ? links[i].hidden : links[cells + i].hidden;
    }
    free(links);
    return status;
}

/* Copies what is hidden of a county in the table by municipality into that by county. */
static void copy_counties(const struct axis *fine, const struct axis *coarse, const bool *sums, struct table *t) {
    for (size_t c = 0; c < coarse->classes; c++) {
        size_t f = 0;
        while (f < fine->classes && strncmp(fine->labels[f], coarse->labels[c], 2) != 0)
            f++;
        for (size_t col = 0; col < t->columns && f < fine->classes; col++)
            t->cells[c * t->columns + col].hidden = sums[f * t->columns + col];
    }
}

/* A table by county is a part of that by municipality. */
static enum shg_status hide_counties(const struct waiting *w, struct table *t) {
    struct waiting fine = *w;
    struct table parts = {NULL, 0, 0, NULL};
    bool *sums = NULL;
    enum shg_status status = shg_axis_read(&fine.axes[0], shg_axis_named("municipality", 12), w->reg, w->people, w->n);
    if (status == SHG_OK)
        status = shg_axis_fold(&fine.axes[0], w->n, w->suppress);
    if (status == SHG_OK && !tabulate(&fine, &parts, true, true))
        status = SHG_SYSTEM;
    if (status == SHG_OK)
        sums = calloc(parts.rows * parts.columns + 1, sizeof *sums);
    if (status == SHG_OK)
        status = sums ? hide_cells(&fine, &parts, sums) : SHG_SYSTEM;
    if (status == SHG_OK)
        copy_counties(&fine.axes[0], &w->axes[0], sums, t);
    free(sums);
    table_free(&parts);
    shg_axis_free(&fine.axes[0]);
    return status;
}

/* Another table by two dimensions that was published today: three such tables can reveal what none of them does. */
static bool published_otherwise(const struct waiting *w) {
    char today[11];
    struct shg_buf name = SHG_BUF_EMPTY;
    bool found = false;
    shg_buf_printf(&name, "waiting by %s,%s", w->axes[0].kind->name, w->axes[1].kind->name);
    (void)shg_date_format(shg_register_today(w->reg), today); /* today has a text */
    for (size_t row = 0; row < shg_rows(w->reg, SHG_PUBLISHED); row++) {
        const char *report = shg_text(w->reg, SHG_PUBLISHED, row, PUBLISHED_REPORT);
        found = found || (strcmp(shg_text(w->reg, SHG_PUBLISHED, row, PUBLISHED_PERIOD), today) == 0 &&
                          strncmp(report, "waiting by ", 11) == 0 && strchr(report, ',') &&
                          strcmp(report, shg_buf_get(&name)) != 0);
    }
    found = found || shg_buf_failed(&name);
    shg_buf_free(&name);
    return found;
}

static enum shg_status hide(const struct waiting *w, struct table *t, bool rows, bool columns, shg_faults *faults) {
    if (w->suppress == 0)
        return SHG_OK;
    if (!w->axes[0].protects || (w->dims > 1 && !w->axes[1].protects)) {
        hide_all(t);
        return SHG_OK;
    }
    for (size_t i = 0; i < t->rows * t->columns; i++)
        t->cells[i].hidden = shg_is_small(count_of(&t->cells[i]), w->suppress);
    if (!rows || !columns)
        return SHG_OK;
    if (published_otherwise(w)) {
        hide_all(t);
        return SHG_OK;
    }
    enum shg_status status = w->axes[0].kind->county ? hide_counties(w, t) : hide_cells(w, t, NULL);
    return status == SHG_OK ? SHG_OK : shg_fault_memory(faults);
}

/* ---- printing ---- */

static void put_cell(const struct table *t, const struct cell *cell, shg_grid *out) {
    size_t n = cell->to - cell->from;
    if (cell->hidden) {
        for (int i = 0; i < 4; i++)
            shg_grid_hidden(out);
        return;
    }
    sort_days(t->days + cell->from, n);
    shg_grid_int(out, (long long)n);
    for (size_t quarter = 1; quarter <= 3; quarter++) {
        if (n > 0)
            shg_grid_int(out, t->days[cell->from + (quarter * n + 3) / 4 - 1]);
        else
            shg_grid_empty(out);
    }
}

static void put_table(const struct waiting *w, const struct table *t, bool rows, bool columns, shg_grid *out) {
    for (size_t i = 0; i < t->rows * t->columns; i++) {
        const char *row = rows && w->axes[0].labels ? w->axes[0].labels[i / t->columns] : "all";
        if ((count_of(&t->cells[i]) == 0 && !t->cells[i].hidden && (rows || columns)) ||
            (w->only && strcmp(row, w->only) != 0))
            continue;
        if (!w->only || w->dims == 1)
            shg_grid_text(out, row);
        if (w->dims > 1)
            shg_grid_text(out, columns ? w->axes[1].labels[i % t->columns] : "all");
        put_cell(t, &t->cells[i], out);
    }
}

static enum shg_status print_part(const struct waiting *w, bool rows, bool columns, shg_grid *out, shg_faults *faults) {
    struct table t;
    enum shg_status status = tabulate(w, &t, rows, columns) ? SHG_OK : shg_fault_memory(faults);
    if (status == SHG_OK)
        status = hide(w, &t, rows, columns, faults);
    if (status == SHG_OK)
        put_table(w, &t, rows, columns, out);
    table_free(&t);
    return status;
}

/* Where the municipality that was asked for is too small to be shown, or has nobody at all: one hidden row. */
static void put_nothing(const struct waiting *w, size_t rows_before, shg_grid *out) {
    if (!w->only || shg_grid_rows(out) > rows_before)
        return;
    shg_grid_text(out, w->dims == 1 ? w->only : "all");
    for (int i = 0; i < 4; i++)
        shg_grid_hidden(out);
}

static enum shg_status print_all(const struct waiting *w, shg_grid *out, shg_faults *faults) {
    size_t before = shg_grid_rows(out);
    enum shg_status status = print_part(w, true, w->dims > 1, out, faults);
    if (status == SHG_OK && w->dims > 1)
        status = print_part(w, true, false, out, faults);
    if (status == SHG_OK && w->dims > 1 && !w->only)
        status = print_part(w, false, true, out, faults);
    if (status == SHG_OK && !w->only)
        status = print_part(w, false, false, out, faults);
    put_nothing(w, before, out);
    return status;
}

/* ---- what is asked ---- */

static enum shg_status read_dimensions(const char *by, const struct axis_kind **out, size_t *n, shg_faults *faults) {
    *n = 0;
    while (by && *by) {
        size_t length = strcspn(by, ",");
        const struct axis_kind *kind = shg_axis_named(by, length);
        if (!kind)
            return shg_fault_plain(faults, SHG_USAGE, "no such dimension: '%.*s'", (int)length, by);
        if (*n == DIMENSIONS_MOST)
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

static bool set_axis(struct waiting *w, size_t k, const struct axis_kind *kind) {
    struct axis *axis = &w->axes[k];
    /* the caller frees what w holds, also where this fails: NOLINTBEGIN(clang-analyzer-unix.Malloc) */
    if (!kind || shg_axis_read(axis, kind, w->reg, w->people, w->n) != SHG_OK ||
        shg_axis_fold(axis, w->n, w->suppress) != SHG_OK)
        return false;
    /* NOLINTEND(clang-analyzer-unix.Malloc) */
    w->classes[k] = calloc(axis->n + 1, sizeof **w->classes);
    return w->classes[k] != NULL;
}

static enum shg_status set_up(struct waiting *w, const struct shg_ask *ask, const struct axis_kind **kinds,
                              shg_faults *faults) {
    bool good = list_people(w, ask) && set_axis(w, 0, kinds[0]) && (w->dims == 1 || set_axis(w, 1, kinds[1]));
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
    const struct axis_kind *kinds[DIMENSIONS_MOST] = {NULL, NULL};
    struct waiting w = {.reg = reg, .suppress = ask->exact ? 0 : shg_profile_of(reg)->suppress};
    enum shg_status status = read_dimensions(ask->by, kinds, &w.dims, faults);
    if (status == SHG_OK)
        status = ask_part(&w, ask, kinds, &w.dims, faults);
    if (status != SHG_OK)
        return status;
    status = set_up(&w, ask, kinds, faults);
    if (status == SHG_OK) {
        name_columns(&w, out);
        status = print_all(&w, out, faults);
    }
    for (size_t k = 0; k < DIMENSIONS_MOST; k++) {
        shg_axis_free(&w.axes[k]);
        free(w.classes[k]);
    }
    free(w.people);
    free(w.days);
    return status;
}
