#include "base/list.h"
#include "calendar/schedule_private.h"

#include <stdlib.h>
#include <string.h>

void stand_ins(struct timetable *t, uint32_t group) {
    (void)t;
    (void)group;
}
