/* shg-check: every fault and warning of a register. */
#include "cli.h"

int main(int argc, char **argv) {
    static const struct cli_spec spec = {
        .name = "shg-check",
        .synopsis = "",
        .purpose = N_("tells every fault and warning of a register"),
        .takes = CLI_SHOWS,
    };
    struct cli *cli = cli_start(argc, argv, &spec);
    struct shg_opening opening = cli_opening(cli, SHG_ALL_TABLES);
    enum shg_status status = shg_register_examine(&opening, cli_faults(cli));
    /* that faults are found is an answer here, not a refusal */
    return cli_finish(cli, status == SHG_DATA ? SHG_NO : status);
}
