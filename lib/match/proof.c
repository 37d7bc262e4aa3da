#include "match/proof.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
    CHILDREN = 2,
    STEPS_FIRST = 40, /* of the subgradient in a branch, before the sample */
    STEPS_SAMPLE = 30,
    PATIENCE = 4,
    LOOKS = 30,         /* times that a branch is bounded without anything to split it on */
    REACH_LEAST = 1000, /* millionths of the bound that the first steps aim at */
    REACH_MOST = 300000
};

/* An open branch. */
struct node {
    int64_t bound;   /* 1/64 points */
    uint64_t number; /* in the order of opening: settles equal bounds */
    struct shg_bar *bars;
    size_t n;
    int32_t *prices;         /* of persons, starters, moments, fresh: the best at its parent */
    struct shg_bar split[2]; /* the bars of its children; equal kinds: cannot be split */
    bool splits;
    int looks; /* how often it was bounded without anything to split it on */
};

/* What works on one child. */
struct worker {
    struct shg_bound bound;
    struct node *node;
    int64_t goal;
};

struct shg_proof {
    const struct shg_model *m;
    struct worker workers[CHILDREN];
    struct node **heap; /* by bound, the greatest first */
    size_t n, cap;
    uint64_t numbers;
    int64_t rest; /* the greatest bound of branches that cannot be split */
    size_t branches;
    bool failed;
};

/* ---- nodes ---- */

static size_t n_prices(const struct shg_model *m) {
    return m->inst->n_persons + m->inst->n_starters + (size_t)m->n_many * m->n_moments + 1;
}

static void node_free(struct node *n) {
    if (!n)
        return;
    free(n->bars);
    free(n->prices);
    free(n);
}

