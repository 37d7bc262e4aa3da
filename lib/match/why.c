#include "match/why.h"

#include "match/narrow.h"
#include "place/place.h"

#include <stdlib.h>
#include <string.h>

/* In a large register so many changes of one kind, and pairs of kinds, are asked of a person; no more is proven then.
 */
#define ASKED_AT_MOST 16

/* What a person would wish otherwise. Of TRAVEL minutes is the way that they would go; the others name what is let in.
 */
struct change {
    uint8_t kinds; /* of SHG_CHANGE_... */
    uint16_t minutes;
    struct shg_window window;
    const char *language;
    uint32_t venue_row;
    int town;
};

/* What a change brings. */
struct helped {
    struct change change;
    struct shg_answer answer;
};

struct why {
    const struct shg_why_options *o;
    struct shg_writer *w;
    shg_faults *faults;
    struct shg_wide wide;
    struct shg_plan plan; /* in numbers of the wide instance */
    bool *placed;
    struct change *changes; /* of the person at hand */
    size_t n_changes, cap_changes;
    struct helped *helped;
    size_t n_helped, cap_helped;
    bool proven; /* everything asked of the person at hand was answered */
    struct shg_buf text;
};

/* ---- The seats of one person ---- */

/* Calls f for each candidate in which the person could have a seat. */
static void each_seat(struct why *y, uint32_t person, void (*f)(struct why *, uint32_t, size_t, void *), void *ctx) {
    const struct shg_instance *inst = &y->wide.inst;
    for (uint32_t c = 0; c < inst->n_candidates; c++) {
        const struct shg_seat *seat = shg_seat_of(inst, c, person);
        if (seat)
            f(y, c, (size_t)(seat - inst->seats), ctx);
    }
}

/* Whether as many as a candidate needs could ever meet there, with one more at most, and be led. */
static bool can_be(const struct shg_wide *w, uint32_t c, uint32_t more) {
    const struct shg_candidate *of = &w->inst.candidates[c];
    return w->led[c] && of->most >= of->least && w->people[c] + more >= of->least &&
           (of->room == SHG_NONE || w->left[of->room] > 0);
}

/* ---- What stands in the way ---- */

struct view {
    uint32_t nearest;      /* minutes to what is out of reach; UINT32_MAX: nothing */
    uint32_t reach, slots; /* candidates in reach; with a slot in common */
    uint32_t own, led;     /* ... that suit them in every way; that have starters too */
    uint32_t most, least;  /* the candidate that comes nearest to its least number */
    uint32_t full;         /* candidates with enough persons and starters */
    uint32_t roomy;        /* ... that are not full up by those who stand already or are planned */
};

/* Wishes that concern the venue, and those that concern the group. */
#define AWAY (SHG_CHANGE_TRAVEL | SHG_CHANGE_MODE | SHG_CHANGE_VENUE | SHG_CHANGE_TOWN)

/* Whether the plan leaves the candidate a room, or holds a group of it. */
static bool has_room(const struct why *y, uint32_t c) {
    const struct shg_candidate *of = &y->wide.inst.candidates[c];
    uint32_t used = 0;
    if (of->room == SHG_NONE)
        return true;
    for (size_t g = 0; g < y->plan.n; g++) {
        if (y->plan.groups[g].candidate == c)
            return true;
        used += y->wide.inst.candidates[y->plan.groups[g].candidate].room == of->room;
    }
    return used < y->wide.left[of->room];
}

static void look(struct why *y, uint32_t c, size_t seat, void *ctx) {
    struct view *v = ctx;
    const struct shg_candidate *of = &y->wide.inst.candidates[c];
    const unsigned lacks = y->wide.lacks[seat];
    if (of->room == SHG_NONE && of->most == 0)
        return;
    if (lacks & AWAY) {
        if ((lacks & AWAY) == SHG_CHANGE_TRAVEL && y->wide.minutes[seat] < v->nearest)
            v->nearest = y->wide.minutes[seat];
        return;
    }
    v->reach++;
    if (lacks & SHG_CHANGE_WINDOW)
        return;
    v->slots++;
    if (lacks)
        return;
    v->own++;
    if (!y->wide.led[c])
        return;
    v->led++;
    uint32_t n = y->wide.people[c];
    if (v->least == 0 || (int64_t)n - of->least > (int64_t)v->most - v->least) {
        v->most = n;
        v->least = of->least;
    }
    if (n < of->least)
        return;
    v->full++;
    v->roomy += has_room(y, c);
}

