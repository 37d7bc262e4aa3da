#!/usr/bin/python3
"""Attacks the kinds of shg-report that attack.py leaves: groups --by, starters --by stage (beside coverage and funder),
courses, activities and inquiries (beside flow and funder), outcomes. Registers from fixed seeds change from day to day,
reports are printed and recorded as published in between, and linear programs look for how far each small count can go.

What the attacker knows: every figure of every document, what adds up to what, which values there are, that nothing that
was not held had visitors, that what happened in a year only grows.

usage: attack_kinds.py SOLVER FIRST LAST; prints what is revealed, or nothing, and a last line with numbers.
"""

import datetime
import itertools
import os
import random
import sys
import tempfile

import attack
from attack import PLACES, Problem, Register, small

STAGES = ["interested", "trainee", "active", "resting", "ended"]
STATUSES = ["forming", "starting", "running", "running", "running", "paused", "ended"]
KINDS = ["info-meeting", "open-meeting", "seminar", "lecture"]
AUDIENCES = ["professionals", "inhabitants", "students"]
CHANNELS = ["phone", "email", "in-person", "form"]
TOPICS = ["person", "relative", "professional", "other"]


class Office(Register):
    """A register with groups, members, courses, activities, inquiries and evaluations."""

    def __init__(self, rng, folder):
        super().__init__(rng, folder)
        self.groups, self.courses, self.activities, self.inquiries, self.answers = [], [], [], [], []
        self.busy = rng.random() ** 2 * 20 + 1
        for _ in range(rng.randrange(0, 4)):
            self.courses.append([rng.choice(PLACES), rng.choice(["", str(rng.randrange(0, 12))])])
        self.led = {i: rng.randrange(1000) for i in range(len(self.starters)) if rng.random() < 0.5}

    def add_group(self, today):
        rng = self.rng
        status = rng.choice(STATUSES)
        size = rng.choice([0, 1, 2, 3, 4, 5, 6, 6, 7, 8])
        started = datetime.date.fromisoformat(today) - datetime.timedelta(rng.choice([20, 100, 200, 400]))
        self.groups.append({"status": status, "place": rng.choice(PLACES + ["digital"]), "theme": self.pick("themes"),
                            "size": 0 if status == "ended" else size, "started": started})

    def happen(self, date):
        """One thing of a day."""
        rng = self.rng
        if rng.random() < 0.5:
            self.inquiries.append([date, rng.choice(CHANNELS), rng.choice(PLACES[:3] * 3 + PLACES + [""]), rng.choice(TOPICS),
                                   1 + int(rng.random() ** 3 * self.busy)])
        elif rng.random() < 0.7:
            places = rng.sample(PLACES, rng.choice([1, 1, 1, 2]))
            self.activities.append([date, rng.choice(KINDS), rng.choice(["held"] * 4 + ["planned"]), ";".join(sorted(places)),
                                    rng.choice(AUDIENCES), int(rng.random() ** 2 * self.busy * 4)])
        else:
            self.answers.append([date, rng.choice(["benefit", "well"]), rng.randrange(1, 6), rng.randrange(5, 20)])

    def change(self, date):
        rng = self.rng
        for _ in range(rng.choice([0, 0, 1, 2, 8])):
            self.happen(date)
        for g in self.groups:
            if g["status"] != "ended" and rng.random() < 0.2:
                g["size"] = max(0, min(8, g["size"] + rng.choice([-1, 1, 1, 3])))
        if rng.random() < 0.2:
            self.add_group(date)
        for s in self.starters:
            if rng.random() < 0.1:
                s[0] = rng.choice(STAGES)

    def save(self, today):
        super().save()
        self.write_starters()
        venues, groups, placed, people = [], [], [], []
        for k, g in enumerate(self.groups):
            digital = g["place"] == "digital"
            venues.append("V%05d,v,%s,%s,mon17:00-19:00" % (k + 1, "digital" if digital else "in-person", "" if digital else g["place"]))
            began = g["status"] != "forming"
            formed, start = [(g["started"] - datetime.timedelta(n)).isoformat() for n in (10, 0)]
            ended = (g["started"] + datetime.timedelta(10)).isoformat() if g["status"] == "ended" else ""
            groups.append("G%05d,%s,V%05d,mon17:00-19:00,%s,4,8,1,%s,%s,%s" % (
                k + 1, g["status"], k + 1, g["theme"], formed, start if began else "", ended))
            for i in range(g["size"]):
                who = "P%08d" % (50000000 + 100 * k + i)
                course = "C%05d" % (1 + i % len(self.courses)) if self.courses and k % 3 == 0 else ""
                people.append((who, "member" if began else "waiting", "2024-01-15", course))
                placed.append("%s,G%05d,member,%s,%s" % (who, k + 1, "active" if began else "accepted", start if began else ""))
        began = [k for k, g in enumerate(self.groups) if g["status"] == "running"]
        for i, n in self.led.items():
            if began:
                placed.append("S%05d,G%05d,starter,completed," % (i + 1, began[n % len(began)] + 1))
        with open(os.path.join(self.folder, "people.csv"), encoding="utf-8") as f:
            text = f.read().splitlines()
        text[0] += ",course"
        rows = [r + ("," + self.course_of(i) if self.courses else ",") for i, r in enumerate(text[1:])]
        rows += ["%s,%s,%s,%s,v1,%s,,,3301,self,,mon17-21,anxiety,,,,yes,%s" % (w, s, d, d, d, c) for w, s, d, c in people]
        self.write("people", "\n".join([text[0]] + rows) + "\n")
        self.write("venues", "\n".join(["id,name,kind,municipality,slots"] + venues) + "\n")
        self.write("groups", "\n".join(["id,status,venue,slot,theme,min,max,open,formed,started,ended"] + groups) + "\n")
        self.write("placements", "\n".join(["person,group,role,status,started"] + placed) + "\n")
        self.write("courses", "\n".join(["id,name,kind,municipality,start,end,interested"] + [
            "C%05d,c,kid,%s,2026-01-05,2026-03-01,%s" % (k + 1, *c) for k, c in enumerate(self.courses)]) + "\n")
        self.write("activities", "\n".join(["id,date,kind,status,municipality,audience,attended,count"] + [
            "A%05d,%s,%s,%s,%s,%s,%d,1" % (k + 1, *a) for k, a in enumerate(self.activities)]) + "\n")
        self.write("inquiries", "\n".join(["date,channel,municipality,topic,count"] + [
            "%s,%s,%s,%s,%d" % tuple(i) for i in self.inquiries]) + "\n")
        self.write("evaluations", "\n".join(["group,activity,date,item,score,count"] + [
            "G00001,,%s,%s,%d,%d" % tuple(a) for a in self.answers if self.groups]) + "\n")

    def course_of(self, i):
        """Of the i-th person on the list."""
        return "C%05d" % (1 + i % len(self.courses)) if i % 2 else ""


