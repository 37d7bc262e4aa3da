#!/bin/sh
# How shg-match grows: see growth.py.
exec /usr/bin/python3 "$(dirname "$0")/growth.py" "$@"
