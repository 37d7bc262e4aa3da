/* Courses: when their participants should have heard of groups, and how far they have come. */
#include "place/place.h"
#include "report/past.h"
#include "report/report_private.h"

#include <stdlib.h>
#include <string.h>

/* How far a course's participants have come. */
struct course {
    long want, talked, have;
    shg_date first; /* of their groups that meet */
};

static void count_courses(const shg_register *reg, struct course *courses) {
    for (size_t row = 0; row < shg_rows(reg, SHG_PEOPLE); row++) {
        uint32_t c = shg_find(reg, SHG_COURSES, shg_text(reg, SHG_PEOPLE, row, PERSON_COURSE));
        int status = shg_value(reg, SHG_PEOPLE, row, PERSON_STATUS, -1);
        if (c == SHG_NONE)
            continue;
        courses[c].want += status == PERSON_IS_NEW || status == PERSON_IS_WAITING || status == PERSON_IS_PAUSED;
        courses[c].have += status == PERSON_IS_MEMBER;
        courses[c].talked += shg_day(reg, SHG_PEOPLE, row, PERSON_CLARIFIED) != SHG_NO_DATE;
    }
}

/* The first group that a participant began in after the course. */
static void find_first(const shg_register *reg, struct course *courses) {
    for (size_t row = 0; row < shg_rows(reg, SHG_PLACEMENTS); row++) {
        uint32_t person = shg_find(reg, SHG_PEOPLE, shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_PERSON));
        uint32_t c = person == SHG_NONE ? SHG_NONE
                                        : shg_find(reg, SHG_COURSES, shg_text(reg, SHG_PEOPLE, person, PERSON_COURSE));
        shg_date started = shg_day(reg, SHG_PLACEMENTS, row, PLACEMENT_STARTED);
        if (c != SHG_NONE && started != SHG_NO_DATE && (courses[c].first == SHG_NO_DATE || started < courses[c].first))
            courses[c].first = started;
    }
}

static void put_people(const shg_register *reg, size_t row, const char *column, long count, long suppress,
                       shg_grid *out) {
    const struct shg_past_figure figure = {"courses", shg_text(reg, SHG_COURSES, row, COURSE_ID), column};
    if (shg_is_small(count, suppress) || (suppress > 0 && !shg_past_allows_figure(reg, &figure, count, suppress)))
        shg_grid_hidden(out);
    else
        shg_grid_int(out, count);
}

/* Counted back from the end: a group is to meet START_DAYS after it is held together, people need ANSWER_DAYS for their
 * answer, as much for the talk before it, and FORMING_DAYS to think of it. */
static void put_course(const shg_register *reg, size_t row, const struct course *c, long suppress, shg_grid *out) {
    const struct shg_profile *p = shg_profile_of(reg);
    shg_date end = shg_day(reg, SHG_COURSES, row, COURSE_END);
    const long back[4] = {p->start_days + 2 * p->answer_days + p->forming_days, p->start_days + 2 * p->answer_days,
                          p->start_days + p->answer_days, p->start_days};
    shg_grid_text(out, shg_text(reg, SHG_COURSES, row, COURSE_ID));
    shg_grid_text(out, shg_text(reg, SHG_COURSES, row, COURSE_KIND));
    shg_grid_text(out, shg_text(reg, SHG_COURSES, row, COURSE_MUNICIPALITY));
    shg_grid_date(out, end);
    shg_grid_date(out, shg_day(reg, SHG_COURSES, row, COURSE_TOLD));
    for (int i = 0; i < 4; i++)
        shg_grid_date(out, end == SHG_NO_DATE ? SHG_NO_DATE : end - (shg_date)back[i]);
    put_people(reg, row, "interested", shg_number(reg, SHG_COURSES, row, COURSE_INTERESTED, 0), suppress, out);
    put_people(reg, row, "want", c->want, suppress, out);
    put_people(reg, row, "talked", c->talked, suppress, out);
    put_people(reg, row, "have", c->have, suppress, out);
    shg_date until = c->first != SHG_NO_DATE ? c->first : shg_register_today(reg);
    if (end == SHG_NO_DATE || until < end)
        shg_grid_empty(out);
    else
        shg_grid_int(out, until - end);
}

/* Courses of a municipality, that end within the dates. */
static bool course_asked(const shg_register *reg, const struct shg_ask *ask, size_t row) {
    shg_date end = shg_day(reg, SHG_COURSES, row, COURSE_END);
    bool any = ask->from == SHG_NO_DATE && ask->to == SHG_NO_DATE;
    int place = shg_municipality_of(reg, SHG_COURSES, row, COURSE_MUNICIPALITY);
    return (!ask->municipality || place == shg_municipality_find(ask->municipality)) &&
           (any || (end != SHG_NO_DATE && (ask->from == SHG_NO_DATE || end >= ask->from) &&
                    (ask->to == SHG_NO_DATE || end <= ask->to)));
}

enum shg_status shg_report_courses(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                   shg_faults *faults) {
    static const char *const texts[] = {N_("course"), N_("kind"), N_("municipality"), NULL};
    static const char *const dates[] = {N_("end"),    N_("told"),    N_("tell_by"), N_("talk_by"),
                                        N_("ask_by"), N_("hold_by"), NULL};
    static const char *const numbers[] = {N_("interested"), N_("want"), N_("talked"), N_("have"), N_("gap_days"), NULL};
    size_t n = shg_rows(reg, SHG_COURSES);
    struct course *courses = calloc(n + 1, sizeof *courses);
    if (!courses)
        return shg_fault_memory(faults);
    shg_grid_columns_add(out, texts, SHG_CELL_TEXT);
    shg_grid_columns_add(out, dates, SHG_CELL_DATE);
    shg_grid_columns_add(out, numbers, SHG_CELL_NUMBER);
    for (size_t c = 0; c < n; c++)
        courses[c].first = SHG_NO_DATE;
    count_courses(reg, courses);
    find_first(reg, courses);
    for (size_t row = 0; row < n; row++)
        if (course_asked(reg, ask, row))
            put_course(reg, row, &courses[row], ask->exact ? 0 : shg_profile_of(reg)->suppress, out);
    free(courses);
    shg_grid_sort(out);
    return SHG_OK;
}
