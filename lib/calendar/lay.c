/* Laying meetings day by day: a heap of what is due, taken out date by date. */
#include "base/holiday.h"
#include "base/list.h"
#include "calendar/planner_private.h"

#include <stdlib.h>

/* A meeting that waits for a day. */
struct entry {
    shg_date date; /* the day to try */
    shg_date due;  /* since when it waits */
    uint32_t group, step;
    bool follow_up, stands;
};

/* How far a group is. */
struct progress {
    uint32_t group;
    shg_date last;     /* its last day laid */
    shg_date handover; /* its last meeting with starters */
    unsigned lost[SHG_SKIPS];
    bool refused, followed; /* followed: the follow-ups are due */
};

struct layer {
    const struct shg_term *term;
    struct bookings *books;
    struct shg_dates *out;
    struct progress *progress; /* one a group laid; entries name groups by their place in it */
    struct entry *heap;
    size_t n, cap;
    struct entry *waiting; /* of the day: for a stand-in */
    size_t waiting_n, waiting_cap;
    size_t day_first; /* of the day: the first meeting laid */
    bool failed;
};

/* ---- steps ---- */

static size_t steps_of(const struct shg_term *term, const struct shg_due *group) {
    if (group->steps_n)
        return group->steps_n;
    return (size_t)term->rhythm.meetings + term->rhythm.follow_ups;
}

static struct shg_step step_of(const struct shg_term *term, const struct shg_due *group, size_t i) {
    if (group->steps_n)
        return term->steps[group->steps + i];
    const struct shg_rhythm *r = &term->rhythm;
    struct shg_step step = {MEETING_KIND_OWN, 0, SHG_NO_DATE, SHG_NO_DATE, 7 * (int)r->every, 0, 0, 0};
    if (i >= (size_t)r->meetings) {
        step.kind = MEETING_KIND_FOLLOW_UP;
        step.days = (int)r->follow_up[i - (size_t)r->meetings];
    } else if (i == 0) {
        step.kind = MEETING_KIND_START;
    } else if (i < (size_t)r->starter_meetings) {
        step.kind = MEETING_KIND_STARTER;
    }
    return step;
}

static bool with_starters(enum shg_meeting_kind kind) {
    return kind == MEETING_KIND_START || kind == MEETING_KIND_STARTER;
}

/* The first step from i on that is a follow-up, or that is none; their number at the end. */
static size_t next_step(const struct shg_term *term, const struct shg_due *group, size_t i, bool follow_up) {
    size_t n = steps_of(term, group);
    while (i < n && (step_of(term, group, i).kind == MEETING_KIND_FOLLOW_UP) != follow_up)
        i++;
    return i;
}

/* ---- the heap ---- */

static bool before(const struct entry *a, const struct entry *b) {
    if (a->date != b->date)
        return a->date < b->date;
    if (a->stands != b->stands)
        return a->stands;
    if (a->follow_up != b->follow_up) /* its day is given, the group's other meetings make way */
        return a->follow_up;
    if (a->due != b->due)
        return a->due < b->due;
    if (a->group != b->group)
        return a->group < b->group;
    return a->step < b->step;
}

static void push(struct layer *l, struct entry entry) {
    struct entry *heap = shg_grow(l->heap, &l->cap, l->n + 1, sizeof *heap);
    if (!heap) {
        l->failed = true;
        return;
    }
    l->heap = heap;
    size_t i = l->n++;
    for (; i && before(&entry, &heap[(i - 1) / 2]); i = (i - 1) / 2)
        heap[i] = heap[(i - 1) / 2];
    heap[i] = entry;
}

static struct entry pop(struct layer *l) {
    struct entry top = l->heap[0], last = l->heap[--l->n];
    size_t i = 0;
    for (size_t child; (child = 2 * i + 1) < l->n; i = child) {
        if (child + 1 < l->n && before(&l->heap[child + 1], &l->heap[child]))
            child++;
        if (!before(&l->heap[child], &last))
            break;
        l->heap[i] = l->heap[child];
    }
    l->heap[i] = last;
    return top;
}

/* ---- what is due next ---- */

static const struct shg_due *group_of(const struct layer *l, uint32_t i) {
    return &l->term->groups[l->progress[i].group];
}

static shg_date later(shg_date a, shg_date b) {
    return a > b ? a : b; /* SHG_NO_DATE is the least there is */
}

