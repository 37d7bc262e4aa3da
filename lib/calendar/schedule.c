#include "calendar/schedule.h"

#include "base/list.h"
#include "calendar/schedule_private.h"

#include <stdlib.h>
#include <string.h>

/* ---- what is taken already ---- */

/* The planned meetings of the register from today on, but those of groups that have ended; *has[group row] tells which
 * groups have any. */
static void book_planned(struct timetable *t, bool *has) {
    const shg_register *reg = t->reg;
    for (size_t row = 0; row < shg_rows(reg, SHG_MEETINGS) && !t->failed; row++) {
        uint32_t group = shg_find(reg, SHG_GROUPS, shg_text(reg, SHG_MEETINGS, row, MEETING_GROUP));
        if (group == SHG_NONE || shg_value(reg, SHG_MEETINGS, row, MEETING_STATUS, -1) != MEETING_IS_PLANNED ||
            shg_value(reg, SHG_GROUPS, group, GROUP_STATUS, -1) == GROUP_IS_ENDED)
            continue;
        has[group] = true;
        if (shg_day(reg, SHG_MEETINGS, row, MEETING_DATE) >= shg_register_today(reg))
            timetable_book_meeting(t, row);
    }
}

/* ---- groups ---- */

/* Not before: what the caller says, else the date promised, else a week ahead. */
static shg_date earliest(const struct timetable *t, uint32_t group_row) {
    shg_date today = shg_register_today(t->reg), promised = SHG_NO_DATE;
    if (t->how->from != SHG_NO_DATE)
        return t->how->from;
    if (group_row != SHG_NONE)
        promised = shg_day(t->reg, SHG_GROUPS, group_row, GROUP_FIRST);
    return promised > today ? promised : today + 7;
}

static void add_group(struct timetable *t, const struct listed *listed, uint32_t venue, struct shg_window slot) {
    struct shg_due *due = timetable_add(t, listed, venue, slot);
    if (due)
        due->from = earliest(t, listed->row);
}

/* A group of the register; false (and not added) where it has no venue or slot. */
static bool add_standing(struct timetable *t, uint32_t row) {
    const shg_register *reg = t->reg;
    struct listed listed = {shg_text(reg, SHG_GROUPS, row, GROUP_ID), row,
                            shg_text(reg, SHG_GROUPS, row, GROUP_LANGUAGE),
                            shg_value(reg, SHG_GROUPS, row, GROUP_COMPOSITION, COMPOSITION_ANY)};
    uint32_t venue = shg_find(reg, SHG_VENUES, shg_text(reg, SHG_GROUPS, row, GROUP_VENUE));
    struct shg_window slot;
    if (venue == SHG_NONE || !shg_windows_of(reg, SHG_GROUPS, row, GROUP_SLOT, &slot, 1))
        return false;
    add_group(t, &listed, venue, slot);
    return true;
}

/* A group that the plan forms. Its venue and slot must be there. */
static void add_new(struct timetable *t, const struct shg_proposal *proposal, const struct shg_proposed_group *group) {
    const char *const *traits = group->traits;
    uint32_t venue = shg_find(t->reg, SHG_VENUES, traits[SHG_TRAIT_VENUE]);
    int composition =
        *traits[SHG_TRAIT_COMPOSITION]
            ? shg_value_named(&shg_schema(SHG_GROUPS)->columns[GROUP_COMPOSITION], traits[SHG_TRAIT_COMPOSITION])
            : COMPOSITION_ANY;
    struct listed listed = {group->id, SHG_NONE, traits[SHG_TRAIT_LANGUAGE], composition};
    struct shg_window slot = {0, 0};
    struct shg_where where = shg_proposal_where(proposal, group->line, false);
    bool has_slot = shg_window_parse(traits[SHG_TRAIT_SLOT], strlen(traits[SHG_TRAIT_SLOT]), &slot);
    if (venue == SHG_NONE)
        (void)shg_fault_add(t->faults, SHG_ERROR, &where, traits[SHG_TRAIT_VENUE],
                            N_("there is no such venue")); /* t->wrong */
    if (!has_slot)
        (void)shg_fault_add(t->faults, SHG_ERROR, &where, traits[SHG_TRAIT_SLOT], N_("this is no slot")); /* t->wrong */
    if (composition < 0)
        (void)shg_fault_add(t->faults, SHG_ERROR, &where, traits[SHG_TRAIT_COMPOSITION],
                            N_("this is no composition")); /* t->wrong */
    if (venue == SHG_NONE || !has_slot || composition < 0)
        t->wrong = true;
    else
        add_group(t, &listed, venue, slot);
}

/* ---- who is in them ---- */

