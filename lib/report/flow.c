/* What happened in past periods: events by month, quarter or year, or by one dimension and year.
 *
 * What is hidden is decided for the months, quarters and the sum of each year together, whichever of them are printed.
 * A period that still runs is told with its last day.
 */
#include "events/tally.h"
#include "report/flow_private.h"
#include "report/past.h"
#include "report/stretch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MONTHS = 12, QUARTERS = 4, CELLS = MONTHS + QUARTERS + 1 };

const char *shg_series_name(int series) {
    return series == SHG_SERIES_INQUIRIES ? N_("inquiries") : shg_event_name((enum shg_event)(series - 1));
}

/* ---- counting ---- */

static struct shg_flow_year *year_at(const struct shg_flow *flow, int year) {
    return year < flow->first || year > flow->last ? NULL : &flow->years[year - flow->first];
}

static void count_inquiries(struct shg_flow *flow, const shg_register *reg) {
    for (size_t row = 0; row < shg_rows(reg, SHG_INQUIRIES); row++) {
        int year;
        int month;
        int day;
        shg_date date = shg_day(reg, SHG_INQUIRIES, row, INQUIRY_DATE);
        if (date == SHG_NO_DATE)
            continue;
        shg_date_split(date, &year, &month, &day);
        struct shg_flow_year *y = year_at(flow, year);
        if (y)
            y->count[SHG_SERIES_INQUIRIES][month - 1] += shg_number(reg, SHG_INQUIRIES, row, INQUIRY_COUNT, 0);
    }
}

static enum shg_status count_events(struct shg_flow *flow, const shg_register *reg, shg_faults *faults) {
    shg_tally *tally;
    enum shg_status status = shg_tally_new(&tally, reg, SHG_BY_ALL, faults);
    if (status != SHG_OK)
        return status;
    for (size_t i = 0; i < shg_tally_size(tally); i++) {
        const struct shg_count *c = shg_tally_at(tally, i);
        struct shg_flow_year *y = year_at(flow, c->year);
        if (y && c->month > 0)
            y->count[c->event + 1][c->month - 1] += c->count;
    }
    shg_tally_free(tally);
    return SHG_OK;
}

/* ---- what is hidden ---- */

shg_date shg_month_end(int year, int month) {
    return (month == MONTHS ? shg_date_of(year + 1, 1, 1) : shg_date_of(year, month + 1, 1)) - 1;
}

void shg_period_name(char out[SHG_PERIOD_TEXT], int year, enum shg_period period, int at) {
    if (period == SHG_PERIOD_MONTH)
        (void)snprintf(out, SHG_PERIOD_TEXT, "%04d-%02d", year, at + 1); /* years have four digits */
    else if (period == SHG_PERIOD_QUARTER)
        (void)snprintf(out, SHG_PERIOD_TEXT, "%04d-Q%d", year, at + 1);
    else
        (void)snprintf(out, SHG_PERIOD_TEXT, "%04d", year);
}

bool shg_period_read(const char *text, shg_date *from, shg_date *to) {
    char first[11] = "";
    long long year;
    long long month = 1;
    int months = MONTHS;
    size_t n = strlen(text);
    if (n == 21 && text[10] == '/') {
        memcpy(first, text, 10);
        *from = shg_date_parse(first);
        *to = shg_date_parse(text + 11);
        return *from != SHG_NO_DATE && *to != SHG_NO_DATE;
    }
    memcpy(first, text, n < 4 ? n : 4);
    if ((n != 4 && n != 7) || !shg_parse_int(first, 1, 9999, &year) || (n == 7 && text[4] != '-'))
        return false;
    if (n == 7) {
        bool quarter = text[5] == 'Q';
        if (!shg_parse_int(text + (quarter ? 6 : 5), 1, quarter ? QUARTERS : MONTHS, &month))
            return false;
        month = quarter ? 3 * month - 2 : month;
        months = quarter ? 3 : 1;
    }
    *from = shg_date_of((int)year, (int)month, 1);
    *to = shg_month_end((int)year, (int)month + months - 1);
    return true;
}

