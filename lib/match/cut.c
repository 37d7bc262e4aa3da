#include "match/cut.h"

#include <stdlib.h>
#include <string.h>

/* Whether the question is about this person. */
static bool is_about(const struct shg_question *q, uint32_t person) {
    return q->person != SHG_NONE && (person == q->person || (q->pair && person == q->person + 1));
}

static uint32_t bundle_of(const struct shg_question *q, uint32_t person) {
    return is_about(q, person) && q->pair ? q->person : q->wide->inst.persons[person].bundle;
}

bool shg_cut_seat(const struct shg_cut *cut, uint32_t c, size_t seat) {
    const struct shg_question *q = cut->q;
    uint32_t p = cut->wide->seats[seat].person;
    if (!cut->kept[p])
        return false;
    return is_about(q, p) && q->seat ? q->seat(q->ctx, c, seat) : q->wide->lacks[seat] == 0;
}

static bool is_open(const struct shg_cut *cut, uint32_t c) {
    return cut->open[shg_cut_source(cut->wide, c)];
}

/* The plan to begin with: groups outside the part are as it has them. */
static const struct shg_plan *first_of(const struct shg_cut *cut) {
    return cut->q->from ? cut->q->from : cut->q->plan;
}

/* Whether a starter leads outside the part at the time of the candidate. */
static bool leads_then(const struct shg_cut *cut, uint32_t c, uint32_t starter) {
    const struct shg_plan *plan = first_of(cut);
    const struct shg_candidate *list = cut->wide->candidates;
    for (size_t g = 0; g < plan->n; g++) {
        const struct shg_plan_group *x = &plan->groups[g];
        if (!cut->stays[g] || !shg_window_overlap(list[x->candidate].window, list[c].window))
            continue;
        for (uint32_t i = 0; i < x->n_starters; i++)
            if (x->starters[i] == starter)
                return true;
    }
    return false;
}

static bool lead_kept(const struct shg_cut *cut, uint32_t c, uint32_t starter) {
    const uint32_t ghosts = cut->q->wide->ghosts;
    if (starter >= ghosts)
        return cut->q->ghost && cut->q->ghost(cut->q->ctx, c, starter - ghosts);
    return cut->leads[starter] == 0 ||
           (cut->leads[starter] < cut->wide->starters[starter].left && !leads_then(cut, c, starter));
}

/* ---- Who must be placed, and what it weighs ---- */

/* A weight for each person, by whether they must be placed. */
static void weigh(struct shg_cut *cut) {
    const size_t n = cut->wide->n_persons;
    uint32_t must = 0;
    for (size_t p = 0; p < n; p++)
        must += cut->must[p];
    for (size_t p = 0; p < n; p++)
        cut->weight[p] = (int32_t)(SHG_CUT_WEIGHT * (cut->must[p] ? n - must + 1 : 1));
    cut->weight_led = (int32_t)(SHG_CUT_WEIGHT * (n - must + 1));
}

/* A group that is only given starters places nobody: it is let go, where it need not be led. */
static bool is_let_go(const struct shg_cut *cut, const struct shg_plan_group *group) {
    return group->n == 0 && !cut->q->led;
}

/* Whether a standing candidate must be given starters. */
static bool must_be_led(const struct shg_cut *cut, uint32_t c) {
    const struct shg_plan *plan = cut->q->plan;
    if (!cut->q->led || cut->wide->candidates[c].room != SHG_NONE || !cut->wide->candidates[c].needs)
        return false;
    for (size_t g = 0; g < plan->n; g++)
        if (plan->groups[g].candidate == c && plan->groups[g].n_starters > 0)
            return true;
    return c == cut->q->start;
}

