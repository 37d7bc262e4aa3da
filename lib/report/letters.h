/* Letters: the rows for calls and mail merge. The one place where names meet groups; contacts.csv must be loaded. */
#ifndef SHG_REPORT_LETTERS_H
#define SHG_REPORT_LETTERS_H

#include "register/register.h"
#include "report/grid.h"

enum shg_letter_kind {
    SHG_LETTER_CALLS,   /* proposed: nobody has asked them yet */
    SHG_LETTER_OFFERS,  /* offered: who owes an answer, until when */
    SHG_LETTER_MEETING, /* everybody who has a seat, members and starters */
    SHG_LETTERS
};

/* The kind of that name, or SHG_LETTERS. */
enum shg_letter_kind shg_letter_named(const char *name);

/* The tables it needs. */
#define SHG_LETTER_TABLES                                                                                              \
    (SHG_SET(SHG_PEOPLE) | SHG_SET(SHG_CONTACTS) | SHG_SET(SHG_STARTERS) | SHG_SET(SHG_VENUES) | SHG_SET(SHG_GROUPS) | \
     SHG_SET(SHG_PLACEMENTS) | SHG_SET(SHG_MEETINGS))

/* Fills out: a row for each held placement that the kind asks for, of one group (NULL: all), sorted by group, role and
 * person, with the date and place of that meeting (0: the first that is planned, else the date that the group was
 * promised). SHG_SYSTEM when out of memory. */
enum shg_status shg_letters(enum shg_letter_kind kind, const shg_register *reg, const char *group, long meeting,
                            shg_grid *out, shg_faults *faults);

#endif
