/* Groups in figures that can be published: how many there are of each kind, how they fare, how full they are.
 *
 * Groups are counted as they are. Their members are people: what is small is hidden, and others with it (past.h). Free
 * seats and groups under four tell of the size of groups: they are hidden where there are few groups, and wherever the
 * members are.
 */
#include "base/list.h"
#include "place/place.h"
#include "report/past.h"
#include "report/report_private.h"

#include <stdlib.h>
#include <string.h>

enum { FOUR = 4, MARKS = 3 };
static const int marks[MARKS] = {91, 183, 365}; /* days after which survival is told: 3, 6 and 12 months */

/* ---- groups ---- */

/* What is counted of the groups of one value. */
struct standing {
    const char *value;
    long groups, members, seats, under_four;
    long due[MARKS], alive[MARKS]; /* that could have met so long, and that did */
};

struct standings {
    struct standing *at;
    size_t n, cap;
};

bool shg_group_meets(int status) {
    return status == GROUP_IS_STARTING || status == GROUP_IS_RUNNING || status == GROUP_IS_PAUSED;
}

bool shg_group_under_four(const shg_register *reg, size_t group, long size) {
    return size < FOUR && shg_group_meets(shg_value(reg, SHG_GROUPS, group, GROUP_STATUS, -1));
}

static const char *band_of_size(long size) {
    return size < FOUR ? "0-3" : size < 6 ? "4-5" : size < 9 ? "6-8" : "9-";
}

static const char *band_of_age(long days) {
    return days < 0 ? "unknown" : days < 91 ? "0-2" : days < 183 ? "3-5" : days < 365 ? "6-11" : "12-";
}

long shg_group_age(const shg_register *reg, size_t group) {
    shg_date started = shg_day(reg, SHG_GROUPS, group, GROUP_STARTED);
    shg_date ended = shg_day(reg, SHG_GROUPS, group, GROUP_ENDED);
    shg_date until = ended != SHG_NO_DATE ? ended : shg_register_today(reg);
    return started == SHG_NO_DATE || until < started ? -1 : until - started;
}

static int place_of(const shg_register *reg, size_t group) {
    uint32_t venue = shg_find(reg, SHG_VENUES, shg_text(reg, SHG_GROUPS, group, GROUP_VENUE));
    return venue == SHG_NONE ? -1 : shg_municipality_of(reg, SHG_VENUES, venue, VENUE_MUNICIPALITY);
}

const char *shg_group_mode(const shg_register *reg, size_t group) {
    uint32_t venue = shg_find(reg, SHG_VENUES, shg_text(reg, SHG_GROUPS, group, GROUP_VENUE));
    return venue == SHG_NONE ? "unknown" : shg_text(reg, SHG_VENUES, venue, VENUE_KIND);
}

/* By what groups are counted. */
enum by { BY_STATUS, BY_THEME, BY_MODE, BY_SIZE, BY_AGE, BY_MUNICIPALITY, BY_COUNTY, BYS };
static const char *const bys[BYS] = {N_("status"), N_("theme"),        N_("mode"),  N_("size"),
                                     N_("age"),    N_("municipality"), N_("county")};

static const char *value_of(const shg_register *reg, size_t group, enum by by, long size) {
    int place = by >= BY_MUNICIPALITY ? place_of(reg, group) : -1;
    const char *text = "";
    switch (by) {
    case BY_STATUS:
        text = shg_text(reg, SHG_GROUPS, group, GROUP_STATUS);
        break;
    case BY_THEME:
        text = shg_text(reg, SHG_GROUPS, group, GROUP_THEME);
        break;
    case BY_MODE:
        text = shg_group_mode(reg, group);
        break;
    case BY_SIZE:
        text =
            shg_group_meets(shg_value(reg, SHG_GROUPS, group, GROUP_STATUS, -1)) ? band_of_size(size) : "not-meeting";
        break;
    case BY_AGE:
        text = band_of_age(shg_group_age(reg, group));
        break;
    case BY_MUNICIPALITY:
    case BY_COUNTY: /* put together when they are printed: what is hidden is decided for both */
        return place < 0 ? shg_group_mode(reg, group) : shg_municipality_at((size_t)place)->code;
    case BYS:
        break;
    }
    return *text ? text : "unknown";
}

static struct standing *standing_at(struct standings *s, const char *value) {
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->at[i].value, value) == 0)
            return &s->at[i];
    struct standing *at = shg_grow(s->at, &s->cap, s->n + 1, sizeof *at);
    if (!at)
        return NULL;
    s->at = at;
    at[s->n] = (struct standing){.value = value};
    return &at[s->n++];
}

