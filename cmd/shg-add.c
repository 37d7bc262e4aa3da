/* shg-add: adds a row, or every row of a CSV, and prints their ids. */
#include "cli.h"

#include "events/tally.h"
#include "register/add.h"

#include <stdlib.h>
#include <string.h>

static enum shg_table table_asked(const struct cli *cli) {
    enum shg_table table = shg_table_named(cli_operand(cli, 0));
    if (table == SHG_TABLES)
        cli_usage(cli, N_("no such table: '%s'"), cli_operand(cli, 0));
    return table;
}

static bool from_input(const struct cli *cli) {
    return cli_operands(cli) == 2 && strcmp(cli_operand(cli, 1), "-") == 0;
}

/* FIELD=VALUE; the value is the operand's own. */
static struct shg_new_field field_asked(const struct cli *cli, enum shg_table table, const char *operand) {
    size_t n = strcspn(operand, "=");
    char *name = shg_copy_n(operand, n);
    int column = name && operand[n] == '=' ? shg_column_named(table, name) : -1;
    free(name);
    if (operand[n] != '=')
        cli_usage(cli, N_("not FIELD=VALUE: '%s'"), operand);
    if (column < 0)
        cli_usage(cli, N_("'%s' has no field '%.*s'"), shg_schema(table)->name, (int)n, operand);
    return (struct shg_new_field){column, operand + n + 1};
}

/* All operands but the first, as fields; NULL when out of memory. */
static struct shg_new_field *fields_asked(struct cli *cli, enum shg_table table, size_t *n) {
    *n = (size_t)cli_operands(cli) - 1;
    if (table == SHG_CONTACTS)
        cli_usage(cli, N_("a command line is seen by others: contacts come on standard input"));
    struct shg_new_field *fields = calloc(*n, sizeof *fields);
    for (size_t i = 0; fields && i < *n; i++) {
        fields[i] = field_asked(cli, table, cli_operand(cli, (int)i + 1));
        for (size_t k = 0; k < i; k++)
            if (fields[k].column == fields[i].column)
                cli_usage(cli, N_("'%s' is given twice"), shg_schema(table)->columns[fields[i].column].name);
    }
    return fields;
}

static bool is_member(enum shg_table table, const struct shg_new_field *fields, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (table == SHG_PEOPLE && fields[i].column == PERSON_STATUS && strcmp(fields[i].value, "member") == 0)
            return true;
    return false;
}

/* Begins, adds, commits. fields is NULL where the rows come from source. */
static enum shg_status add(struct cli *cli, enum shg_table table, const struct shg_new_field *fields, size_t n,
                           const shg_csv *source) {
    const struct shg_ids ids = {cli_random, NULL};
    struct shg_opening opening = cli_opening(cli, shg_add_needs(table, source || is_member(table, fields, n)));
    struct shg_buf names = SHG_BUF_EMPTY;
    shg_register *reg;
    /* somebody may be entered late, for a year whose figures are closed */
    if (table == SHG_PEOPLE || table == SHG_PLACEMENTS)
        opening.tables |= SHG_SET(SHG_COUNTS) | SHG_SET(SHG_COURSES);
    enum shg_status status = shg_register_begin(&reg, &opening, cli_faults(cli));
    if (status == SHG_OK)
        status = source ? shg_add_document(reg, table, source, &ids, &names, cli_faults(cli))
                        : shg_add_fields(reg, table, fields, n, &ids, &names, cli_faults(cli));
    if (status == SHG_OK)
        status = shg_tally_added(reg, cli_faults(cli));
    if (status == SHG_OK)
        status = cli_commit(cli, reg);
    if (shg_schema(table)->people)
        cli_private(cli);
    if (status == SHG_OK && !cli_dry_run(cli))
        shg_buf_add(cli_out(cli), shg_buf_get(&names), names.n);
    shg_buf_free(&names);
    shg_register_free(reg);
    return status;
}

static enum shg_status add_input(struct cli *cli, enum shg_table table) {
    shg_csv *source;
    enum shg_status status = cli_read_csv(cli, "-", &source);
    if (status == SHG_OK)
        status = add(cli, table, NULL, 0, source);
    shg_csv_free(source);
    return status;
}

static enum shg_status add_operands(struct cli *cli, enum shg_table table) {
    size_t n;
    struct shg_new_field *fields = fields_asked(cli, table, &n);
    enum shg_status status = fields ? add(cli, table, fields, n, NULL) : shg_fault_memory(cli_faults(cli));
    free(fields);
    return status;
}

int main(int argc, char **argv) {
    static const struct cli_spec spec = {
        .name = "shg-add",
        .synopsis = "TABLE FIELD=VALUE...\nTABLE -",
        .purpose = N_("adds a row, or every row of the CSV on standard input, and prints their ids"),
        .takes = CLI_WRITES | CLI_SHOWS,
        .least = 2,
        .most = -1,
    };
    struct cli *cli = cli_start(argc, argv, &spec);
    enum shg_table table = table_asked(cli);
    return cli_finish(cli, from_input(cli) ? add_input(cli, table) : add_operands(cli, table));
}
