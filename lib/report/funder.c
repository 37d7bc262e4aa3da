/* One paper of a year, for those who pay: what was reached of what was planned, and the figures behind it. */
#include "report/flow_private.h"
#include "report/waiting_private.h"

#include <string.h>

struct year {
    const shg_register *reg;
    const struct shg_ask *ask; /* of the year alone */
    struct shg_flow flow;
    int year;
};

static bool in_year(const struct year *y, enum shg_table table, size_t row, int column) {
    shg_date date = shg_day(y->reg, table, row, column);
    return date != SHG_NO_DATE && shg_date_year(date) == y->year;
}

/* ---- what was reached ---- */

/* A figure that a target can name. */
enum { HIDDEN = -1, NONE = -2 };
typedef long reached(const struct year *y);

static long groups_started(const struct year *y) {
    long n = 0;
    for (size_t row = 0; row < shg_rows(y->reg, SHG_GROUPS); row++)
        n += in_year(y, SHG_GROUPS, row, GROUP_STARTED);
    return n;
}

static long groups_ended(const struct year *y) {
    long n = 0;
    for (size_t row = 0; row < shg_rows(y->reg, SHG_GROUPS); row++)
        n += in_year(y, SHG_GROUPS, row, GROUP_ENDED);
    return n;
}

static long groups_meeting(const struct year *y) {
    long n = 0;
    for (size_t row = 0; row < shg_rows(y->reg, SHG_GROUPS); row++) {
        int status = shg_value(y->reg, SHG_GROUPS, row, GROUP_STATUS, -1);
        n += status == GROUP_IS_STARTING || status == GROUP_IS_RUNNING;
    }
    return n;
}

/* Groups whose so many days were up in the year: of a hundred, how many met until then. */
static long survival(const struct year *y, int days) {
    long begun = 0;
    long alive = 0;
    for (size_t row = 0; row < shg_rows(y->reg, SHG_GROUPS); row++) {
        shg_date started = shg_day(y->reg, SHG_GROUPS, row, GROUP_STARTED);
        shg_date ended = shg_day(y->reg, SHG_GROUPS, row, GROUP_ENDED);
        shg_date then = started == SHG_NO_DATE ? SHG_NO_DATE : started + days;
        if (then == SHG_NO_DATE || then > shg_register_today(y->reg) || shg_date_year(then) != y->year)
            continue;
        begun++;
        alive += ended == SHG_NO_DATE || ended >= then;
    }
    return begun == 0 ? NONE : alive * 100 / begun;
}

static long survival_3(const struct year *y) {
    return survival(y, 91);
}

static long survival_6(const struct year *y) {
    return survival(y, 183);
}

static long survival_12(const struct year *y) {
    return survival(y, 365);
}

static long activities(const struct year *y) {
    long n = 0;
    for (size_t row = 0; row < shg_rows(y->reg, SHG_ACTIVITIES); row++)
        n += in_year(y, SHG_ACTIVITIES, row, ACTIVITY_DATE) &&
             shg_value(y->reg, SHG_ACTIVITIES, row, ACTIVITY_STATUS, MEETING_IS_HELD) == MEETING_IS_HELD;
    return n;
}

static long meetings_held(const struct year *y) {
    long n = 0;
    for (size_t row = 0; row < shg_rows(y->reg, SHG_MEETINGS); row++)
        n += in_year(y, SHG_MEETINGS, row, MEETING_DATE) &&
             shg_value(y->reg, SHG_MEETINGS, row, MEETING_STATUS, -1) == MEETING_IS_HELD;
    return n;
}

static long starters_active(const struct year *y) {
    long n = 0;
    for (size_t row = 0; row < shg_rows(y->reg, SHG_STARTERS); row++)
        n += shg_value(y->reg, SHG_STARTERS, row, STARTER_STATUS, -1) == STARTER_IS_ACTIVE;
    bool hidden = shg_is_small(n, y->flow.suppress) || !shg_starters_sum_allowed(y->reg, n, y->flow.suppress);
    return hidden && y->flow.suppress > 0 ? HIDDEN : n;
}

