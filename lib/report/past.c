#include "report/past.h"

#include "base/list.h"
#include "report/judge.h"

#include <stdlib.h>
#include <string.h>

/* ---- reading ---- */

static struct shg_past_list *list_of(struct shg_past *past, const char *period, const char *report) {
    for (size_t i = 0; i < past->n; i++)
        if (strcmp(past->lists[i].period, period) == 0 && strcmp(past->lists[i].report, report) == 0)
            return &past->lists[i];
    struct shg_past_list *lists = shg_grow(past->lists, &past->cap, past->n + 1, sizeof *lists);
    if (!lists)
        return NULL;
    past->lists = lists;
    lists[past->n] = (struct shg_past_list){period, report, NULL, 0, 0};
    return &lists[past->n++];
}

static bool add_cell(struct shg_past_list *list, const char *label, long count) {
    struct shg_past_cell *cells = shg_grow(list->cells, &list->cap, list->n + 1, sizeof *cells);
    if (!cells)
        return false;
    list->cells = cells;
    cells[list->n] = (struct shg_past_cell){shg_copy(label), count};
    return cells[list->n++].label != NULL;
}

/* A figure that was published: its count; false where it is none. */
static bool figure_of(const shg_register *reg, size_t row, long *count) {
    long long value;
    if (!shg_parse_int(shg_text(reg, SHG_PUBLISHED, row, PUBLISHED_VALUE), 0, 1000000000, &value))
        return false;
    *count = (long)value;
    return true;
}

static bool matches(const shg_register *reg, size_t row, shg_past_match *match, const void *how,
                    struct shg_buf *label) {
    shg_buf_cut(label, 0);
    return match(how, shg_text(reg, SHG_PUBLISHED, row, PUBLISHED_PERIOD),
                 shg_text(reg, SHG_PUBLISHED, row, PUBLISHED_REPORT), shg_text(reg, SHG_PUBLISHED, row, PUBLISHED_CELL),
                 label);
}

enum shg_status shg_past_read(struct shg_past *past, const shg_register *reg, shg_past_match *match, const void *how) {
    struct shg_buf label = SHG_BUF_EMPTY;
    bool good = true;
    *past = (struct shg_past){NULL, 0, 0, shg_register_today(reg)};
    for (size_t row = 0; row < shg_rows(reg, SHG_PUBLISHED) && good; row++) {
        long count;
        if (!figure_of(reg, row, &count) || !matches(reg, row, match, how, &label))
            continue;
        struct shg_past_list *list = list_of(past, shg_text(reg, SHG_PUBLISHED, row, PUBLISHED_PERIOD),
                                             shg_text(reg, SHG_PUBLISHED, row, PUBLISHED_REPORT));
        good = list && add_cell(list, shg_buf_get(&label), count);
    }
    good = good && !shg_buf_failed(&label);
    shg_buf_free(&label);
    return good ? SHG_OK : SHG_SYSTEM;
}

void shg_past_free(struct shg_past *past) {
    for (size_t i = 0; i < past->n; i++) {
        for (size_t k = 0; k < past->lists[i].n; k++)
            free(past->lists[i].cells[k].label);
        free(past->lists[i].cells);
    }
    free(past->lists);
}

bool shg_past_add(struct shg_past *past, const char *period, const char *report, const char *label, long count) {
    struct shg_past_list *list = list_of(past, period, report);
    return list && add_cell(list, label, count);
}

static bool match_figure(const void *how, const char *period, const char *report, const char *cell,
                         struct shg_buf *out) {
    const struct shg_past_figure *f = how;
    (void)period; /* of whichever day */
    return strcmp(report, f->report) == 0 && shg_past_label(cell, NULL, f->column, out) &&
           strcmp(shg_buf_get(out), f->label) == 0;
}

bool shg_past_allows_figure(const shg_register *reg, const struct shg_past_figure *figure, long count, long suppress) {
    return shg_past_allows(reg, match_figure, figure, count, suppress);
}

void shg_past_close(struct shg_past_list *list) {
    long all = shg_past_labelled(list, "all");
    for (size_t c = 0; c < list->n && all >= 0; c++)
        list->cells[all].count -= c == (size_t)all ? 0 : list->cells[c].count;
    if (all >= 0)
        list->cells[all].label[0] = '\0';
}

