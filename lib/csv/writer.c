#include "csv/csv_private.h"

#include <stdio.h>
#include <string.h>

const struct shg_dialect shg_dialect_plain = {.delimiter = ',', .last_newline = true, .encoding = SHG_UTF8};
const struct shg_dialect shg_dialect_excel = {
    .delimiter = ';', .bom = true, .crlf = true, .last_newline = true, .guarded = true, .encoding = SHG_UTF8};

/* Source: OWASP, "CSV Injection". */
bool csv_guard_needed(const char *text, size_t n) {
    size_t i = 0;
    while (i < n && text[i] == '\'')
        i++;
    return i < n &&
           (text[i] == '=' || text[i] == '+' || text[i] == '-' || text[i] == '@' || text[i] == '\t' || text[i] == '\r');
}

struct shg_writer csv_writer_within(struct shg_buf *out, const struct shg_dialect *dialect) {
    return (struct shg_writer){.out = out, .dialect = dialect, .fields = 0, .start = out->n, .header = false};
}

struct shg_writer shg_writer_to(struct shg_buf *out, const struct shg_dialect *dialect) {
    if (dialect->bom)
        shg_buf_str(out, "\xef\xbb\xbf");
    if (dialect->sep_line) {
        shg_buf_str(out, "sep=");
        shg_buf_char(out, dialect->delimiter);
        csv_add_line_end(out, dialect);
    }
    struct shg_writer w = csv_writer_within(out, dialect);
    w.header = true;
    return w;
}

void csv_add_line_end(struct shg_buf *out, const struct shg_dialect *dialect) {
    shg_buf_str(out, dialect->crlf ? "\r\n" : "\n");
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/* Quotes that reading needs, and for blanks at either end, which other readers take off. A first field that looks like
 * a BOM or like the line `sep=` would be read as that. In the header every delimiter counts, since it decides. */
static bool must_quote(const struct shg_writer *w, const char *text, size_t n) {
    if (n == 0)
        return false;
    if (is_blank(text[0]) || is_blank(text[n - 1]))
        return true;
    if (w->fields == 0 && (strncmp(text, "\xef\xbb\xbf", 3) == 0 || strncmp(text, "sep=", 4) == 0))
        return true;
    const char specials[] = {'"', '\r', '\n', w->dialect->delimiter, '\0'};
    return text[strcspn(text, w->header ? "\"\r\n,;\t" : specials)] != '\0';
}

static void put_quoted(struct shg_buf *out, const char *guard, const char *text) {
    shg_buf_char(out, '"');
    shg_buf_str(out, guard);
    for (const char *quote = strchr(text, '"'); quote; quote = strchr(text, '"')) {
        shg_buf_add(out, text, (size_t)(quote - text) + 1);
        shg_buf_char(out, '"');
        text = quote + 1;
    }
    shg_buf_str(out, text);
    shg_buf_char(out, '"');
}

void shg_put(struct shg_writer *w, const char *text) {
    size_t n = strlen(text);
    const char *guard = w->dialect->guarded && csv_guard_needed(text, n) ? "'" : "";
    if (w->fields > 0)
        shg_buf_char(w->out, w->dialect->delimiter);
    if (must_quote(w, text, n)) {
        put_quoted(w->out, guard, text);
    } else {
        shg_buf_str(w->out, guard);
        shg_buf_add(w->out, text, n);
    }
    w->fields++;
}

void shg_put_int(struct shg_writer *w, long long value) {
    char digits[24];
    (void)snprintf(digits, sizeof digits, "%lld", value); /* 20 characters at most */
    shg_put(w, digits);
}

void shg_put_decimal(struct shg_writer *w, double value, int decimals) {
    char digits[352]; /* DBL_MAX has 309 digits */
    int n = snprintf(digits, sizeof digits, "%.*f", decimals < 0 ? 0 : decimals > 6 ? 6 : decimals, value);
    /* what the locale has for a point may be of several bytes */
    char text[352];
    size_t k = 0;
    bool zero = true;
    for (int i = 0; i < n; i++) {
        bool digit = digits[i] >= '0' && digits[i] <= '9';
        zero = zero && (!digit || digits[i] == '0');
        if (digit || digits[i] == '-')
            text[k++] = digits[i];
        else if (k > 0 && text[k - 1] >= '0' && text[k - 1] <= '9')
            text[k++] = w->dialect->delimiter == ';' ? ',' : '.';
    }
    text[k] = '\0';
    shg_put(w, zero && text[0] == '-' ? text + 1 : text);
}

void shg_put_row(struct shg_writer *w, const char *const *fields, size_t n) {
    for (size_t i = 0; i < n; i++)
        shg_put(w, fields[i]);
    shg_end_row(w);
}

void csv_fill_sole_field(struct shg_writer *w) {
    if (w->fields == 1 && w->out->n == w->start)
        shg_buf_str(w->out, "\"\"");
}

void shg_end_row(struct shg_writer *w) {
    csv_fill_sole_field(w);
    csv_add_line_end(w->out, w->dialect);
    w->fields = 0;
    w->start = w->out->n;
    w->header = false;
}
