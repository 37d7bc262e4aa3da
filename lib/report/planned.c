/* What each group of a plan would be: who would sit there together, by numbers, and what to look at twice before
 * calling. */
#include "place/place.h"
#include "report/report_private.h"

#include <stdlib.h>
#include <string.h>

enum { WIDE_AGE = 40 }; /* years between the oldest and the youngest */

/* What is gathered of one group. */
struct planned {
    const char *group;
    size_t row; /* the first of its rows in the plan */
    long placed, held, starters;
    long women, men, others, unknown;
    long oldest, youngest; /* birth years, 0: none known */
    long longest, days;    /* the longest wait and the sum of waits of those placed */
    long minutes;          /* the longest way */
    bool active;           /* one of the starters is experienced */
};

struct columns {
    int group, is_new, venue, slot, theme, language, composition, role, person, minutes;
};

static int need(const shg_csv *plan, const char *name, bool *missing, shg_faults *faults) {
    int column = shg_csv_column(plan, name);
    if (column < 0) {
        struct shg_where where = {shg_csv_name(plan), 0, 1, 0};
        (void)shg_fault_add(faults, SHG_ERROR, &where, NULL, "a plan has a column '%s'", name);
        *missing = true;
    }
    return column;
}

static bool read_columns(const shg_csv *plan, struct columns *c, shg_faults *faults) {
    bool missing = false;
    c->group = need(plan, "group", &missing, faults);
    c->person = need(plan, "person", &missing, faults);
    c->role = shg_csv_column(plan, "role");
    c->is_new = shg_csv_column(plan, "new");
    c->venue = shg_csv_column(plan, "venue");
    c->slot = shg_csv_column(plan, "slot");
    c->theme = shg_csv_column(plan, "theme");
    c->language = shg_csv_column(plan, "language");
    c->composition = shg_csv_column(plan, "composition");
    c->minutes = shg_csv_column(plan, "minutes");
    return !missing;
}

/* A member joins the picture: gender and age. */
static void see_member(struct planned *p, const shg_register *reg, size_t person) {
    int gender = shg_value(reg, SHG_PEOPLE, person, PERSON_GENDER, -1);
    p->women += gender == GENDER_F;
    p->men += gender == GENDER_M;
    p->others += gender == GENDER_X;
    p->unknown += gender < 0;
    long year = shg_number(reg, SHG_PEOPLE, person, PERSON_BIRTH_YEAR, 0);
    if (year > 0 && (p->oldest == 0 || year < p->oldest))
        p->oldest = year;
    if (year > p->youngest)
        p->youngest = year;
}

static enum shg_status see_row(struct planned *p, const shg_register *reg, const shg_csv *plan, size_t row,
                               const struct columns *c, shg_faults *faults) {
    const char *id = shg_csv_get(plan, row, c->person);
    long long minutes = 0;
    if (shg_parse_int(shg_csv_get(plan, row, c->minutes), 0, 100000, &minutes) && minutes > p->minutes)
        p->minutes = (long)minutes;
    uint32_t starter = shg_find(reg, SHG_STARTERS, id);
    uint32_t person = shg_find(reg, SHG_PEOPLE, id);
    struct shg_where where = shg_csv_where(plan, row, c->person);
    if (starter != SHG_NONE) {
        p->starters++;
        p->active |= shg_value(reg, SHG_STARTERS, starter, STARTER_STATUS, -1) == STARTER_IS_ACTIVE;
    } else if (person != SHG_NONE) {
        long days = shg_days_waited(reg, person);
        p->placed++;
        p->days += days;
        p->longest = days > p->longest ? days : p->longest;
        see_member(p, reg, person);
    } else {
        return shg_fault_add(faults, SHG_ERROR, &where, NULL, "no such person or starter in the register");
    }
    return SHG_OK;
}

/* Those who are held in the group already. */
static void see_held(struct planned *p, const shg_register *reg) {
    for (size_t row = 0; row < shg_rows(reg, SHG_PLACEMENTS); row++) {
        if (strcmp(shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_GROUP), p->group) != 0 ||
            !shg_status_held(shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS, -1)))
            continue;
        const char *id = shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_PERSON);
        uint32_t person = shg_find(reg, SHG_PEOPLE, id);
        uint32_t starter = shg_find(reg, SHG_STARTERS, id);
        bool member = shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_ROLE, -1) == ROLE_MEMBER;
        p->held += member;
        p->starters += !member;
        if (member && person != SHG_NONE)
            see_member(p, reg, person);
        if (!member && starter != SHG_NONE)
            p->active |= shg_value(reg, SHG_STARTERS, starter, STARTER_STATUS, -1) == STARTER_IS_ACTIVE;
    }
    uint32_t group = shg_find(reg, SHG_GROUPS, p->group);
    if (group != SHG_NONE)
        p->held += shg_number(reg, SHG_GROUPS, group, GROUP_OTHERS, 0);
}

static void add_word(struct shg_buf *words, const char *word, bool applies) {
    if (!applies)
        return;
    if (words->n > 0)
        shg_buf_char(words, ';');
    shg_buf_str(words, word);
}

