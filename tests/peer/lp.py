#!/usr/bin/python3
"""shg-match against glpsol, cbc and HiGHS on small registers of every shape.

usage: B=BUILD lp.py [--from SEED] [--count N] [--jobs N] [--keep DIR]

For each of the first N interesting seeds: a register is made (generate.py --tiny), shg-match plans it and writes its LP.
glpsol and cbc solve that LP, HiGHS solves the tests' own model (model.py) of the same register: all three optima must be
the plan's worth, no bound may lie below it, and the plan must pass the judge (check_plan.py). Speaks TAP. What fails is
kept in DIR.
"""

import argparse
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import tempfile

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [here, os.path.join(here, "..", "bench")]

import check_plan  # noqa: E402
import generate  # noqa: E402
import model  # noqa: E402
import problem  # noqa: E402

DATE = generate.TODAY.isoformat()
MOST_CANDIDATES, MOST_PEOPLE = 12, 30


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False)


def glpsol(lp, folder):
    out = os.path.join(folder, "glpsol")
    log = run("glpsol", "--lp", lp, "-o", out)
    try:
        with open(out, encoding="utf-8") as f:
            text = f.read()
    except OSError:
        return "no answer: " + log.stdout[-200:]
    if "INTEGER OPTIMAL" not in text:
        return "not optimal"
    return round(float(re.search(r"Objective:\s+worth = (\S+)", text).group(1)))


def cbc(lp, folder):
    out = os.path.join(folder, "cbc")
    log = run("cbc", lp, "ratio", "0", "allow", "0", "solve", "solu", out)
    try:
        with open(out, encoding="utf-8") as f:
            head = f.readline()
    except OSError:
        return "no answer: " + log.stdout[-200:]
    m = re.match(r"Optimal - objective value (\S+)", head)
    return round(float(m.group(1))) if m else head.strip()


def distinct(m):
    """Candidates without their copies."""
    return len({(c.venue.id, c.slot, c.theme, c.language, c.composition, c.group and c.group.id) for c, _ in m.cands})


def examine(seed, folder):
    """Faults of one register (an empty list: none), or None where it has too little or too much in it."""
    reg = os.path.join(folder, "register")
    generate.Tiny(seed).make().write(reg)
    p = problem.Problem(reg, generate.TODAY)
    m = model.Model(p)
    if not 1 <= distinct(m) <= MOST_CANDIDATES or len(p.waiting) > MOST_PEOPLE:
        return None
    optimum, _, _ = m.solve()
    if optimum == 0 and seed % 10:  # a few in which nobody can be helped are enough
        return None
    lp, stats = os.path.join(folder, "model.lp"), os.path.join(folder, "stats.csv")
    match = subprocess.run(
        [os.environ["B"] + "/bin/shg-match", "-C", reg, "-d", DATE, "--stats", stats, "--write-lp", lp],
        capture_output=True, check=False)
    if match.returncode != 0:
        return ["shg-match: exit %d: %s" % (match.returncode, match.stderr.decode()[:300])]
    with open(os.path.join(folder, "plan.csv"), "wb") as f:
        f.write(match.stdout)
    judge = check_plan.Judge(p)
    faults = list(judge.judge(match.stdout))
    check_plan.check_stats(judge, stats)
    faults = ["the judge: " + f for f in judge.faults]
    with open(stats, "rb") as f:
        told = {r["name"]: r["value"] for r in problem.parse_csv(f.read())[0]}
    answers = {"HiGHS on model.py": optimum, "glpsol": glpsol(lp, folder), "cbc": cbc(lp, folder)}
    for who, worth in answers.items():
        if worth != judge.worth:
            faults.append("%s finds %s, shg-match %d (bound %s)" % (who, worth, judge.worth, told["bound"]))
    if int(told["bound"]) < optimum:
        faults.append("bound %s below the optimum %d" % (told["bound"], optimum))
    return faults


def one(job):
    seed, keep = job
    folder = tempfile.mkdtemp(prefix="shg-lp.")
    try:
        faults = examine(seed, folder)
        if faults and keep:
            kept = os.path.join(keep, "tiny-%d" % seed)
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(folder, kept)
            with open(os.path.join(kept, "NOTE"), "w", encoding="utf-8") as f:
                f.write("\n".join(faults) + "\n")
        return seed, faults
    finally:
        shutil.rmtree(folder)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep")
    args = parser.parse_args()
    done = bad = 0
    with multiprocessing.Pool(args.jobs) as pool:
        for seed, faults in pool.imap(one, ((s, args.keep) for s in range(args.first, args.first + 20 * args.count))):
            if faults is None:
                continue
            done += 1
            bad += bool(faults)
            print("%s %d - register %d" % ("not ok" if faults else "ok", done, seed), flush=True)
            for f in faults:
                print("# " + f)
            if done == args.count:
                pool.terminate()
                break
    print("1..%d" % done)
    return 1 if bad or done < args.count else 0


if __name__ == "__main__":
    sys.exit(main())
