#include "match/around.h"

#include "match/attempt.h"
#include "match/proof.h"
#include "match/robbed.h"

#include <stdlib.h>
#include <string.h>

enum {
    ROUNDS = 3, /* of bound and search in one problem */
    ROUNDS_STRICT = 2,
    STEPS = 40,           /* of the bound in a round, doubled each time */
    LEG = 10,             /* of them, before they aim anew */
    WORK = 8,             /* of the search in a round, for each seat, doubled each time */
    PROOF_SLICES = 2,     /* of branching, where these do not settle it */
    PROOF_WORK = 60,      /* in a slice, for each seat */
    GROWTHS = 12,         /* times that groups are taken up */
    GROUPS_MOST = 64,     /* taken up in all */
    GROUPS_FEW = 6,       /* a strict problem of so many is small */
    BARE_MOST = 16000,    /* seats of a register in which the bare problem is asked about */
    GROUPS_CLOSED = 32,   /* ... and groups of the plan */
    GROUPS_PATIENT = 48,  /* ... where there is time */
    SEATS_MOST = 3000,    /* of a loose problem */
    SEATS_CLOSED = 16000, /* ... once the bare one has found all that it needs */
    HOT = 60,
    COLD = 5
};

/* What it costs to rob a group that the plan has and that is not taken up: of somebody whom it can spare, of somebody
 * whom it cannot, of its room. And what it is worth to place somebody who has no place. */
enum { ROB_SPARE = 10, ROB_NEEDED = 40, ROB_ROOM = 60, GIVES = 20 };

/* The problems that are cut out; see around.h. */
enum problem { STRICT, LOOSE, BARE };

struct around {
    const struct shg_question *q;
    const struct shg_instance *wide;
    struct shg_around_memory *m;
    struct shg_plan found; /* in numbers of the wide instance, empty: none yet */
};

static const atomic_bool *cancel_of(const struct around *a) {
    return shg_attempt_cancel(a->q->cancel);
}

/* ---- The problems ---- */

/* Only those who sit in groups that are taken up, and the person, must be placed. */
static void set_must(const struct around *a, struct shg_cut *cut) {
    const struct shg_plan *plan = a->q->plan;
    memset(cut->must, 0, a->wide->n_persons * sizeof *cut->must);
    for (size_t g = 0; g < plan->n; g++)
        for (uint32_t i = 0; a->m->taken[g] && i < plan->groups[g].n; i++)
            cut->must[plan->groups[g].persons[i]] = true;
    cut->must[a->q->person] = true;
}

/* Leaves out the candidates in which none of those who must be placed can sit. */
static bool set_useless(const struct around *a, struct shg_cut *cut) {
    const struct shg_wide *w = a->q->wide;
    cut->useless = calloc(a->wide->n_candidates + 1, sizeof *cut->useless);
    if (!cut->useless)
        return false;
    memset(cut->useless, true, a->wide->n_candidates);
    for (uint32_t p = 0; p < a->wide->n_persons; p++)
        for (size_t i = w->chance_at[p]; cut->must[p] && i < w->chance_at[p + 1]; i++) {
            const uint32_t c = w->chances[i];
            const struct shg_seat *seat = cut->useless[c] ? shg_seat_of(a->wide, c, p) : NULL;
            if (seat && shg_cut_seat(cut, c, (size_t)(seat - a->wide->seats)))
                cut->useless[c] = false;
        }
    return true;
}

static uint32_t most_of(const struct shg_instance *inst) {
    uint32_t most = 0;
    for (size_t c = 0; c < inst->n_candidates; c++)
        most = inst->candidates[c].most > most ? inst->candidates[c].most : most;
    return most;
}

/* All that a plan of the loose problem can lose by robbing, and weights so great that it does not matter. */
static int64_t weigh(const struct around *a, struct shg_cut *cut) {
    const struct shg_instance *wide = a->wide;
    int64_t must = 0, others = 0;
    for (size_t p = 0; p < wide->n_persons; p++) {
        must += cut->must[p];
        others += !cut->must[p];
    }
    const int64_t slack = must * (ROB_NEEDED * (int64_t)most_of(wide) + ROB_ROOM);
    int64_t weight = 20 * slack > 2 * GIVES * others ? 20 * slack : 2 * GIVES * others;
    for (size_t p = 0; p < wide->n_persons; p++)
        cut->weight[p] = cut->must[p] ? (int32_t)weight : GIVES;
    return slack;
}

