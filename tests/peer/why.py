#!/usr/bin/python3
"""shg-why against brute force: on small registers every single change of every person's wishes, and a share of all
pairs, is tried by a full solve of the changed register (model.py, HiGHS).

usage: B=BUILD why.py [--from SEED] [--count N] [--jobs N]    speaks TAP

No change that helps may be missed, none claimed that does not, and where shg-why says that nothing helps, nothing may.
The plan behind each change is judged (check_plan.py) in the register so changed: it is lawful, places whom it must and
as many as is said. What would have to come is told by shg-needs, too. The answer does not depend on the threads.
"""

import argparse
import copy
import csv
import itertools
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [here, os.path.join(here, "..", "bench")]

import check_plan  # noqa: E402
import generate  # noqa: E402
import lp  # noqa: E402
import model  # noqa: E402
import problem  # noqa: E402

DATE = generate.TODAY.isoformat()
MOST_PAIRS = 200  # persons of a register of whom pairs are tried, times their pairs


def rows_of(raw):
    return problem.parse_csv(raw)[0]


def tool(name, *args, stdin=None):
    r = subprocess.run([os.environ["B"] + "/bin/" + name, *args], input=stdin, capture_output=True, check=False)
    if r.returncode != 0:
        raise RuntimeError("%s: exit %d: %s" % (name, r.returncode, r.stderr.decode()[:300]))
    return r.stdout


def feasible(p, must):
    """Whether a lawful plan places all of `must`."""
    m = model.Model(p)
    if not m.cost:
        return not must
    weight = len(p.waiting) + 1
    seat = {}
    for (who, _), x in m.x.items():
        seat.setdefault(who, []).append(x)
    m.cost = [0] * len(m.cost)
    for who in must:
        if who not in seat:
            return False
        for x in seat[who]:
            m.cost[x] = weight
    worth, _, _ = m.solve()
    return worth == weight * len(must)


