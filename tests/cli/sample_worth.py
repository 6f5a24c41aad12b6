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
READERS_SEEN = .825  # of those who read: the others have read receipts off
REFERENCE_OPEN = {"typical": .85, "best": .95}  # out of reach for Open, so Open (est.) is judged
OWN_SETS = {"flow": ("ctr", "conversion_rate"), "post_purchase": ("ctr", "conversion_rate")}


class Campaign:
    """One campaign: for any two counters the sums of both over what one source says of both."""

    def __init__(self, sample, name, facts):
        self.name, self.facts, self.sample = name, facts, sample
        self.rows = []

    def rules(self, counter):
        return self.sample.ruler({(source, day) for source, day, values in self.rows
                                  if counter in values},
                                 self.sample.facts.get(self.name, {}))

    def known(self, counter, source):
        """Day -> sum, of one source."""
        days = defaultdict(int)
        for where, day, values in self.rows:
            if where == source and counter in values:
                days[day or self.start()] += values[counter]
        return days

    def pair(self, above, below):
        rulers = self.rules(above), self.rules(below)
        if all(rulers) and (rulers[0] != rulers[1] or "facts" in rulers):
            # Each counter by the source that knows it best, on the days that both know.
            over, under = self.known(above, rulers[0]), self.known(below, rulers[1])
            both = set(over) & set(under)
            if "summary" in rulers:
                return sum(over.values()), sum(under.values())
            return (sum(over[day] for day in both), sum(under[day] for day in both)) \
                if both else None
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
        return sums[rules]

    def rate(self, kpi):
        found = self.pair(*(KPIS.get(kpi) or NEXT[kpi]))
        return float(found[0]) / float(found[1]) if found and found[1] else None

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
    buyers = kpi in ("click_to_conversion_rate", "conversion_rate")
    if sign * (target - value) <= 0 or people[0] < (1 if buyers else .5):
        return None
    if kpi == "open_rate" and value < REFERENCE_OPEN["typical"] and \
            value / READERS_SEEN >= REFERENCE_OPEN["best"]:
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
    if want["conversions"] and want["conversions"][0] < 1:
        want["conversions"] = None
        return want
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


# --- money ----------------------------------------------------------------------------------------

PARTS = ("cost_message", "cost_platform", "cost_ads")
T_90 = {2: 1.885618083164127, 3: 1.637744353696210, 4: 1.533206274058943, 5: 1.475884048782027,
        6: 1.439755747180063, 7: 1.414923927804882, 8: 1.396815309733333, 9: 1.383028738396632}


def with_cost(values):
    parts = [values[part] for part in PARTS if part in values]
    return {**values, "cost": sum(parts)} if parts else values


def amount(value):
    return None if value is None else float(value["amount"])


def ratio(pairs):
    pairs = [pair for pair in pairs if pair]
    below = sum(float(b) for _, b in pairs)
    return sum(float(a) for a, _ in pairs) / below if below else None


def total(campaigns, counter):
    known = [campaign.facts["counters"][counter] for campaign in campaigns
             if campaign.facts["counters"][counter] is not None]
    return float(sum(known)) if known else None


def check_currency(row, campaigns, judge):
    code, wrong = row["currency"], {}

    def same(key, have, want):
        if not near(have, want):
            wrong[key] = (have, want)
    rocs = ratio([campaign.pair("revenue", "cost") for campaign in campaigns])
    each = ratio([campaign.pair("revenue", "conversions") for campaign in campaigns])
    spent = [pair for campaign in campaigns if (pair := campaign.pair("revenue", "cost"))]
    sold = [pair for campaign in campaigns if (pair := campaign.pair("revenue", "conversions"))]
    rate = ratio([campaign.pair("conversions", "delivered") for campaign in campaigns])
    needed = sum(float(cost) for _, cost in spent) / each
    now = sum(conversions for _, conversions in sold)
    same("campaigns", row["campaigns"], len(campaigns))
    for counter in ("cost", "revenue", "cost_platform", "cost_ads"):
        same(counter, amount(row["counters"][counter]), total(campaigns, counter))
    same("rocs", row["kpis"]["rocs"]["value"], rocs)
    same("roi", row["kpis"]["roi"]["value"], rocs - 1)
    for kpi, below in (("cost_per_click", "clicks"), ("cost_per_conversion", "conversions"),
                       ("cpl", "leads"), ("cac", "new_customers")):
        want = ratio([campaign.pair("cost", below) for campaign in campaigns])
        have = amount(row["kpis"][kpi]["value"])
        if not near(have, want, 1e-5):
            wrong[kpi] = (have, want)
    same("side", row["side"] == "over", rocs > 1)
    same("break-even", row["break_even"]["conversions"], needed)
    same("conversions", row["break_even"]["conversions_now"], now)
    same("rate", row["break_even"]["rate_now"], rate)
    same("rate needed", row["break_even"]["rate_needed"], rate * needed / now)
    judge(f"money in {code}", not wrong, f"(program, expected): {wrong}")


def has_money(campaign):
    """Where it is only known that nothing was sold, nobody names a currency."""
    counters = campaign.facts["counters"]
    return campaign.facts["currency"] and not counters["cost"] is counters["revenue"] is None


