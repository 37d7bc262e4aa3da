#!/bin/sh
# Random people erased in random order, judged by a program that derives events and figures from formats.md alone.
. "${top:?}/tests/cli/lib.sh"
[ -x /usr/bin/python3 ] || skip_all "python3 is not there"
for seed in 1 2 3 4 5 6 7 8; do
    ok "the figures stand, seed $seed" sh -c "/usr/bin/python3 '$top/tests/peer/erasure.py' $seed '$scratch/reg' >log &&
        ! grep '^not ok' log && [ \$(grep -c '^ok' log) -eq 6 ]"
done
finish
