#!/bin/sh
# Every figure a second way: SQL over the same files, for registers from fixed seeds; and erasure changes none.
. "${top:?}/tests/cli/lib.sh"
/usr/bin/python3 -c 'import sqlite3' 2>/dev/null || skip_all "python3 is not there"
check() { # NAME REGISTER
    /usr/bin/python3 "$top/tests/peer/figures.py" "$2" 2026-11-23 >log 2>&1 || echo "not ok - figures.py failed" >>log
    ok "$1: $(grep -c '^ok' log) figures are the same" sh -c '! grep -v "^ok" log && [ "$(grep -c "^ok" log)" -gt 60 ]'
}
cp -r "$top/tests/data/buskerud" buskerud
chmod 700 buskerud
chmod 600 buskerud/*.csv
printf '2026,cost,350000\n2026,hours,900.5\n' >>buskerud/targets.csv
check buskerud "$scratch/buskerud"
for seed in 1 2 3; do
    /usr/bin/python3 "$top/tests/bench/generate.py" --seed $seed --people $((seed * 150)) "$scratch/reg$seed" >/dev/null
    check "seed $seed" "$scratch/reg$seed"
done
finish
