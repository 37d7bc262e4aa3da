/* shg-ics: meetings as iCalendar, and a house's calendar as closures. */
#include "cli.h"

#include "calendar/ics.h"

static const struct cli_option options[] = {
    {"group", 0, "ID", N_("only this group's meetings")},
    {"starter", 0, "ID", N_("only the meetings that this starter leads")},
    {"venue", 0, "ID", N_("only the meetings at this venue; with --busy, whose calendar it is")},
    {"busy", 0, "FILE", N_("turn a calendar (iCalendar) into rows for closures.csv")},
    {"until", 0, "DATE", N_("with --busy, the last day that is read (a year and a month from today)")},
    {NULL, 0, NULL, NULL},
};

static const struct cli_spec spec = {
    .name = "shg-ics",
    .synopsis = "[OPTION...] [MEETINGS]\n--busy FILE --venue ID [--until DATE]",
    .purpose = N_("prints meetings as iCalendar, without anybody's name; or what a house's calendar closes"),
    .takes = CLI_PRINTS,
    .options = options,
    .least = 0,
    .most = 1,
};

static enum shg_status print_events(struct cli *cli, const shg_register *reg) {
    struct shg_ics_choice choice = {cli_option(cli, "group"), cli_option(cli, "starter"), cli_option(cli, "venue")};
    shg_csv *meetings = NULL;
    enum shg_status status = cli_read_csv(cli, cli_operands(cli) > 0 ? cli_operand(cli, 0) : "-", &meetings);
    if (status == SHG_OK)
        status = shg_ics_write(reg, meetings, &choice, cli_out(cli), cli_faults(cli));
    shg_csv_free(meetings);
    return status;
}

static enum shg_status print_closures(struct cli *cli, const shg_register *reg) {
    struct shg_ics_busy what = {cli_option(cli, "busy"), cli_option(cli, "venue"), cli_today(cli),
                                cli_date(cli, "until")};
    struct shg_buf calendar = SHG_BUF_EMPTY;
    if (what.until == SHG_NO_DATE)
        what.until = what.from + 396;
    if (shg_find(reg, SHG_VENUES, what.venue) == SHG_NONE)
        return shg_fault_plain(cli_faults(cli), SHG_USAGE, N_("no such venue: '%s'"), what.venue);
    enum shg_status status = cli_read(cli, what.name, &calendar);
    struct shg_writer writer = cli_writer(cli);
    if (status == SHG_OK)
        status = shg_ics_read_busy(reg, &calendar, &what, &writer, cli_faults(cli));
    shg_buf_free(&calendar);
    return status;
}

int main(int argc, char **argv) {
    struct cli *cli = cli_start(argc, argv, &spec);
    if (cli_option(cli, "busy") && !cli_option(cli, "venue"))
        cli_usage(cli, N_("'--busy' needs '--venue'"));
    if (cli_option(cli, "busy") && (cli_operands(cli) > 0 || cli_option(cli, "group") || cli_option(cli, "starter")))
        cli_usage(cli, N_("'--busy' takes no meetings"));
    if (cli_option(cli, "until") && !cli_option(cli, "busy"))
        cli_usage(cli, N_("'--until' needs '--busy'"));
    struct shg_opening opening = cli_opening(cli, SHG_ICS_TABLES);
    shg_register *reg = NULL;
    enum shg_status status = shg_register_load(&reg, &opening, cli_faults(cli));
    if (status == SHG_OK)
        status = cli_option(cli, "busy") ? print_closures(cli, reg) : print_events(cli, reg);
    shg_register_free(reg);
    return cli_finish(cli, status);
}
