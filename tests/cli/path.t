#!/bin/sh
# A first-time user's path in each language, from installation to the first group, in a terminal of 80 columns.
. "${top:?}/tests/cli/lib.sh"

stage=$scratch/stage
ok "installed" make -s -C "$top" B="$B" DESTDIR="$stage" PREFIX=/usr install
PATH=$stage/usr/bin:$PATH
SHG_LOCALEDIR=$stage/usr/share/locale
COLUMNS=80
export PATH SHG_LOCALEDIR COLUMNS
ok "the tools are the installed ones" test "$(command -v shg-init)" = "$stage/usr/bin/shg-init"

# Runs a step; what it tells a person must fit the terminal.
told=$scratch/told
step() {
    wanted=$1
    shift
    "$@" 2>err
    rc=$?
    cat err >>"$told"
    [ "$rc" -eq "$wanted" ] || { echo "exit $rc: $*"; cat err; return 1; }
    [ "$(wc -L <err)" -le 80 ] || { echo "too wide:"; cat err; return 1; }
}
d='-C office -d 2026-11-23'
path() {
    rm -rf office
    step 0 shg-init --office selvhjelp.example office &&
        step 0 shg-add $d venues name=Huset kind=in-person municipality=3301 'slots=tue18-20;thu18-20' >ids &&
        step 0 shg-add $d starters status=active municipality=3301 'availability=tue17-21;thu17-21' >ids &&
        step 0 shg-add $d people -m "$stage/usr/share/shg/maps/nettskjema.csv" --help >help || return 1
    i=0
    while [ $i -lt 4 ]; do
        i=$((i + 1))
        step 0 shg-add $d people status=waiting registered=2026-10-0$i consent=2026-10-0$i consent_text=2026-1 \
            clarified=2026-10-09 municipality=3301 availability=tue17-21 themes=grief birth_year=198$i >>people || return 1
    done
    step 4 shg-add $d people municipality=Dramen >ids
    step 0 shg-check $d &&
        step 0 shg-match $d >plan.csv &&
        step 0 shg-schedule $d plan.csv >dates.csv &&
        step 0 shg-record $d plan plan.csv --meetings dates.csv &&
        step 0 shg-letters $d calls >calls.csv &&
        step 0 shg-set $d placements status=offered - <calls.csv &&
        cut -d , -f 1-3 calls.csv >yes.csv &&
        step 0 shg-set $d placements status=accepted - <yes.csv &&
        step 0 shg-schedule $d --ready >meetings.csv &&
        step 0 shg-record $d meetings meetings.csv &&
        step 0 shg-letters $d pack --group G00001 --template "$stage/usr/share/shg/templates/first-meeting.nn.txt" >pack.txt &&
        grep -q '^G00001,.*,starting,' office/groups.csv
}
for l in en nb nn; do
    : >"$told"
    case $l in
    en) LC_ALL=C.UTF-8 ;;
    *) LC_ALL=${l}_NO.UTF-8 ;;
    esac
    export LC_ALL
    ok "to the first group in $l" path
    cp "$told" "told.$l"
done
LC_ALL=C.UTF-8
ok "the three were told in their own words" sh -c \
    '! cmp -s told.en told.nb && ! cmp -s told.nb told.nn && grep -q error: told.en && grep -q feil: told.nb'
finish
