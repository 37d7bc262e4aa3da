#include "match/model.h"

#include "match/ties.h"

#include <stdlib.h>
#include <string.h>

/* ---- sources ---- */

/* At most as many copies as a source has people for: `least` seats for each group of a candidate. */
static void count_slots(struct shg_model *m) {
    for (size_t i = 0; i < m->n_sources; i++) {
        struct shg_source *s = &m->sources[i];
        uint64_t groups = 0;
        for (uint32_t c = s->first; c < s->first + s->n; c++) {
            const struct shg_candidate *k = &m->inst->candidates[c];
            groups += k->group ? 1 : k->seats / (k->least ? k->least : 1);
        }
        s->copies = groups < s->copies ? (uint32_t)groups : s->copies;
        s->slot = (uint32_t)m->n_slots;
        m->n_slots += s->copies;
    }
}

static bool make_sources(struct shg_model *m) {
    const struct shg_instance *inst = m->inst;
    m->sources = calloc(inst->n_standing + inst->n_rooms + 1, sizeof *m->sources);
    m->source_of = calloc(inst->n_candidates + 1, sizeof *m->source_of);
    if (!m->sources || !m->source_of)
        return false;
    for (uint32_t c = 0; c < inst->n_candidates; c++) {
        const struct shg_candidate *k = &inst->candidates[c];
        if (k->group || c == inst->n_standing || k->room != inst->candidates[c - 1].room)
            m->sources[m->n_sources++] =
                (struct shg_source){.first = c, .copies = k->group ? 1 : inst->rooms[k->room].left};
        m->sources[m->n_sources - 1].n++;
        m->source_of[c] = (uint32_t)m->n_sources - 1;
        if (k->most > m->most)
            m->most = k->most;
    }
    count_slots(m);
    return true;
}

/* ---- moments: the maximal cliques of the windows, in time (an interval graph) ---- */

static int by_start(const void *a, const void *b) {
    const struct shg_window *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return x->end < y->end ? -1 : x->end > y->end;
}

/* Starts of windows after which some window ends before the next start: *n of them, in list. */
static void find_moments(struct shg_window *list, size_t windows, uint16_t *moments, uint32_t *n) {
    *n = 0;
    for (size_t i = 0; i < windows; i++) {
        size_t next = i + 1;
        while (next < windows && list[next].start == list[i].start)
            next++;
        bool ends = next == windows;
        for (size_t j = 0; j <= i && !ends; j++)
            ends = list[j].end > list[i].start && list[j].end <= list[next].start;
        if (ends)
            moments[(*n)++] = list[i].start;
        i = next - 1;
    }
}

/* Of what can be led, and where starters can sit too, of everything. */
static size_t distinct_windows(const struct shg_instance *inst, struct shg_window *out) {
    size_t n = 0;
    for (size_t c = 0; c < inst->n_candidates; c++)
        if ((inst->candidates[c].needs || inst->n_links) &&
            (!n || by_start(&out[n - 1], &inst->candidates[c].window) != 0)) /* neighbours share their room's */
            out[n++] = inst->candidates[c].window;
    if (n)
        qsort(out, n, sizeof *out, by_start);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (!kept || by_start(&out[kept - 1], &out[i]) != 0)
            out[kept++] = out[i];
    return kept;
}

/* ---- teams ---- */

static bool team_is(const struct shg_team *team, const struct shg_candidate *c) {
    return team->leads_at == c->leads_at && team->leads == c->leads;
}

/* Candidates of one source meet at one time. */
static void find_clashes(struct shg_model *m, struct shg_source *s, const uint16_t *moments) {
    const struct shg_window w = m->inst->candidates[s->first].window;
    for (uint32_t i = 0; i < m->n_moments; i++) {
        if (moments[i] < w.start || moments[i] >= w.end)
            continue;
        if (!s->clashes)
            s->clash = i;
        s->clashes++;
    }
}

static void add_team(struct shg_model *m, uint32_t c) {
    const struct shg_candidate *k = &m->inst->candidates[c];
    const struct shg_source *s = &m->sources[m->source_of[c]];
    struct shg_team *team = &m->teams[m->n_teams];
    *team = (struct shg_team){k->leads_at, k->leads, s->clash, s->clashes};
    m->team_of[c] = (uint32_t)m->n_teams++;
}

