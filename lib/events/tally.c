#include "events/tally.h"

#include "events/cells.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One thing counted, or a sum of them. text is not NUL-terminated and not owned. */
struct entry {
    int period; /* year * 100 + month; month 0 is the year */
    unsigned char event, dimension;
    uint32_t n;
    const char *text;
    long count;
    uint32_t row; /* of counts.csv, where it was read from there */
};

struct entries {
    struct entry *at;
    size_t n, cap;
    bool failed;
};

struct shg_tally {
    struct shg_count *counts;
    size_t n;
    char *texts;
};

static void enter(struct entries *entries, struct entry entry) {
    struct entry *at =
        entries->failed ? NULL : shg_grow(entries->at, &entries->cap, entries->n + 1, sizeof *entries->at);
    if (!at) {
        entries->failed = true;
        return;
    }
    entries->at = at;
    at[entries->n++] = entry;
}

/* Under `all` an event counts for its month, elsewhere for its year. */
static int period_of(shg_date date, enum shg_dimension dimension) {
    int year;
    int month;
    int day;
    shg_date_split(date, &year, &month, &day);
    return year * 100 + (dimension == SHG_BY_ALL ? month : 0);
}

/* Where entries lie that came not long ago: most of what happens happened to others in the same month, too, and is
 * counted there instead of being entered and sorted by the million. */
enum { RECENT = 4096, SEEN = 4096 };

static size_t slot_of(const struct entry *entry) {
    const unsigned char *text = (const unsigned char *)entry->text;
    size_t n = entry->n;
    size_t hash = ((size_t)entry->period * 31 + entry->event) * 131 + n;
    if (n > 1) /* a few letters tell codes apart, and what they do not only takes a little longer */
        hash = ((hash * 131 + text[0]) * 131 + text[1]) * 131 + text[n / 2] * 17U + text[n - 1];
    return (hash ^ hash >> 13) % RECENT;
}

static bool is_same(const struct entry *a, const struct entry *b) {
    return a->n == b->n && a->period == b->period && a->event == b->event && a->dimension == b->dimension &&
           memcmp(a->text, b->text, a->n) == 0;
}

/* By its place: copied, an entry that was just written is read back slowly. */
static void enter_recent(struct entries *entries, size_t *recent, const struct entry *entry) {
    size_t *slot = recent ? &recent[slot_of(entry)] : NULL;
    if (slot && *slot < entries->n && is_same(&entries->at[*slot], entry)) {
        entries->at[*slot].count += entry->count;
        return;
    }
    if (slot)
        *slot = entries->n;
    enter(entries, *entry);
}

/* recent may be NULL. */
static void enter_happening(struct entries *entries, size_t *recent, const shg_register *reg,
                            const struct shg_happening *what, int period, enum shg_dimension dimension) {
    struct entry entry = {period, (unsigned char)what->event, (unsigned char)dimension, 0, NULL, 1, SHG_NONE};
    size_t at = 0;
    size_t n;
    while (shg_happening_value(reg, what, dimension, &at, &entry.text, &n)) {
        entry.n = (uint32_t)n;
        enter_recent(entries, recent, &entry);
    }
}

static void enter_everywhere(struct entries *entries, const shg_register *reg, const struct shg_happening *what) {
    for (int d = 0; d < SHG_DIMENSIONS; d++)
        enter_happening(entries, NULL, reg, what, period_of(what->date, (enum shg_dimension)d), (enum shg_dimension)d);
}

/* As above for one who is erased while the year runs: all that is kept is that somebody was. */
static void enter_erased(struct entries *entries, const struct shg_happening *what) {
    for (int d = 0; d < SHG_DIMENSIONS; d++) {
        const char *text = d == SHG_BY_ALL ? SHG_VALUE_ALL : SHG_VALUE_ERASED;
        if (d == SHG_BY_WAITED && what->event != SHG_STARTED)
            continue;
        enter(entries, (struct entry){period_of(what->date, (enum shg_dimension)d), (unsigned char)what->event,
                                      (unsigned char)d, (uint32_t)strlen(text), text, 1, SHG_NONE});
    }
}

