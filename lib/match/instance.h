/* An instance of the matching problem (matching.md): what is left of a register once every rule that speaks of one
 * person and one candidate has been applied. It holds numbers only, and no pointer into the register, so that the
 * bound, the search, the proof and the LP see the same problem and can be tested on instances made by hand.
 *
 * A plan chooses groups. Each is a copy of one candidate with the persons it takes and the starters it is given:
 *   - a standing candidate at most once; the new candidates of one room at most rooms[].left times, all together; all
 * new groups together at most new_max (0: no limit) times;
 *   - each person is in at most one group, and only where candidates[].seats lists them;
 *   - a group takes n persons, least <= n <= most, or n = 0 where `idle` is set (then it is only given starters);
 *   - a candidate with `needs` is given starters_min..starters_max starters of its list, one of them active; others
 * none;
 *   - a starter leads at most `left` groups, no two of which overlap in time (windows of their candidates);
 *   - apart: no two nodes that are neighbours in `apart` are in one group (a node is a person, or a starter: see
 * below);
 *   - bundle: persons of one bundle are all in the same group or all in none;
 *   - links: a person is in no group that overlaps in time with one that a starter who is the same human is given;
 *   - not alone: a person with `not_alone` and gender f or m needs another member of that gender (held_f, held_m
 * count);
 *   - age: known birth years of persons in one group, with year_low..year_high of those held, span at most age_spread.
 * Worth of a group: seats' worth + leads' points - opening - shortfall * max(0, aim - have - n) when n > 0 (`aim` is 0
 * where there is no shortfall) + bonus when it is given starters + second when it is given two or more.
 */
#ifndef SHG_MATCH_INSTANCE_H
#define SHG_MATCH_INSTANCE_H

#include "base/fault.h"
#include "base/list.h"
#include "base/window.h"
#include "register/register.h"

#include <stdbool.h>
#include <stdint.h>

/* A person who takes part, by id. */
struct shg_person {
    const char *id;
    uint32_t row;       /* in people.csv */
    int32_t points;     /* PLACE + days waited */
    int16_t birth_year; /* 0: not known */
    uint8_t gender;     /* enum shg_gender, or SHG_NO_GENDER */
    bool not_alone;     /* wishes it, and is f or m */
    uint32_t bundle; /* the smallest number of the persons who go together with this one; its own where nobody does */
};
#define SHG_NO_GENDER 255

/* A starter who may be given groups, by id. */
struct shg_starter {
    const char *id;
    uint32_t row;  /* in starters.csv */
    bool active;   /* else a trainee */
    uint32_t left; /* groups that they may be given: capacity less what they lead already; at least 1 */
};

/* A venue's slot in which new groups may begin, by venue and slot. */
struct shg_room {
    const char *venue, *slot; /* as venues.csv has them */
    uint32_t venue_row;
    uint32_t left; /* new groups that fit in; at least 1 */
};

struct shg_seat {
    uint32_t person;
    int32_t worth; /* of this person in this candidate */
};

struct shg_lead {
    uint32_t starter;
    int32_t points;
};

/* Order of compositions by the bytes of their names. */
enum shg_kind { SHG_KIND_ANY, SHG_KIND_MEN, SHG_KIND_WOMEN };

/* Standing groups first, by id; then new ones by room, theme, language, composition. */
struct shg_candidate {
    const char *group; /* id of the standing group; NULL: new */
    uint32_t row;      /* in groups.csv; SHG_NONE: new */
    uint32_t room;     /* of rooms; SHG_NONE: standing */
    const char *venue, *slot, *theme, *language;
    uint32_t venue_row;
    uint8_t kind; /* enum shg_kind */
    bool digital, needs, idle, forming;
    struct shg_window window;
    uint16_t least, most;               /* persons taken, when any are; most 0: it can only be given starters */
    uint16_t have, aim, held_f, held_m; /* members already there, the mark for shortfall, known genders */
    int16_t year_low, year_high;        /* of those held, 0: none known */
    int32_t opening, bonus;             /* OPEN of a new group; PLACE for those who wait on a standing one */
    size_t seats_at;                    /* in seats, by person */
    uint32_t seats, leads_at, leads;    /* in leads, by starter; ranges may be shared */
};

