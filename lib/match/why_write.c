#include "match/why.h"

/* ---- Rows ---- */

static const char *const obstacle_names[] = {"no-part", "reach", "slot", "starter", "people", "room", "outvoted"};
static const char *const come_names[] = {"starter", "room", "people", "several"};

struct face {
    const struct shg_why_case *found;
    const shg_register *reg;
    const struct shg_why_face *how;
    struct shg_writer *w;
    struct shg_buf text;
};

bool shg_why_small(const shg_register *reg, uint32_t n, uint32_t of) {
    const uint32_t suppress = (uint32_t)shg_profile_of(reg)->suppress;
    return n < suppress || of - n < suppress;
}

void shg_why_header(struct shg_writer *w) {
    static const char *const header[] = {"person", "obstacle", "detail", "change", "places", "verified"};
    shg_put_row(w, header, sizeof header / sizeof *header);
}

static void put_places(struct face *f, uint32_t n) {
    if (f->how->discreet && n > 0 && n < (uint32_t)shg_profile_of(f->reg)->suppress)
        shg_put(f->w, "");
    else
        shg_put_int(f->w, n);
}

/* What the obstacle says more exactly. */
static void add_detail(struct face *f) {
    const struct shg_why_case *c = f->found;
    const bool outvoted = c->obstacle == SHG_OBSTACLE_OUTVOTED;
    if (c->absent)
        shg_buf_str(&f->text, c->absent);
    else if (c->obstacle == SHG_OBSTACLE_REACH && c->nearest != UINT32_MAX)
        shg_buf_printf(&f->text, "%u", (unsigned)c->nearest);
    else if (c->of > 0 && !(f->how->discreet && shg_why_small(f->reg, c->n, outvoted ? c->of : UINT32_MAX)))
        shg_buf_printf(&f->text, "%u of %u", (unsigned)c->n, (unsigned)c->of);
}

static void begin_row(struct face *f) {
    const struct shg_why_case *c = f->found;
    shg_put(f->w, c->id);
    shg_put(f->w, c->apart && f->how->internal ? "apart" : obstacle_names[c->obstacle]);
    shg_buf_cut(&f->text, 0);
    add_detail(f);
    shg_put(f->w, shg_buf_get(&f->text));
    shg_buf_cut(&f->text, 0);
}

static void put_helped(struct face *f, const struct shg_why_helped *helped) {
    begin_row(f);
    shg_change_write(&helped->change, f->reg, &f->text);
    shg_put(f->w, shg_buf_get(&f->text));
    put_places(f, helped->places);
    shg_put(f->w, "yes");
    shg_end_row(f->w);
}

static void put_helpless(struct face *f) {
    const struct shg_why_case *c = f->found;
    begin_row(f);
    shg_buf_printf(&f->text, "%s: %s", c->proven ? "nothing" : "unknown", come_names[c->come]);
    shg_put(f->w, shg_buf_get(&f->text));
    put_places(f, c->come == SHG_COME_SEVERAL ? 0 : c->places);
    shg_put(f->w, c->proven && c->come_proven ? "yes" : "unknown");
    shg_end_row(f->w);
}

static void put_absent(struct face *f) {
    begin_row(f);
    shg_put(f->w, "");
    shg_put(f->w, "");
    shg_put(f->w, "yes");
    shg_end_row(f->w);
}

enum shg_status shg_why_write(const struct shg_why_case *found, const shg_register *reg,
                              const struct shg_why_face *face, struct shg_writer *w, shg_faults *faults) {
    struct face f = {found, reg, face, w, SHG_BUF_EMPTY};
    if (found->absent)
        put_absent(&f);
    else if (found->n_helped == 0)
        put_helpless(&f);
    for (size_t i = 0; i < found->n_helped; i++)
        put_helped(&f, &found->helped[i]);
    const bool failed = shg_buf_failed(&f.text);
    shg_buf_free(&f.text);
    return failed ? shg_fault_memory(faults) : SHG_OK;
}

/* ---- The plan behind a change ---- */

enum shg_status shg_why_plan(const struct shg_opening *opening, const struct shg_why_case *found, size_t helped,
                             struct shg_writer *w, shg_faults *faults) {
    shg_register *reg;
    enum shg_status status = shg_register_load(&reg, opening, faults);
    if (status != SHG_OK)
        return status;
    if (shg_change_make(&found->helped[helped].change, reg, found->row) != SHG_OK)
        status = shg_fault_memory(faults);
    if (status == SHG_OK)
        status = shg_plan_carry(reg, found->inst, &found->helped[helped].plan, w, faults);
    shg_register_free(reg);
    return status;
}
