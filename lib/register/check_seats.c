/* Faults that people, groups and placements make together. */
#include "register/check_private.h"

/* Every held row of somebody who holds more than one. */
static void check_placement(struct shg_check *check, const struct shg_seats *seats, size_t row) {
    const shg_register *reg = check->reg;
    if (!shg_status_held(shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS, -1)))
        return;
    uint32_t group = shg_find(reg, SHG_GROUPS, shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_GROUP));
    if (group != SHG_NONE && shg_value(reg, SHG_GROUPS, group, GROUP_STATUS, -1) == GROUP_IS_ENDED)
        shg_tell(check, SHG_ERROR, SHG_PLACEMENTS, row, PLACEMENT_STATUS,
                 N_("a seat is held in a group that has ended"));
    if (shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_ROLE, -1) != ROLE_MEMBER)
        return;
    uint32_t person = shg_find(reg, SHG_PEOPLE, shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_PERSON));
    if (person != SHG_NONE && seats->held[person] > 1)
        shg_tell(check, SHG_ERROR, SHG_PLACEMENTS, row, PLACEMENT_PERSON, N_("holds seats in more than one group"));
}

/* The people on the list of members are those who have exactly one active placement. */
static void check_people(struct shg_check *check, const struct shg_seats *seats) {
    size_t next = 0;
    for (size_t row = 0; row < shg_rows(check->reg, SHG_PEOPLE); row++) {
        bool member = next < check->member_count && check->members[next] == row;
        next += member;
        if (member && seats->active[row] != 1)
            shg_tell(check, SHG_ERROR, SHG_PEOPLE, row, PERSON_STATUS, N_("a member has exactly one active placement"));
        else if (!member && seats->active[row] > 0 && shg_value(check->reg, SHG_PEOPLE, row, PERSON_STATUS, -1) >= 0)
            shg_tell(check, SHG_ERROR, SHG_PEOPLE, row, PERSON_STATUS,
                     N_("somebody with an active placement is a member"));
    }
}

/* A group of people who are not on record, of whatever size, is no fault of a row that holds a seat. */
static void check_group(struct shg_check *check, const struct shg_seats *seats, size_t row) {
    long max = shg_number(check->reg, SHG_GROUPS, row, GROUP_MAX, shg_profile_of(check->reg)->max);
    if (seats->members[row] == 0 || shg_seats_taken(check->reg, seats, row) <= max)
        return;
    struct shg_where where = shg_check_where(check, SHG_GROUPS, row, GROUP_MAX);
    (void)shg_fault_add(check->faults, SHG_ERROR, &where, NULL, N_("%ld members hold seats where %ld is the most"),
                        shg_seats_taken(check->reg, seats, row), max);
}

void shg_check_seats(struct shg_check *check, const struct shg_seats *seats) {
    for (size_t row = 0; row < shg_rows(check->reg, SHG_PLACEMENTS); row++)
        check_placement(check, seats, row);
    check_people(check, seats);
    for (size_t row = 0; row < shg_rows(check->reg, SHG_GROUPS); row++)
        check_group(check, seats, row);
}
