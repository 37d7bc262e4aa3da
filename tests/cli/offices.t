#!/bin/sh
# shg-offices: its list, its table, its failures, a second try, Ctrl-C. shg-weekly and shg-report are small fakes that lie beside
# a copy of the script, and ssh is one that runs the command here; the real ones are met in tests/peer/offices.t.
. "${top:?}/tests/cli/lib.sh"
command -v parallel >/dev/null 2>&1 || skip_all "GNU parallel is not there"
ok "its version is that of the tools" test "$("$top/scripts/shg-offices" --version)" = "$(shg-match --version | sed s/match/offices/)"
for l in en nb; do
    ok "its help fits 80 columns ($l)" test "$(LC_ALL=$l "$top/scripts/shg-offices" --help | wc -L)" -le 80
done
PATH=/usr/bin:/bin # what cron gives
unset HOME
mkdir bin
cp "$top/scripts/shg-offices" bin

fake() { # TOOL: a tool that does the lines of standard input
    { echo '#!/bin/sh' && cat; } >"bin/$1"
    chmod +x "bin/$1"
}
# each register says in `does` what happens to it; its plan places as many people as the register's file `people` says
fake shg-weekly <<'X'
while getopts C:d:o: o; do case $o in C) reg=$OPTARG ;; d) day=$OPTARG ;; o) out=$OPTARG ;; esac; done
echo "$reg" >>ran
[ -d "$reg" ] || { echo "shg-weekly: $reg: no such folder" >&2; exit 3; }
rc=0
[ ! -e "$reg/does" ] || . "$reg/does"
mkdir -p "$out/$day"
printf 'name,value\nwaiting,9\nplaced,%s\ngroups_new,1\ngroups_filled,0\ngap_percent,0.4\nseconds,0.01\n' "$(cat "$reg/people")" >"$out/$day/stats.csv"
echo 'G00001,P12345678' >"$out/$day/plan.csv"
: >"$out/$day/log.txt"
exit $rc
X
fake shg-report <<'X'
while getopts C:d:-: o; do case $o in C) reg=$OPTARG ;; esac; done
[ ! -e "$reg/nofigures" ] || { echo 'secret P12345678' >&2; exit 4; }
printf 'office,period,event,dimension,value,count\n%s,2026-11-23,waiting,all,all,9\n' "${reg##*/}"
X
fake fake-ssh <<'X'
# a login that prints a line of its own; the host `down` is down, `mute` never answers, on `bare` there is no shg
while [ "$1" != -- ]; do shift; done
case $2 in
down) echo "ssh: connect to host down port 22: Connection refused" >&2; exit 255 ;;
mute) exec sleep 600 ;;
bare) PATH=/usr/bin:/bin ;;
*) echo 'Welcome, shg-plan waiting,77777'; cd "$2" && PATH=$PWD/../bin:/usr/bin:/bin ;;
esac
shift 2
exec sh -c "$*"
X
office() { # REGISTER PEOPLE
    mkdir -p "$1" && echo "$2" >"$1/people"
}
offices() { # seconds are no part of what is expected, nor the scratch folder's own name
    bin/shg-offices -d 2026-11-23 --ssh "$scratch/bin/fake-ssh" "$@" >"$scratch/offices.out" 2>"$scratch/offices.err"
    offices_rc=$?
    sed -e "s|$scratch|SCRATCH|g" -e 's/,[0-9]*$/,S/' "$scratch/offices.out"
    sed "s|$scratch|SCRATCH|g" "$scratch/offices.err" >&2
    return $offices_rc
}
list() { # FILE LINE...
    file=$1
    shift
    { echo 'office,host,register,output' && printf '%s\n' "$@"; } >"$file"
}

# ---- what it is asked ----
list one 'Ås,,reg,out'
office reg 5
expect 0 help bin/shg-offices --help
expect 2 no-list offices -o country
expect 2 no-output offices one
expect 2 bad-date offices -d 23.11.2026 -o country one
expect 2 no-such-day offices -d 2026-02-30 -o country one
expect 2 bad-jobs offices -j 0 -o country one
expect 2 bad-seconds offices -t ten -o country one
expect 2 unknown-option offices --nonsense -o country one
expect 2 value-missing offices one -o
expect 2 two-lists offices -o country one one
expect 3 no-such-list offices -o country nowhere
mkdir nothing
for program in date dirname; do ln -s "$(command -v $program)" nothing; done
expect 3 no-parallel env PATH=nothing /bin/sh bin/shg-offices -d 2026-11-23 -o country one

