/* What each person who takes part, and each starter, can and wants, read once from the register; the rules of
 * matching.md
 * ("Who waits", "Who fits a candidate") that look at one human and one venue, slot or group. For lib/match, and for the
 * stand-ins of lib/calendar. */
#ifndef SHG_MATCH_WANTS_H
#define SHG_MATCH_WANTS_H

#include "match/instance.h"
#include "match/texts.h"

/* A person or a starter. Ranges are [at, at + n) of the lists in struct shg_wants. */
struct shg_want {
    uint32_t row;
    const char *id;
    int municipality; /* of place.h; -1: not known */
    long limit;       /* minutes */
    uint8_t mode, gender;
    uint8_t kinds; /* bit k: fits a group of enum shg_kind k */
    bool step_free;
    size_t windows_at, avoid_at, themes_at, languages_at, past_at;
    uint32_t windows, avoid, themes, languages, past;
};

/* A group that they were in or refused (Not again). */
struct shg_past {
    uint32_t group;           /* row */
    uint32_t venue;           /* row of venues.csv or SHG_NONE */
    struct shg_window window; /* of the group */
    bool recent;              /* declined less than NO_REPEAT days ago */
};

struct shg_wants {
    struct shg_want *people, *starters; /* by id; starters: active and trainee */
    size_t n_people, n_starters;
    struct shg_window *windows;
    int32_t *avoid; /* a municipality, or -1 - row of a venue */
    uint32_t *themes, *languages;
    struct shg_past *past;
    const char **theme_names, **language_names; /* by bytes; kept in the instance's texts */
    size_t n_themes, n_languages;
    size_t cap[7];
};

/* Reads them. SHG_OK or SHG_SYSTEM. theme numbers are those of theme_names, `mixed` among them where it does. */
enum shg_status shg_wants_read(struct shg_wants *out, const shg_register *reg, struct shg_texts **texts);
void shg_wants_free(struct shg_wants *wants);

/* A venue, as the rules look at it. */
struct shg_where_met {
    uint32_t row;
    int municipality; /* -1: digital */
    bool digital, step_free;
};

/* Mode, avoid and access, and minutes within their limit. */
bool shg_want_venue(const struct shg_wants *wants, const struct shg_want *want, const struct shg_where_met *venue,
                    int minutes);
/* Time: one window of availability contains the whole slot. */
bool shg_want_time(const struct shg_wants *wants, const struct shg_want *want, struct shg_window slot);
bool shg_want_theme(const struct shg_wants *wants, const struct shg_want *want, uint32_t theme);
bool shg_want_language(const struct shg_wants *wants, const struct shg_want *want, uint32_t language);
/* Not again: for the standing group of that row; and for a new one at a venue and slot. */
bool shg_want_group_again(const struct shg_wants *wants, const struct shg_want *want, uint32_t group);
bool shg_want_slot_again(const struct shg_wants *wants, const struct shg_want *want, uint32_t venue,
                         struct shg_window slot);

/* The number of a name in a list sorted by bytes, or SHG_NONE. */
uint32_t shg_name_find(const char *const *names, size_t n, const char *name);

#endif
