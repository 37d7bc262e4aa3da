#!/bin/sh
# The same register in any order and dialect, with any number of threads, gives the same plan.
: "${B:?}" "${top:?}"
exec /usr/bin/python3 "$top/tests/peer/shuffle.py"
