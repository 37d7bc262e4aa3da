/* Memory that runs out when a test wants it to. malloc and its kin are replaced in the program that includes this
 * (once), for the libraries too: blocks are cut from a pool and counted; a test that has freed all it cut
 * may set pool_n back to what it was. */
#ifndef TESTS_FAULT_POOL_H
#define TESTS_FAULT_POOL_H

#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct pool_block {
    alignas(max_align_t) size_t n;
    bool used;
};

static alignas(max_align_t) unsigned char pool[64 << 20];
static size_t pool_n;
static size_t pool_blocks;   /* in use */
static long pool_until = -1; /* allocations until one fails; -1: none */
static bool pool_once;       /* that one alone; else all after it, too */

/* By another name than malloc: compilers make a calloc of malloc and memset, which would call itself. */
static void *pool_cut(size_t n) {
    size_t room = (n + sizeof(struct pool_block) - 1) / sizeof(struct pool_block) * sizeof(struct pool_block);
    if (pool_until == 0) {
        pool_until = pool_once ? -1 : 0;
        return NULL;
    }
    if (room < n || room + sizeof(struct pool_block) > sizeof pool - pool_n)
        return NULL;
    if (pool_until > 0)
        pool_until--;
    struct pool_block *block = (struct pool_block *)(void *)(pool + pool_n);
    pool_n += sizeof *block + room;
    *block = (struct pool_block){n, true};
    pool_blocks++;
    return block + 1;
}

void *malloc(size_t n) {
    return pool_cut(n);
}

void free(void *p) {
    if (!p)
        return;
    struct pool_block *block = (struct pool_block *)p - 1;
    if (!block->used)
        abort(); /* freed twice */
    block->used = false;
    pool_blocks--;
}

void *calloc(size_t n, size_t size) {
    void *p = size > 0 && n > SIZE_MAX / size ? NULL : pool_cut(n * size);
    if (p)
        memset(p, 0, n * size);
    return p;
}

void *realloc(void *old, size_t n) {
    void *p = pool_cut(n);
    if (p && old) {
        size_t before = ((struct pool_block *)old - 1)->n;
        memcpy(p, old, before < n ? before : n);
        free(old);
    }
    return p;
}

#endif
