#!/bin/sh
# Offices of a hundred who wait, where the search meets its bound before anything is branched on, or after: the plan keeps every
# rule, and the figures told of it are its own; the worth is at most the bound.
. "${top:?}/tests/cli/lib.sh"
[ -x /usr/bin/python3 ] || skip_all "python3 is not there"
for seed in 1 5 6 7; do
    rm -rf register
    /usr/bin/python3 "$top/tests/bench/generate.py" --seed $seed --people 120 register || exit 1
    shg-match -C register -d 2026-11-23 --effort 3 --stats stats.csv >plan.csv
    ok "register $seed" /usr/bin/python3 "$top/tests/peer/check_plan.py" --date 2026-11-23 --stats stats.csv register plan.csv
done
finish
