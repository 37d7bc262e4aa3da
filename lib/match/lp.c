/* max  sum worth(p, c) x(p, c) + sum points(s, c) s(s, c) - opening open(c) + bonus led(c) - shortfall short(c)
 *      + second two(c)
 * over copies c of the candidates (a new one has a copy for each room that could hold it), all columns 0 or 1 but
 * short, subject to, with P(c) = sum of x(., c), S(c) = sum of s(., c), led(c) = open(c) for a new group:
 *   size          least open <= P <= most open;  x <= open
 *   shortfall     P + short >= (aim - have) open
 *   starters      min led <= S <= max led;  active of S >= led;  open <= led, and led <= open unless it may be idle
 *   a second      2 two <= S
 *   one seat      sum over c of x(p, c) <= 1
 *   capacity      sum over c of s(s, c) <= left(s)
 *   one time      for each time t at which a candidate starts: sum of s(s, c) over those c that contain t <= 1, the
 *                 seats of the person whom the starter is added to it; intervals that overlap in pairs share such a
 *                 point (Helly), so this says no more and no less than the pairs
 *   rooms         sum of open over the new copies of a room <= left;  of all <= new_max;  copies open in their order
 *   apart         x + x' <= 1 for each pair in each copy
 *   bundle        x(p, c) = x(q, c)
 *   not alone     x(p, c) <= sum of x(q, c) over the others of that gender
 *   age           sum over years y of from(y, c) <= 1;  x(p, c) <= sum of from(y, c) over y <= birth(p) <= y + spread
 * Formulation by the textbook (Wolsey, Integer Programming, 2nd ed., ch. 1 and 9: disaggregated variable lower bounds,
 * clique inequalities); format as the CPLEX LP page and those of its readers glpsol, cbc and HiGHS agree on it. */
#include "match/lp.h"

#include <inttypes.h>
#include <stdlib.h>

/* A sum is broken into lines after so many terms: readers have buffers for a line. */
#define TERMS_A_LINE 5

struct lp {
    const struct shg_instance *inst;
    struct shg_buf *out;
    unsigned terms;   /* of the row so far */
    uint32_t *copies; /* of each candidate */
    uint16_t *times;  /* at which candidates start, ascending, each once */
    size_t n_times;
    int16_t *years; /* of the copy at hand, see find_years */
    size_t n_years;
};

/* One copy of a candidate. */
struct copy {
    uint32_t c, k;
    const struct shg_candidate *of;
};

static struct copy copy_at(const struct lp *lp, uint32_t c, uint32_t k) {
    return (struct copy){c, k, &lp->inst->candidates[c]};
}

static bool is_new(const struct shg_candidate *c) {
    return !c->group;
}

/* ---- Rows and terms ---- */

static void begin_term(struct lp *lp, long long factor) {
    if (lp->terms > 0 && lp->terms % TERMS_A_LINE == 0)
        shg_buf_str(lp->out, "\n ");
    shg_buf_str(lp->out, factor < 0 ? " - " : " + ");
    shg_buf_int(lp->out, factor < 0 ? -factor : factor);
    shg_buf_char(lp->out, ' ');
    lp->terms++;
}

/* The name of a copy, behind what stands there. */
static void put_copy(struct lp *lp, struct copy c) {
    shg_buf_printf(lp->out, "_c%" PRIu32, c.c);
    if (c.k > 0)
        shg_buf_printf(lp->out, "r%" PRIu32, c.k + 1);
}

static void put_name(struct lp *lp, const char *what, const char *id, struct copy c) {
    shg_buf_str(lp->out, what);
    if (id) {
        shg_buf_char(lp->out, '_');
        shg_buf_str(lp->out, id);
    }
    put_copy(lp, c);
}

static void term_x(struct lp *lp, long long factor, uint32_t person, struct copy c) {
    begin_term(lp, factor);
    put_name(lp, "x", lp->inst->persons[person].id, c);
}

static void term_s(struct lp *lp, long long factor, uint32_t starter, struct copy c) {
    begin_term(lp, factor);
    put_name(lp, "s", lp->inst->starters[starter].id, c);
}

static void term_of(struct lp *lp, long long factor, const char *what, struct copy c) {
    begin_term(lp, factor);
    put_name(lp, what, NULL, c);
}

static void term_from(struct lp *lp, long long factor, int year, struct copy c) {
    begin_term(lp, factor);
    shg_buf_printf(lp->out, "from_%d", year);
    put_copy(lp, c);
}

