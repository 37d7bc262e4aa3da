/* Writing a change: the difference, the check that it adds no fault, and the commit of all tables at once. */
#include "register/register_private.h"

#include "register/diff.h"

#include <stdlib.h>
#include <string.h>

static bool changed(const struct shg_table_state *state) {
    return state->csv && (shg_csv_changed(state->csv) || !state->was.exists);
}

/* ---- Faults that the change adds ---- */

/* A list inside the list: texts are translated as those of the outer one. */
static const char *as_outside(void *outer, const char *msgid) {
    return shg_tr(outer, msgid);
}

static int by_text(const char *a, const char *b) {
    if (a == NULL || b == NULL)
        return (a != NULL) - (b != NULL);
    return strcmp(a, b);
}

static int by_number(unsigned long a, unsigned long b) {
    return (a > b) - (a < b);
}

/* The same fault: rows that were there keep the lines they had in the file, wherever they have moved. */
static int by_fault(const struct shg_fault *a, const struct shg_fault *b) {
    int order = by_number(a->where.order, b->where.order);
    if (order == 0)
        order = by_number(a->where.line, b->where.line);
    if (order == 0)
        order = by_number(a->where.col, b->where.col);
    if (order == 0)
        order = by_text(a->where.file, b->where.file);
    if (order == 0)
        order = by_text(a->text, b->text);
    return order != 0 ? order : by_text(a->value, b->value);
}

static int by_fault_at(const void *a, const void *b) {
    return by_fault(a, b);
}

/* All errors of a list, sorted; their texts stay the list's. NULL when out of memory. */
static struct shg_fault *errors_of(const shg_faults *list, size_t *n) {
    size_t most = shg_faults_count(list, SHG_NOTE);
    struct shg_fault *errors = malloc((most + 1) * sizeof *errors);
    *n = 0;
    for (size_t i = 0; errors && i < most; i++) {
        const struct shg_fault *fault = shg_faults_at(list, i);
        if (fault->severity == SHG_ERROR)
            errors[(*n)++] = *fault;
    }
    if (errors)
        qsort(errors, *n, sizeof *errors, by_fault_at);
    return errors;
}

/* Tells the errors of after that are not in before. */
static enum shg_status tell_added(const shg_faults *before, const shg_faults *after, shg_faults *faults) {
    size_t old_count;
    size_t new_count;
    struct shg_fault *old = errors_of(before, &old_count);
    struct shg_fault *new = errors_of(after, &new_count);
    enum shg_status status = old && new ? SHG_OK : shg_fault_memory(faults);
    size_t at = 0;
    for (size_t i = 0; old && new &&i < new_count; i++) {
        int order = 1;
        while (at < old_count && (order = by_fault(&old[at], &new[i])) < 0)
            at++;
        if (at < old_count && order == 0)
            at++;
        else
            status = shg_fault_add(faults, SHG_ERROR, &new[i].where, new[i].value, "%s", new[i].text);
    }
    free(old);
    free(new);
    return status;
}

/* The errors of the register as it stands on the disk. */
static enum shg_status check_before(const shg_register *reg, shg_faults *found, shg_faults *faults) {
    struct shg_opening opening = {.dir = reg->dir, .today = reg->today, .show_values = reg->show_values};
    for (int t = 0; t < (int)SHG_TABLES; t++)
        opening.tables |= reg->tables[t].loaded ? SHG_SET(t) : 0;
    shg_register *before;
    enum shg_status status = shg_register_read(&before, &opening, false, faults);
    if (status != SHG_OK)
        return status;
    status = shg_register_check(before, false, found);
    shg_register_free(before);
    return status == SHG_SYSTEM ? shg_fault_memory(faults) : SHG_OK;
}

