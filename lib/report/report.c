#include "report/report.h"

#include "events/tally.h"
#include "place/place.h"
#include "report/report_private.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    struct shg_report_spec spec;
    struct shg_picture picture;
    shg_report_maker *make; /* NULL: many parts */
} kinds[SHG_REPORTS] = {
    [SHG_REPORT_WAITING] = {{"waiting",
                             SHG_SET(SHG_THEMES) | SHG_SET(SHG_PEOPLE) | SHG_SET(SHG_COURSES) | SHG_SET(SHG_PUBLISHED),
                             0, 0, SHG_ASK_BY | SHG_ASK_MUNICIPALITY | SHG_ASK_PAUSES, N_("Who waits, and how long"),
                             N_("Days waited: a quarter of them less than quartile1, half less than the median.")},
                            {SHG_PICTURE_BARS, 0, 1},
                            shg_report_waiting},
    [SHG_REPORT_GROUPS] = {{"groups",
                            SHG_SET(SHG_THEMES) | SHG_SET(SHG_VENUES) | SHG_SET(SHG_GROUPS) | SHG_SET(SHG_PLACEMENTS) |
                                SHG_SET(SHG_PUBLISHED),
                            1, 0,
                            SHG_ASK_BY | SHG_ASK_FROM | SHG_ASK_TO | SHG_ASK_GROUP | SHG_ASK_STATUS | SHG_ASK_VENUE |
                                SHG_ASK_MODE | SHG_ASK_MUNICIPALITY,
                            N_("Groups"), NULL},
                           {SHG_PICTURE_NONE, 0, 0},
                           shg_report_groups},
    [SHG_REPORT_MEETINGS] = {{"meetings", SHG_SET(SHG_VENUES) | SHG_SET(SHG_GROUPS) | SHG_SET(SHG_MEETINGS), 1, 0,
                              SHG_ASK_FROM | SHG_ASK_TO | SHG_ASK_GROUP | SHG_ASK_STATUS | SHG_ASK_VENUE |
                                  SHG_ASK_MODE | SHG_ASK_MUNICIPALITY,
                              N_("Meetings"), NULL},
                             {SHG_PICTURE_NONE, 0, 0},
                             shg_report_meetings},
    [SHG_REPORT_PLAN] = {{"plan",
                          SHG_SET(SHG_THEMES) | SHG_SET(SHG_PEOPLE) | SHG_SET(SHG_STARTERS) | SHG_SET(SHG_VENUES) |
                              SHG_SET(SHG_GROUPS) | SHG_SET(SHG_PLACEMENTS),
                          1, 1, 0, N_("What each group would be"), NULL},
                         {SHG_PICTURE_NONE, 0, 0},
                         shg_report_plan},
    [SHG_REPORT_AGENDA] = {{"agenda",
                            SHG_SET(SHG_PEOPLE) | SHG_SET(SHG_STARTERS) | SHG_SET(SHG_VENUES) | SHG_SET(SHG_GROUPS) |
                                SHG_SET(SHG_PLACEMENTS) | SHG_SET(SHG_MEETINGS),
                            1, 0, SHG_ASK_MOST, N_("What is due"), NULL},
                           {SHG_PICTURE_NONE, 0, 0},
                           shg_report_agenda},
    [SHG_REPORT_OFFERS] = {{"offers", SHG_SET(SHG_PEOPLE) | SHG_SET(SHG_GROUPS) | SHG_SET(SHG_PLACEMENTS), 1, 0,
                            SHG_ASK_GROUP | SHG_ASK_OVERDUE | SHG_ASK_FROM | SHG_ASK_TO, N_("Open offers"), NULL},
                           {SHG_PICTURE_NONE, 0, 0},
                           shg_report_offers},
    [SHG_REPORT_FLOW] = {{"flow",
                          SHG_SET(SHG_THEMES) | SHG_TALLY_TABLES | SHG_SET(SHG_INQUIRIES) | SHG_SET(SHG_PUBLISHED), 0,
                          0, SHG_ASK_BY | SHG_ASK_PERIOD | SHG_ASK_FROM | SHG_ASK_TO, N_("What happened"),
                          N_("Pictured: those who began in a group. A period that is still running is told with its "
                             "first and last day.")},
                         {SHG_PICTURE_LINES, 0, 8},
                         shg_report_flow},
    [SHG_REPORT_STARTERS] = {{"starters",
                              SHG_SET(SHG_PEOPLE) | SHG_SET(SHG_STARTERS) | SHG_SET(SHG_GROUPS) |
                                  SHG_SET(SHG_PLACEMENTS) | SHG_SET(SHG_ABSENCES) | SHG_SET(SHG_OFFICES) |
                                  SHG_SET(SHG_PUBLISHED),
                              1, 0, SHG_ASK_BY | SHG_ASK_STATUS | SHG_ASK_MUNICIPALITY, N_("Starters"), NULL},
                             {SHG_PICTURE_NONE, 0, 0},
                             shg_report_starters},
    [SHG_REPORT_ROOMS] = {{"rooms", SHG_SET(SHG_VENUES) | SHG_SET(SHG_GROUPS), 0, 0,
                           SHG_ASK_VENUE | SHG_ASK_MODE | SHG_ASK_MUNICIPALITY, N_("Rooms"), NULL},
                          {SHG_PICTURE_NONE, 0, 0},
                          shg_report_rooms},
    [SHG_REPORT_COURSES] = {{"courses",
                             SHG_SET(SHG_PEOPLE) | SHG_SET(SHG_GROUPS) | SHG_SET(SHG_PLACEMENTS) |
                                 SHG_SET(SHG_COURSES) | SHG_SET(SHG_PUBLISHED),
                             0, 0, SHG_ASK_MUNICIPALITY | SHG_ASK_FROM | SHG_ASK_TO, N_("From course to group"),
                             N_("Dates are counted back from the end of the course.")},
                            {SHG_PICTURE_NONE, 0, 0},
                            shg_report_courses},
    [SHG_REPORT_FORECAST] =
        {{"forecast", SHG_SET(SHG_STARTERS) | SHG_SET(SHG_GROUPS) | SHG_SET(SHG_PLACEMENTS) | SHG_SET(SHG_ABSENCES), 1,
          0, SHG_ASK_STATUS | SHG_ASK_MUNICIPALITY | SHG_ASK_TO, N_("What the term can still carry"), NULL},
         {SHG_PICTURE_BARS, 0, 4},
         shg_report_forecast},
    [SHG_REPORT_OUTCOMES] = {{"outcomes", SHG_SET(SHG_GROUPS) | SHG_SET(SHG_ACTIVITIES) | SHG_SET(SHG_EVALUATIONS), 0,
                              0, SHG_ASK_FROM | SHG_ASK_TO, N_("What people say"), NULL},
                             {SHG_PICTURE_NONE, 0, 0},
                             shg_report_outcomes},
    [SHG_REPORT_ACTIVITIES] = {{"activities",
                                SHG_SET(SHG_OFFICES) | SHG_SET(SHG_ACTIVITIES) | SHG_SET(SHG_INQUIRIES) |
                                    SHG_SET(SHG_PUBLISHED),
                                0, 0, SHG_ASK_BY | SHG_ASK_MUNICIPALITY | SHG_ASK_FROM | SHG_ASK_TO,
                                N_("Activities and inquiries"), N_("People are told of whole years.")},
                               {SHG_PICTURE_BARS, 1, 4},
                               shg_report_activities},
    [SHG_REPORT_COVERAGE] = {{"coverage",
                              SHG_SET(SHG_PEOPLE) | SHG_SET(SHG_STARTERS) | SHG_SET(SHG_VENUES) | SHG_SET(SHG_GROUPS) |
                                  SHG_SET(SHG_OFFICES) | SHG_SET(SHG_PUBLISHED),
                              0, 0, SHG_ASK_MUNICIPALITY, N_("What there is where"), NULL},
                             {SHG_PICTURE_MAP, 0, 4},
                             shg_report_coverage},
    [SHG_REPORT_OFFICES] = {{"offices", SHG_SET(SHG_OFFICES), 0, 0, SHG_ASK_MUNICIPALITY, N_("Who serves where"), NULL},
                            {SHG_PICTURE_NONE, 0, 0},
                            shg_report_offices},
    [SHG_REPORT_OPEN] = {{"open",
                          SHG_SET(SHG_THEMES) | SHG_SET(SHG_VENUES) | SHG_SET(SHG_GROUPS) | SHG_SET(SHG_PLACEMENTS), 0,
                          0, SHG_ASK_GROUP | SHG_ASK_STATUS | SHG_ASK_VENUE | SHG_ASK_MODE | SHG_ASK_MUNICIPALITY,
                          N_("Groups that welcome newcomers"), NULL},
                         {SHG_PICTURE_NONE, 0, 0},
                         shg_report_open},
    [SHG_REPORT_PERSON] = {{"person", SHG_ALL_TABLES & ~SHG_SET(SHG_CONTACTS), 1, 1, 0,
                            N_("What is held on one person"), NULL},
                           {SHG_PICTURE_NONE, 0, 0},
                           shg_report_person},
    [SHG_REPORT_FUNDER] = {{"funder", SHG_ALL_TABLES & ~SHG_SET(SHG_CONTACTS), 0, 0, SHG_ASK_FROM | SHG_ASK_TO,
                            N_("The year"), NULL},
                           {SHG_PICTURE_NONE, 0, 0},
                           NULL},
};

