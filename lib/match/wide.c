#include "match/wide.h"

#include "match/texts.h"
#include "match/wants.h"

#include <stdlib.h>
#include <string.h>

/* The week, in which every slot lies. */
#define ALWAYS                                                                                                         \
    "mon00:00-24:00;tue00:00-24:00;wed00:00-24:00;thu00:00-24:00;fri00:00-24:00;sat00:00-24:00;sun00:00-24:00"
/* As far as a travel limit goes, and more rooms than any house has groups. */
#define FAR "600"
#define MANY "1000"

struct maker {
    struct shg_wide *out;
    shg_register *reg;
    const struct shg_instance *base;
    const bool *relaxed;
    const struct shg_ghosts *ghosts;
    struct shg_wants wants; /* as they stand */
    struct shg_texts *texts;
    struct shg_buf languages; /* all that anybody speaks */
    enum shg_status status;
};

/* ---- Taking the limits away ---- */

static void set(struct maker *m, enum shg_table table, size_t row, int column, const char *value) {
    if (m->status == SHG_OK)
        m->status = shg_set(m->reg, table, row, column, value);
}

static void find_languages(struct maker *m) {
    for (size_t i = 0; i < m->wants.n_languages; i++) {
        shg_buf_str(&m->languages, m->wants.language_names[i]);
        shg_buf_char(&m->languages, ';');
    }
    for (size_t g = 0; g < shg_rows(m->reg, SHG_GROUPS); g++) {
        const char *spoken = shg_text(m->reg, SHG_GROUPS, g, GROUP_LANGUAGE);
        if (*spoken && !shg_list_has(shg_buf_get(&m->languages), spoken)) {
            shg_buf_str(&m->languages, spoken);
            shg_buf_char(&m->languages, ';');
        }
    }
    if (!shg_list_has(shg_buf_get(&m->languages), "nb"))
        shg_buf_str(&m->languages, "nb");
    if (shg_buf_failed(&m->languages))
        m->status = SHG_SYSTEM;
}

static void relax_person(struct maker *m, size_t row) {
    set(m, SHG_PEOPLE, row, PERSON_MODE, "either");
    set(m, SHG_PEOPLE, row, PERSON_TRAVEL_LIMIT, FAR);
    set(m, SHG_PEOPLE, row, PERSON_AVAILABILITY, ALWAYS);
    set(m, SHG_PEOPLE, row, PERSON_MIXED_OK, "yes");
    set(m, SHG_PEOPLE, row, PERSON_LANGUAGES, shg_buf_get(&m->languages));
    set(m, SHG_PEOPLE, row, PERSON_GENDER_WISH, "any");
    set(m, SHG_PEOPLE, row, PERSON_AVOID, "");
}

/* A municipality from which a way of ten hours reaches all that matter. */
static const char *some_town(const struct maker *m) {
    for (size_t v = 0; v < shg_rows(m->reg, SHG_VENUES); v++)
        if (*shg_text(m->reg, SHG_VENUES, v, VENUE_MUNICIPALITY))
            return shg_text(m->reg, SHG_VENUES, v, VENUE_MUNICIPALITY);
    return "0301";
}

static void add_ghost(struct maker *m, const char *id, const char *gender) {
    size_t row;
    if (m->status == SHG_OK)
        m->status = shg_add_row(m->reg, SHG_STARTERS, &row);
    if (m->status != SHG_OK)
        return;
    set(m, SHG_STARTERS, row, STARTER_MUNICIPALITY, some_town(m));
    set(m, SHG_STARTERS, row, STARTER_ID, id);
    set(m, SHG_STARTERS, row, STARTER_STATUS, "active");
    set(m, SHG_STARTERS, row, STARTER_MODE, "either");
    set(m, SHG_STARTERS, row, STARTER_TRAVEL_LIMIT, FAR);
    set(m, SHG_STARTERS, row, STARTER_AVAILABILITY, ALWAYS);
    set(m, SHG_STARTERS, row, STARTER_LANGUAGES, shg_buf_get(&m->languages));
    set(m, SHG_STARTERS, row, STARTER_GENDER, gender);
}

/* Starters: all women, then all men; merge_leads makes one of each two. */
static void add_ghosts(struct maker *m, const char *gender) {
    for (uint32_t i = 0; i < m->ghosts->starters && m->status == SHG_OK; i++) {
        struct shg_buf id = SHG_BUF_EMPTY;
        shg_buf_printf(&id, "Sx%s%04u", gender, (unsigned)i);
        if (shg_buf_failed(&id))
            m->status = SHG_SYSTEM;
        add_ghost(m, shg_buf_get(&id), gender);
        shg_buf_free(&id);
    }
}

