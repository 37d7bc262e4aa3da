/* Names made comparable. Private to this room. */
#ifndef SHG_PLACE_FOLD_H
#define SHG_PLACE_FOLD_H

#include <stdbool.h>

enum { SHG_FOLD_MAX = 160 }; /* bytes of a folded name with its NUL */

/* How much of a spelling is let go. */
enum shg_fold {
    SHG_FOLD_SAME,    /* case, hyphens and blanks, letters of the neighbours (Ö, Ä), "kommune" */
    SHG_FOLD_DAMAGED, /* also Æ, Ø and Å written without their marks, as AE, OE and AA */
    SHG_FOLDS
};

/* The comparable form of a name; false when it is too long to be one. '@', '?' and a replacement character become '?':
 * a letter that was lost on the way. */
bool shg_fold_name(const char *name, enum shg_fold how, char out[SHG_FOLD_MAX]);

/* Whether a folded text (SHG_FOLD_SAME) is the folded name, its lost letters being Æ, Ø or Å. */
bool shg_fold_fits(const char *text, const char *name);

#endif
