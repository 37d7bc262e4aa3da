/* What is missing where, and how many one more of it would place: starters, rooms, people, a digital room. */
#ifndef SHG_MATCH_NEEDS_H
#define SHG_MATCH_NEEDS_H

#include "match/why.h"

struct shg_needs_options {
    const struct shg_opening *opening; /* where the register lies; it is read once more */
    const shg_register *reg;           /* the same, loaded with SHG_WHY_TABLES */
    const struct shg_instance *inst;
    const struct shg_plan *plan; /* a lawful one; everybody whom it places stays placed */
    bool discreet;               /* rows that would place fewer than SUPPRESS are left out */
    const atomic_bool *cancel;
};

/* Writes rows kind,municipality,venue,slot,theme,language,composition,missing,places,wait_days,verified, most places
 * first, then most days waited, then by kind, venue, slot:
 *   starter   one more starter who leads at this venue and slot;
 *   standing  a starter for a group that stands and has none;
 *   room      one more room there;
 *   people    one person more who fits this group (it lacks one; places counts those who wait already);
 *   digital   a digital room at that slot, led by the starters that are there.
 * places is how many more than the plan some lawful plan places, which was found: verified is always yes. SHG_OK;
 * SHG_NO where it was cancelled; SHG_SYSTEM. */
enum shg_status shg_needs(const struct shg_needs_options *options, struct shg_writer *w, shg_faults *faults);

#endif
