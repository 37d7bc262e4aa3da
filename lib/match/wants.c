#include "match/wants.h"

#include "place/place.h"

#include <stdlib.h>
#include <string.h>

/* Names in the order in which they are met; sorted at the end. */
struct names {
    const char **list;
    size_t n, cap;
    shg_index *index;
};

struct reader {
    struct shg_wants *w;
    const shg_register *reg;
    struct shg_texts **texts;
    struct names themes, languages;
    bool failed;
};

/* The columns in which people.csv and starters.csv say the same. */
struct columns {
    enum shg_table table;
    int id, municipality, avoid, mode, limit, availability, languages, gender, step_free;
};

static const struct columns people_columns = {SHG_PEOPLE,    PERSON_ID,           PERSON_MUNICIPALITY, PERSON_AVOID,
                                              PERSON_MODE,   PERSON_TRAVEL_LIMIT, PERSON_AVAILABILITY, PERSON_LANGUAGES,
                                              PERSON_GENDER, PERSON_STEP_FREE};
static const struct columns starter_columns = {
    SHG_STARTERS,         STARTER_ID,           STARTER_MUNICIPALITY, STARTER_AVOID,  STARTER_MODE,
    STARTER_TRAVEL_LIMIT, STARTER_AVAILABILITY, STARTER_LANGUAGES,    STARTER_GENDER, STARTER_STEP_FREE};

/* Room for n more elements of a list that lives at *list. */
static void *room_for(struct reader *r, void *list, size_t *cap, size_t need, size_t size) {
    void *moved = shg_grow(list, cap, need, size);
    if (!moved)
        r->failed = true;
    return moved ? moved : list;
}

enum { CAP_WINDOWS, CAP_AVOID, CAP_THEMES, CAP_LANGUAGES, CAP_PAST };

/* ---- names ---- */

static uint32_t name_number(struct reader *r, struct names *names, const char *s, size_t n) {
    const char *kept = shg_texts_keep(r->texts, s, n);
    names->list = room_for(r, names->list, &names->cap, names->n + 1, sizeof *names->list);
    if (!kept || r->failed) {
        r->failed = true;
        return 0;
    }
    uint32_t number = shg_index_put(names->index, kept, (uint32_t)names->n);
    if (number == names->n)
        names->list[names->n++] = kept;
    else if (number == SHG_NONE)
        r->failed = true;
    return number;
}

