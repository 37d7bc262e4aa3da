#!/usr/bin/python3
"""Erases random people of a random register in random order and says whether the figures stand.

Events and counts are derived here once more from formats.md alone (Erasure); nothing of lib/events is used. After every
erasure, the figures over past periods must be those that the whole register gave before anybody was erased:
  closed years     by dimension for the year, under `all` for each month, all the same;
  any other year   under `all` for each month the same; by dimension the totals of single-valued dimensions the same,
                   no value greater than before but `erased`.
usage: erasure.py SEED FOLDER      (shg-forget, shg-report and shg-add on the PATH); TAP on standard output
"""
import collections
import csv
import os
import random
import shutil
import subprocess
import sys
from datetime import date, timedelta

PEOPLE = ("id status registered queued consent consent_text clarified contacted closed reason paused_days paused source "
          "course municipality mode availability themes gender birth_year adult").split()
PLACEMENTS = "person group role status proposed offered answer_by answered started declared ended reason".split()
GROUPS = "id status venue slot theme others formed started handover ended contact".split()
BANDS = [(30, "0-30"), (60, "31-60"), (90, "61-90"), (180, "91-180"), (365, "181-365"), (10**9, "366-")]
SINGLE = ["municipality", "source", "mode", "gender", "age", "course kind"]


def read(folder, table):
    path = os.path.join(folder, table + ".csv")
    if not os.path.exists(path):
        return []
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write(folder, table, columns, rows):
    path = os.path.join(folder, table + ".csv")
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    os.chmod(path, 0o600)


def events(folder):
    """(event, date, person row) of everybody, by formats.md."""
    groups = {g["id"]: g for g in read(folder, "groups")}
    people = {p["id"]: p for p in read(folder, "people")}
    out = []
    for p in people.values():
        out.append(("registered", p["registered"], p))
        out.append(("clarified", p["clarified"], p))
        if p["status"] in ("referred", "withdrawn"):
            out.append((p["status"], p["closed"], p))
    for row in read(folder, "placements"):
        if row["role"] != "member" or row["person"] not in people:
            continue
        p = people[row["person"]]
        began = row["status"] in ("active", "left", "completed")
        out.append(("offered", row["offered"], p))
        if began or row["status"] == "accepted":
            out.append(("accepted", row["answered"], p))
        if row["status"] in ("declined", "lapsed"):
            out.append((row["status"], row["answered"], p))
        if began:
            out.append(("started", row["started"] or groups[row["group"]]["started"], p))
        if row["status"] in ("left", "completed"):
            out.append((row["status"], row["ended"], p))
    return [(event, date.fromisoformat(day), person) for event, day, person in out if day]


def values(event, day, p, courses):
    """(dimension, value) pairs of one event."""
    age = day.year - int(p["birth_year"]) if p["birth_year"] else 0
    yield "municipality", p["municipality"]
    yield "source", p["source"] or "unknown"
    for theme in [t for t in p["themes"].split(";") if t] or ["unknown"]:
        yield "theme", theme
    yield "mode", p["mode"] or "in-person"
    yield "gender", p["gender"] or "unknown"
    yield "age", ("unknown" if age < 18 else "18-29" if age < 30 else "30-44" if age < 45 else
                  "45-59" if age < 60 else "60-")
    yield "course kind", courses[p["course"]] if p["course"] else "none"
    if event == "started":
        waited = (day - date.fromisoformat(p["registered"])).days
        yield "waited", next(band for most, band in BANDS if waited <= most)


def figures(folder):
    """What a report over past periods must show: (period, event, dimension, value) -> count; and the closed years."""
    courses = {c["id"]: c["kind"] for c in read(folder, "courses")}
    counts = collections.Counter()
    closed = set()
    for row in read(folder, "counts"):
        if row["dimension"] != "all" and row["value"] != "erased":
            closed.add(int(row["period"]))
        counts[row["period"], row["event"], row["dimension"], row["value"]] += int(row["count"])
    for event, day, p in events(folder):
        if day.year in closed:
            continue
        counts["%04d-%02d" % (day.year, day.month), event, "all", "all"] += 1
        for dimension, value in values(event, day, p, courses):
            counts["%04d" % day.year, event, dimension, value] += 1
    return counts, closed