bool shg_past_allows(const shg_register *reg, shg_past_match *match, const void *how, long count, long suppress) {
    struct shg_buf label = SHG_BUF_EMPTY;
    char today[11];
    bool good = true;
    bool known = false;
    (void)shg_date_format(shg_register_today(reg), today); /* today has a text */
    for (size_t row = 0; row < shg_rows(reg, SHG_PUBLISHED); row++) {
        long before;
        if (!figure_of(reg, row, &before) || !matches(reg, row, match, how, &label))
            continue;
        good = good && !shg_is_small(labs(count - before), suppress);
        known = known || (before == count && shg_period_is(shg_text(reg, SHG_PUBLISHED, row, PUBLISHED_PERIOD), today));
    }
    good = (good || known) && !shg_buf_failed(&label);
    shg_buf_free(&label);
    return good;
}

bool shg_past_label(const char *cell, const char *before, const char *column, struct shg_buf *label) {
    size_t skip = before ? strlen(before) + 1 : 0;
    size_t n = strlen(cell);
    size_t end = strlen(column) + 1;
    if (n < skip + end || (before && (strncmp(cell, before, skip - 1) != 0 || cell[skip - 1] != '/')) ||
        cell[n - end] != '/' || strcmp(cell + n - end + 1, column) != 0)
        return false;
    shg_buf_add(label, cell + skip, n - skip - end);
    return true;
}

bool shg_past_of_year(const char *period, int year) {
    shg_date from;
    shg_date to;
    return shg_period_read(period, &from, &to) && from == shg_date_of(year, 1, 1);
}

long shg_past_labelled(const struct shg_past_list *list, const char *label) {
    for (size_t c = 0; c < list->n; c++)
        if (strcmp(list->cells[c].label, label) == 0)
            return (long)c;
    return -1;
}

/* ---- parts ---- */

uint32_t shg_part_of(uint32_t *parts, uint32_t i) {
    while (parts[i] != i)
        i = parts[i] = parts[parts[i]];
    return i;
}

void shg_part_join(uint32_t *parts, uint32_t a, uint32_t b) {
    a = shg_part_of(parts, a);
    b = shg_part_of(parts, b);
    parts[a > b ? a : b] = a > b ? b : a;
}

void shg_rest_label(const char *value, enum shg_rest rest, bool county, struct shg_buf *out) {
    if (rest == SHG_REST_ALL)
        shg_buf_str(out, "other");
    else if (county && strlen(value) == 4)
        shg_buf_add(out, value, 2);
    else if (rest == SHG_REST_COUNTY)
        shg_buf_printf(out, "%.2s other", value);
    else
        shg_buf_str(out, value);
}

/* ---- what two lists tell together ---- */

long shg_past_cell_of(const struct shg_past_list *list, const char *value, bool places) {
    long rest = shg_past_labelled(list, "");
    for (size_t c = 0; c < list->n; c++) {
        const char *label = list->cells[c].label;
        bool county = places && strlen(value) == 4 && strncmp(label, value, 2) == 0;
        if (strcmp(label, value) == 0 || (county && !label[2]))
            return (long)c;
        bool of_county = county && strcmp(label + 2, " other") == 0;
        if (of_county || (rest < 0 && strcmp(label, "other") == 0))
            rest = (long)c;
    }
    return rest;
}

/* A new list on its way: classes of its values beside the cells of the lists before. */
struct work {
    struct shg_fold *fold;
    enum shg_must *must;
    uint32_t *parts;  /* of the values */
    uint32_t *cells;  /* the first value of each cell of the list before */
    long *sums, *old; /* of each part: now and then */
    bool *dim;        /* of each part: something in it is not told now */
    size_t most;      /* cells that a list has */
};

static bool same_class(const struct work *w, size_t a, size_t b, bool county) {
    const struct shg_fold *f = w->fold;
    bool near = f->places && strncmp(f->values[a], f->values[b], 2) == 0;
    if (f->rest[a] != f->rest[b] && !(county && near && f->rest[a] != SHG_REST_ALL && f->rest[b] != SHG_REST_ALL))
        return false;
    return f->rest[a] == SHG_REST_ALL || (near && (county || f->rest[a] == SHG_REST_COUNTY));
}

