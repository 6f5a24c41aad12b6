# SPDX-License-Identifier: GPL-3.0-or-later
"""What the shop's own systems know: its orders of half a year, each with its customer, and the visits
that its web analytics counted by campaign. People are those of people.py and webhook.py, and some
who only have an address at example.org."""

from datetime import date, timedelta

from chance import Chance
from people import DAY, berlin, french, german, local_text, table

FIRST, LAST = date(2026, 4, 12), date(2026, 10, 18)  # of the orders
VISITS_FIRST, VISITS_LAST = date(2026, 10, 1), date(2026, 10, 30)

COLUMNS = ["order_id", "ordered_at", "amount", "refund", "currency", "recipient", "coupon",
           "utm_source", "utm_medium", "utm_campaign", "utm_content", "conversion_type", "status"]
WHATSAPP = {"utm_source": "whatsapp", "utm_medium": "message"}
EMAIL = {"utm_source": "newsletter", "utm_medium": "email"}


def cents(amount):
    return f"{amount // 100}.{amount % 100:02}"


def address(number):
    return f"kundin{number}@example.org"


class Book:
    """The orders, to be numbered once they are all there."""

    def __init__(self):
        self.chance, self.rows = Chance("shop orders"), []

    def amount(self, low, high):
        return self.chance.early(low, high) // 100 * 100 + 90

    def add(self, moment, person, amount, sure=False, **more):
        """An order; without an amount, something else that was wanted. sure: nothing came of it but
        what it was."""
        row = dict(more, at=moment, recipient=person)
        if amount is not None:
            row.update(amount=cents(amount), currency="EUR", status="paid")
            fate = 99 if sure else self.chance.below(100)
            if fate < 3:
                row["status"] = "cancelled"
            elif fate < 6:
                row["status"] = "refunded"
            elif fate < 9:
                row.update(status="partially refunded", refund=cents(amount // 200 * 100))
        self.rows.append(row)

    def some_day(self, first, last):
        day = first + timedelta(days=self.chance.below((last - first).days + 1))
        return berlin(day, self.chance.between(8 * 3600, 22 * 3600))

    def write(self, folder):
        self.rows.sort(key=lambda row: (row["at"], row["recipient"]))
        for number, row in enumerate(self.rows):
            row.update(order_id=f"HL-{20417 + number}", ordered_at=local_text(row["at"]))
        table(folder / "orders.csv", COLUMNS, self.rows)


def parts_of(chance, total, count):
    """Amounts that add up to a total."""
    mean, amounts = total // count // 100 * 100, []
    for _ in range(count - 1):
        amounts.append(mean - 1000 + chance.below(21) * 100)
    return amounts + [total - sum(amounts)]


def regulars(book):
    """Readers of Stiltipps who buy now and then, more often since they hear of it; some book an
    hour of advice instead."""
    chance = book.chance
    for person in range(100, 176):
        for _ in range(chance.below(3)):
            book.add(book.some_day(FIRST, date(2026, 8, 16)), german(person), book.amount(2400, 16000))
        for _ in range(chance.below(2)):
            way = dict(WHATSAPP, utm_content=chance.pick(("bild", "link"))) \
                if chance.happens(.6) else {}
            book.add(book.some_day(date(2026, 8, 17), LAST), german(person),
                     book.amount(2400, 14000), **way)
        if chance.happens(.13):
            book.add(book.some_day(date(2026, 8, 24), LAST), german(person), None,
                     conversion_type="booking", **WHATSAPP)


def lyon(book):
    """Guests of the opening: orders and visits booked in the days behind it."""
    chance = book.chance
    for i in range(26):
        person = french(2000 + chance.below(500))
        moment = berlin(date(2026, 9, 24), 12 * 3600) + chance.between(0, 4 * DAY)
        if i % 3 == 2:
            book.add(moment, person, None, conversion_type="booking", **WHATSAPP)
        else:
            book.add(moment, person, book.amount(2900, 12000), **WHATSAPP)
        if i % 5 == 0:
            book.add(book.some_day(FIRST, date(2026, 8, 31)), person, book.amount(2900, 9000))


def named(book):
    """What names its campaign: by its link, or by a voucher."""
    chance = book.chance
    for i in range(34):  # samples of cloth that were asked for among them
        moment = book.some_day(date(2026, 8, 12), LAST - timedelta(days=1))
        way = dict(WHATSAPP, utm_campaign="pflegetipps", utm_content=chance.pick(("knopf", "text")))
        if i % 4 == 3:
            book.add(moment, german(600 + i), None, conversion_type="form", **way)
        else:
            book.add(moment, german(600 + i), book.amount(1900, 9000), **way)
    for _ in range(9):
        book.add(book.some_day(date(2026, 7, 14), date(2026, 7, 17)), french(3000 + chance.below(90)),
                 book.amount(2500, 9000), utm_campaign="14-juillet", **WHATSAPP)
    for i in range(5):
        book.add(book.some_day(date(2026, 7, 18), date(2026, 7, 21)), address(200 + i),
                 book.amount(2500, 9000), coupon="FINALE-AM-SONNTAG")
    book.add(book.some_day(date(2026, 9, 19), date(2026, 9, 22)), address(300), 1890, sure=True,
             coupon="POPUPJAIPUR")


def newsletters(book):
    """The same orders that the newsletters' report counts."""
    for name, day, total, count in (("Newsletter September", date(2026, 9, 8), 141870, 23),
                                    ("Newsletter Oktober", date(2026, 10, 6), 70280, 12)):
        for amount in parts_of(book.chance, total, count):
            moment = berlin(day, 9 * 3600) + book.chance.early(0, 4 * DAY)
            book.add(moment, address(book.chance.below(60)), amount, sure=True, utm_campaign=name,
                     utm_content=book.chance.pick(("kopfbild", "produkt", "produkt")), **EMAIL)


def others(book):
    """Orders that no message led to."""
    ways = ({}, {"utm_source": "google", "utm_medium": "organic"},
            {"utm_source": "instagram", "utm_medium": "social"})
    for _ in range(58):
        book.add(book.some_day(FIRST, LAST), address(100 + book.chance.below(70)),
                 book.amount(1900, 13000), **book.chance.pick(ways))


def orders(folder, bought):
    """bought: (moment, phone, cents, further fields) of orders that message lists and the sending
    tool's counts tell of, too."""
    book = Book()
    for moment, person, amount, more in bought:
        book.add(moment, person, amount, sure=True, **more)
    for part in (regulars, lyon, named, newsletters, others):
        part(book)
    book.write(folder)


# --- visits -----------------------------------------------------------------------------------

# From where people came by links of a campaign: source and medium, content, share of the visits.
FROM = {
    "Diwali early access": (("whatsapp / message", "button", .83), ("whatsapp / message", "image", .17)),
    "Panier oublié": (("whatsapp / message", "", 1),),
    "Cart recovery": (("whatsapp / message", "", 1),),
    "दीवाली धमाका": (("whatsapp / message", "button", .9), ("instagram / social", "story", .1)),
    "Black-Friday-Warteliste": (("whatsapp / message", "button", .74),
                                ("instagram / social", "bio", .26)),
    "双十一预热": (("whatsapp / message", "button", .8), ("wechat / social", "", .2)),
}
# The same of campaigns that are not counted by day: first day, visits of each day, key events in
# a thousand visits.
SINGLE = (
    ("Newsletter Oktober", date(2026, 10, 6), (121, 38, 17, 9, 4), 62,
     (("newsletter / email", "kopfbild", .3), ("newsletter / email", "produkt", .7))),
    ("Ventes privées d’octobre", date(2026, 10, 12), (88, 104, 41), 170,
     (("whatsapp / message", "", 1),)),
    ("Stiltipps", date(2026, 10, 1), (7, 6, 5, 8, 9, 6, 7, 5, 6, 8, 7, 9, 6, 5, 4, 6, 8, 7, 5, 6), 24,
     (("whatsapp / message", "link", .7), ("pinterest / social", "pin", .3))),
)


def visits(folder, rows):
    """rows: those of the campaigns that are counted by day."""
    chance, days = Chance("visits"), {}
    for row in rows:
        name = row.campaign.name
        if name in FROM and row.counters["clicks"] is not None:
            sums = days.setdefault((name, row.day), [0, 0])
            sums[0] += row.counters["clicks"]
            sums[1] += row.counters["conversions"]
    seen = [(name, day, chance.count(clicks, .87), chance.count(done, .93), FROM[name])
            for (name, day), (clicks, done) in days.items()
            if VISITS_FIRST <= day <= VISITS_LAST]
    for name, first, counts, thousandth, ways in SINGLE:
        for i, count in enumerate(counts):
            seen.append((name, first + timedelta(days=i), count,
                         chance.count(count, thousandth / 1000), ways))
    for day in range(0, 30, 6):  # whoever came without a link of a campaign
        seen.append(("(not set)", VISITS_FIRST + timedelta(days=day), chance.between(180, 420), 3,
                     (("google / organic", "(not set)", 1),)))
    lines, all_sessions, all_events = [], 0, 0
    for name, day, sessions, events, ways in sorted(seen, key=lambda row: (row[1], row[0])):
        for i, (way, content, share) in enumerate(ways):
            last = i == len(ways) - 1
            some = sessions if last else chance.count(sessions, share)
            done = events if last else min(chance.count(events, share), some)
            sessions, events = sessions - some, events - done
            all_sessions, all_events = all_sessions + some, all_events + done
            if some:
                lines.append(f"{name},{way},{content or '(not set)'},{day:%Y%m%d},{some},{done}")
    rule = "# " + "-" * 40
    head = [rule, "# Visits by campaign and day", "# Account: Haus Linde",
            "# Property: Haus Linde Shop", rule, f"# Start date: {VISITS_FIRST:%Y%m%d}",
            f"# End date: {VISITS_LAST:%Y%m%d}", "",
            "Session manual campaign name,Session manual source / medium,"
            "Session manual ad content,Date,Sessions,Key events"]
    with open(folder / "visits-2026-10.csv", "w", encoding="utf-8", newline="") as out:
        out.write("\n".join(head + lines) + f"\n,,,,{all_sessions},{all_events},Grand total\n")
