#!/usr/bin/python3
"""Reads the part of the CPLEX LP format that shg-match writes, and solves it by HiGHS (scipy).

usage: lpfile.py FILE [SECONDS]
"""

import re
import sys

import numpy
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

SECTIONS = ("Maximize", "Subject To", "Bounds", "Binary", "End")


class Lp:
    def __init__(self, path):
        self.column, self.cost, self.rows = {}, {}, []
        self.high, self.binary = {}, set()
        section, words = None, []
        with open(path, encoding="utf-8") as f:
            for line in f:
                line = line.split("\\", 1)[0].rstrip("\n")
                if line in SECTIONS:
                    self.take(section, words)
                    section, words = line, []
                else:
                    words += line.split()
                    if section == "Subject To" and re.search(r"[<>=]=? -?\d+$", line):
                        self.take(section, words)
                        words = []

    def number(self, name):
        return self.column.setdefault(name, len(self.column))

    def terms(self, words):
        if words and words[0].endswith(":"):
            words = words[1:]
        out, sign, factor = {}, 1, 1
        for w in words:
            if w in "+-":
                sign, factor = (1 if w == "+" else -1), 1
            elif re.fullmatch(r"\d+", w):
                factor = int(w)
            else:
                i = self.number(w)
                out[i] = out.get(i, 0) + sign * factor
                sign = factor = 1
        return out

    def take(self, section, words):
        if section == "Maximize":
            self.cost = self.terms(words)
        elif section == "Subject To" and words:
            self.rows.append((self.terms(words[:-2]), words[-2], int(words[-1])))
        elif section == "Bounds":
            for name, relation, high in zip(words[0::3], words[1::3], words[2::3]):
                assert relation == "<="
                self.high[self.number(name)] = int(high)
        elif section == "Binary":
            self.binary = {self.number(w) for w in words}


def solve(path, seconds=None):
    """worth and bound; None where there is none."""
    lp = Lp(path)
    n = len(lp.column)
    data, index, at, low, high = [], [], [0], [], []
    for terms, relation, right in lp.rows:
        index += terms.keys()
        data += terms.values()
        at.append(len(index))
        low.append(-numpy.inf if relation == "<=" else right)
        high.append(numpy.inf if relation == ">=" else right)
    options = {"mip_rel_gap": 0.0}
    if seconds:
        options["time_limit"] = seconds
    r = milp(
        [-lp.cost.get(i, 0) for i in range(n)], integrality=[int(i in lp.binary) for i in range(n)],
        bounds=Bounds([0] * n, [1 if i in lp.binary else lp.high.get(i, numpy.inf) for i in range(n)]),
        constraints=LinearConstraint(csr_matrix((data, index, at), shape=(len(lp.rows), n)), low, high), options=options)
    bound = None if r.mip_dual_bound is None else -r.mip_dual_bound
    return (None if r.x is None else round(-r.fun)), bound


if __name__ == "__main__":
    print("worth %s\nbound %s" % solve(sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else None))
