#include "events/traces.h"

#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Files still to be looked at, and those found. */
struct search {
    const struct shg_gone *ids;
    struct shg_gone found; /* paths */
    shg_faults *faults;
};

/* The name of a file may be an id too: it is not shown. */
static char *path_shown(const struct shg_gone *ids, const char *path) {
    struct shg_buf shown = SHG_BUF_EMPTY;
    const char *at = path;
    while (*at) {
        size_t n = at[0] == 'P' || at[0] == 'S' ? 1 + strspn(at + 1, "0123456789") : 1;
        if (n > 1 && shg_gone_find(ids, at, n) != SHG_NONE)
            shg_buf_printf(&shown, "%c...", at[0]);
        else
            shg_buf_add(&shown, at, n);
        at += n;
    }
    return shg_buf_take(&shown);
}

static enum shg_status look_into(struct search *search, const char *path) {
    struct shg_buf bytes = SHG_BUF_EMPTY;
    enum shg_status status = shg_read_file(path, &bytes, search->faults);
    bool holds = shg_gone_within(search->ids, path, strlen(path)) != SHG_NONE ||
                 shg_gone_within(search->ids, shg_buf_get(&bytes), bytes.n) != SHG_NONE;
    if (status == SHG_OK && holds && !shg_gone_add(&search->found, path, strlen(path)))
        status = shg_fault_memory(search->faults);
    shg_buf_free(&bytes);
    return status;
}

static enum shg_status walk(struct search *search, const char *dir);

static enum shg_status visit(struct search *search, const char *dir, const char *name) {
    struct shg_buf path = SHG_BUF_EMPTY;
    struct stat st;
    enum shg_status status = SHG_OK;
    shg_buf_printf(&path, "%s/%s", dir, name);
    if (shg_buf_failed(&path))
        status = shg_fault_memory(search->faults);
    else if (lstat(path.p, &st) != 0)
        status = shg_fault_system(search->faults, path.p, errno);
    else if (S_ISDIR(st.st_mode))
        status = walk(search, path.p);
    else if (S_ISREG(st.st_mode))
        status = look_into(search, path.p);
    shg_buf_free(&path);
    return status;
}

static enum shg_status walk(struct search *search, const char *dir) {
    DIR *folder = opendir(dir);
    if (!folder)
        return shg_fault_system(search->faults, dir, errno);
    enum shg_status status = SHG_OK;
    const struct dirent *entry;
    errno = 0;
    while (status == SHG_OK && (entry = readdir(folder))) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            status = visit(search, dir, entry->d_name);
        errno = 0;
    }
    if (status == SHG_OK && errno != 0)
        status = shg_fault_system(search->faults, dir, errno);
    (void)closedir(folder); /* it was read only */
    return status;
}

enum shg_status shg_traces_in(const char *dir, const struct shg_gone *ids, shg_faults *faults) {
    struct search search = {ids, SHG_GONE_EMPTY, faults};
    enum shg_status status = walk(&search, dir);
    shg_gone_sort(&search.found);
    for (size_t i = 0; i < search.found.n && status == SHG_OK; i++) {
        char *shown = path_shown(ids, search.found.at[i]);
        struct shg_where where = {shown, 0, 0, 0};
        if (shown)
            (void)shg_fault_add(faults, SHG_WARNING, &where, NULL,
                                N_("this file still holds an id that is erased")); /* a warning */
        else
            status = shg_fault_memory(faults);
        free(shown);
    }
    shg_gone_free(&search.found);
    return status;
}

/* ---- version control ---- */

static const char *const histories[] = {".git", ".hg", ".svn", ".bzr", "_darcs", ".fslckout", ".jj", "CVS", "RCS"};

static bool is_versioned(const char *dir, const char **by) {
    bool found = false;
    for (size_t i = 0; i < sizeof histories / sizeof *histories && !found; i++) {
        struct shg_buf path = SHG_BUF_EMPTY;
        struct stat st;
        shg_buf_printf(&path, "%s/%s", dir, histories[i]);
        found = !shg_buf_failed(&path) && lstat(path.p, &st) == 0;
        *by = histories[i];
        shg_buf_free(&path);
    }
    return found;
}

static bool same_folder(const struct stat *a, const struct stat *b) {
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Follows links; a signal does not end it, as it may on a network's file system. */
static int look_at(const char *path, struct stat *st) {
    int rc = 0;
    do {
        rc = stat(path, st);
    } while (rc != 0 && errno == EINTR);
    return rc;
}

/* From the folder up to the root, which is its own parent. */
enum shg_status shg_traces_versions(const char *dir, shg_faults *faults) {
    struct shg_buf path = SHG_BUF_EMPTY;
    struct stat here = {0};
    struct stat above = {0};
    const char *by;
    enum shg_status status = SHG_OK;
    shg_buf_str(&path, dir);
    if (shg_buf_failed(&path))
        status = shg_fault_memory(faults);
    else if (look_at(path.p, &here) != 0)
        status = shg_fault_system(faults, dir, errno);
    while (status == SHG_OK) {
        if (is_versioned(shg_buf_get(&path), &by)) {
            (void)shg_fault_add(
                faults, SHG_WARNING, NULL, by,
                N_("the register lies in a folder under version control: its history keeps what is erased")); /* warns
                                                                                                               */
            break;
        }
        shg_buf_str(&path, "/..");
        if (shg_buf_failed(&path) || look_at(path.p, &above) != 0 || same_folder(&here, &above))
            break; /* the root, or what lies above is not to be seen */
        here = above;
    }
    shg_buf_free(&path);
    return status;
}
