#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the sample campaigns from their raw files, in plain Python that shares nothing with the
program or with the script that made them.

    sample_counts.py FOLDER                   the expected counters per campaign, as JSON
    sample_counts.py FOLDER --compare REPORT  against `campane report --format json`
    sample_counts.py FOLDER --commands        how to take the files in: a line of "NOW<TAB>FILE
                                              <TAB>OPTION=VALUE…" each

--compare prints lines "ok - NAME" and "not ok - NAME: WHY"."""

import csv
import json
import re
import sys
from collections import defaultdict
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from math import sqrt
from pathlib import Path
from zoneinfo import ZoneInfo

MONEY = ("revenue", "cost_message", "cost_platform", "cost_ads")
COUNTS = ("sent", "failed", "failed_cap", "failed_unreachable", "delivered", "read", "clickers",
          "clicks", "repliers", "optouts", "blocks", "interactors", "conversions", "orders",
          "leads", "new_customers", "conversations", "sessions", "key_events", "optins",
          "cod_orders", "rto_orders")
NAMES = {"clicked": "clickers", "replied": "repliers", "opted_out": "optouts", "blocked": "blocks",
         "cost": "cost_message"}
ATTRS = ("template", "variant", "segment", "language", "country", "cta")
STATES = ("sent", "delivered", "read", "clicked", "replied", "opted_out", "failed", "converted")
NOBODY = "(unattributed)"
SOURCES = ("events", "rows", "daily", "summary", "facts")  # of equals, the first rules
STOP_WINDOW, REPLY_WINDOW = 5 * 86400, 72 * 3600
ORDER_WINDOW = 5  # days in which what was bought answers a message
UTM = ("source", "medium", "campaign", "content")


COUNTRIES = {"DE": "Germany", "FR": "France"}  # of people whose messages the log knows


def country_of(recipient):
    """By the number, or by what stands before the dot of a name."""
    return recipient[:2] if "." in recipient else {"49": "DE", "33": "FR"}.get(recipient[:2])


class Sample:
    def __init__(self, folder):
        self.folder, self.files, self.zone, self.now = Path(folder), [], None, None
        self.facts = defaultdict(dict)
        self.reports = {"daily": defaultdict(dict), "summary": defaultdict(dict)}
        self.currency = {}
        self.messages, self.people, self.wishes = {}, {}, []
        self.orders, self.feedback, self.visits, self.rates = [], [], [], []
        for line in (self.folder / "manifest").read_text(encoding="utf-8").splitlines():
            if line.startswith("zone "):
                self.zone = ZoneInfo(line[5:])
            elif line.startswith("now "):
                self.now = line[4:]
            elif line and not line.startswith("#"):
                name, *options = line.split(" --")
                self.files.append((self.now, name, dict(option.split(" ", 1)
                                                        for option in options)))
        for _, name, options in self.files:
            self.read(name, options)
        self.answer()
        self.join()

    # --- reading ---

    def table(self, name):
        with open(self.folder / name, encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)

    def read(self, name, options):
        if name.endswith(".ndjson"):
            with open(self.folder / name, encoding="utf-8") as file:
                for line in file:
                    self.body(json.loads(line))
            return
        if (self.folder / name).read_text(encoding="utf-8").startswith("#"):
            self.analytics(name)
            return
        header = set(next(self.table(name)))
        if "order_id" in header:
            self.orders += self.table(name)
        elif "effective_date" in header:
            self.rates += self.table(name)
        elif "given_at" in header:
            self.feedback += self.table(name)
        elif "Phone Number" in header:
            self.recipients(name, options["campaign"])
        elif "Name" in header:
            self.provider(name)
        elif "date" in header:
            self.report(name, "daily")
        elif "kind" in header:
            self.report(name, "summary")
        elif "delivered_at" in header:
            self.list(name)
        else:
            self.sent_list(name)

    def report(self, name, source):
        for row in self.table(name):
            campaign, values = row["campaign"], {}
            for column, text in row.items():
                counter = NAMES.get(column, column)
                if text and counter in COUNTS + MONEY:
                    values[counter] = Decimal(text) if counter in MONEY else int(text)
            if source == "summary":
                self.facts[campaign].update({key: row[key] for key in
                                             ("channel", "kind", "goal", "start", "end")})
            if values:
                place = (row.get("date"), *(row.get(attr) for attr in ATTRS))
                self.reports[source][campaign].setdefault(place, {}).update(values)
                if row["currency"]:
                    self.currency[campaign] = row["currency"]

    def provider(self, name):
        for row in self.table(name):
            values = {key.lower(): int(row[key]) for key in ("Sent", "Delivered", "Read", "Failed")}
            values["repliers"] = int(row["Replied"])
            self.facts[row["Name"]].setdefault("start", row["Date"])
            self.reports["summary"][row["Name"]] = {(None,): values}

    def message(self, key, source, **more):
        message = self.messages.setdefault(key, {"source": source, "at": {}, "known": set()})
        message.update((name, value) for name, value in more.items() if value is not None)
        return message

    def moment(self, text):
        if text.endswith("Z"):
            return int(datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")
                       .replace(tzinfo=timezone.utc).timestamp())
        layout = "%d/%m/%Y %H:%M" if "/" in text else "%Y-%m-%d %H:%M:%S"
        return int(datetime.strptime(text, layout).replace(tzinfo=self.zone).timestamp())

    def list(self, name):
        for number, row in enumerate(self.table(name)):
            message = self.message((name, number), "rows", campaign=row["campaign"],
                                   recipient=row["recipient"], code=row["failed_code"] or None,
                                   segment=row["segment"])
            message["at"] = {state: self.moment(row[state + "_at"]) for state in STATES
                             if row.get(state + "_at")}
            message["known"] = {"sent", "delivered", "read", "clickers", "repliers", "interactors",
                                "optouts", "failed", "failed_cap", "failed_unreachable"}
            if "revenue" in row:
                message["known"] |= {"conversions", "revenue", "cost_message"}
                message["revenue"] = Decimal(row["revenue"] or 0)
                message["cost_message"] = Decimal(row["cost"] or 0)
                if row["currency"]:
                    self.currency[row["campaign"]] = row["currency"]

    def recipients(self, name, campaign):
        order = ["Sent", "Delivered", "Read", "Replied"]
        for number, row in enumerate(self.table(name)):
            message = self.message((name, number), "rows", campaign=campaign,
                                   recipient=re.sub(r"\D", "", row["Phone Number"]),
                                   code=row["Error Message"].split(":")[0] or None)
            at = {"sent": self.moment(row["Sent At"])}
            if row["Status"] == "Failed":
                at["failed"] = at["sent"]
            for state in order[1:order.index(row["Status"]) + 1] if row["Status"] in order else ():
                at[state.lower()] = at["sent"]
            for state in ("Delivered", "Read"):
                if row[state + " At"]:
                    at[state.lower()] = self.moment(row[state + " At"])
                elif state.lower() in at:
                    message.setdefault("undated", set()).add(state.lower())
            if int(row["Replies Count"]):
                at["replied"] = at["sent"]
            message["at"] = at
            message["known"] = {"sent", "delivered", "read", "repliers", "failed", "failed_cap",
                                "failed_unreachable"}

    def sent_list(self, name):
        for row in self.table(name):
            message = self.message(row["message_id"], "events", campaign=row["campaign"],
                                   recipient=row["recipient"])
            message["known"].add("sent")
            self.happened(message, "sent", self.moment(row["sent_at"]))

    @staticmethod
    def happened(message, state, moment):
        message["at"][state] = min(moment, message["at"].get(state, moment))

    def body(self, body):
        known = {"sent", "failed", "failed_cap", "failed_unreachable", "delivered", "read",
                 "repliers", "optouts"}
        for change in (change for entry in body["entry"] for change in entry["changes"]):
            value = change["value"]
            for status in value.get("statuses", ()):
                data = status.get("biz_opaque_callback_data", "")
                pairs = dict(pair.split("=") for pair in data.split(";")) if "=" in data else {}
                message = self.message(
                    status["id"], "events", campaign=pairs.get("campaign", data) or None,
                    recipient=status.get("recipient_id") or status.get("recipient_user_id"),
                    code=str(status["errors"][0]["code"]) if "errors" in status else None,
                    category=status.get("pricing", {}).get("category"))
                message["known"] |= known
                self.happened(message, status["status"], int(status["timestamp"]))
            for reply in value.get("messages", ()):
                if "context" in reply:
                    message = self.message(reply["context"]["id"], "events")
                    message["known"] |= known
                    self.happened(message, "replied", int(reply["timestamp"]))
                else:
                    self.people[reply["id"]] = (reply.get("from") or reply["from_user_id"],
                                                int(reply["timestamp"]), "replied")
            for wish in value.get("user_preferences", ()):
                if wish["value"] == "stop":
                    self.people[(wish["wa_id"], wish["timestamp"])] = (
                        wish["wa_id"], wish["timestamp"], "opted_out")

    def analytics(self, name):
        """The rows of a web report that name a campaign; the last is a sum, which has no name."""
        text = (self.folder / name).read_text(encoding="utf-8").split("\n\n", 1)[1]
        for row in csv.DictReader(text.splitlines()):
            campaign = row["Session manual campaign name"]
            if campaign and not campaign.startswith("("):
                source, medium = row["Session manual source / medium"].split(" / ")
                content = row["Session manual ad content"]
                day = datetime.strptime(row["Date"], "%Y%m%d").date().isoformat()
                self.visits.append({
                    "campaign": campaign, "day": day, "source": source, "medium": medium,
                    "content": None if content.startswith("(") else content,
                    "counts": {"sessions": int(row["Sessions"]),
                               "key_events": int(row["Key events"])}})

    # --- what names no message belongs to the person's last one ---

    def answer(self):
        by_person = defaultdict(list)
        for message in self.messages.values():
            message.setdefault("campaign", NOBODY)
            message["moment"] = message["at"].get("sent", min(message["at"].values()))
            by_person[message.get("recipient")].append(message)
        for recipient, moment, state in self.people.values():
            window = STOP_WINDOW if state == "opted_out" else REPLY_WINDOW
            sent = [message for message in by_person[recipient]
                    if 0 <= moment - message["moment"] <= window]
            if sent:
                self.happened(max(sent, key=lambda message: message["moment"]), state, moment)

    # --- what was bought and said: by the campaign that is named, else by the person's last message

    @staticmethod
    def code(name):
        return re.sub(r"[ _+.-]", "", name or "").lower()

    def send_days(self):
        days = defaultdict(set)
        for campaign, _, day, values in self.tallies():
            if values.get("sent"):
                days[campaign].add(date.fromisoformat(day or self.facts[campaign]["start"]))
        return days

    def last_message(self, recipient, moment, campaign):
        sent = [message for message in self.messages.values()
                if recipient and message.get("recipient") == recipient
                and 0 <= moment - message["moment"] <= ORDER_WINDOW * 86400
                and campaign in (None, message["campaign"])]
        return max(sent, key=lambda message: message["moment"], default=None)

    def where(self, moment, recipient, names, days, always=False):
        """(campaign, day) of what happened; (None, None)."""
        day = datetime.fromtimestamp(moment, self.zone).date()
        for name in names:
            hits = [(max((sent for sent in days[campaign] if sent <= day), default=None), campaign)
                    for campaign in days if name and self.code(campaign) == self.code(name)]
            for last, campaign in hits:
                if last and (always or (day - last).days <= ORDER_WINDOW):
                    message = self.last_message(recipient, moment, campaign)
                    return campaign, self.day_of(message) if message else last.isoformat()
        message = self.last_message(recipient, moment, None)
        return (message["campaign"], self.day_of(message)) if message else (None, None)

    def day_of(self, message):
        return datetime.fromtimestamp(message["moment"], self.zone).date().isoformat()

    def join(self):
        days, seen = self.send_days(), defaultdict(list)
        for order in self.orders:
            order["moment"] = self.moment(order["ordered_at"])
            order["type"] = order["conversion_type"] or "order"
            known = ("conversions", "orders", "revenue")[:3 if order["type"] == "order" else 1]
            for counter in known:
                seen[counter].append(datetime.fromtimestamp(order["moment"], self.zone).date())
            order["campaign"], order["day"] = self.where(
                order["moment"], order["recipient"], (order["coupon"], order["utm_campaign"]), days)
            order["counts"] = {} if order["status"] == "cancelled" else dict.fromkeys(known, 1)
            if "revenue" in order["counts"]:
                back = order["amount"] if order["status"] == "refunded" else order["refund"] or 0
                order["counts"]["revenue"] = Decimal(order["amount"]) - Decimal(back)
                if order["campaign"]:
                    self.currency.setdefault(order["campaign"], order["currency"])
        for said in self.feedback:
            said["moment"] = self.moment(said["given_at"])
            said["campaign"], said["day"] = self.where(
                said["moment"], said["recipient"], (said["campaign"],), days, always=True)
        # A day knows that nothing was bought when its whole window lies in what the file speaks of.
        self.zeros = [(campaign, day.isoformat(), counter) for campaign in days
                      for day in days[campaign] for counter, moments in seen.items()
                      if min(moments) <= day <= max(moments) - timedelta(days=ORDER_WINDOW)]

    # --- counting ---

    def tally(self, message):
        at, code = message["at"], message.get("code")
        delivered = bool({"delivered", "read", "replied"} & set(at))
        failed = "failed" in at and not delivered
        values = {"sent": 1, "delivered": delivered, "read": "read" in at,
                  "clickers": "clicked" in at, "repliers": "replied" in at,
                  "interactors": "clicked" in at or "replied" in at, "failed": failed,
                  "failed_cap": failed and code == "131049",
                  "failed_unreachable": failed and code == "131026",
                  "optouts": "opted_out" in at or ("failed" in at and code == "131050"),
                  "conversions": "converted" in at, "revenue": message.get("revenue", 0),
                  "cost_message": message.get("cost_message", 0)}
        return {name: value + 0 for name, value in values.items() if name in message["known"]}

    def tallies(self):
        """(campaign, source, day, counters) of everything."""
        for message in self.messages.values():
            day = datetime.fromtimestamp(message["moment"], self.zone).date().isoformat()
            yield message["campaign"], message["source"], day, self.tally(message)
        for source in ("daily", "summary"):
            for campaign, rows in self.reports[source].items():
                for place, values in rows.items():
                    yield campaign, source, place[0], values
        for visit in self.visits:
            yield visit["campaign"], "daily", visit["day"], visit["counts"]
        for order in self.orders:
            if order.get("campaign") and order["counts"]:
                yield order["campaign"], "facts", order["day"], order["counts"]
        for campaign, day, cost in self.estimates():
            yield campaign, "facts", day, {"cost_message": cost}
        for campaign, day, counter in getattr(self, "zeros", ()):
            yield campaign, "facts", day, {counter: 0}

    # --- what no bill tells: what arrived at the price of its country and category on that day ---

    def price(self, category, country, day):
        """None where nobody tells; answers cost nothing before October, then what utility does."""
        if category == "service" and day < "2026-10-01":
            return Decimal(0)
        category = {"service": "utility"}.get(category, category)
        for market in (COUNTRIES.get(country), "Other"):
            prices = {row["effective_date"]: row["rate"] for row in self.rates
                      if (row["category"], row["market"]) == (category, market)
                      and row["effective_date"] <= day}
            if prices and country:
                return Decimal(prices[max(prices)])
        return None

    def estimates(self):
        """(campaign, day, cost) of days of which the prices of nearly all messages are known."""
        billed = {message["campaign"] for message in self.messages.values()
                  if "cost_message" in message}
        billed |= {campaign for source in self.reports.values() for campaign in source
                   for values in source[campaign].values() if "cost_message" in values}
        found = defaultdict(list)
        for message in self.messages.values():
            if message["source"] == "events" and message["campaign"] not in billed and \
                    self.tally(message).get("delivered"):
                day = self.day_of(message)
                price = self.price(message.get("category"), country_of(message["recipient"]), day)
                found[message["campaign"], day].append(price)
        for (campaign, day), prices in sorted(found.items()):
            known = [price for price in prices if price is not None]
            if len(prices) - len(known) <= len(prices) // 20:
                self.currency.setdefault(campaign, "EUR")
                yield campaign, day, sum(known)

    def campaigns(self):
        known = defaultdict(lambda: defaultdict(set))  # campaign, counter -> {(source, day)}
        sums = defaultdict(lambda: defaultdict(int))   # campaign, (source, counter) -> sum
        pairs = defaultdict(lambda: [0, 0])            # campaign, source -> clickers, delivered
        for campaign, source, day, values in self.tallies():
            for counter, value in values.items():
                known[campaign][counter].add((source, day))
                sums[campaign][source, counter] += value
            if "clickers" in values and "delivered" in values:
                pairs[campaign, source][0] += values["clickers"]
                pairs[campaign, source][1] += values["delivered"]
        result = {}
        for campaign in sorted(known):
            facts = self.facts.get(campaign, {})
            counters = {}
            for counter in COUNTS + MONEY:
                ruler = self.ruler(known[campaign][counter], facts)
                counters[counter] = sums[campaign][ruler, counter] if ruler else None
            parts = [counters[part] for part in MONEY[1:] if counters[part] is not None]
            counters["cost"] = sum(parts) if parts else None
            ctr = next((pairs[campaign, source] for source in SOURCES
                        if (campaign, source) in pairs), None)
            result[campaign] = {"kind": facts.get("kind", "broadcast"),
                                "goal": facts.get("goal", "none"),
                                "channel": facts.get("channel", "whatsapp"),
                                "currency": self.currency.get(campaign),
                                "ctr": ctr and {"x": ctr[0], "n": ctr[1]},
                                "counters": counters}
        return result

    @staticmethod
    def ruler(places, facts):
        """The source that knows a counter on most days; a summary knows all from start to end."""
        days = defaultdict(int)
        for source, _ in places:
            days[source] += 1
        if "summary" in days and facts.get("start") and facts.get("end"):
            days["summary"] = (date.fromisoformat(facts["end"]) -
                               date.fromisoformat(facts["start"])).days + 1
        return max(days, key=lambda source: (days[source], -SOURCES.index(source)), default=None)


# --- grades of CTR, as kpis.md has them ---------------------------------------------------------

EDGES = {"reference": (.15, .25, .30), "automation": (.15, .35, .55), "email": (.01, .015, .04)}
GRADES = ("poor", "typical", "good", "best")


def wilson(x, n):
    z, p = 1.959963984540054, x / n
    middle, half = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)


def ctr_grade(campaign):
    """(grade, certain, reason)"""
    ctr = campaign["ctr"]
    if not ctr:
        return None, False, "unknown_counter"
    if campaign["channel"] not in ("whatsapp", "email"):
        return None, False, "no_benchmark"
    if ctr["n"] < 100:
        return None, False, "too_few"
    edges = EDGES["email" if campaign["channel"] == "email" else
                  "automation" if campaign["kind"] in ("flow", "post_purchase") else "reference"]

    def band(value):
        return sum(value >= edge for edge in edges)
    low, high = wilson(ctr["x"], ctr["n"])
    partial = ctr["n"] < .95 * campaign["counters"]["delivered"]
    certain = band(low) == band(high) and not partial
    return GRADES[band(ctr["x"] / ctr["n"])], certain, None


class Judge:
    def __init__(self):
        self.failed = 0

    def __call__(self, name, good, why=""):
        self.failed += not good
        print(f"ok - {name}" if good else f"not ok - {name}: {why}")


# --- against the program --------------------------------------------------------------------------

def plain(value):
    """A counter of the report, money as Decimal."""
    return Decimal(value["amount"]) if isinstance(value, dict) else value


def compare(sample, report, judge):
    expected = sample.campaigns()
    got = {campaign["name"]: campaign for campaign in report["campaigns"]}
    judge("the same campaigns", set(expected) == set(got), set(expected) ^ set(got))
    for name, want in expected.items():
        have = got.get(name, {"counters": {}})
        wrong = {counter: (plain(have["counters"].get(counter)), value)
                 for counter, value in want["counters"].items()
                 if plain(have["counters"].get(counter)) != value}
        for fact in ("kind", "goal", "channel"):
            if name != NOBODY and have.get(fact) != want[fact]:
                wrong[fact] = (have.get(fact), want[fact])
        money = {value["currency"] for value in have["counters"].values()
                 if isinstance(value, dict) and plain(value)}
        if money - {want["currency"]}:
            wrong["currency"] = (money, want["currency"])
        ctr = have.get("kpis", {}).get("ctr", {})
        if name != NOBODY:
            value = ctr.get("value")
            expect = want["ctr"]["x"] / want["ctr"]["n"] if want["ctr"] else None
            if (value is None) != (expect is None) or (value and abs(value - expect) > 1e-5):
                wrong["ctr"] = (value, expect)
            found = (ctr.get("grade"), ctr.get("certain", False) and bool(ctr.get("grade")),
                     ctr.get("reason") or (None if ctr else "unknown_counter"))
            if found != ctr_grade(want):
                wrong["grade of ctr"] = (found, ctr_grade(want))
        judge(f"{name} equals the independent count", not wrong,
              f"(program, expected): {wrong}")


def main():
    folder, mode = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""
    sample, judge = Sample(folder), Judge()
    if mode == "--compare":
        with open(sys.argv[3], encoding="utf-8") as file:
            compare(sample, json.load(file), judge)
    elif mode == "--commands":
        for now, name, options in sample.files:
            print("\t".join([now, name, *(f"--{key}={value}" for key, value in options.items())]))
    else:
        json.dump(sample.campaigns(), sys.stdout, ensure_ascii=False, indent=1, default=str)
        print()
    return judge.failed > 0


if __name__ == "__main__":
    sys.exit(main())
