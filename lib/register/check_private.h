/* What the checks of a register share. */
#ifndef SHG_REGISTER_CHECK_PRIVATE_H
#define SHG_REGISTER_CHECK_PRIVATE_H

#include "register/register_private.h"

#include <limits.h>

/* An item of a list in one cell. */
struct shg_item {
    const char *p;
    size_t n;
    struct shg_window window; /* of lists of windows */
};

enum { SHG_MEMO = 256 }; /* a power of two */

/* A field that holds a list, known to be lawful: the same text in the same column needs no second look. */
struct shg_memo {
    const char *text; /* in the register; NULL: none */
    enum shg_table table;
    int column;
};

struct shg_check {
    const shg_register *reg;
    shg_faults *faults;
    bool warnings;
    bool failed; /* out of memory */
    /* rows of people with the status member, in order */
    uint32_t *members;
    size_t member_count, member_cap;
    size_t told;     /* faults and warnings so far */
    unsigned sought; /* how often near names were looked for */
    /* room for the items of a cell, kept from one to the next */
    struct shg_item *items;
    size_t item_count, item_cap;
    struct shg_memo memo[SHG_MEMO];
    struct shg_buf text; /* room for an item or a list of names */
};

/* A row's dates (as 20261123), whole numbers, times, enumerations, yes and no; SHG_NOTHING where a field is empty or
 * faulty. */
#define SHG_NOTHING LONG_MIN
struct shg_row_values {
    long of[SHG_MOST_COLUMNS];
    uint32_t filled; /* columns that hold anything, as bits */
};

/* check.c: the place of a field about which something is told now. */
struct shg_where shg_check_where(struct shg_check *check, enum shg_table table, size_t row, int column);
/* Tells; text is a msgid. The value is shown where formats.md allows it. */
void shg_tell(struct shg_check *check, enum shg_severity severity, enum shg_table table, size_t row, int column,
              const char *msgid);
/* The same about a part of the field. */
void shg_tell_part(struct shg_check *check, enum shg_severity severity, enum shg_table table, size_t row, int column,
                   const char *part, const char *msgid);
/* The same, of an error whose text may name others (its %s). */
void shg_tell_named(struct shg_check *check, enum shg_table table, size_t row, int column, const char *part,
                    const char *msgid, const char *names);
/* value, or NULL where it must not stand in a message about that field. */
const char *shg_may_show(const struct shg_check *check, enum shg_table table, int column, const char *value);
/* Whether the tables of a set were asked for and can be read: rules that need them can be judged. */
bool shg_all_there(const shg_register *reg, unsigned tables);

/* check_fields.c: every field of a row by its type; fills values. */
void shg_check_fields(struct shg_check *check, enum shg_table table, size_t row, struct shg_row_values *values);
/* The columns that are the user's own: no national identity number there either. */
void shg_check_own_columns(struct shg_check *check, enum shg_table table);

/* Whether a text is of small letters, digits and hyphens. */
bool shg_is_code(const char *text);

/* check_lists.c: fields that hold a list, and their items. */
void shg_check_list(struct shg_check *check, enum shg_table table, size_t row, int column, const char *text);
/* A municipality as it stands: four digits of today, or an old number with one successor. */
void shg_check_municipality(struct shg_check *check, enum shg_table table, size_t row, int column, const char *text);
/* The id of a row that is there, in one of the tables of the column's refs. */
void shg_check_ref(struct shg_check *check, enum shg_table table, size_t row, int column, const char *text);

/* check_rows.c: what the fields of one row say together. */
void shg_check_row(struct shg_check *check, enum shg_table table, size_t row, const struct shg_row_values *values);

/* check_keys.c: ids and keys that stand twice. */
void shg_check_keys(struct shg_check *check, enum shg_table table);

/* seats.c: who holds seats where, counted once. */
struct shg_seats {
    uint32_t *held;    /* by row of people: held rows as a member */
    uint32_t *active;  /* ... of these active */
    uint32_t *members; /* by row of groups: held rows of members */
    uint32_t *leaders; /* ... of starters */
};
/* NULL when out of memory. Free with shg_seats_free. Needs people, groups and placements. */
struct shg_seats *shg_seats_count(const shg_register *reg);
void shg_seats_free(struct shg_seats *seats);
/* Members of a group on record or not: held rows and others. */
long shg_seats_taken(const shg_register *reg, const struct shg_seats *seats, size_t group_row);

/* check_seats.c: faults of people, groups and placements together. */
void shg_check_seats(struct shg_check *check, const struct shg_seats *seats);

/* warnings.c: seats is NULL where people, groups and placements are not all there. */
void shg_check_warnings(struct shg_check *check, const struct shg_seats *seats);
/* warnings_apart.c: pairs that are to be apart, in one group. */
void shg_check_apart(struct shg_check *check);
/* warnings_offices.c: gaps and overlaps of the office list. */
void shg_check_offices(struct shg_check *check);

#endif
