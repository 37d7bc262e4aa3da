#include "base/list.h"
#include "csv/csv_private.h"

#include <string.h>

/* Windows-1252, bytes 0x80 to 0x9f; 0 is undefined. Source: Unicode, MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT. */
static const uint16_t windows_1252[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

static bool note_bad(struct csv_decoded *out, size_t at) {
    size_t *bad = shg_grow(out->bad, &out->bad_cap, out->bad_n + 1, sizeof *bad);
    if (!bad)
        return false;
    out->bad = bad;
    out->bad[out->bad_n++] = at;
    return true;
}

static bool list_bad_utf8(const struct shg_buf *buf, size_t at, struct csv_decoded *out) {
    for (;;) {
        at += shg_utf8_bad(buf->p + at, buf->n - at);
        if (at >= buf->n)
            return true;
        if (!note_bad(out, at++))
            return false;
    }
}

static void take_over(struct shg_buf *buf, const struct shg_buf *utf8) {
    shg_buf_free(buf);
    *buf = *utf8;
}

static bool from_windows_1252(struct shg_buf *buf, size_t guess, struct csv_decoded *out) {
    struct shg_buf utf8 = SHG_BUF_EMPTY;
    bool ok = true;
    /* what comes before the first byte that is not UTF-8 may hold letters beyond ASCII all the same */
    for (size_t i = 0; i < buf->n && ok; i++) {
        unsigned char c = (unsigned char)buf->p[i];
        if (i == guess)
            out->guess = utf8.n;
        uint32_t code = c >= 0x80 && c < 0xa0 ? windows_1252[c - 0x80] : c;
        if (code == 0 && c != 0)
            ok = note_bad(out, utf8.n);
        shg_utf8_add(&utf8, code == 0 && c != 0 ? 0xfffd : code);
    }
    ok = ok && !shg_buf_failed(&utf8);
    take_over(buf, &utf8);
    return ok;
}

struct units {
    const unsigned char *p;
    size_t n;
    bool big;
};

static uint32_t unit_at(const struct units *u, size_t i) {
    unsigned high = u->p[u->big ? i : i + 1];
    unsigned low = u->p[u->big ? i + 1 : i];
    return high << 8 | low;
}

/* The code point at *i, which moves behind it; SIZE_MAX for half a pair or half a unit. Source: RFC 2781, 2.2. */
static uint32_t next_utf16(const struct units *u, size_t *i) {
    if (u->n - *i < 2) {
        *i = u->n;
        return UINT32_MAX;
    }
    uint32_t first = unit_at(u, *i);
    *i += 2;
    if (first < 0xd800 || first > 0xdfff)
        return first;
    if (first > 0xdbff || u->n - *i < 2)
        return UINT32_MAX;
    uint32_t second = unit_at(u, *i);
    if (second < 0xdc00 || second > 0xdfff)
        return UINT32_MAX;
    *i += 2;
    return 0x10000 + ((first & 0x3ff) << 10 | (second & 0x3ff));
}

static bool from_utf16(struct shg_buf *buf, bool big, struct csv_decoded *out) {
    struct shg_buf utf8 = SHG_BUF_EMPTY;
    struct units u = {(const unsigned char *)buf->p, buf->n, big};
    bool ok = true;
    for (size_t i = 2; i < u.n && ok;) {
        uint32_t code = next_utf16(&u, &i);
        if (code == UINT32_MAX)
            ok = note_bad(out, utf8.n);
        shg_utf8_add(&utf8, code == UINT32_MAX ? 0xfffd : code);
    }
    ok = ok && !shg_buf_failed(&utf8);
    take_over(buf, &utf8);
    return ok;
}

bool csv_decode(struct shg_buf *buf, struct csv_decoded *out) {
    *out = (struct csv_decoded){.encoding = SHG_UTF8};
    if (buf->n >= 2 && (memcmp(buf->p, "\xfe\xff", 2) == 0 || memcmp(buf->p, "\xff\xfe", 2) == 0)) {
        out->encoding = SHG_UTF16;
        out->bom = true;
        return from_utf16(buf, buf->p[0] == '\xfe', out);
    }
    if (buf->n >= 3 && memcmp(buf->p, "\xef\xbb\xbf", 3) == 0) {
        out->bom = true;
        return list_bad_utf8(buf, 3, out);
    }
    size_t bad = buf->n > 0 ? shg_utf8_bad(buf->p, buf->n) : 0;
    if (bad == buf->n)
        return true;
    out->encoding = SHG_WINDOWS_1252;
    return from_windows_1252(buf, bad, out);
}
