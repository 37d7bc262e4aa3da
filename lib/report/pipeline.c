/* Starters in figures that can be published: how far they have come, from participant to starter, and where there are
 * none.
 */
#include "place/place.h"
#include "report/waiting_private.h"

#include <stdlib.h>
#include <string.h>

/* ---- stages ---- */

enum { STAGES = 6, SUM = STAGES - 1, CAME = 2 };
static const char *const stages[STAGES] = {"interested", "trainee", "active", "resting", "ended", "all"};

/* People by stage; of those, who were in a group themselves, and who has led one. */
struct pipeline {
    long people[STAGES], were[STAGES], led[STAGES];
    bool hidden[STAGES], were_hidden[STAGES], led_hidden[STAGES];
};

static int stage_of(const shg_register *reg, size_t starter) {
    const char *status = shg_text(reg, SHG_STARTERS, starter, STARTER_STATUS);
    int stage = 0;
    while (stage < SUM && strcmp(stages[stage], status) != 0)
        stage++;
    return stage;
}

static bool count_stages(const shg_register *reg, struct pipeline *p) {
    bool *led = calloc(shg_rows(reg, SHG_STARTERS) + 1, sizeof *led);
    for (size_t row = 0; led && row < shg_rows(reg, SHG_PLACEMENTS); row++) {
        int status = shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS, -1);
        uint32_t s = shg_find(reg, SHG_STARTERS, shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_PERSON));
        if (s != SHG_NONE && shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_ROLE, -1) == ROLE_STARTER)
            led[s] = led[s] || status == PLACEMENT_IS_ACTIVE || status == PLACEMENT_IS_COMPLETED;
    }
    for (size_t s = 0; led && s < shg_rows(reg, SHG_STARTERS); s++) {
        int stage = stage_of(reg, s);
        bool was = *shg_text(reg, SHG_STARTERS, s, STARTER_PERSON) ||
                   strcmp(shg_text(reg, SHG_STARTERS, s, STARTER_KIND), "former-participant") == 0;
        if (stage == SUM)
            continue;
        p->people[stage]++;
        p->were[stage] += was;
        p->led[stage] += led[s];
    }
    for (int stage = 0; stage < SUM; stage++) {
        p->people[SUM] += p->people[stage];
        p->were[SUM] += p->were[stage];
        p->led[SUM] += p->led[stage];
    }
    bool good = led != NULL;
    free(led);
    return good;
}

static bool changed_little(const shg_register *reg, int stage, const char *column, long count, long suppress) {
    const struct shg_past_figure figure = {"starters by stage", stages[stage], column};
    return !shg_past_allows_figure(reg, &figure, count, suppress);
}

/* Any figure of stages, `active/people`. */
static bool match_any(const void *how, const char *period, const char *report, const char *cell, struct shg_buf *out) {
    (void)how;
    (void)period;
    shg_buf_str(out, cell);
    return strcmp(report, "starters by stage") == 0;
}

static long told_then(const struct shg_past_list *list, const char *stage, const char *column) {
    struct shg_buf label = SHG_BUF_EMPTY;
    shg_buf_printf(&label, "%s/%s", stage, column);
    long at = shg_past_labelled(list, shg_buf_get(&label));
    shg_buf_free(&label);
    return at < 0 ? -1 : list->cells[at].count;
}

/* Whether those of a stage of whom something is not so have changed by few since both figures of it were told. */
static bool others_changed_little(const struct shg_past *past, int stage, const char *column, long others,
                                  long suppress) {
    bool found = false;
    for (size_t l = 0; l < past->n; l++) {
        long people = told_then(&past->lists[l], stages[stage], "people");
        long so = told_then(&past->lists[l], stages[stage], column);
        found = found || (people >= 0 && so >= 0 && shg_is_small(labs(others - (people - so)), suppress));
    }
    return found;
}

/* Stages by whether something is so of them: a table of two columns, of which the first is told. Its sums are the
 * stages, where these are told, and the column. */
