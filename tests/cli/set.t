#!/bin/sh
# shg-set: what each step sets, as the diff that -n prints; rows by id and by CSV; what is refused.
. "${top:?}/tests/cli/lib.sh"

mkdir -m 700 reg
umask 077
cat >reg/people.csv <<'X'
id,status,registered,queued,consent,consent_text,clarified,contacted,closed,reason,paused_days,paused,municipality,availability,adult,note of mine
P10000001,new,2026-10-01,,2026-10-01,v1,,,,,,,3301,mon17-21;tue17-21;wed17-21,yes,"a, b"
P10000002,new,2026-10-02,,,,,,,,,,3301,,yes,
P10000003,waiting,2026-03-01,,2026-03-01,v1,2026-03-10,,,,7,,3301,mon17-21;tue17-21;wed17-21,yes,
P10000004,paused,2026-04-01,,2026-04-01,v1,2026-04-10,,,,7,2026-11-01,3301,mon17-21;tue17-21;wed17-21,yes,
P10000005,member,2026-05-01,,2026-05-01,v1,2026-05-10,,,,,,3301,mon17-21;tue17-21;wed17-21,yes,
P10000006,left,2026-01-01,,2026-01-02,v1,2026-01-10,,2026-09-01,enough,,,3301,mon17-21;tue17-21;wed17-21,yes,
P10000007,waiting,2026-06-01,,2026-06-01,v1,2026-06-10,,,,,,3301,mon17-21;tue17-21;wed17-21,yes,
P10000008,waiting,2026-07-01,,2026-07-01,v1,2026-07-10,,,,,,3301,mon17-21;tue17-21;wed17-21,yes,
P10000009,waiting,2026-08-01,,2026-08-01,v1,2026-08-10,,,,,,3301,mon17-21;tue17-21;wed17-21,yes,
P10000010,member,2026-05-02,,2026-05-02,v1,2026-05-10,,,,,,3301,mon17-21;tue17-21;wed17-21,yes,
P10000011,paused,2026-05-03,,2026-05-03,v1,2026-05-10,,,,,2026-11-20,3301,mon17-21;tue17-21;wed17-21,yes,
X
cat >reg/contacts.csv <<'X'
id,name,phone,email,channel
P10000001,Ola Ås,+4790000001,,phone
X
cat >reg/starters.csv <<'X'
id,status,trained,municipality
S00001,active,2024-02-02,3301
S00002,trainee,,3301
S00003,resting,2020-01-01,3301
X
cat >reg/venues.csv <<'X'
id,name,kind,municipality,slots
V00001,Huset,in-person,3301,mon18:00-20:00;tue18:00-20:00;wed18:00-20:00
V00002,Rommet,digital,,thu18:00-20:00
V00003,Kirka,in-person,3301,mon18:00-20:00
X
cat >reg/groups.csv <<'X'
id,name,status,venue,slot,theme,language,min,max,open,decided,others,formed,first,started,handover,ended,reason
G00001,,running,V00001,mon18:00-20:00,mixed,nb,4,8,0,2026-11-01,2,2026-05-20,2026-06-01,2026-06-01,2026-06-29,,
G00002,,forming,V00001,tue18:00-20:00,mixed,nb,4,8,,,,2026-11-16,2026-12-01,,,,
G00003,,starting,V00001,wed18:00-20:00,mixed,nb,4,8,,,3,2026-10-01,2026-11-04,2026-11-04,2026-11-25,,
G00004,,paused,V00002,thu18:00-20:00,mixed,nb,4,8,,,4,2026-01-01,2026-02-05,2026-02-05,2026-03-05,,
X
cat >reg/placements.csv <<'X'
person,group,role,status,proposed,offered,answer_by,answered,started,declared,ended,reason
P10000005,G00001,member,active,2026-05-20,2026-05-21,2026-05-28,2026-05-22,2026-06-01,,,
P10000007,G00001,member,offered,2026-11-09,2026-11-10,2026-11-17,,,,,
P10000008,G00002,member,proposed,2026-11-16,,,,,,,
P10000009,G00002,member,accepted,2026-11-16,2026-11-17,2026-11-24,2026-11-18,,,,
P10000010,G00003,member,active,2026-10-01,2026-10-02,2026-10-09,2026-10-03,2026-11-04,,,
P10000011,G00002,member,offered,2026-11-16,2026-11-17,2026-11-24,,,,,
S00001,G00003,starter,active,2026-10-01,2026-10-02,2026-10-09,2026-10-03,2026-11-04,,,
X
cat >reg/meetings.csv <<'X'
group,number,date,start,end,venue,starters,kind,status,attended,revision
G00003,1,2026-11-04,18:00,20:00,V00001,S00001,start,held,4,
G00003,2,2026-11-25,18:00,20:00,V00001,S00001,starter,planned,,
G00003,3,2026-12-02,18:00,20:00,V00001,,own,planned,,1
G00003,4,2026-12-09,18:00,20:00,V00001,,own,planned,,
G00004,1,2026-11-19,18:00,19:30,V00002,,own,planned,,
G00004,2,2026-11-26,18:00,19:30,V00002,,own,planned,,
X
printf 'name,value\nMIN,4\n' >reg/profile.csv
cat >reg/history.csv <<'X'
date,group,event,from,to
2026-10-01,G00004,paused,running,paused
X
set="shg-set -C reg -d 2026-11-23"

