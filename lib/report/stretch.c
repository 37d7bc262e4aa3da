#include "report/stretch.h"

#include "report/disclose.h"

#include <stdlib.h>
#include <string.h>

enum { FAR = 1000000000 };

/* What somebody knows: bound[i][k] is the most that s(k) - s(i) can be. */
struct knowledge {
    long bound[SHG_STRETCH_POINTS][SHG_STRETCH_POINTS];
};

struct year {
    struct shg_stretch *cells;
    size_t n;
    const long *sums;
    size_t points;
    const struct shg_stretch *before;
    size_t before_n;
    long suppress;
    struct knowledge *k; /* room for one */
};

static long between(const struct year *y, uint32_t from, uint32_t to) {
    return y->sums[to] - y->sums[from];
}

static void know(struct knowledge *k, uint32_t from, uint32_t to, long value) {
    if (value < k->bound[from][to])
        k->bound[from][to] = value;
    if (-value < k->bound[to][from])
        k->bound[to][from] = -value;
}

static bool is_still_so(const struct year *y, const struct shg_stretch *b) {
    return between(y, b->from, b->to) == b->value;
}

/* Everything that follows from what is shown and what was published and still is so. */
static void learn(const struct year *y) {
    struct knowledge *k = y->k;
    for (size_t i = 0; i < y->points; i++)
        for (size_t j = 0; j < y->points; j++)
            k->bound[i][j] = i == j ? 0 : j < i ? 0 : FAR; /* s never falls */
    for (size_t i = 0; i < y->n; i++)
        if (!y->cells[i].hidden)
            know(k, y->cells[i].from, y->cells[i].to, y->cells[i].value);
    for (size_t i = 0; i < y->before_n; i++)
        if (is_still_so(y, &y->before[i]))
            know(k, y->before[i].from, y->before[i].to, y->before[i].value);
    for (size_t over = 0; over < y->points; over++)
        for (size_t i = 0; i < y->points; i++)
            for (size_t j = 0; j < y->points; j++)
                if (k->bound[i][over] + k->bound[over][j] < k->bound[i][j])
                    k->bound[i][j] = k->bound[i][over] + k->bound[over][j];
}

static long span(const struct year *y, uint32_t from, uint32_t to) {
    return y->k->bound[from][to] + y->k->bound[to][from];
}

/* The stretch that is known best of those that must not be: the figures hidden, and the small parts between points. */
static bool find_open(const struct year *y, struct shg_stretch *out) {
    long least = y->suppress;
    for (size_t i = 0; i < y->n; i++)
        if (y->cells[i].hidden && span(y, y->cells[i].from, y->cells[i].to) < least) {
            *out = y->cells[i];
            least = span(y, out->from, out->to);
        }
    for (uint32_t p = 0; p + 1 < y->points; p++)
        if (shg_is_small(between(y, p, p + 1), y->suppress) && span(y, p, p + 1) < least) {
            *out = (struct shg_stretch){p, p + 1, between(y, p, p + 1), false, false, true};
            least = span(y, p, p + 1);
        }
    return least < y->suppress;
}

/* Hides the figure that leaves a stretch the most open, the smallest of several. False where there is none left. */
static bool hide_one(const struct year *y, const struct shg_stretch *open, bool last) {
    size_t best = y->n;
    long widest = -1;
    for (size_t i = 0; i < y->n; i++) {
        struct shg_stretch *c = &y->cells[i];
        if (c->hidden || c->known || c->last != last)
            continue;
        c->hidden = true;
        learn(y);
        c->hidden = false;
        long wide = span(y, open->from, open->to);
        wide = wide < y->suppress ? wide : y->suppress;
        if (wide > widest || (wide == widest && c->value < y->cells[best].value)) {
            widest = wide;
            best = i;
        }
    }
    if (best < y->n)
        y->cells[best].hidden = true;
    return best < y->n;
}

static bool protect(const struct year *y) {
    struct shg_stretch open;
    learn(y);
    while (find_open(y, &open)) {
        if (!hide_one(y, &open, false) && !hide_one(y, &open, true))
            return false;
        learn(y);
    }
    return true;
}

/* ---- what has changed since it was published ---- */

/* Points whose differences the figures fix: root[i] with offset[i] = s(i) - s(root). */
struct fixed {
    uint32_t root[SHG_STRETCH_POINTS];
    long offset[SHG_STRETCH_POINTS];
};

/* Fixes one difference more; false where others say otherwise. */
static bool fix(struct fixed *f, size_t points, uint32_t from, uint32_t to, long value) {
    uint32_t old = f->root[to];
    long shift = f->offset[from] + value - f->offset[to];
    if (old == f->root[from])
        return shift == 0;
    for (size_t i = 0; i < points; i++)
        if (f->root[i] == old) {
            f->root[i] = f->root[from];
            f->offset[i] += shift;
        }
    return true;
}

