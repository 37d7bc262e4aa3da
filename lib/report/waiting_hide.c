/* What is hidden of the waiting list.
 *
 * Along one axis what is small is folded (past.h). In a table by two, cells are hidden as flows between the sums that
 * are printed (disclose.h). Where people have several values of an axis its cells do not add up to the other axis's
 * sums: there is less to reckon with, but that nobody is in a cell who is not in its row and column, and everybody has
 * a value. What was published of other days is compared cell by cell, and by all that fits together.
 */
#include "base/list.h"
#include "report/waiting_private.h"

#include <stdlib.h>
#include <string.h>

/* ---- what was published ---- */

/* `waiting by A,B` or `waiting by B in 3301`, which is a part of that by municipality. */
struct published {
    const char *a, *b; /* not NUL-terminated */
    size_t a_n, b_n;   /* 0: none */
    const char *code;  /* of the part, or NULL */
};

static bool read_report(const char *report, struct published *out) {
    static const char before[] = "waiting by ";
    static const char within[] = " in ";
    if (strncmp(report, before, sizeof before - 1) != 0)
        return false;
    const char *a = report + sizeof before - 1;
    size_t n = strcspn(a, ", ");
    *out = (struct published){a, a[n] == ',' ? a + n + 1 : "", n, a[n] == ',' ? strcspn(a + n + 1, ", ") : 0, NULL};
    const char *in = strstr(a, within);
    out->code = in ? in + sizeof within - 1 : NULL;
    return true;
}

static bool is_axis(const struct axis_kind *kind, const char *name, size_t n) {
    const struct axis_kind *found = shg_axis_named(name, n);
    return found && (found == kind || (found->places && kind->places));
}

/* Cuts `X/waiting` or `X/Y/waiting` into its labels; gives how many, 0 for any other cell. */
static int read_cell(const char *cell, const char *label[2], size_t n[2]) {
    int labels = 0;
    while (labels < 2) {
        n[labels] = strcspn(cell, "/");
        if (cell[n[labels]] == '\0')
            return 0;
        label[labels] = cell;
        cell += n[labels] + 1;
        labels++;
        if (strcmp(cell, "waiting") == 0)
            return labels;
    }
    return 0;
}

static bool is_all(const char *label, size_t n) {
    return n == 3 && memcmp(label, "all", 3) == 0;
}

/* Which label of a cell is of an axis, the other one, if any, being `all`; -1 where none is. */
static int labelled_at(const struct axis_kind *kind, const struct published *p, int labels, const char *const label[2],
                       const size_t n[2]) {
    bool first = is_axis(kind, p->a, p->a_n);
    if (first && (labels == 1 ? !p->code || kind->places : is_all(label[1], n[1])))
        return 0;
    return labels == 2 && is_axis(kind, p->b, p->b_n) && is_all(label[0], n[0]) ? 1 : -1;
}

/* A label along one axis: of a list by it, or of the sums of a table. */
static bool match_axis(const void *how, const char *period, const char *report, const char *cell, struct shg_buf *out) {
    const struct axis_kind *kind = how;
    struct published p;
    const char *label[2];
    size_t n[2];
    int labels = read_cell(cell, label, n);
    bool coverage = strcmp(report, "coverage") == 0;
    (void)period; /* of whichever day */
    if (labels == 0 || (!coverage && !read_report(report, &p)))
        return false;
    if (!coverage && labels == 1 && p.code && kind->places && is_all(label[0], n[0])) {
        shg_buf_str(out, p.code);
        return true;
    }
    int at = coverage ? (kind->places ? 0 : -1) : labelled_at(kind, &p, labels, label, n);
    if (at < 0 || (!coverage && is_all(label[at], n[at])))
        return false;
    shg_buf_add(out, label[at], n[at]);
    return true;
}

enum shg_status shg_waiting_past(const shg_register *reg, const struct axis_kind *kind, struct shg_past *past) {
    enum shg_status status = shg_past_read(past, reg, match_axis, kind);
    for (size_t l = 0; l < past->n; l++)
        if (strcmp(past->lists[l].report, "coverage") == 0)
            shg_past_close(&past->lists[l]);
    return status;
}

