/* Which of equal plans is told. Private to lib/match.
 *
 * Where only the number of people counts, a group may as well be of another theme, language or composition, and whoever
 * of many has a place is chance. So that the same and the sensible is told, a group becomes the one of its room that
 * suits the same people and is worth most by the rules of the matching (their own theme comes before a mixed group);
 * then the one that most others suit who have no place; then whose others have waited longest; then the first by theme,
 * language and composition. Last, members who had no place before give way to those of the others who have waited
 * longer. Every step leaves a lawful plan that places as many. */
#ifndef SHG_MATCH_PREFER_H
#define SHG_MATCH_PREFER_H

#include "match/narrow.h"

/* Does so with one group of a plan that answers the question (plan and from as it was put; the plan is lawful).
 * placed: who has a place without it, and keeps it. SHG_OK or SHG_SYSTEM. */
enum shg_status shg_prefer(const struct shg_question *question, const bool *placed, struct shg_plan *plan,
                           size_t group);

#endif
