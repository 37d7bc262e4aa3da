/* What an office does beside its groups: activities and inquiries, and what people say of it. */
#include "base/list.h"
#include "place/place.h"
#include "report/flow_private.h"
#include "report/past.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- lists of values with sums ---- */

enum { SUMS = 4 };

/* Sums by a value. */
struct sums {
    shg_index *index;
    char **values;
    long (*sum)[SUMS];
    long all[SUMS]; /* each thing once, whatever values it has */
    size_t n, cap, sum_cap;
    bool failed;
};

static void sums_free(struct sums *s) {
    shg_index_free(s->index);
    for (size_t i = 0; i < s->n; i++)
        free(s->values[i]);
    free(s->values);
    free(s->sum);
}

/* The sums of a value of n bytes, new ones where it is new; NULL when out of memory. */
static long *sums_at(struct sums *s, const char *text, size_t n) {
    char *value = n > 0 ? shg_copy_n(text, n) : shg_copy("unknown");
    char **values = value ? shg_grow(s->values, &s->cap, s->n + 1, sizeof *values) : NULL;
    s->values = values ? values : s->values;
    void *sum = values ? shg_grow(s->sum, &s->sum_cap, s->n + 1, sizeof *s->sum) : NULL;
    s->sum = sum ? sum : s->sum;
    uint32_t at = sum ? shg_index_put(s->index, value, (uint32_t)s->n) : SHG_NONE;
    if (at == SHG_NONE || at < s->n) {
        free(value);
        s->failed = s->failed || at == SHG_NONE;
        return at == SHG_NONE ? NULL : s->sum[at];
    }
    s->values[s->n] = value;
    memset(s->sum[s->n], 0, sizeof *s->sum);
    return s->sum[s->n++];
}

static void sums_add(struct sums *s, const char *text, size_t n, const long add[SUMS]) {
    long *sum = sums_at(s, text, n);
    for (int i = 0; sum && i < SUMS; i++)
        sum[i] += add[i];
}

static void sums_add_all(struct sums *s, const long add[SUMS]) {
    for (int i = 0; i < SUMS; i++)
        s->all[i] += add[i];
}

/* Under each value of a list, or under the only one. */
static void sums_add_list(struct sums *s, const char *cell, const long add[SUMS]) {
    const char *item;
    size_t n;
    sums_add_all(s, add);
    if (!*cell)
        sums_add(s, "", 0, add);
    while (shg_next_item(&cell, &item, &n))
        sums_add(s, item, n, add);
}

/* Puts the values into the order of their bytes; the index does not find them any more. False when out of memory. */
struct sorted {
    char *value;
    long sum[SUMS];
};

static int by_value(const void *left, const void *right) {
    const struct sorted *a = left;
    const struct sorted *b = right;
    return strcmp(a->value, b->value);
}

static bool sums_sort(struct sums *s) {
    struct sorted *all = calloc(s->n + 1, sizeof *all);
    for (size_t i = 0; all && i < s->n; i++) {
        all[i].value = s->values[i];
        memcpy(all[i].sum, s->sum[i], sizeof all[i].sum);
    }
    if (all && s->n > 1)
        qsort(all, s->n, sizeof *all, by_value);
    for (size_t i = 0; all && i < s->n; i++) {
        s->values[i] = all[i].value;
        memcpy(s->sum[i], all[i].sum, sizeof all[i].sum);
    }
    bool good = all != NULL;
    free(all);
    return good;
}

static bool in_range(shg_date date, const struct shg_ask *ask, shg_date today) {
    shg_date from = ask->from == SHG_NO_DATE ? shg_date_of(shg_date_year(today), 1, 1) : ask->from;
    return date != SHG_NO_DATE && date >= from && (ask->to == SHG_NO_DATE || date <= ask->to);
}

/* ---- activities and inquiries ---- */

enum { HELD, PLANNED, ATTENDED, ITEMS };

static void add_activities(struct sums *s, const shg_register *reg, const struct shg_ask *ask, int column) {
    for (size_t row = 0; row < shg_rows(reg, SHG_ACTIVITIES); row++) {
        int status = shg_value(reg, SHG_ACTIVITIES, row, ACTIVITY_STATUS, MEETING_IS_HELD);
        if (!in_range(shg_day(reg, SHG_ACTIVITIES, row, ACTIVITY_DATE), ask, shg_register_today(reg)) ||
            status == MEETING_IS_CANCELLED ||
            (ask->municipality &&
             !shg_list_has(shg_text(reg, SHG_ACTIVITIES, row, ACTIVITY_MUNICIPALITY), ask->municipality)))
            continue;
        bool held = status == MEETING_IS_HELD;
        const long add[SUMS] = {held, !held, held ? shg_number(reg, SHG_ACTIVITIES, row, ACTIVITY_ATTENDED, 0) : 0,
                                held ? shg_number(reg, SHG_ACTIVITIES, row, ACTIVITY_COUNT, 0) : 0};
        sums_add_list(s, shg_text(reg, SHG_ACTIVITIES, row, column), add);
    }
}

