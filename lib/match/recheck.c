#include "match/recheck.h"

#include "match/rows.h"

#include <stdlib.h>

/* The proposal as the check sees it. */
struct judging {
    const struct shg_proposal *proposal;
    struct shg_instance inst;
    struct shg_plan plan;
    struct shg_group_rows rows; /* of the proposal, by its groups */
    size_t *groups;             /* of the proposal, for each group of the plan */
    uint32_t *numbers;          /* of the persons, then starters, of the group at hand */
    bool below_min;
    shg_faults *faults;
};

static void tell(const struct judging *judging, size_t line, bool person, const char *value, const char *text) {
    struct shg_where where = shg_proposal_where(judging->proposal, line, person);
    (void)shg_fault_add(judging->faults, SHG_ERROR, &where, value, "%s",
                        shg_tr(judging->faults, text)); /* counted by the caller */
}

static void tell_group(const struct judging *judging, size_t group, const char *text) {
    const struct shg_proposed_group *at = &judging->proposal->groups[group];
    tell(judging, at->line, false, at->id, text);
}

static uint32_t candidate_of(const struct judging *judging, const struct shg_proposed_group *group) {
    const char *const *is = group->traits;
    if (group->row != SHG_NONE)
        return shg_instance_standing(&judging->inst, group->id);
    return shg_instance_new(&judging->inst, is[SHG_TRAIT_VENUE], is[SHG_TRAIT_SLOT], is[SHG_TRAIT_THEME],
                            is[SHG_TRAIT_LANGUAGE], is[SHG_TRAIT_COMPOSITION]);
}

/* The numbers of the group's persons or starters in the instance; those who take no part are told. */
static uint32_t number_all(const struct judging *judging, size_t group, bool starters, uint32_t *out) {
    const struct shg_proposal *proposal = judging->proposal;
    uint32_t n = 0;
    for (size_t i = judging->rows.at[group]; i < judging->rows.at[group + 1]; i++) {
        const struct shg_proposed_row *row = &proposal->rows[judging->rows.list[i]];
        if (row->starter != starters)
            continue;
        uint32_t number = starters ? shg_instance_starter(&judging->inst, row->person)
                                   : shg_instance_person(&judging->inst, row->person);
        if (number != SHG_NONE)
            out[n++] = number;
        else
            tell(judging, row->line, true, NULL,
                 starters ? N_("the starter can be given no group: not active, or leading all they can")
                          : N_("the person takes no part: not waiting, not free yet, or placed already"));
    }
    return n;
}

static enum shg_status plan_group(struct judging *judging, size_t group) {
    const struct shg_proposed_group *at = &judging->proposal->groups[group];
    if (at->n == 0)
        return SHG_OK;
    uint32_t candidate = candidate_of(judging, at);
    uint32_t persons = number_all(judging, group, false, judging->numbers);
    uint32_t *starters = judging->numbers + persons;
    uint32_t n_starters = number_all(judging, group, true, starters);
    if (persons + n_starters < at->n)
        return SHG_OK; /* who takes no part was told; what the group lacks for it is not */
    if (candidate == SHG_NONE) {
        tell_group(judging, group,
                   at->row == SHG_NONE
                       ? N_("no new group can begin with this venue, slot, theme, language, composition")
                       : N_("the group can be given nobody"));
    } else if (n_starters > SHG_TEAM_MOST) {
        tell_group(judging, group, shg_breach_text(SHG_BREACH_STARTERS));
    } else {
        judging->groups[judging->plan.n] = group;
        if (!shg_plan_add(&judging->plan, candidate, judging->numbers, persons, starters, n_starters))
            return shg_fault_memory(judging->faults);
    }
    return SHG_OK;
}

