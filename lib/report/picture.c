/* Pictures in units of a 340 by N grid that scales with the page: text of 12 units stays readable at 360 pixels.
 *
 * Widths of texts are not known here; a letter of a usual sans-serif face takes at most 0.62 of its size on average,
 * capitals and wide letters less than 1: labels are cut at what fits in the worst of the usual cases, and the whole
 * text stands in the table beside the picture.
 */
#include "report/picture.h"

#include "place/place.h"
#include "report/words.h"

#include <math.h>
#include <string.h>

enum { WIDTH = 340, ROW = 36, BAR = 12, LABEL_LETTERS = 34, LINES_HEIGHT = 180, LINES_TOP = 10, MAP_HEIGHT = 420 };

void shg_escape(struct shg_buf *out, const char *text) {
    struct shg_buf visible = SHG_BUF_EMPTY;
    shg_visible(&visible, text);
    for (const char *s = shg_buf_get(&visible); *s; s++) {
        switch (*s) {
        case '&':
            shg_buf_str(out, "&amp;");
            break;
        case '<':
            shg_buf_str(out, "&lt;");
            break;
        case '>':
            shg_buf_str(out, "&gt;");
            break;
        case '"':
            shg_buf_str(out, "&quot;");
            break;
        default:
            shg_buf_char(out, *s);
        }
    }
    out->failed |= shg_buf_failed(&visible);
    shg_buf_free(&visible);
}

void shg_told(const shg_grid *grid, size_t row, size_t column, const struct shg_face *face, struct shg_buf *out) {
    struct shg_buf told = SHG_BUF_EMPTY;
    shg_grid_told(grid, face->tr, row, column, &told);
    shg_escape(out, shg_buf_get(&told));
    out->failed |= shg_buf_failed(&told);
    shg_buf_free(&told);
}

long shg_picture_value(const struct shg_part *part, size_t row) {
    long long value;
    if (shg_grid_kind(part->grid, part->picture.value) != SHG_CELL_NUMBER)
        return -1;
    if (strcmp(shg_grid_get(part->grid, row, part->picture.label), "all") == 0 ||
        !shg_parse_int(shg_grid_get(part->grid, row, part->picture.value), 0, 1000000000, &value))
        return -1;
    return (long)value;
}

long shg_picture_largest(const struct shg_part *part) {
    long largest = 0;
    for (size_t row = 0; row < shg_grid_rows(part->grid); row++) {
        long value = shg_picture_value(part, row);
        largest = value > largest ? value : largest;
    }
    return largest;
}

static size_t shown_rows(const struct shg_part *part) {
    size_t n = 0;
    for (size_t row = 0; row < shg_grid_rows(part->grid); row++)
        n += shg_picture_value(part, row) >= 0;
    return n;
}

/* A label cut to what fits on its line. */
static void label(struct shg_buf *out, const char *text) {
    struct shg_buf cut = SHG_BUF_EMPTY;
    size_t letters = 0;
    for (const char *at = text; *at && letters <= LABEL_LETTERS; letters++)
        shg_utf8_add(&cut, letters == LABEL_LETTERS ? 0x2026 : shg_utf8_next(&at));
    shg_escape(out, *text ? shg_buf_get(&cut) : "\u2013");
    out->failed |= shg_buf_failed(&cut);
    shg_buf_free(&cut);
}

static void label_told(const struct shg_part *part, size_t row, const struct shg_face *face, struct shg_buf *out) {
    struct shg_buf told = SHG_BUF_EMPTY;
    shg_grid_told(part->grid, face->tr, row, part->picture.label, &told);
    label(out, shg_buf_get(&told));
    out->failed |= shg_buf_failed(&told);
    shg_buf_free(&told);
}

