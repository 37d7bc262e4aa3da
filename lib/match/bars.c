#include "match/bars.h"

#include "match/ties.h"

enum { FORCE = 1 << 24 }; /* 1/64 points: more than any group is worth */

/* Sets a price until the source is left. */
static void put_aside(struct shg_bound *b, int64_t *price, int64_t now) {
    struct shg_kept *moved = shg_grow(b->kept, &b->cap_kept, b->n_kept + 1, sizeof *b->kept);
    if (!moved) {
        b->failed = true;
        return;
    }
    b->kept = moved;
    b->kept[b->n_kept++] = (struct shg_kept){price, *price};
    *price = now;
}

static bool meet_together(const struct shg_bound *b, size_t source, size_t other) {
    const struct shg_candidate *list = b->m->inst->candidates;
    return shg_window_overlap(list[b->m->sources[source].first].window, list[b->m->sources[other].first].window);
}

/* Whether a starter who leads in one source cannot lead in another. */
static bool excludes(const struct shg_bound *b, uint32_t starter, size_t source, size_t other) {
    return b->m->inst->starters[starter].left == 1 || meet_together(b, source, other);
}

/* Of a human who is in one source as a person, or as a starter: they are in no other role at that time. */
static void bar_other_role(struct shg_bound *b, const struct shg_bar *x, size_t source) {
    const struct shg_instance *inst = b->m->inst;
    const bool person = x->kind == SHG_BAR_PERSON_HERE;
    if ((!person && x->kind != SHG_BAR_STARTER_HERE) || !meet_together(b, source, x->source))
        return;
    for (size_t i = 0; i < inst->n_links; i++)
        if ((person ? inst->links[i].person : inst->links[i].starter) == x->who)
            put_aside(b, person ? &b->at.starter[inst->links[i].starter] : &b->at.person[inst->links[i].person],
                      SHG_BARRED);
}

/* What a seat costs those who could lead at that time. */
static void charge_ties(struct shg_bound *b, size_t source) {
    const struct shg_model *m = b->m;
    for (uint32_t i = m->tie_at[source]; i < m->tie_at[source + 1]; i++) {
        const int64_t more = shg_tie_price(m, &b->at, source, &m->ties[i]);
        int64_t *price = &b->at.person[m->ties[i].person];
        if (more > 0 && *price < SHG_BARRED)
            put_aside(b, price, *price + more);
    }
}

/* Somebody whom the bars ask for, in a source that yields one group: who has them gains FORCE, which is taken off again
 * in any case (a price of its own for 'they are here'; true for any FORCE). */
static void force(struct shg_bound *b, int64_t *price, size_t source) {
    if (b->of_source[source].most != 1)
        return;
    b->forced++;
    if (*price < SHG_BARRED)
        put_aside(b, price, *price - FORCE);
}

/* Bars persons and starters who may not be in this source, by their prices, forces those who are, and charges those
 * who could lead then. */
void shg_bars_enter(struct shg_bound *b, size_t source) {
    b->forced = 0;
    for (size_t i = 0; b->named && i < b->n_bars; i++) {
        const struct shg_bar *x = &b->bars[i];
        bool here = x->source == source;
        bool person = (x->kind == SHG_BAR_PERSON_OUT && here) || (x->kind == SHG_BAR_PERSON_HERE && !here);
        bool starter = (x->kind == SHG_BAR_STARTER_OUT && here) ||
                       (x->kind == SHG_BAR_STARTER_HERE && !here && excludes(b, x->who, x->source, source));
        if (person)
            put_aside(b, &b->at.person[x->who], SHG_BARRED);
        if (starter)
            put_aside(b, &b->at.starter[x->who], SHG_BARRED);
        if (here && x->kind == SHG_BAR_PERSON_HERE)
            force(b, &b->at.person[x->who], source);
        if (here && x->kind == SHG_BAR_STARTER_HERE)
            force(b, &b->at.starter[x->who], source);
        bar_other_role(b, x, source);
    }
    charge_ties(b, source);
}

void shg_bars_leave(struct shg_bound *b) {
    while (b->n_kept) {
        b->n_kept--;
        *b->kept[b->n_kept].price = b->kept[b->n_kept].was;
    }
}

int64_t shg_bars_forced(const struct shg_bound *b) {
    return b->forced * FORCE;
}
