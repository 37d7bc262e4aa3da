/* The model as a linear programme over whole numbers, for any solver: proof that no solver can find a better plan. */
#ifndef SHG_MATCH_LP_H
#define SHG_MATCH_LP_H

#include "match/instance.h"

/* Adds the whole model of an instance to out, in CPLEX LP format: its greatest objective is the greatest worth that a
 * plan can have (there is no constant term). Each new candidate stands once for each room that could hold it. Names:
 *   c3, c3r2          candidate 3 (a comment tells which), and its copy in the second room;
 *   x_P12345678_c3    1: this person is placed there            s_S00012_c3    1: this starter is given to it
 *   open_c3           1: it takes persons                       led_c3         1: a standing one is given starters
 *   short_c3          members by which it stays below the aim   two_c3         1: it is given two starters or more
 *   from_1970_c3      1: nobody in it was born before 1970 (where ages are limited)
 * The same instance gives the same bytes. SHG_OK, or SHG_SYSTEM when out of memory (told in faults). */
enum shg_status shg_lp_write(const struct shg_instance *inst, struct shg_buf *out, shg_faults *faults);

#endif
