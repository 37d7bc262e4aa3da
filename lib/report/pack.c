#include "report/pack.h"

#include "place/place.h"

#include <stdlib.h>
#include <string.h>

static const char *const days[] = {N_("Monday"), N_("Tuesday"),  N_("Wednesday"), N_("Thursday"),
                                   N_("Friday"), N_("Saturday"), N_("Sunday")};
static const char *const months[] = {N_("January"),   N_("February"), N_("March"),    N_("April"),
                                     N_("May"),       N_("June"),     N_("July"),     N_("August"),
                                     N_("September"), N_("October"),  N_("November"), N_("December")};

const char *shg_weekday_in_words(int weekday, const shg_faults *tr) {
    return shg_tr(tr, days[weekday]);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* the translation keeps the arguments: msgfmt --check-format */
/* The order and the dot after the day are the language's. */
void shg_date_in_words(struct shg_buf *out, shg_date date, const shg_faults *tr) {
    int year;
    int month;
    int day;
    if (date == SHG_NO_DATE)
        return;
    shg_date_split(date, &year, &month, &day);
    shg_buf_printf(out, shg_tr(tr, N_("%s %d %s %d")), shg_weekday_in_words(shg_date_weekday(date), tr), day,
                   shg_tr(tr, months[month - 1]), year);
}

void shg_day_in_words(struct shg_buf *out, shg_date date, const shg_faults *tr) {
    int year;
    int month;
    int day;
    if (date == SHG_NO_DATE)
        return;
    shg_date_split(date, &year, &month, &day);
    shg_buf_printf(out, shg_tr(tr, N_("%d %s %d")), day, shg_tr(tr, months[month - 1]), year);
}
#pragma GCC diagnostic pop

/* What a line is repeated for. */
enum each { EACH_NONE, EACH_MEETING, EACH_STARTER, EACH_MEMBER };

struct pack {
    const shg_register *reg;
    size_t group;
    shg_faults *faults;
    struct shg_buf *out;
    const char *name;
};

/* One word of a template, and how it is filled for a row (of what its line is repeated for). */
typedef void fill(const struct pack *p, size_t row);

static const char *group_text(const struct pack *p, int column) {
    return shg_text(p->reg, SHG_GROUPS, p->group, column);
}

static uint32_t venue_of(const struct pack *p) {
    return shg_find(p->reg, SHG_VENUES, group_text(p, GROUP_VENUE));
}

static void venue_text(const struct pack *p, int column) {
    uint32_t venue = venue_of(p);
    shg_buf_str(p->out, venue == SHG_NONE ? "" : shg_text(p->reg, SHG_VENUES, venue, column));
}

static void fill_office(const struct pack *p, size_t row) {
    (void)row;
    shg_buf_str(p->out, shg_profile_of(p->reg)->office);
}

static void fill_group(const struct pack *p, size_t row) {
    (void)row;
    const char *name = group_text(p, GROUP_NAME);
    shg_buf_str(p->out, *name ? name : group_text(p, GROUP_ID));
}

static void fill_theme(const struct pack *p, size_t row) {
    (void)row;
    shg_buf_str(p->out, group_text(p, GROUP_THEME));
}

static void fill_venue(const struct pack *p, size_t row) {
    (void)row;
    venue_text(p, VENUE_NAME);
}

static void fill_key_holder(const struct pack *p, size_t row) {
    (void)row;
    venue_text(p, VENUE_KEY_HOLDER);
}

static void fill_municipality(const struct pack *p, size_t row) {
    (void)row;
    uint32_t venue = venue_of(p);
    int place = venue == SHG_NONE ? -1 : shg_municipality_of(p->reg, SHG_VENUES, venue, VENUE_MUNICIPALITY);
    shg_buf_str(p->out, place < 0 ? "" : shg_municipality_at((size_t)place)->name);
}

static void fill_handover(const struct pack *p, size_t row) {
    (void)row;
    shg_date_in_words(p->out, shg_day(p->reg, SHG_GROUPS, p->group, GROUP_HANDOVER), p->faults);
}

static void fill_today(const struct pack *p, size_t row) {
    (void)row;
    shg_date_in_words(p->out, shg_register_today(p->reg), p->faults);
}

static void fill_number(const struct pack *p, size_t row) {
    shg_buf_str(p->out, shg_text(p->reg, SHG_MEETINGS, row, MEETING_NUMBER));
}

static void fill_date(const struct pack *p, size_t row) {
    shg_date_in_words(p->out, shg_day(p->reg, SHG_MEETINGS, row, MEETING_DATE), p->faults);
}

static void fill_time(const struct pack *p, size_t row) {
    shg_buf_printf(p->out, "%s\u2013%s", shg_text(p->reg, SHG_MEETINGS, row, MEETING_START),
                   shg_text(p->reg, SHG_MEETINGS, row, MEETING_END));
}

/* A contact's field of the person in a placement. */
static void contact_text(const struct pack *p, size_t row, int column) {
    const char *id = shg_text(p->reg, SHG_PLACEMENTS, row, PLACEMENT_PERSON);
    uint32_t contact = shg_find(p->reg, SHG_CONTACTS, id);
    shg_buf_str(p->out, contact == SHG_NONE ? "" : shg_text(p->reg, SHG_CONTACTS, contact, column));
}

static void fill_name(const struct pack *p, size_t row) {
    contact_text(p, row, CONTACT_NAME);
}

static void fill_phone(const struct pack *p, size_t row) {
    contact_text(p, row, CONTACT_PHONE);
}

static const struct word {
    const char *text;
    enum each each;
    fill *fill;
} words[] = {
    {"office", EACH_NONE, fill_office},
    {"group", EACH_NONE, fill_group},
    {"theme", EACH_NONE, fill_theme},
    {"venue", EACH_NONE, fill_venue},
    {"key_holder", EACH_NONE, fill_key_holder},
    {"municipality", EACH_NONE, fill_municipality},
    {"handover", EACH_NONE, fill_handover},
    {"today", EACH_NONE, fill_today},
    {"number", EACH_MEETING, fill_number},
    {"date", EACH_MEETING, fill_date},
    {"time", EACH_MEETING, fill_time},
    {"starter", EACH_STARTER, fill_name},
    {"starter_phone", EACH_STARTER, fill_phone},
    {"member", EACH_MEMBER, fill_name},
    {"member_phone", EACH_MEMBER, fill_phone},
};

/* The next {word} at or behind s, before end; NULL past the last. *n is its length without the braces. */
static const char *next_word(const char *s, const char *end, size_t *n) {
    const char *open = memchr(s, '{', (size_t)(end - s));
    const char *close = open ? memchr(open, '}', (size_t)(end - open)) : NULL;
    if (!close)
        return NULL;
    *n = (size_t)(close - open) - 1;
    return open + 1;
}

static const struct word *word_named(const char *text, size_t n) {
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i].text) == n && memcmp(words[i].text, text, n) == 0)
            return &words[i];
    return NULL;
}

