#!/bin/sh
# The guards of a register: its lock, spreadsheets that have a table open, modes, links, umask; and tools side by side.
. "${top:?}/tests/cli/lib.sh"
office=$top/tests/fault/register
day=2026-11-23

fresh() { # a register from the small office
    chmod -R u+rwx reg 2>/dev/null
    rm -rf reg
    mkdir -m 700 reg && cp "$office"/*.csv reg && chmod 600 reg/*.csv
}

set_one() { # a change, on a register that is there
    shg-set -C reg -d $day --wait "${wait:-0}" "$@" people contacted=2026-11-20 P10000005
}

# ---- the lock ----
fresh
mkdir -m 700 reg/.shg
(
    exec 9>>reg/.shg/lock
    flock 9 || exit
    echo 4711 shg-record >reg/.shg/lock
    : >held
    exec sleep 60
) &
holder=$!
while [ ! -e held ] && kill -0 $holder; do sleep 0.05; done
cp -R reg before
expect 3 held-no-wait set_one
wait=1 expect 3 held-wait set_one
ok "while it was held nothing was changed" diff -r before reg
expect 0 held-reader shg-check -C reg -d $day
expect 0 held-dry-run set_one -n
kill -9 $holder
wait $holder 2>/dev/null
expect 0 dead-holder set_one
ok "its change is there" grep -q '^P10000005,.*,2026-11-20,' reg/people.csv

# ---- hands and spreadsheets ----
fresh
: >'reg/.~lock.people.csv#'
expect 3 libreoffice set_one
rm 'reg/.~lock.people.csv#'
: >'reg/~$people.csv'
expect 3 excel set_one
rm 'reg/~$people.csv'
: >'reg/.~lock.venues.csv#'
expect 0 another-table set_one
rm 'reg/.~lock.venues.csv#'

# ---- modes, links, owners ----
fresh
expect 0 dry-run set_one -n
ok "a dry run writes nothing" diff -r "$office" reg
chmod 644 reg/people.csv reg/venues.csv
expect 0 mode-set-back set_one
ok "the modes are back" sh -c '[ -z "$(find reg -perm /077)" ]'
for m in 755 710 701; do
    chmod $m reg
    expect 3 open-$m set_one
    expect 3 open-$m-reader shg-check -C reg -d $day
done
chmod 700 reg
mv reg/people.csv people.csv
ln -s ../people.csv reg/people.csv
expect 3 link set_one
expect 3 link-reader shg-check -C reg -d $day
expect 3 not-there shg-check -C none -d $day
fresh
if [ "$(id -u)" -eq 0 ]; then
    chown -R 65534 reg
    expect 3 another-user set_one
    expect 3 another-user-reader shg-check -C reg -d $day
else
    tap ok "another-user # SKIP only root can give a folder away"
fi

# ---- umask ----
for mask in 000 022 077 777; do
    rm -rf new
    ok "a register made under umask $mask" sh -c "umask $mask; shg-init new"
    ok "a change under umask $mask" sh -c "umask $mask; shg-add -C new -d $day people status=new registered=$day municipality=3301"
    ok "a change more under umask $mask" sh -c "umask $mask; shg-add -C new -d $day people status=new registered=$day municipality=3301"
    ok "umask $mask opens nothing" sh -c '[ -z "$(find new -perm /077)" ]'
    ok "umask $mask closes nothing" sh -c '[ -z "$(find new -type f ! -perm 600)" ] && [ -z "$(find new -type d ! -perm 700)" ]'
done

# ---- eight writers, four readers ----
fresh
: >going
for r in 1 2 3 4; do
    (
        n=0
        while [ -e going ] || [ $n -eq 0 ]; do
            n=$((n + 1))
            shg-check -C reg -d $day >>read.$r 2>&1 || echo "exit $?" >>read.$r
        done
    ) &
    readers="${readers:-} $!"
done
for w in 1 2 3 4 5 6 7 8; do
    (
        n=0
        while [ $n -lt 12 ]; do
            n=$((n + 1))
            shg-add -C reg -d $day --wait 300 people status=new registered=$day municipality=3301 submission=$w-$n >>added.$w 2>>write.$w ||
                echo "exit $?" >>write.$w
        done
    ) &
    writers="${writers:-} $!"
done
wait $writers
rm going
wait $readers
ok "8 writers: nobody was refused" sh -c '[ -z "$(cat write.?)" ]'
ok "4 readers: none saw a fault" sh -c '[ -z "$(cat read.?)" ]'
cat added.? | sort >added
sed 's/,.*//' reg/people.csv | grep -vE '^id$|^P1000000[0-9]$' | sort >there
ok "96 people were added" sh -c '[ "$(sort -u added | wc -l)" -eq 96 ]'
ok "all of them are there, and nobody else" cmp added there
ok "no temporary file is left" sh -c '! ls -A reg | grep shg-'
finish
