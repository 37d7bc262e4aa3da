#include "events/proposal.h"

#include "events/cells.h"

#include <stdlib.h>
#include <string.h>

static const char *const trait_names[SHG_TRAITS] = {"venue", "slot", "theme", "language", "composition"};
static const int trait_columns[SHG_TRAITS] = {GROUP_VENUE, GROUP_SLOT, GROUP_THEME, GROUP_LANGUAGE, GROUP_COMPOSITION};
static const char *const trait_defaults[SHG_TRAITS] = {"", "", "", "nb", "any"};

/* The plan's columns, -1 where there is none. */
struct columns {
    int group, person, is_new, traits[SHG_TRAITS];
};

/* What reading needs: the plan, and where the register stands. */
struct reading {
    struct shg_proposal *out;
    const shg_register *reg;
    struct columns columns;
    shg_index *groups;  /* id -> of out->groups */
    shg_index *known;   /* "person/group" of placements.csv */
    shg_index *placed;  /* person -> the plan's row */
    struct shg_buf key; /* to look things up with */
    char **keys;        /* what known and placed point into */
    size_t n_keys;
    shg_faults *faults;
    bool failed; /* memory */
};

struct shg_where shg_proposal_where(const struct shg_proposal *proposal, size_t line, bool person) {
    return shg_csv_where(proposal->plan, line, shg_csv_column(proposal->plan, person ? "person" : "group"));
}

static void tell(struct reading *reading, size_t line, bool person, const char *value, const char *text) {
    struct shg_where where = shg_proposal_where(reading->out, line, person);
    (void)shg_fault_add(reading->faults, SHG_ERROR, &where, value, "%s", shg_tr(reading->faults, text)); /* counted */
}

/* ---- groups ---- */

static const char *field(const struct reading *reading, size_t line, int column) {
    return shg_csv_get(reading->out->plan, line, column);
}

static const char *or_default(enum shg_trait trait, const char *text) {
    return *text ? text : trait_defaults[trait];
}

static bool same_trait(enum shg_trait trait, const char *a, const char *b) {
    struct shg_window x;
    struct shg_window y;
    if (trait == SHG_TRAIT_SLOT && shg_window_parse(a, strlen(a), &x) && shg_window_parse(b, strlen(b), &y))
        return x.start == y.start && x.end == y.end;
    return strcmp(or_default(trait, a), or_default(trait, b)) == 0;
}

/* A cell of a group's row: the first that says something counts, a later one must say the same. */
static void take_trait(struct reading *reading, struct shg_proposed_group *group, size_t line, enum shg_trait trait) {
    const char *says = field(reading, line, reading->columns.traits[trait]);
    struct shg_where where = shg_csv_where(reading->out->plan, line, reading->columns.traits[trait]);
    if (!*says)
        return;
    if (!*group->traits[trait])
        group->traits[trait] = says;
    else if (!same_trait(trait, group->traits[trait], says))
        (void)shg_fault_add(reading->faults, SHG_ERROR, &where, says, N_("the rows of a group must have the same '%s'"),
                            trait_names[trait]); /* counted */
}

static size_t group_named(struct reading *reading, const char *id, size_t line) {
    struct shg_proposal *out = reading->out;
    uint32_t at = shg_index_get(reading->groups, id);
    if (at != SHG_NONE)
        return at;
    struct shg_proposed_group *groups = shg_grow(out->groups, &out->groups_cap, out->n_groups + 1, sizeof *groups);
    if (groups)
        out->groups = groups;
    if (!groups || shg_index_put(reading->groups, id, (uint32_t)out->n_groups) == SHG_NONE) {
        reading->failed = true;
        return 0;
    }
    groups[out->n_groups] = (struct shg_proposed_group){
        .id = id, .row = shg_find(reading->reg, SHG_GROUPS, id), .line = line, .said_new = ""};
    for (int t = 0; t < SHG_TRAITS; t++)
        groups[out->n_groups].traits[t] = "";
    return out->n_groups++;
}

