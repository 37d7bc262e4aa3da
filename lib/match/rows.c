#include "match/rows.h"

#include <stdlib.h>

enum shg_status shg_group_rows_new(struct shg_group_rows *out, const size_t *group_of, size_t n, size_t n_groups) {
    *out = (struct shg_group_rows){calloc(n_groups + 2, sizeof *out->at), calloc(n + 1, sizeof *out->list)};
    if (!out->at || !out->list)
        return SHG_SYSTEM;
    for (size_t i = 0; i < n; i++)
        out->at[group_of[i] + 2]++;
    for (size_t g = 0; g < n_groups; g++)
        out->at[g + 2] += out->at[g + 1];
    for (size_t i = 0; i < n; i++)
        out->list[out->at[group_of[i] + 1]++] = i;
    return SHG_OK;
}

void shg_group_rows_free(struct shg_group_rows *rows) {
    free(rows->at);
    free(rows->list);
    *rows = (struct shg_group_rows){NULL, NULL};
}
