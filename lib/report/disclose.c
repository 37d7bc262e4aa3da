/* One list is folded by reasoning; tables are exact: the values that a hidden figure can have are those of flows that
 * keep every printed sum, and how far it can go up or down is a largest flow between its two sums. */
#include "report/disclose.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

bool shg_is_small(long count, long suppress) {
    return count > 0 && count < suppress;
}

/* ---- one list ---- */

static bool small_in_any(const long *counts, size_t n, size_t views, size_t i, long suppress) {
    bool found = false;
    for (size_t v = 0; v < views; v++)
        found = found || shg_is_small(counts[v * n + i], suppress);
    return found;
}

/* Whether the rest protects what is in it: in every view it is nothing or enough, and it is of two values or more. */
static bool rest_protects(const long *counts, size_t n, size_t views, long suppress, const bool *folded) {
    bool good = true;
    size_t of = 0;
    for (size_t i = 0; i < n; i++)
        of += folded[i] && counts[i] > 0;
    for (size_t v = 0; v < views; v++) {
        long sum = 0;
        for (size_t i = 0; i < n; i++)
            sum += folded[i] ? counts[v * n + i] : 0;
        good = good && !shg_is_small(sum, suppress);
    }
    return good && of != 1;
}

static size_t next_smallest(const long *counts, size_t n, const bool *folded) {
    size_t best = n;
    for (size_t i = 0; i < n; i++)
        if (!folded[i] && counts[i] > 0 && (best == n || counts[i] < counts[best]))
            best = i;
    return best;
}

static void fold_small(const long *counts, size_t n, size_t views, long suppress, bool *folded) {
    for (size_t i = 0; i < n; i++)
        folded[i] = folded[i] || small_in_any(counts, n, views, i, suppress);
}

bool shg_fold(const long *counts, size_t n, size_t views, long suppress, bool *folded) {
    fold_small(counts, n, views, suppress, folded);
    while (!rest_protects(counts, n, views, suppress, folded)) {
        size_t next = next_smallest(counts, n, folded);
        if (next == n)
            return false;
        folded[next] = true;
    }
    return true;
}

/* ---- a list as reports have it ---- */

/* The values of one county (places) or of the whole list, gathered so that shg_fold sees them alone. */
struct gathered {
    size_t *at; /* numbers of the values */
    long *counts;
    bool *folded;
    size_t n;
};

static bool gathered_make(struct gathered *g, size_t n, size_t views) {
    *g = (struct gathered){calloc(n + 1, sizeof *g->at), calloc(n * views + 1, sizeof *g->counts),
                           calloc(n + 1, sizeof *g->folded), 0};
    return g->at && g->counts && g->folded;
}

static void gathered_free(struct gathered *g) {
    free(g->at);
    free(g->counts);
    free(g->folded);
}

/* A municipality's county is named by its first two digits; whatever is no number is a county of its own. */
static bool same_county(const char *a, const char *b) {
    bool numbers = strlen(a) == 4 && strlen(b) == 4 && strspn(a, "0123456789") == 4 && strspn(b, "0123456789") == 4;
    return numbers ? strncmp(a, b, 2) == 0 : strcmp(a, b) == 0;
}

static bool is_first_of_county(const char *const *values, size_t i) {
    for (size_t k = 0; k < i; k++)
        if (same_county(values[k], values[i]))
            return false;
    return true;
}

/* What is folded, as everything here needs it. */
struct list {
    const char *const *values;
    const long *counts;
    size_t n, views;
    bool open;
    long suppress;
    const enum shg_must *must;
    enum shg_rest *rest;
};

static enum shg_must must(const struct list *l, size_t i) {
    return l->must ? l->must[i] : SHG_MUST_NOT;
}

/* Folds within the county of value i. False where that does not protect, or is not enough. */
static bool fold_county(const struct list *l, size_t i, struct gathered *g) {
    bool stays = true;
    g->n = 0;
    for (size_t k = i; k < l->n; k++)
        if (same_county(l->values[k], l->values[i]))
            g->at[g->n++] = k;
    for (size_t k = 0; k < g->n; k++) {
        for (size_t v = 0; v < l->views; v++)
            g->counts[v * g->n + k] = l->counts[v * l->n + g->at[k]];
        g->folded[k] = must(l, g->at[k]) != SHG_MUST_NOT;
        stays = stays && must(l, g->at[k]) != SHG_MUST_LEAVE;
    }
    bool good = shg_fold(g->counts, g->n, l->views, l->suppress, g->folded);
    for (size_t k = 0; k < g->n; k++)
        l->rest[g->at[k]] = g->folded[k] ? SHG_REST_COUNTY : SHG_REST_NONE;
    return good && stays;
}