/* Somebody whom groups would take; merge_seats makes two of four: in every group two of the four have a seat. */
static void add_ghost_person(struct maker *m, const char *id, const char *gender, const char *wish) {
    size_t row;
    if (m->status == SHG_OK)
        m->status = shg_add_row(m->reg, SHG_PEOPLE, &row);
    if (m->status != SHG_OK)
        return;
    struct shg_buf themes = SHG_BUF_EMPTY;
    for (size_t i = 0; i < m->wants.n_themes; i++)
        if (strcmp(m->wants.theme_names[i], "mixed") != 0) /* which mixed_ok says already */
            shg_buf_printf(&themes, "%s;", m->wants.theme_names[i]);
    if (shg_buf_failed(&themes))
        m->status = SHG_SYSTEM;
    relax_person(m, row);
    set(m, SHG_PEOPLE, row, PERSON_ID, id);
    set(m, SHG_PEOPLE, row, PERSON_GENDER, gender);
    set(m, SHG_PEOPLE, row, PERSON_GENDER_WISH, wish);
    set(m, SHG_PEOPLE, row, PERSON_STATUS, "waiting");
    set(m, SHG_PEOPLE, row, PERSON_MUNICIPALITY, some_town(m));
    set(m, SHG_PEOPLE, row, PERSON_THEMES, shg_buf_get(&themes));
    char today[11];
    set(m, SHG_PEOPLE, row, PERSON_REGISTERED, shg_date_format(shg_register_today(m->reg), today));
    shg_buf_free(&themes);
}

static void add_ghost_screen(struct maker *m) {
    struct shg_buf slots = SHG_BUF_EMPTY;
    size_t row, n = shg_rows(m->reg, SHG_VENUES);
    for (size_t v = 0; v < n; v++) {
        const char *at = shg_text(m->reg, SHG_VENUES, v, VENUE_SLOTS), *item;
        size_t length;
        while (shg_next_item(&at, &item, &length)) {
            char text[15];
            struct shg_window w;
            if (shg_window_parse(item, length, &w) && !shg_list_has(shg_buf_get(&slots), shg_window_format(w, text)))
                shg_buf_printf(&slots, "%s;", text);
        }
    }
    if (shg_buf_failed(&slots))
        m->status = SHG_SYSTEM;
    if (m->status == SHG_OK)
        m->status = shg_add_row(m->reg, SHG_VENUES, &row);
    if (m->status == SHG_OK) {
        set(m, SHG_VENUES, row, VENUE_ID, "Vx");
        set(m, SHG_VENUES, row, VENUE_KIND, "digital");
        set(m, SHG_VENUES, row, VENUE_SLOTS, shg_buf_get(&slots));
    }
    shg_buf_free(&slots);
}

/* The rows of apart.csv that bind a person, or the starter who they are, speak of nobody then. */
static void unbind(struct maker *m, const char *id) {
    for (size_t row = 0; row < shg_rows(m->reg, SHG_APART); row++) {
        bool theirs = false;
        for (int column = APART_A; column <= APART_B; column++) {
            const char *who = shg_text(m->reg, SHG_APART, row, column);
            uint32_t starter = shg_find(m->reg, SHG_STARTERS, who);
            theirs |= !strcmp(who, id) ||
                      (starter != SHG_NONE && !strcmp(shg_text(m->reg, SHG_STARTERS, starter, STARTER_PERSON), id));
        }
        for (int column = APART_A; theirs && column <= APART_B; column++)
            set(m, SHG_APART, row, column, id);
    }
}

static void take_limits_away(struct maker *m) {
    find_languages(m);
    if (m->ghosts->unbound)
        unbind(m, m->ghosts->unbound);
    for (size_t p = 0; m->relaxed && p < m->base->n_persons; p++)
        if (m->relaxed[p])
            relax_person(m, m->base->persons[p].row);
    /* ghosts stand behind all others: letters come after digits */
    add_ghosts(m, "f");
    add_ghosts(m, "m");
    if (m->ghosts->people) {
        add_ghost_person(m, "Pxf", "f", "any");
        add_ghost_person(m, "Pxm", "m", "any");
        add_ghost_person(m, "Pyf", "f", "same");
        add_ghost_person(m, "Pym", "m", "same");
    }
    if (m->ghosts->screen)
        add_ghost_screen(m);
    for (size_t v = 0; v < shg_rows(m->reg, SHG_VENUES); v++)
        set(m, SHG_VENUES, v, VENUE_ROOMS, MANY);
}

/* ---- What stands against a seat ---- */

static bool avoids(const struct shg_wants *wants, const struct shg_want *x, int32_t what) {
    for (uint32_t i = 0; i < x->avoid; i++)
        if (wants->avoid[x->avoid_at + i] == what)
            return true;
    return false;
}

