#include "match/windows.h"

#include <stdlib.h>
#include <string.h>

/* So few values are sorted once, and each window picks its own. */
enum { FEW = 64 };

/* An entry among few, falling by value. */
struct placed {
    int64_t value;
    uint32_t who, at; /* at: in all */
};

struct shg_windows {
    uint32_t k;
    int span;
    struct shg_dated *all; /* by year, those without first */
    int64_t *sum;          /* of the positive values before each */
    const int64_t *toll;
    uint32_t n, known; /* known: the first with a year */
    int must_from, must_to;
    bool sorted, covered; /* covered: a window that was looked at holds all that was reached */
    int last;             /* first year of the last window looked at, 0: none yet */
    uint32_t at, reached; /* the window: [at, reached) of all */
    int64_t rest;
    struct shg_top shown;
    struct placed few[FEW];
    /* where there are many: */
    struct shg_top anywhere, begun; /* values without a year; and of the next block too, as far as the window goes */
    struct shg_top *ends;           /* of each year of the block at hand from its first: from there to its end */
    int block;                      /* the first year of the block at hand; 0: there is none */
    uint32_t block_end, begun_end;  /* in all: where the block ends, and begun */
    int64_t *values;
    uint32_t *whos;
};

/* ---- making ---- */

struct shg_windows *shg_windows_new(uint32_t k, uint32_t span, size_t n) {
    struct shg_windows *w = calloc(1, sizeof *w);
    if (!w)
        return NULL;
    const size_t years = (size_t)span + 1, tops = years + 3;
    *w = (struct shg_windows){.k = k ? k : 1, .span = (int)span};
    w->all = calloc(n + 1, sizeof *w->all);
    w->sum = calloc(n + 2, sizeof *w->sum);
    w->ends = calloc(years, sizeof *w->ends);
    w->values = calloc(tops * w->k, sizeof *w->values);
    w->whos = calloc(tops * w->k, sizeof *w->whos);
    if (!w->all || !w->sum || !w->ends || !w->values || !w->whos) {
        shg_windows_free(w);
        return NULL;
    }
    struct shg_top *more[] = {&w->anywhere, &w->begun, &w->shown};
    for (size_t i = 0; i < tops; i++)
        *(i < years ? &w->ends[i] : more[i - years]) = (struct shg_top){0, w->values + i * w->k, w->whos + i * w->k};
    return w;
}

void shg_windows_free(struct shg_windows *w) {
    if (!w)
        return;
    free(w->all);
    free(w->sum);
    free(w->ends);
    free(w->values);
    free(w->whos);
    free(w);
}

void shg_windows_again(struct shg_windows *w) {
    w->covered = false;
    w->last = w->block = 0;
    w->at = w->reached = w->known;
    w->rest = INT64_MIN;
}

struct shg_dated *shg_windows_values(struct shg_windows *w) {
    return w->all;
}

static void sort_years(struct shg_windows *w) {
    for (uint32_t i = 1; i < w->n; i++) {
        const struct shg_dated x = w->all[i];
        uint32_t k = i;
        for (; k > 0 && w->all[k - 1].year > x.year; k--)
            w->all[k] = w->all[k - 1];
        w->all[k] = x;
    }
}

void shg_windows_begin(struct shg_windows *w, uint32_t n, int from, int to, const int64_t *toll) {
    w->n = n;
    w->toll = toll;
    w->sorted = false;
    w->must_from = from;
    w->must_to = to;
    sort_years(w);
    w->known = 0;
    for (uint32_t i = 0; i < n; i++) {
        w->known += !w->all[i].year;
        w->sum[i + 1] = w->sum[i] + (w->all[i].value > 0 ? w->all[i].value : 0);
    }
    shg_windows_again(w);
}

/* ---- the greatest ---- */

static bool is_before(int64_t value, uint32_t who, int64_t other, uint32_t other_who) {
    return value != other ? value > other : who < other_who;
}

static void put(struct shg_top *t, uint32_t k, int64_t value, uint32_t who) {
    uint32_t i = t->n < k ? t->n : k - 1;
    if (t->n == k && !is_before(value, who, t->value[i], t->who[i]))
        return;
    t->n += t->n < k;
    for (; i > 0 && is_before(value, who, t->value[i - 1], t->who[i - 1]); i--) {
        t->value[i] = t->value[i - 1];
        t->who[i] = t->who[i - 1];
    }
    t->value[i] = value;
    t->who[i] = who;
}

static void put_all(const struct shg_windows *w, struct shg_top *t, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++)
        put(t, w->k, w->all[i].value, w->all[i].who);
}

static void copy(struct shg_top *to, const struct shg_top *from) {
    to->n = from->n;
    memcpy(to->value, from->value, from->n * sizeof *from->value);
    memcpy(to->who, from->who, from->n * sizeof *from->who);
}

