#!/bin/sh
# The examples for systemd are units that it takes, and leave the service little of the machine.
. "${top:?}/tests/cli/lib.sh"
command -v systemd-analyze >/dev/null 2>&1 || skip_all "systemd is not there"
mkdir units
for unit in "$top"/scripts/systemd/*; do # programs where they lie here
    sed -e "s|/usr/bin/shg-weekly|$top/scripts/shg-weekly|" -e 's|/usr/sbin/sendmail|/bin/true|' "$unit" >"units/${unit##*/}"
done
export SYSTEMD_UNIT_PATH="$scratch/units:"
verify() {
    systemd-analyze verify --man=no "$@" >verify.log 2>&1 || return 1
    ! grep "$scratch/units" verify.log # words about other units of the machine do not count
}
ok "the service and what it calls" verify units/shg-weekly.service
ok "the timer" verify units/shg-weekly.timer
ok "the mail" verify units/shg-mail@x.service
ok "the timer goes off on Mondays" sh -c "systemd-analyze calendar 'Mon *-*-* 06:00' | grep -q 'Normalized form: Mon'"
ok "the service is locked down" systemd-analyze security --offline=true --threshold=15 units/shg-weekly.service
finish
