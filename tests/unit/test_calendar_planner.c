/* The planner on offices made by hand and from seeds: every rule looked at by a checker of its own, the choice of first
 * meetings held against brute force. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/holiday.h"
#include "calendar/planner.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { GROUPS = 12, STARTERS = 12, VENUES = 6, ABSENCES = 24, CLOSURES = 12, BOOKED = 24 };

/* Away or closed from one day to another. */
struct gap {
    uint32_t who;
    shg_date from, to;
};

/* An office: what the planner asks, in plain lists. */
struct office {
    struct shg_term term;
    struct shg_due groups[GROUPS];
    uint32_t pool[2 * GROUPS * STARTERS];
    size_t pool_n;
    long rooms[VENUES];
    struct shg_booking booked[BOOKED];
    struct gap away[ABSENCES], closed[CLOSURES];
    size_t away_n, closed_n;
    struct shg_dates dates;
};

static uint32_t ask_closed(const void *ctx, uint32_t venue, shg_date date, int start, int end) {
    const struct office *o = ctx;
    (void)start;
    (void)end;
    for (uint32_t i = 0; i < o->closed_n; i++)
        if (o->closed[i].who == venue && o->closed[i].from <= date && date <= o->closed[i].to)
            return i;
    return SHG_NONE;
}

static bool ask_away(const void *ctx, uint32_t starter, shg_date date, int start, int end) {
    const struct office *o = ctx;
    (void)start;
    (void)end;
    for (uint32_t i = 0; i < o->away_n; i++)
        if (o->away[i].who == starter && o->away[i].from <= date && date <= o->away[i].to)
            return true;
    return false;
}

static shg_date day(const char *text) {
    shg_date d = shg_date_parse(text);
    assert_int_not_equal(d, SHG_NO_DATE);
    return d;
}

static struct shg_window slot(const char *text) {
    struct shg_window w;
    assert_true(shg_window_parse(text, strlen(text), &w));
    return w;
}

static struct office *office(const char *today) {
    struct office *o = calloc(1, sizeof *o);
    assert_non_null(o);
    o->term = (struct shg_term){.today = day(today),
                                .rhythm = {10, 5, 1, {42, 180}, 2},
                                .groups = o->groups,
                                .pool = o->pool,
                                .rooms = o->rooms,
                                .venues = VENUES,
                                .starters = STARTERS,
                                .booked = o->booked,
                                .closed = ask_closed,
                                .away = ask_away,
                                .ctx = o};
    for (int v = 0; v < VENUES; v++)
        o->rooms[v] = 1;
    return o;
}

static void office_free(struct office *o) {
    shg_dates_free(&o->dates);
    free(o);
}

/* A group with up to two starters (SHG_NONE: no second). */
static struct shg_due *group(struct office *o, uint32_t venue, const char *when, const char *from, uint32_t a,
                             uint32_t b) {
    struct shg_due *g = &o->groups[o->term.n++];
    *g = (struct shg_due){.venue = venue,
                          .slot = slot(when),
                          .from = day(from),
                          .starters = (uint32_t)o->pool_n,
                          .handover = SHG_NO_DATE};
    o->pool[o->pool_n++] = a;
    if (b != SHG_NONE)
        o->pool[o->pool_n++] = b;
    g->starters_n = b == SHG_NONE ? 1 : 2;
    return g;
}

static void plan(struct office *o) {
    assert_int_equal(shg_term_plan(&o->term, &o->dates), SHG_OK);
}

static const struct shg_planned *meeting(const struct office *o, uint32_t g, int number) {
    for (size_t i = 0; i < o->dates.meetings_n; i++)
        if (o->dates.meetings[i].group == g && o->dates.meetings[i].number == number)
            return &o->dates.meetings[i];
    return NULL;
}

static void assert_date(const struct office *o, uint32_t g, int number, const char *wanted) {
    char is[11] = "";
    const struct shg_planned *m = meeting(o, g, number);
    assert_non_null(m);
    assert_string_equal(shg_date_format(m->date, is), wanted);
}

