#include "match/humans.h"

#include <stdlib.h>
#include <string.h>

/* Where a human appears: as a node, or held in a group. */
struct role {
    uint32_t human, number;
};

struct roles {
    struct role *list; /* by human, number */
    size_t n, cap;
};

struct edge {
    uint32_t a, b;
};

struct humans {
    struct shg_instance *inst;
    const shg_register *reg;
    struct shg_bans *bans;
    size_t people;       /* humans with a row in people.csv; other starters follow, by row */
    struct roles nodes;  /* human -> node */
    struct roles groups; /* human -> row of a group that holds them */
    struct edge *edges;
    size_t n_edges, cap_edges;
    bool failed;
};

static void add_role(struct humans *h, struct roles *roles, uint32_t human, uint32_t number) {
    struct role *moved = shg_grow(roles->list, &roles->cap, roles->n + 1, sizeof *roles->list);
    if (!moved) {
        h->failed = true;
        return;
    }
    roles->list = moved;
    roles->list[roles->n++] = (struct role){human, number};
}

static void add_edge(struct humans *h, uint32_t a, uint32_t b) {
    struct edge *moved = shg_grow(h->edges, &h->cap_edges, h->n_edges + 2, sizeof *h->edges);
    if (!moved) {
        h->failed = true;
        return;
    }
    h->edges = moved;
    h->edges[h->n_edges++] = (struct edge){a, b};
    h->edges[h->n_edges++] = (struct edge){b, a};
}

static void add_ban(struct humans *h, uint32_t node, uint32_t group) {
    struct shg_ban *moved = shg_grow(h->bans->list, &h->bans->cap, h->bans->n + 1, sizeof *h->bans->list);
    if (!moved) {
        h->failed = true;
        return;
    }
    h->bans->list = moved;
    h->bans->list[h->bans->n++] = (struct shg_ban){node, group};
}

/* Two numbers each: by the first, then by the second (struct role, edge, ban). */
static int by_pair(const void *a, const void *b) {
    const uint32_t *x = a, *y = b;
    if (x[0] != y[0])
        return x[0] < y[0] ? -1 : 1;
    return x[1] < y[1] ? -1 : x[1] > y[1];
}

static void sort_pairs(void *list, size_t n) {
    if (n)
        qsort(list, n, 2 * sizeof(uint32_t), by_pair);
}

/* ---- humans ---- */

/* The human of an id of a person or a starter: where a starter is a person, that person. */
static uint32_t human_of(const struct humans *h, const char *id) {
    uint32_t row = shg_find(h->reg, SHG_PEOPLE, id);
    if (row != SHG_NONE)
        return row;
    row = shg_find(h->reg, SHG_STARTERS, id);
    if (row == SHG_NONE)
        return SHG_NONE;
    const char *person = shg_text(h->reg, SHG_STARTERS, row, STARTER_PERSON);
    uint32_t same = *person ? shg_find(h->reg, SHG_PEOPLE, person) : SHG_NONE;
    return same != SHG_NONE ? same : (uint32_t)h->people + row;
}

static void read_roles(struct humans *h) {
    const struct shg_instance *inst = h->inst;
    for (size_t i = 0; i < inst->n_persons; i++)
        add_role(h, &h->nodes, inst->persons[i].row, (uint32_t)i);
    for (size_t i = 0; i < inst->n_starters; i++)
        add_role(h, &h->nodes, human_of(h, inst->starters[i].id), (uint32_t)(inst->n_persons + i));
    for (size_t row = 0; row < shg_rows(h->reg, SHG_PLACEMENTS); row++) {
        uint32_t human = human_of(h, shg_text(h->reg, SHG_PLACEMENTS, row, PLACEMENT_PERSON));
        uint32_t group = shg_find(h->reg, SHG_GROUPS, shg_text(h->reg, SHG_PLACEMENTS, row, PLACEMENT_GROUP));
        int status = shg_value(h->reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS, -1);
        if (human != SHG_NONE && group != SHG_NONE && shg_status_held(status))
            add_role(h, &h->groups, human, group);
    }
    sort_pairs(h->nodes.list, h->nodes.n);
    sort_pairs(h->groups.list, h->groups.n);
}

/* The roles of one human: *n of them. */
static const struct role *roles_of(const struct roles *roles, uint32_t human, size_t *n) {
    size_t low = 0, high = roles->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (roles->list[mid].human < human)
            low = mid + 1;
        else
            high = mid;
    }
    for (*n = 0; low + *n < roles->n && roles->list[low + *n].human == human;)
        ++*n;
    return roles->n ? roles->list + low : NULL;
}

/* ---- apart ---- */

/* Keeps the nodes of one human out of the groups that hold another. */
static void ban_from_groups(struct humans *h, uint32_t human, uint32_t held) {
    size_t n, m;
    const struct role *nodes = roles_of(&h->nodes, human, &n), *groups = roles_of(&h->groups, held, &m);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < m; j++)
            add_ban(h, nodes[i].number, groups[j].number);
}

