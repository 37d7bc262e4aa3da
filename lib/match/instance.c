#include "match/instance.h"

#include "match/humans.h"
#include "match/leading.h"
#include "match/reach.h"
#include "match/standing.h"
#include "match/texts.h"
#include "match/wants.h"
#include "place/place.h"
#include "register/closure.h"

#include <stdlib.h>
#include <string.h>

/* A person of the room at hand under one kind (theme, language, composition packed). */
struct pick {
    uint32_t kind, person;
    int32_t worth;
};

struct lead_range {
    uint32_t at, n;
    bool made;
};

/* Whose towns. */
enum { PEOPLE, STARTERS };

struct build {
    struct shg_instance *inst;
    const shg_register *reg;
    const struct shg_profile *profile;
    shg_closures *closures;
    struct shg_wants wants;
    struct shg_bans bans;
    struct shg_leading leading;
    struct shg_standing standing;
    struct shg_towns towns[2];            /* people, starters */
    int *minutes;                         /* from each municipality to the venue at hand */
    uint32_t *venues;                     /* rows, by id */
    struct shg_reached *here, *lead_here; /* at the slot at hand */
    size_t n_here, n_lead_here;
    struct pick *picks, *picks2;
    size_t n_picks, cap_picks, cap_picks2;
    uint32_t *kind_count;
    struct lead_range *lead_ranges; /* by language and composition */
    size_t cap_candidates, cap_rooms, cap_seats, cap_leads;
    bool keep_all, failed;
};

static void *claim(struct build *b, void *list, size_t *cap, size_t need, size_t size) {
    void *moved = shg_grow(list, cap, need, size);
    if (!moved)
        b->failed = true;
    return moved ? moved : list;
}

static const char *keep(struct build *b, const char *s, size_t n) {
    const char *kept = shg_texts_keep(&b->inst->texts, s, n);
    if (!kept)
        b->failed = true;
    return kept ? kept : "";
}

static const char *keep_text(struct build *b, enum shg_table table, size_t row, int column, const char *otherwise) {
    const char *s = shg_text(b->reg, table, row, column);
    return keep(b, *s ? s : otherwise, strlen(*s ? s : otherwise));
}

/* ---- persons and starters ---- */

/* PLACE and the days waited (matching.md, "What a plan is worth"). */
static int32_t person_points(const struct build *b, size_t row) {
    shg_date since = shg_day(b->reg, SHG_PEOPLE, row, PERSON_QUEUED);
    if (since == SHG_NO_DATE)
        since = shg_day(b->reg, SHG_PEOPLE, row, PERSON_REGISTERED);
    long days = since == SHG_NO_DATE ? 0
                                     : (long)shg_register_today(b->reg) - since -
                                           shg_number(b->reg, SHG_PEOPLE, row, PERSON_PAUSED_DAYS, 0);
    days = days < 0 ? 0 : days > b->profile->wait_cap ? b->profile->wait_cap : days;
    return (int32_t)(b->profile->place + days);
}

static void give_persons(struct build *b) {
    struct shg_instance *inst = b->inst;
    inst->persons = calloc(b->wants.n_people + 1, sizeof *inst->persons);
    if (!inst->persons) {
        b->failed = true;
        return;
    }
    for (size_t i = 0; i < b->wants.n_people; i++) {
        const struct shg_want *x = &b->wants.people[i];
        bool shy = shg_value(b->reg, SHG_PEOPLE, x->row, PERSON_GENDER_WISH, WISH_ANY) == WISH_NOT_ALONE;
        inst->persons[i] = (struct shg_person){
            .id = x->id,
            .row = x->row,
            .points = person_points(b, x->row),
            .birth_year = (int16_t)shg_number(b->reg, SHG_PEOPLE, x->row, PERSON_BIRTH_YEAR, 0),
            .gender = x->gender,
            .not_alone = shy && (x->gender == GENDER_F || x->gender == GENDER_M),
            .bundle = (uint32_t)i,
        };
    }
    inst->n_persons = b->wants.n_people;
}

