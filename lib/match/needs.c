/* Every room, starter, person and standing group is a question of its own (more.h): is more possible with one of it
 * than without? The questions are put by several threads; what is told does not depend on how many. */
#include "match/needs_private.h"

#include "match/cut.h"
#include "match/each.h"
#include "match/prefer.h"

#include <stdlib.h>
#include <string.h>

/* So often the best as things stand is found to be better after all, and the questions are put again. */
#define AGAIN_MOST 5

/* A question, and what came of it. */
struct ask {
    const struct needs *y;
    enum shg_need_kind kind;
    uint32_t room, candidate; /* where it is asked: a room, or SHG_NONE and a standing group */
    bool pair;                /* two persons are asked about, since one does not do */
    bool can;                 /* a plan was found with what is asked about */
    bool gains;
    struct shg_need need;
    struct shg_plan found;  /* the plan behind the need, where it is asked for */
    struct shg_plan better; /* places more, but without what was asked about: as things stand */
};

struct needs {
    const struct shg_needs_options *o;
    shg_faults *faults;
    struct shg_wide wide;
    struct shg_plan plan; /* in numbers of the wide instance */
    struct shg_more more;
    struct shg_joint joint;
    bool *placed; /* by the best plan as things stand */
    struct ask *asks;
    size_t n, cap;
    struct shg_needs_list list;
};

enum shg_status shg_need_keep(struct shg_needs_list *list, const struct shg_need *need) {
    struct shg_need *moved = shg_grow(list->list, &list->cap, list->n + 1, sizeof *moved);
    if (!moved)
        return SHG_SYSTEM;
    list->list = moved;
    list->list[list->n++] = *need;
    return SHG_OK;
}

struct shg_kept_plan {
    struct shg_plan plan;
    struct shg_kept_plan *next;
};

static void free_plans(struct shg_kept_plan *plans) {
    while (plans) {
        struct shg_kept_plan *next = plans->next;
        shg_plan_free(&plans->plan);
        free(plans);
        plans = next;
    }
}

struct shg_plan *shg_need_plan_kept(struct shg_needs_list *list, const struct shg_plan *plan) {
    struct shg_kept_plan *kept = calloc(1, sizeof *kept);
    if (!kept)
        return NULL;
    *kept = (struct shg_kept_plan){SHG_PLAN_EMPTY, list->plans};
    list->plans = kept;
    return shg_plan_copy(plan, &kept->plan) ? &kept->plan : NULL;
}

/* ---- Who is placed ---- */

bool *shg_needs_placed(const struct shg_plan *plan, size_t persons) {
    bool *placed = calloc(persons + 1, sizeof *placed);
    for (size_t g = 0; placed && g < plan->n; g++)
        for (uint32_t i = 0; i < plan->groups[g].n; i++)
            placed[plan->groups[g].persons[i]] = true;
    return placed;
}

uint32_t shg_needs_days(const struct shg_wide *wide, const struct shg_profile *profile, const bool *placed,
                        const struct shg_plan *found) {
    uint32_t days = 0;
    for (size_t g = 0; g < found->n; g++)
        for (uint32_t i = 0; i < found->groups[g].n; i++) {
            uint32_t p = found->groups[g].persons[i];
            if (p < wide->persons && !placed[p])
                days += (uint32_t)(wide->inst.persons[p].points - profile->place);
        }
    return days;
}

/* ---- What a question opens ---- */

static bool is_here(const struct ask *a, uint32_t c) {
    return a->room == SHG_NONE ? c == a->candidate : a->y->wide.inst.candidates[c].room == a->room;
}

static bool leads_here(const void *ctx, uint32_t c, uint32_t which) {
    (void)which; /* there is one */
    return is_here(ctx, c);
}

static bool sits_here(const void *ctx, uint32_t c, size_t seat) {
    (void)seat;
    return is_here(ctx, c);
}

