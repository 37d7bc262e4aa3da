#!/bin/sh
# shg-ics: calendars of meetings, closures from a house's calendar, and every refusal.
. "${top:?}/tests/cli/lib.sh"

mkdir -m 700 reg
cat >reg/venues.csv <<'X'
id,name,kind,municipality,slots,rooms
V00001,"Huset, 2. etasje",in-person,3301,mon18:00-20:00,1
V00002,https://meet.example/rom,digital,,mon18:00-20:00,2
V00003,www.huset.example,in-person,3301,mon18:00-20:00,1
X
echo id,status,registered,municipality >reg/people.csv
echo id,status,municipality >reg/starters.csv
printf 'name,value\nOFFICE,test.example\n' >reg/profile.csv
chmod 600 reg/*
export SHG_REGISTER=reg
day=2026-11-23

cat >meetings.csv <<'X'
group,number,date,start,end,venue,starters,kind,status,revision
G00001,1,2026-11-30,18:00,20:00,V00001,S00001;S00002,start,planned,0
G00001,2,2026-12-07,18:00,24:00,V00001,S00001,starter,cancelled,2
G00002,1,2026-12-07,18:00,20:00,V00002,S00003,start,held,1
G00003,1,2026-12-07,18:00,20:00,V00003,,own,planned,1
X
expect 0 all shg-ics -d $day meetings.csv
INPUT=meetings.csv expect 0 group shg-ics -d $day --group G00002
expect 0 starter shg-ics -d $day --starter S00002 meetings.csv
expect 0 venue shg-ics -d $day --venue V00003 meetings.csv
expect 0 nobody shg-ics -d $day --starter S00009 meetings.csv
expect 2 until-alone shg-ics -d $day --until 2027-01-01 meetings.csv

printf 'group;number;date;start;end\r\nG00001;1;30.11.2026;18.00;20:00:00\r\n' >five.csv
expect 0 five-columns shg-ics -d $day five.csv
cat >bad.csv <<'X'
group,number,date,start,end,venue,starters,kind,status,revision
G1,0,2026-02-30,20:00,18:00,V00001,,start,perhaps,x
G00001,1,2026-11-30,18:00,20:00,V00001,,start,planned,0
G00001,1,2026-12-07,25:00,,V00001,,start,planned,0
G00001,1,2026-12-07,18:00,20:00,V00001,,start,planned,0
X
expect 4 bad shg-ics -d $day bad.csv
printf 'group,date\nG00001,2026-11-30\n' >columns.csv
expect 4 columns shg-ics -d $day columns.csv
printf 'name,value\n' >reg/profile.csv
expect 0 no-office shg-ics -d $day five.csv
printf 'name,value\nOFFICE,test.example\n' >reg/profile.csv

# a house's calendar: repeating, one moved, one taken out, a whole day, over midnight, in UTC, free, cancelled, ours
cat >house.ics <<'X'
BEGIN:VCALENDAR
VERSION:2.0
PRODID:test
BEGIN:VEVENT
UID:1
SUMMARY:Kor\, Kari Nordmann
DTSTART;TZID=Europe/Oslo:20260902T180000
DTEND;TZID=Europe/Oslo:20260902T210000
RRULE:FREQ=WEEKLY;BYDAY=WE;UNTIL=20261223T170000Z
EXDATE;TZID=Europe/Oslo:20261209T180000
END:VEVENT
BEGIN:VEVENT
UID:1
RECURRENCE-ID;TZID=Europe/Oslo:20261202T180000
DTSTART;TZID=Europe/Oslo:20261203T180000
DTEND;TZID=Europe/Oslo:20261203T210000
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20261224
DTEND;VALUE=DATE:20261228
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART:20270328T200000Z
DTEND:20270328T230000Z
END:VEVENT
BEGIN:VEVENT
UID:4
DTSTART;TZID=W. Europe Standard Time:20270110T100000
DURATION:PT90M
RDATE;TZID=Europe/Oslo:20270111T100000
END:VEVENT
BEGIN:VEVENT
UID:5
DTSTART:20270110T100000Z
DTEND:20270110T110000Z
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
UID:6
DTSTART:20270110T100000Z
DTEND:20270110T110000Z
STATUS:CANCELLED
END:VEVENT
BEGIN:VEVENT
UID:G00001-1@test.example
DTSTART:20270110T100000Z
DTEND:20270110T110000Z
END:VEVENT
BEGIN:VFREEBUSY
FREEBUSY:20270401T080000Z/PT1H,20270402T080000Z/20270402T090000Z
FREEBUSY;FBTYPE=FREE:20270501T080000Z/PT1H
END:VFREEBUSY
END:VCALENDAR
X
expect 0 busy shg-ics -d $day --busy house.ics --venue V00001
INPUT=house.ics expect 0 busy-until shg-ics -d $day --busy - --venue V00001 --until 2026-12-16 --excel
ok "no name of the house's calendar comes over" sh -c '! shg-ics -d 2026-11-23 --busy house.ics --venue V00001 | grep -qi nordmann'
ok "the rows are closures" sh -c 'shg-ics -d 2026-11-23 --busy house.ics --venue V00001 | shg-add -d 2026-11-23 closures - && shg-check -d 2026-11-23'
ok "our own calendar closes nothing" sh -c 'shg-ics -d 2026-11-23 meetings.csv >own.ics && shg-ics -d 2026-11-23 --busy own.ics --venue V00001 | cmp - <<X
venue,from,to,start,end,reason
X'

event() { # LINE...: a calendar of one event with these lines
    printf 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n'
    printf '%s\r\n' "$@"
    printf 'END:VEVENT\r\nEND:VCALENDAR\r\n'
}
start=DTSTART:20261130T100000 end=DTEND:20261130T110000
event $start $end 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30' >never.ics
expect 0 rule-without-a-day timeout 10 shg-ics -d $day --busy never.ics --venue V00001
event $start $end 'RRULE:FREQ=HOURLY;COUNT=3' >hourly.ics
expect 4 hourly shg-ics -d $day --busy hourly.ics --venue V00001
event $start $end 'RRULE:FREQ=WEEKLY;BYDAY=QQ' >rule.ics
expect 4 bad-rule shg-ics -d $day --busy rule.ics --venue V00001
event 'DTSTART;TZID=Nowhere:20261130T100000' $end >zone.ics
expect 4 unknown-zone shg-ics -d $day --busy zone.ics --venue V00001
event $start DTEND:20261129T110000 >back.ics
expect 4 ends-before shg-ics -d $day --busy back.ics --venue V00001
event SUMMARY:x >nowhen.ics
expect 4 no-start shg-ics -d $day --busy nowhen.ics --venue V00001
printf 'BEGIN:VCALENDAR\r\nE\r\n ND:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n' >stray.ics
expect 4 stray-end shg-ics -d $day --busy stray.ics --venue V00001
head -n 9 house.ics >cut.ics
expect 4 cut-off shg-ics -d $day --busy cut.ics --venue V00001
expect 4 no-calendar shg-ics -d $day --busy meetings.csv --venue V00001
expect 4 empty shg-ics -d $day --busy /dev/null --venue V00001
expect 3 nowhere shg-ics -d $day --busy nowhere.ics --venue V00001
expect 2 no-venue shg-ics -d $day --busy house.ics
expect 2 unknown-venue shg-ics -d $day --busy house.ics --venue V00009
expect 2 both shg-ics -d $day --busy house.ics --venue V00001 meetings.csv
finish
