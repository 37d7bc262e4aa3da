/* The greatest values within a span of years. Private to lib/match.
 *
 * Of values with a year each, or none, the k greatest in every window of span + 1 years; a value without a year is in
 * every window. Windows that lie within the one before are left out, and those whose positive values together, less a
 * toll that falls with their number, are not above a floor: sums of those, by year, tell it at once. Few values are
 * sorted once, and each window picks its own. Of many the years that occur are cut into blocks of at most the span: a
 * window is the end of one block and the beginning of the next; the greatest of each end are found once a block, those
 * of the beginning grow as the window moves on (the two-block way of sliding minima: van Herk, 1992; Gil and Werman,
 * 1993), so that n values in w windows take about n + k * w steps, not n * w.
 */
#ifndef SHG_MATCH_WINDOWS_H
#define SHG_MATCH_WINDOWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct shg_windows;

/* Some of the greatest, falling; equals by rising `who`. */
struct shg_top {
    uint32_t n;
    int64_t *value;
    uint32_t *who;
};

/* One of the values. `who` is told with it. */
struct shg_dated {
    int64_t value;
    uint32_t who;
    int year; /* 0: none */
};

/* For windows from year y to y + span, the k greatest of at most n values. NULL when out of memory. */
struct shg_windows *shg_windows_new(uint32_t k, uint32_t span, size_t n);
void shg_windows_free(struct shg_windows *w);

/* Where the values are put, before shg_windows_begin. */
struct shg_dated *shg_windows_values(struct shg_windows *w);
/* Begins anew with the first n values put there, quickly where they are nearly in the order of their years. Every
 * window has to hold the years from..to (0: it need not). toll[n]: what n values pay at least, 0 <= n < k; toll[k]: k
 * and more. It must live as long. */
void shg_windows_begin(struct shg_windows *w, uint32_t n, int from, int to, const int64_t *toll);
/* Back to the first window, with the same values. */
void shg_windows_again(struct shg_windows *w);
/* The next window, by its first year, that may hold more than `floor`, and its greatest values, which live until the
 * next call; false: there was none left. Where no value has a year there is one window, from the year 0 on. */
bool shg_windows_next(struct shg_windows *w, int64_t floor, int *first, const struct shg_top **top);
/* What a window that was left out for its floor can hold at most; INT64_MIN where there was none. */
int64_t shg_windows_rest(const struct shg_windows *w);

#endif
