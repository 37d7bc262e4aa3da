#include "match/narrow.h"

#include "match/attempt.h"

/* Up to so many seats the whole is solved, and what is not found is proven not to be there where the bound says so. */
#define WHOLE 600
/* Steps of the bound and work of the search (times its size, doubled each time) in a round; temperatures in points. */
enum { ROUNDS = 6, STEPS = 150, WORK = 16, HOT = 80, COLD = 5 };

/* In turn the bound falls and the plan grows, until one of them says what is so, or nothing is left between them. A yes
 * is let grow once more, for the others whom it may place. */
static enum shg_verdict settle(const struct shg_cut *cut, struct shg_attempt *w) {
    static const atomic_bool never = false;
    const atomic_bool *cancel = cut->q->cancel ? cut->q->cancel : &never;
    const uint64_t size = cut->inst.n_seats + cut->inst.n_persons + 200;
    bool last = false;
    for (int round = 0; round < ROUNDS && !last && !atomic_load(cancel); round++) {
        shg_bound_descend(&w->bound, STEPS, shg_search_worth(w->search) * SHG_POINT);
        int64_t most = shg_bound_points(&w->bound);
        if (most < cut->needed)
            return SHG_VERDICT_NO;
        shg_search_price(w->search, &w->bound.best, NULL);
        last = shg_search_worth(w->search) >= cut->needed;
        shg_search_run(w->search, size * (uint64_t)(WORK << round), HOT, COLD, last ? most : cut->needed, cancel);
        last |= shg_search_worth(w->search) >= most;
    }
    return shg_search_worth(w->search) >= cut->needed ? SHG_VERDICT_YES : SHG_VERDICT_UNKNOWN;
}

/* What was found: lawful as a whole, and how many more it places. */
static enum shg_status accept(struct shg_cut *cut, const struct shg_plan *found, struct shg_answer *out,
                              struct shg_plan *plan_out) {
    struct shg_plan plan;
    if (!shg_cut_join(cut, found, &plan))
        return SHG_SYSTEM;
    enum shg_status status = shg_cut_lawful(cut, &plan);
    out->verdict = status == SHG_OK ? SHG_VERDICT_YES : SHG_VERDICT_UNKNOWN;
    out->places = status == SHG_OK ? shg_cut_count(&plan) - shg_cut_count(cut->q->plan) : 0;
    if (status == SHG_OK && plan_out)
        *plan_out = plan;
    else
        shg_plan_free(&plan);
    return status == SHG_SYSTEM ? SHG_SYSTEM : SHG_OK;
}

/* Where that did not settle it: the whole strength of the matching. */
static enum shg_status prove(struct shg_cut *cut, struct shg_answer *out, struct shg_plan *plan_out,
                             shg_faults *faults) {
    const struct shg_match_options how = {.effort = 10, .threads = 1, .cancel = cut->q->cancel};
    struct shg_match_result found;
    enum shg_status status = shg_match_solve(&cut->inst, &how, &found, faults);
    if (status != SHG_OK)
        return status;
    if (found.worth >= cut->needed)
        status = accept(cut, &found.plan, out, plan_out);
    else if (found.bound < cut->needed)
        out->verdict = SHG_VERDICT_NO;
    shg_plan_free(&found.plan);
    return status == SHG_OK ? SHG_OK : shg_fault_memory(faults);
}

static enum shg_status solve(struct shg_cut *cut, struct shg_answer *out, struct shg_plan *plan_out,
                             shg_faults *faults) {
    struct shg_attempt w = {.search = NULL};
    enum shg_status status = shg_attempt_bound(&w, cut);
    if (status == SHG_OK)
        status = shg_attempt_search(&w, cut, &w.bound.best);
    if (status == SHG_OK) {
        out->verdict = settle(cut, &w);
        status = shg_search_status(w.search);
    }
    if (status == SHG_OK && out->verdict == SHG_VERDICT_YES)
        status = accept(cut, shg_search_best(w.search), out, plan_out);
    shg_attempt_end(&w);
    if (status == SHG_OK && cut->q->cancel && atomic_load(cut->q->cancel))
        return SHG_NO;
    if (status == SHG_OK && out->verdict == SHG_VERDICT_UNKNOWN)
        return prove(cut, out, plan_out, faults);
    return status == SHG_OK ? SHG_OK : shg_fault_memory(faults);
}

/* Whether the person has a seat at all; nobody else can be kept from what they have. */
static bool can_sit(const struct shg_cut *cut) {
    for (uint32_t c = 0; c < cut->inst.n_candidates; c++)
        if (shg_seat_of(&cut->inst, c, cut->q->person))
            return true;
    return false;
}

static enum shg_status ask_cut(struct shg_cut *cut, const struct shg_question *question, struct shg_answer *out,
                               struct shg_plan *plan_out, shg_faults *faults) {
    if (!shg_cut_begin(cut, question))
        return shg_fault_memory(faults);
    shg_cut_fix_rest(cut);
    if (!shg_cut_make(cut))
        return shg_fault_memory(faults);
    *out = (struct shg_answer){SHG_VERDICT_NO, 0};
    if (cut->q->person != SHG_NONE && !can_sit(cut))
        return SHG_OK;
    return solve(cut, out, plan_out, faults);
}

bool shg_is_large(const struct shg_wide *wide) {
    return wide->today > WHOLE;
}

enum shg_status shg_ask(const struct shg_question *question, struct shg_answer *out, struct shg_plan *plan_out,
                        shg_faults *faults) {
    struct shg_cut cut;
    enum shg_status status = ask_cut(&cut, question, out, plan_out, faults);
    shg_cut_free(&cut);
    return status;
}
