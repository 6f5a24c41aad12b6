# SPDX-License-Identifier: GPL-3.0-or-later
"""The campaigns that are counted by day: who was written to, when, and how it went. Everything
here is invented; the shop Haus Linde does not exist."""

from datetime import date, timedelta

from chance import Chance

FIRST = date(2026, 7, 4)
LAST = date(2026, 10, 31)

# What a delivered message costs, in ten thousandths of the campaign's currency: round figures near
# what the channel takes in these countries.
PRICE = {"DE": 1131, "AT": 592, "CH": 592, "FR": 712, "BE": 592, "GB": 456, "US": 215, "AE": 331,
         "SA": 393, "IN": 88, "TH": 254, "SG": 630, "MY": 742, "AM": 255}
PRICE_INR = {"IN": 8600}

WEEKDAY = (1050, 1000, 980, 1000, 920, 860, 1190)  # Monday first, in thousandths


class Group:
    """People who get the same message: their share of the sends, and how they differ from the
    campaign's rates (factors)."""

    def __init__(self, share, country, language, template="", segment="", cta="", **factors):
        self.share, self.country, self.language = share, country, language
        self.template, self.segment, self.cta, self.factors = template, segment, cta, factors


class Arm:
    """One side of an A/B test: how likely a person gets it."""

    def __init__(self, weight, variant, template, **factors):
        self.weight, self.variant, self.template, self.factors = weight, variant, template, factors


class Plan:
    def __init__(self, name, kind, goal, industry, days, groups, rates, order=0, arms=(),
                 currency="EUR", unknown=(), mood=None, extra=None, price=None, template=None, luck=0):
        self.name, self.kind, self.goal, self.industry = name, kind, goal, industry
        self.days, self.groups, self.rates, self.order = days, groups, rates, order
        self.arms, self.currency, self.unknown = arms, currency, set(unknown)
        self.mood = mood or (lambda day: {})      # factors of a day
        self.extra = extra or (lambda chance, day, row: {})  # further counters of a row
        self.price = price or (PRICE_INR if currency == "INR" else PRICE)
        self.template = template or (lambda day, group: group.template)
        self.chance = Chance(f"{name} {luck}")  # a test may need other luck to show what it should


def blast(year_day, *numbers):
    """Sends on the days from a date on."""
    first = date.fromisoformat(year_day)
    return [(first + timedelta(days=i), number) for i, number in enumerate(numbers)]