static void add_inquiries(struct sums *s, const shg_register *reg, const struct shg_ask *ask, int column) {
    for (size_t row = 0; row < shg_rows(reg, SHG_INQUIRIES); row++) {
        const char *value = shg_text(reg, SHG_INQUIRIES, row, column);
        const long add[SUMS] = {0, 0, shg_number(reg, SHG_INQUIRIES, row, INQUIRY_COUNT, 0), 0};
        if (in_range(shg_day(reg, SHG_INQUIRIES, row, INQUIRY_DATE), ask, shg_register_today(reg)) &&
            (!ask->municipality ||
             strcmp(shg_text(reg, SHG_INQUIRIES, row, INQUIRY_MUNICIPALITY), ask->municipality) == 0)) {
            sums_add(s, value, strlen(value), add);
            sums_add_all(s, add);
        }
    }
}

static void put_sums(shg_grid *out, const char *what, const char *value, const long sum[SUMS], bool hidden) {
    shg_grid_text(out, what);
    shg_grid_text(out, value);
    for (int i = 0; i < SUMS; i++) {
        if (i == ATTENDED && hidden)
            shg_grid_hidden(out);
        else
            shg_grid_int(out, sum[i]);
    }
}

/* What is asked of activities and inquiries. */
struct wanted {
    const shg_register *reg;
    const struct shg_ask *ask;
    const char *dimension, *what;
    int column;
    int year;       /* 0: not one whole year */
    shg_date until; /* its last day, or today */
    bool places;    /* by municipality: several for one activity */
    bool inquiries;
};

/* A count of people of the same year by the same dimension. */
static bool match_people(const void *how, const char *period, const char *report, const char *cell,
                         struct shg_buf *out) {
    const struct wanted *w = how;
    return strncmp(report, "activities by ", 14) == 0 && strcmp(report + 14, w->dimension) == 0 &&
           shg_past_of_year(period, w->year) && shg_past_label(cell, w->what, "people", out);
}

/* All of them, by whatever dimension. */
static bool match_all(const void *how, const char *period, const char *report, const char *cell, struct shg_buf *out) {
    const struct wanted *w = how;
    return strncmp(report, "activities by ", 14) == 0 && shg_past_of_year(period, w->year) &&
           shg_past_label(cell, w->what, "people", out) && strcmp(shg_buf_get(out), "all") == 0;
}

/* Decides which values are hidden, and whether any are told: not where their sum must not be, for then a part now could
 * be held against a part of another day. */
static enum shg_status fold_people(const struct wanted *w, struct shg_fold *fold, long all) {
    struct shg_past past = {NULL, 0, 0, SHG_NO_DATE};
    bool told = false;
    enum shg_status status = w->inquiries ? shg_flow_inquiries_told(w->reg, w->year, fold->suppress, &told) : SHG_OK;
    if (status == SHG_OK && !w->inquiries)
        told = !shg_is_small(all, fold->suppress) && shg_past_allows(w->reg, match_all, w, all, fold->suppress);
    if (status == SHG_OK)
        status = shg_past_read(&past, w->reg, match_people, w);
    fold->open = !told;
    fold->past = &past;
    for (size_t l = 0; l < past.n && !fold->many; l++)
        shg_past_close(&past.lists[l]);
    if (status == SHG_OK)
        status = shg_past_fold(fold);
    fold->past = NULL;
    shg_past_free(&past);
    return status;
}

/* Hides people counted in few; the sum of all of them where nothing else protects. One whole year alone is told: what
 * two stretches of days differ by could be a single meeting. */
