#!/bin/sh
# shg-check: every fault and every warning of formats.md, each made to appear once at least; the golden files are the
# messages. Each `case` starts from a sound register.
. "${top:?}/tests/cli/lib.sh"
umask 077

sound() { # a sound register in ./reg, with one row at least of what others refer to
    rm -rf reg
    mkdir reg
    cat >reg/people.csv <<'X'
id,status,registered,consent,consent_text,clarified,closed,course,municipality,availability,themes,adult
P10000001,waiting,2026-08-01,2026-08-01,v1,2026-08-05,,C00001,3301,mon17-21,grief,yes
P10000002,member,2026-08-01,2026-08-01,v1,2026-08-05,,,3301,mon17-21,grief,yes
P10000003,left,2026-08-01,2026-08-01,v1,2026-08-05,2026-09-01,,3301,mon17-21,grief,yes
P10000004,new,2026-08-01,,,,,,3301,,,
X
    cat >reg/starters.csv <<'X'
id,status,municipality,person
S00001,active,3301,
S00002,trainee,3301,P10000003
X
    cat >reg/venues.csv <<'X'
id,name,kind,municipality,slots,seats
V00001,Huset,in-person,3301,mon18:00-20:00;tue18:00-20:00,10
V00002,Nett,digital,,wed18:00-20:00,
X
    printf 'code,nb\nanxiety,Angst\ngrief,Sorg\n' >reg/themes.csv
    cat >reg/groups.csv <<'X'
id,status,venue,slot,theme
G00001,running,V00001,mon18:00-20:00,grief
G00002,idea,,,
X
    cat >reg/placements.csv <<'X'
person,group,role,status
P10000002,G00001,member,active
P10000003,G00001,member,left
S00001,G00001,starter,completed
X
    printf 'id,municipality\nC00001,3301\n' >reg/courses.csv
}

# The first LINES of a table stay (1: the header), and what is on standard input follows.
table() {
    sed "${2:-1}q" "reg/$1.csv" >new
    cat >>new
    mv new "reg/$1.csv"
}

check() { # check CODE NAME [OPTION...]
    code=$1 name=$2
    shift 2
    expect "$code" "$name" shg-check -C reg -d 2026-11-23 "$@"
}

sound
check 0 sound
cp -r "$top/tests/data/buskerud" example
chmod -R go= example
expect 0 example shg-check -C example -d 2026-11-23

# ---- form, and what every field may hold ----

sound
rm reg/venues.csv
printf 'id,status,municipality\n' >reg/people.csv
printf 'id,status,municipality\nS00001,active,3301,x\n' >reg/starters.csv
: >reg/groups.csv
printf 'date,item,score,count\n' >reg/evaluations.csv
printf 'name,value\n"MIN,3\n' >reg/profile.csv
check 1 form

sound
table people <<'X'
P1000001,new,2026-08-01,,,,,,3301,,,
X10000001,new,2026-08-01,,,,,,3301,,,
P1234,new,2026-08-01,,,,,,3301,,,
P10000001x,new,2026-08-01,,,,,,3301,,,
,new,2026-08-01,,,,,,3301,,,
P10000005,,,,,,,,,,,
P10000006,New,2026-02-30,,,,,,3301,,,
P10000007,nobody,30.02.2026,,,,,,3301,,,
P10000007,new,2026-08-01,,,,,,3301,,,
X
table venues <<'X'
P10000002,P10000003,P99999,3301,mon18-20,10000000
V1,,,,mon18:00-20:00;tirs18-20;ons18-25;sun22:00-24:00;mon18-20,-1
X
printf 'code,valid_to\nmixed,\nSorg,\ngrief,i morgen\ngrief,\n,\n' >reg/themes.csv
printf 'id,municipality\nC00001,3301\nC00001,3301\n' >reg/courses.csv
check 1 fields

sound
sed 1q reg/people.csv | sed 's/$/,mode,travel_limit,mixed_ok,languages,gender,gender_wish,birth_year,step_free,avoid,reason,source/' >new
cat >>new <<'X'
P10000001,left,2026-08-01,,,,2026-08-02,C00009,3301,mon17,grief;anxeity;mixed;Sorg;grief,no,walking,0,maybe,nb;norsk;nb,k,all,1899,j,V00009;3301;9999,bored,friend
P10000002,left,2026-08-01,,,,2026-08-02,,3301,mon17-21;mon17:00-21:00,qwertyuiop,yes,either,601,yes,nb;sma;pt-BR,x,any,2101,yes,V00001;0602;P10000001,enough,gp
P10000003,left,2026-08-01,,,,2026-08-02,,3301,mon21-17;;tue8-9;,,,digital,one,,e,,,1990.5,,,,
X
mv new reg/people.csv
table placements <<'X'
X
check 1 people-fields

