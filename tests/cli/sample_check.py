#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the sample campaigns hold what they are there for:  sample_check.py FOLDER

Prints lines "ok - NAME" and "not ok - NAME: WHY". Counts come from sample_counts.py."""

import base64
import re
import sys
from collections import defaultdict
from datetime import date, timedelta
from math import log, sqrt

sys.dont_write_bytecode = True

from sample_counts import ATTRS, GRADES, NOBODY, Judge, Sample, ctr_grade  # noqa: E402


def arms(sample, name, by="variant"):
    """Per day the sends and clickers of each arm, running sums."""
    days, running = defaultdict(lambda: defaultdict(lambda: [0, 0])), defaultdict(lambda: [0, 0])
    for place, values in sample.reports["daily"][name].items():
        arm = place[1 + ATTRS.index(by)]
        days[place[0]][arm][0] += values["sent"]
        days[place[0]][arm][1] += values["clickers"]
    for day in sorted(days):
        for arm, (sent, clickers) in days[day].items():
            running[arm][0] += sent
            running[arm][1] += clickers
        yield day, {arm: tuple(sums) for arm, sums in sorted(running.items())}


def rate(sample, name, part, whole, first, last):
    rows = [row for place, row in sample.reports["daily"][name].items()
            if first <= place[0] <= last]
    return sum(row[part] for row in rows) / sum(row[whole] for row in rows)


def called(sample, name):
    """The first day the open sequence calls a winner (statistics.md), or None; and the last z."""
    rho = (-2 * log(.05) + log(1 - 2 * log(.05))) / 5000
    call, z = None, 0.0
    for day, sums in arms(sample, name):
        (sent_a, x_a), (sent_b, x_b) = sums["A"], sums["B"]
        share = (x_a + x_b) / (sent_a + sent_b)
        z = (x_b / sent_b - x_a / sent_a) / sqrt(share * (1 - share) * (1 / sent_a + 1 / sent_b))
        u = (sent_a + sent_b) * rho
        if call is None and abs(z) > sqrt(2 * (1 + 1 / u) * log(sqrt(u + 1) / .05)):
            call = day
    return call, z


def split_chi2(sample, name):
    *_, (_, sums) = arms(sample, name)
    sent = [sums[arm][0] for arm in sums]
    even = sum(sent) / len(sent)
    return sum((n - even) ** 2 / even for n in sent)


def check_people(sample, judge):
    fine = re.compile(r"(3363998\d{4}|493023125\d{3}|DE\.\d{20})$")
    bad = {message.get("recipient") for message in sample.messages.values()
           if not fine.match(message.get("recipient", ""))}
    bad |= {row["recipient"] for row in sample.orders + sample.feedback
            if not re.fullmatch(fine.pattern + r"|\w+@example\.org|", row["recipient"])}
    for key in sample.messages:
        if isinstance(key, str):
            digits = re.findall(rb"\d{9,}", base64.b64decode(key[6:]))[:1]
            bad |= {number for number in digits if not fine.match(number.decode())}
    judge("only phone numbers that are kept for examples", not bad, bad)


def check_rows(sample, judge):
    wrong, first, last = [], date(2026, 7, 4), date(2026, 10, 31)
    parts = (("read", "delivered"), ("clickers", "delivered"), ("clickers", "clicks"),
             ("repliers", "delivered"), ("optouts", "delivered"), ("orders", "conversions"),
             ("conversions", "clickers"), ("cod_orders", "orders"), ("rto_orders", "cod_orders"))
    for campaign, place, row in ((campaign, place, row) for source in ("daily", "summary")
                                 for campaign, rows in sample.reports[source].items()
                                 for place, row in rows.items()):
        def known(*names):
            return all(name in row for name in names)
        good = row["delivered"] + row.get("failed", 0) <= row["sent"]
        good &= all(row[part] <= row[whole] for part, whole in parts if known(part, whole))
        good &= (row.get("failed_cap", 0) + row.get("failed_unreachable", 0)
                 <= row.get("failed", row["sent"]))
        good &= not known("orders", "revenue") or (row["orders"] > 0) == (row["revenue"] > 0)
        good &= not place[0] or first <= date.fromisoformat(place[0]) <= last
        if not good:
            wrong.append((campaign, place, row))
    judge("every row adds up", not wrong, wrong[:2])


def check(sample, judge):
    campaigns = sample.campaigns()
    named = {name: campaign for name, campaign in campaigns.items() if name != NOBODY}
    size = sum(path.stat().st_size for path in sample.folder.iterdir() if path.is_file())
    judge("under 1 MiB", size < 1 << 20, size)
    judge("about 30 campaigns over 120 days", 28 <= len(named) <= 36, len(named))
    check_people(sample, judge)
    check_rows(sample, judge)

    for script, letters in (("Arabic", "؀-ۿ"), ("Chinese", "一-鿿"),
                            ("Thai", "฀-๿"), ("Armenian", "԰-֏"),
                            ("Hindi", "ऀ-ॿ"), ("accents", "À-ž")):
        judge(f"names in {script}", any(re.search(f"[{letters}]", name) for name in named))
    for what, wanted in (("kind", {"broadcast", "drip", "flow", "post_purchase", "ctwa_ad",
                                   "service", "bot"}),
                         ("goal", {"sales", "leads", "service", "brand"}),
                         ("channel", {"whatsapp", "email", "sms"})):
        got = {campaign[what] for campaign in named.values()}
        judge(f"every {what}", wanted <= got, wanted - got)
    currencies = {campaign["currency"] for campaign in named.values()} - {None}
    judge("two currencies", currencies == {"EUR", "INR"}, currencies)

    grades = {name: ctr_grade(campaign) for name, campaign in named.items()}
    for grade in GRADES:
        for certain in (True, False):
            hits = [name for name, found in grades.items() if found[:2] == (grade, certain)]
            judge(f"CTR {grade}, {'certain' if certain else 'leaning'}", hits, grades)
    for reason in ("too_few", "unknown_counter"):
        judge(f"CTR {reason}", any(found[2] == reason for found in grades.values()))

    call, _ = called(sample, "Diwali early access")
    judge("a clear winner, called before the end", call and "2026-10-04" < call < "2026-10-10", call)
    call, z = called(sample, "Rentrée")
    judge("a test without a difference", call is None and abs(z) < 1.5, (call, z))
    chi2 = {name: split_chi2(sample, name) for name in
            ("Diwali early access", "Rentrée", "Relance inactifs", "Black-Friday-Warteliste")}
    judge("one broken split", [name for name in chi2 if chi2[name] > 10.83] == ["Relance inactifs"],
          chi2)

    counters = {name: campaign["counters"] for name, campaign in campaigns.items()}
    cart = counters["Cart recovery"]
    judge("a flow of about 80×", 76 <= cart["revenue"] / cart["cost"] <= 84)
    for counter, name in (("read", "Sommerschlussverkauf"), ("clickers", "Ouverture boutique Lyon"),
                          ("cost", "Back to school")):
        judge(f"{counter} unknown", counters[name][counter] is None and counters[name]["sent"])
    half = campaigns["Wieder verfügbar"]
    share = half["ctr"]["n"] / half["counters"]["delivered"]
    judge("clicks known on half the days", .4 < share < .6, share)
    judge("messages that name no campaign", counters[NOBODY]["sent"] == 26, counters.get(NOBODY))
    events = sum(message["campaign"] == "Gutschein läuft ab" and message["source"] == "events"
                 for message in sample.messages.values())
    rows = sum(row["sent"] for row in sample.reports["daily"]["Gutschein läuft ab"].values())
    judge("two sources that differ by over 2 %", rows > 1.02 * events, (rows, events))
    leaving = [rate(sample, "عرض نهاية الأسبوع", "optouts", "delivered", *days)
               for days in (("2026-07-04", "2026-08-12"), ("2026-09-20", "2026-10-31"))]
    judge("opt-outs that rise", leaving[1] > 1.8 * leaving[0], leaving)
    drop = [rate(sample, "Wieder verfügbar", "delivered", "sent", *days)
            for days in (("2026-10-12", "2026-10-15"), ("2026-10-16", "2026-10-31"))]
    judge("a drop in deliveries", drop[0] < .85 < .95 < drop[1], drop)
    failing = [message for message in sample.messages.values()
               if message["campaign"].startswith("Ventes") and message["segment"] == "inactifs_2024"]
    lost = sum("failed" in message["at"] for message in failing) / len(failing)
    judge("a segment that fails", lost > .25, lost)
    codes = defaultdict(int)
    for message in sample.messages.values():
        codes[message.get("code")] += 1
    judge("failures of three kinds", all(codes[code] >= 4 for code in
                                         ("131049", "131026", "131050")), dict(codes))
    kinds = {row["kind"] for row in sample.feedback}
    judge("feedback of every kind", {"review", "complaint", "suggestion", "csat", "nps"} == kinds,
          kinds)
    for script, letters in (("Arabic", "؀-ۿ"), ("Thai", "฀-๿"), ("Chinese", "一-鿿")):
        judge(f"feedback in {script}", sum(bool(re.search(f"[{letters}]", row["comment"]))
                                           for row in sample.feedback) >= 3)
    states = {order["status"] for order in sample.orders}
    judge("orders of every fate", states == {"paid", "cancelled", "refunded",
                                             "partially refunded", ""}, states)
    judge("orders that belong to nothing, by coupon, link and person",
          {bool(order["coupon"]) for order in sample.orders if order["campaign"]} == {True, False}
          and any(not order["campaign"] for order in sample.orders)
          and any(order["campaign"] and not order["coupon"] and not order["utm_campaign"]
                  for order in sample.orders))
    sources = {visit["source"] for visit in sample.visits}
    judge("visits of several sources", {"whatsapp", "newsletter", "instagram"} <= sources, sources)
    last = max(place[0] for place in sample.reports["daily"]["双十一预热"])
    judge("a blast that is still counting",
          date.fromisoformat(last) + timedelta(days=5) >= date.fromisoformat(sample.now[:10]))


def main():
    judge = Judge()
    check(Sample(sys.argv[1]), judge)
    return judge.failed > 0


if __name__ == "__main__":
    sys.exit(main())