static void add_group(struct standing *to, const shg_register *reg, size_t group, const struct shg_held *held) {
    int status = shg_value(reg, SHG_GROUPS, group, GROUP_STATUS, -1);
    shg_date started = shg_day(reg, SHG_GROUPS, group, GROUP_STARTED);
    shg_date ended = shg_day(reg, SHG_GROUPS, group, GROUP_ENDED);
    bool over = status == GROUP_IS_ENDED || status == GROUP_IS_IDEA;
    long size = over ? 0 : shg_group_size(reg, group, held);
    to->groups++;
    to->members += size;
    to->seats += shg_group_seats_free(reg, group, size);
    to->under_four += shg_group_under_four(reg, group, size);
    for (int m = 0; m < MARKS && started != SHG_NO_DATE; m++) {
        bool due = started + marks[m] <= shg_register_today(reg);
        to->due[m] += due;
        to->alive[m] += due && (ended == SHG_NO_DATE || ended >= started + marks[m]);
    }
}

static void add_up(struct standing *sum, const struct standing *s) {
    sum->groups += s->groups;
    sum->members += s->members;
    sum->seats += s->seats;
    sum->under_four += s->under_four;
    for (int m = 0; m < MARKS; m++) {
        sum->due[m] += s->due[m];
        sum->alive[m] += s->alive[m];
    }
}

static void put_standing(const struct standing *s, bool members_hidden, bool sizes_hidden, shg_grid *out) {
    shg_grid_text(out, s->value);
    shg_grid_int(out, s->groups);
    shg_put_count(out, s->members, members_hidden);
    shg_put_count(out, s->seats, sizes_hidden || members_hidden);
    shg_put_count(out, s->under_four, sizes_hidden || members_hidden);
    for (int m = 0; m < MARKS; m++) {
        if (s->due[m] == 0)
            shg_grid_empty(out);
        else
            shg_grid_int(out, s->alive[m] * 100 / s->due[m]);
    }
}

/* How many members there were, by whatever dimension (NULL: in all). */
static bool match_members(const void *how, const char *period, const char *report, const char *cell,
                          struct shg_buf *out) {
    const char *dimension = how;
    bool place = dimension && (strcmp(dimension, "municipality") == 0 || strcmp(dimension, "county") == 0);
    (void)period;
    if (strncmp(report, "groups by ", 10) != 0 || (dimension && !place && strcmp(report + 10, dimension) != 0) ||
        (place && strcmp(report + 10, "municipality") != 0 && strcmp(report + 10, "county") != 0))
        return false;
    return shg_past_label(cell, NULL, "members", out) && (dimension || strcmp(shg_buf_get(out), "all") == 0);
}

/* What is hidden, as lists that are folded: members by their number, sizes by the number of groups. */
struct hiding {
    const char **values;
    long *members, *groups;
    enum shg_rest *rest, *few;
    bool all, all_few; /* of the sums */
};

static bool hiding_make(struct hiding *h, size_t n) {
    *h = (struct hiding){calloc(n + 1, sizeof *h->values),
                         calloc(n + 1, sizeof *h->members),
                         calloc(n + 1, sizeof *h->groups),
                         calloc(n + 1, sizeof *h->rest),
                         calloc(n + 1, sizeof *h->few),
                         false,
                         false};
    return h->values && h->members && h->groups && h->rest && h->few;
}

static void hiding_free(struct hiding *h) {
    free(h->values);
    free(h->members);
    free(h->groups);
    free(h->rest);
    free(h->few);
}

static enum shg_status hide(const shg_register *reg, const struct standings *s, enum by by, long suppress,
                            struct hiding *h) {
    struct shg_past past;
    long sum = 0;
    for (size_t i = 0; i < s->n; i++) {
        h->values[i] = s->at[i].value;
        h->members[i] = s->at[i].members;
        h->groups[i] = s->at[i].groups;
        sum += s->at[i].members;
    }
    bool places = by >= BY_MUNICIPALITY;
    bool good = true;
    enum shg_status status = shg_past_read(&past, reg, match_members, bys[by]);
    struct shg_fold fold = {.values = h->values,
                            .counts = h->members,
                            .n = s->n,
                            .places = places,
                            .open = !shg_past_allows(reg, match_members, NULL, sum, suppress),
                            .suppress = suppress,
                            .past = &past,
                            .rest = h->rest};
    for (size_t l = 0; l < past.n; l++)
        shg_past_close(&past.lists[l]);
    if (status == SHG_OK)
        status = shg_past_fold(&fold);
    if (status == SHG_OK)
        status = shg_fold_list(h->values, h->groups, s->n, 1, places, false, suppress, NULL, h->few, &good);
    h->all = fold.shown != SHG_SHOWN;
    h->all_few = !good;
    for (size_t i = 0; i < s->n && fold.shown == SHG_SHOWN_NOT; i++)
        h->rest[i] = SHG_REST_ALL;
    for (size_t i = 0; i < s->n && !good; i++)
        h->few[i] = SHG_REST_ALL;
    shg_past_free(&past);
    return status;
}

