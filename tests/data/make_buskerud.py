#!/usr/bin/python3
"""Writes the example register tests/data/buskerud: an office in Buskerud on Monday 23 November 2026.

usage: make_buskerud.py DIR

Run by hand; the output is committed, and tests/peer/buskerud.t holds the two together. The municipalities are real; every
person, name, number, room and group is invented. The scarcities are those of the field: few starters, small places far
apart, more women than men, and few rooms on the evenings that everybody wants.
"""

import csv
import os
import random
import sys
from datetime import date, timedelta

TODAY = date(2026, 11, 23)
RNG = random.Random(20261123)

# ---- chance: only random() is used, whose sequence Python promises to keep ----


def chance(share):
    return RNG.random() < share


def below(n):
    return int(RNG.random() * n)


def one_of(items):
    return items[below(len(items))]


def weighted(pairs):
    at = RNG.random() * sum(weight for _, weight in pairs)
    for item, weight in pairs:
        at -= weight
        if at < 0:
            return item
    return pairs[-1][0]


def some_of(items, n):
    left = list(items)
    return [left.pop(below(len(left))) for _ in range(min(n, len(left)))]


def day(text):
    return date.fromisoformat(text) if isinstance(text, str) else text


def after(start, days):
    return day(start) + timedelta(days=days)


def between(first, last):
    first, last = day(first), day(last)
    return first + timedelta(days=below((last - first).days + 1))


# ---- the ground: places, rooms, themes, courses ----

DRAMMEN, EIKER, MODUM, RINGERIKE = "3301", "3314", "3316", "3305"
FLA, NESBYEN, GOL, HEMSEDAL, AL, HOL = "3320", "3322", "3324", "3326", "3328", "3330"
HALLINGDAL = [FLA, NESBYEN, GOL, HEMSEDAL, AL, HOL]
AREA = [DRAMMEN, EIKER, MODUM, RINGERIKE] + HALLINGDAL

HOMES = [
    (DRAMMEN, 58), (EIKER, 18), (MODUM, 13), (RINGERIKE, 28), (FLA, 2), (NESBYEN, 6), (GOL, 9), (HEMSEDAL, 4), (AL, 8),
    (HOL, 8), ("3312", 4), ("3310", 2), ("3332", 2), ("3318", 1),
]

# minutes one way by car
TRAVEL = [
    (DRAMMEN, EIKER, 22), (DRAMMEN, MODUM, 40), (DRAMMEN, RINGERIKE, 58), (DRAMMEN, "3312", 12), (EIKER, MODUM, 24),
    (EIKER, RINGERIKE, 50), (EIKER, "3312", 27), (MODUM, RINGERIKE, 32), (MODUM, "3332", 20), (MODUM, "3318", 25),
    (RINGERIKE, "3310", 13), (RINGERIKE, FLA, 52), (RINGERIKE, NESBYEN, 78), (FLA, NESBYEN, 28), (FLA, GOL, 46),
    (FLA, "3318", 30), (NESBYEN, GOL, 19), (NESBYEN, HEMSEDAL, 44), (NESBYEN, AL, 38), (GOL, HEMSEDAL, 27), (GOL, AL, 21),
    (GOL, HOL, 36), (HEMSEDAL, AL, 45), (AL, HOL, 17), (HEMSEDAL, HOL, 58), ("3310", "3312", 35),
]

