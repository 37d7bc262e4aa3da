#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "intake/map.h"
#include "intake/words.h"

#include <string.h>

/* ---- words ---- */

static void times_in_words_become_windows(void **state) {
    (void)state;
    static const struct {
        const char *text, *windows;
    } cases[] = {
        {"mandag kveld", "mon17:00-21:00"},
        {" Tirsdag  formiddag ", "tue09:00-12:00"},
        {"L\u00d8RDAG 10-14", "sat10:00-14:00"},
        {"m\u00e5ndag f\u00f8remiddag", "mon09:00-12:00"},
        {"laurdag morgon", "sat08:00-10:00"},
        {"Friday afternoon", "fri12:00-17:00"},
        {"onsdager 17:30-20:00", "wed17:30-20:00"},
        {"helg dag", "sat09:00-16:00;sun09:00-16:00"},
        {"tor17-21", "thu17:00-21:00"},
        {"hele onsdagen", "wed09:00-21:00"},
        {"onsdag hele dagen", "wed09:00-21:00"},
        {"av og til", NULL},
        {"kveld", NULL},
        {"", NULL},
        {"mandag 21-17", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct shg_buf out = SHG_BUF_EMPTY;
        bool good = shg_words_windows(cases[i].text, strlen(cases[i].text), -1, NULL, &out);
        if (good != (cases[i].windows != NULL) || strcmp(shg_buf_get(&out), good ? cases[i].windows : "") != 0)
            fail_msg("'%s' became '%s'", cases[i].text, shg_buf_get(&out));
        shg_buf_free(&out);
    }
}

static void weekdays_are_five_windows(void **state) {
    (void)state;
    struct shg_buf out = SHG_BUF_EMPTY;
    assert_true(shg_words_windows("hverdager kveld", 15, -1, "kveld=18:00-22:00", &out));
    assert_string_equal(shg_buf_get(&out),
                        "mon18:00-22:00;tue18:00-22:00;wed18:00-22:00;thu18:00-22:00;fri18:00-22:00");
    shg_buf_free(&out);
}

static void a_day_may_be_given_with_the_column(void **state) {
    (void)state;
    struct shg_buf out = SHG_BUF_EMPTY;
    assert_true(shg_words_windows("kveld", 5, 2, NULL, &out));
    assert_string_equal(shg_buf_get(&out), "wed17:00-21:00");
    shg_buf_free(&out);
}

static void yes_and_no(void **state) {
    (void)state;
    assert_int_equal(shg_words_yes(" Ja "), 1);
    assert_int_equal(shg_words_yes("1"), 1);
    assert_int_equal(shg_words_yes("NEI"), 0);
    assert_int_equal(shg_words_yes(""), 0);
    assert_int_equal(shg_words_yes("kanskje"), -1);
}

/* ---- maps ---- */

struct reading {
    shg_faults *faults;
    shg_csv *map_csv, *export_csv;
    shg_map *map;
    shg_intake *intake;
    enum shg_status status;
};

static shg_csv *csv_of(const char *text, const char *name, shg_faults *faults) {
    struct shg_buf bytes = SHG_BUF_EMPTY;
    shg_csv *csv = NULL;
    shg_buf_str(&bytes, text);
    assert_int_equal(shg_csv_read(&csv, &bytes, name, 0, 0, faults), SHG_OK);
    shg_buf_free(&bytes);
    return csv;
}

static struct reading read_by(const char *map, const char *export, bool keep) {
    struct reading r = {.faults = shg_faults_new(NULL, NULL)};
    struct shg_intake_options options = {keep};
    assert_non_null(r.faults);
    r.map_csv = csv_of(map, "map.csv", r.faults);
    r.export_csv = csv_of(export, "export.csv", r.faults);
    r.status = shg_map_read(&r.map, r.map_csv, r.faults);
    if (r.status == SHG_OK)
        r.status = shg_intake_read(&r.intake, r.map, r.export_csv, &options, r.faults);
    return r;
}

static void done(struct reading *r) {
    shg_intake_free(r->intake);
    shg_map_free(r->map);
    shg_csv_free(r->map_csv);
    shg_csv_free(r->export_csv);
    shg_faults_free(r->faults);
}

/* The text of a field by its name. */
static const char *said(const struct reading *r, size_t person, enum shg_table table, const char *name) {
    for (size_t i = 0; i < shg_intake_fields(r->intake); i++) {
        struct shg_intake_field field = shg_intake_field(r->intake, i);
        if (field.table == table && strcmp(field.name, name) == 0)
            return shg_intake_get(r->intake, person, i);
    }
    fail_msg("no field %s", name);
    return "";
}

static void three_ways_of_many_choice(void **state) {
    (void)state;
    struct reading r = read_by("from,to,kind,values\n"
                               "nr,,key,\n"
                               "Tema,themes,list,Angst=anxiety;Sorg=grief\n"
                               "spr.nb,languages,option,nb\n"
                               "spr.en,languages,option,en\n"
                               "Tid,availability,window,\n",
                               "nr,Tema,spr.nb,spr.en,Tid\n"
                               "7,Angst;Sorg;,1,0,mandag kveld\n"
                               "8,Sorg,0,x,\n"
                               "7,Angst,1,0,tirsdag kveld\n",
                               false);
    assert_int_equal(r.status, SHG_OK);
    assert_int_equal(shg_intake_people(r.intake), 2);
    assert_string_equal(said(&r, 0, SHG_PEOPLE, "submission"), "7");
    assert_string_equal(said(&r, 0, SHG_PEOPLE, "themes"), "anxiety;grief");
    assert_string_equal(said(&r, 0, SHG_PEOPLE, "languages"), "nb");
    assert_string_equal(said(&r, 0, SHG_PEOPLE, "availability"), "mon17:00-21:00;tue17:00-21:00");
    assert_string_equal(said(&r, 1, SHG_PEOPLE, "themes"), "grief");
    assert_string_equal(said(&r, 1, SHG_PEOPLE, "languages"), "en");
    assert_int_equal(shg_intake_person_of(r.intake, 2), 0);
    done(&r);
}

static void another_separator_and_plain_items(void **state) {
    (void)state;
    struct reading r =
        read_by("from,to,kind,values\na,themes,list,\"sep=,;x=anxiety;y=grief\"\nb,languages,list,sep=|\n",
                "a,b\n\"x, y,\",nb|en\n", false);
    assert_string_equal(said(&r, 0, SHG_PEOPLE, "themes"), "anxiety;grief");
    assert_string_equal(said(&r, 0, SHG_PEOPLE, "languages"), "nb;en");
    done(&r);
}

static void names_phones_years_places(void **state) {
    (void)state;
    struct reading r = read_by("from,to,kind,values\n"
                               "first,contacts.name,name,\nlast,contacts.name,name,\n"
                               "tel,contacts.phone,phone,\n"
                               "born,birth_year,year,\n"
                               "lives,municipality,place,\n"
                               "stairs,step_free,yesno,\n"
                               "when,registered,date,\n"
                               ",source,constant,self\n",
                               "first,last,tel,born,lives,stairs,when\n"
                               "Per,Lie,900 00 001,1.2.1980,Drammen,ja,21.11.2026 10:15\n"
                               "Kari,,0046 70 123,1975,0602,,2026-11-21T10:00\n",
                               false);
    assert_int_equal(r.status, SHG_OK);
    assert_string_equal(said(&r, 0, SHG_CONTACTS, "name"), "Per Lie");
    assert_string_equal(said(&r, 0, SHG_CONTACTS, "phone"), "+4790000001");
    assert_string_equal(said(&r, 0, SHG_PEOPLE, "birth_year"), "1980");
    assert_string_equal(said(&r, 0, SHG_PEOPLE, "municipality"), "3301");
    assert_string_equal(said(&r, 0, SHG_PEOPLE, "step_free"), "yes");
    assert_string_equal(said(&r, 0, SHG_PEOPLE, "registered"), "2026-11-21");
    assert_string_equal(said(&r, 1, SHG_CONTACTS, "phone"), "+4670123");
    assert_string_equal(said(&r, 1, SHG_PEOPLE, "municipality"), "3301");
    assert_string_equal(said(&r, 1, SHG_PEOPLE, "source"), "self");
    /* the old number was taken with a note */
    assert_int_equal(shg_faults_count(r.faults, SHG_NOTE), 1);
    assert_int_equal(shg_faults_at(r.faults, 0)->severity, SHG_NOTE);
    assert_int_equal(shg_faults_at(r.faults, 0)->where.line, 3);
    done(&r);
}

static void misread_answers_are_named_with_their_place(void **state) {
    (void)state;
    struct reading r = read_by("from,to,kind,values\n"
                               "sex,gender,values,K=f;M=m\nlives,municipality,place,\ntel,contacts.phone,phone,\n",
                               "x,sex,lives,tel\n"
                               "a,K,Drammen,90000001\n"
                               "b,Q,Atlantis,ring meg\n",
                               false);
    assert_int_equal(r.status, SHG_OK);
    assert_false(shg_intake_bad(r.intake, 0));
    assert_true(shg_intake_bad(r.intake, 1));
    shg_faults_sort(r.faults);
    assert_int_equal(shg_faults_count(r.faults, SHG_ERROR), 3);
    for (size_t i = 1; i <= 3; i++) {
        assert_int_equal(shg_faults_at(r.faults, i)->where.line, 3);
        assert_int_equal(shg_faults_at(r.faults, i)->where.col, i + 1);
    }
    assert_string_equal(shg_faults_at(r.faults, 1)->value, "Q");
    assert_null(shg_faults_at(r.faults, 3)->value); /* a contact is never shown */
    done(&r);
}

static void columns_that_nobody_named_are_dropped_or_kept(void **state) {
    (void)state;
    struct reading dropped = read_by("from,to\na,source\n", "a,b\nself,secret\n", false);
    assert_int_equal(shg_intake_fields(dropped.intake), 1);
    assert_int_equal(shg_faults_count(dropped.faults, SHG_NOTE), 1);
    done(&dropped);
    struct reading kept = read_by("from,to\na,source\n", "a,b\nself,mine\n", true);
    assert_string_equal(said(&kept, 0, SHG_PEOPLE, "b"), "mine");
    done(&kept);
}

static void bad_maps_are_refused_whole(void **state) {
    (void)state;
    struct reading r = read_by("from,to,kind,values\n"
                               "a,nonsense,,\n"
                               "a,gender,magic,\n"
                               ",gender,,\n"
                               "a,gender,list,\n"
                               "a,availability,day,someday\n"
                               "a,id,,\n",
                               "a\n1\n", false);
    assert_int_equal(r.status, SHG_DATA);
    assert_int_equal(shg_faults_count(r.faults, SHG_ERROR), 6);
    done(&r);
    r = read_by("from,to\nmissing,gender\n", "a\n1\n", false);
    assert_int_equal(r.status, SHG_DATA);
    assert_string_equal(shg_faults_at(r.faults, 0)->where.file, "map.csv");
    assert_int_equal(shg_faults_at(r.faults, 0)->where.line, 2);
    done(&r);
}

static void two_rows_of_one_answer_may_not_differ(void **state) {
    (void)state;
    struct reading r = read_by("from,to,kind\nnr,,key\ns,source,\n", "nr,s\n1,self\n1,self\n1,gp\n", false);
    assert_int_equal(shg_intake_people(r.intake), 1);
    assert_true(shg_intake_bad(r.intake, 0));
    assert_int_equal(shg_faults_at(r.faults, 0)->where.line, 4);
    done(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_in_words_become_windows),
        cmocka_unit_test(weekdays_are_five_windows),
        cmocka_unit_test(a_day_may_be_given_with_the_column),
        cmocka_unit_test(yes_and_no),
        cmocka_unit_test(three_ways_of_many_choice),
        cmocka_unit_test(another_separator_and_plain_items),
        cmocka_unit_test(names_phones_years_places),
        cmocka_unit_test(misread_answers_are_named_with_their_place),
        cmocka_unit_test(columns_that_nobody_named_are_dropped_or_kept),
        cmocka_unit_test(bad_maps_are_refused_whole),
        cmocka_unit_test(two_rows_of_one_answer_may_not_differ),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
