/* What several lists of the same year tell together: what each of them and any two leave open may be told by three. */
#ifndef SHG_REPORT_JUDGE_H
#define SHG_REPORT_JUDGE_H

#include "base/date.h"
#include "base/fault.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A list of how often something happened from the first of the year until a day: which cell each value counted in
 * (SHG_NONE: nothing is known of it), and what each cell was told to be. */
struct shg_telling {
    shg_date until;
    uint32_t *cell; /* of each value */
    long *count;    /* of each cell */
    size_t cells;
};

/* Looks for a value of which the list lists[fresh] tells, with all the others, that it happened fewer than suppress
 * times from one of the lists' days to another, to fewer than suppress different numbers: *found is its number, or
 * `values` where there is none. What the others tell without it is not laid to its charge; lists that contradict later
 * ones are not held against anything. SHG_OK or SHG_SYSTEM. */
enum shg_status shg_judge(const struct shg_telling *lists, size_t n, size_t fresh, size_t values, long suppress,
                          size_t *found);

#endif
