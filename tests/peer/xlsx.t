#!/bin/sh
# shg-xlsx: what LibreOffice reads from the workbook, cell by cell, and what stands in its parts.
. "${top:?}/tests/cli/lib.sh"
command -v soffice >/dev/null || skip_all "soffice (libreoffice-calc) is not there"
command -v unzip >/dev/null || skip_all "unzip is not there"

cat >places.csv <<'X'
municipality,name,waiting,share,since,phone,hidden
0301,Ål æøå ÆØÅ,12,"12,5",2026-01-31,+4790000001,:
3301,"a ""b"", c",7,0.25,2026-02-28,22334455,9
1103,=1+1,0,3,2024-02-29,,
all,,19,,,,
X
printf 'a;b\r\n1;x\r\n' >second.csv

shg-xlsx -d 2026-11-23 places.csv second.csv >book.xlsx
ok "made" test $? -eq 0
soffice -env:UserInstallation="file://$scratch/profile" --headless \
    --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1' book.xlsx \
    >office.log 2>&1
ok "LibreOffice opens it" test -e book-places.csv
cat >wanted.csv <<'X'
municipality,name,waiting,share,since,phone,hidden
0301,Ål æøå ÆØÅ,12,12.5,2026-01-31,+4790000001,:
3301,"a ""b"", c",7,0.25,2026-02-28,22334455,9
1103,=1+1,0,3,2024-02-29,,
all,,19,,,,
X
ok "letters, dates, decimals, leading zeros and formulas are whole" diff wanted.csv book-places.csv
printf 'a,b\n1,x\n' >wanted2.csv
ok "a second sheet" diff wanted2.csv "book-second 2.csv"
unzip -q book.xlsx -d parts
ok "numbers are numbers" grep -q '<c r="C2"><v>12</v></c>' parts/xl/worksheets/sheet1.xml
ok "codes are text" grep -q '<c r="A3" t="s">' parts/xl/worksheets/sheet1.xml
ok "dates are dates" grep -q '<c r="E2" s="[0-9]*"><v>46053</v></c>' parts/xl/worksheets/sheet1.xml
ok "the header is frozen" grep -q 'ySplit="1".*state="frozen"' parts/xl/worksheets/sheet1.xml
ok "a native chart leaves the sum out" grep -q "places[!]\\\$C\\\$2:\\\$C\\\$4" parts/xl/charts/chart1.xml
ok "formulas stay text" sh -c '! grep -q "<f>" parts/xl/worksheets/sheet1.xml'

shg-xlsx -d 2026-11-23 places.csv second.csv >again.xlsx
ok "the same input gives the same bytes" cmp book.xlsx again.xlsx
shg-xlsx -d 2026-11-23 -o named.xlsx places.csv second.csv
ok "--output" cmp book.xlsx named.xlsx
ok "the file is the user's own" test "$(stat -c %a named.xlsx)" = 600
INPUT=second.csv expect 3 full-disk sh -c 'shg-xlsx >/dev/full'
expect 4 empty shg-xlsx -o none.xlsx
ok "nothing half-written" test ! -e none.xlsx
TMPDIR=/nowhere expect 3 no-room shg-xlsx -o none.xlsx second.csv
finish
