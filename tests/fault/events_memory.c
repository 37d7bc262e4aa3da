/* Memory that runs out at every single allocation while a plan or meetings are recorded, rows are set and people are
 * erased: never a change that is called done, nothing leaked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "events/erase.h"
#include "events/record.h"
#include "events/set.h"
#include "match/recheck.h"
#include "register/register_private.h"
#include "support/pool.h"

static const char *const tables[SHG_TABLES] = {
    [SHG_PEOPLE] = "id,status,registered,consent,consent_text,clarified,municipality,availability,themes,birth_year\n"
                   "P10000001,waiting,2026-01-01,2026-01-01,1,2026-01-05,3301,mon17-21,grief,1980\n"
                   "P10000002,waiting,2025-01-01,2026-01-01,1,2026-01-05,3301,mon17-21,grief,1981\n"
                   "P10000003,member,2025-01-01,2026-01-01,1,2026-01-05,3301,mon17-21,grief,1982\n",
    [SHG_STARTERS] = "id,status,municipality,availability\nS00001,active,3301,mon17-21\n",
    [SHG_VENUES] = "id,name,kind,municipality,slots,rooms\nV00001,A,in-person,3301,mon18:00-20:00,3\n",
    [SHG_GROUPS] = "id,status,venue,slot,theme,open,others,formed,started\n"
                   "G00001,running,V00001,mon18:00-20:00,mixed,1,2,2026-02-01,2026-03-02\n"
                   "G00002,forming,V00001,mon18:00-20:00,mixed,,3,2026-02-01,\n",
    [SHG_PLACEMENTS] = "person,group,role,status,proposed\nP10000003,G00001,member,active,2026-02-01\n"
                       "P10000002,G00002,member,accepted,2026-11-01\nS00001,G00002,starter,accepted,2026-11-01\n",
    [SHG_APART] = "a,b\nP10000001,P10000002\n",
};

/* Texts are static here, so that only what lib/events cuts is counted. */
static shg_register *load(shg_faults *faults) {
    struct shg_opening opening = {.dir = ".", .tables = SHG_ALL_TABLES, .today = shg_date_of(2026, 11, 23)};
    struct shg_stored files[SHG_TABLES];
    enum shg_table order[SHG_TABLES];
    shg_register *reg = NULL;
    memset(files, 0, sizeof files);
    for (int t = 0; t < (int)SHG_TABLES; t++) {
        order[t] = (enum shg_table)t;
        files[t].name = shg_schema(order[t])->file;
        if (tables[t])
            shg_buf_str(&files[t].bytes, tables[t]);
        files[t].identity.exists = tables[t] != NULL;
    }
    assert_int_equal(shg_register_of(&reg, &opening, order, files, SHG_TABLES, faults), SHG_OK);
    return reg;
}

static shg_csv *document(const char *text, shg_faults *faults) {
    struct shg_buf in = SHG_BUF_EMPTY;
    shg_csv *csv = NULL;
    shg_buf_str(&in, text);
    assert_int_equal(shg_csv_read(&csv, &in, "t.csv", 0, 0, faults), SHG_OK);
    return csv;
}

static enum shg_status do_plan(shg_register *reg, const shg_csv *csv, shg_faults *faults) {
    struct shg_proposal proposal;
    enum shg_status status = shg_proposal_read(&proposal, reg, csv, faults);
    if (status == SHG_OK)
        status = shg_recheck(reg, &proposal, true, faults);
    if (status == SHG_OK)
        status = shg_proposal_record(reg, &proposal, NULL, faults);
    shg_proposal_free(&proposal);
    return status;
}

static enum shg_status do_meetings(shg_register *reg, const shg_csv *csv, shg_faults *faults) {
    return shg_record_meetings(reg, csv, faults);
}

static enum shg_status do_set(shg_register *reg, const shg_csv *csv, shg_faults *faults) {
    const struct shg_assignment fields[] = {{GROUP_STATUS, "ended"}, {GROUP_REASON, "done"}, {GROUP_VENUE, "V00001"}};
    const struct shg_setting setting = {SHG_GROUPS, fields, 3, NULL, 0, csv, false, SHG_NO_DATE};
    return shg_set_rows(reg, &setting, faults);
}

static enum shg_status do_erase(shg_register *reg, const shg_csv *csv, shg_faults *faults) {
    struct shg_gone gone = SHG_GONE_EMPTY;
    enum shg_status status = SHG_OK;
    for (size_t row = 0; row < shg_csv_rows(csv) && status == SHG_OK; row++)
        status = shg_gone_add(&gone, shg_csv_get(csv, row, 0), 9) ? SHG_OK : shg_fault_memory(faults);
    shg_gone_sort(&gone);
    if (status == SHG_OK)
        status = shg_erase(reg, &gone, false, faults);
    shg_gone_free(&gone);
    return status;
}

static const struct {
    const char *input;
    enum shg_status (*work)(shg_register *reg, const shg_csv *csv, shg_faults *faults);
} works[] = {
    {"group,venue,slot,theme,language,composition,person\nG00001,,,,,,P10000001\n", do_plan},
    {"group,number,date,start,end,venue,starters,kind,status,revision\n"
     "G00002,1,2026-11-30,18:00,20:00,V00001,S00001,start,planned,0\n",
     do_meetings},
    {"id,theme\nG00001,mixed\nG00002,mixed\n", do_set},
    {"id\nP10000003\nP10000002\n", do_erase},
};

/* Works that called themselves done with no allocation to spare: the one that needs exactly as many. */
static int done;

static bool try_with(size_t i, long allocations, bool once) {
    size_t cut = pool_n;
    shg_faults *faults = shg_faults_new(NULL, NULL);
    assert_non_null(faults);
    shg_register *reg = load(faults);
    shg_csv *csv = document(works[i].input, faults);
    pool_once = once;
    pool_until = allocations;
    enum shg_status status = works[i].work(reg, csv, faults);
    bool let_through = pool_until > 0;
    pool_until = -1;
    if (let_through && status != SHG_OK)
        for (size_t k = 0; k < shg_faults_count(faults, SHG_NOTE); k++)
            print_message("# %s\n", shg_faults_at(faults, k)->text);
    if (let_through)
        assert_int_equal(status, SHG_OK);
    else if (!once)
        done += status == SHG_OK;
    shg_csv_free(csv);
    shg_register_free(reg);
    shg_faults_free(faults);
    pool_n = cut;
    return let_through;
}

static void sweep(bool once) {
    for (size_t i = 0; i < sizeof works / sizeof *works; i++) {
        size_t blocks = pool_blocks;
        long refused = 0;
        done = 0;
        while (!try_with(i, refused, once))
            refused++;
        assert_int_equal(pool_blocks, blocks);
        assert_true(refused > 20 && done <= 1);
    }
}

static void none_after_the_first_refused(void **state) {
    (void)state;
    sweep(false);
}

static void one_refused(void **state) {
    (void)state;
    sweep(true);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(none_after_the_first_refused),
        cmocka_unit_test(one_refused),
    };
    return !!cmocka_run_group_tests_name("events: memory", tests, NULL, NULL);
}
