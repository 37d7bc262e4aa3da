/* What the steps of a group and of its meetings set. */
#include "events/cells.h"
#include "events/steps_private.h"

#include <string.h>

/* ---- its rows in other tables ---- */

static bool of_group(const shg_register *reg, enum shg_table table, size_t row, int column, size_t group) {
    return strcmp(shg_text(reg, table, row, column), shg_text(reg, SHG_GROUPS, group, GROUP_ID)) == 0;
}

/* The next placement of the group from *row on that holds a seat. */
static bool next_held(const shg_register *reg, size_t group, size_t *row, int *status) {
    for (; *row < shg_rows(reg, SHG_PLACEMENTS); ++*row) {
        *status = shg_value(reg, SHG_PLACEMENTS, *row, PLACEMENT_STATUS, -1);
        if (shg_status_held(*status) && of_group(reg, SHG_PLACEMENTS, *row, PLACEMENT_GROUP, group))
            return true;
    }
    return false;
}

long shg_members_held(const shg_register *reg, size_t group) {
    long n = shg_number(reg, SHG_GROUPS, group, GROUP_OTHERS, 0);
    int status;
    for (size_t row = 0; next_held(reg, group, &row, &status); row++)
        n += shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_ROLE, -1) == ROLE_MEMBER;
    return n;
}

/* The next meeting of the group from *row on that was not cancelled. */
static bool next_meeting(const shg_register *reg, size_t group, size_t *row) {
    for (; *row < shg_rows(reg, SHG_MEETINGS); ++*row)
        if (shg_value(reg, SHG_MEETINGS, *row, MEETING_STATUS, -1) != MEETING_IS_CANCELLED &&
            of_group(reg, SHG_MEETINGS, *row, MEETING_GROUP, group))
            return true;
    return false;
}

static bool with_starters(const shg_register *reg, size_t meeting) {
    int kind = shg_value(reg, SHG_MEETINGS, meeting, MEETING_KIND, -1);
    return kind == MEETING_KIND_START || kind == MEETING_KIND_STARTER ||
           *shg_text(reg, SHG_MEETINGS, meeting, MEETING_STARTERS);
}

struct span {
    shg_date first, handover; /* of all meetings; of the last with starters */
};

static struct span span_of(const shg_register *reg, size_t group) {
    struct span span = {SHG_NO_DATE, SHG_NO_DATE};
    for (size_t row = 0; next_meeting(reg, group, &row); row++) {
        shg_date date = shg_day(reg, SHG_MEETINGS, row, MEETING_DATE);
        if (date != SHG_NO_DATE && (span.first == SHG_NO_DATE || date < span.first))
            span.first = date;
        if (date > span.handover && with_starters(reg, row))
            span.handover = date; /* SHG_NO_DATE is before all dates */
    }
    return span;
}

static enum shg_status record(shg_register *reg, size_t group, const char *event, const char *from, const char *to) {
    char today[11];
    size_t row;
    const struct shg_cell cells[] = {{HISTORY_DATE, shg_date_format(shg_register_today(reg), today)},
                                     {HISTORY_GROUP, shg_text(reg, SHG_GROUPS, group, GROUP_ID)},
                                     {HISTORY_EVENT, event},
                                     {HISTORY_FROM, from},
                                     {HISTORY_TO, to}};
    return shg_add_cells(reg, SHG_HISTORY, cells, sizeof cells / sizeof *cells, &row);
}

/* ---- starting ---- */

/* Accepted rows become active, rows that nobody has answered lapse. */
static enum shg_status begin_all(shg_register *reg, size_t group, shg_date first) {
    enum shg_status done = SHG_OK;
    int status;
    for (size_t row = 0; done == SHG_OK && next_held(reg, group, &row, &status); row++) {
        if (status == PLACEMENT_IS_ACCEPTED)
            done = shg_placement_begins(reg, row, first);
        else if (status != PLACEMENT_IS_ACTIVE)
            done = shg_placement_freed(reg, row, PLACEMENT_IS_LAPSED, shg_register_today(reg));
    }
    return done;
}

/* A group in which nobody said yes has no meeting to go to. */
static bool anybody(const shg_register *reg, size_t group) {
    int status;
    for (size_t row = 0; next_held(reg, group, &row, &status); row++)
        if ((status == PLACEMENT_IS_ACCEPTED || status == PLACEMENT_IS_ACTIVE) &&
            shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_ROLE, -1) == ROLE_MEMBER)
            return true;
    return shg_number(reg, SHG_GROUPS, group, GROUP_OTHERS, 0) > 0;
}

