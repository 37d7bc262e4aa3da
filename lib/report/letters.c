#include "report/letters.h"

#include "place/place.h"

#include <string.h>

static const char *const kinds[SHG_LETTERS] = {"calls", "offers", "meeting"};

enum shg_letter_kind shg_letter_named(const char *name) {
    int kind = 0;
    while (kind < SHG_LETTERS && strcmp(kinds[kind], name) != 0)
        kind++;
    return (enum shg_letter_kind)kind;
}

static bool asks(enum shg_letter_kind kind, int status) {
    if (kind == SHG_LETTER_CALLS)
        return status == PLACEMENT_IS_PROPOSED;
    if (kind == SHG_LETTER_OFFERS)
        return status == PLACEMENT_IS_OFFERED;
    return status == PLACEMENT_IS_ACCEPTED || status == PLACEMENT_IS_ACTIVE;
}

/* The row of the meeting that is spoken of, SHG_NONE where there is none. */
static uint32_t meeting_of(const shg_register *reg, const char *group, long number) {
    uint32_t best = SHG_NONE;
    for (size_t row = 0; row < shg_rows(reg, SHG_MEETINGS); row++) {
        if (strcmp(shg_text(reg, SHG_MEETINGS, row, MEETING_GROUP), group) != 0)
            continue;
        bool planned = shg_value(reg, SHG_MEETINGS, row, MEETING_STATUS, -1) == MEETING_IS_PLANNED;
        bool wanted = number > 0 ? shg_number(reg, SHG_MEETINGS, row, MEETING_NUMBER, 0) == number : planned;
        if (wanted && (best == SHG_NONE ||
                       shg_day(reg, SHG_MEETINGS, row, MEETING_DATE) < shg_day(reg, SHG_MEETINGS, best, MEETING_DATE)))
            best = (uint32_t)row;
    }
    return best;
}

/* Name, phone, e-mail and channel; empty for who has no row: an alias is a full citizen. */
static void put_contact(shg_grid *out, const shg_register *reg, const char *id) {
    static const int columns[] = {CONTACT_NAME, CONTACT_PHONE, CONTACT_EMAIL, CONTACT_CHANNEL};
    uint32_t row = shg_find(reg, SHG_CONTACTS, id);
    uint32_t starter = shg_find(reg, SHG_STARTERS, id);
    if (row == SHG_NONE && starter != SHG_NONE) /* a participant who became a starter may stand there as the one */
        row = shg_find(reg, SHG_CONTACTS, shg_text(reg, SHG_STARTERS, starter, STARTER_PERSON));
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        shg_grid_text(out, row == SHG_NONE ? "" : shg_text(reg, SHG_CONTACTS, row, columns[i]));
}

static void put_times(shg_grid *out, const shg_register *reg, size_t group, uint32_t meeting) {
    struct shg_window slot;
    if (meeting != SHG_NONE) {
        shg_grid_date(out, shg_day(reg, SHG_MEETINGS, meeting, MEETING_DATE));
        shg_grid_text(out, shg_text(reg, SHG_MEETINGS, meeting, MEETING_START));
        shg_grid_text(out, shg_text(reg, SHG_MEETINGS, meeting, MEETING_END));
        return;
    }
    shg_grid_date(out, shg_day(reg, SHG_GROUPS, group, GROUP_FIRST));
    if (shg_windows_of(reg, SHG_GROUPS, group, GROUP_SLOT, &slot, 1) == 0) {
        shg_grid_empty(out);
        shg_grid_empty(out);
        return;
    }
    int midnight = shg_window_weekday(slot) * 24 * 60;
    char text[6];
    shg_grid_text(out, shg_time_format(slot.start - midnight, text));
    shg_grid_text(out, shg_time_format(slot.end - midnight, text));
}

static void put_place(shg_grid *out, const shg_register *reg, size_t group, uint32_t meeting) {
    const char *id = meeting == SHG_NONE ? shg_text(reg, SHG_GROUPS, group, GROUP_VENUE)
                                         : shg_text(reg, SHG_MEETINGS, meeting, MEETING_VENUE);
    uint32_t venue = shg_find(reg, SHG_VENUES, id);
    int place = venue == SHG_NONE ? -1 : shg_municipality_of(reg, SHG_VENUES, venue, VENUE_MUNICIPALITY);
    shg_grid_text(out, venue == SHG_NONE ? "" : shg_text(reg, SHG_VENUES, venue, VENUE_NAME));
    shg_grid_text(out, place < 0 ? "" : shg_municipality_at((size_t)place)->name);
}

static void put_letter(shg_grid *out, const shg_register *reg, size_t row, size_t group, long number) {
    const char *id = shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_PERSON);
    const char *group_id = shg_text(reg, SHG_GROUPS, group, GROUP_ID);
    uint32_t meeting = meeting_of(reg, group_id, number);
    shg_grid_text(out, group_id);
    shg_grid_text(out, shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_ROLE));
    shg_grid_text(out, id);
    put_contact(out, reg, id);
    shg_grid_text(out, shg_text(reg, SHG_GROUPS, group, GROUP_THEME));
    shg_grid_text(out, shg_text(reg, SHG_GROUPS, group, GROUP_LANGUAGE));
    put_times(out, reg, group, meeting);
    put_place(out, reg, group, meeting);
    shg_grid_date(out, shg_day(reg, SHG_PLACEMENTS, row, PLACEMENT_ANSWER_BY));
}

enum shg_status shg_letters(enum shg_letter_kind kind, const shg_register *reg, const char *group, long meeting,
                            shg_grid *out, shg_faults *faults) {
    static const char *const names[] = {N_("group"),    N_("role"),         N_("person"),    N_("name"),
                                        N_("phone"),    N_("email"),        N_("channel"),   N_("theme"),
                                        N_("language"), N_("date"),         N_("start"),     N_("end"),
                                        N_("venue"),    N_("municipality"), N_("answer_by"), NULL};
    for (size_t i = 0; names[i]; i++)
        shg_grid_column(out, names[i], SHG_CELL_TEXT);
    for (size_t row = 0; row < shg_rows(reg, SHG_PLACEMENTS); row++) {
        const char *id = shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_GROUP);
        uint32_t at = shg_find(reg, SHG_GROUPS, id);
        if (at != SHG_NONE && (!group || strcmp(group, id) == 0) &&
            asks(kind, shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS, -1)))
            put_letter(out, reg, row, at, meeting);
    }
    shg_grid_sort(out);
    return shg_grid_failed(out) ? shg_fault_memory(faults) : SHG_OK;
}
