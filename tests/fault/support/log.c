#include "base/file.h"
#include "base/list.h"
#include "scenario.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *word;
    enum op_kind kind;
} kinds[] = {{"look", OP_LOOK},     {"open", OP_OPEN},   {"write", OP_WRITE},   {"truncate", OP_TRUNCATE},
             {"sync", OP_SYNC},     {"close", OP_CLOSE}, {"rename", OP_RENAME}, {"link", OP_LINK},
             {"unlink", OP_UNLINK}, {"mkdir", OP_MKDIR}};

/* The next word of a line, in place; "" at its end. Nothing that is logged has blanks in it. */
static char *word(char **at) {
    char *start = *at;
    *at += strcspn(*at, " ");
    if (**at)
        *(*at)++ = '\0';
    return start;
}

static size_t number(char **at) {
    long long value = 0;
    if (!shg_parse_int(word(at), 0, INT64_MAX, &value))
        die("the log makes no sense");
    return (size_t)value;
}

static char *copy(const char *text) {
    char *made = shg_copy(text);
    if (!made)
        die("out of memory");
    return made;
}

static void parse(struct op *op, char *line) {
    const char *first = word(&line);
    size_t kind = 0;
    while (kind < sizeof kinds / sizeof *kinds && strcmp(kinds[kind].word, first) != 0)
        kind++;
    if (kind == sizeof kinds / sizeof *kinds)
        die("the log says '%s'", first);
    *op = (struct op){.kind = kinds[kind].kind};
    switch (op->kind) {
    case OP_OPEN:
        op->fd = (int)number(&line);
        op->from = copy(word(&line));
        op->made = strcmp(line, "made") == 0;
        break;
    case OP_WRITE:
        op->fd = (int)number(&line);
        op->at = number(&line);
        op->n = number(&line);
        break;
    case OP_TRUNCATE:
        op->fd = (int)number(&line);
        op->n = number(&line);
        break;
    case OP_SYNC:
    case OP_CLOSE:
        op->fd = (int)number(&line);
        break;
    case OP_RENAME:
    case OP_LINK:
        op->from = copy(word(&line));
        op->to = copy(word(&line));
        break;
    case OP_UNLINK:
    case OP_MKDIR:
    case OP_LOOK:
        op->from = copy(word(&line));
        break;
    }
}

void op_log_read(struct op_log *out, const char *file) {
    *out = (struct op_log){0};
    struct shg_buf text = SHG_BUF_EMPTY;
    shg_faults *faults = shg_faults_new(NULL, NULL);
    if (!faults || shg_read_file(file, &text, faults) != SHG_OK)
        die("%s cannot be read", file);
    shg_faults_free(faults);
    for (size_t at = 0; at < text.n;) {
        char *end = memchr(text.p + at, '\n', text.n - at);
        struct op *list = shg_grow(out->list, &out->cap, out->n + 1, sizeof *list);
        if (!end || !list)
            die("%s", end ? "out of memory" : "the log is cut off");
        *end = '\0';
        out->list = list;
        struct op *op = &list[out->n++];
        parse(op, text.p + at);
        at = (size_t)(end - text.p) + 1;
        if (op->kind == OP_WRITE) {
            op->bytes = shg_copy_n(text.p + at, op->n);
            if (!op->bytes || at + op->n >= text.n)
                die("the log is cut off");
            at += op->n + 1;
        }
    }
    shg_buf_free(&text);
}

void op_log_free(struct op_log *log) {
    for (size_t i = 0; i < log->n; i++) {
        free(log->list[i].from);
        free(log->list[i].to);
        free(log->list[i].bytes);
    }
    free(log->list);
    *log = (struct op_log){0};
}

long op_log_commit(const struct op_log *log) {
    for (size_t i = 0; i < log->n; i++)
        if (log->list[i].kind == OP_RENAME && strcmp(log->list[i].to, ".shg/commit") == 0)
            return (long)i + 1;
    return 0;
}
