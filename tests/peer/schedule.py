"""Offices from seeds, their dates by shg-schedule, and a checker that shares no code with it.

usage: schedule.py FIRST LAST      (seeds; TAP on standard output)

Rules: issue "shg-schedule", formats.md (profile, meetings.csv), tools.md. What is checked: no room, starter, closure or
holiday is broken; every lost week has a true reason; first meetings are as brute force finds them; planning again
changes what it must and nothing else.
"""
import csv
import datetime as dt
import io
import itertools
import os
import random
import re
import shutil
import subprocess
import sys

from dateutil.easter import easter

TODAY = dt.date(2027, 3, 1)
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEK = dt.timedelta(7)


def day(text):
    return dt.date.fromisoformat(text)


def holiday(d):
    e = easter(d.year)
    return (d.month, d.day) in [(1, 1), (5, 1), (5, 17), (12, 25), (12, 26)] or (d - e).days in [
        -3, -2, 0, 1, 39, 49, 50]


class Office:
    """A register, in plain lists of dicts, one a table."""

    def __init__(self, seed):
        r = self.random = random.Random(seed)
        self.every = r.choice([1, 1, 1, 2])
        self.profile = {"OFFICE": "test.example", "MEETINGS": r.randint(2, 7), "STARTER_MEETINGS": r.randint(1, 3),
                        "EVERY": self.every, "FOLLOW_UP": r.choice(["42;180", "14", "21;28"]), "STARTERS_MAX": 2}
        slots = ["mon17:00-19:00", "mon18:00-20:00", "wed18:00-20:00", "thu17:30-19:30"][: r.randint(1, 4)]
        self.venues = [{"id": "V%05d" % (i + 1), "name": "Hus %d" % i, "kind": r.choice(["in-person"] * 4 + ["digital"]),
                        "municipality": "3301", "slots": ";".join(s for s in slots), "rooms": r.choice(["", "1", "1", "2"])}
                       for i in range(r.randint(1, 3))]
        for v in self.venues:
            if v["kind"] == "digital":
                v["municipality"] = ""
            v["slots"] = "mon17:00-20:00;wed18:00-20:00;thu17:30-19:30"
        self.starters = [{"id": "S%05d" % (i + 1), "status": r.choice(["active"] * 4 + ["trainee"]), "municipality": "3301",
                          "mode": "either", "availability": r.choice(["mon16-21;wed16-21;thu16-21", "mon17-20", "wed16-21"]),
                          "gender": r.choice("fm"), "capacity": "3"} for i in range(r.randint(2, 6))]
        self.people, self.groups, self.placements, self.meetings = [], [], [], []
        for i in range(r.randint(1, 5)):
            self.add_group("G%05d" % (i + 1), r.choice(slots))
        self.closures = [self.closure() for _ in range(r.randint(0, 5))]
        self.absences = [self.absence() for _ in range(r.randint(0, 6))]

    def span(self, longest):
        a = TODAY + dt.timedelta(self.random.randint(0, 80))
        return a.isoformat(), (a + dt.timedelta(self.random.randint(0, longest))).isoformat()

    def closure(self):
        r = self.random
        a, b = self.span(10)
        whole = r.random() < 0.6
        return {"venue": r.choice([v["id"] for v in self.venues] + ["", "3301", "in-person", "digital"]), "from": a, "to": b,
                "start": "" if whole else "17:00", "end": "" if whole else r.choice(["17:30", "18:00", "19:00"]),
                "reason": r.choice(["", "ferie"])}

    def absence(self):
        a, b = self.span(20)
        return {"starter": self.random.choice(self.starters)["id"], "from": a, "to": b, "start": "", "end": ""}

    def add_group(self, gid, slot):
        r = self.random
        self.groups.append({"id": gid, "status": "forming", "venue": r.choice(self.venues)["id"], "slot": slot, "theme": "mixed",
                            "language": "", "composition": r.choice(["any", "any", "women"]), "min": "", "formed": "2027-02-01",
                            "first": r.choice(["", "", "2027-03-20"])})
        for k in range(4):
            pid = "P%08d" % (int(gid[1:]) * 100 + k)
            self.people.append({"id": pid, "status": "waiting", "registered": "2027-01-01", "consent": "2027-01-01",
                                "clarified": "2027-01-05", "consent_text": "1", "adult": "yes", "municipality": "3301", "mode": "either",
                                "availability": "mon16-21;wed16-21;thu16-21", "gender": "f"})
            self.placements.append({"person": pid, "group": gid, "role": "member", "status": "accepted",
                                    "proposed": "2027-02-01", "offered": "2027-02-02", "answered": "2027-02-05"})
        for s in r.sample(self.starters, r.randint(1, 2)):
            self.placements.append({"person": s["id"], "group": gid, "role": "starter", "status": "accepted",
                                    "proposed": "2027-02-01", "offered": "2027-02-02", "answered": "2027-02-05"})

    def write(self, path):
        shutil.rmtree(path, ignore_errors=True)
        os.mkdir(path, 0o700)
        for table in ["people", "starters", "venues", "groups", "placements", "closures", "absences", "meetings"]:
            rows = getattr(self, table)
            if rows:
                with open(os.path.join(path, table + ".csv"), "w", newline="") as f:
                    w = csv.DictWriter(f, list(rows[0]), lineterminator="\n")
                    w.writeheader()
                    w.writerows(rows)
        with open(os.path.join(path, "profile.csv"), "w") as f:
            f.write("name,value\n" + "".join("%s,%s\n" % item for item in self.profile.items()))
        for f in os.listdir(path):
            os.chmod(os.path.join(path, f), 0o600)
        self.path = path

    # ---- what the register says of a day ----

    def group(self, gid):
        return next(g for g in self.groups if g["id"] == gid)

    def venue(self, vid):
        return next(v for v in self.venues if v["id"] == vid)

    def rooms(self, vid):
        return int(self.venue(vid)["rooms"] or 1)

    def hours(self, g):
        return g["slot"][3:8], g["slot"][9:14]

    def closed(self, vid, d, start, end):
        v = self.venue(vid)
        names = ["", vid, v["kind"]] + ([v["municipality"]] if v["kind"] == "in-person" else [])
        return any(c["venue"] in names and c["from"] <= d.isoformat() <= (c["to"] or "9999") and
                   (c["start"] or "00:00") < end and start < (c["end"] or "24:00") for c in self.closures)

    def away(self, sid, d, start, end):
        return any(a["starter"] == sid and a["from"] <= d.isoformat() <= (a["to"] or "9999") and
                   (a["start"] or "00:00") < end and start < (a["end"] or "24:00") for a in self.absences)

    def own(self, gid):
        return sorted(p["person"] for p in self.placements
                      if p["group"] == gid and p["role"] == "starter" and p["status"] in ["accepted", "active"])

    def slot_from(self, g, d):
        while d.weekday() != DAYS.index(g["slot"][:3]):
            d += dt.timedelta(1)
        return d

    def earliest(self, g):
        return day(g["first"]) if g["first"] and day(g["first"]) > TODAY else TODAY + WEEK


