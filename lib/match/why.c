#include "match/why.h"

#include "match/each.h"
#include "match/why_case.h"

#include <stdlib.h>
#include <string.h>

/* So many persons' wishes are relaxed in one wide instance: its size grows with them, making it takes time. */
#define BATCH 6

struct why {
    const struct shg_why_options *o;
    shg_faults *faults;
    bool *placed;
    /* the batch at hand */
    struct shg_why_ground ground;
    struct shg_why_case cases[BATCH];
    uint32_t persons[BATCH]; /* of each case; SHG_NONE: takes no part */
    bool stands[BATCH];
    bool together[BATCH]; /* they would stand, were nobody kept apart from them */
    enum shg_status ended[BATCH];
    size_t n;
    size_t done, all;
};

/* ---- Those who take no part ---- */

static const char *held_status(const shg_register *reg, const char *id) {
    for (size_t row = 0; row < shg_rows(reg, SHG_PLACEMENTS); row++)
        if (!strcmp(shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_PERSON), id) &&
            shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_ROLE, -1) == ROLE_MEMBER &&
            shg_status_held(shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS, -1)))
            return shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS);
    return NULL;
}

static const char *why_absent(const shg_register *reg, const char *id, uint32_t row) {
    const char *held = held_status(reg, id);
    shg_date from = shg_day(reg, SHG_PEOPLE, row, PERSON_AVAILABLE_FROM);
    if (shg_value(reg, SHG_PEOPLE, row, PERSON_STATUS, -1) != PERSON_IS_WAITING)
        return shg_text(reg, SHG_PEOPLE, row, PERSON_STATUS);
    if (held)
        return held;
    if (from != SHG_NO_DATE && from > shg_register_today(reg) + shg_profile_of(reg)->start_days)
        return "available_from";
    return "contacted";
}

/* ---- Somebody is kept apart ---- */

static bool has_apart(const struct why *y, uint32_t person) {
    const struct shg_register *reg = y->o->reg;
    const char *id = y->o->inst->persons[person].id;
    for (size_t row = 0; row < shg_rows(reg, SHG_APART); row++)
        for (int column = APART_A; column <= APART_B; column++) {
            const char *who = shg_text(reg, SHG_APART, row, column);
            uint32_t starter = shg_find(reg, SHG_STARTERS, who);
            if (!strcmp(who, id) ||
                (starter != SHG_NONE && !strcmp(shg_text(reg, SHG_STARTERS, starter, STARTER_PERSON), id)))
                return true;
        }
    return false;
}

static bool *all_false(const struct why *y) {
    return calloc(y->o->inst->n_persons + 1, sizeof(bool));
}

/* Whether they could be placed as things stand, were nobody kept apart from them. */
static enum shg_status stands_together(struct why *y, uint32_t person, bool *out) {
    struct shg_why_ground ground = {.o = y->o, .placed = y->placed, .plan = SHG_PLAN_EMPTY};
    bool *relaxed = all_false(y);
    *out = false;
    if (!relaxed)
        return shg_fault_memory(y->faults);
    const struct shg_ghosts ghosts = {.starters = 1, .unbound = y->o->inst->persons[person].id};
    enum shg_status status = shg_wide_make(&ground.wide, y->o->opening, y->o->inst, relaxed, &ghosts, y->faults);
    free(relaxed);
    if (status != SHG_OK)
        return status;
    status = shg_wide_plan(&ground.wide, y->o->inst, y->o->plan, &ground.plan);
    if (status == SHG_OK)
        status = shg_why_stands(&ground, person, out);
    shg_plan_free(&ground.plan);
    shg_wide_free(&ground.wide);
    return status == SHG_SYSTEM ? shg_fault_memory(y->faults) : status;
}

/* Whether that alone is why. It is asked before the ground of the batch is made: two wide instances at once would take
 * twice the memory. */
static enum shg_status look_together(struct why *y) {
    enum shg_status status = SHG_OK;
    for (size_t i = 0; i < y->n && status == SHG_OK; i++)
        if (y->persons[i] != SHG_NONE && has_apart(y, y->persons[i]))
            status = stands_together(y, y->persons[i], &y->together[i]);
    return status;
}

/* It reads as too few who fit. */
static void blame_apart(const struct why *y, struct shg_why_case *found) {
    const uint32_t min = (uint32_t)shg_profile_of(y->o->reg)->min;
    found->apart = true;
    if (found->obstacle == SHG_OBSTACLE_PEOPLE)
        return;
    found->obstacle = SHG_OBSTACLE_PEOPLE;
    found->of = min;
    found->n = min - 1;
}

/* ---- A batch ---- */

static enum shg_status solve_case(void *ctx, size_t i) {
    struct why *y = ctx;
    if (y->persons[i] != SHG_NONE)
        y->ended[i] = shg_why_solve(&y->ground, y->persons[i], &y->cases[i], &y->stands[i]);
    return SHG_OK; /* of those that ended otherwise the first is told */
}

