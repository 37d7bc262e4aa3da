/* What an office has: starters, rooms, offices, groups that welcome newcomers, and how far that carries. */
#include "place/place.h"
#include "report/report_private.h"

#include <stdlib.h>
#include <string.h>

/* ---- starters ---- */

struct load {
    long leads, led;    /* groups held now, and groups handed over */
    shg_date last_free; /* when the first of those held is handed over; SHG_NO_DATE where none is */
    shg_date away;      /* absent today: the last day of it; SHG_NO_DATE where not */
    long groups;        /* that they can still start until the term ends */
};

static bool is_over(int status) {
    return status == GROUP_IS_ENDED || status == GROUP_IS_IDEA;
}

/* Days that a group takes its starters: their meetings, and the days to get it going. */
static long days_of_group(const struct shg_profile *p) {
    return p->starter_meetings * p->every * 7 + p->start_days;
}

/* When a group is handed over: as it is planned, else as the office's rules have it from its first date. */
static shg_date handover_of(const shg_register *reg, size_t group) {
    const struct shg_profile *p = shg_profile_of(reg);
    shg_date handover = shg_day(reg, SHG_GROUPS, group, GROUP_HANDOVER);
    if (handover != SHG_NO_DATE)
        return handover;
    shg_date start = shg_day(reg, SHG_GROUPS, group, GROUP_STARTED);
    if (start == SHG_NO_DATE)
        start = shg_day(reg, SHG_GROUPS, group, GROUP_FIRST);
    if (start == SHG_NO_DATE)
        start = shg_register_today(reg) + (shg_date)p->start_days;
    return start + (shg_date)((p->starter_meetings - 1) * p->every * 7);
}

static long groups_until(const struct shg_profile *p, shg_date from, shg_date to) {
    return to < from ? 0 : (to - from + 1) / days_of_group(p);
}

/* What a starter's row of placements says of their load. */
static void add_placement(const shg_register *reg, size_t row, shg_date to, struct load *loads) {
    uint32_t starter = shg_find(reg, SHG_STARTERS, shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_PERSON));
    uint32_t group = shg_find(reg, SHG_GROUPS, shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_GROUP));
    if (starter == SHG_NONE || group == SHG_NONE ||
        shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_ROLE, -1) != ROLE_STARTER)
        return;
    struct load *load = &loads[starter];
    int status = shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS, -1);
    load->led += status == PLACEMENT_IS_COMPLETED;
    if (!shg_status_held(status) || is_over(shg_value(reg, SHG_GROUPS, group, GROUP_STATUS, -1)))
        return;
    shg_date handover = handover_of(reg, group);
    load->leads++;
    if (load->last_free == SHG_NO_DATE || handover < load->last_free)
        load->last_free = handover;
    load->groups += groups_until(shg_profile_of(reg), handover + 1, to);
}

static void add_absence(const shg_register *reg, size_t row, struct load *loads) {
    uint32_t starter = shg_find(reg, SHG_STARTERS, shg_text(reg, SHG_ABSENCES, row, ABSENCE_STARTER));
    shg_date from = shg_day(reg, SHG_ABSENCES, row, ABSENCE_FROM);
    shg_date to = shg_day(reg, SHG_ABSENCES, row, ABSENCE_TO);
    shg_date today = shg_register_today(reg);
    bool whole_days = !*shg_text(reg, SHG_ABSENCES, row, ABSENCE_START);
    to = to == SHG_NO_DATE ? INT32_MAX : to;
    if (starter != SHG_NONE && whole_days && from <= today && today <= to &&
        (loads[starter].away == SHG_NO_DATE || to > loads[starter].away))
        loads[starter].away = to;
}

static long capacity_of(const shg_register *reg, size_t starter) {
    return shg_number(reg, SHG_STARTERS, starter, STARTER_CAPACITY, 1);
}

/* From when they can start one more group; SHG_NO_DATE where nobody knows. */
static shg_date free_from(const shg_register *reg, size_t starter, const struct load *load) {
    bool free_now = load->leads < capacity_of(reg, starter);
    if (load->away == INT32_MAX || (!free_now && load->last_free == SHG_NO_DATE))
        return SHG_NO_DATE;
    shg_date from = free_now ? shg_register_today(reg) : load->last_free + 1;
    return load->away != SHG_NO_DATE && load->away >= from ? load->away + 1 : from;
}

