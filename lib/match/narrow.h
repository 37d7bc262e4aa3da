/* A question put to a wide instance: is there a lawful plan that places everybody whom a plan places, and somebody
 * more, if this one thing were otherwise? Answered by solving again. Private to lib/match.
 *
 * The part of the wide instance that may be used is cut out of it, and every seat is weighed anew: a weight for a
 * person who may be placed, 1 + (how many of those there are) for each who must be. The greatest worth then places as
 * many as can be, and all who must be wherever that is possible at all; a bound below their weights proves that it is
 * not. */
#ifndef SHG_MATCH_NARROW_H
#define SHG_MATCH_NARROW_H

#include "match/wide.h"

#include <stdatomic.h>

struct shg_question {
    const struct shg_wide *wide;
    const struct shg_plan *plan; /* of the wide instance: those it places must stay placed */
    const struct shg_plan *from; /* a plan that places them too, to begin with; NULL: plan */
    bool led;                    /* groups that stand and are given starters by the plan must be given some ... */
    uint32_t start;              /* ... and this one; SHG_NONE: no other */
    uint32_t person;             /* must be placed too; SHG_NONE: nobody */
    bool pair;                   /* ... and the one after them, in the same group; neither goes with anybody else */
    bool mixes;                  /* that person drops the wish not to be alone */
    uint32_t room;               /* one more new group fits in here; SHG_NONE: nowhere */
    /* So many more persons come as wish to join the person's group: it needs and takes fewer others. */
    uint32_t come;
    /* Whether the person may use a seat, of today or not (NULL: those of today); whether a ghost (0 the first) may lead
     * a candidate (NULL: never). */
    bool (*seat)(const void *ctx, uint32_t candidate, size_t seat);
    bool (*ghost)(const void *ctx, uint32_t candidate, uint32_t which);
    const void *ctx;
    const atomic_bool *cancel;
};

enum shg_verdict { SHG_VERDICT_NO, SHG_VERDICT_YES, SHG_VERDICT_UNKNOWN };

struct shg_answer {
    enum shg_verdict verdict; /* yes: such a plan was found; no: there is none */
    uint32_t places;          /* how many more it places in all */
};

#endif
