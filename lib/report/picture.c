/* Pictures in units of a 340 by N grid that scales with the page: text of 12 units stays readable at 360 pixels.
 *
 * Widths of texts are not known here; a letter of a usual sans-serif face takes at most 0.62 of its size on average,
 * capitals and wide letters less than 1: labels are cut at what fits in the worst of the usual cases, and the whole
 * text stands in the table beside the picture.
 */
#include "report/picture.h"

#include "place/place.h"

#include <math.h>
#include <string.h>

enum { WIDTH = 340, ROW = 36, BAR = 12, LABEL_LETTERS = 34, LINES_HEIGHT = 180, MAP_HEIGHT = 420 };

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

/* The values in order, joined; the first and last label below, the largest value above. */
static void lines(const struct shg_part *part, const struct shg_face *face, size_t id, struct shg_buf *out) {
    size_t n = shown_rows(part);
    long largest = shg_picture_largest(part);
    const char *first = NULL;
    const char *last = "";
    open_svg(part, face, id, LINES_HEIGHT + 44, out);
    shg_buf_printf(out, "<text x=\"0\" y=\"14\">%ld</text><path class=\"axis\" d=\"M0 %dH%d\"/>\n<polyline points=\"",
                   largest, LINES_HEIGHT + 22, WIDTH);
    size_t i = 0;
    for (size_t row = 0; row < shg_grid_rows(part->grid); row++) {
        long value = shg_picture_value(part, row);
        if (value < 0)
            continue;
        long x = n > 1 ? (long)(i * (WIDTH - 8) / (n - 1)) + 4 : WIDTH / 2;
        shg_buf_printf(out, "%ld,%ld ", x, LINES_HEIGHT + 22 - (largest > 0 ? value * LINES_HEIGHT / largest : 0));
        last = shg_grid_get(part->grid, row, part->picture.label);
        first = first ? first : last;
        i++;
    }
    shg_buf_printf(out, "\"/>\n<text x=\"0\" y=\"%d\">", LINES_HEIGHT + 40);
    label(out, first ? first : "");
    shg_buf_printf(out, "</text>");
    if (n > 1) {
        shg_buf_printf(out, "<text x=\"%d\" y=\"%d\" class=\"end\">", WIDTH, LINES_HEIGHT + 40);
        label(out, last);
        shg_buf_str(out, "</text>");
    }
    shg_buf_str(out, "\n</svg>\n");
}

/* Where a municipality lies: a cylinder that is true to scale at 65 degrees north. */
static void project(const struct shg_municipality *m, long *x, long *y) {
    const double west = 4.2;
    const double north = 71.3;
    const double scale = 29.0;         /* units a degree of latitude */
    const double squeeze = 0.42261826; /* cos 65 degrees */
    *x = lround((m->lon - west) * scale * squeeze);
    *y = lround((north - m->lat) * scale);
}

/* Every municipality a small dot, those with a value a large one: its area goes with the value. */
static void map(const struct shg_part *part, const struct shg_face *face, size_t id, struct shg_buf *out) {
    long largest = shg_picture_largest(part);
    long x;
    long y;
    open_svg(part, face, id, MAP_HEIGHT, out);
    for (size_t i = 0; i < shg_municipality_count(); i++) {
        project(shg_municipality_at(i), &x, &y);
        shg_buf_printf(out, "<circle class=\"place\" cx=\"%ld\" cy=\"%ld\" r=\"1\"/>", x, y);
    }
    shg_buf_char(out, '\n');
    for (size_t row = 0; row < shg_grid_rows(part->grid); row++) {
        int place = shg_municipality_find(shg_grid_get(part->grid, row, part->picture.label));
        long value = shg_picture_value(part, row);
        if (place < 0 || value <= 0)
            continue;
        const struct shg_municipality *m = shg_municipality_at((size_t)place);
        project(m, &x, &y);
        shg_buf_printf(out, "<circle class=\"dot\" cx=\"%ld\" cy=\"%ld\" r=\"%.1f\"><title>", x, y,
                       2 + 10 * sqrt((double)value / (double)largest));
        shg_escape(out, m->name);
        shg_buf_printf(out, ": %ld</title></circle>\n", value);
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
