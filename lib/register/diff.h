/* The difference of two texts, line by line, as patch(1) reads it. */
#ifndef SHG_REGISTER_DIFF_H
#define SHG_REGISTER_DIFF_H

#include "base/fault.h"
#include "base/text.h"

/* Adds the unified diff (three lines of context, paths `a/NAME` and `b/NAME`) that turns the old bytes into the new
 * ones to out; nothing where they are the same. Lines end in LF; a last one without is marked as diff(1) does.
 * The diff is a shortest one, unless that takes more than some thousand edits: then it is correct, and longer.
 * SHG_OK or SHG_SYSTEM (memory). Source: E. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986. */
enum shg_status shg_diff(const char *name, const char *old_bytes, size_t old_n, const char *new_bytes, size_t new_n,
                         struct shg_buf *out, shg_faults *faults);

#endif
