#!/bin/sh
# shg-needs against brute force: as many as one more starter or room places at most, and nothing left out.
: "${B:?}" "${top:?}"
/usr/bin/python3 -c 'import scipy.optimize' 2>/dev/null || { printf '1..1\nok 1 # SKIP python3-scipy is not there\n'; exit 0; }
# 921: two starters of one group who are kept apart
exec /usr/bin/python3 "$top/tests/peer/needs.py" --from 921 --count 15
