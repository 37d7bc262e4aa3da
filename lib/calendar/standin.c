/* Who may stand in for a group's starters: active starters who fit the group under the rules of matching.md (mode,
 * avoid, time, access, language, composition, not again, apart, one human). */
#include "base/list.h"
#include "calendar/schedule_private.h"
#include "match/wants.h"

#include <stdlib.h>
#include <string.h>

/* Two humans who are kept apart. A human is a row of people.csv, or people + row of starters.csv. */
struct pair {
    uint32_t a, b;
};

/* Somebody who may stand in, and how far it is. */
struct candidate {
    int minutes;
    const char *id;
    uint32_t starter;
};

struct chooser {
    struct timetable *t;
    struct shg_wants wants;
    struct shg_texts *texts;
    struct pair *apart; /* both ways, by a, b */
    size_t apart_n;
    struct candidate *candidates;
};

static uint32_t human_of_starter(const shg_register *reg, uint32_t starter) {
    uint32_t person = shg_find(reg, SHG_PEOPLE, shg_text(reg, SHG_STARTERS, starter, STARTER_PERSON));
    return person != SHG_NONE ? person : (uint32_t)shg_rows(reg, SHG_PEOPLE) + starter;
}

static uint32_t human_named(const shg_register *reg, const char *id) {
    uint32_t starter = shg_find(reg, SHG_STARTERS, id);
    return starter != SHG_NONE ? human_of_starter(reg, starter) : shg_find(reg, SHG_PEOPLE, id);
}

static int pair_order(const void *a, const void *b) {
    const struct pair *x = a, *y = b;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

static bool read_apart(struct chooser *c) {
    const shg_register *reg = c->t->reg;
    size_t rows = shg_rows(reg, SHG_APART);
    c->apart = calloc(2 * rows + 1, sizeof *c->apart);
    if (!c->apart)
        return false;
    for (size_t row = 0; row < rows; row++) {
        uint32_t a = human_named(reg, shg_text(reg, SHG_APART, row, APART_A));
        uint32_t b = human_named(reg, shg_text(reg, SHG_APART, row, APART_B));
        if (a == SHG_NONE || b == SHG_NONE)
            continue;
        c->apart[c->apart_n++] = (struct pair){a, b};
        c->apart[c->apart_n++] = (struct pair){b, a};
    }
    if (c->apart_n)
        qsort(c->apart, c->apart_n, sizeof *c->apart, pair_order);
    return true;
}

static bool is_apart(const struct chooser *c, uint32_t a, uint32_t b) {
    const struct pair key = {a, b};
    return c->apart_n && bsearch(&key, c->apart, c->apart_n, sizeof key, pair_order);
}

/* Nobody in the group is this human, or kept apart from them. */
static bool gets_on(const struct chooser *c, uint32_t group, uint32_t starter) {
    size_t members, starters;
    const struct belongs *m = members_of(c->t, group, &members), *s = starters_of(c->t, group, &starters);
    uint32_t human = human_of_starter(c->t->reg, starter);
    for (size_t i = 0; i < members; i++)
        if (m[i].row == human || is_apart(c, human, m[i].row))
            return false;
    for (size_t i = 0; i < starters; i++) {
        uint32_t other = human_of_starter(c->t->reg, s[i].row);
        if (other == human || is_apart(c, human, other))
            return false;
    }
    return true;
}

static bool suits(const struct chooser *c, uint32_t group, const struct shg_want *want, uint32_t language) {
    static const enum shg_kind kind_of[] = {
        [COMPOSITION_ANY] = SHG_KIND_ANY, [COMPOSITION_WOMEN] = SHG_KIND_WOMEN, [COMPOSITION_MEN] = SHG_KIND_MEN};
    const struct listed *listed = &c->t->listed[group];
    return shg_value(c->t->reg, SHG_STARTERS, want->row, STARTER_STATUS, -1) == STARTER_IS_ACTIVE &&
           shg_want_time(&c->wants, want, c->t->due[group].slot) && shg_want_language(&c->wants, want, language) &&
           (want->kinds >> kind_of[listed->composition] & 1) &&
           (listed->row == SHG_NONE || !shg_want_group_again(&c->wants, want, listed->row)) &&
           gets_on(c, group, want->row);
}

static int candidate_order(const void *a, const void *b) {
    const struct candidate *x = a, *y = b;
    if (x->minutes != y->minutes)
        return x->minutes < y->minutes ? -1 : 1;
    return strcmp(x->id, y->id);
}

static void find_for(struct chooser *c, uint32_t group) {
    const shg_register *reg = c->t->reg;
    struct shg_due *due = &c->t->due[group];
    const char *language = *c->t->listed[group].language ? c->t->listed[group].language : "nb";
    uint32_t number = shg_name_find(c->wants.language_names, c->wants.n_languages, language);
    bool digital = shg_value(reg, SHG_VENUES, due->venue, VENUE_KIND, VENUE_IS_IN_PERSON) == VENUE_IS_DIGITAL;
    struct shg_where_met venue = {due->venue,
                                  digital ? -1 : shg_municipality_of(reg, SHG_VENUES, due->venue, VENUE_MUNICIPALITY),
                                  digital, shg_value(reg, SHG_VENUES, due->venue, VENUE_STEP_FREE, 0) == 1};
    size_t n = 0;
    for (size_t i = 0; number != SHG_NONE && i < c->wants.n_starters; i++) {
        const struct shg_want *want = &c->wants.starters[i];
        if (!suits(c, group, want, number))
            continue;
        int minutes = shg_travel_minutes(reg, want->municipality, due->venue);
        if (shg_want_venue(&c->wants, want, &venue, minutes))
            c->candidates[n++] = (struct candidate){minutes, want->id, want->row};
    }
    if (n > 1)
        qsort(c->candidates, n, sizeof *c->candidates, candidate_order);
    due->stand_ins = (uint32_t)c->t->pool_n;
    for (size_t i = 0; i < n; i++)
        pool_add(c->t, c->candidates[i].starter);
    due->stand_ins_n = (uint32_t)(c->t->pool_n - due->stand_ins);
}

void stand_ins(struct timetable *t) {
    struct chooser c = {.t = t};
    if (shg_wants_read(&c.wants, t->reg, &c.texts) != SHG_OK || !read_apart(&c))
        t->failed = true;
    c.candidates = calloc(c.wants.n_starters + 1, sizeof *c.candidates);
    t->failed = t->failed || !c.candidates;
    for (uint32_t g = 0; g < t->n && !t->failed; g++)
        find_for(&c, g);
    shg_wants_free(&c.wants);
    shg_texts_free(c.texts);
    free(c.apart);
    free(c.candidates);
}
