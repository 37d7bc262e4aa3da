/* Fields that hold lists, windows, places and themes: each item, and none twice. */
#include "register/check_private.h"

#include "base/idgate.h"
#include "place/place.h"

#include <stdlib.h>
#include <string.h>

enum {
    NEAREST = 3,  /* names that a message offers */
    SEEK = 2000,  /* messages that offer names: looking for them takes time, and a column of nonsense must not hang */
    LONGEST = 64, /* texts that are looked for */
};

static bool may_seek(struct shg_check *check, const char *text) {
    return strlen(text) <= LONGEST && check->sought++ < SEEK;
}

/* ---- Items ---- */

/* Cuts a cell into items. */
static void collect(struct shg_check *check, const char *text) {
    const char *p;
    size_t n;
    check->item_count = 0;
    while (shg_next_item(&text, &p, &n)) {
        struct shg_item *items = shg_grow(check->items, &check->item_cap, check->item_count + 1, sizeof *items);
        if (items == NULL) {
            check->failed = true;
            return;
        }
        check->items = items;
        items[check->item_count++] = (struct shg_item){p, n, {0, 0}};
    }
}

static int by_bytes(const void *a, const void *b) {
    const struct shg_item *x = a;
    const struct shg_item *y = b;
    int order = memcmp(x->p, y->p, x->n < y->n ? x->n : y->n);
    return order != 0 ? order : (x->n > y->n) - (x->n < y->n);
}

/* A NUL-terminated copy of an item, good until the next. */
static const char *item_text(struct shg_check *check, const struct shg_item *item) {
    shg_buf_cut(&check->text, 0);
    shg_buf_add(&check->text, item->p, item->n);
    return shg_buf_get(&check->text);
}

/* Windows are the same where they say the same hours; other items where they have the same bytes. */
static bool same_item(const struct shg_item *a, const struct shg_item *b) {
    if (a->window.end > 0 || b->window.end > 0)
        return a->window.start == b->window.start && a->window.end == b->window.end;
    return a->n == b->n && memcmp(a->p, b->p, a->n) == 0;
}

static int by_item(const void *a, const void *b) {
    const struct shg_item *x = a;
    const struct shg_item *y = b;
    if (x->window.start != y->window.start)
        return x->window.start < y->window.start ? -1 : 1;
    if (x->window.end != y->window.end)
        return x->window.end < y->window.end ? -1 : 1;
    return x->window.end > 0 ? 0 : by_bytes(a, b);
}

static void check_twice(struct shg_check *check, enum shg_table table, size_t row, int column) {
    if (check->item_count < 2)
        return;
    if (check->item_count == 2 && !same_item(&check->items[0], &check->items[1]))
        return; /* the common case */
    qsort(check->items, check->item_count, sizeof *check->items, by_item);
    for (size_t i = 1; i < check->item_count; i++) {
        bool first = i < 2 || !same_item(&check->items[i - 2], &check->items[i - 1]);
        if (first && same_item(&check->items[i - 1], &check->items[i]))
            shg_tell_part(check, SHG_ERROR, table, row, column, item_text(check, &check->items[i]),
                          N_("twice in the list"));
    }
}

/* ---- Municipalities ---- */

/* Adds `0301 Oslo, 3301 Drammen`. */
static void name_places(struct shg_buf *out, const int *places, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const struct shg_municipality *m = shg_municipality_at((size_t)places[i]);
        shg_buf_printf(out, "%s%s %s", i > 0 ? ", " : "", m->code, m->name);
    }
}

/* What is wrong with it, and the names that may have been meant. */
static const char *municipality_text(bool number, bool was_split, bool named) {
    if (was_split)
        return N_("this municipality was divided; one of %s");
    if (number)
        return named ? N_("no municipality has this number; nearest %s") : N_("no municipality has this number");
    return named ? N_("not the four digits of a municipality; nearest %s")
                 : N_("not the four digits of a municipality");
}

static void tell_municipality(struct shg_check *check, enum shg_table table, size_t row, int column, const char *text) {
    int places[8];
    struct shg_buf names = SHG_BUF_EMPTY;
    bool number = strlen(text) == 4 && strspn(text, "0123456789") == 4;
    size_t n = number ? shg_municipality_successors(text, places, 8) : 0;
    bool was_split = n > 1;
    if (!was_split) /* to a text of one or two letters everything is near */
        n = strlen(text) >= 3 && may_seek(check, text) ? shg_municipality_nearest(text, places, NEAREST) : 0;
    name_places(&names, places, n < 8 ? n : 8);
    check->failed = check->failed || shg_buf_failed(&names);
    shg_tell_named(check, table, row, column, text, municipality_text(number, was_split, n > 0), shg_buf_get(&names));
    shg_buf_free(&names);
}

