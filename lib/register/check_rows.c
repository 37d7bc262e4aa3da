/* What the fields of one row say together (formats.md, Tables). */
#include "register/check_private.h"

#include <stdlib.h>
#include <string.h>

static bool given(long value) {
    return value != SHG_NOTHING;
}

static bool filled(const struct shg_row_values *values, int column) {
    return (values->filled >> column & 1) != 0;
}

/* Whether a field that must be filled here is empty; where the header lacks its column, that has been told. */
static bool lacks(const struct shg_check *check, enum shg_table table, const struct shg_row_values *values,
                  int column) {
    return check->reg->tables[table].map[column] >= 0 && !filled(values, column);
}

static void error(struct shg_check *check, enum shg_table table, size_t row, int column, const char *msgid) {
    shg_tell(check, SHG_ERROR, table, row, column, msgid);
}

/* Two dates of a row, the second of which cannot lie before the first. Of several that break one date, the first is
 * told; they stand together. */
struct order {
    int earlier, later;
};

static void check_order(struct shg_check *check, enum shg_table table, size_t row, const struct shg_row_values *values,
                        const struct order *orders, size_t n) {
    int told = -1;
    for (size_t i = 0; i < n; i++) {
        const struct order *o = &orders[i];
        if (o->later == told || !given(values->of[o->earlier]) || !given(values->of[o->later]) ||
            values->of[o->later] >= values->of[o->earlier])
            continue;
        told = o->later;
        struct shg_where where = shg_check_where(check, table, row, o->later);
        (void)shg_fault_add(check->faults, SHG_ERROR, &where, shg_text(check->reg, table, row, o->later),
                            N_("before the date in %s"), shg_schema(table)->columns[o->earlier].name);
    }
}
#define CHECK_ORDER(check, table, row, values, orders)                                                                 \
    check_order(check, table, row, values, orders, sizeof(orders) / sizeof *(orders))

/* Times of a day: the end lies behind the start; a missing start is midnight. */
static void check_hours(struct shg_check *check, enum shg_table table, size_t row, const struct shg_row_values *values,
                        int start, int end) {
    if (given(values->of[end]) && values->of[end] <= (given(values->of[start]) ? values->of[start] : 0))
        error(check, table, row, end, N_("the end is not after the start"));
}

/* ---- People ---- */

/* Once left, referred or withdrawn. */
static bool is_closed(long status) {
    return status == PERSON_IS_LEFT || status == PERSON_IS_REFERRED || status == PERSON_IS_WITHDRAWN;
}

static void warn(struct shg_check *check, size_t row, int column, const char *msgid) {
    shg_tell(check, SHG_WARNING, SHG_PEOPLE, row, column, msgid);
}

static void check_waiting(struct shg_check *check, size_t row, const struct shg_row_values *v) {
    if (!filled(v, PERSON_CONSENT))
        error(check, SHG_PEOPLE, row, PERSON_CONSENT, N_("somebody who waits must have consented"));
    if (!filled(v, PERSON_CONSENT_TEXT))
        error(check, SHG_PEOPLE, row, PERSON_CONSENT_TEXT, N_("somebody who waits must have agreed to a text"));
    if (shg_profile_of(check->reg)->clarify && !filled(v, PERSON_CLARIFIED))
        error(check, SHG_PEOPLE, row, PERSON_CLARIFIED, N_("somebody who waits must have had the clarifying talk"));
    if (!filled(v, PERSON_BIRTH_YEAR) && !given(v->of[PERSON_ADULT]))
        error(check, SHG_PEOPLE, row, PERSON_ADULT, N_("adult must be yes where the year of birth is not given"));
}

/* Who can fit nothing (formats.md, Warnings). */
static void warn_waiting(struct shg_check *check, size_t row, const struct shg_row_values *v) {
    bool wish = given(v->of[PERSON_GENDER_WISH]) && v->of[PERSON_GENDER_WISH] != WISH_ANY;
    if (!filled(v, PERSON_AVAILABILITY))
        warn(check, row, PERSON_AVAILABILITY, N_("fits no group: no availability"));
    if (wish && v->of[PERSON_GENDER] != GENDER_F && v->of[PERSON_GENDER] != GENDER_M)
        warn(check, row, PERSON_GENDER_WISH, N_("fits no group: a wish that needs gender f or m"));
    if (!filled(v, PERSON_THEMES) && !filled(v, PERSON_COURSE) && v->of[PERSON_MIXED_OK] == 0)
        warn(check, row, PERSON_THEMES, N_("fits no group: no theme, and not a mixed group"));
}

