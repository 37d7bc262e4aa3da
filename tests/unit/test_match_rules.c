/* The check of a plan over random ones, most of them broken: for each, the set of rules that it breaks, beside the same
 * rules over tables of who is where. Whom each breach speaks of is looked at in test_match_check.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match_make.h"

enum { INSTANCES = 3000, MOST_GROUPS = 4 };

/* Who is where. */
struct table {
    const struct made *made;
    uint32_t n, candidate[MOST_GROUPS];
    bool in[MAKE_PERSONS][MOST_GROUPS], leads[MAKE_STARTERS][MOST_GROUPS];
};

static void make_table(struct table *t, const struct made *made) {
    *t = (struct table){.made = made, .n = 1 + make_draw(MOST_GROUPS)};
    for (uint32_t g = 0; g < t->n; g++)
        t->candidate[g] = make_draw(4) ? (g + make_draw(2)) % MAKE_CANDIDATES : make_draw(MAKE_CANDIDATES);
    for (uint32_t p = 0; p < MAKE_PERSONS; p++) {
        uint32_t g = make_draw(t->n);
        t->in[p][g] = make_draw(5) && (make_draw(20) == 0 || shg_seat_of(&made->inst, t->candidate[g], p));
        if (make_draw(30) == 0)
            t->in[p][make_draw(t->n)] = true;
    }
    for (uint32_t g = 0; g < t->n; g++)
        for (uint32_t s = 0; s < MAKE_STARTERS; s++)
            t->leads[s][g] = made->candidates[t->candidate[g]].needs
                                 ? make_draw(2) && (make_draw(20) == 0 || shg_lead_of(&made->inst, t->candidate[g], s))
                                 : make_draw(20) == 0;
}

/* ---- the rules once more ---- */

static const struct shg_candidate *of(const struct table *t, uint32_t g) {
    return &t->made->candidates[t->candidate[g]];
}

static bool overlap(const struct table *t, uint32_t g, uint32_t h) {
    return of(t, g)->window.start < of(t, h)->window.end && of(t, h)->window.start < of(t, g)->window.end;
}

static bool apart(const struct made *m, uint32_t a, uint32_t b) {
    for (uint32_t i = m->apart_at[a]; i < m->apart_at[a + 1]; i++)
        if (m->apart[i] == b)
            return true;
    return false;
}

static unsigned broken(enum shg_breach_of rule, bool is) {
    return is ? 1U << rule : 0;
}

static unsigned of_group(const struct table *t, uint32_t g, bool below_min) {
    const struct made *m = t->made;
    const struct shg_candidate *c = of(t, g);
    uint32_t persons = 0, starters = 0, active = 0;
    unsigned out = 0;
    for (uint32_t p = 0; p < MAKE_PERSONS; p++) {
        persons += t->in[p][g];
        out |= broken(SHG_BREACH_SEAT, t->in[p][g] && !shg_seat_of(&m->inst, t->candidate[g], p));
    }
    for (uint32_t s = 0; s < MAKE_STARTERS; s++) {
        starters += t->leads[s][g];
        active += t->leads[s][g] && m->starters[s].active;
        out |= broken(SHG_BREACH_LEAD, t->leads[s][g] && !shg_lead_of(&m->inst, t->candidate[g], s));
    }
    bool may_be_short = below_min && persons && (c->forming || !c->group);
    bool only_led = !persons && starters && c->idle;
    out |= broken(SHG_BREACH_LEAST, persons < c->least && !may_be_short && !only_led);
    out |= broken(SHG_BREACH_MOST, persons > c->most);
    bool wrong = c->needs ? starters < 1 || starters > 2 : starters > 0;
    return out | broken(SHG_BREACH_STARTERS, wrong) | broken(SHG_BREACH_ACTIVE, c->needs && !wrong && !active);
}

/* What those in one group are to each other. */
static unsigned of_company(const struct table *t, uint32_t g) {
    const struct made *m = t->made;
    const struct shg_candidate *c = of(t, g);
    bool here[MAKE_PERSONS + MAKE_STARTERS], known = false;
    int low = c->year_low ? c->year_low : 9999, high = c->year_high;
    uint32_t women = c->held_f, men = c->held_m;
    unsigned out = 0;
    for (uint32_t a = 0; a < MAKE_PERSONS + MAKE_STARTERS; a++)
        here[a] = a < MAKE_PERSONS ? t->in[a][g] : t->leads[a - MAKE_PERSONS][g];
    for (uint32_t a = 0; a < MAKE_PERSONS + MAKE_STARTERS; a++)
        for (uint32_t b = 0; b < a; b++)
            out |= broken(SHG_BREACH_APART, here[a] && here[b] && apart(m, a, b));
    for (uint32_t p = 0; p < MAKE_PERSONS; p++) {
        women += here[p] && m->persons[p].gender == GENDER_F;
        men += here[p] && m->persons[p].gender == GENDER_M;
        if (!here[p] || !m->persons[p].birth_year)
            continue;
        known = true;
        low = m->persons[p].birth_year < low ? m->persons[p].birth_year : low;
        high = m->persons[p].birth_year > high ? m->persons[p].birth_year : high;
    }
    for (uint32_t p = 0; p < MAKE_PERSONS; p++)
        out |= broken(SHG_BREACH_NOT_ALONE,
                      here[p] && m->persons[p].not_alone && (m->persons[p].gender == GENDER_F ? women : men) == 1);
    return out | broken(SHG_BREACH_AGE, m->inst.age_spread && known && high - low > (int)m->inst.age_spread);
}

