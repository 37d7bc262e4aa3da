/* The schema of the register (formats.md, Tables): which tables there are, their columns, what a field may hold.
 *
 * Columns are named by constants of the form TABLE_COLUMN, values of an enumeration by constants in the order of the
 * schema.
 */
#ifndef SHG_REGISTER_SCHEMA_H
#define SHG_REGISTER_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

/* The tables in the order in which faults are told. */
enum shg_table {
    SHG_PEOPLE,
    SHG_CONTACTS,
    SHG_STARTERS,
    SHG_VENUES,
    SHG_THEMES,
    SHG_GROUPS,
    SHG_PLACEMENTS,
    SHG_MEETINGS,
    SHG_APART,
    SHG_TOGETHER,
    SHG_COURSES,
    SHG_ABSENCES,
    SHG_CLOSURES,
    SHG_TRAVEL,
    SHG_OFFICES,
    SHG_ACTIVITIES,
    SHG_INQUIRIES,
    SHG_EVALUATIONS,
    SHG_HISTORY,
    SHG_TARGETS,
    SHG_COUNTS,
    SHG_ERASURES,
    SHG_PUBLISHED,
    SHG_PROFILE,
    SHG_TABLES
};

/* A set of tables, for loading. */
#define SHG_SET(table) (1U << (unsigned)(table))
#define SHG_ALL_TABLES ((1U << (unsigned)SHG_TABLES) - 1U)

enum shg_people_column {
    PERSON_ID,
    PERSON_STATUS,
    PERSON_REGISTERED,
    PERSON_QUEUED,
    PERSON_CONSENT,
    PERSON_CONSENT_TEXT,
    PERSON_CLARIFIED,
    PERSON_CONTACTED,
    PERSON_NEXT,
    PERSON_AVAILABLE_FROM,
    PERSON_CLOSED,
    PERSON_REASON,
    PERSON_PAUSED_DAYS,
    PERSON_PAUSED,
    PERSON_SOURCE,
    PERSON_COURSE,
    PERSON_MUNICIPALITY,
    PERSON_AVOID,
    PERSON_MODE,
    PERSON_TRAVEL_LIMIT,
    PERSON_AVAILABILITY,
    PERSON_THEMES,
    PERSON_MIXED_OK,
    PERSON_LANGUAGES,
    PERSON_GENDER,
    PERSON_GENDER_WISH,
    PERSON_BIRTH_YEAR,
    PERSON_ADULT,
    PERSON_STEP_FREE,
    PERSON_SUBMISSION,
    PERSON_COLUMNS
};

enum shg_contacts_column { CONTACT_ID, CONTACT_NAME, CONTACT_PHONE, CONTACT_EMAIL, CONTACT_CHANNEL, CONTACT_COLUMNS };

enum shg_starters_column {
    STARTER_ID,
    STARTER_STATUS,
    STARTER_KIND,
    STARTER_PERSON,
    STARTER_TRAINED,
    STARTER_DECLARED,
    STARTER_MUNICIPALITY,
    STARTER_MODE,
    STARTER_TRAVEL_LIMIT,
    STARTER_AVOID,
    STARTER_AVAILABILITY,
    STARTER_LANGUAGES,
    STARTER_GENDER,
    STARTER_STEP_FREE,
    STARTER_CAPACITY,
    STARTER_COLUMNS
};

enum shg_venues_column {
    VENUE_ID,
    VENUE_NAME,
    VENUE_KIND,
    VENUE_MUNICIPALITY,
    VENUE_LAT,
    VENUE_LON,
    VENUE_SLOTS,
    VENUE_ROOMS,
    VENUE_SEATS,
    VENUE_STEP_FREE,
    VENUE_NEUTRAL,
    VENUE_OWNER,
    VENUE_KEY_HOLDER,
    VENUE_COLUMNS
};

enum shg_themes_column { THEME_CODE, THEME_EN, THEME_NB, THEME_NN, THEME_VALID_TO, THEME_COLUMNS };

enum shg_groups_column {
    GROUP_ID,
    GROUP_NAME,
    GROUP_STATUS,
    GROUP_VENUE,
    GROUP_SLOT,
    GROUP_THEME,
    GROUP_LANGUAGE,
    GROUP_COMPOSITION,
    GROUP_MIN,
    GROUP_MAX,
    GROUP_OPEN,
    GROUP_DECIDED,
    GROUP_OTHERS,
    GROUP_CONTACT,
    GROUP_FORMED,
    GROUP_FIRST,
    GROUP_STARTED,
    GROUP_HANDOVER,
    GROUP_ENDED,
    GROUP_REASON,
    GROUP_COLUMNS
};

