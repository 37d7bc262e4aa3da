/* From a register to an instance: made-up registers, and every seat and lead of theirs beside matching.md ("Who fits a
 * candidate", "What a plan is worth") written down once more here, in the plainest way, over every person, starter and
 * candidate that there could be. */
#include "register_help.h"

#include "../random.h"
#include "match/instance.h"

enum { PEOPLE = 14, STARTERS = 5, VENUES = 4, GROUPS = 5, PLACES = 3, SLOTS = 3, SPANS = 6, REGISTERS = 300 };
enum { NONE = -1, DIGITAL_ALONE = 1, EITHER = 2 };

struct span {
    const char *text;
    int day, start, end; /* minutes of the day */
};
static const struct span slots[SLOTS] = {
    {"mon17:00-19:00", 0, 1020, 1140}, {"mon18:00-20:00", 0, 1080, 1200}, {"wed10:00-12:00", 2, 600, 720}};
static const struct span spans[SPANS] = {{"mon16:00-19:00", 0, 960, 1140},  {"mon18:00-20:00", 0, 1080, 1200},
                                         {"tue17:00-20:00", 1, 1020, 1200}, {"wed10:00-11:59", 2, 600, 719},
                                         {"wed10:00-12:00", 2, 600, 720},   {"mon17:01-24:00", 0, 1021, 1440}};
static const char *const places[PLACES] = {"3301", "3312", "3314"};
static const char *const languages[] = {"nb", "en"};
static const char *const themes[] = {"mixed", "grief", "anxiety", "course:C00001"};
static const char *const kinds[] = {"any", "men", "women"};
static const char *const modes[] = {"in-person", "digital", "either"};
static const char *const genders[] = {"", "f", "m", "x"};
enum { LANGUAGES = 2, THEMES = 4, KINDS = 3, MIXED = 0, COURSE = 3, SAME = 1, NOT_ALONE = 2 };

/* What people and starters have in common. */
struct wishes {
    int place, mode, limit; /* limit 0: none given */
    unsigned times;         /* bits of spans */
    unsigned languages;     /* bits; 0: none given */
    int gender, avoid_place, avoid_venue;
    bool step_free;
};
struct person {
    struct wishes w;
    bool waits, mixed_ok, course;
    int wish, available, waited, queued, paused;
    unsigned themes;              /* bits of themes but the first and the last */
    int held, declined, answered; /* group; group and how many days ago */
};
struct starter {
    struct wishes w;
    int status, capacity, leads, away; /* status 0 active, 1 trainee, 2 resting; leads: a group or NONE; away: dates */
};
struct venue {
    bool digital, step_free;
    int place, rooms, seats, closed; /* seats 0: not stated; closed: of the next six dates */
    bool slot[SLOTS];
};
struct group {
    int venue, slot, theme, language, kind, max, open, others; /* max 0: none stated; open NONE: forming */
};

static struct {
    struct person people[PEOPLE];
    struct starter starters[STARTERS];
    struct venue venues[VENUES];
    struct group groups[GROUPS];
    int minutes[PLACES][PLACES]; /* as travel.csv has them; 0: no row */
} reg;

/* ---- made up ---- */

static uint64_t seed;

static int draw(int n) {
    return (int)random_below(&seed, (size_t)n);
}

static bool often(int in) { /* all but one of so many */
    return draw(in) > 0;
}

static struct wishes make_wishes(void) {
    return (struct wishes){.place = draw(PLACES),
                           .mode = draw(3),
                           .limit = draw(3) ? 20 + draw(60) : 0,
                           .times = (unsigned)draw(1 << SPANS) | (draw(2) ? 1U << 4 : 0),
                           .languages = (unsigned)draw(4),
                           .gender = draw(4),
                           .avoid_place = draw(6) ? NONE : draw(PLACES),
                           .avoid_venue = draw(6) ? NONE : draw(VENUES),
                           .step_free = draw(5) == 0};
}

