#include "base/list.h"
#include "calendar/schedule_private.h"

#include <stdlib.h>
#include <string.h>

/* ---- filling ---- */

enum shg_status timetable_init(struct timetable *t, const shg_register *reg, const struct shg_scheduling *how,
                               shg_faults *faults) {
    size_t venues = shg_rows(reg, SHG_VENUES);
    *t = (struct timetable){.reg = reg,
                            .how = how,
                            .faults = faults,
                            .closures = shg_closures_new(reg),
                            .rooms = calloc(venues + 1, sizeof *t->rooms)};
    if (!t->closures || !t->rooms)
        return shg_fault_memory(faults);
    for (size_t v = 0; v < venues; v++)
        t->rooms[v] = shg_number(reg, SHG_VENUES, v, VENUE_ROOMS, 1);
    return SHG_OK;
}

void timetable_free(struct timetable *t) {
    shg_closures_free(t->closures);
    free(t->listed);
    free(t->due);
    free(t->belongs);
    free(t->pool);
    free(t->booked);
    free(t->steps);
    free(t->rooms);
    *t = (struct timetable){0};
}

struct shg_due *timetable_add(struct timetable *t, const struct listed *listed, uint32_t venue,
                              struct shg_window slot) {
    struct listed *list = shg_grow(t->listed, &t->listed_cap, t->n + 1, sizeof *list);
    if (list)
        t->listed = list;
    struct shg_due *due = shg_grow(t->due, &t->due_cap, t->n + 1, sizeof *due);
    if (due)
        t->due = due;
    if (!list || !due) {
        t->failed = true;
        return NULL;
    }
    list[t->n] = *listed;
    due[t->n] = (struct shg_due){.venue = venue, .slot = slot, .handover = SHG_NO_DATE};
    return &due[t->n++];
}

void timetable_belongs(struct timetable *t, uint32_t group, bool starter, uint32_t row) {
    struct belongs *list = shg_grow(t->belongs, &t->belongs_cap, t->belongs_n + 1, sizeof *list);
    if (!list) {
        t->failed = true;
        return;
    }
    t->belongs = list;
    list[t->belongs_n++] = (struct belongs){group, starter, row};
}

void timetable_book(struct timetable *t, struct shg_booking booking) {
    struct shg_booking *list = shg_grow(t->booked, &t->booked_cap, t->booked_n + 1, sizeof *list);
    if (!list) {
        t->failed = true;
        return;
    }
    t->booked = list;
    list[t->booked_n++] = booking;
}

void timetable_book_meeting(struct timetable *t, size_t row) {
    const shg_register *reg = t->reg;
    struct shg_booking b = {shg_find(reg, SHG_VENUES, shg_text(reg, SHG_MEETINGS, row, MEETING_VENUE)), SHG_NONE,
                            shg_day(reg, SHG_MEETINGS, row, MEETING_DATE),
                            shg_minutes(reg, SHG_MEETINGS, row, MEETING_START, 0),
                            shg_minutes(reg, SHG_MEETINGS, row, MEETING_END, 24 * 60)};
    timetable_book(t, b);
    const char *at = shg_text(reg, SHG_MEETINGS, row, MEETING_STARTERS), *item;
    size_t n;
    char id[24];
    for (b.venue = SHG_NONE; shg_next_item(&at, &item, &n);) {
        if (n >= sizeof id)
            continue;
        memcpy(id, item, n);
        id[n] = '\0';
        b.starter = shg_find(reg, SHG_STARTERS, id);
        if (b.starter != SHG_NONE)
            timetable_book(t, b);
    }
}

void timetable_refuse(struct timetable *t, enum lack lack, const char *id) {
    t->refused = true; /* gives SHG_NO in the end */
    if (lack == LACKS_STARTER)
        (void)shg_fault_plain(t->faults, SHG_NO, N_("group '%s' cannot be planned: it has no starter"), id);
    else
        (void)shg_fault_plain(t->faults, SHG_NO, N_("group '%s' cannot be planned: it has no venue or slot"), id);
}

/* ---- who belongs where ---- */

static int belongs_order(const void *a, const void *b) {
    const struct belongs *x = a, *y = b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    if (x->starter != y->starter)
        return x->starter ? 1 : -1;
    return (x->row > y->row) - (x->row < y->row);
}