static void assert_skipped(const struct office *o, uint32_t g, const char *date, enum shg_skip why) {
    for (size_t i = 0; i < o->dates.skipped_n; i++) {
        const struct shg_skipped *s = &o->dates.skipped[i];
        if (s->group == g && s->date == day(date)) {
            assert_int_equal(s->why, why);
            return;
        }
    }
    fail_msg("%s is not skipped", date);
}

/* ---- one group ---- */

static void a_group_meets_in_its_slot(void **state) {
    (void)state;
    struct office *o = office("2026-08-17");
    group(o, 0, "tue18:00-20:00", "2026-08-24", 0, 1);
    plan(o);
    assert_int_equal(o->dates.meetings_n, 12);
    assert_int_equal(o->dates.skipped_n, 0);
    assert_date(o, 0, 1, "2026-08-25");
    assert_date(o, 0, 5, "2026-09-22");
    assert_date(o, 0, 10, "2026-10-27");
    assert_date(o, 0, 11, "2026-11-03"); /* 42 days after the handover */
    assert_date(o, 0, 12, "2027-03-23"); /* 180 days: a Sunday, so the Tuesday after it */
    assert_int_equal(meeting(o, 0, 1)->kind, MEETING_KIND_START);
    assert_int_equal(meeting(o, 0, 5)->kind, MEETING_KIND_STARTER);
    assert_int_equal(meeting(o, 0, 6)->kind, MEETING_KIND_OWN);
    assert_int_equal(meeting(o, 0, 11)->kind, MEETING_KIND_FOLLOW_UP);
    assert_int_equal(meeting(o, 0, 1)->present, 3);
    assert_int_equal(meeting(o, 0, 6)->present, 0);
    office_free(o);
}

static void holidays_shift_what_follows(void **state) {
    (void)state;
    struct office *o = office("2027-03-01");
    group(o, 0, "mon18:00-20:00", "2027-03-15", 0, SHG_NONE);
    plan(o);
    assert_date(o, 0, 1, "2027-03-15");
    assert_date(o, 0, 2, "2027-03-22");
    assert_skipped(o, 0, "2027-03-29", SHG_SKIP_HOLIDAY); /* Easter Monday, the day after the clocks change */
    assert_date(o, 0, 3, "2027-04-05");
    assert_skipped(o, 0, "2027-05-17", SHG_SKIP_HOLIDAY); /* 17 May and Whit Monday in one */
    assert_date(o, 0, 9, "2027-05-24");
    office_free(o);
}

static void weeks_run_on_over_the_year_and_the_leap_day(void **state) {
    (void)state;
    struct office *o = office("2026-11-02");
    o->term.rhythm.every = 2;
    group(o, 0, "tue18:00-20:00", "2026-11-24", 0, SHG_NONE);
    plan(o);
    assert_date(o, 0, 3, "2026-12-22"); /* 2026 has a week 53 */
    assert_date(o, 0, 4, "2027-01-05");
    office_free(o);
    o = office("2028-02-01");
    group(o, 0, "tue18:00-20:00", "2028-02-15", 0, SHG_NONE);
    plan(o);
    assert_date(o, 0, 3, "2028-02-29");
    assert_date(o, 0, 4, "2028-03-07");
    office_free(o);
}

static void a_follow_up_day_is_no_other_meetings(void **state) {
    (void)state;
    struct office *o = office("2026-08-17");
    o->term.rhythm.meetings = 14;
    group(o, 0, "tue18:00-20:00", "2026-08-24", 0, SHG_NONE);
    plan(o);
    assert_int_equal(meeting(o, 0, 11)->kind, MEETING_KIND_FOLLOW_UP);
    assert_date(o, 0, 11, "2026-11-03");
    assert_date(o, 0, 12, "2026-11-10");
    assert_int_equal(o->dates.skipped_n, 0);
    office_free(o);
}

