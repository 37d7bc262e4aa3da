/* Where an erased id may still stand outside the register. */
#ifndef SHG_EVENTS_TRACES_H
#define SHG_EVENTS_TRACES_H

#include "events/erase.h"

/* Tells, as a warning each, the files in a folder and below it that hold one of the ids (as text; what is packed or
 * encrypted is not looked into), or whose name does. Symbolic links are not followed. By path. SHG_OK or SHG_SYSTEM. */
enum shg_status shg_traces_in(const char *dir, const struct shg_gone *ids, shg_faults *faults);

/* Tells, as a warning, that the folder or one above it is under version control: its history keeps what was erased.
 * SHG_OK, or SHG_SYSTEM where the folder cannot be found. */
enum shg_status shg_traces_versions(const char *dir, shg_faults *faults);

#endif