static void open_svg(const struct shg_part *part, const struct shg_face *face, size_t id, long height,
                     struct shg_buf *out) {
    shg_buf_printf(out,
                   "<svg viewBox=\"0 0 %d %ld\" role=\"img\" aria-labelledby=\"t%zu d%zu\" class=\"picture\">\n<title "
                   "id=\"t%zu\">",
                   WIDTH, height, id, id, id);
    shg_escape(out, shg_tr(face->tr, part->heading));
    shg_buf_printf(out, "</title>\n<desc id=\"d%zu\">", id);
    shg_escape(out, shg_tr(face->tr, N_("The same figures stand in the table.")));
    shg_buf_str(out, "</desc>\n");
}

/* Above each bar its label to the left and its value to the right. */
static void bars(const struct shg_part *part, const struct shg_face *face, size_t id, struct shg_buf *out) {
    long largest = shg_picture_largest(part);
    long y = 0;
    open_svg(part, face, id, (long)shown_rows(part) * ROW + 4, out);
    for (size_t row = 0; row < shg_grid_rows(part->grid); row++) {
        long value = shg_picture_value(part, row);
        if (value < 0)
            continue;
        shg_buf_printf(out, "<text x=\"0\" y=\"%ld\">", y + 14);
        label_told(part, row, face, out);
        shg_buf_printf(out, "</text><text x=\"%d\" y=\"%ld\" class=\"end\">%ld</text>", WIDTH, y + 14, value);
        shg_buf_printf(out, "<rect x=\"0\" y=\"%ld\" width=\"%ld\" height=\"%d\" rx=\"2\"/>\n", y + 19,
                       largest > 0 ? value * WIDTH / largest : 0, BAR);
        y += ROW;
    }
    shg_buf_str(out, "</svg>\n");
}

/* The field in which values that follow each other are joined: to the left of it stand its ticks. */
struct field {
    long left, largest;
    size_t n;
};

static struct field field_of(const struct shg_part *part, size_t n) {
    enum { DIGIT = 8 };
    struct field f = {12, shg_picture_largest(part), n};
    for (long rest = f.largest; rest > 0; rest /= 10)
        f.left += DIGIT;
    return f;
}

/* Where the i-th value stands. */
static long x_of(const struct field *f, size_t i) {
    long wide = WIDTH - f->left - 16;
    return f->left + 8 + (f->n > 1 ? (long)i * wide / (long)(f->n - 1) : wide / 2);
}

static long y_of(const struct field *f, long value) {
    return LINES_HEIGHT + LINES_TOP - (f->largest > 0 ? value * LINES_HEIGHT / f->largest : 0);
}

static bool is_sum(const struct shg_part *part, size_t row) {
    return strcmp(shg_grid_get(part->grid, row, part->picture.label), "all") == 0;
}

/* A band where values are not told: the line ends before it and goes on behind it. */
static bool gaps(const struct shg_part *part, const struct field *f, struct shg_buf *out) {
    bool any = false;
    bool open = false;
    size_t i = 0;
    long from = f->left;
    for (size_t row = 0; row <= shg_grid_rows(part->grid); row++) {
        bool last = row == shg_grid_rows(part->grid);
        if (!last && is_sum(part, row))
            continue;
        bool gap = !last && shg_picture_value(part, row) < 0;
        long here = last ? WIDTH : i > 0 ? (x_of(f, i - 1) + x_of(f, i)) / 2 : f->left;
        i++;
        if (open && !gap)
            shg_buf_printf(out, "<rect class=\"gap\" x=\"%ld\" y=\"%d\" width=\"%ld\" height=\"%d\"/>\n", from,
                           LINES_TOP, here - from, LINES_HEIGHT);
        from = gap && !open ? here : from;
        open = gap;
        any = any || gap;
    }
    return any;
}