def run(office, *args, stdin=""):
    p = subprocess.run([args[0], "-C", office.path, "-d", TODAY.isoformat(), *args[1:]], input=stdin, capture_output=True,
                       text=True)
    if p.returncode not in (0, 1):
        raise AssertionError("%s: exit %d: %s" % (args, p.returncode, p.stderr))
    return p.stdout, p.stderr, p.returncode


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def overlap(a, b):
    return a["date"] == b["date"] and a["start"] < b["end"] and b["start"] < a["end"]


def need(truth, *what):
    if not truth:
        raise AssertionError(" ".join(str(w) for w in what))


def check_days(office, rows):
    """rows: planned meetings, all of them. Nothing is broken."""
    for m in rows:
        d = day(m["date"])
        need(not holiday(d), "on a holiday", m)
        need(not office.closed(m["venue"], d, m["start"], m["end"]), "the venue is closed", m)
        for moment in [m["start"]]:
            there = [k for k in rows if k["venue"] == m["venue"] and k["date"] == m["date"] and
                     k["start"] <= moment < k["end"]]
            need(len(there) <= office.rooms(m["venue"]), "more meetings than rooms", m)
        for s in filter(None, m["starters"].split(";")):
            need(not office.away(s, d, m["start"], m["end"]), "a starter is away", m)
            need(sum(s in k["starters"].split(";") and overlap(k, m) for k in rows) == 1, "a starter in two places", m)


