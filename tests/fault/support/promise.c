#include "fault.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ---- views ---- */

static void say_faults(const shg_faults *faults) {
    for (size_t i = 0; i < shg_faults_count(faults, SHG_NOTE); i++)
        tap_say("%s", shg_faults_at(faults, i)->text);
}

bool view_read(struct snapshot *out, const char *dir, const char *const *names) {
    enum { MOST = 32 };
    *out = (struct snapshot){0};
    struct shg_stored files[MOST];
    size_t n = 0;
    for (; names[n] && n < MOST; n++)
        files[n] = (struct shg_stored){.name = names[n]};
    shg_store *store = NULL;
    shg_faults *faults = shg_faults_new(NULL, NULL);
    if (!faults)
        die("out of memory");
    bool good =
        shg_store_open(&store, dir, names, faults) == SHG_OK && shg_store_read(store, files, n, faults) == SHG_OK;
    if (!good)
        say_faults(faults);
    for (size_t i = 0; good && i < n; i++) {
        if (files[i].identity.exists)
            snapshot_add(out, names[i], false, files[i].bytes.p, files[i].bytes.n, (struct timespec){0, 0});
        shg_buf_free(&files[i].bytes);
    }
    shg_store_free(store);
    shg_faults_free(faults);
    snapshot_sort(out);
    return good;
}

void view_plain(struct snapshot *out, const struct snapshot *dir, const char *const *names) {
    *out = (struct snapshot){0};
    for (; *names; names++) {
        const struct shot *shot = snapshot_find(dir, *names);
        if (shot)
            snapshot_add(out, *names, false, shot->bytes.p, shot->bytes.n, (struct timespec){0, 0});
    }
    snapshot_sort(out);
}

static bool same_bytes(const struct shg_buf *a, const struct shg_buf *b) {
    return a->n == b->n && memcmp(shg_buf_get(a), shg_buf_get(b), a->n) == 0;
}

bool view_same(const struct snapshot *a, const struct snapshot *b) {
    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++)
        if (strcmp(a->list[i].path, b->list[i].path) != 0 || !same_bytes(&a->list[i].bytes, &b->list[i].bytes))
            return false;
    return true;
}

bool repair(const char *dir, const char *const *names) {
    shg_store *store = NULL;
    shg_faults *faults = shg_faults_new(NULL, NULL);
    if (!faults)
        die("out of memory");
    bool good =
        shg_store_open(&store, dir, names, faults) == SHG_OK && shg_store_lock(store, 0, "repair", faults) == SHG_OK;
    if (!good)
        say_faults(faults);
    shg_store_free(store);
    shg_faults_free(faults);
    return good;
}

/* ---- promises ---- */

static bool named(const char *const *names, const char *name) {
    for (; *names; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

/* A folder holds its tables, what is ours, and nothing else; all of it for its owner alone. */
static bool tidy(const struct promise *promise, const struct snapshot *all, const char *dir) {
    bool good = true;
    for (size_t i = 0; i < all->n; i++) {
        const char *path = all->list[i].path;
        char full[4096];
        struct stat st;
        (void)snprintf(full, sizeof full, "%s/%s", dir, path); /* cut, it is not there */
        bool known = strcmp(path, ".") == 0 || strcmp(path, ".shg") == 0 || strcmp(path, ".shg/lock") == 0 ||
                     strcmp(path, ".shg/commit") == 0 || strcmp(path, ".shg/commit.new") == 0 ||
                     strcmp(path, ".shg/commit.old") == 0 || strcmp(path, ".shg/previous") == 0 ||
                     named(promise->names, path) ||
                     (strncmp(path, ".shg/previous/", 14) == 0 && named(promise->names, path + 14));
        if (!known || lstat(full, &st) != 0 || (st.st_mode & 077) != 0) {
            tap_say("%s: %s", path, known ? "its mode is open to others" : "this is left over");
            good = false;
        }
    }
    return good;
}

/* What the change replaced lies in .shg/previous; after an erasure nothing does. */
static bool previous_kept(const struct promise *promise, const struct snapshot *all) {
    bool good = true;
    for (size_t i = 0; i < promise->old->n; i++) {
        const struct shot *old = &promise->old->list[i];
        const struct shot *new = snapshot_find(promise->new, old->path);
        char path[256];
        (void)snprintf(path, sizeof path, ".shg/previous/%s", old->path); /* names are short */
        const struct shot *kept = snapshot_find(all, path);
        bool replaced = new && !same_bytes(&old->bytes, &new->bytes);
        bool as_wanted = replaced && !promise->forgets ? kept && same_bytes(&kept->bytes, &old->bytes) : !kept;
        if (!as_wanted) {
            tap_say("%s: %s", path, kept ? "not what the change replaced" : "what was replaced is not kept");
            good = false;
        }
    }
    return good;
}

static bool nowhere(const char *text, const struct snapshot *all) {
    for (size_t i = 0; i < all->n; i++)
        if (strstr(shg_buf_get(&all->list[i].bytes), text)) {
            tap_say("%s still holds what was erased", all->list[i].path);
            return false;
        }
    return true;
}

static bool kept_on_disk(const struct promise *promise, const char *dir, const struct snapshot *view, bool is_new) {
    struct snapshot all;
    struct snapshot plain;
    snapshot_take(&all, dir);
    view_plain(&plain, &all, promise->names);
    bool good = tidy(promise, &all, dir);
    if (!view_same(&plain, view)) {
        tap_say("after the repair the tables in the folder are not those that readers saw");
        good = false;
    }
    if (is_new)
        good = previous_kept(promise, &all) && good;
    if (is_new && promise->erased)
        good = nowhere(promise->erased, &all) && good;
    snapshot_free(&all);
    snapshot_free(&plain);
    return good;
}

bool promise_kept(const struct promise *promise, const char *dir, bool *is_new) {
    struct snapshot before;
    struct snapshot after = {0};
    bool good = view_read(&before, dir, promise->names);
    *is_new = good && view_same(&before, promise->new);
    bool is_old = good && view_same(&before, promise->old);
    if (good && !(is_old && promise->may_be_old) && !(*is_new && promise->may_be_new)) {
        tap_say("readers see %s", is_old    ? "the old register"
                                  : *is_new ? "the new register"
                                            : "neither the old nor the new");
        good = false;
    }
    if (good &&
        !(repair(dir, promise->names) && view_read(&after, dir, promise->names) && view_same(&before, &after))) {
        tap_say("the repair changed what readers see");
        good = false;
    }
    if (good)
        good = kept_on_disk(promise, dir, &before, *is_new);
    snapshot_free(&before);
    snapshot_free(&after);
    return good;
}
