#!/bin/sh
# shg-why on a register so small that every answer can be seen.
. "${top:?}/tests/cli/lib.sh"
umask 077

mkdir reg
{
    echo 'id,status,registered,consent,consent_text,clarified,municipality,travel_limit,availability,themes,mixed_ok,gender,gender_wish,adult'
    for n in 1 2 3 4; do
        echo "P1000000$n,waiting,2026-10-0$n,2026-10-01,1,2026-10-05,3301,45,mon17-21,grief,yes,f,,yes"
    done
    echo 'P10000005,waiting,2026-11-01,2026-11-01,1,2026-11-05,3301,45,tue17-21,grief,yes,f,,yes'
    echo 'P10000006,waiting,2026-11-01,2026-11-01,1,2026-11-05,0301,20,mon17-21,grief,yes,m,,yes'
    echo 'P10000007,waiting,2026-11-01,2026-11-01,1,2026-11-05,3301,45,mon17-21,grief,yes,f,same,yes'
    echo 'P10000008,paused,2026-11-01,2026-11-01,1,2026-11-05,3301,45,mon17-21,grief,yes,f,,yes'
} >reg/people.csv
printf 'id,status,municipality,availability\nS00001,active,3301,mon17-21;wed17-21\n' >reg/starters.csv
printf 'id,name,kind,municipality,slots\nV00001,Huset,in-person,3301,mon18-20;wed18-20\n' >reg/venues.csv

shg-match -C reg -d 2026-11-23 >plan.csv
expect 0 everybody shg-why -C reg -d 2026-11-23 -p plan.csv
INPUT=plan.csv expect 0 one shg-why -C reg -d 2026-11-23 -p - P10000005 P10000008 P10000001
expect 0 made-by-itself shg-why -C reg -d 2026-11-23 P10000006
expect 0 public shg-why -C reg -d 2026-11-23 -p plan.csv --public P10000006
expect 2 no-such-person shg-why -C reg -d 2026-11-23 -p plan.csv P99999999
sed 's/P10000004/P10000005/' plan.csv >wrong.csv
expect 4 no-plan shg-why -C reg -d 2026-11-23 -p wrong.csv
expect 0 text-en shg-why -C reg -d 2026-11-23 -p plan.csv --text --lang en
expect 0 text-nb shg-why -C reg -d 2026-11-23 -p plan.csv --text --lang nb
expect 0 text-nn shg-why -C reg -d 2026-11-23 -p plan.csv --text --lang nn P10000005 P10000006 P10000008
expect 2 internal-text shg-why -C reg -d 2026-11-23 -p plan.csv --text --internal
mkdir plans
expect 0 plans shg-why -C reg -d 2026-11-23 -p plan.csv --plans plans P10000005
expect 0 plan-behind cat plans/P10000005-1.csv

# somebody is kept apart: that is nobody's business
cp -R reg apart
chmod 700 apart
sed '/P1000000[678]/d; s/tue17-21/mon17-21/' reg/people.csv >apart/people.csv
printf 'a,b\nP10000001,P10000005\n' >apart/apart.csv
shg-match -C apart -d 2026-11-23 >apart.csv
expect 0 apart shg-why -C apart -d 2026-11-23 -p apart.csv
expect 0 apart-internal shg-why -C apart -d 2026-11-23 -p apart.csv --internal
expect 0 apart-text shg-why -C apart -d 2026-11-23 -p apart.csv --text --lang en
finish
