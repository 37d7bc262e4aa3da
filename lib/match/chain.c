#include "match/chain.h"

#include <stdlib.h>
#include <string.h>

enum {
    HOPS = 6,        /* groups on a chain */
    QUEUE = 256,     /* places looked at */
    QUEUE_WIDE = 32, /* ... in a wide register: more moves are worth more than longer chains */
    RETRIES = 3      /* other chains tried where the best breaks a rule */
};

/* The best way found to a place. From a person: somebody is to come to it. From a hole: somebody is to leave it. */
struct label {
    uint32_t stamp;
    uint32_t from;   /* place before, SHG_NONE at the start */
    uint32_t person; /* who comes here (from a person), or leaves here for `from` (from a hole) */
    uint32_t hops;
    int64_t gain;
    bool queued;
};

struct shg_chain {
    struct label *labels;
    uint32_t stamp;
    uint32_t *queue, head, tail, most;
    uint64_t *met; /* candidates of which a place is in the queue, where it is full (from a person) */
    uint32_t path[HOPS + 1], come[HOPS + 1], go[HOPS + 1], n; /* of each place: who comes, who goes (SHG_NONE) */
    uint32_t came, went;
    uint32_t *list; /* a group as it would be */
    uint32_t banned[RETRIES], n_banned;
    uint64_t steps;
};

struct shg_chain *shg_chain_new(const struct shg_state *s) {
    struct shg_chain *c = calloc(1, sizeof *c);
    if (!c)
        return NULL;
    c->labels = calloc(s->n_places + 1, sizeof *c->labels);
    c->most = shg_is_wide(s->m->inst) ? QUEUE_WIDE : QUEUE;
    c->queue = calloc(QUEUE, sizeof *c->queue);
    c->met = calloc(shg_bits_words(s->m->inst->n_candidates), sizeof *c->met);
    c->list = calloc((size_t)s->m->most + 2, sizeof *c->list);
    if (c->labels && c->queue && c->met && c->list)
        return c;
    shg_chain_free(c);
    return NULL;
}

void shg_chain_free(struct shg_chain *c) {
    if (!c)
        return;
    free(c->labels);
    free(c->queue);
    free(c->met);
    free(c->list);
    free(c);
}

uint64_t shg_chain_steps(const struct shg_chain *c) {
    return c->steps;
}

uint32_t shg_chain_came(const struct shg_chain *c) {
    return c->came;
}

uint32_t shg_chain_went(const struct shg_chain *c) {
    return c->went;
}

const uint32_t *shg_chain_places(const struct shg_chain *c, uint32_t *n) {
    *n = c->n;
    return c->path;
}

/* ---- labels ---- */

static void begin(struct shg_chain *c) {
    c->stamp++;
    c->head = c->tail = 0;
}

static void relax(struct shg_chain *c, uint32_t from, uint32_t place, uint32_t person, int64_t gain) {
    struct label *label = &c->labels[place];
    uint32_t hops = from == SHG_NONE ? 1 : c->labels[from].hops + 1;
    bool known = label->stamp == c->stamp; /* one that was looked at keeps its label, so that the ways form a tree */
    if (hops > HOPS || (known && (!label->queued || label->gain >= gain)) || (!known && c->tail >= c->most))
        return;
    *label = (struct label){c->stamp, from, person, hops, gain, true};
    if (!known)
        c->queue[c->tail++] = place;
}

static uint32_t next_place(struct shg_chain *c) {
    uint32_t place = c->queue[c->head++];
    c->labels[place].queued = false;
    return place;
}

static bool moves(const struct shg_state *s, const struct shg_chain *c, uint32_t person) {
    for (uint32_t i = 0; i < c->n_banned; i++)
        if (c->banned[i] == person)
            return false;
    return shg_bundle_size(s->m, person) == 1;
}

/* What a group gains beside the person's worth when one comes. */
static int64_t relief(const struct shg_state *s, const struct shg_place *p) {
    const struct shg_candidate *k = &s->m->inst->candidates[p->candidate];
    return shg_state_shortage(s->m->inst, k, p->n) - shg_state_shortage(s->m->inst, k, p->n + 1);
}

/* What a group loses beside the person's worth when one leaves it. */
static int64_t lack(const struct shg_state *s, const struct shg_place *p) {
    const struct shg_candidate *k = &s->m->inst->candidates[p->candidate];
    return shg_state_shortage(s->m->inst, k, p->n - 1) - shg_state_shortage(s->m->inst, k, p->n);
}

/* ---- ages ---- */

/* The birth years of those held in a place and its members, without one who goes (SHG_NONE: with all). None where ages
 * do not count. */
