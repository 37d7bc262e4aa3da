/* Erasure (formats.md): a person or starter is taken out of every table, the figures stand. */
#ifndef SHG_EVENTS_ERASE_H
#define SHG_EVENTS_ERASE_H

#include "events/tally.h"

/* For every row of people the date from which they are due to be erased, SHG_NO_DATE where nothing says when: closed
 * cases RETAIN_DAYS after they were closed, members MEMBER_DAYS after the handover of their group, all others
 * STALE_ERASE days after the last date that stands in their rows. dates has room for each row of people. Needs people,
 * placements and groups. SHG_OK or SHG_SYSTEM. */
enum shg_status shg_erasure_dates(const shg_register *reg, shg_date *dates, shg_faults *faults);

/* Ids, sorted and each once. */
struct shg_gone {
    char **at;
    size_t n, cap;
};
#define SHG_GONE_EMPTY ((struct shg_gone){NULL, 0, 0})
/* Adds a copy of n bytes; false when out of memory. Sort them when all are there. */
bool shg_gone_add(struct shg_gone *ids, const char *id, size_t n);
void shg_gone_sort(struct shg_gone *ids);
void shg_gone_free(struct shg_gone *ids);
/* The number of an id, or SHG_NONE. */
uint32_t shg_gone_find(const struct shg_gone *ids, const char *id, size_t n);
/* The number of the first of them that occurs in n bytes as a word of its own, or SHG_NONE. */
uint32_t shg_gone_within(const struct shg_gone *ids, const char *bytes, size_t n);

/* Adds the people who are due today. SHG_OK or SHG_SYSTEM. */
enum shg_status shg_erasure_due(const shg_register *reg, struct shg_gone *out, shg_faults *faults);

/* Takes ids (sorted) out of every table, with counts.csv, erasures.csv (due: the ground), `others` and open seats set
 * right, and tells the commit to keep nothing. All tables must be loaded. A cell of a column that is the user's own and
 * still holds one of them is told as a warning. SHG_DATA where an id is nobody's: it is told by its number among the
 * sorted. Without ids nothing is done. */
enum shg_status shg_erase(shg_register *reg, const struct shg_gone *ids, bool due, shg_faults *faults);

#endif
