/* Runs a fuzz target without a fuzzer: over the files of its corpus and over mutations of them by a fixed seed, so that
 * every check tries the same inputs. usage: fuzz_X MUTATIONS FILE...; a fault aborts, as it does under the fuzzer.
 */
#include "../random.h"
#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static uint64_t seed;

static size_t below(size_t n) {
    return random_below(&seed, n);
}

/* What makes a difference to one of the formats. */
static const char *const tokens[] = {"\"",
                                     "\"\"",
                                     ",",
                                     ";",
                                     "\t",
                                     "\n",
                                     "\r",
                                     "\r\n",
                                     " ",
                                     "'",
                                     "=",
                                     "-",
                                     "+",
                                     "sep=;",
                                     "0",
                                     "1",
                                     "2026-11-23",
                                     "99",
                                     "4294967296",
                                     "P00000001",
                                     "æ",
                                     "\xe6",
                                     "\x80",
                                     "\xff\xfe",
                                     "\xef\xbb\xbf",
                                     ":",
                                     "mon17:00-21:00"};

static void splice(struct shg_buf *to, const struct shg_buf *from, size_t at, size_t cut, const char *put, size_t n) {
    shg_buf_cut(to, 0);
    shg_buf_add(to, shg_buf_get(from), at);
    shg_buf_add(to, put, n);
    shg_buf_add(to, shg_buf_get(from) + at + cut, from->n - at - cut);
}

/* One change of a to b. */
static void mutate(const struct shg_buf *a, struct shg_buf *b) {
    size_t at = below(a->n + 1);
    size_t span = below((a->n - at < 64 ? a->n - at : 64) + 1);
    char byte = (char)below(256);
    const char *token = tokens[below(sizeof tokens / sizeof *tokens)];
    const char *p = shg_buf_get(a);
    switch (below(6)) {
    case 0: /* another byte */
        splice(b, a, at, at < a->n ? 1 : 0, &byte, 1);
        break;
    case 1: /* one more */
        splice(b, a, at, 0, &byte, 1);
        break;
    case 2: /* some fewer */
        splice(b, a, at, span, "", 0);
        break;
    case 3: /* some twice */
        splice(b, a, at, 0, p + at, span);
        break;
    case 4: /* a piece from elsewhere instead */
        splice(b, a, at, span, p + below(a->n - span + 1), span);
        break;
    default:
        splice(b, a, at, below(2) * span, token, strlen(token));
        break;
    }
}

static void try_one(const struct shg_buf *buf) {
    /* in a block of its own length, so that a sanitizer sees every byte read behind it */
    uint8_t *copy = malloc(buf->n > 0 ? buf->n : 1);
    if (!copy)
        exit(3);
    memcpy(copy, shg_buf_get(buf), buf->n);
    (void)LLVMFuzzerTestOneInput(copy, buf->n);
    free(copy);
}

static void replay(const struct shg_buf *input, long mutations) {
    struct shg_buf a = SHG_BUF_EMPTY;
    struct shg_buf b = SHG_BUF_EMPTY;
    try_one(input);
    for (long i = 0; i < mutations; i++) {
        if (i % 8 == 0) { /* eight changes on top of each other, then afresh */
            shg_buf_cut(&a, 0);
            shg_buf_add(&a, shg_buf_get(input), input->n);
        }
        mutate(&a, &b);
        try_one(&b);
        struct shg_buf swap = a;
        a = b;
        b = swap;
    }
    if (shg_buf_failed(&a) || shg_buf_failed(&b))
        exit(3);
    shg_buf_free(&a);
    shg_buf_free(&b);
}

int main(int argc, char **argv) {
    if (argc < 3) {
        (void)fprintf(stderr, "usage: %s MUTATIONS FILE...\n", argv[0]);
        return 2;
    }
    long long mutations = 0;
    shg_faults *faults = shg_faults_new(NULL, NULL);
    if (!faults || !shg_parse_int(argv[1], 0, 1000000, &mutations))
        return 2;
    for (int i = 2; i < argc; i++) {
        struct shg_buf buf = SHG_BUF_EMPTY;
        printf("# %s\n", argv[i]);
        (void)fflush(stdout); /* so that the log names the input of a crash */
        if (shg_read_file(argv[i], &buf, faults) != SHG_OK)
            return 3;
        seed = (uint64_t)i;
        replay(&buf, (long)mutations);
        shg_buf_free(&buf);
    }
    shg_faults_free(faults);
    return 0;
}
