#!/bin/sh
# A country's term: 3,000 groups that are ready, 36,000 meetings, and their calendar, beside what mawk needs to read the same
# tables and to print as many lines. The three take turns; the middle of the times is compared. Fails where planning or the
# calendar takes more than 3 seconds, or more than 100 MB.
set -u
B=${B:?the build folder}
turns=5 day=2026-11-23
scratch=$(mktemp -d "${TMPDIR:-/tmp}/shg-bench.XXXXXX") || exit 3
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 3
mkdir -m 700 reg
LC_ALL=C awk '
    BEGIN {
        srand(20261122)
        split("mon tue wed thu", days, " ")
        people = "reg/people.csv"; groups = "reg/groups.csv"; venues = "reg/venues.csv"; starters = "reg/starters.csv"
        placements = "reg/placements.csv"; absences = "reg/absences.csv"; closures = "reg/closures.csv"
        print "id,status,registered,consent,consent_text,clarified,municipality,availability,adult" > people
        print "id,status,venue,slot,theme,language,composition,formed" > groups
        print "id,name,kind,municipality,slots,rooms" > venues
        print "id,status,municipality,mode,availability,gender,capacity" > starters
        print "person,group,role,status,proposed,offered,answered" > placements
        print "starter,from,to,start,end" > absences
        print "venue,from,to,start,end,reason" > closures
        for (v = 1; v <= 600; v++)
            printf "V%05d,Hus %d,in-person,%s,mon18:00-20:00;tue18:00-20:00;wed18:00-20:00;thu18:00-20:00,%d\n", v, v,
                v % 2 ? "3301" : "3312", 1 + int(rand() * 2) > venues
        for (s = 1; s <= 2500; s++) {
            printf "S%05d,active,%s,either,mon17-21;tue17-21;wed17-21;thu17-21,%s,2\n", s, s % 2 ? "3301" : "3312",
                s % 3 ? "f" : "m" > starters
            if (s % 5 == 0) {
                d = 1 + int(rand() * 20)
                printf "S%05d,2026-12-%02d,2026-12-%02d,,\n", s, d, d + int(rand() * 10) > absences
            }
        }
        print ",2026-12-21,2027-01-03,,,jul" > closures
        print ",2027-02-22,2027-02-26,,,vinterferie" > closures
        for (v = 1; v <= 600; v += 7) {
            d = 1 + int(rand() * 28)
            printf "V%05d,2027-01-%02d,2027-01-%02d,17:00,22:00,\n", v, d, d > closures
        }
        said = ",proposed,offered,answered"
        for (g = 1; g <= 3000; g++) {
            # five at each house on four evenings: where it has one room, two of them compete
            printf "G%05d,forming,V%05d,%s18:00-20:00,mixed,nb,any,2026-11-01\n", g, 1 + g % 600,
                days[1 + int(g / 600) % 4] > groups
            for (m = 0; m < 4; m++) {
                printf "P%08d,waiting,2026-09-01,2026-09-01,1,2026-09-10,3301,mon17-21;tue17-21;wed17-21;thu17-21,yes\n", g * 10 + m > people
                printf "P%08d,G%05d,member,accepted,2026-11-02,2026-11-03,2026-11-05\n", g * 10 + m, g > placements
            }
            a = 1 + (g * 13) % 2500
            printf "S%05d,G%05d,starter,accepted,2026-11-02,2026-11-03,2026-11-05\n", a, g > placements
            if (g % 2)
                printf "S%05d,G%05d,starter,accepted,2026-11-02,2026-11-03,2026-11-05\n", 1 + (g * 7 + 1200) % 2500, g > placements
        }
    }' || exit 3
printf 'name,value\nOFFICE,bench.example\n' >reg/profile.csv
chmod 600 reg/*
now() {
    date +%s%N
}
middle() { # FILE: of its numbers
    sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}
memory() { # COMMAND...: its greatest resident set in KiB
    /usr/bin/python3 -c 'import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=open("/dev/null", "w"), stderr=subprocess.STDOUT)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' "$@"
}
i=0
while [ $i -lt $turns ]; do
    a=$(now)
    "$B/bin/shg-schedule" -C reg -d $day --ready >meetings.csv 2>notes
    rc=$?
    b=$(now)
    "$B/bin/shg-ics" -C reg -d $day meetings.csv >all.ics || exit 3
    c=$(now)
    LC_ALL=C awk -F, '{ n += NF } END { print n }' reg/*.csv >read.out && LC_ALL=C awk -F, '{ print $1, $2, $3 "T" $4 }' meetings.csv >/dev/null
    d=$(now)
    echo $((b - a)) >>schedule.times
    echo $((c - b)) >>ics.times
    echo $((d - c)) >>awk.times
    i=$((i + 1))
done
schedule=$(middle schedule.times) ics=$(middle ics.times) awk=$(middle awk.times)
kib=$(memory "$B/bin/shg-schedule" -C reg -d $day --ready) kib_ics=$(memory "$B/bin/shg-ics" -C reg -d $day meetings.csv)
echo "groups $(($(wc -l <reg/groups.csv) - 1)), meetings $(($(wc -l <meetings.csv) - 1)), notes $(wc -l <notes), exit $rc"
awk -v s="$schedule" -v i="$ics" -v a="$awk" -v k="$kib" -v l="$kib_ics" 'BEGIN {
    printf "shg-schedule --ready: %.2f s, %.0f MB, %.1f times mawk reading and printing\n", s / 1e9, k / 1024, s / a
    printf "shg-ics: %.2f s, %.0f MB, %.1f times\n", i / 1e9, l / 1024, i / a
    exit !(s < 3e9 && i < 3e9 && k < 102400 && l < 102400)
}'