/* What a line is repeated for; SHG_DATA where it holds an unknown word, or words of two kinds. */
static enum shg_status kind_of(const struct pack *p, const char *s, const char *end, unsigned long line,
                               enum each *each) {
    struct shg_where where = {p->name, 0, line, 0};
    size_t n;
    *each = EACH_NONE;
    for (const char *at = next_word(s, end, &n); at; at = next_word(at + n, end, &n)) {
        const struct word *word = word_named(at, n);
        if (!word)
            return shg_fault_add(p->faults, SHG_ERROR, &where, NULL, "no word of a template: '%.*s'", (int)n, at);
        if (word->each != EACH_NONE && *each != EACH_NONE && word->each != *each)
            return shg_fault_add(p->faults, SHG_ERROR, &where, NULL,
                                 "a line stands for meetings, starters or members, not for two of them");
        *each = word->each == EACH_NONE ? *each : word->each;
    }
    return SHG_OK;
}

static void fill_line(const struct pack *p, const char *s, const char *end, size_t row) {
    size_t n;
    for (const char *at = next_word(s, end, &n); at; at = next_word(s, end, &n)) {
        shg_buf_add(p->out, s, (size_t)(at - 1 - s));
        word_named(at, n)->fill(p, row);
        s = at + n + 1;
    }
    shg_buf_add(p->out, s, (size_t)(end - s));
}

/* Whether a row of the table that a line is repeated for is one of the group's. */
static bool is_ours(const struct pack *p, enum each each, size_t row) {
    const char *id = group_text(p, GROUP_ID);
    if (each == EACH_MEETING)
        return strcmp(shg_text(p->reg, SHG_MEETINGS, row, MEETING_GROUP), id) == 0 &&
               shg_value(p->reg, SHG_MEETINGS, row, MEETING_STATUS, -1) == MEETING_IS_PLANNED;
    int role = each == EACH_STARTER ? ROLE_STARTER : ROLE_MEMBER;
    int status = shg_value(p->reg, SHG_PLACEMENTS, row, PLACEMENT_STATUS, -1);
    return strcmp(shg_text(p->reg, SHG_PLACEMENTS, row, PLACEMENT_GROUP), id) == 0 &&
           shg_value(p->reg, SHG_PLACEMENTS, row, PLACEMENT_ROLE, -1) == role &&
           (status == PLACEMENT_IS_ACCEPTED || status == PLACEMENT_IS_ACTIVE);
}

enum shg_status shg_pack(const shg_register *reg, size_t group, const char *template, const char *name,
                         struct shg_buf *out, shg_faults *faults) {
    const struct pack p = {reg, group, faults, out, name};
    enum shg_status status = SHG_OK;
    unsigned long line = 0;
    for (const char *s = template; *s;) {
        const char *end = strchr(s, '\n');
        enum each each;
        end = end ? end + 1 : s + strlen(s);
        if (kind_of(&p, s, end, ++line, &each) != SHG_OK) {
            status = SHG_DATA;
        } else if (each == EACH_NONE) {
            fill_line(&p, s, end, 0);
        } else {
            size_t rows = shg_rows(reg, each == EACH_MEETING ? SHG_MEETINGS : SHG_PLACEMENTS);
            for (size_t row = 0; row < rows; row++)
                if (is_ours(&p, each, row))
                    fill_line(&p, s, end, row);
        }
        s = end;
    }
    return status == SHG_OK && shg_buf_failed(out) ? shg_fault_memory(faults) : status;
}