def slot_text(slot):
    clock = lambda t: "%02d:%02d" % (t // 60, t % 60)
    day = slot[0] // 1440
    return generate.DAY[day] + clock(slot[0] - 1440 * day) + "-" + clock(slot[1] - 1440 * day)


def changes_of(p, person):
    """Every single change that could matter, as text and as a function on the person."""
    def put(field, value):
        return lambda who: setattr(who, field, value)

    def also(field, value):
        def f(who):
            old = getattr(who, field)
            setattr(who, field, old + [value] if isinstance(old, list) else old | {value})
        return f

    def without(value):
        return lambda who: setattr(who, "avoid", who.avoid - {value})

    found = []
    ways = sorted({p.minutes(person.municipality, v) for v in p.venues.values() if not v.digital})
    found += [("travel_limit=%d" % w, put("limit", w)) for w in ways if person.limit < w <= 600]
    if not person.mixed_ok:
        found.append(("mixed_ok=yes", put("mixed_ok", True)))
    if person.mode != "either":
        found.append(("mode=either", put("mode", "either")))
    slots = {s for v in p.venues.values() for s in v.slots} | {c.slot for c in p.standing.values()}
    found += [("availability+" + slot_text(s), also("availability", s)) for s in sorted(slots)]
    spoken = {l for w in p.waiting.values() for l in w.languages} | {g.language for g in p.groups.values()} | {"nb"}
    spoken |= {l for s in p.starters.values() for l in s.languages}
    found += [("languages+" + l, also("languages", l)) for l in sorted(spoken - person.languages)]
    if person.wish != "any":
        found.append(("gender_wish=any", put("wish", "any")))
    found += [("avoid-" + a, without(a)) for a in sorted(person.avoid)]
    return found


def helps(p, person, changes, must):
    """Whether these changes of a person let a plan place them and all others of `must`."""
    old = p.waiting[person.id]
    changed = copy.copy(person)
    for f in changes:
        f(changed)
    p.waiting[person.id] = p.people[person.id] = changed
    try:
        return feasible(p, must | {person.id})
    finally:
        p.waiting[person.id] = p.people[person.id] = old


def useful(p, person, must):
    """The texts of the single changes that help; of longer ways the shortest."""
    found, way = [], False
    for text, f in changes_of(p, person):
        if text.startswith("travel_limit=") and way:
            continue
        if helps(p, person, [f], must):
            found.append(text)
            way = way or text.startswith("travel_limit=")
    return found


def check_pairs(p, person, must, claimed, nothing):
    """Faults of what is said of pairs, and how many were tried."""
    every, faults, tried = changes_of(p, person), [], 0
    by_text = dict(every)
    for pair in claimed:
        tried += 1
        if not helps(p, person, [by_text[t] for t in pair.split(" ")], must):
            faults.append("claims that '%s' helps" % pair)
    if nothing:
        for (a, f), (b, g) in itertools.combinations(every, 2):
            if a.split("=")[0] == b.split("=")[0] or (a[:5] == b[:5] and a[:5] in ("avail", "langu")):
                continue
            tried += 1
            if helps(p, person, [f, g], must):
                faults.append("says that nothing helps, but '%s %s' does" % (a, b))
    return faults, tried


def change_row(row, change):
    """Makes a change, as shg-why prints it, in a row of people.csv."""
    for part in change.split(" "):
        if part.startswith("avoid-"):
            row["avoid"] = ";".join(a for a in row["avoid"].split(";") if a.strip() != part[6:])
        elif "+" in part:
            field, item = part.split("+", 1)
            old = row.get(field, "") or ("nb" if field == "languages" else "")
            row[field] = old + (";" if old else "") + item
        else:
            field, value = part.split("=", 1)
            row[field] = value


def changed_problem(reg, folder, person, change):
    """The register, read once more with a person's wishes changed."""
    other = os.path.join(folder, "changed")
    shutil.copytree(reg, other)
    with open(os.path.join(reg, "people.csv"), encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f))
    for row in rows:
        if row["id"] == person and change:
            change_row(row, change)
    with open(os.path.join(other, "people.csv"), "w", encoding="utf-8", newline="") as f:
        out = csv.DictWriter(f, list(rows[0]), lineterminator="\n")
        out.writeheader()
        out.writerows(rows)
    try:
        return problem.Problem(other, generate.TODAY)
    finally:
        shutil.rmtree(other)


def check_plans(reg, folder, rows, must):
    """Faults of the plans behind the changes that help (plans/PERSON-N.csv)."""
    faults, number = [], {}
    for r in rows:
        if r["obstacle"] == "no-part" or ": " in r["change"]:
            continue
        number[r["person"]] = n = number.get(r["person"], 0) + 1
        with open(os.path.join(folder, "plans", "%s-%d.csv" % (r["person"], n)), "rb") as f:
            raw = f.read()
        judge = check_plan.Judge(changed_problem(reg, folder, r["person"], r["change"]))
        judge.judge(raw)
        members = {x["person"] for x in rows_of(raw) if x["role"] == "member"}
        what = "%s, '%s': " % (r["person"], r["change"])
        faults += [what + f for f in judge.faults]
        if not must | {r["person"]} <= members:
            faults.append(what + "the plan leaves somebody out")
        if len(members) - len(must) != int(r["places"]):
            faults.append(what + "%s more places, not %d" % (r["places"], len(members) - len(must)))
    return faults


COMES = {"starter": {"starter", "standing"}, "room": {"room", "digital"}}


def check_needs(reg, plan, rows):
    """What would have to come is missing by shg-needs, too; unless somebody could be placed without it already: what
    more of it places is counted beside that."""
    if any(r["change"] == "" and r["obstacle"] != "no-part" for r in rows):
        return []
    kinds = {r["kind"] for r in rows_of(tool("shg-needs", "-C", reg, "-d", DATE, "-p", "-", stdin=plan))}
    return ["%s: '%s', but shg-needs has %s" % (r["person"], r["change"], sorted(kinds)) for r in rows
            if r["change"].startswith("nothing: ") and r["verified"] == "yes"
            and r["change"][9:] in COMES and not COMES[r["change"][9:]] & kinds]


