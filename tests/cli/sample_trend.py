#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trends of the sample campaigns, counted from their raw files and judged by formulas written here
once more, against what the program says:  sample_trend.py FOLDER TREND.json...

Each file is a document of `campane trend --format json`. Prints lines "ok - NAME" and
"not ok - NAME: WHY". Counts come from sample_counts.py."""

import json
import sys
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from math import erfc, sqrt
from pathlib import Path
from statistics import mean, median

sys.dont_write_bytecode = True

from sample_counts import SOURCES, Judge, Sample, wilson  # noqa: E402

RATES = {"delivery_rate": ("delivered", "sent"), "ctr": ("clickers", "delivered"),
         "optout_rate": ("optouts", "delivered"), "open_rate": ("read", "delivered")}
WAIT = {"revenue": 5}  # days that may still change: the window of orders; of messages three
FORMER = 3


def step_of(by, day):
    if by == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if by == "month" else day


def ruler(days, facts):
    return Sample.ruler({(source, day) for source in days for day in days[source]}, facts)


def count_days(sample, wanted, counters):
    """Per day the sums of the counters over the tallies that know all of them, each campaign by
    the source that does on most days."""
    known = defaultdict(lambda: defaultdict(lambda: defaultdict(lambda: [0] * len(counters))))
    for campaign, source, day, values in sample.tallies():
        if wanted(campaign) and all(counter in values for counter in counters):
            for i, counter in enumerate(counters):
                known[campaign][source][day][i] += values[counter]
    days = defaultdict(lambda: [0] * len(counters))
    for campaign, sources in known.items():
        facts = sample.facts.get(campaign, {})
        for day, sums in sources[ruler(sources, facts)].items():
            day = day or facts.get("start")  # a summary stands on the first day
            for i, value in enumerate(sums):
                days[date.fromisoformat(day)][i] += value
    return days


def direction(points):
    """Mann-Kendall and Theil-Sen over (day, value), weekdays evened out from four weeks on."""
    if len(points) < 14:
        return "too_few", None
    overall, weekdays = mean(value for _, value in points), defaultdict(list)
    for day, value in points:
        weekdays[day.weekday()].append(value)
    span = (points[-1][0] - points[0][0]).days + 1
    even = span >= 28 and overall and all(map(mean, weekdays.values()))
    if even:
        points = [(day, value / mean(weekdays[day.weekday()]) * overall) for day, value in points]
    seasons = [points] if even else [
        [point for point in points if point[0].weekday() == weekday] for weekday in range(7)]
    score, variance, slopes = 0, 0.0, []
    for season in seasons:
        for i, (day, value) in enumerate(season):
            for later, other in season[i + 1:]:
                score += (other > value) - (other < value)
                slopes.append((other - value) / (later - day).days)
        ties = defaultdict(int)
        for _, value in season:
            ties[value] += 1
        n = len(season)
        variance += (n * (n - 1) * (2 * n + 5) -
                     sum(t * (t - 1) * (2 * t + 5) for t in ties.values())) / 18
    slope = median(slopes)
    z = (score - (score > 0) + (score < 0)) / sqrt(variance) if variance else 0
    large = abs(slope) * span >= .05 * abs(overall)
    if erfc(abs(z) / sqrt(2)) < .05 and large and slope:
        return ("rising" if slope > 0 else "falling"), slope
    return "steady", slope


def odd(counts):
    """The indexes of (x, n) that lie beyond Laney's limits."""
    used = [(i, x, n) for i, (x, n) in enumerate(counts) if n]
    if len(used) < 8:
        return set()
    share = sum(x for _, x, _ in used) / sum(n for _, _, n in used)
    if share in (0, 1):
        return set()
    scores = [(x / n - share) / sqrt(share * (1 - share) / n) for _, x, n in used]
    sigma = max(1, mean(abs(b - a) for a, b in zip(scores, scores[1:])) / 1.128)
    return {i for (i, _, n), z in zip(used, scores) if abs(z) > 3 * sigma and n * share >= 5}


def number(value):
    return Decimal(value["amount"]) if isinstance(value, dict) else value


def near(a, b):
    return a is None and b is None or \
        a is not None and b is not None and abs(float(a) - float(b)) <= 1e-9 * max(1, abs(float(b)))


def check(sample, trend, judge, name):
    kpi, by = trend["kpi"], trend["by"]
    rate = RATES.get(kpi)
    one = trend["who"] if trend["who"] in sample.campaigns() else None
    currency = trend["currency"] if not rate else None

    def wanted(campaign):
        return (not one or campaign == one) and \
            (not currency or sample.currency.get(campaign) == currency)

    days = count_days(sample, wanted, rate or (kpi,))
    today = date.fromisoformat(sample.now[:10])
    fresh = today - timedelta(days=WAIT.get(kpi, FORMER))
    first, last = (date.fromisoformat(trend["period"][end]) for end in ("from", "to"))
    steps, counting = defaultdict(lambda: [0] * len(rate or (kpi,))), set()
    for day, sums in days.items():
        step = step_of(by, day)
        if first <= day <= last and day >= fresh:
            counting.add(step)
        if first <= day <= last and (day < fresh or not rate):
            steps[step] = [a + b for a, b in zip(steps[step], sums)]
    if not rate and step_of(by, last + timedelta(days=1)) == step_of(by, last):
        counting.add(step_of(by, last))
    end = min((step for step in counting if not rate or step not in steps),
              default=date.max)
    wrong, seen = [], set()
    for point in trend["points"]:
        step = date.fromisoformat(point["date"])
        sums = steps.get(step)
        seen.add(step)
        if rate:
            x, n = sums or (None, None)
            value = x / n if n else None
            low, high = wilson(x, n) if n else (None, None)
        else:
            x, n, low, high = sums and sums[0], None, None, None
            value = x
        want = {"x": x, "n": n, "value": value, "low": low, "high": high}
        wrong += [(point["date"], key, point[key], want[key]) for key in want
                  if not near(number(point[key]), want[key])]
    missing = {step for step in steps if step < end} - seen
    judge(f"{name}: every figure", not wrong and not missing and seen, (wrong[:3], missing))

    wait = [date.fromisoformat(point["date"]) for point in trend["counting"]]
    judge(f"{name}: nothing that still counts among them", max(seen) < end and
          (not wait or min(wait) >= end), (max(seen), end, wait[:2]))

    values = [(day, sums[0] / sums[1] if rate else float(sums[0]))
              for day, sums in sorted(days.items())
              if first <= day <= last and day < fresh and (not rate or sums[1])]
    state, slope = direction(values)
    said = trend["direction"]
    judge(f"{name}: direction", said["state"] == state and near(number(said["slope_per_day"]),
          slope and (slope if rate else round(slope, 6))) or
          (not rate and state == said["state"] and
           abs(float(number(said["slope_per_day"])) - slope) < 1e-5), (said, state, slope))
    if rate:
        flagged = odd([(point["x"] or 0, point["n"] or 0) for point in trend["points"]])
        told = {i for i, point in enumerate(trend["points"]) if point["odd"]}
        judge(f"{name}: odd steps", flagged == told, (told, flagged))


def main():
    sample, judge = Sample(sys.argv[1]), Judge()
    for path in sys.argv[2:]:
        with open(path, encoding="utf-8") as file:
            trend = json.load(file)
        check(sample, trend, judge, f"trend {Path(path).stem}")
    return judge.failed > 0


if __name__ == "__main__":
    sys.exit(main())
