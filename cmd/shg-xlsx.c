/* shg-xlsx: CSV as a workbook. */
#include "cli.h"

#include "report/workbook.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SHEETS_MOST = 64 };

static const struct cli_option options[] = {
    {"output", 'o', "FILE", N_("write the workbook there instead of to standard output")},
    {NULL, 0, NULL, NULL},
};

static const struct cli_spec spec = {
    .name = "shg-xlsx",
    .synopsis = "[-o FILE] [CSV|-]...",
    .purpose = N_("makes a workbook of CSV: a sheet for each file, standard input where there is none"),
    .takes = 0,
    .options = options,
    .least = 0,
    .most = SHEETS_MOST,
};

/* The name of a sheet: the file's, without folders and .csv. */
static void name_sheet(struct shg_buf *name, const char *path) {
    const char *slash = strrchr(path, '/');
    const char *base = slash ? slash + 1 : path;
    size_t n = strlen(base);
    if (n > 4 && strcmp(base + n - 4, ".csv") == 0)
        n -= 4;
    if (strcmp(base, "-") == 0)
        shg_buf_str(name, "CSV");
    else
        shg_buf_add(name, base, n);
}

static enum shg_status read_sheets(struct cli *cli, struct shg_sheet *sheets, shg_csv **csvs, struct shg_buf *names,
                                   size_t n) {
    enum shg_status status = SHG_OK;
    for (size_t i = 0; status == SHG_OK && i < n; i++) {
        const char *path = cli_operands(cli) > 0 ? cli_operand(cli, (int)i) : "-";
        status = cli_read_csv(cli, path, &csvs[i]);
        name_sheet(&names[i], path);
        if (status == SHG_OK && shg_buf_failed(&names[i]))
            status = shg_fault_memory(cli_faults(cli));
        sheets[i] = (struct shg_sheet){shg_buf_get(&names[i]), csvs[i]};
    }
    return status;
}

/* libxlsxwriter writes to a path alone: a file of our own, read back and gone before anybody sees it. */
static enum shg_status make(struct cli *cli, const struct shg_sheet *sheets, size_t n) {
    const char *folder = getenv("TMPDIR");
    struct shg_buf path = SHG_BUF_EMPTY;
    struct shg_buf bytes = SHG_BUF_EMPTY;
    if (!folder || !*folder)
        folder = "/tmp";
    shg_buf_printf(&path, "%s/shg-xlsx.XXXXXX", folder);
    if (shg_buf_failed(&path))
        return shg_fault_memory(cli_faults(cli));
    enum shg_status status = SHG_OK;
    int fd = mkstemp(path.p); /* 0600 */
    if (fd < 0) {
        status = shg_fault_system(cli_faults(cli), folder, errno);
    } else {
        (void)close(fd); /* nothing was written to it */
        status = shg_workbook_write(path.p, sheets, n, cli_today(cli), cli_faults(cli));
        if (status == SHG_OK)
            status = cli_read(cli, path.p, &bytes);
        if (unlink(path.p) != 0 && status == SHG_OK)
            status = shg_fault_system(cli_faults(cli), path.p, errno);
    }
    const char *output = cli_option(cli, "output");
    if (status == SHG_OK && output)
        status = cli_write_file(cli, output, &bytes);
    else if (status == SHG_OK)
        shg_buf_add(cli_out(cli), shg_buf_get(&bytes), bytes.n);
    shg_buf_free(&bytes);
    shg_buf_free(&path);
    return status;
}

int main(int argc, char **argv) {
    struct cli *cli = cli_start(argc, argv, &spec);
    if (!cli_option(cli, "output") && isatty(STDOUT_FILENO))
        cli_usage(cli, N_("a workbook is not for the terminal: name a file with '--output'"));
    struct shg_sheet sheets[SHEETS_MOST] = {{NULL, NULL}};
    shg_csv *csvs[SHEETS_MOST] = {NULL};
    struct shg_buf names[SHEETS_MOST] = {{NULL, 0, 0, false}};
    size_t n = cli_operands(cli) > 0 ? (size_t)cli_operands(cli) : 1;
    cli_private(cli); /* nobody knows whether these rows are persons' */
    enum shg_status status = read_sheets(cli, sheets, csvs, names, n);
    if (status == SHG_OK)
        status = make(cli, sheets, n);
    for (size_t i = 0; i < n; i++) {
        shg_csv_free(csvs[i]);
        shg_buf_free(&names[i]);
    }
    return cli_finish(cli, status);
}
