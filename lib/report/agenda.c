/* The agenda: everything that is due, by id, oldest first. Each task is a small rule over one table that says for a row
 * since when it is due; what it names can be piped into shg-set. */
#include "events/erase.h"
#include "report/report_private.h"

#include <stdlib.h>
#include <string.h>

enum { SOON = 7 }; /* days: "this week" */

struct agenda {
    const shg_register *reg;
    const struct shg_profile *profile;
    const struct shg_held *held;
    shg_date today;
    const shg_date *erasures; /* of people: from when they are due */
};

/* Since when a row is due, SHG_NO_DATE where it is not. */
typedef shg_date due(const struct agenda *a, size_t row);

static shg_date or_else(shg_date date, shg_date otherwise) {
    return date == SHG_NO_DATE ? otherwise : date;
}

static shg_date day(const struct agenda *a, enum shg_table table, size_t row, int column) {
    return shg_day(a->reg, table, row, column);
}

static bool person_is(const struct agenda *a, size_t row, int status) {
    return shg_value(a->reg, SHG_PEOPLE, row, PERSON_STATUS, -1) == status;
}

static bool group_is(const struct agenda *a, size_t row, int status) {
    return shg_value(a->reg, SHG_GROUPS, row, GROUP_STATUS, -1) == status;
}

/* A new person waits for the clarifying talk. */
static shg_date talk(const struct agenda *a, size_t row) {
    if (!person_is(a, row, PERSON_IS_NEW) || day(a, SHG_PEOPLE, row, PERSON_CLARIFIED) != SHG_NO_DATE)
        return SHG_NO_DATE;
    return or_else(day(a, SHG_PEOPLE, row, PERSON_NEXT), day(a, SHG_PEOPLE, row, PERSON_REGISTERED));
}

/* Somebody who waits and has not been spoken to for RECONTACT_DAYS, or whom it was promised to call. */
static shg_date recontact(const struct agenda *a, size_t row) {
    if (!person_is(a, row, PERSON_IS_WAITING))
        return SHG_NO_DATE;
    shg_date next = day(a, SHG_PEOPLE, row, PERSON_NEXT);
    if (next != SHG_NO_DATE)
        return next;
    shg_date last = or_else(day(a, SHG_PEOPLE, row, PERSON_CONTACTED), day(a, SHG_PEOPLE, row, PERSON_CLARIFIED));
    last = or_else(last, day(a, SHG_PEOPLE, row, PERSON_REGISTERED));
    return last == SHG_NO_DATE ? SHG_NO_DATE : last + (shg_date)a->profile->recontact_days;
}

static shg_date proposal(const struct agenda *a, size_t row) {
    if (shg_value(a->reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS, -1) != PLACEMENT_IS_PROPOSED)
        return SHG_NO_DATE;
    return or_else(day(a, SHG_PLACEMENTS, row, PLACEMENT_PROPOSED), a->today);
}

static shg_date offer(const struct agenda *a, size_t row) {
    bool offered = shg_value(a->reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS, -1) == PLACEMENT_IS_OFFERED;
    return offered ? or_else(day(a, SHG_PLACEMENTS, row, PLACEMENT_ANSWER_BY), a->today) : SHG_NO_DATE;
}

static shg_date open_offer(const struct agenda *a, size_t row) {
    shg_date by = offer(a, row);
    return by >= a->today ? by : SHG_NO_DATE;
}

static shg_date overdue_offer(const struct agenda *a, size_t row) {
    shg_date by = offer(a, row);
    return by < a->today ? by : SHG_NO_DATE;
}

static shg_date handover(const struct agenda *a, size_t row) {
    return group_is(a, row, GROUP_IS_STARTING) ? day(a, SHG_GROUPS, row, GROUP_HANDOVER) : SHG_NO_DATE;
}

static long group_size(const struct agenda *a, size_t row) {
    return (long)a->held[row].members + shg_number(a->reg, SHG_GROUPS, row, GROUP_OTHERS, 0);
}

/* A group that meets and has become vulnerable (domain.md: under four). */
static shg_date too_few(const struct agenda *a, size_t row) {
    bool meets = group_is(a, row, GROUP_IS_STARTING) || group_is(a, row, GROUP_IS_RUNNING);
    if (!meets || group_size(a, row) >= shg_number(a->reg, SHG_GROUPS, row, GROUP_MIN, a->profile->min))
        return SHG_NO_DATE;
    return or_else(day(a, SHG_GROUPS, row, GROUP_STARTED), a->today);
}