const struct shg_report_spec *shg_report_spec(enum shg_report_kind kind) {
    return &kinds[kind].spec;
}

enum shg_report_kind shg_report_named(const char *name) {
    int kind = 0;
    while (kind < SHG_REPORTS && strcmp(kinds[kind].spec.name, name) != 0)
        kind++;
    return (enum shg_report_kind)kind;
}

/* The options of an ask that are given. */
unsigned shg_ask_given(const struct shg_ask *ask) {
    const struct {
        unsigned option;
        bool given;
    } all[] = {{SHG_ASK_BY, ask->by != NULL},
               {SHG_ASK_PERIOD, ask->period != NULL},
               {SHG_ASK_MUNICIPALITY, ask->municipality != NULL},
               {SHG_ASK_GROUP, ask->group != NULL},
               {SHG_ASK_STATUS, ask->status != NULL},
               {SHG_ASK_VENUE, ask->venue != NULL},
               {SHG_ASK_MODE, ask->mode != NULL},
               {SHG_ASK_FROM, ask->from != SHG_NO_DATE},
               {SHG_ASK_TO, ask->to != SHG_NO_DATE},
               {SHG_ASK_MOST, ask->most > 0},
               {SHG_ASK_OVERDUE, ask->overdue},
               {SHG_ASK_PAUSES, ask->with_pauses}};
    unsigned given = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        given |= all[i].given ? all[i].option : 0;
    return given;
}

