#!/bin/sh
# shg-offices with the real tools on two hosts: two sshd on loopback, with keys and settings of their own, started here as
# whoever runs the tests, and stopped at the end. One host and many see the same files, so each has its own folder.
. "${top:?}/tests/cli/lib.sh"
for program in parallel ssh ssh-keygen; do
    command -v $program >/dev/null 2>&1 || skip_all "$program is not there"
done
sshd=$(PATH=/usr/sbin:/usr/local/sbin:$PATH command -v sshd) || skip_all "sshd is not there"
daemons='' running='' made=''
end() {
    # shellcheck disable=SC2086 # numbers
    [ -z "$running$daemons" ] || kill $running $daemons 2>/dev/null
    [ -z "$made" ] || rmdir /run/sshd
    rm -rf "$scratch"
}
trap end EXIT
trap 'exit 143' HUP INT TERM
chmod 755 "$scratch"

# ---- two hosts ----
if [ "$(id -u)" -eq 0 ] && [ ! -d /run/sshd ]; then # a system's own sshd has it made when it begins
    mkdir -m 755 /run/sshd && made=yes
fi
ssh-keygen -q -t ed25519 -N '' -f key
ssh-keygen -q -t ed25519 -N '' -f wrong
port=$((20000 + $$ % 20000))
for host in north south; do
    mkdir $host
    ssh-keygen -q -t ed25519 -N '' -f $host/hostkey
    cat >$host/config <<X
ListenAddress 127.0.0.1
HostKey $scratch/$host/hostkey
AuthorizedKeysFile $scratch/key.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
SetEnv SHG_HOST=$host
X
    for try in 1 2 3 4 5 6 7 8 9; do # until a port is free
        port=$((port + 1))
        : >$host/log
        $sshd -D -e -f $host/config -p $port 2>$host/log &
        daemon=$!
        n=0
        while kill -0 $daemon 2>/dev/null && ! grep -q 'Server listening' $host/log && [ $n -lt 100 ]; do
            sleep 0.05
            n=$((n + 1))
        done
        ! kill -0 $daemon 2>/dev/null || break
    done
    daemons="$daemons $daemon"
    echo $daemon >$host/daemon
    echo "Host $host
    HostName 127.0.0.1
    Port $port
    HostKeyAlias $host
    IdentityFile $scratch/key" >>ssh.config
    echo "$host $(cut -d ' ' -f 1,2 $host/hostkey.pub)" >>known
done
cat >>ssh.config <<X
Host down
    HostName 127.0.0.1
    Port 1
Host liar
    HostName 127.0.0.1
    Port $port
    HostKeyAlias liar
    IdentityFile $scratch/key
Host stranger
    HostName 127.0.0.1
    Port $port
    HostKeyAlias south
    IdentityFile $scratch/wrong
Host *
    IdentitiesOnly yes
    UserKnownHostsFile $scratch/known
    GlobalKnownHostsFile /dev/null
    StrictHostKeyChecking yes
X
echo "liar $(cut -d ' ' -f 1,2 wrong.pub)" >>known
ok "two hosts are there" sh -c 'for h in north south; do test "$(ssh -F ssh.config $h "echo \$SHG_HOST")" = $h || { cat $h/log; exit 1; }; done'

# ---- five offices on them and here ----
mkdir tools
for tool in "$B"/bin/shg-* "$top"/scripts/shg-weekly; do ln -s "$tool" tools; done
seed=0
for place in north/Ås south/x south/two\ words here north/y; do
    seed=$((seed + 1))
    /usr/bin/python3 "$top/tests/bench/generate.py" --seed $seed --people $((16 + seed)) "$place/register" || exit 1
    sed "s/^OFFICE,.*/OFFICE,office$seed.example/" "$place/register/profile.csv" >profile && cat profile >"$place/register/profile.csv"
