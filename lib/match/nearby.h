/* Small moves that give a person a seat in one candidate, beside what a plan holds: they join a group, or one of
 * another theme in its place that suits all; a member makes room by joining another group; those without a place, and
 * members whom other groups can spare, begin a new one. Private to lib/match. No search: what is not found here may yet
 * be. */
#ifndef SHG_MATCH_NEARBY_H
#define SHG_MATCH_NEARBY_H

#include "match/cut.h"

struct shg_nearby {
    struct shg_cut cut; /* for the check of what is found */
    bool *placed;
};

/* The question (its person, seat, mixes and room) must live as long. SHG_OK or SHG_SYSTEM; free it either way. */
enum shg_status shg_nearby_begin(struct shg_nearby *nearby, const struct shg_question *question);
void shg_nearby_free(struct shg_nearby *nearby);
/* Gives *out (empty where nothing is found), a lawful plan of the wide instance. The seat must be open to the person.
 */
enum shg_status shg_nearby_try(struct shg_nearby *nearby, uint32_t candidate, struct shg_plan *out);

#endif
