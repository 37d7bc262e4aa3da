/* Memory that runs out at every single allocation while a table is read, edited and written: told, nothing lost,
 * nothing leaked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "csv/csv.h"
#include "support/pool.h"

#include <stdlib.h>
#include <string.h>

static const char *const inputs[] = {
    "id,name,x\nP1,\"a \"\"b\"\"\",\nP2, c ,d\n",
    "\xef\xbb\xbf\"a\";b\r\n\'=1;2\r\n",
    "a;b\n\xe6;'=1\n",
};

/* Reads, edits and writes; gives the worst status. Where memory was never short, out holds what was written. */
static enum shg_status work(const char *input, shg_faults *faults, struct shg_buf *out) {
    struct shg_buf in = SHG_BUF_EMPTY;
    shg_csv *csv = NULL;
    size_t row = 0;
    int column = 0;
    shg_buf_str(&in, input);
    enum shg_status status = shg_csv_read(&csv, &in, "t.csv", 0, 0, faults);
    if (status != SHG_OK || !csv) {
        assert_null(csv);
        return status;
    }
    assert_string_equal(shg_csv_column_name(csv, 0), input[0] == 'i' ? "id" : "a");
    size_t rows = shg_csv_rows(csv);
    status = shg_csv_set(csv, 0, 1, "new");
    if (status != SHG_OK)
        assert_string_not_equal(shg_csv_get(csv, 0, 1), "new");
    if (status == SHG_OK)
        status = shg_csv_add(csv, &row);
    if (status == SHG_OK)
        status = shg_csv_add_column(csv, "more", &column);
    if (status == SHG_OK)
        status = shg_csv_set(csv, row, column, "last");
    assert_in_range(shg_csv_rows(csv), rows, rows + 1);
    if (status == SHG_OK)
        shg_csv_write(csv, out);
    if (shg_buf_failed(out))
        status = SHG_SYSTEM;
    shg_csv_free(csv);
    return status;
}

static void every_allocation_may_fail(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        long refused = 0;
        for (enum shg_status status = SHG_SYSTEM; status != SHG_OK; refused++) {
            shg_faults *faults = shg_faults_new(NULL, NULL);
            struct shg_buf out = SHG_BUF_EMPTY;
            size_t before = pool_blocks;
            assert_non_null(faults);
            pool_once = false;
            pool_until = refused;
            status = work(inputs[i], faults, &out);
            pool_until = -1;
            assert_true(status == SHG_OK || status == SHG_SYSTEM);
            shg_buf_free(&out);
            shg_faults_free(faults);
            assert_int_equal(pool_blocks, before - 1); /* the list of faults was there before */
        }
        assert_in_range(refused, 15, 200); /* the last one was let through */
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_allocation_may_fail),
    };
    return !!cmocka_run_group_tests_name("csv: memory", tests, NULL, NULL);
}
