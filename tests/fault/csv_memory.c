/* Memory that runs out at every single allocation while a table is read, edited and written: told, nothing lost,
 * nothing leaked. malloc and its kin are replaced in this program, for the libraries too: blocks are cut from a pool
 * that is large enough for all of it, and counted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "csv/csv.h"
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct block {
    alignas(max_align_t) size_t n;
    bool used;
};

static alignas(max_align_t) unsigned char pool[64 << 20];
static size_t pool_n;
static size_t blocks;   /* in use */
static long until = -1; /* allocations until one fails; -1: none */

/* By another name than malloc: compilers make a calloc of malloc and memset, which would call itself. */
static void *cut(size_t n) {
    size_t room = (n + sizeof(struct block) - 1) / sizeof(struct block) * sizeof(struct block);
    if (until == 0 || room < n || room + sizeof(struct block) > sizeof pool - pool_n)
        return NULL;
    if (until > 0)
        until--;
    struct block *block = (struct block *)(void *)(pool + pool_n);
    pool_n += sizeof *block + room;
    *block = (struct block){n, true};
    blocks++;
    return block + 1;
}

void *malloc(size_t n) {
    return cut(n);
}

void free(void *p) {
    if (!p)
        return;
    struct block *block = (struct block *)p - 1;
    if (!block->used)
        abort(); /* freed twice */
    block->used = false;
    blocks--;
}

void *calloc(size_t n, size_t size) {
    void *p = size > 0 && n > SIZE_MAX / size ? NULL : cut(n * size);
    if (p)
        memset(p, 0, n * size);
    return p;
}

void *realloc(void *old, size_t n) {
    void *p = cut(n);
    if (p && old) {
        size_t before = ((struct block *)old - 1)->n;
        memcpy(p, old, before < n ? before : n);
        free(old);
    }
    return p;
}

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
            size_t before = blocks;
            assert_non_null(faults);
            until = refused;
            status = work(inputs[i], faults, &out);
            until = -1;
            assert_true(status == SHG_OK || status == SHG_SYSTEM);
            shg_buf_free(&out);
            shg_faults_free(faults);
            assert_int_equal(blocks, before - 1); /* the list of faults was there before */
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
