#include "base/file.h"
#include "base/list.h"
#include "register/store_private.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The record is text, so that a person can see what a crash left:
 *     shg-commit 1
 *     number 42
 *     previous kept                                      (or: none)
 *     replaces people.csv 12345 1790000000 123456789     (size, seconds and nanoseconds of the file before)
 *     makes groups.csv
 *     end
 */
#define FIRST_LINE "shg-commit 1"
#define WORDS 5

void shg_record_free(struct shg_record *record) {
    for (size_t i = 0; i < record->n; i++)
        free(record->entries[i].name);
    free(record->entries);
    *record = (struct shg_record){0};
}

/* ---- reading ---- */

/* Splits a line at blanks, in place; gives how many words there were, or WORDS + 1. */
static size_t split(char *line, char *words[WORDS]) {
    size_t n = 0;
    for (char *at = line; *at;) {
        if (n == WORDS)
            return WORDS + 1;
        words[n++] = at;
        at += strcspn(at, " ");
        if (*at)
            *at++ = '\0';
    }
    return n;
}

/* Names come from a file and go to rename(2): none may lead out of the folder, or to our own. */
static bool safe_name(const char *name) {
    return name[0] != '\0' && name[0] != '.' && !strchr(name, '/') && strlen(name) < SHG_NAME_SIZE / 2;
}

static bool whole(const char *word, long long low, long long *out) {
    return shg_parse_int(word, low, INT64_MAX, out);
}

static bool add_entry(struct shg_record *record, size_t *cap, char *const words[WORDS], size_t n) {
    long long size = 0;
    long long seconds = 0;
    long long nanoseconds = 0;
    bool exists = strcmp(words[0], "replaces") == 0;
    bool good = exists ? n == 5 && whole(words[2], 0, &size) && whole(words[3], INT64_MIN, &seconds) &&
                             whole(words[4], 0, &nanoseconds)
                       : n == 2 && strcmp(words[0], "makes") == 0;
    if (!good || !safe_name(words[1])) {
        errno = EBADMSG;
        return false;
    }
    struct shg_record_entry *entries = shg_grow(record->entries, cap, record->n + 1, sizeof *entries);
    if (!entries) {
        errno = ENOMEM;
        return false;
    }
    record->entries = entries;
    char *name = shg_copy(words[1]);
    if (!name) {
        errno = ENOMEM;
        return false;
    }
    entries[record->n++] = (struct shg_record_entry){name, exists, (uint64_t)size, seconds, nanoseconds};
    return true;
}

/* Takes in the line with this number (from 0); false with errno EBADMSG where it makes no sense, ENOMEM. */
static bool parse_line(struct shg_record *out, size_t *cap, unsigned long number, char *line) {
    if (number == 0) {
        errno = EBADMSG;
        return strcmp(line, FIRST_LINE) == 0;
    }
    char *words[WORDS] = {NULL};
    size_t n = split(line, words);
    errno = EBADMSG;
    if (number == 1) {
        long long value = 0;
        bool good = n == 2 && strcmp(words[0], "number") == 0 && whole(words[1], 1, &value);
        out->number = (uint64_t)value;
        return good;
    }
    if (number == 2) {
        out->forget = n == 2 && strcmp(words[1], "none") == 0;
        return n == 2 && strcmp(words[0], "previous") == 0 && (out->forget || strcmp(words[1], "kept") == 0);
    }
    return n >= 2 && n <= WORDS && add_entry(out, cap, words, n);
}

/* Takes text apart; false as parse_line. */
static bool parse(char *text, struct shg_record *out) {
    size_t cap = 0;
    char *line = text;
    for (unsigned long number = 0;; number++) {
        char *end = strchr(line, '\n');
        if (!end) {
            errno = EBADMSG;
            return false;
        }
        *end = '\0';
        if (number > 2 && strcmp(line, "end") == 0) {
            errno = EBADMSG;
            return end[1] == '\0';
        }
        if (!parse_line(out, &cap, number, line))
            return false;
        line = end + 1;
    }
}

enum shg_status shg_record_read(shg_store *store, struct shg_record *out, shg_faults *faults) {
    *out = (struct shg_record){0};
    if (store->shg_fd < 0)
        store->shg_fd = shg_sys_open(store->dir_fd, ".shg", O_RDONLY | O_DIRECTORY, 0);
    if (store->shg_fd < 0)
        return errno == ENOENT ? SHG_OK : shg_tell_system(store, ".shg", errno, faults);
    int fd = shg_sys_open(store->shg_fd, SHG_RECORD_NAME, O_RDONLY | O_NONBLOCK, 0);
    if (fd < 0)
        return errno == ENOENT ? SHG_OK : shg_tell_system(store, ".shg/" SHG_RECORD_NAME, errno, faults);
    char path[SHG_PATH_SIZE];
    (void)shg_store_path(path, store, ".shg/" SHG_RECORD_NAME);
    struct shg_buf text = SHG_BUF_EMPTY;
    struct stat st;
    enum shg_status status =
        shg_sys_fstat(fd, &st) == 0 ? shg_read_fd(fd, path, &text, faults) : shg_fault_system(faults, path, errno);
    (void)shg_sys_close(fd); /* it was only read */
    if (status == SHG_OK) {
        errno = EBADMSG;
        if (!text.p || memchr(text.p, '\0', text.n) || !parse(text.p, out)) {
            status = errno == ENOMEM
                         ? shg_fault_memory(faults)
                         : shg_fault_plain(faults, SHG_SYSTEM,
                                           "'%s' is damaged: it does not say what the last change was", path);
            shg_record_free(out);
        } else
            out->file = shg_identity_of(&st);
    }
    shg_buf_free(&text);
    return status;
}

