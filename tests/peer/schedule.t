#!/bin/sh
# Offices from fixed seeds by the hundred, judged by a checker that shares no code with lib/calendar.
. "${top:?}/tests/cli/lib.sh"
/usr/bin/python3 -c 'import dateutil' 2>/dev/null || skip_all "python3-dateutil is not there"
/usr/bin/python3 "$top/tests/peer/schedule.py" 1 301
