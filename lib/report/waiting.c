/* The waiting list today: how many wait, and for how long, by one or two dimensions.
 *
 * Unless it is asked exactly, values that fewer than SUPPRESS persons have are folded into `other`; where `other` would
 * then speak of fewer than SUPPRESS itself, the next smallest value goes into it as well. So every count that is shown
 * is at least SUPPRESS (or 0), and so is every difference between the total and what is shown. Quartiles are nearest
 * ranks.
 */
#include "place/place.h"
#include "report/report_private.h"

#include <stdlib.h>
#include <string.h>

enum { DIMENSIONS_MOST = 2, KEY_MOST = 96 };

struct dimension {
    const char *name;
    int column; /* of people.csv */
    bool list;  /* a person counts under each of several values */
};

static const struct dimension dimensions[] = {
    {"municipality", PERSON_MUNICIPALITY, false},
    {"county", PERSON_MUNICIPALITY, false},
    {"source", PERSON_SOURCE, false},
    {"theme", PERSON_THEMES, true},
    {"mode", PERSON_MODE, false},
    {"gender", PERSON_GENDER, false},
    {"age", PERSON_BIRTH_YEAR, false},
    {"language", PERSON_LANGUAGES, true},
};

/* One person under one key. */
struct mention {
    char key[DIMENSIONS_MOST][KEY_MOST];
    size_t person;
    long days;
};

struct mentions {
    struct mention *list;
    size_t n, cap;
    bool failed;
};

/* A key with the mentions [from, to). */
struct group {
    size_t from, to;
    bool folded;
};

/* Bands of formats.md, Erasure. */
static const char *age_band(long age) {
    return age < 30 ? "18-29" : age < 45 ? "30-44" : age < 60 ? "45-59" : "60-";
}

static const char *single_value(const shg_register *reg, const struct dimension *d, size_t person) {
    const char *text = shg_text(reg, SHG_PEOPLE, person, d->column);
    if (d->column == PERSON_MUNICIPALITY) {
        int place = shg_municipality_of(reg, SHG_PEOPLE, person, d->column);
        if (place < 0)
            return text;
        const struct shg_municipality *m = shg_municipality_at((size_t)place);
        return strcmp(d->name, "county") == 0 ? m->county_code : m->code;
    }
    if (d->column == PERSON_BIRTH_YEAR) {
        long year = shg_number(reg, SHG_PEOPLE, person, PERSON_BIRTH_YEAR, 0);
        return year == 0 ? "" : age_band(shg_date_year(shg_register_today(reg)) - year);
    }
    return d->column == PERSON_MODE && !*text ? "in-person" : text;
}

static void copy_key(char out[KEY_MOST], const char *text, size_t n) {
    n = n < KEY_MOST ? n : KEY_MOST - 1;
    memcpy(out, text, n);
    out[n] = '\0';
}

/* Adds the person under every value of dimension k (of n) and, for each, of those behind it. */
static void mention(struct mentions *all, const shg_register *reg, const struct dimension *const *d, size_t n, size_t k,
                    struct mention *so_far) {
    if (k == n) {
        struct mention *list = shg_grow(all->list, &all->cap, all->n + 1, sizeof *list);
        if (!list) {
            all->failed = true;
            return;
        }
        all->list = list;
        list[all->n++] = *so_far;
        return;
    }
    if (!d[k]->list) {
        const char *value = single_value(reg, d[k], so_far->person);
        copy_key(so_far->key[k], value, strlen(value));
        mention(all, reg, d, n, k + 1, so_far);
        return;
    }
    const char *cell = shg_text(reg, SHG_PEOPLE, so_far->person, d[k]->column);
    if (!*cell && d[k]->column == PERSON_LANGUAGES)
        cell = "nb";
    const char *item;
    size_t length;
    bool any = false;
    while (shg_next_item(&cell, &item, &length)) {
        any = true;
        copy_key(so_far->key[k], item, length);
        mention(all, reg, d, n, k + 1, so_far);
    }
    if (!any) {
        copy_key(so_far->key[k], "", 0);
        mention(all, reg, d, n, k + 1, so_far);
    }
}

static int by_key(const void *a, const void *b) {
    const struct mention *x = a;
    const struct mention *y = b;
    int order = strcmp(x->key[0], y->key[0]);
    if (order == 0)
        order = strcmp(x->key[1], y->key[1]);
    if (order == 0)
        order = (x->person > y->person) - (x->person < y->person);
    return order;
}

static int by_days(const void *a, const void *b) {
    long x = *(const long *)a;
    long y = *(const long *)b;
    return (x > y) - (x < y);
}

static bool same_key(const struct mention *a, const struct mention *b) {
    return strcmp(a->key[0], b->key[0]) == 0 && strcmp(a->key[1], b->key[1]) == 0;
}

static size_t smallest_shown(const struct group *groups, size_t n) {
    size_t best = n;
    for (size_t i = 0; i < n; i++) {
        size_t size = groups[i].to - groups[i].from;
        if (!groups[i].folded && (best == n || size < groups[best].to - groups[best].from))
            best = i;
    }
    return best;
}

/* Chooses the groups that go into `other`; gives how many mentions that are. */
static size_t fold(struct group *groups, size_t n, size_t suppress) {
    size_t folded = 0;
    for (size_t i = smallest_shown(groups, n); i < n; i = smallest_shown(groups, n)) {
        size_t size = groups[i].to - groups[i].from;
        if (size >= suppress && (folded == 0 || folded >= suppress))
            break;
        groups[i].folded = true;
        folded += size;
    }
    return folded;
}

