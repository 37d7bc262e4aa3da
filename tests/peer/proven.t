#!/bin/sh
# Offices of a hundred who wait, where the search meets its bound before anything is branched on, or after, on counts of groups
# or on their ages: the plan keeps every rule, and the figures told of it are its own; the worth is at most the bound.
. "${top:?}/tests/cli/lib.sh"
[ -x /usr/bin/python3 ] || skip_all "python3 is not there"
for shape in "1" "5" "6" "7" "2 --age-spread 20" "3 --age-spread 20" "4 --age-spread 15"; do
    rm -rf register
    # shellcheck disable=SC2086 # the shape is a seed and options
    /usr/bin/python3 "$top/tests/bench/generate.py" --people 120 --seed $shape register || exit 1
    shg-match -C register -d 2026-11-23 --effort 3 --stats stats.csv >plan.csv
    ok "register $shape" /usr/bin/python3 "$top/tests/peer/check_plan.py" --date 2026-11-23 --stats stats.csv register plan.csv
done
finish
