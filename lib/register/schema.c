/* The tables and columns of formats.md, written down once. */
#include "register/schema.h"

#include <string.h>

#define FIELD(n, t) .name = (n), .type = (t)
#define THERE .must_be = true
#define MUST .must_be = true, .filled = true
#define RANGE(least, most) .low = (least), .high = (most)
#define OF(list) .values = (list)
#define ROWS(set) .refs = (set)
#define LIST(...) ((const char *const[]){__VA_ARGS__, NULL})
#define KEY(...) ((const int[]){__VA_ARGS__, -1})

#define MANY 1000000L /* more than any office counts */
#define HUMANS (SHG_SET(SHG_PEOPLE) | SHG_SET(SHG_STARTERS))

static const char *const modes[] = {"in-person", "digital", "either", NULL};
static const char *const genders[] = {"f", "m", "x", NULL};
static const char *const statuses_of_events[] = {"planned", "held", "cancelled", NULL};

static const struct shg_column people[PERSON_COLUMNS] = {
    [PERSON_ID] = {FIELD("id", SHG_TYPE_ID), MUST},
    [PERSON_STATUS] = {FIELD("status", SHG_TYPE_ENUM), MUST,
                       OF(LIST("new", "waiting", "paused", "member", "left", "referred", "withdrawn"))},
    [PERSON_REGISTERED] = {FIELD("registered", SHG_TYPE_DATE), MUST},
    [PERSON_QUEUED] = {FIELD("queued", SHG_TYPE_DATE)},
    [PERSON_CONSENT] = {FIELD("consent", SHG_TYPE_DATE)},
    [PERSON_CONSENT_TEXT] = {FIELD("consent_text", SHG_TYPE_TEXT)},
    [PERSON_CLARIFIED] = {FIELD("clarified", SHG_TYPE_DATE)},
    [PERSON_CONTACTED] = {FIELD("contacted", SHG_TYPE_DATE)},
    [PERSON_NEXT] = {FIELD("next", SHG_TYPE_DATE)},
    [PERSON_AVAILABLE_FROM] = {FIELD("available_from", SHG_TYPE_DATE)},
    [PERSON_CLOSED] = {FIELD("closed", SHG_TYPE_DATE)},
    [PERSON_REASON] = {FIELD("reason", SHG_TYPE_ENUM), OF(LIST("found-other", "no-time", "no-fit", "moved", "more-help",
                                                               "no-answer", "enough", "other"))},
    [PERSON_PAUSED_DAYS] = {FIELD("paused_days", SHG_TYPE_INT), RANGE(0, MANY)},
    [PERSON_PAUSED] = {FIELD("paused", SHG_TYPE_DATE)},
    [PERSON_SOURCE] = {FIELD("source", SHG_TYPE_ENUM),
                       OF(LIST("self", "course", "gp", "rph", "dps", "nav", "lms", "link", "volunteer-centre",
                               "user-organisation", "aftercare", "other"))},
    [PERSON_COURSE] = {FIELD("course", SHG_TYPE_REF), ROWS(SHG_SET(SHG_COURSES))},
    [PERSON_MUNICIPALITY] = {FIELD("municipality", SHG_TYPE_MUNICIPALITY), MUST},
    [PERSON_AVOID] = {FIELD("avoid", SHG_TYPE_PLACES), ROWS(SHG_SET(SHG_VENUES))},
    [PERSON_MODE] = {FIELD("mode", SHG_TYPE_ENUM), OF(modes)},
    [PERSON_TRAVEL_LIMIT] = {FIELD("travel_limit", SHG_TYPE_INT), RANGE(1, 600)},
    [PERSON_AVAILABILITY] = {FIELD("availability", SHG_TYPE_WINDOWS)},
    [PERSON_THEMES] = {FIELD("themes", SHG_TYPE_THEMES)},
    [PERSON_MIXED_OK] = {FIELD("mixed_ok", SHG_TYPE_YESNO)},
    [PERSON_LANGUAGES] = {FIELD("languages", SHG_TYPE_LANGUAGES)},
    [PERSON_GENDER] = {FIELD("gender", SHG_TYPE_ENUM), OF(genders)},
    [PERSON_GENDER_WISH] = {FIELD("gender_wish", SHG_TYPE_ENUM), OF(LIST("any", "same", "not-alone"))},
    [PERSON_BIRTH_YEAR] = {FIELD("birth_year", SHG_TYPE_INT), RANGE(1900, 2100)},
    [PERSON_ADULT] = {FIELD("adult", SHG_TYPE_YESNO)},
    [PERSON_STEP_FREE] = {FIELD("step_free", SHG_TYPE_YESNO)},
    [PERSON_SUBMISSION] = {FIELD("submission", SHG_TYPE_TEXT)},
};