/* Starter `starter` is the person `person`, who takes part. */
struct shg_link {
    uint32_t person, starter;
};

struct shg_instance {
    struct shg_person *persons;
    struct shg_starter *starters;
    struct shg_room *rooms;
    struct shg_candidate *candidates;
    struct shg_seat *seats;
    struct shg_lead *leads;
    struct shg_link *links; /* by person, starter */
    size_t n_persons, n_starters, n_rooms, n_candidates, n_standing, n_seats, n_leads, n_links;
    /* Who is kept apart from whom: node i < n_persons is a person, n_persons + j the starter j. The neighbours of node
     * i are apart[apart_at[i] .. apart_at[i + 1] - 1], ascending. Both directions are there. A starter and the person
     * they are count as apart (nobody is member and starter of one group). */
    uint32_t *apart_at, *apart;
    uint32_t starters_min, starters_max, new_max, age_spread;
    int32_t shortfall, second;
    /* Before anything was left out, for --stats: candidates that somebody fits or that need starters; pairs that fit.
     */
    uint64_t all_candidates, all_seats;
    struct shg_texts *texts; /* private: what the texts point into */
};

/* From a loaded register (people, starters, venues, groups, placements, meetings, apart, together, courses, absences,
 * closures, travel, profile). The order of rows and columns of its tables does not matter. New candidates that fewer
 * than `least` persons or too few starters fit are left out, unless keep_all is set (for the check of a plan that a
 * hand has changed). SHG_SYSTEM when out of memory (told in faults); *out is to be freed only after SHG_OK. */
enum shg_status shg_instance_build(struct shg_instance *out, const shg_register *reg, bool keep_all,
                                   shg_faults *faults);
void shg_instance_free(struct shg_instance *inst);

/* A register in which more people take part is wide: not all of it can be looked at again and again. */
#define SHG_WIDE 2000
static inline bool shg_is_wide(const struct shg_instance *inst) {
    return inst->n_persons > SHG_WIDE;
}

/* The tables it needs, for shg_opening. */
#define SHG_MATCH_TABLES                                                                                               \
    (SHG_SET(SHG_PEOPLE) | SHG_SET(SHG_STARTERS) | SHG_SET(SHG_VENUES) | SHG_SET(SHG_THEMES) | SHG_SET(SHG_GROUPS) |   \
     SHG_SET(SHG_PLACEMENTS) | SHG_SET(SHG_MEETINGS) | SHG_SET(SHG_APART) | SHG_SET(SHG_TOGETHER) |                    \
     SHG_SET(SHG_COURSES) | SHG_SET(SHG_ABSENCES) | SHG_SET(SHG_CLOSURES) | SHG_SET(SHG_TRAVEL))

/* The number of a person or starter with this id, SHG_NONE where they do not take part. */
uint32_t shg_instance_person(const struct shg_instance *inst, const char *id);
uint32_t shg_instance_starter(const struct shg_instance *inst, const char *id);
/* The standing candidate of a group's id, SHG_NONE where it can be given nobody. */
uint32_t shg_instance_standing(const struct shg_instance *inst, const char *group);
/* The new candidate with these five, SHG_NONE where none can begin (an empty language is nb, composition any). */
uint32_t shg_instance_new(const struct shg_instance *inst, const char *venue, const char *slot, const char *theme,
                          const char *language, const char *composition);
/* The seat of a person in a candidate, or NULL; the lead of a starter, or NULL. */
const struct shg_seat *shg_seat_of(const struct shg_instance *inst, uint32_t candidate, uint32_t person);
const struct shg_lead *shg_lead_of(const struct shg_instance *inst, uint32_t candidate, uint32_t starter);
/* Whether two nodes are kept apart. */
bool shg_is_apart(const struct shg_instance *inst, uint32_t node, uint32_t other);

#endif
