/* The room place: numbers, old numbers, names as people write them, travel. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/text.h"
#include "place/place.h"
#include "place/tables.h"

#include <stdio.h>
#include <string.h>

enum { MAX = 400 };

static enum shg_place_kind kind;
static int found[MAX];
static size_t n_found;

static void resolve(const char *text) {
    kind = shg_place_resolve(text, found, MAX, &n_found);
}

static bool has(int number) {
    for (size_t i = 0; i < n_found; i++)
        if (found[i] == number)
            return true;
    return false;
}

static void assert_place(const char *text, enum shg_place_kind wanted, const char *codes) {
    resolve(text);
    struct shg_buf got = SHG_BUF_EMPTY;
    for (size_t i = 0; i < n_found; i++) {
        if (i > 0)
            shg_buf_char(&got, ' ');
        shg_buf_str(&got, shg_municipality_at((size_t)found[i])->code);
    }
    if (kind != wanted || strcmp(shg_buf_get(&got), codes) != 0)
        print_error("'%s': kind %d, '%s' instead of %d, '%s'\n", text, (int)kind, shg_buf_get(&got), (int)wanted,
                    codes);
    assert_int_equal(kind, wanted);
    assert_string_equal(shg_buf_get(&got), codes);
    shg_buf_free(&got);
}

static void tables_are_sorted_and_agree(void **state) {
    (void)state;
    assert_int_equal(shg_municipality_count(), 357);
    for (size_t i = 1; i < shg_data_municipalities_rows; i++)
        assert_true(strcmp(shg_data_municipalities[i - 1].code, shg_data_municipalities[i].code) < 0);
    for (size_t i = 0; i < shg_data_code_changes_rows; i++) {
        assert_true(i == 0 || strcmp(shg_data_code_changes[i - 1].old_code, shg_data_code_changes[i].old_code) <= 0);
        assert_true(shg_municipality_find(shg_data_code_changes[i].new_code) >= 0);
        assert_true(shg_municipality_find(shg_data_code_changes[i].old_code) < 0);
    }
    for (size_t i = 0; i < shg_data_postcodes_rows; i++) {
        assert_true(i == 0 || strcmp(shg_data_postcodes[i - 1].postcode, shg_data_postcodes[i].postcode) < 0);
        assert_true(shg_municipality_find(shg_data_postcodes[i].code) >= 0);
    }
    for (size_t i = 0; i < shg_data_regions_rows; i++)
        assert_true(shg_municipality_find(shg_data_regions[i].code) >= 0);
}

static void finds_by_code(void **state) {
    (void)state;
    for (size_t i = 0; i < shg_municipality_count(); i++)
        assert_int_equal(shg_municipality_find(shg_municipality_at(i)->code), (int)i);
    assert_int_equal(shg_municipality_find("0000"), -1);
    assert_int_equal(shg_municipality_find(""), -1);
    assert_int_equal(shg_municipality_find("33"), -1);
    assert_int_equal(shg_municipality_find("33011"), -1);
    assert_int_equal(shg_municipality_find("9999"), -1);
}

static void follows_old_numbers(void **state) {
    (void)state;
    int out[4] = {-1, -1, -1, -1};
    assert_int_equal(shg_municipality_successors("3301", out, 4), 1);
    assert_string_equal(shg_municipality_at((size_t)out[0])->name, "Drammen");
    assert_int_equal(shg_municipality_successors("0625", out, 4), 1);
    assert_string_equal(shg_municipality_at((size_t)out[0])->name, "Drammen");
    assert_int_equal(shg_municipality_successors("5012", out, 4), 3);
    assert_string_equal(shg_municipality_at((size_t)out[0])->name, "Heim");
    assert_string_equal(shg_municipality_at((size_t)out[2])->name, "Orkland");
    assert_int_equal(shg_municipality_successors("1507", out, 1), 2);
    assert_int_equal(shg_municipality_successors("1534", out, 4), 1);
    assert_string_equal(shg_municipality_at((size_t)out[0])->name, "Haram");
    assert_int_equal(shg_municipality_successors("0000", out, 4), 0);
    assert_int_equal(shg_municipality_successors("9999", out, 4), 0);
    assert_int_equal(shg_municipality_successors("", out, 4), 0);
}

static void every_one_by_its_number(void **state) {
    (void)state;
    for (size_t i = 0; i < shg_municipality_count(); i++)
        assert_place(shg_municipality_at(i)->code, SHG_PLACE_CODE, shg_municipality_at(i)->code);
}

/* Spreadsheets take the leading zero. */
static void a_lost_zero(void **state) {
    (void)state;
    assert_place("301", SHG_PLACE_GUESSED, "0301");
    assert_place("624", SHG_PLACE_GUESSED, "3314");
    assert_place("720", SHG_PLACE_SEVERAL, "3905 3907");
    resolve("62");
    assert_int_equal(kind, SHG_PLACE_NONE);
}