# ---- groups ----


class Groups:
    """Members by what groups are counted by; the same sum whatever that is."""

    def __init__(self):
        self.problem = Problem()
        self.truth = {}
        self.odd = []
        self.hidden = []

    def truth_of(self, office, day, by):
        found = {}
        for g in office.groups:
            key = {"status": g["status"], "theme": g["theme"], "municipality": g["place"], "county": g["place"],
                   "mode": "digital" if g["place"] == "digital" else "in-person"}.get(by)
            if key is None:
                continue
            found[key] = found.get(key, 0) + g["size"]
        return found

    def read(self, office, day, by, rows):
        p, header = self.problem, rows[0]
        base = "municipality" if by == "county" else by
        members_at, seats_at = header.index("members"), header.index("seats_free")
        truth = self.truth_of(office, day, by)
        if not truth:
            truth = {r[0]: None for r in rows[1:] if r[0] != "all"}
        self.truth[day, "all"] = sum(g["size"] for g in office.groups)
        for v, n in truth.items():
            self.truth[day, base, v] = n
        p.equal([((day, base, v), 1) for v in sorted(truth)] + [((day, "all"), -1)], 0)
        for r in rows[1:]:
            parts = [(day, "all")] if r[0] == "all" else [(day, base, v) for v in sorted(truth) if v == r[0] or (by == "county" and v[:2] == r[0])]
            if r[members_at] == ":":
                self.hidden.append(([(x, 1) for x in parts], "%s %s %s" % (day, by, r[0])))
                if r[seats_at] != ":":
                    self.odd.append("members are hidden and seats are not: %s %s" % (day, r))
            else:
                p.equal([(x, 1) for x in parts], int(r[members_at]))

    def ask(self, days):
        p = self.problem
        for terms, what in self.hidden:
            n = [self.truth.get(x) for x, _ in terms]
            if None not in n and small(sum(n)):
                p.ask(terms, "hidden members " + what)
        for name in list(p.names):
            if self.truth.get(name) is not None and small(self.truth[name]):
                p.ask([(name, 1)], "members %s" % (name,))
        for one, two in itertools.combinations(days, 2):
            for name in list(p.names):
                later = (two,) + name[1:]
                if name[0] == one and later in p.names and None not in (self.truth.get(name), self.truth.get(later)) and small(abs(self.truth[later] - self.truth[name])):
                    p.ask([(later, 1), (name, -1)], "members %s to %s" % (name, two))


# ---- starters ----


