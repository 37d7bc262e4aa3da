#include "match/ages.h"

#include <stdlib.h>
#include <string.h>

struct shg_ages {
    const struct shg_model *m;
    size_t years;   /* from model->years.low */
    uint32_t *born; /* of each year: samples of people in the groups that are looked at */
};

struct shg_ages *shg_ages_new(const struct shg_model *m) {
    struct shg_ages *a = calloc(1, sizeof *a);
    if (!a)
        return NULL;
    a->m = m;
    a->years = shg_years_count(&m->years);
    a->born = calloc(a->years + 1, sizeof *a->born);
    if (a->born)
        return a;
    free(a);
    return NULL;
}

void shg_ages_free(struct shg_ages *a) {
    if (!a)
        return;
    free(a->born);
    free(a);
}

static void count_candidate(struct shg_ages *a, const struct shg_bound *b, uint32_t candidate) {
    const struct shg_instance *inst = a->m->inst;
    const struct shg_candidate *k = &inst->candidates[candidate];
    for (uint32_t i = 0; b->sample.candidate[candidate] && i < k->seats; i++) {
        const uint32_t person = inst->seats[k->seats_at + i].person;
        const int year = inst->persons[person].birth_year;
        if (year)
            a->born[year - a->m->years.low] += b->sample.chance[shg_chance_of(a->m, person, candidate)];
    }
}

/* The bars at the year that bars most on either side; false where there is none. */
static bool part(const struct shg_ages *a, struct shg_bar bar, struct shg_part *out) {
    const size_t span = a->m->inst->age_spread;
    uint32_t all = 0, before = 0, after = 0, most = 0; /* before year y; from y + span on */
    for (size_t i = 0; i < a->years; i++) {
        all += a->born[i];
        after += i < span ? 0 : a->born[i];
    }
    for (size_t y = 0; all && y + span < a->years; y++) {
        const uint32_t least = before < after ? before : after;
        if (least > most) {
            const uint32_t from = (uint32_t)a->m->years.low + (uint32_t)y;
            *out = (struct shg_part){{{SHG_BAR_YEARS_FROM, bar.who, bar.source, from},
                                      {SHG_BAR_YEARS_TO, bar.who, bar.source, from - 1 + (uint32_t)span}},
                                     {before * SHG_WHOLE / all, after * SHG_WHOLE / all}};
            most = least;
        }
        before += a->born[y];
        after -= a->born[y + span];
    }
    return most > 0;
}

bool shg_ages_part(struct shg_ages *a, const struct shg_bound *b, uint32_t candidate, struct shg_part *out) {
    const uint32_t i = a->m->source_of[candidate];
    const struct shg_source *s = &a->m->sources[i];
    const bool alone = b->of_source[i].most == 1;
    memset(a->born, 0, a->years * sizeof *a->born);
    for (uint32_t c = alone ? s->first : candidate; c < (alone ? s->first + s->n : candidate + 1); c++)
        count_candidate(a, b, c);
    if (!part(a, (struct shg_bar){.who = alone ? SHG_NONE : candidate, .source = i}, out) ||
        b->of_candidate[candidate].least > 1)
        return false;
    if (!alone && b->of_candidate[candidate].most > 1) {
        out->bars[0] = (struct shg_bar){SHG_BAR_MOST, candidate, i, 1};
        out->bars[1] = (struct shg_bar){SHG_BAR_LEAST, candidate, i, 2};
    }
    return true;
}
