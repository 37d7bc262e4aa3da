/* What the reports share. */
#ifndef SHG_REPORT_REPORT_PRIVATE_H
#define SHG_REPORT_REPORT_PRIVATE_H

#include "report/report.h"

/* Fills a grid with a report of one part. */
typedef enum shg_status shg_report_maker(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                         shg_faults *faults);
shg_report_maker shg_report_waiting, shg_report_groups, shg_report_meetings, shg_report_plan, shg_report_agenda,
    shg_report_offers, shg_report_flow, shg_report_starters, shg_report_rooms, shg_report_courses, shg_report_forecast,
    shg_report_outcomes, shg_report_activities, shg_report_coverage, shg_report_offices, shg_report_open,
    shg_report_person;
/* The same in figures (ask->by). */
shg_report_maker shg_report_groups_by, shg_report_starters_by;
/* Many parts. */
enum shg_status shg_report_funder(const shg_register *reg, const struct shg_ask *ask, shg_paper *out,
                                  shg_faults *faults);

/* Whether an office serves on a day. */
bool shg_office_serves(const shg_register *reg, size_t office, shg_date day);
/* The next municipality that an office covers, as a number of place.h, or -1; *covers is the rest of its list. */
int shg_covered_next(const char **covers);

/* Days that a person has waited: from queued, else registered, to today, less the days spent paused. */
long shg_days_waited(const shg_register *reg, size_t person);

/* Who is held in each group: rows of placements by group. */
struct shg_held {
    unsigned members, starters; /* with a held status */
    unsigned accepted;          /* members who said yes or are active */
};
/* One for each row of groups.csv (free() it), NULL when out of memory. */
struct shg_held *shg_held_of(const shg_register *reg);

/* Members on record or not. */
long shg_group_size(const shg_register *reg, size_t group, const struct shg_held *held);
/* Seats that are free: up to the largest size while the group is forming or starting, else what it has opened. */
long shg_group_seats_free(const shg_register *reg, size_t group, long size);
/* Days from its start to today or its end; -1 where it has not started. */
long shg_group_age(const shg_register *reg, size_t group);
/* in-person, digital, or unknown where it has no venue. */
const char *shg_group_mode(const shg_register *reg, size_t group);
/* Whether groups of a status meet; whether one does with fewer than four. */
bool shg_group_meets(int status);
bool shg_group_under_four(const shg_register *reg, size_t group, long size);
/* Whether it started within the dates that are asked for, if any are. */
bool shg_group_began_within(const shg_register *reg, const struct shg_ask *ask, size_t group);
/* A count, or `:`. */
void shg_put_count(shg_grid *out, long count, bool hidden);

/* Whether a group is one of those asked for (status, group, venue, municipality, mode). */
bool shg_group_asked(const shg_register *reg, const struct shg_ask *ask, size_t group);

/* Columns of one kind; names NULL at the end. */
void shg_grid_columns_add(shg_grid *grid, const char *const *names, enum shg_cell_kind kind);

#endif