/* The last step: what is folded of the whole. Without a sum nothing more than that needs to be. */
static bool fold_whole(const struct list *l, const long *counts, size_t n, bool *folded) {
    if (!l->open)
        return shg_fold(counts, n, l->views, l->suppress, folded);
    fold_small(counts, n, l->views, l->suppress, folded);
    return true;
}

static bool fold_counties(const struct list *l, struct gathered *within, struct gathered *all) {
    size_t counties = 0;
    for (size_t i = 0; i < l->n; i++)
        counties += is_first_of_county(l->values, i);
    for (size_t i = 0; i < l->n; i++) {
        if (!is_first_of_county(l->values, i))
            continue;
        size_t c = all->n++;
        all->at[c] = i;
        all->folded[c] = !fold_county(l, i, within);
        for (size_t k = 0; k < within->n; k++)
            for (size_t v = 0; v < l->views; v++)
                all->counts[v * counties + c] += within->counts[v * within->n + k];
    }
    bool good = fold_whole(l, all->counts, counties, all->folded);
    for (size_t c = 0; c < counties; c++)
        for (size_t k = 0; k < l->n && all->folded[c]; k++)
            if (same_county(l->values[k], l->values[all->at[c]]))
                l->rest[k] = SHG_REST_ALL;
    return good;
}

static bool fold_plain(const struct list *l, struct gathered *all) {
    for (size_t i = 0; i < l->n; i++)
        all->folded[i] = must(l, i) != SHG_MUST_NOT;
    bool good = fold_whole(l, l->counts, l->n, all->folded);
    bool any = false;
    for (size_t i = 0; i < l->n; i++)
        any = any || all->folded[i];
    for (size_t i = 0; i < l->n; i++) {
        bool rest = all->folded[i] || (any && strcmp(l->values[i], "other") == 0);
        l->rest[i] = rest ? SHG_REST_ALL : SHG_REST_NONE;
    }
    return good;
}

enum shg_status shg_fold_list(const char *const *values, const long *counts, size_t n, size_t views, bool places,
                              bool open, long suppress, const enum shg_must *must,
                              enum shg_rest *rest /* NOLINT(readability-non-const-parameter): is set */,
                              bool *protects) {
    const struct list l = {values, counts, n, views, open, suppress, must, rest};
    struct gathered within;
    struct gathered all;
    bool there = gathered_make(&within, n, views);
    there = gathered_make(&all, n, views) && there;
    if (there)
        *protects = places ? fold_counties(&l, &within, &all) : fold_plain(&l, &all);
    gathered_free(&within);
    gathered_free(&all);
    return there ? SHG_OK : SHG_SYSTEM;
}

/* ---- tables ---- */

enum { NOWHERE = -1 };

/* The links around each node, and what a search needs. */
struct net {
    const struct shg_link *links;
    size_t n, nodes;
    size_t *first; /* of node i: around[first[i]] to around[first[i + 1]] */
    uint32_t *around;
    long *flow; /* on each link, in its direction */
    long *via;  /* the link by which a node was reached, NOWHERE */
    long *cost; /* of the cheapest way to a node */
    uint32_t *queue;
};

static void net_free(struct net *net) {
    free(net->first);
    free(net->around);
    free(net->flow);
    free(net->via);
    free(net->cost);
    free(net->queue);
}

static bool net_make(struct net *net, const struct shg_link *links, size_t n, size_t nodes) {
    *net = (struct net){.links = links, .n = n, .nodes = nodes};
    net->first = calloc(nodes + 2, sizeof *net->first);
    net->around = calloc(2 * n + 1, sizeof *net->around);
    net->flow = calloc(n + 1, sizeof *net->flow);
    net->via = calloc(nodes + 1, sizeof *net->via);
    net->cost = calloc(nodes + 1, sizeof *net->cost);
    net->queue = calloc(nodes + 1, sizeof *net->queue);
    if (!net->first || !net->around || !net->flow || !net->via || !net->cost || !net->queue)
        return false;
    for (size_t i = 0; i < n; i++) {
        net->first[links[i].from + 2]++;
        net->first[links[i].to + 2]++;
    }
    for (size_t i = 2; i < nodes + 2; i++)
        net->first[i] += net->first[i - 1];
    for (size_t i = 0; i < n; i++) {
        net->around[net->first[links[i].from + 1]++] = (uint32_t)i;
        net->around[net->first[links[i].to + 1]++] = (uint32_t)i;
    }
    return true;
}

