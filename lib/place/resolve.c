/* Places as people write them. Every reading collects the municipalities that a text can mean from the names of today,
 * old names, towns and regions; more than one is never decided here. */
#include "base/text.h"
#include "place/fold.h"
#include "place/place.h"
#include "place/tables.h"

#include <stdlib.h>
#include <string.h>

/* More than there are municipalities. */
enum { SET_MAX = 512 };

struct set {
    int items[SET_MAX];
    size_t n;
};

static bool set_has(const struct set *set, int item) {
    for (size_t i = 0; i < set->n; i++)
        if (set->items[i] == item)
            return true;
    return false;
}

static void set_add(struct set *set, int item) {
    if (item >= 0 && set->n < SET_MAX && !set_has(set, item))
        set->items[set->n++] = item;
}

static void set_join(struct set *set, const struct set *more) {
    for (size_t i = 0; i < more->n; i++)
        set_add(set, more->items[i]);
}

static void set_keep(struct set *set, const struct set *among) {
    size_t n = 0;
    for (size_t i = 0; i < set->n; i++)
        if (set_has(among, set->items[i]))
            set->items[n++] = set->items[i];
    set->n = n;
}

/* A text and its comparable forms. */
struct query {
    const char *text;
    char folded[SHG_FOLDS][SHG_FOLD_MAX];
    unsigned edits; /* how far a name may be from it where nothing else fits */
};

/* How many edits away from what name a text is; more than limit where it is not that name. */
typedef unsigned distance_of(const struct query *query, const char *name, unsigned limit);

/* Whether lengths alone allow that a name folds to the text: folding only ever takes bytes away, half of them at most
 * (and "kommune", which stands in no table). Saves folding nearly all of seven thousand names. */
static bool length_fits(const char *text, const char *name) {
    size_t n = strlen(text);
    size_t m = strlen(name);
    return n <= m && m <= 2 * n;
}

static unsigned same_distance(const struct query *query, const char *name, unsigned limit) {
    char folded[SHG_FOLD_MAX];
    if (!length_fits(query->folded[SHG_FOLD_SAME], name))
        return limit + 1;
    bool same = shg_fold_name(name, SHG_FOLD_SAME, folded) && strcmp(folded, query->folded[SHG_FOLD_SAME]) == 0;
    return same ? 0 : limit + 1;
}

static unsigned damaged_distance(const struct query *query, const char *name, unsigned limit) {
    char folded[SHG_FOLD_MAX];
    if (!length_fits(query->folded[SHG_FOLD_DAMAGED], name))
        return limit + 1;
    if (shg_fold_name(name, SHG_FOLD_SAME, folded) && shg_fold_fits(query->folded[SHG_FOLD_SAME], folded))
        return 0;
    bool same = shg_fold_name(name, SHG_FOLD_DAMAGED, folded) && strcmp(folded, query->folded[SHG_FOLD_DAMAGED]) == 0;
    return same ? 0 : limit + 1;
}

/* By the plainer spelling too: a slip can tear a letter's marks from it. */
static unsigned edit_distance(const struct query *query, const char *name, unsigned limit) {
    unsigned nearest = limit + 1;
    for (int how = 0; how < SHG_FOLDS; how++) {
        char folded[SHG_FOLD_MAX];
        const char *text = query->folded[how];
        if (!shg_fold_name(name, (enum shg_fold)how, folded))
            return limit + 1;
        size_t n = strlen(folded);
        size_t m = strlen(text);
        if ((n > m ? n - m : m - n) > 2 * (size_t)limit) /* an edit changes two bytes at most */
            continue;
        unsigned distance = shg_distance(text, folded, limit);
        nearest = distance < nearest ? distance : nearest;
    }
    return nearest;
}

/* Who bears, bore or holds a name; the nearest alone. */
struct bearers {
    struct set today;
    struct set old;   /* where namesakes went that are none of today's bearers */
    struct set towns; /* where towns of that name lie */
    bool split;       /* one of today's bearers is only a part of an old namesake */
    unsigned nearest;
};

