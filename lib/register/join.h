/* Two offices' registers as one, to be looked at. */
#ifndef SHG_REGISTER_JOIN_H
#define SHG_REGISTER_JOIN_H

#include "register/register.h"

/* Adds the rows of another register's tables to this one's, in memory alone: it must not be committed after that. Ids
 * of the other are written with the tag before them, wherever they stand. This office's rules (profile.csv) and the
 * ways to its venues (travel.csv) count; closures of all venues, of a kind or of a municipality stay with the venues of
 * the register that has them. Both were loaded with the same tables. SHG_OK or SHG_SYSTEM. */
enum shg_status shg_register_join(shg_register *reg, const shg_register *other, const char *tag);

#endif
