/* What the files that fill the planner from a register share. */
#ifndef SHG_CALENDAR_SCHEDULE_PRIVATE_H
#define SHG_CALENDAR_SCHEDULE_PRIVATE_H

#include "calendar/planner.h"
#include "calendar/schedule.h"
#include "events/proposal.h"
#include "register/closure.h"

/* Who is in a group: a starter or a member, by row; sorted by group, role, row. */
struct belongs {
    uint32_t group; /* of the timetable's groups */
    bool starter;
    uint32_t row; /* in starters.csv or people.csv */
};

/* A group to be planned, as the register knows it. */
struct listed {
    const char *id;
    uint32_t row; /* in groups.csv; SHG_NONE: new */
    const char *language;
    int composition;
};

/* The planner's term while it is filled, and what is needed to tell of it. */
struct timetable {
    const shg_register *reg;
    const struct shg_scheduling *how;
    shg_faults *faults;
    shg_closures *closures;
    struct listed *listed; /* as many as due */
    struct shg_due *due;
    size_t n, listed_cap, due_cap;
    struct belongs *belongs;
    size_t belongs_n, belongs_cap;
    uint32_t *pool;
    size_t pool_n, pool_cap;
    struct shg_booking *booked;
    size_t booked_n, booked_cap;
    struct shg_step *steps;
    size_t steps_n, steps_cap;
    long *rooms;
    bool failed;  /* out of memory */
    bool refused; /* a group could not even be tried: told */
    bool wrong;   /* the plan is wrong: told */
};

enum shg_status timetable_init(struct timetable *t, const shg_register *reg, const struct shg_scheduling *how,
                               shg_faults *faults);
void timetable_free(struct timetable *t);
/* A group at the end; *due is to be filled further, valid until the next. NULL when out of memory. */
struct shg_due *timetable_add(struct timetable *t, const struct listed *listed, uint32_t venue, struct shg_window slot);
void timetable_belongs(struct timetable *t, uint32_t group, bool starter, uint32_t row);
/* Sorts who belongs where and puts each group's starters (and, where asked for, stand-ins) into the pool. */
void timetable_people(struct timetable *t);
void timetable_book(struct timetable *t, struct shg_booking booking);
/* Books a row of meetings.csv: its venue and its starters. */
void timetable_book_meeting(struct timetable *t, size_t row);
/* A group that cannot even be tried: told, and remembered. */
enum lack { LACKS_STARTER, LACKS_PLACE };
void timetable_refuse(struct timetable *t, enum lack lack, const char *id);
struct shg_term timetable_term(const struct timetable *t);
/* The starters of one that belong to a group: *n of them. */
const struct belongs *starters_of(const struct timetable *t, uint32_t group, size_t *n);
const struct belongs *members_of(const struct timetable *t, uint32_t group, size_t *n);

/* Adds a starter to the pool. */
void pool_add(struct timetable *t, uint32_t starter);
/* Adds to the pool who may stand in for each group's starters, the nearest first, then by id (matching.md, Who fits).
 */
void stand_ins(struct timetable *t);

/* ---- telling ---- */

/* Notes on skipped days and stand-ins, errors on groups that were refused: SHG_OK or SHG_NO. */
enum shg_status tell_dates(const struct timetable *t, const struct shg_dates *dates);
void put_meetings_header(struct shg_writer *out);
/* A meeting's row; starters as a list of ids. */
void put_meeting(struct shg_writer *out, const struct timetable *t, const struct shg_planned *meeting,
                 const char *starters, long revision);
/* The ids of those who lead, by bytes, separated by `;`. */
void lead_by(const struct timetable *t, const struct shg_planned *meeting, struct shg_buf *out);

#endif
