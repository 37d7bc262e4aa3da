#!/bin/sh
# The crash test of the store on real file systems: the one of TMPDIR, overlayfs, and a tmpfs that is full. Mounts are
# made in a name space of their own, and go with it.
. "${top:?}/tests/cli/lib.sh"
office=$top/tests/fault/register
day=2026-11-23

# Runs a command in a new mount name space, as root there; skips where the system does not let us.
apart() {
    unshare -rm "$@"
}

killed() { # a change is killed at every call, on a scratch folder there
    SHG_FAULT_SCRATCH=$1 "$B/tests/fault/stops" 'store: three' kill >"$scratch/stops.log" 2>&1
    rc=$?
    grep -v '^ok' "$scratch/stops.log"
    return $rc
}

mkdir disk
tap ok "TMPDIR is on $(stat -f -c %T "$scratch")"
ok "killed at every call, in TMPDIR" killed "$scratch/disk"

if ! apart sh -c 'mkdir m && mount -t tmpfs tmpfs m' 2>/dev/null; then
    tap ok "overlayfs # SKIP no mount name space to be had"
    tap ok "full disk # SKIP no mount name space to be had"
    finish
    exit
fi

# ---- overlayfs: tables lie in the lower layer, and are copied up by the change ----
cat >overlay.sh <<'EOS'
set -e
mkdir -p ov && mount -t tmpfs tmpfs ov
cd ov
mkdir lower upper work merged lower/reg
cp "$1"/*.csv lower/reg
chmod 600 lower/reg/*.csv
chmod 700 lower/reg
mount -t overlay overlay -o lowerdir=lower,upperdir=upper,workdir=work merged || exit 77
shg-set -C merged/reg -d "$2" people contacted=2026-11-20 P10000005
shg-set -C merged/reg -d "$2" placements status=accepted P10000006/G00001
grep -q '^P10000005,.*,2026-11-20,' merged/reg/people.csv
grep -q '^P10000006,member,' merged/reg/people.csv
cmp "$1/placements.csv" merged/reg/.shg/previous/placements.csv
shg-check -C merged/reg -d "$2"
SHG_FAULT_SCRATCH=$PWD/merged "$B/tests/fault/stops" 'store: three'
EOS
apart sh overlay.sh "$office" $day >overlay.log 2>&1
case $? in
0) tap ok "overlayfs: changes, and stopped at every call" ;;
77) tap ok "overlayfs # SKIP it cannot be mounted" ;;
*)
    tap "not ok" "overlayfs"
    sed 's/^/# /' overlay.log
    ;;
esac

# ---- a disk that is full ----
cat >full.sh <<'EOS'
mkdir -p full && mount -t tmpfs -o size=200k tmpfs full || exit 77
cd full
set -e
mkdir -m 700 reg
cp "$1"/*.csv reg
chmod 600 reg/*.csv
n=0
while [ $n -lt 40 ]; do
    rm -rf ../before
    cp -R reg ../before
    rc=0
    head -c $((4096 * (45 - n))) /dev/zero >filler 2>/dev/null || :
    shg-set -C reg -d "$2" people contacted=2026-10-$((n % 20 + 10)) P10000005 2>../err || rc=$?
    rm filler
    case $rc in
    0) done=yes ;;
    3)
        full=yes
        grep -q 'No space left on device' ../err
        for f in "$1"/*.csv; do cmp "../before/$(basename "$f")" "reg/$(basename "$f")"; done
        [ -z "$(ls -A reg | grep shg-)" ]
        shg-check -C reg -d "$2"
        ;;
    *) exit 1 ;;
    esac
    n=$((n + 1))
done
[ "$full$done" = yesyes ]
EOS
apart sh -x full.sh "$office" $day >full.log 2>&1
case $? in
0) tap ok "a full disk: refused with exit 3, nothing changed; with room again, it goes on" ;;
77) tap ok "full disk # SKIP tmpfs cannot be mounted" ;;
*)
    tap "not ok" "a full disk"
    tail -n 30 full.log | sed 's/^/# /'
    ;;
esac
finish
