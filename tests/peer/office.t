#!/bin/sh
# What the tools print, opened by LibreOffice: Norwegian letters, dates and leading zeros arrive whole.
. "${top:?}/tests/cli/lib.sh"
command -v soffice >/dev/null 2>&1 || skip_all "LibreOffice is not there"

mkdir -m 700 reg
cp "$top"/tests/data/buskerud/*.csv reg
chmod 600 reg/*.csv
sed 's/,3312,/,0301,/' reg/people.csv >people && cat people >reg/people.csv # some live in Oslo, whose number begins with 0
sed '2,$ s/,[^,]* /,Øyvor Ærlig /' reg/contacts.csv >contacts && cat contacts >reg/contacts.csv

# opened TARGET DELIMITER COLUMNS FILE: as a double-click in Norway opens it, with a profile of its own; COLUMNS are the
# types of columns that a careful user sets (1/2: the first is text)
norway='34,76,1'
opened() {
    rm -rf out
    soffice --headless -env:UserInstallation="file://$scratch/profile" --infilter="CSV:$2,$norway,$3,1044,false,true" \
        --convert-to "$1" --outdir out "$4" >office.log 2>&1 </dev/null
}
comma=44 semicolon=59
csv="csv:Text - txt - csv (StarCalc):$comma,$norway,,1044,false,true"

shg-letters -C reg -d 2026-11-23 calls >wanted
shg-letters -C reg -d 2026-11-23 --excel calls >calls.csv
ok "names to ring are printed" grep -q 'Øyvor Ærlig' calls.csv
ok "LibreOffice opens them" opened "$csv" $semicolon '' calls.csv
# it shows seconds in times, and the ' that keeps a telephone number from becoming a sum
sed -e "s/,'+/,+/" -e 's/\([0-2][0-9]:[0-5][0-9]\):00/\1/g' out/calls.csv >seen
ok "every cell is there, letter for letter" diff wanted seen
ok "telephone numbers are text, not sums" grep -q "'+4700" out/calls.csv
ok "it opens them once more" opened fods $semicolon '' calls.csv
ok "dates are dates" grep -q 'office:date-value="2026-12-02"' out/calls.fods

shg-report -C reg -d 2026-11-23 --exact --by municipality waiting >plain.csv
shg-report -C reg -d 2026-11-23 --exact --by municipality --excel waiting >excel.csv
ok "a number with a leading zero is printed" grep -q '^0301,' plain.csv
for file in plain excel; do
    case $file in plain) mark=$comma ;; *) mark=$semicolon ;; esac
    ok "$file: opens with numbers of municipalities as text" opened "$csv" $mark 1/2 $file.csv
    ok "$file: every cell, leading zeros too" diff plain.csv out/$file.csv
done

shg-report -C reg -d 2026-11-23 agenda >plain.csv
shg-report -C reg -d 2026-11-23 --excel agenda >agenda.csv
ok "the agenda opens" opened "$csv" $semicolon '' agenda.csv
ok "and is saved as it was" diff plain.csv out/agenda.csv

printf 'municipality,name\n0301,Øyvor\n' | shg-xlsx >book.xlsx
rm -rf out
ok "the workbook opens" soffice --headless -env:UserInstallation="file://$scratch/profile" --convert-to "$csv" --outdir out book.xlsx
ok "with its leading zero and its letters" grep -qx '0301,Øyvor' out/book.csv
finish
