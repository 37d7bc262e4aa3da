#include "intake/words.h"

#include "base/window.h"

#include <string.h>

enum { WORD_MOST = 32, DAYS = 7, WEEKDAYS = 5 };

static const struct {
    const char *word;
    int day; /* DAYS: every day; -1: Monday to Friday; -2: Saturday and Sunday */
} days[] = {
    {"mandag", 0},      {"m\u00e5ndag", 0}, {"monday", 0},     {"tirsdag", 1},     {"tysdag", 1},    {"tuesday", 1},
    {"onsdag", 2},      {"wednesday", 2},   {"torsdag", 3},    {"thursday", 3},    {"fredag", 4},    {"friday", 4},
    {"l\u00f8rdag", 5}, {"laurdag", 5},     {"saturday", 5},   {"s\u00f8ndag", 6}, {"sundag", 6},    {"sunday", 6},
    {"hverdager", -1},  {"hverdag", -1},    {"kvardagar", -1}, {"weekdays", -1},   {"ukedager", -1}, {"helg", -2},
    {"helgen", -2},     {"helga", -2},      {"weekend", -2},   {"alle", DAYS},     {"every", DAYS},
};

static const struct {
    const char *word;
    const char *hours;
} parts[] = {
    {"formiddag", "09:00-12:00"}, {"f\u00f8remiddag", "09:00-12:00"},
    {"morgen", "08:00-10:00"},    {"morgon", "08:00-10:00"},
    {"morning", "09:00-12:00"},   {"ettermiddag", "12:00-17:00"},
    {"afternoon", "12:00-17:00"}, {"kveld", "17:00-21:00"},
    {"evening", "17:00-21:00"},   {"dagtid", "09:00-16:00"},
    {"dag", "09:00-16:00"},       {"daytime", "09:00-16:00"},
    {"hele", "09:00-21:00"},      {"heile", "09:00-21:00"},
    {"all", "09:00-21:00"},
};

/* Words that carry nothing by themselves: "hele dagen", "all day", "om kvelden". */
static const char *const fillers[] = {"dagen", "day", "days", "dager", "dagar", "p\u00e5",
                                      "om",    "kl",  "in",   "the",   "on"};

void shg_words_small(struct shg_buf *out, const char *s, size_t n) {
    const char *end = s + n;
    while (s < end && (*s == ' ' || *s == '\t'))
        s++;
    while (end > s && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    for (; s < end; s++) {
        bool capital = *s >= 'A' && *s <= 'Z';
        /* the capitals of Latin-1, C3 80 to C3 9E, have their small letters 20 higher */
        bool norse =
            (unsigned char)*s >= 0x80 && (unsigned char)*s <= 0x9E && out->n > 0 && out->p[out->n - 1] == '\xC3';
        shg_buf_char(out, (char)(capital || norse ? *s + 0x20 : *s));
    }
}

static bool same(const char *word, const char *s, size_t n) {
    return strlen(word) == n && memcmp(word, s, n) == 0;
}

int shg_words_day(const char *word, size_t n) {
    struct shg_window w;
    char text[WORD_MOST + 8];
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        size_t length = strlen(days[i].word);
        bool plural = n > length && days[i].day >= 0 && days[i].day < DAYS; /* mandager, mandagar, mondays */
        if (same(days[i].word, word, n) || (plural && n <= length + 2 && memcmp(days[i].word, word, length) == 0))
            return days[i].day >= 0 && days[i].day < DAYS ? days[i].day : -1;
    }
    if (n > WORD_MOST)
        return -1;
    memcpy(text, word, n); /* mon, man, tir ... */
    memcpy(text + n, "1-2", 4);
    return shg_window_parse(text, n + 3, &w) ? shg_window_weekday(w) : -1;
}

/* A bit for each day that a word means, 0 where it names none. */
static unsigned days_of(const char *word, size_t n) {
    int day = shg_words_day(word, n);
    if (day >= 0)
        return 1U << day;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        if (!same(days[i].word, word, n))
            continue;
        return days[i].day == -1 ? (1U << WEEKDAYS) - 1 : days[i].day == -2 ? 3U << WEEKDAYS : (1U << DAYS) - 1;
    }
    return 0;
}

