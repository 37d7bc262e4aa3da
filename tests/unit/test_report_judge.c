/* What several lists tell together: cases worked out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/list.h"
#include "report/judge.h"

enum { SUPPRESS = 5, VALUES = 4 };

/* Values a, b, c, d; each list as the cell of each value and the counts of the cells. */
struct case_list {
    shg_date until;
    uint32_t cell[VALUES];
    long count[VALUES];
};

static size_t judged(struct case_list *lists, size_t n, size_t fresh) {
    struct shg_telling told[8];
    size_t found = VALUES + 1;
    for (size_t l = 0; l < n; l++)
        told[l] = (struct shg_telling){lists[l].until, lists[l].cell, lists[l].count, VALUES};
    assert_int_equal(shg_judge(told, n, fresh, VALUES, SUPPRESS, &found), SHG_OK);
    return found;
}

static void wide_rests_tell_nothing(void **state) {
    (void)state;
    struct case_list lists[] = {{10, {0, 0, 1, 1}, {8, 9}}, {20, {0, 0, 1, 1}, {16, 9}}};
    assert_int_equal(judged(lists, 2, 1), VALUES);
}

static void a_rest_that_grew_by_few_tells(void **state) {
    (void)state;
    struct case_list lists[] = {{10, {0, 0, 1, 1}, {8, 9}}, {20, {0, 0, 1, 1}, {11, 9}}};
    assert_int_equal(judged(lists, 2, 1), 0);
}

/* Nothing happens after day 10: a + b = 23, a + c = 33, a + d = 43 and 93 in all leave 3 for a alone. */
static void three_lists_tell_what_two_do_not(void **state) {
    (void)state;
    struct case_list lists[] = {
        {10, {0, 0, 1, 1}, {23, 70}}, {20, {0, 1, 0, 1}, {33, 60}}, {30, {0, 1, 1, 0}, {43, 50}}};
    assert_int_equal(judged(lists, 2, 1), VALUES);
    assert_int_equal(judged(lists, 3, 2), 0);
    struct case_list apart[] = {lists[0], lists[2]};
    assert_int_equal(judged(apart, 2, 1), VALUES);
}

/* What was known without the new list is not laid to its charge. */
static void what_was_told_before_stays_told(void **state) {
    (void)state;
    struct case_list lists[] = {{10, {0, 0, 1, 1}, {8, 9}}, {20, {0, 0, 1, 1}, {11, 9}}, {30, {0, 0, 1, 1}, {30, 30}}};
    assert_int_equal(judged(lists, 3, 2), VALUES);
}

/* A figure that was corrected downwards fits nothing that came before it. */
static void contradictions_are_left_out(void **state) {
    (void)state;
    struct case_list lists[] = {{10, {0, 0, 1, 1}, {40, 9}}, {20, {0, 0, 1, 1}, {18, 20}}};
    assert_int_equal(judged(lists, 2, 1), VALUES);
    struct case_list some[] = {{5, {0, 0, 1, 1}, {15, 9}}, {10, {0, 0, 1, 1}, {40, 9}}, {20, {0, 0, 1, 1}, {18, 20}}};
    assert_int_equal(judged(some, 3, 2), 0); /* beside the first it grew by three */
}

/* Nothing is known of a value that a list did not tell. */
static void the_untold_may_be_anything(void **state) {
    (void)state;
    struct case_list lists[] = {{10, {SHG_NONE, SHG_NONE, 1, 1}, {0, 9}}, {20, {0, 0, 1, 1}, {8, 18}}};
    assert_int_equal(judged(lists, 2, 1), VALUES);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wide_rests_tell_nothing),          cmocka_unit_test(a_rest_that_grew_by_few_tells),
        cmocka_unit_test(three_lists_tell_what_two_do_not), cmocka_unit_test(what_was_told_before_stays_told),
        cmocka_unit_test(contradictions_are_left_out),      cmocka_unit_test(the_untold_may_be_anything),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