/* How many wait at all. */
static bool match_sum(const void *how, const char *period, const char *report, const char *cell, struct shg_buf *out) {
    struct published p;
    (void)how;
    (void)period;
    (void)out;
    return (strcmp(report, "coverage") == 0 || (read_report(report, &p) && !p.code)) &&
           (strcmp(cell, "all/waiting") == 0 || strcmp(cell, "all/all/waiting") == 0);
}

bool shg_waiting_sum_allowed(const shg_register *reg, size_t waiting, long suppress) {
    return shg_past_allows(reg, match_sum, NULL, (long)waiting, suppress);
}

/* The inner cells of a table by the two axes of w, `X/Y`. */
static bool match_inner(const void *how, const char *period, const char *report, const char *cell,
                        struct shg_buf *out) {
    const struct waiting *w = how;
    struct published p;
    const char *label[2];
    size_t n[2];
    int labels = read_cell(cell, label, n);
    (void)period;
    if (labels == 0 || !read_report(report, &p))
        return false;
    if (labels == 1 && p.code && w->axes[0].kind->places && is_axis(w->axes[1].kind, p.a, p.a_n) &&
        !is_all(label[0], n[0])) {
        shg_buf_printf(out, "%s/%.*s", p.code, (int)n[0], label[0]);
        return true;
    }
    if (labels != 2 || !is_axis(w->axes[0].kind, p.a, p.a_n) || !is_axis(w->axes[1].kind, p.b, p.b_n) ||
        is_all(label[0], n[0]) || is_all(label[1], n[1]))
        return false;
    shg_buf_printf(out, "%.*s/%.*s", (int)n[0], label[0], (int)n[1], label[1]);
    return true;
}

static bool is_pair(const struct waiting *w, const struct published *p) {
    const struct axis_kind *a = w->axes[0].kind;
    const struct axis_kind *b = w->axes[1].kind;
    if (p->code)
        return strcmp(a->name, "municipality") == 0 && shg_axis_named(p->a, p->a_n) == b;
    return shg_axis_named(p->a, p->a_n) == a && shg_axis_named(p->b, p->b_n) == b;
}

/* Another table by two dimensions that was published today: three such tables can reveal what none of them does. By
 * counties and by municipalities are not compared across days. */
static bool published_otherwise(const struct waiting *w) {
    char today[11];
    bool found = false;
    (void)shg_date_format(shg_register_today(w->reg), today); /* today has a text */
    for (size_t row = 0; row < shg_rows(w->reg, SHG_PUBLISHED); row++) {
        struct published p;
        if (!read_report(shg_text(w->reg, SHG_PUBLISHED, row, PUBLISHED_REPORT), &p) || (p.b_n == 0 && !p.code))
            continue;
        bool now = shg_period_is(shg_text(w->reg, SHG_PUBLISHED, row, PUBLISHED_PERIOD), today);
        bool near = is_axis(w->axes[0].kind, p.a, p.a_n) && p.b_n > 0 && is_axis(w->axes[1].kind, p.b, p.b_n);
        near = near || (p.code && w->axes[0].kind->places && is_axis(w->axes[1].kind, p.a, p.a_n));
        found = found || (!is_pair(w, &p) && (now || near));
    }
    return found;
}

/* ---- differences of tables ---- */

/* One table of before beside today's: parts of each axis that both have whole. */
struct beside {
    const struct waiting *w;
    const struct waiting_table *t;
    const struct shg_past_list *list;
    uint32_t *parts[2]; /* of today's classes, and behind them the labels of before (cells of the list) */
    long *sums, *old;   /* by part of the rows and part of the columns */
};

