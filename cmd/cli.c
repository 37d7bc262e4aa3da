#include "cli.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <libintl.h>
#include <locale.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { DOMAIN_OWN = 1000, GIVEN_MOST = 256, COLUMNS = 80, HELP_AT = 26 };

struct given {
    const struct cli_option *option;
    const char *value;
};

struct cli {
    const struct cli_spec *spec;
    const char *dir;
    const char *lang;
    shg_date today;
    long wait;
    bool dry_run, excel, show_values, shown_progress;
    char **operands;
    int operand_count;
    struct given given[GIVEN_MOST];
    size_t given_count;
    shg_faults *faults;
    struct shg_buf out;
    struct timespec started;
};

/* An option that all tools, or those of a kind, share. */
struct shared {
    const char *name;
    char letter;
    const char *value;
    const char *help;
    unsigned takes; /* 0: all tools */
};

static const struct shared shared[] = {
    {"register", 'C', "DIR", N_("the register (else $SHG_REGISTER, else the current folder)"), 0},
    {"date", 'd', "DATE", N_("today"), 0},
    {"lang", 0, "LANG", N_("language of messages and reports: en, nb or nn"), 0},
    {"dry-run", 'n', NULL, N_("show the change as a diff, write nothing"), CLI_WRITES},
    {"wait", 0, "SECONDS", N_("how long to wait for another writer (10)"), CLI_WRITES},
    {"excel", 0, NULL, N_("print CSV for a Norwegian spreadsheet"), CLI_PRINTS},
    {"show-values", 0, NULL, N_("show in messages what stands in persons' columns"), CLI_SHOWS},
    {"help", 'h', NULL, N_("print this help"), 0},
    {"version", 'V', NULL, N_("print the version"), 0},
};
enum { SHARED = sizeof shared / sizeof *shared };

static volatile sig_atomic_t caught;
static atomic_bool cancelled;

static bool taken(const struct cli_spec *spec, const struct shared *option) {
    return option->takes == 0 || (spec->takes & option->takes) != 0;
}

static const char *translate(void *ctx, const char *msgid) {
    (void)ctx;
    /* gettext("") is the catalogue's header */
    return *msgid ? dgettext("shg", msgid) : msgid;
}

/* ---- starting ---- */

/* Descriptors 0 to 2 that the caller closed are filled with what fails when it is used, so that no file of ours gets
 * their number. */
static void fill_descriptors(void) {
    for (int fd = 0; fd <= 2; fd++) {
        if (fcntl(fd, F_GETFD) != -1)
            continue;
        int got = open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
        if (got != fd && got >= 0)
            (void)close(got);
    }
}

static _Noreturn void no_memory(const char *tool) {
    (void)fprintf(stderr, "%s: error: %s\n", tool, strerror(ENOMEM)); /* nowhere left to tell of a failure */
    exit(SHG_SYSTEM);
}

/* en, nb or nn from a locale's name; NULL where it says nothing. */
static const char *language_named(const char *locale) {
    if (strncmp(locale, "nn", 2) == 0)
        return "nn";
    if (strncmp(locale, "nb", 2) == 0 || strncmp(locale, "no", 2) == 0)
        return "nb";
    return *locale ? "en" : NULL;
}

/* The locale of a category, by the order of POSIX.1-2008 (XBD 8.2); "" where the caller has none. */
static const char *locale_of(const char *category) {
    const char *const names[] = {"LC_ALL", category, "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *locale = getenv(names[i]);
        if (locale && *locale)
            return locale;
    }
    return "";
}

/* What the profile says, read before anything can be told: its faults are told by whoever loads the register. */
static const char *language_of_profile(const char *dir) {
    const char *language = "nb";
    struct shg_buf path = SHG_BUF_EMPTY;
    struct shg_buf bytes = SHG_BUF_EMPTY;
    shg_faults *unheard = shg_faults_new(NULL, NULL);
    shg_csv *csv = NULL;
    shg_buf_printf(&path, "%s/profile.csv", dir);
    if (unheard && !shg_buf_failed(&path) && shg_read_file(path.p, &bytes, unheard) == SHG_OK &&
        shg_csv_read(&csv, &bytes, "profile.csv", 0, 0, unheard) == SHG_OK) {
        int name = shg_csv_column(csv, "name");
        int value = shg_csv_column(csv, "value");
        for (size_t row = 0; row < shg_csv_rows(csv); row++)
            if (strcmp(shg_csv_get(csv, row, name), "REPORT_LANGUAGE") == 0 && *shg_csv_get(csv, row, value))
                language = language_named(shg_csv_get(csv, row, value));
    }
    shg_csv_free(csv);
    shg_faults_free(unheard);
    shg_buf_free(&bytes);
    shg_buf_free(&path);
    return language;
}

