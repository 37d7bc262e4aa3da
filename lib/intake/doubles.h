/* Possible doubles: people who may stand on the list already. They are told, never merged. */
#ifndef SHG_INTAKE_DOUBLES_H
#define SHG_INTAKE_DOUBLES_H

#include "register/register.h"

/* Compares the rows of contacts.csv from `first` on with all before them: the same phone number (+47 where it has no
 * country) or e-mail (small letters), or a name at most two letters off with the same year of birth. A warning for each
 * at its place; SHG_OK or SHG_SYSTEM. Needs people and contacts. */
enum shg_status shg_doubles_tell(const shg_register *reg, size_t first, shg_faults *faults);

/* Whether text holds a word that speaks of health: not for columns that people fill by choosing. */
bool shg_speaks_of_health(const char *text);

#endif
