/* shg-report: counts and working lists. */
#include "cli.h"

#include "place/place.h"
#include "report/report.h"

#include <string.h>

static const struct cli_option options[] = {
    {"by", 0, "DIMENSIONS",
     N_("waiting: by one or two of municipality, county, source, theme, mode, gender, age, language")},
    {"municipality", 0, "CODE", N_("only what is in this municipality")},
    {"group", 0, "ID", N_("only this group")},
    {"status", 0, "STATUS", N_("only groups of this status")},
    {"venue", 0, "ID", N_("only groups at this venue")},
    {"mode", 0, "MODE", N_("only groups that meet so: in-person or digital")},
    {"from", 0, "DATE", N_("not before this date")},
    {"to", 0, "DATE", N_("not after this date")},
    {"most", 0, "N", N_("agenda: at most so many rows")},
    {"overdue", 0, NULL, N_("offers: only those past their date")},
    {"exact", 0, NULL, N_("show small numbers too")},
    {"format", 0, "FORMAT", N_("csv (default) or text")},
    {NULL, 0, NULL, NULL},
};

static const struct cli_spec spec = {
    .name = "shg-report",
    .synopsis = "waiting|groups|meetings|agenda|offers [OPTION...]\nplan [OPTION...] PLAN|-",
    .purpose = N_("Prints counts that reveal nobody, and working lists by id."),
    .takes = CLI_PRINTS,
    .options = options,
    .least = 1,
    .most = 2,
};

static struct shg_ask read_ask(const struct cli *cli) {
    struct shg_ask ask = {
        .by = cli_option(cli, "by"),
        .municipality = cli_option(cli, "municipality"),
        .group = cli_option(cli, "group"),
        .status = cli_option(cli, "status"),
        .venue = cli_option(cli, "venue"),
        .mode = cli_option(cli, "mode"),
        .from = cli_date(cli, "from"),
        .to = cli_date(cli, "to"),
        .most = (size_t)cli_number(cli, "most", 0, 1, 1000000),
        .exact = cli_option(cli, "exact") != NULL,
        .overdue = cli_option(cli, "overdue") != NULL,
    };
    if (ask.municipality && shg_municipality_find(ask.municipality) < 0)
        cli_usage(cli, N_("no such municipality: '%s'"), ask.municipality);
    return ask;
}

static bool wants_text(const struct cli *cli) {
    const char *format = cli_option(cli, "format");
    if (!format || strcmp(format, "csv") == 0)
        return false;
    if (strcmp(format, "text") != 0)
        cli_usage(cli, N_("no such format: '%s'"), format);
    return true;
}

static void print(struct cli *cli, const shg_grid *grid, bool text, bool persons) {
    if (persons)
        cli_private(cli);
    struct shg_writer writer = cli_writer(cli);
    if (text)
        shg_grid_as_text(grid, cli_faults(cli), cli_out(cli));
    else
        shg_grid_as_csv(grid, &writer);
}

static enum shg_status report(struct cli *cli, enum shg_report_kind kind, struct shg_ask *ask, bool text) {
    const struct shg_report_spec *what = shg_report_spec(kind);
    struct shg_opening opening = cli_opening(cli, what->tables);
    shg_register *reg = NULL;
    shg_grid *grid = shg_grid_new();
    enum shg_status status = grid ? SHG_OK : shg_fault_memory(cli_faults(cli));
    if (status == SHG_OK)
        status = shg_register_load(&reg, &opening, cli_faults(cli));
    if (status == SHG_OK)
        status = shg_report_make(kind, reg, ask, grid, cli_faults(cli));
    if (status == SHG_OK)
        print(cli, grid, text, what->persons);
    shg_grid_free(grid);
    shg_register_free(reg);
    return status;
}

int main(int argc, char **argv) {
    struct cli *cli = cli_start(argc, argv, &spec);
    enum shg_report_kind kind = shg_report_named(cli_operand(cli, 0));
    if (kind == SHG_REPORTS)
        cli_usage(cli, N_("no such report: '%s'"), cli_operand(cli, 0));
    if ((kind == SHG_REPORT_PLAN) != (cli_operands(cli) == 2))
        cli_usage(cli, kind == SHG_REPORT_PLAN ? N_("the report 'plan' needs a plan: a file or '-'")
                                               : N_("only the report 'plan' takes a file"));
    struct shg_ask ask = read_ask(cli);
    bool text = wants_text(cli);
    shg_csv *plan = NULL;
    enum shg_status status = SHG_OK;
    if (kind == SHG_REPORT_PLAN)
        status = cli_read_csv(cli, cli_operand(cli, 1), &plan);
    ask.plan = plan;
    if (status == SHG_OK)
        status = report(cli, kind, &ask, text);
    shg_csv_free(plan);
    return cli_finish(cli, status);
}