/* A series as points of time and stretches between them, and what was published of it. */
struct line {
    shg_date days[SHG_STRETCH_POINTS]; /* of each point: what happened before that day */
    long sums[SHG_STRETCH_POINTS];
    size_t points;
    struct shg_stretch cells[CELLS];
    struct shg_stretch *before;
    size_t before_n, before_cap;
};

/* The point of a day, SHG_STRETCH_POINTS where there is none. */
static uint32_t point_of(const struct line *line, shg_date day) {
    for (size_t i = 0; i < line->points; i++)
        if (line->days[i] == day)
            return (uint32_t)i;
    return SHG_STRETCH_POINTS;
}

/* A point within a month, where it lies between its neighbours; false where it does not. */
static bool add_point(struct line *line, shg_date day, long sum) {
    size_t at = 0;
    while (at < line->points && line->days[at] < day)
        at++;
    if (at == 0 || at == line->points || line->points == SHG_STRETCH_POINTS || sum < line->sums[at - 1] ||
        sum > line->sums[at])
        return false;
    memmove(&line->days[at + 1], &line->days[at], (line->points - at) * sizeof *line->days);
    memmove(&line->sums[at + 1], &line->sums[at], (line->points - at) * sizeof *line->sums);
    line->days[at] = day;
    line->sums[at] = sum;
    line->points++;
    return true;
}

/* Whether a row of published.csv is a figure of the series: in `flow`, or the sum of a list by a dimension. */
static bool is_of_series(const shg_register *reg, size_t row, int series) {
    const char *report = shg_text(reg, SHG_PUBLISHED, row, PUBLISHED_REPORT);
    const char *cell = shg_text(reg, SHG_PUBLISHED, row, PUBLISHED_CELL);
    const char *name = shg_series_name(series);
    size_t n = strlen(name);
    if (strcmp(report, "flow") == 0)
        return strcmp(cell, name) == 0;
    return strncmp(report, "flow by ", 8) == 0 && strncmp(cell, name, n) == 0 && strcmp(cell + n, "/all/count") == 0;
}

/* Goes through what was published of the series in the year. points: those that end within a month become points; else
 * all are laid between points. */
static bool lay_published(struct line *line, const shg_register *reg, int series, bool points) {
    for (size_t row = 0; row < shg_rows(reg, SHG_PUBLISHED); row++) {
        shg_date from;
        shg_date to;
        long long value;
        if (!is_of_series(reg, row, series) ||
            !shg_parse_int(shg_text(reg, SHG_PUBLISHED, row, PUBLISHED_VALUE), 0, 1000000000, &value) ||
            !shg_period_read(shg_text(reg, SHG_PUBLISHED, row, PUBLISHED_PERIOD), &from, &to))
            continue;
        uint32_t a = point_of(line, from);
        uint32_t b = point_of(line, to + 1);
        if (points && a < SHG_STRETCH_POINTS && b == SHG_STRETCH_POINTS)
            (void)add_point(line, to + 1, line->sums[a] + (long)value); /* else it says nothing that still holds */
        if (points || a >= b || b == SHG_STRETCH_POINTS)
            continue;
        struct shg_stretch *before = shg_grow(line->before, &line->before_cap, line->before_n + 1, sizeof *before);
        if (!before)
            return false;
        line->before = before;
        before[line->before_n++] = (struct shg_stretch){a, b, (long)value, true, false, false};
    }
    return true;
}

static void lay_cell(const struct shg_flow *flow, struct line *line, int year, int at, int first, int months) {
    shg_date from = shg_date_of(year, first + 1, 1);
    uint32_t a = point_of(line, from);
    uint32_t b = point_of(line, shg_month_end(year, first + months) + 1);
    long value = line->sums[b] - line->sums[a];
    bool ahead = from > flow->today && value == 0; /* everybody knows */
    line->cells[at] = (struct shg_stretch){a, b, value, ahead, months == MONTHS, false};
    for (size_t i = 0; i < line->before_n; i++)
        if (line->before[i].from == a && line->before[i].to == b && line->before[i].value == value)
            line->cells[at].known = true;
}