VENUES = [
    # name, kind, municipality, lat, lon, slots, rooms, seats, step_free, neutral, owner, key_holder
    ("Drammen frivilligsentral", "in-person", DRAMMEN, "59.7445", "10.2040",
     "mon17:00-19:00;tue18:00-20:00;wed11:00-13:00;thu18:00-20:00", 2, 12, "yes", "yes", "Drammen kommune", "vaktmester"),
    ("Drammen bibliotek", "in-person", DRAMMEN, "59.7398", "10.1953",
     "tue17:00-19:00;wed17:30-19:30", 1, 10, "yes", "yes", "Drammen kommune", "biblioteket"),
    ("Mjøndalen samfunnshus", "in-person", DRAMMEN, "59.7494", "10.0236",
     "wed18:00-20:00", 1, 12, "", "yes", "samfunnshuslaget", "nøkkelboks"),
    ("Svelvik frivilligsentral", "in-person", DRAMMEN, "59.6127", "10.4093",
     "mon18:00-20:00", 1, 8, "yes", "yes", "frivilligsentralen", "daglig leder"),
    ("Øvre Eiker frivilligsentral", "in-person", EIKER, "59.7686", "9.9108",
     "tue18:00-20:00;thu18:00-20:00", 1, 10, "yes", "yes", "Øvre Eiker kommune", "daglig leder"),
    ("Vikersund, møterommet", "in-person", MODUM, "59.9684", "9.9911",
     "mon18:00-20:00;wed18:00-20:00", 1, 10, "yes", "yes", "Modum kommune", "servicetorget"),
    ("Ringerike frivilligsentral", "in-person", RINGERIKE, "60.1680", "10.2565",
     "mon18:00-20:00;tue18:00-20:00;thu18:00-20:00", 1, 10, "yes", "yes", "Ringerike kommune", "daglig leder"),
    ("Hønefoss menighetshus", "in-person", RINGERIKE, "60.1657", "10.2601",
     "wed17:00-19:00", 1, 12, "no", "no", "menigheten", "kirketjeneren"),
    ("Nesbyen frivilligsentral", "in-person", NESBYEN, "60.5681", "9.1028",
     "tue18:00-20:00", 1, 10, "yes", "yes", "Nesbyen kommune", "daglig leder"),
    ("Gol samfunnshus", "in-person", GOL, "60.7014", "8.9457",
     "mon18:00-20:00;wed18:00-20:00", 1, 10, "yes", "yes", "Gol kommune", "vaktmester"),
    ("Ål kulturhus", "in-person", AL, "60.6302", "8.5607",
     "tue18:30-20:30;thu18:00-20:00", 1, 12, "yes", "yes", "Ål kommune", "kulturhuset"),
    ("Geilo helsehus", "in-person", HOL, "60.5342", "8.2057",
     "wed18:00-20:00", 1, 8, "yes", "no", "Hol kommune", "resepsjonen"),
    ("Digitalt rom", "digital", "", "", "",
     "mon19:00-20:30;tue19:00-20:30;wed19:30-21:00;thu20:00-21:30", 2, "", "", "yes", "kontoret", "kontoret"),
]

THEMES = [
    ("anxiety", "Anxiety", "Angst", "Angst", 30),
    ("low-mood", "Low mood", "Nedstemthet", "Nedstemtheit", 24),
    ("grief", "Grief", "Sorg", "Sorg", 16),
    ("loneliness", "Loneliness", "Ensomhet", "Einsemd", 18),
    ("stress", "Stress and burnout", "Stress og utbrenthet", "Stress og utmatting", 20),
    ("breakup", "Separation", "Samlivsbrudd", "Samlivsbrot", 9),
    ("self-esteem", "Self-esteem", "Selvfølelse", "Sjølvkjensle", 14),
    ("relatives", "Relatives", "Pårørende", "Pårørande", 12),
]

COURSES = [
    # name, kind, municipality, start, end, told, interested
    ("KiD høst, Drammen", "kid", DRAMMEN, "2026-08-25", "2026-10-27", "2026-09-01", 8),
    ("KiB høst, Hønefoss", "kib", RINGERIKE, "2026-10-08", "2026-12-03", "2026-10-15", 7),
    ("Lyst på livet, Ål", "lyst-pa-livet", AL, "2026-09-17", "2026-11-05", "2026-09-24", 6),
    ("Angstkurs Rask psykisk helsehjelp", "rph", EIKER, "2026-11-03", "2027-01-12", "2026-11-10", 5),
]

EVENINGS = ["mon17:00-21:00", "tue17:00-21:00", "wed17:00-21:00", "thu17:00-21:00"]
LATE = ["mon18:00-22:00", "tue18:00-22:00", "wed18:00-22:00", "thu18:00-22:00"]
DAYTIME = ["mon09:00-15:00", "tue10:00-14:00", "wed10:00-14:00", "thu09:00-15:00", "fri10:00-14:00"]

HOLIDAYS = [(day(a), day(b)) for a, b in
            [("2026-09-28", "2026-10-02"), ("2026-12-21", "2027-01-03"), ("2027-02-22", "2027-02-26")]]


def open_dates(first, n):
    """The first date and the n - 1 weeks after it that no holiday closes."""
    dates, at = [], day(first)
    while len(dates) < n:
        if not any(a <= at <= b for a, b in HOLIDAYS):
            dates.append(at)
        at = after(at, 7)
    return dates


# ---- tables, filled row by row ----