done
cat >list.csv <<X
office,host,register,output
Ås i Follo,north,$scratch/north/Ås/register,$scratch/north/Ås/weekly
Second,south,$scratch/south/x/register,$scratch/south/x/weekly
Third at last,south,$scratch/south/two words/register,$scratch/south/two words/weekly
Here,,here/register,here/weekly
Fifth,north,$scratch/north/y/register,$scratch/north/y/weekly
X
offices() { # with nothing of a user's surroundings, as cron
    env -i PATH=/usr/bin:/bin "$top/scripts/shg-offices" -d 2026-11-23 --tools "$scratch/tools" --ssh "ssh -F $scratch/ssh.config" "$@"
}
without_seconds() { # nor the folder
    sed -e 's/,[0-9]*$//' -e '/^\//d' "$1"
}
offices -o all -v list.csv >table 2>words
ok "five offices" test $? -eq 0
ok "nothing to say" test ! -s words
day=all/2026-11-23
echo office,host,exit,waiting,placed,groups_new,groups_filled,gap_percent,seconds >wanted
while IFS=, read -r office host register _; do
    [ "$office" != office ] || continue
    shg-report -C "$register" -d 2026-11-23 --for-merge >own
    ok "$office: the figures to merge are its own" cmp own "$day/figures/$office.csv"
    awk -F , -v row="$office,$host,0" '{ v[$1] = $2 } END {
        print row "," v["waiting"] "," v["placed"] "," v["groups_new"] "," v["groups_filled"] "," v["gap_percent"] }' \
        "${register%register}weekly/2026-11-23/stats.csv" >>wanted
done <list.csv
without_seconds table >told
ok "the table says what each run said" diff wanted told
ok "some are placed" sh -c 'cut -d , -f 5 wanted | grep -q "[1-9]"'
ok "the figures can be added up" sh -c 'shg-report --merge "$1"/figures/*.csv >sum && test -s sum' - $day
ok "no id and no plan has left an office" sh -c '! grep -rlE "[PSGV][0-9]{5}" all'
ok "each ran on its host: two logins to ask, four to run" test "$(cat north/log south/log | grep -c 'Accepted publickey')" -eq 8
offices -j 1 -o one -v list.csv >table1
ok "one at a time" test $? -eq 0
without_seconds table1 >told
ok "the same table" diff wanted told
ok "the same figures" diff -r $day/figures one/2026-11-23/figures

# ---- failures stop nobody: a host that is down, one that is not who it was, one that does not let us in, a broken register ----
cp south/x/register/people.csv kept
echo 'P1,no,such' >>south/x/register/people.csv
cat >bad.csv <<X
office,host,register,output
Down,down,$scratch/north/Ås/register,$scratch/north/Ås/weekly
Liar,liar,$scratch/north/Ås/register,$scratch/north/Ås/weekly
Stranger,stranger,$scratch/north/Ås/register,$scratch/north/Ås/weekly
$(sed 1d list.csv)
Nowhere,north,$scratch/nowhere,$scratch/north/nowhere
X
offices -o some -v bad.csv >table 2>words
ok "exit 3" test $? -eq 3
day=some/2026-11-23
ok "who failed, and how" test "$(sed '/^\//d' table | cut -d , -f 1,3 | tr '\n' ' ')" = \
    'office,exit Down,255 Liar,255 Stranger,255 Ås i Follo,0 Second,3 Third at last,0 Here,0 Fifth,0 Nowhere,3 '
ok "ssh: a host that is down" grep -q 'refused' $day/log/Down.txt
ok "ssh: a host that is not who it was" grep -qi 'host key verification failed' $day/log/Liar.txt
ok "ssh: a host that does not let us in" grep -q 'Permission denied' $day/log/Stranger.txt
ok "no such register" grep -q 'no such folder' $day/log/Nowhere.txt
ok "a broken register" grep -q "step 'match' failed (exit 4)" $day/log/Second.txt
ok "what failed is on standard error" test "$(grep -c ' failed (' words)" -eq 5
ok "the others have their figures" test "$(find $day/figures -name '*.csv' | wc -l)" -eq 4
cat kept >south/x/register/people.csv
runs() {
    find north south here -path '*/weekly/2026-11-23*' -name stats.csv | wc -l
}
before=$(runs)
offices --retry -o some -v list.csv >table 2>words
ok "mended and tried again: all is well" test $? -eq 0 -a ! -s words
ok "only the mended one was run" test "$(runs)" -eq $((before + 1))
without_seconds table >told
ok "the table is as if nothing had been" diff wanted told
ok "the figures, too" diff -r some/2026-11-23/figures one/2026-11-23/figures

