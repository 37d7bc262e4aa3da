#include "calendar/ics.h"

#include <libical/ical.h>

#include <stdlib.h>
#include <string.h>

#define ZONE "Europe/Oslo"
/* Where the profile names no OFFICE: a name that can be nobody's (RFC 2606). */
#define NO_OFFICE "shg.invalid"

/* The columns of the meetings. */
struct columns {
    int group, number, date, start, end, venue, starters, status, revision;
};

struct writing {
    const shg_register *reg;
    const shg_csv *meetings;
    const struct shg_ics_choice *choice;
    struct columns columns;
    const char *office;
    shg_index *uids;
    char **keys;
    size_t keys_n;
    struct shg_buf *out;
    shg_faults *faults;
    bool failed, wrong; /* wrong: a row is; told */
};

/* A row, read. */
struct meeting {
    const char *group, *venue;
    long number, revision;
    shg_date date;
    int start, end;
    bool cancelled;
};

/* ---- rows ---- */

static const char *field(const struct writing *w, size_t row, int column) {
    return shg_csv_get(w->meetings, row, column);
}

static void tell(struct writing *w, size_t row, int column, const char *text) {
    struct shg_where where = shg_csv_where(w->meetings, row, column);
    w->wrong = true;
    (void)shg_fault_add(w->faults, SHG_ERROR, &where, field(w, row, column), "%s",
                        shg_tr(w->faults, text)); /* w->wrong gives SHG_DATA */
}

static bool is_group(const char *id) {
    size_t digits = strspn(id + (*id != '\0'), "0123456789");
    return *id == 'G' && digits >= 5 && digits < 16 && !id[digits + 1];
}

/* 0 planned, 1 held, 2 cancelled; an empty one is planned. */
static int status_of(const char *text) {
    return *text ? shg_value_named(&shg_schema(SHG_MEETINGS)->columns[MEETING_STATUS], text) : MEETING_IS_PLANNED;
}

static bool read_meeting(struct writing *w, size_t row, struct meeting *m) {
    const struct columns *c = &w->columns;
    long long number = 0, revision = 0;
    bool before = w->wrong;
    w->wrong = false;
    *m = (struct meeting){.group = field(w, row, c->group),
                          .venue = field(w, row, c->venue),
                          .date = shg_date_parse(field(w, row, c->date)),
                          .start = shg_time_parse(field(w, row, c->start)),
                          .end = shg_time_parse(field(w, row, c->end))};
    int status = status_of(field(w, row, c->status));
    if (!is_group(m->group))
        tell(w, row, c->group, N_("this is no group's id"));
    if (!shg_parse_int(field(w, row, c->number), 1, 100000, &number))
        tell(w, row, c->number, N_("this is no meeting's number"));
    if (m->date == SHG_NO_DATE)
        tell(w, row, c->date, N_("this is no date"));
    if (m->start < 0)
        tell(w, row, c->start, N_("this is no time of day"));
    if (m->end < 0)
        tell(w, row, c->end, N_("this is no time of day"));
    else if (m->start >= m->end)
        tell(w, row, c->end, N_("the meeting ends before it begins"));
    if (status < 0)
        tell(w, row, c->status, N_("this is no meeting's status"));
    if (*field(w, row, c->revision) && !shg_parse_int(field(w, row, c->revision), 0, 1000000, &revision))
        tell(w, row, c->revision, N_("this is no revision"));
    m->number = (long)number;
    m->revision = (long)revision;
    m->cancelled = status == MEETING_IS_CANCELLED;
    bool good = !w->wrong;
    w->wrong = w->wrong || before;
    return good;
}

static bool is_chosen(const struct writing *w, size_t row, const struct meeting *m) {
    const struct shg_ics_choice *c = w->choice;
    return (!c->group || !strcmp(c->group, m->group)) && (!c->venue || !strcmp(c->venue, m->venue)) &&
           (!c->starter || shg_list_has(field(w, row, w->columns.starters), c->starter));
}

/* A meeting that is there twice would be one event with two dates. */
static bool is_first(struct writing *w, size_t row, const struct meeting *m) {
    struct shg_buf key = SHG_BUF_EMPTY;
    shg_buf_printf(&key, "%s-%ld", m->group, m->number);
    char *text = shg_buf_take(&key);
    shg_buf_free(&key);
    if (!text) {
        w->failed = true;
        return false;
    }
    w->keys[w->keys_n++] = text;
    uint32_t there = shg_index_put(w->uids, text, (uint32_t)row);
    if (there == SHG_NONE)
        w->failed = true;
    else if (there != row)
        tell(w, row, w->columns.number, N_("this meeting is there twice"));
    return there == row;
}

