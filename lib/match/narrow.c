#include "match/narrow.h"

#include "match/bound.h"
#include "match/search.h"

#include <stdlib.h>
#include <string.h>

/* Up to so many seats the whole is solved, and what is not found is proven not to be there where the bound says so;
 * above it a part around the person, from which only a yes can come. */
#define WHOLE 600
#define WHOLE_GROWING 2500
/* Steps of the bound and work of the search (times its size, doubled each time) in a round; temperatures in points. */
enum {
    ROUNDS = 6,
    ROUNDS_PART = 3,
    STEPS = 150,
    STEPS_PART = 30,
    WORK = 16,
    WORK_GROWING = 30,
    HOT = 80,
    COLD = 5,
    WEIGHT = 50
};
/* Groups of the plan that may change in a part. */
#define PART_GROUPS 6
#define PART_GROUPS_GROWING 16

struct cut {
    const struct shg_question *q;
    const struct shg_instance *wide;
    struct shg_instance inst;
    uint32_t *origin;  /* of each candidate that was kept: its number in the wide instance */
    bool *must, *kept; /* of each person: must be placed; may be */
    uint32_t *leads;   /* of each starter: groups outside the part that they are given */
    uint32_t *bundled; /* of each person who leads a bundle: how many are in it */
    uint32_t *here;    /* ... how many of them have a seat in the candidate at hand */
    bool *open;        /* of each source of the wide instance (see source_of): in the part that may change */
    int32_t weight_must, weight_may;
    int64_t needed; /* the weight of all who must be placed */
    uint32_t new_outside;
};

/* What a candidate's groups come from: itself where it is standing, else its room. */
static size_t source_of(const struct shg_instance *inst, uint32_t c) {
    return inst->candidates[c].room == SHG_NONE ? c : inst->n_candidates + inst->candidates[c].room;
}

static bool is_open(const struct cut *cut, uint32_t c) {
    return cut->open[source_of(cut->wide, c)];
}

static bool seat_kept(const struct cut *cut, uint32_t c, size_t seat) {
    const struct shg_question *q = cut->q;
    uint32_t p = cut->wide->seats[seat].person;
    if (!cut->kept[p])
        return false;
    return q->wide->lacks[seat] == 0 || (p == q->person && q->seat && q->seat(q->ctx, c, seat));
}

static bool lead_kept(const struct cut *cut, uint32_t c, uint32_t starter) {
    if (starter < cut->q->wide->ghosts)
        return cut->leads[starter] < cut->wide->starters[starter].left;
    /* the man leads men, the woman all others */
    bool man = starter == cut->q->wide->ghosts + 1;
    return man == (cut->wide->candidates[c].kind == SHG_KIND_MEN) && cut->q->ghost && cut->q->ghost(cut->q->ctx, c);
}

/* ---- Who must be placed, and what it weighs ---- */

