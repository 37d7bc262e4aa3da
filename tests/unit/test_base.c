#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/fault.h"
#include "base/file.h"
#include "base/idgate.h"
#include "base/list.h"
#include "base/text.h"
#include "base/window.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void a_buffer_grows_and_is_cut(void **state) {
    (void)state;
    struct shg_buf buf = SHG_BUF_EMPTY;
    assert_string_equal(shg_buf_get(&buf), "");
    for (int i = 0; i < 1000; i++)
        shg_buf_printf(&buf, "%d,", i);
    assert_int_equal(buf.n, 3890);
    shg_buf_cut(&buf, 6);
    assert_string_equal(shg_buf_get(&buf), "0,1,2,");
    shg_buf_int(&buf, INT64_MIN);
    assert_string_equal(shg_buf_get(&buf), "0,1,2,-9223372036854775808");
    char *taken = shg_buf_take(&buf);
    assert_non_null(taken);
    free(taken);
    assert_null(buf.p);
}

static void a_buffer_that_failed_stays_failed(void **state) {
    (void)state;
    struct shg_buf buf = SHG_BUF_EMPTY;
    shg_buf_str(&buf, "kept");
    shg_buf_add(&buf, "x", SIZE_MAX - 2);
    assert_true(shg_buf_failed(&buf));
    shg_buf_str(&buf, "more");
    assert_string_equal(shg_buf_get(&buf), "kept");
    assert_null(shg_buf_take(&buf));
}

static void whole_numbers_are_read_strictly(void **state) {
    (void)state;
    static const char *const bad[] = {"", "-", "+1", " 1", "1 ", "1.0", "0x1", "101", "-1", "99999999999999999999"};
    long long n = 7;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(shg_parse_int(bad[i], 0, 100, &n));
    assert_int_equal(n, 7);
    assert_true(shg_parse_int("007", 0, 100, &n));
    assert_true(n == 7);
    assert_true(shg_parse_int("-5", -5, 0, &n));
    assert_true(n == -5);
}

static void decimals_take_point_and_comma(void **state) {
    (void)state;
    double d = 0;
    assert_true(shg_parse_decimal("59.9127", &d) && d == 59.9127);
    assert_true(shg_parse_decimal("-59,5", &d) && d == -59.5);
    assert_true(shg_parse_decimal("3", &d) && d == 3.0);
    static const char *const bad[] = {"", ".5", "1.", "1e3", "nan", "1,2,3", " 1", "--1"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(shg_parse_decimal(bad[i], &d));
}

static void bad_utf8_is_found_where_it_stands(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        size_t n, bad;
    } cases[] = {{"plain text that is long", 23, 23},
                 {"abcdefgh\xC3\xB8", 10, 10},
                 {"abcdefgh\xC3", 9, 8},
                 {"\xC0\x80", 2, 0},
                 {"a\xE0\x80\x80", 4, 1},
                 {"\xED\xA0\x80", 3, 0},
                 {"\xF4\x90\x80\x80", 4, 0},
                 {"\xF0\x9F\x98\x80", 4, 4},
                 {"12345678\x80", 9, 8}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(shg_utf8_bad(cases[i].bytes, cases[i].n), cases[i].bad);
}

static void code_points_survive_the_round_trip(void **state) {
    (void)state;
    struct shg_buf buf = SHG_BUF_EMPTY;
    for (uint32_t c = 1; c < 0x110000; c += 37) {
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        shg_buf_cut(&buf, 0);
        shg_utf8_add(&buf, c);
        const char *at = shg_buf_get(&buf);
        assert_int_equal(shg_utf8_bad(at, buf.n), buf.n);
        assert_int_equal(shg_utf8_next(&at), c);
        assert_int_equal(*at, '\0');
    }
    shg_buf_free(&buf);
}

static void width_counts_terminal_columns(void **state) {
    (void)state;
    assert_int_equal(shg_utf8_width("\xC3\x85l"), 2);
    assert_int_equal(shg_utf8_width("A\xCC\x8Al"), 2);
    assert_int_equal(shg_utf8_width("\xE6\xBC\xA2"), 2);
    assert_int_equal(shg_utf8_width(""), 0);
}

static void control_bytes_are_made_visible(void **state) {
    (void)state;
    struct shg_buf buf = SHG_BUF_EMPTY;
    shg_visible(&buf, "a\x1B[2J\n\x7F\xC2\x9B\xFF\xC3\xB8");
    assert_string_equal(shg_buf_get(&buf), "a\\x1B[2J\\x0A\\x7F\\xC2\\x9B\\xFF\xC3\xB8");
    shg_buf_free(&buf);
}

static void lists_in_a_cell(void **state) {
    (void)state;
    const char *at = " anxiety ;grief;; x y ;";
    static const char *const wanted[] = {"anxiety", "grief", "x y"};
    const char *item;
    size_t n;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        assert_true(shg_next_item(&at, &item, &n));
        assert_int_equal(n, strlen(wanted[i]));
        assert_memory_equal(item, wanted[i], n);
    }
    assert_false(shg_next_item(&at, &item, &n));
    assert_true(shg_list_has("a;b", "b"));
    assert_false(shg_list_has("a;bc", "b"));
    assert_false(shg_list_has("", ""));
}

