#include "events/steps.h"

#include "events/steps_private.h"

#include <string.h>

#define IN(status) (1U << (unsigned)(status))

/* The life cycle (formats.md; told to users in shg-register.5, LIFE CYCLE). Steps that only happen as part of another
 * one (a person becomes a member, a placement active or completed) are not in here: nobody can take them alone. */
static const struct step {
    enum shg_table table;
    unsigned from;
    int to;
    shg_step_sets *sets;
} steps[] = {
    {SHG_PEOPLE, IN(PERSON_IS_NEW), PERSON_IS_WAITING, shg_person_listed},
    {SHG_PEOPLE, IN(PERSON_IS_WAITING), PERSON_IS_PAUSED, shg_person_paused},
    {SHG_PEOPLE, IN(PERSON_IS_PAUSED), PERSON_IS_WAITING, shg_person_resumed},
    {SHG_PEOPLE, IN(PERSON_IS_NEW) | IN(PERSON_IS_WAITING) | IN(PERSON_IS_PAUSED), PERSON_IS_REFERRED,
     shg_person_closed},
    {SHG_PEOPLE, IN(PERSON_IS_NEW) | IN(PERSON_IS_WAITING) | IN(PERSON_IS_PAUSED), PERSON_IS_WITHDRAWN,
     shg_person_closed},
    {SHG_PEOPLE, IN(PERSON_IS_REFERRED) | IN(PERSON_IS_WITHDRAWN) | IN(PERSON_IS_LEFT), PERSON_IS_WAITING,
     shg_person_returned},

    {SHG_PLACEMENTS, IN(PLACEMENT_IS_PROPOSED), PLACEMENT_IS_OFFERED, shg_placement_offered},
    {SHG_PLACEMENTS, IN(PLACEMENT_IS_PROPOSED) | IN(PLACEMENT_IS_OFFERED), PLACEMENT_IS_ACCEPTED,
     shg_placement_accepted},
    {SHG_PLACEMENTS, IN(PLACEMENT_IS_PROPOSED) | IN(PLACEMENT_IS_OFFERED), PLACEMENT_IS_DECLINED,
     shg_placement_refused},
    {SHG_PLACEMENTS, IN(PLACEMENT_IS_PROPOSED) | IN(PLACEMENT_IS_OFFERED), PLACEMENT_IS_LAPSED, shg_placement_refused},
    {SHG_PLACEMENTS, IN(PLACEMENT_IS_ACTIVE), PLACEMENT_IS_LEFT, shg_placement_left},

    {SHG_GROUPS, IN(GROUP_IS_FORMING), GROUP_IS_STARTING, shg_group_started},
    {SHG_GROUPS, IN(GROUP_IS_STARTING), GROUP_IS_RUNNING, shg_group_handed_over},
    {SHG_GROUPS, IN(GROUP_IS_STARTING) | IN(GROUP_IS_RUNNING), GROUP_IS_PAUSED, shg_group_paused},
    {SHG_GROUPS, IN(GROUP_IS_PAUSED), GROUP_IS_STARTING, shg_group_resumed},
    {SHG_GROUPS, IN(GROUP_IS_PAUSED), GROUP_IS_RUNNING, shg_group_resumed},
    {SHG_GROUPS,
     IN(GROUP_IS_IDEA) | IN(GROUP_IS_FORMING) | IN(GROUP_IS_STARTING) | IN(GROUP_IS_RUNNING) | IN(GROUP_IS_PAUSED),
     GROUP_IS_ENDED, shg_group_ended},

    {SHG_STARTERS, IN(STARTER_IS_INTERESTED), STARTER_IS_TRAINEE, NULL},
    {SHG_STARTERS, IN(STARTER_IS_TRAINEE) | IN(STARTER_IS_RESTING), STARTER_IS_ACTIVE, shg_starter_trained},
    {SHG_STARTERS, IN(STARTER_IS_ACTIVE), STARTER_IS_RESTING, NULL},
    {SHG_STARTERS, IN(STARTER_IS_RESTING), STARTER_IS_ENDED, NULL},

    {SHG_MEETINGS, IN(MEETING_IS_PLANNED), MEETING_IS_HELD, NULL},
    {SHG_MEETINGS, IN(MEETING_IS_PLANNED), MEETING_IS_CANCELLED, shg_meeting_cancelled},
    {SHG_MEETINGS, IN(MEETING_IS_CANCELLED), MEETING_IS_PLANNED, shg_meeting_planned},
};
enum { STEPS = sizeof steps / sizeof *steps };

