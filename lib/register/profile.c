/* profile.csv: the office's rules, with the defaults of formats.md and matching.md where it is silent. */
#include "register/register_private.h"

#include <string.h>

enum kind { NUMBER, YES_NO, DOMAIN, LANGUAGE, DAYS };

struct rule {
    struct shg_rule is;
    enum kind kind;
    size_t at; /* where its number stands in struct shg_profile */
};

#define AT(field) offsetof(struct shg_profile, field)
#define RULE(name, otherwise, low, high, field)                                                                        \
    { {name, otherwise, low, high}, NUMBER, AT(field) }
#define WEIGHT(name, otherwise, field) RULE(name, otherwise, 0, 100000, field)
#define YEARS(n) ((n)*366L)

static const struct rule rules[] = {
    {{"OFFICE", "", 0, 0}, DOMAIN, AT(office)},
    RULE("MIN", "4", 1, 50, min),
    RULE("MAX", "8", 1, 50, max),
    RULE("AIM", "6", 1, 50, aim),
    RULE("TRAVEL", "45", 1, 600, travel),
    RULE("AGE_SPREAD", "0", 0, 100, age_spread),
    RULE("NEW_MAX", "0", 0, 1000000, new_max),
    RULE("FILL_UNTIL", "2", 0, 1000, fill_until),
    RULE("START_DAYS", "14", 0, YEARS(10), start_days),
    RULE("STALE_DAYS", "0", 0, YEARS(100), stale_days),
    RULE("NO_REPEAT", "90", 0, YEARS(100), no_repeat),
    RULE("FORMING_DAYS", "42", 0, YEARS(10), forming_days),
    RULE("STARTERS_MIN", "1", 1, 4, starters_min),
    RULE("STARTERS_MAX", "2", 1, 4, starters_max),
    RULE("STARTER_MEETINGS", "5", 0, 1000, starter_meetings),
    RULE("MEETINGS", "10", 1, 1000, meetings),
    RULE("EVERY", "1", 1, 52, every),
    RULE("ANSWER_DAYS", "7", 0, YEARS(1), answer_days),
    {{"CLARIFY", "yes", 0, 1}, YES_NO, AT(clarify)},
    RULE("RECONTACT_DAYS", "60", 1, YEARS(10), recontact_days),
    RULE("RETAIN_DAYS", "365", 0, YEARS(100), retain_days),
    RULE("MEMBER_DAYS", "180", 0, YEARS(100), member_days),
    RULE("STALE_ERASE", "365", 0, YEARS(100), stale_erase),
    RULE("KEEP_WEEKS", "4", 0, 5200, keep_weeks),
    {{"FOLLOW_UP", "42;180", 1, YEARS(10)}, DAYS, AT(follow_up)},
    RULE("SUPPRESS", "5", 0, 1000, suppress),
    {{"REPORT_LANGUAGE", "nb", 0, 0}, LANGUAGE, AT(report_language)},
    WEIGHT("PLACE", "1000", place),
    WEIGHT("WAIT_CAP", "500", wait_cap),
    WEIGHT("THEME", "60", theme),
    WEIGHT("NEAR", "40", near),
    WEIGHT("EITHER", "20", either),
    WEIGHT("OPEN", "500", open),
    WEIGHT("SHORT", "500", is_short),
    WEIGHT("SECOND", "50", second),
    WEIGHT("STARTER_NEAR", "20", starter_near),
};
enum { RULES = sizeof rules / sizeof *rules };

bool shg_rule_at(size_t i, struct shg_rule *out) {
    if (i >= RULES)
        return false;
    *out = rules[i].is;
    return true;
}

const struct shg_profile *shg_profile_of(const shg_register *reg) {
    return &reg->profile;
}

static const struct rule *rule_named(const char *name) {
    for (size_t i = 0; i < RULES; i++)
        if (strcmp(rules[i].is.name, name) == 0)
            return &rules[i];
    return NULL;
}

static void put_number(struct shg_profile *profile, const struct rule *rule, long value) {
    memcpy((char *)profile + rule->at, &value, sizeof value);
}

static void put_text(struct shg_profile *profile, const struct rule *rule, const char *text) {
    memcpy((char *)profile + rule->at, &text, sizeof text);
}

static long number_at(const struct shg_profile *profile, const struct rule *rule) {
    long value;
    memcpy(&value, (const char *)profile + rule->at, sizeof value);
    return value;
}

/* Labels of letters, digits and inner hyphens, joined by dots (RFC 1035, 2.3.1; digits may lead, RFC 1123, 2.1). */
bool shg_domain_name(const char *s) {
    size_t label = 0;
    for (const char *at = s; *at; at++) {
        bool plain = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9');
        bool inner = *at == '-' && label > 0 && at[1] != '.' && at[1] != '\0';
        if (*at == '.' && label > 0 && at[1] != '\0')
            label = 0;
        else if ((plain || inner) && label < 63)
            label++;
        else
            return false;
    }
    return strlen(s) <= 253;
}

