/* shg-why: for each person not placed, what stands in the way, and the smallest change that places them. */
#include "cli.h"
#include "match/match.h"
#include "match/why.h"

#include <stdlib.h>

static const struct cli_option options[] = {
    {"plan", 'p', "PLAN", N_("the plan that was made (`-`: standard input); without it one is made")},
    {"effort", 0, "N", N_("how much work goes into the plan that is made: 10 by default")},
    {"threads", 'j', "N", N_("how many threads (the answer is the same)")},
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

/* The plan: read, or made. */
static enum shg_status get_plan(struct cli *cli, const struct shg_instance *inst, struct shg_plan *out) {
    const char *path = cli_option(cli, "plan");
    shg_csv *csv = NULL;
    if (path) {
        enum shg_status status = cli_read_csv(cli, path, &csv);
        if (status == SHG_OK)
            status = shg_plan_read(inst, csv, out, cli_faults(cli));
        shg_csv_free(csv);
        return status;
    }
    const struct shg_match_options how = {.effort = cli_number(cli, "effort", 10, 1, 1000000),
                                          .threads = cli_number(cli, "threads", 2, 1, 256),
                                          .cancel = cli_cancel(cli)};
    struct shg_match_result result;
    enum shg_status status = shg_match_solve(inst, &how, &result, cli_faults(cli));
    if (status == SHG_OK)
        *out = result.plan;
    return status;
}

static enum shg_status tell(struct cli *cli, const struct shg_opening *opening, const shg_register *reg,
                            const struct shg_instance *inst, const struct shg_plan *plan) {
    size_t n = (size_t)cli_operands(cli);
    const char **persons = calloc(n + 1, sizeof *persons);
    if (!persons)
        return shg_fault_memory(cli_faults(cli));
    for (size_t i = 0; i < n; i++)
        persons[i] = cli_operand(cli, (int)i);
    const struct shg_why_options ask = {.opening = opening,
                                        .reg = reg,
                                        .inst = inst,
                                        .plan = plan,
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
    const struct shg_opening opening = cli_opening(cli, SHG_WHY_TABLES);
    shg_register *reg = NULL;
    struct shg_instance inst;
    struct shg_plan plan;
    enum shg_status status = shg_register_load(&reg, &opening, cli_faults(cli));
    if (status != SHG_OK)
        return status;
    cli_private(cli);
    status = shg_instance_build(&inst, reg, false, cli_faults(cli));
    if (status == SHG_OK) {
        status = get_plan(cli, &inst, &plan);
        if (status == SHG_OK) {
            status = tell(cli, &opening, reg, &inst, &plan);
            shg_plan_free(&plan);
        }
        shg_instance_free(&inst);
    }
    shg_register_free(reg);
    return status;
}

int main(int argc, char **argv) {
    struct cli *cli = cli_start(argc, argv, &spec);
    return cli_finish(cli, work(cli));
}
