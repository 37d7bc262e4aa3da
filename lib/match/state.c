#include "match/state.h"

#include <stdlib.h>
#include <string.h>

/* A place as it was. */
struct shg_saved {
    uint32_t place, candidate, n, n_starters, starters[SHG_TEAM_MOST];
    size_t list_at;
    int64_t worth;
};

static bool make_places(struct shg_state *s) {
    const struct shg_model *m = s->m;
    s->place_at = calloc(m->n_sources + 1, sizeof *s->place_at);
    if (!s->place_at)
        return false;
    for (size_t i = 0; i < m->n_sources; i++) {
        s->place_at[i] = (uint32_t)s->n_places;
        s->n_places += m->sources[i].copies;
    }
    s->place_at[m->n_sources] = (uint32_t)s->n_places;
    s->places = calloc(s->n_places + 1, sizeof *s->places);
    uint32_t *lists = calloc(s->n_places * m->most + 1, sizeof *lists);
    if (!s->places || !lists) {
        free(lists);
        return false;
    }
    s->places[s->n_places].list = lists; /* the block's owner */
    for (size_t i = 0; i < m->n_sources; i++)
        for (uint32_t k = s->place_at[i]; k < s->place_at[i + 1]; k++)
            s->places[k] =
                (struct shg_place){.source = (uint32_t)i, .candidate = SHG_NONE, .list = lists + (size_t)k * m->most};
    return true;
}

static bool make_starters(struct shg_state *s) {
    const struct shg_instance *inst = s->m->inst;
    s->led_at = calloc(inst->n_starters + 1, sizeof *s->led_at);
    s->given = calloc(inst->n_starters + 1, sizeof *s->given);
    s->human = calloc(inst->n_starters + 1, sizeof *s->human);
    s->seen = calloc(inst->n_starters + 1, sizeof *s->seen);
    if (!s->led_at || !s->given || !s->human || !s->seen)
        return false;
    for (size_t i = 0; i < inst->n_starters; i++) {
        uint32_t left = inst->starters[i].left;
        s->led_at[i + 1] = s->led_at[i] + (left < s->n_places ? left : (uint32_t)s->n_places);
        s->human[i] = SHG_NONE;
    }
    for (size_t i = 0; i < inst->n_links; i++)
        s->human[inst->links[i].starter] = inst->links[i].person;
    s->led = calloc(s->led_at[inst->n_starters] + 1, sizeof *s->led);
    return s->led != NULL;
}

enum shg_status shg_state_new(struct shg_state *s, const struct shg_model *m) {
    *s = (struct shg_state){.m = m};
    s->place_of = calloc(m->inst->n_persons + 1, sizeof *s->place_of);
    s->worth_of = calloc(m->inst->n_persons + 1, sizeof *s->worth_of);
    s->first_of = calloc(m->inst->n_candidates + 1, sizeof *s->first_of);
    s->is_open = calloc(shg_bits_words(m->inst->n_candidates), sizeof *s->is_open);
    if (!s->place_of || !s->worth_of || !s->first_of || !s->is_open || !make_places(s) || !make_starters(s)) {
        shg_state_free(s);
        return SHG_SYSTEM;
    }
    for (size_t p = 0; p < m->inst->n_persons; p++)
        s->place_of[p] = SHG_NONE;
    for (size_t c = 0; c < m->inst->n_candidates; c++)
        s->first_of[c] = SHG_NONE;
    return SHG_OK;
}

void shg_state_free(struct shg_state *s) {
    if (s->places)
        free(s->places[s->n_places].list);
    free(s->places);
    free(s->place_at);
    free(s->place_of);
    free(s->first_of);
    free(s->is_open);
    free(s->worth_of);
    free(s->led);
    free(s->led_at);
    free(s->given);
    free(s->human);
    free(s->seen);
    free(s->saves);
    free(s->saved_lists);
    free(s->saved_worths);
    *s = (struct shg_state){0};
}

/* ---- journal ---- */

void shg_state_begin(struct shg_state *s) {
    s->now++;
    s->n_saves = 0;
    s->n_saved_lists = 0;
}

