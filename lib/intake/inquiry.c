#include "intake/inquiry.h"

#include "intake/map.h"
#include "intake/words.h"

#include <stdlib.h>
#include <string.h>

struct question {
    const char *text;
    const char *to, *kind, *values;
    bool needed;
};

/* In the order of the conversation. values are what a map has; NULL: the register's themes. */
static const struct question questions[] = {
    {N_("Name, or what they would like to be called"), "contacts.name", "text", "", false},
    {N_("Phone"), "contacts.phone", "phone", "", false},
    {N_("E-mail"), "contacts.email", "text", "", false},
    {N_("How to reach them (phone, sms, email, letter)"), "contacts.channel", "values",
     "phone=phone;sms=sms;email=email;letter=letter;telefon=phone;epost=email;brev=letter", false},
    {N_("Where do they live (municipality, town or postcode)"), "municipality", "place", "", true},
    {N_("How did they hear of us (self, course, gp, rph, dps, nav, lms, link, volunteer-centre, user-organisation, "
        "aftercare, other)"),
     "source", "values",
     "self=self;course=course;gp=gp;rph=rph;dps=dps;nav=nav;lms=lms;link=link;volunteer-centre=volunteer-centre;"
     "user-organisation=user-organisation;aftercare=aftercare;other=other;kurs=course;fastlege=gp;annet=other",
     false},
    {N_("How would they meet (in-person, digital, either)"), "mode", "values",
     "in-person=in-person;digital=digital;either=either;begge=either", false},
    {N_("How far would they travel, minutes one way"), "travel_limit", "text", "", false},
    {N_("What would they talk about (themes, separated by ;)"), "themes", "list", NULL, false},
    {N_("Would a group of mixed themes do (yes, no)"), "mixed_ok", "yesno", "", false},
    {N_("When can they come (monday evening; wed17-21)"), "availability", "window", "", false},
    {N_("Languages (nb; en ...)"), "languages", "list", "", false},
    {N_("Year of birth"), "birth_year", "year", "", false},
    {N_("Gender (f, m, x)"), "gender", "values", "f=f;m=m;x=x;k=f", false},
    {N_("Do they need a place without stairs (yes, no)"), "step_free", "yesno", "", false},
};
enum { QUESTIONS = sizeof questions / sizeof *questions };

struct asking {
    const struct shg_inquirer *inquirer;
    const shg_register *reg;
    shg_faults *faults;
    char *themes; /* values for the themes: codes and names */
    char *answers[QUESTIONS];
};

static char *ask(const struct asking *a, const char *question) {
    return a->inquirer->ask(a->inquirer->ctx, shg_tr(a->faults, question));
}

/* 1 yes, 0 no, -1 no more answers. */
static int ask_yes(const struct asking *a, const char *question) {
    for (;;) {
        char *answer = ask(a, question);
        int yes = answer && *answer ? shg_words_yes(answer) : -1;
        bool ended = answer == NULL;
        free(answer);
        if (ended || yes >= 0)
            return yes;
        a->inquirer->say(a->inquirer->ctx, shg_tr(a->faults, N_("neither yes nor no")));
    }
}

/* `code=code;name=code;...` of every theme, so that people may be told their names. */
static char *theme_values(const shg_register *reg) {
    static const int names[] = {THEME_CODE, THEME_EN, THEME_NB, THEME_NN};
    struct shg_buf out = SHG_BUF_EMPTY;
    for (size_t row = 0; row < shg_rows(reg, SHG_THEMES); row++) {
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            const char *name = shg_text(reg, SHG_THEMES, row, names[i]);
            if (*name && !strpbrk(name, "=;"))
                shg_buf_printf(&out, "%s=%s;", name, shg_text(reg, SHG_THEMES, row, THEME_CODE));
        }
    }
    shg_buf_add(&out, "", 0);
    return shg_buf_take(&out);
}

/* A document of one row, or NULL when out of memory. */
static shg_csv *one_row(const char *name, const char *const *columns, const char *const *values, size_t n) {
    shg_csv *csv = shg_csv_new(columns, n, &shg_dialect_plain, name, 0);
    size_t row;
    bool good = csv && shg_csv_add(csv, &row) == SHG_OK;
    for (size_t i = 0; good && i < n; i++)
        good = shg_csv_set(csv, row, (int)i, values[i]) == SHG_OK;
    if (good)
        return csv;
    shg_csv_free(csv);
    return NULL;
}

static bool add_rule(shg_csv *map, const char *from, const char *to, const char *kind, const char *values) {
    const char *const texts[] = {from, to, kind, values};
    size_t row;
    bool good = shg_csv_add(map, &row) == SHG_OK;
    for (size_t i = 0; good && i < sizeof texts / sizeof *texts; i++)
        good = shg_csv_set(map, row, (int)i, texts[i]) == SHG_OK;
    return good;
}

static shg_csv *empty_map(void) {
    static const char *const columns[] = {"from", "to", "kind", "values"};
    return shg_csv_new(columns, sizeof columns / sizeof *columns, &shg_dialect_plain, "inquiry", 0);
}

