#!/bin/sh
# shg-record: plans (as printed, edited, twice, in conflict), meetings (first, again, stale), what was published.
. "${top:?}/tests/cli/lib.sh"

mkdir -m 700 reg
umask 077
{
    echo "id,status,registered,consent,consent_text,clarified,municipality,availability,themes,gender,gender_wish,birth_year,adult"
    for i in 1 2 3 4 5 6 7 8; do
        echo "P1000000$i,waiting,2026-0$i-01,2026-0$i-01,v1,2026-0$i-10,3301,mon17-21;tue17-21,grief,f,,198$i,"
    done
    echo "P10000009,waiting,2026-09-01,2026-09-01,v1,2026-09-10,3301,wed17-21,grief,m,not-alone,1975,"
    echo "P10000010,new,2026-10-01,,,,3301,,,,,1975,"
    echo "P10000011,member,2026-01-01,2026-01-01,v1,2026-01-10,3301,mon17-21,grief,f,,1975,"
} >reg/people.csv
cat >reg/starters.csv <<'X'
id,status,trained,municipality,availability,capacity
S00001,active,2024-02-02,3301,mon17-21;tue17-21,1
S00002,active,2024-02-02,3301,mon17-21;tue17-21,2
S00003,trainee,,3301,mon17-21;tue17-21,1
S00004,resting,2024-02-02,3301,mon17-21;tue17-21,1
X
cat >reg/venues.csv <<'X'
id,name,kind,municipality,slots,rooms,seats
V00001,Huset,in-person,3301,mon18:00-20:00;tue18:00-20:00,1,9
X
cat >reg/groups.csv <<'X'
id,name,status,venue,slot,theme,language,composition,min,max,open,decided,others,formed,first,started,handover
G00001,,running,V00001,tue18:00-20:00,grief,nb,any,4,8,2,2026-11-01,3,2026-05-20,2026-06-01,2026-06-01,2026-06-29
X
cat >reg/placements.csv <<'X'
person,group,role,status,proposed,offered,answer_by,answered,started
P10000011,G00001,member,active,2026-05-20,2026-05-21,2026-05-28,2026-05-22,2026-06-01
X
cat >reg/apart.csv <<'X'
a,b
P10000001,P10000006
X
cat >plan.csv <<'X'
group,new,venue,slot,theme,language,composition,role,person,minutes,worth
G00001,no,V00001,tue18:00-20:00,grief,nb,any,member,P10000005,10,1300
G00002,yes,V00001,mon18:00-20:00,grief,nb,any,member,P10000001,10,1300
G00002,yes,V00001,mon18:00-20:00,grief,nb,any,member,P10000002,10,1300
G00002,yes,V00001,mon18:00-20:00,grief,nb,any,member,P10000003,10,1300
G00002,yes,V00001,mon18:00-20:00,grief,nb,any,member,P10000004,10,1300
G00002,yes,V00001,mon18:00-20:00,grief,nb,any,starter,S00001,10,
X
cat >dates.csv <<'X'
group,number,date,start,end,venue,starters,kind,status,revision
G00002,1,2026-12-07,18:00,20:00,V00001,S00001,start,planned,0
G00002,2,2026-12-14,18:00,20:00,V00001,S00001,starter,planned,0
G00002,3,2027-01-04,18:00,20:00,V00001,,own,planned,0
G00003,1,2026-12-08,18:00,20:00,V00001,S00002,start,planned,0
X
record="shg-record -C reg -d 2026-11-23"
edit() { # edit SED-SCRIPT: a plan that somebody changed
    sed "$1" plan.csv >edited.csv
}

for tool in shg-record shg-set shg-forget; do
    expect 0 $tool-help $tool --help
done

# ---- plans ----
expect 0 plan $record -n plan plan.csv
expect 0 plan-dated $record -n plan --meetings dates.csv plan.csv
expect 4 dates-no-dates $record plan --meetings plan.csv plan.csv
sed 's/2026-12-14/14.13.2026/' dates.csv >edited.csv
expect 4 dates-bad $record plan --meetings edited.csv plan.csv
expect 3 dates-missing $record plan --meetings nowhere.csv plan.csv
INPUT=plan.csv expect 0 plan-stdin $record -n plan
edit 's/,/;/g; 1s/^/\xef\xbb\xbf/; s/$/\r/'
expect 0 plan-excel $record -n plan edited.csv
cut -d, -f1,3-7,9 plan.csv >edited.csv
expect 0 plan-columns $record -n plan edited.csv
edit '/P10000005/d; s/^G00002,yes,.*P10000004.*/&\nG00002,,,,,,,,P10000005,,/'
expect 0 plan-moved $record -n plan edited.csv
edit '/P10000005/d; /P10000004/d'
expect 4 plan-short-refused $record plan edited.csv
expect 0 plan-short $record -n plan --short edited.csv
edit '/P10000005/d; /P10000001/d; /P10000002/d; /P10000003/d'
expect 0 plan-very-short $record -n plan --short edited.csv

