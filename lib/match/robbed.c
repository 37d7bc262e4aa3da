#include "match/robbed.h"

#include <stdlib.h>

enum {
    PICTURE = 100,    /* a group that is robbed wholly, in the picture of the fractional optimum */
    ROBBED_SOME = 20, /* ... robbed of so much it counts */
    TAKEN_MOST = 4    /* so many are taken up at once on account of the picture */
};

/* ---- By a plan ---- */

/* A plan found, beside the groups that stay. */
struct clash {
    const struct shg_plan *found; /* in numbers of the cut */
    const struct shg_cut *cut;
    const struct shg_instance *wide;
    bool *robbed;   /* of each group of the plan */
    bool *sits;     /* of each person: the plan found places them */
    uint32_t *uses; /* of each room, then of each starter: groups of the plan found */
};

static uint32_t candidate_of(const struct clash *x, size_t found) {
    return x->cut->origin[x->found->groups[found].candidate];
}

static void count_uses(struct clash *x) {
    for (size_t g = 0; g < x->found->n; g++) {
        const struct shg_plan_group *group = &x->found->groups[g];
        const struct shg_candidate *c = &x->wide->candidates[candidate_of(x, g)];
        for (uint32_t i = 0; i < group->n; i++)
            x->sits[group->persons[i]] = true;
        if (c->room != SHG_NONE)
            x->uses[c->room]++;
        for (uint32_t i = 0; i < group->n_starters; i++)
            x->uses[x->wide->n_rooms + group->starters[i]]++;
    }
}

static bool leads(const struct shg_plan_group *group, uint32_t starter) {
    for (uint32_t i = 0; i < group->n_starters; i++)
        if (group->starters[i] == starter)
            return true;
    return false;
}

static bool holds(const struct shg_plan_group *group, uint32_t person) {
    return shg_list_holds(group->persons, group->n, person);
}

/* Whether somebody is a member of the one and leads the other, who are the same human. */
static bool share_human(const struct shg_instance *wide, const struct shg_plan_group *a,
                        const struct shg_plan_group *b) {
    for (size_t i = 0; i < wide->n_links; i++) {
        const struct shg_link *link = &wide->links[i];
        if ((holds(a, link->person) && leads(b, link->starter)) || (holds(b, link->person) && leads(a, link->starter)))
            return true;
    }
    return false;
}

/* Whether a group loses a member, a starter at its time, or itself. */
static bool is_robbed(const struct clash *x, const struct shg_plan_group *group) {
    const struct shg_instance *wide = x->wide;
    const struct shg_candidate *c = &wide->candidates[group->candidate];
    for (uint32_t i = 0; i < group->n; i++)
        if (x->sits[group->persons[i]])
            return true;
    for (size_t g = 0; g < x->found->n; g++) {
        const struct shg_candidate *other = &wide->candidates[candidate_of(x, g)];
        if (c->room == SHG_NONE && candidate_of(x, g) == group->candidate)
            return true;
        if (!shg_window_overlap(c->window, other->window))
            continue;
        for (uint32_t i = 0; i < group->n_starters; i++)
            if (leads(&x->found->groups[g], group->starters[i]))
                return true;
        if (share_human(wide, group, &x->found->groups[g]))
            return true;
    }
    return false;
}

/* Of the groups that stay, takes as many as are too many for a room or a starter: the smallest first. */
static void rob_overfull(struct clash *x, uint32_t what, uint32_t left,
                         bool (*has)(const struct clash *, size_t, uint32_t)) {
    const struct shg_plan *plan = x->cut->q->plan;
    for (;;) {
        uint32_t n = x->uses[what];
        size_t least = plan->n;
        for (size_t g = 0; g < plan->n; g++) {
            if (!x->cut->stays[g] || x->robbed[g] || !has(x, g, what))
                continue;
            n++;
            if (least == plan->n || plan->groups[g].n < plan->groups[least].n)
                least = g;
        }
        if (n <= left || least == plan->n)
            return;
        x->robbed[least] = true;
    }
}

static bool lies_in(const struct clash *x, size_t g, uint32_t room) {
    return x->wide->candidates[x->cut->q->plan->groups[g].candidate].room == room;
}

static bool led_by(const struct clash *x, size_t g, uint32_t what) {
    return leads(&x->cut->q->plan->groups[g], what - (uint32_t)x->wide->n_rooms);
}

