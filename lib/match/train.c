/* The starters to train together: the N who place most as a team, not the N who each would place most alone.
 *
 * First all N may lead wherever they like: the best plan says where (a set of posts: a room, or a standing group). Then
 * they are put in order: first the post that alone adds most, then the one that adds most to it, and so on; each step
 * is a question of its own, and those of one step are put side by side. In a large register
 * the same is done greedily over all posts, then posts are exchanged, and the better of the two sets is told. */
#include "match/needs_private.h"

#include "match/cut.h"
#include "match/each.h"
#include "match/prefer.h"

#include <stdlib.h>
#include <string.h>

struct posts {
    size_t at[SHG_BUDGET_MOST];                         /* sources of the wide instance (shg_cut_source) */
    const struct shg_candidate *group[SHG_BUDGET_MOST]; /* that is led there */
    uint32_t n;
};

struct train {
    const struct shg_needs_options *o;
    const struct shg_more *more;
    bool *placed;
    uint32_t step; /* the order says no more of counts than steps of so many do */
};

/* What is known of a set of posts. */
struct found {
    uint32_t places, wait_days;
    const struct shg_candidate *group; /* that its last starter leads */
    bool most;
    struct posts used;    /* where ghosts lead */
    struct shg_plan plan; /* in which ghost k leads at post k, or nothing; empty where nothing is gained */
};

struct asked {
    const struct shg_wide *wide;
    const struct posts *posts; /* NULL: anywhere */
};

static bool leads(const void *ctx, uint32_t c, uint32_t which) {
    const struct asked *a = ctx;
    return !a->posts || (which < a->posts->n && shg_cut_source(&a->wide->inst, c) == a->posts->at[which]);
}

/* Posts stand in the order of venues and slots. */
static void insert_post(struct posts *posts, const struct shg_wide *wide, uint32_t candidate) {
    const size_t at = shg_cut_source(&wide->inst, candidate);
    uint32_t i = posts->n++;
    for (; i > 0 && posts->at[i - 1] > at; i--) {
        posts->at[i] = posts->at[i - 1];
        posts->group[i] = posts->group[i - 1];
    }
    posts->at[i] = at;
    posts->group[i] = &wide->inst.candidates[candidate];
}

static void note_posts(const struct train *t, const struct shg_plan *plan, struct found *out) {
    const struct shg_wide *wide = t->more->wide;
    for (size_t g = 0; g < plan->n; g++)
        for (uint32_t i = 0; i < plan->groups[g].n_starters && out->used.n < SHG_BUDGET_MOST; i++)
            if (plan->groups[g].starters[i] >= wide->ghosts)
                insert_post(&out->used, wide, plan->groups[g].candidate);
}

/* The group that ghost `which` leads. */
static const struct shg_candidate *group_of(const struct train *t, const struct shg_plan *plan, uint32_t which) {
    const struct shg_wide *wide = t->more->wide;
    const uint32_t c = shg_plan_led_by(plan, wide->ghosts + which);
    return c == SHG_NONE ? NULL : &wide->inst.candidates[c];
}

static void forget(struct found *found) {
    shg_plan_free(&found->plan);
    *found = (struct found){.plan = SHG_PLAN_EMPTY};
}

/* Takes one found over, instead of what was there. */
static void take(struct found *to, struct found *from) {
    forget(to);
    *to = *from;
    from->plan = SHG_PLAN_EMPTY;
}

/* Of equal plans the same is told always. */
static enum shg_status prefer(const struct train *t, struct shg_question q, struct shg_plan *plan) {
    enum shg_status status = SHG_OK;
    q = shg_more_question(t->more, q);
    for (size_t g = 0; g < plan->n && status == SHG_OK; g++) {
        bool trained = false;
        for (uint32_t i = 0; i < plan->groups[g].n_starters; i++)
            trained |= plan->groups[g].starters[i] >= t->more->wide->ghosts;
        if (trained)
            status = shg_prefer(&q, t->placed, plan, g);
    }
    return status;
}

