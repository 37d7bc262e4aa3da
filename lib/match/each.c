#include "match/each.h"

#include <pthread.h>
#include <stdatomic.h>

#define THREADS_MOST 64

struct queue {
    enum shg_status (*one)(void *ctx, size_t i);
    void *ctx;
    size_t n;
    atomic_size_t next;
    atomic_int failed; /* a status that is not SHG_OK */
};

static void *work_off(void *ctx) {
    struct queue *q = ctx;
    for (size_t i; (i = atomic_fetch_add(&q->next, 1)) < q->n && atomic_load(&q->failed) == SHG_OK;) {
        enum shg_status status = q->one(q->ctx, i);
        if (status != SHG_OK)
            atomic_store(&q->failed, (int)status);
    }
    return NULL;
}

enum shg_status shg_each(long threads, size_t n, enum shg_status (*one)(void *ctx, size_t i), void *ctx) {
    struct queue q = {.one = one, .ctx = ctx, .n = n, .next = 0, .failed = SHG_OK};
    pthread_t ids[THREADS_MOST];
    long started = 0;
    while (started + 1 < threads && (size_t)started + 1 < n && started < THREADS_MOST &&
           pthread_create(&ids[started], NULL, work_off, &q) == 0)
        started++;
    (void)work_off(&q);
    for (long i = 0; i < started; i++)
        (void)pthread_join(ids[i], NULL); /* cannot fail for a thread of ours */
    return (enum shg_status)atomic_load(&q.failed);
}