bool shg_cut_begin(struct shg_cut *cut, const struct shg_question *question) {
    const struct shg_instance *wide = &question->wide->inst;
    const size_t n = wide->n_persons;
    *cut = (struct shg_cut){.q = question, .wide = wide};
    cut->must = calloc(n + 1, sizeof *cut->must);
    cut->kept = calloc(n + 1, sizeof *cut->kept);
    cut->leads = calloc(wide->n_starters + 1, sizeof *cut->leads);
    cut->open = calloc(wide->n_candidates + wide->n_rooms + 1, sizeof *cut->open);
    cut->bundled = calloc(n + 1, sizeof *cut->bundled);
    cut->here = calloc(n + 1, sizeof *cut->here);
    cut->weight = calloc(n + 1, sizeof *cut->weight);
    cut->stays = calloc(first_of(cut)->n + 1, sizeof *cut->stays);
    cut->used = calloc(wide->n_rooms + 1, sizeof *cut->used);
    cut->rooms = calloc(wide->n_rooms + 1, sizeof *cut->rooms);
    if (!cut->must || !cut->kept || !cut->leads || !cut->open || !cut->bundled || !cut->here || !cut->weight ||
        !cut->stays || !cut->used || !cut->rooms)
        return false;
    for (uint32_t p = 0; p < n; p++) {
        cut->bundled[bundle_of(question, p)]++;
        cut->must[p] = is_about(question, p);
    }
    for (size_t g = 0; g < question->plan->n; g++)
        for (uint32_t i = 0; i < question->plan->groups[g].n; i++)
            cut->must[question->plan->groups[g].persons[i]] = true;
    weigh(cut);
    memset(cut->kept, true, n);
    memset(cut->open, true, wide->n_candidates + wide->n_rooms);
    return true;
}

void shg_cut_stay(struct shg_cut *cut) {
    const struct shg_plan *plan = first_of(cut);
    for (size_t g = 0; g < plan->n; g++)
        cut->stays[g] = !is_let_go(cut, &plan->groups[g]) && !is_open(cut, plan->groups[g].candidate);
}

void shg_cut_fix_rest(struct shg_cut *cut) {
    const struct shg_plan *plan = first_of(cut);
    for (size_t g = 0; g < plan->n; g++) {
        const struct shg_plan_group *group = &plan->groups[g];
        const struct shg_candidate *c = &cut->wide->candidates[group->candidate];
        if (!cut->stays[g])
            continue;
        for (uint32_t i = 0; i < group->n; i++)
            cut->kept[group->persons[i]] = false;
        for (uint32_t i = 0; i < group->n_starters; i++)
            cut->leads[group->starters[i]]++;
        if (c->room == SHG_NONE) {
            cut->open[group->candidate] = false;
        } else {
            cut->used[c->room]++;
            cut->new_outside++;
        }
    }
}

/* ---- Cutting ---- */

/* Somebody who may come or not: a group needs fewer others, and none of its members is alone for want of them. */
static void fill(struct shg_candidate *c, const struct shg_person *person) {
    if (c->least > 1)
        c->least--;
    if (person->gender == GENDER_F && c->held_f < UINT16_MAX)
        c->held_f++;
    if (person->gender == GENDER_M && c->held_m < UINT16_MAX)
        c->held_m++;
}

/* The seats of a candidate; of those who go together all have one or none has. */
static void add_seats(struct shg_cut *cut, uint32_t number, struct shg_candidate *c) {
    const struct shg_candidate *of = &cut->wide->candidates[number];
    const size_t end = of->seats_at + of->seats;
    for (size_t i = of->seats_at; i < end; i++)
        cut->here[bundle_of(cut->q, cut->wide->seats[i].person)] = 0;
    for (size_t i = of->seats_at; i < end; i++)
        cut->here[bundle_of(cut->q, cut->wide->seats[i].person)] += shg_cut_seat(cut, number, i);
    c->seats_at = cut->inst.n_seats;
    for (size_t i = of->seats_at; i < end; i++) {
        uint32_t p = cut->wide->seats[i].person, bundle = bundle_of(cut->q, p);
        if (cut->here[bundle] != cut->bundled[bundle] || !shg_cut_seat(cut, number, i))
            continue;
        if (cut->bare && !cut->must[p] && cut->bundled[bundle] == 1)
            fill(c, &cut->wide->persons[p]);
        else
            cut->inst.seats[cut->inst.n_seats++] = (struct shg_seat){p, cut->weight[p]};
    }
    c->seats = (uint32_t)(cut->inst.n_seats - c->seats_at);
}

