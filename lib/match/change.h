/* A change of a person's own wishes. */
#ifndef SHG_MATCH_CHANGE_H
#define SHG_MATCH_CHANGE_H

#include "base/text.h"
#include "base/window.h"
#include "register/register.h"

/* Kinds, in the order in which they are told. */
enum {
    SHG_CHANGE_TRAVEL = 1,    /* a longer way */
    SHG_CHANGE_MIXED = 2,     /* a mixed group */
    SHG_CHANGE_MODE = 4,      /* to meet digitally, or in person */
    SHG_CHANGE_WINDOW = 8,    /* one more window */
    SHG_CHANGE_LANGUAGE = 16, /* another language */
    SHG_CHANGE_GENDER = 32,   /* whatever the genders of the others */
    SHG_CHANGE_VENUE = 64,    /* a venue that they avoid */
    SHG_CHANGE_TOWN = 128     /* a municipality that they avoid */
};

struct shg_change {
    uint8_t kinds; /* of SHG_CHANGE_..., one or several; 0: nothing has to change */
    /* What they ask for; where a kind is not there its field is 0, "", SHG_NONE or -1. */
    uint16_t minutes;
    struct shg_window window;
    const char *language;
    uint32_t venue_row;
    int town; /* of place.h */
};

#define SHG_CHANGE_NONE ((struct shg_change){.language = "", .venue_row = SHG_NONE, .town = -1})

int shg_change_count(unsigned kinds);
/* By kinds, then by what they ask for, the shortest way first. */
int shg_change_compare(const struct shg_change *a, const struct shg_change *b);
/* Whether two differ in nothing but how far the person goes. */
bool shg_change_same_but_way(const struct shg_change *a, const struct shg_change *b);
/* Adds it as CSV has it: `travel_limit=58 availability+mon18:00-20:00`. */
void shg_change_write(const struct shg_change *change, const shg_register *reg, struct shg_buf *out);
/* Makes it in a loaded register, for the person of that row of people.csv. SHG_OK or SHG_SYSTEM. */
enum shg_status shg_change_make(const struct shg_change *change, shg_register *reg, uint32_t row);

#endif
