#!/bin/sh
# Attacks printed documents of shg-report, sequences of them from day to day with what was published between: nothing that
# counts fewer than five is known to fewer than five values. 100 fixed seeds (200 of tables in
# attack.c); thousands in make fuzz.
. "${top:?}/tests/cli/lib.sh"
/usr/bin/python3 -c 'import csv' 2>/dev/null || skip_all "python3 is not there"
attack=${B:?}/tests/peer/attack
[ -x "$attack" ] || skip_all "the attack is not built (libglpk-dev)"
half() { /usr/bin/python3 "$top/tests/peer/attack.py" "$attack" "$1" "$2" >"log$1" 2>&1 || echo failed >>"log$1"; }
half 1 50 &
half 51 100
wait
half 328 328 # a year by place, told twice on a day
half 483 483 # a year by place on three days: what no two of them tell
for n in 1 51 328 483; do
    sed 's/^/# /' log$n
    ok "seeds from $n reveal nobody" sh -c "grep -q ' 0 answered too well' log$n && ! grep -q '^seed\|failed' log$n"
    ok "and they were asked" sh -c "[ \"\$(sed -n 's/.*seeds, \([0-9]*\) questions.*/\1/p' log$n)\" -gt $([ $n -gt 300 ] && echo 50 || echo 1500) ]"
done
# an attack that finds nothing in exact figures would be none
sed 's/"--by", name)/"--by", name, "--exact")/' "$top/tests/peer/attack.py" >exact.py
/usr/bin/python3 exact.py "$attack" 1 5 >exact.log 2>&1
ok "exact figures reveal people" grep -q '^seed' exact.log
finish