static enum shg_status solve_batch(struct why *y) {
    enum shg_status status = shg_each(y->o->threads, y->n, solve_case, y);
    for (size_t i = 0; i < y->n && status == SHG_OK; i++) {
        status = y->ended[i] == SHG_SYSTEM ? shg_fault_memory(y->faults) : y->ended[i];
        if (status == SHG_OK && y->together[i] && !y->stands[i])
            blame_apart(y, &y->cases[i]);
    }
    return status;
}

/* The ground of the batch: those in it may wish otherwise. */
static enum shg_status make_ground(struct why *y) {
    bool *relaxed = all_false(y), any = false;
    if (!relaxed)
        return shg_fault_memory(y->faults);
    for (size_t i = 0; i < y->n; i++)
        if (y->persons[i] != SHG_NONE)
            any = relaxed[y->persons[i]] = true;
    y->ground = (struct shg_why_ground){.o = y->o, .placed = y->placed, .plan = SHG_PLAN_EMPTY};
    const struct shg_ghosts ghosts = {.starters = 1};
    enum shg_status status = SHG_OK;
    if (any)
        status = shg_wide_make(&y->ground.wide, y->o->opening, y->o->inst, relaxed, &ghosts, y->faults);
    free(relaxed);
    if (any && status == SHG_OK && shg_wide_plan(&y->ground.wide, y->o->inst, y->o->plan, &y->ground.plan) != SHG_OK)
        return shg_fault_memory(y->faults);
    return status;
}

static enum shg_status tell_batch(struct why *y) {
    enum shg_status status = look_together(y);
    if (status == SHG_OK)
        status = make_ground(y);
    if (status == SHG_OK)
        status = solve_batch(y);
    for (size_t i = 0; i < y->n; i++) {
        y->cases[i].inst = &y->ground.wide.inst;
        if (status == SHG_OK)
            status = y->o->each(y->o->ctx, &y->cases[i]);
        shg_why_case_free(&y->cases[i]);
    }
    y->done += y->n;
    y->n = 0;
    shg_plan_free(&y->ground.plan);
    shg_wide_free(&y->ground.wide);
    if (y->o->progress)
        y->o->progress(y->o->ctx, y->done, y->all);
    return status;
}

/* ---- All ---- */

/* One person more; a batch that is full is told. */
static enum shg_status add(struct why *y, const char *id, uint32_t row, uint32_t person) {
    y->cases[y->n] = (struct shg_why_case){.id = id, .row = row, .proven = true};
    if (person == SHG_NONE)
        y->cases[y->n].absent = why_absent(y->o->reg, id, row);
    y->persons[y->n] = person;
    y->stands[y->n] = y->together[y->n] = false;
    y->ended[y->n] = SHG_OK;
    return ++y->n == BATCH ? tell_batch(y) : SHG_OK;
}

static enum shg_status add_one(struct why *y, const char *id) {
    uint32_t row = shg_find(y->o->reg, SHG_PEOPLE, id), person = shg_instance_person(y->o->inst, id);
    if (row == SHG_NONE)
        return shg_fault_plain(y->faults, SHG_USAGE, "no such person in the register");
    if (person != SHG_NONE && y->placed[person])
        return SHG_OK;
    return add(y, shg_text(y->o->reg, SHG_PEOPLE, row, PERSON_ID), row, person);
}

static enum shg_status tell_all(struct why *y) {
    const struct shg_instance *inst = y->o->inst;
    enum shg_status status = SHG_OK;
    y->all = y->o->n;
    for (size_t p = 0; y->o->n == 0 && p < inst->n_persons; p++)
        y->all += !y->placed[p];
    for (size_t i = 0; i < y->o->n && status == SHG_OK; i++)
        status = add_one(y, y->o->persons[i]);
    for (uint32_t p = 0; y->o->n == 0 && p < inst->n_persons && status == SHG_OK; p++)
        if (!y->placed[p])
            status = add(y, inst->persons[p].id, inst->persons[p].row, p);
    return status == SHG_OK && y->n > 0 ? tell_batch(y) : status;
}

enum shg_status shg_why(const struct shg_why_options *options, shg_faults *faults) {
    struct why *y = calloc(1, sizeof *y);
    bool *placed = calloc(options->inst->n_persons + 1, sizeof *placed);
    if (!y || !placed) {
        free(y);
        free(placed);
        return shg_fault_memory(faults);
    }
    for (size_t g = 0; g < options->plan->n; g++)
        for (uint32_t i = 0; i < options->plan->groups[g].n; i++)
            placed[options->plan->groups[g].persons[i]] = true;
    y->o = options;
    y->faults = faults;
    y->placed = placed;
    enum shg_status status = tell_all(y);
    free(placed);
    free(y);
    return status;
}
