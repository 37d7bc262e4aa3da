#!/bin/sh
# Calendars read by python3-icalendar, python3-vobject and khal, and by a checker of our own.
. "${top:?}/tests/cli/lib.sh"
/usr/bin/python3 -c 'import icalendar, vobject, dateutil' 2>/dev/null || skip_all "python3-icalendar, python3-vobject and python3-dateutil are not there"
ics() {
    /usr/bin/python3 "$top/tests/peer/ics.py" "$@"
}
mkdir -m 700 reg
cp "$top"/tests/data/buskerud/*.csv reg
chmod 600 reg/*.csv
export SHG_REGISTER=reg

# meetings over both changes of the clock, at midnight, with a cancelled one and a long name of a house
sed 's/Mjøndalen samfunnshus/"Æ, ø; å \\ Mjøndalen samfunnshus og bygdekinos store sal i andre etasje på østsiden"/' \
    reg/venues.csv >venues && cat venues >reg/venues.csv
cat >dates.csv <<'X'
group,number,date,start,end,venue,starters,kind,status,revision
G00031,1,2026-10-18,18:00,20:00,V00003,S00001;S00002,start,held,0
G00031,2,2026-10-25,18:00,20:00,V00003,S00001,starter,planned,3
G00031,3,2026-11-01,18:00,20:00,V00003,,own,cancelled,1
G00032,1,2027-03-21,20:00,24:00,V00001,S00002,start,planned,0
G00032,2,2027-03-28,20:00,24:00,V00001,S00002,starter,planned,0
G00032,3,2027-04-04,20:00,24:00,V00001,,own,planned,12
G00032,4,2028-02-29,20:00,24:00,V00001,,follow-up,planned,0
X
shg-ics -d 2026-11-23 dates.csv >all.ics
ok "our own checker finds nothing" ics check all.ics
ok "icalendar and vobject see the same local times" ics same all.ics dates.csv
shg-schedule -d 2026-11-23 --ready >/dev/null 2>&1
shg-report -d 2026-11-23 meetings >meetings.csv
ok "the register's meetings are printed" shg-ics -d 2026-11-23 meetings.csv
shg-ics -d 2026-11-23 meetings.csv >register.ics
ok "they are sound too" ics check register.ics
ok "and the same" ics same register.ics meetings.csv
ok "no name, theme or link of the register is in it" sh -c '! grep -iE "angst|anxiety|stress|https?:|www\\." register.ics'

if command -v khal >/dev/null 2>&1; then
    mkdir -p khal/cal
    cat >khal/config <<X
[calendars]
[[shg]]
path = $PWD/khal/cal
[locale]
local_timezone = Europe/Oslo
default_timezone = Europe/Oslo
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = $PWD/khal/db
X
    see() {
        khal -c khal/config list --format '{start-date} {start-time} {end-time} {title}' --day-format '' "$@"
    }
    ok "khal imports it" khal -c khal/config import --batch all.ics
    see 2026-10-01 250d >seen
    ok "before the clock changes" grep -qx '2026-10-18 18:00 20:00 G00031 1' seen
    ok "after it went back" grep -qx '2026-11-01 18:00 20:00 G00031 3' seen
    ok "after it went forward" grep -q '^2027-04-04 20:00 .*G00032 3' seen
    sed 's/^G00031,2,2026-10-25\(.*\),3$/G00031,2,2026-11-08\1,4/' dates.csv >moved.csv
    shg-ics -d 2026-11-23 moved.csv >moved.ics
    ok "khal imports it again" khal -c khal/config import --batch moved.ics
    see 2026-10-01 250d >seen
    ok "a meeting that moved has moved" grep -qx '2026-11-08 18:00 20:00 G00031 2' seen
    ok "and is no longer where it was" sh -c '! grep -q "^2026-10-25" seen'
else
    echo "# khal is not there"
fi

ok "what a house's calendar says is busy is what dateutil reads in it" ics busy 100
finish