/* The months, the quarters and the year. */
static bool lay_year(const struct shg_flow *flow, const shg_register *reg, int year, int series,
                     const struct shg_flow_year *y, struct line *line) {
    long sum = 0;
    *line = (struct line){.points = MONTHS + 1};
    for (int m = 0; m <= MONTHS; m++) {
        line->days[m] = m < MONTHS ? shg_date_of(year, m + 1, 1) : shg_date_of(year + 1, 1, 1);
        line->sums[m] = sum;
        sum += m < MONTHS ? y->count[series][m] : 0;
    }
    if (!lay_published(line, reg, series, true) || !lay_published(line, reg, series, false))
        return false;
    for (int m = 0; m < MONTHS; m++)
        lay_cell(flow, line, year, m, m, 1);
    for (int q = 0; q < QUARTERS; q++)
        lay_cell(flow, line, year, MONTHS + q, 3 * q, 3);
    lay_cell(flow, line, year, MONTHS + QUARTERS, 0, MONTHS);
    return true;
}

static enum shg_status hide_year(const struct shg_flow *flow, const shg_register *reg, int year, int series,
                                 struct shg_flow_year *y) {
    struct line line;
    bool there = lay_year(flow, reg, year, series, y, &line);
    if (there)
        (void)shg_stretch_hide(line.cells, CELLS, line.sums, line.points, line.before, line.before_n,
                               flow->suppress); /* else it has hidden all */
    /* of a year of few, not even the months with none are told: a hidden one among them would stand out */
    bool few = shg_is_small(line.sums[line.points - 1], flow->suppress);
    for (int i = 0; i < CELLS; i++)
        *(i < MONTHS              ? &y->month_hidden[series][i]
          : i < MONTHS + QUARTERS ? &y->quarter_hidden[series][i - MONTHS]
                                  : &y->year_hidden[series]) = line.cells[i].hidden || (few && !line.cells[i].known);
    free(line.before);
    return there ? SHG_OK : SHG_SYSTEM;
}

enum shg_status shg_flow_make(struct shg_flow *flow, const shg_register *reg, int first, int last, bool exact,
                              shg_faults *faults) {
    *flow = (struct shg_flow){NULL, first, last, shg_register_today(reg), exact ? 0 : shg_profile_of(reg)->suppress};
    flow->years = calloc((size_t)last - (size_t)first + 1, sizeof *flow->years);
    if (!flow->years)
        return shg_fault_memory(faults);
    count_inquiries(flow, reg);
    enum shg_status status = count_events(flow, reg, faults);
    for (int year = first; year <= last && status == SHG_OK && !exact; year++)
        for (int s = 0; s < SHG_SERIES && status == SHG_OK; s++)
            status = hide_year(flow, reg, year, s, &flow->years[year - first]);
    return status;
}

void shg_flow_free(struct shg_flow *flow) {
    free(flow->years);
}

/* ---- printing by period ---- */

bool shg_flow_get(const struct shg_flow *flow, int year, enum shg_period period, int at, int series, long *count) {
    const struct shg_flow_year *y = year_at(flow, year);
    int width = period == SHG_PERIOD_MONTH ? 1 : period == SHG_PERIOD_QUARTER ? 3 : MONTHS;
    *count = 0;
    for (int m = at * width; m < (at + 1) * width; m++)
        *count += y->count[series][m];
    return !(period == SHG_PERIOD_MONTH     ? y->month_hidden[series][at]
             : period == SHG_PERIOD_QUARTER ? y->quarter_hidden[series][at]
                                            : y->year_hidden[series]);
}

