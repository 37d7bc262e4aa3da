#!/usr/bin/python3
"""shg-needs against brute force: on small registers every starter, room and standing group is tried by a full solve of
the changed register (model.py, HiGHS).

usage: B=BUILD needs.py [--from SEED] [--count N] [--jobs N]    speaks TAP

What shg-needs tells of must be exactly as many as such a plan places at most, and what it leaves out must place nobody.
"""

import os
import sys

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [here, os.path.join(here, "..", "bench")]

import generate  # noqa: E402
import lp  # noqa: E402
import model  # noqa: E402
import problem  # noqa: E402
import why  # noqa: E402


def most_placed(m, must, allowed):
    """The most persons that a plan places which places all of `must` and leads the groups that it gives starters; ghosts
    lead only candidates that are allowed."""
    weight = len(m.p.waiting) + 1
    m.cost = [0] * len(m.cost)
    for (who, _), x in m.x.items():
        m.cost[x] = weight if who in must else 1
    for group in must.led:
        m.cost[m.name.index("led_g" + group)] = weight
    for (who, k), s in m.s.items():
        if who.startswith("Sx") and not allowed(m.cands[k][0]):
            m.high[s] = 0
    if not m.cost:
        return 0
    worth, _, _ = m.solve()
    sure = weight * (len(must) + len(must.led))
    return worth - sure + len(must) if worth >= sure else -1


class Must(set):
    """Persons who stay placed; `led`: standing groups that stay led."""

    def __init__(self, plan):
        super().__init__(r["person"] for r in plan if r["role"] == "member")
        self.led = {r["group"] for r in plan if r["role"] == "starter" and r["new"] == "no"}


def ghost(p, gender):
    """A starter who could lead anywhere, one group."""
    row = {"id": "Sx" + gender, "status": "active", "municipality": "3301", "mode": "either", "travel_limit": "600",
           "availability": ";".join(d + "00:00-24:00" for d in generate.DAY), "gender": gender}
    s = problem.Starter(row, p.places, 45)
    s.languages = {l for w in p.waiting.values() for l in w.languages} | {g.language for g in p.groups.values()} | {"nb"}
    return s


def with_ghost(p, must, allowed):
    best = 0
    for gender in "fm":
        p.starters["Sx" + gender] = ghost(p, gender)
        kinds = lambda c: allowed(c) and (c.composition == "men") == (gender == "m")
        best = max(best, most_placed(model.Model(p), must, kinds))
        del p.starters["Sx" + gender]
    return best


def with_room(p, must, venue, slot):
    old = p.rooms_free
    p.rooms_free = lambda v, s: old(v, s) + (v is venue and s == slot)
    try:
        return most_placed(model.Model(p), must, lambda c: False)
    finally:
        p.rooms_free = old


def new_at(venue, slot):
    return lambda c: c.new and c.venue is venue and c.slot == slot


def expected(p, must):
    """kind, venue, slot -> how many more at most than as things stand."""
    found = {}
    base = most_placed(model.Model(p), must, lambda c: False)
    for v in p.venues.values():
        for slot in v.slots:
            if p.open_dates(v, slot) < 4:
                continue
            found["room", v.id, slot] = with_room(p, must, v, slot) - base
            if p.rooms_free(v, slot):
                found["starter", v.id, slot] = with_ghost(p, must, new_at(v, slot)) - base
    return {k: n for k, n in found.items() if n > 0}


def examine(seed, folder):
    reg = os.path.join(folder, "register")
    generate.Tiny(seed).make().write(reg)
    p = problem.Problem(reg, generate.TODAY)
    m = model.Model(p)
    if not 0 < lp.distinct(m) <= lp.MOST_CANDIDATES:
        return None
    printed = why.tool("shg-match", "-C", reg, "-d", why.DATE)
    plan = why.rows_of(printed)
    must = Must(plan)
    if must == set(p.waiting):
        return None
    rows = why.rows_of(why.tool("shg-needs", "-C", reg, "-d", why.DATE, "-p", "-", stdin=printed))
    told = {(r["kind"], r["venue"], problem.window(r["slot"])): int(r["places"]) for r in rows if r["kind"] in ("room", "starter")}
    wanted = expected(p, must)
    faults = []
    for key in sorted(set(told) | set(wanted), key=str):
        if told.get(key, 0) != wanted.get(key, 0):
            faults.append("%s at %s %s: told %d, brute force %d" % (
                *key[:2], why.slot_text(key[2]), told.get(key, 0), wanted.get(key, 0)))
    order = [int(r["places"]) for r in rows]
    if order != sorted(order, reverse=True):
        faults.append("not best first")
    return faults, len(rows), 0


if __name__ == "__main__":
    sys.exit(why.main(examine))
