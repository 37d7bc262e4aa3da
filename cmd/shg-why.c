/* shg-why: for each person not placed, what stands in the way, and the smallest change that places them. */
#include "match/why.h"
#include "planned.h"

#include <stdlib.h>

static const struct cli_option options[] = {
    PLANNED_OPTIONS,
    {"public", 0, NULL, N_("hide numbers below SUPPRESS")},
    {NULL, 0, NULL, NULL},
};

static const struct cli_spec spec = {
    .name = "shg-why",
    .synopsis = "[-p PLAN] [PERSON...]",
    .purpose = N_("tells why somebody has no place yet, and what would give them one"),
    .takes = CLI_PRINTS,
    .options = options,
    .most = -1,
};

static enum shg_status tell(struct cli *cli, const struct planned *planned) {
    size_t n = (size_t)cli_operands(cli);
    const char **persons = calloc(n + 1, sizeof *persons);
    if (!persons)
        return shg_fault_memory(cli_faults(cli));
    for (size_t i = 0; i < n; i++)
        persons[i] = cli_operand(cli, (int)i);
    const struct shg_why_options ask = {.opening = &planned->opening,
                                        .reg = planned->reg,
                                        .inst = &planned->inst,
                                        .plan = &planned->plan,
                                        .persons = persons,
                                        .n = n,
                                        .discreet = cli_option(cli, "public") != NULL,
                                        .cancel = cli_cancel(cli)};
    struct shg_writer w = cli_writer(cli);
    enum shg_status status = shg_why(&ask, &w, cli_faults(cli));
    free(persons);
    return status;
}

static enum shg_status work(struct cli *cli) {
    struct planned planned;
    enum shg_status status = planned_open(cli, &planned);
    if (status != SHG_OK)
        return status;
    cli_private(cli);
    status = tell(cli, &planned);
    planned_close(&planned);
    return status;
}

int main(int argc, char **argv) {
    struct cli *cli = cli_start(argc, argv, &spec);
    return cli_finish(cli, work(cli));
}
