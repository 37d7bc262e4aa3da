/* shg-letters: names, joined at print time. */
#include "cli.h"

#include "report/letters.h"
#include "report/pack.h"

#include <string.h>

static const struct cli_option options[] = {
    {"group", 0, "ID", N_("only this group")},
    {"meeting", 0, "NUMBER", N_("date and place of this meeting of the group")},
    {"template", 0, "FILE", N_("pack: the text to be filled in")},
    {NULL, 0, NULL, NULL},
};

static const struct cli_spec spec = {
    .name = "shg-letters",
    .synopsis = "calls|offers|meeting [OPTION...]\npack --group ID --template FILE",
    .purpose = N_("prints names and numbers for calls and mail merge: keep what it prints for yourself"),
    .takes = CLI_PRINTS,
    .options = options,
    .least = 1,
    .most = 1,
};

static enum shg_status letters(struct cli *cli, enum shg_letter_kind kind, long meeting) {
    struct shg_opening opening = cli_opening(cli, SHG_LETTER_TABLES);
    shg_register *reg = NULL;
    enum shg_status status = shg_register_load(&reg, &opening, cli_faults(cli));
    if (status != SHG_OK)
        return status;
    const char *group = cli_option(cli, "group");
    shg_grid *grid = shg_grid_new();
    if (!grid)
        status = shg_fault_memory(cli_faults(cli));
    else if (group && shg_find(reg, SHG_GROUPS, group) == SHG_NONE)
        status = shg_fault_plain(cli_faults(cli), SHG_NO, N_("no such group: '%s'"), group);
    else
        status = shg_letters(kind, reg, group, meeting, grid, cli_faults(cli));
    if (status == SHG_OK) {
        struct shg_writer writer = cli_writer(cli);
        cli_private(cli);
        shg_grid_as_csv(grid, &writer);
    }
    shg_grid_free(grid);
    shg_register_free(reg);
    return status;
}

/* The first-meeting pack of one group. */
static enum shg_status pack(struct cli *cli) {
    const char *path = cli_option(cli, "template");
    const char *id = cli_option(cli, "group");
    if (!path || !id)
        cli_usage(cli, N_("'pack' needs '--group' and '--template'"));
    struct shg_opening opening = cli_opening(cli, SHG_LETTER_TABLES);
    struct shg_buf template = SHG_BUF_EMPTY;
    shg_register *reg = NULL;
    enum shg_status status = cli_read(cli, path, &template);
    if (status == SHG_OK)
        status = shg_register_load(&reg, &opening, cli_faults(cli));
    uint32_t group = status == SHG_OK ? shg_find(reg, SHG_GROUPS, id) : SHG_NONE;
    if (status == SHG_OK && group == SHG_NONE)
        status = shg_fault_plain(cli_faults(cli), SHG_NO, N_("no such group: '%s'"), id);
    if (status == SHG_OK)
        status = shg_pack(reg, group, shg_buf_get(&template), path, cli_out(cli), cli_faults(cli));
    cli_private(cli);
    shg_register_free(reg);
    shg_buf_free(&template);
    return status;
}

int main(int argc, char **argv) {
    struct cli *cli = cli_start(argc, argv, &spec);
    if (strcmp(cli_operand(cli, 0), "pack") == 0)
        return cli_finish(cli, pack(cli));
    enum shg_letter_kind kind = shg_letter_named(cli_operand(cli, 0));
    if (kind == SHG_LETTERS)
        cli_usage(cli, N_("no such kind of letter: '%s'"), cli_operand(cli, 0));
    long meeting = cli_number(cli, "meeting", 0, 1, 1000);
    if (meeting > 0 && !cli_option(cli, "group"))
        cli_usage(cli, N_("'--meeting' needs '--group'"));
    return cli_finish(cli, letters(cli, kind, meeting));
}
