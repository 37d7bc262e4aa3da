#!/bin/sh
# shg-weekly: its folders, its failures, what cron would mail, two runs at once. The tools are small fakes that lie beside a
# copy of the script; the real ones are run by demo.t.
. "${top:?}/tests/cli/lib.sh"
ok "its version is that of the tools" test "$("$top/scripts/shg-weekly" --version)" = "$(shg-match --version | sed s/match/weekly/)"
PATH=/usr/bin:/bin # what cron gives
mkdir bin reg
cp "$top/scripts/shg-weekly" bin
echo 'name,value' >reg/profile.csv

fake() { # TOOL LINE: a tool that does LINE
    printf '#!/bin/sh\n%s\n' "$2" >"bin/$1"
    chmod +x "bin/$1"
}
fakes() {
    fake shg-check 'exit 0'
    fake shg-match 'for a; do [ "$before" = --stats ] && printf "name,value\nwaiting,9\nplaced,6\ngap_percent,0.4\n" >"$a"; before=$a; done
        echo "group,person"; echo "G00001,P12345678"'
    fake shg-report 'echo "kind,$#"'
    fake shg-schedule 'echo "group,date"'
}
weekly() { # the scratch folder's own name is no part of what is expected
    bin/shg-weekly -C reg "$@" 2>"$scratch/weekly.err"
    weekly_rc=$?
    sed "s|$scratch|SCRATCH|g" "$scratch/weekly.err" >&2
    return $weekly_rc
}
fakes

expect 2 no-output weekly -d 2026-11-23
expect 2 bad-date weekly -d 23.11.2026 -o out
expect 2 no-such-day weekly -d 2026-02-30 -o out
expect 2 unknown-option weekly --nonsense -o out
expect 2 value-missing weekly -o
expect 3 no-register bin/shg-weekly -C nowhere -o out
expect 2 into-the-register weekly -o reg
expect 0 help bin/shg-weekly --help

expect 0 silent weekly -d 2026-11-23 -o out
ok "every file is there" test -s out/2026-11-23/plan.csv -a -s out/2026-11-23/groups.csv -a -s out/2026-11-23/dates.csv \
    -a -s out/2026-11-23/agenda.csv -a -s out/2026-11-23/waiting.csv -a -s out/2026-11-23/stats.csv
ok "the folder is the office's own" test "$(stat -c %a out/2026-11-23)" = 700
ok "its files too" test "$(stat -c %a out/2026-11-23/plan.csv)" = 600
ok "one log line with figures" grep -q ' date=2026-11-23 result=0 waiting=9 placed=6 gap_percent=0.4$' out/weekly.log
ok "nothing else is left" test "$(ls -A out | tr '\n' ' ')" = ".lock 2026-11-23 weekly.log "

echo mine >out/2026-11-23/plan.csv
ok "the same day again" weekly --date=2026-11-23 --output=out --register reg
ok "what somebody changed is kept beside" grep -q mine out/2026-11-23.1/plan.csv
ok "the newest bears the date" grep -q P12345678 out/2026-11-23/plan.csv

# exit 1 is an answer: the run goes on, and says where to look
fake shg-check 'echo "reg/people.csv:7:1: error: id twice" >&2; exit 1'
fake shg-schedule 'echo "group,date"; echo "shg-schedule: group '\''G00009'\'' finds no date" >&2; exit 1'
expect 1 look-at weekly -d 2026-11-24 -o out
ok "the folder is whole all the same" test -s out/2026-11-24/waiting.csv
ok "the tools' own words are in its log" grep -q 'G00009' out/2026-11-24/log.txt
fakes

# a step that fails
fake shg-report 'echo "secret P12345678" >&2; exit 4'
expect 3 failing weekly -d 2026-11-25 -o out
ok "no dated folder" test ! -e out/2026-11-25
ok "the log says why" grep -q 'secret' out/2026-11-25.failed/log.txt
ok "the failure is in the log line" grep -q 'date=2026-11-25 result=exit_4 step=groups$' out/weekly.log
fakes
fake shg-match 'kill -SEGV $$'
expect 3 dying weekly -d 2026-11-25 -o out
rm bin/shg-match
expect 3 missing-tool weekly -d 2026-11-25 -o out
fakes

