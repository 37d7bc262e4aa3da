/* A plan on its way into the register: which groups are new, which rows are new, and what it clashes with.
 *
 * Of the plan only group and person are needed, and venue, slot, theme, language and composition of new groups; it may
 * have been edited in a spreadsheet. Rows that the register knows already are passed over, whatever their status, so
 * that a plan recorded twice changes nothing. The rules of matching.md are not looked at here: the room that knows them
 * judges the proposal between shg_proposal_read and shg_proposal_record.
 */
#ifndef SHG_EVENTS_PROPOSAL_H
#define SHG_EVENTS_PROPOSAL_H

#include "events/steps.h"

#define SHG_PROPOSAL_TABLES (SHG_STEP_TABLES)

/* The parts of a plan's row that say what a new group is. */
enum shg_trait {
    SHG_TRAIT_VENUE,
    SHG_TRAIT_SLOT,
    SHG_TRAIT_THEME,
    SHG_TRAIT_LANGUAGE,
    SHG_TRAIT_COMPOSITION,
    SHG_TRAITS
};

/* All texts belong to the plan or the register. */
struct shg_proposed_group {
    const char *id;
    uint32_t row; /* in groups.csv; SHG_NONE: new */
    size_t line;  /* the plan's first row of it */
    size_t n;     /* how many rows of it are new */
    const char *traits[SHG_TRAITS];
    const char *said_new; /* what the column new says of it, "" where nothing */
};

struct shg_proposed_row {
    const char *person;
    uint32_t row; /* in people.csv or starters.csv */
    bool starter;
    size_t group; /* of the proposal's groups */
    size_t line;  /* the plan's row */
};

struct shg_proposal {
    const shg_csv *plan;
    struct shg_proposed_group *groups; /* by id */
    struct shg_proposed_row *rows;     /* those that are new, as the plan has them */
    size_t n_groups, n_rows, groups_cap, rows_cap;
};

/* Reads a plan, which must outlive the proposal. SHG_DATA where it names what is not there, places somebody twice, or
 * says of a group that is there what is not so: every one is told with its place in the plan. Free in any case with
 * shg_proposal_free. */
enum shg_status shg_proposal_read(struct shg_proposal *out, const shg_register *reg, const shg_csv *plan,
                                  shg_faults *faults);
void shg_proposal_free(struct shg_proposal *proposal);

/* The place of a row of the plan, for a fault that speaks of the person or the group. */
struct shg_where shg_proposal_where(const struct shg_proposal *proposal, size_t line, bool person);

/* Forms the new groups, adds the rows as proposed, and takes newcomers off `open`. meetings (NULL: none), as
 * shg-schedule prints them, date the first meeting of the plan's groups that are forming. SHG_DATA where they are no
 * meetings, SHG_SYSTEM when out of memory. */
enum shg_status shg_proposal_record(shg_register *reg, const struct shg_proposal *proposal, const shg_csv *meetings,
                                    shg_faults *faults);

#endif
