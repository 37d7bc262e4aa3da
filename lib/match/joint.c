/* What shared lists would place.
 *
 * Both registers are read into one (register/join.h), the neighbour's ids tagged; ours come first in every order, so
 * that our numbers stay. In the instance of the joint register wide instances are laid: `apart`, in which nobody sits,
 * and no starter leads, at the other office's venues, and `wide`, in which all may. The best of `apart` that keeps our
 * plan is what two separate matchings place; the best of `wide` that keeps everybody of that placed says what is
 * gained, for each side. This office's rules count for both.
 *
 * The best of `apart` is one of many, and another may leave more to be gained. So the best of `wide` is also looked for
 * that keeps our plan alone: nothing that is gained is greater than the difference of the two. Where it is greater than
 * what was found, a best of `apart` is looked for that places nobody else than that plan does; with it the difference
 * is gained. */
#include "match/needs_private.h"

#include "match/cut.h"
#include "match/prefer.h"
#include "register/join.h"

#include <stdlib.h>
#include <string.h>

struct joining {
    const struct shg_needs_options *o;
    struct shg_joint *joint;
    struct shg_more two, one; /* offices */
    struct shg_more free;     /* one office that keeps our plan alone */
    struct shg_more fitted;   /* two offices that place nobody else than that does */
    bool most;                /* proven: nothing more is gained */
    struct shg_plan plan;     /* ours, in numbers of the joint instance */
    bool *placed;             /* by two offices */
    struct shg_plan *kept;    /* the joint plan that is told */
};

/* ---- The instances ---- */

static enum shg_status load(struct joining *j, shg_faults *faults) {
    shg_register *other;
    enum shg_status status = shg_register_load(&other, j->o->with, faults);
    if (status != SHG_OK)
        return status == SHG_DATA
                   ? shg_fault_plain(faults, SHG_DATA, "the neighbour's register cannot be used: %s", j->o->with->dir)
                   : status;
    status = shg_register_load(&j->joint->reg, j->o->opening, faults);
    if (status == SHG_OK && shg_register_join(j->joint->reg, other, SHG_JOINT_TAG) != SHG_OK)
        status = shg_fault_memory(faults);
    shg_register_free(other);
    return status;
}

static bool is_ours(const struct joining *j, const struct shg_candidate *c) {
    return c->venue_row < shg_rows(j->o->reg, SHG_VENUES);
}

/* Takes the leads of the other office's starters away: ours stand first in every list. */
static void part_leads(const struct joining *j, const struct shg_instance *inst, struct shg_candidate *c) {
    uint32_t ours = 0;
    while (ours < c->leads && inst->leads[c->leads_at + ours].starter < j->o->inst->n_starters)
        ours++;
    if (!is_ours(j, c)) {
        c->leads_at += ours;
        c->leads -= ours;
    } else {
        c->leads = ours;
    }
}

static void part_seats(const struct joining *j, struct shg_wide *apart, const struct shg_candidate *c) {
    for (size_t i = c->seats_at; i < c->seats_at + c->seats; i++)
        apart->lacks[i] = is_ours(j, c) != (apart->inst.seats[i].person < j->o->inst->n_persons);
}

static bool lay(struct shg_wide *out, const struct shg_instance *inst) {
    *out = (struct shg_wide){.inst = *inst, .today = inst->n_seats, .persons = (uint32_t)inst->n_persons};
    out->ghosts = (uint32_t)inst->n_starters;
    out->lacks = calloc(inst->n_seats + 1, sizeof *out->lacks);
    out->left = calloc(inst->n_rooms + 1, sizeof *out->left);
    for (size_t r = 0; out->left && r < inst->n_rooms; r++)
        out->left[r] = inst->rooms[r].left;
    return out->lacks && out->left;
}

