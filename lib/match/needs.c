#include "match/needs.h"

#include "match/more.h"
#include "place/place.h"

#include <stdlib.h>
#include <string.h>

/* In each room so many almost-groups are asked about, those that would place most. */
#define ALMOST_AT_MOST 3

/* Kinds of what can be missing, by name. */
enum kind { KIND_DIGITAL, KIND_PEOPLE, KIND_ROOM, KIND_STANDING, KIND_STARTER };
static const char *const kind_names[] = {"digital", "people", "room", "standing", "starter"};

struct need {
    enum kind kind;
    uint32_t candidate; /* of the group that it would bring */
    uint32_t missing;   /* persons */
    uint32_t places, wait_days;
};

struct needs {
    const struct shg_needs_options *o;
    shg_faults *faults;
    struct shg_wide wide;
    struct shg_plan plan; /* in numbers of the wide instance */
    struct shg_more more;
    bool *placed;
    uint32_t *free; /* of each candidate: persons without a place who could come today */
    struct need *list;
    size_t n, cap;
};

/* ---- One question ---- */

struct at {
    const struct needs *y;
    uint32_t room, candidate; /* the ghost leads in this room, or this candidate alone */
};

static bool leads_in_room(const void *ctx, uint32_t c, uint32_t which) {
    (void)which;
    const struct at *at = ctx;
    return at->y->wide.inst.candidates[c].room == at->room;
}

static bool leads_candidate(const void *ctx, uint32_t c, uint32_t which) {
    (void)which;
    const struct at *at = ctx;
    return c == at->candidate;
}

static bool sits_in_candidate(const void *ctx, uint32_t c, size_t seat) {
    const struct at *at = ctx;
    (void)seat;
    return c == at->candidate;
}

/* The group of a plan that the need brought: of those where it may lie the one that places most who had no place. */
static uint32_t group_brought(const struct needs *y, const struct shg_plan *found, const struct at *at) {
    uint32_t best = SHG_NONE, most = 0;
    for (size_t g = 0; g < found->n; g++) {
        const struct shg_plan_group *x = &found->groups[g];
        uint32_t n = 1;
        bool here = at->room == SHG_NONE ? x->candidate == at->candidate : leads_in_room(at, x->candidate, 0);
        for (uint32_t i = 0; i < x->n; i++)
            n += x->persons[i] < y->wide.persons && !y->placed[x->persons[i]];
        if (here && n > most) {
            most = n;
            best = x->candidate;
        }
    }
    return best;
}

/* Days waited (as far as they count) by those whom the plan found places and ours does not. */
static uint32_t days_of(const struct needs *y, const struct shg_plan *found) {
    const long place = shg_profile_of(y->o->reg)->place;
    uint32_t days = 0;
    for (size_t g = 0; g < found->n; g++)
        for (uint32_t i = 0; i < found->groups[g].n; i++) {
            uint32_t p = found->groups[g].persons[i];
            if (p < y->wide.persons && !y->placed[p])
                days += (uint32_t)(y->wide.inst.persons[p].points - place);
        }
    return days;
}

static enum shg_status keep(struct needs *y, const struct need *need) {
    struct need *moved = shg_grow(y->list, &y->cap, y->n + 1, sizeof *moved);
    if (!moved)
        return shg_fault_memory(y->faults);
    y->list = moved;
    y->list[y->n++] = *need;
    return SHG_OK;
}

/* Asks, and keeps what places somebody. ghosts: persons of the plan found who are not there. */
static enum shg_status ask(struct needs *y, struct shg_question *q, const struct at *at, struct need need,
                           uint32_t ghosts) {
    struct shg_gain gain;
    q->ctx = at;
    (void)ghosts;
    enum shg_status status = shg_more_ask(&y->more, *q, &gain);
    if (status != SHG_OK || gain.places == 0) {
        shg_plan_free(&gain.plan);
        return status;
    }
    struct shg_plan found = gain.plan;
    uint32_t brought = group_brought(y, &found, at);
    need.places = gain.places;
    need.wait_days = days_of(y, &found);
    if (brought != SHG_NONE)
        need.candidate = brought;
    if ((need.places > 0 || need.kind == KIND_STANDING) && brought != SHG_NONE)
        status = keep(y, &need);
    shg_plan_free(&found);
    return status;
}

/* ---- The kinds ---- */

