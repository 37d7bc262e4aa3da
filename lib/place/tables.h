/* The tables of lib/data as C, made at build time by lib/data/csv_to_c.awk. Private to this room. */
#ifndef SHG_PLACE_TABLES_H
#define SHG_PLACE_TABLES_H

#include "place/place.h"

typedef struct shg_municipality shg_data_municipalities_row;
typedef struct {
    const char *old_code, *old_name, *new_code, *valid_from;
} shg_data_code_changes_row;
typedef struct {
    const char *postcode, *place, *code;
} shg_data_postcodes_row;
typedef struct {
    const char *region, *code;
} shg_data_regions_row;

/* Each is sorted by its first column, but regions, whose rows stand together by region. */
extern const shg_data_municipalities_row shg_data_municipalities[];
extern const size_t shg_data_municipalities_rows;
extern const shg_data_code_changes_row shg_data_code_changes[];
extern const size_t shg_data_code_changes_rows;
extern const shg_data_postcodes_row shg_data_postcodes[];
extern const size_t shg_data_postcodes_rows;
extern const shg_data_regions_row shg_data_regions[];
extern const size_t shg_data_regions_rows;

#endif
