#include "match/more.h"

#include "match/attempt.h"
#include "match/match.h"
#include "match/proof.h"

#include <stdlib.h>
#include <string.h>

/* Up to so many seats the whole is solved at each question. */
#define WHOLE 8000
/* Up to so many, what is left open is given to the whole strength of the matching. */
#define PROVABLE 1000
/* Rounds of bound and search: steps, and work in seats for each seat and effort, doubled each time; temperatures in
 * points. */
enum { ROUNDS = 4, STEPS = 300, STEPS_FIRST = 300, WORK = 15, WORK_FIRST = 30, HOT = 500, COLD = 50 };
/* Work of the branches, in seats for each seat and effort. */
#define WORK_BRANCH 400
/* Groups of the plan that may change in a part. */
#define PART_GROUPS 16
/* The search is made for persons worth about PLACE: weights of the cut are multiplied. */
#define SCALE 20
#define WEIGHT (SHG_CUT_WEIGHT * SCALE)
/* A must's first price is this far below their weight, in hundredths of one person's weight. */
#define SLACK 0
#define UNIT ((int64_t)WEIGHT * SHG_POINT)

struct work {
    const struct shg_more *more;
    struct shg_cut cut;
    struct shg_attempt on;
    long threads;
};

/* ---- Prices ---- */

/* What is known of prices, as the cut weighs its persons. */
static void set_prices(struct work *w) {
    const struct shg_more *more = w->more;
    const struct shg_instance *inst = &w->cut.inst;
    for (size_t p = 0; p < inst->n_persons; p++) {
        int64_t price = (int64_t)w->cut.weight[p] * SHG_POINT - more->person[p];
        w->on.bound.at.person[p] = price > 0 && w->cut.kept[p] ? price : 0;
    }
    for (size_t s = 0; s < inst->n_starters; s++)
        w->on.bound.at.starter[s] = more->starter[s];
}

static void keep_prices(struct shg_more *more, const struct work *w) {
    for (size_t p = 0; p < w->cut.inst.n_persons; p++)
        more->person[p] = (int64_t)w->cut.weight[p] * SHG_POINT - w->on.bound.best.person[p];
    for (size_t s = 0; s < w->cut.inst.n_starters; s++)
        more->starter[s] = w->on.bound.best.starter[s];
}

static void first_prices(struct shg_more *more, const struct shg_cut *cut) {
    for (size_t p = 0; p < cut->inst.n_persons; p++)
        more->person[p] = cut->must[p] ? UNIT * SLACK / 100 : UNIT / 4;
    for (size_t p = more->wide->persons; p < cut->inst.n_persons; p++)
        more->person[p] = UNIT;
}

/* ---- A part of the whole ---- */

/* How much a group of the plan has to do with a candidate: persons who could come there, starters who could lead. */
static uint32_t bound_up(const struct shg_instance *inst, const struct shg_plan_group *g, uint32_t c) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < g->n; i++)
        n += shg_seat_of(inst, c, g->persons[i]) != NULL;
    for (uint32_t i = 0; i < g->n_starters; i++)
        n += shg_lead_of(inst, c, g->starters[i]) ? 3 : 0;
    return n;
}

/* The candidates at which the question's own seats, room or ghost lie. */
static bool is_asked(const struct shg_cut *cut, uint32_t c) {
    const struct shg_question *q = cut->q;
    if (q->room != SHG_NONE && cut->wide->candidates[c].room == q->room)
        return true;
    for (uint32_t i = 0; q->ghost && i < q->wide->n_ghosts; i++)
        if (q->ghost(q->ctx, c, i))
            return true;
    const struct shg_seat *seat = q->person == SHG_NONE ? NULL : shg_seat_of(cut->wide, c, q->person);
    return seat && shg_cut_seat(cut, c, (size_t)(seat - cut->wide->seats));
}

/* Fixes every group but those that have most to do with what is asked. */
static bool take_part(struct shg_cut *cut) {
    const struct shg_plan *plan = cut->q->from;
    uint32_t *score = calloc(plan->n + 1, sizeof *score);
    if (!score)
        return false;
    memset(cut->open, 0, cut->wide->n_candidates + cut->wide->n_rooms);
    for (uint32_t c = 0; c < cut->wide->n_candidates; c++) {
        if (!is_asked(cut, c))
            continue;
        cut->open[shg_cut_source(cut->wide, c)] = true;
        for (size_t g = 0; g < plan->n; g++) {
            uint32_t n = bound_up(cut->wide, &plan->groups[g], c);
            score[g] = n > score[g] ? n : score[g];
        }
    }
    for (int k = 0; k < PART_GROUPS && plan->n > 0; k++) {
        size_t best = 0;
        for (size_t g = 1; g < plan->n; g++)
            if (score[g] > score[best])
                best = g;
        if (score[best] == 0)
            break;
        cut->open[shg_cut_source(cut->wide, plan->groups[best].candidate)] = true;
        score[best] = 0;
    }
    free(score);
    return true;
}

/* ---- Solving ---- */

