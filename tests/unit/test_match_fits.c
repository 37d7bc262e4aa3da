/* Every rule of "Who waits", "Where they can go" and "Who fits a candidate" (matching.md), one by one: a register in
 * which one person and one starter fit everything, in which one thing is changed. */
#include "register_help.h"

#include "match/instance.h"

/* Columns of the two tables of humans, and what stands in them unless a case says otherwise. */
static const char *const people_base[][2] = {{"id", "P00000001"},
                                             {"status", "waiting"},
                                             {"registered", "2026-10-01"},
                                             {"available_from", ""},
                                             {"contacted", ""},
                                             {"paused_days", ""},
                                             {"municipality", "3301"},
                                             {"mode", "either"},
                                             {"travel_limit", ""},
                                             {"avoid", ""},
                                             {"availability", "mon17:00-21:00"},
                                             {"languages", ""},
                                             {"themes", "grief"},
                                             {"mixed_ok", ""},
                                             {"course", ""},
                                             {"gender", "f"},
                                             {"gender_wish", ""},
                                             {"step_free", ""},
                                             {NULL, NULL}};
static const char *const starter_base[][2] = {{"id", "S00001"},
                                              {"status", "active"},
                                              {"municipality", "3301"},
                                              {"mode", "either"},
                                              {"travel_limit", ""},
                                              {"avoid", ""},
                                              {"availability", "mon17:00-21:00"},
                                              {"languages", ""},
                                              {"gender", "f"},
                                              {"step_free", ""},
                                              {"capacity", ""},
                                              {"person", ""},
                                              {NULL, NULL}};

/* The value of a column in "name=value|name=value", else the base's. */
static void put_value(struct shg_buf *out, const char *changes, const char *const base[2]) {
    const size_t n = strlen(base[0]);
    const char *at = changes, *value = base[1];
    size_t length = strlen(value);
    while (at && *at) {
        const size_t whole = strcspn(at, "|");
        if (strncmp(at, base[0], n) == 0 && at[n] == '=') {
            value = at + n + 1;
            length = whole - n - 1;
        }
        at += whole + (at[whole] == '|');
    }
    shg_buf_add(out, value, length);
}

static void write_human(const char *table, const char *const (*base)[2], const char *changes) {
    struct shg_buf out = SHG_BUF_EMPTY;
    for (size_t i = 0; base[i][0]; i++)
        shg_buf_printf(&out, "%s%s", i ? "," : "", base[i][0]);
    shg_buf_str(&out, "\n");
    for (size_t i = 0; base[i][0]; i++) {
        shg_buf_str(&out, i ? "," : "");
        put_value(&out, changes, base[i]);
    }
    shg_buf_str(&out, "\n");
    char *text = shg_buf_take(&out);
    assert_non_null(text);
    help_write(table, text);
    free(text);
}

#define VENUES "id,name,kind,municipality,slots,rooms,seats,step_free\n"
#define AT_HOUSE "V00001,A,in-person,3301,mon18:00-20:00,,,no\n"
#define AT_SCREEN "V00002,B,digital,,mon18:00-20:00,,,\n"
#define GROUPS "id,status,venue,slot,theme,language,composition,min,max,open,others,handover\n"

/* Everything else in the register. */
struct world {
    const char *venues, *groups, *placements, *meetings, *absences, *closures, *travel, *profile;
};

static shg_register *load(void) {
    shg_register *reg = NULL;
    struct shg_opening opening = {
        .dir = help_dir, .tables = SHG_MATCH_TABLES, .today = shg_date_parse("2026-11-23"), .unchecked = true};
    enum shg_status status = shg_register_load(&reg, &opening, help_faults);
    if (status != SHG_OK) {
        char *errors = help_errors();
        print_message("%s", errors ? errors : "");
        free(errors);
    }
    assert_int_equal(status, SHG_OK);
    return reg;
}