static enum shg_status put_people(const struct sums *s, const struct wanted *w, const long *counts,
                                  enum shg_rest *rest /* NOLINT(readability-non-const-parameter): is set */,
                                  shg_grid *out) {
    long suppress = w->ask->exact ? 0 : shg_profile_of(w->reg)->suppress;
    struct shg_fold fold = {.values = (const char *const *)s->values,
                            .counts = counts,
                            .n = s->n,
                            .many = w->places && !w->inquiries,
                            .grows = true,
                            .until = w->until,
                            .suppress = suppress,
                            .rest = rest};
    bool folds = suppress > 0 && w->year > 0;
    enum shg_status status = folds ? fold_people(w, &fold, s->all[ATTENDED]) : SHG_OK;
    bool none = suppress > 0 && (!folds || fold.shown != SHG_SHOWN);
    const char *only = w->places && suppress > 0 ? w->ask->municipality : NULL;
    for (size_t i = 0; i < s->n && status == SHG_OK; i++)
        if (!only || strcmp(s->values[i], only) == 0)
            put_sums(out, w->what, s->values[i], s->sum[i],
                     counts[i] > 0 && (none || (suppress > 0 && rest[i] != SHG_REST_NONE)));
    if (s->n > 0 && !only && status == SHG_OK)
        put_sums(out, w->what, "all", s->all, s->all[ATTENDED] > 0 && none);
    return status;
}

static enum shg_status print_sums(const struct sums *s, const struct wanted *w, shg_grid *out) {
    long *counts = calloc(s->n + 1, sizeof *counts);
    enum shg_rest *rest = calloc(s->n + 1, sizeof *rest);
    enum shg_status status = counts && rest && !s->failed ? SHG_OK : SHG_SYSTEM;
    for (size_t i = 0; i < s->n && status == SHG_OK; i++) {
        counts[i] = s->sum[i][ATTENDED];
    }
    if (status == SHG_OK)
        status = put_people(s, w, counts, rest, out);
    free(counts);
    free(rest);
    return status;
}

typedef void add_sums(struct sums *s, const shg_register *reg, const struct shg_ask *ask, int column);

static enum shg_status print_what(const struct wanted *w, add_sums *add, shg_grid *out, shg_faults *faults) {
    struct sums s = {.index = shg_index_new(64)};
    struct shg_ask ask = *w->ask;
    ask.municipality = ask.exact ? ask.municipality : NULL;
    bool good = s.index != NULL;
    if (good)
        add(&s, w->reg, &ask, w->column);
    good = good && sums_sort(&s) && print_sums(&s, w, out) == SHG_OK;
    sums_free(&s);
    return good ? SHG_OK : shg_fault_memory(faults);
}

/* The one year that is asked for, by default this one; 0 for any other stretch. */
static int whole_year(const struct shg_ask *ask, shg_date today) {
    int year = shg_date_year(ask->from == SHG_NO_DATE ? today : ask->from);
    bool begins = ask->from == SHG_NO_DATE || ask->from == shg_date_of(year, 1, 1);
    bool ends = ask->to == SHG_NO_DATE
                    ? year == shg_date_year(today)
                    : ask->to == shg_month_end(year, 12) || (ask->to == today && year == shg_date_year(today));
    return begins && ends ? year : 0;
}

static void tell_period(const struct shg_ask *ask, int year, shg_date today, shg_grid *out) {
    const struct shg_flow flow = {NULL, year, year, today, 0};
    char period[SHG_PERIOD_TEXT];
    char from[11];
    char to[11];
    if (year > 0)
        shg_flow_period(&flow, year, SHG_PERIOD_YEAR, 0, period);
    else
        (void)snprintf(period, sizeof period, "%s/%s", shg_date_format(ask->from, from),
                       shg_date_format(ask->to == SHG_NO_DATE ? today : ask->to, to)); /* has room */
    shg_grid_speaks_of(out, period);
}