/* The column that says that a candidate has starters. */
static void term_led(struct lp *lp, long long factor, struct copy c) {
    term_of(lp, factor, is_new(c.of) ? "open" : "led", c);
}

static void end_row(struct lp *lp, const char *relation, long long right) {
    if (lp->terms > 0)
        shg_buf_printf(lp->out, " %s %lld\n", relation, right);
    lp->terms = 0;
}

static const struct shg_seat *seats_of(const struct lp *lp, struct copy c) {
    return lp->inst->seats + c.of->seats_at;
}

static const struct shg_lead *leads_of(const struct lp *lp, struct copy c) {
    return lp->inst->leads + c.of->leads_at;
}

static void sum_seats(struct lp *lp, long long factor, struct copy c) {
    for (uint32_t i = 0; i < c.of->seats; i++)
        term_x(lp, factor, seats_of(lp, c)[i].person, c);
}

static void sum_leads(struct lp *lp, long long factor, struct copy c, bool active_alone) {
    for (uint32_t i = 0; i < c.of->leads; i++) {
        uint32_t s = leads_of(lp, c)[i].starter;
        if (!active_alone || lp->inst->starters[s].active)
            term_s(lp, factor, s, c);
    }
}

/* ---- What is made once ---- */

/* How many copies of a new candidate can be of use: its room's, and no more than its persons can fill. */
static uint32_t copies_of(const struct shg_instance *inst, const struct shg_candidate *c) {
    if (!is_new(c))
        return 1;
    uint32_t n = inst->rooms[c->room].left;
    uint32_t filled = c->least > 0 ? c->seats / c->least : c->seats;
    if (n > filled)
        n = filled;
    if (inst->new_max > 0 && n > inst->new_max)
        n = inst->new_max;
    return n;
}

static int by_time(const void *a, const void *b) {
    uint16_t x = *(const uint16_t *)a, y = *(const uint16_t *)b;
    return (x > y) - (x < y);
}

static bool prepare(struct lp *lp) {
    const struct shg_instance *inst = lp->inst;
    size_t n = inst->n_candidates;
    lp->copies = calloc(n + 1, sizeof *lp->copies);
    lp->times = calloc(n + 1, sizeof *lp->times);
    lp->years = calloc(inst->n_persons + 1, sizeof *lp->years);
    if (!lp->copies || !lp->times || !lp->years)
        return false;
    for (size_t i = 0; i < n; i++) {
        lp->copies[i] = copies_of(inst, &inst->candidates[i]);
        lp->times[i] = inst->candidates[i].window.start;
    }
    qsort(lp->times, n, sizeof *lp->times, by_time);
    for (size_t i = 0; i < n; i++)
        if (lp->n_times == 0 || lp->times[lp->n_times - 1] != lp->times[i])
            lp->times[lp->n_times++] = lp->times[i];
    return true;
}

/* Calls f for every copy of every candidate. */
static void each_copy(struct lp *lp, void (*f)(struct lp *, struct copy)) {
    for (uint32_t c = 0; c < lp->inst->n_candidates; c++)
        for (uint32_t k = 0; k < lp->copies[c]; k++)
            f(lp, copy_at(lp, c, k));
}

static bool has_short(const struct shg_candidate *c) {
    return c->aim > c->have;
}

/* ---- One copy: its rows ---- */

static void put_comment(struct lp *lp, struct copy c) {
    static const char *const kinds[] = {"any", "men", "women"};
    if (c.k > 0)
        return;
    char slot[15];
    shg_buf_printf(lp->out, "\\ c%" PRIu32 ": %s %s %s %s %s %s\n", c.c, is_new(c.of) ? "new" : c.of->group,
                   c.of->venue, shg_window_format(c.of->window, slot), c.of->theme, c.of->language, kinds[c.of->kind]);
}

static void put_worth(struct lp *lp, struct copy c) {
    const struct shg_instance *inst = lp->inst;
    for (uint32_t i = 0; i < c.of->seats; i++)
        term_x(lp, seats_of(lp, c)[i].worth, seats_of(lp, c)[i].person, c);
    term_of(lp, -(long long)c.of->opening, "open", c);
    if (has_short(c.of))
        term_of(lp, -(long long)inst->shortfall, "short", c);
    if (!c.of->needs)
        return;
    for (uint32_t i = 0; i < c.of->leads; i++)
        term_s(lp, leads_of(lp, c)[i].points, leads_of(lp, c)[i].starter, c);
    if (!is_new(c.of))
        term_led(lp, c.of->bonus, c);
    term_of(lp, inst->second, "two", c);
}

