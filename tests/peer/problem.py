"""The matching problem as matching.md states it, read from a register's CSV files by itself.

This is the tests' own reading of formats.md and matching.md: it shares no code and no data structure with lib/. The
names of its parts are those of the page. Only Python's standard library is used.
"""

import csv
import datetime
import io
import math
import os
import re

HELD = {"proposed", "offered", "accepted", "active"}
MEETS = {"forming", "starting", "running", "paused"}
DAYS = {
    d: i for i, names in enumerate(["mon man", "tue tir", "wed ons", "thu tor", "fri fre", "sat lør", "sun søn"])
    for d in names.split()
}
DEFAULTS = {
    "MIN": 4, "MAX": 8, "AIM": 6, "TRAVEL": 45, "AGE_SPREAD": 0, "NEW_MAX": 0, "FILL_UNTIL": 2, "START_DAYS": 14,
    "STALE_DAYS": 0, "NO_REPEAT": 90, "STARTERS_MIN": 1, "STARTERS_MAX": 2, "PLACE": 1000, "WAIT_CAP": 500,
    "THEME": 60, "NEAR": 40, "EITHER": 20, "OPEN": 500, "SHORT": 500, "SECOND": 50, "STARTER_NEAR": 20,
}


class BadRegister(Exception):
    """The register cannot be read."""


# ---- reading ----


def decode(raw):
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252")


def parse_csv(raw):
    """A list of dicts, and the header, from the bytes of a CSV file in any dialect that formats.md reads."""
    text = decode(raw)
    marked = raw[:3] == b"\xef\xbb\xbf" or raw[:2] in (b"\xff\xfe", b"\xfe\xff")
    if text.startswith("sep="):
        text = text.split("\n", 1)[1] if "\n" in text else ""
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    rows = [r for r in rows if r]
    if not rows:
        raise BadRegister("no header")
    if marked and delimiter == ";":
        rows = [[c[1:] if re.match(r"'+[=+@\t\r-]", c) else c for c in r] for r in rows]
    header = rows[0]
    for r in rows[1:]:
        if len(r) != len(header):
            raise BadRegister("a row of %d fields, not %d" % (len(r), len(header)))
    return [dict(zip(header, r)) for r in rows[1:]], header


def read_table(folder, name):
    path = os.path.join(folder, name + ".csv")
    try:
        with open(path, "rb") as f:
            raw = f.read()
    except FileNotFoundError:
        return []
    return parse_csv(raw)[0]


def items(cell):
    return [i.strip() for i in (cell or "").split(";") if i.strip()]


def date(cell):
    cell = (cell or "").strip()
    if not cell:
        return None
    m = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", cell)
    if m:
        return datetime.date(int(m.group(3)), int(m.group(2)), int(m.group(1)))
    return datetime.date.fromisoformat(cell)


def clock(cell, otherwise):
    cell = (cell or "").strip()
    if not cell:
        return otherwise
    parts = re.split(r"[:.]", cell)
    return int(parts[0]) * 60 + int(parts[1])


def window(text):
    """(start, end) in minutes of the week."""
    m = re.fullmatch(r"([a-zø]{3})(\d{1,2})(?:[:.](\d\d))?-(\d{1,2})(?:[:.](\d\d))?", text.strip().lower())
    if not m or m.group(1) not in DAYS:
        raise BadRegister("window %r" % text)
    day = DAYS[m.group(1)] * 1440
    start = day + int(m.group(2)) * 60 + int(m.group(3) or 0)
    end = day + int(m.group(4)) * 60 + int(m.group(5) or 0)
    return start, end


def windows(cell):
    return [window(w) for w in items(cell)]


def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1]


def contains(outer, inner):
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def number(cell, otherwise):
    cell = (cell or "").strip()
    return int(cell) if cell else otherwise


def decimal(cell):
    cell = (cell or "").strip()
    return float(cell.replace(",", ".")) if cell else None


class Places:
    """Municipalities of today, their points, and old numbers with one successor."""

    def __init__(self, folder):
        self.point, successors = {}, {}
        for r in read_table(folder, "municipalities"):
            self.point[r["code"]] = (float(r["lat"]), float(r["lon"]))
        for r in read_table(folder, "code_changes"):
            successors.setdefault(r["old_code"], set()).add(r["new_code"])
        self.successor = {o: n.copy().pop() for o, n in successors.items() if len(n) == 1 and o not in self.point}
        if not self.point:
            raise BadRegister("no municipalities in " + folder)

    def today(self, code):
        code = (code or "").strip()
        if re.fullmatch(r"\d{3}", code):
            code = "0" + code
        return self.successor.get(code, code)


def data_folder():
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "lib", "data")


