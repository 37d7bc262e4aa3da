#include "match/split.h"

#include "match/ages.h"

#include <stdlib.h>
#include <string.h>

enum {
    SPLITS = 48, /* counts looked at, the least whole ones */
    TRIES = 6,   /* of them tried in one branch */
    TRY_STEPS = 100,
    TRY_PATIENCE = 10,
    TRY_FREELY = 10000000 /* steps of work; beyond them no more in tries than in the bounds of branches */
};

/* ---- gains ---- */

struct gain {
    int64_t sum;
    uint32_t n;
};

struct shg_gains {
    const struct shg_model *m;
    struct gain *of; /* of each candidate, each source, and the years of each of both, for either bar */
    struct gain all;
};

struct shg_gains *shg_gains_new(const struct shg_model *m) {
    struct shg_gains *g = calloc(1, sizeof *g);
    if (!g)
        return NULL;
    g->m = m;
    g->of = calloc(4 * (m->n_sources + m->inst->n_candidates) + 1, sizeof *g->of);
    if (g->of)
        return g;
    free(g);
    return NULL;
}

void shg_gains_free(struct shg_gains *g) {
    if (!g)
        return;
    free(g->of);
    free(g);
}

static struct gain *gain_of(const struct shg_gains *g, const struct shg_bar *bar) {
    const size_t candidates = g->m->inst->n_candidates, both = candidates + g->m->n_sources;
    const bool counts = bar->kind <= SHG_BAR_SOURCE_LEAST,
               source = bar->kind == SHG_BAR_SOURCE_MOST || bar->kind == SHG_BAR_SOURCE_LEAST || bar->who == SHG_NONE;
    const size_t at = (counts ? 0 : both) + (source ? candidates + bar->source : bar->who);
    return &g->of[2 * at + bar->kind % 2];
}

void shg_gains_note(struct shg_gains *g, const struct shg_bar *bar, int64_t gain) {
    if (!shg_bar_is_of_groups(bar))
        return;
    struct gain *mine = gain_of(g, bar);
    mine->sum += gain;
    mine->n++;
    g->all.sum += gain;
    g->all.n++;
}

/* ---- counts that are not whole ---- */

struct split {
    struct shg_bar bars[2];
    uint32_t even;
};

struct shg_splitter {
    struct shg_bound trial;
    struct split list[SPLITS];
    uint32_t n;
    struct shg_bar *bars; /* those of the branch and one more */
    size_t cap;
    struct {
        struct shg_bar bar;
        int64_t gain;
    } news[2 * TRIES];
    uint32_t n_news;
    struct shg_ages *ages; /* where they count, else NULL */
    struct begun {
        struct shg_prices prices;
        int64_t bound;
    } tried[2], best[2]; /* how far the last try came, and that of the best split */
    bool begun;          /* the best split was tried */
    bool failed;
};

struct shg_splitter *shg_splitter_new(const struct shg_bound *root) {
    const struct shg_model *m = root->m;
    struct shg_splitter *s = calloc(1, sizeof *s);
    bool fine = s != NULL;
    for (int k = 0; s && k < 2; k++)
        fine = shg_prices_new(&s->tried[k].prices, m) && shg_prices_new(&s->best[k].prices, m) && fine;
    if (s && m->inst->age_spread)
        s->ages = shg_ages_new(m);
    if (fine && (s->ages || !m->inst->age_spread) && shg_bound_below(&s->trial, root) == SHG_OK &&
        shg_bound_remember(&s->trial, root) == SHG_OK)
        return s;
    shg_splitter_free(s);
    return NULL;
}

void shg_splitter_free(struct shg_splitter *s) {
    if (!s)
        return;
    shg_bound_free(&s->trial);
    for (int k = 0; k < 2; k++) {
        shg_prices_free(&s->tried[k].prices);
        shg_prices_free(&s->best[k].prices);
    }
    free(s->bars);
    shg_ages_free(s->ages);
    free(s);
}

bool shg_splitter_failed(const struct shg_splitter *s) {
    return s->failed || s->trial.failed;
}

uint64_t shg_splitter_steps(const struct shg_splitter *s) {
    return shg_desk_steps(s->trial.desk);
}

/* How far a count that is n / all on the average is from a whole number: 0 to all / 2. */
static uint32_t evenness(uint32_t n, uint32_t all) {
    n %= all;
    return n < all - n ? n : all - n;
}

static bool is_settled(const struct shg_limit *l) {
    return l->least >= l->most;
}

