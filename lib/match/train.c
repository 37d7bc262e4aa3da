/* The starters to train together: the N who place most as a team, not the N who each would place most alone.
 *
 * First all N may lead wherever they like: the best plan says where (a set of posts: a room, or a standing group). Then
 * they are put in order: first the post that alone adds most, then the one that adds most to it, and so on; each step
 * is a question of its own. Where the first answer is not proven to be the best, the same is done greedily over all
 * posts, then posts are exchanged, and the better of the two sets is told. */
#include "match/needs_private.h"

#include "match/cut.h"

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
    struct posts used; /* where ghosts lead */
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
    for (size_t g = 0; g < plan->n; g++)
        for (uint32_t i = 0; i < plan->groups[g].n_starters; i++)
            if (plan->groups[g].starters[i] == t->more->wide->ghosts + which)
                return &t->more->wide->inst.candidates[plan->groups[g].candidate];
    return NULL;
}

/* What starters at these posts add; posts NULL: the best that so many as there are ghosts can. */
static enum shg_status try_posts(const struct train *t, const struct posts *posts, struct found *out) {
    const struct asked asked = {t->more->wide, posts};
    const struct shg_question q = {
        .person = SHG_NONE, .room = SHG_NONE, .start = SHG_NONE, .ghost = leads, .ctx = &asked};
    struct shg_gain gain;
    *out = (struct found){.places = 0};
    enum shg_status status = shg_more_ask(t->more, q, &gain);
    if (status == SHG_OK) {
        out->places = gain.places;
        out->most = gain.most;
        out->wait_days = shg_needs_days(t->more->wide, shg_profile_of(t->o->reg), t->placed, &gain.plan);
        if (posts && posts->n > 0)
            out->group = group_of(t, &gain.plan, posts->n - 1);
        note_posts(t, &gain.plan, out);
    }
    shg_plan_free(&gain.plan);
    return status;
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
    enum shg_status status = SHG_OK;
    size_t best = SIZE_MAX;
    *out = (struct found){.places = 0};
    posts->n++;
    for (size_t i = 0; i < n && status == SHG_OK; i++) {
        struct found found;
        posts->at[posts->n - 1] = list[i];
        status = try_posts(t, posts, &found);
        if (status == SHG_OK && (best == SIZE_MAX || looks_better(step, &found, out))) {
            best = i;
            *out = found;
        }
    }
    if (best == SIZE_MAX)
        posts->n--;
    else
        posts->at[posts->n - 1] = list[best];
    return status;
}

/* ---- The set ---- */

/* The posts that alone add most, at most `most` of them; *n becomes how many. */
static enum shg_status pick_posts(const struct train *t, size_t *list, size_t *n, size_t most) {
    struct found *alone = calloc(*n + 1, sizeof *alone);
    enum shg_status status = alone ? SHG_OK : SHG_SYSTEM;
    size_t kept = 0;
    for (size_t i = 0; i < *n && status == SHG_OK; i++) {
        struct posts one = {.at = {list[i]}, .n = 1};
        struct found found;
        status = try_posts(t, &one, &found);
        if (status != SHG_OK || found.places == 0)
            continue;
        size_t j = kept < most ? kept++ : most;
        for (; j > 0 && is_better(&found, &alone[j - 1]); j--)
            if (j < most) {
                alone[j] = alone[j - 1];
                list[j] = list[j - 1];
            }
        if (j < most) {
            alone[j] = found;
            list[j] = one.at[0];
        }
    }
    *n = kept;
    free(alone);
    return status;
}

/* Exchanges one post of the set for another of the list where that places more, until none does. */
static enum shg_status exchange(const struct train *t, struct posts *posts, const size_t *list, size_t n,
                                struct found *out) {
    enum shg_status status = SHG_OK;
    for (uint32_t k = 0; k < posts->n; k++)
        for (size_t i = 0; i < n && status == SHG_OK; i++) {
            struct posts other = *posts;
            struct found found;
            other.at[k] = list[i];
            status = try_posts(t, &other, &found);
            if (status == SHG_OK && found.places > out->places) {
                *posts = other;
                *out = found;
            }
        }
    return status;
}

#define GREEDY_POSTS 12

/* By greed and exchange; out->used is the set. */
static enum shg_status find_greedily(const struct train *t, struct found *out) {
    size_t n;
    size_t *list = all_posts(t, &n);
    struct posts posts = {.n = 0};
    enum shg_status status = list ? pick_posts(t, list, &n, GREEDY_POSTS) : SHG_SYSTEM;
    struct found best = {.places = 0};
    while (status == SHG_OK && posts.n < t->o->budget) {
        struct found found;
        const uint32_t before = posts.n;
        status = add_best(t, &posts, list, n, 1, &found);
        if (posts.n == before || found.places <= best.places) {
            posts.n = before;
            break;
        }
        best = found;
    }
    if (status == SHG_OK)
        status = exchange(t, &posts, list, n, &best);
    free(list);
    *out = best;
    return status;
}

/* The best set, and what it adds. */
static enum shg_status find_posts(const struct train *t, struct found *out) {
    struct found together, greedy;
    enum shg_status status = try_posts(t, NULL, &together);
    if (status == SHG_OK && !together.most) {
        status = find_greedily(t, &greedy);
        if (status == SHG_OK && greedy.places > together.places)
            together = greedy;
    }
    *out = together;
    return status;
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

/* A row for each starter of the set. One who adds nothing until another comes leads the group of the whole set. */
static enum shg_status tell_order(const struct train *t, const struct found *set, struct shg_needs_list *out) {
    struct posts order = {.n = 0}, rest = set->used;
    struct found last = {.places = 0};
    enum shg_status status = SHG_OK;
    while (rest.n > 0 && status == SHG_OK) {
        struct found found;
        status = add_best(t, &order, rest.at, rest.n, t->step, &found);
        if (status != SHG_OK)
            break;
        const struct shg_candidate *group = take_out(&rest, order.at[order.n - 1]);
        if (!is_better(&found, &last))
            found = last;
        if (rest.n == 0 && set->places > found.places)
            found = *set;
        const struct shg_need need = {.kind = SHG_NEED_TRAINING,
                                      .reg = t->o->reg,
                                      .group = found.group ? found.group : group,
                                      .missing = order.n,
                                      .of = set->used.n,
                                      .places = found.places,
                                      .wait_days = found.wait_days,
                                      .found = ""};
        status = shg_need_keep(out, &need);
        last = found;
        last.group = NULL;
    }
    return status;
}

enum shg_status shg_needs_train(const struct shg_needs_options *o, const struct shg_more *more,
                                struct shg_needs_list *out) {
    const uint32_t suppress = (uint32_t)shg_profile_of(o->reg)->suppress;
    struct train t = {o, more, shg_needs_placed(&more->from, more->wide->inst.n_persons),
                      (o->discreet || o->text) && suppress > 1 ? suppress : 1};
    struct found set;
    enum shg_status status = t.placed ? find_posts(&t, &set) : SHG_SYSTEM;
    if (status == SHG_OK)
        status = tell_order(&t, &set, out);
    free(t.placed);
    return status;
}
