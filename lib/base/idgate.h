/* The gate for national identity numbers (fodselsnummer), which must never be stored (domain.md, section 3). */
#ifndef SHG_BASE_IDGATE_H
#define SHG_BASE_IDGATE_H

#include <stdbool.h>

/* Whether text holds a run of exactly eleven digits, with or without one blank after the sixth, that begins with a
 * plausible date: day 1-31, or 41-71 (D-number); month 1-12, or + 40, + 65, + 80 (synthetic numbers). Check digits are
 * not looked at (their rules are to be relaxed). With phone, a run that follows + or 00 is exempt. */
bool shg_holds_identity_number(const char *text, bool phone);

#endif
