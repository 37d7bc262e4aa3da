#!/usr/bin/python3
"""shg-match on registers of real shape: worth, bound, gap, time and memory against the table of its targets, and beside
it, on the same LP, cbc, glpsol and HiGHS, each for a minute.

usage: B=BUILD match.py [--long] [--sizes N,N...] [--seeds N] [--efforts N,N...] [--peers NAME,...|--no-peers] [OPTION...]

    match.py --sizes 240 --seeds 10       how often the plan is the optimum (HiGHS alone, from the second seed on)
    match.py --age-spread 20              registers of another shape: what is not an option here is one of generate.py

Every plan is judged (tests/peer/check_plan.py). The last column says whether the gap and the memory are within the
target; times are measured, never judged: what counts is the ratio to the other solvers on the same machine.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [here, os.path.join(here, "..", "peer")]

import check_plan  # noqa: E402
import generate  # noqa: E402
import lpfile  # noqa: E402
import problem  # noqa: E402

DATE = generate.TODAY.isoformat()
# waiting: proven gap in percent, MB, seconds that issue 4 asks for; people a register of that size is asked for
TARGETS = {
    120: (0.0, 20, 2), 240: (0.3, 20, 5), 460: (0.4, 30, 15), 780: (0.5, 30, 30), 1550: (0.6, 50, 60),
    3900: (0.8, 100, 180), 15600: (1.2, 300, 600), 78000: (3.0, 1024, 1800),
}
COUNTRY = 5_550_000
PEERS_UP_TO, MINUTE = 800, 60
FIRST_PLAN_UP_TO = 780  # waiting: --effort 1 is to be within 3 % in a second


def high_water(pid):
    """MB that a process has held at most so far; 0 where it is gone."""
    try:
        with open("/proc/%d/status" % pid, encoding="ascii", errors="replace") as f:
            return int(re.search(r"VmHWM:\s+(\d+)", f.read()).group(1)) / 1024
    except (OSError, AttributeError):
        return 0


def measured(command, patience=None, **more):
    """Exit code, seconds and MB of a command. The rusage of wait4 would count what this program itself holds."""
    start = time.monotonic()
    megabytes, child = 0, subprocess.Popen(command, **more)
    while child.poll() is None:
        megabytes = max(megabytes, high_water(child.pid))
        if patience and time.monotonic() - start > patience:
            child.kill()
        time.sleep(0.005)
    return child.returncode, time.monotonic() - start, megabytes


def make(folder, people, seed, shape):
    reg = os.path.join(folder, "register")
    command = [os.path.join(here, "generate.py"), "--people", str(people), "--seed", str(seed)]
    command += ["--density", str(min(1400, COUNTRY / people)), *shape, reg]
    subprocess.run(command, check=True)
    return reg


def match(reg, folder, effort=None, lp=None):
    """What shg-match says of a register, with its time, memory and the judge's verdict."""
    plan, stats = os.path.join(folder, "plan.csv"), os.path.join(folder, "stats.csv")
    command = [os.environ["B"] + "/bin/shg-match", "-C", reg, "-d", DATE, "--stats", stats]
    command += ["--effort", str(effort)] if effort else []
    with open(plan, "wb") as out:
        code, seconds, megabytes = measured(command, stdout=out)
    if code != 0:
        return {"verdict": "exit %d" % code}
    if lp:
        subprocess.run(command[:5] + ["--effort", "1", "--write-lp", lp], stdout=subprocess.DEVNULL, check=True)
    judge = check_plan.Judge(problem.Problem(reg, generate.TODAY))
    with open(plan, "rb") as f:
        judge.judge(f.read())
    check_plan.check_stats(judge, stats)
    with open(stats, "rb") as f:
        told = {r["name"]: r["value"] for r in problem.parse_csv(f.read())[0]}
    told.update(time=seconds, memory=megabytes, verdict="; ".join(judge.faults[:2]))
    return told


def read(path):
    try:
        with open(path, encoding="utf-8", errors="replace") as f:
            return f.read()
    except OSError:
        return ""


def number(pattern, text):
    """The last number that a solver tells so, or None."""
    found = re.findall(pattern + r"\s*(-?[\d.]+(?:e[+-]?\d+)?)", text)
    return float(found[-1]) if found else None


def cbc(out, log):
    head = out.split("\n", 1)[0]
    # the number in the first line is a plan's worth only where one was found
    found = "objective value" in head and "nfeasible" not in head and "No feasible solution" not in log
    worth = abs(number("objective value", head)) if found else None
    return worth, worth if found and "Optimal" in head else number("Upper bound:", log)


def glpsol(out, log):
    found = "INTEGER" in out and "UNDEFINED" not in out
    worth = number("Objective:\\s+worth =", out) if found else None
    return worth, worth if "INTEGER OPTIMAL" in out else number(r"mip =\s+\S+ <=", log)


def highs(_, log):
    return number("worth", log), number("bound", log)


