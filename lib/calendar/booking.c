#include "base/list.h"
#include "calendar/booking_private.h"

#include <stdlib.h>

bool bookings_init(struct bookings *b, size_t expect) {
    size_t size = 64;
    while (size / 2 < expect)
        size *= 2;
    *b = (struct bookings){.mask = size - 1, .heads = calloc(size, sizeof *b->heads)};
    return b->heads != NULL;
}

void bookings_free(struct bookings *b) {
    free(b->list);
    free(b->heads);
    *b = (struct bookings){0};
}

/* Where the head of a place is, or would be. */
static size_t place_of(const struct bookings *b, uint32_t resource, shg_date date) {
    uint32_t hash = (resource * 2654435761U) ^ ((uint32_t)date * 2246822519U);
    size_t i = (hash ^ hash >> 15) & b->mask;
    while (b->heads[i]) {
        const struct booked *e = &b->list[b->heads[i] - 1];
        if (e->resource == resource && e->date == date)
            break;
        i = (i + 1) & b->mask;
    }
    return i;
}

/* Makes room for more places: the heads of all are put anew. */
static bool widen(struct bookings *b) {
    size_t size = (b->mask + 1) * 2;
    uint32_t *heads = calloc(size, sizeof *heads), *old = b->heads;
    if (!heads)
        return false;
    size_t before = b->mask + 1;
    b->heads = heads;
    b->mask = size - 1;
    for (size_t i = 0; i < before; i++)
        if (old[i])
            heads[place_of(b, b->list[old[i] - 1].resource, b->list[old[i] - 1].date)] = old[i];
    free(old);
    return true;
}

void bookings_add(struct bookings *b, uint32_t resource, shg_date date, int start, int end) {
    struct booked *list = shg_grow(b->list, &b->cap, b->n + 1, sizeof *list);
    if (list)
        b->list = list;
    if (!list || (b->places * 2 > b->mask && !widen(b))) {
        b->failed = true;
        return;
    }
    size_t i = place_of(b, resource, date);
    b->places += !b->heads[i];
    list[b->n] = (struct booked){resource, b->heads[i], date, (int16_t)start, (int16_t)end};
    b->heads[i] = (uint32_t)++b->n;
}

/* Closes the gap that a place leaves behind, as open addressing needs it: those behind it move up. */
static void vacate(struct bookings *b, size_t gap) {
    b->heads[gap] = 0;
    b->places--;
    for (size_t i = (gap + 1) & b->mask; b->heads[i]; i = (i + 1) & b->mask) {
        uint32_t head = b->heads[i];
        b->heads[i] = 0;
        b->heads[place_of(b, b->list[head - 1].resource, b->list[head - 1].date)] = head;
    }
}

void bookings_cut(struct bookings *b, size_t n) {
    while (b->n > n) {
        const struct booked *last = &b->list[b->n - 1];
        size_t i = place_of(b, last->resource, last->date);
        b->heads[i] = last->next;
        if (!last->next) {
            b->heads[i] = (uint32_t)b->n; /* vacate looks at the others by their entries alone */
            vacate(b, i);
        }
        b->n--;
    }
}

void bookings_drop(struct bookings *b, uint32_t resource, shg_date date, int start, int end) {
    for (uint32_t at = b->heads[place_of(b, resource, date)]; at; at = b->list[at - 1].next) {
        struct booked *e = &b->list[at - 1];
        if (e->start == start && e->end == end) {
            e->end = e->start;
            return;
        }
    }
}

int bookings_most(const struct bookings *b, uint32_t resource, shg_date date, int start, int end) {
    uint32_t head = b->heads[place_of(b, resource, date)];
    int most = 0;
    for (uint32_t i = head; i; i = b->list[i - 1].next) {
        const struct booked *e = &b->list[i - 1];
        if (e->start >= end || e->end <= start || e->start == e->end)
            continue;
        int moment = e->start > start ? e->start : start, count = 0;
        for (uint32_t k = head; k; k = b->list[k - 1].next)
            count += b->list[k - 1].start <= moment && moment < b->list[k - 1].end;
        if (count > most)
            most = count;
    }
    return most;
}