static shg_register *make(const char *person, const char *starter, const struct world *w) {
    write_human("people", people_base, person);
    write_human("starters", starter_base, starter);
    help_write("venues", w->venues ? w->venues : VENUES AT_HOUSE AT_SCREEN);
    help_write("groups", w->groups ? w->groups : GROUPS);
    help_write("placements", w->placements ? w->placements : "person,group,role,status,proposed,answered\n");
    help_write("meetings", w->meetings ? w->meetings : "group,number,date,start,end,venue,kind,status\n");
    help_write("absences", w->absences ? w->absences : "starter,from,to\n");
    help_write("closures", w->closures ? w->closures : "venue,from,to\n");
    help_write("travel", w->travel ? w->travel : "from,to,minutes\n");
    help_write("profile", w->profile ? w->profile : "name,value\n");
    return load();
}

/* A candidate: venue, and what a new group is; or a standing group. */
struct goal {
    const char *venue, *theme, *language, *composition, *group;
};

static uint32_t candidate_of(const struct shg_instance *inst, const struct goal *g) {
    if (g->group)
        return shg_instance_standing(inst, g->group);
    return shg_instance_new(inst, g->venue, "mon18:00-20:00", g->theme ? g->theme : "mixed",
                            g->language ? g->language : "nb", g->composition ? g->composition : "any");
}

struct fit {
    const char *what, *changes; /* of the person, or the starter */
    struct goal goal;
    bool fits;
    struct world world;
};

#define HOUSE                                                                                                          \
    { .venue = "V00001" }
#define SCREEN                                                                                                         \
    { .venue = "V00002" }

static void try_fits(const struct fit *list, size_t n, bool starter) {
    for (size_t i = 0; i < n; i++) {
        const struct fit *x = &list[i];
        shg_register *reg = make(starter ? "" : x->changes, starter ? x->changes : "", &x->world);
        struct shg_instance inst;
        assert_int_equal(shg_instance_build(&inst, reg, true, help_faults), SHG_OK);
        uint32_t c = candidate_of(&inst, &x->goal);
        uint32_t who = starter ? shg_instance_starter(&inst, "S00001") : shg_instance_person(&inst, "P00000001");
        bool fits = c != SHG_NONE && who != SHG_NONE &&
                    (starter ? shg_lead_of(&inst, c, who) != NULL : shg_seat_of(&inst, c, who) != NULL);
        if (fits != x->fits)
            print_message("case %zu, %s: '%s'\n", i, x->what, x->changes);
        assert_true(fits == x->fits);
        shg_instance_free(&inst);
        shg_register_free(reg);
    }
}
#define TRY(list, starter) try_fits(list, sizeof(list) / sizeof *(list), starter)

static void a_person_fits_where_they_can_come(void **state) {
    (void)state;
    static const struct fit list[] = {
        {"mode", "mode=in-person", HOUSE, true, {0}},
        {"mode", "mode=in-person", SCREEN, false, {0}},
        {"mode", "mode=", HOUSE, true, {0}},
        {"mode", "mode=", SCREEN, false, {0}},
        {"mode", "mode=digital", HOUSE, false, {0}},
        {"mode", "mode=digital", SCREEN, true, {0}},
        {"mode", "mode=either", SCREEN, true, {0}},
        {"travel", "municipality=3312", HOUSE, true, {.travel = "from,to,minutes\n3312,3301,45\n"}},
        {"travel", "municipality=3312", HOUSE, false, {.travel = "from,to,minutes\n3312,3301,46\n"}},
        {"the other way", "municipality=3312", HOUSE, false, {.travel = "from,to,minutes\n3301,3312,46\n"}},
        {"own way first", "municipality=3312", HOUSE, true, {.travel = "from,to,minutes\n3301,3312,99\n3312,3301,9\n"}},
        {"limit", "municipality=3312|travel_limit=60", HOUSE, true, {.travel = "from,to,minutes\n3312,3301,60\n"}},
        {"limit", "municipality=3312|travel_limit=30", HOUSE, false, {.travel = "from,to,minutes\n3312,3301,31\n"}},
        {"TRAVEL",
         "municipality=3312",
         HOUSE,
         false,
         {.travel = "from,to,minutes\n3312,3301,45\n", .profile = "name,value\nTRAVEL,44\n"}},
        {"far", "municipality=5601", HOUSE, false, {0}},
        {"far, on a screen", "municipality=5601", SCREEN, true, {0}},
        {"nowhere", "municipality=", HOUSE, false, {0}},
        {"avoid", "avoid=V00001", HOUSE, false, {0}},
        {"avoid", "avoid=V00001", SCREEN, true, {0}},
        {"avoid", "avoid=V00002", SCREEN, false, {0}},
        {"avoid a town", "avoid=3312;3301", HOUSE, false, {0}},
        {"avoid its old number", "avoid=0602", HOUSE, false, {0}},
        {"avoid a town, on a screen", "avoid=3301", SCREEN, true, {0}},
        {"access", "step_free=yes", HOUSE, false, {0}},
        {"access", "step_free=yes", SCREEN, true, {0}},
        {"access", "step_free=yes", HOUSE, true, {.venues = VENUES "V00001,A,in-person,3301,mon18:00-20:00,,,yes\n"}},
        {"access", "step_free=no", HOUSE, true, {0}},
        {"time", "availability=mon18:00-20:00", HOUSE, true, {0}},
        {"time", "availability=mon18:01-20:00", HOUSE, false, {0}},
        {"time", "availability=mon18:00-19:59", HOUSE, false, {0}},
        {"one window holds all", "availability=mon17:00-19:00;mon19:00-21:00", HOUSE, false, {0}},
        {"another day", "availability=tue17:00-21:00", HOUSE, false, {0}},
        {"no time", "availability=", HOUSE, false, {0}},
    };
    TRY(list, false);
}

