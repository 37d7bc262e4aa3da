#include "match/why_case.h"

#include "match/nearby.h"
#include "match/why_solver.h"
#include "place/place.h"

#include <stdlib.h>
#include <string.h>

/* So many answers that are not known are taken of one person, before no more is asked that could be asked apart; in a
 * large register, where each takes its time, fewer. */
enum { DOUBTS = 12, DOUBTS_LARGE = 1, LARGE = 600 }; /* seats of today */
enum { FEW_NAMED = 10 };                             /* persons asked for by name */

/* A seat of the person in the wide instance, and the change that it asks for. */
struct shg_why_option {
    struct shg_change change;
    uint32_t at; /* in solver.seats */
    bool done;
};

/* ---- The person's seats ---- */

uint32_t shg_why_apart(const struct shg_why_solver *s, uint32_t c) {
    const struct shg_instance *inst = shg_why_instance(s);
    uint32_t n = 0;
    for (uint32_t i = inst->apart_at[s->person]; i < inst->apart_at[s->person + 1]; i++) {
        uint32_t node = inst->apart[i];
        const struct shg_seat *seat = node < inst->n_persons ? shg_seat_of(inst, c, node) : NULL;
        n += seat && s->ground->wide.lacks[seat - inst->seats] == 0;
    }
    return n;
}

bool shg_why_company(const struct shg_why_solver *s, uint32_t c) {
    const struct shg_instance *inst = shg_why_instance(s);
    const uint32_t first = inst->persons[s->person].bundle;
    for (uint32_t p = first; p < inst->n_persons; p++) {
        if (inst->persons[p].bundle != first || p == s->person)
            continue;
        const struct shg_seat *seat = shg_seat_of(inst, c, p);
        if (!seat || s->ground->wide.lacks[seat - inst->seats] != 0)
            return false;
    }
    return true;
}

static bool can_be(const struct shg_why_solver *s, uint32_t c, bool more) {
    const struct shg_wide *w = &s->ground->wide;
    const struct shg_candidate *of = &w->inst.candidates[c];
    return w->led[c] && of->most >= of->least && w->people[c] + more - shg_why_apart(s, c) >= of->least &&
           (of->room == SHG_NONE || w->left[of->room] > 0) && shg_why_company(s, c);
}

static enum shg_status find_seats(struct shg_why_solver *s) {
    const struct shg_wide *w = &s->ground->wide;
    for (size_t i = w->chance_at[s->person]; i < w->chance_at[s->person + 1]; i++) {
        const uint32_t c = w->chances[i];
        const struct shg_seat *seat = shg_seat_of(&w->inst, c, s->person);
        struct shg_why_place *moved = shg_grow(s->seats, &s->cap_seats, s->n_seats + 1, sizeof *moved);
        if (!moved)
            return SHG_SYSTEM;
        size_t at = (size_t)(seat - w->inst.seats);
        s->seats = moved;
        s->seats[s->n_seats++] = (struct shg_why_place){.candidate = c,
                                                        .minutes = w->minutes[at],
                                                        .lacks = w->lacks[at],
                                                        .can_be = can_be(s, c, w->lacks[at] != 0)};
    }
    return SHG_OK;
}

/* ---- What stands in the way ---- */

struct view {
    uint32_t reach, slots; /* candidates in reach; with a slot in common */
    uint32_t own, led;     /* ... that suit them in every way; that have starters too */
    uint32_t most, least;  /* the candidate that comes nearest to its least number */
    uint32_t full;         /* candidates with enough persons and starters */
    uint32_t roomy;        /* ... that are not full up by those who stand already or are planned */
};

/* Wishes that concern the venue. */
#define AWAY (SHG_CHANGE_TRAVEL | SHG_CHANGE_MODE | SHG_CHANGE_VENUE | SHG_CHANGE_TOWN)

