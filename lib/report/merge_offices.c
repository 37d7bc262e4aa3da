/* Figures of many offices by county and by who serves a municipality.
 *
 * Counties are told as municipalities were folded. Offices cut across that: each municipality is a link from the rest
 * that it was folded into to its office, and an office is told only where no small municipality can be worked out from
 * both sums (disclose.h), by nobody, nor by an office that takes away its own.
 */
#include "place/place.h"
#include "report/merge_private.h"
#include "report/report_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void shg_merge_counties(const struct shg_merged *m, struct shg_writer *out) {
    long other = 0;
    for (size_t i = 0; i < m->n; i++) {
        char code[3] = {m->values[i][0], m->values[i][0] ? m->values[i][1] : '\0', '\0'};
        bool first = i == 0 || strncmp(m->values[i - 1], code, 2) != 0;
        long sum = 0;
        other += m->rest[i] == SHG_REST_ALL ? m->counts[i] : 0;
        if (m->rest[i] == SHG_REST_ALL || !first)
            continue;
        for (size_t k = i; k < m->n && strncmp(m->values[k], code, 2) == 0; k++)
            sum += m->counts[k];
        shg_merge_put(out, m, "county", strlen(m->values[i]) == 4 ? code : m->values[i], sum, false);
    }
    if (other > 0)
        shg_merge_put(out, m, "county", "other", other, false);
}

/* ---- who serves ---- */

static const char *const columns[] = {"id", "covers", "valid_from", "valid_to"};
enum { ID, COVERS, FROM, TO, COLUMNS };

enum shg_status shg_merge_check_offices(const shg_csv *offices, shg_faults *faults) {
    enum shg_status status = SHG_OK;
    for (int c = 0; c < FROM; c++) {
        struct shg_where where = {shg_csv_name(offices), 0, 1, 0};
        if (shg_csv_column(offices, columns[c]) < 0)
            status = shg_fault_add(faults, SHG_ERROR, &where, columns[c], N_("the header lacks a column"));
    }
    return status;
}

static const char *cell(const shg_csv *offices, size_t row, int column) {
    return shg_csv_get(offices, row, shg_csv_column(offices, columns[column]));
}

static bool serves(const shg_csv *offices, size_t row, shg_date day) {
    shg_date from = shg_date_parse(cell(offices, row, FROM));
    shg_date to = shg_date_parse(cell(offices, row, TO));
    return (from == SHG_NO_DATE || from <= day) && (to == SHG_NO_DATE || day <= to);
}

static size_t breadth(const char *covers) {
    size_t n = 0;
    while (shg_covered_next(&covers) >= 0)
        n++;
    return n;
}

/* Which office (its row) serves each municipality on a day: of several the one that serves the fewest, then the first
 * by its id. */
static void find_serving(const shg_csv *offices, shg_date day, size_t *by_place) {
    for (size_t row = 0; row < shg_csv_rows(offices); row++) {
        const char *covers = cell(offices, row, COVERS);
        size_t width = breadth(covers);
        if (!serves(offices, row, day))
            continue;
        for (int place = shg_covered_next(&covers); place >= 0; place = shg_covered_next(&covers)) {
            size_t *now = &by_place[place];
            size_t was = *now == SIZE_MAX ? SIZE_MAX : breadth(cell(offices, *now, COVERS));
            if (width < was || (width == was && strcmp(cell(offices, row, ID), cell(offices, *now, ID)) < 0))
                *now = row;
        }
    }
}

/* The last day of a period: a day, or a year. */
static shg_date last_day(const char *period) {
    shg_date day = shg_date_parse(period);
    long long year = 0;
    if (day == SHG_NO_DATE && shg_parse_int(period, 1, 9999, &year))
        day = shg_date_of((int)year, 12, 31);
    return day;
}

/* ---- what is told of offices ---- */

/* Offices that figures fall to: the rows of offices.csv, and one more for what nobody serves. */
struct served {
    const struct shg_merged *m;
    size_t offices;
    size_t *office; /* of each value */
    long *counts;   /* views by offices */
    bool *folded;
    struct shg_link *links;
};