static void closures_are_skipped_with_their_row(void **state) {
    (void)state;
    struct office *o = office("2026-08-17");
    group(o, 0, "tue18:00-20:00", "2026-08-24", 0, SHG_NONE);
    o->closed[o->closed_n++] = (struct gap){1, day("2026-08-01"), day("2026-12-31")};
    o->closed[o->closed_n++] = (struct gap){0, day("2026-09-28"), day("2026-10-04")};
    plan(o);
    assert_skipped(o, 0, "2026-09-29", SHG_SKIP_CLOSED);
    assert_int_equal(o->dates.skipped[0].detail, 1);
    assert_date(o, 0, 6, "2026-10-06");
    office_free(o);
}

static void all_its_starters_come_first_and_one_is_enough_later(void **state) {
    (void)state;
    struct office *o = office("2026-08-17");
    group(o, 0, "tue18:00-20:00", "2026-08-24", 0, 1);
    o->away[o->away_n++] = (struct gap){0, day("2026-08-25"), day("2026-08-25")};
    o->away[o->away_n++] = (struct gap){1, day("2026-09-08"), day("2026-09-15")};
    o->away[o->away_n++] = (struct gap){0, day("2026-09-15"), day("2026-09-15")};
    plan(o);
    assert_skipped(o, 0, "2026-08-25", SHG_SKIP_AWAY);
    assert_date(o, 0, 1, "2026-09-01");
    assert_int_equal(meeting(o, 0, 2)->present, 1); /* 8 September */
    assert_skipped(o, 0, "2026-09-15", SHG_SKIP_AWAY);
    assert_date(o, 0, 3, "2026-09-22");
    office_free(o);
}

static void somebody_stands_in(void **state) {
    (void)state;
    struct office *o = office("2026-08-17");
    struct shg_due *g = group(o, 0, "tue18:00-20:00", "2026-08-24", 0, SHG_NONE);
    g->stand_ins = (uint32_t)o->pool_n;
    g->stand_ins_n = 2;
    o->pool[o->pool_n++] = 5;
    o->pool[o->pool_n++] = 4;
    o->away[o->away_n++] = (struct gap){0, day("2026-09-08"), day("2026-09-15")};
    o->away[o->away_n++] = (struct gap){5, day("2026-09-15"), day("2026-09-15")};
    plan(o);
    assert_date(o, 0, 3, "2026-09-08");
    assert_int_equal(meeting(o, 0, 3)->stand_in, 5);
    assert_int_equal(meeting(o, 0, 4)->stand_in, 4);
    assert_int_equal(meeting(o, 0, 5)->stand_in, SHG_NONE);
    office_free(o);
}

static void who_cannot_be_planned_is_told(void **state) {
    (void)state;
    struct office *o = office("2026-08-17");
    group(o, 0, "tue18:00-20:00", "2026-08-24", 0, SHG_NONE);
    group(o, 1, "tue18:00-20:00", "2026-08-24", 1, SHG_NONE);
    group(o, 2, "tue18:00-20:00", "2026-08-24", 2, SHG_NONE);
    o->away[o->away_n++] = (struct gap){0, day("2026-01-01"), INT32_MAX};
    o->closed[o->closed_n++] = (struct gap){1, day("2026-10-01"), INT32_MAX};
    plan(o);
    assert_int_equal(o->dates.refused_n, 2);
    assert_int_equal(o->dates.refused[0].why, SHG_SKIP_AWAY);
    assert_int_equal(o->dates.refused[1].group, 1);
    assert_null(meeting(o, 0, 1));
    assert_null(meeting(o, 1, 1)); /* it could begin, but would find no day for the rest */
    assert_non_null(meeting(o, 2, 12));
    office_free(o);
}

/* ---- several ---- */

