#!/bin/sh
# shg-add -m: other people's form exports.
. "${top:?}/tests/cli/lib.sh"

umask 077
cp -r "$top/tests/data/buskerud" reg
chmod 700 reg
chmod 600 reg/*
maps=$top/scripts/maps
forms=$top/tests/data/forms
at="-C reg -d 2026-11-23 --lang en"
# ids are random: they are shown as so many lines, and as P in tables
ids() { grep -cE '^P[0-9]{8}$'; }
shown() { sed -E 's/P[0-9]{8}/P/g' "$1"; }
add() { # MAP EXPORT OPTION...: standard output as the number of ids
    map=$1 export=$2
    shift 2
    shg-add $at people -m "$map" "$@" - <"$export" >.ids
    rc=$?
    ids <.ids
    return $rc
}

before=$(wc -l <reg/people.csv)
expect 0 nettskjema add "$maps/nettskjema.csv" "$forms/nettskjema.csv"
tail -n 3 reg/people.csv >.people
expect 0 nettskjema-people shown .people
tail -n 3 reg/contacts.csv >.contacts
expect 0 nettskjema-contacts shown .contacts
expect 0 nettskjema-again add "$maps/nettskjema.csv" "$forms/nettskjema.csv"
ok "the same export again adds nobody" test "$(wc -l <reg/people.csv)" -eq $((before + 3))
expect 0 microsoft-forms add "$maps/microsoft-forms.csv" "$forms/microsoft-forms.csv"
tail -n 3 reg/people.csv >.people
expect 0 microsoft-forms-people shown .people
expect 0 still-good shg-check $at

# the same answers in every dialect
for d in comma crlf utf16 latin; do
    rm -rf "$d"
    cp -r "$top/tests/data/buskerud" "$d"
    chmod 700 "$d"
    chmod 600 "$d"/*
done
tr '\t' ',' <"$forms/nettskjema.csv" >comma.csv
sed 's/$/\r/' "$forms/nettskjema.csv" >crlf.csv
{ printf '\377\376' && iconv -f UTF-8 -t UTF-16LE "$forms/nettskjema.csv"; } >utf16.csv
iconv -f UTF-8 -t WINDOWS-1252 "$forms/nettskjema.csv" >latin.csv
for d in comma crlf utf16 latin; do
    shg-add -C "$d" -d 2026-11-23 people -m "$maps/nettskjema.csv" - <"$d.csv" >/dev/null 2>&1
    tail -n 3 "$d/people.csv" | sed -E 's/P[0-9]{8}/P/g' >.got
    ok "nettskjema as $d" diff "$golden/nettskjema-people.out" .got
done

# faults are named by the user's own line and column, and refuse the file
cat >map.csv <<'X'
from,to,kind,values
nr,,key,
navn,contacts.name,,
tlf,contacts.phone,phone,
bor,municipality,place,
kan,availability,window,
født,birth_year,year,
tema,themes,list,
X
cat >bad.csv <<'X'
nr;navn;tlf;bor;kan;født;tema;sagt
901;Ola Nes;900 00 101;Drammen;mandag kveld;1980;anxiety;har en diagnose
902;Kari Nes;ring;Ytre Utopia;av og til;19xx;anxiety;
903;Liv Nes;90000103;Sande;fredag kveld;1975;no-such-theme;
904;01019012345;90000104;Drammen;fredag kveld;1975;grief;
905;Per Nes;90000105;3301;onsdag kveld;1931;grief;
X
cp -r reg kept
INPUT=bad.csv expect 4 faults shg-add $at people -m map.csv -
ok "nothing was written" diff -r kept/people.csv reg/people.csv
INPUT=bad.csv expect 1 partial sh -c "shg-add $at people -m map.csv --keep --partial --rejects rejects.csv - | grep -cE '^P[0-9]{8}$' && exit 1"
ok "rejects are the rows that were left, as the export has them" sh -c \
    'head -n 1 bad.csv >.wanted; sed -n 3,5p bad.csv >>.wanted; diff .wanted rejects.csv'
ok "rejects are the office's own" test "$(stat -c %a rejects.csv)" = 600
tail -n 2 reg/people.csv >.people
expect 0 partial-people shown .people
expect 0 partial-good shg-check $at
sed 's/900 00 101/90000101/; s/901/911/' bad.csv | head -n 2 >double.csv
expect 0 double add map.csv double.csv --keep
printf 'nr;navn;tlf;bor;kan;født;tema\n921;Ola Ness;;Drammen;mandag kveld;1980;anxiety\n' >name.csv
expect 0 double-name add map.csv name.csv

# the first conversation, consent first
inquire() {
    shg-add $at inquiry >.ids
    rc=$?
    ids <.ids
    return $rc
}
printf '%s\n' kanskje yes ja 'Test Person' '900 00 777' '' pigeon telefon '' Atlantis Drammen self begge far 40 \
    'no-such-theme' 'sorg;anxiety' ja 'now and then' 'monday evening' nb 2015 1980 k nei >answers
INPUT=answers expect 0 inquiry inquire
tail -n 1 reg/people.csv >.people
expect 0 inquiry-people shown .people
tail -n 1 reg/contacts.csv >.contacts
expect 0 inquiry-contacts shown .contacts
cp -r reg/people.csv people.before
printf 'nei\n' >answers
INPUT=answers expect 1 inquiry-no-consent inquire
ok "without consent only a number is written" sh -c 'cmp people.before reg/people.csv; tail -n 1 reg/inquiries.csv | grep -qx "2026-11-23,phone,,,1"'
printf 'yes\nyes\nA' >answers
INPUT=answers expect 1 inquiry-broken-off inquire
INPUT=answers expect 1 inquiry-in-bokmal sh -c "shg-add -C reg -d 2026-11-23 --lang nb inquiry"
ok "a conversation that is broken off leaves nothing" cmp people.before reg/people.csv

expect 2 map-for-people-alone shg-add $at starters -m map.csv -
expect 2 partial-without-map shg-add $at people --partial -
expect 3 map-not-there add none.csv bad.csv
printf 'nr,navn\n1,A\n' >other.csv
expect 4 columns-not-there add map.csv other.csv
: >empty.csv
expect 4 empty-export add map.csv empty.csv
finish
