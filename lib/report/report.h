/* Reports: counts that reveal nobody, and working lists by id for the office itself. contacts.csv is never opened.
 *
 * Every report fills a paper that the caller then gives a face.
 */
#ifndef SHG_REPORT_REPORT_H
#define SHG_REPORT_REPORT_H

#include "base/fault.h"
#include "register/register.h"
#include "report/paper.h"

/* What is asked. A field that is 0 or NULL does not restrict. */
struct shg_ask {
    const char *by;           /* waiting: one or two dimensions, "municipality" or "municipality,theme"; others: one */
    const char *period;       /* flow: month, quarter or year */
    const char *person;       /* person: an id */
    const char *municipality; /* a code: rows of this one alone */
    const char *group;        /* an id: rows of this one alone */
    const char *status;       /* groups: of this status alone */
    const char *venue;        /* an id */
    const char *language;     /* en, nb, nn: in which themes are told to a reader; NULL: by their codes */
    const char *mode;         /* in-person or digital: venues of this kind */
    shg_date from, to;        /* dates within, SHG_NO_DATE: open */
    size_t most;              /* agenda: so many rows */
    bool with_pauses;         /* waiting: days spent paused count, too */
    bool exact;               /* small numbers are shown */
    bool overdue;             /* offers: past their date alone */
    const shg_csv *plan;      /* plan */
};

enum shg_report_kind {
    SHG_REPORT_WAITING,
    SHG_REPORT_GROUPS,
    SHG_REPORT_MEETINGS,
    SHG_REPORT_PLAN,
    SHG_REPORT_AGENDA,
    SHG_REPORT_OFFERS,
    SHG_REPORT_FLOW,
    SHG_REPORT_STARTERS,
    SHG_REPORT_ROOMS,
    SHG_REPORT_COURSES,
    SHG_REPORT_FORECAST,
    SHG_REPORT_OUTCOMES,
    SHG_REPORT_ACTIVITIES,
    SHG_REPORT_COVERAGE,
    SHG_REPORT_OFFICES,
    SHG_REPORT_OPEN,
    SHG_REPORT_PERSON,
    SHG_REPORT_FUNDER,
    SHG_REPORTS
};

/* What can be asked, as bits. */
enum shg_ask_option {
    SHG_ASK_BY = 1U << 0,
    SHG_ASK_PERIOD = 1U << 1,
    SHG_ASK_MUNICIPALITY = 1U << 2,
    SHG_ASK_GROUP = 1U << 3,
    SHG_ASK_STATUS = 1U << 4,
    SHG_ASK_VENUE = 1U << 5,
    SHG_ASK_MODE = 1U << 6,
    SHG_ASK_FROM = 1U << 7,
    SHG_ASK_TO = 1U << 8,
    SHG_ASK_MOST = 1U << 9,
    SHG_ASK_OVERDUE = 1U << 10,
    SHG_ASK_PAUSES = 1U << 11
};
/* Those that are set. */
unsigned shg_ask_given(const struct shg_ask *ask);

/* What is known of a kind. */
struct shg_report_spec {
    const char *name;
    unsigned tables;     /* that it needs */
    bool persons;        /* its rows (but by a dimension) tell of persons or single groups: for the office alone */
    bool operand;        /* it takes one more operand */
    unsigned takes;      /* shg_ask_option that it takes, beside exact */
    const char *heading; /* msgid */
    const char *note;    /* msgid, or NULL */
};
const struct shg_report_spec *shg_report_spec(enum shg_report_kind kind);
/* The kind of that name, or SHG_REPORTS. */
enum shg_report_kind shg_report_named(const char *name);

/* Whether what is asked is for the office alone. */
bool shg_report_private(enum shg_report_kind kind, const struct shg_ask *ask);

/* A paper with the heading of a kind as its title; NULL when out of memory. */
shg_paper *shg_report_paper(enum shg_report_kind kind);
/* Makes a report. SHG_USAGE where a dimension is unknown or something is asked that the kind does not take, SHG_DATA
 * where the plan cannot be read, SHG_SYSTEM. */
enum shg_status shg_report_make(enum shg_report_kind kind, const shg_register *reg, const struct shg_ask *ask,
                                shg_paper *out, shg_faults *faults);

/* The figures of a made report as published.csv holds them (`period,report,cell,value`), hidden ones left out: for
 * shg-record published. */
void shg_report_cells(enum shg_report_kind kind, const struct shg_ask *ask, shg_date today, const shg_paper *paper,
                      struct shg_writer *out);

#endif
