#!/usr/bin/python3
"""Makes registers of real shape from a fixed seed, for benches and for the tests against other solvers.

usage: generate.py [--seed N] [--people N] [options] DIR          an office, a county or a country
       generate.py --tiny [--seed N] DIR                          a few people, every rule of matching.md

People live where people live (lib/data), around a centre: an area just large enough that one in --density residents
waits, so that twice the people take twice the area. They meet in the evening where a few venues have rooms; starters
are scarce. Most people have somewhere to go, not all can. All people are invented. Only the standard library is used.
"""

import argparse
import csv
import datetime
import math
import os
import random

TODAY = datetime.date(2026, 11, 23)
COLUMNS = {
    "people": "id status registered queued consent consent_text clarified contacted next available_from closed reason "
              "paused_days paused source course municipality avoid mode travel_limit availability themes mixed_ok "
              "languages gender gender_wish birth_year adult step_free submission",
    "starters": "id status kind person trained declared municipality mode travel_limit avoid availability languages "
                "gender step_free capacity",
    "venues": "id name kind municipality lat lon slots rooms seats step_free neutral owner key_holder",
    "groups": "id name status venue slot theme language composition min max open decided others contact formed first "
              "started handover ended reason",
    "placements": "person group role status proposed offered answer_by answered started declared ended reason",
    "meetings": "group number date start end venue starters kind status attended revision",
    "apart": "a b",
    "together": "a b",
    "courses": "id name kind municipality start end told interested",
    "absences": "starter from to start end",
    "closures": "venue from to start end reason",
    "travel": "from to minutes",
    "profile": "name value",
}
DAY = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
THEMES = ["anxiety", "grief", "depression", "loneliness", "relatives", "burnout", "addiction", "trauma", "divorce",
          "pain", "coming-home", "parents"]


def day(delta):
    return (TODAY + datetime.timedelta(days=delta)).isoformat()


def span(d, start, end):
    return "%s%02d:%02d-%02d:%02d" % (DAY[d], start // 60, start % 60, end // 60, end % 60)


class Register:
    def __init__(self, rng):
        self.rng = rng
        self.rows = {t: [] for t in COLUMNS}
        self.ids = set()

    def add(self, table, **fields):
        self.rows[table].append({k.rstrip("_"): v for k, v in fields.items() if v not in (None, "")})
        return self.rows[table][-1]

    def person_id(self):
        while True:
            i = "P%08d" % self.rng.randrange(10 ** 8)
            if i not in self.ids:
                self.ids.add(i)
                return i

    def next_id(self, letter, table):
        return "%s%05d" % (letter, len(self.rows[table]) + 1)

    def write(self, folder):
        os.makedirs(folder, mode=0o700, exist_ok=True)
        os.chmod(folder, 0o700)
        for table, columns in COLUMNS.items():
            columns = columns.split()
            path = os.path.join(folder, table + ".csv")
            fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with open(fd, "w", newline="", encoding="utf-8") as f:
                w = csv.DictWriter(f, columns, restval="", lineterminator="\n")
                w.writeheader()
                w.writerows(self.rows[table])


def yes(rng, share):
    return rng.random() < share


def weighted(rng, pairs):
    at = rng.random() * sum(w for _, w in pairs)
    for value, w in pairs:
        at -= w
        if at < 0:
            return value
    return pairs[-1][0]


# ---- an office, a county, a country ----


def municipalities():
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "lib", "data", "municipalities.csv")
    with open(path, newline="", encoding="utf-8") as f:
        return [(r["code"], float(r["lat"]), float(r["lon"]), int(r["population"])) for r in csv.DictReader(f)]


def km(a, b):
    x = math.radians(b[2] - a[2]) * math.cos(math.radians((a[1] + b[1]) / 2))
    return 6371 * math.hypot(x, math.radians(b[1] - a[1]))


def region(places, centre, residents):
    """The municipalities nearest to centre that hold so many residents (the last one in part)."""
    middle = next(p for p in places if p[0] == centre)
    chosen, left = [], residents
    for p in sorted(places, key=lambda p: (km(middle, p), p[0])):
        if left <= 0:
            break
        chosen.append((p[0], p[1], p[2], min(p[3], left)))
        left -= p[3]
    return chosen