static void distance_counts_edits(void **state) {
    (void)state;
    assert_int_equal(shg_distance("angst", "angst", 3), 0);
    assert_int_equal(shg_distance("angst", "agnst", 3), 1);
    assert_int_equal(shg_distance("\xC3\xB8vre", "@vre", 3), 1);
    assert_int_equal(shg_distance("", "abcdef", 3), 4);
    assert_int_equal(shg_distance("kitten", "sitting", 9), 3);
    char longest[201];
    memset(longest, 'a', 200);
    longest[200] = '\0';
    assert_int_equal(shg_distance(longest, longest, 2), 3);
}

static void an_index_keeps_the_first(void **state) {
    (void)state;
    enum { N = 5000 };
    static char keys[N][8];
    shg_index *index = shg_index_new(0);
    assert_non_null(index);
    for (uint32_t i = 0; i < N; i++) {
        assert_true(snprintf(keys[i], sizeof keys[i], "k%u", (unsigned)i) > 0);
        assert_int_equal(shg_index_put(index, keys[i], i), i);
    }
    assert_int_equal(shg_index_put(index, "k17", 99), 17);
    for (uint32_t i = 0; i < N; i++)
        assert_int_equal(shg_index_get(index, keys[i]), i);
    assert_int_equal(shg_index_get(index, "none"), SHG_NONE);
    assert_int_equal(shg_index_get(NULL, "k1"), SHG_NONE);
    shg_index_free(index);
}

static void dates_go_round(void **state) {
    (void)state;
    for (shg_date d = shg_date_of(1000, 1, 1); d <= shg_date_of(9999, 12, 31); d += 13) {
        char text[11];
        assert_true(shg_date_parse(shg_date_format(d, text)) == d);
    }
    assert_int_equal(shg_date_of(1970, 1, 1), 0);
    assert_int_equal(shg_date_of(2026, 11, 21), 20778);
    assert_int_equal(shg_date_weekday(20778), 5);
    assert_int_equal(shg_date_weekday(shg_date_of(1900, 1, 1)), 0);
    char text[11];
    assert_string_equal(shg_date_format(SHG_NO_DATE, text), "");
}