static int by_text(const struct entry *a, const struct entry *b) {
    int order = memcmp(a->text, b->text, a->n < b->n ? a->n : b->n);
    return order ? order : (a->n > b->n) - (a->n < b->n);
}

static int by_period(const void *left, const void *right) {
    const struct entry *a = left;
    const struct entry *b = right;
    if (a->period != b->period)
        return a->period < b->period ? -1 : 1;
    if (a->event != b->event)
        return (int)a->event - (int)b->event;
    if (a->dimension != b->dimension)
        return (int)a->dimension - (int)b->dimension;
    return by_text(a, b);
}

/* Sorts, and sums up what is the same. */
static void merge(struct entries *entries) {
    size_t n = 0;
    if (entries->n > 1)
        qsort(entries->at, entries->n, sizeof *entries->at, by_period);
    for (size_t i = 0; i < entries->n; i++) {
        if (n > 0 && by_period(&entries->at[n - 1], &entries->at[i]) == 0)
            entries->at[n - 1].count += entries->at[i].count;
        else
            entries->at[n++] = entries->at[i];
    }
    entries->n = n;
}

/* ---- counts.csv ---- */

/* `2025` or `2025-03`; 0 for anything else. */
static int read_period(const char *text) {
    long long year;
    long long month = 0;
    char digits[5] = "";
    size_t n = strlen(text);
    if (n != 4 && (n != 7 || text[4] != '-'))
        return 0;
    memcpy(digits, text, 4);
    if (!shg_parse_int(digits, 1, 9999, &year) || (n == 7 && !shg_parse_int(text + 5, 1, 12, &month)))
        return 0;
    return (int)(year * 100 + month);
}

/* A row of counts.csv as an entry; false where it is not one of ours. */
static bool read_count(const shg_register *reg, size_t row, struct entry *out) {
    int event = shg_value(reg, SHG_COUNTS, row, COUNT_EVENT, -1);
    int dimension = shg_value(reg, SHG_COUNTS, row, COUNT_DIMENSION, -1);
    const char *text = shg_text(reg, SHG_COUNTS, row, COUNT_VALUE);
    int period = read_period(shg_text(reg, SHG_COUNTS, row, COUNT_PERIOD));
    if (event < 0 || dimension < 0 || period == 0)
        return false;
    *out = (struct entry){period,
                          (unsigned char)event,
                          (unsigned char)dimension,
                          (uint32_t)strlen(text),
                          text,
                          shg_number(reg, SHG_COUNTS, row, COUNT_COUNT, 0),
                          (uint32_t)row};
    return true;
}

static bool is_erased(const struct entry *entry) {
    return entry->n == strlen(SHG_VALUE_ERASED) && memcmp(entry->text, SHG_VALUE_ERASED, entry->n) == 0;
}

/* The closed years of a register, so that each is asked for once: a year that is closed has counts by dimension for
 * others than those erased while it ran. */
struct years {
    bool closed[10000];
};

static void find_closed(struct years *years, const shg_register *reg) {
    struct entry entry;
    memset(years, 0, sizeof *years);
    for (size_t row = 0; row < shg_rows(reg, SHG_COUNTS); row++)
        if (read_count(reg, row, &entry) && entry.period % 100 == 0 && entry.dimension != SHG_BY_ALL &&
            !is_erased(&entry))
            years->closed[entry.period / 100] = true;
}

static bool is_closed(const struct years *years, shg_date date) {
    return years->closed[shg_date_year(date)];
}

/* All rows of counts.csv, sorted. */
static void read_counts(struct entries *entries, const shg_register *reg) {
    struct entry entry;
    for (size_t row = 0; row < shg_rows(reg, SHG_COUNTS); row++)
        if (read_count(reg, row, &entry))
            enter(entries, entry);
    if (entries->n > 1)
        qsort(entries->at, entries->n, sizeof *entries->at, by_period);
}

