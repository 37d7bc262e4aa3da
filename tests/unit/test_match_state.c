/* The state of a search: what was changed can be undone to the letter, and worth is kept up without being counted
 * anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/state.h"
#include "match_make.h"

enum { INSTANCES = 200, CHANGES = 12, PLACES_MOST = 8 };

struct fixture {
    struct made made;
    struct shg_model model;
    struct shg_state state;
    struct shg_prices nothing;
    int64_t person[MAKE_PERSONS], starter[MAKE_STARTERS], moment[64];
};

static void begin(struct fixture *f, uint32_t seed) {
    memset(f, 0, sizeof *f);
    make_instance(&f->made, seed);
    assert_int_equal(shg_model_make(&f->model, &f->made.inst), SHG_OK);
    assert_int_equal(shg_state_new(&f->state, &f->model), SHG_OK);
    assert_true(f->state.n_places <= PLACES_MOST);
    f->nothing = (struct shg_prices){f->person, f->starter, f->moment, 0};
    shg_state_begin(&f->state);
}

static void end(struct fixture *f) {
    shg_state_free(&f->state);
    shg_model_free(&f->model);
}

/* ---- random changes that keep the plan lawful but for bundles and numbers ---- */

static uint32_t place_at_random(const struct fixture *f) {
    return make_draw((uint32_t)f->state.n_places);
}

/* Opens a group of any of the kinds of a vacant place, with some of those who are nowhere. */
static void open_some(struct fixture *f) {
    struct shg_state *s = &f->state;
    uint32_t place = place_at_random(f), list[MAKE_PERSONS] = {0}, n = 0;
    const struct shg_source *source = &f->model.sources[s->places[place].source];
    uint32_t c = source->first + make_draw(source->n);
    const struct shg_candidate *k = &f->made.inst.candidates[c];
    struct shg_team_choice team = {0, 0, {0}};
    if (s->places[place].candidate != SHG_NONE || (f->made.inst.new_max && s->fresh >= f->made.inst.new_max))
        return;
    for (uint32_t i = 0; i < k->seats && n < k->most; i++) {
        list[n] = f->made.seats[k->seats_at + i].person;
        n += s->place_of[list[n]] == SHG_NONE && make_draw(4) && shg_is_company(&f->model, c, list, n + 1) &&
             !shg_state_leads_then(s, c, list[n], SHG_NONE);
    }
    if (k->needs) {
        shg_state_team(s, &f->nothing, c, list, n, SHG_NONE, &team);
        if (team.value <= SHG_NEVER)
            return;
    }
    if (n || k->idle)
        shg_state_open(s, place, c, list, n, team.starters, team.n);
}

static void join_one(struct fixture *f) {
    struct shg_state *s = &f->state;
    uint32_t place = place_at_random(f), person = make_draw(MAKE_PERSONS);
    const struct shg_place *p = &s->places[place];
    if (p->candidate != SHG_NONE && s->place_of[person] == SHG_NONE && p->n < f->model.most &&
        shg_seat_of(&f->made.inst, p->candidate, person))
        shg_state_join(s, place, person);
}

static void leave_one(struct fixture *f) {
    struct shg_state *s = &f->state;
    uint32_t person = make_draw(MAKE_PERSONS);
    if (s->place_of[person] != SHG_NONE)
        shg_state_leave(s, s->place_of[person], person);
}

static void lead_anew(struct fixture *f) {
    struct shg_state *s = &f->state;
    uint32_t place = place_at_random(f);
    const struct shg_place *p = &s->places[place];
    struct shg_team_choice team;
    if (p->candidate == SHG_NONE || !p->n_starters)
        return;
    for (int i = 0; i < MAKE_STARTERS; i++) /* other prices, another team */
        f->starter[i] = (int64_t)make_draw(30 * SHG_POINT);
    shg_state_team(s, &f->nothing, p->candidate, p->list, p->n, place, &team);
    memset(f->starter, 0, sizeof f->starter);
    if (team.value > SHG_NEVER)
        shg_state_lead(s, place, team.starters, team.n);
}

static void change(struct fixture *f) {
    struct shg_state *s = &f->state;
    uint32_t place = place_at_random(f);
    switch (make_draw(8)) {
    case 0:
    case 1:
    case 2:
        open_some(f);
        break;
    case 3:
        shg_state_close(s, place);
        break;
    case 4:
        join_one(f);
        break;
    case 5:
        leave_one(f);
        break;
    case 6:
        lead_anew(f);
        break;
    default:
        if (s->places[place].candidate == SHG_NONE || !shg_state_borrow(s, place))
            (void)shg_state_trade(s, place);
    }
}

