#!/usr/bin/python3
"""shg-needs against brute force: on small registers every room, starter, person, digital room and standing group is tried
by a full solve of the changed register (model.py, HiGHS), all pairs and triples of starters by one solve with two and
three of them, and a neighbour's list by a solve of both registers at once.

usage: B=BUILD needs.py [--from SEED] [--count N] [--jobs N]    speaks TAP

What shg-needs tells of must be exactly as many as such a plan places at most, and what it leaves out must place nobody.
The plan behind each row is judged (check_plan.py) in the register with what is missing added to its tables: it is lawful,
uses what was added, keeps everybody who had a place, and places as many more as the row says.
"""

import copy
import csv
import os
import shutil
import sys

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [here, os.path.join(here, "..", "bench")]

import check_plan  # noqa: E402
import generate  # noqa: E402
import lp  # noqa: E402
import model  # noqa: E402
import problem  # noqa: E402
import why  # noqa: E402

TAG = "with:"


class Must(set):
    """Persons who stay placed; `led`: standing groups that stay led."""

    def __init__(self, plan):
        super().__init__(r["person"] for r in plan if r["role"] == "member")
        self.led = {r["group"] for r in plan if r["role"] == "starter" and r["new"] == "no"}

    def also(self, person=None, led=None):
        more = Must([])
        more |= self | ({person} if person else set())
        more.led = self.led | ({led} if led else set())
        return more


class Ghost:
    """Somebody who is not there: fits where `allowed` says so."""

    def __init__(self, i, allowed):
        self.id, self.allowed = i, allowed
        self.status, self.capacity, self.person, self.municipality, self.limit = "active", 1, "", "0301", 600
        self.gender, self.wish, self.birth_year, self.rows = "", "any", None, []
        self.themes, self.languages, self.course = set(), set(), ""
        self.registered = generate.TODAY
        self.queued = self.paused_days = None


class With:
    """A problem with ghosts in it, for a while."""

    def __init__(self, p, starters=(), people=()):
        self.p, self.starters, self.people = p, starters, people

    def __enter__(self):
        p = self.p
        self.old = p.misfit, p.misfit_starter
        for g in self.starters:
            p.starters[g.id] = g
        for g in self.people:
            p.waiting[g.id] = p.people[g.id] = g
        fits = lambda old: lambda h, c: ("ghost" if not h.allowed(c) else None) if isinstance(h, Ghost) else old(h, c)
        p.misfit, p.misfit_starter = fits(self.old[0]), fits(self.old[1])
        p.person_worth = p.starter_worth = lambda *_: 0
        return model.Model(p)

    def __exit__(self, *_):
        p = self.p
        p.misfit, p.misfit_starter = self.old
        del p.person_worth, p.starter_worth
        for g in self.starters:
            del p.starters[g.id]
        for g in self.people:
            del p.waiting[g.id], p.people[g.id]


def most_placed(m, must):
    """The most persons that a plan places which places all of `must` and leads their groups; -1 where none does."""
    weight = len(m.p.waiting) + 1
    m.cost = [0] * len(m.cost)
    for (who, _), x in m.x.items():
        m.cost[x] = weight if who in must else 1
    for group in must.led:
        if "led_g" + group not in m.name:
            return -1
        m.cost[m.name.index("led_g" + group)] = weight
    sure = weight * (len(must) + len(must.led))
    if not m.cost:
        return 0 if not sure else -1
    worth, _, _ = m.solve()
    return worth - sure + len(must) if worth >= sure else -1


def with_starters(p, must, allowed):
    with With(p, starters=[Ghost("Sx%d" % i, f) for i, f in enumerate(allowed)]) as m:
        return most_placed(m, must)


def with_people(p, must, allowed, ids):
    """One person more, or two in one group."""
    old, p.together = p.together, p.together + [("Px", i) for i in ids[1:]]
    try:
        with With(p, people=[Ghost(i, allowed) for i in ids]) as m:
            for i in ids:
                must = must.also(person=i)
            n = most_placed(m, must)
    finally:
        p.together = old
    return n - len(ids) if n >= 0 else -1


def with_person(p, must, allowed):
    return with_people(p, must, allowed, ["Px"])


def with_pair(p, must, allowed):
    return with_people(p, must, allowed, ["Px", "Py"])


