#!/bin/sh
# shg-report beside a bare libcsv loop over the same bytes: a million people on the list, by processor time.
# usage: report.sh [--long] (B: the build folder, top: the sources)
set -u
: "${B:?}" "${top:?}"
work=$(mktemp -d) || exit 3
trap 'rm -rf "$work"' EXIT
/usr/bin/python3 "$top/tests/bench/generate.py" --seed 1 --people 100000 "$work/reg" >/dev/null || exit 3
# ten of each, but for members, who have their one placement
LC_ALL=C awk -F, 'NR == 1 || $2 == "member" { print; next }
    { for (i = 0; i < 10; i++) print (i ? "P" i substr($0, 2) : $0) }' "$work/reg/people.csv" >"$work/people.csv" || exit 3
cp "$work/people.csv" "$work/reg/people.csv" || exit 3
seconds() { # COMMAND...: the least processor time of three
    for i in 1 2 3; do
        /usr/bin/python3 -c 'import os, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
t = os.times()
print("%.2f" % (t.children_user + t.children_system))' "$@" || exit 3
    done | sort -n | head -n 1
}
bare=$(seconds "$B/tests/bench/libcsv_bare" "$work/people.csv")
rc=0
for kind in "waiting" "waiting --by county" "waiting --by theme,age" "waiting --by municipality,language" "flow" \
    "flow --by municipality" "flow --by theme" "flow --by waited"; do
    # shellcheck disable=SC2086 # words
    ours=$(seconds "$B/bin/shg-report" -C "$work/reg" -d 2026-11-23 $kind)
    echo "$kind $ours $bare" | awk '{ n = NF; of = $(n - 1) / $n; $n = $(n - 1) = ""
        printf "report %s: %.2f times a bare libcsv loop (at most 3)%s\n", $0, of, (of > 3 ? "  TOO SLOW" : "")
        exit of > 3 }' || rc=1
done
wc -l <"$work/people.csv" | sed 's/^/rows: /'
exit $rc
