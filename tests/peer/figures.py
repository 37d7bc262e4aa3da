#!/usr/bin/python3
"""Computes the figures of shg-report a second way, in SQL over the same files, and compares.

usage: figures.py REGISTER TODAY; prints TAP lines without a plan. shg-report and shg-forget are on the PATH.
"""

import collections
import csv
import datetime
import os
import re
import shutil
import sqlite3
import subprocess
import sys

REG, TODAY = sys.argv[1], sys.argv[2]
YEAR = int(TODAY[:4])
EVENTS = ["registered", "clarified", "offered", "accepted", "declined", "lapsed", "started", "left", "completed",
          "referred", "withdrawn"]


def ok(good, name):
    print("%s - %s" % ("ok" if good else "not ok", name))


def run(*args, register=REG):
    done = subprocess.run(["shg-report", "-C", register, "-d", TODAY, *args], capture_output=True, text=True)
    if done.returncode:
        print("# shg-report %s: %d %s" % (" ".join(args), done.returncode, done.stderr[:400]))
    return done.stdout


def rows(*args, register=REG):
    return list(csv.reader(run(*args, register=register).splitlines()))[1:]


# ---- the register as a database ----

COLUMNS = {
    "people": "id status registered queued clarified closed paused_days source course municipality mode themes "
              "languages gender birth_year",
    "placements": "person group role status offered answered started ended",
    "groups": "id status theme started ended others max open",
    "starters": "id status municipality",
    "targets": "year name value",
    "courses": "id kind",
    "inquiries": "date channel municipality topic count",
    "activities": "date kind status attended count",
    "venues": "id municipality",
}
db = sqlite3.connect(":memory:")
for table, columns in COLUMNS.items():
    names = columns.split()
    db.execute('create table "%s" (%s)' % (table, ", ".join('"%s" text' % c for c in names)))
    path = os.path.join(REG, table + ".csv")
    if os.path.exists(path):
        with open(path, newline="", encoding="utf-8-sig") as f:
            for r in csv.DictReader(f):
                db.execute('insert into "%s" values (%s)' % (table, ",".join("?" * len(names))),
                           [r.get(c) or "" for c in names])

# one row an event, with whom it happened to
db.executescript("""
create view began as
  select p.person, p.status, p.offered, p.answered, p.ended,
         case when (case when p.started <> '' then p.started else coalesce(g.started, '') end) > p.ended
                   and p.ended <> '' then ''
              when p.started <> '' then p.started else coalesce(g.started, '') end as started
  from placements p left join groups g on g.id = p."group"
  where p.role = 'member' and p.person in (select id from people);
create view events as
  select 'registered' as event, registered as date, id as person from people
  union all select 'clarified', clarified, id from people
  union all select 'referred', closed, id from people where status = 'referred'
  union all select 'withdrawn', closed, id from people where status = 'withdrawn'
  union all select 'offered', offered, person from began
  union all select 'accepted', answered, person from began
    where status in ('accepted', 'active', 'left', 'completed')
  union all select 'declined', answered, person from began where status = 'declined'
  union all select 'lapsed', answered, person from began where status = 'lapsed'
  union all select 'started', started, person from began where status in ('active', 'left', 'completed')
  union all select 'left', ended, person from began where status = 'left'
  union all select 'completed', ended, person from began where status = 'completed';
create view waiting as
  select *, julianday('%s') - julianday(case when queued <> '' then queued else registered end)
            - cast(case when paused_days = '' then '0' else paused_days end as integer) as raw_days
  from people where status = 'waiting';
""" % TODAY)

BAND = ("case when {b} = '' or {y} - {b} < 18 then 'unknown' when {y} - {b} < 30 then '18-29' "
        "when {y} - {b} < 45 then '30-44' when {y} - {b} < 60 then '45-59' else '60-' end")
