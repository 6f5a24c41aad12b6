# SPDX-License-Identifier: GPL-3.0-or-later
"""What customers said, in their languages: satisfaction (of 5), whether they would recommend the shop
(of 10), reviews, complaints and suggestions. Some name the campaign, some only the person."""

from datetime import date, timedelta

from chance import Chance
from people import berlin, local_text
from webhook import DELIVERY, END, SIZES

# Comments by language: bad, middling, good. Each has a kind where it is no rating's.
WORDS = {
    "de": (("Zu viele Nachrichten in einer Woche", "Gutschein ging an der Kasse nicht",
            "Lieferung kam zwei Tage später als angekündigt"),
           ("Ganz in Ordnung", "Farbe etwas dunkler als im Bild"),
           ("Schnell und freundlich", "Genau was ich gesucht habe, danke!",
            "Tolle Tipps, gern wieder 😊")),
    "fr": (("Le lien ne marchait pas", "Trop de messages, merci d’espacer",
            "Taille différente de la photo"),
           ("Correct, sans plus", "Livraison un peu longue"),
           ("Parfait, merci !", "Service au top 👏", "Très beau tissu, je recommande")),
    "en": (("Asked twice to stop, still got one", "Code expired before I could use it"),
           ("Fine", "Nice, but delivery took a week"),
           ("Lovely quality, will order again", "Quick reply, thank you")),
    "ar": (("الرسائل كثيرة جدًا", "العرض انتهى قبل أن أفتح الرابط", "لم يصل الطلب حتى الآن"),
           ("جيد", "السعر مناسب لكن التوصيل بطيء"),
           ("خدمة ممتازة، شكرًا لكم", "منتج رائع وجودة عالية")),
    "th": (("ส่งข้อความบ่อยเกินไป", "โค้ดส่วนลดใช้ไม่ได้"),
           ("พอใช้ได้ค่ะ", "สินค้าสวยแต่ส่งช้า"),
           ("บริการดีมาก ขอบคุณค่ะ", "ผ้านุ่มสวยงามตรงปก ประทับใจมาก")),
    "hi": (("कूपन काम नहीं कर रहा था", "डिलीवरी बहुत देर से हुई"),
           ("ठीक है",),
           ("बहुत अच्छा सामान, धन्यवाद", "दिवाली का ऑफ़र शानदार था")),
    "zh": (("优惠码无法使用", "消息太频繁了"), ("还可以",), ("质量很好，会再买", "客服回复很快")),
    "hy": (("Առաքումն ուշացավ",), ("Նորմալ է",), ("Շատ գեղեցիկ է, շնորհակալություն",)),
}
SUGGESTIONS = {
    "de": ("Bitte auch am Wochenende liefern", "Größen gleich in der Nachricht nennen"),
    "fr": ("Proposez un seul message par semaine", "Une boutique à Nantes, ce serait bien"),
    "en": ("Let me choose topics, please",), "ar": ("أتمنى عروضًا على المجوهرات",),
    "th": ("อยากให้มีเก็บเงินปลายทาง",),
}

# Campaign, language, first and last day, answers, what was asked, share of good answers at the
# beginning and at the end; those neither good nor bad are a fifth of the rest.
ASKED = (
    ("Merci pour votre achat", "fr", date(2026, 7, 8), date(2026, 10, 29), 74, "nps", .42, .62),
    ("Pflegetipps", "de", date(2026, 8, 12), date(2026, 10, 29), 38, "csat", .7, .78),
    ("Diwali early access", "en", date(2026, 10, 3), date(2026, 10, 17), 16, "review", .7, .7),
    ("عرض نهاية الأسبوع", "ar", date(2026, 7, 11), date(2026, 10, 26), 27, "review", .62, .3),
    ("ลดราคากลางปี", "th", date(2026, 7, 7), date(2026, 7, 19), 14, "review", .7, .7),
    ("दीवाली धमाका", "hi", date(2026, 10, 20), date(2026, 10, 29), 12, "review", .66, .66),
    ("双十一预热", "zh", date(2026, 10, 28), date(2026, 10, 30), 6, "review", .6, .6),
    ("Նոր հավաքածու", "hy", date(2026, 9, 11), date(2026, 9, 18), 6, "review", .8, .8),
    ("Relance inactifs", "fr", date(2026, 9, 22), date(2026, 9, 30), 11, "complaint", 0, 0),
    ("Willkommensserie", "de", date(2026, 7, 12), date(2026, 10, 28), 26, "csat", .74, .8),
)


def answer(chance, language, asked, good):
    """(rating, scale, kind, comment)"""
    level = 2 if chance.happens(good) else 1 if chance.happens(.2) else 0
    comment = chance.pick(WORDS[language][level]) if chance.happens(.55) else ""
    if asked == "nps":
        return (chance.between(*((0, 6), (7, 8), (9, 10))[level]), 10, "nps", comment)
    kind = asked
    if asked == "review" and level == 0 and chance.happens(.6):
        kind = "complaint"
    elif asked in ("review", "csat") and language in SUGGESTIONS and chance.happens(.13):
        kind, comment = "suggestion", chance.pick(SUGGESTIONS[language])
    if kind in ("complaint", "suggestion"):
        return ("", "", kind, comment or chance.pick(WORDS[language][0]))
    return (chance.between(*((1, 2), (3, 3), (4, 5))[level]), 5, kind, comment)


def write(folder, reached):
    """reached: (campaign, message) of the server's log."""
    chance, rows = Chance("voices"), []
    for campaign, language, first, last, count, asked, begin, end in ASKED:
        days = (last - first).days
        for _ in range(count):
            at = chance.below(days + 1)
            moment = berlin(first + timedelta(days=at), chance.between(8 * 3600, 21 * 3600))
            said = answer(chance, language, asked, begin + (end - begin) * at / days)
            rows.append((moment, campaign, "", *said))
    for campaign, message in reached:
        if chance.happens({DELIVERY: .3, SIZES: .25}[campaign]):
            moment = message["sent"] + chance.between(3600, 2 * 86400)
            said = answer(chance, "de", "csat", .8)
            if moment < END:
                rows.append((moment, "", message["phone"], *said))
    with open(folder / "feedback.csv", "w", encoding="utf-8", newline="") as out:
        out.write("given_at,campaign,recipient,rating,scale,kind,comment\n")
        for moment, *fields, comment in sorted(rows, key=lambda row: [str(cell) for cell in row]):
            quoted = f'"{comment}"' if "," in comment else comment
            out.write(",".join([local_text(moment), *map(str, fields), quoted]) + "\n")
