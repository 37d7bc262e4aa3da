/* What sums tell: unknown numbers, none below 0, of which some sums are told, and how small and how large another sum
 * of them can then be.
 */
#ifndef SHG_REPORT_RANGES_H
#define SHG_REPORT_RANGES_H

#include "base/fault.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct shg_ranges shg_ranges;

/* Room for sums of so many unknowns. NULL when out of memory. */
shg_ranges *shg_ranges_new(size_t sums, size_t unknowns);
void shg_ranges_free(shg_ranges *r);
/* Tells a sum, at most as many as there is room for: those unknowns for which in[unknown] is set. */
void shg_ranges_tell(shg_ranges *r, const bool *in, long value);
/* To be called once, after the last sum: whether any numbers fit all that was told. */
bool shg_ranges_settle(shg_ranges *r);
/* The least and the largest that a sum of the unknowns can be; once they are known to lie `enough` apart, any two that
 * do. *most is SHG_RANGES_FAR where nothing bounds it. */
enum { SHG_RANGES_FAR = 1000000000 };
void shg_ranges_of(shg_ranges *r, const bool *in, double enough, double *least, double *most);
/* Numbers that fit: those that were looked at last. out has room for all unknowns. */
void shg_ranges_now(const shg_ranges *r, double *out);

#endif