static void check_age(struct shg_check *check, size_t row, const struct shg_row_values *v) {
    if (v->of[PERSON_ADULT] == 0)
        error(check, SHG_PEOPLE, row, PERSON_ADULT, N_("a person must be 18 or older"));
    if (given(v->of[PERSON_BIRTH_YEAR]) && given(v->of[PERSON_REGISTERED]) &&
        v->of[PERSON_REGISTERED] / 10000 - v->of[PERSON_BIRTH_YEAR] < 18)
        error(check, SHG_PEOPLE, row, PERSON_BIRTH_YEAR, N_("a person must be 18 or older"));
}

/* What a row may hold without consent; closed and reason are what the steps of the life cycle set. */
static bool free_of_consent(int column) {
    return column == PERSON_ID || column == PERSON_STATUS || column == PERSON_REGISTERED || column == PERSON_SOURCE ||
           column == PERSON_MUNICIPALITY || column == PERSON_SUBMISSION || column == PERSON_CLOSED ||
           column == PERSON_REASON;
}

static void check_consent(struct shg_check *check, size_t row, const struct shg_row_values *v) {
    int first = -1;
    if (filled(v, PERSON_CONSENT))
        return;
    shg_buf_cut(&check->text, 0);
    for (int c = 0; c < (int)PERSON_COLUMNS; c++) {
        if (free_of_consent(c) || !filled(v, c))
            continue;
        shg_buf_printf(&check->text, "%s%s", first >= 0 ? ", " : "", shg_schema(SHG_PEOPLE)->columns[c].name);
        first = first >= 0 ? first : c;
    }
    if (first < 0)
        return;
    struct shg_where where = shg_check_where(check, SHG_PEOPLE, row, first);
    (void)shg_fault_add(check->faults, SHG_WARNING, &where, NULL, N_("held without consent: %s"),
                        shg_buf_get(&check->text));
}

static void check_closing(struct shg_check *check, size_t row, const struct shg_row_values *v) {
    bool closed = is_closed(v->of[PERSON_STATUS]);
    if (closed && !filled(v, PERSON_CLOSED))
        error(check, SHG_PEOPLE, row, PERSON_CLOSED, N_("the date of closing must be filled for this status"));
    if (!given(v->of[PERSON_STATUS]) || closed)
        return;
    if (filled(v, PERSON_CLOSED))
        error(check, SHG_PEOPLE, row, PERSON_CLOSED, N_("a date of closing does not go with this status"));
    if (filled(v, PERSON_REASON))
        error(check, SHG_PEOPLE, row, PERSON_REASON, N_("a reason for closing does not go with this status"));
}

/* For the rule that members have exactly one active placement (check_seats.c). */
static void note_member(struct shg_check *check, size_t row) {
    uint32_t *members = shg_grow(check->members, &check->member_cap, check->member_count + 1, sizeof *members);
    if (members == NULL) {
        check->failed = true;
        return;
    }
    check->members = members;
    members[check->member_count++] = (uint32_t)row;
}

static void check_person(struct shg_check *check, size_t row, const struct shg_row_values *v) {
    /* consent may be older than the first contact: people sign at a course */
    static const struct order orders[] = {
        {PERSON_REGISTERED, PERSON_QUEUED},    {PERSON_REGISTERED, PERSON_CLARIFIED},
        {PERSON_REGISTERED, PERSON_CONTACTED}, {PERSON_REGISTERED, PERSON_CLOSED},
        {PERSON_QUEUED, PERSON_CLOSED},        {PERSON_REGISTERED, PERSON_PAUSED},
    };
    if (v->of[PERSON_STATUS] == PERSON_IS_MEMBER)
        note_member(check, row);
    if (check->warnings && v->of[PERSON_STATUS] == PERSON_IS_WAITING)
        warn_waiting(check, row, v);
    if (v->of[PERSON_STATUS] == PERSON_IS_WAITING)
        check_waiting(check, row, v);
    else if (check->warnings)
        check_consent(check, row, v);
    if (check->warnings && v->of[PERSON_STATUS] == PERSON_IS_PAUSED && !filled(v, PERSON_PAUSED))
        warn(check, row, PERSON_PAUSED, N_("a pause without the date on which it began"));
    check_age(check, row, v);
    check_closing(check, row, v);
    CHECK_ORDER(check, SHG_PEOPLE, row, v, orders);
}