/* The plan's row of a node (a person, or a starter) in a group; the group's first row where there is none. */
static size_t line_of(const struct judging *judging, size_t group, uint32_t node) {
    const struct shg_proposal *proposal = judging->proposal;
    bool starter = node >= judging->inst.n_persons;
    for (size_t i = judging->rows.at[group]; i < judging->rows.at[group + 1]; i++) {
        const struct shg_proposed_row *row = &proposal->rows[judging->rows.list[i]];
        if (row->starter != starter)
            continue;
        uint32_t number = starter ? shg_instance_starter(&judging->inst, row->person)
                                  : shg_instance_person(&judging->inst, row->person);
        if (number != SHG_NONE && number + (starter ? judging->inst.n_persons : 0) == node)
            return row->line;
    }
    return proposal->groups[group].line;
}

static enum shg_status check(struct judging *judging) {
    struct shg_breach *breaches;
    size_t n;
    enum shg_status status = shg_plan_breaches(&judging->inst, &judging->plan, judging->below_min, &breaches, &n);
    for (size_t i = 0; i < n; i++) {
        size_t group = judging->groups[breaches[i].group];
        const char *text = shg_breach_text(breaches[i].rule);
        if (breaches[i].node == SHG_NONE)
            tell_group(judging, group, text);
        else
            tell(judging, line_of(judging, group, breaches[i].node), true, NULL, text);
    }
    free(breaches);
    return status == SHG_SYSTEM ? shg_fault_memory(judging->faults) : SHG_OK;
}

static enum shg_status file_rows(struct judging *judging) {
    const struct shg_proposal *proposal = judging->proposal;
    size_t *group_of = calloc(proposal->n_rows + 1, sizeof *group_of);
    enum shg_status status = SHG_SYSTEM;
    for (size_t i = 0; group_of && i < proposal->n_rows; i++)
        group_of[i] = proposal->rows[i].group;
    if (group_of)
        status = shg_group_rows_new(&judging->rows, group_of, proposal->n_rows, proposal->n_groups);
    free(group_of);
    return status;
}

static enum shg_status judge(struct judging *judging) {
    enum shg_status status = SHG_OK;
    size_t before = shg_faults_count(judging->faults, SHG_ERROR);
    judging->groups = calloc(judging->proposal->n_groups + 1, sizeof *judging->groups);
    judging->numbers = calloc(judging->proposal->n_rows + 1, sizeof *judging->numbers);
    if (!judging->groups || !judging->numbers || file_rows(judging) != SHG_OK)
        return shg_fault_memory(judging->faults);
    for (size_t i = 0; i < judging->proposal->n_groups && status == SHG_OK; i++)
        status = plan_group(judging, i);
    if (status == SHG_OK)
        status = check(judging);
    return status == SHG_OK && shg_faults_count(judging->faults, SHG_ERROR) > before ? SHG_DATA : status;
}

/* Whether every new group is a candidate. One that too few people fit is left out of an instance, unless it keeps all:
 * then those who do not fit can be named. */
static bool all_known(const struct judging *judging) {
    for (size_t i = 0; i < judging->proposal->n_groups; i++) {
        const struct shg_proposed_group *group = &judging->proposal->groups[i];
        if (group->n > 0 && group->row == SHG_NONE && candidate_of(judging, group) == SHG_NONE)
            return false;
    }
    return true;
}

enum shg_status shg_recheck(const shg_register *reg, const struct shg_proposal *proposal, bool below_min,
                            shg_faults *faults) {
    struct judging judging = {.proposal = proposal, .plan = SHG_PLAN_EMPTY, .below_min = below_min, .faults = faults};
    if (proposal->n_rows == 0)
        return SHG_OK;
    enum shg_status status = shg_instance_build(&judging.inst, reg, below_min, faults);
    if (status == SHG_OK && !below_min && !all_known(&judging)) {
        shg_instance_free(&judging.inst);
        status = shg_instance_build(&judging.inst, reg, true, faults);
    }
    if (status != SHG_OK)
        return status;
    status = judge(&judging);
    shg_plan_free(&judging.plan);
    shg_instance_free(&judging.inst);
    shg_group_rows_free(&judging.rows);
    free(judging.groups);
    free(judging.numbers);
    return status;
}
