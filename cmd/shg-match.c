/* shg-match: the weekly matching, as matching.md has it: prints a plan. */
#include "cli.h"
#include "match/instance.h"
#include "match/lp.h"
#include "match/match.h"

#include <stdio.h>
#include <time.h>

static const struct cli_option options[] = {
    {"stats", 0, "FILE", N_("write name,value rows about the plan and its bound")},
    {"write-lp", 0, "FILE", N_("write the whole model in CPLEX LP format")},
    {"effort", 0, "N", N_("how much work: 1 a first good plan, 10 by default, 100 a night's")},
    {"threads", 'j', "N", N_("how many threads (the plan is the same)")},
    {NULL, 0, NULL, NULL},
};

static const struct cli_spec spec = {
    .name = "shg-match",
    .synopsis = "[--stats FILE] [--write-lp FILE] [--effort N] [-j N]",
    .purpose = N_("prints a plan: who would go to which group, with which starters"),
    .takes = CLI_PRINTS,
    .options = options,
};

/* Seconds since some moment. */
static double now(void) {
    struct timespec t;
    if (clock_gettime(CLOCK_MONOTONIC, &t))
        return 0;
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

struct progress {
    struct cli *cli;
    double began, told;
};

/* Twice a second: the gap so far. */
static void show(void *ctx, int64_t worth, int64_t bound) {
    struct progress *p = ctx;
    char text[128];
    double t = now();
    if (t - p->told < 0.5)
        return;
    p->told = t;
    if (snprintf(text, sizeof text, "%.0f s, %lld of at most %lld, %.3f %%", t - p->began, (long long)worth,
                 (long long)bound, 100.0 * (double)(bound - worth) / (double)(worth > 1 ? worth : 1)) > 0)
        cli_progress(p->cli, text);
}

static enum shg_status write_stats(struct cli *cli, const char *path, const struct shg_match_stats *s, double seconds) {
    const struct {
        const char *name;
        int64_t value;
    } rows[] = {
        {"waiting", (int64_t)s->waiting},
        {"candidates", (int64_t)s->candidates},
        {"seats", (int64_t)s->seats},
        {"placed", (int64_t)s->placed},
        {"groups_new", (int64_t)s->groups_new},
        {"groups_filled", (int64_t)s->groups_filled},
        {"starters", (int64_t)s->starters},
        {"worth", s->worth},
        {"bound", s->bound},
    };
    struct shg_buf out = SHG_BUF_EMPTY;
    struct shg_writer w = shg_writer_to(&out, &shg_dialect_plain); /* for programs, whatever the plan is for */
    static const char *const header[] = {"name", "value"};
    shg_put_row(&w, header, 2);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        shg_put(&w, rows[i].name);
        shg_put_int(&w, rows[i].value);
        shg_end_row(&w);
    }
    shg_put(&w, "gap_percent");
    shg_put_decimal(&w, (double)s->gap_millis / 1000.0, 3);
    shg_end_row(&w);
    shg_put(&w, "seconds");
    shg_put_decimal(&w, seconds, 2);
    shg_end_row(&w);
    enum shg_status status = shg_buf_failed(&out) ? shg_fault_memory(cli_faults(cli)) : cli_write_file(cli, path, &out);
    shg_buf_free(&out);
    return status;
}

static enum shg_status write_lp(struct cli *cli, const struct shg_instance *inst) {
    const char *path = cli_option(cli, "write-lp");
    struct shg_buf out = SHG_BUF_EMPTY;
    if (!path)
        return SHG_OK;
    enum shg_status status = shg_lp_write(inst, &out, cli_faults(cli));
    if (status == SHG_OK)
        status = cli_write_file(cli, path, &out);
    shg_buf_free(&out);
    return status;
}

/* Solves and prints; began: when the tool did. */
static enum shg_status plan(struct cli *cli, const shg_register *reg, const struct shg_instance *inst, long effort,
                            long threads, double began) {
    struct progress progress = {cli, began, began};
    const struct shg_match_options how = {effort, threads, cli_cancel(cli), show, &progress};
    struct shg_match_result result;
    enum shg_status status = shg_match_solve(inst, &how, &result, cli_faults(cli));
    if (status != SHG_OK)
        return status;
    struct shg_writer w = cli_writer(cli);
    cli_private(cli);
    status = shg_plan_write(inst, &result.plan, reg, &w, cli_faults(cli));
    if (status == SHG_OK && cli_option(cli, "stats")) {
        struct shg_match_stats stats;
        shg_match_count(inst, &result, &stats);
        status = write_stats(cli, cli_option(cli, "stats"), &stats, now() - began);
    }
    shg_plan_free(&result.plan);
    return status;
}

static enum shg_status work(struct cli *cli) {
    const double began = now();
    const long effort = cli_number(cli, "effort", 10, 1, 1000000), threads = cli_number(cli, "threads", 2, 1, 256);
    const struct shg_opening opening = cli_opening(cli, SHG_MATCH_TABLES);
    shg_register *reg = NULL;
    struct shg_instance inst;
    enum shg_status status = shg_register_load(&reg, &opening, cli_faults(cli));
    if (status != SHG_OK)
        return status;
    status = shg_instance_build(&inst, reg, false, cli_faults(cli));
    if (status == SHG_OK) {
        status = write_lp(cli, &inst);
        if (status == SHG_OK)
            status = plan(cli, reg, &inst, effort, threads, began);
        shg_instance_free(&inst);
    }
    shg_register_free(reg);
    return status;
}

int main(int argc, char **argv) {
    struct cli *cli = cli_start(argc, argv, &spec);
    return cli_finish(cli, work(cli));
}
