/* What all tools share: options, diagnostics, translation, exit codes, signals and the closing of standard output.
 *
 * The one place, with the tools themselves, that may print, exit, ask the clock, the locale or the environment
 * (tools.md). A tool: int main(int argc, char **argv) { struct cli *cli = cli_start(argc, argv, &spec);     options are
 * read; --help and --version are served; wrong usage exits 2 enum shg_status status = work(cli); return cli_finish(cli,
 * status);                     diagnostics, then the data on standard output, then the exit code
 *     }
 */
#ifndef SHG_CMD_CLI_H
#define SHG_CMD_CLI_H

#include "base/date.h"
#include "base/fault.h"
#include "base/text.h"
#include "csv/csv.h"
#include "register/register.h"

#include <stdatomic.h>

struct cli;

/* Which of the shared options a tool takes (-C, -d, -h, -V and --lang are on all). */
enum cli_takes {
    CLI_WRITES = 1, /* -n, --dry-run and --wait SECONDS */
    CLI_PRINTS = 2, /* --excel: prints CSV */
    CLI_SHOWS = 4   /* --show-values */
};

/* An option of the tool's own. */
struct cli_option {
    const char *name;  /* long, without -- */
    char letter;       /* short, or 0 */
    const char *value; /* what it takes, for the usage ("FILE"), or NULL */
    const char *help;  /* a line, a msgid */
};

struct cli_spec {
    const char *name;                 /* "shg-match" */
    const char *synopsis;             /* one line a form, without the name: "TABLE FIELD=VALUE...\nTABLE -" */
    const char *purpose;              /* one line, a msgid */
    unsigned takes;                   /* of enum cli_takes */
    const struct cli_option *options; /* ended by one whose name is NULL; may be NULL */
    int least, most;                  /* how many operands; most -1: any number */
};

/* Never NULL; exits 0 (help, version) or 2 (usage) or 3 (no memory) itself. Sets the locale, ignores SIGPIPE. */
struct cli *cli_start(int argc, char **argv, const struct cli_spec *spec);

int cli_operands(const struct cli *cli);
const char *cli_operand(const struct cli *cli, int i);
/* The value of an own option ("" for one without value that was given; the last where it was given twice), NULL where
 * not given. */
const char *cli_option(const struct cli *cli, const char *name);
/* The i-th value of an own option that may be given several times, NULL past the last. */
const char *cli_option_at(const struct cli *cli, const char *name, size_t i);
/* An own option as a whole number in [low, high], otherwise where it is not given; anything else is wrong usage (exits
 * 2). */
long cli_number(const struct cli *cli, const char *name, long otherwise, long low, long high);
/* An own option as a date (SHG_NO_DATE where it is not given); anything else is wrong usage (exits 2). */
shg_date cli_date(const struct cli *cli, const char *name);
bool cli_dry_run(const struct cli *cli);

/* What to hand to shg_register_load or _begin: the folder, today, wait. */
struct shg_opening cli_opening(const struct cli *cli, unsigned tables);
shg_date cli_today(const struct cli *cli);
shg_faults *cli_faults(struct cli *cli);
/* The data for standard output; printed by cli_finish where the status is SHG_OK or SHG_NO, all or nothing. */
struct shg_buf *cli_out(struct cli *cli);
/* A CSV writer on cli_out in the dialect asked for. */
struct shg_writer cli_writer(struct cli *cli);
/* Rows of persons go to standard output: its file is made 0600 where it is a regular file of the user's own. */
void cli_private(struct cli *cli);
/* Reads a file (`-`: standard input, named `-`), or a CSV document from one. order is 0. */
enum shg_status cli_read(struct cli *cli, const char *path, struct shg_buf *out);
enum shg_status cli_read_csv(struct cli *cli, const char *path, shg_csv **out);
/* Writes a file the user named (FILE of --stats, --write-lp): beside it and then renamed; 0600. */
enum shg_status cli_write_file(struct cli *cli, const char *path, const struct shg_buf *data);
/* Random bytes from the system, as shg_random. */
bool cli_random(void *ctx, void *bytes, size_t n);
/* Set by SIGINT, SIGTERM and SIGHUP; long work looks at it. cli_finish then dies of the same signal. */
const atomic_bool *cli_cancel(struct cli *cli);
/* Tells how long work gets on: only where standard error is a terminal and the tool has run for more than a second; the
 * line is overwritten by the next and cleared by cli_finish. */
void cli_progress(struct cli *cli, const char *text);
/* The language in which messages and reports are told: en, nb or nn. */
const char *cli_language(const struct cli *cli);
/* Whether the caller's locale can show Unicode. */
bool cli_unicode(void);
/* Commits (or, with -n, prints the diff). */
enum shg_status cli_commit(struct cli *cli, shg_register *reg);
/* Wrong usage found late: tells it with the usage and exits 2. */
_Noreturn void cli_usage(const struct cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Prints all diagnostics, then standard output, closes it, frees, and gives the exit code. */
int cli_finish(struct cli *cli, enum shg_status status);

#endif
