/* What was published (published.csv): what a public report printed on its way there, and how its periods are told
 * apart.
 */
#ifndef SHG_EVENTS_PUBLISHED_H
#define SHG_EVENTS_PUBLISHED_H

#include "register/register.h"

/* Adds the rows to published.csv, passing over those that are there. What is published stands: where a document tells
 * other figures of the same period and report, all that it tells of them is added beside the first, as its second
 * (third,
 * ...) version, and a warning says so. SHG_DATA where a document tells a cell twice. */
enum shg_status shg_record_published(shg_register *reg, const shg_csv *cells, shg_faults *faults);

/* How long the period is without its version, `2026-03 (2)`; *version (or NULL) is 1 where none stands there. */
size_t shg_published_period(const char *period, unsigned *version);

#endif