static struct load *loads_of(const shg_register *reg, shg_date to) {
    struct load *loads = calloc(shg_rows(reg, SHG_STARTERS) + 1, sizeof *loads);
    for (size_t s = 0; loads && s < shg_rows(reg, SHG_STARTERS); s++)
        loads[s].last_free = loads[s].away = SHG_NO_DATE;
    for (size_t row = 0; loads && row < shg_rows(reg, SHG_PLACEMENTS); row++)
        add_placement(reg, row, to, loads);
    for (size_t row = 0; loads && row < shg_rows(reg, SHG_ABSENCES); row++)
        add_absence(reg, row, loads);
    return loads;
}

static bool starter_asked(const shg_register *reg, const struct shg_ask *ask, size_t row) {
    int place = shg_municipality_of(reg, SHG_STARTERS, row, STARTER_MUNICIPALITY);
    return (!ask->municipality || place == shg_municipality_find(ask->municipality)) &&
           (!ask->status || strcmp(ask->status, shg_text(reg, SHG_STARTERS, row, STARTER_STATUS)) == 0);
}

static void put_starter(const shg_register *reg, size_t row, const struct load *load, shg_grid *out) {
    static const int columns[] = {STARTER_ID,      STARTER_STATUS,   STARTER_KIND,
                                  STARTER_TRAINED, STARTER_DECLARED, STARTER_MUNICIPALITY};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        shg_grid_text(out, shg_text(reg, SHG_STARTERS, row, columns[i]));
    shg_grid_text(out, *shg_text(reg, SHG_STARTERS, row, STARTER_PERSON) ? "yes" : "no");
    shg_grid_int(out, capacity_of(reg, row));
    shg_grid_int(out, load->leads);
    shg_grid_int(out, load->led);
    bool active = shg_value(reg, SHG_STARTERS, row, STARTER_STATUS, -1) == STARTER_IS_ACTIVE;
    shg_grid_date(out, active ? free_from(reg, row, load) : SHG_NO_DATE);
}

enum shg_status shg_report_starters(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                    shg_faults *faults) {
    static const char *const texts[] = {N_("starter"),  N_("status"),       N_("kind"),       N_("trained"),
                                        N_("declared"), N_("municipality"), N_("was_member"), NULL};
    static const char *const numbers[] = {N_("capacity"), N_("leads"), N_("handed_over"), NULL};
    if (ask->by)
        return shg_report_starters_by(reg, ask, out, faults);
    shg_grid_columns_add(out, texts, SHG_CELL_TEXT);
    shg_grid_columns_add(out, numbers, SHG_CELL_NUMBER);
    shg_grid_column(out, N_("free_from"), SHG_CELL_DATE);
    struct load *loads = loads_of(reg, shg_register_today(reg));
    if (!loads)
        return shg_fault_memory(faults);
    for (size_t row = 0; row < shg_rows(reg, SHG_STARTERS); row++)
        if (starter_asked(reg, ask, row))
            put_starter(reg, row, &loads[row], out);
    free(loads);
    shg_grid_sort(out);
    return SHG_OK;
}

/* ---- forecast ---- */

/* The end of the half-year, or of the next one where this one has less than a group's time left. */
static shg_date term_end(const shg_register *reg, const struct shg_ask *ask) {
    shg_date today = shg_register_today(reg);
    int year = shg_date_year(today);
    shg_date summer = shg_date_of(year, 6, 30);
    shg_date winter = shg_date_of(year, 12, 31);
    shg_date needs = today + (shg_date)days_of_group(shg_profile_of(reg));
    if (ask->to != SHG_NO_DATE)
        return ask->to;
    return needs <= summer ? summer : needs <= winter ? winter : shg_date_of(year + 1, 6, 30);
}

static void put_forecast(shg_grid *out, const char *starter, shg_date from, const long numbers[3]) {
    shg_grid_text(out, starter);
    shg_grid_date(out, from);
    for (int i = 0; i < 3; i++)
        shg_grid_int(out, numbers[i]);
}

enum shg_status shg_report_forecast(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                    shg_faults *faults) {
    static const char *const numbers[] = {N_("capacity"), N_("leads"), N_("groups_more"), NULL};
    const struct shg_profile *p = shg_profile_of(reg);
    shg_date to = term_end(reg, ask);
    long sum[3] = {0, 0, 0};
    shg_grid_column(out, N_("starter"), SHG_CELL_TEXT);
    shg_grid_column(out, N_("free_from"), SHG_CELL_DATE);
    shg_grid_columns_add(out, numbers, SHG_CELL_NUMBER);
    struct load *loads = loads_of(reg, to);
    if (!loads)
        return shg_fault_memory(faults);
    for (size_t row = 0; row < shg_rows(reg, SHG_STARTERS); row++) {
        if (shg_value(reg, SHG_STARTERS, row, STARTER_STATUS, -1) != STARTER_IS_ACTIVE || !starter_asked(reg, ask, row))
            continue;
        shg_date from = free_from(reg, row, &loads[row]);
        long unused = capacity_of(reg, row) - loads[row].leads;
        long groups = from == SHG_NO_DATE || loads[row].away == INT32_MAX ? 0 : loads[row].groups;
        if (from != SHG_NO_DATE && unused > 0)
            groups += unused * groups_until(p, from, to);
        const long own[3] = {capacity_of(reg, row), loads[row].leads, groups};
        put_forecast(out, shg_text(reg, SHG_STARTERS, row, STARTER_ID), from, own);
        for (int i = 0; i < 3; i++)
            sum[i] += own[i];
    }
    free(loads);
    shg_grid_sort(out);
    sum[2] /= p->starters_min; /* a group takes so many starters */
    put_forecast(out, "all", to, sum);
    return SHG_OK;
}

