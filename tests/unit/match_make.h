/* Small random instances, and the greatest worth of a plan by trying them all. Included by the tests of lib/match. */
#ifndef SHG_TESTS_MATCH_MAKE_H
#define SHG_TESTS_MATCH_MAKE_H

#include "match/instance.h"
#include "match/plan.h"

#include <stdlib.h>
#include <string.h>

enum { MAKE_PERSONS = 6, MAKE_STARTERS = 3, MAKE_CANDIDATES = 4, MAKE_ROOMS = 2 };

/* An instance that owns its lists in fixed arrays. */
struct made {
    struct shg_instance inst;
    struct shg_person persons[MAKE_PERSONS];
    struct shg_starter starters[MAKE_STARTERS];
    struct shg_room rooms[MAKE_ROOMS];
    struct shg_candidate candidates[MAKE_CANDIDATES];
    struct shg_seat seats[MAKE_CANDIDATES * MAKE_PERSONS];
    struct shg_lead leads[MAKE_CANDIDATES * MAKE_STARTERS];
    struct shg_link links[1];
    uint32_t apart_at[MAKE_PERSONS + MAKE_STARTERS + 1], apart[64];
};

static uint32_t make_seed;

static uint32_t make_draw(uint32_t n) {
    make_seed = make_seed * 1664525U + 1013904223U;
    return (make_seed >> 8) % n;
}

static void make_people(struct made *m) {
    static const char *const names[] = {"P10001", "P10002", "P10003", "P10004", "P10005", "P10006"};
    static const char *const starters[] = {"S10001", "S10002", "S10003"};
    for (uint32_t p = 0; p < MAKE_PERSONS; p++) {
        uint8_t gender = (uint8_t)make_draw(3);
        m->persons[p] = (struct shg_person){names[p], p, 1000, 0, gender, false, p};
        m->persons[p].not_alone = gender != GENDER_X && make_draw(4) == 0;
        m->persons[p].birth_year = (int16_t)(make_draw(5) ? 1950 + (int)make_draw(40) : 0);
    }
    if (make_draw(3) == 0)
        m->persons[4].bundle = 1;
    for (uint32_t s = 0; s < MAKE_STARTERS; s++)
        m->starters[s] = (struct shg_starter){starters[s], s, make_draw(3) != 0, 1 + make_draw(2)};
}

static void make_candidate(struct made *m, uint32_t c) {
    struct shg_instance *i = &m->inst;
    struct shg_candidate *k = &m->candidates[c];
    const bool standing = c == 0;
    uint16_t start = (uint16_t)(1000 + 60 * make_draw(3));
    *k = (struct shg_candidate){.group = standing ? "G00001" : NULL,
                                .row = standing ? 0 : SHG_NONE,
                                .room = standing ? SHG_NONE : c / 2,
                                .window = {start, (uint16_t)(start + 90)},
                                .least = (uint16_t)(1 + make_draw(3)),
                                .aim = (uint16_t)make_draw(6),
                                .opening = standing ? 0 : 500};
    if (c == 3) /* kinds of one room meet at one time */
        k->window = m->candidates[2].window;
    k->most = (uint16_t)(k->least + make_draw(3));
    k->needs = !standing || make_draw(2);
    if (standing) {
        k->have = (uint16_t)make_draw(4);
        k->idle = k->needs && make_draw(2);
        k->bonus = k->needs ? 1000 : 0;
        k->held_f = k->have > 0;
    }
    k->venue = "V00001";
    k->slot = "mon17:00-19:00";
    k->theme = "mixed";
    k->language = "nb";
    k->seats_at = i->n_seats;
    bool pair = make_draw(2); /* a bundle sits as a whole or not at all */
    for (uint32_t p = 0; p < MAKE_PERSONS; p++)
        if (m->persons[4].bundle == 1 && (p == 1 || p == 4) ? pair && k->most > 1 : make_draw(4) != 0)
            i->seats[i->n_seats++] = (struct shg_seat){p, (int32_t)(900 + make_draw(600))};
    k->seats = (uint32_t)(i->n_seats - k->seats_at);
    k->leads_at = (uint32_t)i->n_leads;
    for (uint32_t s = 0; k->needs && s < MAKE_STARTERS; s++)
        if (make_draw(3))
            i->leads[i->n_leads++] = (struct shg_lead){s, (int32_t)make_draw(21)};
    k->leads = (uint32_t)i->n_leads - k->leads_at;
}

/* Nodes 0 and 2, person 3 and starter 0, and starters 0 and 1 are apart now and then; person 5 is starter 2 now and
 * then. */
static void make_apart(struct made *m) {
    bool edge[MAKE_PERSONS + MAKE_STARTERS][MAKE_PERSONS + MAKE_STARTERS] = {{false}};
    uint32_t n = 0;
    if (make_draw(3) == 0)
        edge[0][2] = edge[2][0] = true;
    if (make_draw(3) == 0)
        edge[3][MAKE_PERSONS] = edge[MAKE_PERSONS][3] = true;
    if (make_draw(3) == 0) {
        edge[5][MAKE_PERSONS + 2] = edge[MAKE_PERSONS + 2][5] = true;
        m->links[0] = (struct shg_link){5, 2};
        m->inst.n_links = 1;
    }
    if (make_draw(4) == 0)
        edge[MAKE_PERSONS][MAKE_PERSONS + 1] = edge[MAKE_PERSONS + 1][MAKE_PERSONS] = true;
    for (uint32_t a = 0; a < MAKE_PERSONS + MAKE_STARTERS; a++) {
        for (uint32_t b = 0; b < MAKE_PERSONS + MAKE_STARTERS; b++)
            if (edge[a][b])
                m->apart[n++] = b;
        m->apart_at[a + 1] = n;
    }
}

