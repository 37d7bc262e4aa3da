/* Gaps and overlaps in the office list: of one kind, a municipality has one office at a time, and no time without one
 * between two. */
#include "register/check_private.h"

#include "place/place.h"

#include <stdlib.h>

struct cover {
    int kind, municipality;
    shg_date from, to; /* open ends are the least and the greatest date */
    uint32_t row;
};

struct covers {
    struct cover *list;
    size_t n, cap;
};

static bool add_office(const shg_register *reg, size_t row, struct covers *covers) {
    const char *list = shg_text(reg, SHG_OFFICES, row, OFFICE_COVERS);
    shg_date to = shg_day(reg, SHG_OFFICES, row, OFFICE_VALID_TO);
    const char *item;
    size_t n;
    while (shg_next_item(&list, &item, &n)) {
        struct cover cover = {shg_value(reg, SHG_OFFICES, row, OFFICE_KIND, -1), shg_municipality_read(reg, item, n),
                              shg_day(reg, SHG_OFFICES, row, OFFICE_VALID_FROM), to == SHG_NO_DATE ? INT32_MAX : to,
                              (uint32_t)row};
        struct cover *grown = shg_grow(covers->list, &covers->cap, covers->n + 1, sizeof *grown);
        if (grown == NULL)
            return false;
        covers->list = grown;
        if (cover.municipality >= 0)
            grown[covers->n++] = cover;
    }
    return true;
}

static int by_place(const void *a, const void *b) {
    const struct cover *x = a;
    const struct cover *y = b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->municipality != y->municipality)
        return x->municipality < y->municipality ? -1 : 1;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static void tell_gap(struct shg_check *check, const struct cover *before, const struct cover *after) {
    char from[11];
    char to[11];
    struct shg_where where = shg_check_where(check, SHG_OFFICES, after->row, OFFICE_VALID_FROM);
    (void)shg_fault_add(check->faults, SHG_WARNING, &where, shg_municipality_at((size_t)after->municipality)->code,
                        N_("no office of this kind from %s to %s"), shg_date_format(before->to + 1, from),
                        shg_date_format(after->from - 1, to));
}

static void tell_overlap(struct shg_check *check, const struct cover *before, const struct cover *after) {
    struct shg_where first = shg_where_of(check->reg, SHG_OFFICES, before->row, OFFICE_COVERS);
    struct shg_where where = shg_check_where(check, SHG_OFFICES, after->row, OFFICE_COVERS);
    (void)shg_fault_add(check->faults, SHG_WARNING, &where, shg_municipality_at((size_t)after->municipality)->code,
                        N_("the office on line %lu covers this at the same time"), first.line);
}

void shg_check_offices(struct shg_check *check) {
    struct covers covers = {NULL, 0, 0};
    for (size_t row = 0; row < shg_rows(check->reg, SHG_OFFICES) && !check->failed; row++)
        check->failed = !add_office(check->reg, row, &covers);
    if (covers.n > 1)
        qsort(covers.list, covers.n, sizeof *covers.list, by_place);
    size_t last = 0; /* of those seen at this place, the one that ends last */
    for (size_t i = 1; i < covers.n; i++) {
        const struct cover *before = &covers.list[last];
        const struct cover *cover = &covers.list[i];
        bool same = before->kind == cover->kind && before->municipality == cover->municipality;
        if (same && cover->from <= before->to && cover->row != before->row)
            tell_overlap(check, before, cover);
        else if (same && cover->from > before->to && cover->from - before->to > 1)
            tell_gap(check, before, cover);
        if (!same || cover->to > before->to)
            last = i;
    }
    free(covers.list);
}