def with_room(p, must, venue, slot):
    old = p.rooms_free
    p.rooms_free = lambda v, s: old(v, s) + (v is venue and s == slot)
    try:
        return most_placed(model.Model(p), must)
    finally:
        p.rooms_free = old


def with_screen(p, must, slot):
    text = why.slot_text(slot)
    p.venues["Vx"] = problem.Venue({"id": "Vx", "kind": "digital", "slots": text, "rooms": "1"}, p.places)
    try:
        return most_placed(model.Model(p), must)
    finally:
        del p.venues["Vx"]


def new_at(venue, slot):
    return lambda c: c.new and c.venue is venue and c.slot == slot


def one_group(standing):
    return lambda c: c is standing


class Expected:
    """kind, venue, slot -> numbers that must be told; and others that may be."""

    def __init__(self, p, must, plan):
        self.p, self.must = p, must
        self.base = most_placed(model.Model(p), must)
        self.sure, self.may = {}, {}
        for slot in sorted({s for v in p.venues.values() for s in v.slots}):
            self.note("digital", "", slot, with_screen(p, must, slot))
        for v in p.venues.values():
            for slot in v.slots:
                if p.open_dates(v, slot) >= 4:
                    self.look_at_room(v, slot)
        filled = {r["group"] for r in plan if r["role"] == "member"}
        for c in p.standing.values():
            self.look_at_group(c, c.group.id in filled)

    def note(self, kind, venue, slot, n, sure=True):
        if n > self.base or (n == self.base and not sure):
            (self.sure if sure else self.may).setdefault((kind, venue, slot), []).append(n - self.base)

    def look_at_room(self, v, slot):
        p, must = self.p, self.must
        self.note("room", v.id, slot, with_room(p, must, v, slot))
        if p.rooms_free(v, slot):
            self.note("starter", v.id, slot, with_starters(p, must, [new_at(v, slot)]))
            n = with_person(p, must, new_at(v, slot))
            self.note("people", v.id, slot, n if n > self.base else with_pair(p, must, new_at(v, slot)))

    def look_at_group(self, c, filled):
        """What stands may gain nobody and is told all the same, unless it can be had as things stand."""
        p, must = self.p, self.must
        key = c.venue.id, c.slot
        if c.needs and c.group.id not in must.led:
            led = must.also(led=c.group.id)
            n = with_starters(p, led, [one_group(c)])
            if n >= self.base:
                kept = self.may if most_placed(model.Model(p), led) >= self.base else self.sure
                kept.setdefault(("standing",) + key, []).append(n - self.base)
        if c.group.status == "forming" and not filled and not c.alone:
            n = with_person(p, must, one_group(c))
            n = with_pair(p, must, one_group(c)) if n < self.base else n
            if n >= self.base:  # the group could perhaps begin without
                self.may.setdefault(("people",) + key, []).append(n - self.base)

    def faults(self, rows):
        told = {}
        for r in rows:
            told.setdefault((r["kind"], r["venue"], problem.window(r["slot"])), []).append(int(r["places"]))
        found = []
        for key in sorted(set(told) | set(self.sure), key=str):
            rest, missed = list(told.get(key, [])), []
            for n in self.sure.get(key, []):
                rest.remove(n) if n in rest else missed.append(n)
            may = list(self.may.get(key, []))
            for n in list(rest):
                if n in may:
                    may.remove(n)
                    rest.remove(n)
            if rest or missed:
                found.append("%s at %s %s: told too much %s, missed %s" % (*key[:2], why.slot_text(key[2]), rest, missed))
        return found


# ---- The plans ----

MADE_UP = {"Px", "Py"}
GENDER = {"any": "", "women": "f", "men": "m"}


def write_table(folder, name, rows):
    columns = list(dict.fromkeys(k for r in rows for k in r))
    with open(os.path.join(folder, name + ".csv"), "w", encoding="utf-8", newline="") as f:
        out = csv.DictWriter(f, columns, restval="", lineterminator="\n")
        out.writeheader()
        out.writerows(rows)


def comer(r):
    """Somebody who suits the group of a row, and meets nobody else."""
    return {"municipality": r["municipality"] or "0301", "mode": "either", "travel_limit": "600",
            "availability": r["slot"], "languages": r["language"], "gender": GENDER[r["composition"]]}