/* Whether the plan leaves the candidate a room, or holds a group of it. */
static bool has_room(const struct shg_why_ground *y, uint32_t c) {
    const struct shg_candidate *list = y->wide.inst.candidates, *of = &list[c];
    uint32_t used = 0;
    if (of->room == SHG_NONE)
        return true;
    for (size_t g = 0; g < y->plan.n; g++) {
        if (y->plan.groups[g].candidate == c)
            return true;
        used += list[y->plan.groups[g].candidate].room == of->room;
    }
    return used < y->wide.left[of->room];
}

static void look(const struct shg_why_solver *s, const struct shg_why_place *seat, struct view *v) {
    const struct shg_wide *w = &s->ground->wide;
    const struct shg_candidate *of = &w->inst.candidates[seat->candidate];
    if (of->room == SHG_NONE && of->most == 0)
        return;
    if (seat->lacks & AWAY) {
        if ((seat->lacks & AWAY) == SHG_CHANGE_TRAVEL && seat->minutes < s->out->nearest)
            s->out->nearest = seat->minutes;
        return;
    }
    v->reach++;
    if (seat->lacks & SHG_CHANGE_WINDOW)
        return;
    v->slots++;
    if (seat->lacks)
        return;
    v->own++;
    if (!w->led[seat->candidate])
        return;
    v->led++;
    uint32_t n = w->people[seat->candidate] - shg_why_apart(s, seat->candidate);
    if (v->least == 0 || (int64_t)n - of->least > (int64_t)v->most - v->least) {
        v->most = n;
        v->least = of->least;
    }
    if (n < of->least || !shg_why_company(s, seat->candidate))
        return;
    v->full++;
    v->roomy += has_room(s->ground, seat->candidate);
}

/* How many of those placed joined the list before the person, and how many are placed. */
static void count_earlier(const struct shg_why_solver *s) {
    const struct shg_person *persons = shg_why_instance(s)->persons;
    for (size_t p = 0; p < s->ground->wide.persons; p++) {
        s->out->of += s->ground->placed[p];
        s->out->n += s->ground->placed[p] && persons[p].points > persons[s->person].points;
    }
}

static void find_obstacle(struct shg_why_solver *s) {
    struct view v = {0};
    struct shg_why_case *out = s->out;
    out->nearest = UINT32_MAX;
    for (size_t i = 0; i < s->n_seats; i++)
        look(s, &s->seats[i], &v);
    out->obstacle = v.reach == 0              ? SHG_OBSTACLE_REACH
                    : v.slots == 0            ? SHG_OBSTACLE_SLOT
                    : v.own > 0 && v.led == 0 ? SHG_OBSTACLE_STARTER
                    : v.full == 0             ? SHG_OBSTACLE_PEOPLE
                    : v.roomy == 0            ? SHG_OBSTACLE_ROOM
                                              : SHG_OBSTACLE_OUTVOTED;
    out->n = out->of = 0;
    if (out->obstacle == SHG_OBSTACLE_OUTVOTED)
        count_earlier(s);
    if (out->obstacle == SHG_OBSTACLE_PEOPLE) {
        out->of = v.least ? v.least : (uint32_t)shg_profile_of(s->ground->o->reg)->min;
        out->n = v.most < out->of ? v.most : out->of - 1; /* enough, were it not for who must be with them */
    }
}

/* ---- Asking ---- */

struct shg_why_place *shg_why_place_in(const struct shg_why_solver *s, uint32_t c) {
    size_t low = 0, high = s->n_seats;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (s->seats[mid].candidate < c)
            low = mid + 1;
        else
            high = mid;
    }
    return low < s->n_seats && s->seats[low].candidate == c ? &s->seats[low] : NULL;
}

static bool is_open(const void *ctx, uint32_t c, size_t seat) {
    const struct shg_why_solver *s = ctx;
    const struct shg_why_place *at = shg_why_place_in(s, c);
    (void)seat;
    return at && at->open;
}

