# SPDX-License-Identifier: GPL-3.0-or-later
"""voice_check.py make FOLDER writes messages and what people said of them; voice_check.py check
FOLDER holds what campane made of it to figures of its own (see tests/cli/voice)."""

import csv
import datetime
import itertools
import json
import math
import statistics
import sys
from pathlib import Path

Z = statistics.NormalDist().inv_cdf(0.975)
WEEKS, A_WEEK = 14, 40
FIRST = datetime.date(2026, 7, 20)  # a Monday
WORDS = ["quick and friendly", "too slow", "Slow again, sorry", "ok", "", "never again"]


def rows():
    """One message and one answer of its reader each, the same in every run."""
    seed = 7
    for n in range(WEEKS * A_WEEK):
        seed = (seed * 1103515245 + 12345) % 2**31
        week, dice = n // A_WEEK, seed >> 8
        sent = FIRST + datetime.timedelta(days=7 * week + n % 7)
        campaign = ["Summer sale", "Autumn sale", "Loyalty"][n % 3]
        row = {"message": f"m{n}", "campaign": campaign, "sent": sent, "kind": "", "rating": "", "scale": ""}
        if n % 4 < 2:  # of 5, better every week
            row.update(kind="csat", scale="5", rating=str(5 if dice % 20 < 4 + week else 1 + dice % 4))
        elif n % 4 == 2:  # of 10, the same all the time
            row.update(scale="10", rating=str(dice % 11))
        else:
            row.update(kind=["complaint", "review", "suggestion"][dice % 3])
        row["comment"] = WORDS[dice % len(WORDS)]
        row["given"] = datetime.datetime.combine(sent, datetime.time(9)) + datetime.timedelta(hours=n % 90, seconds=n)
        yield row


def make(folder):
    with open(folder / "sent.csv", "w", newline="") as sent, open(folder / "feedback.csv", "w", newline="") as said:
        messages, answers = csv.writer(sent), csv.writer(said)
        messages.writerow(["message_id", "campaign", "recipient", "sent_at"])
        answers.writerow(["given_at", "message_id", "rating", "scale", "kind", "comment"])
        for n, row in enumerate(rows()):
            messages.writerow([row["message"], row["campaign"], f"+4915100{n:06}", f"{row['sent']} 08:00:00"])
            answers.writerow([row["given"], row["message"], row["rating"], row["scale"], row["kind"], row["comment"]])


def wilson(some, of):
    p, zz = some / of, Z * Z
    middle = (p + zz / (2 * of)) / (1 + zz / of)
    half = Z / (1 + zz / of) * math.sqrt(p * (1 - p) / of + zz / (4 * of * of))
    return middle - half, middle + half


def net(up, down, of):
    p, q = up / of, down / of
    (pl, ph), (ql, qh) = wilson(up, of), wilson(down, of)
    r = -math.sqrt(p * q / ((1 - p) * (1 - q))) if p and q else 0
    low = p - q - math.sqrt((p - pl) ** 2 + (qh - q) ** 2 - 2 * r * (p - pl) * (qh - q))
    high = p - q + math.sqrt((ph - p) ** 2 + (q - ql) ** 2 - 2 * r * (ph - p) * (q - ql))
    return 100 * (p - q), 100 * low, 100 * high


def counts(chosen):
    five = [int(r["rating"]) for r in chosen if r["scale"] == "5"]
    ten = [int(r["rating"]) for r in chosen if r["scale"] == "10"]
    return {
        "all": len(chosen), "rated": len(five), "satisfied": sum(r > 3 for r in five), "asked": len(ten),
        "promoters": sum(r > 8 for r in ten), "detractors": sum(r < 7 for r in ten),
        "unplaced": sum(r["rating"] != "" for r in chosen) - len(five) - len(ten),
        "of_kind": sum(r["kind"] != "" for r in chosen),
        "complaints": sum(r["kind"] == "complaint" for r in chosen),
    }


