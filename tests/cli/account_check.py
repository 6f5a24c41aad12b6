#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the account stands and what moved, counted from a webhook log by formulas written here once
more, against what the program says:

    account_check.py make FOLDER     writes the log (always the same)
    account_check.py check FOLDER    reads it and all.json, earlier.json of `campane report`

Prints lines "ok - NAME" and "not ok - NAME: WHY"."""

import json
import random
import sys
from collections import defaultdict
from datetime import date, datetime, timedelta, timezone
from math import erfc, sqrt

sys.dont_write_bytecode = True

FIRST, TODAY = date(2026, 8, 20), date(2026, 10, 31)
CAMPAIGNS = ("Alpha", "Beta", "Gamma")
MINIMUM = {"optout_rate": 1000}


def seconds(day, second=36000):
    return int(datetime(day.year, day.month, day.day, tzinfo=timezone.utc).timestamp()) + second


def body(field, value, time=None):
    entry = {"id": "77", "changes": [{"value": value, "field": field}]}
    if time is not None:
        entry["time"] = time
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]})


def status(number, name, at, person, campaign, code=None):
    one = {"id": f"wamid.{number}", "status": name, "timestamp": str(at),
           "recipient_id": f"4930231250{person:03d}",
           "biz_opaque_callback_data": f"campaign={campaign}"}
    if code:
        one["errors"] = [{"code": code, "title": "x"}]
    return body("messages", {"messaging_product": "whatsapp", "statuses": [one],
                             "metadata": {"phone_number_id": "9"}})


def make(folder):
    dice = random.Random(20261031)
    lines, number = [], 0
    for offset in range((TODAY - FIRST).days):
        day = FIRST + timedelta(offset)
        late = day >= date(2026, 10, 2)
        for campaign in CAMPAIGNS:
            reads = {"Alpha": .70, "Beta": .55 if late else .75, "Gamma": .80 if late else .65}
            for _ in range(dice.randint(120, 200)):
                number += 1
                person, at = dice.randrange(600), seconds(day, dice.randrange(86000))
                lines.append(status(number, "sent", at, person, campaign))
                stops = .03 if day >= date(2026, 10, 24) else .008
                if dice.random() < .02:
                    lines.append(status(number, "failed", at + 5, person, campaign, 131049))
                elif dice.random() < stops:
                    lines.append(status(number, "failed", at + 5, person, campaign, 131050))
                else:
                    lines.append(status(number, "delivered", at + 9, person, campaign))
                    if dice.random() < reads[campaign]:
                        lines.append(status(number, "read", at + 60, person, campaign))
    def quality(day, template, name, value):
        lines.append(body("message_template_quality_update",
                          {"new_quality_score": value, "message_template_id": template,
                           "message_template_name": name, "message_template_language": "de"},
                          seconds(day)))
    quality(date(2026, 9, 3), 11, "hallo", "GREEN")
    quality(date(2026, 10, 9), 11, "hallo", "YELLOW")
    quality(date(2026, 10, 20), 12, "angebot", "RED")
    quality(date(2026, 10, 22), 11, "hallo", "GREEN")
    for day, limit in ((date(2026, 9, 1), "TIER_1K"), (date(2026, 10, 15), "TIER_250")):
        lines.append(body("phone_number_quality_update",
                          {"display_phone_number": "493023125999", "event": "UPGRADE",
                           "current_limit": limit}, seconds(day)))
    dice.shuffle(lines)
    for part in (1, 2):  # some of it twice
        with open(f"{folder}/log-{part}.ndjson", "w") as out:
            out.write("\n".join(lines[:len(lines) * 2 // 3] if part == 1
                                else lines[len(lines) // 2:]) + "\n")


# --- counting -------------------------------------------------------------------------------------


def read(folder):
    messages, notices = defaultdict(dict), set()
    for part in (1, 2):
        for line in open(f"{folder}/log-{part}.ndjson"):
            entry = json.loads(line)["entry"][0]
            change = entry["changes"][0]
            if change["field"] != "messages":
                notices.add((entry["time"], change["field"], json.dumps(change["value"])))
                continue
            one = change["value"]["statuses"][0]
            message = messages[one["id"]]
            message[one["status"]] = int(one["timestamp"])
            message["who"], message["of"] = one["recipient_id"], one["biz_opaque_callback_data"][9:]
            message["code"] = one["errors"][0]["code"] if "errors" in one else message.get("code")
    for message in messages.values():
        moment = message.get("sent", min(v for v in message.values() if isinstance(v, int)
                                         and v > 10 ** 9))
        message["day"] = datetime.fromtimestamp(moment, timezone.utc).date()
    return list(messages.values()), sorted(notices)


def counts(messages, first, last, campaign=None):
    sums = defaultdict(int)
    for message in messages:
        if first <= message["day"] <= last and campaign in (None, message["of"]):
            sums["sent"] += 1
            sums["delivered"] += "delivered" in message or "read" in message
            sums["read"] += "read" in message
            sums["cap"] += message["code"] == 131049
            sums["optouts"] += message["code"] == 131050
    return sums


def wilson(x, n):
    z, p = 1.959963984540054, x / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return middle - half, middle + half


def health(messages, notices, today, end):
    """today: the day before is the last whole one; end: the last second that counts."""
    made = {}
    week = (today - timedelta(7), today - timedelta(1))
    before = (today - timedelta(35), today - timedelta(8))
    for name, part, whole in (("optout_rate", "optouts", "delivered"), ("cap_rate", "cap", "sent")):
        now, then = counts(messages, *week), counts(messages, *before)
        low, high = wilson(now[part], now[whole])[0], wilson(then[part], then[whole])[1]
        rate, old = now[part] / now[whole], then[part] / then[whole]
        made[name] = (rate, old, low > high and rate - old >= .1 * old)
    last = {}
    for at, field, text in notices:
        value = json.loads(text)
        if at <= end and "new_quality_score" in value:
            last[value["message_template_id"]] = (at, value)
        elif at <= end:
            made["limit"] = {"TIER_1K": 1000, "TIER_250": 250}[value["current_limit"]]
    worst = max(last.values(), key=lambda one: (
        ("GREEN", "YELLOW", "RED").index(one[1]["new_quality_score"]), one[0]))
    made["quality"] = (worst[1]["new_quality_score"],
                       str(datetime.fromtimestamp(worst[0], timezone.utc).date()),
                       f"{worst[1]['message_template_name']} (de)")
    last_day = datetime.fromtimestamp(end, timezone.utc).date()
    people = defaultdict(set)
    for message in messages:
        if last_day - timedelta(29) <= message["day"] <= last_day:
            people[message["day"]].add(message["who"])
    made["used"] = max(len(who) for who in people.values())
    made["days"] = [str(day) for day, who in people.items() if len(who) == made["used"]]
    return made


RATES = {"open_rate": ("read", "delivered"), "delivery_rate": ("delivered", "sent"),
         "optout_rate": ("optouts", "delivered")}
WEIGHTS = {"open_rate": .5, "delivery_rate": 1, "optout_rate": 2}


def movers(messages, recent, before):
    """All that moved: (campaign, kpi) -> (corrected p, weight)."""
    compared = {}
    for campaign in (None, *CAMPAIGNS):
        now, then = counts(messages, *recent, campaign), counts(messages, *before, campaign)
        # Who replied is known in a log, and nobody did: the same in both, with nothing expected.
        for kpi, (part, whole) in RATES.items():
            if min(now[whole], then[whole]) < MINIMUM.get(kpi, 100):
                continue
            x, n, y, m = now[part], now[whole], then[part], then[whole]
            share = (x + y) / (n + m)
            if min(n, m) * min(share, 1 - share) < 5:
                continue
            z = (x / n - y / m) / sqrt(share * (1 - share) * (1 / n + 1 / m))
            far = abs(x / n - y / m) / (y / m) if y else 1
            compared[campaign, kpi] = [erfc(abs(z) / sqrt(2)), 0 if far < .1 else
                                       WEIGHTS[kpi] * min(far, 1) * now["sent"]]
    highest = 0
    for rank, one in enumerate(sorted(compared.values(), key=lambda one: one[0])):
        highest = max(highest, min(1, one[0] * (len(compared) - rank)))
        one[0] = highest
    return {key: one for key, one in compared.items() if one[0] < .05 and one[1] > 0}


# --- comparing ------------------------------------------------------------------------------------


def say(name, good, why=""):
    print(f"ok - {name}" if good else f"not ok - {name}: {why}")


def near(a, b):
    return abs(a - b) <= 1e-9 * max(abs(a), abs(b), 1e-300)


def check_health(name, said, made):
    for kpi in ("optout_rate", "cap_rate"):
        rate, old, alert = made[kpi]
        good = near(said[kpi]["week"]["value"], rate) and \
            near(said[kpi]["before"]["value"], old) and said[kpi]["alert"] == alert
        say(f"{name}: {kpi}", good, f"{said[kpi]} but {made[kpi]}")
    quality = said["quality"]
    say(f"{name}: quality", (quality["value"], quality["since"], quality["of"]) == made["quality"],
        f"{quality} but {made['quality']}")
    limit, used = said["messaging_limit"], said["messaging_limit"]["used"]
    say(f"{name}: limit", limit["value"] == made["limit"], f"{limit} but {made['limit']}")
    say(f"{name}: used", used["count"] == made["used"] and used["day"] in made["days"] and
        used["counted"] == "recipients" and near(used["share"], made["used"] / made["limit"]),
        f"{used} but {made['used']} on {made['days']}")


def check_movers(name, said, made):
    found = {(one["name"], one["kpi"]): one for one in said}
    say(f"{name}: movers are beyond chance", found and set(found) <= set(made),
        f"{list(found)} but {list(made)}")
    for key, one in found.items():
        if key in made:
            p = made[key][0]
            say(f"{name}: {key} p", abs(one["p"] - p) <= 1e-6 * p + 1e-300, f"{one['p']} but {p}")
    for campaign in CAMPAIGNS:  # of each campaign the heaviest
        of = [(weight, kpi) for (who, kpi), (_, weight) in made.items() if who == campaign]
        if of:
            say(f"{name}: {campaign}", (campaign, max(of)[1]) in found, f"{max(of)} of {of}")
    sums = sorted(((weight, kpi) for (who, kpi), (_, weight) in made.items() if who is None),
                  reverse=True)
    say(f"{name}: of all", [one["kpi"] for one in said if one["name"] is None] ==
        [kpi for _, kpi in sums[:2]], f"{sums}")


def check(folder):
    messages, notices = read(folder)
    everything = json.load(open(f"{folder}/all.json"))
    made = health(messages, notices, TODAY, seconds(TODAY, 0))
    check_health("all", everything["health"], made)
    say("all: opt-outs rise", made["optout_rate"][2], str(made))
    say("all: the limit needs attention", any(one["kind"] == "limit"
                                              for one in everything["attention"]))
    say("all: quality needs attention", any(one["kind"] == "quality"
                                            for one in everything["attention"]))
    say("all: the verdict says so", everything["verdict"] is None or
        "opt-out rising" in everything["verdict"], everything["verdict"])
    check_movers("all", everything["movers"],
                 movers(messages, (TODAY - timedelta(29), TODAY),
                        (TODAY - timedelta(59), TODAY - timedelta(30))))
    earlier = json.load(open(f"{folder}/earlier.json"))
    check_health("to a day", earlier["health"],
                 health(messages, notices, date(2026, 10, 13), seconds(date(2026, 10, 12), 86399)))
    say("to a day: movers", earlier["movers"] is None, "there is no period before")


if __name__ == "__main__":
    (make if sys.argv[1] == "make" else check)(sys.argv[2])