static void a_person_fits_what_they_wish(void **state) {
    (void)state;
    static const struct fit list[] = {
        {"language", "languages=en", HOUSE, false, {0}},
        {"language", "languages=en", {.venue = "V00001", .language = "en"}, true, {0}},
        {"language", "languages=nb;en", {.venue = "V00001", .language = "en"}, true, {0}},
        {"mixed", "mixed_ok=no", HOUSE, false, {0}},
        {"mixed", "mixed_ok=yes", HOUSE, true, {0}},
        {"theme", "mixed_ok=no", {.venue = "V00001", .theme = "grief"}, true, {0}},
        {"theme", "themes=anxiety", {.venue = "V00001", .theme = "grief"}, false, {0}},
        {"course", "course=C00001", {.venue = "V00001", .theme = "course:C00001"}, true, {0}},
        {"course", "course=C00002", {.venue = "V00001", .theme = "course:C00001"}, false, {0}},
        {"same", "gender_wish=same", HOUSE, false, {0}},
        {"same", "gender_wish=same", {.venue = "V00001", .composition = "women"}, true, {0}},
        {"not alone", "gender_wish=not-alone", HOUSE, true, {0}},
        {"women", "gender=f", {.venue = "V00001", .composition = "women"}, true, {0}},
        {"women", "gender=f", {.venue = "V00001", .composition = "men"}, false, {0}},
        {"men", "gender=m", {.venue = "V00001", .composition = "men"}, true, {0}},
        {"x", "gender=x", {.venue = "V00001", .composition = "women"}, false, {0}},
        {"unknown", "gender=", HOUSE, true, {0}},
        {"unknown", "gender=", {.venue = "V00001", .composition = "women"}, false, {0}},
    };
    TRY(list, false);
}

static void who_waits(void **state) {
    (void)state;
    static const char held[] = "person,group,role,status,proposed,answered\nP00000001,G00001,member,offered,,\n";
    static const char left[] = "person,group,role,status,proposed,answered\nP00000001,G00001,member,left,,\n";
    static const char leads[] = "person,group,role,status,proposed,answered\nP00000001,G00001,starter,active,,\n";
    static const char group[] = GROUPS "G00001,running,V00002,tue18:00-20:00,mixed,,,,,,,\n";
    static const struct fit list[] = {
        {"status", "status=paused", HOUSE, false, {0}},
        {"free soon", "available_from=2026-12-07", HOUSE, true, {0}},
        {"not free yet", "available_from=2026-12-08", HOUSE, false, {0}},
        {"START_DAYS", "available_from=2026-11-30", HOUSE, false, {.profile = "name,value\nSTART_DAYS,6\n"}},
        {"held", "", HOUSE, false, {.groups = group, .placements = held}},
        {"left", "", HOUSE, true, {.groups = group, .placements = left}},
        {"as a starter", "", HOUSE, true, {.groups = group, .placements = leads}},
        {"stale", "registered=2026-10-01", HOUSE, false, {.profile = "name,value\nSTALE_DAYS,52\n"}},
        {"not yet stale", "registered=2026-10-01", HOUSE, true, {.profile = "name,value\nSTALE_DAYS,53\n"}},
        {"heard of", "contacted=2026-11-20", HOUSE, true, {.profile = "name,value\nSTALE_DAYS,30\n"}},
    };
    TRY(list, false);
}

