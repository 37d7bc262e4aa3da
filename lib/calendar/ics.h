/* iCalendar (RFC 5545) from meetings, and closures from a house's own calendar. The one room where libical is known. */
#ifndef SHG_CALENDAR_ICS_H
#define SHG_CALENDAR_ICS_H

#include "csv/csv.h"
#include "register/register.h"

/* The tables that both need. */
#define SHG_ICS_TABLES (SHG_SET(SHG_VENUES))

/* Which meetings; NULL: any. */
struct shg_ics_choice {
    const char *group, *starter, *venue; /* ids */
};

/* Adds a calendar with one event a meeting, in the order of the rows: local time with TZID Europe/Oslo and the rules of
 * its time zone since 1996; UID `GROUP-NUMBER@OFFICE`, SEQUENCE from revision, STATUS, DTSTAMP from the register's
 * today (RFC 5545 3.8.4.7, 3.8.7.4; RFC 5546 2.1.4: importing again updates, moves or cancels). The summary is group
 * and number; the place is the venue's name where people meet in person. Nothing else is told: no theme, no name, no
 * link. SHG_DATA where a row is no meeting or one is there twice (each is told), SHG_SYSTEM. */
enum shg_status shg_ics_write(const shg_register *reg, const shg_csv *meetings, const struct shg_ics_choice *choice,
                              struct shg_buf *out, shg_faults *faults);

/* Which part of a house's calendar, and for which venue. */
struct shg_ics_busy {
    const char *name;  /* of the file, for messages */
    const char *venue; /* an id of venues.csv */
    shg_date from, until;
};

/* Turns what a calendar says is busy between two days into rows for closures.csv, `venue,from,to,start,end,reason`,
 * sorted, none twice. Repeating events are expanded; those that are free (TRANSPARENT) or cancelled, and our own
 * meetings (UID ending in OFFICE), are left out; no summary is taken over. SHG_DATA where it is no calendar, or says
 * something of when that cannot be read (each event is told by its number), SHG_SYSTEM. */
enum shg_status shg_ics_read_busy(const shg_register *reg, const struct shg_buf *calendar,
                                  const struct shg_ics_busy *what, struct shg_writer *out, shg_faults *faults);

#endif
