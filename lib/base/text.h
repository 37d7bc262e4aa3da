/* Text: a buffer that grows, and what the rooms above ask of bytes.
 *
 * A buffer fails once and stays failed: add as much as you like, look at shg_buf_failed at the end.
 */
#ifndef SHG_BASE_TEXT_H
#define SHG_BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct shg_buf {
    char *p;    /* NUL-terminated once something was added; NULL before */
    size_t n;   /* bytes without the NUL */
    size_t cap; /* private */
    bool failed;
};

#define SHG_BUF_EMPTY ((struct shg_buf){NULL, 0, 0, false})

void shg_buf_add(struct shg_buf *buf, const void *bytes, size_t n);
/* Room for n bytes behind what is there, to be written by others, who then say how many they wrote; NULL (the buffer
 * has failed) where there is none. */
char *shg_buf_room(struct shg_buf *buf, size_t n);
void shg_buf_filled(struct shg_buf *buf, size_t n);
void shg_buf_str(struct shg_buf *buf, const char *s);
void shg_buf_char(struct shg_buf *buf, char c);
void shg_buf_int(struct shg_buf *buf, long long value);
void shg_buf_printf(struct shg_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void shg_buf_vprintf(struct shg_buf *buf, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
/* Sets the length back to n bytes (n <= buf->n). */
void shg_buf_cut(struct shg_buf *buf, size_t n);
bool shg_buf_failed(const struct shg_buf *buf);
/* What stands in it, "" when nothing does; owned by the buffer. */
const char *shg_buf_get(const struct shg_buf *buf);
/* Gives the bytes to the caller (free() them) and empties the buffer; NULL when it had failed. */
char *shg_buf_take(struct shg_buf *buf);
void shg_buf_free(struct shg_buf *buf);

/* A copy, or NULL when out of memory; free() it. */
char *shg_copy(const char *s);
char *shg_copy_n(const char *s, size_t n);

/* Whole number in [low, high] written in decimal digits alone (a leading '-' where low < 0); false when it is anything
 * else. */
bool shg_parse_int(const char *s, long long low, long long high, long long *out);
/* Decimal number with point or comma, no exponent, no blanks; false when it is anything else. */
bool shg_parse_decimal(const char *s, double *out);

/* The first byte of s that is not part of well-formed UTF-8 (RFC 3629), or n. */
size_t shg_utf8_bad(const char *s, size_t n);
/* Reads one code point at *s and moves *s behind it; U+FFFD for a bad byte. *s must not be at the NUL. */
uint32_t shg_utf8_next(const char **s);
/* Adds a code point as UTF-8. */
void shg_utf8_add(struct shg_buf *buf, uint32_t code);
/* Terminal columns that s takes: combining marks 0, wide letters 2. */
size_t shg_utf8_width(const char *s);
/* Adds s with C0, C1 and DEL bytes and bad UTF-8 as \xHH, so that it can be shown on a terminal. */
void shg_visible(struct shg_buf *buf, const char *s);

/* Trimmed items of a list in one cell, separated by ';': gives the next item's start and length and moves *at, false at
 * the end. Empty items are skipped. Start with *at = cell. */
bool shg_next_item(const char **at, const char **item, size_t *n);
/* Whether the list in a cell holds an item. */
bool shg_list_has(const char *cell, const char *item);

/* Edits (insert, delete, change, swap of neighbours) that turn a into b, by code points; more than limit gives limit
 * + 1. Optimal string alignment distance. */
unsigned shg_distance(const char *a, const char *b, unsigned limit);

#endif