static enum shg_obstacle obstacle_of(const struct view *v) {
    return v->reach == 0               ? SHG_OBSTACLE_REACH
           : v->slots == 0             ? SHG_OBSTACLE_SLOT
           : v->own > 0 && v->led == 0 ? SHG_OBSTACLE_STARTER
           : v->full == 0              ? SHG_OBSTACLE_PEOPLE
           : v->roomy == 0             ? SHG_OBSTACLE_ROOM
                                       : SHG_OBSTACLE_OUTVOTED;
}

/* ---- Changes ---- */

static int town_of(const struct why *y, uint32_t c) {
    return shg_municipality_of(y->o->reg, SHG_VENUES, y->wide.inst.candidates[c].venue_row, VENUE_MUNICIPALITY);
}

/* Whether a seat that lacks something is there once the change is made. */
static bool opens(const struct why *y, const struct change *x, uint32_t c, size_t seat) {
    const struct shg_candidate *of = &y->wide.inst.candidates[c];
    const unsigned lacks = y->wide.lacks[seat];
    return !(lacks & ~(unsigned)x->kinds) && (!(lacks & SHG_CHANGE_TRAVEL) || y->wide.minutes[seat] <= x->minutes) &&
           (!(lacks & SHG_CHANGE_WINDOW) || shg_window_contains(x->window, of->window)) &&
           (!(lacks & SHG_CHANGE_LANGUAGE) || !strcmp(x->language, of->language)) &&
           (!(lacks & SHG_CHANGE_VENUE) || x->venue_row == of->venue_row) &&
           (!(lacks & SHG_CHANGE_TOWN) || x->town == town_of(y, c));
}

/* The change that a seat asks for, and nothing that it does not. */
static struct change change_for(const struct why *y, uint32_t c, size_t seat, unsigned kinds) {
    const struct shg_candidate *of = &y->wide.inst.candidates[c];
    struct change x = {.kinds = (uint8_t)kinds, .language = "", .venue_row = SHG_NONE, .town = -1};
    if (kinds & SHG_CHANGE_TRAVEL)
        x.minutes = y->wide.minutes[seat];
    if (kinds & SHG_CHANGE_WINDOW)
        x.window = of->window;
    if (kinds & SHG_CHANGE_LANGUAGE)
        x.language = of->language;
    if (kinds & SHG_CHANGE_VENUE)
        x.venue_row = of->venue_row;
    if (kinds & SHG_CHANGE_TOWN)
        x.town = town_of(y, c);
    return x;
}

static int compare_changes(const void *a, const void *b) {
    const struct change *x = a, *y = b;
    if (x->kinds != y->kinds)
        return x->kinds < y->kinds ? -1 : 1;
    if (x->window.start != y->window.start)
        return x->window.start < y->window.start ? -1 : 1;
    if (x->window.end != y->window.end)
        return x->window.end < y->window.end ? -1 : 1;
    int order = strcmp(x->language, y->language);
    if (order)
        return order;
    if (x->venue_row != y->venue_row)
        return x->venue_row < y->venue_row ? -1 : 1;
    if (x->town != y->town)
        return x->town < y->town ? -1 : 1;
    return x->minutes < y->minutes ? -1 : x->minutes > y->minutes;
}

/* Whether two changes differ in nothing but how far the person goes. */
static bool same_but_way(const struct change *a, const struct change *b) {
    struct change x = *a;
    x.minutes = b->minutes;
    return compare_changes(&x, b) == 0;
}

static int count_kinds(unsigned kinds) {
    int n = 0;
    for (; kinds; kinds &= kinds - 1)
        n++;
    return n;
}

struct collecting {
    int kinds;      /* changes of so many kinds */
    bool not_alone; /* the person wishes not to be alone: to drop that is a change that opens no seat */
    bool failed;
};

static void add_change(struct why *y, uint32_t c, size_t seat, unsigned kinds, struct collecting *into) {
    struct change *moved = shg_grow(y->changes, &y->cap_changes, y->n_changes + 1, sizeof *moved);
    if (!moved) {
        into->failed = true;
        return;
    }
    y->changes = moved;
    y->changes[y->n_changes++] = change_for(y, c, seat, kinds);
}

