/* The simplex method on a dense table, for some hundred unknowns: every basis fits what was told, and a question is a
 * new sum to make as large or small as possible from the basis of the last one. What is told are whole numbers with
 * coefficients of 1, so the table stays close to whole numbers, too.
 */
#include "report/ranges.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PATIENCE = 200 };
static const double nothing = 1e-7;

struct shg_ranges {
    size_t n, rows, room;
    double *table;   /* rows of n coefficients and, last, the value of what is in the basis */
    double *worth;   /* of each unknown: what one more of it adds to the question; last, what is reached, negative */
    uint32_t *basis; /* of each row: an unknown, or n and more for one that only phase one has */
};

shg_ranges *shg_ranges_new(size_t sums, size_t unknowns) {
    shg_ranges *r = calloc(1, sizeof *r);
    if (!r)
        return NULL;
    r->n = unknowns;
    r->room = sums;
    r->table = calloc((sums + 1) * (unknowns + 1), sizeof *r->table);
    r->worth = calloc(unknowns + 1, sizeof *r->worth);
    r->basis = calloc(sums + 1, sizeof *r->basis);
    if (r->table && r->worth && r->basis)
        return r;
    shg_ranges_free(r);
    return NULL;
}

void shg_ranges_free(shg_ranges *r) {
    if (!r)
        return;
    free(r->table);
    free(r->worth);
    free(r->basis);
    free(r);
}

static double *row_at(const shg_ranges *r, size_t row) {
    return r->table + row * (r->n + 1);
}

void shg_ranges_tell(shg_ranges *r, const bool *in, long value) {
    double *row = row_at(r, r->rows);
    for (size_t i = 0; i < r->n; i++)
        row[i] = in[i] ? 1 : 0;
    row[r->n] = (double)value;
    r->basis[r->rows] = (uint32_t)(r->n + r->rows);
    r->rows++;
}

/* Takes `times` of a row from another. */
static void take(double *from, const double *row, double times, size_t width) {
    for (size_t i = 0; i < width; i++) {
        from[i] -= times * row[i];
        if (fabs(from[i]) < nothing / 1000)
            from[i] = 0;
    }
}

static void pivot(shg_ranges *r, size_t at, size_t unknown) {
    size_t width = r->n + 1;
    double *row = row_at(r, at);
    double by = row[unknown];
    for (size_t i = 0; i < width; i++)
        row[i] /= by;
    for (size_t k = 0; k < r->rows; k++)
        if (k != at && row_at(r, k)[unknown] != 0)
            take(row_at(r, k), row, row_at(r, k)[unknown], width);
    if (r->worth[unknown] != 0)
        take(r->worth, row, r->worth[unknown], width);
    r->basis[at] = (uint32_t)unknown;
}

/* The unknown that adds the most; the first that adds anything, where the search has gone round for long. */
static size_t entering(const shg_ranges *r, bool first) {
    size_t best = r->n;
    for (size_t i = 0; i < r->n && !(first && best < r->n); i++)
        if (r->worth[i] > nothing && (best == r->n || r->worth[i] > r->worth[best]))
            best = i;
    return best;
}

/* The row that is at 0 first when the unknown grows; of several the one whose unknown is first. */
static size_t leaving(const shg_ranges *r, size_t unknown) {
    size_t best = r->rows;
    double least = 0;
    for (size_t k = 0; k < r->rows; k++) {
        const double *row = row_at(r, k);
        if (row[unknown] <= nothing)
            continue;
        double until = fmax(row[r->n], 0) / row[unknown]; /* below 0 by rounding alone */
        bool better =
            best == r->rows || until < least - nothing || (until < least + nothing && r->basis[k] < r->basis[best]);
        if (better) {
            best = k;
            least = until;
        }
    }
    return best;
}

/* Makes the question as large as it gets, or as `enough`. False where nothing bounds it. */
static bool enlarge(shg_ranges *r, double enough) {
    for (size_t step = 0; - r->worth[r->n] < enough; step++) {
        size_t unknown = entering(r, step > PATIENCE);
        if (unknown == r->n)
            return true;
        size_t row = leaving(r, unknown);
        if (row == r->rows)
            return false;
        pivot(r, row, unknown);
    }
    return true;
}

/* What only phase one has leaves the basis; a sum that others tell already has nothing in its place. */
static void clear_basis(shg_ranges *r) {
    for (size_t k = 0; k < r->rows;) {
        size_t i = 0;
        while (r->basis[k] >= r->n && i < r->n && fabs(row_at(r, k)[i]) <= nothing)
            i++;
        if (r->basis[k] >= r->n && i < r->n)
            pivot(r, k, i);
        if (r->basis[k] < r->n) {
            k++;
            continue;
        }
        r->rows--;
        memmove(row_at(r, k), row_at(r, r->rows), (r->n + 1) * sizeof *r->table);
        r->basis[k] = r->basis[r->rows];
    }
}

bool shg_ranges_settle(shg_ranges *r) {
    double short_of = 0;
    memset(r->worth, 0, (r->n + 1) * sizeof *r->worth);
    for (size_t k = 0; k < r->rows; k++) {
        take(r->worth, row_at(r, k), -1, r->n); /* each sum that is not reached yet */
        short_of += row_at(r, k)[r->n];
    }
    (void)enlarge(r, short_of); /* it is bounded by the sums */
    if (-r->worth[r->n] < short_of - nothing)
        return false;
    clear_basis(r);
    return true;
}

/* Makes `sign` times the sum as large as possible, or as enough. */
static double extreme(shg_ranges *r, const bool *in, double sign, double enough) {
    for (size_t i = 0; i <= r->n; i++)
        r->worth[i] = i < r->n && in[i] ? sign : 0;
    for (size_t k = 0; k < r->rows; k++)
        if (r->worth[r->basis[k]] != 0)
            take(r->worth, row_at(r, k), r->worth[r->basis[k]], r->n + 1);
    return enlarge(r, enough) ? sign * -r->worth[r->n] : sign * SHG_RANGES_FAR;
}

void shg_ranges_of(shg_ranges *r, const bool *in, double enough, double *least, double *most) {
    *most = extreme(r, in, 1, SHG_RANGES_FAR);
    *least = extreme(r, in, -1, -(*most - enough));
}

void shg_ranges_now(const shg_ranges *r, double *out) {
    memset(out, 0, r->n * sizeof *out);
    for (size_t k = 0; k < r->rows; k++)
        if (r->basis[k] < r->n)
            out[r->basis[k]] = row_at(r, k)[r->n];
}