static void make_people(void) {
    for (int p = 0; p < PEOPLE; p++) {
        reg.people[p] = (struct person){.w = make_wishes(),
                                        .waits = often(8),
                                        .mixed_ok = often(3),
                                        .course = draw(3) == 0,
                                        .wish = draw(3),
                                        .available = draw(4) ? NONE : 12 + draw(5),
                                        .waited = 1 + draw(700),
                                        .queued = NONE,
                                        .paused = draw(3) ? 0 : draw(40),
                                        .themes = (unsigned)draw(4),
                                        .held = draw(5) ? NONE : draw(GROUPS),
                                        .declined = draw(2) ? NONE : draw(GROUPS),
                                        .answered = 85 + draw(10)};
        struct person *who = &reg.people[p];
        if (draw(3) == 0)
            who->queued = draw(who->waited);
        if (who->declined == who->held || !who->waits)
            who->declined = NONE;
        if (!who->waits)
            who->held = NONE;
    }
}

static void make_venues(void) {
    for (int v = 0; v < VENUES; v++) {
        reg.venues[v] = (struct venue){.digital = draw(3) == 0,
                                       .step_free = draw(3) == 0,
                                       .place = draw(PLACES),
                                       .rooms = 1 + draw(2),
                                       .seats = draw(3) ? 0 : 4 + draw(8),
                                       .closed = draw(2) ? 0 : 1 + draw(4)};
        reg.venues[v].slot[draw(2)] = true; /* the first two overlap */
        reg.venues[v].slot[2] = true;
    }
    for (int a = 0; a < PLACES; a++)
        for (int b = 0; b < PLACES; b++)
            reg.minutes[a][b] = a < b || (a > b && draw(2)) ? 5 + draw(70) : 0;
}

static void make_groups(void) {
    for (int g = 0; g < GROUPS; g++) {
        struct group *group = &reg.groups[g];
        *group = (struct group){.venue = draw(VENUES),
                                .theme = draw(THEMES),
                                .language = draw(LANGUAGES),
                                .kind = draw(KINDS),
                                .max = draw(2) ? 0 : 7 + draw(3),
                                .open = draw(2) ? NONE : draw(3),
                                .others = draw(3)};
        do
            group->slot = draw(SLOTS);
        while (!reg.venues[group->venue].slot[group->slot]);
    }
    for (int s = 0; s < STARTERS; s++)
        reg.starters[s] = (struct starter){.w = make_wishes(),
                                           .status = draw(3),
                                           .capacity = 1 + draw(2),
                                           .leads = draw(3) ? NONE : draw(GROUPS),
                                           .away = draw(2) ? 0 : 1 + draw(4)};
    for (int s = 0; s < STARTERS; s++)
        if (reg.starters[s].status == 2 ||
            (reg.starters[s].leads != NONE && reg.groups[reg.starters[s].leads].open != NONE))
            reg.starters[s].leads = NONE; /* handed over */
}

/* ---- written down ---- */

enum { TODAY_DAY = 23 }; /* November 2026, a Monday */

static void put_day(struct shg_buf *out, int days) { /* from today */
    char text[11];
    shg_buf_str(out, shg_date_format(shg_date_of(2026, 11, TODAY_DAY) + days, text));
}

static void put_list(struct shg_buf *out, unsigned bits, const char *const *names, int n) {
    const char *mark = "";
    for (int i = 0; i < n; i++)
        if (bits >> i & 1) {
            shg_buf_printf(out, "%s%s", mark, names[i]);
            mark = ";";
        }
}

