/* What the steps of a placement set. */
#include "base/holiday.h"
#include "events/steps_private.h"

#include <string.h>

uint32_t shg_member_of(const shg_register *reg, size_t placement) {
    if (shg_value(reg, SHG_PLACEMENTS, placement, PLACEMENT_ROLE, -1) != ROLE_MEMBER)
        return SHG_NONE;
    return shg_find(reg, SHG_PEOPLE, shg_text(reg, SHG_PLACEMENTS, placement, PLACEMENT_PERSON));
}

static uint32_t group_of(const shg_register *reg, size_t placement) {
    return shg_find(reg, SHG_GROUPS, shg_text(reg, SHG_PLACEMENTS, placement, PLACEMENT_GROUP));
}

/* Whether the group of a placement meets already, or has its dates. */
static bool has_started(const shg_register *reg, uint32_t group) {
    int status = group == SHG_NONE ? -1 : shg_value(reg, SHG_GROUPS, group, GROUP_STATUS, -1);
    return status == GROUP_IS_STARTING || status == GROUP_IS_RUNNING || status == GROUP_IS_PAUSED;
}

/* Everything is closed the whole day: no hours, no venue, municipality or mode is named. */
static bool all_closed(const shg_register *reg, shg_date date) {
    for (size_t row = 0; row < shg_rows(reg, SHG_CLOSURES); row++) {
        shg_date from = shg_day(reg, SHG_CLOSURES, row, CLOSURE_FROM);
        shg_date to = shg_day(reg, SHG_CLOSURES, row, CLOSURE_TO);
        if (from != SHG_NO_DATE && from <= date && (to == SHG_NO_DATE || date <= to) &&
            !*shg_text(reg, SHG_CLOSURES, row, CLOSURE_VENUE) && !*shg_text(reg, SHG_CLOSURES, row, CLOSURE_START) &&
            !*shg_text(reg, SHG_CLOSURES, row, CLOSURE_END))
            return true;
    }
    return false;
}

shg_date shg_answer_by(const shg_register *reg, shg_date offered) {
    enum { YEAR = 366 }; /* a closure without an end moves nothing for ever */
    shg_date first = offered + (shg_date)shg_profile_of(reg)->answer_days;
    shg_date date = first;
    while (date - first < YEAR && (shg_date_weekday(date) >= 5 || shg_is_holiday(date) || all_closed(reg, date)))
        date++;
    return date - first < YEAR ? date : first;
}

/* proposed -> offered */
enum shg_status shg_placement_offered(struct shg_taking *taking) {
    enum shg_status status = shg_fill_date(taking, PLACEMENT_OFFERED, taking->today);
    shg_date offered = shg_day(taking->reg, SHG_PLACEMENTS, taking->row, PLACEMENT_OFFERED);
    if (status != SHG_OK || offered == SHG_NO_DATE)
        return status; /* a date that is none is told by the check */
    return shg_fill_date(taking, PLACEMENT_ANSWER_BY, shg_answer_by(taking->reg, offered));
}

/* It came from there where the group had started when it was proposed (rows that are proposed or offered when a group
 * starts lapse) and has not decided anew since. */
enum shg_status shg_seat_back(shg_register *reg, size_t placement) {
    uint32_t group = group_of(reg, placement);
    if (!has_started(reg, group) || shg_value(reg, SHG_PLACEMENTS, placement, PLACEMENT_ROLE, -1) != ROLE_MEMBER ||
        !*shg_text(reg, SHG_GROUPS, group, GROUP_OPEN))
        return SHG_OK;
    shg_date decided = shg_day(reg, SHG_GROUPS, group, GROUP_DECIDED);
    shg_date proposed = shg_day(reg, SHG_PLACEMENTS, placement, PLACEMENT_PROPOSED);
    if (decided != SHG_NO_DATE && proposed != SHG_NO_DATE && decided > proposed)
        return SHG_OK;
    return shg_set_number(reg, SHG_GROUPS, group, GROUP_OPEN, shg_number(reg, SHG_GROUPS, group, GROUP_OPEN, 0) + 1);
}