/* How much more a link can carry away from a node: up to its most in its direction, down to 0 against it. */
static long spare(const struct net *net, uint32_t link, uint32_t node) {
    const struct shg_link *l = &net->links[link];
    long now = l->value + net->flow[link];
    return l->from == node ? l->most - now : now;
}

static uint32_t other_end(const struct shg_link *l, uint32_t node) {
    return l->from == node ? l->to : l->from;
}

/* Searches a way of hidden links with spare room between two nodes, without one link; false where there is none. */
static bool reach(struct net *net, uint32_t from, uint32_t to, size_t without) {
    size_t head = 0;
    size_t tail = 0;
    for (size_t i = 0; i < net->nodes; i++)
        net->via[i] = NOWHERE;
    net->via[from] = LONG_MAX;
    net->queue[tail++] = from;
    while (head < tail && net->via[to] == NOWHERE) {
        uint32_t node = net->queue[head++];
        for (size_t k = net->first[node]; k < net->first[node + 1]; k++) {
            uint32_t link = net->around[k];
            uint32_t next = other_end(&net->links[link], node);
            if (link == without || !net->links[link].hidden || net->via[next] != NOWHERE || spare(net, link, node) <= 0)
                continue;
            net->via[next] = (long)link;
            net->queue[tail++] = next;
        }
    }
    return net->via[to] != NOWHERE;
}

/* Sends along the way that was found as much as it holds, at most `most`. */
static long push(struct net *net, uint32_t from, uint32_t to, long most) {
    for (uint32_t node = to; node != from;) {
        uint32_t link = (uint32_t)net->via[node];
        uint32_t before = other_end(&net->links[link], node);
        long room = spare(net, link, before);
        most = room < most ? room : most;
        node = before;
    }
    for (uint32_t node = to; node != from;) {
        uint32_t link = (uint32_t)net->via[node];
        uint32_t before = other_end(&net->links[link], node);
        net->flow[link] += net->links[link].from == before ? most : -most;
        node = before;
    }
    return most;
}

static long largest_flow(struct net *net, uint32_t from, uint32_t to, size_t without, long most) {
    long sent = 0;
    memset(net->flow, 0, net->n * sizeof *net->flow);
    while (sent < most && reach(net, from, to, without))
        sent += push(net, from, to, most - sent);
    return sent;
}

static long least(long a, long b) {
    return a < b ? a : b;
}

static long span(struct net *net, size_t i, long enough) {
    const struct shg_link *l = &net->links[i];
    if (l->from == l->to)
        return enough;
    long up = largest_flow(net, l->to, l->from, i, least(enough, l->most - l->value));
    return up + largest_flow(net, l->from, l->to, i, least(enough - up, l->value));
}

long shg_hidden_span(const struct shg_link *links, size_t n, size_t nodes, size_t link, long enough) {
    struct net net;
    long answer = net_make(&net, links, n, nodes) ? span(&net, link, enough) : -1;
    net_free(&net);
    return answer;
}

/* What it costs to use a link: nothing where it is hidden, else first of all that it is one more, then its size. */
static long price(const struct shg_link *l) {
    return l->hidden ? 0 : 1000000000L + least(l->value, 999999);
}

/* Can `need` more be carried away from the node by this link, hiding it if need be? */
static bool usable(const struct net *net, uint32_t link, uint32_t node, long need) {
    const struct shg_link *l = &net->links[link];
    return (l->hidden || !l->known) && l->from != l->to && (l->from == node ? l->most - l->value : l->value) >= need;
}

static size_t cheapest_open(const struct net *net, const bool *done) {
    size_t best = net->nodes;
    for (size_t i = 0; i < net->nodes; i++)
        if (!done[i] && net->cost[i] < LONG_MAX && (best == net->nodes || net->cost[i] < net->cost[best]))
            best = i;
    return best;
}

