/* The events of a year by one dimension. What is small is folded, as past.h has it, also beside what was published of
 * the year on other days.
 */
#include "report/flow_private.h"
#include "report/past.h"

#include <stdlib.h>
#include <string.h>

/* The counts of one year and event, [from, to) of a tally. */
struct share {
    const shg_tally *tally;
    size_t from, to;
    enum shg_dimension dimension;
};

static void put_share_row(const char *period, const char *event, const char *value, const char *of, long count,
                          bool hidden, shg_grid *out) {
    struct shg_buf label = SHG_BUF_EMPTY;
    shg_buf_printf(&label, "%s%s", of, value);
    shg_grid_text(out, period);
    shg_grid_text(out, event);
    shg_grid_text(out, shg_buf_get(&label));
    if (hidden)
        shg_grid_hidden(out);
    else
        shg_grid_int(out, count);
    shg_buf_free(&label);
}

/* A rest of a county, where its first value stands. */
static long rest_of_county(const struct share *share, const enum shg_rest *rest, size_t i) {
    const char *code = shg_tally_at(share->tally, share->from + i)->value;
    long sum = 0;
    for (size_t k = 0; k < share->to - share->from; k++) {
        const struct shg_count *c = shg_tally_at(share->tally, share->from + k);
        if (rest[k] != SHG_REST_COUNTY || strncmp(c->value, code, 2) != 0)
            continue;
        if (k < i)
            return 0;
        sum += c->count;
    }
    return sum;
}

/* Values that are not folded, rests of counties, and the rest of all where it may be told. */
static void put_values(const struct share *share, const char *period, const struct shg_fold *fold, shg_grid *out) {
    long other = 0;
    const char *event = shg_event_name(shg_tally_at(share->tally, share->from)->event);
    for (size_t i = 0; i < fold->n; i++) {
        const char *value = fold->values[i];
        char county[4] = {value[0], value[0] ? value[1] : '\0', '\0', '\0'};
        long sum = fold->rest[i] == SHG_REST_COUNTY ? rest_of_county(share, fold->rest, i) : 0;
        if (fold->rest[i] == SHG_REST_NONE)
            put_share_row(period, event, value, "", fold->counts[i], false, out);
        else if (sum > 0)
            put_share_row(period, event, " other", county, sum, false, out);
        other += fold->rest[i] == SHG_REST_ALL ? fold->counts[i] : 0;
    }
    if (other > 0) /* themes: held against another day, their sum could tell one of them */
        put_share_row(period, event, "other", "", other, fold->many && fold->suppress > 0, out);
}

/* A label of the list of a year and event by a dimension, whichever part of the year was over. */
struct wanted {
    const char *column, *event;
    int year;
};

static bool match_share(const void *how, const char *period, const char *report, const char *cell,
                        struct shg_buf *out) {
    const struct wanted *w = how;
    return strncmp(report, "flow by ", 8) == 0 && strcmp(report + 8, w->column) == 0 &&
           shg_past_of_year(period, w->year) && shg_past_label(cell, w->event, "count", out) &&
           strcmp(shg_buf_get(out), "all") != 0;
}

/* What the values of one cell of a published list count today; cell -1: those that it did not tell. */
static long sum_under(const struct shg_fold *fold, const struct shg_past_list *list, long cell) {
    long sum = 0;
    for (size_t i = 0; i < fold->n; i++)
        if (shg_past_cell_of(list, fold->values[i], fold->places) == cell)
            sum += fold->counts[i];
    return sum;
}

/* Folds as the list of this period was when it was published, where all of it still holds: what is asked for twice is
 * told alike, and two foldings of one day do not tell what neither does. False where it does not hold. */
static bool keep_to(struct shg_fold *fold, const struct shg_past_list *list) {
    bool rest = false;
    for (size_t c = 0; c < list->n; c++)
        if (sum_under(fold, list, (long)c) != list->cells[c].count)
            return false;
    if (!fold->many && sum_under(fold, list, -1) > 0)
        return false;
    for (size_t i = 0; i < fold->n; i++) {
        long cell = shg_past_cell_of(list, fold->values[i], fold->places);
        const char *label = cell < 0 ? "other" : list->cells[cell].label;
        fold->rest[i] = cell >= 0 && strcmp(label, fold->values[i]) == 0 ? SHG_REST_NONE
                        : strcmp(label, "other") == 0                    ? SHG_REST_ALL
                                                                         : SHG_REST_COUNTY;
        rest = rest || fold->rest[i] == SHG_REST_ALL;
    }
    for (size_t i = 0; i < fold->n && rest; i++)
        if (strcmp(fold->values[i], "other") == 0)
            fold->rest[i] = SHG_REST_ALL;
    fold->shown = SHG_SHOWN;
    return true;
}

