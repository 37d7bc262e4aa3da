#include "match/bound.h"

#include "match/bars.h"
#include "match/yield.h"

#include <stdlib.h>
#include <string.h>

enum {
    FEW = 4,         /* candidates of a source: each is looked at in every step */
    FIRST_PRICE = 70 /* a person's first price, in percent of their greatest worth */
};

static bool sample_new(struct shg_sample *s, const struct shg_model *m) {
    s->source = calloc(m->n_sources + 1, sizeof *s->source);
    s->candidate = calloc(m->inst->n_candidates + 1, sizeof *s->candidate);
    s->chance = calloc(m->chance_at[m->inst->n_persons] + 1, sizeof *s->chance);
    s->lead = calloc(m->inst->n_leads + 1, sizeof *s->lead);
    return s->source && s->candidate && s->chance && s->lead;
}

enum shg_status shg_bound_new(struct shg_bound *b, const struct shg_model *m) {
    *b = (struct shg_bound){.m = m, .best_value = INT64_MAX, .reach = SHG_REACH_FIRST, .patience = SHG_PATIENCE};
    size_t most = m->most + 1U;
    bool fine = shg_prices_new(&b->at, m) && shg_prices_new(&b->best, m) && shg_prices_new(&b->slope, m) &&
                shg_prices_new(&b->move, m);
    b->desk = shg_desk_new(m);
    b->closed = calloc(m->inst->n_candidates + 1, sizeof *b->closed);
    b->groups = calloc(m->n_slots + 1, sizeof *b->groups);
    b->teams = calloc(m->n_teams + 1, sizeof *b->teams);
    b->led = calloc(m->n_teams + 1, sizeof *b->led);
    b->lists = calloc((m->n_slots + 1) * most, sizeof *b->lists);
    b->lists2 = calloc(2 * most, sizeof *b->lists2);
    b->loose = calloc(m->inst->n_candidates + 1, sizeof *b->loose);
    b->loss = calloc(m->inst->n_candidates + 1, sizeof *b->loss);
    b->of_candidate = calloc(m->inst->n_candidates + 1, sizeof *b->of_candidate);
    b->of_source = calloc(m->n_sources + 1, sizeof *b->of_source);
    b->years = calloc(m->inst->n_candidates + 1, sizeof *b->years);
    b->live = calloc(m->inst->n_candidates + 1, sizeof *b->live);
    b->n_live = calloc(m->n_sources + 1, sizeof *b->n_live);
    b->used = calloc(m->inst->n_candidates + 1, sizeof *b->used);
    fine = fine && sample_new(&b->sample, m) && shg_ceiling_new(&b->ceiling, m) == SHG_OK && b->loss &&
           b->of_candidate && b->of_source && b->years && b->live && b->n_live && b->used && b->desk && b->closed &&
           b->groups && b->teams && b->led && b->lists && b->lists2 && b->loose;
    if (!fine) {
        shg_bound_free(b);
        return SHG_SYSTEM;
    }
    b->probe.crowd.list = b->lists2 + most;
    b->probed = SHG_NONE;
    for (size_t i = 0; i < m->n_slots; i++) {
        b->groups[i].candidate = SHG_NONE;
        b->groups[i].crowd.list = b->lists + i * most;
    }
    for (size_t p = 0; p < m->inst->n_persons; p++)
        b->at.person[p] = (int64_t)shg_worth_most(m, (uint32_t)p) * SHG_POINT * FIRST_PRICE / 100;
    shg_bound_branch(b, NULL, 0);
    return SHG_OK;
}

void shg_bound_free(struct shg_bound *b) {
    shg_prices_free(&b->at);
    shg_prices_free(&b->best);
    shg_prices_free(&b->slope);
    shg_prices_free(&b->move);
    shg_desk_free(b->desk);
    free(b->closed);
    free(b->loss);
    free(b->of_candidate);
    free(b->of_source);
    free(b->years);
    free(b->live);
    free(b->n_live);
    free(b->used);
    free(b->gone);
    free(b->open);
    free(b->n_open);
    free(b->kept);
    free(b->sample.source);
    free(b->sample.candidate);
    free(b->sample.chance);
    free(b->sample.lead);
    shg_ceiling_free(&b->ceiling);
    shg_seen_free(b->seen);
    free(b->pick);
    free(b->groups);
    free(b->teams);
    free(b->led);
    free(b->lists);
    free(b->lists2);
    free(b->loose);
    *b = (struct shg_bound){0};
}

