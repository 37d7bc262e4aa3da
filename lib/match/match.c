#include "match/match.h"

#include "match/bound.h"
#include "match/dive.h"
#include "match/each.h"
#include "match/proof.h"
#include "match/search.h"

#include <stdlib.h>

enum {
    CHAINS = SHG_DIVERS,
    CHAINS_WIDE = 2, /* of a wide register: each needs all the moves that there are */
    ROUNDS = 2,
    DIVES = 50,         /* percent of the work of the search that dives do */
    DIVES_WIDE = 30,    /* ... in a wide register */
    DIVES_LATER = 75,   /* ... after a proof */
    ALONE = 60,         /* percent of the work that each chain does alone; the rest is done among what all found */
    FIRST_STEPS = 1000, /* of the bound, before there is a plan */
    MORE_STEPS = 2000,  /* after that */
    MORE_WIDE = 500,    /* ... in a wide register */
    SETTLED = 1000,     /* again, while they lower the bound by more than one part of so many */
    FIX_STEPS = 200,    /* after candidates were closed */
    PATIENCE = 40,      /* after the first steps; in a wide register it stays as it is */
    REACH = 2000,
    REACH_FAR = 10000, /* after the first steps */
    SMALL = 4500,      /* seats: the gap of such an instance can be closed, mostly */
    VAST = 4000000,    /* seats: a dive would not come to its end */
    PARTS = 16,        /* of a proof's turn, between which it tells how far it is */
    LATER = 4,         /* turns of a proof after its first; before each there are dives from what it left open */
    LAST = 6,          /* ... after those, without dives, while the gap is wide */
    NARROW = 400,      /* parts of the bound: a gap of one is narrow */
    EIGHTH = 8,
    THIRD = 3
};

/* A share of work: of the search in all chains' rounds, for each of the size; of the proof for each PROOF_SMALL, or the
 * square of the size by PROOF_SQUARE where that is more (the larger, the more branches, and each takes longer), at most
 * PROOF_MOST: beyond that the gap hardly moves. The usual effort spends USUAL shares. A proof that has less than
 * BRANCH_WORK for each seat closes nothing; a chain that has less than CHAIN_WORK finds little. */
enum {
    SEARCH_WORK = 4000,
    SEARCH_WORK_WIDE = 2000,
    SEARCH_FIRST = 20000000,
    PROOF_SMALL = 4000,
    PROOF_SQUARE = 2,
    PROOF_MOST = 60000000,
    PROOF_FIRST = 6000000,
    BRANCH_WORK = 14000,
    CHAIN_WORK = 600,
    USUAL = 10
};

/* Searches side by side, merged in their order. */
struct chain {
    struct shg_search *search;
    struct shg_dive *dive; /* NULL until it dives */
    uint64_t work;
    int64_t enough;
    const atomic_bool *cancel;
};

struct solve {
    const struct shg_instance *inst;
    const struct shg_match_options *options;
    struct shg_model model;
    struct shg_bound bound;
    struct shg_proof *proof;
    struct chain chains[CHAINS];
    int n_chains;
    bool proves; /* there is work enough for a proof */
    int64_t worth;
    atomic_bool never;
};

static const atomic_bool *cancel_of(struct solve *s) {
    return s->options->cancel ? s->options->cancel : &s->never;
}

static int64_t bound_of(const struct solve *s) {
    int64_t root = shg_bound_points(&s->bound);
    root = root > s->worth ? root : s->worth; /* what was closed is worth no more than the plan */
    int64_t proven = s->proof ? shg_proof_bound(s->proof, s->worth) : root;
    return proven < root ? proven : root;
}

static void tell(const struct solve *s) {
    if (s->options->progress)
        s->options->progress(s->options->ctx, s->worth, bound_of(s));
}

/* ---- chains ---- */

static enum shg_status search_chain(void *ctx, size_t i) {
    const struct chain *c = &((struct solve *)ctx)->chains[i];
    shg_search_cool(c->search, c->work, c->enough, c->cancel);
    return shg_search_status(c->search);
}

static enum shg_status dive_chain(void *ctx, size_t i) {
    struct solve *s = ctx;
    struct chain *c = &s->chains[i];
    if (!c->dive)
        c->dive = shg_dive_new(&s->bound, (uint64_t)i + 1);
    return c->dive ? shg_dive_run(c->dive, &s->bound, s->proof, c->search, c->work, c->enough, c->cancel) : SHG_SYSTEM;
}

