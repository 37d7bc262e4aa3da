#include "events/erase.h"

#include "events/cells.h"
#include "events/steps_private.h"

#include <stdlib.h>
#include <string.h>

/* ---- who is due ---- */

static void later(shg_date *latest, shg_date date) {
    if (date > *latest)
        *latest = date; /* SHG_NO_DATE is before all dates */
}

/* The last date on which something was done for a person, by their own row. */
static shg_date touched(const shg_register *reg, size_t row) {
    static const int columns[] = {PERSON_REGISTERED, PERSON_QUEUED, PERSON_CONSENT, PERSON_CLARIFIED,
                                  PERSON_CONTACTED,  PERSON_CLOSED, PERSON_PAUSED};
    shg_date latest = SHG_NO_DATE;
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        later(&latest, shg_day(reg, SHG_PEOPLE, row, columns[i]));
    return latest;
}

static shg_date touched_in(const shg_register *reg, size_t placement) {
    static const int columns[] = {PLACEMENT_PROPOSED, PLACEMENT_OFFERED, PLACEMENT_ANSWERED, PLACEMENT_STARTED,
                                  PLACEMENT_ENDED};
    shg_date latest = SHG_NO_DATE;
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        later(&latest, shg_day(reg, SHG_PLACEMENTS, placement, columns[i]));
    return latest;
}

static shg_date plus(shg_date date, long days) {
    return date == SHG_NO_DATE ? SHG_NO_DATE : date + (shg_date)days;
}

/* What a placement says of its person's date: the handover of a member's group; of others, when it last changed. */
static void look_at_placement(const shg_register *reg, size_t row, shg_date *handover, shg_date *latest) {
    uint32_t person = shg_member_of(reg, row);
    if (person == SHG_NONE)
        return;
    uint32_t group = shg_find(reg, SHG_GROUPS, shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_GROUP));
    if (group != SHG_NONE && shg_value(reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS, -1) == PLACEMENT_IS_ACTIVE)
        handover[person] = shg_day(reg, SHG_GROUPS, group, GROUP_HANDOVER);
    later(&latest[person], touched_in(reg, row));
}

static shg_date due_date(const shg_register *reg, size_t row, shg_date handover, shg_date latest) {
    const struct shg_profile *profile = shg_profile_of(reg);
    shg_date closed = shg_day(reg, SHG_PEOPLE, row, PERSON_CLOSED);
    switch (shg_value(reg, SHG_PEOPLE, row, PERSON_STATUS, -1)) {
    case PERSON_IS_MEMBER:
        return plus(handover, profile->member_days);
    case PERSON_IS_LEFT:
    case PERSON_IS_REFERRED:
    case PERSON_IS_WITHDRAWN:
        if (closed != SHG_NO_DATE)
            return plus(closed, profile->retain_days);
        break;
    default:
        break;
    }
    return plus(latest, profile->stale_erase);
}

enum shg_status shg_erasure_dates(const shg_register *reg, shg_date *dates, shg_faults *faults) {
    size_t rows = shg_rows(reg, SHG_PEOPLE);
    shg_date *handover = malloc((rows + 1) * sizeof *handover);
    if (!handover)
        return shg_fault_memory(faults);
    for (size_t row = 0; row < rows; row++) {
        handover[row] = SHG_NO_DATE;
        dates[row] = touched(reg, row);
    }
    for (size_t row = 0; row < shg_rows(reg, SHG_PLACEMENTS); row++)
        look_at_placement(reg, row, handover, dates);
    for (size_t row = 0; row < rows; row++)
        dates[row] = due_date(reg, row, handover[row], dates[row]);
    free(handover);
    return SHG_OK;
}