static void save(struct shg_state *s, uint32_t place) {
    struct shg_place *p = &s->places[place];
    if (p->saved == s->now)
        return;
    void *saves = shg_grow(s->saves, &s->cap_saves, s->n_saves + 1, sizeof *s->saves);
    s->saves = saves ? saves : s->saves;
    void *lists = shg_grow(s->saved_lists, &s->cap_saved_lists, s->n_saved_lists + p->n + 1, sizeof *s->saved_lists);
    s->saved_lists = lists ? lists : s->saved_lists;
    void *worths =
        shg_grow(s->saved_worths, &s->cap_saved_worths, s->n_saved_lists + p->n + 1, sizeof *s->saved_worths);
    s->saved_worths = worths ? worths : s->saved_worths;
    if (!saves || !lists || !worths) {
        s->failed = true;
        return;
    }
    p->saved = s->now;
    struct shg_saved *x = &s->saves[s->n_saves++];
    *x = (struct shg_saved){place, p->candidate, p->n, p->n_starters, {0}, s->n_saved_lists, p->worth};
    memcpy(x->starters, p->starters, sizeof x->starters);
    memcpy(s->saved_lists + s->n_saved_lists, p->list, p->n * sizeof *p->list);
    for (uint32_t i = 0; i < p->n; i++)
        s->saved_worths[s->n_saved_lists + i] = s->worth_of[p->list[i]];
    s->n_saved_lists += p->n;
}

/* ---- changes ---- */

static void give_starters(struct shg_state *s, uint32_t place, const uint32_t *starters, uint32_t n) {
    struct shg_place *p = &s->places[place];
    for (uint32_t i = 0; i < n; i++) {
        uint32_t x = starters[i];
        p->starters[i] = x;
        s->led[s->led_at[x] + s->given[x]++] = place;
    }
    p->n_starters = n;
}

static void take_starters(struct shg_state *s, uint32_t place) {
    struct shg_place *p = &s->places[place];
    for (uint32_t i = 0; i < p->n_starters; i++) {
        uint32_t x = p->starters[i], *led = s->led + s->led_at[x], k = 0;
        while (led[k] != place)
            k++;
        led[k] = led[--s->given[x]];
    }
    p->n_starters = 0;
}

int64_t shg_state_shortage(const struct shg_instance *inst, const struct shg_candidate *c, uint32_t n) {
    return n && c->have + n < c->aim ? (int64_t)inst->shortfall * (int64_t)(c->aim - c->have - n) : 0;
}

static void add_worth(struct shg_state *s, struct shg_place *p, int64_t more) {
    p->worth += more;
    s->worth += more;
}

/* Where the number of a place stands, or would stand, in the list of its candidate. */
static uint32_t *link_to(struct shg_state *s, uint32_t candidate, uint32_t place) {
    uint32_t *at = &s->first_of[candidate];
    while (*at < place)
        at = &s->places[*at].next;
    return at;
}

static void link_place(struct shg_state *s, uint32_t place) {
    const uint32_t candidate = s->places[place].candidate;
    uint32_t *at = link_to(s, candidate, place);
    s->places[place].next = *at;
    *at = place;
    shg_bits_add(s->is_open, candidate);
}

static void unlink_place(struct shg_state *s, uint32_t place) {
    const uint32_t candidate = s->places[place].candidate;
    *link_to(s, candidate, place) = s->places[place].next;
    if (s->first_of[candidate] == SHG_NONE)
        shg_bits_drop(s->is_open, candidate);
}

/* Puts a group, whose persons' worths are known, where none is. */
static void fill(struct shg_state *s, uint32_t place, uint32_t candidate, const uint32_t *persons, uint32_t n,
                 const uint32_t *starters, uint32_t n_starters, int64_t worth) {
    struct shg_place *p = &s->places[place];
    p->candidate = candidate;
    link_place(s, place);
    p->n = n;
    for (uint32_t i = 0; i < n; i++) {
        p->list[i] = persons[i];
        s->place_of[persons[i]] = place;
    }
    give_starters(s, place, starters, n_starters);
    p->worth = worth;
    s->worth += worth;
    s->fresh += !s->m->inst->candidates[candidate].group;
}

static void seat(struct shg_state *s, uint32_t candidate, const uint32_t *persons, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        const struct shg_seat *x = shg_seat_of(s->m->inst, candidate, persons[i]);
        s->worth_of[persons[i]] = x ? x->worth : 0;
    }
}