static enum shg_status add_count(shg_register *reg, const struct entry *entry) {
    size_t row;
    char period[16];
    char *value = shg_copy_n(entry->text, entry->n);
    (void)snprintf(period, sizeof period, entry->period % 100 ? "%04d-%02d" : "%04d", entry->period / 100,
                   entry->period % 100); /* years have four digits */
    const struct shg_cell cells[] = {
        {COUNT_PERIOD, period},
        {COUNT_EVENT, shg_event_name((enum shg_event)entry->event)},
        {COUNT_DIMENSION, shg_dimension_name((enum shg_dimension)entry->dimension)},
        {COUNT_VALUE, value},
    };
    enum shg_status status =
        value ? shg_add_cells(reg, SHG_COUNTS, cells, sizeof cells / sizeof *cells, &row) : SHG_SYSTEM;
    free(value);
    return status == SHG_OK ? shg_set_number(reg, SHG_COUNTS, row, COUNT_COUNT, entry->count) : status;
}

/* Adds the entries to counts.csv: into the row of the same thing, else as a new one. Frees them. */
static enum shg_status write_counts(shg_register *reg, struct entries *entries, shg_faults *faults) {
    struct entries known = {NULL, 0, 0, false};
    bool good = true;
    read_counts(&known, reg);
    merge(entries);
    for (size_t i = 0, k = 0; i < entries->n && good; i++) {
        const struct entry *entry = &entries->at[i];
        while (k < known.n && by_period(&known.at[k], entry) < 0)
            k++;
        if (k < known.n && by_period(&known.at[k], entry) == 0)
            good = shg_set_number(reg, SHG_COUNTS, known.at[k].row, COUNT_COUNT, known.at[k].count + entry->count) ==
                   SHG_OK;
        else
            good = add_count(reg, entry) == SHG_OK;
    }
    good = good && !entries->failed && !known.failed;
    free(known.at);
    free(entries->at);
    return good ? SHG_OK : shg_fault_memory(faults);
}

/* ---- looking ---- */

static int year_of(const struct entry *entry) {
    return entry->period / 100;
}

/* Copies what was gathered, so that nothing points into the register. */
static shg_tally *settle(const struct entries *entries) {
    size_t n = 0;
    shg_tally *tally = calloc(1, sizeof *tally);
    for (size_t i = 0; i < entries->n; i++)
        n += entries->at[i].n + 1U;
    if (!tally)
        return NULL;
    tally->n = entries->n;
    tally->counts = calloc(entries->n + 1, sizeof *tally->counts);
    tally->texts = malloc(n + 1);
    if (!tally->counts || !tally->texts) {
        shg_tally_free(tally);
        return NULL;
    }
    char *text = tally->texts;
    for (size_t i = 0; i < entries->n; i++) {
        const struct entry *entry = &entries->at[i];
        memcpy(text, entry->text, entry->n);
        text[entry->n] = '\0';
        tally->counts[i] = (struct shg_count){
            year_of(entry), entry->period % 100, (enum shg_event)entry->event, (enum shg_dimension)entry->dimension,
            text,           entry->count};
        text += entry->n + 1U;
    }
    return tally;
}

/* What is counted in one dimension. Dates come again and again: what there is to know of one is kept. */
struct gathering {
    struct entries entries;
    const shg_register *reg;
    enum shg_dimension dimension;
    struct years years;
    size_t recent[RECENT];
    struct {
        shg_date date;
        int period; /* 0: in a closed year */
    } seen[SEEN];
};

static int period_seen(struct gathering *g, shg_date date) {
    size_t at = (size_t)date % SEEN;
    if (g->seen[at].date != date) {
        g->seen[at].date = date;
        g->seen[at].period = is_closed(&g->years, date) ? 0 : period_of(date, g->dimension);
    }
    return g->seen[at].period;
}

static void hear(const struct shg_happening *what, void *data) {
    struct gathering *g = data;
    int period = period_seen(g, what->date);
    if (period > 0)
        enter_happening(&g->entries, g->recent, g->reg, what, period, g->dimension);
}