/* What starters at these posts add; posts NULL: the best that so many as there are ghosts can. */
static enum shg_status try_posts(const struct train *t, const struct posts *posts, long threads, struct found *out) {
    const struct asked asked = {t->more->wide, posts};
    const struct shg_question q = {
        .person = SHG_NONE, .room = SHG_NONE, .start = SHG_NONE, .ghost = leads, .ctx = &asked};
    struct shg_gain gain;
    *out = (struct found){.plan = SHG_PLAN_EMPTY};
    enum shg_status status = shg_more_ask(t->more, q, threads, &gain);
    out->plan = gain.plan;
    if (status == SHG_OK)
        status = prefer(t, q, &out->plan);
    if (status != SHG_OK)
        return status;
    out->places = gain.places;
    out->most = gain.most;
    out->wait_days = shg_needs_days(t->more->wide, shg_profile_of(t->o->reg), t->placed, &out->plan);
    if (posts && posts->n > 0)
        out->group = group_of(t, &out->plan, posts->n - 1);
    note_posts(t, &out->plan, out);
    return SHG_OK;
}

/* Sets of posts that are tried side by side. */
struct trial {
    const struct train *t;
    const struct posts *sets;
    struct found *found;
};

static enum shg_status try_one(void *ctx, size_t i) {
    const struct trial *trial = ctx;
    return try_posts(trial->t, &trial->sets[i], 1, &trial->found[i]);
}

/* A trial of n sets: `base` with its post number `at` replaced by each of the list. free_trial in any case. */
static enum shg_status try_list(const struct train *t, const struct posts *base, uint32_t at, const size_t *list,
                                size_t n, struct found **found) {
    struct posts *sets = calloc(n + 1, sizeof *sets);
    *found = calloc(n + 1, sizeof **found);
    enum shg_status status = sets && *found ? SHG_OK : SHG_SYSTEM;
    for (size_t i = 0; status == SHG_OK && i < n; i++) {
        sets[i] = *base;
        sets[i].at[at] = list[i];
    }
    struct trial trial = {t, sets, *found};
    if (status == SHG_OK)
        status = shg_each(t->o->threads, n, try_one, &trial);
    free(sets);
    return status;
}

static void free_trial(struct found *found, size_t n) {
    for (size_t i = 0; found && i < n; i++)
        shg_plan_free(&found[i].plan);
    free(found);
}

static bool is_better(const struct found *a, const struct found *b) {
    return a->places != b->places ? a->places > b->places : a->wait_days > b->wait_days;
}

/* The same as far as it is told (tell.c). */
static bool looks_better(uint32_t step, const struct found *a, const struct found *b) {
    return step == 1 ? is_better(a, b) : a->places / step > b->places / step;
}

/* ---- Posts ---- */

/* Every source at which one starter more could lead; *n of them. NULL when out of memory. */
static size_t *all_posts(const struct train *t, size_t *n) {
    const struct shg_wide *wide = t->more->wide;
    size_t *list = calloc(wide->inst.n_rooms + wide->inst.n_standing + 1, sizeof *list);
    *n = 0;
    for (uint32_t c = 0; list && c < wide->inst.n_standing; c++)
        if (wide->inst.candidates[c].needs)
            list[(*n)++] = c;
    for (size_t r = 0; list && r < wide->inst.n_rooms; r++)
        if (wide->left[r] > 0)
            list[(*n)++] = wide->inst.n_candidates + r;
    return list;
}

/* Adds the post of a list that adds most, in steps of so many; equal ones: the first. out: what all are found to add.
 */
static enum shg_status add_best(const struct train *t, struct posts *posts, const size_t *list, size_t n, uint32_t step,
                                struct found *out) {
    struct posts with = *posts;
    struct found *found;
    size_t best = 0;
    with.n++;
    enum shg_status status = try_list(t, &with, posts->n, list, n, &found);
    for (size_t i = 1; i < n && status == SHG_OK; i++)
        if (looks_better(step, &found[i], &found[best]))
            best = i;
    if (status == SHG_OK && n > 0) {
        *posts = with;
        posts->at[posts->n - 1] = list[best];
        take(out, &found[best]);
    }
    free_trial(found, n);
    return status;
}

/* ---- The set ---- */

