#!/usr/bin/python3
"""How the time and the memory of shg-match grow with a register, at effort 1.

usage: B=BUILD growth.py [--long] [--sizes N,N...]

Two rows of registers, each twice as large as the one before: a country in which more and more people wait (each has more
places to go to), and a region that grows at constant density. Asked for: time grows at most 1.2 times as fast as the
seats; at constant density twice the people take at most 2.3 times as long; memory is at most 32 bytes a seat and 2 kB a
person, beside what the program takes with nothing to do. Time is the processor's, user and system, of all threads: what
else the machine does counts little.

One in so many residents waits at constant density, but people do not live evenly: the next ring of municipalities may
hold a city, with many more seats, or none. So the second row's time is judged beside its seats from line to line, and
for each doubling of the people over the whole row.
"""

import argparse
import csv
import math
import os
import resource
import subprocess
import sys
import tempfile
import time

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [here, os.path.join(here, "..", "peer")]

import match  # noqa: E402

SEATS_RATIO, DOUBLE_RATIO, SEAT, PERSON = 1.2, 2.3, 32, 2000


def processor():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def own_memory():
    """MB that the tool takes with nothing to do. It is held at its first line of output by a pipe that is full: else it
    would be gone before it can be looked at."""
    out, full = os.pipe()
    os.set_blocking(full, False)
    try:
        while True:
            os.write(full, b" " * 65536)
    except BlockingIOError:
        os.set_blocking(full, True)
    child = subprocess.Popen([os.environ["B"] + "/bin/shg-match", "--version"], stdout=full)
    most, still = 0, 0
    while still < 20 and child.poll() is None:
        now = match.high_water(child.pid)
        most, still = max(most, now), still + 1 if now == most else 0
        time.sleep(0.01)
    child.kill()
    child.wait()
    os.close(out)
    os.close(full)
    return most


def run(people, density):
    """Seats, gap, seconds and MB of one register; None where shg-match failed."""
    with tempfile.TemporaryDirectory(prefix="shg-bench.") as folder:
        reg, stats = os.path.join(folder, "register"), os.path.join(folder, "stats.csv")
        subprocess.run([os.path.join(here, "generate.py"), "--people", str(people), "--density", str(density), reg],
                       check=True)
        command = [os.environ["B"] + "/bin/shg-match", "-C", reg, "-d", match.DATE, "--effort", "1", "--stats", stats]
        before = processor()
        code, _, megabytes = match.measured(command, stdout=subprocess.DEVNULL)[:3]
        seconds = processor() - before
        if code != 0:
            print("  shg-match failed: exit %d" % code)
            return None
        with open(stats, newline="", encoding="utf-8") as f:
            told = {r["name"]: r["value"] for r in csv.DictReader(f)}
    return int(told["seats"]), told["gap_percent"], seconds, megabytes, int(told["waiting"])


def grow(title, sizes, density, constant, own):
    """Prints one row of registers; whether all ratios are as asked for."""
    print(title)
    print("  %8s %10s %8s %9s %7s %8s  %s" % ("people", "seats", "gap %", "seconds", "MB", "of room", "beside the one before"))
    good, first, last = True, None, None
    for people in sizes:
        now = run(people, density(people))
        if now is None:
            return False
        seats, gap, seconds, megabytes, waiting = now
        share = max(0.0, megabytes - own) * 2**20 / (SEAT * seats + PERSON * waiting)
        note, fine = "", share <= 1
        if last:
            faster = (seconds / last[1]) / (seats / last[0])
            double = seconds / last[1]
            fine = fine and faster <= SEATS_RATIO
            note = "seats x %.2f, time x %.2f: %.2f times as fast as seats" % (seats / last[0], double, faster)
        print("  %8d %10d %8s %9.2f %7.0f %7.0f%%  %s %s" % (
            people, seats, gap, seconds, megabytes, 100 * share, "pass" if fine else "MISS", note), flush=True)
        good, last = good and fine, (seats, seconds)
        first = first or (people, seconds)
    if constant and people > first[0]:
        double = (seconds / first[1]) ** (1 / math.log2(people / first[0]))
        good = good and double <= DOUBLE_RATIO
        print("  twice the people: time x %.2f (%s)" % (double, "pass" if double <= DOUBLE_RATIO else "MISS"))
    return good


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--sizes")
    args = parser.parse_args()
    sizes = [6250, 12500, 25000, 50000, 100000] if args.long else [2500, 5000]
    if args.sizes:
        sizes = [int(s) for s in args.sizes.split(",")]
    own = own_memory()
    print("the program with nothing to do: %.0f MB" % own)
    ok = [grow("a country where more wait (asked: time <= %.1f times as fast as seats)" % SEATS_RATIO, sizes,
               lambda n: min(1400, match.COUNTRY / n), False, own),
          grow("constant density (asked: twice the people, time <= x %.1f)" % DOUBLE_RATIO, sizes,
               lambda n: min(1400, match.COUNTRY / sizes[-1]), True, own)]
    return 0 if all(ok) else 1


if __name__ == "__main__":
    sys.exit(main())
