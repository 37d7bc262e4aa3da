#include "events/cells.h"

enum shg_status shg_add_cells(shg_register *reg, enum shg_table table, const struct shg_cell *cells, size_t n,
                              size_t *row) {
    enum shg_status status = shg_add_row(reg, table, row);
    for (size_t i = 0; i < n && status == SHG_OK; i++)
        status = shg_set(reg, table, *row, cells[i].column, cells[i].value);
    return status;
}