static size_t belongs_from(const struct timetable *t, uint32_t group, bool starter) {
    const struct belongs key = {group, starter, 0};
    size_t low = 0, high = t->belongs_n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (belongs_order(&t->belongs[middle], &key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static const struct belongs *of(const struct timetable *t, uint32_t group, bool starter, size_t *n) {
    size_t from = belongs_from(t, group, starter), to = from;
    while (to < t->belongs_n && t->belongs[to].group == group && t->belongs[to].starter == starter)
        to++;
    *n = to - from;
    return t->belongs + from;
}

const struct belongs *starters_of(const struct timetable *t, uint32_t group, size_t *n) {
    return of(t, group, true, n);
}

const struct belongs *members_of(const struct timetable *t, uint32_t group, size_t *n) {
    return of(t, group, false, n);
}

void pool_add(struct timetable *t, uint32_t starter) {
    uint32_t *pool = shg_grow(t->pool, &t->pool_cap, t->pool_n + 1, sizeof *pool);
    if (!pool) {
        t->failed = true;
        return;
    }
    t->pool = pool;
    pool[t->pool_n++] = starter;
}

/* Few starters: each is put where it belongs among those before it. The order of rows must not decide anything. */
static void sort_by_id(const struct timetable *t, uint32_t *starters, size_t n) {
    for (size_t i = 1; i < n; i++) {
        uint32_t one = starters[i];
        const char *id = shg_text(t->reg, SHG_STARTERS, one, STARTER_ID);
        size_t k = i;
        for (; k && strcmp(shg_text(t->reg, SHG_STARTERS, starters[k - 1], STARTER_ID), id) > 0; k--)
            starters[k] = starters[k - 1];
        starters[k] = one;
    }
}

void timetable_people(struct timetable *t) {
    if (t->belongs_n)
        qsort(t->belongs, t->belongs_n, sizeof *t->belongs, belongs_order);
    size_t kept = 0;
    for (size_t i = 0; i < t->belongs_n; i++)
        if (!kept || belongs_order(&t->belongs[kept - 1], &t->belongs[i]) != 0)
            t->belongs[kept++] = t->belongs[i];
    t->belongs_n = kept;
    for (uint32_t g = 0; g < t->n && !t->failed; g++) {
        size_t n;
        const struct belongs *own = starters_of(t, g, &n);
        t->due[g].starters = (uint32_t)t->pool_n;
        for (size_t i = 0; i < n && i < SHG_MOST_STARTERS; i++)
            pool_add(t, own[i].row);
        t->due[g].starters_n = (uint32_t)t->pool_n - t->due[g].starters;
        if (!t->failed)
            sort_by_id(t, t->pool + t->due[g].starters, t->due[g].starters_n);
    }
    if (t->how->substitutes && !t->failed)
        stand_ins(t);
}

/* ---- for the planner ---- */

static uint32_t ask_closed(const void *ctx, uint32_t venue, shg_date date, int start, int end) {
    return shg_closed_by(ctx, venue, date, start, end);
}

static bool ask_away(const void *ctx, uint32_t starter, shg_date date, int start, int end) {
    return shg_starter_away(ctx, starter, date, start, end);
}

struct shg_term timetable_term(const struct timetable *t) {
    const struct shg_profile *profile = shg_profile_of(t->reg);
    long with_starters = profile->starter_meetings < profile->meetings ? profile->starter_meetings : profile->meetings;
    struct shg_term term = {.today = shg_register_today(t->reg),
                            .rhythm = {profile->meetings, with_starters, profile->every, {0}, profile->follow_ups},
                            .groups = t->due,
                            .n = t->n,
                            .pool = t->pool,
                            .steps = t->steps,
                            .rooms = t->rooms,
                            .venues = shg_rows(t->reg, SHG_VENUES),
                            .starters = shg_rows(t->reg, SHG_STARTERS),
                            .booked = t->booked,
                            .booked_n = t->booked_n,
                            .closed = ask_closed,
                            .away = ask_away,
                            .ctx = t->closures};
    for (size_t i = 0; i < profile->follow_ups; i++)
        term.rhythm.follow_up[i] = profile->follow_up[i];
    return term;
}
