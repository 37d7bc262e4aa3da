/* Minutes from a municipality to a venue (matching.md, Travel). */
#include "register/register_private.h"

#include "place/place.h"

#include <stdlib.h>

static int by_way(const void *a, const void *b) {
    const struct shg_journey *x = a;
    const struct shg_journey *y = b;
    return x->from != y->from ? (x->from > y->from) - (x->from < y->from) : (x->to > y->to) - (x->to < y->to);
}

enum shg_status shg_journeys_read(shg_register *reg) {
    size_t rows = shg_rows(reg, SHG_TRAVEL);
    free(reg->journeys);
    reg->journeys = NULL;
    reg->journey_count = 0;
    if (rows == 0)
        return SHG_OK;
    reg->journeys = malloc(rows * sizeof *reg->journeys);
    if (reg->journeys == NULL)
        return SHG_SYSTEM;
    for (size_t row = 0; row < rows; row++) {
        struct shg_journey way = {shg_municipality_of(reg, SHG_TRAVEL, row, TRAVEL_FROM),
                                  shg_municipality_of(reg, SHG_TRAVEL, row, TRAVEL_TO),
                                  (int)shg_number(reg, SHG_TRAVEL, row, TRAVEL_MINUTES, -1)};
        if (way.from >= 0 && way.to >= 0 && way.minutes >= 0)
            reg->journeys[reg->journey_count++] = way;
    }
    qsort(reg->journeys, reg->journey_count, sizeof *reg->journeys, by_way);
    return SHG_OK;
}

/* What travel.csv says of one way, or -1. */
static int journey(const shg_register *reg, int from, int to) {
    struct shg_journey key = {from, to, 0};
    if (reg->journey_count == 0)
        return -1;
    const struct shg_journey *found = bsearch(&key, reg->journeys, reg->journey_count, sizeof *reg->journeys, by_way);
    return found ? found->minutes : -1;
}

/* The venue's point: its own, or its municipality's. */
static bool point_of(const shg_register *reg, size_t venue_row, int municipality, double *lat, double *lon) {
    const double none = 1000; /* no latitude or longitude */
    *lat = shg_decimal(reg, SHG_VENUES, venue_row, VENUE_LAT, none);
    *lon = shg_decimal(reg, SHG_VENUES, venue_row, VENUE_LON, none);
    if (*lat < none && *lon < none)
        return true;
    if (municipality < 0)
        return false;
    const struct shg_municipality *at = shg_municipality_at((size_t)municipality);
    *lat = at->lat;
    *lon = at->lon;
    return true;
}

int shg_travel_minutes(const shg_register *reg, int municipality, size_t venue_row) {
    if (shg_value(reg, SHG_VENUES, venue_row, VENUE_KIND, VENUE_IS_IN_PERSON) == VENUE_IS_DIGITAL)
        return 0;
    if (municipality < 0)
        return SHG_UNREACHABLE;
    int to = shg_municipality_of(reg, SHG_VENUES, venue_row, VENUE_MUNICIPALITY);
    int minutes = to >= 0 ? journey(reg, municipality, to) : -1;
    if (minutes < 0 && to >= 0)
        minutes = journey(reg, to, municipality);
    if (minutes >= 0)
        return minutes;
    double lat;
    double lon;
    if (!point_of(reg, venue_row, to, &lat, &lon))
        return SHG_UNREACHABLE;
    const struct shg_municipality *from = shg_municipality_at((size_t)municipality);
    return shg_minutes_of_km(shg_distance_km(from->lat, from->lon, lat, lon));
}
