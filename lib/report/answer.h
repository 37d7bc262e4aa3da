/* The answer on the phone: why somebody has no place yet, in sentences that can be read out to them. */
#ifndef SHG_REPORT_ANSWER_H
#define SHG_REPORT_ANSWER_H

#include "match/why.h"

/* Adds a paragraph about one person, headed by their id: the wait, what stands in the way, up to three changes that
 * would help, or what would have to come. Each sentence is told by the list's function. Nobody else is named, and no
 * number below SUPPRESS, nor one from which such a number could be told. */
void shg_answer_tell(const struct shg_why_case *found, const shg_register *reg, const shg_faults *tr,
                     struct shg_buf *out);

#endif