static void empty(struct shg_state *s, uint32_t place) {
    struct shg_place *p = &s->places[place];
    if (p->candidate == SHG_NONE)
        return;
    s->fresh -= !s->m->inst->candidates[p->candidate].group;
    for (uint32_t i = 0; i < p->n; i++)
        s->place_of[p->list[i]] = SHG_NONE;
    take_starters(s, place);
    s->worth -= p->worth;
    unlink_place(s, place);
    p->worth = 0;
    p->n = 0;
    p->candidate = SHG_NONE;
}

void shg_state_open(struct shg_state *s, uint32_t place, uint32_t candidate, const uint32_t *persons, uint32_t n,
                    const uint32_t *starters, uint32_t n_starters) {
    save(s, place);
    seat(s, candidate, persons, n);
    fill(s, place, candidate, persons, n, starters, n_starters,
         shg_state_worth_of(s->m, candidate, persons, n, starters, n_starters));
}

void shg_state_close(struct shg_state *s, uint32_t place) {
    save(s, place);
    empty(s, place);
}

bool shg_state_can_take(const struct shg_state *s, uint32_t place) {
    const struct shg_place *p = &s->places[place];
    const struct shg_candidate *c = &s->m->inst->candidates[p->candidate];
    return p->n < c->most && p->n + 1U >= c->least;
}

bool shg_state_can_spare(const struct shg_state *s, uint32_t place) {
    const struct shg_place *p = &s->places[place];
    const struct shg_candidate *c = &s->m->inst->candidates[p->candidate];
    return p->n > c->least || (p->n == 1 && c->idle);
}

void shg_state_join(struct shg_state *s, uint32_t place, uint32_t person) {
    struct shg_place *p = &s->places[place];
    const struct shg_candidate *c = &s->m->inst->candidates[p->candidate];
    save(s, place);
    seat(s, p->candidate, &person, 1);
    p->list[p->n++] = person;
    s->place_of[person] = place;
    add_worth(s, p,
              s->worth_of[person] + shg_state_shortage(s->m->inst, c, p->n - 1) -
                  shg_state_shortage(s->m->inst, c, p->n));
}

void shg_state_leave(struct shg_state *s, uint32_t place, uint32_t person) {
    struct shg_place *p = &s->places[place];
    const struct shg_candidate *c = &s->m->inst->candidates[p->candidate];
    uint32_t k = 0;
    save(s, place);
    while (p->list[k] != person)
        k++;
    p->list[k] = p->list[--p->n];
    s->place_of[person] = SHG_NONE;
    add_worth(s, p,
              shg_state_shortage(s->m->inst, c, p->n + 1) - s->worth_of[person] -
                  shg_state_shortage(s->m->inst, c, p->n));
}

/* What the starters of a group add to its worth. */
static int64_t team_worth(const struct shg_state *s, const struct shg_place *p) {
    const struct shg_candidate *c = &s->m->inst->candidates[p->candidate];
    int64_t worth = (p->n_starters ? c->bonus : 0) + (p->n_starters >= 2 ? s->m->inst->second : 0);
    for (uint32_t i = 0; i < p->n_starters; i++) {
        const struct shg_lead *lead = shg_lead_of(s->m->inst, p->candidate, p->starters[i]);
        worth += lead ? lead->points : 0;
    }
    return worth;
}

void shg_state_lead(struct shg_state *s, uint32_t place, const uint32_t *starters, uint32_t n_starters) {
    struct shg_place *p = &s->places[place];
    int64_t before = team_worth(s, p);
    save(s, place);
    take_starters(s, place);
    give_starters(s, place, starters, n_starters);
    add_worth(s, p, team_worth(s, p) - before);
}

void shg_state_undo(struct shg_state *s) {
    for (size_t i = 0; i < s->n_saves; i++)
        empty(s, s->saves[i].place);
    for (size_t i = 0; i < s->n_saves; i++) {
        const struct shg_saved *x = &s->saves[i];
        for (uint32_t k = 0; k < x->n; k++)
            s->worth_of[s->saved_lists[x->list_at + k]] = s->saved_worths[x->list_at + k];
        if (x->candidate != SHG_NONE)
            fill(s, x->place, x->candidate, s->saved_lists + x->list_at, x->n, x->starters, x->n_starters, x->worth);
    }
    shg_state_begin(s);
}

size_t shg_state_touched(const struct shg_state *s) {
    return s->n_saves;
}

uint32_t shg_state_touched_at(const struct shg_state *s, size_t i) {
    return s->saves[i].place;
}

