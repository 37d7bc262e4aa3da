#include "place/place.h"
#include "place/tables.h"

#include <math.h>
#include <string.h>

size_t shg_municipality_count(void) {
    return shg_data_municipalities_rows;
}

const struct shg_municipality *shg_municipality_at(size_t i) {
    return &shg_data_municipalities[i];
}

int shg_municipality_find(const char *code) {
    size_t low = 0;
    size_t high = shg_data_municipalities_rows;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(code, shg_data_municipalities[middle].code);
        if (order == 0)
            return (int)middle;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return -1;
}

/* The first row of an old number, or the number of rows. */
static size_t first_change(const char *code) {
    size_t low = 0;
    size_t high = shg_data_code_changes_rows;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(shg_data_code_changes[middle].old_code, code) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t shg_municipality_successors(const char *code, int *out, size_t max) {
    int own = shg_municipality_find(code);
    if (own >= 0) {
        if (max > 0)
            out[0] = own;
        return 1;
    }
    size_t n = 0;
    for (size_t i = first_change(code);
         i < shg_data_code_changes_rows && strcmp(shg_data_code_changes[i].old_code, code) == 0; i++, n++)
        if (n < max)
            out[n] = shg_municipality_find(shg_data_code_changes[i].new_code);
    return n;
}

int shg_municipality_of_postcode(const char *postcode) {
    size_t low = 0;
    size_t high = shg_data_postcodes_rows;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(postcode, shg_data_postcodes[middle].postcode);
        if (order == 0)
            return shg_municipality_find(shg_data_postcodes[middle].code);
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return -1;
}

double shg_distance_km(double lat1, double lon1, double lat2, double lon2) {
    const double radius = 6371.0088; /* the mean earth radius of the GRS 80 ellipsoid, in km */
    const double radians = 3.14159265358979323846 / 180;
    double north = sin((lat2 - lat1) * radians / 2);
    double east = sin((lon2 - lon1) * radians / 2);
    double h = north * north + cos(lat1 * radians) * cos(lat2 * radians) * east * east;
    return 2 * radius * asin(sqrt(fmin(h, 1)));
}

int shg_minutes_of_km(double km) {
    long whole = (long)floor(km + 0.5);
    return (int)(10 + (13 * whole + 5) / 10);
}