static uint8_t kind_of(const shg_register *reg, uint32_t group) {
    switch (shg_value(reg, SHG_GROUPS, group, GROUP_COMPOSITION, COMPOSITION_ANY)) {
    case COMPOSITION_WOMEN:
        return SHG_KIND_WOMEN;
    case COMPOSITION_MEN:
        return SHG_KIND_MEN;
    default:
        return SHG_KIND_ANY;
    }
}

/* ---- seats and leads of one candidate ---- */

static void add_seat(struct build *b, uint32_t person, int32_t worth) {
    struct shg_instance *inst = b->inst;
    inst->seats = claim(b, inst->seats, &b->cap_seats, inst->n_seats + 1, sizeof *inst->seats);
    if (!b->failed)
        inst->seats[inst->n_seats++] = (struct shg_seat){person, worth};
}

static void add_candidate(struct build *b, const struct shg_candidate *c) {
    struct shg_instance *inst = b->inst;
    inst->candidates = claim(b, inst->candidates, &b->cap_candidates, inst->n_candidates + 1, sizeof *inst->candidates);
    if (!b->failed)
        inst->candidates[inst->n_candidates++] = *c;
}

static void add_lead(struct build *b, uint32_t starter, int32_t points) {
    struct shg_instance *inst = b->inst;
    inst->leads = claim(b, inst->leads, &b->cap_leads, inst->n_leads + 1, sizeof *inst->leads);
    if (!b->failed)
        inst->leads[inst->n_leads++] = (struct shg_lead){starter, points};
}

/* Starters at a slot: time, absences, and nothing that they lead already at that time. */
static void leads_at_slot(struct build *b, struct shg_window slot) {
    b->n_lead_here = 0;
    for (size_t i = 0; i < b->towns[STARTERS].n; i++) {
        uint32_t s = b->towns[STARTERS].reached[i].number;
        if (shg_want_time(&b->wants, &b->wants.starters[s], slot) && !shg_leads_at(&b->leading, s, slot) &&
            shg_free_dates(b->closures, b->inst->starters[s].row, slot, shg_register_today(b->reg), 6) >= 4)
            b->lead_here[b->n_lead_here++] = b->towns[STARTERS].reached[i];
    }
}

static void people_at_slot(struct build *b, struct shg_window slot) {
    b->n_here = 0;
    const struct shg_towns *people = &b->towns[PEOPLE];
    for (size_t i = 0; i < people->n; i++)
        if (shg_want_time(&b->wants, &b->wants.people[people->reached[i].number], slot))
            b->here[b->n_here++] = people->reached[i];
}

static bool enough_leads(const struct build *b, const struct shg_candidate *c) {
    bool active = false;
    for (size_t i = 0; i < c->leads; i++)
        active |= b->inst->starters[b->inst->leads[c->leads_at + i].starter].active;
    return active && c->leads >= b->inst->starters_min;
}

/* ---- standing groups ---- */

/* Whether the birth year goes with those of the members held. */
static bool age_fits(const struct build *b, const struct shg_candidate *c, int16_t year) {
    const long spread = b->profile->age_spread;
    if (!spread || !year || !c->year_low)
        return true;
    int16_t low = year < c->year_low ? year : c->year_low, high = year > c->year_high ? year : c->year_high;
    return high - low <= spread;
}

static void standing_seats(struct build *b, struct shg_candidate *c) {
    const struct shg_wants *w = &b->wants;
    uint32_t theme = shg_name_find(w->theme_names, w->n_themes, c->theme);
    uint32_t language = shg_name_find(w->language_names, w->n_languages, c->language);
    int32_t fit = strcmp(c->theme, "mixed") != 0 ? (int32_t)b->profile->theme : 0;
    c->seats_at = b->inst->n_seats;
    for (size_t i = 0; i < b->n_here && c->most; i++) {
        uint32_t p = b->here[i].number;
        const struct shg_want *x = &w->people[p];
        if (!(x->kinds >> c->kind & 1) || !shg_want_theme(w, x, theme) || !shg_want_language(w, x, language) ||
            shg_want_group_again(w, x, c->row))
            continue;
        b->inst->all_seats++;
        if (!shg_banned(&b->bans, p, c->row) && age_fits(b, c, b->inst->persons[p].birth_year))
            add_seat(b, p, b->inst->persons[p].points + fit + b->here[i].points);
    }
    c->seats = (uint32_t)(b->inst->n_seats - c->seats_at);
}

