#!/bin/sh
# shg-report and shg-letters on a small register made here.
. "${top:?}/tests/cli/lib.sh"

mkdir -m 700 reg
umask 077
cat >reg/people.csv <<'X'
id,status,registered,consent,consent_text,clarified,contacted,next,municipality,source,mode,availability,themes,languages,gender,birth_year,adult,mixed_ok
P10000001,waiting,2026-08-01,2026-08-01,v1,2026-08-05,2026-11-01,,3301,self,,mon17-21,anxiety;grief,nb,f,1990,,
P10000002,waiting,2026-08-02,2026-08-01,v1,2026-08-05,2026-08-05,,3301,self,,mon17-21,anxiety,nb,f,1980,,
P10000003,waiting,2026-08-03,2026-08-01,v1,2026-08-05,2026-11-01,,3301,gp,,mon17-21,anxiety,,m,1970,,
P10000004,waiting,2026-08-04,2026-08-01,v1,2026-08-05,2026-11-01,2026-11-25,0602,gp,digital,mon17-21,grief,nb;en,m,1961,,
P10000005,waiting,2026-08-05,2026-08-05,v1,2026-08-05,2026-11-01,,3301,self,either,mon17-21,grief,nb,x,,yes,
P10000006,waiting,2026-09-05,2026-09-05,v1,2026-09-05,2026-11-01,,3314,self,,mon17-21,grief,nb,f,1999,,
P10000007,waiting,2026-09-06,2026-09-05,v1,2026-09-06,2026-11-01,,3316,course,,mon17-21,anxiety,nb,f,1985,,
P10000008,new,2026-11-20,,,,,,3301,self,,,,,,,,
P10000009,member,2026-01-10,2026-01-10,v1,2026-01-12,,,3301,self,,mon17-21,grief,nb,f,1975,,
P10000010,member,2026-01-11,2026-01-11,v1,2026-01-12,,,3301,self,,mon17-21,grief,nb,f,1976,,
P10000011,waiting,2026-10-01,2026-10-01,v1,2026-10-02,2026-11-01,,3301,self,,mon17-21,grief,nb,m,1977,,
P10000012,waiting,2026-10-02,2026-10-02,v1,2026-10-02,2026-11-01,,3301,self,,mon17-21,grief,nb,f,1978,,
X
cat >reg/contacts.csv <<'X'
id,name,phone,email,channel
P10000011,Ola Ås,+4790000001,,phone
S00001,Kari Bø,+4790000002,kari@example.org,sms
X
cat >reg/starters.csv <<'X'
id,status,kind,trained,municipality,availability,capacity
S00001,active,volunteer,2024-02-02,3301,mon17-21,2
S00002,trainee,volunteer,,3301,mon17-21,1
X
cat >reg/venues.csv <<'X'
id,name,kind,municipality,slots
V00001,Frivilligsentralen,in-person,3301,mon18:00-20:00;tue18:00-20:00
V00002,Digitalt rom,digital,,wed18:00-20:00
X
cat >reg/groups.csv <<'X'
id,name,status,venue,slot,theme,language,composition,min,max,open,decided,others,formed,first,started,handover
G00001,,running,V00001,mon18:00-20:00,grief,nb,any,,,1,2026-10-01,1,2026-02-01,,2026-03-02,2026-04-06
G00002,,forming,V00001,tue18:00-20:00,grief,,,,,,,,2026-09-01,2026-12-01,,
X
cat >reg/placements.csv <<'X'
person,group,role,status,proposed,offered,answer_by,answered,started
P10000009,G00001,member,active,2026-02-01,2026-02-02,2026-02-09,2026-02-03,2026-03-02
P10000010,G00001,member,active,2026-02-01,2026-02-02,2026-02-09,2026-02-03,2026-03-02
P10000011,G00002,member,offered,2026-11-01,2026-11-05,2026-11-12,,
P10000012,G00002,member,proposed,2026-11-16,,,,
S00001,G00002,starter,accepted,2026-11-01,2026-11-02,2026-11-09,2026-11-03,
X
cat >reg/meetings.csv <<'X'
group,number,date,start,end,venue,starters,kind,status,revision
G00001,2,2026-11-30,18:00,20:00,V00001,,own,planned,
G00001,1,2026-03-02,18:00,20:00,V00001,S00001,start,held,
G00001,3,2026-11-26,18:00,20:00,V00001,S00001,follow-up,planned,
X
cat >plan.csv <<'X'
group,new,venue,slot,theme,language,composition,role,person,minutes,worth
G00001,no,V00001,mon18:00-20:00,grief,nb,any,member,P10000001,10,1200
G00003,yes,V00002,wed18:00-20:00,anxiety,nb,any,member,P10000002,0,1200
G00003,yes,V00002,wed18:00-20:00,anxiety,nb,any,member,P10000003,0,1200
G00003,yes,V00002,wed18:00-20:00,anxiety,nb,any,starter,S00002,0,
X
at="-C reg -d 2026-11-23"