# ---- what clashes ----
edit 's/P10000005/P10000006/; s/P10000004/P10000006/'
expect 4 person-twice $record plan edited.csv
edit 's/P10000004/P10000006/'
expect 4 apart $record plan edited.csv
edit 's/P10000004/P10000009/'
expect 4 wrong-time $record plan edited.csv
edit 's/P10000004/P10000010/; s/P10000003/P10000011/'
expect 4 takes-no-part $record plan edited.csv
edit 's/S00001/S00004/'
expect 4 starter-resting $record plan edited.csv
edit 's/S00001/S00003/'
expect 4 trainee-alone $record plan edited.csv
edit '/S00001/d'
expect 4 no-starter $record plan edited.csv
edit 's/P10000004/P10000099/; s/^G00001,no/G00077,no/'
expect 4 unknown $record plan edited.csv
edit 's/mon18:00-20:00/mon19:00-20:00/'
expect 4 no-such-slot $record plan edited.csv
edit '/P10000005/d; s/,nb,/,en,/'
expect 4 nobody-speaks $record plan edited.csv
edit '/P10000005/d; s/nb,any/nb,men/'
expect 4 nobody-fits $record plan edited.csv
edit '3s/grief/mixed/; 4s/,nb,/,en,/'
expect 4 rows-differ $record plan edited.csv
edit 's/^G00001,no,V00001,tue18:00-20:00,grief/G00001,no,V00001,mon18:00-20:00,mixed/'
expect 4 group-differs $record plan edited.csv
edit '/P10000005/d'
sed 's/^G00002/G00003/; s/P10000001/P10000005/; s/P10000002/P10000006/; s/P10000003/P10000007/; s/P10000004/P10000008/; s/S00001/S00002/' plan.csv | sed '1,2d' >>edited.csv
expect 4 room-taken $record plan edited.csv
printf 'person\nP10000001\n' >edited.csv
expect 4 no-group-column $record plan edited.csv
printf 'group,person\n,P10000001\nG00009,P10000002\n' >edited.csv
expect 4 group-unsaid $record plan edited.csv
: >edited.csv
expect 4 empty $record plan edited.csv
expect 3 missing $record plan nowhere.csv
edit '7p'
expect 4 starter-twice $record plan edited.csv

# ---- rules that this register cannot break: another one ----
other() { # other: a fresh copy in which there is room
    rm -rf other && cp -r reg other
    sed -i 's/,1,9$/,3,12/' other/venues.csv
}
recheck="shg-record -C other -d 2026-11-23 plan"
two() { # two STARTER STARTER: a plan of two new groups at one time
    sed "/P10000005/d; s/S00001/$1/" plan.csv
    sed "1,2d; s/^G00002/G00003/; s/P10000001/P10000005/; s/P10000002/P10000006/; s/P10000003/P10000007/; s/P10000004/P10000008/; s/S00001/$2/" plan.csv
}
two S00001 S00002 >two.csv
other
expect 0 two $recheck -n two.csv
echo 'NEW_MAX,1' | sed '1iname,value' >other/profile.csv
expect 4 new-max $recheck two.csv
other
two S00002 S00002 >same.csv
expect 4 overlap $recheck same.csv
two S00001 S00001 >same.csv
expect 4 capacity $recheck same.csv
sed -i 's/^\(S00002,active,2024-02-02,3301\),mon17-21;tue17-21/\1,wed17-21/' other/starters.csv
expect 4 starter-unfit $recheck two.csv
other
sed -i '1s/$/,person/; 2,$s/$/,/; s/^\(S00001,.*\),$/\1,P10000005/' other/starters.csv
expect 4 human $recheck two.csv
other
printf 'a,b\nP10000001,P10000008\n' >other/together.csv
expect 4 together $recheck plan.csv
other
printf 'name,value\nAGE_SPREAD,2\n' >other/profile.csv
expect 4 age $recheck plan.csv
other
sed -i 's/,8,2,2026-11-01,/,8,0,2026-11-01,/' other/groups.csv
expect 4 given-nobody $recheck plan.csv
other
cat >>other/groups.csv <<'X'
G00005,,ended,V00001,tue18:00-20:00,grief,nb,any,4,8,,,,2026-01-01,,,
G00006,,idea,,,grief,nb,any,4,8,,,,,,,
X
printf 'group,person\nG00005,P10000001\n' >edited.csv
expect 4 group-ended $recheck edited.csv
sed 's/^G00002/G00005/; s/^G00003/G00006/' dates.csv >edited.csv
expect 4 meetings-ended shg-record -C other -d 2026-11-23 meetings edited.csv
expect 2 no-kind $record plans plan.csv
expect 2 short-meetings $record meetings --short dates.csv
expect 2 no-operand $record
ok "nothing was written" test ! -e reg/.shg/commit

