/* What is missing, told: as rows, or as sentences.
 *
 * Where others than the office read it (--public, and sentences always) nothing may say how many there are below
 * SUPPRESS, nor let it be found by comparing rows, or the reports of two weeks: counts are rounded down to a multiple
 * of SUPPRESS, days waited are not told (two sums that differ by one person give that person's wait away), and the
 * order follows from what is told. */
#include "match/needs_private.h"

#include "place/place.h"

#include <stdlib.h>
#include <string.h>

static const char *const kind_names[] = {"digital",  "ours",    "people", "room",
                                         "standing", "starter", "theirs", "training"};

struct teller {
    const struct shg_needs_options *o;
    const struct shg_needs_list *list;
    shg_faults *faults;
    bool guarded; /* others read it */
    long suppress;
};

/* ---- What may be told ---- */

/* The count as it is told; 0: that is not told. */
static uint32_t told(const struct teller *t, uint32_t places) {
    const uint32_t step = t->guarded && t->suppress > 1 ? (uint32_t)t->suppress : 1;
    return places / step * step;
}

static bool is_told(const struct teller *t, const struct shg_need *need) {
    return !t->o->discreet || told(t, need->places) > 0;
}

static bool tells_screen(const struct teller *t, const struct shg_need *need) {
    return need->on_screen > 0 && told(t, need->on_screen) > 0;
}

/* ---- Order ---- */

static int compare_groups(const struct shg_candidate *a, const struct shg_candidate *b) {
    if (!a || !b)
        return (a != NULL) - (b != NULL);
    int order = strcmp(a->venue, b->venue);
    if (order == 0)
        order = (a->window.start > b->window.start) - (a->window.start < b->window.start);
    if (order == 0)
        order = strcmp(a->theme, b->theme);
    if (order == 0)
        order = strcmp(a->language, b->language);
    return order ? order : (a > b) - (a < b); /* of one list */
}

static int compare(const struct teller *t, const struct shg_need *a, const struct shg_need *b) {
    if (a->kind == SHG_NEED_TRAINING && b->kind == SHG_NEED_TRAINING)
        return a->missing < b->missing ? -1 : a->missing > b->missing;
    if (told(t, a->places) != told(t, b->places))
        return told(t, a->places) > told(t, b->places) ? -1 : 1;
    if (!t->guarded && a->wait_days != b->wait_days)
        return a->wait_days > b->wait_days ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return compare_groups(a->group, b->group);
}

/* Insertion from behind: there are as many needs as rooms. */
static void sort(const struct teller *t, struct shg_need *list, size_t n) {
    for (size_t i = 1; i < n; i++) {
        struct shg_need x = list[i];
        size_t j = i;
        for (; j > 0 && compare(t, &x, &list[j - 1]) < 0; j--)
            list[j] = list[j - 1];
        list[j] = x;
    }
}

/* ---- Rows ---- */

static int town_of(const struct shg_need *need) {
    const struct shg_candidate *c = need->group;
    return !c || c->digital ? -1 : shg_municipality_of(need->reg, SHG_VENUES, c->venue_row, VENUE_MUNICIPALITY);
}

static void put_missing(const struct shg_need *need, struct shg_writer *w) {
    struct shg_buf text = SHG_BUF_EMPTY;
    if (need->kind == SHG_NEED_PEOPLE || need->kind == SHG_NEED_TRAINING)
        shg_buf_printf(&text, "%u of %u", (unsigned)need->missing, (unsigned)need->of);
    else if (need->kind == SHG_NEED_OURS || need->kind == SHG_NEED_THEIRS)
        shg_buf_str(&text, "list");
    else
        shg_buf_str(&text, need->kind == SHG_NEED_ROOM || need->kind == SHG_NEED_DIGITAL ? "room" : "starter");
    w->out->failed |= shg_buf_failed(&text);
    shg_put(w, shg_buf_get(&text));
    shg_buf_free(&text);
}

static void put_found(const struct teller *t, const struct shg_need *need, struct shg_writer *w) {
    struct shg_buf text = SHG_BUF_EMPTY;
    shg_buf_str(&text, need->found ? need->found : "");
    if (tells_screen(t, need))
        shg_buf_str(&text, text.n > 0 ? ";digital" : "digital");
    w->out->failed |= shg_buf_failed(&text);
    shg_put(w, shg_buf_get(&text));
    shg_buf_free(&text);
}

