/* shg-record: records what shg-match, shg-schedule or a public report printed, after a person has looked at it. */
#include "cli.h"

#include "events/proposal.h"
#include "events/published.h"
#include "events/record.h"
#include "events/tally.h"
#include "match/recheck.h"

#include <string.h>

static const struct cli_option options[] = {
    {"meetings", 0, "FILE", N_("plan: what shg-schedule made of it; dates the first meetings")},
    {"short", 0, NULL, N_("plan: a group may stay below its least number, as forming")},
    {NULL, 0, NULL, NULL},
};

static const struct cli_spec spec = {
    .name = "shg-record",
    .synopsis = "plan [--short] [--meetings FILE] [FILE]\nmeetings [FILE]\npublished [FILE]",
    .purpose = N_("records a plan, meetings or what was published, whole or not at all"),
    .takes = CLI_WRITES | CLI_SHOWS,
    .options = options,
    .least = 1,
    .most = 2,
};

static enum shg_status record_plan(struct cli *cli, shg_register *reg, const shg_csv *plan) {
    const char *path = cli_option(cli, "meetings");
    struct shg_proposal proposal;
    shg_csv *meetings = NULL;
    enum shg_status status = shg_proposal_read(&proposal, reg, plan, cli_faults(cli));
    if (status == SHG_OK && path)
        status = cli_read_csv(cli, path, &meetings);
    if (status == SHG_OK)
        status = shg_recheck(reg, &proposal, cli_option(cli, "short") != NULL, cli_faults(cli));
    if (status == SHG_OK)
        status = shg_proposal_record(reg, &proposal, meetings, cli_faults(cli));
    shg_proposal_free(&proposal);
    shg_csv_free(meetings);
    return status;
}

static enum shg_status record_meetings(struct cli *cli, shg_register *reg, const shg_csv *meetings) {
    return shg_record_meetings(reg, meetings, cli_faults(cli));
}

static enum shg_status record_published(struct cli *cli, shg_register *reg, const shg_csv *cells) {
    return shg_record_published(reg, cells, cli_faults(cli));
}

static const struct kind {
    const char *name;
    enum shg_status (*record)(struct cli *cli, shg_register *reg, const shg_csv *csv);
} kinds[] = {{"plan", record_plan}, {"meetings", record_meetings}, {"published", record_published}};

static void check_options(const struct cli *cli, const struct kind *kind) {
    const char *own[] = {"meetings", "short"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (kind->record != record_plan && cli_option(cli, own[i]))
            cli_usage(cli, N_("option '--%s' goes with 'plan' alone"), own[i]);
}

static const struct kind *kind_asked(const struct cli *cli) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, cli_operand(cli, 0)) == 0)
            return &kinds[i];
    cli_usage(cli, N_("nothing of this kind can be recorded: '%s'"), cli_operand(cli, 0));
}

int main(int argc, char **argv) {
    struct cli *cli = cli_start(argc, argv, &spec);
    const struct kind *kind = kind_asked(cli);
    const char *path = cli_operand(cli, 1);
    check_options(cli, kind);
    const struct shg_opening opening = cli_opening(cli, SHG_ALL_TABLES & ~SHG_SET(SHG_CONTACTS));
    shg_register *reg = NULL;
    shg_csv *csv;
    enum shg_status status = cli_read_csv(cli, path ? path : "-", &csv);
    if (status == SHG_OK)
        status = shg_register_begin(&reg, &opening, cli_faults(cli));
    if (status == SHG_OK)
        status = kind->record(cli, reg, csv);
    if (status == SHG_OK)
        status = shg_tally_late(reg, &opening, cli_faults(cli));
    if (status == SHG_OK)
        status = cli_commit(cli, reg);
    shg_register_free(reg);
    shg_csv_free(csv);
    shg_faults_sort(cli_faults(cli));
    return cli_finish(cli, status);
}
