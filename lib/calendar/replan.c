/* Planning again what was recorded: which meetings cannot stay as they are, and what follows from that.
 *
 * A meeting that is planned from today on is broken when its venue is closed or has no room for it, when one of those
 * who lead it is away, leads another meeting then or is no longer of the group, or when the group's venue or slot is
 * another now. One that was cancelled is to be held after all. From the first such meeting of a group on, each keeps
 * its day if it can: it is moved only when it is broken itself, or when the one before it has come too near.
 */
#include "base/list.h"
#include "calendar/booking_private.h"
#include "calendar/schedule_private.h"

#include <stdlib.h>
#include <string.h>

/* A row of meetings.csv. */
struct row {
    uint32_t row, group; /* group: row of groups.csv */
    int number, kind, status, start, end;
    shg_date date;
    uint32_t venue;
    uint32_t leads, leads_n; /* in the timetable's pool */
    bool left;               /* to be looked at: planned from now on, or cancelled */
    bool broken;
};

/* A starter's row in placements.csv. */
struct placed {
    uint32_t group, starter; /* rows */
    int status;
};

struct replanner {
    struct timetable *t;
    const shg_register *reg;
    shg_date limit; /* nothing before it changes */
    struct row *rows;
    size_t n;
    struct bookings books; /* of the rows that stand */
    struct placed *placed; /* by group, starter */
    size_t placed_n;
    const struct row **of_steps; /* the row of each step of the timetable */
    size_t of_steps_cap;
};

/* ---- reading ---- */

static void read_leads(struct replanner *r, struct row *row) {
    const char *at = shg_text(r->reg, SHG_MEETINGS, row->row, MEETING_STARTERS), *item;
    size_t n;
    char id[24];
    row->leads = (uint32_t)r->t->pool_n;
    while (shg_next_item(&at, &item, &n)) {
        if (n >= sizeof id)
            continue;
        memcpy(id, item, n);
        id[n] = '\0';
        uint32_t starter = shg_find(r->reg, SHG_STARTERS, id);
        if (starter != SHG_NONE)
            pool_add(r->t, starter);
    }
    row->leads_n = (uint32_t)r->t->pool_n - row->leads;
}

static bool under_way(const struct replanner *r, uint32_t group) {
    int status = shg_value(r->reg, SHG_GROUPS, group, GROUP_STATUS, -1);
    return status == GROUP_IS_STARTING || status == GROUP_IS_RUNNING;
}

static void read_row(struct replanner *r, uint32_t at) {
    const shg_register *reg = r->reg;
    uint32_t group = shg_find(reg, SHG_GROUPS, shg_text(reg, SHG_MEETINGS, at, MEETING_GROUP));
    if (group == SHG_NONE || shg_value(reg, SHG_GROUPS, group, GROUP_STATUS, -1) == GROUP_IS_ENDED)
        return;
    struct row *row = &r->rows[r->n++];
    *row = (struct row){.row = at,
                        .group = group,
                        .number = (int)shg_number(reg, SHG_MEETINGS, at, MEETING_NUMBER, 0),
                        .kind = shg_value(reg, SHG_MEETINGS, at, MEETING_KIND, MEETING_KIND_OWN),
                        .status = shg_value(reg, SHG_MEETINGS, at, MEETING_STATUS, MEETING_IS_PLANNED),
                        .start = shg_minutes(reg, SHG_MEETINGS, at, MEETING_START, 0),
                        .end = shg_minutes(reg, SHG_MEETINGS, at, MEETING_END, 24 * 60),
                        .date = shg_day(reg, SHG_MEETINGS, at, MEETING_DATE),
                        .venue = shg_find(reg, SHG_VENUES, shg_text(reg, SHG_MEETINGS, at, MEETING_VENUE))};
    read_leads(r, row);
    row->left = under_way(r, group) &&
                (row->status == MEETING_IS_CANCELLED || (row->status == MEETING_IS_PLANNED && row->date >= r->limit));
}