enum shg_status shg_bound_remember(struct shg_bound *b, const struct shg_bound *other) {
    b->seen = shg_seen_new(b->m);
    b->pick = calloc(b->m->inst->n_candidates + 1, sizeof *b->pick);
    if (!b->seen || !b->pick)
        return SHG_SYSTEM;
    if (other && other->seen)
        shg_seen_copy(b->seen, other->seen);
    return SHG_OK;
}

enum shg_status shg_bound_below(struct shg_bound *b, const struct shg_bound *root) {
    if (shg_bound_new(b, root->m) != SHG_OK)
        return SHG_SYSTEM;
    b->gone = calloc(shg_bound_gone(b->m), 1);
    b->open = calloc(b->m->inst->n_seats + 1, sizeof *b->open);
    b->n_open = calloc(b->m->inst->n_candidates + 1, sizeof *b->n_open);
    if (!b->gone || !b->open || !b->n_open)
        return SHG_SYSTEM;
    shg_desk_narrow(b->desk, b->open, b->n_open);
    return SHG_OK;
}

int64_t shg_bound_points(const struct shg_bound *b) {
    int64_t v = b->best_value;
    return v >= 0 ? v / SHG_POINT : -((-v + SHG_POINT - 1) / SHG_POINT);
}

/* ---- seats ---- */

size_t shg_bound_gone(const struct shg_model *m) {
    return m->inst->n_seats / 8 + 1;
}

static void narrow_years(struct shg_years *years, const struct shg_bar *bar) {
    const int n = (int)bar->n;
    if (bar->kind == SHG_BAR_YEARS_FROM)
        years->low = n > years->low ? n : years->low;
    else
        years->high = n < years->high ? n : years->high;
}

/* The birth years that the bars leave to each candidate. */
static void leave_years(struct shg_bound *b) {
    for (size_t c = 0; c < b->m->inst->n_candidates; c++)
        b->years[c] = b->m->years;
    for (size_t i = 0; i < b->n_bars; i++) {
        const struct shg_bar *x = &b->bars[i];
        const struct shg_source *s = &b->m->sources[x->source];
        if (x->kind != SHG_BAR_YEARS_FROM && x->kind != SHG_BAR_YEARS_TO)
            continue;
        const bool all = x->who == SHG_NONE;
        for (uint32_t c = all ? s->first : x->who; c < (all ? s->first + s->n : x->who + 1); c++)
            narrow_years(&b->years[c], x);
    }
}

/* Whether a seat is left, and those of whoever sits there with this person or not at all. */
static bool is_seat_left(const struct shg_bound *b, uint32_t candidate, uint32_t seat) {
    const struct shg_model *m = b->m;
    const struct shg_instance *inst = m->inst;
    const uint32_t person = inst->seats[seat].person, size = shg_bundle_size(m, person);
    bool left = true;
    for (uint32_t k = 0; k < size && left; k++) {
        const uint32_t mate = size > 1 ? m->mates[m->mates_at[inst->persons[person].bundle] + k] : person;
        const struct shg_seat *at = size > 1 ? shg_seat_of(inst, candidate, mate) : &inst->seats[seat];
        left = at && !shg_is_gone(b->gone, (size_t)(at - inst->seats)) &&
               shg_is_of_years(inst->persons[mate].birth_year, b->years[candidate].low, b->years[candidate].high);
    }
    return left;
}