static void standing_leads(struct build *b, struct shg_candidate *c) {
    const struct shg_wants *w = &b->wants;
    uint32_t language = shg_name_find(w->language_names, w->n_languages, c->language);
    c->leads_at = (uint32_t)b->inst->n_leads;
    for (size_t i = 0; i < b->n_lead_here && c->needs; i++) {
        uint32_t s = b->lead_here[i].number;
        const struct shg_want *x = &w->starters[s];
        if ((x->kinds >> c->kind & 1) && shg_want_language(w, x, language) && !shg_want_group_again(w, x, c->row) &&
            !shg_banned(&b->bans, (uint32_t)b->inst->n_persons + s, c->row))
            add_lead(b, s, b->lead_here[i].points);
    }
    c->leads = (uint32_t)(b->inst->n_leads - c->leads_at);
}

/* A standing group at the venue at hand, whose venue and slot are set. */
static void add_standing(struct build *b, const struct shg_meeting_group *at, const struct shg_where_met *venue) {
    struct shg_instance *inst = b->inst;
    const uint32_t g = at->row;
    struct shg_candidate c = {
        .row = g, .room = SHG_NONE, .venue_row = venue->row, .digital = venue->digital, .window = at->window};
    if (!shg_standing_limits(&b->standing, g, &c) || !at->timed)
        return;
    c.group = keep_text(b, SHG_GROUPS, g, GROUP_ID, "");
    c.venue = keep_text(b, SHG_GROUPS, g, GROUP_VENUE, "");
    c.slot = keep_text(b, SHG_GROUPS, g, GROUP_SLOT, "");
    c.theme = keep_text(b, SHG_GROUPS, g, GROUP_THEME, "");
    c.language = keep_text(b, SHG_GROUPS, g, GROUP_LANGUAGE, "nb");
    c.kind = kind_of(b->reg, g);
    people_at_slot(b, c.window);
    leads_at_slot(b, c.window);
    standing_seats(b, &c);
    standing_leads(b, &c);
    inst->all_candidates += c.seats || c.needs;
    bool may_take = c.most >= c.least && c.seats >= c.least;
    if (!b->keep_all && ((c.needs && !enough_leads(b, &c)) || (!may_take && !c.idle)))
        return;
    add_candidate(b, &c);
}

/* ---- new groups ---- */

/* Every kind under which the people at hand could meet at the slot, a pick each. */
static void pick_all(struct build *b, uint32_t venue, struct shg_window slot, uint32_t mixed) {
    const struct shg_wants *w = &b->wants;
    b->n_picks = 0;
    for (size_t i = 0; i < b->n_here && !b->failed; i++) {
        uint32_t p = b->here[i].number;
        const struct shg_want *x = &w->people[p];
        if (shg_want_slot_again(w, x, venue, slot))
            continue;
        size_t need = b->n_picks + (size_t)x->themes * x->languages * 3;
        b->picks = claim(b, b->picks, &b->cap_picks, need + 1, sizeof *b->picks);
        for (uint32_t t = 0; !b->failed && t < x->themes; t++) {
            uint32_t theme = w->themes[x->themes_at + t];
            int32_t worth =
                b->inst->persons[p].points + b->here[i].points + (theme == mixed ? 0 : (int32_t)b->profile->theme);
            for (uint32_t l = 0; l < x->languages; l++)
                for (uint32_t k = 0; k < 3; k++)
                    if (x->kinds >> k & 1)
                        b->picks[b->n_picks++] = (struct pick){
                            (theme * (uint32_t)w->n_languages + w->languages[x->languages_at + l]) * 3 + k, p, worth};
        }
    }
}