static void nobody_comes_back(void **state) {
    (void)state;
#define PAST(status, answered)                                                                                         \
    "person,group,role,status,proposed,answered\nP00000001,G00001,member," status ",," answered "\n"
    static const char forming[] = GROUPS "G00001,forming,V00001,mon18:00-20:00,mixed,,,,,,,\n";
    static const char ended[] = GROUPS "G00001,ended,V00001,mon18:00-20:00,mixed,,,,,,,\n";
    static const char moved[] = GROUPS "G00001,ended,V00001,mon18:30-20:30,mixed,,,,,,,\n";
    static const struct fit list[] = {
        {"a group that forms", "", {.group = "G00001"}, true, {.groups = forming}},
        {"declined", "", {.group = "G00001"}, false, {.groups = forming, .placements = PAST("declined", "2020-01-01")}},
        {"lapsed", "", {.group = "G00001"}, false, {.groups = forming, .placements = PAST("lapsed", "")}},
        {"left", "", {.group = "G00001"}, false, {.groups = forming, .placements = PAST("left", "")}},
        {"completed", "", {.group = "G00001"}, false, {.groups = forming, .placements = PAST("completed", "")}},
        {"89 days ago", "", HOUSE, false, {.groups = ended, .placements = PAST("declined", "2026-08-26")}},
        {"90 days ago", "", HOUSE, true, {.groups = ended, .placements = PAST("declined", "2026-08-25")}},
        {"another slot", "", HOUSE, true, {.groups = moved, .placements = PAST("declined", "2026-11-20")}},
        {"another venue", "", SCREEN, true, {.groups = ended, .placements = PAST("declined", "2026-11-20")}},
        {"left is not declined", "", HOUSE, true, {.groups = ended, .placements = PAST("left", "2026-11-20")}},
    };
    TRY(list, false);
}

static void a_starter_fits(void **state) {
    (void)state;
#define LED(status, slot) GROUPS "G00001," status ",V00002," slot ",mixed,,,,,,,\n"
    static const char leads[] = "person,group,role,status,proposed,answered\nS00001,G00001,starter,active,,\n";
    static const struct fit list[] = {
        {"fits", "", HOUSE, true, {0}},
        {"trainee", "status=trainee", HOUSE, true, {0}},
        {"interested", "status=interested", HOUSE, false, {0}},
        {"mode", "mode=digital", HOUSE, false, {0}},
        {"mode", "mode=in-person", SCREEN, false, {0}},
        {"avoid", "avoid=3301", HOUSE, false, {0}},
        {"time", "availability=mon18:00-19:00", HOUSE, false, {0}},
        {"access", "step_free=yes", HOUSE, false, {0}},
        {"language", "languages=en", HOUSE, false, {0}},
        {"a man leads no women", "gender=m", {.venue = "V00001", .composition = "women"}, false, {0}},
        {"a man leads all", "gender=m", HOUSE, true, {0}},
        {"a woman leads women", "", {.venue = "V00001", .composition = "women"}, true, {0}},
        {"away two of six", "", HOUSE, true, {.absences = "starter,from,to\nS00001,2026-11-30,2026-12-07\n"}},
        {"away three of six", "", HOUSE, false, {.absences = "starter,from,to\nS00001,2026-11-30,2026-12-14\n"}},
        {"leads as many as they can",
         "",
         HOUSE,
         false,
         {.groups = LED("starting", "tue18:00-20:00"), .placements = leads}},
        {"can lead one more",
         "capacity=2",
         HOUSE,
         true,
         {.groups = LED("starting", "tue18:00-20:00"), .placements = leads}},
        {"but not at that time",
         "capacity=2",
         HOUSE,
         false,
         {.groups = LED("forming", "mon19:00-21:00"), .placements = leads}},
        {"to touch is not to overlap",
         "capacity=2",
         HOUSE,
         true,
         {.groups = LED("forming", "mon20:00-21:00"), .placements = leads}},
        {"has let go", "", HOUSE, true, {.groups = LED("running", "mon19:00-21:00"), .placements = leads}},
        {"leads none", "capacity=0", HOUSE, false, {0}},
    };
    TRY(list, true);
}

