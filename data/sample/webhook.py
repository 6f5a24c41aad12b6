# SPDX-License-Identifier: GPL-3.0-or-later
"""What the shop's server logged: bodies of Meta's webhook, one a line, for two months; a sent list
for messages whose statuses name no campaign; and the sending tool's own count of one campaign,
which is a little higher than what the server saw. Ids only have the shape of real ones."""

import base64
import json
from datetime import date, timedelta

from chance import Chance
from people import DAY, EPOCH, berlin, deliver, engage, german, table, utc_text

SHOP = german(0)
TURN = berlin(date(2026, 10, 1), 0)          # the log's second file begins
END = berlin(date(2026, 10, 31), 18 * 3600)  # it was copied then
DELIVERY, SIZES, VOUCHER = "Sendungsinfo", "Größenberater", "Gutschein läuft ab"


def wamid(chance, phone, inbound=False):
    tail = "".join("0123456789ABCDEF"[chance.below(16)] for _ in range(18)).encode()
    body = b"\x1c\x18" + bytes([len(phone)]) + phone.encode() + b"\x15\x02\x00"
    body += (b"\x12" if inbound else b"\x11") + b"\x18\x12" + tail + b"\x00"
    return "wamid." + base64.b64encode(body).decode()


class Log:
    """Events of a server, and the bodies they were posted in."""

    def __init__(self):
        self.chance = Chance("webhook log")
        self.events = []  # (moment, field, key of value, entry)
        self.reached = []  # (campaign, message) of those that arrived
        self.bought = []   # (moment, phone number, cents)

    def add(self, moment, field, key, entry):
        self.events.append((moment, field, key, entry))

    def status(self, moment, message, state, **more):
        entry = {"id": message["id"], "status": state, "timestamp": str(moment)}
        if "user" in message:
            entry["recipient_user_id"] = message["user"]
        else:
            entry["recipient_id"] = message["phone"]
        if "callback" in message:
            entry["biz_opaque_callback_data"] = message["callback"]
        entry.update(more)
        self.add(moment, "messages", "statuses", entry)

    def message(self, message, category):
        """All statuses of a message."""
        self.status(message["sent"], message, "sent",
                    pricing={"billable": True, "pricing_model": "PMP", "type": "regular",
                             "category": category})
        for state in ("delivered", "read"):
            if state in message:
                self.status(message[state], message, state)
        if "failed" in message:
            self.status(message["failed"], message, "failed",
                        errors=[{"code": message["code"], "title": "Message undeliverable"}])

    def reach(self, campaign, message):
        if "delivered" in message or "read" in message:
            self.reached.append((campaign, message))

    def reply(self, message, text, named):
        """Somebody wrote back; not every reply says to what."""
        who = ("from_user_id", message["user"]) if "user" in message else ("from", message["phone"])
        entry = {who[0]: who[1], "id": wamid(self.chance, message["phone"], True),
                 "timestamp": str(message["replied"]), "type": "text", "text": {"body": text}}
        if named:
            entry["context"] = {"from": SHOP, "id": message["id"]}
        self.add(message["replied"], "messages", "messages", entry)

    def preference(self, moment, phone, value):
        self.add(moment, "user_preferences", "user_preferences",
                 {"wa_id": phone, "detail": "User requested to " + value,
                  "category": "marketing_messages", "value": value, "timestamp": moment})

    def bodies(self):
        """(moment, line), events of ten minutes together, some bodies twice."""
        posts, room = [], 0
        for event in sorted(self.events, key=lambda event: (event[0], str(event[3]))):
            last = posts[-1] if posts else None
            if room > 0 and last[2] == event[1:3] and event[0] - last[1] < 600:
                last[3].append(event[3])
                last[0] = event[0]
                room -= 1
            else:
                posts.append([event[0], event[0], event[1:3], [event[3]]])
                room = self.chance.between(2, 9)
        lines = []
        for last, _, (field, key), entries in posts:
            value = {"messaging_product": "whatsapp",
                     "metadata": {"display_phone_number": SHOP,
                                  "phone_number_id": "106540352242922"}, key: entries}
            body = {"object": "whatsapp_business_account",
                    "entry": [{"id": "102290129340398",
                               "changes": [{"value": value, "field": field}]}]}
            line = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
            lines.append((last, line))
            if self.chance.happens(.02):
                lines.append((last + self.chance.between(60, 7200), line))
        return sorted(lines)


