/* shg-forget: erases people and starters; the figures stand. */
#include "cli.h"

#include "events/erase.h"
#include "events/traces.h"

#include <string.h>

static const struct cli_option options[] = {
    {"due", 0, NULL, N_("everybody whose time is over by the rules of the profile")},
    {"also", 0, "DIR", N_("name the files in a folder that still hold an id")},
    {NULL, 0, NULL, NULL},
};

static const struct cli_spec spec = {
    .name = "shg-forget",
    .synopsis = "[--also DIR] ID...\n[--also DIR] -\n[--also DIR] --due",
    .purpose = N_("erases people and starters from every table; the figures stand; prints the ids"),
    .takes = CLI_WRITES,
    .options = options,
    .least = 0,
    .most = -1,
};

static enum shg_status add(struct cli *cli, struct shg_gone *ids, const char *id, size_t n) {
    return shg_gone_add(ids, id, n) ? SHG_OK : shg_fault_memory(cli_faults(cli));
}

/* The ids of a CSV: its column id, else person. */
static enum shg_status read_column(struct cli *cli, struct shg_gone *ids, struct shg_buf *bytes) {
    shg_csv *csv;
    enum shg_status status = shg_csv_read(&csv, bytes, "-", 0, 0, cli_faults(cli));
    if (status != SHG_OK)
        return status;
    const struct shg_where where = {"-", 0, 1, 0};
    int column = shg_csv_column(csv, "id");
    if (column < 0)
        column = shg_csv_column(csv, "person");
    if (column < 0)
        status = shg_fault_add(cli_faults(cli), SHG_ERROR, &where, NULL, N_("column '%s' is missing"), "id");
    for (size_t row = 0; row < shg_csv_rows(csv) && status == SHG_OK; row++)
        status = add(cli, ids, shg_csv_get(csv, row, column), strlen(shg_csv_get(csv, row, column)));
    shg_csv_free(csv);
    return status;
}

/* Ids, a line each, as shg-add and shg-forget print them. */
static enum shg_status read_lines(struct cli *cli, struct shg_gone *ids, const struct shg_buf *bytes) {
    enum shg_status status = SHG_OK;
    for (const char *at = shg_buf_get(bytes); *at && status == SHG_OK;) {
        size_t n = strcspn(at, "\r\n");
        if (n > 0)
            status = add(cli, ids, at, n);
        at += n + strspn(at + n, "\r\n");
    }
    return status;
}

static enum shg_status read_input(struct cli *cli, struct shg_gone *ids) {
    struct shg_buf bytes = SHG_BUF_EMPTY;
    enum shg_status status = cli_read(cli, "-", &bytes);
    const char *first = shg_buf_get(&bytes);
    bool bare = (*first == 'P' || *first == 'S') && first[1] >= '0' && first[1] <= '9';
    if (status == SHG_OK)
        status = bare ? read_lines(cli, ids, &bytes) : read_column(cli, ids, &bytes);
    shg_buf_free(&bytes);
    return status;
}

static enum shg_status read_ids(struct cli *cli, struct shg_gone *ids) {
    enum shg_status status = SHG_OK;
    int n = cli_operands(cli);
    if (cli_option(cli, "due") ? n > 0 : n == 0)
        cli_usage(cli, N_("give ids, or '-', or '--due'"));
    if (n == 1 && strcmp(cli_operand(cli, 0), "-") == 0)
        status = read_input(cli, ids);
    else
        for (int i = 0; i < n && status == SHG_OK; i++)
            status = add(cli, ids, cli_operand(cli, i), strlen(cli_operand(cli, i)));
    shg_gone_sort(ids);
    return status;
}

/* What the tool cannot erase, it names; before anything is written, so that a folder that cannot be read stops it. */
static enum shg_status look_around(struct cli *cli, const shg_register *reg, const struct shg_gone *ids) {
    enum shg_status status = shg_traces_versions(shg_register_dir(reg), cli_faults(cli));
    const char *dir;
    for (size_t i = 0; status == SHG_OK && (dir = cli_option_at(cli, "also", i)); i++)
        status = shg_traces_in(dir, ids, cli_faults(cli));
    return status;
}

static void print_ids(struct cli *cli, const struct shg_gone *ids) {
    cli_private(cli);
    for (size_t i = 0; i < ids->n; i++)
        shg_buf_printf(cli_out(cli), "%s\n", ids->at[i]);
}

static enum shg_status forget(struct cli *cli, struct shg_gone *ids) {
    const struct shg_opening opening = cli_opening(cli, SHG_ALL_TABLES);
    bool due = cli_option(cli, "due") != NULL;
    shg_register *reg = NULL;
    enum shg_status status = shg_register_begin(&reg, &opening, cli_faults(cli));
    if (status == SHG_OK && due)
        status = shg_erasure_due(reg, ids, cli_faults(cli));
    if (status == SHG_OK)
        status = shg_erase(reg, ids, due, cli_faults(cli));
    if (status == SHG_OK && ids->n > 0)
        status = look_around(cli, reg, ids);
    if (status == SHG_OK && ids->n > 0)
        status = cli_commit(cli, reg);
    if (status == SHG_OK && !cli_dry_run(cli))
        print_ids(cli, ids);
    shg_register_free(reg);
    return status;
}

int main(int argc, char **argv) {
    struct cli *cli = cli_start(argc, argv, &spec);
    struct shg_gone ids = SHG_GONE_EMPTY;
    enum shg_status status = read_ids(cli, &ids);
    if (status == SHG_OK)
        status = forget(cli, &ids);
    shg_gone_free(&ids);
    shg_faults_sort(cli_faults(cli));
    return cli_finish(cli, status);
}