class Stages:
    """Starters by stage, each by what is so of them; the active ones by place, too."""

    def __init__(self):
        self.problem = Problem()
        self.truth = {}

    def count(self, office, day):
        running = any(g["status"] == "running" for g in office.groups)
        for x in STAGES:
            mine = [(i, s) for i, s in enumerate(office.starters) if s[0] == x]
            self.truth[day, x] = len(mine)
            self.truth[day, x, "were"] = sum(s[1] == "former-participant" for _, s in mine)
            self.truth[day, x, "led"] = sum(running and i in office.led for i, _ in mine)
            for c in ("were", "led"):
                self.truth[day, x, c, "not"] = self.truth[day, x] - self.truth[day, x, c]
        for p in PLACES:
            self.truth[day, "in", p] = sum(s[0] == "active" and s[2] == p for s in office.starters)
        for c in ((), ("were",), ("led",)):
            self.truth[(day, "all") + c] = sum(self.truth[(day, x) + c] for x in STAGES)

    def lay(self, day):
        p = self.problem
        if (day, "all") in p.names:
            return
        p.equal([((day, x), 1) for x in STAGES] + [((day, "all"), -1)], 0)
        for c in ("were", "led"):
            p.equal([((day, x, c), 1) for x in STAGES] + [((day, "all", c), -1)], 0)
            for x in STAGES:
                p.equal([((day, x, c), 1), ((day, x, c, "not"), 1), ((day, x), -1)], 0)
        p.equal([((day, "in", x), 1) for x in PLACES] + [((day, "active"), -1)], 0)

    def read_stages(self, day, rows):
        self.lay(day)
        for r in rows[1:]:
            if r[0] == "member":
                continue
            for column, name in ((1, (day, r[0])), (2, (day, r[0], "were")), (3, (day, r[0], "led"))):
                if r[column] not in (":", ""):
                    self.problem.equal([(name, 1)], int(r[column]))

    def read_places(self, day, rows):
        self.lay(day)
        for r in rows[1:]:
            text = r[rows[0].index("starters")]
            parts = [(day, "active")] if r[0] == "all" else [(day, "in", x) for x in PLACES if r[0] in (x, x[:2])]
            if text != ":" and parts:
                self.problem.equal([(x, 1) for x in parts], int(text))

    def read_funder(self, day, rows):
        self.lay(day)
        names = {(r[0], r[1]): r[3] for r in rows if r[2] == "name"}
        for r in rows:
            if r[2] == "reached" and names.get((r[0], r[1])) == "starters_active" and r[3] != ":":
                self.problem.equal([((day, "active"), 1)], int(r[3]))

    def ask(self, days):
        p = self.problem
        for name in list(p.names):
            if small(self.truth.get(name, 0)):
                p.ask([(name, 1)], "starters %s" % (name,))
        for one, two in itertools.combinations(days, 2):
            for name in list(p.names):
                later = (two,) + name[1:]
                if name[0] == one and later in p.names and small(abs(self.truth.get(later, 0) - self.truth.get(name, 0))):
                    p.ask([(later, 1), (name, -1)], "starters %s to %s" % (name, two))


# ---- activities ----


class Happened:
    """Visitors and inquiries from the first of the year, by one dimension each, between the days of any document."""

    def __init__(self):
        self.problem = Problem()
        self.told = []  # what, dimension, day, value, text, whether anything was held
        self.sums = []  # inquiries from, to, text

    def read(self, day, by, rows):
        for what, value, held, planned, people, items in rows[1:]:
            self.told.append((what, by, day, value, people, what == "inquiry" or int(held) > 0))

    def read_flow(self, rows):
        at = rows[0].index("inquiries")
        for r in rows[1:]:
            first, last = attack.Flow.stretch(r[0])
            self.sums.append((first, last, r[at]))

    @staticmethod
    def values(office, what, by):
        """Of each row: when, which values, how many."""
        if what == "inquiry":
            at = {"kind": 1, "municipality": 2, "audience": 3}[by]
            return [(i[0], [i[at] or "unknown"], i[4]) for i in office.inquiries]
        at = {"kind": 1, "municipality": 3, "audience": 4}[by]
        return [(a[0], a[at].split(";"), a[5] if a[2] == "held" else 0) for a in office.activities]

    def ask(self, office, days):
        p = self.problem
        cuts = sorted({"2026-01-01"} | {attack.Flow.after(d) for d in days} | {x for a, b, _ in self.sums for x in (a, attack.Flow.after(b))})
        steps = list(zip(cuts, cuts[1:]))
        for first, last, text in self.sums:
            if text != ":":
                p.equal([(("inquiry", a), 1) for a, b in steps if a >= first and b <= attack.Flow.after(last)], int(text))
        for what, by in sorted({(w, b) for w, b, *_ in self.told}):
            rows = self.values(office, what, by)
            values = sorted({v for _, vs, _ in rows for v in vs})
            many = by == "municipality" and what == "activity"
            for a, b in steps:
                terms = [((what, by, v, a), 1) for v in values]
                if not many:
                    p.equal(terms + [((what, a), -1)], 0)
                for x, _ in terms if many else []:
                    p.row([((what, a), 1), (x, -1)], 0, 100000)
            ends = sorted({d for w, b, d, *_ in self.told if (w, b) == (what, by)})
            for w, b, day, value, text, any_held in self.told:
                mine = [((what, by, value, a), 1) for a, z in steps if z <= attack.Flow.after(day)]
                if (w, b) == (what, by) and text != ":" and value in values:
                    p.equal(mine, int(text))
                if (w, b, value) == (what, by, "all") and text != ":":
                    p.equal([((what, a), 1) for a, z in steps if z <= attack.Flow.after(day)], int(text))
            for v in values:
                for start, end in itertools.combinations(["2026-01-01"] + [attack.Flow.after(d) for d in ends], 2):
                    n = sum(c for date, vs, c in rows if start <= date < end and v in vs)
                    if small(n):
                        p.ask([((what, by, v, a), 1) for a, z in steps if a >= start and z <= end], "%s by %s %s from %s to before %s" % (what, by, v, start, end))


