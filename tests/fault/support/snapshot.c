#include "base/file.h"
#include "base/list.h"
#include "fault.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH 4096

/* ---- scratch ---- */

static char scratch[PATH];

const char *scratch_start(void) {
    const char *tmp = getenv("TMPDIR");
    const char *asked = getenv("SHG_FAULT_SCRATCH");
    const char *const places[] = {asked ? asked : "/dev/shm", tmp ? tmp : "/tmp"};
    for (size_t i = 0; i < 2; i++) {
        (void)snprintf(scratch, sizeof scratch, "%s/shg-fault.XXXXXX", places[i]); /* cut, it is not there */
        if (mkdtemp(scratch)) {
            if (atexit(scratch_end) != 0) /* also where the test gives up */
                die("atexit fails");
            return scratch;
        }
    }
    die("no scratch folder: %s", strerror(errno));
}

static void remove_tree(const char *dir) {
    DIR *open_dir = opendir(dir);
    const struct dirent *entry = NULL;
    while (open_dir && (entry = readdir(open_dir))) {
        char path[PATH];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        (void)snprintf(path, sizeof path, "%s/%s", dir, entry->d_name); /* cut, it is not there */
        if (unlink(path) != 0)
            remove_tree(path);
    }
    if (open_dir)
        (void)closedir(open_dir); /* it was only read */
    if (rmdir(dir) != 0 && errno != ENOENT)
        die("%s: %s", dir, strerror(errno));
}

void scratch_end(void) {
    if (scratch[0])
        remove_tree(scratch);
    scratch[0] = '\0';
}

/* ---- snapshots ---- */

void snapshot_add(struct snapshot *to, const char *path, bool folder, const void *bytes, size_t n,
                  struct timespec written) {
    struct shot *list = shg_grow(to->list, &to->cap, to->n + 1, sizeof *list);
    char *copy = shg_copy(path);
    if (!list || !copy)
        die("out of memory");
    to->list = list;
    struct shot *shot = &list[to->n++];
    *shot = (struct shot){copy, folder, SHG_BUF_EMPTY, written};
    shg_buf_add(&shot->bytes, bytes ? bytes : "", n);
    if (shg_buf_failed(&shot->bytes))
        die("out of memory");
}

static void read_whole(const char *path, struct shg_buf *out) {
    shg_faults *faults = shg_faults_new(NULL, NULL);
    if (!faults || shg_read_file(path, out, faults) != SHG_OK)
        die("%s cannot be read", path);
    shg_faults_free(faults);
}

static void take(struct snapshot *out, const char *dir, const char *path) {
    char full[PATH];
    (void)snprintf(full, sizeof full, "%s/%s", dir, path); /* cut, it is not there */
    struct stat st;
    if (lstat(full, &st) != 0)
        die("%s: %s", full, strerror(errno));
    if (!S_ISDIR(st.st_mode)) {
        struct shg_buf bytes = SHG_BUF_EMPTY;
        read_whole(full, &bytes);
        snapshot_add(out, path, false, bytes.p, bytes.n, st.st_mtim);
        shg_buf_free(&bytes);
        return;
    }
    snapshot_add(out, path, true, NULL, 0, st.st_mtim);
    DIR *open_dir = opendir(full);
    if (!open_dir)
        die("%s: %s", full, strerror(errno));
    const struct dirent *entry = NULL;
    while ((entry = readdir(open_dir))) {
        char inner[PATH];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        bool top = strcmp(path, ".") == 0;
        (void)snprintf(inner, sizeof inner, "%s%s%s", top ? "" : path, top ? "" : "/", entry->d_name);
        take(out, dir, inner);
    }
    (void)closedir(open_dir); /* it was only read */
}

static int by_path(const void *a, const void *b) {
    return strcmp(((const struct shot *)a)->path, ((const struct shot *)b)->path);
}

void snapshot_sort(struct snapshot *snapshot) {
    qsort(snapshot->list, snapshot->n, sizeof *snapshot->list, by_path);
}

void snapshot_take(struct snapshot *out, const char *dir) {
    *out = (struct snapshot){0};
    take(out, dir, ".");
    snapshot_sort(out);
}

static void write_shot(const char *full, const struct shot *shot) {
    shg_faults *faults = shg_faults_new(NULL, NULL);
    int fd = open(full, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    const struct timespec times[2] = {shot->written, shot->written};
    if (!faults || fd < 0 || shg_write_fd(fd, full, shot->bytes.p, shot->bytes.n, faults) != SHG_OK ||
        futimens(fd, times) != 0 || close(fd) != 0)
        die("%s: %s", full, strerror(errno));
    shg_faults_free(faults);
}

void snapshot_put(const struct snapshot *from, const char *dir) {
    struct stat st;
    if (lstat(dir, &st) == 0)
        remove_tree(dir);
    for (size_t i = 0; i < from->n; i++) { /* sorted: a folder comes before what lies in it */
        char full[PATH];
        (void)snprintf(full, sizeof full, "%s/%s", dir, from->list[i].path); /* cut, it cannot be made */
        if (!from->list[i].folder)
            write_shot(full, &from->list[i]);
        else if (mkdir(strcmp(from->list[i].path, ".") == 0 ? dir : full, 0700) != 0)
            die("%s: %s", full, strerror(errno));
    }
}

const struct shot *snapshot_find(const struct snapshot *in, const char *path) {
    for (size_t i = 0; i < in->n; i++)
        if (strcmp(in->list[i].path, path) == 0)
            return &in->list[i];
    return NULL;
}

void snapshot_free(struct snapshot *snapshot) {
    for (size_t i = 0; i < snapshot->n; i++) {
        free(snapshot->list[i].path);
        shg_buf_free(&snapshot->list[i].bytes);
    }
    free(snapshot->list);
    *snapshot = (struct snapshot){0};
}
