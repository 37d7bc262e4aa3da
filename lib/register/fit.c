#include "register/fit.h"

#include "register/register_private.h"

#include <string.h>

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

static bool mode_fits(const shg_register *reg, size_t row, bool digital) {
    int mode = shg_value(reg, SHG_PEOPLE, row, PERSON_MODE, MODE_IN_PERSON);
    return mode == MODE_EITHER || (mode == MODE_DIGITAL) == digital;
}

static bool is_near(const shg_register *reg, size_t row, size_t venue_row) {
    long limit = shg_number(reg, SHG_PEOPLE, row, PERSON_TRAVEL_LIMIT, shg_profile_of(reg)->travel);
    int home = shg_municipality_of(reg, SHG_PEOPLE, row, PERSON_MUNICIPALITY);
    return shg_travel_minutes(reg, home, venue_row) <= limit;
}

static bool avoids(const shg_register *reg, size_t row, size_t venue_row, bool digital) {
    const char *list = shg_text(reg, SHG_PEOPLE, row, PERSON_AVOID);
    int place = digital ? -1 : shg_municipality_of(reg, SHG_VENUES, venue_row, VENUE_MUNICIPALITY);
    const char *item;
    size_t n;
    if (shg_list_has(list, shg_text(reg, SHG_VENUES, venue_row, VENUE_ID)))
        return true;
    while (place >= 0 && shg_next_item(&list, &item, &n))
        if (shg_municipality_read(reg, item, n) == place)
            return true;
    return false;
}

static bool is_free(const shg_register *reg, size_t row, struct shg_window slot) {
    const char *list = shg_text(reg, SHG_PEOPLE, row, PERSON_AVAILABILITY);
    struct shg_window window;
    const char *item;
    size_t n;
    while (shg_next_item(&list, &item, &n))
        if (shg_window_parse(item, n, &window) && shg_window_contains(window, slot))
            return true;
    return false;
}

static bool has_access(const shg_register *reg, size_t row, size_t venue_row, bool digital) {
    return digital || shg_value(reg, SHG_PEOPLE, row, PERSON_STEP_FREE, 0) == 0 ||
           shg_value(reg, SHG_VENUES, venue_row, VENUE_STEP_FREE, 0) == 1;
}

static bool speaks(const shg_register *reg, size_t row, const char *language) {
    const char *list = shg_text(reg, SHG_PEOPLE, row, PERSON_LANGUAGES);
    return shg_list_has(*list ? list : "nb", *language ? language : "nb");
}

static bool wants_theme(const shg_register *reg, size_t row, const char *theme) {
    if (strcmp(theme, "mixed") == 0)
        return shg_value(reg, SHG_PEOPLE, row, PERSON_MIXED_OK, 1) == 1;
    if (strncmp(theme, "course:", 7) == 0)
        return strcmp(shg_text(reg, SHG_PEOPLE, row, PERSON_COURSE), theme + 7) == 0;
    return shg_list_has(shg_text(reg, SHG_PEOPLE, row, PERSON_THEMES), theme);
}

static bool composition_fits(const shg_register *reg, size_t row, int composition) {
    int gender = shg_value(reg, SHG_PEOPLE, row, PERSON_GENDER, -1);
    if (composition == COMPOSITION_WOMEN)
        return gender == GENDER_F;
    if (composition == COMPOSITION_MEN)
        return gender == GENDER_M;
    return shg_value(reg, SHG_PEOPLE, row, PERSON_GENDER_WISH, WISH_ANY) != WISH_SAME;
}

unsigned shg_misfits(const shg_register *reg, size_t row, const struct shg_gathering *at) {
    bool digital = is_digital(reg, at->venue_row);
    unsigned misfits = 0;
    if (!mode_fits(reg, row, digital))
        misfits |= SHG_MISFIT_MODE;
    if (!digital && !is_near(reg, row, at->venue_row))
        misfits |= SHG_MISFIT_TRAVEL;
    if (avoids(reg, row, at->venue_row, digital))
        misfits |= SHG_MISFIT_AVOID;
    if (!is_free(reg, row, at->slot))
        misfits |= SHG_MISFIT_TIME;
    if (!has_access(reg, row, at->venue_row, digital))
        misfits |= SHG_MISFIT_ACCESS;
    if (!speaks(reg, row, at->language))
        misfits |= SHG_MISFIT_LANGUAGE;
    if (!wants_theme(reg, row, at->theme))
        misfits |= SHG_MISFIT_THEME;
    if (!composition_fits(reg, row, at->composition))
        misfits |= SHG_MISFIT_COMPOSITION;
    return misfits;
}