static void put_size(struct lp *lp, struct copy c) {
    sum_seats(lp, 1, c);
    term_of(lp, -(long long)c.of->most, "open", c);
    end_row(lp, "<=", 0);
    sum_seats(lp, 1, c);
    term_of(lp, -(long long)(c.of->least > 0 ? c.of->least : 1), "open", c);
    end_row(lp, ">=", 0);
    for (uint32_t i = 0; i < c.of->seats; i++) {
        term_x(lp, 1, seats_of(lp, c)[i].person, c);
        term_of(lp, -1, "open", c);
        end_row(lp, "<=", 0);
    }
    if (has_short(c.of)) {
        sum_seats(lp, 1, c);
        term_of(lp, 1, "short", c);
        term_of(lp, (long long)c.of->have - c.of->aim, "open", c);
        end_row(lp, ">=", 0);
    }
}

static void put_starters(struct lp *lp, struct copy c) {
    if (!c.of->needs)
        return;
    sum_leads(lp, 1, c, false);
    term_led(lp, -(long long)lp->inst->starters_min, c);
    end_row(lp, ">=", 0);
    sum_leads(lp, 1, c, false);
    term_led(lp, -(long long)lp->inst->starters_max, c);
    end_row(lp, "<=", 0);
    sum_leads(lp, 1, c, true);
    term_led(lp, -1, c);
    end_row(lp, ">=", 0);
    sum_leads(lp, 1, c, false);
    term_of(lp, -2, "two", c);
    end_row(lp, ">=", 0);
    if (is_new(c.of))
        return;
    term_of(lp, 1, "open", c);
    term_led(lp, -1, c);
    end_row(lp, c.of->idle ? "<=" : "=", 0);
}

/* Each pair of nodes of one copy that are kept apart; a starter counts where the copy is given some. */
static void put_apart_node(struct lp *lp, struct copy c, uint32_t node) {
    const struct shg_instance *inst = lp->inst;
    for (uint32_t i = inst->apart_at[node]; i < inst->apart_at[node + 1]; i++) {
        uint32_t other = inst->apart[i];
        if (other <= node)
            continue;
        uint32_t starter = other - (uint32_t)inst->n_persons;
        bool is_person = other < inst->n_persons;
        if (is_person ? !shg_seat_of(inst, c.c, other) : !c.of->needs || !shg_lead_of(inst, c.c, starter))
            continue;
        if (node < inst->n_persons)
            term_x(lp, 1, node, c);
        else
            term_s(lp, 1, node - (uint32_t)inst->n_persons, c);
        if (is_person)
            term_x(lp, 1, other, c);
        else
            term_s(lp, 1, starter, c);
        end_row(lp, "<=", 1);
    }
}

static void put_apart(struct lp *lp, struct copy c) {
    for (uint32_t i = 0; i < c.of->seats; i++)
        put_apart_node(lp, c, seats_of(lp, c)[i].person);
    for (uint32_t i = 0; c.of->needs && i < c.of->leads; i++)
        put_apart_node(lp, c, (uint32_t)lp->inst->n_persons + leads_of(lp, c)[i].starter);
}

static void put_not_alone(struct lp *lp, struct copy c) {
    const struct shg_person *persons = lp->inst->persons;
    for (uint32_t i = 0; i < c.of->seats; i++) {
        uint32_t p = seats_of(lp, c)[i].person;
        if (!persons[p].not_alone || (persons[p].gender == GENDER_F ? c.of->held_f : c.of->held_m) > 0)
            continue;
        term_x(lp, 1, p, c);
        for (uint32_t j = 0; j < c.of->seats; j++) {
            uint32_t q = seats_of(lp, c)[j].person;
            if (q != p && persons[q].gender == persons[p].gender)
                term_x(lp, -1, q, c);
        }
        end_row(lp, "<=", 0);
    }
}

/* ---- Ages ---- */

/* Whether somebody born in year may be in the copy, as far as those held there go. */
static bool year_fits(const struct lp *lp, struct copy c, int year) {
    int low = c.of->year_low, high = c.of->year_high, spread = (int)lp->inst->age_spread;
    if (low == 0)
        return true;
    return high - low <= spread && high - year <= spread && year - low <= spread;
}