static const struct shg_column contacts[CONTACT_COLUMNS] = {
    [CONTACT_ID] = {FIELD("id", SHG_TYPE_REF), MUST, ROWS(HUMANS)},
    [CONTACT_NAME] = {FIELD("name", SHG_TYPE_TEXT)},
    [CONTACT_PHONE] = {FIELD("phone", SHG_TYPE_TEXT)},
    [CONTACT_EMAIL] = {FIELD("email", SHG_TYPE_TEXT)},
    [CONTACT_CHANNEL] = {FIELD("channel", SHG_TYPE_ENUM), OF(LIST("phone", "sms", "email", "letter"))},
};

static const struct shg_column starters[STARTER_COLUMNS] = {
    [STARTER_ID] = {FIELD("id", SHG_TYPE_ID), MUST},
    [STARTER_STATUS] = {FIELD("status", SHG_TYPE_ENUM), MUST,
                        OF(LIST("interested", "trainee", "active", "resting", "ended"))},
    [STARTER_KIND] = {FIELD("kind", SHG_TYPE_ENUM), OF(LIST("former-participant", "volunteer", "employee"))},
    [STARTER_PERSON] = {FIELD("person", SHG_TYPE_REF), ROWS(SHG_SET(SHG_PEOPLE))},
    [STARTER_TRAINED] = {FIELD("trained", SHG_TYPE_DATE)},
    [STARTER_DECLARED] = {FIELD("declared", SHG_TYPE_DATE)},
    [STARTER_MUNICIPALITY] = {FIELD("municipality", SHG_TYPE_MUNICIPALITY), MUST},
    [STARTER_MODE] = {FIELD("mode", SHG_TYPE_ENUM), OF(modes)},
    [STARTER_TRAVEL_LIMIT] = {FIELD("travel_limit", SHG_TYPE_INT), RANGE(1, 600)},
    [STARTER_AVOID] = {FIELD("avoid", SHG_TYPE_PLACES), ROWS(SHG_SET(SHG_VENUES))},
    [STARTER_AVAILABILITY] = {FIELD("availability", SHG_TYPE_WINDOWS)},
    [STARTER_LANGUAGES] = {FIELD("languages", SHG_TYPE_LANGUAGES)},
    [STARTER_GENDER] = {FIELD("gender", SHG_TYPE_ENUM), OF(genders)},
    [STARTER_STEP_FREE] = {FIELD("step_free", SHG_TYPE_YESNO)},
    [STARTER_CAPACITY] = {FIELD("capacity", SHG_TYPE_INT), RANGE(0, 100)},
};

static const struct shg_column venues[VENUE_COLUMNS] = {
    [VENUE_ID] = {FIELD("id", SHG_TYPE_ID), MUST},
    [VENUE_NAME] = {FIELD("name", SHG_TYPE_TEXT), MUST},
    [VENUE_KIND] = {FIELD("kind", SHG_TYPE_ENUM), MUST, OF(LIST("in-person", "digital"))},
    [VENUE_MUNICIPALITY] = {FIELD("municipality", SHG_TYPE_MUNICIPALITY), THERE},
    [VENUE_LAT] = {FIELD("lat", SHG_TYPE_DECIMAL), RANGE(-90, 90)},
    [VENUE_LON] = {FIELD("lon", SHG_TYPE_DECIMAL), RANGE(-180, 180)},
    [VENUE_SLOTS] = {FIELD("slots", SHG_TYPE_WINDOWS), THERE},
    [VENUE_ROOMS] = {FIELD("rooms", SHG_TYPE_INT), RANGE(0, 1000)},
    [VENUE_SEATS] = {FIELD("seats", SHG_TYPE_INT), RANGE(0, MANY)},
    [VENUE_STEP_FREE] = {FIELD("step_free", SHG_TYPE_YESNO)},
    [VENUE_NEUTRAL] = {FIELD("neutral", SHG_TYPE_YESNO)},
    [VENUE_OWNER] = {FIELD("owner", SHG_TYPE_TEXT)},
    [VENUE_KEY_HOLDER] = {FIELD("key_holder", SHG_TYPE_TEXT)},
};

