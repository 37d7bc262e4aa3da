#include "events/tally.h"

#include "place/place.h"

#include <stdlib.h>
#include <string.h>

const char *shg_event_name(enum shg_event event) {
    return shg_schema(SHG_COUNTS)->columns[COUNT_EVENT].values[event];
}

const char *shg_dimension_name(enum shg_dimension dimension) {
    return shg_schema(SHG_COUNTS)->columns[COUNT_DIMENSION].values[dimension];
}

enum shg_dimension shg_dimension_named(const char *name) {
    int i = shg_value_named(&shg_schema(SHG_COUNTS)->columns[COUNT_DIMENSION], name);
    return i < 0 ? SHG_DIMENSIONS : (enum shg_dimension)i;
}

/* ---- what happened ---- */

/* Who is told of each event. */
struct listener {
    shg_hear *hear;
    void *data;
};

static void happen(const struct listener *to, enum shg_event event, shg_date date, uint32_t person,
                   uint32_t placement) {
    if (date != SHG_NO_DATE)
        to->hear(&(struct shg_happening){event, date, person, placement}, to->data);
}

static void happen_to_person(const struct listener *to, const shg_register *reg, uint32_t row) {
    int status = shg_value(reg, SHG_PEOPLE, row, PERSON_STATUS, -1);
    shg_date closed = shg_day(reg, SHG_PEOPLE, row, PERSON_CLOSED);
    happen(to, SHG_REGISTERED, shg_day(reg, SHG_PEOPLE, row, PERSON_REGISTERED), row, SHG_NONE);
    happen(to, SHG_CLARIFIED, shg_day(reg, SHG_PEOPLE, row, PERSON_CLARIFIED), row, SHG_NONE);
    if (status == PERSON_IS_REFERRED)
        happen(to, SHG_REFERRED, closed, row, SHG_NONE);
    if (status == PERSON_IS_WITHDRAWN)
        happen(to, SHG_WITHDRAWN, closed, row, SHG_NONE);
}

/* When the member began: their own date, else that of the group; never after they had left. */
static shg_date start_of(const shg_register *reg, uint32_t row) {
    shg_date started = shg_day(reg, SHG_PLACEMENTS, row, PLACEMENT_STARTED);
    shg_date ended = shg_day(reg, SHG_PLACEMENTS, row, PLACEMENT_ENDED);
    uint32_t group = shg_find(reg, SHG_GROUPS, shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_GROUP));
    if (started == SHG_NO_DATE && group != SHG_NONE)
        started = shg_day(reg, SHG_GROUPS, group, GROUP_STARTED);
    return ended != SHG_NO_DATE && started > ended ? SHG_NO_DATE : started;
}

static void happen_in_placement(const struct listener *to, const shg_register *reg, uint32_t row) {
    uint32_t person = shg_find(reg, SHG_PEOPLE, shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_PERSON));
    if (person == SHG_NONE || shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_ROLE, -1) != ROLE_MEMBER)
        return;
    int status = shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS, -1);
    bool began = status == PLACEMENT_IS_ACTIVE || status == PLACEMENT_IS_LEFT || status == PLACEMENT_IS_COMPLETED;
    shg_date answered = shg_day(reg, SHG_PLACEMENTS, row, PLACEMENT_ANSWERED);
    shg_date ended = shg_day(reg, SHG_PLACEMENTS, row, PLACEMENT_ENDED);
    happen(to, SHG_OFFERED, shg_day(reg, SHG_PLACEMENTS, row, PLACEMENT_OFFERED), person, row);
    if (began || status == PLACEMENT_IS_ACCEPTED)
        happen(to, SHG_ACCEPTED, answered, person, row);
    if (status == PLACEMENT_IS_DECLINED)
        happen(to, SHG_DECLINED, answered, person, row);
    if (status == PLACEMENT_IS_LAPSED)
        happen(to, SHG_LAPSED, answered, person, row);
    if (began)
        happen(to, SHG_STARTED, start_of(reg, row), person, row);
    if (status == PLACEMENT_IS_LEFT)
        happen(to, SHG_LEFT, ended, person, row);
    if (status == PLACEMENT_IS_COMPLETED)
        happen(to, SHG_COMPLETED, ended, person, row);
}

/* ---- in order ---- */

struct list {
    struct shg_happening *at;
    size_t n, cap;
    bool failed;
};

static int by_number(uint32_t a, uint32_t b) {
    return (a > b) - (a < b);
}

static int by_person(const void *left, const void *right) {
    const struct shg_happening *a = left;
    const struct shg_happening *b = right;
    int order = by_number(a->person, b->person);
    if (order == 0)
        order = by_number(a->placement + 1, b->placement + 1); /* SHG_NONE comes first */
    return order ? order : (int)a->event - (int)b->event;
}

/* Those of people come in order; only those of placements are sorted, and then both merged. */
static struct shg_happening *in_order(struct list *list, size_t people) {
    struct shg_happening *out = malloc((list->n + 1) * sizeof *out);
    size_t i = 0;
    size_t k = people;
    if (!out)
        return NULL;
    if (list->n > people + 1)
        qsort(list->at + people, list->n - people, sizeof *list->at, by_person);
    for (size_t at = 0; at < list->n; at++) {
        bool first = k == list->n || (i < people && by_person(&list->at[i], &list->at[k]) <= 0);
        out[at] = list->at[first ? i++ : k++];
    }
    return out;
}

static void happen_to_people(const struct listener *to, const shg_register *reg) {
    for (size_t row = 0; row < shg_rows(reg, SHG_PEOPLE); row++)
        happen_to_person(to, reg, (uint32_t)row);
}