static void scale(struct shg_cut *cut) {
    struct shg_instance *inst = &cut->inst;
    for (size_t i = 0; i < inst->n_seats; i++)
        inst->seats[i].worth *= SCALE;
    for (size_t c = 0; c < inst->n_candidates; c++)
        inst->candidates[c].bonus *= SCALE;
    for (size_t p = 0; p < inst->n_persons; p++)
        cut->weight[p] *= SCALE;
    cut->needed *= SCALE;
}

static bool begin_cut(struct work *w, const struct shg_question *question, bool part) {
    if (!shg_cut_begin(&w->cut, question) || (part && !take_part(&w->cut)))
        return false;
    shg_cut_stay(&w->cut);
    shg_cut_fix_rest(&w->cut);
    if (!shg_cut_make(&w->cut))
        return false;
    scale(&w->cut);
    return true;
}

static enum shg_status begin_search(struct work *w) {
    enum shg_status status = shg_attempt_bound(&w->on, &w->cut);
    if (status != SHG_OK)
        return status;
    set_prices(w);
    status = shg_attempt_search(&w->on, &w->cut, &w->on.bound.at);
    if (status == SHG_OK && w->cut.q->start != SHG_NONE)
        shg_search_greedy(w->on.search); /* opens groups that nobody can join, too */
    return status;
}

static void end_work(struct work *w) {
    shg_attempt_end(&w->on);
    shg_cut_free(&w->cut);
}

/* Steps that begin at good prices aim at what is known to be possible. */
static void aim(struct work *w) {
    shg_bound_evaluate(&w->on.bound);
    const int64_t value = w->on.bound.best_value > UNIT ? w->on.bound.best_value : UNIT;
    const int64_t reach = (value - shg_search_worth(w->on.search) * SHG_POINT) * 1000000 / value;
    shg_bound_restart(&w->on.bound, reach < 1 ? 1 : (int)reach);
}

static const atomic_bool *cancel_of(const struct work *w) {
    return shg_attempt_cancel(w->more->cancel);
}

/* In turn the bound falls and the plan grows, until nothing is left between them, or the rounds are over. least: worth
 * that says something. Gives whether the bound was met, or shows that less than that is possible. */
static bool settle(struct work *w, int64_t least, bool first) {
    const atomic_bool *cancel = cancel_of(w);
    const uint64_t size =
        (w->cut.inst.n_seats + w->cut.inst.n_persons + 200) * (uint64_t)w->more->effort * (first ? WORK_FIRST : WORK);
    aim(w);
    for (int round = 0; round < ROUNDS && !atomic_load(cancel); round++) {
        shg_bound_descend(&w->on.bound, first ? STEPS_FIRST : STEPS, least > 0 ? (least - 1) * SHG_POINT : 0);
        int64_t most = shg_bound_points(&w->on.bound) - w->cut.needed;
        most = w->cut.needed + (most < 0 ? -1 : most / WEIGHT * WEIGHT);
        if (most < least || shg_search_worth(w->on.search) >= most)
            return true;
        shg_search_price(w->on.search, &w->on.bound.best, NULL);
        shg_search_run(w->on.search, size << round, HOT, COLD, most, cancel);
        if (shg_search_worth(w->on.search) >= most)
            return true;
    }
    return false;
}

static bool is_cancelled(const struct shg_more *more) {
    return more->cancel && atomic_load(more->cancel);
}

/* Branches as long as the work lasts: one more is placed, or it is shown that nobody more can be. met: whether it was
 * shown, or that less than `needed` is possible. */
static enum shg_status branch(struct work *w, bool *met) {
    struct shg_search *search = w->on.search;
    (void)shg_bound_fix(&w->on.bound, shg_search_worth(search) + WEIGHT - 1);
    struct shg_proof *proof = shg_proof_new(&w->on.bound);
    if (!proof)
        return SHG_SYSTEM;
    shg_proof_grain(proof, WEIGHT);
    const uint64_t work = (w->cut.inst.n_seats + 1000) * WORK_BRANCH * (uint64_t)w->more->effort;
    enum shg_status status = shg_proof_run(proof, search, work, w->threads, cancel_of(w));
    const int64_t worth = shg_search_worth(search), bound = shg_proof_bound(proof, worth);
    *met = bound < worth + WEIGHT || bound < w->cut.needed;
    shg_proof_free(proof);
    return status;
}

/* The same by the whole strength of the matching, in a small register. */
static enum shg_status prove(struct work *w, bool *met, struct shg_plan *out) {
    const struct shg_match_options how = {.effort = 10, .threads = w->threads, .cancel = w->more->cancel};
    struct shg_match_result found;
    shg_faults *own = shg_faults_new(NULL, NULL); /* other threads tell theirs */
    enum shg_status status = own ? shg_match_solve(&w->cut.inst, &how, &found, own) : SHG_SYSTEM;
    shg_faults_free(own);
    if (status != SHG_OK)
        return status;
    *met = found.bound - found.worth < WEIGHT || found.bound < w->cut.needed;
    status = found.worth < w->cut.needed ? SHG_NO : shg_cut_accept(&w->cut, &found.plan, out);
    shg_plan_free(&found.plan);
    return status;
}

