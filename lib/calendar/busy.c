/* A house's calendar as closures. libical reads it; rules are expanded in repeat.c, and what is local time in Oslo is
 * reckoned here, since libical's own time zones come from the machine, and it takes RDATE with TZID for another time.
 */
#include "base/list.h"
#include "calendar/ics.h"
#include "calendar/repeat_private.h"

#include <libical/ical.h>

#include <stdlib.h>
#include <string.h>

/* Minutes of a day; wide, since it multiplies dates. */
#define DAY INT64_C(1440)

/* From start to end, minutes since 1970-01-01 00:00 in Oslo's local time. */
struct span {
    int64_t start, end;
};

/* An occurrence of an event that another one replaces (RECURRENCE-ID). */
struct replaced {
    const char *uid;
    int64_t start;
};

struct reading {
    const shg_register *reg;
    const struct shg_ics_busy *what;
    icalcomponent *calendar;
    struct span *spans;
    size_t n, cap;
    struct replaced *replaced;
    size_t replaced_n, replaced_cap;
    shg_faults *faults;
    int event;          /* number of the one that is read */
    bool failed, wrong; /* wrong: told */
};

/* ---- time ---- */

static shg_date last_sunday(int year, int month) {
    shg_date last = shg_date_of(year, month, 31);
    return last - (shg_date_weekday(last) + 1) % 7;
}

/* Oslo is two hours ahead of UTC from the last Sunday of March, 01:00 UTC, to the last of October; else one. */
static int64_t from_utc(int64_t utc) {
    int year = shg_date_year((shg_date)(utc >= 0 ? utc / DAY : -((-utc + DAY - 1) / DAY)));
    bool summer = utc >= (int64_t)last_sunday(year, 3) * DAY + 60 && utc < (int64_t)last_sunday(year, 10) * DAY + 60;
    return utc + (summer ? 120 : 60);
}

static int64_t minutes_of(struct icaltimetype t) {
    return (int64_t)shg_date_of(t.year, t.month, t.day) * DAY + (t.is_date ? 0 : t.hour * 60 + t.minute);
}

/* Zones, and Microsoft's names of them, whose clocks have shown the same as Oslo's since 1996. */
static bool is_oslo(const char *tzid) {
    static const char *const names[] = {"Europe/Oslo",
                                        "Europe/Stockholm",
                                        "Europe/Copenhagen",
                                        "Europe/Berlin",
                                        "Europe/Paris",
                                        "Europe/Amsterdam",
                                        "Europe/Brussels",
                                        "Europe/Rome",
                                        "Europe/Madrid",
                                        "Europe/Vienna",
                                        "Europe/Zurich",
                                        "Arctic/Longyearbyen",
                                        "W. Europe Standard Time",
                                        "Central European Standard Time",
                                        "Central Europe Standard Time",
                                        "Romance Standard Time"};
    size_t n = strlen(tzid);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t m = strlen(names[i]); /* some programs put a prefix before it: /mozilla.org/20050126_1/Europe/Oslo */
        if (n >= m && !strcmp(tzid + n - m, names[i]) && (n == m || tzid[n - m - 1] == '/'))
            return true;
    }
    return false;
}

static bool is_sane(struct icaltimetype t) {
    return !icaltime_is_null_time(t) && t.year >= 1900 && t.year <= 2299 &&
           shg_date_of(t.year, t.month, t.day) != SHG_NO_DATE && t.hour >= 0 && t.hour <= 24 && t.minute >= 0 &&
           t.minute <= 59;
}

/* A time in the zone of its property as minutes in Oslo; false where the zone is not known. */
static bool in_oslo(const struct reading *r, struct icaltimetype t, const char *tzid, int64_t *out) {
    if (!is_sane(t))
        return false;
    *out = minutes_of(t);
    if (t.is_date || (!icaltime_is_utc(t) && (!tzid || is_oslo(tzid))))
        return true;
    if (!icaltime_is_utc(t)) {
        icaltimezone *zone = icalcomponent_get_timezone(r->calendar, tzid);
        if (!zone)
            return false;
        t.zone = zone;
        t = icaltime_convert_to_zone(t, icaltimezone_get_utc_timezone());
        if (!is_sane(t))
            return false;
    }
    *out = from_utc(minutes_of(t));
    return true;
}

