#!/usr/bin/python3
"""Judges a plan of shg-match by matching.md and tools.md alone.

usage: check_plan.py --date DATE [--stats FILE] REGISTER PLAN

Prints `worth N` and exits 0 where every rule is kept; else prints the broken rules and exits 1. With --stats, what that
file claims of the plan is checked too. Shares no code with lib/ (see problem.py).
"""

import argparse
import re
import sys

import problem
from problem import overlap

COLUMNS = "group,new,venue,slot,theme,language,composition,role,person,minutes,worth".split(",")


class Given:
    """A group of the plan with those newly placed there."""

    def __init__(self, gid, row):
        self.id, self.row = gid, row
        self.c = None
        self.people, self.starters = [], []


class Judge:
    def __init__(self, p):
        self.p = p
        self.faults = []
        self.given = {}
        self.seen = set()
        self.worth = 0

    def fault(self, text, *values):
        self.faults.append(text % values if values else text)

    # -- form --

    def read(self, raw):
        rows, header = problem.parse_csv(raw)
        if header != COLUMNS:
            self.fault("the header is not that of a plan")
            return
        if raw[:3] != b"\xef\xbb\xbf" and (b"\r" in raw or not raw.endswith(b"\n")):
            self.fault("lines do not end in LF")
        order = [(r["group"].encode(), r["role"].encode(), r["person"].encode()) for r in rows]
        if order != sorted(order):
            self.fault("rows are not sorted by group, role, person")
        for r in rows:
            self.read_row(r)

    def read_row(self, r):
        gid, who = r["group"], r["person"]
        g = self.given.setdefault(gid, Given(gid, r))
        if any(r[k] != g.row[k] for k in ("new", "venue", "slot", "theme", "language", "composition")):
            self.fault("group %s is described in two ways", gid)
        if r["role"] == "member":
            if who in self.seen:
                self.fault("person %s is placed twice", who)
            if who in self.p.waiting:
                g.people.append((self.p.people[who], r))
            else:
                self.fault("%s takes no part", who)
            self.seen.add(who)
        elif r["role"] == "starter":
            if who in self.p.starters:
                g.starters.append((self.p.starters[who], r))
            else:
                self.fault("%s is no starter", who)
        else:
            self.fault("role %r", r["role"])

    # -- which groups --

    def find_candidates(self):
        for g in self.given.values():
            if g.row["new"] == "no":
                self.find_standing(g)
            elif g.row["new"] == "yes":
                self.find_new(g)
            else:
                self.fault("group %s: new is %r", g.id, g.row["new"])

    def find_standing(self, g):
        g.c = self.p.standing.get(g.id)
        if g.c is None:
            self.fault("group %s is no standing group that takes anybody", g.id)
            return
        s = g.c.group
        wanted = (s.venue, s.slot_text, s.theme, s.language, s.composition)
        if tuple(g.row[k] for k in ("venue", "slot", "theme", "language", "composition")) != wanted:
            self.fault("group %s is not printed as its table has it", g.id)

    def find_new(self, g):
        r = g.row
        if g.id in self.p.groups:
            self.fault("group %s is there already", g.id)
        v = self.p.venues.get(r["venue"])
        if v is None or r["slot"] not in v.slot_texts:
            self.fault("group %s: no such venue and slot", g.id)
            return
        if r["composition"] not in ("any", "women", "men"):
            self.fault("group %s: composition", g.id)
            return
        waiting = self.p.waiting.values()
        if r["theme"].startswith("course:"):
            known = any(p.course == r["theme"][7:] for p in waiting)
        else:
            known = r["theme"] == "mixed" or any(r["theme"] in p.themes for p in waiting)
        if not known:
            self.fault("group %s: nobody who waits has its theme", g.id)
        if not any(r["language"] in p.languages for p in waiting):
            self.fault("group %s: nobody who waits has its language", g.id)
        slot = v.slots[v.slot_texts.index(r["slot"])]
        g.c = self.p.new_candidate(v, slot, r["theme"], r["language"], r["composition"])
        if g.c is None:
            self.fault("group %s: closed on too many dates, or too few seats", g.id)

    def check_new_ids(self):
        fresh = [g for g in self.given.values() if g.row["new"] == "yes" and g.people]
        fresh.sort(
            key=lambda g: [
                g.row[k].encode() for k in ("venue", "slot", "theme", "language", "composition")
            ] + [min(p.id for p, _ in g.people).encode()])
        ids = [i for i in self.p.groups if re.fullmatch(r"G\d{5,}", i)]
        number = max([int(i[1:]) for i in ids] or [0])
        width = max([len(i) - 1 for i in ids] or [5])
        for g in fresh:
            number += 1
            if g.id != "G%0*d" % (width, number):
                self.fault("new group %s should be G%0*d", g.id, width, number)

    def check_rooms(self):
        new = {}
        for g in self.given.values():
            if g.c is not None and g.c.new:
                key = g.c.venue.id, g.c.slot
                new[key] = new.get(key, 0) + 1
        for (venue, slot), n in new.items():
            if n > self.p.rooms_free(self.p.venues[venue], slot):
                self.fault("venue %s: more groups than rooms", venue)
        limit = self.p.rules["NEW_MAX"]
        if limit and sum(new.values()) > limit:
            self.fault("more than NEW_MAX new groups")

    # -- one group --

    def check_group(self, g):
        n = len(g.people)
        if n and not g.c.least <= n <= g.c.most:
            self.fault("group %s is given %d people, not %d to %d", g.id, n, g.c.least, g.c.most)
        if g.c.new and not n:
            self.fault("new group %s has nobody", g.id)
        for p, r in g.people:
            wrong = self.p.misfit(p, g.c)
            if wrong:
                self.fault("%s does not fit group %s: %s", p.id, g.id, wrong)
            self.check_numbers(p, r, g.c, str(self.p.person_worth(p, g.c)))
            self.worth += self.p.person_worth(p, g.c)
        self.check_starters(g)
        self.check_apart(g)
        self.check_not_alone(g)
        self.check_ages(g)
        self.worth += self.p.group_worth(g.c, n, len(g.starters))

    def check_numbers(self, h, r, c, worth):
        if r["minutes"] != str(self.p.minutes(h.municipality, c.venue)):
            self.fault("minutes of %s in %s: %r", h.id, r["group"], r["minutes"])
        if r["worth"] != worth:
            self.fault("worth of %s in %s: %r, not %r", h.id, r["group"], r["worth"], worth)

    def check_starters(self, g):
        n, rules = len(g.starters), self.p.rules
        if len({s.id for s, _ in g.starters}) != n:
            self.fault("group %s has a starter twice", g.id)
        for s, r in g.starters:
            wrong = self.p.misfit_starter(s, g.c)
            if wrong:
                self.fault("%s does not fit group %s: %s", s.id, g.id, wrong)
            self.check_numbers(s, r, g.c, "")
            self.worth += self.p.starter_worth(s, g.c)
        if not g.c.needs:
            if n:
                self.fault("group %s needs no starter", g.id)
            return
        if not n:
            if g.people:
                self.fault("group %s has no starter", g.id)
            return
        if not rules["STARTERS_MIN"] <= n <= rules["STARTERS_MAX"]:
            self.fault("group %s is given %d starters", g.id, n)
        if not any(s.status == "active" for s, _ in g.starters):
            self.fault("group %s has no starter who is active", g.id)
        if not g.people and not g.c.alone:
            self.fault("group %s is given starters but nobody, and is below its min", g.id)

    def check_apart(self, g):
        placed = [self.p.human(h.id) for h, _ in g.people + g.starters]
        held = [self.p.human(i) for i in g.c.members + g.c.starters]
        everybody = placed + held
        for i, a in enumerate(placed):
            for j, b in enumerate(everybody):
                if i != j and b in self.p.apart.get(a, ()):
                    self.fault("group %s: %s and %s are to be kept apart", g.id, a, b)
        members = [p.id for p, _ in g.people] + g.c.members
        leaders = [self.p.human(s.id) for s, _ in g.starters] + [self.p.human(i) for i in g.c.starters]
        new_members, new_leaders = len(g.people), len(g.starters)
        for i, m in enumerate(members):
            for j, s in enumerate(leaders):
                if m == s and (i < new_members or j < new_leaders):
                    self.fault("group %s: %s is member and starter", g.id, m)

    def check_not_alone(self, g):
        genders = [p.gender for p, _ in g.people]
        genders += [self.p.people[i].gender for i in g.c.members if i in self.p.people]
        for p, _ in g.people:
            if p.wish == "not-alone" and p.gender in ("f", "m") and genders.count(p.gender) < 2:
                self.fault("group %s: %s is alone", g.id, p.id)

    def check_ages(self, g):
        spread = self.p.rules["AGE_SPREAD"]
        if not spread:
            return
        held = [self.p.people[i].birth_year for i in g.c.members if i in self.p.people]
        held = [y for y in held if y is not None]
        new = [p.birth_year for p, _ in g.people if p.birth_year is not None]
        if new and max(held + new) - min(held + new) > spread:
            self.fault("group %s: ages too far apart", g.id)

    # -- across groups --

    def check_together(self):
        where = {p.id: g.id for g in self.given.values() for p, _ in g.people}
        for a, b in self.p.together:
            if a in self.p.waiting and b in self.p.waiting and where.get(a) != where.get(b):
                self.fault("%s and %s are not together", a, b)

    def check_leaders(self):
        leads, member = {}, {}
        for g in self.given.values():
            if g.c is None:
                continue
            for s, _ in g.starters:
                leads.setdefault(s.id, []).append(g)
            for p, _ in g.people:
                member[p.id] = g
        for sid, groups in leads.items():
            s = self.p.starters[sid]
            already = self.p.leads(s)
            if len(groups) + len(already) > s.capacity:
                self.fault("%s leads more groups than their capacity", sid)
            for i, g in enumerate(groups):
                others = [x.c.slot for x in groups[i + 1:]] + [x.slot for x in already]
                if any(overlap(g.c.slot, o) for o in others):
                    self.fault("%s leads two groups at one time", sid)
                m = member.get(s.person)
                if m is not None and overlap(m.c.slot, g.c.slot):
                    self.fault("%s is placed while they lead as %s", s.person, sid)

    def judge(self, raw):
        self.read(raw)
        self.find_candidates()
        self.check_new_ids()
        self.check_rooms()
        for g in self.given.values():
            if g.c is not None:
                self.check_group(g)
        self.check_together()
        self.check_leaders()
        return self.faults


