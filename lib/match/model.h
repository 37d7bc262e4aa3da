/* An instance made ready for work: who appears where, teams of starters, sources of groups, times that clash. Private
 * to lib/match; made once, then only read (by several threads).
 *
 * A source is what yields groups: a standing candidate (one group), or a room (rooms[].left groups, each of any of its
 * kinds). The candidates of a source stand side by side. A team is a list of leads at one time; candidates share it.
 */
#ifndef SHG_MATCH_MODEL_H
#define SHG_MATCH_MODEL_H

#include "match/instance.h"

/* Prices, and worths that are compared with them, are whole numbers of 1/64 point. */
#define SHG_POINT 64

struct shg_source {
    uint32_t first, n;       /* candidates */
    uint32_t copies;         /* groups that it can yield, at most as many as there are people for */
    uint32_t slot;           /* its first slot: one for each copy */
    uint32_t clash, clashes; /* moments [clash, clash + clashes) that its time covers */
};

struct shg_team {
    uint32_t leads_at, leads;
    uint32_t clash, clashes; /* moments of its source */
};

/* A person who may also be given groups, as the starter with this number of many_of: in a source where they can sit. */
struct shg_tie {
    uint32_t person, many;
};

/* Where a person can sit. */
struct shg_chance {
    uint32_t candidate;
    int32_t worth;
};

/* Known birth years, from the lowest to the highest; 0: none is known. */
struct shg_years {
    int low, high;
};

struct shg_model {
    const struct shg_instance *inst;
    struct shg_source *sources;
    size_t n_sources, n_slots;
    uint32_t *source_of; /* of each candidate */
    struct shg_team *teams;
    size_t n_teams;
    uint32_t *team_of; /* of each candidate; SHG_NONE: needs no starters */
    uint32_t *team_at; /* of each source: its first team; teams of one source stand side by side */
    size_t *chance_at; /* of each person; chances of person p are [chance_at[p], chance_at[p + 1]) */
    struct shg_chance *chances;
    uint32_t *mates_at, *mates; /* of each bundle's first person: all of the bundle, where it has more than one */
    /* Moments: no starter leads two groups that cover the same one, or leads one and sits in one as the person they
     * are. Only starters with `left` above 1 and those with ties need them; many_of gives their number among those,
     * SHG_NONE for the others. */
    uint32_t n_moments, n_many;
    uint32_t *many_of;
    uint32_t *tie_at; /* of each source; its ties, by person, are [tie_at[i], tie_at[i + 1]) */
    struct shg_tie *ties;
    uint32_t most;          /* the most that any candidate takes */
    struct shg_years years; /* of persons and of those held */
    uint32_t *by_year;      /* where ages count: each candidate's seats, counted from its first, by year of birth */
};

/* SHG_OK or SHG_SYSTEM; the instance must outlive it. */
enum shg_status shg_model_make(struct shg_model *out, const struct shg_instance *inst);
void shg_model_free(struct shg_model *model);

/* Takes up one more year (0: not known). */
static inline void shg_years_add(struct shg_years *years, int year) {
    if (!year)
        return;
    years->low = years->low && years->low < year ? years->low : year;
    years->high = years->high > year ? years->high : year;
}

/* How many years there are from the lowest to the highest. */
static inline size_t shg_years_count(const struct shg_years *years) {
    return (size_t)(years->high - years->low) + 1;
}

/* Which of the chances is a person's with a candidate; they have one. */
static inline size_t shg_chance_of(const struct shg_model *m, uint32_t person, uint32_t candidate) {
    size_t low = m->chance_at[person], high = m->chance_at[person + 1];
    while (low + 1 < high) {
        const size_t mid = low + (high - low) / 2;
        if (m->chances[mid].candidate <= candidate)
            low = mid;
        else
            high = mid;
    }
    return low;
}

/* Whether a birth year lies from one to another, or is not known. */
static inline bool shg_is_of_years(int year, int from, int to) {
    return !year || (year >= from && year <= to);
}

/* Whether a seat is gone, of a bit each. */
static inline bool shg_is_gone(const uint8_t *gone, size_t seat) {
    return gone[seat / 8] >> seat % 8 & 1;
}

/* The place among all seats of the i-th of a candidate, in the order in which they are looked at. */
static inline size_t shg_seat_at(const struct shg_model *m, const struct shg_candidate *c, size_t i) {
    return c->seats_at + (m->by_year ? m->by_year[c->seats_at + i] : i);
}

/* How many persons are in the bundle of a person. */
static inline uint32_t shg_bundle_size(const struct shg_model *m, uint32_t person) {
    uint32_t first = m->inst->persons[person].bundle, n = m->mates_at[first + 1] - m->mates_at[first];
    return n ? n : 1;
}

/* What a person is worth where they are worth most. */
static inline int32_t shg_worth_most(const struct shg_model *m, uint32_t person) {
    int32_t most = 0;
    for (size_t k = m->chance_at[person]; k < m->chance_at[person + 1]; k++)
        most = m->chances[k].worth > most ? m->chances[k].worth : most;
    return most;
}

#endif