static void put_wishes(struct shg_buf *out, const struct wishes *w) {
    const char *const times[SPANS] = {spans[0].text, spans[1].text, spans[2].text,
                                      spans[3].text, spans[4].text, spans[5].text};
    shg_buf_printf(out, "%s,%s,", places[w->place], modes[w->mode]);
    if (w->limit)
        shg_buf_printf(out, "%d", w->limit);
    shg_buf_str(out, ",");
    if (w->avoid_place != NONE)
        shg_buf_printf(out, "%s%s", places[w->avoid_place], w->avoid_venue != NONE ? ";" : "");
    if (w->avoid_venue != NONE)
        shg_buf_printf(out, "V0000%d", w->avoid_venue + 1);
    shg_buf_str(out, ",");
    put_list(out, w->times, times, SPANS);
    shg_buf_str(out, ",");
    put_list(out, w->languages, languages, LANGUAGES);
    shg_buf_printf(out, ",%s,%s,", genders[w->gender], w->step_free ? "yes" : "");
}

static void write_out(const char *table, struct shg_buf *out) {
    char *text = shg_buf_take(out);
    assert_non_null(text);
    help_write(table, text);
    free(text);
}

static void put_person(struct shg_buf *out, int p) {
    static const char *const wishes[] = {"", "same", "not-alone"};
    const struct person *who = &reg.people[p];
    shg_buf_printf(out, "P1000%04d,%s,", p, who->waits ? "waiting" : "new");
    put_wishes(out, &who->w);
    put_day(out, -who->waited);
    shg_buf_str(out, ",");
    put_day(out, -who->waited);
    shg_buf_str(out, ",v1,");
    put_day(out, -who->waited);
    shg_buf_str(out, ",");
    if (who->queued != NONE)
        put_day(out, -who->queued);
    shg_buf_str(out, ",");
    if (who->available != NONE)
        put_day(out, who->available);
    shg_buf_printf(out, ",%d,%s,%s,yes,%s,", who->paused, who->course ? "C00001" : "", wishes[who->wish],
                   who->mixed_ok ? "" : "no");
    put_list(out, who->themes << 1, themes, COURSE);
    shg_buf_str(out, "\n");
}

static void write_people(void) {
    struct shg_buf out = SHG_BUF_EMPTY, held = SHG_BUF_EMPTY;
    shg_buf_str(&out,
                "id,status,municipality,mode,travel_limit,avoid,availability,languages,gender,step_free,registered,"
                "consent,consent_text,clarified,queued,available_from,paused_days,course,gender_wish,adult,mixed_ok,"
                "themes\n");
    shg_buf_str(&held, "person,group,role,status,proposed,offered,answered,started\n");
    for (int p = 0; p < PEOPLE; p++) {
        const struct person *who = &reg.people[p];
        put_person(&out, p);
        if (who->held != NONE)
            shg_buf_printf(&held, "P1000%04d,G0000%d,member,proposed,2026-11-20,,,\n", p, who->held + 1);
        if (who->declined != NONE) {
            shg_buf_printf(&held, "P1000%04d,G0000%d,member,declined,2026-01-05,2026-01-05,", p, who->declined + 1);
            put_day(&held, -who->answered);
            shg_buf_str(&held, ",\n");
        }
    }
    for (int s = 0; s < STARTERS; s++)
        if (reg.starters[s].leads != NONE)
            shg_buf_printf(&held, "S0000%d,G0000%d,starter,proposed,2026-11-20,,,\n", s + 1, reg.starters[s].leads + 1);
    write_out("people", &out);
    write_out("placements", &held);
}

static void write_starters(void) {
    static const char *const statuses[] = {"active", "trainee", "resting"};
    struct shg_buf out = SHG_BUF_EMPTY, away = SHG_BUF_EMPTY;
    shg_buf_str(&out,
                "id,status,municipality,mode,travel_limit,avoid,availability,languages,gender,step_free,capacity\n");
    shg_buf_str(&away, "starter,from,to\n");
    for (int s = 0; s < STARTERS; s++) {
        shg_buf_printf(&out, "S0000%d,%s,", s + 1, statuses[reg.starters[s].status]);
        put_wishes(&out, &reg.starters[s].w);
        shg_buf_printf(&out, "%d\n", reg.starters[s].capacity);
        if (reg.starters[s].away) { /* whole weeks from tomorrow, so that of each slot so many dates are gone */
            shg_buf_printf(&away, "S0000%d,2026-11-24,", s + 1);
            put_day(&away, 7 * reg.starters[s].away);
            shg_buf_str(&away, "\n");
        }
    }
    write_out("starters", &out);
    write_out("absences", &away);
}