/* Whether a name at this distance counts; a nearer one than all before makes those void. */
static bool counts(struct bearers *bearers, unsigned distance) {
    if (distance > bearers->nearest)
        return false;
    if (distance < bearers->nearest) {
        bearers->today.n = bearers->old.n = bearers->towns.n = 0;
        bearers->split = false;
        bearers->nearest = distance;
    }
    return true;
}

static void add_old_namesake(struct bearers *bearers, size_t first, size_t end) {
    struct set parts;
    parts.n = 0;
    for (size_t i = first; i < end; i++)
        set_add(&parts, shg_municipality_find(shg_data_code_changes[i].new_code));
    bool lives_on = false;
    for (size_t i = 0; i < parts.n; i++)
        lives_on = lives_on || set_has(&bearers->today, parts.items[i]);
    if (!lives_on)
        set_join(&bearers->old, &parts);
    else if (parts.n > 1)
        bearers->split = true;
}

static void collect_old(struct bearers *bearers, const struct query *query, distance_of *distance) {
    size_t end;
    for (size_t i = 0; i < shg_data_code_changes_rows; i = end) {
        const shg_data_code_changes_row *row = &shg_data_code_changes[i];
        for (end = i + 1; end < shg_data_code_changes_rows; end++)
            if (strcmp(shg_data_code_changes[end].old_code, row->old_code) != 0)
                break;
        if (counts(bearers, distance(query, row->old_name, bearers->nearest)))
            add_old_namesake(bearers, i, end);
    }
}

static void collect_towns(struct bearers *bearers, const struct query *query, distance_of *distance) {
    const char *before = "";
    unsigned away = 0;
    for (size_t i = 0; i < shg_data_postcodes_rows; i++) {
        const shg_data_postcodes_row *row = &shg_data_postcodes[i];
        if (strcmp(before, row->place) != 0) /* a town's postcodes stand together */
            away = distance(query, row->place, bearers->nearest);
        before = row->place;
        if (counts(bearers, away))
            set_add(&bearers->towns, shg_municipality_find(row->code));
    }
}

static void collect(struct bearers *bearers, const struct query *query, distance_of *distance, unsigned limit) {
    memset(bearers, 0, sizeof *bearers);
    bearers->nearest = limit;
    for (size_t i = 0; i < shg_data_municipalities_rows; i++)
        if (counts(bearers, distance(query, shg_data_municipalities[i].name, bearers->nearest)))
            set_add(&bearers->today, (int)i);
    collect_old(bearers, query, distance);
    collect_towns(bearers, query, distance);
}

/* The members of a region or county. */
static void collect_region(struct set *out, const struct query *query, distance_of *distance, unsigned limit) {
    for (size_t i = 0; i < shg_data_regions_rows; i++)
        if (distance(query, shg_data_regions[i].region, limit) <= limit)
            set_add(out, shg_municipality_find(shg_data_regions[i].code));
    for (size_t i = 0; i < shg_data_municipalities_rows; i++)
        if (distance(query, shg_data_municipalities[i].county, limit) <= limit)
            set_add(out, (int)i);
}

static enum shg_place_kind kind_of_several(const struct set *set) {
    if (set->n == 0)
        return SHG_PLACE_NONE;
    return set->n == 1 ? SHG_PLACE_GUESSED : SHG_PLACE_SEVERAL;
}

/* The rule of place.h for a name that one municipality bears today. */
static enum shg_place_kind judge_today(const struct bearers *bearers, const struct query *query) {
    int own = bearers->today.items[0];
    bool elsewhere = bearers->towns.n > 0 && !set_has(&bearers->towns, own);
    bool letter_for_letter = strcmp(query->text, shg_data_municipalities[own].name) == 0;
    return letter_for_letter && !elsewhere && !bearers->split ? SHG_PLACE_CODE : SHG_PLACE_GUESSED;
}