/* forming -> starting */
enum shg_status shg_group_started(struct shg_taking *taking) {
    shg_register *reg = taking->reg;
    struct span span = span_of(reg, taking->row);
    struct shg_where where = shg_where_of(reg, SHG_GROUPS, taking->row, GROUP_STATUS);
    const char *id = shg_text(reg, SHG_GROUPS, taking->row, GROUP_ID);
    if (span.first == SHG_NO_DATE)
        return shg_fault_add(taking->faults, SHG_ERROR, &where, id, N_("a group that starts needs meetings"));
    if (!anybody(reg, taking->row))
        return shg_fault_add(taking->faults, SHG_ERROR, &where, id,
                             N_("nobody has accepted a seat in the group that is to start"));
    enum shg_status status = shg_fill_date(taking, GROUP_STARTED, span.first);
    if (status == SHG_OK)
        status = shg_fill_date(taking, GROUP_HANDOVER, span.handover);
    return status == SHG_OK ? begin_all(reg, taking->row, span.first) : status;
}

enum shg_status shg_step_redate(shg_register *reg, size_t group, shg_faults *faults) {
    struct span span = span_of(reg, group);
    shg_date was = shg_day(reg, SHG_GROUPS, group, GROUP_STARTED);
    int status;
    if (span.first == SHG_NO_DATE)
        return SHG_OK;
    enum shg_status done = shg_set_date(reg, SHG_GROUPS, group, GROUP_STARTED, span.first);
    if (done == SHG_OK && span.handover != SHG_NO_DATE)
        done = shg_set_date(reg, SHG_GROUPS, group, GROUP_HANDOVER, span.handover);
    for (size_t row = 0; done == SHG_OK && was != SHG_NO_DATE && next_held(reg, group, &row, &status); row++)
        if (status == PLACEMENT_IS_ACTIVE && shg_day(reg, SHG_PLACEMENTS, row, PLACEMENT_STARTED) == was)
            done = shg_set_date(reg, SHG_PLACEMENTS, row, PLACEMENT_STARTED, span.first);
    return done == SHG_OK ? done : shg_fault_memory(faults);
}

/* ---- running ---- */

/* A row that holds a seat is done: completed where it was active, else lapsed. */
static enum shg_status finish(shg_register *reg, size_t placement, int status, shg_date on) {
    return status == PLACEMENT_IS_ACTIVE ? shg_placement_ends(reg, placement, PLACEMENT_IS_COMPLETED, on)
                                         : shg_placement_freed(reg, placement, PLACEMENT_IS_LAPSED, on);
}

/* starting -> running: from here on the group goes by itself */
enum shg_status shg_group_handed_over(struct shg_taking *taking) {
    enum shg_status done = SHG_OK;
    int status;
    for (size_t row = 0; done == SHG_OK && next_held(taking->reg, taking->row, &row, &status); row++)
        if (shg_value(taking->reg, SHG_PLACEMENTS, row, PLACEMENT_ROLE, -1) == ROLE_STARTER)
            done = finish(taking->reg, row, status, taking->today);
    return done;
}

/* ---- pausing ---- */

static enum shg_status raise_revision(shg_register *reg, size_t meeting) {
    return shg_set_number(reg, SHG_MEETINGS, meeting, MEETING_REVISION,
                          shg_number(reg, SHG_MEETINGS, meeting, MEETING_REVISION, 0) + 1);
}

/* Who has the meeting in a calendar sees the change by its revision (RFC 5546, section 2.1.4). */
enum shg_status shg_meeting_cancelled(struct shg_taking *taking) {
    return taking->given->fields >> MEETING_REVISION & 1U ? SHG_OK : raise_revision(taking->reg, taking->row);
}

enum shg_status shg_meeting_planned(struct shg_taking *taking) {
    return shg_meeting_cancelled(taking);
}

/* Cancels the meetings that are planned from `from` on and before `until` (SHG_NO_DATE: all). */
static enum shg_status cancel_between(shg_register *reg, size_t group, shg_date from, shg_date until) {
    enum shg_status done = SHG_OK;
    for (size_t row = 0; done == SHG_OK && next_meeting(reg, group, &row); row++) {
        shg_date date = shg_day(reg, SHG_MEETINGS, row, MEETING_DATE);
        if (shg_value(reg, SHG_MEETINGS, row, MEETING_STATUS, -1) != MEETING_IS_PLANNED || date < from ||
            (until != SHG_NO_DATE && date >= until))
            continue;
        done = raise_revision(reg, row);
        if (done == SHG_OK)
            done = shg_status_set(reg, SHG_MEETINGS, row, MEETING_IS_CANCELLED);
    }
    return done;
}

