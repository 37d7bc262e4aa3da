/* The figures of a report as published.csv holds them.
 *
 * A figure has the same name wherever it is printed: funder's months are those of flow.
 */
#include "report/report.h"

#include <string.h>

static bool is_period(const shg_grid *grid, size_t c) {
    return strcmp(shg_grid_name(grid, c), "period") == 0;
}

/* Texts that name a row; in some reports the first alone does, and the others only tell more of it. */
static bool is_label(enum shg_report_kind kind, const shg_grid *grid, size_t c) {
    bool first_alone = kind == SHG_REPORT_COVERAGE || kind == SHG_REPORT_COURSES || kind == SHG_REPORT_GROUPS ||
                       kind == SHG_REPORT_STARTERS;
    return shg_grid_kind(grid, c) == SHG_CELL_TEXT && !is_period(grid, c) && (c == 0 || !first_alone);
}

/* Columns that are in each row of a report by the same name, and so say nothing of its dimension. */
static bool is_plain(const shg_grid *grid, size_t c) {
    static const char *const names[] = {"event", "what", "course", "name"};
    bool found = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        found = found || strcmp(shg_grid_name(grid, c), names[i]) == 0;
    return found;
}

/* `flow`, `flow by theme`, `waiting by municipality,gender`. */
static void name_report(enum shg_report_kind kind, const struct shg_ask *ask, const struct shg_part *part,
                        struct shg_buf *out) {
    const char *before = " by ";
    shg_buf_str(out, part->published_as ? part->published_as : shg_report_spec(kind)->name);
    for (size_t c = 0; kind != SHG_REPORT_COVERAGE && c < shg_grid_columns(part->grid); c++) {
        if (!is_label(kind, part->grid, c) || is_plain(part->grid, c))
            continue;
        shg_buf_printf(out, "%s%s", before, shg_grid_name(part->grid, c));
        before = ",";
    }
    if (ask->municipality && kind == SHG_REPORT_WAITING)
        shg_buf_printf(out, " in %s", ask->municipality);
}

static void put_cell(enum shg_report_kind kind, const shg_grid *grid, size_t row, size_t column, const char *period,
                     const char *report, struct shg_writer *out) {
    struct shg_buf cell = SHG_BUF_EMPTY;
    bool reached = strcmp(shg_grid_name(grid, column), "reached") == 0;
    if (*shg_grid_period(grid))
        period = shg_grid_period(grid);
    for (size_t c = 0; c < shg_grid_columns(grid); c++) {
        if (is_period(grid, c))
            period = shg_grid_get(grid, row, c);
        else if (is_label(kind, grid, c))
            shg_buf_printf(&cell, "%s%s", shg_grid_get(grid, row, c), reached ? "" : "/");
    }
    shg_buf_str(&cell, reached ? "" : shg_grid_name(grid, column));
    const char *const fields[] = {period, report, shg_buf_get(&cell), shg_grid_get(grid, row, column)};
    shg_put_row(out, fields, sizeof fields / sizeof *fields);
    out->out->failed |= shg_buf_failed(&cell);
    shg_buf_free(&cell);
}

/* A figure that is shown; what was planned is none. */
static bool is_figure(const shg_grid *grid, size_t row, size_t c) {
    const char *text = shg_grid_get(grid, row, c);
    return shg_grid_kind(grid, c) == SHG_CELL_NUMBER && *text && strcmp(text, ":") != 0 &&
           strcmp(shg_grid_name(grid, c), "target") != 0;
}

void shg_report_cells(enum shg_report_kind kind, const struct shg_ask *ask, shg_date today, const shg_paper *paper,
                      struct shg_writer *out) {
    static const char *const names[] = {"period", "report", "cell", "value"};
    char iso[11];
    shg_put_row(out, names, sizeof names / sizeof *names);
    for (size_t i = 0; i < shg_paper_parts(paper); i++) {
        const shg_grid *grid = shg_paper_at(paper, i)->grid;
        struct shg_buf report = SHG_BUF_EMPTY;
        name_report(kind, ask, shg_paper_at(paper, i), &report);
        for (size_t row = 0; row < shg_grid_rows(grid); row++)
            for (size_t c = 0; c < shg_grid_columns(grid); c++)
                if (is_figure(grid, row, c))
                    put_cell(kind, grid, row, c, shg_date_format(today, iso), shg_buf_get(&report), out);
        shg_buf_free(&report);
    }
}
