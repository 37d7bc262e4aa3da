/* A plan as CSV (tools.md): a row for each person or starter newly placed, sorted by group, role, person; new groups
 * are named in the order of venue, slot, theme, language, composition and smallest member id. */
#include "match/plan.h"

#include <stdlib.h>
#include <string.h>

enum { ID_MAX = 24 };

/* A group of the plan with its name. */
struct named {
    const struct shg_plan_group *group;
    char id[ID_MAX];
};

/* Candidates are in the order asked for, and persons by id: numbers decide. Standing groups come first. */
static int by_order(const void *a, const void *b) {
    const struct shg_plan_group *x = ((const struct named *)a)->group, *y = ((const struct named *)b)->group;
    if (x->candidate != y->candidate)
        return x->candidate < y->candidate ? -1 : 1;
    return x->n && y->n ? (x->persons[0] < y->persons[0] ? -1 : 1) : 0;
}

static int by_name(const void *a, const void *b) {
    return strcmp(((const struct named *)a)->id, ((const struct named *)b)->id);
}

/* The next id in decimal: G00009 -> G00010; it grows by a digit where all are nines. */
static bool next_id(char id[ID_MAX]) {
    size_t n = strlen(id), i = n;
    while (i > 1 && id[i - 1] == '9')
        id[--i] = '0';
    if (i > 1) {
        id[i - 1]++;
        return true;
    }
    if (n + 1 >= ID_MAX)
        return false;
    id[1] = '1';
    memset(id + 2, '0', n - 1);
    id[n + 1] = 0;
    return true;
}

static enum shg_status name_groups(const struct shg_instance *inst, struct named *list, size_t n,
                                   const shg_register *reg, shg_faults *faults) {
    char id[ID_MAX];
    enum shg_status status = shg_new_id(reg, SHG_GROUPS, NULL, NULL, id, faults);
    for (size_t i = 0; i < n && status == SHG_OK; i++) {
        const char *standing = inst->candidates[list[i].group->candidate].group;
        if (standing && strlen(standing) >= ID_MAX)
            status = SHG_DATA;
        if (status == SHG_OK)
            memcpy(list[i].id, standing ? standing : id, strlen(standing ? standing : id) + 1);
        if (!standing && !next_id(id))
            status = SHG_DATA;
    }
    return status;
}

static int minutes_to(const shg_register *reg, enum shg_table table, uint32_t row, const struct shg_candidate *c) {
    if (c->digital)
        return 0;
    int column = table == SHG_PEOPLE ? (int)PERSON_MUNICIPALITY : (int)STARTER_MUNICIPALITY;
    return shg_travel_minutes(reg, shg_municipality_of(reg, table, row, column), c->venue_row);
}

static void put_start(struct shg_writer *w, const struct shg_candidate *c, const char *id, const char *role) {
    static const char *const kinds[] = {"any", "men", "women"};
    shg_put(w, id);
    shg_put(w, c->group ? "no" : "yes");
    shg_put(w, c->venue);
    shg_put(w, c->slot);
    shg_put(w, c->theme);
    shg_put(w, c->language);
    shg_put(w, kinds[c->kind]);
    shg_put(w, role);
}

static void put_group(const struct shg_instance *inst, const struct named *named, const shg_register *reg,
                      struct shg_writer *w) {
    const struct shg_plan_group *g = named->group;
    const struct shg_candidate *c = &inst->candidates[g->candidate];
    for (uint32_t i = 0; i < g->n; i++) {
        const struct shg_person *p = &inst->persons[g->persons[i]];
        put_start(w, c, named->id, "member");
        shg_put(w, p->id);
        shg_put_int(w, minutes_to(reg, SHG_PEOPLE, p->row, c));
        shg_put_int(w, shg_seat_of(inst, g->candidate, g->persons[i])->worth);
        shg_end_row(w);
    }
    for (uint32_t i = 0; i < g->n_starters; i++) {
        const struct shg_starter *s = &inst->starters[g->starters[i]];
        put_start(w, c, named->id, "starter");
        shg_put(w, s->id);
        shg_put_int(w, minutes_to(reg, SHG_STARTERS, s->row, c));
        shg_put(w, "");
        shg_end_row(w);
    }
}

enum shg_status shg_plan_write(const struct shg_instance *inst, const struct shg_plan *plan, const shg_register *reg,
                               struct shg_writer *w, shg_faults *faults) {
    static const char *const header[] = {"group",       "new",  "venue",  "slot",    "theme", "language",
                                         "composition", "role", "person", "minutes", "worth"};
    struct named *list = calloc(plan->n + 1, sizeof *list);
    if (!list)
        return shg_fault_memory(faults);
    for (size_t i = 0; i < plan->n; i++)
        list[i].group = &plan->groups[i];
    qsort(list, plan->n, sizeof *list, by_order);
    enum shg_status status = name_groups(inst, list, plan->n, reg, faults);
    qsort(list, plan->n, sizeof *list, by_name);
    shg_put_row(w, header, sizeof header / sizeof *header);
    for (size_t i = 0; i < plan->n && status == SHG_OK; i++)
        put_group(inst, &list[i], reg, w);
    free(list);
    return status;
}

enum shg_status shg_plan_carry(const shg_register *reg, const struct shg_instance *from, const struct shg_plan *plan,
                               struct shg_writer *w, shg_faults *faults) {
    struct shg_instance inst;
    struct shg_plan here;
    struct shg_breach breach;
    enum shg_status status = shg_instance_build(&inst, reg, true, faults);
    if (status != SHG_OK)
        return status;
    status = shg_plan_renumber(&inst, from, plan, &here);
    if (status == SHG_OK) {
        status = shg_plan_check(&inst, &here, false, &breach);
        if (status == SHG_OK)
            status = shg_plan_write(&inst, &here, reg, w, faults);
        else if (status == SHG_NO)
            status = shg_fault_plain(faults, SHG_SYSTEM, "the plan breaks a rule: %s",
                                     shg_tr(faults, shg_breach_text(breach.rule)));
        shg_plan_free(&here);
    } else {
        status = shg_fault_plain(faults, SHG_SYSTEM, "the register has changed meanwhile");
    }
    shg_instance_free(&inst);
    return status;
}
