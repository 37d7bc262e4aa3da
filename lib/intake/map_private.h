/* What reading a map and reading an export by it share. */
#ifndef SHG_INTAKE_MAP_PRIVATE_H
#define SHG_INTAKE_MAP_PRIVATE_H

#include "intake/map.h"

enum shg_map_kind {
    MAP_TEXT,
    MAP_VALUES,
    MAP_LIST,
    MAP_OPTION,
    MAP_WINDOW,
    MAP_DAY,
    MAP_YESNO,
    MAP_PLACE,
    MAP_NAME,
    MAP_DATE,
    MAP_YEAR,
    MAP_PHONE,
    MAP_CONSTANT,
    MAP_KEY,
    MAP_KINDS
};

struct shg_rule_of_map {
    const char *from;   /* "" for constants */
    const char *values; /* without `sep=...` */
    char separator;     /* of MAP_LIST */
    int day;            /* of MAP_DAY */
    enum shg_map_kind kind;
    size_t field; /* of the map's fields */
    size_t row;   /* of the map */
};

struct shg_map {
    const shg_csv *csv;
    struct shg_rule_of_map *rules;
    size_t n;
    struct shg_intake_field *fields; /* as many as rules at most, each once */
    size_t field_count;
};

#endif