/* Sorts the picks by kind, keeping their order: a counting sort. */
static void sort_picks(struct build *b) {
    size_t kinds = b->wants.n_themes * b->wants.n_languages * 3;
    b->picks2 = claim(b, b->picks2, &b->cap_picks2, b->n_picks + 1, sizeof *b->picks2);
    if (b->failed)
        return;
    memset(b->kind_count, 0, (kinds + 1) * sizeof *b->kind_count);
    for (size_t i = 0; i < b->n_picks; i++)
        b->kind_count[b->picks[i].kind + 1]++;
    for (size_t k = 0; k < kinds; k++)
        b->kind_count[k + 1] += b->kind_count[k];
    for (size_t i = 0; i < b->n_picks; i++)
        b->picks2[b->kind_count[b->picks[i].kind]++] = b->picks[i];
}

/* The starters at hand who fit a language and composition, made once a room. */
static struct lead_range leads_of(struct build *b, uint32_t venue, struct shg_window slot, uint32_t language,
                                  uint32_t kind) {
    struct lead_range *range = &b->lead_ranges[language * 3 + kind];
    if (range->made)
        return *range;
    range->at = (uint32_t)b->inst->n_leads;
    for (size_t i = 0; i < b->n_lead_here; i++) {
        const struct shg_want *x = &b->wants.starters[b->lead_here[i].number];
        if ((x->kinds >> kind & 1) && shg_want_language(&b->wants, x, language) &&
            !shg_want_slot_again(&b->wants, x, venue, slot))
            add_lead(b, b->lead_here[i].number, b->lead_here[i].points);
    }
    range->n = (uint32_t)(b->inst->n_leads - range->at);
    range->made = true;
    return *range;
}

/* One kind: picks2[from..to). */
static void add_fresh(struct build *b, const struct shg_candidate *base, size_t from, size_t to) {
    struct shg_candidate c = *base;
    uint32_t kind = b->picks2[from].kind, language = kind / 3 % (uint32_t)b->wants.n_languages;
    c.kind = (uint8_t)(kind % 3);
    c.language = b->wants.language_names[language];
    c.theme = b->wants.theme_names[kind / 3 / b->wants.n_languages];
    b->inst->all_candidates++;
    b->inst->all_seats += to - from;
    if (!b->keep_all && to - from < c.least)
        return;
    struct lead_range leads = leads_of(b, c.venue_row, c.window, language, kind % 3);
    c.leads_at = leads.at;
    c.leads = leads.n;
    if (!b->keep_all && !enough_leads(b, &c))
        return;
    c.seats_at = b->inst->n_seats;
    for (size_t i = from; i < to; i++)
        add_seat(b, b->picks2[i].person, b->picks2[i].worth);
    c.seats = (uint32_t)(to - from);
    add_candidate(b, &c);
}

static void add_kinds(struct build *b, const struct shg_candidate *base) {
    const struct shg_wants *w = &b->wants;
    memset(b->lead_ranges, 0, w->n_languages * 3 * sizeof *b->lead_ranges);
    people_at_slot(b, base->window);
    leads_at_slot(b, base->window);
    pick_all(b, base->venue_row, base->window, shg_name_find(w->theme_names, w->n_themes, "mixed"));
    sort_picks(b);
    for (size_t from = 0, to; from < b->n_picks && !b->failed; from = to) {
        for (to = from; to < b->n_picks && b->picks2[to].kind == b->picks2[from].kind;)
            to++;
        add_fresh(b, base, from, to);
    }
}

/* The most that a new group at a venue takes. */
static long most_of_new(const struct build *b, uint32_t venue) {
    long seats = shg_number(b->reg, SHG_VENUES, venue, VENUE_SEATS, -1), most = b->profile->max;
    return seats >= 0 && seats - 2 < most ? seats - 2 : most;
}