static const struct {
    const char *name;
    reached *reached;
} figures[] = {
    {N_("groups_started"), groups_started},   {N_("groups_ended"), groups_ended},
    {N_("groups_meeting"), groups_meeting},   {N_("survival_3_percent"), survival_3},
    {N_("survival_6_percent"), survival_6},   {N_("survival_12_percent"), survival_12},
    {N_("activities"), activities},           {N_("meetings_held"), meetings_held},
    {N_("starters_active"), starters_active},
};
enum { FIGURES = sizeof figures / sizeof *figures };

/* The target of a name in the year, "" where there is none. */
static const char *target_of(const struct year *y, const char *name) {
    for (size_t row = 0; row < shg_rows(y->reg, SHG_TARGETS); row++)
        if (shg_number(y->reg, SHG_TARGETS, row, TARGET_YEAR, 0) == y->year &&
            strcmp(shg_text(y->reg, SHG_TARGETS, row, TARGET_NAME), name) == 0)
            return shg_text(y->reg, SHG_TARGETS, row, TARGET_VALUE);
    return "";
}

static void put_reached(const struct year *y, const char *name, long value, shg_grid *out) {
    shg_grid_text(out, name);
    shg_grid_text(out, target_of(y, name));
    if (value == NONE)
        shg_grid_empty(out);
    else if (value == HIDDEN)
        shg_grid_hidden(out);
    else
        shg_grid_int(out, value);
}

static bool is_figure(const char *name) {
    bool found = false;
    for (int s = 0; s < SHG_SERIES; s++)
        found = found || strcmp(shg_series_name(s), name) == 0;
    for (size_t i = 0; i < FIGURES; i++)
        found = found || strcmp(figures[i].name, name) == 0;
    return found;
}

/* What the office gives beside: cost and hours stand as they are, and by group started where they are whole numbers. */
static void put_given(const struct year *y, shg_grid *out) {
    for (size_t row = 0; row < shg_rows(y->reg, SHG_TARGETS); row++) {
        const char *name = shg_text(y->reg, SHG_TARGETS, row, TARGET_NAME);
        const char *value = shg_text(y->reg, SHG_TARGETS, row, TARGET_VALUE);
        struct shg_buf by_group = SHG_BUF_EMPTY;
        long groups = groups_started(y);
        if (shg_number(y->reg, SHG_TARGETS, row, TARGET_YEAR, 0) != y->year || is_figure(name))
            continue;
        shg_grid_text(out, name);
        shg_grid_text(out, value);
        shg_grid_empty(out);
        if ((strcmp(name, "cost") != 0 && strcmp(name, "hours") != 0) || groups == 0)
            continue;
        shg_buf_printf(&by_group, "%s_a_group", name);
        shg_grid_text(out, shg_buf_get(&by_group));
        shg_grid_empty(out);
        shg_grid_int(out, (long long)(shg_decimal(y->reg, SHG_TARGETS, row, TARGET_VALUE, 0) / (double)groups));
        shg_buf_free(&by_group);
    }
}

static void put_all_reached(const struct year *y, shg_grid *out) {
    long count;
    shg_grid_column(out, N_("name"), SHG_CELL_TEXT);
    shg_grid_column(out, N_("target"), SHG_CELL_NUMBER);
    shg_grid_column(out, N_("reached"), SHG_CELL_NUMBER);
    for (int s = 0; s < SHG_SERIES; s++) {
        bool shown = shg_flow_get(&y->flow, y->year, SHG_PERIOD_YEAR, 0, s, &count);
        put_reached(y, shg_series_name(s), shown ? count : HIDDEN, out);
    }
    for (size_t i = 0; i < FIGURES; i++)
        put_reached(y, figures[i].name, figures[i].reached(y), out);
    put_given(y, out);
}

/* ---- the paper ---- */