COLUMNS = {
    "people": "id status registered queued consent consent_text clarified contacted next available_from closed reason "
              "paused_days paused source course municipality avoid mode travel_limit availability themes mixed_ok "
              "languages gender gender_wish birth_year adult step_free submission",
    "contacts": "id name phone email channel",
    "starters": "id status kind person trained declared municipality mode travel_limit avoid availability languages "
                "gender step_free capacity",
    "venues": "id name kind municipality lat lon slots rooms seats step_free neutral owner key_holder",
    "themes": "code en nb nn valid_to",
    "groups": "id name status venue slot theme language composition min max open decided others contact formed first "
              "started handover ended reason",
    "placements": "person group role status proposed offered answer_by answered started declared ended reason",
    "meetings": "group number date start end venue starters kind status attended revision",
    "apart": "a b",
    "together": "a b",
    "courses": "id name kind municipality start end told interested",
    "absences": "starter from to start end",
    "closures": "venue from to start end reason",
    "travel": "from to minutes",
    "offices": "id name kind covers valid_from valid_to",
    "activities": "id date kind status municipality office partners audience attended count",
    "inquiries": "date channel municipality topic count",
    "evaluations": "group activity date item score count",
    "history": "date group event from to",
    "targets": "year name value",
    "profile": "name value",
}
TABLES = {name: [] for name in COLUMNS}


def add(table, **fields):
    unknown = set(fields) - set(COLUMNS[table].split())
    assert not unknown, unknown
    TABLES[table].append(fields)
    return fields


# ---- people ----

USED = set()


def new_person_id():
    while True:
        number = f"P{10000000 + below(90000000)}"
        if number not in USED:
            USED.add(number)
            return number


def some_windows():
    kind = weighted([("evenings", 68), ("late", 12), ("day", 8), ("both", 12)])
    if kind == "day":
        return some_of(DAYTIME, 2 + below(3))
    if kind == "late":
        return some_of(LATE, 1 + below(3))
    if kind == "both":
        return some_of(DAYTIME, 1 + below(2)) + some_of(EVENINGS, 1 + below(3))
    return some_of(EVENINGS, weighted([(1, 20), (2, 40), (3, 25), (4, 15)]))


def in_week_order(windows):
    return ";".join(sorted(windows, key=lambda w: ("mon tue wed thu fri".split().index(w[:3]), w)))


def some_themes():
    chosen = []
    for _ in range(weighted([(1, 35), (2, 40), (3, 25)])):
        theme = weighted([(t[0], t[4]) for t in THEMES])
        if theme not in chosen:
            chosen.append(theme)
    return ";".join(chosen)


def some_languages():
    return weighted([("", 76), ("nb;en", 11), ("en", 3), ("pl;nb", 2), ("pl", 2), ("uk;en", 2), ("uk", 1), ("ar;nb", 2),
                     ("ar", 1)])


def person(status, registered, **fields):
    """A person as the register would know them, with the wishes that people have; fields decide what must be so."""
    home = fields.get("municipality") or weighted(HOMES)
    gender = weighted([("f", 68), ("m", 29), ("x", 1), ("", 2)])
    row = {
        "id": new_person_id(), "status": status, "registered": registered, "municipality": home,
        "source": weighted([("self", 34), ("gp", 16), ("rph", 14), ("dps", 7), ("nav", 6), ("lms", 4), ("link", 3),
                            ("volunteer-centre", 10), ("user-organisation", 4), ("other", 2)]),
        "gender": gender, "mode": weighted([("", 30), ("in-person", 38), ("either", 22), ("digital", 10)]),
        "travel_limit": weighted([("", 55), (20, 8), (30, 15), (60, 14), (90, 8)]),
        "availability": in_week_order(some_windows()), "themes": some_themes(), "languages": some_languages(),
        "mixed_ok": weighted([("", 45), ("yes", 35), ("no", 20)]),
        "gender_wish": weighted([("", 60), ("any", 22), ("same", 8), ("not-alone", 10)]) if gender in ("f", "m") else "",
        "step_free": "yes" if chance(0.06) else "",
    }
    if chance(0.9):
        row["birth_year"] = weighted([(1997, 14), (1988, 22), (1978, 24), (1966, 24), (1953, 12)]) + below(10)
    else:
        row["adult"] = "yes"
    if row["source"] == "self" and chance(0.7):
        row["submission"] = str(31000000 + below(900000))
    if home in HALLINGDAL and chance(0.18):
        row["avoid"] = home
    consent(row, day(registered))
    row.update(fields)
    return add("people", **row)


def consent(row, registered):
    row["consent"] = min(after(registered, below(5)), TODAY)
    row["consent_text"] = "2025-1" if row["consent"] < day("2026-03-01") else "2026-1"
    row["clarified"] = min(after(row["consent"], 2 + below(12)), TODAY)


