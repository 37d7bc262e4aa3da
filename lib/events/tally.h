/* What happened to people, when, and how often: the events of formats.md, Erasure, and their counts.
 *
 * Events are derived from the rows of people and of members' placements as they stand; counts.csv holds those of people
 * who are no longer there. A year is closed once counts.csv speaks of all its people: then counts.csv alone counts.
 * Tables: SHG_TALLY_TABLES must be loaded.
 */
#ifndef SHG_EVENTS_TALLY_H
#define SHG_EVENTS_TALLY_H

#include "register/register.h"

#define SHG_TALLY_TABLES                                                                                               \
    (SHG_SET(SHG_PEOPLE) | SHG_SET(SHG_GROUPS) | SHG_SET(SHG_PLACEMENTS) | SHG_SET(SHG_COURSES) | SHG_SET(SHG_COUNTS))

/* In the order of the schema (counts.event). */
enum shg_event {
    SHG_REGISTERED, /* people.registered */
    SHG_CLARIFIED,  /* people.clarified */
    SHG_OFFERED,    /* placements.offered, whatever came of it; likewise below, of rows with the role member */
    SHG_ACCEPTED,   /* placements.answered of a row accepted, active, left or completed */
    SHG_DECLINED,   /* ... declined */
    SHG_LAPSED,     /* ... lapsed */
    SHG_STARTED,    /* placements.started (else groups.started) of a row active, left or completed */
    SHG_LEFT,       /* placements.ended of a row left */
    SHG_COMPLETED,  /* ... completed */
    SHG_REFERRED,   /* people.closed of somebody referred */
    SHG_WITHDRAWN,  /* ... withdrawn */
    SHG_EVENTS
};
/* As counts.csv and reports name it (`registered`). */
const char *shg_event_name(enum shg_event event);

/* In the order of the schema (counts.dimension). */
enum shg_dimension {
    SHG_BY_ALL,
    SHG_BY_MUNICIPALITY, /* today's number */
    SHG_BY_SOURCE,
    SHG_BY_THEME, /* each theme the person wants counts */
    SHG_BY_MODE,  /* in-person where it is empty */
    SHG_BY_GENDER,
    SHG_BY_AGE, /* in the year of the event: 18-29, 30-44, 45-59, 60- */
    SHG_BY_COURSE_KIND,
    SHG_BY_WAITED, /* of SHG_STARTED alone: days from registered to the start, 0-30, 31-60, ... 366- */
    SHG_DIMENSIONS
};
/* `course kind` */
const char *shg_dimension_name(enum shg_dimension dimension);
/* The dimension of that name, or SHG_DIMENSIONS. */
enum shg_dimension shg_dimension_named(const char *name);

/* Values that stand for more than themselves: what was not stated; people who came from no course; everybody; and, of
 * those erased in a year that was still running, whatever it was. */
#define SHG_VALUE_UNKNOWN "unknown"
#define SHG_VALUE_NONE "none"
#define SHG_VALUE_ALL "all"
#define SHG_VALUE_ERASED "erased"

/* One event. An event without a date did not happen. */
struct shg_happening {
    enum shg_event event;
    shg_date date;
    uint32_t person;    /* row of people */
    uint32_t placement; /* row of placements, or SHG_NONE */
};

/* Is told of an event; *what is gone afterwards. */
typedef void shg_hear(const struct shg_happening *what, void *data);
/* Tells all events of all people: those of people by their row, then those of placements by theirs. */
void shg_happenings_hear(const shg_register *reg, shg_hear *hear, void *data);

/* All events of all people, by person (their row), placement (their row; SHG_NONE first) and event. *out is free()d by
 * the caller; NULL and *n = 0 where there are none. SHG_OK or SHG_SYSTEM (out of memory). */
enum shg_status shg_happenings(const shg_register *reg, struct shg_happening **out, size_t *n, shg_faults *faults);

/* A value of an event in a dimension: text of n bytes, not NUL-terminated, owned by the register or constant. Start
 * with *at = 0; gives false past the last (most dimensions have one, SHG_BY_THEME as many as themes, SHG_BY_WAITED none
 * but for SHG_STARTED). */
bool shg_happening_value(const shg_register *reg, const struct shg_happening *what, enum shg_dimension dimension,
                         size_t *at, const char **text, size_t *n);

/* How often something happened. */
struct shg_count {
    int year, month; /* month 0: the whole year */
    enum shg_event event;
    enum shg_dimension dimension;
    const char *value;
    long count;
};
typedef struct shg_tally shg_tally;

/* Every count of one dimension, of the living and of counts.csv together: by month for SHG_BY_ALL, by year for all
 * others. By year, month, event and value (bytes). Never folded: that is the report's. *out is NULL unless SHG_OK;
 * shg_tally_free. */
enum shg_status shg_tally_new(shg_tally **out, const shg_register *reg, enum shg_dimension dimension,
                              shg_faults *faults);
void shg_tally_free(shg_tally *tally);
size_t shg_tally_size(const shg_tally *tally);
const struct shg_count *shg_tally_at(const shg_tally *tally, size_t i);

/* Enters into counts.csv what the erasure of these people (gone[row] for every row of people) does to it: past years
 * that it touches are closed, events of this year and later are counted as erased. Before the rows are taken out.
 * SHG_OK or SHG_SYSTEM. */
enum shg_status shg_tally_erase(shg_register *reg, const bool *gone, shg_faults *faults);

/* What is entered later for a closed year is added to counts.csv: the events of closed years that reg has and that the
 * register has not as it stands before the change (which is read anew from the opening's folder, if any year is
 * closed). SHG_OK or SHG_SYSTEM. */
enum shg_status shg_tally_late(shg_register *reg, const struct shg_opening *opening, shg_faults *faults);

/* The same where rows were only added: looks at these alone, and reads nothing. */
enum shg_status shg_tally_added(shg_register *reg, shg_faults *faults);

#endif
