/* Unknown is how often each value happened between each two days on which lists end; each cell of a list is a sum of
 * those. Values that stood in the same cells in all lists are one unknown: of two or more such, each can be nothing or
 * all of them. For each value that is not told outright, and each stretch between two days, the least and the largest
 * number that fit all lists are reckoned (ranges.h): it may lie in anything that is wide enough or not small.
 */
#include "report/judge.h"

#include "base/list.h"
#include "report/ranges.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double near = 1e-6;

/* Lists that fit together, by day. */
struct bench {
    const struct shg_telling *lists;
    size_t values, n; /* all lists that there are */
    bool *heard;      /* of each list */
    shg_date *days;   /* on which those end, each once */
    size_t steps;     /* as many */
    uint32_t *kind;   /* of each value: the first that stood in the same cells as it */
    uint32_t *column; /* of each kind that is not told outright: its place among the unknowns; else SHG_NONE */
    size_t kinds;     /* of these */
    bool *in;
    bool beyond; /* more than can be reckoned with */
    shg_ranges *ranges;
};

enum { MOST_NUMBERS = 4000000 };

static bool bench_make(struct bench *b, const struct shg_telling *lists, size_t n, size_t values) {
    *b = (struct bench){.lists = lists, .values = values, .n = n};
    b->heard = calloc(n + 1, sizeof *b->heard);
    b->days = calloc(n + 1, sizeof *b->days);
    b->kind = calloc(values + 1, sizeof *b->kind);
    b->column = calloc(values + 1, sizeof *b->column);
    b->in = calloc(values * n + 1, sizeof *b->in);
    return b->heard && b->days && b->kind && b->column && b->in;
}

static void bench_free(struct bench *b) {
    free(b->heard);
    free(b->days);
    free(b->kind);
    free(b->column);
    free(b->in);
    shg_ranges_free(b->ranges);
}

static void find_days(struct bench *b) {
    b->steps = 0;
    for (size_t l = 0; l < b->n; l++) {
        size_t at = 0;
        while (at < b->steps && b->days[at] < b->lists[l].until)
            at++;
        if (!b->heard[l] || (at < b->steps && b->days[at] == b->lists[l].until))
            continue;
        memmove(&b->days[at + 1], &b->days[at], (b->steps - at) * sizeof *b->days);
        b->days[at] = b->lists[l].until;
        b->steps++;
    }
}

static bool same_kind(const struct bench *b, size_t v, size_t w) {
    for (size_t l = 0; l < b->n; l++)
        if (b->heard[l] && b->lists[l].cell[v] != b->lists[l].cell[w])
            return false;
    return true;
}

static bool stands_alone(const struct bench *b, size_t v) {
    for (size_t l = 0; l < b->n; l++) {
        if (!b->heard[l])
            continue;
        uint32_t cell = b->lists[l].cell[v];
        for (size_t w = 0; cell != SHG_NONE && w < b->values; w++)
            if (w != v && b->lists[l].cell[w] == cell)
                return false;
        if (cell == SHG_NONE)
            return false;
    }
    return true;
}

static void find_kinds(struct bench *b) {
    b->kinds = 0;
    for (size_t v = 0; v < b->values; v++) {
        size_t w = 0;
        while (w < v && !(b->kind[w] == w && same_kind(b, v, w)))
            w++;
        b->kind[v] = (uint32_t)w;
        b->column[v] = w < v || stands_alone(b, v) ? SHG_NONE : (uint32_t)b->kinds++;
    }
}

/* Sets the unknowns of one kind in the steps from one to before another. */
static void lay_kind(struct bench *b, size_t kind, size_t from, size_t to) {
    for (size_t s = from; s < to && b->column[kind] != SHG_NONE; s++)
        b->in[b->column[kind] * b->steps + s] = true;
}

/* A cell as a sum, where it holds any unknown. */
static void tell_cell(struct bench *b, const struct shg_telling *list, uint32_t cell) {
    size_t steps = 0;
    bool any = false;
    while (steps < b->steps && b->days[steps] <= list->until)
        steps++;
    memset(b->in, 0, b->kinds * b->steps * sizeof *b->in);
    for (size_t v = 0; v < b->values; v++) {
        if (b->kind[v] != v || list->cell[v] != cell)
            continue;
        lay_kind(b, v, 0, steps);
        any = any || b->column[v] != SHG_NONE;
    }
    if (any)
        shg_ranges_tell(b->ranges, b->in, list->count[cell]);
}

/* Hears the lists that are marked; false where they contradict each other. *there: there was memory. */
static bool hear(struct bench *b, bool *there) {
    size_t cells = 0;
    find_days(b);
    find_kinds(b);
    for (size_t l = 0; l < b->n; l++)
        cells += b->heard[l] ? b->lists[l].cells : 0;
    shg_ranges_free(b->ranges);
    b->beyond = (cells + 1) * (b->kinds * b->steps + 1) > MOST_NUMBERS;
    b->ranges = b->beyond ? NULL : shg_ranges_new(cells, b->kinds * b->steps);
    *there = b->ranges != NULL;
    for (size_t l = 0; *there && l < b->n; l++)
        for (uint32_t c = 0; b->heard[l] && c < b->lists[l].cells; c++)
            tell_cell(b, &b->lists[l], c);
    return *there && shg_ranges_settle(b->ranges);
}