static void one_room_goes_round(void **state) {
    (void)state;
    struct office *o = office("2026-08-17");
    o->term.rhythm = (struct shg_rhythm){4, 2, 1, {0}, 0};
    group(o, 0, "tue18:00-20:00", "2026-08-24", 0, SHG_NONE);
    group(o, 0, "tue19:00-21:00", "2026-08-24", 1, SHG_NONE);
    plan(o);
    assert_date(o, 0, 1, "2026-08-25"); /* equal otherwise: the first in order has the earliest day */
    assert_date(o, 1, 1, "2026-09-01");
    assert_skipped(o, 1, "2026-08-25", SHG_SKIP_ROOM);
    assert_true(o->dates.proven);
    office_free(o);
}

static void the_sum_of_days_decides(void **state) {
    (void)state;
    struct office *o = office("2026-08-17");
    group(o, 0, "tue18:00-20:00", "2026-08-24", 0, SHG_NONE);
    group(o, 0, "tue18:00-20:00", "2026-08-24", 1, SHG_NONE);
    o->away[o->away_n++] = (struct gap){1, day("2026-09-01"), day("2026-12-01")};
    plan(o);
    assert_date(o, 0, 1, "2026-09-01"); /* else the second would wait until December */
    assert_date(o, 1, 1, "2026-08-25");
    office_free(o);
}

static void a_spare_starter_is_given_up(void **state) {
    (void)state;
    struct office *o = office("2026-08-17");
    o->term.rhythm = (struct shg_rhythm){3, 3, 1, {0}, 0};
    group(o, 0, "tue18:00-20:00", "2026-08-24", 0, 1);
    group(o, 1, "tue18:00-20:00", "2026-08-24", 1, SHG_NONE);
    plan(o);
    assert_date(o, 0, 1, "2026-08-25");
    assert_date(o, 1, 1, "2026-09-01"); /* both of the first group's are at its first meeting */
    assert_date(o, 0, 2, "2026-09-01");
    assert_int_equal(meeting(o, 0, 2)->present, 1);
    assert_int_equal(meeting(o, 0, 3)->present, 1); /* the second group needs the other */
    assert_date(o, 1, 2, "2026-09-08");
    office_free(o);
}

/* ---- offices from seeds ---- */

static uint64_t seed_state;

static uint32_t below(uint32_t n) {
    seed_state = seed_state * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)(seed_state >> 33) % n;
}

static const char *const slots[] = {"mon17:00-19:00", "mon18:00-20:00", "tue18:00-20:00", "thu18:00-20:00"};

static struct office *random_office(uint64_t seed, uint32_t most_groups, uint32_t venues, uint32_t starters) {
    seed_state = seed * 2654435761U + 17;
    struct office *o = office("2027-03-01");
    shg_date today = o->term.today;
    o->term.rhythm = (struct shg_rhythm){3 + below(6), 1 + below(3), 1 + below(2), {14, 35}, below(3)};
    for (uint32_t v = 0; v < venues; v++)
        o->rooms[v] = 1 + below(5) / 4;
    for (uint32_t g = 1 + below(most_groups); g; g--) {
        uint32_t a = below(starters), b = below(starters);
        struct shg_due *due =
            group(o, below(venues), slots[below(4)], "2027-03-08", a, below(3) && b != a ? b : SHG_NONE);
        due->from += (shg_date)(7 * below(2));
    }
    o->away_n = below(ABSENCES);
    for (size_t i = 0; i < o->away_n; i++) {
        shg_date from = today + (shg_date)below(90);
        o->away[i] = (struct gap){below(starters), from, from + (shg_date)below(30)};
    }
    o->closed_n = below(CLOSURES);
    for (size_t i = 0; i < o->closed_n; i++) {
        shg_date from = today + (shg_date)below(90);
        o->closed[i] = (struct gap){below(venues), from, from + (shg_date)below(14)};
    }
    o->term.booked_n = below(BOOKED);
    for (size_t i = 0; i < o->term.booked_n; i++) {
        struct shg_window w = slot(slots[below(4)]);
        o->booked[i] =
            (struct shg_booking){below(2) ? below(venues) : SHG_NONE, below(2) ? below(starters) : SHG_NONE,
                                 shg_slot_from(w, today + (shg_date)below(60)), shg_slot_start(w), shg_slot_end(w)};
    }
    return o;
}

