#include "match/ceiling.h"

#include "match/ties.h"

#include <stdlib.h>
#include <string.h>

enum shg_status shg_ceiling_new(struct shg_ceiling *out, const struct shg_model *m) {
    *out = (struct shg_ceiling){.m = m};
    out->value = calloc(m->inst->n_candidates + 1, sizeof *out->value);
    out->then = calloc(m->inst->n_candidates + 1, sizeof *out->then);
    out->seen = calloc(m->inst->n_persons + 1, sizeof *out->seen);
    out->tied = calloc((size_t)m->tie_at[m->n_sources] + 1, sizeof *out->tied);
    if (!out->value || !out->then || !out->seen || !out->tied)
        return SHG_SYSTEM;
    shg_ceiling_forget(out);
    return SHG_OK;
}

void shg_ceiling_free(struct shg_ceiling *c) {
    free(c->value);
    free(c->then);
    free(c->seen);
    free(c->tied);
    *c = (struct shg_ceiling){0};
}

/* The greatest fall of what a seat costs somebody tied in its source. */
static int64_t fall_of_ties(struct shg_ceiling *c, const struct shg_prices *prices) {
    const struct shg_model *m = c->m;
    int64_t most = 0, fall = 0;
    for (size_t s = 0; s < m->n_sources; s++) {
        for (uint32_t i = m->tie_at[s]; i < m->tie_at[s + 1]; i++) {
            const uint32_t p = m->ties[i].person;
            const int64_t now = shg_tie_price(m, prices, s, &m->ties[i]);
            if (i == m->tie_at[s] || m->ties[i - 1].person != p)
                fall = c->seen[p] - prices->person[p];
            fall += c->tied[i] - now;
            c->tied[i] = now;
            most = fall > most ? fall : most;
        }
    }
    return most;
}

void shg_ceiling_price(struct shg_ceiling *c, const struct shg_prices *prices) {
    const size_t n = c->m->inst->n_persons;
    int64_t fall = fall_of_ties(c, prices);
    for (size_t p = 0; p < n; p++)
        fall = c->seen[p] - prices->person[p] > fall ? c->seen[p] - prices->person[p] : fall;
    c->fall += fall;
    memcpy(c->seen, prices->person, n * sizeof *c->seen);
}

void shg_ceiling_forget(struct shg_ceiling *c) {
    for (size_t i = 0; i < c->m->inst->n_candidates; i++)
        c->value[i] = SHG_UNKNOWN;
}

void shg_ceiling_put(struct shg_ceiling *c, uint32_t candidate, int64_t value) {
    c->value[candidate] = value;
    c->then[candidate] = c->fall;
}