static const char *locale_folder(void) {
    const char *folder = getenv("SHG_LOCALEDIR");
    return folder ? folder : SHG_LOCALEDIR;
}

/* Messages in the language chosen, also where the system has no such locale; everything else as in the C locale. */
static void set_language(const char *language) {
    if (!setlocale(LC_CTYPE, "C.UTF-8") || !setlocale(LC_MESSAGES, "C.UTF-8") || setenv("LANGUAGE", language, 1) != 0 ||
        !bindtextdomain("shg", locale_folder()) || !bind_textdomain_codeset("shg", "UTF-8"))
        return; /* English then */
}

static shg_date clock_today(void) {
    time_t now = time(NULL);
    struct tm tm;
    if (now == (time_t)-1 || !localtime_r(&now, &tm))
        return SHG_NO_DATE;
    return shg_date_of(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

/* ---- usage ---- */

/* Adds text in words, broken before the 80th column; later lines begin at indent. at: the column where it begins. */
static void wrap(struct shg_buf *out, const char *text, size_t indent, size_t at) {
    while (*text) {
        size_t n = strcspn(text, " ");
        char *word = shg_copy_n(text, n);
        if (!word) {
            out->failed = true;
            return;
        }
        size_t width = shg_utf8_width(word);
        if (at > indent && at + 1 + width > COLUMNS) {
            shg_buf_printf(out, "\n%*s", (int)indent, "");
            at = indent;
        } else if (at > indent) {
            shg_buf_char(out, ' ');
            at++;
        }
        shg_buf_str(out, word);
        at += width;
        free(word);
        text += n + (text[n] == ' ');
    }
    shg_buf_char(out, '\n');
}

static void print_option(struct shg_buf *out, const char *name, char letter, const char *value, const char *help) {
    size_t start = out->n;
    if (letter)
        shg_buf_printf(out, "  -%c, --%s", letter, name);
    else
        shg_buf_printf(out, "      --%s", name);
    if (value)
        shg_buf_printf(out, " %s", value);
    size_t width = out->n - start;
    if (width + 1 > HELP_AT)
        shg_buf_printf(out, "\n%*s", HELP_AT, "");
    else
        shg_buf_printf(out, "%*s", (int)(HELP_AT - width), "");
    wrap(out, translate(NULL, help), HELP_AT, HELP_AT);
}

static void print_synopsis(struct shg_buf *out, const struct cli_spec *spec) {
    const char *line = spec->synopsis;
    const char *lead = translate(NULL, N_("usage:"));
    size_t indent = shg_utf8_width(lead);
    for (bool first = true; first || *line; first = false) {
        size_t n = strcspn(line, "\n");
        if (first)
            shg_buf_str(out, lead);
        else
            shg_buf_printf(out, "%*s", (int)indent, "");
        char *form = shg_copy_n(line, n);
        shg_buf_printf(out, " %s%s", spec->name, n > 0 ? " " : "");
        if (form) /* its operands stand one below the other */
            wrap(out, form, indent + 2 + strlen(spec->name), indent + 2 + strlen(spec->name));
        else
            out->failed = true;
        free(form);
        line += n + (line[n] == '\n');
    }
}

static _Noreturn void print_help(const struct cli *cli) {
    struct shg_buf out = SHG_BUF_EMPTY;
    const struct cli_spec *spec = cli->spec;
    print_synopsis(&out, spec);
    wrap(&out, translate(NULL, spec->purpose), 0, 0);
    shg_buf_char(&out, '\n');
    for (const struct cli_option *o = spec->options; o && o->name; o++)
        print_option(&out, o->name, o->letter, o->value, o->help);
    for (size_t i = 0; i < SHARED; i++)
        if (taken(spec, &shared[i]))
            print_option(&out, shared[i].name, shared[i].letter, shared[i].value, shared[i].help);
    if (shg_buf_failed(&out))
        no_memory(spec->name);
    enum shg_status status =
        shg_write_fd(STDOUT_FILENO, translate(NULL, N_("standard output")), out.p, out.n, cli->faults);
    exit(cli_finish((struct cli *)cli, status));
}

void cli_usage(const struct cli *cli, const char *format, ...) {
    struct shg_buf out = SHG_BUF_EMPTY;
    va_list args;
    va_start(args, format);
    shg_buf_printf(&out, "%s: %s: ", cli->spec->name, translate(NULL, N_("error")));
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* callers are checked by the format attribute */
    shg_buf_vprintf(&out, translate(NULL, format), args);
#pragma GCC diagnostic pop
    va_end(args);
    shg_buf_char(&out, '\n');
    print_synopsis(&out, cli->spec);
    if (shg_buf_failed(&out))
        no_memory(cli->spec->name);
    (void)shg_write_fd(STDERR_FILENO, "-", out.p, out.n, cli->faults); /* nowhere left to tell of a failure */
    exit(SHG_USAGE);
}

/* ---- reading the options ---- */

static size_t own_count(const struct cli_spec *spec) {
    size_t n = 0;
    while (spec->options && spec->options[n].name)
        n++;
    return n;
}

/* What getopt_long wants: the own options (values from DOMAIN_OWN on), then the shared ones (their letter, or 1 +
 * number). */
static void make_options(const struct cli_spec *spec, struct option *longs, char *shorts) {
    size_t own = own_count(spec);
    *shorts++ = ':';
    for (size_t i = 0; i < own; i++) {
        const struct cli_option *o = &spec->options[i];
        *longs++ = (struct option){o->name, o->value ? required_argument : no_argument, NULL, DOMAIN_OWN + (int)i};
        if (o->letter)
            *shorts++ = o->letter;
        if (o->letter && o->value)
            *shorts++ = ':';
    }
    for (size_t i = 0; i < SHARED; i++) {
        const struct shared *o = &shared[i];
        if (!taken(spec, o))
            continue;
        int value = o->letter ? o->letter : (int)i + 1;
        *longs++ = (struct option){o->name, o->value ? required_argument : no_argument, NULL, value};
        if (o->letter)
            *shorts++ = o->letter;
        if (o->letter && o->value)
            *shorts++ = ':';
    }
    *longs = (struct option){NULL, 0, NULL, 0};
    *shorts = '\0';
}

static const struct cli_option *own_option(const struct cli_spec *spec, int c) {
    if (c >= DOMAIN_OWN)
        return &spec->options[c - DOMAIN_OWN];
    for (const struct cli_option *o = spec->options; o && o->name; o++)
        if (o->letter == (char)c && c != 0)
            return o;
    return NULL;
}

static const struct shared *shared_option(int c) {
    for (size_t i = 0; i < SHARED; i++)
        if (c == (shared[i].letter ? shared[i].letter : (int)i + 1))
            return &shared[i];
    return NULL;
}

static void take_shared(struct cli *cli, const struct shared *option, const char *value) {
    const char *name = option->name;
    long long number;
    if (strcmp(name, "register") == 0) {
        cli->dir = value;
    } else if (strcmp(name, "date") == 0) {
        cli->today = shg_date_parse(value);
        if (cli->today == SHG_NO_DATE)
            cli_usage(cli, N_("no date: '%s'"), value);
    } else if (strcmp(name, "lang") == 0) {
        if (strcmp(value, "en") != 0 && strcmp(value, "nb") != 0 && strcmp(value, "nn") != 0)
            cli_usage(cli, N_("no language of shg (en, nb, nn): '%s'"), value);
        cli->lang = value;
    } else if (strcmp(name, "wait") == 0) {
        if (!shg_parse_int(value, 0, 86400, &number))
            cli_usage(cli, N_("option '%s' takes a whole number from %ld to %ld, not '%s'"), "--wait", 0L, 86400L,
                      value);
        cli->wait = (long)number;
    } else if (strcmp(name, "dry-run") == 0) {
        cli->dry_run = true;
    } else if (strcmp(name, "excel") == 0) {
        cli->excel = true;
    } else if (strcmp(name, "show-values") == 0) {
        cli->show_values = true;
    } else if (strcmp(name, "version") == 0) {
        shg_buf_printf(&cli->out, "%s %s\n", cli->spec->name, SHG_VERSION);
        exit(cli_finish(cli, SHG_OK));
    }
}

static void take_own(struct cli *cli, const struct cli_option *option, const char *value) {
    if (cli->given_count == GIVEN_MOST)
        cli_usage(cli, N_("too many options"));
    cli->given[cli->given_count++] = (struct given){option, value ? value : ""};
}

static void read_options(struct cli *cli, int argc, char **argv) {
    const struct cli_spec *spec = cli->spec;
    size_t room = own_count(spec) + SHARED + 1;
    struct option *longs = calloc(room, sizeof *longs);
    char *shorts = calloc(room, 2);
    if (!longs || !shorts)
        no_memory(spec->name);
    make_options(spec, longs, shorts);
    bool help = false;
    int c;
    opterr = 0;
    while ((c = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
        const struct cli_option *own = own_option(spec, c);
        const struct shared *common = shared_option(c);
        if (c == ':')
            cli_usage(cli, N_("option '%s' needs a value"), argv[optind - 1]);
        if (own)
            take_own(cli, own, optarg);
        else if (c == 'h')
            help = true;
        else if (common && c != '?')
            take_shared(cli, common, optarg);
        else
            cli_usage(cli, N_("no such option: '%s'"), argv[optind - 1]);
    }
    free(longs);
    free(shorts);
    cli->operands = argv + optind;
    cli->operand_count = argc - optind;
    if (help)
        print_help(cli);
}

/* --lang and -C ahead of the rest: the language in which wrong usage is told. */
static void look_ahead(struct cli *cli, int argc, char **argv) {
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        const char *next = i + 1 < argc ? argv[i + 1] : "";
        if (strcmp(argv[i], "-C") == 0 || strcmp(argv[i], "--register") == 0)
            cli->dir = next;
        else if (strncmp(argv[i], "--register=", 11) == 0)
            cli->dir = argv[i] + 11;
        else if (strcmp(argv[i], "--lang") == 0)
            cli->lang = next;
        else if (strncmp(argv[i], "--lang=", 7) == 0)
            cli->lang = argv[i] + 7;
    }
}

static void choose_language(struct cli *cli) {
    if (!cli->lang)
        cli->lang = language_named(locale_of("LC_MESSAGES"));
    if (!cli->lang)
        cli->lang = language_of_profile(cli->dir);
    set_language(cli->lang);
}

struct cli *cli_start(int argc, char **argv, const struct cli_spec *spec) {
    fill_descriptors();
    struct cli *cli = calloc(1, sizeof *cli);
    if (!cli)
        no_memory(spec->name);
    cli->spec = spec;
    cli->wait = 10;
    cli->today = SHG_NO_DATE;
    cli->dir = getenv("SHG_REGISTER");
    if (!cli->dir || !*cli->dir)
        cli->dir = ".";
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    if (sigaction(SIGPIPE, &ignore, NULL) != 0 || clock_gettime(CLOCK_MONOTONIC, &cli->started) != 0)
        no_memory(spec->name);
    look_ahead(cli, argc, argv);
    choose_language(cli);
    cli->faults = shg_faults_new(translate, NULL);
    if (!cli->faults)
        no_memory(spec->name);
    read_options(cli, argc, argv);
    if (cli->operand_count < spec->least)
        cli_usage(cli, N_("too few operands"));
    if (spec->most >= 0 && cli->operand_count > spec->most)
        cli_usage(cli, N_("one operand too many: '%s'"), cli->operands[spec->most]);
    if (cli->today == SHG_NO_DATE)
        cli->today = clock_today();
    return cli;
}

/* ---- asking ---- */

int cli_operands(const struct cli *cli) {
    return cli->operand_count;
}

const char *cli_operand(const struct cli *cli, int i) {
    return i < cli->operand_count ? cli->operands[i] : NULL;
}

const char *cli_option_at(const struct cli *cli, const char *name, size_t i) {
    for (size_t k = 0; k < cli->given_count; k++)
        if (strcmp(cli->given[k].option->name, name) == 0 && i-- == 0)
            return cli->given[k].value;
    return NULL;
}

const char *cli_option(const struct cli *cli, const char *name) {
    const char *last = NULL;
    for (size_t k = 0; k < cli->given_count; k++)
        if (strcmp(cli->given[k].option->name, name) == 0)
            last = cli->given[k].value;
    return last;
}

long cli_number(const struct cli *cli, const char *name, long otherwise, long low, long high) {
    const char *value = cli_option(cli, name);
    long long number = otherwise;
    if (value && !shg_parse_int(value, low, high, &number))
        cli_usage(cli, N_("option '--%s' takes a whole number from %ld to %ld, not '%s'"), name, low, high, value);
    return (long)number;
}

shg_date cli_date(const struct cli *cli, const char *name) {
    const char *value = cli_option(cli, name);
    if (!value)
        return SHG_NO_DATE;
    shg_date date = shg_date_parse(value);
    if (date == SHG_NO_DATE)
        cli_usage(cli, N_("no date: '%s'"), value);
    return date;
}

const char *cli_language(const struct cli *cli) {
    return cli->lang;
}

bool cli_unicode(void) {
    const char *locale = locale_of("LC_CTYPE");
    return strstr(locale, "UTF-8") || strstr(locale, "utf8");
}

bool cli_dry_run(const struct cli *cli) {
    return cli->dry_run;
}

struct shg_opening cli_opening(const struct cli *cli, unsigned tables) {
    return (struct shg_opening){.dir = cli->dir,
                                .tables = tables,
                                .today = cli->today,
                                .wait = cli->wait,
                                .holder = cli->spec->name,
                                .dry = cli->dry_run,
                                .show_values = cli->show_values,
                                .unchecked = false};
}

shg_date cli_today(const struct cli *cli) {
    return cli->today;
}

shg_faults *cli_faults(struct cli *cli) {
    return cli->faults;
}

/* ---- reading and writing ---- */

struct shg_buf *cli_out(struct cli *cli) {
    return &cli->out;
}

struct shg_writer cli_writer(struct cli *cli) {
    return shg_writer_to(&cli->out, cli->excel ? &shg_dialect_excel : &shg_dialect_plain);
}

void cli_private(struct cli *cli) {
    struct stat st;
    if (fstat(STDOUT_FILENO, &st) != 0 || !S_ISREG(st.st_mode) || st.st_uid != geteuid() || (st.st_mode & 077) == 0)
        return;
    if (fchmod(STDOUT_FILENO, 0600) != 0)
        (void)shg_fault_system(cli->faults, translate(NULL, N_("standard output")), errno);
}

enum shg_status cli_read(struct cli *cli, const char *path, struct shg_buf *out) {
    if (strcmp(path, "-") == 0)
        return shg_read_fd(STDIN_FILENO, "-", out, cli->faults);
    return shg_read_file(path, out, cli->faults);
}

enum shg_status cli_read_csv(struct cli *cli, const char *path, shg_csv **out) {
    struct shg_buf bytes = SHG_BUF_EMPTY;
    *out = NULL;
    enum shg_status status = cli_read(cli, path, &bytes);
    if (status == SHG_OK)
        status = shg_csv_read(out, &bytes, path, 0, 0, cli->faults);
    shg_buf_free(&bytes);
    return status;
}

/* Writes and syncs a new file at path, told by name; takes it away again where that fails. */
static enum shg_status write_new(struct cli *cli, const char *path, const char *name, const struct shg_buf *data) {
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return shg_fault_system(cli->faults, name, errno);
    enum shg_status status = shg_write_fd(fd, name, shg_buf_get(data), data->n, cli->faults);
    if (status == SHG_OK && fsync(fd) != 0)
        status = shg_fault_system(cli->faults, name, errno);
    if (close(fd) != 0 && status == SHG_OK)
        status = shg_fault_system(cli->faults, name, errno);
    if (status != SHG_OK)
        (void)unlink(path); /* the failure has been told */
    return status;
}

enum shg_status cli_write_file(struct cli *cli, const char *path, const struct shg_buf *data) {
    struct stat st;
    /* /dev/stderr and the like are written as they stand */
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
        int fd = open(path, O_WRONLY | O_CLOEXEC);
        if (fd < 0)
            return shg_fault_system(cli->faults, path, errno);
        enum shg_status status = shg_write_fd(fd, path, shg_buf_get(data), data->n, cli->faults);
        return close(fd) != 0 && status == SHG_OK ? shg_fault_system(cli->faults, path, errno) : status;
    }
    struct shg_buf beside = SHG_BUF_EMPTY;
    shg_buf_printf(&beside, "%s.%ld~", path, (long)getpid());
    if (shg_buf_failed(&beside))
        return shg_fault_memory(cli->faults);
    enum shg_status status = write_new(cli, beside.p, path, data);
    if (status == SHG_OK && rename(beside.p, path) != 0) {
        status = shg_fault_system(cli->faults, path, errno);
        (void)unlink(beside.p); /* the failure has been told */
    }
    shg_buf_free(&beside);
    return status;
}

bool cli_random(void *ctx, void *bytes, size_t n) {
    (void)ctx;
    int fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    char *at = bytes;
    while (n > 0) {
        ssize_t got = read(fd, at, n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        at += got;
        n -= (size_t)got;
    }
    (void)close(fd); /* opened for reading */
    return n == 0;
}

static void catch_signal(int number) {
    caught = number;
    atomic_store(&cancelled, true);
}

const atomic_bool *cli_cancel(struct cli *cli) {
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct sigaction old;
        struct sigaction catch = {.sa_handler = catch_signal};
        /* what the caller ignores (nohup) stays ignored */
        if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler == SIG_IGN)
            continue;
        if (sigaction(signals[i], &catch, NULL) != 0)
            (void)shg_fault_system(cli->faults, "sigaction", errno);
    }
    return &cancelled;
}

