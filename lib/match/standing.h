/* Groups as they stand: who is in them, where they meet, how many more they take (matching.md, "candidate groups").
 * Private to lib/match. */
#ifndef SHG_MATCH_STANDING_H
#define SHG_MATCH_STANDING_H

#include "match/instance.h"

/* What placements.csv and meetings.csv say of a group. */
struct shg_group_facts {
    uint32_t members, starters; /* held */
    uint16_t f, m;
    int16_t year_low, year_high;
    shg_date fill_until; /* date of the meeting FILL_UNTIL */
};

/* A group that meets (forming, starting, running or paused) at a venue that there is. */
struct shg_meeting_group {
    uint32_t venue, row; /* of venues.csv, of groups.csv */
    const char *id;
    bool timed; /* it has a slot */
    struct shg_window window;
};

struct shg_standing {
    const shg_register *reg;
    struct shg_group_facts *facts;  /* of each row of groups.csv */
    struct shg_meeting_group *list; /* by venue, id */
    size_t n;
};

/* SHG_OK or SHG_SYSTEM (free it in any case). */
enum shg_status shg_standing_read(struct shg_standing *out, const shg_register *reg);
void shg_standing_free(struct shg_standing *standing);

/* The groups that meet at a venue: *n of them. */
const struct shg_meeting_group *shg_standing_at(const struct shg_standing *standing, uint32_t venue, size_t *n);
/* The venue's rooms that no group takes at a time that overlaps with the slot; 0 or less: none. */
long shg_rooms_left(const struct shg_standing *standing, uint32_t venue, struct shg_window slot);

/* The numbers of a standing group in *c: what it takes, who is there, what it is worth to lead it. False where it is no
 * candidate. */
bool shg_standing_limits(const struct shg_standing *standing, uint32_t group, struct shg_candidate *c);

#endif
