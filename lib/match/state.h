/* A plan while it is being searched for: places where groups can be, who is in them, and a journal to go back by.
 * Private to lib/match. Every change keeps the plan lawful as long as the caller asks shg_state_team and the assignment
 * first. */
#ifndef SHG_MATCH_STATE_H
#define SHG_MATCH_STATE_H

#include "match/assign.h"
#include "match/bits.h"
#include "match/company.h"

/* A place: a standing candidate's group, or one of a room's. */
struct shg_place {
    uint32_t source, candidate; /* SHG_NONE: no group here */
    uint32_t next;              /* place with a group of the same candidate, ascending; SHG_NONE */
    uint32_t n, n_starters;
    uint32_t *list; /* room for model->most */
    uint32_t starters[SHG_TEAM_MOST];
    int64_t worth;
    uint64_t saved; /* the journal's number when it was saved last */
};

struct shg_state {
    const struct shg_model *m;
    struct shg_place *places;
    size_t n_places;
    uint32_t *place_at; /* of each source: its first place */
    uint32_t *place_of; /* of each person, SHG_NONE: none */
    uint32_t *first_of; /* of each candidate: the first place with its group, SHG_NONE */
    uint64_t *is_open;  /* ... whether there is one, as a bit: it is asked for all that a person could go to */
    int32_t *worth_of;  /* of each person in a group: their worth there */
    uint32_t *led;      /* of each starter: places they are given to, led_at[s] .. + given[s] */
    uint32_t *led_at, *given;
    uint32_t *human;        /* of each starter: the person they are, SHG_NONE */
    uint32_t *seen, sights; /* of each starter: the last path that looked at them */
    uint32_t fresh;         /* new groups */
    int64_t worth;
    /* journal */
    uint64_t now;
    struct shg_saved *saves;
    size_t n_saves, cap_saves;
    uint32_t *saved_lists; /* persons, and their worths there */
    int32_t *saved_worths;
    size_t n_saved_lists, cap_saved_lists, cap_saved_worths;
    bool failed; /* out of memory */
};

enum shg_status shg_state_new(struct shg_state *out, const struct shg_model *m);
void shg_state_free(struct shg_state *s);

/* Begins a change: what is done from here on can be undone as a whole. */
void shg_state_begin(struct shg_state *s);
void shg_state_undo(struct shg_state *s);
/* The places changed since then. */
size_t shg_state_touched(const struct shg_state *s);
uint32_t shg_state_touched_at(const struct shg_state *s, size_t i);

/* Whether there is a group of the candidate. */
static inline bool shg_state_is_open(const struct shg_state *s, uint32_t candidate) {
    return shg_bits_has(s->is_open, candidate);
}

/* A place of the source without a group, SHG_NONE where there is none. */
uint32_t shg_state_vacant(const struct shg_state *s, uint32_t source);
/* Puts a group into a vacant place; its persons are nowhere, its starters can be had. */
void shg_state_open(struct shg_state *s, uint32_t place, uint32_t candidate, const uint32_t *persons, uint32_t n,
                    const uint32_t *starters, uint32_t n_starters);
void shg_state_close(struct shg_state *s, uint32_t place);
/* Whether a group with one person more, or less, has neither too many nor too few: one that may be given only starters
 * can do without its last. */
bool shg_state_can_take(const struct shg_state *s, uint32_t place);
bool shg_state_can_spare(const struct shg_state *s, uint32_t place);
/* What a group loses because it is small, where it takes n persons. */
int64_t shg_state_shortage(const struct shg_instance *inst, const struct shg_candidate *c, uint32_t n);
/* One person more, or less, in a group. */
void shg_state_join(struct shg_state *s, uint32_t place, uint32_t person);
void shg_state_leave(struct shg_state *s, uint32_t place, uint32_t person);
/* Gives a group other starters. */
void shg_state_lead(struct shg_state *s, uint32_t place, const uint32_t *starters, uint32_t n_starters);

/* What a group is worth. */
int64_t shg_state_worth_of(const struct shg_model *m, uint32_t candidate, const uint32_t *persons, uint32_t n,
                           const uint32_t *starters, uint32_t n_starters);
/* Whether a starter can be given to a group of this candidate with these persons; without: a place that does not count.
 */
bool shg_state_can_lead(const struct shg_state *s, uint32_t candidate, uint32_t starter, const uint32_t *persons,
                        uint32_t n, uint32_t without);
/* Whether a person is, as a starter, given a group that overlaps with the candidate. */
bool shg_state_leads_then(const struct shg_state *s, uint32_t candidate, uint32_t person, uint32_t without);
/* The best team that can be had at these prices. */
void shg_state_team(const struct shg_state *s, const struct shg_prices *prices, uint32_t candidate,
                    const uint32_t *persons, uint32_t n, uint32_t without, struct shg_team_choice *out);

/* Makes an active starter available to a group of this candidate, where none is: one who is more than their group
 * needs, or one whose group another can take over, and so on (an alternating path: Kuhn, 1955, Berge, 1957). Changes
 * the places on the path. False where there is no path; nothing was changed then. */
bool shg_state_release(struct shg_state *s, uint32_t candidate, const uint32_t *persons, uint32_t n);

/* Gives a group one starter more who is one more than needed elsewhere, where that is worth more in all. */
bool shg_state_borrow(struct shg_state *s, uint32_t place);
/* Exchanges a starter of this group for one of another, where that is worth more in all. */
bool shg_state_trade(struct shg_state *s, uint32_t place);

/* The plan as it stands; SHG_SYSTEM when out of memory. */
enum shg_status shg_state_plan(const struct shg_state *s, struct shg_plan *out);
/* Makes the state be a plan (which is lawful). */
void shg_state_set(struct shg_state *s, const struct shg_plan *plan);

#endif
