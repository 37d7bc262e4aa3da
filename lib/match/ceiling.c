#include "match/ceiling.h"

#include <stdlib.h>
#include <string.h>

/* More than any worth: nothing is known. */
#define UNKNOWN (INT64_MAX / 4)

enum shg_status shg_ceiling_new(struct shg_ceiling *out, const struct shg_model *m) {
    *out = (struct shg_ceiling){.m = m};
    out->value = calloc(m->inst->n_candidates + 1, sizeof *out->value);
    out->then = calloc(m->inst->n_candidates + 1, sizeof *out->then);
    out->seen = calloc(m->inst->n_persons + 1, sizeof *out->seen);
    if (!out->value || !out->then || !out->seen)
        return SHG_SYSTEM;
    shg_ceiling_forget(out);
    return SHG_OK;
}

void shg_ceiling_free(struct shg_ceiling *c) {
    free(c->value);
    free(c->then);
    free(c->seen);
    *c = (struct shg_ceiling){0};
}

void shg_ceiling_price(struct shg_ceiling *c, const struct shg_prices *prices) {
    const size_t n = c->m->inst->n_persons;
    int64_t fall = 0;
    for (size_t p = 0; p < n; p++)
        fall = c->seen[p] - prices->person[p] > fall ? c->seen[p] - prices->person[p] : fall;
    c->fall += fall;
    memcpy(c->seen, prices->person, n * sizeof *c->seen);
}

void shg_ceiling_forget(struct shg_ceiling *c) {
    for (size_t i = 0; i < c->m->inst->n_candidates; i++)
        c->value[i] = UNKNOWN;
}

void shg_ceiling_put(struct shg_ceiling *c, uint32_t candidate, int64_t value) {
    c->value[candidate] = value;
    c->then[candidate] = c->fall;
}

int64_t shg_ceiling_of(const struct shg_ceiling *c, uint32_t candidate) {
    if (c->value[candidate] <= SHG_NEVER || c->value[candidate] >= UNKNOWN)
        return c->value[candidate];
    return c->value[candidate] + (c->fall - c->then[candidate]) * c->m->inst->candidates[candidate].most;
}
