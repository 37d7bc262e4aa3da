#include "match/ages.h"

#include <stdlib.h>
#include <string.h>

struct shg_ages {
    const struct shg_model *m;
    size_t years;   /* from model->years.low */
    uint32_t *born; /* of each source and year: samples of people */
};

struct shg_ages *shg_ages_new(const struct shg_model *m) {
    struct shg_ages *a = calloc(1, sizeof *a);
    if (!a)
        return NULL;
    a->m = m;
    a->years = shg_years_count(&m->years);
    a->born = calloc(m->n_sources * a->years + 1, sizeof *a->born);
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

void shg_ages_count(struct shg_ages *a, const struct shg_bound *b) {
    const struct shg_model *m = a->m;
    memset(a->born, 0, m->n_sources * a->years * sizeof *a->born);
    for (size_t p = 0; p < m->inst->n_persons; p++) {
        const int year = m->inst->persons[p].birth_year;
        for (size_t k = m->chance_at[p]; year && k < m->chance_at[p + 1]; k++)
            a->born[m->source_of[m->chances[k].candidate] * a->years + (size_t)(year - m->years.low)] +=
                b->sample.chance[k];
    }
}

bool shg_ages_part(const struct shg_ages *a, const struct shg_bound *b, uint32_t source, struct shg_part *out) {
    const uint32_t *born = a->born + source * a->years;
    const size_t span = a->m->inst->age_spread;
    uint32_t all = 0, before = 0, after = 0, most = 0; /* before year y; from y + span on */
    if (b->of_source[source].most != 1)
        return false;
    for (size_t i = 0; i < a->years; i++) {
        all += born[i];
        after += i < span ? 0 : born[i];
    }
    for (size_t y = 0; y + span < a->years; y++) {
        const uint32_t least = before < after ? before : after;
        if (least > most) {
            const uint32_t from = (uint32_t)a->m->years.low + (uint32_t)y;
            *out = (struct shg_part){
                {{SHG_BAR_YEARS_FROM, 0, source, from}, {SHG_BAR_YEARS_TO, 0, source, from - 1 + (uint32_t)span}},
                {before * SHG_WHOLE / all, after * SHG_WHOLE / all}};
            most = least;
        }
        before += born[y];
        after -= born[y + span];
    }
    return most > 0;
}