def check_person(p, person, must, rows, budget):
    told = [r["change"] for r in rows if r["verified"] == "yes" and not r["change"].startswith("nothing")]
    nothing = [r for r in rows if r["change"].startswith("nothing")]
    if any(r["verified"] != "yes" for r in rows):
        return [], 0  # it says itself that it does not know; main() counts how often
    if helps(p, person, [], must):
        return ([] if told == [""] else ["needs no change, told %s" % told]), 0
    wanted = useful(p, person, must)
    single = [t for t in told if " " not in t]
    faults = []
    for t in set(wanted) - set(single):
        faults.append("misses '%s'" % t)
    for t in set(single) - set(wanted):
        faults.append("claims that '%s' helps" % t)
    tried = 0
    if not wanted and budget > 0:
        more, tried = check_pairs(p, person, must, [t for t in told if " " in t], bool(nothing))
        faults += more
    return faults, tried


def examine(seed, folder):
    reg = os.path.join(folder, "register")
    generate.Tiny(seed).make().write(reg)
    p = problem.Problem(reg, generate.TODAY)
    if lp.distinct(model.Model(p)) > lp.MOST_CANDIDATES:
        return None
    plan = tool("shg-match", "-C", reg, "-d", DATE)
    must = {r["person"] for r in rows_of(plan) if r["role"] == "member"}
    left = [w for i, w in sorted(p.waiting.items()) if i not in must]
    if not left:
        return None
    ask = ["-C", reg, "-d", DATE, "-p", "-"]
    os.mkdir(os.path.join(folder, "plans"))
    raw = tool("shg-why", *ask, "--plans", os.path.join(folder, "plans"), stdin=plan)
    rows = rows_of(raw)
    faults, budget = check_plans(reg, folder, rows, must) + check_needs(reg, plan, rows), MOST_PAIRS
    if raw != tool("shg-why", *ask, "-j", "5", stdin=plan):
        faults.append("another answer with five threads")
    if sorted({r["person"] for r in rows}) != [w.id for w in left]:
        faults.append("speaks of others than those without a place")
    unknown = sum(r["verified"] != "yes" for r in rows)
    for person in left[:8]:
        more, tried = check_person(p, person, must, [r for r in rows if r["person"] == person.id], budget)
        budget -= tried
        faults += ["%s: %s" % (person.id, f) for f in more]
    return faults, len(rows), unknown


def one(job):
    seed, look = job
    folder = tempfile.mkdtemp(prefix="shg-why.")
    try:
        return seed, look(seed, folder)
    except RuntimeError as e:
        return seed, ([str(e)], 0, 0)
    finally:
        shutil.rmtree(folder)


def main(look, one_in=25):
    """look(seed, folder) gives faults, rows, unknown rows of one register, or None where it says nothing."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--from", dest="first", type=int, default=500)
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    done = bad = rows = unknown = 0
    with multiprocessing.Pool(args.jobs) as pool:
        for seed, found in pool.imap(one, ((s, look) for s in range(args.first, args.first + 20 * args.count))):
            if found is None:
                continue
            faults, n, more = found
            rows, unknown = rows + n, unknown + more
            done += 1
            bad += bool(faults)
            print("%s %d - register %d" % ("not ok" if faults else "ok", done, seed), flush=True)
            for f in faults:
                print("# " + f)
            if done == args.count:
                pool.terminate()
                break
    few = unknown * one_in <= rows
    print("%s %d - at most one answer in %d is not known (%d of %d)" % (
        "ok" if few else "not ok", done + 1, one_in, unknown, rows))
    print("1..%d" % (done + 1))
    return 1 if bad or not few or done < args.count else 0


if __name__ == "__main__":
    sys.exit(main(examine))