/* A group that is there, and is given somebody, must be what the plan says it is. */
static void compare_group(struct reading *reading, const struct shg_proposed_group *group) {
    if (group->n == 0)
        return;
    if (shg_value(reading->reg, SHG_GROUPS, group->row, GROUP_STATUS, -1) == GROUP_IS_ENDED)
        tell(reading, group->line, false, group->id, N_("the group has ended"));
    for (int t = 0; t < SHG_TRAITS; t++) {
        const char *is = shg_text(reading->reg, SHG_GROUPS, group->row, trait_columns[t]);
        struct shg_where where = shg_csv_where(reading->out->plan, group->line, reading->columns.traits[t]);
        if (*group->traits[t] && !same_trait((enum shg_trait)t, group->traits[t], is))
            (void)shg_fault_add(reading->faults, SHG_ERROR, &where, group->traits[t],
                                N_("the group is there with another '%s'"), trait_names[t]); /* counted */
    }
}

/* A group that is to be formed must say where, when and for what. */
static void require_traits(struct reading *reading, const struct shg_proposed_group *group) {
    if (strcmp(group->said_new, "no") == 0) {
        tell(reading, group->line, false, group->id, N_("there is no such group"));
        return;
    }
    for (int t = 0; t <= SHG_TRAIT_THEME; t++) {
        struct shg_where where = shg_proposal_where(reading->out, group->line, false);
        if (!*group->traits[t])
            (void)shg_fault_add(reading->faults, SHG_ERROR, &where, group->id, N_("a new group needs '%s'"),
                                trait_names[t]); /* counted */
    }
}

static int by_id(const void *left, const void *right) {
    const struct shg_proposed_group *a = left;
    const struct shg_proposed_group *b = right;
    return strcmp(a->id, b->id);
}

/* ---- rows ---- */

static const char *make_key(struct reading *reading, const char *person, const char *group) {
    shg_buf_cut(&reading->key, 0);
    shg_buf_printf(&reading->key, "%s/%s", person, group);
    reading->failed = reading->failed || shg_buf_failed(&reading->key);
    return shg_buf_get(&reading->key);
}

/* The rows that placements.csv has, whatever their status. */
static void index_placements(struct reading *reading) {
    const shg_register *reg = reading->reg;
    size_t rows = shg_rows(reg, SHG_PLACEMENTS);
    reading->known = shg_index_new(rows);
    reading->keys = calloc(rows + shg_csv_rows(reading->out->plan) + 1, sizeof *reading->keys);
    reading->failed = reading->failed || !reading->known || !reading->keys;
    for (size_t row = 0; row < rows && !reading->failed; row++) {
        char *key = shg_copy(make_key(reading, shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_PERSON),
                                      shg_text(reg, SHG_PLACEMENTS, row, PLACEMENT_GROUP)));
        reading->failed = reading->failed || !key || shg_index_put(reading->known, key, (uint32_t)row) == SHG_NONE;
        reading->keys[reading->n_keys] = key;
        reading->n_keys += key != NULL;
    }
}

static void add_row(struct reading *reading, struct shg_proposed_row row) {
    struct shg_proposal *out = reading->out;
    struct shg_proposed_row *rows = shg_grow(out->rows, &out->rows_cap, out->n_rows + 1, sizeof *rows);
    if (!rows) {
        reading->failed = true;
        return;
    }
    out->rows = rows;
    rows[out->n_rows++] = row;
    out->groups[row.group].n++;
}