/* ---- Venues and groups ---- */

static int by_start(const void *a, const void *b) {
    const struct shg_item *x = a;
    const struct shg_item *y = b;
    return (x->window.start > y->window.start) - (x->window.start < y->window.start);
}

/* Slots of a venue that overlap. */
static void check_slots(struct shg_check *check, size_t row) {
    /* the items are those of the row's last list, which slots need not be: cut again */
    const char *at = shg_text(check->reg, SHG_VENUES, row, VENUE_SLOTS);
    struct shg_item item;
    check->item_count = 0;
    while (shg_next_item(&at, &item.p, &item.n)) {
        if (!shg_window_parse(item.p, item.n, &item.window))
            continue;
        struct shg_item *items = shg_grow(check->items, &check->item_cap, check->item_count + 1, sizeof *items);
        if (items == NULL) {
            check->failed = true;
            return;
        }
        check->items = items;
        items[check->item_count++] = item;
    }
    if (check->item_count > 1)
        qsort(check->items, check->item_count, sizeof *check->items, by_start);
    for (size_t i = 1; i < check->item_count; i++)
        if (shg_window_overlap(check->items[i - 1].window, check->items[i].window)) {
            error(check, SHG_VENUES, row, VENUE_SLOTS, N_("slots of this venue overlap"));
            return;
        }
}

static void check_venue(struct shg_check *check, size_t row, const struct shg_row_values *v) {
    if (v->of[VENUE_KIND] == VENUE_IS_IN_PERSON && lacks(check, SHG_VENUES, v, VENUE_MUNICIPALITY))
        error(check, SHG_VENUES, row, VENUE_MUNICIPALITY, N_("a venue that is not digital must have a municipality"));
    if (filled(v, VENUE_LAT) != filled(v, VENUE_LON))
        error(check, SHG_VENUES, row, filled(v, VENUE_LAT) ? VENUE_LON : VENUE_LAT,
              N_("lat and lon must stand together"));
    check_slots(check, row);
}

static void check_group(struct shg_check *check, size_t row, const struct shg_row_values *v) {
    static const struct order orders[] = {
        {GROUP_FORMED, GROUP_FIRST}, {GROUP_FORMED, GROUP_STARTED},   {GROUP_FORMED, GROUP_HANDOVER},
        {GROUP_FORMED, GROUP_ENDED}, {GROUP_STARTED, GROUP_HANDOVER}, {GROUP_STARTED, GROUP_ENDED},
    };
    static const int needed[] = {GROUP_VENUE, GROUP_SLOT, GROUP_THEME};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (given(v->of[GROUP_STATUS]) && v->of[GROUP_STATUS] != GROUP_IS_IDEA &&
            lacks(check, SHG_GROUPS, v, needed[i]))
            error(check, SHG_GROUPS, row, needed[i], N_("this field must be filled, but for an idea"));
    if (given(v->of[GROUP_MIN]) && given(v->of[GROUP_MAX]) && v->of[GROUP_MIN] > v->of[GROUP_MAX])
        error(check, SHG_GROUPS, row, GROUP_MAX, N_("max is smaller than min"));
    CHECK_ORDER(check, SHG_GROUPS, row, v, orders);
}

static void check_placement(struct shg_check *check, size_t row, const struct shg_row_values *v) {
    static const struct order orders[] = {
        {PLACEMENT_PROPOSED, PLACEMENT_OFFERED},  {PLACEMENT_PROPOSED, PLACEMENT_ANSWERED},
        {PLACEMENT_OFFERED, PLACEMENT_ANSWER_BY}, {PLACEMENT_OFFERED, PLACEMENT_ANSWERED},
        {PLACEMENT_PROPOSED, PLACEMENT_ENDED},    {PLACEMENT_ANSWERED, PLACEMENT_ENDED},
        {PLACEMENT_STARTED, PLACEMENT_ENDED},
    };
    char letter = *shg_text(check->reg, SHG_PLACEMENTS, row, PLACEMENT_PERSON);
    if (v->of[PLACEMENT_ROLE] == ROLE_MEMBER && letter == shg_schema(SHG_STARTERS)->letter)
        error(check, SHG_PLACEMENTS, row, PLACEMENT_ROLE, N_("a starter cannot be placed as a member"));
    if (v->of[PLACEMENT_ROLE] == ROLE_STARTER && letter == shg_schema(SHG_PEOPLE)->letter)
        error(check, SHG_PLACEMENTS, row, PLACEMENT_ROLE, N_("only a starter can be placed as one"));
    CHECK_ORDER(check, SHG_PLACEMENTS, row, v, orders);
}

