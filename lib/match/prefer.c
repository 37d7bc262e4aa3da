#include "match/prefer.h"

#include "match/cut.h"

#include <stdlib.h>

/* So many exchanges of members are tried in one group. */
#define TRIES_MOST 40

struct preferring {
    struct shg_cut cut; /* for the check */
    const struct shg_wide *wide;
    const bool *placed;
    struct shg_plan *plan;
    struct shg_plan_group *group;
    bool *sits;    /* the plan places them */
    bool *settled; /* was tried */
};

/* How good a group is. */
struct liking {
    int64_t worth;
    uint64_t others, points; /* who fit and have no place; what they are worth, which grows with the days waited */
};

static bool is_liked(const struct liking *a, const struct liking *b) {
    if (a->worth != b->worth)
        return a->worth > b->worth;
    return a->others != b->others ? a->others > b->others : a->points > b->points;
}

static bool is_other(const struct preferring *x, size_t seat) {
    const uint32_t p = x->wide->inst.seats[seat].person;
    return x->wide->lacks[seat] == 0 && p < x->wide->persons && !x->sits[p];
}

static struct liking like(const struct preferring *x) {
    const struct shg_instance *inst = &x->wide->inst;
    const struct shg_candidate *c = &inst->candidates[x->group->candidate];
    struct liking out = {.worth = shg_group_worth(inst, x->group)};
    for (size_t i = c->seats_at; i < c->seats_at + c->seats; i++)
        if (is_other(x, i)) {
            out.others++;
            out.points += (uint64_t)inst->persons[inst->seats[i].person].points;
        }
    return out;
}

/* Quick to see; the check says the rest. */
static bool may_be(const struct preferring *x, uint32_t c) {
    const struct shg_candidate *of = &x->wide->inst.candidates[c];
    if (x->group->n < of->least || x->group->n > of->most)
        return false;
    for (uint32_t i = 0; i < x->group->n; i++)
        if (!shg_seat_of(&x->wide->inst, c, x->group->persons[i]))
            return false;
    return true;
}

/* The candidates of a room stand side by side. */
static enum shg_status choose_kind(struct preferring *x) {
    const struct shg_instance *inst = &x->wide->inst;
    const uint32_t was = x->group->candidate, room = inst->candidates[was].room;
    uint32_t best = was, c = was;
    struct liking most = like(x);
    while (room != SHG_NONE && c > 0 && inst->candidates[c - 1].room == room)
        c--;
    for (; room != SHG_NONE && c < inst->n_candidates && inst->candidates[c].room == room; c++) {
        if (c == was || !may_be(x, c))
            continue;
        x->group->candidate = c;
        const struct liking this = like(x);
        if (is_liked(&this, &most) || (c < best && !is_liked(&most, &this))) {
            enum shg_status status = shg_cut_lawful(&x->cut, x->plan);
            if (status == SHG_SYSTEM)
                return status;
            if (status == SHG_OK) {
                best = c;
                most = this;
            }
        }
    }
    x->group->candidate = best;
    return SHG_OK;
}

static bool goes_alone(const struct preferring *x, uint32_t person) {
    return x->cut.bundled[x->wide->inst.persons[person].bundle] == 1;
}

/* The one of the others who has waited longest and was not tried yet. */
static uint32_t longest(const struct preferring *x) {
    const struct shg_instance *inst = &x->wide->inst;
    const struct shg_candidate *c = &inst->candidates[x->group->candidate];
    uint32_t best = SHG_NONE;
    for (size_t i = c->seats_at; i < c->seats_at + c->seats; i++) {
        const uint32_t p = inst->seats[i].person;
        if (is_other(x, i) && !x->settled[p] && goes_alone(x, p) &&
            (best == SHG_NONE || inst->persons[p].points > inst->persons[best].points))
            best = p;
    }
    return best;
}

/* The place in the group of the member who has waited shortest, of those who had no place; n where there is none. */
static uint32_t shortest(const struct preferring *x) {
    const struct shg_person *persons = x->wide->inst.persons;
    uint32_t best = x->group->n;
    for (uint32_t i = 0; i < x->group->n; i++) {
        const uint32_t p = x->group->persons[i];
        if (p < x->wide->persons && !x->placed[p] && goes_alone(x, p) && p != x->cut.q->person &&
            (best == x->group->n || persons[p].points <= persons[x->group->persons[best]].points))
            best = i;
    }
    return best;
}

static void put(struct preferring *x, uint32_t old, uint32_t person) {
    for (uint32_t i = 0; i < x->group->n; i++)
        if (x->group->persons[i] == old)
            x->group->persons[i] = person;
    shg_plan_order(x->group);
}

static enum shg_status choose_members(struct preferring *x) {
    const struct shg_person *persons = x->wide->inst.persons;
    for (int tries = 0; tries < TRIES_MOST; tries++) {
        const uint32_t comes = longest(x), at = shortest(x);
        if (comes == SHG_NONE || at == x->group->n)
            break;
        const uint32_t goes = x->group->persons[at];
        if (persons[comes].points <= persons[goes].points)
            break;
        x->settled[comes] = true;
        put(x, goes, comes);
        enum shg_status status = shg_cut_lawful(&x->cut, x->plan);
        if (status == SHG_SYSTEM)
            return status;
        if (status == SHG_NO) {
            put(x, comes, goes);
        } else {
            x->sits[comes] = true;
            x->sits[goes] = false;
            x->settled[goes] = true;
        }
    }
    return SHG_OK;
}

enum shg_status shg_prefer(const struct shg_question *question, const bool *placed, struct shg_plan *plan,
                           size_t group) {
    const size_t n = question->wide->inst.n_persons;
    struct preferring x = {.wide = question->wide, .placed = placed, .plan = plan, .group = &plan->groups[group]};
    x.sits = calloc(n + 1, sizeof *x.sits);
    x.settled = calloc(n + 1, sizeof *x.settled);
    enum shg_status status = SHG_SYSTEM;
    if (shg_cut_begin(&x.cut, question) && shg_cut_persons(&x.cut) && x.sits && x.settled)
        status = SHG_OK;
    for (size_t g = 0; status == SHG_OK && g < plan->n; g++)
        for (uint32_t i = 0; i < plan->groups[g].n; i++)
            x.sits[plan->groups[g].persons[i]] = true;
    if (status == SHG_OK)
        status = choose_kind(&x);
    if (status == SHG_OK)
        status = choose_members(&x);
    shg_cut_free(&x.cut);
    free(x.sits);
    free(x.settled);
    return status;
}