static struct shg_question question_of(const struct ask *a) {
    struct shg_question q = {.person = SHG_NONE, .room = SHG_NONE, .ctx = a};
    if (a->kind == SHG_NEED_ROOM || a->kind == SHG_NEED_DIGITAL)
        q.room = a->room;
    if (a->kind == SHG_NEED_STARTER || a->kind == SHG_NEED_STANDING)
        q.ghost = leads_here;
    q.start = a->candidate; /* a group that stands is to begin, also where it places nobody more */
    if (a->kind == SHG_NEED_PEOPLE) {
        q.person = a->y->wide.persons;
        q.pair = a->pair;
        q.seat = sits_here;
    }
    return q;
}

/* ---- What was found ---- */

/* Those of a group who had no place. */
static uint32_t count_new(const struct needs *y, const struct shg_plan_group *g) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < g->n; i++)
        n += g->persons[i] < y->wide.persons && !y->placed[g->persons[i]];
    return n;
}

/* The group that what was asked about brought, NULL where the plan does without it: a room is used when there are more
 * groups in it than fit in today (of them the one with most who had no place is told), a starter when they lead, a
 * person when their group would be too small. */
static const struct shg_plan_group *group_brought(const struct ask *a, const struct shg_plan *found) {
    const struct needs *y = a->y;
    const struct shg_plan_group *best = NULL;
    uint32_t here = 0;
    for (size_t i = 0; i < found->n; i++) {
        const struct shg_plan_group *g = &found->groups[i];
        const struct shg_candidate *c = &y->wide.inst.candidates[g->candidate];
        if (!is_here(a, g->candidate))
            continue;
        if (a->kind == SHG_NEED_PEOPLE && shg_list_holds(g->persons, g->n, y->wide.persons))
            return g->n > c->least ? NULL : g;
        if ((a->kind == SHG_NEED_STARTER || a->kind == SHG_NEED_STANDING) &&
            shg_list_holds(g->starters, g->n_starters, y->wide.ghosts))
            return g;
        here++;
        best = !best || count_new(y, g) > count_new(y, best) ? g : best;
    }
    return a->kind <= SHG_NEED_ROOM && a->kind != SHG_NEED_PEOPLE && here > y->wide.left[a->room] ? best : NULL;
}

/* The plan found without the ghosts of the question. */
static bool keep_better(struct ask *a, const struct shg_plan *found) {
    for (size_t i = 0; i < found->n; i++) {
        const struct shg_plan_group *g = &found->groups[i];
        uint32_t n = g->n;
        while (n > 0 && g->persons[n - 1] >= a->y->wide.persons)
            n--;
        if (!shg_plan_add(&a->better, g->candidate, g->persons, n, g->starters, g->n_starters))
            return false;
    }
    return true;
}

/* Takes the plan of the gain where it is to be told. */
static enum shg_status digest(struct ask *a, struct shg_gain *gain) {
    const struct needs *y = a->y;
    const struct shg_plan_group *g = group_brought(a, &gain->plan);
    if (!g)
        return gain->places == 0 || keep_better(a, &gain->plan) ? SHG_OK : SHG_SYSTEM;
    const struct shg_question q = shg_more_question(&y->more, question_of(a));
    if (shg_prefer(&q, y->placed, &gain->plan, (size_t)(g - gain->plan.groups)) != SHG_OK)
        return SHG_SYSTEM;
    const struct shg_candidate *c = &y->wide.inst.candidates[g->candidate];
    a->gains = gain->places > 0 || a->kind == SHG_NEED_STANDING || (a->kind == SHG_NEED_PEOPLE && c->group);
    a->need =
        (struct shg_need){.kind = a->kind,
                          .reg = y->o->reg,
                          .group = c,
                          .missing = a->pair ? 2 : 1,
                          .of = c->least + (c->group ? c->have : 0U),
                          .places = gain->places,
                          .most = y->more.most && gain->most,
                          .wait_days = shg_needs_days(&y->wide, shg_profile_of(y->o->reg), y->placed, &gain->plan),
                          .found = ""};
    if (a->gains && y->o->plan_of) {
        a->found = gain->plan;
        gain->plan = SHG_PLAN_EMPTY;
    }
    return SHG_OK;
}

/* ---- Asking ---- */

static void forget_plan(struct shg_plan *plan) {
    shg_plan_free(plan);
    *plan = SHG_PLAN_EMPTY;
}

