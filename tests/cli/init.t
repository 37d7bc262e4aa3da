#!/bin/sh
# shg-init: what it makes, and what it refuses.
. "${top:?}/tests/cli/lib.sh"

umask 000
expect 0 new shg-init --office selvhjelp.example reg
ok "the folder is the user's alone, whatever the umask" test "$(stat -c %a reg)" = 700
ok "so is every table" test "$(stat -c %a reg/*.csv | sort -u)" = 600
ok "there is a table for each of the format" test "$(find reg -name '*.csv' | wc -l)" -eq 24
expect 0 headers head -n 1 reg/absences.csv reg/activities.csv reg/apart.csv reg/closures.csv reg/contacts.csv \
    reg/counts.csv reg/courses.csv reg/erasures.csv reg/evaluations.csv reg/groups.csv reg/history.csv \
    reg/inquiries.csv reg/meetings.csv reg/offices.csv reg/people.csv reg/placements.csv reg/published.csv \
    reg/starters.csv reg/targets.csv reg/together.csv reg/travel.csv reg/venues.csv
expect 0 themes cat reg/themes.csv
expect 0 profile cat reg/profile.csv
expect 0 sound shg-check -C reg
expect 3 again shg-init reg
mkdir -m 755 empty
expect 0 empty-folder shg-init empty
ok "an empty folder is made the user's alone" test "$(stat -c %a empty)" = 700
expect 0 no-office cat empty/profile.csv
mkdir full
touch full/mine
expect 3 not-empty shg-init full
ok "nothing was put there" test "$(ls -A full)" = mine
expect 3 no-parent shg-init nowhere/reg
touch file
expect 3 a-file shg-init file
expect 2 bad-office shg-init --office 'not a domain' other
ok "wrong usage makes nothing" test ! -e other
expect 2 no-operand shg-init
expect 2 two-operands shg-init a b

# ---- shg-register(5) describes every table and column, in the order of the headers ----

awk '/^\.Ss .*\.csv$/ { table = $2 } /^\.S[hH]/ { table = "" }
    table && /^\.It Cm/ { gsub(/\.It|Cm|\*/, ""); gsub(/ /, ""); printf "%s %s\n", table, $0 }' \
    "$top/man/shg-register.5" | awk '{ line[$1] = line[$1] (line[$1] ? "," : "") $2 } END { for (t in line) print t, line[t] }' |
    sort >described
for f in reg/*.csv; do echo "$(basename "$f") $(head -n 1 "$f")"; done | sort >made
ok "the manual describes all that is made" diff described made

finish
