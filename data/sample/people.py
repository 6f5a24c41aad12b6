# SPDX-License-Identifier: GPL-3.0-or-later
"""The campaigns that are known message by message from lists: two message lists and a tool's report
per recipient. All phone numbers are of ranges that are kept for examples and films (France
+33 6 39 98, Berlin +49 30 23125). What a server logged: webhook.py."""

from datetime import date, timedelta

from chance import Chance

EPOCH = date(1970, 1, 1)
DAY = 86400
WINTER = (date(2026, 10, 25) - EPOCH).days * DAY + 3600  # Berlin's clocks go back


def offset(moment):
    return 7200 if moment < WINTER else 3600


def berlin(day, seconds):
    """The moment of a time of day in Berlin."""
    moment = (day - EPOCH).days * DAY + seconds
    return moment - offset(moment - 7200)


def civil(seconds):
    day = EPOCH + timedelta(days=seconds // DAY)
    rest = seconds % DAY
    return day, rest // 3600, rest % 3600 // 60, rest % 60


def local_text(moment):
    day, hour, minute, second = civil(moment + offset(moment))
    return f"{day} {hour:02}:{minute:02}:{second:02}"


def utc_text(moment):
    day, hour, minute, second = civil(moment)
    return f"{day}T{hour:02}:{minute:02}:{second:02}Z"


def tool_text(moment):
    day, hour, minute, _ = civil(moment + offset(moment))
    return f"{day.day:02}/{day.month:02}/{day.year} {hour:02}:{minute:02}"


def french(number):
    return f"3363998{number:04}"


def german(number):
    return f"493023125{number:03}"


def table(path, columns, rows):
    """Rows are dicts; what a row does not have stays empty."""
    with open(path, "w", encoding="utf-8", newline="") as out:
        out.write(",".join(columns) + "\n")
        for row in rows:
            out.write(",".join(str(row.get(column, "")) for column in columns) + "\n")


# --- what happens to a message ----------------------------------------------------------------

def deliver(chance, message, sent, reach, codes):
    """Delivered, or failed with one of the codes, or neither for ever."""
    if chance.happens(reach):
        hours = chance.happens(.06)
        message["delivered"] = sent + (chance.early(900, 40000) if hours
                                       else chance.early(2, 45))
    elif chance.happens(.9):
        message["failed"] = sent + chance.early(1, 30)
        message["code"] = chance.pick(codes)


def engage(chance, message, rates):
    """What the person did with a delivered message."""
    if "delivered" not in message:
        return
    seen = message["delivered"] + chance.early(20, 30000)
    if chance.happens(rates["read"]):
        message["read"] = seen
    if chance.happens(rates["click"]):
        message["clicked"] = seen + chance.early(3, 5000)
        if chance.happens(rates.get("buy", 0)):
            message["converted"] = message["clicked"] + chance.early(90, 150000)
    if chance.happens(rates["reply"]):
        message["replied"] = seen + chance.early(15, 9000)
    if chance.happens(rates["stop"]):
        message["opted_out"] = seen + chance.early(10, 3000)
    if "read" in message and chance.happens(.03):
        del message["delivered"]  # the chat was open: only the read is told


STATES = ("sent", "delivered", "read", "clicked", "replied", "opted_out", "failed", "converted")


def row_of(message, text):
    row = {state + "_at": text(message[state]) for state in STATES if state in message}
    row["failed_code"] = message.get("code", "")
    return row


# --- message lists ----------------------------------------------------------------------------

def ventes_privees(folder):
    """Private sale in France; one segment is a list nobody tidied up. Returns what was bought:
    moment, phone number, cents."""
    chance, rows, bought, person = Chance("Ventes privées"), [], [], 0
    segments = (("vip", 270, date(2026, 10, 12), 8 * 3600 + 1800, .99, 1.35),
                ("actifs", 380, date(2026, 10, 13), 12 * 3600 + 600, .97, 1.0),
                ("inactifs_2024", 270, date(2026, 10, 14), 18 * 3600 + 1200, .64, .55))
    codes = (131049, 131049, 131049, 131026, 131026, 131026, 131050, 131049, 131026, 130472)
    for segment, count, day, begin, reach, warmth in segments:
        for i in range(count):
            person += 1
            sent = berlin(day, begin + i * 4 + chance.below(4))
            message = {"sent": sent}
            deliver(chance, message, sent, reach, codes)
            engage(chance, message, {"read": .84, "click": .30 * warmth, "buy": .13 * warmth,
                                     "reply": .05, "stop": .004 / warmth})
            row = row_of(message, local_text)
            row.update(campaign="Ventes privées d’octobre", template="ventes_privees_v1",
                       segment=segment, language="fr", cta="Entrer", recipient=french(person))
            if "delivered" in message or "read" in message:
                row.update(cost="0.0712", currency="EUR")
            if "converted" in message:
                cents = chance.early(3200, 15000) // 100 * 100 + 90
                row.update(revenue=f"{cents // 100}.{cents % 100:02}", currency="EUR")
                bought.append((message["converted"], french(person), cents))
            rows.append(row)
    table(folder / "messages-ventes-privees.csv",
          ["campaign", "template", "segment", "language", "cta", "recipient", "sent_at",
           "delivered_at", "read_at", "clicked_at", "replied_at", "opted_out_at", "failed_at",
           "failed_code", "converted_at", "revenue", "cost", "currency"], rows)
    return bought


def stiltipps(folder):
    """A drip with tips, once or three times a week as people chose: who hears more leaves more."""
    chance, messages = Chance("Stiltipps"), []
    first = date(2026, 8, 17)
    hours = (7, 8, 9, 12, 12, 13, 17, 18, 18, 19, 19, 20, 20, 21, 22)
    for person in range(100, 176):
        often = person < 120
        joins = 0 if chance.happens(.6) else chance.between(1, 6)
        hour, day, warmth = chance.pick(hours), chance.below(7), chance.between(25, 130) / 100
        for week in range(joins, 10):
            left = False
            for weekday in ((day % 2, day % 2 + 2, day % 2 + 4) if often else (day,)):
                when = first + timedelta(days=week * 7 + weekday)
                sent = berlin(when, hour * 3600 + chance.below(1500))
                message = {"sent": sent, "person": person, "often": often, "week": week}
                tired = warmth * (1 - .04 * week)
                deliver(chance, message, sent, .985, (131026, 131049))
                engage(chance, message, {"read": min(.95, .74 * (.6 + .4 * tired)),
                                         "click": .17 * tired, "reply": .05 * tired,
                                         "stop": .016 if often else .003})
                messages.append(message)
                left = left or "opted_out" in message
            if left:
                break
    rows = []
    for message in sorted(messages, key=lambda message: (message["sent"], message["person"])):
        row = row_of(message, utc_text)
        row.update(campaign="Stiltipps", language="de", recipient=german(message["person"]),
                   segment="dreimal_pro_woche" if message["often"] else "wöchentlich",
                   template="stiltipps_v1" if message["week"] < 6 else "stiltipps_v2")
        rows.append(row)
    table(folder / "messages-stiltipps.csv",
          ["campaign", "template", "segment", "language", "recipient", "sent_at", "delivered_at",
           "read_at", "clicked_at", "replied_at", "opted_out_at", "failed_at", "failed_code"],
          rows)


def ouverture(folder):
    """A sending tool's own report, one row per recipient: no campaign, no clicks, local times."""
    chance, lines = Chance("Ouverture boutique Lyon"), []
    answers = ("Merci !", "On y sera 😊", "Bravo à toute l’équipe", "C’est à quelle adresse ?",
               "Super nouvelle", "Avec plaisir", "Ouvert le dimanche ?")
    words = {131026: "131026: Message undeliverable", 131049: "131049: Not delivered to maintain"
             " healthy ecosystem engagement", 130472: "130472: User part of an experiment"}
    for i in range(500):
        sent = berlin(date(2026, 9, 24), 10 * 3600 + i * 3)
        message = {"sent": sent}
        deliver(chance, message, sent, .955, (131026, 131026, 131049, 130472))
        engage(chance, message, {"read": .85, "click": 0, "reply": .11, "stop": 0})
        status = "Sent"
        for state, word in (("delivered", "Delivered"), ("read", "Read"), ("replied", "Replied"),
                            ("failed", "Failed")):
            status = word if state in message else status
        number = french(2000 + i)
        phone = f"+33 6 39 98 {number[7:9]} {number[9:11]}"
        lines.append(",".join([
            phone, status, tool_text(sent),
            tool_text(message["delivered"]) if "delivered" in message else "",
            tool_text(message["read"]) if "read" in message else "",
            str(1 + chance.below(2)) if "replied" in message else "0",
            chance.pick(answers) if "replied" in message else "",
            words.get(message.get("code"), "")]))
    with open(folder / "recipients-ouverture-lyon.csv", "w", encoding="utf-8", newline="") as out:
        out.write("Phone Number,Status,Sent At,Delivered At,Read At,Replies Count,Latest Reply,"
                  "Error Message\r\n")
        out.write("\r\n".join(lines) + "\r\n")