enum shg_status shg_report_activities(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                      shg_faults *faults) {
    static const struct {
        const char *name;
        int activity, inquiry;
    } dimensions[] = {{N_("kind"), ACTIVITY_KIND, INQUIRY_CHANNEL},
                      {N_("municipality"), ACTIVITY_MUNICIPALITY, INQUIRY_MUNICIPALITY},
                      {N_("audience"), ACTIVITY_AUDIENCE, INQUIRY_TOPIC}};
    size_t d = 0;
    while (ask->by && d < 3 && strcmp(dimensions[d].name, ask->by) != 0)
        d++;
    if (d == 3)
        return shg_fault_plain(faults, SHG_USAGE, "no such dimension: '%s'", ask->by);
    if (ask->municipality && !ask->exact && d != 1)
        return shg_fault_plain(faults, SHG_USAGE,
                               "of one municipality, activities are told --by municipality, or with --exact");
    shg_date today = shg_register_today(reg);
    int year = whole_year(ask, today);
    shg_date end = shg_month_end(year > 0 ? year : shg_date_year(today), 12);
    struct wanted w = {.reg = reg,
                       .ask = ask,
                       .dimension = dimensions[d].name,
                       .what = "activity",
                       .column = dimensions[d].activity,
                       .year = year,
                       .until = end < today ? end : today,
                       .places = d == 1};
    tell_period(ask, w.year, today, out);
    shg_grid_column(out, N_("what"), SHG_CELL_TEXT);
    shg_grid_column(out, dimensions[d].name, SHG_CELL_TEXT);
    shg_grid_column(out, "held", SHG_CELL_NUMBER);
    shg_grid_heading(out, N_("took place")); /* seats are held elsewhere */
    shg_grid_column(out, N_("planned"), SHG_CELL_NUMBER);
    shg_grid_column(out, N_("people"), SHG_CELL_NUMBER);
    shg_grid_column(out, "items", SHG_CELL_NUMBER);
    shg_grid_heading(out, N_("number counted")); /* items are questions elsewhere */
    enum shg_status status = print_what(&w, add_activities, out, faults);
    w.what = "inquiry";
    w.inquiries = true;
    w.column = dimensions[d].inquiry;
    if (status == SHG_OK)
        status = print_what(&w, add_inquiries, out, faults);
    return status;
}

/* ---- outcomes ---- */

/* Answers to one item: how many, and the scores in hundredths with their squares. */
enum { ANSWERS, SCORE, SQUARE };

static void put_hundredths(shg_grid *out, long value) {
    struct shg_buf text = SHG_BUF_EMPTY;
    shg_buf_printf(&text, "%s%ld.%02ld", value < 0 ? "-" : "", labs(value) / 100, labs(value) % 100);
    shg_grid_text(out, shg_buf_get(&text));
    shg_buf_free(&text);
}

static void put_outcome(const struct sums *s, size_t i, long suppress, shg_grid *out) {
    const char *slash = strchr(s->values[i], '/');
    struct shg_buf of = SHG_BUF_EMPTY;
    long n = s->sum[i][ANSWERS];
    shg_buf_add(&of, s->values[i], (size_t)(slash - s->values[i]));
    shg_grid_text(out, slash + 1);
    shg_grid_text(out, shg_buf_get(&of));
    shg_buf_free(&of);
    if (n == 0 || shg_is_small(n, suppress)) {
        for (int k = 0; k < 3; k++)
            shg_grid_hidden(out);
        return;
    }
    double mean = (double)s->sum[i][SCORE] / (double)n;
    double spread = (double)s->sum[i][SQUARE] / (double)n - mean * mean;
    shg_grid_int(out, n);
    put_hundredths(out, lround(mean));
    put_hundredths(out, spread > 0 ? lround(sqrt(spread)) : 0);
}

enum shg_status shg_report_outcomes(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                    shg_faults *faults) {
    static const char *const numbers[] = {N_("answers"), N_("mean"), N_("spread"), NULL};
    struct sums s = {.index = shg_index_new(64)};
    struct shg_buf key = SHG_BUF_EMPTY;
    shg_grid_column(out, N_("item"), SHG_CELL_TEXT);
    shg_grid_column(out, N_("of"), SHG_CELL_TEXT);
    shg_grid_columns_add(out, numbers, SHG_CELL_NUMBER);
    for (size_t row = 0; s.index && row < shg_rows(reg, SHG_EVALUATIONS); row++) {
        long n = shg_number(reg, SHG_EVALUATIONS, row, EVALUATION_COUNT, 0);
        long score = lround(100 * shg_decimal(reg, SHG_EVALUATIONS, row, EVALUATION_SCORE, 0));
        const long add[SUMS] = {n, n * score, n * score * score, 0};
        if (!in_range(shg_day(reg, SHG_EVALUATIONS, row, EVALUATION_DATE), ask, shg_register_today(reg)))
            continue;
        shg_buf_cut(&key, 0);
        shg_buf_printf(&key, "%s/%s", *shg_text(reg, SHG_EVALUATIONS, row, EVALUATION_GROUP) ? "group" : "activity",
                       shg_text(reg, SHG_EVALUATIONS, row, EVALUATION_ITEM));
        sums_add(&s, shg_buf_get(&key), key.n, add);
    }
    bool good = s.index && !s.failed && !shg_buf_failed(&key);
    for (size_t i = 0; good && i < s.n; i++)
        put_outcome(&s, i, ask->exact ? 0 : shg_profile_of(reg)->suppress, out);
    shg_grid_sort(out);
    sums_free(&s);
    shg_buf_free(&key);
    return good ? SHG_OK : shg_fault_memory(faults);
}