static const struct shg_column themes[THEME_COLUMNS] = {
    [THEME_CODE] = {FIELD("code", SHG_TYPE_CODE), MUST},
    [THEME_EN] = {FIELD("en", SHG_TYPE_TEXT)},
    [THEME_NB] = {FIELD("nb", SHG_TYPE_TEXT)},
    [THEME_NN] = {FIELD("nn", SHG_TYPE_TEXT)},
    [THEME_VALID_TO] = {FIELD("valid_to", SHG_TYPE_DATE)},
};

/* venue, slot and theme may be empty in an idea alone: a rule of the row (check_rows.c). */
static const struct shg_column groups[GROUP_COLUMNS] = {
    [GROUP_ID] = {FIELD("id", SHG_TYPE_ID), MUST},
    [GROUP_NAME] = {FIELD("name", SHG_TYPE_TEXT)},
    [GROUP_STATUS] = {FIELD("status", SHG_TYPE_ENUM), MUST,
                      OF(LIST("idea", "forming", "starting", "running", "paused", "ended"))},
    [GROUP_VENUE] = {FIELD("venue", SHG_TYPE_REF), THERE, ROWS(SHG_SET(SHG_VENUES))},
    [GROUP_SLOT] = {FIELD("slot", SHG_TYPE_WINDOW), THERE},
    [GROUP_THEME] = {FIELD("theme", SHG_TYPE_THEME), THERE},
    [GROUP_LANGUAGE] = {FIELD("language", SHG_TYPE_LANGUAGE)},
    [GROUP_COMPOSITION] = {FIELD("composition", SHG_TYPE_ENUM), OF(LIST("any", "women", "men"))},
    [GROUP_MIN] = {FIELD("min", SHG_TYPE_INT), RANGE(1, 50)},
    [GROUP_MAX] = {FIELD("max", SHG_TYPE_INT), RANGE(1, 50)},
    [GROUP_OPEN] = {FIELD("open", SHG_TYPE_INT), RANGE(0, 50)},
    [GROUP_DECIDED] = {FIELD("decided", SHG_TYPE_DATE)},
    [GROUP_OTHERS] = {FIELD("others", SHG_TYPE_INT), RANGE(0, MANY)},
    [GROUP_CONTACT] = {FIELD("contact", SHG_TYPE_REF), ROWS(SHG_SET(SHG_PEOPLE))},
    [GROUP_FORMED] = {FIELD("formed", SHG_TYPE_DATE)},
    [GROUP_FIRST] = {FIELD("first", SHG_TYPE_DATE)},
    [GROUP_STARTED] = {FIELD("started", SHG_TYPE_DATE)},
    [GROUP_HANDOVER] = {FIELD("handover", SHG_TYPE_DATE)},
    [GROUP_ENDED] = {FIELD("ended", SHG_TYPE_DATE)},
    [GROUP_REASON] = {FIELD("reason", SHG_TYPE_ENUM),
                      OF(LIST("no-starter", "no-room", "too-few", "not-filled", "done", "merged", "other"))},
};

static const struct shg_column placements[PLACEMENT_COLUMNS] = {
    [PLACEMENT_PERSON] = {FIELD("person", SHG_TYPE_REF), MUST, ROWS(HUMANS)},
    [PLACEMENT_GROUP] = {FIELD("group", SHG_TYPE_REF), MUST, ROWS(SHG_SET(SHG_GROUPS))},
    [PLACEMENT_ROLE] = {FIELD("role", SHG_TYPE_ENUM), MUST, OF(LIST("member", "starter"))},
    [PLACEMENT_STATUS] = {FIELD("status", SHG_TYPE_ENUM), MUST,
                          OF(LIST("proposed", "offered", "accepted", "declined", "lapsed", "active", "left",
                                  "completed"))},
    [PLACEMENT_PROPOSED] = {FIELD("proposed", SHG_TYPE_DATE)},
    [PLACEMENT_OFFERED] = {FIELD("offered", SHG_TYPE_DATE)},
    [PLACEMENT_ANSWER_BY] = {FIELD("answer_by", SHG_TYPE_DATE)},
    [PLACEMENT_ANSWERED] = {FIELD("answered", SHG_TYPE_DATE)},
    [PLACEMENT_STARTED] = {FIELD("started", SHG_TYPE_DATE)},
    [PLACEMENT_DECLARED] = {FIELD("declared", SHG_TYPE_DATE)},
    [PLACEMENT_ENDED] = {FIELD("ended", SHG_TYPE_DATE)},
    [PLACEMENT_REASON] = {FIELD("reason", SHG_TYPE_ENUM), OF(LIST("time", "place", "theme", "acquaintance", "not-ready",
                                                                  "moved", "enough", "more-help", "other"))},
};

