#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `campane compare` says of the Hillstrom test against this script's own figures.

    hillstrom_check.py HILLSTROM.CSV COMPARE.JSON

Works them out from the file alone with Python's own library: the pooled z, the score interval of
the difference with the null rates found by bisection on the likelihood's derivative (the program
solves a cubic), Wilson's interval, Holm's correction, Welch's t with its tail integrated by
Simpson's rule, the split by the chi-square with two degrees of freedom, exp(-x / 2)."""

import csv
import json
import math
import statistics
import sys
from decimal import Decimal

COUNTS = {  # as published
    "Mens E-Mail": (21307, 3894, 267, Decimal("30311.69")),
    "No E-Mail": (21306, 2262, 122, Decimal("13908.33")),
    "Womens E-Mail": (21387, 3238, 189, Decimal("23038.11")),
}
# By scipy 1.10.1 and numpy, A and B being the rows of two arms of the file:
#   z of visits and conversions: sign(d) * sqrt(scipy.stats.chi2_contingency(
#       [[xA, nA - xA], [xB, nB - xB]], correction=False)[0])
#   t and p of spend: scipy.stats.ttest_ind(spendB, spendA, equal_var=False)
STATED = {  # (A, B): z of visits, z of conversions, t of spend, its p
    ("Mens E-Mail", "No E-Mail"):
        (-22.48604082719282, -7.385114410925772, -5.300140358411668, 1.1638149682254859e-07),
    ("Mens E-Mail", "Womens E-Mail"):
        (-8.684558415636324, -3.712584202755289, -2.1640178817618563, 0.03046865118529923),
    ("No E-Mail", "Womens E-Mail"):
        (13.94918065525851, 3.7795609583578478, 3.2563715760253915, 0.0011293971023632519),
}
NORMAL = statistics.NormalDist()
failed = 0


def check(name, value, wanted, relative=1e-6):
    global failed
    if value is None or abs(value - wanted) > relative * max(abs(wanted), 1e-12):
        print(f"not ok - hillstrom: {name}: {value} is not {wanted}")
        failed += 1


def read(path):
    arms = {}
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            arm = arms.setdefault(row["segment"], [0, 0, 0, []])
            arm[0] += 1
            arm[1] += int(row["visit"])
            arm[2] += int(row["conversion"])
            arm[3].append(float(row["spend"]))
    return arms


def pooled(xa, na, xb, nb):
    p = (xa + xb) / (na + nb)
    return (xb / nb - xa / na) / math.sqrt(p * (1 - p) * (1 / na + 1 / nb))


def score(xa, na, xb, nb, delta):
    """z of pB - pA = delta at the rates that are likeliest under it."""
    low, high = max(0.0, -delta) + 1e-15, min(1.0, 1 - delta) - 1e-15
    for _ in range(200):
        p = (low + high) / 2
        q = p + delta
        slope = xa / p - (na - xa) / (1 - p) + xb / q - (nb - xb) / (1 - q)
        low, high = (p, high) if slope > 0 else (low, p)
    q = p + delta
    return (xb / nb - xa / na - delta) / math.sqrt(p * (1 - p) / na + q * (1 - q) / nb)


def mee(xa, na, xb, nb, c):
    d = xb / nb - xa / na
    ends = []
    for sign, far in ((1, -0.5), (-1, 0.5)):
        inside, outside = d, far
        for _ in range(200):
            middle = (inside + outside) / 2
            if sign * score(xa, na, xb, nb, middle) > c:
                outside = middle
            else:
                inside = middle
        ends.append(inside)
    return ends


def wilson(x, n, z):
    p, t = x / n, z * z / n
    c = (p + t / 2) / (1 + t)
    h = z / (1 + t) * math.sqrt(p * (1 - p) / n + t / (4 * n))
    return c - h, c + h


def holm(ps):
    adjusted, largest = [0.0] * len(ps), 0.0
    for rank, i in enumerate(sorted(range(len(ps)), key=lambda k: ps[k])):
        largest = max(largest, min(1.0, (len(ps) - rank) * ps[i]))
        adjusted[i] = largest
    return adjusted


def t_upper(t, df):
    """P(T > t), by Simpson's rule up to where nothing is left."""
    scale = math.exp(math.lgamma((df + 1) / 2) - math.lgamma(df / 2)) / math.sqrt(df * math.pi)
    steps, width = 20000, 40.0
    h = width / steps
    total = 0.0
    for k in range(steps + 1):
        weight = 1 if k in (0, steps) else 4 if k % 2 else 2
        total += weight * (1 + (t + k * h) ** 2 / df) ** (-(df + 1) / 2)
    return scale * total * h / 3


