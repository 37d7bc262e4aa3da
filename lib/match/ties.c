#include "match/ties.h"

#include <stdlib.h>

static bool can_sit(const struct shg_model *m, uint32_t person) {
    return m->chance_at[person] < m->chance_at[person + 1];
}

bool shg_ties_count(struct shg_model *m) {
    const struct shg_instance *inst = m->inst;
    if (!inst->n_links)
        return true;
    bool *leads = calloc(inst->n_starters + 1, sizeof *leads);
    if (!leads)
        return false;
    for (size_t i = 0; i < inst->n_leads; i++)
        leads[inst->leads[i].starter] = true;
    for (size_t i = 0; i < inst->n_links; i++) {
        const struct shg_link *link = &inst->links[i];
        if (m->many_of[link->starter] == SHG_NONE && leads[link->starter] && can_sit(m, link->person))
            m->many_of[link->starter] = m->n_many++;
    }
    free(leads);
    return true;
}

/* Whether the link ties its person in some source, and the first of their chances that is left; *at goes on from one
 * source to the next. Gives the source, or SHG_NONE after the last. */
static uint32_t next_source(const struct shg_model *m, const struct shg_link *link, size_t *at) {
    const size_t end = m->chance_at[link->person + 1];
    if (m->many_of[link->starter] == SHG_NONE || *at == end)
        return SHG_NONE;
    const uint32_t source = m->source_of[m->chances[*at].candidate];
    while (*at < end && m->source_of[m->chances[*at].candidate] == source)
        ++*at;
    return source;
}

bool shg_ties_list(struct shg_model *m) {
    const struct shg_instance *inst = m->inst;
    m->tie_at = calloc(m->n_sources + 2, sizeof *m->tie_at);
    if (!m->tie_at)
        return false;
    for (size_t i = 0; i < inst->n_links; i++) {
        size_t at = m->chance_at[inst->links[i].person];
        for (uint32_t s; (s = next_source(m, &inst->links[i], &at)) != SHG_NONE;)
            m->tie_at[s + 2]++;
    }
    for (size_t s = 0; s < m->n_sources; s++)
        m->tie_at[s + 2] += m->tie_at[s + 1];
    m->ties = calloc((size_t)m->tie_at[m->n_sources + 1] + 1, sizeof *m->ties);
    if (!m->ties)
        return false;
    for (size_t i = 0; i < inst->n_links; i++) {
        size_t at = m->chance_at[inst->links[i].person];
        for (uint32_t s; (s = next_source(m, &inst->links[i], &at)) != SHG_NONE;)
            m->ties[m->tie_at[s + 1]++] = (struct shg_tie){inst->links[i].person, m->many_of[inst->links[i].starter]};
    }
    return true;
}

int64_t shg_tie_price(const struct shg_model *m, const struct shg_prices *prices, size_t source,
                      const struct shg_tie *tie) {
    const struct shg_source *s = &m->sources[source];
    int64_t price = 0;
    for (uint32_t i = 0; i < s->clashes; i++)
        price += prices->moment[(size_t)tie->many * m->n_moments + s->clash + i];
    return price;
}
