#include "match/proof.h"

#include "match/each.h"
#include "match/split.h"

#include <stdlib.h>
#include <string.h>

enum {
    SIDE_BY_SIDE = 4, /* branches that are bounded at a time, whatever the number of threads */
    LOOKS = 8,        /* times that a branch is bounded whose counts are whole, before it is split on anybody */
    LOOKS_LAST = 30   /* ... where there is nothing to split it on */
};

/* An open branch. */
struct node {
    int64_t bound;   /* 1/64 points */
    int64_t was;     /* ... when it was last looked at, or its parent's */
    uint64_t number; /* in the order of opening: settles equal bounds */
    struct shg_bar *bars;
    size_t n;
    int32_t *prices;         /* of persons, starters, moments, fresh: from which it is looked at */
    bool *closed;            /* candidates that are in no better plan of this branch */
    uint8_t *gone;           /* seats, a bit each */
    struct shg_bar split[2]; /* the bars of its children; equal kinds: cannot be split */
    int32_t *begun[2];       /* prices of its children where they were tried, else NULL */
    int64_t begun_bound[2];
    bool splits;
    int looks; /* how often it was bounded when its counts were whole */
};

/* What works on one branch at a time. Which branch comes to which worker does not depend on threads. */
struct worker {
    struct shg_bound bound;
    struct shg_splitter *splitter;
    const struct shg_gains *known;
    struct node *node;
    int64_t goal;
};

struct shg_proof {
    const struct shg_model *m;
    struct worker workers[SIDE_BY_SIDE];
    int working; /* those that have a branch */
    struct shg_gains *gains;
    struct node **heap; /* by bound, the greatest first */
    size_t n, cap;
    uint64_t numbers;
    int64_t grain; /* a better plan is worth so many points more */
    int64_t rest;  /* the greatest bound of branches that cannot be split */
    bool failed;
};

/* ---- nodes ---- */

static size_t n_prices(const struct shg_model *m) {
    return m->inst->n_persons + m->inst->n_starters + shg_prices_moments(m) + 1;
}

static void node_free(struct node *n) {
    if (!n)
        return;
    free(n->bars);
    free(n->prices);
    free(n->begun[0]);
    free(n->begun[1]);
    free(n->closed);
    free(n->gone);
    free(n);
}

/* A branch with the bars of its parent (NULL: there is none) and one of those it is split on. */
static struct node *node_new(struct shg_proof *p, const struct node *parent, int child) {
    struct node *n = calloc(1, sizeof *n);
    size_t bars = parent ? parent->n + 1 : 0;
    if (!n)
        return NULL;
    n->number = p->numbers++;
    n->n = bars;
    n->bars = calloc(bars + 1, sizeof *n->bars);
    n->prices = calloc(n_prices(p->m), sizeof *n->prices);
    n->closed = calloc(p->m->inst->n_candidates + 1, sizeof *n->closed);
    n->gone = calloc(shg_bound_gone(p->m), 1);
    if (!n->bars || !n->prices || !n->closed || !n->gone) {
        node_free(n);
        return NULL;
    }
    if (parent) {
        memcpy(n->bars, parent->bars, parent->n * sizeof *n->bars);
        n->bars[bars - 1] = parent->split[child];
        memcpy(n->prices, parent->begun[child] ? parent->begun[child] : parent->prices,
               n_prices(p->m) * sizeof *n->prices);
        memcpy(n->closed, parent->closed, p->m->inst->n_candidates * sizeof *n->closed);
        memcpy(n->gone, parent->gone, shg_bound_gone(p->m));
        n->was = parent->bound;
        n->bound = parent->bound < parent->begun_bound[child] ? parent->bound : parent->begun_bound[child];
    }
    return n;
}

static void pack(int32_t **to, const int64_t *from, size_t n) {
    for (size_t i = 0; i < n; i++)
        *(*to)++ = from[i] < INT32_MAX ? (int32_t)from[i] : INT32_MAX; /* any price is a lawful one */
}