/* Rows of placements.csv of the groups listed: held ones, or only those who have said yes. */
static void add_held(struct timetable *t, const uint32_t *listed_of, bool accepted) {
    const shg_register *reg = t->reg;
    for (size_t row = 0; row < shg_rows(reg, SHG_PLACEMENTS) && !t->failed; row++) {
        int status = shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS, -1);
        uint32_t group = shg_find(reg, SHG_GROUPS, shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_GROUP));
        bool counts =
            accepted ? status == PLACEMENT_IS_ACCEPTED || status == PLACEMENT_IS_ACTIVE : shg_status_held(status);
        if (!counts || group == SHG_NONE || listed_of[group] == SHG_NONE)
            continue;
        bool starter = shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_ROLE, ROLE_MEMBER) == ROLE_STARTER;
        uint32_t who =
            shg_find(reg, starter ? SHG_STARTERS : SHG_PEOPLE, shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_PERSON));
        if (who != SHG_NONE)
            timetable_belongs(t, listed_of[group], starter, who);
    }
}

/* For each row of groups.csv: its number in the timetable, or SHG_NONE. NULL when out of memory. */
static uint32_t *listed_by_row(const struct timetable *t) {
    size_t rows = shg_rows(t->reg, SHG_GROUPS);
    uint32_t *of = malloc((rows + 1) * sizeof *of);
    for (size_t i = 0; of && i < rows; i++)
        of[i] = SHG_NONE;
    for (uint32_t g = 0; of && g < t->n; g++)
        if (t->listed[g].row != SHG_NONE)
            of[t->listed[g].row] = g;
    return of;
}

/* Takes groups out for which keep is false. */
static void keep_groups(struct timetable *t, const bool *keep) {
    uint32_t *moved = calloc(t->n + 1, sizeof *moved);
    if (!moved) {
        t->failed = true;
        return;
    }
    uint32_t kept = 0;
    for (uint32_t g = 0; g < t->n; g++) {
        moved[g] = keep[g] ? kept : SHG_NONE;
        if (!keep[g])
            continue;
        t->listed[kept] = t->listed[g];
        t->due[kept++] = t->due[g];
    }
    t->n = kept;
    size_t left = 0;
    for (size_t i = 0; i < t->belongs_n; i++)
        if (moved[t->belongs[i].group] != SHG_NONE) {
            t->belongs[left] = t->belongs[i];
            t->belongs[left++].group = moved[t->belongs[i].group];
        }
    t->belongs_n = left;
    free(moved);
}

/* ---- planning and printing ---- */

/* Groups without a starter cannot start: told where the caller asked for them by name, passed over else. */
static void drop_without_starters(struct timetable *t, bool tell) {
    bool *keep = calloc(t->n + 1, sizeof *keep);
    if (!keep) {
        t->failed = true;
        return;
    }
    for (size_t i = 0; i < t->belongs_n; i++)
        keep[t->belongs[i].group] = keep[t->belongs[i].group] || t->belongs[i].starter;
    for (uint32_t g = 0; g < t->n && tell; g++)
        if (!keep[g])
            timetable_refuse(t, LACKS_STARTER, t->listed[g].id);
    keep_groups(t, keep);
    free(keep);
}

static enum shg_status print(const struct timetable *t, const struct shg_dates *dates, struct shg_writer *out) {
    struct shg_buf starters = SHG_BUF_EMPTY;
    put_meetings_header(out);
    for (size_t i = 0; i < dates->meetings_n; i++) {
        shg_buf_cut(&starters, 0);
        lead_by(t, &dates->meetings[i], &starters);
        put_meeting(out, t, &dates->meetings[i], shg_buf_get(&starters), 0);
    }
    bool failed = shg_buf_failed(&starters);
    shg_buf_free(&starters);
    return failed ? shg_fault_memory(t->faults) : SHG_OK;
}

static enum shg_status plan_and_print(struct timetable *t, struct shg_writer *out) {
    timetable_people(t);
    if (t->failed)
        return shg_fault_memory(t->faults);
    struct shg_term term = timetable_term(t);
    struct shg_dates dates = {0};
    enum shg_status status = shg_term_plan(&term, &dates);
    if (status != SHG_OK)
        status = shg_fault_memory(t->faults);
    else
        status = tell_dates(t, &dates);
    if (status <= SHG_NO && print(t, &dates, out) != SHG_OK)
        status = SHG_SYSTEM;
    shg_dates_free(&dates);
    return status;
}

/* ---- a plan ---- */

/* The groups of the plan that are new or forming; one that has its meetings needs none. */
static void list_plan(struct timetable *t, const struct shg_proposal *proposal, const bool *has_meetings) {
    for (size_t i = 0; i < proposal->n_groups; i++) {
        const struct shg_proposed_group *group = &proposal->groups[i];
        if (group->row == SHG_NONE) {
            add_new(t, proposal, group);
            continue;
        }
        if (shg_value(t->reg, SHG_GROUPS, group->row, GROUP_STATUS, -1) != GROUP_IS_FORMING || has_meetings[group->row])
            continue;
        if (!add_standing(t, group->row))
            timetable_refuse(t, LACKS_PLACE, group->id);
    }
}