/* A branch with the bars of its parent (or none) and one more. */
static struct node *node_new(struct shg_proof *p, const struct node *parent, const struct shg_bar *bar) {
    struct node *n = calloc(1, sizeof *n);
    size_t bars = parent ? parent->n + 1 : 0;
    if (!n)
        return NULL;
    n->number = p->numbers++;
    n->n = bars;
    n->bars = calloc(bars + 1, sizeof *n->bars);
    n->prices = calloc(n_prices(p->m), sizeof *n->prices);
    if (!n->bars || !n->prices) {
        node_free(n);
        return NULL;
    }
    if (parent) {
        memcpy(n->bars, parent->bars, parent->n * sizeof *n->bars);
        n->bars[bars - 1] = *bar;
        memcpy(n->prices, parent->prices, n_prices(p->m) * sizeof *n->prices);
        n->bound = parent->bound;
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

static void keep_prices(struct node *n, const struct shg_prices *prices, const struct shg_model *m) {
    int32_t *at = n->prices;
    pack(&at, prices->person, m->inst->n_persons);
    pack(&at, prices->starter, m->inst->n_starters);
    pack(&at, prices->moment, (size_t)m->n_many * m->n_moments);
    pack(&at, &prices->fresh, 1);
}

static void take_prices(const struct node *n, struct shg_prices *prices, const struct shg_model *m) {
    const int32_t *at = n->prices;
    unpack(&at, prices->person, m->inst->n_persons);
    unpack(&at, prices->starter, m->inst->n_starters);
    unpack(&at, prices->moment, (size_t)m->n_many * m->n_moments);
    unpack(&at, &prices->fresh, 1);
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

/* ---- what to branch on ---- */

/* How far a count that is n / all on the average is from a whole number: 0 to all / 2. */
static uint32_t evenness(uint32_t n, uint32_t all) {
    n %= all;
    return n < all - n ? n : all - n;
}

static bool is_limited(const struct shg_limit *l) {
    return l->least >= l->most;
}

/* A source that yields so many groups about half the time, and one more otherwise. */
static uint32_t split_source(const struct shg_bound *b, struct shg_bar out[2]) {
    uint32_t best = 0;
    for (uint32_t i = 0; i < b->m->n_sources; i++) {
        uint32_t even = evenness(b->sample.source[i], b->sample.n), n = b->sample.source[i] / b->sample.n;
        if (is_limited(&b->of_source[i]) || even <= best)
            continue;
        best = even;
        out[0] = (struct shg_bar){SHG_BAR_SOURCE_MOST, 0, i, n};
        out[1] = (struct shg_bar){SHG_BAR_SOURCE_LEAST, 0, i, n + 1};
    }
    return best;
}

/* The same for a candidate. */
static uint32_t split_kind(const struct shg_bound *b, struct shg_bar out[2]) {
    uint32_t best = 0;
    for (uint32_t c = 0; c < b->m->inst->n_candidates; c++) {
        uint32_t even = evenness(b->sample.candidate[c], b->sample.n), n = b->sample.candidate[c] / b->sample.n;
        if (is_limited(&b->of_candidate[c]) || even <= best)
            continue;
        best = even;
        out[0] = (struct shg_bar){SHG_BAR_MOST, c, b->m->source_of[c], n};
        out[1] = (struct shg_bar){SHG_BAR_LEAST, c, b->m->source_of[c], n + 1};
    }
    return best;
}

static bool has_bar(const struct shg_bound *b, enum shg_bar_kind kind, uint32_t who, uint32_t source) {
    for (size_t i = 0; i < b->n_bars; i++)
        if (b->bars[i].kind == kind && b->bars[i].who == who && b->bars[i].source == source)
            return true;
    return false;
}

/* How often a starter leads in any of the source's teams. */
static uint32_t led_in(const struct shg_bound *b, uint32_t source, uint32_t starter) {
    const struct shg_model *m = b->m;
    uint32_t n = 0, done = SHG_NONE; /* teams may share leads */
    for (uint32_t t = m->team_at[source]; t < m->team_at[source + 1]; t++) {
        for (uint32_t k = 0; m->teams[t].leads_at != done && k < m->teams[t].leads; k++)
            if (m->inst->leads[m->teams[t].leads_at + k].starter == starter)
                n += b->sample.lead[m->teams[t].leads_at + k];
        done = m->teams[t].leads_at;
    }
    return n;
}

/* A starter who leads in a source about half the time, or in more sources at once than they can. */
static uint32_t split_starter(const struct shg_bound *b, struct shg_bar out[2]) {
    const struct shg_model *m = b->m;
    uint32_t best = 0;
    for (uint32_t who = 0; who < m->inst->n_starters; who++) {
        uint32_t total = 0, all = b->sample.n;
        for (uint32_t i = 0; i < m->n_sources; i++)
            total += led_in(b, i, who);
        uint32_t over = total > all * m->inst->starters[who].left ? total - all * m->inst->starters[who].left : 0;
        for (uint32_t i = 0; total && i < m->n_sources; i++) {
            uint32_t n = led_in(b, i, who), need = n ? (n < all ? evenness(n, all) : 0) + over : 0;
            if (need <= best || has_bar(b, SHG_BAR_STARTER_HERE, who, i))
                continue;
            best = need;
            out[0] = (struct shg_bar){SHG_BAR_STARTER_OUT, who, i, 0};
            out[1] = (struct shg_bar){SHG_BAR_STARTER_HERE, who, i, 0};
        }
    }
    return best;
}

/* How much a person is worth splitting in one of `n` of all samples, who is in `total` groups over all. */
static uint32_t person_need(uint32_t n, uint32_t total, uint32_t all) {
    uint32_t over = total > all ? total - all : 0;
    return n ? (n < all ? evenness(n, all) : 0) + over : 0;
}

/* A person who is in a source's group about half the time, or in several groups at once. */
static uint32_t split_person(const struct shg_bound *b, struct shg_bar out[2]) {
    const struct shg_model *m = b->m;
    uint32_t best = 0;
    for (uint32_t p = 0; p < m->inst->n_persons; p++) {
        uint32_t total = 0;
        for (size_t k = m->chance_at[p]; k < m->chance_at[p + 1]; k++)
            total += b->sample.chance[k];
        for (size_t k = m->chance_at[p], next; k < m->chance_at[p + 1]; k = next) {
            uint32_t source = m->source_of[m->chances[k].candidate], n = 0;
            for (next = k; next < m->chance_at[p + 1] && m->source_of[m->chances[next].candidate] == source; next++)
                n += b->sample.chance[next];
            uint32_t need = person_need(n, total, b->sample.n);
            if (need <= best || has_bar(b, SHG_BAR_PERSON_HERE, p, source))
                continue;
            best = need;
            out[0] = (struct shg_bar){SHG_BAR_PERSON_OUT, p, source, 0};
            out[1] = (struct shg_bar){SHG_BAR_PERSON_HERE, p, source, 0};
        }
    }
    return best;
}

/* Where the sample does not tell: whatever is not settled yet. */
static bool split_any(const struct shg_bound *b, struct shg_bar out[2]) {
    const struct shg_model *m = b->m;
    for (uint32_t c = 0; c < m->inst->n_candidates; c++) {
        const uint32_t i = m->source_of[c];
        uint32_t n = 0;
        for (uint32_t k = 0; k < m->sources[i].copies; k++)
            n += b->groups[m->sources[i].slot + k].candidate == c;
        if (!n || is_limited(&b->of_candidate[c]))
            continue;
        bool most = n < b->of_candidate[c].most;
        out[0] = (struct shg_bar){SHG_BAR_MOST, c, i, most ? n : n - 1};
        out[1] = (struct shg_bar){SHG_BAR_LEAST, c, i, most ? n + 1 : n};
        return true;
    }
    for (uint32_t i = 0; i < m->n_slots; i++)
        for (uint32_t k = 0; b->groups[i].candidate != SHG_NONE && k < b->groups[i].crowd.n; k++) {
            uint32_t p = b->groups[i].crowd.list[k], source = m->source_of[b->groups[i].candidate];
            out[0] = (struct shg_bar){SHG_BAR_PERSON_OUT, p, source, 0};
            out[1] = (struct shg_bar){SHG_BAR_PERSON_HERE, p, source, 0};
            if (!has_bar(b, SHG_BAR_PERSON_HERE, p, source))
                return true;
        }
    return false;
}

static bool find_split(const struct shg_bound *b, struct shg_bar out[2]) {
    const uint32_t enough = b->sample.n / 16;
    struct shg_bar last[2];
    if (split_source(b, out) > enough || split_kind(b, out) > enough)
        return true;
    uint32_t starter = split_starter(b, out), person = split_person(b, last);
    if (starter <= enough && person > starter)
        memcpy(out, last, sizeof last);
    return starter || person || split_any(b, out);
}

/* ---- work ---- */

/* Marks a branch that is to be bounded (again) before it is split. */
static const struct shg_bar again = {SHG_BAR_MOST, SHG_NONE, SHG_NONE, 0};

/* How far the steps in a branch aim, in millionths: half the way to the worth of the plan. */
static int reach_of(const struct node *node, int64_t goal) {
    int64_t reach = node->bound > 0 ? (node->bound - goal) * 500000 / node->bound : REACH_LEAST;
    return (int)(reach < REACH_LEAST ? REACH_LEAST : reach > REACH_MOST ? REACH_MOST : reach);
}

/* Bounds a branch and finds what to split it on. */
static void *work_on(void *arg) {
    struct worker *w = arg;
    struct node *node = w->node;
    if (!node)
        return NULL;
    take_prices(node, &w->bound.at, w->bound.m);
    shg_bound_branch(&w->bound, node->bars, node->n);
    w->bound.reach = reach_of(node, w->goal);
    w->bound.idle = 0;
    w->bound.patience = PATIENCE;
    shg_bound_descend(&w->bound, STEPS_FIRST, w->goal);
    shg_bound_sample(&w->bound);
    if (w->bound.best_value >= w->goal + SHG_POINT)
        shg_bound_descend(&w->bound, STEPS_SAMPLE, w->goal);
    if (w->bound.best_value < node->bound)
        node->bound = w->bound.best_value;
    if (node->bound < w->goal + SHG_POINT)
        return NULL;
    keep_prices(node, &w->bound.best, w->bound.m);
    node->splits = find_split(&w->bound, node->split);
    if (!node->splits && node->looks++ < LOOKS) { /* all is settled but the prices */
        node->splits = true;
        node->split[0] = again;
    }
    return NULL;
}

static void run_workers(struct shg_proof *p, long threads) {
    pthread_t id;
    bool beside = threads > 1 && p->workers[1].node && !pthread_create(&id, NULL, work_on, &p->workers[1]);
    (void)work_on(&p->workers[0]);
    if (beside)
        (void)pthread_join(id, NULL); /* cannot fail for a thread of ours */
    else
        (void)work_on(&p->workers[1]);
}

static void file_node(struct shg_proof *p, struct node *node, int64_t goal) {
    if (!node)
        return;
    p->branches++;
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
    if (!w->node || w->node->bound < w->goal + SHG_POINT || !w->bound.sample.n)
        return;
    shg_search_price(search, &w->bound.best, NULL);
    shg_search_try(search, w->bound.groups, p->m->n_slots, true);
    shg_search_try(search, w->bound.groups, p->m->n_slots, false);
}

/* Works on up to two branches side by side, then files them. */
static void work_off(struct shg_proof *p, struct node *a, struct node *b, struct shg_search *search, long threads) {
    int64_t goal = shg_search_worth(search) * SHG_POINT;
    p->workers[0].node = a;
    p->workers[1].node = b;
    p->workers[0].goal = p->workers[1].goal = goal;
    run_workers(p, threads);
    p->failed |= p->workers[0].bound.failed || p->workers[1].bound.failed;
    try_plan(p, &p->workers[0], search);
    try_plan(p, &p->workers[1], search);
    p->failed |= shg_search_status(search) != SHG_OK;
    goal = shg_search_worth(search) * SHG_POINT;
    file_node(p, a, goal);
    file_node(p, b, goal);
}

static uint64_t steps_of(const struct shg_proof *p) {
    return shg_desk_steps(p->workers[0].bound.desk) + shg_desk_steps(p->workers[1].bound.desk);
}

struct shg_proof *shg_proof_new(const struct shg_model *m, const struct shg_bound *root) {
    struct shg_proof *p = calloc(1, sizeof *p);
    if (!p)
        return NULL;
    p->m = m;
    p->rest = SHG_NEVER;
    bool fine = true;
    for (int i = 0; i < CHILDREN; i++) {
        fine = fine && shg_bound_new(&p->workers[i].bound, m) == SHG_OK;
        if (fine)
            memcpy(p->workers[i].bound.closed, root->closed, m->inst->n_candidates * sizeof *root->closed);
    }
    struct node *node = fine ? node_new(p, NULL, NULL) : NULL;
    if (node) {
        keep_prices(node, &root->best, m);
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
    for (int i = 0; i < CHILDREN; i++)
        if (p->workers[i].bound.m)
            shg_bound_free(&p->workers[i].bound);
    for (size_t i = 0; i < p->n; i++)
        node_free(p->heap[i]);
    free(p->heap);
    free(p);
}

enum shg_status shg_proof_run(struct shg_proof *p, struct shg_search *search, uint64_t work, long threads,
                              const atomic_bool *cancel) {
    const uint64_t from = steps_of(p);
    while (p->n && !p->failed && steps_of(p) - from < work && !atomic_load(cancel)) {
        if (p->heap[0]->bound < (shg_search_worth(search) + 1) * SHG_POINT)
            break;
        if (p->rest >= p->heap[0]->bound) /* nothing that can be done lowers the bound */
            break;
        struct node *node = heap_pop(p);
        if (node->split[0].who == SHG_NONE && node->split[0].source == SHG_NONE) { /* the root: not looked at yet */
            work_off(p, node, NULL, search, threads);
            continue;
        }
        struct node *a = node_new(p, node, &node->split[0]), *b = node_new(p, node, &node->split[1]);
        p->failed |= !a || !b;
        if (p->failed) {
            node_free(a);
            node_free(b);
            (void)heap_push(p, node); /* there is room: it was just taken out */
            break;
        }
        node_free(node);
        work_off(p, a, b, search, threads);
    }
    shg_search_back(search);
    return p->failed ? SHG_SYSTEM : SHG_OK;
}

int64_t shg_proof_bound(const struct shg_proof *p, int64_t worth) {
    int64_t bound = p->rest;
    if (p->n && p->heap[0]->bound > bound)
        bound = p->heap[0]->bound;
    int64_t points = bound > 0 ? bound / SHG_POINT : 0;
    return points > worth ? points : worth;
}

size_t shg_proof_branches(const struct shg_proof *p) {
    return p->branches;
}