enum shg_status shg_erasure_due(const shg_register *reg, struct shg_gone *out, shg_faults *faults) {
    size_t rows = shg_rows(reg, SHG_PEOPLE);
    shg_date *dates = calloc(rows + 1, sizeof *dates);
    if (!dates)
        return shg_fault_memory(faults);
    enum shg_status status = shg_erasure_dates(reg, dates, faults);
    for (size_t row = 0; status == SHG_OK && row < rows; row++) {
        const char *id = shg_text(reg, SHG_PEOPLE, row, PERSON_ID);
        if (dates[row] != SHG_NO_DATE && dates[row] <= shg_register_today(reg) && !shg_gone_add(out, id, strlen(id)))
            status = shg_fault_memory(faults);
    }
    shg_gone_sort(out);
    free(dates);
    return status;
}

/* ---- taking them out ---- */

static bool among(const struct shg_gone *ids, const char *text) {
    return shg_gone_find(ids, text, strlen(text)) != SHG_NONE;
}

/* An erased member still fills a seat; whoever held one without being there yet gives it back. */
static enum shg_status settle_seat(shg_register *reg, size_t placement) {
    int status = shg_value(reg, SHG_PLACEMENTS, placement, PLACEMENT_STATUS, -1);
    uint32_t group = shg_find(reg, SHG_GROUPS, shg_text(reg, SHG_PLACEMENTS, placement, PLACEMENT_GROUP));
    if (!shg_status_held(status) || group == SHG_NONE || shg_member_of(reg, placement) == SHG_NONE)
        return SHG_OK;
    if (status != PLACEMENT_IS_ACTIVE)
        return shg_seat_back(reg, placement);
    return shg_set_number(reg, SHG_GROUPS, group, GROUP_OTHERS,
                          shg_number(reg, SHG_GROUPS, group, GROUP_OTHERS, 0) + 1);
}

static enum shg_status settle_seats(shg_register *reg, const struct shg_gone *ids) {
    enum shg_status status = SHG_OK;
    for (size_t row = 0; row < shg_rows(reg, SHG_PLACEMENTS) && status == SHG_OK; row++)
        if (among(ids, shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_PERSON)))
            status = settle_seat(reg, row);
    return status;
}

/* Takes the ids out of a list in a cell. */
static enum shg_status strip(shg_register *reg, enum shg_table table, size_t row, int column,
                             const struct shg_gone *ids) {
    const char *cell = shg_text(reg, table, row, column);
    const char *item;
    size_t n;
    size_t gone = 0;
    struct shg_buf kept = SHG_BUF_EMPTY;
    for (const char *at = cell; shg_next_item(&at, &item, &n);) {
        if (shg_gone_find(ids, item, n) != SHG_NONE) {
            gone++;
            continue;
        }
        if (kept.n > 0)
            shg_buf_char(&kept, ';');
        shg_buf_add(&kept, item, n);
    }
    enum shg_status status = shg_buf_failed(&kept) ? SHG_SYSTEM : SHG_OK;
    if (status == SHG_OK && gone > 0)
        status = shg_set(reg, table, row, column, shg_buf_get(&kept));
    shg_buf_free(&kept);
    return status;
}

/* Whether a column may name a person or a starter. */
static bool names_people(const struct shg_column *column) {
    return column->type == SHG_TYPE_ID || ((column->type == SHG_TYPE_REF || column->type == SHG_TYPE_REFS) &&
                                           (column->refs & (SHG_SET(SHG_PEOPLE) | SHG_SET(SHG_STARTERS))));
}

/* A row that is about a person goes with them: it is named by them, or tells something of them alone. */
static bool goes_with(const struct shg_column *column) {
    return names_people(column) && column->type != SHG_TYPE_REFS && column->filled;
}

/* One row: true where it goes. Fields that merely mention somebody are emptied. */
static bool clean_row(shg_register *reg, enum shg_table table, size_t row, const struct shg_gone *ids,
                      enum shg_status *status) {
    const struct shg_table_schema *schema = shg_schema(table);
    for (size_t c = 0; c < schema->count; c++)
        if (goes_with(&schema->columns[c]) && among(ids, shg_text(reg, table, row, (int)c)))
            return true;
    for (size_t c = 0; c < schema->count && *status == SHG_OK; c++)
        if (names_people(&schema->columns[c]))
            *status = strip(reg, table, row, (int)c, ids);
    return false;
}

