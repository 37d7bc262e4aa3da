/* The check of a plan: each rule that a plan can break, one by one. A lawful plan is changed in one way, and exactly
 * the breaches that this makes are found, with the group and the person or starter of whom they speak. */
#include "register_help.h"

#include "events/proposal.h"
#include "match/plan.h"
#include "match/recheck.h"

enum { PERSONS = 10, STARTERS = 5, CANDIDATES = 5, ROOMS = 3, MOST = 5 };

/* Candidate 0 is a group that forms; 1 and 2 are kinds of room 0, at the same time; 3 meets later in room 1, and 4 in
 * room 2, half of it at the time of 3. Everybody fits everywhere, but person 9 and starter 4 only candidate 4. */
struct made {
    struct shg_instance inst;
    struct shg_person persons[PERSONS];
    struct shg_starter starters[STARTERS];
    struct shg_room rooms[ROOMS];
    struct shg_candidate candidates[CANDIDATES];
    struct shg_seat seats[CANDIDATES * PERSONS];
    struct shg_lead leads[CANDIDATES * STARTERS];
    struct shg_link links[1];
    uint32_t apart_at[PERSONS + STARTERS + 1], apart[4];
};

static void make_candidate(struct made *m, uint32_t c) {
    static const uint32_t rooms[CANDIDATES] = {SHG_NONE, 0, 0, 1, 2};
    static const struct shg_window windows[CANDIDATES] = {
        {1000, 1090}, {1000, 1090}, {1000, 1090}, {1200, 1290}, {1245, 1335}};
    struct shg_instance *inst = &m->inst;
    struct shg_candidate *k = &m->candidates[c];
    *k = (struct shg_candidate){.group = c ? NULL : "G00001",
                                .row = c ? SHG_NONE : 0,
                                .room = rooms[c],
                                .needs = true,
                                .forming = c == 0,
                                .window = windows[c],
                                .least = 2,
                                .most = 3,
                                .seats_at = inst->n_seats,
                                .leads_at = (uint32_t)inst->n_leads};
    for (uint32_t p = 0; p < PERSONS; p++)
        if (p != 9 || c == 4)
            m->seats[inst->n_seats++] = (struct shg_seat){p, 1000};
    for (uint32_t s = 0; s < STARTERS; s++)
        if (s != 4 || c == 4)
            m->leads[inst->n_leads++] = (struct shg_lead){s, 10};
    k->seats = (uint32_t)(inst->n_seats - k->seats_at);
    k->leads = (uint32_t)inst->n_leads - k->leads_at;
}

/* Persons 0 and 6 are kept apart, and person 8 and starter 1; 4 and 5 go together; 2 and 3 are women, and 2 wishes not
 * to be alone; 7 is thirty years younger than 0; person 5 is starter 2. */
static void make(struct made *m) {
    static const uint32_t edges[4][2] = {{0, 6}, {6, 0}, {8, PERSONS + 1}, {PERSONS + 1, 8}};
    memset(m, 0, sizeof *m);
    m->inst = (struct shg_instance){.persons = m->persons,
                                    .starters = m->starters,
                                    .rooms = m->rooms,
                                    .candidates = m->candidates,
                                    .seats = m->seats,
                                    .leads = m->leads,
                                    .links = m->links,
                                    .n_persons = PERSONS,
                                    .n_starters = STARTERS,
                                    .n_rooms = ROOMS,
                                    .n_candidates = CANDIDATES,
                                    .n_standing = 1,
                                    .n_links = 1,
                                    .apart_at = m->apart_at,
                                    .apart = m->apart,
                                    .starters_min = 1,
                                    .starters_max = 2,
                                    .age_spread = 20};
    for (uint32_t p = 0; p < PERSONS; p++)
        m->persons[p] = (struct shg_person){.gender = p == 2 || p == 3 ? GENDER_F : GENDER_M, .bundle = p == 5 ? 4 : p};
    m->persons[2].not_alone = true;
    m->persons[0].birth_year = 1960;
    m->persons[7].birth_year = 1990;
    for (uint32_t s = 0; s < STARTERS; s++)
        m->starters[s] = (struct shg_starter){.active = s != 2, .left = s == 1 ? 2 : 1};
    for (uint32_t r = 0; r < ROOMS; r++)
        m->rooms[r].left = 1;
    m->links[0] = (struct shg_link){5, 2};
    for (uint32_t c = 0; c < CANDIDATES; c++)
        make_candidate(m, c);
    for (uint32_t node = 0, n = 0; node < PERSONS + STARTERS; node++) {
        for (size_t e = 0; e < 4; e++)
            if (edges[e][0] == node)
                m->apart[n++] = edges[e][1];
        m->apart_at[node + 1] = n;
    }
}