/* Puts one half of `X/Y` where cell_of looks for labels. */
static bool split_labels(const struct shg_past_list *list, int half, struct shg_past_list *out) {
    *out = (struct shg_past_list){.period = list->period, .report = list->report};
    out->cells = calloc(list->n + 1, sizeof *out->cells);
    for (size_t c = 0; out->cells && c < list->n; c++) {
        const char *slash = strchr(list->cells[c].label, '/');
        out->cells[c].label =
            half == 0 ? shg_copy_n(list->cells[c].label, (size_t)(slash - list->cells[c].label)) : shg_copy(slash + 1);
        if (!out->cells[c].label)
            return false;
        out->n++;
    }
    return out->cells != NULL;
}

static void free_labels(struct shg_past_list *list) {
    for (size_t c = 0; c < list->n; c++)
        free(list->cells[c].label);
    free(list->cells);
}

/* Joins the classes of an axis with the labels that hold the same values. */
static bool join_axis(struct beside *b, int k) {
    const struct axis *axis = &b->w->axes[k];
    struct shg_past_list labels;
    bool good = split_labels(b->list, k, &labels);
    uint32_t *parts = b->parts[k];
    for (size_t i = 0; i < axis->classes + b->list->n; i++)
        parts[i] = (uint32_t)i;
    for (size_t c = 0; good && c < labels.n; c++) /* the same label is the same part */
        shg_part_join(parts, (uint32_t)(axis->classes + c),
                      (uint32_t)axis->classes + (uint32_t)shg_past_labelled(&labels, labels.cells[c].label));
    for (size_t v = 0; good && v < axis->n; v++) {
        const char *label = axis->labels[axis->class_of[v]];
        long cell = axis->kind->list ? shg_past_labelled(&labels, label)
                                     : shg_past_cell_of(&labels, axis->values[v], axis->kind->places);
        if (cell >= 0)
            shg_part_join(parts, axis->class_of[v], (uint32_t)axis->classes + (uint32_t)cell);
    }
    free_labels(&labels);
    return good;
}

static size_t block_of(const struct beside *b, size_t row, size_t column) {
    size_t width = b->w->axes[1].classes + b->list->n;
    return shg_part_of(b->parts[0], (uint32_t)row) * width + shg_part_of(b->parts[1], (uint32_t)column);
}

/* Marks cells that alone differ little; false where several do together. */
static bool mark(const struct beside *b, bool *must) {
    size_t columns = b->t->columns;
    bool good = true;
    for (size_t i = 0; i < b->t->rows * columns; i++)
        b->sums[block_of(b, i / columns, i % columns)] += (long)b->t->cells[i].n;
    for (size_t c = 0; c < b->list->n; c++)
        b->old[block_of(b, b->t->rows + c, columns + c)] += b->list->cells[c].count;
    for (size_t i = 0; i < b->t->rows * columns; i++) {
        size_t block = block_of(b, i / columns, i % columns);
        long more = labs(b->sums[block] - b->old[block]);
        bool alone = b->sums[block] == (long)b->t->cells[i].n;
        if (!shg_is_small(more, b->w->suppress))
            continue;
        must[i] = must[i] || alone;
        good = good && (alone || b->t->cells[i].n == 0);
    }
    return good;
}

static enum shg_status mark_one(const struct waiting *w, const struct waiting_table *t,
                                const struct shg_past_list *list, bool *must, bool *good) {
    size_t rows = t->rows + list->n;
    size_t columns = t->columns + list->n;
    struct beside b = {w,
                       t,
                       list,
                       {calloc(rows + 1, sizeof(uint32_t)), calloc(columns + 1, sizeof(uint32_t))},
                       calloc(rows * columns + 1, sizeof(long)),
                       calloc(rows * columns + 1, sizeof(long))};
    bool there = b.parts[0] && b.parts[1] && b.sums && b.old && join_axis(&b, 0) && join_axis(&b, 1);
    if (there)
        *good = mark(&b, must) && *good;
    free(b.parts[0]);
    free(b.parts[1]);
    free(b.sums);
    free(b.old);
    return there ? SHG_OK : SHG_SYSTEM;
}

/* Which inner cells must be hidden beside what was published of other days; *good is false where that is not enough. */
static enum shg_status mark_past(const struct waiting *w, const struct waiting_table *t, bool *must, bool *good) {
    struct shg_past past;
    enum shg_status status = shg_past_read(&past, w->reg, match_inner, w);
    *good = true;
    for (size_t i = 0; i < past.n && status == SHG_OK; i++)
        status = mark_one(w, t, &past.lists[i], must, good);
    shg_past_free(&past);
    return status;
}