expect 0 waiting shg-report $at waiting
expect 0 waiting-exact shg-report $at waiting --exact
expect 0 waiting-theme-text shg-report $at waiting --by theme --format text
expect 0 waiting-html shg-report $at waiting --exact --format html --lang nn
LC_ALL=C expect 0 waiting-ascii shg-report $at --lang en waiting --exact --format text
expect 2 no-such-format shg-report $at waiting --format pdf
expect 0 waiting-two shg-report $at waiting --by gender,mode --exact
expect 0 waiting-age-nb shg-report $at waiting --by age --exact --format text --lang nb
expect 0 waiting-one-place shg-report $at waiting --municipality 3301
# the wait without and with the pause: one was paused for a hundred days
mkdir -m 700 paused
cp reg/*.csv paused
awk -F, 'NR == 1 { print $0 ",paused_days" } NR > 1 { print $0 "," (NR == 2 ? 100 : "") }' reg/people.csv >paused/people.csv
expect 0 without-pauses shg-report -C paused -d 2026-11-23 waiting --exact
expect 0 with-pauses shg-report -C paused -d 2026-11-23 waiting --exact --with-pauses
ok "with its pauses the wait is as it was" cmp "$golden/with-pauses.out" "$golden/waiting-exact.out"
expect 0 groups shg-report $at groups
expect 0 groups-running shg-report $at groups --status running --format text
expect 0 groups-digital shg-report $at groups --mode digital
expect 0 meetings shg-report $at meetings
expect 0 meetings-from shg-report $at meetings --from 2026-11-01 --to 2026-11-28
expect 0 offers shg-report $at offers
expect 0 offers-overdue-excel shg-report $at offers --overdue --excel
expect 0 agenda shg-report $at agenda
expect 0 agenda-text-nb shg-report $at agenda --format text --lang nb
expect 0 agenda-most shg-report $at agenda --most 2
expect 0 plan shg-report $at plan plan.csv
INPUT=plan.csv expect 0 plan-stdin-text shg-report $at plan - --format text
expect 0 calls shg-letters $at calls
expect 0 letters-offers shg-letters $at offers
expect 0 letters-meeting shg-letters $at meeting --group G00001 --meeting 3

# the pack: every word of the shipped templates is filled
for l in nb nn; do
    expect 0 pack-$l shg-letters $at --lang $l pack --group G00001 --template "$top/scripts/templates/first-meeting.$l.txt"
done
printf 'to {member}\n{mebmer}\n{date} {starter}\n{open\n' >bad.txt
expect 4 pack-bad-words shg-letters $at pack --group G00001 --template bad.txt
expect 2 pack-without-template shg-letters $at pack --group G00001
expect 1 pack-no-group shg-letters $at pack --group G00009 --template bad.txt

echo group >bad.csv
expect 4 plan-without-columns shg-report $at plan bad.csv
printf 'group,person\nG00003,P99999999\n' >stranger.csv
expect 4 plan-with-a-stranger shg-report $at plan stranger.csv
expect 3 plan-not-there shg-report $at plan none.csv
expect 2 no-such-report shg-report $at wating
expect 2 no-such-dimension shg-report $at waiting --by shoe
expect 2 three-dimensions shg-report $at waiting --by age,mode,gender
expect 2 no-such-place shg-report $at waiting --municipality 9999
expect 2 letters-meeting-alone shg-letters $at meeting --meeting 3
expect 1 letters-no-group shg-letters $at calls --group G00009

# a working list is for the office alone: the file that it goes into is closed to others
umask 022
shg-report $at agenda >agenda.csv
ok "a list of persons makes its file 0600" test "$(stat -c %a agenda.csv)" = 600
shg-report $at waiting >waiting.csv
ok "counts leave the mode alone" test "$(stat -c %a waiting.csv)" = 644
# a table that cannot be read stops a tool only where it is used
printf 'id,name\n"torn' >reg/contacts.csv
expect 0 contacts-are-not-opened shg-report $at groups
expect 4 contacts-are-needed shg-letters $at calls
expect 3 full-disk sh -c "shg-report $at groups >/dev/full"
expect 3 closed-output sh -c "shg-report $at groups >&-"
finish
