#!/usr/bin/python3
"""Attacks what shg-report prints: registers from fixed seeds change from day to day, reports of several kinds are printed
and recorded as published in between, and linear programs (attack --solve) look for how far each hidden count, each
small one that is folded, and each small difference between two days can go. Nothing may be known to less than 5.

What the attacker knows: every figure of every document, which values each `other` is made of, what adds up to what, that
no count is below 0 and nobody in a cell who is not in its row and column, that everybody has a theme and a language.

usage: attack.py SOLVER FIRST LAST; prints what is revealed, or nothing, and a last line with numbers.
"""

import csv
import datetime
import itertools
import os
import random
import shutil
import subprocess
import sys
import tempfile

SUPPRESS = 5
PLACES = ["3301", "3303", "3305", "3310", "3101", "3103", "3105", "0301"]
DIMENSIONS = ["municipality", "county", "source", "theme", "mode", "gender", "age", "language"]
MANY = {"theme", "language"}
THEMES = ["anxiety", "grief", "stress", "pain", "sleep"]
PEOPLE = ["id", "status", "registered", "consent", "consent_text", "clarified", "closed", "reason", "municipality", "source",
          "mode", "availability", "themes", "languages", "gender", "birth_year", "adult"]


# ---- linear programs ----


class Problem:
    """Rows over named unknowns, none below 0; what is asked of them, with what it means."""

    def __init__(self):
        self.names = {}
        self.rows = []
        self.asks = []

    def at(self, name):
        return self.names.setdefault(name, len(self.names))

    def row(self, terms, low, high):
        self.rows.append((self.sum(terms), low, high))

    def equal(self, terms, value):
        self.row(terms, value, value)

    def sum(self, terms):
        found = {}
        for name, c in terms:
            found[self.at(name)] = found.get(self.at(name), 0) + c
        return [(k, c) for k, c in found.items() if c]

    def ask(self, terms, what):
        terms = self.sum(terms)
        if terms:
            self.asks.append((terms, what))

    def text(self):
        def put(terms):
            return " ".join("%d %d" % t for t in [(len(terms), 0)] + terms)[0:]
        out = ["problem %d %d %d" % (len(self.names), len(self.rows), len(self.asks))]
        out += ["%d %d %s" % (low, high, put(terms)) for terms, low, high in self.rows]
        out += [put(terms) for terms, _ in self.asks]
        return "\n".join(out) + "\n"


