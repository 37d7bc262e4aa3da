#include "base/date.h"

#include <stddef.h>

static bool leap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && leap(year));
}

shg_date shg_date_of(int year, int month, int day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in(year, month))
        return SHG_NO_DATE;
    int y = month <= 2 ? year - 1 : year;
    int era = y / 400;
    int of_era = y - era * 400;
    int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    return era * 146097 + day_of_era - 719468;
}

void shg_date_split(shg_date date, int *year, int *month, int *day) {
    int z = date + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int day_of_era = z - era * 146097;
    int of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int of_year = day_of_era - (365 * of_era + of_era / 4 - of_era / 100);
    int mp = (5 * of_year + 2) / 153;
    *day = of_year - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = of_era + era * 400 + (*month <= 2);
}

int shg_date_year(shg_date date) {
    int year;
    int month;
    int day;
    shg_date_split(date, &year, &month, &day);
    return year;
}

int shg_date_weekday(shg_date date) {
    /* 1970-01-01 was a Thursday */
    int w = (date + 3) % 7;
    return w < 0 ? w + 7 : w;
}

/* Reads between least and most digits; -1 where there are fewer. */
static int digits(const char **s, int least, int most) {
    int value = 0;
    int n = 0;
    while (n < most && **s >= '0' && **s <= '9') {
        value = value * 10 + (**s - '0');
        (*s)++;
        n++;
    }
    return n < least ? -1 : value;
}

static bool skip(const char **s, char c) {
    if (**s != c)
        return false;
    (*s)++;
    return true;
}

shg_date shg_date_parse(const char *s) {
    const char *at = s;
    int year = digits(&at, 4, 4);
    int month;
    int day;
    if (year >= 0) {
        if (!skip(&at, '-') || (month = digits(&at, 2, 2)) < 0 || !skip(&at, '-') || (day = digits(&at, 2, 2)) < 0)
            return SHG_NO_DATE;
    } else {
        at = s;
        if ((day = digits(&at, 1, 2)) < 0 || !skip(&at, '.') || (month = digits(&at, 1, 2)) < 0 || !skip(&at, '.') ||
            (year = digits(&at, 4, 4)) < 0)
            return SHG_NO_DATE;
    }
    return *at != '\0' || year < 1000 ? SHG_NO_DATE : shg_date_of(year, month, day);
}

static char *two(char *out, int value) {
    out[0] = (char)('0' + value / 10);
    out[1] = (char)('0' + value % 10);
    return out + 2;
}

char *shg_date_format(shg_date date, char out[11]) {
    char *at = out;
    if (date != SHG_NO_DATE) {
        int year;
        int month;
        int day;
        shg_date_split(date, &year, &month, &day);
        at = two(two(at, year / 100 % 100), year % 100);
        *at++ = '-';
        at = two(at, month);
        *at++ = '-';
        at = two(at, day);
    }
    *at = '\0';
    return out;
}

int shg_time_parse(const char *s) {
    int hours = digits(&s, 1, 2);
    if (hours < 0 || (*s != ':' && *s != '.'))
        return -1;
    char mark = *s++;
    int minutes = digits(&s, 2, 2);
    if (minutes < 0)
        return -1;
    if (*s == mark) {
        s++;
        if (digits(&s, 2, 2) != 0)
            return -1;
    }
    if (*s != '\0' || minutes > 59 || hours * 60 + minutes > 24 * 60)
        return -1;
    return hours * 60 + minutes;
}

char *shg_time_format(int minutes, char out[6]) {
    char *at = two(out, minutes / 60);
    *at++ = ':';
    at = two(at, minutes % 60);
    *at = '\0';
    return out;
}
