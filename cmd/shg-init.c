/* shg-init: makes a new register. */
#include "cli.h"

int main(int argc, char **argv) {
    static const struct cli_option options[] = {
        {"office", 0, "DOMAIN", N_("a domain name of the office, which ends the UIDs of its calendars")},
        {NULL, 0, NULL, NULL},
    };
    static const struct cli_spec spec = {
        .name = "shg-init",
        .synopsis = "[--office DOMAIN] DIR",
        .purpose = N_("makes a register: its folder, tables with their headers, themes and rules to edit"),
        .options = options,
        .least = 1,
        .most = 1,
    };
    struct cli *cli = cli_start(argc, argv, &spec);
    const char *office = cli_option(cli, "office");
    enum shg_status status = shg_register_init(cli_operand(cli, 0), office ? office : "", cli_faults(cli));
    return cli_finish(cli, status);
}
