#include "match/dive.h"

#include "match/ages.h"
#include "match/chance.h"

#include <stdlib.h>
#include <string.h>

enum {
    SURE = 950,  /* of SHG_WHOLE: asked for without more ado */
    NOISE = 150, /* on all dives but the first */
    REFUSALS = 8 /* the depths at which the surest may be refused, from the root */
};

/* How a dive goes. */
struct gait {
    struct shg_pace pace; /* of the prices at each depth */
    int64_t likely;       /* of SHG_WHOLE: asked for beside surer ones */
    uint32_t part;        /* of the unsure, so many at a time are decided on */
    uint32_t every;       /* depths until the relaxed optimum is tried as a plan again; it is at the last, too */
};

/* In a wide register more dives find more than careful ones, and prices of an open branch have settled already. */
static const struct gait careful = {{.steps = 100, .sample = 40, .patience = 8}, 700, 24, 1},
                         swift = {{.steps = 40, .sample = 30, .patience = 4}, 700, 24, 1},
                         settled = {{.steps = 50, .sample = 30, .patience = 5}, 700, 24, 1},
                         hasty = {{.steps = 20, .sample = 15, .patience = 2}, 500, 10, 6};

/* What could be asked for, and what refuses it. */
struct choice {
    struct shg_bar bar, refusal;
    int64_t score; /* its sureness, and noise */
};

struct shg_dive {
    const struct shg_model *m;
    struct shg_bound bound;
    struct shg_bar *bars;
    size_t n, cap;
    struct shg_ages *ages; /* where they count, else NULL */
    struct choice *unsure;
    size_t n_unsure;
    uint64_t random, extra; /* extra: steps that the desk does not count */
    size_t first;           /* the open branch of a proof that it begins with */
    bool drawn;             /* by noise, from the second dive on */
};

struct shg_dive *shg_dive_new(const struct shg_bound *root, uint64_t seed) {
    const struct shg_model *m = root->m;
    struct shg_dive *d = calloc(1, sizeof *d);
    if (!d)
        return NULL;
    d->m = m;
    d->random = shg_chance_begin(seed);
    d->first = (size_t)(seed - 1) % SHG_DIVERS;
    d->drawn = seed > 1;
    d->unsure = calloc(m->inst->n_candidates + m->n_sources + 1, sizeof *d->unsure);
    if (m->inst->age_spread)
        d->ages = shg_ages_new(m);
    if (d->unsure && (d->ages || !m->inst->age_spread) && shg_bound_below(&d->bound, root) == SHG_OK &&
        (seed % 2 || shg_bound_remember(&d->bound, root) == SHG_OK))
        return d;
    shg_dive_free(d);
    return NULL;
}

void shg_dive_free(struct shg_dive *d) {
    if (!d)
        return;
    if (d->bound.m)
        shg_bound_free(&d->bound);
    shg_ages_free(d->ages);
    free(d->unsure);
    free(d->bars);
    free(d);
}

static bool ask(struct shg_dive *d, const struct shg_bar *bar) {
    struct shg_bar *moved = shg_grow(d->bars, &d->cap, d->n + 1, sizeof *d->bars);
    if (!moved)
        return false;
    d->bars = moved;
    d->bars[d->n++] = *bar;
    return true;
}

/* Asks for what is sure; lists what is not. */
static bool consider(struct shg_dive *d, const struct shg_bar *bar, const struct shg_bar *refusal, int64_t sure) {
    if (sure >= SURE)
        return ask(d, bar);
    if (sure > 0)
        d->unsure[d->n_unsure++] =
            (struct choice){*bar, *refusal, sure + (d->drawn ? shg_chance_below(&d->random, NOISE) : 0)};
    return true;
}

/* How surely the relaxed optimum holds one group more of the candidate than is asked for already. */
static int64_t sureness(const struct shg_bound *b, uint32_t candidate) {
    const struct shg_limit l = b->of_candidate[candidate];
    const uint64_t all = b->sample.n, n = b->sample.candidate[candidate], asked = l.least * all;
    if (n <= asked || l.least >= l.most)
        return 0;
    return (int64_t)(n - asked > all ? SHG_WHOLE : (n - asked) * SHG_WHOLE / all);
}

/* The surest first. */
static int by_score(const void *a, const void *b) {
    const struct choice *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    if (x->bar.kind != y->bar.kind)
        return x->bar.kind < y->bar.kind ? -1 : 1;
    if (x->bar.source != y->bar.source)
        return x->bar.source < y->bar.source ? -1 : 1;
    return x->bar.who < y->bar.who ? -1 : x->bar.who > y->bar.who;
}

static bool consider_counts(struct shg_dive *d) {
    const struct shg_bound *b = &d->bound;
    for (uint32_t c = 0; c < d->m->inst->n_candidates; c++) {
        const uint32_t least = b->of_candidate[c].least, i = d->m->source_of[c];
        const struct shg_bar bar = {SHG_BAR_LEAST, c, i, least + 1}, refusal = {SHG_BAR_MOST, c, i, least};
        if (!consider(d, &bar, &refusal, sureness(b, c)))
            return false;
    }
    return true;
}