def make_waiting(n):
    for _ in range(n):
        registered = weighted([("2026-09-15 2026-11-16", 50), ("2026-05-01 2026-09-14", 30), ("2025-11-01 2026-04-30", 20)])
        registered = between(*registered.split())
        row = person("waiting", registered)
        if chance(0.25):
            row["contacted"] = between(row["clarified"], TODAY)
            row["next"] = after(row["contacted"], 60)
        if chance(0.06):
            row["paused_days"] = 14 + below(60)
            row["registered"] = row["consent"] = after(registered, -90)
        if chance(0.04):
            row["queued"] = between(row["clarified"], TODAY)
        if chance(0.04):
            row["available_from"] = between("2026-11-30", "2027-01-15")


def make_course_people():
    for number, course in enumerate(COURSES, start=1):
        home, end = course[2], day(course[4])
        for _ in range(course[6]):
            told = day(course[5])
            row = person("waiting", between(told, min(after(told, 10), TODAY)), source="course", course=f"C{number:05d}",
                         municipality=home if chance(0.8) else one_of([m for m, _ in HOMES[:4]]))
            if end > TODAY:
                row["available_from"] = after(end, 1)
            if course[1] in ("kid", "lyst-pa-livet"):
                row["mixed_ok"] = "yes"


def make_others():
    for _ in range(7):
        row = person("new", between("2026-11-10", TODAY))
        row["clarified"] = ""
    for _ in range(3):  # asked for a group and has not agreed to anything yet
        add("people", id=new_person_id(), status="new", registered=between("2026-11-16", TODAY), source="self",
            municipality=weighted(HOMES), submission=str(31950000 + below(40000)))
    for _ in range(5):
        row = person("paused", between("2026-03-01", "2026-08-31"))
        row["paused"] = between("2026-09-15", "2026-11-10")
    for status, reasons in [("referred", ["more-help", "found-other"]), ("withdrawn", ["no-time", "found-other", "no-answer"])]:
        for _ in range(5):
            row = person(status, between("2026-01-10", "2026-06-30"))
            row["closed"] = between("2026-07-01", "2026-11-15")
            row["reason"] = one_of(reasons)


# ---- groups and who is in them ----

def fitting(group, status, registered):
    """A person who fits the group: the slot, the way, the theme, the language."""
    venue = VENUES[int(group["venue"][1:]) - 1]
    slot = group["slot"]
    wide = f"{slot[:3]}17:00-22:00" if slot[3:5] >= "17" else f"{slot[:3]}09:00-15:00"
    row = person(status, registered, municipality=venue[2] or weighted(HOMES), languages="", step_free="", avoid="",
                 mode="either" if venue[1] == "digital" else "in-person", travel_limit="",
                 availability=in_week_order({wide, one_of(EVENINGS)} if wide[:3] not in ("mon", "tue", "wed", "thu") or
                                            wide[3:] != "17:00-22:00" else {wide}))
    if group["theme"] not in ("mixed",):
        row["themes"] = group["theme"] + (";stress" if chance(0.3) and group["theme"] != "stress" else "")
    else:
        row["mixed_ok"] = "yes"
    row["gender_wish"] = ""
    if group.get("composition") == "women":
        row["gender"] = "f"
    return row


def group(**fields):
    row = {"id": f"G{len(TABLES['groups']) + 1:05d}", "language": "nb", "composition": "any", "min": 4, "max": 8}
    row.update(fields)
    return add("groups", **row)


def seat(who, group_id, status, proposed, **fields):
    row = {"person": who, "group": group_id, "role": "member", "status": status, "proposed": proposed}
    row.update(fields)
    return add("placements", **row)


def asked(who, group_id, status, proposed, answer=None, **fields):
    """A seat that was offered two days after it was proposed, to be answered within a week."""
    offered = after(proposed, 2)
    row = seat(who, group_id, status, proposed, offered=offered, answer_by=after(offered, 7), **fields)
    if answer is not None:
        row["answered"] = after(offered, answer)
    return row


def members(a_group, n, proposed):
    for _ in range(n):
        row = fitting(a_group, "member", between(after(proposed, -150), after(proposed, -25)))
        asked(row["id"], a_group["id"], "active", proposed, answer=1 + below(5), started=a_group["started"],
              declared=a_group["started"])


def led_by(starter_id, a_group, status, proposed, **fields):
    asked(starter_id, a_group["id"], status, proposed, answer=1, role="starter", **fields)


def hold_meetings(a_group, n, starter, starters=5, members_then=6):
    """Weekly meetings: those with the starter first; what lies before today was held."""
    start, end = a_group["slot"][3:].split("-")
    dates = open_dates(a_group["started"], n)
    for number, at in enumerate(dates, start=1):
        held = at < TODAY
        kind = "start" if number == 1 else "starter" if number <= starters else "own"
        add("meetings", group=a_group["id"], number=number, date=at, start=start, end=end, venue=a_group["venue"],
            starters=starter if number <= starters else "", kind=kind, status="held" if held else "planned",
            attended=max(3, members_then - below(3)) if held else "", revision=0)
    a_group["handover"] = dates[min(starters, n) - 1]