static void collect(struct why *y, uint32_t c, size_t seat, void *ctx) {
    struct collecting *into = ctx;
    const unsigned lacks = y->wide.lacks[seat];
    if (!can_be(&y->wide, c, lacks != 0))
        return;
    if (count_kinds(lacks) == into->kinds)
        add_change(y, c, seat, lacks, into);
    if (into->not_alone && !(lacks & SHG_CHANGE_GENDER) && count_kinds(lacks) == into->kinds - 1)
        add_change(y, c, seat, lacks | SHG_CHANGE_GENDER, into);
}

/* The changes of so many kinds that open a seat which could be, each once. */
static enum shg_status find_changes(struct why *y, uint32_t person, int kinds) {
    struct collecting into = {kinds, y->wide.inst.persons[person].not_alone, false};
    y->n_changes = 0;
    each_seat(y, person, collect, &into);
    if (into.failed)
        return shg_fault_memory(y->faults);
    size_t n = 0;
    if (y->n_changes > 0)
        qsort(y->changes, y->n_changes, sizeof *y->changes, compare_changes);
    for (size_t i = 0; i < y->n_changes; i++)
        if (n == 0 || compare_changes(&y->changes[n - 1], &y->changes[i]))
            y->changes[n++] = y->changes[i];
    y->n_changes = n;
    return SHG_OK;
}

/* ---- Asking ---- */

struct asked {
    const struct why *y;
    const struct change *change;
};

static bool seat_opens(const void *ctx, uint32_t c, size_t seat) {
    const struct asked *a = ctx;
    return opens(a->y, a->change, c, seat);
}

static enum shg_status ask(struct why *y, uint32_t person, const struct change *x, struct shg_answer *out) {
    const struct asked asked = {y, x};
    const struct shg_question q = {.wide = &y->wide,
                                   .plan = &y->plan,
                                   .person = person,
                                   .mixes = (x->kinds & SHG_CHANGE_GENDER) != 0,
                                   .room = SHG_NONE,
                                   .seat = seat_opens,
                                   .ctx = &asked,
                                   .cancel = y->o->cancel};
    enum shg_status status = shg_ask(&q, out, NULL, y->faults);
    if (status == SHG_OK && out->verdict == SHG_VERDICT_UNKNOWN)
        y->proven = false;
    return status;
}

static enum shg_status keep_helped(struct why *y, const struct change *x, const struct shg_answer *answer) {
    struct helped *moved = shg_grow(y->helped, &y->cap_helped, y->n_helped + 1, sizeof *moved);
    if (!moved)
        return shg_fault_memory(y->faults);
    y->helped = moved;
    y->helped[y->n_helped++] = (struct helped){*x, *answer};
    return SHG_OK;
}

/* Changes [from, to) differ only in the way, ascending: finds the shortest that helps, by halving (a longer way opens
 * all that a shorter one does). */
static enum shg_status ask_ways(struct why *y, uint32_t person, size_t from, size_t to) {
    struct shg_answer answer;
    enum shg_status status = ask(y, person, &y->changes[to - 1], &answer);
    if (status != SHG_OK || answer.verdict != SHG_VERDICT_YES)
        return status;
    size_t low = from, high = to - 1; /* high is the shortest that is known to help */
    struct shg_answer best = answer;
    while (low < high && status == SHG_OK) {
        size_t mid = low + (high - low) / 2;
        status = ask(y, person, &y->changes[mid], &answer);
        if (status == SHG_OK && answer.verdict == SHG_VERDICT_YES) {
            high = mid;
            best = answer;
        } else {
            low = mid + 1;
        }
    }
    return status == SHG_OK ? keep_helped(y, &y->changes[high], &best) : status;
}

/* Asks all changes of so many kinds, and keeps those that help. */
static enum shg_status ask_changes(struct why *y, uint32_t person, int kinds) {
    enum shg_status status = find_changes(y, person, kinds);
    size_t asked = 0;
    for (size_t from = 0, to; from < y->n_changes && status == SHG_OK; from = to) {
        if (asked++ >= ASKED_AT_MOST && shg_is_large(&y->wide)) {
            y->proven = false;
            break;
        }
        for (to = from + 1; to < y->n_changes && same_but_way(&y->changes[from], &y->changes[to]);)
            to++;
        status = ask_ways(y, person, from, to);
    }
    return status;
}

/* ---- What would have to come where no change helps ---- */

struct led_for {
    const struct why *y;
    uint32_t person;
};

