/* Editing: what was not touched keeps its bytes. */
#include "csv_help.h"

#define BOM "\xef\xbb\xbf"

static void set(shg_csv *csv, size_t row, const char *column, const char *value) {
    assert_int_equal(shg_csv_set(csv, row, shg_csv_column(csv, column), value), SHG_OK);
    assert_string_equal(shg_csv_get(csv, row, shg_csv_column(csv, column)), value);
}

static size_t add(shg_csv *csv) {
    size_t row = SIZE_MAX;
    assert_int_equal(shg_csv_add(csv, &row), SHG_OK);
    assert_int_equal(row, shg_csv_rows(csv) - 1);
    assert_int_equal(shg_csv_line(csv, row), 0);
    return row;
}

static void add_column(shg_csv *csv, const char *name) {
    int column = -1;
    assert_int_equal(shg_csv_add_column(csv, name, &column), SHG_OK);
    assert_int_equal(column, shg_csv_column(csv, name));
}

static void what_was_read_is_written(void **state) {
    (void)state;
    static const char *const files[] = {
        "a,b\n1,2\n",
        "a,b\n1,2",
        "\n\na,b\n\n\n1,2\n\n",
        "a;b\r\n\"1\";\"x\ny\"\n3;4\r\n\r\n",
        BOM "sep=;\r\na;b\r\n'=1;=1\r\n",
        BOM "a\n1",
        "sep=,\na\n\"\"\n",
        "a\tb\n\t\n",
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        shg_csv *csv = document(files[i], strlen(files[i]));
        assert_written(csv, files[i], strlen(files[i]));
        shg_csv_free(csv);
    }
}

static void only_the_row_that_was_set_is_written_anew(void **state) {
    (void)state;
    shg_csv *csv = document(BYTES("a,\"b\"\r\n\"1\", 2\n\n\"3\",\"4\"\r\n\"5\",6"));
    set(csv, 1, "b", "x,y");
    assert_true(shg_csv_changed(csv));
    assert_written(csv, BYTES("a,\"b\"\r\n\"1\", 2\n\n3,\"x,y\"\r\n\"5\",6"));
    set(csv, 2, "a", "");
    assert_written(csv, BYTES("a,\"b\"\r\n\"1\", 2\n\n3,\"x,y\"\r\n,6"));
    set(csv, 2, "a", "z"); /* a second time */
    set(csv, 2, "a", "zz");
    assert_written(csv, BYTES("a,\"b\"\r\n\"1\", 2\n\n3,\"x,y\"\r\nzz,6"));
    shg_csv_free(csv);
}

static void the_same_value_is_no_change(void **state) {
    (void)state;
    shg_csv *csv = document(BYTES("a,b\n\"1\",\n"));
    set(csv, 0, "a", "1");
    set(csv, 0, "b", "");
    assert_false(shg_csv_changed(csv));
    assert_written(csv, BYTES("a,b\n\"1\",\n"));
    assert_int_equal(shg_csv_set(csv, 0, -1, "x"), SHG_USAGE);
    shg_csv_free(csv);
}

static void what_is_no_text_is_refused(void **state) {
    (void)state;
    shg_csv *csv = document(BYTES("a\n\xc3\xa6\n"));
    int column = -1;
    assert_int_equal(shg_csv_set(csv, 0, 0, "x\xe6"), SHG_DATA);
    assert_int_equal(shg_csv_add_column(csv, "\xe6", &column), SHG_DATA);
    assert_false(shg_csv_changed(csv));
    assert_written(csv, BYTES("a\næ\n"));
    shg_csv_free(csv);
}

static void rows_are_added_in_the_dialect_of_the_file(void **state) {
    (void)state;
    shg_csv *csv = document(BYTES("a;b\r\n1;2\r\n"));
    set(csv, add(csv), "b", "x;y");
    assert_written(csv, BYTES("a;b\r\n1;2\r\n;\"x;y\"\r\n"));
    shg_csv_free(csv);

    csv = document(BYTES("a,b\n1,2")); /* the last newline stays missing */
    set(csv, add(csv), "a", "=1");
    assert_written(csv, BYTES("a,b\n1,2\n=1,"));
    shg_csv_free(csv);

    csv = document(BYTES("a\n"));
    (void)add(csv);
    (void)add(csv);
    assert_written(csv, BYTES("a\n\"\"\n\"\"\n"));
    shg_csv_free(csv);

    csv = document(BYTES("a,b"));
    (void)add(csv);
    assert_written(csv, BYTES("a,b\n,"));
    shg_csv_free(csv);
}

static void guards_are_put_back_on(void **state) {
    (void)state;
    shg_csv *csv = document(BYTES(BOM "a;b\r\n'=1;=2\r\n'=3;=4\r\n"));
    set(csv, 1, "b", "x");
    set(csv, add(csv), "a", "'-;");
    assert_written(csv, BYTES(BOM "a;b\r\n'=1;=2\r\n'=3;x\r\n\"''-;\";\r\n"));
    shg_csv_free(csv);
}

