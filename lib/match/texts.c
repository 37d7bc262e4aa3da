#include "match/texts.h"

#include <stdlib.h>
#include <string.h>

enum { TEXTS_BLOCK = 16384 };

struct shg_texts {
    struct shg_texts *next;
    size_t used, cap;
    char bytes[];
};

const char *shg_texts_keep(struct shg_texts **texts, const char *s, size_t n) {
    struct shg_texts *block = *texts;
    if (!block || block->cap - block->used <= n) {
        size_t cap = n >= TEXTS_BLOCK ? n + 1 : TEXTS_BLOCK;
        struct shg_texts *fresh = malloc(sizeof *fresh + cap);
        if (!fresh)
            return NULL;
        *fresh = (struct shg_texts){block, 0, cap};
        *texts = block = fresh;
    }
    char *copy = block->bytes + block->used;
    memcpy(copy, s, n);
    copy[n] = 0;
    block->used += n + 1;
    return copy;
}

void shg_texts_free(struct shg_texts *texts) {
    while (texts) {
        struct shg_texts *next = texts->next;
        free(texts);
        texts = next;
    }
}
