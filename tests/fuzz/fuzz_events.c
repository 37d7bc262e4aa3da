/* Any bytes as a plan, as meetings, as the rows to set, as what was published, or as the dates of a plan. The first
 * byte chooses. A plan that is taken once is taken again, and then nothing is left to do. */
#include "events/published.h"
#include "events/record.h"
#include "events/set.h"
#include "match/recheck.h"
#include "register/register_private.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void must(int truth) {
    if (!truth)
        abort();
}

static const char *const sound[SHG_TABLES] = {
    [SHG_PEOPLE] = "id,status,registered,consent,consent_text,clarified,municipality,availability,themes,birth_year\n"
                   "P10000001,waiting,2026-01-01,2026-01-01,1,2026-01-05,3301,mon17-21,grief,1980\n"
                   "P10000002,waiting,2025-01-01,2026-01-01,1,2026-01-05,3301,mon17-21,grief,1981\n"
                   "P10000003,member,2025-01-01,2026-01-01,1,2026-01-05,3301,mon17-21,grief,1982\n",
    [SHG_STARTERS] = "id,status,municipality,availability\nS00001,active,3301,mon17-21\n",
    [SHG_VENUES] = "id,name,kind,municipality,slots,rooms\nV00001,A,in-person,3301,mon18:00-20:00,4\n",
    [SHG_GROUPS] = "id,status,venue,slot,theme,open,others,formed,started\n"
                   "G00001,running,V00001,mon18:00-20:00,mixed,1,2,2026-02-01,2026-03-02\n"
                   "G00002,forming,V00001,mon18:00-20:00,mixed,,3,2026-02-01,\n",
    [SHG_PLACEMENTS] = "person,group,role,status,proposed\nP10000003,G00001,member,active,2026-02-01\n"
                       "S00001,G00002,starter,accepted,2026-11-01\n",
    [SHG_MEETINGS] =
        "group,number,date,start,end,venue,kind,status\nG00001,1,2026-11-30,18:00,20:00,V00001,own,planned\n",
};

static shg_register *load(shg_faults *faults) {
    struct shg_opening opening = {.dir = ".", .tables = SHG_ALL_TABLES, .today = shg_date_of(2026, 11, 23)};
    struct shg_stored files[SHG_TABLES];
    enum shg_table order[SHG_TABLES];
    shg_register *reg = NULL;
    memset(files, 0, sizeof files);
    for (int t = 0; t < (int)SHG_TABLES; t++) {
        order[t] = (enum shg_table)t;
        files[t].name = shg_schema(order[t])->file;
        if (sound[t])
            shg_buf_str(&files[t].bytes, sound[t]);
        files[t].identity.exists = sound[t] != NULL;
    }
    must(shg_register_of(&reg, &opening, order, files, SHG_TABLES, faults) == SHG_OK);
    return reg;
}

/* Below min, so that small plans come far. */
static enum shg_status record(shg_register *reg, const shg_csv *plan, const shg_csv *dates, size_t *rows,
                              shg_faults *faults) {
    struct shg_proposal proposal;
    enum shg_status status = shg_proposal_read(&proposal, reg, plan, faults);
    *rows = proposal.n_rows;
    if (status == SHG_OK)
        status = shg_recheck(reg, &proposal, true, faults);
    if (status == SHG_OK)
        status = shg_proposal_record(reg, &proposal, dates, faults);
    shg_proposal_free(&proposal);
    return status;
}

static void plan_twice(shg_register *reg, const shg_csv *plan, shg_faults *faults) {
    size_t rows;
    if (record(reg, plan, NULL, &rows, faults) != SHG_OK)
        return;
    must(record(reg, plan, NULL, &rows, faults) == SHG_OK);
    must(rows == 0);
}

static void meetings_twice(shg_register *reg, const shg_csv *meetings, shg_faults *faults) {
    if (shg_record_meetings(reg, meetings, faults) != SHG_OK)
        return;
    size_t rows = shg_rows(reg, SHG_MEETINGS);
    (void)shg_record_meetings(reg, meetings, faults); /* a meeting that stands there twice is stale now */
    must(shg_rows(reg, SHG_MEETINGS) == rows);
}

static void set_rows(shg_register *reg, const shg_csv *rows, enum shg_table table, int to, shg_faults *faults) {
    int column = shg_step_column(table);
    const struct shg_assignment field = {column, shg_schema(table)->columns[column].values[to]};
    const struct shg_setting setting = {table, &field, 1, NULL, 0, rows, true, SHG_NO_DATE};
    (void)shg_set_rows(reg, &setting, faults); /* refused or not */
}

static void promise(shg_register *reg, const shg_csv *dates, shg_faults *faults) {
    struct shg_buf text = SHG_BUF_EMPTY;
    shg_csv *plan = NULL;
    size_t rows;
    shg_buf_str(&text, "group,person\nG00002,P10000001\n");
    must(shg_csv_read(&plan, &text, "p.csv", 0, 0, faults) == SHG_OK);
    (void)record(reg, plan, dates, &rows, faults); /* refused or not */
    shg_csv_free(plan);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    shg_faults *faults = shg_faults_new(NULL, NULL);
    struct shg_buf bytes = SHG_BUF_EMPTY;
    shg_csv *csv = NULL;
    must(faults != NULL);
    shg_register *reg = load(faults);
    if (n > 1)
        shg_buf_add(&bytes, data + 1, n - 1);
    if (n > 0 && shg_csv_read(&csv, &bytes, "-", 0, 0, faults) == SHG_OK) {
        unsigned what = (data[0] + 256U - 'A') % 6;
        if (what == 0)
            plan_twice(reg, csv, faults);
        else if (what == 1)
            meetings_twice(reg, csv, faults);
        else if (what == 2)
            set_rows(reg, csv, SHG_PLACEMENTS, PLACEMENT_IS_LEFT, faults);
        else if (what == 3)
            set_rows(reg, csv, SHG_GROUPS, GROUP_IS_ENDED, faults);
        else if (what == 4)
            (void)shg_record_published(reg, csv, faults); /* refused or not */
        else
            promise(reg, csv, faults);
    }
    (void)shg_register_check(reg, true, faults); /* whatever it says */
    shg_csv_free(csv);
    shg_buf_free(&bytes);
    shg_register_free(reg);
    shg_faults_free(faults);
    return 0;
}