/* Those whom the plan adds to groups that are listed. */
static void add_proposed(struct timetable *t, const struct shg_proposal *proposal) {
    for (size_t i = 0; i < proposal->n_rows && !t->failed; i++) {
        const char *id = proposal->groups[proposal->rows[i].group].id;
        size_t low = 0, high = t->n;
        while (low < high) { /* both are sorted by id */
            size_t middle = low + (high - low) / 2;
            if (strcmp(t->listed[middle].id, id) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        if (low < t->n && !strcmp(t->listed[low].id, id))
            timetable_belongs(t, (uint32_t)low, proposal->rows[i].starter, proposal->rows[i].row);
    }
}

static enum shg_status schedule_proposal(struct timetable *t, const struct shg_proposal *proposal,
                                         struct shg_writer *out) {
    bool *has_meetings = calloc(shg_rows(t->reg, SHG_GROUPS) + 1, sizeof *has_meetings);
    if (!has_meetings)
        return shg_fault_memory(t->faults);
    book_planned(t, has_meetings);
    list_plan(t, proposal, has_meetings);
    free(has_meetings);
    if (t->wrong)
        return SHG_DATA;
    uint32_t *listed_of = listed_by_row(t);
    if (!listed_of)
        return shg_fault_memory(t->faults);
    add_held(t, listed_of, false);
    free(listed_of);
    add_proposed(t, proposal);
    drop_without_starters(t, true);
    return plan_and_print(t, out);
}

enum shg_status shg_schedule_plan(const shg_register *reg, const shg_csv *plan, const struct shg_scheduling *how,
                                  struct shg_writer *out, shg_faults *faults) {
    struct shg_proposal proposal;
    enum shg_status status = shg_proposal_read(&proposal, reg, plan, faults);
    struct timetable t = {0};
    if (status == SHG_OK)
        status = timetable_init(&t, reg, how, faults);
    if (status == SHG_OK)
        status = schedule_proposal(&t, &proposal, out);
    timetable_free(&t);
    shg_proposal_free(&proposal);
    return status;
}

/* ---- groups that are ready ---- */

static int by_listed_id(const void *a, const void *b) {
    const struct listed *x = a, *y = b;
    return strcmp(x->id, y->id);
}

/* The forming groups with a venue and a slot, by id. */
static void list_forming(struct timetable *t, const bool *has_meetings) {
    const shg_register *reg = t->reg;
    size_t rows = shg_rows(reg, SHG_GROUPS), n = 0;
    struct listed *forming = calloc(rows + 1, sizeof *forming);
    for (uint32_t row = 0; forming && row < rows; row++)
        if (shg_value(reg, SHG_GROUPS, row, GROUP_STATUS, -1) == GROUP_IS_FORMING && !has_meetings[row])
            forming[n++] = (struct listed){.id = shg_text(reg, SHG_GROUPS, row, GROUP_ID), .row = row};
    if (n > 1)
        qsort(forming, n, sizeof *forming, by_listed_id);
    for (size_t i = 0; i < n; i++)
        (void)add_standing(t, forming[i].row); /* one without a room is not ready */
    t->failed = t->failed || !forming;
    free(forming);
}

/* Takes out what has not its quorum of yes. */
static void keep_quorate(struct timetable *t) {
    bool *keep = calloc(t->n + 1, sizeof *keep);
    long *members = calloc(t->n + 1, sizeof *members);
    for (size_t i = 0; members && i < t->belongs_n; i++)
        members[t->belongs[i].group] += !t->belongs[i].starter;
    for (uint32_t g = 0; keep && members && g < t->n; g++) {
        uint32_t row = t->listed[g].row;
        long others = shg_number(t->reg, SHG_GROUPS, row, GROUP_OTHERS, 0);
        keep[g] = members[g] + others >= shg_number(t->reg, SHG_GROUPS, row, GROUP_MIN, shg_profile_of(t->reg)->min);
    }
    if (keep && members)
        keep_groups(t, keep);
    t->failed = t->failed || !keep || !members;
    free(keep);
    free(members);
}

static enum shg_status schedule_forming(struct timetable *t, struct shg_writer *out) {
    bool *has_meetings = calloc(shg_rows(t->reg, SHG_GROUPS) + 1, sizeof *has_meetings);
    if (!has_meetings)
        return shg_fault_memory(t->faults);
    book_planned(t, has_meetings);
    list_forming(t, has_meetings);
    free(has_meetings);
    uint32_t *listed_of = listed_by_row(t);
    if (!listed_of)
        return shg_fault_memory(t->faults);
    add_held(t, listed_of, true);
    free(listed_of);
    keep_quorate(t);
    drop_without_starters(t, false);
    return plan_and_print(t, out);
}

enum shg_status shg_schedule_ready(const shg_register *reg, const struct shg_scheduling *how, struct shg_writer *out,
                                   shg_faults *faults) {
    struct timetable t;
    enum shg_status status = timetable_init(&t, reg, how, faults);
    if (status == SHG_OK)
        status = schedule_forming(&t, out);
    timetable_free(&t);
    return status;
}