def make_groups():
    # long on its own, and has decided to welcome two
    g = group(name="Mandagsgruppa", status="running", venue="V00001", slot="mon17:00-19:00", theme="mixed", open=2,
              decided="2026-11-09", others=1, formed="2026-08-10", first="2026-08-31", started="2026-08-31")
    members(g, 4, "2026-08-10")
    hold_meetings(g, 14, "S00001")
    led_by("S00001", g, "completed", "2026-08-10", started="2026-08-31", ended=g["handover"])
    # women in grief, one seat open
    g = group(name="Sorggruppa", status="running", venue="V00007", slot="thu18:00-20:00", theme="grief",
              composition="women", open=1, decided="2026-11-12", formed="2026-08-17", first="2026-09-03",
              started="2026-09-03")
    members(g, 5, "2026-08-17")
    hold_meetings(g, 12, "S00012")
    led_by("S00012", g, "completed", "2026-08-17", started="2026-09-03", ended=g["handover"])
    # came to its end in June
    g = group(name="Vårgruppa", status="ended", venue="V00005", slot="tue18:00-20:00", theme="mixed",
              formed="2026-01-12", first="2026-02-03", started="2026-02-03", handover="2026-03-10", ended="2026-06-09",
              reason="done")
    for _ in range(5):
        row = fitting(g, "left", between("2025-09-01", "2025-12-15"))
        row.update(closed="2026-06-09", reason="enough")
        asked(row["id"], g["id"], "completed", "2026-01-12", answer=3, started="2026-02-03", declared="2026-02-03",
              ended="2026-06-09")
    led_by("S00009", g, "completed", "2026-01-12", started="2026-02-03", ended="2026-03-10")
    # began last week with five: its second meeting is on Wednesday, so it may still be filled
    g = group(name="Angstgruppa Mjøndalen", status="starting", venue="V00003", slot="wed18:00-20:00", theme="anxiety",
              formed="2026-10-26", first="2026-11-18", started="2026-11-18")
    members(g, 5, "2026-10-26")
    led_by("S00002", g, "active", "2026-10-26", started="2026-11-18", declared="2026-11-18")
    hold_meetings(g, 10, "S00002")
    # its starter had to leave after the first meeting
    g = group(name="Stressgruppa", status="starting", venue="V00001", slot="thu18:00-20:00", theme="stress",
              formed="2026-10-19", first="2026-11-12", started="2026-11-12")
    members(g, 5, "2026-10-19")
    led_by("S00025", g, "left", "2026-10-19", started="2026-11-12", ended="2026-11-16", reason="more-help")
    hold_meetings(g, 10, "S00025")
    # forming, one short
    g = group(name="Vikersund på tvers", status="forming", venue="V00006", slot="mon18:00-20:00", theme="mixed",
              formed="2026-11-09")
    for answer in (1, 3, 4):
        row = fitting(g, "waiting", between("2026-07-01", "2026-10-15"))
        asked(row["id"], g["id"], "accepted", "2026-11-09", answer=answer)
    row = fitting(g, "waiting", between("2026-07-01", "2026-10-15"))
    asked(row["id"], g["id"], "declined", "2026-11-09", answer=2, reason="acquaintance")
    led_by("S00010", g, "accepted", "2026-11-09")
    # forming, with answers still out: two of them late
    g = group(name="", status="forming", venue="V00010", slot="wed18:00-20:00", theme="loneliness", formed="2026-11-02",
              first="2026-12-02")
    for answer in (1, 2):
        row = fitting(g, "waiting", between("2026-03-01", "2026-09-30"))
        asked(row["id"], g["id"], "accepted", "2026-11-02", answer=answer)
    for proposed in ("2026-11-02", "2026-11-03", "2026-11-18"):
        row = fitting(g, "waiting", between("2026-03-01", "2026-09-30"))
        asked(row["id"], g["id"], "offered", proposed)
    row = fitting(g, "waiting", between("2026-03-01", "2026-09-30"))
    seat(row["id"], g["id"], "proposed", "2026-11-20")
    row = fitting(g, "waiting", between("2026-03-01", "2026-09-30"))
    asked(row["id"], g["id"], "declined", "2026-11-02", answer=6, reason="time")
    led_by("S00019", g, "accepted", "2026-11-02")
    # a digital group on its own, full enough
    g = group(name="Nettgruppa", status="running", venue="V00013", slot="tue19:00-20:30", theme="mixed",
              formed="2026-04-20", first="2026-05-12", started="2026-05-12")
    members(g, 6, "2026-04-20")
    hold_meetings(g, 24, "S00003")
    led_by("S00003", g, "completed", "2026-04-20", started="2026-05-12", ended=g["handover"])
    # paused since the autumn
    g = group(name="Ål-gruppa", status="paused", venue="V00011", slot="thu18:00-20:00", theme="mixed",
              formed="2026-05-25", first="2026-06-11", started="2026-06-11")
    members(g, 4, "2026-05-25")
    hold_meetings(g, 9, "S00020")
    led_by("S00020", g, "completed", "2026-05-25", started="2026-06-11", ended=g["handover"])
    add("history", date="2026-10-15", group=g["id"], event="paused", **{"from": "", "to": ""})
    # could not be filled in spring
    g = group(name="", status="ended", venue="V00012", slot="wed18:00-20:00", theme="grief", formed="2026-03-16",
              ended="2026-05-04", reason="not-filled")
    for _ in range(2):
        row = fitting(g, "waiting", between("2025-12-01", "2026-03-01"))
        asked(row["id"], g["id"], "lapsed", "2026-03-16", answer=30)
    group(name="Pårørende i Hallingdal", status="idea", theme="relatives")
    add("history", date="2026-09-08", group="G00008", event="moved", **{"from": "V00002", "to": "V00013"})