/* A day of a starter or a venue that is taken. */
struct taken {
    uint32_t venue, starter, group;
    shg_date date;
    int start, end;
};

static size_t take_all(const struct office *o, struct taken *out) {
    size_t n = 0;
    for (size_t i = 0; i < o->term.booked_n; i++) {
        const struct shg_booking *b = &o->booked[i];
        out[n++] = (struct taken){b->venue, b->starter, SHG_NONE, b->date, b->start, b->end};
    }
    for (size_t i = 0; i < o->dates.meetings_n; i++) {
        const struct shg_planned *m = &o->dates.meetings[i];
        const struct shg_due *g = &o->groups[m->group];
        struct taken t = {g->venue, SHG_NONE, m->group, m->date, shg_slot_start(g->slot), shg_slot_end(g->slot)};
        out[n++] = t;
        t.venue = SHG_NONE;
        for (uint32_t s = 0; s < g->starters_n; s++)
            if (m->present >> s & 1) {
                t.starter = o->pool[g->starters + s];
                out[n++] = t;
            }
        if (m->stand_in != SHG_NONE) {
            t.starter = m->stand_in;
            out[n++] = t;
        }
    }
    return n;
}

static bool at(const struct taken *t, shg_date date, int minute) {
    return t->date == date && t->start <= minute && minute < t->end;
}

/* No room, starter, closure or holiday is broken. */
static void check_taken(const struct office *o) {
    static struct taken taken[4000];
    size_t n = take_all(o, taken);
    for (size_t i = 0; i < n; i++) {
        const struct taken *t = &taken[i];
        long rooms = 0, places = 0;
        if (t->group == SHG_NONE)
            continue;
        for (size_t k = 0; k < n; k++) {
            rooms += t->venue != SHG_NONE && taken[k].venue == t->venue && at(&taken[k], t->date, t->start);
            places += t->starter != SHG_NONE && taken[k].starter == t->starter && at(&taken[k], t->date, t->start);
        }
        assert_true(t->venue == SHG_NONE || rooms <= o->rooms[t->venue]);
        assert_true(places <= 1);
        assert_false(shg_is_holiday(t->date));
        if (t->venue != SHG_NONE)
            assert_int_equal(ask_closed(o, t->venue, t->date, t->start, t->end), SHG_NONE);
        if (t->starter != SHG_NONE)
            assert_false(ask_away(o, t->starter, t->date, t->start, t->end));
    }
}

/* Numbers run on; kinds, days and who leads are as the rhythm has them; each lost week has a reason. */
static void check_group(const struct office *o, uint32_t g) {
    const struct shg_rhythm *r = &o->term.rhythm;
    const struct shg_due *due = &o->groups[g];
    shg_date last = SHG_NO_DATE, handover = SHG_NO_DATE;
    long mains = 0, follow_ups = 0;
    long with = r->starter_meetings < r->meetings ? r->starter_meetings : r->meetings;
    const struct shg_planned *m;
    for (int number = 1; (m = meeting(o, g, number)); number++) {
        assert_int_equal(shg_date_weekday(m->date), shg_window_weekday(due->slot));
        if (m->kind == MEETING_KIND_FOLLOW_UP) {
            assert_true(m->date >= handover + r->follow_up[follow_ups++]);
            continue;
        }
        mains++;
        shg_date earliest = last == SHG_NO_DATE ? due->from : last + (shg_date)(7 * r->every);
        assert_true(m->date >= earliest);
        assert_int_equal(m->kind, mains == 1      ? MEETING_KIND_START
                                  : mains <= with ? MEETING_KIND_STARTER
                                                  : MEETING_KIND_OWN);
        if (mains == 1)
            assert_int_equal(m->present, (1U << due->starters_n) - 1);
        assert_true(mains > with ? !m->present : m->present || m->stand_in != SHG_NONE);
        for (shg_date d = shg_slot_from(due->slot, earliest); d < m->date; d += 7) {
            bool told = false;
            for (size_t i = 0; i < o->dates.skipped_n; i++)
                told = told || (o->dates.skipped[i].group == g && o->dates.skipped[i].date == d);
            for (size_t i = 0; i < o->dates.meetings_n; i++) /* or the follow-up is that day */
                told = told || (o->dates.meetings[i].group == g && o->dates.meetings[i].date == d);
            assert_true(told);
        }
        last = m->date;
        if (mains <= with)
            handover = m->date;
    }
    assert_int_equal(mains, r->meetings);
    assert_int_equal(follow_ups, r->follow_ups);
}

