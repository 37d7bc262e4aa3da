/* The weekly matching: from an instance to a plan and the proof of its quality (matching.md).
 *
 * Three things are done in turn: prices are found that bound the worth of every plan (bound.h), a plan is searched for
 * at these prices (search.h), and the gap between the two is closed as far as the effort goes (proof.h). Everything is
 * counted in steps of work and decided in whole numbers, so that the plan is the same whatever the machine, the load
 * and the number of threads. */
#ifndef SHG_MATCH_MATCH_H
#define SHG_MATCH_MATCH_H

#include "match/instance.h"
#include "match/plan.h"

#include <stdatomic.h>

/* Called now and then from the thread that called shg_match_solve: worth of the best plan and bound so far. */
typedef void shg_match_progress(void *ctx, int64_t worth, int64_t bound);

struct shg_match_options {
    long effort;                  /* 1 a first good plan, 10 the usual, 100 a night's work */
    long threads;                 /* at least 1; never changes the result */
    const atomic_bool *cancel;    /* set from outside: give up; may be NULL */
    shg_match_progress *progress; /* may be NULL */
    void *ctx;
};

struct shg_match_result {
    struct shg_plan plan; /* free with shg_plan_free */
    int64_t worth, bound; /* bound: no plan is worth more */
};

/* SHG_OK, SHG_NO where it was cancelled, SHG_SYSTEM when out of memory (told). out is to be freed only after SHG_OK. */
enum shg_status shg_match_solve(const struct shg_instance *inst, const struct shg_match_options *options,
                                struct shg_match_result *out, shg_faults *faults);

/* The numbers of --stats. */
struct shg_match_stats {
    uint64_t waiting, candidates, seats, placed, groups_new, groups_filled, starters;
    int64_t worth, bound;
    int64_t gap_millis; /* gap_percent in thousandths: 100 * (bound - worth) / max(1, worth), rounded up */
};

void shg_match_count(const struct shg_instance *inst, const struct shg_match_result *result,
                     struct shg_match_stats *out);

#endif