static enum shg_status clean_table(shg_register *reg, enum shg_table table, const struct shg_gone *ids) {
    enum shg_status status = SHG_OK;
    for (size_t row = shg_rows(reg, table); row-- > 0 && status == SHG_OK;)
        if (clean_row(reg, table, row, ids, &status))
            status = shg_remove_row(reg, table, row);
    return status;
}

/* ---- what is left ---- */

/* A column of the user's own is theirs to change; that it holds an id is said. */
static void warn_of_column(const shg_csv *csv, size_t column, const struct shg_gone *ids, shg_faults *faults) {
    for (size_t row = 0; row < shg_csv_rows(csv); row++) {
        const char *text = shg_csv_get(csv, row, (int)column);
        if (shg_gone_within(ids, text, strlen(text)) == SHG_NONE)
            continue;
        struct shg_where where = shg_csv_where(csv, row, (int)column);
        (void)shg_fault_add(faults, SHG_WARNING, &where, NULL,
                            N_("an id that was erased still stands here")); /* a warning */
    }
}

static void warn_of_tables(const shg_register *reg, const struct shg_gone *ids, shg_faults *faults) {
    for (int t = 0; t < (int)SHG_TABLES; t++) {
        const shg_csv *csv = shg_document(reg, (enum shg_table)t);
        for (size_t c = 0; csv && c < shg_csv_columns(csv); c++)
            warn_of_column(csv, c, ids, faults);
    }
}

/* ---- the whole ---- */

static enum shg_status check_ids(const shg_register *reg, const struct shg_gone *ids, shg_faults *faults) {
    enum shg_status status = SHG_OK;
    for (size_t i = 0; i < ids->n; i++)
        if (shg_find(reg, SHG_PEOPLE, ids->at[i]) == SHG_NONE && shg_find(reg, SHG_STARTERS, ids->at[i]) == SHG_NONE)
            status = shg_fault_add(faults, SHG_ERROR, NULL, NULL,
                                   N_("there is no such person or starter: number %zu of the ids, sorted"), i + 1);
    return status;
}

static enum shg_status tally(shg_register *reg, const struct shg_gone *ids, shg_faults *faults) {
    size_t rows = shg_rows(reg, SHG_PEOPLE);
    bool *gone = calloc(rows + 1, sizeof *gone);
    if (!gone)
        return shg_fault_memory(faults);
    for (size_t row = 0; row < rows; row++)
        gone[row] = among(ids, shg_text(reg, SHG_PEOPLE, row, PERSON_ID));
    enum shg_status status = shg_tally_erase(reg, gone, faults);
    free(gone);
    return status;
}

static enum shg_status write_down(shg_register *reg, size_t n, bool due) {
    char today[11];
    size_t row;
    const struct shg_cell cells[] = {{ERASURE_DATE, shg_date_format(shg_register_today(reg), today)},
                                     {ERASURE_GROUND, due ? "due" : "request"}};
    enum shg_status status = shg_add_cells(reg, SHG_ERASURES, cells, sizeof cells / sizeof *cells, &row);
    return status == SHG_OK ? shg_set_number(reg, SHG_ERASURES, row, ERASURE_COUNT, (long)n) : status;
}

enum shg_status shg_erase(shg_register *reg, const struct shg_gone *ids, bool due, shg_faults *faults) {
    if (ids->n == 0)
        return SHG_OK;
    enum shg_status status = check_ids(reg, ids, faults);
    if (status == SHG_OK)
        status = tally(reg, ids, faults);
    if (status != SHG_OK)
        return status;
    status = settle_seats(reg, ids);
    for (int t = 0; t < (int)SHG_TABLES && status == SHG_OK; t++)
        status = clean_table(reg, (enum shg_table)t, ids);
    if (status == SHG_OK)
        status = write_down(reg, ids->n, due);
    if (status != SHG_OK)
        return shg_fault_memory(faults);
    shg_register_forget(reg);
    warn_of_tables(reg, ids, faults);
    return SHG_OK;
}
