#!/bin/sh
# shg-forget: every table, previous, counts, others; by id, from a pipe, when due; what it cannot erase, it names.
. "${top:?}/tests/cli/lib.sh"

mkdir -m 700 reg
umask 077
cat >reg/people.csv <<'X'
id,status,registered,consent,consent_text,clarified,contacted,closed,reason,municipality,source,availability,themes,gender,birth_year,note
P10000001,member,2025-12-20,2025-12-20,v1,2026-01-05,,,,3301,self,mon17-21,grief,f,1980,
P10000002,waiting,2026-03-01,2026-03-01,v1,2026-03-05,,,,3301,gp,mon17-21,grief;anxiety,m,1970,friend of P10000001
P10000003,withdrawn,2025-10-01,,,,,2025-11-22,no-time,3314,gp,,,,,
P10000004,waiting,2025-11-01,2025-11-01,v1,2025-11-05,2025-11-22,,,3301,gp,mon17-21,,m,1970,
P10000005,waiting,2025-11-01,2025-11-01,v1,2025-11-05,2026-11-01,,,3301,gp,mon17-21,,m,1970,
P10000006,withdrawn,2025-10-01,,,,,2025-11-24,no-time,3314,gp,,,,,
X
cat >reg/contacts.csv <<'X'
id,name,phone
P10000001,Kari Bø,+4790000001
S00001,Ola Ås,+4790000002
X
cat >reg/starters.csv <<'X'
id,status,person,trained,municipality,availability
S00001,active,P10000001,2024-02-02,3301,tue17-21
S00002,active,,2024-02-02,3301,mon17-21
X
cat >reg/venues.csv <<'X'
id,name,kind,municipality,slots
V00001,Huset,in-person,3301,mon18:00-20:00;tue18:00-20:00
X
cat >reg/groups.csv <<'X'
id,status,venue,slot,theme,open,decided,others,contact,formed,started,handover
G00001,running,V00001,mon18:00-20:00,grief,1,2026-10-01,2,P10000001,2026-04-01,2026-05-04,2026-05-26
X
cat >reg/placements.csv <<'X'
person,group,role,status,proposed,offered,answer_by,answered,started,ended
P10000001,G00001,member,active,2026-04-01,2026-04-02,2026-04-09,2026-04-03,2026-05-04,
P10000002,G00001,member,offered,2026-11-02,2026-11-03,2026-11-10,,,
S00001,G00001,starter,completed,2026-04-01,2026-04-02,2026-04-09,2026-04-03,2026-05-04,2026-05-26
S00002,G00001,starter,completed,2026-04-01,2026-04-02,2026-04-09,2026-04-03,2026-05-04,2026-05-26
X
cat >reg/meetings.csv <<'X'
group,number,date,start,end,venue,starters,kind,status,attended
G00001,1,2026-05-04,18:00,20:00,V00001,S00001;S00002,start,held,5
G00001,2,2026-05-11,18:00,20:00,V00001,S00001,starter,held,5
X
printf 'a,b\nP10000001,P10000002\nP10000002,P10000004\n' >reg/apart.csv
printf 'a,b\nP10000004,P10000005\n' >reg/together.csv
printf 'starter,from,to\nS00001,2026-12-01,2026-12-31\nS00002,2026-12-01,2026-12-31\n' >reg/absences.csv
forget="shg-forget -C reg -d 2026-11-23"

expect 0 member $forget -n P10000001
expect 0 starter $forget -n S00001
expect 0 offered $forget -n P10000002
expect 0 due $forget -n --due
expect 0 due-later $forget -n -d 2026-11-24 --due
printf 'id,due\nP10000003,2026-11-22\n' >agenda.csv
INPUT=agenda.csv expect 0 by-csv $forget -n -
printf '\357\273\277person;due\r\nP10000003;x\r\n' >excel.csv
INPUT=excel.csv expect 0 by-excel $forget -n -
printf 'P10000003\nP10000003\n' >ids
INPUT=ids expect 0 by-lines $forget -n -
printf 'id\n' >none.csv
INPUT=none.csv expect 0 nobody $forget -

# ---- refused ----
expect 4 unknown $forget P10000003 P10000099
expect 2 nothing $forget
expect 2 due-and-id $forget --due P10000003
: >empty
INPUT=empty expect 4 empty-input $forget -
printf 'name\nx\n' >keyless.csv
INPUT=keyless.csv expect 4 keyless $forget -
expect 3 also-missing $forget --also nowhere P10000003
ok "nothing was written" test ! -e reg/.shg/commit

# ---- what is left elsewhere ----
mkdir -p old/letters
echo 'offer to P10000003' >old/letters/a.txt
echo 'offer to P100000031' >old/letters/b.txt
: >old/P10000003.ics
printf 'P\0001\0000\0000\0000\0000\0000\0000\0003\0000' >old/utf16.csv
mkdir reg/.git
expect 0 also $forget -n --also old P10000003
rmdir reg/.git

# ---- done ----
shg-set -C reg -d 2026-11-23 people contacted=2026-11-20 P10000002
ok "a change is kept" test -e reg/.shg/previous/people.csv
expect 0 done $forget P10000001 S00001
cp -r reg late
shg-set -C late -d 2026-11-24 people clarified=2025-12-30 P10000003
shg-set -C late -d 2026-11-24 people clarified=2025-12-29 municipality=3314 P10000003
shg-set -C late -d 2026-11-24 people contacted=2026-11-24 P10000002
expect 1 late-set diff reg/counts.csv late/counts.csv
cp -r reg later
shg-add -C later -d 2026-11-24 people status=new registered=2025-02-03 municipality=3301 source=gp >added
shg-add -C later -d 2026-11-24 people status=new registered=2026-02-03 municipality=3301 source=gp >added
expect 1 late-added diff reg/counts.csv later/counts.csv
ok "no previous is kept" sh -c '[ -z "$(find reg/.shg/previous -type f 2>/dev/null)" ]'
ok "neither stands in a table, but for the user's own column" sh -c '[ "$(grep -rlE "P10000001|S00001" reg)" = reg/people.csv ]'
expect 0 counts cat reg/counts.csv
expect 0 erasures cat reg/erasures.csv
expect 0 done-due $forget --due
expect 0 due-again $forget --due
expect 0 erasures-due cat reg/erasures.csv
umask 022
$forget P10000002 >printed
ok "what is printed is for the user alone" sh -c '[ "$(stat -c %a printed)" = 600 ]'
ok "no message names anybody" sh -c '! grep -lE "P[0-9]{8}|S[0-9]{5}|Kari|Ola" "$0"/*.err' "$golden"
finish
