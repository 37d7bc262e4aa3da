/* Working lists: groups, meetings and offers, as their tables have them, with what follows from other tables beside it.
 * The columns that a table has keep its names and values, so that a list can be piped into shg-set. */
#include "place/place.h"
#include "report/report_private.h"

#include <stdlib.h>
#include <string.h>

static void put_columns(shg_grid *out, const shg_register *reg, enum shg_table table, size_t row, const int *columns,
                        size_t n) {
    for (size_t i = 0; i < n; i++)
        shg_grid_text(out, shg_text(reg, table, row, columns[i]));
}

static enum shg_cell_kind kind_of(enum shg_table table, int column) {
    enum shg_type type = shg_schema(table)->columns[column].type;
    return type == SHG_TYPE_DATE ? SHG_CELL_DATE : type == SHG_TYPE_INT ? SHG_CELL_NUMBER : SHG_CELL_TEXT;
}

static void name_columns(shg_grid *out, enum shg_table table, const int *columns, size_t n) {
    for (size_t i = 0; i < n; i++)
        shg_grid_column(out, shg_schema(table)->columns[columns[i]].name, kind_of(table, columns[i]));
}

/* ---- groups ---- */

static const int group_columns[] = {GROUP_ID,    GROUP_STATUS,   GROUP_VENUE,       GROUP_SLOT,
                                    GROUP_THEME, GROUP_LANGUAGE, GROUP_COMPOSITION, GROUP_FORMED,
                                    GROUP_FIRST, GROUP_STARTED,  GROUP_HANDOVER,    GROUP_ENDED};
enum { GROUP_COUNT = sizeof group_columns / sizeof *group_columns };

/* Seats that are free: up to the largest size while the group is forming or starting, else what it has opened. */
long shg_group_seats_free(const shg_register *reg, size_t group, long size) {
    const struct shg_profile *profile = shg_profile_of(reg);
    int status = shg_value(reg, SHG_GROUPS, group, GROUP_STATUS, -1);
    long room = shg_number(reg, SHG_GROUPS, group, GROUP_MAX, profile->max) - size;
    if (status == GROUP_IS_RUNNING || status == GROUP_IS_PAUSED) {
        long open = shg_number(reg, SHG_GROUPS, group, GROUP_OPEN, 0);
        room = open < room ? open : room;
    }
    bool over = status == GROUP_IS_ENDED || status == GROUP_IS_IDEA;
    return over || room < 0 ? 0 : room;
}

long shg_group_size(const shg_register *reg, size_t group, const struct shg_held *held) {
    return (long)held->members + shg_number(reg, SHG_GROUPS, group, GROUP_OTHERS, 0);
}

static void put_group(shg_grid *out, const shg_register *reg, size_t group, const struct shg_held *held) {
    put_columns(out, reg, SHG_GROUPS, group, group_columns, GROUP_COUNT);
    uint32_t venue = shg_find(reg, SHG_VENUES, shg_text(reg, SHG_GROUPS, group, GROUP_VENUE));
    int place = venue == SHG_NONE ? -1 : shg_municipality_of(reg, SHG_VENUES, venue, VENUE_MUNICIPALITY);
    shg_grid_text(out, place < 0 ? "" : shg_municipality_at((size_t)place)->code);
    shg_grid_text(out, shg_group_mode(reg, group));
    long size = shg_group_size(reg, group, held);
    long age = shg_group_age(reg, group);
    shg_grid_int(out, size);
    shg_grid_int(out, held->accepted);
    shg_grid_int(out, held->starters);
    shg_grid_int(out, shg_group_seats_free(reg, group, size));
    if (age < 0)
        shg_grid_empty(out);
    else
        shg_grid_int(out, age);
    shg_grid_text(out, shg_group_under_four(reg, group, size) ? "yes" : "no");
}

bool shg_group_began_within(const shg_register *reg, const struct shg_ask *ask, size_t group) {
    shg_date started = shg_day(reg, SHG_GROUPS, group, GROUP_STARTED);
    bool any = ask->from == SHG_NO_DATE && ask->to == SHG_NO_DATE;
    return any || (started != SHG_NO_DATE && (ask->from == SHG_NO_DATE || started >= ask->from) &&
                   (ask->to == SHG_NO_DATE || started <= ask->to));
}

