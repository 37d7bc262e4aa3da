/* How many more people a plan could place if something more were there. Private to lib/match.
 *
 * Only the number of people counts (cut.h weighs them), and everybody whom the plan places stays placed. First it is
 * found out how many more could be placed as things stand, with a bound and its prices; each question then begins with
 * that plan and at those prices, so that most of them end after a few steps: no plan places more, or a better one is
 * found. In a large register a part around what is asked is solved, from which only a lower number can come. */
#ifndef SHG_MATCH_MORE_H
#define SHG_MATCH_MORE_H

#include "match/narrow.h"

struct shg_more {
    const struct shg_wide *wide;
    const struct shg_plan *plan; /* those it places stay placed, the standing groups it gives starters stay led */
    struct shg_plan from;        /* the best found as things stand */
    uint32_t base;               /* how many more than the plan it places */
    bool most;                   /* as things stand no plan places more */
    int64_t *person, *starter;   /* prices: what a person is worth above theirs; in 1/64 of a person's weight */
    long effort;                 /* 10: the usual work */
    const atomic_bool *cancel;
};

/* threads: how many may run at once; never changes what is found, here and below. SHG_OK, SHG_NO where it was
 * cancelled, SHG_SYSTEM. wide and plan must outlive it. shg_more_end either way. */
enum shg_status shg_more_begin(struct shg_more *out, const struct shg_wide *wide, const struct shg_plan *plan,
                               long effort, long threads, const atomic_bool *cancel);
void shg_more_end(struct shg_more *more);

struct shg_gain {
    uint32_t places; /* how many of those who wait the plan found places more than the best as things stand */
    bool most;       /* no plan places more */
    struct shg_plan plan;
};

/* Whether a part is solved at each question, not the whole. */
bool shg_more_is_large(const struct shg_more *more);
/* The question as it is put: with wide, plan, from, led and cancel filled in. */
struct shg_question shg_more_question(const struct shg_more *more, struct shg_question question);
/* Asks a question (wide, plan, from, led and cancel are filled in). What it says of a person, if any, is a ghost who is
 * not counted. SHG_OK (the plan is empty where nothing is gained, or what must begin cannot), SHG_NO where it was
 * cancelled, SHG_SYSTEM. Free the plan. May be called by several threads at once. */
enum shg_status shg_more_ask(const struct shg_more *more, struct shg_question question, long threads,
                             struct shg_gain *out);

#endif