static int by_text(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

uint32_t shg_name_find(const char *const *names, size_t n, const char *name) {
    const char *const *found = n ? bsearch(&name, names, n, sizeof *names, by_text) : NULL;
    return found ? (uint32_t)(found - names) : SHG_NONE;
}

/* Sorts the names and rewrites the numbers in list to their places. */
static void names_sort(struct reader *r, struct names *names, uint32_t *list, size_t n) {
    if (!names->n) /* the list is no block then, and n is 0 */
        return;
    uint32_t *place = calloc(names->n + 1, sizeof *place);
    const char **sorted = calloc(names->n + 1, sizeof *sorted);
    if (!place || !sorted) {
        r->failed = true;
    } else {
        memcpy(sorted, names->list, names->n * sizeof *sorted);
        qsort(sorted, names->n, sizeof *sorted, by_text);
        for (size_t i = 0; i < names->n; i++)
            place[i] = shg_name_find(sorted, names->n, names->list[i]);
        for (size_t i = 0; i < n; i++)
            list[i] = place[list[i]];
        memcpy(names->list, sorted, names->n * sizeof *sorted);
    }
    free(place);
    free(sorted);
}

/* ---- lists of one row ---- */

static size_t count_of(const struct shg_wants *w, int which) {
    size_t n = 0;
    for (int k = 0; k < 2; k++) {
        size_t people = k ? w->n_starters : w->n_people;
        const struct shg_want *list = k ? w->starters : w->people;
        if (!people)
            continue;
        const struct shg_want *x = &list[people - 1];
        size_t end = which == CAP_WINDOWS  ? x->windows_at + x->windows
                     : which == CAP_AVOID  ? x->avoid_at + x->avoid
                     : which == CAP_THEMES ? x->themes_at + x->themes
                                           : x->languages_at + x->languages;
        n = end > n ? end : n;
    }
    return n;
}

static void read_windows(struct reader *r, const struct columns *c, struct shg_want *x) {
    x->windows_at = count_of(r->w, CAP_WINDOWS);
    size_t n = shg_windows_of(r->reg, c->table, x->row, c->availability, NULL, 0);
    r->w->windows = room_for(r, r->w->windows, &r->w->cap[CAP_WINDOWS], x->windows_at + n + 1, sizeof *r->w->windows);
    if (r->failed)
        return;
    (void)shg_windows_of(r->reg, c->table, x->row, c->availability, r->w->windows + x->windows_at, n);
    x->windows = (uint32_t)n;
}

/* What an item of `avoid` names: a venue's row (as -1 - row) or a municipality; false where it names nothing. */
static bool avoided(const shg_register *reg, const char *item, size_t n, int32_t *out) {
    char text[24];
    int found[2];
    if (n >= sizeof text - 1)
        return false;
    text[0] = '0'; /* a municipality may have lost its zero */
    memcpy(text + 1, item, n);
    text[n + 1] = 0;
    uint32_t venue = shg_find(reg, SHG_VENUES, text + 1);
    if (venue != SHG_NONE) {
        *out = -1 - (int32_t)venue;
        return true;
    }
    if (shg_municipality_successors(n == 3 ? text : text + 1, found, 2) != 1)
        return false;
    *out = found[0];
    return true;
}

static void read_avoid(struct reader *r, const struct columns *c, struct shg_want *x) {
    const char *at = shg_text(r->reg, c->table, x->row, c->avoid), *item;
    size_t n;
    x->avoid_at = count_of(r->w, CAP_AVOID);
    while (!r->failed && shg_next_item(&at, &item, &n)) {
        size_t need = x->avoid_at + x->avoid + 1;
        r->w->avoid = room_for(r, r->w->avoid, &r->w->cap[CAP_AVOID], need, sizeof *r->w->avoid);
        if (!r->failed && avoided(r->reg, item, n, &r->w->avoid[need - 1]))
            x->avoid++;
    }
}

static void add_theme(struct reader *r, struct shg_want *x, const char *name, size_t n) {
    size_t need = x->themes_at + x->themes + 1;
    r->w->themes = room_for(r, r->w->themes, &r->w->cap[CAP_THEMES], need, sizeof *r->w->themes);
    if (r->failed)
        return;
    r->w->themes[need - 1] = name_number(r, &r->themes, name, n);
    x->themes++;
}

/* A person's themes, with `mixed` and `course:ID` where they do. */
static void read_themes(struct reader *r, struct shg_want *x) {
    const char *at = shg_text(r->reg, SHG_PEOPLE, x->row, PERSON_THEMES), *item;
    size_t n;
    x->themes_at = count_of(r->w, CAP_THEMES);
    while (shg_next_item(&at, &item, &n))
        add_theme(r, x, item, n);
    if (shg_value(r->reg, SHG_PEOPLE, x->row, PERSON_MIXED_OK, 1) == 1)
        add_theme(r, x, "mixed", 5);
    const char *course = shg_text(r->reg, SHG_PEOPLE, x->row, PERSON_COURSE);
    char name[64] = "course:";
    if (*course && strlen(course) < sizeof name - 7) {
        memcpy(name + 7, course, strlen(course) + 1);
        add_theme(r, x, name, strlen(name));
    }
}

static void read_languages(struct reader *r, const struct columns *c, struct shg_want *x) {
    const char *at = shg_text(r->reg, c->table, x->row, c->languages), *item;
    size_t n;
    x->languages_at = count_of(r->w, CAP_LANGUAGES);
    bool any = shg_next_item(&at, &item, &n);
    if (!any) {
        item = "nb";
        n = 2;
    }
    do {
        size_t need = x->languages_at + x->languages + 1;
        r->w->languages = room_for(r, r->w->languages, &r->w->cap[CAP_LANGUAGES], need, sizeof *r->w->languages);
        if (r->failed)
            return;
        r->w->languages[need - 1] = name_number(r, &r->languages, item, n);
        x->languages++;
    } while (any && shg_next_item(&at, &item, &n));
}

/* ---- one row ---- */

static void read_common(struct reader *r, const struct columns *c, struct shg_want *x) {
    const shg_register *reg = r->reg;
    const char *id = shg_text(reg, c->table, x->row, c->id);
    x->id = shg_texts_keep(r->texts, id, strlen(id));
    if (!x->id)
        r->failed = true;
    x->municipality = shg_municipality_of(reg, c->table, x->row, c->municipality);
    x->limit = shg_number(reg, c->table, x->row, c->limit, shg_profile_of(reg)->travel);
    x->mode = (uint8_t)shg_value(reg, c->table, x->row, c->mode, MODE_IN_PERSON);
    x->gender = (uint8_t)shg_value(reg, c->table, x->row, c->gender, SHG_NO_GENDER);
    x->step_free = shg_value(reg, c->table, x->row, c->step_free, 0) == 1;
    if (x->gender == GENDER_F)
        x->kinds = 1U << SHG_KIND_WOMEN;
    if (x->gender == GENDER_M)
        x->kinds = 1U << SHG_KIND_MEN;
    read_windows(r, c, x);
    read_avoid(r, c, x);
    read_languages(r, c, x);
}

static shg_date first_date(const shg_register *reg, size_t row, const int *columns) {
    shg_date date = SHG_NO_DATE;
    for (; *columns >= 0 && date == SHG_NO_DATE; columns++)
        date = shg_day(reg, SHG_PEOPLE, row, *columns);
    return date;
}

/* Who waits, but for their placements. */
static bool waits(const shg_register *reg, size_t row) {
    const struct shg_profile *profile = shg_profile_of(reg);
    const shg_date today = shg_register_today(reg), from = shg_day(reg, SHG_PEOPLE, row, PERSON_AVAILABLE_FROM);
    if (shg_value(reg, SHG_PEOPLE, row, PERSON_STATUS, -1) != PERSON_IS_WAITING)
        return false;
    if (from != SHG_NO_DATE && from > today + profile->start_days)
        return false;
    if (!profile->stale_days)
        return true;
    static const int seen[] = {PERSON_CONTACTED, PERSON_CLARIFIED, PERSON_REGISTERED, -1};
    shg_date last = first_date(reg, row, seen);
    return last != SHG_NO_DATE && today - last <= profile->stale_days;
}

static int by_id(const void *a, const void *b) {
    return strcmp(((const struct shg_want *)a)->id, ((const struct shg_want *)b)->id);
}

static void read_people(struct reader *r, const bool *held) {
    size_t rows = shg_rows(r->reg, SHG_PEOPLE);
    r->w->people = calloc(rows + 1, sizeof *r->w->people);
    if (!r->w->people) {
        r->failed = true;
        return;
    }
    for (size_t row = 0; row < rows && !r->failed; row++) {
        if (held[row] || !waits(r->reg, row))
            continue;
        struct shg_want x = {.row = (uint32_t)row};
        read_common(r, &people_columns, &x);
        if (shg_value(r->reg, SHG_PEOPLE, row, PERSON_GENDER_WISH, WISH_ANY) != WISH_SAME)
            x.kinds |= 1U << SHG_KIND_ANY;
        read_themes(r, &x);
        r->w->people[r->w->n_people++] = x;
    }
}

static void read_starters(struct reader *r) {
    size_t rows = shg_rows(r->reg, SHG_STARTERS);
    r->w->starters = calloc(rows + 1, sizeof *r->w->starters);
    if (!r->w->starters) {
        r->failed = true;
        return;
    }
    for (size_t row = 0; row < rows && !r->failed; row++) {
        int status = shg_value(r->reg, SHG_STARTERS, row, STARTER_STATUS, -1);
        if (status != STARTER_IS_ACTIVE && status != STARTER_IS_TRAINEE)
            continue;
        struct shg_want x = {.row = (uint32_t)row, .kinds = 0};
        read_common(r, &starter_columns, &x);
        x.kinds |= 1U << SHG_KIND_ANY;
        r->w->starters[r->w->n_starters++] = x;
    }
}

/* ---- not again ---- */

struct past_row {
    uint32_t owner; /* people, then starters */
    struct shg_past past;
};

static int by_owner(const void *a, const void *b) {
    const struct past_row *x = a, *y = b;
    if (x->owner != y->owner)
        return x->owner < y->owner ? -1 : 1;
    return x->past.group < y->past.group ? -1 : x->past.group > y->past.group;
}

static bool is_past(int status) {
    return status == PLACEMENT_IS_DECLINED || status == PLACEMENT_IS_LAPSED || status == PLACEMENT_IS_LEFT ||
           status == PLACEMENT_IS_COMPLETED;
}

static struct shg_past past_of(const shg_register *reg, size_t row, uint32_t group, int status) {
    struct shg_past p = {
        group, shg_find(reg, SHG_VENUES, shg_text(reg, SHG_GROUPS, group, GROUP_VENUE)), {0, 0}, false};
    shg_date answered = shg_day(reg, SHG_PLACEMENTS, row, PLACEMENT_ANSWERED);
    if (!shg_windows_of(reg, SHG_GROUPS, group, GROUP_SLOT, &p.window, 1))
        p.venue = SHG_NONE;
    p.recent = status == PLACEMENT_IS_DECLINED && answered != SHG_NO_DATE &&
               shg_register_today(reg) - answered < shg_profile_of(reg)->no_repeat;
    return p;
}

/* The rows of placements.csv that speak of those who were read, by their number. */
static size_t past_rows(struct reader *r, const shg_index *owners, struct past_row *rows) {
    size_t n = 0;
    for (size_t row = 0; row < shg_rows(r->reg, SHG_PLACEMENTS); row++) {
        int status = shg_value(r->reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS, -1);
        uint32_t owner = shg_index_get(owners, shg_text(r->reg, SHG_PLACEMENTS, row, PLACEMENT_PERSON));
        uint32_t group = shg_find(r->reg, SHG_GROUPS, shg_text(r->reg, SHG_PLACEMENTS, row, PLACEMENT_GROUP));
        if (!is_past(status) || owner == SHG_NONE || group == SHG_NONE)
            continue;
        rows[n++] = (struct past_row){owner, past_of(r->reg, row, group, status)};
    }
    qsort(rows, n, sizeof *rows, by_owner);
    return n;
}

static void read_past(struct reader *r) {
    struct shg_wants *w = r->w;
    size_t all = w->n_people + w->n_starters, n = 0;
    shg_index *owners = shg_index_new(all);
    struct past_row *rows = calloc(shg_rows(r->reg, SHG_PLACEMENTS) + 1, sizeof *rows);
    w->past = calloc(shg_rows(r->reg, SHG_PLACEMENTS) + 1, sizeof *w->past);
    bool fine = owners && rows && w->past;
    for (size_t i = 0; fine && i < all; i++) {
        const struct shg_want *x = i < w->n_people ? &w->people[i] : &w->starters[i - w->n_people];
        fine = shg_index_put(owners, x->id, (uint32_t)i) != SHG_NONE;
    }
    if (fine)
        n = past_rows(r, owners, rows);
    else
        r->failed = true;
    for (size_t k = 0; k < n; k++) {
        uint32_t i = rows[k].owner;
        struct shg_want *x = i < w->n_people ? &w->people[i] : &w->starters[i - w->n_people];
        if (!x->past)
            x->past_at = k;
        x->past++;
        w->past[k] = rows[k].past;
    }
    shg_index_free(owners);
    free(rows);
}

/* ---- all ---- */

/* People whom a placement as a member holds. */
static bool *held_people(const shg_register *reg) {
    bool *held = calloc(shg_rows(reg, SHG_PEOPLE) + 1, sizeof *held);
    for (size_t row = 0; held && row < shg_rows(reg, SHG_PLACEMENTS); row++) {
        uint32_t person = shg_find(reg, SHG_PEOPLE, shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_PERSON));
        if (person != SHG_NONE && shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_ROLE, -1) == ROLE_MEMBER &&
            shg_status_held(shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS, -1)))
            held[person] = true;
    }
    return held;
}

