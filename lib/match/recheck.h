/* A plan that a person has looked at, and perhaps changed, judged once more before it is recorded (shg-record plan). */
#ifndef SHG_MATCH_RECHECK_H
#define SHG_MATCH_RECHECK_H

#include "events/proposal.h"
#include "match/plan.h"

/* Whether the proposal's new rows obey every rule of matching.md as the register stands (it should be locked).
 * below_min: new and forming groups may stay below their least number. SHG_OK; SHG_DATA, each breach told with its
 * place in the plan; SHG_SYSTEM. Needs SHG_MATCH_TABLES. */
enum shg_status shg_recheck(const shg_register *reg, const struct shg_proposal *proposal, bool below_min,
                            shg_faults *faults);

#endif