static enum shg_status add_shares(const struct year *y, shg_paper *out, shg_faults *faults) {
    static const struct {
        const char *heading, *column;
        enum shg_dimension dimension;
        enum shg_event event;
    } shares[] = {
        {N_("First contacts by municipality"), N_("municipality"), SHG_BY_MUNICIPALITY, SHG_REGISTERED},
        {N_("First contacts by source"), N_("source"), SHG_BY_SOURCE, SHG_REGISTERED},
        {N_("First contacts by theme"), N_("theme"), SHG_BY_THEME, SHG_REGISTERED},
        {N_("Began in a group, by age"), N_("age"), SHG_BY_AGE, SHG_STARTED},
        {N_("Began in a group, by gender"), N_("gender"), SHG_BY_GENDER, SHG_STARTED},
        {N_("Days from first contact to first meeting"), N_("waited"), SHG_BY_WAITED, SHG_STARTED},
    };
    enum shg_status status = SHG_OK;
    for (size_t i = 0; i < sizeof shares / sizeof *shares && status == SHG_OK; i++) {
        struct shg_picture picture = {i == 0 ? SHG_PICTURE_MAP : SHG_PICTURE_BARS, 2, 3};
        shg_grid *grid = shg_paper_part(out, shares[i].heading, NULL, picture);
        if (!grid)
            return shg_fault_memory(faults);
        shg_paper_published_as(out, "flow");
        status =
            shg_flow_by(&y->flow, y->reg, shares[i].dimension, shares[i].column, (int)shares[i].event, grid, faults);
    }
    return status;
}

static enum shg_status add_others(const struct year *y, shg_paper *out, shg_faults *faults) {
    static const struct {
        const char *heading, *name;
        shg_report_maker *make;
        struct shg_picture picture;
    } others[] = {
        {N_("Activities and inquiries"), "activities", shg_report_activities, {SHG_PICTURE_BARS, 1, 4}},
        {N_("What people say"), "outcomes", shg_report_outcomes, {SHG_PICTURE_NONE, 0, 0}},
    };
    enum shg_status status = SHG_OK;
    for (size_t i = 0; i < sizeof others / sizeof *others && status == SHG_OK; i++) {
        shg_grid *grid = shg_paper_part(out, others[i].heading, NULL, others[i].picture);
        shg_paper_published_as(out, others[i].name);
        status = grid ? others[i].make(y->reg, y->ask, grid, faults) : shg_fault_memory(faults);
    }
    return status;
}

static enum shg_status fill(const struct year *y, shg_paper *out, shg_faults *faults) {
    char period[SHG_PERIOD_TEXT];
    shg_grid *targets = shg_paper_part(out, N_("What was planned, and what was reached"),
                                       N_("Groups that meet and active starters are those of today."),
                                       (struct shg_picture){SHG_PICTURE_NONE, 0, 0});
    shg_paper_published_as(out, "flow");
    shg_grid *months = shg_paper_part(out, N_("Month by month"), N_("Pictured: those who began in a group."),
                                      (struct shg_picture){SHG_PICTURE_LINES, 0, 8});
    shg_paper_published_as(out, "flow");
    if (!targets || !months)
        return shg_fault_memory(faults);
    shg_flow_period(&y->flow, y->year, SHG_PERIOD_YEAR, 0, period);
    shg_grid_speaks_of(targets, period);
    put_all_reached(y, targets);
    shg_flow_print(&y->flow, SHG_PERIOD_MONTH, y->ask->from, y->ask->to, months);
    enum shg_status status = add_shares(y, out, faults);
    return status == SHG_OK ? add_others(y, out, faults) : status;
}

enum shg_status shg_report_funder(const shg_register *reg, const struct shg_ask *ask, shg_paper *out,
                                  shg_faults *faults) {
    shg_date today = shg_register_today(reg);
    int year = shg_date_year(ask->from == SHG_NO_DATE ? today : ask->from);
    shg_date first = shg_date_of(year, 1, 1);
    shg_date last = shg_date_of(year + 1, 1, 1) - 1;
    if ((ask->from != SHG_NO_DATE && ask->from != first) || (ask->to != SHG_NO_DATE && ask->to != last))
        return shg_fault_plain(faults, SHG_USAGE,
                               "by a dimension there are whole years alone: from 1 January to 31 December");
    struct shg_ask whole = {.from = first, .to = last < today ? last : today, .exact = ask->exact};
    struct year y = {.reg = reg, .ask = &whole, .year = year};
    enum shg_status status = shg_flow_make(&y.flow, reg, year, year, ask->exact, faults);
    if (status == SHG_OK)
        status = fill(&y, out, faults);
    shg_flow_free(&y.flow);
    return status == SHG_OK && shg_paper_failed(out) ? shg_fault_memory(faults) : status;
}
