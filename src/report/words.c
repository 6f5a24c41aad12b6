/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/civil.h"
#include "base/i18n.h"
#include "text/format.h"

/* --- figures --------------------------------------------------------------------------------- */

const char *words_currency(const struct currency *currency)
{
    return strcmp(currency->code, "XXX") == 0 ? _("no currency named") : currency->code;
}

int64_t words_micros(double value)
{
    if (value >= 9e18) {
        return INT64_MAX;
    }
    return value <= -9e18 ? INT64_MIN + 1 : (int64_t)llround(value);
}

/* An amount of a KPI in its unit. sign: a plus in front of what is more. */
static const char *amount(enum kpi id, double value, struct currency currency, bool sign,
                          char buffer[WORDS_SIZE])
{
    char words[FORMAT_SIZE];
    const char *plus = sign && value > 0 ? "+" : "";
    switch (kpi_info(id)->unit) {
    case KPI_UNIT_PERCENT:
        snprintf(buffer, WORDS_SIZE, "%s",
                 sign ? format_points(value, true, words) : format_percent(value, true, words));
        break;
    case KPI_UNIT_MONEY:
        snprintf(buffer, WORDS_SIZE, "%s%s", plus,
                 format_money(words_micros(value), currency, words));
        break;
    case KPI_UNIT_TIMES:
        snprintf(buffer, WORDS_SIZE, "%s%s", plus, format_ratio(value, true, words));
        break;
    case KPI_UNIT_MINUTES:
        snprintf(buffer, WORDS_SIZE, _("%s%s min"), plus, format_number(value, words));
        break;
    case KPI_UNIT_NUMBER:
    case KPI_UNIT_POINTS:
        snprintf(buffer, WORDS_SIZE, "%s%s", plus, format_number(value, words));
        break;
    }
    return buffer;
}

const char *words_value(enum kpi id, const struct kpi_value *value, char buffer[WORDS_SIZE])
{
    if (!value->has_value) {
        snprintf(buffer, WORDS_SIZE, "%s", _("n/a"));
        return buffer;
    }
    return amount(id, value->value, value->currency, false, buffer);
}

const char *words_score(enum kpi id, const struct kpi_value *value, char buffer[WORDS_SIZE])
{
    char number[FORMAT_SIZE];
    if (!value->has_value || kpi_info(id)->unit != KPI_UNIT_POINTS) {
        return words_value(id, value, buffer);
    }
    double tenths = round(value->value * 10);
    snprintf(buffer, WORDS_SIZE, NG_("%s point", "%s points", fabs(tenths) == 10 ? 1 : 2),
             format_number(tenths / 10, number));
    return buffer;
}

const char *words_interval(enum kpi id, const struct kpi_value *value, bool ascii,
                           char buffer[WORDS_SIZE])
{
    char low[FORMAT_SIZE], high[FORMAT_SIZE];
    buffer[0] = '\0';
    if (value->has_interval && kpi_info(id)->unit == KPI_UNIT_PERCENT) {
        snprintf(buffer, WORDS_SIZE, "%s%s%s", format_percent(value->low, false, low),
                 ascii ? "-" : "–", format_percent(value->high, true, high));
    } else if (value->has_interval && kpi_info(id)->unit == KPI_UNIT_POINTS) {
        snprintf(buffer, WORDS_SIZE, _("%s to %s"), format_number(value->low, low),
                 format_number(value->high, high)); /* a dash would look like a minus */
    }
    return buffer;
}

const char *words_change(enum kpi id, double change, struct currency currency,
                         char buffer[WORDS_SIZE])
{
    return amount(id, change, currency, true, buffer);
}

const char *words_share(int64_t now, int64_t before, char buffer[WORDS_SIZE])
{
    char words[FORMAT_SIZE];
    double share = ((double)now - (double)before) / fabs((double)before);
    snprintf(buffer, WORDS_SIZE, "%s%s", share > 0 ? "+" : "", format_percent(share, true, words));
    return buffer;
}

/* --- grades ---------------------------------------------------------------------------------- */