PEERS = {
    "cbc": (cbc, lambda lp, out: ["cbc", lp, "timeMode", "elapsed", "sec", str(MINUTE), "ratio", "0", "allow", "0", "solve", "solu", out]),
    "glpsol": (glpsol, lambda lp, out: ["glpsol", "--lp", lp, "--cuts", "--tmlim", str(MINUTE), "-o", out]),
    "HiGHS": (highs, lambda lp, out: ["/usr/bin/python3", lpfile.__file__, lp, str(MINUTE)]),
}


def peer(name, lp, folder):
    """worth, bound, seconds and MB of another solver on the LP; worth and bound are None where it found none."""
    out, log = os.path.join(folder, "answer"), os.path.join(folder, "log")
    if os.path.exists(out):
        os.unlink(out)
    understand, command = PEERS[name]
    with open(log, "wb") as f:
        code, seconds, megabytes = measured(command(lp, out), patience=1.5 * MINUTE, stdout=f, stderr=subprocess.STDOUT)
    if code < 0:
        return None, None, seconds, megabytes
    return understand(read(out), read(log)) + (seconds, megabytes)


def gap(worth, bound):
    return 100 * (bound - worth) / max(1, worth)


def show(name, worth, bound, seconds, memory, note):
    whole = lambda x: "-" if x is None else "%.0f" % x
    percent = "-" if worth is None or bound is None else "%.3f" % gap(worth, bound)
    print("  %-22s %12s %12s %8s %9.2f %7.0f  %s" % (name, whole(worth), whole(bound), percent, seconds, memory, note), flush=True)


def beside(ours, others, lp, folder):
    """The other solvers on the same LP, with the ratio to ours; the greatest worth that any has found."""
    best = int(ours["worth"])
    for name in others:
        worth, bound, seconds, megabytes = peer(name, lp, folder)
        ratio = "no plan" if worth is None else "worth %.4f of ours" % (worth / max(1, int(ours["worth"])))
        show(name, worth, bound, seconds, megabytes, "%s, time %.1f times ours, memory %.1f times" % (
            ratio, seconds / max(0.01, ours["time"]), megabytes / max(1, ours["memory"])))
        best = max(best, worth or 0)
    return best


def one(people, reg, folder, effort, lp):
    """A run of shg-match beside its targets: what it said, or None where it failed."""
    target, room, asked = TARGETS[people]
    if effort == 1:
        target, asked = 3.0, 1
    if effort == 1 and people > FIRST_PLAN_UP_TO:  # nothing is asked but a plan that is lawful
        target = asked = None
    t = match(reg, folder, effort, lp)
    if "worth" not in t:
        print("  shg-match failed: " + t["verdict"])
        return None
    worth, bound = int(t["worth"]), int(t["bound"])
    good = (target is None or gap(worth, bound) <= target) and t["memory"] <= room and not t["verdict"]
    wanted = "%d MB" % room if target is None else "gap <= %.1f %%, %d MB, %d s" % (target, room, asked)
    show("shg-match --effort %d" % effort if effort else "shg-match", worth, bound, t["time"], t["memory"],
         "%s (%s) %s" % ("pass" if good else "MISS", wanted, t["verdict"]))
    return t


def bench(people, seeds, others, efforts, shape):
    lost = []  # by how many percent the plan of each seed is worse than the best that is known
    for seed in range(1, seeds + 1):
        with tempfile.TemporaryDirectory(prefix="shg-bench.") as folder:
            reg = make(folder, people, seed, shape)
            beside_it = (others if seed == 1 else [o for o in others if o == "HiGHS"]) if people <= PEERS_UP_TO else []
            lp = os.path.join(folder, "model.lp") if beside_it else None
            print("%d waiting, seed %d" % (people, seed))
            for effort in efforts:
                t = one(people, reg, folder, effort, lp if effort is efforts[-1] else None)
                if t is None:
                    return False
            lost.append(100 - 100 * int(t["worth"]) / max(1, beside(t, beside_it, lp, folder)))
    if others and people <= PEERS_UP_TO:
        print("  of %d, %d as good as the best that any has found, none more than %.3f %% below" % (
            seeds, lost.count(0), max(lost)))
    return True


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--sizes")
    parser.add_argument("--seeds", type=int)
    parser.add_argument("--efforts", default="1,0", help="0: the default")
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--no-peers", action="store_const", const="", dest="peers")
    args, shape = parser.parse_known_args()
    sizes = [120, 240, 460, 780, 1550]
    if args.long:
        sizes += [3900, 15600, 78000]
    if args.sizes:
        sizes = [int(s) for s in args.sizes.split(",")]
    efforts = [int(e) or None for e in args.efforts.split(",")]
    print("  %-22s %12s %12s %8s %9s %7s" % ("", "worth", "bound", "gap %", "seconds", "MB"))
    others = [name for name in PEERS if name in args.peers.split(",")]
    ok = [bench(n, args.seeds or (10 if args.long and n == 240 else 1), others, efforts, shape) for n in sizes]
    return 0 if all(ok) else 1


if __name__ == "__main__":
    sys.exit(main())