def check_group(office, gid, rows):
    g = office.group(gid)
    rows = sorted(rows, key=lambda m: int(m["number"]))
    need([int(m["number"]) for m in rows] == list(range(1, len(rows) + 1)), "numbers", gid)
    main = [m for m in rows if m["kind"] != "follow-up"]
    follow = [m for m in rows if m["kind"] == "follow-up"]
    led = min(int(office.profile["STARTER_MEETINGS"]), int(office.profile["MEETINGS"]))
    days = office.profile["FOLLOW_UP"].split(";")
    need([m["kind"] for m in main] == (["start"] + ["starter"] * led)[:led] + ["own"] * (len(main) - led), "kinds", gid)
    need(len(main) == office.profile["MEETINGS"] and len(follow) == len(days), "how many", gid)
    for m in rows:
        need(DAYS[day(m["date"]).weekday()] == g["slot"][:3] and (m["start"], m["end"]) == office.hours(g) and
             m["venue"] == g["venue"], "not the group's slot", m)
        need((m["kind"] in ["start", "starter"]) == bool(m["starters"]), "starters", m)
        need(m["status"] == "planned", "status", m)
    need(main[0]["starters"].split(";") == office.own(gid), "all its starters at the first", main[0])
    for a, b in zip(main, main[1:]):
        need(day(b["date"]) - day(a["date"]) >= WEEK * office.every, "too near", b)
    for m, n in zip(follow, days):
        need(day(m["date"]) >= day(main[led - 1]["date"]) + dt.timedelta(int(n)), "follow-up too early", m)
    return main, follow


