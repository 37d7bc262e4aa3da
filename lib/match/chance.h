/* Chance that is the same on any machine: xorshift64* (Vigna, 2016). Private to lib/match. */
#ifndef SHG_MATCH_CHANCE_H
#define SHG_MATCH_CHANCE_H

#include <stddef.h>
#include <stdint.h>

/* Where a stream of its own begins for each seed. */
static inline uint64_t shg_chance_begin(uint64_t seed) {
    return seed * 0x9E3779B97F4A7C15ULL + 0x2545F4914F6CDD1DULL;
}

static inline uint32_t shg_chance_next(uint64_t *at) {
    uint64_t x = *at;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    *at = x;
    return (uint32_t)((x * 2685821657736338717ULL) >> 32);
}

/* 0 .. n - 1. */
static inline uint32_t shg_chance_below(uint64_t *at, size_t n) {
    return (uint32_t)(((uint64_t)shg_chance_next(at) * (uint64_t)n) >> 32);
}

#endif