static enum shg_place_kind by_name(struct set *out, const struct query *query, distance_of *distance, unsigned limit) {
    struct bearers bearers;
    collect(&bearers, query, distance, limit);
    *out = bearers.today;
    set_join(out, &bearers.old);
    if (bearers.today.n > 0)
        return out->n == 1 ? judge_today(&bearers, query) : SHG_PLACE_SEVERAL;
    set_join(out, &bearers.towns);
    if (out->n > 0)
        return kind_of_several(out);
    collect_region(out, query, distance, limit);
    return out->n > 0 ? SHG_PLACE_SEVERAL : SHG_PLACE_NONE;
}

static bool ask(struct query *query, const char *text) {
    query->text = text;
    for (int how = 0; how < SHG_FOLDS; how++)
        if (!shg_fold_name(text, (enum shg_fold)how, query->folded[how]))
            return false;
    size_t letters = strlen(query->folded[SHG_FOLD_DAMAGED]);
    query->edits = letters < 4 ? 0 : letters < 8 ? 1 : 2;
    return letters > 0;
}

/* Where a county or region is named behind a name: "Herøy i Nordland", "Våler (Østfold)", "Os, Innlandet". Cuts the
 * name off in text and gives where the other begins, NULL where there is none. */
static char *cut_qualifier(char *text) {
    char *comma = strpbrk(text, ",(/");
    char *in = strstr(text, " i ");
    char *cut = comma ? comma : in;
    if (!cut)
        return NULL;
    char *rest = cut + (comma ? 1 : 3);
    char *end = strchr(rest, ')');
    if (end)
        *end = '\0';
    while (cut > text && cut[-1] == ' ')
        cut--;
    *cut = '\0';
    while (*rest == ' ')
        rest++;
    return *rest ? rest : NULL;
}

static void join_all(struct set *out, const struct bearers *bearers) {
    set_join(out, &bearers->today);
    set_join(out, &bearers->old);
    set_join(out, &bearers->towns);
}

/* Gives NONE also where nothing stands behind the name. */
static enum shg_place_kind by_qualified_name(struct set *out, const char *text) {
    char copy[SHG_FOLD_MAX];
    struct query name;
    struct query area;
    out->n = 0;
    if (strlen(text) >= sizeof copy)
        return SHG_PLACE_NONE;
    memcpy(copy, text, strlen(text) + 1);
    char *behind = cut_qualifier(copy);
    if (!behind || !ask(&name, copy) || !ask(&area, behind))
        return SHG_PLACE_NONE;
    struct bearers bearers;
    collect(&bearers, &name, same_distance, 0);
    join_all(out, &bearers);
    if (out->n == 0) {
        collect(&bearers, &name, damaged_distance, 0);
        join_all(out, &bearers);
    }
    struct set within;
    within.n = 0;
    collect_region(&within, &area, damaged_distance, 0);
    struct set both = *out;
    set_keep(&both, &within);
    if (both.n > 0)
        *out = both;
    else if (out->n > 0 && within.n > 0) /* the two contradict each other */
        return SHG_PLACE_SEVERAL;
    return kind_of_several(out);
}

static enum shg_place_kind by_text(struct set *out, const char *text) {
    struct query query;
    out->n = 0;
    if (!ask(&query, text))
        return SHG_PLACE_NONE;
    enum shg_place_kind kind = by_name(out, &query, same_distance, 0);
    if (kind == SHG_PLACE_NONE)
        kind = by_qualified_name(out, text);
    if (kind == SHG_PLACE_NONE)
        kind = by_name(out, &query, damaged_distance, 0);
    if (kind == SHG_PLACE_NONE && query.edits > 0)
        kind = by_name(out, &query, edit_distance, query.edits);
    return kind;
}