uint32_t shg_state_vacant(const struct shg_state *s, uint32_t source) {
    for (uint32_t k = s->place_at[source]; k < s->place_at[source + 1]; k++)
        if (s->places[k].candidate == SHG_NONE)
            return k;
    return SHG_NONE;
}

/* ---- questions ---- */

int64_t shg_state_worth_of(const struct shg_model *m, uint32_t candidate, const uint32_t *persons, uint32_t n,
                           const uint32_t *starters, uint32_t n_starters) {
    struct shg_plan_group g = {.candidate = candidate, .n = n, .n_starters = n_starters};
    g.persons = (uint32_t *)(uintptr_t)persons; /* only read; NOLINT(performance-no-int-to-ptr) */
    if (n_starters)
        memcpy(g.starters, starters, n_starters * sizeof *starters);
    return shg_group_worth(m->inst, &g);
}

static struct shg_window window_of(const struct shg_state *s, uint32_t candidate) {
    return s->m->inst->candidates[candidate].window;
}

bool shg_state_can_lead(const struct shg_state *s, uint32_t candidate, uint32_t starter, const uint32_t *persons,
                        uint32_t n, uint32_t without) {
    const struct shg_instance *inst = s->m->inst;
    uint32_t given = 0, node = (uint32_t)inst->n_persons + starter, human = s->human[starter];
    for (uint32_t i = 0; i < s->given[starter]; i++) {
        uint32_t place = s->led[s->led_at[starter] + i];
        if (place == without)
            continue;
        if (shg_window_overlap(window_of(s, s->places[place].candidate), window_of(s, candidate)))
            return false;
        given++;
    }
    if (given >= inst->starters[starter].left)
        return false;
    for (uint32_t i = 0; inst->apart_at[node] < inst->apart_at[node + 1] && i < n; i++)
        if (shg_is_apart(inst, node, persons[i]))
            return false;
    if (human == SHG_NONE || s->place_of[human] == SHG_NONE || s->place_of[human] == without)
        return true;
    return !shg_window_overlap(window_of(s, s->places[s->place_of[human]].candidate), window_of(s, candidate));
}

bool shg_state_leads_then(const struct shg_state *s, uint32_t candidate, uint32_t person, uint32_t without) {
    const struct shg_instance *inst = s->m->inst;
    size_t low = 0, high = inst->n_links;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (inst->links[mid].person < person)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < inst->n_links && inst->links[low].person == person; low++) {
        uint32_t x = inst->links[low].starter;
        for (uint32_t i = 0; i < s->given[x]; i++) {
            uint32_t place = s->led[s->led_at[x] + i];
            if (place != without &&
                shg_window_overlap(window_of(s, s->places[place].candidate), window_of(s, candidate)))
                return true;
        }
    }
    return false;
}

static uint32_t next_lead(const struct shg_state *s, const struct shg_prices *prices, uint32_t candidate,
                          const uint32_t *persons, uint32_t n, uint32_t without, const struct shg_team_choice *chosen,
                          int64_t *value) {
    const struct shg_instance *inst = s->m->inst;
    const struct shg_candidate *c = &inst->candidates[candidate];
    uint32_t best = SHG_NONE;
    for (uint32_t i = 0; i < c->leads; i++) {
        const struct shg_lead *lead = &inst->leads[c->leads_at + i];
        int64_t v = (int64_t)lead->points * SHG_POINT - prices->starter[lead->starter];
        bool out = (!chosen->n && !inst->starters[lead->starter].active) || (best != SHG_NONE && v <= *value);
        for (uint32_t j = 0; j < chosen->n && !out; j++)
            out = chosen->starters[j] == lead->starter || shg_is_apart(inst, (uint32_t)inst->n_persons + lead->starter,
                                                                       (uint32_t)inst->n_persons + chosen->starters[j]);
        if (out || !shg_state_can_lead(s, candidate, lead->starter, persons, n, without))
            continue;
        best = lead->starter;
        *value = v;
    }
    return best;
}

void shg_state_team(const struct shg_state *s, const struct shg_prices *prices, uint32_t candidate,
                    const uint32_t *persons, uint32_t n, uint32_t without, struct shg_team_choice *out) {
    const struct shg_instance *inst = s->m->inst;
    struct shg_team_choice now = {0, 0, {0}};
    *out = (struct shg_team_choice){SHG_NEVER, 0, {0}};
    while (now.n < inst->starters_max && now.n < SHG_TEAM_MOST) {
        int64_t value = 0;
        uint32_t x = next_lead(s, prices, candidate, persons, n, without, &now, &value);
        if (x == SHG_NONE)
            return;
        now.starters[now.n++] = x;
        now.value += value + (now.n == 2 ? (int64_t)inst->second * SHG_POINT : 0);
        if (now.n >= inst->starters_min && now.value > out->value)
            *out = now;
    }
}