static int by_year(const void *a, const void *b) {
    int16_t x = *(const int16_t *)a, y = *(const int16_t *)b;
    return (x > y) - (x < y);
}

/* The birth years of those who fit a copy, ascending, each once. */
static void find_years(struct lp *lp, struct copy c) {
    size_t n = 0;
    lp->n_years = 0;
    if (lp->inst->age_spread == 0)
        return;
    for (uint32_t i = 0; i < c.of->seats; i++) {
        int16_t year = lp->inst->persons[seats_of(lp, c)[i].person].birth_year;
        if (year != 0)
            lp->years[n++] = year;
    }
    qsort(lp->years, n, sizeof *lp->years, by_year);
    for (size_t i = 0; i < n; i++)
        if (lp->n_years == 0 || lp->years[lp->n_years - 1] != lp->years[i])
            lp->years[lp->n_years++] = lp->years[i];
}

static void put_born(struct lp *lp, struct copy c, uint32_t p) {
    int born = lp->inst->persons[p].birth_year;
    if (born == 0)
        return;
    if (!year_fits(lp, c, born)) {
        term_x(lp, 1, p, c);
        end_row(lp, "=", 0);
        return;
    }
    term_x(lp, 1, p, c);
    for (size_t i = 0; i < lp->n_years && lp->years[i] <= born; i++)
        if (born - lp->years[i] <= (int)lp->inst->age_spread)
            term_from(lp, -1, lp->years[i], c);
    end_row(lp, "<=", 0);
}

static void put_ages(struct lp *lp, struct copy c) {
    find_years(lp, c);
    if (lp->n_years == 0)
        return;
    for (size_t i = 0; i < lp->n_years; i++)
        term_from(lp, 1, lp->years[i], c);
    end_row(lp, "<=", 1);
    for (uint32_t i = 0; i < c.of->seats; i++)
        put_born(lp, c, seats_of(lp, c)[i].person);
}

/* ---- Bundles ---- */

/* q, who leads the bundle, and p are both in the copy or neither is. */
static void put_bound(struct lp *lp, struct copy c, uint32_t p) {
    uint32_t q = lp->inst->persons[p].bundle;
    if (q == p)
        return;
    term_x(lp, 1, p, c);
    if (shg_seat_of(lp->inst, c.c, q))
        term_x(lp, -1, q, c);
    end_row(lp, "=", 0);
}

static void put_bundles(struct lp *lp, struct copy c) {
    for (uint32_t i = 0; i < c.of->seats; i++)
        put_bound(lp, c, seats_of(lp, c)[i].person);
}

/* The leaders of bundles whose others do not fit the copy. */
static void put_torn_bundles(struct lp *lp, struct copy c) {
    for (uint32_t p = 0; p < lp->inst->n_persons; p++) {
        uint32_t q = lp->inst->persons[p].bundle;
        if (q == p || shg_seat_of(lp->inst, c.c, p) || !shg_seat_of(lp->inst, c.c, q))
            continue;
        term_x(lp, 1, q, c);
        end_row(lp, "=", 0);
    }
}

static void put_copy_rows(struct lp *lp, struct copy c) {
    put_size(lp, c);
    put_starters(lp, c);
    put_apart(lp, c);
    put_not_alone(lp, c);
    put_ages(lp, c);
    put_bundles(lp, c);
    put_torn_bundles(lp, c);
    if (c.k > 0) {
        term_of(lp, 1, "open", copy_at(lp, c.c, c.k - 1));
        term_of(lp, -1, "open", c);
        end_row(lp, ">=", 0);
    }
}

/* ---- Rows across candidates ---- */

/* Adds the terms of a person or starter (SHG_NONE: none) in every copy that contains time; ANY_TIME: in all. */
#define ANY_TIME (-1)
static void sum_of(struct lp *lp, uint32_t person, uint32_t starter, int time) {
    const struct shg_instance *inst = lp->inst;
    for (uint32_t c = 0; c < inst->n_candidates; c++) {
        const struct shg_candidate *of = &inst->candidates[c];
        if (time != ANY_TIME && (time < of->window.start || time >= of->window.end))
            continue;
        bool seat = person != SHG_NONE && shg_seat_of(inst, c, person);
        bool lead = starter != SHG_NONE && of->needs && shg_lead_of(inst, c, starter);
        for (uint32_t k = 0; k < lp->copies[c]; k++) {
            if (seat)
                term_x(lp, 1, person, copy_at(lp, c, k));
            if (lead)
                term_s(lp, 1, starter, copy_at(lp, c, k));
        }
    }
}

