/* Choosing first meetings for groups that compete for rooms or starters, exactly.
 *
 * Each group takes one of its days or none. Depth first in order of groups, days in their order, with a limit on what
 * the whole may cost that is raised to the next cost possible until a choice is found (iterative deepening: Korf 1985);
 * the first choice found is then the best, and the first in order among the best. What the groups still open must cost
 * at least: they are parted into sets that share one room or one starter, and each set is given days at least cost by
 * an assignment, the conflicts between sets left out. With stand-ins all choices of that cost are looked at.
 */
#include "base/list.h"
#include "calendar/planner_private.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* A group without a first meeting costs more than any days can. */
#define UNPLANNED (INT64_C(1) << 32)
/* Steps of work after which the search settles for a good choice, for one set of groups that compete. */
#define WORK INT64_C(60000000)
#define MOST_CHOICES 5000
/* Beyond this many groups in one set no search is begun. */
#define MOST_GROUPS 60

/* A room or starter that groups share: those of them that need it at this moment of the week. */
struct scarce {
    uint32_t resource;
    int moment; /* minutes since midnight */
    long most;  /* of the groups at once */
};

struct chooser {
    const struct shg_term *term;
    struct bookings *books;
    const uint32_t *groups;
    size_t n, weeks, width; /* weeks: of base and after it, that any group can have; width: of a row of can */
    shg_date base;
    bool *can;           /* [group * width + week]: alone it could */
    uint32_t *scarce_of; /* of each group: in which set it is counted */
    struct scarce *scarce;
    size_t scarce_n;
    int64_t *cost, *work; /* for an assignment */
    shg_date *now, *best;
    int64_t limit, next_limit;
    long stand_ins; /* of the best, -1: none found */
    size_t choices;
    int64_t spent, most_work;
    bool failed;
};

/* ---- what a group may do alone ---- */

static shg_date date_of(const struct chooser *c, size_t week) {
    return c->base + 7 * (shg_date)week;
}

/* Whether the later meetings find days too when nobody else is planned. */
static bool can_go_on(struct chooser *c, uint32_t group, shg_date date) {
    struct shg_dates out = {0};
    size_t mark = c->books->n;
    book_start(c->term, c->books, group, date);
    bool done = lay(c->term, c->books, &group, &date, 1, &out);
    bookings_cut(c->books, mark);
    c->failed = c->failed || !done;
    bool can = done && !out.refused_n;
    shg_dates_free(&out);
    return can;
}

/* Each of the others takes at most one day from a group, so in the best choice it has one of its first n days. A few
 * more are kept for choices whose later meetings find no day. */
#define SPARE_DAYS 4

static void fill_can(struct chooser *c, size_t i) {
    const struct shg_due *group = &c->term->groups[c->groups[i]];
    shg_date first = shg_slot_from(group->slot, group->from);
    size_t left = c->n + SPARE_DAYS;
    for (shg_date d = first; d <= first + SHG_HORIZON && left && !c->failed; d += 7) {
        size_t week = (size_t)((d - c->base) / 7);
        if (can_start(c->term, c->books, c->groups[i], d).why != SHG_SKIPS || !can_go_on(c, c->groups[i], d))
            continue;
        c->can[i * c->width + week] = true;
        c->weeks = week + 1 > c->weeks ? week + 1 : c->weeks;
        left--;
    }
}

/* ---- sets that share a room or a starter ---- */

static bool needs(const struct shg_term *term, const struct shg_due *group, const struct scarce *scarce) {
    if (scarce->moment < shg_slot_start(group->slot) || scarce->moment >= shg_slot_end(group->slot))
        return false;
    if (scarce->resource < term->venues)
        return group->venue == scarce->resource;
    for (uint32_t s = 0; s < group->starters_n; s++)
        if (starter_resource(term, term->pool[group->starters + s]) == scarce->resource)
            return true;
    return false;
}

/* How much scarcer than its groups a resource is, among those not counted yet. */
static long excess(const struct chooser *c, const struct scarce *scarce) {
    long count = 0;
    for (size_t i = 0; i < c->n; i++)
        count += c->scarce_of[i] == SHG_NONE && needs(c->term, &c->term->groups[c->groups[i]], scarce);
    return count - scarce->most;
}

/* The scarcest resource that one of the groups not counted yet needs. */
static struct scarce scarcest(const struct chooser *c) {
    struct scarce best = {0};
    long best_excess = LONG_MIN;
    for (size_t i = 0; i < c->n; i++) {
        const struct shg_due *group = &c->term->groups[c->groups[i]];
        for (uint32_t s = 0; c->scarce_of[i] == SHG_NONE && s <= group->starters_n; s++) {
            struct scarce one = {group->venue, shg_slot_start(group->slot), c->term->rooms[group->venue]};
            if (s)
                one = (struct scarce){starter_resource(c->term, c->term->pool[group->starters + s - 1]), one.moment, 1};
            long by = excess(c, &one);
            if (by > best_excess) {
                best_excess = by;
                best = one;
            }
        }
    }
    return best;
}