/* ---- events ---- */

/* Adds a property and remembers where there was no memory for it. */
static void add(struct writing *w, icalcomponent *to, icalproperty *property) {
    if (property)
        icalcomponent_add_property(to, property);
    else
        w->failed = true;
}

static struct icaltimetype time_of(shg_date date, int minutes) {
    int year, month, day;
    struct icaltimetype t = icaltime_null_time();
    shg_date_split(date + minutes / (24 * 60), &year, &month, &day); /* 24:00 is the next day's 00:00 */
    t.year = year;
    t.month = month;
    t.day = day;
    t.hour = minutes % (24 * 60) / 60;
    t.minute = minutes % 60;
    return t;
}

static void add_local(struct writing *w, icalcomponent *event, icalproperty *property) {
    icalparameter *zone = icalparameter_new_tzid(ZONE);
    if (property && zone)
        icalproperty_add_parameter(property, zone);
    else
        w->failed = true;
    add(w, event, property);
}

/* Names are one line of text; what looks like a link is left out. */
static void add_place(struct writing *w, icalcomponent *event, const char *venue) {
    uint32_t row = shg_find(w->reg, SHG_VENUES, venue);
    if (row == SHG_NONE || shg_value(w->reg, SHG_VENUES, row, VENUE_KIND, VENUE_IS_IN_PERSON) == VENUE_IS_DIGITAL)
        return;
    char *name = shg_copy(shg_text(w->reg, SHG_VENUES, row, VENUE_NAME));
    if (!name) {
        w->failed = true;
        return;
    }
    for (char *p = name; *p; p++)
        if ((unsigned char)*p < ' ' || *p == 0x7f)
            *p = ' ';
    if (*name && !strstr(name, "://") && !strstr(name, "www."))
        add(w, event, icalproperty_new_location(name));
    free(name);
}

static void add_names(struct writing *w, icalcomponent *event, const struct meeting *m) {
    struct shg_buf text = SHG_BUF_EMPTY;
    shg_buf_printf(&text, "%s-%ld@%s", m->group, m->number, w->office);
    if (!shg_buf_failed(&text))
        add(w, event, icalproperty_new_uid(shg_buf_get(&text)));
    shg_buf_cut(&text, 0);
    shg_buf_printf(&text, "%s %ld", m->group, m->number);
    if (!shg_buf_failed(&text))
        add(w, event, icalproperty_new_summary(shg_buf_get(&text)));
    w->failed = w->failed || shg_buf_failed(&text);
    shg_buf_free(&text);
}

/* Adds the text of a component, without what stands from `until` on (NULL: all of it). */
static void write_component(struct writing *w, icalcomponent *component, const char *until) {
    char *text = icalcomponent_as_ical_string_r(component);
    const char *end = text && until ? strstr(text, until) : NULL;
    if (text)
        shg_buf_add(w->out, text, end ? (size_t)(end - text) : strlen(text));
    else
        w->failed = true;
    icalmemory_free_buffer(text);
}

static void write_event(struct writing *w, const struct meeting *m) {
    icalcomponent *event = icalcomponent_new(ICAL_VEVENT_COMPONENT);
    if (!event) {
        w->failed = true;
        return;
    }
    struct icaltimetype stamp = time_of(shg_register_today(w->reg), 0);
    stamp.zone = icaltimezone_get_utc_timezone();
    add_names(w, event, m);
    add(w, event, icalproperty_new_dtstamp(stamp));
    add_local(w, event, icalproperty_new_dtstart(time_of(m->date, m->start)));
    add_local(w, event, icalproperty_new_dtend(time_of(m->date, m->end)));
    add(w, event, icalproperty_new_sequence((int)m->revision));
    add(w, event, icalproperty_new_status(m->cancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED));
    add_place(w, event, m->venue);
    write_component(w, event, NULL);
    icalcomponent_free(event);
}

/* ---- the calendar around them ---- */

/* One of the two halves of the year: from a first day on, by a rule. The law: EU directive 2000/84, in Norway forskrift
 * 2007-04-20 om sommertid; so since 1996 (autumn) and 1981 (spring). */
struct half {
    icalcomponent_kind kind;
    const char *name;
    int from, to; /* seconds from UTC */
    int year, month, day, hour;
    const char *rule;
};