static void write_venues(void) {
    struct shg_buf out = SHG_BUF_EMPTY, closed = SHG_BUF_EMPTY, way = SHG_BUF_EMPTY;
    shg_buf_str(&out, "id,name,kind,municipality,slots,rooms,seats,step_free\n");
    shg_buf_str(&closed, "venue,from,to\n");
    shg_buf_str(&way, "from,to,minutes\n");
    for (int v = 0; v < VENUES; v++) {
        const struct venue *at = &reg.venues[v];
        shg_buf_printf(&out, "V0000%d,X,%s,%s,%s;%s,%d,", v + 1, at->digital ? "digital" : "in-person",
                       at->digital ? "" : places[at->place], slots[at->slot[0] ? 0 : 1].text, slots[2].text, at->rooms);
        if (at->seats)
            shg_buf_printf(&out, "%d", at->seats);
        shg_buf_printf(&out, ",%s\n", at->step_free ? "yes" : "");
        if (at->closed) {
            shg_buf_printf(&closed, "V0000%d,2026-11-24,", v + 1);
            put_day(&closed, 7 * at->closed);
            shg_buf_str(&closed, "\n");
        }
    }
    for (int a = 0; a < PLACES; a++)
        for (int b = 0; b < PLACES; b++)
            if (reg.minutes[a][b])
                shg_buf_printf(&way, "%s,%s,%d\n", places[a], places[b], reg.minutes[a][b]);
    write_out("venues", &out);
    write_out("closures", &closed);
    write_out("travel", &way);
}

static void write_groups(void) {
    struct shg_buf out = SHG_BUF_EMPTY;
    shg_buf_str(&out, "id,status,venue,slot,theme,language,composition,max,open,others,formed,started,handover\n");
    for (int g = 0; g < GROUPS; g++) {
        const struct group *group = &reg.groups[g];
        shg_buf_printf(&out, "G0000%d,%s,V0000%d,%s,%s,%s,%s,", g + 1, group->open == NONE ? "forming" : "running",
                       group->venue + 1, slots[group->slot].text, themes[group->theme],
                       group->language ? languages[group->language] : "", group->kind ? kinds[group->kind] : "");
        if (group->max)
            shg_buf_printf(&out, "%d", group->max);
        shg_buf_str(&out, ",");
        if (group->open != NONE)
            shg_buf_printf(&out, "%d", group->open);
        shg_buf_printf(&out, ",%d,2025-12-01,%s\n", group->others, group->open == NONE ? "," : "2026-02-02,2026-03-02");
    }
    write_out("groups", &out);
    help_write("courses", "id,municipality\nC00001,3301\n");
}

/* ---- matching.md once more ---- */

/* A candidate: a standing group, or a venue's slot with a theme, a language and a composition. */
struct place {
    int group, venue, slot, theme, language, kind;
};

static bool takes_part(int p) {
    const struct person *who = &reg.people[p];
    return who->waits && who->held == NONE && who->available <= 14;
}

static int minutes(int from, const struct venue *to) {
    if (to->digital)
        return 0;
    if (from == to->place)
        return 10;
    return reg.minutes[from][to->place] ? reg.minutes[from][to->place] : reg.minutes[to->place][from];
}

static int limit(const struct wishes *w) {
    return w->limit ? w->limit : 45;
}

static bool overlap(const struct span *a, const struct span *b) {
    return a->day == b->day && a->start < b->end && b->start < a->end;
}