/* The best of the chains, the first of equals. SHG_SYSTEM where one ran out of memory. */
static enum shg_status merge(struct solve *s) {
    const struct chain *best = &s->chains[0];
    for (int i = 0; i < s->n_chains; i++) {
        if (shg_search_status(s->chains[i].search) != SHG_OK)
            return SHG_SYSTEM;
        if (shg_search_worth(s->chains[i].search) > shg_search_worth(best->search))
            best = &s->chains[i];
    }
    s->worth = shg_search_worth(best->search);
    for (int i = 0; i < s->n_chains; i++)
        if (&s->chains[i] != best && shg_search_from(s->chains[i].search, shg_search_best(best->search)) != SHG_OK)
            return SHG_SYSTEM;
    return SHG_OK;
}

static bool make_chains(struct solve *s) {
    for (int i = 0; i < s->n_chains; i++) {
        s->chains[i].search = shg_search_new(&s->model, &s->bound.best, (uint64_t)i + 1);
        if (!s->chains[i].search)
            return false;
        s->chains[i].cancel = cancel_of(s);
    }
    return true;
}

/* ---- phases ---- */

static void descend(struct solve *s, int steps) {
    for (int done = 0; done < steps && !atomic_load(cancel_of(s)); done += 50) {
        shg_bound_descend(&s->bound, 50, s->worth * SHG_POINT);
        tell(s);
    }
}

/* The chain with the best plan, the first of equals. */
static int best_chain(const struct solve *s) {
    int best = 0;
    for (int i = 1; i < s->n_chains; i++)
        if (shg_search_worth(s->chains[i].search) > shg_search_worth(s->chains[best].search))
            best = i;
    return best;
}

/* The first n chains at work, each from its best plan. */
static enum shg_status work_on(struct solve *s, enum shg_status (*run)(void *ctx, size_t i), int n, uint64_t work) {
    for (int i = 0; i < s->n_chains; i++) {
        struct chain *c = &s->chains[i];
        c->work = work / (uint64_t)n;
        c->enough = bound_of(s);
        shg_search_back(c->search);
    }
    if (shg_each(s->options->threads, (size_t)n, run, s) != SHG_OK)
        return SHG_SYSTEM;
    s->worth = shg_search_worth(s->chains[best_chain(s)].search);
    tell(s);
    return SHG_OK;
}

/* The best chain takes what is better in the plans of the others, part by part. */
static void cross(struct solve *s) {
    int best = best_chain(s);
    for (int i = 0; i < s->n_chains; i++) {
        if (i == best)
            continue;
        shg_search_back(s->chains[best].search);
        shg_search_cross(s->chains[best].search, shg_search_best(s->chains[i].search));
    }
}

static void pool(struct solve *s) {
    for (int i = 0; i < s->n_chains; i++)
        for (int k = 0; k < s->n_chains; k++)
            shg_search_pool(s->chains[i].search, shg_search_best(s->chains[k].search));
}

/* Ends the pool; the chain that is last goes on from the best plan. */
static enum shg_status unpool(struct solve *s) {
    int best = best_chain(s), last = best;
    for (int i = 0; i < s->n_chains; i++) {
        shg_search_free_choice(s->chains[i].search);
        if (shg_search_worth(s->chains[i].search) < shg_search_worth(s->chains[last].search))
            last = i;
    }
    return last == best ? SHG_OK : shg_search_from(s->chains[last].search, shg_search_best(s->chains[best].search));
}

/* Each chain searches alone; then all search among the candidates that their plans use. In a wide register those are
 * too few of what could be tried yet. */
static enum shg_status search_rounds(struct solve *s, uint64_t work) {
    const uint64_t alone = shg_is_wide(s->inst) ? 100 : ALONE;
    enum shg_status status = SHG_OK;
    const int rounds = s->n_chains > 1 ? ROUNDS : 1;
    for (int round = 0; round < rounds && s->worth < bound_of(s) && !atomic_load(cancel_of(s)); round++) {
        status = work_on(s, search_chain, s->n_chains, work / (uint64_t)rounds * alone / 100);
        if (status != SHG_OK)
            break;
        cross(s);
        if (alone < 100) {
            pool(s);
            status = work_on(s, search_chain, s->n_chains, work / (uint64_t)rounds * (100 - alone) / 100);
        }
        if (status == SHG_OK)
            status = unpool(s);
    }
    return status == SHG_OK ? merge(s) : status;
}

/* As many chains dive as that share of the work, in percent, allows a whole dive each. Gives the work that was meant
 * for it. */
