/* Figures over stretches of time - months, quarters, a year, and what was published of them while they ran - and what
 * is hidden of them.
 *
 * With s(k) for what happened before point k, a figure from point i to point k is s(k) - s(i): whatever is told fixes
 * such differences, and s never falls. So the least and the largest value that a hidden figure can have are shortest
 * ways between points.
 */
#ifndef SHG_REPORT_STRETCH_H
#define SHG_REPORT_STRETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct shg_stretch {
    uint32_t from, to; /* points, from before to */
    long value;
    bool known;  /* public already: never hidden to protect others */
    bool last;   /* hidden to protect others only where nothing else helps */
    bool hidden; /* set */
};

enum { SHG_STRETCH_POINTS = 64 };

/* Hides small figures, and others with them, until neither a hidden one nor what lies between two points next to each
 * other, where that is small, is known to less than suppress values. sums[points] is s, at most SHG_STRETCH_POINTS of
 * them. before: what was published, as it was then; where that has changed since by little, what is told now does not
 * tell so. False where that cannot be reached: everything is hidden then that is not known. */
bool shg_stretch_hide(struct shg_stretch *cells, size_t n, const long *sums, size_t points,
                      const struct shg_stretch *before, size_t before_n, long suppress);

#endif
