/* What shg_diff prints is applied by patch(1) and must give the new text; and where lines differ from one another it is
 * no longer than what diff(1) prints. Texts are made from fixed seeds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "register/diff.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[] = "/tmp/shg-diff.XXXXXX";
static shg_faults *faults;

static uint32_t next(uint32_t *seed) {
    *seed = *seed * 1664525U + 1013904223U;
    return *seed >> 8;
}

static void put_file(const char *name, const struct shg_buf *text) {
    int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(shg_write_fd(fd, name, shg_buf_get(text), text->n, faults), SHG_OK);
    assert_int_equal(close(fd), 0);
}

static void add_line(struct shg_buf *text, uint32_t kinds, uint32_t *seed) {
    shg_buf_printf(text, "P%05u;waiting;\"x\"\n", (unsigned)(next(seed) % kinds));
}

/* An old text of lines of so many kinds, and a new one that keeps most of them. */
static void make_pair(uint32_t seed, uint32_t kinds, struct shg_buf *old, struct shg_buf *new) {
    uint32_t n = next(&seed) % 40;
    uint32_t change = 2 + next(&seed) % 12;
    for (uint32_t i = 0; i < n; i++) {
        size_t from = old->n;
        add_line(old, kinds, &seed);
        uint32_t what = next(&seed) % (3 * change);
        if (what == 0 || what == 1) /* changed, or one put before it */
            add_line(new, kinds, &seed);
        if (what != 0 && what != 2)
            shg_buf_add(new, old->p + from, old->n - from);
    }
    if (next(&seed) % 3 == 0)
        add_line(new, kinds, &seed);
    if (old->n > 0 && next(&seed) % 4 == 0)
        shg_buf_cut(old, old->n - 1);
    if (new->n > 0 && next(&seed) % 4 == 0)
        shg_buf_cut(new, new->n - 1);
}

static size_t size_of(const char *name) {
    struct shg_buf text = SHG_BUF_EMPTY;
    assert_int_equal(shg_read_file(name, &text, faults), SHG_OK);
    size_t n = text.n;
    shg_buf_free(&text);
    return n;
}

static void round_trip(uint32_t seed, uint32_t kinds) {
    struct shg_buf old = SHG_BUF_EMPTY;
    struct shg_buf new = SHG_BUF_EMPTY;
    struct shg_buf diff = SHG_BUF_EMPTY;
    struct shg_buf got = SHG_BUF_EMPTY;
    make_pair(seed, kinds, &old, &new);
    assert_int_equal(shg_diff("t.csv", shg_buf_get(&old), old.n, shg_buf_get(&new), new.n, &diff, faults), SHG_OK);
    put_file("t.csv", &old);
    put_file("new", &new);
    put_file("diff", &diff);
    int rc = system("diff -u t.csv new > peer; [ ! -s diff ] || patch -s -p1 t.csv < diff");
    assert_int_equal(rc, 0);
    if (access("t.csv", F_OK) == 0) /* patch removes a file that became empty */
        assert_int_equal(shg_read_file("t.csv", &got, faults), SHG_OK);
    assert_int_equal(got.n, new.n);
    assert_memory_equal(shg_buf_get(&got), shg_buf_get(&new), new.n);
    if (kinds > 1000) /* the two lines of names are of other lengths there */
        assert_true(size_of("diff") <= size_of("peer"));
    (void)remove("t.csv"); /* may be gone already */
    shg_buf_free(&old);
    shg_buf_free(&new);
    shg_buf_free(&diff);
    shg_buf_free(&got);
}

static void test_distinct(void **state) {
    (void)state;
    for (uint32_t seed = 1; seed <= 150; seed++)
        round_trip(seed, 1U << 20);
}

static void test_alike(void **state) {
    (void)state;
    for (uint32_t seed = 1; seed <= 150; seed++)
        round_trip(seed, 1 + seed % 7);
}

static int setup(void **state) {
    (void)state;
    faults = shg_faults_new(NULL, NULL);
    return faults && mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int teardown(void **state) {
    (void)state;
    shg_faults_free(faults);
    return system("rm -f new diff peer t.csv t.csv.*") == 0 && chdir("/") == 0 && rmdir(folder) == 0 ? 0 : -1;
}

int main(void) {
    if (system("command -v patch >/dev/null && command -v diff >/dev/null") != 0) {
        puts("1..1\nok 1 - diff_patch # SKIP patch or diff is not there");
        return 0;
    }
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_distinct), cmocka_unit_test(test_alike)};
    return !!cmocka_run_group_tests(tests, setup, teardown);
}
