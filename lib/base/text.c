#include "base/text.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Room for n more bytes and the NUL; false when there is none (the buffer has failed then). */
static bool reserve(struct shg_buf *buf, size_t n) {
    if (buf->failed)
        return false;
    if (n < buf->cap && buf->n < buf->cap - n)
        return true;
    size_t cap = buf->cap < 64 ? 64 : buf->cap + buf->cap / 2;
    if (cap <= buf->n + n)
        cap = buf->n + n + 1;
    char *p = cap > n ? realloc(buf->p, cap) : NULL;
    if (!p) {
        buf->failed = true;
        return false;
    }
    buf->p = p;
    buf->cap = cap;
    return true;
}

char *shg_buf_room(struct shg_buf *buf, size_t n) {
    return reserve(buf, n) ? buf->p + buf->n : NULL;
}

void shg_buf_filled(struct shg_buf *buf, size_t n) {
    buf->n += n;
    buf->p[buf->n] = '\0';
}

void shg_buf_add(struct shg_buf *buf, const void *bytes, size_t n) {
    if (!reserve(buf, n))
        return;
    if (n > 0)
        memcpy(buf->p + buf->n, bytes, n);
    buf->n += n;
    buf->p[buf->n] = '\0';
}

void shg_buf_str(struct shg_buf *buf, const char *s) {
    shg_buf_add(buf, s, strlen(s));
}

void shg_buf_char(struct shg_buf *buf, char c) {
    shg_buf_add(buf, &c, 1);
}

void shg_buf_int(struct shg_buf *buf, long long value) {
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%lld", value);
    shg_buf_add(buf, digits, (size_t)n);
}

void shg_buf_vprintf(struct shg_buf *buf, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    if (n < 0)
        buf->failed = true;
    else if (reserve(buf, (size_t)n)) {
        (void)vsnprintf(buf->p + buf->n, (size_t)n + 1, format, again); /* the length is known from above */
        buf->n += (size_t)n;
    }
    va_end(again);
}

void shg_buf_printf(struct shg_buf *buf, const char *format, ...) {
    va_list args;
    va_start(args, format);
    shg_buf_vprintf(buf, format, args);
    va_end(args);
}

void shg_buf_cut(struct shg_buf *buf, size_t n) {
    if (n >= buf->n)
        return;
    buf->n = n;
    buf->p[n] = '\0';
}

bool shg_buf_failed(const struct shg_buf *buf) {
    return buf->failed;
}

const char *shg_buf_get(const struct shg_buf *buf) {
    return buf->p ? buf->p : "";
}

char *shg_buf_take(struct shg_buf *buf) {
    shg_buf_add(buf, "", 0);
    char *p = buf->p;
    if (buf->failed) {
        free(p);
        p = NULL;
    }
    *buf = SHG_BUF_EMPTY;
    return p;
}

void shg_buf_free(struct shg_buf *buf) {
    free(buf->p);
    *buf = SHG_BUF_EMPTY;
}

char *shg_copy_n(const char *s, size_t n) {
    char *copy = malloc(n + 1);
    if (copy) {
        memcpy(copy, s, n);
        copy[n] = '\0';
    }
    return copy;
}

char *shg_copy(const char *s) {
    return shg_copy_n(s, strlen(s));
}

