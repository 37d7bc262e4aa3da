/* shg-add: adds a row, or every row of a CSV, and prints their ids. */
#include "cli.h"

#include "events/tally.h"
#include "intake/enter.h"
#include "intake/inquiry.h"
#include "register/add.h"

#include <stdio.h>
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

/* ---- somebody's form export ---- */

struct form {
    shg_csv *map_csv, *export;
    shg_map *map;
    shg_intake *intake;
    bool *leave; /* people who stay out, one for each */
    size_t left;
};

static enum shg_status read_form(struct cli *cli, struct form *form) {
    struct shg_intake_options options = {cli_option(cli, "keep") != NULL};
    enum shg_status status = cli_read_csv(cli, cli_option(cli, "map"), &form->map_csv);
    if (status == SHG_OK)
        status = shg_map_read(&form->map, form->map_csv, cli_faults(cli));
    if (status == SHG_OK)
        status = cli_read_csv(cli, "-", &form->export);
    if (status == SHG_OK)
        status = shg_intake_read(&form->intake, form->map, form->export, &options, cli_faults(cli));
    if (status != SHG_OK)
        return status;
    form->leave = calloc(shg_intake_people(form->intake) + 1, sizeof *form->leave);
    for (size_t i = 0; form->leave && i < shg_intake_people(form->intake); i++)
        form->leave[i] = shg_intake_bad(form->intake, i);
    return form->leave ? SHG_OK : shg_fault_memory(cli_faults(cli));
}

static void free_form(struct form *form) {
    free(form->leave);
    shg_intake_free(form->intake);
    shg_map_free(form->map);
    shg_csv_free(form->map_csv);
    shg_csv_free(form->export);
}

static size_t count_left(const struct form *form) {
    size_t n = 0;
    for (size_t i = 0; i < shg_intake_people(form->intake); i++)
        n += form->leave[i];
    return n;
}

/* The rows of those who stay out, as the export has them. */
static enum shg_status write_rejects(struct cli *cli, const struct form *form) {
    const char *path = cli_option(cli, "rejects");
    struct shg_buf out = SHG_BUF_EMPTY;
    struct shg_writer writer = shg_writer_to(&out, shg_csv_dialect(form->export));
    size_t columns = shg_csv_columns(form->export);
    if (!path || cli_dry_run(cli))
        return SHG_OK;
    for (size_t c = 0; c < columns; c++)
        shg_put(&writer, shg_csv_column_name(form->export, c));
    shg_end_row(&writer);
    for (size_t row = 0; row < shg_csv_rows(form->export); row++) {
        if (!form->leave[shg_intake_person_of(form->intake, row)])
            continue;
        for (size_t c = 0; c < columns; c++)
            shg_put(&writer, shg_csv_get(form->export, row, (int)c));
        shg_end_row(&writer);
    }
    enum shg_status status = shg_buf_failed(&out) ? shg_fault_memory(cli_faults(cli)) : cli_write_file(cli, path, &out);
    shg_buf_free(&out);
    return status;
}

/* Enters all but those left, and writes it unless it is only tried. */
static enum shg_status enter(struct cli *cli, const struct form *form, bool only_try, shg_faults *faults) {
    const struct shg_ids ids = {cli_random, NULL};
    struct shg_opening opening = cli_opening(cli, SHG_ENTER_TABLES | SHG_SET(SHG_COUNTS));
    struct shg_buf names = SHG_BUF_EMPTY;
    struct shg_buf unseen = SHG_BUF_EMPTY;
    shg_register *reg;
    enum shg_status status = shg_register_begin(&reg, &opening, faults);
    if (status == SHG_OK)
        status = shg_intake_enter(form->intake, form->export, reg, &ids, form->leave, &names, faults);
    if (status == SHG_OK)
        status = shg_tally_added(reg, faults);
    if (status == SHG_OK)
        status = only_try ? shg_register_diff(reg, &unseen, faults) : cli_commit(cli, reg);
    cli_private(cli);
    if (status == SHG_OK && !only_try && !cli_dry_run(cli))
        shg_buf_add(cli_out(cli), shg_buf_get(&names), names.n);
    shg_buf_free(&names);
    shg_buf_free(&unseen);
    shg_register_free(reg);
    return status;
}

/* Leaves out whoever cannot be taken, until the rest can: everything is told once, by the first attempt that finds it.
 */
static enum shg_status enter_good_ones(struct cli *cli, struct form *form) {
    shg_faults *faults = cli_faults(cli);
    size_t from = shg_faults_count(faults, SHG_NOTE);
    enum shg_status status = enter(cli, form, true, faults);
    bool helps = status == SHG_DATA && shg_intake_blame(form->intake, form->export, faults, from, form->leave);
    if (status == SHG_DATA && !helps)
        return status;
    form->left = count_left(form);
    if (status == SHG_OK || helps)
        status = write_rejects(cli, form);
    shg_faults *told = shg_faults_like(faults);
    if (status == SHG_OK)
        status = told ? enter(cli, form, false, told) : shg_fault_memory(faults);
    shg_faults_free(told);
    if (status == SHG_DATA)
        return shg_fault_plain(faults, SHG_DATA, N_("the good rows alone are refused too: nothing was written"));
    return status == SHG_OK && form->left > 0 ? SHG_NO : status;
}