static enum shg_status hide_column(const shg_register *reg, const struct pipeline *p, const long *so,
                                   const char *column, long suppress, bool *hidden) {
    struct shg_link links[SUM * CAME];
    struct shg_past past;
    bool good;
    enum shg_status status = shg_past_read(&past, reg, match_any, NULL);
    hidden[SUM] = shg_is_small(so[SUM], suppress) || shg_is_small(p->people[SUM] - so[SUM], suppress) ||
                  p->hidden[SUM] || changed_little(reg, SUM, column, so[SUM], suppress) ||
                  others_changed_little(&past, SUM, column, p->people[SUM] - so[SUM], suppress);
    for (int i = 0; i < SUM * CAME; i++) {
        int stage = i / CAME;
        bool yes = i % CAME == 0;
        uint32_t row = p->hidden[stage] ? 0 : 1 + (uint32_t)stage;
        uint32_t sum = hidden[SUM] ? 0 : 1 + SUM + (uint32_t)(i % CAME);
        links[i] =
            (struct shg_link){row,
                              sum,
                              yes ? so[stage] : p->people[stage] - so[stage],
                              p->hidden[stage] ? 1000000 : p->people[stage],
                              false,
                              yes ? changed_little(reg, stage, column, so[stage], suppress)
                                  : others_changed_little(&past, stage, column, p->people[stage] - so[stage], suppress),
                              false,
                              false};
    }
    if (status == SHG_OK)
        status = shg_hide(links, SUM * CAME, 1 + SUM + CAME, suppress, &good);
    shg_past_free(&past);
    for (int stage = 0; stage < SUM; stage++) /* one of the two tells the other, where the stage is told */
        hidden[stage] = p->people[stage] > 0 && (links[CAME * stage].hidden || links[CAME * stage + 1].hidden ||
                                                 (p->hidden[stage] && so[stage] > 0));
    return status;
}

/* People by stage; the active ones also where others told them. */
static bool match_people(const void *how, const char *period, const char *report, const char *cell,
                         struct shg_buf *out) {
    (void)how;
    (void)period;
    if (strcmp(report, "starters by stage") != 0 && shg_starters_is_sum(report, cell)) {
        shg_buf_str(out, "active");
        return true;
    }
    return strcmp(report, "starters by stage") == 0 && shg_past_label(cell, NULL, "people", out) &&
           strcmp(shg_buf_get(out), "member") != 0;
}

/* Whether other reports of the day tell how many are active: they protect nobody then. */
static bool is_told(const shg_register *reg, const struct pipeline *p, int stage, long suppress) {
    return strcmp(stages[stage], "active") == 0 && !shg_is_small(p->people[stage], suppress) &&
           shg_starters_sum_allowed(reg, p->people[stage], suppress);
}

static enum shg_status fold_stages(const shg_register *reg, long suppress, struct pipeline *p) {
    char today[11];
    enum shg_rest rest[STAGES] = {SHG_REST_NONE};
    struct shg_past past;
    enum shg_status status = shg_past_read(&past, reg, match_people, NULL);
    struct shg_fold fold = {.values = stages,
                            .counts = p->people,
                            .n = SUM,
                            .open = changed_little(reg, SUM, "people", p->people[SUM], suppress),
                            .suppress = suppress,
                            .past = &past,
                            .rest = rest};
    for (size_t l = 0; l < past.n; l++)
        shg_past_close(&past.lists[l]);
    (void)shg_date_format(shg_register_today(reg), today); /* today has a text */
    for (int stage = 0; stage < SUM && status == SHG_OK; stage++)
        if (is_told(reg, p, stage, suppress) && !shg_past_add(&past, today, "", stages[stage], p->people[stage]))
            status = SHG_SYSTEM;
    if (status == SHG_OK)
        status = shg_past_fold(&fold);
    for (int stage = 0; stage < SUM; stage++)
        p->hidden[stage] = p->people[stage] > 0 && (rest[stage] != SHG_REST_NONE || fold.shown == SHG_SHOWN_NOT);
    p->hidden[SUM] = fold.shown != SHG_SHOWN;
    shg_past_free(&past);
    return status;
}

static enum shg_status hide_stages(const shg_register *reg, long suppress, struct pipeline *p) {
    enum shg_status status = fold_stages(reg, suppress, p);
    if (status == SHG_OK)
        status = hide_column(reg, p, p->were, "were_participants", suppress, p->were_hidden);
    return status == SHG_OK ? hide_column(reg, p, p->led, "have_led", suppress, p->led_hidden) : status;
}