/* What was found; the proof goes on where it is not met yet. */
static enum shg_status accept(struct work *w, bool *met, struct shg_plan *out) {
    *out = SHG_PLAN_EMPTY;
    if (!*met && w->cut.inst.n_seats <= WHOLE) {
        enum shg_status status = branch(w, met);
        if (status != SHG_OK)
            return status;
    }
    if (!*met && w->cut.inst.n_seats <= PROVABLE)
        return prove(w, met, out);
    if (shg_search_worth(w->on.search) < w->cut.needed)
        return SHG_NO;
    return shg_cut_accept(&w->cut, shg_search_best(w->on.search), out);
}

/* ---- As things stand ---- */

enum shg_status shg_more_begin(struct shg_more *more, const struct shg_wide *wide, const struct shg_plan *plan,
                               long effort, long threads, const atomic_bool *cancel) {
    const struct shg_question q = {.wide = wide,
                                   .plan = plan,
                                   .led = true,
                                   .start = SHG_NONE,
                                   .person = SHG_NONE,
                                   .room = SHG_NONE,
                                   .cancel = cancel};
    struct work w = {.more = more, .threads = threads};
    *more = (struct shg_more){.wide = wide, .plan = plan, .from = SHG_PLAN_EMPTY, .effort = effort, .cancel = cancel};
    more->person = calloc(wide->inst.n_persons + 1, sizeof *more->person);
    more->starter = calloc(wide->inst.n_starters + 1, sizeof *more->starter);
    enum shg_status status = more->person && more->starter && begin_cut(&w, &q, false) ? SHG_OK : SHG_SYSTEM;
    if (status == SHG_OK) {
        first_prices(more, &w.cut);
        status = begin_search(&w);
    }
    if (status == SHG_OK) {
        bool met = settle(&w, w.cut.needed, true);
        keep_prices(more, &w);
        status = accept(&w, &met, &more->from);
        more->most = met;
    }
    if (status == SHG_OK)
        more->base = shg_cut_count(&more->from) - shg_cut_count(plan);
    end_work(&w);
    return status == SHG_OK && is_cancelled(more) ? SHG_NO : status == SHG_OK ? SHG_OK : SHG_SYSTEM;
}

void shg_more_end(struct shg_more *more) {
    shg_plan_free(&more->from);
    free(more->person);
    free(more->starter);
    *more = (struct shg_more){.base = 0};
}

/* ---- With something more ---- */

static enum shg_status solve(struct work *w, bool part, struct shg_gain *out) {
    const uint32_t ghosts = w->cut.q->person == SHG_NONE ? 0 : w->cut.q->pair ? 2 : 1, base = w->more->base + ghosts;
    int64_t needed = w->cut.needed;
    if (!shg_cut_has_seat(&w->cut)) {
        out->most = !part;
        return SHG_OK;
    }
    enum shg_status status = begin_search(w);
    if (status != SHG_OK)
        return status;
    /* extras that stayed outside the part are not in its worth */
    uint32_t inside = 0;
    for (size_t g = 0; g < w->more->from.n; g++)
        for (uint32_t i = 0; i < w->more->from.groups[g].n; i++) {
            uint32_t p = w->more->from.groups[g].persons[i];
            inside += w->cut.kept[p] && !w->cut.must[p];
        }
    inside += w->cut.q->start == SHG_NONE; /* else it is enough that the group begins */
    bool met = settle(w, needed + (int64_t)inside * WEIGHT, false);
    if (shg_search_status(w->on.search) != SHG_OK)
        return SHG_SYSTEM;
    status = accept(w, &met, &out->plan);
    out->most = met && !part;
    if (status != SHG_OK)
        return status == SHG_SYSTEM ? SHG_SYSTEM : SHG_OK;
    uint32_t placed = shg_cut_count(&out->plan) - shg_cut_count(w->more->plan);
    if (placed > base || (placed == base && w->cut.q->start != SHG_NONE)) {
        out->places = placed - base;
        return SHG_OK;
    }
    shg_plan_free(&out->plan);
    out->plan = SHG_PLAN_EMPTY;
    return SHG_OK;
}

bool shg_more_is_large(const struct shg_more *more) {
    return more->wide->today > WHOLE;
}

struct shg_question shg_more_question(const struct shg_more *more, struct shg_question question) {
    question.wide = more->wide;
    question.plan = more->plan;
    question.from = &more->from;
    question.led = true;
    question.cancel = more->cancel;
    return question;
}

enum shg_status shg_more_ask(const struct shg_more *more, struct shg_question question, long threads,
                             struct shg_gain *out) {
    const bool part = shg_more_is_large(more);
    question = shg_more_question(more, question);
    struct work w = {.more = more, .threads = threads};
    *out = (struct shg_gain){0, false, SHG_PLAN_EMPTY};
    enum shg_status status = begin_cut(&w, &question, part) ? solve(&w, part, out) : SHG_SYSTEM;
    end_work(&w);
    return status == SHG_OK && is_cancelled(more) ? SHG_NO : status;
}