def check_stats(judge, path):
    with open(path, "rb") as f:
        stats = {r["name"]: r["value"] for r in problem.parse_csv(f.read())[0]}
    worth, bound = int(stats["worth"]), int(stats["bound"])
    groups = judge.given.values()
    wanted = {
        "waiting": len(judge.p.waiting),
        "placed": sum(len(g.people) for g in groups),
        "groups_new": sum(g.row["new"] == "yes" for g in groups),
        "groups_filled": sum(g.row["new"] == "no" and bool(g.people) for g in groups),
        "starters": sum(len(g.starters) for g in groups),
        "worth": judge.worth,
    }
    for name, value in wanted.items():
        if stats.get(name) != str(value):
            judge.fault("stats: %s is %r, not %d", name, stats.get(name), value)
    if bound < worth:
        judge.fault("stats: bound %d below worth %d", bound, worth)
    gap = -(-100000 * (bound - worth) // max(1, worth))
    whole, _, part = stats["gap_percent"].partition(".")
    if not re.fullmatch(r"\d+(\.\d{1,3})?", stats["gap_percent"]) or int(whole) * 1000 + int(part.ljust(3, "0")) != gap:
        judge.fault("stats: gap_percent is %r, not %d/1000", stats["gap_percent"], gap)
    return wanted


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--date", required=True)
    parser.add_argument("--stats")
    parser.add_argument("register")
    parser.add_argument("plan")
    args = parser.parse_args()
    judge = Judge(problem.Problem(args.register, problem.date(args.date)))
    if args.plan == "-":
        raw = sys.stdin.buffer.read()
    else:
        with open(args.plan, "rb") as f:
            raw = f.read()
    judge.judge(raw)
    if args.stats:
        check_stats(judge, args.stats)
    for f in judge.faults:
        print("broken: " + f)
    if judge.faults:
        return 1
    print("worth %d" % judge.worth)
    return 0


if __name__ == "__main__":
    sys.exit(main())
