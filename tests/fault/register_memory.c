/* Memory that runs out at every single allocation while a register is made of its files, checked, asked, changed and
 * written: told as such, never as a register that is sound or faulty in another way, and nothing leaked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "register/register_private.h"
#include "support/pool.h"

#include <stdlib.h>
#include <string.h>

/* Faults and warnings of many kinds, so that the memory they take is tried, too. */
static const char *const tables[SHG_TABLES] = {
    [SHG_PEOPLE] =
        ("id,status,registered,consent,consent_text,clarified,municipality,availability,themes,adult,course\n"
         "P10000001,waiting,2026-08-01,2026-08-01,1,2026-08-05,3301,mon17-21,grieff,yes,C00001\n"
         "P10000002,member,2026-08-01,2026-08-01,1,2026-08-05,0602,mon17-21;tue8-9,grief;grief,yes,\n"
         "P10000002,new,x,,,,3399,,mixed,,\n"),
    [SHG_STARTERS] = "id,status,municipality,person\nS00001,active,3301,P10000001\n",
    [SHG_VENUES] = "id,name,kind,municipality,slots,seats\nV00001,A,in-person,3301,mon18-20;mon19-21,1\n",
    [SHG_THEMES] = "code,nb\ngrief,Sorg\n",
    [SHG_GROUPS] = "id,status,venue,slot,theme\nG00001,starting,V00001,mon18-20,mixed\n",
    [SHG_PLACEMENTS] = "person,group,role,status\nP10000002,G00001,member,active\nP10000002,G00001,member,active\n",
    [SHG_APART] = "a,b\nP10000002,S00001\nS00001,P10000002\n",
    [SHG_TRAVEL] = "from,to,minutes\n3301,3314,20\n",
    [SHG_OFFICES] = "id,name,kind,covers\nO00001,A,link,3301;3301\nO00002,B,link,3301\n",
    [SHG_PROFILE] = "name,value\nMIN,0\n",
};

static enum shg_status load(shg_register **out, shg_faults *faults) {
    struct shg_opening opening = {.dir = ".", .tables = SHG_ALL_TABLES, .today = shg_date_of(2026, 11, 23)};
    struct shg_stored files[SHG_TABLES];
    enum shg_table wanted[SHG_TABLES];
    memset(files, 0, sizeof files);
    for (int t = 0; t < (int)SHG_TABLES; t++) {
        wanted[t] = (enum shg_table)t;
        files[t].name = shg_schema(wanted[t])->file;
        files[t].identity.exists = tables[t] != NULL;
        if (tables[t])
            shg_buf_str(&files[t].bytes, tables[t]);
        if (shg_buf_failed(&files[t].bytes))
            files[t].identity.exists = false; /* told below: the test's own memory ran out */
    }
    bool whole = true;
    for (int t = 0; t < (int)SHG_TABLES; t++)
        whole = whole && files[t].identity.exists == (tables[t] != NULL);
    if (whole)
        return shg_register_of(out, &opening, wanted, files, SHG_TABLES, faults);
    for (int t = 0; t < (int)SHG_TABLES; t++)
        shg_buf_free(&files[t].bytes);
    *out = NULL;
    return SHG_SYSTEM;
}

static enum shg_status change(shg_register *reg, shg_faults *faults) {
    char id[24];
    size_t row = 0;
    struct shg_buf out = SHG_BUF_EMPTY;
    enum shg_status status = shg_add_row(reg, SHG_VENUES, &row);
    if (status == SHG_OK)
        status = shg_new_id(reg, SHG_VENUES, NULL, NULL, id, faults);
    if (status == SHG_OK)
        status = shg_set(reg, SHG_VENUES, row, VENUE_ID, id);
    if (status == SHG_OK)
        status = shg_set(reg, SHG_VENUES, row, VENUE_OWNER, "me"); /* a new column */
    if (status == SHG_OK)
        status = shg_add_row(reg, SHG_COURSES, &row); /* a new table */
    if (status == SHG_OK)
        status = shg_remove_row(reg, SHG_PEOPLE, 0);
    if (status == SHG_OK) {
        shg_csv_write(shg_document(reg, SHG_VENUES), &out);
        status = shg_buf_failed(&out) ? SHG_SYSTEM : SHG_OK;
    }
    shg_buf_free(&out);
    return status;
}

/* Everything in turn; how many faults were told goes to *told. */
static enum shg_status work(size_t *told) {
    shg_register *reg = NULL;
    shg_faults *faults = shg_faults_new(NULL, NULL);
    enum shg_status status = faults ? load(&reg, faults) : SHG_SYSTEM;
    if (status == SHG_OK) {
        status = shg_register_check(reg, true, faults);
        status = shg_faults_status(faults) == SHG_SYSTEM ? SHG_SYSTEM : status;
    }
    *told = status == SHG_DATA ? shg_faults_count(faults, SHG_NOTE) : 0;
    if (status == SHG_DATA)
        status = change(reg, faults);
    shg_register_free(reg);
    shg_faults_free(faults);
    return status;
}

static void fail_each(bool once) {
    size_t all;
    pool_once = once;
    assert_int_equal(work(&all), SHG_OK);
    assert_true(all > 15);
    long refused = 0;
    for (bool reached = true; reached; refused++) {
        size_t told = 0;
        size_t blocks = pool_blocks;
        size_t mark = pool_n;
        pool_until = refused;
        enum shg_status status = work(&told);
        reached = pool_until <= 0;
        pool_until = -1;
        /* some do without, as qsort of glibc does: then nothing is lacking */
        assert_true(status == SHG_SYSTEM || (status == SHG_OK && told == all));
        assert_true(told == 0 || told == all);
        if (pool_blocks != blocks)
            print_message("allocation %ld\n", refused);
        assert_int_equal(pool_blocks, blocks);
        pool_n = mark;
    }
    assert_in_range(refused, 200, 5000); /* the last one was let through */
}

static void every_allocation_may_fail_and_all_after_it(void **state) {
    (void)state;
    fail_each(false);
}

static void every_allocation_may_fail_alone(void **state) {
    (void)state;
    fail_each(true);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_allocation_may_fail_and_all_after_it),
        cmocka_unit_test(every_allocation_may_fail_alone),
    };
    return !!cmocka_run_group_tests_name("register: memory", tests, NULL, NULL);
}
