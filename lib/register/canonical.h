/* Fields as tools store and compare them. */
#ifndef SHG_REGISTER_CANONICAL_H
#define SHG_REGISTER_CANONICAL_H

#include "register/register.h"

/* A text as it is stored in a column: dates and times as ISO 8601 has them, municipalities with four digits, everything
 * else as it is. out is emptied first. Gives out's text. */
const char *shg_canonical(const struct shg_column *column, const char *text, struct shg_buf *out);
/* Whether two texts mean the same in a column. */
bool shg_same_value(const struct shg_column *column, const char *a, const char *b);

#endif