/* Of groups that are asked for already: of what age they are. */
static bool consider_years(struct shg_dive *d) {
    const size_t n = d->n;
    for (size_t i = 0; i < n; i++) {
        struct shg_part part;
        if (d->bars[i].kind != SHG_BAR_LEAST || !shg_ages_part(d->ages, &d->bound, d->bars[i].who, &part) ||
            part.bars[0].kind != SHG_BAR_YEARS_FROM)
            continue;
        const uint32_t less = part.barred[1] < part.barred[0];
        if (!consider(d, &part.bars[less], &part.bars[!less], SHG_WHOLE - (int64_t)part.barred[less]))
            return false;
    }
    return true;
}

/* Asks for what is held surely, and for the surest of the rest, or refuses the first of them. *more: whether there was
 * anything. */
static bool decide(struct shg_dive *d, const struct gait *gait, bool refuse, bool *more) {
    const size_t before = d->n;
    d->n_unsure = 0;
    if ((d->ages && !consider_years(d)) || !consider_counts(d))
        return false;
    if (d->n_unsure)
        qsort(d->unsure, d->n_unsure, sizeof *d->unsure, by_score);
    for (size_t i = 0;
         i < d->n_unsure && (i == 0 || (i <= d->n_unsure / gait->part && d->unsure[i].score >= gait->likely)); i++) {
        if (i == 0 && d->n > before && d->unsure[0].score < gait->likely)
            break;
        if (!ask(d, refuse && i == 0 ? &d->unsure[i].refusal : &d->unsure[i].bar))
            return false;
    }
    *more = d->n > before;
    return true;
}

static uint64_t steps_of(const struct shg_dive *d, const struct shg_search *search) {
    return shg_desk_steps(d->bound.desk) + shg_search_steps(search) + d->extra;
}

static void begin_at_root(struct shg_dive *d, const struct shg_bound *root) {
    struct shg_bound *b = &d->bound;
    d->n = 0;
    memcpy(b->closed, root->closed, d->m->inst->n_candidates * sizeof *b->closed);
    memset(b->gone, 0, shg_bound_gone(d->m));
    shg_prices_copy(&b->at, &root->best, d->m);
}

/* False when out of memory. */
static bool begin_at_branch(struct shg_dive *d, const struct shg_open *open) {
    bool fine = true;
    d->n = 0;
    for (size_t i = 0; fine && i < open->n; i++)
        fine = ask(d, &open->bars[i]);
    shg_open_enter(open, &d->bound);
    return fine;
}

/* The relaxed optimum as a plan. */
static void try_plan(const struct shg_dive *d, struct shg_search *search) {
    shg_search_price(search, &d->bound.best, NULL);
    shg_search_try(search, d->bound.groups, d->m->n_slots, true);
    shg_search_try(search, d->bound.groups, d->m->n_slots, false);
}

/* One dive from where it begins, which `from` bounds; it ends where all is whole, or where nothing better can be
 * below. refusal: the depth at which the surest is refused. */
static bool dive(struct shg_dive *d, int64_t from, const struct gait *gait, uint32_t refusal, struct shg_search *search,
                 const atomic_bool *cancel) {
    struct shg_bound *b = &d->bound;
    bool more = true;
    for (uint32_t depth = 0; more && !atomic_load(cancel); depth++) {
        const int64_t goal = shg_search_worth(search) * SHG_POINT;
        d->extra += d->m->inst->n_candidates + 1;
        shg_bound_settle(b, d->bars, d->n, from, goal, &gait->pace);
        if (b->best_value < goal + SHG_POINT)
            break;
        from = b->best_value;
        if (!decide(d, gait, depth == refusal, &more))
            return false;
        if (!more || (depth + 1) % gait->every == 0)
            try_plan(d, search);
        shg_prices_copy(&b->at, &b->best, d->m);
    }
    d->drawn = true;
    return !b->failed;
}

static bool dive_at_root(struct shg_dive *d, const struct shg_bound *root, const struct gait *gait,
                         struct shg_search *search, const atomic_bool *cancel) {
    const uint32_t refusal = shg_chance_below(&d->random, REFUSALS);
    begin_at_root(d, root);
    return dive(d, root->best_value, gait, d->drawn ? refusal : SHG_NONE, search, cancel);
}

enum shg_status shg_dive_run(struct shg_dive *d, const struct shg_bound *root, const struct shg_proof *proof,
                             struct shg_search *search, uint64_t work, int64_t enough, const atomic_bool *cancel) {
    const bool in_haste = work < (uint64_t)d->m->inst->n_seats * SHG_DIVE_WORK;
    const struct gait *gait = in_haste ? &hasty : shg_is_wide(d->m->inst) ? &swift : &careful;
    const uint64_t from = steps_of(d, search);
    bool fine = true;
    for (size_t turn = 0;
         fine && steps_of(d, search) - from < work && shg_search_worth(search) < enough && !atomic_load(cancel);
         turn++) {
        struct shg_open open;
        if (proof && shg_proof_open(proof, d->first + turn * SHG_DIVERS, &open))
            fine = begin_at_branch(d, &open) && dive(d, open.bound, &settled, SHG_NONE, search, cancel);
        else
            fine = dive_at_root(d, root, gait, search, cancel);
    }
    shg_search_back(search);
    return fine ? shg_search_status(search) : SHG_SYSTEM;
}