const char *words_grade(enum grade grade)
{
    static const char *const names[GRADE_COUNT] = {N_("poor"), N_("typical"), N_("good"),
                                                   N_("best")};
    return grade == GRADE_NONE ? "" : _(names[grade]);
}

const char *words_distance(enum kpi id, const struct grade_result *grade, char buffer[WORDS_SIZE])
{
    buffer[0] = '\0';
    if (!grade->has_distance) {
        return buffer;
    }
    const char *band = words_grade(grade->toward);
    double size = fabs(grade->distance);
    if (size == 0) {
        snprintf(buffer, WORDS_SIZE, _("at the edge of %s"), band);
        return buffer;
    }
    char words[WORDS_SIZE];
    const char *far = words;
    if (kpi_info(id)->unit == KPI_UNIT_PERCENT) {
        format_points(size, false, words);
    } else {
        struct currency currency = grade->row ? grade->row->currency : (struct currency){""};
        far = amount(id, size, currency, false, words);
    }
    if (grade->grade == GRADE_BEST) {
        snprintf(buffer, WORDS_SIZE, _("%.60s inside %s"), far, band);
    } else if (grade->distance < 0) {
        snprintf(buffer, WORDS_SIZE, _("%.60s under %s"), far, band);
    } else {
        snprintf(buffer, WORDS_SIZE, _("%.60s over %s"), far, band);
    }
    return buffer;
}

const char *words_reason(enum kpi id, enum kpi_reason reason, char buffer[WORDS_SIZE])
{
    static const char *const reasons[] = {
        [KPI_REASON_NONE] = "",
        [KPI_REASON_UNKNOWN_COUNTER] = N_("not known"),
        [KPI_REASON_ZERO_DENOMINATOR] = N_("nothing to divide by"),
        [KPI_REASON_MIXED_CURRENCY] = N_("several currencies"),
        [KPI_REASON_TOO_LARGE] = N_("too large to add up"),
        [KPI_REASON_BASE_DIFFERS] = N_("its benchmark is for another base"),
        [KPI_REASON_NOT_JUDGED] = N_("not judged by this"),
        [KPI_REASON_NO_BENCHMARK] = N_("no benchmark"),
        [KPI_REASON_TOO_FEW] = N_("too few to grade"),
        [KPI_REASON_OUT_OF_REACH] = N_("the band is out of reach here"),
    };
    if (reason == KPI_REASON_TOO_FEW && id != KPI_NONE) {
        char least[FORMAT_SIZE];
        snprintf(buffer, WORDS_SIZE, _("too few to grade (under %s)"),
                 format_count(kpi_info(id)->minimum, least));
    } else {
        snprintf(buffer, WORDS_SIZE, "%s", reason == KPI_REASON_NONE ? "" : _(reasons[reason]));
    }
    return buffer;
}

/* --- where figures come from ----------------------------------------------------------------- */

const char *words_source(enum source source)
{
    static const char *const names[SOURCE_COUNT] = {
        N_("message log"), N_("per-recipient file"), N_("daily counts"),   N_("template analytics"),
        N_("summary"),     N_("orders and clicks"),  N_("account volumes")};
    return _(names[source]);
}