def make_starters():
    # municipality, status, kind, capacity, windows
    plan = [
        (DRAMMEN, "active", "volunteer", 2), (DRAMMEN, "active", "employee", 1), (DRAMMEN, "active", "former-participant", 1),
        (DRAMMEN, "active", "volunteer", 1), (DRAMMEN, "active", "volunteer", 1), (DRAMMEN, "trainee", "former-participant", 1),
        (DRAMMEN, "trainee", "volunteer", 1), (EIKER, "active", "employee", 2), (EIKER, "active", "volunteer", 1),
        (MODUM, "active", "volunteer", 1), (MODUM, "trainee", "former-participant", 1), (RINGERIKE, "active", "employee", 2),
        (RINGERIKE, "active", "volunteer", 1), (RINGERIKE, "active", "former-participant", 1), (RINGERIKE, "trainee", "volunteer", 1),
        (RINGERIKE, "resting", "volunteer", 1), (NESBYEN, "active", "volunteer", 1), (FLA, "interested", "volunteer", 1),
        (GOL, "active", "employee", 1), (AL, "active", "volunteer", 1), (HOL, "active", "former-participant", 1),
        (AL, "trainee", "volunteer", 1), ("3312", "active", "volunteer", 1), (DRAMMEN, "resting", "employee", 1),
        (DRAMMEN, "ended", "volunteer", 1),
    ]
    # what those who lead a group can, besides other evenings
    needed = {1: "mon17:00-21:00", 2: "wed17:00-21:00", 10: "mon17:00-21:00", 19: "wed17:00-21:00", 3: "tue17:00-21:00"}
    for number, (home, status, kind, capacity) in enumerate(plan, start=1):
        windows = set(some_of(EVENINGS, 2 + below(2)))
        if number in needed:
            windows.add(needed[number])
        if kind == "employee":
            windows.add("wed10:00-14:00")
        trained = status in ("active", "resting", "ended")
        add("starters", id=f"S{number:05d}", status=status, kind=kind, trained=between("2023-02-01", "2026-05-31") if trained else "",
            declared=between("2026-01-05", "2026-06-30") if trained else "", municipality=home,
            mode="either" if number in (3, 4, 8, 14, 21) else "in-person",
            travel_limit=60 if home in HALLINGDAL or number in (8, 12) else "", availability=in_week_order(windows),
            languages={4: "nb;en", 5: "nb;pl", 12: "nb;en", 14: "nb;ar"}.get(number, ""),
            gender="m" if number in (2, 5, 9, 13, 17, 24) else "f", step_free="", capacity=capacity)
    add("absences", starter="S00013", **{"from": "2026-11-30", "to": "2026-12-13"})
    add("absences", starter="S00009", **{"from": "2026-10-01", "to": "2027-01-15"})
    add("absences", starter="S00019", **{"from": "2026-12-09", "to": "2026-12-09", "start": "16:00", "end": "21:00"})
    for row in TABLES["starters"]:
        if row["status"] == "resting":
            add("absences", starter=row["id"], **{"from": "2026-09-01", "to": ""})