/* Words for what to look at twice. */
static void warnings(const struct planned *p, const shg_register *reg, struct shg_buf *words) {
    const struct shg_profile *profile = shg_profile_of(reg);
    long size = p->placed + p->held;
    uint32_t group = shg_find(reg, SHG_GROUPS, p->group);
    int status = group == SHG_NONE ? -1 : shg_value(reg, SHG_GROUPS, group, GROUP_STATUS, -1);
    add_word(words, "below-aim", size < profile->aim);
    add_word(words, "one-woman", p->women == 1 && size > 1 && p->men + p->others > 0);
    add_word(words, "one-man", p->men == 1 && size > 1 && p->women + p->others > 0);
    add_word(words, "wide-age", p->oldest > 0 && p->youngest - p->oldest > WIDE_AGE);
    add_word(words, "no-starter", p->starters == 0 && status != GROUP_IS_RUNNING);
    add_word(words, "one-starter", p->starters == 1);
    add_word(words, "trainee-alone", p->starters > 0 && !p->active);
}

static void put_planned(shg_grid *out, const shg_register *reg, const shg_csv *plan, const struct planned *p,
                        const struct columns *c) {
    const int texts[] = {c->group, c->is_new, c->venue, c->slot, c->theme, c->language, c->composition};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        shg_grid_text(out, shg_csv_get(plan, p->row, texts[i]));
    const long numbers[] = {p->placed, p->held, p->placed + p->held, p->starters,
                            p->women,  p->men,  p->others,           p->unknown};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        shg_grid_int(out, numbers[i]);
    int year = shg_date_year(shg_register_today(reg));
    const long ages[] = {p->youngest ? year - p->youngest : -1, p->oldest ? year - p->oldest : -1,
                         p->placed ? p->longest : -1, p->placed ? p->days / p->placed : -1, p->minutes};
    for (size_t i = 0; i < sizeof ages / sizeof *ages; i++) {
        if (ages[i] < 0)
            shg_grid_empty(out);
        else
            shg_grid_int(out, ages[i]);
    }
    struct shg_buf words = SHG_BUF_EMPTY;
    warnings(p, reg, &words);
    shg_grid_text(out, shg_buf_get(&words));
    shg_buf_free(&words);
}

static void name_columns(shg_grid *out) {
    static const char *const texts[] = {N_("group"), N_("new"),      N_("venue"),       N_("slot"),
                                        N_("theme"), N_("language"), N_("composition"), NULL};
    static const char *const numbers[] = {N_("placed"),      N_("held"),   N_("size"),         N_("starters"),
                                          N_("women"),       N_("men"),    N_("others"),       N_("unknown"),
                                          N_("youngest"),    N_("oldest"), N_("longest_wait"), N_("mean_wait"),
                                          N_("longest_way"), NULL};
    shg_grid_columns_add(out, texts, SHG_CELL_TEXT);
    shg_grid_columns_add(out, numbers, SHG_CELL_NUMBER);
    shg_grid_column(out, N_("look_at"), SHG_CELL_TEXT);
}

/* The entry of a group, made where it is not there; NULL when out of memory. */
static struct planned *entry(struct planned **list, size_t *n, size_t *cap, shg_index *index, const char *group,
                             size_t row) {
    uint32_t at = shg_index_put(index, group, (uint32_t)*n);
    if (at == SHG_NONE)
        return NULL;
    if (at == *n) {
        struct planned *more = shg_grow(*list, cap, *n + 1, sizeof *more);
        if (!more)
            return NULL;
        *list = more;
        more[(*n)++] = (struct planned){.group = group, .row = row};
    }
    return &(*list)[at];
}

static enum shg_status gather(const shg_register *reg, const shg_csv *plan, const struct columns *c, shg_index *index,
                              struct planned **list, size_t *n, shg_faults *faults) {
    size_t cap = 0;
    enum shg_status status = SHG_OK;
    for (size_t row = 0; row < shg_csv_rows(plan); row++) {
        struct planned *p = entry(list, n, &cap, index, shg_csv_get(plan, row, c->group), row);
        if (!p)
            return shg_fault_memory(faults);
        if (see_row(p, reg, plan, row, c, faults) != SHG_OK)
            status = SHG_DATA;
    }
    return status;
}

enum shg_status shg_report_plan(const shg_register *reg, const struct shg_ask *ask, shg_grid *out, shg_faults *faults) {
    struct columns c;
    if (!ask->plan)
        return shg_fault_plain(faults, SHG_USAGE, "the report 'plan' needs a plan: a file or '-'");
    if (!read_columns(ask->plan, &c, faults))
        return SHG_DATA;
    shg_index *index = shg_index_new(64);
    if (!index)
        return shg_fault_memory(faults);
    struct planned *list = NULL;
    size_t n = 0;
    enum shg_status status = gather(reg, ask->plan, &c, index, &list, &n, faults);
    name_columns(out);
    for (size_t i = 0; status == SHG_OK && i < n; i++) {
        see_held(&list[i], reg);
        put_planned(out, reg, ask->plan, &list[i], &c);
    }
    shg_grid_sort(out);
    free(list);
    shg_index_free(index);
    return status;
}
