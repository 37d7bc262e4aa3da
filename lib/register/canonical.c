#include "register/canonical.h"

#include <string.h>

const char *shg_canonical(const struct shg_column *column, const char *text, struct shg_buf *out) {
    char date[11];
    char time[6];
    shg_buf_cut(out, 0);
    if (column->type == SHG_TYPE_DATE && shg_date_parse(text) != SHG_NO_DATE)
        shg_buf_str(out, shg_date_format(shg_date_parse(text), date));
    else if (column->type == SHG_TYPE_TIME && shg_time_parse(text) >= 0)
        shg_buf_str(out, shg_time_format(shg_time_parse(text), time));
    else if (column->type == SHG_TYPE_MUNICIPALITY && strlen(text) == 3 && strspn(text, "0123456789") == 3)
        shg_buf_printf(out, "0%s", text);
    else if (column->type == SHG_TYPE_INT && *text)
        shg_buf_str(out, text + strspn(text, "0") - (strspn(text, "0") == strlen(text)));
    else
        shg_buf_str(out, text);
    return shg_buf_get(out);
}

bool shg_same_value(const struct shg_column *column, const char *a, const char *b) {
    struct shg_buf x = SHG_BUF_EMPTY;
    struct shg_buf y = SHG_BUF_EMPTY;
    bool same = strcmp(a, b) == 0 || strcmp(shg_canonical(column, a, &x), shg_canonical(column, b, &y)) == 0;
    same = same && !shg_buf_failed(&x) && !shg_buf_failed(&y);
    shg_buf_free(&x);
    shg_buf_free(&y);
    return same;
}