void shg_check_municipality(struct shg_check *check, enum shg_table table, size_t row, int column, const char *text) {
    size_t n = strnlen(text, 5);
    if (shg_municipality_read(check->reg, text, n) < 0)
        tell_municipality(check, table, row, column, text);
    else if (n == 3 && check->warnings)
        shg_tell_part(check, SHG_WARNING, table, row, column, text, N_("this municipality has lost its leading zero"));
}

/* ---- Themes and languages ---- */

/* The known theme codes nearest to a wrong one, `anxiety, grief`, at most NEAREST of them. */
static void nearest_themes(const shg_register *reg, const char *code, struct shg_buf *out) {
    size_t told = 0;
    for (unsigned distance = 1; distance <= 3 && told < NEAREST; distance++) {
        for (size_t row = 0; row < shg_rows(reg, SHG_THEMES) && told < NEAREST; row++) {
            const char *known = shg_text(reg, SHG_THEMES, row, THEME_CODE);
            if (strlen(known) > LONGEST || shg_distance(code, known, 3) != distance)
                continue;
            shg_buf_printf(out, "%s%s", told++ > 0 ? ", " : "", known);
        }
    }
}

/* A theme's code, known where themes.csv is there. */
static void check_theme(struct shg_check *check, enum shg_table table, size_t row, int column, const char *text) {
    if (strcmp(text, "mixed") == 0) {
        shg_tell_part(check, SHG_ERROR, table, row, column, text, N_("mixed is no theme: that is what mixed_ok says"));
        return;
    }
    if (!shg_is_code(text)) {
        shg_tell_part(check, SHG_ERROR, table, row, column, text, N_("a code is of small letters, digits and hyphens"));
        return;
    }
    bool known = check->reg->tables[SHG_THEMES].csv == NULL || shg_find(check->reg, SHG_THEMES, text) != SHG_NONE;
    if (known)
        return;
    struct shg_buf names = SHG_BUF_EMPTY;
    if (may_seek(check, text))
        nearest_themes(check->reg, text, &names);
    check->failed = check->failed || shg_buf_failed(&names);
    shg_tell_named(check, table, row, column, text,
                   names.n > 0 ? N_("no such theme in themes.csv; nearest %s") : N_("no such theme in themes.csv"),
                   shg_buf_get(&names));
    shg_buf_free(&names);
}

/* A group's: mixed and course:ID too. */
static void check_group_theme(struct shg_check *check, enum shg_table table, size_t row, int column, const char *text) {
    if (strcmp(text, "mixed") == 0)
        return;
    if (strncmp(text, "course:", 7) != 0)
        check_theme(check, table, row, column, text);
    else if (shg_all_there(check->reg, SHG_SET(SHG_COURSES)) && shg_find(check->reg, SHG_COURSES, text + 7) == SHG_NONE)
        shg_tell(check, SHG_ERROR, table, row, column, N_("no such course"));
}

/* `nb`, `sma`, `pt-BR`. */
static bool is_language(const char *s) {
    size_t n = 0;
    while (n < 4 && s[n] >= 'a' && s[n] <= 'z')
        n++;
    if (n < 2 || n > 3)
        return false;
    if (s[n] == '\0')
        return true;
    if (s[n] != '-')
        return false;
    const char *region = s + n + 1;
    size_t m = strspn(region, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
    return m >= 2 && m <= 8 && region[m] == '\0';
}

static void check_language(struct shg_check *check, enum shg_table table, size_t row, int column, const char *text) {
    if (!is_language(text))
        shg_tell_part(check, SHG_ERROR, table, row, column, text, N_("not a language's code such as nb or en"));
}

/* ---- Rows of other tables ---- */

/* What is said where an id of one of these tables names no row. */
static const char *missing_text(unsigned refs) {
    static const struct {
        unsigned refs;
        const char *text;
    } texts[] = {
        {SHG_SET(SHG_PEOPLE) | SHG_SET(SHG_STARTERS), N_("no such person or starter")},
        {SHG_SET(SHG_PEOPLE), N_("no such person")},
        {SHG_SET(SHG_STARTERS), N_("no such starter")},
        {SHG_SET(SHG_VENUES), N_("no such venue")},
        {SHG_SET(SHG_GROUPS), N_("no such group")},
        {SHG_SET(SHG_COURSES), N_("no such course")},
        {SHG_SET(SHG_OFFICES), N_("no such office")},
        {SHG_SET(SHG_ACTIVITIES), N_("no such activity")},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i].refs == refs)
            return texts[i].text;
    return N_("no such row");
}

