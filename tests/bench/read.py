#!/usr/bin/python3
"""What reading a people.csv costs beside libcsv alone: libcsv_bare, csv_read and shg-check, turn by turn.

usage: B=BUILD tests/bench/read.py [--rows N] [--rounds N]

Prints for each of the three `name,cpu_seconds,ratio,bytes_per_byte`: the least processor time of its rounds, that time
as a multiple of libcsv_bare's, and the most memory it held for each byte of the file. The people are invented, by a
fixed seed. Only the standard library is used.
"""

import argparse
import os
import random
import subprocess
import sys

COLUMNS = ("id,status,registered,queued,consent,consent_text,clarified,contacted,next,available_from,closed,reason,"
           "paused_days,paused,source,course,municipality,avoid,mode,travel_limit,availability,themes,mixed_ok,"
           "languages,gender,gender_wish,birth_year,adult,step_free,submission")
WINDOWS = ["mon17:00-21:00;tue18:00-21:00", "wed17:00-21:00", "thu10:00-14:00;fri09:00-12:00", "tue18:00-20:00"]
THEMES = ["anxiety", "anxiety;grief", "grief", "depression", "loneliness;depression", "relatives"]
PLACES = ["0301", "3301", "3303", "3305", "4601", "5001", "1103", "5501"]


def write_people(path, rows):
    rng = random.Random(1)
    with open(path, "w", encoding="utf-8", newline="") as f:
        f.write(COLUMNS + "\n")
        for i in range(rows):
            day = f"2026-{1 + i % 9:02}-{1 + i % 28:02}"
            f.write(f"P{10000000 + i},waiting,{day},,{day},2026-1,{day},,,,,,,,{rng.choice(('self', 'gp', 'nav'))},,"
                    f"{rng.choice(PLACES)},,in-person,{15 * rng.randint(1, 6)},{rng.choice(WINDOWS)},"
                    f"{rng.choice(THEMES)},yes,nb,{rng.choice('fm')},any,{rng.randint(1940, 2006)},,,\n")


def write_register(folder, rows):
    os.makedirs(folder, mode=0o700, exist_ok=True)
    people = os.path.join(folder, "people.csv")
    if not os.path.exists(people) or sum(1 for _ in open(people, "rb")) != rows + 1:
        write_people(people, rows)
    for name, header in (("starters", "id,status,municipality"), ("venues", "id,name,kind,municipality,slots")):
        with open(os.path.join(folder, name + ".csv"), "w", encoding="utf-8") as f:
            f.write(header + "\n")
    for name in os.listdir(folder):
        if name.endswith(".csv"):
            os.chmod(os.path.join(folder, name), 0o600)
    return people


def cost(command):
    """Processor seconds and the most bytes of memory of a command that must succeed."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"read.py: {command[0]} gave {child.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--rows", type=int, default=1000000)
    p.add_argument("--rounds", type=int, default=5)
    o = p.parse_args()
    build = os.path.abspath(os.environ.get("B", "build"))
    folder = os.path.join(build, "bench", "read")
    people = write_register(folder, o.rows)
    size = os.path.getsize(people)
    commands = {
        "libcsv_bare": [build + "/tests/bench/libcsv_bare", people],
        "csv_read": [build + "/tests/bench/csv_read", people],
        "shg-check": [build + "/bin/shg-check", "-C", folder, "-d", "2026-11-23"],
    }
    commands = {name: c for name, c in commands.items() if os.path.exists(c[0])}
    seconds = {name: [] for name in commands}
    memory = dict.fromkeys(commands, 0)
    for _ in range(o.rounds):
        for name, command in commands.items():
            s, m = cost(command)
            seconds[name].append(s)
            memory[name] = max(memory[name], m)
    print("name,cpu_seconds,ratio,bytes_per_byte")
    for name in commands:
        least = min(seconds[name])
        print(f"{name},{least:.3f},{least / min(seconds['libcsv_bare']):.2f},{memory[name] / size:.2f}")


main()
