/* Steps of the subgradient (bound.h): where the prices of a bound go. */
#include "match/bound.h"

enum {
    REACH_LEAST = 5,      /* millionths of the best bound that a step aims below it, at least */
    REACH_NEAR = 30,      /* ... of the first steps in a branch */
    REACH_BEGIN = 100000, /* ... of the first steps from one rent of all seats */
    FALLS = 5,            /* of their aim without gain */
    RENT_FIRST = 300,     /* thousandths of what anybody is worth */
    RENT_STRIDE = 200,
    RENT_EXACT = 10,
    GAIN = 5,       /* in a wide register what counts as a gain is a fifth of what a step aims at */
    DIRECTION = 64, /* directions are whole numbers of 1/64 */
    MEMORY_NUM = 9, /* new direction = gradient + 9/10 of the old; in a branch, where fewer prices have to move and
                     * sooner, 8/10 */
    MEMORY_NEAR = 8,
    MEMORY_DEN = 10,
    WHOLE = 16, /* of steps without gain each so many looks at all groups, whatever those seen promise */
    STRIDE = 4  /* the square of how much further prices of starters and moments go than those of persons; as far in a
                 * wide register, where the steps end before they have come near, and persons are the longer way, and in
                 * a branch, where they are near */
};

/* Whoever sits in the group leads none at that time. */
static void slope_of_ties(struct shg_bound *b, const struct shg_best *g) {
    const struct shg_model *m = b->m;
    const uint32_t source = m->source_of[g->candidate];
    const struct shg_source *s = &m->sources[source];
    for (uint32_t i = m->tie_at[source]; i < m->tie_at[source + 1]; i++) {
        const bool sits = shg_list_holds(g->crowd.list, g->crowd.n, m->ties[i].person);
        for (uint32_t j = 0; sits && j < s->clashes; j++)
            b->slope.moment[(size_t)m->ties[i].many * m->n_moments + s->clash + j]++;
    }
}

/* slope = what the groups chosen use, less what there is: prices of what is used too much rise. */
static void take_slope(struct shg_bound *b) {
    const struct shg_model *m = b->m;
    shg_prices_zero(&b->slope, m);
    for (size_t p = 0; p < m->inst->n_persons; p++)
        b->slope.person[p] = -1;
    for (size_t s = 0; s < m->inst->n_starters; s++)
        b->slope.starter[s] = -(int64_t)m->inst->starters[s].left;
    for (size_t i = 0; i < shg_prices_moments(m); i++)
        b->slope.moment[i] = -1;
    b->slope.fresh = -(int64_t)m->inst->new_max;
    for (size_t i = 0; i < m->n_slots; i++) {
        const struct shg_best *g = &b->groups[i];
        if (g->candidate == SHG_NONE)
            continue;
        for (uint32_t k = 0; k < g->crowd.n; k++)
            b->slope.person[g->crowd.list[k]]++;
        slope_of_ties(b, g);
        b->slope.fresh += !m->inst->candidates[g->candidate].group;
        for (uint32_t k = 0; k < g->n_starters; k++) {
            const struct shg_team *team = &m->teams[m->team_of[g->candidate]];
            uint32_t many = m->many_of[g->starters[k]];
            b->slope.starter[g->starters[k]]++;
            for (uint32_t j = 0; many != SHG_NONE && j < team->clashes; j++)
                b->slope.moment[(size_t)many * m->n_moments + team->clash + j]++;
        }
    }
}

/* A slope that would push a price of 0 below it does not count. Gives the square of the new direction. */
static int64_t turn(const int64_t *price, const int64_t *slope, int64_t *move, size_t n, int memory) {
    int64_t square = 0;
    for (size_t i = 0; i < n; i++) {
        int64_t s = price[i] <= 0 && slope[i] < 0 ? 0 : slope[i];
        move[i] = s * DIRECTION + move[i] * memory / MEMORY_DEN;
        if (price[i] <= 0 && move[i] < 0)
            move[i] = 0;
        square += move[i] * move[i];
    }
    return square;
}

static void advance(int64_t *price, const int64_t *move, size_t n, int64_t reach, int64_t square) {
    for (size_t i = 0; i < n; i++) {
        if (!move[i])
            continue;
        int64_t step = reach * move[i] / square;
        price[i] = price[i] + step > 0 ? price[i] + step : 0;
    }
}

/* How far below the best bound a step aims. */
static int64_t aim_of(const struct shg_bound *b) {
    int64_t aim = b->best_value * b->reach / 1000000;
    return aim > SHG_POINT ? aim : SHG_POINT;
}

static void take_step(struct shg_bound *b) {
    const struct shg_model *m = b->m;
    const size_t persons = m->inst->n_persons, starters = m->inst->n_starters, moments = shg_prices_moments(m);
    const int64_t stride = shg_is_wide(m->inst) || b->gone ? 1 : STRIDE;
    const int memory = b->gone ? MEMORY_NEAR : MEMORY_NUM;
    take_slope(b);
    int64_t square = turn(b->at.person, b->slope.person, b->move.person, persons, memory) +
                     stride * (turn(b->at.starter, b->slope.starter, b->move.starter, starters, memory) +
                               turn(b->at.moment, b->slope.moment, b->move.moment, moments, memory));
    if (m->inst->new_max)
        square += turn(&b->at.fresh, &b->slope.fresh, &b->move.fresh, 1, memory);
    if (square <= 0)
        return;
    int64_t reach = (b->value - b->best_value + aim_of(b)) * DIRECTION;
    advance(b->at.person, b->move.person, persons, reach, square);
    advance(b->at.starter, b->move.starter, starters, reach * stride, square);
    advance(b->at.moment, b->move.moment, moments, reach * stride, square);
    if (m->inst->new_max)
        advance(&b->at.fresh, &b->move.fresh, 1, reach, square);
}

