/* What happened in past periods: events by month, quarter or year, or by one dimension and year.
 *
 * What is hidden is decided for the months, quarters and the sum of each year together, whichever of them are printed.
 * A quarter is a sum that is known once it is over.
 */
#include "events/tally.h"
#include "report/disclose.h"
#include "report/flow_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MONTHS = 12, QUARTERS = 4, LINKS = MONTHS + QUARTERS, ROOT = 0, YEAR = 1, NODES = 2 + QUARTERS };

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

/* Numbers of the published cells of a report: `period/cell`. */
static bool is_published(const shg_register *reg, const char *period, const char *report, const char *cell) {
    for (size_t row = 0; row < shg_rows(reg, SHG_PUBLISHED); row++)
        if (strcmp(shg_text(reg, SHG_PUBLISHED, row, PUBLISHED_PERIOD), period) == 0 &&
            strcmp(shg_text(reg, SHG_PUBLISHED, row, PUBLISHED_REPORT), report) == 0 &&
            strcmp(shg_text(reg, SHG_PUBLISHED, row, PUBLISHED_CELL), cell) == 0 &&
            strcmp(shg_text(reg, SHG_PUBLISHED, row, PUBLISHED_VALUE), ":") != 0)
            return true;
    return false;
}

/* The last day of a period that ends with a month. */
static shg_date end_of(int year, int month) {
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

/* The months and the quarters that are over, as flows from one sum to the next. */
static void lay_year(const struct shg_flow *flow, const shg_register *reg, int year, int series,
                     const struct shg_flow_year *y, struct shg_link *links) {
    char period[SHG_PERIOD_TEXT];
    const char *name = shg_series_name(series);
    for (int q = 0; q < QUARTERS; q++) {
        bool over = end_of(year, 3 * q + 3) <= flow->today;
        uint32_t sum = over ? (uint32_t)(2 + q) : YEAR;
        shg_period_name(period, year, SHG_PERIOD_QUARTER, q);
        links[MONTHS + q] =
            (struct shg_link){sum, YEAR, 0, 1000000000L, is_published(reg, period, "flow", name), false};
        for (int m = 3 * q; m < 3 * q + 3; m++) {
            shg_period_name(period, year, SHG_PERIOD_MONTH, m);
            links[m] = (struct shg_link){
                ROOT, sum, y->count[series][m], 1000000000L, is_published(reg, period, "flow", name), false};
            links[MONTHS + q].value += over ? links[m].value : 0;
        }
    }
}

static enum shg_status hide_year(const struct shg_flow *flow, const shg_register *reg, int year, int series,
                                 struct shg_flow_year *y) {
    struct shg_link links[LINKS];
    long sum = 0;
    bool good;
    for (int m = 0; m < MONTHS; m++)
        sum += y->count[series][m];
    lay_year(flow, reg, year, series, y, links);
    enum shg_status status = shg_hide(links, LINKS, NODES, flow->suppress, &good);
    bool all = shg_is_small(sum, flow->suppress) || !good;
    for (int i = 0; i < LINKS; i++)
        *(i < MONTHS ? &y->month_hidden[series][i] : &y->quarter_hidden[series][i - MONTHS]) = all || links[i].hidden;
    y->year_hidden[series] = all;
    return status;
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

static void put_period(const struct shg_flow *flow, int year, enum shg_period period, int at, shg_grid *out) {
    char name[SHG_PERIOD_TEXT];
    long count;
    shg_period_name(name, year, period, at);
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
        for (int at = 0; at < n; at++)
            if (shg_date_of(year, at * (MONTHS / n) + 1, 1) >= from && end_of(year, (at + 1) * (MONTHS / n)) <= to)
                put_period(flow, year, period, at, out);
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

static void put_values(const struct share *share, const char *period, const enum shg_rest *rest, shg_grid *out) {
    long other = 0;
    const char *event = shg_event_name(shg_tally_at(share->tally, share->from)->event);
    for (size_t i = 0; i < share->to - share->from; i++) {
        const struct shg_count *c = shg_tally_at(share->tally, share->from + i);
        char county[4] = {c->value[0], c->value[0] ? c->value[1] : '\0', '\0', '\0'};
        long sum = rest[i] == SHG_REST_COUNTY ? rest_of_county(share, rest, i) : 0;
        if (rest[i] == SHG_REST_NONE)
            put_share_row(period, event, c->value, "", c->count, false, out);
        else if (sum > 0)
            put_share_row(period, event, " other", county, sum, false, out);
        other += rest[i] == SHG_REST_ALL ? c->count : 0;
    }
    if (other > 0)
        put_share_row(period, event, "other", "", other, false, out);
}

static enum shg_status put_share(const struct share *share, const char *period, long suppress, bool hidden, long all,
                                 shg_grid *out, shg_faults *faults) {
    size_t n = share->to - share->from;
    const char **values = calloc(n + 1, sizeof *values);
    long *counts = calloc(n + 1, sizeof *counts);
    enum shg_rest *rest = calloc(n + 1, sizeof *rest);
    bool protects = false;
    enum shg_status status = values && counts && rest ? SHG_OK : SHG_SYSTEM;
    for (size_t i = 0; i < n && status == SHG_OK; i++) {
        values[i] = shg_tally_at(share->tally, share->from + i)->value;
        counts[i] = shg_tally_at(share->tally, share->from + i)->count;
    }
    if (status == SHG_OK)
        status = shg_fold_list(values, counts, n, 1, share->dimension == SHG_BY_MUNICIPALITY, suppress, NULL, rest,
                               &protects);
    if (status == SHG_OK && (suppress == 0 || (protects && !hidden)))
        put_values(share, period, rest, out);
    if (status == SHG_OK)
        put_share_row(period, shg_event_name(shg_tally_at(share->tally, share->from)->event), "all", "", all,
                      suppress > 0 && (hidden || !protects), out);
    free(values);
    free(counts);
    free(rest);
    return status == SHG_OK ? SHG_OK : shg_fault_memory(faults);
}

/* `2025`, or what there is so far: `2026-01-01/2026-11-23`. */
static void name_year(char out[SHG_PERIOD_TEXT], int year, shg_date today) {
    char iso[11];
    if (shg_date_year(today) == year && end_of(year, MONTHS) > today)
        (void)snprintf(out, SHG_PERIOD_TEXT, "%04d-01-01/%s", year, shg_date_format(today, iso));
    else
        shg_period_name(out, year, SHG_PERIOD_YEAR, 0);
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
        name_year(period, c->year, flow->today);
        status =
            put_share(&(struct share){tally, from, to, dimension}, period, flow->suppress, !shown, all, out, faults);
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
