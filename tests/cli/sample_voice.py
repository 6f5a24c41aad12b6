#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What customers of the sample bought, visited and said, counted from the raw files, against what the
program says:  sample_voice.py FOLDER ANSWERS

ANSWERS holds feedback.json, money.json, retention.json and report.json, covering.json of `retention`
over days that cover all orders, and per dimension DIMENSION.json and "one by DIMENSION.json" (of TWICE
alone) of `breakdown`, all but covering.json over everything. Prints lines "ok - NAME" and "not ok - NAME: WHY". Where a row belongs comes from
sample_counts.py."""

import json
import sys
from collections import defaultdict
from datetime import datetime, timezone
from decimal import Decimal
from pathlib import Path

sys.dont_write_bytecode = True

from sample_counts import NOBODY, UTM, Judge, Sample, wilson  # noqa: E402

DIMENSIONS = ("template", "variant", "segment", "language", "country", "cta", "channel", "sender",
              "category", "utm_source", "utm_medium", "utm_campaign", "utm_content",
              "conversion_type", "kind", "industry")
TWICE = "Gutschein läuft ab"  # two sources tell of its messages, a third of its orders


def near(a, b):
    return a is b or a is not None and b is not None and abs(float(a) - float(b)) < 1e-6


# --- what they said -------------------------------------------------------------------------------

def counts(rows):
    five = [int(row["rating"]) for row in rows if row["scale"] == "5"]
    ten = [int(row["rating"]) for row in rows if row["scale"] == "10"]
    return {"all": len(rows), "rated": len(five), "satisfied": sum(given >= 4 for given in five),
            "asked": len(ten), "promoters": sum(given >= 9 for given in ten),
            "detractors": sum(given <= 6 for given in ten),
            "unplaced": sum(row["rating"] != "" for row in rows) - len(five) - len(ten),
            "of_kind": sum(row["kind"] != "" for row in rows),
            "complaints": sum(row["kind"] == "complaint" for row in rows)}


def scores(rows):
    c = counts(rows)
    return {"csat": c["satisfied"] / c["rated"] if c["rated"] else None,
            "nps": 100 * (c["promoters"] - c["detractors"]) / c["asked"] if c["asked"] else None,
            "complaint_share": c["complaints"] / c["of_kind"] if c["of_kind"] else None}


def check_feedback(sample, document, report, judge):
    rows = sample.feedback
    judge("feedback: counts", document["counts"] == counts(rows), (document["counts"], counts(rows)))
    said = {name: score["value"] for name, score in document["scores"].items()}
    judge("feedback: scores", all(near(said[name], want) for name, want in scores(rows).items()),
          (said, scores(rows)))
    c = counts(rows)
    ends = [(document["scores"]["csat"][end] for end in ("low", "high")),
            (document["scores"]["complaint_share"][end] for end in ("low", "high"))]
    want = [wilson(c["satisfied"], c["rated"]), wilson(c["complaints"], c["of_kind"])]
    judge("feedback: intervals", all(near(a, b) for have, pair in zip(ends, want)
                                     for a, b in zip(have, pair)), want)
    have = sorted((entry["given_at"], entry["campaign"]["name"], entry["day"],
                   entry["comment"] or "") for entry in document["feedback"])
    want = sorted((datetime.fromtimestamp(row["moment"], timezone.utc).strftime(
        "%Y-%m-%dT%H:%M:%SZ"), row["campaign"], row["day"], row["comment"]) for row in rows)
    wrong = [pair for pair in zip(have, want) if pair[0] != pair[1]]
    judge("feedback: every one, and whose it is", not wrong and len(have) == len(want), wrong[:2])
    wrong = []
    for campaign in report["campaigns"]:
        mine = [row for row in rows if row["campaign"] == campaign["name"]]
        wrong += [(campaign["name"], kpi, campaign["kpis"][kpi]["value"], want)
                  for kpi, want in scores(mine).items()
                  if not near(campaign["kpis"][kpi]["value"], want)]
    judge("feedback: scores of every campaign", not wrong, wrong[:3])


# --- what they bought -----------------------------------------------------------------------------

def check_customers(sample, money, retention, covering, report, judge):
    people = defaultdict(list)
    for order in sample.orders:
        if "revenue" in order["counts"]:
            people[order["recipient"]].append(order)
    months, first = defaultdict(lambda: [0, 0, Decimal()]), {}
    for person, orders in people.items():
        first[person] = min(orders, key=lambda order: order["moment"])
        month = datetime.fromtimestamp(first[person]["moment"], sample.zone).strftime("%Y-%m-01")
        months[month][0] += 1
        months[month][1] += len(orders)
        months[month][2] += sum(order["counts"]["revenue"] for order in orders)
    have = {cohort["month"]: [cohort["customers"], cohort["orders"],
                              Decimal(cohort["revenue"]["amount"])] for cohort in money["cohorts"]}
    judge("customers: by the month of their first order", have == months and len(months) == 7,
          (have, dict(months)))
    wrong = [cohort for cohort in money["cohorts"]
             if not near(cohort["clv"]["amount"],
                         months[cohort["month"]][2] / months[cohort["month"]][0])]
    judge("customers: what one of each month is worth", not wrong, wrong)
    euro = next(row for row in money["currencies"] if row["currency"] == "EUR")
    revenue = sum(month[2] for month in months.values())
    clv = revenue / len(people)
    moments = [order["moment"] for orders in people.values() for order in orders]
    days = (max(moments) - min(moments)) // 86400 + 1
    judge("customers: what one is worth", euro["clv"]["customers"] == len(people) and
          near(euro["clv"]["value"]["amount"], clv), (euro["clv"], clv))
    ratio = float(clv) / float(euro["kpis"]["cac"]["value"]["amount"])
    judge("customers: worth against cost, of half a year", days >= 180 and
          abs(euro["clv_cac"] - ratio) < 1e-4 * ratio, (days, euro["clv_cac"], ratio))
    again = sum(len(orders) > 1 for orders in people.values())
    rate = retention["kpis"]["repeat_purchase_rate"]
    judge("customers: who bought again", near(rate["value"], again / len(people)) and
          rate["n"] == len(people), (rate, again, len(people)))
    judge("customers: who bought again in days that cover all orders", rate == covering, covering)
    wrong = []
    for campaign in report["campaigns"]:
        mine = [people[person] for person in people if first[person]["campaign"] == campaign["name"]]
        want = sum(order["counts"]["revenue"] for orders in mine for order in orders) / len(mine) \
            if mine else None
        value = campaign["kpis"]["clv"]["value"]
        if not near(value and value["amount"], want) and campaign["name"] != NOBODY:
            wrong.append((campaign["name"], value, want))
    judge("customers: by the campaign of their first order", not wrong, wrong[:3])
    # What two files tell of the same orders.
    for name, counter in (("Ventes privées d’octobre", "conversions"),
                          ("Newsletter September", "orders"), ("Newsletter Oktober", "orders")):
        mine = [order["counts"] for order in sample.orders if order["campaign"] == name]
        counters = next(campaign["counters"] for campaign in report["campaigns"]
                        if campaign["name"] == name)
        want = len(mine), sum(order["revenue"] for order in mine)
        have = counters[counter], Decimal(counters["revenue"]["amount"])
        judge(f"customers: {name} is counted once", have == want, (have, want))


# --- how they came --------------------------------------------------------------------------------

def check_links(sample, said, judge):
    for part in UTM:
        want = defaultdict(lambda: defaultdict(int))
        for visit in sample.visits:
            key = visit[part] if part != "campaign" else visit["campaign"]
            for counter, value in visit["counts"].items():
                want[key or ""][counter] += value
        rows = said["utm_" + part]["rows"]
        have = {row["key"] or "": {counter: row["counters"][counter] for counter in
                             ("sessions", "key_events")}
                for row in rows if row["counters"]["sessions"] is not None}
        judge(f"visits by UTM {part}", have == want and len(have) > 2, (have, dict(want)))
        wrong = {}
        bought = defaultdict(lambda: [0, Decimal()])
        for order in sample.orders:
            key = order["utm_" + part]
            if key and order["campaign"] and order["counts"] and \
                    (part != "content" or order["utm_campaign"]):
                bought[key][0] += 1
                bought[key][1] += order["counts"].get("revenue", 0)
        for row in rows:
            want = bought.get(row["key"]) if row["key"] else None
            if want and row["counters"]["conversions"] is not None and \
                    row["counters"]["conversions"] != want[0]:
                wrong[row["key"]] = (row["counters"]["conversions"], want)
        judge(f"conversions by UTM {part}", not wrong, wrong)
    kinds = defaultdict(int)
    for order in sample.orders:
        if order["campaign"] and order["counts"] and order["type"] != "order":
            kinds[order["type"]] += 1
    have = {row["key"]: row["counters"]["conversions"] for row in said["conversion_type"]["rows"]
            if row["key"] not in (None, "order")}
    judge("conversions by type", have == kinds and len(kinds) == 2, (have, dict(kinds)))
    campaigns, sent = sample.campaigns(), defaultdict(int)
    for name, campaign in campaigns.items():
        if name != NOBODY:
            sent[campaign["channel"]] += campaign["counters"]["sent"]
    have = {row["key"]: row["counters"]["sent"] for row in said["channel"]["rows"]}
    judge("sends by channel", have == sent, (have, dict(sent)))


# --- that nothing is lost -------------------------------------------------------------------------

def figure(value):
    return Decimal(value["amount"]) if isinstance(value, dict) else value


def check_sums(said, judge):
    """The rows of a breakdown add up to what the report says of the same campaigns, which
    sample_counts.py has counted by itself."""
    for prefix, names in (("", None), ("one by ", TWICE)):
        campaigns = [campaign["counters"] for campaign in said["report"]["campaigns"]
                     if campaign["name"] != NOBODY and names in (None, campaign["name"])]
        for dimension in DIMENSIONS:
            rows = [row["counters"] for row in said[prefix + dimension]["rows"]]
            wrong = []
            for counter in campaigns[0]:
                want = [figure(campaign[counter]) for campaign in campaigns
                        if campaign[counter] is not None]
                have = [figure(row[counter]) for row in rows if row.get(counter) is not None]
                if names is None and any(isinstance(campaign[counter], dict)
                                         for campaign in campaigns):
                    continue  # money of several currencies does not add up
                # The language stands in the report alone, which sees five more messages than the
                # log whose figures are the campaign's.
                if dimension == "language" and counter in ("sent", "delivered", "read"):
                    continue
                if sum(have) != sum(want):
                    wrong.append((counter, sum(have), sum(want)))
            judge(f"rows {prefix}{dimension} add up", rows and not wrong, wrong)


def main():
    sample, answers, judge = Sample(sys.argv[1]), Path(sys.argv[2]), Judge()
    said = {path.stem: json.loads(path.read_text(encoding="utf-8"))
            for path in answers.glob("*.json")}
    check_feedback(sample, said["feedback"], said["report"], judge)
    check_customers(sample, said["money"], said["retention"],
                    said["covering"]["kpis"]["repeat_purchase_rate"], said["report"], judge)
    check_links(sample, said, judge)
    check_sums(said, judge)
    return judge.failed > 0


if __name__ == "__main__":
    sys.exit(main())