static void every_one_by_its_name(void **state) {
    (void)state;
    for (size_t i = 0; i < shg_municipality_count(); i++) {
        resolve(shg_municipality_at(i)->name);
        assert_true(has((int)i));
        assert_int_equal(found[0] == (int)i || kind == SHG_PLACE_SEVERAL, 1);
    }
}

static void every_one_by_old_number_and_name(void **state) {
    (void)state;
    for (size_t i = 0; i < shg_data_code_changes_rows; i++) {
        const shg_data_code_changes_row *row = &shg_data_code_changes[i];
        int successor = shg_municipality_find(row->new_code);
        int parts[4];
        size_t n = shg_municipality_successors(row->old_code, parts, 4);
        resolve(row->old_code);
        assert_int_equal(kind, n == 1 ? SHG_PLACE_GUESSED : SHG_PLACE_SEVERAL);
        assert_true(has(successor));
        resolve(row->old_name);
        /* Ålesund, which became Ålesund and Haram, is taken for the one that bears the name, with a note */
        if (!has(successor))
            assert_string_equal(row->old_code, "1507");
        assert_true(kind != SHG_PLACE_NONE);
        if (n > 1)
            assert_int_not_equal(kind, SHG_PLACE_CODE);
    }
}

/* Writes name into out with each `from` as `to`; whether there was one. */
static bool with(char *out, const char *name, const char *from, const char *to) {
    bool any = false;
    while (*name) {
        if (strncmp(name, from, strlen(from)) == 0) {
            any = true;
            memcpy(out, to, strlen(to));
            out += strlen(to);
            name += strlen(from);
        } else {
            *out++ = *name++;
        }
    }
    *out = '\0';
    return any;
}

static void every_one_by_a_damaged_name(void **state) {
    (void)state;
    static const char *const damages[][2] = {
        {"Ø", "@"},        {"ø", "@"},         {"Ø", "O"},  {"ø", "o"},  {"Ø", "Oe"}, {"ø", "oe"}, {"Å", "A"},
        {"å", "aa"},       {"Å", "Aa"},        {"æ", "ae"}, {"Æ", "?"},  {"ø", "?"},  {"å", "?"},  {"Å", "?"},
        {"ø", "\xC3\xB6"}, {"æ", "\xC3\xA4"},  {"Ø", "Ã˜"}, {"ø", "Ã¸"}, {"å", "Ã¥"}, {"Å", "Ã…"}, {"æ", "Ã¦"},
        {"ø", "�"},        {"å", "a\xCC\x8A"}, {"-", " "},  {"-", ""},   {" ", "  "}, {" ", "-"},
    };
    char text[200];
    size_t tried = 0;
    for (size_t i = 0; i < shg_municipality_count(); i++) {
        for (size_t d = 0; d < sizeof damages / sizeof damages[0]; d++) {
            if (!with(text, shg_municipality_at(i)->name, damages[d][0], damages[d][1]))
                continue;
            resolve(text);
            if (!has((int)i) || kind == SHG_PLACE_NONE || kind == SHG_PLACE_CODE)
                print_error("'%s': kind %d\n", text, (int)kind);
            assert_true(kind == SHG_PLACE_GUESSED || kind == SHG_PLACE_SEVERAL);
            assert_true(has((int)i));
            tried++;
        }
        (void)snprintf(text, sizeof text, " %s kommune\t", shg_municipality_at(i)->name);
        resolve(text);
        assert_true(has((int)i));
    }
    assert_true(tried > 500);
}

/* Writes name into out with the letter at `at` lost, doubled or swapped with the next. */
static void slip_into(char *out, const char *name, size_t at, int slip) {
    size_t n = strlen(name);
    memcpy(out, name, n + 1);
    if (slip == 0)
        memmove(out + at, out + at + 1, n - at);
    else if (slip == 1)
        memmove(out + at + 1, out + at, n - at + 1);
    else {
        out[at] = name[at + 1];
        out[at + 1] = name[at];
    }
}

/* A slip is understood, but where it gives another's name: then that one is taken, with the note that a guess brings.
 */
