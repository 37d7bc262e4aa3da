/* The life cycle: which steps persons, starters, groups, placements and meetings can take, and all that a step sets
 * (formats.md, Life cycle). One table (steps.c) says what is lawful; nothing else in shg changes a status.
 *
 * A step may touch people, groups, placements, meetings and history, and reads venues, closures and the profile: they
 * must be loaded (SHG_STEP_TABLES).
 */
#ifndef SHG_EVENTS_STEPS_H
#define SHG_EVENTS_STEPS_H

#include "register/register.h"

#define SHG_STEP_TABLES                                                                                                \
    (SHG_SET(SHG_PEOPLE) | SHG_SET(SHG_STARTERS) | SHG_SET(SHG_VENUES) | SHG_SET(SHG_GROUPS) |                         \
     SHG_SET(SHG_PLACEMENTS) | SHG_SET(SHG_MEETINGS) | SHG_SET(SHG_CLOSURES) | SHG_SET(SHG_HISTORY))

/* What goes with a step. */
struct shg_step_given {
    uint64_t fields; /* columns (1 << column) of the row that the caller has filled in: the step leaves them alone */
    bool wait_again; /* the person of a placement that is left waits again, and has not left */
    shg_date until;  /* of a pause: the first day after it, SHG_NO_DATE where nobody knows */
};
#define SHG_STEP_PLAIN ((struct shg_step_given){0, false, SHG_NO_DATE})

/* The column whose value changes by steps alone, or -1 for a table without a life cycle. */
int shg_step_column(enum shg_table table);

/* Takes a row from the status it has to the one named by `to` (its number in the schema), with all that this sets in
 * any table, as of the register's today. To the status it has already: nothing is done. SHG_DATA where that is no step
 * of the life cycle (the lawful ones are named) or something that it needs is missing (it is named); then some of it
 * may have been set, and the change must not be committed. SHG_SYSTEM when out of memory. */
enum shg_status shg_step_take(shg_register *reg, enum shg_table table, size_t row, int to,
                              const struct shg_step_given *given, shg_faults *faults);

/* A group has moved to another venue: history.csv gets a row (moved, or digital, in-person where the mode changed) if
 * it is starting, running or paused. Call it after groups.venue was set; was is what stood there. */
enum shg_status shg_step_moved(shg_register *reg, size_t group, const char *was, shg_faults *faults);

/* A planned meeting has got another date, time or place by hand: its revision goes up by one (tools.md, Meetings), and
 * its group follows the date. */
enum shg_status shg_step_meeting_moved(shg_register *reg, size_t meeting, shg_faults *faults);

/* The dates of a group that is starting (or was before it paused) follow its meetings: started, handover, and the start
 * of the members who began with it. */
enum shg_status shg_step_redate(shg_register *reg, size_t group, shg_faults *faults);

/* The day by which an offer made on `offered` is to be answered: ANSWER_DAYS later, moved past week-ends, public
 * holidays and days on which everything is closed. */
shg_date shg_answer_by(const shg_register *reg, shg_date offered);

/* The group's member rows that hold a seat, and its others. */
long shg_members_held(const shg_register *reg, size_t group);

#endif