def days(first, last):
    return [first + timedelta(days=i) for i in range((last - first).days + 1)]


def delivery_news(log):
    """Parcels on their way: the callback data says which campaign, as key=value."""
    chance = Chance(DELIVERY)
    words = ("Danke!", "Super, danke", "Kann ich den Termin ändern?", "Bitte beim Nachbarn abgeben")
    for day in days(date(2026, 9, 14), date(2026, 10, 30)):
        for i in range(0 if day.weekday() == 6 else chance.between(1, 4)):
            phone = german(200 + chance.below(130))
            sent = berlin(day, 17 * 3600 + 300 + i * 7 + chance.below(6))
            message = {"id": wamid(chance, phone), "phone": phone, "sent": sent,
                       "callback": f"campaign={DELIVERY};template=unterwegs_v2;language=de"}
            deliver(chance, message, sent, .96, (131026,))
            engage(chance, message, {"read": .88, "click": 0, "reply": .13, "stop": 0})
            log.message(message, "utility")
            log.reach(DELIVERY, message)
            if "replied" in message:
                log.reply(message, chance.pick(words), True)


def size_advice(log, folder):
    """A bot that asks for sizes. Its statuses name nothing; the sent list does."""
    chance, rows = Chance(SIZES), []
    words = ("160 x 230", "Für ein Doppelbett", "Wohnzimmer, etwa 20 qm", "200x300", "weiß nicht")
    for day in days(date(2026, 9, 22), date(2026, 10, 29)):
        for _ in range(chance.between(1, 3)):
            phone = german(400 + chance.below(80))
            sent = berlin(day, chance.between(9 * 3600, 21 * 3600))
            message = {"id": wamid(chance, phone), "phone": phone, "sent": sent}
            deliver(chance, message, sent, .99, (131026,))
            engage(chance, message, {"read": .93, "click": 0, "reply": .68, "stop": 0})
            log.message(message, "service")
            log.reach(SIZES, message)
            if "replied" in message:
                log.reply(message, chance.pick(words), chance.happens(.8))
            rows.append({"message_id": message["id"], "campaign": SIZES,
                         "template": "groesse_fragen_v1", "segment": "Chat", "language": "de",
                         "recipient": phone, "sent_at": utc_text(sent)})
    table(folder / "sent-list.csv", ["message_id", "campaign", "template", "segment", "language",
                                     "recipient", "sent_at"], rows)


def vouchers(log, folder):
    """A reminder that both the server and the tool counted; they differ by some percent. The
    callback data is nothing but the campaign's name."""
    chance, rows = Chance(VOUCHER), []
    for day in days(date(2026, 10, 5), date(2026, 10, 18)):
        count = chance.between(8, 11)
        row = {"date": day, "campaign": VOUCHER, "language": "de", "country": "DE",
               "currency": "EUR", "sent": 0, "delivered": 0, "read": 0, "clicked": 0, "replied": 0,
               "failed": 0, "conversions": 0, "orders": 0, "revenue": 0, "cost": 0}
        for i in range(count):
            number = 500 + chance.below(400)
            message = {"id": wamid(chance, german(number)), "phone": german(number),
                       "callback": VOUCHER, "sent": berlin(day, 10 * 3600 + i * 3)}
            if chance.happens(.08):  # a person who shows a name instead of a number
                message["user"] = f"DE.{13491208655302741000 + number}"
            deliver(chance, message, message["sent"], .965, (131026, 131049))
            engage(chance, message, {"read": .84, "click": .27, "buy": .3, "reply": .03,
                                     "stop": .0})
            if not (i == 0 and day.day % 3 == 0):  # the server was restarted now and then
                log.message(message, "marketing")
                if "replied" in message:
                    log.reply(message, "Gilt der auch im Laden?", False)
            row["sent"] += 1
            row["delivered"] += "delivered" in message or "read" in message
            for state, column in (("read", "read"), ("clicked", "clicked"),
                                  ("replied", "replied"), ("failed", "failed")):
                row[column] += state in message
            if "converted" in message:
                row["conversions"] += 1
                cents = chance.early(3000, 13000) // 100 * 100 + 90
                row["revenue"] += cents
                log.bought.append((message["converted"], message["phone"], cents))
        row["orders"] = row["conversions"]
        row["cost"] = row["delivered"] * 1131
        row["revenue"] = f"{row['revenue'] // 100}.{row['revenue'] % 100:02}"
        row["cost"] = f"{row['cost'] // 10000}.{row['cost'] % 10000:04}"
        rows.append(row)
    table(folder / "daily-gutschein.csv", list(rows[0]), rows)


