/* The register: a folder of CSV tables, loaded, checked, changed (formats.md).
 *
 * Readers:  shg_register_load, look, shg_register_free. No lock is taken.
 * Writers:  shg_register_begin (lock and load), edit, look at the diff or shg_register_commit, shg_register_free.
 * All texts given out belong to the register and live until the field is set or the register freed.
 */
#ifndef SHG_REGISTER_REGISTER_H
#define SHG_REGISTER_REGISTER_H

#include "base/date.h"
#include "base/fault.h"
#include "base/list.h"
#include "base/text.h"
#include "base/window.h"
#include "csv/csv.h"
#include "register/schema.h"

typedef struct shg_register shg_register;

/* What a caller hands in. */
struct shg_opening {
    const char *dir;    /* the folder */
    unsigned tables;    /* SHG_SET(...) | ...: those that are needed; profile is always read */
    shg_date today;     /* for rules about the present day */
    long wait;          /* writers: seconds to wait for another writer */
    const char *holder; /* writers: who takes the lock, for the message that another would get; may be NULL */
    bool dry;           /* writers: it will only be looked at: no lock is taken, nothing can be committed */
    bool show_values;   /* values of persons' columns may stand in messages */
    bool unchecked;     /* load whatever can be parsed as CSV: faults of content are the caller's to ask for */
};

/* Loads tables as they stand after the last commit. Errors in the loaded tables (form, content, and references among
 * them) give SHG_DATA with every one told; warnings are told only by shg_register_check. *out is NULL unless SHG_OK. */
enum shg_status shg_register_load(shg_register **out, const struct shg_opening *opening, shg_faults *faults);
void shg_register_free(shg_register *reg);

/* Every error, and with warnings every warning, of the loaded tables (formats.md, Life cycle and Tables), sorted.
 * Gives SHG_OK, SHG_DATA where there is an error, SHG_SYSTEM. */
enum shg_status shg_register_check(const shg_register *reg, bool warnings, shg_faults *faults);

/* Loads and checks in one go, so that also where a table cannot be read at all every fault and warning of the others is
 * told. SHG_OK, SHG_DATA where there is an error, SHG_SYSTEM. */
enum shg_status shg_register_examine(const struct shg_opening *opening, shg_faults *faults);

/* ---- Looking ---- */

shg_date shg_register_today(const shg_register *reg);
const char *shg_register_dir(const shg_register *reg);
size_t shg_rows(const shg_register *reg, enum shg_table table);
/* The text of a field as it stands ("" where the column or file is missing). */
const char *shg_text(const shg_register *reg, enum shg_table table, size_t row, int column);
/* Typed readings; a field that is empty or faulty gives the default (SHG_NO_DATE for dates). */
shg_date shg_day(const shg_register *reg, enum shg_table table, size_t row, int column);
int shg_minutes(const shg_register *reg, enum shg_table table, size_t row, int column, int otherwise);
long shg_number(const shg_register *reg, enum shg_table table, size_t row, int column, long otherwise);
double shg_decimal(const shg_register *reg, enum shg_table table, size_t row, int column, double otherwise);
/* Index of the value in the schema's list (SHG_TYPE_YESNO: 0 no, 1 yes), or otherwise. */
int shg_value(const shg_register *reg, enum shg_table table, size_t row, int column, int otherwise);
/* Number of today's municipality (place.h), old numbers followed where the successor is one; -1 when empty or faulty.
 */
int shg_municipality_of(const shg_register *reg, enum shg_table table, size_t row, int column);
/* The windows of a field (SHG_TYPE_WINDOW or SHG_TYPE_WINDOWS): at most max of them are filled in; gives how many there
 * are. */
size_t shg_windows_of(const shg_register *reg, enum shg_table table, size_t row, int column, struct shg_window *out,
                      size_t max);
/* The row with this id, or SHG_NONE (tables with ids, themes by code). */
uint32_t shg_find(const shg_register *reg, enum shg_table table, const char *id);
/* The place of a field, for a fault. */
struct shg_where shg_where_of(const shg_register *reg, enum shg_table table, size_t row, int column);
/* The document itself (the user's own columns too); NULL where the file is missing. */
const shg_csv *shg_document(const shg_register *reg, enum shg_table table);

/* Whether a placement's status holds a seat: proposed, offered, accepted, active (matching.md). */
bool shg_status_held(int placement_status);

