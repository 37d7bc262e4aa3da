/* What shared lists would place.
 *
 * Both registers are read into one (register/join.h), the neighbour's ids tagged; ours come first in every order, so
 * that our numbers stay. In the instance of the joint register two wide instances are laid: `apart`, in which nobody
 * sits, and no starter leads, at the other office's venues, and `wide`, in which all may. The best of `apart` that
 * keeps our plan is what two separate matchings place; the best of `wide` that keeps everybody of that placed says what
 * is gained, for each side. This office's rules count for both. */
#include "match/needs_private.h"

#include "match/cut.h"
#include "register/join.h"

#include <stdlib.h>
#include <string.h>

struct joining {
    const struct shg_needs_options *o;
    struct shg_joint *joint;
    struct shg_more two, one; /* offices */
    struct shg_plan plan;     /* ours, in numbers of the joint instance */
    bool *placed;             /* by two offices */
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
                            .found = ""};
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
    struct shg_need sum = {.kind = ours ? SHG_NEED_OURS : SHG_NEED_THEIRS, .reg = j->joint->reg, .found = ""};
    enum shg_status status = SHG_OK;
    for (size_t g = 0; g < j->one.from.n && status == SHG_OK; g++) {
        const struct shg_need need = count_side(j, ours, &j->one.from.groups[g]);
        sum.places += need.places;
        sum.wait_days += need.wait_days;
        if (need.places > 0)
            status = shg_need_keep(out, &need);
    }
    return status == SHG_OK && sum.places > 0 ? shg_need_keep(out, &sum) : status;
}

static enum shg_status find(struct joining *j, struct shg_needs_list *out) {
    const struct shg_joint *joint = j->joint;
    enum shg_status status = shg_wide_plan(&joint->apart, j->o->inst, j->o->plan, &j->plan);
    if (status == SHG_OK)
        status = shg_more_begin(&j->two, &joint->apart, &j->plan, j->o->effort, j->o->cancel);
    if (status != SHG_OK)
        return status;
    j->placed = shg_needs_placed(&j->two.from, joint->wide.inst.n_persons);
    status = j->placed ? shg_more_begin(&j->one, &joint->wide, &j->two.from, j->o->effort, j->o->cancel) : SHG_SYSTEM;
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
