#!/bin/sh
# Adding one person to a register of 100,000, beside reading, writing and syncing its people.csv once with libcsv. The
# two take turns; the middle of the times is compared. Fails where the first takes more than twice as long.
set -u
B=${B:?the build folder}
rows=100000 turns=9 day=2026-11-23
scratch=$(mktemp -d "${TMPDIR:-/tmp}/shg-bench.XXXXXX") || exit 3
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 3
"$B/bin/shg-init" reg || exit 3
header=$(head -n 1 reg/people.csv)
LC_ALL=C awk -v rows=$rows -v header="$header" '
    function pick(list,    n, parts) { n = split(list, parts, " "); return parts[int(rand() * n) + 1] }
    BEGIN {
        srand(20261122)
        print header
        n = split(header, names, ",")
        for (i = 0; i < rows; i++) {
            date = sprintf("2026-%02d-%02d", 1 + int(rand() * 9), 1 + int(rand() * 28))
            v["id"] = sprintf("P%08d", 10000000 + i * 7)
            v["status"] = "waiting"
            v["registered"] = v["consent"] = v["clarified"] = date
            v["consent_text"] = "2026-1"
            v["source"] = pick("self gp rph dps nav")
            v["municipality"] = pick("3301 3303 3312 3314 3316 3318")
            v["mode"] = pick("in-person either digital")
            v["availability"] = pick("mon17:00-21:00 tue17:00-21:00;thu17:00-21:00 wed10:00-14:00")
            v["themes"] = pick("grief anxiety depression;loneliness")
            v["mixed_ok"] = "yes"
            v["gender"] = pick("f m x")
            v["birth_year"] = 1940 + int(rand() * 65)
            line = ""
            for (c = 1; c <= n; c++)
                line = line (c > 1 ? "," : "") v[names[c]]
            print line
        }
    }' >reg/people.csv || exit 3
now() {
    date +%s%N
}
i=0
while [ $i -lt $turns ]; do
    a=$(now)
    "$B/tests/bench/csv_once" reg/people.csv copy.csv || exit 3
    b=$(now)
    "$B/bin/shg-add" -C reg -d $day people status=new registered=$day municipality=3301 >/dev/null || exit 3
    c=$(now)
    echo "$(((b - a) / 1000)) $(((c - b) / 1000))"
    i=$((i + 1))
done >taken
middle() {
    cut -d ' ' -f "$1" taken | sort -n | sed -n "$((turns / 2 + 1))p"
}
bare=$(middle 1) ours=$(middle 2)
awk -v bare="$bare" -v ours="$ours" -v bytes="$(wc -c <reg/people.csv)" 'BEGIN {
    printf "people.csv of %d rows, %.1f MB: libcsv %.0f ms, shg-add %.0f ms: %.2f times (at most 2)\n", '$rows', bytes / 1e6,
        bare / 1e3, ours / 1e3, ours / bare
    exit ours > 2 * bare
}'