/* ---- tables by two ---- */

static void hide_all(struct waiting_table *t) {
    for (size_t i = 0; i < t->rows * t->columns; i++)
        t->cells[i].hidden = true;
}

/* Whether the figures of a class are hidden along its axis, so that no sum of its cells is known. */
static bool class_hidden(const struct waiting *w, int k, size_t class) {
    const struct waiting_table *t = &w->tables[k == 0 ? WAITING_ROWS : WAITING_COLUMNS];
    return t->cells[class].hidden;
}

/* Nobody is in a cell who is not in its row and its column. */
static long most_of(const struct waiting *w, const struct waiting_table *t, size_t i) {
    size_t row = w->tables[WAITING_ROWS].cells[i / t->columns].n;
    size_t column = w->tables[WAITING_COLUMNS].cells[i % t->columns].n;
    return (long)(row < column ? row : column);
}

/* Which nodes sums have: rows, then county and column, then columns. What is not printed leads to none. */
struct nodes {
    uint32_t none, row, county, column;
    size_t n;
};

static struct nodes nodes_of(const struct waiting_table *t) {
    uint32_t rows = (uint32_t)t->rows;
    uint32_t cells = (uint32_t)(t->rows * t->columns);
    return (struct nodes){0, 1, 1 + rows, 1 + rows + cells, 1 + rows + cells + t->columns};
}

/* The cells as links: from the row's sum to the column's within the row's county, and from there to the column's. */
static void make_links(const struct waiting *w, const struct waiting_table *t, const bool *must,
                       struct shg_link *links) {
    size_t cells = t->rows * t->columns;
    const uint32_t *county_of = w->axes[0].county_of;
    const struct nodes nodes = nodes_of(t);
    for (size_t i = 0; i < cells; i++) {
        uint32_t row = (uint32_t)(i / t->columns);
        uint32_t col = (uint32_t)(i % t->columns);
        bool down = !class_hidden(w, 1, col);
        uint32_t sum = down ? nodes.county + county_of[row] * (uint32_t)t->columns + col : nodes.none;
        uint32_t from = class_hidden(w, 0, row) ? nodes.none : nodes.row + row;
        links[i] = (struct shg_link){from, sum, (long)t->cells[i].n, most_of(w, t, i), false, must[i], false, false};
        links[cells + i] =
            (struct shg_link){sum, down ? nodes.column + col : nodes.none, 0, 1000000000L, !down, false, false, false};
    }
    for (size_t i = 0; i < cells; i++)
        links[cells + county_of[i / t->columns] * t->columns + i % t->columns].value += links[i].value;
}

/* What the cells of a line hold beyond its people, between a node and nothing; nothing where the line is not there. */
static struct shg_link slack(const struct nodes *nodes, uint32_t from, uint32_t to, long beyond, bool there) {
    return (struct shg_link){.from = there ? from : nodes->none,
                             .to = there ? to : nodes->none,
                             .value = there ? beyond : 0,
                             .most = 1000000000L,
                             .slack = true,
                             .hidden = true};
}

/* Where people have several values, the cells of a line hold its people at least once: what they hold beyond that is
 * nobody's to know. Behind the links of the cells there is one for each row, then one for each column. */
static void make_slack(const struct waiting *w, const struct waiting_table *t, struct shg_link *links) {
    const struct nodes nodes = nodes_of(t);
    for (size_t row = 0; row < t->rows; row++) {
        long beyond = -(long)w->tables[WAITING_ROWS].cells[row].n;
        bool there = w->axes[1].kind->list && !class_hidden(w, 0, row);
        for (size_t col = 0; col < t->columns; col++)
            beyond += (long)t->cells[row * t->columns + col].n;
        links[row] = slack(&nodes, nodes.none, nodes.row + (uint32_t)row, beyond, there);
    }
    for (size_t col = 0; col < t->columns; col++) {
        long beyond = -(long)w->tables[WAITING_COLUMNS].cells[col].n;
        bool there = w->axes[0].kind->list && !class_hidden(w, 1, col);
        for (size_t row = 0; row < t->rows; row++)
            beyond += (long)t->cells[row * t->columns + col].n;
        links[t->rows + col] = slack(&nodes, nodes.column + (uint32_t)col, nodes.none, beyond, there);
    }
}

