/* shg-set: changes fields of rows that are there; a status by the steps of the life cycle. */
#include "cli.h"

#include "events/set.h"
#include "events/tally.h"

#include <stdlib.h>
#include <string.h>

static const struct cli_option options[] = {
    {"and-wait", 0, NULL, N_("whoever leaves a group by this waits again")},
    {"until", 0, "DATE", N_("a pause's end: meetings from then on stay planned")},
    {NULL, 0, NULL, NULL},
};

static const struct cli_spec spec = {
    .name = "shg-set",
    .synopsis =
        "[--and-wait] [--until DATE] TABLE FIELD=VALUE... ID...\n[--and-wait] [--until DATE] TABLE FIELD=VALUE... -",
    .purpose =
        N_("changes fields of rows, named by id or by a CSV on standard input; takes the steps of the life cycle"),
    .takes = CLI_WRITES | CLI_SHOWS,
    .options = options,
    .least = 3,
    .most = -1,
};

/* The operands, taken apart. */
struct request {
    struct shg_setting setting;
    struct shg_assignment *fields;
    const char **ids;
    shg_csv *document;
    struct shg_buf lines; /* values that came by standard input */
};

static enum shg_table table_asked(const struct cli *cli) {
    enum shg_table table = shg_table_named(cli_operand(cli, 0));
    if (table == SHG_TABLES)
        cli_usage(cli, N_("no such table: '%s'"), cli_operand(cli, 0));
    if (shg_schema(table)->key == NULL)
        cli_usage(cli, N_("nothing names the rows of '%s': change it by hand"), cli_operand(cli, 0));
    return table;
}

static bool is_key(enum shg_table table, int column) {
    for (const int *key = shg_schema(table)->key; *key >= 0; key++)
        if (*key == column)
            return true;
    return false;
}

static void check_value(const struct cli *cli, enum shg_table table, int column, const char *value) {
    const struct shg_column *schema = &shg_schema(table)->columns[column];
    if (is_key(table, column))
        cli_usage(cli, N_("'%s' names the row and stays"), schema->name);
    if (column == shg_step_column(table) && shg_value_named(schema, value) < 0)
        cli_usage(cli, N_("'%s' has no value '%s'"), schema->name, value);
    if (table == SHG_CONTACTS && *value && strcmp(value, "-") != 0 && schema->type == SHG_TYPE_TEXT)
        cli_usage(cli, N_("a command line is seen by others: give '%s=-' and the value on standard input"),
                  schema->name);
}

/* FIELD=VALUE. text is the operand's own. */
static struct shg_assignment assignment(const struct cli *cli, enum shg_table table, const char *operand) {
    size_t n = strcspn(operand, "=");
    char *name = shg_copy_n(operand, n);
    int column = name ? shg_column_named(table, name) : -1;
    free(name);
    if (column < 0)
        cli_usage(cli, N_("'%s' has no field '%.*s'"), shg_schema(table)->name, (int)n, operand);
    check_value(cli, table, column, operand + n + 1);
    return (struct shg_assignment){column, operand + n + 1};
}

static bool asks_for(const struct shg_setting *setting, enum shg_table table, int column, const char *value) {
    for (size_t i = 0; i < setting->n_fields; i++)
        if (setting->table == table && setting->fields[i].column == column &&
            strcmp(setting->fields[i].value, value) == 0)
            return true;
    return false;
}

/* An option that has nothing to do is a mistake, and the change not the one that was meant. */
static void check_options(const struct cli *cli, const struct shg_setting *setting) {
    if (setting->wait_again && !asks_for(setting, SHG_PLACEMENTS, PLACEMENT_STATUS, "left"))
        cli_usage(cli, N_("option '%s' goes with '%s' of '%s'"), "--and-wait", "status=left", "placements");
    if (setting->until != SHG_NO_DATE && !asks_for(setting, SHG_GROUPS, GROUP_STATUS, "paused"))
        cli_usage(cli, N_("option '%s' goes with '%s' of '%s'"), "--until", "status=paused", "groups");
}