# a disk without room: files that may not grow
fake shg-match 'head -c 100000 /dev/zero | tr "\0" x || exit 3'
full() { # dash cannot ignore the signal by itself for a limit that it sets, so bash sets both
    bash -c 'trap "" XFSZ; ulimit -f 4; exec bin/shg-weekly -C reg -d 2026-11-26 -o out' 2>"$scratch/weekly.err"
    weekly_rc=$?
    sed "s|$scratch|SCRATCH|g" "$scratch/weekly.err" >&2
    return $weekly_rc
}
if command -v bash >/dev/null 2>&1; then
    expect 3 disk-full full
    ok "nothing with a date is left" test ! -e out/2026-11-26
fi
fakes

# two runs that meet
fake shg-match 'touch started; while [ ! -e go ]; do sleep 0.05; done; echo "group,person"; for a; do [ "$before" = --stats ] && echo name,value >"$a"; before=$a; done'
bin/shg-weekly -C reg -d 2026-11-27 -o out 2>first.err &
first=$!
n=0
while [ ! -e started ] && [ $n -lt 200 ]; do
    sleep 0.05
    n=$((n + 1))
done
expect 3 second weekly -d 2026-11-27 -o out
touch go
wait $first
ok "the first ends well" test $? -eq 0 -a -d out/2026-11-27 -a ! -s first.err

# a run that is killed leaves nothing, and the next one clears what a kill -9 left
rm -f started go
bin/shg-weekly -C reg -d 2026-11-28 -o out 2>killed.err &
first=$!
n=0
while [ ! -e started ] && [ $n -lt 200 ]; do
    sleep 0.05
    n=$((n + 1))
done
kill -TERM $first
touch go
wait $first
ok "killed by its signal's code" test $? -eq 143
ok "and leaves no folder" test ! -e out/2026-11-28 -a ! -e "$(echo out/.run.*)"
mkdir out/.run.abcdef
fakes
ok "what a kill left" weekly -d 2026-11-28 -o out
ok "is cleared" test ! -e out/.run.abcdef

# what is old goes, and nothing else
mkdir out/2026-10-01 out/2026-10-01.failed out/2026-10-02 out/2026-10-30 out/2026-10-31 out/2026-09-01-mine out/elsewhere
touch out/2026-10-01/log.txt out/2026-10-01.failed/log.txt out/2026-10-30/log.txt out/2026-10-31/log.txt out/2026-09-01-mine/log.txt
touch elsewhere.log out/elsewhere/log.txt
ln -s elsewhere out/2026-10-03
ok "four weeks are kept" weekly -d 2026-11-28 -o out
ok "older ones are gone" test ! -e out/2026-10-01 -a ! -e out/2026-10-01.failed -a ! -e out/2026-10-30
ok "the limit itself stays" test -e out/2026-10-31
ok "what another made stays" test -e out/2026-10-02 -a -e out/2026-09-01-mine -a -L out/2026-10-03 -a -e out/elsewhere/log.txt
printf '\357\273\277"value";"name"\r\n"1";"KEEP_WEEKS"\r\n' >reg/profile.csv
ok "the profile says one week, as Excel writes it" weekly -d 2026-12-05 -o out
ok "the profile is obeyed" test ! -e out/2026-11-27 -a -e out/2026-11-28
printf '\377\376n\0a\0m\0e\0' >reg/profile.csv
ok "a profile that it cannot read" weekly -d 2027-12-05 -o out
ok "removes nothing" test -e out/2026-12-05

# no right to write
if [ "$(id -u)" -ne 0 ]; then
    mkdir -m 500 shut
    expect 3 no-right weekly -d 2026-11-23 -o shut
fi
finish