/* The posts that alone add most, at most `most` of them; *n becomes how many. */
static enum shg_status pick_posts(const struct train *t, size_t *list, size_t *n, size_t most) {
    const struct posts one = {.n = 1};
    struct found *alone;
    size_t *order = calloc(*n + 1, sizeof *order), kept = 0;
    enum shg_status status = try_list(t, &one, 0, list, *n, &alone);
    status = order ? status : SHG_SYSTEM;
    for (size_t i = 0; i < *n && status == SHG_OK; i++) {
        if (alone[i].places == 0)
            continue;
        size_t j = kept++;
        for (; j > 0 && is_better(&alone[i], &alone[order[j - 1]]); j--)
            order[j] = order[j - 1];
        order[j] = i;
    }
    free_trial(alone, *n);
    *n = kept < most ? kept : most;
    for (size_t i = 0; i < *n; i++)
        order[i] = list[order[i]];
    for (size_t i = 0; i < *n; i++)
        list[i] = order[i];
    free(order);
    return status;
}

/* Exchanges posts of the set for others of the list, each for the one with which it places most, where that is more. */
static enum shg_status exchange(const struct train *t, struct posts *posts, const size_t *list, size_t n,
                                struct found *out) {
    enum shg_status status = SHG_OK;
    for (uint32_t k = 0; k < posts->n && status == SHG_OK; k++) {
        struct found *found;
        status = try_list(t, posts, k, list, n, &found);
        for (size_t i = 0; i < n && status == SHG_OK; i++)
            if (found[i].places > out->places) {
                posts->at[k] = list[i];
                take(out, &found[i]);
            }
        free_trial(found, n);
    }
    return status;
}

/* Posts that greed chooses among; its questions get this part of the usual work, that of the whole set so much more. */
#define GREEDY_POSTS 12
#define GREEDY_HASTE 10
#define SET_CARE 16

/* By greed and exchange; *posts is the set. */
static enum shg_status find_greedily(const struct train *t, struct posts *posts) {
    size_t n;
    size_t *list = all_posts(t, &n);
    struct found found = {.plan = SHG_PLAN_EMPTY}, best = {.plan = SHG_PLAN_EMPTY};
    enum shg_status status = list ? pick_posts(t, list, &n, GREEDY_POSTS) : SHG_SYSTEM;
    *posts = (struct posts){.n = 0};
    while (status == SHG_OK && posts->n < t->o->budget && n > 0) {
        status = add_best(t, posts, list, n, 1, &found);
        if (status != SHG_OK || found.places <= best.places) {
            posts->n--;
            break;
        }
        take(&best, &found);
    }
    if (status == SHG_OK)
        status = exchange(t, posts, list, n, &best);
    forget(&found);
    forget(&best);
    free(list);
    return status;
}

/* The same, with so much of the usual work in each question. */
static struct shg_more with_effort(const struct train *t, long times, long parts) {
    struct shg_more more = *t->more;
    more.effort = more.effort * times / parts + (parts > 1);
    return more;
}

/* Greed asks so often that it asks quickly; what it finds is asked about once more. */
static enum shg_status try_greed(const struct train *t, struct found *out) {
    const struct shg_more more = with_effort(t, 1, GREEDY_HASTE);
    struct found greedy = {.plan = SHG_PLAN_EMPTY};
    struct train quick = *t;
    struct posts posts;
    quick.more = &more;
    enum shg_status status = find_greedily(&quick, &posts);
    if (status == SHG_OK)
        status = try_posts(t, &posts, t->o->threads, &greedy);
    greedy.most = false; /* for these posts it may be; others may be better */
    if (status == SHG_OK && greedy.places > out->places)
        take(out, &greedy);
    forget(&greedy);
    return status;
}

/* The best set, and what it adds. It is one question, which is worth much work where the whole is solved; a large
 * register is asked about post by post, too. */
static enum shg_status find_posts(const struct train *t, struct found *out) {
    const bool large = shg_more_is_large(t->more);
    const struct shg_more more = with_effort(t, large ? 1 : SET_CARE, 1);
    struct train careful = *t;
    careful.more = &more;
    enum shg_status status = try_posts(&careful, NULL, t->o->threads, out);
    return status == SHG_OK && large && !out->most ? try_greed(t, out) : status;
}

/* ---- In order ---- */

/* Takes the post out of the list, and gives the group that is led there. */
static const struct shg_candidate *take_out(struct posts *rest, size_t post) {
    uint32_t i = 0;
    while (rest->at[i] != post)
        i++;
    const struct shg_candidate *group = rest->group[i];
    rest->n--;
    for (; i < rest->n; i++) {
        rest->at[i] = rest->at[i + 1];
        rest->group[i] = rest->group[i + 1];
    }
    return group;
}