static void read_operands(const struct cli *cli, struct request *request) {
    struct shg_setting *setting = &request->setting;
    int n = cli_operands(cli);
    setting->table = table_asked(cli);
    for (int i = 1; i < n; i++) {
        const char *operand = cli_operand(cli, i);
        if (strchr(operand, '='))
            request->fields[setting->n_fields++] = assignment(cli, setting->table, operand);
        else
            request->ids[setting->n_ids++] = operand;
    }
    if (setting->n_fields == 0)
        cli_usage(cli, N_("nothing is to be set: no FIELD=VALUE"));
    if (setting->n_ids == 0)
        cli_usage(cli, N_("no row is named"));
    setting->fields = request->fields;
    setting->ids = request->ids;
    setting->wait_again = cli_option(cli, "and-wait") != NULL;
    setting->until = cli_date(cli, "until");
    check_options(cli, setting);
}

/* Fields of contacts whose value is `-` take a line of standard input each. */
static enum shg_status read_lines(struct cli *cli, struct request *request) {
    char *at = NULL;
    for (size_t i = 0; i < request->setting.n_fields; i++) {
        if (request->setting.table != SHG_CONTACTS || strcmp(request->fields[i].value, "-") != 0)
            continue;
        if (!at && cli_read(cli, "-", &request->lines) != SHG_OK)
            return SHG_SYSTEM;
        at = at ? at : request->lines.p;
        if (!at || !*at)
            return shg_fault_plain(cli_faults(cli), SHG_DATA, N_("standard input has too few lines"));
        size_t n = strcspn(at, "\r\n");
        size_t end = strspn(at + n, "\r") + n;
        request->fields[i].value = at;
        at += end + (at[end] == '\n');
        ((char *)request->fields[i].value)[n] = '\0';
    }
    return SHG_OK;
}

static enum shg_status read_input(struct cli *cli, struct request *request) {
    struct shg_setting *setting = &request->setting;
    bool piped = setting->n_ids == 1 && strcmp(setting->ids[0], "-") == 0;
    if (!piped)
        return read_lines(cli, request);
    enum shg_status status = cli_read_csv(cli, "-", &request->document);
    setting->document = request->document;
    setting->n_ids = 0;
    return status;
}

static enum shg_status set(struct cli *cli, const struct request *request) {
    unsigned tables = SHG_ALL_TABLES & ~SHG_SET(SHG_CONTACTS);
    shg_register *reg = NULL;
    if (request->setting.table == SHG_CONTACTS)
        tables |= SHG_SET(SHG_CONTACTS);
    const struct shg_opening opening = cli_opening(cli, tables);
    enum shg_status status = shg_register_begin(&reg, &opening, cli_faults(cli));
    if (status == SHG_OK)
        status = shg_set_rows(reg, &request->setting, cli_faults(cli));
    if (status == SHG_OK)
        status = shg_tally_late(reg, &opening, cli_faults(cli));
    if (status == SHG_OK)
        status = cli_commit(cli, reg);
    shg_register_free(reg);
    return status;
}

int main(int argc, char **argv) {
    struct cli *cli = cli_start(argc, argv, &spec);
    size_t n = (size_t)cli_operands(cli);
    struct request request = {.fields = calloc(n, sizeof *request.fields), .ids = calloc(n, sizeof *request.ids)};
    enum shg_status status = SHG_OK;
    if (request.fields && request.ids)
        read_operands(cli, &request);
    else
        status = shg_fault_memory(cli_faults(cli));
    if (status == SHG_OK)
        status = read_input(cli, &request);
    if (status == SHG_OK)
        status = set(cli, &request);
    shg_csv_free(request.document);
    shg_buf_free(&request.lines);
    free(request.fields);
    free((void *)request.ids);
    shg_faults_sort(cli_faults(cli));
    return cli_finish(cli, status);
}
