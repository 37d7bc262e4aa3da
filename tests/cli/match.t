#!/bin/sh
# shg-match: the plan, its statistics, the model, and what is refused.
. "${top:?}/tests/cli/lib.sh"
umask 077
cp -r "$top/tests/data/buskerud" reg && chmod -R go-rwx reg || exit 3

match() { # match CODE NAME OPERAND...
    code=$1 name=$2
    shift 2
    expect "$code" "$name" shg-match -C reg -d 2026-11-23 "$@"
}
same() { cmp "$1" "$2"; }
no_seconds() { sed '/^seconds,/d' "$1"; }

expect 0 help shg-match --help
match 2 effort-0 --effort 0
match 2 operand plan.csv

# a small register, whose plan can be followed by hand: four of five fit one group at Huset, and nobody elsewhere
mkdir small
cat >small/people.csv <<'X'
id,status,registered,consent,consent_text,clarified,municipality,availability,themes,adult,mixed_ok
P10000001,waiting,2026-10-01,2026-10-01,1,2026-10-02,3301,mon17:00-21:00,grief,yes,no
P10000002,waiting,2026-10-11,2026-10-11,1,2026-10-12,3301,mon17:00-21:00,grief,yes,no
P10000003,waiting,2026-11-01,2026-11-01,1,2026-11-02,3301,mon18:00-20:00,grief,yes,no
P10000004,waiting,2026-11-21,2026-11-21,1,2026-11-21,3301,mon18:00-20:00,grief;anxiety,yes,
P10000005,waiting,2026-11-21,2026-11-21,1,2026-11-21,3301,tue18:00-20:00,grief,yes,
X
cat >small/starters.csv <<'X'
id,status,municipality,availability
S00001,active,3301,mon17:00-21:00
X
cat >small/venues.csv <<'X'
id,name,kind,municipality,slots
V00001,Huset,in-person,3301,mon18:00-20:00;tue18:00-20:00
X
printf 'code\ngrief\nanxiety\n' >small/themes.csv
expect 0 small shg-match -C small -d 2026-11-23 --stats small.stats
expect 0 small-stats no_seconds small.stats
expect 0 small-excel shg-match -C small -d 2026-11-23 --excel
ok "the model is written" shg-match -C small -d 2026-11-23 --write-lp small.lp
ok "... and names the group" grep -q V00001 small.lp
echo 'id,status,registered,municipality' >small/people.csv
expect 0 nobody-waits shg-match -C small -d 2026-11-23 --stats none.stats
expect 0 nobody-waits-stats no_seconds none.stats

# the example office: lawful, the same for any number of threads, nothing but the plan on standard output
shg-match -C reg -d 2026-11-23 --effort 1 -j 1 --stats one.stats >one.csv
shg-match -C reg -d 2026-11-23 --effort 1 -j 3 >three.csv
ok "threads do not matter" same one.csv three.csv
ok "the plan is private" sh -c 'ls -l one.csv | grep -q "^-rw-------"'
gap_below() { awk -F, -v most="$2" '$1 == "gap_percent" { found = 1; exit !($2 < most) } END { if (!found) exit 1 }' "$1"; }
ok "the gap is small" gap_below one.stats 3
fails_as() { # fails_as CODE COMMAND...
    wanted=$1
    shift
    "$@" >nothing.out
    [ $? -eq "$wanted" ] && [ ! -s nothing.out ]
}
ok "no plan where the statistics cannot be written" fails_as 3 shg-match -C small -d 2026-11-23 --stats nowhere/stats.csv
finish
