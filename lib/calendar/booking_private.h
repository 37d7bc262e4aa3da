/* Who has which room and which starter when: a table from (room's venue or starter, date) to spans of the day, whose
 * last entries can be taken back. */
#ifndef SHG_CALENDAR_BOOKING_PRIVATE_H
#define SHG_CALENDAR_BOOKING_PRIVATE_H

#include "base/date.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct booked {
    uint32_t resource, next; /* next: number + 1 of the one before it in the same place, 0 at the end */
    shg_date date;
    int16_t start, end;
};

struct bookings {
    struct booked *list; /* in the order in which they came */
    size_t n, cap;
    uint32_t *heads; /* open addressing: number + 1 of the last of a place, 0 free */
    size_t mask;
    size_t places;
    bool failed; /* out of memory: sticky */
};

bool bookings_init(struct bookings *b, size_t expect);
void bookings_free(struct bookings *b);
void bookings_add(struct bookings *b, uint32_t resource, shg_date date, int start, int end);
/* Takes back all but the first n. */
void bookings_cut(struct bookings *b, size_t n);
/* Takes the first span of a place that is exactly so out of it (it stays in the list, empty). */
void bookings_drop(struct bookings *b, uint32_t resource, shg_date date, int start, int end);
/* The most spans that overlap one moment between start and end. */
int bookings_most(const struct bookings *b, uint32_t resource, shg_date date, int start, int end);

#endif
