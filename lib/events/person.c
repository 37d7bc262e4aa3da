/* What the steps of a person set. */
#include "events/steps_private.h"

#include <string.h>

/* A step needs a field that is empty. */
static enum shg_status need(struct shg_taking *taking, int column) {
    if (*shg_text(taking->reg, SHG_PEOPLE, taking->row, column))
        return SHG_OK;
    struct shg_where where = shg_where_of(taking->reg, SHG_PEOPLE, taking->row, column);
    return shg_fault_add(taking->faults, SHG_ERROR, &where, NULL, N_("a person who waits needs '%s'"),
                         shg_schema(SHG_PEOPLE)->columns[column].name);
}

/* new -> waiting */
enum shg_status shg_person_listed(struct shg_taking *taking) {
    enum shg_status consent = need(taking, PERSON_CONSENT);
    enum shg_status availability = need(taking, PERSON_AVAILABILITY);
    if (consent != SHG_OK || availability != SHG_OK)
        return consent != SHG_OK ? consent : availability;
    return shg_fill_missing(taking, PERSON_CLARIFIED, taking->today);
}

/* waiting -> paused */
enum shg_status shg_person_paused(struct shg_taking *taking) {
    return shg_fill_date(taking, PERSON_PAUSED, taking->today);
}

/* Whoever is paused no more: the days of the pause go into paused_days. */
static enum shg_status end_pause(shg_register *reg, size_t row, uint64_t given) {
    shg_date began = shg_day(reg, SHG_PEOPLE, row, PERSON_PAUSED);
    shg_date today = shg_register_today(reg);
    enum shg_status status = SHG_OK;
    if (began == SHG_NO_DATE)
        return SHG_OK;
    if (began < today && !(given >> PERSON_PAUSED_DAYS & 1U))
        status = shg_set_number(reg, SHG_PEOPLE, row, PERSON_PAUSED_DAYS,
                                shg_number(reg, SHG_PEOPLE, row, PERSON_PAUSED_DAYS, 0) + (today - began));
    return status == SHG_OK ? shg_set(reg, SHG_PEOPLE, row, PERSON_PAUSED, "") : status;
}

/* paused -> waiting */
enum shg_status shg_person_resumed(struct shg_taking *taking) {
    return end_pause(taking->reg, taking->row, taking->given->fields);
}

/* A person who closes their case says no to what they were offered. */
static enum shg_status decline_all(struct shg_taking *taking) {
    shg_register *reg = taking->reg;
    const char *id = shg_text(reg, SHG_PEOPLE, taking->row, PERSON_ID);
    for (size_t row = 0; row < shg_rows(reg, SHG_PLACEMENTS); row++) {
        int status = shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS, -1);
        if (!shg_status_held(status) || status == PLACEMENT_IS_ACTIVE ||
            strcmp(shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_PERSON), id) != 0)
            continue;
        enum shg_status done = shg_placement_freed(reg, row, PLACEMENT_IS_DECLINED, taking->today);
        if (done != SHG_OK)
            return done;
    }
    return SHG_OK;
}

/* new, waiting, paused -> referred, withdrawn; the reason is the caller's to give */
enum shg_status shg_person_closed(struct shg_taking *taking) {
    enum shg_status status = shg_fill_date(taking, PERSON_CLOSED, taking->today);
    if (status == SHG_OK && taking->from == PERSON_IS_PAUSED)
        status = end_pause(taking->reg, taking->row, taking->given->fields);
    return status == SHG_OK ? decline_all(taking) : status;
}

/* referred, withdrawn, left -> waiting */
enum shg_status shg_person_returned(struct shg_taking *taking) {
    enum shg_status status = shg_fill(taking, PERSON_CLOSED, "");
    if (status == SHG_OK)
        status = shg_fill(taking, PERSON_REASON, "");
    return status == SHG_OK ? shg_fill_date(taking, PERSON_QUEUED, taking->today) : status;
}

enum shg_status shg_person_joins(shg_register *reg, uint32_t person) {
    if (person == SHG_NONE)
        return SHG_OK;
    enum shg_status status = end_pause(reg, person, 0);
    return status == SHG_OK ? shg_status_set(reg, SHG_PEOPLE, person, PERSON_IS_MEMBER) : status;
}

enum shg_status shg_person_leaves(shg_register *reg, uint32_t person, shg_date on) {
    if (person == SHG_NONE)
        return SHG_OK;
    enum shg_status status = shg_set_date(reg, SHG_PEOPLE, person, PERSON_CLOSED, on);
    return status == SHG_OK ? shg_status_set(reg, SHG_PEOPLE, person, PERSON_IS_LEFT) : status;
}
