/* Dated meetings for groups that are to start: the planner, on its own compact structures.
 *
 * A group meets in its slot: the first meeting on the first day at or after `from` on which it can, MEETINGS of them,
 * EVERY weeks apart, the first STARTER_MEETINGS with starters (all its own at the first, at least one at each), then
 * its own; and FOLLOW_UP meetings so many days after the last with starters. A day is skipped on a public holiday, when
 * the venue is closed, when no room is free, when no starter of its own can lead; what is skipped shifts all later ones
 * (issue: shg-schedule; formats.md, profile). A day on which a follow-up falls is no day of the group's other meetings.
 *
 * First meetings come before all later ones: they are chosen together, so that the most groups are planned, then the
 * sum of days to the first meeting is least, then the stand-ins are fewest, then the group first in order has the
 * earliest day. The later ones are then laid day by day, who has waited longest first, then in order of groups.
 */
#ifndef SHG_CALENDAR_PLANNER_H
#define SHG_CALENDAR_PLANNER_H

#include "base/date.h"
#include "base/fault.h"
#include "base/list.h"
#include "base/window.h"
#include "register/schema.h"

/* Days within which a meeting must be found, from the day on which it is due. */
#define SHG_HORIZON 364
/* Most starters a group may have of its own. */
#define SHG_MOST_STARTERS 32

/* How many meetings, how often (profile). */
struct shg_rhythm {
    long meetings, starter_meetings, every; /* every: weeks */
    long follow_up[8];                      /* days after the handover */
    size_t follow_ups;
};

/* A group to be planned. Starters are numbers; lists of them lie in the term's pool. */
struct shg_due {
    uint32_t venue;
    struct shg_window slot;
    shg_date from;
    uint32_t starters, starters_n;   /* its own, pool[starters] onwards; at most SHG_MOST_STARTERS */
    uint32_t stand_ins, stand_ins_n; /* who may stand in, the best first */
    uint32_t steps, steps_n;         /* meetings that are left (replanning), term.steps onwards; none: all of them */
    shg_date handover;               /* replanning: where no meeting with starters is left, the last there was */
};

/* A meeting that is left to be planned again; the group's others stand. In order of their numbers. */
struct shg_step {
    enum shg_meeting_kind kind;
    int number;
    shg_date wish;   /* not before this day */
    shg_date stands; /* the day on which it may stay as it is, whatever that breaks; SHG_NO_DATE: it must change */
    int gap;         /* days after the step before it */
    int days;        /* follow-up: not before so many days after the handover */
    uint32_t leads, leads_n; /* who leads it where it stands, pool[leads] onwards */
};

/* A venue's room or a starter's time that is taken. */
struct shg_booking {
    uint32_t venue, starter; /* SHG_NONE: none */
    shg_date date;
    int start, end; /* minutes since midnight */
};

/* Asks the caller: what closes a venue between start and end on a date (SHG_NONE: nothing; else a number that comes
 * back in struct shg_skipped), and whether a starter is away. */
typedef uint32_t shg_ask_closed(const void *ctx, uint32_t venue, shg_date date, int start, int end);
typedef bool shg_ask_away(const void *ctx, uint32_t starter, shg_date date, int start, int end);

/* What is to be planned and what binds it; everything is the caller's. */
struct shg_term {
    shg_date today;
    struct shg_rhythm rhythm;
    const struct shg_due *groups; /* in order of their ids */
    size_t n;
    const uint32_t *pool;
    const struct shg_step *steps;
    const long *rooms; /* of each venue */
    size_t venues, starters;
    const struct shg_booking *booked;
    size_t booked_n;
    shg_ask_closed *closed;
    shg_ask_away *away;
    const void *ctx;
};

/* Why a day is no day. */
enum shg_skip {
    SHG_SKIP_HOLIDAY,
    SHG_SKIP_CLOSED,
    SHG_SKIP_ROOM,      /* no room is free */
    SHG_SKIP_AWAY,      /* its starters are away */
    SHG_SKIP_ELSEWHERE, /* its starters lead another meeting */
    SHG_SKIP_LATER,     /* its later meetings would find no day */
    SHG_SKIPS
};

struct shg_planned {
    uint32_t group;
    int number;
    shg_date date;
    enum shg_meeting_kind kind;
    uint32_t present;  /* bit i: the group's i-th own starter is there */
    uint32_t stand_in; /* SHG_NONE, or who leads in their place */
    bool stands;       /* replanning: it stays as it is */
};

struct shg_skipped {
    uint32_t group;
    shg_date date;
    enum shg_skip why;
    uint32_t detail; /* what `closed` gave */
};

/* A group that cannot be planned: most of its days until `until` were lost for this reason. */
struct shg_refused {
    uint32_t group;
    enum shg_skip why;
    shg_date until;
};

/* Sorted by group; meetings then by number, skipped by date. */
struct shg_dates {
    struct shg_planned *meetings;
    size_t meetings_n, meetings_cap;
    struct shg_skipped *skipped;
    size_t skipped_n, skipped_cap;
    struct shg_refused *refused;
    size_t refused_n, refused_cap;
    bool proven; /* no better choice of first meetings exists */
};

/* Plans all groups of a term together. Gives SHG_OK, or SHG_SYSTEM when out of memory. Free out with shg_dates_free in
 * either case. */
enum shg_status shg_term_plan(const struct shg_term *term, struct shg_dates *out);

/* Lays the steps of each group again, group by group in their order, on the first days that can be. Steps that stand
 * are among the booked. */
enum shg_status shg_term_replan(const struct shg_term *term, struct shg_dates *out);

void shg_dates_free(struct shg_dates *dates);

/* The first date at or after a day that falls on the slot's weekday; start and end of the slot as minutes of its day.
 */
shg_date shg_slot_from(struct shg_window slot, shg_date day);
int shg_slot_start(struct shg_window slot);
int shg_slot_end(struct shg_window slot);

#endif