def direction(points, scale):
    """Mann and Kendall with ties, and the median of all slopes."""
    if len(points) < 6:
        return "too_few", None
    pairs = list(itertools.combinations(points, 2))
    s = sum((b[1] > a[1]) - (b[1] < a[1]) for a, b in pairs)
    n, values = len(points), [y for _, y in points]
    ties = [values.count(v) for v in set(values)]
    variance = (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18
    z = (s - (s > 0) + (s < 0)) / math.sqrt(variance) if variance else 0
    p = 2 * (1 - statistics.NormalDist().cdf(abs(z)))
    slope = statistics.median((b[1] - a[1]) / (b[0] - a[0]) for a, b in pairs)
    change = abs(slope) * (points[-1][0] - points[0][0])
    if p < 0.05 and change >= scale:
        return ("rising" if slope > 0 else "falling"), slope
    return "steady", slope


def monday(day):
    return day - datetime.timedelta(days=day.weekday())


def scores(chosen):
    weeks = {}
    for row in chosen:
        weeks.setdefault(monday(row["sent"]), []).append(row)
    weeks = {day: counts(weeks[day]) for day in sorted(weeks)}

    def course(some, of, scale, value):
        return direction([((day - FIRST).days / 7, value(c)) for day, c in weeks.items() if c[of] >= 5], scale)

    c, made = counts(chosen), {}
    made["csat"] = (c["satisfied"] / c["rated"], *wilson(c["satisfied"], c["rated"]),
                    *course("satisfied", "rated", 0.02, lambda c: c["satisfied"] / c["rated"]))
    made["nps"] = (*net(c["promoters"], c["detractors"], c["asked"]),
                   *course("", "asked", 5, lambda c: 100 * (c["promoters"] - c["detractors"]) / c["asked"]))
    made["complaint_share"] = (c["complaints"] / c["of_kind"], *wilson(c["complaints"], c["of_kind"]),
                               *course("", "of_kind", 0.02, lambda c: c["complaints"] / c["of_kind"]))
    return made, weeks


def same(a, b):
    return a == b if a is None or b is None else abs(a - b) <= 1e-9 * max(1, abs(a), abs(b))


def low(row):
    return row["scale"] != "" and int(row["rating"]) <= (2 if row["scale"] == "5" else 6)


def hold(name, document, chosen, listed):
    wrong = []
    want, weeks = scores(chosen)
    if document["counts"] != counts(chosen):
        wrong.append(f"counts {document['counts']} for {counts(chosen)}")
    for kpi, (value, below, above, state, slope) in want.items():
        score = document["scores"][kpi]
        if not (same(score["value"], value) and same(score["low"], below) and same(score["high"], above)):
            wrong.append(f"{kpi} {score} for {value} {below} {above}")
        if (score["direction"]["state"], True) != (state, same(score["direction"]["slope_per_week"], slope)):
            wrong.append(f"{kpi} {score['direction']} for {state} {slope}")
    got = [(w.pop("monday"), w) for w in document["weeks"]]
    if got != [(str(day), c) for day, c in weeks.items()]:
        wrong.append("weeks")
    listed = sorted(listed, key=lambda row: row["given"], reverse=True)
    if document["matching"] != len(listed):
        wrong.append(f"{document['matching']} match for {len(listed)}")
    for entry, row in zip(document["feedback"], listed):
        given = row["given"].strftime("%Y-%m-%dT%H:%M:%SZ")
        if (entry["given_at"], entry["campaign"]["name"], entry["comment"] or "") != (
                given, row["campaign"], row["comment"]) or entry["day"] != str(row["sent"]):
            wrong.append(f"{entry} for {row}")
            break
    for line in wrong:
        print("#", line)
    print(f"{'not ' if wrong else ''}ok - voice: {name} ({len(listed)} listed)")


def check(folder):
    everything = list(rows())
    load = lambda name: json.loads((folder / name).read_text())
    hold("all feedback", load("all.json"), everything, everything)
    september = [r for r in everything if r["sent"].month == 9]
    hold("low ratings of September", load("low.json"), september, [r for r in september if low(r)])
    autumn = [r for r in everything if r["campaign"] == "Autumn sale"]
    hold("words in one campaign", load("slow.json"), autumn, [r for r in autumn if "slow" in r["comment"].lower()])


{"make": make, "check": check}[sys.argv[1]](Path(sys.argv[2]))