static void merge(struct shg_top *to, const struct shg_top *a, const struct shg_top *b, uint32_t k) {
    uint32_t i = 0, j = 0;
    for (to->n = 0; to->n < k && (i < a->n || j < b->n); to->n++) {
        const bool first = j == b->n || (i < a->n && is_before(a->value[i], a->who[i], b->value[j], b->who[j]));
        to->value[to->n] = first ? a->value[i] : b->value[j];
        to->who[to->n] = first ? a->who[i] : b->who[j];
        i += first;
        j += !first;
    }
}

/* ---- many values ---- */

/* The block that begins with this year, at w->at. */
static void begin_block(struct shg_windows *w, int year) {
    uint32_t end = w->at;
    while (end < w->n && w->all[end].year <= year + w->span)
        end++;
    struct shg_top *before = NULL;
    uint32_t i = end;
    for (int y = year + w->span; y >= year; y--) {
        struct shg_top *top = &w->ends[y - year];
        top->n = 0;
        if (before)
            copy(top, before);
        for (; i > w->at && w->all[i - 1].year >= y; i--)
            put_all(w, top, i - 1, i);
        before = top;
    }
    w->anywhere.n = 0;
    put_all(w, &w->anywhere, 0, w->known);
    copy(&w->begun, &w->anywhere);
    w->block = year;
    w->block_end = w->begun_end = end;
}

static void join(struct shg_windows *w, int year) {
    if (!w->block || year > w->block + w->span)
        begin_block(w, year);
    if (w->begun_end < w->reached)
        put_all(w, &w->begun, w->begun_end, w->reached);
    w->begun_end = w->reached > w->begun_end ? w->reached : w->begun_end;
    merge(&w->shown, &w->ends[year - w->block], &w->begun, w->k);
}

/* ---- few values ---- */

static void sort_few(struct shg_windows *w) {
    for (uint32_t i = 0; i < w->n; i++) {
        const struct placed x = {w->all[i].value, w->all[i].who, i};
        uint32_t k = i;
        for (; k > 0 && is_before(x.value, x.who, w->few[k - 1].value, w->few[k - 1].who); k--)
            w->few[k] = w->few[k - 1];
        w->few[k] = x;
    }
    w->sorted = true;
}

static void pick(struct shg_windows *w) {
    const uint32_t here = w->reached - w->at;
    uint32_t n = 0;
    if (!w->sorted)
        sort_few(w);
    for (uint32_t i = 0; i < w->n && n < w->k; i++) {
        const struct placed *x = &w->few[i];
        if (x->at >= w->known && x->at - w->at >= here)
            continue;
        w->shown.value[n] = x->value;
        w->shown.who[n++] = x->who;
    }
    w->shown.n = n;
}

/* ---- windows ---- */

static void show(struct shg_windows *w, int year) {
    if (w->n > FEW)
        join(w, year);
    else
        pick(w);
}

/* Moves to the next year that a window may begin with: one that occurs, and the first of those that must be held, after
 * which none may. False: there is none. */
static bool next_window(struct shg_windows *w) {
    uint32_t at = w->at, reached = w->reached;
    while (at < w->n && w->all[at].year <= w->last)
        at++;
    int year = at < w->n ? w->all[at].year : 0;
    if (w->must_from && (!year || year > w->must_from))
        year = w->last < w->must_from ? w->must_from : 0;
    w->at = at;
    if (!year)
        return false;
    while (reached < w->n && w->all[reached].year <= year + w->span)
        reached++;
    w->covered = w->covered && reached == w->reached;
    w->reached = reached;
    w->last = year;
    return true;
}

/* Whether the window at hand holds what it must, is in none before it, and may be above the floor. */
static bool is_sought(struct shg_windows *w, int64_t floor) {
    if (w->covered || (w->must_to && w->last + w->span < w->must_to))
        return false;
    const uint32_t n = w->known + w->reached - w->at;
    const int64_t most = w->sum[w->known] + w->sum[w->reached] - w->sum[w->at] - w->toll[n < w->k ? n : w->k];
    w->covered = true;
    if (most > floor)
        return true;
    w->rest = most > w->rest ? most : w->rest;
    return false;
}

bool shg_windows_next(struct shg_windows *w, int64_t floor, int *first, const struct shg_top **top) {
    const bool one = w->known == w->n && !w->must_from; /* no years */
    *top = &w->shown;
    bool found = one && is_sought(w, floor);
    w->covered |= one;
    while (!found && !one && next_window(w))
        found = is_sought(w, floor);
    *first = w->last;
    if (found)
        show(w, w->last);
    return found;
}

int64_t shg_windows_rest(const struct shg_windows *w) {
    return w->rest;
}
