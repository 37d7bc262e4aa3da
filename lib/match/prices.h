/* What it costs to take somebody into a group: a price for each person, starter and moment. Private to lib/match. */
#ifndef SHG_MATCH_PRICES_H
#define SHG_MATCH_PRICES_H

#include "match/model.h"

/* Whole numbers of 1/64 point. */
struct shg_prices {
    int64_t *person;  /* of each person */
    int64_t *starter; /* of each starter */
    int64_t *moment;  /* of each starter of `many` and moment: [many * n_moments + moment] */
    int64_t fresh;    /* of a new group (NEW_MAX) */
};

/* All 0. False when out of memory; free it in any case. */
bool shg_prices_new(struct shg_prices *out, const struct shg_model *m);
void shg_prices_free(struct shg_prices *p);
void shg_prices_copy(struct shg_prices *to, const struct shg_prices *from, const struct shg_model *m);
void shg_prices_zero(struct shg_prices *p, const struct shg_model *m);
/* How many prices of moments there are. */
size_t shg_prices_moments(const struct shg_model *m);

#endif
