#include "disk.h"

#include "base/list.h"

#include <stdlib.h>
#include <string.h>

#define FDS 256
#define NOBODY SIZE_MAX

/* A name in a folder. */
struct entry {
    char *name;
    size_t inode;
};

struct entries {
    struct entry *list;
    size_t n, cap;
};

struct inode {
    bool folder;
    bool dirty; /* written to since the last sync */
    struct shg_buf now, synced;
    struct timespec written;
    struct entries names, lasting; /* of a folder: as programs see it, as it was at the last sync */
};

/* A change of a folder that need not last: name is inode (NOBODY: nobody) from then on, and so for the other. */
struct pending {
    size_t folder;
    struct entry first, second; /* second.name may be NULL */
};

struct disk {
    struct inode *inodes;
    size_t n, cap;
    struct pending *pending;
    size_t pending_n, pending_cap;
    size_t fds[FDS];
};

static void *grown(void *list, size_t *cap, size_t need, size_t size) {
    void *moved = shg_grow(list, cap, need, size);
    if (!moved)
        die("out of memory");
    return moved;
}

static char *copy(const char *text) {
    char *made = shg_copy(text);
    if (!made)
        die("out of memory");
    return made;
}

static void set_bytes(struct shg_buf *to, const struct shg_buf *from) {
    shg_buf_cut(to, 0);
    shg_buf_add(to, shg_buf_get(from), from->n);
    if (shg_buf_failed(to))
        die("out of memory");
}

static size_t find(const struct entries *in, const char *name) {
    for (size_t i = 0; i < in->n; i++)
        if (strcmp(in->list[i].name, name) == 0)
            return in->list[i].inode;
    return NOBODY;
}

static void assign(struct entries *in, const char *name, size_t inode) {
    for (size_t i = 0; i < in->n; i++)
        if (strcmp(in->list[i].name, name) == 0) {
            in->list[i].inode = inode;
            return;
        }
    in->list = grown(in->list, &in->cap, in->n + 1, sizeof *in->list);
    in->list[in->n++] = (struct entry){copy(name), inode};
}

static void copy_entries(struct entries *to, const struct entries *from) {
    for (size_t i = 0; i < from->n; i++)
        assign(to, from->list[i].name, from->list[i].inode);
}

static void free_entries(struct entries *entries) {
    for (size_t i = 0; i < entries->n; i++)
        free(entries->list[i].name);
    free(entries->list);
    *entries = (struct entries){0};
}

static size_t add_inode(struct disk *disk, bool folder) {
    disk->inodes = grown(disk->inodes, &disk->cap, disk->n + 1, sizeof *disk->inodes);
    disk->inodes[disk->n] = (struct inode){.folder = folder, .written = {1, 0}};
    return disk->n++;
}

/* The inode of a path as programs see it; *folder and *name where it lies. */
static size_t walk(const struct disk *disk, const char *path, size_t *folder, const char **name) {
    *folder = 0;
    *name = path;
    if (strcmp(path, ".") == 0)
        return 0;
    for (const char *slash = strchr(path, '/'); slash; slash = strchr(*name, '/')) {
        char *part = shg_copy_n(*name, (size_t)(slash - *name));
        size_t next = part ? find(&disk->inodes[*folder].names, part) : NOBODY;
        free(part);
        if (next == NOBODY)
            die("the log names %s", path);
        *folder = next;
        *name = slash + 1;
    }
    return find(&disk->inodes[*folder].names, *name);
}

/* A change of a folder; other may be NULL. */
static void change(struct disk *disk, size_t folder, const char *name, size_t inode, const char *other,
                   size_t other_inode) {
    assign(&disk->inodes[folder].names, name, inode);
    if (other)
        assign(&disk->inodes[folder].names, other, other_inode);
    disk->pending = grown(disk->pending, &disk->pending_cap, disk->pending_n + 1, sizeof *disk->pending);
    disk->pending[disk->pending_n++] =
        (struct pending){folder, {copy(name), inode}, {other ? copy(other) : NULL, other_inode}};
}

static void sync_folder(struct disk *disk, size_t folder) {
    struct inode *inode = &disk->inodes[folder];
    free_entries(&inode->lasting);
    copy_entries(&inode->lasting, &inode->names);
    size_t kept = 0;
    for (size_t i = 0; i < disk->pending_n; i++) {
        if (disk->pending[i].folder != folder) {
            disk->pending[kept++] = disk->pending[i];
            continue;
        }
        free(disk->pending[i].first.name);
        free(disk->pending[i].second.name);
    }
    disk->pending_n = kept;
}

struct disk *disk_new(const struct snapshot *base) {
    struct disk *disk = calloc(1, sizeof *disk);
    if (!disk)
        die("out of memory");
    (void)add_inode(disk, true);
    for (size_t i = 0; i < base->n; i++) {
        const struct shot *shot = &base->list[i];
        if (strcmp(shot->path, ".") == 0)
            continue;
        size_t folder = 0;
        const char *name = NULL;
        (void)walk(disk, shot->path, &folder, &name); /* it is not there yet */
        size_t inode = add_inode(disk, shot->folder);
        set_bytes(&disk->inodes[inode].now, &shot->bytes);
        set_bytes(&disk->inodes[inode].synced, &shot->bytes);
        disk->inodes[inode].written = shot->written;
        assign(&disk->inodes[folder].names, name, inode);
        assign(&disk->inodes[folder].lasting, name, inode);
    }
    return disk;
}

void disk_free(struct disk *disk) {
    for (size_t i = 0; i < disk->n; i++) {
        shg_buf_free(&disk->inodes[i].now);
        shg_buf_free(&disk->inodes[i].synced);
        free_entries(&disk->inodes[i].names);
        free_entries(&disk->inodes[i].lasting);
    }
    for (size_t i = 0; i < disk->pending_n; i++) {
        free(disk->pending[i].first.name);
        free(disk->pending[i].second.name);
    }
    free(disk->pending);
    free(disk->inodes);
    free(disk);
}