/* A room: a slot of the venue at hand, where new groups can begin. */
static void add_room(struct build *b, const struct shg_where_met *venue, const char *slot, struct shg_window window) {
    struct shg_instance *inst = b->inst;
    long left = shg_rooms_left(&b->standing, venue->row, window), most = most_of_new(b, venue->row);
    if (left <= 0 || most < b->profile->min ||
        shg_open_dates(b->closures, venue->row, window, shg_register_today(b->reg), 6) < 4)
        return;
    const char *id = keep_text(b, SHG_VENUES, venue->row, VENUE_ID, "");
    inst->rooms = claim(b, inst->rooms, &b->cap_rooms, inst->n_rooms + 1, sizeof *inst->rooms);
    if (b->failed)
        return;
    inst->rooms[inst->n_rooms] = (struct shg_room){id, slot, venue->row, (uint32_t)left};
    const struct shg_candidate base = {
        .row = SHG_NONE,
        .room = (uint32_t)inst->n_rooms++,
        .venue = id,
        .slot = slot,
        .venue_row = venue->row,
        .digital = venue->digital,
        .needs = true,
        .window = window,
        .least = (uint16_t)b->profile->min,
        .most = (uint16_t)most,
        .aim = (uint16_t)(b->profile->aim < most ? b->profile->aim : most),
        .opening = (int32_t)b->profile->open,
    };
    add_kinds(b, &base);
}

/* ---- venue by venue ---- */

struct slot_text {
    const char *text;
    struct shg_window window;
};

static int by_slot(const void *a, const void *b) {
    return strcmp(((const struct slot_text *)a)->text, ((const struct slot_text *)b)->text);
}

static void add_rooms(struct build *b, const struct shg_where_met *venue) {
    const char *at = shg_text(b->reg, SHG_VENUES, venue->row, VENUE_SLOTS), *item;
    struct slot_text *slots = NULL;
    size_t n = 0, cap = 0, length;
    while (!b->failed && shg_next_item(&at, &item, &length)) {
        slots = claim(b, slots, &cap, n + 1, sizeof *slots);
        if (b->failed)
            break;
        slots[n].text = keep(b, item, length);
        n += shg_window_parse(item, length, &slots[n].window);
    }
    if (n)
        qsort(slots, n, sizeof *slots, by_slot);
    for (size_t i = 0; i < n && !b->failed; i++)
        add_room(b, venue, slots[i].text, slots[i].window);
    free(slots);
}

static void add_venue(struct build *b, uint32_t row) {
    bool digital = shg_value(b->reg, SHG_VENUES, row, VENUE_KIND, VENUE_IS_IN_PERSON) == VENUE_IS_DIGITAL;
    const struct shg_where_met venue = {
        .row = row,
        .municipality = digital ? -1 : shg_municipality_of(b->reg, SHG_VENUES, row, VENUE_MUNICIPALITY),
        .digital = digital,
        .step_free = shg_value(b->reg, SHG_VENUES, row, VENUE_STEP_FREE, 0) == 1,
    };
    size_t n;
    const struct shg_meeting_group *groups = shg_standing_at(&b->standing, row, &n);
    if (!digital)
        shg_minutes_to(b->reg, &venue, b->towns, 2, b->minutes);
    for (int k = 0; k < 2; k++)
        shg_towns_reach(&b->towns[k], &venue, b->minutes);
    for (size_t i = 0; i < n && !b->failed; i++)
        add_standing(b, &groups[i], &venue);
    add_rooms(b, &venue);
}

static int by_group(const void *a, const void *b) {
    return strcmp(((const struct shg_candidate *)a)->group, ((const struct shg_candidate *)b)->group);
}

/* What a list has room for beyond its n is given back. */
static void *fit(void *list, size_t n, size_t size) {
    void *moved = list ? realloc(list, (n + 1) * size) : NULL;
    return moved ? moved : list;
}

