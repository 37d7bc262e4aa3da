#!/bin/sh
# shg-needs on registers so small that every answer can be seen.
. "${top:?}/tests/cli/lib.sh"
umask 077
today='-d 2026-11-23'

# people N.. TOWN WINDOWS: so many who wait for a group about grief
header='id,status,registered,consent,consent_text,clarified,municipality,travel_limit,availability,themes,mixed_ok,gender,adult,mode'
people() {
    from=$1 to=$2 town=$3 window=$4 mode=${5:-}
    n=$from
    while [ "$n" -le "$to" ]; do
        printf 'P100000%02d,waiting,2026-09-%02d,2026-10-01,1,2026-10-05,%s,45,%s,grief,yes,,yes,%s\n' \
            "$n" "$((n % 28 + 1))" "$town" "$window" "$mode"
        n=$((n + 1))
    done
}

# four wait, and a starter is resting
mkdir reg
{ echo "$header" && people 1 4 3301 mon17-21 && people 5 5 3301 mon17-21 digital; } >reg/people.csv
printf 'id,status,municipality,availability\nS00001,resting,3301,mon17-21\n' >reg/starters.csv
printf 'id,name,kind,municipality,slots\nV00001,Huset,in-person,3301,mon18-20;wed18-20\n' >reg/venues.csv
shg-match -C reg $today >plan.csv
expect 0 a-starter shg-needs -C reg $today -p plan.csv
INPUT=plan.csv expect 0 public shg-needs -C reg $today -p - --public
expect 0 text shg-needs -C reg $today --text
expect 0 text-nb shg-needs -C reg $today --text --lang nb
expect 0 text-nn shg-needs -C reg $today --text --lang nn
expect 0 text-public shg-needs -C reg $today --text --public
expect 0 excel shg-needs -C reg $today --excel

# the plan behind each row
mkdir plans
expect 0 a-starter shg-needs -C reg $today -p plan.csv --plans plans
expect 0 plan-behind cat plans/1.csv
ok 'one plan for each row' test "$(ls plans)" = 1.csv
ok 'plans are for their owner alone' test "$(stat -c %a plans/1.csv)" = 600
for other in --public --text; do
    expect 2 plans-alone shg-needs -C reg $today --plans plans $other
done
expect 3 plans-nowhere shg-needs -C reg $today -p plan.csv --plans nowhere

# three wait: a person is missing, who may be found in a course
mkdir few
cp reg/venues.csv few
{ echo "$header" && people 1 3 3301 mon17-21 && people 5 5 3301 mon17-21 digital; } >few/people.csv
printf 'id,status,municipality,availability\nS00001,active,3301,mon17-21\n' >few/starters.csv
{
    echo 'id,kind,municipality,start,end'
    echo 'C00001,kid,3301,2026-10-01,2026-12-05' # ends soon
    echo 'C00002,kid,3301,2026-08-01,2026-11-20' # has ended
    echo 'C00003,kid,5501,2026-10-01,2026-12-05' # far away
} >few/courses.csv
expect 0 a-person shg-needs -C few $today
expect 0 a-person-text shg-needs -C few $today --text
expect 0 a-person-text-nn shg-needs -C few $today --text --lang nn

# two wait: two are missing, since one does not do
mkdir fewer
cp few/venues.csv few/starters.csv few/courses.csv fewer
{ echo "$header" && people 1 2 3301 mon17-21; } >fewer/people.csv
expect 0 a-pair shg-needs -C fewer $today
expect 0 a-pair-text shg-needs -C fewer $today --text
mkdir fewer-plans
expect 0 a-pair shg-needs -C fewer $today --plans fewer-plans
expect 0 a-pair-plan cat fewer-plans/1.csv
{ echo "$header" && people 1 1 3301 mon17-21; } >fewer/people.csv
expect 0 no-pair shg-needs -C fewer $today

# nine wait for eight seats, the ninth for another group than grief and far longer: theirs is told, and they are in it
mkdir ties ties/plans
cp reg/venues.csv reg/starters.csv ties
{
    echo "$header" && people 1 8 3301 mon17-21 | sed 's/,grief,/,grief;anxiety,/'
    printf 'P10000009,waiting,2026-03-01,2026-10-01,1,2026-10-05,3301,45,mon17-21,anxiety,,,yes,\n'
} >ties/people.csv
expect 0 ties shg-needs -C ties $today --plans ties/plans
expect 0 ties-plan cat ties/plans/1.csv