/* A group as a case writes it; lists end with NOBODY. */
#define NOBODY 99
struct group {
    uint32_t candidate, persons[MOST], starters[SHG_TEAM_MOST];
};

struct plan {
    const char *what;
    struct group groups[4];
    size_t n;
    struct shg_breach breaches[3];
    size_t n_breaches;
};

static uint32_t length(const uint32_t *list, uint32_t most) {
    uint32_t n = 0;
    while (n < most && list[n] != NOBODY)
        n++;
    return n;
}

static void judge(const struct made *m, const struct plan *x, bool below_min) {
    struct shg_plan plan = SHG_PLAN_EMPTY;
    struct shg_breach *found, first;
    size_t n;
    for (size_t g = 0; g < x->n; g++)
        assert_true(shg_plan_add(&plan, x->groups[g].candidate, x->groups[g].persons,
                                 length(x->groups[g].persons, MOST), x->groups[g].starters,
                                 length(x->groups[g].starters, SHG_TEAM_MOST)));
    enum shg_status wanted = x->n_breaches ? SHG_NO : SHG_OK;
    if (shg_plan_breaches(&m->inst, &plan, below_min, &found, &n) != wanted || n != x->n_breaches)
        print_message("%s: %zu breaches\n", x->what, n);
    assert_int_equal(n, x->n_breaches);
    for (size_t i = 0; i < n; i++) {
        if (found[i].rule != x->breaches[i].rule)
            print_message("%s: %s\n", x->what, shg_breach_text(found[i].rule));
        assert_int_equal(found[i].rule, x->breaches[i].rule);
        assert_int_equal(found[i].group, x->breaches[i].group);
        assert_int_equal(found[i].node, x->breaches[i].node);
    }
    assert_int_equal(shg_plan_check(&m->inst, &plan, below_min, &first), wanted);
    if (n)
        assert_true(first.rule == found[0].rule && first.group == found[0].group && first.node == found[0].node);
    free(found);
    shg_plan_free(&plan);
}

/* The lawful plan: three groups. */
#define FIRST                                                                                                          \
    {                                                                                                                  \
        0, {0, 1, NOBODY}, {                                                                                           \
            0, NOBODY                                                                                                  \
        }                                                                                                              \
    }
#define SECOND                                                                                                         \
    {                                                                                                                  \
        1, {2, 3, NOBODY}, {                                                                                           \
            1, NOBODY                                                                                                  \
        }                                                                                                              \
    }
#define THIRD                                                                                                          \
    {                                                                                                                  \
        3, {4, 5, NOBODY}, {                                                                                           \
            3, NOBODY                                                                                                  \
        }                                                                                                              \
    }
#define LEADER(s) (PERSONS + (s))

