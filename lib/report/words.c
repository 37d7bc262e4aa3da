#include "report/words.h"

#include "place/place.h"

#include <stdlib.h>
#include <string.h>

/* What tables of figures speak of, beside names and themes. */
static const char *const words[] = {
    N_("all"),
    N_("other"),
    N_("unknown"),
    N_("erased"),
    N_("none"),
    N_("inquiries"),
    N_("registered"),
    N_("clarified"),
    N_("offered"),
    N_("accepted"),
    N_("declined"),
    N_("lapsed"),
    N_("started"),
    N_("left"),
    N_("completed"),
    N_("referred"),
    N_("withdrawn"),
    N_("self"),
    N_("gp"),
    N_("rph"),
    N_("dps"),
    N_("nav"),
    N_("lms"),
    N_("link"),
    N_("volunteer-centre"),
    N_("aftercare"),
    N_("course"),
    N_("in-person"),
    N_("user-organisation"),
    N_("digital"),
    N_("either"),
    N_("f"),
    N_("m"),
    N_("x"),
    N_("groups_started"),
    N_("groups_ended"),
    N_("groups_meeting"),
    N_("survival_3_percent"),
    N_("survival_6_percent"),
    N_("survival_12_percent"),
    N_("activities"),
    N_("meetings_held"),
    N_("starters_active"),
    N_("cost"),
    N_("hours"),
    N_("cost_a_group"),
    N_("hours_a_group"),
    N_("activity"),
    N_("inquiry"),
    N_("info-meeting"),
    N_("open-meeting"),
    N_("seminar"),
    N_("starter-training"),
    N_("network"),
    N_("lecture"),
    N_("material"),
    N_("phone"),
    N_("email"),
    N_("form"),
    N_("person"),
    N_("relative"),
    N_("professional"),
    N_("yes"),
    N_("no"),
    N_("talk"),
    N_("contact"),
    N_("propose"),
    N_("offer"),
    N_("offer-overdue"),
    N_("handover"),
    N_("hand-over"),
    N_("follow-up"),
    N_("too-few"),
    N_("short-too-long"),
    N_("erase"),
    N_("idea"),
    N_("forming"),
    N_("starting"),
    N_("running"),
    N_("paused"),
    N_("ended"),
    N_("not-meeting"),
    N_("mixed"),
    N_("member"),
    N_("interested"),
    N_("trainee"),
    N_("active"),
    N_("resting"),
    N_("kid"),
    N_("kib"),
    N_("lyst-pa-livet"),
    N_("selfhelp"),
    N_("mon"),
    N_("tue"),
    N_("wed"),
    N_("thu"),
    N_("fri"),
    N_("sat"),
    N_("sun"),
};

static bool is_word(const char *text) {
    bool found = false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        found = found || strcmp(words[i], text) == 0;
    return found;
}

static const char *county_name(const char *code) {
    for (size_t i = 0; i < shg_municipality_count(); i++)
        if (strncmp(shg_municipality_at(i)->county_code, code, 2) == 0)
            return shg_municipality_at(i)->county;
    return "";
}

/* `3301` with its name, `33` with that of the county, and the rest of a county. */
static bool tell_place(const shg_faults *tr, const char *text, struct shg_buf *out) {
    int place = shg_municipality_find(text);
    size_t digits = strspn(text, "0123456789");
    if (place >= 0)
        shg_buf_printf(out, "%s %s", text, shg_municipality_at((size_t)place)->name);
    else if (digits == 2 && !text[2])
        shg_buf_printf(out, "%s %s", text, county_name(text));
    else if (digits == 2 && strcmp(text + 2, " other") == 0)
        shg_buf_printf(out, shg_tr(tr, N_("others in %s")), county_name(text));
    return out->n > 0;
}

/* A period that is still running, `2026-11-01/2026-11-23`, by its days. */
static bool tell_stretch(const shg_faults *tr, const char *text, struct shg_buf *out) {
    char from[11] = "";
    if (strlen(text) != 21 || text[10] != '/')
        return false;
    memcpy(from, text, 10);
    shg_date_told(tr, shg_date_parse(from), out);
    shg_buf_str(out, "\u2013");
    shg_date_told(tr, shg_date_parse(text + 11), out);
    return true;
}

/* A band, `18-29` or `60-`. */
static bool tell_band(const shg_faults *tr, const char *text, struct shg_buf *out) {
    size_t low = strspn(text, "0123456789");
    size_t high = text[low] == '-' ? strspn(text + low + 1, "0123456789") : 0;
    if (low == 0 || text[low] != '-' || text[low + 1 + high])
        return false;
    if (high > 0)
        shg_buf_printf(out, "%.*s\u2013%s", (int)low, text, text + low + 1);
    else
        shg_buf_printf(out, shg_tr(tr, N_("%ld and above")), strtol(text, NULL, 10));
    return true;
}

/* A slot, `mon17:00-19:00`. */
static bool tell_slot(const shg_faults *tr, const char *text, struct shg_buf *out) {
    char day[4] = "";
    if (strlen(text) != 14 || text[8] != '-')
        return false;
    memcpy(day, text, 3);
    shg_buf_printf(out, "%s %.5s\u2013%s", is_word(day) ? shg_tr(tr, day) : day, text + 3, text + 9);
    return true;
}

static bool is_one_of(const char *column, const char *a, const char *b, const char *c) {
    return strcmp(column, a) == 0 || strcmp(column, b) == 0 || strcmp(column, c) == 0;
}

void shg_word_told(const shg_faults *tr, const char *column, const char *text, struct shg_buf *out) {
    shg_buf_cut(out, 0);
    if (strcmp(column, "period") == 0 && tell_stretch(tr, text, out))
        return;
    if (is_one_of(column, "age", "waited", "size") && tell_band(tr, text, out))
        return;
    if (strcmp(column, "slot") == 0 && tell_slot(tr, text, out))
        return;
    bool place = strcmp(column, "municipality") == 0 || strcmp(column, "county") == 0;
    if (place && tell_place(tr, text, out))
        return;
    shg_buf_str(out, is_word(text) ? shg_tr(tr, text) : text);
}

void shg_date_told(const shg_faults *tr, shg_date date, struct shg_buf *out) {
    int year;
    int month;
    int day;
    if (date == SHG_NO_DATE)
        return;
    shg_date_split(date, &year, &month, &day);
    /* a translation may take year, month and day in another order: %3$d.%2$d.%1$d */
    shg_buf_printf(out, shg_tr(tr, N_("%d-%02d-%02d")), year, month, day);
}

void shg_number_told(const shg_faults *tr, const char *text, struct shg_buf *out) {
    char mark = shg_tr(tr, N_("0.0"))[1];
    for (; *text; text++)
        shg_buf_char(out, *text == '.' ? mark : *text);
}