static bool suits(const struct wishes *w, const struct place *c) {
    const struct venue *v = &reg.venues[c->venue];
    const struct span *slot = &slots[c->slot];
    bool time = false;
    for (int i = 0; i < SPANS; i++)
        time |= (w->times >> i & 1) && spans[i].day == slot->day && spans[i].start <= slot->start &&
                spans[i].end >= slot->end;
    if (v->digital ? w->mode == 0
                   : w->mode == DIGITAL_ALONE || minutes(w->place, v) > limit(w) || w->avoid_place == v->place)
        return false;
    return time && w->avoid_venue != c->venue && (!w->step_free || v->step_free || v->digital) &&
           (w->languages ? w->languages >> c->language & 1 : c->language == 0) &&
           (c->kind == 0 || w->gender == (c->kind == 1 ? 2 : 1));
}

static int members(int g) {
    int n = reg.groups[g].others;
    for (int p = 0; p < PEOPLE; p++)
        n += reg.people[p].held == g;
    return n;
}

static bool led(int g) {
    for (int s = 0; s < STARTERS; s++)
        if (reg.starters[s].leads == g)
            return true;
    return false;
}

/* How many people the candidate takes, at most. */
static int room(const struct place *c) {
    const struct venue *v = &reg.venues[c->venue];
    if (c->group != NONE) {
        const struct group *g = &reg.groups[c->group];
        int most = (g->max ? g->max : 8) - members(c->group);
        if (g->open != NONE && g->open < most)
            most = g->open;
        return most > 0 ? most : 0;
    }
    int used = 0;
    for (int g = 0; g < GROUPS; g++)
        used += reg.groups[g].venue == c->venue && overlap(&slots[reg.groups[g].slot], &slots[c->slot]);
    int most = v->seats && v->seats - 2 < 8 ? v->seats - 2 : 8;
    return used < v->rooms && v->closed <= 2 && v->slot[c->slot] && most >= 4 ? most : 0;
}

static bool again(const struct person *who, const struct place *c) {
    if (who->declined == NONE)
        return false;
    const struct group *g = &reg.groups[who->declined];
    return c->group != NONE ? who->declined == c->group
                            : who->answered < 90 && g->venue == c->venue && g->slot == c->slot;
}

static bool fits(int p, const struct place *c) {
    const struct person *who = &reg.people[p];
    bool theme = c->theme == MIXED    ? who->mixed_ok
                 : c->theme == COURSE ? who->course
                                      : who->themes << 1 >> c->theme & 1;
    return takes_part(p) && suits(&who->w, c) && theme && (c->kind || who->wish != SAME) && !again(who, c);
}

static int worth(int p, const struct place *c) {
    const struct person *who = &reg.people[p];
    const struct venue *v = &reg.venues[c->venue];
    int waited = (who->queued != NONE ? who->queued : who->waited) - who->paused;
    int near = v->digital ? who->w.mode == EITHER ? 20 : 40
                          : 40 * (limit(&who->w) - minutes(who->w.place, v)) / limit(&who->w);
    return 1000 + (waited < 0 ? 0 : waited > 500 ? 500 : waited) + (c->theme != MIXED ? 60 : 0) + near;
}

static bool needs(const struct place *c) {
    return c->group == NONE || (reg.groups[c->group].open == NONE && !led(c->group));
}

static bool can_lead(int s, const struct place *c) {
    const struct starter *who = &reg.starters[s];
    int busy = who->leads != NONE;
    return who->status < 2 && who->capacity > busy && who->away <= 2 && suits(&who->w, c) &&
           !(busy && overlap(&slots[reg.groups[who->leads].slot], &slots[c->slot]));
}

/* ---- side by side ---- */

static unsigned long n_seats, n_leads, n_without;