static const char *option_name(unsigned option) {
    static const char *const names[] = {"--by",     "--period", "--municipality", "--group",
                                        "--status", "--venue",  "--mode",         "--from",
                                        "--to",     "--most",   "--overdue",      "--with-pauses"};
    size_t i = 0;
    while (i + 1 < sizeof names / sizeof *names && option != 1U << i)
        i++;
    return names[i];
}

static enum shg_status check_ask(const struct shg_report_spec *spec, const struct shg_ask *ask, shg_faults *faults) {
    unsigned extra = shg_ask_given(ask) & ~spec->takes;
    if (extra == 0)
        return SHG_OK;
    return shg_fault_plain(faults, SHG_USAGE, "the report '%s' does not take %s", spec->name,
                           option_name(extra & (~extra + 1)));
}

/* A status or mode that no row can have would give an empty list: it is told instead. */
static enum shg_status check_words(enum shg_report_kind kind, const struct shg_ask *ask, shg_faults *faults) {
    bool starters = kind == SHG_REPORT_STARTERS || kind == SHG_REPORT_FORECAST;
    const struct shg_column *status =
        starters ? &shg_schema(SHG_STARTERS)->columns[STARTER_STATUS] : &shg_schema(SHG_GROUPS)->columns[GROUP_STATUS];
    if (ask->status && shg_value_named(status, ask->status) < 0)
        return shg_fault_plain(faults, SHG_USAGE, "no such status: '%s'", ask->status);
    if (ask->mode && shg_value_named(&shg_schema(SHG_VENUES)->columns[VENUE_KIND], ask->mode) < 0)
        return shg_fault_plain(faults, SHG_USAGE, "no such mode: '%s'", ask->mode);
    return SHG_OK;
}

bool shg_report_private(enum shg_report_kind kind, const struct shg_ask *ask) {
    return kinds[kind].spec.persons && !ask->by;
}

shg_paper *shg_report_paper(enum shg_report_kind kind) {
    return shg_paper_new(kinds[kind].spec.heading);
}

/* By two dimensions the second column is a text, and nothing is pictured; figures of groups and starters are. */
static struct shg_picture picture_of(enum shg_report_kind kind, const struct shg_ask *ask) {
    struct shg_picture picture = kinds[kind].picture;
    if (ask->by && kind == SHG_REPORT_FLOW)
        picture.kind = SHG_PICTURE_NONE;
    if (ask->by && (kind == SHG_REPORT_GROUPS || kind == SHG_REPORT_STARTERS))
        picture = (struct shg_picture){SHG_PICTURE_BARS, 0, 1};
    if (ask->by && kind == SHG_REPORT_STARTERS && strcmp(ask->by, "stage") != 0)
        picture = (struct shg_picture){strcmp(ask->by, "county") == 0 ? SHG_PICTURE_BARS : SHG_PICTURE_MAP, 0, 2};
    return picture;
}

