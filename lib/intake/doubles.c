#include "intake/doubles.h"

#include "intake/words.h"

#include <stdlib.h>
#include <string.h>

enum { LETTERS_OFF = 2 };

/* One row of contacts, as it is compared. */
struct contact {
    char *phone, *email, *name; /* "" where there is none */
    long born;                  /* 0: not known */
};

/* Digits with a country: eight digits are Norwegian, 00 is +. */
static char *plain_phone(const char *text) {
    struct shg_buf out = SHG_BUF_EMPTY;
    struct shg_buf digits = SHG_BUF_EMPTY;
    for (const char *s = text; *s; s++)
        if (*s == '+' || (*s >= '0' && *s <= '9'))
            shg_buf_char(&digits, *s);
    const char *number = shg_buf_get(&digits);
    if (strncmp(number, "00", 2) == 0)
        shg_buf_printf(&out, "+%s", number + 2);
    else
        shg_buf_printf(&out, "%s%s", digits.n == 8 && *number != '+' ? "+47" : "", number);
    out.failed |= shg_buf_failed(&digits);
    shg_buf_free(&digits);
    return shg_buf_take(&out);
}

static char *plain_text(const char *text) {
    struct shg_buf out = SHG_BUF_EMPTY;
    shg_words_small(&out, text, strlen(text));
    return shg_buf_take(&out);
}

static struct contact read_contact(const shg_register *reg, size_t row) {
    uint32_t person = shg_find(reg, SHG_PEOPLE, shg_text(reg, SHG_CONTACTS, row, CONTACT_ID));
    return (struct contact){
        plain_phone(shg_text(reg, SHG_CONTACTS, row, CONTACT_PHONE)),
        plain_text(shg_text(reg, SHG_CONTACTS, row, CONTACT_EMAIL)),
        plain_text(shg_text(reg, SHG_CONTACTS, row, CONTACT_NAME)),
        person == SHG_NONE ? 0 : shg_number(reg, SHG_PEOPLE, person, PERSON_BIRTH_YEAR, 0),
    };
}

static void tell(const shg_register *reg, size_t row, int column, const char *what, shg_faults *faults) {
    struct shg_where where = shg_where_of(reg, SHG_CONTACTS, row, column);
    (void)shg_fault_add(faults, SHG_WARNING, &where, NULL, "%s", shg_tr(faults, what));
}

/* The first likeness of a new contact to an earlier one. */
static void compare(const shg_register *reg, const struct contact *all, size_t row, shg_faults *faults) {
    const struct contact *c = &all[row];
    for (size_t i = 0; i < row; i++) {
        const struct contact *o = &all[i];
        if (*c->phone && strcmp(c->phone, o->phone) == 0)
            tell(reg, row, CONTACT_PHONE, N_("somebody with this phone number is in the register: the same person?"),
                 faults);
        else if (*c->email && strcmp(c->email, o->email) == 0)
            tell(reg, row, CONTACT_EMAIL, N_("somebody with this e-mail is in the register: the same person?"), faults);
        else if (*c->name && *o->name && c->born > 0 && c->born == o->born &&
                 shg_distance(c->name, o->name, LETTERS_OFF) <= LETTERS_OFF)
            tell(reg, row, CONTACT_NAME,
                 N_("somebody of this name and year of birth is in the register: the same person?"), faults);
        else
            continue;
        return;
    }
}

enum shg_status shg_doubles_tell(const shg_register *reg, size_t first, shg_faults *faults) {
    size_t n = shg_rows(reg, SHG_CONTACTS);
    struct contact *all = calloc(n + 1, sizeof *all);
    bool good = all != NULL;
    for (size_t row = 0; good && row < n; row++) {
        all[row] = read_contact(reg, row);
        good = all[row].phone && all[row].email && all[row].name;
    }
    for (size_t row = first; good && row < n; row++)
        compare(reg, all, row, faults);
    for (size_t row = 0; all && row < n; row++) {
        free(all[row].phone);
        free(all[row].email);
        free(all[row].name);
    }
    free(all);
    return good ? SHG_OK : shg_fault_memory(faults);
}

bool shg_speaks_of_health(const char *text) {
    static const char *const stems[] = {"diagnos",  "depresjon", "deprimert",      "depressed", "bipolar",  "schizo",
                                        "selvmord", "sjolvmord", "sj\u00f8lvmord", "suicid",    "medisin",  "psykose",
                                        "psykiat",  "adhd",      "ptsd",           "kreft",     "cancer",   "hiv",
                                        "rusmis",   "anoreksi",  "spiseforst",     "eteforst",  "overgrep", "angstlid"};
    struct shg_buf small = SHG_BUF_EMPTY;
    bool found = false;
    shg_words_small(&small, text, strlen(text));
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
        found = found || strstr(shg_buf_get(&small), stems[i]);
    shg_buf_free(&small);
    return found;
}