static void read_all(struct reader *r) {
    bool *held = held_people(r->reg);
    r->themes.index = shg_index_new(64);
    r->languages.index = shg_index_new(16);
    if (!held || !r->themes.index || !r->languages.index) {
        r->failed = true;
    } else {
        read_people(r, held);
        read_starters(r);
    }
    free(held);
    if (r->failed)
        return;
    struct shg_wants *w = r->w;
    names_sort(r, &r->themes, w->themes, count_of(w, CAP_THEMES));
    names_sort(r, &r->languages, w->languages, count_of(w, CAP_LANGUAGES));
    qsort(w->people, w->n_people, sizeof *w->people, by_id);
    qsort(w->starters, w->n_starters, sizeof *w->starters, by_id);
    read_past(r);
}

enum shg_status shg_wants_read(struct shg_wants *out, const shg_register *reg, struct shg_texts **texts) {
    *out = (struct shg_wants){0};
    struct reader r = {.w = out, .reg = reg, .texts = texts};
    read_all(&r);
    shg_index_free(r.themes.index);
    shg_index_free(r.languages.index);
    out->theme_names = r.themes.list;
    out->n_themes = r.themes.n;
    out->language_names = r.languages.list;
    out->n_languages = r.languages.n;
    if (!r.failed)
        return SHG_OK;
    shg_wants_free(out);
    return SHG_SYSTEM;
}