/* A person or starter who is placed in a group. A member has one place; a starter may lead several groups. */
static void take_person(struct reading *reading, size_t group, size_t line) {
    const char *person = field(reading, line, reading->columns.person);
    const char *id = reading->out->groups[group].id;
    uint32_t starter = shg_find(reading->reg, SHG_STARTERS, person);
    uint32_t row = starter != SHG_NONE ? starter : shg_find(reading->reg, SHG_PEOPLE, person);
    if (row == SHG_NONE) {
        tell(reading, line, true, NULL, N_("there is no such person or starter"));
        return;
    }
    if (shg_index_get(reading->known, make_key(reading, person, id)) != SHG_NONE)
        return;
    const char *unique = starter == SHG_NONE ? person : shg_copy(shg_buf_get(&reading->key));
    if (unique != person)
        reading->keys[reading->n_keys++] = (char *)unique;
    uint32_t first = unique ? shg_index_put(reading->placed, unique, (uint32_t)line) : SHG_NONE;
    reading->failed = reading->failed || first == SHG_NONE;
    if (first != line && !reading->failed)
        tell(reading, line, true, NULL,
             starter == SHG_NONE ? N_("the plan places this person twice")
                                 : N_("the plan gives this starter to the group twice"));
    else
        add_row(reading, (struct shg_proposed_row){person, row, starter != SHG_NONE, group, line});
}

static void take_line(struct reading *reading, size_t line) {
    const char *id = field(reading, line, reading->columns.group);
    if (!*id) {
        tell(reading, line, false, NULL, N_("no group is named"));
        return;
    }
    size_t at = group_named(reading, id, line);
    if (reading->failed)
        return;
    struct shg_proposed_group *group = &reading->out->groups[at];
    if (!*group->said_new)
        group->said_new = field(reading, line, reading->columns.is_new);
    for (int t = 0; t < SHG_TRAITS; t++)
        take_trait(reading, group, line, (enum shg_trait)t);
    take_person(reading, at, line);
}

/* ---- the whole ---- */

static enum shg_status find_columns(struct reading *reading) {
    const shg_csv *plan = reading->out->plan;
    struct columns *columns = &reading->columns;
    struct shg_where where = {shg_csv_name(plan), 0, 1, 0};
    enum shg_status status = SHG_OK;
    columns->group = shg_csv_column(plan, "group");
    columns->person = shg_csv_column(plan, "person");
    columns->is_new = shg_csv_column(plan, "new");
    for (int t = 0; t < SHG_TRAITS; t++)
        columns->traits[t] = shg_csv_column(plan, trait_names[t]);
    if (columns->group < 0)
        status = shg_fault_add(reading->faults, SHG_ERROR, &where, NULL, N_("column '%s' is missing"), "group");
    if (columns->person < 0)
        status = shg_fault_add(reading->faults, SHG_ERROR, &where, NULL, N_("column '%s' is missing"), "person");
    return status;
}

/* Groups by id, and the rows told where theirs are now. */
static void sort_groups(struct reading *reading) {
    struct shg_proposal *out = reading->out;
    const char **ids = calloc(out->n_rows + 1, sizeof *ids);
    if (!ids) {
        reading->failed = true;
        return;
    }
    for (size_t i = 0; i < out->n_rows; i++)
        ids[i] = out->groups[out->rows[i].group].id;
    if (out->n_groups > 1)
        qsort(out->groups, out->n_groups, sizeof *out->groups, by_id);
    for (size_t i = 0; i < out->n_rows; i++) {
        const struct shg_proposed_group key = {.id = ids[i]};
        const struct shg_proposed_group *at = bsearch(&key, out->groups, out->n_groups, sizeof *out->groups, by_id);
        out->rows[i].group = (size_t)(at - out->groups);
    }
    free((void *)ids);
}

static void read_lines(struct reading *reading) {
    struct shg_proposal *out = reading->out;
    for (size_t line = 0; line < shg_csv_rows(out->plan) && !reading->failed; line++)
        take_line(reading, line);
    for (size_t i = 0; i < out->n_groups && !reading->failed; i++) {
        if (out->groups[i].row == SHG_NONE)
            require_traits(reading, &out->groups[i]);
        else
            compare_group(reading, &out->groups[i]);
    }
    if (!reading->failed)
        sort_groups(reading);
}

