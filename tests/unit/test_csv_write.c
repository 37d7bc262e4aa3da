/* The writer: what tools print, and what a spreadsheet opens. */
#include "csv_help.h"

#include <locale.h>

#define BOM "\xef\xbb\xbf"

struct print {
    struct shg_buf out;
    struct shg_writer w;
};

static void begin(struct print *p, const struct shg_dialect *dialect) {
    p->out = SHG_BUF_EMPTY;
    p->w = shg_writer_to(&p->out, dialect);
}

static void end(struct print *p, const char *expected) {
    assert_string_equal(shg_buf_get(&p->out), expected);
    shg_buf_free(&p->out);
}

static void rows_end_in_lf_or_crlf(void **state) {
    (void)state;
    struct print p;
    const char *const row[] = {"a", "b"};
    begin(&p, &shg_dialect_plain);
    shg_put_row(&p.w, row, 2);
    shg_put_row(&p.w, row, 2);
    end(&p, "a,b\na,b\n");
    begin(&p, &shg_dialect_excel);
    shg_put_row(&p.w, row, 2);
    shg_put_row(&p.w, row, 2);
    end(&p, BOM "a;b\r\na;b\r\n");
}

static void what_a_spreadsheet_would_run_is_guarded(void **state) {
    (void)state;
    struct print p;
    const char *const row[] = {"=1", "+47", "-1", "@x", "\tx", "\rx", "'=1", "''-", "'x", "x=1", "", "'", "=;", "=\""};
    begin(&p, &shg_dialect_excel);
    shg_put_row(&p.w, row, 14);
    end(&p, BOM "'=1;'+47;'-1;'@x;\"'\tx\";\"'\rx\";''=1;'''-;'x;x=1;;';\"'=;\";\"'=\"\"\"\r\n");
    begin(&p, &shg_dialect_plain);
    shg_put_row(&p.w, row, 4);
    end(&p, "=1,+47,-1,@x\n");
}

static void what_would_be_read_as_something_else_is_quoted(void **state) {
    (void)state;
    struct print p;
    begin(&p, &shg_dialect_plain);
    shg_put(&p.w, "sep=");
    shg_end_row(&p.w);
    shg_put(&p.w, "a;b");
    shg_end_row(&p.w);
    end(&p, "\"sep=\"\na;b\n");
    begin(&p, &shg_dialect_excel);
    shg_put(&p.w, "a,b");
    shg_put(&p.w, "c\td");
    shg_end_row(&p.w);
    shg_put(&p.w, "a,b");
    shg_put(&p.w, "c\td");
    shg_end_row(&p.w);
    end(&p, BOM "\"a,b\";\"c\td\"\r\na,b;c\td\r\n");
}

static void numbers_are_written_whatever_the_locale(void **state) {
    (void)state;
    struct print p;
    /* where the locale is not installed the test is the same with a point */
    (void)setlocale(LC_ALL, "nb_NO.UTF-8");
    begin(&p, &shg_dialect_plain);
    shg_put_int(&p.w, -9223372036854775807LL - 1);
    shg_put_int(&p.w, 0);
    shg_put_decimal(&p.w, 1234567.125, 2);
    shg_put_decimal(&p.w, -0.04, 1);
    shg_put_decimal(&p.w, -0.06, 1);
    shg_put_decimal(&p.w, 2.5, 0);
    shg_put_decimal(&p.w, 3.5, 0);
    shg_put_decimal(&p.w, 1e300, 0);
    p.out.n = 60; /* of the last only the beginning */
    p.out.p[60] = '\0';
    (void)setlocale(LC_ALL, "C");
    end(&p, "-9223372036854775808,0,1234567.12,0.0,-0.1,2,4,1000000000000");
    begin(&p, &shg_dialect_excel);
    shg_put(&p.w, "lat");
    shg_put(&p.w, "x");
    shg_end_row(&p.w);
    shg_put_decimal(&p.w, 59.91, 6);
    shg_put_decimal(&p.w, -1.5, 1);
    shg_end_row(&p.w);
    end(&p, BOM "lat;x\r\n59,910000;'-1,5\r\n");
}

static void what_is_no_number_is_empty(void **state) {
    (void)state;
    struct print p;
    begin(&p, &shg_dialect_plain);
    shg_put_decimal(&p.w, strtod("nan", NULL), 2);
    shg_put_decimal(&p.w, strtod("inf", NULL), 2);
    shg_put_decimal(&p.w, strtod("-inf", NULL), 2);
    end(&p, ",,");
}

static void a_buffer_that_failed_stays_failed(void **state) {
    (void)state;
    struct print p;
    begin(&p, &shg_dialect_excel);
    p.out.failed = true;
    shg_put(&p.w, "=;");
    shg_put_decimal(&p.w, 1, 1);
    shg_end_row(&p.w);
    assert_true(shg_buf_failed(&p.out));
    shg_buf_free(&p.out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_end_in_lf_or_crlf),
        cmocka_unit_test(what_a_spreadsheet_would_run_is_guarded),
        cmocka_unit_test(what_would_be_read_as_something_else_is_quoted),
        cmocka_unit_test(numbers_are_written_whatever_the_locale),
        cmocka_unit_test(what_is_no_number_is_empty),
        cmocka_unit_test(a_buffer_that_failed_stays_failed),
    };
    return !!cmocka_run_group_tests_name("csv: writing", tests, NULL, NULL);
}
