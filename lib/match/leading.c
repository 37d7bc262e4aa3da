#include "match/leading.h"

#include <stdlib.h>

/* A group led already. */
struct led {
    uint32_t starter; /* of wants, before any is left out */
    struct shg_window window;
};

struct list {
    struct led *led;
    size_t n, cap;
};

static int by_starter(const void *a, const void *b) {
    const struct led *x = a, *y = b;
    return x->starter < y->starter ? -1 : x->starter > y->starter;
}

/* A group that starters lead at once: forming or starting, with its time. */
static bool is_led(const shg_register *reg, uint32_t group, struct shg_window *window) {
    int status = shg_value(reg, SHG_GROUPS, group, GROUP_STATUS, -1);
    return (status == GROUP_IS_FORMING || status == GROUP_IS_STARTING) &&
           shg_windows_of(reg, SHG_GROUPS, group, GROUP_SLOT, window, 1) >= 1;
}

static bool is_held_starter(const shg_register *reg, size_t row) {
    return shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_ROLE, -1) == ROLE_STARTER &&
           shg_status_held(shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS, -1));
}

static bool add_led(struct list *list, struct led led) {
    struct led *moved = shg_grow(list->led, &list->cap, list->n + 1, sizeof *list->led);
    if (!moved)
        return false;
    list->led = moved;
    list->led[list->n++] = led;
    return true;
}

static bool read_placements(struct list *list, const shg_index *numbers, const shg_register *reg) {
    for (size_t row = 0; row < shg_rows(reg, SHG_PLACEMENTS); row++) {
        if (!is_held_starter(reg, row))
            continue;
        struct led led = {shg_index_get(numbers, shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_PERSON)), {0, 0}};
        uint32_t group = shg_find(reg, SHG_GROUPS, shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_GROUP));
        if (led.starter != SHG_NONE && group != SHG_NONE && is_led(reg, group, &led.window) && !add_led(list, led))
            return false;
    }
    if (list->n)
        qsort(list->led, list->n, sizeof *list->led, by_starter);
    return true;
}

static bool read_list(struct list *list, const struct shg_wants *wants, const shg_register *reg) {
    shg_index *numbers = shg_index_new(wants->n_starters);
    bool fine = numbers != NULL;
    for (size_t i = 0; fine && i < wants->n_starters; i++)
        fine = shg_index_put(numbers, wants->starters[i].id, (uint32_t)i) != SHG_NONE;
    fine = fine && read_placements(list, numbers, reg);
    shg_index_free(numbers);
    return fine;
}

/* Keeps the starters who have capacity left, and what they lead. */
static void give(struct shg_leading *out, struct shg_instance *inst, struct shg_wants *wants, const struct list *list,
                 const shg_register *reg) {
    size_t kept = 0, k = 0, n = 0;
    for (size_t i = 0; i < wants->n_starters; i++) {
        const struct shg_want x = wants->starters[i];
        const size_t from = n;
        for (; k < list->n && list->led[k].starter == i; k++)
            out->windows[n++] = list->led[k].window;
        long left = shg_number(reg, SHG_STARTERS, x.row, STARTER_CAPACITY, 1) - (long)(n - from);
        if (left <= 0) {
            n = from;
            continue;
        }
        bool active = shg_value(reg, SHG_STARTERS, x.row, STARTER_STATUS, -1) == STARTER_IS_ACTIVE;
        inst->starters[kept] = (struct shg_starter){x.id, x.row, active, (uint32_t)left};
        out->at[kept] = from;
        wants->starters[kept++] = x;
    }
    out->at[kept] = n;
    inst->n_starters = wants->n_starters = kept;
}

enum shg_status shg_leading_read(struct shg_leading *out, struct shg_instance *inst, struct shg_wants *wants,
                                 const shg_register *reg) {
    struct list list = {0};
    *out = (struct shg_leading){0};
    bool fine = read_list(&list, wants, reg);
    inst->starters = calloc(wants->n_starters + 1, sizeof *inst->starters);
    out->windows = calloc(list.n + 1, sizeof *out->windows);
    out->at = calloc(wants->n_starters + 2, sizeof *out->at);
    fine = fine && inst->starters && out->windows && out->at;
    if (fine)
        give(out, inst, wants, &list, reg);
    free(list.led);
    return fine ? SHG_OK : SHG_SYSTEM;
}

void shg_leading_free(struct shg_leading *leading) {
    free(leading->windows);
    free(leading->at);
    *leading = (struct shg_leading){0};
}

bool shg_leads_at(const struct shg_leading *leading, uint32_t starter, struct shg_window slot) {
    for (size_t i = leading->at[starter]; i < leading->at[starter + 1]; i++)
        if (shg_window_overlap(leading->windows[i], slot))
            return true;
    return false;
}