/* Whether a group stays led when one of its starters goes and, where it is not SHG_NONE, another comes. */
static bool stays_led(const struct shg_state *s, const struct shg_place *p, uint32_t gone, uint32_t comes) {
    const struct shg_instance *inst = s->m->inst;
    uint32_t n = comes != SHG_NONE;
    bool active = n && inst->starters[comes].active;
    for (uint32_t i = 0; i < p->n_starters; i++) {
        if (p->starters[i] == gone)
            continue;
        if (n && comes != SHG_NONE &&
            (p->starters[i] == comes ||
             shg_is_apart(inst, (uint32_t)inst->n_persons + comes, (uint32_t)inst->n_persons + p->starters[i])))
            return false;
        n++;
        active |= inst->starters[p->starters[i]].active;
    }
    return active && n >= inst->starters_min && n <= inst->starters_max;
}

static void change_starter(struct shg_state *s, uint32_t place, uint32_t gone, uint32_t comes) {
    const struct shg_place *p = &s->places[place];
    uint32_t list[SHG_TEAM_MOST], n = 0;
    for (uint32_t i = 0; i < p->n_starters; i++)
        if (p->starters[i] != gone)
            list[n++] = p->starters[i];
    if (comes != SHG_NONE)
        list[n++] = comes;
    shg_state_lead(s, place, list, n);
}

static uint32_t find_path(struct shg_state *s, uint32_t candidate, const uint32_t *persons, uint32_t n,
                          uint32_t without, uint32_t leaves, int depth);

/* Takes a starter out of one of their groups so that they can lead here; another steps in where that is needed. */
static bool step_out(struct shg_state *s, uint32_t starter, uint32_t candidate, const uint32_t *persons, uint32_t n,
                     int depth) {
    for (uint32_t i = 0; i < s->given[starter]; i++) {
        uint32_t place = s->led[s->led_at[starter] + i];
        const struct shg_place *p = &s->places[place];
        if (!shg_state_can_lead(s, candidate, starter, persons, n, place))
            continue;
        if (stays_led(s, p, starter, SHG_NONE)) {
            change_starter(s, place, starter, SHG_NONE);
            return true;
        }
        uint32_t other = depth ? find_path(s, p->candidate, p->list, p->n, place, starter, depth - 1) : SHG_NONE;
        if (other == SHG_NONE || !stays_led(s, p, starter, other)) /* the path may have passed here */
            continue;
        change_starter(s, place, starter, other);
        return true;
    }
    return false;
}

/* A starter who can lead here, after the changes on the path; where the place `without` loses `leaves`, one with whom
 * it stays led. */
static uint32_t find_path(struct shg_state *s, uint32_t candidate, const uint32_t *persons, uint32_t n,
                          uint32_t without, uint32_t leaves, int depth) {
    const struct shg_instance *inst = s->m->inst;
    const struct shg_candidate *c = &inst->candidates[candidate];
    for (int pass = 0; pass < 2; pass++) /* first those who are free */
        for (uint32_t i = 0; i < c->leads; i++) {
            uint32_t x = inst->leads[c->leads_at + i].starter;
            bool fits = without == SHG_NONE ? inst->starters[x].active : stays_led(s, &s->places[without], leaves, x);
            if (!fits || s->seen[x] == s->sights)
                continue;
            if (!pass && shg_state_can_lead(s, candidate, x, persons, n, without))
                return x;
            if (!pass)
                continue;
            s->seen[x] = s->sights;
            if (step_out(s, x, candidate, persons, n, depth))
                return x;
        }
    return SHG_NONE;
}

bool shg_state_release(struct shg_state *s, uint32_t candidate, const uint32_t *persons, uint32_t n) {
    s->sights++;
    return find_path(s, candidate, persons, n, SHG_NONE, SHG_NONE, 4) != SHG_NONE;
}