# ---- persons ----
expect 0 listed $set -n people status=waiting P10000001
expect 0 listed-clarified $set -n people status=waiting clarified=20.11.2026 P10000001
expect 4 listed-without $set -n people status=waiting P10000002
expect 0 paused $set -n people status=paused P10000003
expect 0 resumed $set -n people status=waiting P10000004
expect 0 withdrawn-offered $set -n people status=withdrawn reason=no-time P10000007
expect 0 referred-accepted $set -n people status=referred reason=more-help closed=2026-11-22 P10000009
expect 0 withdrawn-paused $set -n people status=withdrawn P10000011
expect 0 returned $set -n people status=waiting P10000006
expect 4 no-step-member $set people status=waiting P10000005
expect 4 no-step-left $set people status=paused P10000006 P10000003 P10000004
expect 0 same $set -n people status=waiting P10000003

# ---- placements ----
expect 0 offered $set -n placements status=offered P10000008/G00002
expect 0 offered-on $set -n placements status=offered offered=2026-11-20 P10000008/G00002
expect 0 accepted-forming $set -n placements status=accepted P10000008/G00002
expect 0 accepted-running $set -n placements status=accepted declared=2026-11-23 P10000007/G00001
expect 0 declined-open $set -n placements status=declined reason=time P10000007/G00001
expect 0 lapsed $set -n placements status=lapsed P10000011/G00002
expect 0 left $set -n placements status=left reason=moved P10000005/G00001
expect 0 left-waits $set -n --and-wait placements status=left reason=time P10000005/G00001
expect 0 left-starter $set -n placements status=left S00001/G00003
expect 4 no-step-accepted $set placements status=declined P10000009/G00002

# ---- groups ----
expect 0 handed-over $set -n groups status=running G00003
expect 0 group-paused $set -n groups status=paused G00003
expect 0 group-paused-until $set -n --until 2026-12-09 groups status=paused G00003
expect 0 group-resumed $set -n groups status=running G00004
expect 0 group-moved $set -n groups venue=V00003 G00001
expect 0 group-digital $set -n groups venue=V00002 slot=thu17:00-18:00 G00001
expect 0 forming-moved $set -n groups venue=V00003 slot=mon18:00-20:00 G00002
expect 0 group-ended $set -n groups status=ended reason=done G00001
expect 0 group-short-ended $set -n groups status=ended reason=not-filled G00002
cp -r reg future
sed -i 's/^\(G00003.*\),2026-11-04,2026-11-25,,$/\1,2026-12-02,2026-12-30,,/' future/groups.csv
sed -i 's/^\(P10000010.*\),2026-11-04,,,$/\1,2026-12-02,,,/; s/^\(S00001.*\),2026-11-04,,,$/\1,2026-12-02,,,/' future/placements.csv
expect 0 ended-unstarted shg-set -C future -d 2026-11-23 -n groups status=ended reason=too-few G00003
expect 0 left-unstarted shg-set -C future -d 2026-11-23 -n placements status=left P10000010/G00003
expect 4 start-without-meetings $set groups status=starting G00002
expect 4 no-step-group $set groups status=running G00001 G00002