def make(rng, folder):
    """A register of three years: people in every state, groups that ran, run and form."""
    os.makedirs(folder, mode=0o700)
    start = date(2024, 1, 1)
    groups, people, placements = [], [], []
    for i in range(9):
        began = start + timedelta(days=i * 110 + 60)
        status = "ended" if i < 6 else "running"
        groups.append({"id": "G%05d" % (i + 1), "status": status, "venue": "V%05d" % (i + 1), "slot": "mon18:00-20:00",
                       "theme": "mixed", "formed": began - timedelta(days=30), "started": began,
                       "handover": began + timedelta(days=35),
                       "ended": began + timedelta(days=200) if status == "ended" else ""})
    for i in range(60):
        registered = start + timedelta(days=rng.randrange(1000))
        p = {"id": "P%08d" % rng.randrange(10**8), "status": "waiting", "registered": registered,
             "consent": registered, "consent_text": "v1", "clarified": registered + timedelta(days=rng.randrange(20)),
             "source": rng.choice(["self", "gp", "course", ""]), "course": rng.choice(["C00001", "C00002", "", ""]),
             "municipality": rng.choice(["3301", "3314", "3316"]), "mode": rng.choice(["", "digital", "either"]),
             "availability": "mon17-21", "themes": rng.choice(["", "grief", "anxiety;grief"]),
             "gender": rng.choice(["f", "m", "x", ""]), "birth_year": rng.choice(["", 1950, 1970, 1985, 2003]),
             "adult": "yes"}
        later = [g for g in groups if g["started"] > registered + timedelta(days=21)]
        fate = rng.random()
        if fate < 0.15:
            p["status"] = rng.choice(["referred", "withdrawn"])
            p["closed"] = p["clarified"] + timedelta(days=rng.randrange(40))
        elif fate < 0.8 and later:
            group = rng.choice(later)
            offered = group["started"] - timedelta(days=rng.randrange(10, 20))
            row = {"person": p["id"], "group": group["id"], "role": "member", "proposed": offered, "offered": offered,
                   "answered": offered + timedelta(days=3)}
            row["status"] = rng.choice(["declined", "lapsed", "active", "active", "left"])
            if row["status"] in ("active", "left"):
                row["started"] = group["started"] if rng.random() < 0.8 else ""
            if row["status"] == "left" or (row["status"] == "active" and group["status"] == "ended"):
                row["status"] = "left" if row["status"] == "left" else "completed"
                row["ended"] = group["started"] + timedelta(days=rng.randrange(1, 199))
                p["status"], p["closed"] = "left", row["ended"]
            elif row["status"] == "active":
                p["status"] = "member"
            placements.append(row)
        people.append(p)
    write(folder, "people", PEOPLE, people)
    write(folder, "groups", GROUPS, groups)
    write(folder, "placements", PLACEMENTS, placements)
    write(folder, "venues", "id name kind municipality slots".split(),
          [{"id": "V%05d" % (i + 1), "name": "x", "kind": "in-person", "municipality": "3301",
            "slots": "mon18:00-20:00"} for i in range(9)])
    write(folder, "starters", ["id", "status", "municipality", "person"],
          [{"id": "S00001", "status": "active", "municipality": "3301", "person": people[0]["id"]}])
    write(folder, "courses", ["id", "kind", "municipality"],
          [{"id": "C00001", "kind": "kid", "municipality": "3301"},
           {"id": "C00002", "kind": "kib", "municipality": "3301"}])
    write(folder, "apart", ["a", "b"], [{"a": people[1]["id"], "b": people[2]["id"]}])
    write(folder, "together", ["a", "b"], [{"a": people[3]["id"], "b": people[4]["id"]}])
    return [p["id"] for p in people]


def run(*command, **more):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **more)
    if done.returncode != 0:
        raise SystemExit("Bail out! %s: %d\n%s" % (" ".join(command), done.returncode, done.stderr))
    return done.stdout


def reports(rng, folder, today):
    """Reports over years that are past, and over the whole months of this one, as commands."""
    for year in (2024, 2025, 2026, 2027):
        span = ["--from", "%d-01-01" % year, "--to", "%d-12-31" % year]
        if year < today.year:
            for by in rng.sample(["municipality", "source", "theme", "mode", "gender", "age", "course-kind", "waited"], 2):
                yield ["flow", "--by", by] + span + rng.choice([[], ["--exact"]])
            yield ["flow"] + span + rng.choice([[], ["--exact"]])
    if today.month > 1:
        end = date(today.year, today.month, 1) - timedelta(days=1)
        yield ["flow", "--from", "%d-01-01" % today.year, "--to", str(end)] + rng.choice([[], ["--exact"]])


