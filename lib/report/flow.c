/* What happened in past periods: events by month, quarter or year, or by one dimension and year.
 *
 * What is hidden is decided for the months, quarters and the sum of each year together, whichever of them are printed.
 * A period that still runs is told with its last day.
 */
#include "events/tally.h"
#include "report/flow_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MONTHS = 12, QUARTERS = 4 };

const char *shg_series_name(int series) {
    return series == SHG_SERIES_INQUIRIES ? N_("inquiries") : shg_event_name((enum shg_event)(series - 1));
}

/* ---- counting ---- */

struct shg_flow_year *shg_flow_year(const struct shg_flow *flow, int year) {
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
        struct shg_flow_year *y = shg_flow_year(flow, year);
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
        struct shg_flow_year *y = shg_flow_year(flow, c->year);
        if (y && c->month > 0)
            y->count[c->event + 1][c->month - 1] += c->count;
    }
    shg_tally_free(tally);
    return SHG_OK;
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
            status = shg_flow_hide(flow, reg, year, s);
    return status;
}

enum shg_status shg_flow_inquiries_told(const shg_register *reg, int year, long suppress, bool *told) {
    struct shg_flow_year counts = {.count = {{0}}};
    struct shg_flow flow = {&counts, year, year, shg_register_today(reg), suppress};
    count_inquiries(&flow, reg);
    enum shg_status status = shg_flow_hide(&flow, reg, year, SHG_SERIES_INQUIRIES);
    *told = !counts.year_hidden[SHG_SERIES_INQUIRIES];
    return status;
}

void shg_flow_free(struct shg_flow *flow) {
    free(flow->years);
}

/* ---- printing by period ---- */

bool shg_flow_get(const struct shg_flow *flow, int year, enum shg_period period, int at, int series, long *count) {
    const struct shg_flow_year *y = shg_flow_year(flow, year);
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
