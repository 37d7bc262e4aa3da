/* Whether one person fits one group: the rules of matching.md, "Who fits a candidate", that speak of nobody
 * else and of no earlier placement. For single questions; the matching itself makes its own tables. */
#ifndef SHG_REGISTER_FIT_H
#define SHG_REGISTER_FIT_H

#include "register/register.h"

/* What of a group decides who fits. */
struct shg_gathering {
    uint32_t venue_row;
    struct shg_window slot;
    const char *theme, *language; /* "" for language is nb */
    int composition;              /* enum shg_composition */
};

/* What stands in the way, a set. */
enum shg_misfit {
    SHG_MISFIT_MODE = 1,
    SHG_MISFIT_TRAVEL = 2,
    SHG_MISFIT_AVOID = 4,
    SHG_MISFIT_TIME = 8,
    SHG_MISFIT_ACCESS = 16,
    SHG_MISFIT_LANGUAGE = 32,
    SHG_MISFIT_THEME = 64,
    SHG_MISFIT_COMPOSITION = 128
};

/* That of a row of groups.csv; false where its venue or slot is missing or faulty. */
bool shg_gathering_of(const shg_register *reg, size_t group_row, struct shg_gathering *out);

/* Everything that keeps somebody (a row of people.csv) from a group: a set of enum shg_misfit, 0 where they fit. Needs
 * people, venues and travel. */
unsigned shg_misfits(const shg_register *reg, size_t row, const struct shg_gathering *at);

#endif
