/* Changing fields of rows that are there (shg-set): plain fields as they are given, a status by the steps of the life
 * cycle. */
#ifndef SHG_EVENTS_SET_H
#define SHG_EVENTS_SET_H

#include "events/steps.h"

struct shg_assignment {
    int column;
    const char *value;
};

/* What is to be set, and in which rows: those with the n_ids keys (P48213377, P48213377/G00004), or those that the rows
 * of a document name by the key columns. Where the document carries other columns of the table, the row must still have
 * those values. */
struct shg_setting {
    enum shg_table table;
    const struct shg_assignment *fields;
    size_t n_fields;
    const char *const *ids;
    size_t n_ids;
    const shg_csv *document; /* NULL: ids */
    bool wait_again;         /* as in struct shg_step_given */
    shg_date until;
};

/* Sets them all; a row that is named twice is set once. SHG_DATA where a row is not there, is stale, or cannot take the
 * step, each told; then the change must not be committed. SHG_SYSTEM when out of memory. */
enum shg_status shg_set_rows(shg_register *reg, const struct shg_setting *setting, shg_faults *faults);

#endif