static const struct shg_column meetings[MEETING_COLUMNS] = {
    [MEETING_GROUP] = {FIELD("group", SHG_TYPE_REF), MUST, ROWS(SHG_SET(SHG_GROUPS))},
    [MEETING_NUMBER] = {FIELD("number", SHG_TYPE_INT), MUST, RANGE(0, MANY)},
    [MEETING_DATE] = {FIELD("date", SHG_TYPE_DATE), MUST},
    [MEETING_START] = {FIELD("start", SHG_TYPE_TIME), MUST},
    [MEETING_END] = {FIELD("end", SHG_TYPE_TIME), MUST},
    [MEETING_VENUE] = {FIELD("venue", SHG_TYPE_REF), THERE, ROWS(SHG_SET(SHG_VENUES))},
    [MEETING_STARTERS] = {FIELD("starters", SHG_TYPE_REFS), ROWS(SHG_SET(SHG_STARTERS))},
    [MEETING_KIND] = {FIELD("kind", SHG_TYPE_ENUM), MUST, OF(LIST("start", "starter", "own", "follow-up"))},
    [MEETING_STATUS] = {FIELD("status", SHG_TYPE_ENUM), MUST, OF(statuses_of_events)},
    [MEETING_ATTENDED] = {FIELD("attended", SHG_TYPE_INT), RANGE(0, MANY)},
    [MEETING_REVISION] = {FIELD("revision", SHG_TYPE_INT), RANGE(0, MANY)},
};

static const struct shg_column apart[APART_COLUMNS] = {
    [APART_A] = {FIELD("a", SHG_TYPE_REF), MUST, ROWS(HUMANS)},
    [APART_B] = {FIELD("b", SHG_TYPE_REF), MUST, ROWS(HUMANS)},
};

static const struct shg_column together[TOGETHER_COLUMNS] = {
    [TOGETHER_A] = {FIELD("a", SHG_TYPE_REF), MUST, ROWS(HUMANS)},
    [TOGETHER_B] = {FIELD("b", SHG_TYPE_REF), MUST, ROWS(HUMANS)},
};

static const struct shg_column courses[COURSE_COLUMNS] = {
    [COURSE_ID] = {FIELD("id", SHG_TYPE_ID), MUST},
    [COURSE_NAME] = {FIELD("name", SHG_TYPE_TEXT)},
    [COURSE_KIND] = {FIELD("kind", SHG_TYPE_ENUM),
                     OF(LIST("kid", "kib", "lyst-pa-livet", "rph", "lms", "selfhelp", "other"))},
    [COURSE_MUNICIPALITY] = {FIELD("municipality", SHG_TYPE_MUNICIPALITY), MUST},
    [COURSE_START] = {FIELD("start", SHG_TYPE_DATE)},
    [COURSE_END] = {FIELD("end", SHG_TYPE_DATE)},
    [COURSE_TOLD] = {FIELD("told", SHG_TYPE_DATE)},
    [COURSE_INTERESTED] = {FIELD("interested", SHG_TYPE_INT), RANGE(0, MANY)},
};

static const struct shg_column absences[ABSENCE_COLUMNS] = {
    [ABSENCE_STARTER] = {FIELD("starter", SHG_TYPE_REF), MUST, ROWS(SHG_SET(SHG_STARTERS))},
    [ABSENCE_FROM] = {FIELD("from", SHG_TYPE_DATE), MUST},
    [ABSENCE_TO] = {FIELD("to", SHG_TYPE_DATE)},
    [ABSENCE_START] = {FIELD("start", SHG_TYPE_TIME)},
    [ABSENCE_END] = {FIELD("end", SHG_TYPE_TIME)},
};