/* A county of one class is its class: the link behind it would be the same figure twice. So it is taken together. */
static void join_single(const struct waiting *w, const struct waiting_table *t, struct shg_link *links) {
    size_t cells = t->rows * t->columns;
    const uint32_t *county_of = w->axes[0].county_of;
    for (size_t row = 0; row < t->rows; row++) {
        size_t of = 0;
        for (size_t k = 0; k < t->rows; k++)
            of += county_of[k] == county_of[row];
        for (size_t col = 0; col < t->columns && of == 1; col++) {
            struct shg_link *cell = &links[row * t->columns + col];
            struct shg_link *sum = &links[cells + row * t->columns + col];
            cell->to = sum->to;
            cell->must = cell->must || sum->must;
            sum->from = sum->to;
            sum->value = 0;
            sum->known = true;
        }
    }
}

/* Hides cells of a table by municipality, or by what is no place, or finds that they had better not be told of at all:
 * the sums alone may say too much of what lies between them. sums (or NULL) tells of each cell of a county whether
 * that sum is hidden, at its first class; must_sums (or NULL) which of them must be. */
static enum shg_status hide_cells(const struct waiting *w, struct waiting_table *t, const bool *must,
                                  const bool *must_sums, bool *sums) {
    size_t cells = t->rows * t->columns;
    size_t n = 2 * cells + t->rows + t->columns;
    const uint32_t *county_of = w->axes[0].county_of;
    bool good = true;
    struct shg_link *links = calloc(n + 1, sizeof *links);
    if (!links)
        return SHG_SYSTEM;
    make_links(w, t, must, links);
    make_slack(w, t, links + 2 * cells);
    for (size_t i = 0; i < cells; i++)
        links[cells + i].must = must_sums && must_sums[i];
    join_single(w, t, links);
    for (size_t i = cells; i < 2 * cells; i++)
        links[i].known = links[i].known || county_of[(i - cells) / t->columns] != (i - cells) / t->columns;
    enum shg_status status = shg_hide(links, n, nodes_of(t).n, w->suppress, &good);
    t->untold = !good;
    for (size_t i = 0; i < cells; i++) {
        t->cells[i].hidden = links[i].hidden;
        if (sums)
            sums[i] = links[cells + i].known ? links[i].hidden : links[cells + i].hidden;
    }
    free(links);
    return status;
}

/* Where a class of counties begins among those of municipalities; their number where it is not there. */
static size_t first_within(const struct axis *fine, const char *county) {
    size_t f = 0;
    while (f < fine->classes && strncmp(fine->labels[f], county, 2) != 0)
        f++;
    return f;
}

/* A table by county is a part of that by municipality. */
static enum shg_status hide_counties(const struct waiting *w, struct waiting_table *t, const bool *must) {
    struct waiting fine = *w;
    struct waiting_table *parts = &fine.tables[WAITING_BOTH];
    fine.classes[0] = fine.classes[1] = NULL;
    for (unsigned which = 0; which < WAITING_TABLES; which++)
        fine.tables[which] = (struct waiting_table){NULL, 0, 0, NULL, false};
    fine.classes[1] = calloc(w->axes[1].n + 1, sizeof **fine.classes);
    bool there =
        fine.classes[1] && shg_waiting_axis(&fine, 0, shg_axis_named("municipality", 12)) && shg_waiting_count(&fine);
    size_t cells = parts->rows * parts->columns;
    bool *flags = there ? calloc(3 * cells + 1, sizeof *flags) : NULL;
    enum shg_status status = flags ? SHG_OK : SHG_SYSTEM;
    for (size_t i = 0; flags && i < t->rows * t->columns; i++) {
        size_t f = first_within(&fine.axes[0], w->axes[0].labels[i / t->columns]);
        if (f < fine.axes[0].classes)
            flags[f * t->columns + i % t->columns] = must[i];
    }
    if (status == SHG_OK)
        status = hide_cells(&fine, parts, flags + cells, flags, flags + 2 * cells);
    t->untold = parts->untold;
    for (size_t i = 0; status == SHG_OK && i < t->rows * t->columns; i++) {
        size_t f = first_within(&fine.axes[0], w->axes[0].labels[i / t->columns]);
        if (f < fine.axes[0].classes)
            t->cells[i].hidden = flags[2 * cells + f * t->columns + i % t->columns];
    }
    free(flags);
    for (unsigned which = 0; which < WAITING_TABLES; which++)
        free(fine.tables[which].cells);
    shg_axis_free(&fine.axes[0]);
    free(fine.classes[0]);
    free(fine.classes[1]);
    return status;
}