static uint8_t lacks_venue(const struct maker *m, const struct shg_want *x, const struct shg_candidate *c,
                           int municipality, int minutes) {
    unsigned lacks = 0;
    if (c->digital ? x->mode == MODE_IN_PERSON : x->mode == MODE_DIGITAL)
        lacks |= SHG_CHANGE_MODE;
    if (!c->digital && minutes > x->limit)
        lacks |= SHG_CHANGE_TRAVEL;
    if (avoids(&m->wants, x, -1 - (int32_t)c->venue_row))
        lacks |= SHG_CHANGE_VENUE;
    if (!c->digital && avoids(&m->wants, x, municipality))
        lacks |= SHG_CHANGE_TOWN;
    return (uint8_t)lacks;
}

static uint8_t lacks_kind(const struct maker *m, const struct shg_want *x, const struct shg_candidate *c) {
    const struct shg_wants *w = &m->wants;
    unsigned lacks = 0;
    if (!shg_want_time(w, x, c->window))
        lacks |= SHG_CHANGE_WINDOW;
    if (!shg_want_language(w, x, shg_name_find(w->language_names, w->n_languages, c->language)))
        lacks |= SHG_CHANGE_LANGUAGE;
    if (!strcmp(c->theme, "mixed") && !shg_want_theme(w, x, shg_name_find(w->theme_names, w->n_themes, "mixed")))
        lacks |= SHG_CHANGE_MIXED;
    if (!(x->kinds >> c->kind & 1))
        lacks |= SHG_CHANGE_GENDER;
    return (uint8_t)lacks;
}

static void weigh_candidate(struct maker *m, uint32_t number) {
    struct shg_wide *out = m->out;
    const struct shg_candidate *c = &out->inst.candidates[number];
    const int municipality =
        c->digital ? -1 : shg_municipality_of(m->reg, SHG_VENUES, c->venue_row, VENUE_MUNICIPALITY);
    for (size_t i = c->seats_at; i < c->seats_at + c->seats; i++) {
        if (out->inst.seats[i].person >= out->persons) {
            out->lacks[i] = UINT8_MAX;
            continue;
        }
        const struct shg_want *x = &m->wants.people[out->inst.seats[i].person];
        int minutes = c->digital || x->municipality < 0 ? 0 : shg_travel_minutes(m->reg, x->municipality, c->venue_row);
        out->minutes[i] = (uint16_t)minutes;
        out->lacks[i] = (uint8_t)(lacks_venue(m, x, c, municipality, minutes) | lacks_kind(m, x, c));
        out->people[number] += out->lacks[i] == 0;
        out->today += out->lacks[i] == 0;
    }
}

/* ---- Starters, rooms ---- */

static bool is_led(const struct shg_wide *w, const struct shg_candidate *c) {
    uint32_t n = 0;
    bool active = false;
    for (uint32_t i = 0; i < c->leads; i++) {
        uint32_t s = w->inst.leads[c->leads_at + i].starter;
        if (s >= w->ghosts)
            continue;
        n++;
        active |= w->inst.starters[s].active;
    }
    return !c->needs || (active && n >= w->inst.starters_min);
}

static void find_left(struct maker *m) {
    const struct shg_instance *wide = &m->out->inst, *base = m->base;
    for (size_t r = 0; r < wide->n_rooms; r++)
        for (size_t b = 0; b < base->n_rooms; b++)
            if (base->rooms[b].venue_row == wide->rooms[r].venue_row &&
                !strcmp(base->rooms[b].slot, wide->rooms[r].slot))
                m->out->left[r] = base->rooms[b].left;
}

/* ---- Ghosts: of women and men some are made who suit every group ---- */

/* The man's leads of groups of men become the woman's; the others are dropped. Candidates may share a list: those of
 * men alone with men. */
static void merge_leads(const struct shg_wide *w, struct shg_candidate *c) {
    const uint32_t men = w->ghosts + w->n_ghosts;
    struct shg_lead *leads = w->inst.leads + c->leads_at;
    if (c->kind == SHG_KIND_MEN)
        for (uint32_t i = 0; i < c->leads; i++)
            leads[i].starter -= leads[i].starter >= men ? w->n_ghosts : 0;
    else
        while (c->leads > 0 && leads[c->leads - 1].starter >= men)
            c->leads--;
}

/* The last two seats, whosever they are, become those of the first two. */
static void merge_seats(const struct shg_wide *w, struct shg_candidate *c) {
    struct shg_seat *seats = w->inst.seats + c->seats_at;
    if (c->seats < 2 || seats[c->seats - 2].person < w->persons)
        return;
    seats[c->seats - 2].person = w->persons;
    seats[c->seats - 1].person = w->persons + 1;
}