def check_campaigns(campaigns, document, judge):
    wrong = {}
    rows = {row["name"]: row for row in document["campaigns"]}
    for name, campaign in campaigns.items():
        counters, row = campaign.facts["counters"], rows.get(name)
        if (row is None) == bool(has_money(campaign)):
            wrong[name] = row
            continue
        if row is None:
            continue
        rocs = campaign.pair("revenue", "cost")
        want = (counters["cost"], counters["revenue"],
                float(rocs[0]) / float(rocs[1]) - 1 if rocs and rocs[1] else None)
        have = (amount(row["cost"]), amount(row["revenue"]), row["roi"])
        if not all(near(a, b) for a, b in zip(have, want)):
            wrong[name] = (have, want)
    judge("money of every campaign", not wrong, f"(program, expected): {wrong}")


def by_country(sample, campaigns):
    """(currency, country) -> campaign -> [sent, cost or None, conversions or None, revenue, ...]"""
    found = defaultdict(dict)
    for name, campaign in campaigns.items():
        rows = sample.reports["daily"].get(name)
        rules = sample.ruler({(source, day) for source, day, values in campaign.rows
                              if "sent" in values}, campaign.facts)
        if rules != "daily" or not rows:
            continue
        for place, values in rows.items():
            country, values = place[5], with_cost(values)
            mine = found[campaign.facts["currency"], country].setdefault(
                name, defaultdict(float))
            for counter in ("sent", "cost", "conversions", "revenue"):
                if counter in values:
                    mine[counter] += float(values[counter])
    return found


def check_what_if(sample, campaigns, document, judge):
    found, wrong, seen = by_country(sample, campaigns), {}, 0
    what_if = document["what_if"]
    n = what_if["recipients"]
    for row in what_if["rows"]:
        groups = found.get((row["currency"], row["key"]))
        if not groups or row["campaigns"] != len(groups) or \
                not all("conversions" in group for group in groups.values()):
            continue  # messages are of countries, too; the program takes them from their numbers
        groups = list(groups.values())
        all_sent = sum(group["sent"] for group in groups)
        p = sum(group["conversions"] for group in groups) / all_sent
        want = {"value": p * n}
        if len(groups) >= 3:
            seen += 1
            squares = sum(group["sent"] ** 2 for group in groups)
            apart = sum(group["sent"] * (group["conversions"] / group["sent"] - p) ** 2
                        for group in groups)
            between = max(0, (apart - (len(groups) - 1) * p * (1 - p)) /
                          (all_sent - squares / all_sent))
            spread = between + between * squares / all_sent ** 2 + \
                p * (1 - p) / all_sent + p * (1 - p) / n
            reach = T_90[len(groups) - 1] * spread ** .5 * n
            want.update(low=max(0, p * n - reach), high=p * n + reach)
        for key, value in want.items():
            if not near(row["conversions"][key], value):
                wrong[row["key"], key] = (row["conversions"][key], value)
    judge("what-if by country, with its range", seen and not wrong,
          f"{seen} ranges; (program, expected): {wrong}")


def check_money(sample, campaigns, document, judge):
    for campaign in campaigns.values():
        campaign.rows = [(source, day, with_cost(values)) for source, day, values in campaign.rows]
    groups = defaultdict(list)
    for campaign in campaigns.values():
        if has_money(campaign):
            groups[campaign.facts["currency"]].append(campaign)
    judge("money: the currencies", {row["currency"] for row in document["currencies"]} ==
          set(groups) and len(groups) > 1, set(groups))
    for row in document["currencies"]:
        check_currency(row, groups.get(row["currency"], []), judge)
    check_campaigns(campaigns, document, judge)
    check_what_if(sample, campaigns, document, judge)
    wrong = {}
    for attribute, rows in document["spend"].items():
        for code in groups:
            have = sum(amount(row["cost"]) for row in rows if row["currency"] == code)
            want = total(groups[code], "cost")
            if not near(have, want):
                wrong[attribute, code] = (have, want)
    judge("spend by category and country adds up to the cost", not wrong, wrong)
    countries = {(row["currency"], row["key"]): amount(row["cost"])
                 for row in document["spend"]["country"]}
    wrong = {place: (countries[place], costs) for place, costs in
             ((place, sum(group["cost"] for group in found.values()))
              for place, found in by_country(sample, campaigns).items())
             if place in countries and place[1] not in ("DE", "FR") and
             not near(countries[place], costs)}
    judge("spend by country", len(countries) > 5 and not wrong, wrong)


def main():
    sample, judge = Sample(sys.argv[1]), Judge()
    today = date.fromisoformat(sample.now[:10])
    campaigns = read(sample)
    with open(sys.argv[2], encoding="utf-8") as file:
        check_opportunities(campaigns, today, json.load(file), judge)
    if len(sys.argv) > 3:
        with open(sys.argv[3], encoding="utf-8") as file:
            check_money(sample, campaigns, json.load(file), judge)
    return judge.failed > 0


if __name__ == "__main__":
    sys.exit(main())
