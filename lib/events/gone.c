#include "events/erase.h"

#include <stdlib.h>
#include <string.h>

bool shg_gone_add(struct shg_gone *ids, const char *id, size_t n) {
    char **at = shg_grow(ids->at, &ids->cap, ids->n + 1, sizeof *at);
    char *copy = at ? shg_copy_n(id, n) : NULL;
    if (at)
        ids->at = at;
    if (!copy)
        return false;
    at[ids->n++] = copy;
    return true;
}

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void shg_gone_sort(struct shg_gone *ids) {
    size_t n = 0;
    if (ids->n > 1)
        qsort(ids->at, ids->n, sizeof *ids->at, by_bytes);
    for (size_t i = 0; i < ids->n; i++) {
        if (n > 0 && strcmp(ids->at[n - 1], ids->at[i]) == 0)
            free(ids->at[i]);
        else
            ids->at[n++] = ids->at[i];
    }
    ids->n = n;
}

void shg_gone_free(struct shg_gone *ids) {
    for (size_t i = 0; i < ids->n; i++)
        free(ids->at[i]);
    free(ids->at);
    *ids = SHG_GONE_EMPTY;
}

uint32_t shg_gone_find(const struct shg_gone *ids, const char *id, size_t n) {
    size_t low = 0;
    size_t high = ids->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strncmp(ids->at[middle], id, n);
        if (order == 0)
            order = ids->at[middle][n] != '\0';
        if (order == 0)
            return (uint32_t)middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return SHG_NONE;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Every run of a letter P or S and digits is looked up. In UTF-16 a NUL stands between them, so that NULs are passed
 * over. */
uint32_t shg_gone_within(const struct shg_gone *ids, const char *bytes, size_t n) {
    enum { MOST = 32 };
    char word[MOST];
    for (size_t i = 0; i < n; i++) {
        if ((bytes[i] != 'P' && bytes[i] != 'S') || (i > 0 && (is_letter(bytes[i - 1]) || is_digit(bytes[i - 1]))))
            continue;
        size_t length = 0;
        word[length++] = bytes[i];
        for (size_t k = i + 1; k < n && length < MOST && (is_digit(bytes[k]) || bytes[k] == '\0'); k++)
            if (bytes[k] != '\0')
                word[length++] = bytes[k];
        uint32_t found = length > 1 ? shg_gone_find(ids, word, length) : SHG_NONE;
        if (found != SHG_NONE)
            return found;
    }
    return SHG_NONE;
}