/* ---- rooms ---- */

static long used_slots(const shg_register *reg, const char *venue, struct shg_window slot) {
    long used = 0;
    for (size_t row = 0; row < shg_rows(reg, SHG_GROUPS); row++) {
        struct shg_window own;
        if (strcmp(shg_text(reg, SHG_GROUPS, row, GROUP_VENUE), venue) == 0 &&
            !is_over(shg_value(reg, SHG_GROUPS, row, GROUP_STATUS, -1)) &&
            shg_windows_of(reg, SHG_GROUPS, row, GROUP_SLOT, &own, 1) == 1 && shg_window_overlap(own, slot))
            used++;
    }
    return used;
}

static void put_room(const shg_register *reg, size_t row, struct shg_window slot, shg_grid *out) {
    static const int after[] = {VENUE_SEATS, VENUE_NEUTRAL, VENUE_STEP_FREE, VENUE_OWNER};
    char window[15];
    const char *id = shg_text(reg, SHG_VENUES, row, VENUE_ID);
    long rooms = shg_number(reg, SHG_VENUES, row, VENUE_ROOMS, 1);
    long used = used_slots(reg, id, slot);
    shg_grid_text(out, id);
    shg_grid_text(out, shg_text(reg, SHG_VENUES, row, VENUE_NAME));
    shg_grid_text(out, shg_text(reg, SHG_VENUES, row, VENUE_KIND));
    shg_grid_text(out, shg_text(reg, SHG_VENUES, row, VENUE_MUNICIPALITY));
    shg_grid_text(out, shg_window_format(slot, window));
    for (size_t i = 0; i < sizeof after / sizeof *after; i++)
        shg_grid_text(out, shg_text(reg, SHG_VENUES, row, after[i]));
    shg_grid_int(out, rooms);
    shg_grid_int(out, used);
    shg_grid_int(out, used < rooms ? rooms - used : 0);
}

static bool venue_asked(const shg_register *reg, const struct shg_ask *ask, size_t row) {
    int place = shg_municipality_of(reg, SHG_VENUES, row, VENUE_MUNICIPALITY);
    return (!ask->municipality || place == shg_municipality_find(ask->municipality)) &&
           (!ask->venue || strcmp(ask->venue, shg_text(reg, SHG_VENUES, row, VENUE_ID)) == 0) &&
           (!ask->mode || strcmp(ask->mode, shg_text(reg, SHG_VENUES, row, VENUE_KIND)) == 0);
}

enum shg_status shg_report_rooms(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                 shg_faults *faults) {
    static const char *const texts[] = {N_("venue"), N_("name"),    N_("kind"),      N_("municipality"), N_("slot"),
                                        N_("seats"), N_("neutral"), N_("step_free"), N_("owner"),        NULL};
    static const char *const numbers[] = {N_("rooms"), N_("used"), N_("free"), NULL};
    enum { SLOTS = 128 };
    struct shg_window slots[SLOTS];
    (void)faults; /* nothing can fail but the grid itself */
    shg_grid_columns_add(out, texts, SHG_CELL_TEXT);
    shg_grid_columns_add(out, numbers, SHG_CELL_NUMBER);
    for (size_t row = 0; row < shg_rows(reg, SHG_VENUES); row++) {
        size_t n = shg_windows_of(reg, SHG_VENUES, row, VENUE_SLOTS, slots, SLOTS);
        for (size_t i = 0; i < n && i < SLOTS && venue_asked(reg, ask, row); i++)
            put_room(reg, row, slots[i], out);
    }
    return SHG_OK;
}

/* ---- groups that welcome newcomers ---- */