void cli_progress(struct cli *cli, const char *text) {
    struct timespec now;
    if (!isatty(STDERR_FILENO) || clock_gettime(CLOCK_MONOTONIC, &now) != 0 || now.tv_sec - cli->started.tv_sec < 1)
        return;
    (void)fprintf(stderr, "\r%s: %s\033[K", cli->spec->name, text); /* progress only: a failure matters to nobody */
    cli->shown_progress = true;
}

enum shg_status cli_commit(struct cli *cli, shg_register *reg) {
    if (cli->dry_run) {
        cli_private(cli); /* the rows that change may be of persons */
        return shg_register_diff(reg, &cli->out, cli->faults);
    }
    return shg_register_commit(reg, cli->faults);
}

/* ---- finishing ---- */

static void print_fault(struct shg_buf *out, const char *tool, const struct shg_fault *fault) {
    static const char *const severities[] = {N_("note"), N_("warning"), N_("error")};
    shg_buf_printf(out, "%s: ", tool);
    if (fault->where.file) {
        shg_buf_str(out, fault->where.file);
        if (fault->where.line > 0)
            shg_buf_printf(out, ":%lu", fault->where.line);
        if (fault->where.line > 0 && fault->where.col > 0)
            shg_buf_printf(out, ":%u", fault->where.col);
        shg_buf_str(out, ": ");
    }
    shg_buf_printf(out, "%s: %s", translate(NULL, severities[fault->severity]), fault->text);
    if (fault->value)
        shg_buf_printf(out, ": '%s'", fault->value);
    shg_buf_char(out, '\n');
}