/* ---- writing ---- */

static void format_record(struct shg_buf *out, const struct shg_record *record) {
    shg_buf_printf(out, FIRST_LINE "\nnumber %" PRIu64 "\nprevious %s\n", record->number,
                   record->forget ? "none" : "kept");
    for (size_t i = 0; i < record->n; i++) {
        const struct shg_record_entry *entry = &record->entries[i];
        if (entry->exists)
            shg_buf_printf(out, "replaces %s %" PRIu64 " %" PRId64 " %" PRId64 "\n", entry->name, entry->size,
                           entry->seconds, entry->nanoseconds);
        else
            shg_buf_printf(out, "makes %s\n", entry->name);
    }
    shg_buf_str(out, "end\n");
}

/* Writes the record beside, synced. */
static enum shg_status write_new(shg_store *store, const struct shg_buf *text, shg_faults *faults) {
    static const char name[] = ".shg/" SHG_RECORD_NEW;
    char path[SHG_PATH_SIZE];
    if (shg_sys_unlink(store->shg_fd, SHG_RECORD_NEW) != 0)
        return shg_tell_system(store, name, errno, faults);
    int fd = shg_sys_open(store->shg_fd, SHG_RECORD_NEW, O_WRONLY | O_CREAT | O_EXCL, 0600);
    if (fd < 0)
        return shg_tell_system(store, name, errno, faults);
    enum shg_status status = shg_write_fd(fd, shg_store_path(path, store, name), text->p, text->n, faults);
    if (status == SHG_OK && (shg_sys_chmod(fd, 0600) != 0 || shg_sys_sync(fd) != 0))
        status = shg_tell_system(store, name, errno, faults);
    if (shg_sys_close(fd) != 0 && status == SHG_OK)
        status = shg_tell_system(store, name, errno, faults);
    return status;
}

/* A second name for the record that is to be replaced. Where the file system has no links, a change that the disk is in
 * doubt about cannot be taken back; it is whole or absent all the same. */
static enum shg_status keep_old(const shg_store *store, shg_faults *faults) {
    if (shg_sys_unlink(store->shg_fd, SHG_RECORD_OLD) == 0 &&
        (shg_sys_link(store->shg_fd, SHG_RECORD_NAME, store->shg_fd, SHG_RECORD_OLD) == 0 || errno == ENOENT ||
         shg_no_links(errno)))
        return SHG_OK;
    return shg_tell_system(store, ".shg/" SHG_RECORD_OLD, errno, faults);
}

enum shg_status shg_record_put(shg_store *store, const struct shg_record *record, bool *renamed,
                               enum shg_status (*still_so)(void *ctx), void *ctx, shg_faults *faults) {
    *renamed = false;
    struct shg_buf text = SHG_BUF_EMPTY;
    format_record(&text, record);
    if (shg_buf_failed(&text)) {
        shg_buf_free(&text);
        return shg_fault_memory(faults);
    }
    enum shg_status status = write_new(store, &text, faults);
    shg_buf_free(&text);
    if (status == SHG_OK)
        status = keep_old(store, faults);
    if (status == SHG_OK && still_so)
        status = still_so(ctx);
    if (status == SHG_OK && shg_sys_rename(store->shg_fd, SHG_RECORD_NEW, store->shg_fd, SHG_RECORD_NAME) != 0) {
        struct stat st;
        status = shg_tell_system(store, ".shg/" SHG_RECORD_NAME, errno, faults);
        /* a failure whose record still lies beside is one that did nothing */
        *renamed = shg_sys_stat(store->shg_fd, SHG_RECORD_NEW, &st) != 0;
    } else if (status == SHG_OK) {
        *renamed = true;
        if (shg_sys_sync_folder(store->shg_fd) != 0)
            status = shg_tell_system(store, ".shg/" SHG_RECORD_NAME, errno, faults);
    }
    if (!*renamed)
        (void)shg_sys_unlink(store->shg_fd, SHG_RECORD_NEW); /* the next record to be written removes it too */
    if (!*renamed || status == SHG_OK)
        (void)shg_sys_unlink(store->shg_fd, SHG_RECORD_OLD); /* the same */
    return status;
}

bool shg_record_take_back(shg_store *store) {
    bool back = shg_sys_rename(store->shg_fd, SHG_RECORD_OLD, store->shg_fd, SHG_RECORD_NAME) == 0;
    if (!back && store->record.number == 0) /* there was none */
        back = shg_sys_unlink(store->shg_fd, SHG_RECORD_NAME) == 0;
    return back && shg_sys_sync_folder(store->shg_fd) == 0;
}
