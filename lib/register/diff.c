#include "register/diff.h"

#include "base/list.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define CONTEXT ((size_t)3)

struct line {
    const char *p;
    size_t n; /* with its LF */
};

struct lines {
    struct line *at;
    size_t n, cap;
};

/* old lines [old_from, old_to) become new lines [new_from, new_to). */
struct edit {
    size_t old_from, old_to, new_from, new_to;
};

/* A line between the first and the last change, of one side or the other. */
struct candidate {
    struct line line;
    bool is_new;
    size_t number;
};

struct work {
    struct lines old, new;
    size_t head, tail; /* lines that are the same at the start and at the end */
    size_t olds;       /* old lines between them */
    size_t *match;     /* for each old line behind the head: the new line it stays as, or NONE */
    struct edit *edits;
    size_t edit_n, edit_cap;
};

#define NONE SIZE_MAX

static bool same(const struct line *a, const struct line *b) {
    return a->n == b->n && memcmp(a->p, b->p, a->n) == 0;
}

static bool split(struct lines *out, const char *bytes, size_t n) {
    for (size_t at = 0; at < n;) {
        const char *end = memchr(bytes + at, '\n', n - at);
        size_t length = end ? (size_t)(end - (bytes + at)) + 1 : n - at;
        struct line *lines = shg_grow(out->at, &out->cap, out->n + 1, sizeof *lines);
        if (!lines)
            return false;
        out->at = lines;
        lines[out->n++] = (struct line){bytes + at, length};
        at += length;
    }
    return true;
}

static void trim(struct work *work) {
    const struct lines *old = &work->old;
    const struct lines *new = &work->new;
    size_t most = old->n < new->n ? old->n : new->n;
    while (work->head < most && same(&old->at[work->head], &new->at[work->head]))
        work->head++;
    while (work->tail < most - work->head && same(&old->at[old->n - 1 - work->tail], &new->at[new->n - 1 - work->tail]))
        work->tail++;
}

/* By content, then the old side first, then by number: a total order. */
static int by_content(const void *left, const void *right) {
    const struct candidate *a = left;
    const struct candidate *b = right;
    size_t least = a->line.n < b->line.n ? a->line.n : b->line.n;
    int order = memcmp(a->line.p, b->line.p, least);
    if (order != 0)
        return order;
    if (a->line.n != b->line.n)
        return a->line.n < b->line.n ? -1 : 1;
    if (a->is_new != b->is_new)
        return a->is_new ? 1 : -1;
    return a->number < b->number ? -1 : a->number > b->number;
}

/* Pairs the k-th of the old lines that are alike with the k-th of the new ones. */
static void pair(struct work *work, const struct candidate *list, size_t n) {
    for (size_t from = 0, to = 0; from < n; from = to) {
        size_t olds = 0;
        for (to = from; to < n && same(&list[from].line, &list[to].line); to++)
            olds += !list[to].is_new;
        for (size_t k = 0; k < olds && from + olds + k < to; k++)
            work->match[list[from + k].number - work->head] = list[from + olds + k].number;
    }
}

/* Of the pairs, keeps the most that stand in the same order on both sides: the longest increasing subsequence, by piles
 * (M. Fredman, "On computing the length of longest increasing subsequences", 1975). */
static bool keep_ordered(struct work *work, size_t n) {
    size_t *top = malloc(n * sizeof *top);       /* of each pile: the old line (from the head) on it */
    size_t *before = malloc(n * sizeof *before); /* what lay on the pile to the left */
    size_t piles = 0;
    for (size_t i = 0; top && before && i < n; i++) {
        if (work->match[i] == NONE)
            continue;
        size_t low = 0;
        for (size_t high = piles; low < high;) {
            size_t middle = low + (high - low) / 2;
            if (work->match[top[middle]] < work->match[i])
                low = middle + 1;
            else
                high = middle;
        }
        before[i] = low > 0 ? top[low - 1] : NONE;
        top[low] = i;
        piles += low == piles;
    }
    if (top && before) {
        size_t kept = piles > 0 ? top[piles - 1] : NONE;
        for (size_t i = n; i-- > 0;) {
            if (i == kept)
                kept = before[i];
            else
                work->match[i] = NONE;
        }
    }
    bool good = top && before;
    free(top);
    free(before);
    return good;
}

static bool find_matches(struct work *work) {
    size_t olds = work->old.n - work->head - work->tail;
    work->olds = olds;
    size_t news = work->new.n - work->head - work->tail;
    work->match = malloc((olds ? olds : 1) * sizeof *work->match);
    if (!work->match)
        return false;
    for (size_t i = 0; i < olds; i++)
        work->match[i] = NONE;
    if (olds == 0 || news == 0)
        return true;
    struct candidate *list = malloc((olds + news) * sizeof *list);
    if (!list)
        return false;
    for (size_t i = 0; i < olds; i++)
        list[i] = (struct candidate){work->old.at[work->head + i], false, work->head + i};
    for (size_t i = 0; i < news; i++)
        list[olds + i] = (struct candidate){work->new.at[work->head + i], true, work->head + i};
    qsort(list, olds + news, sizeof *list, by_content);
    pair(work, list, olds + news);
    free(list);
    return keep_ordered(work, olds);
}

