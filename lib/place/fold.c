#include "place/fold.h"

#include "base/text.h"

#include <stdint.h>
#include <string.h>

static const uint32_t lost = '?';

struct pair {
    uint32_t from, to;
};

static uint32_t looked_up(const struct pair *pairs, size_t n, uint32_t code, uint32_t otherwise) {
    for (size_t i = 0; i < n; i++)
        if (pairs[i].from == code)
            return pairs[i].to;
    return otherwise;
}

/* One code point in small letters, of the neighbours' alphabets in ours; a blank for what stands between words. */
static uint32_t plain(uint32_t code) {
    static const struct pair pairs[] = {
        {0xC6, 0xE6}, {0xD8, 0xF8}, {0xC5, 0xE5},  {0xC4, 0xE6},  {0xE4, 0xE6},  {0xD6, 0xF8},  {0xF6, 0xF8},
        {0xC1, 'a'},  {0xE1, 'a'},  {0xC0, 'a'},   {0xE0, 'a'},   {0xC9, 'e'},   {0xE9, 'e'},   {0xC8, 'e'},
        {0xE8, 'e'},  {0xD4, 'o'},  {0xF4, 'o'},   {0xD2, 'o'},   {0xF2, 'o'},   {0xD3, 'o'},   {0xF3, 'o'},
        {'-', ' '},   {'_', ' '},   {'.', ' '},    {'\t', ' '},   {'\n', ' '},   {'\r', ' '},   {0xA0, ' '},
        {0xAD, ' '},  {'@', '?'},   {0xFFFD, '?'}, {0x2010, ' '}, {0x2011, ' '}, {0x2013, ' '}, {0x2014, ' '},
    };
    if (code >= 'a' && code <= 'z')
        return code;
    if (code >= 'A' && code <= 'Z')
        return code - 'A' + 'a';
    return looked_up(pairs, sizeof pairs / sizeof pairs[0], code, code);
}

/* The letter that stood there before UTF-8 was read as Windows-1252: its second byte as that code page shows it. */
static uint32_t misread(uint32_t second) {
    static const struct pair pairs[] = {{0x2DC, 0xF8}, {0xB8, 0xF8}, {0x98, 0xF8},   {0xA5, 0xE5}, {0x2026, 0xE5},
                                        {0x85, 0xE5},  {0xA6, 0xE6}, {0x2020, 0xE6}, {0x86, 0xE6}};
    return looked_up(pairs, sizeof pairs / sizeof pairs[0], second, 0);
}

/* The next letter of a name, damage of encodings mended. */
static uint32_t next_letter(const char **s) {
    uint32_t code = shg_utf8_next(s);
    const char *ahead = *s;
    uint32_t second = (unsigned char)*ahead >= 0x80 ? shg_utf8_next(&ahead) : 0;
    uint32_t mended = 0;
    if (code == 0xC3)
        mended = misread(second);
    else if (second == 0x30A) /* a ring that stands on its own, as on a Mac */
        mended = code == 'a' || code == 'A' ? 0xE5 : 0;
    if (mended) {
        *s = ahead;
        return mended;
    }
    return plain(code);
}

static bool add_letter(char out[SHG_FOLD_MAX], size_t *n, uint32_t code) {
    if (*n + 3 > SHG_FOLD_MAX)
        return false;
    if (code < 0x80)
        out[(*n)++] = (char)code;
    else { /* what is left above ASCII is æ, ø and å; everything else counts as one foreign letter */
        bool ours = code == 0xE6 || code == 0xF8 || code == 0xE5;
        out[(*n)++] = (char)0xC3;
        out[(*n)++] = (char)(ours ? 0x80 + (code & 0x3F) : 0xBF);
    }
    out[*n] = '\0';
    return true;
}

/* Takes a word off the end or the beginning where other words remain. */
static void drop_word(char *name, const char *word) {
    size_t n = strlen(name);
    size_t w = strlen(word);
    if (n > w + 1 && name[n - w - 1] == ' ' && strcmp(name + n - w, word) == 0)
        name[n - w - 1] = '\0';
    else if (n > w + 1 && name[w] == ' ' && strncmp(name, word, w) == 0)
        memmove(name, name + w + 1, n - w);
}

/* aa, ae, oe and the letters that they stand for as one plain letter. */
static void take_marks_off(char *name) {
    char *to = name;
    for (const char *from = name; *from; from++) {
        if ((unsigned char)*from == 0xC3) {
            from++;
            unsigned char second = (unsigned char)*from;
            *to++ = second == 0xB8 ? 'o' : second == 0xBF ? '?' : 'a';
        } else if ((from[0] == 'a' && (from[1] == 'a' || from[1] == 'e')) || (from[0] == 'o' && from[1] == 'e')) {
            *to++ = *from++;
        } else
            *to++ = *from;
    }
    *to = '\0';
}

bool shg_fold_name(const char *name, enum shg_fold how, char out[SHG_FOLD_MAX]) {
    size_t n = 0;
    out[0] = '\0';
    while (*name) {
        uint32_t code = next_letter(&name);
        if (code == ' ' && (n == 0 || out[n - 1] == ' '))
            continue;
        if (!add_letter(out, &n, code))
            return false;
    }
    if (n > 0 && out[n - 1] == ' ')
        out[--n] = '\0';
    drop_word(out, "kommune");
    if (how == SHG_FOLD_DAMAGED)
        take_marks_off(out);
    return true;
}

bool shg_fold_fits(const char *text, const char *name) {
    while (*text && *name) {
        bool ours = (unsigned char)*name == 0xC3;
        if (*text == (char)lost && ours) {
            text++;
            name += 2;
            continue;
        }
        if (*text++ != *name++)
            return false;
    }
    return *text == *name;
}