static bool add_question(const struct asking *a, shg_csv *map, const struct question *q) {
    return add_rule(map, q->to, q->to, q->kind, q->values ? q->values : a->themes);
}

/* Whether a year of birth is that of somebody of age, as they have just said. */
static bool of_age(const struct asking *a, const shg_intake *intake, const struct question *q) {
    long long year;
    return strcmp(q->kind, "year") != 0 || !shg_parse_int(shg_intake_get(intake, 0, 0), 0, 9999, &year) ||
           year + 18 <= shg_date_year(shg_register_today(a->reg));
}

/* What an intake of one answer said, to whoever asks. */
static void pass_on(const struct asking *a, const shg_faults *heard) {
    const struct shg_fault *fault;
    for (size_t i = 0; (fault = shg_faults_at(heard, i)); i++)
        a->inquirer->say(a->inquirer->ctx, fault->text);
}

/* Whether an answer can be read; SHG_NO where it must be asked for again (said why). */
static enum shg_status try_answer(const struct asking *a, const struct question *q, const char *answer) {
    struct shg_intake_options options = {false};
    shg_faults *heard = shg_faults_like(a->faults);
    shg_csv *map = empty_map();
    shg_csv *export = one_row("inquiry", &q->to, &answer, 1);
    shg_map *rules = NULL;
    shg_intake *intake = NULL;
    enum shg_status status = SHG_SYSTEM;
    if (heard && map && export && add_question(a, map, q) && shg_map_read(&rules, map, heard) == SHG_OK)
        status = shg_intake_read(&intake, rules, export, &options, heard);
    if (status == SHG_OK && shg_intake_bad(intake, 0))
        status = SHG_NO;
    if (status == SHG_OK && !of_age(a, intake, q)) {
        a->inquirer->say(a->inquirer->ctx, shg_tr(a->faults, N_("groups are for people who are 18 or older")));
        status = SHG_NO;
    }
    if (heard)
        pass_on(a, heard);
    shg_intake_free(intake);
    shg_map_free(rules);
    shg_csv_free(export);
    shg_csv_free(map);
    shg_faults_free(heard);
    return status;
}

/* SHG_NO where there are no more answers. */
static enum shg_status ask_one(struct asking *a, size_t i) {
    for (;;) {
        char *answer = ask(a, questions[i].text);
        if (!answer)
            return SHG_NO;
        enum shg_status status = *answer ? try_answer(a, &questions[i], answer) : SHG_OK;
        if (status == SHG_SYSTEM || (status == SHG_OK && (*answer || !questions[i].needed))) {
            a->answers[i] = answer;
            return status;
        }
        if (!*answer)
            a->inquirer->say(a->inquirer->ctx, shg_tr(a->faults, N_("this must be known")));
        free(answer);
    }
}

/* The answers as a map and an export, with what follows from today and from the consent. */
static bool assemble(const struct asking *a, shg_csv **map, shg_csv **export) {
    const char *columns[QUESTIONS];
    const char *values[QUESTIONS];
    char today[11];
    (void)shg_date_format(shg_register_today(a->reg), today);
    for (size_t i = 0; i < QUESTIONS; i++) {
        columns[i] = questions[i].to;
        values[i] = a->answers[i];
    }
    *map = empty_map();
    *export = one_row("inquiry", columns, values, QUESTIONS);
    bool good = *map && *export && add_rule(*map, "", "registered", "constant", today) &&
                add_rule(*map, "", "consent", "constant", today) &&
                add_rule(*map, "", "consent_text", "constant", "spoken") &&
                add_rule(*map, "", "adult", "constant", "yes");
    for (size_t i = 0; good && i < QUESTIONS; i++)
        good = add_question(a, *map, &questions[i]);
    return good;
}

static enum shg_status converse(struct asking *a, shg_csv **map, shg_csv **export, bool *consent) {
    *consent = ask_yes(a, N_("May we write down what you tell us, to find you a group? You can take it back at any "
                             "time, and then it is erased (yes, no)")) == 1;
    if (!*consent || ask_yes(a, N_("Are you 18 or older (yes, no)")) != 1)
        return SHG_NO;
    for (size_t i = 0; i < QUESTIONS; i++) {
        enum shg_status status = ask_one(a, i);
        if (status != SHG_OK)
            return status;
    }
    return assemble(a, map, export) ? SHG_OK : SHG_SYSTEM;
}

enum shg_status shg_inquiry(const struct shg_inquirer *inquirer, const shg_register *reg, shg_csv **map,
                            shg_csv **export, bool *consent, shg_faults *faults) {
    struct asking a = {.inquirer = inquirer, .reg = reg, .faults = faults, .themes = theme_values(reg)};
    *map = NULL;
    *export = NULL;
    *consent = false;
    enum shg_status status = a.themes ? converse(&a, map, export, consent) : SHG_SYSTEM;
    for (size_t i = 0; i < QUESTIONS; i++)
        free(a.answers[i]);
    free(a.themes);
    if (status != SHG_OK) {
        shg_csv_free(*map);
        shg_csv_free(*export);
        *map = NULL;
        *export = NULL;
    }
    return status == SHG_SYSTEM ? shg_fault_memory(faults) : status;
}