sound
table people <<'X'
P10000001,new,2026-08-01,,,,,,301,,,
P10000002,new,2026-08-01,,,,,,1507,,,
P10000003,new,2026-08-01,,,,,,0602,,,
P10000004,new,2026-08-01,,,,,,3399,,,
P10000005,new,2026-08-01,,,,,,Dramen,,,
P10000006,new,2026-08-01,,,,,,0000,,,
P10000007,new,2026-08-01,,,,,,33010,,,
P10000008,new,2026-08-01,,,,,,3301 ,,,
P10000009,new,2026-08-01,,,,,,!,,,
X
table placements <<'X'
X
check 1 municipalities

# ---- people ----

sound
table people <<'X'
P10000001,waiting,2026-08-01,,,,,,3301,mon17-21,,
P10000002,waiting,2026-08-01,2026-08-01,v1,2026-08-05,,,3301,mon17-21,,no
P10000003,left,2026-08-01,2026-08-01,v1,2026-08-05,,,3301,mon17-21,grief,yes
P10000004,new,2026-08-01,2026-08-01,v1,,2026-09-01,,3301,,,
P10000005,new,2026-08-01,,v1,2026-07-05,,,3301,mon17-21,,
P10000006,paused,2026-08-01,2026-08-01,v1,2026-08-05,,,3301,mon17-21,grief,yes
P10000007,withdrawn,2026-08-01,,,,2026-07-01,,3301,,,
X
table placements <<'X'
X
check 1 people
printf 'name,value\nCLARIFY,no\n' >reg/profile.csv
table people <<'X'
P10000001,waiting,2026-08-01,2026-08-01,v1,,,,3301,mon17-21,,yes
P10000003,left,2026-08-01,2026-08-01,v1,2026-08-05,2026-08-06,,3301,mon17-21,grief,yes
X
check 0 clarify-no

sound
cat >reg/people.csv <<'X'
id,status,registered,queued,consent,consent_text,clarified,contacted,closed,reason,paused,municipality,availability,birth_year,adult,gender,gender_wish,themes,mixed_ok
P10000002,waiting,2026-08-01,2026-07-01,2026-08-01,v1,2026-08-05,2026-07-05,,moved,,3301,mon17-21,2008,,,,,
P10000003,left,2026-08-01,2026-09-10,2026-08-01,v1,2026-08-05,,2026-09-01,enough,2026-07-01,3301,mon17-21,2009,,,,,
P10000004,waiting,2026-08-01,,2026-08-01,v1,2026-08-05,,,,,3301,,1990,,,,,
P10000005,waiting,2026-08-01,,2026-08-01,v1,2026-08-05,,,,,3301,mon17-21,1990,,x,same,,
P10000006,waiting,2026-08-01,,2026-08-01,v1,2026-08-05,,,,,3301,mon17-21,1990,,,not-alone,,
P10000007,waiting,2026-08-01,,2026-08-01,v1,2026-08-05,,,,,3301,mon17-21,1990,,,any,,no
P10000008,waiting,2026-08-01,,2026-08-01,v1,2026-08-05,,,,,3301,mon17-21,1990,,m,same,,
X
table placements <<'X'
X
check 1 people-dates

# ---- names of rows that are not there, ids and pairs twice ----

