/* The figures of a report as published.csv holds them. */
#include "report/report.h"

#include <string.h>

static bool is_label(const shg_grid *grid, size_t c) {
    return shg_grid_kind(grid, c) == SHG_CELL_TEXT;
}

static bool is_period(const shg_grid *grid, size_t c) {
    return strcmp(shg_grid_name(grid, c), "period") == 0;
}

/* `flow`, `flow by theme`, `waiting by municipality,gender`. */
static void name_report(enum shg_report_kind kind, const struct shg_ask *ask, const shg_grid *grid,
                        struct shg_buf *out) {
    const char *before = " by ";
    shg_buf_str(out, shg_report_spec(kind)->name);
    for (size_t c = 0; c < shg_grid_columns(grid); c++) {
        if (!is_label(grid, c) || is_period(grid, c) || strcmp(shg_grid_name(grid, c), "event") == 0)
            continue;
        shg_buf_printf(out, "%s%s", before, shg_grid_name(grid, c));
        before = ",";
    }
    if (ask->municipality)
        shg_buf_printf(out, " in %s", ask->municipality);
}

static void put_cell(const shg_grid *grid, size_t row, size_t column, const char *period, const char *report,
                     struct shg_writer *out) {
    struct shg_buf cell = SHG_BUF_EMPTY;
    for (size_t c = 0; c < shg_grid_columns(grid); c++) {
        if (is_label(grid, c) && is_period(grid, c))
            period = shg_grid_get(grid, row, c);
        else if (is_label(grid, c))
            shg_buf_printf(&cell, "%s/", shg_grid_get(grid, row, c));
    }
    shg_buf_str(&cell, shg_grid_name(grid, column));
    const char *const fields[] = {period, report, shg_buf_get(&cell), shg_grid_get(grid, row, column)};
    shg_put_row(out, fields, sizeof fields / sizeof *fields);
    out->out->failed |= shg_buf_failed(&cell);
    shg_buf_free(&cell);
}

void shg_report_cells(enum shg_report_kind kind, const struct shg_ask *ask, shg_date today, const shg_paper *paper,
                      struct shg_writer *out) {
    static const char *const names[] = {"period", "report", "cell", "value"};
    char iso[11];
    shg_put_row(out, names, sizeof names / sizeof *names);
    for (size_t i = 0; i < shg_paper_parts(paper); i++) {
        const shg_grid *grid = shg_paper_at(paper, i)->grid;
        struct shg_buf report = SHG_BUF_EMPTY;
        name_report(kind, ask, grid, &report);
        for (size_t row = 0; row < shg_grid_rows(grid); row++)
            for (size_t c = 0; c < shg_grid_columns(grid); c++)
                if (shg_grid_kind(grid, c) == SHG_CELL_NUMBER && *shg_grid_get(grid, row, c) &&
                    strcmp(shg_grid_get(grid, row, c), ":") != 0)
                    put_cell(grid, row, c, shg_date_format(today, iso), shg_buf_get(&report), out);
        shg_buf_free(&report);
    }
}
