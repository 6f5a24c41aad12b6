#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts Meta webhook logs on its own, to be held against `campane report`.

Usage: count_webhook.py [--window DAYS] [--reply-hours HOURS] FILE...   ("-": standard input)

Prints one JSON object: per campaign the counters of kpis.md that a log can know, and how many
bodies were read. It shares no code with the program and keeps everything in memory (about 1 GB for
a million lines): the rules are written down a second time here, from the specification.
"""
import argparse
import gzip
import json
import re
import sys
import unicodedata
from pathlib import Path

UNATTRIBUTED = "(unattributed)"
STATES = {"sent": "sent", "delivered": "delivered", "read": "read", "played": "read",
          "failed": "failed"}
NO_ANSWER = {"system", "unsupported", "unknown", "request_welcome"}
FIRST, LAST = 631152000, 4133980800


def folded(text):
    """Without case, accents and what stands around."""
    plain = unicodedata.normalize("NFKD", text.strip(' \t\r\n.!"')).casefold()
    return "".join(c for c in plain if unicodedata.combining(c) == 0)


STOP_WORDS = {folded(word) for word in re.findall(
    r'^STOP_WORD\(\w+, "(.*)"\)$',
    (Path(__file__).resolve().parents[2] / "src/import/stop_word.def").read_text("utf-8"),
    re.MULTILINE)}


def asks_to_stop(value):
    inner = value.get("interactive") or {}
    words = ((value.get("text") or {}).get("body"), (value.get("button") or {}).get("text"),
             (inner.get("button_reply") or {}).get("title"),
             (inner.get("list_reply") or {}).get("title"))
    return not value.get("group_id") and any(w and folded(w) in STOP_WORDS for w in words)


def text_of(name):
    data = sys.stdin.buffer.read() if name == "-" else open(name, "rb").read()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    return data.decode("utf-8-sig", "surrogateescape")


BODY = re.compile(r'\{\s*"(?:object|entry)"')


def documents(text):
    """All JSON objects of a log, one behind the other, and None for each damaged one, which ends
    with its line. Words before a body on its line are skipped."""
    decoder = json.JSONDecoder()
    at, end = 0, len(text)
    while at < end:
        if text[at] in " \t\r\n,[]":
            at += 1
            continue
        line = text.find("\n", at)
        line = end if line < 0 else line
        if text[at] != "{":
            body = BODY.search(text, at, line)
            if not body:
                yield None
                at = line
                continue
            at = body.start()
        try:
            value, at = decoder.raw_decode(text, at)
            yield value
        except (ValueError, RecursionError):
            yield None
            at = line


def seconds(value):
    try:
        number = int(str(value))
    except ValueError:
        return None
    number = number // 1000 if number >= 100000000000 else number
    return number if FIRST <= number < LAST else None


def digits(value):
    value = str(value or "")
    if value.isascii() and value.isdigit():
        return value
    plain = value.lstrip("+").replace(" ", "").replace("-", "")
    return plain if plain.isascii() and plain.isdigit() else None


def person(phone, user):
    return digits(phone) or (str(user) if user else None)


def campaign_of(data):
    """What biz_opaque_callback_data names: a JSON object, key=value;key=value, or a bare id."""
    data = (data or "").strip()
    if not data:
        return None
    if data.startswith("{"):
        try:
            pairs = json.loads(data)
        except ValueError:
            return None
    elif "=" in data and any(p.split("=")[0].strip().lower() in
                             ("campaign", "campaign_name", "campaign_id", "template", "variant",
                              "segment", "language", "country", "cta")
                             for p in data.split(";") if "=" in p):
        pairs = dict((p.split("=", 1)[0].strip(), p.split("=", 1)[1].strip())
                     for p in data.split(";") if "=" in p)
    else:
        return data
    lower = {key.lower(): value for key, value in pairs.items()}
    for key in ("campaign", "campaign_name", "campaign_id"):
        if lower.get(key) not in (None, ""):
            return str(lower[key])
    return None


class Log:
    def __init__(self):
        self.messages = {}
        self.acts = {}
        self.bodies = self.damaged = self.bad = 0

    def message(self, identity, who, campaign):
        entry = self.messages.setdefault(identity, {"at": {}, "who": None, "campaign": None,
                                                    "code": None})
        entry["who"] = entry["who"] or who
        if campaign and (entry["campaign"] is None or campaign < entry["campaign"]):
            entry["campaign"] = campaign
        return entry

    def happened(self, entry, what, at):
        if what not in entry["at"] or at < entry["at"][what]:
            entry["at"][what] = at

    def status(self, value):
        what = STATES.get(value.get("status"))
        if what is None:
            return
        at = seconds(value.get("timestamp"))
        if not value.get("id") or at is None:
            self.bad += 1
            return
        group = value.get("recipient_type") == "group" or value.get("recipient_participant_id")
        who = None if group else person(value.get("recipient_id"), value.get("recipient_user_id"))
        entry = self.message(value["id"], who, campaign_of(value.get("biz_opaque_callback_data")))
        if what == "failed":
            codes = [e["code"] for e in value.get("errors") or [] if "code" in e]
            code = int(codes[0]) if codes and str(codes[0]).isdigit() else 0
            # of the earliest failure; at one moment a code beats none, then the smaller one stands
            mark = (at, code == 0, code)
            if entry["code"] is None or mark < entry["code"]:
                entry["code"] = mark
        self.happened(entry, what, at)

    def inbound(self, value):
        kind = value.get("type")
        reaction = value.get("reaction") or {}
        context = value.get("context") or {}
        answered = reaction.get("message_id") or context.get("id")
        if kind in NO_ANSWER or (kind == "reaction" and not (reaction.get("emoji") and answered)):
            return
        if "referral" in value and not answered:
            return
        at = seconds(value.get("timestamp"))
        if at is None:
            self.bad += 1
            return
        own = context.get("from") and context.get("from") == value.get("from")
        who = person(value.get("from"), value.get("from_user_id"))
        if answered and not own:
            group = value.get("group_id")
            entry = self.message(answered, None if group else who, None)
            self.happened(entry, "replied", at)
            if asks_to_stop(value):
                self.happened(entry, "stopped", at)
        elif not value.get("id"):
            self.bad += 1
        elif who:
            self.acts[("reply", value["id"])] = (who, at)
            if asks_to_stop(value):
                self.acts[("stop", value["id"])] = (who, at)

    def preference(self, value):
        what = value.get("value")
        if what not in ("stop", "resume", "signup"):
            return
        at = seconds(value.get("timestamp"))
        who = person(value.get("wa_id"), value.get("user_id"))
        if at is None or not who:
            self.bad += 1
        elif what == "stop":
            self.acts[("stop", who, value.get("category"), at)] = (who, at)

    def body(self, value):
        self.bodies += 1
        if not isinstance(value, dict) or not isinstance(value.get("entry"), list):
            self.damaged += 1
            return
        if value.get("object", "whatsapp_business_account") != "whatsapp_business_account":
            return
        for entry in value["entry"]:
            for change in entry.get("changes") or []:
                inner = change.get("value") or {}
                for status in inner.get("statuses") or []:
                    self.status(status)
                for message in inner.get("messages") or []:
                    self.inbound(message)
                for preference in inner.get("user_preferences") or []:
                    self.preference(preference)

    def attribute(self, stop_window, reply_window):
        """What people did without naming a message belongs to the last one sent to them before."""
        sent = {}
        for identity, entry in self.messages.items():
            if entry["who"]:
                moment = entry["at"].get("sent", min(entry["at"].values()))
                sent.setdefault(entry["who"], []).append((moment, identity))
        alone = 0
        for key, (who, at) in self.acts.items():
            window = stop_window if key[0] == "stop" else reply_window
            inside = [m for m in sent.get(who, []) if m[0] <= at and at - m[0] <= window]
            if not inside:
                alone += 1
                continue
            entry = self.messages[max(inside)[1]]
            entry.setdefault("acts", set()).add(key[0])
        return alone

    def report(self):
        campaigns = {}
        for entry in self.messages.values():
            at, acts = entry["at"], entry.get("acts", ())
            sums = campaigns.setdefault(entry["campaign"] or UNATTRIBUTED, dict.fromkeys(
                ("sent", "failed", "failed_cap", "failed_unreachable", "delivered", "read",
                 "repliers", "optouts"), 0))
            code = entry["code"][2] if entry["code"] else 0
            replied = "replied" in at or "reply" in acts
            delivered = "delivered" in at or "read" in at or replied
            failed = "failed" in at and not delivered
            sums["sent"] += 1
            sums["failed"] += failed
            sums["failed_cap"] += failed and code == 131049
            sums["failed_unreachable"] += failed and code == 131026
            sums["delivered"] += delivered
            sums["read"] += "read" in at
            sums["repliers"] += replied
            sums["optouts"] += "stop" in acts or "stopped" in at or code == 131050
        return campaigns


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--window", type=float, default=5, help="days for opt-outs")
    options.add_argument("--reply-hours", type=float, default=72, help="hours for replies")
    options.add_argument("files", nargs="+")
    given = options.parse_args()
    log = Log()
    for name in given.files:
        for value in documents(text_of(name)):
            if value is None:
                log.damaged += 1
            else:
                log.body(value)
    alone = log.attribute(given.window * 86400, given.reply_hours * 3600)
    print(json.dumps({"bodies": log.bodies, "damaged": log.damaged, "bad_entries": log.bad,
                      "acts_without_message": alone, "messages": len(log.messages),
                      "campaigns": dict(sorted(log.report().items()))}, indent=1))


if __name__ == "__main__":
    main()