static const struct shg_column closures[CLOSURE_COLUMNS] = {
    [CLOSURE_VENUE] = {FIELD("venue", SHG_TYPE_CLOSED), ROWS(SHG_SET(SHG_VENUES))},
    [CLOSURE_FROM] = {FIELD("from", SHG_TYPE_DATE), MUST},
    [CLOSURE_TO] = {FIELD("to", SHG_TYPE_DATE), MUST},
    [CLOSURE_START] = {FIELD("start", SHG_TYPE_TIME)},
    [CLOSURE_END] = {FIELD("end", SHG_TYPE_TIME)},
    [CLOSURE_REASON] = {FIELD("reason", SHG_TYPE_TEXT)},
};

static const struct shg_column travel[TRAVEL_COLUMNS] = {
    [TRAVEL_FROM] = {FIELD("from", SHG_TYPE_MUNICIPALITY), MUST},
    [TRAVEL_TO] = {FIELD("to", SHG_TYPE_MUNICIPALITY), MUST},
    [TRAVEL_MINUTES] = {FIELD("minutes", SHG_TYPE_INT), MUST, RANGE(0, MANY)},
};

static const struct shg_column offices[OFFICE_COLUMNS] = {
    [OFFICE_ID] = {FIELD("id", SHG_TYPE_ID), MUST},
    [OFFICE_NAME] = {FIELD("name", SHG_TYPE_TEXT), MUST},
    [OFFICE_KIND] = {FIELD("kind", SHG_TYPE_ENUM), OF(LIST("district", "link", "contact-point", "volunteer-centre",
                                                           "user-organisation", "resource-group"))},
    [OFFICE_COVERS] = {FIELD("covers", SHG_TYPE_MUNICIPALITIES)},
    [OFFICE_VALID_FROM] = {FIELD("valid_from", SHG_TYPE_DATE)},
    [OFFICE_VALID_TO] = {FIELD("valid_to", SHG_TYPE_DATE)},
};

static const struct shg_column activities[ACTIVITY_COLUMNS] = {
    [ACTIVITY_ID] = {FIELD("id", SHG_TYPE_ID), MUST},
    [ACTIVITY_DATE] = {FIELD("date", SHG_TYPE_DATE), MUST},
    [ACTIVITY_KIND] = {FIELD("kind", SHG_TYPE_ENUM), MUST,
                       OF(LIST("info-meeting", "open-meeting", "seminar", "starter-training", "network", "lecture",
                               "material", "other"))},
    [ACTIVITY_STATUS] = {FIELD("status", SHG_TYPE_ENUM), OF(statuses_of_events)},
    [ACTIVITY_MUNICIPALITY] = {FIELD("municipality", SHG_TYPE_MUNICIPALITIES), THERE},
    [ACTIVITY_OFFICE] = {FIELD("office", SHG_TYPE_REFS), ROWS(SHG_SET(SHG_OFFICES))},
    [ACTIVITY_PARTNERS] = {FIELD("partners", SHG_TYPE_TEXT)},
    [ACTIVITY_AUDIENCE] = {FIELD("audience", SHG_TYPE_TEXT)},
    [ACTIVITY_ATTENDED] = {FIELD("attended", SHG_TYPE_INT), RANGE(0, MANY)},
    [ACTIVITY_COUNT] = {FIELD("count", SHG_TYPE_INT), RANGE(0, MANY)},
};

static const struct shg_column inquiries[INQUIRY_COLUMNS] = {
    [INQUIRY_DATE] = {FIELD("date", SHG_TYPE_DATE), MUST},
    [INQUIRY_CHANNEL] = {FIELD("channel", SHG_TYPE_ENUM), MUST, OF(LIST("phone", "email", "in-person", "form"))},
    [INQUIRY_MUNICIPALITY] = {FIELD("municipality", SHG_TYPE_MUNICIPALITY)},
    [INQUIRY_TOPIC] = {FIELD("topic", SHG_TYPE_ENUM), OF(LIST("person", "relative", "professional", "other"))},
    [INQUIRY_COUNT] = {FIELD("count", SHG_TYPE_INT), MUST, RANGE(0, MANY)},
};