# ---- starters, meetings ----
expect 0 trained $set -n starters status=active S00002
expect 0 rested $set -n starters status=active S00003
expect 0 held $set -n meetings status=held attended=5 G00003/2
expect 0 cancelled $set -n meetings status=cancelled G00003/3

expect 0 meeting-moved $set -n meetings date=26.11.2026 start=18.30 G00003/2
expect 0 meeting-same $set -n meetings date=2026-11-25 attended=4 G00003/2
expect 0 lost-zero $set -n people municipality=301 P10000003
expect 0 rule $set -n profile value=5 MIN
expect 2 no-status $set meetings status=moved G00003/2

# ---- rows by CSV ----
cat >offers.csv <<'X'
group,person,status,answer_by,days
G00001,P10000007,offered,17.11.2026,6
G00002,P10000011,offered,2026-11-24,-1
X
INPUT=offers.csv expect 0 by-csv $set -n placements status=lapsed -
printf '\357\273\277group;person;status\r\nG00001;P10000007;offered\r\n' >excel.csv
INPUT=excel.csv expect 0 by-excel $set -n placements status=declined -
cat >stale.csv <<'X'
person,group,status,offered
P10000007,G00001,proposed,2026-11-10
P10000008,G00002,proposed,2026-11-10
P10000099,G00002,proposed,
X
INPUT=stale.csv expect 4 stale $set placements status=lapsed -
printf 'person\nP10000007\n' >keyless.csv
INPUT=keyless.csv expect 4 keyless $set placements status=lapsed -
: >empty.csv
INPUT=empty.csv expect 4 empty-input $set placements status=lapsed -
printf 'person,group\n' >none.csv
INPUT=none.csv expect 0 no-rows $set placements status=lapsed -

printf 'due,task,person,group\n2026-11-20,contact,P10000003,\n' >agenda.csv
INPUT=agenda.csv expect 0 by-agenda $set -n people contacted=2026-11-23 -
printf 'due,task,person,group\n2026-11-25,handover,,G00003\n' >agenda.csv
INPUT=agenda.csv expect 0 by-agenda-group $set -n groups status=running -
INPUT=agenda.csv expect 4 by-agenda-nobody $set people contacted=2026-11-23 -

# ---- contacts: values by standard input alone ----
expect 2 contact-seen $set contacts phone=+4790000009 P10000001
printf '+4790000009\nKari Bø\n' >lines
INPUT=lines expect 0 contact-lines $set -n contacts phone=- name=- P10000001
expect 4 contact-no-lines $set contacts phone=- P10000001
expect 0 contact-emptied $set -n contacts phone= channel=letter P10000001

# ---- what is refused ----
expect 2 no-table $set persons status=waiting P10000001
expect 2 wait-alone $set --and-wait placements status=declined P10000007/G00001
expect 2 until-alone $set --until 2026-12-01 groups status=ended G00001
expect 2 no-field $set people name=x P10000001
expect 2 no-key $set history from=x 1
expect 2 key-field $set people id=P10000099 P10000001
expect 2 no-value $set people status=happy P10000001
expect 2 no-rows-named $set people status=waiting mode=either
expect 2 nothing-set $set people P10000001 P10000002
expect 4 no-person $set people mode=digital P10000001 P10000099
expect 4 no-group $set groups name=x G00099
expect 4 bad-date $set people contacted=2026-13-01 P10000001
expect 4 bad-reference $set groups venue=V00099 G00001
ok "nothing was written" test ! -e reg/.shg/commit

umask 022
$set -n people contacted=2026-11-23 P10000003 >"diff"
ok "a diff of persons' rows is for the user alone" sh -c '[ "$(stat -c %a diff)" = 600 ]'
umask 077

# ---- one change over all tables ----
cp -r reg before
expect 0 written $set placements status=accepted P10000007/G00001
ok "people and placements changed together" sh -c '! cmp -s reg/people.csv before/people.csv && ! cmp -s reg/placements.csv before/placements.csv'
ok "the user's own column keeps its bytes" grep -q '"a, b"' reg/people.csv
expect 0 plain-people $set people contacted=2026-11-23 next=2026-12-01 P10000003
ok "checks after" shg-check -C reg -d 2026-11-23
ok "no message names anybody" sh -c '! grep -lE "P[0-9]{8}|S[0-9]{5}|Kari|Ola" "$0"/*.err' "$golden"
finish
