#include "report/answer.h"

#include "place/place.h"
#include "report/pack.h"

#include <stdarg.h>
#include <string.h>

/* Changes told at most, of those that help. */
#define TOLD_MOST 3

struct answer {
    const struct shg_why_case *found;
    const shg_register *reg;
    const shg_faults *tr;
    struct shg_buf *out;
};

/* A plain sentence, a line. */
static void say(const struct answer *a, const char *msgid) {
    shg_buf_str(a->out, shg_tr(a->tr, msgid));
    shg_buf_char(a->out, '\n');
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* the translation keeps the arguments: msgfmt --check-format */
/* A sentence with places, translated already. */
static void say_with(const struct answer *a, const char *format, ...) {
    va_list args;
    va_start(args, format);
    shg_buf_vprintf(a->out, format, args);
    va_end(args);
    shg_buf_char(a->out, '\n');
}
#pragma GCC diagnostic pop

/* A sentence that tells a date. */
static void say_date(const struct answer *a, const char *format, shg_date date) {
    struct shg_buf words = SHG_BUF_EMPTY;
    shg_day_in_words(&words, date, a->tr);
    say_with(a, format, shg_buf_get(&words));
    shg_buf_free(&words);
}

/* ---- The wait, and what stands in the way ---- */

static void tell_absent(const struct answer *a) {
    static const char *const over[] = {"left", "referred", "withdrawn"};
    const char *why = a->found->absent;
    shg_date from = shg_day(a->reg, SHG_PEOPLE, a->found->row, PERSON_AVAILABLE_FROM);
    for (size_t i = 0; i < sizeof over / sizeof *over; i++)
        if (!strcmp(why, over[i])) {
            say(a, N_("You are not on the waiting list any more; you are welcome back whenever you like."));
            return;
        }
    if (!strcmp(why, "new"))
        say(a, N_("You are not on the waiting list yet: first we would like to have a talk with you."));
    else if (!strcmp(why, "paused"))
        say(a, N_("You have a pause from waiting; tell us when you would like to go on."));
    else if (!strcmp(why, "available_from") && from != SHG_NO_DATE)
        say_date(a, shg_tr(a->tr, N_("You can begin from %s; we look for a group for you when that day is near.")),
                 from);
    else if (!strcmp(why, "contacted"))
        say(a, N_("It is a while since we talked; tell us whether you would still like a group."));
    else if (!strcmp(why, "member") || !strcmp(why, "active"))
        say(a, N_("You have a group already."));
    else
        say(a, N_("We are keeping a place in a group for you, and will talk with you about it."));
}

static void tell_wait(const struct answer *a) {
    shg_date since = shg_day(a->reg, SHG_PEOPLE, a->found->row, PERSON_QUEUED);
    if (since == SHG_NO_DATE)
        since = shg_day(a->reg, SHG_PEOPLE, a->found->row, PERSON_REGISTERED);
    if (since != SHG_NO_DATE)
        say_date(a, shg_tr(a->tr, N_("You have been waiting since %s, and we have not forgotten you.")), since);
}

static void tell_outvoted(const struct answer *a) {
    const struct shg_why_case *c = a->found;
    if (shg_why_small(a->reg, c->n, c->of))
        say(a, N_("There were not places for everybody this time."));
    else
        say_with(
            a,
            shg_tr(
                a->tr,
                N_("There were not places for everybody this time: of %u who got one, %u had waited longer than you.")),
            (unsigned)c->of, (unsigned)c->n);
}

static void tell_obstacle(const struct answer *a) {
    const struct shg_why_case *c = a->found;
    if (c->obstacle == SHG_OBSTACLE_REACH && c->nearest != UINT32_MAX)
        say_with(a,
                 shg_tr(a->tr, N_("The nearest place where groups meet is %u minutes away, farther than you wished to "
                                  "travel.")),
                 (unsigned)c->nearest);
    else if (c->obstacle == SHG_OBSTACLE_REACH)
        say(a, N_("No group meets yet at a place that would suit you."));
    else if (c->obstacle == SHG_OBSTACLE_SLOT)
        say(a, N_("Groups can meet near you, but not at the times when you can come."));
    else if (c->obstacle == SHG_OBSTACLE_STARTER)
        say(a, N_("There is a place and a time that suit you, but nobody yet who can start the group."));
    else if (c->obstacle == SHG_OBSTACLE_PEOPLE && !shg_why_small(a->reg, c->n, UINT32_MAX))
        say_with(a, shg_tr(a->tr, N_("A group that would suit you needs %u people, and %u are waiting so far.")),
                 (unsigned)c->of, (unsigned)c->n);
    else if (c->obstacle == SHG_OBSTACLE_PEOPLE)
        say(a, N_("Too few are waiting so far for a group that would suit you."));
    else if (c->obstacle == SHG_OBSTACLE_ROOM)
        say(a, N_("Enough people are waiting for a group that would suit you, but no room is free for it."));
    else
        tell_outvoted(a);
}

/* ---- Changes that help ---- */

/* A language by its name, where it has one here; else its code. */
static const char *language_name(const struct answer *a, const char *code) {
    static const char *const names[][2] = {
        {"ar", N_("Arabic")},    {"de", N_("German")},        {"en", N_("English")},    {"es", N_("Spanish")},
        {"fa", N_("Persian")},   {"fr", N_("French")},        {"lt", N_("Lithuanian")}, {"nb", N_("Norwegian")},
        {"nn", N_("Norwegian")}, {"no", N_("Norwegian")},     {"pl", N_("Polish")},     {"prs", N_("Dari")},
        {"ru", N_("Russian")},   {"se", N_("Northern Sami")}, {"so", N_("Somali")},     {"ti", N_("Tigrinya")},
        {"tr", N_("Turkish")},   {"uk", N_("Ukrainian")},     {"ur", N_("Urdu")}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(names[i][0], code))
            return shg_tr(a->tr, names[i][1]);
    return code;
}

static void tell_window(const struct answer *a, struct shg_window w) {
    char text[15];
    (void)shg_window_format(w, text); /* `mon17:00-21:00` */
    text[8] = '\0';
    say_with(a, shg_tr(a->tr, N_("Could you come every %s from %s to %s?")),
             shg_weekday_in_words(shg_window_weekday(w), a->tr), text + 3, text + 9);
}

static void tell_gender(const struct answer *a) {
    if (shg_value(a->reg, SHG_PEOPLE, a->found->row, PERSON_GENDER_WISH, -1) == WISH_SAME)
        say(a, N_("Would a group of both women and men be all right for you?"));
    else
        say(a, N_("Would it be all right to be the only woman or the only man in the group?"));
}

static void tell_place(const struct answer *a, const char *name) {
    say_with(a, shg_tr(a->tr, N_("Could %s be a place to meet for you after all?")), name);
}

/* A question for each thing that changes. */
static void tell_change(const struct answer *a, const struct shg_change *x) {
    const bool digital = shg_value(a->reg, SHG_PEOPLE, a->found->row, PERSON_MODE, -1) == MODE_DIGITAL;
    if (x->kinds & SHG_CHANGE_TRAVEL)
        say_with(a, shg_tr(a->tr, N_("Could you travel for up to %u minutes?")), (unsigned)x->minutes);
    if (x->kinds & SHG_CHANGE_MIXED)
        say(a, N_("Would a group in which people have different themes be all right for you?"));
    if (x->kinds & SHG_CHANGE_MODE)
        say(a, digital ? N_("Would you also meet the group in person?")
                       : N_("Would you also meet the group on a screen or by telephone?"));
    if (x->kinds & SHG_CHANGE_WINDOW)
        tell_window(a, x->window);
    if (x->kinds & SHG_CHANGE_LANGUAGE)
        say_with(a, shg_tr(a->tr, N_("Could you take part in a group that speaks %s?")), language_name(a, x->language));
    if (x->kinds & SHG_CHANGE_GENDER)
        tell_gender(a);
    if (x->kinds & SHG_CHANGE_VENUE)
        tell_place(a, shg_text(a->reg, SHG_VENUES, x->venue_row, VENUE_NAME));
    if (x->kinds & SHG_CHANGE_TOWN)
        tell_place(a, shg_municipality_at((size_t)x->town)->name);
}

static void tell_helped(const struct answer *a) {
    const struct shg_why_case *c = a->found;
    const size_t told = c->n_helped < TOLD_MOST ? c->n_helped : TOLD_MOST;
    const bool pairs = shg_change_count(c->helped[0].change.kinds) == 2;
    if (c->helped[0].change.kinds == 0) {
        say(a, N_("You need not change anything: a group for you is possible, and your turn may come next time."));
        return;
    }
    if (!pairs && told > 1)
        say(a, N_("There could be a place for you if you say yes to one of these:"));
    else if (!pairs)
        say(a, N_("There could be a place for you if you say yes to this:"));
    for (size_t i = 0; i < told; i++) {
        if (pairs)
            say(a, i == 0 ? N_("There could be a place for you if you say yes to both of these:")
                          : N_("Or to both of these:"));
        tell_change(a, &c->helped[i].change);
    }
}

/* ---- What would have to come ---- */

static void tell_come(const struct answer *a) {
    static const char *const sentences[] = {
        N_("What we need is one more who can start groups."),
        N_("What we need is one more room to meet in."),
        N_("What we need is that more people join who fit you."),
        N_("Several things have to fall into place: people, somebody who can start the group, a room."),
    };
    const struct shg_why_case *c = a->found;
    say(a, c->proven ? N_("No change of your wishes would help just now.")
                     : N_("We have found no change of your wishes that would help just now."));
    if (c->come_proven)
        say(a, sentences[c->come]);
    say(a, N_("We look again each time we put groups together."));
}

void shg_answer_tell(const struct shg_why_case *found, const shg_register *reg, const shg_faults *tr,
                     struct shg_buf *out) {
    const struct answer a = {found, reg, tr, out};
    shg_buf_printf(out, "%s%s\n", out->n ? "\n" : "", found->id);
    if (found->absent) {
        tell_absent(&a);
        return;
    }
    tell_wait(&a);
    tell_obstacle(&a);
    if (found->n_helped)
        tell_helped(&a);
    else
        tell_come(&a);
}