SINGLE = {
    "municipality": "p.municipality",
    "source": "case when p.source = '' then 'unknown' else p.source end",
    "mode": "case when p.mode = '' then 'in-person' else p.mode end",
    "gender": "case when p.gender = '' then 'unknown' else p.gender end",
    "course-kind": "case when p.course = '' then 'none' else (select kind from courses c where c.id = p.course) end",
}


def items(text, empty):
    return [t.strip() for t in text.split(";") if t.strip()] or [empty]


# ---- the waiting list ----


def quartiles(days):
    days = sorted(days)
    return [str(days[(q * len(days) + 3) // 4 - 1]) for q in (1, 2, 3)]


def waiting_by(dims):
    """Exact figures by the second way: a dictionary of keys with the days of those who have them."""
    found = collections.defaultdict(list)
    fields = "p.municipality, substr(p.municipality, 1, 2), %s, %s, %s, %s, p.themes, p.languages, max(p.raw_days, 0)" % (
        SINGLE["source"], SINGLE["mode"], SINGLE["gender"], BAND.format(b="p.birth_year", y=YEAR))
    names = ["municipality", "county", "source", "mode", "gender", "age", "theme", "language"]
    for r in db.execute("select %s from waiting p" % fields):
        value = dict(zip(names, [[x] for x in r[:6]] + [items(r[6], "unknown"), items(r[7], "nb")]))
        keys = [()]
        for d in dims:
            keys = [k + (v,) for k in keys for v in value[d] + ["all"]]
        for k in keys:
            found[k].append(int(r[8]))
    return found


DIMENSIONS = ["municipality", "county", "source", "theme", "mode", "gender", "age", "language"]
PAIRS = [[a, b] for i, a in enumerate(DIMENSIONS) for b in DIMENSIONS[i + 1:] if (a, b) != ("municipality", "county")]
for dims in [[d] for d in DIMENSIONS] + PAIRS:
    wanted = waiting_by(dims)
    wanted.setdefault(("all",) * len(dims), [])
    n = len(dims)
    exact = {tuple(r[:n]): r[n:] for r in rows("waiting", "--exact", "--by", ",".join(dims))}
    same = set(exact) == set(wanted) and all(
        exact[k] == [str(len(v))] + (quartiles(v) if v else [""] * 3) for k, v in wanted.items())
    ok(same, "who waits by %s" % ",".join(dims))
    shown = {tuple(r[:n]): r[n:] for r in rows("waiting", "--by", ",".join(dims))}
    ok(all(v[0] == ":" or not 0 < int(v[0]) < 5 for v in shown.values()), "and nothing small is shown")
    ok(all(v[0] == ":" or any("other" in part for part in k) or v == exact[k] for k, v in shown.items()),
       "and what is shown is right")

# what people have several of does not add up: there the small ones alone are hidden
for name in ("theme", "language"):
    exact = {r[0]: int(r[1]) for r in rows("waiting", "--exact", "--by", name)}
    shown = {r[0]: r[1] for r in rows("waiting", "--by", name)}
    ok(all((v not in shown) == (0 < n < 5) for v, n in exact.items() if v != "other"), "no %s is hidden for nothing" % name)


# ---- faces ----


def told(*args):
    """The numbers of a table as CSV and as HTML has them, row by row."""
    page = run(*args, "--lang", "en", "--format", "html")
    table = [re.findall(r'<t[dh][^>]*class="number"[^>]*>(.*?)</t[dh]>', row) for row in
             re.findall(r"<tr>(.*?)</tr>", re.sub(r"<thead>.*?</thead>", "", page, flags=re.S), re.S)]
    text = run(*args, "--lang", "en", "--format", "text")
    plain = list(csv.reader(run(*args).splitlines()))
    numbers = [i for i, name in enumerate(plain[0]) if any(r[i] == ":" or re.fullmatch(r"[0-9]+", r[i]) for r in plain[1:])
               and name not in ("municipality", "county", "period", "age", "size")]
    wanted = [[r[i] for i in numbers] for r in plain[1:]]
    cut = [[re.sub(r"<[^>]*>", "", x) for x in row] for row in table]
    return wanted, [[x for x in row if x] for row in cut], text


for ask in [["waiting"], ["waiting", "--by", "theme,age"], ["flow"], ["coverage"], ["groups", "--by", "theme"],
            ["starters", "--by", "stage"], ["activities"]]:
    wanted, page, text = told(*ask)
    ok([[x for x in r if x] for r in wanted] == page, "the page of %s shows the figures of CSV" % " ".join(ask))
    rule = [i for i, x in enumerate(text.splitlines()) if re.fullmatch("[- ]+", x)][0]
    lines = [re.sub("[\u2588-\u258f#]", "", x).split() for x in text.splitlines()[rule + 1:]]
    ok(all([x for x in r if x] == line[len(line) - len([x for x in r if x]):] or not line for r, line in zip(wanted, lines)
           if ask[0] not in ("coverage", "groups")), "and so does its text")

# ---- groups and starters ----

held = collections.Counter(g for (g,) in db.execute(
    """select "group" from placements where role = 'member' and status in ('proposed', 'offered', 'accepted', 'active')"""))
groups = [dict(zip(("id", "status", "theme", "started", "ended", "others", "max", "open"), r)) for r in db.execute(
    "select id, status, theme, started, ended, others, max, open from groups")]


def days(a, b):
    return (datetime.date.fromisoformat(b) - datetime.date.fromisoformat(a)).days


def standing(some):
    size = {g["id"]: held[g["id"]] + int(g["others"] or 0) for g in some}
    live = [g for g in some if g["status"] not in ("ended", "idea")]
    seats = 0
    for g in live:
        room = int(g["max"] or 8) - size[g["id"]]
        if g["status"] in ("running", "paused"):
            room = min(room, int(g["open"] or 0))
        seats += max(room, 0)
    row = [len(some), sum(size[g["id"]] for g in live), seats,
           sum(size[g["id"]] < 4 for g in live if g["status"] in ("starting", "running", "paused"))]
    for mark in (91, 183, 365):
        due = [g for g in some if g["started"] and days(g["started"], TODAY) >= mark]
        alive = [g for g in due if not g["ended"] or days(g["started"], g["ended"]) >= mark]
        row.append(len(alive) * 100 // len(due) if due else "")
    return [str(x) for x in row]


for name in ("status", "theme"):
    got = {r[0]: r[1:] for r in rows("groups", "--exact", "--by", name)}
    values = {g[name] or "unknown" for g in groups}
    ok(got == {**{v: standing([g for g in groups if (g[name] or "unknown") == v]) for v in values},
               "all": standing(groups)}, "groups by %s" % name)
    shown = {r[0]: r[1:] for r in rows("groups", "--by", name)}
    ok(all(c == x or c == ":" for v, r in shown.items() for c, x in zip(r, got[v])), "and what is shown is right")
    ok(all(r[1] == ":" or not 0 < int(r[1]) < 5 for r in shown.values()), "and nothing small is")
stages = dict(db.execute("select status, count(*) from starters group by 1"))
got = {r[0]: r[1] for r in rows("starters", "--exact", "--by", "stage")}
ok(all(got[s] == str(stages.get(s, 0)) for s in ("interested", "trainee", "active", "resting", "ended")) and
   got["all"] == str(sum(stages.values())), "starters by stage")
places = dict(db.execute("select municipality, count(*) from starters where status = 'active' group by 1"))
got = {r[0]: (int(r[2]), r[3]) for r in rows("starters", "--exact", "--by", "municipality")}
ok(all(got[p][0] == n for p, n in places.items()) and all((n == 0) == (w == "yes") for n, w in got.values()),
   "starters by municipality, and where there are none")

# ---- what happened ----


def sql_events(group):
    return {tuple(r[:-1]): r[-1] for r in db.execute(
        "select e.event, %s, count(*) from events e join people p on p.id = e.person where e.date <> '' "
        "group by 1, 2" % group)}


months = sql_events("substr(e.date, 1, 7)")
asked = {}
for year in (YEAR - 1, YEAR):
    for r in rows("flow", "--exact", "--from", "%d-01-01" % year, "--to", "%d-12-31" % year):
        asked[r[0]] = r[1:]
inquiries = dict(db.execute("select substr(date, 1, 7), sum(count) from inquiries group by 1"))
ok(asked and all([int(x) for x in v] == [int(inquiries.get(m[:7], 0))] + [months.get((e, m[:7]), 0) for e in EVENTS]
                 for m, v in asked.items()), "what happened by month")
ok("%s-01/%s" % (TODAY[:7], TODAY) in asked, "the running month is told with its days")
whole = [r for r in rows("flow", "--exact", "--period", "year", "--from", "%d-01-01" % (YEAR - 1), "--to",
                         "%d-12-31" % (YEAR - 1))]
quarters = rows("flow", "--exact", "--period", "quarter", "--from", "%d-01-01" % (YEAR - 1), "--to",
                "%d-12-31" % (YEAR - 1))
by_month = [v for m, v in asked.items() if m.startswith(str(YEAR - 1))]
ok(len(whole) == 1 and len(quarters) == 4 and
   [int(x) for x in whole[0][1:]] == [sum(int(q[i]) for q in quarters) for i in range(1, 13)] ==
   [sum(int(m[i]) for m in by_month) for i in range(12)], "months and quarters add up to the year")
hidden = rows("flow", "--from", "%d-01-01" % YEAR, "--to", "%d-12-31" % YEAR)
ok(all(h == ":" or h == x for r in hidden for h, x in zip(r[1:], asked[r[0]])), "what is shown of it is right")
ok(not any(h != ":" and 0 < int(h) < 5 for r in hidden for h in r[1:]), "and nothing small is")


def label(year):
    return "%d" % year if year < YEAR else "%d-01-01/%s" % (year, TODAY)


def by_dimension(name):
    if name == "theme":
        found = collections.Counter()
        for event, year, themes in db.execute("select e.event, substr(e.date, 1, 4), p.themes from events e "
                                              "join people p on p.id = e.person where e.date <> ''"):
            for t in items(themes, "unknown"):
                found[event, int(year), t] += 1
        return found
    value = SINGLE.get(name)
    if name == "age":
        value = BAND.format(b="p.birth_year", y="cast(substr(e.date, 1, 4) as integer)")
    where = "e.date <> ''"
    if name == "waited":
        wait = "cast(julianday(e.date) - julianday(p.registered) as integer)"
        value = ("case when {w} <= 30 then '0-30' when {w} <= 60 then '31-60' when {w} <= 90 then '61-90' "
                 "when {w} <= 180 then '91-180' when {w} <= 365 then '181-365' else '366-' end").format(w=wait)
        where += " and e.event = 'started'"
    return {(e, int(y), v): n for e, y, v, n in db.execute(
        "select e.event, substr(e.date, 1, 4), %s, count(*) from events e join people p on p.id = e.person "
        "where %s group by 1, 2, 3" % (value, where))}


for name in ["municipality", "source", "theme", "mode", "gender", "age", "course-kind", "waited"]:
    span = ["--from", "%d-01-01" % (YEAR - 1), "--to", "%d-12-31" % YEAR]
    wanted = {(label(y), e, v): n for (e, y, v), n in by_dimension(name).items() if y in (YEAR - 1, YEAR)}
    exact = {tuple(r[:3]): int(r[3]) for r in rows("flow", "--exact", "--by", name, *span)}
    values = {k: n for k, n in exact.items() if k[2] != "all"}
    ok(values == wanted, "what happened by %s" % name)
    sums = collections.Counter()
    for k, n in values.items():
        sums[k[:2]] += n
    ok(name == "theme" or all(sums[k[:2]] == n for k, n in exact.items() if k[2] == "all"), "and it adds up")
    shown = rows("flow", "--by", name, *span)
    folded = collections.Counter()
    for r in shown:
        folded[tuple(r[:2])] += 0 if r[2] == "all" or r[3] == ":" else int(r[3])
    ok(all(r[3] == ":" or int(r[3]) >= 5 for r in shown), "and nothing small is shown")
    part = {tuple(r[:2]) for r in shown if r[3] == ":"}
    ok(all(folded[tuple(r[:2])] == sums[tuple(r[:2])] for r in shown if r[2] == "all" and tuple(r[:2]) not in part),
       "and what is folded adds up, too")

# ---- activities ----

wanted = {r[0]: r[1:] for r in db.execute(
    "select kind, sum(status <> 'planned'), sum(case when status <> 'planned' then attended else 0 end) from activities "
    "where status <> 'cancelled' and date >= ? and date <= ? group by 1", ("%d-01-01" % YEAR, "9999"))}
got = {r[1]: (int(r[2]), int(r[4])) for r in rows("activities", "--exact") if r[0] == "activity"}
summed = got.pop("all", (0, 0))
ok(got == {k: (int(v[0]), int(v[1])) for k, v in wanted.items()}, "activities by kind")
ok(summed == tuple(sum(v[k] for v in got.values()) for k in (0, 1)), "and they add up")
for by, column in (("kind", "channel"), ("municipality", "municipality"), ("audience", "topic")):
    wanted = dict(db.execute("select case %s when '' then 'unknown' else %s end, sum(count) from inquiries where date >= ? and "
                             "date <= ? group by 1" % (column, column), ("%d-01-01" % YEAR, "9999")))
    got = {r[1]: int(r[4]) for r in rows("activities", "--by", by, "--exact") if r[0] == "inquiry"}
    ok(got.pop("all", 0) == sum(got.values()) and got == {k: int(v) for k, v in wanted.items()}, "inquiries by " + by)

# ---- against targets, with cost and hours ----

targets = {n: v for y, n, v in db.execute("select year, name, value from targets") if y == str(YEAR)}
reached = {}
for r in rows("funder", "--exact"):
    if r[0] == "What was planned, and what was reached":
        reached.setdefault(int(r[1]), {})[r[2]] = r[3]
reached = {r["name"]: r for r in reached.values()}
started = sum(g["started"][:4] == str(YEAR) for g in groups)
ok(all(n in reached and reached[n]["target"] == v for n, v in targets.items()), "every target stands in the paper")
ok(reached["groups_started"]["reached"] == str(started), "beside what was reached")
for name in ("cost", "hours"):
    if name in targets and started:
        ok(reached[name + "_a_group"]["reached"] == str(int(float(targets[name]) / started)), "%s, and by group" % name)

# ---- erasure ----

past = ["--from", "%d-01-01" % (YEAR - 1), "--to", "%d-12-31" % (YEAR - 1)]
asks = [["flow", *past], ["flow", "--period", "quarter", *past], ["flow", "--exact", *past],
        ["flow", "--from", "%d-01-01" % YEAR, "--to", "%d-12-31" % YEAR]]
asks += [["flow", "--by", d, *past] for d in ["municipality", "theme", "gender", "age", "waited", "course-kind"]]
asks += [["flow", "--exact", "--by", d, *past] for d in ["municipality", "source", "mode"]]
asks += [["funder", *past]]
before = [run(*a) for a in asks]
copy = REG + ".erased"
shutil.copytree(REG, copy)
ids = [r[0] for r in db.execute("select id from people where status not in ('member') order by id")][::3]
done = subprocess.run(["shg-forget", "-C", copy, "-d", TODAY, "-"], input="\n".join(ids) + "\n", text=True,
                      capture_output=True)
ok(done.returncode == 0, "people are erased")
if done.returncode:
    print("# " + done.stderr[:400])
for ask, text in zip(asks, before):
    ok(text and run(*ask, register=copy) == text, "and %s stays byte for byte" % " ".join(ask))
