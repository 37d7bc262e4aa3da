#include "report/paper.h"

#include "base/list.h"
#include "report/picture.h"
#include "report/words.h"

#include <stdlib.h>
#include <string.h>

enum { BAR_COLUMNS = 24 };

struct shg_paper {
    const char *title, *office;
    int year;
    struct shg_part *parts;
    size_t n, cap;
    bool failed;
};

shg_paper *shg_paper_new(const char *title) {
    shg_paper *paper = calloc(1, sizeof *paper);
    if (paper)
        *paper = (struct shg_paper){.title = title, .office = ""};
    return paper;
}

void shg_paper_of(shg_paper *paper, const char *office, int year) {
    paper->office = office;
    paper->year = year;
}

void shg_paper_free(shg_paper *paper) {
    if (!paper)
        return;
    for (size_t i = 0; i < paper->n; i++)
        shg_grid_free(paper->parts[i].grid);
    free(paper->parts);
    free(paper);
}

bool shg_paper_failed(const shg_paper *paper) {
    bool failed = paper->failed;
    for (size_t i = 0; i < paper->n; i++)
        failed = failed || shg_grid_failed(paper->parts[i].grid);
    return failed;
}

shg_grid *shg_paper_part(shg_paper *paper, const char *heading, const char *note, struct shg_picture picture) {
    struct shg_part *parts = shg_grow(paper->parts, &paper->cap, paper->n + 1, sizeof *parts);
    shg_grid *grid = parts ? shg_grid_new() : NULL;
    if (parts)
        paper->parts = parts;
    if (!grid) {
        paper->failed = true;
        return NULL;
    }
    paper->parts[paper->n++] = (struct shg_part){heading, note, grid, picture, NULL};
    return grid;
}

void shg_paper_published_as(shg_paper *paper, const char *report) {
    if (paper->n > 0)
        paper->parts[paper->n - 1].published_as = report;
}

const char *shg_paper_office(const shg_paper *paper) {
    return paper->office;
}

void shg_paper_title_told(const shg_paper *paper, const struct shg_face *face, bool whole, struct shg_buf *out) {
    shg_buf_str(out, shg_tr(face->tr, paper->title));
    if (paper->year > 0)
        shg_buf_printf(out, " %d", paper->year);
    if (whole && *paper->office)
        shg_buf_printf(out, " \u2013 %s", paper->office);
}

void shg_part_common_told(const struct shg_part *part, const struct shg_face *face, struct shg_buf *out) {
    struct shg_buf told = SHG_BUF_EMPTY;
    const char *before = "";
    if (*shg_grid_period(part->grid)) {
        shg_word_told(face->tr, "period", shg_grid_period(part->grid), &told);
        shg_buf_str(out, shg_buf_get(&told));
        before = ", ";
    }
    for (size_t c = 0; c < shg_grid_columns(part->grid); c++) {
        if (!shg_grid_is_common(part->grid, c))
            continue;
        shg_grid_told(part->grid, face->tr, 0, c, &told);
        shg_buf_printf(out, "%s%s", before, shg_buf_get(&told));
        before = ", ";
    }
    out->failed |= shg_buf_failed(&told);
    shg_buf_free(&told);
}

size_t shg_paper_parts(const shg_paper *paper) {
    return paper->n;
}

const struct shg_part *shg_paper_at(const shg_paper *paper, size_t i) {
    return &paper->parts[i];
}

bool shg_paper_hides(const shg_paper *paper) {
    bool found = false;
    for (size_t i = 0; i < paper->n; i++) {
        const shg_grid *grid = paper->parts[i].grid;
        for (size_t row = 0; row < shg_grid_rows(grid); row++)
            for (size_t c = 0; c < shg_grid_columns(grid); c++)
                found = found ||
                        (shg_grid_kind(grid, c) == SHG_CELL_NUMBER && strcmp(shg_grid_get(grid, row, c), ":") == 0);
    }
    return found;
}

void shg_hidden_told(const struct shg_face *face, struct shg_buf *out) {
    shg_buf_printf(out,
                   shg_tr(face->tr, N_("A colon is a number that is not told: it is fewer than %ld, or would tell "
                                       "such a number.")),
                   face->suppress);
}

/* ---- CSV ---- */