/* Minutes one way from a municipality to a venue, 0 for a digital one (matching.md, Travel); municipality is a number
 * of place.h. SHG_UNREACHABLE, more than any limit, where it or the venue's place is not known (faults of the register,
 * which shg_register_load refuses). Rows of travel.csv are those that were loaded: an edit of them counts from the next
 * load. */
#define SHG_UNREACHABLE 1000000
int shg_travel_minutes(const shg_register *reg, int municipality, size_t venue_row);

/* The office's rules (profile.csv), defaults filled in; names of formats.md and matching.md in small letters. */
struct shg_profile {
    const char *office; /* "" where it is not given */
    long min, max, aim, travel, age_spread, new_max, fill_until, start_days, stale_days, no_repeat, forming_days;
    long starters_min, starters_max, starter_meetings, meetings, every, answer_days, clarify, recontact_days,
        retain_days;
    long member_days, stale_erase, keep_weeks, suppress;
    long follow_up[8];
    size_t follow_ups;
    const char *report_language;
    long place, wait_cap, theme, near, either, open, is_short, second, starter_near;
};
const struct shg_profile *shg_profile_of(const shg_register *reg);
/* How profile.csv may be filled: name, default and range by number; false past the end. */
struct shg_rule {
    const char *name, *otherwise;
    long low, high;
};
bool shg_rule_at(size_t i, struct shg_rule *out);

/* ---- Changing ---- */

/* Takes the writer's lock, finishes what a crash left, and loads. As shg_register_load, but errors that are there
 * already do not refuse (a fault that is there does not block a change that adds none) unless they are of form. */
enum shg_status shg_register_begin(shg_register **out, const struct shg_opening *opening, shg_faults *faults);

enum shg_status shg_set(shg_register *reg, enum shg_table table, size_t row, int column, const char *value);
enum shg_status shg_set_date(shg_register *reg, enum shg_table table, size_t row, int column, shg_date date);
enum shg_status shg_set_number(shg_register *reg, enum shg_table table, size_t row, int column, long value);
/* Sets a column of the user's own, by its name; made where it is not there. */
enum shg_status shg_set_own(shg_register *reg, enum shg_table table, size_t row, const char *name, const char *value);
/* A new last row; the file and missing columns are made where they are not there. Edits give SHG_OK, SHG_SYSTEM when
 * out of memory (nothing is changed then), SHG_USAGE where there is no such row or the table was not asked for. */
enum shg_status shg_add_row(shg_register *reg, enum shg_table table, size_t *row);
/* As shg_add_row, for a row that comes from another document: faults in it are told with their places there. columns
 * are the source's, for each column of the table's schema (-1: none), and are copied; the source must outlive the
 * register. One source a table. */
enum shg_status shg_add_row_from(shg_register *reg, enum shg_table table, const shg_csv *source, const int *columns,
                                 size_t source_row, size_t *row);
/* Row numbers behind it move up by one. */
enum shg_status shg_remove_row(shg_register *reg, enum shg_table table, size_t row);

/* Fills bytes with n random ones; false when there are none to be had. Handed in by the caller. */
typedef bool shg_random(void *ctx, void *bytes, size_t n);
/* A new id of a table: people at random (eight digits), all others the highest + 1 (formats.md). out holds at least 24
 * bytes. */
enum shg_status shg_new_id(const shg_register *reg, enum shg_table table, shg_random *random, void *ctx, char out[24],
                           shg_faults *faults);

/* The change is an erasure: its commit keeps nothing of what it replaces, and removes what earlier ones kept. */
void shg_register_forget(shg_register *reg);

/* The change so far as a unified diff (paths `a/people.csv`, `b/people.csv`). SHG_DATA, with each told, where the
 * change would add a fault: a commit would refuse it. */
enum shg_status shg_register_diff(const shg_register *reg, struct shg_buf *out, shg_faults *faults);
/* Checks that the change adds no fault, and writes it: whole or not at all. SHG_DATA where it would add one (each is
 * told), SHG_SYSTEM where the disk said no; nothing was written then. Without a change it does nothing. */
enum shg_status shg_register_commit(shg_register *reg, shg_faults *faults);

/* Makes a new register: the folder (0700), its tables with their headers, an example profile. SHG_SYSTEM where it
 * cannot. */
enum shg_status shg_register_init(const char *dir, const char *office, shg_faults *faults);

#endif