class Office:
    """One register of real shape; `o` holds the options."""

    def __init__(self, o):
        self.o, self.rng = o, random.Random(o.seed)
        self.reg = Register(self.rng)
        residents = o.people * o.density
        self.places = region(municipalities(), o.centre, residents)
        self.weights = [(p, p[3]) for p in self.places]

    def place(self):
        return weighted(self.rng, self.weights)

    def make(self):
        self.make_venues()
        self.make_courses()
        for _ in range(self.o.people):
            self.make_person()
        self.make_pairs()
        self.make_starters()
        self.make_standing()
        self.make_calendar()
        r = self.reg
        for name, value in (("OFFICE", "example.org"), ("AGE_SPREAD", self.o.age_spread)):
            if value:
                r.add("profile", name=name, value=value)
        return r

    def slots(self, n):
        out = []
        for d in sorted(self.rng.sample(range(5), min(n, 5))):
            start = weighted(self.rng, [(17 * 60, 3), (18 * 60, 5), (19 * 60, 2), (11 * 60, 2)])
            out.append(span(d, start, start + 120))
            if n > 5 and start >= 17 * 60:
                out.append(span(d, 10 * 60, 12 * 60))
        return out

    def make_venues(self):
        o, rng = self.o, self.rng
        # where more wait among as many, there are more houses, and larger ones
        crowd = max(1.0, math.sqrt(1400 / o.density))
        wanted = max(2, 3 + round(o.people / 15 * o.rooms / crowd))
        # one for the largest places first, then as people live
        order = sorted(self.places, key=lambda p: -p[3])[:max(1, wanted // 2)]
        order += [self.place() for _ in range(wanted - len(order))]
        for code, lat, lon, _ in order:
            exact = yes(rng, 0.6)
            self.reg.add(
                "venues", id=self.reg.next_id("V", "venues"), name="House %d" % (len(self.reg.rows["venues"]) + 1),
                kind="in-person", municipality=code, lat="%.4f" % (lat + rng.uniform(-0.03, 0.03)) if exact else "",
                lon="%.4f" % (lon + rng.uniform(-0.05, 0.05)) if exact else "",
                slots=";".join(self.slots(weighted(rng, [(1, 4), (2, 4), (3, 1)]))),
                rooms=self.rooms(crowd), seats=weighted(rng, [("", 3), (12, 3), (10, 3), (8, 2), (7, 1)]),
                step_free=weighted(rng, [("yes", 6), ("no", 3), ("", 1)]), neutral="yes" if yes(rng, 0.7) else "no")
        screens = min(10, max(1, round(o.people / 400))) if o.digital > 0 else 0
        for _ in range(screens):
            self.reg.add(
                "venues", id=self.reg.next_id("V", "venues"), name="Screen", kind="digital",
                slots=";".join(self.slots(weighted(rng, [(2, 1), (3, 2), (4, 1)]))),
                rooms=max(1, round(o.people / 400 / screens)) + yes(rng, 0.5))

    def rooms(self, crowd):
        n = int(crowd) + yes(self.rng, crowd - int(crowd)) + yes(self.rng, 0.15)
        return n if n > 1 else ""

    def make_courses(self):
        self.courses = []
        for _ in range(round(self.o.people * self.o.courses / 6)):
            code = self.place()
            d, start = self.rng.randrange(5), weighted(self.rng, [(17 * 60, 2), (18 * 60, 2), (10 * 60, 1)])
            cid = self.reg.next_id("C", "courses")
            end = self.rng.randrange(-80, 20)
            self.reg.add(
                "courses", id=cid, name="Course", kind=weighted(self.rng, [("kid", 4), ("kib", 2), ("rph", 2), ("lms", 1)]),
                municipality=code[0], start=day(end - 56), end=day(end), interested=6)
            self.courses.append((cid, code, span(d, start - 30, min(start + 210, 1320)), THEMES[self.rng.randrange(4)], end))

    def availability(self, shared=None):
        rng = self.rng
        days = {}
        for d in rng.sample(range(5), weighted(rng, [(1, 4), (2, 4), (3, 2)])):
            start, end = weighted(rng, [((17, 20), 4), ((18, 21), 4), ((17, 21), 3), ((10, 14), 2), ((9, 21), 1)])
            days[d] = span(d, start * 60, end * 60)
        if shared:
            days[DAY.index(shared[:3])] = shared
        return ";".join(days[d] for d in sorted(days))

    def language(self, code):
        """Languages cluster: a few municipalities have one of their own."""
        local = random.Random("%s/%d" % (code, self.o.seed % 7)).choice(["en", "pl", "uk", "ar", "se", "so"])
        if not yes(self.rng, self.o.languages):
            return ""
        return weighted(self.rng, [("nb;" + local, 5), (local, 2), ("nb;en", 2)])

    def make_person(self):
        o, rng = self.o, self.rng
        course = rng.choice(self.courses) if self.courses and yes(rng, o.courses) else None
        code = course[1] if course else self.place()
        themes = {course[3]} if course and yes(rng, 0.7) else set()
        for _ in range(weighted(rng, [(1, 6), (2, 3), (3, 1)])):
            themes.add(weighted(rng, [(t, 1 / (i + 2)) for i, t in enumerate(THEMES)]))
        registered = -rng.randrange(8, 120) if yes(rng, 0.7) else -rng.randrange(8, 600)
        gender = weighted(rng, [("f", 64), ("m", 31), ("x", 1), ("", 4)])
        wish = weighted(rng, [("", 78), ("not-alone", 12), ("same", 10)]) if gender in ("f", "m") else ""
        year = min(2006, max(1938, round(rng.gauss(1976, 15))))
        ends = course[4] if course else 0
        self.reg.add(
            "people", id=self.reg.person_id(), status="waiting", registered=day(registered), consent=day(registered),
            consent_text="2026-01", clarified=day(registered + rng.randrange(0, 8)),
            available_from=day(ends) if ends > 0 and registered < 0 else "",
            source="course" if course else weighted(rng, [("self", 5), ("gp", 3), ("rph", 1), ("dps", 1), ("nav", 1)]),
            course=course[0] if course else "", municipality=code[0],
            mode=weighted(rng, [("", 35), ("in-person", 35), ("digital", o.digital * 40), ("either", 10 + o.digital * 60)]),
            travel_limit=weighted(rng, [("", 5), (30, 3), (20, 1), (60, 2)]),
            availability=self.availability(course[2] if course else None), themes=";".join(sorted(themes)),
            mixed_ok="no" if yes(rng, 0.35) else "", languages=self.language(code[0]), gender=gender, gender_wish=wish,
            birth_year=year if yes(rng, 0.93) else "", adult="yes", step_free="yes" if yes(rng, 0.05) else "")

    def make_pairs(self):
        rng = self.rng
        everybody = [p["id"] for p in self.reg.rows["people"]]
        by_place = {}
        for p in self.reg.rows["people"]:
            by_place.setdefault(p["municipality"], []).append(p["id"])
        seen = set()
        for table, share in (("apart", 0.02), ("together", 0.012)):
            for _ in range(round(len(everybody) * share)):
                near = rng.choice(list(by_place.values()))
                if len(near) < 2:
                    continue
                pair = tuple(sorted(rng.sample(near, 2)))
                if pair not in seen and not (table == "together" and any(i in x for x in seen for i in pair)):
                    seen.add(pair)
                    self.reg.add(table, a=pair[0], b=pair[1])

    def make_starters(self):
        o, rng = self.o, self.rng
        for _ in range(max(2, round(o.people / 6 * o.starters))):
            code = self.place()
            status = weighted(rng, [("active", 66), ("trainee", 16), ("resting", 10), ("interested", 8)])
            self.reg.add(
                "starters", id=self.reg.next_id("S", "starters"), status=status,
                kind=weighted(rng, [("former-participant", 5), ("volunteer", 4), ("employee", 1)]),
                trained=day(-rng.randrange(60, 900)) if status in ("active", "resting") else "", municipality=code[0],
                mode=weighted(rng, [("", 6), ("in-person", 2), ("either", 2 + 3 * o.digital), ("digital", o.digital * 3)]),
                travel_limit=weighted(rng, [("", 3), (60, 3), (90, 2), (30, 1)]), availability=self.availability(),
                languages=self.language(code[0]), gender=weighted(rng, [("f", 7), ("m", 3)]),
                capacity=weighted(rng, [("", 5), (1, 3), (2, 3), (3, 1)]))
        for s in self.reg.rows["starters"]:
            if yes(rng, 0.08):
                start = rng.randrange(-10, 25)
                self.reg.add("absences", starter=s["id"], from_=day(start), to=day(start + rng.randrange(5, 40)))

    def make_standing(self):
        rng = self.rng
        for _ in range(round(self.o.people / 40)):
            v = rng.choice(self.reg.rows["venues"])
            slot = rng.choice(v["slots"].split(";"))
            if any(g["venue"] == v["id"] and g["slot"] == slot for g in self.reg.rows["groups"]):
                continue
            status = weighted(rng, [("forming", 3), ("starting", 3), ("running", 5), ("paused", 1)])
            gid = self.reg.next_id("G", "groups")
            members = rng.randrange(2, 6) if status == "forming" else rng.randrange(3, 8)
            theme = "mixed" if yes(rng, 0.4) else rng.choice(THEMES[:5])
            begun = {"forming": None, "starting": -rng.randrange(1, 25), "running": -rng.randrange(60, 300),
                     "paused": -rng.randrange(60, 300)}[status]
            self.reg.add(
                "groups", id=gid, status=status, venue=v["id"], slot=slot, theme=theme,
                formed=day((begun or 0) - 25), started=day(begun) if begun else "",
                handover=day(begun + 35) if begun else "",
                open=rng.randrange(1, 4) if status == "running" and yes(rng, 0.5) else "",
                decided=day(-5) if status == "running" else "")
            self.hold(gid, v, slot, status, members, begun)
            if status == "starting":
                for n in (1, 2, 3):
                    self.reg.add(
                        "meetings", group=gid, number=n, date=day(begun + 7 * (n - 1)), start=slot[3:8], end=slot[9:],
                        venue=v["id"], kind="starter" if n > 1 else "start",
                        status="held" if begun + 7 * (n - 1) < 0 else "planned")

    def hold(self, gid, v, slot, status, members, begun):
        rng = self.rng
        for _ in range(members):
            active = status != "forming"
            self.make_person()
            p = self.reg.rows["people"][-1]
            p["status"] = "member" if active else "waiting"
            if active:
                for k, back in (("registered", -200), ("consent", -200), ("clarified", -190)):
                    p[k] = day(begun + back)
                p.pop("available_from", None)
            held = "active" if active else rng.choice(["proposed", "offered", "accepted"])
            self.reg.add(
                "placements", person=p["id"], group=gid, role="member", status=held,
                proposed=day((begun or 0) - 8 if active else -6), started=day(begun) if active else "",
                offered=day((begun or 0) - 8 if active else -5) if held != "proposed" else "",
                answered=day((begun or 0) - 8 if active else -1) if held in ("accepted", "active") else "")
        if status in ("forming", "starting") and not yes(rng, 0.35):
            s = rng.choice(self.reg.rows["starters"])
            if not any(x["person"] == s["id"] for x in self.reg.rows["placements"]):
                self.reg.add(
                    "placements", person=s["id"], group=gid, role="starter", status="active" if begun else "accepted",
                    proposed=day((begun or 0) - 8 if begun else -6), answered=day((begun or 0) - 8 if begun else -4),
                    started=day(begun) if begun else "")

    def make_calendar(self):
        self.reg.add("closures", from_=day(30), to=day(40), reason="Christmas")
        for v in self.reg.rows["venues"]:
            if yes(self.rng, 0.06):
                start = self.rng.randrange(0, 30)
                self.reg.add("closures", venue=v["id"], from_=day(start), to=day(start + self.rng.randrange(3, 30)))


# ---- a few people, every rule ----


class Tiny:
    """At most 30 people and few candidates; each seed leans on other rules."""

    HOME = ["3301", "3312", "3314", "3303"]

    def __init__(self, seed):
        self.rng = rng = random.Random("tiny/%d" % seed)
        self.reg = Register(rng)
        self.on = {k: yes(rng, 0.35) for k in (
            "profile weights standing pairs gender ages closures absences digital languages access avoid themes courses "
            "repeats human travel rooms newmax stale partial").split()}
        self.slots = self.make_slots()
        self.n = rng.randrange(10, 27)
        self.themes = THEMES[:2] if self.on["themes"] else THEMES[:1]

    def some(self, feature, share):
        return self.on[feature] and yes(self.rng, share)

    def make_slots(self):
        rng = self.rng
        pool = [span(d, h * 60, (h + 2) * 60) for d in (0, 2) for h in (17, 19)] + [span(1, 1080, 1200)]
        return rng.sample(pool, rng.randrange(2, 4))

    def make(self):
        self.make_profile()
        self.make_venues()
        if self.on["courses"]:
            self.reg.add("courses", id="C00001", kind="kid", municipality="3301", start=day(-60), end=day(-5))
        for _ in range(self.n):
            self.make_person()
        self.make_starters()
        if self.on["standing"]:
            for _ in range(self.rng.randrange(1, 5)):
                self.make_group()
        if self.on["repeats"]:
            self.make_repeats()
        self.make_pairs()
        self.make_calendar()
        return self.reg

    def make_profile(self):
        rng, least = self.rng, 4
        put = lambda name, value: self.reg.add("profile", name=name, value=value)
        if self.on["profile"] or self.n < 18:
            least = rng.randrange(1, 5)
            most = rng.randrange(least, 9)
            put("MIN", least)
            put("MAX", most)
            put("AIM", rng.randrange(least, most + 1))
            if yes(rng, 0.5):
                put("TRAVEL", rng.randrange(15, 90))
            if yes(rng, 0.4):
                two = rng.randrange(1, 3)
                put("STARTERS_MIN", two)
                put("STARTERS_MAX", rng.randrange(two, 4))
            if yes(rng, 0.3):
                put("FILL_UNTIL", rng.randrange(1, 4))
            if yes(rng, 0.3):
                put("START_DAYS", rng.randrange(0, 30))
            if yes(rng, 0.3):
                put("NO_REPEAT", rng.randrange(0, 200))
        if self.on["ages"]:
            put("AGE_SPREAD", rng.choice([1, 5, 10, 15, 25]))
        if self.on["newmax"]:
            put("NEW_MAX", rng.randrange(1, 4))
        if self.on["stale"]:
            put("STALE_DAYS", rng.randrange(30, 300))
        if self.on["weights"]:
            for name, high in (("PLACE", 2000), ("WAIT_CAP", 700), ("THEME", 300), ("NEAR", 200), ("EITHER", 100),
                               ("OPEN", 2500), ("SHORT", 900), ("SECOND", 400), ("STARTER_NEAR", 300)):
                if yes(rng, 0.6):
                    put(name, weighted(rng, [(0, 1), (rng.randrange(high), 6), (rng.randrange(10 * high), 1)]))

    def make_venues(self):
        rng = self.rng
        for i in range(rng.randrange(1, 4)):
            digital = i > 0 and self.some("digital", 0.6)
            k = rng.randrange(1, 1 + min(2, len(self.slots)))
            exact = self.some("travel", 0.5)
            self.reg.add(
                "venues", id=self.reg.next_id("V", "venues"), name="House", kind="digital" if digital else "in-person",
                municipality="" if digital else rng.choice(self.HOME),
                lat="" if digital or not exact else "%.4f" % rng.uniform(59.6, 59.9),
                lon="" if digital or not exact else "%.4f" % rng.uniform(9.8, 10.3),
                slots=";".join(rng.sample(self.slots, k)), rooms=rng.choice(["", 1, 2, 2, 3]) if self.on["rooms"] else rng.choice(["", 2]),
                seats=rng.choice(["", 5, 6, 7, 8, 10]) if self.on["rooms"] else "",
                step_free=rng.choice(["yes", "no", ""]) if self.on["access"] else "")

    def windows(self, share):
        rng = self.rng
        out = []
        for s in self.slots:
            if yes(rng, share):
                start, end = int(s[3:5]), int(s[9:11])
                out.append((s[:3], start - rng.randrange(0, 2), min(24, end + rng.randrange(0, 3))))
        if self.some("partial", 0.3):
            out.append(("fri", 17, 20))
        if self.some("partial", 0.3) and self.slots:
            s = rng.choice(self.slots)
            out.append((s[:3], int(s[3:5]) + 1, int(s[9:11]) + 1))
        out = [w for i, w in enumerate(out) if not any(w[0] == x[0] and w[1] < x[2] and x[1] < w[2] for x in out[:i])]
        return ";".join("%s%02d:00-%02d:00" % w for w in out)

    def avoided(self):
        rng = self.rng
        venues = [v["id"] for v in self.reg.rows["venues"]]
        return ";".join(rng.sample(venues + self.HOME, rng.randrange(1, 3))) if self.some("avoid", 0.25) else ""

    def languages(self):
        return weighted(self.rng, [("", 6), ("nb;en", 4), ("en", 1)]) if self.on["languages"] else ""

    def mode(self):
        if not self.on["digital"]:
            return "digital" if yes(self.rng, 0.03) else ""
        return weighted(self.rng, [("", 3), ("in-person", 2), ("digital", 2), ("either", 4)])

    def home(self):
        return "0602" if self.some("travel", 0.1) else self.rng.choice(self.HOME)

    def make_person(self, status="waiting"):
        rng = self.rng
        registered = -rng.randrange(10, 400)
        gender = weighted(rng, [("f", 5), ("m", 4), ("x", 1), ("", 1)]) if self.on["gender"] else rng.choice(["f", "m", ""])
        wish = weighted(rng, [("", 4), ("any", 1), ("not-alone", 4), ("same", 2)]) if self.on["gender"] else ""
        themes = [t for t in self.themes if yes(rng, 0.75)]
        return self.reg.add(
            "people", id=self.reg.person_id(), status=status, registered=day(registered), consent=day(registered),
            queued=day(registered + 5) if yes(rng, 0.1) else "", consent_text="1", clarified=day(registered + 5),
            contacted=day(rng.randrange(registered + 5, 0)) if yes(rng, 0.4) else "",
            available_from=day(rng.randrange(-10, 40)) if self.some("stale", 0.3) else "",
            paused_days=rng.randrange(1, 60) if yes(rng, 0.1) else "",
            course="C00001" if self.some("courses", 0.5) else "", municipality=self.home(), avoid=self.avoided(),
            mode=self.mode(), travel_limit=rng.choice(["", 5, 30, 40, 60, 120]) if self.on["travel"] else rng.choice(["", 90]),
            availability=self.windows(0.88), themes=";".join(themes), mixed_ok=rng.choice(["", "yes", "no"]),
            languages=self.languages(), gender=gender, gender_wish=wish,
            birth_year=rng.randrange(1950, 2000) if yes(rng, 0.85) else "", adult="yes",
            step_free="yes" if self.some("access", 0.25) else "")

    def make_starters(self):
        rng = self.rng
        for _ in range(rng.randrange(2, 9)):
            waiting = [p["id"] for p in self.reg.rows["people"]]
            used = {s.get("person") for s in self.reg.rows["starters"]}
            free = [w for w in waiting if w not in used]
            self.reg.add(
                "starters", id=self.reg.next_id("S", "starters"),
                status=weighted(rng, [("active", 7), ("trainee", 3), ("resting", 1), ("interested", 1)]),
                person=rng.choice(free) if free and self.some("human", 0.6) else "", trained=day(-500),
                municipality=self.home(), mode=self.mode(), travel_limit=rng.choice(["", 60, 120]), avoid=self.avoided(),
                availability=self.windows(0.9), languages=self.languages(), gender=rng.choice(["f", "f", "m", ""]),
                step_free="yes" if self.some("access", 0.1) else "", capacity=rng.choice(["", "", 1, 2, 3]))

    def make_group(self):
        rng = self.rng
        status = weighted(rng, [("forming", 6), ("starting", 5), ("running", 3), ("paused", 1), ("ended", 1), ("idea", 1)])
        v = rng.choice(self.reg.rows["venues"])
        slot = rng.choice(v["slots"].split(";"))
        if yes(rng, 0.15):
            slot = slot[:3] + "18:00-20:00"
        least = rng.randrange(1, 6)
        most = rng.randrange(least, 9)
        stated = yes(rng, 0.6)
        low, high = self.limits()
        begun = None if status in ("forming", "idea") else -rng.randrange(0, 30)
        theme = weighted(rng, [("mixed", 3), (self.themes[0], 3), (self.themes[-1], 1)]
                         + ([("course:C00001", 2)] if self.on["courses"] else []))
        composition = rng.choice(["", "any", "women", "men"]) if self.on["gender"] else ""
        handover = day(begun + rng.choice([0, 7, 14, 28, 40])) if begun is not None and yes(rng, 0.8) else ""
        g = self.reg.add(
            "groups", id=self.reg.next_id("G", "groups"), status=status, venue=v["id"], slot=slot, theme=theme,
            language="en" if self.some("languages", 0.3) else "", composition=composition, min=least if stated else "",
            max=most if stated else "", open=rng.randrange(0, 4) if status in ("starting", "running") and yes(rng, 0.6) else "",
            others=rng.randrange(1, 3) if yes(rng, 0.15) else "", formed=day((begun or 0) - 20),
            started=day(begun) if begun is not None else "", handover=handover,
            ended=day(0) if status == "ended" else "", reason="done" if status == "ended" else "")
        if status in ("ended", "idea"):
            return
        cap = (most if stated else high) - int(g.get("others", 0))
        for _ in range(rng.randrange(0, max(1, min(7, cap + 1)))):
            self.hold_member(g, begun)
        if status in ("forming", "starting"):
            self.hold_starter(g, begun)
        if status == "starting" and yes(rng, 0.7):
            for n in range(1, 4):
                when = begun + 7 * (n - 1) + rng.randrange(0, 3)
                self.reg.add(
                    "meetings", group=g["id"], number=n, date=day(when), start=slot[3:8], end=slot[9:], venue=v["id"],
                    kind="start" if n == 1 else "starter", status="held" if when < 0 else "planned")

    def limits(self):
        rules = {r["name"]: r["value"] for r in self.reg.rows["profile"]}
        return rules.get("MIN", 4), rules.get("MAX", 8)

    def hold_member(self, g, begun):
        rng = self.rng
        active = begun is not None and yes(rng, 0.8)
        held = "active" if active else rng.choice(["proposed", "offered", "accepted"])
        p = self.make_person("member" if active else "waiting")
        if active:
            for k in ("registered", "consent", "clarified"):
                p[k] = day(begun - 60)
            for k in ("queued", "contacted", "available_from"):
                p.pop(k, None)
        when = begun - 5 if active else -4
        self.reg.add(
            "placements", person=p["id"], group=g["id"], role="member", status=held, proposed=day(when),
            offered=day(when) if held != "proposed" else "", answered=day(when + 1) if held in ("accepted", "active") else "",
            started=day(begun) if active else "")

    def hold_starter(self, g, begun):
        rng = self.rng
        if yes(rng, 0.5):
            return
        free = [s for s in self.reg.rows["starters"] if s["status"] in ("active", "trainee")]
        if free:
            s = rng.choice(free)
            self.reg.add(
                "placements", person=s["id"], group=g["id"], role="starter", status="accepted" if begun is None else "active",
                proposed=day(-30 if begun is None else begun - 9), answered=day(-29 if begun is None else begun - 8),
                started=day(begun) if begun is not None else "")

    def make_repeats(self):
        rng = self.rng
        v = rng.choice(self.reg.rows["venues"])
        old = self.reg.add(
            "groups", id=self.reg.next_id("G", "groups"), status="ended", venue=v["id"],
            slot=rng.choice(v["slots"].split(";")), theme="mixed", formed=day(-300), started=day(-290), ended=day(-2),
            reason="done")
        groups = [g for g in self.reg.rows["groups"] if g["status"] in ("forming", "starting", "running") or g is old]
        known = {(r["person"], r["group"]) for r in self.reg.rows["placements"]}
        both = self.reg.rows["people"][:self.n] + self.reg.rows["starters"]
        for h in both:
            g = rng.choice(groups)
            member = h["id"][0] == "P"
            if not yes(rng, 0.35) or (h["id"], g["id"]) in known:
                continue
            status = rng.choice(["declined", "declined", "lapsed", "left", "completed"])
            answered = -rng.randrange(1, 180)
            self.reg.add(
                "placements", person=h["id"], group=g["id"], role="member" if member else "starter", status=status,
                proposed=day(answered - 3), offered=day(answered - 2), answered=day(answered) if status != "lapsed" else "",
                started=day(answered + 1) if status in ("left", "completed") else "",
                ended=day(0) if status in ("left", "completed") else "")

    def make_pairs(self):
        rng = self.rng
        ids = [p["id"] for p in self.reg.rows["people"]]
        seen = set()
        if not self.on["pairs"]:
            return
        for table, n, pool in (("apart", rng.randrange(0, 9), ids + [s["id"] for s in self.reg.rows["starters"]]),
                               ("together", rng.randrange(0, 4), ids)):
            for _ in range(n):
                if len(pool) > 1:
                    pair = tuple(sorted(rng.sample(pool, 2)))
                    if pair not in seen:
                        seen.add(pair)
                        self.reg.add(table, a=pair[0], b=pair[1])

    def make_calendar(self):
        rng = self.rng
        if self.on["absences"]:
            for s in self.reg.rows["starters"]:
                if yes(rng, 0.5):
                    start = rng.randrange(-10, 40)
                    clock = {"start": "18:00", "end": "20:00"} if yes(rng, 0.3) else {}
                    self.reg.add(
                        "absences", starter=s["id"], from_=day(start),
                        to=day(start + rng.randrange(0, 30)) if yes(rng, 0.8) else "", **clock)
        if self.on["closures"]:
            for _ in range(rng.randrange(1, 4)):
                who = rng.choice([rng.choice(self.reg.rows["venues"])["id"], "in-person", "digital", "", self.HOME[0]])
                start = rng.randrange(0, 40)
                clock = {"start": "17:00", "end": "19:00"} if yes(rng, 0.3) else {}
                self.reg.add("closures", venue=who, from_=day(start), to=day(start + rng.randrange(0, 28)), **clock)
        if self.on["travel"]:
            seen = set()
            for _ in range(rng.randrange(1, 6)):
                pair = rng.choice(self.HOME), rng.choice(self.HOME)
                if pair not in seen:
                    seen.add(pair)
                    self.reg.add("travel", from_=pair[0], to=pair[1], minutes=rng.randrange(5, 100))


def options():
    p = argparse.ArgumentParser()
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--tiny", action="store_true", help="a few people, every rule")
    p.add_argument("--people", type=int, default=240, help="who wait (members of standing groups come on top)")
    p.add_argument("--density", type=float, default=1400, help="residents for each who waits")
    p.add_argument("--centre", default="3301", help="the municipality in the middle")
    p.add_argument("--starters", type=float, default=1, help="1: about one for six who wait; less: scarcer")
    p.add_argument("--rooms", type=float, default=1, help="1: a venue for about fifteen who wait; less: scarcer")
    p.add_argument("--digital", type=float, default=0.2, help="0 to 1: how many would meet on a screen")
    p.add_argument("--age-spread", type=int, default=0)
    p.add_argument("--courses", type=float, default=0.25, help="share who come from courses and share a window")
    p.add_argument("--languages", type=float, default=0.08, help="share who speak more or other than Norwegian")
    p.add_argument("dir")
    return p.parse_args()


def main():
    o = options()
    (Tiny(o.seed) if o.tiny else Office(o)).make().write(o.dir)


if __name__ == "__main__":
    main()
