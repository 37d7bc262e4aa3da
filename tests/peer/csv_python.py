#!/usr/bin/python3
"""The other side of csv_python.c: Python's own CSV reader and writer.

csv_python.py read DIR    for each DIR/N.csv (its delimiter in DIR/N.how) writes its cells into DIR/N.cells
csv_python.py write DIR   makes random DIR/N.csv, and DIR/N.cells

Cells are parted by 0x1f, rows ended by 0x1e. The file of dialect `;` with a BOM is read by the rule of the guard.
"""

import csv
import glob
import random
import re
import sys

PIECES = [",", ";", "\t", '"', "\r", "\n", "\r\n", " ", "'", "=", "-", "a", "b", "æ", "", "x y", "''"]


def write_cells(name, rows):
    with open(name, "w", encoding="utf-8", newline="") as f:
        f.write("".join("\x1f".join(row) + "\x1e" for row in rows))


def read_all(folder):
    for name in sorted(glob.glob(folder + "/*.csv")):
        with open(name[:-3] + "how", encoding="utf-8") as f:
            delimiter, guarded = f.read().split("|")
        with open(name, encoding="utf-8-sig", newline="") as f:
            rows = list(csv.reader(f, delimiter=delimiter, strict=True))
        if guarded == "1":
            rows = [[c[1:] if re.match("'+[=+@\t\r-]", c) else c for c in row] for row in rows]
        write_cells(name[:-3] + "cells", rows)


def write_all(folder):
    rng = random.Random(1)
    for i in range(300):
        columns = rng.randint(2, 6)
        quoting, end = rng.choice([(csv.QUOTE_ALL, "\n"), (csv.QUOTE_ALL, "\r\n"), (csv.QUOTE_MINIMAL, "\r\n")])
        rows = [["".join(rng.choices(PIECES, k=rng.randint(0, 4))) for _ in range(columns)]
                for _ in range(rng.randint(0, 9))]
        rows.insert(0, [f"c{c}" for c in range(columns)])
        name = f"{folder}/{i}."
        with open(name + "csv", "w", encoding="utf-8", newline="") as f:
            csv.writer(f, delimiter=rng.choice(",;\t"), quoting=quoting, lineterminator=end).writerows(rows)
        write_cells(name + "cells", rows)


{"read": read_all, "write": write_all}[sys.argv[1]](sys.argv[2])