static void add_leads(struct shg_cut *cut, uint32_t number, struct shg_candidate *c) {
    const struct shg_candidate *of = &cut->wide->candidates[number];
    c->leads_at = (uint32_t)cut->inst.n_leads;
    for (uint32_t i = 0; i < of->leads; i++) {
        uint32_t s = cut->wide->leads[of->leads_at + i].starter;
        if (lead_kept(cut, number, s))
            cut->inst.leads[cut->inst.n_leads++] = (struct shg_lead){s, 0};
    }
    c->leads = (uint32_t)(cut->inst.n_leads - c->leads_at);
}

static bool can_be_led(const struct shg_cut *cut, const struct shg_candidate *c) {
    bool active = false;
    for (uint32_t i = 0; i < c->leads; i++)
        active |= cut->inst.starters[cut->inst.leads[c->leads_at + i].starter].active;
    return !c->needs || (active && c->leads >= cut->inst.starters_min);
}

/* Where the person can sit, those who come with them fill seats. */
static void expect_more(const struct shg_cut *cut, uint32_t number, struct shg_candidate *c) {
    const uint32_t come = cut->q->come;
    const struct shg_seat *seat = come ? shg_seat_of(cut->wide, number, cut->q->person) : NULL;
    if (!seat || !shg_cut_seat(cut, number, (size_t)(seat - cut->wide->seats)))
        return;
    c->least = (uint16_t)(c->least > come + 1 ? c->least - come : 1);
    c->most = (uint16_t)(c->most > come ? c->most - come : 0);
}

static bool may_come(const struct shg_cut *cut, uint32_t candidate) {
    return is_open(cut, candidate) && !(cut->useless && cut->useless[candidate]);
}

/* Keeps a candidate where it can come about; only placing people counts. */
static void add_candidate(struct shg_cut *cut, uint32_t number) {
    struct shg_instance *inst = &cut->inst;
    struct shg_candidate c = cut->wide->candidates[number];
    size_t seats = inst->n_seats, leads = inst->n_leads;
    if (!may_come(cut, number) || (c.room != SHG_NONE && inst->rooms[c.room].left == 0))
        return;
    add_seats(cut, number, &c);
    add_leads(cut, number, &c);
    c.opening = cut->opening ? cut->opening[shg_cut_source(cut->wide, number)] : 0;
    const bool led = must_be_led(cut, number);
    c.bonus = led ? cut->weight_led : 0;
    c.aim = 0;
    c.idle &= led;
    expect_more(cut, number, &c);
    if (((c.seats < c.least || c.most < c.least) && !c.idle) || !can_be_led(cut, &c)) {
        inst->n_seats = seats;
        inst->n_leads = leads;
        return;
    }
    cut->origin[inst->n_candidates] = number;
    inst->candidates[inst->n_candidates++] = c;
    inst->n_standing += c.group != NULL;
    cut->needed += c.bonus;
}

/* Room for all candidates, seats and leads that may come into the cut. */
static void count_most(const struct shg_cut *cut, size_t *candidates, size_t *seats, size_t *leads) {
    *candidates = *seats = *leads = 1;
    for (uint32_t c = 0; c < cut->wide->n_candidates; c++) {
        if (!may_come(cut, c))
            continue;
        ++*candidates;
        *seats += cut->wide->candidates[c].seats;
        *leads += cut->wide->candidates[c].leads;
    }
}

static bool make_room(struct shg_cut *cut) {
    const struct shg_instance *wide = cut->wide;
    struct shg_instance *inst = &cut->inst;
    size_t candidates, seats, leads;
    count_most(cut, &candidates, &seats, &leads);
    *inst = *wide;
    inst->texts = NULL;
    inst->starters = calloc(wide->n_starters + 1, sizeof *inst->starters);
    inst->rooms = calloc(wide->n_rooms + 1, sizeof *inst->rooms);
    inst->candidates = calloc(candidates, sizeof *inst->candidates);
    inst->seats = calloc(seats, sizeof *inst->seats);
    inst->leads = calloc(leads, sizeof *inst->leads);
    cut->origin = calloc(candidates, sizeof *cut->origin);
    return inst->starters && inst->rooms && inst->candidates && inst->seats && inst->leads && cut->origin;
}