static void free_reading(struct reading *reading) {
    shg_index_free(reading->groups);
    shg_index_free(reading->known);
    shg_index_free(reading->placed);
    for (size_t i = 0; i < reading->n_keys; i++)
        free(reading->keys[i]);
    free(reading->keys);
    shg_buf_free(&reading->key);
}

enum shg_status shg_proposal_read(struct shg_proposal *out, const shg_register *reg, const shg_csv *plan,
                                  shg_faults *faults) {
    *out = (struct shg_proposal){.plan = plan};
    size_t before = shg_faults_count(faults, SHG_ERROR);
    struct reading reading = {.out = out, .reg = reg, .key = SHG_BUF_EMPTY, .faults = faults};
    enum shg_status status = find_columns(&reading);
    if (status != SHG_OK)
        return status;
    reading.groups = shg_index_new(16);
    reading.placed = shg_index_new(shg_csv_rows(plan));
    reading.failed = !reading.groups || !reading.placed;
    index_placements(&reading);
    read_lines(&reading);
    free_reading(&reading);
    if (reading.failed)
        return shg_fault_memory(faults);
    return shg_faults_count(faults, SHG_ERROR) > before ? SHG_DATA : SHG_OK;
}

void shg_proposal_free(struct shg_proposal *proposal) {
    free(proposal->groups);
    free(proposal->rows);
    *proposal = (struct shg_proposal){.plan = NULL};
}

/* ---- recording ---- */

/* Where the venue has fewer chairs than a group may have members, the group has room for fewer (matching.md: never more
 * than seats - 2). */
static enum shg_status set_room(shg_register *reg, size_t group, const char *venue) {
    uint32_t row = shg_find(reg, SHG_VENUES, venue);
    long seats = row == SHG_NONE ? 0 : shg_number(reg, SHG_VENUES, row, VENUE_SEATS, 0);
    long max = shg_profile_of(reg)->max;
    if (seats <= 2 || seats - 2 >= max)
        return SHG_OK;
    return shg_set_number(reg, SHG_GROUPS, group, GROUP_MAX, seats - 2);
}

static const char *named(enum shg_table table, int column, int value) {
    return shg_schema(table)->columns[column].values[value];
}

static enum shg_status form(shg_register *reg, struct shg_proposed_group *group) {
    char today[11];
    size_t row;
    struct shg_cell cells[SHG_TRAITS + 3] = {
        {GROUP_ID, group->id},
        {GROUP_STATUS, named(SHG_GROUPS, GROUP_STATUS, GROUP_IS_FORMING)},
        {GROUP_FORMED, shg_date_format(shg_register_today(reg), today)},
    };
    for (int t = 0; t < SHG_TRAITS; t++)
        cells[3 + t] = (struct shg_cell){trait_columns[t], or_default((enum shg_trait)t, group->traits[t])};
    enum shg_status status = shg_add_cells(reg, SHG_GROUPS, cells, sizeof cells / sizeof *cells, &row);
    group->row = (uint32_t)row;
    return status == SHG_OK ? set_room(reg, row, group->traits[SHG_TRAIT_VENUE]) : status;
}

static enum shg_status propose(shg_register *reg, const struct shg_proposed_row *row, const char *group) {
    char today[11];
    size_t at;
    const struct shg_cell cells[] = {
        {PLACEMENT_PERSON, row->person},
        {PLACEMENT_GROUP, group},
        {PLACEMENT_ROLE, named(SHG_PLACEMENTS, PLACEMENT_ROLE, row->starter ? ROLE_STARTER : ROLE_MEMBER)},
        {PLACEMENT_STATUS, named(SHG_PLACEMENTS, PLACEMENT_STATUS, PLACEMENT_IS_PROPOSED)},
        {PLACEMENT_PROPOSED, shg_date_format(shg_register_today(reg), today)},
    };
    return shg_add_cells(reg, SHG_PLACEMENTS, cells, sizeof cells / sizeof *cells, &at);
}