/* ---- calls ---- */

static void do_write(struct inode *file, const struct op *op) {
    struct shg_buf text = SHG_BUF_EMPTY;
    shg_buf_add(&text, shg_buf_get(&file->now), op->at < file->now.n ? op->at : file->now.n);
    shg_buf_add(&text, op->bytes, op->n);
    if (file->now.n > op->at + op->n)
        shg_buf_add(&text, file->now.p + op->at + op->n, file->now.n - op->at - op->n);
    set_bytes(&file->now, &text);
    shg_buf_free(&text);
    file->dirty = true;
}

static void do_move(struct disk *disk, const struct op *op) {
    size_t from_folder = 0;
    size_t to_folder = 0;
    const char *from = NULL;
    const char *to = NULL;
    size_t inode = walk(disk, op->from, &from_folder, &from);
    (void)walk(disk, op->to, &to_folder, &to); /* what stood there loses its name */
    if (op->kind == OP_RENAME && from_folder == to_folder) {
        change(disk, to_folder, from, NOBODY, to, inode);
        return;
    }
    change(disk, to_folder, to, inode, NULL, 0);
    if (op->kind == OP_RENAME)
        change(disk, from_folder, from, NOBODY, NULL, 0);
}

void disk_do(struct disk *disk, const struct op *op) {
    size_t folder = 0;
    const char *name = NULL;
    size_t inode = op->fd < FDS ? disk->fds[op->fd] : 0;
    switch (op->kind) {
    case OP_OPEN:
        inode = walk(disk, op->from, &folder, &name);
        if (op->made) {
            inode = add_inode(disk, false);
            change(disk, folder, name, inode, NULL, 0);
        }
        if (inode == NOBODY)
            die("the log opens %s", op->from);
        disk->fds[op->fd] = inode;
        break;
    case OP_WRITE:
        do_write(&disk->inodes[inode], op);
        break;
    case OP_TRUNCATE:
        if (op->n < disk->inodes[inode].now.n)
            shg_buf_cut(&disk->inodes[inode].now, op->n);
        disk->inodes[inode].dirty = true;
        break;
    case OP_SYNC:
        if (disk->inodes[inode].folder)
            sync_folder(disk, inode);
        set_bytes(&disk->inodes[inode].synced, &disk->inodes[inode].now);
        disk->inodes[inode].dirty = false;
        break;
    case OP_RENAME:
    case OP_LINK:
        do_move(disk, op);
        break;
    case OP_UNLINK:
        (void)walk(disk, op->from, &folder, &name); /* it loses its name */
        change(disk, folder, name, NOBODY, NULL, 0);
        break;
    case OP_MKDIR:
        (void)walk(disk, op->from, &folder, &name); /* it is not there yet */
        change(disk, folder, name, add_inode(disk, true), NULL, 0);
        break;
    case OP_LOOK:
    case OP_CLOSE:
        break;
    }
}

/* ---- after the power cut ---- */

size_t disk_pending(const struct disk *disk) {
    return disk->pending_n;
}

static void found_bytes(const struct inode *file, enum content content, struct shg_buf *out) {
    if (!file->dirty || content == CONTENT_WRITTEN)
        set_bytes(out, &file->now);
    else if (content == CONTENT_BEFORE)
        set_bytes(out, &file->synced);
    else if (content == CONTENT_TORN)
        shg_buf_add(out, shg_buf_get(&file->now), file->now.n / 2);
    else
        for (size_t i = 0; i < file->now.n; i++)
            shg_buf_char(out, '\0');
}

static void found_folder(const struct disk *disk, size_t folder, const char *path, uint64_t lasted,
                         enum content content, const char *ignore, struct snapshot *out) {
    struct entries names = {0};
    copy_entries(&names, &disk->inodes[folder].lasting);
    for (size_t i = 0; i < disk->pending_n; i++) {
        const struct pending *pending = &disk->pending[i];
        if (pending->folder != folder || !(lasted >> i & 1))
            continue;
        assign(&names, pending->first.name, pending->first.inode);
        if (pending->second.name)
            assign(&names, pending->second.name, pending->second.inode);
    }
    snapshot_add(out, path, true, NULL, 0, (struct timespec){1, 0});
    for (size_t i = 0; i < names.n; i++) {
        if (names.list[i].inode == NOBODY)
            continue;
        const struct inode *inode = &disk->inodes[names.list[i].inode];
        struct shg_buf inner = SHG_BUF_EMPTY;
        struct shg_buf bytes = SHG_BUF_EMPTY;
        shg_buf_printf(&inner, "%s%s%s", strcmp(path, ".") == 0 ? "" : path, strcmp(path, ".") == 0 ? "" : "/",
                       names.list[i].name);
        if (inode->folder)
            found_folder(disk, names.list[i].inode, shg_buf_get(&inner), lasted, content, ignore, out);
        else {
            if (!ignore || strcmp(shg_buf_get(&inner), ignore) != 0)
                found_bytes(inode, content, &bytes);
            snapshot_add(out, shg_buf_get(&inner), false, bytes.p, bytes.n, inode->written);
        }
        shg_buf_free(&inner);
        shg_buf_free(&bytes);
    }
    free_entries(&names);
}

void disk_found(const struct disk *disk, uint64_t lasted, enum content content, const char *ignore,
                struct snapshot *out) {
    *out = (struct snapshot){0};
    found_folder(disk, 0, ".", lasted, content, ignore, out);
    snapshot_sort(out);
}