static const char *tzid_of(icalproperty *property) {
    icalparameter *zone = property ? icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER) : NULL;
    return zone ? icalparameter_get_tzid(zone) : NULL;
}

/* The time in a property, up to the `/` of a period; false where it is none. */
static bool time_in(const struct reading *r, icalproperty *property, struct icaltimetype *raw, int64_t *out) {
    char *text = icalproperty_get_value_as_string_r(property);
    if (!text)
        return false;
    text[strcspn(text, "/")] = '\0';
    *raw = icaltime_from_string(text);
    icalmemory_free_buffer(text);
    return in_oslo(r, *raw, tzid_of(property), out);
}

/* ---- what is found ---- */

static void tell(struct reading *r, const char *text) {
    struct shg_where where = {r->what->name, 0, 0, 0};
    char number[16];
    struct shg_buf buf = SHG_BUF_EMPTY;
    shg_buf_int(&buf, r->event);
    (void)memcpy(number, shg_buf_get(&buf), buf.n < sizeof number ? buf.n + 1 : 1); /* gives number */
    shg_buf_free(&buf);
    r->wrong = true;
    (void)shg_fault_add(r->faults, SHG_ERROR, &where, number, "%s",
                        shg_tr(r->faults, text)); /* r->wrong gives SHG_DATA */
}

static void span_add(struct reading *r, int64_t start, int64_t end) {
    int64_t from = (int64_t)r->what->from * DAY, until = ((int64_t)r->what->until + 1) * DAY;
    if (start >= end || end <= from || start >= until)
        return;
    struct span *spans = shg_grow(r->spans, &r->cap, r->n + 1, sizeof *spans);
    if (!spans) {
        r->failed = true;
        return;
    }
    r->spans = spans;
    spans[r->n++] = (struct span){start < from ? from : start, end > until ? until : end};
}

/* ---- events ---- */

/* Whether the calendar's own parser took out a property that says when. */
static bool is_damaged(icalcomponent *event) {
    static const char *const names[] = {" DTSTART ", " DTEND ",  " DURATION ",      " RRULE ",
                                        " RDATE ",   " EXDATE ", " RECURRENCE-ID ", " FREEBUSY "};
    for (icalproperty *p = icalcomponent_get_first_property(event, ICAL_XLICERROR_PROPERTY); p;
         p = icalcomponent_get_next_property(event, ICAL_XLICERROR_PROPERTY)) {
        const char *text = icalproperty_get_xlicerror(p);
        for (size_t i = 0; text && i < sizeof names / sizeof *names; i++)
            if (strstr(text, names[i]))
                return true;
    }
    return false;
}

static bool is_free(icalcomponent *event) {
    icalproperty *transparency = icalcomponent_get_first_property(event, ICAL_TRANSP_PROPERTY);
    return (transparency && icalproperty_get_transp(transparency) == ICAL_TRANSP_TRANSPARENT) ||
           icalcomponent_get_status(event) == ICAL_STATUS_CANCELLED;
}

/* Our own meetings come back in a house's calendar: they close nothing. */
static bool is_ours(const struct reading *r, const char *uid) {
    const char *office = shg_profile_of(r->reg)->office;
    const char *at = uid ? strrchr(uid, '@') : NULL;
    return at && *office && !strcmp(at + 1, office);
}

/* How long an event takes, in minutes of the clock; -1 where that cannot be read. */
static int64_t length_of(const struct reading *r, icalcomponent *event, struct icaltimetype start, int64_t at) {
    struct icaltimetype raw;
    int64_t end;
    icalproperty *p = icalcomponent_get_first_property(event, ICAL_DTEND_PROPERTY);
    if (p)
        return time_in(r, p, &raw, &end) && end >= at ? end - at : -1;
    p = icalcomponent_get_first_property(event, ICAL_DURATION_PROPERTY);
    if (p) {
        int seconds = icaldurationtype_as_int(icalproperty_get_duration(p));
        return seconds >= 0 ? seconds / 60 : -1;
    }
    return start.is_date ? DAY : 0;
}