/* A starter who could lead wherever the person can come today. */
static bool ghost_for(const void *ctx, uint32_t c, uint32_t which) {
    (void)which; /* there is one */
    const struct led_for *l = ctx;
    const struct shg_seat *seat = shg_seat_of(&l->y->wide.inst, c, l->person);
    return seat && l->y->wide.lacks[seat - l->y->wide.inst.seats] == 0;
}

/* The person's rooms, as things stand. */
struct rooms {
    bool *seen;
};

static void see_room(struct why *y, uint32_t c, size_t seat, void *ctx) {
    struct rooms *r = ctx;
    if (y->wide.lacks[seat] == 0 && y->wide.inst.candidates[c].room != SHG_NONE)
        r->seen[y->wide.inst.candidates[c].room] = true;
}

static enum shg_status ask_room(struct why *y, uint32_t person, struct shg_answer *out) {
    struct rooms rooms = {calloc(y->wide.inst.n_rooms + 1, sizeof(bool))};
    enum shg_status status = SHG_OK;
    if (!rooms.seen)
        return shg_fault_memory(y->faults);
    each_seat(y, person, see_room, &rooms);
    *out = (struct shg_answer){SHG_VERDICT_NO, 0};
    for (uint32_t r = 0; r < y->wide.inst.n_rooms && status == SHG_OK && out->verdict != SHG_VERDICT_YES; r++) {
        const struct shg_question q = {
            .wide = &y->wide, .plan = &y->plan, .person = person, .room = r, .cancel = y->o->cancel};
        if (rooms.seen[r])
            status = shg_ask(&q, out, NULL, y->faults);
    }
    free(rooms.seen);
    return status;
}

/* The first of: a starter, a room, else people. */
static enum shg_status what_would_come(struct why *y, uint32_t person, const char **out, struct shg_answer *answer) {
    const struct led_for led = {y, person};
    const struct shg_question starter = {.wide = &y->wide,
                                         .plan = &y->plan,
                                         .person = person,
                                         .room = SHG_NONE,
                                         .ghost = ghost_for,
                                         .ctx = &led,
                                         .cancel = y->o->cancel};
    enum shg_status status = shg_ask(&starter, answer, NULL, y->faults);
    *out = "starter";
    if (status != SHG_OK || answer->verdict == SHG_VERDICT_YES)
        return status;
    status = ask_room(y, person, answer);
    *out = answer->verdict == SHG_VERDICT_YES ? "room" : "people";
    return status;
}

/* ---- Rows ---- */

static const char *const obstacle_names[] = {"no-part", "reach", "slot", "starter", "people", "room", "outvoted"};

static void put_number(struct why *y, uint32_t n) {
    if (y->o->discreet && n > 0 && n < (uint32_t)shg_profile_of(y->o->reg)->suppress)
        shg_put(y->w, "");
    else
        shg_put_int(y->w, n);
}

/* The value of an avoid list that names the venue or the municipality. */
static void add_avoided(struct why *y, const struct change *x) {
    if (x->kinds & SHG_CHANGE_VENUE)
        shg_buf_printf(&y->text, " avoid-%s", shg_text(y->o->reg, SHG_VENUES, x->venue_row, VENUE_ID));
    if (x->kinds & SHG_CHANGE_TOWN)
        shg_buf_printf(&y->text, " avoid-%s", shg_municipality_at((size_t)x->town)->code);
}

static const char *change_text(struct why *y, const struct change *x) {
    shg_buf_cut(&y->text, 0);
    if (x->kinds & SHG_CHANGE_TRAVEL)
        shg_buf_printf(&y->text, " travel_limit=%u", (unsigned)x->minutes);
    if (x->kinds & SHG_CHANGE_MIXED)
        shg_buf_str(&y->text, " mixed_ok=yes");
    if (x->kinds & SHG_CHANGE_MODE)
        shg_buf_str(&y->text, " mode=either");
    if (x->kinds & SHG_CHANGE_WINDOW) {
        char window[15];
        shg_buf_printf(&y->text, " availability+%s", shg_window_format(x->window, window));
    }
    if (x->kinds & SHG_CHANGE_LANGUAGE)
        shg_buf_printf(&y->text, " languages+%s", x->language);
    if (x->kinds & SHG_CHANGE_GENDER)
        shg_buf_str(&y->text, " gender_wish=any");
    add_avoided(y, x);
    const char *text = shg_buf_get(&y->text);
    return *text == ' ' ? text + 1 : text;
}

