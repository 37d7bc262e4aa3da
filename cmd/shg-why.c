/* shg-why: for each person not placed, what stands in the way, and the smallest change that places them. */
#include "match/why.h"
#include "planned.h"
#include "report/answer.h"

#include <stdlib.h>

static const struct cli_option options[] = {
    PLANNED_OPTIONS,
    {"public", 0, NULL, N_("hide numbers below SUPPRESS")},
    {"internal", 0, NULL, N_("tell where somebody is to be kept apart; else it reads as too few")},
    {"text", 0, NULL, N_("tell it in sentences that can be read out on the phone")},
    {"plans", 0, "DIR", N_("write the plan behind each change that helps into DIR")},
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

/* What the answers are told with. */
struct telling {
    struct cli *cli;
    const struct planned *planned;
    struct shg_why_face face;
    struct shg_writer w;
};

/* The plan behind a change, as DIR/PERSON-1.csv, PERSON-2.csv ... in the order of the rows. */
static enum shg_status write_plan(const struct telling *t, const struct shg_why_case *found, size_t i) {
    struct shg_buf data = SHG_BUF_EMPTY, path = SHG_BUF_EMPTY;
    struct shg_writer w = shg_writer_to(&data, &shg_dialect_plain);
    shg_buf_printf(&path, "%s/%s-%zu.csv", cli_option(t->cli, "plans"), found->id, i + 1);
    enum shg_status status = shg_why_plan(&t->planned->opening, found, i, &w, cli_faults(t->cli));
    if (status == SHG_OK && (shg_buf_failed(&data) || shg_buf_failed(&path)))
        status = shg_fault_memory(cli_faults(t->cli));
    if (status == SHG_OK)
        status = cli_write_file(t->cli, shg_buf_get(&path), &data);
    shg_buf_free(&data);
    shg_buf_free(&path);
    return status;
}

static enum shg_status tell(void *ctx, const struct shg_why_case *found) {
    struct telling *t = ctx;
    enum shg_status status = SHG_OK;
    if (cli_option(t->cli, "text"))
        shg_answer_tell(found, t->planned->reg, cli_faults(t->cli), cli_out(t->cli));
    else
        status = shg_why_write(found, t->planned->reg, &t->face, &t->w, cli_faults(t->cli));
    for (size_t i = 0; cli_option(t->cli, "plans") && i < found->n_helped && status == SHG_OK; i++)
        status = write_plan(t, found, i);
    return status;
}

static enum shg_status tell_all(struct cli *cli, const struct planned *planned) {
    size_t n = (size_t)cli_operands(cli);
    const char **persons = calloc(n + 1, sizeof *persons);
    if (!persons)
        return shg_fault_memory(cli_faults(cli));
    for (size_t i = 0; i < n; i++)
        persons[i] = cli_operand(cli, (int)i);
    struct telling t = {
        cli,
        planned,
        {.discreet = cli_option(cli, "public") != NULL, .internal = cli_option(cli, "internal") != NULL},
        cli_writer(cli)};
    const struct shg_why_options ask = {.opening = &planned->opening,
                                        .reg = planned->reg,
                                        .inst = &planned->inst,
                                        .plan = &planned->plan,
                                        .persons = persons,
                                        .n = n,
                                        .threads = cli_number(cli, "threads", 2, 1, 256),
                                        .cancel = cli_cancel(cli),
                                        .each = tell,
                                        .ctx = &t};
    if (!cli_option(cli, "text"))
        shg_why_header(&t.w);
    enum shg_status status = shg_why(&ask, cli_faults(cli));
    free(persons);
    return status;
}

static enum shg_status work(struct cli *cli) {
    struct planned planned;
    enum shg_status status = planned_open(cli, &planned);
    if (status != SHG_OK)
        return status;
    cli_private(cli);
    status = tell_all(cli, &planned);
    planned_close(&planned);
    return status;
}

int main(int argc, char **argv) {
    struct cli *cli = cli_start(argc, argv, &spec);
    if (cli_option(cli, "internal") && (cli_option(cli, "text") || cli_option(cli, "public")))
        cli_usage(cli, "what is internal is not told to others: --internal goes without --text and --public");
    return cli_finish(cli, work(cli));
}