static void put(const struct teller *t, const struct shg_need *need, struct shg_writer *w) {
    static const char *const compositions[] = {"any", "men", "women"};
    const struct shg_candidate *c = need->group;
    const int town = town_of(need);
    shg_put(w, kind_names[need->kind]);
    shg_put(w, town < 0 ? "" : shg_municipality_at((size_t)town)->code);
    shg_put(w, !c || need->kind == SHG_NEED_DIGITAL ? "" : c->venue);
    shg_put(w, c ? c->slot : "");
    shg_put(w, c ? c->theme : "");
    shg_put(w, c ? c->language : "");
    shg_put(w, c ? compositions[c->kind] : "");
    put_missing(need, w);
    shg_put_int(w, told(t, need->places));
    if (t->guarded)
        shg_put(w, "");
    else
        shg_put_int(w, need->wait_days);
    shg_put(w, need->most ? "yes" : "plan");
    put_found(t, need, w);
    shg_end_row(w);
}

static void tell_rows(const struct teller *t, struct shg_writer *w) {
    static const char *const header[] = {"kind",        "municipality", "venue",  "slot",      "theme",    "language",
                                         "composition", "missing",      "places", "wait_days", "verified", "found"};
    shg_put_row(w, header, sizeof header / sizeof *header);
    for (size_t i = 0; i < t->list->n; i++)
        if (is_told(t, &t->list->list[i]))
            put(t, &t->list->list[i], w);
}

/* ---- Sentences ---- */

/* Of each kind: in a house and on a screen; {n}: with the count, and without it. */
struct sentences {
    const char *house, *house_some, *screen, *screen_some;
};

static const struct sentences sentences[] = {
    [SHG_NEED_DIGITAL] = {"", "", N_("A digital room on {when} would give a group to at least {n} of those who wait."),
                          N_("A digital room on {when} would give a group to some of those who wait.")},
    [SHG_NEED_ROOM] =
        {N_("One more room on {when} at {venue} in {town} would give a group to at least {n} of those who wait."),
         N_("One more room on {when} at {venue} in {town} would give a group to some of those who wait."),
         N_("One more digital room on {when} beside {venue} would give a group to at least {n} of those who wait."),
         N_("One more digital room on {when} beside {venue} would give a group to some of those who wait.")},
    [SHG_NEED_STARTER] =
        {N_("One more starter on {when} at {venue} in {town} would give a group to at least {n} of those who wait."),
         N_("One more starter on {when} at {venue} in {town} would give a group to some of those who wait."),
         N_("One more starter on {when} in the digital room {venue} would give a group to at least {n} of those who "
            "wait."),
         N_("One more starter on {when} in the digital room {venue} would give a group to some of those who wait.")},
    [SHG_NEED_STANDING] = {N_("The group on {when} at {venue} in {town} cannot begin without a starter. With one it "
                              "would take at least {n} of those who wait, too."),
                           N_("The group on {when} at {venue} in {town} cannot begin without a starter."),
                           N_("The group on {when} in the digital room {venue} cannot begin without a starter. With "
                              "one it would take at least {n} of those who wait, too."),
                           N_("The group on {when} in the digital room {venue} cannot begin without a starter.")},
    [SHG_NEED_PEOPLE] = {N_("A group on {when} at {venue} in {town} lacks one person. With one more it could begin, "
                            "for at least {n} of those who wait."),
                         N_("A group on {when} at {venue} in {town} could begin if a few more came."),
                         N_("A group on {when} in the digital room {venue} lacks one person. With one more it could "
                            "begin, for at least {n} of those who wait."),
                         N_("A group on {when} in the digital room {venue} could begin if a few more came.")},
    [SHG_NEED_OURS] = {N_("Together with the neighbour, at least {n} of those on our list would find a place on {when} "
                          "at {venue} in {town}."),
                       N_("Together with the neighbour, some of those on our list would find a place on {when} at "
                          "{venue} in {town}."),
                       N_("Together with the neighbour, at least {n} of those on our list would find a place on {when} "
                          "in the digital room {venue}."),
                       N_("Together with the neighbour, some of those on our list would find a place on {when} in the "
                          "digital room {venue}.")},
    [SHG_NEED_THEIRS] = {N_("Together with us, at least {n} of those on the neighbour's list would find a place on "
                            "{when} at {venue} in {town}."),
                         N_("Together with us, some of those on the neighbour's list would find a place on {when} at "
                            "{venue} in {town}."),
                         N_("Together with us, at least {n} of those on the neighbour's list would find a place on "
                            "{when} in the digital room {venue}."),
                         N_("Together with us, some of those on the neighbour's list would find a place on {when} in "
                            "the digital room {venue}.")},
    [SHG_NEED_TRAINING] = {N_("Starter number {rank} to train leads on {when} at {venue} in {town}. With all up to "
                              "this one at least {n} of those who wait would have a group."),
                           N_("Starter number {rank} to train leads on {when} at {venue} in {town}. With all up to "
                              "this one some of those who wait would have a group."),
                           N_("Starter number {rank} to train leads on {when} in the digital room {venue}. With all up "
                              "to this one at least {n} of those who wait would have a group."),
                           N_("Starter number {rank} to train leads on {when} in the digital room {venue}. With all up "
                              "to this one some of those who wait would have a group.")},
};