/* ---- The others ---- */

static void check_pair(struct shg_check *check, enum shg_table table, size_t row, int a, int b) {
    const char *one = shg_text(check->reg, table, row, a);
    if (*one && strcmp(one, shg_text(check->reg, table, row, b)) == 0)
        error(check, table, row, b, N_("a pair is of two"));
}

static void check_evaluation(struct shg_check *check, size_t row, const struct shg_row_values *v) {
    bool group = filled(v, EVALUATION_GROUP);
    bool activity = filled(v, EVALUATION_ACTIVITY);
    if (group == activity)
        error(check, SHG_EVALUATIONS, row, EVALUATION_GROUP, N_("an evaluation is of a group or of an activity"));
    long least = shg_profile_of(check->reg)->suppress;
    if (!given(v->of[EVALUATION_COUNT]) || v->of[EVALUATION_COUNT] >= least)
        return;
    struct shg_where where = shg_check_where(check, SHG_EVALUATIONS, row, EVALUATION_COUNT);
    (void)shg_fault_add(check->faults, SHG_ERROR, &where, shg_text(check->reg, SHG_EVALUATIONS, row, EVALUATION_COUNT),
                        N_("fewer than %ld answers are not kept"), least);
}

/* `2025` or `2025-03`. */
static bool is_period(const char *s) {
    static const char digits[] = "0123456789";
    if (strspn(s, digits) != 4 || s[4] == '\0')
        return strlen(s) == 4 && strspn(s, digits) == 4;
    int month = s[4] == '-' && strspn(s + 5, digits) == 2 && s[7] == '\0' ? (s[5] - '0') * 10 + (s[6] - '0') : 0;
    return month >= 1 && month <= 12;
}

static void check_count(struct shg_check *check, size_t row) {
    const char *period = shg_text(check->reg, SHG_COUNTS, row, COUNT_PERIOD);
    if (*period && !is_period(period))
        error(check, SHG_COUNTS, row, COUNT_PERIOD, N_("not a year or a month such as 2025-03"));
}

static void check_rest(struct shg_check *check, enum shg_table table, size_t row, const struct shg_row_values *v) {
    static const struct order courses[] = {{COURSE_START, COURSE_END}, {COURSE_START, COURSE_TOLD}};
    static const struct order absences[] = {{ABSENCE_FROM, ABSENCE_TO}};
    static const struct order closures[] = {{CLOSURE_FROM, CLOSURE_TO}};
    static const struct order offices[] = {{OFFICE_VALID_FROM, OFFICE_VALID_TO}};
    switch (table) {
    case SHG_MEETINGS:
        check_hours(check, table, row, v, MEETING_START, MEETING_END);
        break;
    case SHG_COURSES:
        CHECK_ORDER(check, table, row, v, courses);
        break;
    case SHG_ABSENCES:
        CHECK_ORDER(check, table, row, v, absences);
        check_hours(check, table, row, v, ABSENCE_START, ABSENCE_END);
        break;
    case SHG_CLOSURES:
        CHECK_ORDER(check, table, row, v, closures);
        check_hours(check, table, row, v, CLOSURE_START, CLOSURE_END);
        break;
    case SHG_OFFICES:
        CHECK_ORDER(check, table, row, v, offices);
        break;
    case SHG_EVALUATIONS:
        check_evaluation(check, row, v);
        break;
    case SHG_COUNTS:
        check_count(check, row);
        break;
    default:
        break;
    }
}

void shg_check_row(struct shg_check *check, enum shg_table table, size_t row, const struct shg_row_values *values) {
    switch (table) {
    case SHG_PEOPLE:
        check_person(check, row, values);
        break;
    case SHG_VENUES:
        check_venue(check, row, values);
        break;
    case SHG_GROUPS:
        check_group(check, row, values);
        break;
    case SHG_PLACEMENTS:
        check_placement(check, row, values);
        break;
    case SHG_APART:
        check_pair(check, table, row, APART_A, APART_B);
        break;
    case SHG_TOGETHER:
        check_pair(check, table, row, TOGETHER_A, TOGETHER_B);
        break;
    default:
        check_rest(check, table, row, values);
        break;
    }
}
