/* The same work for many things, on several threads. Private to lib/match. */
#ifndef SHG_MATCH_EACH_H
#define SHG_MATCH_EACH_H

#include "base/fault.h"

/* Does `one` for 0 .. n - 1 on at most so many threads (1 and fewer: on this one), each taking the next that nobody has
 * begun with; where a thread cannot be had the others do its part. SHG_OK, or what one gave that is not: those that had
 * not begun by then are left out. */
enum shg_status shg_each(long threads, size_t n, enum shg_status (*one)(void *ctx, size_t i), void *ctx);

#endif