# ---- a register that somebody writes into is read all the same ----
mkdir -p north/y/register/.shg
locked() {
    flock north/y/register/.shg/lock env -i PATH=/usr/bin:/bin "$top/scripts/shg-offices" -d 2026-11-23 --tools "$scratch/tools" \
        --ssh "ssh -F $scratch/ssh.config" -o locked list.csv
}
ok "a locked register" locked

# ---- Ctrl-C, and a line that is cut: nothing dated is left, here or there, and nothing runs on ----
mkdir slow
for tool in tools/*; do ln -s "$(readlink "$tool")" slow; done
rm slow/shg-match
cat >slow/shg-match <<'X'
#!/bin/sh
echo $$ >"$2/../matching"
exec sleep 600
X
chmod +x slow/shg-match
mkdir -p north/slow south/slow
cp -r here/register north/slow
cp -r here/register south/slow
printf '%s\n' office,host,register,output "North,north,$scratch/north/slow/register,$scratch/north/slow/weekly" \
    "South,south,$scratch/south/slow/register,$scratch/south/slow/weekly" >slow.csv
waits() { # COMMAND...: until it is so
    n=0
    while ! "$@" 2>/dev/null && [ $n -lt 600 ]; do
        sleep 0.05
        n=$((n + 1))
    done
    [ $n -lt 600 ]
}
no_run() {
    ! kill -0 "$(cat "$1/matching")" && [ "$(ls -A "$1/weekly")" = .lock ]
}
gone() { # PLACE: nothing runs on there, nothing is left
    [ -s "$1/matching" ] && waits no_run "$1"
}
start() {
    rm -f north/slow/matching south/slow/matching
    env -i PATH=/usr/bin:/bin env --default-signal=INT "$top/scripts/shg-offices" -d 2026-11-30 --tools "$scratch/slow" \
        --ssh "ssh -F $scratch/ssh.config" -o slowly "$@" slow.csv >table 2>words &
    running=$!
    waits test -s north/slow/matching && waits test -s south/slow/matching
}
start
ok "two slow offices" test -s north/slow/matching -a -s south/slow/matching
kill -INT $running
wait $running
last=$?
running=''
ok "Ctrl-C" test $last -eq 130
ok "ends the run in the north" gone north/slow
ok "and that in the south" gone south/slow
ok "and leaves nothing" test "$(ls -A slowly)" = .lock

below() { # PID: all processes that come from it
    for child in $(ps -eo pid=,ppid= | awk -v parent="$1" '$2 == parent { print $1 }'); do
        echo "$child"
        below "$child"
    done
}
sessions() { # HOST: the processes of sshd alone, as if the machine had lost its network
    for pid in $(below "$(cat "$1/daemon")"); do
        ! ps -o args= -p "$pid" | grep -q '^sshd' || echo "$pid"
    done
}
start -v
ok "two slow offices again" test -s north/slow/matching -a -s south/slow/matching
# shellcheck disable=SC2046 # numbers
kill -KILL $(sessions north)
ok "a line that is cut ends the run in the north" gone north/slow
ok "not that in the south" kill -0 "$(cat south/slow/matching)"
kill "$(cat south/slow/matching)"
wait $running
last=$?
running=''
ok "exit 3" test $last -eq 3
ok "the table tells which was cut and which failed" test "$(sed '/^\//d' table | cut -d , -f 1,3 | tr '\n' ' ')" = \
    'office,exit North,255 South,3 '
finish
