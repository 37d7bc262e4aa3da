#!/usr/bin/python3
"""The matching problem as an integer programme, from the tests' own reading of a register (problem.py).

usage: model.py [--seconds N] --date DATE REGISTER        solves it by HiGHS (scipy) and prints worth and bound
       model.py --lp FILE --date DATE REGISTER            writes it in CPLEX LP format instead

It shares no code with lib/match/lp.c, whose model can so be held against this one.
"""

import argparse
import itertools
import sys

import problem
from problem import overlap


def candidates(p):
    """Standing groups, and every new group that could be, one copy for each room that could hold it."""
    found = [(c, "g" + c.group.id) for c in p.standing.values()]
    waiting = p.waiting.values()
    themes = {"mixed"} | {t for w in waiting for t in w.themes} | {"course:" + w.course for w in waiting if w.course}
    languages = {l for w in waiting for l in w.languages}
    for v in p.venues.values():
        for slot in v.slots:
            free = p.rooms_free(v, slot)
            if not free:
                continue
            for t, l, k in itertools.product(sorted(themes), sorted(languages), ("any", "women", "men")):
                found += new_copies(p, v, slot, t, l, k, free)
    return found


def new_copies(p, v, slot, theme, language, composition, free):
    c = p.new_candidate(v, slot, theme, language, composition)
    if c is None:
        return []
    fits = sum(not p.misfit(w, c) for w in p.waiting.values())
    leads = sum(not p.misfit_starter(s, c) for s in p.starters.values())
    if fits < c.least or not leads:
        return []
    name = "n%s_%s%d_%s_%s_%s" % (v.id, "mtwhfau"[slot[0] // 1440], slot[0] % 1440, theme.replace(":", "."), language, composition)
    return [(p.new_candidate(v, slot, theme, language, composition), "%s_%d" % (name, i))
            for i in range(min(free, fits // c.least, leads * max(s.capacity for s in p.starters.values())))]


class Model:
    """max sum(objective), rows of (coefficients, low, high), every column 0 or 1 but those in `whole` (0..high)."""

    def __init__(self, p):
        self.p = p
        self.cost, self.name, self.high = [], [], []
        self.rows = []
        self.x, self.s = {}, {}
        self.cands = candidates(p)
        for k, (c, name) in enumerate(self.cands):
            self.add_candidate(k, c, name)
        self.link_people()
        self.link_starters()
        self.link_rooms()
        for k, (c, name) in enumerate(self.cands):
            self.add_apart(k, c)
            self.add_not_alone(k, c)
            self.add_ages(k, c)

    def var(self, name, cost, high=1):
        self.cost.append(cost)
        self.name.append(name)
        self.high.append(high)
        return len(self.cost) - 1

    def row(self, terms, low, high):
        """terms: (column, coefficient) pairs."""
        if terms:
            self.rows.append((terms, low, high))

    def add_candidate(self, k, c, name):
        p, rules = self.p, self.p.rules
        c.open = self.var("open_" + name, -rules["OPEN"] if c.new else 0)
        c.people, c.leaders = [], []
        for w in sorted(p.waiting.values(), key=lambda w: w.id):
            if c.most > 0 and not p.misfit(w, c) and not self.blocked(w, c):
                x = self.var("x_%s_%s" % (w.id, name), p.person_worth(w, c))
                self.x[w.id, k] = x
                c.people.append((w, x))
        taken = [(x, 1) for _, x in c.people]
        self.row(taken + [(c.open, -c.most)], None, 0)
        self.row(taken + [(c.open, -c.least)], 0, None)
        for _, x in c.people:
            self.row([(x, 1), (c.open, -1)], None, 0)
        if not c.people:
            self.row([(c.open, 1)], 0, 0)
        if c.target is not None and c.target > c.have:
            short = self.var("short_" + name, -rules["SHORT"], c.target)
            self.row(taken + [(short, 1), (c.open, c.have - c.target)], 0, None)
        if c.needs:
            self.add_starters(k, c, name)

    def add_starters(self, k, c, name):
        p, rules = self.p, self.p.rules
        for s in sorted(p.starters.values(), key=lambda s: s.id):
            if not p.misfit_starter(s, c) and not self.blocked(s, c) and not any(
                    overlap(g.slot, c.slot) for g in p.leads(s)):
                v = self.var("s_%s_%s" % (s.id, name), p.starter_worth(s, c))
                self.s[s.id, k] = v
                c.leaders.append((s, v))
        led = c.open
        if not c.new:
            led = self.var("led_" + name, rules["PLACE"])
            self.row([(c.open, 1), (led, -1)], None, 0)
            if not c.alone:
                self.row([(led, 1), (c.open, -1)], None, 0)
        given = [(v, 1) for _, v in c.leaders]
        self.row(given + [(led, -rules["STARTERS_MIN"])], 0, None)
        self.row(given + [(led, -rules["STARTERS_MAX"])], None, 0)
        self.row([(v, 1) for s, v in c.leaders if s.status == "active"] + [(led, -1)], 0, None)
        two = self.var("two_" + name, rules["SECOND"])
        self.row(given + [(two, -2)], 0, None)

    def blocked(self, h, c):
        """Apart from somebody held there, or the same human as a starter or member held there."""
        me, held = self.p.human(h.id), [self.p.human(i) for i in c.members + c.starters]
        return me in held or any(o in self.p.apart.get(me, ()) for o in held)

    def link_people(self):
        where = {}
        for (w, k), x in self.x.items():
            where.setdefault(w, []).append((x, 1))
        for terms in where.values():
            self.row(terms, None, 1)
        for a, b in self.p.together:
            if a in self.p.waiting and b in self.p.waiting:
                for k in range(len(self.cands)):
                    both = [(i, e) for i, e in ((self.x.get((a, k)), 1), (self.x.get((b, k)), -1)) if i is not None]
                    self.row(both, 0, 0)

    def link_starters(self):
        starts = sorted({c.slot[0] for c, _ in self.cands})
        for s in self.p.starters.values():
            mine = [(k, v) for (i, k), v in self.s.items() if i == s.id]
            self.row([(v, 1) for _, v in mine], None, max(0, s.capacity - len(self.p.leads(s))))
            seats = [(k, x) for (i, k), x in self.x.items() if s.person and i == s.person]
            for t in starts:
                at = [(v, 1) for k, v in mine + seats if self.cands[k][0].slot[0] <= t < self.cands[k][0].slot[1]]
                if mine:
                    self.row(at, None, 1)

    def link_rooms(self):
        new = [(k, c) for k, (c, _) in enumerate(self.cands) if c.new]
        for _, group in itertools.groupby(new, key=lambda e: (e[1].venue.id, e[1].slot)):
            group = [c for _, c in group]
            self.row([(c.open, 1) for c in group], None, self.p.rooms_free(group[0].venue, group[0].slot))
        if self.p.rules["NEW_MAX"]:
            self.row([(c.open, 1) for _, c in new], None, self.p.rules["NEW_MAX"])
        for (_, a), (_, b) in zip(new, new[1:]):
            if (a.venue, a.slot, a.theme, a.language, a.composition) == (b.venue, b.slot, b.theme, b.language, b.composition):
                self.row([(a.open, 1), (b.open, -1)], 0, None)

    def add_apart(self, k, c):
        everybody = c.people + c.leaders
        nodes = [(self.p.human(h.id), v) for h, v in everybody]
        for (a, x), (b, y) in itertools.combinations(nodes, 2):
            if b in self.p.apart.get(a, ()) or (a == b and x != y and self.member_and_starter(c, x, y)):
                self.row([(x, 1), (y, 1)], None, 1)

    @staticmethod
    def member_and_starter(c, x, y):
        members = {v for _, v in c.people}
        return (x in members) != (y in members)

    def add_not_alone(self, k, c):
        there = {self.p.people[i].gender for i in c.members if i in self.p.people}
        for w, x in c.people:
            if w.wish == "not-alone" and w.gender in ("f", "m") and w.gender not in there:
                self.row([(y, 1) for o, y in c.people if o is not w and o.gender == w.gender] + [(x, -1)], 0, None)

    def add_ages(self, k, c):
        spread = self.p.rules["AGE_SPREAD"]
        if not spread:
            return
        held = [self.p.people[i].birth_year for i in c.members if i in self.p.people]
        held = [y for y in held if y is not None]
        known = [(w.birth_year, x) for w, x in c.people if w.birth_year is not None]
        for y, x in known:
            if max(held + [y]) - min(held + [y]) > spread:
                self.row([(x, 1)], 0, 0)
        # the oldest year that a group may hold: one of them, and nobody outside its span
        years = sorted({y for y, _ in known})
        if not years or years[-1] - years[0] <= spread:
            return
        first = {t: self.var("from%d_%s" % (t, self.cands[k][1]), 0) for t in years}
        self.row([(v, 1) for v in first.values()], None, 1)
        for y, x in known:
            self.row([(v, 1) for t, v in first.items() if t <= y <= t + spread] + [(x, -1)], 0, None)

    def solve(self, seconds=None):
        """worth, bound, the columns that are 1 by name; by HiGHS."""
        import numpy
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_matrix
        if not self.cost:
            return 0, 0, {}
        data, at, index, low, high = [], [0], [], [], []
        for terms, lo, hi in self.rows:
            for i, e in terms:
                index.append(i)
                data.append(e)
            at.append(len(index))
            low.append(-numpy.inf if lo is None else lo)
            high.append(numpy.inf if hi is None else hi)
        n = len(self.cost)
        extra = {}
        if self.rows:
            extra["constraints"] = LinearConstraint(csr_matrix((data, index, at), shape=(len(self.rows), n)), low, high)
        options = {"mip_rel_gap": 0.0}
        if seconds:
            options["time_limit"] = seconds
        r = milp([-c for c in self.cost], integrality=[1] * n, bounds=Bounds([0] * n, self.high), options=options, **extra)
        if r.x is None:
            return None, None if r.mip_dual_bound is None else -r.mip_dual_bound, {}
        on = {self.name[i]: round(v) for i, v in enumerate(r.x) if v > 0.5}
        return round(-r.fun), -r.mip_dual_bound, on

    def write_lp(self, out):
        def terms(pairs):
            return " ".join("%s %d %s" % ("-" if e < 0 else "+", abs(e), self.name[i]) for i, e in pairs) or "0 nobody"
        out.write("Maximize\n worth: %s\nSubject To\n" % "\n  ".join(
            terms([(i, c)]) for i, c in enumerate(self.cost) if c) if any(self.cost) else "Maximize\n worth: 0 nobody\nSubject To\n")
        for pairs, low, high in self.rows:
            if low == high:
                out.write(" %s = %d\n" % (terms(pairs), low))
                continue
            if low is not None:
                out.write(" %s >= %d\n" % (terms(pairs), low))
            if high is not None:
                out.write(" %s <= %d\n" % (terms(pairs), high))
        out.write("Bounds\n nobody = 0\n")
        for n, h in zip(self.name, self.high):
            out.write(" 0 <= %s <= %d\n" % (n, h))
        out.write("General\n %s\nEnd\n" % "\n ".join(self.name))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--date", required=True)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--lp")
    parser.add_argument("register")
    args = parser.parse_args()
    m = Model(problem.Problem(args.register, problem.date(args.date)))
    if args.lp:
        with open(args.lp, "w", encoding="ascii") as f:
            m.write_lp(f)
        return 0
    worth, bound, _ = m.solve(args.seconds)
    print("candidates %d" % len(m.cands))
    print("columns %d\nrows %d" % (len(m.cost), len(m.rows)))
    print("worth %s\nbound %s" % (worth, bound))
    return 0


if __name__ == "__main__":
    sys.exit(main())