def add_missing(folder, r):
    """Adds what a row misses to the tables of a register."""
    table = {"people": "people", "starter": "starters", "standing": "starters"}.get(r["kind"], "venues")
    rows = problem.read_table(folder, table)
    if r["kind"] == "people":
        course, theme = r["theme"].startswith("course:"), r["theme"]
        for i in ("Px", "Py")[:int(r["missing"].split()[0])]:
            rows.append({**comer(r), "id": i, "status": "waiting", "registered": why.DATE, "mixed_ok": "yes",
                         "course": theme[7:] if course else "", "themes": "" if course or theme == "mixed" else theme})
    elif table == "starters":
        rows.append({**comer(r), "id": "Sx", "status": "active", "capacity": "1"})
    elif r["kind"] == "digital":
        rows.append({"id": "Vx", "kind": "digital", "slots": r["slot"], "rooms": "1"})
    else:
        p = problem.Problem(folder, generate.TODAY)
        v, slot = p.venues[r["venue"]], problem.window(r["slot"])
        met = sum(g.venue == v.id and g.status in problem.MEETS and problem.overlap(g.slot, slot)
                  for g in p.groups.values() if g.slot)
        next(x for x in rows if x["id"] == v.id)["rooms"] = str(max(v.rooms, met) + 1)
    write_table(folder, table, rows)


def judged(folder, reg, add, raw):
    """Faults of a plan in a register with something added to it."""
    other = os.path.join(folder, "added")
    shutil.copytree(reg, other)
    add(other)
    judge = check_plan.Judge(problem.Problem(other, generate.TODAY))
    shutil.rmtree(other)
    return list(judge.judge(raw))


def count_faults(raw, must, base, places):
    """Whether everybody stays placed, and as many more are as a row says."""
    faults, rows = [], why.rows_of(raw)
    members = {x["person"] for x in rows if x["role"] == "member"}
    led = {x["group"] for x in rows if x["role"] == "starter" and x["new"] == "no"}
    if not must <= members or not must.led <= led:
        faults.append("somebody is left out, or a group that was led")
    if len(members - MADE_UP) != base + places:
        faults.append("%d placed, not %d and %d" % (len(members - MADE_UP), base, places))
    return faults


def plan_faults(folder, reg, r, raw, must, base):
    faults, rows = judged(folder, reg, lambda to: add_missing(to, r), raw), why.rows_of(raw)
    faults += count_faults(raw, must, base, int(r["places"]))
    wanted = {"people": "Px", "starter": "Sx", "standing": "Sx"}.get(r["kind"])
    keys = ("slot", "theme", "language", "composition")
    there = r["venue"] or "Vx"
    if not any(x["venue"] == there and all(x[k] == r[k] for k in keys) and wanted in (None, x["person"]) for x in rows):
        faults.append("does not use what was added")
    return faults


def needs(folder, reg, printed, *options):
    """Rows, and the plan behind each (raw bytes); faults of the files themselves."""
    plans, found, raws = os.path.join(folder, "plans"), [], []
    os.mkdir(plans)
    ask = ["shg-needs", "-C", reg, "-d", why.DATE, "-p", "-", *options]
    raw = why.tool(*ask, "--plans", plans, stdin=printed)
    rows = why.rows_of(raw)
    if raw != why.tool(*ask, "-j", "3", stdin=printed):
        found.append("other rows with the plans, or with more threads")
    if set(os.listdir(plans)) != {"%d.csv" % (i + 1) for i in range(len(rows))}:
        found.append("not a plan for each row")
    for i in range(len(rows)):
        path = os.path.join(plans, "%d.csv" % (i + 1))
        if os.stat(path).st_mode & 0o777 != 0o600:
            found.append("plan %d can be read by others" % (i + 1))
        with open(path, "rb") as f:
            raws.append(f.read())
    shutil.rmtree(plans)
    return rows, raws, found


def plans_faults(folder, reg, rows, raws, must, base):
    """Faults of the plans behind the rows."""
    found = []
    for i, (r, raw) in enumerate(zip(rows, raws)):
        what = "plan %d, %s at %s %s: " % (i + 1, r["kind"], r["venue"], r["slot"])
        found += [what + f for f in plan_faults(folder, reg, r, raw, must, base)]
    return found


# ---- Several starters ----