def strangers(log):
    """Sent by hand from the phone app: nothing says what they belong to."""
    chance = Chance("strangers")
    for i in range(26):
        phone = german(900 + chance.below(60))
        sent = berlin(date(2026, 9, 20) + timedelta(days=chance.below(38)),
                      chance.between(8 * 3600, 20 * 3600))
        message = {"id": wamid(chance, phone), "phone": phone, "sent": sent}
        deliver(chance, message, sent, .95, (131047,))
        engage(chance, message, {"read": .8, "click": 0, "reply": .2, "stop": 0})
        log.message(message, "service")
        if "replied" in message:
            log.reply(message, "Alles klar", i % 2 == 0)


def wishes(log):
    """People who stopped marketing messages after a voucher; one came back, one stopped twice."""
    chance = Chance("wishes")
    sends = sorted((event[0], event[3]["recipient_id"]) for event in log.events
                   if event[3].get("status") == "read" and "recipient_id" in event[3]
                   and VOUCHER in event[3].get("biz_opaque_callback_data", ""))
    stops = [sends[len(sends) * i // 5] for i in range(5)]
    for i, (moment, phone) in enumerate(stops):
        moment += chance.between(60, 4000)
        log.preference(moment, phone, "stop")
        if i == 1:
            log.preference(moment + 2 * DAY, phone, "resume")
        if i == 2:
            log.preference(moment + 900, phone, "stop")


def notices():
    """What Meta says of the account: how many people it may write to, and what became of the
    template that more and more people answer by leaving. As (moment, line)."""
    told = [(berlin(date(2026, 9, 16), 9 * 3600), "phone_number_quality_update",
             {"display_phone_number": SHOP, "event": "UPGRADE", "current_limit": "TIER_10K",
              "old_limit": "TIER_2K"}),
            (berlin(date(2026, 10, 18), 7 * 3600), "message_template_quality_update",
             {"previous_quality_score": "GREEN", "new_quality_score": "YELLOW",
              "message_template_id": 1403260917520811, "message_template_name": "weekend_ar_v2",
              "message_template_language": "ar"})]
    return [(moment, json.dumps({"object": "whatsapp_business_account",
                                 "entry": [{"id": "102290129340398", "time": moment,
                                            "changes": [{"value": value, "field": field}]}]},
                                separators=(",", ":")))
            for moment, field, value in told]


def write(folder):
    """Returns the log, for what else is known of its people."""
    log = Log()
    delivery_news(log)
    size_advice(log, folder)
    vouchers(log, folder)
    strangers(log)
    wishes(log)
    lines = sorted(log.bodies() + notices())
    for name, begin, end in (("webhook-2026-09.ndjson", 0, TURN),
                             ("webhook-2026-10.ndjson", TURN, END)):
        with open(folder / name, "w", encoding="utf-8", newline="") as out:
            out.write("".join(line + "\n" for moment, line in lines if begin <= moment < end))
    return log