/* An empty list may be NULL, which memcpy may not be given. */
static void copy(void *to, const void *from, size_t n, size_t size) {
    if (n > 0)
        memcpy(to, from, n * size);
}

static uint32_t room_left(const struct shg_cut *cut, uint32_t room) {
    return cut->q->wide->left[room] + (room == cut->q->room);
}

bool shg_cut_persons(struct shg_cut *cut) {
    const struct shg_question *q = cut->q;
    struct shg_person *persons = calloc(cut->wide->n_persons + 1, sizeof *persons);
    cut->inst.persons = persons;
    if (!persons)
        return false;
    copy(persons, cut->wide->persons, cut->wide->n_persons, sizeof *persons);
    if (q->person != SHG_NONE && q->mixes)
        persons[q->person].not_alone = false;
    if (q->person != SHG_NONE && q->pair)
        persons[q->person + 1].bundle = q->person;
    return true;
}

/* New groups that fit into a room beside those that stay. */
static uint32_t left_in(const struct shg_cut *cut, uint32_t room) {
    uint32_t left = room_left(cut, room);
    return left > cut->used[room] ? left - cut->used[room] : 0;
}

/* Those who lead nothing here lead one group at most: what may lead more is priced by the hour. */
static bool forget_others(struct shg_cut *cut) {
    bool *here = calloc(cut->inst.n_starters + 1, sizeof *here);
    if (!here)
        return false;
    for (size_t i = 0; i < cut->inst.n_leads; i++)
        here[cut->inst.leads[i].starter] = true;
    for (size_t s = 0; s < cut->inst.n_starters; s++)
        if (!here[s] && cut->inst.starters[s].left > 1)
            cut->inst.starters[s].left = 1;
    free(here);
    return true;
}

bool shg_cut_make(struct shg_cut *cut) {
    struct shg_instance *inst = &cut->inst;
    if (!make_room(cut) || !shg_cut_persons(cut))
        return false;
    copy(inst->starters, cut->wide->starters, inst->n_starters, sizeof *inst->starters);
    copy(inst->rooms, cut->wide->rooms, inst->n_rooms, sizeof *inst->rooms);
    for (size_t i = 0; i < inst->n_starters; i++)
        inst->starters[i].left -= cut->leads[i] < inst->starters[i].left ? cut->leads[i] : 0;
    const bool full = inst->new_max > 0 && cut->new_outside >= inst->new_max;
    for (uint32_t r = 0; r < inst->n_rooms; r++)
        inst->rooms[r].left = full ? 0 : left_in(cut, r);
    inst->shortfall = inst->second = 0;
    inst->n_candidates = inst->n_standing = inst->n_seats = inst->n_leads = 0;
    for (uint32_t c = 0; c < cut->wide->n_candidates; c++)
        add_candidate(cut, c);
    if (inst->new_max > 0 && !full)
        inst->new_max -= cut->new_outside;
    for (size_t p = 0; p < inst->n_persons; p++)
        if (cut->must[p] && cut->kept[p])
            cut->needed += cut->weight[p];
    return forget_others(cut);
}

void shg_cut_free(struct shg_cut *cut) {
    free(cut->must);
    free(cut->kept);
    free(cut->leads);
    free(cut->open);
    free(cut->bundled);
    free(cut->here);
    free(cut->weight);
    free(cut->stays);
    free(cut->used);
    free(cut->rooms);
    free(cut->opening);
    free(cut->useless);
    free(cut->origin);
    free(cut->inst.persons);
    free(cut->inst.starters);
    free(cut->inst.rooms);
    free(cut->inst.candidates);
    free(cut->inst.seats);
    free(cut->inst.leads);
}

/* ---- Plans ---- */

uint32_t shg_cut_count(const struct shg_plan *plan) {
    uint32_t n = 0;
    for (size_t g = 0; g < plan->n; g++)
        n += plan->groups[g].n;
    return n;
}

