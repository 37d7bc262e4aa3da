#include "events/published.h"

#include "events/keys.h"

#include <stdlib.h>
#include <string.h>

size_t shg_published_period(const char *period, unsigned *version) {
    size_t n = strlen(period);
    size_t digits = 0;
    long long number = 1;
    while (n > digits + 1 && period[n - 1] == ')' && period[n - 2 - digits] >= '0' && period[n - 2 - digits] <= '9')
        digits++;
    bool there = digits > 0 && digits < 7 && n > digits + 3 && strncmp(period + n - digits - 3, " (", 2) == 0;
    char text[8] = "";
    if (there) {
        memcpy(text, period + n - digits - 1, digits);
        there = shg_parse_int(text, 2, 999999, &number);
    }
    if (version)
        *version = there ? (unsigned)number : 1;
    return there ? n - digits - 3 : n;
}

/* What a document tells of one period in one report. */
struct part {
    const char *period, *report;
    size_t line;      /* its first */
    unsigned version; /* the last one that is there, 0 for none; then the one that it becomes */
    bool differs;
};

struct publishing {
    shg_register *reg;
    const shg_csv *csv;
    struct shg_matching matching;
    shg_keys *keys;
    struct part *parts;
    size_t n, cap;
    shg_faults *faults;
};

static const char *cell(const struct publishing *p, size_t line, int column) {
    return shg_csv_get(p->csv, line, p->matching.where[column]);
}

static struct part *part_of(struct publishing *p, const char *period, size_t length, const char *report) {
    for (size_t i = 0; i < p->n; i++)
        if (strncmp(p->parts[i].period, period, length) == 0 && p->parts[i].period[length] == '\0' &&
            strcmp(p->parts[i].report, report) == 0)
            return &p->parts[i];
    return NULL;
}

static bool list_parts(struct publishing *p) {
    for (size_t line = 0; line < shg_csv_rows(p->csv); line++) {
        const char *period = cell(p, line, PUBLISHED_PERIOD);
        const char *report = cell(p, line, PUBLISHED_REPORT);
        if (part_of(p, period, strlen(period), report))
            continue;
        struct part *parts = shg_grow(p->parts, &p->cap, p->n + 1, sizeof *parts);
        if (!parts)
            return false;
        p->parts = parts;
        parts[p->n++] = (struct part){period, report, line, 0, false};
    }
    for (size_t row = 0; row < shg_rows(p->reg, SHG_PUBLISHED); row++) {
        unsigned version;
        const char *period = shg_text(p->reg, SHG_PUBLISHED, row, PUBLISHED_PERIOD);
        size_t length = shg_published_period(period, &version);
        struct part *part = part_of(p, period, length, shg_text(p->reg, SHG_PUBLISHED, row, PUBLISHED_REPORT));
        if (part && version > part->version)
            part->version = version;
    }
    return true;
}

static void put_period(const struct part *part, struct shg_buf *out) {
    shg_buf_str(out, part->period);
    if (part->version > 1)
        shg_buf_printf(out, " (%u)", part->version);
}

/* The row of a line's cell in the version of its part, and the key that it has; SHG_NONE where there is none. */
static uint32_t row_of(const struct publishing *p, const struct part *part, size_t line, struct shg_buf *key) {
    shg_buf_cut(key, 0);
    put_period(part, key);
    shg_buf_printf(key, "/%s/%s", part->report, cell(p, line, PUBLISHED_CELL));
    return shg_keys_find(p->keys, shg_buf_get(key));
}

static struct part *part_at(struct publishing *p, size_t line) {
    const char *period = cell(p, line, PUBLISHED_PERIOD);
    return part_of(p, period, strlen(period), cell(p, line, PUBLISHED_REPORT));
}

static bool says(const struct publishing *p, size_t line, uint32_t row) {
    return strcmp(cell(p, line, PUBLISHED_VALUE), shg_text(p->reg, SHG_PUBLISHED, row, PUBLISHED_VALUE)) == 0;
}