/* Parts of the new list alone. */
static void join_classes(struct work *w, bool county) {
    size_t n = w->fold->n;
    for (size_t i = 0; i < n; i++)
        w->parts[i] = (uint32_t)i;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++)
            if (same_class(w, i, k, county)) {
                shg_part_join(w->parts, (uint32_t)i, (uint32_t)k);
                break;
            }
}

/* Joins what a cell of the list before holds together, and adds up both sides. */
static void compare(struct work *w, const struct shg_past_list *list) {
    const struct shg_fold *f = w->fold;
    memset(w->sums, 0, f->n * sizeof *w->sums);
    memset(w->old, 0, f->n * sizeof *w->old);
    memset(w->dim, 0, f->n * sizeof *w->dim);
    for (size_t c = 0; c < list->n; c++)
        w->cells[c] = UINT32_MAX;
    for (size_t i = 0; i < f->n; i++) {
        long cell = shg_past_cell_of(list, f->values[i], f->places);
        if (cell >= 0 && w->cells[cell] != UINT32_MAX)
            shg_part_join(w->parts, w->cells[cell], (uint32_t)i);
        else if (cell >= 0)
            w->cells[cell] = (uint32_t)i;
    }
    for (size_t c = 0; c < list->n; c++)
        if (w->cells[c] != UINT32_MAX)
            w->old[shg_part_of(w->parts, w->cells[c])] += list->cells[c].count;
    for (size_t i = 0; i < f->n; i++) {
        uint32_t part = shg_part_of(w->parts, (uint32_t)i);
        w->sums[part] += f->counts[i];
        w->dim[part] = w->dim[part] || (f->open && f->rest[i] == SHG_REST_ALL);
    }
}

/* A value in a part that tells too much, or n. */
static size_t find_conflict(struct work *w, bool county) {
    const struct shg_fold *f = w->fold;
    for (size_t l = 0; f->past && l < f->past->n; l++) {
        join_classes(w, county);
        compare(w, &f->past->lists[l]);
        for (size_t i = 0; i < f->n; i++) {
            uint32_t part = shg_part_of(w->parts, (uint32_t)i);
            if (!w->dim[part] && shg_is_small(labs(w->sums[part] - w->old[part]), f->suppress))
                return i;
        }
    }
    return f->n;
}

/* What a list before told, for the judge. */
static bool tell_old(const struct work *w, const struct shg_past_list *list, shg_date until, struct shg_telling *out) {
    const struct shg_fold *f = w->fold;
    out->until = until;
    out->cells = list->n + 1; /* the last: what was not named */
    out->cell = calloc(f->n + 1, sizeof *out->cell);
    out->count = calloc(out->cells, sizeof *out->count);
    if (!out->cell || !out->count)
        return false;
    for (size_t c = 0; c < list->n; c++)
        out->count[c] = list->cells[c].count;
    for (size_t i = 0; i < f->n; i++) {
        long cell = shg_past_cell_of(list, f->values[i], f->places);
        out->cell[i] = cell >= 0 ? (uint32_t)cell : f->whole ? (uint32_t)list->n : SHG_NONE;
    }
    return true;
}

/* What the new one would tell. */
static bool tell_new(const struct work *w, struct shg_telling *out) {
    const struct shg_fold *f = w->fold;
    out->until = f->grows ? f->until : f->past->today;
    out->cells = f->n;
    out->cell = calloc(f->n + 1, sizeof *out->cell);
    out->count = calloc(f->n + 1, sizeof *out->count);
    if (!out->cell || !out->count)
        return false;
    for (size_t i = 0; i < f->n; i++) {
        size_t k = 0;
        while (k < i && !same_class(w, i, k, false))
            k++;
        out->cell[i] = f->open && f->rest[i] == SHG_REST_ALL ? SHG_NONE : (uint32_t)k;
        out->count[k] += f->counts[i];
    }
    return true;
}

/* A value that the lists together tell too much of, or n: all that count from the first of the year, else all of today.
 */