static void pack_seats(struct shg_bound *b, uint32_t candidate) {
    const struct shg_instance *inst = b->m->inst;
    const struct shg_candidate *k = &inst->candidates[candidate];
    b->n_open[candidate] = 0;
    for (size_t i = 0; i < k->seats && !b->closed[candidate]; i++) {
        const size_t at = shg_seat_at(b->m, k, i);
        if (is_seat_left(b, candidate, (uint32_t)at))
            b->open[k->seats_at + b->n_open[candidate]++] = inst->seats[at];
    }
}

/* What gone seats and the bars leave of each source. */
static void leave_seats(struct shg_bound *b) {
    if (b->gone || b->seen)
        leave_years(b);
    for (size_t i = 0; b->seen && i < b->m->n_sources; i++)
        shg_seen_admit(b->seen, i, b->closed, b->gone, b->years);
    for (uint32_t c = 0; b->gone && c < b->m->inst->n_candidates; c++)
        pack_seats(b, c);
}

/* Closes the seats of a candidate that lose more than `most` where they are taken. */
static void close_seats(struct shg_bound *b, uint32_t candidate, int64_t last, int64_t most) {
    const struct shg_candidate *k = &b->m->inst->candidates[candidate];
    const int64_t base = shg_yield_frame(b, candidate);
    shg_crowd_rests(b->desk, &b->at, candidate);
    for (size_t i = k->seats_at; i < k->seats_at + k->seats; i++) {
        const struct shg_seat *seat = &b->m->inst->seats[i];
        const int64_t value = (int64_t)seat->worth * SHG_POINT - b->at.person[seat->person],
                      rest = shg_crowd_rest(b->desk, seat->person);
        if (rest <= SHG_NEVER || b->at.person[seat->person] >= SHG_BARRED || last - (base + rest + value) > most)
            b->gone[i / 8] |= (uint8_t)(1U << i % 8);
    }
}

static void limit(struct shg_limit *l, bool least, uint32_t n) {
    if (least)
        l->least = n > l->least ? n : l->least;
    else
        l->most = n < l->most ? n : l->most;
}

/* How many groups of a source the bars ask for by their candidates. */
static uint32_t asked_of(const struct shg_bound *b, const struct shg_source *s) {
    uint32_t n = 0;
    for (uint32_t c = s->first; c < s->first + s->n; c++)
        n += b->of_candidate[c].least;
    return n;
}

/* Lists the candidates that groups are left to, or asked for. */
static void list_live(struct shg_bound *b, size_t source) {
    const struct shg_source *s = &b->m->sources[source];
    b->n_live[source] = 0;
    for (uint32_t c = s->first; c < s->first + s->n; c++)
        if (b->of_candidate[c].most || b->of_candidate[c].least)
            b->live[s->first + b->n_live[source]++] = c;
}

/* A source yields no more than all its candidates; and no others where the bars ask for as many as it may yield. */
static void limit_source(struct shg_bound *b, size_t source) {
    const struct shg_source *s = &b->m->sources[source];
    uint32_t most = 0;
    for (uint32_t c = s->first; c < s->first + s->n; c++)
        most += b->of_candidate[c].most;
    limit(&b->of_source[source], false, most);
    if (asked_of(b, s) < b->of_source[source].most)
        return;
    for (uint32_t c = s->first; c < s->first + s->n; c++)
        limit(&b->of_candidate[c], false, b->of_candidate[c].least);
}

void shg_bound_branch(struct shg_bound *b, const struct shg_bar *bars, size_t n) {
    const struct shg_model *m = b->m;
    b->bars = bars;
    b->n_bars = n;
    b->named = false;
    b->best_value = INT64_MAX;
    b->sampling = false;
    shg_ceiling_forget(&b->ceiling);
    for (size_t i = 0; i < m->n_sources; i++)
        b->of_source[i] = (struct shg_limit){0, m->sources[i].copies};
    for (size_t c = 0; c < m->inst->n_candidates; c++)
        b->of_candidate[c] = (struct shg_limit){0, b->closed[c] ? 0 : m->sources[m->source_of[c]].copies};
    leave_seats(b);
    for (size_t i = 0; i < n; i++) {
        const struct shg_bar *x = &bars[i];
        if (x->kind == SHG_BAR_MOST || x->kind == SHG_BAR_LEAST)
            limit(&b->of_candidate[x->who], x->kind == SHG_BAR_LEAST, x->n);
        if (x->kind == SHG_BAR_SOURCE_MOST || x->kind == SHG_BAR_SOURCE_LEAST)
            limit(&b->of_source[x->source], x->kind == SHG_BAR_SOURCE_LEAST, x->n);
        b->named |= !shg_bar_is_of_groups(x);
    }
    for (size_t i = 0; i < m->n_sources; i++) {
        limit_source(b, i);
        list_live(b, i);
    }
}