/* A group that lacks two. */
static const struct sentences sentences_of_pair = {
    N_("A group on {when} at {venue} in {town} lacks two people. With two more it could begin, for at least {n} of "
       "those who wait."),
    N_("A group on {when} at {venue} in {town} could begin if a few more came."),
    N_("A group on {when} in the digital room {venue} lacks two people. With two more it could begin, for at least "
       "{n} of those who wait."),
    N_("A group on {when} in the digital room {venue} could begin if a few more came.")};

/* The sums of lists that are shared. */
static const char *const sum_ours =
    N_("If both offices made their groups together, at least {n} more of those on our list would have a place.");
static const char *const sum_ours_some =
    N_("If both offices made their groups together, some more of those on our list would have a place.");
static const char *const sum_theirs = N_("If both offices made their groups together, at least {n} more of those on "
                                         "the neighbour's list would have a place.");
static const char *const sum_theirs_some =
    N_("If both offices made their groups together, some more of those on the neighbour's list would have a place.");

static const char *const days[] = {
    N_("Mondays {from}-{to}"), N_("Tuesdays {from}-{to}"),  N_("Wednesdays {from}-{to}"), N_("Thursdays {from}-{to}"),
    N_("Fridays {from}-{to}"), N_("Saturdays {from}-{to}"), N_("Sundays {from}-{to}")};

/* What a {name} of a sentence stands for. */
struct filling {
    const char *name, *value;
};

/* Adds a sentence with its {names} filled in. */
static void fill(struct shg_buf *out, const char *text, const struct filling *fillings, size_t n) {
    while (*text) {
        size_t i = 0, length = 0;
        for (; i < n; i++) {
            length = strlen(fillings[i].name);
            if (!strncmp(text, fillings[i].name, length))
                break;
        }
        if (i < n)
            shg_buf_str(out, fillings[i].value);
        else
            shg_buf_char(out, *text);
        text += i < n ? length : 1;
    }
}

static void add_when(const struct teller *t, const struct shg_candidate *c, struct shg_buf *out) {
    char text[15], from[6], to[6];
    shg_window_format(c->window, text); /* mon17:00-21:00 */
    memcpy(from, text + 3, 5);
    memcpy(to, text + 9, 5);
    from[5] = to[5] = '\0';
    const struct filling fillings[] = {{"{from}", from}, {"{to}", to}};
    fill(out, shg_tr(t->faults, days[shg_window_weekday(c->window)]), fillings, 2);
}

static const char *sentence_of(const struct shg_need *need, bool some) {
    const bool pair = need->kind == SHG_NEED_PEOPLE && need->missing > 1;
    const struct sentences *s = pair ? &sentences_of_pair : &sentences[need->kind];
    if (need->group && (need->group->digital || need->kind == SHG_NEED_DIGITAL))
        return some ? s->screen_some : s->screen;
    if (need->group)
        return some ? s->house_some : s->house;
    if (need->kind == SHG_NEED_OURS)
        return some ? sum_ours_some : sum_ours;
    return some ? sum_theirs_some : sum_theirs;
}

