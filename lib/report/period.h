/* Months, quarters and years as reports name them, and stretches of days. */
#ifndef SHG_REPORT_PERIOD_H
#define SHG_REPORT_PERIOD_H

#include "base/date.h"

#include <stdbool.h>

enum { SHG_PERIOD_TEXT = 32 };
enum shg_period { SHG_PERIOD_MONTH, SHG_PERIOD_QUARTER, SHG_PERIOD_YEAR };

/* `2026-03`, `2026-Q1`, `2026`: the at-th of the year. */
void shg_period_name(char out[SHG_PERIOD_TEXT], int year, enum shg_period period, int at);
/* Whether a period, of whatever version it was published in, is that one. */
bool shg_period_is(const char *text, const char *period);
/* Reads a period as it is printed or was published, `2026-03`, `2026-11-01/2026-11-23 (2)` or a day: its first and last
 * day. */
bool shg_period_read(const char *text, shg_date *from, shg_date *to);
/* The last day of a month (1 to 12). */
shg_date shg_month_end(int year, int month);

#endif
