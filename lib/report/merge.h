/* Figures of many offices, added up: each hands over exact counts by one dimension, without ids; what is hidden is
 * decided after adding, so that an office that takes away its own learns nothing of the others. */
#ifndef SHG_REPORT_MERGE_H
#define SHG_REPORT_MERGE_H

#include "events/tally.h"

#define SHG_MERGE_TABLES (SHG_TALLY_TABLES)

/* Prints `office,period,event,dimension,value,count`: who waits today, and the events of the years from..to: under
 * `all` by month, else by year. Exact: for the one who adds up alone. */
enum shg_status shg_merge_export(const shg_register *reg, int from, int to, struct shg_writer *out, shg_faults *faults);

/* Adds up n such documents and prints `period,event,dimension,value,count` with small numbers hidden, also from each
 * office that knows its own; municipalities also by county and, where offices is not NULL (an offices.csv), by who
 * serves them at the end of the period. A note says that a person on two lists counts twice. SHG_DATA, each told, where
 * a document is not one of these or an office comes twice; SHG_SYSTEM. */
enum shg_status shg_merge_add_up(const shg_csv *const *documents, size_t n, const shg_csv *offices, long suppress,
                                 struct shg_writer *out, shg_faults *faults);

#endif