static void unpack(const int32_t **from, int64_t *to, size_t n) {
    for (size_t i = 0; i < n; i++)
        to[i] = *(*from)++;
}

static void keep_prices(int32_t *at, const struct shg_prices *prices, const struct shg_model *m) {
    pack(&at, prices->person, m->inst->n_persons);
    pack(&at, prices->starter, m->inst->n_starters);
    pack(&at, prices->moment, shg_prices_moments(m));
    pack(&at, &prices->fresh, 1);
}

static struct shg_open open_of(const struct node *n) {
    return (struct shg_open){n->bound, n->bars, n->n, n->closed, n->gone, n->prices};
}

void shg_open_enter(const struct shg_open *open, struct shg_bound *b) {
    const struct shg_model *m = b->m;
    const int32_t *at = open->prices;
    unpack(&at, b->at.person, m->inst->n_persons);
    unpack(&at, b->at.starter, m->inst->n_starters);
    unpack(&at, b->at.moment, shg_prices_moments(m));
    unpack(&at, &b->at.fresh, 1);
    memcpy(b->closed, open->closed, m->inst->n_candidates * sizeof *b->closed);
    memcpy(b->gone, open->gone, shg_bound_gone(m));
}

/* ---- the heap ---- */

static bool before(const struct node *a, const struct node *b) {
    return a->bound != b->bound ? a->bound > b->bound : a->number < b->number;
}

static bool heap_push(struct shg_proof *p, struct node *node) {
    struct node **moved = shg_grow(p->heap, &p->cap, p->n + 1, sizeof *p->heap);
    if (!moved)
        return false;
    p->heap = moved;
    size_t i = p->n++;
    for (; i > 0 && before(node, p->heap[(i - 1) / 2]); i = (i - 1) / 2)
        p->heap[i] = p->heap[(i - 1) / 2];
    p->heap[i] = node;
    return true;
}

static struct node *heap_pop(struct shg_proof *p) {
    struct node *top = p->heap[0], *last = p->heap[--p->n];
    size_t i = 0;
    for (;;) {
        size_t child = 2 * i + 1;
        if (child + 1 < p->n && before(p->heap[child + 1], p->heap[child]))
            child++;
        if (child >= p->n || !before(p->heap[child], last))
            break;
        p->heap[i] = p->heap[child];
        i = child;
    }
    if (p->n)
        p->heap[i] = last;
    return top;
}

/* ---- work ---- */

/* Marks a branch that is to be bounded (again) before it is split. */
static const struct shg_bar again = {SHG_BAR_MOST, SHG_NONE, SHG_NONE, 0};

/* Of the prices in each branch. */
static const struct shg_pace pace = {.steps = 100, .sample = 60, .patience = 8, .courage = SHG_COURAGE};

/* Keeps how far the tries of its children came. False when out of memory. */
static bool keep_begun(struct node *node, const struct worker *w) {
    for (int k = 0; k < 2; k++) {
        const struct shg_prices *prices = shg_splitter_begun(w->splitter, k, &node->begun_bound[k]);
        free(node->begun[k]);
        node->begun[k] = prices ? calloc(n_prices(w->bound.m), sizeof *node->begun[k]) : NULL;
        if (prices && !node->begun[k])
            return false;
        if (prices)
            keep_prices(node->begun[k], prices, w->bound.m);
    }
    return true;
}