/* Values that follow each other, joined; then each a dot with its words. */
static void joined(const struct shg_part *part, const struct shg_face *face, const struct field *f,
                   struct shg_buf *out) {
    struct shg_buf dots = SHG_BUF_EMPTY;
    bool open = false;
    size_t i = 0;
    for (size_t row = 0; row < shg_grid_rows(part->grid); row++) {
        long value = shg_picture_value(part, row);
        if (is_sum(part, row))
            continue;
        long x = x_of(f, i++);
        if (value < 0 && open)
            shg_buf_str(out, "\"/>\n");
        if (value >= 0) {
            long y = y_of(f, value);
            shg_buf_printf(out, "%s%ld,%ld ", open ? "" : "<polyline points=\"", x, y);
            shg_buf_printf(&dots, "<circle class=\"dot\" cx=\"%ld\" cy=\"%ld\" r=\"3.5\"><title>", x, y);
            label_told(part, row, face, &dots);
            shg_buf_printf(&dots, ": %ld</title></circle>\n", value);
        }
        open = value >= 0;
    }
    shg_buf_printf(out, "%s%s", open ? "\"/>\n" : "", shg_buf_get(&dots));
    out->failed |= shg_buf_failed(&dots);
    shg_buf_free(&dots);
}

/* The first or the last label; a stretch of days by its first day. */
static void end_label(const struct shg_part *part, bool last, struct shg_buf *out) {
    char text[11] = "";
    size_t row = last ? shg_grid_rows(part->grid) : 0;
    while (last ? row > 0 && is_sum(part, row - 1) : row < shg_grid_rows(part->grid) && is_sum(part, row))
        row += last ? (size_t)-1 : 1;
    row -= last && row > 0;
    const char *label = shg_grid_get(part->grid, row, part->picture.label);
    size_t n = strcspn(label, "/");
    memcpy(text, label, label[n] == '/' && n == 10 ? 7 : n < 10 ? n : 10);
    shg_escape(out, text);
}

/* The values in order, joined; 0 and the largest to the left, the first and last label below. */
static void lines(const struct shg_part *part, const struct shg_face *face, size_t id, struct shg_buf *out) {
    enum { BOTTOM = LINES_TOP + LINES_HEIGHT };
    size_t n = 0;
    for (size_t row = 0; row < shg_grid_rows(part->grid); row++)
        n += !is_sum(part, row);
    struct shg_buf body = SHG_BUF_EMPTY;
    const struct field f = field_of(part, n);
    bool any = gaps(part, &f, &body);
    open_svg(part, face, id, BOTTOM + (any ? 42 : 22), out);
    shg_buf_add(out, shg_buf_get(&body), body.n);
    for (long tick = f.largest; tick >= 0; tick = tick > 0 ? 0 : -1)
        shg_buf_printf(out,
                       "<text x=\"%ld\" y=\"%ld\" class=\"end\">%ld</text><path class=\"axis\" d=\"M%ld %ldH%d\"/>\n",
                       f.left - 6, y_of(&f, tick) + 4, tick, f.left, y_of(&f, tick), WIDTH);
    joined(part, face, &f, out);
    shg_buf_printf(out, "<text x=\"%ld\" y=\"%d\">", f.left, BOTTOM + 18);
    end_label(part, false, out);
    shg_buf_str(out, "</text>");
    if (n > 1) {
        shg_buf_printf(out, "<text x=\"%d\" y=\"%d\" class=\"end\">", WIDTH, BOTTOM + 18);
        end_label(part, true, out);
        shg_buf_str(out, "</text>");
    }
    if (any) {
        shg_buf_printf(out,
                       "<rect class=\"gap\" x=\"%ld\" y=\"%d\" width=\"10\" height=\"10\"/><text x=\"%ld\" y=\"%d\">",
                       f.left, BOTTOM + 28, f.left + 16, BOTTOM + 37);
        shg_escape(out, shg_tr(face->tr, N_("not told")));
        shg_buf_str(out, "</text>");
    }
    shg_buf_str(out, "\n</svg>\n");
    out->failed |= shg_buf_failed(&body);
    shg_buf_free(&body);
}

/* The part of the country that a map shows, and its scale: a cylinder that is true to scale at 65 degrees north. */
struct view {
    double west, north, scale; /* units a degree of latitude */
    long height;
};
static const double squeeze = 0.42261826; /* cos 65 degrees */