static void put_people(struct lp *lp) {
    for (uint32_t p = 0; p < lp->inst->n_persons; p++) {
        sum_of(lp, p, SHG_NONE, ANY_TIME);
        end_row(lp, "<=", 1);
    }
}

static void put_leaders(struct lp *lp) {
    for (uint32_t s = 0; s < lp->inst->n_starters; s++) {
        sum_of(lp, SHG_NONE, s, ANY_TIME);
        end_row(lp, "<=", lp->inst->starters[s].left);
        for (size_t t = 0; t < lp->n_times; t++) {
            sum_of(lp, SHG_NONE, s, lp->times[t]);
            end_row(lp, "<=", 1);
        }
    }
    for (size_t i = 0; i < lp->inst->n_links; i++)
        for (size_t t = 0; t < lp->n_times; t++) {
            sum_of(lp, lp->inst->links[i].person, lp->inst->links[i].starter, lp->times[t]);
            end_row(lp, "<=", 1);
        }
}

static void put_rooms(struct lp *lp) {
    const struct shg_instance *inst = lp->inst;
    for (uint32_t r = 0; r < inst->n_rooms; r++) {
        for (uint32_t c = 0; c < inst->n_candidates; c++)
            for (uint32_t k = 0; inst->candidates[c].room == r && k < lp->copies[c]; k++)
                term_of(lp, 1, "open", copy_at(lp, c, k));
        end_row(lp, "<=", inst->rooms[r].left);
    }
    if (inst->new_max == 0)
        return;
    for (uint32_t c = 0; c < inst->n_candidates; c++)
        for (uint32_t k = 0; is_new(&inst->candidates[c]) && k < lp->copies[c]; k++)
            term_of(lp, 1, "open", copy_at(lp, c, k));
    end_row(lp, "<=", inst->new_max);
}

/* ---- Columns ---- */

static void declare(struct lp *lp, const char *what, const char *id, struct copy c) {
    shg_buf_char(lp->out, ' ');
    put_name(lp, what, id, c);
    shg_buf_char(lp->out, '\n');
}

static void put_bounds(struct lp *lp, struct copy c) {
    if (!has_short(c.of))
        return;
    put_name(lp, " short", NULL, c);
    shg_buf_printf(lp->out, " <= %d\n", c.of->aim - c.of->have);
}

static void put_binaries(struct lp *lp, struct copy c) {
    declare(lp, "open", NULL, c);
    for (uint32_t i = 0; i < c.of->seats; i++)
        declare(lp, "x", lp->inst->persons[seats_of(lp, c)[i].person].id, c);
    if (c.of->needs) {
        if (!is_new(c.of))
            declare(lp, "led", NULL, c);
        declare(lp, "two", NULL, c);
        for (uint32_t i = 0; i < c.of->leads; i++)
            declare(lp, "s", lp->inst->starters[leads_of(lp, c)[i].starter].id, c);
    }
    find_years(lp, c);
    for (size_t i = 0; i < lp->n_years; i++) {
        shg_buf_printf(lp->out, " from_%d", lp->years[i]);
        put_copy(lp, c);
        shg_buf_char(lp->out, '\n');
    }
}

static void write_model(struct lp *lp) {
    shg_buf_str(lp->out, "\\ shg-match: the whole model; the optimum is the greatest worth of a plan\n");
    each_copy(lp, put_comment);
    shg_buf_str(lp->out, "Maximize\n worth: 0 none\n ");
    each_copy(lp, put_worth);
    lp->terms = 0;
    shg_buf_str(lp->out, "\nSubject To\n nobody: none = 0\n");
    each_copy(lp, put_copy_rows);
    put_people(lp);
    put_leaders(lp);
    put_rooms(lp);
    shg_buf_str(lp->out, "Bounds\n");
    each_copy(lp, put_bounds);
    shg_buf_str(lp->out, "Binary\n none\n");
    each_copy(lp, put_binaries);
    shg_buf_str(lp->out, "End\n");
}

enum shg_status shg_lp_write(const struct shg_instance *inst, struct shg_buf *out, shg_faults *faults) {
    struct lp lp = {.inst = inst, .out = out};
    if (prepare(&lp))
        write_model(&lp);
    else
        out->failed = true;
    free(lp.copies);
    free(lp.times);
    free(lp.years);
    return shg_buf_failed(out) ? shg_fault_memory(faults) : SHG_OK;
}