/* Hears the fresh list and all others that fit it and each other, those that end last first. */
static bool hear_all(struct bench *b, size_t fresh, bool *tried) {
    bool there;
    for (size_t l = 0; l < b->n; l++)
        b->heard[l] = true;
    if (hear(b, &there) || !there)
        return there;
    for (size_t l = 0; l < b->n; l++)
        b->heard[l] = tried[l] = l == fresh;
    for (size_t done = 1; done < b->n; done++) {
        size_t next = b->n;
        for (size_t l = 0; l < b->n; l++)
            if (!tried[l] && (next == b->n || b->lists[l].until > b->lists[next].until))
                next = l;
        b->heard[next] = tried[next] = true;
        b->heard[next] = hear(b, &there);
        if (!there)
            return false;
    }
    (void)hear(b, &there); /* those that are left fit */
    return there;
}

/* ---- questions ---- */

/* Whether a number of which the least and the largest are known may be small, and is told to too few values. */
static bool tells(double least, double most, long suppress) {
    return most - least < (double)suppress - near && floor(most + near) >= 1 &&
           ceil(least - near) <= (double)(suppress - 1);
}

static bool has_others(const struct bench *b, size_t kind) {
    bool found = false;
    for (size_t v = kind + 1; v < b->values; v++)
        found = found || b->kind[v] == kind;
    return found;
}

static void ask(struct bench *b, size_t value, size_t from, size_t to, long suppress, double *least, double *most) {
    size_t kind = b->kind[value];
    memset(b->in, 0, b->kinds * b->steps * sizeof *b->in);
    lay_kind(b, kind, from, to);
    shg_ranges_of(b->ranges, b->in, (double)suppress, least, most);
    *least = has_others(b, kind) ? 0 : *least;
}

static size_t step_of(const struct bench *b, shg_date day) {
    size_t s = 0;
    while (s < b->steps && b->days[s] != day)
        s++;
    return s;
}

/* The same question to those who have not seen the fresh list: whether they know as much. */
static bool knew(struct bench *without, const struct bench *b, size_t value, size_t from, size_t to, long suppress,
                 double least, double most) {
    size_t first = from == 0 ? 0 : step_of(without, b->days[from - 1]) + 1;
    size_t last = step_of(without, b->days[to - 1]) + 1;
    double less;
    double more;
    if (first > without->steps || last > without->steps)
        return false;
    if (without->column[without->kind[value]] == SHG_NONE)
        return true;
    ask(without, value, first, last, suppress, &less, &more);
    return tells(less, more, suppress) && less > least - near && more < most + near;
}

/* The numbers of a question that were seen so far to fit. */
struct seen {
    double least, most;
};

/* Enters numbers that fit: what has been seen to be wide enough need not be asked. */
static void look(const struct bench *b, double *now, struct seen *seen) {
    shg_ranges_now(b->ranges, now);
    for (size_t k = 0; k < b->kinds; k++)
        for (size_t from = 0; from < b->steps; from++) {
            double sum = 0;
            for (size_t to = from; to < b->steps; to++) {
                struct seen *s = &seen[(k * b->steps + from) * b->steps + to];
                sum += now[k * b->steps + to];
                s->least = sum < s->least ? sum : s->least;
                s->most = sum > s->most ? sum : s->most;
            }
        }
}

/* Asks for every kind and stretch; gives the first value that is told, or their number. */
static size_t ask_all(struct bench *b, struct bench *without, long suppress, double *now, struct seen *seen) {
    for (size_t i = 0; i < b->kinds * b->steps * b->steps; i++)
        seen[i] = (struct seen){SHG_RANGES_FAR, 0};
    look(b, now, seen);
    for (size_t v = 0; v < b->values; v++) {
        if (b->column[v] == SHG_NONE)
            continue;
        bool others = has_others(b, v);
        for (size_t from = 0; from < b->steps; from++)
            for (size_t to = from; to < b->steps; to++) {
                const struct seen *s = &seen[(b->column[v] * b->steps + from) * b->steps + to];
                double least;
                double most;
                if (s->most - (others ? 0 : s->least) >= (double)suppress - near)
                    continue;
                ask(b, v, from, to + 1, suppress, &least, &most);
                look(b, now, seen);
                if (tells(least, most, suppress) && !knew(without, b, v, from, to + 1, suppress, least, most))
                    return v;
            }
    }
    return b->values;
}

enum shg_status shg_judge(const struct shg_telling *lists, size_t n, size_t fresh, size_t values, long suppress,
                          size_t *found) {
    struct bench all;
    struct bench without;
    bool *tried = calloc(n + 1, sizeof *tried);
    bool good = bench_make(&all, lists, n, values);
    good = bench_make(&without, lists, n, values) && good && tried && hear_all(&all, fresh, tried);
    if (good) {
        memcpy(without.heard, all.heard, n * sizeof *all.heard);
        without.heard[fresh] = false;
        (void)hear(&without, &good); /* fewer of those that fit */
    }
    size_t unknowns = all.kinds * all.steps;
    double *now = good ? calloc(unknowns + 1, sizeof *now) : NULL;
    struct seen *seen = good ? calloc(unknowns * all.steps + 1, sizeof *seen) : NULL;
    if (now && seen)
        *found = ask_all(&all, &without, suppress, now, seen);
    if (!good && (all.beyond || without.beyond)) {
        *found = 0;
        good = true;
    } else {
        good = now && seen;
    }
    free(now);
    free(seen);
    free(tried);
    bench_free(&all);
    bench_free(&without);
    return good ? SHG_OK : SHG_SYSTEM;
}