/* Puts a split into the list, the least whole first; of equals the first. */
static void list_split(struct shg_splitter *s, const struct split *x) {
    uint32_t k = s->n < SPLITS ? s->n++ : SPLITS;
    if (k == SPLITS && s->list[--k].even >= x->even)
        return;
    for (; k > 0 && s->list[k - 1].even < x->even; k--)
        s->list[k] = s->list[k - 1];
    s->list[k] = *x;
}

static void list_counts(struct shg_splitter *s, const struct shg_bound *b) {
    const struct shg_model *m = b->m;
    const uint32_t all = b->sample.n;
    s->n = 0;
    for (uint32_t i = 0; i < m->n_sources; i++) {
        uint32_t even = evenness(b->sample.source[i], all), n = b->sample.source[i] / all;
        struct split x = {{{SHG_BAR_SOURCE_MOST, 0, i, n}, {SHG_BAR_SOURCE_LEAST, 0, i, n + 1}}, even};
        if (even * 20 >= all && !is_settled(&b->of_source[i]))
            list_split(s, &x);
    }
    for (uint32_t c = 0; c < m->inst->n_candidates; c++) {
        uint32_t even = evenness(b->sample.candidate[c], all), n = b->sample.candidate[c] / all, i = m->source_of[c];
        struct split x = {{{SHG_BAR_MOST, c, i, n}, {SHG_BAR_LEAST, c, i, n + 1}}, even};
        if (even * 20 >= all && !is_settled(&b->of_candidate[c]))
            list_split(s, &x);
    }
}

/* The years of a candidate's group, or its source's, of which there are so many samples. */
static void list_part(struct shg_splitter *s, const struct shg_bound *b, uint32_t candidate, uint32_t samples) {
    struct shg_part part;
    if (!samples || !shg_ages_part(s->ages, b, candidate, &part))
        return;
    const uint32_t least = part.barred[0] < part.barred[1] ? part.barred[0] : part.barred[1];
    const struct split x = {{part.bars[0], part.bars[1]}, least * samples / SHG_WHOLE};
    if (x.even * 20 >= b->sample.n)
        list_split(s, &x);
}

/* The years of sources that yield one group, and of the candidates of others, where the samples are of several ages. */
static void list_years(struct shg_splitter *s, const struct shg_bound *b) {
    for (uint32_t i = 0; i < b->m->n_sources; i++) {
        const struct shg_source *source = &b->m->sources[i];
        if (b->of_source[i].most == 1)
            list_part(s, b, source->first, b->sample.source[i]);
        for (uint32_t c = source->first; b->of_source[i].most > 1 && c < source->first + source->n; c++)
            list_part(s, b, c, b->sample.candidate[c]);
    }
}

/* ---- tries ---- */

/* What a bar of a split gains in a few steps from the best prices of b; how far that came is kept. */
static int64_t try_bar(struct shg_splitter *s, const struct shg_bound *b, const struct split *x, int k, int64_t goal) {
    const struct shg_bar *bar = &x->bars[k];
    struct shg_bound *t = &s->trial;
    struct shg_bar *moved = shg_grow(s->bars, &s->cap, b->n_bars + 1, sizeof *s->bars);
    if (!moved) {
        s->failed = true;
        return 0;
    }
    s->bars = moved;
    if (b->n_bars)
        memcpy(s->bars, b->bars, b->n_bars * sizeof *s->bars);
    s->bars[b->n_bars] = *bar;
    memcpy(t->closed, b->closed, b->m->inst->n_candidates * sizeof *t->closed);
    memcpy(t->gone, b->gone, shg_bound_gone(b->m));
    shg_prices_copy(&t->at, &b->best, b->m);
    shg_bound_branch(t, s->bars, b->n_bars + 1);
    shg_bound_restart(t, shg_bound_reach(b->best_value, goal));
    t->patience = TRY_PATIENCE;
    t->courage = SHG_COURAGE;
    shg_bound_descend(t, TRY_STEPS, goal);
    int64_t floor = t->best_value > goal ? t->best_value : goal;
    int64_t gain = b->best_value > floor ? b->best_value - floor : 0;
    s->news[s->n_news].bar = *bar;
    s->news[s->n_news++].gain = gain;
    s->tried[k].bound = t->best_value;
    shg_prices_copy(&s->tried[k].prices, &t->best, b->m);
    return gain;
}