void shg_flow_period(const struct shg_flow *flow, int year, enum shg_period period, int at, char out[SHG_PERIOD_TEXT]) {
    int months = period == SHG_PERIOD_MONTH ? 1 : period == SHG_PERIOD_QUARTER ? 3 : MONTHS;
    char from[11];
    char to[11];
    if (shg_month_end(year, (at + 1) * months) > flow->today)
        (void)snprintf(out, SHG_PERIOD_TEXT, "%s/%s", shg_date_format(shg_date_of(year, at * months + 1, 1), from),
                       shg_date_format(flow->today, to));
    else
        shg_period_name(out, year, period, at);
}

static void put_period(const struct shg_flow *flow, int year, enum shg_period period, int at, shg_grid *out) {
    char name[SHG_PERIOD_TEXT];
    long count;
    shg_flow_period(flow, year, period, at, name);
    shg_grid_text(out, name);
    for (int s = 0; s < SHG_SERIES; s++) {
        if (shg_flow_get(flow, year, period, at, s, &count))
            shg_grid_int(out, count);
        else
            shg_grid_hidden(out);
    }
}

void shg_flow_print(const struct shg_flow *flow, enum shg_period period, shg_date from, shg_date to, shg_grid *out) {
    int n = period == SHG_PERIOD_MONTH ? MONTHS : period == SHG_PERIOD_QUARTER ? QUARTERS : 1;
    shg_grid_column(out, N_("period"), SHG_CELL_TEXT);
    for (int s = 0; s < SHG_SERIES; s++)
        shg_grid_column(out, shg_series_name(s), SHG_CELL_NUMBER);
    for (int year = flow->first; year <= flow->last; year++)
        for (int at = 0; at < n; at++) {
            shg_date begins = shg_date_of(year, at * (MONTHS / n) + 1, 1);
            shg_date ends = shg_month_end(year, (at + 1) * (MONTHS / n));
            if (begins >= from && begins <= flow->today && (ends <= to || (ends > flow->today && to >= flow->today)))
                put_period(flow, year, period, at, out);
        }
}

/* ---- by a dimension ---- */

/* The counts of one year and event, [from, to) of a tally. */
struct share {
    const shg_tally *tally;
    size_t from, to;
    enum shg_dimension dimension;
};

static void put_share_row(const char *period, const char *event, const char *value, const char *of, long count,
                          bool hidden, shg_grid *out) {
    struct shg_buf label = SHG_BUF_EMPTY;
    shg_buf_printf(&label, "%s%s", of, value);
    shg_grid_text(out, period);
    shg_grid_text(out, event);
    shg_grid_text(out, shg_buf_get(&label));
    if (hidden)
        shg_grid_hidden(out);
    else
        shg_grid_int(out, count);
    shg_buf_free(&label);
}

/* A rest of a county, where its first value stands. */
static long rest_of_county(const struct share *share, const enum shg_rest *rest, size_t i) {
    const char *code = shg_tally_at(share->tally, share->from + i)->value;
    long sum = 0;
    for (size_t k = 0; k < share->to - share->from; k++) {
        const struct shg_count *c = shg_tally_at(share->tally, share->from + k);
        if (rest[k] != SHG_REST_COUNTY || strncmp(c->value, code, 2) != 0)
            continue;
        if (k < i)
            return 0;
        sum += c->count;
    }
    return sum;
}

/* Values that are not folded, rests of counties, and the rest of all where it may be told. */
static void put_values(const struct share *share, const char *period, const struct shg_fold *fold, shg_grid *out) {
    long other = 0;
    const char *event = shg_event_name(shg_tally_at(share->tally, share->from)->event);
    for (size_t i = 0; i < fold->n; i++) {
        const char *value = fold->values[i];
        char county[4] = {value[0], value[0] ? value[1] : '\0', '\0', '\0'};
        long sum = fold->rest[i] == SHG_REST_COUNTY ? rest_of_county(share, fold->rest, i) : 0;
        if (fold->rest[i] == SHG_REST_NONE)
            put_share_row(period, event, value, "", fold->counts[i], false, out);
        else if (sum > 0)
            put_share_row(period, event, " other", county, sum, false, out);
        other += fold->rest[i] == SHG_REST_ALL ? fold->counts[i] : 0;
    }
    if (other > 0) /* themes: held against another day, their sum could tell one of them */
        put_share_row(period, event, "other", "", other, fold->many && fold->suppress > 0, out);
}

