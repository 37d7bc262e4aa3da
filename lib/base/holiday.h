/* Norway's public holidays, computed: the twelve of domain.md, section 3, for the years 1900 to 2299.
 * Sources: lov om 1 og 17 mai som hoytidsdager (1947), helligdagsfredloven (1995) section 2; Easter by the anonymous
 * Gregorian algorithm (Nature, 1876; Meeus, Astronomical Algorithms, chapter 8). Sundays as such are not among them. */
#ifndef SHG_BASE_HOLIDAY_H
#define SHG_BASE_HOLIDAY_H

#include "base/date.h"

#include <stdbool.h>

#define SHG_HOLIDAY_FIRST_YEAR 1900
#define SHG_HOLIDAY_LAST_YEAR 2299

/* Easter Sunday of a year (1900 to 2299), SHG_NO_DATE for any other year. */
shg_date shg_easter(int year);

/* The name of the holiday on a date, a msgid; NULL where there is none (also outside 1900 to 2299). Where two meet (17
 * May 2027 is Whit Monday too) the one with the fixed date is named. */
const char *shg_holiday_name(shg_date date);

bool shg_is_holiday(shg_date date);

#endif
