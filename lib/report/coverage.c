/* Each municipality: who waits there, and what there is for them; also where there is nothing. */
#include "place/place.h"
#include "report/waiting_private.h"

#include <stdlib.h>
#include <string.h>

struct place {
    bool covered;
    long waiting, groups, starters, offices, alike;
    bool waiting_hidden, starters_hidden;
};

static void count_people(const shg_register *reg, struct place *places) {
    for (size_t row = 0; row < shg_rows(reg, SHG_PEOPLE); row++) {
        int place = shg_municipality_of(reg, SHG_PEOPLE, row, PERSON_MUNICIPALITY);
        if (place >= 0)
            places[place].waiting += shg_value(reg, SHG_PEOPLE, row, PERSON_STATUS, -1) == PERSON_IS_WAITING;
    }
    for (size_t row = 0; row < shg_rows(reg, SHG_STARTERS); row++) {
        int place = shg_municipality_of(reg, SHG_STARTERS, row, STARTER_MUNICIPALITY);
        if (place >= 0)
            places[place].starters += shg_value(reg, SHG_STARTERS, row, STARTER_STATUS, -1) == STARTER_IS_ACTIVE;
    }
}

static int place_of_group(const shg_register *reg, size_t group, struct shg_window *slot) {
    int status = shg_value(reg, SHG_GROUPS, group, GROUP_STATUS, -1);
    uint32_t venue = shg_find(reg, SHG_VENUES, shg_text(reg, SHG_GROUPS, group, GROUP_VENUE));
    if (status == GROUP_IS_IDEA || status == GROUP_IS_ENDED || venue == SHG_NONE ||
        shg_windows_of(reg, SHG_GROUPS, group, GROUP_SLOT, slot, 1) != 1)
        return -1;
    return shg_municipality_of(reg, SHG_VENUES, venue, VENUE_MUNICIPALITY);
}

/* Whether another group with the same theme meets in the same place at the same time. */
static bool has_like(const shg_register *reg, size_t group, int place, struct shg_window slot) {
    const char *theme = shg_text(reg, SHG_GROUPS, group, GROUP_THEME);
    for (size_t g = 0; g < shg_rows(reg, SHG_GROUPS); g++) {
        struct shg_window own;
        if (g != group && place_of_group(reg, g, &own) == place && shg_window_overlap(own, slot) &&
            strcmp(shg_text(reg, SHG_GROUPS, g, GROUP_THEME), theme) == 0)
            return true;
    }
    return false;
}

static void count_groups(const shg_register *reg, struct place *places) {
    for (size_t g = 0; g < shg_rows(reg, SHG_GROUPS); g++) {
        struct shg_window slot;
        int place = place_of_group(reg, g, &slot);
        if (place < 0)
            continue;
        places[place].groups++;
        places[place].alike += has_like(reg, g, place, slot);
    }
}

static void count_offices(const shg_register *reg, struct place *places) {
    for (size_t row = 0; row < shg_rows(reg, SHG_OFFICES); row++) {
        const char *covers = shg_text(reg, SHG_OFFICES, row, OFFICE_COVERS);
        if (!shg_office_serves(reg, row, shg_register_today(reg)))
            continue;
        for (int place = shg_covered_next(&covers); place >= 0; place = shg_covered_next(&covers)) {
            places[place].offices++;
            places[place].covered = true;
        }
    }
}

/* What there was of active starters, by municipality or in all. */
static bool match_starters(const void *how, const char *period, const char *report, const char *cell,
                           struct shg_buf *out) {
    size_t n = strcspn(cell, "/");
    bool sum = how != NULL;
    (void)period;
    if (sum && strcmp(report, "flow") == 0)
        return strcmp(cell, "starters_active") == 0;
    if (sum && strcmp(report, "starters by stage") == 0)
        return strcmp(cell, "active/people") == 0;
    if (strcmp(report, "coverage") != 0 && strcmp(report, "starters by municipality") != 0 &&
        strcmp(report, "starters by county") != 0)
        return false;
    bool all = n == 3 && strncmp(cell, "all", n) == 0;
    shg_buf_add(out, cell, n);
    return (all || !sum) && (strcmp(cell + n, "/starters") == 0 || strcmp(cell + n, "/active") == 0);
}

enum shg_status shg_starters_past(const shg_register *reg, struct shg_past *past) {
    enum shg_status status = shg_past_read(past, reg, match_starters, NULL);
    for (size_t l = 0; l < past->n; l++)
        shg_past_close(&past->lists[l]);
    return status;
}

bool shg_starters_is_sum(const char *report, const char *cell) {
    struct shg_buf label = SHG_BUF_EMPTY;
    bool found = match_starters("sum", "", report, cell, &label);
    shg_buf_free(&label);
    return found;
}

bool shg_starters_sum_allowed(const shg_register *reg, long starters, long suppress) {
    return shg_past_allows(reg, match_starters, "sum", starters, suppress);
}

/* A column of counts: those that are nothing are left out. */
struct counted {
    const char **codes;
    long *counts;
    size_t *at; /* their places */
    enum shg_rest *rest;
    size_t n;
};

static bool counted_make(struct counted *c, size_t n) {
    *c = (struct counted){calloc(n + 1, sizeof *c->codes), calloc(n + 1, sizeof *c->counts),
                          calloc(n + 1, sizeof *c->at), calloc(n + 1, sizeof *c->rest), 0};
    return c->codes && c->counts && c->at && c->rest;
}