static void merge_ghosts(struct shg_wide *w) {
    for (size_t c = 0; c < w->inst.n_candidates; c++) {
        merge_leads(w, &w->inst.candidates[c]);
        merge_seats(w, &w->inst.candidates[c]);
    }
    for (size_t p = w->persons; p < w->inst.n_persons; p++)
        w->inst.persons[p].gender = SHG_NO_GENDER;
}

/* The candidates of each person. */
static bool index_seats(struct shg_wide *out) {
    const struct shg_instance *inst = &out->inst;
    out->chance_at = calloc(inst->n_persons + 2, sizeof *out->chance_at);
    out->chances = calloc(inst->n_seats + 1, sizeof *out->chances);
    if (!out->chance_at || !out->chances)
        return false;
    size_t *next = out->chance_at + 1; /* moves on to the end of each while they are filled in */
    for (size_t c = 0; c < inst->n_candidates; c++)
        for (size_t i = inst->candidates[c].seats_at; i < inst->candidates[c].seats_at + inst->candidates[c].seats; i++)
            next[inst->seats[i].person + 1]++;
    for (size_t p = 0; p < inst->n_persons; p++)
        next[p + 1] += next[p];
    for (uint32_t c = 0; c < inst->n_candidates; c++)
        for (size_t i = inst->candidates[c].seats_at; i < inst->candidates[c].seats_at + inst->candidates[c].seats; i++)
            out->chances[next[inst->seats[i].person]++] = c;
    return true;
}

static bool weigh(struct maker *m) {
    struct shg_wide *out = m->out;
    const struct shg_instance *inst = &out->inst;
    out->ghosts = (uint32_t)m->base->n_starters;
    out->n_ghosts = m->ghosts->starters;
    out->persons = (uint32_t)m->base->n_persons;
    merge_ghosts(out);
    out->lacks = calloc(inst->n_seats + 1, sizeof *out->lacks);
    out->minutes = calloc(inst->n_seats + 1, sizeof *out->minutes);
    out->left = calloc(inst->n_rooms + 1, sizeof *out->left);
    out->people = calloc(inst->n_candidates + 1, sizeof *out->people);
    out->led = calloc(inst->n_candidates + 1, sizeof *out->led);
    if (!out->lacks || !out->minutes || !out->left || !out->people || !out->led || !index_seats(out))
        return false;
    find_left(m);
    for (uint32_t c = 0; c < inst->n_candidates; c++) {
        weigh_candidate(m, c);
        out->led[c] = is_led(out, &inst->candidates[c]);
    }
    for (size_t p = 0; p < out->persons; p++)
        inst->persons[p].not_alone = m->base->persons[p].not_alone;
    return true;
}

/* ---- All ---- */

static void make(struct maker *m, const struct shg_opening *opening, shg_faults *faults) {
    m->status = shg_register_load(&m->reg, opening, faults);
    if (m->status != SHG_OK)
        return;
    m->status = shg_wants_read(&m->wants, m->reg, &m->texts);
    if (m->status == SHG_OK)
        take_limits_away(m);
    if (m->status != SHG_OK) {
        m->status = shg_fault_memory(faults);
        return;
    }
    m->status = shg_instance_build(&m->out->inst, m->reg, m->relaxed != NULL, faults);
    if (m->status != SHG_OK)
        return;
    if (m->out->inst.n_persons != m->base->n_persons + (m->ghosts->people ? 4 : 0) ||
        m->out->inst.n_starters != m->base->n_starters + 2 * (size_t)m->ghosts->starters)
        m->status = shg_fault_plain(faults, SHG_SYSTEM, "the register has changed meanwhile");
    else if (!weigh(m))
        m->status = shg_fault_memory(faults);
    if (m->status != SHG_OK)
        shg_wide_free(m->out);
}

enum shg_status shg_wide_make(struct shg_wide *out, const struct shg_opening *opening, const struct shg_instance *base,
                              const bool *relaxed, const struct shg_ghosts *ghosts, shg_faults *faults) {
    *out = (struct shg_wide){.ghosts = 0};
    struct maker m = {.out = out, .base = base, .relaxed = relaxed, .ghosts = ghosts, .languages = SHG_BUF_EMPTY};
    make(&m, opening, faults);
    shg_wants_free(&m.wants);
    shg_texts_free(m.texts);
    shg_buf_free(&m.languages);
    shg_register_free(m.reg);
    return m.status;
}

void shg_wide_free(struct shg_wide *wide) {
    shg_instance_free(&wide->inst);
    free(wide->lacks);
    free(wide->minutes);
    free(wide->left);
    free(wide->people);
    free(wide->led);
    free(wide->chance_at);
    free(wide->chances);
    *wide = (struct shg_wide){.ghosts = 0};
}

enum shg_status shg_wide_plan(const struct shg_wide *wide, const struct shg_instance *base, const struct shg_plan *plan,
                              struct shg_plan *out) {
    return shg_plan_renumber(&wide->inst, base, plan, out);
}