static void every_one_by_a_slip(void **state) {
    (void)state;
    char text[200];
    int tried = 0;
    int others = 0;
    for (size_t i = 0; i < shg_municipality_count(); i++) {
        const char *name = shg_municipality_at(i)->name;
        size_t n = strlen(name);
        size_t at = 1 + i % 5; /* another letter in each name */
        if (n < 7 || at + 2 > n || (name[at] & 0x80) || (name[at + 1] & 0x80))
            continue;
        for (int slip = 0; slip < 3; slip++) {
            slip_into(text, name, at, slip);
            resolve(text);
            assert_int_not_equal(kind, SHG_PLACE_NONE);
            assert_true(kind != SHG_PLACE_CODE || strcmp(text, name) == 0);
            others += !has((int)i);
            tried++;
        }
    }
    assert_true(tried > 300);
    assert_true(others * 100 < tried * 2);
}

static void as_people_write_them(void **state) {
    (void)state;
    assert_place("Nord Aurdal", SHG_PLACE_GUESSED, "3451");
    assert_place("@vre Eiker", SHG_PLACE_GUESSED, "3314");
    assert_place("øvre eiker", SHG_PLACE_GUESSED, "3314");
    assert_place("ØVRE EIKER KOMMUNE", SHG_PLACE_GUESSED, "3314");
    assert_place("Drammen", SHG_PLACE_CODE, "3301");
    assert_place("  Drammen ", SHG_PLACE_CODE, "3301");
    assert_place("Nedre Eiker", SHG_PLACE_GUESSED, "3301");
    assert_place("Svelvik", SHG_PLACE_GUESSED, "3301");
    assert_place("Fagernes", SHG_PLACE_GUESSED, "3451");
    assert_place("Geilo", SHG_PLACE_GUESSED, "3330");
    assert_place("Hokksund", SHG_PLACE_GUESSED, "3314");
    assert_place("Hallingdal", SHG_PLACE_SEVERAL, "3320 3322 3324 3326 3328 3330");
    assert_place("Halingdal", SHG_PLACE_SEVERAL, "3320 3322 3324 3326 3328 3330");
    assert_place("Valdres", SHG_PLACE_SEVERAL, "3449 3450 3451 3452 3453 3454");
    assert_place("Vestfold", SHG_PLACE_SEVERAL, "3901 3903 3905 3907 3909 3911");
    assert_place("0605", SHG_PLACE_GUESSED, "3305");
}

static void postcodes_come_last(void **state) {
    (void)state;
    assert_place("3300", SHG_PLACE_GUESSED, "3314");
    assert_place("3301", SHG_PLACE_CODE, "3301"); /* also a postcode of Hokksund */
    assert_place("3300 Hokksund", SHG_PLACE_GUESSED, "3314");
    assert_place("3301 Hokksund", SHG_PLACE_GUESSED, "3314");
    assert_place("3301 Drammen", SHG_PLACE_GUESSED, "3301");
    assert_place("NO-3580 GEILO", SHG_PLACE_GUESSED, "3330");
    assert_place("3301 Gol", SHG_PLACE_SEVERAL, "3301 3314 3324");
    assert_int_equal(shg_municipality_of_postcode("3580"), shg_municipality_find("3330"));
    assert_int_equal(shg_municipality_of_postcode("0000"), -1);
    assert_int_equal(shg_municipality_of_postcode(""), -1);
}

static void names_that_several_bear(void **state) {
    (void)state;
    assert_place("Herøy", SHG_PLACE_SEVERAL, "1515 1818");
    assert_place("Herøy i Nordland", SHG_PLACE_GUESSED, "1818");
    assert_place("Våler (Østfold)", SHG_PLACE_GUESSED, "3114");
    assert_place("Vaaler, Solør", SHG_PLACE_GUESSED, "3419");
    assert_place("Nes", SHG_PLACE_SEVERAL, "3228 3322");
    assert_place("Nes i Buskerud", SHG_PLACE_GUESSED, "3322");
    assert_place("Nes i Hallingdal", SHG_PLACE_GUESSED, "3322");
    assert_place("Os", SHG_PLACE_SEVERAL, "3430 4624");
    assert_place("Bø", SHG_PLACE_SEVERAL, "1867 4020");
    assert_place("Bø i Telemark", SHG_PLACE_SEVERAL, "4020 4022"); /* a town on the border */
    assert_place("Sande", SHG_PLACE_SEVERAL, "1514 3903");
    assert_place("Åmot", SHG_PLACE_GUESSED, "3422"); /* a town in Modum too */
    assert_place("Åmot i Buskerud", SHG_PLACE_GUESSED, "3316");
    assert_place("Drammen i Telemark", SHG_PLACE_SEVERAL, "3301");
}