struct shg_question shg_why_question(const struct shg_why_solver *s) {
    return (struct shg_question){.wide = &s->ground->wide,
                                 .plan = &s->ground->plan,
                                 .person = s->person,
                                 .room = SHG_NONE,
                                 .seat = is_open,
                                 .ctx = s,
                                 .cancel = s->ground->o->cancel};
}

enum shg_status shg_why_ask(struct shg_why_solver *s, const struct shg_question *q, struct shg_answer *out,
                            struct shg_plan *plan) {
    return shg_ask_around(q, &s->memory, out, plan);
}

/* Where the person sits in a plan. */
static uint32_t seat_used(const struct shg_why_solver *s, const struct shg_plan *plan) {
    for (size_t g = 0; g < plan->n; g++)
        for (uint32_t i = 0; i < plan->groups[g].n; i++)
            if (plan->groups[g].persons[i] == s->person) {
                const struct shg_why_place *at = shg_why_place_in(s, plan->groups[g].candidate);
                return at ? (uint32_t)(at - s->seats) : SHG_NONE;
            }
    return SHG_NONE;
}

/* Keeps a change that helps; the plan is the case's from here on. */
static enum shg_status keep_helped(struct shg_why_solver *s, const struct shg_change *change, uint32_t places,
                                   struct shg_plan *plan) {
    struct shg_why_case *out = s->out;
    struct shg_why_helped *moved = shg_grow(out->helped, &s->cap_helped, out->n_helped + 1, sizeof *moved);
    if (!moved) {
        shg_plan_free(plan);
        return SHG_SYSTEM;
    }
    out->helped = moved;
    out->helped[out->n_helped++] = (struct shg_why_helped){*change, places, *plan};
    return SHG_OK;
}

void shg_why_close_all(struct shg_why_solver *s) {
    for (size_t i = 0; i < s->n_seats; i++)
        s->seats[i].open = false;
}

/* Asks with the seats of options [from, to) that are not done; *n: how many those are. */
static enum shg_status ask_range(struct shg_why_solver *s, size_t from, size_t to, bool mixes, size_t *n,
                                 struct shg_answer *answer, struct shg_plan *plan) {
    struct shg_question q = shg_why_question(s);
    q.mixes = mixes;
    *n = 0;
    *plan = SHG_PLAN_EMPTY;
    *answer = (struct shg_answer){SHG_VERDICT_NO, 0};
    shg_why_close_all(s);
    for (size_t i = from; i < to; i++) {
        s->seats[s->options[i].at].open |= !s->options[i].done;
        *n += !s->options[i].done;
    }
    return *n ? shg_why_ask(s, &q, answer, plan) : SHG_OK;
}

/* ---- Changes ---- */

static int town_of(const struct shg_why_solver *s, uint32_t c) {
    return shg_municipality_of(s->ground->o->reg, SHG_VENUES, shg_why_instance(s)->candidates[c].venue_row,
                               VENUE_MUNICIPALITY);
}

/* The change that a seat asks for, and nothing that it does not. */
static struct shg_change change_for(const struct shg_why_solver *s, const struct shg_why_place *seat, unsigned kinds) {
    const struct shg_candidate *of = &shg_why_instance(s)->candidates[seat->candidate];
    struct shg_change x = SHG_CHANGE_NONE;
    x.kinds = (uint8_t)kinds;
    if (kinds & SHG_CHANGE_TRAVEL)
        x.minutes = seat->minutes;
    if (kinds & SHG_CHANGE_WINDOW)
        x.window = of->window;
    if (kinds & SHG_CHANGE_LANGUAGE)
        x.language = of->language;
    if (kinds & SHG_CHANGE_VENUE)
        x.venue_row = of->venue_row;
    if (kinds & SHG_CHANGE_TOWN)
        x.town = town_of(s, seat->candidate);
    return x;
}

static int compare_options(const void *a, const void *b) {
    const struct shg_why_option *x = a, *y = b;
    int order = shg_change_compare(&x->change, &y->change);
    return order ? order : (x->at > y->at) - (x->at < y->at);
}