static enum shg_status judge(struct work *w, size_t *found) {
    const struct shg_fold *f = w->fold;
    size_t n = 0;
    size_t most = f->past ? f->past->n : 0;
    *found = f->n;
    struct shg_telling *told = calloc(most + 1, sizeof *told);
    bool good = told != NULL;
    for (size_t l = 0; l < most && good; l++) {
        shg_date from;
        shg_date until;
        if (shg_period_read(f->past->lists[l].period, &from, &until) && (f->grows || until == f->past->today))
            good = tell_old(w, &f->past->lists[l], until, &told[n++]);
    }
    enum shg_status status = good ? SHG_OK : SHG_SYSTEM;
    if (good && n > 0)
        status = tell_new(w, &told[n]) ? shg_judge(told, n + 1, n, f->n, f->suppress, found) : SHG_SYSTEM;
    for (size_t l = 0; told && l <= n; l++) {
        free(told[l].cell);
        free(told[l].count);
    }
    free(told);
    join_classes(w, false);
    return status;
}

/* The smallest value that is folded less than that, in the part of value i (or, beyond, in its county or anywhere). */
static size_t smallest(struct work *w, size_t i, enum shg_rest below, int reach) {
    const struct shg_fold *f = w->fold;
    size_t best = f->n;
    for (size_t k = 0; k < f->n; k++) {
        bool near = reach == 0   ? shg_part_of(w->parts, (uint32_t)k) == shg_part_of(w->parts, (uint32_t)i)
                    : reach == 1 ? f->places && strncmp(f->values[k], f->values[i], 2) == 0
                                 : true;
        if (near && f->rest[k] < below && f->counts[k] > 0 && (best == f->n || f->counts[k] < f->counts[best]))
            best = k;
    }
    return best;
}

/* The county of value i leaves the list. */
static void leave(struct work *w, size_t i) {
    for (size_t k = 0; k < w->fold->n; k++)
        if (k == i || (w->fold->places && strncmp(w->fold->values[k], w->fold->values[i], 2) == 0))
            w->must[k] = SHG_MUST_LEAVE;
}

/* Folds one more because of value i; false where there is nothing left to fold. */
static bool fold_more(struct work *w, size_t i, bool county) {
    const struct shg_fold *f = w->fold;
    size_t k = county ? f->n : smallest(w, i, SHG_REST_COUNTY, 0);
    if (k == f->n && !county && f->rest[i] == SHG_REST_COUNTY)
        k = smallest(w, i, SHG_REST_COUNTY, 1);
    if (k < f->n && w->must[k] == SHG_MUST_NOT) {
        w->must[k] = SHG_MUST_FOLD;
        return true;
    }
    k = smallest(w, i, SHG_REST_ALL, 0);
    k = k == f->n ? smallest(w, i, SHG_REST_ALL, 2) : k;
    if (k == f->n)
        return false;
    leave(w, k);
    return true;
}

static bool work_make(struct work *w, struct shg_fold *f) {
    size_t most = 0;
    for (size_t l = 0; f->past && l < f->past->n; l++)
        most = f->past->lists[l].n > most ? f->past->lists[l].n : most;
    *w = (struct work){.fold = f,
                       .must = calloc(f->n + 1, sizeof *w->must),
                       .parts = calloc(f->n + 1, sizeof *w->parts),
                       .cells = calloc(most + 1, sizeof *w->cells),
                       .sums = calloc(f->n + 1, sizeof *w->sums),
                       .old = calloc(f->n + 1, sizeof *w->old),
                       .dim = calloc(f->n + 1, sizeof *w->dim),
                       .most = most};
    return w->must && w->parts && w->cells && w->sums && w->old && w->dim;
}

static void work_free(struct work *w) {
    free(w->must);
    free(w->parts);
    free(w->cells);
    free(w->sums);
    free(w->old);
    free(w->dim);
}

/* Where the sum is not told, what is told must not add up to it. */
static bool hides_some(const struct work *w) {
    bool some = !w->fold->open;
    for (size_t i = 0; i < w->fold->n; i++)
        some = some || (w->fold->rest[i] == SHG_REST_ALL && w->fold->counts[i] > 0);
    return some;
}

