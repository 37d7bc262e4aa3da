#include "calendar/planner.h"

#include "calendar/planner_private.h"

#include <stdlib.h>

/* ---- slots ---- */

shg_date shg_slot_from(struct shg_window slot, shg_date day) {
    return day + (shg_window_weekday(slot) - shg_date_weekday(day) + 7) % 7;
}

int shg_slot_start(struct shg_window slot) {
    return slot.start - shg_window_weekday(slot) * 24 * 60;
}

int shg_slot_end(struct shg_window slot) {
    return slot.end - shg_window_weekday(slot) * 24 * 60;
}

/* ---- results ---- */

void shg_dates_free(struct shg_dates *dates) {
    free(dates->meetings);
    free(dates->skipped);
    free(dates->refused);
    *dates = (struct shg_dates){0};
}

bool skipped_add(struct shg_dates *out, uint32_t group, shg_date date, struct answer answer) {
    struct shg_skipped *list = shg_grow(out->skipped, &out->skipped_cap, out->skipped_n + 1, sizeof *list);
    if (!list)
        return false;
    out->skipped = list;
    list[out->skipped_n++] = (struct shg_skipped){group, date, answer.why, answer.detail};
    return true;
}

bool refused_add(struct shg_dates *out, uint32_t group, enum shg_skip why, shg_date until) {
    struct shg_refused *list = shg_grow(out->refused, &out->refused_cap, out->refused_n + 1, sizeof *list);
    if (!list)
        return false;
    out->refused = list;
    list[out->refused_n++] = (struct shg_refused){group, why, until};
    return true;
}

static int by_group_and_date(const void *a, const void *b) {
    const struct shg_planned *x = a, *y = b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    return (x->date > y->date) - (x->date < y->date);
}

static int skipped_order(const void *a, const void *b) {
    const struct shg_skipped *x = a, *y = b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    return (x->date > y->date) - (x->date < y->date);
}

static int refused_order(const void *a, const void *b) {
    const struct shg_refused *x = a, *y = b;
    return (x->group > y->group) - (x->group < y->group);
}

/* refused is sorted. */
static bool is_refused(const struct shg_dates *out, uint32_t group) {
    const struct shg_refused key = {.group = group};
    return out->refused_n && bsearch(&key, out->refused, out->refused_n, sizeof key, refused_order);
}

/* Sorts; takes out what was laid or skipped for groups that were then refused; one skip a day is enough. */
static void tidy(struct shg_dates *out) {
    if (out->meetings_n)
        qsort(out->meetings, out->meetings_n, sizeof *out->meetings, by_group_and_date);
    if (out->skipped_n)
        qsort(out->skipped, out->skipped_n, sizeof *out->skipped, skipped_order);
    if (out->refused_n)
        qsort(out->refused, out->refused_n, sizeof *out->refused, refused_order);
    size_t kept = 0;
    for (size_t i = 0; i < out->meetings_n; i++)
        if (!is_refused(out, out->meetings[i].group))
            out->meetings[kept++] = out->meetings[i];
    out->meetings_n = kept;
    kept = 0;
    for (size_t i = 0; i < out->skipped_n; i++) {
        const struct shg_skipped *s = &out->skipped[i];
        bool again = kept && out->skipped[kept - 1].group == s->group && out->skipped[kept - 1].date == s->date;
        if (!again && !is_refused(out, s->group))
            out->skipped[kept++] = *s;
    }
    out->skipped_n = kept;
}

/* New groups: their meetings are numbered by date. */
static void number(struct shg_dates *out) {
    for (size_t i = 0; i < out->meetings_n; i++) {
        bool same = i && out->meetings[i - 1].group == out->meetings[i].group;
        out->meetings[i].number = same ? out->meetings[i - 1].number + 1 : 1;
    }
}

/* ---- groups that compete ---- */

