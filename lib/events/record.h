/* What shg-schedule printed, on its way into the register (shg-record meetings). */
#ifndef SHG_EVENTS_RECORD_H
#define SHG_EVENTS_RECORD_H

#include "events/steps.h"

/* Adds the meetings that are new, changes those whose revision is higher than the one recorded, and passes over those
 * that are there as they are. Groups that were forming then start (formats.md, meetings recorded); those that are
 * starting or paused follow their new dates. SHG_DATA, each told, where a group is not there or has ended, a meeting
 * has changed since it was planned, or nobody has accepted a seat. A warning where fewer have than the group's min. */
enum shg_status shg_record_meetings(shg_register *reg, const shg_csv *meetings, shg_faults *faults);

#endif
