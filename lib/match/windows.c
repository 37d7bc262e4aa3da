#include "match/windows.h"

#include <stdlib.h>
#include <string.h>

/* Of so few values each window picks its own. */
enum { FEW = 64 };

struct entry {
    int64_t value;
    uint32_t who;
    int year;
};

struct shg_windows {
    uint32_t k;
    int span;
    struct entry *all; /* by year, those without first */
    int64_t *sum;      /* of the positive values before each */
    const int64_t *toll;
    uint32_t n, known; /* known: the first with a year */
    int must_from, must_to;
    bool summed, covered; /* covered: a window that was looked at holds all that was reached */
    int last;             /* first year of the last window looked at, 0: none yet */
    uint32_t at, reached; /* the window: [at, reached) of all */
    int64_t rest;
    struct shg_top shown;
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

void shg_windows_begin(struct shg_windows *w, int from, int to, const int64_t *toll) {
    w->n = w->known = 0;
    w->toll = toll;
    w->summed = false;
    w->must_from = from;
    w->must_to = to;
    shg_windows_again(w);
}

void shg_windows_add(struct shg_windows *w, int year, int64_t value, uint32_t who) {
    uint32_t k = w->n++;
    for (; k > 0 && w->all[k - 1].year > year; k--)
        w->all[k] = w->all[k - 1];
    w->all[k] = (struct entry){value, who, year};
    w->known += !year;
    w->at = w->reached = w->known;
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

/* ---- windows ---- */

static void sum_up(struct shg_windows *w) {
    w->sum[0] = 0;
    for (uint32_t i = 0; i < w->n; i++)
        w->sum[i + 1] = w->sum[i] + (w->all[i].value > 0 ? w->all[i].value : 0);
    w->summed = true;
}

static void show(struct shg_windows *w, int year) {
    if (w->n > FEW) {
        join(w, year);
        return;
    }
    w->shown.n = 0;
    put_all(w, &w->shown, 0, w->known);
    put_all(w, &w->shown, w->at, w->reached);
}

/* Moves to the next year that a window may begin with: one that occurs, and the first of those that must be held, after
 * which none may. 0: there is none. */
static int next_year(struct shg_windows *w) {
    while (w->at < w->n && w->all[w->at].year <= w->last)
        w->at++;
    const int year = w->at < w->n ? w->all[w->at].year : 0, must = w->must_from;
    if (must && (!year || year > must))
        return w->last < must ? must : 0;
    return year;
}

static bool next_window(struct shg_windows *w) {
    const int year = next_year(w);
    if (!year)
        return false;
    w->last = year;
    for (; w->reached < w->n && w->all[w->reached].year <= year + w->span; w->reached++)
        w->covered = false;
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
    if (!w->summed)
        sum_up(w);
    *top = &w->shown;
    bool found = false;
    if (w->known == w->n && !w->must_from) { /* no years */
        found = is_sought(w, floor);
        w->covered = true;
    } else {
        while (!found && next_window(w))
            found = is_sought(w, floor);
    }
    *first = w->last;
    if (found)
        show(w, w->last);
    return found;
}

int64_t shg_windows_rest(const struct shg_windows *w) {
    return w->rest;
}
