/* The check of a plan against every rule of matching.md. It is written for clarity and on its own: it shares nothing
 * with the search that makes plans, and looks at a plan that a hand may have changed. */
#include "base/fault.h"
#include "match/plan.h"

#include <stdlib.h>
#include <string.h>

static const char *const breach_texts[SHG_BREACHES] = {
    [SHG_BREACH_SEAT] = N_("the person does not fit the group"),
    [SHG_BREACH_TWICE] = N_("the person is placed twice"),
    [SHG_BREACH_LEAST] = N_("too few people for the group"),
    [SHG_BREACH_MOST] = N_("more people than the group takes"),
    [SHG_BREACH_ROOM] = N_("no room is left for the group"),
    [SHG_BREACH_NEW_MAX] = N_("more new groups than NEW_MAX"),
    [SHG_BREACH_LEAD] = N_("the starter does not fit the group"),
    [SHG_BREACH_STARTERS] = N_("too few or too many starters for the group"),
    [SHG_BREACH_ACTIVE] = N_("the group has no active starter"),
    [SHG_BREACH_CAPACITY] = N_("the starter leads too many groups"),
    [SHG_BREACH_OVERLAP] = N_("the starter leads two groups at the same time"),
    [SHG_BREACH_APART] = N_("two who are to be kept apart are in one group"),
    [SHG_BREACH_TOGETHER] = N_("two who go together are not in one group"),
    [SHG_BREACH_NOT_ALONE] = N_("the person would be the only one of their gender"),
    [SHG_BREACH_AGE] = N_("the birth years in the group span too much"),
    [SHG_BREACH_HUMAN] = N_("the person leads another group at the same time"),
};

const char *shg_breach_text(enum shg_breach_of rule) {
    return breach_texts[rule];
}

struct check {
    const struct shg_instance *inst;
    const struct shg_plan *plan;
    bool below_min;
    uint32_t *group_of;  /* of each person: group + 1, 0 none */
    uint32_t *room_used; /* of each room; standing candidates follow */
    struct led_by *led;
    size_t n_led;
    struct shg_breach *found;
    size_t n_found, cap_found;
    bool failed;
};

/* A starter and a group given to them. */
struct led_by {
    uint32_t starter;
    uint32_t group;
};

static int by_rule(const void *left, const void *right) {
    const struct shg_breach *a = left, *b = right;
    if (a->rule != b->rule)
        return a->rule < b->rule ? -1 : 1;
    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    return a->node < b->node ? -1 : a->node > b->node;
}

static void tell(struct check *c, enum shg_breach_of rule, size_t group, uint32_t node) {
    struct shg_breach *found = shg_grow(c->found, &c->cap_found, c->n_found + 1, sizeof *found);
    if (!found) {
        c->failed = true;
        return;
    }
    c->found = found;
    found[c->n_found++] = (struct shg_breach){rule, group, node};
}

static uint32_t node_of(const struct check *c, uint32_t starter) {
    return (uint32_t)c->inst->n_persons + starter;
}

static const struct shg_candidate *candidate_of(const struct check *c, size_t group) {
    return &c->inst->candidates[c->plan->groups[group].candidate];
}

static void check_persons(struct check *c, size_t group) {
    const struct shg_plan_group *g = &c->plan->groups[group];
    const struct shg_candidate *k = candidate_of(c, group);
    for (uint32_t i = 0; i < g->n; i++) {
        uint32_t p = g->persons[i];
        if (!shg_seat_of(c->inst, g->candidate, p))
            tell(c, SHG_BREACH_SEAT, group, p);
        if (c->group_of[p])
            tell(c, SHG_BREACH_TWICE, group, p);
        c->group_of[p] = (uint32_t)group + 1;
    }
    bool idle = !g->n && k->idle && g->n_starters;
    bool too_few = g->n < k->least && !idle;
    if (too_few && !(c->below_min && g->n && (k->forming || !k->group)))
        tell(c, SHG_BREACH_LEAST, group, SHG_NONE);
    if (g->n > k->most)
        tell(c, SHG_BREACH_MOST, group, SHG_NONE);
}