static enum shg_status add_form(struct cli *cli) {
    struct form form = {NULL, NULL, NULL, NULL, NULL, 0};
    enum shg_status status = read_form(cli, &form);
    if (status == SHG_OK && cli_option(cli, "partial"))
        status = enter_good_ones(cli, &form);
    else if (status == SHG_OK && count_left(&form) > 0)
        status =
            enter(cli, &form, true, cli_faults(cli)) == SHG_SYSTEM ? SHG_SYSTEM : SHG_DATA; /* the others' faults too */
    else if (status == SHG_OK)
        status = enter(cli, &form, false, cli_faults(cli));
    free_form(&form);
    return status;
}

/* ---- a first conversation ---- */

/* Questions go to standard error: standard output is for the id. A failure there shows when the answer does not come.
 */
static void say(void *ctx, const char *text) {
    (void)ctx;
    (void)fprintf(stderr, "  %s\n", text);
}

static char *ask(void *ctx, const char *question) {
    (void)ctx;
    (void)fprintf(stderr, "%s: ", question);
    char *line = NULL;
    size_t room = 0;
    ssize_t n = getline(&line, &room, stdin);
    if (n < 0) {
        (void)fputc('\n', stderr);
        free(line);
        return NULL;
    }
    while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
        line[--n] = '\0';
    return line;
}

/* Somebody asked and goes no further: a number, and nothing about them. */
static enum shg_status count_inquiry(struct cli *cli) {
    char today[11];
    const struct shg_ids ids = {cli_random, NULL};
    const struct shg_new_field fields[] = {
        {INQUIRY_DATE, shg_date_format(cli_today(cli), today)}, {INQUIRY_CHANNEL, "phone"}, {INQUIRY_COUNT, "1"}};
    struct shg_opening opening = cli_opening(cli, shg_add_needs(SHG_INQUIRIES, false));
    struct shg_buf names = SHG_BUF_EMPTY;
    shg_register *reg;
    enum shg_status status = shg_register_begin(&reg, &opening, cli_faults(cli));
    if (status == SHG_OK)
        status =
            shg_add_fields(reg, SHG_INQUIRIES, fields, sizeof fields / sizeof *fields, &ids, &names, cli_faults(cli));
    if (status == SHG_OK)
        status = cli_commit(cli, reg);
    shg_buf_free(&names);
    shg_register_free(reg);
    return status == SHG_OK ? shg_fault_plain(cli_faults(cli), SHG_NO,
                                              N_("nothing was written down about them; that somebody asked is counted"))
                            : status;
}

static enum shg_status add_inquiry(struct cli *cli) {
    const struct shg_inquirer inquirer = {ask, say, NULL};
    struct shg_intake_options options = {false};
    struct shg_opening opening = cli_opening(cli, SHG_SET(SHG_THEMES));
    struct form form = {NULL, NULL, NULL, NULL, NULL, 0};
    shg_register *reg;
    bool consent = false;
    enum shg_status status = shg_register_load(&reg, &opening, cli_faults(cli));
    if (status != SHG_OK)
        return status;
    status = shg_inquiry(&inquirer, reg, &form.map_csv, &form.export, &consent, cli_faults(cli));
    shg_register_free(reg);
    if (status == SHG_NO && !consent)
        return count_inquiry(cli);
    if (status == SHG_NO)
        return shg_fault_plain(cli_faults(cli), SHG_NO, N_("nothing was written down"));
    if (status == SHG_OK)
        status = shg_map_read(&form.map, form.map_csv, cli_faults(cli));
    if (status == SHG_OK)
        status = shg_intake_read(&form.intake, form.map, form.export, &options, cli_faults(cli));
    if (status == SHG_OK)
        status = enter(cli, &form, false, cli_faults(cli));
    free_form(&form);
    return status;
}

static const struct cli_option options[] = {
    {"map", 'm', "MAP", N_("people -: the input is a form's export, read by this map")},
    {"keep", 0, NULL, N_("with a map: keep columns that it does not name")},
    {"partial", 0, NULL, N_("with a map: take the good rows, leave the others")},
    {"rejects", 0, "FILE", N_("with --partial: write the rows that were left")},
    {NULL, 0, NULL, NULL},
};

/* What goes together, and what does not. */
static void check_usage(const struct cli *cli, enum shg_table table) {
    if (cli_operands(cli) < 2)
        cli_usage(cli, N_("too few operands"));
    bool map = cli_option(cli, "map") != NULL;
    bool partial = cli_option(cli, "partial") != NULL;
    if (map && (table != SHG_PEOPLE || !from_input(cli)))
        cli_usage(cli, N_("a map is for 'people -'"));
    if (!map && (partial || cli_option(cli, "keep")))
        cli_usage(cli, N_("'--keep' and '--partial' need '--map'"));
    if (!partial && cli_option(cli, "rejects"))
        cli_usage(cli, N_("'--rejects' needs '--partial'"));
}

int main(int argc, char **argv) {
    static const struct cli_spec spec = {
        .name = "shg-add",
        .synopsis = "TABLE FIELD=VALUE...\nTABLE -\npeople -m MAP [--keep] [--partial [--rejects FILE]] -\ninquiry",
        .purpose = N_("adds a row, or every row of the CSV on standard input, and prints their ids"),
        .takes = CLI_WRITES | CLI_SHOWS,
        .options = options,
        .least = 1,
        .most = -1,
    };
    struct cli *cli = cli_start(argc, argv, &spec);
    if (strcmp(cli_operand(cli, 0), "inquiry") == 0 && cli_operands(cli) == 1)
        return cli_finish(cli, add_inquiry(cli));
    enum shg_table table = table_asked(cli);
    check_usage(cli, table);
    if (cli_option(cli, "map"))
        return cli_finish(cli, add_form(cli));
    return cli_finish(cli, from_input(cli) ? add_input(cli, table) : add_operands(cli, table));
}
