#include "match/nearby.h"

#include <stdlib.h>
#include <string.h>

/* Groups of more are left to the search; so many groups change at most, so many plans are checked for one candidate. */
enum { PERSONS_MOST = 50, EDITS_MOST = 10, CHECKS_MOST = 60 };

/* What becomes of a group of the plan, or a new one. */
struct edit {
    size_t group; /* of the plan; its n: a new one */
    uint32_t candidate, n, n_starters;
    uint32_t persons[PERSONS_MOST + 1], starters[SHG_TEAM_MOST];
};

struct moves {
    struct shg_nearby *y;
    const struct shg_question *q;
    const struct shg_instance *wide;
    uint32_t candidate;
    struct edit edits[EDITS_MOST];
    size_t n;
    int checks;
    struct shg_plan *out;
    enum shg_status status; /* SHG_NO: nothing found yet */
};

/* ---- Edits ---- */

static struct edit *edit_group(struct moves *m, size_t g) {
    for (size_t i = 0; i < m->n; i++)
        if (m->edits[i].group == g)
            return &m->edits[i];
    if (m->n == EDITS_MOST)
        return NULL;
    struct edit *e = &m->edits[m->n];
    const struct shg_plan_group *x = g < m->q->plan->n ? &m->q->plan->groups[g] : NULL;
    *e = (struct edit){.group = g, .candidate = m->candidate};
    if (x && x->n > PERSONS_MOST)
        return NULL;
    if (x) {
        e->candidate = x->candidate;
        e->n = x->n;
        e->n_starters = x->n_starters;
        memcpy(e->persons, x->persons, x->n * sizeof *x->persons);
        memcpy(e->starters, x->starters, sizeof e->starters);
    }
    m->n++;
    return e;
}

static void join(struct edit *e, uint32_t person) {
    if (e->n <= PERSONS_MOST)
        e->persons[e->n++] = person;
}

static void leave(struct edit *e, uint32_t person) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < e->n; i++)
        if (e->persons[i] != person)
            e->persons[n++] = e->persons[i];
    e->n = n;
}

static bool add_edit(struct shg_plan *plan, const struct edit *e) {
    return shg_plan_add(plan, e->candidate, e->persons, e->n, e->starters, e->n_starters);
}

static bool make_plan(const struct moves *m, struct shg_plan *plan) {
    const struct shg_plan *old = m->q->plan;
    bool fine = true;
    *plan = SHG_PLAN_EMPTY;
    for (size_t g = 0; g <= old->n && fine; g++) {
        const struct edit *e = NULL;
        for (size_t i = 0; i < m->n; i++)
            if (m->edits[i].group == g)
                e = &m->edits[i];
        const struct shg_plan_group *x = g < old->n ? &old->groups[g] : NULL;
        if (e)
            fine = add_edit(plan, e);
        else if (x && x->n > 0)
            fine = shg_plan_add(plan, x->candidate, x->persons, x->n, x->starters, x->n_starters);
    }
    return fine;
}

/* Keeps the edits as the answer where they make a lawful plan. */
static bool check(struct moves *m) {
    struct shg_plan plan;
    m->checks++;
    if (!make_plan(m, &plan)) {
        shg_plan_free(&plan);
        m->status = SHG_SYSTEM;
        return true;
    }
    m->status = shg_cut_lawful(&m->y->cut, &plan);
    if (m->status == SHG_OK)
        *m->out = plan;
    else
        shg_plan_free(&plan);
    return m->status != SHG_NO;
}

/* ---- What is what ---- */

static bool alone_in_bundle(const struct moves *m, uint32_t person) {
    return m->y->cut.bundled[m->wide->persons[person].bundle] == 1;
}

static bool fits_today(const struct moves *m, uint32_t c, uint32_t person) {
    const struct shg_seat *seat = shg_seat_of(m->wide, c, person);
    return seat && m->q->wide->lacks[seat - m->wide->seats] == 0;
}

static bool same_source(const struct moves *m, uint32_t a, uint32_t b) {
    return shg_cut_source(m->wide, a) == shg_cut_source(m->wide, b);
}

static bool is_apart(const struct moves *m, const struct edit *e, uint32_t person) {
    for (uint32_t i = 0; i < e->n; i++)
        if (shg_is_apart(m->wide, person, e->persons[i]))
            return true;
    return false;
}

/* ---- To join ---- */

/* A member of a full group joins another that has room. */
static bool make_room(struct moves *m, size_t g) {
    const struct shg_plan *plan = m->q->plan;
    const struct shg_plan_group *x = &plan->groups[g];
    for (uint32_t i = 0; i < x->n; i++)
        for (size_t h = 0; h < plan->n && m->checks < CHECKS_MOST; h++) {
            const struct shg_plan_group *other = &plan->groups[h];
            if (h == g || other->n == 0 || other->n >= m->wide->candidates[other->candidate].most ||
                !alone_in_bundle(m, x->persons[i]) || !fits_today(m, other->candidate, x->persons[i]))
                continue;
            m->n = 0;
            struct edit *here = edit_group(m, g), *there = edit_group(m, h);
            if (!here || !there)
                continue;
            leave(here, x->persons[i]);
            join(here, m->q->person);
            join(there, x->persons[i]);
            if (check(m))
                return true;
        }
    return false;
}

/* The person joins a group of the plan; where it is of another kind in the same room it becomes one of this kind. */
static bool try_join(struct moves *m, size_t g) {
    const struct shg_plan_group *x = &m->q->plan->groups[g];
    for (uint32_t i = 0; x->candidate != m->candidate && i < x->n; i++)
        if (!fits_today(m, m->candidate, x->persons[i]))
            return false;
    if (x->n + 1 > m->wide->candidates[m->candidate].most)
        return x->candidate == m->candidate && make_room(m, g);
    m->n = 0;
    struct edit *e = edit_group(m, g);
    if (!e)
        return false;
    e->candidate = m->candidate;
    join(e, m->q->person);
    return check(m);
}

