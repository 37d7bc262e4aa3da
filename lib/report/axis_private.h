/* A dimension of the waiting list: who has which value, and what of it is shown. */
#ifndef SHG_REPORT_AXIS_PRIVATE_H
#define SHG_REPORT_AXIS_PRIVATE_H

#include "base/list.h"
#include "report/past.h"
#include "report/report.h"

struct axis_kind {
    const char *name;
    int column;  /* of people.csv */
    bool list;   /* a person counts under each of several values */
    bool places; /* values are municipalities (also where counties are printed) */
    bool county; /* printed by county */
};
/* The dimension of a name of n bytes, or NULL. */
const struct axis_kind *shg_axis_named(const char *name, size_t n);

struct axis {
    const struct axis_kind *kind;
    shg_index *index; /* value -> its number */
    char **values;
    size_t n, cap;
    uint32_t *first, *ids; /* of listed person i: ids[first[i]] to ids[first[i + 1]]; first NULL: ids[i] alone */
    size_t ids_n, ids_cap;
    /* what is printed: classes, sorted, the rests last */
    uint32_t *class_of; /* of each value */
    char **labels;
    uint32_t *county_of; /* of each class (places): a number below classes */
    size_t classes;
    bool rest_last;  /* the last class is `other` */
    bool rest_alone; /* which is of one value: to tell it would tell that value */
    enum shg_shown shown;
};

/* Reads the values of the people listed. SHG_OK or SHG_SYSTEM; shg_axis_free in either case. */
enum shg_status shg_axis_read(struct axis *axis, const struct axis_kind *kind, const shg_register *reg,
                              const uint32_t *people, size_t n);
/* Decides which values are shown (suppress 0: all) and names them; past is what was published of the list, or NULL;
 * open: the sum must not be told. */
enum shg_status shg_axis_fold(struct axis *axis, size_t people, long suppress, const struct shg_past *past, bool open);
void shg_axis_free(struct axis *axis);
/* The classes of a listed person, each once, into out (room for as many as values); gives how many. */
size_t shg_axis_classes(const struct axis *axis, size_t person, uint32_t *out);

#endif