static void each_rule_is_kept(void **state) {
    (void)state;
    static const struct plan list[] = {
        {"nothing", {{0}}, 0, {{0}}, 0},
        {"lawful", {FIRST, SECOND, THIRD}, 3, {{0}}, 0},
        {"two starters", {FIRST, {1, {2, 3, NOBODY}, {1, 2, NOBODY}}}, 2, {{0}}, 0},
        {"does not fit", {FIRST, {1, {2, 3, 9, NOBODY}, {1, NOBODY}}}, 2, {{SHG_BREACH_SEAT, 1, 9}}, 1},
        {"twice", {FIRST, {1, {2, 3, 1, NOBODY}, {1, NOBODY}}}, 2, {{SHG_BREACH_TWICE, 1, 1}}, 1},
        {"too few", {{0, {0, NOBODY}, {0, NOBODY}}}, 1, {{SHG_BREACH_LEAST, 0, SHG_NONE}}, 1},
        {"nobody", {{1, {NOBODY}, {0, NOBODY}}}, 1, {{SHG_BREACH_LEAST, 0, SHG_NONE}}, 1},
        {"too many", {{0, {0, 1, 8, 3, NOBODY}, {0, NOBODY}}}, 1, {{SHG_BREACH_MOST, 0, SHG_NONE}}, 1},
        {"one room", {SECOND, {2, {0, 1, NOBODY}, {0, NOBODY}}}, 2, {{SHG_BREACH_ROOM, 1, SHG_NONE}}, 1},
        {"one group twice", {FIRST, {0, {8, 3, NOBODY}, {3, NOBODY}}}, 2, {{SHG_BREACH_ROOM, 1, SHG_NONE}}, 1},
        {"cannot lead", {{0, {0, 1, NOBODY}, {0, 4, NOBODY}}}, 1, {{SHG_BREACH_LEAD, 0, LEADER(4)}}, 1},
        {"no starter", {{0, {0, 1, NOBODY}, {NOBODY}}}, 1, {{SHG_BREACH_STARTERS, 0, SHG_NONE}}, 1},
        {"three starters", {{0, {0, 1, NOBODY}, {0, 1, 3, NOBODY}}}, 1, {{SHG_BREACH_STARTERS, 0, SHG_NONE}}, 1},
        {"a trainee alone", {{0, {0, 1, NOBODY}, {2, NOBODY}}}, 1, {{SHG_BREACH_ACTIVE, 0, SHG_NONE}}, 1},
        {"leads two of one", {FIRST, {3, {2, 3, NOBODY}, {0, NOBODY}}}, 2, {{SHG_BREACH_CAPACITY, 1, LEADER(0)}}, 1},
        {"leads two at once", {{0, {0, 1, NOBODY}, {1, NOBODY}}, SECOND}, 2, {{SHG_BREACH_OVERLAP, 1, LEADER(1)}}, 1},
        {"leads two, half of it at once",
         {{3, {4, 5, NOBODY}, {1, NOBODY}}, {4, {0, 1, NOBODY}, {1, NOBODY}}},
         2,
         {{SHG_BREACH_OVERLAP, 1, LEADER(1)}},
         1},
        {"apart", {{0, {0, 6, NOBODY}, {0, NOBODY}}}, 1, {{SHG_BREACH_APART, 0, 6}}, 1},
        {"apart from the starter", {{0, {1, 8, NOBODY}, {1, NOBODY}}}, 1, {{SHG_BREACH_APART, 0, LEADER(1)}}, 1},
        {"one of two", {{3, {1, 4, NOBODY}, {3, NOBODY}}}, 1, {{SHG_BREACH_TOGETHER, 0, 4}}, 1},
        {"the other of two", {{3, {1, 5, NOBODY}, {3, NOBODY}}}, 1, {{SHG_BREACH_TOGETHER, 0, 5}}, 1},
        {"in two groups",
         {{0, {0, 4, NOBODY}, {0, NOBODY}}, {3, {1, 5, NOBODY}, {3, NOBODY}}},
         2,
         {{SHG_BREACH_TOGETHER, 1, 5}},
         1},
        {"alone", {{1, {1, 2, NOBODY}, {1, NOBODY}}}, 1, {{SHG_BREACH_NOT_ALONE, 0, 2}}, 1},
        {"who does not mind", {{1, {1, 3, NOBODY}, {1, NOBODY}}}, 1, {{0}}, 0},
        {"too young", {{0, {0, 7, NOBODY}, {0, NOBODY}}}, 1, {{SHG_BREACH_AGE, 0, SHG_NONE}}, 1},
        {"leads then", {THIRD, {4, {0, 1, NOBODY}, {1, 2, NOBODY}}}, 2, {{SHG_BREACH_HUMAN, 0, 5}}, 1},
        {"two rules, in their order",
         {{0, {0, 7, 9, NOBODY}, {2, NOBODY}}},
         1,
         {{SHG_BREACH_SEAT, 0, 9}, {SHG_BREACH_ACTIVE, 0, SHG_NONE}, {SHG_BREACH_AGE, 0, SHG_NONE}},
         3},
    };
    struct made m;
    make(&m);
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        judge(&m, &list[i], false);
}

static void rules_of_the_whole_register(void **state) {
    (void)state;
    static const struct plan one = {"NEW_MAX", {FIRST, SECOND, THIRD}, 3, {{SHG_BREACH_NEW_MAX, 2, SHG_NONE}}, 1};
    static const struct plan few = {"short", {{0, {0, NOBODY}, {0, NOBODY}}}, 1, {{0}}, 0};
    static const struct plan idle = {"idle", {{0, {NOBODY}, {0, NOBODY}}}, 1, {{0}}, 0};
    static const struct plan held = {"held", {{1, {1, 2, NOBODY}, {1, NOBODY}}}, 1, {{0}}, 0};
    static const struct plan given = {"given", {FIRST}, 1, {{SHG_BREACH_STARTERS, 0, SHG_NONE}}, 1};
    static const struct plan old = {"old", {FIRST}, 1, {{SHG_BREACH_AGE, 0, SHG_NONE}}, 1};
    struct made m;
    make(&m);
    m.inst.new_max = 1;
    judge(&m, &one, false);
    make(&m);
    judge(&m, &few, true); /* shg-record --short */
    m.candidates[0].idle = true;
    judge(&m, &idle, false);
    m.candidates[1].held_f = 1; /* another woman is there already */
    judge(&m, &held, false);
    m.candidates[0].year_low = 1930;
    m.candidates[0].year_high = 1940;
    judge(&m, &old, false);
    make(&m);
    m.candidates[0].needs = false;
    judge(&m, &given, false);
}