static uint32_t root(uint32_t *parent, uint32_t i) {
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

/* A use of a resource by a group. */
struct use {
    uint32_t resource, group;
    struct shg_window slot;
};

static int use_order(const void *a, const void *b) {
    const struct use *x = a, *y = b;
    if (x->resource != y->resource)
        return x->resource < y->resource ? -1 : 1;
    if (x->slot.start != y->slot.start)
        return x->slot.start < y->slot.start ? -1 : 1;
    return (x->group > y->group) - (x->group < y->group);
}

/* Joins groups whose slots overlap at one venue or with one starter (or stand-in) in common: what one does then bears
 * on the other. */
static bool join(const struct shg_term *term, uint32_t *parent) {
    size_t most = 0, n = 0;
    for (size_t g = 0; g < term->n; g++)
        most += 1 + term->groups[g].starters_n + term->groups[g].stand_ins_n;
    struct use *uses = malloc((most + 1) * sizeof *uses);
    if (!uses)
        return false;
    for (uint32_t g = 0; g < term->n; g++) {
        const struct shg_due *due = &term->groups[g];
        parent[g] = g;
        uses[n++] = (struct use){due->venue, g, due->slot};
        for (uint32_t s = 0; s < due->starters_n; s++)
            uses[n++] = (struct use){starter_resource(term, term->pool[due->starters + s]), g, due->slot};
        for (uint32_t s = 0; s < due->stand_ins_n; s++)
            uses[n++] = (struct use){starter_resource(term, term->pool[due->stand_ins + s]), g, due->slot};
    }
    qsort(uses, n, sizeof *uses, use_order);
    uint16_t end = 0; /* how far the slots joined so far reach */
    for (size_t i = 1; i < n; i++) {
        end = uses[i - 1].slot.end > end ? uses[i - 1].slot.end : end;
        if (uses[i].resource != uses[i - 1].resource)
            end = 0;
        else if (uses[i].slot.start < end)
            parent[root(parent, uses[i].group)] = root(parent, uses[i - 1].group);
    }
    free(uses);
    return true;
}

/* ---- planning together ---- */

/* Steps of work for all sets of groups that compete: about a second. */
#define ALL_WORK INT64_C(200000000)

struct planner {
    const struct shg_term *term;
    struct shg_dates *out;
    struct bookings books;
    uint32_t *parent, *members; /* members: groups sorted by their set */
    shg_date *first;            /* of each group */
    int64_t work;               /* what is left for searching */
};

/* Each on the first day that it could have alone; false where two of them cannot both. */
static bool each_first(struct planner *p, const uint32_t *groups, size_t n) {
    bool all = true;
    for (size_t i = 0; i < n; i++) {
        const struct shg_due *due = &p->term->groups[groups[i]];
        shg_date d = shg_slot_from(due->slot, due->from), last = d + SHG_HORIZON;
        while (d <= last && can_start(p->term, &p->books, groups[i], d).why != SHG_SKIPS)
            d += 7;
        p->first[groups[i]] = d <= last ? d : SHG_NO_DATE;
    }
    size_t mark = p->books.n;
    for (size_t i = 0; i < n && all; i++) {
        shg_date d = p->first[groups[i]];
        if (d == SHG_NO_DATE)
            continue;
        all = can_start(p->term, &p->books, groups[i], d).why == SHG_SKIPS;
        book_start(p->term, &p->books, groups[i], d);
    }
    bookings_cut(&p->books, mark);
    return all;
}

/* Whether the later meetings of a set find their days and need no stand-in: then nothing is left to be chosen. */
static bool goes_well(struct planner *p, const uint32_t *groups, const shg_date *first, size_t n, bool *failed) {
    struct shg_dates out = {0};
    size_t mark = p->books.n;
    for (size_t i = 0; i < n; i++)
        if (first[i] != SHG_NO_DATE)
            book_start(p->term, &p->books, groups[i], first[i]);
    *failed = !lay(p->term, &p->books, groups, first, n, &out);
    bookings_cut(&p->books, mark);
    bool well = !out.refused_n;
    for (size_t i = 0; i < out.meetings_n; i++)
        well = well && out.meetings[i].stand_in == SHG_NONE;
    shg_dates_free(&out);
    return well;
}

static bool plan_set(struct planner *p, const uint32_t *groups, size_t n) {
    shg_date *first = malloc(n * sizeof *first);
    if (!first)
        return false;
    bool simple = each_first(p, groups, n), failed = false;
    for (size_t i = 0; i < n; i++)
        first[i] = p->first[groups[i]];
    bool done = true;
    if (!simple || !goes_well(p, groups, first, n, &failed)) {
        bool proven = true;
        done = !failed && choose(p->term, &p->books, groups, first, n, &p->work, &proven);
        p->out->proven = p->out->proven && proven;
    }
    for (size_t i = 0; i < n; i++)
        p->first[groups[i]] = first[i];
    free(first);
    return done && !p->books.failed;
}

/* Groups sorted by set, then number: a counting sort on the roots. */
static bool sort_members(struct planner *p) {
    size_t n = p->term->n;
    size_t *start = calloc(n + 1, sizeof *start);
    if (!start)
        return false;
    for (uint32_t g = 0; g < n; g++)
        start[root(p->parent, g) + 1]++;
    for (size_t i = 1; i <= n; i++)
        start[i] += start[i - 1];
    for (uint32_t g = 0; g < n; g++)
        p->members[start[root(p->parent, g)]++] = g;
    free(start);
    return true;
}

static bool plan_sets(struct planner *p) {
    size_t n = p->term->n;
    if (!join(p->term, p->parent) || !sort_members(p))
        return false;
    for (size_t i = 0, end; i < n; i = end) {
        end = i + 1;
        while (end < n && root(p->parent, p->members[end]) == root(p->parent, p->members[i]))
            end++;
        if (!plan_set(p, p->members + i, end - i))
            return false;
    }
    return true;
}

/* The days before its first meeting that a group lost, with the reason of each; a group without one is refused with
 * the reason of most. */
static bool tell_lost(struct planner *p, uint32_t g) {
    const struct shg_due *due = &p->term->groups[g];
    bool refused = p->first[g] == SHG_NO_DATE;
    shg_date d = shg_slot_from(due->slot, due->from), end = refused ? d + SHG_HORIZON + 1 : p->first[g];
    unsigned lost[SHG_SKIPS] = {0};
    for (; d < end; d += 7) {
        struct answer answer = can_start(p->term, &p->books, g, d);
        if (answer.why == SHG_SKIPS)
            answer.why = SHG_SKIP_LATER;
        lost[answer.why]++;
        if (!refused && !skipped_add(p->out, g, d, answer))
            return false;
    }
    enum shg_skip most = SHG_SKIP_HOLIDAY;
    for (enum shg_skip w = most; w < SHG_SKIPS; w++)
        if (lost[w] > lost[most])
            most = w;
    return !refused || refused_add(p->out, g, most, d - 7);
}

static bool fill_books(struct bookings *books, const struct shg_term *term) {
    if (!bookings_init(books, 2 * term->booked_n + 2 * term->n))
        return false;
    for (size_t i = 0; i < term->booked_n; i++) {
        const struct shg_booking *b = &term->booked[i];
        if (b->venue != SHG_NONE)
            bookings_add(books, b->venue, b->date, b->start, b->end);
        if (b->starter != SHG_NONE)
            bookings_add(books, starter_resource(term, b->starter), b->date, b->start, b->end);
    }
    return !books->failed;
}

static bool plan(struct planner *p) {
    const struct shg_term *term = p->term;
    if (!plan_sets(p))
        return false;
    for (uint32_t g = 0; g < term->n; g++)
        if (p->first[g] != SHG_NO_DATE)
            book_start(term, &p->books, g, p->first[g]);
    for (uint32_t g = 0; g < term->n; g++) {
        p->parent[g] = g; /* now: the groups in their order, for lay */
        if (!tell_lost(p, g))
            return false;
    }
    return lay(term, &p->books, p->parent, p->first, term->n, p->out);
}

enum shg_status shg_term_plan(const struct shg_term *term, struct shg_dates *out) {
    *out = (struct shg_dates){.proven = true};
    struct planner p = {.term = term,
                        .out = out,
                        .work = ALL_WORK,
                        .parent = calloc(term->n + 1, sizeof *p.parent),
                        .members = calloc(term->n + 1, sizeof *p.members),
                        .first = calloc(term->n + 1, sizeof *p.first)};
    bool done = p.parent && p.members && p.first && fill_books(&p.books, term) && plan(&p);
    bookings_free(&p.books);
    free(p.parent);
    free(p.members);
    free(p.first);
    tidy(out);
    number(out);
    return done ? SHG_OK : SHG_SYSTEM;
}

/* ---- planning again ---- */

/* Gives up what the steps of a group that stand have booked: they book it again where they stay. */
static void give_up(const struct shg_term *term, struct bookings *books, const struct shg_due *group) {
    int start = shg_slot_start(group->slot), end = shg_slot_end(group->slot);
    for (uint32_t i = 0; i < group->steps_n; i++) {
        const struct shg_step *step = &term->steps[group->steps + i];
        if (step->stands == SHG_NO_DATE)
            continue;
        bookings_drop(books, group->venue, step->stands, start, end);
        for (uint32_t s = 0; s < step->leads_n; s++)
            bookings_drop(books, starter_resource(term, term->pool[step->leads + s]), step->stands, start, end);
    }
}

enum shg_status shg_term_replan(const struct shg_term *term, struct shg_dates *out) {
    *out = (struct shg_dates){.proven = true};
    struct bookings books = {0};
    bool done = fill_books(&books, term);
    for (uint32_t g = 0; g < term->n && done; g++) {
        give_up(term, &books, &term->groups[g]);
        done = lay(term, &books, &g, NULL, 1, out);
    }
    bookings_free(&books);
    tidy(out);
    return done ? SHG_OK : SHG_SYSTEM;
}