def tie_starters_to_people():
    """Former participants are on record as people who left, one of them as somebody who waits again."""
    left = [row for row in TABLES["people"] if row["status"] == "left"]
    waiting = [row for row in TABLES["people"] if row["status"] == "waiting" and row["municipality"] == RINGERIKE]
    for number, who in ((3, left[0]), (6, left[1]), (11, left[2]), (21, left[3]), (14, waiting[2])):
        starter = TABLES["starters"][number - 1]
        starter["person"] = who["id"]
        starter["gender"] = who["gender"]


def make_pairs():
    taking_part = [row for row in TABLES["people"] if row["status"] == "waiting" and row["source"] != "course" and
                   not row.get("available_from") and not any(p["person"] == row["id"] for p in TABLES["placements"])]
    small = [row for row in taking_part if row["municipality"] in (GOL, AL, HOL, EIKER, MODUM)]
    for a, b in zip(small[0:10:2], small[1:10:2]):
        add("apart", a=a["id"], b=b["id"])
    starter = TABLES["starters"][19]
    add("apart", a=small[10]["id"], b=starter["id"])
    friends = [row for row in taking_part if row["municipality"] == DRAMMEN and row not in small][:6]
    for a, b in zip(friends[0::2], friends[1::2]):
        for field in ("availability", "themes", "mode", "travel_limit", "languages", "mixed_ok"):
            b[field] = a.get(field, "")
        a["gender_wish"] = b["gender_wish"] = ""
        a["step_free"] = b["step_free"] = ""
        add("together", a=a["id"], b=b["id"])


def keep_in_touch():
    """Whoever waits long has been called within two months, but for some whom nobody got round to."""
    for row in TABLES["people"]:
        last = day(row.get("contacted") or row.get("clarified") or TODAY)
        if row["status"] == "waiting" and (TODAY - last).days > 55 and chance(0.85):
            row["contacted"] = between(max(last, after(TODAY, -55)), after(TODAY, -1))
            row["next"] = after(row["contacted"], 60)


# ---- names: invented, and telephone numbers that nobody can have (no Norwegian number begins with 00) ----

WOMEN = "Anne Berit Camilla Dorthe Eli Frida Grete Hilde Ingeborg Jorunn Karoline Liv Marte Nina Oddny Petra Ragnhild Siri Tone Unni Vilde Wenche Ylva Åse Øydis".split()
MEN = "Arne Bjørn Carl Dag Erling Fredrik Geir Håkon Ivar Jostein Kåre Leif Magne Njål Odd Per Rolf Sverre Terje Ulrik Vegard Willy Yngve Åsmund Ørjan".split()
FAMILIES = "Aasen Bakkerud Dalen Eikeland Fossheim Granli Haugerud Iversbakken Jordheim Kvisle Lindåsen Moen Nordbråten Oppegård Plassen Rønningen Skogheim Tufte Ulvestad Vestby Wærp Ødegården Åsheim".split()


def make_contacts():
    rows = [row for row in TABLES["people"] if row.get("consent")] + TABLES["starters"]
    for number, row in enumerate(rows):
        if row["id"][0] == "P" and chance(0.08):  # an alias, or the name is kept on paper
            continue
        first = one_of(MEN if row.get("gender") == "m" else WOMEN)
        name = f"{first} {one_of(FAMILIES)}"
        channel = weighted([("phone", 55), ("sms", 25), ("email", 15), ("letter", 5)])
        email = f"epost{number + 1:03d}@example.org" if channel == "email" or chance(0.4) else ""
        add("contacts", id=row["id"], name=name, phone=f"+4700{100000 + below(900000)}", email=email, channel=channel)
    TABLES["contacts"].sort(key=lambda row: row["id"])


# ---- what the office does besides ----