/* The groups that the plan found robs; their number. */
static size_t find_robbed(struct clash *x) {
    const struct shg_instance *wide = x->wide;
    const struct shg_question *q = x->cut->q;
    size_t n = 0;
    count_uses(x);
    for (size_t g = 0; g < q->plan->n; g++)
        x->robbed[g] = x->cut->stays[g] && is_robbed(x, &q->plan->groups[g]);
    for (uint32_t r = 0; r < wide->n_rooms; r++)
        if (x->uses[r])
            rob_overfull(x, r, q->wide->left[r] + (r == q->room), lies_in);
    for (uint32_t s = 0; s < wide->n_starters; s++)
        if (x->uses[wide->n_rooms + s])
            rob_overfull(x, (uint32_t)wide->n_rooms + s, wide->starters[s].left, led_by);
    for (size_t g = 0; g < q->plan->n; g++)
        n += x->robbed[g];
    return n;
}

enum shg_status shg_robbed_by_plan(const struct shg_cut *cut, const struct shg_plan *found, bool *robbed, size_t *n) {
    struct clash x = {.found = found, .cut = cut, .wide = cut->wide};
    x.robbed = robbed;
    x.sits = calloc(x.wide->n_persons + 1, sizeof *x.sits);
    x.uses = calloc(x.wide->n_rooms + x.wide->n_starters + 1, sizeof *x.uses);
    const bool fine = x.sits && x.uses;
    *n = fine ? find_robbed(&x) : 0;
    free(x.sits);
    free(x.uses);
    return fine ? SHG_OK : SHG_SYSTEM;
}

/* ---- By the fractional optimum ---- */

/* How often what was used, in hundredths of all steps that were looked at. */
struct picture {
    const struct shg_cut *cut;
    uint32_t *person, *room, *starter, *candidate; /* candidates as the wide instance has them */
    uint32_t *group;                               /* of each person: that of the plan; SHG_NONE */
    uint32_t *filling;                             /* of each group: how much of it fills groups of a bare cut */
    uint32_t *able; /* ... how many of it could, in the candidate at hand; 0 between candidates */
};

static void count_picture(struct picture *x, const struct shg_bound *bound) {
    const struct shg_instance *inst = &x->cut->inst;
    const struct shg_sample *sample = &bound->sample;
    for (size_t p = 0; p < inst->n_persons; p++) {
        for (size_t i = bound->m->chance_at[p]; i < bound->m->chance_at[p + 1]; i++)
            x->person[p] += sample->chance[i];
        x->person[p] = x->person[p] * PICTURE / sample->n;
    }
    for (size_t c = 0; c < inst->n_candidates; c++) {
        const uint32_t used = sample->candidate[c] * PICTURE / sample->n;
        x->candidate[x->cut->origin[c]] = used;
        if (inst->candidates[c].room != SHG_NONE)
            x->room[inst->candidates[c].room] += used;
    }
    for (size_t i = 0; i < inst->n_leads; i++)
        x->starter[inst->leads[i].starter] += sample->lead[i];
    for (size_t s = 0; s < inst->n_starters; s++)
        x->starter[s] = x->starter[s] * PICTURE / sample->n;
}

/* In a bare cut: whom a candidate that was used needs beside those asked for. As far as those without a place do not
 * suffice, the group that could give most gives them. */
static void fill_candidate(struct picture *x, uint32_t c, uint32_t asked) {
    const struct shg_cut *cut = x->cut;
    const struct shg_candidate *of = &cut->wide->candidates[c];
    const uint32_t used = x->candidate[c];
    uint32_t lacks = of->least * used, best = SHG_NONE;
    lacks = lacks > asked ? lacks - asked : 0;
    for (size_t i = of->seats_at; i < of->seats_at + of->seats; i++) {
        const uint32_t p = cut->wide->seats[i].person, g = x->group[p];
        if (cut->must[p] || !shg_cut_seat(cut, c, i))
            continue;
        if (g == SHG_NONE)
            lacks = lacks > used ? lacks - used : 0;
        else if (++x->able[g] && (best == SHG_NONE || x->able[g] > x->able[best]))
            best = g;
    }
    if (best != SHG_NONE)
        x->filling[best] += lacks;
    for (size_t i = of->seats_at; i < of->seats_at + of->seats; i++)
        if (x->group[cut->wide->seats[i].person] != SHG_NONE)
            x->able[x->group[cut->wide->seats[i].person]] = 0;
}

static void fill_groups(struct picture *x, const struct shg_bound *bound) {
    const struct shg_model *m = bound->m;
    uint32_t *asked = x->able + x->cut->q->plan->n; /* of each candidate of the cut */
    for (size_t p = 0; p < m->inst->n_persons; p++)
        for (size_t i = m->chance_at[p]; i < m->chance_at[p + 1]; i++)
            asked[m->chances[i].candidate] += bound->sample.chance[i];
    for (uint32_t c = 0; c < m->inst->n_candidates; c++)
        if (bound->sample.candidate[c])
            fill_candidate(x, x->cut->origin[c], asked[c] * PICTURE / bound->sample.n);
}