/* From whom starters come: those who are in a group now. */
static void put_members(const shg_register *reg, long suppress, shg_grid *out) {
    const struct shg_past_figure figure = {"starters by stage", "member", "people"};
    long members = 0;
    for (size_t row = 0; row < shg_rows(reg, SHG_PEOPLE); row++)
        members += shg_value(reg, SHG_PEOPLE, row, PERSON_STATUS, -1) == PERSON_IS_MEMBER;
    shg_grid_text(out, figure.label);
    shg_put_count(out, members,
                  suppress > 0 &&
                      (shg_is_small(members, suppress) || !shg_past_allows_figure(reg, &figure, members, suppress)));
    shg_grid_empty(out);
    shg_grid_empty(out);
}

static enum shg_status by_stage(const shg_register *reg, const struct shg_ask *ask, shg_grid *out, shg_faults *faults) {
    static const char *const numbers[] = {N_("people"), N_("were_participants"), N_("have_led"), NULL};
    struct pipeline p = {{0}, {0}, {0}, {false}, {false}, {false}};
    bool good = count_stages(reg, &p) && (ask->exact || hide_stages(reg, shg_profile_of(reg)->suppress, &p) == SHG_OK);
    shg_grid_column(out, N_("stage"), SHG_CELL_TEXT);
    shg_grid_columns_add(out, numbers, SHG_CELL_NUMBER);
    if (good)
        put_members(reg, ask->exact ? 0 : shg_profile_of(reg)->suppress, out);
    for (int stage = 0; good && stage < STAGES; stage++) {
        shg_grid_text(out, stages[stage]);
        shg_put_count(out, p.people[stage], p.hidden[stage]);
        shg_put_count(out, p.were[stage], p.were_hidden[stage]);
        shg_put_count(out, p.led[stage], p.led_hidden[stage]);
    }
    return good ? SHG_OK : shg_fault_memory(faults);
}

/* ---- starters: where ---- */

struct where {
    long *active, *waiting; /* by municipality */
    bool *covered;
};

static void count_places(const shg_register *reg, struct where *w) {
    for (size_t row = 0; row < shg_rows(reg, SHG_STARTERS); row++) {
        int place = shg_municipality_of(reg, SHG_STARTERS, row, STARTER_MUNICIPALITY);
        if (place >= 0)
            w->active[place] += shg_value(reg, SHG_STARTERS, row, STARTER_STATUS, -1) == STARTER_IS_ACTIVE;
    }
    for (size_t row = 0; row < shg_rows(reg, SHG_PEOPLE); row++) {
        int place = shg_municipality_of(reg, SHG_PEOPLE, row, PERSON_MUNICIPALITY);
        if (place >= 0)
            w->waiting[place] += shg_value(reg, SHG_PEOPLE, row, PERSON_STATUS, -1) == PERSON_IS_WAITING;
    }
    for (size_t row = 0; row < shg_rows(reg, SHG_OFFICES); row++) {
        const char *covers = shg_text(reg, SHG_OFFICES, row, OFFICE_COVERS);
        for (int place = shg_office_serves(reg, row, shg_register_today(reg)) ? shg_covered_next(&covers) : -1;
             place >= 0; place = shg_covered_next(&covers))
            w->covered[place] = true;
    }
}

/* The list of those places that are served, or where anybody waits or starts groups: how many starters each has. */
struct places {
    const char **codes;
    long *counts;
    enum shg_rest *rest;
    size_t n;
    enum shg_shown shown;
    long sum;
};

static void list_places(const struct where *w, struct places *p) {
    for (size_t i = 0; i < shg_municipality_count(); i++) {
        if (!w->covered[i] && w->active[i] == 0 && w->waiting[i] == 0)
            continue;
        p->codes[p->n] = shg_municipality_at(i)->code;
        p->counts[p->n++] = w->active[i];
        p->sum += w->active[i];
    }
}

