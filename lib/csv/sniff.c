#include "csv/csv_private.h"

#include <string.h>

void csv_spot_move(struct csv_spot *spot, const char *p, size_t to, char delimiter) {
    for (; spot->at < to; spot->at++) {
        char c = p[spot->at];
        if (c == '"')
            spot->quoted = !spot->quoted;
        if (c == '\n')
            spot->line++;
        if (spot->quoted || (c != delimiter && c != '\n'))
            continue;
        spot->col = c == '\n' ? 1 : spot->col + 1;
        spot->field_line = spot->line;
    }
}

/* The length of a line end at byte at: 0 (none), 1 or 2. */
static size_t line_end_at(const char *p, size_t n, size_t at) {
    if (at < n && p[at] == '\n')
        return 1;
    return at + 1 < n && p[at] == '\r' && p[at + 1] == '\n' ? 2 : 0;
}

static bool is_delimiter(char c) {
    return c == ',' || c == ';' || c == '\t';
}

/* The one of the three that stands most often in the header outside quotes. Where none does: the semicolon if there is
 * a BOM, or will be, so that --excel is read back when it has one column; else the comma. */
static char delimiter_of(const char *p, size_t n, size_t at, bool bom) {
    static const char candidates[] = ",;\t";
    size_t count[3] = {0, 0, 0};
    bool quoted = false;
    while (at < n && line_end_at(p, n, at) > 0)
        at += line_end_at(p, n, at);
    for (; at < n && (quoted || p[at] != '\n'); at++) {
        if (p[at] == '"')
            quoted = !quoted;
        for (size_t i = 0; i < 3; i++)
            count[i] += !quoted && p[at] == candidates[i];
    }
    size_t best = bom && count[0] == 0 ? 1 : 0;
    for (size_t i = best + 1; i < 3; i++)
        if (count[i] > count[best])
            best = i;
    return candidates[best];
}

size_t csv_sniff(const char *p, size_t n, size_t from, struct shg_dialect *dialect) {
    const char *lf = n > from ? memchr(p + from, '\n', n - from) : NULL;
    dialect->crlf = lf && lf > p + from && lf[-1] == '\r';
    dialect->last_newline = n > from && p[n - 1] == '\n';
    size_t head = from;
    if (n - from >= 5 && memcmp(p + from, "sep=", 4) == 0 && is_delimiter(p[from + 4]) &&
        (n - from == 5 || line_end_at(p, n, from + 5) > 0)) {
        dialect->sep_line = true;
        dialect->delimiter = p[from + 4];
        head += 5 + line_end_at(p, n, from + 5);
    } else {
        dialect->delimiter = delimiter_of(p, n, from, dialect->bom || dialect->encoding != SHG_UTF8);
    }
    dialect->guarded = dialect->bom && dialect->delimiter == ';';
    return head;
}
