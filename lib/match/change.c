#include "match/change.h"

#include "place/place.h"

#include <string.h>

int shg_change_count(unsigned kinds) {
    int n = 0;
    for (; kinds; kinds &= kinds - 1)
        n++;
    return n;
}

int shg_change_compare(const struct shg_change *a, const struct shg_change *b) {
    if (a->kinds != b->kinds)
        return a->kinds < b->kinds ? -1 : 1;
    if (a->window.start != b->window.start)
        return a->window.start < b->window.start ? -1 : 1;
    if (a->window.end != b->window.end)
        return a->window.end < b->window.end ? -1 : 1;
    int order = strcmp(a->language, b->language);
    if (order)
        return order;
    if (a->venue_row != b->venue_row)
        return a->venue_row < b->venue_row ? -1 : 1;
    if (a->town != b->town)
        return a->town < b->town ? -1 : 1;
    return a->minutes < b->minutes ? -1 : a->minutes > b->minutes;
}

bool shg_change_same_but_way(const struct shg_change *a, const struct shg_change *b) {
    struct shg_change x = *a;
    x.minutes = b->minutes;
    return shg_change_compare(&x, b) == 0;
}

/* ---- Telling ---- */

void shg_change_write(const struct shg_change *change, const shg_register *reg, struct shg_buf *out) {
    const size_t from = out->n;
    char window[15];
    if (change->kinds & SHG_CHANGE_TRAVEL)
        shg_buf_printf(out, " travel_limit=%u", (unsigned)change->minutes);
    if (change->kinds & SHG_CHANGE_MIXED)
        shg_buf_str(out, " mixed_ok=yes");
    if (change->kinds & SHG_CHANGE_MODE)
        shg_buf_str(out, " mode=either");
    if (change->kinds & SHG_CHANGE_WINDOW)
        shg_buf_printf(out, " availability+%s", shg_window_format(change->window, window));
    if (change->kinds & SHG_CHANGE_LANGUAGE)
        shg_buf_printf(out, " languages+%s", change->language);
    if (change->kinds & SHG_CHANGE_GENDER)
        shg_buf_str(out, " gender_wish=any");
    if (change->kinds & SHG_CHANGE_VENUE)
        shg_buf_printf(out, " avoid-%s", shg_text(reg, SHG_VENUES, change->venue_row, VENUE_ID));
    if (change->kinds & SHG_CHANGE_TOWN)
        shg_buf_printf(out, " avoid-%s", shg_municipality_at((size_t)change->town)->code);
    if (out->n > from && !out->failed) { /* the first has no blank before it */
        memmove(out->p + from, out->p + from + 1, out->n - from);
        out->n--;
    }
}

/* ---- Making ---- */

static void keep_item(struct shg_buf *list, const char *item, size_t n) {
    if (list->n)
        shg_buf_char(list, ';');
    shg_buf_add(list, item, n);
}

/* A list with one item more; an empty one stands for `otherwise`. */
static void add_item(struct shg_buf *list, const char *cell, const char *otherwise, const char *item) {
    const char *at = *cell ? cell : otherwise, *next;
    size_t n;
    while (shg_next_item(&at, &next, &n))
        keep_item(list, next, n);
    keep_item(list, item, strlen(item));
}

/* Whether an item of avoid is one that the change drops. */
static bool is_dropped(const struct shg_change *change, const shg_register *reg, const char *item, size_t n) {
    char text[16];
    if (n >= sizeof text)
        return false;
    memcpy(text, item, n);
    text[n] = '\0';
    return ((change->kinds & SHG_CHANGE_VENUE) &&
            !strcmp(text, shg_text(reg, SHG_VENUES, change->venue_row, VENUE_ID))) ||
           ((change->kinds & SHG_CHANGE_TOWN) && shg_municipality_find(text) == change->town);
}

static void drop_items(struct shg_buf *list, const struct shg_change *change, const shg_register *reg,
                       const char *cell) {
    const char *at = cell, *item;
    size_t n;
    while (shg_next_item(&at, &item, &n))
        if (!is_dropped(change, reg, item, n))
            keep_item(list, item, n);
}

struct making {
    shg_register *reg;
    uint32_t row;
    enum shg_status status;
};

static void put(struct making *m, int column, const char *value) {
    if (m->status == SHG_OK)
        m->status = shg_set(m->reg, SHG_PEOPLE, m->row, column, value);
}

static void put_list(struct making *m, int column, struct shg_buf *list) {
    if (shg_buf_failed(list))
        m->status = SHG_SYSTEM;
    put(m, column, shg_buf_get(list));
    shg_buf_free(list);
}

enum shg_status shg_change_make(const struct shg_change *change, shg_register *reg, uint32_t row) {
    struct making m = {reg, row, SHG_OK};
    struct shg_buf text = SHG_BUF_EMPTY;
    char window[15];
    if (change->kinds & SHG_CHANGE_TRAVEL) {
        shg_buf_int(&text, change->minutes);
        put_list(&m, PERSON_TRAVEL_LIMIT, &text);
    }
    if (change->kinds & SHG_CHANGE_MIXED)
        put(&m, PERSON_MIXED_OK, "yes");
    if (change->kinds & SHG_CHANGE_MODE)
        put(&m, PERSON_MODE, "either");
    if (change->kinds & SHG_CHANGE_GENDER)
        put(&m, PERSON_GENDER_WISH, "any");
    if (change->kinds & SHG_CHANGE_WINDOW) {
        const char *old = shg_text(reg, SHG_PEOPLE, row, PERSON_AVAILABILITY);
        add_item(&text, old, "", shg_window_format(change->window, window));
        put_list(&m, PERSON_AVAILABILITY, &text);
    }
    if (change->kinds & SHG_CHANGE_LANGUAGE) {
        add_item(&text, shg_text(reg, SHG_PEOPLE, row, PERSON_LANGUAGES), "nb", change->language);
        put_list(&m, PERSON_LANGUAGES, &text);
    }
    if (change->kinds & (SHG_CHANGE_VENUE | SHG_CHANGE_TOWN)) {
        drop_items(&text, change, reg, shg_text(reg, SHG_PEOPLE, row, PERSON_AVOID));
        put_list(&m, PERSON_AVOID, &text);
    }
    return m.status;
}
