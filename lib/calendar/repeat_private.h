/* The days on which an event happens by its rule (RFC 5545, 3.3.10). libical reads rules, but must not expand them: it
 * never comes back from one that has no day (DAILY, BYMONTH=2, BYMONTHDAY=30; seen in 3.0.16). Here no rule takes more
 * steps than there are days until the last. */
#ifndef SHG_CALENDAR_REPEAT_PRIVATE_H
#define SHG_CALENDAR_REPEAT_PRIVATE_H

#include "base/date.h"

#include <libical/ical.h>
#include <stdbool.h>

/* A walk over the days of a rule, in order, that ends at a day. */
struct repeat {
    const struct icalrecurrencetype *rule;
    shg_date start, last; /* the first day of the event; nothing after last */
    shg_date period;      /* the first day of the period that comes next */
    shg_date days[366];   /* of the period that is walked now */
    int n, at;
    int left; /* of COUNT, -1: any number */
};

/* Whether the rule is one that can be walked: it repeats daily at most, and has no BYHOUR, BYMINUTE, BYSECOND, BYWEEKNO
 * or RSCALE. */
bool repeat_can(const struct icalrecurrencetype *rule);
/* rule is borrowed; UNTIL is the caller's to look at. */
void repeat_begin(struct repeat *walk, const struct icalrecurrencetype *rule, shg_date start, shg_date last);
/* The next day, SHG_NO_DATE after the last. */
shg_date repeat_next(struct repeat *walk);

#endif
