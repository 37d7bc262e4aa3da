/* Who holds seats where, counted in one pass over placements.csv. */
#include "register/check_private.h"

#include <stdlib.h>

struct shg_seats *shg_seats_count(const shg_register *reg) {
    size_t people = shg_rows(reg, SHG_PEOPLE) + 1;
    size_t groups = shg_rows(reg, SHG_GROUPS) + 1;
    struct shg_seats *seats = calloc(1, sizeof *seats);
    if (seats == NULL)
        return NULL;
    seats->held = calloc(people, sizeof *seats->held);
    seats->active = calloc(people, sizeof *seats->active);
    seats->members = calloc(groups, sizeof *seats->members);
    seats->leaders = calloc(groups, sizeof *seats->leaders);
    if (!seats->held || !seats->active || !seats->members || !seats->leaders) {
        shg_seats_free(seats);
        return NULL;
    }
    for (size_t row = 0; row < shg_rows(reg, SHG_PLACEMENTS); row++) {
        int status = shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS, -1);
        int role = shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_ROLE, -1);
        if (!shg_status_held(status))
            continue;
        uint32_t group = shg_find(reg, SHG_GROUPS, shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_GROUP));
        if (group != SHG_NONE && role >= 0)
            (role == ROLE_MEMBER ? seats->members : seats->leaders)[group]++;
        uint32_t person = shg_find(reg, SHG_PEOPLE, shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_PERSON));
        if (role != ROLE_MEMBER || person == SHG_NONE)
            continue;
        seats->held[person]++;
        seats->active[person] += status == PLACEMENT_IS_ACTIVE;
    }
    return seats;
}

void shg_seats_free(struct shg_seats *seats) {
    if (seats == NULL)
        return;
    free(seats->held);
    free(seats->active);
    free(seats->members);
    free(seats->leaders);
    free(seats);
}

long shg_seats_taken(const shg_register *reg, const struct shg_seats *seats, size_t group_row) {
    return (long)seats->members[group_row] + shg_number(reg, SHG_GROUPS, group_row, GROUP_OTHERS, 0);
}