int shg_step_column(enum shg_table table) {
    switch (table) {
    case SHG_PEOPLE:
        return PERSON_STATUS;
    case SHG_STARTERS:
        return STARTER_STATUS;
    case SHG_GROUPS:
        return GROUP_STATUS;
    case SHG_PLACEMENTS:
        return PLACEMENT_STATUS;
    case SHG_MEETINGS:
        return MEETING_STATUS;
    default:
        return -1;
    }
}

/* ---- setting ---- */

enum shg_status shg_fill(struct shg_taking *taking, int column, const char *value) {
    if (taking->given->fields >> column & 1U)
        return SHG_OK;
    return shg_set(taking->reg, taking->table, taking->row, column, value);
}

enum shg_status shg_fill_date(struct shg_taking *taking, int column, shg_date date) {
    char text[11];
    return shg_fill(taking, column, shg_date_format(date, text));
}

enum shg_status shg_fill_missing(struct shg_taking *taking, int column, shg_date date) {
    if (*shg_text(taking->reg, taking->table, taking->row, column))
        return SHG_OK;
    return shg_fill_date(taking, column, date);
}

static const char *const *names_of(enum shg_table table) {
    return shg_schema(table)->columns[shg_step_column(table)].values;
}

enum shg_status shg_status_set(shg_register *reg, enum shg_table table, size_t row, int status) {
    return shg_set(reg, table, row, shg_step_column(table), names_of(table)[status]);
}

/* ---- the steps ---- */

static const struct step *step_from(enum shg_table table, int from, int to) {
    for (size_t i = 0; i < STEPS; i++)
        if (steps[i].table == table && steps[i].to == to && from >= 0 && (steps[i].from & IN(from)))
            return &steps[i];
    return NULL;
}

/* The statuses that a row can be taken to: 'left', 'withdrawn'. */
static void name_lawful(struct shg_buf *out, enum shg_table table, int from) {
    for (size_t i = 0; i < STEPS; i++)
        if (steps[i].table == table && from >= 0 && (steps[i].from & IN(from)))
            shg_buf_printf(out, "%s'%s'", out->n > 0 ? ", " : "", names_of(table)[steps[i].to]);
}

static enum shg_status refuse(const shg_register *reg, enum shg_table table, size_t row, int from, int to,
                              shg_faults *faults) {
    int column = shg_step_column(table);
    struct shg_where where = shg_where_of(reg, table, row, column);
    struct shg_buf lawful = SHG_BUF_EMPTY;
    const char *is = shg_text(reg, table, row, column);
    enum shg_status status;
    name_lawful(&lawful, table, from);
    if (shg_buf_failed(&lawful))
        status = shg_fault_memory(faults);
    else if (lawful.n > 0)
        status = shg_fault_add(faults, SHG_ERROR, &where, NULL, N_("no step from '%s' to '%s': lawful is %s"), is,
                               names_of(table)[to], lawful.p);
    else
        status =
            shg_fault_add(faults, SHG_ERROR, &where, NULL,
                          N_("no step from '%s' to '%s': no step leads from there by itself"), is, names_of(table)[to]);
    shg_buf_free(&lawful);
    return status;
}

enum shg_status shg_step_take(shg_register *reg, enum shg_table table, size_t row, int to,
                              const struct shg_step_given *given, shg_faults *faults) {
    int from = shg_value(reg, table, row, shg_step_column(table), -1);
    if (from == to)
        return SHG_OK;
    const struct step *step = step_from(table, from, to);
    if (!step)
        return refuse(reg, table, row, from, to, faults);
    struct shg_taking taking = {reg, table, row, from, to, shg_register_today(reg), given, faults};
    size_t before = shg_faults_count(faults, SHG_ERROR);
    enum shg_status status = step->sets ? step->sets(&taking) : SHG_OK;
    if (status == SHG_OK)
        status = shg_status_set(reg, table, row, taking.to);
    if (status == SHG_SYSTEM && shg_faults_count(faults, SHG_ERROR) == before)
        return shg_fault_memory(faults);
    return status;
}

enum shg_status shg_starter_trained(struct shg_taking *taking) {
    return shg_fill_missing(taking, STARTER_TRAINED, taking->today);
}