/* ---- sources ---- */

static const uint32_t *live_of(const struct shg_bound *b, size_t source) {
    return b->live + b->m->sources[source].first;
}

/* The loose value of a candidate, an upper bound of what it can be worth; SHG_NEVER: it cannot be. */
static int64_t loose_value(struct shg_bound *b, uint32_t candidate, int64_t base) {
    struct shg_crowd crowd = {0, 0, b->lists2};
    const int64_t ceiling = shg_ceiling_of(&b->ceiling, candidate); /* may be of a tight value */
    shg_crowd_loose(b->desk, &b->at, candidate, &crowd);
    crowd.value = crowd.value < ceiling ? crowd.value : ceiling;
    shg_ceiling_put(&b->ceiling, candidate, crowd.value);
    if (b->m->inst->candidates[candidate].idle && crowd.value < 0)
        crowd.value = 0;
    return crowd.value > SHG_NEVER ? base + crowd.value : SHG_NEVER;
}

/* The loose values of a source's candidates. Those whose ceiling is below `floor`, and that are not asked for, are not
 * looked at: SHG_NEVER. */
static void loose_values(struct shg_bound *b, size_t source, int64_t floor) {
    const uint32_t *live = live_of(b, source);
    for (uint32_t i = 0; i < b->n_live[source]; i++) {
        const uint32_t c = live[i];
        const struct shg_limit limit_of = b->of_candidate[c];
        int64_t ceiling = shg_ceiling_of(&b->ceiling, c);
        b->loose[c] = c == b->probed ? b->probe.value : SHG_NEVER;
        if (c == b->probed || !limit_of.most)
            continue;
        if (ceiling < 0 && b->m->inst->candidates[c].idle)
            ceiling = 0;
        if (ceiling <= SHG_NEVER)
            continue;
        const int64_t base = shg_yield_frame(b, c);
        if (base > SHG_NEVER && (base + ceiling >= floor || limit_of.least))
            b->loose[c] = loose_value(b, c, base);
    }
}

/* The values of a source's candidates among the groups seen; SHG_NEVER where there is none of it. */
static void seen_values(struct shg_bound *b, size_t source) {
    const uint32_t *live = live_of(b, source);
    for (uint32_t i = 0; i < b->n_live[source]; i++) {
        b->loose[live[i]] = b->m->inst->candidates[live[i]].idle ? 0 : SHG_NEVER;
        b->pick[live[i]] = SHG_NONE;
    }
    shg_desk_count(b->desk, shg_seen_values(b->seen, source, &b->at, b->loose, b->pick));
    for (uint32_t i = 0; i < b->n_live[source]; i++) {
        const uint32_t c = live[i];
        if (b->loose[c] <= SHG_NEVER)
            continue;
        const int64_t base = b->of_candidate[c].most ? shg_yield_frame(b, c) : SHG_NEVER;
        b->loose[c] = base > SHG_NEVER ? base + b->loose[c] : SHG_NEVER;
    }
}

static void no_group(struct shg_best *g, int64_t value) {
    g->value = value;
    g->candidate = SHG_NONE;
    g->crowd.n = 0;
    g->n_starters = 0;
}

static void no_probe(struct shg_bound *b) {
    no_group(&b->probe, 0);
    b->probed = SHG_NONE;
}

/* Tries the candidate that was best in the last step, where no group is asked for: where it may fill all slots, none of
 * them holds less. */