def add_trained(folder, rows, plan):
    """Starters Sx01 ... for the rows so far, as the groups need them that they lead in the plan."""
    led = {x["person"]: x for x in plan if x["role"] == "starter"}
    table, venues = problem.read_table(folder, "starters"), problem.read_table(folder, "venues")
    towns = {v["id"]: v.get("municipality", "") for v in venues if v["kind"] == "in-person"}
    for i, r in enumerate(rows):
        x = led.get("Sx%02d" % (i + 1), r)
        table.append({**comer({**x, "municipality": towns.get(x["venue"], "")}), "id": "Sx%02d" % (i + 1),
                      "status": "active", "capacity": "1"})
    write_table(folder, "starters", table)


def training_plan_faults(folder, reg, rows, raws, must, base):
    found = []
    for i, (r, raw) in enumerate(zip(rows, raws)):
        plan = why.rows_of(raw)
        faults = judged(folder, reg, lambda to: add_trained(to, rows[:i + 1], plan), raw)
        faults += count_faults(raw, must, base, int(r["places"]))
        for x in plan:  # each at the post of their row
            if x["person"][:2] == "Sx":
                at = rows[int(x["person"][2:]) - 1]
                if (x["venue"], x["slot"]) != (at["venue"], at["slot"]):
                    faults.append(x["person"] + " leads elsewhere")
        found += ["training %d: " % (i + 1) + f for f in faults]
    return found


def training_faults(folder, p, must, base, reg, printed, n):
    rows, raws, found = needs(folder, reg, printed, "--budget", str(n))
    found += training_plan_faults(folder, reg, rows, raws, must, base)
    told = [int(r["places"]) for r in rows]
    best = with_starters(p, must, [lambda c: True] * n) - base
    if (told[-1] if told else 0) != best:
        found.append("%d starters: told %s, brute force %d" % (n, told, best))
    if told != sorted(told):
        found.append("%d starters: not cumulative: %s" % (n, told))
    posts = []
    for r, places in zip(rows, told):
        posts.append((r["venue"], problem.window(r["slot"])))
        allowed = [lambda c, at=at: (c.venue.id, c.slot) == at for at in posts]
        if with_starters(p, must, allowed) - base < places:
            found.append("%d starters: the first %d do not place %d" % (n, len(posts), places))
    return found


# ---- A neighbour ----

def bind_closures(p, tag):
    """Closures of all venues, of a kind or a municipality, as closures of each of the register's own venues."""
    out = []
    for v in p.venues.values():
        names = {"", v.id, "digital"} if v.digital else {"", v.id, "in-person", v.municipality}
        for c in p.closures:
            if c.who in names:
                c = copy.copy(c)
                c.who = tag + v.id
                out.append(c)
    return out


def tag_theme(theme):
    return "course:" + TAG + theme[7:] if theme.startswith("course:") else theme


def tag_all(q):
    """Ids of the neighbour's problem tagged, everywhere."""
    for h in list(q.people.values()) + list(q.starters.values()):
        h.id = TAG + h.id
        h.avoid = {TAG + i if i[:1] == "V" else i for i in h.avoid}
        h.rows = [(TAG + g, *rest) for g, *rest in h.rows]
    for h in q.people.values():
        h.course = TAG + h.course if h.course else ""
    for s in q.starters.values():
        s.person = TAG + s.person if s.person else ""
    for v in q.venues.values():
        v.id = TAG + v.id
    for g in q.groups.values():
        g.id, g.venue, g.theme = TAG + g.id, TAG + g.venue, tag_theme(g.theme)
        g.members, g.starters = [TAG + i for i in g.members], [TAG + i for i in g.starters]


def joined(p, q):
    """Both problems in one, under the rules of p."""
    j = copy.copy(p)
    j.closures = bind_closures(p, "") + bind_closures(q, TAG)
    tag_all(q)
    for name in ("people", "starters", "venues", "groups"):
        setattr(j, name, {x.id: x for x in list(getattr(p, name).values()) + list(getattr(q, name).values())})
    j.second_meetings = {**p.second_meetings, **{TAG + k: v for k, v in q.second_meetings.items()}}
    j.apart = {**p.apart, **{TAG + a: {TAG + b for b in more} for a, more in q.apart.items()}}
    j.together = p.together + [(TAG + a, TAG + b) for a, b in q.together]
    ways, towns = {frozenset(k) for k in p.travel}, {v.municipality for v in p.venues.values()}
    more = {k: n for k, n in q.travel.items() if frozenset(k) not in ways and not towns & set(k)}
    j.travel = {**more, **p.travel}
    j.rules = dict(p.rules, NEW_MAX=2 * p.rules["NEW_MAX"])
    j.waiting = {h.id: h for h in j.people.values() if j.takes_part(h)}
    j.standing = {}
    for g in j.groups.values():
        c = j.standing_candidate(g)
        if c is not None:
            j.standing[g.id] = c
    j._minutes = {}
    return j


