/* Reading: dialects, encodings, the header, and what is no CSV. */
#include "csv_help.h"

#include <iconv.h>

#define BOM "\xef\xbb\xbf"
#define GUESSED "not UTF-8 from here: the file is read as Windows-1252\n"

static void without_a_header_there_is_nothing(void **state) {
    (void)state;
    const char *expected = "E 1:0 no header: did the command before fail?\nstatus 4\n";
    assert_outcome("", 0, expected);
    assert_outcome(BYTES(BOM), expected);
    assert_outcome(BYTES("\xff\xfe"), expected);
    assert_outcome(BYTES("\n\r\n\n"), expected);
    assert_outcome(BYTES("sep=;"), expected);
    assert_outcome(BYTES("sep=;\r\n"), expected);
}

static void a_header_alone_is_an_empty_table(void **state) {
    (void)state;
    assert_outcome(BYTES("a,b\n"), "|a|b|\n");
    assert_outcome(BYTES("a,b"), "|a|b|\n");
    assert_outcome(BYTES("\"\"\n"), "||\n");
}

static void names_stand_once(void **state) {
    (void)state;
    assert_outcome(BYTES("id,x,id\n1,2,3\n"), "E 1:3 column name stands twice, first in column 1\nstatus 4\n");
    assert_outcome(BYTES("\nid,,\n1,2,3\n"), "E 2:3 column name stands twice, first in column 2\nstatus 4\n");
    assert_outcome(BYTES("id,ID,\n1,2,\n"), "|id|ID||\n2|1|2||\n"); /* a column without a name is the user's own */
}

static void a_header_may_take_lines(void **state) {
    (void)state;
    assert_outcome(BYTES("\"a;;\n;\",b\n1,2\n"), "|a;;\\x0A;|b|\n3|1|2|\n");
}

static void the_header_row_decides_the_delimiter(void **state) {
    (void)state;
    assert_outcome(BYTES("a;b;c,d\n1;2;3,4\n"), "|a|b|c,d|\n2|1|2|3,4|\n");
    assert_outcome(BYTES("\"a;b;c\",d\n1;2,3\n"), "|a;b;c|d|\n2|1;2|3|\n");
    assert_outcome(BYTES("a\tb\n1\t \n"), "|a|b|\n2|1| |\n");
    assert_outcome(BYTES("a\tb\n\t\n"), "|a|b|\n2|||\n");
    assert_outcome(BYTES("a\n1;2\n"), "|a|\n2|1;2|\n");
    assert_outcome(BYTES("a\n1,2\n"), "E 2:2 2 fields where the header has 1\nstatus 4\n");
    assert_outcome(BYTES("a,b;c\n1,2\n"), "|a|b;c|\n2|1|2|\n");
}

static void a_line_sep_decides_before_it(void **state) {
    (void)state;
    assert_outcome(BYTES("sep=;\r\na,b;c\r\n1;2\r\n"), "|a,b|c|\n3|1|2|\n");
    assert_outcome(BYTES(BOM "sep=,\na,b;c;d\n1,2\n"), "|a|b;c;d|\n3|1|2|\n");
    assert_outcome(BYTES("sep=\t\na\n1\n"), "|a|\n3|1|\n");
    assert_outcome(BYTES("sep=|\n1\n"), "|sep=||\n2|1|\n");
    assert_outcome(BYTES("\"sep=;\"\n1\n"), "|sep=;|\n2|1|\n");
    assert_outcome(BYTES("sep=;x\n1;2\n"), "|sep=|x|\n2|1|2|\n");
}

static void check_dialect(const char *bytes, size_t n, struct shg_dialect expected) {
    shg_csv *csv = document(bytes, n);
    const struct shg_dialect *d = shg_csv_dialect(csv);
    assert_int_equal(d->delimiter, expected.delimiter);
    assert_int_equal(d->bom, expected.bom);
    assert_int_equal(d->crlf, expected.crlf);
    assert_int_equal(d->sep_line, expected.sep_line);
    assert_int_equal(d->last_newline, expected.last_newline);
    assert_int_equal(d->guarded, expected.guarded);
    assert_int_equal(d->encoding, expected.encoding);
    shg_csv_free(csv);
}

static void the_dialect_is_told(void **state) {
    (void)state;
    check_dialect(BYTES("a,b\n1,2\n"), shg_dialect_plain);
    check_dialect(BYTES(BOM "a;b\r\n1;2\r\n"), shg_dialect_excel);
    check_dialect(BYTES("sep=;\na;b\r\n1;2"), (struct shg_dialect){.delimiter = ';', .sep_line = true});
    check_dialect(BYTES("a\tb\r\n1\t2"), (struct shg_dialect){.delimiter = '\t', .crlf = true});
    check_dialect(BYTES("\xff\xfe"
                        "a\0;\0b\0\n\0"),
                  (struct shg_dialect){
                      .delimiter = ';', .bom = true, .guarded = true, .last_newline = true, .encoding = SHG_UTF16});
}