static void probe(struct shg_bound *b, const struct shg_source *s) {
    const uint32_t last = s->copies ? b->groups[s->slot].candidate : SHG_NONE;
    if (s->n <= FEW || last == SHG_NONE || b->of_candidate[last].most < b->of_source[b->m->source_of[last]].most ||
        shg_yield_frame(b, last) <= SHG_NEVER)
        return;
    (void)shg_yield_try(b, &b->probe, last);
    b->probed = last;
}

/* What each group of a source that is not asked for is worth at least. */
static int64_t floor_of(struct shg_bound *b, const struct shg_source *s) {
    const uint32_t asked = asked_of(b, s);
    if (b->of_source[b->m->source_of[s->first]].least > asked)
        return SHG_NEVER;
    if (!asked)
        probe(b, s);
    return b->probe.value;
}

/* The best group that the source can still yield: loose values first, then tight ones from the greatest down, until no
 * loose one is better. It stays none where no value is above what best has. */
static void best_group(struct shg_bound *b, size_t source, struct shg_best *best) {
    const uint32_t *live = live_of(b, source);
    for (;;) {
        uint32_t next = SHG_NONE;
        for (uint32_t i = 0; i < b->n_live[source]; i++) {
            const uint32_t c = live[i];
            if (b->loose[c] > best->value && b->used[c] < b->of_candidate[c].most &&
                (next == SHG_NONE || b->loose[c] > b->loose[next]))
                next = c;
        }
        if (next == SHG_NONE)
            return;
        if (next == b->probed)
            shg_yield_copy(best, &b->probe);
        else
            b->loose[next] = shg_yield_try(b, best, next);
    }
}

/* Fills n slots with the same group as the first of them. */
static void repeat_group(struct shg_bound *b, struct shg_best *first, uint32_t n) {
    b->used[first->candidate] += n;
    for (uint32_t i = 1; i < n; i++)
        shg_yield_copy(&first[i], first);
}

/* The groups that are asked for whatever they are worth. Gives how many; more than `most` where they cannot be. */
static uint32_t asked_groups(struct shg_bound *b, size_t source, uint32_t most) {
    const struct shg_source *s = &b->m->sources[source];
    uint32_t at = 0;
    for (uint32_t i = 0; i < b->n_live[source]; i++) {
        const uint32_t c = live_of(b, source)[i];
        const uint32_t least = b->of_candidate[c].least;
        if (!least)
            continue;
        if (at + least > most || least > b->of_candidate[c].most || b->loose[c] <= SHG_NEVER)
            return most + 1;
        no_group(&b->groups[s->slot + at], SHG_NEVER);
        b->loose[c] = shg_yield_try(b, &b->groups[s->slot + at], c);
        if (b->loose[c] <= SHG_NEVER)
            return most + 1;
        repeat_group(b, &b->groups[s->slot + at], least);
        at += least;
    }
    return at;
}

/* The best groups of a source; the sum of their values, or SHG_NEVER where it cannot yield what it is asked for. */
static int64_t fill_slots(struct shg_bound *b, size_t source) {
    const struct shg_source *s = &b->m->sources[source];
    const struct shg_limit limit_of = b->of_source[source];
    uint32_t at = asked_groups(b, source, limit_of.most);
    int64_t sum = 0;
    while (at < limit_of.most) {
        struct shg_best *g = &b->groups[s->slot + at];
        no_group(g, at < limit_of.least ? SHG_NEVER : 0);
        best_group(b, source, g);
        if (g->candidate == SHG_NONE)
            break;
        uint32_t left = b->of_candidate[g->candidate].most - b->used[g->candidate];
        uint32_t more = g->value > 0 ? limit_of.most - at : limit_of.least - at;
        more = more < left ? more : left;
        repeat_group(b, g, more);
        at += more;
    }
    bool lawful = at >= limit_of.least && at <= limit_of.most;
    for (uint32_t i = lawful ? at : 0; i < s->copies; i++)
        no_group(&b->groups[s->slot + i], 0);
    for (uint32_t i = 0; i < at && lawful; i++)
        sum += b->groups[s->slot + i].value;
    return lawful ? sum : SHG_NEVER;
}

