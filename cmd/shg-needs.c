/* shg-needs: what is missing where, and what one more of it would place. */
#include "match/needs.h"
#include "planned.h"

static const struct cli_option options[] = {
    PLANNED_OPTIONS,
    {"public", 0, NULL, N_("leave out what would place fewer than SUPPRESS")},
    {NULL, 0, NULL, NULL},
};

static const struct cli_spec spec = {
    .name = "shg-needs",
    .synopsis = "[-p PLAN]",
    .purpose = N_("tells what is missing where, and how many one more of it would place"),
    .takes = CLI_PRINTS,
    .options = options,
};

static enum shg_status work(struct cli *cli) {
    struct planned planned;
    enum shg_status status = planned_open(cli, &planned);
    if (status != SHG_OK)
        return status;
    const struct shg_needs_options ask = {.opening = &planned.opening,
                                          .reg = planned.reg,
                                          .inst = &planned.inst,
                                          .plan = &planned.plan,
                                          .discreet = cli_option(cli, "public") != NULL,
                                          .cancel = cli_cancel(cli)};
    struct shg_writer w = cli_writer(cli);
    status = shg_needs(&ask, &w, cli_faults(cli));
    planned_close(&planned);
    return status;
}

int main(int argc, char **argv) {
    struct cli *cli = cli_start(argc, argv, &spec);
    return cli_finish(cli, work(cli));
}
