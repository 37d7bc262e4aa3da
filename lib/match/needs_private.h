/* What the files of shg_needs share. Private to lib/match (needs.c, train.c, joint.c, found.c, added.c,
 * tell.c). */
#ifndef SHG_MATCH_NEEDS_PRIVATE_H
#define SHG_MATCH_NEEDS_PRIVATE_H

#include "match/more.h"
#include "match/needs.h"
#include "match/texts.h"

/* Kinds of what can be missing, by name. */
enum shg_need_kind {
    SHG_NEED_DIGITAL,
    SHG_NEED_OURS,
    SHG_NEED_PEOPLE,
    SHG_NEED_ROOM,
    SHG_NEED_STANDING,
    SHG_NEED_STARTER,
    SHG_NEED_THEIRS,
    SHG_NEED_TRAINING
};

struct shg_need {
    enum shg_need_kind kind;
    const shg_register *reg;           /* in which the group's venue stands */
    const struct shg_candidate *group; /* that it would bring; NULL: a sum */
    uint32_t missing, of;              /* persons; of the starters to train this is number `missing` */
    uint32_t places, wait_days;
    bool most;                       /* proven: no plan places more as things stand, and none more than this with it */
    const char *found;               /* people: where they may be found */
    uint32_t on_screen;              /* ... and so many who wait would come on a screen */
    const struct shg_plan *plan;     /* that does it; NULL: it was not asked for */
    const struct shg_instance *inst; /* ... in numbers of this */
};

struct shg_needs_list {
    struct shg_need *list;
    size_t n, cap;
    struct shg_texts *texts;
    struct shg_kept_plan *plans;
};

enum shg_status shg_need_keep(struct shg_needs_list *list, const struct shg_need *need);
/* A copy of a plan that lives as long as the list; NULL when out of memory. */
struct shg_plan *shg_need_plan_kept(struct shg_needs_list *list, const struct shg_plan *plan);

/* Which persons a plan places; the caller frees it. NULL when out of memory. */
bool *shg_needs_placed(const struct shg_plan *plan, size_t persons);
/* Days waited (as far as they count) by those of today whom a plan places and `placed` does not say. */
uint32_t shg_needs_days(const struct shg_wide *wide, const struct shg_profile *profile, const bool *placed,
                        const struct shg_plan *found);

/* The best starters to train together (train.c). SHG_OK, SHG_NO, SHG_SYSTEM. */
enum shg_status shg_needs_train(const struct shg_needs_options *o, const struct shg_more *more,
                                struct shg_needs_list *out);

/* Lists shared with a neighbour (joint.c). The rows point into it: shg_joint_free after they are told. */
struct shg_joint {
    shg_register *reg;
    struct shg_wide wide, apart; /* one office; two side by side */
};
enum shg_status shg_needs_joint(const struct shg_needs_options *o, struct shg_joint *joint, struct shg_needs_list *out,
                                shg_faults *faults);
void shg_joint_free(struct shg_joint *joint);
/* What stands before the ids of the neighbour's register. */
#define SHG_JOINT_TAG "with:"

/* Where people may be found whom a group lacks: fills in found and on_screen (found.c). */
struct shg_finder;
struct shg_finder *shg_finder_new(const shg_register *reg, const bool *placed);
void shg_finder_free(struct shg_finder *f);
enum shg_status shg_finder_look(struct shg_finder *f, const struct shg_instance *inst, struct shg_needs_list *list,
                                struct shg_need *need);

/* The plan behind a need as shg-match would print it, once what is missing is there (added.c). SHG_OK, SHG_SYSTEM
 * (told). */
enum shg_status shg_need_plan(const struct shg_needs_options *o, const struct shg_need *need, struct shg_writer *w,
                              shg_faults *faults);

/* Sorts and writes (tell.c). SHG_OK, SHG_SYSTEM (told), what plan_of gave. */
enum shg_status shg_needs_tell(const struct shg_needs_options *o, struct shg_needs_list *list, struct shg_writer *w,
                               shg_faults *faults);

#endif
