#include "calendar/planner_private.h"

/* Shortest augmenting paths with potentials (Kuhn 1955, Munkres 1957; in the form of Jonker and Volgenant 1987). Rows
 * and columns count from 1; 0 is the row that is being placed. */
int64_t assignment(const int64_t *cost, size_t rows, size_t columns, int64_t *work) {
    int64_t *row_price = work, *column_price = row_price + rows + 1, *least = column_price + columns + 1;
    int64_t *row_of = least + columns + 1, *way = row_of + columns + 1;
    const int64_t none = INT64_MAX / 4;
    for (size_t i = 0; i <= rows; i++)
        row_price[i] = 0;
    for (size_t j = 0; j <= columns; j++)
        column_price[j] = row_of[j] = 0;
    for (size_t row = 1; row <= rows; row++) {
        size_t column = 0;
        row_of[0] = (int64_t)row;
        for (size_t j = 0; j <= columns; j++) {
            least[j] = none;
            way[j] = -1; /* not reached; -2 - k: reached from k and settled */
        }
        do {
            size_t at = (size_t)row_of[column], next = 0;
            int64_t step = none;
            way[column] = way[column] < 0 ? -2 : -2 - way[column];
            for (size_t j = 1; j <= columns; j++) {
                if (way[j] < -1)
                    continue;
                int64_t reduced = cost[(at - 1) * columns + j - 1] - row_price[at] - column_price[j];
                if (reduced < least[j]) {
                    least[j] = reduced;
                    way[j] = (int64_t)column;
                }
                if (least[j] < step) {
                    step = least[j];
                    next = j;
                }
            }
            for (size_t j = 0; j <= columns; j++) {
                if (way[j] < -1) {
                    row_price[row_of[j]] += step;
                    column_price[j] -= step;
                } else {
                    least[j] -= step;
                }
            }
            column = next;
        } while (row_of[column]);
        for (size_t from; column; column = from) {
            from = (size_t)(way[column] < -1 ? -2 - way[column] : way[column]);
            row_of[column] = row_of[from];
        }
    }
    return -column_price[0];
}