static void add_half(struct writing *w, icalcomponent *zone, const struct half *half) {
    icalcomponent *c = icalcomponent_new(half->kind);
    if (!c) {
        w->failed = true;
        return;
    }
    add(w, c, icalproperty_new_tzname(half->name));
    add(w, c, icalproperty_new_tzoffsetfrom(half->from));
    add(w, c, icalproperty_new_tzoffsetto(half->to));
    add(w, c, icalproperty_new_dtstart(time_of(shg_date_of(half->year, half->month, half->day), half->hour * 60)));
    add(w, c, icalproperty_new_rrule(icalrecurrencetype_from_string(half->rule)));
    icalcomponent_add_component(zone, c);
}

static icalcomponent *new_calendar(struct writing *w) {
    static const struct half summer = {ICAL_XDAYLIGHT_COMPONENT,          "CEST", 3600, 7200, 1981, 3, 29, 2,
                                       "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"};
    static const struct half winter = {ICAL_XSTANDARD_COMPONENT,           "CET", 7200, 3600, 1996, 10, 27, 3,
                                       "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"};
    icalcomponent *calendar = icalcomponent_new(ICAL_VCALENDAR_COMPONENT);
    icalcomponent *zone = icalcomponent_new(ICAL_VTIMEZONE_COMPONENT);
    if (!calendar || !zone) {
        w->failed = true;
        icalcomponent_free(zone);
        return calendar;
    }
    add(w, calendar, icalproperty_new_version("2.0"));
    add(w, calendar, icalproperty_new_prodid("-//shg//shg-ics//EN"));
    add(w, calendar, icalproperty_new_method(ICAL_METHOD_PUBLISH));
    add(w, zone, icalproperty_new_tzid(ZONE));
    add_half(w, zone, &summer);
    add_half(w, zone, &winter);
    icalcomponent_add_component(calendar, zone);
    return calendar;
}

static void write_all(struct writing *w) {
    icalcomponent *calendar = new_calendar(w);
    if (!calendar)
        return;
    write_component(w, calendar, "END:VCALENDAR");
    icalcomponent_free(calendar);
    for (size_t row = 0; row < shg_csv_rows(w->meetings) && !w->failed; row++) {
        struct meeting m;
        if (read_meeting(w, row, &m) && is_first(w, row, &m) && is_chosen(w, row, &m))
            write_event(w, &m);
    }
    shg_buf_str(w->out, "END:VCALENDAR\r\n");
}

static bool find_columns(struct writing *w) {
    static const struct {
        const char *name;
        size_t offset;
        bool must_be;
    } names[] = {
        {"group", offsetof(struct columns, group), true},
        {"number", offsetof(struct columns, number), true},
        {"date", offsetof(struct columns, date), true},
        {"start", offsetof(struct columns, start), true},
        {"end", offsetof(struct columns, end), true},
        {"venue", offsetof(struct columns, venue), false},
        {"status", offsetof(struct columns, status), false},
        {"starters", offsetof(struct columns, starters), false},
        {"revision", offsetof(struct columns, revision), false},
    };
    struct shg_where where = {shg_csv_name(w->meetings), 0, 1, 0};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        int column = shg_csv_column(w->meetings, names[i].name);
        memcpy((char *)&w->columns + names[i].offset, &column, sizeof column);
        if (column >= 0 || !names[i].must_be)
            continue;
        w->wrong = true;
        (void)shg_fault_add(w->faults, SHG_ERROR, &where, NULL, N_("column '%s' is missing"),
                            names[i].name); /* w->wrong gives SHG_DATA */
    }
    return !w->wrong;
}

enum shg_status shg_ics_write(const shg_register *reg, const shg_csv *meetings, const struct shg_ics_choice *choice,
                              struct shg_buf *out, shg_faults *faults) {
    size_t rows = shg_csv_rows(meetings);
    struct writing w = {.reg = reg,
                        .meetings = meetings,
                        .choice = choice,
                        .office = shg_profile_of(reg)->office,
                        .out = out,
                        .faults = faults};
    if (!find_columns(&w))
        return SHG_DATA;
    if (!*w.office) {
        w.office = NO_OFFICE;
        (void)shg_fault_add(faults, SHG_WARNING, NULL, NULL,
                            N_("the profile names no OFFICE: the events' UIDs end in '%s'"), NO_OFFICE); /* a warning */
    }
    w.uids = shg_index_new(rows);
    w.keys = calloc(rows + 1, sizeof *w.keys);
    if (w.uids && w.keys)
        write_all(&w);
    else
        w.failed = true;
    shg_index_free(w.uids);
    for (size_t i = 0; w.keys && i < w.keys_n; i++)
        free(w.keys[i]);
    free(w.keys);
    if (w.failed)
        return shg_fault_memory(faults);
    return w.wrong ? SHG_DATA : SHG_OK;
}