/* Whether a label would be told with another figure than the one that was published of this period. */
static bool contradicts(const struct shg_fold *fold, const struct shg_past_list *list) {
    bool found = false;
    for (size_t i = 0; i < fold->n; i++) {
        struct shg_buf label = SHG_BUF_EMPTY;
        long sum = 0;
        shg_rest_label(fold->values[i], fold->rest[i], false, &label);
        for (size_t k = 0; k < fold->n; k++) {
            bool same =
                k == i || (fold->rest[k] == fold->rest[i] && fold->rest[i] != SHG_REST_NONE &&
                           (fold->rest[i] == SHG_REST_ALL || strncmp(fold->values[k], fold->values[i], 2) == 0));
            sum += same ? fold->counts[k] : 0;
        }
        long cell = shg_buf_failed(&label) ? -1 : shg_past_labelled(list, shg_buf_get(&label));
        bool told = !(fold->many && fold->rest[i] == SHG_REST_ALL);
        found = found || shg_buf_failed(&label) || (told && cell >= 0 && list->cells[cell].count != sum);
        shg_buf_free(&label);
    }
    return found;
}

static enum shg_status fold_share(const struct share *share, const shg_register *reg, const char *column,
                                  const char *period, struct shg_past *past, struct shg_fold *fold) {
    const struct shg_count *first = shg_tally_at(share->tally, share->from);
    const struct wanted wanted = {column, shg_event_name(first->event), first->year};
    shg_date from;
    enum shg_status status = fold->suppress > 0 ? shg_past_read(past, reg, match_share, &wanted) : SHG_OK;
    fold->past = past;
    fold->grows = shg_period_read(period, &from, &fold->until);
    fold->whole = true;
    for (size_t l = 0; l < past->n && status == SHG_OK; l++)
        if (shg_period_is(past->lists[l].period, period) && keep_to(fold, &past->lists[l]))
            return status;
    if (status == SHG_OK)
        status = shg_past_fold(fold);
    for (size_t l = 0; l < past->n && status == SHG_OK && fold->shown == SHG_SHOWN; l++)
        if (shg_period_is(past->lists[l].period, period) && contradicts(fold, &past->lists[l]))
            fold->shown = SHG_SHOWN_NOT;
    return status;
}

static enum shg_status put_share(const struct share *share, const shg_register *reg, const char *column,
                                 const char *period, long suppress, bool hidden, long all, shg_grid *out,
                                 shg_faults *faults) {
    size_t n = share->to - share->from;
    const char **values = calloc(n + 1, sizeof *values);
    long *counts = calloc(n + 1, sizeof *counts);
    enum shg_rest *rest = calloc(n + 1, sizeof *rest);
    struct shg_past past = {NULL, 0, 0, SHG_NO_DATE};
    struct shg_fold fold = {.values = values,
                            .counts = counts,
                            .n = n,
                            .places = share->dimension == SHG_BY_MUNICIPALITY,
                            .many = share->dimension == SHG_BY_THEME,
                            .open = hidden,
                            .suppress = suppress,
                            .rest = rest};
    enum shg_status status = values && counts && rest ? SHG_OK : SHG_SYSTEM;
    for (size_t i = 0; i < n && status == SHG_OK; i++) {
        values[i] = shg_tally_at(share->tally, share->from + i)->value;
        counts[i] = shg_tally_at(share->tally, share->from + i)->count;
    }
    if (status == SHG_OK)
        status = fold_share(share, reg, column, period, &past, &fold);
    /* where their sum is not told, a part now could be held against a part of another day */
    if (status == SHG_OK && fold.shown == SHG_SHOWN)
        put_values(share, period, &fold, out);
    if (status == SHG_OK)
        put_share_row(period, shg_event_name(shg_tally_at(share->tally, share->from)->event), "all", "", all,
                      hidden || fold.shown != SHG_SHOWN, out);
    free(values);
    free(counts);
    free(rest);
    shg_past_free(&past);
    return status == SHG_OK ? SHG_OK : shg_fault_memory(faults);
}

enum shg_status shg_flow_by(const struct shg_flow *flow, const shg_register *reg, enum shg_dimension dimension,
                            const char *column, int event, shg_grid *out, shg_faults *faults) {
    shg_tally *tally;
    char period[SHG_PERIOD_TEXT];
    shg_grid_column(out, N_("period"), SHG_CELL_TEXT);
    shg_grid_column(out, N_("event"), SHG_CELL_TEXT);
    shg_grid_column(out, column, SHG_CELL_TEXT);
    shg_grid_column(out, N_("count"), SHG_CELL_NUMBER);
    enum shg_status status = shg_tally_new(&tally, reg, dimension, faults);
    if (status != SHG_OK)
        return status;
    for (size_t from = 0, to; from < shg_tally_size(tally) && status == SHG_OK; from = to) {
        const struct shg_count *c = shg_tally_at(tally, from);
        long all;
        for (to = from + 1; to < shg_tally_size(tally) && shg_tally_at(tally, to)->year == c->year &&
                            shg_tally_at(tally, to)->event == c->event;)
            to++;
        if (!shg_flow_year(flow, c->year) || (event >= 0 && (int)c->event != event))
            continue;
        bool shown = shg_flow_get(flow, c->year, SHG_PERIOD_YEAR, 0, (int)c->event + 1, &all);
        shg_flow_period(flow, c->year, SHG_PERIOD_YEAR, 0, period);
        status = put_share(&(struct share){tally, from, to, dimension}, reg, column, period, flow->suppress, !shown,
                           all, out, faults);
    }
    shg_tally_free(tally);
    return status;
}
