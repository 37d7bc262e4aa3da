#!/bin/sh
# Attacks printed documents of shg-report, sequences of them from day to day with what was published between: nothing that
# counts fewer than five is known to fewer than five values. Fixed seeds, and tables in attack.c; thousands in make fuzz.
. "${top:?}/tests/cli/lib.sh"
/usr/bin/python3 -c 'import csv' 2>/dev/null || skip_all "python3 is not there"
attack=${B:?}/tests/peer/attack
[ -x "$attack" ] || skip_all "the attack is not built (libglpk-dev)"
attack() { # PROGRAM FIRST LAST
    /usr/bin/python3 "$top/tests/peer/$1.py" "$attack" "$2" "$3" >"$1-$2" 2>&1 || echo failed >>"$1-$2"
}
attack attack 1 50 &
attack attack 51 100
wait
attack attack 328 328 # a year by place, told twice on a day
attack attack 483 483 # a year by place on three days: what no two of them tell
attack attack 665 665 # a rest of one theme, by what adds up
attack attack 914 914 # lists of one day that fold equal counts
attack attack_kinds 1 40
attack attack_kinds 248 248 # those who have not led
for log in attack-1 attack-51 attack-328 attack-483 attack-665 attack-914 attack_kinds-1 attack_kinds-248; do
    sed 's/^/# /' $log
    ok "seeds of $log reveal nobody" sh -c "grep -q ' 0 answered too well' $log && ! grep -q '^seed\|failed' $log"
    least=$(case $log in *-1 | *-51) echo 1500 ;; *) echo 50 ;; esac)
    ok "and they were asked" sh -c "[ \"\$(sed -n 's/.*seeds\{0,1\}, \([0-9]*\) questions.*/\1/p' $log)\" -gt $least ]"
done
# an attack that finds nothing in exact figures would be none
for program in attack attack_kinds; do
    EXACT=1 /usr/bin/python3 "$top/tests/peer/$program.py" "$attack" 1 8 >exact.log 2>&1
    ok "exact figures reveal people to $program" grep -q '^seed.*lies between' exact.log
done
finish
