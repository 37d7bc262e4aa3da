/* The baseline of the reading bench: libcsv alone over a file, with callbacks that do nothing.
 * usage: libcsv_bare FILE; prints rows and seconds. */
#include <csv.h>
#include <stdio.h>
#include <time.h>

static void on_field(void *text, size_t n, void *rows) {
    (void)text;
    (void)n;
    (void)rows;
}

static void on_row(int c, void *rows) {
    (void)c;
    ++*(size_t *)rows;
}

static double seconds(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now); /* POSIX: cannot fail for this clock */
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

int main(int argc, char **argv) {
    static char block[65536];
    struct csv_parser parser;
    size_t rows = 0;
    FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;
    if (!file || csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
        (void)fprintf(stderr, "usage: libcsv_bare FILE\n");
        return 2;
    }
    double start = seconds();
    for (size_t n = fread(block, 1, sizeof block, file); n > 0; n = fread(block, 1, sizeof block, file))
        if (csv_parse(&parser, block, n, on_field, on_row, &rows) != n)
            return 1;
    if (ferror(file) || csv_fini(&parser, on_field, on_row, &rows) != 0)
        return 1;
    printf("%zu %.3f\n", rows, seconds() - start);
    csv_free(&parser);
    return fclose(file) != 0;
}