static void compare(const struct shg_instance *inst, uint32_t number, const struct place *c) {
    char id[24];
    int most = room(c);
    for (int p = 0; p < PEOPLE; p++) {
        (void)snprintf(id, sizeof id, "P1000%04d", p);
        uint32_t person = shg_instance_person(inst, id);
        assert_int_equal(person != SHG_NONE, takes_part(p));
        const struct shg_seat *seat =
            number == SHG_NONE || person == SHG_NONE ? NULL : shg_seat_of(inst, number, person);
        bool wanted = most > 0 && fits(p, c);
        if ((seat != NULL) != wanted)
            fail_msg("register %u: person %d, venue %d, slot %d, theme %d, language %d, kind %d, group %d: %s",
                     (unsigned)seed, p, c->venue, c->slot, c->theme, c->language, c->kind, c->group,
                     wanted ? "no seat" : "a seat");
        if (seat) {
            assert_int_equal(seat->worth, worth(p, c));
            assert_int_equal(inst->candidates[number].most, most);
        }
        n_seats += wanted;
        n_without += !wanted;
    }
    if (number == SHG_NONE || !inst->candidates[number].needs)
        return;
    assert_true(needs(c));
    for (int s = 0; s < STARTERS; s++) {
        (void)snprintf(id, sizeof id, "S0000%d", s + 1);
        uint32_t starter = shg_instance_starter(inst, id);
        const struct shg_lead *lead = starter == SHG_NONE ? NULL : shg_lead_of(inst, number, starter);
        assert_int_equal(lead != NULL, can_lead(s, c));
        if (lead) {
            const struct wishes *w = &reg.starters[s].w;
            const struct venue *v = &reg.venues[c->venue];
            assert_int_equal(lead->points,
                             20 * (v->digital ? 1 : limit(w) - minutes(w->place, v)) / (v->digital ? 1 : limit(w)));
            n_leads++;
        }
    }
}

static void compare_new(const struct shg_instance *inst) {
    char venue[24];
    for (int v = 0; v < VENUES; v++)
        for (int i = 0; i < SLOTS * THEMES * LANGUAGES * KINDS; i++) {
            struct place c = {NONE,
                              v,
                              i % SLOTS,
                              i / SLOTS % THEMES,
                              i / (SLOTS * THEMES) % LANGUAGES,
                              i / (SLOTS * THEMES * LANGUAGES)};
            (void)snprintf(venue, sizeof venue, "V0000%d", v + 1);
            compare(inst,
                    shg_instance_new(inst, venue, slots[c.slot].text, themes[c.theme], languages[c.language],
                                     kinds[c.kind]),
                    &c);
        }
}

static void compare_standing(const struct shg_instance *inst) {
    char id[24];
    for (int g = 0; g < GROUPS; g++) {
        const struct group *group = &reg.groups[g];
        struct place c = {g, group->venue, group->slot, group->theme, group->language, group->kind};
        (void)snprintf(id, sizeof id, "G0000%d", g + 1);
        uint32_t number = shg_instance_standing(inst, id);
        compare(inst, number, &c);
        if (number == SHG_NONE)
            continue;
        const struct shg_candidate *told = &inst->candidates[number];
        int have = members(g);
        assert_int_equal(told->have, have);
        assert_int_equal(told->needs, needs(&c));
        assert_int_equal(told->least, group->open == NONE && 4 - have > 1 ? 4 - have : 1);
        assert_int_equal(told->idle, needs(&c) && have >= 4);
    }
}

static void test_every_seat(void **state) {
    (void)state;
    for (unsigned number = 1; number <= REGISTERS; number++) {
        seed = number;
        make_venues();
        make_groups();
        make_people();
        write_people();
        write_starters();
        write_venues();
        write_groups();
        help_fresh_faults();
        shg_register *loaded = help_begin("2026-11-23");
        struct shg_instance inst;
        assert_int_equal(shg_instance_build(&inst, loaded, true, help_faults), SHG_OK);
        seed = number; /* for messages */
        compare_new(&inst);
        compare_standing(&inst);
        shg_instance_free(&inst);
        shg_register_free(loaded);
    }
    assert_true(n_seats > 5000 && n_leads > 1000 && n_without > 5000); /* there was something to compare */
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(test_every_seat, help_setup, help_teardown)};
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