/* group or activity: that one of them stands in each row is a rule of the row (check_rows.c). */
static const struct shg_column evaluations[EVALUATION_COLUMNS] = {
    [EVALUATION_GROUP] = {FIELD("group", SHG_TYPE_REF), ROWS(SHG_SET(SHG_GROUPS))},
    [EVALUATION_ACTIVITY] = {FIELD("activity", SHG_TYPE_REF), ROWS(SHG_SET(SHG_ACTIVITIES))},
    [EVALUATION_DATE] = {FIELD("date", SHG_TYPE_DATE), MUST},
    [EVALUATION_ITEM] = {FIELD("item", SHG_TYPE_TEXT), MUST},
    [EVALUATION_SCORE] = {FIELD("score", SHG_TYPE_DECIMAL), MUST, RANGE(-MANY, MANY)},
    [EVALUATION_COUNT] = {FIELD("count", SHG_TYPE_INT), MUST, RANGE(0, MANY)},
};

static const struct shg_column history[HISTORY_COLUMNS] = {
    [HISTORY_DATE] = {FIELD("date", SHG_TYPE_DATE), MUST},
    [HISTORY_GROUP] = {FIELD("group", SHG_TYPE_REF), MUST, ROWS(SHG_SET(SHG_GROUPS))},
    [HISTORY_EVENT] = {FIELD("event", SHG_TYPE_ENUM), MUST,
                       OF(LIST("paused", "resumed", "moved", "digital", "in-person", "merged"))},
    [HISTORY_FROM] = {FIELD("from", SHG_TYPE_TEXT)},
    [HISTORY_TO] = {FIELD("to", SHG_TYPE_TEXT)},
};

static const struct shg_column targets[TARGET_COLUMNS] = {
    [TARGET_YEAR] = {FIELD("year", SHG_TYPE_INT), MUST, RANGE(1900, 9999)},
    [TARGET_NAME] = {FIELD("name", SHG_TYPE_TEXT), MUST},
    [TARGET_VALUE] = {FIELD("value", SHG_TYPE_DECIMAL), MUST, RANGE(0, 1000 * MANY)},
};

/* The value under the dimension `all` may be empty. */
static const struct shg_column counts[COUNT_COLUMNS] = {
    [COUNT_PERIOD] = {FIELD("period", SHG_TYPE_TEXT), MUST},
    [COUNT_EVENT] = {FIELD("event", SHG_TYPE_ENUM), MUST,
                     OF(LIST("registered", "clarified", "offered", "accepted", "declined", "lapsed", "started", "left",
                             "completed", "referred", "withdrawn"))},
    [COUNT_DIMENSION] = {FIELD("dimension", SHG_TYPE_ENUM), MUST,
                         OF(LIST("all", "municipality", "source", "theme", "mode", "gender", "age", "course kind",
                                 "waited"))},
    [COUNT_VALUE] = {FIELD("value", SHG_TYPE_TEXT), THERE},
    [COUNT_COUNT] = {FIELD("count", SHG_TYPE_INT), MUST, RANGE(0, 1000 * MANY)},
};

static const struct shg_column erasures[ERASURE_COLUMNS] = {
    [ERASURE_DATE] = {FIELD("date", SHG_TYPE_DATE), MUST},
    [ERASURE_COUNT] = {FIELD("count", SHG_TYPE_INT), MUST, RANGE(0, 1000 * MANY)},
    [ERASURE_GROUND] = {FIELD("ground", SHG_TYPE_ENUM), MUST, OF(LIST("request", "due"))},
};

static const struct shg_column published[PUBLISHED_COLUMNS] = {
    [PUBLISHED_PERIOD] = {FIELD("period", SHG_TYPE_TEXT), MUST},
    [PUBLISHED_REPORT] = {FIELD("report", SHG_TYPE_TEXT), MUST},
    [PUBLISHED_CELL] = {FIELD("cell", SHG_TYPE_TEXT), THERE},
    [PUBLISHED_VALUE] = {FIELD("value", SHG_TYPE_TEXT), THERE},
};

