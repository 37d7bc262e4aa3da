/* The upper bound: Lagrangian relaxation of what ties groups to each other. Private to lib/match.
 *
 * Priced are: one seat a person (u_p), capacity of a starter (v_s), one group at a moment for a starter and the person
 * who they are (t_sm, see ties.h), and NEW_MAX (w). For any prices >= 0 L = sum u_p + sum left_s * v_s + sum t_sm +
 * new_max * w + sum over sources of what their best groups are worth, one for each copy, is at least the worth of every
 * plan: a plan pays each price at most as often as L counts it, and its groups of a source are at most the best of that
 * source. Prices move along a deflected subgradient (Camerini, Fratta and Maffioli, 1975), the step is Polyak's (1969),
 * shortened after steps without gain, with a restart at the best prices; at the root prices of starters, which are a
 * group's, take twice the stride of a person's (space dilation: Shor, 1985). Prices are whole numbers of 1/64 point; L
 * is exact in them.
 */
#ifndef SHG_MATCH_BOUND_H
#define SHG_MATCH_BOUND_H

#include "match/ceiling.h"
#include "match/seen.h"

/* How far below the best the first steps aim, in millionths of it; steps without gain before they aim nearer by a
 * fifth; gains in a run after which they aim a quarter further, where there is still far to go. */
enum { SHG_REACH_FIRST = 300000, SHG_PATIENCE = 20, SHG_COURAGE = 5 };

/* What a branch of the proof forbids or asks for: in pairs, of which any plan obeys one. */
enum shg_bar_kind {
    SHG_BAR_MOST,         /* the candidate `who` yields at most n groups */
    SHG_BAR_LEAST,        /* ... at least n */
    SHG_BAR_SOURCE_MOST,  /* the source yields at most n groups */
    SHG_BAR_SOURCE_LEAST, /* ... at least n */
    SHG_BAR_YEARS_FROM,   /* the source, or of it the candidate `who` (SHG_NONE: all), holds nobody born before n;
                             after shg_bound_below only */
    SHG_BAR_YEARS_TO,     /* ... after n */
    SHG_BAR_PERSON_OUT,   /* the person is not in a group of the source */
    SHG_BAR_PERSON_HERE,  /* they are: in no group of another source */
    SHG_BAR_STARTER_OUT,  /* the starter leads no group of the source */
    SHG_BAR_STARTER_HERE  /* they do: none of another source that they cannot lead too */
};

struct shg_bar {
    enum shg_bar_kind kind;
    uint32_t who, source, n;
};

/* Whether a bar is on groups, their counts and ages; the others are on persons and starters. */
static inline bool shg_bar_is_of_groups(const struct shg_bar *bar) {
    return bar->kind <= SHG_BAR_YEARS_TO;
}

/* How long the prices of a branch are looked for. The first steps from the best prices of another branch gain nothing:
 * all that is held there by a little moves at once. */
struct shg_pace {
    int steps, sample; /* before the sample begins, and while it is taken */
    int patience;      /* steps without gain before the aim comes nearer by a fifth */
    int courage;       /* gains in a run after which it goes a quarter further; 0: never */
};

/* How often, since shg_bound_sample, the best groups held what: a picture of the fractional optimum. */
struct shg_sample {
    uint32_t n;
    uint32_t *source, *candidate; /* of each: groups */
    uint32_t *chance;             /* of each of model->chances */
    uint32_t *lead;               /* of each of instance->leads */
};

/* A best group of a source at the prices of the last step. */
struct shg_best {
    int64_t value; /* 0 where there is none */
    uint32_t candidate;
    struct shg_crowd crowd;
    uint32_t n_starters, starters[SHG_TEAM_MOST];
};