/* Beside the groups that stay: what is used more than there is stays in room and starter. */
static void keep_excess(struct picture *x) {
    const struct shg_instance *wide = x->cut->wide;
    const struct shg_question *q = x->cut->q;
    for (size_t g = 0; g < q->plan->n; g++) {
        const struct shg_plan_group *group = &q->plan->groups[g];
        const uint32_t room = wide->candidates[group->candidate].room;
        if (!x->cut->stays[g])
            continue;
        if (room != SHG_NONE)
            x->room[room] += PICTURE;
        for (uint32_t i = 0; i < group->n_starters; i++)
            x->starter[group->starters[i]] += PICTURE;
    }
    for (uint32_t r = 0; r < wide->n_rooms; r++) {
        const uint32_t left = (q->wide->left[r] + (r == q->room)) * PICTURE;
        x->room[r] = x->room[r] > left ? x->room[r] - left : 0;
    }
    for (size_t s = 0; s < wide->n_starters; s++) {
        const uint32_t left = wide->starters[s].left * PICTURE;
        x->starter[s] = x->starter[s] > left ? x->starter[s] - left : 0;
    }
}

static uint32_t loss_of(const struct picture *x, size_t g) {
    const struct shg_plan_group *group = &x->cut->q->plan->groups[g];
    const uint32_t room = x->cut->wide->candidates[group->candidate].room;
    uint32_t loss = x->filling[g] + (room == SHG_NONE ? x->candidate[group->candidate] : x->room[room]);
    for (uint32_t i = 0; i < group->n; i++)
        loss += x->person[group->persons[i]];
    for (uint32_t i = 0; i < group->n_starters; i++)
        loss += x->starter[group->starters[i]];
    return loss;
}

static size_t mark_most_robbed(const struct picture *x, bool *robbed) {
    const struct shg_plan *plan = x->cut->q->plan;
    size_t n = 0;
    for (; n < TAKEN_MOST; n++) {
        size_t most = plan->n;
        uint32_t loss = ROBBED_SOME;
        for (size_t g = 0; g < plan->n; g++) {
            const uint32_t own = x->cut->stays[g] && !robbed[g] ? loss_of(x, g) : 0;
            if (own > loss) {
                most = g;
                loss = own;
            }
        }
        if (most == plan->n)
            break;
        robbed[most] = true;
    }
    return n;
}

static bool new_picture(struct picture *x, const struct shg_cut *cut) {
    const struct shg_plan *plan = cut->q->plan;
    *x = (struct picture){.cut = cut};
    x->person = calloc(cut->wide->n_persons + 1, sizeof *x->person);
    x->room = calloc(cut->wide->n_rooms + 1, sizeof *x->room);
    x->starter = calloc(cut->wide->n_starters + 1, sizeof *x->starter);
    x->candidate = calloc(cut->wide->n_candidates + 1, sizeof *x->candidate);
    x->group = calloc(cut->wide->n_persons + 1, sizeof *x->group);
    x->filling = calloc(plan->n + 1, sizeof *x->filling);
    x->able = calloc(plan->n + cut->inst.n_candidates + 1, sizeof *x->able);
    if (!x->person || !x->room || !x->starter || !x->candidate || !x->group || !x->filling || !x->able)
        return false;
    for (size_t p = 0; p < cut->wide->n_persons; p++)
        x->group[p] = SHG_NONE;
    for (uint32_t g = 0; g < plan->n; g++)
        for (uint32_t i = 0; i < plan->groups[g].n; i++)
            x->group[plan->groups[g].persons[i]] = g;
    return true;
}

static void free_picture(struct picture *x) {
    free(x->person);
    free(x->room);
    free(x->starter);
    free(x->candidate);
    free(x->group);
    free(x->filling);
    free(x->able);
}

enum shg_status shg_robbed_by_sample(const struct shg_cut *cut, const struct shg_bound *bound, bool *robbed,
                                     size_t *n) {
    struct picture x;
    const bool fine = new_picture(&x, cut);
    *n = 0;
    if (fine && bound->sample.n > 0) {
        count_picture(&x, bound);
        if (cut->bare)
            fill_groups(&x, bound);
        keep_excess(&x);
        *n = mark_most_robbed(&x, robbed);
    }
    free_picture(&x);
    return fine ? SHG_OK : SHG_SYSTEM;
}
