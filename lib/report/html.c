/* The HTML face of a paper: one page that needs nothing else, and runs nothing. */
#include "report/paper.h"
#include "report/picture.h"
#include "report/words.h"

#include <string.h>

/* Colours by the reader's wish for light or dark; tables scroll within themselves, so that the page never does
 * sideways. */
static const char style[] =
    ":root{color-scheme:light dark;--ink:#1c2326;--soft:#5b666b;--paper:#fff;--line:#cfd8dc;--bar:#00697a}\n"
    "@media(prefers-color-scheme:dark){:root{--ink:#e8eef0;--soft:#a3b1b7;--paper:#14191b;--line:#3a474d;--bar:#5cc3d6}"
    "}"
    "\n*{box-sizing:border-box}\n"
    "body{margin:0 auto;padding:16px;max-width:1100px;color:var(--ink);background:var(--paper);"
    "font:16px/1.5 system-ui,\"Segoe UI\",\"DejaVu Sans\",sans-serif}\n"
    "h1{font-size:1.6rem;line-height:1.25;margin:0 0 .25rem;overflow-wrap:anywhere}\n"
    "h2{font-size:1.2rem;margin:2rem 0 .5rem;border-top:1px solid "
    "var(--line);padding-top:1rem;overflow-wrap:anywhere}\n"
    "p{margin:.25rem 0 .75rem;color:var(--soft)}\n"
    ".part{display:flex;flex-wrap:wrap;gap:16px 32px;align-items:flex-start}\n"
    ".picture{flex:1 1 320px;width:100%;max-width:420px;height:auto;overflow:visible}\n"
    ".picture text{font:12px system-ui,\"Segoe UI\",\"DejaVu Sans\",sans-serif;fill:var(--ink)}\n"
    ".picture .end{text-anchor:end}\n.picture rect,.picture .dot{fill:var(--bar)}\n.picture .dot{fill-opacity:.75}\n"
    ".picture .ring{fill:none;stroke:var(--bar);stroke-width:1.5}\n"
    ".picture .place{fill:var(--line)}\n.picture .axis{stroke:var(--line)}\n"
    ".picture .gap{fill:var(--line);fill-opacity:.6}\n"
    ".picture polyline{fill:none;stroke:var(--bar);stroke-width:2.5;stroke-linejoin:round}\n"
    "abbr{text-decoration:none}\n"
    ".table{flex:1 1 auto;min-width:0;max-width:100%;overflow-x:auto}\n"
    "table{border-collapse:collapse;font-variant-numeric:tabular-nums}\n"
    "th,td{padding:4px 12px 4px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);"
    "white-space:nowrap}\nth{font-weight:600}\nthead th{white-space:normal;vertical-align:bottom}\n.wide "
    ".table{flex-basis:100%}\n.wide table{font-size:.875rem}\n.wide th,.wide td{padding-right:9px}.wide tbody "
    "th{white-space:normal}\n"
    ".number{text-align:right}\n"
    "@page{size:A4;margin:15mm}\n"
    "@media print{body{max-width:none;padding:0;font-size:10pt;color:#000;background:#fff}"
    "h2{break-after:avoid}tr,.picture{break-inside:avoid}.table{overflow:visible}"
    "th,td{white-space:normal;overflow-wrap:anywhere;padding-right:6px}}\n";

enum { WIDE = 6 }; /* more columns stand below the picture, not beside it */

static void cell(const shg_grid *grid, size_t row, size_t c, bool first, const struct shg_face *face,
                 struct shg_buf *out) {
    bool number = shg_grid_kind(grid, c) == SHG_CELL_NUMBER;
    const char *tag = first ? "th scope=\"row\"" : "td";
    shg_buf_printf(out, "<%s%s>", tag, number ? " class=\"number\"" : "");
    if (number && strcmp(shg_grid_get(grid, row, c), ":") == 0) {
        shg_buf_str(out, "<abbr title=\"");
        shg_escape(out, shg_tr(face->tr, N_("not told")));
        shg_buf_str(out, "\">:</abbr>");
    } else {
        shg_told(grid, row, c, face, out);
    }
    shg_buf_printf(out, "</%s>", first ? "th" : "td");
}