static void happen_in_placements(const struct listener *to, const shg_register *reg) {
    for (size_t row = 0; row < shg_rows(reg, SHG_PLACEMENTS); row++)
        happen_in_placement(to, reg, (uint32_t)row);
}

void shg_happenings_hear(const shg_register *reg, shg_hear *hear, void *data) {
    const struct listener to = {hear, data};
    happen_to_people(&to, reg);
    happen_in_placements(&to, reg);
}

static void note(const struct shg_happening *what, void *data) {
    struct list *list = data;
    struct shg_happening *at = list->failed ? NULL : shg_grow(list->at, &list->cap, list->n + 1, sizeof *at);
    list->failed = !at;
    if (!at)
        return;
    list->at = at;
    at[list->n++] = *what;
}

enum shg_status shg_happenings(const shg_register *reg, struct shg_happening **out, size_t *n, shg_faults *faults) {
    struct list list = {NULL, 0, 0, false};
    const struct listener to = {note, &list};
    *out = NULL;
    *n = 0;
    happen_to_people(&to, reg);
    size_t people = list.n;
    happen_in_placements(&to, reg);
    if (list.n > 0 && !list.failed)
        *out = in_order(&list, people);
    bool good = !list.failed && (*out || list.n == 0);
    *n = good ? list.n : 0;
    free(list.at);
    return good ? SHG_OK : shg_fault_memory(faults);
}

/* ---- to which kind of person ---- */

static const char *or_unknown(const char *text) {
    return *text ? text : SHG_VALUE_UNKNOWN;
}

static const char *municipality_of(const shg_register *reg, uint32_t row) {
    int today = shg_municipality_of(reg, SHG_PEOPLE, row, PERSON_MUNICIPALITY);
    const char *text = shg_text(reg, SHG_PEOPLE, row, PERSON_MUNICIPALITY);
    return today < 0 ? or_unknown(text) : shg_municipality_at((size_t)today)->code;
}

static const char *age_of(const shg_register *reg, const struct shg_happening *what) {
    long born = shg_number(reg, SHG_PEOPLE, what->person, PERSON_BIRTH_YEAR, 0);
    long age = shg_date_year(what->date) - born;
    if (born == 0 || age < 18)
        return SHG_VALUE_UNKNOWN;
    return age < 30 ? "18-29" : age < 45 ? "30-44" : age < 60 ? "45-59" : "60-";
}

static const char *course_kind_of(const shg_register *reg, uint32_t row) {
    const char *id = shg_text(reg, SHG_PEOPLE, row, PERSON_COURSE);
    if (!*id)
        return SHG_VALUE_NONE;
    uint32_t course = shg_find(reg, SHG_COURSES, id);
    return course == SHG_NONE ? SHG_VALUE_UNKNOWN : or_unknown(shg_text(reg, SHG_COURSES, course, COURSE_KIND));
}

/* The days until the start, in bands; NULL for any other event. */
static const char *waited_of(const shg_register *reg, const struct shg_happening *what) {
    static const struct {
        int days;
        const char *band;
    } bands[] = {{30, "0-30"}, {60, "31-60"}, {90, "61-90"}, {180, "91-180"}, {365, "181-365"}};
    if (what->event != SHG_STARTED)
        return NULL;
    shg_date registered = shg_day(reg, SHG_PEOPLE, what->person, PERSON_REGISTERED);
    if (registered == SHG_NO_DATE)
        return SHG_VALUE_UNKNOWN;
    for (size_t i = 0; i < sizeof bands / sizeof *bands; i++)
        if (what->date - registered <= bands[i].days)
            return bands[i].band;
    return "366-";
}

static const char *single_value(const shg_register *reg, const struct shg_happening *what,
                                enum shg_dimension dimension) {
    uint32_t row = what->person;
    const char *mode;
    switch (dimension) {
    case SHG_BY_ALL:
        return SHG_VALUE_ALL;
    case SHG_BY_MUNICIPALITY:
        return municipality_of(reg, row);
    case SHG_BY_SOURCE:
        return or_unknown(shg_text(reg, SHG_PEOPLE, row, PERSON_SOURCE));
    case SHG_BY_MODE:
        mode = shg_text(reg, SHG_PEOPLE, row, PERSON_MODE);
        return *mode ? mode : "in-person";
    case SHG_BY_GENDER:
        return or_unknown(shg_text(reg, SHG_PEOPLE, row, PERSON_GENDER));
    case SHG_BY_AGE:
        return age_of(reg, what);
    case SHG_BY_COURSE_KIND:
        return course_kind_of(reg, row);
    case SHG_BY_WAITED:
        return waited_of(reg, what);
    case SHG_BY_THEME:
    case SHG_DIMENSIONS:
        break;
    }
    return NULL;
}

/* The theme after *at bytes of the cell; `unknown` where the cell holds none. */
static bool theme_value(const char *cell, size_t *at, const char **text, size_t *n) {
    const char *next = cell + (*at > 0 ? *at - 1 : 0);
    bool found = shg_next_item(&next, text, n);
    if (!found && *at > 0)
        return false;
    if (!found) {
        *text = SHG_VALUE_UNKNOWN;
        *n = strlen(*text);
    }
    *at = (size_t)(next - cell) + 1;
    return true;
}

bool shg_happening_value(const shg_register *reg, const struct shg_happening *what, enum shg_dimension dimension,
                         size_t *at, const char **text, size_t *n) {
    if (dimension == SHG_BY_THEME)
        return theme_value(shg_text(reg, SHG_PEOPLE, what->person, PERSON_THEMES), at, text, n);
    if (*at > 0)
        return false;
    *text = single_value(reg, what, dimension);
    *n = *text ? strlen(*text) : 0;
    *at = 1;
    return *text != NULL;
}
