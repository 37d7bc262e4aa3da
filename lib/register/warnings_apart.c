/* Pairs of apart.csv that sit in one group all the same. */
#include "register/check_private.h"

#include <stdlib.h>
#include <string.h>

/* The held placements of each person or starter, as chains. */
struct chains {
    shg_index *first; /* id -> placement */
    uint32_t *next;   /* by placement; SHG_NONE at the end */
};

static bool chain_up(const shg_register *reg, struct chains *chains) {
    size_t rows = shg_rows(reg, SHG_PLACEMENTS);
    chains->first = shg_index_new(rows);
    chains->next = malloc((rows + 1) * sizeof *chains->next);
    for (size_t row = rows; chains->first && chains->next && row-- > 0;) {
        const char *id = shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_PERSON);
        chains->next[row] = SHG_NONE;
        if (!*id || !shg_status_held(shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS, -1)))
            continue;
        uint32_t head = shg_index_put(chains->first, id, (uint32_t)row);
        if (head == SHG_NONE)
            return false;
        if (head != row) { /* behind the head */
            chains->next[row] = chains->next[head];
            chains->next[head] = (uint32_t)row;
        }
    }
    return chains->first && chains->next;
}

static bool same_group(const shg_register *reg, const struct chains *chains, const char *a, const char *b) {
    for (uint32_t i = shg_index_get(chains->first, a); i != SHG_NONE; i = chains->next[i])
        for (uint32_t k = shg_index_get(chains->first, b); k != SHG_NONE; k = chains->next[k])
            if (i != k && strcmp(shg_text(reg, SHG_PLACEMENTS, i, PLACEMENT_GROUP),
                                 shg_text(reg, SHG_PLACEMENTS, k, PLACEMENT_GROUP)) == 0)
                return true;
    return false;
}

void shg_check_apart(struct shg_check *check) {
    const shg_register *reg = check->reg;
    struct chains chains = {NULL, NULL};
    if (shg_rows(reg, SHG_APART) == 0)
        return;
    if (chain_up(reg, &chains)) {
        for (size_t row = 0; row < shg_rows(reg, SHG_APART); row++)
            if (same_group(reg, &chains, shg_text(reg, SHG_APART, row, APART_A),
                           shg_text(reg, SHG_APART, row, APART_B)))
                shg_tell(check, SHG_WARNING, SHG_APART, row, APART_A, N_("these two hold seats in the same group"));
    } else {
        check->failed = true;
    }
    shg_index_free(chains.first);
    free(chains.next);
}
