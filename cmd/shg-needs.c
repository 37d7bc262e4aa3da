/* shg-needs: what is missing where, and what one more of it would place. */
#include "match/needs.h"
#include "planned.h"

#include <errno.h>
#include <sys/stat.h>

static const struct cli_option options[] = {
    PLANNED_OPTIONS,
    {"budget", 0, "N", N_("which N starters to train together, and what each adds")},
    {"with", 0, "DIR", N_("a neighbour's register: what shared lists would place")},
    {"public", 0, NULL, N_("nothing from which a count below SUPPRESS can be read")},
    {"plans", 0, "DIR", N_("write the plan behind each row into DIR")},
    {"text", 0, NULL, N_("sentences for a letter instead of rows; small counts are not told")},
    {NULL, 0, NULL, NULL},
};

static const struct cli_spec spec = {
    .name = "shg-needs",
    .synopsis = "[-p PLAN] [--budget N] [--with DIR] [--public] [--text] [--plans DIR]",
    .purpose = N_("tells what is missing where, and how many one more of it would place"),
    .takes = CLI_PRINTS,
    .options = options,
};

/* Whether two paths are one folder. */
static bool is_same(const char *a, const char *b) {
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* The neighbour's register, where one is given. */
static const struct shg_opening *neighbour(struct cli *cli, struct shg_opening *out) {
    const char *dir = cli_option(cli, "with");
    if (!dir)
        return NULL;
    if (cli_option_at(cli, "with", 1))
        cli_usage(cli, "%s can be given once", "--with");
    *out = cli_opening(cli, SHG_NEEDS_TABLES);
    if (is_same(dir, out->dir))
        cli_usage(cli, "'%s' is the register itself, not a neighbour's", dir);
    out->dir = dir;
    return out;
}

/* Looks for the folder before the work, not after it. */
static enum shg_status find_folder(struct cli *cli, const char *dir) {
    struct stat st;
    if (dir && stat(dir, &st) != 0)
        return shg_fault_system(cli_faults(cli), dir, errno);
    return dir && !S_ISDIR(st.st_mode) ? shg_fault_system(cli_faults(cli), dir, ENOTDIR) : SHG_OK;
}

/* The plan behind a row, as DIR/1.csv, 2.csv ... in the order of the rows. */
static enum shg_status write_plan(void *ctx, size_t row, const struct shg_buf *data) {
    struct cli *cli = ctx;
    struct shg_buf path = SHG_BUF_EMPTY;
    shg_buf_printf(&path, "%s/%zu.csv", cli_option(cli, "plans"), row);
    enum shg_status status =
        shg_buf_failed(&path) ? shg_fault_memory(cli_faults(cli)) : cli_write_file(cli, shg_buf_get(&path), data);
    shg_buf_free(&path);
    return status;
}

static enum shg_status work(struct cli *cli) {
    struct planned planned;
    struct shg_opening other;
    const struct shg_opening *with = neighbour(cli, &other);
    const long budget = cli_number(cli, "budget", 0, 1, SHG_BUDGET_MOST),
               threads = cli_number(cli, "threads", 2, 1, 256);
    enum shg_status status = find_folder(cli, cli_option(cli, "plans"));
    if (status == SHG_OK)
        status = planned_open(cli, &planned);
    if (status != SHG_OK)
        return status;
    const struct shg_needs_options ask = {.opening = &planned.opening,
                                          .reg = planned.reg,
                                          .inst = &planned.inst,
                                          .plan = &planned.plan,
                                          .with = with,
                                          .effort = cli_number(cli, "effort", 10, 1, 1000000),
                                          .budget = (uint32_t)budget,
                                          .threads = threads,
                                          .discreet = cli_option(cli, "public") != NULL,
                                          .text = cli_option(cli, "text") != NULL,
                                          .cancel = cli_cancel(cli),
                                          .plan_of = cli_option(cli, "plans") ? write_plan : NULL,
                                          .ctx = cli};
    struct shg_writer w = cli_writer(cli);
    status = shg_needs(&ask, &w, cli_faults(cli));
    planned_close(&planned);
    return status;
}

int main(int argc, char **argv) {
    struct cli *cli = cli_start(argc, argv, &spec);
    if (cli_option(cli, "plans") && (cli_option(cli, "public") || cli_option(cli, "text")))
        cli_usage(cli, "only rows for the office have a plan behind them: --plans goes without --public and --text");
    return cli_finish(cli, work(cli));
}
