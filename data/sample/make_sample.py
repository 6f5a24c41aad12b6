#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the sample campaigns:  make_sample.py [FOLDER]  (default: where the script lies).

plan.py says what the campaigns are, people.py and webhook.py write what is known message by message,
shop.py what was ordered and visited, voices.py what customers said; chance.py is the generator. Run again, every file comes out byte for byte the same."""

import sys
from datetime import date, timedelta
from pathlib import Path

sys.dont_write_bytecode = True

import people  # noqa: E402
import plan  # noqa: E402
import shop  # noqa: E402
import voices  # noqa: E402
import webhook  # noqa: E402

SETTLING = 3  # the last days of a month are stated again, grown, in the next month's file

COLUMNS = ["date", "campaign", "template", "variant", "segment", "language", "country", "cta",
           "sent", "delivered", "read", "clicked", "clicks", "replied", "opted_out", "blocked",
           "failed", "failed_cap", "failed_unreachable", "conversions", "orders", "leads",
           "new_customers", "optins", "conversations", "cod_orders", "rto_orders", "revenue",
           "cost", "cost_platform", "cost_ads", "currency"]
MONEY = ("revenue", "cost", "cost_platform", "cost_ads")

# Campaigns that are known as a whole: name, channel, kind, goal, industry, day, then counters.
WHOLE = [
    ("Newsletter September", "email", "broadcast", "sales", "home", "2026-09-08",
     dict(sent=18420, delivered=18109, read=6974, clicked=241, clicks=318, opted_out=51, blocked=7,
          conversions=23, orders=23, revenue=141870, cost=1842)),
    ("Newsletter Oktober", "email", "broadcast", "sales", "home", "2026-10-06",
     dict(sent=19130, delivered=18781, read=6217, clicked=148, clicks=190, opted_out=64, blocked=9,
          conversions=12, orders=12, revenue=70280, cost=1913)),
    ("Flash-SMS Wochenende", "sms", "broadcast", "sales", "home", "2026-08-21",
     dict(sent=6240, delivered=6021, clicked=259, clicks=288, opted_out=57, conversions=11,
          orders=11, revenue=49790, cost=46800)),
    ("Final clearance", "whatsapp", "broadcast", "sales", "home", "2026-08-04",
     dict(sent=5480, delivered=5170, read=4022, clicked=757, clicks=903, replied=124, opted_out=27,
          blocked=6, failed=281, conversions=22, orders=22, revenue=83340, cost=23575)),
]

# Campaigns of which a provider's table gives only the way to the phone.
PROVIDER = [("14 juillet", "2026-07-13", 3260, 3141, 2588, 118, 104),
            ("Finale am Sonntag", "2026-07-17", 2140, 2073, 1731, 166, 58)]

# What is known from other files, for the list of campaigns: name, kind, goal, first and last day.
OTHERS = [("14 juillet", "broadcast", "brand", "2026-07-13", "2026-07-13"),
          ("Finale am Sonntag", "broadcast", "brand", "2026-07-17", "2026-07-17"),
          ("Ouverture boutique Lyon", "broadcast", "brand", "2026-09-24", "2026-09-24"),
          ("Ventes privées d’octobre", "broadcast", "sales", "2026-10-12", "2026-10-14"),
          ("Stiltipps", "drip", "brand", "2026-08-17", "2026-10-25"),
          (webhook.DELIVERY, "service", "service", "2026-09-14", ""),
          (webhook.SIZES, "bot", "service", "2026-09-22", ""),
          (webhook.VOUCHER, "drip", "sales", "2026-10-05", "2026-10-18")]

MANIFEST = """\
# What `campane demo` takes in, in this order. "zone" is that of the store; "now" is when the files
# behind it were taken in, and the last one is where the clock stands. A file may be followed by
# options of `campane import`.
zone Europe/Berlin
now 2026-08-01T09:12
daily-2026-07.csv
provider-summary.csv --channel whatsapp
now 2026-09-01T09:05
daily-2026-08.csv
now 2026-09-28T14:30
recipients-ouverture-lyon.csv --campaign Ouverture boutique Lyon
now 2026-10-01T09:20
daily-2026-09.csv
webhook-2026-09.ndjson
now 2026-10-19T10:45
daily-gutschein.csv
messages-ventes-privees.csv
orders.csv
now 2026-10-31T18:30
daily-2026-10.csv
webhook-2026-10.ndjson
sent-list.csv
messages-stiltipps.csv
campaigns.csv
visits-2026-10.csv
feedback.csv
rates.csv
"""

# What a message costs where no bill says it: the card of July, and what changes in October, when
# answers are charged, too. Countries by the names that such cards call them.
RATES = [("2026-07-01", "marketing", {"Germany": "0.1131", "France": "0.0712", "India": "0.0088",
                                      "United Kingdom": "0.0456", "Other": "0.0500"}),
         ("2026-07-01", "utility", {"Germany": "0.0456", "France": "0.0248", "India": "0.0012",
                                    "United Kingdom": "0.0182", "Other": "0.0064"}),
         ("2026-10-01", "utility", {"Germany": "0.0471", "France": "0.0257"})]


def cents(amount):
    return f"{amount // 100}.{amount % 100:02}"


class Row:
    """A day of a campaign's group: counters, and the orders one by one."""

    def __init__(self, campaign, day, group, arm, sent, chance):
        mood, rate = campaign.mood(day), dict(campaign.rates)
        for factors in (group.factors, arm.factors if arm else {}, mood):
            for name, factor in factors.items():
                rate[name] = min(.995, rate[name] * factor)
        self.campaign, self.day, self.group, self.arm = campaign, day, group, arm
        self.template = arm.template if arm else campaign.template(day, group)
        delivered = chance.count(sent, rate["reach"])
        failed = chance.count(sent - delivered, .88)
        cap = chance.count(failed, rate["cap"])
        clicked = chance.count(delivered, rate["click"])
        bought = chance.count(clicked, rate["buy"])
        self.counters = {
            "sent": sent, "delivered": delivered, "read": chance.count(delivered, rate["read"]),
            "clicked": clicked, "clicks": clicked + chance.count(clicked, .31),
            "replied": chance.count(delivered, rate["reply"]),
            "opted_out": chance.count(delivered, rate["stop"]),
            "blocked": chance.count(delivered, rate["block"]), "failed": failed,
            "failed_cap": cap, "failed_unreachable": chance.count(failed - cap, rate["gone"]),
            "conversions": bought + chance.count(clicked - bought, rate["act"]), "orders": bought}
        self.amounts = [chance.early(campaign.order // 2, campaign.order * 2) // 100 * 100 + 90
                        for _ in range(bought)] if campaign.order else []
        self.cost = (delivered * campaign.price[group.country] + 50) // 100
        self.counters.update(campaign.extra(chance, day, dict(self.counters,
                                                              template=self.template)))
        # What was known of it when the month ended: the clicks and orders of the first day or two.
        self.early = {name: None if self.counters.get(name) is None
                      else chance.count(self.counters[name], .8)
                      for name in ("read", "clicked", "replied", "opted_out")}
        if self.early["clicked"] is not None:
            self.early["clicks"] = min(self.counters["clicks"],
                                       self.early["clicked"] + chance.count(
                                           self.early["clicked"], .3))
        self.early["orders"] = chance.count(bought, .7)
        self.early["conversions"] = self.early["orders"] + chance.count(
            self.counters["conversions"] - bought, .7)

    def fields(self, settled):
        values = dict(self.counters)
        amounts = self.amounts
        if not settled:
            values.update(self.early)
            amounts = amounts[:values["orders"]]
            for name in ("new_customers", "cod_orders", "rto_orders", "leads"):
                if name in values:
                    values[name] = min(values[name], values["orders"])
        values["revenue"], values["cost"] = sum(amounts), self.cost
        for name in MONEY:
            if values.get(name) is not None:
                values[name] = cents(values[name])
        for name in self.campaign.unknown:
            values.pop(name, None)
        values.update(date=self.day, campaign=self.campaign.name, template=self.template,
                      variant=self.arm.variant if self.arm else "", segment=self.group.segment,
                      language=self.group.language, country=self.group.country,
                      cta=self.group.cta, currency=self.campaign.currency)
        return {name: value for name, value in values.items() if value is not None}


def groups_of(campaign, number):
    """The day's sends over the groups, in whole people that add up."""
    total, at, share = [], 0, 0.0
    for group in campaign.groups:
        share += group.share
        end = int(number * share + 0.5)
        total.append((group, end - at))
        at = end
    return total


def rows_of(campaign):
    chance, rows = campaign.chance, []
    for day, number in campaign.days:
        for group, sent in groups_of(campaign, number):
            left, weight = sent, sum(arm.weight for arm in campaign.arms)
            for arm in campaign.arms:
                share = chance.count(left, arm.weight / weight)
                rows.append(Row(campaign, day, group, arm, share, chance))
                left, weight = left - share, weight - arm.weight
            if not campaign.arms and sent > 0:
                rows.append(Row(campaign, day, group, None, sent, chance))
    return rows


def write_daily(folder, campaigns):
    rows = [row for campaign in campaigns for row in rows_of(campaign)]
    rows.sort(key=lambda row: row.day)  # stable: campaigns stay in their order within a day
    for month in (7, 8, 9, 10):
        begin, end = date(2026, month, 1), date(2026, month + 1, 1)
        last = end if month == 10 else end - timedelta(days=SETTLING)
        people.table(folder / f"daily-2026-{month:02}.csv", COLUMNS,
                     [row.fields(row.day < last) for row in rows
                      if begin - timedelta(days=SETTLING) <= row.day < end])
    return rows


def write_campaigns(folder, campaigns):
    columns = ["campaign", "channel", "kind", "goal", "industry", "start", "end"] + [
        name for name in COLUMNS if any(name in whole[6] for whole in WHOLE)] + ["currency"]
    rows = []
    for campaign in campaigns:
        first, last = campaign.days[0][0], campaign.days[-1][0]
        rows.append(dict(campaign=campaign.name, channel="whatsapp", kind=campaign.kind,
                         goal=campaign.goal, industry=campaign.industry, start=first,
                         end="" if last == plan.LAST else last))
    for name, kind, goal, first, last in OTHERS:
        rows.append(dict(campaign=name, channel="whatsapp", kind=kind, goal=goal, industry="home",
                         start=first, end=last))
    for name, channel, kind, goal, industry, day, counters in WHOLE:
        row = dict(counters, campaign=name, channel=channel, kind=kind, goal=goal,
                   industry=industry, start=day, end=day, currency="EUR")
        row.update((money, cents(row[money])) for money in MONEY if money in row)
        rows.append(row)
    rows.sort(key=lambda row: str(row["start"]))
    people.table(folder / "campaigns.csv", columns, rows)


def write_provider(folder):
    people.table(folder / "provider-summary.csv",
                 ["Name", "Date", "Sent", "Delivered", "Read", "Replied", "Failed"],
                 [dict(zip(("Name", "Date", "Sent", "Delivered", "Read", "Replied", "Failed"), row))
                  for row in PROVIDER])


def write_rates(folder):
    people.table(folder / "rates.csv", ["effective_date", "currency", "market", "category", "rate"],
                 [dict(effective_date=day, currency="EUR", market=market, category=category,
                       rate=rate)
                  for day, category, markets in RATES for market, rate in markets.items()])


def main():
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent)
    campaigns = list(plan.plans())
    rows = write_daily(folder, campaigns)
    write_campaigns(folder, campaigns)
    write_provider(folder)
    private_sale = people.ventes_privees(folder)
    people.stiltipps(folder)
    people.ouverture(folder)
    log = webhook.write(folder)
    shop.orders(folder, [(*order, shop.WHATSAPP) for order in private_sale] +
                [(*order, {}) for order in log.bought])
    shop.visits(folder, rows)
    voices.write(folder, log.reached)
    write_rates(folder)
    (folder / "manifest").write_text(MANIFEST, encoding="utf-8")


if __name__ == "__main__":
    main()