# ---- courses and outcomes ----


class Alone:
    """Figures that add up to nothing: none may be small, nor differ by few from one day to another."""

    def __init__(self):
        self.seen = {}
        self.told = []

    def figure(self, day, name, text):
        if text in (":", ""):
            return
        if small(int(text)):
            self.told.append("%s %s is %s" % (day, name, text))
        for other, n in self.seen.get(name, []):
            if small(abs(n - int(text))):
                self.told.append("%s from %s to %s differs by %d" % (name, other, day, abs(n - int(text))))
        self.seen.setdefault(name, []).append((day, int(text)))

    def read(self, day, rows, labels, columns):
        for r in rows[1:]:
            for c in columns:
                self.figure(day, tuple(r[:labels]) + (c,), r[rows[0].index(c)])


# ---- a seed ----


def documents(office, rng, day, groups, stages, happened, alone):
    for _ in range(rng.randrange(3, 7)):
        kind = rng.randrange(11)
        if kind < 3:
            by = rng.choice(["status", "theme", "mode", "municipality", "county", "size", "age"])
            groups.read(office, day, by, office.report(day, "groups", "--by", by))
        elif kind < 5:
            rows = office.report(day, "starters", "--by", "stage")
            stages.read_stages(day, rows)
            alone.figure(day, ("member",), rows[1][1])
        elif kind == 5:
            stages.read_places(day, office.report(day, *rng.choice([["coverage"], ["starters", "--by", "county"], ["starters", "--by", "municipality"]])))
        elif kind < 9:
            by = rng.choice(["kind", "municipality", "audience"])
            happened.read(day, by, office.report(day, "activities", "--by", by))
            if rng.random() < 0.3:
                happened.read_flow(office.report(day, "flow", "--from", "2026-01-01", "--period", rng.choice(["month", "year"])))
        elif kind == 9:
            alone.read(day, office.report(day, "courses"), 1, ["interested", "want", "talked", "have"])
        else:
            alone.read(day, office.report(day, "outcomes"), 2, ["answers"])
            stages.read_funder(day, office.report(day, "funder"))


def run_seed(seed, solver, folder):
    rng = random.Random("kinds %d" % seed)
    office = Office(rng, folder)
    groups, stages, happened, alone = Groups(), Stages(), Happened(), Alone()
    today = datetime.date(2026, rng.randrange(3, 11), rng.randrange(1, 28))
    for _ in range(rng.randrange(0, 60)):
        office.add((today - datetime.timedelta(rng.randrange(1, 60))).isoformat())
    for _ in range(rng.randrange(0, 14)):
        office.add_group(today.isoformat())
    for _ in range(rng.randrange(0, 60)):
        office.happen((today - datetime.timedelta(rng.randrange(0, (today - datetime.date(2026, 1, 1)).days))).isoformat())
    days = []
    for last in (False, False, True):
        day = today.isoformat()
        days.append(day)
        office.save(day)
        stages.count(office, day)
        documents(office, rng, day, groups, stages, happened, alone)
        if not last:
            today += datetime.timedelta(rng.choice([1, 7, 31]))
            office.change(today.isoformat())
    groups.ask(days)
    stages.ask(days)
    happened.ask(office, days)
    told = [t for p in (groups.problem, stages.problem, happened.problem) for t in solver.solve(p)]
    return ["seed %d: %s" % (seed, t) for t in groups.odd + alone.told + told]


if __name__ == "__main__":
    sys.exit(attack.main(run_seed))