sound
printf 'id,name\nP10000001,Kari\nP77777777,Ola\nS00001,Per\nS00001,Pål\nV00001,Huset\nKari,\n' >reg/contacts.csv
printf 'id,status,municipality,person\nS00001,active,3301,P99999999\nS00002,active,3301,S00001\n' >reg/starters.csv
table groups 2 <<'X'
G00003,forming,V00099,mon18-20,course:C00009
G00003,forming,V00001,mon18-20,course:C00001
G00004,forming,V00001,mon18-20,mixed
G00005,forming,V00001,mon18-20,griev
X
table placements 3 <<'X'
P10000001,G00099,member,declined
P10000002,G00001,member,lapsed
P88888888,G00001,member,left
S00009,G00001,starter,left
S00001,G00004,member,left
P10000001,G00004,starter,left
X
cat >reg/meetings.csv <<'X'
group,number,date,start,end,venue,starters,kind,status
G00001,1,2026-09-01,18:00,20:00,V00001,S00001;S00009;S00001,start,held
G00001,1,2026-09-08,18:00,20:00,V00044,,starter,held
G00044,2,2026-09-15,20:00,18:00,,,own,planned
G00001,x,2026-09-15,25:00,18,,,evening,done
X
printf 'a,b\nP10000001,P10000002\nP10000002,P10000001\nP10000001,P10000001\nP10000001,P66666666\nP10000003,S00001\n' >reg/apart.csv
printf 'a,b\nP10000001,P10000002\nP10000001,P10000002\n,\n' >reg/together.csv
cat >reg/travel.csv <<'X'
from,to,minutes
3301,3314,25
3314,3301,30
0602,3314,35
3301,9999,x
X
printf 'starter,from,to\nS00077,2026-01-01,\n' >reg/absences.csv
printf 'venue,from,to\nV00077,2026-01-01,2026-01-02\nhome,2026-01-01,2026-01-02\ndigital,2026-01-01,2026-01-02\n3301,2026-01-01,2026-01-02\n' >reg/closures.csv
printf 'year,name,value\n2026,groups,3\n2026,groups,4\n' >reg/targets.csv
printf 'name,value\nMIN,4\nMIN,4\n' >reg/profile.csv
check 1 references

# ---- venues, groups, placements ----

sound
cat >reg/venues.csv <<'X'
id,name,kind,municipality,slots,lat,lon,rooms,seats,step_free
V00001,Huset,in-person,3301,mon18:00-20:00;tue18:00-20:00,,,,2,
V00003,Uten sted,in-person,,mon18:00-20:00,,,,,
V00004,Halvt punkt,in-person,3301,,59.9,,,,
V00005,Halvt punkt,in-person,3301,,,10.7,,,
V00006,Overlapp,in-person,3301,mon18:00-20:00;tue10-12;mon19:59-21:00,91,-180.5,1001,,ja
V00007,Tett,in-person,3301,mon18:00-20:00;mon20:00-21:00,59.9,10.7,,,
X
cat >reg/groups.csv <<'X'
id,status,venue,slot,theme,min,max,others,formed,first,started,handover,ended,reason,language,composition
G00001,running,V00001,mon18:00-20:00,grief,4,8,,2026-03-01,2026-02-01,2026-02-02,2026-01-15,,,,
G00002,forming,,,,,,,,,,,,,,
G00003,ended,V00001,mon18:00-20:00,grief,,,,2026-03-01,,2026-04-01,,2026-02-02,bored,norsk,mixed
G00004,forming,V00001,mon18:00-20:00;tue18-20,grief,8,4,,,,,,,,,
G00005,starting,V00001,mon18:00-20:00,grief,51,0,x,,,,,,,,
X
check 1 venues-groups

sound
table people <<'X'
P10000001,waiting,2026-08-01,2026-08-01,v1,2026-08-05,,,3301,mon17-21,grief,yes
P10000002,member,2026-08-01,2026-08-01,v1,2026-08-05,,,3301,mon17-21,grief,yes
P10000003,member,2026-08-01,2026-08-01,v1,2026-08-05,,,3301,mon17-21,grief,yes
P10000004,waiting,2026-08-01,2026-08-01,v1,2026-08-05,,,3301,mon17-21,grief,yes
P10000005,member,2026-08-01,2026-08-01,v1,2026-08-05,,,3301,mon17-21,grief,yes
P10000006,waiting,2026-08-01,2026-08-01,v1,2026-08-05,,,3301,mon17-21,grief,yes
X
cat >reg/groups.csv <<'X'
id,status,venue,slot,theme,min,max,others
G00001,running,V00001,mon18:00-20:00,grief,1,2,1
G00002,running,V00001,mon18:00-20:00,grief,,,30
G00003,ended,V00001,mon18:00-20:00,grief,,,
G00004,running,V00001,mon18:00-20:00,grief,,,
X
cat >reg/placements.csv <<'X'
person,group,role,status,proposed,offered,answer_by,answered,started,ended,reason
P10000001,G00004,member,active,,,,,,,
P10000002,G00001,member,active,,,,,,,
P10000002,G00004,member,offered,,,,,,,
P10000003,G00001,member,accepted,,,,,,,
P10000004,G00003,member,offered,,,,,,,
P10000005,G00003,member,active,,,,,,,
P10000006,G00001,member,declined,2026-09-02,2026-09-01,2026-08-30,2026-08-29,2026-09-03,2026-08-28,bored
S00001,G00003,starter,active,,,,,,,
X
check 1 seats