/* Kinds of one room share teams: those of the candidates just before are looked through. */
static void give_teams(struct shg_model *m) {
    const struct shg_instance *inst = m->inst;
    size_t from = 0; /* first team of the source at hand */
    for (uint32_t c = 0; c < inst->n_candidates; c++) {
        if (m->sources[m->source_of[c]].first == c)
            m->team_at[m->source_of[c]] = (uint32_t)(from = m->n_teams);
        m->team_of[c] = SHG_NONE;
        if (!inst->candidates[c].needs)
            continue;
        for (size_t t = from; t < m->n_teams && m->team_of[c] == SHG_NONE; t++)
            if (team_is(&m->teams[t], &inst->candidates[c]))
                m->team_of[c] = (uint32_t)t;
        if (m->team_of[c] == SHG_NONE)
            add_team(m, c);
    }
    m->team_at[m->n_sources] = (uint32_t)m->n_teams;
}

static bool make_teams(struct shg_model *m) {
    const struct shg_instance *inst = m->inst;
    struct shg_window *windows = calloc(inst->n_candidates + 1, sizeof *windows);
    uint16_t *moments = calloc(inst->n_candidates + 1, sizeof *moments);
    m->teams = calloc(inst->n_candidates + 1, sizeof *m->teams);
    m->team_of = calloc(inst->n_candidates + 1, sizeof *m->team_of);
    m->team_at = calloc(m->n_sources + 1, sizeof *m->team_at);
    m->many_of = calloc(inst->n_starters + 1, sizeof *m->many_of);
    bool fine = windows && moments && m->teams && m->team_of && m->team_at && m->many_of;
    if (fine) {
        find_moments(windows, distinct_windows(inst, windows), moments, &m->n_moments);
        for (size_t i = 0; i < m->n_sources; i++)
            find_clashes(m, &m->sources[i], moments);
        give_teams(m);
        for (size_t s = 0; s < inst->n_starters; s++)
            m->many_of[s] = inst->starters[s].left > 1 ? m->n_many++ : SHG_NONE;
    }
    free(windows);
    free(moments);
    return fine;
}

/* ---- persons ---- */

static bool make_chances(struct shg_model *m) {
    const struct shg_instance *inst = m->inst;
    size_t n = 0;
    for (size_t c = 0; c < inst->n_candidates; c++)
        n += inst->candidates[c].seats;
    m->chance_at = calloc(inst->n_persons + 2, sizeof *m->chance_at);
    m->chances = calloc(n + 1, sizeof *m->chances);
    return m->chance_at && m->chances;
}

/* Lists of each person's candidates, ascending: a counting sort by person. */
static void fill_chances(struct shg_model *m) {
    const struct shg_instance *inst = m->inst;
    size_t *at = m->chance_at;
    memset(at, 0, (inst->n_persons + 2) * sizeof *at);
    for (size_t c = 0; c < inst->n_candidates; c++) {
        const struct shg_candidate *k = &inst->candidates[c];
        for (size_t i = k->seats_at; i < k->seats_at + k->seats; i++)
            at[inst->seats[i].person + 1]++;
    }
    for (size_t p = 0; p < inst->n_persons; p++)
        at[p + 1] += at[p];
    for (uint32_t c = 0; c < inst->n_candidates; c++) {
        const struct shg_candidate *k = &inst->candidates[c];
        for (size_t i = k->seats_at; i < k->seats_at + k->seats; i++)
            m->chances[at[inst->seats[i].person]++] = (struct shg_chance){c, inst->seats[i].worth};
    }
    for (size_t p = inst->n_persons; p > 0; p--)
        at[p] = at[p - 1];
    at[0] = 0;
}