static void tell_sentence(const struct teller *t, const struct shg_need *need, struct shg_buf *out) {
    struct shg_buf n = SHG_BUF_EMPTY, rank = SHG_BUF_EMPTY, when = SHG_BUF_EMPTY;
    const uint32_t count = told(t, need->places);
    const int town = town_of(need);
    const bool named = need->group && need->kind != SHG_NEED_DIGITAL;
    shg_buf_printf(&n, "%u", (unsigned)count);
    shg_buf_printf(&rank, "%u", (unsigned)need->missing);
    if (need->group)
        add_when(t, need->group, &when);
    const struct filling fillings[] = {
        {"{n}", shg_buf_get(&n)},
        {"{rank}", shg_buf_get(&rank)},
        {"{when}", shg_buf_get(&when)},
        {"{venue}", named ? shg_text(need->reg, SHG_VENUES, need->group->venue_row, VENUE_NAME) : ""},
        {"{town}", town < 0 ? "" : shg_municipality_at((size_t)town)->name},
    };
    fill(out, shg_tr(t->faults, sentence_of(need, count == 0)), fillings, sizeof fillings / sizeof *fillings);
    out->failed |= shg_buf_failed(&n) || shg_buf_failed(&rank) || shg_buf_failed(&when);
    shg_buf_free(&n);
    shg_buf_free(&rank);
    shg_buf_free(&when);
}

/* Behind a sentence about people: the municipalities and courses in which they may be found. */
static void tell_found(const struct teller *t, const struct shg_need *need, struct shg_buf *out) {
    struct shg_buf towns = SHG_BUF_EMPTY, courses = SHG_BUF_EMPTY;
    const char *at = need->found ? need->found : "", *item;
    size_t n;
    while (shg_next_item(&at, &item, &n)) {
        char code[8] = "";
        int town = -1;
        if (n < sizeof code) {
            memcpy(code, item, n);
            town = shg_municipality_find(code);
        }
        struct shg_buf *list = town < 0 ? &courses : &towns;
        shg_buf_str(list, list->n > 0 ? ", " : "");
        if (town < 0)
            shg_buf_add(list, item, n);
        else
            shg_buf_str(list, shg_municipality_at((size_t)town)->name);
    }
    const struct filling fillings[] = {{"{towns}", shg_buf_get(&towns)}, {"{courses}", shg_buf_get(&courses)}};
    if (towns.n > 0)
        fill(out, shg_tr(t->faults, N_(" They may come from {towns}.")), fillings, 2);
    if (courses.n > 0)
        fill(out, shg_tr(t->faults, N_(" These courses end soon: {courses}.")), fillings, 2);
    if (tells_screen(t, need))
        shg_buf_str(out, shg_tr(t->faults, N_(" Some who wait would come if it met on a screen.")));
    out->failed |= shg_buf_failed(&towns) || shg_buf_failed(&courses);
    shg_buf_free(&towns);
    shg_buf_free(&courses);
}

static void tell_text(const struct teller *t, struct shg_buf *out) {
    bool any = false;
    for (size_t i = 0; i < t->list->n; i++) {
        const struct shg_need *need = &t->list->list[i];
        if (!is_told(t, need))
            continue;
        any = true;
        tell_sentence(t, need, out);
        tell_found(t, need, out);
        shg_buf_char(out, '\n');
    }
    if (!any)
        shg_buf_printf(out, "%s\n",
                       shg_tr(t->faults, N_("Nothing was found that, alone, would give more people a group.")));
}

/* The plans behind the rows, in their order. */
static enum shg_status tell_plans(const struct teller *t) {
    enum shg_status status = SHG_OK;
    for (size_t i = 0; i < t->list->n && status == SHG_OK; i++) {
        struct shg_buf data = SHG_BUF_EMPTY;
        struct shg_writer w = shg_writer_to(&data, &shg_dialect_plain);
        status = shg_need_plan(t->o, &t->list->list[i], &w, t->faults);
        if (status == SHG_OK && shg_buf_failed(&data))
            status = shg_fault_memory(t->faults);
        if (status == SHG_OK)
            status = t->o->plan_of(t->o->ctx, i + 1, &data);
        shg_buf_free(&data);
    }
    return status;
}

enum shg_status shg_needs_tell(const struct shg_needs_options *o, struct shg_needs_list *list, struct shg_writer *w,
                               shg_faults *faults) {
    const struct teller t = {.o = o,
                             .list = list,
                             .faults = faults,
                             .guarded = o->discreet || o->text,
                             .suppress = shg_profile_of(o->reg)->suppress};
    sort(&t, list->list, list->n);
    if (o->text)
        tell_text(&t, w->out);
    else
        tell_rows(&t, w);
    if (shg_buf_failed(w->out))
        return shg_fault_memory(faults);
    return o->plan_of ? tell_plans(&t) : SHG_OK;
}
