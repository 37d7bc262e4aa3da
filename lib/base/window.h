/* Windows of the week: a weekday, a start and an end, `mon17:00-21:00` (formats.md). */
#ifndef SHG_BASE_WINDOW_H
#define SHG_BASE_WINDOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Minutes since Monday 00:00, half open: [start, end). A window never leaves its day; end may be that day's 24:00. */
struct shg_window {
    uint16_t start, end;
};

/* Reads one window of n bytes (blanks around it are not allowed); false for anything else. */
bool shg_window_parse(const char *s, size_t n, struct shg_window *out);
/* Writes `mon17:00-21:00` and a NUL. Gives out. */
char *shg_window_format(struct shg_window w, char out[15]);
/* 0 Monday to 6 Sunday. */
int shg_window_weekday(struct shg_window w);
bool shg_window_contains(struct shg_window outer, struct shg_window inner);
bool shg_window_overlap(struct shg_window a, struct shg_window b);

#endif