void shg_bound_restart(struct shg_bound *b, int reach) {
    if (b->best_value < INT64_MAX)
        shg_prices_copy(&b->at, &b->best, b->m);
    shg_prices_zero(&b->move, b->m);
    b->reach = reach;
    b->idle = 0;
    b->run = 0;
    b->back = 0;
    b->gain = 0;
}

/* L where all seats have one rent, in thousandths of `worth`. */
static int64_t at_rent(struct shg_bound *b, int rent, int64_t worth) {
    for (size_t p = 0; p < b->m->inst->n_persons; p++) {
        const int64_t value = shg_worth_most(b->m, (uint32_t)p) * SHG_POINT - rent * worth * SHG_POINT / 1000;
        b->at.person[p] = value > 0 ? value : 0;
    }
    shg_bound_evaluate(b);
    return b->value;
}

void shg_bound_begin(struct shg_bound *b) {
    int64_t worth = 0;
    int rent = RENT_FIRST;
    for (size_t p = 0; p < b->m->inst->n_persons; p++) {
        const int64_t most = shg_worth_most(b->m, (uint32_t)p);
        worth = most > worth ? most : worth;
    }
    int64_t least = at_rent(b, rent, worth);
    for (int stride = RENT_STRIDE; stride >= RENT_EXACT; stride /= 2)
        for (int way = -1; way <= 1; way += 2)
            for (int next = rent + way * stride; next >= 0 && next <= 1000; next += way * stride) {
                const int64_t value = at_rent(b, next, worth);
                if (value >= least)
                    break;
                least = value;
                rent = next;
            }
    shg_bound_restart(b, REACH_BEGIN);
    b->back = FALLS;
}

/* The aim comes nearer. Prices stay where they are, as going back to the best ones ends in a kink; but for the first
 * steps, which may have gone so far that they do not find back. */
static void fall(struct shg_bound *b) {
    b->reach = b->reach * 4 / 5 > REACH_LEAST ? b->reach * 4 / 5 : REACH_LEAST;
    b->gain = 0;
    b->run = 0;
    b->idle = 0;
    b->falls = b->gained ? 0 : b->falls + 1;
    b->gained = false;
    if (!b->back || b->falls < b->back)
        return;
    b->falls = 0;
    shg_prices_copy(&b->at, &b->best, b->m);
    shg_prices_zero(&b->move, b->m);
}

/* After steps without gain the aim falls. In a wide register small gains do not count: it would creep on at steps that
 * are far too long. After many gains in a run it rises, where that is asked for: the best is far off still. */
static void be_patient(struct shg_bound *b, int64_t gain) {
    const int64_t counts = shg_is_wide(b->m->inst) ? aim_of(b) / GAIN : 0;
    b->gain += gain;
    b->gained |= gain > 0;
    b->idle++;
    if (b->courage && gain > 0 && ++b->run >= b->courage) {
        b->reach = b->reach * 5 / 4 + 1 < SHG_REACH_FIRST ? b->reach * 5 / 4 + 1 : SHG_REACH_FIRST;
        b->run = 0;
    }
    if (b->gain > counts) {
        b->gain = 0;
        b->idle = 0;
    }
    if (b->idle > b->patience)
        fall(b);
}

int shg_bound_reach(int64_t bound, int64_t goal) {
    int64_t reach = bound > 0 ? (bound - goal) * 500000 / bound : REACH_NEAR;
    return (int)(reach < REACH_NEAR ? REACH_NEAR : reach > SHG_REACH_FIRST ? SHG_REACH_FIRST : reach);
}

/* One look at the prices: at the groups seen, and at all where those promise a better bound. */
static void look(struct shg_bound *b) {
    const bool whole = !b->seen || b->best_value == INT64_MAX || b->idle % WHOLE == WHOLE - 1;
    if (whole)
        shg_bound_evaluate(b);
    else
        shg_bound_glance(b);
    if (!whole && b->value < b->best_value)
        shg_bound_confirm(b);
    shg_bound_count(b);
}

void shg_bound_descend(struct shg_bound *b, int n, int64_t goal) {
    for (int i = 0; i < n; i++) {
        int64_t before = b->best_value;
        look(b);
        if (b->best_value < goal + SHG_POINT)
            return;
        be_patient(b, before < INT64_MAX ? before - b->best_value : 0);
        take_step(b);
    }
}

void shg_bound_settle(struct shg_bound *b, const struct shg_bar *bars, size_t n, int64_t from, int64_t goal,
                      const struct shg_pace *pace) {
    shg_bound_branch(b, bars, n);
    b->reach = shg_bound_reach(from, goal);
    b->idle = 0;
    b->run = 0;
    b->patience = pace->patience;
    b->courage = pace->courage;
    shg_bound_descend(b, pace->steps, goal);
    shg_bound_sample(b);
    if (b->best_value >= goal + SHG_POINT)
        shg_bound_descend(b, pace->sample, goal);
}