/* A label of the list of a year and event by a dimension, whichever part of the year was over. */
struct wanted {
    const char *column, *event;
    int year;
};

static bool match_share(const void *how, const char *period, const char *report, const char *cell,
                        struct shg_buf *out) {
    const struct wanted *w = how;
    size_t n = strlen(w->event);
    size_t length = strlen(cell);
    shg_date from;
    shg_date to;
    if (strncmp(report, "flow by ", 8) != 0 || strcmp(report + 8, w->column) != 0 || strncmp(cell, w->event, n) != 0 ||
        cell[n] != '/' || length < n + 7 || strcmp(cell + length - 6, "/count") != 0 ||
        !shg_period_read(period, &from, &to) || from != shg_date_of(w->year, 1, 1))
        return false;
    shg_buf_add(out, cell + n + 1, length - n - 7);
    return strcmp(shg_buf_get(out), "all") != 0;
}

/* The list of this very period that was published, or NULL. */
static const struct shg_past_list *own_list(const struct shg_past *past, const char *period) {
    for (size_t l = 0; l < past->n; l++)
        if (strcmp(past->lists[l].period, period) == 0)
            return &past->lists[l];
    return NULL;
}

/* What the values of one cell of a published list count today; cell -1: those that it did not tell. */
static long sum_under(const struct shg_fold *fold, const struct shg_past_list *list, long cell) {
    long sum = 0;
    for (size_t i = 0; i < fold->n; i++)
        if (shg_past_cell_of(list, fold->values[i], fold->places) == cell)
            sum += fold->counts[i];
    return sum;
}

/* Folds as the list of this period was when it was published, where all of it still holds: what is asked for twice is
 * told alike, and two foldings of one day do not tell what neither does. False where it does not hold. */
static bool keep_to(struct shg_fold *fold, const struct shg_past_list *list) {
    bool rest = false;
    for (size_t c = 0; c < list->n; c++)
        if (sum_under(fold, list, (long)c) != list->cells[c].count)
            return false;
    if (!fold->many && sum_under(fold, list, -1) > 0)
        return false;
    for (size_t i = 0; i < fold->n; i++) {
        long cell = shg_past_cell_of(list, fold->values[i], fold->places);
        const char *label = cell < 0 ? "other" : list->cells[cell].label;
        fold->rest[i] = cell >= 0 && strcmp(label, fold->values[i]) == 0 ? SHG_REST_NONE
                        : strcmp(label, "other") == 0                    ? SHG_REST_ALL
                                                                         : SHG_REST_COUNTY;
        rest = rest || fold->rest[i] == SHG_REST_ALL;
    }
    for (size_t i = 0; i < fold->n && rest; i++)
        if (strcmp(fold->values[i], "other") == 0)
            fold->rest[i] = SHG_REST_ALL;
    fold->shown = SHG_SHOWN;
    return true;
}

/* Whether a label would be told with another figure than the one that was published of this period. */
static bool contradicts(const struct shg_fold *fold, const struct shg_past_list *list) {
    bool found = false;
    for (size_t i = 0; i < fold->n; i++) {
        struct shg_buf label = SHG_BUF_EMPTY;
        long sum = 0;
        shg_rest_label(fold->values[i], fold->rest[i], false, &label);
        for (size_t k = 0; k < fold->n; k++) {
            bool same =
                k == i || (fold->rest[k] == fold->rest[i] && fold->rest[i] != SHG_REST_NONE &&
                           (fold->rest[i] == SHG_REST_ALL || strncmp(fold->values[k], fold->values[i], 2) == 0));
            sum += same ? fold->counts[k] : 0;
        }
        long cell = shg_buf_failed(&label) ? -1 : shg_past_labelled(list, shg_buf_get(&label));
        bool told = !(fold->many && fold->rest[i] == SHG_REST_ALL);
        found = found || shg_buf_failed(&label) || (told && cell >= 0 && list->cells[cell].count != sum);
        shg_buf_free(&label);
    }
    return found;
}