const struct shg_prices *shg_splitter_begun(const struct shg_splitter *s, int child, int64_t *bound) {
    *bound = s->begun ? s->best[child].bound : INT64_MAX;
    return s->begun ? &s->best[child].prices : NULL;
}

void shg_splitter_tell(struct shg_splitter *s, struct shg_gains *gains) {
    for (uint32_t i = 0; i < s->n_news; i++)
        shg_gains_note(gains, &s->news[i].bar, s->news[i].gain);
    s->n_news = 0;
}

/* The score of two gains: their product, in whole points. */
static int64_t score(int64_t a, int64_t b) {
    return (a / SHG_POINT + 1) * (b / SHG_POINT + 1);
}

static int64_t expected(const struct shg_gains *known, const struct shg_bar *bar) {
    const struct gain *g = gain_of(known, bar);
    return g->n ? g->sum / g->n : known->all.n ? known->all.sum / known->all.n : 0;
}

static bool may_try(const struct shg_splitter *s, const struct shg_bound *b) {
    return shg_splitter_steps(s) < shg_desk_steps(b->desk) + TRY_FREELY;
}

/* A better split than those before, tried or not. */
static void keep_tried(struct shg_splitter *s, bool tried) {
    s->begun = tried;
    for (int k = 0; k < 2 && tried; k++) {
        const struct begun was = s->best[k];
        s->best[k] = s->tried[k];
        s->tried[k] = was;
    }
}

/* The best of the counts; false where there is none. */
static bool split_count(struct shg_splitter *s, const struct shg_bound *b, const struct shg_gains *known, int64_t goal,
                        struct shg_bar out[2]) {
    const struct split *best = NULL;
    int64_t best_score = 0;
    uint32_t tries = 0;
    s->begun = false;
    list_counts(s, b);
    if (s->ages)
        list_years(s, b);
    for (uint32_t i = 0; i < s->n; i++) {
        const struct split *x = &s->list[i];
        int64_t gain[2];
        const bool tried =
            tries < TRIES && may_try(s, b) && (!gain_of(known, &x->bars[0])->n || !gain_of(known, &x->bars[1])->n);
        tries += tried;
        for (int k = 0; k < 2; k++)
            gain[k] = tried ? try_bar(s, b, x, k, goal) : expected(known, &x->bars[k]);
        if (best && score(gain[0], gain[1]) <= best_score)
            continue;
        keep_tried(s, tried);
        best = x;
        best_score = score(gain[0], gain[1]);
    }
    if (best)
        memcpy(out, best->bars, sizeof best->bars);
    return best != NULL;
}

/* ---- persons and starters ---- */

static bool has_bar(const struct shg_bound *b, enum shg_bar_kind kind, uint32_t who, uint32_t source) {
    for (size_t i = 0; i < b->n_bars; i++)
        if (b->bars[i].kind == kind && b->bars[i].who == who && b->bars[i].source == source)
            return true;
    return false;
}

/* How often a starter leads in any of the source's teams. */
static uint32_t led_in(const struct shg_bound *b, uint32_t source, uint32_t starter) {
    const struct shg_model *m = b->m;
    uint32_t n = 0, done = SHG_NONE; /* teams may share leads */
    for (uint32_t t = m->team_at[source]; t < m->team_at[source + 1]; t++) {
        for (uint32_t k = 0; m->teams[t].leads_at != done && k < m->teams[t].leads; k++)
            if (m->inst->leads[m->teams[t].leads_at + k].starter == starter)
                n += b->sample.lead[m->teams[t].leads_at + k];
        done = m->teams[t].leads_at;
    }
    return n;
}

/* A starter who leads in a source about half the time, or in more sources at once than they can. */
static uint32_t split_starter(const struct shg_bound *b, struct shg_bar out[2]) {
    const struct shg_model *m = b->m;
    uint32_t best = 0;
    for (uint32_t who = 0; who < m->inst->n_starters; who++) {
        uint32_t total = 0, all = b->sample.n;
        for (uint32_t i = 0; i < m->n_sources; i++)
            total += led_in(b, i, who);
        uint32_t over = total > all * m->inst->starters[who].left ? total - all * m->inst->starters[who].left : 0;
        for (uint32_t i = 0; total && i < m->n_sources; i++) {
            uint32_t n = led_in(b, i, who), need = n ? (n < all ? evenness(n, all) : 0) + over : 0;
            if (need <= best || has_bar(b, SHG_BAR_STARTER_HERE, who, i))
                continue;
            best = need;
            out[0] = (struct shg_bar){SHG_BAR_STARTER_OUT, who, i, 0};
            out[1] = (struct shg_bar){SHG_BAR_STARTER_HERE, who, i, 0};
        }
    }
    return best;
}

