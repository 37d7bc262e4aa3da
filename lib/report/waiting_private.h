/* The waiting list as tables, and what of them is hidden. */
#ifndef SHG_REPORT_WAITING_PRIVATE_H
#define SHG_REPORT_WAITING_PRIVATE_H

#include "report/axis_private.h"
#include "report/report_private.h"

enum { SHG_WAITING_DIMENSIONS = 2 };

/* A cell of a table: the days of its people are days[from] and on. */
struct waiting_cell {
    size_t n, from;
    bool hidden;
};

struct waiting_table {
    struct waiting_cell *cells; /* rows * columns */
    size_t rows, columns;
    int32_t *days;
    bool untold; /* its sums alone are printed */
};

/* Which axes a table has: the others are `all`. */
enum { WAITING_ALL = 0, WAITING_ROWS = 1, WAITING_COLUMNS = 2, WAITING_BOTH = 3, WAITING_TABLES };

struct waiting {
    const shg_register *reg;
    uint32_t *people; /* rows of those who wait */
    int32_t *days;
    size_t n;
    struct axis axes[SHG_WAITING_DIMENSIONS];
    size_t dims;
    long suppress;
    bool open;        /* how many wait must not be told */
    const char *only; /* the label of the first axis that alone is printed, or NULL */
    uint32_t *classes[SHG_WAITING_DIMENSIONS];
    struct waiting_table tables[WAITING_TABLES];
};

/* Counts all tables that w has axes for; those of one cell or a whole list have no columns or rows. False when out of
 * memory. */
bool shg_waiting_count(struct waiting *w);
/* Lays the days of every cell that is not hidden side by side. */
bool shg_waiting_lay(struct waiting *w);

/* Whether today's sum may be told beside what was published of other days. */
bool shg_waiting_sum_allowed(const shg_register *reg, size_t waiting, long suppress);
/* What was published of the waiting list along an axis, whatever the other axis was. */
enum shg_status shg_waiting_past(const shg_register *reg, const struct axis_kind *kind, struct shg_past *past);
/* The same of active starters. */
bool shg_starters_is_sum(const char *report, const char *cell);
bool shg_starters_sum_allowed(const shg_register *reg, long starters, long suppress);
enum shg_status shg_starters_past(const shg_register *reg, struct shg_past *past);
/* Decides what of the tables is hidden. SHG_OK or SHG_SYSTEM. */
enum shg_status shg_waiting_hide(struct waiting *w);
/* Reads and folds an axis as the list of w has it. */
bool shg_waiting_axis(struct waiting *w, size_t k, const struct axis_kind *kind);

#endif
