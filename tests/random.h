/* Numbers for tests, from a seed. Source: Steele, Lea and Flood, SplitMix64. */
#ifndef TESTS_RANDOM_H
#define TESTS_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* A number below n, or 0. */
static inline size_t random_below(uint64_t *seed, size_t n) {
    *seed += 0x9e3779b97f4a7c15U;
    uint64_t z = (*seed ^ *seed >> 30) * 0xbf58476d1ce4e5b9U;
    z = (z ^ z >> 27) * 0x94d049bb133111ebU;
    return n > 0 ? (size_t)((z ^ z >> 31) % n) : 0;
}

#endif
