/* A disk that forgets: what a log of calls leaves when the power goes, where nothing that was not synced need be there.
 *
 * The model is worse than the file systems the register promises to hold on. Bytes written to a file last only after
 * fsync of the file; before, the file may be empty, as it last was, torn in the middle, or full of zeros. A name that
 * was made, moved or removed lasts only after fsync of its folder; before, any of these changes may be lost while later
 * ones are not. A rename within a folder is there or not, but never half; one between folders may be lost on either
 * side alone.
 */
#ifndef SHG_TESTS_DISK_H
#define SHG_TESTS_DISK_H

#include "scenario.h"

struct disk;

/* A disk on which all of a snapshot lasts. */
struct disk *disk_new(const struct snapshot *base);
void disk_free(struct disk *disk);
/* Does what a line of a log says. */
void disk_do(struct disk *disk, const struct op *op);

/* How many changes of names need not last. */
size_t disk_pending(const struct disk *disk);

enum content { CONTENT_WRITTEN, CONTENT_BEFORE, CONTENT_TORN, CONTENT_ZEROS, CONTENTS };

/* What is found after a power cut when, of the pending changes, those lasted that have their bit in lasted, and of
 * files that were not synced there is this. ignore: a path whose bytes do not matter (they are left out). */
void disk_found(const struct disk *disk, uint64_t lasted, enum content content, const char *ignore,
                struct snapshot *out);

#endif
