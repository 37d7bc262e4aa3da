#!/bin/sh
# shg-why beside shg-match: processor seconds, seconds on two threads and memory, on the example register and on 1,000
# waiting people. usage: B=BUILD tests/bench/why.sh [--long]
set -eu
: "${B:?the build folder}"
here=$(cd "$(dirname "$0")" && pwd)
command -v /usr/bin/time >/dev/null || { echo "skipped: /usr/bin/time is not there"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 077

# measured NAME COMMAND...: runs it, its output into $work/out; prints a line and leaves seconds and kB in $cpu and $kb
measured() {
    name=$1
    shift
    /usr/bin/time -o "$work/time" -f '%e %U %M' "$@" >"$work/out"
    read -r wall cpu kb <"$work/time"
    printf '%-28s %8s s  %8s s of processor  %7s kB\n' "$name" "$wall" "$cpu" "$kb"
}

look() { # look TITLE REGISTER
    echo "-- $1"
    set -- -C "$2" -d 2026-11-23 -j 2
    measured shg-match "$B/bin/shg-match" "$@"
    match=$kb
    cp "$work/out" "$work/plan.csv"
    measured shg-why "$B/bin/shg-why" "$@" -p "$work/plan.csv"
    awk -F, -v beside="$match" -v own="$kb" '
        NR > 1 && !seen[$1]++ { persons++ }
        NR > 1 && /unknown/ { unknown++ }
        END { printf "%d rows of %d persons, %d not known; %.1f times the memory of shg-match\n",
              NR - 1, persons, unknown, own / beside }' "$work/out"
}

cp -R "$here/../data/buskerud" "$work/example"
look "the example register (about 2 s)" "$work/example"
/usr/bin/python3 "$here/generate.py" --seed 1 --people 1000 "$work/large"
look "1,000 waiting people (within a minute, at most twice the memory)" "$work/large"
