#!/bin/sh
# Offices of a hundred who wait, where the search meets its bound before anything is branched on, or after, on counts of groups
# or on their ages, and three of twice as many, the last with several groups at a time in its rooms: the plan keeps every
# rule, and the figures told of it are its own; the worth is at most the bound, and not further below it than is said here,
# for steps of work are the same on any machine.
. "${top:?}/tests/cli/lib.sh"
[ -x /usr/bin/python3 ] || skip_all "python3 is not there"

within() { # PERCENT: the gap that was told
    awk -F, -v most="$1" '$1 == "gap_percent" { told = 1; wide = $2 + 0 > most + 0 } END { exit !told || wide }' stats.csv
}

# the effort, the most that the gap may be, then the options of the generator
for office in "3 0 --people 120 --seed 1" "3 0 --people 120 --seed 5" "3 0 --people 120 --seed 6" \
    "3 0 --people 120 --seed 7" "3 0 --people 120 --seed 2 --age-spread 20" "3 0 --people 120 --seed 3 --age-spread 20" \
    "3 0.2 --people 120 --seed 4 --age-spread 15" "4 0.1 --people 240 --seed 3" "5 0 --people 240 --seed 8" \
    "4 0 --people 240 --seed 24 --age-spread 15 --rooms 0.5"; do
    effort=${office%% *} office=${office#* }
    most=${office%% *} shape=${office#* }
    rm -rf register
    # shellcheck disable=SC2086 # the shape is a list of options
    /usr/bin/python3 "$top/tests/bench/generate.py" $shape register || exit 1
    shg-match -C register -d 2026-11-23 --effort "$effort" --stats stats.csv >plan.csv
    ok "register $shape" /usr/bin/python3 "$top/tests/peer/check_plan.py" --date 2026-11-23 --stats stats.csv register plan.csv
    ok "a gap of at most $most percent: $shape" within "$most"
done
finish