static enum shg_place_kind by_number(struct set *out, const char *digits, bool lost_zero) {
    int parts[8];
    size_t n = shg_municipality_successors(digits, parts, 8);
    bool own = shg_municipality_find(digits) >= 0;
    out->n = 0;
    for (size_t i = 0; i < n && i < 8; i++)
        set_add(out, parts[i]);
    if (n == 0)
        set_add(out, shg_municipality_of_postcode(digits));
    return own && !lost_zero ? SHG_PLACE_CODE : kind_of_several(out);
}

/* A number and a name together: what both allow, else what either does. */
static enum shg_place_kind by_number_and_name(struct set *out, const char *digits, const char *name) {
    struct set named;
    (void)by_number(out, digits, false); /* what it allows is looked at below */
    set_add(out, shg_municipality_of_postcode(digits));
    (void)by_text(&named, name); /* the same */
    struct set both = *out;
    set_keep(&both, &named);
    if (both.n > 0)
        *out = both;
    else {
        set_join(out, &named);
        return out->n > 0 ? SHG_PLACE_SEVERAL : SHG_PLACE_NONE;
    }
    return kind_of_several(out);
}

/* Blanks around a text, and the country before a postcode, taken off; false when it is too long for a place. */
static bool trimmed(const char *text, char out[SHG_FOLD_MAX]) {
    text += strspn(text, " \t\r\n");
    if (strncmp(text, "N-", 2) == 0 || strncmp(text, "NO-", 3) == 0)
        text = strchr(text, '-') + 1;
    size_t n = strlen(text);
    while (n > 0 && strchr(" \t\r\n", text[n - 1]))
        n--;
    if (n >= SHG_FOLD_MAX)
        return false;
    memcpy(out, text, n);
    out[n] = '\0';
    return true;
}

static enum shg_place_kind resolve(const char *text, struct set *out) {
    size_t digits = strspn(text, "0123456789");
    char number[5] = "0000";
    out->n = 0;
    if (digits == 3 || digits == 4)
        memcpy(number + 4 - digits, text, digits);
    if (text[digits] == '\0')
        return digits == 3 || digits == 4 ? by_number(out, number, digits == 3) : SHG_PLACE_NONE;
    if (digits == 4 && text[4] == ' ')
        return by_number_and_name(out, number, text + 5);
    return by_text(out, text);
}

enum shg_place_kind shg_place_resolve(const char *text, int *out, size_t max, size_t *n) {
    char trim[SHG_FOLD_MAX];
    struct set found;
    *n = 0;
    if (!trimmed(text, trim) || !*trim)
        return SHG_PLACE_NONE;
    enum shg_place_kind kind = resolve(trim, &found);
    if (kind == SHG_PLACE_NONE) {
        *n = shg_municipality_nearest(trim, out, max);
        return kind;
    }
    for (; *n < found.n && *n < max; (*n)++)
        out[*n] = found.items[*n];
    return kind;
}

/* ---- The nearest ---- */

struct candidate {
    unsigned distance;
    int number;
};

static int by_distance(const void *a, const void *b) {
    const struct candidate *x = a;
    const struct candidate *y = b;
    if (x->distance != y->distance)
        return x->distance < y->distance ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

size_t shg_municipality_nearest(const char *text, int *out, size_t max) {
    struct candidate found[SET_MAX];
    struct query query;
    size_t n = 0;
    if (!ask(&query, text))
        return 0;
    bool number = strspn(text, "0123456789") == strlen(text);
    size_t letters = strlen(query.folded[SHG_FOLD_DAMAGED]);
    unsigned limit = number || letters < 8 ? 2 : (unsigned)(letters / 3);
    for (size_t i = 0; i < shg_data_municipalities_rows && n < SET_MAX; i++) {
        const struct shg_municipality *m = &shg_data_municipalities[i];
        unsigned distance = number ? shg_distance(text, m->code, limit) : edit_distance(&query, m->name, limit);
        if (distance <= limit)
            found[n++] = (struct candidate){distance, (int)i};
    }
    qsort(found, n, sizeof *found, by_distance);
    for (size_t i = 0; i < n && i < max; i++)
        out[i] = found[i].number;
    return n < max ? n : max;
}