static void fix_start(struct fixed *f, size_t points) {
    for (size_t i = 0; i < points; i++) {
        f->root[i] = (uint32_t)i;
        f->offset[i] = 0;
    }
}

static bool differs_little(const struct year *y, const struct fixed *now, const struct fixed *then) {
    bool found = false;
    for (size_t i = 0; i < y->points; i++)
        for (size_t j = 0; j < i; j++)
            found = found || (now->root[i] == now->root[j] && then->root[i] == then->root[j] &&
                              shg_is_small(labs(now->offset[i] - now->offset[j] - then->offset[i] + then->offset[j]),
                                           y->suppress));
    return found;
}

/* What was published, one figure before all others: of two that contradict each other the first holds. False where any
 * was contradicted, *next is the first of those from there on. */
static void fix_then(const struct year *y, size_t first, struct fixed *then, size_t *next) {
    fix_start(then, y->points);
    for (size_t i = 0; i <= y->before_n; i++) {
        const struct shg_stretch *b = &y->before[i == 0 ? first : i - 1];
        if (!fix(then, y->points, b->from, b->to, b->value) && i - 1 > first && *next == y->before_n)
            *next = i - 1;
    }
}

/* Whether what is shown now and what was published then differ by little over any stretch that both tell: with each
 * figure that was published otherwise later, too. */
static bool tells_change(const struct year *y) {
    struct fixed now;
    struct fixed then;
    bool found = false;
    fix_start(&now, y->points);
    for (size_t i = 0; i < y->n; i++)
        if (!y->cells[i].hidden)
            (void)fix(&now, y->points, y->cells[i].from, y->cells[i].to, y->cells[i].value); /* they fit each other */
    for (size_t first = 0, next; first < y->before_n && !found; first = next) {
        next = y->before_n;
        fix_then(y, first, &then, &next);
        found = differs_little(y, &now, &then);
    }
    return found;
}

/* Hides the smallest figure that is shown; false where there is none. */
static bool hide_smallest(const struct year *y) {
    size_t best = y->n;
    for (size_t i = 0; i < y->n; i++) {
        const struct shg_stretch *c = &y->cells[i];
        bool better = best == y->n || c->last < y->cells[best].last ||
                      (c->last == y->cells[best].last && c->value < y->cells[best].value);
        if (!c->hidden && !c->known && better)
            best = i;
    }
    if (best < y->n)
        y->cells[best].hidden = true;
    return best < y->n;
}

/* What has changed by little since it was published itself is hidden first. */
static void hide_changed(const struct year *y) {
    for (size_t i = 0; i < y->n; i++)
        for (size_t b = 0; b < y->before_n; b++) {
            struct shg_stretch *c = &y->cells[i];
            const struct shg_stretch *old = &y->before[b];
            if (c->from == old->from && c->to == old->to && shg_is_small(labs(c->value - old->value), y->suppress))
                c->hidden = !c->known;
        }
}

/* ---- both together ---- */

static bool is_safe(const struct year *y) {
    struct shg_stretch open;
    learn(y);
    return !find_open(y, &open) && !tells_change(y);
}

/* Shows again what need not be hidden, the largest first. */
static void show_again(const struct year *y) {
    bool tried[2 * SHG_STRETCH_POINTS] = {false};
    for (size_t done = 0; done < y->n && y->n <= sizeof tried; done++) {
        size_t best = y->n;
        for (size_t i = 0; i < y->n; i++) {
            const struct shg_stretch *c = &y->cells[i];
            if (c->hidden && !tried[i] && !shg_is_small(c->value, y->suppress) &&
                (best == y->n || c->last > y->cells[best].last ||
                 (c->last == y->cells[best].last && c->value > y->cells[best].value)))
                best = i;
        }
        if (best == y->n)
            return;
        tried[best] = true;
        y->cells[best].hidden = false;
        y->cells[best].hidden = !is_safe(y);
    }
}

bool shg_stretch_hide(struct shg_stretch *cells, size_t n, const long *sums, size_t points,
                      const struct shg_stretch *before, size_t before_n, long suppress) {
    struct knowledge room;
    const struct year y = {cells, n, sums, points, before, before_n, suppress, &room};
    for (size_t i = 0; i < n; i++)
        cells[i].hidden = !cells[i].known && shg_is_small(cells[i].value, suppress);
    hide_changed(&y);
    bool good = protect(&y);
    while (good && tells_change(&y))
        good = hide_smallest(&y) && protect(&y);
    if (good)
        show_again(&y);
    for (size_t i = 0; i < n && !good; i++)
        cells[i].hidden = !cells[i].known;
    return good;
}
