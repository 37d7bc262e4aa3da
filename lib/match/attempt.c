#include "match/attempt.h"

enum shg_status shg_attempt_bound(struct shg_attempt *a, const struct shg_cut *cut) {
    enum shg_status status = shg_model_make(&a->model, &cut->inst);
    return status == SHG_OK ? shg_bound_new(&a->bound, &a->model) : status;
}

enum shg_status shg_attempt_search(struct shg_attempt *a, const struct shg_cut *cut, const struct shg_prices *prices) {
    struct shg_plan first;
    a->search = shg_search_new(&a->model, prices, 1);
    if (!a->search || !shg_cut_first(cut, &first))
        return SHG_SYSTEM;
    enum shg_status status = shg_search_from(a->search, &first);
    shg_plan_free(&first);
    return status;
}

void shg_attempt_end(struct shg_attempt *a) {
    shg_search_free(a->search);
    shg_bound_free(&a->bound);
    shg_model_free(&a->model);
}

const atomic_bool *shg_attempt_cancel(const atomic_bool *cancel) {
    static const atomic_bool never = false;
    return cancel ? cancel : &never;
}