enum shg_status shg_step_meeting_moved(shg_register *reg, size_t meeting, shg_faults *faults) {
    uint32_t group = shg_find(reg, SHG_GROUPS, shg_text(reg, SHG_MEETINGS, meeting, MEETING_GROUP));
    int status = group == SHG_NONE ? -1 : shg_value(reg, SHG_GROUPS, group, GROUP_STATUS, -1);
    if (raise_revision(reg, meeting) != SHG_OK)
        return shg_fault_memory(faults);
    return status == GROUP_IS_STARTING || status == GROUP_IS_PAUSED ? shg_step_redate(reg, group, faults) : SHG_OK;
}

static const char *status_name(int status) {
    return shg_schema(SHG_GROUPS)->columns[GROUP_STATUS].values[status];
}

/* starting, running -> paused */
enum shg_status shg_group_paused(struct shg_taking *taking) {
    enum shg_status status = cancel_between(taking->reg, taking->row, taking->today, taking->given->until);
    return status == SHG_OK
               ? record(taking->reg, taking->row, "paused", status_name(taking->from), status_name(taking->to))
               : status;
}

/* When the group's last pause began, SHG_NO_DATE where nobody wrote it down. */
static shg_date paused_since(const shg_register *reg, size_t group) {
    shg_date since = SHG_NO_DATE;
    for (size_t row = 0; row < shg_rows(reg, SHG_HISTORY); row++) {
        shg_date date = shg_day(reg, SHG_HISTORY, row, HISTORY_DATE);
        if (date > since && of_group(reg, SHG_HISTORY, row, HISTORY_GROUP, group) &&
            strcmp(shg_text(reg, SHG_HISTORY, row, HISTORY_EVENT), "paused") == 0)
            since = date;
    }
    return since;
}

/* paused -> starting, running: a meeting still planned in a pause that took longer was not held either */
enum shg_status shg_group_resumed(struct shg_taking *taking) {
    shg_date since = paused_since(taking->reg, taking->row);
    enum shg_status status =
        since == SHG_NO_DATE ? SHG_OK : cancel_between(taking->reg, taking->row, since, taking->today);
    return status == SHG_OK
               ? record(taking->reg, taking->row, "resumed", status_name(taking->from), status_name(taking->to))
               : status;
}

enum shg_status shg_step_moved(shg_register *reg, size_t group, const char *was, shg_faults *faults) {
    int status = shg_value(reg, SHG_GROUPS, group, GROUP_STATUS, -1);
    const char *is = shg_text(reg, SHG_GROUPS, group, GROUP_VENUE);
    if (strcmp(was, is) == 0 ||
        (status != GROUP_IS_STARTING && status != GROUP_IS_RUNNING && status != GROUP_IS_PAUSED))
        return SHG_OK;
    uint32_t old = shg_find(reg, SHG_VENUES, was);
    uint32_t now = shg_find(reg, SHG_VENUES, is);
    int kind = now == SHG_NONE ? -1 : shg_value(reg, SHG_VENUES, now, VENUE_KIND, -1);
    int other = old == SHG_NONE ? kind : shg_value(reg, SHG_VENUES, old, VENUE_KIND, -1);
    const char *event = kind == other ? "moved" : kind == VENUE_IS_DIGITAL ? "digital" : "in-person";
    return record(reg, group, event, was, is) == SHG_OK ? SHG_OK : shg_fault_memory(faults);
}

/* ---- ending ---- */

/* A group that ends before its first date never started. */
static enum shg_status forget_future(shg_register *reg, size_t group, shg_date ended) {
    if (shg_day(reg, SHG_GROUPS, group, GROUP_STARTED) <= ended)
        return SHG_OK;
    enum shg_status status = shg_set(reg, SHG_GROUPS, group, GROUP_STARTED, "");
    return status == SHG_OK ? shg_set(reg, SHG_GROUPS, group, GROUP_HANDOVER, "") : status;
}

/* any -> ended; the reason is the caller's to give */
enum shg_status shg_group_ended(struct shg_taking *taking) {
    shg_register *reg = taking->reg;
    enum shg_status done = shg_fill_date(taking, GROUP_ENDED, taking->today);
    shg_date ended = shg_day(reg, SHG_GROUPS, taking->row, GROUP_ENDED);
    int status;
    if (done == SHG_OK)
        done = forget_future(reg, taking->row, ended);
    for (size_t row = 0; done == SHG_OK && next_held(reg, taking->row, &row, &status); row++) {
        uint32_t person = status == PLACEMENT_IS_ACTIVE ? shg_member_of(reg, row) : SHG_NONE;
        done = finish(reg, row, status, ended);
        if (done == SHG_OK)
            done = shg_person_leaves(reg, person, ended);
    }
    return done;
}
