/* Maps: how somebody's form export becomes people and contacts.
 *
 * A map is a CSV with the columns from, to, kind, values; each row sends one column of the export to one field:
 *     from     the heading in the export, or empty (constant)
 *     to       a column of people.csv, or contacts.COLUMN
 *     kind     text      as it stands (also where kind is empty)
 *              values    one answer; values says `answer=value;...`, an answer that is not listed is a fault (`*=value`
 * takes it) list      several answers in one cell, with values as above; `sep=,` in front where they are not separated
 * by `;` option    a column for one option: where it is ticked, the value in values is added window    times in words,
 * "mandag kveld; tirsdag formiddag", as windows; values may add words: `kveld=17:00-21:00` day       a column for one
 * day: parts of that day (the day, `mon`, stands in values) yesno     ja, nei, 1, 0, x and the like place     a
 * municipality as people write it (place/place.h) name      joined with a blank to what other columns sent to the same
 * field date, year, phone constant  values, whatever the export says key       the number of the answer: rows with the
 * same number are one person (a row per answer); goes to `submission`
 */
#ifndef SHG_INTAKE_MAP_H
#define SHG_INTAKE_MAP_H

#include "base/fault.h"
#include "csv/csv.h"
#include "register/schema.h"

typedef struct shg_map shg_map;

/* Reads a map. SHG_DATA with every fault told; *out is NULL then. Texts point into csv, which must outlive it. */
enum shg_status shg_map_read(shg_map **out, const shg_csv *csv, shg_faults *faults);
void shg_map_free(shg_map *map);

/* What an export says, by field of ours. */
typedef struct shg_intake shg_intake;

struct shg_intake_options {
    bool keep; /* columns that the map does not name become the office's own columns of people.csv */
};

/* Reads an export by a map; both must outlive the result. Every answer that cannot be read is told with the export's
 * own line and column, as an error; how places and the like were understood, and columns that were dropped, as notes.
 * SHG_OK also where there were such errors: shg_intake_bad tells which rows they are in. SHG_DATA where a column that
 * the map names is not there, SHG_SYSTEM. */
enum shg_status shg_intake_read(shg_intake **out, const shg_map *map, const shg_csv *export,
                                const struct shg_intake_options *options, shg_faults *faults);
void shg_intake_free(shg_intake *intake);

/* People in it, in the order in which the export first names them. */
size_t shg_intake_people(const shg_intake *intake);
/* Fields that are filled: n of them, each a column of people or contacts, or one of the user's own (column -1, name).
 */
struct shg_intake_field {
    enum shg_table table;
    int column;
    const char *name;
};
size_t shg_intake_fields(const shg_intake *intake);
struct shg_intake_field shg_intake_field(const shg_intake *intake, size_t field);
const char *shg_intake_get(const shg_intake *intake, size_t person, size_t field);
/* Where in the export a field, or (field SHG_INTAKE_ROW) a person, comes from. */
#define SHG_INTAKE_ROW SIZE_MAX
struct shg_where shg_intake_where(const shg_intake *intake, size_t person, size_t field);
/* Whether something of this person could not be read. */
bool shg_intake_bad(const shg_intake *intake, size_t person);
/* The rows of the export that are this person's: calls for each of them. */
size_t shg_intake_first_row(const shg_intake *intake, size_t person);
/* The person a row of the export belongs to. */
size_t shg_intake_person_of(const shg_intake *intake, size_t row);

#endif
