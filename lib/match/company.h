/* Who may sit in one group. Private to lib/match. */
#ifndef SHG_MATCH_COMPANY_H
#define SHG_MATCH_COMPANY_H

#include "match/model.h"

/* Whether persons in a candidate obey the rules inside the group, with those held (apart, not alone, age; not: bundles,
 * numbers). */
bool shg_is_company(const struct shg_model *m, uint32_t candidate, const uint32_t *persons, uint32_t n);
/* Whether no bundle is parted: all of it are among the persons, where one is. */
bool shg_is_whole(const struct shg_model *m, const uint32_t *persons, uint32_t n);

#endif
