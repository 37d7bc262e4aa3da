#include "calendar/repeat_private.h"

/* Lists in a rule end so. */
#define END ICAL_RECURRENCE_ARRAY_MAX

static bool has(const short *list) {
    return list[0] != END;
}

bool repeat_can(const struct icalrecurrencetype *rule) {
    return rule->freq >= ICAL_DAILY_RECURRENCE && rule->freq <= ICAL_YEARLY_RECURRENCE && rule->interval > 0 &&
           !has(rule->by_hour) && !has(rule->by_minute) && !has(rule->by_second) && !has(rule->by_week_no) &&
           !rule->rscale;
}

/* ---- calendar arithmetic ---- */

struct ymd {
    int year, month, day;
};

static struct ymd split(shg_date date) {
    struct ymd d;
    shg_date_split(date, &d.year, &d.month, &d.day);
    return d;
}

/* The first day of the month so many months after another. */
static shg_date month_from(struct ymd d, int months) {
    int month = d.year * 12 + d.month - 1 + months;
    return month / 12 > 9998 ? SHG_NO_DATE : shg_date_of(month / 12, month % 12 + 1, 1);
}

/* The first day of the period that a day is in. */
static shg_date period_of(const struct icalrecurrencetype *rule, shg_date date) {
    struct ymd d = split(date);
    switch (rule->freq) {
    case ICAL_YEARLY_RECURRENCE:
        return shg_date_of(d.year, 1, 1);
    case ICAL_MONTHLY_RECURRENCE:
        return shg_date_of(d.year, d.month, 1);
    case ICAL_WEEKLY_RECURRENCE: {
        int week_start = rule->week_start == ICAL_NO_WEEKDAY ? 0 : ((int)rule->week_start + 5) % 7; /* 0 Monday */
        return date - (shg_date_weekday(date) - week_start + 7) % 7;
    }
    default:
        return date;
    }
}

static shg_date period_after(const struct icalrecurrencetype *rule, shg_date period, int periods) {
    struct ymd d = split(period);
    switch (rule->freq) {
    case ICAL_YEARLY_RECURRENCE:
        return d.year + periods > 9998 ? SHG_NO_DATE : shg_date_of(d.year + periods, 1, 1);
    case ICAL_MONTHLY_RECURRENCE:
        return month_from(d, periods);
    case ICAL_WEEKLY_RECURRENCE:
        return period + 7 * periods;
    default:
        return period + periods;
    }
}

/* ---- whether a day is one of the rule's ---- */

/* Counted from the front, or from behind where the list says so. */
static bool holds(const short *list, int from_front, int of) {
    for (; *list != END; list++)
        if (*list == from_front || *list == from_front - of - 1)
            return true;
    return false;
}

static bool holds_month(const short *list, int month) {
    for (; *list != END; list++)
        if (*list == month)
            return true;
    return false;
}

/* BYDAY: a weekday, or its n-th in the month (in the year, where the rule is yearly and names no month). */
static bool holds_weekday(const struct icalrecurrencetype *rule, shg_date date, struct ymd d) {
    bool in_year = rule->freq == ICAL_YEARLY_RECURRENCE && !has(rule->by_month);
    shg_date first = shg_date_of(d.year, in_year ? 1 : d.month, 1);
    shg_date after = in_year ? shg_date_of(d.year + 1, 1, 1) : month_from(d, 1);
    bool counts = rule->freq == ICAL_YEARLY_RECURRENCE || rule->freq == ICAL_MONTHLY_RECURRENCE;
    for (const short *p = rule->by_day; *p != END; p++) {
        int weekday = ((int)icalrecurrencetype_day_day_of_week(*p) + 5) % 7, n = icalrecurrencetype_day_position(*p);
        if (weekday != shg_date_weekday(date))
            continue;
        if (!n || !counts || n == (date - first) / 7 + 1 || -n == (after - 1 - date) / 7 + 1)
            return true;
    }
    return false;
}

/* What the first day of the event says where the rule leaves it open. */
static bool is_as_start(const struct icalrecurrencetype *rule, shg_date start, shg_date date, struct ymd d) {
    struct ymd s = split(start);
    switch (rule->freq) {
    case ICAL_YEARLY_RECURRENCE:
        return d.day == s.day && (has(rule->by_month) || d.month == s.month);
    case ICAL_MONTHLY_RECURRENCE:
        return d.day == s.day;
    case ICAL_WEEKLY_RECURRENCE:
        return shg_date_weekday(date) == shg_date_weekday(start);
    default:
        return true;
    }
}

static bool is_day(const struct icalrecurrencetype *rule, shg_date start, shg_date date) {
    struct ymd d = split(date);
    shg_date new_year = shg_date_of(d.year, 1, 1);
    bool open = true;
    if (has(rule->by_month) && !holds_month(rule->by_month, d.month))
        return false;
    if (has(rule->by_month_day)) {
        open = false;
        if (!holds(rule->by_month_day, d.day, month_from(d, 1) - month_from(d, 0)))
            return false;
    }
    if (has(rule->by_year_day)) {
        open = false;
        if (!holds(rule->by_year_day, date - new_year + 1, shg_date_of(d.year + 1, 1, 1) - new_year))
            return false;
    }
    if (has(rule->by_day)) {
        open = false;
        if (!holds_weekday(rule, date, d))
            return false;
    }
    return !open || is_as_start(rule, start, date, d);
}

/* ---- walking ---- */

/* BYSETPOS: only some of the days of a period. */
static void pick(struct repeat *walk) {
    int kept = 0;
    if (!has(walk->rule->by_set_pos))
        return;
    for (int i = 0; i < walk->n; i++)
        if (holds(walk->rule->by_set_pos, i + 1, walk->n))
            walk->days[kept++] = walk->days[i];
    walk->n = kept;
}

static void fill(struct repeat *walk) {
    const struct icalrecurrencetype *rule = walk->rule;
    shg_date end = period_after(rule, walk->period, 1);
    walk->n = walk->at = 0;
    for (shg_date d = walk->period; d < end; d++)
        if (is_day(rule, walk->start, d))
            walk->days[walk->n++] = d;
    pick(walk);
    walk->period = period_after(rule, walk->period, rule->interval);
}

void repeat_begin(struct repeat *walk, const struct icalrecurrencetype *rule, shg_date start, shg_date last) {
    walk->rule = rule;
    walk->start = start;
    walk->last = last;
    walk->period = period_of(rule, start);
    walk->n = walk->at = 0;
    walk->left = rule->count > 0 ? rule->count : -1;
}

shg_date repeat_next(struct repeat *walk) {
    while (walk->left) {
        while (walk->at >= walk->n) {
            if (walk->period == SHG_NO_DATE || walk->period > walk->last)
                return SHG_NO_DATE;
            fill(walk);
        }
        shg_date day = walk->days[walk->at++];
        if (day < walk->start)
            continue;
        if (day > walk->last)
            return SHG_NO_DATE;
        walk->left -= walk->left > 0;
        return day;
    }
    return SHG_NO_DATE;
}