static struct shg_years years_without(const struct shg_state *s, uint32_t place, uint32_t goes) {
    const struct shg_place *p = &s->places[place];
    const struct shg_candidate *k = &s->m->inst->candidates[p->candidate];
    struct shg_years out = {0, 0};
    if (!s->m->inst->age_spread)
        return out;
    shg_years_add(&out, k->year_low);
    shg_years_add(&out, k->year_high);
    for (uint32_t i = 0; i < p->n; i++)
        if (p->list[i] != goes)
            shg_years_add(&out, s->m->inst->persons[p->list[i]].birth_year);
    return out;
}

static bool fits_age(const struct shg_state *s, struct shg_years years, uint32_t person) {
    const int year = s->m->inst->persons[person].birth_year;
    if (!year || !years.low)
        return true;
    shg_years_add(&years, year);
    return years.high - years.low <= (int)s->m->inst->age_spread;
}

static bool can_replace(const struct shg_state *s, uint32_t place, uint32_t goes, uint32_t comes) {
    return fits_age(s, years_without(s, place, goes), comes);
}

/* Whether a person is of the age of a group, or of what it is without one of its members. */
static bool can_come(const struct shg_state *s, uint32_t place, uint32_t person) {
    const struct shg_place *p = &s->places[place];
    if (can_replace(s, place, SHG_NONE, person))
        return true;
    for (uint32_t i = 0; i < p->n; i++)
        if (can_replace(s, place, p->list[i], person))
            return true;
    return false;
}

/* ---- applying ---- */

/* Whether a place of the path is lawful afterwards. */
static bool is_lawful(struct shg_chain *c, const struct shg_state *s, uint32_t i) {
    const struct shg_place *p = &s->places[c->path[i]];
    uint32_t n = 0, in = c->come[i];
    for (uint32_t k = 0; k < p->n; k++)
        if (p->list[k] != c->go[i])
            c->list[n++] = p->list[k];
    if (in != SHG_NONE) {
        c->list[n++] = in;
        if (shg_state_leads_then(s, p->candidate, in, SHG_NONE))
            return false;
        for (uint32_t k = 0; k < p->n_starters; k++)
            if (shg_is_apart(s->m->inst, in, (uint32_t)s->m->inst->n_persons + p->starters[k]))
                return false;
    }
    return n <= s->m->inst->candidates[p->candidate].most && shg_is_company(s->m, p->candidate, c->list, n);
}

/* Applies path, come and go; where a place would break a rule, bans the one who comes there and gives false. */
static bool apply(struct shg_chain *c, struct shg_state *s) {
    for (uint32_t i = 0; i < c->n; i++)
        if (!is_lawful(c, s, i)) {
            if (c->n_banned < RETRIES)
                c->banned[c->n_banned++] = c->come[i] != SHG_NONE ? c->come[i] : c->go[i];
            return false;
        }
    for (uint32_t i = 0; i < c->n; i++)
        if (c->go[i] != SHG_NONE)
            shg_state_leave(s, c->path[i], c->go[i]);
    for (uint32_t i = 0; i < c->n; i++)
        if (c->come[i] != SHG_NONE)
            shg_state_join(s, c->path[i], c->come[i]);
    return true;
}

/* ---- from a hole ---- */

/* The best chain that fills the hole: its gain, with the last place and who comes there from waiting. */
static int64_t seek_filler(struct shg_chain *c, const struct shg_state *s, uint32_t place, uint32_t *last,
                           uint32_t *comes) {
    const struct shg_instance *inst = s->m->inst;
    int64_t best = 0;
    begin(c);
    relax(c, SHG_NONE, place, SHG_NONE, relief(s, &s->places[place]));
    while (c->head < c->tail) {
        uint32_t at = next_place(c);
        const struct label here = c->labels[at];
        const struct shg_candidate *k = &inst->candidates[s->places[at].candidate];
        const struct shg_years years = years_without(s, at, here.person);
        c->steps += k->seats;
        if (at != place && shg_state_can_spare(s, at) && here.gain - lack(s, &s->places[at]) > best) {
            best = here.gain - lack(s, &s->places[at]); /* nobody comes: the group can spare one */
            *last = at;
            *comes = SHG_NONE;
        }
        for (uint32_t i = 0; i < k->seats; i++) {
            const struct shg_seat *seat = &inst->seats[k->seats_at + i];
            uint32_t where = s->place_of[seat->person];
            int64_t gain = here.gain + seat->worth;
            if (where == at || !moves(s, c, seat->person) || !fits_age(s, years, seat->person))
                continue;
            if (where != SHG_NONE) {
                relax(c, at, where, seat->person, gain - s->worth_of[seat->person]);
            } else if (gain > best) {
                best = gain;
                *last = at;
                *comes = seat->person;
            }
        }
    }
    return best;
}

