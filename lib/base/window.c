#include "base/window.h"

#include <string.h>

enum { DAY = 24 * 60 };

/* English and Norwegian names of the days; several spellings a day. */
static const struct {
    const char *name;
    int day;
} days[] = {{"mon", 0}, {"tue", 1}, {"wed", 2}, {"thu", 3}, {"fri", 4}, {"sat", 5},        {"sun", 6},
            {"man", 0}, {"tir", 1}, {"ons", 2}, {"tor", 3}, {"fre", 4}, {"l\xC3\xB8r", 5}, {"s\xC3\xB8n", 6}};

static int day_of(const char **s, const char *end) {
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        size_t n = strlen(days[i].name);
        if ((size_t)(end - *s) >= n && memcmp(*s, days[i].name, n) == 0) {
            *s += n;
            return days[i].day;
        }
    }
    return -1;
}

static int two_digits(const char **s, const char *end, int least) {
    int value = 0;
    int n = 0;
    for (; n < 2 && *s < end && **s >= '0' && **s <= '9'; n++, (*s)++)
        value = value * 10 + (**s - '0');
    return n < least ? -1 : value;
}

/* `17`, `17:00` as minutes; -1 for anything else. */
static int clock_of(const char **s, const char *end) {
    int hours = two_digits(s, end, 1);
    int minutes = 0;
    if (hours < 0)
        return -1;
    if (*s < end && **s == ':') {
        (*s)++;
        minutes = two_digits(s, end, 2);
    }
    return minutes < 0 || minutes > 59 || hours * 60 + minutes > DAY ? -1 : hours * 60 + minutes;
}

bool shg_window_parse(const char *s, size_t n, struct shg_window *out) {
    const char *end = s + n;
    int day = day_of(&s, end);
    if (day < 0)
        return false;
    int from = clock_of(&s, end);
    if (from < 0 || s == end || *s++ != '-')
        return false;
    int to = clock_of(&s, end);
    if (to <= from || s != end)
        return false;
    out->start = (uint16_t)(day * DAY + from);
    out->end = (uint16_t)(day * DAY + to);
    return true;
}

static char *put_clock(char *at, int minutes) {
    *at++ = (char)('0' + minutes / 600);
    *at++ = (char)('0' + minutes / 60 % 10);
    *at++ = ':';
    *at++ = (char)('0' + minutes % 60 / 10);
    *at++ = (char)('0' + minutes % 10);
    return at;
}

char *shg_window_format(struct shg_window w, char out[15]) {
    int day = shg_window_weekday(w);
    memcpy(out, days[day].name, 3);
    char *at = put_clock(out + 3, w.start - day * DAY);
    *at++ = '-';
    at = put_clock(at, w.end - day * DAY);
    *at = '\0';
    return out;
}

int shg_window_weekday(struct shg_window w) {
    return w.start / DAY;
}

bool shg_window_contains(struct shg_window outer, struct shg_window inner) {
    /* windows that touch do not join, so a slot up to 24:00 stays within its day */
    return shg_window_weekday(outer) == shg_window_weekday(inner) && outer.start <= inner.start &&
           inner.end <= outer.end;
}

bool shg_window_overlap(struct shg_window a, struct shg_window b) {
    return a.start < b.end && b.start < a.end;
}