# ---- lists that are refused, with every line that is wrong; nothing is run ----
rm -f ran
list wrong 'A,,reg,out' 'A,,reg2,out2' 'B,,reg,out3' 'C,,reg4,out' 'D,host,reg,out' '/E,,r,o' '=F,,r1,o1' 'G,-oX,r2,o2' \
    'H,two words,r3,o3' 'I,,,o4' 'J,,r5,' "$(printf 'K%0100d' 0),,r6,o6"
expect 4 wrong-lines offices -o country wrong
printf 'name,host\nA,\n' >wrong
expect 4 no-column offices -o country wrong
: >wrong
expect 4 empty offices -o country wrong
list wrong 'A,,"reg,out'
expect 4 open-quote offices -o country wrong
list wrong 'A,,"reg"s,out'
expect 4 behind-quote offices -o country wrong
list wrong "$(printf 'A,,re\033g,out')"
expect 4 control-character offices -o country wrong
ok "nothing was run" test ! -e ran
ok "and nothing is left" test "$(ls -A country)" = .lock

# ---- names and paths of every kind, as Excel writes them ----
office "it's \$HOME; reg" 6
office 'øst/reg' 7
office 'vest' 8
printf '\357\273\277"output";"register";"remark";"host";"office"\r\n"out 1";"it'\''s $HOME; reg";"a ""b""; c";;"Nord-Trøndelag og Ås"\r\n\r\n%s\r\n' \
    'ut;reg;;øst;"Øst, ""i dag"""' >list
expect 0 every-kind offices -o country -v list
ok "the folder is its owner's own" test "$(stat -c %a country/2026-11-23)" = 700
ok "its files too" test "$(stat -c %a country/2026-11-23/figures/*.csv country/2026-11-23/log/*.txt country/2026-11-23/offices.csv | sort -u)" = 600
ok "the table is for a spreadsheet" grep -q '^"Øst, ""i dag""";øst;0;9;7;1;0;0,4;[0-9]*.$' country/2026-11-23/offices.csv
ok "figures to merge are there" grep -qx 'reg,2026-11-23,waiting,all,all,9' 'country/2026-11-23/figures/Øst, "i dag".csv'
ok "no id left its office" sh -c '! grep -rE "[PG][0-9]{5}" country'
ok "the office has its results" test -e 'out 1/2026-11-23/plan.csv' -a -e øst/ut/2026-11-23/plan.csv
ok "nothing else is left" test "$(ls -A country | tr '\n' ' ')" = ".lock 2026-11-23 "
expect 0 silent offices -o country list
ok "the day's earlier run is kept" test -e country/2026-11-23.1/offices.csv
expect 0 standard-input sh -c "bin/shg-offices -d 2026-11-23 -o country - <one"
list none
expect 0 none offices -o country -v none

# ---- the order of the list, whatever ends first ----
set --
for i in 1 2 3 4 5 6 7 8; do
    office many/$i "$i"
    echo "sleep 0.$((9 - i))" >many/$i/does
    set -- "$@" "Office $i,,many/$i,many/out$i"
done
list many.csv "$@"
expect 0 many offices -j 8 -o country -v many.csv
offices -j 2 -o country -v many.csv >two
ok "the same with two at a time" diff two "$golden/many.out"

# ---- failures stop nobody ----
list bad 'Good,,reg,out' 'Down,down,reg,out' 'Down too,down,reg2,out2' 'Bare,bare,reg,out' 'Nowhere,,nowhere,outn' \
    'Look,,vest,outv' 'Dies,,dies,outd' 'Cut,,cut,outc' 'Without,,without,outw' \
    'Far,øst,reg,ut'