enum shg_placements_column {
    PLACEMENT_PERSON,
    PLACEMENT_GROUP,
    PLACEMENT_ROLE,
    PLACEMENT_STATUS,
    PLACEMENT_PROPOSED,
    PLACEMENT_OFFERED,
    PLACEMENT_ANSWER_BY,
    PLACEMENT_ANSWERED,
    PLACEMENT_STARTED,
    PLACEMENT_DECLARED,
    PLACEMENT_ENDED,
    PLACEMENT_REASON,
    PLACEMENT_COLUMNS
};

enum shg_meetings_column {
    MEETING_GROUP,
    MEETING_NUMBER,
    MEETING_DATE,
    MEETING_START,
    MEETING_END,
    MEETING_VENUE,
    MEETING_STARTERS,
    MEETING_KIND,
    MEETING_STATUS,
    MEETING_ATTENDED,
    MEETING_REVISION,
    MEETING_COLUMNS
};

enum shg_apart_column { APART_A, APART_B, APART_COLUMNS };

enum shg_together_column { TOGETHER_A, TOGETHER_B, TOGETHER_COLUMNS };

enum shg_courses_column {
    COURSE_ID,
    COURSE_NAME,
    COURSE_KIND,
    COURSE_MUNICIPALITY,
    COURSE_START,
    COURSE_END,
    COURSE_TOLD,
    COURSE_INTERESTED,
    COURSE_COLUMNS
};

enum shg_absences_column { ABSENCE_STARTER, ABSENCE_FROM, ABSENCE_TO, ABSENCE_START, ABSENCE_END, ABSENCE_COLUMNS };

enum shg_closures_column {
    CLOSURE_VENUE,
    CLOSURE_FROM,
    CLOSURE_TO,
    CLOSURE_START,
    CLOSURE_END,
    CLOSURE_REASON,
    CLOSURE_COLUMNS
};

enum shg_travel_column { TRAVEL_FROM, TRAVEL_TO, TRAVEL_MINUTES, TRAVEL_COLUMNS };

enum shg_offices_column {
    OFFICE_ID,
    OFFICE_NAME,
    OFFICE_KIND,
    OFFICE_COVERS,
    OFFICE_VALID_FROM,
    OFFICE_VALID_TO,
    OFFICE_COLUMNS
};

enum shg_activities_column {
    ACTIVITY_ID,
    ACTIVITY_DATE,
    ACTIVITY_KIND,
    ACTIVITY_STATUS,
    ACTIVITY_MUNICIPALITY,
    ACTIVITY_OFFICE,
    ACTIVITY_PARTNERS,
    ACTIVITY_AUDIENCE,
    ACTIVITY_ATTENDED,
    ACTIVITY_COUNT,
    ACTIVITY_COLUMNS
};

enum shg_inquiries_column {
    INQUIRY_DATE,
    INQUIRY_CHANNEL,
    INQUIRY_MUNICIPALITY,
    INQUIRY_TOPIC,
    INQUIRY_COUNT,
    INQUIRY_COLUMNS
};

enum shg_evaluations_column {
    EVALUATION_GROUP,
    EVALUATION_ACTIVITY,
    EVALUATION_DATE,
    EVALUATION_ITEM,
    EVALUATION_SCORE,
    EVALUATION_COUNT,
    EVALUATION_COLUMNS
};

enum shg_history_column { HISTORY_DATE, HISTORY_GROUP, HISTORY_EVENT, HISTORY_FROM, HISTORY_TO, HISTORY_COLUMNS };

enum shg_targets_column { TARGET_YEAR, TARGET_NAME, TARGET_VALUE, TARGET_COLUMNS };

enum shg_counts_column { COUNT_PERIOD, COUNT_EVENT, COUNT_DIMENSION, COUNT_VALUE, COUNT_COUNT, COUNT_COLUMNS };

enum shg_erasures_column { ERASURE_DATE, ERASURE_COUNT, ERASURE_GROUND, ERASURE_COLUMNS };

enum shg_published_column { PUBLISHED_PERIOD, PUBLISHED_REPORT, PUBLISHED_CELL, PUBLISHED_VALUE, PUBLISHED_COLUMNS };

enum shg_profile_column { PROFILE_NAME, PROFILE_VALUE, PROFILE_COLUMNS };