class Solver:
    def __init__(self, program):
        self.process = subprocess.Popen([program, "--solve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.asked = 0

    def solve(self, problem):
        """What is known to less than SUPPRESS values."""
        self.process.stdin.write(problem.text())
        self.process.stdin.flush()
        told = []
        for _, what in problem.asks:
            low, high = (float(x) for x in self.process.stdout.readline().split())
            self.asked += 1
            if low > high:
                told.append("%s: what was printed contradicts itself" % what)
            elif high - low < SUPPRESS - 1e-6:
                told.append("%s lies between %g and %g" % (what, low, high))
        return told


# ---- registers ----


class Register:
    def __init__(self, rng, folder):
        self.rng, self.folder = rng, folder
        self.people = []
        os.makedirs(folder, mode=0o700)
        self.weights = {k: [rng.random() ** 2 + 0.02 for _ in v] for k, v in self.choices().items()}
        for table, header in (("venues", "id,name,kind,municipality,slots\n"),):
            self.write(table, header)
        self.starters = []
        for _ in range(rng.randrange(0, 40)):
            self.starters.append([rng.choice(["active"] * 4 + ["interested", "trainee", "resting", "ended"]),
                                  rng.choice(["volunteer", "former-participant"]), self.pick("municipality")])
        self.write_starters()

    @staticmethod
    def choices():
        return {"municipality": PLACES, "source": ["self", "gp", "course", "nav", "other", ""],
                "mode": ["in-person", "digital", "either"], "gender": ["f", "m", "x", ""],
                "themes": THEMES, "languages": ["", "en", "uk", "nb"], "birth_year": ["1950", "1972", "1985", "2001", ""]}

    def write(self, table, text):
        path = os.path.join(self.folder, table + ".csv")
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as f:
            f.write(text)

    def write_starters(self):
        rows = ["S%05d,%s,%s,%s,mon17-21,1" % (i + 1, *s) for i, s in enumerate(self.starters)]
        self.write("starters", "\n".join(["id,status,kind,municipality,availability,capacity"] + rows) + "\n")

    def pick(self, name):
        return self.rng.choices(self.choices()[name], self.weights[name])[0]

    def add(self, date):
        themes = {self.pick("themes") for _ in range(self.rng.choice([1, 1, 2, 3]))}
        languages = {self.pick("languages") for _ in range(self.rng.choice([1, 1, 1, 2]))}
        age = self.pick("birth_year")
        self.people.append({
            "id": "P%08d" % (10000000 + len(self.people)), "status": "waiting", "registered": date, "consent": date,
            "consent_text": "v1", "clarified": date, "closed": "", "reason": "", "municipality": self.pick("municipality"),
            "source": self.pick("source"), "mode": self.pick("mode"), "availability": "mon17-21",
            "themes": ";".join(sorted(themes)), "languages": ";".join(sorted(languages - {""})),
            "gender": self.pick("gender"), "birth_year": age, "adult": "" if age else "yes"})

    def leave(self, date):
        waiting = [p for p in self.people if p["status"] == "waiting"]
        if waiting:
            p = self.rng.choice(waiting)
            p.update(status="withdrawn", closed=date, reason="no-time")

    def save(self):
        rows = [",".join(PEOPLE)] + [",".join(p[c] for c in PEOPLE) for p in self.people]
        self.write("people", "\n".join(rows) + "\n")

    def run(self, tool, day, *args, text=None):
        done = subprocess.run([tool, "-C", self.folder, "-d", day, *args], capture_output=True, text=True, input=text)
        if done.returncode:
            raise SystemExit("%s %s: %d %s" % (tool, " ".join(args), done.returncode, done.stderr[:300]))
        return done.stdout

    def report(self, day, *args):
        """Prints and records; rows as lists, the header first."""
        if os.environ.get("EXACT"):  # what an attack must find
            args += ("--exact",)
        out = self.run("shg-report", day, *args)
        if os.environ.get("SHOW"):
            print("#", day, *args, "\n" + out)
        cells = self.run("shg-report", day, *args, "--cells")
        self.run("shg-record", day, "published", "-", text=cells)
        return list(csv.reader(out.splitlines()))


def band(day, born):
    age = int(day[:4]) - int(born) if born else 0
    return "unknown" if age < 18 else "18-29" if age < 30 else "30-44" if age < 45 else "45-59" if age < 60 else "60-"


def values_of(person, name, day):
    if name in ("municipality", "county"):
        return [person["municipality"]]
    if name == "theme":
        return person["themes"].split(";") if person["themes"] else ["unknown"]
    if name == "language":
        return person["languages"].split(";") if person["languages"] else ["nb"]
    if name == "age":
        return [band(day, person["birth_year"])]
    return [person[name] or "unknown"]


# ---- labels ----


def members(label, listed, values, places):
    """The values that a label of a list stands for; listed: all its labels."""
    if label == "all":
        return set(values)
    if label == "other" and not places:  # which may be a value, too
        return {v for v in values if v not in listed or v == "other"}
    if label in values:
        return {label}
    if not places:
        return set()
    if len(label) == 2 and label.isdigit():
        return {v for v in values if v[:2] == label}
    if label.endswith(" other"):
        return {v for v in values if v[:2] == label[:2] and v not in listed}
    if label == "other":
        known = {x[:2] for x in listed if x.endswith(" other") or (len(x) == 2 and x.isdigit())}
        shown = {v[:2] for v in listed if v in values}
        return {v for v in values if v not in listed and v[:2] not in known and not (v[:2] in shown and v in listed)}
    return set()


def small(n):
    return 0 < n < SUPPRESS


# ---- the waiting list ----


class Waiting:
    """What documents of the waiting list say, as rows over who there is by one and two dimensions a day."""

    def __init__(self):
        self.problem = Problem()
        self.truth = {}  # of an unknown
        self.values = {}  # by dimension
        self.laid = set()
        self.inner = set()
        self.hidden = []

    @staticmethod
    def base(name):
        return "municipality" if name == "county" else name

    def count(self, register, day):
        people = [p for p in register.people if p["status"] == "waiting"]
        self.truth[day, "all"] = len(people)
        for name in DIMENSIONS:
            for p in people:
                for v in values_of(p, name, day):
                    self.values.setdefault(self.base(name), set()).add(v)
        for a in DIMENSIONS:
            if a == "county":
                continue
            for v in self.values.get(a, ()):
                self.truth[day, a, v] = sum(v in values_of(p, a, day) for p in people)
            for b in DIMENSIONS:
                if b == a or b == "county" or DIMENSIONS.index(b) < DIMENSIONS.index(a):
                    continue
                for v, w in itertools.product(self.values.get(a, ()), self.values.get(b, ())):
                    self.truth[day, a, v, b, w] = sum(v in values_of(p, a, day) and w in values_of(p, b, day)
                                                      for p in people)

    def lay_list(self, day, a):
        if (day, a) in self.laid:
            return
        self.laid.add((day, a))
        p, values = self.problem, sorted(self.values.get(a, ()))
        terms = [((day, a, v), 1) for v in values]
        if a in MANY:
            p.row(terms + [((day, "all"), -1)], 0, 100000)
            for v in values:
                p.row([((day, "all"), 1), ((day, a, v), -1)], 0, 100000)
        else:
            p.equal(terms + [((day, "all"), -1)], 0)

    def lay_table(self, day, a, b):
        if (day, a, b) in self.laid:
            return
        self.lay_list(day, a)
        self.lay_list(day, b)
        self.laid.add((day, a, b))
        p = self.problem
        for mine, other, many in ((a, b, b in MANY), (b, a, a in MANY)):
            for v in sorted(self.values.get(mine, ())):
                cells = [((day, a, v, b, w) if mine == a else (day, a, w, b, v), 1)
                         for w in sorted(self.values.get(other, ()))]
                p.row(cells + [((day, mine, v), -1)], 0, 100000 if many else 0)
                for cell, _ in cells:
                    p.row([((day, mine, v), 1), (cell, -1)], 0, 100000)

    def union(self, day, a, parts, shown, many):
        """A figure for several values: their sum, or of what does not add up, somebody with any of them."""
        p = self.problem
        if not many or len(parts) == 1:
            p.equal([(x, 1) for x in parts], shown)
            return
        p.row([(x, 1) for x in parts], shown, 100000)
        for x in parts:
            p.row([(x, 1)], 0, shown)

    def read(self, day, dims, rows, only=None):
        header, rows = rows[0], rows[1:]
        n = header.index("waiting")
        bases = [self.base(d) for d in dims]
        listed = [{r[k] for r in rows} for k in range(n)]
        if only:
            bases = ["municipality"] + bases if bases != ["municipality"] else bases
            listed = [{only}] + listed if len(bases) > len(listed) else listed
        if len(bases) == 2 and DIMENSIONS.index(bases[0]) > DIMENSIONS.index(bases[1]):
            bases, order = bases[::-1], [1, 0]
        else:
            order = list(range(len(bases)))
        (self.lay_list(day, bases[0]) if len(bases) == 1 else self.lay_table(day, *bases))
        for r in rows:
            labels = [only] + r[:n] if only and n < len(bases) else r[:n]
            sets = [sorted(members(x, s | {"all"}, self.values.get(self.base(d), set()), self.base(d) == "municipality"))
                    for x, s, d in zip(labels, listed, [bases[i] for i in order])]
            sets, labels = [sets[i] for i in order], [labels[i] for i in order]
            self.figure(day, bases, labels, sets, r[n])

    def figure(self, day, bases, labels, sets, text):
        whole = [x == "all" for x in labels]
        if all(whole):
            parts = [(day, "all")]
        elif len(bases) == 1 or any(whole):
            k = 0 if len(bases) == 1 or whole[1] else 1
            parts = [(day, bases[k], v) for v in sets[k]]
        else:
            parts = [(day, bases[0], v, bases[1], w) for v in sets[0] for w in sets[1]]
            self.inner.add((day, bases[0], bases[1]))
        many = any(b in MANY and not x for b, x in zip(bases, whole))
        what = "%s %s %s" % (day, ",".join(bases), "/".join(labels))
        if text == ":":
            if parts and not (many and len(parts) > 1) and small(sum(self.truth.get(x, 0) for x in parts)):
                self.hidden.append(([(x, 1) for x in parts], what))
        elif parts:
            self.union(day, bases, parts, int(text), many)

    def told(self, name):
        """Whether a table speaks of the cells between its sums at all."""
        return len(name) < 5 or (name[0], name[1], name[3]) in self.inner

    def ask(self, shown_days):
        p = self.problem
        for terms, what in self.hidden:
            p.ask(terms, "hidden " + what)
        for name in list(p.names):
            if small(self.truth.get(name, 0)) and self.told(name):
                p.ask([(name, 1)], "small %s" % (name,))
        for one, two in itertools.combinations(shown_days, 2):
            for name in list(p.names):
                later = (two,) + name[1:]
                if name[0] == one and later in p.names and self.told(name) and self.told(later) and small(abs(self.truth.get(later, 0) - self.truth.get(name, 0))):
                    p.ask([(later, 1), (name, -1)], "difference %s to %s" % (name, two))


# ---- what happened ----


class Flow:
    """Events between the days that any document ends with, by nothing and by one dimension a year."""

    def __init__(self):
        self.problem = Problem()
        self.cuts = set()
        self.rows = []
        self.lists = []

    @staticmethod
    def stretch(text):
        if "/" in text:
            return tuple(text.split("/"))
        if len(text) == 4:
            return text + "-01-01", text + "-12-31"
        if "Q" in text:
            q = int(text[6])
            first, last = 3 * q - 2, 3 * q
        else:
            first = last = int(text[5:])
        year = int(text[:4])
        end = datetime.date(year + last // 12, last % 12 + 1, 1) - datetime.timedelta(1)
        return "%04d-%02d-01" % (year, first), end.isoformat()

    def read(self, rows):
        for r in rows[1:]:
            for series, text in zip(rows[0][1:], r[1:]):
                if series in ("registered", "clarified"):
                    self.rows.append((series, self.stretch(r[0]), text))

    def read_by(self, name, rows):
        span = {}
        for period, event, value, text in rows[1:]:
            if event in ("registered", "clarified"):
                span.setdefault((event, self.stretch(period)), []).append((value, text))
        for (event, stretch), list_ in span.items():
            self.lists.append((name, event, stretch, list_))
            for value, text in list_:
                if value == "all":
                    self.rows.append((event, stretch, text))

    def ask(self, register):
        p = self.problem
        cuts = sorted({c for _, (a, b), _ in self.rows for c in (a, self.after(b))})

        def parts(series, stretch):
            return [(series, a, b) for a, b in zip(cuts, cuts[1:]) if a >= stretch[0] and b <= self.after(stretch[1])]

        def happened(a, b, keep=lambda person: True):
            return sum(a <= x["registered"] < b and keep(x) for x in register.people)

        for series, stretch, text in self.rows:
            terms = [(x, 1) for x in parts(series, stretch)]
            if text == ":" and small(happened(stretch[0], self.after(stretch[1]))):
                p.ask(terms, "hidden %s %s" % (series, stretch))
            elif text != ":":
                p.equal(terms, int(text))
        for name in list(p.names):
            if small(happened(name[1], name[2])):
                p.ask([(name, 1)], "small %s" % (name,))
        for name, event, stretch, list_ in self.lists:
            self.lay_list(register, name, event, stretch, list_, cuts)
        self.ask_lists(register, cuts)

    @staticmethod
    def after(day):
        return (datetime.date.fromisoformat(day) + datetime.timedelta(1)).isoformat()

    def lay_list(self, register, name, event, stretch, list_, cuts):
        p = self.problem
        values = {v for x in register.people for v in values_of(x, name, x["registered"])}
        listed = {v for v, _ in list_}
        steps = [(a, b) for a, b in zip(cuts, cuts[1:]) if a >= stretch[0] and b <= self.after(stretch[1])]
        for a, b in steps:  # who there is by value, in each step, adds up to all
            key = ("sum", event, name, a)
            if key not in p.names and name not in MANY:
                p.equal([(key, 1)], 0)
                p.equal([((event, name, v, a, b), 1) for v in sorted(values)] + [((event, a, b), -1)], 0)
        for label, text in list_:
            if label == "all":
                continue
            sets = sorted(members(label, listed, values, name == "municipality"))
            terms = [((event, name, v, a, b), 1) for v in sets for a, b in steps]
            if text != ":":
                p.equal(terms, int(text))
        self.truth_of = getattr(self, "truth_of", [])
        self.truth_of += [(event, name, v, s) for v in values for s in [stretch]]

    def ask_lists(self, register, cuts):
        p = self.problem
        ends = sorted({(event, name, v, s) for event, name, v, s in getattr(self, "truth_of", [])})
        for event, name, v, (first, last) in ends:
            starts = {first} | {self.after(s[1]) for e, n, w, s in ends if (e, n, w) == (event, name, v)}
            for start in starts:
                if not first <= start <= last:
                    continue
                n = sum(start <= x["registered"] <= last and v in values_of(x, name, x["registered"])
                        for x in register.people)
                terms = [((event, name, v, a, b), 1) for a, b in zip(cuts, cuts[1:]) if a >= start and b <= self.after(last)]
                if small(n) and terms:
                    p.ask(terms, "small %s %s %s from %s to %s" % (event, name, v, start, last))


# ---- starters ----


class Starters:
    """Active starters by place: each place has its own row, hidden or not, beside counties and all."""

    def __init__(self):
        self.problem = Problem()
        self.truth = {}

    def count(self, register, day):
        for p in PLACES:
            self.truth[day, p] = sum(s[0] == "active" and s[2] == p for s in register.starters)
        self.truth[day, "all"] = sum(s[0] == "active" for s in register.starters)

    def read(self, day, rows, column):
        p = self.problem
        p.equal([((day, x), 1) for x in PLACES] + [((day, "all"), -1)], 0)
        for r in rows[1:]:
            text = r[rows[0].index(column)]
            parts = ["all"] if r[0] == "all" else [x for x in PLACES if x == r[0] or (len(r[0]) == 2 and x[:2] == r[0])]
            if text != ":" and parts:
                p.equal([((day, x), 1) for x in parts], int(text))
            elif sum(self.truth[day, x] for x in parts) and parts != ["all"]:
                p.row([((day, x), 1) for x in parts], 0, 100000)

    def ask(self, days):
        p = self.problem
        for name in list(p.names):
            if small(self.truth[name]):
                p.ask([(name, 1)], "starters %s" % (name,))
        for one, two in itertools.combinations(days, 2):
            for x in PLACES + ["all"]:
                if (one, x) in p.names and (two, x) in p.names and small(abs(self.truth[two, x] - self.truth[one, x])):
                    p.ask([((two, x), 1), ((one, x), -1)], "starters of %s, %s to %s" % (x, one, two))


def starter_documents(register, rng, day, starters, at):
    starters.count(register, at)
    for _ in range(rng.randrange(0, 3)):
        kind = rng.choice([["coverage"], ["starters", "--by", "municipality"], ["starters", "--by", "county"]])
        starters.read(at, register.report(day, *kind), "starters")


# ---- a country ----


def attack_country(seed, folder):
    """Some offices with places of their own and shared ones are added up; each then takes away its own."""
    rng = random.Random(seed)
    day, files, own = "2026-06-30", [], []
    places = PLACES[:]
    rng.shuffle(places)
    for k in range(rng.randrange(2, 5)):
        register = Register(rng, os.path.join(folder, "office%d" % k))
        mine = places[k::3] + rng.sample(PLACES, 1)
        for _ in range(rng.randrange(3, 60)):
            register.add("2026-0%d-15" % rng.randrange(1, 7))
            register.people[-1]["municipality"] = rng.choice(mine)
        register.save()
        register.write("profile", "name,value\nOFFICE,office%d.example.org\n" % k)
        path = os.path.join(folder, "office%d.csv" % k)
        with open(path, "w", encoding="utf-8") as f:
            f.write(register.run("shg-report", day, "--for-merge"))
        files.append(path)
        own.append({x: sum(p["municipality"] == x for p in register.people) for x in PLACES})
    served = [rng.sample(PLACES, rng.randrange(1, 5)) for _ in range(3)]
    offices = os.path.join(folder, "offices.csv")
    with open(offices, "w", encoding="utf-8") as f:
        f.write("id,name,covers\n" + "".join("O%05d,x,%s\n" % (i + 1, ";".join(c)) for i, c in enumerate(served)))
    out = subprocess.run(["shg-report", "--merge", "--offices", offices, *files], capture_output=True, text=True, check=True)
    rows = [r for r in csv.reader(out.stdout.splitlines()) if r[1] == "waiting"]
    by = {x: min((len(c), "O%05d" % (i + 1)) for i, c in enumerate(served) if x in c)[1] if any(x in c for c in served)
          else "none" for x in PLACES}
    return [country_problem(rows, own, view, by) for view in [None] + list(range(len(own)))]


def country_problem(rows, own, view, by):
    p = Problem()
    total = {x: sum(o[x] for o in own) for x in PLACES}
    known = own[view] if view is not None else {x: 0 for x in PLACES}
    for dimension in ("municipality", "county", "office"):
        mine = [r for r in rows if r[2] == dimension]
        listed = {r[3] for r in mine}
        for r in mine:
            if dimension == "office":
                there = [x for x in PLACES if total[x] and (by[x] == r[3] if r[3] != "other" else by[x] not in listed)]
            elif dimension == "county":
                there = [x for x in PLACES if x[:2] == r[3] or (r[3] == "other" and x[:2] not in listed)]
            else:
                there = sorted(members(r[3], listed, set(PLACES), True))
            if r[4] != ":" and there:
                p.equal([(x, 1) for x in there], int(r[4]) - sum(known[x] for x in there))
    for r in rows:
        if r[2] == "all" and r[4] != ":":
            p.equal([(x, 1) for x in PLACES], int(r[4]) - sum(known.values()))
    for x in PLACES:
        if small(total[x] - known[x]):
            p.ask([(x, 1)], "%s in a country, as office %s sees it" % (x, view))
    return p


# ---- a seed ----


def waiting_documents(register, rng, day, waiting, pairs, at):
    """at: the day, and what tells apart the documents of one day between which something changed."""
    for _ in range(rng.randrange(1, 4)):
        kind = rng.randrange(10)
        if kind < 4:
            name = rng.choice(DIMENSIONS)
            waiting.read(at, [name], register.report(day, "waiting", "--by", name))
        elif kind < 8:
            a, b = rng.choice(pairs)
            waiting.read(at, sorted([a, b], key=lambda d: d not in ("municipality", "county")),
                         register.report(day, "waiting", "--by", a + "," + b))
        elif kind == 8:
            place = rng.choice(PLACES)
            name = rng.choice(["municipality", "gender", "theme"])
            waiting.read(at, [name], register.report(day, "waiting", "--by", name, "--municipality", place), place)
        else:
            rows = register.report(day, "coverage")
            shown = {r[0] for r in rows[1:]}
            waiting.read(at, ["municipality"], [["municipality", "waiting"]] + [[r[0], r[4]] for r in rows[1:]
                                                                                 if r[0] in shown])


def flow_documents(register, rng, day, flow):
    year = ["--from", "2026-01-01"]
    for _ in range(rng.randrange(1, 3)):
        kind = rng.randrange(4)
        if kind == 0:
            flow.read(register.report(day, "flow", *year, "--period", rng.choice(["month", "quarter", "year"])))
        elif kind < 3:
            name = rng.choice(["municipality", "source", "theme", "gender", "mode"])
            flow.read_by(name, register.report(day, "flow", "--by", name, *year))
        else:
            read_funder(register.report(day, "funder"), flow, day)


def read_funder(rows, flow, day):
    parts = {}
    for part, row, column, value in rows[1:]:
        parts.setdefault(part, {}).setdefault(int(row), {})[column] = value
    for r in parts["What was planned, and what was reached"].values():
        if r["name"] in ("registered", "clarified"):
            flow.rows.append((r["name"], (day[:4] + "-01-01", day), r["reached"]))
    months = [list(r) for r in parts["Month by month"].values()][0]
    flow.read([months] + [[r[c] for c in months] for r in parts["Month by month"].values()])
    for part, name in (("First contacts by municipality", "municipality"), ("First contacts by source", "source"),
                       ("First contacts by theme", "theme")):
        rows = [[r["period"], r["event"], r[name], r["count"]] for r in parts.get(part, {}).values()]
        flow.read_by(name, [[]] + rows)


def once_more(register, rng, day, waiting, pairs, starters):
    """Something changes, and documents are made again on the same day."""
    for _ in range(rng.choice([1, 3, 8, 20])):
        register.add("2025-12-15")  # what was told of this year stands
    for _ in range(rng.choice([0, 0, 2, 6])):
        register.leave(day)
    for _ in range(rng.choice([0, 0, 1, 7])):
        register.starters.append(["active", "volunteer", register.pick("municipality")])
    register.save()
    register.write_starters()
    waiting.count(register, day + " again")
    waiting_documents(register, rng, day, waiting, pairs, day + " again")
    starter_documents(register, rng, day, starters, day + " again")


def run_seed(seed, solver, folder):
    rng, again = random.Random(seed), random.Random("again %d" % seed)
    register = Register(rng, folder)
    waiting, flow, starters = Waiting(), Flow(), Starters()
    today = datetime.date(2026, rng.randrange(3, 12), rng.randrange(1, 28))
    for _ in range(rng.randrange(5, 120)):
        date = max(datetime.date(2026, 1, 1), today - datetime.timedelta(rng.randrange(0, 300)))
        register.add(date.isoformat())
    pairs = [rng.sample([d for d in DIMENSIONS if d != "county"], 2) for _ in range(2)]
    pairs.append(["county", rng.choice(["gender", "age", "theme"])])
    days = []
    for last in (False, False, True):
        day = today.isoformat()
        days.append(day)
        register.save()
        waiting.count(register, day)
        waiting_documents(register, rng, day, waiting, pairs, day)
        flow_documents(register, rng, day, flow)
        starter_documents(register, rng, day, starters, day)
        if again.random() < 0.3:
            days.append(day + " again")
            once_more(register, again, day, waiting, pairs, starters)
        if last:
            break
        today += datetime.timedelta(rng.choice([1, 1, 7, 31]))
        if today.year > 2026:
            break
        for _ in range(rng.choice([0, 1, 2, 3, 12])):
            register.add(today.isoformat())
        for _ in range(rng.choice([0, 0, 1, 2])):
            register.leave(today.isoformat())
            register.starters.append(["active", "volunteer", register.pick("municipality")])
            register.write_starters()
    waiting.ask(days)
    flow.ask(register)
    starters.ask(days)
    problems = [waiting.problem, flow.problem, starters.problem]
    if seed % 3 == 0:
        problems += attack_country(seed, os.path.dirname(folder))
    return ["seed %d: %s" % (seed, t) for p in problems for t in solver.solve(p)]


def main(run):
    """Runs the seeds of the command line."""
    solver = Solver(sys.argv[1])
    first, last = int(sys.argv[2]), int(sys.argv[3])
    told = 0
    for seed in range(first, last + 1):
        with tempfile.TemporaryDirectory() as work:
            for line in run(seed, solver, os.path.join(work, "reg"))[:8]:
                told += 1
                print(line, flush=True)
    print("# %d seeds, %d questions, %d answered too well" % (last - first + 1, solver.asked, told))
    return told > 0


if __name__ == "__main__":
    sys.exit(main(run_seed))