/* Compares a part with one version: whether that says otherwise anywhere, and whether it has all of it. */
static bool differs(struct publishing *p, const struct part *part, unsigned version, struct shg_buf *key, bool *whole) {
    const struct part then = {part->period, part->report, part->line, version, false};
    bool found = false;
    *whole = true;
    for (size_t line = part->line; line < shg_csv_rows(p->csv); line++) {
        if (part_at(p, line) != part)
            continue;
        uint32_t row = row_of(p, &then, line, key);
        *whole = *whole && row != SHG_NONE;
        found = found || (row != SHG_NONE && !says(p, line, row));
    }
    return found;
}

/* Which version each part becomes: one that says all of it, else the last one, else a new one. */
static void choose_versions(struct publishing *p, struct shg_buf *key) {
    for (size_t i = 0; i < p->n; i++) {
        struct part *part = &p->parts[i];
        bool whole = false;
        bool same = false;
        for (unsigned version = part->version; version > 0 && !same; version--) {
            bool other = differs(p, part, version, key, &whole);
            part->differs = part->differs || (version == part->version && other);
            same = whole && !other;
            if (same) {
                part->version = version;
                part->differs = false;
            }
        }
        if (part->version == 0 || part->differs)
            part->version++;
        if (!part->differs)
            continue;
        struct shg_where where = shg_csv_where(p->csv, part->line, p->matching.where[PUBLISHED_PERIOD]);
        (void)shg_fault_add(p->faults, SHG_WARNING, &where, part->report,
                            N_("this was published of the period with other figures; both are kept")); /* a warning */
    }
}

static enum shg_status add_line(struct publishing *p, const struct part *part, size_t line, struct shg_buf *text) {
    static const int columns[] = {PUBLISHED_REPORT, PUBLISHED_CELL, PUBLISHED_VALUE};
    size_t row;
    enum shg_status status = shg_keys_add(p->keys, shg_buf_get(text), (uint32_t)shg_rows(p->reg, SHG_PUBLISHED))
                                 ? shg_add_row(p->reg, SHG_PUBLISHED, &row)
                                 : SHG_SYSTEM;
    shg_buf_cut(text, 0);
    put_period(part, text);
    if (status == SHG_OK)
        status = shg_set(p->reg, SHG_PUBLISHED, row, PUBLISHED_PERIOD, shg_buf_get(text));
    for (size_t c = 0; c < sizeof columns / sizeof *columns && status == SHG_OK; c++)
        status = shg_set(p->reg, SHG_PUBLISHED, row, columns[c], cell(p, line, columns[c]));
    return status == SHG_OK && !shg_buf_failed(text) ? SHG_OK : shg_fault_memory(p->faults);
}

static enum shg_status publish(struct publishing *p) {
    struct shg_buf key = SHG_BUF_EMPTY;
    enum shg_status status = SHG_OK;
    choose_versions(p, &key);
    for (size_t line = 0; line < shg_csv_rows(p->csv) && status != SHG_SYSTEM; line++) {
        const struct part *part = part_at(p, line);
        uint32_t row = row_of(p, part, line, &key);
        struct shg_where where = shg_csv_where(p->csv, line, p->matching.where[PUBLISHED_VALUE]);
        if (row == SHG_NONE)
            status = add_line(p, part, line, &key) == SHG_OK ? status : SHG_SYSTEM;
        else if (!says(p, line, row))
            status = shg_fault_add(p->faults, SHG_ERROR, &where, cell(p, line, PUBLISHED_CELL),
                                   N_("this cell has two values in one document"));
    }
    shg_buf_free(&key);
    return status;
}

enum shg_status shg_record_published(shg_register *reg, const shg_csv *cells, shg_faults *faults) {
    struct publishing p = {.reg = reg, .csv = cells, .faults = faults};
    enum shg_status status = shg_match_columns(&p.matching, SHG_PUBLISHED, cells, faults);
    if (status == SHG_OK && p.matching.where[PUBLISHED_VALUE] < 0) {
        const struct shg_where where = {shg_csv_name(cells), 0, 1, 0};
        status = shg_fault_add(faults, SHG_ERROR, &where, NULL, N_("column '%s' is missing"), "value");
    }
    if (status != SHG_OK)
        return status;
    p.keys = shg_keys_new(reg, SHG_PUBLISHED);
    status = p.keys && list_parts(&p) ? publish(&p) : shg_fault_memory(faults);
    shg_keys_free(p.keys);
    free(p.parts);
    return status;
}