static void guards_are_taken_off_once(void **state) {
    (void)state;
    assert_outcome(BYTES(BOM "'-a;b\n'=1;''+2\n'x;'\n'-;'@\n\"'\t\";\"'\r\"\n=1;+47\n'';'''=\n"),
                   "|-a|b|\n2|=1|'+2|\n3|'x|'|\n4|-|@|\n5|\\x09|\\x0D|\n6|=1|+47|\n7|''|''=|\n");
    /* not without a BOM, nor with commas */
    assert_outcome(BYTES("a;b\n'=1;2\n"), "|a|b|\n2|'=1|2|\n");
    assert_outcome(BYTES(BOM "a,b\n'=1,2\n"), "|a|b|\n2|'=1|2|\n");
    assert_outcome(BYTES(BOM "sep=,\na\n'=1\n"), "|a|\n3|'=1|\n");
    assert_outcome(BYTES(BOM "a\n'=1\n"), "|a|\n2|=1|\n");
}

static void utf8_stays_as_it_is(void **state) {
    (void)state;
    assert_outcome(BYTES("navn\nBlåbær \xf0\x9f\x98\x80\n"), "|navn|\n2|Blåbær \xf0\x9f\x98\x80|\n");
}

static void what_is_not_utf8_is_windows_1252(void **state) {
    (void)state;
    assert_outcome(BYTES("navn,by\nx,\"B\xe6rum\n\xf8\"\n\x80\x9f,\xa0\xff\n"),
                   "N 2:2 " GUESSED "|navn|by|\n2|x|Bærum\\x0Aø|\n4|€Ÿ|\xc2\xa0ÿ|\n");
    /* bytes that would be UTF-8 are of the same file */
    assert_outcome(BYTES("a\n\xc3\xa6\n\xe6\n"), "N 3:1 " GUESSED "|a|\n2|Ã¦|\n3|æ|\n");
    assert_outcome(BYTES("a,b\n\xe6,x\x81\x8d\n\x8f\n1,\"\n\x90\"\n"),
                   "N 2:1 " GUESSED "E 2:2 neither UTF-8 nor Windows-1252\n"
                   "E 3:1 neither UTF-8 nor Windows-1252\n"
                   "E 3:2 1 fields where the header has 2\n"
                   "E 5:2 neither UTF-8 nor Windows-1252\n"
                   "status 4\n");
}

static void a_bom_promises_utf8(void **state) {
    (void)state;
    assert_outcome(BYTES(BOM "a,b\n1,\xe6\xe6\n\xff,\xed\xa0\x80\n"), "E 2:2 not UTF-8, as the byte order mark says\n"
                                                                      "E 3:1 not UTF-8, as the byte order mark says\n"
                                                                      "E 3:2 not UTF-8, as the byte order mark says\n"
                                                                      "status 4\n");
}

static void utf16_either_way(void **state) {
    (void)state;
    assert_outcome(BYTES("\xff\xfe"
                         "a\0,\0b\0\r\0\n\0"
                         "\xe6\0,\0\x3d\xd8\x00\xde\n\0"),
                   "|a|b|\n2|æ|\xf0\x9f\x98\x80|\n");
    assert_outcome(BYTES("\xfe\xff"
                         "\0a\0,\0b\0\n\0\xe6\0,\xd8\x3d\xde\x00\0\n"),
                   "|a|b|\n2|æ|\xf0\x9f\x98\x80|\n");
}

static void broken_utf16_is_told(void **state) {
    (void)state;
    const char *told = "E 2:1 not UTF-16, as the byte order mark says\nstatus 4\n";
    assert_outcome(BYTES("\xff\xfe"
                         "a\0\n\0\x3d\xd8\n\0"),
                   told); /* a half pair, then a letter */
    assert_outcome(BYTES("\xff\xfe"
                         "a\0\n\0\x3d\xde\n\0"),
                   told); /* the second half alone */
    assert_outcome(BYTES("\xff\xfe"
                         "a\0\n\0\x3d\xde\x00\xde\n\0"),
                   told); /* two second halves */
    assert_outcome(BYTES("\xff\xfe"
                         "a\0\n\0x"),
                   told); /* half a letter */
    assert_outcome(BYTES("\xfe\xff"
                         "\0a\0\n\xd8\x3d"),
                   told); /* half a pair at the end */
    assert_outcome(BYTES("\xfe\xff"
                         "\0a\0\n\0x\0\0\0\n"),
                   "E 2:1 NUL byte\nstatus 4\n");
}

/* What iconv makes of bytes; "" where it refuses them. */
static void convert(iconv_t cd, const char *in, size_t in_n, char *out, size_t out_n) {
    char copy[8];
    char *at = copy;
    char *to = out;
    memcpy(copy, in, in_n);
    memset(out, 0, out_n);
    if (iconv(cd, &at, &in_n, &to, &out_n) == (size_t)-1)
        out[0] = '\0';
}