/* ---- worth ---- */

static void worth_is_right(const struct fixture *f) {
    const struct shg_state *s = &f->state;
    struct shg_plan plan;
    uint32_t fresh = 0;
    assert_int_equal(shg_state_plan(s, &plan), SHG_OK);
    assert_int_equal((long)make_worth(&f->made.inst, &plan), (long)s->worth);
    shg_plan_free(&plan);
    for (uint32_t i = 0; i < s->n_places; i++) {
        const struct shg_place *p = &s->places[i];
        if (p->candidate == SHG_NONE)
            continue;
        fresh += !f->made.candidates[p->candidate].group;
        assert_int_equal((long)shg_state_worth_of(&f->model, p->candidate, p->list, p->n, p->starters, p->n_starters),
                         (long)p->worth);
        for (uint32_t k = 0; k < p->n; k++) {
            assert_int_equal(s->place_of[p->list[k]], i);
            assert_int_equal(s->worth_of[p->list[k]], shg_seat_of(&f->made.inst, p->candidate, p->list[k])->worth);
        }
    }
    assert_int_equal(s->fresh, fresh);
    assert_false(s->failed);
}

/* The places of each candidate are listed, ascending, and no others. */
static void lists_are_right(const struct fixture *f) {
    const struct shg_state *s = &f->state;
    for (uint32_t c = 0; c < f->made.inst.n_candidates; c++) {
        uint32_t next = s->first_of[c];
        assert_int_equal(shg_state_is_open(s, c), next != SHG_NONE);
        for (uint32_t i = 0; i < s->n_places; i++)
            if (s->places[i].candidate == c) {
                assert_int_equal(next, i);
                next = s->places[i].next;
            }
        assert_int_equal(next, SHG_NONE);
    }
}

static void worth_keeps_up(void **state) {
    (void)state;
    for (uint32_t seed = 0; seed < INSTANCES; seed++) {
        struct fixture f;
        begin(&f, seed);
        for (int i = 0; i < CHANGES * 4; i++) {
            change(&f);
            worth_is_right(&f);
            lists_are_right(&f);
        }
        end(&f);
    }
}

/* ---- undoing ---- */

/* A state by value: persons and starters of each place in their order, and who leads where as sets of places. */
struct picture {
    struct shg_place places[PLACES_MOST];
    uint32_t lists[PLACES_MOST][MAKE_PERSONS], place_of[MAKE_PERSONS], led[MAKE_STARTERS];
    int64_t worth;
    uint32_t fresh;
};

static void take_picture(const struct shg_state *s, struct picture *out) {
    memset(out, 0, sizeof *out);
    for (uint32_t i = 0; i < s->n_places; i++) {
        const struct shg_place *p = &s->places[i];
        struct shg_place *q = &out->places[i];
        q->candidate = p->candidate;
        q->n = p->n;
        q->n_starters = p->n_starters;
        q->worth = p->worth;
        memcpy(out->lists[i], p->list, p->n * sizeof *p->list);
        memcpy(q->starters, p->starters, p->n_starters * sizeof *p->starters);
    }
    memcpy(out->place_of, s->place_of, sizeof out->place_of);
    for (uint32_t x = 0; x < MAKE_STARTERS; x++)
        for (uint32_t k = 0; k < s->given[x]; k++)
            out->led[x] |= 1U << s->led[s->led_at[x] + k];
    out->worth = s->worth;
    out->fresh = s->fresh;
}

static void changes_can_be_undone(void **state) {
    int changed = 0;
    (void)state;
    for (uint32_t seed = 0; seed < INSTANCES; seed++) {
        struct fixture f;
        struct picture before, between, after;
        begin(&f, seed);
        for (int round = 0; round < 6; round++) {
            for (int i = 0; i < CHANGES; i++)
                change(&f);
            shg_state_begin(&f.state);
            take_picture(&f.state, &before);
            for (int i = 0; i < CHANGES; i++)
                change(&f);
            take_picture(&f.state, &between);
            changed += before.worth != between.worth;
            shg_state_undo(&f.state);
            take_picture(&f.state, &after);
            assert_memory_equal(&before, &after, sizeof before);
            worth_is_right(&f);
        }
        end(&f);
    }
    assert_true(changed > INSTANCES);
}

