/* The yardstick of add_one.sh: reads a CSV file with libcsv, writes it again with libcsv as another file, and syncs
 * that. usage: csv_once FROM TO */
#include <csv.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

struct copy {
    FILE *to;
    bool begun, failed;
};

static void field(void *text, size_t n, void *ctx) {
    struct copy *copy = ctx;
    copy->failed = (copy->begun && putc(',', copy->to) == EOF) || csv_fwrite(copy->to, text, n) != 0 || copy->failed;
    copy->begun = true;
}

static void row(int c, void *ctx) {
    struct copy *copy = ctx;
    (void)c;
    copy->failed = putc('\n', copy->to) == EOF || copy->failed;
    copy->begun = false;
}

int main(int argc, char **argv) {
    static char block[65536];
    struct csv_parser parser;
    if (argc != 3 || csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        return 2;
    FILE *from = fopen(argv[1], "r");
    struct copy copy = {fopen(argv[2], "w"), false, false};
    if (!from || !copy.to)
        return 3;
    for (size_t n = 0; (n = fread(block, 1, sizeof block, from)) > 0;)
        if (csv_parse(&parser, block, n, field, row, &copy) != n)
            return 4;
    bool bad = ferror(from) || csv_fini(&parser, field, row, &copy) != 0 || copy.failed || fflush(copy.to) != 0 ||
               fsync(fileno(copy.to)) != 0 || fclose(copy.to) != 0;
    (void)fclose(from); /* it was only read */
    csv_free(&parser);
    return bad ? 3 : 0;
}