/* Standing candidates by id, then the new ones as they came: by room and kind. There may be many of these, so the list
 * is ordered where it lies. */
static void give_candidates(struct build *b) {
    struct shg_instance *inst = b->inst;
    size_t n = 0, to = inst->n_candidates;
    inst->candidates = claim(b, inst->candidates, &b->cap_candidates, to + 1, sizeof *inst->candidates);
    if (b->failed)
        return;
    struct shg_candidate *list = inst->candidates, *standing;
    for (size_t i = 0; i < inst->n_candidates; i++)
        n += list[i].group != NULL;
    standing = calloc(n + 1, sizeof *standing);
    if (!standing) {
        b->failed = true;
        return;
    }
    inst->n_standing = n;
    for (size_t i = inst->n_candidates; i-- > 0;)
        if (list[i].group)
            standing[--n] = list[i];
        else
            list[--to] = list[i];
    if (inst->n_standing) {
        qsort(standing, inst->n_standing, sizeof *standing, by_group);
        memcpy(list, standing, inst->n_standing * sizeof *standing);
    }
    free(standing);
    inst->candidates = fit(list, inst->n_candidates, sizeof *list);
    inst->seats = fit(inst->seats, inst->n_seats, sizeof *inst->seats);
    inst->leads = fit(inst->leads, inst->n_leads, sizeof *inst->leads);
}

/* Leaves out the seats of a candidate whose bundle cannot come as a whole. here: zero for all, before and after. */
static void drop_split(struct shg_instance *inst, struct shg_candidate *c, const uint32_t *size, uint32_t *here) {
    struct shg_seat *seats = inst->seats + c->seats_at;
    uint32_t n = c->seats, kept = 0;
    for (uint32_t i = 0; i < n; i++)
        here[inst->persons[seats[i].person].bundle]++;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t bundle = inst->persons[seats[i].person].bundle;
        if (here[bundle] == size[bundle] && size[bundle] <= c->most) {
            struct shg_seat seat = seats[i]; /* exchanged, so that every bundle can be found for the zeroing */
            seats[i] = seats[kept];
            seats[kept++] = seat;
        }
    }
    for (uint32_t i = 0; i < n; i++)
        here[inst->persons[seats[i].person].bundle] = 0;
    c->seats = kept;
}

static void drop_split_bundles(struct build *b) {
    struct shg_instance *inst = b->inst;
    uint32_t *size = calloc(inst->n_persons + 1, sizeof *size), *here = calloc(inst->n_persons + 1, sizeof *here);
    bool any = false;
    for (size_t p = 0; size && here && p < inst->n_persons; p++)
        any |= ++size[inst->persons[p].bundle] > 1;
    for (size_t c = 0; size && here && any && c < inst->n_candidates; c++)
        drop_split(inst, &inst->candidates[c], size, here);
    if (!size || !here)
        b->failed = true;
    free(size);
    free(here);
}

/* ---- order and room for work ---- */

struct row_id {
    const char *id;
    uint32_t row;
};

static int by_row_id(const void *a, const void *b) {
    return strcmp(((const struct row_id *)a)->id, ((const struct row_id *)b)->id);
}

/* The rows of venues.csv by id. NULL when out of memory. */
static uint32_t *venues_by_id(const shg_register *reg) {
    const size_t rows = shg_rows(reg, SHG_VENUES);
    struct row_id *list = calloc(rows + 1, sizeof *list);
    uint32_t *out = calloc(rows + 1, sizeof *out);
    for (size_t r = 0; list && out && r < rows; r++)
        list[r] = (struct row_id){shg_text(reg, SHG_VENUES, r, VENUE_ID), (uint32_t)r};
    if (list && out && rows)
        qsort(list, rows, sizeof *list, by_row_id);
    for (size_t i = 0; list && out && i < rows; i++)
        out[i] = list[i].row;
    if (!list) {
        free(out);
        out = NULL;
    }
    free(list);
    return out;
}