static void plans_come_back(void **state) {
    (void)state;
    for (uint32_t seed = 0; seed < INSTANCES; seed++) {
        struct fixture f;
        struct shg_plan plan, again;
        begin(&f, seed);
        for (int i = 0; i < CHANGES; i++)
            change(&f);
        int64_t worth = f.state.worth;
        assert_int_equal(shg_state_plan(&f.state, &plan), SHG_OK);
        for (int i = 0; i < CHANGES; i++)
            change(&f);
        shg_state_set(&f.state, &plan);
        worth_is_right(&f);
        assert_int_equal((long)f.state.worth, (long)worth);
        assert_int_equal(shg_state_plan(&f.state, &again), SHG_OK);
        assert_int_equal(again.n, plan.n);
        shg_plan_free(&plan);
        shg_plan_free(&again);
        end(&f);
    }
}

/* ---- starters ---- */

/* Whether the starters of all groups are lawful; who sits where is not looked at. */
static void starters_are_lawful(const struct fixture *f) {
    struct shg_plan plan;
    struct shg_breach *list;
    size_t n;
    assert_int_equal(shg_state_plan(&f->state, &plan), SHG_OK);
    assert_int_not_equal(shg_plan_breaches(&f->made.inst, &plan, true, &list, &n), SHG_SYSTEM);
    for (size_t i = 0; i < n; i++) {
        enum shg_breach_of rule = list[i].rule;
        assert_true(rule != SHG_BREACH_LEAD && rule != SHG_BREACH_STARTERS && rule != SHG_BREACH_ACTIVE &&
                    rule != SHG_BREACH_CAPACITY && rule != SHG_BREACH_OVERLAP && rule != SHG_BREACH_ROOM &&
                    rule != SHG_BREACH_NEW_MAX && rule != SHG_BREACH_TWICE);
    }
    free(list);
    shg_plan_free(&plan);
}

/* Where a candidate has no team, release either changes nothing or makes one possible. */
static void released_starters_can_lead(void **state) {
    int released = 0;
    (void)state;
    for (uint32_t seed = 0; seed < INSTANCES * 5; seed++) {
        struct fixture f;
        begin(&f, seed);
        for (int i = 0; i < CHANGES; i++)
            open_some(&f);
        for (uint32_t c = 0; c < MAKE_CANDIDATES; c++) {
            struct shg_team_choice team;
            struct picture before, after;
            shg_state_team(&f.state, &f.nothing, c, NULL, 0, SHG_NONE, &team);
            if (!f.made.candidates[c].needs || team.value > SHG_NEVER)
                continue;
            shg_state_begin(&f.state);
            take_picture(&f.state, &before);
            bool done = shg_state_release(&f.state, c, NULL, 0);
            take_picture(&f.state, &after);
            if (!done)
                assert_memory_equal(&before, &after, sizeof before);
            shg_state_team(&f.state, &f.nothing, c, NULL, 0, SHG_NONE, &team);
            assert_int_equal(done, team.value > SHG_NEVER);
            released += done;
            starters_are_lawful(&f);
            worth_is_right(&f);
        }
        end(&f);
    }
    assert_true(released > 0);
}

/* Borrowing and trading always gain, and keep every group led. */
static void better_starters_gain(void **state) {
    int gained = 0;
    (void)state;
    for (uint32_t seed = 0; seed < INSTANCES * 5; seed++) {
        struct fixture f;
        begin(&f, seed);
        for (int i = 0; i < CHANGES; i++)
            open_some(&f);
        for (uint32_t i = 0; i < f.state.n_places; i++) {
            int64_t before = f.state.worth;
            bool more = shg_state_borrow(&f.state, i) || shg_state_trade(&f.state, i);
            assert_true(more ? f.state.worth > before : f.state.worth == before);
            gained += more;
            starters_are_lawful(&f);
            worth_is_right(&f);
        }
        end(&f);
    }
    assert_true(gained > 0);
}

int main(void) {
    (void)best_by_trying; /* for the other tests of this room */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worth_keeps_up),       cmocka_unit_test(changes_can_be_undone),
        cmocka_unit_test(plans_come_back),      cmocka_unit_test(released_starters_can_lead),
        cmocka_unit_test(better_starters_gain),
    };
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