static enum shg_status fold_until(struct work *w) {
    struct shg_fold *f = w->fold;
    bool protects = true;
    bool more = true;
    f->shown = f->open ? SHG_SHOWN_OPEN : SHG_SHOWN;
    while (more) {
        if (shg_fold_list(f->values, f->counts, f->n, 1, f->places, f->open, f->suppress, w->must, f->rest,
                          &protects) != SHG_OK)
            return SHG_SYSTEM;
        more = false;
        bool county = false;
        size_t i = protects ? find_conflict(w, false) : f->n;
        if (protects && i == f->n && f->places) {
            county = true;
            i = find_conflict(w, true);
        }
        if (protects && i == f->n) {
            county = false;
            if (judge(w, &i) != SHG_OK)
                return SHG_SYSTEM;
        }
        if (i < f->n)
            protects = more = fold_more(w, i, county);
        else if (protects && !hides_some(w)) {
            size_t least = smallest(w, 0, SHG_REST_ALL, 2);
            more = least < f->n;
            if (more)
                leave(w, least);
        }
    }
    if (!protects)
        f->shown = SHG_SHOWN_NOT;
    return SHG_OK;
}

/* Nothing can be taken from a sum of what does not add up: the small ones are folded, and those that are little more or
 * less than they were when they were published. */
static void fold_many(struct shg_fold *f) {
    bool any = false;
    for (size_t i = 0; i < f->n; i++) {
        bool small = shg_is_small(f->counts[i], f->suppress);
        for (size_t l = 0; f->past && l < f->past->n; l++) {
            long c = shg_past_labelled(&f->past->lists[l], f->values[i]);
            small =
                small || (c >= 0 && shg_is_small(labs(f->counts[i] - f->past->lists[l].cells[c].count), f->suppress));
        }
        f->rest[i] = small ? SHG_REST_ALL : SHG_REST_NONE;
        any = any || small;
    }
    size_t least = 0;
    for (size_t i = 0; i < f->n; i++) {
        if (any && strcmp(f->values[i], "other") == 0)
            f->rest[i] = SHG_REST_ALL;
        least = f->counts[i] < f->counts[least] ? i : least;
    }
    if (f->open && !any && f->n > 0) /* everybody has a value: all of them would say how many there are at most */
        f->rest[least] = SHG_REST_ALL;
    f->shown = f->open ? SHG_SHOWN_OPEN : SHG_SHOWN;
}

bool shg_rest_told(const struct shg_past *past, size_t of, long count, long suppress) {
    bool told = of > 1 && !shg_is_small(count, suppress);
    for (size_t l = 0; past && l < past->n; l++) {
        long c = shg_past_labelled(&past->lists[l], "other");
        told = told && !(c >= 0 && shg_is_small(labs(count - past->lists[l].cells[c].count), suppress));
    }
    return told;
}

/* A value, its count and where it stands in the list that was given. */
struct entry {
    const char *value;
    long count;
    size_t at;
};

static int by_value(const void *left, const void *right) {
    const struct entry *a = left;
    const struct entry *b = right;
    return strcmp(a->value, b->value);
}

static enum shg_status fold_sorted(struct shg_fold *fold) {
    struct work w;
    enum shg_status status = work_make(&w, fold) ? fold_until(&w) : SHG_SYSTEM;
    work_free(&w);
    return status;
}

/* In the order of their bytes, so that reports of a day that list the same in another order fold it alike. */
enum shg_status shg_past_fold(struct shg_fold *fold) {
    if (fold->many) {
        fold_many(fold);
        return SHG_OK;
    }
    const size_t n = fold->n;
    struct entry *entries = calloc(n + 1, sizeof *entries);
    const char **values = calloc(n + 1, sizeof *values);
    long *counts = calloc(n + 1, sizeof *counts);
    enum shg_rest *rest = calloc(n + 1, sizeof *rest);
    enum shg_status status = entries && values && counts && rest ? SHG_OK : SHG_SYSTEM;
    struct shg_fold sorted = *fold;
    for (size_t i = 0; status == SHG_OK && i < n; i++)
        entries[i] = (struct entry){fold->values[i], fold->counts[i], i};
    if (status == SHG_OK && n > 1)
        qsort(entries, n, sizeof *entries, by_value);
    for (size_t i = 0; status == SHG_OK && i < n; i++) {
        values[i] = entries[i].value;
        counts[i] = entries[i].count;
    }
    sorted.values = values;
    sorted.counts = counts;
    sorted.rest = rest;
    if (status == SHG_OK)
        status = fold_sorted(&sorted);
    fold->shown = sorted.shown;
    for (size_t i = 0; status == SHG_OK && i < n; i++)
        fold->rest[entries[i].at] = rest[i];
    free(entries);
    free(values);
    free(counts);
    free(rest);
    return status;
}