def t_quantile(p, df):
    low, high = 0.0, 10.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if t_upper(middle, df) > p else (low, middle)
    return (low + high) / 2


def welch(a, b):
    va, vb = statistics.variance(a) / len(a), statistics.variance(b) / len(b)
    d, se = statistics.fmean(b) - statistics.fmean(a), math.sqrt(va + vb)
    return d, se, (va + vb) ** 2 / (va**2 / (len(a) - 1) + vb**2 / (len(b) - 1))


def check_rates(kpi, arms, place):
    c = NORMAL.inv_cdf(1 - 0.05 / 3 / 2)
    names = sorted(arms)
    for name, seen in zip(names, kpi["arms"]):
        n, x = arms[name][0], arms[name][place]
        low, high = wilson(x, n, NORMAL.inv_cdf(0.975))
        for key, wanted in (("x", x), ("n", n), ("value", x / n), ("low", low), ("high", high)):
            check(f"{kpi['id']} {name} {key}", seen[key], wanted)
    ps = []
    for pair in kpi["pairs"]:
        a, b = arms[pair["a"]], arms[pair["b"]]
        counts = (a[place], a[0], b[place], b[0])
        z = pooled(*counts)
        ps.append(math.erfc(abs(z) / math.sqrt(2)))
        low, high = mee(*counts, c)
        name = f"{kpi['id']} {pair['b']} against {pair['a']}"
        for key, wanted in (("z", z), ("critical", c), ("low", low), ("high", high), ("p", ps[-1])):
            check(f"{name} {key}", pair[key], wanted)
        if (pair["low"] > 0 or pair["high"] < 0) != (abs(z) > c):
            check(f"{name}: interval and verdict", None, 0)
    for pair, wanted in zip(kpi["pairs"], holm(ps)):
        check(f"{kpi['id']} {pair['b']} against {pair['a']} p_adjusted", pair["p_adjusted"], wanted)


def check_money(kpi, arms):
    for pair in kpi["pairs"]:
        d, se, df = welch(arms[pair["a"]][3], arms[pair["b"]][3])
        half = t_quantile(0.05 / 3 / 2, df) * se
        name = f"money {pair['b']} against {pair['a']}"
        # Amounts are written in millionths.
        for key, wanted in (("difference", d), ("low", d - half), ("high", d + half)):
            check(f"{name} {key}", float(pair[key]["amount"]), wanted, 2e-5)
        check(f"{name} t", pair["z"], d / se)
        check(f"{name} p", pair["p"], 2 * t_upper(abs(d / se), df), 1e-5)


def check_stated(kpis):
    rows = {(pair["a"], pair["b"]): [pair] for pair in kpis["ctr"]["pairs"]}
    for name in ("conversion_rate", "revenue_per_recipient"):
        for pair in kpis[name]["pairs"]:
            rows[pair["a"], pair["b"]].append(pair)
    for arms, (visits, conversions, t, p) in STATED.items():
        clicked, converted, spent = rows[arms]
        for what, seen, wanted in (("z of visits", clicked["z"], visits),
                                   ("z of conversions", converted["z"], conversions),
                                   ("t of spend", spent["z"], t), ("p of spend", spent["p"], p)):
            check(f"{what} of {arms[1]} against {arms[0]}, as stated", seen, wanted)


def main():
    arms, said = read(sys.argv[1]), json.load(open(sys.argv[2]))
    for arm in said["arms"]:
        name, counters = arm["name"], arm["counters"]
        seen = (arm["sent"], counters["clickers"], counters["conversions"],
                Decimal(counters["revenue"]["amount"]))
        if seen != COUNTS[name]:
            check(f"counts of {name}", None, 0)
    sent = [arms[name][0] for name in sorted(arms)]
    chi2 = sum((n - sum(sent) / 3) ** 2 / (sum(sent) / 3) for n in sent)
    check("chi2 of the split", said["srm"]["chi2"], chi2)
    check("p of the split", said["srm"]["p"], math.exp(-chi2 / 2))
    kpis = {kpi["id"]: kpi for kpi in said["kpis"]}
    check_rates(kpis["ctr"], arms, 1)
    check_rates(kpis["conversion_rate"], arms, 2)
    check_money(kpis["revenue_per_recipient"], arms)
    check_stated(kpis)
    if (said["mode"], said["state"], said["winner"]) != ("one_look", "winner", "Mens E-Mail"):
        check("verdict", None, 0)
    print("ok - hillstrom" if not failed else f"not ok - hillstrom: {failed} differ")


main()