static void offices_by_the_hundred_break_no_rule(void **state) {
    (void)state;
    size_t groups = 0, refused = 0;
    for (uint64_t seed = 1; seed <= 400; seed++) {
        struct office *o = random_office(seed, GROUPS, 2 + (uint32_t)(seed % 5), 3 + (uint32_t)(seed % 9));
        plan(o);
        check_taken(o);
        size_t out = 0;
        for (uint32_t g = 0; g < o->term.n; g++) {
            if (meeting(o, g, 1))
                check_group(o, g);
            else
                out++;
        }
        assert_int_equal(out, o->dates.refused_n);
        groups += o->term.n;
        refused += out;
        office_free(o);
    }
    assert_true(groups > 2000);
    assert_true(refused < groups / 20);
}

/* ---- brute force ---- */

/* What a choice of first meetings is worth: the better is the smaller. */
struct worth {
    long unplanned, days;
    shg_date first[GROUPS];
};

static bool better(const struct worth *a, const struct worth *b, size_t n) {
    if (a->unplanned != b->unplanned)
        return a->unplanned < b->unplanned;
    if (a->days != b->days)
        return a->days < b->days;
    for (size_t i = 0; i < n; i++)
        if (a->first[i] != b->first[i])
            return a->first[i] < b->first[i];
    return false;
}

/* Whether groups 0..g can have these first meetings, by the lists alone. */
static bool goes(const struct office *o, const shg_date *first, uint32_t g) {
    static struct taken taken[200];
    size_t n = 0;
    for (size_t i = 0; i < o->term.booked_n; i++) {
        const struct shg_booking *b = &o->booked[i];
        taken[n++] = (struct taken){b->venue, b->starter, SHG_NONE, b->date, b->start, b->end};
    }
    for (uint32_t i = 0; i <= g; i++) {
        const struct shg_due *due = &o->groups[i];
        struct taken t = {due->venue, SHG_NONE, i, first[i], shg_slot_start(due->slot), shg_slot_end(due->slot)};
        taken[n++] = t;
        t.venue = SHG_NONE;
        for (uint32_t s = 0; s < due->starters_n; s++) {
            t.starter = o->pool[due->starters + s];
            if (ask_away(o, t.starter, t.date, 0, 1440))
                return false;
            taken[n++] = t;
        }
        if (shg_is_holiday(t.date) || ask_closed(o, due->venue, t.date, 0, 1440) != SHG_NONE)
            return false;
    }
    for (size_t i = 0; i < n; i++) {
        long rooms = 0, places = 0;
        for (size_t k = 0; k < n; k++) {
            rooms += taken[i].venue != SHG_NONE && taken[k].venue == taken[i].venue &&
                     at(&taken[k], taken[i].date, taken[i].start);
            places += taken[i].starter != SHG_NONE && taken[k].starter == taken[i].starter &&
                      at(&taken[k], taken[i].date, taken[i].start);
        }
        bool own = taken[i].group != SHG_NONE; /* what was there before may be as it likes, but leaves no more room */
        for (size_t k = 0; k < n && !own; k++)
            own = taken[k].group != SHG_NONE && taken[k].date == taken[i].date && taken[k].start < taken[i].end &&
                  taken[i].start < taken[k].end &&
                  ((taken[k].venue != SHG_NONE && taken[k].venue == taken[i].venue) ||
                   (taken[k].starter != SHG_NONE && taken[k].starter == taken[i].starter));
        if (own && ((taken[i].venue != SHG_NONE && rooms > o->rooms[taken[i].venue]) || places > 1))
            return false;
    }
    return true;
}

