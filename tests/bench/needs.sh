#!/bin/sh
# shg-needs beside shg-match: see needs_beside.py.
: "${B:?the build folder}" "${top:?}"
exec /usr/bin/python3 "$top/tests/bench/needs_beside.py" "$@"
