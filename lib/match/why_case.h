/* One person's case: what stands in the way, which changes help, what would have to come. Private to lib/match.
 *
 * All changes of one kind are asked about at once: where no plan places the person with any of them, that one answer
 * says so of each. Else the plan found shows one that helps; it is put down, and the others are asked about again. */
#ifndef SHG_MATCH_WHY_CASE_H
#define SHG_MATCH_WHY_CASE_H

#include "match/why.h"
#include "match/wide.h"

/* What the cases of some persons share; only read, by several threads. */
struct shg_why_ground {
    const struct shg_why_options *o;
    struct shg_wide wide;
    struct shg_plan plan; /* in numbers of the wide instance */
    const bool *placed;
};

/* Fills in all of *out but id, row and inst. SHG_OK, SHG_NO (cancelled), SHG_SYSTEM. *stands: they could be placed as
 * things stand. */
enum shg_status shg_why_solve(const struct shg_why_ground *ground, uint32_t person, struct shg_why_case *out,
                              bool *stands);
/* Whether they could be placed as things stand on this ground. */
enum shg_status shg_why_stands(const struct shg_why_ground *ground, uint32_t person, bool *stands);
void shg_why_case_free(struct shg_why_case *found);

#endif