static enum shg_status fold_share(const struct share *share, const shg_register *reg, const char *column,
                                  const char *period, struct shg_past *past, struct shg_fold *fold) {
    const struct shg_count *first = shg_tally_at(share->tally, share->from);
    const struct wanted wanted = {column, shg_event_name(first->event), first->year};
    enum shg_status status = fold->suppress > 0 ? shg_past_read(past, reg, match_share, &wanted) : SHG_OK;
    const struct shg_past_list *own = own_list(past, period);
    past->grows = true;
    fold->past = past;
    if (status != SHG_OK || (own && keep_to(fold, own)))
        return status;
    status = shg_past_fold(fold);
    if (status == SHG_OK && own && fold->shown == SHG_SHOWN && contradicts(fold, own))
        fold->shown = SHG_SHOWN_NOT;
    return status;
}

static enum shg_status put_share(const struct share *share, const shg_register *reg, const char *column,
                                 const char *period, long suppress, bool hidden, long all, shg_grid *out,
                                 shg_faults *faults) {
    size_t n = share->to - share->from;
    const char **values = calloc(n + 1, sizeof *values);
    long *counts = calloc(n + 1, sizeof *counts);
    enum shg_rest *rest = calloc(n + 1, sizeof *rest);
    struct shg_past past = {NULL, 0, 0, false};
    struct shg_fold fold = {.values = values,
                            .counts = counts,
                            .n = n,
                            .places = share->dimension == SHG_BY_MUNICIPALITY,
                            .many = share->dimension == SHG_BY_THEME,
                            .open = hidden,
                            .suppress = suppress,
                            .rest = rest};
    enum shg_status status = values && counts && rest ? SHG_OK : SHG_SYSTEM;
    for (size_t i = 0; i < n && status == SHG_OK; i++) {
        values[i] = shg_tally_at(share->tally, share->from + i)->value;
        counts[i] = shg_tally_at(share->tally, share->from + i)->count;
    }
    if (status == SHG_OK)
        status = fold_share(share, reg, column, period, &past, &fold);
    /* where their sum is not told, a part now could be held against a part of another day */
    if (status == SHG_OK && fold.shown == SHG_SHOWN)
        put_values(share, period, &fold, out);
    if (status == SHG_OK)
        put_share_row(period, shg_event_name(shg_tally_at(share->tally, share->from)->event), "all", "", all,
                      hidden || fold.shown != SHG_SHOWN, out);
    free(values);
    free(counts);
    free(rest);
    shg_past_free(&past);
    return status == SHG_OK ? SHG_OK : shg_fault_memory(faults);
}

enum shg_status shg_flow_by(const struct shg_flow *flow, const shg_register *reg, enum shg_dimension dimension,
                            const char *column, int event, shg_grid *out, shg_faults *faults) {
    shg_tally *tally;
    char period[SHG_PERIOD_TEXT];
    shg_grid_column(out, N_("period"), SHG_CELL_TEXT);
    shg_grid_column(out, N_("event"), SHG_CELL_TEXT);
    shg_grid_column(out, column, SHG_CELL_TEXT);
    shg_grid_column(out, N_("count"), SHG_CELL_NUMBER);
    enum shg_status status = shg_tally_new(&tally, reg, dimension, faults);
    if (status != SHG_OK)
        return status;
    for (size_t from = 0, to; from < shg_tally_size(tally) && status == SHG_OK; from = to) {
        const struct shg_count *c = shg_tally_at(tally, from);
        long all;
        for (to = from + 1; to < shg_tally_size(tally) && shg_tally_at(tally, to)->year == c->year &&
                            shg_tally_at(tally, to)->event == c->event;)
            to++;
        if (!year_at(flow, c->year) || (event >= 0 && (int)c->event != event))
            continue;
        bool shown = shg_flow_get(flow, c->year, SHG_PERIOD_YEAR, 0, (int)c->event + 1, &all);
        shg_flow_period(flow, c->year, SHG_PERIOD_YEAR, 0, period);
        status = put_share(&(struct share){tally, from, to, dimension}, reg, column, period, flow->suppress, !shown,
                           all, out, faults);
    }
    shg_tally_free(tally);
    return status;
}