static void splits_are_not_decided(void **state) {
    (void)state;
    assert_place("1507", SHG_PLACE_SEVERAL, "1508 1580");
    assert_place("Ålesund", SHG_PLACE_GUESSED, "1508");
    assert_place("Snillfjord", SHG_PLACE_SEVERAL, "5055 5056 5059");
    assert_place("Tysfjord", SHG_PLACE_SEVERAL, "1806 1875");
    assert_place("Stokke", SHG_PLACE_SEVERAL, "3905 3907");
    assert_place("1850", SHG_PLACE_SEVERAL, "1806 1875");
}

static void what_is_no_place(void **state) {
    (void)state;
    static const char *const texts[] = {"",           "  ", "-",  "kommune", "12", "33011", "0000",
                                        "qwertyuiop", "?",  "??", "(",       ", ", " i ",   "i i i"};
    for (size_t t = 0; t < sizeof texts / sizeof texts[0]; t++) {
        resolve(texts[t]);
        assert_int_equal(kind, SHG_PLACE_NONE);
    }
    char text[1000];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    resolve(text);
    assert_int_equal(kind, SHG_PLACE_NONE);
    assert_int_equal(shg_municipality_nearest(text, found, MAX), 0);
    for (int c = 1; c < 256; c++) { /* any byte, alone and twice: no crash, and never a silent answer */
        text[0] = text[1] = (char)c;
        text[2] = '\0';
        resolve(text);
        assert_int_not_equal(kind, SHG_PLACE_CODE);
    }
}

static void names_the_nearest(void **state) {
    (void)state;
    int out[3];
    assert_int_equal(shg_municipality_nearest("Dramen", out, 3), 1);
    assert_string_equal(shg_municipality_at((size_t)out[0])->name, "Drammen");
    assert_int_equal(shg_municipality_nearest("3300", out, 3), 3);
    assert_string_equal(shg_municipality_at((size_t)out[0])->code, "3301");
    assert_string_equal(shg_municipality_at((size_t)out[1])->code, "3303");
    assert_int_equal(shg_municipality_nearest("", out, 3), 0);
}

static void travels(void **state) {
    (void)state;
    /* a quarter of a great circle, and the way from Drammen to Hokksund */
    assert_true(shg_distance_km(0, 0, 0, 90) > 10007.55 && shg_distance_km(0, 0, 0, 90) < 10007.56);
    assert_true(shg_distance_km(59.7439, 10.2045, 59.7439, 10.2045) < 1e-9);
    assert_true(shg_distance_km(59.7439, 10.2045, 59.7686, 9.9108) > 16.6);
    assert_true(shg_distance_km(59.7439, 10.2045, 59.7686, 9.9108) < 16.8);
    assert_true(shg_distance_km(0, 0, 0, 180) > 20015.1 && shg_distance_km(0, 0, 0, 180) < 20015.2);
    assert_true(shg_distance_km(10, 20, -10, -160) > 20015.1);
    static const struct {
        double km;
        int minutes;
    } cases[] = {{0, 10}, {0.49, 10}, {0.5, 11},  {1, 11},    {1.5, 13},   {2, 13},    {2.4, 13},   {3, 14},
                 {5, 17}, {10, 23},   {16.7, 32}, {17.5, 33}, {99.5, 140}, {100, 140}, {1000, 1310}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(shg_minutes_of_km(cases[i].km), cases[i].minutes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_are_sorted_and_agree),
        cmocka_unit_test(finds_by_code),
        cmocka_unit_test(follows_old_numbers),
        cmocka_unit_test(every_one_by_its_number),
        cmocka_unit_test(a_lost_zero),
        cmocka_unit_test(every_one_by_its_name),
        cmocka_unit_test(every_one_by_old_number_and_name),
        cmocka_unit_test(every_one_by_a_damaged_name),
        cmocka_unit_test(every_one_by_a_slip),
        cmocka_unit_test(as_people_write_them),
        cmocka_unit_test(postcodes_come_last),
        cmocka_unit_test(names_that_several_bear),
        cmocka_unit_test(splits_are_not_decided),
        cmocka_unit_test(what_is_no_place),
        cmocka_unit_test(names_the_nearest),
        cmocka_unit_test(travels),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
