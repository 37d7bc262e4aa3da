/* What is hidden of a year: of its months, quarters and sum together, whichever of them are printed, and beside what
 * was published of it while it ran (stretch.h).
 */
#include "base/list.h"
#include "report/disclose.h"
#include "report/flow_private.h"
#include "report/stretch.h"

#include <stdlib.h>
#include <string.h>

enum { MONTHS = 12, QUARTERS = 4, CELLS = MONTHS + QUARTERS + 1 };

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
    if (strncmp(report, "activities by ", 14) == 0)
        return series == SHG_SERIES_INQUIRIES && strcmp(cell, "inquiry/all/people") == 0;
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

enum shg_status shg_flow_hide(const struct shg_flow *flow, const shg_register *reg, int year, int series) {
    struct shg_flow_year *y = shg_flow_year(flow, year);
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