for r in dies slow cut without; do office $r 1; done
echo 'rc=1; echo "shg-weekly: done, but look at: check" >&2' >vest/does
echo 'kill -9 $$' >dies/does
echo 'trap "touch ended; exit 143" TERM; sleep 600 & wait' >slow/does
echo 'kill -9 $(cut -d " " -f 4 /proc/$PPID/stat)' >cut/does # the shell at the end of the line
touch without/nofigures
expect 3 failures offices -j 12 -o country -v bad
ok "the good ones have their figures" test "$(ls country/2026-11-23/figures | tr '\n' ' ')" = "Far.csv Good.csv Look.csv "
ok "the words of ssh are in the log" grep -q refused "country/2026-11-23/log/Down too.txt"
ok "an id in a tool's words stays where it is" sh -c '! grep -rE "P[0-9]{8}" country && grep -q secret outw/2026-11-23/log.txt'

# ---- those that do not answer are left alone ----
list late.csv 'Mute,mute,reg,out' 'Slow,,slow,outs'
expect 3 late offices -t 2 -o late -v late.csv
ok "its log says so" grep -q 'does not answer' late/2026-11-23/log/Mute.txt
ok "what is left alone is ended" test -e ended

# ---- only those that failed ----
rm -f ran dies/does slow/does cut/does without/nofigures
mkdir down mute
sed -i 's/^down)/gone)/; s/^mute)/gone)/' bin/fake-ssh
for h in down mute; do office $h/reg 3; done
office down/reg2 3
list better 'New,,new,outnew' "$(sed -n 2p bad)" 'Far,øst,reg,ut' 'Look,,vest,outv' 'Dies,,dies,outd' 'Slow,,slow,outs' \
    'Down too,down,reg2,out2' 'Nowhere,,nowhere,outn'
office new 2
expect 3 retry offices --retry -o country -v better
ok "those that answered were not run again" test "$(sort ran | tr '\n' ' ')" = "dies new nowhere slow "
ok "nor those of another host" test "$(cat down/ran)" = reg2
ok "their figures are there, too" test -e country/2026-11-23/figures/Good.csv -a -e country/2026-11-23/log/Look.txt
list better 'Look,,vest,outv' 'Good,,reg,out'
rm ran
expect 1 retry-nothing offices --retry -o country -v better
ok "nothing was run" test ! -e ran
expect 0 retry-without-a-day offices --retry -d 2026-12-24 -o country -v one

# ---- two at once, and Ctrl-C ----
waits() { # FILE: until it is there
    n=0
    while [ ! -e "$1" ] && [ $n -lt 400 ]; do
        sleep 0.05
        n=$((n + 1))
    done
}
list slow.csv 'Slow,,slow,outs' 'Far,øst,long,ut'
office øst/long 4
for r in slow øst/long; do echo 'trap "touch '$r'/ended; exit 143" TERM; touch '$scratch/$r'/started; sleep 600 & wait' >$r/does; done
sed -i "s|touch øst/long/ended|touch long/ended|" øst/long/does
for signal in INT TERM; do
    rm -f slow/ended slow/started øst/long/ended øst/long/started
    # a shell's background runs ignore Ctrl-C, unless something sets it back
    env --default-signal=INT bin/shg-offices -d 2026-11-30 --ssh "$scratch/bin/fake-ssh" -o country slow.csv 2>killed.err &
    running=$!
    waits slow/started
    waits øst/long/started
    [ $signal = TERM ] || expect 3 second offices -o country one
    kill -$signal $running
    wait $running
    ok "$signal: its signal's code" test $? -eq "$(case $signal in INT) echo 130 ;; *) echo 143 ;; esac)"
    waits slow/ended
    waits øst/long/ended
    ok "$signal: the runs are ended, here and there" test -e slow/ended -a -e øst/long/ended
    ok "$signal: nothing with a date is left" test ! -e country/2026-11-30 -a ! -e "$(echo country/.run.*)"
done
mkdir country/.run.abcdef
ok "what a kill left" offices -o country one
ok "is cleared" test ! -e country/.run.abcdef
if [ "$(id -u)" -ne 0 ]; then
    mkdir -m 500 shut
    expect 3 no-right offices -o shut one
fi
finish