/* What the groups that are not taken up are robbed of costs. */
static bool price_others(const struct around *a, struct shg_cut *cut) {
    const struct shg_plan *plan = a->q->plan;
    cut->opening = calloc(a->wide->n_candidates + a->wide->n_rooms + 1, sizeof *cut->opening);
    if (!cut->opening)
        return false;
    for (size_t g = 0; g < plan->n; g++) {
        const struct shg_plan_group *x = &plan->groups[g];
        if (a->m->taken[g] || x->n == 0)
            continue;
        const struct shg_candidate *c = &a->wide->candidates[x->candidate];
        for (uint32_t i = 0; i < x->n; i++)
            cut->weight[x->persons[i]] = x->n > c->least ? -ROB_SPARE : -ROB_NEEDED;
        if (c->room == SHG_NONE)
            cut->opening[x->candidate] = ROB_ROOM;
        else
            cut->used[c->room]++;
    }
    for (uint32_t r = 0; r < a->wide->n_rooms; r++) {
        if (cut->used[r] && cut->used[r] >= a->q->wide->left[r] + (r == a->q->room))
            cut->opening[a->wide->n_candidates + r] = ROB_ROOM;
        cut->used[r] = 0;
    }
    return true;
}

/* Whether the candidates that are left have more seats than can be looked at. */
static bool is_too_large(const struct around *a, const struct shg_cut *cut) {
    size_t n = 0;
    for (uint32_t c = 0; c < a->wide->n_candidates; c++)
        if (!cut->useless[c] && a->q->wide->people[c] + 1 + a->q->come >= a->wide->candidates[c].least)
            n += a->q->wide->people[c];
    return n > (a->m->weight ? SEATS_CLOSED : SEATS_MOST);
}

/* Cuts a problem; a loose one that is too large is left empty. *least: what a plan is worth at least that places all
 * who must be. */
static bool cut_out(const struct around *a, struct shg_cut *cut, enum problem problem, int64_t *least, bool *large) {
    if (!shg_cut_begin(cut, a->q))
        return false;
    bool stays = false;
    for (size_t g = 0; g < a->q->plan->n; g++)
        stays |= cut->stays[g] = !a->m->taken[g] && a->q->plan->groups[g].n > 0;
    set_must(a, cut);
    cut->bare = problem == BARE;
    int64_t slack = weigh(a, cut);
    if (problem == STRICT) {
        shg_cut_fix_rest(cut);
        slack = 0;
    } else if (!price_others(a, cut)) {
        return false;
    }
    if (!set_useless(a, cut))
        return false;
    *large = problem == LOOSE && is_too_large(a, cut);
    if (!*large && !shg_cut_make(cut))
        return false;
    *least = cut->needed - (stays ? slack : 0); /* where none stays, none is robbed */
    return true;
}

/* ---- Solving one ---- */

static uint64_t size_of(const struct shg_cut *cut) {
    return cut->inst.n_seats + cut->inst.n_candidates + 100;
}

/* Steps of the bound towards what would prove that there is no plan: how far that is is known, so they aim right there
 * as long as that is nearer than they would aim by themselves. */
static void descend(struct shg_bound *b, int n, int64_t goal) {
    for (int i = 0; i < n && b->best_value >= goal + SHG_POINT; i += LEG) {
        const int64_t best = b->best_value, reach = best < INT64_MAX ? (best - goal) / (best / 1000000 + 1) + 1 : best;
        if (i == 0 || b->reach > reach)
            b->reach = (int)(reach < SHG_REACH_FIRST ? reach : SHG_REACH_FIRST);
        shg_bound_descend(b, LEG, goal);
    }
}