/* The cheapest way for `need` between two nodes without a link, written into via. 1 found, 0 none, -1 no memory. */
static int cheapest_way(struct net *net, uint32_t from, uint32_t to, size_t without, long need) {
    bool *done = calloc(net->nodes + 1, sizeof *done);
    if (!done)
        return -1;
    for (size_t k = 0; k < net->nodes; k++)
        net->cost[k] = LONG_MAX;
    net->cost[from] = 0;
    for (size_t node = from; node < net->nodes && node != to; node = cheapest_open(net, done)) {
        done[node] = true;
        for (size_t k = net->first[node]; k < net->first[node + 1]; k++) {
            uint32_t link = net->around[k];
            uint32_t next = other_end(&net->links[link], (uint32_t)node);
            if (link == without || done[next] || !usable(net, link, (uint32_t)node, need))
                continue;
            long cost = net->cost[node] + price(&net->links[link]);
            if (cost < net->cost[next]) {
                net->cost[next] = cost;
                net->via[next] = (long)link;
            }
        }
    }
    free(done);
    return net->cost[to] < LONG_MAX;
}

/* Hides what lies on a way; false where there is none, or where all of it is hidden already. */
static bool hide_way(struct net *net, struct shg_link *links, uint32_t from, uint32_t to, size_t without, long need) {
    if (cheapest_way(net, from, to, without, need) != 1 || net->cost[to] == 0)
        return false;
    for (uint32_t node = to; node != from;) {
        uint32_t link = (uint32_t)net->via[node];
        links[link].hidden = true;
        node = other_end(&links[link], node);
    }
    return true;
}

/* Hides a way by which the link can go up or down, as far as possible. False where there is no other way. */
static bool protect(struct net *net, struct shg_link *links, size_t i, long suppress) {
    const struct shg_link *l = &links[i];
    for (long need = suppress; need > 0; need--) {
        if ((l->most - l->value >= need && hide_way(net, links, l->to, l->from, i, need)) ||
            (l->value >= need && hide_way(net, links, l->from, l->to, i, need)))
            return true;
    }
    return false;
}

static bool all_protected(struct net *net, long suppress) {
    for (size_t i = 0; i < net->n; i++)
        if (net->links[i].hidden && !net->links[i].slack && span(net, i, suppress) < suppress)
            return false;
    return true;
}

/* What is hidden on the way of another may need protection itself: until nothing more is hidden. */
static bool protect_each(struct net *net, struct shg_link *links, long suppress) {
    bool more = true;
    while (more) {
        more = false;
        for (size_t i = 0; i < net->n; i++) {
            while (links[i].hidden && !links[i].slack && span(net, i, suppress) < suppress) {
                if (!protect(net, links, i, suppress))
                    return false;
                more = true;
            }
        }
    }
    return true;
}

/* Shows again what need not be hidden, the largest first; only where that is soon done. */
enum { SOON_DONE = 64 };
static void show_again(struct net *net, struct shg_link *links, long suppress) {
    size_t hidden = 0;
    for (size_t i = 0; i < net->n; i++)
        hidden += links[i].hidden && !links[i].slack;
    long below = LONG_MAX;
    size_t at = net->n;
    while (hidden <= SOON_DONE) {
        size_t best = net->n;
        for (size_t i = 0; i < net->n; i++) {
            bool earlier = links[i].value < below || (links[i].value == below && i > at);
            if (links[i].hidden && !links[i].must && !links[i].slack && !shg_is_small(links[i].value, suppress) &&
                earlier && (best == net->n || links[i].value > links[best].value))
                best = i;
        }
        if (best == net->n)
            return;
        below = links[best].value;
        at = best;
        links[best].hidden = false;
        links[best].hidden = !all_protected(net, suppress);
    }
}

enum shg_status shg_hide(struct shg_link *links, size_t n, size_t nodes, long suppress, bool *protected_all) {
    struct net net;
    *protected_all = true;
    if (!net_make(&net, links, n, nodes)) {
        net_free(&net);
        return SHG_SYSTEM;
    }
    for (size_t i = 0; i < n; i++)
        links[i].hidden =
            links[i].slack || (!links[i].known && (links[i].must || shg_is_small(links[i].value, suppress)));
    if (protect_each(&net, links, suppress) && all_protected(&net, suppress)) {
        show_again(&net, links, suppress);
    } else {
        for (size_t i = 0; i < n; i++)
            links[i].hidden = !links[i].known;
        *protected_all = all_protected(&net, suppress);
    }
    net_free(&net);
    return SHG_OK;
}
