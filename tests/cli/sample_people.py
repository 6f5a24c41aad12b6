#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the single messages of the sample campaigns tell of hours, weeks and people, counted from the
raw files, against what the program says:  sample_people.py FOLDER ANSWERS

ANSWERS holds hour.json, hour_weekday.json and frequency.json of `breakdown`, retention.json (all
time), october.json (that month), report.json, failures.json, failures_week.json (the last 7 days)
and failures_october.json (that month). Prints lines "ok - NAME" and "not ok - NAME: WHY". Messages
come from sample_counts.py."""

import json
import sys
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median

sys.dont_write_bytecode = True

from sample_counts import NOBODY, Judge, Sample, wilson  # noqa: E402

WINDOW = 5  # days after which what was sent counts no longer
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ENGAGED = ("read", "clickers", "repliers")


class People:
    def __init__(self, sample):
        self.zone = sample.zone
        self.messages = []
        for message in sample.messages.values():
            when = datetime.fromtimestamp(message["moment"], sample.zone)
            counts = sample.tally(message)
            self.messages.append({
                "campaign": message["campaign"], "recipient": message.get("recipient"),
                "when": when, "day": when.date(),
                "week": when.date() - timedelta(days=when.weekday()), "at": {state: at for state, at in message["at"].items()
                       if state not in message.get("undated", ())},
                "code": message.get("code"), "counts": counts,
                "knows": any(name in counts for name in ENGAGED),
                "engaged": any(counts.get(name) for name in ENGAGED)})

    def cells(self, key):
        """Per key the sums of the counters over the messages of campaigns."""
        cells = defaultdict(Counter)
        for message in self.messages:
            if message["campaign"] != NOBODY:
                cells[key(message)].update(message["counts"])
        return cells

    # --- hours and frequencies ---

    def by_hour(self):
        return self.cells(lambda message: f"{message['when'].hour:02d}")

    def by_hour_weekday(self):
        return self.cells(lambda message: f"{WEEKDAYS[message['when'].weekday()]} "
                                          f"{message['when'].hour:02d}")

    def by_frequency(self):
        weeks = defaultdict(list)
        for message in self.messages:
            if message["campaign"] != NOBODY:
                weeks[message["recipient"], message["week"]].append(message)
        for messages in weeks.values():
            for message in messages:
                message["frequency"] = str(len(messages)) if len(messages) < 8 else "8+"
        left = defaultdict(lambda: [0, 0, 0])  # people-weeks, opted out, of those that know
        for messages in weeks.values():
            row = left[messages[0]["frequency"]]
            row[0] += 1
            row[1] += any(message["counts"].get("optouts") for message in messages)
            row[2] += any("optouts" in message["counts"] for message in messages)
        return self.cells(lambda message: message["frequency"]), left

    # --- retention ---

    def retention(self, first, last, today):
        """Cohorts and weeks between two Mondays."""
        known = [message for message in self.messages if message["knows"]]
        sent, engaged, asked, left = (defaultdict(set) for _ in range(4))
        since = {}
        for message in known:
            person, week = message["recipient"], message["week"]
            since[person] = min(week, since.get(person, week))
            sent[week].add(person)
            if message["engaged"]:
                engaged[week].add(person)
            if "optouts" in message["counts"]:
                asked[week].add(person)
            if message["counts"].get("optouts"):
                left[week].add(person)
        weeks = []
        while first <= last:
            before = engaged[first - timedelta(days=7)]
            new = {person for person in sent[first] if since[person] == first}
            weeks.append({"week": first.isoformat(), "people": len(sent[first]), "new": len(new),
                          "returning": len(sent[first]) - len(new), "engaged": len(engaged[first]),
                          "stayed": (len(engaged[first] & before), len(before)),
                          "left": (len(left[first]), len(asked[first])),
                          "counting": first + timedelta(days=6 + WINDOW) >= today,
                          "cohort": new})
            first += timedelta(days=7)
        cohorts = []
        for at, week in enumerate(weeks):
            if week["cohort"]:
                later = [date.fromisoformat(other["week"]) for other in weeks[at:]]
                cohorts.append((week["week"], len(week["cohort"]),
                                [(len(week["cohort"] & sent[monday]),
                                  len(week["cohort"] & engaged[monday])) for monday in later]))
        return weeks, cohorts

    def left_after(self, first, last):
        left = defaultdict(lambda: [0, 0])
        for message in self.messages:
            if "optouts" in message["counts"] and first <= message["week"] <= last:
                left[message["campaign"]][0] += message["counts"]["optouts"]
                left[message["campaign"]][1] += 1
        return {name: tuple(sums) for name, sums in left.items() if sums[0]}

    def kept(self, campaign, recent, before):
        """People engaged in both of two spans of days, and in the earlier one."""
        def people(span):
            return {message["recipient"] for message in self.messages
                    if message["engaged"] and span[0] <= message["day"] <= span[1]
                    and campaign in (None, message["campaign"])}
        return len(people(before) & people(recent)), len(people(before))

    def reading(self, campaign):
        times = [max(0, message["at"]["read"] - message["at"]["delivered"])
                 for message in self.messages if {"read", "delivered"} <= set(message["at"])
                 and campaign in (None, message["campaign"])]
        return median(times) / 60 if times else None


def near(a, b):
    return a == b or (a is not None and b is not None and abs(a - b) < 1e-9)


def compare_rows(judge, name, answer, cells):
    got = {row["key"]: row for row in answer["rows"]}
    judge(f"the same {name}s", set(got) == set(cells), set(got) ^ set(cells))
    wrong = []
    for key, counts in cells.items():
        counters = got.get(key, {"counters": {}})["counters"]
        for counter in ("sent", "delivered", "read", "clickers", "repliers", "optouts", "failed"):
            want = counts[counter] if counter in counts else None
            if counters.get(counter) != want:
                wrong.append((key, counter, counters.get(counter), want))
    judge(f"counters by {name}", not wrong, wrong[:5])


def compare_frequency(judge, answer, left):
    wrong = []
    for row in answer["rows"]:
        weeks, out, asked = left[row["key"]]
        low, high = wilson(out, asked)
        people = row["people"]
        got = (people["weeks"], people["left"]["x"], people["left"]["n"])
        if got != (weeks, out, asked) or not near(people["left"]["low"], low) \
                or not near(people["left"]["high"], high):
            wrong.append((row["key"], people, weeks, out, asked, low, high))
    judge("people and weeks by frequency", not wrong, wrong)


def compare_retention(judge, name, answer, people, first, last, today):
    weeks, cohorts = people.retention(first, last, today)
    wrong = [(got, want) for got, want in zip(answer["weeks"], weeks)
             if any(got[key] != want[key] for key in ("week", "people", "new", "returning",
                                                      "engaged", "counting"))
             or (got["stayed"]["x"], got["stayed"]["n"]) != want["stayed"]
             or (got["left"] and (got["left"]["x"], got["left"]["n"])) != want["left"]]
    judge(f"weeks of {name}", not wrong and len(answer["weeks"]) == len(weeks), wrong[:3])
    got = [(cohort["week"], cohort["people"],
            [(cell["reached"], cell["x"] if cell["reached"] else 0) for cell in cohort["weeks"]])
           for cohort in answer["cohorts"]]
    judge(f"cohorts of {name}", got == cohorts, (got, cohorts))
    left = defaultdict(lambda: (0, 0))
    for row in answer["left_after"]:
        x, n = left[row["campaign"]]
        left[row["campaign"]] = (x + row["left"]["x"], n + row["left"]["n"])
    want = people.left_after(first, last)
    # Templates after which nobody left are no rows: their messages are not in the sums.
    wrong = {campaign for campaign in set(left) | set(want)
             if left[campaign][0] != want.get(campaign, (0, 0))[0]
             or left[campaign][1] > want.get(campaign, (0, 0))[1]}
    judge(f"after whose messages people left, in {name}", not wrong, (dict(left), want))


def compare_kpis(judge, report, people, recent, before):
    wrong = []
    rows = [(campaign["name"], campaign["kpis"]) for campaign in report["campaigns"]]
    for name, kpis in [*rows, (None, report["totals"]["kpis"])]:
        kept, of = people.kept(name, recent, before)
        retention, reading = kpis["retention_rate"]["value"], kpis["time_to_read"]["value"]
        if not near(retention, kept / of if of else None):
            wrong.append((name, "retention_rate", retention, kept, of))
        if of and not (near(kpis["retention_rate"]["low"], wilson(kept, of)[0])
                       and near(kpis["retention_rate"]["high"], wilson(kept, of)[1])):
            wrong.append((name, "interval", kpis["retention_rate"], wilson(kept, of)))
        if not near(reading, people.reading(name)):
            wrong.append((name, "time_to_read", reading, people.reading(name)))
    judge("retention and time to read of every campaign", not wrong, wrong[:5])


def in_days(day, first, last):
    return first is None or bool(day) and first <= date.fromisoformat(day) <= last


def count_untold(sample, first, last):
    """Per counter of a kind of failure what campaigns count beyond their messages with that code."""
    untold = {}
    for counter, code in (("failed_cap", "131049"), ("failed_unreachable", "131026")):
        known, sums, told = defaultdict(set), Counter(), Counter()
        for campaign, source, day, values in sample.tallies():
            if counter in values:
                known[campaign].add((source, day))
                day = day or sample.facts[campaign].get("start")  # a summary: its first day
                if in_days(day, first, last):
                    sums[campaign, source] += values[counter]
                    told[campaign] += (values[counter] if source in ("events", "rows") else 0)
        untold[counter] = 0
        for campaign, places in known.items():
            ruler = Sample.ruler(places, sample.facts.get(campaign, {}))
            untold[counter] += max(0, sums[campaign, ruler] - told[campaign])
    return untold


def compare_failures(judge, what, answer, sample, days=(None, None)):
    codes, coded = Counter(), 0
    for message in sample.messages.values():
        day = datetime.fromtimestamp(message["moment"], sample.zone).date().isoformat()
        counts = sample.tally(message)
        if in_days(day, *days):
            coded += "failed_cap" in counts
            codes[int(message.get("code") or 0)] += counts.get("failed", 0)
    codes = {code: count for code, count in codes.items() if count}
    got = {row["code"]: row["messages"] for row in answer["rows"]}
    judge(f"failures by code, {what}", got == codes, (got, codes))
    judge(f"messages that could name codes, {what}", (answer["sent_with_codes"] or 0) == coded,
          (answer["sent_with_codes"], coded))
    wrong = [row for row in answer["rows"] if row["code"] and
             not near(row["share"], codes[row["code"]] / coded)]
    judge(f"shares of failures, {what}", not wrong, wrong)
    untold = count_untold(sample, *days)
    got = {counter: count or 0 for counter, count in answer["without_codes"].items()}
    judge(f"failures without codes, {what}", got == untold, (got, untold))


def main():
    folder, answers = Path(sys.argv[1]), Path(sys.argv[2])
    judge = Judge()
    sample = Sample(folder)
    people = People(sample)
    said = {path.stem: json.loads(path.read_text(encoding="utf-8"))
            for path in answers.glob("*.json")}
    today = date(2026, 10, 31)
    compare_rows(judge, "hour", said["hour"], people.by_hour())
    compare_rows(judge, "hour and weekday", said["hour_weekday"], people.by_hour_weekday())
    cells, left = people.by_frequency()
    compare_rows(judge, "frequency", said["frequency"], cells)
    compare_frequency(judge, said["frequency"], left)
    first = min(message["week"] for message in people.messages if message["knows"])
    last = today - timedelta(days=today.weekday())
    compare_retention(judge, "all weeks", said["retention"], people, first, last, today)
    october = date(2026, 10, 1)
    compare_retention(judge, "October", said["october"], people,
                      october - timedelta(days=october.weekday()), last, today)
    compare_kpis(judge, said["report"], people, (date(2026, 10, 2), today),
                 (date(2026, 9, 2), date(2026, 10, 1)))
    compare_failures(judge, "all", said["failures"], sample)
    compare_failures(judge, "a week", said["failures_week"], sample,
                     (date(2026, 10, 25), today))
    compare_failures(judge, "October", said["failures_october"], sample, (october, today))
    return judge.failed > 0


if __name__ == "__main__":
    sys.exit(main())