static void print_faults(struct cli *cli, size_t from) {
    struct shg_buf out = SHG_BUF_EMPTY;
    const struct shg_fault *fault;
    if (cli->shown_progress)
        shg_buf_str(&out, "\r\033[K");
    cli->shown_progress = false;
    while ((fault = shg_faults_at(cli->faults, from++)))
        print_fault(&out, cli->spec->name, fault);
    if (shg_buf_failed(&out))
        no_memory(cli->spec->name);
    (void)shg_write_fd(STDERR_FILENO, "-", shg_buf_get(&out), out.n, cli->faults); /* nowhere left to tell it */
    shg_buf_free(&out);
}

/* Dies of the signal that was caught, as its sender expects. */
static void die_of_signal(const struct cli *cli) {
    if (cli->shown_progress)
        (void)fputs("\r\033[K", stderr); /* progress only */
    struct sigaction fallback = {.sa_handler = SIG_DFL};
    if (sigaction(caught, &fallback, NULL) == 0)
        (void)raise(caught);
}

int cli_finish(struct cli *cli, enum shg_status status) {
    if (caught != 0)
        die_of_signal(cli);
    enum shg_status told = shg_faults_status(cli->faults);
    if (told == SHG_SYSTEM || (status == SHG_OK && told != SHG_OK))
        status = told;
    size_t before = shg_faults_count(cli->faults, SHG_NOTE);
    print_faults(cli, 0);
    const char *name = translate(NULL, N_("standard output"));
    enum shg_status written = SHG_OK;
    if ((status == SHG_OK || status == SHG_NO) && shg_buf_failed(&cli->out))
        written = shg_fault_memory(cli->faults);
    else if (status == SHG_OK || status == SHG_NO)
        written = shg_write_fd(STDOUT_FILENO, name, shg_buf_get(&cli->out), cli->out.n, cli->faults);
    if (written == SHG_OK && close(STDOUT_FILENO) != 0)
        written = shg_fault_system(cli->faults, name, errno);
    if (written != SHG_OK) {
        print_faults(cli, before);
        status = written;
    }
    shg_faults_free(cli->faults);
    shg_buf_free(&cli->out);
    free(cli);
    return (int)status;
}