/* Moves a starter from one group to another where both stay led; undone where it is worth no more. */
static bool shift_starter(struct shg_state *s, uint32_t starter, uint32_t from, uint32_t to) {
    const struct shg_place *p = &s->places[to], *q = &s->places[from];
    int64_t before = s->worth;
    if (from == to || !stays_led(s, q, starter, SHG_NONE) || !stays_led(s, p, SHG_NONE, starter) ||
        !shg_state_can_lead(s, p->candidate, starter, p->list, p->n, from))
        return false;
    change_starter(s, from, starter, SHG_NONE);
    change_starter(s, to, SHG_NONE, starter);
    if (s->worth > before)
        return true;
    change_starter(s, to, starter, SHG_NONE);
    change_starter(s, from, SHG_NONE, starter);
    return false;
}

bool shg_state_borrow(struct shg_state *s, uint32_t place) {
    const struct shg_place *p = &s->places[place];
    if (p->candidate == SHG_NONE || !p->n_starters || p->n_starters >= s->m->inst->starters_max)
        return false;
    const struct shg_candidate *c = &s->m->inst->candidates[p->candidate];
    for (uint32_t i = 0; i < c->leads; i++) {
        uint32_t x = s->m->inst->leads[c->leads_at + i].starter;
        for (uint32_t k = 0; k < s->given[x]; k++)
            if (shift_starter(s, x, s->led[s->led_at[x] + k], place))
                return true;
    }
    return false;
}

static int64_t lead_points(const struct shg_state *s, const struct shg_place *p, uint32_t starter) {
    const struct shg_lead *lead = shg_lead_of(s->m->inst, p->candidate, starter);
    return lead ? lead->points : SHG_NEVER;
}

/* Starter x of group p and starter y of group q change places where that is worth more. near: points of y at p less
 * those of x. */
static bool exchange(struct shg_state *s, uint32_t p, uint32_t x, uint32_t q, uint32_t y, int64_t near) {
    const struct shg_place *a = &s->places[p], *b = &s->places[q];
    if (p == q || near + lead_points(s, b, x) <= lead_points(s, b, y) || !stays_led(s, a, x, y) ||
        !stays_led(s, b, y, x) || !shg_state_can_lead(s, a->candidate, y, a->list, a->n, q) ||
        !shg_state_can_lead(s, b->candidate, x, b->list, b->n, p))
        return false;
    change_starter(s, p, x, SHG_NONE);
    change_starter(s, q, y, x);
    change_starter(s, p, SHG_NONE, y);
    return true;
}

bool shg_state_trade(struct shg_state *s, uint32_t place) {
    const struct shg_place *p = &s->places[place];
    if (p->candidate == SHG_NONE)
        return false;
    const struct shg_candidate *c = &s->m->inst->candidates[p->candidate];
    int64_t points[SHG_TEAM_MOST];
    for (uint32_t j = 0; j < p->n_starters; j++)
        points[j] = lead_points(s, p, p->starters[j]);
    for (uint32_t i = 0; i < c->leads && p->n_starters; i++) {
        const struct shg_lead *lead = &s->m->inst->leads[c->leads_at + i];
        uint32_t y = lead->starter;
        for (uint32_t k = 0; k < s->given[y]; k++)
            for (uint32_t j = 0; j < p->n_starters; j++)
                if (exchange(s, place, p->starters[j], s->led[s->led_at[y] + k], y, lead->points - points[j]))
                    return true;
    }
    return false;
}

/* ---- plans ---- */

enum shg_status shg_state_plan(const struct shg_state *s, struct shg_plan *out) {
    *out = SHG_PLAN_EMPTY;
    for (size_t i = 0; i < s->n_places; i++) {
        const struct shg_place *p = &s->places[i];
        if (p->candidate != SHG_NONE && !shg_plan_add(out, p->candidate, p->list, p->n, p->starters, p->n_starters)) {
            shg_plan_free(out);
            return SHG_SYSTEM;
        }
    }
    return SHG_OK;
}

void shg_state_set(struct shg_state *s, const struct shg_plan *plan) {
    for (uint32_t i = 0; i < s->n_places; i++)
        empty(s, i);
    for (size_t i = 0; i < plan->n; i++) {
        const struct shg_plan_group *g = &plan->groups[i];
        uint32_t place = shg_state_vacant(s, s->m->source_of[g->candidate]);
        seat(s, g->candidate, g->persons, g->n);
        fill(s, place, g->candidate, g->persons, g->n, g->starters, g->n_starters, shg_group_worth(s->m->inst, g));
    }
    shg_state_begin(s);
}
