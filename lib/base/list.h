/* Lists that grow, what stands in one, and an index from text to a number. */
#ifndef SHG_BASE_LIST_H
#define SHG_BASE_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Room for need elements of size bytes in a block of *cap; gives the (moved) block, or NULL when out of memory: the old
 * block is still good then. Grows by half at least. Use: T *q = shg_grow(list, &cap, n + 1, sizeof *list); */
void *shg_grow(void *block, size_t *cap, size_t need, size_t size);

/* Whether a number stands in a list of n. */
bool shg_list_holds(const uint32_t *list, size_t n, uint32_t number);

/* An index from text to a number: open addressing, keys not owned (they must outlive it). */
typedef struct shg_index shg_index;
#define SHG_NONE UINT32_MAX

shg_index *shg_index_new(size_t expect);
void shg_index_free(shg_index *index);
/* Puts key -> value where key is new and gives value; else gives what stood there. SHG_NONE when out of memory. */
uint32_t shg_index_put(shg_index *index, const char *key, uint32_t value);
/* The value of a key, or SHG_NONE. index may be NULL (empty). */
uint32_t shg_index_get(const shg_index *index, const char *key);

#endif