static void check_starters(struct check *c, size_t group) {
    const struct shg_plan_group *g = &c->plan->groups[group];
    bool active = false;
    for (uint32_t i = 0; i < g->n_starters; i++) {
        uint32_t s = g->starters[i];
        active |= c->inst->starters[s].active;
        if (!shg_lead_of(c->inst, g->candidate, s))
            tell(c, SHG_BREACH_LEAD, group, node_of(c, s));
        if (i && g->starters[i - 1] == s)
            tell(c, SHG_BREACH_STARTERS, group, node_of(c, s));
        c->led[c->n_led++] = (struct led_by){s, (uint32_t)group};
    }
    bool needs = candidate_of(c, group)->needs;
    if (needs ? g->n_starters < c->inst->starters_min || g->n_starters > c->inst->starters_max : g->n_starters > 0)
        tell(c, SHG_BREACH_STARTERS, group, SHG_NONE);
    else if (needs && !active)
        tell(c, SHG_BREACH_ACTIVE, group, SHG_NONE);
}

static void check_rooms(struct check *c) {
    uint32_t fresh = 0;
    for (size_t i = 0; i < c->plan->n; i++) {
        const struct shg_candidate *k = candidate_of(c, i);
        uint32_t *used =
            &c->room_used[k->group ? c->inst->n_rooms + (size_t)(k - c->inst->candidates) : (size_t)k->room];
        if (++*used > (k->group ? 1 : c->inst->rooms[k->room].left))
            tell(c, SHG_BREACH_ROOM, i, SHG_NONE);
        fresh += !k->group;
        if (c->inst->new_max && !k->group && fresh == c->inst->new_max + 1)
            tell(c, SHG_BREACH_NEW_MAX, i, SHG_NONE);
    }
}

static int by_starter_group(const void *a, const void *b) {
    const struct led_by *x = a, *y = b;
    if (x->starter != y->starter)
        return x->starter < y->starter ? -1 : 1;
    return x->group < y->group ? -1 : x->group > y->group;
}

static void check_leading(struct check *c) {
    if (c->n_led)
        qsort(c->led, c->n_led, sizeof *c->led, by_starter_group);
    for (size_t i = 0, from = 0; i < c->n_led; i++) {
        const struct led_by *x = &c->led[i];
        if (x->starter != c->led[from].starter)
            from = i;
        if (i - from + 1 > c->inst->starters[x->starter].left)
            tell(c, SHG_BREACH_CAPACITY, x->group, node_of(c, x->starter));
        for (size_t j = from; j < i; j++)
            if (shg_window_overlap(candidate_of(c, x->group)->window, candidate_of(c, c->led[j].group)->window))
                tell(c, SHG_BREACH_OVERLAP, x->group, node_of(c, x->starter));
    }
}

/* Apart: every pair of persons and starters in the group. Those held there are seen to by the instance's seats. */
static void check_apart(struct check *c, size_t group) {
    const struct shg_plan_group *g = &c->plan->groups[group];
    for (uint32_t i = 0; i < g->n + g->n_starters; i++) {
        uint32_t a = i < g->n ? g->persons[i] : node_of(c, g->starters[i - g->n]);
        for (uint32_t j = 0; j < i; j++) {
            uint32_t b = j < g->n ? g->persons[j] : node_of(c, g->starters[j - g->n]);
            if (shg_is_apart(c->inst, a, b))
                tell(c, SHG_BREACH_APART, group, a);
        }
    }
}

static void check_together(struct check *c) {
    for (uint32_t p = 0; p < c->inst->n_persons; p++) {
        uint32_t first = c->inst->persons[p].bundle;
        uint32_t mine = c->group_of[p], theirs = c->group_of[first];
        if (mine != theirs)
            tell(c, SHG_BREACH_TOGETHER, (mine ? mine : theirs) - 1, mine ? p : first);
    }
}