static enum shg_status make_report(enum shg_report_kind kind, const shg_register *reg, const struct shg_ask *ask,
                                   shg_paper *out, shg_faults *faults) {
    const struct shg_report_spec *spec = &kinds[kind].spec;
    enum shg_status taken = check_ask(spec, ask, faults);
    if (taken == SHG_OK)
        taken = check_words(kind, ask, faults);
    if (taken != SHG_OK)
        return taken;
    if (!kinds[kind].make)
        return shg_report_funder(reg, ask, out, faults);
    struct shg_picture picture = picture_of(kind, ask);
    bool noted = kind != SHG_REPORT_FLOW || !ask->by; /* by a dimension nothing is pictured */
    shg_grid *grid = shg_paper_part(out, spec->heading, noted ? spec->note : NULL, picture);
    if (!grid)
        return shg_fault_memory(faults);
    enum shg_status status = kinds[kind].make(reg, ask, grid, faults);
    return status == SHG_OK && shg_paper_failed(out) ? shg_fault_memory(faults) : status;
}

enum shg_status shg_report_make(enum shg_report_kind kind, const shg_register *reg, const struct shg_ask *ask,
                                shg_paper *out, shg_faults *faults) {
    enum shg_status status = make_report(kind, reg, ask, out, faults);
    int year = shg_date_year(ask->from == SHG_NO_DATE ? shg_register_today(reg) : ask->from);
    shg_paper_of(out, shg_profile_of(reg)->office, kind == SHG_REPORT_FUNDER ? year : 0);
    for (size_t i = 0; i < shg_paper_parts(out) && ask->language; i++)
        shg_grid_themes(shg_paper_at(out, i)->grid, reg, ask->language);
    return status;
}

long shg_days_waited(const shg_register *reg, size_t person) {
    shg_date from = shg_day(reg, SHG_PEOPLE, person, PERSON_QUEUED);
    if (from == SHG_NO_DATE)
        from = shg_day(reg, SHG_PEOPLE, person, PERSON_REGISTERED);
    if (from == SHG_NO_DATE)
        return 0;
    long days = shg_register_today(reg) - from - shg_number(reg, SHG_PEOPLE, person, PERSON_PAUSED_DAYS, 0);
    return days < 0 ? 0 : days;
}

struct shg_held *shg_held_of(const shg_register *reg) {
    struct shg_held *held = calloc(shg_rows(reg, SHG_GROUPS) + 1, sizeof *held);
    for (size_t row = 0; held && row < shg_rows(reg, SHG_PLACEMENTS); row++) {
        int status = shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS, -1);
        uint32_t group = shg_find(reg, SHG_GROUPS, shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_GROUP));
        if (group == SHG_NONE || !shg_status_held(status))
            continue;
        bool member = shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_ROLE, -1) == ROLE_MEMBER;
        held[group].members += member;
        held[group].starters += !member;
        held[group].accepted += member && (status == PLACEMENT_IS_ACCEPTED || status == PLACEMENT_IS_ACTIVE);
    }
    return held;
}

static bool asked_venue(const shg_register *reg, const struct shg_ask *ask, uint32_t venue) {
    if (!ask->municipality && !ask->mode)
        return true;
    if (venue == SHG_NONE)
        return false;
    const char *mode = shg_value(reg, SHG_VENUES, venue, VENUE_KIND, -1) == VENUE_IS_DIGITAL ? "digital" : "in-person";
    if (ask->mode && strcmp(ask->mode, mode) != 0)
        return false;
    int place = shg_municipality_of(reg, SHG_VENUES, venue, VENUE_MUNICIPALITY);
    return !ask->municipality || (place >= 0 && place == shg_municipality_find(ask->municipality));
}

static bool asked_text(const char *wanted, const char *text) {
    return !wanted || strcmp(wanted, text) == 0;
}

bool shg_group_asked(const shg_register *reg, const struct shg_ask *ask, size_t group) {
    const char *venue = shg_text(reg, SHG_GROUPS, group, GROUP_VENUE);
    return asked_text(ask->group, shg_text(reg, SHG_GROUPS, group, GROUP_ID)) &&
           asked_text(ask->status, shg_text(reg, SHG_GROUPS, group, GROUP_STATUS)) && asked_text(ask->venue, venue) &&
           asked_venue(reg, ask, shg_find(reg, SHG_VENUES, venue));
}

void shg_put_count(shg_grid *out, long count, bool hidden) {
    if (hidden)
        shg_grid_hidden(out);
    else
        shg_grid_int(out, count);
}

void shg_grid_columns_add(shg_grid *grid, const char *const *names, enum shg_cell_kind kind) {
    for (; *names; names++)
        shg_grid_column(grid, *names, kind);
}