static void make_instance(struct made *m, uint32_t seed) {
    make_seed = seed * 2654435761U + 12345;
    memset(m, 0, sizeof *m);
    m->inst = (struct shg_instance){.persons = m->persons,
                                    .starters = m->starters,
                                    .rooms = m->rooms,
                                    .candidates = m->candidates,
                                    .seats = m->seats,
                                    .leads = m->leads,
                                    .links = m->links,
                                    .n_persons = MAKE_PERSONS,
                                    .n_starters = MAKE_STARTERS,
                                    .n_rooms = MAKE_ROOMS,
                                    .n_candidates = MAKE_CANDIDATES,
                                    .n_standing = 1,
                                    .apart_at = m->apart_at,
                                    .apart = m->apart,
                                    .starters_min = 1,
                                    .starters_max = 2,
                                    .new_max = make_draw(3) == 0,
                                    .age_spread = make_draw(2) ? 20 : 0,
                                    .shortfall = 500,
                                    .second = 50};
    make_people(m);
    for (uint32_t r = 0; r < MAKE_ROOMS; r++)
        m->rooms[r] = (struct shg_room){"V00001", "mon17:00-19:00", 0, 1 + (make_draw(4) == 0)};
    for (uint32_t c = 0; c < MAKE_CANDIDATES; c++)
        make_candidate(m, c);
    make_apart(m);
}

/* ---- the greatest worth, by trying all ---- */

enum { TRY_PLACES = 5 };

struct trial {
    const struct shg_instance *inst;
    uint32_t candidate[TRY_PLACES], places; /* candidate of each place */
    uint32_t where[MAKE_PERSONS];
    uint32_t team[TRY_PLACES]; /* bits of starters */
    int64_t best;
};

/* what matching.md says that a plan is worth, without the search's own sums */
static int64_t make_worth(const struct shg_instance *inst, const struct shg_plan *plan) {
    int64_t worth = 0;
    for (size_t i = 0; i < plan->n; i++)
        worth += shg_group_worth(inst, &plan->groups[i]);
    return worth;
}

/* There are very many of them: in place, and judged only where it is worth more than the best. */
static void try_plan(struct trial *t) {
    struct shg_plan_group groups[TRY_PLACES];
    uint32_t persons[TRY_PLACES][MAKE_PERSONS];
    struct shg_plan plan = {groups, 0, TRY_PLACES};
    struct shg_breach breach;
    for (uint32_t q = 0; q < t->places; q++) {
        struct shg_plan_group *g = &groups[plan.n];
        *g = (struct shg_plan_group){.candidate = t->candidate[q], .persons = persons[q]};
        for (uint32_t p = 0; p < MAKE_PERSONS; p++)
            if (t->where[p] == q)
                g->persons[g->n++] = p;
        for (uint32_t s = 0; s < MAKE_STARTERS; s++)
            if (t->team[q] >> s & 1)
                g->starters[g->n_starters++] = s;
        plan.n += g->n || g->n_starters;
    }
    const int64_t worth = make_worth(t->inst, &plan);
    if (worth > t->best && shg_plan_check(t->inst, &plan, false, &breach) == SHG_OK)
        t->best = worth;
}

static void try_teams(struct trial *t, uint32_t q) {
    if (q == t->places) {
        try_plan(t);
        return;
    }
    const struct shg_candidate *c = &t->inst->candidates[t->candidate[q]];
    uint32_t n = 0;
    for (uint32_t p = 0; p < MAKE_PERSONS; p++)
        n += t->where[p] == q;
    for (uint32_t team = 0; team < 1U << MAKE_STARTERS; team++) {
        bool wanted = c->needs && (n || c->idle);
        if ((team && !wanted) || (!team && c->needs && n) || team == 7)
            continue;
        t->team[q] = team;
        try_teams(t, q + 1);
    }
}

static void try_persons(struct trial *t, uint32_t p) {
    if (p == MAKE_PERSONS) {
        for (uint32_t q = 0; q < t->places; q++) {
            const struct shg_candidate *c = &t->inst->candidates[t->candidate[q]];
            uint32_t n = 0;
            for (uint32_t i = 0; i < MAKE_PERSONS; i++)
                n += t->where[i] == q;
            if (n && (n < c->least || n > c->most))
                return;
        }
        try_teams(t, 0);
        return;
    }
    for (uint32_t q = 0; q <= t->places; q++) {
        if (q < t->places && !shg_seat_of(t->inst, t->candidate[q], p))
            continue;
        t->where[p] = q;
        try_persons(t, p + 1);
    }
}

/* Every kind at most once, as best_by_trying has it. */
static inline void make_single(struct made *m, uint32_t seed) {
    make_instance(m, seed);
    for (int r = 0; r < MAKE_ROOMS; r++)
        m->rooms[r].left = 1;
}

/* Every candidate once (a second copy of a kind is left out: rooms with two copies hold two kinds). */
static inline int64_t best_by_trying(const struct shg_instance *inst) {
    struct trial t = {.inst = inst, .places = MAKE_CANDIDATES};
    for (uint32_t c = 0; c < MAKE_CANDIDATES; c++)
        t.candidate[c] = c;
    try_persons(&t, 0);
    return t.best;
}

#endif