const char *words_unlock(enum counter id)
{
    static const char *const files[COUNTER_COUNT] = {
        [COUNTER_SENT] = N_("a provider report or a webhook log"),
        [COUNTER_FAILED] = N_("a webhook log, or a report with failures"),
        [COUNTER_FAILED_CAP] = N_("a webhook log, or a report with error codes"),
        [COUNTER_FAILED_UNREACHABLE] = N_("a webhook log, or a report with error codes"),
        [COUNTER_DELIVERED] = N_("a provider report or a webhook log"),
        [COUNTER_READ] = N_("a provider report or a webhook log"),
        [COUNTER_CLICKERS] = N_("clicks or template analytics"),
        [COUNTER_CLICKS] = N_("clicks or template analytics"),
        [COUNTER_REPLIERS] = N_("a webhook log, or a report with replies"),
        [COUNTER_OPTOUTS] = N_("a webhook log, or a report with opt-outs"),
        [COUNTER_BLOCKS] = N_("a report with blocks"),
        [COUNTER_INTERACTORS] = N_("a report with clicks and replies"),
        [COUNTER_CONVERSIONS] = N_("shop orders, or a report with conversions"),
        [COUNTER_ORDERS] = N_("shop orders"),
        [COUNTER_LEADS] = N_("a report with leads"),
        [COUNTER_NEW_CUSTOMERS] = N_("shop orders that tell new customers"),
        [COUNTER_REVENUE] = N_("shop orders, or a report with revenue"),
        [COUNTER_COST_MESSAGE] = N_("a report with costs"),
        [COUNTER_COST_PLATFORM] = N_("a report with software fees"),
        [COUNTER_COST_ADS] = N_("a report with ad spend"),
        [COUNTER_CONVERSATIONS] = N_("a report with conversations"),
        [COUNTER_SESSIONS] = N_("web analytics"),
        [COUNTER_KEY_EVENTS] = N_("web analytics"),
        [COUNTER_OPTINS] = N_("a report with opt-ins"),
        [COUNTER_COD_ORDERS] = N_("shop orders with their payment"),
        [COUNTER_RTO_ORDERS] = N_("shop orders with their returns"),
        [COUNTER_COST] = N_("a report with costs"),
    };
    return _(files[id]);
}

const char *words_unlock_query(enum kpi id)
{
    static const char *const files[KPI_COUNT] = {
        [KPI_CLV] = N_("shop orders that name their customers"),
        [KPI_CLV_CAC] = N_("shop orders of 180 days that name their customers, and costs"),
        [KPI_RETENTION_RATE] = N_("a webhook log or a report with a row per recipient"),
        [KPI_REPEAT_PURCHASE_RATE] = N_("shop orders that name their customers"),
        [KPI_TIME_TO_READ] = N_("a webhook log or a report with times of delivery and reading"),
        [KPI_CSAT] = N_("feedback with ratings from 1 to 5"),
        [KPI_NPS] = N_("feedback with ratings from 0 to 10"),
        [KPI_COMPLAINT_SHARE] = N_("feedback that says of what kind it is"),
    };
    return files[id] ? _(files[id]) : NULL;
}

const char *words_unlock_of(enum counter id, const struct total *total)
{
    int64_t clicks;
    return id == COUNTER_CLICKERS && total && total_get(total, COUNTER_CLICKS, &clicks)
               ? _("clicks of each person or template analytics (its files count clicks, not "
                   "people)")
               : words_unlock(id);
}

enum counter words_missing(enum kpi id, const struct total *total,
                           const struct kpi_options *options)
{
    int slot = kpi_slot_of(id, options->base);
    if (slot < 0 || total->slot[slot].tallies > 0) {
        return COUNTER_NONE;
    }
    enum counter numerator = kpi_info(id)->numerator;
    enum counter denominator = kpi_denominator(id, options->base);
    bool other = total->known[numerator] > 0 && denominator != COUNTER_NONE &&
                 total->known[denominator] == 0;
    return other ? denominator : numerator;
}

/* --- days and bases -------------------------------------------------------------------------- */

const char *words_day(int32_t day, int32_t today, char buffer[WORDS_SIZE])
{
    static const char *const months[] = {N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"),
                                         N_("May"), N_("Jun"), N_("Jul"), N_("Aug"),
                                         N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")};
    int year, month, of_month, this_year, unused;
    civil_from_day(day, &year, &month, &of_month);
    civil_from_day(today, &this_year, &unused, &unused);
    if (year == this_year) {
        snprintf(buffer, WORDS_SIZE, "%d %s", of_month, _(months[month - 1]));
    } else {
        snprintf(buffer, WORDS_SIZE, "%d %s %d", of_month, _(months[month - 1]), year);
    }
    return buffer;
}

const char *words_base(enum rate_base base)
{
    return base == RATE_BASE_SENT ? _("per sent") : _("per delivered");
}
