/* What the persons of each candidate can be worth at most, from when they were last looked at. Private to lib/match.
 *
 * A group of at most n persons gains at most n times what a person's price falls by. So once a candidate's loose value
 * is known at some prices, that value and `most` times the greatest falls of the steps since are a ceiling of its value
 * now, without a look at its seats. While prices move little, nearly all kinds of a room stay below its best. */
#ifndef SHG_MATCH_CEILING_H
#define SHG_MATCH_CEILING_H

#include "match/assign.h"

/* More than any worth: nothing is known. */
#define SHG_UNKNOWN (INT64_MAX / 4)

struct shg_ceiling {
    const struct shg_model *m;
    int64_t *value; /* of each candidate, when it was last looked at */
    int64_t *then;  /* ... and the sum of falls at that time */
    int64_t *seen;  /* of each person: the price of the last step */
    int64_t *tied;  /* of each of model->ties: what it cost beside, at the last step */
    int64_t fall;   /* sum of the greatest falls */
};

/* SHG_OK or SHG_SYSTEM (free it in any case). Nothing is known of any candidate. */
enum shg_status shg_ceiling_new(struct shg_ceiling *out, const struct shg_model *m);
void shg_ceiling_free(struct shg_ceiling *c);

/* Tells of the prices at which the next values are put; from where they came does not matter. */
void shg_ceiling_price(struct shg_ceiling *c, const struct shg_prices *prices);
/* Nothing is known any more: others are barred. */
void shg_ceiling_forget(struct shg_ceiling *c);
/* The loose value of a candidate's persons at the prices told last (SHG_NEVER: there are not enough). */
void shg_ceiling_put(struct shg_ceiling *c, uint32_t candidate, int64_t value);
/* At least the loose value at the prices told last. */
static inline int64_t shg_ceiling_of(const struct shg_ceiling *c, uint32_t candidate) {
    const int64_t value = c->value[candidate];
    if (value <= SHG_NEVER || value >= SHG_UNKNOWN)
        return value;
    return value + (c->fall - c->then[candidate]) * c->m->inst->candidates[candidate].most;
}

#endif
