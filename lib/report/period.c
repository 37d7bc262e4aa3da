#include "report/period.h"

#include "base/text.h"
#include "events/published.h"

#include <stdio.h>
#include <string.h>

enum { MONTHS = 12, QUARTERS = 4 };

bool shg_period_is(const char *text, const char *period) {
    size_t n = shg_published_period(text, NULL);
    return strncmp(text, period, n) == 0 && period[n] == '\0';
}

shg_date shg_month_end(int year, int month) {
    return (month == MONTHS ? shg_date_of(year + 1, 1, 1) : shg_date_of(year, month + 1, 1)) - 1;
}

void shg_period_name(char out[SHG_PERIOD_TEXT], int year, enum shg_period period, int at) {
    if (period == SHG_PERIOD_MONTH)
        (void)snprintf(out, SHG_PERIOD_TEXT, "%04d-%02d", year, at + 1); /* years have four digits */
    else if (period == SHG_PERIOD_QUARTER)
        (void)snprintf(out, SHG_PERIOD_TEXT, "%04d-Q%d", year, at + 1);
    else
        (void)snprintf(out, SHG_PERIOD_TEXT, "%04d", year);
}

static shg_date read_day(const char *text) {
    char day[11] = "";
    memcpy(day, text, sizeof day - 1);
    return shg_date_parse(day);
}

bool shg_period_read(const char *text, shg_date *from, shg_date *to) {
    char first[5] = "";
    char second[3] = "";
    long long year;
    long long month = 1;
    int months = MONTHS;
    size_t n = shg_published_period(text, NULL);
    if (n == 10 || (n == 21 && text[10] == '/')) {
        *from = read_day(text);
        *to = n == 10 ? *from : read_day(text + 11);
        return *from != SHG_NO_DATE && *to != SHG_NO_DATE;
    }
    memcpy(first, text, n < 4 ? n : 4);
    if ((n != 4 && n != 7) || !shg_parse_int(first, 1, 9999, &year) || (n == 7 && text[4] != '-'))
        return false;
    if (n == 7) {
        bool quarter = text[5] == 'Q';
        memcpy(second, text + (quarter ? 6 : 5), quarter ? 1 : 2);
        if (!shg_parse_int(second, 1, quarter ? QUARTERS : MONTHS, &month))
            return false;
        month = quarter ? 3 * month - 2 : month;
        months = quarter ? 3 : 1;
    }
    *from = shg_date_of((int)year, (int)month, 1);
    *to = shg_month_end((int)year, (int)month + months - 1);
    return true;
}
