/* What is missing where, and how many one more of it would place: starters, rooms, people, a digital room; what several
 * new starters would place together; what lists shared with a neighbour would. */
#ifndef SHG_MATCH_NEEDS_H
#define SHG_MATCH_NEEDS_H

#include "match/plan.h"

#include <stdatomic.h>

#define SHG_NEEDS_TABLES SHG_MATCH_TABLES
#define SHG_BUDGET_MOST 50

/* Takes the plan behind a row (1 the first), as CSV. Anything but SHG_OK (told) ends it. */
typedef enum shg_status shg_needs_plan(void *ctx, size_t row, const struct shg_buf *data);

struct shg_needs_options {
    const struct shg_opening *opening; /* where the register lies; it is read once more */
    const shg_register *reg;           /* the same, loaded with SHG_NEEDS_TABLES */
    const struct shg_instance *inst;
    const struct shg_plan *plan;    /* a lawful one; everybody whom it places stays placed */
    const struct shg_opening *with; /* a neighbour's register, or NULL */
    long effort;                    /* of each question: 10 the usual */
    uint32_t budget;                /* so many starters are trained together; 0: that is not asked */
    long threads;                   /* at least 1; never changes the result */
    bool discreet;                  /* nothing from which a count below SUPPRESS can be read */
    bool text;                      /* sentences instead of rows */
    const atomic_bool *cancel;
    shg_needs_plan *plan_of; /* NULL: nobody asks for the plans; only without `with`, budget, discreet and text */
    void *ctx;
};

/* Writes rows kind,municipality,venue,slot,theme,language,composition,missing,places,wait_days,verified,found, most
 * places first, then most days waited, then by kind, venue, slot:
 *   starter   one more starter who leads at this venue and slot;
 *   standing  a starter for a group that stands and has none;
 *   room      one more room there;
 *   people    one person more who fits this group, which lacks one, or two where one does not do; found: where they may
 * be found (municipalities near the venue, nearest first; courses that end soon; digital: somebody who waits would come
 * on a screen); digital   a digital room at that slot, led by the starters that are there; ours, theirs   with a
 * neighbour: how many of each list joint groups would place more than each office alone, in all (no venue) and where; a
 * venue of the neighbour's is told as with:ID. With a budget, instead: training, the starters to train together in the
 * order in which they add most; places and wait_days are those of all up to that one. places is how many more some
 * lawful plan places than the best that was found as things stand; it was found: verified is always yes. With text: a
 * sentence for each instead, in the language of faults, without counts below SUPPRESS. plan_of is given the plan behind
 * each row, lawful in the register with what is missing added: a starter Sx, persons Px and Py, a digital venue Vx, or
 * one more room of the venue. Sx and Px live in the venue's municipality (0301 where it is digital), would go as far as
 * 600 minutes or meet on a screen, have time in the slot, and suit the group. SHG_OK; SHG_NO where it was cancelled;
 * what plan_of gave; SHG_DATA where the neighbour's register is refused (told); SHG_SYSTEM. */
enum shg_status shg_needs(const struct shg_needs_options *options, struct shg_writer *w, shg_faults *faults);

#endif