/* Bounds a branch and finds what to split it on. */
static enum shg_status work_on(void *ctx, size_t i) {
    struct worker *w = &((struct shg_proof *)ctx)->workers[i];
    struct node *node = w->node;
    const size_t closed = w->bound.m->inst->n_candidates * sizeof *node->closed;
    const struct shg_open open = open_of(node);
    shg_open_enter(&open, &w->bound);
    shg_bound_settle(&w->bound, node->bars, node->n, node->bound, w->goal, &pace);
    if (w->bound.best_value < node->bound)
        node->bound = w->bound.best_value;
    if (node->bound < w->goal + SHG_POINT)
        return SHG_OK;
    keep_prices(node->prices, &w->bound.best, w->bound.m);
    shg_bound_restart(&w->bound, 0);
    (void)shg_bound_fix(&w->bound, w->goal / SHG_POINT);
    memcpy(node->closed, w->bound.closed, closed);
    memcpy(node->gone, w->bound.gone, shg_bound_gone(w->bound.m));
    node->splits = shg_split_find(w->splitter, &w->bound, w->known, w->goal, node->split);
    if (!keep_begun(node, w))
        return SHG_SYSTEM;
    const bool whole = !node->splits || !shg_bar_is_of_groups(&node->split[0]); /* but for the prices, mostly */
    if (whole && node->looks < (node->splits ? LOOKS : LOOKS_LAST)) {
        node->looks++;
        node->splits = true;
        node->split[0] = again;
    }
    return SHG_OK; /* out of memory is seen when the branch is filed */
}

static void file_node(struct shg_proof *p, struct node *node, int64_t goal) {
    if (node->bound >= goal + SHG_POINT && node->splits && heap_push(p, node))
        return;
    if (node->bound >= goal + SHG_POINT && node->splits)
        p->failed = true;
    else if (node->bound >= goal + SHG_POINT && node->bound > p->rest)
        p->rest = node->bound;
    node_free(node);
}

/* The groups of a branch's relaxed optimum as a plan. */
static void try_plan(struct shg_proof *p, const struct worker *w, struct shg_search *search) {
    if (w->node->bound < w->goal + SHG_POINT || !w->bound.sample.n)
        return;
    shg_search_price(search, &w->bound.best, NULL);
    shg_search_try_hopeful(search, w->bound.groups, p->m->n_slots, true);
    shg_search_try_hopeful(search, w->bound.groups, p->m->n_slots, false);
}

/* What a worker has seen of gains: of its node's last bar, and of what it tried. */
static void note_gains(struct shg_proof *p, struct worker *w) {
    p->failed |= w->bound.failed || shg_splitter_failed(w->splitter);
    if (w->node->n) {
        int64_t floor = w->node->bound > w->goal ? w->node->bound : w->goal;
        shg_gains_note(p->gains, &w->node->bars[w->node->n - 1], w->node->was > floor ? w->node->was - floor : 0);
    }
    w->node->was = w->node->bound;
    shg_splitter_tell(w->splitter, p->gains);
}

/* What a branch must exceed to be looked at: no better plan is worth less. In 1/64 points. */
static int64_t goal_of(const struct shg_proof *p, const struct shg_search *search) {
    return (shg_search_worth(search) + p->grain - 1) * SHG_POINT;
}

/* Works on the branches at hand side by side, then files them. */
static void work_off(struct shg_proof *p, struct shg_search *search, long threads) {
    int64_t goal = goal_of(p, search);
    for (int i = 0; i < p->working; i++)
        p->workers[i].goal = goal;
    p->failed |= shg_each(threads, (size_t)p->working, work_on, p) != SHG_OK;
    for (int i = 0; i < p->working; i++)
        note_gains(p, &p->workers[i]);
    for (int i = 0; i < p->working; i++)
        try_plan(p, &p->workers[i], search);
    p->failed |= shg_search_status(search) != SHG_OK;
    goal = goal_of(p, search);
    for (int i = 0; i < p->working; i++)
        file_node(p, p->workers[i].node, goal);
    p->working = 0;
}

/* Takes up the open branch with the greatest bound: the root itself, or its children of others. False when out of
 * memory; it stays open then. */
