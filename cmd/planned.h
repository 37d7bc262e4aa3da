/* What tools that speak of a plan begin with: the register, its instance, and the plan, read (-p) or made. */
#ifndef SHG_CMD_PLANNED_H
#define SHG_CMD_PLANNED_H

#include "cli.h"
#include "match/plan.h"

struct planned {
    struct shg_opening opening;
    shg_register *reg;
    struct shg_instance inst;
    struct shg_plan plan;
};

/* The options that say which plan, for a tool's list. */
#define PLANNED_OPTIONS                                                                                                \
    {"plan", 'p', "PLAN", N_("the plan that was made (`-`: standard input); without it one is made")},                 \
        {"effort", 0, "N", N_("how much work goes into the plan that is made: 10 by default")}, {                      \
        "threads", 'j', "N", N_("how many threads (the answer is the same)")                                           \
    }

/* SHG_OK, or why not (told). Close it after SHG_OK. */
enum shg_status planned_open(struct cli *cli, struct planned *out);
void planned_close(struct planned *planned);

#endif
