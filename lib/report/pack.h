/* The first-meeting pack: what lies on the table when a group meets for the first time, and the starter's sheet, made
 * from a template that an office can change.
 *
 * A template is text. In it stand {office}, {group}, {theme}, {venue}, {municipality}, {key_holder}, {handover} and
 * {today}. A line that holds {number}, {date} or {time} stands once for each planned meeting; one with {starter} or
 * {starter_phone}, once for each starter; one with {member} or {member_phone}, once for each member. A line with
 * anything else in braces is a fault.
 */
#ifndef SHG_REPORT_PACK_H
#define SHG_REPORT_PACK_H

#include "base/text.h"
#include "register/register.h"

/* Fills a template (bytes of UTF-8, named name in messages) for a group (its row). Needs SHG_LETTER_TABLES. Dates are
 * written as people write them, in the language of faults. SHG_OK; SHG_DATA with each unknown word told by its line;
 * SHG_SYSTEM. */
enum shg_status shg_pack(const shg_register *reg, size_t group, const char *template, const char *name,
                         struct shg_buf *out, shg_faults *faults);

/* Adds a date in words: "Monday 30 November 2026", translated by the list's function. */
void shg_date_in_words(struct shg_buf *out, shg_date date, const shg_faults *tr);
/* The same without the weekday: "30 November 2026". */
void shg_day_in_words(struct shg_buf *out, shg_date date, const shg_faults *tr);
/* 0 "Monday" to 6 "Sunday". */
const char *shg_weekday_in_words(int weekday, const shg_faults *tr);

#endif