/* Whether an occurrence was taken out (EXDATE) or is told of by an event of its own. */
static bool is_taken_out(const struct reading *r, icalcomponent *event, const char *uid, int64_t at) {
    for (icalproperty *p = icalcomponent_get_first_property(event, ICAL_EXDATE_PROPERTY); p;
         p = icalcomponent_get_next_property(event, ICAL_EXDATE_PROPERTY)) {
        struct icaltimetype raw;
        int64_t out;
        if (time_in(r, p, &raw, &out) && (out == at || (raw.is_date && out / DAY == at / DAY)))
            return true;
    }
    for (size_t i = 0; uid && i < r->replaced_n; i++)
        if (r->replaced[i].start == at && !strcmp(r->replaced[i].uid, uid))
            return true;
    return false;
}

static void occurrence(struct reading *r, icalcomponent *event, const char *uid, int64_t at, int64_t length) {
    if (!is_taken_out(r, event, uid, at))
        span_add(r, at, at + length);
}

/* UNTIL, as Oslo's local time; a day is meant whole. */
static int64_t until_of(const struct reading *r, const struct icalrecurrencetype *rule, const char *tzid) {
    int64_t at;
    if (icaltime_is_null_time(rule->until))
        return INT64_MAX;
    if (!in_oslo(r, rule->until, tzid, &at))
        return INT64_MAX; /* a year beyond what we look at */
    return rule->until.is_date ? at + DAY - 1 : at;
}

/* All days on which a rule lets the event happen. */
static void repeat(struct reading *r, icalcomponent *event, const char *uid, icalproperty *rule_property,
                   struct icaltimetype start, int64_t length) {
    struct icalrecurrencetype rule = icalproperty_get_rrule(rule_property);
    const char *tzid = tzid_of(icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY));
    int64_t until = until_of(r, &rule, tzid), at;
    struct repeat walk;
    if (!repeat_can(&rule)) {
        tell(r, N_("the rule by which an event repeats cannot be read: event"));
        return;
    }
    /* in another zone, or in UTC, the same moment may be a day earlier or later in Oslo */
    repeat_begin(&walk, &rule, shg_date_of(start.year, start.month, start.day), r->what->until + 1);
    for (shg_date day; (day = repeat_next(&walk)) != SHG_NO_DATE && !r->failed;) {
        struct icaltimetype t = start;
        shg_date_split(day, &t.year, &t.month, &t.day);
        if (!in_oslo(r, t, tzid, &at) || at > until)
            break;
        occurrence(r, event, uid, at, length);
    }
}

/* The properties of a kind: a component has but one place from which the next is sought, so nobody may look for another
 * kind meanwhile. *n of them; free() the list. */
static icalproperty **all_of(struct reading *r, icalcomponent *event, icalproperty_kind kind, size_t *n) {
    icalproperty **list = calloc((size_t)icalcomponent_count_properties(event, kind) + 1, sizeof(icalproperty *));
    *n = 0;
    r->failed = r->failed || !list;
    for (icalproperty *p = icalcomponent_get_first_property(event, kind); list && p;
         p = icalcomponent_get_next_property(event, kind))
        list[(*n)++] = p;
    return list;
}

/* By its rules and dates, or once. */
static void read_occurrences(struct reading *r, icalcomponent *event, const char *uid, struct icaltimetype start,
                             int64_t at, int64_t length) {
    size_t rules, dates;
    struct icaltimetype raw;
    icalproperty **rule = all_of(r, event, ICAL_RRULE_PROPERTY, &rules);
    icalproperty **date = all_of(r, event, ICAL_RDATE_PROPERTY, &dates);
    if (!rules)
        occurrence(r, event, uid, at, length);
    for (size_t i = 0; i < rules; i++)
        repeat(r, event, uid, rule[i], start, length);
    for (size_t i = 0; i < dates; i++)
        if (time_in(r, date[i], &raw, &at))
            occurrence(r, event, uid, at, length);
        else
            tell(r, N_("when an event is cannot be read: event"));
    free((void *)rule);
    free((void *)date);
}

