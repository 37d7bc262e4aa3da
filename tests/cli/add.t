#!/bin/sh
# shg-add: rows from fields and from CSV, all or nothing.
. "${top:?}/tests/cli/lib.sh"
umask 077

start() {
    rm -rf reg
    mkdir reg
    echo 'id,status,registered,consent,consent_text,clarified,municipality,availability,themes,adult,submission,source' >reg/people.csv
    echo 'id,status,municipality' >reg/starters.csv
    printf 'id,name,kind,municipality,slots\nV00001,Huset,in-person,3301,mon18-20\n' >reg/venues.csv
    printf 'code\ngrief\nanxiety\n' >reg/themes.csv
}
add() { # add CODE NAME OPERAND...
    code=$1 name=$2
    shift 2
    expect "$code" "$name" shg-add -C reg -d 2026-11-23 "$@"
}
wrong() { # wrong NAME OPERAND...: wrong usage; its first line, which says what
    name=$1
    shift
    expect 2 "$name" sh -c 'shg-add -C reg "$@" 2>.said; rc=$?; head -n 1 .said >&2; exit $rc' sh "$@"
}
unchanged() {
    ok "$1: nothing is written" diff -r -x .shg reg before
}

# ---- fields ----

start
add 0 venue venues name='Frivilligsentralen, 2. etasje' kind=in-person municipality=3314 slots='tue18-20;wed18-20'
add 0 starter starters municipality=3301
add 0 group groups theme=grief
add 0 group-wide groups id=G0000041 status=idea
add 0 group-next groups venue=V00002 slot=tue18-20
add 0 absence absences starter=S00001 from=2026-12-01
add 4 pair apart a=S00001 b=S00001x
start
add 0 starter-again starters municipality=3301 status=active
add 0 group-forming groups status=forming venue=V00001 slot=mon18-20 theme=grief
add 0 placement placements person=S00001 group=G00001 role=starter status=accepted
add 0 meeting meetings group=G00001 number=1 date=2026-12-01 start=18:00 end=20:00 venue=V00001 kind=start status=planned
expect 0 tables tail -n 1 reg/starters.csv reg/groups.csv reg/placements.csv reg/meetings.csv

ok "a person gets an id" sh -c 'shg-add -C reg -d 2026-11-23 people municipality=3301 source=gp >id'
ok "of eight digits" grep -Eq '^P[0-9]{8}$' id
ok "and begins as new, today" grep -q "^$(cat id),new,2026-11-23,,,,3301,,,,,gp\$" reg/people.csv
ok "the file that the ids went to is the user's alone" sh -c '
    umask 000; rm -f id; shg-add -C reg people municipality=3301 >id && test "$(stat -c %a id)" = 600'

# ---- what is refused, whole ----

start
rm -rf before && cp -r reg before
add 4 faulty people municipality=Dramen status=waiting themes=greif source=friend
add 4 no-fields-that-fit venues name=Huset
add 4 unknown-row placements person=P12345678 group=G00001 role=member status=proposed
add 4 id-twice venues id=V00001 name=A kind=digital
add 4 identity-number venues name='Huset 01019912345' kind=digital
add 4 dry-run-faulty -n people municipality=9999
unchanged faults
wrong no-table person municipality=3301
wrong no-field people name=Kari
wrong no-value people municipality
wrong field-twice people municipality=3301 municipality=3314
wrong contacts contacts id=P12345678 name=Kari
wrong no-operands people
wrong input-and-field people - municipality=3301
unchanged usage
add 0 dry-run -n venues name=Nett kind=digital
unchanged dry-run
chmod 755 reg
add 3 open-to-others people municipality=3301
chmod 700 reg

# ---- a person as a member needs the placement in the same change: only by hand or by shg-record ----

add 4 member people municipality=3301 status=member

# ---- rows on standard input ----

ids() { sed 's/P[0-9]\{8\}/P########/'; }
start
cat >in <<'X'
submission;municipality;registered;availability
31;3301;21.11.2026;"mon17-21;tue17-21"
32;0602;22.11.2026;
31;3301;22.11.2026;
X
cp in form
ok "rows of a form are added" sh -c 'shg-add -C reg -d 2026-11-23 people - <in >ids 2>err'
ok "an id a line, in the order of the rows" sh -c 'test "$(grep -Ecx "P[0-9]{8}" ids)" = 2 &&
    test "$(sed 1d reg/people.csv | cut -d, -f1 | tr "\n" " ")" = "$(tr "\n" " " <ids)"'
expect 0 input-said cat err
expect 0 input-rows sed '1d; s/^P[0-9]*/P/' reg/people.csv
INPUT=form add 0 input-again people -
start
rm -rf before && cp -r reg before
printf 'municipality,themes,status\n3301,grief,new\n9999,"grief;grieff",new\n3301,,waiting\n' >in
INPUT=in add 4 input-faults people -
printf 'municipality,name,phone\n3301,Kari,1\n' >in
INPUT=in add 4 input-unknown-columns people -
printf 'municipality,municipality\n3301,3301\n' >in
INPUT=in add 4 input-column-twice people -
printf 'municipality,source\n3301\n' >in
INPUT=in add 4 input-width people -
INPUT=/dev/null add 4 input-empty people -
printf 'name,kind,id\nA,digital,V00001\nB,digital,V00007\nC,digital,V00007\n' >in
INPUT=in add 4 input-ids-twice venues -
unchanged input
printf 'name,kind\n' >in
INPUT=in add 0 input-header-alone venues -
unchanged header
printf 'kind,name\ndigital,A\ndigital,"B\nC"\n' >in
INPUT=in add 0 input-venues venues -
INPUT=in add 0 input-dry-run -n venues -
expect 0 input-venues-table cat reg/venues.csv
printf 'id,name,phone,email,channel\nV00001,Kari,1,,\n' >in
INPUT=in add 4 input-contacts-faulty contacts -
shg-add -C reg starters municipality=3301 >/dev/null
printf 'id,name,phone\nS00001,Kari,+4790000001\n' >in
INPUT=in add 0 input-contacts contacts -
expect 0 contacts-table cat reg/contacts.csv
ok "that table is the user's alone" test "$(stat -c %a reg/contacts.csv)" = 600

# ---- fields as tools store them: ISO dates and times, four digits ----

start
printf 'municipality;trained;declared\n301;01.02.2026;2026-02-01\n0602;1.2.2026;\n' >in
INPUT=in add 0 stored starters -
add 0 stored-absence absences starter=S00001 from=01.12.2026 start=18.00 end=20:00:00
expect 0 stored-tables cat reg/starters.csv reg/absences.csv

# ---- a register keeps its form; a fault that is there does not block ----

start
printf '\357\273\277id;name;kind;municipality;slots;mine\r\nV00001;Huset;in-person;3301;"mon18-20";=1\r\n' >reg/venues.csv
add 0 excel-register venues name=Nett kind=digital
expect 0 excel-register-table cat reg/venues.csv
sed -i 's/3301/9999/' reg/venues.csv
add 0 fault-there-already venues name=Nett kind=digital
add 4 fault-and-another venues name=Nett kind=phone
printf 'id,name\n"V00001' >reg/venues.csv
add 4 fault-of-form venues name=Nett kind=digital

# ---- standard output that cannot be written ----

start
ok "a full standard output is told" sh -c 'shg-add -C reg people municipality=3301 >/dev/full 2>err; test $? -eq 3'
expect 0 full cat err

finish
