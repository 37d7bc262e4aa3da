/* Putting what a form said into a register: people and their contacts, in one change. */
#ifndef SHG_INTAKE_ENTER_H
#define SHG_INTAKE_ENTER_H

#include "intake/map.h"
#include "register/add.h"

/* The tables that it needs. */
#define SHG_ENTER_TABLES                                                                                               \
    (SHG_SET(SHG_PEOPLE) | SHG_SET(SHG_CONTACTS) | SHG_SET(SHG_STARTERS) | SHG_SET(SHG_COURSES) |                      \
     SHG_SET(SHG_VENUES) | SHG_SET(SHG_THEMES))

/* Adds everybody of an intake but those marked in leave (one for each person, or NULL): a row of people and, where
 * there is something to put into it, one of contacts. Whose submission is known already is passed over, with a note.
 * Ids of those added are put into names, a line each. Faults are told with their places in the export. Possible doubles
 * and words about health where they do not belong are told as warnings. The export must outlive the register. SHG_OK,
 * SHG_SYSTEM. */
enum shg_status shg_intake_enter(const shg_intake *intake, const shg_csv *export, shg_register *reg,
                                 const struct shg_ids *ids, const bool *leave, struct shg_buf *names,
                                 shg_faults *faults);

/* Marks in leave (one for each person) whom the faults of a refused change speak of: those from number `from` on that
 * stand in the export. False where there is an error that is not of the export: then leaving people out will not help.
 */
bool shg_intake_blame(const shg_intake *intake, const shg_csv *export, const shg_faults *faults, size_t from,
                      bool *leave);

#endif
