/* Dates of the Gregorian calendar, as days since 1970-01-01, and times of day, as minutes.
 * Source: Howard Hinnant's civil calendar arithmetic ("chrono-compatible low-level date algorithms"). */
#ifndef SHG_BASE_DATE_H
#define SHG_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

typedef int32_t shg_date;
#define SHG_NO_DATE INT32_MIN

/* From year (1 to 9999), month, day; SHG_NO_DATE where there is no such day. */
shg_date shg_date_of(int year, int month, int day);
void shg_date_split(shg_date date, int *year, int *month, int *day);
int shg_date_year(shg_date date);
/* 0 Monday to 6 Sunday. */
int shg_date_weekday(shg_date date);

/* Reads 2026-11-21 or 21.11.2026 (also 1.2.2026), nothing before or behind, years 1000 to 9999; SHG_NO_DATE for
 * anything else. */
shg_date shg_date_parse(const char *s);
/* Writes 2026-11-21 and a NUL; "" for SHG_NO_DATE. Gives out. */
char *shg_date_format(shg_date date, char out[11]);

/* Reads 18:00 or 18:00:00 or 18.00 (00:00 to 24:00) as minutes since midnight; -1 for anything else. */
int shg_time_parse(const char *s);
/* Writes 18:00 and a NUL. Gives out. */
char *shg_time_format(int minutes, char out[6]);

#endif