/* How much a person is worth splitting in one of `n` of all samples, who is in `total` groups over all. */
static uint32_t person_need(uint32_t n, uint32_t total, uint32_t all) {
    uint32_t over = total > all ? total - all : 0;
    return n ? (n < all ? evenness(n, all) : 0) + over : 0;
}

/* A person who is in a source's group about half the time, or in several groups at once. */
static uint32_t split_person(const struct shg_bound *b, struct shg_bar out[2]) {
    const struct shg_model *m = b->m;
    uint32_t best = 0;
    for (uint32_t p = 0; p < m->inst->n_persons; p++) {
        uint32_t total = 0;
        for (size_t k = m->chance_at[p]; k < m->chance_at[p + 1]; k++)
            total += b->sample.chance[k];
        for (size_t k = m->chance_at[p], next; k < m->chance_at[p + 1]; k = next) {
            uint32_t source = m->source_of[m->chances[k].candidate], n = 0;
            for (next = k; next < m->chance_at[p + 1] && m->source_of[m->chances[next].candidate] == source; next++)
                n += b->sample.chance[next];
            uint32_t need = person_need(n, total, b->sample.n);
            if (need <= best || has_bar(b, SHG_BAR_PERSON_HERE, p, source))
                continue;
            best = need;
            out[0] = (struct shg_bar){SHG_BAR_PERSON_OUT, p, source, 0};
            out[1] = (struct shg_bar){SHG_BAR_PERSON_HERE, p, source, 0};
        }
    }
    return best;
}

/* A candidate whose count is not settled, at what it is now. */
static bool split_any_count(const struct shg_bound *b, struct shg_bar out[2]) {
    const struct shg_model *m = b->m;
    for (uint32_t c = 0; c < m->inst->n_candidates; c++) {
        const uint32_t i = m->source_of[c];
        uint32_t n = 0;
        for (uint32_t k = 0; k < m->sources[i].copies; k++)
            n += b->groups[m->sources[i].slot + k].candidate == c;
        if (!n || is_settled(&b->of_candidate[c]))
            continue;
        bool most = n < b->of_candidate[c].most;
        out[0] = (struct shg_bar){SHG_BAR_MOST, c, i, most ? n : n - 1};
        out[1] = (struct shg_bar){SHG_BAR_LEAST, c, i, most ? n + 1 : n};
        return true;
    }
    return false;
}

/* Somebody of a list who is not kept to the source yet. */
static bool split_any_of(const struct shg_bound *b, const uint32_t *list, uint32_t n, enum shg_bar_kind here,
                         uint32_t source, struct shg_bar out[2]) {
    for (uint32_t k = 0; k < n; k++) {
        out[0] = (struct shg_bar){here == SHG_BAR_PERSON_HERE ? SHG_BAR_PERSON_OUT : SHG_BAR_STARTER_OUT, list[k],
                                  source, 0};
        out[1] = (struct shg_bar){here, list[k], source, 0};
        if (!has_bar(b, here, list[k], source))
            return true;
    }
    return false;
}

/* Where the sample does not tell: whatever is not settled yet. */
static bool split_any(const struct shg_bound *b, struct shg_bar out[2]) {
    if (split_any_count(b, out))
        return true;
    for (uint32_t i = 0; i < b->m->n_slots; i++) {
        const struct shg_best *g = &b->groups[i];
        const uint32_t source = g->candidate == SHG_NONE ? SHG_NONE : b->m->source_of[g->candidate];
        if (source != SHG_NONE && (split_any_of(b, g->crowd.list, g->crowd.n, SHG_BAR_PERSON_HERE, source, out) ||
                                   split_any_of(b, g->starters, g->n_starters, SHG_BAR_STARTER_HERE, source, out)))
            return true;
    }
    return false;
}

bool shg_split_find(struct shg_splitter *s, const struct shg_bound *b, const struct shg_gains *known, int64_t goal,
                    struct shg_bar out[2]) {
    const uint32_t enough = b->sample.n / 8;
    struct shg_bar last[2];
    if (split_count(s, b, known, goal, out))
        return true;
    uint32_t starter = split_starter(b, out), person = split_person(b, last);
    if (starter <= enough && person > starter)
        memcpy(out, last, sizeof last);
    return starter || person || split_any(b, out);
}
