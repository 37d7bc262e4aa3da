/* Looking things up in an instance: every list is sorted, so all of it is bisection. */
#include "match/instance.h"

#include <stdlib.h>
#include <string.h>

static int person_by_id(const void *key, const void *element) {
    return strcmp(key, ((const struct shg_person *)element)->id);
}

static int starter_by_id(const void *key, const void *element) {
    return strcmp(key, ((const struct shg_starter *)element)->id);
}

static int group_by_id(const void *key, const void *element) {
    return strcmp(key, ((const struct shg_candidate *)element)->group);
}

uint32_t shg_instance_person(const struct shg_instance *inst, const char *id) {
    const struct shg_person *found =
        inst->n_persons ? bsearch(id, inst->persons, inst->n_persons, sizeof *found, person_by_id) : NULL;
    return found ? (uint32_t)(found - inst->persons) : SHG_NONE;
}

uint32_t shg_instance_starter(const struct shg_instance *inst, const char *id) {
    const struct shg_starter *found =
        inst->n_starters ? bsearch(id, inst->starters, inst->n_starters, sizeof *found, starter_by_id) : NULL;
    return found ? (uint32_t)(found - inst->starters) : SHG_NONE;
}

uint32_t shg_instance_standing(const struct shg_instance *inst, const char *group) {
    const struct shg_candidate *found =
        inst->n_standing ? bsearch(group, inst->candidates, inst->n_standing, sizeof *found, group_by_id) : NULL;
    return found ? (uint32_t)(found - inst->candidates) : SHG_NONE;
}

static const char *const kind_names[] = {"any", "men", "women"};

uint32_t shg_instance_new(const struct shg_instance *inst, const char *venue, const char *slot, const char *theme,
                          const char *language, const char *composition) {
    const char *tongue = *language ? language : "nb", *kind = *composition ? composition : "any";
    size_t low = inst->n_standing, high = inst->n_candidates;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        const struct shg_candidate *c = &inst->candidates[mid];
        int order = strcmp(venue, c->venue);
        order = order ? order : strcmp(slot, c->slot);
        order = order ? order : strcmp(theme, c->theme);
        order = order ? order : strcmp(tongue, c->language);
        order = order ? order : strcmp(kind, kind_names[c->kind]);
        if (!order)
            return (uint32_t)mid;
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return SHG_NONE;
}

const struct shg_seat *shg_seat_of(const struct shg_instance *inst, uint32_t candidate, uint32_t person) {
    const struct shg_candidate *c = &inst->candidates[candidate];
    size_t low = c->seats_at, high = c->seats_at + c->seats;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (inst->seats[mid].person == person)
            return &inst->seats[mid];
        if (inst->seats[mid].person < person)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

const struct shg_lead *shg_lead_of(const struct shg_instance *inst, uint32_t candidate, uint32_t starter) {
    const struct shg_candidate *c = &inst->candidates[candidate];
    size_t low = c->leads_at, high = (size_t)c->leads_at + c->leads;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (inst->leads[mid].starter == starter)
            return &inst->leads[mid];
        if (inst->leads[mid].starter < starter)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

bool shg_is_apart(const struct shg_instance *inst, uint32_t node, uint32_t other) {
    size_t low = inst->apart_at[node], high = inst->apart_at[node + 1];
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (inst->apart[mid] == other)
            return true;
        if (inst->apart[mid] < other)
            low = mid + 1;
        else
            high = mid;
    }
    return false;
}