static void push_step(struct layer *l, uint32_t i, size_t step_no, shg_date earliest) {
    const struct shg_due *group = group_of(l, i);
    struct shg_step step = step_of(l->term, group, step_no);
    bool stands = step.stands != SHG_NO_DATE && step.stands >= earliest;
    shg_date date = stands ? step.stands : shg_slot_from(group->slot, later(earliest, step.wish));
    push(l, (struct entry){date, date, i, (uint32_t)step_no, step.kind == MEETING_KIND_FOLLOW_UP, stands});
}

static void push_follow_ups(struct layer *l, uint32_t i) {
    const struct shg_due *group = group_of(l, i);
    shg_date handover = l->progress[i].handover, from = group->from;
    size_t n = steps_of(l->term, group);
    if (l->progress[i].followed)
        return;
    l->progress[i].followed = true;
    for (size_t s = next_step(l->term, group, 0, true); s < n; s = next_step(l->term, group, s + 1, true)) {
        int days = step_of(l->term, group, s).days;
        push_step(l, i, s, handover == SHG_NO_DATE ? from : later(from, handover + days));
    }
}

/* After a step was laid on a date: the next one, and behind the handover the follow-ups. */
static void advance(struct layer *l, uint32_t i, size_t step_no, shg_date date) {
    const struct shg_due *group = group_of(l, i);
    struct shg_step step = step_of(l->term, group, step_no);
    l->progress[i].last = date;
    if (step.kind == MEETING_KIND_FOLLOW_UP)
        return;
    size_t next = next_step(l->term, group, step_no + 1, false);
    bool more = next < steps_of(l->term, group);
    if (with_starters(step.kind)) {
        l->progress[i].handover = date;
        if (!more || !with_starters(step_of(l->term, group, next).kind))
            push_follow_ups(l, i);
    }
    if (more)
        push_step(l, i, next, date + step_of(l->term, group, next).gap);
}

static void record(struct layer *l, const struct entry *e, uint32_t present, uint32_t stand_in, bool stands) {
    struct shg_dates *out = l->out;
    struct shg_planned *list = shg_grow(out->meetings, &out->meetings_cap, out->meetings_n + 1, sizeof *list);
    if (!list) {
        l->failed = true;
        return;
    }
    const struct shg_due *group = group_of(l, e->group);
    struct shg_step step = step_of(l->term, group, e->step);
    out->meetings = list;
    list[out->meetings_n++] =
        (struct shg_planned){l->progress[e->group].group, step.number, e->date, step.kind, present, stand_in, stands};
    advance(l, e->group, e->step, e->date);
}

/* ---- a day ---- */

uint32_t starter_resource(const struct shg_term *term, uint32_t starter) {
    return (uint32_t)term->venues + starter;
}

static struct answer day_and_room(const struct shg_term *term, const struct bookings *books,
                                  const struct shg_due *group, shg_date date) {
    int start = shg_slot_start(group->slot), end = shg_slot_end(group->slot);
    if (shg_is_holiday(date))
        return (struct answer){SHG_SKIP_HOLIDAY, SHG_NONE};
    uint32_t closed = term->closed(term->ctx, group->venue, date, start, end);
    if (closed != SHG_NONE)
        return (struct answer){SHG_SKIP_CLOSED, closed};
    if (bookings_most(books, group->venue, date, start, end) >= term->rooms[group->venue])
        return (struct answer){SHG_SKIP_ROOM, SHG_NONE};
    return (struct answer){SHG_SKIPS, SHG_NONE};
}

/* SHG_SKIPS: the starter is free. */
static enum shg_skip starter_answer(const struct shg_term *term, const struct bookings *books, uint32_t starter,
                                    struct shg_window slot, shg_date date) {
    int start = shg_slot_start(slot), end = shg_slot_end(slot);
    if (term->away(term->ctx, starter, date, start, end))
        return SHG_SKIP_AWAY;
    if (bookings_most(books, starter_resource(term, starter), date, start, end))
        return SHG_SKIP_ELSEWHERE;
    return SHG_SKIPS;
}

/* Which of its own starters are free (bits); *worst: why the others are not. */
static uint32_t free_starters(const struct shg_term *term, const struct bookings *books, const struct shg_due *group,
                              shg_date date, enum shg_skip *worst) {
    uint32_t mask = 0;
    *worst = SHG_SKIP_AWAY;
    for (uint32_t s = 0; s < group->starters_n; s++) {
        enum shg_skip why = starter_answer(term, books, term->pool[group->starters + s], group->slot, date);
        if (why == SHG_SKIPS)
            mask |= UINT32_C(1) << s;
        else if (why > *worst)
            *worst = why;
    }
    return mask;
}

