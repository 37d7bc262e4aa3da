/* The events of years, as flow and funder print them. */
#ifndef SHG_REPORT_FLOW_PRIVATE_H
#define SHG_REPORT_FLOW_PRIVATE_H

#include "events/tally.h"
#include "report/period.h"
#include "report/report_private.h"

/* Inquiries, then the events. */
enum { SHG_SERIES_INQUIRIES = 0, SHG_SERIES = 1 + SHG_EVENTS };

struct shg_flow_year {
    long count[SHG_SERIES][12];
    bool month_hidden[SHG_SERIES][12], quarter_hidden[SHG_SERIES][4], year_hidden[SHG_SERIES];
};

struct shg_flow {
    struct shg_flow_year *years; /* first to last */
    int first, last;
    shg_date today;
    long suppress; /* 0: nothing is hidden */
};

const char *shg_series_name(int series);

/* A period as it is printed: one that is over by its name, one that runs by its days, `2026-11-01/2026-11-23`. */
void shg_flow_period(const struct shg_flow *flow, int year, enum shg_period period, int at, char out[SHG_PERIOD_TEXT]);

/* Counts the years and decides what is hidden of them. SHG_OK or SHG_SYSTEM; shg_flow_free in either case. */
enum shg_status shg_flow_make(struct shg_flow *flow, const shg_register *reg, int first, int last, bool exact,
                              shg_faults *faults);
void shg_flow_free(struct shg_flow *flow);
/* The count of the at-th period of a year; false where it is hidden. */
bool shg_flow_get(const struct shg_flow *flow, int year, enum shg_period period, int at, int series, long *count);
/* The counts of a year that was asked for, or NULL. */
struct shg_flow_year *shg_flow_year(const struct shg_flow *flow, int year);
/* Decides what is hidden of a series of a year. */
enum shg_status shg_flow_hide(const struct shg_flow *flow, const shg_register *reg, int year, int series);
/* Whether it may be told how many inquired in a year. SHG_OK or SHG_SYSTEM. */
enum shg_status shg_flow_inquiries_told(const shg_register *reg, int year, long suppress, bool *told);
/* A row for each period within the dates. */
void shg_flow_print(const struct shg_flow *flow, enum shg_period period, shg_date from, shg_date to, shg_grid *out);
/* A row for each year, event (-1: all) and value. column names the dimension. */
enum shg_status shg_flow_by(const struct shg_flow *flow, const shg_register *reg, enum shg_dimension dimension,
                            const char *column, int event, shg_grid *out, shg_faults *faults);

#endif