/* What a field holds. */
enum shg_type {
    SHG_TYPE_TEXT,     /* anything */
    SHG_TYPE_ID,       /* the row's own id: its table's letter and at least five digits */
    SHG_TYPE_REF,      /* the id of a row of one of the tables in refs; the field's name says of what else (`avoid` is a
                          SHG_TYPE_PLACES) */
    SHG_TYPE_CODE,     /* [a-z0-9-]+ */
    SHG_TYPE_THEME,    /* a theme's code; in groups also mixed and course:ID */
    SHG_TYPE_THEMES,   /* a list of theme codes */
    SHG_TYPE_LANGUAGE, /* a language's code, [a-z]{2,3} with an optional -Region */
    SHG_TYPE_LANGUAGES,    /* a list of them */
    SHG_TYPE_DATE,         /* a date */
    SHG_TYPE_TIME,         /* a time of day */
    SHG_TYPE_INT,          /* a whole number in [low, high] */
    SHG_TYPE_DECIMAL,      /* a number in [low, high] */
    SHG_TYPE_YESNO,        /* yes or no */
    SHG_TYPE_ENUM,         /* one of values */
    SHG_TYPE_MUNICIPALITY, /* four digits; an old number is read as its successor */
    SHG_TYPE_MUNICIPALITIES,
    SHG_TYPE_PLACES,  /* a list of municipalities and venue ids */
    SHG_TYPE_REFS,    /* a list of ids of the tables in refs */
    SHG_TYPE_WINDOW,  /* one window */
    SHG_TYPE_WINDOWS, /* a list of windows */
    SHG_TYPE_CLOSED,  /* what a closure closes: a venue's id, in-person, digital, a municipality, or empty */
    SHG_TYPES
};

struct shg_column {
    const char *name;
    enum shg_type type;
    bool must_be;              /* the column must stand in the header (`*` in formats.md) */
    bool filled;               /* ... and may not be empty in any row */
    long low, high;            /* of SHG_TYPE_INT and SHG_DECIMAL */
    unsigned refs;             /* set of tables, of SHG_TYPE_REF and SHG_TYPE_REFS */
    const char *const *values; /* of SHG_TYPE_ENUM, NULL at the end */
};

struct shg_table_schema {
    const char *name; /* `people` */
    const char *file; /* `people.csv` */
    char letter;      /* of its ids, or 0 */
    bool must_be;     /* the file must be there */
    bool people;      /* its rows speak of persons */
    const struct shg_column *columns;
    size_t count;
    const int *key; /* columns that name a row, -1 at the end; NULL where nothing does */
};

const struct shg_table_schema *shg_schema(enum shg_table table);
/* The table of that name (without .csv), or SHG_TABLES. */
enum shg_table shg_table_named(const char *name);
/* The column of that name in a table, or -1. */
int shg_column_named(enum shg_table table, const char *name);
/* The number of a value of a SHG_TYPE_ENUM column (SHG_TYPE_YESNO: 0 no, 1 yes), or -1. */
int shg_value_named(const struct shg_column *column, const char *value);

/* Values of enumerations that code speaks of, in the order of the schema. */
enum shg_person_status {
    PERSON_IS_NEW,
    PERSON_IS_WAITING,
    PERSON_IS_PAUSED,
    PERSON_IS_MEMBER,
    PERSON_IS_LEFT,
    PERSON_IS_REFERRED,
    PERSON_IS_WITHDRAWN
};
enum shg_mode { MODE_IN_PERSON, MODE_DIGITAL, MODE_EITHER };
enum shg_gender { GENDER_F, GENDER_M, GENDER_X };
enum shg_gender_wish { WISH_ANY, WISH_SAME, WISH_NOT_ALONE };
enum shg_starter_status {
    STARTER_IS_INTERESTED,
    STARTER_IS_TRAINEE,
    STARTER_IS_ACTIVE,
    STARTER_IS_RESTING,
    STARTER_IS_ENDED
};
enum shg_venue_kind { VENUE_IS_IN_PERSON, VENUE_IS_DIGITAL };
enum shg_group_status {
    GROUP_IS_IDEA,
    GROUP_IS_FORMING,
    GROUP_IS_STARTING,
    GROUP_IS_RUNNING,
    GROUP_IS_PAUSED,
    GROUP_IS_ENDED
};
enum shg_composition { COMPOSITION_ANY, COMPOSITION_WOMEN, COMPOSITION_MEN };
enum shg_role { ROLE_MEMBER, ROLE_STARTER };
enum shg_placement_status {
    PLACEMENT_IS_PROPOSED,
    PLACEMENT_IS_OFFERED,
    PLACEMENT_IS_ACCEPTED,
    PLACEMENT_IS_DECLINED,
    PLACEMENT_IS_LAPSED,
    PLACEMENT_IS_ACTIVE,
    PLACEMENT_IS_LEFT,
    PLACEMENT_IS_COMPLETED
};
enum shg_meeting_kind { MEETING_KIND_START, MEETING_KIND_STARTER, MEETING_KIND_OWN, MEETING_KIND_FOLLOW_UP };
enum shg_meeting_status { MEETING_IS_PLANNED, MEETING_IS_HELD, MEETING_IS_CANCELLED };

#endif