def haversine_km(lat1, lon1, lat2, lon2):
    p1, p2 = math.radians(lat1), math.radians(lat2)
    dp, dl = p2 - p1, math.radians(lon2 - lon1)
    a = math.sin(dp / 2) ** 2 + math.cos(p1) * math.cos(p2) * math.sin(dl / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(a)))


# ---- people, starters, venues, groups ----


class Human:
    """What people and starters have in common: where, how and when they can meet."""

    def __init__(self, row, places, travel):
        self.id = row["id"]
        self.status = row["status"]
        self.municipality = places.today(row.get("municipality"))
        self.mode = row.get("mode") or "in-person"
        self.limit = number(row.get("travel_limit"), travel)
        self.avoid = {i if i[:1] == "V" else places.today(i) for i in items(row.get("avoid"))}
        self.availability = windows(row.get("availability"))
        self.languages = set(items(row.get("languages"))) or {"nb"}
        self.gender = row.get("gender") or ""
        self.step_free = row.get("step_free") == "yes"
        self.rows = []  # their placements


class Person(Human):
    def __init__(self, row, places, travel):
        super().__init__(row, places, travel)
        self.registered = date(row["registered"])
        self.queued = date(row.get("queued"))
        self.clarified = date(row.get("clarified"))
        self.contacted = date(row.get("contacted"))
        self.available_from = date(row.get("available_from"))
        self.paused_days = number(row.get("paused_days"), 0)
        self.course = row.get("course") or ""
        self.themes = set(items(row.get("themes")))
        self.mixed_ok = (row.get("mixed_ok") or "yes") == "yes"
        self.wish = row.get("gender_wish") or "any"
        self.birth_year = number(row.get("birth_year"), None)


class Starter(Human):
    def __init__(self, row, places, travel):
        super().__init__(row, places, travel)
        self.person = row.get("person") or ""
        self.capacity = number(row.get("capacity"), 1)
        self.absences = []


class Venue:
    def __init__(self, row, places):
        self.id = row["id"]
        self.digital = row["kind"] == "digital"
        self.municipality = places.today(row.get("municipality"))
        self.lat, self.lon = decimal(row.get("lat")), decimal(row.get("lon"))
        self.slot_texts = items(row["slots"])
        self.slots = [window(s) for s in self.slot_texts]
        self.rooms = number(row.get("rooms"), 1)
        self.seats = number(row.get("seats"), None)
        self.step_free = row.get("step_free") == "yes"


class Blocked:
    """A row of closures.csv or absences.csv: days from-to, between two times of day."""

    def __init__(self, row):
        self.who = (row.get("venue") if "venue" in row else row.get("starter")) or ""
        self.first = date(row["from"])
        self.last = date(row.get("to")) or datetime.date.max
        self.start = clock(row.get("start"), 0)
        self.end = clock(row.get("end"), 1440)

    def hits(self, day, slot):
        start, end = slot[0] % 1440, slot[0] % 1440 + slot[1] - slot[0]
        return self.first <= day <= self.last and overlap((self.start, self.end), (start, end))


class Group:
    """A row of groups.csv."""

    def __init__(self, row):
        self.id = row["id"]
        self.status = row["status"]
        self.venue = row.get("venue") or ""
        self.slot_text = row.get("slot") or ""
        self.slot = window(self.slot_text) if self.slot_text else None
        self.theme = row.get("theme") or ""
        self.language = row.get("language") or "nb"
        self.composition = row.get("composition") or "any"
        self.min = number(row.get("min"), None)
        self.max = number(row.get("max"), None)
        self.open = number(row.get("open"), None)
        self.others = number(row.get("others"), 0)
        self.handover = date(row.get("handover"))
        self.members = []  # ids held
        self.starters = []


class Candidate:
    """A group that people can be placed in: standing (group is set) or new."""

    def __init__(self, venue, slot, theme, language, composition, group=None):
        self.venue, self.slot, self.theme = venue, slot, theme
        self.language, self.composition, self.group = language, composition, group
        self.have = 0  # members held and others
        self.least = 0  # placed there, where anybody is
        self.most = 0
        self.needs = True  # starters
        self.alone = False  # starters may be given although nobody is placed
        self.target = None  # SHORT is charged below it; None: never
        self.members, self.starters = [], []

    @property
    def new(self):
        return self.group is None