/* Of a source that the bars close. */
static int64_t no_groups(struct shg_bound *b, const struct shg_source *s) {
    for (uint32_t i = 0; i < s->copies; i++)
        no_group(&b->groups[s->slot + i], 0);
    return b->of_source[b->m->source_of[s->first]].least ? SHG_NEVER : 0;
}

static int64_t best_of_source(struct shg_bound *b, size_t source) {
    const struct shg_source *s = &b->m->sources[source];
    if (!b->of_source[source].most)
        return no_groups(b, s);
    shg_bars_enter(b, source);
    shg_yield_forget(b, source);
    no_probe(b);
    if (b->glancing)
        seen_values(b, source);
    else
        loose_values(b, source, floor_of(b, s));
    memset(b->used + s->first, 0, s->n * sizeof *b->used);
    int64_t sum = fill_slots(b, source);
    if (sum > SHG_NEVER)
        sum -= shg_bars_forced(b);
    no_probe(b);
    shg_bars_leave(b);
    return sum;
}

/* By how much the best groups of a source are better than those of the glance: where it yields one, only what is better
 * than that is looked for, beside the teams that are known already. */
static int64_t more_of_source(struct shg_bound *b, size_t source) {
    const struct shg_source *s = &b->m->sources[source];
    const uint32_t most = b->of_source[source].most;
    int64_t before = 0;
    if (!most)
        return 0;
    for (uint32_t i = 0; i < s->copies; i++)
        before += b->groups[s->slot + i].value;
    if (most > 1)
        return best_of_source(b, source) - before; /* nobody is forced there */
    shg_bars_enter(b, source);
    loose_values(b, source, before);
    memset(b->used + s->first, 0, s->n * sizeof *b->used);
    best_group(b, source, &b->groups[s->slot]);
    shg_bars_leave(b);
    return b->groups[s->slot].value - before;
}

static void count_sample(struct shg_bound *b) {
    b->sample.n++;
    for (size_t i = 0; i < b->m->n_slots; i++) {
        const struct shg_best *g = &b->groups[i];
        if (g->candidate == SHG_NONE)
            continue;
        const struct shg_candidate *c = &b->m->inst->candidates[g->candidate];
        b->sample.source[b->m->source_of[g->candidate]]++;
        b->sample.candidate[g->candidate]++;
        for (uint32_t k = 0; k < g->crowd.n; k++)
            b->sample.chance[shg_chance_of(b->m, g->crowd.list[k], g->candidate)]++;
        for (uint32_t k = 0; k < c->leads; k++)
            for (uint32_t j = 0; j < g->n_starters; j++)
                b->sample.lead[c->leads_at + k] += b->m->inst->leads[c->leads_at + k].starter == g->starters[j];
    }
}

void shg_bound_sample(struct shg_bound *b) {
    const struct shg_model *m = b->m;
    b->sampling = true;
    b->sample.n = 0;
    memset(b->sample.source, 0, m->n_sources * sizeof *b->sample.source);
    memset(b->sample.candidate, 0, m->inst->n_candidates * sizeof *b->sample.candidate);
    memset(b->sample.chance, 0, m->chance_at[m->inst->n_persons] * sizeof *b->sample.chance);
    memset(b->sample.lead, 0, m->inst->n_leads * sizeof *b->sample.lead);
}

/* The group of a source that would make room for another at the least loss: an empty slot is worth 0, a group that is
 * there because the bars ask for some may be worth less. */
static int64_t least_value(const struct shg_bound *b, const struct shg_source *s, uint32_t most) {
    int64_t least = INT64_MAX;
    for (uint32_t i = 0; i < most; i++)
        least = b->groups[s->slot + i].value < least ? b->groups[s->slot + i].value : least;
    return least;
}