static void where_new_groups_begin(void **state) {
    (void)state;
    static const char three[] = "venue,from,to\nV00001,2026-11-30,2026-12-14\n";
    static const char two[] = "venue,from,to\nV00001,2026-11-30,2026-12-07\n";
    static const struct fit list[] = {
        {"a room is taken", "", HOUSE, false, {.groups = GROUPS "G00001,running,V00001,mon19:00-21:00,mixed,,,,,,,\n"}},
        {"also where it pauses",
         "",
         HOUSE,
         false,
         {.groups = GROUPS "G00001,paused,V00001,mon19:00-21:00,mixed,,,,,,,\n"}},
        {"but not where it ended",
         "",
         HOUSE,
         true,
         {.groups = GROUPS "G00001,ended,V00001,mon19:00-21:00,mixed,,,,,,,\n"}},
        {"nor at another time",
         "",
         HOUSE,
         true,
         {.groups = GROUPS "G00001,running,V00001,mon16:00-18:00,mixed,,,,,,,\n"}},
        {"a second room",
         "",
         HOUSE,
         true,
         {.groups = GROUPS "G00001,running,V00001,mon19:00-21:00,mixed,,,,,,,\n",
          .venues = VENUES "V00001,A,in-person,3301,mon18:00-20:00,2,,no\n"}},
        {"closed on two of six", "", HOUSE, true, {.closures = two}},
        {"closed on three of six", "", HOUSE, false, {.closures = three}},
        {"six chairs", "", HOUSE, true, {.venues = VENUES "V00001,A,in-person,3301,mon18:00-20:00,,6,no\n"}},
        {"five chairs", "", HOUSE, false, {.venues = VENUES "V00001,A,in-person,3301,mon18:00-20:00,,5,no\n"}},
    };
    TRY(list, false);
}

/* What a standing group takes: -1 where it is no candidate. */
struct standing {
    const char *group, *placements, *meetings;
    int least, most;
    bool needs, idle;
};

#define SECOND_MEETING(date)                                                                                           \
    "group,number,date,start,end,venue,kind,status\nG00001,2," date ",18:00,20:00,V00001,starter,planned\n"

