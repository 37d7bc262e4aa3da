/* Faults: what is wrong with the input, as values with their place.
 *
 * The library never prints. Every function that can fail returns an enum shg_status (its numbers are the exit codes of
 * tools.md) and tells the reasons in a list of faults that the caller handed in; the caller prints them, all, and fails
 * once. A fault's text is lower case, has no full stop and quotes its subject; it is written in English as a gettext
 * msgid and is translated by the function given to shg_faults_new at the moment it is added.
 */
#ifndef SHG_BASE_FAULT_H
#define SHG_BASE_FAULT_H

#include <stdbool.h>
#include <stddef.h>

/* Marks a text in a table as a msgid. */
#define N_(msgid) msgid

/* How a call ended; also the exit code of the tool that made it. */
enum shg_status {
    SHG_OK = 0,     /* done */
    SHG_NO = 1,     /* the answer is no */
    SHG_USAGE = 2,  /* the caller asked for what is not there */
    SHG_SYSTEM = 3, /* memory, disk, permission, lock */
    SHG_DATA = 4    /* the data were refused, nothing was written */
};

enum shg_severity { SHG_NOTE, SHG_WARNING, SHG_ERROR };

/* A place in a file. line and col count from 1 (col in fields); 0 is unknown. order sorts files among each other (the
 * number of the table in formats.md; 0 where it does not matter). */
struct shg_where {
    const char *file;
    unsigned order;
    unsigned long line;
    unsigned col;
};

struct shg_fault {
    enum shg_severity severity;
    struct shg_where where; /* file is owned by the list; NULL where there is none */
    const char *text;       /* translated, owned by the list */
    const char *value;      /* what stood there, control bytes made visible; NULL where it must not be shown */
};

typedef struct shg_faults shg_faults;

/* Gives the translation of msgid, or msgid. ctx is the caller's. */
typedef const char *shg_translate(void *ctx, const char *msgid);

/* An empty list. tr may be NULL (English). NULL when out of memory. Free with shg_faults_free. */
shg_faults *shg_faults_new(shg_translate *tr, void *ctx);
/* An empty list that translates as another does. */
shg_faults *shg_faults_like(const shg_faults *other);
void shg_faults_free(shg_faults *faults);

/* The translation of msgid by the list's function; never NULL. */
const char *shg_tr(const shg_faults *faults, const char *msgid) __attribute__((format_arg(2)));

/* Adds a fault and gives SHG_DATA (error) or SHG_OK (warning, note). where may be NULL; value may be NULL and is
 * copied. Memory running out is remembered: shg_faults_status then gives SHG_SYSTEM. */
enum shg_status shg_fault_add(shg_faults *faults, enum shg_severity severity, const struct shg_where *where,
                              const char *value, const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Adds an error of the system, `subject: what strerror(errnum) says`, and gives SHG_SYSTEM. subject is a path or a
 * word. */
enum shg_status shg_fault_system(shg_faults *faults, const char *subject, int errnum);

/* Adds "out of memory" and gives SHG_SYSTEM. */
enum shg_status shg_fault_memory(shg_faults *faults);

/* A plain statement about the run (no place): an error whose status the caller chooses and gets back. */
enum shg_status shg_fault_plain(shg_faults *faults, enum shg_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* How many there are of a severity or worse. */
size_t shg_faults_count(const shg_faults *faults, enum shg_severity at_least);

/* The i-th of all; valid until the next call that adds, sorts or frees. */
const struct shg_fault *shg_faults_at(const shg_faults *faults, size_t i);

/* SHG_SYSTEM when one was of the system or memory ran out, else the worst of the plain ones, else SHG_DATA when there
 * is an error, else SHG_OK. */
enum shg_status shg_faults_status(const shg_faults *faults);

/* Stable order by (order, file, line, col); faults without a file come first. */
void shg_faults_sort(shg_faults *faults);

#endif