/* A problem begins at the prices of the last bare one. Somebody who had not to be placed then was free to be had, as
 * somebody is whose price is all they weigh: the bound goes on from where it was. */
static void take_prices(const struct around *a, const struct shg_cut *cut, struct shg_bound *b) {
    const int32_t weight = cut->weight[a->q->person];
    for (size_t p = 0; a->m->weight && p < a->wide->n_persons; p++)
        if (cut->must[p])
            b->at.person[p] = a->m->priced[p] ? a->m->person[p] * weight / a->m->weight : (int64_t)weight * SHG_POINT;
    for (size_t s = 0; a->m->weight && s < a->wide->n_starters; s++)
        b->at.starter[s] = a->m->starter[s] * weight / a->m->weight;
}

static void keep_prices(struct around *a, const struct shg_cut *cut, const struct shg_bound *b) {
    a->m->weight = cut->weight[a->q->person];
    memcpy(a->m->priced, cut->must, a->wide->n_persons * sizeof *a->m->priced);
    memcpy(a->m->person, b->best.person, a->wide->n_persons * sizeof *a->m->person);
    memcpy(a->m->starter, b->best.starter, a->wide->n_starters * sizeof *a->m->starter);
}

/* In turn the bound falls and the plan grows. */
static enum shg_verdict settle(const struct around *a, const struct shg_cut *cut, struct shg_attempt *w, bool loose,
                               int64_t least) {
    for (int round = 0; round < (loose ? ROUNDS : ROUNDS_STRICT) && !atomic_load(cancel_of(a)); round++) {
        shg_bound_sample(&w->bound);
        descend(&w->bound, STEPS << round, (least - 1) * SHG_POINT);
        if (shg_bound_points(&w->bound) < least)
            return SHG_VERDICT_NO;
        shg_search_price(w->search, &w->bound.best, NULL);
        shg_search_run(w->search, (size_of(cut) * WORK) << round, HOT, COLD, cut->needed, cancel_of(a));
        if (shg_search_worth(w->search) >= least)
            return SHG_VERDICT_YES;
    }
    return SHG_VERDICT_UNKNOWN;
}

/* Branches, once what cannot be in a plan that is worth enough is closed. */
static enum shg_status branch(const struct around *a, const struct shg_cut *cut, struct shg_attempt *w, int64_t least,
                              enum shg_verdict *out) {
    if (shg_bound_points(&w->bound) > least + cut->weight[a->q->person] / 2) /* it is still on its way */
        descend(&w->bound, STEPS << ROUNDS, (least - 1) * SHG_POINT);
    shg_bound_restart(&w->bound, 2000);
    if (shg_bound_fix(&w->bound, least - 1))
        shg_bound_descend(&w->bound, STEPS, (least - 1) * SHG_POINT);
    if (shg_bound_points(&w->bound) < least) {
        *out = SHG_VERDICT_NO;
        return SHG_OK;
    }
    struct shg_proof *proof = shg_proof_new(&w->bound);
    enum shg_status status = proof ? SHG_OK : SHG_SYSTEM;
    for (int i = 0; i < PROOF_SLICES && status == SHG_OK && *out == SHG_VERDICT_UNKNOWN; i++) {
        status = shg_proof_run(proof, w->search, (size_of(cut) + 1000) * PROOF_WORK, 1, cancel_of(a));
        int64_t worth = shg_search_worth(w->search);
        if (status == SHG_OK && worth >= least)
            *out = SHG_VERDICT_YES;
        else if (status == SHG_OK && shg_proof_bound(proof, worth) < least)
            *out = SHG_VERDICT_NO;
    }
    shg_proof_free(proof);
    return status;
}

/* ---- Growing ---- */

/* Takes up the groups that the loose problem's solution robs; *n: how many. found NULL: the fractional one. */
static enum shg_status take_robbed(struct around *a, const struct shg_cut *cut, const struct shg_attempt *w,
                                   const struct shg_plan *found, size_t *n) {
    bool *robbed = calloc(a->q->plan->n + 1, sizeof *robbed);
    *n = 0;
    if (!robbed)
        return SHG_SYSTEM;
    enum shg_status status =
        found ? shg_robbed_by_plan(cut, found, robbed, n) : shg_robbed_by_sample(cut, &w->bound, robbed, n);
    for (size_t g = 0; status == SHG_OK && g < a->q->plan->n; g++)
        a->m->taken[g] |= robbed[g];
    a->m->n_taken += *n;
    free(robbed);
    return status;
}