static void what_standing_groups_take(void **state) {
    (void)state;
#define MEMBER "person,group,role,status,proposed,answered\nP00000002,G00001,member,active,,\n"
    static const struct standing list[] = {
        {"forming,V00001,mon18:00-20:00,mixed,,,,,,,", NULL, NULL, 4, 8, true, false},
        {"forming,V00001,mon18:00-20:00,mixed,,,,,,3,", NULL, NULL, 1, 5, true, false},
        {"forming,V00001,mon18:00-20:00,mixed,,,,,,3,", MEMBER, NULL, 1, 4, true, true},
        {"forming,V00001,mon18:00-20:00,mixed,,,3,5,,,", MEMBER, NULL, 2, 4, true, false},
        {"forming,V00001,mon18:00-20:00,mixed,,,,,,8,", NULL, NULL, 1, 0, true, true},
        {"running,V00001,mon18:00-20:00,mixed,,,,,,4,", NULL, NULL, 0, -1, false, false},
        {"running,V00001,mon18:00-20:00,mixed,,,,,2,4,", NULL, NULL, 1, 2, false, false},
        {"running,V00001,mon18:00-20:00,mixed,,,,,9,4,", NULL, NULL, 1, 4, false, false},
        {"starting,V00001,mon18:00-20:00,mixed,,,,,,4,", NULL, SECOND_MEETING("2026-11-24"), 1, 4, true, true},
        {"starting,V00001,mon18:00-20:00,mixed,,,,,,4,2026-11-23", NULL, SECOND_MEETING("2026-11-24"), 1, 4, false,
         false},
        {"starting,V00001,mon18:00-20:00,mixed,,,,,,4,", NULL, SECOND_MEETING("2026-11-23"), 0, -1, false, false},
        {"starting,V00001,mon18:00-20:00,mixed,,,,,,6,", NULL, SECOND_MEETING("2026-11-24"), 0, -1, false, false},
        {"ended,V00001,mon18:00-20:00,mixed,,,,,,4,", NULL, NULL, 0, -1, false, false},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        char groups[256];
        struct shg_instance inst;
        (void)snprintf(groups, sizeof groups, GROUPS "G00001,%s\n", list[i].group);
        const struct world world = {.groups = groups, .placements = list[i].placements, .meetings = list[i].meetings};
        shg_register *reg = make("", "", &world);
        assert_int_equal(shg_instance_build(&inst, reg, true, help_faults), SHG_OK);
        uint32_t c = shg_instance_standing(&inst, "G00001");
        if ((c != SHG_NONE) != (list[i].most >= 0))
            print_message("case %zu\n", i);
        assert_true((c != SHG_NONE) == (list[i].most >= 0));
        if (c != SHG_NONE) {
            assert_int_equal(inst.candidates[c].least, list[i].least);
            assert_int_equal(inst.candidates[c].most, list[i].most);
            assert_true(inst.candidates[c].needs == list[i].needs);
            assert_true(inst.candidates[c].idle == list[i].idle);
        }
        shg_instance_free(&inst);
        shg_register_free(reg);
    }
}

/* ---- many people: humans, and looking things up against a walk through all ---- */

static shg_register *make_many(void) {
    static const struct world world = {
        .groups = GROUPS "G00001,forming,V00001,mon18:00-20:00,mixed,,,,,,,\n",
        .placements = "person,group,role,status,proposed,answered\nP00000009,G00001,member,accepted,,\n"};
    shg_register_free(make("", "", &world));
    help_write("people", "id,status,registered,municipality,availability,themes,languages,gender\n"
                         "P00000005,waiting,2026-10-01,3301,mon17:00-21:00,grief,,f\n"
                         "P00000001,waiting,2026-10-01,3301,mon17:00-21:00,grief;anxiety,nb;en,m\n"
                         "P00000003,waiting,2026-10-01,3301,mon17:00-21:00,,,f\n"
                         "P00000002,waiting,2026-10-01,3301,mon17:00-21:00,grief,,f\n"
                         "P00000004,waiting,2026-10-01,3301,mon17:00-21:00,grief,en,\n"
                         "P00000009,placed,2026-10-01,3301,mon17:00-21:00,grief,,f\n");
    help_write("starters", "id,status,municipality,availability,person\n"
                           "S00002,active,3301,mon17:00-21:00,P00000003\nS00001,active,3301,mon17:00-21:00,\n");
    help_write("apart", "a,b\nP00000001,P00000002\nP00000003,P00000004\nP00000005,P00000009\nS00001,P00000005\n");
    help_write("together", "a,b\nP00000002,P00000004\nP00000005,P00000004\n");
    return load();
}

static void humans_are_one_apart_or_together(void **state) {
    (void)state;
    shg_register *reg = make_many();
    struct shg_instance inst;
    assert_int_equal(shg_instance_build(&inst, reg, true, help_faults), SHG_OK);
    assert_int_equal(inst.n_persons, 5);
    assert_int_equal(inst.n_starters, 2);
    /* nodes: persons 1 to 5, starters 1 and 2; the second is person 3 */
    static const uint32_t edges[][2] = {{0, 1}, {2, 3}, {4, 5}, {3, 6}, {2, 6}};
    for (uint32_t a = 0; a < 7; a++)
        for (uint32_t b = 0; b < 7; b++) {
            bool wanted = false;
            for (size_t i = 0; i < sizeof edges / sizeof *edges; i++)
                wanted |= (edges[i][0] == a && edges[i][1] == b) || (edges[i][0] == b && edges[i][1] == a);
            assert_true(shg_is_apart(&inst, a, b) == wanted);
        }
    assert_int_equal(inst.n_links, 1);
    assert_int_equal(inst.links[0].person, 2);
    assert_int_equal(inst.links[0].starter, 1);
    static const uint32_t bundles[] = {0, 1, 2, 1, 1};
    for (size_t p = 0; p < 5; p++)
        assert_int_equal(inst.persons[p].bundle, bundles[p]);
    uint32_t group = shg_instance_standing(&inst, "G00001"); /* it holds one from whom the fifth is kept apart */
    assert_int_not_equal(group, SHG_NONE);
    assert_null(shg_seat_of(&inst, group, 4));
    assert_non_null(shg_seat_of(&inst, group, 2));
    shg_instance_free(&inst);
    shg_register_free(reg);
}

