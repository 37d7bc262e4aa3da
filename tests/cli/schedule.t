#!/bin/sh
# shg-schedule: dates for a plan and for groups that are ready, what is skipped and why, planning again, and every refusal.
. "${top:?}/tests/cli/lib.sh"

# two houses, four starters, an office that meets three times, twice with starters
mkdir -m 700 reg
cat >reg/venues.csv <<'X'
id,name,kind,municipality,slots,rooms
V00001,Huset,in-person,3301,mon18:00-20:00;tue18:00-20:00,1
V00002,Nettet,digital,,mon18:00-20:00,2
X
cat >reg/starters.csv <<'X'
id,status,municipality,mode,availability,gender
S00001,active,3301,either,mon17-21;tue17-21,f
S00002,active,3301,either,mon17-21;tue17-21,m
S00003,active,3301,in-person,mon17-21;tue17-21,f
S00004,resting,3301,either,mon17-21;tue17-21,f
X
cat >reg/profile.csv <<'X'
name,value
OFFICE,test.example
MEETINGS,3
STARTER_MEETINGS,2
FOLLOW_UP,21
X
echo 'id,status,registered,consent,consent_text,clarified,municipality,availability,adult' >reg/people.csv
echo 'person,group,role,status,proposed,offered,answered' >reg/placements.csv
for i in 1 2 3 4 5 6 7 8; do
    echo "P0000000$i,waiting,2027-01-01,2027-01-01,1,2027-01-05,3301,mon17-21;tue17-21,yes" >>reg/people.csv
    echo "P0000000$i,G0000$(((i + 3) / 4)),member,accepted,2027-02-01,2027-02-02,2027-02-05" >>reg/placements.csv
done
cat >>reg/placements.csv <<'X'
S00001,G00001,starter,accepted,2027-02-01,2027-02-02,2027-02-05
S00002,G00001,starter,accepted,2027-02-01,2027-02-02,2027-02-05
S00003,G00002,starter,accepted,2027-02-01,2027-02-02,2027-02-05
X
cat >reg/groups.csv <<'X'
id,status,venue,slot,theme,language,composition,formed,first
G00001,forming,V00001,mon18:00-20:00,mixed,nb,any,2027-02-01,
G00002,forming,V00001,tue18:00-20:00,mixed,nb,any,2027-02-01,2027-05-11
G00003,forming,V00002,mon18:00-20:00,mixed,nb,any,2027-02-01,
X
cat >reg/closures.csv <<'X'
venue,from,to,start,end,reason
3301,2027-05-18,2027-05-18,,,=flom
in-person,2027-05-24,2027-05-24,19:00,22:00,
X
cat >reg/absences.csv <<'X'
starter,from,to,start,end
S00003,2027-05-11,2027-05-11,,
X
chmod 600 reg/*
export SHG_REGISTER=reg
day=2027-05-03

expect 0 ready shg-schedule -d $day --ready
expect 0 excel shg-schedule -d $day --ready --excel
expect 0 from shg-schedule -d $day --ready --from 2027-06-01

cat >plan.csv <<'X'
group,new,venue,slot,theme,language,composition,role,person,minutes,worth
G00003,no,V00002,mon18:00-20:00,mixed,nb,any,starter,S00003,0,
G00004,yes,V00002,mon18:00-20:00,mixed,nb,women,starter,S00001,0,
G00005,yes,V00001,mon18:00-20:00,mixed,nb,any,member,P00000001,0,1000
X
expect 1 plan shg-schedule -d $day plan.csv
INPUT=plan.csv expect 1 stdin shg-schedule -d $day
head -n 1 plan.csv >empty.csv
expect 0 empty-plan shg-schedule -d $day empty.csv
sed 's/V00002,mon18:00-20:00,mixed,nb,women/V00009,mon99,mixed,nb,women/' plan.csv >bad.csv
expect 4 bad-plan shg-schedule -d $day bad.csv
echo 'group;person' >columns.csv
echo 'G00009;S00001' >>columns.csv
expect 4 short-plan shg-schedule -d $day columns.csv
expect 4 no-bytes shg-schedule -d $day /dev/null
expect 3 no-plan shg-schedule -d $day nowhere.csv
expect 2 both shg-schedule -d $day --ready plan.csv
expect 2 past shg-schedule -d $day --ready --from 2027-05-02
expect 2 no-date shg-schedule -d $day --ready --from Friday
ok "a full disk is no success" sh -c 'shg-schedule -d 2027-05-03 --ready >/dev/full 2>/dev/null; test $? -eq 3'
ok "the same bytes twice" sh -c 'shg-schedule -d 2027-05-03 --ready >a 2>ae; shg-schedule -d 2027-05-03 --ready >b 2>be; cmp a b && cmp ae be'
ok "rows of starters are kept for oneself" sh -c 'test "$(stat -c %a a)" = 600'
ok "no starter is named in a message" sh -c '! grep -q "S0000" ae'

# nobody of its own can lead: it moves, or somebody stands in
echo 'S00001,2027-06-07,2027-06-07,,' >>reg/absences.csv
echo 'S00002,2027-06-07,,,' >>reg/absences.csv
expect 0 away shg-schedule -d $day --ready --from 2027-05-31
expect 0 stand-in shg-schedule -d $day --ready --from 2027-05-31 --substitutes
sed '$d' reg/absences.csv >absences && cat absences >reg/absences.csv
sed '$d' reg/absences.csv >absences && cat absences >reg/absences.csv

# recorded; then things happen
shg-schedule -d $day --ready >meetings.csv 2>log
ok "the dates can be recorded" shg-record -d $day meetings meetings.csv
expect 0 nothing shg-schedule -d $day --replan
expect 0 none-ready shg-schedule -d $day --ready
cp -r reg kept
echo 'V00001,2027-06-07,2027-06-07,,,vask' >>reg/closures.csv
expect 0 closed shg-schedule -d $day --replan
shg-schedule -d $day --replan >changes.csv 2>log
ok "the changes can be recorded" shg-record -d $day meetings changes.csv
expect 0 settled shg-schedule -d $day --replan
rm -rf reg && cp -r kept reg
ok "a meeting is cancelled" shg-set -d $day meetings status=cancelled G00002/2
expect 0 cancelled shg-schedule -d $day --replan
rm -rf reg && cp -r kept reg
sed 's/^G00001,starting,V00001/G00001,starting,V00002/' reg/groups.csv >groups && cat groups >reg/groups.csv
expect 0 moved shg-schedule -d $day --replan
rm -rf reg && cp -r kept reg
echo 'S00003,2027-05-25,2027-05-25,,' >>reg/absences.csv
expect 0 away-later shg-schedule -d $day --replan
sed 's/^\(S00003,G00002,starter\),active/\1,left/' reg/placements.csv >placements && cat placements >reg/placements.csv
expect 1 no-starter shg-schedule -d $day --replan
finish