/* A forming group that has been short of people for more than FORMING_DAYS. */
static shg_date short_too_long(const struct agenda *a, size_t row) {
    shg_date formed = day(a, SHG_GROUPS, row, GROUP_FORMED);
    long least = shg_number(a->reg, SHG_GROUPS, row, GROUP_MIN, a->profile->min);
    if (!group_is(a, row, GROUP_IS_FORMING) || formed == SHG_NO_DATE ||
        (long)a->held[row].accepted + shg_number(a->reg, SHG_GROUPS, row, GROUP_OTHERS, 0) >= least)
        return SHG_NO_DATE;
    return formed + (shg_date)a->profile->forming_days + 1;
}

static shg_date follow_up(const struct agenda *a, size_t row) {
    bool asked = shg_value(a->reg, SHG_MEETINGS, row, MEETING_KIND, -1) == MEETING_KIND_FOLLOW_UP &&
                 shg_value(a->reg, SHG_MEETINGS, row, MEETING_STATUS, -1) == MEETING_IS_PLANNED;
    return asked ? day(a, SHG_MEETINGS, row, MEETING_DATE) : SHG_NO_DATE;
}

/* A starter whose group goes on without them. */
static shg_date hand_over(const struct agenda *a, size_t row) {
    uint32_t group = shg_find(a->reg, SHG_GROUPS, shg_text(a->reg, SHG_PLACEMENTS, row, PLACEMENT_GROUP));
    bool leads = shg_value(a->reg, SHG_PLACEMENTS, row, PLACEMENT_ROLE, -1) == ROLE_STARTER &&
                 shg_status_held(shg_value(a->reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS, -1));
    return leads && group != SHG_NONE ? handover(a, group) : SHG_NO_DATE;
}

static shg_date erasure(const struct agenda *a, size_t row) {
    return a->erasures[row];
}

static const struct task {
    const char *name;
    enum shg_table table;
    int id, group; /* columns of the table, or -1 */
    due *due;
    int ahead; /* days ahead that it is told */
} tasks[] = {
    {"talk", SHG_PEOPLE, PERSON_ID, -1, talk, SOON},
    {"contact", SHG_PEOPLE, PERSON_ID, -1, recontact, SOON},
    {"propose", SHG_PLACEMENTS, PLACEMENT_PERSON, PLACEMENT_GROUP, proposal, SOON},
    {"offer", SHG_PLACEMENTS, PLACEMENT_PERSON, PLACEMENT_GROUP, open_offer, SOON},
    {"offer-overdue", SHG_PLACEMENTS, PLACEMENT_PERSON, PLACEMENT_GROUP, overdue_offer, SOON},
    {"handover", SHG_GROUPS, -1, GROUP_ID, handover, SOON},
    {"follow-up", SHG_MEETINGS, -1, MEETING_GROUP, follow_up, SOON},
    {"too-few", SHG_GROUPS, -1, GROUP_ID, too_few, SOON},
    {"hand-over", SHG_PLACEMENTS, PLACEMENT_PERSON, PLACEMENT_GROUP, hand_over, SOON},
    {"erase", SHG_PEOPLE, PERSON_ID, -1, erasure, 0},
    {"short-too-long", SHG_GROUPS, -1, GROUP_ID, short_too_long, 0},
};

static void put_task(shg_grid *out, const struct agenda *a, const struct task *task, size_t row, shg_date since) {
    shg_grid_date(out, since);
    shg_grid_text(out, task->name);
    shg_grid_text(out, task->id < 0 ? "" : shg_text(a->reg, task->table, row, task->id));
    shg_grid_text(out, task->group < 0 ? "" : shg_text(a->reg, task->table, row, task->group));
}

enum shg_status shg_report_agenda(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                  shg_faults *faults) {
    struct shg_held *held = shg_held_of(reg);
    shg_date *erasures = calloc(shg_rows(reg, SHG_PEOPLE) + 1, sizeof *erasures);
    if (!held || !erasures || shg_erasure_dates(reg, erasures, faults) != SHG_OK) {
        free(held);
        free(erasures);
        return shg_fault_memory(faults);
    }
    shg_grid_column(out, N_("due"), SHG_CELL_DATE);
    shg_grid_column(out, N_("task"), SHG_CELL_TEXT);
    shg_grid_column(out, N_("person"), SHG_CELL_TEXT);
    shg_grid_column(out, N_("group"), SHG_CELL_TEXT);
    struct agenda a = {reg, shg_profile_of(reg), held, shg_register_today(reg), erasures};
    for (size_t t = 0; t < sizeof tasks / sizeof *tasks; t++) {
        for (size_t row = 0; row < shg_rows(reg, tasks[t].table); row++) {
            shg_date since = tasks[t].due(&a, row);
            if (since != SHG_NO_DATE && since <= a.today + tasks[t].ahead)
                put_task(out, &a, &tasks[t], row, since);
        }
    }
    free(held);
    free(erasures);
    shg_grid_sort(out);
    if (ask->most > 0)
        shg_grid_cut(out, ask->most);
    return SHG_OK;
}
