/* New rows (shg-add): from fields, or from the rows of somebody's CSV. */
#ifndef SHG_REGISTER_ADD_H
#define SHG_REGISTER_ADD_H

#include "register/register.h"

struct shg_new_field {
    int column; /* of the table's schema */
    const char *value;
};

/* Who makes ids. */
struct shg_ids {
    shg_random *random;
    void *ctx;
};

/* Which tables must be loaded to add to one and judge the change. People who are added as members need all. */
unsigned shg_add_needs(enum shg_table table, bool members);

/* Adds one row: the fields (dates and times as ISO 8601 has them, municipalities with four digits, which is said), an
 * id where the table has ids and none is given, and where they are empty: the status that a row begins with (person
 * new, starter interested, group idea) and, of people, registered today. The row's name (its id, or its key,
 * PERSON/GROUP) and a newline are added to names. SHG_OK, or SHG_SYSTEM (told). */
enum shg_status shg_add_fields(shg_register *reg, enum shg_table table, const struct shg_new_field *fields, size_t n,
                               const struct shg_ids *ids, struct shg_buf *names, shg_faults *faults);

/* Adds every row of a document whose columns are those of the table, so; an unknown column is a fault (SHG_DATA,
 * nothing is added). A person whose submission is known already is passed over, with a note. The document must outlive
 * the register: faults in these rows are told with their places in it. */
enum shg_status shg_add_document(shg_register *reg, enum shg_table table, const shg_csv *source,
                                 const struct shg_ids *ids, struct shg_buf *names, shg_faults *faults);

/* What shg_add_fields does to a row that its caller has added and filled: id, defaults, name. */
enum shg_status shg_add_finish(shg_register *reg, enum shg_table table, size_t row, const struct shg_ids *ids,
                               struct shg_buf *names, shg_faults *faults);

/* The submissions that people.csv knows, with room for more more; NULL when out of memory. Its keys are the register's
 * texts: free it before the register changes them. */
shg_index *shg_submissions(const shg_register *reg, size_t more);

#endif
