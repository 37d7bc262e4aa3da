#!/bin/sh
# Every kind of shg-report on the example register of Buskerud, with its options and its refusals.
. "${top:?}/tests/cli/lib.sh"

cp -r "$top/tests/data/buskerud" reg
chmod 700 reg
chmod 600 reg/*.csv
at="-C reg -d 2026-11-23"

expect 0 flow shg-report $at flow
expect 0 flow-exact-nb shg-report $at flow --exact --format text --lang nb
expect 0 flow-quarter shg-report $at flow --period quarter
expect 0 flow-year-past shg-report $at flow --period year --from 2025-01-01 --to 2025-12-31
expect 0 flow-municipality shg-report $at flow --by municipality
expect 0 flow-theme shg-report $at flow --by theme --from 2025-01-01 --to 2026-12-31
expect 0 flow-waited-exact shg-report $at flow --by waited --exact
expect 0 flow-course-kind shg-report $at flow --by course-kind
expect 2 flow-half-month shg-report $at flow --from 2026-01-15
expect 2 flow-half-year shg-report $at flow --by theme --from 2026-02-01
expect 2 flow-backwards shg-report $at flow --from 2026-10-01 --to 2026-03-31
expect 2 flow-no-period shg-report $at flow --period week
expect 2 flow-no-dimension shg-report $at flow --by county
ok "lines stand on an axis at 0" sh -c "shg-report $at flow --format html | grep -q 'class=\"end\">0</text><path class=\"axis\"'"
ok "the year names the office" sh -c "shg-report $at funder --lang en --format html |
    grep -q '<title>The year 2026 – selvhjelp-buskerud.example</title>'"
expect 0 waiting-county-age shg-report $at waiting --by county,age
expect 0 waiting-two shg-report $at waiting --by gender,municipality
expect 0 waiting-themes shg-report $at waiting --by theme,language
expect 0 waiting-place-age shg-report $at waiting --by age --municipality 3301
expect 0 waiting-too-few shg-report $at waiting --by age --municipality 3320
expect 2 waiting-same shg-report $at waiting --by county,municipality
expect 2 waiting-three shg-report $at waiting --by age,gender --municipality 3301
expect 0 starters shg-report $at starters
expect 0 starters-stage shg-report $at starters --by stage
expect 0 starters-stage-exact shg-report $at starters --by stage --exact --format text --lang nb
expect 0 starters-where shg-report $at starters --by municipality
expect 0 starters-where-nb shg-report $at starters --by municipality --format text --lang nb
expect 0 starters-county shg-report $at starters --by county
expect 2 starters-no-dimension shg-report $at starters --by age
expect 2 starters-part shg-report $at starters --by stage --municipality 3301
for by in status theme mode size age municipality county; do
    expect 0 groups-$by shg-report $at groups --by $by
    expect 0 groups-$by-exact shg-report $at groups --by $by --exact
done
expect 0 groups-nb shg-report $at groups --by theme --format text --lang nb
expect 0 groups-part shg-report $at groups --by status --from 2026-01-01 --exact
expect 2 groups-part-hidden shg-report $at groups --by status --from 2026-01-01
expect 2 groups-no-status shg-report $at groups --status active
expect 2 rooms-no-mode shg-report $at rooms --mode phone
expect 2 groups-no-dimension shg-report $at groups --by gender
expect 0 groups-begun shg-report $at groups --from 2026-08-01 --to 2026-08-31
expect 0 starters-trainees shg-report $at starters --status trainee --municipality 3301
expect 0 rooms shg-report $at rooms --municipality 3301
expect 0 courses shg-report $at courses
expect 0 courses-exact shg-report $at courses --exact
expect 0 forecast shg-report $at forecast
expect 0 forecast-to shg-report $at forecast --to 2027-03-31
expect 0 outcomes shg-report $at outcomes
expect 0 activities shg-report $at activities
expect 0 activities-audience shg-report $at activities --by audience --from 2026-08-01
expect 0 activities-place shg-report $at activities --by municipality --exact
expect 2 activities-part shg-report $at activities --municipality 3301
expect 0 activities-one-place shg-report $at activities --by municipality --municipality 3301
expect 0 activities-past shg-report $at activities --from 2025-01-01 --to 2025-12-31
expect 2 activities-no-dimension shg-report $at activities --by age
expect 0 coverage shg-report $at coverage
expect 0 coverage-exact shg-report $at coverage --exact
expect 0 offices shg-report $at offices --municipality 3305
expect 0 offices-before shg-report -C reg -d 2020-06-01 offices
expect 0 open shg-report $at open
expect 0 person shg-report $at person P62764603 --format text --lang en
expect 0 person-json shg-report $at person P43397200 --format json
expect 0 person-starter shg-report $at person S00003
expect 1 person-nobody shg-report $at person P00000000
expect 2 person-which shg-report $at person
expect 2 one-word-too-many shg-report $at rooms V00001
expect 2 no-kind shg-report $at
expect 0 funder shg-report $at funder
expect 0 funder-text shg-report $at funder --format text --lang nb
expect 0 funder-exact-past shg-report $at funder --exact --from 2025-01-01
expect 2 funder-half shg-report $at funder --from 2025-03-01
ok "no other person stands in a report on one" sh -c "! shg-report $at person P43397200 |
    grep -E '[PS][0-9]{5,}' | grep -v P43397200"
printf 'id,name\n"torn' >reg/contacts.csv
ok "and contacts.csv is not opened" shg-report $at person P43397200

# every option works or is refused
for kind in waiting groups meetings agenda offers flow starters rooms courses forecast outcomes activities coverage \
    offices open funder; do
    for option in "--from 2026-01-01" "--to 2026-12-31" "--by municipality" "--municipality 3301" "--period year" \
        "--group G00001" "--status active" "--venue V00001" "--mode digital" "--most 3" --overdue --with-pauses --exact \
        "--format text" --excel; do
        # shellcheck disable=SC2086 # words
        shg-report $at $kind $option >out 2>err
        echo "$kind $option: $? $(sed 's/^shg-report: error: //' err)"
    done
done >options
expect 0 options cat options

# published, then asked again
shg-report $at flow --cells >cells.csv
expect 0 cells head -n 4 cells.csv
ok "figures are recorded as published" shg-record $at published cells.csv
ok "and are the same again" sh -c "shg-report $at flow | cmp - '$golden/flow.out'"
shg-report $at waiting --by gender,age --cells >two.csv
ok "so are two dimensions" shg-record $at published two.csv
expect 0 waiting-coarser shg-report $at waiting --by gender,source
shg-report $at flow --by municipality --cells | sed '/registered.3301/s/,[0-9]*$/,60/' >otherwise.csv
ok "a figure of another picture of the day is recorded" shg-record $at published otherwise.csv
shg-report $at flow --by municipality >out
expect 0 flow-otherwise grep ,registered, out
shg-report $at flow --by municipality --cells >cells.csv
ok "what contradicts it is not told" shg-record $at published cells.csv

# figures for a country
umask 022
shg-report $at --for-merge >one.csv
ok "exact figures are the office's own" test "$(stat -c %a one.csv)" = 600
ok "and hold nobody's id" sh -c '! grep -E "[PSG][0-9]{5,}" one.csv'
sed 's/^selvhjelp-buskerud/another/' one.csv >two.csv
expect 0 merge shg-report --merge one.csv two.csv
expect 0 merge-one shg-report --merge one.csv
expect 0 merge-offices shg-report --merge --offices reg/offices.csv one.csv two.csv
expect 4 merge-no-offices shg-report --merge --offices one.csv one.csv two.csv
expect 4 merge-twice shg-report --merge one.csv one.csv
echo office,period >bad.csv
expect 4 merge-bad shg-report --merge one.csv bad.csv
finish