/* ---- what cannot stay ---- */

/* Those that people were told to lead come first, then in order of groups. */
static int by_claim(const void *a, const void *b) {
    static const int rank[] = {
        [MEETING_KIND_START] = 0, [MEETING_KIND_STARTER] = 1, [MEETING_KIND_FOLLOW_UP] = 2, [MEETING_KIND_OWN] = 3};
    const struct row *x = a, *y = b;
    if (x->left != y->left)
        return x->left ? 1 : -1;
    if (x->kind != y->kind)
        return rank[x->kind] < rank[y->kind] ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static bool leads_with(int kind) {
    return kind == MEETING_KIND_START || kind == MEETING_KIND_STARTER;
}

static uint32_t resource_of(const struct replanner *r, uint32_t starter) {
    return (uint32_t)shg_rows(r->reg, SHG_VENUES) + starter;
}

static int placed_order(const void *a, const void *b) {
    const struct placed *x = a, *y = b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    return (x->starter > y->starter) - (x->starter < y->starter);
}

static bool read_placed(struct replanner *r) {
    const shg_register *reg = r->reg;
    size_t rows = shg_rows(reg, SHG_PLACEMENTS);
    r->placed = calloc(rows + 1, sizeof *r->placed);
    for (size_t i = 0; r->placed && i < rows; i++) {
        struct placed p = {shg_find(reg, SHG_GROUPS, shg_text(reg, SHG_PLACEMENTS, i, PLACEMENT_GROUP)),
                           shg_find(reg, SHG_STARTERS, shg_text(reg, SHG_PLACEMENTS, i, PLACEMENT_PERSON)),
                           shg_value(reg, SHG_PLACEMENTS, i, PLACEMENT_STATUS, -1)};
        if (p.group != SHG_NONE && p.starter != SHG_NONE)
            r->placed[r->placed_n++] = p;
    }
    if (r->placed_n)
        qsort(r->placed, r->placed_n, sizeof *r->placed, placed_order);
    return r->placed != NULL;
}

static bool is_own(const struct placed *p) {
    return p->status == PLACEMENT_IS_ACCEPTED || p->status == PLACEMENT_IS_ACTIVE;
}

/* The first of a group's rows in placed. */
static size_t placed_from(const struct replanner *r, uint32_t group) {
    const struct placed key = {group, 0, 0};
    size_t low = 0, high = r->placed_n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (placed_order(&r->placed[middle], &key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Whether a group has starters of its own now. */
static bool has_own(const struct replanner *r, uint32_t group) {
    for (size_t i = placed_from(r, group); i < r->placed_n && r->placed[i].group == group; i++)
        if (is_own(&r->placed[i]))
            return true;
    return false;
}

/* One who led the group and does so no longer; whoever was never placed there stands in. */
static bool has_gone(const struct replanner *r, uint32_t group, uint32_t starter) {
    const struct placed key = {group, starter, 0};
    const struct placed *p = r->placed_n ? bsearch(&key, r->placed, r->placed_n, sizeof key, placed_order) : NULL;
    int status = shg_value(r->reg, SHG_STARTERS, starter, STARTER_STATUS, -1);
    return (p && !is_own(p)) || status == STARTER_IS_RESTING || status == STARTER_IS_ENDED;
}

static bool leads_broken(const struct replanner *r, const struct row *row) {
    for (uint32_t i = 0; i < row->leads_n; i++) {
        uint32_t starter = r->t->pool[row->leads + i];
        if (has_gone(r, row->group, starter) ||
            shg_starter_away(r->t->closures, starter, row->date, row->start, row->end) ||
            bookings_most(&r->books, resource_of(r, starter), row->date, row->start, row->end))
            return true;
    }
    return leads_with(row->kind) && !row->leads_n;
}

/* Another venue, or other hours or another weekday, than the group's. */
static bool has_moved(const struct replanner *r, const struct row *row) {
    struct shg_window slot;
    uint32_t venue = shg_find(r->reg, SHG_VENUES, shg_text(r->reg, SHG_GROUPS, row->group, GROUP_VENUE));
    if (venue == SHG_NONE || !shg_windows_of(r->reg, SHG_GROUPS, row->group, GROUP_SLOT, &slot, 1))
        return false;
    return venue != row->venue || shg_slot_start(slot) != row->start || shg_slot_end(slot) != row->end ||
           shg_window_weekday(slot) != shg_date_weekday(row->date);
}

static bool is_broken(const struct replanner *r, const struct row *row) {
    if (has_moved(r, row) || row->venue == SHG_NONE || leads_broken(r, row))
        return true;
    return shg_closed_by(r->t->closures, row->venue, row->date, row->start, row->end) != SHG_NONE ||
           bookings_most(&r->books, row->venue, row->date, row->start, row->end) >= r->t->rooms[row->venue];
}

/* Books a row that stands, for the judgement of those after it and for the planner. */
static void let_stand(struct replanner *r, const struct row *row) {
    struct shg_booking b = {row->venue, SHG_NONE, row->date, row->start, row->end};
    if (row->venue != SHG_NONE)
        bookings_add(&r->books, row->venue, row->date, row->start, row->end);
    timetable_book(r->t, b);
    for (uint32_t i = 0; i < row->leads_n; i++) {
        b.venue = SHG_NONE;
        b.starter = r->t->pool[row->leads + i];
        bookings_add(&r->books, resource_of(r, b.starter), row->date, row->start, row->end);
        timetable_book(r->t, b);
    }
}

static void judge(struct replanner *r, struct row *row) {
    if (row->left && row->status == MEETING_IS_CANCELLED) {
        row->left = row->broken = !leads_with(row->kind) || has_own(r, row->group);
        return;
    }
    if (row->status != MEETING_IS_PLANNED)
        return;
    row->broken = row->left && is_broken(r, row);
    if (!row->broken)
        let_stand(r, row);
}

/* ---- groups that must change ---- */

static int by_number(const void *a, const void *b) {
    const struct row *x = a, *y = b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    if (x->number != y->number)
        return x->number < y->number ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static shg_date monday_of(shg_date date) {
    return date - shg_date_weekday(date);
}

/* What a row may become. before: the meeting before it in number, NULL at the first. */
static struct shg_step step_for(const struct replanner *r, const struct row *row, const struct row *before) {
    int every = 7 * (int)shg_profile_of(r->reg)->every;
    int gap = before ? row->date - before->date : every;
    struct shg_step step = {.kind = (enum shg_meeting_kind)row->kind,
                            .number = row->number,
                            .wish = SHG_NO_DATE,
                            .stands = row->broken ? SHG_NO_DATE : row->date,
                            .gap = gap > 0 && gap < every ? gap : every,
                            .leads = row->leads,
                            .leads_n = row->leads_n};
    if (row->status == MEETING_IS_CANCELLED)
        step.wish = row->date + 1; /* it does not come back on the day on which it was cancelled */
    else if (row->broken)
        step.wish = has_moved(r, row) ? monday_of(row->date) : row->date;
    else
        step.wish = row->date;
    shg_date tomorrow = shg_register_today(r->reg) + 1;
    if (row->broken && step.wish < tomorrow)
        step.wish = tomorrow;
    if (row->broken && step.wish < r->limit)
        step.wish = r->limit;
    return step;
}

static void step_add(struct replanner *r, const struct shg_step *step, const struct row *row) {
    struct timetable *t = r->t;
    struct shg_step *steps = shg_grow(t->steps, &t->steps_cap, t->steps_n + 1, sizeof *steps);
    if (steps)
        t->steps = steps;
    const struct row **of = shg_grow((void *)r->of_steps, &r->of_steps_cap, t->steps_n + 1, sizeof(const struct row *));
    if (of)
        r->of_steps = of;
    if (!steps || !of) {
        t->failed = true;
        return;
    }
    of[t->steps_n] = row;
    steps[t->steps_n++] = *step;
}

/* Steps of one group's rows (by number). */
static void add_steps(struct replanner *r, struct shg_due *due, const struct row *rows, size_t n) {
    const struct shg_profile *profile = shg_profile_of(r->reg);
    const struct row *before = NULL;
    shg_date handover = SHG_NO_DATE;
    size_t follow_up = 0;
    for (size_t i = 0; i < n; i++)
        if (leads_with(rows[i].kind) && rows[i].date > handover)
            handover = rows[i].date;
    due->steps = (uint32_t)r->t->steps_n;
    for (size_t i = 0; i < n && !r->t->failed; i++) {
        const struct row *row = &rows[i];
        struct shg_step step = step_for(r, row, before);
        if (row->kind == MEETING_KIND_FOLLOW_UP) {
            long days = follow_up < profile->follow_ups ? profile->follow_up[follow_up] : 0;
            long were = handover == SHG_NO_DATE ? 0 : (long)row->date - handover;
            step.days = (int)(were < days ? (were > 0 ? were : 0) : days);
            follow_up++;
        } else {
            if (row->left && before && !before->left && step.wish < before->date + step.gap &&
                step.stands == SHG_NO_DATE)
                step.wish = before->date + step.gap;
            before = row;
        }
        if (row->left)
            step_add(r, &step, row);
        else if (leads_with(row->kind) && row->status != MEETING_IS_CANCELLED && row->date > due->handover)
            due->handover = row->date;
    }
    due->steps_n = (uint32_t)r->t->steps_n - due->steps;
}

/* Rows that cannot be led: no starter of the group's own, and nobody may stand in. */
static bool cannot_be_led(const struct replanner *r, const struct row *rows, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (rows[i].broken && leads_with(rows[i].kind) && !has_own(r, rows[i].group) &&
            (rows[i].kind == MEETING_KIND_START || !r->t->how->substitutes))
            return true;
    return false;
}

static void add_group(struct replanner *r, const struct row *rows, size_t n) {
    const shg_register *reg = r->reg;
    uint32_t group = rows->group;
    struct listed listed = {shg_text(reg, SHG_GROUPS, group, GROUP_ID), group,
                            shg_text(reg, SHG_GROUPS, group, GROUP_LANGUAGE),
                            shg_value(reg, SHG_GROUPS, group, GROUP_COMPOSITION, COMPOSITION_ANY)};
    uint32_t venue = shg_find(reg, SHG_VENUES, shg_text(reg, SHG_GROUPS, group, GROUP_VENUE));
    struct shg_window slot;
    if (venue == SHG_NONE || !shg_windows_of(reg, SHG_GROUPS, group, GROUP_SLOT, &slot, 1)) {
        timetable_refuse(r->t, LACKS_PLACE, listed.id);
        return;
    }
    if (cannot_be_led(r, rows, n)) {
        timetable_refuse(r->t, LACKS_STARTER, listed.id);
        return;
    }
    uint32_t number = (uint32_t)r->t->n;
    struct shg_due *due = timetable_add(r->t, &listed, venue, slot);
    if (!due)
        return;
    due->from = r->limit;
    add_steps(r, due, rows, n);
    for (size_t i = placed_from(r, group); i < r->placed_n && r->placed[i].group == group; i++)
        if (is_own(&r->placed[i]))
            timetable_belongs(r->t, number, true, r->placed[i].starter);
}

/* The rows of groups that must change, group by group in order of ids. */
static int by_id(const void *a, const void *b) {
    const struct listed *x = a, *y = b;
    return strcmp(x->id, y->id);
}

static void add_groups(struct replanner *r) {
    size_t n = 0;
    struct listed *order = calloc(r->n + 1, sizeof *order); /* row: the first of the group's rows */
    for (size_t i = 0, end; order && i < r->n; i = end) {
        bool must = false;
        for (end = i; end < r->n && r->rows[end].group == r->rows[i].group; end++)
            must = must || r->rows[end].broken;
        if (must)
            order[n++] =
                (struct listed){.id = shg_text(r->reg, SHG_GROUPS, r->rows[i].group, GROUP_ID), .row = (uint32_t)i};
    }
    if (n > 1)
        qsort(order, n, sizeof *order, by_id);
    for (size_t g = 0; g < n && !r->t->failed; g++) {
        size_t first = order[g].row, end = first;
        while (end < r->n && r->rows[end].group == r->rows[first].group)
            end++;
        add_group(r, r->rows + first, end - first);
    }
    r->t->failed = r->t->failed || !order;
    free(order);
}

/* ---- printing ---- */

static int planned_by_number(const void *a, const void *b) {
    const struct shg_planned *x = a, *y = b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

static const struct row *row_of(const struct replanner *r, const struct shg_planned *meeting) {
    const struct shg_due *due = &r->t->due[meeting->group];
    uint32_t i = due->steps;
    while (r->t->steps[i].number != meeting->number)
        i++;
    return r->of_steps[i];
}

static enum shg_status print(const struct replanner *r, struct shg_dates *dates, struct shg_writer *out) {
    struct shg_buf starters = SHG_BUF_EMPTY;
    put_meetings_header(out);
    if (dates->meetings_n)
        qsort(dates->meetings, dates->meetings_n, sizeof *dates->meetings, planned_by_number);
    for (size_t i = 0; i < dates->meetings_n; i++) {
        const struct shg_planned *meeting = &dates->meetings[i];
        if (meeting->stands)
            continue;
        const struct row *row = row_of(r, meeting);
        shg_buf_cut(&starters, 0);
        lead_by(r->t, meeting, &starters);
        put_meeting(out, r->t, meeting, shg_buf_get(&starters),
                    shg_number(r->reg, SHG_MEETINGS, row->row, MEETING_REVISION, 0) + 1);
    }
    bool failed = shg_buf_failed(&starters);
    shg_buf_free(&starters);
    return failed ? shg_fault_memory(r->t->faults) : SHG_OK;
}

/* ---- all ---- */

static enum shg_status replan(struct replanner *r, struct shg_writer *out) {
    size_t rows = shg_rows(r->reg, SHG_MEETINGS);
    r->rows = calloc(rows + 1, sizeof *r->rows);
    if (!r->rows || !read_placed(r) || !bookings_init(&r->books, 2 * rows))
        return shg_fault_memory(r->t->faults);
    for (uint32_t i = 0; i < rows; i++)
        read_row(r, i);
    if (r->n)
        qsort(r->rows, r->n, sizeof *r->rows, by_claim);
    for (size_t i = 0; i < r->n; i++)
        judge(r, &r->rows[i]);
    if (r->n)
        qsort(r->rows, r->n, sizeof *r->rows, by_number);
    add_groups(r);
    timetable_people(r->t);
    if (r->t->failed || r->books.failed)
        return shg_fault_memory(r->t->faults);
    struct shg_term term = timetable_term(r->t);
    struct shg_dates dates = {0};
    enum shg_status status = shg_term_replan(&term, &dates);
    status = status == SHG_OK ? tell_dates(r->t, &dates) : shg_fault_memory(r->t->faults);
    if (status <= SHG_NO && print(r, &dates, out) != SHG_OK)
        status = SHG_SYSTEM;
    shg_dates_free(&dates);
    return status;
}

enum shg_status shg_schedule_replan(const shg_register *reg, const struct shg_scheduling *how, struct shg_writer *out,
                                    shg_faults *faults) {
    struct timetable t;
    struct replanner r = {.t = &t, .reg = reg, .limit = shg_register_today(reg)};
    if (how->from != SHG_NO_DATE)
        r.limit = how->from;
    enum shg_status status = timetable_init(&t, reg, how, faults);
    if (status == SHG_OK)
        status = replan(&r, out);
    timetable_free(&t);
    bookings_free(&r.books);
    free(r.rows);
    free(r.placed);
    free((void *)r.of_steps);
    return status;
}