/* The class of seats that ask for so many kinds; with `alone` the wish not to be alone is dropped as one of them. */
static enum shg_status find_options(struct shg_why_solver *s, int kinds, bool alone) {
    const unsigned more = alone ? SHG_CHANGE_GENDER : 0;
    s->n_options = 0;
    for (size_t i = 0; i < s->n_seats; i++) {
        const struct shg_why_place *seat = &s->seats[i];
        if (!seat->can_be || (seat->lacks & more) || shg_change_count(seat->lacks | more) != kinds)
            continue;
        struct shg_why_option *moved = shg_grow(s->options, &s->cap_options, s->n_options + 1, sizeof *moved);
        if (!moved)
            return SHG_SYSTEM;
        s->options = moved;
        s->options[s->n_options++] =
            (struct shg_why_option){change_for(s, seat, seat->lacks | more), (uint32_t)i, false};
    }
    if (s->n_options)
        qsort(s->options, s->n_options, sizeof *s->options, compare_options);
    return SHG_OK;
}

/* The first option behind those that differ from option i in nothing but the way. */
static size_t end_of_ways(const struct shg_why_solver *s, size_t i) {
    size_t end = i + 1;
    while (end < s->n_options && shg_change_same_but_way(&s->options[i].change, &s->options[end].change))
        end++;
    return end;
}

/* The way of option `high` helps: finds the shortest that does, by halving (a longer way opens all that a shorter one
 * does). */
static enum shg_status shorten(struct shg_why_solver *s, size_t low, size_t *high, bool mixes, struct shg_answer *best,
                               struct shg_plan *plan) {
    const uint16_t *longest = &s->options[*high].change.minutes;
    enum shg_status status = SHG_OK;
    while (*high > low && s->options[*high - 1].change.minutes == *longest)
        --*high;
    while (low < *high && status == SHG_OK) {
        size_t mid = low + (*high - low) / 2, n;
        while (mid + 1 < *high && s->options[mid + 1].change.minutes == s->options[mid].change.minutes)
            mid++;
        struct shg_answer answer;
        struct shg_plan found;
        status = ask_range(s, low, mid + 1, mixes, &n, &answer, &found);
        if (status == SHG_OK && answer.verdict == SHG_VERDICT_YES) {
            shg_plan_free(plan);
            *plan = found;
            *best = answer;
            const uint32_t used = seat_used(s, &found);
            for (*high = low; s->options[*high].at != used;)
                ++*high;
        } else {
            low = mid + 1;
        }
    }
    return status;
}

/* What a plan found shows: the option that it uses. All that differ from it only in the way are done then. */
static enum shg_status take_found(struct shg_why_solver *s, bool mixes, struct shg_answer *answer,
                                  struct shg_plan *plan) {
    const uint32_t used = seat_used(s, plan);
    size_t first = 0, i = 0;
    while (i < s->n_options && s->options[i].at != used)
        i++;
    if (i == s->n_options) { /* cannot be: the plan was checked */
        shg_plan_free(plan);
        return SHG_SYSTEM;
    }
    while (end_of_ways(s, first) <= i)
        first = end_of_ways(s, first);
    const size_t end = end_of_ways(s, first);
    enum shg_status status = SHG_OK;
    if (s->options[i].change.kinds & SHG_CHANGE_TRAVEL)
        status = shorten(s, first, &i, mixes, answer, plan);
    for (size_t k = first; k < end; k++)
        s->options[k].done = true;
    if (status == SHG_OK)
        return keep_helped(s, &s->options[i].change, answer->places, plan);
    shg_plan_free(plan);
    return status;
}

/* Where options [from, to) can be asked about in two halves; `to` where they cannot. */
static size_t middle(const struct shg_why_solver *s, size_t from, size_t to) {
    size_t i = from;
    while (i < from + (to - from) / 2)
        i = end_of_ways(s, i);
    return i > from && i < to ? i : end_of_ways(s, from) < to ? end_of_ways(s, from) : to;
}