static bool file_all(struct build *b) {
    const struct shg_profile *p = b->profile;
    const struct shg_wants *w = &b->wants;
    const struct shg_nearness people = {p->near, p->near, p->either},
                              starters = {p->starter_near, p->starter_near, p->starter_near};
    return shg_towns_new(&b->towns[PEOPLE], w, w->people, w->n_people, people) == SHG_OK &&
           shg_towns_new(&b->towns[STARTERS], w, w->starters, w->n_starters, starters) == SHG_OK &&
           shg_standing_read(&b->standing, b->reg) == SHG_OK;
}

static bool make_room(struct build *b) {
    const struct shg_wants *w = &b->wants;
    b->venues = venues_by_id(b->reg);
    b->minutes = calloc(shg_municipality_count() + 1, sizeof *b->minutes);
    b->here = calloc(w->n_people + 1, sizeof *b->here);
    b->lead_here = calloc(w->n_starters + 1, sizeof *b->lead_here);
    b->kind_count = calloc(w->n_themes * w->n_languages * 3 + 2, sizeof *b->kind_count);
    b->lead_ranges = calloc(w->n_languages * 3 + 1, sizeof *b->lead_ranges);
    b->closures = shg_closures_new(b->reg);
    return b->venues && b->minutes && b->here && b->lead_here && b->kind_count && b->lead_ranges && b->closures;
}

static void build_free(struct build *b) {
    shg_closures_free(b->closures);
    shg_wants_free(&b->wants);
    free(b->bans.list);
    shg_leading_free(&b->leading);
    shg_standing_free(&b->standing);
    shg_towns_free(&b->towns[PEOPLE]);
    shg_towns_free(&b->towns[STARTERS]);
    free(b->minutes);
    free(b->venues);
    free(b->here);
    free(b->lead_here);
    free(b->picks);
    free(b->picks2);
    free(b->kind_count);
    free(b->lead_ranges);
}

static void build_all(struct build *b) {
    if (shg_leading_read(&b->leading, b->inst, &b->wants, b->reg) != SHG_OK)
        b->failed = true;
    if (!b->failed)
        give_persons(b);
    if (!b->failed && shg_humans_read(b->inst, &b->bans, b->reg) != SHG_OK)
        b->failed = true;
    if (!b->failed && (!file_all(b) || !make_room(b)))
        b->failed = true;
    for (size_t i = 0; !b->failed && i < shg_rows(b->reg, SHG_VENUES); i++)
        add_venue(b, b->venues[i]);
    if (!b->failed)
        give_candidates(b);
    if (!b->failed && !b->keep_all)
        drop_split_bundles(b);
}

enum shg_status shg_instance_build(struct shg_instance *out, const shg_register *reg, bool keep_all,
                                   shg_faults *faults) {
    *out = (struct shg_instance){0};
    struct build b = {.inst = out, .reg = reg, .profile = shg_profile_of(reg), .keep_all = keep_all};
    out->starters_min = (uint32_t)b.profile->starters_min;
    out->starters_max = (uint32_t)b.profile->starters_max;
    out->new_max = (uint32_t)b.profile->new_max;
    out->age_spread = (uint32_t)b.profile->age_spread;
    out->shortfall = (int32_t)b.profile->is_short;
    out->second = (int32_t)b.profile->second;
    if (shg_wants_read(&b.wants, reg, &out->texts) != SHG_OK)
        b.failed = true;
    else
        build_all(&b);
    build_free(&b);
    if (!b.failed)
        return SHG_OK;
    shg_instance_free(out);
    return shg_fault_memory(faults);
}

void shg_instance_free(struct shg_instance *inst) {
    free(inst->persons);
    free(inst->starters);
    free(inst->rooms);
    free(inst->candidates);
    free(inst->seats);
    free(inst->leads);
    free(inst->links);
    free(inst->apart_at);
    free(inst->apart);
    shg_texts_free(inst->texts);
    *inst = (struct shg_instance){0};
}