/* ---- Answers ---- */

/* The plan found, with the groups that stay, where it is lawful as a whole. */
static enum shg_status accept(struct around *a, struct shg_cut *cut, const struct shg_plan *found,
                              enum shg_verdict *out) {
    enum shg_status status = shg_cut_accept(cut, found, &a->found);
    *out = status == SHG_OK ? SHG_VERDICT_YES : SHG_VERDICT_UNKNOWN;
    return status == SHG_SYSTEM ? SHG_SYSTEM : SHG_OK;
}

/* A problem that was cut out. *grew: groups that were taken up on account of its plan. */
static enum shg_status solve(struct around *a, struct shg_cut *cut, bool loose, int64_t least, enum shg_verdict *out,
                             size_t *grew) {
    struct shg_attempt w = {.search = NULL};
    enum shg_status status = shg_attempt_bound(&w, cut);
    if (status == SHG_OK)
        take_prices(a, cut, &w.bound);
    if (status == SHG_OK)
        status = shg_attempt_search(&w, cut, &w.bound.best);
    if (status == SHG_OK)
        *out = settle(a, cut, &w, loose, least);
    if (status == SHG_OK && *out == SHG_VERDICT_UNKNOWN && loose)
        status = take_robbed(a, cut, &w, NULL, grew);
    if (status == SHG_OK && *out == SHG_VERDICT_UNKNOWN && loose && *grew == 0)
        status = branch(a, cut, &w, least, out);
    if (status == SHG_OK)
        status = w.bound.failed ? SHG_SYSTEM : shg_search_status(w.search);
    if (status == SHG_OK && *out == SHG_VERDICT_YES) {
        const struct shg_plan *found = shg_search_best(w.search);
        if (loose)
            status = take_robbed(a, cut, &w, found, grew);
        *out = SHG_VERDICT_UNKNOWN;
        if (status == SHG_OK && *grew == 0)
            status = accept(a, cut, found, out);
    }
    shg_attempt_end(&w);
    return status;
}

/* A bare problem is only bounded; groups are taken up as soon as the picture shows that they are robbed. */
static enum shg_status bound_bare(struct around *a, struct shg_cut *cut, int64_t least, enum shg_verdict *out,
                                  size_t *grew) {
    const int64_t goal = (least - 1) * SHG_POINT;
    struct shg_attempt w = {.search = NULL};
    enum shg_status status = shg_attempt_bound(&w, cut);
    *out = SHG_VERDICT_UNKNOWN;
    if (status == SHG_OK)
        take_prices(a, cut, &w.bound);
    for (int round = 0; status == SHG_OK && round < ROUNDS && *out == SHG_VERDICT_UNKNOWN && *grew == 0; round++) {
        descend(&w.bound, (STEPS << round) / 2, goal);
        shg_bound_sample(&w.bound);
        descend(&w.bound, (STEPS << round) / 2, goal);
        if (w.bound.failed)
            status = SHG_SYSTEM;
        else if (shg_bound_points(&w.bound) < least)
            *out = SHG_VERDICT_NO;
        else
            status = take_robbed(a, cut, &w, NULL, grew);
    }
    if (status == SHG_OK)
        keep_prices(a, cut, &w.bound);
    shg_attempt_end(&w);
    return status;
}