/* Of the options that differ from this one in nothing but the way: the shortest for which a small move does. Without
 * solving it is not known whether a shorter one would do as well, so that is asked. */
static enum shg_status try_ways(struct shg_why_solver *s, struct shg_nearby *nearby, size_t from, size_t to,
                                bool mixes) {
    struct shg_plan plan = SHG_PLAN_EMPTY;
    enum shg_status status = SHG_OK;
    size_t i = from;
    for (; i < to && status == SHG_OK && plan.n == 0; i++)
        status = shg_nearby_try(nearby, s->seats[s->options[i].at].candidate, &plan);
    if (status != SHG_OK || plan.n == 0)
        return status;
    struct shg_answer answer = {SHG_VERDICT_YES, shg_cut_count(&plan) - shg_cut_count(&s->ground->plan)};
    return take_found(s, mixes, &answer, &plan);
}

/* Those that small moves show to help. */
static enum shg_status explore_nearby(struct shg_why_solver *s, bool mixes) {
    struct shg_question q = shg_why_question(s);
    struct shg_nearby nearby;
    q.mixes = mixes;
    shg_why_close_all(s);
    for (size_t i = 0; i < s->n_options; i++)
        s->seats[s->options[i].at].open = true;
    enum shg_status status = shg_nearby_begin(&nearby, &q);
    for (size_t from = 0, to; from < s->n_options && status == SHG_OK; from = to) {
        to = end_of_ways(s, from);
        status = try_ways(s, &nearby, from, to, mixes);
        for (size_t i = to; i < s->n_options; i++) /* what was asked meanwhile closed them */
            s->seats[s->options[i].at].open = true;
    }
    shg_nearby_free(&nearby);
    return status;
}

/* Finds those of options [from, to) that help. */
static enum shg_status explore(struct shg_why_solver *s, size_t from, size_t to, bool mixes) {
    for (;;) {
        struct shg_answer answer;
        struct shg_plan plan;
        size_t n;
        enum shg_status status = ask_range(s, from, to, mixes, &n, &answer, &plan);
        if (status != SHG_OK || n == 0 || answer.verdict == SHG_VERDICT_NO)
            return status;
        if (answer.verdict == SHG_VERDICT_YES) {
            status = take_found(s, mixes, &answer, &plan);
            if (status != SHG_OK)
                return status;
            continue;
        }
        const size_t mid = middle(s, from, to);
        if (mid == to || s->doubts++ >= (s->ground->wide.today > LARGE ? DOUBTS_LARGE : DOUBTS)) {
            s->out->proven = false;
            return SHG_OK;
        }
        status = explore(s, from, mid, mixes);
        return status == SHG_OK ? explore(s, mid, to, mixes) : status;
    }
}

static int compare_helped(const void *a, const void *b) {
    const struct shg_why_helped *x = a, *y = b;
    return shg_change_compare(&x->change, &y->change);
}

/* All changes of so many kinds. */
static enum shg_status find_changes(struct shg_why_solver *s, int kinds) {
    enum shg_status status = find_options(s, kinds, false);
    if (status == SHG_OK)
        status = explore_nearby(s, false);
    if (status == SHG_OK)
        status = explore(s, 0, s->n_options, false);
    if (status == SHG_OK && shg_why_instance(s)->persons[s->person].not_alone)
        status = find_options(s, kinds, true);
    else
        s->n_options = 0;
    if (status == SHG_OK && s->n_options)
        status = explore_nearby(s, true);
    if (status == SHG_OK)
        status = explore(s, 0, s->n_options, true);
    if (s->out->n_helped)
        qsort(s->out->helped, s->out->n_helped, sizeof *s->out->helped, compare_helped);
    return status;
}

/* ---- The case ---- */

/* As things stand. */
static enum shg_status ask_today(struct shg_why_solver *s, struct shg_answer *answer, struct shg_plan *plan) {
    struct shg_question q = shg_why_question(s);
    shg_why_close_all(s);
    for (size_t i = 0; i < s->n_seats; i++)
        s->seats[i].open = s->seats[i].lacks == 0 && s->seats[i].can_be;
    return shg_why_ask(s, &q, answer, plan);
}

