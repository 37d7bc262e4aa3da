/* A new register: the folder, every table with its header, themes and rules to edit. */
#include "register/register_private.h"

#include <string.h>

/* Themes that people in the field ask for, to begin with; an office edits them. Problems, never diagnoses. */
static const char *const first_themes[][4] = {
    {"addiction", "Addiction", "Avhengighet", "Avhengnad"},
    {"anxiety", "Anxiety", "Angst", "Angst"},
    {"breakup", "Divorce and breakup", "Samlivsbrudd", "Samlivsbrot"},
    {"food-and-body", "Food and body", "Mat og kropp", "Mat og kropp"},
    {"grief", "Grief", "Sorg", "Sorg"},
    {"illness", "Long illness", "Langvarig sykdom", "Langvarig sjukdom"},
    {"loneliness", "Loneliness", "Ensomhet", "Einsemd"},
    {"low-mood", "Low mood", "Nedstemthet", "Nedstemtheit"},
    {"relatives", "Relatives", "P\303\245r\303\270rende", "P\303\245r\303\270rande"},
    {"self-worth", "Self-worth", "Selvf\303\270lelse", "Sj\303\270lvkjensle"},
    {"stress", "Stress and exhaustion", "Stress og utmattelse", "Stress og utmatting"},
    {"violence", "Violence and abuse", "Vold og overgrep", "Vald og overgrep"},
    {"young-adults", "Young adults", "Unge voksne", "Unge vaksne"},
};

/* The rules that offices change most, shown at their defaults. */
static const char *const first_rules[] = {"OFFICE",       "MIN",      "MAX",         "AIM",         "TRAVEL",
                                          "STARTERS_MIN", "MEETINGS", "ANSWER_DAYS", "RETAIN_DAYS", "REPORT_LANGUAGE"};

static void put_header(struct shg_writer *w, enum shg_table table) {
    const struct shg_table_schema *schema = shg_schema(table);
    for (size_t c = 0; c < schema->count; c++)
        shg_put(w, schema->columns[c].name);
    shg_end_row(w);
}

static void put_themes(struct shg_writer *w) {
    for (size_t i = 0; i < sizeof first_themes / sizeof *first_themes; i++) {
        for (size_t c = 0; c < 4; c++)
            shg_put(w, first_themes[i][c]);
        shg_put(w, "");
        shg_end_row(w);
    }
}

static void put_rules(struct shg_writer *w, const char *office) {
    struct shg_rule rule;
    for (size_t i = 0; i < sizeof first_rules / sizeof *first_rules; i++) {
        for (size_t k = 0; shg_rule_at(k, &rule); k++) {
            if (strcmp(rule.name, first_rules[i]) != 0)
                continue;
            shg_put(w, rule.name);
            shg_put(w, strcmp(rule.name, "OFFICE") == 0 ? office : rule.otherwise);
            shg_end_row(w);
        }
    }
}

static void put_table(struct shg_buf *out, enum shg_table table, const char *office) {
    struct shg_writer w = shg_writer_to(out, &shg_dialect_plain);
    put_header(&w, table);
    if (table == SHG_THEMES)
        put_themes(&w);
    if (table == SHG_PROFILE)
        put_rules(&w, office);
}

static enum shg_status write_all(shg_store *store, const char *office, shg_faults *faults) {
    struct shg_buf bytes[SHG_TABLES];
    struct shg_change changes[SHG_TABLES];
    bool failed = false;
    for (int t = 0; t < (int)SHG_TABLES; t++) {
        bytes[t] = SHG_BUF_EMPTY;
        put_table(&bytes[t], (enum shg_table)t, office);
        failed = failed || shg_buf_failed(&bytes[t]);
        changes[t] =
            (struct shg_change){.name = shg_schema((enum shg_table)t)->file, .bytes = bytes[t].p, .n = bytes[t].n};
    }
    enum shg_status status =
        failed ? shg_fault_memory(faults) : shg_store_commit(store, changes, SHG_TABLES, false, faults);
    for (int t = 0; t < (int)SHG_TABLES; t++)
        shg_buf_free(&bytes[t]);
    return status;
}

enum shg_status shg_register_init(const char *dir, const char *office, shg_faults *faults) {
    shg_store *store = NULL;
    if (*office && !shg_domain_name(office))
        return shg_fault_plain(faults, SHG_USAGE, N_("not a domain name: '%s'"), office);
    enum shg_status status = shg_store_make(dir, faults);
    if (status == SHG_OK)
        status = shg_store_open(&store, dir, shg_register_files(), faults);
    if (status == SHG_OK)
        status = shg_store_lock(store, 0, NULL, faults);
    if (status == SHG_OK)
        status = write_all(store, office, faults);
    shg_store_free(store);
    return status;
}