enum shg_status shg_placement_freed(shg_register *reg, size_t placement, int status, shg_date on) {
    enum shg_status done = shg_seat_back(reg, placement);
    if (done == SHG_OK)
        done = shg_set_date(reg, SHG_PLACEMENTS, placement, PLACEMENT_ANSWERED, on);
    return done == SHG_OK ? shg_status_set(reg, SHG_PLACEMENTS, placement, status) : done;
}

/* proposed, offered -> declined, lapsed; the person waits on */
enum shg_status shg_placement_refused(struct shg_taking *taking) {
    enum shg_status status = shg_seat_back(taking->reg, taking->row);
    return status == SHG_OK ? shg_fill_date(taking, PLACEMENT_ANSWERED, taking->today) : status;
}

enum shg_status shg_placement_begins(shg_register *reg, size_t placement, shg_date on) {
    shg_date answered = shg_day(reg, SHG_PLACEMENTS, placement, PLACEMENT_ANSWERED);
    enum shg_status status = SHG_OK;
    if (on == SHG_NO_DATE || (answered != SHG_NO_DATE && answered > on))
        on = answered;
    if (!*shg_text(reg, SHG_PLACEMENTS, placement, PLACEMENT_STARTED))
        status = shg_set_date(reg, SHG_PLACEMENTS, placement, PLACEMENT_STARTED, on);
    if (status == SHG_OK)
        status = shg_person_joins(reg, shg_member_of(reg, placement));
    return status == SHG_OK ? shg_status_set(reg, SHG_PLACEMENTS, placement, PLACEMENT_IS_ACTIVE) : status;
}

/* proposed, offered -> accepted; active at once where the group has started */
enum shg_status shg_placement_accepted(struct shg_taking *taking) {
    uint32_t group = group_of(taking->reg, taking->row);
    enum shg_status status = shg_fill_date(taking, PLACEMENT_ANSWERED, taking->today);
    if (status != SHG_OK || !has_started(taking->reg, group))
        return status;
    taking->to = PLACEMENT_IS_ACTIVE;
    return shg_placement_begins(taking->reg, taking->row, shg_day(taking->reg, SHG_GROUPS, group, GROUP_STARTED));
}

enum shg_status shg_placement_ends(shg_register *reg, size_t placement, int status, shg_date on) {
    enum shg_status done = shg_set_date(reg, SHG_PLACEMENTS, placement, PLACEMENT_ENDED, on);
    if (done == SHG_OK && shg_day(reg, SHG_PLACEMENTS, placement, PLACEMENT_STARTED) > on)
        done = shg_set(reg, SHG_PLACEMENTS, placement, PLACEMENT_STARTED, "");
    return done == SHG_OK ? shg_status_set(reg, SHG_PLACEMENTS, placement, status) : done;
}

/* active -> left; the reason is the caller's to give */
enum shg_status shg_placement_left(struct shg_taking *taking) {
    shg_register *reg = taking->reg;
    enum shg_status status = shg_fill_date(taking, PLACEMENT_ENDED, taking->today);
    uint32_t person = shg_member_of(reg, taking->row);
    shg_date ended = shg_day(reg, SHG_PLACEMENTS, taking->row, PLACEMENT_ENDED);
    if (status == SHG_OK && ended != SHG_NO_DATE)
        status = shg_placement_ends(reg, taking->row, PLACEMENT_IS_LEFT, ended);
    if (status != SHG_OK || person == SHG_NONE)
        return status;
    if (!taking->given->wait_again)
        return shg_person_leaves(reg, person, ended);
    status = shg_set_date(reg, SHG_PEOPLE, person, PERSON_QUEUED, taking->today);
    return status == SHG_OK ? shg_status_set(reg, SHG_PEOPLE, person, PERSON_IS_WAITING) : status;
}
