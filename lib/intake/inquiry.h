/* The first conversation, at a terminal: questions in the order of a phone call, consent first.
 *
 * The answers become a map and an export of one row (map.h), so that they are read, judged and entered as any form's
 * are.
 */
#ifndef SHG_INTAKE_INQUIRY_H
#define SHG_INTAKE_INQUIRY_H

#include "csv/csv.h"
#include "register/register.h"

/* The terminal, handed in by the caller. */
struct shg_inquirer {
    /* Asks, and gives the answer (a line without its end; free() it), or NULL where there are no more. */
    char *(*ask)(void *ctx, const char *question);
    /* Says something: what was wrong with an answer, or how it was understood. */
    void (*say)(void *ctx, const char *text);
    void *ctx;
};

/* Asks all questions; an answer that cannot be read is asked for again. reg must hold themes, people and courses.
 * SHG_OK: map and export hold the answers (shg_csv_free both). SHG_NO: no consent, not of age, or no more answers:
 * *consent tells the first from the others; nothing is to be written down about the person. SHG_SYSTEM: told. */
enum shg_status shg_inquiry(const struct shg_inquirer *inquirer, const shg_register *reg, shg_csv **map,
                            shg_csv **export, bool *consent, shg_faults *faults);

#endif
