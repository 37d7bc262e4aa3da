# Turns a table of lib/data into C: one constant array, so that a program needs no installed file.
#     awk -v name=municipalities -f csv_to_c.awk municipalities.csv > municipalities.c
# Rows become initialisers in the order of the columns; lib/place/tables.h declares the types. The tables are ours and
# hold neither quotes nor backslashes; anything else stops the build instead of becoming wrong data.
BEGIN { FS = ","; n = 0 }
NR == 1 {
    columns = NF
    for (i = 1; i <= NF; i++) is_number[i] = ($i == "lat" || $i == "lon" || $i == "population")
    printf "/* Made from lib/data/%s.csv by lib/data/csv_to_c.awk. */\n#include \"place/tables.h\"\n\n", name
    printf "const shg_data_%s_row shg_data_%s[] = {\n", name, name
    next
}
/["\\\r]/ || NF != columns { bad = NR; exit }
{
    row = ""
    for (i = 1; i <= NF; i++) {
        if (is_number[i] && $i !~ /^-?[0-9]+(\.[0-9]+)?$/) { bad = NR; exit }
        row = row (i > 1 ? ", " : "") (is_number[i] ? $i : "\"" $i "\"")
    }
    print "    {" row "},"
    n++
}
END {
    if (bad || n == 0) {
        printf "%s.csv: line %d cannot be turned into C\n", name, bad | "cat 1>&2"
        exit 1
    }
    printf "};\n\nconst size_t shg_data_%s_rows = %d;\n", name, n
}
