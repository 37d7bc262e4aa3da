/* The JSON face of a paper. */
#include "report/paper.h"

#include <string.h>

static void put_string(struct shg_buf *out, const char *text) {
    shg_buf_char(out, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            shg_buf_printf(out, "\\%c", *text);
        else if ((unsigned char)*text < 0x20)
            shg_buf_printf(out, "\\u%04x", (unsigned)*text);
        else
            shg_buf_char(out, *text);
    }
    shg_buf_char(out, '"');
}

static void put_value(struct shg_buf *out, const char *text, enum shg_cell_kind kind) {
    long long number;
    if (kind == SHG_CELL_NUMBER && shg_parse_int(text, -1000000000000, 1000000000000, &number))
        shg_buf_int(out, number);
    else if (kind != SHG_CELL_TEXT && !*text)
        shg_buf_str(out, "null");
    else
        put_string(out, text);
}

static void put_row(const struct shg_part *part, size_t row, bool many, struct shg_buf *out) {
    const char *before = "{";
    if (many) {
        shg_buf_str(out, "{\"part\":");
        put_string(out, part->heading);
        before = ",";
    }
    for (size_t c = 0; c < shg_grid_columns(part->grid); c++) {
        shg_buf_str(out, before);
        put_string(out, shg_grid_name(part->grid, c));
        shg_buf_char(out, ':');
        put_value(out, shg_grid_get(part->grid, row, c), shg_grid_kind(part->grid, c));
        before = ",";
    }
    shg_buf_char(out, '}');
}

void shg_paper_as_json(const shg_paper *paper, struct shg_buf *out) {
    const char *before = "[\n";
    for (size_t i = 0; i < shg_paper_parts(paper); i++) {
        const struct shg_part *part = shg_paper_at(paper, i);
        for (size_t row = 0; row < shg_grid_rows(part->grid); row++) {
            shg_buf_str(out, before);
            put_row(part, row, shg_paper_parts(paper) > 1, out);
            before = ",\n";
        }
    }
    shg_buf_str(out, strcmp(before, "[\n") == 0 ? "[]\n" : "\n]\n");
}
