/* Norway's municipalities: numbers, old numbers, names as people write them, and travel.
 * Tables: lib/data (sources named in lib/data/SOURCES.md), turned into C at build time. */
#ifndef SHG_PLACE_PLACE_H
#define SHG_PLACE_PLACE_H

#include <stdbool.h>
#include <stddef.h>

struct shg_municipality {
    const char *code; /* four digits */
    const char *name;
    const char *county_code; /* two digits */
    const char *county;
    double lat, lon; /* degrees, its centre */
    long population;
};

/* All that stand today, by code. */
size_t shg_municipality_count(void);
const struct shg_municipality *shg_municipality_at(size_t i);
/* Number of a municipality in that order by its present code, or -1. */
int shg_municipality_find(const char *code);

/* The successors of an old number (valid 2017 or later), as numbers in that order: fills at most max of them and gives
 * how many there are: 0 unknown, 1 where it is one, more where it was split. A present code is its own successor. */
size_t shg_municipality_successors(const char *code, int *out, size_t max);

/* The codes nearest to a wrong one, or the municipalities whose names are nearest to a wrong name: at most max, nearest
 * first. */
size_t shg_municipality_nearest(const char *text, int *out, size_t max);

/* The municipality that a postcode (four digits) mainly lies in, as a number in that order, or -1. A postcode can lie
 * in several: it suggests, and never decides. */
int shg_municipality_of_postcode(const char *postcode);

/* How a text was understood. */
enum shg_place_kind {
    SHG_PLACE_NONE,    /* nothing fits; candidates hold the nearest names */
    SHG_PLACE_CODE,    /* its number or its name of today, letter for letter */
    SHG_PLACE_GUESSED, /* one candidate by an old number, old name, town, postcode or damaged spelling: take it with a
                          note */
    SHG_PLACE_SEVERAL  /* a region, a split, or a name that several bear: refuse, naming the candidates */
};
/* Reads a place as people write it: a number (also with its leading zero lost, also an old one), a postcode, a name of
 * today, an old name, a town, a region or county, with case, hyphens, "kommune", Ø, Å and Æ written otherwise, damaged
 * by a wrong encoding or a misread letter, with its county behind it ("Herøy i Nordland", "Våler (Østfold)") or a
 * postcode before it ("3300 Hokksund"). Four digits are a municipality's number first and a postcode last. A name of
 * today that other people also bear or bore is never CODE: SEVERAL where an old namesake went elsewhere (Nes, Os, Bø,
 * Sande), GUESSED where it was split (Ålesund) or is a town elsewhere too (Åmot). Fills at most max candidates, *n of
 * them. */
enum shg_place_kind shg_place_resolve(const char *text, int *out, size_t max, size_t *n);

/* Great-circle distance in km, haversine with radius 6371.0088 (matching.md, Travel). */
double shg_distance_km(double lat1, double lon1, double lat2, double lon2);
/* Minutes for a distance: km rounded half up to whole km, then 10 + (13 * km + 5) / 10 in whole numbers (matching.md,
 * Travel). */
int shg_minutes_of_km(double km);

#endif