static void counted_free(struct counted *c) {
    free(c->codes);
    free(c->counts);
    free(c->at);
    free(c->rest);
}

/* Hides as the lists by municipality do: what is folded there shows no number here. */
static enum shg_status hide_column(const shg_register *reg, struct place *places, size_t n, bool starters,
                                   struct counted *c, bool *sum_hidden) {
    long suppress = shg_profile_of(reg)->suppress;
    struct shg_past past = {NULL, 0, 0, SHG_NO_DATE};
    long sum = 0;
    c->n = 0;
    for (size_t i = 0; i < n; i++) {
        long count = starters ? places[i].starters : places[i].waiting;
        if (count == 0)
            continue;
        c->codes[c->n] = shg_municipality_at(i)->code;
        c->counts[c->n] = count;
        c->at[c->n++] = i;
        sum += count;
    }
    enum shg_status status =
        starters ? shg_starters_past(reg, &past) : shg_waiting_past(reg, shg_axis_named("municipality", 12), &past);
    bool open =
        starters ? !shg_starters_sum_allowed(reg, sum, suppress) : !shg_waiting_sum_allowed(reg, (size_t)sum, suppress);
    struct shg_fold fold = {.values = c->codes,
                            .counts = c->counts,
                            .n = c->n,
                            .places = true,
                            .open = open,
                            .suppress = suppress,
                            .past = &past,
                            .rest = c->rest};
    if (status == SHG_OK)
        status = shg_past_fold(&fold);
    for (size_t i = 0; i < c->n && status == SHG_OK; i++)
        *(starters ? &places[c->at[i]].starters_hidden : &places[c->at[i]].waiting_hidden) =
            c->rest[i] != SHG_REST_NONE || fold.shown == SHG_SHOWN_NOT;
    *sum_hidden = fold.shown != SHG_SHOWN;
    shg_past_free(&past);
    return status;
}

static enum shg_status hide(const shg_register *reg, struct place *places, size_t n, struct place *all) {
    struct counted c;
    enum shg_status status = counted_make(&c, n) ? SHG_OK : SHG_SYSTEM;
    for (int starters = 0; starters < 2 && status == SHG_OK; starters++)
        status = hide_column(reg, places, n, starters, &c, starters ? &all->starters_hidden : &all->waiting_hidden);
    counted_free(&c);
    return status;
}

static void put_place(const struct shg_municipality *m, const struct place *p, shg_grid *out) {
    shg_grid_text(out, m->code);
    shg_grid_text(out, m->name);
    shg_grid_text(out, m->county);
    shg_grid_int(out, m->population);
    shg_put_count(out, p->waiting, p->waiting_hidden);
    shg_grid_int(out, p->groups);
    shg_put_count(out, p->starters, p->starters_hidden);
    shg_grid_int(out, p->offices);
    shg_grid_int(out, p->alike);
    shg_grid_text(out, p->groups + p->starters + p->offices == 0 ? "yes" : "no");
}

/* All of them, where their sums may be told. */
static void put_all(const struct place *all, long inhabitants, shg_grid *out) {
    shg_grid_text(out, "all");
    shg_grid_empty(out);
    shg_grid_empty(out);
    shg_grid_int(out, inhabitants);
    shg_put_count(out, all->waiting, all->waiting_hidden);
    shg_grid_int(out, all->groups);
    shg_put_count(out, all->starters, all->starters_hidden);
    shg_grid_int(out, all->offices);
    shg_grid_int(out, all->alike);
    shg_grid_empty(out);
}

static void put_places(const struct place *places, size_t n, const struct shg_ask *ask, struct place *all,
                       shg_grid *out) {
    long inhabitants = 0;
    for (size_t i = 0; i < n; i++) {
        const struct shg_municipality *m = shg_municipality_at(i);
        const struct place *p = &places[i];
        if (!p->covered && p->waiting + p->groups + p->starters == 0)
            continue;
        inhabitants += m->population;
        all->waiting += p->waiting;
        all->groups += p->groups;
        all->starters += p->starters;
        all->offices += p->offices;
        all->alike += p->alike;
        if (!ask->municipality || strcmp(m->code, ask->municipality) == 0)
            put_place(m, p, out);
    }
    if (!ask->municipality)
        put_all(all, inhabitants, out);
}

enum shg_status shg_report_coverage(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                    shg_faults *faults) {
    static const char *const texts[] = {N_("municipality"), N_("name"), N_("county"), NULL};
    static const char *const numbers[] = {N_("inhabitants"), N_("waiting"), N_("groups"), N_("starters"),
                                          N_("offices"),     N_("alike"),   NULL};
    size_t n = shg_municipality_count();
    struct place *places = calloc(n + 1, sizeof *places);
    if (!places)
        return shg_fault_memory(faults);
    shg_grid_columns_add(out, texts, SHG_CELL_TEXT);
    shg_grid_columns_add(out, numbers, SHG_CELL_NUMBER);
    shg_grid_column(out, N_("nothing"), SHG_CELL_TEXT);
    count_people(reg, places);
    count_groups(reg, places);
    count_offices(reg, places);
    struct place all = {false, 0, 0, 0, 0, 0, false, false};
    enum shg_status status = ask->exact ? SHG_OK : hide(reg, places, n, &all);
    if (status == SHG_OK)
        put_places(places, n, ask, &all, out);
    free(places);
    return status == SHG_OK ? SHG_OK : shg_fault_memory(faults);
}