/* The living but in closed years, and counts.csv. */
static void gather(struct gathering *g) {
    struct entry entry;
    find_closed(&g->years, g->reg);
    for (size_t i = 0; i < SEEN; i++)
        g->seen[i].date = SHG_NO_DATE;
    shg_happenings_hear(g->reg, hear, g);
    for (size_t row = 0; row < shg_rows(g->reg, SHG_COUNTS); row++)
        if (read_count(g->reg, row, &entry) && (int)entry.dimension == (int)g->dimension &&
            (entry.period % 100 != 0) == (g->dimension == SHG_BY_ALL))
            enter(&g->entries, entry);
    merge(&g->entries);
}

enum shg_status shg_tally_new(shg_tally **out, const shg_register *reg, enum shg_dimension dimension,
                              shg_faults *faults) {
    struct gathering *g = calloc(1, sizeof *g);
    *out = NULL;
    if (!g)
        return shg_fault_memory(faults);
    g->reg = reg;
    g->dimension = dimension;
    gather(g);
    *out = g->entries.failed ? NULL : settle(&g->entries);
    free(g->entries.at);
    free(g);
    return *out ? SHG_OK : shg_fault_memory(faults);
}

void shg_tally_free(shg_tally *tally) {
    if (!tally)
        return;
    free(tally->counts);
    free(tally->texts);
    free(tally);
}

size_t shg_tally_size(const shg_tally *tally) {
    return tally->n;
}

const struct shg_count *shg_tally_at(const shg_tally *tally, size_t i) {
    return &tally->counts[i];
}

/* ---- changing ---- */

/* Whether the year of an event is over and so is counted whole at its first erasure. */
static bool is_past(const shg_register *reg, shg_date date) {
    return shg_date_year(date) < shg_date_year(shg_register_today(reg));
}

static void gather_erased(struct entries *entries, const shg_register *reg, const struct years *closed,
                          const struct shg_happening *what, size_t n, const bool *gone) {
    struct years *closing = calloc(1, sizeof *closing);
    entries->failed = entries->failed || !closing;
    for (size_t i = 0; i < n && closing; i++)
        if (gone[what[i].person] && is_past(reg, what[i].date) && !is_closed(closed, what[i].date))
            closing->closed[shg_date_year(what[i].date)] = true;
    for (size_t i = 0; i < n && closing; i++) {
        if (is_closed(closing, what[i].date))
            enter_everywhere(entries, reg, &what[i]);
        else if (gone[what[i].person] && !is_past(reg, what[i].date))
            enter_erased(entries, &what[i]);
    }
    free(closing);
}

enum shg_status shg_tally_erase(shg_register *reg, const bool *gone, shg_faults *faults) {
    struct entries entries = {NULL, 0, 0, false};
    struct shg_happening *what;
    size_t n;
    struct years *closed = malloc(sizeof *closed);
    if (!closed)
        return shg_fault_memory(faults);
    enum shg_status status = shg_happenings(reg, &what, &n, faults);
    if (status == SHG_OK) {
        find_closed(closed, reg);
        gather_erased(&entries, reg, closed, what, n, gone);
        status = write_counts(reg, &entries, faults);
    }
    free(what);
    free(closed);
    return status;
}

/* An event's name within a register: who, in which group, what, in which year. */
static char *key_of(const shg_register *reg, const struct shg_happening *what) {
    struct shg_buf key = SHG_BUF_EMPTY;
    const char *group =
        what->placement == SHG_NONE ? "" : shg_text(reg, SHG_PLACEMENTS, what->placement, PLACEMENT_GROUP);
    shg_buf_printf(&key, "%s/%s/%d/%d", shg_text(reg, SHG_PEOPLE, what->person, PERSON_ID), group, (int)what->event,
                   shg_date_year(what->date));
    return shg_buf_take(&key);
}

/* The keys of all events of closed years. */
struct keys {
    char **at;
    size_t n;
    shg_index *index;
};

static void free_keys(struct keys *keys) {
    shg_index_free(keys->index);
    for (size_t i = 0; keys->at && i < keys->n; i++)
        free(keys->at[i]);
    free(keys->at);
}

