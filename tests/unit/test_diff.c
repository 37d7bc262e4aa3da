#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "register/diff.h"

#include <stdlib.h>
#include <string.h>

static char *diff(const char *a, const char *b) {
    shg_faults *faults = shg_faults_new(NULL, NULL);
    assert_non_null(faults);
    struct shg_buf out = SHG_BUF_EMPTY;
    assert_int_equal(shg_diff("t.csv", a, strlen(a), b, strlen(b), &out, faults), SHG_OK);
    shg_faults_free(faults);
    shg_buf_str(&out, "");
    return shg_buf_take(&out);
}

static void check(const char *a, const char *b, const char *wanted) {
    char *got = diff(a, b);
    assert_non_null(got);
    assert_string_equal(got, wanted);
    free(got);
}

static void test_same(void **state) {
    (void)state;
    check("", "", "");
    check("a\nb\n", "a\nb\n", "");
    check("a", "a", "");
}

static void test_one_row(void **state) {
    (void)state;
    check("h\n1\n2\n3\n4\n5\n", "h\n1\nx\n3\n4\n5\n",
          "--- a/t.csv\n+++ b/t.csv\n@@ -1,6 +1,6 @@\n h\n 1\n-2\n+x\n 3\n 4\n 5\n");
    check("h\n1\n2\n", "h\n1\n2\n3\n", "--- a/t.csv\n+++ b/t.csv\n@@ -1,3 +1,4 @@\n h\n 1\n 2\n+3\n");
    check("h\n1\n2\n", "h\n2\n", "--- a/t.csv\n+++ b/t.csv\n@@ -1,3 +1,2 @@\n h\n-1\n 2\n");
}

static void test_made_and_emptied(void **state) {
    (void)state;
    check("", "h\n", "--- a/t.csv\n+++ b/t.csv\n@@ -0,0 +1 @@\n+h\n");
    check("h\n1\n", "", "--- a/t.csv\n+++ b/t.csv\n@@ -1,2 +0,0 @@\n-h\n-1\n");
}

static void test_last_newline(void **state) {
    (void)state;
    check("h\n1", "h\n1\n2",
          "--- a/t.csv\n+++ b/t.csv\n@@ -1,2 +1,3 @@\n h\n-1\n\\ No newline at end of file\n+1\n+2\n"
          "\\ No newline at end of file\n");
    check("h\n1\n2", "x\n1\n2",
          "--- a/t.csv\n+++ b/t.csv\n@@ -1,3 +1,3 @@\n-h\n+x\n 1\n 2\n\\ No newline at end of file\n");
}

/* Six lines between two changes are one hunk, seven are two, as with diff -u. */
static void test_hunks(void **state) {
    (void)state;
    check("a\n1\n2\n3\n4\n5\n6\nb\n", "A\n1\n2\n3\n4\n5\n6\nB\n",
          "--- a/t.csv\n+++ b/t.csv\n@@ -1,8 +1,8 @@\n-a\n+A\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n+B\n");
    check("a\n1\n2\n3\n4\n5\n6\n7\nb\n", "A\n1\n2\n3\n4\n5\n6\n7\nB\n",
          "--- a/t.csv\n+++ b/t.csv\n@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-b\n+B\n");
}

static void test_moved_and_alike(void **state) {
    (void)state;
    check("1\n2\n3\n", "3\n1\n2\n", "--- a/t.csv\n+++ b/t.csv\n@@ -1,3 +1,3 @@\n+3\n 1\n 2\n-3\n");
    check("x\n1\nx\n2\nx\n", "y\n1\nx\n2\nx\nz\n",
          "--- a/t.csv\n+++ b/t.csv\n@@ -1,5 +1,6 @@\n-x\n+y\n 1\n x\n 2\n x\n+z\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same),         cmocka_unit_test(test_one_row), cmocka_unit_test(test_made_and_emptied),
        cmocka_unit_test(test_last_newline), cmocka_unit_test(test_hunks),   cmocka_unit_test(test_moved_and_alike),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