def print_all(commands, folder, today):
    return [run("shg-report", "-C", folder, "-d", str(today), *command) for command in commands]


def stands(before, after, closed, say):
    """Whether the figures are those of before."""
    good = True
    for key in sorted(set(before) | set(after)):
        period, event, dimension, value = key
        exact = dimension == "all" or int(period[:4]) in closed
        was, now = before[key], after[key]
        if value == "erased" and not (int(period[:4]) in closed and was == now):
            continue
        if (exact and was != now) or now > was:
            # a year that was closed after somebody had been erased while it ran keeps their share as erased
            hidden = after[period, event, dimension, "erased"]
            if now > was or was - now > hidden:
                say("# %s: %d, was %d" % (key, now, was))
                good = False
    totals = collections.Counter()
    for (period, event, dimension, value), n in before.items():
        if dimension in SINGLE or dimension == "waited":
            totals[period, event, dimension] += n
    for (period, event, dimension, value), n in after.items():
        if dimension in SINGLE or dimension == "waited":
            totals[period, event, dimension] -= n
    for key, n in totals.items():
        if n != 0:
            say("# total %s: %+d" % (key, -n))
            good = False
    return good


def main():
    seed, folder = int(sys.argv[1]), sys.argv[2]
    rng = random.Random(seed)
    shutil.rmtree(folder, ignore_errors=True)
    ids = make(rng, folder)
    rng.shuffle(ids)
    before, _ = figures(folder)
    today = date(2026, 11, 23)
    good = steady = gone = held = same = True
    while ids:
        some, ids = ids[:rng.randrange(1, 9)], ids[8:] if len(ids) < 12 else ids
        ids = [i for i in ids if i not in some]
        members = {(r["person"], r["group"]) for r in read(folder, "placements")
                   if r["status"] == "active" and r["person"] in some}
        others = {g["id"]: int(g["others"] or 0) for g in read(folder, "groups")}
        _, closed_before = figures(folder)
        snapshot, _ = figures(folder)
        commands = list(reports(rng, folder, today))
        reported = print_all(commands, folder, today)
        printed = run("shg-forget", "-C", folder, "-d", str(today), *some)
        for command, was, now in zip(commands, reported, print_all(commands, folder, today)):
            if was != now or not was:
                print("# shg-report %s changed\n# %s# %s" % (" ".join(command), was, now))
                same = False
        after, closed = figures(folder)
        gone = gone and printed.split() == sorted(some)
        good = stands(before, after, closed, print) and good
        for key in snapshot:
            if int(key[0][:4]) in closed_before and snapshot[key] != after[key]:
                print("# a closed year changed: %s" % (key,))
                steady = False
        for group in read(folder, "groups"):
            more = sum(1 for m in members if m[1] == group["id"])
            held = held and int(group["others"] or 0) == others[group["id"]] + more
        for name in os.listdir(folder):
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                with open(path, encoding="utf-8") as file:
                    text = file.read()
                gone = gone and not any(i in text for i in some)
        for place, _, files in os.walk(os.path.join(folder, ".shg")):
            for name in files:
                with open(os.path.join(place, name), "rb") as file:
                    data = file.read()
                gone = gone and not any(i.encode() in data for i in some)
        today += timedelta(days=rng.randrange(0, 120))
    print("%s 1 - figures over past periods stand (seed %d)" % ("ok" if good else "not ok", seed))
    print("%s 2 - a closed year never changes" % ("ok" if steady else "not ok"))
    print("%s 3 - whoever is erased stands nowhere" % ("ok" if gone else "not ok"))
    print("%s 4 - others goes up by each active member" % ("ok" if held else "not ok"))
    counts, closed = figures(folder)
    year = str(min(closed))
    run("shg-add", "-C", folder, "-d", str(today), "people", "status=new", "registered=%s-03-04" % year,
        "municipality=3301", "source=gp")
    late, _ = figures(folder)
    added = late - counts
    wanted = {(year + "-03", "registered", "all", "all"): 1, (year, "registered", "municipality", "3301"): 1,
              (year, "registered", "source", "gp"): 1}
    fine = all(added[k] == n for k, n in wanted.items()) and not (counts - late) and \
        all(k[1] == "registered" and k[0][:4] == year for k in added)
    print("%s 5 - whoever is entered late for a closed year is added there" % ("ok" if fine else "not ok"))
    print("%s 6 - reports over past periods are the same bytes before and after" % ("ok" if same else "not ok"))
    print("1..6")


main()