static uint32_t all_starters(const struct shg_due *group) {
    return group->starters_n >= 32 ? UINT32_MAX : (UINT32_C(1) << group->starters_n) - 1;
}

struct answer can_start(const struct shg_term *term, const struct bookings *books, uint32_t group, shg_date date) {
    const struct shg_due *due = &term->groups[group];
    struct answer answer = day_and_room(term, books, due, date);
    enum shg_skip worst;
    if (answer.why == SHG_SKIPS && free_starters(term, books, due, date, &worst) != all_starters(due))
        answer.why = worst;
    return answer;
}

static void book(const struct shg_term *term, struct bookings *books, const struct shg_due *group, shg_date date,
                 uint32_t present) {
    int start = shg_slot_start(group->slot), end = shg_slot_end(group->slot);
    bookings_add(books, group->venue, date, start, end);
    for (uint32_t s = 0; s < group->starters_n; s++)
        if (present >> s & 1)
            bookings_add(books, starter_resource(term, term->pool[group->starters + s]), date, start, end);
}

void book_start(const struct shg_term *term, struct bookings *books, uint32_t group, shg_date date) {
    book(term, books, &term->groups[group], date, all_starters(&term->groups[group]));
}

/* Another group's meeting of the day has two of whom one would do: takes one that this group shares with it. Gives its
 * bit, or 0. */
static uint32_t take_over(struct layer *l, const struct shg_due *group, shg_date date) {
    const struct shg_term *term = l->term;
    int start = shg_slot_start(group->slot), end = shg_slot_end(group->slot);
    for (size_t m = l->day_first; m < l->out->meetings_n; m++) {
        struct shg_planned *other = &l->out->meetings[m];
        const struct shg_due *theirs = &term->groups[other->group];
        bool spare = other->kind == MEETING_KIND_STARTER && (other->present & (other->present - 1)) != 0;
        for (uint32_t s = 0; spare && s < theirs->starters_n * group->starters_n; s++) {
            uint32_t own = s % group->starters_n, bit = s / group->starters_n;
            uint32_t starter = term->pool[group->starters + own];
            if (!(other->present >> bit & 1) || starter != term->pool[theirs->starters + bit] ||
                term->away(term->ctx, starter, date, start, end))
                continue;
            bookings_drop(l->books, starter_resource(term, starter), date, shg_slot_start(theirs->slot),
                          shg_slot_end(theirs->slot));
            if (starter_answer(term, l->books, starter, group->slot, date) == SHG_SKIPS) {
                other->present &= ~(UINT32_C(1) << bit);
                return UINT32_C(1) << own;
            }
            bookings_add(l->books, starter_resource(term, starter), date, shg_slot_start(theirs->slot),
                         shg_slot_end(theirs->slot));
        }
    }
    return 0;
}

/* The day did not do: the next week, until the horizon is reached. */
static void put_off(struct layer *l, const struct entry *e, struct answer answer) {
    struct progress *p = &l->progress[e->group];
    p->lost[answer.why]++;
    if (!skipped_add(l->out, p->group, e->date, answer))
        l->failed = true;
    if (e->date + 7 <= e->due + SHG_HORIZON) {
        struct entry next = *e;
        next.date += 7;
        push(l, next);
        return;
    }
    enum shg_skip most = SHG_SKIP_HOLIDAY;
    for (enum shg_skip w = most; w < SHG_SKIPS; w++)
        if (p->lost[w] > p->lost[most])
            most = w;
    p->refused = true;
    if (!refused_add(l->out, p->group, most, e->date))
        l->failed = true;
}

static void wait_for_stand_in(struct layer *l, const struct entry *e) {
    struct entry *list = shg_grow(l->waiting, &l->waiting_cap, l->waiting_n + 1, sizeof *list);
    if (!list) {
        l->failed = true;
        return;
    }
    l->waiting = list;
    list[l->waiting_n++] = *e;
}

/* A meeting that stays as it is: nothing is asked. */
static void let_stand(struct layer *l, const struct entry *e, const struct shg_step *step) {
    const struct shg_due *group = group_of(l, e->group);
    book(l->term, l->books, group, e->date, 0);
    for (uint32_t s = 0; s < step->leads_n; s++)
        bookings_add(l->books, starter_resource(l->term, l->term->pool[step->leads + s]), e->date,
                     shg_slot_start(group->slot), shg_slot_end(group->slot));
    record(l, e, 0, SHG_NONE, true);
}