/* The plan found, with the groups that stayed as they were, in numbers of the wide instance. */
static bool join(const struct shg_cut *cut, const struct shg_plan *found, struct shg_plan *out) {
    const struct shg_plan *plan = first_of(cut);
    *out = SHG_PLAN_EMPTY;
    bool fine = true;
    for (size_t g = 0; fine && g < found->n; g++) {
        const struct shg_plan_group *x = &found->groups[g];
        fine = shg_plan_add(out, cut->origin[x->candidate], x->persons, x->n, x->starters, x->n_starters);
    }
    for (size_t g = 0; fine && g < plan->n; g++) {
        const struct shg_plan_group *x = &plan->groups[g];
        if (cut->stays[g])
            fine = shg_plan_add(out, x->candidate, x->persons, x->n, x->starters, x->n_starters);
    }
    if (!fine)
        shg_plan_free(out);
    return fine;
}

/* Whether everybody has a seat that they may use; and, where people come, there are enough for every group with them.
 */
static bool are_seated(const struct shg_cut *cut, const struct shg_plan_group *group) {
    const struct shg_question *q = cut->q;
    const struct shg_candidate *c = &cut->wide->candidates[group->candidate];
    bool asked = false;
    for (uint32_t i = 0; i < group->n; i++) {
        uint32_t p = group->persons[i];
        const struct shg_seat *seat = shg_seat_of(cut->wide, group->candidate, p);
        size_t at = seat ? (size_t)(seat - cut->wide->seats) : 0;
        if (!seat || !(is_about(q, p) && q->seat ? q->seat(q->ctx, group->candidate, at) : q->wide->lacks[at] == 0))
            return false;
        asked |= p == q->person;
    }
    const uint32_t n = group->n + (asked ? q->come : 0);
    return group->n == 0 || (n >= c->least && n <= c->most);
}

enum shg_status shg_cut_lawful(struct shg_cut *cut, const struct shg_plan *plan) {
    struct shg_instance whole = *cut->wide;
    struct shg_breach breach;
    for (uint32_t r = 0; r < whole.n_rooms; r++)
        cut->rooms[r] = (struct shg_room){.left = room_left(cut, r)};
    whole.rooms = cut->rooms;
    whole.persons = cut->inst.persons;
    for (size_t g = 0; g < plan->n; g++)
        if (!are_seated(cut, &plan->groups[g]))
            return SHG_NO;
    return shg_plan_check(&whole, plan, cut->q->come > 0, &breach);
}

/* The plan that is there already, as far as it lies in the cut. */
bool shg_cut_first(const struct shg_cut *cut, struct shg_plan *out) {
    const struct shg_plan *plan = first_of(cut);
    *out = SHG_PLAN_EMPTY;
    for (size_t g = 0; g < plan->n; g++) {
        const struct shg_plan_group *x = &plan->groups[g];
        if (cut->stays[g] || is_let_go(cut, x))
            continue;
        uint32_t c = 0;
        while (c < cut->inst.n_candidates && cut->origin[c] != x->candidate)
            c++;
        if (c == cut->inst.n_candidates || x->n > cut->inst.candidates[c].most)
            continue;
        if (!shg_plan_add(out, c, x->persons, x->n, x->starters, x->n_starters)) {
            shg_plan_free(out);
            return false;
        }
    }
    return true;
}

enum shg_status shg_cut_accept(struct shg_cut *cut, const struct shg_plan *found, struct shg_plan *out) {
    if (!join(cut, found, out))
        return SHG_SYSTEM;
    enum shg_status status = shg_cut_lawful(cut, out);
    if (status != SHG_OK) {
        shg_plan_free(out);
        *out = SHG_PLAN_EMPTY;
    }
    return status;
}

bool shg_cut_has_seat(const struct shg_cut *cut) {
    for (uint32_t c = 0; c < cut->inst.n_candidates; c++)
        if (shg_seat_of(&cut->inst, c, cut->q->person))
            return true;
    return cut->q->person == SHG_NONE;
}