/* ---- To begin one ---- */

/* Those without a place who fit, then members whom other groups can spare. */
static bool gather(struct moves *m, struct edit *e) {
    const struct shg_candidate *c = &m->wide->candidates[m->candidate];
    const struct shg_plan *plan = m->q->plan;
    join(e, m->q->person);
    for (size_t i = c->seats_at; i < c->seats_at + c->seats && e->n < c->most; i++) {
        uint32_t p = m->wide->seats[i].person;
        if (m->q->wide->lacks[i] == 0 && !m->y->placed[p] && p != m->q->person && alone_in_bundle(m, p) &&
            !is_apart(m, e, p))
            join(e, p);
    }
    for (size_t g = 0; g < plan->n && e->n < c->least; g++) {
        const struct shg_plan_group *x = &plan->groups[g];
        uint32_t spare = x->n > m->wide->candidates[x->candidate].least;
        for (uint32_t i = 0; spare && i < x->n && e->n < c->least; i++) {
            if (!fits_today(m, m->candidate, x->persons[i]) || !alone_in_bundle(m, x->persons[i]) ||
                is_apart(m, e, x->persons[i]))
                continue;
            struct edit *from = edit_group(m, g);
            if (!from)
                return false;
            leave(from, x->persons[i]);
            join(e, x->persons[i]);
            spare = from->n > m->wide->candidates[x->candidate].least;
        }
    }
    return e->n >= c->least;
}

static bool leads(const struct shg_plan_group *x, uint32_t starter) {
    for (uint32_t i = 0; i < x->n_starters; i++)
        if (x->starters[i] == starter)
            return true;
    return false;
}

/* A starter whom another group can spare is taken from it; false where they are needed there, or lead too many. */
static bool set_free(struct moves *m, uint32_t starter) {
    const struct shg_plan *plan = m->q->plan;
    uint32_t led = 0;
    for (size_t g = 0; g < plan->n; g++)
        led += plan->groups[g].n > 0 && leads(&plan->groups[g], starter);
    for (size_t g = 0; g < plan->n && led >= m->wide->starters[starter].left; g++) {
        const struct shg_plan_group *x = &plan->groups[g];
        if (x->n == 0 || !leads(x, starter) || x->n_starters <= m->wide->starters_min)
            continue;
        struct edit *e = edit_group(m, g);
        if (!e)
            return false;
        uint32_t n = 0;
        for (uint32_t i = 0; i < x->n_starters; i++)
            if (x->starters[i] != starter)
                e->starters[n++] = x->starters[i];
        e->n_starters = n;
        led--;
    }
    return led < m->wide->starters[starter].left;
}

static bool try_open(struct moves *m) {
    const struct shg_candidate *c = &m->wide->candidates[m->candidate];
    m->n = 0;
    struct edit *e = edit_group(m, m->q->plan->n);
    if (!e || !gather(m, e))
        return false;
    if (!c->needs)
        return check(m);
    const size_t edits = m->n;
    for (uint32_t i = 0; i < c->leads && m->wide->starters_min == 1 && m->checks < CHECKS_MOST; i++) {
        uint32_t s = m->wide->leads[c->leads_at + i].starter;
        m->n = edits;
        if (s >= m->q->wide->ghosts || !m->wide->starters[s].active)
            continue;
        struct edit before[EDITS_MOST];
        memcpy(before, m->edits, sizeof before);
        e->starters[0] = s;
        e->n_starters = 1;
        if (set_free(m, s) && check(m))
            return true;
        memcpy(m->edits, before, sizeof before);
    }
    return false;
}

/* ---- All ---- */

enum shg_status shg_nearby_begin(struct shg_nearby *nearby, const struct shg_question *question) {
    *nearby = (struct shg_nearby){.placed = calloc(question->wide->inst.n_persons + 1, sizeof(bool))};
    if (!shg_cut_begin(&nearby->cut, question) || !nearby->placed || !shg_cut_persons(&nearby->cut))
        return SHG_SYSTEM;
    for (size_t g = 0; g < question->plan->n; g++)
        for (uint32_t i = 0; i < question->plan->groups[g].n; i++)
            nearby->placed[question->plan->groups[g].persons[i]] = true;
    return SHG_OK;
}

void shg_nearby_free(struct shg_nearby *nearby) {
    shg_cut_free(&nearby->cut);
    free(nearby->placed);
}

enum shg_status shg_nearby_try(struct shg_nearby *nearby, uint32_t candidate, struct shg_plan *out) {
    const struct shg_question *q = nearby->cut.q;
    struct moves m = {
        .y = nearby, .q = q, .wide = &q->wide->inst, .candidate = candidate, .out = out, .status = SHG_NO};
    uint32_t used = 0;
    *out = SHG_PLAN_EMPTY;
    if (!alone_in_bundle(&m, q->person))
        return SHG_OK;
    for (size_t g = 0; g < q->plan->n; g++) {
        if (q->plan->groups[g].n == 0 || !same_source(&m, q->plan->groups[g].candidate, candidate))
            continue;
        used++;
        if (try_join(&m, g))
            return m.status;
    }
    const uint32_t room = m.wide->candidates[candidate].room;
    if (used < (room == SHG_NONE ? 1 : q->wide->left[room] + (room == q->room)) && try_open(&m))
        return m.status;
    return SHG_OK;
}
