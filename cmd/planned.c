#include "planned.h"

#include "match/match.h"
#include "match/why.h"

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

enum shg_status planned_open(struct cli *cli, struct planned *out) {
    *out = (struct planned){.opening = cli_opening(cli, SHG_WHY_TABLES)};
    enum shg_status status = shg_register_load(&out->reg, &out->opening, cli_faults(cli));
    if (status != SHG_OK)
        return status;
    status = shg_instance_build(&out->inst, out->reg, false, cli_faults(cli));
    if (status == SHG_OK) {
        status = get_plan(cli, &out->inst, &out->plan);
        if (status == SHG_OK)
            return SHG_OK;
        shg_instance_free(&out->inst);
    }
    shg_register_free(out->reg);
    return status;
}

void planned_close(struct planned *planned) {
    shg_plan_free(&planned->plan);
    shg_instance_free(&planned->inst);
    shg_register_free(planned->reg);
}
