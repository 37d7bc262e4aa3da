#!/usr/bin/python3
"""Any order of rows and columns, any dialect, any number of threads: the same plan, byte for byte.

usage: B=BUILD shuffle.py    speaks TAP
"""

import csv
import io
import os
import random
import re
import subprocess
import sys
import tempfile

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(here, "..", "bench"))

import generate  # noqa: E402

DATE = generate.TODAY.isoformat()


def norwegian_date(text):
    m = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text)
    return "%s.%s.%s" % m.group(3, 2, 1) if m else text


def rewrite(path, out, rng):
    """The same table in another order and dialect."""
    with open(path, newline="", encoding="utf-8") as f:
        rows = list(csv.reader(f))
    order = list(range(len(rows[0])))
    rng.shuffle(order)
    body = rows[1:]
    rng.shuffle(body)
    if rng.random() < 0.5:
        body = [[norwegian_date(c) for c in r] for r in body]
    table = [[r[i] for i in order] for r in [rows[0]] + body]
    if rng.random() < 0.3:
        table = [r + ["our own" if i else "note"] for i, r in enumerate(table)]
    encoding = rng.choice(["utf-8", "utf-8-sig", "utf-16"])
    delimiter = rng.choice(",;\t")
    if delimiter == ";" and encoding != "utf-8":
        table = [["'" + c if re.match(r"'*[=+@\t\r-]", c) else c for c in r] for r in table]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=rng.choice(["\n", "\r\n"]),
               quoting=rng.choice([csv.QUOTE_ALL, csv.QUOTE_MINIMAL])).writerows(table)
    text = ("sep=;\n" if delimiter == ";" and rng.random() < 0.3 else "") + text.getvalue()
    if rng.random() < 0.3:
        text = text.rstrip("\r\n")
    fd = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(fd, "wb") as f:
        f.write(text.encode(encoding))


def shuffle(reg, out, rng):
    os.makedirs(out, mode=0o700)
    for name in os.listdir(reg):
        rewrite(os.path.join(reg, name), os.path.join(out, name), rng)


def plan(reg, threads, effort):
    r = subprocess.run(
        [os.environ["B"] + "/bin/shg-match", "-C", reg, "-d", DATE, "-j", str(threads), "--effort", str(effort)],
        capture_output=True, check=False)
    return r.stdout if r.returncode == 0 else b"exit %d: " % r.returncode + r.stderr


def check(name, make, rng, number, effort=10):
    with tempfile.TemporaryDirectory(prefix="shg-shuffle.") as folder:
        reg = os.path.join(folder, "register")
        make().write(reg)
        first = plan(reg, 1, effort)
        faults = [] if not first.startswith(b"exit") else [first.decode()[:200]]
        for threads in (1, 2, 5):
            other = os.path.join(folder, "other%d" % threads)
            shuffle(reg, other, rng)
            again = plan(other, threads, effort)
            if again == first:
                continue
            if plan(reg, threads, effort) != first:  # which of the two it was
                faults.append("-j %d gives another plan" % threads)
            else:
                faults.append("another order or dialect gives another plan: " + again.decode()[:300])
    print("%s %d - %s" % ("not ok" if faults else "ok", number, name))
    for f in faults:
        print("# " + f.replace("\n", "\n# "))
    return not faults


def office(people, **more):
    o = dict(people=people, seed=7, density=1400, centre="3301", starters=1, rooms=1, digital=0.3, age_spread=25,
             courses=0.3, languages=0.1)
    o.update(more)
    return generate.Office(type("Options", (), o))


def main():
    rng = random.Random(1)
    good = [check("tiny %d" % s, generate.Tiny(s).make, rng, s + 1) for s in range(24)]
    good.append(check("an office of 120", office(120).make, rng, 25, 2))
    good.append(check("an office of 240", office(240, seed=2, centre="0301").make, rng, 26, 1))
    print("1..%d" % len(good))
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