# ---- the rest ----

sound
cat >reg/courses.csv <<'X'
id,name,kind,municipality,start,end,told,interested
C00001,A,yoga,,2026-02-01,2026-01-01,2026-01-02,-1
X
printf 'starter,from,to,start,end\nS00001,2026-02-02,2026-02-01,18:00,17:00\nS00001,2026-02-02,,18:00,\n' >reg/absences.csv
printf 'venue,from,to,start,end,reason\n,2026-02-02,2026-02-01,,00:00,\n,,2026-02-01,18:00,18:00,\n' >reg/closures.csv
cat >reg/offices.csv <<'X'
id,name,kind,covers,valid_from,valid_to
O00001,A,district,3301;3301;99,2026-02-02,2026-02-01
O1,,club,3303,,
O00001,A,,,,
X
cat >reg/activities.csv <<'X'
id,date,kind,status,municipality,office,attended,count
A00001,2026-01-01,party,over,3301;9999,O00001;O99999,many,-1
X
printf 'date,channel,municipality,topic,count\n2026-01-01,fax,9999,weather,few\n,phone,,,1\n' >reg/inquiries.csv
cat >reg/evaluations.csv <<'X'
group,activity,date,item,score,count
G00001,,2026-01-01,benefit,4.5,5
G00001,A00001,2026-01-01,benefit,4,5
,,2026-01-01,benefit,4,5
G00099,,2026-01-01,,,4
,A00099,2026-01-01,benefit,good,5
X
printf 'date,group,event,from,to\n2026-01-01,G00099,closed,,\n' >reg/history.csv
printf 'year,name,value\n26,,x\n' >reg/targets.csv
cat >reg/counts.csv <<'X'
period,event,dimension,value,count
2025,registered,all,,3
2025-03,registered,all,,3
2025-13,born,shoe,,x
2025-3,registered,all,,3
202,registered,all,,3
X
printf 'date,count,ground\n2026-01-01,1,whim\n,,\n' >reg/erasures.csv
printf 'period,report,cell,value\n,,,\n' >reg/published.csv
check 1 rest

# ---- the office's rules ----

sound
cat >reg/profile.csv <<'X'
name,value
OFFICE,not a domain
MIN,0
MAX,51
AIM,nine
TRAVEL,601
CLARIFY,maybe
FOLLOW_UP,42;x
REPORT_LANGUAGE,sv
PLACE,100001
min,4
,
SUPPRESS,
X
check 1 profile
printf 'name,value\nMIN,6\nMAX,5\nSTARTERS_MIN,3\nSTARTERS_MAX,2\n' >reg/profile.csv
check 1 profile-bounds
printf 'name,value\nMIN,5\nMAX,7\nAIM,8\n' >reg/profile.csv
check 1 profile-aim
printf 'name,value\nMIN,2\nMAX,3\nFOLLOW_UP,\nOFFICE,\n' >reg/profile.csv
check 0 profile-defaults

# ---- national identity numbers: never stored, never shown ----

sound
sed '1s/$/,submission,own/; 2,$s/$/,,/' reg/people.csv | sed '2s/,,$/,01019912345,x/; 3s/,,$/,,nr 010199 12345 x/; 4s/,,$/,41129912345,/' >new
mv new reg/people.csv
cat >reg/contacts.csv <<'X'
id,name,phone,email
P10000001,010199 12345,+01019912345,
P10000002,Ola,01019912345,
P10000003,Ola,0001019912345,01019912345@example.org
X
printf 'id,status,municipality\nS00001,01019912345,01019912345\nS00002,active,3301\n' >reg/starters.csv
printf 'code\ngrief\nanxiety\n01019912345\n' >reg/themes.csv
check 1 identity-numbers
check 1 identity-numbers-show --show-values

# ---- values that may not be shown ----