def check_lost(office, gid, main, follow, everything, err):
    """Each week that was lost was told, with a reason that is true."""
    g = office.group(gid)
    start, end = office.hours(g)
    told = dict((day(d), why) for d, why in re.findall(r"note: group '%s' skips (\S+): (.*)" % gid, err))
    followed = {day(m["date"]) for m in follow}
    due = office.slot_from(g, office.earliest(g))
    for i, m in enumerate(main):
        for k in range((day(m["date"]) - due).days // 7):
            d = due + k * WEEK
            need(d in told or d in followed, "a week is lost without a word", gid, d)
            why = told.get(d, "")
            taken = [x for x in everything if x["venue"] == g["venue"] and x["date"] == d.isoformat() and
                     x["start"] < end and start < x["end"]]
            if "closed" in why:
                need(office.closed(g["venue"], d, start, end), "it is open", gid, d)
            elif "room" in why:
                need(len(taken) >= office.rooms(g["venue"]), "there is room", gid, d)
            elif "away" in why:
                need(any(office.away(s, d, start, end) for s in office.own(gid)), "nobody is away", gid, d)
            elif "another group" in why:
                need(any(s in x["starters"] for s in office.own(gid) for x in everything if
                         x["date"] == d.isoformat() and x["start"] < end and start < x["end"]), "nobody is elsewhere", gid, d)
            elif d in told:
                need(holiday(d), "no holiday", gid, d, why)
        due = day(m["date"]) + WEEK * office.every


def check_stand_ins(office, rows):
    for m in rows:
        for s in filter(None, m["starters"].split(";")):
            if s in office.own(m["group"]):
                continue
            g, x = office.group(m["group"]), next(x for x in office.starters if x["id"] == s)
            need(m["kind"] == "starter" and m["starters"] == s, "a stand-in who is not alone", m)
            need(x["status"] == "active" and (g["composition"] == "any" or x["gender"] == "f"), "does not fit", m)
            need(any(w[:3] == g["slot"][:3] and int(w[3:5]) <= int(g["slot"][3:5]) and int(g["slot"][9:11]) < int(w[6:8]) or
                     w == g["slot"][:3] + "17-20" and g["slot"][9:] == "20:00" for w in x["availability"].split(";")),
                 "has no time", m)
            for own in office.own(m["group"]):
                need(office.away(own, day(m["date"]), m["start"], m["end"]) or
                     any(own in k["starters"].split(";") and overlap(k, m) for k in rows), "one of its own was free", m)


def brute_force(office):
    """The best first days: most groups, least sum, then by group. Each other group takes at most one day from a group."""
    groups = sorted(office.groups, key=lambda g: g["id"])
    choices = []
    for g in groups:
        start, end = office.hours(g)
        d, found = office.slot_from(g, office.earliest(g)), []
        while len(found) < len(groups):
            if not (holiday(d) or office.closed(g["venue"], d, start, end) or
                    any(office.away(s, d, start, end) for s in office.own(g["id"]))):
                found.append({"date": d.isoformat(), "start": start, "end": end, "venue": g["venue"],
                              "starters": office.own(g["id"])})
            d += WEEK
        choices.append(found)
    best = None
    for pick in itertools.product(*choices):
        if all(sum(x["venue"] == m["venue"] and x["date"] == m["date"] and x["start"] <= m["start"] < x["end"]
                   for x in pick) <= office.rooms(m["venue"]) for m in pick) and not any(
                overlap(a, b) and set(a["starters"]) & set(b["starters"]) for a, b in itertools.combinations(pick, 2)):
            key = (sum((day(m["date"]) - TODAY).days for m in pick), [m["date"] for m in pick])
            best = min(best, key) if best else key
    return best


def check_ready(office, *options):
    out, err, rc = run(office, "shg-schedule", "--ready", *options)
    rows = rows_of(out)
    need(rc == 0 and {m["group"] for m in rows} == {g["id"] for g in office.groups}, "not all are planned", err)
    need([(m["group"], int(m["number"])) for m in rows] == sorted((m["group"], int(m["number"])) for m in rows), "order")
    need(all(m["revision"] == "0" for m in rows), "revision")
    check_days(office, rows)
    for g in office.groups:
        main, follow = check_group(office, g["id"], [m for m in rows if m["group"] == g["id"]])
        check_lost(office, g["id"], main, follow, rows, err)
    check_stand_ins(office, rows)
    first = [m["date"] for m in rows if m["kind"] == "start"]
    best = brute_force(office)
    need(sum((day(d) - TODAY).days for d in first) == best[0], "days to the first meetings", first, best)
    need(options or first == best[1], "which group comes first", first, best)
    return out, rows


# ---- planning again ----

def disturb(office):
    """Something happens: a closure, an absence, a cancellation, another venue."""
    r = office.random
    what = r.choice(["closure", "absence", "cancelled", "venue", "nothing"])
    coming = [m for m in office.meetings if m["status"] == "planned"]
    m = r.choice(coming)
    if what == "closure":
        office.closures.append({"venue": m["venue"], "from": m["date"], "to": m["date"], "start": "", "end": "", "reason": "x"})
    elif what == "absence" and m["starters"]:
        office.absences.append({"starter": m["starters"].split(";")[0], "from": m["date"], "to": m["date"], "start": "", "end": ""})
    elif what == "cancelled":
        m["status"], m["revision"] = "cancelled", str(int(m["revision"]) + 1)
    elif what == "venue":
        g = office.group(m["group"])
        g["venue"] = r.choice(office.venues)["id"]
    return what


def broken(office, m):
    g = office.group(m["group"])
    d = day(m["date"])
    return (m["status"] == "cancelled" or m["venue"] != g["venue"] or office.closed(m["venue"], d, m["start"], m["end"]) or
            any(office.away(s, d, m["start"], m["end"]) for s in m["starters"].split(";")))


def check_replan(office, options):
    office.write(office.path)
    out, err, rc = run(office, "shg-schedule", "--replan", *options)
    changed = {(m["group"], m["number"]): m for m in rows_of(out)}
    need(rc == 0, "not all could be planned again", err)
    must = {m["group"] for m in office.meetings if broken(office, m)}
    need({g for g, _ in changed} == must, "other groups changed", {g for g, _ in changed}, must)
    merged = []
    for m in office.meetings:
        new = changed.pop((m["group"], m["number"]), None)
        if broken(office, m):
            need(new, "stays though it is broken", m)
        if new:
            need(int(new["revision"]) == int(m["revision"]) + 1 and new["kind"] == m["kind"], "revision", m, new)
            need(any(new[k] != m[k] for k in ["date", "start", "end", "venue", "starters", "status"]), "nothing changed", m)
        merged.append({**m, **new} if new else m)
    need(not changed, "meetings that were not there", changed)
    check_days(office, merged)
    for gid in must:
        mine = sorted((m for m in office.meetings if m["group"] == gid), key=lambda m: int(m["number"]))
        now = {m["number"]: m for m in merged if m["group"] == gid}
        first = next(i for i, m in enumerate(mine) if broken(office, m))
        need(all(now[m["number"]] == m for m in mine[:first]), "changed before it had to", gid)
        main = [now[m["number"]] for m in mine if m["kind"] != "follow-up"]
        for a, b, before in zip(main, main[1:], [m for m in mine if m["kind"] != "follow-up"][1:]):
            need(day(b["date"]) - day(a["date"]) >= WEEK * office.every, "too near", b)
            if b["date"] != before["date"] and not broken(office, before):
                need(day(before["date"]) < day(a["date"]) + WEEK * office.every, "moved without need", before, b)
    return out


def one(seed, path):
    office = Office(seed)
    office.write(path)
    options = ["--substitutes"] if seed % 3 == 0 else []
    out, rows = check_ready(office, *options)
    again, _, _ = run(office, "shg-schedule", "--ready", *options)
    need(again == out, "the same register gives other bytes")
    office.random.shuffle(office.groups)
    office.random.shuffle(office.placements)
    office.random.shuffle(office.starters)
    office.write(path)
    shuffled, _, _ = run(office, "shg-schedule", "--ready", *options)
    need(shuffled == out, "the order of rows changes the dates")
    for g in office.groups:
        g["status"], g["started"] = "starting", min(m["date"] for m in rows if m["group"] == g["id"])
    for p in office.placements:
        p["status"] = "active"
    for p in office.people:
        p["status"] = "member"
    office.meetings = rows
    what = disturb(office)
    again = check_replan(office, options)
    if what == "nothing":
        need(len(rows_of(again)) == 0, "something changed")
    return what


def main():
    first, last = int(sys.argv[1]), int(sys.argv[2])
    seen = {}
    for seed in range(first, last):
        try:
            what = one(seed, os.path.join(os.getcwd(), "office"))
            seen[what] = seen.get(what, 0) + 1
        except AssertionError as e:
            print("not ok - office %d" % seed)
            print("# %s" % str(e)[:600])
            sys.exit(1)
    print("ok 1 - %d offices: no rule is broken, first meetings are as brute force finds them" % (last - first))
    print("%s 2 - each kind of change was met" % ("ok" if len(seen) == 5 or last - first < 50 else "not ok"))
    print("1..2")


main()
