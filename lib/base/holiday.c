#include "base/holiday.h"

#include "base/fault.h"

#include <stddef.h>

shg_date shg_easter(int year) {
    if (year < SHG_HOLIDAY_FIRST_YEAR || year > SHG_HOLIDAY_LAST_YEAR)
        return SHG_NO_DATE;
    int golden = year % 19, century = year / 100, of_century = year % 100;
    int correction = (8 * century + 13) / 25;
    int epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    int weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    int late = (golden + 11 * epact + 22 * weekday) / 451;
    int day = epact + weekday - 7 * late + 114;
    return shg_date_of(year, day / 31, day % 31 + 1);
}

const char *shg_holiday_name(shg_date date) {
    static const struct {
        int month, day;
        const char *name;
    } fixed[] = {
        {1, 1, N_("New Year's Day")},
        {5, 1, N_("Labour Day")},
        {5, 17, N_("Constitution Day")},
        {12, 25, N_("Christmas Day")},
        {12, 26, N_("the second day of Christmas")},
    };
    static const struct {
        int after_easter;
        const char *name;
    } movable[] = {
        {-3, N_("Maundy Thursday")}, {-2, N_("Good Friday")}, {0, N_("Easter Sunday")}, {1, N_("Easter Monday")},
        {39, N_("Ascension Day")},   {49, N_("Whit Sunday")}, {50, N_("Whit Monday")},
    };
    if (date == SHG_NO_DATE)
        return NULL;
    int year, month, day;
    shg_date_split(date, &year, &month, &day);
    shg_date easter = shg_easter(year);
    if (easter == SHG_NO_DATE)
        return NULL;
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        if (fixed[i].month == month && fixed[i].day == day)
            return fixed[i].name;
    for (size_t i = 0; i < sizeof movable / sizeof *movable; i++)
        if (easter + movable[i].after_easter == date)
            return movable[i].name;
    return NULL;
}

bool shg_is_holiday(shg_date date) {
    return shg_holiday_name(date) != NULL;
}