struct shg_bound {
    const struct shg_model *m;
    struct shg_desk *desk;
    struct shg_prices at, best; /* of the last step; of the least bound */
    int64_t value, best_value;  /* in 1/64 points */
    bool *closed;               /* candidates that no plan better than the one known uses */
    uint8_t *gone;              /* the same of seats, a bit each; NULL: not looked at (shg_bound_below) */
    struct shg_best *groups;    /* of each slot; those of a source from its first slot, the best first */
    int64_t *loss;              /* of each candidate: what L loses at least where it is used (shg_bound_fix) */
    struct shg_sample sample;
    /* private */
    const struct shg_bar *bars;
    size_t n_bars;
    bool named; /* some bars are on persons or starters */
    struct shg_limit {
        uint32_t least, most;
    } * of_candidate, *of_source; /* groups that the bars allow */
    struct shg_years *years;      /* of each candidate: what the bars leave */
    uint32_t *live, *n_live;      /* of each source, from its first: the candidates that the bars leave groups to */
    uint32_t *used;               /* of each candidate of the source at hand */
    struct shg_seat *open;        /* seats that are not gone, of each candidate from its seats_at */
    uint32_t *n_open;
    struct shg_kept {
        int64_t *price, was;
    } * kept; /* prices put aside while a source is looked at */
    size_t n_kept, cap_kept;
    int64_t forced; /* how many the bars ask for in the source at hand */
    bool sampling;  /* since shg_bound_sample, in this branch */
    bool failed;    /* out of memory */
    struct shg_team_choice *teams;
    bool *led; /* of each team of the source at hand: its best is known */
    struct shg_prices slope, move;
    uint32_t *lists, *lists2;
    int64_t *loose;        /* of each candidate */
    struct shg_best probe; /* of the source at hand: the candidate that was best in the last step, tried already */
    uint32_t probed;       /* ... or SHG_NONE */
    struct shg_seen *seen; /* NULL: all groups are looked at in every step (shg_bound_remember) */
    uint32_t *pick;        /* of each candidate of the source at hand: its best group seen; SHG_NONE: nobody */
    bool glancing;         /* only those seen are looked at */
    struct shg_ceiling ceiling;
    int reach, idle, patience; /* patience: steps without gain before the aim comes nearer by a fifth */
    int run, courage;          /* courage: gains in a run after which the aim goes a quarter further; 0: never */
    int falls, back;           /* back: falls of the aim without gain before steps go on from the best; 0: never */
    bool gained;               /* since the last fall */
    int64_t gain;              /* since the last that counted */
    uint64_t steps;
};

/* SHG_OK or SHG_SYSTEM. A person's price begins at a share of what they are worth where they are worth most, all others
 * at 0. */
enum shg_status shg_bound_new(struct shg_bound *out, const struct shg_model *m);
void shg_bound_free(struct shg_bound *b);

/* From here on steps look at the groups seen before (seen.h) where that will do; those that another bound (or NULL) has
 * seen are known already. SHG_OK or SHG_SYSTEM. */
enum shg_status shg_bound_remember(struct shg_bound *b, const struct shg_bound *other);

/* Computes L at b->at, with the best group of each source; keeps it where it is the least. */
void shg_bound_evaluate(struct shg_bound *b);
/* The same among the groups seen: into b->value at most L. Keeps nothing. */
void shg_bound_glance(struct shg_bound *b);
/* L after a glance at the same prices: what was seen need not be found again. Keeps it where it is the least. */
void shg_bound_confirm(struct shg_bound *b);
/* Counts the groups of the last step into the sample, where one is taken. */
void shg_bound_count(struct shg_bound *b);
/* n steps of the subgradient. Stops early once best_value < goal + one point (goal: the worth of a plan, 1/64 points).
 */
void shg_bound_descend(struct shg_bound *b, int n, int64_t goal);
/* From prices as if all seats had one rent, the one at which L is least: a person's is what they are worth above it.
 * The steps after that go back to the best prices where they went too far, until the next restart. */
void shg_bound_begin(struct shg_bound *b);
/* Back to the best prices; steps aim `reach` millionths below the best bound. */
void shg_bound_restart(struct shg_bound *b, int reach);

/* A new one for the branches of another: shg_bound_fix closes seats too. SHG_OK or SHG_SYSTEM (free it in any case). */
enum shg_status shg_bound_below(struct shg_bound *out, const struct shg_bound *root);
/* Bytes of `gone`. */
size_t shg_bound_gone(const struct shg_model *m);
/* How far the steps in a branch with this bound are to aim, in millionths: half the way to the goal. */
int shg_bound_reach(int64_t bound, int64_t goal);
/* Looks at one branch from here on: bars must live as long. The least bound so far is forgotten; prices stay. */
void shg_bound_branch(struct shg_bound *b, const struct shg_bar *bars, size_t n);
/* Lets the prices settle in a branch that begins at b->at, where `from` bounds it (1/64 points) and what is worth
 * `goal` or less is not sought: the best bound and its prices are in b->best, what the last steps held in b->sample. */
void shg_bound_settle(struct shg_bound *b, const struct shg_bar *bars, size_t n, int64_t from, int64_t goal,
                      const struct shg_pace *pace);
/* Begins to count anew, until the next branch. */
void shg_bound_sample(struct shg_bound *b);
/* Evaluates, and closes every candidate that is in no plan worth more than `worth` points; gives how many. */
size_t shg_bound_fix(struct shg_bound *b, int64_t worth);

/* The bound as whole points, rounded down (worths are whole). */
int64_t shg_bound_points(const struct shg_bound *b);

#endif
