/* What the planner's files share. */
#ifndef SHG_CALENDAR_PLANNER_PRIVATE_H
#define SHG_CALENDAR_PLANNER_PRIVATE_H

#include "calendar/booking_private.h"
#include "calendar/planner.h"

/* A day asked about: SHG_SKIPS is "it can be". */
struct answer {
    enum shg_skip why;
    uint32_t detail;
};

/* The number of a starter among the resources of the bookings (venues are first). */
uint32_t starter_resource(const struct shg_term *term, uint32_t starter);

/* Whether a group can have its first meeting on a date: day, venue, room, all its starters. */
struct answer can_start(const struct shg_term *term, const struct bookings *books, uint32_t group, shg_date date);
void book_start(const struct shg_term *term, struct bookings *books, uint32_t group, shg_date date);

/* Lays the meetings of groups (ascending) behind their first ones: first[i] is that of groups[i] and is booked already,
 * SHG_NO_DATE leaves the group out, first NULL lays all steps. Adds meetings and skipped days to out, in order of
 * dates. A group that finds no day is put into out->refused and left. false when out of memory. */
bool lay(const struct shg_term *term, struct bookings *books, const uint32_t *groups, const shg_date *first, size_t n,
         struct shg_dates *out);

/* Chooses first meetings for groups that compete with each other (ascending): first[i], SHG_NO_DATE where there is none
 * for groups[i]. books are those without these groups; they are left as they were. *work is what steps of work are left
 * for all such sets, and becomes less. *proven: nothing better exists. */
bool choose(const struct shg_term *term, struct bookings *books, const uint32_t *groups, shg_date *first, size_t n,
            int64_t *work, bool *proven);

/* Sum over rows of the least cost of giving each its own column (rows <= columns), cost[row * columns + column]. work
 * holds at least 4 * (columns + 1) + rows + 1 numbers. */
int64_t assignment(const int64_t *cost, size_t rows, size_t columns, int64_t *work);

bool skipped_add(struct shg_dates *out, uint32_t group, shg_date date, struct answer answer);
bool refused_add(struct shg_dates *out, uint32_t group, enum shg_skip why, shg_date until);

#endif