static void read_event(struct reading *r, icalcomponent *event) {
    const char *uid = icalcomponent_get_uid(event);
    icalproperty *p = icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY);
    struct icaltimetype start;
    int64_t at = 0;
    if (is_ours(r, uid) || is_free(event))
        return;
    bool good = !is_damaged(event) && p && time_in(r, p, &start, &at);
    int64_t length = good ? length_of(r, event, start, at) : -1;
    if (length < 0) {
        tell(r, N_("when an event is cannot be read: event"));
        return;
    }
    if (icalcomponent_get_first_property(event, ICAL_RECURRENCEID_PROPERTY)) {
        span_add(r, at, at + length);
        return;
    }
    read_occurrences(r, event, uid, start, at, length);
}

/* Which occurrences events of their own replace, whether these are free or not. */
static void read_replaced(struct reading *r, icalcomponent *event) {
    icalproperty *p = icalcomponent_get_first_property(event, ICAL_RECURRENCEID_PROPERTY);
    const char *uid = icalcomponent_get_uid(event);
    struct icaltimetype raw;
    int64_t start;
    if (!p || !uid || !time_in(r, p, &raw, &start))
        return;
    struct replaced *list = shg_grow(r->replaced, &r->replaced_cap, r->replaced_n + 1, sizeof *list);
    if (!list) {
        r->failed = true;
        return;
    }
    r->replaced = list;
    list[r->replaced_n++] = (struct replaced){uid, start};
}

/* Busy times without events (RFC 5545, 3.6.4); they are in UTC. */
static void read_free_busy(struct reading *r, icalcomponent *component) {
    if (is_damaged(component))
        tell(r, N_("when an event is cannot be read: event"));
    for (icalproperty *p = icalcomponent_get_first_property(component, ICAL_FREEBUSY_PROPERTY); p;
         p = icalcomponent_get_next_property(component, ICAL_FREEBUSY_PROPERTY)) {
        icalparameter *type = icalproperty_get_first_parameter(p, ICAL_FBTYPE_PARAMETER);
        struct icalperiodtype period = icalproperty_get_freebusy(p);
        int64_t start, end;
        if (type && icalparameter_get_fbtype(type) == ICAL_FBTYPE_FREE)
            continue;
        struct icaltimetype until = period.end;
        if (icaltime_is_null_time(until))
            until = icaltime_add(period.start, period.duration);
        if (in_oslo(r, period.start, NULL, &start) && in_oslo(r, until, NULL, &end))
            span_add(r, start, end);
        else
            tell(r, N_("when an event is cannot be read: event"));
    }
}

static void read_calendar(struct reading *r) {
    for (icalcomponent *c = icalcomponent_get_first_component(r->calendar, ICAL_VEVENT_COMPONENT); c;
         c = icalcomponent_get_next_component(r->calendar, ICAL_VEVENT_COMPONENT))
        read_replaced(r, c);
    for (icalcomponent *c = icalcomponent_get_first_component(r->calendar, ICAL_ANY_COMPONENT); c && !r->failed;
         c = icalcomponent_get_next_component(r->calendar, ICAL_ANY_COMPONENT)) {
        icalcomponent_kind kind = icalcomponent_isa(c);
        r->event += kind == ICAL_VEVENT_COMPONENT || kind == ICAL_VFREEBUSY_COMPONENT;
        if (kind == ICAL_VEVENT_COMPONENT)
            read_event(r, c);
        else if (kind == ICAL_VFREEBUSY_COMPONENT)
            read_free_busy(r, c);
    }
}

/* ---- rows ---- */

static int span_order(const void *a, const void *b) {
    const struct span *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return (x->end > y->end) - (x->end < y->end);
}

/* A row of closures.csv: whole days (hours -1), or hours of one day. */
static void put_row(const struct reading *r, struct shg_writer *out, shg_date from, shg_date to, int start, int end) {
    char text[11];
    shg_put(out, r->what->venue);
    shg_put(out, shg_date_format(from, text));
    shg_put(out, shg_date_format(to, text));
    shg_put(out, start < 0 ? "" : shg_time_format(start, text));
    shg_put(out, end < 0 ? "" : shg_time_format(end, text));
    shg_put(out, "busy");
    shg_end_row(out);
}