static void tidy_part(const struct shg_part *part, struct shg_writer *writer) {
    for (size_t row = 0; row < shg_grid_rows(part->grid); row++) {
        for (size_t c = 0; c < shg_grid_columns(part->grid); c++) {
            shg_put(writer, part->heading);
            shg_put_int(writer, (long long)row + 1);
            shg_put(writer, shg_grid_name(part->grid, c));
            shg_put(writer, shg_grid_get(part->grid, row, c));
            shg_end_row(writer);
        }
    }
}

void shg_paper_as_csv(const shg_paper *paper, struct shg_writer *writer) {
    static const char *const names[] = {"part", "row", "column", "value"};
    if (paper->n == 1) {
        shg_grid_as_csv(paper->parts[0].grid, writer);
        return;
    }
    shg_put_row(writer, names, sizeof names / sizeof *names);
    for (size_t i = 0; i < paper->n; i++)
        tidy_part(&paper->parts[i], writer);
}

/* ---- text ---- */

/* A bar of eighths of a column (Unicode block elements), or of whole columns in ASCII. */
static void text_bar(struct shg_buf *out, long value, long largest, bool unicode) {
    static const char *const eighths[] = {"", "\u258F", "\u258E", "\u258D", "\u258C", "\u258B", "\u258A", "\u2589"};
    long units = largest > 0 ? value * BAR_COLUMNS * 8 / largest : 0;
    for (long i = 0; i < units / 8; i++)
        shg_buf_str(out, unicode ? "\u2588" : "#");
    if (unicode)
        shg_buf_str(out, eighths[units % 8]);
    else if (units % 8 >= 4)
        shg_buf_char(out, '#');
}

/* The aligned table, and behind each line its bar. */
static void text_with_bars(const struct shg_part *part, const struct shg_face *face, struct shg_buf *out) {
    struct shg_buf table = SHG_BUF_EMPTY;
    shg_grid_as_text(part->grid, face->tr, &table);
    long largest = shg_picture_largest(part);
    const char *line = shg_buf_get(&table);
    for (size_t i = 0; *line; i++) {
        size_t n = strcspn(line, "\n");
        long value = i >= 2 ? shg_picture_value(part, i - 2) : -1; /* a heading and a rule come first */
        shg_buf_add(out, line, n);
        if (value > 0) {
            shg_buf_str(out, "  ");
            text_bar(out, value, largest, face->unicode);
        }
        shg_buf_char(out, '\n');
        line += n + (line[n] == '\n');
    }
    out->failed |= shg_buf_failed(&table);
    shg_buf_free(&table);
}

static void text_part(const struct shg_part *part, bool headed, const struct shg_face *face, struct shg_buf *out) {
    if (headed)
        shg_buf_printf(out, "\n%s\n\n", shg_tr(face->tr, part->heading));
    size_t before = out->n;
    shg_part_common_told(part, face, out);
    if (out->n > before)
        shg_buf_str(out, "\n\n");
    /* bars stand behind a last column of numbers; behind text they would be ragged */
    size_t last = shg_grid_columns(part->grid) - 1;
    if (part->picture.kind == SHG_PICTURE_BARS && shg_grid_kind(part->grid, last) == SHG_CELL_NUMBER)
        text_with_bars(part, face, out);
    else
        shg_grid_as_text(part->grid, face->tr, out);
    if (headed && part->note)
        shg_buf_printf(out, "\n%s\n", shg_tr(face->tr, part->note));
}

/* Whose it is, of what and of when. */
static void head(const shg_paper *paper, const struct shg_face *face, struct shg_buf *out) {
    shg_paper_title_told(paper, face, true, out);
    shg_buf_char(out, '\n');
    shg_date_told(face->tr, face->date, out);
    shg_buf_char(out, '\n');
}

void shg_paper_as_text(const shg_paper *paper, const struct shg_face *face, struct shg_buf *out) {
    bool headed = paper->n > 1;
    if (headed)
        head(paper, face, out);
    for (size_t i = 0; i < paper->n; i++)
        text_part(&paper->parts[i], headed, face, out);
    if (face->suppress > 0 && shg_paper_hides(paper)) {
        shg_buf_char(out, '\n');
        shg_hidden_told(face, out);
        shg_buf_char(out, '\n');
    }
}