def apart(j):
    """Nobody at the other office's venues."""
    p = copy.copy(j)
    across = lambda h, c: h.id.startswith(TAG) != c.venue.id.startswith(TAG)
    p.misfit = lambda h, c: "across" if across(h, c) else j.misfit(h, c)
    p.misfit_starter = lambda h, c: "across" if across(h, c) else j.misfit_starter(h, c)
    return p


def joint_faults(seed, folder, reg, printed, must):
    """Where it is not verified that no joint plan gains more, one may; it is never better, nor worse where it is."""
    other, same_rules = os.path.join(folder, "other"), os.path.join(folder, "same-rules")
    generate.Tiny(seed + 10000).make().write(other)
    rows, raws, found = needs(folder, reg, printed, "--with", other)
    raws = [raw for r, raw in zip(rows, raws) if r["kind"] in ("ours", "theirs")]
    rows = [r for r in rows if r["kind"] in ("ours", "theirs")]
    shutil.copytree(other, same_rules)
    shutil.copy(os.path.join(reg, "profile.csv"), same_rules)
    p, q = problem.Problem(reg, generate.TODAY), problem.Problem(same_rules, generate.TODAY)
    j = joined(p, q)
    m = model.Model(j)
    if lp.distinct(m) > 3 * lp.MOST_CANDIDATES:
        return found, 0, 0
    two = most_placed(model.Model(apart(j)), must)
    best = most_placed(m, must) - two
    for kind in ("ours", "theirs"):
        total = sum(int(r["places"]) for r in rows if r["kind"] == kind and not r["venue"])
        parts = sum(int(r["places"]) for r in rows if r["kind"] == kind and r["venue"])
        if total != parts:
            found.append("%s: %d in all, but %d by place" % (kind, total, parts))
    told = sum(int(r["places"]) for r in rows if not r["venue"])
    if told > best or (told < best and rows and rows[0]["verified"] == "yes"):
        found.append("a joint plan places %d more, told %d" % (best, told))
    if len(set(raws)) > 1:
        found.append("not one joint plan")
    for raw in raws[:1]:
        found += ["joint plan: " + f for f in check_plan.Judge(j).judge(raw)]
        found += ["joint plan: " + f for f in count_faults(raw, must, two, told)]
    return found, told, best


# ---- All ----

def make(seed, folder):
    """Every third office is short of rooms: one evening and one room in each house."""
    generate.Tiny(seed).make().write(folder)
    if seed % 3 == 0:
        rows = problem.read_table(folder, "venues")
        for r in rows:
            r["rooms"], r["slots"] = "1", r["slots"].split(";")[0]
        write_table(folder, "venues", rows)


def examine(seed, folder):
    reg = os.path.join(folder, "register")
    make(seed, reg)
    p = problem.Problem(reg, generate.TODAY)
    m = model.Model(p)
    if not 0 < lp.distinct(m) <= lp.MOST_CANDIDATES:
        return None
    printed = why.tool("shg-match", "-C", reg, "-d", why.DATE)
    plan = why.rows_of(printed)
    must = Must(plan)
    if must == set(p.waiting):
        return None
    rows, raws, faults = needs(folder, reg, printed)
    wanted = Expected(p, must, plan)
    faults += wanted.faults(rows) + plans_faults(folder, reg, rows, raws, must, wanted.base)
    order = [(-int(r["places"]), -int(r["wait_days"]), r["kind"], r["venue"]) for r in rows]
    if order != sorted(order):
        faults.append("not best first")
    for n in (2, 3):
        faults += training_faults(folder, p, must, wanted.base, reg, printed, n)
    more, told, best = joint_faults(seed, folder, reg, printed, must)
    return faults + more, best, best - told


if __name__ == "__main__":
    sys.exit(why.main(examine, one_in=10))  # of what joint plans place