sound
table people <<'X'
P10000001,P10000002,2026-08-01,,,,,,3301,,,
P1000000x,new,2026-08-01,,,,,,3301,,,
P10000003,new,"20
26",,,,,,33 01,,,
X
printf 'id,channel\nP10000001,fax\n' >reg/contacts.csv
table placements <<'X'
X
check 1 hidden
check 1 shown --show-values

# ---- warnings ----

sound
cat >reg/people.csv <<'X'
id,status,registered,consent,consent_text,clarified,municipality,availability,themes,adult,mode,travel_limit,avoid,step_free,languages,gender,gender_wish,mixed_ok,course
P10000002,member,2026-08-01,2026-08-01,v1,2026-08-05,3301,mon17-21,grief,yes,digital,,,,,,,,
P10000003,member,2026-08-01,2026-08-01,v1,2026-08-05,5501,mon17-21,grief,yes,,60,,,,,,,
P10000004,member,2026-08-01,2026-08-01,v1,2026-08-05,3301,mon17-21,grief,yes,,,V00001,,,,,,
P10000005,member,2026-08-01,2026-08-01,v1,2026-08-05,3301,mon17-21,grief,yes,,,0602,,,,,,
P10000006,member,2026-08-01,2026-08-01,v1,2026-08-05,3301,mon17-19,grief,yes,,,,,,,,,
P10000007,member,2026-08-01,2026-08-01,v1,2026-08-05,3301,mon17-21,grief,yes,,,,yes,,,,,
P10000008,member,2026-08-01,2026-08-01,v1,2026-08-05,3301,mon17-21,grief,yes,,,,,en,,,,
P10000009,member,2026-08-01,2026-08-01,v1,2026-08-05,3301,mon17-21,anxiety,yes,,,,,,,,,
P10000010,member,2026-08-01,2026-08-01,v1,2026-08-05,3301,mon17-21,grief,yes,,,,,,m,same,,
P10000011,member,2026-08-01,2026-08-01,v1,2026-08-05,3301,wed17-21,anxiety,yes,digital,,,,,m,,no,
P10000012,member,2026-08-01,2026-08-01,v1,2026-08-05,3301,wed17-21,,yes,either,,,,,f,,,C00001
P10000013,member,2026-08-01,2026-08-01,v1,2026-08-05,5501,wed17-21,,yes,either,,3301,yes,,f,same,,
X
sed -i 's/P10000003$//' reg/starters.csv
cat >reg/groups.csv <<'X'
id,status,venue,slot,theme,others,max,composition
G00001,starting,V00001,mon18:00-20:00,grief,1,12,
G00002,running,V00002,wed18:00-20:00,mixed,,,women
G00003,running,V00002,wed18:00-20:00,course:C00001,,,
X
{
    echo person,group,role,status
    for i in 02 03 04 05 06 07 08 09 10; do echo "P100000$i,G00001,member,active"; done
    echo P10000011,G00002,member,active
    echo P10000013,G00002,member,active
    echo P10000012,G00003,member,active
} >reg/placements.csv
printf 'a,b\nP10000002,P10000003\nP10000002,P10000011\n' >reg/apart.csv
check 0 warnings-fit

sound
cat >reg/groups.csv <<'X'
id,status,venue,slot,theme
G00001,running,V00001,mon18:00-20:00,grief
G00002,forming,V00001,mon18:00-20:00,grief
G00003,starting,V00002,mon19:00-21:00,grief
G00004,starting,V00002,tue19:00-21:00,grief
G00005,ended,V00002,tue19:00-21:00,grief
X
cat >reg/placements.csv <<'X'
person,group,role,status
P10000002,G00001,member,active
S00001,G00001,starter,active
S00001,G00002,starter,accepted
S00001,G00003,starter,active
S00002,G00004,starter,active
S00002,G00005,starter,completed
X
printf 'a,b\nS00001,P10000002\n' >reg/apart.csv
check 0 warnings-starters

sound
cat >reg/offices.csv <<'X'
id,name,kind,covers,valid_from,valid_to
O00001,A,district,3301;3303,2020-01-01,2021-12-31
O00002,B,district,3301,2022-01-01,
O00003,C,district,3303,2022-02-01,2023-01-01
O00004,D,district,3301,2024-01-01,2024-12-31
O00005,E,link,3301,2024-01-01,
O00006,F,district,3303,2022-06-01,2022-07-01
O00007,G,district,0602,,2019-01-01
X
check 0 warnings-offices

# ---- what the caller writes is what messages say ----