/* Enough who fit are there, but not together (age, who wishes not to be alone, who goes with whom): the person could
 * not be placed even were nobody else to be. That is too few who fit. */
static enum shg_status look_alone(struct shg_why_solver *s) {
    const struct shg_plan nobody = SHG_PLAN_EMPTY;
    struct shg_question q = shg_why_question(s);
    struct shg_answer answer;
    struct shg_around_memory memory;
    q.plan = &nobody;
    enum shg_status status = shg_around_begin(&memory, q.wide, &nobody);
    if (status == SHG_OK)
        status = shg_ask_around(&q, &memory, &answer, NULL);
    shg_around_free(&memory);
    if (status == SHG_OK && answer.verdict == SHG_VERDICT_NO) {
        s->out->obstacle = SHG_OBSTACLE_PEOPLE;
        s->out->of = (uint32_t)shg_profile_of(s->ground->o->reg)->min;
        s->out->n = s->out->of - 1;
    }
    return status;
}

static enum shg_status solve(struct shg_why_solver *s, bool *stands) {
    static const struct shg_change none = {.language = "", .venue_row = SHG_NONE, .town = -1};
    struct shg_answer answer;
    struct shg_plan plan;
    enum shg_status status = ask_today(s, &answer, &plan);
    if (status != SHG_OK)
        return status;
    find_obstacle(s);
    s->out->proven = answer.verdict != SHG_VERDICT_UNKNOWN;
    *stands = answer.verdict == SHG_VERDICT_YES;
    if (answer.verdict == SHG_VERDICT_NO && s->out->obstacle == SHG_OBSTACLE_OUTVOTED)
        status = look_alone(s);
    if (status != SHG_OK)
        return status;
    if (*stands)
        return keep_helped(s, &none, answer.places, &plan);
    for (int kinds = 1; kinds <= 2 && s->out->n_helped == 0 && status == SHG_OK; kinds++)
        status = find_changes(s, kinds);
    return status == SHG_OK && s->out->n_helped == 0 ? shg_why_find_come(s) : status;
}

static void solver_free(struct shg_why_solver *s) {
    free(s->seats);
    free(s->options);
    shg_around_free(&s->memory);
}

/* A few who are named, perhaps on the phone, are worth more time each than a whole list. */
static enum shg_status begin(struct shg_why_solver *s) {
    const size_t named = s->ground->o->n;
    enum shg_status status = shg_around_begin(&s->memory, &s->ground->wide, &s->ground->plan);
    s->memory.patient = named > 0 && named <= FEW_NAMED;
    return status;
}

enum shg_status shg_why_solve(const struct shg_why_ground *ground, uint32_t person, struct shg_why_case *out,
                              bool *stands) {
    struct shg_why_solver s = {.ground = ground, .person = person, .out = out};
    *stands = false;
    enum shg_status status = begin(&s);
    if (status == SHG_OK)
        status = find_seats(&s);
    if (status == SHG_OK)
        status = solve(&s, stands);
    solver_free(&s);
    return status;
}

enum shg_status shg_why_stands(const struct shg_why_ground *ground, uint32_t person, bool *stands) {
    struct shg_why_solver s = {.ground = ground, .person = person};
    struct shg_answer answer = {SHG_VERDICT_NO, 0};
    enum shg_status status = begin(&s);
    if (status == SHG_OK)
        status = find_seats(&s);
    if (status == SHG_OK)
        status = ask_today(&s, &answer, NULL);
    *stands = answer.verdict == SHG_VERDICT_YES;
    solver_free(&s);
    return status;
}

void shg_why_case_free(struct shg_why_case *found) {
    for (size_t i = 0; i < found->n_helped; i++)
        shg_plan_free(&found->helped[i].plan);
    free(found->helped);
    found->helped = NULL;
    found->n_helped = 0;
}