static void widen(double *low, double *high, double least) {
    double lack = least - (*high - *low);
    if (lack > 0) {
        *low -= lack / 2;
        *high += lack / 2;
    }
}

/* As large as what the rows tell of, with some land around it. */
static struct view view_of(const struct shg_part *part) {
    double west = 90;
    double east = -90;
    double south = 90;
    double north = -90;
    for (size_t row = 0; row < shg_grid_rows(part->grid); row++) {
        int place = shg_municipality_find(shg_grid_get(part->grid, row, part->picture.label));
        if (place < 0)
            continue;
        const struct shg_municipality *m = shg_municipality_at((size_t)place);
        west = fmin(west, m->lon);
        east = fmax(east, m->lon);
        south = fmin(south, m->lat);
        north = fmax(north, m->lat);
    }
    if (west > east)
        return (struct view){4.2, 71.3, 29.0, MAP_HEIGHT};
    widen(&west, &east, 1);
    widen(&south, &north, 1);
    double around = 0.15 * fmax((east - west) * squeeze, north - south);
    double scale = fmin(WIDTH / ((east - west) * squeeze + 2 * around), MAP_HEIGHT / (north - south + 2 * around));
    double spare = WIDTH / scale - (east - west) * squeeze;
    return (struct view){west - spare / 2 / squeeze, north + around, scale,
                         lround((north - south + 2 * around) * scale)};
}

static bool project(const struct view *v, const struct shg_municipality *m, long *x, long *y) {
    *x = lround((m->lon - v->west) * v->scale * squeeze);
    *y = lround((v->north - m->lat) * v->scale);
    return *x >= 0 && *x <= WIDTH && *y >= 0 && *y <= v->height;
}

/* Every municipality a small dot; those that rows tell of a ring, or a dot whose area goes with the value. */
static void map(const struct shg_part *part, const struct shg_face *face, size_t id, struct shg_buf *out) {
    long largest = shg_picture_largest(part);
    struct view v = view_of(part);
    long x;
    long y;
    open_svg(part, face, id, v.height, out);
    for (size_t i = 0; i < shg_municipality_count(); i++)
        if (project(&v, shg_municipality_at(i), &x, &y))
            shg_buf_printf(out, "<circle class=\"place\" cx=\"%ld\" cy=\"%ld\" r=\"1.5\"/>", x, y);
    shg_buf_char(out, '\n');
    for (size_t row = 0; row < shg_grid_rows(part->grid); row++) {
        int place = shg_municipality_find(shg_grid_get(part->grid, row, part->picture.label));
        long value = shg_picture_value(part, row);
        if (place < 0)
            continue;
        const struct shg_municipality *m = shg_municipality_at((size_t)place);
        (void)project(&v, m, &x, &y); /* the view was made so that it is within */
        shg_buf_printf(out, "<circle class=\"%s\" cx=\"%ld\" cy=\"%ld\" r=\"%.1f\"><title>", value > 0 ? "dot" : "ring",
                       x, y, value > 0 ? 3 + 12 * sqrt((double)value / (double)largest) : 4.0);
        shg_escape(out, m->name);
        if (value >= 0)
            shg_buf_printf(out, ": %ld", value);
        shg_buf_str(out, "</title></circle>\n");
    }
    shg_buf_str(out, "</svg>\n");
}

void shg_picture_svg(const struct shg_part *part, const struct shg_face *face, size_t id, struct shg_buf *out) {
    if (shown_rows(part) == 0)
        return;
    switch (part->picture.kind) {
    case SHG_PICTURE_BARS:
        bars(part, face, id, out);
        break;
    case SHG_PICTURE_LINES:
        lines(part, face, id, out);
        break;
    case SHG_PICTURE_MAP:
        map(part, face, id, out);
        break;
    case SHG_PICTURE_NONE:
        break;
    }
}
