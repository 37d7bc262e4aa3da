"""Calendars that shg-ics printed, read by programs of others and by a checker of our own.

usage: ics.py check FILE            what no parser sees: line ends, folding, control bytes, zones, UIDs
       ics.py same FILE MEETINGS    python3-icalendar and python3-vobject see the meetings' local times
       ics.py busy SEED             rows of --busy against dateutil's reading of the same rules (uses shg-ics)
"""
import csv
import datetime as dt
import random
import re
import subprocess
import sys
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")


def need(truth, *what):
    if not truth:
        print(*what, file=sys.stderr)
        sys.exit(1)


def check(path):
    data = open(path, "rb").read()
    need(data.endswith(b"\r\n") and data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r"), "line ends")
    for line in data.split(b"\r\n"):
        need(len(line) <= 75, "a line of more than 75 octets", line)
        need(not re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", line), "control bytes", line)
        line.decode("utf-8")  # no letter is cut in two
    text = data.decode("utf-8").replace("\r\n ", "")
    zones = set(re.findall(r"BEGIN:VTIMEZONE\r\nTZID:(.*?)\r\n", text))
    need(zones == {"Europe/Oslo"}, "time zones", zones)
    need(set(re.findall(r";TZID=([^:;]*)", text)) <= zones, "a zone that is not defined")
    need(len(text[: text.index("END:VTIMEZONE")]) < 800, "a long time zone")
    need("X-LIC-ERROR" not in text, "an error of libical's")
    need(text.count("BEGIN:VCALENDAR") == text.count("END:VCALENDAR") == 1, "one calendar")
    uids = []
    for event in re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT\r\n", text, re.S):
        p = [line.split(":", 1) for line in event.split("\r\n") if line]
        names = [k.split(";")[0] for k, _ in p]
        need(len(names) == len(set(names)), "a property twice", names)
        need({"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "STATUS"} <= set(names) <=
             {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "STATUS", "LOCATION"}, "properties", names)
        v = dict((k.split(";")[0], x) for k, x in p)
        need(v["DTSTART"] < v["DTEND"], "ends before it begins", v)
        need(re.fullmatch(r"G\d{5,} \d+", v["SUMMARY"]), "the summary says more", v["SUMMARY"])
        need(re.fullmatch(r"G\d{5,}-\d+@[A-Za-z0-9.-]+", v["UID"]), "UID", v["UID"])
        need(re.fullmatch(r"\d{8}T\d{6}Z", v["DTSTAMP"]), "DTSTAMP", v)
        uids.append(v["UID"])
    need(len(uids) == len(set(uids)) and uids, "UIDs are not unique, or there are none")


def meetings(path):
    """What the table says: summary -> start and end in UTC, sequence, status."""
    found = {}
    for m in csv.DictReader(open(path, encoding="utf-8-sig", newline="")):
        day = dt.datetime.fromisoformat(m["date"])
        start, end = (day + dt.timedelta(hours=int(m[k][:2]), minutes=int(m[k][3:5])) for k in ("start", "end"))
        found[m["group"] + " " + m["number"]] = (
            start.replace(tzinfo=OSLO).astimezone(dt.timezone.utc), end.replace(tzinfo=OSLO).astimezone(dt.timezone.utc),
            int(m["revision"] or 0), "CANCELLED" if m["status"] == "cancelled" else "CONFIRMED")
    return found


def same(path, table):
    import icalendar
    import vobject
    wanted = meetings(table)
    seen = {}
    for e in icalendar.Calendar.from_ical(open(path, "rb").read()).walk("VEVENT"):
        seen[str(e["SUMMARY"])] = (e["DTSTART"].dt.astimezone(dt.timezone.utc), e["DTEND"].dt.astimezone(dt.timezone.utc),
                                   int(e["SEQUENCE"]), str(e["STATUS"]))
        need(e["DTSTART"].dt.hour == (wanted[str(e["SUMMARY"])][0].astimezone(OSLO)).hour, "local hour", e["SUMMARY"])
    need(seen == wanted, "icalendar sees something else")
    seen = {}
    for e in vobject.readOne(open(path, encoding="utf-8", newline="").read()).vevent_list:
        seen[e.summary.value] = (e.dtstart.value.astimezone(dt.timezone.utc), e.dtend.value.astimezone(dt.timezone.utc),
                                 int(e.sequence.value), e.status.value)
    need(seen == wanted, "vobject sees something else")


def busy(seed):
    """A calendar of repeating events from a seed: shg-ics --busy against python-dateutil."""
    from dateutil.rrule import rrulestr
    r = random.Random(seed)
    today = dt.datetime(2026, 11, 23)
    until = today + dt.timedelta(397)
    lines, wanted = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test"], set()

    def add(start, end, whole):
        if end <= today or start >= until:
            return
        if whole:
            first, last = max(start, today), min(end, until) - dt.timedelta(1)
            wanted.add(("V00003", first.date().isoformat(), last.date().isoformat(), "", "", "busy"))
        else:
            wanted.add(("V00003", start.date().isoformat(), start.date().isoformat(), start.strftime("%H:%M"),
                        end.strftime("%H:%M"), "busy"))

    for i in range(r.randint(1, 8)):
        start = dt.datetime(2026, r.randint(1, 12), r.randint(1, 28), r.randint(8, 18), r.choice([0, 15, 30]))
        length = dt.timedelta(minutes=r.choice([30, 60, 90, 180]))
        whole = r.random() < 0.2
        rule = r.choice(["", "FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY;BYDAY=-1FR",
                         "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=DAILY;COUNT=400", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
                         "FREQ=WEEKLY;UNTIL=20270401T215959Z", "FREQ=MONTHLY;BYDAY=1MO,3MO;COUNT=20",
                         "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24",
                         "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=YEARLY;BYYEARDAY=100,-1",
                         "FREQ=MONTHLY;BYMONTHDAY=-2", "FREQ=YEARLY;BYDAY=20MO",
                         "FREQ=DAILY;INTERVAL=3;BYMONTH=12,1", "FREQ=WEEKLY;WKST=SU;INTERVAL=2;BYDAY=SU,TU"])
        if whole:
            start = start.replace(hour=0, minute=0)
            length = dt.timedelta(r.randint(1, 3))
            rule = "" if "UNTIL" in rule else rule
        bounded = rule.replace("UNTIL=20270401T215959Z", "UNTIL=20270401T235959")
        if rule and "UNTIL" not in rule and "COUNT" not in rule:  # else dateutil goes on until the year 9999
            bounded += until.strftime(";UNTIL=%Y%m%dT%H%M%S")
        days = list(rrulestr(bounded, dtstart=start).between(start, until, inc=True)) if rule else [start]
        style = "whole" if whole else r.choice(["local", "floating", "utc"]) if not rule else "local"
        lines += ["BEGIN:VEVENT", "UID:%d@house" % i, "SUMMARY:Kari Nordmann leier"]

        def when(name, t):
            if whole:
                return "%s;VALUE=DATE:%s" % (name, t.strftime("%Y%m%d"))
            if style == "utc":
                return "%s:%s" % (name, t.replace(tzinfo=OSLO).astimezone(dt.timezone.utc).strftime("%Y%m%dT%H%M%SZ"))
            return "%s%s:%s" % (name, ";TZID=Europe/Oslo" if style == "local" else "", t.strftime("%Y%m%dT%H%M%S"))

        lines += [when("DTSTART", start), when("DTEND", start + length)]
        if rule:
            lines.append("RRULE:" + rule)
            for t in r.sample(days, min(len(days), r.randint(0, 2))):
                lines.append(when("EXDATE", t))
                days.remove(t)
        extra = start + dt.timedelta(r.randint(1, 300))
        if not whole and r.random() < 0.4:
            lines.append(when("RDATE", extra))
            days.append(extra)
        state = r.random()
        if state < 0.1:
            lines.append("TRANSP:TRANSPARENT")
        elif state < 0.2:
            lines.append("STATUS:CANCELLED")
        else:
            for t in days:
                add(t, t + length, whole)
        lines.append("END:VEVENT")
    lines.append("END:VCALENDAR")
    p = subprocess.run(["shg-ics", "-C", "reg", "-d", today.date().isoformat(), "--busy", "-", "--venue", "V00003"],
                       input="\r\n".join(lines) + "\r\n", capture_output=True, text=True)
    need(p.returncode == 0, seed, p.stderr, "\n".join(lines))
    rows = [tuple(row) for row in csv.reader(p.stdout.splitlines())][1:]
    need(rows == sorted(rows, key=lambda x: (x[1], x[3], x[2], x[4])), seed, "order")
    need(set(rows) == wanted and len(rows) == len(set(rows)), seed, "only here:", sorted(set(rows) - wanted)[:3],
         "missing:", sorted(wanted - set(rows))[:3], "\n".join(lines))


if sys.argv[1] == "check":
    check(sys.argv[2])
elif sys.argv[1] == "same":
    same(sys.argv[2], sys.argv[3])
else:
    for s in range(1, int(sys.argv[2]) + 1):
        busy(s)