/* Lines that are alike may have been paired otherwise, so the ends of a gap are looked at once more. */
static bool add_edit(struct work *work, size_t old_from, size_t old_to, size_t new_from, size_t new_to) {
    const struct line *old = work->old.at;
    const struct line *new = work->new.at;
    for (; old_from < old_to && new_from < new_to && same(&old[old_from], &new[new_from]); old_from++)
        new_from++;
    for (; old_from < old_to && new_from < new_to && same(&old[old_to - 1], &new[new_to - 1]); old_to--)
        new_to--;
    if (old_from == old_to && new_from == new_to)
        return true;
    struct edit *edits = shg_grow(work->edits, &work->edit_cap, work->edit_n + 1, sizeof *edits);
    if (!edits)
        return false;
    work->edits = edits;
    edits[work->edit_n++] = (struct edit){old_from, old_to, new_from, new_to};
    return true;
}

static bool find_edits(struct work *work) {
    size_t old_at = work->head;
    size_t new_at = old_at;
    for (size_t i = 0; i < work->olds; i++) {
        size_t old = work->head + i;
        size_t new = work->match[i];
        if (new == NONE)
            continue;
        if (!add_edit(work, old_at, old, new_at, new))
            return false;
        old_at = old + 1;
        new_at = new + 1;
    }
    return add_edit(work, old_at, work->head + work->olds, new_at, work->new.n - work->tail);
}

/* ---- printing ---- */

static void put_lines(struct shg_buf *out, char mark, const struct line *lines, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        shg_buf_char(out, mark);
        shg_buf_add(out, lines[i].p, lines[i].n);
        if (lines[i].p[lines[i].n - 1] != '\n')
            shg_buf_str(out, "\n\\ No newline at end of file\n");
    }
}

/* As diff -u has it: counted from 1, a count of 1 left out, an empty range named by the line before it. */
static void put_range(struct shg_buf *out, char mark, size_t from, size_t to) {
    shg_buf_printf(out, "%c%zu", mark, to == from ? from : from + 1);
    if (to - from != 1)
        shg_buf_printf(out, ",%zu", to - from);
}

/* The edits [from, to), with what stands around and between them. */
static void put_hunk(const struct work *work, size_t from, size_t to, struct shg_buf *out) {
    const struct edit *first = &work->edits[from];
    const struct edit *last = &work->edits[to - 1];
    size_t before = first->old_from < CONTEXT ? first->old_from : CONTEXT;
    size_t behind = work->old.n - last->old_to;
    behind = behind < CONTEXT ? behind : CONTEXT;
    shg_buf_str(out, "@@ ");
    put_range(out, '-', first->old_from - before, last->old_to + behind);
    shg_buf_char(out, ' ');
    put_range(out, '+', first->new_from - before, last->new_to + behind);
    shg_buf_str(out, " @@\n");
    size_t at = first->old_from - before;
    for (size_t i = from; i < to; i++) {
        const struct edit *edit = &work->edits[i];
        put_lines(out, ' ', work->old.at, at, edit->old_from);
        put_lines(out, '-', work->old.at, edit->old_from, edit->old_to);
        put_lines(out, '+', work->new.at, edit->new_from, edit->new_to);
        at = edit->old_to;
    }
    put_lines(out, ' ', work->old.at, at, last->old_to + behind);
}

static void print(const struct work *work, const char *name, struct shg_buf *out) {
    if (work->edit_n > 0)
        shg_buf_printf(out, "--- a/%s\n+++ b/%s\n", name, name);
    for (size_t from = 0, to = 0; from < work->edit_n; from = to) {
        to = from + 1;
        while (to < work->edit_n && work->edits[to].old_from - work->edits[to - 1].old_to <= 2 * CONTEXT)
            to++;
        put_hunk(work, from, to, out);
    }
}

enum shg_status shg_diff(const char *name, const char *old_bytes, size_t old_n, const char *new_bytes, size_t new_n,
                         struct shg_buf *out, shg_faults *faults) {
    struct work work = {0};
    bool good = split(&work.old, old_bytes, old_n) && split(&work.new, new_bytes, new_n);
    if (good) {
        trim(&work);
        good = find_matches(&work) && find_edits(&work);
    }
    if (good)
        print(&work, name, out);
    free(work.old.at);
    free(work.new.at);
    free(work.match);
    free(work.edits);
    return good && !shg_buf_failed(out) ? SHG_OK : shg_fault_memory(faults);
}
