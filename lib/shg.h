/* libshg: the public face.
 *
 * What is included here is documented in the header that declares it, and in libshg(3); what is not included is
 * private, and may change from one version to the next. Compile with `pkg-config --cflags --libs shg`.
 *
 * The library never prints, exits, reads the clock, the locale or the environment, or keeps state of its own: the
 * caller hands in the date, the folder, the random numbers and the function that translates, and gets faults back as
 * values. Every call gives an enum shg_status; objects of one register belong to one thread at a time.
 */
#ifndef SHG_H
#define SHG_H

#include "base/date.h"         /* dates and times of day */
#include "base/fault.h"        /* what is wrong, with its place */
#include "base/holiday.h"      /* Norway's public holidays */
#include "base/idgate.h"       /* national identity numbers, which must not be stored */
#include "base/text.h"         /* buffers and text */
#include "base/window.h"       /* windows of the week */
#include "calendar/schedule.h" /* meetings */
#include "csv/csv.h"           /* CSV documents that keep their bytes, and the writer */
#include "events/steps.h"      /* the life cycle */
#include "events/tally.h"      /* what happened when, counted */
#include "match/match.h"       /* the weekly matching */
#include "place/place.h"       /* municipalities and travel */
#include "register/add.h"      /* new rows */
#include "register/closure.h"  /* when venues are closed and starters away */
#include "register/register.h" /* a register: load, check, look, change */
#include "report/report.h"     /* reports and their faces */

#endif