bool shg_parse_int(const char *s, long long low, long long high, long long *out) {
    bool minus = *s == '-' && low < 0;
    if (minus)
        s++;
    if (*s == '\0' || strspn(s, "0123456789") != strlen(s))
        return false;
    long long value = 0;
    for (; *s; s++) {
        int digit = *s - '0';
        if (value > (9223372036854775807LL - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    if (minus)
        value = -value;
    if (value < low || value > high)
        return false;
    *out = value;
    return true;
}

bool shg_parse_decimal(const char *s, double *out) {
    /* by hand: strtod depends on the locale */
    bool minus = *s == '-';
    if (minus)
        s++;
    size_t whole = strspn(s, "0123456789");
    size_t part = s[whole] == '.' || s[whole] == ',' ? strspn(s + whole + 1, "0123456789") : 0;
    size_t end = whole + (part > 0 ? part + 1 : 0);
    if (whole == 0 || s[end] != '\0' || whole + part > 17)
        return false;
    double value = 0;
    double scale = 1;
    for (size_t i = 0; i < end; i++) {
        if (i == whole)
            continue;
        value = value * 10 + (s[i] - '0');
        if (i > whole)
            scale *= 10;
    }
    value /= scale;
    *out = minus ? -value : value;
    return true;
}

static bool continues(const unsigned char *s, size_t n, size_t i) {
    return i < n && (s[i] & 0xC0U) == 0x80U;
}

/* Length of the well-formed sequence at s (RFC 3629, section 4), 0 where there is none. */
static size_t sequence(const unsigned char *s, size_t n) {
    if (s[0] < 0x80)
        return 1;
    if (s[0] >= 0xC2 && s[0] <= 0xDF)
        return continues(s, n, 1) ? 2 : 0;
    if (!continues(s, n, 1) || !continues(s, n, 2))
        return 0;
    if (s[0] >= 0xE0 && s[0] <= 0xEF) {
        bool overlong = s[0] == 0xE0 && s[1] < 0xA0;
        bool surrogate = s[0] == 0xED && s[1] > 0x9F;
        return overlong || surrogate ? 0 : 3;
    }
    if (s[0] < 0xF0 || s[0] > 0xF4 || !continues(s, n, 3))
        return 0;
    bool outside = (s[0] == 0xF0 && s[1] < 0x90) || (s[0] == 0xF4 && s[1] > 0x8F);
    return outside ? 0 : 4;
}

size_t shg_utf8_bad(const char *s, size_t n) {
    const unsigned char *u = (const unsigned char *)s;
    size_t i = 0;
    while (i < n) {
        /* eight plain bytes at a time: nearly all of a register is ASCII */
        uint64_t word;
        while (n - i >= sizeof word) {
            memcpy(&word, u + i, sizeof word);
            if (word & UINT64_C(0x8080808080808080))
                break;
            i += sizeof word;
        }
        if (i == n)
            break;
        size_t k = sequence(u + i, n - i);
        if (k == 0)
            return i;
        i += k;
    }
    return n;
}

uint32_t shg_utf8_next(const char **s) {
    const unsigned char *u = (const unsigned char *)*s;
    size_t n = 1;
    while (n < 4 && u[n] != '\0')
        n++;
    size_t k = sequence(u, n);
    *s += k == 0 ? 1 : k;
    switch (k) {
    case 1:
        return u[0];
    case 2:
        return (u[0] & 0x1FU) << 6 | (u[1] & 0x3FU);
    case 3:
        return (u[0] & 0x0FU) << 12 | (u[1] & 0x3FU) << 6 | (u[2] & 0x3FU);
    case 4:
        return (u[0] & 0x07U) << 18 | (u[1] & 0x3FU) << 12 | (u[2] & 0x3FU) << 6 | (u[3] & 0x3FU);
    default:
        return 0xFFFD;
    }
}

void shg_utf8_add(struct shg_buf *buf, uint32_t code) {
    unsigned char u[4];
    size_t n;
    if (code < 0x80) {
        u[0] = (unsigned char)code;
        n = 1;
    } else if (code < 0x800) {
        u[0] = (unsigned char)(0xC0U | code >> 6);
        n = 2;
    } else if (code < 0x10000) {
        u[0] = (unsigned char)(0xE0U | code >> 12);
        n = 3;
    } else {
        u[0] = (unsigned char)(0xF0U | (code >> 18 & 0x07U));
        n = 4;
    }
    for (size_t i = 1; i < n; i++)
        u[i] = (unsigned char)(0x80U | (code >> (6 * (n - 1 - i)) & 0x3FU));
    shg_buf_add(buf, u, n);
}

/* Terminal columns of a code point: the zero-width and wide blocks of Unicode's East Asian Width (UAX 11), coarsely. */
static size_t columns(uint32_t c) {
    if ((c >= 0x0300 && c <= 0x036F) || (c >= 0x200B && c <= 0x200F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF)
        return 0;
    bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
                (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
                (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
    return wide ? 2 : 1;
}

size_t shg_utf8_width(const char *s) {
    size_t width = 0;
    while (*s)
        width += columns(shg_utf8_next(&s));
    return width;
}

void shg_visible(struct shg_buf *buf, const char *s) {
    while (*s) {
        const char *start = s;
        uint32_t code = shg_utf8_next(&s);
        bool bad = code == 0xFFFD && s - start == 1;
        if (bad || code < 0x20 || (code >= 0x7F && code < 0xA0)) {
            for (; start < s; start++)
                shg_buf_printf(buf, "\\x%02X", (unsigned)(unsigned char)*start);
        } else {
            shg_buf_add(buf, start, (size_t)(s - start));
        }
    }
}

bool shg_next_item(const char **at, const char **item, size_t *n) {
    const char *s = *at;
    for (;;) {
        s += strspn(s, "; \t");
        if (*s == '\0') {
            *at = s;
            return false;
        }
        const char *end = s + strcspn(s, ";");
        const char *last = end;
        while (last > s && (last[-1] == ' ' || last[-1] == '\t'))
            last--;
        *item = s;
        *n = (size_t)(last - s);
        *at = end;
        return true;
    }
}

bool shg_list_has(const char *cell, const char *item) {
    size_t length = strlen(item);
    const char *found;
    size_t n;
    while (shg_next_item(&cell, &found, &n))
        if (n == length && memcmp(found, item, n) == 0)
            return true;
    return false;
}

enum { LONGEST = 64 };

static size_t decode(const char *s, uint32_t out[LONGEST]) {
    size_t n = 0;
    while (*s && n < LONGEST)
        out[n++] = shg_utf8_next(&s);
    return *s ? LONGEST + 1 : n;
}

static unsigned least(unsigned a, unsigned b) {
    return a < b ? a : b;
}

unsigned shg_distance(const char *a, const char *b, unsigned limit) {
    uint32_t s[LONGEST];
    uint32_t t[LONGEST];
    size_t n = decode(a, s);
    size_t m = decode(b, t);
    if (n > LONGEST || m > LONGEST)
        return limit + 1;
    unsigned rows[3][LONGEST + 1];
    for (size_t j = 0; j <= m; j++)
        rows[0][j] = (unsigned)j;
    for (size_t i = 1; i <= n; i++) {
        unsigned *now = rows[i % 3];
        const unsigned *before = rows[(i + 2) % 3];
        const unsigned *earlier = rows[(i + 1) % 3];
        now[0] = (unsigned)i;
        for (size_t j = 1; j <= m; j++) {
            unsigned change = before[j - 1] + (s[i - 1] != t[j - 1]);
            now[j] = least(change, least(before[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && s[i - 1] == t[j - 2] && s[i - 2] == t[j - 1])
                now[j] = least(now[j], earlier[j - 2] + 1);
        }
    }
    return least(rows[n % 3][m], limit + 1);
}