int64_t shg_chain_fill(struct shg_chain *c, struct shg_state *s, uint32_t place) {
    c->n_banned = 0;
    if (s->places[place].candidate == SHG_NONE || !shg_state_can_take(s, place))
        return 0;
    for (int tries = 0; tries <= RETRIES; tries++) {
        uint32_t at = SHG_NONE, comes = SHG_NONE;
        int64_t gain = seek_filler(c, s, place, &at, &comes);
        if (gain <= 0)
            return 0;
        c->came = comes;
        c->went = SHG_NONE;
        for (c->n = 0; at != SHG_NONE; at = c->labels[at].from, c->n++) {
            c->path[c->n] = at;
            c->come[c->n] = comes;
            c->go[c->n] = comes = c->labels[at].person; /* who leaves here goes to the place before */
        }
        if (apply(c, s))
            return gain;
    }
    return 0;
}

/* ---- from a person ---- */

/* What becomes of a place to which somebody comes: the best end of the chain here. goes: SHG_NONE at a free seat. */
static int64_t best_end(const struct shg_chain *c, const struct shg_state *s, uint32_t at, uint32_t *goes) {
    const struct shg_place *p = &s->places[at];
    const uint32_t comes = c->labels[at].person;
    int64_t gain = c->labels[at].gain, best = 0;
    *goes = SHG_NONE;
    if (shg_state_can_take(s, at) && can_replace(s, at, SHG_NONE, comes))
        return gain + relief(s, p);
    for (uint32_t i = 0; i < p->n; i++) {
        int64_t after = gain - s->worth_of[p->list[i]];
        if (after > best && moves(s, c, p->list[i]) && can_replace(s, at, p->list[i], comes)) {
            best = after;
            *goes = p->list[i];
        }
    }
    return best;
}

/* Notes, or forgets, of which candidates a place is in the queue. */
static void note_met(struct shg_chain *c, const struct shg_state *s, void (*note)(uint64_t *bits, uint32_t i)) {
    for (uint32_t i = 0; i < c->tail; i++)
        note(c->met, s->places[c->queue[i]].candidate);
}

/* Every open place that a person could go to; where the queue is full, those in it. */
static void spread(struct shg_chain *c, const struct shg_state *s, uint32_t from, uint32_t person, int64_t gain) {
    const struct shg_model *m = s->m;
    const bool full = c->tail >= c->most;
    const uint64_t *looked_at = full ? c->met : s->is_open;
    c->steps += m->chance_at[person + 1] - m->chance_at[person];
    for (size_t k = m->chance_at[person]; k < m->chance_at[person + 1]; k++) {
        const struct shg_chance *x = &m->chances[k];
        if (!shg_bits_has(looked_at, x->candidate)) /* most are not */
            continue;
        for (uint32_t q = s->first_of[x->candidate]; q != SHG_NONE; q = s->places[q].next)
            if ((s->places[q].n || shg_state_can_take(s, q)) && can_come(s, q, person))
                relax(c, from, q, person, gain + x->worth);
    }
    if (!full && c->tail >= c->most)
        note_met(c, s, shg_bits_add);
}

static int64_t seek_seat(struct shg_chain *c, const struct shg_state *s, uint32_t person, uint32_t *last,
                         uint32_t *goes) {
    int64_t best = 0;
    begin(c);
    spread(c, s, SHG_NONE, person, 0);
    while (c->head < c->tail) {
        uint32_t at = next_place(c), out;
        const struct shg_place *p = &s->places[at];
        int64_t end = best_end(c, s, at, &out);
        if (end > best) {
            best = end;
            *last = at;
            *goes = out;
        }
        const struct label here = c->labels[at];
        for (uint32_t i = 0; i < p->n && here.hops < HOPS; i++)
            if (moves(s, c, p->list[i]) && can_replace(s, at, p->list[i], here.person))
                spread(c, s, at, p->list[i], here.gain - s->worth_of[p->list[i]]);
    }
    note_met(c, s, shg_bits_drop);
    return best;
}

int64_t shg_chain_seat(struct shg_chain *c, struct shg_state *s, uint32_t person) {
    c->n_banned = 0;
    if (s->place_of[person] != SHG_NONE || !moves(s, c, person))
        return 0;
    for (int tries = 0; tries <= RETRIES; tries++) {
        uint32_t at = SHG_NONE, goes = SHG_NONE;
        int64_t gain = seek_seat(c, s, person, &at, &goes);
        if (gain <= 0)
            return 0;
        c->came = person;
        c->went = goes;
        for (c->n = 0; at != SHG_NONE; at = c->labels[at].from, c->n++) {
            c->path[c->n] = at;
            c->come[c->n] = c->labels[at].person;
            c->go[c->n] = goes;
            goes = c->labels[at].person; /* who comes here left the place before */
        }
        if (apply(c, s))
            return gain;
    }
    return 0;
}
