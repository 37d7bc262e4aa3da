/* Warnings (formats.md, Life cycle): what is lawful, and should be looked at. */
#include "register/check_private.h"

#include "register/fit.h"

#include <stdlib.h>
#include <string.h>

static void warn(struct shg_check *check, enum shg_table table, size_t row, int column, const char *msgid) {
    shg_tell(check, SHG_WARNING, table, row, column, msgid);
}

/* ---- Members who no longer fit ---- */

static void tell_misfits(struct shg_check *check, size_t row, unsigned misfits) {
    static const struct {
        unsigned misfit;
        const char *text;
    } texts[] = {
        {SHG_MISFIT_MODE, N_("no longer fits the group: in person or digital")},
        {SHG_MISFIT_TRAVEL, N_("no longer fits the group: too far")},
        {SHG_MISFIT_AVOID, N_("no longer fits the group: a place to avoid")},
        {SHG_MISFIT_TIME, N_("no longer fits the group: the time")},
        {SHG_MISFIT_ACCESS, N_("no longer fits the group: not step-free")},
        {SHG_MISFIT_LANGUAGE, N_("no longer fits the group: the language")},
        {SHG_MISFIT_THEME, N_("no longer fits the group: the theme")},
        {SHG_MISFIT_COMPOSITION, N_("no longer fits the group: the composition")},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (misfits & texts[i].misfit)
            warn(check, SHG_PLACEMENTS, row, PLACEMENT_GROUP, texts[i].text);
}

static bool meets(const shg_register *reg, size_t group_row) {
    int status = shg_value(reg, SHG_GROUPS, group_row, GROUP_STATUS, -1);
    return status >= 0 && status != GROUP_IS_IDEA && status != GROUP_IS_ENDED;
}

static void check_members(struct shg_check *check) {
    const shg_register *reg = check->reg;
    for (size_t row = 0; row < shg_rows(reg, SHG_PLACEMENTS); row++) {
        if (!shg_status_held(shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS, -1)) ||
            shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_ROLE, -1) != ROLE_MEMBER)
            continue;
        uint32_t person = shg_find(reg, SHG_PEOPLE, shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_PERSON));
        uint32_t group = shg_find(reg, SHG_GROUPS, shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_GROUP));
        struct shg_gathering at;
        if (person != SHG_NONE && group != SHG_NONE && meets(reg, group) && shg_gathering_of(reg, group, &at))
            tell_misfits(check, row, shg_misfits(reg, person, &at));
    }
}

/* ---- Groups ---- */

static void check_room(struct shg_check *check, const struct shg_seats *seats, size_t row) {
    const shg_register *reg = check->reg;
    uint32_t venue = shg_find(reg, SHG_VENUES, shg_text(reg, SHG_GROUPS, row, GROUP_VENUE));
    long room = venue != SHG_NONE ? shg_number(reg, SHG_VENUES, venue, VENUE_SEATS, LONG_MAX) : LONG_MAX;
    long people = shg_seats_taken(reg, seats, row) + (long)seats->leaders[row];
    if (people <= room || !meets(reg, row))
        return;
    struct shg_where where = shg_check_where(check, SHG_GROUPS, row, GROUP_VENUE);
    (void)shg_fault_add(check->faults, SHG_WARNING, &where, shg_text(reg, SHG_GROUPS, row, GROUP_VENUE),
                        N_("%ld people in a room that seats %ld"), people, room);
}

static void check_groups(struct shg_check *check, const struct shg_seats *seats) {
    const shg_register *reg = check->reg;
    for (size_t row = 0; row < shg_rows(reg, SHG_GROUPS); row++) {
        check_room(check, seats, row);
        if (shg_value(reg, SHG_GROUPS, row, GROUP_STATUS, -1) == GROUP_IS_STARTING && seats->leaders[row] == 0)
            warn(check, SHG_GROUPS, row, GROUP_STATUS, N_("a starting group without a starter"));
    }
}

/* ---- Starters ---- */

/* A group that a starter leads now (matching.md: forming or starting). */
struct lead {
    uint32_t starter, placement;
    struct shg_window slot;
};

static bool lead_of(const shg_register *reg, size_t row, struct lead *out) {
    if (!shg_status_held(shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS, -1)) ||
        shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_ROLE, -1) != ROLE_STARTER)
        return false;
    uint32_t group = shg_find(reg, SHG_GROUPS, shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_GROUP));
    int status = group != SHG_NONE ? shg_value(reg, SHG_GROUPS, group, GROUP_STATUS, -1) : -1;
    out->starter = shg_find(reg, SHG_STARTERS, shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_PERSON));
    out->placement = (uint32_t)row;
    out->slot = (struct shg_window){0, 0};
    if (group != SHG_NONE)
        (void)shg_windows_of(reg, SHG_GROUPS, group, GROUP_SLOT, &out->slot, 1); /* none: overlaps nothing */
    return out->starter != SHG_NONE && (status == GROUP_IS_FORMING || status == GROUP_IS_STARTING);
}

static int by_starter(const void *a, const void *b) {
    const struct lead *x = a;
    const struct lead *y = b;
    if (x->starter != y->starter)
        return x->starter < y->starter ? -1 : 1;
    if (x->slot.start != y->slot.start)
        return x->slot.start < y->slot.start ? -1 : 1;
    return (x->placement > y->placement) - (x->placement < y->placement);
}

/* n groups of one starter, by slot. */
static void check_leads(struct shg_check *check, const struct lead *leads, size_t n) {
    const shg_register *reg = check->reg;
    long capacity = shg_number(reg, SHG_STARTERS, leads->starter, STARTER_CAPACITY, 1);
    if ((long)n > capacity) {
        struct shg_where where = shg_check_where(check, SHG_STARTERS, leads->starter, STARTER_CAPACITY);
        (void)shg_fault_add(check->faults, SHG_WARNING, &where, NULL, N_("leads %zu groups with a capacity of %ld"), n,
                            capacity);
    }
    for (size_t i = 1; i < n; i++)
        if (shg_window_overlap(leads[i - 1].slot, leads[i].slot))
            warn(check, SHG_PLACEMENTS, leads[i].placement, PLACEMENT_GROUP,
                 N_("the starter leads another group at the same time"));
}

static void check_starters(struct shg_check *check) {
    size_t rows = shg_rows(check->reg, SHG_PLACEMENTS);
    struct lead *leads = malloc((rows + 1) * sizeof *leads);
    size_t n = 0;
    for (size_t row = 0; leads && row < rows; row++)
        n += lead_of(check->reg, row, &leads[n]);
    if (n > 1)
        qsort(leads, n, sizeof *leads, by_starter);
    for (size_t i = 0, next; i < n; i = next) {
        next = i + 1;
        while (next < n && leads[next].starter == leads[i].starter)
            next++;
        check_leads(check, leads + i, next - i);
    }
    check->failed = check->failed || leads == NULL;
    free(leads);
}

void shg_check_warnings(struct shg_check *check, const struct shg_seats *seats) {
    if (seats == NULL)
        return;
    if (shg_all_there(check->reg, SHG_SET(SHG_VENUES) | SHG_SET(SHG_TRAVEL))) {
        check_members(check);
        check_groups(check, seats);
    }
    if (shg_all_there(check->reg, SHG_SET(SHG_STARTERS)))
        check_starters(check);
    shg_check_apart(check);
}
