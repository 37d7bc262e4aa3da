/* Public holidays: against published Easter dates, a second algorithm, and the dates that domain.md names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/holiday.h"

#include <string.h>

/* Easter Sundays 1990 to 2040, as almanacs print them: month * 100 + day. */
static const int published[] = {
    415, 331, 419, 411, 403, 416, 407, 330, 412, 404, /* 1990 */
    423, 415, 331, 420, 411, 327, 416, 408, 323, 412, /* 2000 */
    404, 424, 408, 331, 420, 405, 327, 416, 401, 421, /* 2010 */
    412, 404, 417, 409, 331, 420, 405, 328, 416, 401, /* 2020 */
    421, 413, 328, 417, 409, 325, 413, 405, 425, 410, /* 2030 */
    401,
};

static void easter_is_as_published(void **state) {
    (void)state;
    for (int i = 0; i < (int)(sizeof published / sizeof *published); i++)
        assert_int_equal(shg_easter(1990 + i), shg_date_of(1990 + i, published[i] / 100, published[i] % 100));
    /* the earliest and the latest that there are, and the ends of the range */
    assert_int_equal(shg_easter(1900), shg_date_of(1900, 4, 15));
    assert_int_equal(shg_easter(1913), shg_date_of(1913, 3, 23));
    assert_int_equal(shg_easter(1943), shg_date_of(1943, 4, 25));
    assert_int_equal(shg_easter(2160), shg_date_of(2160, 3, 23));
    assert_int_equal(shg_easter(2258), shg_date_of(2258, 4, 25));
    assert_int_equal(shg_easter(2285), shg_date_of(2285, 3, 22));
    assert_int_equal(shg_easter(1899), SHG_NO_DATE);
    assert_int_equal(shg_easter(2300), SHG_NO_DATE);
}

/* Gauss, with the corrections of 1816: another road to the same day. */
static shg_date gauss(int year) {
    int a = year % 19, b = year % 4, c = year % 7, k = year / 100;
    int m = (15 - (13 + 8 * k) / 25 + k - k / 4) % 30, n = (4 + k - k / 4) % 7;
    int d = (19 * a + m) % 30, e = (2 * b + 4 * c + 6 * d + n) % 7;
    int march = 22 + d + e;
    if ((d == 29 && e == 6) || (d == 28 && e == 6 && (11 * m + 11) % 30 < 19))
        march -= 7;
    return shg_date_of(year, 3, 1) + march - 1;
}

static void easter_is_as_gauss_says(void **state) {
    (void)state;
    for (int year = 1900; year <= 2299; year++) {
        assert_int_equal(shg_easter(year), gauss(year));
        assert_int_equal(shg_date_weekday(shg_easter(year)), 6);
    }
}

static void assert_holidays(int year, const int *days, size_t n) {
    size_t found = 0;
    for (shg_date d = shg_date_of(year, 1, 1); d <= shg_date_of(year, 12, 31); d++) {
        int of_year, month, day;
        shg_date_split(d, &of_year, &month, &day);
        bool named = false;
        for (size_t i = 0; i < n; i++)
            named = named || days[i] == month * 100 + day;
        assert_int_equal(shg_is_holiday(d), named);
        found += named;
    }
    assert_int_equal(found, n);
}

static void holidays_are_those_of_the_year(void **state) {
    (void)state;
    static const int in_2026[] = {101, 402, 403, 405, 406, 501, 514, 517, 524, 525, 1225, 1226};
    static const int in_2027[] = {101, 325, 326, 328, 329, 501, 506, 516, 517, 1225, 1226}; /* Whit Monday on 17 May */
    assert_holidays(2026, in_2026, sizeof in_2026 / sizeof *in_2026);
    assert_holidays(2027, in_2027, sizeof in_2027 / sizeof *in_2027);
}

static void holidays_have_names(void **state) {
    (void)state;
    assert_string_equal(shg_holiday_name(shg_date_of(2027, 5, 17)), "Constitution Day");
    assert_string_equal(shg_holiday_name(shg_date_of(2026, 5, 25)), "Whit Monday");
    assert_string_equal(shg_holiday_name(shg_date_of(2026, 4, 2)), "Maundy Thursday");
    assert_null(shg_holiday_name(shg_date_of(2026, 4, 4)));
    assert_null(shg_holiday_name(SHG_NO_DATE));
    assert_null(shg_holiday_name(shg_date_of(1899, 12, 25)));
    assert_null(shg_holiday_name(shg_date_of(2300, 1, 1)));
    assert_non_null(shg_holiday_name(shg_date_of(2299, 12, 26)));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(easter_is_as_published),
        cmocka_unit_test(easter_is_as_gauss_says),
        cmocka_unit_test(holidays_are_those_of_the_year),
        cmocka_unit_test(holidays_have_names),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
