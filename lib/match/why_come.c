/* What would have to come where no change of a person's own wishes helps: one starter more, one room more, others who
 * fit; the first of these that alone would do, else several of them. */
#include "match/why_solver.h"

/* What a seat that suits the person as they wish today has: enough who fit, starters, room. */
enum { ENOUGH = 1, LED = 2, ROOMY = 4 };

static unsigned has(const struct shg_why_solver *s, const struct shg_why_place *seat) {
    const struct shg_wide *w = &s->ground->wide;
    const struct shg_candidate *of = &w->inst.candidates[seat->candidate];
    const bool enough = w->people[seat->candidate] - shg_why_apart(s, seat->candidate) >= of->least;
    return (enough ? ENOUGH : 0U) | (w->led[seat->candidate] ? LED : 0U) |
           (of->room == SHG_NONE || w->left[of->room] > 0 ? ROOMY : 0U);
}

/* Opens the seats of a room (SHG_NONE: of all) that suit the person and have all of that; how many those are. */
static size_t open_with(struct shg_why_solver *s, unsigned what, uint32_t room) {
    size_t n = 0;
    for (size_t i = 0; i < s->n_seats; i++) {
        struct shg_why_place *seat = &s->seats[i];
        seat->open = seat->lacks == 0 && (has(s, seat) & what) == what && shg_why_company(s, seat->candidate) &&
                     (room == SHG_NONE || shg_why_instance(s)->candidates[seat->candidate].room == room);
        n += seat->open;
    }
    return n;
}

/* A starter who could lead wherever the person would come. */
static bool ghost_for(const void *ctx, uint32_t c, uint32_t which) {
    (void)which; /* there is one */
    const struct shg_why_place *seat = shg_why_place_in(ctx, c);
    return seat && seat->open;
}

static enum shg_status ask_come(struct shg_why_solver *s, const struct shg_question *q, enum shg_come come,
                                bool *found) {
    struct shg_answer answer;
    enum shg_status status = shg_why_ask(s, q, &answer, NULL);
    *found = status == SHG_OK && answer.verdict == SHG_VERDICT_YES;
    if (status == SHG_OK && answer.verdict == SHG_VERDICT_UNKNOWN)
        s->out->come_proven = false;
    if (*found) {
        s->out->come = come;
        s->out->come_proven = true;
        s->out->places = answer.places;
    }
    return status;
}

static enum shg_status ask_starter(struct shg_why_solver *s, bool *found) {
    struct shg_question q = shg_why_question(s);
    q.ghost = ghost_for;
    return open_with(s, ENOUGH | ROOMY, SHG_NONE) ? ask_come(s, &q, SHG_COME_STARTER, found) : SHG_OK;
}

/* One more room, where enough people and starters could meet. */
static enum shg_status ask_rooms(struct shg_why_solver *s, bool *found) {
    enum shg_status status = SHG_OK;
    uint32_t last = SHG_NONE;
    for (size_t i = 0; i < s->n_seats && status == SHG_OK && !*found; i++) {
        const uint32_t room = shg_why_instance(s)->candidates[s->seats[i].candidate].room;
        if (s->seats[i].lacks || room == SHG_NONE || room == last)
            continue;
        struct shg_question q = shg_why_question(s);
        q.room = last = room; /* candidates of a room stand side by side */
        if (open_with(s, ENOUGH | LED, room))
            status = ask_come(s, &q, SHG_COME_ROOM, found);
    }
    return status;
}

/* The most that others could be in a group that suits the person and has starters and room; 0: there is none. */
static uint32_t most_others(struct shg_why_solver *s) {
    const struct shg_instance *inst = shg_why_instance(s);
    uint32_t most = 0;
    (void)open_with(s, LED | ROOMY, SHG_NONE);
    for (size_t i = 0; i < s->n_seats; i++)
        if (s->seats[i].open && inst->candidates[s->seats[i].candidate].least > most + 1)
            most = inst->candidates[s->seats[i].candidate].least - 1U;
    return most;
}

/* Others for one group that suits the person: as few as will do. If so many for each of all groups at once would not
 * do, no others would; else groups are asked about one by one. */
static enum shg_status ask_people(struct shg_why_solver *s, bool *found) {
    const uint32_t most = most_others(s);
    struct shg_question q = shg_why_question(s);
    struct shg_answer answer;
    if (most == 0)
        return SHG_OK;
    q.come = most;
    enum shg_status status = shg_why_ask(s, &q, &answer, NULL);
    if (status != SHG_OK || answer.verdict == SHG_VERDICT_NO)
        return status;
    for (uint32_t come = 1; come <= most && status == SHG_OK && !*found; come++)
        for (size_t i = 0; i < s->n_seats && status == SHG_OK && !*found; i++) {
            shg_why_close_all(s);
            s->seats[i].open = s->seats[i].lacks == 0 && (has(s, &s->seats[i]) & (LED | ROOMY)) == (LED | ROOMY) &&
                               shg_why_company(s, s->seats[i].candidate);
            q.come = s->out->missing = come;
            if (s->seats[i].open)
                status = ask_come(s, &q, SHG_COME_PEOPLE, found);
        }
    return status;
}

enum shg_status shg_why_find_come(struct shg_why_solver *s) {
    bool found = false;
    s->out->come = SHG_COME_SEVERAL;
    s->out->come_proven = true;
    enum shg_status status = ask_starter(s, &found);
    if (status == SHG_OK && !found)
        status = ask_rooms(s, &found);
    if (status == SHG_OK && !found)
        status = ask_people(s, &found);
    return status;
}