size_t shg_bound_fix(struct shg_bound *b, int64_t worth) {
    size_t closed = 0;
    shg_bound_evaluate(b);
    for (size_t i = 0; i < b->m->n_sources; i++) {
        const struct shg_source *s = &b->m->sources[i];
        shg_bars_enter(b, i);
        shg_yield_forget(b, i);
        loose_values(b, i, SHG_NEVER);
        const uint32_t most = b->of_source[i].most;
        const int64_t last = least_value(b, s, most);
        const uint32_t *live = live_of(b, i);
        for (uint32_t k = 0; b->gone && most && k < b->n_live[i]; k++)
            if (b->loose[live[k]] > SHG_NEVER)
                close_seats(b, live[k], last, b->value - (worth + 1) * SHG_POINT);
        shg_bars_leave(b);
        for (uint32_t c = s->first; c < s->first + s->n; c++) {
            const bool left = most && b->of_candidate[c].most && b->loose[c] > SHG_NEVER;
            b->loss[c] = left ? last - b->loose[c] : -SHG_NEVER;
            bool better = b->value - b->loss[c] >= (worth + 1) * SHG_POINT;
            if (better || b->closed[c])
                continue;
            b->closed[c] = true;
            b->of_candidate[c].most = 0;
            closed++;
        }
    }
    return closed;
}

/* L at b->at, or among the groups seen; SHG_NEVER where a group is asked for that cannot be (or was not seen). */
static int64_t value_of(struct shg_bound *b) {
    const struct shg_instance *inst = b->m->inst;
    int64_t value = (int64_t)inst->new_max * b->at.fresh;
    for (size_t p = 0; p < inst->n_persons; p++)
        value += b->at.person[p];
    for (size_t s = 0; s < inst->n_starters; s++)
        value += b->at.starter[s] * (int64_t)inst->starters[s].left;
    for (size_t i = 0; i < shg_prices_moments(b->m); i++)
        value += b->at.moment[i];
    for (size_t s = 0; s < b->m->n_sources; s++) {
        const int64_t sum = best_of_source(b, s);
        if (sum <= SHG_NEVER)
            return SHG_NEVER;
        value += sum;
    }
    return value;
}

/* Remembers the groups of the last step. */
static void see_groups(struct shg_bound *b) {
    for (size_t i = 0; b->seen && i < b->m->n_sources; i++) {
        const struct shg_source *s = &b->m->sources[i];
        for (uint32_t k = s->slot; k < s->slot + s->copies && b->groups[k].candidate != SHG_NONE; k++)
            if (k == s->slot || b->groups[k].candidate != b->groups[k - 1].candidate)
                shg_seen_put(b->seen, i, b->groups[k].candidate, &b->groups[k].crowd);
    }
}

/* Keeps the bound where it is the least. */
static void keep_value(struct shg_bound *b) {
    if (b->value > SHG_NEVER)
        see_groups(b);
    if (b->value >= b->best_value)
        return;
    b->best_value = b->value;
    if (b->value > SHG_NEVER)
        shg_prices_copy(&b->best, &b->at, b->m);
}

void shg_bound_evaluate(struct shg_bound *b) {
    shg_ceiling_price(&b->ceiling, &b->at);
    b->value = value_of(b);
    b->steps++;
    keep_value(b);
}

void shg_bound_confirm(struct shg_bound *b) {
    if (b->value <= SHG_NEVER) { /* what is asked for was not seen */
        shg_bound_evaluate(b);
        return;
    }
    shg_ceiling_price(&b->ceiling, &b->at);
    for (size_t i = 0; i < b->m->n_sources; i++)
        b->value += more_of_source(b, i);
    b->steps++;
    keep_value(b);
}

void shg_bound_glance(struct shg_bound *b) {
    const uint64_t sources = b->m->n_sources;
    shg_desk_count(b->desk, b->m->inst->n_persons + 8 * sources + (b->named ? b->n_bars * sources / 2 : 0));
    b->glancing = true;
    b->value = value_of(b);
    b->glancing = false;
}

void shg_bound_count(struct shg_bound *b) {
    if (b->sampling && b->value > SHG_NEVER)
        count_sample(b);
}
