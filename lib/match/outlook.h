/* What can still become of a group, exactly but for those kept apart. Private to lib/match (assign.c).
 *
 * Items (a person, or a bundle) are chosen or not, one after another. Whatever was chosen before, what the rest can be
 * worth depends only on how many there are and, for each gender of which somebody wishes not to be alone, whether there
 * is none yet, one who does not mind, one who does, or more: G_i(state) = max(G_i+1(state), value_i + G_i+1(state with
 * i)), as for a knapsack (Bellman, 1957). A state with somebody alone at the end cannot be. */
#ifndef SHG_MATCH_OUTLOOK_H
#define SHG_MATCH_OUTLOOK_H

#include "match/assign.h"

/* Of one gender: how many, and how many of them wish not to be alone. */
struct shg_gender_count {
    uint32_t n, shy;
};

/* An item, or all that are chosen (and of each gender those held). */
struct shg_lot {
    int64_t value;
    uint32_t n;
    struct shg_gender_count f, m;
};

struct shg_outlook;
/* NULL when out of memory. */
struct shg_outlook *shg_outlook_new(void);
void shg_outlook_free(struct shg_outlook *o);

/* Looks at n items, of which at most `most` persons are chosen beside those held. end[k]: what a group of k persons is
 * worth beside them, SHG_NEVER: it cannot be. Adds its work to *steps. False where that would be too much. */
bool shg_outlook_make(struct shg_outlook *o, const struct shg_lot *items, uint32_t n, const int64_t *end, uint32_t most,
                      const struct shg_lot *held, uint64_t *steps);
/* What the items from `item` on can add, with the end; SHG_NEVER: no group can become of what is chosen. */
int64_t shg_outlook_of(struct shg_outlook *o, uint32_t item, const struct shg_lot *chosen);

#endif