static void part(struct chooser *c) {
    for (size_t left = c->n; left;) {
        struct scarce one = scarcest(c);
        for (size_t i = 0; i < c->n; i++)
            if (c->scarce_of[i] == SHG_NONE && needs(c->term, &c->term->groups[c->groups[i]], &one)) {
                c->scarce_of[i] = (uint32_t)c->scarce_n;
                left--;
            }
        c->scarce[c->scarce_n++] = one;
    }
}

/* ---- the bound ---- */

/* With what is booked now: the day itself was looked at in fill_can. */
static bool possible(const struct chooser *c, size_t i, size_t week) {
    const struct shg_due *group = &c->term->groups[c->groups[i]];
    int start = shg_slot_start(group->slot), end = shg_slot_end(group->slot);
    shg_date date = date_of(c, week);
    if (!c->can[i * c->width + week] ||
        bookings_most(c->books, group->venue, date, start, end) >= c->term->rooms[group->venue])
        return false;
    for (uint32_t s = 0; s < group->starters_n; s++)
        if (bookings_most(c->books, starter_resource(c->term, c->term->pool[group->starters + s]), date, start, end))
            return false;
    return true;
}

/* Least cost of the groups of a set from number `from` on. */
static int64_t set_bound(struct chooser *c, uint32_t set, size_t from) {
    size_t rows = 0, columns = 0;
    for (size_t i = from; i < c->n; i++)
        rows += c->scarce_of[i] == set;
    if (!rows)
        return 0;
    const struct scarce *scarce = &c->scarce[set];
    size_t width = c->weeks * rows + rows; /* room enough for every week's places and a column of none for each */
    for (size_t week = 0; week < c->weeks; week++) {
        int taken = bookings_most(c->books, scarce->resource, date_of(c, week), scarce->moment, scarce->moment + 1);
        long places = scarce->most - taken;
        if (places > (long)rows)
            places = (long)rows;
        for (long p = 0; p < places; p++, columns++) {
            size_t row = 0;
            for (size_t i = from; i < c->n; i++)
                if (c->scarce_of[i] == set)
                    c->cost[row++ * width + columns] = (int64_t)week; /* its cost is filled in below */
        }
    }
    size_t row = 0;
    for (size_t i = from; i < c->n; i++) {
        if (c->scarce_of[i] != set)
            continue;
        int64_t *line = c->cost + row * width;
        int64_t of_week = 0;
        for (size_t j = 0, last = SIZE_MAX; j < columns; j++) {
            size_t week = (size_t)line[j];
            if (week != last)
                of_week = possible(c, i, week) ? date_of(c, week) - c->term->today : 2 * UNPLANNED;
            last = week;
            line[j] = of_week;
        }
        for (size_t j = 0; j < rows; j++)
            line[columns + j] = UNPLANNED;
        memmove(c->cost + row * (columns + rows), line, (columns + rows) * sizeof *line);
        row++;
    }
    c->spent += (int64_t)(rows * (columns + rows)) * (int64_t)rows + (int64_t)(rows * c->weeks) * 16;
    return assignment(c->cost, rows, columns + rows, c->work);
}

static int64_t bound(struct chooser *c, size_t from, int64_t so_far) {
    for (uint32_t set = 0; set < c->scarce_n && so_far <= c->limit; set++)
        so_far += set_bound(c, set, from);
    return so_far;
}

/* ---- the search ---- */

/* A whole choice: it counts if all later meetings find their days; the fewer stand-ins the better. */
static void weigh(struct chooser *c) {
    struct shg_dates out = {0};
    size_t mark = c->books->n;
    bool done = lay(c->term, c->books, c->groups, c->now, c->n, &out);
    bookings_cut(c->books, mark);
    c->failed = c->failed || !done;
    c->choices++;
    c->spent += (int64_t)(out.meetings_n + out.skipped_n) * 200;
    long stand_ins = 0;
    for (size_t i = 0; i < out.meetings_n; i++)
        stand_ins += out.meetings[i].stand_in != SHG_NONE;
    if (done && !out.refused_n && (c->stand_ins < 0 || stand_ins < c->stand_ins)) {
        c->stand_ins = stand_ins;
        memcpy(c->best, c->now, c->n * sizeof *c->best);
    }
    shg_dates_free(&out);
}

static bool over(const struct chooser *c) {
    return c->failed || c->books->failed || c->stand_ins == 0 || c->spent > c->most_work || c->choices > MOST_CHOICES;
}

