#include "intake/enter.h"

#include "intake/doubles.h"

#include <stdlib.h>
#include <string.h>

/* People have more columns than contacts. */
enum { COLUMNS_MOST = PERSON_COLUMNS };

struct entering {
    const shg_intake *intake;
    const shg_csv *export;
    shg_register *reg;
    const struct shg_ids *ids;
    struct shg_buf *names;
    shg_faults *faults;
};

/* A row of a table with what a person said that goes there; its faults are told with the export's places. */
static enum shg_status add_row(const struct entering *e, enum shg_table table, size_t person, size_t *row) {
    int columns[COLUMNS_MOST];
    size_t count = shg_schema(table)->count;
    for (size_t c = 0; c < count; c++)
        columns[c] = -1;
    for (size_t f = 0; f < shg_intake_fields(e->intake); f++) {
        struct shg_intake_field field = shg_intake_field(e->intake, f);
        struct shg_where where = shg_intake_where(e->intake, person, f);
        if (field.table == table && field.column >= 0 && where.col > 0)
            columns[field.column] = (int)where.col - 1;
    }
    size_t source_row = shg_intake_first_row(e->intake, person);
    enum shg_status status = shg_add_row_from(e->reg, table, e->export, columns, source_row, row);
    for (size_t f = 0; status == SHG_OK && f < shg_intake_fields(e->intake); f++) {
        struct shg_intake_field field = shg_intake_field(e->intake, f);
        const char *text = shg_intake_get(e->intake, person, f);
        if (field.table == table && field.column >= 0 && *text)
            status = shg_set(e->reg, table, *row, field.column, text);
    }
    return status;
}

static bool has_contact(const shg_intake *intake, size_t person) {
    for (size_t f = 0; f < shg_intake_fields(intake); f++)
        if (shg_intake_field(intake, f).table == SHG_CONTACTS && *shg_intake_get(intake, person, f))
            return true;
    return false;
}

/* The office's own columns, made where they are not there, and what they say. */
static enum shg_status put_own(const struct entering *e, size_t person, size_t row) {
    enum shg_status status = SHG_OK;
    for (size_t f = 0; status == SHG_OK && f < shg_intake_fields(e->intake); f++) {
        struct shg_intake_field field = shg_intake_field(e->intake, f);
        if (field.column < 0)
            status = shg_set_own(e->reg, SHG_PEOPLE, row, field.name, shg_intake_get(e->intake, person, f));
    }
    return status;
}

static void look_for_health(const struct entering *e, size_t person) {
    for (size_t f = 0; f < shg_intake_fields(e->intake); f++) {
        struct shg_intake_field field = shg_intake_field(e->intake, f);
        bool chosen = field.table == SHG_PEOPLE && field.column >= 0;
        struct shg_where where = shg_intake_where(e->intake, person, f);
        if (!chosen && shg_speaks_of_health(shg_intake_get(e->intake, person, f)))
            (void)shg_fault_add(e->faults, SHG_WARNING, &where, NULL,
                                "words about health: this column is no place for them");
    }
}

static enum shg_status enter(const struct entering *e, size_t person) {
    size_t row;
    size_t contact;
    enum shg_status status = add_row(e, SHG_PEOPLE, person, &row);
    if (status == SHG_OK)
        status = put_own(e, person, row);
    if (status != SHG_OK)
        return shg_fault_memory(e->faults);
    status = shg_add_finish(e->reg, SHG_PEOPLE, row, e->ids, e->names, e->faults);
    look_for_health(e, person);
    if (status != SHG_OK || !has_contact(e->intake, person))
        return status;
    status = add_row(e, SHG_CONTACTS, person, &contact);
    if (status == SHG_OK)
        status = shg_set(e->reg, SHG_CONTACTS, contact, CONTACT_ID, shg_text(e->reg, SHG_PEOPLE, row, PERSON_ID));
    return status == SHG_OK ? status : shg_fault_memory(e->faults);
}

/* The number of the form that a person filled in, "" where there is none. */
static size_t submission_field(const shg_intake *intake) {
    size_t f = 0;
    while (f < shg_intake_fields(intake) &&
           (shg_intake_field(intake, f).table != SHG_PEOPLE || shg_intake_field(intake, f).column != PERSON_SUBMISSION))
        f++;
    return f;
}

/* Marks whom the register knows already, with a note for each. */
static enum shg_status pass_over_known(const struct entering *e, bool *known) {
    size_t field = submission_field(e->intake);
    size_t n = shg_intake_people(e->intake);
    shg_index *submissions = shg_submissions(e->reg, 0);
    if (!submissions)
        return shg_fault_memory(e->faults);
    for (size_t person = 0; field < shg_intake_fields(e->intake) && person < n; person++) {
        const char *submission = shg_intake_get(e->intake, person, field);
        struct shg_where where = shg_intake_where(e->intake, person, field);
        known[person] = *submission && shg_index_get(submissions, submission) != SHG_NONE;
        if (known[person])
            (void)shg_fault_add(e->faults, SHG_NOTE, &where, submission,
                                N_("passed over: this submission is there already"));
    }
    shg_index_free(submissions);
    return SHG_OK;
}

enum shg_status shg_intake_enter(const shg_intake *intake, const shg_csv *export, shg_register *reg,
                                 const struct shg_ids *ids, const bool *leave, struct shg_buf *names,
                                 shg_faults *faults) {
    const struct entering e = {intake, export, reg, ids, names, faults};
    size_t n = shg_intake_people(intake);
    size_t first = shg_rows(reg, SHG_CONTACTS);
    bool *known = calloc(n + 1, sizeof *known);
    if (!known)
        return shg_fault_memory(faults);
    enum shg_status status = pass_over_known(&e, known);
    for (size_t person = 0; status == SHG_OK && person < n; person++)
        if (!known[person] && !(leave && leave[person]))
            status = enter(&e, person);
    free(known);
    return status == SHG_OK ? shg_doubles_tell(reg, first, faults) : status;
}

/* The person whose rows stand on a line of the export; their number where there is none is that of all. */
static size_t person_at(const shg_intake *intake, const shg_csv *export, unsigned long line) {
    for (size_t row = 0; row < shg_csv_rows(export); row++)
        if (shg_csv_line(export, row) == line)
            return shg_intake_person_of(intake, row);
    return shg_intake_people(intake);
}

bool shg_intake_blame(const shg_intake *intake, const shg_csv *export, const shg_faults *faults, size_t from,
                      bool *leave) {
    const struct shg_fault *fault;
    bool ours = true;
    for (size_t i = from; (fault = shg_faults_at(faults, i)); i++) {
        if (fault->severity != SHG_ERROR)
            continue;
        bool here = fault->where.file && strcmp(fault->where.file, shg_csv_name(export)) == 0;
        size_t person = here ? person_at(intake, export, fault->where.line) : shg_intake_people(intake);
        if (person < shg_intake_people(intake))
            leave[person] = true;
        else
            ours = false;
    }
    return ours;
}
