#include "match/instance.h"

#include "match/humans.h"
#include "match/texts.h"
#include "match/wants.h"
#include "register/closure.h"

#include <stdlib.h>
#include <string.h>

/* What placements.csv and meetings.csv say of a group. */
struct facts {
    uint32_t members, starters; /* held */
    uint16_t f, m;
    int16_t year_low, year_high;
    shg_date fill_until; /* date of the meeting FILL_UNTIL */
};

/* Somebody who can come to the venue at hand. */
struct reached {
    uint32_t number; /* person or starter */
    int32_t points;  /* nearness, or points of a starter */
};

/* A person of the room at hand under one kind (theme, language, composition packed). */
struct pick {
    uint32_t kind, person;
    int32_t worth;
};

struct lead_range {
    uint32_t at, n;
    bool made;
};

struct build {
    struct shg_instance *inst;
    const shg_register *reg;
    const struct shg_profile *profile;
    shg_closures *closures;
    struct shg_wants wants;
    struct shg_bans bans;
    struct facts *facts;
    uint32_t *people_by_town, *starters_by_town; /* numbers, sorted by municipality, then number */
    uint32_t *venues;                            /* rows, by id */
    uint32_t *groups;                            /* rows of groups that meet, by id */
    size_t n_groups;
    struct reached *reach, *lead_reach; /* at the venue at hand, by number */
    size_t n_reach, n_lead_reach;
    struct reached *here, *lead_here; /* at the slot at hand */
    size_t n_here, n_lead_here;
    struct pick *picks, *picks2;
    size_t n_picks, cap_picks, cap_picks2;
    uint32_t *kind_count;
    struct lead_range *lead_ranges; /* by language and composition */
    struct shg_candidate *fresh;    /* new candidates, until all are known */
    size_t n_fresh, cap_fresh, cap_candidates, cap_rooms, cap_seats, cap_leads;
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

/* Whether a group's row is one that its starters lead: forming or starting. */
static bool is_led(const struct build *b, uint32_t group) {
    int status = shg_value(b->reg, SHG_GROUPS, group, GROUP_STATUS, -1);
    return status == GROUP_IS_FORMING || status == GROUP_IS_STARTING;
}

static bool window_of_group(const struct build *b, uint32_t group, struct shg_window *out) {
    return shg_windows_of(b->reg, SHG_GROUPS, group, GROUP_SLOT, out, 1) >= 1;
}

/* A group led already, by starter. */
struct led {
    uint32_t starter;
    struct shg_window window;
};

struct leading {
    struct led *list;
    size_t n, cap;
};

static int by_starter(const void *a, const void *b) {
    const struct led *x = a, *y = b;
    return x->starter < y->starter ? -1 : x->starter > y->starter;
}

/* What every active or trainee starter leads: numbers are those of wants.starters. */
static void read_leading(struct build *b, struct leading *out) {
    shg_index *numbers = shg_index_new(b->wants.n_starters);
    if (!numbers)
        b->failed = true;
    for (size_t i = 0; numbers && i < b->wants.n_starters; i++)
        if (shg_index_put(numbers, b->wants.starters[i].id, (uint32_t)i) == SHG_NONE)
            b->failed = true;
    for (size_t row = 0; row < shg_rows(b->reg, SHG_PLACEMENTS) && !b->failed; row++) {
        uint32_t s = shg_index_get(numbers, shg_text(b->reg, SHG_PLACEMENTS, row, PLACEMENT_PERSON));
        uint32_t group = shg_find(b->reg, SHG_GROUPS, shg_text(b->reg, SHG_PLACEMENTS, row, PLACEMENT_GROUP));
        struct led led = {s, {0, 0}};
        if (s == SHG_NONE || group == SHG_NONE || !is_led(b, group) ||
            shg_value(b->reg, SHG_PLACEMENTS, row, PLACEMENT_ROLE, -1) != ROLE_STARTER ||
            !shg_status_held(shg_value(b->reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS, -1)) ||
            !window_of_group(b, group, &led.window))
            continue;
        out->list = claim(b, out->list, &out->cap, out->n + 1, sizeof *out->list);
        if (!b->failed)
            out->list[out->n++] = led;
    }
    if (out->n)
        qsort(out->list, out->n, sizeof *out->list, by_starter);
    shg_index_free(numbers);
}

/* Starters with capacity left. wants.starters keeps the same ones, so that numbers agree; their availability stays, and
 * the windows in which they are busy are kept in `busy` (at index of busy_at). */
struct busy {
    struct shg_window *list;
    size_t *at; /* of each starter; at[n] is the end */
};

static bool give_starters(struct build *b, const struct leading *leading, struct busy *busy) {
    struct shg_instance *inst = b->inst;
    size_t kept = 0, k = 0, n_busy = 0;
    inst->starters = calloc(b->wants.n_starters + 1, sizeof *inst->starters);
    busy->list = calloc(leading->n + 1, sizeof *busy->list);
    busy->at = calloc(b->wants.n_starters + 2, sizeof *busy->at);
    if (!inst->starters || !busy->list || !busy->at)
        return false;
    for (size_t i = 0; i < b->wants.n_starters; i++) {
        const struct shg_want x = b->wants.starters[i];
        long capacity = shg_number(b->reg, SHG_STARTERS, x.row, STARTER_CAPACITY, 1);
        size_t from = n_busy;
        for (; k < leading->n && leading->list[k].starter == i; k++)
            busy->list[n_busy++] = leading->list[k].window;
        long left = capacity - (long)(n_busy - from);
        if (left <= 0) {
            n_busy = from;
            continue;
        }
        bool active = shg_value(b->reg, SHG_STARTERS, x.row, STARTER_STATUS, -1) == STARTER_IS_ACTIVE;
        inst->starters[kept] = (struct shg_starter){x.id, x.row, active, (uint32_t)left};
        busy->at[kept] = from;
        b->wants.starters[kept++] = x;
    }
    busy->at[kept] = n_busy;
    inst->n_starters = b->wants.n_starters = kept;
    return true;
}

/* Takes the time in which a starter leads already out of what is asked of the slot. */
static bool is_busy(const struct busy *busy, uint32_t starter, struct shg_window slot) {
    for (size_t i = busy->at[starter]; i < busy->at[starter + 1]; i++)
        if (shg_window_overlap(busy->list[i], slot))
            return true;
    return false;
}

/* ---- groups as they stand ---- */

static void count_member(const struct build *b, struct facts *facts, const char *id) {
    uint32_t row = shg_find(b->reg, SHG_PEOPLE, id);
    facts->members++;
    if (row == SHG_NONE)
        return;
    int gender = shg_value(b->reg, SHG_PEOPLE, row, PERSON_GENDER, SHG_NO_GENDER);
    int16_t year = (int16_t)shg_number(b->reg, SHG_PEOPLE, row, PERSON_BIRTH_YEAR, 0);
    facts->f = (uint16_t)(facts->f + (gender == GENDER_F));
    facts->m = (uint16_t)(facts->m + (gender == GENDER_M));
    if (!year)
        return;
    if (!facts->year_low || year < facts->year_low)
        facts->year_low = year;
    if (year > facts->year_high)
        facts->year_high = year;
}

static void read_facts(struct build *b) {
    size_t rows = shg_rows(b->reg, SHG_GROUPS);
    b->facts = calloc(rows + 1, sizeof *b->facts);
    if (!b->facts) {
        b->failed = true;
        return;
    }
    for (size_t g = 0; g < rows; g++)
        b->facts[g].fill_until = SHG_NO_DATE;
    for (size_t row = 0; row < shg_rows(b->reg, SHG_PLACEMENTS); row++) {
        uint32_t g = shg_find(b->reg, SHG_GROUPS, shg_text(b->reg, SHG_PLACEMENTS, row, PLACEMENT_GROUP));
        if (g == SHG_NONE || !shg_status_held(shg_value(b->reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS, -1)))
            continue;
        if (shg_value(b->reg, SHG_PLACEMENTS, row, PLACEMENT_ROLE, -1) == ROLE_STARTER)
            b->facts[g].starters++;
        else
            count_member(b, &b->facts[g], shg_text(b->reg, SHG_PLACEMENTS, row, PLACEMENT_PERSON));
    }
    for (size_t row = 0; row < shg_rows(b->reg, SHG_MEETINGS); row++) {
        uint32_t g = shg_find(b->reg, SHG_GROUPS, shg_text(b->reg, SHG_MEETINGS, row, MEETING_GROUP));
        if (g != SHG_NONE && shg_number(b->reg, SHG_MEETINGS, row, MEETING_NUMBER, -1) == b->profile->fill_until)
            b->facts[g].fill_until = shg_day(b->reg, SHG_MEETINGS, row, MEETING_DATE);
    }
}

/* The numbers of a standing group: what it takes (matching.md, "candidate groups"). False where it is no candidate. */
static bool standing_limits(const struct build *b, uint32_t g, struct shg_candidate *c) {
    const struct facts *f = &b->facts[g];
    const shg_date today = shg_register_today(b->reg), handover = shg_day(b->reg, SHG_GROUPS, g, GROUP_HANDOVER);
    const int status = shg_value(b->reg, SHG_GROUPS, g, GROUP_STATUS, -1);
    const long have = (long)f->members + shg_number(b->reg, SHG_GROUPS, g, GROUP_OTHERS, 0);
    const long min = shg_number(b->reg, SHG_GROUPS, g, GROUP_MIN, b->profile->min);
    const long max = shg_number(b->reg, SHG_GROUPS, g, GROUP_MAX, b->profile->max);
    const long open = shg_number(b->reg, SHG_GROUPS, g, GROUP_OPEN, -1);
    const bool early =
        status == GROUP_IS_STARTING && f->fill_until != SHG_NO_DATE && f->fill_until > today && have < b->profile->aim;
    const bool welcomes = open >= 0 && (status == GROUP_IS_STARTING || status == GROUP_IS_RUNNING);
    long most = max > have ? max - have : 0;
    c->forming = status == GROUP_IS_FORMING;
    if (!c->forming && !early && !welcomes)
        return false;
    if (!c->forming && !early && open < most)
        most = open;
    c->needs =
        !f->starters && (c->forming || (status == GROUP_IS_STARTING && (handover == SHG_NO_DATE || handover > today)));
    c->idle = c->needs && have >= min;
    c->least = (uint16_t)(c->forming && min - have > 1 ? min - have : 1);
    c->most = (uint16_t)most;
    c->have = (uint16_t)have;
    c->aim = (uint16_t)(!c->forming ? 0 : b->profile->aim < max ? b->profile->aim : max);
    c->bonus = c->needs ? (int32_t)b->profile->place : 0;
    return most > 0 || c->idle;
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

/* ---- who can come to a venue ---- */

static void towns_sort(const struct shg_want *list, size_t n, uint32_t *out) {
    /* a counting sort by municipality (-1 first) that keeps the order of numbers */
    size_t at = 0;
    int most = -1;
    for (size_t i = 0; i < n; i++)
        most = list[i].municipality > most ? list[i].municipality : most;
    for (int town = -1; town <= most; town++)
        for (size_t i = 0; i < n; i++)
            if (list[i].municipality == town)
                out[at++] = (uint32_t)i;
}

static int32_t nearness(long weight, const struct shg_want *x, int minutes) {
    return (int32_t)(x->limit > 0 ? weight * (x->limit - minutes) / x->limit : 0);
}

static int by_number(const void *a, const void *b) {
    const struct reached *x = a, *y = b;
    return x->number < y->number ? -1 : x->number > y->number;
}

/* Everybody of a list (sorted by town) who can come to the venue, with the points of coming: *n of them. */
static void reach(const struct build *b, const struct shg_where_met *venue, bool starters, struct reached *out,
                  size_t *n) {
    const struct shg_want *list = starters ? b->wants.starters : b->wants.people;
    const uint32_t *order = starters ? b->starters_by_town : b->people_by_town;
    size_t count = starters ? b->wants.n_starters : b->wants.n_people;
    int town = -2, minutes = 0;
    *n = 0;
    for (size_t i = 0; i < count; i++) {
        const struct shg_want *x = &list[order[i]];
        if (!venue->digital && x->municipality != town) {
            town = x->municipality;
            minutes = town < 0 ? INT32_MAX : shg_travel_minutes(b->reg, town, venue->row);
        }
        if (!shg_want_venue(&b->wants, x, venue, minutes))
            continue;
        int32_t points = venue->digital ? (int32_t)(starters                  ? b->profile->starter_near
                                                    : x->mode == MODE_DIGITAL ? b->profile->near
                                                                              : b->profile->either)
                                        : nearness(starters ? b->profile->starter_near : b->profile->near, x, minutes);
        out[(*n)++] = (struct reached){order[i], points};
    }
    if (*n)
        qsort(out, *n, sizeof *out, by_number);
}

/* ---- seats and leads of one candidate ---- */

static void add_seat(struct build *b, uint32_t person, int32_t worth) {
    struct shg_instance *inst = b->inst;
    inst->seats = claim(b, inst->seats, &b->cap_seats, inst->n_seats + 1, sizeof *inst->seats);
    if (!b->failed)
        inst->seats[inst->n_seats++] = (struct shg_seat){person, worth};
}

static void add_lead(struct build *b, uint32_t starter, int32_t points) {
    struct shg_instance *inst = b->inst;
    inst->leads = claim(b, inst->leads, &b->cap_leads, inst->n_leads + 1, sizeof *inst->leads);
    if (!b->failed)
        inst->leads[inst->n_leads++] = (struct shg_lead){starter, points};
}

/* Starters at a slot: time, absences, and nothing that they lead already at that time. */
static void leads_at_slot(struct build *b, const struct busy *busy, struct shg_window slot) {
    b->n_lead_here = 0;
    for (size_t i = 0; i < b->n_lead_reach; i++) {
        uint32_t s = b->lead_reach[i].number;
        if (shg_want_time(&b->wants, &b->wants.starters[s], slot) && !is_busy(busy, s, slot) &&
            shg_free_dates(b->closures, b->inst->starters[s].row, slot, shg_register_today(b->reg), 6) >= 4)
            b->lead_here[b->n_lead_here++] = b->lead_reach[i];
    }
}

static void people_at_slot(struct build *b, struct shg_window slot) {
    b->n_here = 0;
    for (size_t i = 0; i < b->n_reach; i++)
        if (shg_want_time(&b->wants, &b->wants.people[b->reach[i].number], slot))
            b->here[b->n_here++] = b->reach[i];
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
static void add_standing(struct build *b, const struct busy *busy, uint32_t g, const struct shg_where_met *venue) {
    struct shg_instance *inst = b->inst;
    struct shg_candidate c = {.row = g, .room = SHG_NONE, .venue_row = venue->row, .digital = venue->digital};
    if (!standing_limits(b, g, &c) || !window_of_group(b, g, &c.window))
        return;
    const struct facts *f = &b->facts[g];
    c.group = keep_text(b, SHG_GROUPS, g, GROUP_ID, "");
    c.venue = keep_text(b, SHG_GROUPS, g, GROUP_VENUE, "");
    c.slot = keep_text(b, SHG_GROUPS, g, GROUP_SLOT, "");
    c.theme = keep_text(b, SHG_GROUPS, g, GROUP_THEME, "");
    c.language = keep_text(b, SHG_GROUPS, g, GROUP_LANGUAGE, "nb");
    c.kind = kind_of(b->reg, g);
    c.held_f = f->f;
    c.held_m = f->m;
    c.year_low = f->year_low;
    c.year_high = f->year_high;
    people_at_slot(b, c.window);
    leads_at_slot(b, busy, c.window);
    standing_seats(b, &c);
    standing_leads(b, &c);
    inst->all_candidates += c.seats || c.needs;
    bool may_take = c.most >= c.least && c.seats >= c.least;
    if (!b->keep_all && ((c.needs && !enough_leads(b, &c)) || (!may_take && !c.idle)))
        return;
    inst->candidates = claim(b, inst->candidates, &b->cap_candidates, inst->n_candidates + 1, sizeof *inst->candidates);
    if (!b->failed)
        inst->candidates[inst->n_candidates++] = c;
}

/* ---- new groups ---- */

/* Rooms that are not taken by the groups that meet at the venue at that time. */
static long rooms_left(const struct build *b, uint32_t venue, struct shg_window slot) {
    long left = shg_number(b->reg, SHG_VENUES, venue, VENUE_ROOMS, 1);
    const char *id = shg_text(b->reg, SHG_VENUES, venue, VENUE_ID);
    for (size_t i = 0; i < b->n_groups; i++) {
        struct shg_window w;
        if (!strcmp(shg_text(b->reg, SHG_GROUPS, b->groups[i], GROUP_VENUE), id) &&
            window_of_group(b, b->groups[i], &w) && shg_window_overlap(w, slot))
            left--;
    }
    return left;
}

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
    b->fresh = claim(b, b->fresh, &b->cap_fresh, b->n_fresh + 1, sizeof *b->fresh);
    if (!b->failed)
        b->fresh[b->n_fresh++] = c;
}

static void add_kinds(struct build *b, const struct busy *busy, const struct shg_candidate *base) {
    const struct shg_wants *w = &b->wants;
    memset(b->lead_ranges, 0, w->n_languages * 3 * sizeof *b->lead_ranges);
    people_at_slot(b, base->window);
    leads_at_slot(b, busy, base->window);
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
static void add_room(struct build *b, const struct busy *busy, const struct shg_where_met *venue, const char *slot,
                     struct shg_window window) {
    struct shg_instance *inst = b->inst;
    long left = rooms_left(b, venue->row, window), most = most_of_new(b, venue->row);
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
    add_kinds(b, busy, &base);
}

/* ---- venue by venue ---- */

struct slot_text {
    const char *text;
    struct shg_window window;
};

static int by_slot(const void *a, const void *b) {
    return strcmp(((const struct slot_text *)a)->text, ((const struct slot_text *)b)->text);
}

static void add_rooms(struct build *b, const struct busy *busy, const struct shg_where_met *venue) {
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
        add_room(b, busy, venue, slots[i].text, slots[i].window);
    free(slots);
}

static void add_venue(struct build *b, const struct busy *busy, uint32_t row) {
    bool digital = shg_value(b->reg, SHG_VENUES, row, VENUE_KIND, VENUE_IS_IN_PERSON) == VENUE_IS_DIGITAL;
    const struct shg_where_met venue = {
        .row = row,
        .municipality = digital ? -1 : shg_municipality_of(b->reg, SHG_VENUES, row, VENUE_MUNICIPALITY),
        .digital = digital,
        .step_free = shg_value(b->reg, SHG_VENUES, row, VENUE_STEP_FREE, 0) == 1,
    };
    const char *id = shg_text(b->reg, SHG_VENUES, row, VENUE_ID);
    reach(b, &venue, false, b->reach, &b->n_reach);
    reach(b, &venue, true, b->lead_reach, &b->n_lead_reach);
    for (size_t i = 0; i < b->n_groups && !b->failed; i++)
        if (!strcmp(shg_text(b->reg, SHG_GROUPS, b->groups[i], GROUP_VENUE), id))
            add_standing(b, busy, b->groups[i], &venue);
    add_rooms(b, busy, &venue);
}

static int by_group(const void *a, const void *b) {
    return strcmp(((const struct shg_candidate *)a)->group, ((const struct shg_candidate *)b)->group);
}

/* Standing candidates by id, then the new ones as they came: by room and kind. */
static void give_candidates(struct build *b) {
    struct shg_instance *inst = b->inst;
    inst->n_standing = inst->n_candidates;
    size_t all = inst->n_candidates + b->n_fresh;
    inst->candidates = claim(b, inst->candidates, &b->cap_candidates, all + 1, sizeof *inst->candidates);
    if (b->failed)
        return;
    if (inst->n_standing)
        qsort(inst->candidates, inst->n_standing, sizeof *inst->candidates, by_group);
    if (b->n_fresh)
        memcpy(inst->candidates + inst->n_standing, b->fresh, b->n_fresh * sizeof *b->fresh);
    inst->n_candidates = all;
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

/* The rows of a table by id; only those that `keep_row` wants. NULL when out of memory. */
static uint32_t *rows_by_id(const struct build *b, enum shg_table table, int id, size_t *n,
                            bool (*keep_row)(const shg_register *, size_t)) {
    size_t rows = shg_rows(b->reg, table);
    struct row_id *list = calloc(rows + 1, sizeof *list);
    uint32_t *out = calloc(rows + 1, sizeof *out);
    *n = 0;
    if (list && out) {
        for (size_t r = 0; r < rows; r++)
            if (!keep_row || keep_row(b->reg, r))
                list[(*n)++] = (struct row_id){shg_text(b->reg, table, r, id), (uint32_t)r};
        if (*n)
            qsort(list, *n, sizeof *list, by_row_id);
        for (size_t i = 0; i < *n; i++)
            out[i] = list[i].row;
        free(list);
        return out;
    }
    free(list);
    free(out);
    return NULL;
}

static bool meets(const shg_register *reg, size_t row) {
    int status = shg_value(reg, SHG_GROUPS, row, GROUP_STATUS, -1);
    return status == GROUP_IS_FORMING || status == GROUP_IS_STARTING || status == GROUP_IS_RUNNING ||
           status == GROUP_IS_PAUSED;
}

static bool make_room(struct build *b) {
    const struct shg_wants *w = &b->wants;
    size_t n;
    b->venues = rows_by_id(b, SHG_VENUES, VENUE_ID, &n, NULL);
    b->groups = rows_by_id(b, SHG_GROUPS, GROUP_ID, &b->n_groups, meets);
    b->people_by_town = calloc(w->n_people + 1, sizeof *b->people_by_town);
    b->starters_by_town = calloc(w->n_starters + 1, sizeof *b->starters_by_town);
    b->reach = calloc(w->n_people + 1, sizeof *b->reach);
    b->here = calloc(w->n_people + 1, sizeof *b->here);
    b->lead_reach = calloc(w->n_starters + 1, sizeof *b->lead_reach);
    b->lead_here = calloc(w->n_starters + 1, sizeof *b->lead_here);
    b->kind_count = calloc(w->n_themes * w->n_languages * 3 + 2, sizeof *b->kind_count);
    b->lead_ranges = calloc(w->n_languages * 3 + 1, sizeof *b->lead_ranges);
    b->closures = shg_closures_new(b->reg);
    return b->venues && b->groups && b->people_by_town && b->starters_by_town && b->reach && b->here && b->lead_reach &&
           b->lead_here && b->kind_count && b->lead_ranges && b->closures;
}

static void build_free(struct build *b) {
    shg_closures_free(b->closures);
    shg_wants_free(&b->wants);
    free(b->bans.list);
    free(b->facts);
    free(b->venues);
    free(b->groups);
    free(b->people_by_town);
    free(b->starters_by_town);
    free(b->reach);
    free(b->here);
    free(b->lead_reach);
    free(b->lead_here);
    free(b->picks);
    free(b->picks2);
    free(b->kind_count);
    free(b->lead_ranges);
    free(b->fresh);
}

static void build_all(struct build *b) {
    struct leading leading = {0};
    struct busy busy = {0};
    read_leading(b, &leading);
    if (!b->failed && !give_starters(b, &leading, &busy))
        b->failed = true;
    if (!b->failed)
        give_persons(b);
    if (!b->failed && shg_humans_read(b->inst, &b->bans, b->reg) != SHG_OK)
        b->failed = true;
    if (!b->failed)
        read_facts(b);
    if (!b->failed && !make_room(b))
        b->failed = true;
    if (!b->failed) {
        towns_sort(b->wants.people, b->wants.n_people, b->people_by_town);
        towns_sort(b->wants.starters, b->wants.n_starters, b->starters_by_town);
    }
    for (size_t i = 0; !b->failed && i < shg_rows(b->reg, SHG_VENUES); i++)
        add_venue(b, &busy, b->venues[i]);
    if (!b->failed)
        give_candidates(b);
    if (!b->failed && !b->keep_all)
        drop_split_bundles(b);
    free(leading.list);
    free(busy.list);
    free(busy.at);
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