static uint64_t dive_part(const struct solve *s, uint64_t search, uint64_t share, int *n) {
    const uint64_t work = search * share / 100, seats = s->inst->n_seats, careful = work / (seats * SHG_DIVE_WORK + 1),
                   most = careful ? careful : work / (seats * SHG_DIVE_WORK_IN_HASTE + 1);
    *n = seats > VAST ? 0 : most < (uint64_t)s->n_chains ? (int)most : s->n_chains;
    return *n ? work : 0;
}

/* Whether a proof with that much work is worth its beginning. */
static bool is_proof_work(const struct solve *s, uint64_t work) {
    return work >= (uint64_t)s->inst->n_seats * BRANCH_WORK;
}

/* Closes what cannot be in a better plan, bounds what is left, and branches; later it goes on with the branches that
 * are open. */
static enum shg_status prove(struct solve *s, uint64_t work) {
    if (!s->proof) {
        shg_bound_restart(&s->bound, REACH);
        if (shg_bound_fix(&s->bound, s->worth))
            descend(s, FIX_STEPS);
        if (bound_of(s) <= s->worth || !s->proves)
            return SHG_OK;
        s->proof = shg_proof_new(&s->bound);
        if (!s->proof)
            return SHG_SYSTEM;
    }
    const uint64_t from = shg_proof_steps(s->proof);
    uint64_t now = from, before;
    do {
        before = now;
        if (shg_proof_run(s->proof, s->chains[0].search, work / PARTS, s->options->threads, cancel_of(s)) != SHG_OK)
            return SHG_SYSTEM;
        s->worth = shg_search_worth(s->chains[0].search);
        tell(s);
        now = shg_proof_steps(s->proof);
    } while (now > before && now - from < work && !atomic_load(cancel_of(s)) && bound_of(s) > s->worth);
    return SHG_OK;
}

/* A first plan at the first prices. */
static enum shg_status begin(struct solve *s) {
    if (shg_bound_new(&s->bound, &s->model) != SHG_OK || shg_bound_remember(&s->bound, NULL) != SHG_OK)
        return SHG_SYSTEM;
    shg_bound_begin(&s->bound);
    descend(s, FIRST_STEPS);
    if (!make_chains(s))
        return SHG_SYSTEM;
    shg_search_greedy(s->chains[0].search);
    return merge(s);
}

/* What the work is counted by: seats, and what else there is. Above a quarter of a million each counts a quarter, so
 * that fifteen thousand people are done in ten minutes and a country of a hundred thousand in half an hour. */
static uint64_t size_of(const struct shg_instance *inst) {
    const uint64_t size = inst->n_seats + inst->n_persons + inst->n_candidates + 1000, many = 250000;
    return size > many ? many + (size - many) / 4 : size;
}

static uint64_t proof_share(uint64_t size) {
    const uint64_t small = size * PROOF_SMALL, square = size * size / PROOF_SQUARE,
                   more = square > small ? square : small;
    return more < PROOF_MOST ? more : PROOF_MOST;
}

/* Work for an effort: a straight line through `first` at effort 1 and USUAL shares at the effort of that number. Effort
 * 1 is to take a second, so that of a large share it spends a tenth only; what is small stays whole. */
static uint64_t work_of(const struct solve *s, uint64_t share, uint64_t least) {
    const uint64_t more = (uint64_t)s->options->effort - 1, tenth = share / USUAL > least ? share / USUAL : least,
                   first = share < tenth ? share : tenth;
    return first + more * ((share * USUAL - first) / (USUAL - 1));
}

/* Dives, searches at the prices of the bound, then proves; each for its part of the work. */
static enum shg_status work_off(struct solve *s, uint64_t search, uint64_t share, uint64_t proof) {
    int divers;
    const uint64_t dives = dive_part(s, search, share, &divers);
    if (divers && work_on(s, dive_chain, divers, dives) != SHG_OK)
        return SHG_SYSTEM;
    for (int i = 0; i < s->n_chains; i++)
        shg_search_price(s->chains[i].search, &s->bound.best, s->bound.loss);
    if (search_rounds(s, search - dives) != SHG_OK || s->bound.failed)
        return SHG_SYSTEM;
    return s->worth < bound_of(s) ? prove(s, proof) : SHG_OK;
}

/* The prices that the bound, the dives and the proof begin from are found with patience: steps that soon grow short end
 * above the bound. Where they have far to go still, they go on. */
static void settle_prices(struct solve *s) {
    const bool wide = shg_is_wide(s->inst);
    int64_t before;
    if (!wide)
        s->bound.patience = PATIENCE;
    do {
        before = s->bound.best_value;
        shg_bound_restart(&s->bound, wide ? REACH : REACH_FAR);
        descend(s, wide ? MORE_WIDE : MORE_STEPS);
        s->bound.courage = wide ? 0 : SHG_COURAGE;
    } while (!wide && before - s->bound.best_value > before / SETTLED && !atomic_load(cancel_of(s)));
}

