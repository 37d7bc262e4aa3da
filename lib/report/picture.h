/* Pictures of a part of a paper, as inline SVG. */
#ifndef SHG_REPORT_PICTURE_H
#define SHG_REPORT_PICTURE_H

#include "report/paper.h"

/* The pictured value of a row, -1 where it is left out (hidden, empty, the row `all`). */
long shg_picture_value(const struct shg_part *part, size_t row);
/* The largest of them, 0 where there is none. */
long shg_picture_largest(const struct shg_part *part);

/* Adds the picture with its title and description for screen readers; nothing where the part has none. id tells
 * pictures of a page apart. */
void shg_picture_svg(const struct shg_part *part, const struct shg_face *face, size_t id, struct shg_buf *out);

/* Adds text with what HTML and SVG reserve written as references. */
void shg_escape(struct shg_buf *out, const char *text);
/* Adds a text cell as it is told, escaped. */
void shg_told(const shg_grid *grid, size_t row, size_t column, const struct shg_face *face, struct shg_buf *out);

#endif