class Problem:
    def __init__(self, folder, today, data=None):
        self.today = today
        self.places = Places(data or data_folder())
        self.rules = dict(DEFAULTS)
        for r in read_table(folder, "profile"):
            if r["name"] in self.rules and (r["value"] or "").strip():
                self.rules[r["name"]] = int(r["value"])
        travel = self.rules["TRAVEL"]
        self.people = {r["id"]: Person(r, self.places, travel) for r in read_table(folder, "people")}
        self.starters = {r["id"]: Starter(r, self.places, travel) for r in read_table(folder, "starters")}
        self.venues = {r["id"]: Venue(r, self.places) for r in read_table(folder, "venues")}
        self.groups = {r["id"]: Group(r) for r in read_table(folder, "groups")}
        self.read_placements(folder)
        self.second_meetings = {
            r["group"]: date(r["date"]) for r in read_table(folder, "meetings")
            if int(r["number"]) == self.rules["FILL_UNTIL"]
        }
        self.read_pairs(folder)
        self.closures = [Blocked(r) for r in read_table(folder, "closures")]
        for c in self.closures:
            if re.fullmatch(r"\d{3,4}", c.who):
                c.who = self.places.today(c.who)
        for r in read_table(folder, "absences"):
            if r["starter"] in self.starters:
                self.starters[r["starter"]].absences.append(Blocked(r))
        self.travel = {}
        for r in read_table(folder, "travel"):
            key = self.places.today(r["from"]), self.places.today(r["to"])
            self.travel.setdefault(key, int(r["minutes"]))
        self.waiting = {p.id: p for p in self.people.values() if self.takes_part(p)}
        self.standing = {}
        for g in self.groups.values():
            c = self.standing_candidate(g)
            if c is not None:
                self.standing[g.id] = c
        self._minutes = {}

    def read_placements(self, folder):
        for r in read_table(folder, "placements"):
            who = self.people.get(r["person"]) or self.starters.get(r["person"])
            row = (r["group"], r["role"], r["status"], date(r.get("answered")))
            if who is not None:
                who.rows.append(row)
            g = self.groups.get(r["group"])
            if g is not None and r["status"] in HELD:
                (g.members if r["role"] == "member" else g.starters).append(r["person"])

    def read_pairs(self, folder):
        self.apart = {}
        for r in read_table(folder, "apart"):
            a, b = self.human(r["a"]), self.human(r["b"])
            self.apart.setdefault(a, set()).add(b)
            self.apart.setdefault(b, set()).add(a)
        self.together = [(r["a"], r["b"]) for r in read_table(folder, "together")]

    # -- Who waits --

    def takes_part(self, p):
        if p.status != "waiting":
            return False
        if any(role == "member" and status in HELD for _, role, status, _ in p.rows):
            return False
        if p.available_from and (p.available_from - self.today).days > self.rules["START_DAYS"]:
            return False
        stale = self.rules["STALE_DAYS"]
        if stale and (self.today - (p.contacted or p.clarified or p.registered)).days > stale:
            return False
        return True

    def human(self, any_id):
        """One human, one name: a starter whose `person` is set is that person."""
        s = self.starters.get(any_id)
        return s.person if s is not None and s.person else any_id

    # -- Where they can go --

    def standing_candidate(self, g):
        least = self.rules["MIN"] if g.min is None else g.min
        most = self.rules["MAX"] if g.max is None else g.max
        have = len(g.members) + g.others
        room = max(0, most - have)
        second = self.second_meetings.get(g.id)
        filling = g.status == "starting" and second is not None and second > self.today and have < self.rules["AIM"]
        if g.status == "forming" or filling:
            pass
        elif g.status in ("starting", "running") and g.open is not None:
            room = min(room, g.open)
        else:
            return None
        c = Candidate(self.venues[g.venue], g.slot, g.theme, g.language, g.composition, g)
        c.have, c.most = have, room
        c.least = max(1, least - have) if g.status == "forming" else 1
        under_way = g.status == "starting" and (g.handover is None or g.handover > self.today)
        c.needs = (g.status == "forming" or under_way) and not g.starters
        c.alone = have >= least
        if g.status == "forming":
            c.target = min(self.rules["AIM"], most)
        c.members, c.starters = g.members, g.starters
        return c

    def new_candidate(self, venue, slot, theme, language, composition):
        """A new group there, or None where none can be by size or closures."""
        c = Candidate(venue, slot, theme, language, composition)
        c.least = max(1, self.rules["MIN"])
        c.most = self.rules["MAX"] if venue.seats is None else min(self.rules["MAX"], venue.seats - 2)
        c.target = min(self.rules["AIM"], c.most)
        if c.most < c.least or self.open_dates(venue, slot) < 4:
            return None
        return c

    def next_dates(self, slot):
        ahead = (slot[0] // 1440 - self.today.weekday() - 1) % 7 + 1
        return [self.today + datetime.timedelta(days=ahead + 7 * i) for i in range(6)]

    def open_dates(self, venue, slot):
        names = {"", venue.id, "digital"} if venue.digital else {"", venue.id, "in-person", venue.municipality}
        rows = [c for c in self.closures if c.who in names]
        return sum(not any(c.hits(d, slot) for c in rows) for d in self.next_dates(slot))

    def rooms_free(self, venue, slot):
        taken = sum(
            g.venue == venue.id and g.status in MEETS and overlap(g.slot, slot) for g in self.groups.values() if g.slot)
        return max(0, venue.rooms - taken)

    # -- Travel --

    def minutes(self, municipality, venue):
        if venue.digital:
            return 0
        key = municipality, venue.id
        if key not in self._minutes:
            self._minutes[key] = self.minutes_of(municipality, venue)
        return self._minutes[key]

    def minutes_of(self, municipality, venue):
        for key in ((municipality, venue.municipality), (venue.municipality, municipality)):
            if key in self.travel:
                return self.travel[key]
        lat, lon = self.places.point[venue.municipality]
        if venue.lat is not None and venue.lon is not None:
            lat, lon = venue.lat, venue.lon
        km = math.floor(haversine_km(*self.places.point[municipality], lat, lon) + 0.5)
        return 10 + (13 * km + 5) // 10

    # -- Who fits --

    def misfit_human(self, h, c):
        """The first rule shared by people and starters that keeps h out of c, or None."""
        v = c.venue
        if v.digital:
            if h.mode not in ("digital", "either"):
                return "mode"
        elif h.mode not in ("in-person", "either"):
            return "mode"
        if self.minutes(h.municipality, v) > h.limit and not v.digital:
            return "travel"
        if v.id in h.avoid or (not v.digital and v.municipality in h.avoid):
            return "avoid"
        if not any(contains(w, c.slot) for w in h.availability):
            return "time"
        if h.step_free and not (v.step_free or v.digital):
            return "access"
        if c.language not in h.languages:
            return "language"
        if self.repeats(h, c):
            return "not again"
        return None

    def repeats(self, h, c):
        for gid, _, status, answered in h.rows:
            if c.group is not None:
                if gid == c.group.id and status in ("declined", "lapsed", "left", "completed"):
                    return True
            elif status == "declined" and answered is not None:
                g = self.groups.get(gid)
                recent = (self.today - answered).days < self.rules["NO_REPEAT"]
                if recent and g is not None and g.venue == c.venue.id and g.slot == c.slot:
                    return True
        return False

    def misfit(self, p, c):
        if c.theme == "mixed":
            theme = p.mixed_ok
        elif c.theme.startswith("course:"):
            theme = p.course == c.theme[7:]
        else:
            theme = c.theme in p.themes
        if not theme:
            return "theme"
        if c.composition == "any":
            if p.wish == "same":
                return "composition"
        elif p.gender != {"women": "f", "men": "m"}[c.composition]:
            return "composition"
        return self.misfit_human(p, c)

    def misfit_starter(self, s, c):
        if s.status not in ("active", "trainee"):
            return "status"
        if c.composition != "any" and s.gender != {"women": "f", "men": "m"}[c.composition]:
            return "composition"
        wrong = self.misfit_human(s, c)
        if wrong:
            return wrong
        if sum(not any(a.hits(d, c.slot) for a in s.absences) for d in self.next_dates(c.slot)) < 4:
            return "absences"
        return None

    def leads(self, s):
        """The groups that starter s leads already."""
        return [g for g in self.groups.values() if g.status in ("forming", "starting") and s.id in g.starters]

    # -- Worth --

    def person_worth(self, p, c):
        days = (self.today - (p.queued or p.registered)).days - p.paused_days
        worth = self.rules["PLACE"] + min(max(days, 0), self.rules["WAIT_CAP"])
        if c.theme != "mixed":
            worth += self.rules["THEME"]
        if c.venue.digital:
            return worth + (self.rules["NEAR"] if p.mode == "digital" else self.rules["EITHER"])
        return worth + self.rules["NEAR"] * (p.limit - self.minutes(p.municipality, c.venue)) // p.limit

    def starter_worth(self, s, c):
        near = self.rules["STARTER_NEAR"]
        if c.venue.digital:
            return near
        return near * (s.limit - self.minutes(s.municipality, c.venue)) // s.limit

    def group_worth(self, c, placed, starters):
        """What a group is worth beside its people and starters: placed and starters are how many it is given now."""
        worth = 0
        if c.new:
            worth -= self.rules["OPEN"]
        if c.target is not None and placed:
            worth -= self.rules["SHORT"] * max(0, c.target - c.have - placed)
        if not c.new and c.needs and starters:
            worth += self.rules["PLACE"]
        if starters >= 2:
            worth += self.rules["SECOND"]
        return worth