def every_day(name, base, first=FIRST, last=LAST, growth=0, without=()):
    """A flow: so many a day in the rhythm of the week, `growth` percent more at the end."""
    chance, days, length = Chance("days of " + name), [], (last - first).days
    for i in range(length + 1):
        day = first + timedelta(days=i)
        number = base * WEEKDAY[day.weekday()] * (1000 + growth * 10 * i // length) // 1000000
        if day == LAST:
            number = number * 2 // 3  # exported in the early evening
        if day not in without:
            days.append((day, chance.around(number)))
    return days


def weekends(name, base):
    """Thursday and Friday of every week."""
    chance = Chance("days of " + name)
    return [(day, chance.around(base))
            for day in (FIRST + timedelta(days=i) for i in range((LAST - FIRST).days - 5))
            if day.weekday() in (3, 4)]


def ramp(day, begin, end, first=FIRST, last=LAST):
    """A factor that goes evenly from one figure to another."""
    return begin + (end - begin) * ((day - first).days / (last - first).days)


def between(day, first, last):
    return date.fromisoformat(first) <= day <= date.fromisoformat(last)


def rates(reach, read, click, buy=0.0, reply=0.03, stop=0.003, block=0.0004, cap=0.35, gone=0.4,
          act=0.0):
    """reach: delivered of those sent. read, click, reply, stop, block: of those delivered.
    buy: of those who clicked; act: of the others who clicked, those who did what else was wanted
    (a list, a voucher). cap, gone: of the failures, those with code 131049 and 131026."""
    return {"reach": reach, "read": read, "click": click, "buy": buy, "reply": reply,
            "stop": stop, "block": block, "cap": cap, "gone": gone, "act": act}


# --- single campaigns -------------------------------------------------------------------------

def blasts():
    yield Plan("ลดราคากลางปี", "broadcast", "sales", "home", blast("2026-07-06", 2600, 2220),
               [Group(.45, "TH", "th", "midyear_th_v1", "ลูกค้าประจำ", "ช้อปเลย", click=1.18),
                Group(.55, "TH", "th", "midyear_th_v1", "ทั่วไป", "ช้อปเลย", click=.86)],
               rates(.965, .83, .176, .029, .041, .0034, act=0.19), 3100)
    yield Plan("Soldes d’été", "broadcast", "sales", "home",
               blast("2026-07-08", 3900, 2640, 2100),
               [Group(share * part, country, "fr", "soldes_ete_v2", segment, "J’en profite",
                      click=click, stop=stop)
                for country, part in (("FR", .82), ("BE", .18))
                for segment, share, click, stop in (("vip", .2, 1.45, .5), ("actifs", .5, 1.05, .9),
                                                    ("inactifs", .3, .62, 1.5))],
               rates(.958, .81, .209, .064, .052, .0041, act=0.27), 5200)
    yield Plan("Sommerschlussverkauf", "broadcast", "sales", "home",
               blast("2026-07-27", 3400, 2950),
               [Group(.8, "DE", "de", "ssv_2026_v1", "Newsletter", "Jetzt ansehen"),
                Group(.2, "AT", "de", "ssv_2026_v1", "Newsletter", "Jetzt ansehen", click=1.05)],
               rates(.971, .8, .240, .042, .033, .0043), 5800, unknown=["read"])
    yield Plan("Back to school", "broadcast", "sales", "gifts", blast("2026-08-18", 3900, 3300),
               [Group(.7, "GB", "en", "back_to_school_v1", "subscribers", "Shop now", click=1.06),
                Group(.3, "US", "en", "back_to_school_v1", "subscribers", "Shop now", click=.86)],
               rates(.949, .79, .188, .043, .028, .0049), 4100, unknown=["cost"])
    yield Plan("Stammkunden-Vorverkauf", "broadcast", "sales", "home", blast("2026-09-03", 2460),
               [Group(.85, "DE", "de", "vorverkauf_v3", "Stammkunden", "Zum Vorverkauf"),
                Group(.15, "AT", "de", "vorverkauf_v3", "Stammkunden", "Zum Vorverkauf")],
               rates(.986, .86, .354, .335, .094, .0014), 5200)
    yield Plan("Նոր հավաքածու", "broadcast", "sales", "jewellery", blast("2026-09-10", 700, 480),
               [Group(.6, "AM", "hy", "new_collection_hy_v1", "մշտական հաճախորդներ", "Գնել հիմա",
                      click=1.1),
                Group(.4, "AM", "hy", "new_collection_hy_v1", "նոր հաճախորդներ", "Գնել հիմա",
                      click=.85)],
               rates(.962, .84, .331, .041, .067, .0026), 3600)
    yield Plan("Herbstkollektion", "broadcast", "sales", "home",
               blast("2026-09-15", 4100, 2900, 2320),
               [Group(share * part, country, "de", "herbst_v2", segment, "Kollektion ansehen",
                      click=click)
                for country, part in (("DE", .72), ("AT", .14), ("CH", .14))
                for segment, share, click in (("Stammkunden", .35, 1.2), ("Newsletter", .65, .9))],
               rates(.974, .82, .268, .053, .046, .0028, act=0.44), 6600)
    yield Plan("Pop-up Jaipur", "broadcast", "brand", "jewellery", blast("2026-09-19", 86),
               [Group(1, "IN", "en", "popup_v1", "near_jaipur", "Find us")],
               rates(.95, .85, .4, 0, .12, .002), unknown=["revenue", "conversions", "orders"])
    yield Plan("दीवाली धमाका", "broadcast", "sales", "gifts",
               blast("2026-10-19", 6200, 4700, 3900),
               [Group(.4, "IN", "hi", "diwali_hi_v1", "पुराने ग्राहक", "अभी खरीदें", click=1.14,
                      buy=1.3),
                Group(.6, "IN", "hi", "diwali_hi_v1", "नए ग्राहक", "अभी खरीदें", click=.906,
                      buy=.8)],
               rates(.957, .86, .281, .0135, .058, .0033, act=0.3), 185000, currency="INR",
               extra=cash_on_delivery)
    yield Plan("双十一预热", "broadcast", "sales", "gifts", blast("2026-10-27", 1500, 1300, 1100),
               [Group(share * part, country, "zh_CN", "double11_v1", segment, "立即抢购",
                      click=click)
                for country, part in (("SG", .55), ("MY", .45))
                for segment, share, click in (("老客户", .5, 1.15), ("新客户", .5, .85))],
               rates(.968, .81, .222, .029, .037, .0027, act=0.51), 6200,
               mood=lambda day: {"click": ramp(day, 1.0, .86, date(2026, 10, 27),
                                               date(2026, 10, 29))})


def cash_on_delivery(chance, day, row):
    cod = chance.count(row["orders"], .62)
    return {"cod_orders": cod, "rto_orders": chance.count(cod, .17)}


# --- tests of templates -----------------------------------------------------------------------

def tests():
    # B is better, and that shows halfway.
    yield Plan("Diwali early access", "broadcast", "sales", "gifts",
               every_day("Diwali", 2010, date(2026, 10, 2), date(2026, 10, 13)),
               [Group(share * part, country, "en", "", segment, "Unlock access", click=click)
                for country, part in (("IN", .55), ("GB", .3), ("AE", .15))
                for segment, share, click in (("regulars", .55, 1.12), ("new", .45, .85))],
               rates(.975, .85, .1, .079, .061, .0031, act=0.28), 4800,
               arms=[Arm(1, "A", "diwali_v1", click=1.875),
                     Arm(1, "B", "diwali_v2", click=2.13)], luck=8)
    # Nothing between the two, though the third day looks as if there were.
    yield Plan("Rentrée", "broadcast", "sales", "home",
               every_day("Rentrée", 885, date(2026, 8, 24), date(2026, 9, 6)),
               [Group(.6, "FR", "fr", "", "actifs", "Découvrir", click=1.1),
                Group(.4, "FR", "fr", "", "nouveaux", "Découvrir", click=.85)],
               rates(.967, .82, .217, .074, .049, .0034), 5500,
               arms=[Arm(1, "A", "rentree_v1"), Arm(1, "B", "rentree_v2")], luck=4)
    # A filter took people out of B: not to be trusted, whatever B's clicks say.
    yield Plan("Relance inactifs", "broadcast", "sales", "home",
               every_day("Relance", 1010, date(2026, 9, 21), date(2026, 9, 25)),
               [Group(1, "FR", "fr", "", "inactifs_6_mois", "Revenir")],
               rates(.912, .7, .120, .021, .021, .0094, .0021, .5, .4), 4700,
               arms=[Arm(533, "A", "relance_v1"), Arm(467, "B", "relance_v2", click=1.12)], luck=2)
    # Three arms, and people who sign up.
    yield Plan("Black-Friday-Warteliste", "broadcast", "leads", "home",
               blast("2026-10-21", 2700, 2400),
               [Group(.75, "DE", "de", "", "Newsletter", "Auf die Liste"),
                Group(.13, "AT", "de", "", "Newsletter", "Auf die Liste"),
                Group(.12, "CH", "de", "", "Newsletter", "Auf die Liste")],
               rates(.972, .81, .254, .46, .038, .0031),
               arms=[Arm(1, "A", "warteliste_v1"), Arm(1, "B", "warteliste_v2", click=1.04),
                     Arm(1, "C", "warteliste_v3", click=.97)],
               unknown=["orders", "revenue"], extra=sign_ups, luck=9)


def sign_ups(chance, day, row):
    return {"leads": chance.count(row["conversions"], .62)}


# --- series, drips and flows ------------------------------------------------------------------

def flows():
    # Every weekend the same offer: fewer click, more leave.
    yield Plan("عرض نهاية الأسبوع", "drip", "sales", "gifts", weekends("weekend offer", 600),
               [Group(.55, "AE", "ar", "weekend_ar_v1", "عملاء", "تسوق الآن"),
                Group(.45, "SA", "ar", "weekend_ar_v1", "عملاء", "تسوق الآن")],
               rates(.941, .77, .098, .033, .022, .0071, .0014, .6, .3), 3300,
               mood=lambda day: {"click": ramp(day, 1.18, .82), "stop": ramp(day, .35, 1.7)},
               template=lambda day, group: "weekend_ar_v1" if day < date(2026, 9, 10)
               else "weekend_ar_v2")
    yield Plan("Willkommensserie", "drip", "sales", "home",
               every_day("Willkommen", 66, growth=20),
               [Group(.54, "DE", "de", "willkommen_1_v2", "neu", "Gutschein einlösen", click=1.22),
                Group(.46, "DE", "de", "willkommen_2_v2", "neu", "Bestseller", click=.74,
                      stop=1.4)],
               rates(.981, .84, .272, .039, .071, .0024, act=0.36), 6200, extra=welcome)
    yield Plan("Panier oublié", "flow", "sales", "home", every_day("Panier", 100, growth=15),
               [Group(.85, "FR", "fr", "", "panier", "Finaliser ma commande"),
                Group(.15, "BE", "fr", "", "panier", "Finaliser ma commande", click=.94)],
               rates(.988, .86, .412, .255, .121, .0018), 2900, mood=cart_mood,
               template=lambda day, group: "panier_oublie_v2" if day < date(2026, 9, 1)
               else "panier_oublie_v3")
    yield Plan("Cart recovery", "flow", "sales", "gifts",
               every_day("Cart", 51, growth=25,
                         without=(date(2026, 9, 5), date(2026, 9, 6))),  # no export of that weekend
               [Group(.72, "GB", "en", "cart_recovery_v4", "abandoned_cart", "Finish checkout"),
                Group(.28, "US", "en", "cart_recovery_v4", "abandoned_cart", "Finish checkout",
                      click=.97)],
               rates(.990, .88, .585, .208, .083, .0012), 2530)
    # Links were tracked from September on.
    yield Plan("Wieder verfügbar", "flow", "sales", "home",
               every_day("Wieder verfügbar", 37, growth=10),
               [Group(1, "DE", "de", "wieder_da_v1", "Merkliste", "Jetzt sichern")],
               rates(.982, .85, .46, .32, .064, .0016), 3400,
               mood=lambda day: {"reach": .76, "cap": 2.2}
               if between(day, "2026-10-12", "2026-10-15") else {},
               extra=lambda chance, day, row: {"clicked": None, "clicks": None}
               if day < date(2026, 9, 2) else {})
    yield Plan("Merci pour votre achat", "post_purchase", "brand", "home",
               every_day("Merci", 28, growth=15),
               [Group(1, "FR", "fr", "merci_v1", "acheteurs", "Donner mon avis")],
               rates(.991, .87, .201, .03, .142, .0009), 4900, price={"FR": 248})
    yield Plan("Pflegetipps", "post_purchase", "service", "home",
               every_day("Pflege", 43, date(2026, 8, 9)),
               [Group(1, "DE", "de", "pflege_v2", "Käufer", "Tipps lesen")],
               rates(.989, .85, .345, 0, .088, .0013), price={"DE": 456},
               unknown=["conversions", "orders", "revenue"])
    yield Plan("Teppich-Anzeigen", "ctwa_ad", "leads", "home",
               every_day("Anzeigen", 33, date(2026, 8, 1), growth=20),
               [Group(1, "DE", "de", "anzeige_begruessung_v1", "Anzeige", "Muster anfordern")],
               rates(.993, .9, .163, .21, .61, .0011, act=0.27), 11200, unknown=["cost"],
               extra=advertising)


def cart_mood(day):
    mood = {"click": ramp(day, .92, 1.08) * (1.04 if day >= date(2026, 9, 1) else 1)}
    if day == date(2026, 8, 15):
        mood["click"] *= .6  # a holiday
    if day == date(2026, 9, 12):
        mood["buy"] = .1  # the shop was down for most of that day
    if between(day, "2026-10-12", "2026-10-14"):
        mood["reach"] = .9
    return mood


def welcome(chance, day, row):
    extra = {"new_customers": chance.count(row["orders"], .9)}
    if row["template"] == "willkommen_1_v2":
        extra["optins"] = row["sent"] + chance.count(row["sent"], .08)
        extra["cost_platform"] = 40  # cents: a share of the tool's monthly fee
    return extra


def advertising(chance, day, row):
    return {"conversations": row["sent"] - chance.count(row["sent"], .06),
            "leads": chance.count(row["replied"], .27),
            "new_customers": chance.count(row["orders"], .8),
            "cost_ads": chance.between(3600, 5400)}


def plans():
    yield from blasts()
    yield from tests()
    yield from flows()
