#include "register/closure.h"

#include "place/place.h"

#include <stdlib.h>
#include <string.h>

/* Closed or away from..to, each day between start and end. */
struct span {
    shg_date from, to;
    int start, end;
    uint32_t row;
};

/* Spans by whom they bind: those of owner o are spans[first[o]] to spans[first[o + 1]], by row. */
struct book {
    struct span *spans;
    size_t *first;
    size_t owners;
};

/* Owners in the book of closures: all, in-person, digital, then municipalities, then venues. */
enum { OWNER_ALL, OWNER_IN_PERSON, OWNER_DIGITAL, OWNER_MUNICIPALITIES };

struct shg_closures {
    struct book closed, away;
    size_t venues, starters;
    uint32_t *kind_of, *municipality_of; /* of each venue: owners */
};

/* ---- making ---- */

/* The columns of a table that says when. */
struct when_columns {
    enum shg_table table;
    int from, to, start, end;
};

static const struct when_columns closure_columns = {SHG_CLOSURES, CLOSURE_FROM, CLOSURE_TO, CLOSURE_START, CLOSURE_END};
static const struct when_columns absence_columns = {SHG_ABSENCES, ABSENCE_FROM, ABSENCE_TO, ABSENCE_START, ABSENCE_END};

static struct span span_of(const shg_register *reg, const struct when_columns *c, size_t row) {
    struct span s = {shg_day(reg, c->table, row, c->from), shg_day(reg, c->table, row, c->to),
                     shg_minutes(reg, c->table, row, c->start, 0), shg_minutes(reg, c->table, row, c->end, 24 * 60),
                     (uint32_t)row};
    if (s.to == SHG_NO_DATE)
        s.to = INT32_MAX;
    return s;
}

/* Sorts rows by owner (SHG_NONE: left out), keeping their order: a counting sort. */
static bool book_fill(struct book *book, size_t owners, const shg_register *reg, const struct when_columns *c,
                      const uint32_t *owner_of, size_t rows) {
    book->owners = owners;
    book->first = calloc(owners + 2, sizeof *book->first);
    book->spans = calloc(rows + 1, sizeof *book->spans);
    if (!book->first || !book->spans)
        return false;
    size_t *next = book->first + 1; /* becomes `first` while the rows are laid down */
    for (size_t r = 0; r < rows; r++)
        if (owner_of[r] != SHG_NONE)
            next[owner_of[r] + 1]++;
    for (size_t o = 1; o <= owners; o++)
        next[o] += next[o - 1];
    for (size_t r = 0; r < rows; r++)
        if (owner_of[r] != SHG_NONE)
            book->spans[next[owner_of[r]]++] = span_of(reg, c, r);
    return true;
}

static uint32_t closure_owner(const shg_register *reg, size_t row) {
    const char *what = shg_text(reg, SHG_CLOSURES, row, CLOSURE_VENUE);
    if (!*what)
        return OWNER_ALL;
    if (!strcmp(what, "in-person"))
        return OWNER_IN_PERSON;
    if (!strcmp(what, "digital"))
        return OWNER_DIGITAL;
    uint32_t venue = shg_find(reg, SHG_VENUES, what);
    if (venue != SHG_NONE)
        return OWNER_MUNICIPALITIES + (uint32_t)shg_municipality_count() + venue;
    int municipality = shg_municipality_of(reg, SHG_CLOSURES, row, CLOSURE_VENUE);
    return municipality < 0 ? SHG_NONE : OWNER_MUNICIPALITIES + (uint32_t)municipality;
}

static bool fill_closed(shg_closures *c, const shg_register *reg) {
    size_t rows = shg_rows(reg, SHG_CLOSURES);
    uint32_t *owner_of = calloc(rows + 1, sizeof *owner_of);
    if (!owner_of)
        return false;
    for (size_t r = 0; r < rows; r++)
        owner_of[r] = closure_owner(reg, r);
    size_t owners = OWNER_MUNICIPALITIES + shg_municipality_count() + c->venues;
    bool done = book_fill(&c->closed, owners, reg, &closure_columns, owner_of, rows);
    free(owner_of);
    return done;
}

static bool fill_away(shg_closures *c, const shg_register *reg) {
    size_t rows = shg_rows(reg, SHG_ABSENCES);
    uint32_t *owner_of = calloc(rows + 1, sizeof *owner_of);
    if (!owner_of)
        return false;
    for (size_t r = 0; r < rows; r++)
        owner_of[r] = shg_find(reg, SHG_STARTERS, shg_text(reg, SHG_ABSENCES, r, ABSENCE_STARTER));
    bool done = book_fill(&c->away, c->starters, reg, &absence_columns, owner_of, rows);
    free(owner_of);
    return done;
}

