/* shg-schedule: dated meetings for the groups of a plan, or for those that are ready. */
#include "cli.h"

#include "calendar/schedule.h"

static const struct cli_option options[] = {
    {"ready", 0, NULL, N_("the groups of the register that have their quorum of yes")},
    {"replan", 0, NULL, N_("only the meetings recorded that cannot stay as they are")},
    {"from", 0, "DATE", N_("no first meeting before it (a week ahead, or the date promised)")},
    {"substitutes", 0, NULL, N_("another starter who fits leads where none of the group's own can")},
    {NULL, 0, NULL, NULL},
};

static const struct cli_spec spec = {
    .name = "shg-schedule",
    .synopsis = "[OPTION...] [PLAN]\n--ready [OPTION...]\n--replan [OPTION...]",
    .purpose = N_("prints dated meetings; tells of the days that were skipped, and why"),
    .takes = CLI_PRINTS,
    .options = options,
    .least = 0,
    .most = 1,
};

static enum shg_status from_plan(struct cli *cli, const shg_register *reg, const struct shg_scheduling *how,
                                 struct shg_writer *writer) {
    shg_csv *plan = NULL;
    enum shg_status status = cli_read_csv(cli, cli_operands(cli) > 0 ? cli_operand(cli, 0) : "-", &plan);
    if (status == SHG_OK)
        status = shg_schedule_plan(reg, plan, how, writer, cli_faults(cli));
    shg_csv_free(plan);
    return status;
}

static enum shg_status schedule(struct cli *cli) {
    struct shg_scheduling how = {cli_date(cli, "from"), cli_option(cli, "substitutes") != NULL};
    if (how.from != SHG_NO_DATE && how.from < cli_today(cli))
        cli_usage(cli, N_("'--from' lies before today"));
    struct shg_opening opening = cli_opening(cli, SHG_SCHEDULE_TABLES);
    shg_register *reg = NULL;
    enum shg_status status = shg_register_load(&reg, &opening, cli_faults(cli));
    if (status != SHG_OK)
        return status;
    struct shg_writer writer = cli_writer(cli);
    if (cli_option(cli, "ready"))
        status = shg_schedule_ready(reg, &how, &writer, cli_faults(cli));
    else if (cli_option(cli, "replan"))
        status = shg_schedule_replan(reg, &how, &writer, cli_faults(cli));
    else
        status = from_plan(cli, reg, &how, &writer);
    shg_register_free(reg);
    return status;
}

int main(int argc, char **argv) {
    struct cli *cli = cli_start(argc, argv, &spec);
    int kinds = (cli_option(cli, "ready") != NULL) + (cli_option(cli, "replan") != NULL) + (cli_operands(cli) > 0);
    if (kinds > 1)
        cli_usage(cli, N_("a plan, '--ready' and '--replan' exclude each other"));
    cli_private(cli);
    return cli_finish(cli, schedule(cli));
}
