#include "match/standing.h"

#include <stdlib.h>
#include <string.h>

/* ---- who is held in each group ---- */

static void count_member(const shg_register *reg, struct shg_group_facts *facts, const char *id) {
    uint32_t row = shg_find(reg, SHG_PEOPLE, id);
    facts->members++;
    if (row == SHG_NONE)
        return;
    int gender = shg_value(reg, SHG_PEOPLE, row, PERSON_GENDER, SHG_NO_GENDER);
    int16_t year = (int16_t)shg_number(reg, SHG_PEOPLE, row, PERSON_BIRTH_YEAR, 0);
    facts->f = (uint16_t)(facts->f + (gender == GENDER_F));
    facts->m = (uint16_t)(facts->m + (gender == GENDER_M));
    if (!year)
        return;
    if (!facts->year_low || year < facts->year_low)
        facts->year_low = year;
    if (year > facts->year_high)
        facts->year_high = year;
}

static void read_facts(struct shg_standing *s) {
    const shg_register *reg = s->reg;
    const long fill_until = shg_profile_of(reg)->fill_until;
    for (size_t g = 0; g < shg_rows(reg, SHG_GROUPS); g++)
        s->facts[g].fill_until = SHG_NO_DATE;
    for (size_t row = 0; row < shg_rows(reg, SHG_PLACEMENTS); row++) {
        uint32_t g = shg_find(reg, SHG_GROUPS, shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_GROUP));
        if (g == SHG_NONE || !shg_status_held(shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS, -1)))
            continue;
        if (shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_ROLE, -1) == ROLE_STARTER)
            s->facts[g].starters++;
        else
            count_member(reg, &s->facts[g], shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_PERSON));
    }
    for (size_t row = 0; row < shg_rows(reg, SHG_MEETINGS); row++) {
        uint32_t g = shg_find(reg, SHG_GROUPS, shg_text(reg, SHG_MEETINGS, row, MEETING_GROUP));
        if (g != SHG_NONE && shg_number(reg, SHG_MEETINGS, row, MEETING_NUMBER, -1) == fill_until)
            s->facts[g].fill_until = shg_day(reg, SHG_MEETINGS, row, MEETING_DATE);
    }
}

/* ---- where they meet ---- */

static bool meets(const shg_register *reg, size_t row) {
    int status = shg_value(reg, SHG_GROUPS, row, GROUP_STATUS, -1);
    return status == GROUP_IS_FORMING || status == GROUP_IS_STARTING || status == GROUP_IS_RUNNING ||
           status == GROUP_IS_PAUSED;
}

static int by_venue(const void *a, const void *b) {
    const struct shg_meeting_group *x = a, *y = b;
    if (x->venue != y->venue)
        return x->venue < y->venue ? -1 : 1;
    return strcmp(x->id, y->id);
}

static void list_groups(struct shg_standing *s) {
    const shg_register *reg = s->reg;
    for (size_t row = 0; row < shg_rows(reg, SHG_GROUPS); row++) {
        uint32_t venue = shg_find(reg, SHG_VENUES, shg_text(reg, SHG_GROUPS, row, GROUP_VENUE));
        if (venue == SHG_NONE || !meets(reg, row))
            continue;
        struct shg_meeting_group *g = &s->list[s->n++];
        *g = (struct shg_meeting_group){
            .venue = venue, .row = (uint32_t)row, .id = shg_text(reg, SHG_GROUPS, row, GROUP_ID)};
        g->timed = shg_windows_of(reg, SHG_GROUPS, row, GROUP_SLOT, &g->window, 1) >= 1;
    }
    if (s->n)
        qsort(s->list, s->n, sizeof *s->list, by_venue);
}

enum shg_status shg_standing_read(struct shg_standing *out, const shg_register *reg) {
    const size_t rows = shg_rows(reg, SHG_GROUPS);
    *out = (struct shg_standing){.reg = reg};
    out->facts = calloc(rows + 1, sizeof *out->facts);
    out->list = calloc(rows + 1, sizeof *out->list);
    if (!out->facts || !out->list)
        return SHG_SYSTEM;
    read_facts(out);
    list_groups(out);
    return SHG_OK;
}

void shg_standing_free(struct shg_standing *s) {
    free(s->facts);
    free(s->list);
    *s = (struct shg_standing){0};
}

const struct shg_meeting_group *shg_standing_at(const struct shg_standing *s, uint32_t venue, size_t *n) {
    size_t low = 0, high = s->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (s->list[mid].venue < venue)
            low = mid + 1;
        else
            high = mid;
    }
    for (*n = 0; low + *n < s->n && s->list[low + *n].venue == venue;)
        ++*n;
    return s->list + low;
}

long shg_rooms_left(const struct shg_standing *s, uint32_t venue, struct shg_window slot) {
    size_t n;
    const struct shg_meeting_group *here = shg_standing_at(s, venue, &n);
    long left = shg_number(s->reg, SHG_VENUES, venue, VENUE_ROOMS, 1);
    for (size_t i = 0; i < n; i++)
        left -= here[i].timed && shg_window_overlap(here[i].window, slot);
    return left;
}

/* ---- what they take ---- */

bool shg_standing_limits(const struct shg_standing *s, uint32_t g, struct shg_candidate *c) {
    const shg_register *reg = s->reg;
    const struct shg_profile *profile = shg_profile_of(reg);
    const struct shg_group_facts *f = &s->facts[g];
    const shg_date today = shg_register_today(reg), handover = shg_day(reg, SHG_GROUPS, g, GROUP_HANDOVER);
    const int status = shg_value(reg, SHG_GROUPS, g, GROUP_STATUS, -1);
    const long have = (long)f->members + shg_number(reg, SHG_GROUPS, g, GROUP_OTHERS, 0);
    const long min = shg_number(reg, SHG_GROUPS, g, GROUP_MIN, profile->min);
    const long max = shg_number(reg, SHG_GROUPS, g, GROUP_MAX, profile->max);
    const long open = shg_number(reg, SHG_GROUPS, g, GROUP_OPEN, -1);
    const bool early =
        status == GROUP_IS_STARTING && f->fill_until != SHG_NO_DATE && f->fill_until > today && have < profile->aim;
    const bool welcomes = open >= 0 && (status == GROUP_IS_STARTING || status == GROUP_IS_RUNNING);
    long most = max > have ? max - have : 0;
    c->forming = status == GROUP_IS_FORMING;
    if (!c->forming && !early && !welcomes)
        return false;
    if (!c->forming && !early && open < most)
        most = open;
    c->needs =
        !f->starters && (c->forming || (status == GROUP_IS_STARTING && (handover == SHG_NO_DATE || handover > today)));
    c->idle = c->needs && have >= min;
    c->least = (uint16_t)(c->forming && min - have > 1 ? min - have : 1);
    c->most = (uint16_t)most;
    c->have = (uint16_t)have;
    c->aim = (uint16_t)(!c->forming ? 0 : profile->aim < max ? profile->aim : max);
    c->bonus = c->needs ? (int32_t)profile->place : 0;
    c->held_f = f->f;
    c->held_m = f->m;
    c->year_low = f->year_low;
    c->year_high = f->year_high;
    return most > 0 || c->idle;
}
