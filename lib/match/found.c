/* Where the people may be found whom a group lacks: municipalities near its venue, courses that end soon, and those who
 * wait and would come if it met on a screen. Only the last depends on who waits. */
#include "match/needs_private.h"

#include "match/wants.h"
#include "place/place.h"

#include <stdlib.h>
#include <string.h>

/* Municipalities told of one venue. */
#define NEAR_MOST 5

struct shg_finder {
    const shg_register *reg;
    const bool *placed;
    struct shg_wants wants;
    struct shg_texts *texts; /* of wants */
};

struct shg_finder *shg_finder_new(const shg_register *reg, const bool *placed) {
    struct shg_finder *f = calloc(1, sizeof *f);
    if (!f)
        return NULL;
    *f = (struct shg_finder){.reg = reg, .placed = placed};
    if (shg_wants_read(&f->wants, reg, &f->texts) == SHG_OK)
        return f;
    shg_finder_free(f);
    return NULL;
}

void shg_finder_free(struct shg_finder *f) {
    if (!f)
        return;
    shg_wants_free(&f->wants);
    shg_texts_free(f->texts);
    free(f);
}

/* ---- Near the venue ---- */

struct near {
    int town, minutes;
};

/* Keeps the list sorted by way, then code; the farthest drop out. */
static void insert(struct near *list, size_t *n, struct near x) {
    size_t i = *n < NEAR_MOST ? (*n)++ : NEAR_MOST;
    for (; i > 0 && list[i - 1].minutes > x.minutes; i--)
        if (i < NEAR_MOST)
            list[i] = list[i - 1];
    if (i < NEAR_MOST)
        list[i] = x;
}

static void add_near(const struct shg_finder *f, const struct shg_candidate *group, struct shg_buf *out) {
    const int own = shg_municipality_of(f->reg, SHG_VENUES, group->venue_row, VENUE_MUNICIPALITY);
    struct near list[NEAR_MOST];
    size_t n = 0;
    for (size_t i = 0; i < shg_municipality_count(); i++) {
        const int minutes = shg_travel_minutes(f->reg, (int)i, group->venue_row);
        if ((int)i != own && minutes <= shg_profile_of(f->reg)->travel)
            insert(list, &n, (struct near){(int)i, minutes});
    }
    for (size_t i = 0; i < n; i++)
        shg_buf_printf(out, "%s;", shg_municipality_at((size_t)list[i].town)->code);
}

/* ---- Courses ---- */

static bool is_in_reach(const struct shg_finder *f, const struct shg_candidate *group, size_t course) {
    const int town = shg_municipality_of(f->reg, SHG_COURSES, course, COURSE_MUNICIPALITY);
    return group->digital || shg_travel_minutes(f->reg, town, group->venue_row) <= shg_profile_of(f->reg)->travel;
}

static int by_text(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Those that end from today until a group that is formed today would have to be filled. */
static bool add_courses(const struct shg_finder *f, const struct shg_candidate *group, struct shg_buf *out) {
    const shg_date today = shg_register_today(f->reg);
    const size_t rows = shg_rows(f->reg, SHG_COURSES);
    const char **ids = calloc(rows + 1, sizeof *ids);
    size_t n = 0;
    if (!ids)
        return false;
    for (size_t row = 0; row < rows; row++) {
        const shg_date end = shg_day(f->reg, SHG_COURSES, row, COURSE_END);
        if (end != SHG_NO_DATE && end >= today && end <= today + shg_profile_of(f->reg)->forming_days &&
            is_in_reach(f, group, row))
            ids[n++] = shg_text(f->reg, SHG_COURSES, row, COURSE_ID);
    }
    if (n > 0)
        qsort(ids, n, sizeof *ids, by_text);
    for (size_t i = 0; i < n; i++)
        shg_buf_printf(out, "%s;", ids[i]);
    free(ids);
    return true;
}

/* ---- On a screen ---- */

static uint32_t count_on_screen(const struct shg_finder *f, const struct shg_instance *inst,
                                const struct shg_candidate *group) {
    const struct shg_wants *w = &f->wants;
    const uint32_t theme = shg_name_find(w->theme_names, w->n_themes, group->theme),
                   language = shg_name_find(w->language_names, w->n_languages, group->language);
    uint32_t n = 0;
    for (uint32_t p = 0; p < w->n_people && !group->digital; p++) {
        const struct shg_want *x = &w->people[p];
        n += !f->placed[p] && x->mode != MODE_IN_PERSON && (x->kinds >> group->kind & 1) &&
             shg_want_time(w, x, group->window) && shg_want_theme(w, x, theme) && shg_want_language(w, x, language) &&
             !shg_seat_of(inst, (uint32_t)(group - inst->candidates), p);
    }
    return n;
}

enum shg_status shg_finder_look(struct shg_finder *f, const struct shg_instance *inst, struct shg_needs_list *list,
                                struct shg_need *need) {
    struct shg_buf text = SHG_BUF_EMPTY;
    if (!need->group->digital)
        add_near(f, need->group, &text);
    bool fine = add_courses(f, need->group, &text) && !shg_buf_failed(&text);
    if (text.n > 0)
        shg_buf_cut(&text, text.n - 1);
    need->on_screen = count_on_screen(f, inst, need->group);
    need->found = fine ? shg_texts_keep(&list->texts, shg_buf_get(&text), text.n) : NULL;
    shg_buf_free(&text);
    return need->found ? SHG_OK : SHG_SYSTEM;
}