static enum shg_status ask_starter(struct needs *y, uint32_t room) {
    const struct at at = {y, room, SHG_NONE};
    struct shg_question q = {.person = SHG_NONE, .room = SHG_NONE, .ghost = leads_in_room};
    return ask(y, &q, &at, (struct need){.kind = KIND_STARTER}, 0);
}

static enum shg_status ask_standing(struct needs *y, uint32_t candidate) {
    const struct at at = {y, SHG_NONE, candidate};
    struct shg_question q = {.person = SHG_NONE, .room = SHG_NONE, .ghost = leads_candidate};
    return ask(y, &q, &at, (struct need){.kind = KIND_STANDING, .candidate = candidate}, 0);
}

static bool is_screen(const struct needs *y, uint32_t room) {
    return !strcmp(y->wide.inst.rooms[room].venue, "Vx");
}

static enum shg_status ask_room(struct needs *y, uint32_t room) {
    const struct at at = {y, room, SHG_NONE};
    struct shg_question q = {.person = SHG_NONE, .room = room};
    return ask(y, &q, &at, (struct need){.kind = is_screen(y, room) ? KIND_DIGITAL : KIND_ROOM}, 0);
}

static enum shg_status ask_person(struct needs *y, uint32_t candidate) {
    const struct at at = {y, SHG_NONE, candidate};
    struct shg_question q = {.person = y->wide.persons, .room = SHG_NONE, .seat = sits_in_candidate};
    return ask(y, &q, &at, (struct need){.kind = KIND_PEOPLE, .candidate = candidate, .missing = 1}, 1);
}

/* ---- Where to ask ---- */

/* Room for one group more than the plan holds. */
static bool has_room(const struct needs *y, uint32_t room) {
    uint32_t used = 0;
    for (size_t g = 0; g < y->plan.n; g++)
        used += y->wide.inst.candidates[y->plan.groups[g].candidate].room == room;
    return used < y->wide.left[room];
}

/* Almost-groups of a room: they lack one person of those they need. */
static enum shg_status ask_almost(struct needs *y, uint32_t room) {
    enum shg_status status = SHG_OK;
    uint32_t asked = 0;
    for (uint32_t c = 0; c < y->wide.inst.n_candidates && status == SHG_OK && asked < ALMOST_AT_MOST; c++) {
        const struct shg_candidate *of = &y->wide.inst.candidates[c];
        if (of->room != room || !y->wide.led[c] || y->free[c] + 1 != of->least)
            continue;
        asked++;
        status = ask_person(y, c);
    }
    return status;
}

static enum shg_status ask_rooms(struct needs *y) {
    enum shg_status status = SHG_OK;
    for (uint32_t r = 0; r < y->wide.inst.n_rooms && status == SHG_OK; r++) {
        status = ask_room(y, r);
        if (is_screen(y, r))
            continue;
        if (status == SHG_OK && y->wide.left[r] > 0)
            status = ask_starter(y, r);
        if (status == SHG_OK && has_room(y, r))
            status = ask_almost(y, r);
    }
    return status;
}

static bool is_given(const struct needs *y, uint32_t candidate) {
    for (size_t g = 0; g < y->plan.n; g++)
        if (y->plan.groups[g].candidate == candidate && y->plan.groups[g].n_starters > 0)
            return true;
    return false;
}

static enum shg_status ask_all(struct needs *y) {
    const struct shg_instance *inst = &y->wide.inst;
    enum shg_status status = SHG_OK;
    for (uint32_t c = 0; c < inst->n_standing && status == SHG_OK; c++)
        if (inst->candidates[c].needs && !is_given(y, c))
            status = ask_standing(y, c);
    return status == SHG_OK ? ask_rooms(y) : status;
}

/* ---- Telling ---- */

static int compare(const struct needs *y, const struct need *a, const struct need *b) {
    const struct shg_candidate *x = &y->wide.inst.candidates[a->candidate], *z = &y->wide.inst.candidates[b->candidate];
    if (a->places != b->places)
        return a->places > b->places ? -1 : 1;
    if (a->wait_days != b->wait_days)
        return a->wait_days > b->wait_days ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    int order = strcmp(x->venue, z->venue);
    if (order == 0)
        order = (x->window.start > z->window.start) - (x->window.start < z->window.start);
    return order ? order : (a->candidate > b->candidate) - (a->candidate < b->candidate);
}

