/* Rows of a plan by their group: a counting sort, so that a group's rows are found without a look at all others.
 * Private to lib/match. */
#ifndef SHG_MATCH_ROWS_H
#define SHG_MATCH_ROWS_H

#include "base/fault.h"

#include <stddef.h>

/* The rows of group g are list[at[g]] .. list[at[g + 1] - 1], in their order. */
struct shg_group_rows {
    size_t *at, *list;
};

/* group_of: of each of n rows, the number of its group, below n_groups. SHG_OK or SHG_SYSTEM (free it in any case). */
enum shg_status shg_group_rows_new(struct shg_group_rows *out, const size_t *group_of, size_t n, size_t n_groups);
void shg_group_rows_free(struct shg_group_rows *rows);

#endif