# twelve wait on two evenings: which two to train; more than SUPPRESS
mkdir many
{ echo "$header" && people 1 6 3301 mon17-21 && people 7 13 3301 wed17-21; } >many/people.csv
cp reg/venues.csv reg/starters.csv many
expect 0 one-to-train shg-needs -C many $today --budget 1
expect 0 two-to-train shg-needs -C many $today --budget 2
mkdir trained
expect 0 two-to-train shg-needs -C many $today --budget 2 --plans trained -j 1
expect 0 train-plan cat trained/1.csv trained/2.csv
expect 0 two-to-train-public shg-needs -C many $today --budget 3 --public
expect 0 two-to-train-text shg-needs -C many $today --budget 2 --text --lang nb
expect 0 counts-text shg-needs -C many $today --text
expect 0 counts-public shg-needs -C many $today --public

# what leaves the office does not tell how long one person has waited, nor that one has come
for change in 's/waiting,2026-09-10/waiting,2026-01-10/' '/P10000013/d'; do
    mkdir -p later
    cp many/* later
    sed "$change" many/people.csv >later/people.csv
    for how in --public --text '--budget 2 --public' '--budget 2 --text'; do
        # shellcheck disable=SC2086 # options
        { shg-needs -C many $today $how && shg-needs -C later $today $how; } | cut -d, -f1-4,8- >both.txt # any theme does
        half=$(($(wc -l <both.txt) / 2))
        head -n "$half" both.txt >one.txt
        tail -n "$half" both.txt >other.txt
        ok "$how tells nothing of one person: $change" cmp one.txt other.txt
    done
done

# a group that stands without a starter, and one that lacks a member
mkdir stands
{ echo "$header" && people 1 2 3301 mon17-21 && people 5 12 3301 wed17-21; } >stands/people.csv
printf 'id,status,municipality,availability\nS00001,active,3301,mon17-21\n' >stands/starters.csv
printf 'id,name,kind,municipality,slots,rooms\nV00001,Huset,in-person,3301,mon18-20;wed18-20,1\n' >stands/venues.csv
{
    echo 'id,status,venue,slot,theme,language,composition,others,formed'
    echo 'G00001,forming,V00001,wed18-20,grief,nb,any,4,2026-11-01'
    echo 'G00002,forming,V00001,mon18-20,grief,nb,any,1,2026-11-01'
} >stands/groups.csv
expect 0 standing shg-needs -C stands $today
expect 0 standing-text shg-needs -C stands $today --text

# three starters in one group, where the office has it so: what shg-match prints is read again
mkdir team
cp many/people.csv many/venues.csv team
printf 'name,value\nSTARTERS_MIN,3\nSTARTERS_MAX,3\n' >team/profile.csv
printf 'id,status,municipality,availability\n' >team/starters.csv
printf 'S0000%d,active,3301,mon17-21\n' 1 2 3 >>team/starters.csv
shg-match -C team $today >team.csv
expect 0 team shg-needs -C team $today -p team.csv
ok 'a plan with three starters in a group can be recorded' shg-record plan -C team $today team.csv

# a neighbour: two wait here, two there, whose ids clash with ours
mkdir other two
{ echo "$header" && people 1 2 3301 mon17-21; } >two/people.csv
{ echo "$header" && people 1 3 3312 mon17-21; } >other/people.csv
cp few/starters.csv reg/venues.csv two
printf 'id,status,municipality,availability\nS00001,active,3312,mon17-21\n' >other/starters.csv
printf 'id,name,kind,municipality,slots\nV00001,Nabohuset,in-person,3312,mon18-20\n' >other/venues.csv
find two other -type f -exec cksum {} + >before
expect 0 neighbour shg-needs -C two $today --with other
mkdir joint
expect 0 neighbour shg-needs -C two $today --with other --plans joint
expect 0 neighbour-plan cat joint/1.csv
ok 'the joint plan stands behind every joint row' cmp joint/1.csv joint/4.csv
expect 0 neighbour-public shg-needs -C two $today --with other --public
expect 0 neighbour-text shg-needs -C two $today --with other --text
expect 0 neighbour-text-nb shg-needs -C two $today --with other --text --lang nb
find two other -type f -exec cksum {} + >after
ok 'both registers are as they were' cmp before after
shg-needs -C two $today --with other >j1.csv -j 1
shg-needs -C two $today --with other >j4.csv -j 4
ok 'the number of threads changes nothing' cmp j1.csv j4.csv

# what is refused
expect 2 same-register shg-needs -C two $today --with ./two/../two
expect 2 two-neighbours shg-needs -C two $today --with other --with few
expect 3 no-neighbour shg-needs -C two $today --with nowhere
mkdir old && cp other/starters.csv other/venues.csv old
echo 'id,status,since,municipality' >old/people.csv
expect 4 older-form shg-needs -C two $today --with old
mkdir broken && cp other/starters.csv other/venues.csv broken
printf '%s\nP10000001,"waiting\n' "$header" >broken/people.csv
expect 4 broken shg-needs -C two $today --with broken
expect 2 no-budget shg-needs -C two $today --budget 0
echo 'group,person' >narrow.csv
expect 4 no-columns shg-needs -C reg $today -p narrow.csv
finish
