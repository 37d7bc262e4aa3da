/* The reading of lib/csv over a file, for the reading bench. usage: csv_read FILE; prints rows and seconds. */
#include "base/file.h"
#include "csv/csv.h"

#include <stdio.h>
#include <time.h>

static double seconds(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now); /* POSIX: cannot fail for this clock */
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

int main(int argc, char **argv) {
    struct shg_buf buf = SHG_BUF_EMPTY;
    shg_faults *faults = shg_faults_new(NULL, NULL);
    shg_csv *csv = NULL;
    if (argc != 2 || !faults) {
        (void)fprintf(stderr, "usage: csv_read FILE\n");
        return 2;
    }
    double start = seconds();
    if (shg_read_file(argv[1], &buf, faults) != SHG_OK || shg_csv_read(&csv, &buf, argv[1], 0, 0, faults) != SHG_OK) {
        (void)fprintf(stderr, "csv_read: %s: cannot be read\n", argv[1]);
        return 4;
    }
    printf("%zu %.3f\n", shg_csv_rows(csv), seconds() - start);
    shg_csv_free(csv);
    shg_faults_free(faults);
    return 0;
}
