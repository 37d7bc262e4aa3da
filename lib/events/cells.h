/* Rows that are added whole. */
#ifndef SHG_EVENTS_CELLS_H
#define SHG_EVENTS_CELLS_H

#include "register/register.h"

struct shg_cell {
    int column;
    const char *value;
};

/* Adds a row with these n cells, the rest empty; its number in *row. As shg_add_row and shg_set. */
enum shg_status shg_add_cells(shg_register *reg, enum shg_table table, const struct shg_cell *cells, size_t n,
                              size_t *row);

#endif
