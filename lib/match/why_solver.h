/* The work on one person's case: their seats in the wide instance, and questions about them. Private to why_case.c and
 * why_come.c. */
#ifndef SHG_MATCH_WHY_SOLVER_H
#define SHG_MATCH_WHY_SOLVER_H

#include "match/around.h"
#include "match/why_case.h"

/* A seat of the person. */
struct shg_why_place {
    uint32_t candidate;
    uint16_t minutes;
    uint8_t lacks;
    bool can_be; /* as many as it needs could ever meet there, with the person, and be led */
    bool open;   /* to the question at hand */
};

struct shg_why_option;

struct shg_why_solver {
    const struct shg_why_ground *ground;
    uint32_t person;
    struct shg_why_case *out;
    struct shg_why_place *seats; /* of the person, by candidate */
    size_t n_seats, cap_seats;
    struct shg_why_option *options; /* of the class at hand, by change */
    size_t n_options, cap_options, cap_helped;
    int doubts;
    struct shg_around_memory memory;
};

static inline const struct shg_instance *shg_why_instance(const struct shg_why_solver *s) {
    return &s->ground->wide.inst;
}

/* How many of those who could sit in a candidate today are kept apart from the person. */
uint32_t shg_why_apart(const struct shg_why_solver *s, uint32_t c);

/* Whether those who go together with the person can come, too, as they wish today. */
bool shg_why_company(const struct shg_why_solver *s, uint32_t c);

/* The person's seat in a candidate, or NULL. */
struct shg_why_place *shg_why_place_in(const struct shg_why_solver *s, uint32_t c);

/* A question about the person in the seats that are open; none is after shg_why_close_all. */
struct shg_question shg_why_question(const struct shg_why_solver *s);
void shg_why_close_all(struct shg_why_solver *s);

/* Asks it, beginning with what was found about the person before. plan may be NULL; else it is the caller's where the
 * verdict is yes. SHG_OK, SHG_NO (cancelled), SHG_SYSTEM. */
enum shg_status shg_why_ask(struct shg_why_solver *s, const struct shg_question *q, struct shg_answer *out,
                            struct shg_plan *plan);

/* What would have to come for the person, into the case. SHG_OK, SHG_NO (cancelled), SHG_SYSTEM. */
enum shg_status shg_why_find_come(struct shg_why_solver *s);

#endif
