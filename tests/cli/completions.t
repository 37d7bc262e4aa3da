#!/bin/sh
# What bash, zsh and fish offer at the end of a line.
. "${top:?}/tests/cli/lib.sh"
unset VALGRIND || :
mkdir -m 700 reg
cp "$top"/tests/data/buskerud/*.csv reg
chmod 600 reg/*
complete=$B/completions/complete

offers() { # WANTED WORD...: exactly these candidates, separated by blanks
    wanted=$1
    shift
    got=$("$complete" "$@" | tr '\n' ' ')
    ok "$*" test "${got% }" = "$wanted"
}
offers 'people' shg-add pe
offers 'inquiries inquiry' shg-add inq
offers 'status= step_free=' shg-add people st
offers 'status=waiting status=withdrawn' shg-add people status=w
offers 'venue=V00010 venue=V00011 venue=V00012 venue=V00013' shg-set -C reg groups venue=V0001
offers 'G00010 G00011' shg-set -C reg groups status=ended G0001
offers 'themes=grief' shg-add -C reg people themes=g
offers '' shg-set -C reg people P
offers 'person=S00021' shg-set -C reg placements person=S00021
offers 'G00001' shg-report -C reg meetings --group G00001
offers '--municipality' shg-report --mun
offers '--excel' shg-report --exc
offers 'en nb nn' shg-match --lang ''
offers '--lang=nb --lang=nn' shg-match --lang=n
offers '@dirs' shg-match -C ''
offers '@files' shg-match --stats ''
offers '--retry' shg-offices --re
offers '@dirs' shg-offices -o ''
offers '@files' shg-offices -j 2 ''
offers 'plan published' shg-record p
offers '@files' shg-record plan ''
offers 'groups' shg-report gr
printf '\357\273\277"name";"id"\r\n"x";"G00077"\r\n' >reg/groups.csv
offers 'G00077' shg-report -C reg --group ''

# the shells themselves
for file in shg.bash _shg shg.fish; do
    sed "s|[^( ]*libexec/shg/complete|$complete|" "$B/completions/$file" >"$file"
done
if command -v bash >/dev/null 2>&1; then
    cat >try.bash <<'X'
. ./shg.bash
for COMP_LINE in 'shg-add pe' 'shg-add people status=w' 'shg-report --group ' 'shg-init re'; do
    COMP_POINT=${#COMP_LINE}
    _shg
    echo "${COMPREPLY[@]}"
done
X
    expect 0 bash env SHG_REGISTER=reg bash try.bash
fi
if command -v fish >/dev/null 2>&1; then
    expect 0 fish env HOME="$scratch" SHG_REGISTER=reg fish -N -c 'source shg.fish
        complete -C "shg-add pe"; complete -C "shg-add people status=w"; complete -C "shg-report --group "'
fi
if command -v zsh >/dev/null 2>&1; then
    cat >try.zsh <<'X'
words=(shg-add people status=w)
CURRENT=3
compadd() { print -r -- "compadd $*: $plain$open" }
_files() { print -r -- files }
. ./_shg
X
    expect 0 zsh zsh -f try.zsh
fi
finish