void shg_wants_free(struct shg_wants *w) {
    free(w->people);
    free(w->starters);
    free(w->windows);
    free(w->avoid);
    free(w->themes);
    free(w->languages);
    free(w->past);
    free(w->theme_names);
    free(w->language_names);
    *w = (struct shg_wants){0};
}

/* ---- rules ---- */

bool shg_want_venue(const struct shg_wants *w, const struct shg_want *x, const struct shg_where_met *venue,
                    int minutes) {
    if (venue->digital ? x->mode == MODE_IN_PERSON : x->mode == MODE_DIGITAL)
        return false;
    if (!venue->digital && minutes > x->limit)
        return false;
    if (x->step_free && !venue->digital && !venue->step_free)
        return false;
    for (size_t i = x->avoid_at; i < x->avoid_at + x->avoid; i++)
        if (w->avoid[i] == -1 - (int32_t)venue->row || (!venue->digital && w->avoid[i] == venue->municipality))
            return false;
    return true;
}

bool shg_want_time(const struct shg_wants *w, const struct shg_want *x, struct shg_window slot) {
    for (size_t i = x->windows_at; i < x->windows_at + x->windows; i++)
        if (shg_window_contains(w->windows[i], slot))
            return true;
    return false;
}

bool shg_want_theme(const struct shg_wants *w, const struct shg_want *x, uint32_t theme) {
    return x->themes && shg_list_holds(w->themes + x->themes_at, x->themes, theme);
}

bool shg_want_language(const struct shg_wants *w, const struct shg_want *x, uint32_t language) {
    return x->languages && shg_list_holds(w->languages + x->languages_at, x->languages, language);
}

bool shg_want_group_again(const struct shg_wants *w, const struct shg_want *x, uint32_t group) {
    for (size_t i = x->past_at; i < x->past_at + x->past; i++)
        if (w->past[i].group == group)
            return true;
    return false;
}

bool shg_want_slot_again(const struct shg_wants *w, const struct shg_want *x, uint32_t venue, struct shg_window slot) {
    for (size_t i = x->past_at; i < x->past_at + x->past; i++) {
        const struct shg_past *p = &w->past[i];
        if (p->recent && p->venue == venue && p->window.start == slot.start && p->window.end == slot.end)
            return true;
    }
    return false;
}