enum shg_status shg_report_groups(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                  shg_faults *faults) {
    static const char *const numbers[] = {N_("size"),       N_("said_yes"), N_("starters"),
                                          N_("seats_free"), N_("age_days"), NULL};
    if (ask->by)
        return shg_report_groups_by(reg, ask, out, faults);
    name_columns(out, SHG_GROUPS, group_columns, GROUP_COUNT);
    shg_grid_column(out, N_("municipality"), SHG_CELL_TEXT);
    shg_grid_column(out, N_("mode"), SHG_CELL_TEXT);
    shg_grid_columns_add(out, numbers, SHG_CELL_NUMBER);
    shg_grid_column(out, N_("under_four"), SHG_CELL_TEXT);
    struct shg_held *held = shg_held_of(reg);
    if (!held)
        return shg_fault_memory(faults);
    for (size_t group = 0; group < shg_rows(reg, SHG_GROUPS); group++)
        if (shg_group_asked(reg, ask, group) && shg_group_began_within(reg, ask, group))
            put_group(out, reg, group, &held[group]);
    free(held);
    shg_grid_sort(out);
    return SHG_OK;
}

/* ---- meetings ---- */

static const int meeting_columns[] = {MEETING_GROUP, MEETING_NUMBER,   MEETING_DATE, MEETING_START,  MEETING_END,
                                      MEETING_VENUE, MEETING_STARTERS, MEETING_KIND, MEETING_STATUS, MEETING_REVISION};
enum { MEETING_COUNT = sizeof meeting_columns / sizeof *meeting_columns };

static bool within(shg_date date, const struct shg_ask *ask) {
    return (ask->from == SHG_NO_DATE || date >= ask->from) && (ask->to == SHG_NO_DATE || date <= ask->to);
}

static bool meeting_asked(const shg_register *reg, const struct shg_ask *ask, size_t meeting) {
    uint32_t group = shg_find(reg, SHG_GROUPS, shg_text(reg, SHG_MEETINGS, meeting, MEETING_GROUP));
    return group != SHG_NONE && shg_group_asked(reg, ask, group) &&
           within(shg_day(reg, SHG_MEETINGS, meeting, MEETING_DATE), ask);
}

enum shg_status shg_report_meetings(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                    shg_faults *faults) {
    (void)faults;
    name_columns(out, SHG_MEETINGS, meeting_columns, MEETING_COUNT);
    for (size_t meeting = 0; meeting < shg_rows(reg, SHG_MEETINGS); meeting++)
        if (meeting_asked(reg, ask, meeting))
            put_columns(out, reg, SHG_MEETINGS, meeting, meeting_columns, MEETING_COUNT);
    shg_grid_sort(out);
    return SHG_OK;
}

/* ---- offers ---- */

static const int offer_columns[] = {PLACEMENT_PERSON, PLACEMENT_GROUP,   PLACEMENT_ROLE,
                                    PLACEMENT_STATUS, PLACEMENT_OFFERED, PLACEMENT_ANSWER_BY};
enum { OFFER_COUNT = sizeof offer_columns / sizeof *offer_columns };

enum shg_status shg_report_offers(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                  shg_faults *faults) {
    (void)faults;
    name_columns(out, SHG_PLACEMENTS, offer_columns, OFFER_COUNT);
    for (size_t row = 0; row < shg_rows(reg, SHG_PLACEMENTS); row++) {
        shg_date by = shg_day(reg, SHG_PLACEMENTS, row, PLACEMENT_ANSWER_BY);
        bool overdue = by != SHG_NO_DATE && by < shg_register_today(reg);
        if (shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS, -1) != PLACEMENT_IS_OFFERED ||
            (ask->overdue && !overdue) || !within(shg_day(reg, SHG_PLACEMENTS, row, PLACEMENT_OFFERED), ask))
            continue;
        if (!ask->group || strcmp(ask->group, shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_GROUP)) == 0)
            put_columns(out, reg, SHG_PLACEMENTS, row, offer_columns, OFFER_COUNT);
    }
    shg_grid_sort(out);
    return SHG_OK;
}