static void rows_are_removed_with_their_bytes(void **state) {
    (void)state;
    shg_csv *csv = document(BYTES("a,b\n1,\"2\"\n\n3,\"4\"\n5,\"6\"\n"));
    shg_csv_remove(csv, 1);
    assert_int_equal(shg_csv_rows(csv), 2);
    assert_string_equal(shg_csv_get(csv, 1, 1), "6");
    assert_int_equal(shg_csv_line(csv, 1), 5);
    assert_written(csv, BYTES("a,b\n1,\"2\"\n5,\"6\"\n"));
    size_t row = add(csv); /* after a removal a new row shares no cells */
    set(csv, row, "a", "7");
    assert_string_equal(shg_csv_get(csv, 1, 0), "5");
    shg_csv_remove(csv, 0);
    assert_written(csv, BYTES("a,b\n5,\"6\"\n7,\n"));
    shg_csv_remove(csv, 1);
    shg_csv_remove(csv, 0);
    assert_written(csv, BYTES("a,b\n"));
    shg_csv_free(csv);

    csv = document(BYTES("a\n1\n2"));
    shg_csv_remove(csv, 1);
    assert_written(csv, BYTES("a\n1"));
    shg_csv_free(csv);
}

static void a_column_is_added_behind_the_bytes(void **state) {
    (void)state;
    shg_csv *csv = document(BYTES("\"a\",b\r\n\n\"1\", 2\r\n3,\"4\"\n5,6"));
    add_column(csv, "c");
    assert_written(csv, BYTES("\"a\",b,c\r\n\n\"1\", 2,\r\n3,\"4\",\n5,6,"));
    set(csv, 0, "c", "x,");
    set(csv, 2, "b", "y");
    add_column(csv, "d;");
    set(csv, add(csv), "d;", "z");
    assert_written(csv, BYTES("\"a\",b,c,\"d;\"\r\n\n\"1\", 2,\"x,\",\r\n3,\"4\",,\n5,y,,\r\n,,,z"));
    shg_csv_free(csv);

    csv = document(BYTES("a"));
    add_column(csv, "b");
    assert_written(csv, BYTES("a,b"));
    shg_csv_free(csv);
}

static void utf16_becomes_utf8_with_a_bom(void **state) {
    (void)state;
    shg_csv *csv = document(BYTES("\xff\xfe"
                                  "a\0;\0b\0\r\0\n\0'\0=\0;\0\xe6\0\r\0\n\0"));
    assert_string_equal(shg_csv_get(csv, 0, 0), "=");
    set(csv, add(csv), "a", "=");
    assert_written(csv, BYTES(BOM "a;b\r\n'=;æ\r\n'=;\r\n"));
    shg_csv_free(csv);
}

static void windows_1252_becomes_utf8_with_a_bom(void **state) {
    (void)state;
    struct shg_buf out = SHG_BUF_EMPTY;
    shg_csv *csv = document(BYTES("a;b\n'=1;\xe6\n=2;'x\n"));
    assert_string_equal(shg_csv_get(csv, 0, 0), "'=1");
    /* with the BOM comes the rule of the guard: what has a ' needs one more */
    assert_written(csv, BYTES(BOM "a;b\n''=1;æ\n=2;'x\n"));
    shg_csv_write(csv, &out);
    shg_csv *again = document(out.p, out.n);
    assert_string_equal(shg_csv_get(again, 0, 0), "'=1");
    assert_string_equal(shg_csv_get(again, 1, 0), "=2");
    shg_csv_free(again);
    shg_csv_free(csv);
    shg_buf_free(&out);

    csv = document(BYTES("a\n'=1\n\xe6,\n"));
    assert_written(csv, BYTES(BOM "a\n''=1\næ,\n"));
    shg_csv_free(csv);
    csv = document(BYTES("'-a;b\n\xe6;\n"));
    assert_written(csv, BYTES(BOM "''-a;b\næ;\n"));
    shg_csv_free(csv);
}

static void a_new_document_is_written_in_its_dialect(void **state) {
    (void)state;
    const char *const names[] = {"id", "a;b"};
    shg_csv *csv = shg_csv_new(names, 2, &shg_dialect_plain, "t.csv", 7);
    assert_non_null(csv);
    assert_written(csv, BYTES("id,\"a;b\"\n"));
    set(csv, add(csv), "id", "-1");
    assert_written(csv, BYTES("id,\"a;b\"\n-1,\n"));
    add_column(csv, "c");
    set(csv, 0, "c", "3");
    assert_written(csv, BYTES("id,\"a;b\",c\n-1,,3\n"));
    shg_csv_free(csv);

    csv = shg_csv_new(names, 2, &shg_dialect_excel, "t.csv", 7);
    set(csv, add(csv), "id", "-1");
    assert_written(csv, BYTES(BOM "id;\"a;b\"\r\n'-1;\r\n"));
    shg_csv_free(csv);

    const struct shg_dialect sep = {.delimiter = ';', .sep_line = true};
    csv = shg_csv_new(names, 1, &sep, "t.csv", 7);
    (void)add(csv);
    assert_written(csv, BYTES("sep=;\nid\n\"\""));
    shg_csv_free(csv);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_read_is_written),
        cmocka_unit_test(only_the_row_that_was_set_is_written_anew),
        cmocka_unit_test(the_same_value_is_no_change),
        cmocka_unit_test(what_is_no_text_is_refused),
        cmocka_unit_test(rows_are_added_in_the_dialect_of_the_file),
        cmocka_unit_test(guards_are_put_back_on),
        cmocka_unit_test(rows_are_removed_with_their_bytes),
        cmocka_unit_test(a_column_is_added_behind_the_bytes),
        cmocka_unit_test(utf16_becomes_utf8_with_a_bom),
        cmocka_unit_test(windows_1252_becomes_utf8_with_a_bom),
        cmocka_unit_test(a_new_document_is_written_in_its_dialect),
    };
    return !!cmocka_run_group_tests_name("csv: editing", tests, NULL, NULL);
}
