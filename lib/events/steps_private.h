/* Between the table of steps and what each of them sets. */
#ifndef SHG_EVENTS_STEPS_PRIVATE_H
#define SHG_EVENTS_STEPS_PRIVATE_H

#include "events/steps.h"

/* A step that is being taken. */
struct shg_taking {
    shg_register *reg;
    enum shg_table table;
    size_t row;
    int from, to; /* to may be moved on by what is set (accepted in a group that has started is active) */
    shg_date today;
    const struct shg_step_given *given;
    shg_faults *faults;
};

/* What a step sets beside the status. */
typedef enum shg_status shg_step_sets(struct shg_taking *taking);

shg_step_sets shg_person_listed, shg_person_paused, shg_person_resumed, shg_person_closed, shg_person_returned;
shg_step_sets shg_placement_offered, shg_placement_accepted, shg_placement_refused, shg_placement_left;
shg_step_sets shg_group_started, shg_group_handed_over, shg_group_paused, shg_group_resumed, shg_group_ended;
shg_step_sets shg_starter_trained, shg_meeting_cancelled, shg_meeting_planned;

/* Sets a column of the row that takes the step, unless the caller has. */
enum shg_status shg_fill(struct shg_taking *taking, int column, const char *value);
enum shg_status shg_fill_date(struct shg_taking *taking, int column, shg_date date);
/* The same where the column is empty. */
enum shg_status shg_fill_missing(struct shg_taking *taking, int column, shg_date date);
/* Memory that ran out in shg_set is told here. */
enum shg_status shg_status_set(shg_register *reg, enum shg_table table, size_t row, int status);

/* The person of a placement: its row, SHG_NONE for a starter. */
uint32_t shg_member_of(const shg_register *reg, size_t placement);
/* The person takes part in a group that has started. */
enum shg_status shg_person_joins(shg_register *reg, uint32_t person);
/* The person has left their group on that day. */
enum shg_status shg_person_leaves(shg_register *reg, uint32_t person, shg_date on);
/* A seat that nobody took goes back into `open`, where it came from there. */
enum shg_status shg_seat_back(shg_register *reg, size_t placement);
/* A row that holds a seat without being active lets go of it. */
enum shg_status shg_placement_freed(shg_register *reg, size_t placement, int status, shg_date on);
/* A row that was active ends on that day; where it was to begin later, it never began. */
enum shg_status shg_placement_ends(shg_register *reg, size_t placement, int status, shg_date on);
/* A row becomes active: from the day the group starts, or the answer where that is later. */
enum shg_status shg_placement_begins(shg_register *reg, size_t placement, shg_date on);

#endif