static void search(struct chooser *c, size_t i, int64_t so_far) {
    if (i == c->n) {
        weigh(c);
        return;
    }
    for (size_t week = 0; week <= c->weeks && !over(c); week++) {
        bool none = week == c->weeks;
        if (!none && !possible(c, i, week))
            continue;
        size_t mark = c->books->n;
        int64_t cost = so_far + (none ? UNPLANNED : date_of(c, week) - c->term->today);
        c->now[i] = none ? SHG_NO_DATE : date_of(c, week);
        if (!none)
            book_start(c->term, c->books, c->groups[i], c->now[i]);
        int64_t least = bound(c, i + 1, cost);
        if (least <= c->limit)
            search(c, i + 1, cost);
        else if (least < c->next_limit)
            c->next_limit = least;
        bookings_cut(c->books, mark);
    }
}

/* One after another in order, each on the day that leaves the least bound for the rest, and without bounds on its first
 * day: what is taken when the search was too long. */
static void choose_in_order(struct chooser *c, bool bounds) {
    size_t mark = c->books->n;
    int64_t so_far = 0;
    c->limit = INT64_MAX;
    for (size_t i = 0; i < c->n; i++) {
        int64_t least = INT64_MAX;
        c->best[i] = SHG_NO_DATE;
        for (size_t week = 0; week < c->weeks && (bounds || least == INT64_MAX); week++) {
            size_t here = c->books->n;
            if (!possible(c, i, week))
                continue;
            int64_t cost = so_far + date_of(c, week) - c->term->today;
            book_start(c->term, c->books, c->groups[i], date_of(c, week));
            int64_t by = bounds ? bound(c, i + 1, cost) : cost;
            bookings_cut(c->books, here);
            if (by < least) {
                least = by;
                c->best[i] = date_of(c, week);
            }
        }
        so_far += c->best[i] == SHG_NO_DATE ? UNPLANNED : c->best[i] - c->term->today;
        if (c->best[i] != SHG_NO_DATE)
            book_start(c->term, c->books, c->groups[i], c->best[i]);
    }
    bookings_cut(c->books, mark);
}

static bool make(struct chooser *c) {
    shg_date last = c->base;
    for (size_t i = 0; i < c->n; i++) {
        const struct shg_due *group = &c->term->groups[c->groups[i]];
        shg_date first = shg_slot_from(group->slot, group->from);
        c->base = i == 0 || first < c->base ? first : c->base;
        last = i == 0 || first > last ? first : last;
    }
    c->width = (size_t)((last - c->base + SHG_HORIZON) / 7) + 1;
    c->can = calloc(c->n * c->width + 1, sizeof *c->can);
    c->scarce_of = malloc((c->n + 1) * sizeof *c->scarce_of);
    c->scarce = calloc(c->n + 1, sizeof *c->scarce);
    c->now = calloc(c->n + 1, sizeof *c->now);
    c->best = calloc(c->n + 1, sizeof *c->best);
    if (!c->can || !c->scarce_of || !c->scarce || !c->now || !c->best)
        return false;
    for (size_t i = 0; i < c->n; i++)
        c->scarce_of[i] = SHG_NONE;
    for (size_t i = 0; i < c->n && !c->failed; i++)
        fill_can(c, i);
    size_t columns = c->n <= MOST_GROUPS ? c->n * (c->weeks + 1) : 0;
    c->cost = calloc(c->n * columns + 1, sizeof *c->cost);
    c->work = calloc(4 * (columns + 1) + c->n + 1, sizeof *c->work);
    return c->cost && c->work && !c->failed;
}

static void unmake(struct chooser *c) {
    free(c->can);
    free(c->scarce_of);
    free(c->scarce);
    free(c->now);
    free(c->best);
    free(c->cost);
    free(c->work);
}

bool choose(const struct shg_term *term, struct bookings *books, const uint32_t *groups, shg_date *first, size_t n,
            int64_t *work, bool *proven) {
    struct chooser c = {.term = term, .books = books, .groups = groups, .n = n, .limit = INT64_MAX, .stand_ins = -1};
    c.most_work = *work < WORK ? *work : WORK;
    bool done = make(&c);
    if (done && n <= MOST_GROUPS) {
        part(&c);
        c.limit = bound(&c, 0, 0);
        while (c.stand_ins < 0 && !over(&c) && c.limit < INT64_MAX) {
            c.next_limit = INT64_MAX;
            search(&c, 0, 0);
            if (c.stand_ins < 0)
                c.limit = c.next_limit;
        }
    }
    *proven = c.stand_ins == 0 || (c.stand_ins > 0 && c.spent <= c.most_work && c.choices <= MOST_CHOICES);
    if (done && c.stand_ins < 0)
        choose_in_order(&c, n <= MOST_GROUPS && *work > WORK / 4);
    *work -= c.spent < *work ? c.spent : *work;
    done = done && !c.failed && !books->failed;
    if (done)
        memcpy(first, c.best, n * sizeof *first);
    unmake(&c);
    return done;
}