static void windows_1252_is_that_of_iconv(void **state) {
    (void)state;
    iconv_t cd = iconv_open("UTF-8", "WINDOWS-1252");
    for (int c = 0x80; c < 0x100; c++) {
        char bytes[] = {'a', '\n', (char)c, '\n', '\0'};
        char expected[16];
        convert(cd, bytes + 2, 1, expected, sizeof expected);
        char *got = outcome(bytes, 4, 0);
        char told[128];
        (void)snprintf(told, sizeof told, "N 2:1 " GUESSED "%s%s%s", expected[0] ? "|a|\n2|" : "", expected,
                       expected[0] ? "|\n" : "E 2:1 neither UTF-8 nor Windows-1252\nstatus 4\n");
        /* C1 controls are shown as \x.. by the outcome; Windows-1252 has none */
        assert_string_equal(got, told);
        free(got);
    }
    assert_int_equal(iconv_close(cd), 0);
}

static void utf16_is_that_of_iconv(void **state) {
    (void)state;
    iconv_t cd = iconv_open("UTF-8", "UTF-16BE");
    for (unsigned long unit = 0xa0; unit < 0x110000; unit += unit < 0x2000 ? 7 : 331) {
        if (unit >= 0xd800 && unit < 0xe000)
            continue;
        unsigned high = (unsigned)(0xd800 + ((unit - 0x10000) >> 10));
        unsigned low = (unsigned)(0xdc00 + ((unit - 0x10000) & 0x3ff));
        char bytes[16] = "\xfe\xff\0a\0\n";
        size_t n = 6;
        if (unit >= 0x10000) {
            bytes[n++] = (char)(high >> 8);
            bytes[n++] = (char)high;
        } else {
            low = (unsigned)unit;
        }
        bytes[n++] = (char)(low >> 8);
        bytes[n++] = (char)low;
        char expected[16];
        convert(cd, bytes + 6, n - 6, expected, sizeof expected);
        shg_csv *csv = document(bytes, n);
        assert_string_equal(shg_csv_get(csv, 0, 0), expected);
        shg_csv_free(csv);
    }
    assert_int_equal(iconv_close(cd), 0);
}

static void what_is_no_text_is_named(void **state) {
    (void)state;
    assert_outcome(BYTES("PK\3\4\0\0\n\n\"\""), "E 1:1 a workbook, not CSV: save it as CSV first\nstatus 4\n");
    assert_outcome(BYTES("\xd0\xcf\x11\xe0\xa1"), "E 1:1 a workbook, not CSV: save it as CSV first\nstatus 4\n");
    assert_outcome(BYTES("i\0d\0\n\0"), "E 1:1 UTF-16 without a byte order mark, or no text\nstatus 4\n");
    assert_outcome(BYTES("\0i\0d"), "E 1:1 UTF-16 without a byte order mark, or no text\nstatus 4\n");
}

static void other_control_bytes_are_data(void **state) {
    (void)state;
    assert_outcome(BYTES("a\n\x01\x1b\x7f\x0b\n"), "|a|\n2|\\x01\\x1B\\x7F\\x0B|\n");
}

static void places_are_for_faults(void **state) {
    (void)state;
    shg_csv *csv = document(BYTES("a,b\n\n1,2\n"));
    struct shg_where where = shg_csv_where(csv, 0, 1);
    assert_string_equal(where.file, "t.csv");
    assert_string_equal(shg_csv_name(csv), "t.csv");
    assert_int_equal(where.order, 7);
    assert_int_equal(where.line, 3);
    assert_int_equal(where.col, 2);
    assert_int_equal(shg_csv_where(csv, 0, -1).col, 0);
    assert_int_equal(shg_csv_column(csv, "b"), 1);
    assert_true(shg_csv_column(csv, "c") == -1);
    assert_int_equal(shg_csv_columns(csv), 2);
    assert_false(shg_csv_changed(csv));
    shg_csv_free(csv);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_header_there_is_nothing),
        cmocka_unit_test(a_header_alone_is_an_empty_table),
        cmocka_unit_test(names_stand_once),
        cmocka_unit_test(a_header_may_take_lines),
        cmocka_unit_test(the_header_row_decides_the_delimiter),
        cmocka_unit_test(a_line_sep_decides_before_it),
        cmocka_unit_test(the_dialect_is_told),
        cmocka_unit_test(guards_are_taken_off_once),
        cmocka_unit_test(utf8_stays_as_it_is),
        cmocka_unit_test(what_is_not_utf8_is_windows_1252),
        cmocka_unit_test(a_bom_promises_utf8),
        cmocka_unit_test(utf16_either_way),
        cmocka_unit_test(broken_utf16_is_told),
        cmocka_unit_test(windows_1252_is_that_of_iconv),
        cmocka_unit_test(utf16_is_that_of_iconv),
        cmocka_unit_test(what_is_no_text_is_named),
        cmocka_unit_test(other_control_bytes_are_data),
        cmocka_unit_test(places_are_for_faults),
    };
    return !!cmocka_run_group_tests_name("csv: reading", tests, NULL, NULL);
}
