/* What the reports share. */
#ifndef SHG_REPORT_REPORT_PRIVATE_H
#define SHG_REPORT_REPORT_PRIVATE_H

#include "report/report.h"

enum shg_status shg_report_waiting(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                   shg_faults *faults);
enum shg_status shg_report_groups(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                  shg_faults *faults);
enum shg_status shg_report_meetings(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                    shg_faults *faults);
enum shg_status shg_report_plan(const shg_register *reg, const struct shg_ask *ask, shg_grid *out, shg_faults *faults);
enum shg_status shg_report_agenda(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                  shg_faults *faults);
enum shg_status shg_report_offers(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                  shg_faults *faults);

enum shg_status shg_report_flow(const shg_register *reg, const struct shg_ask *ask, shg_grid *out, shg_faults *faults);
enum shg_status shg_report_starters(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                    shg_faults *faults);
enum shg_status shg_report_rooms(const shg_register *reg, const struct shg_ask *ask, shg_grid *out, shg_faults *faults);
enum shg_status shg_report_courses(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                   shg_faults *faults);
enum shg_status shg_report_forecast(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                    shg_faults *faults);
enum shg_status shg_report_outcomes(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                    shg_faults *faults);
enum shg_status shg_report_activities(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                      shg_faults *faults);
enum shg_status shg_report_coverage(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                    shg_faults *faults);
enum shg_status shg_report_offices(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                   shg_faults *faults);
enum shg_status shg_report_open(const shg_register *reg, const struct shg_ask *ask, shg_grid *out, shg_faults *faults);
enum shg_status shg_report_person(const shg_register *reg, const struct shg_ask *ask, shg_grid *out,
                                  shg_faults *faults);
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

/* Whether a group is one of those asked for (status, group, venue, municipality, mode). */
bool shg_group_asked(const shg_register *reg, const struct shg_ask *ask, size_t group);

/* Columns of one kind; names NULL at the end. */
void shg_grid_columns_add(shg_grid *grid, const char *const *names, enum shg_cell_kind kind);

#endif