/* Count, quartiles and median of a list of days; hidden where it is shorter than suppress. */
static void figures(shg_grid *out, long *days, size_t n, size_t suppress) {
    if (n > 0 && n < suppress) {
        for (int i = 0; i < 4; i++)
            shg_grid_hidden(out);
        return;
    }
    if (n > 0)
        qsort(days, n, sizeof *days, by_days);
    shg_grid_int(out, (long long)n);
    for (size_t quarter = 1; quarter <= 3; quarter++) {
        if (n > 0)
            shg_grid_int(out, days[(quarter * n + 3) / 4 - 1]);
        else
            shg_grid_empty(out);
    }
}

/* The days of each person mentioned in the groups (folded ones or one), everybody once; gives how many. */
static size_t gather(const struct mentions *all, const struct group *groups, size_t n, bool folded, bool *seen,
                     size_t people, long *days) {
    size_t count = 0;
    memset(seen, 0, people * sizeof *seen);
    for (size_t g = 0; g < n; g++) {
        for (size_t i = groups[g].from; groups[g].folded == folded && i < groups[g].to; i++) {
            if (!seen[all->list[i].person])
                days[count++] = all->list[i].days;
            seen[all->list[i].person] = true;
        }
    }
    return count;
}

static size_t split(const struct mentions *all, struct group *groups) {
    size_t n = 0;
    for (size_t i = 0; i < all->n; i++) {
        if (i > 0 && same_key(&all->list[i - 1], &all->list[i]))
            groups[n - 1].to = i + 1;
        else
            groups[n++] = (struct group){i, i + 1, false};
    }
    return n;
}

struct work {
    struct group *groups;
    bool *seen;
    long *days;
};

static void print_key(shg_grid *out, const struct mention *m, const char *instead, size_t n) {
    for (size_t k = 0; k < n; k++)
        shg_grid_text(out, m ? m->key[k] : instead);
}

static void fill(struct mentions *all, struct work *w, size_t people, size_t dims, size_t suppress, shg_grid *out) {
    if (all->n > 1)
        qsort(all->list, all->n, sizeof *all->list, by_key);
    size_t n = split(all, w->groups);
    size_t folded = fold(w->groups, n, suppress);
    for (size_t g = 0; g < n; g++) {
        if (w->groups[g].folded)
            continue;
        print_key(out, &all->list[w->groups[g].from], NULL, dims);
        figures(out, w->days, gather(all, &w->groups[g], 1, false, w->seen, people, w->days), suppress);
    }
    if (folded > 0) {
        print_key(out, NULL, "other", dims);
        figures(out, w->days, gather(all, w->groups, n, true, w->seen, people, w->days), suppress);
    }
    for (size_t g = 0; g < n; g++)
        w->groups[g].folded = false;
    print_key(out, NULL, "all", dims);
    figures(out, w->days, gather(all, w->groups, n, false, w->seen, people, w->days), suppress);
}

/* The dimensions named in `by`, separated by a comma. */
static enum shg_status read_dimensions(const char *by, const struct dimension **out, size_t *n, shg_faults *faults) {
    *n = 0;
    while (by && *by) {
        size_t length = strcspn(by, ",");
        size_t i = 0;
        size_t count = sizeof dimensions / sizeof *dimensions;
        while (i < count && !(strlen(dimensions[i].name) == length && memcmp(dimensions[i].name, by, length) == 0))
            i++;
        if (i == count)
            return shg_fault_plain(faults, SHG_USAGE, "no such dimension: '%.*s'", (int)length, by);
        if (*n == DIMENSIONS_MOST)
            return shg_fault_plain(faults, SHG_USAGE, "at most two dimensions: '%s'", by);
        out[(*n)++] = &dimensions[i];
        by += length + (by[length] == ',');
    }
    if (*n == 0)
        out[(*n)++] = &dimensions[0];
    return SHG_OK;
}

static void collect(struct mentions *all, const shg_register *reg, const struct shg_ask *ask,
                    const struct dimension *const *d, size_t n) {
    int only = ask->municipality ? shg_municipality_find(ask->municipality) : -1;
    for (size_t person = 0; person < shg_rows(reg, SHG_PEOPLE); person++) {
        if (shg_value(reg, SHG_PEOPLE, person, PERSON_STATUS, -1) != PERSON_IS_WAITING)
            continue;
        if (ask->municipality && shg_municipality_of(reg, SHG_PEOPLE, person, PERSON_MUNICIPALITY) != only)
            continue;
        struct mention m = {.key = {"", ""}, .person = person, .days = shg_days_waited(reg, person)};
        mention(all, reg, d, n, 0, &m);
    }
}

enum shg_status shg_report_waiting(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                   shg_faults *faults) {
    const struct dimension *d[DIMENSIONS_MOST];
    size_t n;
    enum shg_status status = read_dimensions(ask->by, d, &n, faults);
    if (status != SHG_OK)
        return status;
    for (size_t k = 0; k < n; k++)
        shg_grid_column(out, d[k]->name, SHG_CELL_TEXT);
    static const char *const numbers[] = {N_("waiting"), N_("quartile1"), N_("median"), N_("quartile3"), NULL};
    shg_grid_columns_add(out, numbers, SHG_CELL_NUMBER);
    struct mentions all = {NULL, 0, 0, false};
    collect(&all, reg, ask, d, n);
    size_t people = shg_rows(reg, SHG_PEOPLE);
    struct work w = {calloc(all.n + 1, sizeof *w.groups), calloc(people + 1, sizeof *w.seen),
                     calloc(all.n + 1, sizeof *w.days)};
    if (all.failed || !w.groups || !w.seen || !w.days)
        status = shg_fault_memory(faults);
    else
        fill(&all, &w, people, n, ask->exact ? 0 : (size_t)shg_profile_of(reg)->suppress, out);
    free(w.groups);
    free(w.seen);
    free(w.days);
    free(all.list);
    return status;
}