static void name_columns(const char *by, shg_grid *out) {
    static const char *const numbers[] = {N_("groups"),
                                          N_("members"),
                                          N_("seats_free"),
                                          N_("under_four"),
                                          N_("survival_3_percent"),
                                          N_("survival_6_percent"),
                                          N_("survival_12_percent"),
                                          NULL};
    shg_grid_column(out, by, SHG_CELL_TEXT);
    shg_grid_columns_add(out, numbers, SHG_CELL_NUMBER);
}

static bool count_groups(const shg_register *reg, const struct shg_ask *ask, enum by by, struct standings *s) {
    struct shg_held *held = shg_held_of(reg);
    bool good = held != NULL;
    for (size_t g = 0; good && g < shg_rows(reg, SHG_GROUPS); g++) {
        if (!shg_group_asked(reg, ask, g) || !shg_group_began_within(reg, ask, g))
            continue;
        struct standing *to = standing_at(s, value_of(reg, g, by, shg_group_size(reg, g, &held[g])));
        good = to != NULL;
        if (good)
            add_group(to, reg, g, &held[g]);
    }
    free(held);
    return good;
}

static int by_value(const void *left, const void *right) {
    const struct standing *a = left;
    const struct standing *b = right;
    return strcmp(a->value, b->value);
}

static bool same_county(const char *a, const char *b) {
    return strspn(a, "0123456789") == 4 && strspn(b, "0123456789") == 4 && strncmp(a, b, 2) == 0;
}

/* Whether a figure of a value is hidden; of a county, where it is not told at all. */
static bool is_hidden(enum shg_rest rest, bool county) {
    return rest == SHG_REST_ALL || (rest == SHG_REST_COUNTY && !county);
}

static void put_groups(const struct standings *s, const struct hiding *h, bool county, bool exact, shg_grid *out) {
    struct standing sum = {.value = "all"};
    for (size_t i = 0, k; i < s->n; i = k) {
        char code[3] = {s->at[i].value[0], s->at[i].value[1], '\0'};
        struct standing one = {.value = s->at[i].value};
        bool members = false;
        bool sizes = false;
        for (k = i; k < s->n && (k == i || (county && same_county(s->at[i].value, s->at[k].value))); k++) {
            add_up(&one, &s->at[k]);
            members = members || (!exact && s->at[k].members > 0 && is_hidden(h->rest[k], county));
            sizes = sizes || (!exact && is_hidden(h->few[k], county));
        }
        if (county && same_county(one.value, one.value))
            one.value = code;
        put_standing(&one, members, sizes, out);
        add_up(&sum, &one);
    }
    put_standing(&sum, !exact && h->all, !exact && h->all_few, out);
}

enum shg_status shg_report_groups_by(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                     shg_faults *faults) {
    struct standings s = {NULL, 0, 0};
    struct hiding h = {NULL, NULL, NULL, NULL, NULL, false, false};
    int by = 0;
    while (by < BYS && strcmp(bys[by], ask->by) != 0)
        by++;
    if (by == BYS)
        return shg_fault_plain(faults, SHG_USAGE, "no such dimension: '%s'", ask->by);
    bool part = ask->municipality || ask->group || ask->status || ask->venue || ask->mode || ask->from != SHG_NO_DATE ||
                ask->to != SHG_NO_DATE;
    if (part && !ask->exact)
        return shg_fault_plain(faults, SHG_USAGE, "a part of the groups is counted with --exact alone");
    name_columns(bys[by], out);
    bool good = count_groups(reg, ask, (enum by)by, &s);
    if (s.n > 1)
        qsort(s.at, s.n, sizeof *s.at, by_value);
    good = good && hiding_make(&h, s.n) &&
           (ask->exact || hide(reg, &s, (enum by)by, shg_profile_of(reg)->suppress, &h) == SHG_OK);
    if (good)
        put_groups(&s, &h, by == BY_COUNTY, ask->exact, out);
    hiding_free(&h);
    free(s.at);
    return good ? SHG_OK : shg_fault_memory(faults);
}
