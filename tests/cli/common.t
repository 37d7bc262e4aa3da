#!/bin/sh
# What all tools share: help, version, wrong options, languages, closed and full outputs, in a terminal of 80 columns.
. "${top:?}/tests/cli/lib.sh"

width() { # the widest line of a file, in columns
    wc -L <"$1"
}
for tool in "$B"/bin/shg-*; do
    t=$(basename "$tool")
    for l in en nb nn; do
        "$tool" --lang $l --help >help.$l 2>err
        ok "$t --help in $l" sh -c "test $? -eq 0 && test -s help.$l && test ! -s err"
        ok "$t --help in $l fits 80 columns" sh -c "test $(width help.$l) -le 80 || { cat help.$l; exit 1; }"
    done
    for l in en nb nn; do # under its usage: what it does, as a phrase like every message
        sed '/^$/,$d' help.$l | grep -vE '^(usage:|  )' >purpose
        ok "$t says in $l what it does, in small letters and without a full stop" sh -c \
            "head -n 1 purpose | grep -qE '^[a-zæøå]' && ! tail -n 1 purpose | grep -q '[.]\$' || { cat purpose; exit 1; }"
    done
    ok "$t --help speaks three languages" sh -c '! cmp -s help.en help.nb && ! cmp -s help.nb help.nn'
    ok "$t --version" sh -c "test \"\$($t --version)\" = '$t 0.1.0'"
    "$tool" --no-such-option >out 2>err
    ok "$t --no-such-option: exit 2, usage, nothing on standard output" sh -c \
        "test $? -eq 2 && test ! -s out && grep -q '^usage: $t' err"
    "$tool" --help >/dev/full 2>err
    ok "$t --help on a full disk: exit 3" sh -c "test $? -eq 3 && grep -q 'No space left' err"
    ok "$t has each option of its own in its page" sh -c "
        for o in \$(grep -oE '^ +(-.,)? *--[a-z-]+' help.en | grep -oE -- '--[a-z-]+' | grep -vE 'help|version|lang|register|date|dry-run|wait|excel|show-values'); do
            sed 's/\\\\-/-/g' '$top/man/$t.1' | grep -qE -- \"(Fl|It Fl).* \${o#-}( |\$)|Fl -\${o#--}|\$o\" || { echo \"\$o\"; exit 1; }
        done"
done

# the language: --lang, else the locale, else the profile
mkdir -m 700 reg
printf 'id,status,registered,municipality\n' >reg/people.csv
printf 'id,status,municipality\n' >reg/starters.csv
printf 'id,name,kind,municipality,slots\n' >reg/venues.csv
printf 'name,value\nREPORT_LANGUAGE,nn\n' >reg/profile.csv
chmod 600 reg/*
ask='shg-report -C reg waiting --municipality 9999'
speaks() { # WORD COMMAND...
    word=$1
    shift
    "$@" 2>&1 | grep -q "$word"
}
ok "--lang" speaks 'finst ingen slik kommune' $ask --lang nn
ok "--lang before the locale" speaks 'no such municipality' env LC_ALL=nb_NO.UTF-8 $ask --lang en
ok "the locale" speaks 'finnes ingen slik kommune' env LC_ALL=nb_NO.UTF-8 $ask
ok "the locale no_NO is Bokmal" speaks 'finnes ingen slik kommune' env LC_ALL=no_NO $ask
ok "the locale C is English" speaks 'no such municipality' env LC_ALL=C $ask
ok "a German sees English" speaks 'no such municipality' env LC_ALL=de_DE.UTF-8 $ask
ok "without a locale, the profile" speaks 'finst ingen slik kommune' env -u LC_ALL -u LC_MESSAGES -u LANG $ask
expect 2 bad-language shg-report -C reg waiting --lang sv
expect 2 bad-date shg-report -C reg waiting -d 23/11/2026
expect 2 no-value shg-report waiting --by
expect 2 too-many shg-check a b
expect 3 no-register shg-report -C nowhere waiting
SHG_REGISTER=$scratch/reg
export SHG_REGISTER
expect 0 register-from-the-environment shg-report -d 2026-11-23 waiting
expect 3 closed-output sh -c 'shg-report waiting >&-'
ok "a closed standard error harms nothing" sh -c 'shg-report waiting >out 2>&- && test -s out'
ok "a closed standard input is not read by mistake" sh -c 'shg-report plan - <&- 2>err; test $? -ne 0 && grep -q "^shg-report: error: -: " err'
finish
