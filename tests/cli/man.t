#!/bin/sh
# Every example of the manual and of README works, in order, in a scratch copy of the example register. An example is a line
# that begins with `$ `; lines that begin with `> ` go on with it.
. "${top:?}/tests/cli/lib.sh"

# as they are written, but with less effort, where a tool has any: it is not the plan's quality that is tested here
mkdir "$scratch/quick"
for tool in "$B"/bin/shg-*; do
    "$tool" --help | grep -q -e --effort || continue
    printf '#!/bin/sh\nexec "%s" --effort 1 "$@"\n' "$tool" >"$scratch/quick/${tool##*/}"
    chmod +x "$scratch/quick/${tool##*/}"
done
PATH=$scratch/quick:$PATH

examples() { # PAGE: a file for each command, numbered
    awk -v page="$1" '
        function put() { if (cmd != "") { n++; f = sprintf("%s.%03d", page, n); print cmd > f; close(f) } cmd = "" }
        { line = $0; sub(/^\.Dl /, "", line); sub(/^ +/, "", line)
          gsub(/\\e/, "\\", line); gsub(/\\&/, "", line); gsub(/\\\(aq/, "\047", line); gsub(/\\-/, "-", line) }
        line ~ /^\$ / { put(); cmd = substr(line, 3); next }
        line ~ /^> / && cmd != "" { cmd = cmd "\n" substr(line, 3); next }
        { put() }
        END { put() }' "$2"
}

for page in "$top"/README "$top"/man/*.[1-8] "$top"/man/nb/*.[1-8]; do
    [ -e "$page" ] || continue
    manual=$(echo "${page#"$top"/}" | tr / -)
    mkdir -p "$scratch/$manual/register"
    cd "$scratch/$manual" || exit 3
    cp "$top"/tests/data/buskerud/*.csv register
    chmod 700 register
    chmod 600 register/*
    examples "$scratch/cmd.$manual" "$page"
    for command in "$scratch/cmd.$manual".*; do
        [ -e "$command" ] || continue
        ok "$manual: $(head -n 1 "$command")" sh "$command"
    done
done
cd "$scratch" || exit 3
ok "the tutorial ends with a group" grep -q '^G00001,.*,starting,' man-shg.7/office/groups.csv
ok "and with its calendar" grep -q BEGIN:VEVENT man-shg.7/group.ics
ok "the tutorial in Bokmal does, too" grep -q '^G00001,.*,starting,' man-nb-shg.7/kontor/groups.csv
ok "the week ends with a group, too" grep -q '^G00012,.*,starting,' man-shg-weekly.7/register/groups.csv
ok "there are examples" test "$(find "$scratch" -maxdepth 1 -name 'cmd.*' | wc -l)" -gt 20
finish