static bool make_keys(struct keys *keys, const shg_register *reg, const struct years *closed, shg_faults *faults) {
    struct shg_happening *what;
    size_t n;
    bool good = shg_happenings(reg, &what, &n, faults) == SHG_OK;
    *keys = (struct keys){calloc(n + 1, sizeof *keys->at), 0, shg_index_new(n)};
    good = good && keys->at && keys->index;
    for (size_t i = 0; i < n && good; i++) {
        if (!is_closed(closed, what[i].date))
            continue;
        char *key = key_of(reg, &what[i]);
        good = key && shg_index_put(keys->index, key, 0) != SHG_NONE;
        keys->at[keys->n] = key;
        keys->n += key != NULL;
    }
    free(what);
    return good;
}

static bool gather_late(struct entries *entries, const shg_register *reg, const struct years *closed,
                        const struct keys *known, shg_faults *faults) {
    struct shg_happening *what;
    size_t n;
    bool good = shg_happenings(reg, &what, &n, faults) == SHG_OK;
    for (size_t i = 0; i < n && good; i++) {
        if (!is_closed(closed, what[i].date))
            continue;
        char *key = key_of(reg, &what[i]);
        good = key != NULL;
        if (good && shg_index_get(known->index, key) == SHG_NONE)
            enter_everywhere(entries, reg, &what[i]);
        free(key);
    }
    free(what);
    return good;
}

/* The years that are closed as reg stands; NULL, with *status set, where none is or memory runs out. */
static struct years *closed_years(const shg_register *reg, enum shg_status *status, shg_faults *faults) {
    *status = SHG_OK;
    if (shg_rows(reg, SHG_COUNTS) == 0)
        return NULL;
    struct years *closed = malloc(sizeof *closed);
    if (closed)
        find_closed(closed, reg);
    else
        *status = shg_fault_memory(faults);
    return closed;
}

/* Faults that are there already are not told here. */
static shg_register *load_before(const struct shg_opening *opening) {
    struct shg_opening reading = *opening;
    shg_register *before = NULL;
    shg_faults *unheard = shg_faults_new(NULL, NULL);
    reading.tables = SHG_TALLY_TABLES;
    reading.unchecked = true;
    if (unheard && shg_register_load(&before, &reading, unheard) != SHG_OK)
        before = NULL;
    shg_faults_free(unheard);
    return before;
}

enum shg_status shg_tally_late(shg_register *reg, const struct shg_opening *opening, shg_faults *faults) {
    struct entries entries = {NULL, 0, 0, false};
    struct keys known = {NULL, 0, NULL};
    enum shg_status status;
    struct years *closed = closed_years(reg, &status, faults);
    if (!closed)
        return status;
    shg_register *before = load_before(opening);
    bool good =
        before && make_keys(&known, before, closed, faults) && gather_late(&entries, reg, closed, &known, faults);
    status = good ? write_counts(reg, &entries, faults) : shg_fault_memory(faults);
    if (!good)
        free(entries.at);
    free_keys(&known);
    shg_register_free(before);
    free(closed);
    return status;
}

/* Whether what happened stands in a row that was added. */
static bool is_new(const shg_register *reg, const struct shg_happening *what) {
    enum shg_table table = what->placement == SHG_NONE ? SHG_PEOPLE : SHG_PLACEMENTS;
    return shg_csv_line(shg_document(reg, table), what->placement == SHG_NONE ? what->person : what->placement) == 0;
}

enum shg_status shg_tally_added(shg_register *reg, shg_faults *faults) {
    struct entries entries = {NULL, 0, 0, false};
    struct shg_happening *what = NULL;
    size_t n = 0;
    enum shg_status status;
    struct years *closed = closed_years(reg, &status, faults);
    if (!closed)
        return status;
    status = shg_happenings(reg, &what, &n, faults);
    for (size_t i = 0; i < n; i++)
        if (is_closed(closed, what[i].date) && is_new(reg, &what[i]))
            enter_everywhere(&entries, reg, &what[i]);
    if (status == SHG_OK)
        status = write_counts(reg, &entries, faults);
    free(what);
    free(closed);
    return status;
}