/* The plan of the whole set, with its ghosts in the order of their posts. */
static enum shg_status put_in_order(const struct train *t, const struct posts *order, struct found *set) {
    const uint32_t ghosts = t->more->wide->ghosts;
    bool taken[SHG_BUDGET_MOST] = {false}, fine = true;
    struct shg_plan plan = SHG_PLAN_EMPTY;
    for (size_t g = 0; g < set->plan.n && fine; g++) {
        struct shg_plan_group x = set->plan.groups[g];
        const size_t at = shg_cut_source(&t->more->wide->inst, x.candidate);
        for (uint32_t i = 0; i < x.n_starters; i++) {
            uint32_t k = 0;
            while (x.starters[i] >= ghosts && (order->at[k] != at || taken[k]))
                k++; /* each has its post there */
            if (x.starters[i] >= ghosts) {
                taken[k] = true;
                x.starters[i] = ghosts + k;
            }
        }
        fine = shg_plan_add(&plan, x.candidate, x.persons, x.n, x.starters, x.n_starters);
    }
    shg_plan_free(&set->plan);
    set->plan = plan;
    set->group = group_of(t, &plan, order->n - 1);
    return fine ? SHG_OK : SHG_SYSTEM;
}

/* A row for the last of these posts. */
static enum shg_status tell_post(const struct train *t, const struct posts *order, const struct shg_candidate *group,
                                 const struct found *found, const struct found *set, struct shg_needs_list *out) {
    const struct shg_need need = {.kind = SHG_NEED_TRAINING,
                                  .reg = t->o->reg,
                                  .group = found->group ? found->group : group,
                                  .missing = order->n,
                                  .of = set->used.n,
                                  .places = found->places,
                                  .wait_days = found->wait_days,
                                  .most = t->more->most && set->most && found->most,
                                  .found = "",
                                  .plan = shg_need_plan_kept(out, found->plan.n > 0 ? &found->plan : &t->more->from),
                                  .inst = &t->more->wide->inst};
    return need.plan ? shg_need_keep(out, &need) : SHG_SYSTEM;
}

/* A row for each starter of the set. One who adds nothing until another comes leads the group of the whole set, whose
 * last row is what is known of it already. */
static enum shg_status tell_order(const struct train *t, struct found *set, struct shg_needs_list *out) {
    struct posts order = {.n = 0}, rest = set->used;
    struct found last = {.plan = SHG_PLAN_EMPTY}, found = {.plan = SHG_PLAN_EMPTY};
    enum shg_status status = SHG_OK;
    while (rest.n > 1 && status == SHG_OK) {
        status = add_best(t, &order, rest.at, rest.n, t->step, &found);
        if (status != SHG_OK)
            break;
        const struct shg_candidate *group = take_out(&rest, order.at[order.n - 1]);
        if (is_better(&found, &last))
            take(&last, &found);
        status = tell_post(t, &order, group, &last, set, out);
        last.group = NULL;
    }
    if (status == SHG_OK && rest.n == 1) {
        const struct shg_candidate *group = rest.group[0];
        order.at[order.n++] = rest.at[0];
        status = put_in_order(t, &order, set);
        if (status == SHG_OK)
            status = tell_post(t, &order, group, is_better(&last, set) ? &last : set, set, out);
    }
    forget(&last);
    forget(&found);
    return status;
}

enum shg_status shg_needs_train(const struct shg_needs_options *o, const struct shg_more *more,
                                struct shg_needs_list *out) {
    const uint32_t suppress = (uint32_t)shg_profile_of(o->reg)->suppress;
    struct train t = {o, more, shg_needs_placed(&more->from, more->wide->inst.n_persons),
                      (o->discreet || o->text) && suppress > 1 ? suppress : 1};
    struct found set = {.plan = SHG_PLAN_EMPTY};
    enum shg_status status = t.placed ? find_posts(&t, &set) : SHG_SYSTEM;
    if (status == SHG_OK)
        status = tell_order(&t, &set, out);
    forget(&set);
    free(t.placed);
    return status;
}
