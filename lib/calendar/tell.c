/* What the planner found, as rows and as messages. */
#include "base/holiday.h"
#include "calendar/schedule_private.h"

#include <stdlib.h>
#include <string.h>

/* ---- rows ---- */

void put_meetings_header(struct shg_writer *out) {
    static const int columns[] = {MEETING_GROUP, MEETING_NUMBER,   MEETING_DATE, MEETING_START,  MEETING_END,
                                  MEETING_VENUE, MEETING_STARTERS, MEETING_KIND, MEETING_STATUS, MEETING_REVISION};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        shg_put(out, shg_schema(SHG_MEETINGS)->columns[columns[i]].name);
    shg_end_row(out);
}

void put_meeting(struct shg_writer *out, const struct timetable *t, const struct shg_planned *meeting,
                 const char *starters, long revision) {
    const struct shg_due *due = &t->due[meeting->group];
    const struct shg_column *columns = shg_schema(SHG_MEETINGS)->columns;
    char date[11], start[6], end[6];
    shg_put(out, t->listed[meeting->group].id);
    shg_put_int(out, meeting->number);
    shg_put(out, shg_date_format(meeting->date, date));
    shg_put(out, shg_time_format(shg_slot_start(due->slot), start));
    shg_put(out, shg_time_format(shg_slot_end(due->slot), end));
    shg_put(out, shg_text(t->reg, SHG_VENUES, due->venue, VENUE_ID));
    shg_put(out, starters);
    shg_put(out, columns[MEETING_KIND].values[meeting->kind]);
    shg_put(out, columns[MEETING_STATUS].values[MEETING_IS_PLANNED]);
    shg_put_int(out, revision);
    shg_end_row(out);
}

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void lead_by(const struct timetable *t, const struct shg_planned *meeting, struct shg_buf *out) {
    const struct shg_due *due = &t->due[meeting->group];
    const char *ids[SHG_MOST_STARTERS];
    size_t n = 0;
    if (meeting->stand_in != SHG_NONE)
        ids[n++] = shg_text(t->reg, SHG_STARTERS, meeting->stand_in, STARTER_ID);
    for (uint32_t s = 0; meeting->stand_in == SHG_NONE && s < due->starters_n; s++)
        if (meeting->present >> s & 1)
            ids[n++] = shg_text(t->reg, SHG_STARTERS, t->pool[due->starters + s], STARTER_ID);
    qsort((void *)ids, n, sizeof *ids, by_bytes);
    for (size_t i = 0; i < n; i++) {
        if (i)
            shg_buf_char(out, ';');
        shg_buf_str(out, ids[i]);
    }
}

/* ---- messages ---- */

/* Notes refuse nothing: what adding them gives is not looked at. */
static void tell_skipped(const struct timetable *t, const struct shg_skipped *s) {
    shg_faults *faults = t->faults;
    char date[11];
    const char *id = t->listed[s->group].id, *reason;
    (void)shg_date_format(s->date, date); /* gives date */
    switch (s->why) {
    case SHG_SKIP_HOLIDAY:
        (void)shg_fault_add(faults, SHG_NOTE, NULL, NULL, N_("group '%s' skips %s: %s"), id, date,
                            shg_tr(faults, shg_holiday_name(s->date)));
        break;
    case SHG_SKIP_CLOSED:
        reason = shg_text(t->reg, SHG_CLOSURES, s->detail, CLOSURE_REASON);
        (void)shg_fault_add(faults, SHG_NOTE, NULL, *reason ? reason : NULL,
                            N_("group '%s' skips %s: the venue is closed"), id, date);
        break;
    case SHG_SKIP_ROOM:
        (void)shg_fault_add(faults, SHG_NOTE, NULL, NULL, N_("group '%s' skips %s: no room is free"), id, date);
        break;
    case SHG_SKIP_AWAY:
        (void)shg_fault_add(faults, SHG_NOTE, NULL, NULL, N_("group '%s' skips %s: a starter is away"), id, date);
        break;
    case SHG_SKIP_ELSEWHERE:
        (void)shg_fault_add(faults, SHG_NOTE, NULL, NULL, N_("group '%s' skips %s: a starter leads another group"), id,
                            date);
        break;
    case SHG_SKIP_LATER:
    case SHG_SKIPS:
        (void)shg_fault_add(faults, SHG_NOTE, NULL, NULL,
                            N_("group '%s' skips %s: its later meetings would find no day"), id, date);
        break;
    }
}

/* The caller gives SHG_NO for all of them. */
static void tell_refused(const struct timetable *t, const struct shg_refused *r) {
    shg_faults *faults = t->faults;
    char date[11];
    const char *id = t->listed[r->group].id;
    (void)shg_date_format(r->until, date); /* gives date */
    switch (r->why) {
    case SHG_SKIP_HOLIDAY:
        (void)shg_fault_plain(faults, SHG_NO, N_("group '%s' cannot be planned until %s: its days are public holidays"),
                              id, date);
        break;
    case SHG_SKIP_CLOSED:
        (void)shg_fault_plain(faults, SHG_NO, N_("group '%s' cannot be planned until %s: the venue is closed"), id,
                              date);
        break;
    case SHG_SKIP_ROOM:
        (void)shg_fault_plain(faults, SHG_NO, N_("group '%s' cannot be planned until %s: no room is free"), id, date);
        break;
    case SHG_SKIP_AWAY:
        (void)shg_fault_plain(faults, SHG_NO, N_("group '%s' cannot be planned until %s: a starter is away"), id, date);
        break;
    case SHG_SKIP_ELSEWHERE:
        (void)shg_fault_plain(faults, SHG_NO,
                              N_("group '%s' cannot be planned until %s: a starter leads another group"), id, date);
        break;
    case SHG_SKIP_LATER:
    case SHG_SKIPS:
        (void)shg_fault_plain(faults, SHG_NO,
                              N_("group '%s' cannot be planned until %s: its later meetings would find no day"), id,
                              date);
        break;
    }
}

static bool is_before(const struct shg_skipped *skipped, const struct shg_planned *meeting) {
    return skipped->group < meeting->group || (skipped->group == meeting->group && skipped->date <= meeting->date);
}

enum shg_status tell_dates(const struct timetable *t, const struct shg_dates *dates) {
    char date[11];
    size_t s = 0;
    for (size_t i = 0; i <= dates->meetings_n; i++) {
        const struct shg_planned *m = i < dates->meetings_n ? &dates->meetings[i] : NULL;
        for (; s < dates->skipped_n && (!m || is_before(&dates->skipped[s], m)); s++)
            tell_skipped(t, &dates->skipped[s]);
        if (m && m->stand_in != SHG_NONE)
            (void)shg_fault_add(t->faults, SHG_NOTE, NULL, NULL, N_("group '%s': another starter stands in on %s"),
                                t->listed[m->group].id, shg_date_format(m->date, date)); /* a note */
    }
    for (size_t i = 0; i < dates->refused_n; i++)
        tell_refused(t, &dates->refused[i]);
    if (!dates->proven)
        (void)shg_fault_add(t->faults, SHG_NOTE, NULL, NULL,
                            N_("too many groups compete for the same rooms or starters: earlier first meetings may be "
                               "possible")); /* a note */
    return dates->refused_n || t->refused ? SHG_NO : SHG_OK;
}