/* One span over midnight becomes the rest of a day, whole days, the beginning of a day. */
static void put_span(const struct reading *r, struct shg_writer *out, const struct span *span) {
    shg_date first = (shg_date)(span->start / DAY), last = (shg_date)((span->end - 1) / DAY);
    int start = (int)(span->start % DAY), end = (int)(span->end - (int64_t)last * DAY);
    if (first == last && (start || end < DAY)) {
        put_row(r, out, first, first, start, end);
        return;
    }
    if (start)
        put_row(r, out, first, first, start, DAY);
    shg_date whole_from = first + (start > 0), whole_to = last - (end < DAY);
    if (whole_from <= whole_to)
        put_row(r, out, whole_from, whole_to, -1, -1);
    if (end < DAY)
        put_row(r, out, last, last, 0, end);
}

static void put_all(struct reading *r, struct shg_writer *out) {
    static const int columns[] = {CLOSURE_VENUE, CLOSURE_FROM, CLOSURE_TO, CLOSURE_START, CLOSURE_END, CLOSURE_REASON};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        shg_put(out, shg_schema(SHG_CLOSURES)->columns[columns[i]].name);
    shg_end_row(out);
    if (r->n)
        qsort(r->spans, r->n, sizeof *r->spans, span_order);
    for (size_t i = 0; i < r->n; i++)
        if (!i || span_order(&r->spans[i - 1], &r->spans[i]) != 0)
            put_span(r, out, &r->spans[i]);
}

/* Whether a content line begins a component or ends one (RFC 5545, 3.6). */
static bool is_line(const char *line, const char *name) {
    size_t n = strlen(name);
    for (size_t i = 0; i < n; i++)
        if ((line[i] & ~0x20) != name[i])
            return false;
    return line[n] == ':' || line[n] == ';';
}

/* Whether no component ends that did not begin: libical would say so on standard error. Folded lines are taken together
 * first. */
static bool is_nested(const char *text, bool *failed) {
    struct shg_buf flat = SHG_BUF_EMPTY;
    for (const char *p = text; *p; p++) {
        size_t fold = *p == '\r' && p[1] == '\n' ? 2 : *p == '\n' ? 1 : 0;
        if (fold && (p[fold] == ' ' || p[fold] == '\t'))
            p += fold;
        else
            shg_buf_char(&flat, *p);
    }
    bool nested = true;
    size_t depth = 0;
    for (const char *line = shg_buf_get(&flat); nested && line; line = strchr(line, '\n')) {
        line += *line == '\n';
        depth += is_line(line, "BEGIN");
        if (is_line(line, "END"))
            nested = depth-- > 0;
    }
    *failed = shg_buf_failed(&flat);
    shg_buf_free(&flat);
    return nested;
}

enum shg_status shg_ics_read_busy(const shg_register *reg, const struct shg_buf *calendar,
                                  const struct shg_ics_busy *what, struct shg_writer *out, shg_faults *faults) {
    const char *text = shg_buf_get(calendar);
    struct shg_where where = {what->name, 0, 0, 0};
    if (!strncmp(text, "\xEF\xBB\xBF", 3))
        text += 3;
    bool whole = !memchr(text, 0, calendar->n - (size_t)(text - shg_buf_get(calendar)));
    bool failed = false;
    icalcomponent *root = whole && is_nested(text, &failed) && !failed ? icalparser_parse_string(text) : NULL;
    icalcomponent_kind kind = root ? icalcomponent_isa(root) : ICAL_NO_COMPONENT;
    struct reading r = {.reg = reg, .what = what, .calendar = root, .faults = faults, .failed = failed};
    if (kind == ICAL_VCALENDAR_COMPONENT) {
        read_calendar(&r);
    } else if (kind == ICAL_XROOT_COMPONENT) {
        for (r.calendar = icalcomponent_get_first_component(root, ICAL_VCALENDAR_COMPONENT); r.calendar;
             r.calendar = icalcomponent_get_next_component(root, ICAL_VCALENDAR_COMPONENT))
            read_calendar(&r);
    } else {
        r.wrong = true;
        (void)shg_fault_add(faults, SHG_ERROR, &where, NULL, N_("this is no iCalendar file")); /* r.wrong */
    }
    if (!r.wrong && !r.failed)
        put_all(&r, out);
    icalcomponent_free(root);
    icalmemory_free_ring();
    free(r.spans);
    free(r.replaced);
    if (r.failed)
        return shg_fault_memory(faults);
    return r.wrong ? SHG_DATA : SHG_OK;
}