static int chains_for(const struct shg_instance *inst, uint64_t search) {
    const uint64_t most = shg_is_wide(inst) ? CHAINS_WIDE : CHAINS, can = search / (inst->n_seats * CHAIN_WORK + 1);
    return (int)(can > most ? most : can > 1 ? can : 1);
}

static bool is_wide_open(struct solve *s) {
    const int64_t bound = bound_of(s);
    return bound - s->worth > bound / NARROW && !atomic_load(cancel_of(s));
}

/* Without a proof, all of the search. Else a part of it first: where the gap can be closed an eighth is mostly enough,
 * and a first turn of the proof comes before more of it. Then half is enough, most of it dives: moves find next to
 * nothing any more, and dives from open branches find what those from the root did not. Where the gap is wide after
 * that, dives have found all that they will, and the proof goes on alone. */
static enum shg_status solve_phases(struct solve *s) {
    const uint64_t size = size_of(s->inst),
                   search = work_of(s, size * (shg_is_wide(s->inst) ? SEARCH_WORK_WIDE : SEARCH_WORK), SEARCH_FIRST),
                   proof = work_of(s, proof_share(size), PROOF_FIRST);
    s->proves = !shg_is_wide(s->inst) && is_proof_work(s, proof);
    s->n_chains = chains_for(s->inst, search);
    if (begin(s) != SHG_OK)
        return SHG_SYSTEM;
    if (s->options->effort > 1)
        settle_prices(s);
    shg_bound_restart(&s->bound, REACH);
    (void)shg_bound_fix(&s->bound, s->worth);
    if (!s->proves)
        return work_off(s, search, shg_is_wide(s->inst) ? DIVES_WIDE : DIVES, proof);
    const uint64_t first = search / (s->inst->n_seats > SMALL ? THIRD : EIGHTH),
                   early = is_proof_work(s, proof / 2) ? proof / (LATER + 1) : 0, turns = early ? LATER : 1;
    enum shg_status status = work_off(s, first, DIVES, early);
    for (uint64_t i = 0; i < turns && status == SHG_OK && s->worth < bound_of(s) && !atomic_load(cancel_of(s)); i++)
        status = work_off(s, search / 2 / turns, DIVES_LATER, (proof - early) / turns);
    for (uint64_t i = 0; early && i < LAST && status == SHG_OK && is_wide_open(s); i++)
        status = prove(s, early);
    return status;
}

enum shg_status shg_match_solve(const struct shg_instance *inst, const struct shg_match_options *options,
                                struct shg_match_result *out, shg_faults *faults) {
    struct solve s = {.inst = inst, .options = options};
    enum shg_status status = shg_model_make(&s.model, inst);
    if (status == SHG_OK)
        status = solve_phases(&s);
    if (status == SHG_OK && atomic_load(cancel_of(&s)))
        status = SHG_NO;
    if (status == SHG_OK)
        status = shg_plan_copy(shg_search_best(s.chains[0].search), &out->plan) ? SHG_OK : SHG_SYSTEM;
    if (status == SHG_OK) {
        out->worth = s.worth;
        out->bound = bound_of(&s);
    }
    for (int i = 0; i < CHAINS; i++) {
        shg_search_free(s.chains[i].search);
        shg_dive_free(s.chains[i].dive);
    }
    shg_proof_free(s.proof);
    shg_bound_free(&s.bound);
    shg_model_free(&s.model);
    return status == SHG_SYSTEM ? shg_fault_memory(faults) : status;
}

void shg_match_count(const struct shg_instance *inst, const struct shg_match_result *result,
                     struct shg_match_stats *out) {
    const int64_t worth = result->worth > 1 ? result->worth : 1, gap = result->bound - result->worth;
    *out = (struct shg_match_stats){.waiting = inst->n_persons,
                                    .candidates = inst->all_candidates,
                                    .seats = inst->all_seats,
                                    .worth = result->worth,
                                    .bound = result->bound};
    for (size_t i = 0; i < result->plan.n; i++) {
        const struct shg_plan_group *g = &result->plan.groups[i];
        out->placed += g->n;
        out->starters += g->n_starters;
        out->groups_new += !inst->candidates[g->candidate].group;
        out->groups_filled += inst->candidates[g->candidate].group && g->n > 0;
    }
    out->gap_millis = gap > 0 ? (gap * 100000 + worth - 1) / worth : 0;
}