# ---- recorded ----
expect 0 recorded $record plan plan.csv --meetings dates.csv
cp -r reg once
expect 0 twice $record plan plan.csv --meetings dates.csv
ok "a plan recorded twice changes nothing" diff -r once reg
shg-set -C reg -d 2026-11-24 placements status=declined P10000004/G00002
cp -r reg declined
expect 0 twice-declined $record plan plan.csv
ok "a row that was declined stays so" diff -r declined reg
edit 's/P10000004/P10000007/'
expect 0 added $record -n plan edited.csv
edit '/P10000005/d; s/P10000004/P10000007/; s/^G00002/G00003/'
expect 4 taken $record plan edited.csv
printf 'group,person\nG00001,P10000007\nG00001,P10000008\n' >edited.csv
expect 4 seats-gone $record plan edited.csv

# ---- meetings ----
grep -v G00003 dates.csv >meetings.csv
expect 4 nobody-yet $record meetings meetings.csv
shg-set -C reg -d 2026-11-25 placements status=accepted P10000001/G00002 P10000002/G00002 S00001/G00002
expect 4 no-such-group $record meetings dates.csv
expect 0 meetings $record -n -d 2026-11-26 meetings meetings.csv
expect 0 started $record -d 2026-11-26 meetings meetings.csv
cp -r reg started
expect 0 meetings-twice $record -d 2026-11-26 meetings meetings.csv
ok "meetings recorded twice change nothing" diff -r started reg
{ sed 1q dates.csv && grep G00003 dates.csv && grep G00003 dates.csv; } >refused.csv
# what is not there is no row of the table: the memory behind its rows is filled with something
expect 4 no-such-group-twice env MALLOC_PERTURB_=165 $record -d 2026-11-26 meetings refused.csv
sed 's/2026-12-07/2026-12-08/; s/,0$/,1/' meetings.csv >moved.csv
expect 0 moved $record -n -d 2026-11-27 meetings moved.csv
sed 's/2026-12-07/2026-12-08/' meetings.csv >stale.csv
expect 4 meetings-stale $record meetings stale.csv
sed 's/2026-12-07/2026-12-40/; s/,0$/,1/' meetings.csv >bad.csv
expect 4 meetings-bad $record meetings bad.csv
cut -d, -f1,3- meetings.csv >bad.csv
expect 4 meetings-no-number $record meetings bad.csv

# ---- published ----
printf 'period,report,cell,value\n2025,flow,registered,12\n2025,flow,"municipality=3301,f",7\n' >cells.csv
expect 0 published $record -n published cells.csv
expect 0 published-written $record published cells.csv
expect 0 published-twice $record -n published cells.csv
sed 's/,12$/,13/' cells.csv >other.csv
expect 0 published-other $record published other.csv
ok "both versions are kept" [ "$(grep -c '^2025,' reg/published.csv)/$(grep -c '^2025 (2),' reg/published.csv)" = 2/2 ]
cp -r reg both
expect 0 published-other-again $record published other.csv
ok "what a version says whole is not added again" diff both/published.csv reg/published.csv
printf '2025,flow,started,9\n' >>other.csv
expect 0 published-more $record -n published other.csv
sed 's/,13$/,14/' other.csv >third.csv
expect 0 published-third $record published third.csv
expect 0 published-first-again $record -n published cells.csv
{ cat cells.csv && printf '2025,flow,registered,13\n'; } >twice.csv
expect 4 published-two-values $record published twice.csv
printf 'period,report,cell\n2025,flow,registered\n' >novalue.csv
expect 4 published-no-value $record published novalue.csv
ok "no message names anybody" sh -c '! grep -lE "P[0-9]{8}|S[0-9]{5}|Kari|Ola" "$0"/*.err' "$golden"
finish