/* How many of those placed joined the list before the person. */
static uint32_t placed_earlier(const struct why *y, uint32_t person) {
    const struct shg_person *persons = y->wide.inst.persons;
    uint32_t n = 0;
    for (size_t p = 0; p < y->wide.inst.n_persons; p++)
        n += y->placed[p] && persons[p].points > persons[person].points;
    return n;
}

static uint32_t count_placed(const struct why *y) {
    uint32_t n = 0;
    for (size_t p = 0; p < y->wide.inst.n_persons; p++)
        n += y->placed[p];
    return n;
}

static bool hidden(const struct why *y, uint32_t n) {
    return y->o->discreet && n < (uint32_t)shg_profile_of(y->o->reg)->suppress;
}

/* What the obstacle says more exactly. */
static void put_detail(struct why *y, uint32_t person, enum shg_obstacle obstacle, const struct view *v) {
    uint32_t n = 0, of = 0;
    if (obstacle == SHG_OBSTACLE_PEOPLE) {
        n = v->most;
        of = v->least ? v->least : (uint32_t)shg_profile_of(y->o->reg)->min;
    } else if (obstacle == SHG_OBSTACLE_OUTVOTED) {
        n = placed_earlier(y, person);
        of = count_placed(y);
    } else if (obstacle == SHG_OBSTACLE_REACH && v->nearest != UINT32_MAX) {
        shg_put_int(y->w, v->nearest);
        return;
    }
    shg_buf_cut(&y->text, 0);
    if (of > 0 && !hidden(y, n))
        shg_buf_printf(&y->text, "%u of %u", (unsigned)n, (unsigned)of);
    shg_put(y->w, shg_buf_get(&y->text));
}

struct finding {
    uint32_t person;
    enum shg_obstacle obstacle;
    struct view view;
};

static void begin_row(struct why *y, const struct finding *f) {
    shg_put(y->w, y->wide.inst.persons[f->person].id);
    shg_put(y->w, obstacle_names[f->obstacle]);
    put_detail(y, f->person, f->obstacle, &f->view);
}

static void put_helped(struct why *y, const struct finding *f, const struct helped *h) {
    begin_row(y, f);
    shg_put(y->w, change_text(y, &h->change));
    put_number(y, h->answer.places);
    shg_put(y->w, "yes");
    shg_end_row(y->w);
}

/* No change of theirs helps (as far as could be proven): what would have to come. */
static enum shg_status put_helpless(struct why *y, const struct finding *f) {
    const char *what;
    struct shg_answer answer;
    const bool proven = y->proven;
    enum shg_status status = what_would_come(y, f->person, &what, &answer);
    if (status != SHG_OK)
        return status;
    begin_row(y, f);
    shg_buf_cut(&y->text, 0);
    shg_buf_printf(&y->text, "%s: %s", proven ? "nothing" : "unknown", what);
    shg_put(y->w, shg_buf_get(&y->text));
    put_number(y, answer.verdict == SHG_VERDICT_YES ? answer.places : 0);
    shg_put(y->w, proven ? "yes" : "unknown");
    shg_end_row(y->w);
    return SHG_OK;
}

static enum shg_status tell(struct why *y, uint32_t person) {
    static const struct change none = {.kinds = 0, .language = "", .venue_row = SHG_NONE, .town = -1};
    struct finding f = {.person = person, .view = {.nearest = UINT32_MAX}};
    struct shg_answer answer;
    each_seat(y, person, look, &f.view);
    f.obstacle = obstacle_of(&f.view);
    y->n_helped = 0;
    y->proven = true;
    enum shg_status status = ask(y, person, &none, &answer);
    if (status == SHG_OK && answer.verdict == SHG_VERDICT_YES)
        status = keep_helped(y, &none, &answer);
    for (int kinds = 1; kinds <= 2 && y->n_helped == 0 && status == SHG_OK; kinds++)
        status = ask_changes(y, person, kinds);
    for (size_t i = 0; i < y->n_helped && status == SHG_OK; i++)
        put_helped(y, &f, &y->helped[i]);
    return status == SHG_OK && y->n_helped == 0 ? put_helpless(y, &f) : status;
}

/* ---- Those who take no part ---- */

static const char *held_status(const shg_register *reg, const char *id) {
    for (size_t row = 0; row < shg_rows(reg, SHG_PLACEMENTS); row++)
        if (!strcmp(shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_PERSON), id) &&
            shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_ROLE, -1) == ROLE_MEMBER &&
            shg_status_held(shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS, -1)))
            return shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS);
    return NULL;
}