/* ---- the report ---- */

static enum shg_status read_period(const char *name, enum shg_period *out, shg_faults *faults) {
    static const char *const names[] = {"month", "quarter", "year"};
    *out = SHG_PERIOD_MONTH;
    for (int i = 0; name && i < 3; i++)
        if (strcmp(names[i], name) == 0) {
            *out = (enum shg_period)i;
            return SHG_OK;
        }
    return name ? shg_fault_plain(faults, SHG_USAGE, "no such period: '%s'", name) : SHG_OK;
}

/* Whole months, and by a dimension whole years. */
static enum shg_status check_range(const struct shg_ask *ask, shg_date from, shg_date to, shg_faults *faults) {
    int year;
    int month;
    int day;
    shg_date_split(from, &year, &month, &day);
    bool whole = day == 1 && (!ask->by || month == 1);
    shg_date_split(to + 1, &year, &month, &day);
    whole = whole && ((day == 1 && (!ask->by || month == 1)) || ask->to == SHG_NO_DATE);
    if (!whole && ask->by)
        return shg_fault_plain(faults, SHG_USAGE,
                               "by a dimension there are whole years alone: from 1 January to 31 December");
    if (!whole)
        return shg_fault_plain(faults, SHG_USAGE,
                               "past periods are whole months: from a first to a last day of a month");
    if (from > to)
        return shg_fault_plain(faults, SHG_USAGE, "the period ends before it begins");
    return SHG_OK;
}

static enum shg_status read_dimension(const char *by, enum shg_dimension *out, shg_faults *faults) {
    *out = !by ? SHG_BY_ALL : strcmp(by, "course-kind") == 0 ? SHG_BY_COURSE_KIND : shg_dimension_named(by);
    if (*out == SHG_DIMENSIONS || (by && *out == SHG_BY_ALL))
        return shg_fault_plain(faults, SHG_USAGE, "no such dimension: '%s'", by);
    return SHG_OK;
}

enum shg_status shg_report_flow(const shg_register *reg, const struct shg_ask *ask, shg_grid *out, shg_faults *faults) {
    enum shg_period period;
    enum shg_dimension dimension;
    shg_date today = shg_register_today(reg);
    shg_date from = ask->from == SHG_NO_DATE ? shg_date_of(shg_date_year(today), 1, 1) : ask->from;
    shg_date to = ask->to == SHG_NO_DATE || ask->to > today ? today : ask->to;
    enum shg_status status = read_period(ask->period, &period, faults);
    if (status == SHG_OK)
        status = read_dimension(ask->by, &dimension, faults);
    if (status == SHG_OK)
        status = check_range(ask, from, ask->to == SHG_NO_DATE ? to : ask->to, faults);
    if (status != SHG_OK)
        return status;
    struct shg_flow flow;
    status = shg_flow_make(&flow, reg, shg_date_year(from), shg_date_year(to), ask->exact, faults);
    if (status == SHG_OK && dimension == SHG_BY_ALL)
        shg_flow_print(&flow, period, from, to, out);
    else if (status == SHG_OK)
        status = shg_flow_by(&flow, reg, dimension, ask->by, -1, out, faults);
    shg_flow_free(&flow);
    return status;
}