static void check_company(struct check *c, size_t group) {
    const struct shg_plan_group *g = &c->plan->groups[group];
    const struct shg_candidate *k = candidate_of(c, group);
    uint32_t f = k->held_f, m = k->held_m;
    int low = k->year_low, high = k->year_high, known = 0;
    for (uint32_t i = 0; i < g->n; i++) {
        const struct shg_person *p = &c->inst->persons[g->persons[i]];
        f += p->gender == GENDER_F;
        m += p->gender == GENDER_M;
        if (!p->birth_year)
            continue;
        known++;
        low = !low || p->birth_year < low ? p->birth_year : low;
        high = p->birth_year > high ? p->birth_year : high;
    }
    for (uint32_t i = 0; i < g->n; i++) {
        const struct shg_person *p = &c->inst->persons[g->persons[i]];
        if (p->not_alone && (p->gender == GENDER_F ? f : m) < 2)
            tell(c, SHG_BREACH_NOT_ALONE, group, g->persons[i]);
    }
    if (c->inst->age_spread && known && high - low > (int)c->inst->age_spread)
        tell(c, SHG_BREACH_AGE, group, SHG_NONE);
}

/* Nobody is placed in a group that overlaps with one that they, as a starter, are given to lead. */
static void check_humans(struct check *c) {
    for (size_t i = 0; i < c->inst->n_links; i++) {
        const struct shg_link *link = &c->inst->links[i];
        uint32_t in = c->group_of[link->person];
        for (size_t j = 0; in && j < c->n_led; j++)
            if (c->led[j].starter == link->starter &&
                shg_window_overlap(candidate_of(c, in - 1)->window, candidate_of(c, c->led[j].group)->window))
                tell(c, SHG_BREACH_HUMAN, in - 1, link->person);
    }
}

static void check_all(struct check *c) {
    for (size_t i = 0; i < c->plan->n; i++) {
        check_persons(c, i);
        check_starters(c, i);
        check_apart(c, i);
        check_company(c, i);
    }
    check_rooms(c);
    check_leading(c);
    check_together(c);
    check_humans(c);
}

static void sort_found(struct check *c) {
    size_t n = 0;
    if (c->n_found)
        qsort(c->found, c->n_found, sizeof *c->found, by_rule);
    for (size_t i = 0; i < c->n_found; i++)
        if (!n || by_rule(&c->found[n - 1], &c->found[i]))
            c->found[n++] = c->found[i];
    c->n_found = n;
}

enum shg_status shg_plan_breaches(const struct shg_instance *inst, const struct shg_plan *plan, bool below_min,
                                  struct shg_breach **out, size_t *n) {
    struct check c = {.inst = inst, .plan = plan, .below_min = below_min};
    c.group_of = calloc(inst->n_persons + 1, sizeof *c.group_of);
    c.room_used = calloc(inst->n_rooms + inst->n_standing + 1, sizeof *c.room_used);
    c.led = calloc(plan->n * SHG_TEAM_MOST + 1, sizeof *c.led);
    c.failed = !c.group_of || !c.room_used || !c.led;
    if (!c.failed)
        check_all(&c);
    free(c.group_of);
    free(c.room_used);
    free(c.led);
    *out = NULL;
    *n = 0;
    if (c.failed) {
        free(c.found);
        return SHG_SYSTEM;
    }
    sort_found(&c);
    *out = c.found;
    *n = c.n_found;
    return c.n_found ? SHG_NO : SHG_OK;
}

enum shg_status shg_plan_check(const struct shg_instance *inst, const struct shg_plan *plan, bool below_min,
                               struct shg_breach *out) {
    struct shg_breach *found;
    size_t n;
    enum shg_status status = shg_plan_breaches(inst, plan, below_min, &found, &n);
    if (n)
        *out = found[0];
    free(found);
    return status;
}