def make_office():
    add("offices", id="O00001", name="Selvhjelp Nedre Buskerud", kind="contact-point", covers=f"{DRAMMEN};{EIKER};{MODUM}",
        valid_from="2020-01-01")
    add("offices", id="O00002", name="Selvhjelp Ringerike", kind="contact-point", covers=RINGERIKE, valid_from="2021-01-01")
    add("offices", id="O00003", name="Selvhjelp Hallingdal", kind="contact-point", covers=";".join(HALLINGDAL),
        valid_from="2022-06-01")
    plan = [
        ("2026-01-20", "info-meeting", DRAMMEN, "O00001", "Drammen bibliotek", 22, 3), ("2026-02-05", "lecture", RINGERIKE, "O00002", "videregående skole", 64, 1),
        ("2026-03-12", "starter-training", DRAMMEN, "O00001", "frivilligsentralene", 9, 2), ("2026-04-16", "open-meeting", GOL, "O00003", "Gol kommune", 17, 1),
        ("2026-05-28", "network", f"{DRAMMEN};{EIKER};{MODUM}", "O00001", "kommunene", 14, 1), ("2026-08-26", "info-meeting", EIKER, "O00001", "Øvre Eiker frivilligsentral", 19, 2),
        ("2026-09-10", "open-meeting", AL, "O00003", "Ål kulturhus", 25, 1), ("2026-09-24", "seminar", RINGERIKE, "O00002", "Rask psykisk helsehjelp", 31, 1),
        ("2026-10-22", "info-meeting", HOL, "O00003", "helsehuset", 12, 1), ("2026-11-19", "material", DRAMMEN, "O00001", "fastlegene", "", 40),
        ("2026-12-03", "open-meeting", NESBYEN, "O00003", "Nesbyen frivilligsentral", "", 1), ("2026-12-10", "starter-training", RINGERIKE, "O00002", "frivilligsentralen", "", 2),
    ]
    for number, (at, kind, where, office, partners, attended, count) in enumerate(plan, start=1):
        add("activities", id=f"A{number:05d}", date=at, kind=kind, status="held" if day(at) < TODAY else "planned",
            municipality=where, office=office, partners=partners, audience="innbyggere" if "meeting" in kind else "fagfolk",
            attended=attended, count=count)
    for month in range(1, 12):
        for channel, most in (("phone", 9), ("email", 6), ("in-person", 4), ("form", 7)):
            for topic in some_of(["person", "relative", "professional", "other"], 2):
                add("inquiries", date=date(2026, month, 1 + below(20)), channel=channel, municipality=one_of(AREA[:4] + [GOL, AL]),
                    topic=topic, count=1 + below(most))
    TABLES["inquiries"].sort(key=lambda row: (row["date"], row["channel"], row["topic"]))
    for at, counts in (("2026-06-09", (0, 0, 5, 8, 6)), ("2026-10-27", (0, 0, 6, 9, 7))):
        for score, count in enumerate(counts, start=1):
            if count:
                add("evaluations", activity="A00001" if at == "2026-06-09" else "A00008", date=at, item="benefit", score=score, count=count)
    for name, value in (("groups_started", 8), ("started", 45), ("activities", 12)):
        add("targets", year=2026, name=name, value=value)
    for name, value in (("OFFICE", "selvhjelp-buskerud.example"), ("MIN", 4), ("MAX", 8), ("AIM", 6), ("TRAVEL", 45),
                        ("START_DAYS", 14), ("REPORT_LANGUAGE", "nb")):
        add("profile", name=name, value=value)


def make_ground():
    for number, row in enumerate(VENUES, start=1):
        names = COLUMNS["venues"].split()[1:]
        add("venues", id=f"V{number:05d}", **dict(zip(names, row)))
    for code, en, nb, nn, _ in THEMES:
        add("themes", code=code, en=en, nb=nb, nn=nn)
    for number, row in enumerate(COURSES, start=1):
        add("courses", id=f"C{number:05d}", **dict(zip(COLUMNS["courses"].split()[1:], row)))
    for a, b, minutes in TRAVEL:
        add("travel", minutes=minutes, **{"from": a, "to": b})
    for (a, b), why in zip(HOLIDAYS, ("høstferie", "jul", "vinterferie")):
        add("closures", reason=why, **{"from": a, "to": b})
    add("closures", venue="V00008", reason="konsert", start="17:00", end="22:00", **{"from": "2026-12-09", "to": "2026-12-09"})
    add("closures", venue="V00004", reason="valg av styre", **{"from": "2026-11-30", "to": "2026-11-30"})
    add("closures", venue="3330", reason="snørydding", **{"from": "2026-02-04", "to": "2026-02-04"})


def write(folder):
    os.makedirs(folder, exist_ok=True)
    for name, rows in TABLES.items():
        columns = COLUMNS[name].split()
        with open(os.path.join(folder, name + ".csv"), "w", encoding="utf-8", newline="") as out:
            table = csv.writer(out, lineterminator="\n")
            table.writerow(columns)
            for row in rows:
                table.writerow([row.get(column, "") for column in columns])


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: make_buskerud.py DIR")
    make_ground()
    make_starters()
    make_groups()
    make_waiting(118)
    make_course_people()
    make_others()
    tie_starters_to_people()
    make_pairs()
    make_contacts()
    TABLES["people"].sort(key=lambda row: (str(row["registered"]), row["id"]))
    TABLES["placements"].sort(key=lambda row: (row["group"], row["role"], row["person"]))
    make_office()
    keep_in_touch()
    write(sys.argv[1])


main()
