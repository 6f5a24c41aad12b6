#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the sample campaigns could gain, counted from their raw files by formulas written here once
more, against what the program says:  sample_worth.py FOLDER OPPORTUNITIES.json [MONEY.json]

The files are documents of `campane opportunities --format json` and `campane money --format json`
over everything. Prints lines "ok - NAME" and "not ok - NAME: WHY". Counts come from
sample_counts.py."""

import json
import sys
from collections import defaultdict
from datetime import date, timedelta

sys.dont_write_bytecode = True

from sample_counts import NOBODY, Judge, Sample, wilson  # noqa: E402

KPIS = {"delivery_rate": ("delivered", "sent"), "open_rate": ("read", "delivered"),
        "ctr": ("clickers", "delivered"), "click_to_conversion_rate": ("conversions", "clickers"),
        "conversion_rate": ("conversions", "delivered"),
        "engagement_rate": ("repliers", "delivered"), "optout_rate": ("optouts", "delivered")}
NEXT = {"click_to_open_rate": ("clickers", "read"),
        "revenue_per_conversion": ("revenue", "conversions")}
LEAST = defaultdict(lambda: 100, optout_rate=1000)
STUDIES = {"delivery_rate": .90, "open_rate": .50, "ctr": .05, "engagement_rate": .05,
           "conversion_rate": .03}  # measured-2026: the edges of typical
OWN_SETS = {"flow": ("ctr", "conversion_rate"), "post_purchase": ("ctr", "conversion_rate")}


class Campaign:
    """One campaign: for any two counters the sums of both over what one source says of both."""

    def __init__(self, sample, name, facts):
        self.name, self.facts, self.sample = name, facts, sample
        self.rows = []

    def pair(self, above, below):
        days, sums = defaultdict(set), defaultdict(lambda: [0, 0])
        for source, day, values in self.rows:
            if above in values and below in values:
                days[source].add(day)
                sums[source][0] += values[above]
                sums[source][1] += values[below]
        if not days:
            return None
        rules = self.sample.ruler({(source, day) for source in days for day in days[source]},
                                  self.sample.facts.get(self.name, {}))
        return sums[rules] if sums[rules][1] else None

    def rate(self, kpi):
        found = self.pair(*(KPIS.get(kpi) or NEXT[kpi]))
        return found and float(found[0]) / float(found[1])

    def start(self):
        stated = self.sample.facts.get(self.name, {}).get("start")
        return stated or min(day for _, day, _ in self.rows if day)


def read(sample):
    campaigns = {name: Campaign(sample, name, facts)
                 for name, facts in sample.campaigns().items() if name != NOBODY}
    for name, source, day, values in sample.tallies():
        if name in campaigns:
            campaigns[name].rows.append((source, day, values))
    return campaigns


def quartile(values, share):
    values = sorted(values)
    place = (len(values) - 1) * share
    below = int(place)
    return values[below] + (place - below) * (values[min(below + 1, len(values) - 1)] -
                                              values[below])


def own_targets(campaigns, today):
    """(kind, channel, KPI) -> the better quartile of the last 90 days."""
    groups = defaultdict(list)
    for campaign in campaigns.values():
        began = date.fromisoformat(campaign.start())
        if today - timedelta(days=90) < began <= today and \
                (campaign.facts["counters"]["delivered"] or 0) >= 1000:
            for kpi in KPIS:
                if campaign.rate(kpi) is not None:
                    groups[campaign.facts["kind"], campaign.facts["channel"], kpi].append(
                        campaign.rate(kpi))
    return {place: quartile(values, .25 if place[2] == "optout_rate" else .75)
            for place, values in groups.items() if len(values) >= 8}


def target_of(campaign, kpi, own):
    kind, channel = campaign.facts["kind"], campaign.facts["channel"]
    if (kind, channel, kpi) in own:
        return own[kind, channel, kpi], "own"
    if channel != "whatsapp" or kpi in OWN_SETS.get(kind, ()) or kpi not in STUDIES:
        return None, None
    return STUDIES[kpi], "benchmark"


def expected(campaign, kpi, own):
    """None: nothing to gain; "too_few"; or what it would bring: (now, low end, high end)."""
    x, n = campaign.pair(*KPIS[kpi])
    if n < LEAST[kpi]:
        return "too_few"
    target, by = target_of(campaign, kpi, own)
    if target is None:
        return None
    value, (low, high) = x / n, wilson(x, n)
    sign = -1 if kpi == "optout_rate" else 1
    goal = target
    before = {"ctr": "open_rate", "conversion_rate": "ctr"}.get(kpi)
    if before and campaign.rate(before) is not None and campaign.rate(before) >= value:
        goal = min(goal, campaign.rate(before))
    ends = (value, high, low) if sign > 0 else (value, low, high)
    people = [max(0, sign * (goal - end)) * n for end in ends]
    if sign * (target - value) <= 0 or people[0] < .5:
        return None
    want = {"target": target, "target_by": by, "people": people, "clicks": None,
            "conversions": None, "money": None, "state": "counted"}

    def carry(more, step):
        share = campaign.rate(step)
        return None if more is None or share is None else [end * min(1, share) for end in more]
    if kpi == "ctr":
        want["clicks"] = people
    elif kpi in ("delivery_rate", "open_rate"):
        want["clicks"] = carry(people, "ctr" if kpi == "delivery_rate" else "click_to_open_rate")
    if kpi in ("click_to_conversion_rate", "conversion_rate"):
        want["conversions"] = people
    else:
        want["conversions"] = carry(want["clicks"], "click_to_conversion_rate")
        if want["conversions"] is None and kpi == "delivery_rate":
            want["conversions"] = carry(people, "conversion_rate")
    each, revenue = campaign.rate("revenue_per_conversion"), campaign.facts["counters"]["revenue"]
    if want["conversions"] and each and revenue is not None:
        money = [end * each for end in want["conversions"]]
        fits = money[2] <= float(revenue)
        want["money"], want["state"] = (money, "priced") if fits else (None, "withheld")
    return want


def looked_at(campaign, kpi):
    if kpi in ("click_to_conversion_rate", "conversion_rate") and \
            campaign.facts["goal"] in ("brand", "service"):
        return False
    if kpi == "conversion_rate" and campaign.pair(*KPIS["click_to_conversion_rate"]):
        return False
    found = campaign.pair(*KPIS[kpi])
    return found is not None and found[0] <= found[1]


def triple(value):
    if value is None:
        return None
    ends = [value["value"], value["low"], value["high"]]
    return [float(end["amount"]) if isinstance(end, dict) else end for end in ends]


def near(a, b, most=1e-6):
    if a is None or b is None:
        return a is b
    if isinstance(a, (list, tuple)):
        return all(near(x, y, most) for x, y in zip(a, b))
    return abs(float(a) - float(b)) <= most * max(1, abs(float(b)))


def check_gap(gap, want, campaign):
    wrong = {key: (gap[key], want[key]) for key in ("state", "target_by")
             if gap[key] != want[key]}
    if not near(gap["target"], want["target"]):
        wrong["target"] = (gap["target"], want["target"])
    for key in ("people", "clicks", "conversions", "money"):
        if not near(triple(gap[key]), want[key]):
            wrong[key] = (triple(gap[key]), want[key])
    if gap["money"] and gap["money"]["value"]["currency"] != campaign.facts["currency"]:
        wrong["currency"] = gap["money"]["value"]
    return wrong


def check_opportunities(campaigns, today, document, judge):
    own = own_targets(campaigns, today)
    gaps = {(gap["campaign"], gap["kpi"]): gap for gap in document["gaps"]}
    judge("opportunities: an own quartile of every step", len(own) >= 5, sorted(own))
    states = defaultdict(int)
    for name, campaign in campaigns.items():
        wrong = {}
        for kpi in KPIS:
            want = expected(campaign, kpi, own) if looked_at(campaign, kpi) else None
            gap = gaps.get((name, kpi))
            says = gap and gap["state"] in ("priced", "counted", "withheld", "too_few")
            if want is None or want == "too_few":
                if bool(says) != bool(want) or (want and gap["state"] != want):
                    wrong[kpi] = (gap and gap["state"], want)
            elif not says:
                wrong[kpi] = (gap, want)
            else:
                differs = check_gap(gap, want, campaign)
                states[want["state"]] += 1
                if differs:
                    wrong[kpi] = differs
        judge(f"opportunities of {name}", not wrong, f"(program, expected): {wrong}")
    judge("opportunities: sums, people and sums withheld are among them",
          all(states[state] for state in ("priced", "counted", "withheld")), dict(states))
    ranks = [(gap["money"]["value"]["currency"], -float(gap["money"]["value"]["amount"]))
             for gap in document["gaps"] if gap["money"]]
    judge("opportunities: ranked by money, a currency behind the other",
          ranks == sorted(ranks) and all(gap["money"] for gap in document["gaps"][:len(ranks)]))


def main():
    sample, judge = Sample(sys.argv[1]), Judge()
    today = date.fromisoformat(sample.now[:10])
    campaigns = read(sample)
    with open(sys.argv[2], encoding="utf-8") as file:
        check_opportunities(campaigns, today, json.load(file), judge)
    return judge.failed > 0


if __name__ == "__main__":
    sys.exit(main())