static void dates_as_people_write_them(void **state) {
    (void)state;
    assert_true(shg_date_parse("21.11.2026") == 20778);
    assert_true(shg_date_parse("1.2.2026") == shg_date_of(2026, 2, 1));
    static const char *const bad[] = {"",           "2026-11-31", "2026-1-1", "21/11/2026", "2026-11-21 ",
                                      "31.02.2026", "2025-02-29", "20261121", "11.21.2026", "21.11.26",
                                      " 2026-11-21"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_true(shg_date_parse(bad[i]) == SHG_NO_DATE);
    assert_true(shg_date_parse("2024-02-29") != SHG_NO_DATE);
}

static void times_of_day(void **state) {
    (void)state;
    assert_int_equal(shg_time_parse("18:00"), 1080);
    assert_int_equal(shg_time_parse("18:00:00"), 1080);
    assert_int_equal(shg_time_parse("8.30"), 510);
    assert_int_equal(shg_time_parse("24:00"), 1440);
    static const char *const bad[] = {"", "18", "24:01", "18:60", "18:00:30", "18:0", "x", "18:00.00"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_true(shg_time_parse(bad[i]) == -1);
    char text[6];
    assert_string_equal(shg_time_format(510, text), "08:30");
}

static void windows_of_the_week(void **state) {
    (void)state;
    struct shg_window a;
    struct shg_window b;
    char text[15];
    assert_true(shg_window_parse("mon17-21", 8, &a));
    assert_string_equal(shg_window_format(a, text), "mon17:00-21:00");
    assert_true(shg_window_parse("s\xC3\xB8n9:30-24:00", 14, &b));
    assert_string_equal(shg_window_format(b, text), "sun09:30-24:00");
    assert_int_equal(shg_window_weekday(b), 6);
    static const char *const bad[] = {"",         "mon",      "mon21-17",    "mon17:00-24:30",
                                      "mon17-17", "xyz17-18", "mon17:60-18", "mon17:00-21:00 ",
                                      "Mon17-18", "mon-1-18", "mon17:0-18",  "mon17:00 21:00"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(shg_window_parse(bad[i], strlen(bad[i]), &b));
}

static void windows_contain_and_overlap(void **state) {
    (void)state;
    struct shg_window evening;
    struct shg_window slot;
    struct shg_window next;
    assert_true(shg_window_parse("mon17-24", 8, &evening));
    assert_true(shg_window_parse("mon18-20", 8, &slot));
    assert_true(shg_window_parse("mon20-22", 8, &next));
    assert_true(shg_window_contains(evening, slot) && !shg_window_contains(slot, evening));
    assert_true(shg_window_contains(slot, slot));
    assert_false(shg_window_overlap(slot, next));
    assert_true(shg_window_overlap(evening, next));
}

static void identity_numbers_in_every_disguise(void **state) {
    (void)state;
    static const char *const yes[] = {"01019012345",      "010190 12345", "x01019012345y", "41019012345",
                                      "01419012345",      "01669012345",  "01819012345",   "tlf 010190 12345 (kl 12)",
                                      "00101 01019012345"};
    static const char *const no[] = {
        "",           "0101901234",  "010190123456", "32019012345", "01139012345", "0101 9012345", "99887766554",
        "2026-11-21", "00019012345", "010190  12345"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (!shg_holds_identity_number(yes[i], false))
            fail_msg("passed: %s", yes[i]);
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (shg_holds_identity_number(no[i], false))
            fail_msg("held: %s", no[i]);
}

static void phone_numbers_with_a_country_are_exempt(void **state) {
    (void)state;
    assert_false(shg_holds_identity_number("+12125551234", true));
    assert_false(shg_holds_identity_number("00121255512", true));
    assert_true(shg_holds_identity_number("12125551234", true));
    assert_true(shg_holds_identity_number("+12125551234", false));
}

/* A number that is the same on every machine (Marsaglia's xorshift). */
static uint32_t next(uint32_t *seed) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

static void digits(char *out, int n, uint32_t *seed) {
    for (int i = 0; i < n; i++)
        out[i] = (char)('0' + next(seed) % 10);
    out[n] = '\0';
}

static void a_hundred_thousand_other_numbers_pass(void **state) {
    (void)state;
    uint32_t seed = 20261123;
    char text[64];
    char run[32];
    for (int i = 0; i < 100000; i++) {
        static const int lengths[] = {4, 5, 8, 9, 10, 12, 13, 16};
        digits(run, lengths[next(&seed) % 8], &seed);
        switch (next(&seed) % 4) {
        case 0:
            assert_true(snprintf(text, sizeof text, "%s", run) > 0);
            break;
        case 1:
            digits(run, 11, &seed); /* a phone number with its country */
            assert_true(snprintf(text, sizeof text, "+%s", run) > 0);
            break;
        case 2:
            assert_true(snprintf(text, sizeof text, "%02d.%02d.%04d", (int)(next(&seed) % 31) + 1,
                                 (int)(next(&seed) % 12) + 1, 1900 + (int)(next(&seed) % 200)) > 0);
            break;
        default:
            run[8] = '\0';
            assert_true(snprintf(text, sizeof text, "kr %.4s,%s", run, "50") > 0);
        }
        if (shg_holds_identity_number(text, true))
            fail_msg("held: %s", text);
    }
}

static void every_date_makes_an_identity_number(void **state) {
    (void)state;
    uint32_t seed = 7;
    char text[64];
    char run[8];
    static const int day_shifts[] = {0, 40};
    static const int month_shifts[] = {0, 40, 65, 80};
    for (int day = 1; day <= 31; day++) {
        for (int month = 1; month <= 12; month++) {
            digits(run, 7, &seed);
            int d = day + day_shifts[next(&seed) % 2];
            int m = month + month_shifts[next(&seed) % 4];
            assert_true(
                snprintf(text, sizeof text, "x%02d%02d%.2s%s%s", d, m, run, next(&seed) % 2 ? " " : "", run + 2) > 0);
            if (!shg_holds_identity_number(text, true))
                fail_msg("passed: %s", text);
        }
    }
}

static const char *shout(void *ctx, const char *msgid) {
    (void)ctx;
    return strcmp(msgid, "no date") == 0 ? "ingen dato" : msgid;
}

static void faults_are_told_in_order_and_translated(void **state) {
    (void)state;
    shg_faults *faults = shg_faults_new(shout, NULL);
    assert_non_null(faults);
    char file[] = "people.csv";
    struct shg_where late = {file, 1, 9, 2};
    struct shg_where early = {file, 1, 9, 1};
    struct shg_where other = {"a.csv", 2, 1, 1};
    assert_int_equal(shg_fault_add(faults, SHG_WARNING, &other, NULL, "%d things", 2), SHG_OK);
    assert_int_equal(shg_faults_status(faults), SHG_OK);
    assert_int_equal(shg_fault_add(faults, SHG_ERROR, &late, "x\n", "no date"), SHG_DATA);
    assert_int_equal(shg_fault_add(faults, SHG_ERROR, &early, NULL, "first"), SHG_DATA);
    memset(file, 'X', sizeof file - 1); /* the list keeps its own copy */
    shg_faults_sort(faults);
    assert_string_equal(shg_faults_at(faults, 0)->text, "first");
    assert_string_equal(shg_faults_at(faults, 1)->text, "ingen dato");
    assert_string_equal(shg_faults_at(faults, 1)->value, "x\\x0A");
    assert_string_equal(shg_faults_at(faults, 1)->where.file, "people.csv");
    assert_string_equal(shg_faults_at(faults, 2)->text, "2 things");
    assert_null(shg_faults_at(faults, 3));
    assert_int_equal(shg_faults_count(faults, SHG_ERROR), 2);
    assert_int_equal(shg_faults_count(faults, SHG_NOTE), 3);
    assert_int_equal(shg_faults_status(faults), SHG_DATA);
    assert_int_equal(shg_fault_plain(faults, SHG_NO, "no"), SHG_NO);
    assert_int_equal(shg_faults_status(faults), SHG_DATA);
    assert_int_equal(shg_fault_memory(faults), SHG_SYSTEM);
    assert_int_equal(shg_faults_status(faults), SHG_SYSTEM);
    shg_faults_free(faults);
}

static void files_are_read_whole_and_failures_named(void **state) {
    (void)state;
    shg_faults *faults = shg_faults_new(NULL, NULL);
    struct shg_buf buf = SHG_BUF_EMPTY;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(shg_write_fd(ends[1], "pipe", "hello", 5, faults), SHG_OK);
    assert_int_equal(close(ends[1]), 0);
    assert_int_equal(shg_read_fd(ends[0], "pipe", &buf, faults), SHG_OK);
    assert_int_equal(close(ends[0]), 0);
    assert_string_equal(shg_buf_get(&buf), "hello");
    assert_int_equal(shg_read_file("/no/such/file", &buf, faults), SHG_SYSTEM);
    assert_string_equal(shg_faults_at(faults, 0)->text, "/no/such/file: No such file or directory");
    int full = open("/dev/full", O_WRONLY);
    assert_true(full >= 0);
    assert_int_equal(shg_write_fd(full, "full", "x", 1, faults), SHG_SYSTEM);
    assert_int_equal(close(full), 0);
    shg_buf_free(&buf);
    shg_faults_free(faults);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_buffer_grows_and_is_cut),
        cmocka_unit_test(a_buffer_that_failed_stays_failed),
        cmocka_unit_test(whole_numbers_are_read_strictly),
        cmocka_unit_test(decimals_take_point_and_comma),
        cmocka_unit_test(bad_utf8_is_found_where_it_stands),
        cmocka_unit_test(code_points_survive_the_round_trip),
        cmocka_unit_test(width_counts_terminal_columns),
        cmocka_unit_test(control_bytes_are_made_visible),
        cmocka_unit_test(lists_in_a_cell),
        cmocka_unit_test(distance_counts_edits),
        cmocka_unit_test(an_index_keeps_the_first),
        cmocka_unit_test(dates_go_round),
        cmocka_unit_test(dates_as_people_write_them),
        cmocka_unit_test(times_of_day),
        cmocka_unit_test(windows_of_the_week),
        cmocka_unit_test(windows_contain_and_overlap),
        cmocka_unit_test(identity_numbers_in_every_disguise),
        cmocka_unit_test(phone_numbers_with_a_country_are_exempt),
        cmocka_unit_test(a_hundred_thousand_other_numbers_pass),
        cmocka_unit_test(every_date_makes_an_identity_number),
        cmocka_unit_test(faults_are_told_in_order_and_translated),
        cmocka_unit_test(files_are_read_whole_and_failures_named),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
