/* Any bytes as a house's calendar: refused, or rows of closures that lie in the days asked for. */
#include "calendar/ics.h"
#include "register/register_private.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void must(int truth) {
    if (!truth)
        abort();
}

static shg_register *load(shg_faults *faults) {
    static const char profile[] = "name,value\nOFFICE,test.example\n";
    struct shg_opening opening = {.dir = ".", .tables = SHG_SET(SHG_PROFILE), .today = shg_date_of(2026, 11, 23)};
    enum shg_table table = SHG_PROFILE;
    struct shg_stored file;
    shg_register *reg = NULL;
    memset(&file, 0, sizeof file);
    file.name = shg_schema(SHG_PROFILE)->file;
    shg_buf_add(&file.bytes, profile, sizeof profile - 1);
    file.identity.exists = true;
    must(shg_register_of(&reg, &opening, &table, &file, 1, faults) == SHG_OK);
    return reg;
}

/* venue,from,to,start,end,reason: in order, within the days. */
static void look(const char *rows, const struct shg_ics_busy *what) {
    static const char header[] = "venue,from,to,start,end,reason\n";
    must(strncmp(rows, header, sizeof header - 1) == 0);
    for (rows += sizeof header - 1; *rows; rows = strchr(rows, '\n') + 1) {
        char from[11] = "", to[11] = "";
        must(strncmp(rows, "V00001,", 7) == 0 && strlen(rows) > 30 && strchr(rows, '\n'));
        memcpy(from, rows + 7, 10);
        memcpy(to, rows + 18, 10);
        must(what->from <= shg_date_parse(from) && shg_date_parse(from) <= shg_date_parse(to) &&
             shg_date_parse(to) <= what->until);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    shg_faults *faults = shg_faults_new(NULL, NULL);
    must(faults != NULL);
    shg_register *reg = load(faults);
    struct shg_ics_busy what = {"-", "V00001", shg_date_of(2026, 11, 23), shg_date_of(2027, 12, 24)};
    struct shg_buf calendar = SHG_BUF_EMPTY, out = SHG_BUF_EMPTY;
    struct shg_writer writer = shg_writer_to(&out, &shg_dialect_plain);
    shg_buf_add(&calendar, data, n);
    enum shg_status status = shg_ics_read_busy(reg, &calendar, &what, &writer, faults);
    must((status == SHG_OK) == (shg_faults_count(faults, SHG_ERROR) == 0));
    if (status == SHG_OK)
        look(shg_buf_get(&out), &what);
    shg_buf_free(&calendar);
    shg_buf_free(&out);
    shg_register_free(reg);
    shg_faults_free(faults);
    return 0;
}