static void put_absent(struct why *y, const char *id, uint32_t row) {
    const shg_register *reg = y->o->reg;
    const char *held = held_status(reg, id), *detail = "contacted";
    shg_date from = shg_day(reg, SHG_PEOPLE, row, PERSON_AVAILABLE_FROM);
    if (shg_value(reg, SHG_PEOPLE, row, PERSON_STATUS, -1) != PERSON_IS_WAITING)
        detail = shg_text(reg, SHG_PEOPLE, row, PERSON_STATUS);
    else if (held)
        detail = held;
    else if (from != SHG_NO_DATE && from > shg_register_today(reg) + shg_profile_of(reg)->start_days)
        detail = "available_from";
    const char *const fields[] = {id, obstacle_names[SHG_OBSTACLE_ABSENT], detail, "", "", "yes"};
    shg_put_row(y->w, fields, sizeof fields / sizeof *fields);
}

/* ---- All ---- */

static enum shg_status tell_one(struct why *y, const char *id) {
    uint32_t row = shg_find(y->o->reg, SHG_PEOPLE, id), person = shg_instance_person(y->o->inst, id);
    if (row == SHG_NONE)
        return shg_fault_plain(y->faults, SHG_USAGE, "no such person in the register");
    if (person == SHG_NONE)
        put_absent(y, id, row);
    else if (!y->placed[person])
        return tell(y, person);
    return SHG_OK;
}

static enum shg_status tell_all(struct why *y) {
    static const char *const header[] = {"person", "obstacle", "detail", "change", "places", "verified"};
    enum shg_status status = SHG_OK;
    shg_put_row(y->w, header, sizeof header / sizeof *header);
    if (y->o->n > 0)
        for (size_t i = 0; i < y->o->n && status == SHG_OK; i++)
            status = tell_one(y, y->o->persons[i]);
    else
        for (uint32_t p = 0; p < y->o->inst->n_persons && status == SHG_OK; p++)
            status = y->placed[p] ? SHG_OK : tell(y, p);
    return status;
}

static bool mark_placed(struct why *y) {
    y->placed = calloc(y->o->inst->n_persons + 1, sizeof *y->placed);
    for (size_t g = 0; y->placed && g < y->o->plan->n; g++)
        for (uint32_t i = 0; i < y->o->plan->groups[g].n; i++)
            y->placed[y->o->plan->groups[g].persons[i]] = true;
    return y->placed != NULL;
}

/* Whose wishes may change: of those without a place, those asked for. The caller frees it. */
static bool *find_relaxed(const struct why *y) {
    const struct shg_instance *inst = y->o->inst;
    bool *relaxed = calloc(inst->n_persons + 1, sizeof *relaxed);
    for (size_t p = 0; relaxed && p < inst->n_persons; p++)
        relaxed[p] = !y->placed[p] && y->o->n == 0;
    for (size_t i = 0; relaxed && i < y->o->n; i++) {
        uint32_t p = shg_instance_person(inst, y->o->persons[i]);
        if (p != SHG_NONE)
            relaxed[p] = !y->placed[p];
    }
    return relaxed;
}

static enum shg_status tell_with(struct why *y, const bool *relaxed) {
    static const struct shg_ghosts one = {.starters = 1};
    enum shg_status status = shg_wide_make(&y->wide, y->o->opening, y->o->inst, relaxed, &one, y->faults);
    if (status != SHG_OK)
        return status;
    status = shg_wide_plan(&y->wide, y->o->inst, y->o->plan, &y->plan);
    status = status == SHG_OK ? tell_all(y) : shg_fault_memory(y->faults);
    shg_wide_free(&y->wide);
    return status == SHG_OK && shg_buf_failed(&y->text) ? shg_fault_memory(y->faults) : status;
}

enum shg_status shg_why(const struct shg_why_options *options, struct shg_writer *w, shg_faults *faults) {
    struct why y = {.o = options, .w = w, .faults = faults, .plan = SHG_PLAN_EMPTY, .text = SHG_BUF_EMPTY};
    bool *relaxed = mark_placed(&y) ? find_relaxed(&y) : NULL;
    enum shg_status status = relaxed ? tell_with(&y, relaxed) : shg_fault_memory(faults);
    shg_plan_free(&y.plan);
    shg_buf_free(&y.text);
    free(y.placed);
    free(y.changes);
    free(y.helped);
    free(relaxed);
    return status;
}
