/* Sets of numbers as bits, 64 to a word: asked so often that it is to be done in place. Private to lib/match. */
#ifndef SHG_MATCH_BITS_H
#define SHG_MATCH_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Words for the numbers below n; one at least, so that there is always something to allocate. */
static inline size_t shg_bits_words(size_t n) {
    return n / 64 + 1;
}

static inline bool shg_bits_has(const uint64_t *bits, uint32_t i) {
    return bits[i / 64] >> (i % 64) & 1;
}

static inline void shg_bits_add(uint64_t *bits, uint32_t i) {
    bits[i / 64] |= UINT64_C(1) << (i % 64);
}

static inline void shg_bits_drop(uint64_t *bits, uint32_t i) {
    bits[i / 64] &= ~(UINT64_C(1) << (i % 64));
}

#endif