static bool lay_apart(const struct joining *j) {
    struct shg_wide *apart = &j->joint->apart;
    if (!lay(apart, &j->joint->wide.inst))
        return false;
    const size_t n = apart->inst.n_candidates;
    struct shg_candidate *list = calloc(n + 1, sizeof *list);
    if (list && n > 0)
        memcpy(list, apart->inst.candidates, n * sizeof *list);
    apart->inst.candidates = list;
    for (size_t c = 0; list && c < n; c++) {
        part_leads(j, &apart->inst, &list[c]);
        part_seats(j, apart, &list[c]);
    }
    return list != NULL;
}

/* Whether those of our instance have their numbers in the joint one. */
static bool ours_come_first(const struct joining *j) {
    const struct shg_instance *ours = j->o->inst, *all = &j->joint->wide.inst;
    if (ours->n_persons > all->n_persons || ours->n_starters > all->n_starters)
        return false;
    for (size_t p = 0; p < ours->n_persons; p++)
        if (strcmp(ours->persons[p].id, all->persons[p].id) != 0)
            return false;
    for (size_t s = 0; s < ours->n_starters; s++)
        if (strcmp(ours->starters[s].id, all->starters[s].id) != 0)
            return false;
    return true;
}

static enum shg_status make(struct joining *j, shg_faults *faults) {
    struct shg_instance inst;
    enum shg_status status = load(j, faults);
    if (status == SHG_OK)
        status = shg_instance_build(&inst, j->joint->reg, false, faults);
    if (status != SHG_OK)
        return status;
    inst.new_max *= 2; /* as many as two offices begin */
    if (!lay(&j->joint->wide, &inst) || !lay_apart(j))
        return shg_fault_memory(faults);
    if (!ours_come_first(j))
        return shg_fault_plain(faults, SHG_SYSTEM, "the register has changed meanwhile");
    return SHG_OK;
}

/* ---- What is gained ---- */

/* Those of one side in a group, or of all groups, who have no place while the offices work apart. */
static struct shg_need count_side(const struct joining *j, bool ours, const struct shg_plan_group *g) {
    const struct shg_instance *inst = &j->joint->wide.inst;
    struct shg_need need = {.kind = ours ? SHG_NEED_OURS : SHG_NEED_THEIRS,
                            .reg = j->joint->reg,
                            .group = &inst->candidates[g->candidate],
                            .most = j->most,
                            .found = "",
                            .plan = j->kept,
                            .inst = inst};
    for (uint32_t i = 0; i < g->n; i++) {
        const uint32_t p = g->persons[i];
        if (j->placed[p] || (p < j->o->inst->n_persons) != ours)
            continue;
        need.places++;
        need.wait_days += (uint32_t)(inst->persons[p].points - shg_profile_of(j->o->reg)->place);
    }
    return need;
}

static enum shg_status tell_side(const struct joining *j, bool ours, struct shg_needs_list *out) {
    struct shg_need sum = {.kind = ours ? SHG_NEED_OURS : SHG_NEED_THEIRS,
                           .reg = j->joint->reg,
                           .most = j->most,
                           .found = "",
                           .plan = j->kept,
                           .inst = &j->joint->wide.inst};
    enum shg_status status = SHG_OK;
    for (size_t g = 0; g < j->kept->n && status == SHG_OK; g++) {
        const struct shg_need need = count_side(j, ours, &j->kept->groups[g]);
        sum.places += need.places;
        sum.wait_days += need.wait_days;
        if (need.places > 0)
            status = shg_need_keep(out, &need);
    }
    return status == SHG_OK && sum.places > 0 ? shg_need_keep(out, &sum) : status;
}

static enum shg_status begin(const struct joining *j, struct shg_more *out, const struct shg_wide *wide,
                             const struct shg_plan *plan) {
    return shg_more_begin(out, wide, plan, j->o->effort, j->o->threads, j->o->cancel);
}