/* SHG_DATA where the change adds an error. The state before is looked at only where there are errors at all. */
static enum shg_status check_change(const shg_register *reg, shg_faults *faults) {
    shg_faults *after = shg_faults_new(as_outside, faults);
    shg_faults *before = shg_faults_new(as_outside, faults);
    enum shg_status status = after && before ? shg_register_check(reg, false, after) : shg_fault_memory(faults);
    if (status == SHG_SYSTEM && after && before)
        status = shg_fault_memory(faults);
    if (status == SHG_DATA) {
        status = check_before(reg, before, faults);
        if (status == SHG_OK)
            status = tell_added(before, after, faults);
    }
    shg_faults_free(after);
    shg_faults_free(before);
    return status;
}

/* ---- The difference ---- */

static enum shg_status diff_table(const shg_register *reg, enum shg_table table, struct shg_buf *out,
                                  shg_faults *faults) {
    struct shg_stored old = {.name = shg_schema(table)->file};
    struct shg_buf new = SHG_BUF_EMPTY;
    enum shg_status status = shg_store_read(reg->store, &old, 1, faults);
    shg_csv_write(reg->tables[table].csv, &new);
    if (status == SHG_OK && shg_buf_failed(&new))
        status = shg_fault_memory(faults);
    if (status == SHG_OK && !shg_identity_same(&old.identity, &reg->tables[table].was))
        status = shg_fault_plain(faults, SHG_SYSTEM, "'%s' was changed by another program since it was read",
                                 reg->tables[table].path);
    if (status == SHG_OK)
        status = shg_diff(old.name, shg_buf_get(&old.bytes), old.bytes.n, shg_buf_get(&new), new.n, out, faults);
    shg_buf_free(&old.bytes);
    shg_buf_free(&new);
    return status;
}

enum shg_status shg_register_diff(const shg_register *reg, struct shg_buf *out, shg_faults *faults) {
    enum shg_status status = check_change(reg, faults);
    for (int t = 0; t < (int)SHG_TABLES && status == SHG_OK; t++)
        if (changed(&reg->tables[t]))
            status = diff_table(reg, (enum shg_table)t, out, faults);
    return status;
}

/* ---- The commit ---- */

static void say_encoding(const struct shg_table_state *state, enum shg_table table, shg_faults *faults) {
    struct shg_where where = {state->path, (unsigned)table + 1, 0, 0};
    if (state->was.exists && shg_csv_dialect(state->csv)->encoding != SHG_UTF8)
        (void)shg_fault_add(faults, SHG_NOTE, &where, NULL, N_("this table is in UTF-8 from now on"));
}

static enum shg_status write_tables(shg_register *reg, shg_faults *faults) {
    struct shg_buf bytes[SHG_TABLES];
    struct shg_change changes[SHG_TABLES];
    enum shg_table which[SHG_TABLES];
    size_t n = 0;
    bool failed = false;
    for (int t = 0; t < (int)SHG_TABLES; t++) {
        if (!changed(&reg->tables[t]))
            continue;
        bytes[n] = SHG_BUF_EMPTY;
        shg_csv_write(reg->tables[t].csv, &bytes[n]);
        failed = failed || shg_buf_failed(&bytes[n]);
        changes[n] = (struct shg_change){shg_schema((enum shg_table)t)->file, shg_buf_get(&bytes[n]), bytes[n].n,
                                         reg->tables[t].was};
        which[n++] = (enum shg_table)t;
    }
    enum shg_status status =
        failed ? shg_fault_memory(faults) : shg_store_commit(reg->store, changes, n, reg->forget, faults);
    for (size_t i = 0; i < n; i++) {
        if (status == SHG_OK) {
            say_encoding(&reg->tables[which[i]], which[i], faults);
            reg->tables[which[i]].was = changes[i].was;
        }
        shg_buf_free(&bytes[i]);
    }
    return status;
}

enum shg_status shg_register_commit(shg_register *reg, shg_faults *faults) {
    bool any = reg->forget;
    for (int t = 0; t < (int)SHG_TABLES; t++)
        any = any || changed(&reg->tables[t]);
    if (!any)
        return SHG_OK;
    enum shg_status status = check_change(reg, faults);
    return status == SHG_OK ? write_tables(reg, faults) : status;
}