static bool served_make(struct served *s, const struct shg_merged *m, const shg_csv *offices) {
    size_t places = shg_municipality_count();
    size_t *by_place = malloc((places + 1) * sizeof *by_place);
    *s = (struct served){.m = m, .offices = shg_csv_rows(offices) + 1};
    s->office = calloc(m->n + 1, sizeof *s->office);
    s->counts = calloc(s->offices * m->views + 1, sizeof *s->counts);
    s->folded = calloc(s->offices + 1, sizeof *s->folded);
    s->links = calloc(m->n + 1, sizeof *s->links);
    bool good = by_place && s->office && s->counts && s->folded && s->links;
    for (size_t i = 0; good && i < places; i++)
        by_place[i] = SIZE_MAX;
    if (good)
        find_serving(offices, last_day(m->period), by_place);
    for (size_t i = 0; good && i < m->n; i++) {
        int place = shg_municipality_find(m->values[i]);
        size_t office = place < 0 ? SIZE_MAX : by_place[place];
        s->office[i] = office == SIZE_MAX ? s->offices - 1 : office;
        for (size_t v = 0; v < m->views; v++)
            s->counts[v * s->offices + s->office[i]] += m->counts[v * m->n + i];
    }
    free(by_place);
    return good;
}

static void served_free(struct served *s) {
    free(s->office);
    free(s->counts);
    free(s->folded);
    free(s->links);
}

/* Nodes: `other`, then the rests of counties by their number, then offices, those folded as one. */
enum { COUNTIES = 100 };

static void lay_links(struct served *s, size_t view) {
    const struct shg_merged *m = s->m;
    for (size_t i = 0; i < m->n; i++) {
        uint32_t county = (uint32_t)((m->values[i][0] % 10) * 10 + m->values[i][1] % 10) % COUNTIES;
        uint32_t office = s->folded[s->office[i]] ? 0 : 1 + (uint32_t)s->office[i];
        s->links[i] = (struct shg_link){m->rest[i] == SHG_REST_COUNTY ? 1 + county : 0,
                                        1 + COUNTIES + office,
                                        m->counts[view * m->n + i],
                                        1000000000L,
                                        false,
                                        false,
                                        false,
                                        m->rest[i] != SHG_REST_NONE};
    }
}

/* Whether a small municipality is told by what is printed; *good false when out of memory. */
static bool tells(struct served *s, bool *good) {
    bool told = false;
    size_t nodes = 2 + COUNTIES + s->offices;
    for (size_t view = 0; view < s->m->views && !told; view++) {
        lay_links(s, view);
        for (size_t i = 0; i < s->m->n && !told; i++) {
            if (!s->links[i].hidden || !shg_is_small(s->links[i].value, s->m->suppress))
                continue;
            long span = shg_hidden_span(s->links, s->m->n, nodes, i, s->m->suppress);
            *good = *good && span >= 0;
            told = span < s->m->suppress;
        }
    }
    return told;
}

/* Folds the smallest office that is told; false where none is. */
static bool fold_smallest(struct served *s) {
    size_t best = s->offices;
    for (size_t o = 0; o < s->offices; o++)
        if (!s->folded[o] && s->counts[o] > 0 && (best == s->offices || s->counts[o] < s->counts[best]))
            best = o;
    if (best < s->offices)
        s->folded[best] = true;
    return best < s->offices;
}

static void put_offices(const struct served *s, const shg_csv *offices, struct shg_writer *out) {
    long other = 0;
    for (size_t o = 0; o < s->offices; o++) {
        bool nobody = o + 1 == s->offices;
        if (!s->folded[o] && s->counts[o] > 0)
            shg_merge_put(out, s->m, "office", nobody ? "none" : cell(offices, o, ID), s->counts[o], false);
        other += s->folded[o] ? s->counts[o] : 0;
    }
    if (other > 0)
        shg_merge_put(out, s->m, "office", "other", other, false);
}

enum shg_status shg_merge_offices(const struct shg_merged *m, const shg_csv *offices, struct shg_writer *out) {
    struct served s;
    bool good = served_make(&s, m, offices);
    bool told = good && shg_fold(s.counts, s.offices, m->views, m->suppress, s.folded);
    while (told && tells(&s, &good))
        told = fold_smallest(&s) && shg_fold(s.counts, s.offices, m->views, m->suppress, s.folded);
    if (good && told)
        put_offices(&s, offices, out);
    served_free(&s);
    return good ? SHG_OK : SHG_SYSTEM;
}
