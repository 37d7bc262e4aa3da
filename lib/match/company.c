#include "match/company.h"

static bool is_apart_of(const struct shg_instance *inst, uint32_t person, const uint32_t *others, uint32_t n) {
    if (inst->apart_at[person] == inst->apart_at[person + 1])
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (shg_is_apart(inst, person, others[i]))
            return true;
    return false;
}

bool shg_is_whole(const struct shg_model *m, const uint32_t *persons, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t size = shg_bundle_size(m, persons[i]), bundle = m->inst->persons[persons[i]].bundle;
        uint32_t here = 0;
        for (uint32_t k = 0; k < n && size > 1; k++)
            here += m->inst->persons[persons[k]].bundle == bundle;
        if (size > 1 && here != size)
            return false;
    }
    return true;
}

bool shg_is_company(const struct shg_model *m, uint32_t candidate, const uint32_t *persons, uint32_t n) {
    const struct shg_instance *inst = m->inst;
    const struct shg_candidate *c = &inst->candidates[candidate];
    uint32_t f = c->held_f, men = c->held_m;
    struct shg_years years = {c->year_low, c->year_high};
    bool shy_f = false, shy_m = false, known = false;
    for (uint32_t i = 0; i < n; i++) {
        const struct shg_person *x = &inst->persons[persons[i]];
        f += x->gender == GENDER_F;
        men += x->gender == GENDER_M;
        shy_f |= x->not_alone && x->gender == GENDER_F;
        shy_m |= x->not_alone && x->gender == GENDER_M;
        known |= x->birth_year != 0;
        shg_years_add(&years, x->birth_year);
        if (is_apart_of(inst, persons[i], persons, i))
            return false;
    }
    if (inst->age_spread && known && years.high - years.low > (int)inst->age_spread)
        return false;
    return !(shy_f && f < 2) && !(shy_m && men < 2);
}