sound
printf 'id\n' >reg/people.csv
expect 1 path-slash shg-check -C reg/ -d 2026-11-23
expect 1 path-absolute sh -c 'shg-check -C "$PWD/reg" -d 2026-11-23 2>err; rc=$?; sed "s|$PWD|PWD|" err >&2; exit $rc'
(cd reg && expect 1 path-here shg-check -d 2026-11-23)
tap_n=$((tap_n + 1))
SHG_REGISTER=reg expect 1 path-environment shg-check -d 2026-11-23

# ---- what cannot be read ----

expect 3 no-folder shg-check -C nowhere
mkdir empty
expect 1 empty-folder shg-check -C empty
sound
chmod 755 reg
check 3 open-to-others
sound
mv reg/themes.csv elsewhere
ln -s ../elsewhere reg/themes.csv
check 3 symbolic-link
expect 2 operand shg-check reg
expect 2 option shg-check --fast

# ---- the same register, however it is written ----

sound
cp -r reg plain
for variant in bom semicolon crlf utf16 1252 tab sep; do
    rm -rf reg
    cp -r plain reg
    for f in reg/*.csv; do
        case $variant in
        bom) { printf '\357\273\277'; cat "$f"; } >new ;;
        semicolon)
            awk -F, '{ for (i = 1; i <= NF; i++) { if ($i ~ /;/) $i = "\"" $i "\""
                printf "%s%s", $i, i < NF ? ";" : "\n" } }' "$f" >new
            ;;
        crlf) sed 's/$/\r/' "$f" >new ;;
        utf16) { printf '\377\376'; iconv -t UTF-16LE "$f"; } >new ;;
        1252) { sed '1s/$/,\xe6\xf8\xe5/; 2,$s/$/,x/' "$f"; } >new ;;
        tab) tr , '\t' <"$f" >new ;;
        sep) { echo 'sep=,'; cat "$f"; } >new ;;
        esac
        mv new "$f"
    done
    check 0 "variant-$variant"
    shg-report -C reg -d 2026-11-23 waiting >"report-$variant" 2>/dev/null
    shg-report -C reg -d 2026-11-23 groups >>"report-$variant" 2>/dev/null
    shg-report -C plain -d 2026-11-23 waiting >report-plain
    shg-report -C plain -d 2026-11-23 groups >>report-plain
    ok "read the same: $variant" diff report-plain "report-$variant"
done
ok "there is a report to compare" test "$(wc -l <report-plain)" -gt 3

# ---- the order of rows and columns does not matter: the same messages but for their places ----

turn() { # rows and columns in reverse
    awk -F, -v OFS=, '{ s = $NF; for (i = NF - 1; i > 0; i--) s = s OFS $i; line[NR] = s }
        END { print line[1]; for (i = NR; i > 1; i--) print line[i] }' "$1" >new && mv new "$1"
}
texts() { sed 's/^shg-check: \([^:]*\):[0-9:]*/\1/' | sort; }
sound
table people 3 <<'X'
P10000003,left,2026-08-01,,,,,,3399,mon17-21,grieg,
P10000005,waiting,2026-08-01,2026-07-01,v1,2026-07-05,,C00002,3301,mon17,grief,no
P10000006,paused,2026-08-01,2026-08-01,v1,2026-08-05,,,33,mon17-21,grief,yes
X
shg-check -C reg -d 2026-11-23 2>&1 | texts >before
for f in reg/people.csv reg/groups.csv reg/starters.csv reg/placements.csv reg/themes.csv; do turn "$f"; done
shg-check -C reg -d 2026-11-23 2>&1 | texts >after
ok "there are messages to compare" test "$(wc -l <before)" -gt 8
ok "the order of rows and columns does not matter" diff before after


# ---- a column of nonsense is told line by line, and soon ----

sound
{
    sed 1q reg/people.csv
    awk 'BEGIN { for (i = 0; i < 20000; i++) printf "P2%07d,new,2026-08-01,,,,,,nonsens%d,,,\n", i, i }'
} >new
mv new reg/people.csv
: >reg/placements.csv
rm reg/placements.csv
sed -i 's/P10000003$//' reg/starters.csv
ok "20,000 wrong municipalities are told" sh -c '
    timeout 20 shg-check -C reg 2>err; test $? -eq 1 && test "$(grep -c "people.csv:.*:9: error" err)" -eq 20000'

finish
