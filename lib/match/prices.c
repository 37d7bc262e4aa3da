#include "match/prices.h"

#include <stdlib.h>
#include <string.h>

size_t shg_prices_moments(const struct shg_model *m) {
    return (size_t)m->n_many * m->n_moments;
}

bool shg_prices_new(struct shg_prices *p, const struct shg_model *m) {
    p->person = calloc(m->inst->n_persons + 1, sizeof *p->person);
    p->starter = calloc(m->inst->n_starters + 1, sizeof *p->starter);
    p->moment = calloc(shg_prices_moments(m) + 1, sizeof *p->moment);
    p->fresh = 0;
    return p->person && p->starter && p->moment;
}

void shg_prices_free(struct shg_prices *p) {
    free(p->person);
    free(p->starter);
    free(p->moment);
}

void shg_prices_copy(struct shg_prices *to, const struct shg_prices *from, const struct shg_model *m) {
    memcpy(to->person, from->person, m->inst->n_persons * sizeof *to->person);
    memcpy(to->starter, from->starter, m->inst->n_starters * sizeof *to->starter);
    memcpy(to->moment, from->moment, shg_prices_moments(m) * sizeof *to->moment);
    to->fresh = from->fresh;
}

void shg_prices_zero(struct shg_prices *p, const struct shg_model *m) {
    memset(p->person, 0, m->inst->n_persons * sizeof *p->person);
    memset(p->starter, 0, m->inst->n_starters * sizeof *p->starter);
    memset(p->moment, 0, shg_prices_moments(m) * sizeof *p->moment);
    p->fresh = 0;
}