void shg_check_ref(struct shg_check *check, enum shg_table table, size_t row, int column, const char *text) {
    unsigned refs = shg_schema(table)->columns[column].refs;
    for (int t = 0; t < (int)SHG_TABLES; t++) {
        if ((refs & SHG_SET(t)) == 0)
            continue;
        bool by_letter = text[0] == shg_schema((enum shg_table)t)->letter || t == (int)SHG_OFFICES;
        if (by_letter &&
            (!shg_all_there(check->reg, SHG_SET(t)) || shg_find(check->reg, (enum shg_table)t, text) != SHG_NONE))
            return;
    }
    shg_tell_part(check, SHG_ERROR, table, row, column, text, missing_text(refs));
}

/* ---- Lists by type ---- */

static void check_window(struct shg_check *check, enum shg_table table, size_t row, int column, struct shg_item *item,
                         const char *text) {
    if (!shg_window_parse(item->p, item->n, &item->window)) {
        item->window = (struct shg_window){0, 0};
        shg_tell_part(check, SHG_ERROR, table, row, column, text, N_("not a window such as mon17:00-21:00"));
    }
}

/* Whether text begins as a venue's id does. */
static bool is_venue(const char *text) {
    return text[0] == shg_schema(SHG_VENUES)->letter;
}

static void check_item(struct shg_check *check, enum shg_table table, size_t row, int column, struct shg_item *item) {
    /* a copy, because what looks at it may need room for a message of its own */
    char copy[256];
    if (item->n >= sizeof copy) {
        shg_tell_part(check, SHG_ERROR, table, row, column, "", N_("an item of this list is too long"));
        return;
    }
    memcpy(copy, item->p, item->n);
    copy[item->n] = '\0';
    switch (shg_schema(table)->columns[column].type) {
    case SHG_TYPE_THEMES:
        check_theme(check, table, row, column, copy);
        break;
    case SHG_TYPE_LANGUAGES:
        check_language(check, table, row, column, copy);
        break;
    case SHG_TYPE_MUNICIPALITIES:
        shg_check_municipality(check, table, row, column, copy);
        break;
    case SHG_TYPE_PLACES:
        if (is_venue(copy))
            shg_check_ref(check, table, row, column, copy);
        else
            shg_check_municipality(check, table, row, column, copy);
        break;
    case SHG_TYPE_REFS:
        shg_check_ref(check, table, row, column, copy);
        break;
    default:
        check_window(check, table, row, column, item, copy);
        break;
    }
}

static void check_closed(struct shg_check *check, enum shg_table table, size_t row, int column, const char *text) {
    if (is_venue(text))
        shg_check_ref(check, table, row, column, text);
    else if (strcmp(text, "in-person") != 0 && strcmp(text, "digital") != 0)
        shg_check_municipality(check, table, row, column, text);
}

static void check_items(struct shg_check *check, enum shg_table table, size_t row, int column, const char *text) {
    collect(check, text);
    for (size_t i = 0; i < check->item_count; i++)
        check_item(check, table, row, column, &check->items[i]);
    check_twice(check, table, row, column);
}

/* Fields of one item that is looked at as those of lists are. */
static void check_one(struct shg_check *check, enum shg_table table, size_t row, int column, const char *text) {
    struct shg_window window;
    switch (shg_schema(table)->columns[column].type) {
    case SHG_TYPE_CLOSED:
        check_closed(check, table, row, column, text);
        return;
    case SHG_TYPE_THEME:
        check_group_theme(check, table, row, column, text);
        return;
    case SHG_TYPE_LANGUAGE:
        check_language(check, table, row, column, text);
        return;
    case SHG_TYPE_WINDOW:
        if (!shg_window_parse(text, strlen(text), &window))
            shg_tell(check, SHG_ERROR, table, row, column, N_("not a window such as mon17:00-21:00"));
        return;
    default:
        check_items(check, table, row, column, text);
        return;
    }
}

/* Where a text would stand in the memo: by a hash of it. */
static struct shg_memo *memo_of(struct shg_check *check, int column, const char *text) {
    uint32_t hash = (uint32_t)column;
    for (; *text; text++)
        hash = hash * 31 + (unsigned char)*text;
    return &check->memo[(hash ^ hash >> 8) & (SHG_MEMO - 1)];
}

void shg_check_list(struct shg_check *check, enum shg_table table, size_t row, int column, const char *text) {
    struct shg_memo *memo = memo_of(check, column, text);
    if (memo->text && memo->column == column && memo->table == table && strcmp(memo->text, text) == 0)
        return;
    size_t before = check->told;
    check_one(check, table, row, column, text);
    if (check->told == before)
        *memo = (struct shg_memo){text, table, column};
}
