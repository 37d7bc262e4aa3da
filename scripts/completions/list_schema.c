/* Prints what the completions need to know of the tables: a line for each field, `table field`, then what it may hold:
 * the values of an enumeration, `@yes` for yes and no, `@theme`, `@TABLE` for the ids of a table (never of people). Run
 * when building. */
#include "register/schema.h"

#include <stdio.h>

static int put_refs(unsigned refs) {
    int n = 0;
    for (int t = 0; t < (int)SHG_TABLES; t++)
        if ((refs & SHG_SET(t)) && t != (int)SHG_PEOPLE)
            n = printf(" @%s", shg_schema((enum shg_table)t)->name);
    return n;
}

static int put_field(const struct shg_table_schema *table, const struct shg_column *column) {
    int n = printf("%s %s", table->name, column->name);
    switch (column->type) {
    case SHG_TYPE_YESNO:
        n = printf(" yes no");
        break;
    case SHG_TYPE_ENUM:
        for (const char *const *value = column->values; *value && n >= 0; value++)
            n = printf(" %s", *value);
        break;
    case SHG_TYPE_THEME:
    case SHG_TYPE_THEMES:
        n = printf(" @themes");
        break;
    case SHG_TYPE_REF:
    case SHG_TYPE_REFS:
        n = put_refs(column->refs);
        break;
    default:
        break;
    }
    return n < 0 ? n : printf("\n");
}

int main(void) {
    for (int t = 0; t < (int)SHG_TABLES; t++) {
        const struct shg_table_schema *table = shg_schema((enum shg_table)t);
        for (size_t c = 0; c < table->count; c++)
            if (put_field(table, &table->columns[c]) < 0)
                return 3;
    }
    return fclose(stdout) == 0 ? 0 : 3;
}
