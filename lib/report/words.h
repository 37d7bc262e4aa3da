/* Values as a reader sees them: CSV keeps its words and codes, the other faces speak. */
#ifndef SHG_REPORT_WORDS_H
#define SHG_REPORT_WORDS_H

#include "base/date.h"
#include "base/fault.h"
#include "base/text.h"

/* Empties out and fills it with a text cell of a column as it is told: words of figures translated, municipalities and
 * counties with their names. */
void shg_word_told(const shg_faults *tr, const char *column, const char *text, struct shg_buf *out);

/* Adds a date as it is told: 2026-11-23, or 23.11.2026 in Norwegian; nothing for SHG_NO_DATE. */
void shg_date_told(const shg_faults *tr, shg_date date, struct shg_buf *out);

/* Adds a number as it is told: with the language's decimal mark. */
void shg_number_told(const shg_faults *tr, const char *text, struct shg_buf *out);

#endif
