/* The plan behind a need, in the register with what is missing added: one more room, or somebody or something made up
 * for the group of the need: a starter Sx (those to train: Sx01, Sx02 ...), persons Px and Py, a digital venue Vx.
 * Letters come after digits, so that all others keep their numbers in the instance; every rule is checked once more
 * there. */
#include "match/needs_private.h"
#include "match/standing.h"

#include <stdio.h>
#include <string.h>

#define FAR "600"
/* Where somebody lives who only meets others on a screen. */
#define ANYWHERE "0301"

struct adder {
    shg_register *reg;
    enum shg_status status;
};

static size_t add(struct adder *a, enum shg_table table) {
    size_t row = 0;
    if (a->status == SHG_OK)
        a->status = shg_add_row(a->reg, table, &row);
    return row;
}

static void set(struct adder *a, enum shg_table table, size_t row, int column, const char *value) {
    if (a->status == SHG_OK)
        a->status = shg_set(a->reg, table, row, column, value);
}

static const char *town_of(const struct adder *a, const struct shg_candidate *c) {
    return c->digital ? ANYWHERE : shg_text(a->reg, SHG_VENUES, c->venue_row, VENUE_MUNICIPALITY);
}

/* As the composition asks for; where it does not, nobody knows. */
static const char *gender_of(const struct shg_candidate *c) {
    return c->kind == SHG_KIND_MEN ? "m" : c->kind == SHG_KIND_WOMEN ? "f" : "";
}

static void add_starter(struct adder *a, const struct shg_candidate *c, const char *id) {
    const size_t row = add(a, SHG_STARTERS);
    set(a, SHG_STARTERS, row, STARTER_ID, id);
    set(a, SHG_STARTERS, row, STARTER_STATUS, "active");
    set(a, SHG_STARTERS, row, STARTER_MUNICIPALITY, town_of(a, c));
    set(a, SHG_STARTERS, row, STARTER_MODE, "either");
    set(a, SHG_STARTERS, row, STARTER_TRAVEL_LIMIT, FAR);
    set(a, SHG_STARTERS, row, STARTER_AVAILABILITY, c->slot);
    set(a, SHG_STARTERS, row, STARTER_LANGUAGES, c->language);
    set(a, SHG_STARTERS, row, STARTER_GENDER, gender_of(c));
}

static void add_person(struct adder *a, const struct shg_candidate *c, const char *id) {
    static const char course[] = "course:";
    const size_t row = add(a, SHG_PEOPLE);
    char today[11];
    set(a, SHG_PEOPLE, row, PERSON_ID, id);
    set(a, SHG_PEOPLE, row, PERSON_STATUS, "waiting");
    set(a, SHG_PEOPLE, row, PERSON_REGISTERED, shg_date_format(shg_register_today(a->reg), today));
    set(a, SHG_PEOPLE, row, PERSON_MUNICIPALITY, town_of(a, c));
    set(a, SHG_PEOPLE, row, PERSON_MODE, "either");
    set(a, SHG_PEOPLE, row, PERSON_TRAVEL_LIMIT, FAR);
    set(a, SHG_PEOPLE, row, PERSON_AVAILABILITY, c->slot);
    set(a, SHG_PEOPLE, row, PERSON_LANGUAGES, c->language);
    set(a, SHG_PEOPLE, row, PERSON_GENDER, gender_of(c));
    set(a, SHG_PEOPLE, row, PERSON_MIXED_OK, "yes");
    if (!strncmp(c->theme, course, sizeof course - 1))
        set(a, SHG_PEOPLE, row, PERSON_COURSE, c->theme + sizeof course - 1);
    else if (strcmp(c->theme, "mixed") != 0)
        set(a, SHG_PEOPLE, row, PERSON_THEMES, c->theme);
}

static void add_screen(struct adder *a, const struct shg_candidate *c) {
    const size_t row = add(a, SHG_VENUES);
    set(a, SHG_VENUES, row, VENUE_ID, "Vx");
    set(a, SHG_VENUES, row, VENUE_KIND, "digital");
    set(a, SHG_VENUES, row, VENUE_SLOTS, c->slot);
}

/* Those to train up to this one, as the groups need them that they lead: Sx01, Sx02 ... One who leads none yet is like
 * the last. */
static void add_trained(struct adder *a, const struct shg_needs_options *o, const struct shg_need *need) {
    for (uint32_t i = 0; i < need->missing; i++) {
        const uint32_t led = shg_plan_led_by(need->plan, (uint32_t)o->inst->n_starters + i);
        char id[16];
        (void)snprintf(id, sizeof id, "Sx%02u", (unsigned)i + 1); /* fits */
        add_starter(a, led == SHG_NONE ? need->group : &need->inst->candidates[led], id);
    }
}

/* As many rooms as let one more group begin: where groups meet without one, theirs too. */
static void add_room(struct adder *a, const struct shg_candidate *c) {
    struct shg_standing standing;
    long rooms = shg_number(a->reg, SHG_VENUES, c->venue_row, VENUE_ROOMS, 1) + 1;
    a->status = shg_standing_read(&standing, a->reg);
    if (a->status == SHG_OK) {
        const long left = shg_rooms_left(&standing, c->venue_row, c->window);
        a->status = shg_set_number(a->reg, SHG_VENUES, c->venue_row, VENUE_ROOMS, left < 0 ? rooms - left : rooms);
    }
    shg_standing_free(&standing);
}

static void add_missing(struct adder *a, const struct shg_needs_options *o, const struct shg_need *need) {
    if (need->kind == SHG_NEED_PEOPLE) {
        add_person(a, need->group, "Px");
        if (need->missing > 1)
            add_person(a, need->group, "Py");
    } else if (need->kind == SHG_NEED_DIGITAL) {
        add_screen(a, need->group);
    } else if (need->kind == SHG_NEED_ROOM) {
        add_room(a, need->group);
    } else if (need->kind == SHG_NEED_TRAINING) {
        add_trained(a, o, need);
    } else {
        add_starter(a, need->group, "Sx");
    }
}

enum shg_status shg_need_plan(const struct shg_needs_options *o, const struct shg_need *need, struct shg_writer *w,
                              shg_faults *faults) {
    struct adder a;
    if (need->reg != o->reg)
        return shg_plan_write(need->inst, need->plan, need->reg, w, faults); /* of both registers */
    enum shg_status status = a.status = shg_register_load(&a.reg, o->opening, faults);
    if (status != SHG_OK)
        return status;
    add_missing(&a, o, need);
    status = a.status == SHG_OK ? shg_plan_carry(a.reg, need->inst, need->plan, w, faults) : shg_fault_memory(faults);
    shg_register_free(a.reg);
    return status;
}
