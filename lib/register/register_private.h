/* What the files of this room share. Nothing outside lib/register includes it. */
#ifndef SHG_REGISTER_REGISTER_PRIVATE_H
#define SHG_REGISTER_REGISTER_PRIVATE_H

#include "register/register.h"
#include "register/store.h"

#include <stdatomic.h>

enum { SHG_MOST_COLUMNS = 32 }; /* more than any table has */

/* Ids to rows. Its own block, so that it can be made anew behind a const register after rows have moved. */
struct shg_table_index {
    shg_index *index; /* NULL: not made yet */
    bool stale;       /* rows or ids have changed since */
    bool failed;      /* memory ran out: rows may not have been found that are there */
};

struct shg_added {
    size_t row, source_row;
};

struct shg_table_state {
    shg_csv *csv;                /* NULL: the file is not there, was not asked for, or is broken */
    bool loaded;                 /* it was asked for */
    bool broken;                 /* it is there, and cannot be read as CSV */
    char *path;                  /* for messages */
    int map[SHG_MOST_COLUMNS];   /* the schema's columns in the document; -1: not there */
    struct shg_table_index *ids; /* never NULL */
    struct shg_identity was;     /* the file that was read */
    /* rows that were added from another document, by row */
    const shg_csv *source;
    int source_map[SHG_MOST_COLUMNS]; /* the schema's columns in the source */
    struct shg_added *added;
    size_t added_count, added_cap;
};

/* A row of travel.csv, by (from, to). */
struct shg_journey {
    int from, to;
    int minutes;
};

struct shg_register {
    char *dir;
    shg_date today;
    bool show_values;
    shg_store *store;
    struct shg_table_state tables[SHG_TABLES];
    struct shg_profile profile;
    _Atomic int16_t *places; /* four-digit number -> municipality + 2, 1: none, 0: not asked yet */
    struct shg_journey *journeys;
    size_t journey_count;
    bool forget; /* nothing of what the commit replaces may stay */
};

/* load.c: reads the tables; form faults are told, the tables that have them are marked as broken. With lock the
 * writer's lock is taken first. SHG_OK also where there are such faults; SHG_SYSTEM where nothing could be read. */
enum shg_status shg_register_read(shg_register **out, const struct shg_opening *opening, bool lock, shg_faults *faults);
/* The same of files that lie in memory, of n tables; their bytes are taken over. Such a register can be looked at and
 * checked; it has no folder to be written to. */
enum shg_status shg_register_of(shg_register **out, const struct shg_opening *opening, const enum shg_table *wanted,
                                struct shg_stored *files, size_t n, shg_faults *faults);
/* The files of a register, as the store takes them. */
const char *const *shg_register_files(void);

/* profile.c: fills reg->profile, passing over what is wrong; tells what is wrong. */
void shg_profile_read(shg_register *reg);
/* Whether s may name an office in the UIDs of calendars. */
bool shg_domain_name(const char *s);
void shg_profile_check(const shg_register *reg, shg_faults *faults);

/* travel.c: fills reg->journeys. */
enum shg_status shg_journeys_read(shg_register *reg);

/* view.c: the municipality of a number as it may stand in a table (n bytes: four digits, or three that lost their
 * zero), old ones followed; -1 where there is none or several. */
int shg_municipality_read(const shg_register *reg, const char *s, size_t n);
/* The column of a table by which shg_find finds rows, or -1. */
int shg_id_column(enum shg_table table);

#endif