/* A group that has started gives its newcomers the seats that it decided to open. */
static enum shg_status take_off_open(shg_register *reg, uint32_t group) {
    int status = shg_value(reg, SHG_GROUPS, group, GROUP_STATUS, -1);
    long open = shg_number(reg, SHG_GROUPS, group, GROUP_OPEN, 0);
    if (status == GROUP_IS_FORMING || open <= 0)
        return SHG_OK;
    return shg_set_number(reg, SHG_GROUPS, group, GROUP_OPEN, open - 1);
}

/* The first date of a group's meetings that is not cancelled, SHG_NO_DATE where there is none. */
static shg_date first_date(const shg_csv *meetings, const char *group) {
    int id = shg_csv_column(meetings, "group");
    int date = shg_csv_column(meetings, "date");
    int status = shg_csv_column(meetings, "status");
    shg_date first = SHG_NO_DATE;
    for (size_t row = 0; row < shg_csv_rows(meetings); row++) {
        shg_date on = shg_date_parse(shg_csv_get(meetings, row, date));
        if (on != SHG_NO_DATE && (first == SHG_NO_DATE || on < first) &&
            strcmp(shg_csv_get(meetings, row, id), group) == 0 &&
            strcmp(shg_csv_get(meetings, row, status), "cancelled") != 0)
            first = on;
    }
    return first;
}

static enum shg_status promise(shg_register *reg, const struct shg_proposal *proposal, const shg_csv *meetings) {
    enum shg_status status = SHG_OK;
    for (size_t i = 0; meetings && i < proposal->n_groups && status == SHG_OK; i++) {
        uint32_t row = proposal->groups[i].row;
        shg_date first = first_date(meetings, proposal->groups[i].id);
        if (first != SHG_NO_DATE && shg_value(reg, SHG_GROUPS, row, GROUP_STATUS, -1) == GROUP_IS_FORMING)
            status = shg_set_date(reg, SHG_GROUPS, row, GROUP_FIRST, first);
    }
    return status;
}

static enum shg_status form_all(shg_register *reg, const struct shg_proposal *proposal) {
    enum shg_status status = SHG_OK;
    for (size_t i = 0; i < proposal->n_groups && status == SHG_OK; i++)
        if (proposal->groups[i].row == SHG_NONE)
            status = form(reg, &proposal->groups[i]);
    return status;
}

/* A file that is not shg-schedule's promises nothing by mistake. */
static enum shg_status check_meetings(const shg_csv *meetings, shg_faults *faults) {
    static const char *const needed[] = {"group", "date"};
    struct shg_where header = {shg_csv_name(meetings), 0, 1, 0};
    enum shg_status status = SHG_OK;
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (shg_csv_column(meetings, needed[i]) < 0)
            status = shg_fault_add(faults, SHG_ERROR, &header, NULL, N_("column '%s' is missing"), needed[i]);
    int date = shg_csv_column(meetings, "date");
    for (size_t row = 0; row < shg_csv_rows(meetings) && date >= 0; row++) {
        const char *text = shg_csv_get(meetings, row, date);
        struct shg_where where = shg_csv_where(meetings, row, date);
        if (shg_date_parse(text) == SHG_NO_DATE)
            status = shg_fault_add(faults, SHG_ERROR, &where, text, N_("not a date"));
    }
    return status;
}

enum shg_status shg_proposal_record(shg_register *reg, const struct shg_proposal *proposal, const shg_csv *meetings,
                                    shg_faults *faults) {
    enum shg_status status = meetings ? check_meetings(meetings, faults) : SHG_OK;
    if (status != SHG_OK)
        return status;
    status = form_all(reg, proposal);
    for (size_t i = 0; i < proposal->n_rows && status == SHG_OK; i++) {
        const struct shg_proposed_row *row = &proposal->rows[i];
        status = propose(reg, row, proposal->groups[row->group].id);
        if (status == SHG_OK && !row->starter)
            status = take_off_open(reg, proposal->groups[row->group].row);
    }
    if (status == SHG_OK)
        status = promise(reg, proposal, meetings);
    return status == SHG_OK ? status : shg_fault_memory(faults);
}