static bool welcomes(const shg_register *reg, size_t group, const struct shg_held *held) {
    const struct shg_profile *p = shg_profile_of(reg);
    int status = shg_value(reg, SHG_GROUPS, group, GROUP_STATUS, -1);
    long size = (long)held->members + shg_number(reg, SHG_GROUPS, group, GROUP_OTHERS, 0);
    if (status == GROUP_IS_FORMING)
        return size < shg_number(reg, SHG_GROUPS, group, GROUP_MIN, p->min);
    return (status == GROUP_IS_STARTING || status == GROUP_IS_RUNNING) &&
           shg_number(reg, SHG_GROUPS, group, GROUP_OPEN, 0) > 0;
}

enum shg_status shg_report_open(const shg_register *reg, const struct shg_ask *ask, shg_grid *out, shg_faults *faults) {
    static const char *const days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    struct shg_window slot;
    shg_grid_column(out, N_("theme"), SHG_CELL_TEXT);
    shg_grid_column(out, N_("county"), SHG_CELL_TEXT);
    shg_grid_column(out, N_("weekday"), SHG_CELL_TEXT);
    struct shg_held *held = shg_held_of(reg);
    if (!held)
        return shg_fault_memory(faults);
    for (size_t g = 0; g < shg_rows(reg, SHG_GROUPS); g++) {
        if (!welcomes(reg, g, &held[g]) || !shg_group_asked(reg, ask, g))
            continue;
        uint32_t venue = shg_find(reg, SHG_VENUES, shg_text(reg, SHG_GROUPS, g, GROUP_VENUE));
        int place = venue == SHG_NONE ? -1 : shg_municipality_of(reg, SHG_VENUES, venue, VENUE_MUNICIPALITY);
        bool when = shg_windows_of(reg, SHG_GROUPS, g, GROUP_SLOT, &slot, 1) == 1;
        shg_grid_text(out, shg_text(reg, SHG_GROUPS, g, GROUP_THEME));
        shg_grid_text(out, place < 0 ? "digital" : shg_municipality_at((size_t)place)->county);
        shg_grid_text(out, when ? days[shg_window_weekday(slot)] : "");
    }
    free(held);
    shg_grid_sort(out);
    return SHG_OK;
}

/* ---- offices ---- */

bool shg_office_serves(const shg_register *reg, size_t office, shg_date day) {
    shg_date from = shg_day(reg, SHG_OFFICES, office, OFFICE_VALID_FROM);
    shg_date to = shg_day(reg, SHG_OFFICES, office, OFFICE_VALID_TO);
    return (from == SHG_NO_DATE || from <= day) && (to == SHG_NO_DATE || day <= to);
}

int shg_covered_next(const char **covers) {
    const char *item;
    size_t n;
    int places[1];
    char code[8] = "";
    while (shg_next_item(covers, &item, &n)) {
        if (n >= sizeof code)
            continue;
        memcpy(code, item, n);
        code[n] = '\0';
        if (shg_municipality_successors(code, places, 1) == 1)
            return places[0];
    }
    return -1;
}

enum shg_status shg_report_offices(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                   shg_faults *faults) {
    static const char *const texts[] = {N_("municipality"), N_("name"), N_("office"),
                                        N_("office_name"),  N_("kind"), NULL};
    (void)faults; /* nothing can fail but the grid itself */
    shg_grid_columns_add(out, texts, SHG_CELL_TEXT);
    shg_grid_column(out, N_("valid_from"), SHG_CELL_DATE);
    shg_grid_column(out, N_("valid_to"), SHG_CELL_DATE);
    for (size_t row = 0; row < shg_rows(reg, SHG_OFFICES); row++) {
        const char *covers = shg_text(reg, SHG_OFFICES, row, OFFICE_COVERS);
        if (!shg_office_serves(reg, row, shg_register_today(reg)))
            continue;
        for (int place = shg_covered_next(&covers); place >= 0; place = shg_covered_next(&covers)) {
            const struct shg_municipality *m = shg_municipality_at((size_t)place);
            if (ask->municipality && strcmp(m->code, ask->municipality) != 0)
                continue;
            shg_grid_text(out, m->code);
            shg_grid_text(out, m->name);
            shg_grid_text(out, shg_text(reg, SHG_OFFICES, row, OFFICE_ID));
            shg_grid_text(out, shg_text(reg, SHG_OFFICES, row, OFFICE_NAME));
            shg_grid_text(out, shg_text(reg, SHG_OFFICES, row, OFFICE_KIND));
            shg_grid_date(out, shg_day(reg, SHG_OFFICES, row, OFFICE_VALID_FROM));
            shg_grid_date(out, shg_day(reg, SHG_OFFICES, row, OFFICE_VALID_TO));
        }
    }
    shg_grid_sort(out);
    return SHG_OK;
}