static bool put_days(struct shg_profile *profile, const struct rule *rule, const char *value) {
    enum { MOST = sizeof profile->follow_up / sizeof *profile->follow_up };
    long days[MOST] = {0};
    size_t count = 0;
    const char *item;
    size_t n;
    while (shg_next_item(&value, &item, &n)) {
        char digits[12] = "";
        long long number;
        if (count == MOST || n >= sizeof digits)
            return false;
        memcpy(digits, item, n);
        if (!shg_parse_int(digits, rule->is.low, rule->is.high, &number))
            return false;
        days[count++] = (long)number;
    }
    memcpy(profile->follow_up, days, count * sizeof *days);
    profile->follow_ups = count;
    return true;
}

/* Sets what a rule says; false, and nothing set, where it may not say that. */
static bool put_rule(struct shg_profile *profile, const struct rule *rule, const char *value) {
    long long number;
    switch (rule->kind) {
    case NUMBER:
        if (!shg_parse_int(value, rule->is.low, rule->is.high, &number))
            return false;
        put_number(profile, rule, (long)number);
        return true;
    case YES_NO:
        if (strcmp(value, "yes") != 0 && strcmp(value, "no") != 0)
            return false;
        put_number(profile, rule, *value == 'y');
        return true;
    case DOMAIN:
        if (!shg_domain_name(value))
            return false;
        put_text(profile, rule, value);
        return true;
    case LANGUAGE:
        if (strcmp(value, "en") != 0 && strcmp(value, "nb") != 0 && strcmp(value, "nn") != 0)
            return false;
        put_text(profile, rule, value);
        return true;
    case DAYS:
        return put_days(profile, rule, value);
    }
    return false;
}

void shg_profile_read(shg_register *reg) {
    memset(&reg->profile, 0, sizeof reg->profile);
    for (size_t i = 0; i < RULES; i++)
        (void)put_rule(&reg->profile, &rules[i], rules[i].is.otherwise); /* the defaults are lawful */
    bool max_given = false;
    bool starters_given = false;
    for (size_t row = 0; row < shg_rows(reg, SHG_PROFILE); row++) {
        const char *name = shg_text(reg, SHG_PROFILE, row, PROFILE_NAME);
        const char *value = shg_text(reg, SHG_PROFILE, row, PROFILE_VALUE);
        const struct rule *rule = rule_named(name);
        if (rule == NULL || *value == '\0' || !put_rule(&reg->profile, rule, value))
            continue; /* shg_profile_check tells */
        max_given = max_given || rule->at == AT(max);
        starters_given = starters_given || rule->at == AT(starters_max);
    }
    /* a default below the bound that the office has given rises to it */
    if (!max_given && reg->profile.max < reg->profile.min)
        reg->profile.max = reg->profile.min;
    if (!starters_given && reg->profile.starters_max < reg->profile.starters_min)
        reg->profile.starters_max = reg->profile.starters_min;
}

/* Bounds of one rule that another sets. */
static bool within_others(const struct shg_profile *p, const struct rule *rule, long *low, long *high) {
    *low = rule->is.low;
    *high = rule->is.high;
    if (rule->at == AT(max))
        *low = p->min;
    else if (rule->at == AT(starters_max))
        *low = p->starters_min;
    else if (rule->at == AT(aim)) {
        *low = p->min;
        *high = p->max;
    }
    long value = number_at(p, rule);
    return rule->kind != NUMBER || (value >= *low && value <= *high);
}

static void check_rule(const shg_register *reg, size_t row, const struct rule *rule, shg_faults *faults) {
    struct shg_where where = shg_where_of(reg, SHG_PROFILE, row, PROFILE_VALUE);
    const char *value = shg_text(reg, SHG_PROFILE, row, PROFILE_VALUE);
    struct shg_profile one = reg->profile;
    long low = rule->is.low;
    long high = rule->is.high;
    if (*value == '\0')
        return; /* the default */
    bool lawful = put_rule(&one, rule, value);
    if (lawful && rule->kind == NUMBER)
        lawful = within_others(&one, rule, &low, &high);
    if (lawful)
        return;
    switch (rule->kind) {
    case NUMBER:
        (void)shg_fault_add(faults, SHG_ERROR, &where, value, N_("%s is a whole number from %ld to %ld"), rule->is.name,
                            low, high);
        break;
    case YES_NO:
        (void)shg_fault_add(faults, SHG_ERROR, &where, value, N_("%s is yes or no"), rule->is.name);
        break;
    case DOMAIN:
        (void)shg_fault_add(faults, SHG_ERROR, &where, value, N_("%s is a domain name"), rule->is.name);
        break;
    case LANGUAGE:
        (void)shg_fault_add(faults, SHG_ERROR, &where, value, N_("%s is en, nb or nn"), rule->is.name);
        break;
    case DAYS:
        (void)shg_fault_add(faults, SHG_ERROR, &where, value, N_("%s is a list of at most 8 numbers of days"),
                            rule->is.name);
        break;
    }
}

void shg_profile_check(const shg_register *reg, shg_faults *faults) {
    for (size_t row = 0; row < shg_rows(reg, SHG_PROFILE); row++) {
        const char *name = shg_text(reg, SHG_PROFILE, row, PROFILE_NAME);
        const struct rule *rule = rule_named(name);
        if (rule) {
            check_rule(reg, row, rule, faults);
        } else if (*name) {
            struct shg_where where = shg_where_of(reg, SHG_PROFILE, row, PROFILE_NAME);
            (void)shg_fault_add(faults, SHG_ERROR, &where, name, N_("no rule has this name"));
        }
    }
}
