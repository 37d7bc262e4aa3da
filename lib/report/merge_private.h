/* What the files of merging share. */
#ifndef SHG_REPORT_MERGE_PRIVATE_H
#define SHG_REPORT_MERGE_PRIVATE_H

#include "report/disclose.h"
#include "report/merge.h"

/* The figures of a period and event by one dimension, added up. View 0 is the sum, view 1 + o what office o does not
 * know of it. */
struct shg_merged {
    const char *period, *event;
    const char *const *values;
    const long *counts; /* views by values */
    size_t n, views;
    const enum shg_rest *rest; /* of each value: how it is printed */
    long suppress;
};

/* A row of the sum. */
void shg_merge_put(struct shg_writer *out, const struct shg_merged *m, const char *dimension, const char *value,
                   long count, bool hidden);
/* The same figures by county. */
void shg_merge_counties(const struct shg_merged *m, struct shg_writer *out);
/* The same figures by the office of offices.csv that serves each municipality: as many offices as can be told beside
 * the municipalities. SHG_OK or SHG_SYSTEM. */
enum shg_status shg_merge_offices(const struct shg_merged *m, const shg_csv *offices, struct shg_writer *out);
/* Whether a document is an offices.csv: tells what it lacks. SHG_OK or SHG_DATA. */
enum shg_status shg_merge_check_offices(const shg_csv *offices, shg_faults *faults);

#endif
