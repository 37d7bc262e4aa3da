/* shg-report: counts and working lists. */
#include "cli.h"

#include "place/place.h"
#include "report/merge.h"
#include "report/report.h"

#include <stdlib.h>
#include <string.h>

static const struct cli_option options[] = {
    {"by", 0, "DIMENSIONS",
     N_("waiting: by one or two of municipality, county, source, theme, mode, gender, age, language; flow: by one of "
        "municipality, source, theme, mode, gender, age, course-kind, waited; activities: by kind, municipality or "
        "audience; groups, in figures: by status, theme, mode, size, age, municipality or county; starters, in "
        "figures: by stage, municipality or county")},
    {"period", 0, "PERIOD", N_("flow: by month (default), quarter or year")},
    {"municipality", 0, "CODE", N_("only what is in this municipality")},
    {"group", 0, "ID", N_("only this group")},
    {"status", 0, "STATUS", N_("only groups of this status")},
    {"venue", 0, "ID", N_("only groups at this venue")},
    {"mode", 0, "MODE", N_("only groups that meet so: in-person or digital")},
    {"from", 0, "DATE", N_("not before this date")},
    {"to", 0, "DATE", N_("not after this date")},
    {"most", 0, "N", N_("agenda: at most so many rows")},
    {"overdue", 0, NULL, N_("offers: only those past their date")},
    {"with-pauses", 0, NULL, N_("waiting: count the days spent paused, too")},
    {"exact", 0, NULL, N_("show small numbers too")},
    {"cells", 0, NULL, N_("print the figures as shg-record published takes them")},
    {"for-merge", 0, NULL, N_("print exact figures, without ids, for whoever adds up offices")},
    {"merge", 0, NULL, N_("add up the figures of offices")},
    {"offices", 0, "FILE", N_("merge: also by who serves each municipality, as this offices.csv has it")},
    {"format", 0, "FORMAT", N_("csv (default), text, html or json")},
    {NULL, 0, NULL, NULL},
};

static const struct cli_spec spec = {
    .name = "shg-report",
    .synopsis =
        "waiting|flow|funder|coverage|courses|outcomes|activities [OPTION...]\n"
        "groups|meetings|agenda|offers|starters [OPTION...]\n"
        "rooms|forecast|offices|open [OPTION...]\n"
        "plan [OPTION...] PLAN|-\nperson [OPTION...] ID\n--for-merge [OPTION...]\n--merge [--offices FILE] FILE...",
    .purpose = N_("prints counts that reveal nobody, and working lists by id"),
    .takes = CLI_PRINTS,
    .options = options,
    .least = 0,
    .most = -1,
};

static struct shg_ask read_ask(const struct cli *cli) {
    struct shg_ask ask = {
        .by = cli_option(cli, "by"),
        .period = cli_option(cli, "period"),
        .municipality = cli_option(cli, "municipality"),
        .group = cli_option(cli, "group"),
        .status = cli_option(cli, "status"),
        .venue = cli_option(cli, "venue"),
        .mode = cli_option(cli, "mode"),
        .from = cli_date(cli, "from"),
        .to = cli_date(cli, "to"),
        .language = cli_language(cli),
        .most = (size_t)cli_number(cli, "most", 0, 1, 1000000),
        .with_pauses = cli_option(cli, "with-pauses") != NULL,
        .exact = cli_option(cli, "exact") != NULL,
        .overdue = cli_option(cli, "overdue") != NULL,
    };
    if (ask.municipality && shg_municipality_find(ask.municipality) < 0)
        cli_usage(cli, N_("no such municipality: '%s'"), ask.municipality);
    return ask;
}

enum format { FORMAT_CSV, FORMAT_TEXT, FORMAT_HTML, FORMAT_JSON, FORMATS };

static enum format read_format(const struct cli *cli) {
    static const char *const names[FORMATS] = {"csv", "text", "html", "json"};
    const char *wanted = cli_option(cli, "format");
    if (!wanted)
        return FORMAT_CSV;
    int format = 0;
    while (format < FORMATS && strcmp(names[format], wanted) != 0)
        format++;
    if (format == FORMATS)
        cli_usage(cli, N_("no such format: '%s'"), wanted);
    return (enum format)format;
}

static void print(struct cli *cli, enum shg_report_kind kind, const struct shg_ask *ask, const shg_paper *paper,
                  long suppress, enum format format) {
    struct shg_face face = {cli_faults(cli), cli_language(cli), cli_unicode(), cli_today(cli), suppress};
    if (shg_report_private(kind, ask))
        cli_private(cli);
    if (cli_option(cli, "cells")) {
        struct shg_writer writer = cli_writer(cli);
        shg_report_cells(kind, ask, cli_today(cli), paper, &writer);
    } else if (format == FORMAT_CSV) {
        struct shg_writer writer = cli_writer(cli);
        shg_paper_as_csv(paper, &writer);
    } else if (format == FORMAT_TEXT) {
        shg_paper_as_text(paper, &face, cli_out(cli));
    } else if (format == FORMAT_JSON) {
        shg_paper_as_json(paper, cli_out(cli));
    } else {
        shg_paper_as_html(paper, &face, cli_out(cli));
    }
}

