#include "match/outlook.h"

#include <stdlib.h>
#include <string.h>

/* What counts of a gender of which somebody wishes not to be alone. */
enum { NOBODY, ONE, ONE_SHY, MORE, KINDS };

enum { CELLS = 1 << 14, CELLS_A_STEP = 4 };

struct shg_outlook {
    uint32_t most;
    uint32_t f, m;        /* kinds that are told from each other: KINDS or 1 */
    uint32_t states;      /* (n, kind of f, kind of m) */
    int64_t cells[CELLS]; /* of each item and state; the end after the last item */
};

struct shg_outlook *shg_outlook_new(void) {
    return calloc(1, sizeof(struct shg_outlook));
}

void shg_outlook_free(struct shg_outlook *o) {
    free(o);
}

static uint32_t kind_of(uint32_t kinds, struct shg_gender_count x) {
    if (kinds == 1 || !x.n)
        return NOBODY;
    return x.n > 1 ? MORE : x.shy ? ONE_SHY : ONE;
}

/* The kind after x more. */
static uint32_t kind_with(uint32_t kinds, uint32_t kind, struct shg_gender_count x) {
    const struct shg_gender_count was = {kind == MORE ? 2 : kind != NOBODY, kind == ONE_SHY};
    return kind_of(kinds, (struct shg_gender_count){was.n + x.n, was.shy + x.shy});
}

/* The values of a kind of f and one of m, by persons, before an item. */
static int64_t *cells_of(struct shg_outlook *o, uint32_t item, uint32_t f, uint32_t m) {
    return o->cells + (size_t)item * o->states + (f * o->m + m) * (o->most + 1);
}

static void put_end(struct shg_outlook *o, uint32_t item, const int64_t *end) {
    for (uint32_t f = 0; f < o->f; f++) {
        for (uint32_t m = 0; m < o->m; m++) {
            int64_t *cells = cells_of(o, item, f, m);
            for (uint32_t n = 0; n <= o->most; n++)
                cells[n] = f == ONE_SHY || m == ONE_SHY ? SHG_NEVER : end[n];
        }
    }
}

/* From the values after an item those before it. */
static void put_item(struct shg_outlook *o, uint32_t i, const struct shg_lot *item) {
    for (uint32_t f = 0; f < o->f; f++) {
        for (uint32_t m = 0; m < o->m; m++) {
            const int64_t *without = cells_of(o, i + 1, f, m);
            const int64_t *with = cells_of(o, i + 1, kind_with(o->f, f, item->f), kind_with(o->m, m, item->m));
            int64_t *cells = cells_of(o, i, f, m);
            memcpy(cells, without, (o->most + 1) * sizeof *cells);
            for (uint32_t n = 0; n + item->n <= o->most; n++) {
                const int64_t value = with[n + item->n] + item->value;
                cells[n] = with[n + item->n] > SHG_NEVER && value > cells[n] ? value : cells[n];
            }
        }
    }
}

bool shg_outlook_make(struct shg_outlook *o, const struct shg_lot *items, uint32_t n, const int64_t *end, uint32_t most,
                      const struct shg_lot *held, uint64_t *steps) {
    bool shy_f = false, shy_m = false;
    for (uint32_t i = 0; i < n; i++) {
        shy_f |= items[i].f.shy > 0;
        shy_m |= items[i].m.shy > 0;
    }
    o->f = shy_f && !held->f.n ? KINDS : 1;
    o->m = shy_m && !held->m.n ? KINDS : 1;
    o->most = most;
    o->states = (o->most + 1) * o->f * o->m;
    if ((size_t)(n + 1) * o->states > CELLS)
        return false;
    put_end(o, n, end);
    for (uint32_t i = n; i-- > 0;)
        put_item(o, i, &items[i]);
    *steps += (uint64_t)(n + 1) * o->states / CELLS_A_STEP;
    return true;
}

int64_t shg_outlook_of(struct shg_outlook *o, uint32_t item, const struct shg_lot *chosen) {
    return cells_of(o, item, kind_of(o->f, chosen->f), kind_of(o->m, chosen->m))[chosen->n];
}