static void keep_apart(struct humans *h, uint32_t a, uint32_t b) {
    size_t n, m;
    const struct role *x = roles_of(&h->nodes, a, &n), *y = roles_of(&h->nodes, b, &m);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < m; j++)
            add_edge(h, x[i].number, y[j].number);
    ban_from_groups(h, a, b);
    ban_from_groups(h, b, a);
}

/* Nobody is member and starter of one group: the roles of one human. */
static void one_human(struct humans *h) {
    for (size_t i = 0; i < h->nodes.n && !h->failed; i++) {
        size_t m;
        const struct role *x = &h->nodes.list[i], *groups = roles_of(&h->groups, x->human, &m);
        for (size_t j = 0; j < m; j++)
            add_ban(h, x->number, groups[j].number);
        for (size_t j = i + 1; j < h->nodes.n && h->nodes.list[j].human == x->human; j++)
            add_edge(h, x->number, h->nodes.list[j].number);
    }
}

static void read_apart(struct humans *h) {
    for (size_t row = 0; row < shg_rows(h->reg, SHG_APART) && !h->failed; row++) {
        uint32_t a = human_of(h, shg_text(h->reg, SHG_APART, row, APART_A));
        uint32_t b = human_of(h, shg_text(h->reg, SHG_APART, row, APART_B));
        if (a != SHG_NONE && b != SHG_NONE && a != b)
            keep_apart(h, a, b);
    }
    sort_pairs(h->edges, h->n_edges);
    sort_pairs(h->bans->list, h->bans->n);
}

/* Edges, sorted, as lists of neighbours, each once. */
static void give_apart(struct humans *h) {
    struct shg_instance *inst = h->inst;
    size_t nodes = inst->n_persons + inst->n_starters, n = 0;
    inst->apart_at = calloc(nodes + 1, sizeof *inst->apart_at);
    inst->apart = calloc(h->n_edges + 1, sizeof *inst->apart);
    if (!inst->apart_at || !inst->apart) {
        h->failed = true;
        return;
    }
    for (size_t i = 0; i < h->n_edges; i++) {
        const struct edge *e = &h->edges[i];
        if (i && e->a == e[-1].a && e->b == e[-1].b)
            continue;
        inst->apart[n++] = e->b;
        inst->apart_at[e->a + 1]++;
    }
    for (size_t i = 0; i < nodes; i++)
        inst->apart_at[i + 1] += inst->apart_at[i];
}

/* ---- links and bundles ---- */

static void give_links(struct humans *h) {
    struct shg_instance *inst = h->inst;
    inst->links = calloc(inst->n_starters + 1, sizeof *inst->links);
    if (!inst->links) {
        h->failed = true;
        return;
    }
    for (size_t i = 0; i < h->nodes.n; i++) {
        const struct role *x = &h->nodes.list[i];
        if (x->number >= inst->n_persons)
            continue;
        for (size_t j = i + 1; j < h->nodes.n && h->nodes.list[j].human == x->human; j++)
            inst->links[inst->n_links++] =
                (struct shg_link){x->number, h->nodes.list[j].number - (uint32_t)inst->n_persons};
    }
    sort_pairs(inst->links, inst->n_links);
}

static uint32_t bundle_root(struct shg_person *persons, uint32_t i) {
    while (persons[i].bundle != i)
        i = persons[i].bundle = persons[persons[i].bundle].bundle;
    return i;
}

/* Union by the smaller number, so that a bundle is named by its smallest. */
static void read_together(struct humans *h) {
    struct shg_person *persons = h->inst->persons;
    for (size_t i = 0; i < h->inst->n_persons; i++)
        persons[i].bundle = (uint32_t)i;
    for (size_t row = 0; row < shg_rows(h->reg, SHG_TOGETHER); row++) {
        uint32_t a = shg_instance_person(h->inst, shg_text(h->reg, SHG_TOGETHER, row, TOGETHER_A));
        uint32_t b = shg_instance_person(h->inst, shg_text(h->reg, SHG_TOGETHER, row, TOGETHER_B));
        if (a == SHG_NONE || b == SHG_NONE)
            continue;
        a = bundle_root(persons, a);
        b = bundle_root(persons, b);
        persons[a > b ? a : b].bundle = a > b ? b : a;
    }
    for (size_t i = 0; i < h->inst->n_persons; i++)
        persons[i].bundle = bundle_root(persons, (uint32_t)i);
}

enum shg_status shg_humans_read(struct shg_instance *inst, struct shg_bans *bans, const shg_register *reg) {
    struct humans h = {.inst = inst, .reg = reg, .bans = bans, .people = shg_rows(reg, SHG_PEOPLE)};
    *bans = (struct shg_bans){0};
    read_roles(&h);
    if (!h.failed)
        one_human(&h);
    if (!h.failed)
        read_apart(&h);
    if (!h.failed)
        give_apart(&h);
    if (!h.failed)
        give_links(&h);
    if (!h.failed)
        read_together(&h);
    free(h.nodes.list);
    free(h.groups.list);
    free(h.edges);
    return h.failed ? SHG_SYSTEM : SHG_OK;
}

bool shg_banned(const struct shg_bans *bans, uint32_t node, uint32_t group) {
    struct shg_ban key = {node, group};
    return bans->n && bsearch(&key, bans->list, bans->n, sizeof key, by_pair);
}
