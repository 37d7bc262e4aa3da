#include "base/list.h"

#include <stdlib.h>
#include <string.h>

void *shg_grow(void *block, size_t *cap, size_t need, size_t size) {
    if (need <= *cap && block)
        return block;
    size_t more = *cap + *cap / 2;
    if (more < need)
        more = need;
    if (more < 8)
        more = 8;
    if (more > SIZE_MAX / size)
        return NULL;
    void *moved = realloc(block, more * size);
    if (moved)
        *cap = more;
    return moved;
}

bool shg_list_holds(const uint32_t *list, size_t n, uint32_t number) {
    for (size_t i = 0; i < n; i++)
        if (list[i] == number)
            return true;
    return false;
}

struct slot {
    const char *key; /* NULL: free */
    uint32_t hash, value;
};

struct shg_index {
    struct slot *slots;
    size_t mask; /* slots - 1, slots a power of two */
    size_t used;
};

/* FNV-1a, 32 bits (Fowler, Noll, Vo), then a mix so that the low bits are good. */
static uint32_t hash_of(const char *key) {
    uint32_t h = 2166136261U;
    for (; *key; key++)
        h = (h ^ (unsigned char)*key) * 16777619U;
    return h ^ h >> 15;
}

shg_index *shg_index_new(size_t expect) {
    size_t n = 16;
    while (n / 2 < expect && n <= SIZE_MAX / 4)
        n *= 2;
    shg_index *index = malloc(sizeof *index);
    if (!index)
        return NULL;
    index->slots = calloc(n, sizeof *index->slots);
    index->mask = n - 1;
    index->used = 0;
    if (!index->slots) {
        free(index);
        return NULL;
    }
    return index;
}

void shg_index_free(shg_index *index) {
    if (!index)
        return;
    free(index->slots);
    free(index);
}

static struct slot *find(const shg_index *index, const char *key, uint32_t hash) {
    size_t i = hash & index->mask;
    while (index->slots[i].key && (index->slots[i].hash != hash || strcmp(index->slots[i].key, key) != 0))
        i = (i + 1) & index->mask;
    return &index->slots[i];
}

static bool widen(shg_index *index) {
    size_t n = (index->mask + 1) * 2;
    struct slot *old = index->slots;
    struct slot *slots = n > index->mask ? calloc(n, sizeof *slots) : NULL;
    if (!slots)
        return false;
    index->slots = slots;
    for (size_t i = 0; i <= index->mask; i++) {
        if (!old[i].key)
            continue;
        size_t k = old[i].hash & (n - 1);
        while (slots[k].key)
            k = (k + 1) & (n - 1);
        slots[k] = old[i];
    }
    index->mask = n - 1;
    free(old);
    return true;
}

uint32_t shg_index_put(shg_index *index, const char *key, uint32_t value) {
    if (index->used * 3 > index->mask * 2 && !widen(index))
        return SHG_NONE;
    uint32_t hash = hash_of(key);
    struct slot *slot = find(index, key, hash);
    if (!slot->key) {
        *slot = (struct slot){key, hash, value};
        index->used++;
    }
    return slot->value;
}

uint32_t shg_index_get(const shg_index *index, const char *key) {
    if (!index)
        return SHG_NONE;
    const struct slot *slot = find(index, key, hash_of(key));
    return slot->key ? slot->value : SHG_NONE;
}