static enum shg_status put_question(struct ask *a, bool pair) {
    struct shg_gain gain;
    a->gains = false;
    a->pair = pair;
    forget_plan(&a->found);
    enum shg_status status = shg_more_ask(&a->y->more, question_of(a), 1, &gain);
    a->can = gain.plan.n > 0;
    if (status == SHG_OK && a->can)
        status = digest(a, &gain);
    shg_plan_free(&gain.plan);
    return status;
}

/* A group may lack one person, or two where one does not do. */
static enum shg_status put_questions_of(struct ask *a) {
    enum shg_status status = put_question(a, false);
    if (status == SHG_OK && a->kind == SHG_NEED_PEOPLE && !a->can)
        status = put_question(a, true);
    return status;
}

static enum shg_status put_questions_at(void *ctx, size_t i) {
    struct needs *y = ctx;
    return put_questions_of(&y->asks[i]);
}

static enum shg_status add(struct needs *y, enum shg_need_kind kind, uint32_t room, uint32_t candidate) {
    struct ask *moved = shg_grow(y->asks, &y->cap, y->n + 1, sizeof *moved);
    if (!moved)
        return SHG_SYSTEM;
    y->asks = moved;
    y->asks[y->n++] = (struct ask){.y = y, .kind = kind, .room = room, .candidate = candidate};
    return SHG_OK;
}

static const struct shg_plan_group *group_of(const struct shg_plan *plan, uint32_t candidate) {
    for (size_t g = 0; g < plan->n; g++)
        if (plan->groups[g].candidate == candidate)
            return &plan->groups[g];
    return NULL;
}

/* How many a standing group needs in all. */
static long min_of(const struct needs *y, const struct shg_candidate *c) {
    return shg_number(y->o->reg, SHG_GROUPS, c->row, GROUP_MIN, shg_profile_of(y->o->reg)->min);
}

static enum shg_status add_standing(struct needs *y, uint32_t c) {
    const struct shg_candidate *of = &y->wide.inst.candidates[c];
    const struct shg_plan_group *given = group_of(&y->more.from, c);
    enum shg_status status = SHG_OK;
    if (of->needs && (!given || given->n_starters == 0))
        status = add(y, SHG_NEED_STANDING, SHG_NONE, c);
    if (status == SHG_OK && of->forming && (!given || given->n == 0) && of->have < min_of(y, of))
        status = add(y, SHG_NEED_PEOPLE, SHG_NONE, c);
    return status;
}

static bool is_screen(const struct needs *y, uint32_t room) {
    return !strcmp(y->wide.inst.rooms[room].venue, "Vx");
}

static enum shg_status add_room(struct needs *y, uint32_t room) {
    if (is_screen(y, room))
        return add(y, SHG_NEED_DIGITAL, room, SHG_NONE);
    enum shg_status status = add(y, SHG_NEED_ROOM, room, SHG_NONE);
    if (status == SHG_OK && y->wide.left[room] > 0)
        status = add(y, SHG_NEED_STARTER, room, SHG_NONE);
    if (status == SHG_OK && y->wide.left[room] > 0)
        status = add(y, SHG_NEED_PEOPLE, room, SHG_NONE);
    return status;
}

static enum shg_status list_questions(struct needs *y) {
    enum shg_status status = SHG_OK;
    for (uint32_t c = 0; c < y->wide.inst.n_standing && status == SHG_OK; c++)
        status = add_standing(y, c);
    for (uint32_t r = 0; r < y->wide.inst.n_rooms && status == SHG_OK; r++)
        status = add_room(y, r);
    return status;
}

/* ---- Again, where more is possible as things stand ---- */

static uint32_t places_of(const struct ask *a) {
    return shg_cut_count(&a->better);
}

/* Makes the best plan that does without what was asked about the one to begin with. Keeps only the questions that
 * gained something, or places that plan did not need: the others gain nothing beside a better plan. */