static bool fill_venues(shg_closures *c, const shg_register *reg) {
    c->kind_of = calloc(c->venues + 1, sizeof *c->kind_of);
    c->municipality_of = calloc(c->venues + 1, sizeof *c->municipality_of);
    if (!c->kind_of || !c->municipality_of)
        return false;
    for (size_t v = 0; v < c->venues; v++) {
        bool digital = shg_value(reg, SHG_VENUES, v, VENUE_KIND, VENUE_IS_IN_PERSON) == VENUE_IS_DIGITAL;
        int municipality = digital ? -1 : shg_municipality_of(reg, SHG_VENUES, v, VENUE_MUNICIPALITY);
        c->kind_of[v] = digital ? OWNER_DIGITAL : OWNER_IN_PERSON;
        c->municipality_of[v] = municipality < 0 ? SHG_NONE : OWNER_MUNICIPALITIES + (uint32_t)municipality;
    }
    return true;
}

shg_closures *shg_closures_new(const shg_register *reg) {
    shg_closures *c = calloc(1, sizeof *c);
    if (!c)
        return NULL;
    c->venues = shg_rows(reg, SHG_VENUES);
    c->starters = shg_rows(reg, SHG_STARTERS);
    if (!fill_venues(c, reg) || !fill_closed(c, reg) || !fill_away(c, reg)) {
        shg_closures_free(c);
        return NULL;
    }
    return c;
}

static void book_free(struct book *book) {
    free(book->spans);
    free(book->first);
}

void shg_closures_free(shg_closures *c) {
    if (!c)
        return;
    book_free(&c->closed);
    book_free(&c->away);
    free(c->kind_of);
    free(c->municipality_of);
    free(c);
}

/* ---- asking ---- */

/* The first row of an owner that binds on a date between start and end. */
static uint32_t bound_by(const struct book *book, uint32_t owner, shg_date date, int start, int end) {
    if (owner >= book->owners)
        return SHG_NONE;
    for (size_t i = book->first[owner]; i < book->first[owner + 1]; i++) {
        const struct span *s = &book->spans[i];
        if (s->from <= date && date <= s->to && s->start < end && start < s->end)
            return s->row;
    }
    return SHG_NONE;
}

uint32_t shg_closed_by(const shg_closures *c, size_t venue_row, shg_date date, int start, int end) {
    if (venue_row >= c->venues)
        return SHG_NONE;
    const uint32_t owners[] = {OWNER_ALL, c->kind_of[venue_row], c->municipality_of[venue_row],
                               (uint32_t)(OWNER_MUNICIPALITIES + shg_municipality_count() + venue_row)};
    uint32_t first = SHG_NONE; /* the greatest number there is */
    for (size_t i = 0; i < sizeof owners / sizeof *owners; i++) {
        uint32_t row = bound_by(&c->closed, owners[i], date, start, end);
        if (row < first)
            first = row;
    }
    return first;
}

bool shg_starter_away(const shg_closures *c, size_t starter_row, shg_date date, int start, int end) {
    return starter_row < c->starters && bound_by(&c->away, (uint32_t)starter_row, date, start, end) != SHG_NONE;
}

shg_date shg_slot_date(struct shg_window slot, shg_date after) {
    int days = (shg_window_weekday(slot) - shg_date_weekday(after) + 7) % 7;
    return after + (days ? days : 7);
}

typedef bool binds(const shg_closures *closures, size_t row, shg_date date, int start, int end);

static bool venue_closed(const shg_closures *c, size_t venue_row, shg_date date, int start, int end) {
    return shg_closed_by(c, venue_row, date, start, end) != SHG_NONE;
}

/* How many of the slot's next n dates after today are not bound. */
static int count_free(const shg_closures *c, binds *bound, size_t row, struct shg_window slot, shg_date today, int n) {
    int midnight = shg_window_weekday(slot) * 24 * 60, count = 0;
    shg_date date = shg_slot_date(slot, today);
    for (int i = 0; i < n; i++, date += 7)
        count += !bound(c, row, date, slot.start - midnight, slot.end - midnight);
    return count;
}

int shg_open_dates(const shg_closures *c, size_t venue_row, struct shg_window slot, shg_date today, int n) {
    return count_free(c, venue_closed, venue_row, slot, today, n);
}

int shg_free_dates(const shg_closures *c, size_t starter_row, struct shg_window slot, shg_date today, int n) {
    return count_free(c, shg_starter_away, starter_row, slot, today, n);
}