static bool make_mates(struct shg_model *m) {
    const struct shg_instance *inst = m->inst;
    m->mates_at = calloc(inst->n_persons + 2, sizeof *m->mates_at);
    m->mates = calloc(inst->n_persons + 1, sizeof *m->mates);
    if (!m->mates_at || !m->mates)
        return false;
    for (size_t p = 0; p < inst->n_persons; p++)
        m->mates_at[inst->persons[p].bundle + 1]++;
    for (size_t p = 0; p < inst->n_persons; p++) /* alone: no list */
        if (m->mates_at[p + 1] == 1)
            m->mates_at[p + 1] = 0;
    for (size_t p = 0; p < inst->n_persons; p++)
        m->mates_at[p + 1] += m->mates_at[p];
    for (size_t p = inst->n_persons; p-- > 0;) { /* from behind, so that lists ascend */
        uint32_t first = inst->persons[p].bundle, n = m->mates_at[first + 1] - m->mates_at[first];
        if (n) {
            uint32_t k = m->mates_at[first + 1] - 1;
            while (m->mates[k])
                k--;
            m->mates[k] = (uint32_t)p + 1;
        }
    }
    for (size_t i = 0; i < m->mates_at[inst->n_persons]; i++)
        m->mates[i]--;
    return true;
}

/* 0 where it is not known, else from 1. */
static size_t year_number(const struct shg_model *m, size_t person) {
    const int year = m->inst->persons[person].birth_year;
    return year ? (size_t)(year - m->years.low) + 1 : 0;
}

static void count_years(struct shg_model *m) {
    const struct shg_instance *inst = m->inst;
    for (size_t p = 0; p < inst->n_persons; p++)
        shg_years_add(&m->years, inst->persons[p].birth_year);
    for (size_t c = 0; c < inst->n_candidates; c++) {
        shg_years_add(&m->years, inst->candidates[c].year_low);
        shg_years_add(&m->years, inst->candidates[c].year_high);
    }
}

/* Person by person in the order of their years, each into the lists of their candidates. Persons stand in a candidate
 * in their order, so that a first round by number tells who is the how manyth there. */
static bool sort_by_year(struct shg_model *m) {
    const struct shg_instance *inst = m->inst;
    const size_t chances = m->chance_at[inst->n_persons], years = shg_years_count(&m->years) + 1;
    uint32_t *place = calloc(chances + 1, sizeof *place), *order = calloc(inst->n_persons + 1, sizeof *order),
             *filled = calloc(inst->n_candidates + 1, sizeof *filled);
    size_t *from = calloc(years + 1, sizeof *from);
    m->by_year = calloc(inst->n_seats + 1, sizeof *m->by_year);
    const bool fine = place && order && filled && from && m->by_year;
    for (size_t k = 0; fine && k < chances; k++)
        place[k] = filled[m->chances[k].candidate]++;
    for (size_t p = 0; fine && p < inst->n_persons; p++)
        from[year_number(m, p) + 1]++;
    for (size_t y = 0; fine && y < years; y++)
        from[y + 1] += from[y];
    for (uint32_t p = 0; fine && p < inst->n_persons; p++)
        order[from[year_number(m, p)]++] = p;
    for (size_t c = 0; fine && c < inst->n_candidates; c++)
        filled[c] = 0;
    for (size_t i = 0; fine && i < inst->n_persons; i++)
        for (size_t k = m->chance_at[order[i]]; k < m->chance_at[order[i] + 1]; k++) {
            const uint32_t c = m->chances[k].candidate;
            m->by_year[inst->candidates[c].seats_at + filled[c]++] = place[k];
        }
    free(place);
    free(order);
    free(filled);
    free(from);
    return fine;
}

enum shg_status shg_model_make(struct shg_model *out, const struct shg_instance *inst) {
    *out = (struct shg_model){.inst = inst};
    bool fine = make_sources(out) && make_teams(out) && make_chances(out) && make_mates(out);
    if (fine) {
        fill_chances(out);
        count_years(out);
    }
    if (fine && shg_ties_count(out) && shg_ties_list(out) && (!inst->age_spread || sort_by_year(out)))
        return SHG_OK;
    shg_model_free(out);
    return SHG_SYSTEM;
}

void shg_model_free(struct shg_model *m) {
    free(m->sources);
    free(m->source_of);
    free(m->teams);
    free(m->team_of);
    free(m->team_at);
    free(m->chance_at);
    free(m->chances);
    free(m->mates_at);
    free(m->mates);
    free(m->many_of);
    free(m->tie_at);
    free(m->ties);
    free(m->by_year);
    *m = (struct shg_model){0};
}