/* Each of the others takes at most one day from a group, so in the best choice it has one of its first n days. */
static void brute(const struct office *o, uint32_t g, struct worth *now, struct worth *best) {
    if (g == o->term.n) {
        if (better(now, best, o->term.n))
            *best = *now;
        return;
    }
    const struct shg_due *due = &o->groups[g];
    shg_date d = shg_slot_from(due->slot, due->from), end = d + SHG_HORIZON;
    for (size_t alone = 0; d <= end && alone < o->term.n; d += 7) {
        struct office copy = *o;
        copy.groups[0] = *due;
        if (!goes(&copy, &d, 0))
            continue;
        alone++;
        now->first[g] = d;
        if (!goes(o, now->first, g))
            continue;
        now->days += d - o->term.today;
        brute(o, g + 1, now, best);
        now->days -= d - o->term.today;
    }
}

static void first_meetings_are_as_brute_force_finds_them(void **state) {
    (void)state;
    size_t competed = 0;
    for (uint64_t seed = 1000; seed < 1250; seed++) {
        struct office *o = random_office(seed, 5, 1 + (uint32_t)(seed % 2), 3);
        for (uint32_t g = 0; g < o->term.n; g++) /* all in one evening, so that they compete */
            if (g % 3)
                o->groups[g].slot = o->groups[0].slot;
        struct worth now = {0}, best = {LONG_MAX, 0, {0}};
        brute(o, 0, &now, &best);
        plan(o);
        assert_int_equal(best.unplanned, 0);
        assert_int_equal(o->dates.refused_n, 0);
        assert_true(o->dates.proven);
        for (uint32_t g = 0; g < o->term.n; g++) {
            assert_non_null(meeting(o, g, 1));
            assert_int_equal(meeting(o, g, 1)->date, best.first[g]);
            competed += best.first[g] != shg_slot_from(o->groups[g].slot, o->groups[g].from);
        }
        office_free(o);
    }
    assert_true(competed > 200);
}

static void the_same_office_gives_the_same_dates(void **state) {
    (void)state;
    struct office *a = random_office(77, GROUPS, 3, 5), *b = random_office(77, GROUPS, 3, 5);
    plan(a);
    plan(b);
    assert_int_equal(a->dates.meetings_n, b->dates.meetings_n);
    for (size_t i = 0; i < a->dates.meetings_n; i++) {
        const struct shg_planned *x = &a->dates.meetings[i], *y = &b->dates.meetings[i];
        assert_true(x->group == y->group && x->number == y->number && x->date == y->date && x->present == y->present);
    }
    office_free(a);
    office_free(b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_group_meets_in_its_slot),
        cmocka_unit_test(holidays_shift_what_follows),
        cmocka_unit_test(weeks_run_on_over_the_year_and_the_leap_day),
        cmocka_unit_test(a_follow_up_day_is_no_other_meetings),
        cmocka_unit_test(closures_are_skipped_with_their_row),
        cmocka_unit_test(all_its_starters_come_first_and_one_is_enough_later),
        cmocka_unit_test(somebody_stands_in),
        cmocka_unit_test(who_cannot_be_planned_is_told),
        cmocka_unit_test(one_room_goes_round),
        cmocka_unit_test(the_sum_of_days_decides),
        cmocka_unit_test(a_spare_starter_is_given_up),
        cmocka_unit_test(offices_by_the_hundred_break_no_rule),
        cmocka_unit_test(first_meetings_are_as_brute_force_finds_them),
        cmocka_unit_test(the_same_office_gives_the_same_dates),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
