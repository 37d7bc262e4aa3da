/* Texts that belong to an instance: copies in blocks that never move. */
#ifndef SHG_MATCH_TEXTS_H
#define SHG_MATCH_TEXTS_H

#include <stddef.h>

struct shg_texts;

/* A copy of n bytes of s with a NUL, in *texts (NULL at first); NULL when out of memory. */
const char *shg_texts_keep(struct shg_texts **texts, const char *s, size_t n);
void shg_texts_free(struct shg_texts *texts);

#endif