static void table(const struct shg_part *part, const struct shg_face *face, struct shg_buf *out) {
    const shg_grid *grid = part->grid;
    shg_buf_str(out, "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"");
    shg_escape(out, shg_tr(face->tr, part->heading));
    shg_buf_str(out, "\">\n<table>\n<thead><tr>");
    size_t first = 0;
    while (first < shg_grid_columns(grid) && shg_grid_is_common(grid, first))
        first++;
    for (size_t c = first; c < shg_grid_columns(grid); c++) {
        bool number = shg_grid_kind(grid, c) == SHG_CELL_NUMBER;
        if (shg_grid_is_common(grid, c))
            continue;
        shg_buf_printf(out, "<th scope=\"col\"%s>", number ? " class=\"number\"" : "");
        shg_escape(out, shg_grid_name_told(grid, face->tr, c));
        shg_buf_str(out, "</th>");
    }
    shg_buf_str(out, "</tr></thead>\n<tbody>\n");
    for (size_t row = 0; row < shg_grid_rows(grid); row++) {
        shg_buf_str(out, "<tr>");
        for (size_t c = first; c < shg_grid_columns(grid); c++)
            if (!shg_grid_is_common(grid, c))
                cell(grid, row, c, c == first, face, out);
        shg_buf_str(out, "</tr>\n");
    }
    shg_buf_str(out, "</tbody>\n</table>\n</div>\n");
}

static void html_part(const struct shg_part *part, bool headed, size_t id, const struct shg_face *face,
                      struct shg_buf *out) {
    shg_buf_str(out, "<section>\n");
    if (headed) {
        shg_buf_str(out, "<h2>");
        shg_escape(out, shg_tr(face->tr, part->heading));
        shg_buf_str(out, "</h2>\n");
    }
    if (part->note) {
        shg_buf_str(out, "<p>");
        shg_escape(out, shg_tr(face->tr, part->note));
        shg_buf_str(out, "</p>\n");
    }
    struct shg_buf common = SHG_BUF_EMPTY;
    shg_part_common_told(part, face, &common);
    if (common.n > 0) {
        shg_buf_str(out, "<p>");
        shg_escape(out, shg_buf_get(&common));
        shg_buf_str(out, "</p>\n");
    }
    out->failed |= shg_buf_failed(&common);
    shg_buf_free(&common);
    shg_buf_str(out, shg_grid_columns(part->grid) > WIDE ? "<div class=\"part wide\">\n" : "<div class=\"part\">\n");
    shg_picture_svg(part, face, id, out);
    table(part, face, out);
    shg_buf_str(out, "</div>\n</section>\n");
}

void shg_paper_as_html(const shg_paper *paper, const struct shg_face *face, struct shg_buf *out) {
    struct shg_buf title = SHG_BUF_EMPTY;
    bool papers = shg_paper_parts(paper) > 1;
    shg_paper_title_told(paper, face, true, &title);
    shg_buf_printf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", face->language);
    shg_buf_str(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    shg_escape(out, shg_buf_get(&title));
    shg_buf_printf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n<h1>", style);
    shg_buf_cut(&title, 0);
    shg_paper_title_told(paper, face, papers, &title);
    shg_escape(out, shg_buf_get(&title));
    shg_buf_str(out, "</h1>\n<p>");
    if (!papers && *shg_paper_office(paper)) {
        shg_escape(out, shg_paper_office(paper));
        shg_buf_str(out, ", ");
    }
    shg_date_told(face->tr, face->date, out);
    shg_buf_str(out, "</p>\n");
    out->failed |= shg_buf_failed(&title);
    shg_buf_free(&title);
    for (size_t i = 0; i < shg_paper_parts(paper); i++)
        html_part(shg_paper_at(paper, i), papers, i + 1, face, out);
    if (face->suppress > 0 && shg_paper_hides(paper)) {
        struct shg_buf note = SHG_BUF_EMPTY;
        shg_hidden_told(face, &note);
        shg_buf_str(out, "<p class=\"hidden\">");
        shg_escape(out, shg_buf_get(&note));
        shg_buf_str(out, "</p>\n");
        out->failed |= shg_buf_failed(&note);
        shg_buf_free(&note);
    }
    shg_buf_str(out, "</main>\n</body>\n</html>\n");
}
