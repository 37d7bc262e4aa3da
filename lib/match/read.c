/* Reads a plan that shg-match printed. Of a hand's changes it takes what is a plan still. */
#include "match/rows.h"
#include "match/why.h"

#include <stdlib.h>
#include <string.h>

struct reader {
    const struct shg_instance *inst;
    const shg_csv *csv;
    shg_faults *faults;
    int group, venue, slot, theme, language, composition, role, person;
    struct shg_group_rows rows;
    size_t n_groups;
    enum shg_status status;
};

static const char *field(const struct reader *r, size_t row, int column) {
    return shg_csv_get(r->csv, row, column);
}

static void refuse(struct reader *r, size_t row, int column, const char *why) {
    struct shg_where where = shg_csv_where(r->csv, row, column);
    enum shg_status status = shg_fault_add(r->faults, SHG_ERROR, &where, NULL, "%s", shg_tr(r->faults, why));
    if (r->status == SHG_OK)
        r->status = status;
}

static uint32_t candidate_of(const struct reader *r, size_t row) {
    uint32_t c = shg_instance_standing(r->inst, field(r, row, r->group));
    if (c != SHG_NONE)
        return c;
    return shg_instance_new(r->inst, field(r, row, r->venue), field(r, row, r->slot), field(r, row, r->theme),
                            field(r, row, r->language), field(r, row, r->composition));
}

/* Room for the persons and starters of one group. */
struct members {
    uint32_t *persons, *starters;
    uint32_t n, n_starters;
};

static void read_row(struct reader *r, size_t row, struct members *out) {
    if (!strcmp(field(r, row, r->role), "starter")) {
        uint32_t s = shg_instance_starter(r->inst, field(r, row, r->person));
        if (s == SHG_NONE)
            refuse(r, row, r->person, N_("the starter cannot be given a group"));
        else
            out->starters[out->n_starters++] = s;
        return;
    }
    uint32_t p = shg_instance_person(r->inst, field(r, row, r->person));
    if (p == SHG_NONE)
        refuse(r, row, r->person, N_("the person takes no part in the matching"));
    else
        out->persons[out->n++] = p;
}

static void read_group(struct reader *r, size_t group, struct members *room, struct shg_plan *out) {
    const size_t first = r->rows.list[r->rows.at[group]];
    uint32_t c = candidate_of(r, first);
    room->n = room->n_starters = 0;
    for (size_t i = r->rows.at[group]; i < r->rows.at[group + 1]; i++)
        read_row(r, r->rows.list[i], room);
    if (c == SHG_NONE)
        refuse(r, first, r->group, N_("nobody can be placed in such a group"));
    else if (room->n_starters > SHG_TEAM_MOST)
        refuse(r, first, r->group, N_("too many starters"));
    else if (!shg_plan_add(out, c, room->persons, room->n, room->starters, room->n_starters))
        r->status = shg_fault_memory(r->faults);
}

static bool find_columns(struct reader *r) {
    const struct {
        const char *name;
        int *at;
    } wanted[] = {
        {"group", &r->group},       {"venue", &r->venue}, {"slot", &r->slot},     {"theme", &r->theme},
        {"language", &r->language}, {"role", &r->role},   {"person", &r->person}, {"composition", &r->composition}};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        *wanted[i].at = shg_csv_column(r->csv, wanted[i].name);
        if (*wanted[i].at >= 0)
            continue;
        struct shg_where where = {shg_csv_name(r->csv), 0, 1, 0};
        r->status = shg_fault_add(r->faults, SHG_ERROR, &where, wanted[i].name, "column missing");
    }
    return r->status == SHG_OK;
}

/* Numbers the groups in the order of their first rows. */
static enum shg_status file_rows(struct reader *r) {
    const size_t n = shg_csv_rows(r->csv);
    shg_index *numbers = shg_index_new(n / 4);
    size_t *group_of = calloc(n + 1, sizeof *group_of);
    bool fine = numbers && group_of;
    for (size_t row = 0; fine && row < n; row++) {
        uint32_t number = shg_index_put(numbers, field(r, row, r->group), (uint32_t)r->n_groups);
        fine = number != SHG_NONE;
        group_of[row] = number;
        r->n_groups += number == r->n_groups;
    }
    fine = fine && shg_group_rows_new(&r->rows, group_of, n, r->n_groups) == SHG_OK;
    shg_index_free(numbers);
    free(group_of);
    return fine ? SHG_OK : shg_fault_memory(r->faults);
}

static void check(struct reader *r, const struct shg_plan *plan) {
    struct shg_breach breach;
    enum shg_status status = shg_plan_check(r->inst, plan, false, &breach);
    struct shg_where where = {shg_csv_name(r->csv), 0, 0, 0};
    if (status == SHG_SYSTEM)
        r->status = shg_fault_memory(r->faults);
    else if (status != SHG_OK)
        r->status = shg_fault_add(r->faults, SHG_ERROR, &where, NULL, "the plan breaks a rule: %s",
                                  shg_tr(r->faults, shg_breach_text(breach.rule)));
}

enum shg_status shg_plan_read(const struct shg_instance *inst, const shg_csv *csv, struct shg_plan *out,
                              shg_faults *faults) {
    struct reader r = {.inst = inst, .csv = csv, .faults = faults, .status = SHG_OK};
    size_t n = shg_csv_rows(csv);
    struct members room = {calloc(n + 1, sizeof(uint32_t)), calloc(n + 1, sizeof(uint32_t)), 0, 0};
    *out = SHG_PLAN_EMPTY;
    if (!room.persons || !room.starters)
        r.status = shg_fault_memory(faults);
    else if (find_columns(&r))
        r.status = file_rows(&r);
    for (size_t group = 0; group < r.n_groups && r.status != SHG_SYSTEM; group++)
        read_group(&r, group, &room, out);
    if (r.status == SHG_OK)
        check(&r, out);
    if (r.status != SHG_OK)
        shg_plan_free(out);
    free(room.persons);
    free(room.starters);
    shg_group_rows_free(&r.rows);
    return r.status;
}
