#!/bin/sh
# A few hundred small registers: shg-match is optimal by three other solvers, its bound true, its plan lawful.
: "${B:?}" "${top:?}"
for need in glpsol cbc; do
    command -v $need >/dev/null || { printf '1..1\nok 1 # SKIP %s is not there\n' $need; exit 0; }
done
/usr/bin/python3 -c 'import scipy.optimize' 2>/dev/null || { printf '1..1\nok 1 # SKIP python3-scipy is not there\n'; exit 0; }
exec /usr/bin/python3 "$top/tests/peer/lp.py" --count 250
