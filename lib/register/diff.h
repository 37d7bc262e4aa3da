/* The difference of two texts, line by line, as patch(1) reads it. */
#ifndef SHG_REGISTER_DIFF_H
#define SHG_REGISTER_DIFF_H

#include "base/fault.h"
#include "base/text.h"

/* Adds the unified diff (three lines of context, paths `a/NAME` and `b/NAME`) that turns the old bytes into the new
 * ones to out; nothing where they are the same. Lines end in LF; a last one without is marked as diff(1) does. The time
 * is that of sorting the lines between the first and the last change. Lines that stand in both texts once each, as rows
 * with ids do, give a shortest diff; where many are alike it may be longer, never wrong. SHG_OK or SHG_SYSTEM (memory).
 */
enum shg_status shg_diff(const char *name, const char *old_bytes, size_t old_n, const char *new_bytes, size_t new_n,
                         struct shg_buf *out, shg_faults *faults);

#endif