/* Those with starters alone are folded: that there is none is told. */
static enum shg_status hide_places(const shg_register *reg, long suppress, struct places *p) {
    struct shg_past past;
    enum shg_status status = shg_starters_past(reg, &past);
    struct shg_fold fold = {.values = p->codes,
                            .counts = p->counts,
                            .n = p->n,
                            .places = true,
                            .open = !shg_starters_sum_allowed(reg, p->sum, suppress),
                            .suppress = suppress,
                            .past = &past,
                            .rest = p->rest};
    if (status == SHG_OK)
        status = shg_past_fold(&fold);
    p->shown = fold.shown;
    shg_past_free(&past);
    return status;
}

static void put_place(const char *code, const char *name, long count, bool hidden, shg_grid *out) {
    shg_grid_text(out, code);
    shg_grid_text(out, name);
    shg_put_count(out, count, hidden);
    shg_grid_text(out, count == 0 ? "yes" : "no");
}

static bool place_hidden(const struct places *p, size_t i, bool county) {
    return p->counts[i] > 0 &&
           (p->shown == SHG_SHOWN_NOT || p->rest[i] == SHG_REST_ALL || (!county && p->rest[i] != SHG_REST_NONE));
}

static void put_places(const struct places *p, bool county, const char *only, shg_grid *out) {
    for (size_t i = 0, k; i < p->n; i = k) {
        const struct shg_municipality *m = shg_municipality_at((size_t)shg_municipality_find(p->codes[i]));
        long sum = 0;
        bool hidden = false;
        for (k = i; k < p->n && (k == i || (county && strncmp(p->codes[k], p->codes[i], 2) == 0)); k++) {
            sum += p->counts[k];
            hidden = hidden || place_hidden(p, k, county);
        }
        if (!only || strcmp(only, m->code) == 0)
            put_place(county ? m->county_code : m->code, county ? m->county : m->name, sum, hidden, out);
    }
    if (!only) {
        shg_grid_text(out, "all");
        shg_grid_empty(out);
        shg_put_count(out, p->sum, p->shown != SHG_SHOWN);
        shg_grid_text(out, p->sum == 0 ? "yes" : "no");
    }
}

static enum shg_status by_place(const shg_register *reg, const struct shg_ask *ask, bool county, shg_grid *out,
                                shg_faults *faults) {
    size_t n = shg_municipality_count();
    struct where w = {calloc(n + 1, sizeof *w.active), calloc(n + 1, sizeof *w.waiting),
                      calloc(n + 1, sizeof *w.covered)};
    struct places p = {calloc(n + 1, sizeof *p.codes),
                       calloc(n + 1, sizeof *p.counts),
                       calloc(n + 1, sizeof *p.rest),
                       0,
                       SHG_SHOWN,
                       0};
    bool good = w.active && w.waiting && w.covered && p.codes && p.counts && p.rest;
    shg_grid_column(out, county ? N_("county") : N_("municipality"), SHG_CELL_TEXT);
    shg_grid_column(out, N_("name"), SHG_CELL_TEXT);
    shg_grid_column(out, N_("starters"), SHG_CELL_NUMBER);
    shg_grid_column(out, N_("without"), SHG_CELL_TEXT);
    if (good) {
        count_places(reg, &w);
        list_places(&w, &p);
        good = ask->exact || hide_places(reg, shg_profile_of(reg)->suppress, &p) == SHG_OK;
    }
    if (good)
        put_places(&p, county, ask->municipality, out);
    free(w.active);
    free(w.waiting);
    free(w.covered);
    free(p.codes);
    free(p.counts);
    free(p.rest);
    return good ? SHG_OK : shg_fault_memory(faults);
}

enum shg_status shg_report_starters_by(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                       shg_faults *faults) {
    if (strcmp(ask->by, "municipality") == 0)
        return by_place(reg, ask, false, out, faults);
    if (ask->municipality || ask->status)
        return shg_fault_plain(faults, SHG_USAGE, "starters by stage or county are told of everywhere");
    if (strcmp(ask->by, "county") == 0)
        return by_place(reg, ask, true, out, faults);
    if (strcmp(ask->by, "stage") == 0)
        return by_stage(reg, ask, out, faults);
    return shg_fault_plain(faults, SHG_USAGE, "no such dimension: '%s'", ask->by);
}