/* The hours in a map's own words, else those of ours; n 0 where the word is none. */
static const char *hours_of(const char *word, size_t n, const char *extra, size_t *length) {
    const char *item;
    size_t size;
    while (extra && shg_next_item(&extra, &item, &size)) {
        const char *equals = memchr(item, '=', size);
        if (equals && (size_t)(equals - item) == n && memcmp(item, word, n) == 0) {
            *length = size - n - 1;
            return equals + 1;
        }
    }
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t part = strlen(parts[i].word);
        bool definite = n == part + 2 && memcmp(parts[i].word, word, part) == 0; /* kvelden */
        if (same(parts[i].word, word, n) || definite) {
            *length = strlen(parts[i].hours);
            return parts[i].hours;
        }
    }
    *length = 0;
    return NULL;
}

static bool filler(const char *word, size_t n) {
    for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++)
        if (same(fillers[i], word, n))
            return true;
    return n == 0;
}

/* What a text says so far. */
struct said {
    unsigned days;
    const char *hours;
    size_t length;
};

static bool hear(struct said *said, const char *word, size_t n, const char *extra) {
    struct shg_window w;
    char text[WORD_MOST + 8] = "mon";
    unsigned bits = days_of(word, n);
    size_t length;
    if (filler(word, n))
        return true;
    const char *hours = hours_of(word, n, extra, &length);
    if (bits) {
        said->days |= bits;
        return true;
    }
    if (hours) {
        said->hours = hours;
        said->length = length;
        return true;
    }
    if (n < WORD_MOST) { /* 17-21, 17:00-21:00 */
        memcpy(text + 3, word, n);
        if (shg_window_parse(text, n + 3, &w)) {
            said->hours = word;
            said->length = n;
            return true;
        }
    }
    return false;
}

static bool add_windows(const struct said *said, struct shg_buf *out) {
    static const char *const names[DAYS] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    size_t before = out->n;
    for (int day = 0; day < DAYS; day++) {
        char text[WORD_MOST + 8];
        char formatted[15];
        struct shg_window w;
        if (!(said->days & 1U << day))
            continue;
        bool fits = said->length <= WORD_MOST;
        memcpy(text, names[day], 3);
        memcpy(text + 3, said->hours, fits ? said->length : 0);
        if (!fits || !shg_window_parse(text, said->length + 3, &w)) {
            shg_buf_cut(out, before);
            return false;
        }
        if (out->n > 0)
            shg_buf_char(out, ';');
        shg_buf_str(out, shg_window_format(w, formatted));
    }
    return true;
}

bool shg_words_windows(const char *text, size_t n, int only_day, const char *extra, struct shg_buf *out) {
    struct shg_buf small = SHG_BUF_EMPTY;
    struct shg_window w;
    shg_words_small(&small, text, n);
    const char *at = shg_buf_get(&small);
    struct said said = {only_day >= 0 ? 1U << only_day : 0, "09:00-21:00", 11};
    bool good = !shg_buf_failed(&small) && *at;
    if (good && shg_window_parse(at, small.n, &w)) {
        said.days = 1U << shg_window_weekday(w);
        said.hours = at + strcspn(at, "0123456789");
        said.length = strlen(said.hours);
        at = "";
    }
    while (good && *at) {
        size_t length = strcspn(at, " ,./");
        good = hear(&said, at, length, extra);
        at += length + (at[length] != '\0');
    }
    good = good && said.days && add_windows(&said, out);
    shg_buf_free(&small);
    return good;
}

int shg_words_yes(const char *text) {
    static const char *const yes[] = {"ja", "yes", "1", "x", "true", "sant", "j", "y"};
    static const char *const no[] = {"nei", "no", "0", "", "false", "usant", "n"};
    struct shg_buf small = SHG_BUF_EMPTY;
    int answer = -1;
    shg_words_small(&small, text, strlen(text));
    const char *word = shg_buf_get(&small);
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (strcmp(yes[i], word) == 0)
            answer = 1;
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (strcmp(no[i], word) == 0)
            answer = 0;
    shg_buf_free(&small);
    return answer;
}
