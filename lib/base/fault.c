#include "base/fault.h"

#include "base/list.h"
#include "base/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    struct shg_fault fault;
    char *text, *value;
    enum shg_status status;
    size_t number; /* in which it came: keeps the order stable */
};

struct shg_faults {
    shg_translate *tr;
    void *ctx;
    struct entry *list;
    size_t n, cap;
    char **files; /* names that the entries point to */
    size_t file_count, file_cap;
    bool memory; /* an entry was lost for want of memory */
};

shg_faults *shg_faults_new(shg_translate *tr, void *ctx) {
    shg_faults *faults = calloc(1, sizeof *faults);
    if (faults) {
        faults->tr = tr;
        faults->ctx = ctx;
    }
    return faults;
}

shg_faults *shg_faults_like(const shg_faults *other) {
    return shg_faults_new(other->tr, other->ctx);
}

void shg_faults_free(shg_faults *faults) {
    if (!faults)
        return;
    for (size_t i = 0; i < faults->n; i++) {
        free(faults->list[i].text);
        free(faults->list[i].value);
    }
    for (size_t i = 0; i < faults->file_count; i++)
        free(faults->files[i]);
    free(faults->files);
    free(faults->list);
    free(faults);
}

const char *shg_tr(const shg_faults *faults, const char *msgid) {
    return faults->tr ? faults->tr(faults->ctx, msgid) : msgid;
}

/* The list's own copy of a file's name; NULL when out of memory. The last one used is looked at first. */
static const char *own_name(shg_faults *faults, const char *file) {
    for (size_t i = faults->file_count; i-- > 0;)
        if (strcmp(faults->files[i], file) == 0)
            return faults->files[i];
    char **files = shg_grow(faults->files, &faults->file_cap, faults->file_count + 1, sizeof *files);
    if (!files)
        return NULL;
    faults->files = files;
    char *copy = shg_copy(file);
    if (copy)
        files[faults->file_count++] = copy;
    return copy;
}

static char *visible_copy(const char *value) {
    struct shg_buf buf = SHG_BUF_EMPTY;
    shg_visible(&buf, value);
    return shg_buf_take(&buf);
}

/* Takes text over, whether it succeeds or not; text may be NULL (memory ran out before). */
static void add(shg_faults *faults, enum shg_severity severity, enum shg_status status, const struct shg_where *where,
                const char *value, char *text) {
    struct entry *list = shg_grow(faults->list, &faults->cap, faults->n + 1, sizeof *list);
    if (list)
        faults->list = list;
    struct shg_where place = where ? *where : (struct shg_where){NULL, 0, 0, 0};
    if (place.file)
        place.file = own_name(faults, place.file);
    char *shown = value ? visible_copy(value) : NULL;
    if (!list || !text || (where && where->file && !place.file) || (value && !shown)) {
        free(text);
        free(shown);
        faults->memory = true;
        return;
    }
    list[faults->n] = (struct entry){{severity, place, text, shown}, text, shown, status, faults->n};
    faults->n++;
}

static char *vtext(const shg_faults *faults, const char *format, va_list args) {
    struct shg_buf buf = SHG_BUF_EMPTY;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored                                                                                         \
    "-Wformat-nonliteral" /* callers are checked by the format attribute; tr keeps the arguments */
    shg_buf_vprintf(&buf, shg_tr(faults, format), args);
#pragma GCC diagnostic pop
    return shg_buf_take(&buf);
}

enum shg_status shg_fault_add(shg_faults *faults, enum shg_severity severity, const struct shg_where *where,
                              const char *value, const char *format, ...) {
    va_list args;
    va_start(args, format);
    char *text = vtext(faults, format, args);
    va_end(args);
    enum shg_status status = severity == SHG_ERROR ? SHG_DATA : SHG_OK;
    add(faults, severity, status, where, value, text);
    return status;
}

enum shg_status shg_fault_plain(shg_faults *faults, enum shg_status status, const char *format, ...) {
    va_list args;
    va_start(args, format);
    char *text = vtext(faults, format, args);
    va_end(args);
    add(faults, SHG_ERROR, status, NULL, NULL, text);
    return status;
}

enum shg_status shg_fault_system(shg_faults *faults, const char *subject, int errnum) {
    struct shg_buf buf = SHG_BUF_EMPTY;
    shg_buf_printf(&buf, "%s: %s", subject, strerror(errnum));
    add(faults, SHG_ERROR, SHG_SYSTEM, NULL, NULL, shg_buf_take(&buf));
    return SHG_SYSTEM;
}

enum shg_status shg_fault_memory(shg_faults *faults) {
    faults->memory = true;
    return shg_fault_system(faults, shg_tr(faults, N_("memory")), ENOMEM);
}

size_t shg_faults_count(const shg_faults *faults, enum shg_severity at_least) {
    size_t count = 0;
    for (size_t i = 0; i < faults->n; i++)
        count += faults->list[i].fault.severity >= at_least;
    return count;
}

const struct shg_fault *shg_faults_at(const shg_faults *faults, size_t i) {
    return i < faults->n ? &faults->list[i].fault : NULL;
}

enum shg_status shg_faults_status(const shg_faults *faults) {
    enum shg_status worst = SHG_OK;
    for (size_t i = 0; i < faults->n && worst != SHG_SYSTEM; i++) {
        enum shg_status status = faults->list[i].status;
        if (status == SHG_SYSTEM || status > worst)
            worst = status;
    }
    return faults->memory ? SHG_SYSTEM : worst;
}

static int by_number(unsigned long a, unsigned long b) {
    return (a > b) - (a < b);
}

static int by_place(const void *a, const void *b) {
    const struct entry *x = a;
    const struct entry *y = b;
    const struct shg_where *p = &x->fault.where;
    const struct shg_where *q = &y->fault.where;
    int order = by_number(p->file != NULL, q->file != NULL);
    if (order == 0)
        order = by_number(p->order, q->order);
    if (order == 0 && p->file)
        order = strcmp(p->file, q->file);
    if (order == 0)
        order = by_number(p->line, q->line);
    if (order == 0)
        order = by_number(p->col, q->col);
    return order != 0 ? order : by_number(x->number, y->number);
}

void shg_faults_sort(shg_faults *faults) {
    if (faults->n > 1)
        qsort(faults->list, faults->n, sizeof *faults->list, by_place);
}