/* Closes the seats of `apart` to those whom the plan does not place. */
static enum shg_status close_seats(const struct joining *j, const struct shg_plan *plan) {
    const struct shg_wide *apart = &j->joint->apart;
    bool *placed = shg_needs_placed(plan, apart->inst.n_persons);
    if (!placed)
        return SHG_SYSTEM;
    for (size_t i = 0; i < apart->inst.n_seats; i++)
        apart->lacks[i] |= !placed[apart->inst.seats[i].person];
    free(placed);
    return SHG_OK;
}

/* Which two plans are compared: *two of the offices apart, *one of both together. */
static enum shg_status compare(struct joining *j, const struct shg_plan **two, const struct shg_plan **one) {
    const struct shg_joint *joint = j->joint;
    enum shg_status status = begin(j, &j->two, &joint->apart, &j->plan);
    *two = &j->two.from;
    *one = &j->one.from;
    if (status == SHG_OK)
        status = begin(j, &j->one, &joint->wide, &j->two.from);
    if (status == SHG_OK)
        status = begin(j, &j->free, &joint->wide, &j->plan);
    if (status != SHG_OK)
        return status;
    const uint32_t apart = shg_cut_count(*two), most = shg_cut_count(&j->free.from);
    j->most = j->two.most && j->free.most && most <= shg_cut_count(*one);
    if (most <= shg_cut_count(*one))
        return SHG_OK;
    status = close_seats(j, &j->free.from);
    if (status == SHG_OK)
        status = begin(j, &j->fitted, &joint->apart, &j->plan);
    if (status == SHG_OK && shg_cut_count(&j->fitted.from) >= apart) {
        *two = &j->fitted.from;
        *one = &j->free.from;
        j->most = j->two.most && j->free.most;
    }
    return status;
}

/* Of equal plans the same is told always: for each group with somebody who had no place. */
static enum shg_status prefer(const struct joining *j) {
    const struct shg_question q =
        shg_more_question(&j->one, (struct shg_question){.person = SHG_NONE, .room = SHG_NONE, .start = SHG_NONE});
    enum shg_status status = SHG_OK;
    for (size_t g = 0; g < j->kept->n && status == SHG_OK; g++) {
        const struct shg_plan_group *x = &j->kept->groups[g];
        bool fresh = false;
        for (uint32_t i = 0; i < x->n; i++)
            fresh |= !j->placed[x->persons[i]];
        if (fresh)
            status = shg_prefer(&q, j->placed, j->kept, g);
    }
    return status;
}

static enum shg_status find(struct joining *j, struct shg_needs_list *out) {
    const struct shg_plan *two, *one;
    enum shg_status status = shg_wide_plan(&j->joint->apart, j->o->inst, j->o->plan, &j->plan);
    if (status == SHG_OK)
        status = compare(j, &two, &one);
    if (status != SHG_OK)
        return status;
    j->placed = shg_needs_placed(two, j->joint->wide.inst.n_persons);
    if (!j->placed || !(j->kept = shg_need_plan_kept(out, one)))
        return SHG_SYSTEM;
    status = prefer(j);
    if (status == SHG_OK)
        status = tell_side(j, true, out);
    return status == SHG_OK ? tell_side(j, false, out) : status;
}

enum shg_status shg_needs_joint(const struct shg_needs_options *o, struct shg_joint *joint, struct shg_needs_list *out,
                                shg_faults *faults) {
    struct joining j = {.o = o, .joint = joint, .plan = SHG_PLAN_EMPTY};
    enum shg_status status = make(&j, faults);
    if (status == SHG_OK) {
        status = find(&j, out);
        status = status == SHG_SYSTEM ? shg_fault_memory(faults) : status;
    }
    shg_more_end(&j.two);
    shg_more_end(&j.one);
    shg_more_end(&j.free);
    shg_more_end(&j.fitted);
    shg_plan_free(&j.plan);
    free(j.placed);
    return status;
}

void shg_joint_free(struct shg_joint *joint) {
    free(joint->apart.inst.candidates);
    free(joint->apart.lacks);
    free(joint->apart.left);
    shg_wide_free(&joint->wide);
    shg_register_free(joint->reg);
}