static void every_rule_has_its_words(void **state) {
    (void)state;
    for (int rule = 0; rule < SHG_BREACHES; rule++) {
        assert_non_null(shg_breach_text((enum shg_breach_of)rule));
        for (int other = 0; other < rule; other++)
            assert_string_not_equal(shg_breach_text((enum shg_breach_of)rule),
                                    shg_breach_text((enum shg_breach_of)other));
    }
}

/* ---- a plan in a file: what is said, and where ---- */

#define HEADER "group,new,venue,slot,theme,language,composition,role,person\n"
#define ROW(role, person) "G00001,yes,V00001,mon18:00-20:00,grief,nb,any," role "," person "\n"
#define FOUR ROW("member", "P00000001") ROW("member", "P00000002") ROW("member", "P00000003") ROW("member", "P00000004")

static shg_register *small_register(void) {
    help_write("people", "id,status,registered,municipality,availability,themes\n"
                         "P00000001,waiting,2026-10-01,3301,mon17:00-21:00,grief\n"
                         "P00000002,waiting,2026-10-01,3301,mon17:00-21:00,grief\n"
                         "P00000003,waiting,2026-10-01,3301,mon17:00-21:00,grief\n"
                         "P00000004,waiting,2026-10-01,3301,mon17:00-21:00,grief\n"
                         "P00000005,waiting,2026-10-01,3301,tue17:00-21:00,grief\n"
                         "P00000006,paused,2026-10-01,3301,mon17:00-21:00,grief\n");
    help_write("starters", "id,status,municipality,availability\nS00001,active,3301,mon17:00-21:00\n"
                           "S00002,stopped,3301,mon17:00-21:00\n");
    help_write("venues", "id,name,kind,municipality,slots\nV00001,A,in-person,3301,mon18:00-20:00\n");
    help_write("apart", "a,b\nP00000001,P00000004\n");
    shg_register *reg = NULL;
    struct shg_opening opening = {
        .dir = help_dir, .tables = SHG_MATCH_TABLES, .today = shg_date_parse("2026-11-23"), .unchecked = true};
    assert_int_equal(shg_register_load(&reg, &opening, help_faults), SHG_OK);
    return reg;
}

struct said {
    const char *plan, *text;
    size_t line; /* of the file; 0: nothing is said */
};

static void what_is_wrong_is_told_with_its_place(void **state) {
    (void)state;
    static const struct said list[] = {
        {HEADER ROW("member", "P00000001") ROW("member", "P00000002") ROW("member", "P00000003")
             ROW("starter", "S00001"),
         "too few people for the group", 2},
        {HEADER ROW("starter", "S00001") FOUR, "two who are to be kept apart are in one group", 6},
        {HEADER ROW("member", "P00000002") ROW("member", "P00000003") ROW("member", "P00000004")
             ROW("member", "P00000005") ROW("starter", "S00001"),
         "the person does not fit the group", 5},
        {HEADER ROW("member", "P00000002") ROW("member", "P00000006") ROW("starter", "S00001"),
         "the person takes no part: not waiting, not free yet, or placed already", 3},
        {HEADER ROW("member", "P00000002") ROW("member", "P00000003") ROW("starter", "S00002"),
         "the starter can be given no group: not active, or leading all they can", 4},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        shg_register *reg = small_register();
        struct shg_proposal proposal;
        shg_csv *csv = NULL;
        help_fresh_faults();
        struct shg_buf text = SHG_BUF_EMPTY;
        shg_buf_str(&text, list[i].plan);
        assert_int_equal(shg_csv_read(&csv, &text, "plan.csv", 0, 0, help_faults), SHG_OK);
        assert_int_equal(shg_proposal_read(&proposal, reg, csv, help_faults), SHG_OK);
        assert_int_equal(shg_recheck(reg, &proposal, false, help_faults), SHG_DATA);
        assert_true(shg_faults_count(help_faults, SHG_ERROR) >= 1);
        const struct shg_fault *fault = shg_faults_at(help_faults, 0);
        assert_string_equal(fault->text, list[i].text);
        assert_int_equal(fault->where.line, list[i].line);
        shg_proposal_free(&proposal);
        shg_csv_free(csv);
        shg_register_free(reg);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_is_kept),
        cmocka_unit_test(rules_of_the_whole_register),
        cmocka_unit_test(every_rule_has_its_words),
        cmocka_unit_test_setup_teardown(what_is_wrong_is_told_with_its_place, help_setup, help_teardown),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
