#!/bin/sh
# Reports as pages, laid out by Chromium: nothing is clipped, nothing lies over anything else.
. "${top:?}/tests/cli/lib.sh"
command -v chromium >/dev/null || skip_all "chromium is not there"
cp -r "$top/tests/data/buskerud" reg
chmod 700 reg
chmod 600 reg/*.csv
page() { # NAME KIND...
    name=$1
    shift
    shg-report -C reg -d 2026-11-23 --format html "$@" >"$name.html"
    mkdir "$name.work"
    ok "$name" sh -c "/usr/bin/python3 '$top/tests/peer/pages.py' $name.html '$scratch/$name.work' >$name.log 2>&1;
        cat $name.log; [ ! -s $name.log ]"
}
page funder --lang nb funder
page waiting --lang nn waiting --by theme
page coverage --lang en coverage
page rooms --lang nb rooms
page flow --lang nb flow
page groups --lang nn groups --by theme
page starters --lang nb starters --by municipality
page courses --lang nn courses
finish