/* A theme whose people are not told (the rest may be one theme alone) is not told in parts that add up to them either.
 */
static void mark_untold(const struct waiting *w, const struct waiting_table *t, bool *must) {
    for (size_t i = 0; i < t->rows * t->columns; i++)
        must[i] = must[i] || (w->axes[0].kind->list && class_hidden(w, 0, i / t->columns)) ||
                  (w->axes[1].kind->list && class_hidden(w, 1, i % t->columns));
}

static enum shg_status hide_inner(const struct waiting *w, struct waiting_table *t) {
    bool *must = calloc(t->rows * t->columns + 1, sizeof *must);
    bool good = false;
    enum shg_status status = must ? mark_past(w, t, must, &good) : SHG_SYSTEM;
    if (status == SHG_OK)
        mark_untold(w, t, must);
    if (status == SHG_OK && (!good || w->open || published_otherwise(w)))
        t->untold = true;
    else if (status == SHG_OK)
        status = w->axes[0].kind->county ? hide_counties(w, t, must) : hide_cells(w, t, must, NULL, NULL);
    free(must);
    return status;
}

/* ---- lists ---- */

static enum shg_status hide_list(struct waiting *w, int k) {
    struct waiting_table *t = &w->tables[k == 0 ? WAITING_ROWS : WAITING_COLUMNS];
    const struct axis *axis = &w->axes[k];
    size_t n = axis->classes;
    struct shg_past past = {NULL, 0, 0, SHG_NO_DATE};
    enum shg_status status = axis->kind->list ? shg_waiting_past(w->reg, axis->kind, &past) : SHG_OK;
    for (size_t i = 0; i < n; i++)
        t->cells[i].hidden = shg_is_small((long)t->cells[i].n, w->suppress);
    if (status == SHG_OK && axis->rest_last && n > 0 && axis->kind->list)
        t->cells[n - 1].hidden = !shg_rest_told(&past, axis->rest_alone ? 1 : 2, (long)t->cells[n - 1].n, w->suppress);
    if (axis->rest_last && n > 0 && !axis->kind->list && w->open)
        t->cells[n - 1].hidden = true;
    shg_past_free(&past);
    return status;
}

enum shg_status shg_waiting_hide(struct waiting *w) {
    bool none = false;
    for (size_t k = 0; k < w->dims; k++)
        none = none || w->axes[k].shown == SHG_SHOWN_NOT;
    for (unsigned which = 0; which < WAITING_TABLES && none; which++)
        hide_all(&w->tables[which]);
    if (none)
        return SHG_OK;
    w->tables[WAITING_ALL].cells[0].hidden = w->open || shg_is_small((long)w->n, w->suppress);
    enum shg_status status = hide_list(w, 0);
    if (status == SHG_OK && w->dims > 1)
        status = hide_list(w, 1);
    if (status == SHG_OK && w->dims > 1)
        status = hide_inner(w, &w->tables[WAITING_BOTH]);
    if (w->tables[WAITING_BOTH].untold)
        hide_all(&w->tables[WAITING_BOTH]);
    return status;
}
