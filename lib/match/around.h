/* A question about one person (narrow.h), answered from what lies around them. Private to lib/match.
 *
 * Some groups of the plan are taken up: those who sit in them, and the person, must be placed. Two problems are solved
 * in turn, each larger as more groups are taken up:
 *   - the strict one leaves all other groups as they are: a plan of it is an answer, yes;
 *   - the loose one lets go of them: their members, rooms and starters may be had, and they need not be placed. It is
 *     a relaxation: where not even this has a plan, the answer is no, whatever the size of the register. A plan of it
 *     that takes nothing from the others is a yes as well; else the groups that it robs are taken up next.
 * What is robbed costs a little, so that as few are as can be. Once all groups are taken up the two are the whole.
 *
 * Where the register is not large a third goes before them, the bare one: the loose one in which those who need not be
 * placed fill groups as if there were of each as many as groups. It has few seats and is only bounded, at prices that
 * go on from one to the next, until it proves a no or nothing is robbed any more. */
#ifndef SHG_MATCH_AROUND_H
#define SHG_MATCH_AROUND_H

#include "match/narrow.h"

/* What one answer about a person leaves for the next: the groups that were taken up, and prices. */
struct shg_around_memory {
    bool *taken; /* of each group of the plan */
    size_t n_taken;
    /* The prices of the last bare problem, in which those who must be placed weighed `weight` (0: there was none). */
    int64_t *person, *starter;
    bool *priced; /* of each person: it had to place them */
    int32_t weight;
    bool patient; /* the bare problem is asked of larger registers too, which may take seconds a person */
};

/* For questions about one person with this wide instance and plan. SHG_OK or SHG_SYSTEM; free it either way. */
enum shg_status shg_around_begin(struct shg_around_memory *memory, const struct shg_wide *wide,
                                 const struct shg_plan *plan);
void shg_around_free(struct shg_around_memory *memory);

/* question->person is somebody. Where plan_out is not NULL and the verdict is yes it becomes the plan found, in numbers
 * of the wide instance (shg_plan_free). May be called by several threads at once, each with a memory of its own.
 * out->places counts what the plan found places, and need not be the most. SHG_OK, SHG_NO where it was cancelled,
 * SHG_SYSTEM (out of memory). */
enum shg_status shg_ask_around(const struct shg_question *question, struct shg_around_memory *memory,
                               struct shg_answer *out, struct shg_plan *plan_out);

#endif