static unsigned of_rooms(const struct table *t) {
    uint32_t used[MAKE_ROOMS] = {0}, standing = 0, fresh = 0;
    unsigned out = 0;
    for (uint32_t g = 0; g < t->n; g++) {
        standing += of(t, g)->group != NULL;
        fresh += of(t, g)->group == NULL;
        if (!of(t, g)->group)
            used[of(t, g)->room]++;
    }
    for (uint32_t r = 0; r < MAKE_ROOMS; r++)
        out |= broken(SHG_BREACH_ROOM, used[r] > t->made->rooms[r].left);
    return out | broken(SHG_BREACH_ROOM, standing > 1) |
           broken(SHG_BREACH_NEW_MAX, t->made->inst.new_max && fresh > t->made->inst.new_max);
}

static unsigned of_starters(const struct table *t) {
    unsigned out = 0;
    for (uint32_t s = 0; s < MAKE_STARTERS; s++) {
        uint32_t led = 0;
        for (uint32_t g = 0; g < t->n; g++) {
            led += t->leads[s][g];
            for (uint32_t h = 0; h < g; h++)
                out |= broken(SHG_BREACH_OVERLAP, t->leads[s][g] && t->leads[s][h] && overlap(t, g, h));
        }
        out |= broken(SHG_BREACH_CAPACITY, led > t->made->starters[s].left);
    }
    return out;
}

/* Twice, together and one human. */
static unsigned of_persons(const struct table *t) {
    unsigned out = 0;
    for (uint32_t p = 0; p < MAKE_PERSONS; p++) {
        uint32_t groups = 0, first = t->made->persons[p].bundle;
        for (uint32_t g = 0; g < t->n; g++) {
            groups += t->in[p][g];
            out |= broken(SHG_BREACH_TOGETHER, t->in[p][g] != t->in[first][g]);
        }
        out |= broken(SHG_BREACH_TWICE, groups > 1);
    }
    const struct shg_link *link = t->made->links;
    for (uint32_t g = 0; t->made->inst.n_links && g < t->n; g++)
        for (uint32_t h = 0; h < t->n; h++)
            out |= broken(SHG_BREACH_HUMAN, t->in[link->person][g] && t->leads[link->starter][h] && overlap(t, g, h));
    return out;
}

static unsigned rules_broken(const struct table *t, bool below_min) {
    unsigned out = of_rooms(t) | of_starters(t) | of_persons(t);
    for (uint32_t g = 0; g < t->n; g++)
        out |= of_group(t, g, below_min) | of_company(t, g);
    return out;
}

/* ---- side by side ---- */

static void plan_of(const struct table *t, struct shg_plan *plan) {
    *plan = SHG_PLAN_EMPTY;
    for (uint32_t g = 0; g < t->n; g++) {
        uint32_t persons[MAKE_PERSONS], starters[MAKE_STARTERS], n = 0, k = 0;
        for (uint32_t p = 0; p < MAKE_PERSONS; p++)
            if (t->in[p][g])
                persons[n++] = p;
        for (uint32_t s = 0; s < MAKE_STARTERS; s++)
            if (t->leads[s][g])
                starters[k++] = s;
        assert_true(shg_plan_add(plan, t->candidate[g], persons, n, starters, k));
    }
}

static unsigned rules_told(const struct made *made, const struct shg_plan *plan, bool below_min) {
    struct shg_breach *found, first;
    size_t n;
    unsigned out = 0;
    enum shg_status status = shg_plan_breaches(&made->inst, plan, below_min, &found, &n);
    assert_int_equal(status, n ? SHG_NO : SHG_OK);
    for (size_t i = 0; i < n; i++) {
        assert_true(i == 0 || found[i - 1].rule <= found[i].rule);
        assert_true(found[i].group < plan->n);
        out |= 1U << found[i].rule;
    }
    assert_int_equal(shg_plan_check(&made->inst, plan, below_min, &first), status);
    if (n)
        assert_true(first.rule == found[0].rule && first.group == found[0].group && first.node == found[0].node);
    free(found);
    return out;
}

static void test_every_rule(void **state) {
    unsigned long lawful = 0, seen[SHG_BREACHES] = {0};
    (void)state;
    for (uint32_t seed = 0; seed < INSTANCES; seed++) {
        struct made made;
        struct table t;
        struct shg_plan plan;
        make_instance(&made, seed);
        made.candidates[0].forming = make_draw(2);
        made.candidates[0].year_low = made.candidates[0].year_high = (int16_t)(make_draw(2) ? 1960 : 0);
        make_table(&t, &made);
        plan_of(&t, &plan);
        for (int below_min = 0; below_min < 2; below_min++) {
            unsigned wanted = rules_broken(&t, below_min), told = rules_told(&made, &plan, below_min);
            if (wanted & 1U << SHG_BREACH_TWICE) /* where somebody is, is not one place then */
                wanted |= told & (1U << SHG_BREACH_TOGETHER | 1U << SHG_BREACH_HUMAN),
                    told |= wanted & (1U << SHG_BREACH_TOGETHER | 1U << SHG_BREACH_HUMAN);
            if (told != wanted)
                fail_msg("plan %u: rules %x, not %x", seed, told, wanted);
            lawful += told == 0;
            for (int rule = 0; rule < SHG_BREACHES; rule++)
                seen[rule] += told >> rule & 1;
        }
        shg_plan_free(&plan);
    }
    assert_true(lawful > INSTANCES / 50);
    for (int rule = 0; rule < SHG_BREACHES; rule++)
        if (seen[rule] < 50)
            fail_msg("rule %d was broken %lu times only", rule, seen[rule]);
}

static void test_words(void **state) {
    (void)state;
    for (int rule = 0; rule < SHG_BREACHES; rule++)
        assert_non_null(shg_breach_text((enum shg_breach_of)rule));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_rule), cmocka_unit_test(test_words)};
    return !!cmocka_run_group_tests(tests, NULL, NULL);
}