static const struct shg_column profile[PROFILE_COLUMNS] = {
    [PROFILE_NAME] = {FIELD("name", SHG_TYPE_TEXT), MUST},
    [PROFILE_VALUE] = {FIELD("value", SHG_TYPE_TEXT), THERE},
};

#define TABLE(t) .name = #t, .file = #t ".csv", .columns = (t), .count = sizeof(t) / sizeof(t)[0]

static const struct shg_table_schema tables[SHG_TABLES] = {
    [SHG_PEOPLE] = {TABLE(people), .letter = 'P', .must_be = true, .people = true, .key = KEY(PERSON_ID)},
    [SHG_CONTACTS] = {TABLE(contacts), .people = true, .key = KEY(CONTACT_ID)},
    [SHG_STARTERS] = {TABLE(starters), .letter = 'S', .must_be = true, .people = true, .key = KEY(STARTER_ID)},
    [SHG_VENUES] = {TABLE(venues), .letter = 'V', .must_be = true, .key = KEY(VENUE_ID)},
    [SHG_THEMES] = {TABLE(themes), .key = KEY(THEME_CODE)},
    [SHG_GROUPS] = {TABLE(groups), .letter = 'G', .key = KEY(GROUP_ID)},
    [SHG_PLACEMENTS] = {TABLE(placements), .people = true, .key = KEY(PLACEMENT_PERSON, PLACEMENT_GROUP)},
    [SHG_MEETINGS] = {TABLE(meetings), .people = true, .key = KEY(MEETING_GROUP, MEETING_NUMBER)},
    [SHG_APART] = {TABLE(apart), .people = true, .key = KEY(APART_A, APART_B)},
    [SHG_TOGETHER] = {TABLE(together), .people = true, .key = KEY(TOGETHER_A, TOGETHER_B)},
    [SHG_COURSES] = {TABLE(courses), .letter = 'C', .key = KEY(COURSE_ID)},
    [SHG_ABSENCES] = {TABLE(absences), .people = true},
    [SHG_CLOSURES] = {TABLE(closures)},
    [SHG_TRAVEL] = {TABLE(travel), .key = KEY(TRAVEL_FROM, TRAVEL_TO)},
    [SHG_OFFICES] = {TABLE(offices), .letter = 'O', .key = KEY(OFFICE_ID)},
    [SHG_ACTIVITIES] = {TABLE(activities), .letter = 'A', .key = KEY(ACTIVITY_ID)},
    [SHG_INQUIRIES] = {TABLE(inquiries)},
    [SHG_EVALUATIONS] = {TABLE(evaluations)},
    [SHG_HISTORY] = {TABLE(history)},
    [SHG_TARGETS] = {TABLE(targets), .key = KEY(TARGET_YEAR, TARGET_NAME)},
    [SHG_COUNTS] = {TABLE(counts), .key = KEY(COUNT_PERIOD, COUNT_EVENT, COUNT_DIMENSION, COUNT_VALUE)},
    [SHG_ERASURES] = {TABLE(erasures)},
    [SHG_PUBLISHED] = {TABLE(published), .key = KEY(PUBLISHED_PERIOD, PUBLISHED_REPORT, PUBLISHED_CELL)},
    [SHG_PROFILE] = {TABLE(profile), .key = KEY(PROFILE_NAME)},
};

const struct shg_table_schema *shg_schema(enum shg_table table) {
    return &tables[table];
}

enum shg_table shg_table_named(const char *name) {
    for (int t = 0; t < (int)SHG_TABLES; t++)
        if (strcmp(tables[t].name, name) == 0)
            return (enum shg_table)t;
    return SHG_TABLES;
}

int shg_column_named(enum shg_table table, const char *name) {
    const struct shg_table_schema *schema = &tables[table];
    for (size_t c = 0; c < schema->count; c++)
        if (strcmp(schema->columns[c].name, name) == 0)
            return (int)c;
    return -1;
}

int shg_value_named(const struct shg_column *column, const char *value) {
    if (column->type == SHG_TYPE_YESNO)
        return strcmp(value, "yes") == 0 ? 1 : strcmp(value, "no") == 0 ? 0 : -1;
    if (column->values == NULL)
        return -1;
    for (int i = 0; column->values[i] != NULL; i++)
        if (column->values[i][0] == value[0] && strcmp(column->values[i], value) == 0)
            return i;
    return -1;
}