static bool weigh(struct cut *cut) {
    const struct shg_question *q = cut->q;
    size_t n = cut->wide->n_persons;
    uint32_t must = 0;
    cut->must = calloc(n + 1, sizeof *cut->must);
    cut->kept = calloc(n + 1, sizeof *cut->kept);
    cut->leads = calloc(cut->wide->n_starters + 1, sizeof *cut->leads);
    cut->open = calloc(cut->wide->n_candidates + cut->wide->n_rooms + 1, sizeof *cut->open);
    cut->bundled = calloc(n + 1, sizeof *cut->bundled);
    cut->here = calloc(n + 1, sizeof *cut->here);
    if (!cut->must || !cut->kept || !cut->leads || !cut->open || !cut->bundled || !cut->here)
        return false;
    for (size_t p = 0; p < n; p++)
        cut->bundled[cut->wide->persons[p].bundle]++;
    for (size_t g = 0; g < q->plan->n; g++)
        for (uint32_t i = 0; i < q->plan->groups[g].n; i++)
            cut->must[q->plan->groups[g].persons[i]] = true;
    if (q->person != SHG_NONE)
        cut->must[q->person] = true;
    for (size_t p = 0; p < n; p++)
        must += cut->must[p];
    cut->weight_may = WEIGHT;
    cut->weight_must = (int32_t)(WEIGHT * (n - must + 1));
    memset(cut->kept, true, n);
    memset(cut->open, true, cut->wide->n_candidates + cut->wide->n_rooms);
    return true;
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
static bool is_asked(const struct cut *cut, uint32_t c) {
    const struct shg_question *q = cut->q;
    const struct shg_candidate *of = &cut->wide->candidates[c];
    if (q->room != SHG_NONE && of->room == q->room)
        return true;
    if (q->ghost && q->ghost(q->ctx, c))
        return true;
    const struct shg_seat *seat = q->person == SHG_NONE ? NULL : shg_seat_of(cut->wide, c, q->person);
    return seat && seat_kept(cut, c, (size_t)(seat - cut->wide->seats));
}

/* Fixes every group of the plan but those that have most to do with what is asked. */
static bool take_part(struct cut *cut) {
    const struct shg_plan *plan = cut->q->plan;
    uint32_t *score = calloc(plan->n + 1, sizeof *score);
    if (!score)
        return false;
    memset(cut->open, 0, cut->wide->n_candidates + cut->wide->n_rooms);
    for (uint32_t c = 0; c < cut->wide->n_candidates; c++) {
        if (!is_asked(cut, c))
            continue;
        cut->open[source_of(cut->wide, c)] = true;
        for (size_t g = 0; g < plan->n; g++) {
            uint32_t n = bound_up(cut->wide, &plan->groups[g], c);
            score[g] = n > score[g] ? n : score[g];
        }
    }
    const int groups = cut->q->grows ? PART_GROUPS_GROWING : PART_GROUPS;
    for (int k = 0; k < groups; k++) {
        size_t best = 0;
        for (size_t g = 1; g < plan->n; g++)
            if (score[g] > score[best])
                best = g;
        if (plan->n == 0 || score[best] == 0)
            break;
        cut->open[source_of(cut->wide, plan->groups[best].candidate)] = true;
        score[best] = 0;
    }
    free(score);
    return true;
}

/* What the groups that stay as they are hold is not to be had. A group that is
 * only given starters places nobody: it is let go. */
static void fix_rest(struct cut *cut) {
    const struct shg_plan *plan = cut->q->plan;
    for (size_t g = 0; g < plan->n; g++) {
        const struct shg_plan_group *group = &plan->groups[g];
        if (is_open(cut, group->candidate) || group->n == 0)
            continue;
        for (uint32_t i = 0; i < group->n; i++)
            cut->kept[group->persons[i]] = false;
        for (uint32_t i = 0; i < group->n_starters; i++)
            cut->leads[group->starters[i]]++;
        cut->new_outside += cut->wide->candidates[group->candidate].room != SHG_NONE;
    }
}

/* ---- Cutting ---- */

/* The seats of a candidate; of those who go together all have one or none has. */
static void add_seats(struct cut *cut, uint32_t number, struct shg_candidate *c) {
    const struct shg_candidate *of = &cut->wide->candidates[number];
    const struct shg_person *persons = cut->wide->persons;
    const size_t end = of->seats_at + of->seats;
    for (size_t i = of->seats_at; i < end; i++)
        cut->here[persons[cut->wide->seats[i].person].bundle] = 0;
    for (size_t i = of->seats_at; i < end; i++)
        cut->here[persons[cut->wide->seats[i].person].bundle] += seat_kept(cut, number, i);
    c->seats_at = cut->inst.n_seats;
    for (size_t i = of->seats_at; i < end; i++) {
        uint32_t p = cut->wide->seats[i].person, bundle = persons[p].bundle;
        if (cut->here[bundle] == cut->bundled[bundle] && seat_kept(cut, number, i))
            cut->inst.seats[cut->inst.n_seats++] =
                (struct shg_seat){p, cut->must[p] ? cut->weight_must : cut->weight_may};
    }
    c->seats = (uint32_t)(cut->inst.n_seats - c->seats_at);
}

static void add_leads(struct cut *cut, uint32_t number, struct shg_candidate *c) {
    const struct shg_candidate *of = &cut->wide->candidates[number];
    c->leads_at = (uint32_t)cut->inst.n_leads;
    for (uint32_t i = 0; i < of->leads; i++) {
        uint32_t s = cut->wide->leads[of->leads_at + i].starter;
        if (lead_kept(cut, number, s))
            cut->inst.leads[cut->inst.n_leads++] = (struct shg_lead){s, 0};
    }
    c->leads = (uint32_t)(cut->inst.n_leads - c->leads_at);
}

static bool can_be_led(const struct cut *cut, const struct shg_candidate *c) {
    bool active = false;
    for (uint32_t i = 0; i < c->leads; i++)
        active |= cut->inst.starters[cut->inst.leads[c->leads_at + i].starter].active;
    return !c->needs || (active && c->leads >= cut->inst.starters_min);
}

/* Keeps a candidate where it can come about; only placing people counts. */
static void add_candidate(struct cut *cut, uint32_t number) {
    struct shg_instance *inst = &cut->inst;
    struct shg_candidate c = cut->wide->candidates[number];
    size_t seats = inst->n_seats, leads = inst->n_leads;
    if (!is_open(cut, number) || (c.room != SHG_NONE && inst->rooms[c.room].left == 0))
        return;
    add_seats(cut, number, &c);
    add_leads(cut, number, &c);
    c.opening = c.bonus = 0;
    c.aim = 0;
    c.idle = false;
    if (c.seats < c.least || c.most < c.least || !can_be_led(cut, &c)) {
        inst->n_seats = seats;
        inst->n_leads = leads;
        return;
    }
    cut->origin[inst->n_candidates] = number;
    inst->candidates[inst->n_candidates++] = c;
    inst->n_standing += c.group != NULL;
}

static size_t sum_of_leads(const struct shg_instance *inst) {
    size_t n = 0;
    for (size_t c = 0; c < inst->n_candidates; c++)
        n += inst->candidates[c].leads;
    return n;
}

static bool make_room(struct cut *cut) {
    const struct shg_instance *wide = cut->wide;
    struct shg_instance *inst = &cut->inst;
    *inst = *wide;
    inst->texts = NULL;
    inst->persons = calloc(wide->n_persons + 1, sizeof *inst->persons);
    inst->starters = calloc(wide->n_starters + 1, sizeof *inst->starters);
    inst->rooms = calloc(wide->n_rooms + 1, sizeof *inst->rooms);
    inst->candidates = calloc(wide->n_candidates + 1, sizeof *inst->candidates);
    inst->seats = calloc(wide->n_seats + 1, sizeof *inst->seats);
    inst->leads = calloc(sum_of_leads(wide) + 1, sizeof *inst->leads);
    cut->origin = calloc(wide->n_candidates + 1, sizeof *cut->origin);
    return inst->persons && inst->starters && inst->rooms && inst->candidates && inst->seats && inst->leads &&
           cut->origin;
}

/* An empty list may be NULL, which memcpy may not be given. */
static void copy(void *to, const void *from, size_t n, size_t size) {
    if (n > 0)
        memcpy(to, from, n * size);
}

static bool make_cut(struct cut *cut) {
    const struct shg_question *q = cut->q;
    struct shg_instance *inst = &cut->inst;
    if (!make_room(cut))
        return false;
    copy(inst->persons, cut->wide->persons, inst->n_persons, sizeof *inst->persons);
    copy(inst->starters, cut->wide->starters, inst->n_starters, sizeof *inst->starters);
    copy(inst->rooms, cut->wide->rooms, inst->n_rooms, sizeof *inst->rooms);
    if (q->person != SHG_NONE && q->mixes)
        inst->persons[q->person].not_alone = false;
    for (size_t i = 0; i < inst->n_starters; i++)
        inst->starters[i].left -= cut->leads[i] < inst->starters[i].left ? cut->leads[i] : 0;
    const bool full = inst->new_max > 0 && cut->new_outside >= inst->new_max;
    for (uint32_t r = 0; r < inst->n_rooms; r++)
        inst->rooms[r].left = full ? 0 : q->wide->left[r] + (r == q->room);
    inst->shortfall = inst->second = 0;
    inst->n_candidates = inst->n_standing = inst->n_seats = inst->n_leads = 0;
    for (uint32_t c = 0; c < cut->wide->n_candidates; c++)
        add_candidate(cut, c);
    if (inst->new_max > 0 && !full)
        inst->new_max -= cut->new_outside;
    for (size_t p = 0; p < inst->n_persons; p++)
        if (cut->must[p] && cut->kept[p])
            cut->needed += cut->weight_must;
    return true;
}

static void cut_free(struct cut *cut) {
    free(cut->must);
    free(cut->kept);
    free(cut->leads);
    free(cut->open);
    free(cut->bundled);
    free(cut->here);
    free(cut->origin);
    free(cut->inst.persons);
    free(cut->inst.starters);
    free(cut->inst.rooms);
    free(cut->inst.candidates);
    free(cut->inst.seats);
    free(cut->inst.leads);
}

/* ---- The answer ---- */

static uint32_t count_persons(const struct shg_plan *plan) {
    uint32_t n = 0;
    for (size_t g = 0; g < plan->n; g++)
        n += plan->groups[g].n;
    return n;
}

/* The plan found, with the groups that stayed as they were, in numbers of the wide instance. */
static bool join(const struct cut *cut, const struct shg_plan *found, struct shg_plan *out) {
    const struct shg_plan *plan = cut->q->plan;
    *out = SHG_PLAN_EMPTY;
    bool fine = true;
    for (size_t g = 0; fine && g < found->n; g++) {
        const struct shg_plan_group *x = &found->groups[g];
        fine = shg_plan_add(out, cut->origin[x->candidate], x->persons, x->n, x->starters, x->n_starters);
    }
    for (size_t g = 0; fine && g < plan->n; g++) {
        const struct shg_plan_group *x = &plan->groups[g];
        if (!is_open(cut, x->candidate) && x->n > 0)
            fine = shg_plan_add(out, x->candidate, x->persons, x->n, x->starters, x->n_starters);
    }
    if (!fine)
        shg_plan_free(out);
    return fine;
}

/* Whether the plan in numbers of the wide instance obeys every rule with the rooms, seats and starters of the question.
 * A plan of a part may clash with what stayed outside. */
static enum shg_status is_lawful(const struct cut *cut, const struct shg_plan *plan) {
    const struct shg_question *q = cut->q;
    struct shg_instance whole = *cut->wide;
    struct shg_breach breach;
    whole.rooms = cut->inst.rooms;
    whole.persons = cut->inst.persons;
    for (size_t g = 0; g < plan->n; g++) {
        uint32_t c = plan->groups[g].candidate;
        for (uint32_t i = 0; i < plan->groups[g].n; i++) {
            uint32_t p = plan->groups[g].persons[i];
            const struct shg_seat *seat = shg_seat_of(&whole, c, p);
            size_t at = seat ? (size_t)(seat - whole.seats) : 0;
            if (!seat || (q->wide->lacks[at] && !(p == q->person && q->seat && q->seat(q->ctx, c, at))))
                return SHG_NO;
        }
    }
    return shg_plan_check(&whole, plan, false, &breach);
}

/* The plan that is there already, as far as it lies in the cut. */
static bool first_plan(const struct cut *cut, struct shg_plan *out) {
    const struct shg_plan *plan = cut->q->plan;
    *out = SHG_PLAN_EMPTY;
    for (size_t g = 0; g < plan->n; g++) {
        const struct shg_plan_group *x = &plan->groups[g];
        if (!is_open(cut, x->candidate) || x->n == 0)
            continue;
        uint32_t c = 0;
        while (c < cut->inst.n_candidates && cut->origin[c] != x->candidate)
            c++;
        if (c == cut->inst.n_candidates || !shg_plan_add(out, c, x->persons, x->n, x->starters, x->n_starters)) {
            shg_plan_free(out);
            return false;
        }
    }
    return true;
}

struct work {
    struct shg_model model;
    struct shg_bound bound;
    struct shg_search *search;
};

static enum shg_status begin_work(const struct cut *cut, struct work *w) {
    struct shg_plan first;
    enum shg_status status = shg_model_make(&w->model, &cut->inst);
    if (status == SHG_OK)
        status = shg_bound_new(&w->bound, &w->model);
    if (status != SHG_OK)
        return status;
    w->search = shg_search_new(&w->model, &w->bound.best, 1);
    if (!w->search || !first_plan(cut, &first))
        return SHG_SYSTEM;
    status = shg_search_from(w->search, &first);
    shg_plan_free(&first);
    return status;
}

static void end_work(struct work *w) {
    shg_search_free(w->search);
    shg_bound_free(&w->bound);
    shg_model_free(&w->model);
}

/* In turn the bound falls and the plan grows, until one of them says what is so, or nothing is left between them. A yes
 * is let grow once more, for the others whom it may place; where that is the question, to the end. */
static enum shg_verdict settle(const struct cut *cut, struct work *w, bool whole) {
    static const atomic_bool never = false;
    const atomic_bool *cancel = cut->q->cancel ? cut->q->cancel : &never;
    const uint64_t size = cut->inst.n_seats + cut->inst.n_persons + 200;
    const bool thorough = whole || cut->q->grows;
    const int rounds = thorough ? ROUNDS : ROUNDS_PART, steps = thorough ? STEPS : STEPS_PART;
    bool last = false;
    for (int round = 0; round < rounds && !last && !atomic_load(cancel); round++) {
        shg_bound_descend(&w->bound, steps, shg_search_worth(w->search) * SHG_POINT);
        int64_t most = shg_bound_points(&w->bound);
        if (most < cut->needed)
            return SHG_VERDICT_NO;
        shg_search_price(w->search, &w->bound.best, NULL);
        last = shg_search_worth(w->search) >= cut->needed && !cut->q->grows;
        shg_search_run(w->search, size * (uint64_t)((cut->q->grows ? WORK_GROWING : WORK) << round), HOT, COLD,
                       last || cut->q->grows ? most : cut->needed, cancel);
        last |= shg_search_worth(w->search) >= most;
    }
    return shg_search_worth(w->search) >= cut->needed ? SHG_VERDICT_YES : SHG_VERDICT_UNKNOWN;
}

/* What was found: lawful as a whole, and how many more it places. */
static enum shg_status accept(struct cut *cut, const struct shg_plan *found, struct shg_answer *out,
                              struct shg_plan *plan_out) {
    struct shg_plan plan;
    if (!join(cut, found, &plan))
        return SHG_SYSTEM;
    enum shg_status status = is_lawful(cut, &plan);
    out->verdict = status == SHG_OK ? SHG_VERDICT_YES : SHG_VERDICT_UNKNOWN;
    out->places = status == SHG_OK ? count_persons(&plan) - count_persons(cut->q->plan) : 0;
    if (status == SHG_OK && plan_out)
        *plan_out = plan;
    else
        shg_plan_free(&plan);
    return status == SHG_SYSTEM ? SHG_SYSTEM : SHG_OK;
}

/* Where that did not settle it: the whole strength of the matching. */
static enum shg_status prove(struct cut *cut, struct shg_answer *out, struct shg_plan *plan_out, shg_faults *faults) {
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

static enum shg_status solve(struct cut *cut, bool whole, struct shg_answer *out, struct shg_plan *plan_out,
                             shg_faults *faults) {
    struct work w = {.search = NULL};
    enum shg_status status = begin_work(cut, &w);
    if (status == SHG_OK) {
        out->verdict = settle(cut, &w, whole);
        status = shg_search_status(w.search);
    }
    if (status == SHG_OK && out->verdict == SHG_VERDICT_NO && !whole)
        out->verdict = SHG_VERDICT_UNKNOWN; /* only of the part it is known */
    if (status == SHG_OK && out->verdict == SHG_VERDICT_YES)
        status = accept(cut, shg_search_best(w.search), out, plan_out);
    end_work(&w);
    if (status == SHG_OK && cut->q->cancel && atomic_load(cut->q->cancel))
        return SHG_NO;
    if (status == SHG_OK && whole && out->verdict == SHG_VERDICT_UNKNOWN)
        return prove(cut, out, plan_out, faults);
    return status == SHG_OK ? SHG_OK : shg_fault_memory(faults);
}

/* Whether the person has a seat at all; nobody else can be kept from what they have. */
static bool can_sit(const struct cut *cut) {
    for (uint32_t c = 0; c < cut->inst.n_candidates; c++)
        if (shg_seat_of(&cut->inst, c, cut->q->person))
            return true;
    return false;
}

static enum shg_status ask_cut(struct cut *cut, bool part, struct shg_answer *out, struct shg_plan *plan_out,
                               shg_faults *faults) {
    cut->needed = 0;
    cut->new_outside = 0;
    if (!weigh(cut) || (part && !take_part(cut)))
        return shg_fault_memory(faults);
    fix_rest(cut);
    if (!make_cut(cut))
        return shg_fault_memory(faults);
    *out = (struct shg_answer){SHG_VERDICT_NO, 0};
    if (cut->q->person != SHG_NONE && !can_sit(cut)) {
        out->verdict = part ? SHG_VERDICT_UNKNOWN : SHG_VERDICT_NO;
        return SHG_OK;
    }
    return solve(cut, !part, out, plan_out, faults);
}

/* A part is all that can be looked at. */
static bool in_part(const struct shg_question *q) {
    return q->wide->today > (q->grows ? WHOLE_GROWING : WHOLE);
}

bool shg_is_large(const struct shg_wide *wide) {
    return wide->today > WHOLE;
}

enum shg_status shg_ask(const struct shg_question *question, struct shg_answer *out, struct shg_plan *plan_out,
                        shg_faults *faults) {
    struct cut cut = {.q = question, .wide = &question->wide->inst};
    enum shg_status status = ask_cut(&cut, in_part(question), out, plan_out, faults);
    cut_free(&cut);
    return status;
}