static bool begin_better(struct needs *y) {
    struct ask *best = NULL;
    for (size_t i = 0; i < y->n; i++)
        if (y->asks[i].better.n > 0 && (!best || places_of(&y->asks[i]) > places_of(best)))
            best = &y->asks[i];
    if (!best)
        return false;
    shg_plan_free(&y->more.from);
    y->more.from = best->better;
    best->better = SHG_PLAN_EMPTY;
    y->more.base = shg_cut_count(&y->more.from) - shg_cut_count(&y->plan);
    size_t n = 0;
    for (size_t i = 0; i < y->n; i++) {
        bool again = y->asks[i].gains || y->asks[i].better.n > 0 || &y->asks[i] == best;
        forget_plan(&y->asks[i].better);
        forget_plan(&y->asks[i].found);
        if (again)
            y->asks[n++] = y->asks[i];
    }
    y->n = n;
    return true;
}

static enum shg_status mark_placed(struct needs *y) {
    free(y->placed);
    y->placed = shg_needs_placed(&y->more.from, y->wide.inst.n_persons);
    return y->placed ? SHG_OK : SHG_SYSTEM;
}

static enum shg_status ask_all(struct needs *y) {
    enum shg_status status = list_questions(y);
    for (int k = 0; status == SHG_OK; k++) {
        status = mark_placed(y);
        if (status == SHG_OK)
            status = shg_each(y->o->threads, y->n, put_questions_at, y);
        if (status != SHG_OK || k == AGAIN_MOST || !begin_better(y))
            break;
    }
    return status;
}

/* ---- All ---- */

/* What was gained; where people are missing, where they may be found. */
static enum shg_status keep_gains(struct needs *y) {
    struct shg_finder *finder = shg_finder_new(y->o->reg, y->placed);
    enum shg_status status = finder ? SHG_OK : SHG_SYSTEM;
    for (size_t i = 0; i < y->n && status == SHG_OK; i++) {
        struct ask *a = &y->asks[i];
        if (!a->gains)
            continue;
        a->need.plan = &a->found;
        a->need.inst = &y->wide.inst;
        if (a->kind == SHG_NEED_PEOPLE)
            status = shg_finder_look(finder, &y->wide.inst, &y->list, &a->need);
        if (status == SHG_OK)
            status = shg_need_keep(&y->list, &a->need);
    }
    shg_finder_free(finder);
    return status;
}

static enum shg_status find(struct needs *y) {
    enum shg_status status = shg_wide_plan(&y->wide, y->o->inst, y->o->plan, &y->plan);
    if (status == SHG_OK)
        status = shg_more_begin(&y->more, &y->wide, &y->plan, y->o->effort, y->o->threads, y->o->cancel);
    if (status == SHG_OK && y->o->budget > 0)
        return shg_needs_train(y->o, &y->more, &y->list);
    if (status == SHG_OK)
        status = ask_all(y);
    return status == SHG_OK ? keep_gains(y) : status;
}

static enum shg_status needs_of(struct needs *y, struct shg_writer *w) {
    const bool training = y->o->budget > 0;
    const struct shg_ghosts ghosts = {
        .starters = training ? y->o->budget : 1, .people = !training, .screen = !training};
    enum shg_status status = SHG_OK;
    if (y->o->with)
        status = shg_needs_joint(y->o, &y->joint, &y->list, y->faults);
    if (status == SHG_OK)
        status = shg_wide_make(&y->wide, y->o->opening, y->o->inst, NULL, &ghosts, y->faults);
    if (status != SHG_OK)
        return status;
    status = find(y);
    if (status == SHG_SYSTEM)
        return shg_fault_memory(y->faults);
    return status == SHG_OK ? shg_needs_tell(y->o, &y->list, w, y->faults) : status;
}

static void needs_free(struct needs *y) {
    shg_more_end(&y->more);
    shg_plan_free(&y->plan);
    shg_wide_free(&y->wide);
    shg_joint_free(&y->joint);
    for (size_t i = 0; i < y->n; i++) {
        shg_plan_free(&y->asks[i].better);
        shg_plan_free(&y->asks[i].found);
    }
    free_plans(y->list.plans);
    shg_texts_free(y->list.texts);
    free(y->list.list);
    free(y->asks);
    free(y->placed);
}

enum shg_status shg_needs(const struct shg_needs_options *options, struct shg_writer *w, shg_faults *faults) {
    struct needs y = {.o = options, .faults = faults, .plan = SHG_PLAN_EMPTY, .more = {.from = SHG_PLAN_EMPTY}};
    enum shg_status status = needs_of(&y, w);
    needs_free(&y);
    return status;
}