static enum shg_status ask_problem(struct around *a, enum problem problem, enum shg_verdict *out, size_t *grew) {
    struct shg_cut cut;
    int64_t least;
    enum shg_status status = SHG_OK;
    *out = SHG_VERDICT_NO;
    *grew = 0;
    bool large = false;
    if (!cut_out(a, &cut, problem, &least, &large))
        status = SHG_SYSTEM;
    else if (large)
        *out = SHG_VERDICT_UNKNOWN;
    else if (shg_cut_has_seat(&cut))
        status = problem == BARE ? bound_bare(a, &cut, least, out, grew)
                                 : solve(a, &cut, problem == LOOSE, least, out, grew);
    shg_cut_free(&cut);
    if (problem == STRICT && *out == SHG_VERDICT_NO)
        *out = SHG_VERDICT_UNKNOWN; /* only of the part it is known */
    return status == SHG_OK && atomic_load(cancel_of(a)) ? SHG_NO : status;
}

/* Groups are taken up as long as the bare problem has too much room for a proof. */
static enum shg_status ask_bare(struct around *a, enum shg_verdict *out) {
    size_t grew = 1;
    enum shg_status status = SHG_OK;
    while (grew > 0 && status == SHG_OK && *out == SHG_VERDICT_UNKNOWN && a->m->n_taken <= GROUPS_MOST)
        status = ask_problem(a, BARE, out, &grew);
    return status;
}

/* The strict problem is solved while it is small, and once the loose one gets no further. */
static enum shg_status ask_both(struct around *a, enum shg_verdict *out) {
    size_t grew = 1;
    enum shg_status status = SHG_OK;
    for (int i = 0; i < GROWTHS && grew > 0 && a->m->n_taken <= GROUPS_MOST; i++) {
        status = ask_problem(a, LOOSE, out, &grew);
        if (status == SHG_OK && *out == SHG_VERDICT_UNKNOWN && (grew == 0 || a->m->n_taken <= GROUPS_FEW)) {
            size_t none;
            status = ask_problem(a, STRICT, out, &none);
        }
        if (status != SHG_OK || *out != SHG_VERDICT_UNKNOWN)
            break;
    }
    return status;
}

/* A bare problem is settled soon or never: in a large register what surrounds a person has no end. */
static enum shg_status ask(struct around *a, enum shg_verdict *out) {
    enum shg_status status = SHG_OK;
    *out = SHG_VERDICT_UNKNOWN;
    if (a->q->wide->today <= BARE_MOST && a->q->plan->n <= (a->m->patient ? GROUPS_PATIENT : GROUPS_CLOSED))
        status = ask_bare(a, out);
    return status == SHG_OK && *out == SHG_VERDICT_UNKNOWN ? ask_both(a, out) : status;
}

enum shg_status shg_around_begin(struct shg_around_memory *m, const struct shg_wide *wide,
                                 const struct shg_plan *plan) {
    *m = (struct shg_around_memory){.taken = calloc(plan->n + 1, sizeof *m->taken),
                                    .person = calloc(wide->inst.n_persons + 1, sizeof *m->person),
                                    .starter = calloc(wide->inst.n_starters + 1, sizeof *m->starter),
                                    .priced = calloc(wide->inst.n_persons + 1, sizeof *m->priced)};
    return m->taken && m->person && m->starter && m->priced ? SHG_OK : SHG_SYSTEM;
}

void shg_around_free(struct shg_around_memory *m) {
    free(m->taken);
    free(m->person);
    free(m->starter);
    free(m->priced);
}

enum shg_status shg_ask_around(const struct shg_question *question, struct shg_around_memory *memory,
                               struct shg_answer *out, struct shg_plan *plan_out) {
    struct around a = {.q = question, .wide = &question->wide->inst, .m = memory, .found = SHG_PLAN_EMPTY};
    *out = (struct shg_answer){SHG_VERDICT_UNKNOWN, 0};
    if (memory->weight == 0 || memory->n_taken > GROUPS_MOST) { /* there it did not end: begin anew */
        memset(memory->taken, 0, question->plan->n * sizeof *memory->taken);
        memory->n_taken = 0;
        memory->weight = 0;
    }
    enum shg_status status = ask(&a, &out->verdict);
    if (status == SHG_OK && out->verdict == SHG_VERDICT_YES) {
        out->places = shg_cut_count(&a.found) - shg_cut_count(question->plan);
        if (plan_out) {
            *plan_out = a.found;
            return SHG_OK;
        }
    }
    shg_plan_free(&a.found);
    return status;
}