static enum shg_status report(struct cli *cli, enum shg_report_kind kind, struct shg_ask *ask, enum format format) {
    const struct shg_report_spec *what = shg_report_spec(kind);
    struct shg_opening opening = cli_opening(cli, what->tables);
    shg_register *reg = NULL;
    shg_paper *paper = shg_report_paper(kind);
    enum shg_status status = paper ? SHG_OK : shg_fault_memory(cli_faults(cli));
    if (status == SHG_OK)
        status = shg_register_load(&reg, &opening, cli_faults(cli));
    if (status == SHG_OK)
        status = shg_report_make(kind, reg, ask, paper, cli_faults(cli));
    if (status == SHG_OK)
        print(cli, kind, ask, paper, ask->exact ? 0 : shg_profile_of(reg)->suppress, format);
    shg_paper_free(paper);
    shg_register_free(reg);
    return status;
}

/* What one office hands over. */
static enum shg_status hand_over(struct cli *cli) {
    struct shg_opening opening = cli_opening(cli, SHG_MERGE_TABLES);
    struct shg_writer writer = cli_writer(cli);
    shg_register *reg = NULL;
    shg_date from = cli_date(cli, "from");
    shg_date to = cli_date(cli, "to");
    enum shg_status status = shg_register_load(&reg, &opening, cli_faults(cli));
    cli_private(cli);
    if (status == SHG_OK)
        status = shg_merge_export(reg, shg_date_year(from == SHG_NO_DATE ? cli_today(cli) : from),
                                  shg_date_year(to == SHG_NO_DATE ? cli_today(cli) : to), &writer, cli_faults(cli));
    shg_register_free(reg);
    return status;
}

/* The profile's SUPPRESS where nobody sets it: figures that are merged belong to no register. */
static long usual_suppress(void) {
    struct shg_rule rule;
    long long value = 0;
    for (size_t i = 0; shg_rule_at(i, &rule); i++)
        if (strcmp(rule.name, "SUPPRESS") == 0 && !shg_parse_int(rule.otherwise, 0, 1000000, &value))
            value = 0;
    return (long)value;
}

static enum shg_status merge(struct cli *cli) {
    int n = cli_operands(cli);
    struct shg_writer writer = cli_writer(cli);
    const char *path = cli_option(cli, "offices");
    shg_csv *offices = NULL;
    shg_csv **documents =
        calloc((size_t)n + 1, sizeof(shg_csv *)); /* NOLINT(bugprone-sizeof-expression): pointers are meant */
    enum shg_status status = documents ? SHG_OK : shg_fault_memory(cli_faults(cli));
    for (int i = 0; i < n && status == SHG_OK; i++)
        status = cli_read_csv(cli, cli_operand(cli, i), &documents[i]);
    if (status == SHG_OK && path)
        status = cli_read_csv(cli, path, &offices);
    if (status == SHG_OK)
        status = shg_merge_add_up((const shg_csv *const *)documents, (size_t)n, offices, usual_suppress(), &writer,
                                  cli_faults(cli));
    shg_csv_free(offices);
    for (int i = 0; i < n && documents; i++)
        shg_csv_free(documents[i]);
    free(documents);
    return status;
}

static enum shg_report_kind read_kind(const struct cli *cli) {
    if (cli_operands(cli) == 0)
        cli_usage(cli, N_("which report?"));
    enum shg_report_kind kind = shg_report_named(cli_operand(cli, 0));
    if (kind == SHG_REPORTS)
        cli_usage(cli, N_("no such report: '%s'"), cli_operand(cli, 0));
    bool more = cli_operands(cli) > 1;
    if (kind == SHG_REPORT_PLAN && !more)
        cli_usage(cli, N_("the report 'plan' needs a plan: a file or '-'"));
    if (kind == SHG_REPORT_PERSON && !more)
        cli_usage(cli, N_("the report 'person' needs an id"));
    if (more && (!shg_report_spec(kind)->operand || cli_operands(cli) > 2))
        cli_usage(cli, N_("only the reports 'plan' and 'person' take one more word"));
    return kind;
}

static enum shg_status report_kind(struct cli *cli) {
    enum shg_report_kind kind = read_kind(cli);
    struct shg_ask ask = read_ask(cli);
    enum format format = read_format(cli);
    shg_csv *plan = NULL;
    enum shg_status status = SHG_OK;
    if (kind == SHG_REPORT_PLAN)
        status = cli_read_csv(cli, cli_operand(cli, 1), &plan);
    ask.plan = plan;
    ask.person = kind == SHG_REPORT_PERSON ? cli_operand(cli, 1) : NULL;
    if (status == SHG_OK)
        status = report(cli, kind, &ask, format);
    shg_csv_free(plan);
    return status;
}

int main(int argc, char **argv) {
    struct cli *cli = cli_start(argc, argv, &spec);
    if (cli_option(cli, "merge"))
        return cli_finish(cli, merge(cli));
    return cli_finish(cli, cli_option(cli, "for-merge") ? hand_over(cli) : report_kind(cli));
}