/* One meeting on its day: laid, put off, or left for a stand-in. */
static void try_entry(struct layer *l, const struct entry *e) {
    const struct shg_due *group = group_of(l, e->group);
    struct shg_step step = step_of(l->term, group, e->step);
    if (l->progress[e->group].refused)
        return;
    if (e->stands) {
        let_stand(l, e, &step);
        return;
    }
    if (l->progress[e->group].last == e->date) { /* its follow-up is that day */
        struct entry next = *e;
        next.date += 7;
        push(l, next);
        return;
    }
    struct answer answer = day_and_room(l->term, l->books, group, e->date);
    uint32_t present = 0;
    enum shg_meeting_kind kind = step.kind;
    if (answer.why == SHG_SKIPS && with_starters(kind)) {
        enum shg_skip worst;
        present = free_starters(l->term, l->books, group, e->date, &worst);
        if (!present || (kind == MEETING_KIND_START && present != all_starters(group)))
            answer.why = worst;
        if (kind == MEETING_KIND_STARTER && !present)
            present = take_over(l, group, e->date);
        if (kind == MEETING_KIND_STARTER && !present && group->stand_ins_n) {
            wait_for_stand_in(l, e);
            return;
        }
        if (kind == MEETING_KIND_STARTER && present)
            answer.why = SHG_SKIPS;
    }
    if (answer.why != SHG_SKIPS) {
        put_off(l, e, answer);
        return;
    }
    book(l->term, l->books, group, e->date, present);
    record(l, e, present, SHG_NONE, false);
}

/* The first who may stand in and is free, else the next week. The room may have gone since. */
static void try_stand_in(struct layer *l, const struct entry *e) {
    const struct shg_term *term = l->term;
    const struct shg_due *group = group_of(l, e->group);
    struct answer answer = day_and_room(term, l->books, group, e->date);
    if (answer.why == SHG_SKIPS)
        (void)free_starters(term, l->books, group, e->date, &answer.why); /* none is: only the reason is wanted */
    for (uint32_t i = 0; answer.why >= SHG_SKIP_AWAY && i < group->stand_ins_n; i++) {
        uint32_t starter = term->pool[group->stand_ins + i];
        if (starter_answer(term, l->books, starter, group->slot, e->date) != SHG_SKIPS)
            continue;
        book(term, l->books, group, e->date, 0);
        bookings_add(l->books, starter_resource(term, starter), e->date, shg_slot_start(group->slot),
                     shg_slot_end(group->slot));
        record(l, e, 0, starter, false);
        return;
    }
    put_off(l, e, answer);
}

static void lay_day(struct layer *l, shg_date date) {
    l->day_first = l->out->meetings_n;
    l->waiting_n = 0;
    while (l->n && l->heap[0].date == date && !l->failed) {
        struct entry e = pop(l);
        try_entry(l, &e);
    }
    for (size_t i = 0; i < l->waiting_n && !l->failed; i++) {
        struct entry e = l->waiting[i];
        try_stand_in(l, &e);
    }
}

/* ---- all ---- */

static void begin(struct layer *l, uint32_t i, shg_date first, bool fixed) {
    const struct shg_due *group = group_of(l, i);
    size_t n = steps_of(l->term, group), main_step = next_step(l->term, group, 0, false);
    if (fixed) {
        struct entry e = {first, first, i, 0, false, false};
        record(l, &e, all_starters(group), SHG_NONE, false);
        return;
    }
    if (main_step < n)
        push_step(l, i, main_step, group->from);
    if (main_step == n || !with_starters(step_of(l->term, group, main_step).kind))
        push_follow_ups(l, i);
}

bool lay(const struct shg_term *term, struct bookings *books, const uint32_t *groups, const shg_date *first, size_t n,
         struct shg_dates *out) {
    struct layer l = {.term = term, .books = books, .out = out, .progress = calloc(n + 1, sizeof *l.progress)};
    if (!l.progress)
        return false;
    for (size_t i = 0; i < n; i++)
        l.progress[i] =
            (struct progress){.group = groups[i], .last = SHG_NO_DATE, .handover = term->groups[groups[i]].handover};
    for (size_t i = 0; i < n; i++)
        if (!first || first[i] != SHG_NO_DATE)
            begin(&l, (uint32_t)i, first ? first[i] : SHG_NO_DATE, first != NULL);
    while (l.n && !l.failed && !books->failed)
        lay_day(&l, l.heap[0].date);
    bool done = !l.failed && !books->failed;
    free(l.progress);
    free(l.heap);
    free(l.waiting);
    return done;
}
