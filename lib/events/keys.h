/* Rows by the columns that name them (the schema's key). */
#ifndef SHG_EVENTS_KEYS_H
#define SHG_EVENTS_KEYS_H

#include "register/canonical.h"
#include "register/register.h"

typedef struct shg_keys shg_keys;

/* All rows of a table by their key, its columns joined with '/': P48213377/G00004. The table must have a key. NULL when
 * out of memory. */
shg_keys *shg_keys_new(const shg_register *reg, enum shg_table table);
void shg_keys_free(shg_keys *keys);
/* The row of a key written that way, or SHG_NONE. */
uint32_t shg_keys_find(const shg_keys *keys, const char *key);
/* Adds a key that a row is given now; false when out of memory. */
bool shg_keys_add(shg_keys *keys, const char *key, uint32_t row);

/* The columns of a document that are columns of a table: where[c] is the document's column, or -1. */
enum { SHG_KEYS_COLUMNS = 64 };
struct shg_matching {
    enum shg_table table;
    int where[SHG_KEYS_COLUMNS];
};
/* Tells each key column that is not there: SHG_DATA then. For an id the name that reports give it does as well (people:
 * person, groups: group). */
enum shg_status shg_match_columns(struct shg_matching *out, enum shg_table table, const shg_csv *csv,
                                  shg_faults *faults);
/* The key of a row of the document, added to out after it was emptied. */
void shg_match_key(const struct shg_matching *matching, const shg_csv *csv, size_t row, struct shg_buf *out);

#endif