static const char *town_of(const struct needs *y, const struct shg_candidate *c) {
    int town = c->digital ? -1 : shg_municipality_of(y->o->reg, SHG_VENUES, c->venue_row, VENUE_MUNICIPALITY);
    return town < 0 ? "" : shg_municipality_at((size_t)town)->code;
}

static void put(const struct needs *y, const struct need *need, struct shg_writer *w) {
    static const char *const compositions[] = {"any", "men", "women"};
    const struct shg_candidate *c = &y->wide.inst.candidates[need->candidate];
    struct shg_buf missing = SHG_BUF_EMPTY;
    if (need->kind == KIND_PEOPLE)
        shg_buf_printf(&missing, "%u of %u", (unsigned)need->missing, (unsigned)c->least);
    else
        shg_buf_str(&missing, need->kind == KIND_ROOM || need->kind == KIND_DIGITAL ? "room" : "starter");
    shg_put(w, kind_names[need->kind]);
    shg_put(w, town_of(y, c));
    shg_put(w, need->kind == KIND_DIGITAL ? "" : c->venue);
    shg_put(w, c->slot);
    shg_put(w, c->theme);
    shg_put(w, c->language);
    shg_put(w, compositions[c->kind]);
    shg_put(w, shg_buf_get(&missing));
    shg_put_int(w, need->places);
    shg_put_int(w, need->wait_days);
    shg_put(w, "yes");
    shg_end_row(w);
    shg_buf_free(&missing);
}

/* Insertion from behind: there are as many needs as rooms. */
static void sort(struct needs *y) {
    for (size_t i = 1; i < y->n; i++) {
        struct need x = y->list[i];
        size_t j = i;
        for (; j > 0 && compare(y, &x, &y->list[j - 1]) < 0; j--)
            y->list[j] = y->list[j - 1];
        y->list[j] = x;
    }
}

static void tell(struct needs *y, struct shg_writer *w) {
    static const char *const header[] = {"kind",        "municipality", "venue",  "slot",      "theme",   "language",
                                         "composition", "missing",      "places", "wait_days", "verified"};
    shg_put_row(w, header, sizeof header / sizeof *header);
    sort(y);
    for (size_t i = 0; i < y->n; i++)
        if (!y->o->discreet || y->list[i].places >= (uint32_t)shg_profile_of(y->o->reg)->suppress)
            put(y, &y->list[i], w);
}

/* ---- All ---- */

static bool count_free(struct needs *y) {
    const struct shg_instance *inst = &y->wide.inst;
    y->placed = calloc(inst->n_persons + 1, sizeof *y->placed);
    y->free = calloc(inst->n_candidates + 1, sizeof *y->free);
    if (!y->placed || !y->free)
        return false;
    for (size_t g = 0; g < y->plan.n; g++)
        for (uint32_t i = 0; i < y->plan.groups[g].n; i++)
            y->placed[y->plan.groups[g].persons[i]] = true;
    for (size_t c = 0; c < inst->n_candidates; c++)
        for (size_t i = inst->candidates[c].seats_at; i < inst->candidates[c].seats_at + inst->candidates[c].seats; i++)
            y->free[c] += y->wide.lacks[i] == 0 && !y->placed[inst->seats[i].person];
    return true;
}

static enum shg_status needs_with(struct needs *y, struct shg_writer *w) {
    static const struct shg_ghosts ghosts = {.starters = 1, .person = true, .screen = true};
    enum shg_status status = shg_wide_make(&y->wide, y->o->opening, y->o->inst, NULL, &ghosts, y->faults);
    if (status != SHG_OK)
        return status;
    status = shg_wide_plan(&y->wide, y->o->inst, y->o->plan, &y->plan);
    if (status == SHG_OK && !count_free(y))
        status = SHG_SYSTEM;
    if (status == SHG_OK)
        status = shg_more_begin(&y->more, &y->wide, &y->plan, y->o->cancel);
    status = status == SHG_OK ? ask_all(y) : shg_fault_memory(y->faults);
    if (status == SHG_OK)
        tell(y, w);
    shg_wide_free(&y->wide);
    return status;
}

enum shg_status shg_needs(const struct shg_needs_options *options, struct shg_writer *w, shg_faults *faults) {
    struct needs y = {.o = options, .faults = faults, .plan = SHG_PLAN_EMPTY};
    enum shg_status status = needs_with(&y, w);
    shg_plan_free(&y.plan);
    free(y.placed);
    free(y.free);
    free(y.list);
    return status;
}