static void what_is_there_is_found(void **state) {
    (void)state;
    static const char *const kinds[] = {"any", "men", "women"};
    shg_register *reg = make_many();
    struct shg_instance inst;
    assert_int_equal(shg_instance_build(&inst, reg, true, help_faults), SHG_OK);
    for (uint32_t c = (uint32_t)inst.n_standing; c < inst.n_candidates; c++) {
        const struct shg_candidate *k = &inst.candidates[c];
        assert_int_equal(shg_instance_new(&inst, k->venue, k->slot, k->theme, k->language, kinds[k->kind]), c);
    }
    for (uint32_t c = 0; c < inst.n_candidates; c++) {
        const struct shg_candidate *k = &inst.candidates[c];
        for (uint32_t p = 0; p < inst.n_persons; p++) {
            const struct shg_seat *seat = NULL;
            for (size_t i = k->seats_at; i < k->seats_at + k->seats; i++)
                seat = inst.seats[i].person == p ? &inst.seats[i] : seat;
            assert_ptr_equal(shg_seat_of(&inst, c, p), seat);
        }
        for (uint32_t s = 0; s < inst.n_starters; s++) {
            const struct shg_lead *lead = NULL;
            for (size_t i = k->leads_at; i < (size_t)k->leads_at + k->leads; i++)
                lead = inst.leads[i].starter == s ? &inst.leads[i] : lead;
            assert_ptr_equal(shg_lead_of(&inst, c, s), lead);
        }
    }
    for (uint32_t p = 0; p < inst.n_persons; p++)
        assert_int_equal(shg_instance_person(&inst, inst.persons[p].id), p);
    for (uint32_t s = 0; s < inst.n_starters; s++)
        assert_int_equal(shg_instance_starter(&inst, inst.starters[s].id), s);
    assert_int_equal(shg_instance_person(&inst, "P00000009"), SHG_NONE);
    assert_int_equal(shg_instance_starter(&inst, ""), SHG_NONE);
    assert_int_equal(shg_instance_standing(&inst, "G00002"), SHG_NONE);
    assert_int_equal(shg_instance_new(&inst, "V00001", "tue18:00-20:00", "mixed", "", ""), SHG_NONE);
    assert_int_equal(shg_instance_new(&inst, "V00001", "mon18:00-20:00", "grief", "", ""),
                     shg_instance_new(&inst, "V00001", "mon18:00-20:00", "grief", "nb", "any"));
    shg_instance_free(&inst);
    shg_register_free(reg);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_person_fits_where_they_can_come, help_setup, help_teardown),
        cmocka_unit_test_setup_teardown(a_person_fits_what_they_wish, help_setup, help_teardown),
        cmocka_unit_test_setup_teardown(who_waits, help_setup, help_teardown),
        cmocka_unit_test_setup_teardown(nobody_comes_back, help_setup, help_teardown),
        cmocka_unit_test_setup_teardown(a_starter_fits, help_setup, help_teardown),
        cmocka_unit_test_setup_teardown(where_new_groups_begin, help_setup, help_teardown),
        cmocka_unit_test_setup_teardown(what_standing_groups_take, help_setup, help_teardown),
        cmocka_unit_test_setup_teardown(humans_are_one_apart_or_together, help_setup, help_teardown),
        cmocka_unit_test_setup_teardown(what_is_there_is_found, help_setup, help_teardown),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
