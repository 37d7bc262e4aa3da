#include "register/fit.h"

#include "register/register_private.h"

#include <string.h>

/* The columns that people and starters share, under the names they have in each table. */
struct columns {
    int municipality, avoid, mode, travel_limit, availability, languages, gender, step_free;
};

static const struct columns of_people = {PERSON_MUNICIPALITY, PERSON_AVOID,     PERSON_MODE,   PERSON_TRAVEL_LIMIT,
                                         PERSON_AVAILABILITY, PERSON_LANGUAGES, PERSON_GENDER, PERSON_STEP_FREE};
static const struct columns of_starters = {STARTER_MUNICIPALITY, STARTER_AVOID,        STARTER_MODE,
                                           STARTER_TRAVEL_LIMIT, STARTER_AVAILABILITY, STARTER_LANGUAGES,
                                           STARTER_GENDER,       STARTER_STEP_FREE};

struct human {
    const shg_register *reg;
    enum shg_table table;
    size_t row;
    const struct columns *columns;
};

bool shg_gathering_of(const shg_register *reg, size_t group_row, struct shg_gathering *out) {
    out->venue_row = shg_find(reg, SHG_VENUES, shg_text(reg, SHG_GROUPS, group_row, GROUP_VENUE));
    out->theme = shg_text(reg, SHG_GROUPS, group_row, GROUP_THEME);
    out->language = shg_text(reg, SHG_GROUPS, group_row, GROUP_LANGUAGE);
    out->composition = shg_value(reg, SHG_GROUPS, group_row, GROUP_COMPOSITION, COMPOSITION_ANY);
    return out->venue_row != SHG_NONE && shg_windows_of(reg, SHG_GROUPS, group_row, GROUP_SLOT, &out->slot, 1) == 1;
}

static bool is_digital(const shg_register *reg, size_t venue_row) {
    return shg_value(reg, SHG_VENUES, venue_row, VENUE_KIND, VENUE_IS_IN_PERSON) == VENUE_IS_DIGITAL;
}

static bool mode_fits(const struct human *h, bool digital) {
    int mode = shg_value(h->reg, h->table, h->row, h->columns->mode, MODE_IN_PERSON);
    return mode == MODE_EITHER || (mode == MODE_DIGITAL) == digital;
}

static bool is_near(const struct human *h, size_t venue_row) {
    long limit = shg_number(h->reg, h->table, h->row, h->columns->travel_limit, shg_profile_of(h->reg)->travel);
    int home = shg_municipality_of(h->reg, h->table, h->row, h->columns->municipality);
    return shg_travel_minutes(h->reg, home, venue_row) <= limit;
}

static bool avoids(const struct human *h, size_t venue_row, bool digital) {
    const char *list = shg_text(h->reg, h->table, h->row, h->columns->avoid);
    int place = digital ? -1 : shg_municipality_of(h->reg, SHG_VENUES, venue_row, VENUE_MUNICIPALITY);
    const char *item;
    size_t n;
    if (shg_list_has(list, shg_text(h->reg, SHG_VENUES, venue_row, VENUE_ID)))
        return true;
    while (place >= 0 && shg_next_item(&list, &item, &n))
        if (shg_municipality_read(h->reg, item, n) == place)
            return true;
    return false;
}

static bool is_free(const struct human *h, struct shg_window slot) {
    const char *list = shg_text(h->reg, h->table, h->row, h->columns->availability);
    struct shg_window window;
    const char *item;
    size_t n;
    while (shg_next_item(&list, &item, &n))
        if (shg_window_parse(item, n, &window) && shg_window_contains(window, slot))
            return true;
    return false;
}

static bool has_access(const struct human *h, size_t venue_row, bool digital) {
    return digital || shg_value(h->reg, h->table, h->row, h->columns->step_free, 0) == 0 ||
           shg_value(h->reg, SHG_VENUES, venue_row, VENUE_STEP_FREE, 0) == 1;
}

static bool speaks(const struct human *h, const char *language) {
    const char *list = shg_text(h->reg, h->table, h->row, h->columns->languages);
    return shg_list_has(*list ? list : "nb", *language ? language : "nb");
}

static bool wants_theme(const struct human *h, const char *theme) {
    if (h->table != SHG_PEOPLE)
        return true;
    if (strcmp(theme, "mixed") == 0)
        return shg_value(h->reg, SHG_PEOPLE, h->row, PERSON_MIXED_OK, 1) == 1;
    if (strncmp(theme, "course:", 7) == 0)
        return strcmp(shg_text(h->reg, SHG_PEOPLE, h->row, PERSON_COURSE), theme + 7) == 0;
    return shg_list_has(shg_text(h->reg, SHG_PEOPLE, h->row, PERSON_THEMES), theme);
}

static bool composition_fits(const struct human *h, int composition) {
    int gender = shg_value(h->reg, h->table, h->row, h->columns->gender, -1);
    if (composition == COMPOSITION_WOMEN)
        return gender == GENDER_F;
    if (composition == COMPOSITION_MEN)
        return gender == GENDER_M;
    return h->table != SHG_PEOPLE || shg_value(h->reg, SHG_PEOPLE, h->row, PERSON_GENDER_WISH, WISH_ANY) != WISH_SAME;
}

unsigned shg_misfits(const shg_register *reg, enum shg_table table, size_t row, const struct shg_gathering *at) {
    struct human h = {reg, table, row, table == SHG_PEOPLE ? &of_people : &of_starters};
    bool digital = is_digital(reg, at->venue_row);
    unsigned misfits = 0;
    if (!mode_fits(&h, digital))
        misfits |= SHG_MISFIT_MODE;
    if (!digital && !is_near(&h, at->venue_row))
        misfits |= SHG_MISFIT_TRAVEL;
    if (avoids(&h, at->venue_row, digital))
        misfits |= SHG_MISFIT_AVOID;
    if (!is_free(&h, at->slot))
        misfits |= SHG_MISFIT_TIME;
    if (!has_access(&h, at->venue_row, digital))
        misfits |= SHG_MISFIT_ACCESS;
    if (!speaks(&h, at->language))
        misfits |= SHG_MISFIT_LANGUAGE;
    if (!wants_theme(&h, at->theme))
        misfits |= SHG_MISFIT_THEME;
    if (!composition_fits(&h, at->composition))
        misfits |= SHG_MISFIT_COMPOSITION;
    return misfits;
}
