/* When venues are closed and starters away: closures.csv and absences.csv as answers to "is it open on that date?".
 *
 * Both tables say from and to (both days are in it; an empty `to` is until further notice), and start and end of the
 * hours of each of these days (empty: from midnight, until midnight). A slot is closed where it overlaps such hours; to
 * touch is not to overlap. Public holidays are not in here (base/holiday.h).
 */
#ifndef SHG_REGISTER_CLOSURE_H
#define SHG_REGISTER_CLOSURE_H

#include "register/register.h"

typedef struct shg_closures shg_closures;

/* Reads both tables (what was not loaded is empty: needs SHG_CLOSURES, SHG_ABSENCES, SHG_VENUES, SHG_STARTERS). NULL
 * when out of memory. Rows of venues and starters are those of reg as it stands now. Free with shg_closures_free. */
shg_closures *shg_closures_new(const shg_register *reg);
void shg_closures_free(shg_closures *closures);

/* The row of closures.csv that closes a venue on a date between start and end (minutes since midnight): one that names
 * it, its municipality, its kind (`in-person`, `digital`) or nothing; the first of them by row. SHG_NONE: it is open.
 */
uint32_t shg_closed_by(const shg_closures *closures, size_t venue_row, shg_date date, int start, int end);

/* Whether a starter is away on a date between start and end. */
bool shg_starter_away(const shg_closures *closures, size_t starter_row, shg_date date, int start, int end);

/* How many of the slot's next n dates after today the venue is open, or the starter free (matching.md: four of six). */
int shg_open_dates(const shg_closures *closures, size_t venue_row, struct shg_window slot, shg_date today, int n);
int shg_free_dates(const shg_closures *closures, size_t starter_row, struct shg_window slot, shg_date today, int n);

/* The first date after `after` that falls on the slot's weekday. */
shg_date shg_slot_date(struct shg_window slot, shg_date after);

#endif