static bool take_up(struct shg_proof *p) {
    struct node *node = heap_pop(p);
    if (node->split[0].who == SHG_NONE && node->split[0].source == SHG_NONE) { /* not looked at yet */
        p->workers[p->working++].node = node;
        return true;
    }
    struct node *a = node_new(p, node, 0), *b = node_new(p, node, 1);
    if (!a || !b) {
        node_free(a);
        node_free(b);
        (void)heap_push(p, node); /* there is room: it was just taken out */
        return false;
    }
    node_free(node);
    p->workers[p->working++].node = a;
    p->workers[p->working++].node = b;
    return true;
}

uint64_t shg_proof_steps(const struct shg_proof *p) {
    uint64_t steps = 0;
    for (int i = 0; i < SIDE_BY_SIDE; i++)
        steps += shg_desk_steps(p->workers[i].bound.desk) + shg_splitter_steps(p->workers[i].splitter);
    return steps;
}

struct shg_proof *shg_proof_new(const struct shg_bound *root) {
    const struct shg_model *m = root->m;
    struct shg_proof *p = calloc(1, sizeof *p);
    if (!p)
        return NULL;
    p->m = m;
    p->grain = 1;
    p->rest = SHG_NEVER;
    p->gains = shg_gains_new(m);
    bool fine = p->gains != NULL;
    for (int i = 0; i < SIDE_BY_SIDE; i++) {
        fine = fine && shg_bound_below(&p->workers[i].bound, root) == SHG_OK &&
               shg_bound_remember(&p->workers[i].bound, root) == SHG_OK;
        p->workers[i].splitter = fine ? shg_splitter_new(root) : NULL;
        p->workers[i].known = p->gains;
        fine = fine && p->workers[i].splitter;
    }
    struct node *node = fine ? node_new(p, NULL, 0) : NULL;
    if (node) {
        keep_prices(node->prices, &root->best, m);
        memcpy(node->closed, root->closed, m->inst->n_candidates * sizeof *node->closed);
        node->bound = root->best_value;
        node->splits = true;
        node->split[0] = again;
    }
    if (node && heap_push(p, node))
        return p;
    node_free(node);
    shg_proof_free(p);
    return NULL;
}

void shg_proof_free(struct shg_proof *p) {
    if (!p)
        return;
    for (int i = 0; i < SIDE_BY_SIDE; i++) {
        if (p->workers[i].bound.m)
            shg_bound_free(&p->workers[i].bound);
        shg_splitter_free(p->workers[i].splitter);
    }
    shg_gains_free(p->gains);
    for (size_t i = 0; i < p->n; i++)
        node_free(p->heap[i]);
    free(p->heap);
    free(p);
}

void shg_proof_grain(struct shg_proof *p, int64_t points) {
    p->grain = points;
}

/* Whether there is a branch with a better plan, and to look at it can lower the bound. */
static bool is_open(const struct shg_proof *p, const struct shg_search *search) {
    return p->n && p->heap[0]->bound >= goal_of(p, search) + SHG_POINT && p->heap[0]->bound > p->rest;
}

enum shg_status shg_proof_run(struct shg_proof *p, struct shg_search *search, uint64_t work, long threads,
                              const atomic_bool *cancel) {
    const uint64_t from = shg_proof_steps(p);
    while (is_open(p, search) && !p->failed && shg_proof_steps(p) - from < work && !atomic_load(cancel)) {
        while (is_open(p, search) && p->working + 2 <= SIDE_BY_SIDE && !p->failed)
            p->failed = !take_up(p);
        work_off(p, search, threads);
    }
    shg_search_back(search);
    return p->failed ? SHG_SYSTEM : SHG_OK;
}

bool shg_proof_open(const struct shg_proof *p, size_t i, struct shg_open *out) {
    if (!p->n)
        return false;
    *out = open_of(p->heap[i % p->n]);
    return true;
}

int64_t shg_proof_bound(const struct shg_proof *p, int64_t worth) {
    int64_t bound = p->rest;
    if (p->n && p->heap[0]->bound > bound)
        bound = p->heap[0]->bound;
    int64_t points = bound > 0 ? bound / SHG_POINT : 0;
    return points > worth ? points : worth;
}
