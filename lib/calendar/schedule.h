/* From a register, and a plan or the groups that are ready, to dated meetings (tools.md, shg-schedule). */
#ifndef SHG_CALENDAR_SCHEDULE_H
#define SHG_CALENDAR_SCHEDULE_H

#include "csv/csv.h"
#include "events/steps.h"
#include "register/register.h"

/* The tables to be loaded. */
#define SHG_SCHEDULE_TABLES (SHG_STEP_TABLES | SHG_SET(SHG_ABSENCES) | SHG_SET(SHG_APART) | SHG_SET(SHG_TRAVEL))

struct shg_scheduling {
    shg_date from;    /* no first meeting before it; SHG_NO_DATE: a week ahead, or the date promised to the group */
    bool substitutes; /* a free starter who fits may lead where none of the group's own can */
};

/* Each of these prints meetings, `group,number,date,start,end,venue,starters,kind,status,revision`, sorted by group and
 * number, and adds to faults a note for each day that was skipped, with the reason, and for each stand-in. Starters are
 * never named in a message. SHG_OK; SHG_NO where a group cannot be planned (each is told with the reason, the others
 * are printed); SHG_DATA where the plan is refused; SHG_SYSTEM. */

/* The groups of a plan that are new or forming. */
enum shg_status shg_schedule_plan(const shg_register *reg, const shg_csv *plan, const struct shg_scheduling *how,
                                  struct shg_writer *out, shg_faults *faults);

/* The forming groups of the register whose accepted members reach their min, with a starter who has accepted, and a
 * room. */
enum shg_status shg_schedule_ready(const shg_register *reg, const struct shg_scheduling *how, struct shg_writer *out,
                                   shg_faults *faults);

/* The meetings of groups under way that cannot stay as they are: the venue is closed or has no room, no starter can
 * lead, the meeting was cancelled, the group has moved. Only rows that change are printed, their revision raised by 1;
 * a meeting keeps its number, and later ones move only where they must. from: nothing before it changes. */
enum shg_status shg_schedule_replan(const shg_register *reg, const struct shg_scheduling *how, struct shg_writer *out,
                                    shg_faults *faults);

#endif
